//! What the file of labels says: a CSV table with a row for each item that a person found in a paper.
//!
//! Needed columns: `file`, `kind`, `text`. Optional ones: `grade` and `area` (judgements), `section` (the area of a
//! judgement whose grade is its `text`), `certainty` (`sure` or `possible`), `family` (a name of one's own for the sort
//! of paper). Other columns are left alone, in any order, and the names may be in any case. A row without text says
//! that the paper was looked through for that kind and has none.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::path::Path;

use crate::error::{Error, Result};
use crate::model::{Certainty, FindingKind};
use crate::text::squeeze;

/// An item that a person found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// What sort it is.
    pub kind: FindingKind,
    /// The words, white space folded; for a judgement the area that was judged.
    pub text: String,
    /// For a judgement, the grade.
    pub grade: Option<String>,
    /// Shown by structure or only suggested by words; sure where the labels do not say.
    pub certainty: Certainty,
    /// The line of the file of labels, from 1.
    pub line: u64,
}

/// The labels of one paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelledFile {
    /// The paper, as the labels name it.
    pub path: String,
    /// The family that the labels give it; `None` where they give none.
    pub family: Option<String>,
    /// The kinds the paper was looked through for.
    pub kinds: BTreeSet<FindingKind>,
    /// The items, in the order of the file.
    pub items: Vec<Label>,
}

impl LabelledFile {
    /// Takes in what the labels say of the same paper under another name.
    pub(super) fn extend(&mut self, other: &Self) {
        self.kinds.extend(&other.kinds);
        self.family = self.family.take().or_else(|| other.family.clone());
        self.items.extend(other.items.iter().cloned());
    }
}

/// A file of labels.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Labels {
    /// The labelled papers, ordered by path.
    pub files: Vec<LabelledFile>,
    tell_certainty: bool,
}

impl Labels {
    /// Reads a file of labels.
    ///
    /// # Errors
    /// [`Error::Io`] when it cannot be opened; [`Error::Config`], with the line, when a column is missing or a kind is
    /// none of ours.
    pub fn open(path: &Path) -> Result<Self> {
        let file = std::fs::File::open(path).map_err(|source| Error::Io {
            doing: "read the labels in",
            path: path.to_owned(),
            source,
        })?;
        Self::read(file, path)
    }

    /// The same from anything that can be read; `path` is named in messages.
    ///
    /// # Errors
    /// As [`Labels::open`].
    pub fn read(mut table: impl Read, path: &Path) -> Result<Self> {
        let mut bytes = Vec::new();
        let doing = "read the labels in";
        table.read_to_end(&mut bytes).map_err(|source| Error::Io { doing, path: path.to_owned(), source })?;
        let wrong = |message: String| Error::Config { path: path.to_owned(), message };
        let mut table = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(bytes.as_slice());
        let head = table.headers().map_err(|error| wrong(format!("the labels are no CSV table: {error}")))?;
        let head: Vec<String> = head.iter().map(|name| name.trim().to_lowercase()).collect();
        let place = |name: &str| head.iter().position(|column| column == name);
        let needed = |name: &str| {
            place(name).ok_or_else(|| {
                wrong(format!("the labels need the columns file, kind and text; there is no column `{name}`"))
            })
        };
        let (file_at, kind_at, text_at) = (needed("file")?, needed("kind")?, needed("text")?);
        let optional = ["grade", "area", "section", "certainty", "family"].map(place);
        let mut files: BTreeMap<String, LabelledFile> = BTreeMap::new();
        let mut lines = Lines { bytes: &bytes, at: 0, line: 1 };
        for row in table.records() {
            let row = row.map_err(|error| wrong(format!("a row of the labels cannot be read: {error}")))?;
            let line = row.position().map_or(0, |at| lines.of(at.byte()));
            let cell = |at: usize| row.get(at).map(squeeze).filter(|cell| !cell.is_empty());
            let [grade, area, section, certainty, family] = optional.map(|at| at.and_then(cell));
            // A path is not text: two spaces in it are two spaces.
            let Some(name) = row.get(file_at).filter(|name| !name.is_empty()) else {
                return Err(wrong(format!("line {line} of the labels names no file")));
            };
            let typed = cell(kind_at).unwrap_or_default();
            let kind = FindingKind::named(&typed).ok_or_else(|| {
                let known = FindingKind::ALL.map(FindingKind::as_str).join(", ");
                wrong(format!("line {line} of the labels: there is no kind `{typed}`; there are {known}"))
            })?;
            let certainty = match certainty.map(|typed| typed.to_lowercase()).as_deref() {
                None | Some("sure") => Certainty::Sure,
                Some("possible") => Certainty::Possible,
                Some(other) => {
                    return Err(wrong(format!(
                        "line {line} of the labels: certainty is sure or possible, not `{other}`"
                    )));
                }
            };
            let file = files.entry(name.replace('\\', "/")).or_default();
            file.kinds.insert(kind);
            file.family = file.family.take().or(family);
            let Some(text) = cell(text_at) else { continue };
            let (text, grade) = match (kind, grade) {
                (FindingKind::Judgement, None) => (area.or(section).unwrap_or_default(), Some(text)),
                (FindingKind::Judgement, grade) => (area.unwrap_or(text), grade),
                _ => (text, None),
            };
            file.items.push(Label { kind, text, grade, certainty, line });
        }
        let files: Vec<LabelledFile> = files.into_iter().map(|(path, file)| LabelledFile { path, ..file }).collect();
        if files.is_empty() {
            return Err(wrong("the labels have no rows".into()));
        }
        Ok(Self { files, tell_certainty: optional[3].is_some() })
    }

    /// Whether the labels say which items are sure and which only possible.
    pub fn tell_certainty(&self) -> bool {
        self.tell_certainty
    }

    /// How many items are labelled.
    pub fn len(&self) -> usize {
        self.files.iter().map(|file| file.items.len()).sum()
    }

    /// Whether no item is labelled.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Counts the lines of a table on the way through it.
struct Lines<'a> {
    bytes: &'a [u8],
    /// As far as lines are counted, and the line there, from 1.
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the row that the table's reader met at a byte: it may stand on the end of the line before. Rows come in
    /// order.
    fn of(&mut self, at: u64) -> u64 {
        let at = usize::try_from(at).unwrap_or(usize::MAX).min(self.bytes.len());
        let breaks = self.bytes[at..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let begins = (at + breaks).max(self.at);
        self.line += self.bytes[self.at..begins].iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = begins;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(table: &str) -> Result<Labels> {
        Labels::read(table.as_bytes(), Path::new("labels.csv"))
    }

    #[test]
    fn columns_stand_in_any_order_and_judgements_may_be_written_two_ways() {
        let read = labels(
            "\u{feff}Kind,File,Text,Section,Grade\n\
             judgement,a  b.pdf,Good,Overall effectiveness,\n\
             Judgement,a  b.pdf,Leadership,Summary,Outstanding\n\
             areas for consideration,b\\c.pdf,  Publish   the plan ,,\n\
             strength,b\\c.pdf,,,\n",
        )
        .unwrap();
        let [a, b] = &read.files[..] else { panic!("two papers") };
        let judged: Vec<_> = a.items.iter().map(|item| (item.text.as_str(), item.grade.as_deref())).collect();
        assert_eq!(judged, [("Overall effectiveness", Some("Good")), ("Leadership", Some("Outstanding"))]);
        assert_eq!(a.path, "a  b.pdf");
        assert_eq!((b.path.as_str(), b.items[0].text.as_str(), b.items.len()), ("b/c.pdf", "Publish the plan", 1));
        assert!(b.kinds.contains(&FindingKind::Strength), "looked for, and none there");
        assert!(!read.tell_certainty());
    }

    #[test]
    fn what_is_wrong_is_said_with_its_line() {
        let message = |table: &str| labels(table).unwrap_err().to_string();
        assert!(message("file,text\na,b\n").contains("no column `kind`"));
        assert!(message("file,kind,text\r\na,wish,b\r\n").starts_with("line 2 of the labels"), "Windows line ends");
        assert!(message("file,kind,text\na,wish,b\n").starts_with("line 2 of the labels: there is no kind `wish`"));
        assert!(message("file,kind,text,certainty\na,action,b,perhaps\n").contains("not `perhaps`"));
        assert!(message("file,kind,text\n").contains("no rows"));
        let long = format!("file,kind,text\n{}a,wish,b\n", "a,action,b\n".repeat(20_000));
        assert!(message(&long).starts_with("line 20002 of the labels"), "counted once");
    }
}
