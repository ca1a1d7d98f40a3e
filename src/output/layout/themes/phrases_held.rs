//! Are the key phrases those that a person would list? Precision in the first ten, a row a paper.

use std::io;

use serde::Serialize;

use crate::output::grid::Cell;
use crate::output::words::counted;
use crate::output::{Answer, Page, Records, Table, table};
use crate::themes::phrases::held::HeldPhrases;

/// Key phrases held against labels.
#[derive(Debug, Clone, Copy)]
pub struct PhraseAgreement<'a> {
    /// What came of it, a paper each.
    pub held: &'a [HeldPhrases],
}

#[derive(Serialize)]
struct HeldRecord<'a> {
    file: &'a str,
    labelled: usize,
    precision_at_10: f64,
    recall_at_10: f64,
    hits: &'a [String],
    others: &'a [String],
}

impl PhraseAgreement<'_> {
    fn rows(&self) -> impl Iterator<Item = HeldRecord<'_>> {
        self.held.iter().map(|held| HeldRecord {
            file: &held.file,
            labelled: held.labelled,
            precision_at_10: held.precision(),
            recall_at_10: held.recall(),
            hits: &held.hits,
            others: &held.others,
        })
    }
}

impl Answer for PhraseAgreement<'_> {
    fn table(&self) -> Table {
        let row = |record: HeldRecord<'_>| {
            vec![
                record.file.into(),
                record.labelled.into(),
                Cell::figure(Some(record.precision_at_10), 2),
                Cell::figure(Some(record.recall_at_10), 2),
                Cell::several(record.hits),
                Cell::several(record.others),
            ]
        };
        Table::new(&table::PHRASES_HELD, self.rows().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.rows().try_for_each(|record| records.put("phrases_held", &record))
    }

    fn title(&self) -> String {
        "Key phrases held against labels".to_owned()
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        let mean = self.held.iter().map(HeldPhrases::precision).sum::<f64>() / self.held.len().max(1) as f64;
        page.sentence(format!(
            "{}: of the first ten phrases of each, {mean:.2} are labelled, in the mean.",
            counted(self.held.len(), "paper", "papers")
        ));
        let columns = ["file", "labelled", "precision_at_10", "recall_at_10"];
        page.table(self.table().grid("Figures by paper", &columns));
        for held in self.held {
            page.heading(2, held.file.clone());
            page.sentence(format!("Labelled: {}.", or_none(&held.hits)));
            page.sentence(format!("Not labelled: {}.", or_none(&held.others)));
        }
        page.note("A phrase counts where all its words are those of a label, by their stems.");
        page
    }
}

fn or_none(phrases: &[String]) -> String {
    if phrases.is_empty() { "none".to_owned() } else { phrases.join(", ") }
}
