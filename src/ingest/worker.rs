//! Reading in another process: both ends of the conversation.
//!
//! A parser that meets a hostile file can abort, hang or ask for all the memory there is, and nothing in its own
//! process can stop it. So the formats that need a parser ([`Reader::needs_isolation`](super::Reader::needs_isolation)) can be read by
//! a child process that runs [`serve`], asked with [`ask`] over its standard input and output, one file at a time:
//!
//! ```text
//! parent → child    what the file is called and what was said of it, as JSON; its bytes
//! child  → parent   its pages, or why there are none, as JSON
//! ```
//!
//! Each part is a frame: its length in four bytes, least significant first, and then its content. The child answers in
//! the order it is asked. It ends when its input does, even in the middle of a file: no child outlives its parent.
//!
//! Where it stops: starting children, their time and their end are those of the pool in [`crate::reading`].
//!
//! ```
//! use lookback::ingest::{Hints, worker};
//!
//! let (from_parent, mut to_child) = std::io::pipe()?;
//! let (mut from_child, to_parent) = std::io::pipe()?;
//! std::thread::spawn(|| worker::serve(from_parent, to_parent));
//! let paper = b"<h1>Early help</h1>";
//! let pages = worker::ask(&mut to_child, &mut from_child, paper, "report.html", Hints::default())?.unwrap().pages;
//! assert_eq!(pages[0].lines[0].text, "Early help");
//! # Ok::<(), std::io::Error>(())
//! ```

use std::borrow::Cow;
use std::io::{self, ErrorKind, Read, Write};
use std::sync::mpsc;
use std::thread;

use serde::{Deserialize, Serialize};

use super::{Encoding, Hints, Ingested, MAX_FILE_BYTES, encoding_named, ingest_with};
use crate::error::{Unreadable, contained};

/// Most address space a child may have, in bytes (2 GiB): see [`limit_memory`].
pub const MAX_MEMORY_BYTES: u64 = 2 << 30;

/// Longest answer of a child, in bytes: the longest real papers give a hundredth of it.
const MAX_ANSWER_BYTES: u64 = 256 << 20;

/// Longest question of a parent, in bytes.
const MAX_QUESTION_BYTES: u64 = 64 << 10;

/// Stack of the thread that reads, in bytes: the same whatever the system gives its programs.
const STACK_BYTES: usize = 16 << 20;

/// What is asked of a child, beside the bytes.
#[derive(Debug, Serialize, Deserialize)]
struct Question<'a> {
    /// Name of the file.
    name: Cow<'a, str>,
    /// Name of the encoding that a person says all are in that do not tell.
    encoding: Option<Cow<'a, str>>,
    /// Name of the encoding that is given of this one.
    own_encoding: Option<Cow<'a, str>>,
    /// Whether pages that are pictures are to be read.
    ocr: bool,
}

impl<'a> Question<'a> {
    fn new(name: &'a str, hints: Hints) -> Self {
        let called = |encoding: Option<&'static Encoding>| encoding.map(|encoding| encoding.name().into());
        let (encoding, own_encoding) = (called(hints.encoding), called(hints.own_encoding));
        Self { name: name.into(), encoding, own_encoding, ocr: hints.ocr }
    }

    fn hints(&self) -> Hints {
        let named = |name: &Option<Cow<'_, str>>| name.as_deref().and_then(encoding_named);
        Hints { encoding: named(&self.encoding), own_encoding: named(&self.own_encoding), ocr: self.ocr }
    }
}

type Outcome = Result<Ingested, Unreadable>;

/// Has a child read a file: `name` is its file name. What [`ingest_with`] would return comes back.
///
/// # Errors
/// When the child does not answer, or what it says makes no sense; it is of no more use then.
pub fn ask(to: &mut impl Write, from: &mut impl Read, bytes: &[u8], name: &str, hints: Hints) -> io::Result<Outcome> {
    write_frame(to, &serde_json::to_vec(&Question::new(name, hints))?)?;
    write_frame(to, bytes)?;
    to.flush()?;
    let answer = read_frame(from, MAX_ANSWER_BYTES)?.ok_or(ErrorKind::UnexpectedEof)?;
    Ok(serde_json::from_slice(&answer)?)
}

/// Answers what is asked on `input` until it ends, and returns at once then: a file that is being read is abandoned.
///
/// A panic of a parser is an answer, that of a damaged file.
///
/// # Errors
/// When `input` is cut short or makes no sense, or no thread can be started.
pub fn serve(mut input: impl Read, output: impl Write + Send + 'static) -> io::Result<()> {
    let (hand_over, files) = mpsc::channel();
    let answers = move || answer_all(&files, output);
    thread::Builder::new().name("reader".into()).stack_size(STACK_BYTES).spawn(answers)?;
    while let Some(question) = read_frame(&mut input, MAX_QUESTION_BYTES)? {
        let question: Question<'static> = serde_json::from_slice(&question)?;
        let bytes = read_frame(&mut input, MAX_FILE_BYTES)?.ok_or(ErrorKind::UnexpectedEof)?;
        if hand_over.send((question, bytes)).is_err() {
            break; // Nobody takes the answers any more.
        }
    }
    Ok(())
}

/// Answers until there is nothing more to read, or nobody to tell.
fn answer_all(files: &mpsc::Receiver<(Question<'_>, Vec<u8>)>, mut output: impl Write) -> io::Result<()> {
    for (question, bytes) in files {
        let outcome = contained(|| ingest_with(&bytes, &question.name, question.hints()))
            .unwrap_or_else(|| Err(Unreadable::Damaged("its structure makes no sense".into())));
        let mut answer = serde_json::to_vec(&outcome)?;
        drop(outcome);
        if answer.len() as u64 > MAX_ANSWER_BYTES {
            let too_large = Unreadable::TooLarge(format!("{} MB of text and layout", answer.len() / 1_000_000));
            answer = serde_json::to_vec(&Outcome::Err(too_large))?;
        }
        write_frame(&mut output, &answer)?;
        output.flush()?;
    }
    Ok(())
}

fn write_frame(to: &mut impl Write, content: &[u8]) -> io::Result<()> {
    let length = u32::try_from(content.len()).map_err(|_| ErrorKind::InvalidInput)?;
    to.write_all(&length.to_le_bytes())?;
    to.write_all(content)
}

/// Reads one frame of at most `most` bytes; `None` where the input ends before it.
fn read_frame(from: &mut impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 4];
    if from.read(&mut length[..1])? == 0 {
        return Ok(None);
    }
    from.read_exact(&mut length[1..])?;
    let length = u64::from(u32::from_le_bytes(length));
    if length > most {
        return Err(ErrorKind::InvalidData.into());
    }
    // Grows with what arrives: a length that lies costs nothing.
    let mut content = Vec::new();
    from.take(length).read_to_end(&mut content)?;
    if content.len() as u64 == length { Ok(Some(content)) } else { Err(ErrorKind::UnexpectedEof.into()) }
}

/// Whether [`limit_memory`] can do anything on this system.
pub const MEMORY_CAN_BE_LIMITED: bool = cfg!(all(unix, not(target_os = "openbsd")));

/// Holds this process to [`MAX_MEMORY_BYTES`] of address space, or to less where the system allows less, and has it
/// leave no core file. For the whole process and for good.
///
/// Returns whether the limit holds: not outside Unix, and not where the system declines.
pub fn limit_memory() -> bool {
    #[cfg(all(unix, not(target_os = "openbsd")))]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let limit = |resource, most: u64| {
            let most = Some(getrlimit(resource).maximum.map_or(most, |allowed| allowed.min(most)));
            setrlimit(resource, Rlimit { current: most, maximum: most }).is_ok()
        };
        limit(Resource::Core, 0);
        limit(Resource::As, MAX_MEMORY_BYTES)
    }
    #[cfg(not(all(unix, not(target_os = "openbsd"))))]
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::ingest;
    use crate::model::{CellPlace, Date, Layout, Line, Mark, Page, Segment, Untold, Warning};

    /// Everything an answer can carry, in numbers that no binary fraction has.
    fn full() -> Ingested {
        let segment = Segment {
            left: 0.1,
            right: 1.0 / 3.0,
            start: 0,
            end: 5,
            bold: true,
            bold_bytes: 5,
            rise: -1.3,
            cell: Some(CellPlace { table: 1, row: 12, column: 3 }),
        };
        let layout = Layout {
            left: 56.7,
            right: 538.582_7,
            baseline: 1.0e-7,
            size: 11.04,
            bold: false,
            segments: vec![segment],
            column: 0,
            note_marks: vec!["2".into()],
            page_width: 595.276,
            page_height: 841.89,
        };
        let cells = vec!["Action".into(), "“Owner”\n£6.8m\u{0}\u{f0b7}".into()];
        let lines = vec![
            Line { layout: Some(layout), ..Line::new("Front door".into(), Mark::Raw) },
            Line::new("Early help".into(), Mark::Heading(2)),
            Line { bold: 3, ..Line::new("(a) thresholds".into(), Mark::Item { depth: 1, label: Some("(a)".into()) }) },
            Line::new(String::new(), Mark::Row { table: 3, head: true, cells }),
        ];
        let pages = vec![Page { number: Some(7), lines }, Page { number: None, lines: Vec::new() }];
        Ingested {
            pages,
            title: Some("Report".into()),
            made: Date::day_of(2019, 7, 26),
            warnings: vec![Warning("nearly empty".into())],
            scanned: vec![2],
            untold: Some(Untold::Scan { pages: 1, confidence: None }),
        }
    }

    #[test]
    fn what_was_read_arrives_as_it_was() {
        let outcomes = [
            Ok(full()),
            Err(Unreadable::Scanned { pages: 3 }),
            Err(Unreadable::UnknownFormat(None)),
            Err(Unreadable::Damaged("no page tree".into())),
        ];
        for outcome in outcomes {
            let arrived: Outcome = serde_json::from_slice(&serde_json::to_vec(&outcome).unwrap()).unwrap();
            assert_eq!(arrived, outcome);
        }
    }

    #[test]
    fn a_child_answers_what_ingest_would_file_after_file() {
        let (from_parent, mut to_child) = io::pipe().unwrap();
        let (mut from_child, to_parent) = io::pipe().unwrap();
        let child = thread::spawn(|| serve(from_parent, to_parent));
        let large = format!("<p>{}</p>", "thresholds ".repeat(100_000));
        for (name, bytes) in [
            ("a.html", &b"<h1>Early help</h1><ul><li>front door</li></ul>"[..]),
            ("empty.pdf", b""),
            ("not.pdf", b"%PDF-1.7 and no more"),
            ("large.html", large.as_bytes()),
        ] {
            let answer = ask(&mut to_child, &mut from_child, bytes, name, Hints::default()).unwrap();
            assert_eq!(answer, ingest(bytes, name), "{name}");
        }
        let mac = Hints { encoding: encoding_named("macroman"), ..Hints::default() };
        let page = b"<p>The council\xD5s plan</p>";
        let own = Hints { encoding: encoding_named("windows-1252"), own_encoding: mac.encoding, ocr: false };
        for hints in [mac, own] {
            let answer = ask(&mut to_child, &mut from_child, page, "mac.html", hints).unwrap().unwrap();
            assert_eq!(answer.pages[0].lines[0].text, "The council’s plan");
        }
        drop(to_child);
        child.join().unwrap().unwrap();
    }

    /// Takes nothing, like the pipe of a parent that does not listen.
    struct Stuck;

    impl Write for Stuck {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            loop {
                thread::park();
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_child_ends_with_its_input_in_the_middle_of_a_file() {
        let mut asked = Vec::new();
        // The answer is what is missing: it would come from elsewhere.
        ask(&mut asked, &mut io::empty(), b"<p>Early help</p>", "a.html", Hints::default()).unwrap_err();
        assert!(serve(&asked[..], Stuck).is_ok());
        assert!(serve(&asked[..asked.len() - 1], Stuck).is_err());
    }

    #[test]
    fn an_end_midway_and_a_length_that_lies_are_errors_and_an_end_between_files_is_none() {
        let read = |bytes: &[u8]| read_frame(&mut &bytes[..], 10).map_err(|error| error.kind());
        assert_eq!(read(b""), Ok(None));
        assert_eq!(read(b"\x02\0\0\0ab"), Ok(Some(b"ab".to_vec())));
        assert_eq!(read(b"\x02\0\0"), Err(ErrorKind::UnexpectedEof));
        assert_eq!(read(b"\x03\0\0\0ab"), Err(ErrorKind::UnexpectedEof));
        assert_eq!(read(b"\xFF\xFF\xFF\xFFab"), Err(ErrorKind::InvalidData));
    }
}
