//! The program `tesseract`: a picture in, words in boxes out.
//!
//! It is found on the PATH and runs beside us for one page at a time, with a time limit. Within a reading child it shares
//! the child's limit of memory, and ends with it.

use std::io::{self, ErrorKind, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;

use super::MAX_PAGE_TIME;
use super::picture::Picture;

/// Name of the program.
const PROGRAM: &str = "tesseract";

/// The language it reads: councils write English.
const LANGUAGE: &str = "eng";

/// Longest answer that is taken, in bytes: a dense page gives a fiftieth of it.
const MAX_ANSWER_BYTES: u64 = 8 << 20;

/// A word and its box, in pixels from the top left.
#[derive(Debug, Clone, PartialEq)]
pub struct Word {
    pub text: String,
    pub left: f32,
    pub top: f32,
    pub right: f32,
    pub bottom: f32,
    /// In per cent.
    pub confidence: f32,
    /// Which line of tesseract's it stands on: words of one line share it, and no others do.
    pub line: u32,
}

/// Whether tesseract is installed, with the language it is to read.
///
/// # Errors
/// Says in words what is missing.
pub fn available() -> Result<(), String> {
    let answer = Command::new(PROGRAM).arg("--list-langs").stdin(Stdio::null()).output();
    let answer = answer.map_err(|error| match error.kind() {
        ErrorKind::NotFound => "the program `tesseract`, which reads scans, is not installed".to_owned(),
        _ => format!("the program `tesseract`, which reads scans, cannot be started: {error}"),
    })?;
    // Older versions list them on standard error.
    let told = [answer.stdout, answer.stderr].concat();
    let knows = String::from_utf8_lossy(&told).lines().any(|line| line.trim() == LANGUAGE);
    if knows { Ok(()) } else { Err(format!("`tesseract` is installed without its data for English (`{LANGUAGE}`)")) }
}

/// Reads a picture. Why not, in words, where that fails.
pub fn read(picture: &Picture) -> Result<Vec<Word>, String> {
    let dpi = format!("{:.0}", picture.dpi);
    let mut command = Command::new(PROGRAM);
    command
        .args(["stdin", "stdout", "-l", LANGUAGE, "--dpi", &dpi, "tsv"])
        // One thread a page: several at once slow each other down, and files are read side by side.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    let mut process = command.spawn().map_err(|error| format!("`tesseract` cannot be started: {error}"))?;
    let answer = converse(&mut process, &picture.to_pgm());
    if answer.is_err() {
        // Fails only where there is nothing left to end.
        let _ = process.kill();
    }
    let ended = process.wait();
    let table = answer?.map_err(|error| format!("`tesseract` gave no answer: {error}"))?;
    match ended {
        Ok(status) if status.success() => Ok(words(&table)),
        Ok(status) => Err(format!("`tesseract` failed: {status}")),
        Err(error) => Err(format!("`tesseract` failed: {error}")),
    }
}

/// Gives the program the picture and takes its answer, within [`MAX_PAGE_TIME`].
fn converse(process: &mut Child, picture: &[u8]) -> Result<io::Result<String>, String> {
    let (Some(mut stdin), Some(stdout)) = (process.stdin.take(), process.stdout.take()) else {
        return Err("`tesseract` has no standard input and output".into());
    };
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        // A program that ends before it has read all says why by what it answers.
        scope.spawn(move || stdin.write_all(picture));
        scope.spawn(move || {
            let mut table = String::new();
            let outcome = stdout.take(MAX_ANSWER_BYTES).read_to_string(&mut table).map(|_| table);
            // Nobody listens any more once the time is over.
            let _ = tell.send(outcome);
        });
        told.recv_timeout(MAX_PAGE_TIME).map_err(|_| {
            // The threads end with the process.
            let _ = process.kill();
            format!("`tesseract` took longer than {} s", MAX_PAGE_TIME.as_secs())
        })
    })
}

/// The words of tesseract's table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text.
fn words(table: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut line = 0;
    for row in table.lines() {
        let fields: Vec<&str> = row.splitn(12, '\t').collect();
        match fields.first() {
            Some(&"4") => line += 1,
            Some(&"5") => {}
            _ => continue,
        }
        let number = |at: usize| fields.get(at)?.parse::<f32>().ok().filter(|number| number.is_finite());
        let text = fields.get(11).map(|text| text.trim()).unwrap_or_default();
        let (Some(left), Some(top), Some(width), Some(height)) = (number(6), number(7), number(8), number(9)) else {
            continue;
        };
        let Some(confidence) = number(10).filter(|_| !text.is_empty()) else { continue };
        let (right, bottom) = (left + width, top + height);
        words.push(Word { text: text.to_owned(), left, top, right, bottom, confidence, line });
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_gives_words_with_their_line() {
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                     4\t1\t1\t1\t1\t0\t130\t136\t253\t22\t-1\t\n\
                     5\t1\t1\t1\t1\t1\t130\t137\t75\t17\t91.3\tFront\n\
                     5\t1\t1\t1\t1\t2\t213\t136\t170\t22\t90.9\tdoor\n\
                     4\t1\t1\t1\t2\t0\t132\t182\t566\t21\t-1\t\n\
                     5\t1\t1\t1\t2\t1\t132\t182\t80\t17\t96.7\tBoard\n\
                     5\t1\t1\t1\t2\t2\t232\t182\t80\t17\t95\t \n";
        let found = words(table);
        let texts: Vec<(&str, u32)> = found.iter().map(|word| (word.text.as_str(), word.line)).collect();
        assert_eq!(texts, [("Front", 1), ("door", 1), ("Board", 2)]);
        assert_eq!((found[0].left, found[0].right, found[0].bottom), (130.0, 205.0, 154.0));
    }
}
