//! Many readers at once: how long pages take, and whether memory stays flat.
//!
//! Starts `lookback serve` on a folder of papers and lets so many readers go through it, each as a person does: a page,
//! a pause of a second or so, the next page. Every reader walks another way, so that pages are drawn and not only
//! remembered. Fails when an answer is not 200 or when memory keeps growing; the times are printed, not judged.
//!
//! ```text
//! cargo bench --bench serving                         # the sample papers, 50 readers, 1 minute
//! cargo bench --bench serving -- papers 50 5          # another folder, 50 readers, 5 minutes
//! cargo bench --bench serving -- papers 50 5 index    # with an index that is there already
//! ```

#![allow(clippy::unwrap_used)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What readers ask for; `{}` is a number that differs from reader to reader and from step to step.
const WAYS: [&str; 14] = [
    "/",
    "/search?q=front+door",
    "/search?q=early+help&page={}",
    "/search?q=%22social+worker%22+AND+caseload*",
    "/search?q=threshold*&from=20{}",
    "/findings?kind=recommendation&page={}",
    "/findings?page={}",
    "/themes?by=year",
    "/papers?page={}",
    "/search?q=training+NOT+staff&page={}",
    "/diff",
    "/trace?q=%22voice+of+the+child%22",
    "/assets/style.css",
    "/settled",
];

/// How long a reader looks at a page, in milliseconds: from, and up to so much more.
const LOOK: (u64, u64) = (500, 1000);

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let folder = arguments.first().map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"), PathBuf::from);
    let number = |place: usize, usual: u64| arguments.get(place).and_then(|n| n.parse().ok()).unwrap_or(usual);
    let (readers, minutes) = (number(1, 50), number(2, 1));
    let scratch = tempfile::tempdir().expect("a temporary folder");
    let index = arguments.get(3).map_or_else(|| scratch.path().join("index"), PathBuf::from);
    let served = Served::start(&folder, &index);
    // The first draws of each page are part of what is measured; the reading of the papers is not.
    let began = Instant::now();
    let end = began + Duration::from_secs(60 * minutes);
    let reading: Vec<_> = (0..readers)
        .map(|reader| {
            std::thread::spawn({
                let host = served.host.clone();
                move || read(&host, reader, end)
            })
        })
        .collect();
    let mut memory = Vec::new();
    while Instant::now() < end {
        std::thread::sleep(Duration::from_secs(5));
        memory.push(served.memory());
    }
    let mut times: Vec<Duration> =
        reading.into_iter().flat_map(|reader| reader.join().expect("a reader without an error")).collect();
    times.sort();
    let at = |part: f64| times[((times.len() - 1) as f64 * part) as usize].as_secs_f64() * 1000.0;
    println!("{readers} readers, {minutes} min, {} answers, none with an error", times.len());
    println!(
        "time of an answer in ms: median {:.1}, p90 {:.1}, p99 {:.1}, most {:.1}",
        at(0.5),
        at(0.9),
        at(0.99),
        at(1.0)
    );
    let mebibytes: Vec<String> = memory.iter().map(|bytes| (bytes >> 20).to_string()).collect();
    println!("memory in MiB, every 5 s: {}", mebibytes.join(" "));
    println!("processor time of the server: {:.1} s", served.processor_time());
    let half = memory.len() / 2;
    let (early, late) =
        (memory[..half].iter().max().copied().unwrap_or(0), memory[half..].iter().max().copied().unwrap_or(0));
    assert!(late <= early + early / 5 + (64 << 20), "memory grew from {early} to {late} bytes");
}

/// One reader: asks, looks, asks again, on one connection; gives the time of each answer.
fn read(host: &str, reader: u64, end: Instant) -> Vec<Duration> {
    let mut stream = BufReader::new(TcpStream::connect(host).expect("a connection"));
    let mut times = Vec::new();
    // A fixed walk of its own for each reader: the next state of a simple generator.
    let mut state = reader.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut next = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    std::thread::sleep(Duration::from_millis(next(LOOK.0 + LOOK.1)));
    while Instant::now() < end {
        let way = WAYS[next(WAYS.len() as u64) as usize].replace("{}", &format!("{:02}", 1 + next(20)));
        let asked = Instant::now();
        ask(&mut stream, host, &way);
        let (status, bytes) = answer(&mut stream);
        times.push(asked.elapsed());
        assert!(status == 200 && bytes > 0, "{way}: {status}");
        std::thread::sleep(Duration::from_millis(LOOK.0 + next(LOOK.1)));
    }
    times
}

/// Asks in one piece, as browsers do: in several the system would hold the last back for 40 ms.
fn ask(stream: &mut BufReader<TcpStream>, host: &str, path: &str) {
    let question = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    stream.get_mut().write_all(question.as_bytes()).expect("a question");
}

/// Status and length of an answer.
fn answer(stream: &mut BufReader<TcpStream>) -> (u16, usize) {
    let (mut status, mut length) = (0, 0);
    let mut line = String::new();
    loop {
        line.clear();
        stream.read_line(&mut line).expect("a line of the answer");
        if line.trim().is_empty() {
            break;
        }
        if let Some(rest) = line.strip_prefix("HTTP/1.1 ") {
            status = rest.split(' ').next().and_then(|code| code.parse().ok()).unwrap_or(0);
        }
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = vec![0; length];
    stream.read_exact(&mut body).expect("the body of the answer");
    (status, length)
}

struct Served {
    process: Child,
    host: String,
}

impl Served {
    fn start(folder: &Path, index: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_lookback"))
            .args(["serve", "--port", "0", "--corpus"])
            .arg(folder)
            .arg("--index")
            .arg(index)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("standard output")).read_line(&mut line).expect("a line");
        let host = line.trim().rsplit_once("http://").expect("an address").1.trim_end_matches('/').to_owned();
        let served = Self { process, host };
        let began = Instant::now();
        while !served.is_ready() {
            assert!(began.elapsed() < Duration::from_secs(900), "the papers were not read in a quarter of an hour");
            std::thread::sleep(Duration::from_millis(500));
        }
        println!("{}: read after {:.1} s", folder.display(), began.elapsed().as_secs_f64());
        served
    }

    fn is_ready(&self) -> bool {
        let mut stream = BufReader::new(TcpStream::connect(&self.host).expect("a connection"));
        ask(&mut stream, &self.host, "/papers");
        answer(&mut stream).0 == 200
    }

    fn status(&self, file: &str) -> String {
        std::fs::read_to_string(format!("/proc/{}/{file}", self.process.id())).unwrap_or_default()
    }

    /// Memory in use now, in bytes; 0 where the system does not tell.
    fn memory(&self) -> u64 {
        let status = self.status("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        line.split_whitespace().next().and_then(|kib| kib.parse::<u64>().ok()).unwrap_or(0) << 10
    }

    /// Processor time so far, in seconds, of which Linux counts a hundred parts.
    fn processor_time(&self) -> f64 {
        let stat = self.status("stat");
        let after = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        let ticks =
            |place: usize| after.split_whitespace().nth(place).and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0);
        (ticks(11) + ticks(12)) / 100.0
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
