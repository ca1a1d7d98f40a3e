//! Which papers are held against the labels, and of what family are they?
//!
//! A labelled file is found by its path in the corpus, else by the end of it, else by its file name where only one
//! paper has that. The family of a paper is what the labels call it; else its kind, with the framework where it
//! names one ("Inspection report, ILACS"). Its format is read from its ending.

use crate::model::{Finding, Reading};

use super::figures::By;
use super::labels::LabelledFile;

/// A paper as it was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Paper {
    /// Path relative to the corpus.
    pub path: String,
    /// Its kind, with the framework where it names one.
    pub family: String,
    /// What was found in it.
    pub findings: Vec<Finding>,
}

impl Paper {
    /// A reading as a paper to be held against labels.
    pub fn new(reading: &Reading) -> Self {
        let kind = reading.document.kind.label();
        let framework = reading.mentions.iter().find(|mention| mention.own).and_then(|own| own.framework.as_deref());
        Self {
            path: reading.document.path.clone(),
            family: framework.map_or_else(|| kind.to_owned(), |framework| format!("{kind}, {framework}")),
            findings: reading.findings.iter().map(|read| read.finding.clone()).collect(),
        }
    }
}

/// A labelled file without a paper, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmatched {
    /// The file, as the labels name it.
    pub path: String,
    /// Why no paper answers to it.
    pub reason: String,
}

/// What a labelled file turned out to be.
#[derive(Debug, PartialEq)]
pub enum Named<'a> {
    /// A paper that was read.
    Paper(&'a Paper),
    /// A file that could not be read, and why.
    Skipped(&'a str),
    /// None, or more than one, and so none.
    Unmatched(Unmatched),
}

/// The file that a label names, among the papers and the files that could not be read (path and reason).
pub fn find<'a>(name: &str, papers: &'a [Paper], skipped: &'a [(String, String)]) -> Named<'a> {
    let unmatched = |reason: String| Named::Unmatched(Unmatched { path: name.to_owned(), reason });
    for fits in FITS {
        let read = papers.iter().filter(|paper| fits(&paper.path, name)).map(Named::Paper);
        let skipped = skipped.iter().filter(|(path, _)| fits(path, name)).map(|(_, reason)| Named::Skipped(reason));
        let mut found = read.chain(skipped);
        match (found.next(), found.count()) {
            (Some(file), 0) => return file,
            (Some(_), more) => return unmatched(format!("{} files of the corpus answer to the name", more + 1)),
            (None, _) => {}
        }
    }
    unmatched("there is no such file in the corpus".into())
}

/// The one path that a label names; `None` where none answers, or more than one.
pub fn named<'a>(name: &str, paths: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    for fits in FITS {
        let mut found = paths.clone().filter(|path| fits(path, name));
        match (found.next(), found.next()) {
            (Some(only), None) => return Some(only),
            (Some(_), Some(_)) => return None,
            (None, _) => {}
        }
    }
    None
}

type Fits = fn(&str, &str) -> bool;

/// Ways in which a path of the corpus answers to a name in the labels, the surest first.
const FITS: [Fits; 3] = [
    |path, name| path == name,
    |path, name| {
        let ends = |long: &str, short: &str| long.strip_suffix(short).is_some_and(|rest| rest.ends_with('/'));
        ends(path, name) || ends(name, path)
    },
    |path, name| path.rsplit('/').next() == name.rsplit('/').next(),
];

/// The rows a paper counts in beside its kinds.
pub fn names(file: &LabelledFile, paper: Option<&Paper>) -> [(By, String); 2] {
    let family = file.family.clone().or_else(|| paper.map(|paper| paper.family.clone()));
    let path = paper.map_or(&file.path, |paper| &paper.path);
    [(By::Family, family.unwrap_or_else(|| "Could not be read".into())), (By::Format, format(path))]
}

fn format(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase();
    match ending.as_str() {
        "doc" | "docx" => "Word".into(),
        "odt" => "OpenDocument".into(),
        "htm" | "html" | "aspx" | "mht" => "HTML".into(),
        "md" | "markdown" => "Markdown".into(),
        "txt" | "text" | "" => "plain text".into(),
        other => other.to_uppercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_answers_to_its_path_its_end_or_its_own_name() {
        let paper = |path: &str| Paper { path: path.into(), family: "Minutes".into(), findings: Vec::new() };
        let papers = [paper("a/minutes.pdf"), paper("b/minutes.pdf"), paper("b/report.pdf"), paper("b/scan.pdf")];
        let skipped = [("a/scan.pdf".to_owned(), "no text".to_owned())];
        let path = |name: &str| match find(name, &papers, &skipped) {
            Named::Paper(paper) => paper.path.clone(),
            Named::Skipped(reason) => reason.to_owned(),
            Named::Unmatched(file) => file.reason,
        };
        assert_eq!(path("b/minutes.pdf"), "b/minutes.pdf");
        assert_eq!(path("corpus/a/minutes.pdf"), "a/minutes.pdf");
        assert_eq!(path("elsewhere/report.pdf"), "b/report.pdf");
        assert_eq!(path("a/scan.pdf"), "no text", "its own path before another's name");
        assert!(path("minutes.pdf").starts_with("2 files"));
        let shelf = ["a/report.txt", "report.txt"].into_iter();
        assert_eq!(named("report.txt", shelf.clone()), Some("report.txt"), "its own path before the end of another");
        assert_eq!(named("x/report.txt", shelf.clone()), Some("report.txt"));
        assert_eq!(named("minutes.txt", shelf), None);
        assert!(path("xreport.pdf").starts_with("there is no"));
    }
}
