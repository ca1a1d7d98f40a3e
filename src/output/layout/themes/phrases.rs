//! Key phrases: what a text keeps saying, where and when, with a quote each.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::discovered::Grouped;
use super::spark::spark_of_years;
use crate::output::grid::{Cell, Grid};
use crate::output::page::unmarked;
use crate::output::words::{capital, counted};
use crate::output::{Answer, Page, Records, Table, table};
use crate::themes::discover::Recurring;
use crate::themes::gathered::Passages;
use crate::themes::passage::Passage;

/// Phrases on a page that are quoted; all are in the table.
const QUOTED: usize = 10;

/// Key phrases, and where they recur.
#[derive(Debug, Clone, Copy)]
pub struct KeyPhrases<'a> {
    /// The phrases, the strongest first.
    pub phrases: &'a [Recurring],
    /// In what they were looked for.
    pub of: Grouped,
    /// Those passages.
    pub passages: &'a Passages,
    /// The first that uses each phrase, by position.
    pub quoted: &'a BTreeMap<usize, Passage>,
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

impl<'a> KeyPhrases<'a> {
    fn record(&self, found: &'a Recurring) -> PhraseRecord<'a> {
        let (at, passages) = (&found.recurrence, self.passages);
        let quote = self.quote(found);
        PhraseRecord {
            phrase: &found.phrase.text,
            score: found.phrase.score,
            uses: found.phrase.uses,
            findings: found.phrase.texts.len(),
            documents: at.documents,
            reviews: at.reviews,
            years: at.years.len(),
            first: at.years.keys().next().copied(),
            last: at.years.keys().next_back().copied(),
            gaps: &at.gaps,
            quote: quote.map_or("", Passage::text),
            citation: quote.map(|passage| passage.at().to_string()).unwrap_or_default(),
            ids: found.phrase.texts.iter().map(|&text| passages.id(text)).collect(),
        }
    }

    fn quote(&self, found: &Recurring) -> Option<&'a Passage> {
        self.quoted.get(found.phrase.texts.first()?)
    }
}

impl Answer for KeyPhrases<'_> {
    fn table(&self) -> Table {
        let year = |year: Option<i32>| Cell::from(year.and_then(|year| usize::try_from(year).ok()));
        let row = |found: &Recurring| {
            let record = self.record(found);
            vec![
                record.phrase.into(),
                Cell::figure(Some(record.score), 2),
                record.uses.into(),
                record.findings.into(),
                record.documents.into(),
                record.reviews.into(),
                record.years.into(),
                year(record.first),
                year(record.last),
                Cell::several(record.gaps),
                record.quote.into(),
                record.citation.as_str().into(),
                Cell::several(&record.ids),
            ]
        };
        Table::new(&table::PHRASES, self.phrases.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.phrases.iter().try_for_each(|found| records.put("phrase", &self.record(found)))
    }

    fn title(&self) -> String {
        let (one, several) = self.of.words();
        let phrases = counted(self.phrases.len(), "key phrase", "key phrases");
        format!("{} of {}", capital(&phrases), counted(self.passages.len(), one, several))
    }

    fn page(&self) -> Page {
        let (_, several) = self.of.words();
        let mut page = Page::new(self.title());
        if self.phrases.is_empty() {
            page.sentence("No phrase stands twice.");
            return page;
        }
        page.sentence(
            "Phrases that are used again, the longer ones before their parts, and terms of the sector. Counts are of texts, \
             not of matters: one that is counted often is one to read, not one to act on.",
        );
        let years: Vec<(i32, usize)> = self.passages.years().into_iter().collect();
        let has_years = years.len() > 1;
        let row = |found: &Recurring| {
            let (phrase, at) = (&found.phrase, &found.recurrence);
            let mut row: Vec<Cell> = vec![
                phrase.text.as_str().into(),
                phrase.uses.into(),
                phrase.texts.len().into(),
                at.documents.into(),
                at.reviews.into(),
            ];
            if has_years {
                let used = |year: &i32| at.years.get(year).copied().unwrap_or(0);
                let shares = years.iter().map(|(year, of)| (*year, (used(year), *of))).collect();
                let (first, last) = (at.years.keys().next(), at.years.keys().next_back());
                row.extend([Cell::shown(first), Cell::shown(last), spark_of_years(&shares).into()]);
            }
            row
        };
        let mut head = vec!["Phrase".to_owned(), "Uses".into(), capital(several), "Documents".into(), "Reviews".into()];
        if let (true, Some((first, _)), Some((last, _))) = (has_years, years.first(), years.last()) {
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
            if let Some(passage) = self.quote(found) {
                page.quote(None, unmarked(passage.text()), passage.at());
            }
        }
        page
    }
}
