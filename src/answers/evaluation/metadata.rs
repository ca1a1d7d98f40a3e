//! How well is it known what a paper is? Council, dates and grade against labels, from the text alone.
//!
//! Each paper is read under a name made of its content, in no folder, so that neither path nor name gives anything
//! away. A label that is empty says nothing and is not counted; a paper that cannot be read is wrong in every field.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use crate::ingest::Hints;
use crate::model::{Date, Document};
use crate::reading::{self, Letters, Told};
use crate::text::{fold, letters_and_digits, without_sort};
use crate::themes::statistics::share;

/// The label of one paper: values by the name of their column. `file` is its path below the folder of papers.
pub type MetadataLabel = BTreeMap<String, String>;

/// How one field was read, over all papers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldAgreement {
    /// Name of the column.
    pub field: String,
    /// Papers of which it was read as labelled.
    pub right: usize,
    /// Papers of which it is labelled.
    pub labelled: usize,
    /// Labelled papers of which anything was read, right or wrong. A paper may not say.
    pub read: usize,
    /// Those that were read otherwise, in the order of the labels.
    pub wrong: Vec<WrongField>,
}

impl FieldAgreement {
    /// Share of papers that were read right, 0 to 1; 1 when none is labelled.
    pub fn share(&self) -> f64 {
        share(self.right, self.labelled).unwrap_or(1.0)
    }

    /// Share of those of which anything was read that were read right, 0 to 1; 1 when nothing was read.
    pub fn share_of_read(&self) -> f64 {
        share(self.right, self.read).unwrap_or(1.0)
    }
}

/// A field that was not read as labelled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongField {
    /// The paper.
    pub file: String,
    /// What the label says.
    pub label: String,
    /// What was read; `None` where nothing was, or the paper could not be read.
    pub read: Option<String>,
}

/// The columns that are compared, in order, with what a document says of each. Some have two names.
type Reading = fn(&Document) -> Option<String>;
const COLUMNS: [(&str, Reading); 12] = [
    ("kind", |document| Some(document.kind.as_str().to_owned())),
    ("council", |document| document.council.clone()),
    ("committee", |document| document.committee.clone()),
    ("date", |document| shown(document.date)),
    ("body", |document| document.body.clone()),
    ("subject", |document| document.subject.clone()),
    ("on_site_start", first_day),
    ("on_site_end", last_day),
    ("inspection_start", first_day),
    ("inspection_end", last_day),
    ("published", |document| shown(document.published)),
    ("overall_grade", |document| document.grade.clone()),
];

fn shown(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn first_day(document: &Document) -> Option<String> {
    shown(document.on_site.map(|period| period.start))
}

fn last_day(document: &Document) -> Option<String> {
    shown(document.on_site.map(|period| period.end))
}

/// Reads the labelled papers of a folder under names that give nothing away, told no more than how they are read where
/// their bytes do not tell. `letters` reads a file's bytes. What cannot be read is left out.
pub fn read_blind(
    root: &Path,
    labels: &[MetadataLabel],
    hints: Hints,
    letters: &Letters<'_>,
) -> BTreeMap<String, Document> {
    let told = Told::from(hints);
    let read = |label: &MetadataLabel| {
        let file = label.get("file")?;
        let bytes = std::fs::read(root.join(file)).ok()?;
        let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending);
        let name = format!("{}.{ending}", &blake3::hash(&bytes).to_hex()[..16]);
        let inspection = reading::inspect_bytes_by(&bytes, &name, &told, letters);
        Some((file.clone(), inspection.ok()?.reading.document))
    };
    labels.par_iter().filter_map(read).collect()
}

/// Holds what was read of papers against labels: one line a column that both know.
pub fn evaluate_metadata(documents: &BTreeMap<String, Document>, labels: &[MetadataLabel]) -> Vec<FieldAgreement> {
    let evaluate = |(column, reading): &(&str, Reading)| {
        let mut field =
            FieldAgreement { field: (*column).to_owned(), right: 0, labelled: 0, read: 0, wrong: Vec::new() };
        for label in labels {
            let (Some(file), Some(value)) = (label.get("file"), label.get(*column).filter(|v| !v.is_empty())) else {
                continue;
            };
            field.labelled += 1;
            let read = documents.get(file).and_then(reading);
            field.read += usize::from(read.is_some());
            if read.as_deref().is_some_and(|read| key(column, read) == key(column, value)) {
                field.right += 1;
            } else {
                field.wrong.push(WrongField { file: file.clone(), label: value.clone(), read });
            }
        }
        field
    };
    COLUMNS.iter().map(evaluate).filter(|field| field.labelled > 0).collect()
}

/// What two ways of writing the same have in common: "Requires improvement to be good" is "Requires improvement", and a
/// council is known without what sort of council it is.
fn key(column: &str, value: &str) -> String {
    let folded = fold(value).to_lowercase().replace('&', " and ");
    match column {
        "overall_grade" => letters_and_digits(folded.trim_end_matches(" to be good")),
        "council" => letters_and_digits(&without_sort(&folded)),
        _ => letters_and_digits(&folded),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::ingest_with;

    #[test]
    fn what_is_not_labelled_is_not_counted_and_what_cannot_be_read_is_wrong() {
        let folder = tempfile::tempdir().unwrap();
        let paper = "Marlshire County Council\n\nCabinet\n\nMinutes of the Cabinet, 9 February 2012\n\nIt met.\n";
        std::fs::write(folder.path().join("2019-thornmere.txt"), paper).unwrap();
        let label = |file: &str, date: &str| -> MetadataLabel {
            let cells = [("file", file), ("council", "Marlshire County Council"), ("date", date), ("urn", "1")];
            cells.map(|(name, value)| (name.to_owned(), value.to_owned())).into()
        };
        let labels = [label("2019-thornmere.txt", ""), label("gone.txt", "2012-02-09")];
        let fields = evaluate_metadata(&read_blind(folder.path(), &labels, Hints::default(), &ingest_with), &labels);
        let counts: Vec<_> = fields.iter().map(|f| (f.field.as_str(), f.right, f.labelled)).collect();
        assert_eq!(counts, [("council", 1, 2), ("date", 0, 1)]);
        assert_eq!(fields[1].wrong[0].read, None);
    }

    #[test]
    fn one_grade_and_one_council_may_be_written_in_two_ways() {
        assert_eq!(
            key("overall_grade", "Requires improvement to be good"),
            key("overall_grade", "Requires Improvement")
        );
        assert_eq!(key("council", "Bath & North East Marl"), key("council", "bath and north east marl council"));
        assert_ne!(key("council", "Marlshire"), key("council", "Thornmere"));
    }
}
