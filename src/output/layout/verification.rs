//! Whether every quote is in its paper: the sum, and each one that is not.

use std::io;

use serde::Serialize;

use crate::answers::verification::{Checked, Found, Verification};
use crate::output::grid::Cell;
use crate::output::page::{Part, unmarked};
use crate::output::words::counted;
use crate::output::{Answer, Page, Records, Table, table};

/// A verification, written down.
#[derive(Debug, Clone, Copy)]
pub struct VerificationReport<'a> {
    /// What came of it.
    pub verification: &'a Verification,
    /// Whether every quote is listed, and not only the broken ones.
    pub all: bool,
}

#[derive(Serialize)]
struct QuoteRecord<'a> {
    finding: &'a str,
    found: &'static str,
    text: &'a str,
    path: &'a str,
    page: Option<u32>,
    citation: String,
}

#[derive(Serialize)]
struct SumRecord {
    papers: usize,
    quotes: usize,
    exact: usize,
    normalised: usize,
    broken: usize,
    unreadable: usize,
}

impl VerificationReport<'_> {
    fn listed(&self) -> impl Iterator<Item = &Checked> {
        self.verification.quotes.iter().filter(|quote| self.all || quote.found == Found::Broken)
    }
}

impl Answer for VerificationReport<'_> {
    fn table(&self) -> Table {
        let row = |quote: &Checked| {
            vec![
                quote.finding.as_str().into(),
                quote.found.as_str().into(),
                quote.text.as_str().into(),
                quote.citation.path.as_str().into(),
                quote.citation.page.into(),
                Cell::Text(quote.citation.to_string()),
            ]
        };
        Table::new(&table::VERIFICATION, self.listed().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        for quote in self.listed() {
            let record = QuoteRecord {
                finding: &quote.finding,
                found: quote.found.as_str(),
                text: &quote.text,
                path: &quote.citation.path,
                page: quote.citation.page,
                citation: quote.citation.to_string(),
            };
            records.put("quote", &record)?;
        }
        let sum = SumRecord {
            papers: self.verification.papers,
            quotes: self.verification.quotes.len(),
            exact: self.verification.count(Found::Exact),
            normalised: self.verification.count(Found::Normalised),
            broken: self.verification.count(Found::Broken),
            unreadable: self.verification.unreadable.len(),
        };
        records.put("verification", &sum)
    }

    fn title(&self) -> String {
        "Are the quotes in their papers?".to_owned()
    }

    fn page(&self) -> Page {
        let verification = self.verification;
        let mut page = Page::new(self.title());
        page.sentence(format!(
            "{} in {}: {} word for word, {} letter for letter, {} not found again.",
            counted(verification.quotes.len(), "quote", "quotes"),
            counted(verification.papers, "paper", "papers"),
            verification.count(Found::Exact),
            verification.count(Found::Normalised),
            verification.count(Found::Broken),
        ));
        page.note(
            "Letter for letter: the same letters and digits in the same order. Hyphens at line ends, quotation marks, \
             dashes and list marks may differ, and page numbers, running heads or notes may stand between its lines.",
        );
        if !verification.unreadable.is_empty() {
            page.heading(2, "Could not be read again");
            let line = |(path, reason): &(String, String)| format!("{path}: {reason}");
            page.parts.push(Part::List(verification.unreadable.iter().map(line).collect()));
        }
        for (found, heading) in [
            (Found::Broken, "Not found again: look at the paper before quoting"),
            (Found::Normalised, "Letter for letter"),
            (Found::Exact, "Word for word"),
        ] {
            let quotes: Vec<&Checked> = self.listed().filter(|quote| quote.found == found).collect();
            if !quotes.is_empty() {
                page.heading(2, format!("{heading} ({})", quotes.len()));
                for paper in quotes.chunk_by(|a, b| a.citation.path == b.citation.path) {
                    page.heading(3, paper[0].citation.path.clone());
                    paper.iter().for_each(|quote| page.quote(None, unmarked(&quote.text), &quote.citation));
                }
            }
        }
        page
    }
}
