//! What the corpus holds: documents, reviews, and what could not be read.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::corrections::{CorrectionRecord, out_of_force};
use super::document::{DocumentRecord, elsewhere, not_said};
use crate::answers::{CorrectionState, progress_reviews};
use crate::model::{Document, Review};
use crate::output::grid::Cell;
use crate::output::page::Part;
use crate::output::record::ReviewRecord;
use crate::output::words::{counted, found, when};
use crate::output::{Answer, Page, Records, Table, table};

/// A file that was not read, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// The file, relative to the corpus.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// What has been read.
#[derive(Debug, Clone, Copy)]
pub struct Status<'a> {
    /// The documents, ordered by path.
    pub documents: &'a [Document],
    /// The reviews, ordered by series and date.
    pub reviews: &'a [Review],
    /// How many findings there are, each counted once, the possible ones with them.
    pub findings: usize,
    /// Those of them that are only possible.
    pub possible: usize,
    /// Of what these are, where not of the whole corpus: "Thornmere".
    pub only: Option<&'a str>,
    /// The files that were skipped, ordered by path.
    pub skipped: &'a [Skipped],
    /// Corrections, in the order of their file.
    pub corrections: &'a [CorrectionState],
    /// Whether the page lists every document.
    pub list_documents: bool,
}

#[derive(Serialize)]
struct StatusRecord {
    documents: usize,
    reviews: usize,
    findings: usize,
    possible: usize,
    skipped: usize,
    corrections: usize,
    /// Papers of which it is not known whose they are.
    without_council: usize,
}

impl Answer for Status<'_> {
    fn table(&self) -> Table {
        let read = self.documents.iter().map(|document| {
            vec![
                document.path.as_str().into(),
                document.id.as_str().into(),
                document.kind.as_str().into(),
                document.title.as_deref().into(),
                document.council.as_deref().into(),
                document.committee.as_deref().into(),
                Cell::shown(document.date),
                document.pages.into(),
                Cell::several(&document.warnings),
                Cell::Missing,
                Cell::shown(document.on_site.map(|period| period.start)),
                Cell::shown(document.on_site.map(|period| period.end)),
                Cell::shown(document.published),
                document.grade.as_deref().into(),
                Cell::several(
                    elsewhere(document).map(|(field, origin)| format!("{}: {}", field.as_str(), origin.as_str())),
                ),
            ]
        });
        let skipped = self.skipped.iter().map(|skipped| {
            let mut row = vec![Cell::Missing; table::DOCUMENTS.columns.len()];
            row[0] = skipped.path.as_str().into();
            if let Some(reason) = table::DOCUMENTS.position("skipped").and_then(|column| row.get_mut(column)) {
                *reason = skipped.reason.as_str().into();
            }
            row
        });
        Table::new(&table::DOCUMENTS, read.chain(skipped).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        for document in self.documents {
            records.put("document", &DocumentRecord::new(document))?;
        }
        self.reviews.iter().try_for_each(|review| records.put("review", &ReviewRecord::from(review)))?;
        self.skipped.iter().try_for_each(|skipped| records.put("skipped", skipped))?;
        let out_of_force = self.corrections.iter().filter(|state| state.problem.is_some());
        out_of_force.clone().try_for_each(|state| records.put("correction", &CorrectionRecord::from(state)))?;
        let sum = StatusRecord {
            corrections: self.corrections.len(),
            documents: self.documents.len(),
            reviews: self.reviews.len(),
            findings: self.findings,
            possible: self.possible,
            skipped: self.skipped.len(),
            without_council: without_council(self.documents).count(),
        };
        records.put("status", &sum)
    }

    fn title(&self) -> String {
        let of = self.only.map_or_else(String::new, |only| format!(": {only}"));
        format!("What has been read{of}")
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        // Of a file that could not be read nobody knows of which council it is.
        let skipped = match self.only {
            None => format!("; {} skipped", counted(self.skipped.len(), "file", "files")),
            Some(_) => String::new(),
        };
        let mentioned = self.reviews.iter().filter(|review| review.only_mentioned()).count();
        let mentions = if mentioned == 0 { String::new() } else { format!(" and {mentioned} only mentioned") };
        let copies = exact_copies(self.documents);
        let again = match copies.len() {
            0 => String::new(),
            1 => " and an exact copy of one".to_owned(),
            several => format!(" and {several} exact copies"),
        };
        page.sentence(format!(
            "{}{again}, {}{mentions}, {}{skipped}.",
            counted(self.documents.len() - copies.len(), "document", "documents"),
            counted(self.reviews.len() - mentioned, "review", "reviews"),
            found(self.findings, self.possible),
        ));
        if !self.corrections.is_empty() {
            let in_force = self.corrections.iter().filter(|state| state.problem.is_none()).count();
            let all = counted(self.corrections.len(), "correction", "corrections");
            page.sentence(format!("{all} in corrections.toml, {in_force} in force."));
        }
        if !self.reviews.is_empty() {
            page.heading(2, "Reviews");
        }
        let progress = progress_reviews(self.reviews, self.documents);
        for series in self.reviews.chunk_by(|a, b| a.series == b.series) {
            let name = &series[0].series;
            page.heading(3, format!("{}, {}: {}", name.council, name.body, name.subject));
            let line = |review: &Review| {
                let papers = if review.only_mentioned() {
                    "only mentioned: none of its papers is here".to_owned()
                } else {
                    counted(review.documents.len(), "document", "documents")
                };
                let sort = if progress.contains(&review.id) { "progress review, " } else { "" };
                format!("{}: {sort}{}; {papers}", review.id, when(review))
            };
            page.parts.push(Part::List(series.iter().map(line).collect()));
        }
        if self.list_documents && !self.documents.is_empty() {
            page.heading(2, "Documents");
            let read =
                Table::new(&table::DOCUMENTS, self.table().rows.into_iter().take(self.documents.len()).collect());
            page.table(read.grid("Every document, by path", &["path", "document", "date", "pages"]));
        }
        let told: Vec<String> = self.documents.iter().filter_map(not_said).collect();
        if !told.is_empty() {
            page.heading(2, "Not said by the paper itself");
            page.parts.push(Part::List(told));
        }
        let homeless: Vec<String> = without_council(self.documents).map(|document| document.path.clone()).collect();
        if !homeless.is_empty() {
            page.heading(2, format!("Without a council ({})", homeless.len()));
            page.sentence(
                "They name none, or only speak of some, and no answer about a council takes them in; lookback.toml can give it.",
            );
            page.parts.push(Part::List(homeless));
        }
        if !self.skipped.is_empty() {
            page.heading(2, format!("Skipped ({})", self.skipped.len()));
            page.parts.push(Part::List(self.skipped.iter().map(|s| format!("{}: {}", s.path, s.reason)).collect()));
        }
        let warned = self.documents.iter().flat_map(|d| d.warnings.iter().map(move |w| format!("{}: {w}", d.path)));
        let twice = copies
            .iter()
            .map(|(path, first)| format!("{path}: an exact copy of {first}; what it says is counted once"));
        let warned: Vec<_> = twice.chain(warned).chain(self.corrections.iter().filter_map(out_of_force)).collect();
        if !warned.is_empty() {
            page.heading(2, "Worth a look");
            page.parts.push(Part::List(warned));
        }
        page
    }
}

/// Papers that are another to the byte, each with the path of that one.
fn exact_copies(documents: &[Document]) -> Vec<(&str, &str)> {
    let mut first: BTreeMap<&str, &str> = BTreeMap::new();
    let mut copies = Vec::new();
    for document in documents {
        match first.get(document.fingerprint.as_str()) {
            Some(first) => copies.push((document.path.as_str(), *first)),
            None => _ = first.insert(&document.fingerprint, &document.path),
        }
    }
    copies
}

/// The papers of which it is not known whose they are.
fn without_council(documents: &[Document]) -> impl Iterator<Item = &Document> {
    documents.iter().filter(|document| document.council.is_none())
}
