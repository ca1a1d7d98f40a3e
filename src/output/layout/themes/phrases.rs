//! Key phrases: what a text keeps saying, where and when, with a quote each.

use std::io;

use serde::Serialize;

use super::discovered::Grouped;
use super::spark::spark;
use crate::output::grid::{Cell, Grid};
use crate::output::page::unmarked;
use crate::output::words::{capital, counted};
use crate::output::{Answer, Page, Records, Table, table};
use crate::themes::discover::Recurring;

/// Phrases on a page that are quoted; all are in the table.
const QUOTED: usize = 10;

/// Key phrases, and where they recur.
#[derive(Debug, Clone, Copy)]
pub struct KeyPhrases<'a> {
    /// The phrases, the strongest first.
    pub phrases: &'a [Recurring<'a>],
    /// In what they were looked for.
    pub of: Grouped,
    /// How many of those there are.
    pub all: usize,
    /// The passages of each year, for shares: (year, passages), ascending.
    pub years: &'a [(i32, usize)],
}

#[derive(Serialize)]
struct PhraseRecord<'a> {
    phrase: &'a str,
    score: f64,
    uses: usize,
    findings: usize,
    documents: usize,
    reviews: usize,
    years: usize,
    first: Option<i32>,
    last: Option<i32>,
    gaps: &'a [i32],
    quote: &'a str,
    citation: String,
    ids: Vec<&'a str>,
}

impl<'a> From<&'a Recurring<'a>> for PhraseRecord<'a> {
    fn from(found: &'a Recurring<'a>) -> Self {
        let at = &found.recurrence;
        Self {
            phrase: &found.phrase.text,
            score: found.phrase.score,
            uses: found.phrase.uses,
            findings: found.passages.len(),
            documents: at.documents.len(),
            reviews: at.reviews.len(),
            years: at.years.len(),
            first: at.years.keys().next().copied(),
            last: at.years.keys().next_back().copied(),
            gaps: &at.gaps,
            // A phrase stands in two passages, or twice in one.
            quote: found.passages.first().map_or("", |passage| passage.text),
            citation: found.passages.first().map(|passage| passage.at.to_string()).unwrap_or_default(),
            ids: found.passages.iter().map(|passage| passage.id.as_ref()).collect(),
        }
    }
}

impl Answer for KeyPhrases<'_> {
    fn table(&self) -> Table {
        let row = |found: &Recurring<'_>| {
            let record = PhraseRecord::from(found);
            vec![
                record.phrase.into(),
                Cell::figure(Some(record.score), 2),
                record.uses.into(),
                record.findings.into(),
                record.documents.into(),
                record.reviews.into(),
                record.years.into(),
                Cell::shown(record.first),
                Cell::shown(record.last),
                Cell::several(record.gaps),
                record.quote.into(),
                record.citation.as_str().into(),
                Cell::several(&record.ids),
            ]
        };
        Table::new(&table::PHRASES, self.phrases.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.phrases.iter().try_for_each(|found| records.put("phrase", &PhraseRecord::from(found)))
    }

    fn page(&self) -> Page {
        let (one, several) = self.of.words();
        let phrases = counted(self.phrases.len(), "key phrase", "key phrases");
        let mut page = Page::new(format!("{} of {}", capital(&phrases), counted(self.all, one, several)));
        if self.phrases.is_empty() {
            page.sentence("No phrase stands twice.");
            return page;
        }
        page.sentence(
            "Phrases that are used again, the longer ones before their parts, and terms of the sector. Counts are of texts, \
             not of matters: one that is counted often is one to read, not one to act on.",
        );
        let has_years = self.years.len() > 1;
        let row = |found: &Recurring<'_>| {
            let at = PhraseRecord::from(found);
            let mut row: Vec<Cell> =
                vec![at.phrase.into(), at.uses.into(), at.findings.into(), at.documents.into(), at.reviews.into()];
            if has_years {
                let used = |year: &i32| found.recurrence.years.get(year).copied().unwrap_or(0);
                let shares: Vec<_> = self.years.iter().map(|(year, of)| (used(year), *of)).collect();
                row.extend([Cell::shown(at.first), Cell::shown(at.last), spark(&shares).into()]);
            }
            row
        };
        let mut head = vec!["Phrase".to_owned(), "Uses".into(), capital(several), "Documents".into(), "Reviews".into()];
        if let (true, Some((first, _)), Some((last, _))) = (has_years, self.years.first(), self.years.last()) {
            head.extend(["First".into(), "Last".into(), format!("{first} to {last}")]);
        }
        page.table(Grid {
            caption: "Phrases, the strongest first".into(),
            head,
            rows: self.phrases.iter().map(row).collect(),
            levels: Vec::new(),
        });
        for found in self.phrases.iter().take(QUOTED) {
            page.heading(2, found.phrase.text.clone());
            if let Some(passage) = found.passages.first() {
                page.quote(None, unmarked(passage.text), passage.at);
            }
        }
        page
    }
}
