//! A hostile file costs itself one line and nothing else.
//!
//! Files that stop a parser are made here; children that abort, hang or wear out are commands of the shell, since the
//! program itself has nothing that would make it fail on request.

#![allow(clippy::unwrap_used)]
#![cfg(unix)]

mod common;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use lookback::Unreadable;
use lookback::ingest::{Hints, worker};
use lookback::reading::{Limits, Pool, Told, inspect};
use lookback::store::{FileStatus, Refresh, refresh};
use tempfile::TempDir;

/// The program as it reads for others.
const READER: [&str; 2] = [env!("CARGO_BIN_EXE_lookback"), "__read"];

/// A paper that needs a parser.
const PAPER: &[u8] = b"<h1>Peer review</h1><p>The Panel met.</p>";

fn reader() -> Command {
    shell("exec \"$@\"", &READER)
}

/// A command that is a script of the shell, with its arguments.
fn shell(script: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", script, "sh"]).args(arguments);
    command
}

fn few(children: usize, files: u32) -> Limits {
    Limits { children, files, ..Limits::default() }
}

/// Children that leave their process ids in a file as they start.
struct Herd {
    folder: TempDir,
}

impl Herd {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// A command that goes on as `script`, which finds the reader in `"$@"` and a folder of its own in `$folder`.
    fn of(&self, script: &str) -> Command {
        let mut command = shell(&format!("echo $$ >> \"$folder/pids\"; {script}"), &READER);
        command.env("folder", self.folder.path());
        command
    }

    fn pids(&self) -> Vec<String> {
        let pids = fs::read_to_string(self.path("pids")).unwrap_or_default();
        pids.lines().map(str::to_owned).collect()
    }

    fn is_alive(pid: &str) -> bool {
        signal("-0", pid)
    }
}

fn signal(signal: &str, pid: &str) -> bool {
    shell("kill \"$@\"", &[signal, pid]).stderr(Stdio::null()).status().unwrap().success()
}

fn assert_reads(pool: &Pool, name: &str) {
    let inspection = pool.inspect_bytes(PAPER, name, &Told::default());
    let blocks = inspection.unwrap_or_else(|reason| panic!("{name}: {reason}")).reading.blocks;
    assert_eq!(blocks[0].text, "Peer review");
}

fn why_not(pool: &Pool, bytes: &[u8], name: &str) -> Unreadable {
    pool.ingest(bytes, name, Hints::default()).expect_err("it cannot be read")
}

/// A PDF of one page.
fn pdf(page: &str, content: &[u8]) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let mut stream = format!("<< /Length {} /Filter /FlateDecode >>\nstream\n", content.len()).into_bytes();
    stream.extend_from_slice(content);
    stream.extend_from_slice(b"\nendstream");
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_vec(),
        page.into(),
        stream,
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
    ];
    for (number, object) in (1..).zip(objects) {
        places.push(file.len());
        writeln!(file, "{number} 0 obj").unwrap();
        file.extend_from_slice(&object);
        file.extend_from_slice(b"\nendobj\n");
    }
    let table = file.len();
    write!(file, "xref\n0 6\n0000000000 65535 f \n").unwrap();
    for place in places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    write!(file, "trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").unwrap();
    file
}

/// A PDF of a few megabytes whose one page draws the same words until a gigabyte is full.
fn bomb() -> Vec<u8> {
    let line = "BT /F1 9 Tf 9 9 Td (front door) Tj ET\n";
    let megabyte = line.repeat((1 << 20) / line.len());
    let mut content = ZlibEncoder::new(Vec::new(), Compression::new(1));
    for _ in 0..1024 {
        content.write_all(megabyte.as_bytes()).unwrap();
    }
    let page = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>";
    pdf(page, &content.finish().unwrap())
}

/// A PDF of many pages, each with a page number and twenty lines that name it.
fn long(pages: usize) -> Vec<u8> {
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    let mut put = |file: &mut Vec<u8>, object: String| {
        places.push(file.len());
        write!(file, "{} 0 obj\n{object}\nendobj\n", places.len()).unwrap();
    };
    put(&mut file, "<< /Type /Catalog /Pages 2 0 R >>".into());
    let kids: String = (0..pages).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    put(&mut file, format!("<< /Type /Pages /Kids [{kids}] /Count {pages} >>"));
    put(&mut file, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".into());
    for page in 1..=pages {
        let own = 2 + 2 * page;
        let resources = "/Resources << /Font << /F1 3 0 R >> >>";
        put(
            &mut file,
            format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents {} 0 R >>", own + 1),
        );
        let mut text = String::from("BT /F1 11 Tf 56 750 Td ");
        for line in 1..=20 {
            text +=
                &format!("(The Panel considered line {line} of matter {page} and asked for a report.) Tj 0 -14 Td ");
        }
        text += &format!("0 -400 Td (Page {page} of {pages}) Tj ET");
        put(&mut file, format!("<< /Length {} >>\nstream\n{text}\nendstream", text.len()));
    }
    let table = file.len();
    write!(file, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1).unwrap();
    for place in &places {
        writeln!(file, "{place:010} 00000 n ").unwrap();
    }
    let size = places.len() + 1;
    write!(file, "trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").unwrap();
    file
}

/// A PDF whose tree of pages and whose drawing refer to themselves, without a table of where things are.
const LOOP: &[u8] = b"%PDF-1.5
1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
2 0 obj << /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 2 0 R >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> >>
endobj
4 0 obj << /Length 5 >> stream
/X Do
endstream endobj
5 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 5 /Resources << /XObject << /X 5 0 R >> >> >> stream
/X Do
endstream endobj
trailer << /Root 1 0 R >>
";

#[test]
fn every_paper_reads_the_same_in_a_child_and_in_this_process() {
    let pool = Pool::new(reader(), Limits::default());
    let mut folders = vec![common::corpus()];
    folders.extend(common::shared("fixtures"));
    let sources = folders.iter().flat_map(|folder| lookback::ingest::walk(folder).unwrap());
    let mut isolated = 0;
    for source in sources {
        let bytes = fs::read(&source.path).unwrap();
        isolated += usize::from(lookback::ingest::ingest_plain(&bytes, &source.relative, Hints::default()).is_none());
        let here = inspect(&source.path, &source.relative, &Told::default());
        assert_eq!(pool.inspect(&source.path, &source.relative, &Told::default()), here, "{}", source.relative);
    }
    assert!(isolated > 10, "only {isolated} needed a child");
}

#[test]
fn a_hundred_papers_around_a_bomb_all_arrive_and_it_costs_one_line() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..100 {
        fs::write(folder.path().join(format!("{number:02}.html")), PAPER).unwrap();
    }
    fs::write(folder.path().join("49-bomb.pdf"), bomb()).unwrap();
    fs::write(folder.path().join("50-loop.pdf"), LOOP).unwrap();
    let pool = Arc::new(Pool::new(reader(), Limits::default()));
    let options = Refresh { pool: Some(Arc::clone(&pool)), ..Refresh::default() };
    let report = refresh(folder.path(), &folder.path().join(".lookback"), &options, &|_| {}).unwrap();
    let (skipped, read): (Vec<_>, Vec<_>) =
        report.files.into_iter().partition(|file| file.status == FileStatus::Skipped);
    let reasons: Vec<_> = skipped.iter().map(|file| (file.path.as_str(), file.reason.as_deref().unwrap())).collect();
    assert_eq!(reasons[0], ("49-bomb.pdf", "needed more than 2 GB"));
    assert!(reasons.len() == 1 || reasons.len() == 2 && reasons[1].0 == "50-loop.pdf", "{reasons:?}");
    assert_eq!(read.iter().filter(|file| file.path.ends_with(".html")).count(), 100);
}

#[test]
fn five_hundred_pages_arrive_with_their_numbers() {
    let pool = Pool::new(reader(), Limits::default());
    let inspection = pool.inspect_bytes(&long(500), "big500.pdf", &Told::default()).expect("it is only long");
    let reading = inspection.reading;
    assert_eq!(reading.document.pages, Some(500));
    let mut matters = 0;
    for block in &reading.blocks {
        let Some((_, rest)) = block.text.split_once("atter ") else { continue };
        let number: String = rest.chars().take_while(char::is_ascii_digit).collect();
        assert_eq!(block.page.map(|page| page.to_string()), Some(number), "{}", block.text);
        matters += 1;
    }
    assert_eq!(matters, 500, "a paragraph a page");
    let feet = inspection.dropped.iter().filter(|dropped| dropped.text.starts_with("Page ")).count();
    assert_eq!(feet, 500, "the page numbers are furniture");
}

#[test]
fn whatever_needs_a_parser_is_read_by_a_child() {
    let mail = b"MIME-Version: 1.0\r\nFrom: a@marlshire.example\r\nTo: b@marlshire.example\r\nSubject: Review\r\nDate: Wed, 12 Dec 2018 10:00:00 +0000\r\n\r\nThe Panel met.\r\n";
    for (name, paper) in [("a.html", PAPER), ("a.csv", b"Action,Owner\nWrite,Clerk\n"), ("a.eml", mail)] {
        let herd = Herd::new();
        let pool = Pool::new(herd.of("exec \"$@\""), few(1, 100));
        assert!(pool.ingest(paper, name, Hints::default()).is_ok(), "{name}");
        assert_eq!(herd.pids().len(), 1, "{name}");
    }
    for (name, paper) in [("a.txt", &b"The Panel met."[..]), ("a.md", b"# Review\n")] {
        let herd = Herd::new();
        let pool = Pool::new(herd.of("exec \"$@\""), few(1, 100));
        assert!(pool.ingest(paper, name, Hints::default()).is_ok(), "{name}");
        assert_eq!(herd.pids().len(), 0, "{name}");
    }
}

#[test]
fn the_program_reads_in_children_and_tells_nobody_of_the_subcommand() {
    let lookback = common::Lookback::new().file("a.html", PAPER).file("b.pdf", bomb());
    let shown = lookback.answer(&["index", "--format", "json"], 0);
    assert!(shown.contains("needed more than 2 GB") && shown.contains("\"status\":\"added\""), "{shown}");
    assert!(!lookback.answer(&["--help"], 0).contains("__read"));
}

/// A copy with some bytes changed, one run of them lost and the end cut, as `seed` has it.
fn mutated(paper: &[u8], mut seed: u64) -> Vec<u8> {
    let mut below = |end: usize| {
        // Knuth's MMIX generator: the same copies in every run.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) as usize % end.max(1)
    };
    let mut copy = paper.to_vec();
    for _ in 0..=below(40) {
        let (at, byte) = (below(copy.len()), below(256));
        copy[at] = byte as u8;
    }
    let at = below(copy.len() - 200);
    copy.drain(at..at + below(100));
    copy.truncate(copy.len() - below(copy.len() / 20));
    copy
}

#[test]
fn mutated_papers_each_give_an_outcome_and_leave_the_pool_at_work() {
    let mut papers = vec![common::corpus().join("marlshire/minutes/cyp-panel-minutes-2015-11-19.pdf")];
    papers.extend(common::shared("fixtures/panel-report.wk.pdf"));
    let pool = Pool::new(reader(), Limits { time: Duration::from_secs(30), ..Limits::default() });
    for paper in papers {
        let paper = fs::read(paper).unwrap();
        let mut unreadable = 0;
        for seed in 0..60 {
            unreadable += usize::from(pool.ingest(&mutated(&paper, seed), "mutated.pdf", Hints::default()).is_err());
        }
        assert!(unreadable > 0, "the copies are too good");
        assert_reads(&pool, "good.html");
    }
}

#[test]
fn a_child_that_aborts_or_ends_or_talks_nonsense_costs_one_file() {
    for script in ["kill -ABRT $$", "exit 134", "exit 0", "echo nonsense; sleep 60", "head -c 9 >&2; exit 1"] {
        let herd = Herd::new();
        // Only the first child fails.
        let command = herd.of(&format!("if mkdir \"$folder/failed\" 2> /dev/null; then {script}; fi; exec \"$@\""));
        let pool = Pool::new(command, few(1, 100));
        let reason = why_not(&pool, PAPER, "bad.html");
        assert_eq!((&reason, reason.to_string().as_str()), (&Unreadable::Stopped, "damaged: the reader stopped"));
        assert_reads(&pool, "good.html");
        assert_reads(&pool, "better.html");
        assert_eq!(herd.pids().len(), 2, "{script}");
    }
}

#[test]
fn a_child_that_asks_for_more_memory_than_there_is_says_so() {
    let herd = Herd::new();
    let command = herd.of("ulimit -v 400000; exec \"$@\"");
    let pool = Pool::new(command, few(1, 100));
    assert_reads(&pool, "good.html");
    let reason = why_not(&pool, &bomb(), "bomb.pdf");
    assert_eq!(reason, Unreadable::TooMuchMemory { limit: worker::MAX_MEMORY_BYTES });
    assert_reads(&pool, "good.html");
    // The first, a second that had nothing before the bomb, and one after it.
    assert_eq!(herd.pids().len(), 3);
}

#[test]
fn a_child_that_hangs_is_ended_in_time_with_all_it_started() {
    let large = [PAPER, &vec![b' '; 1 << 20]].concat(); // More than a pipe takes in, so that asking hangs too.
    for (script, paper) in [
        ("exec sleep 600", PAPER),
        ("exec sleep 600", &large),
        ("sleep 600 & echo $! >> \"$folder/pids\"; wait", PAPER),
    ] {
        let herd = Herd::new();
        let limits = Limits { time: Duration::from_millis(300), ..few(1, 100) };
        let pool = Pool::new(herd.of(script), limits);
        let began = Instant::now();
        let reason = why_not(&pool, paper, "hang.html");
        assert!(began.elapsed() < Duration::from_secs(60), "{script}");
        assert_eq!(reason.to_string(), "took longer than 0.3 s");
        let pids = herd.pids();
        assert!(!pids.is_empty());
        assert!(gone(&pids), "{script}: {pids:?}");
    }
}

/// Whether all of them end: those that a child had started are waited for by the system.
fn gone(pids: &[String]) -> bool {
    let began = Instant::now();
    while pids.iter().any(|pid| Herd::is_alive(pid)) {
        if began.elapsed() > Duration::from_secs(20) {
            return false;
        }
        thread::sleep(Duration::from_millis(20));
    }
    true
}

#[test]
fn a_child_makes_room_for_a_new_one_after_its_number_of_files() {
    let herd = Herd::new();
    let pool = Pool::new(herd.of("exec \"$@\""), few(1, 3));
    for number in 0..7 {
        assert_reads(&pool, &format!("{number}.html"));
    }
    assert_eq!(herd.pids().len(), 3);
}

#[test]
fn a_file_is_not_blamed_for_a_child_that_ended_before_it() {
    let herd = Herd::new();
    let pool = Pool::new(herd.of("exec \"$@\""), few(1, 100));
    assert_reads(&pool, "first.html");
    assert!(signal("-KILL", &herd.pids()[0]));
    assert_reads(&pool, "second.html");
    assert_eq!(herd.pids().len(), 2);
}

#[test]
fn many_threads_share_a_few_children_and_nothing_is_left_running() {
    let herd = Herd::new();
    let pool = Pool::new(herd.of("exec \"$@\""), few(2, 100));
    thread::scope(|scope| {
        for thread in 0..8 {
            let pool = &pool;
            scope.spawn(move || (0..5).for_each(|file| assert_reads(pool, &format!("{thread}-{file}.html"))));
        }
    });
    let pids = herd.pids();
    assert!((1..=2).contains(&pids.len()), "{pids:?}");
    assert!(pids.iter().all(|pid| Herd::is_alive(pid)), "they wait for more");
    drop(pool);
    assert!(pids.iter().all(|pid| !Herd::is_alive(pid)), "{pids:?}");
}

#[test]
fn a_child_does_not_outlive_its_parent() {
    let [program, subcommand] = READER;
    let mut child = Command::new(program).arg(subcommand).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    drop(child.stdin.take());
    assert!(child.wait().unwrap().success());
}

#[test]
fn text_needs_no_child_and_a_child_that_cannot_be_started_is_named_and_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "# Peer review\n").unwrap();
    fs::write(folder.path().join("b.html"), PAPER).unwrap();
    let statuses = |pool| {
        let options = Refresh { pool: Some(Arc::new(pool)), ..Refresh::default() };
        let report = refresh(folder.path(), &folder.path().join(".lookback"), &options, &|_| {}).unwrap();
        report.files.into_iter().map(|file| (file.status, file.reason)).collect::<Vec<_>>()
    };
    let missing = Pool::new(Command::new(folder.path().join("no such program")), Limits::default());
    let found = statuses(missing);
    assert_eq!((found[0].0, found[1].0), (FileStatus::Added, FileStatus::Skipped));
    let reason = found[1].1.as_deref().unwrap_or_default();
    assert!(reason.starts_with("could not be read: its reader did not start: "), "{reason}");
    let found = statuses(Pool::new(reader(), Limits::default()));
    assert_eq!(found[1], (FileStatus::Updated, None));
}
