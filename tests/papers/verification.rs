//! Every quote is in its paper: as our own reader gives its letters, and as another program does.

use lookback::answers::verification::{Found, Source, find, verify};
use lookback::ingest::{ingest_with, walk};
use lookback::model::{Finding, Reading};
use lookback::reading::Told;
use rayon::prelude::*;

use crate::common::{self, Lookback};
use crate::shelf::{print, shelf};

fn readings(root: &std::path::Path) -> Vec<Reading> {
    let sources = walk(root).expect("papers");
    sources
        .par_iter()
        .filter_map(|source| lookback::reading::read(&source.path, &source.relative, &Told::default()).ok())
        .collect()
}

#[test]
fn every_quote_of_our_own_corpus_is_found_again() {
    let papers = Lookback::on(&common::corpus());
    let answer = papers.answer(&["verify", "--format", "json"], 0);
    let sum = answer.lines().last().expect("a sum");
    assert!(sum.contains(r#""broken":0,"unreadable":0"#) && !sum.contains(r#""quotes":0"#), "{answer}");
}

/// The check would notice: without its third word no quote is in its paper.
#[test]
fn a_quote_that_misses_a_word_is_broken() {
    let corpus = common::corpus();
    let mut readings = readings(&corpus);
    for finding in readings.iter_mut().flat_map(|reading| &mut reading.findings) {
        finding.judgement = None;
        let mut words: Vec<&str> = finding.text.split(' ').collect();
        if words.len() > 5 {
            words.remove(2);
        }
        finding.text = words.join(" ");
    }
    for reading in &mut readings {
        reading.findings.retain(|finding| finding.text.split(' ').count() > 4);
    }
    let verification = verify(&corpus, &readings, &[], &ingest_with);
    let (broken, all) = (verification.count(Found::Broken), verification.quotes.len());
    println!("{broken} of {all} quotes without their third word are called broken");
    assert!(all > 250 && broken * 100 >= all * 97, "{broken} of {all}");
}

#[test]
fn a_quote_that_is_not_in_its_paper_is_listed_and_the_status_is_1() {
    let papers = Lookback::new().file("a.md", "# Minutes\n\nRESOLVED that the plan be published by March 2016.\n");
    assert!(papers.answer(&["verify"], 0).contains("1 quote in 1 paper: 1 word for word"));
    // The paper changes, and the index is not told.
    let papers = papers.file("a.md", "# Minutes\n\nRESOLVED that the plan be forgotten by March 2016.\n");
    let broken = papers.answer(&["verify", "--no-refresh"], 1);
    assert!(broken.contains("look at the paper before quoting (1)") && broken.contains("be published"), "{broken}");
    let gone = papers.without("a.md");
    assert!(gone.answer(&["verify", "--no-refresh"], 1).contains("a.md: could not be opened"));
}

#[test]
fn a_quote_is_looked_for_in_the_letters_its_paper_was_read_in() {
    let papers =
        Lookback::new().file("said.md", b"# Minutes\n\nRESOLVED that the council\xD5s plan be published.\n").file(
            "given.html",
            b"<meta charset=windows-1252><h1>Minutes</h1><p>RESOLVED that the panel\xD5s view be noted.",
        );
    papers.answer(&["index", "--encoding", "macroman"], 0);
    let papers = papers.file("lookback.toml", "[[paper]]\npath = 'given.html'\nencoding = 'macroman'\n");
    assert!(papers.answer(&["findings"], 0).contains("the panel’s view"));
    let answer = papers.answer(&["verify"], 0);
    assert!(answer.contains("2 quotes in 2 papers: 2 word for word"), "{answer}");
}

#[test]
fn every_quote_of_real_papers_is_found_again() {
    let Some(shelf) = shelf() else { return };
    let letters = |bytes: &[u8], name: &str, hints| shelf.letters(bytes, name, hints);
    let verification = verify(&shelf.root, &shelf.readings(""), &[], &letters);
    let count = |found| verification.count(found);
    let (exact, normalised, broken) = (count(Found::Exact), count(Found::Normalised), count(Found::Broken));
    println!("{exact} word for word, {normalised} letter for letter, {broken} not found again");
    for quote in verification.quotes.iter().filter(|quote| quote.found == Found::Broken) {
        println!("  {}: {}", quote.citation.path, quote.text);
    }
    assert!(exact > 2000 && broken == 0, "{broken} quotes are not in their papers");
}

/// The letters are those of `pdftotext` (poppler), in its reading order and, where that runs columns together otherwise,
/// in the order of the file (`-raw`). A finding is there when its letters and digits follow each other, with nothing left
/// out but whole lines between two of its own (page numbers, running heads, notes, a neighbouring column), a list mark
/// at the start of a line, and note marks of at most two digits.
#[test]
fn another_program_finds_the_same_words_in_the_real_pdfs() {
    let Some(shelf) = shelf() else { return };
    let Some(prints) = shelf.prints() else { return };
    let missing: Vec<(usize, Vec<String>)> = shelf
        .readings("")
        .par_iter()
        .filter(|reading| reading.document.path.ends_with(".pdf"))
        .map(|reading| {
            let is_missing = |source: &Source, finding: &Finding| find(source, finding) == Found::Broken;
            let source = Source::of_text(&prints[&reading.document.path]);
            let mut missing: Vec<&Finding> =
                reading.findings.iter().map(|read| &read.finding).filter(|f| is_missing(&source, f)).collect();
            if !missing.is_empty() {
                let source = Source::of_text(&print(&shelf.root.join(&reading.document.path), &["-raw"]));
                missing.retain(|finding| is_missing(&source, finding));
            }
            let missing = missing.into_iter();
            (reading.findings.len(), missing.map(|finding| format!("{}: {}", finding.citation, finding.text)).collect())
        })
        .collect();
    let findings: usize = missing.iter().map(|(findings, _)| findings).sum();
    let missing: Vec<&String> = missing.iter().flat_map(|(_, missing)| missing).collect();
    let share = 1.0 - missing.len() as f64 / findings as f64;
    println!("{} of {findings} findings are in what pdftotext reads ({share:.4})", findings - missing.len());
    missing.iter().for_each(|finding| println!("  {finding}"));
    assert!(share >= 0.995, "{share:.4}");
}
