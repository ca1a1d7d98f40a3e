//! The same paper in every format gives the same blocks, and a broken file gives its right answer.
//!
//! The papers are in `fixtures/` of a folder `shared` beside the project; `LOOKBACK_SHARED` names that folder when it
//! is elsewhere. Without it these tests say so and pass, but not where `CI=true`. To see the table of measures:
//! `cargo test --test formats -- --nocapture`.

#![allow(clippy::unwrap_used)]

mod hostile;
mod scans;
mod truth;

use std::fs;
use std::path::{Path, PathBuf};

use lookback::ingest::{self, Hints, encoding_named};
use lookback::model::{Block, Warning};
use lookback::structure;
use truth::{Measure, Truth};

/// The least that a reading of a file must reach, in the order of [`Measure`].
struct Floor {
    recall: f64,
    precision: f64,
    headings: f64,
    labels: f64,
    whole: f64,
    bullets: f64,
    rows: f64,
    /// The most headings there may be that are none.
    false_headings: usize,
}

/// Every word in its place: what a file that marks its parts must give.
const ALL: Floor = Floor {
    recall: 1.0,
    precision: 1.0,
    headings: 1.0,
    labels: 1.0,
    whole: 1.0,
    bullets: 1.0,
    rows: 1.0,
    false_headings: 0,
};

/// A text file that marks nothing: all but its table, whose columns are not in it, and whose head reads as a heading.
const TEXT: Floor = Floor { precision: 0.999, rows: 0.0, false_headings: 1, ..ALL };

/// Reached by what the name says; these files are on their way to the bar of 0.998, 0.995, 0.98, 1, 0.95, 1, 1.
const fn so_far(recall: f64, precision: f64, headings: f64, labels: f64, whole: f64, bullets: f64, rows: f64) -> Floor {
    Floor { recall, precision, headings, labels, whole, bullets, rows, false_headings: 0 }
}

/// Every well-formed file, with its floor.
const FLOORS: &[(&str, Floor)] = &[
    ("panel-report.chromium.pdf", so_far(0.999, 0.997, 1.0, 1.0, 1.0, 1.0, 1.0)),
    ("panel-report.doc", ALL),
    ("panel-report.docx", ALL),
    ("panel-report.html", ALL),
    ("panel-report.latex.pdf", ALL),
    ("panel-report.macroman.txt", TEXT),
    ("panel-report.odt", ALL),
    ("panel-report.pandoc.html", ALL),
    ("panel-report.pdf", ALL),
    ("panel-report.rtf", ALL),
    ("panel-report.tagged.pdf", ALL),
    ("panel-report.utf16be-nobom.txt", TEXT),
    ("panel-report.utf16le.txt", TEXT),
    ("panel-report.utf8bom.txt", TEXT),
    ("panel-report.win1252.txt", TEXT),
    ("panel-report.wk.pdf", so_far(0.999, 0.997, 1.0, 1.0, 1.0, 1.0, 1.0)),
    ("peer-letter.chromium.pdf", ALL),
    ("peer-letter.doc", ALL),
    ("peer-letter.docx", ALL),
    ("peer-letter.eml", ALL),
    ("peer-letter.encrypted-owner.pdf", ALL),
    ("peer-letter.html", ALL),
    ("peer-letter.latex.pdf", ALL),
    ("peer-letter.odt", ALL),
    ("peer-letter.pandoc.html", ALL),
    ("peer-letter.pdf", ALL),
    ("peer-letter.rtf", ALL),
    ("peer-letter.tagged.pdf", ALL),
    ("peer-letter.wk.pdf", ALL),
];

/// Files with another right answer than their text; [`hostile`] asks for it.
const NOT_WELL_FORMED: [&str; 9] = [
    "empty.pdf",
    "loop.pdf",
    "notpdf.pdf",
    "panel-report.corrupt.pdf",
    "panel-report.damaged.pdf",
    "panel-report.mojibake.txt",
    "panel-report.truncated.pdf",
    "peer-letter.encrypted-user.pdf",
    "peer-letter.scanned.pdf",
];

/// What the message says before the letter that is attached to it.
const HEAD_OF_MESSAGE: [&str; 5] = [
    "Peer review letter – December 2018",
    "From: Scrutiny Office <scrutiny@marlshire.example>",
    "To: members@marlshire.example",
    "Date: 12 December 2018",
    "Attached: Peer review letter.docx",
];

/// The folder of the papers; `None`, with a message, where it is not at hand.
fn fixtures() -> Option<PathBuf> {
    let shared = std::env::var_os("LOOKBACK_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let folder = shared.join("fixtures");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{} is missing", folder.display());
    eprintln!("skipped: {} is not there; LOOKBACK_SHARED names the folder that holds `fixtures`", folder.display());
    None
}

/// A file of the folder.
fn bytes(folder: &Path, name: &str) -> Vec<u8> {
    fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Reads a file to blocks, as an officer would have it read.
fn read(folder: &Path, name: &str) -> (Vec<Block>, Vec<Warning>) {
    let hints =
        Hints { encoding: name.contains("macroman").then(|| encoding_named("macroman")).flatten(), ..Hints::default() };
    let read = ingest::ingest_with(&bytes(folder, name), name, hints);
    let ingested = read.unwrap_or_else(|error| panic!("{name}: {error}"));
    (structure::structure(&ingested.pages).blocks, ingested.warnings)
}

fn measure(folder: &Path, name: &str) -> Measure {
    let paper = name.split('.').next().unwrap_or(name);
    let truth = Truth::read(&folder.join(format!("{paper}.truth.json")));
    let truth = if name.ends_with(".eml") { truth.after(&HEAD_OF_MESSAGE) } else { truth };
    truth.measure(&read(folder, name).0)
}

#[test]
fn the_same_paper_in_every_format_gives_the_same_blocks() {
    let Some(folder) = fixtures() else { return };
    println!(
        "\n{:33} {:>7} {:>9} {:>8} {:>5} {:>6} {:>6} {:>7} {:>6}",
        "file", "recall", "precision", "headings", "false", "labels", "whole", "bullets", "rows"
    );
    let mut below = Vec::new();
    for (name, floor) in FLOORS {
        let found = measure(&folder, name);
        let labels = found.labels.map_or("-".into(), |labels| format!("{labels:.3}"));
        println!(
            "{name:33} {:7.4} {:9.4} {:8.3} {:5} {labels:>6} {:6.3} {:7.3} {:6.3}",
            found.recall, found.precision, found.headings, found.false_headings, found.whole, found.bullets, found.rows
        );
        let pairs = [
            ("recall", found.recall, floor.recall),
            ("precision", found.precision, floor.precision),
            ("headings", found.headings, floor.headings),
            ("labels", found.labels.unwrap_or(1.0), floor.labels),
            ("whole", found.whole, floor.whole),
            ("bullets", found.bullets, floor.bullets),
            ("rows", found.rows, floor.rows),
        ];
        if found.false_headings > floor.false_headings {
            below.push(format!(
                "{name}: {} headings that are none, at most {}",
                found.false_headings, floor.false_headings
            ));
        }
        let low = pairs.iter().filter(|(_, found, floor)| found < floor);
        below.extend(low.map(|(what, found, floor)| format!("{name}: {what} {found:.4}, floor {floor}")));
    }
    assert!(below.is_empty(), "\n{}\n", below.join("\n"));
}

#[test]
fn every_file_of_the_folder_is_measured_or_has_its_right_answer() {
    let Some(folder) = fixtures() else { return };
    let known = |name: &str| {
        FLOORS.iter().any(|(file, _)| *file == name)
            || NOT_WELL_FORMED.contains(&name)
            || name == "truncated.docx"
            || name.contains(".truth.")
            || name == "README.md"
    };
    let entries = fs::read_dir(&folder).expect("the folder can be listed");
    let names = entries.map(|entry| entry.expect("an entry can be read").file_name().to_string_lossy().into_owned());
    let unknown: Vec<String> = names.filter(|name| !known(name)).collect();
    assert!(unknown.is_empty(), "{unknown:?}");
}

#[test]
fn a_footnote_follows_the_paragraph_that_carries_it() {
    let Some(folder) = fixtures() else { return };
    for name in ["panel-report.docx", "panel-report.doc", "panel-report.odt", "panel-report.rtf"] {
        let (blocks, _) = read(&folder, name);
        let note = blocks.iter().position(|block| block.text.starts_with("The review is not an inspection."));
        let carrier = note.and_then(|at| at.checked_sub(1)).map(|at| &blocks[at]);
        assert_eq!(carrier.and_then(|block| block.number.as_deref()), Some("3"), "{name}");
    }
}

#[test]
fn old_word_says_what_of_its_numbering_was_worked_out() {
    let Some(folder) = fixtures() else { return };
    let (_, warnings) = read(&folder, "panel-report.doc");
    assert!(warnings.iter().any(|warning| warning.0.contains("worked out")), "{warnings:?}");
    assert_eq!(read(&folder, "peer-letter.doc").1, []);
}
