//! The pages, served from a folder of papers for as long as a test lasts, and plain requests to them.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A server of its own, with its own index.
pub struct Served {
    folder: tempfile::TempDir,
    corpus: PathBuf,
    process: Child,
    /// Name and port, as in `Host`.
    pub host: String,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header; empty where there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

impl Served {
    /// Serves a copy of a folder of papers, so that a test may write beside them.
    pub fn copy_of(papers: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let corpus = folder.path().join("papers");
        copy(papers, &corpus);
        Self::start(folder, corpus)
    }

    /// Serves these papers.
    pub fn of(papers: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let corpus = folder.path().join("papers");
        std::fs::create_dir(&corpus).expect("a folder for the papers");
        for (name, text) in papers {
            let path = corpus.join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            std::fs::write(path, text).expect("a paper");
        }
        Self::start(folder, corpus)
    }

    fn start(folder: tempfile::TempDir, corpus: PathBuf) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_lookback"))
            .args(["serve", "--port", "0", "--corpus"])
            .arg(&corpus)
            .arg("--index")
            .arg(folder.path().join("index"))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program runs");
        let mut line = String::new();
        BufReader::new(process.stdout.take().expect("standard output")).read_line(&mut line).expect("a line");
        let host = line.trim().rsplit_once("http://").expect("an address").1.trim_end_matches('/').to_owned();
        let served = Self { folder, corpus, process, host };
        served.wait_until_read();
        served
    }

    fn wait_until_read(&self) {
        // Whoever comes too early is told so.
        let early = self.get("/");
        assert!(early.status == 200 || early.text().contains("Reading the papers"), "{early:?}");
        let began = Instant::now();
        while !self.get("/progress").text().contains("\"ready\":true") {
            assert!(began.elapsed() < Duration::from_secs(120), "the papers were not read in two minutes");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// The folder of the papers.
    pub fn corpus(&self) -> &Path {
        &self.corpus
    }

    /// A folder that is away with the test.
    pub fn scratch(&self) -> &Path {
        self.folder.path()
    }

    /// Asks for a page.
    pub fn get(&self, path: &str) -> Answer {
        self.raw(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.host))
    }

    /// A page that is there, as text.
    pub fn page(&self, path: &str) -> String {
        let answer = self.get(path);
        assert_eq!(answer.status, 200, "{path}: {}", answer.text());
        answer.text()
    }

    /// Sends a form as a browser does from one of our pages, with the word that our pages know.
    pub fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token();
        let fields: Vec<(&str, &str)> = fields.iter().copied().chain([("token", token.as_str())]).collect();
        self.post_as(path, &fields, &format!("Origin: http://{}\r\n", self.host))
    }

    /// Sends a form with headers of one's own.
    pub fn post_as(&self, path: &str, fields: &[(&str, &str)], headers: &str) -> Answer {
        let mut body = form_urlencoded::Serializer::new(String::new());
        let body = body.extend_pairs(fields).finish();
        self.raw(&format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\n{headers}Content-Type: application/x-www-form-urlencoded\r\n\
             Content-Length: {}\r\nConnection: close\r\n\r\n{body}",
            self.host,
            body.len()
        ))
    }

    /// The word that our pages know.
    pub fn token(&self) -> String {
        let page = self.page("/");
        let from = page.split_once("name=\"token\" value=\"").expect("a form").1;
        from.split('"').next().expect("its end").to_owned()
    }

    /// Sends these letters and reads the answer.
    pub fn raw(&self, request: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.host).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit of time");
        let _ = stream.write_all(request.as_bytes());
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let mut lines = head.split("\r\n");
        let status = lines.next().and_then(|line| line.split(' ').nth(1)?.parse().ok()).unwrap_or(0);
        let headers = lines.filter_map(|line| line.split_once(": ")).map(|(n, v)| (n.to_lowercase(), v.to_owned()));
        Answer { status, headers: headers.collect(), body: bytes.get(end + 4..).unwrap_or_default().to_vec() }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let target = to.join(entry.file_name());
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}
