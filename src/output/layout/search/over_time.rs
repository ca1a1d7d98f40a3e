//! How often it was spoken of, a row a year.

use std::io;

use serde::Serialize;

use super::hits::also_looked_for;
use crate::answers::{OverTime, YearCount};
use crate::output::grid::{Cell, Grid};
use crate::output::words::{counted, listed};
use crate::output::{Answer, Page, Records, Table, table};
use crate::search::Widened;
use crate::themes::change::FEWEST;
use crate::themes::statistics::{Interval, Z95, per_thousand, share, wilson};

/// Counts by year.
#[derive(Debug, Clone, Copy)]
pub struct OverTimeList<'a> {
    /// The query as typed.
    pub query: &'a str,
    /// The years.
    pub counts: &'a OverTime,
    /// What else was looked for.
    pub widened: &'a [Widened],
}

#[derive(Serialize)]
struct YearRecord {
    year: i32,
    passages: Option<usize>,
    matches: Option<usize>,
    documents: Option<usize>,
    papers: usize,
    words: usize,
    rate: Option<f64>,
    findings: usize,
    of: usize,
    share: Option<f64>,
    share_low: Option<f64>,
    share_high: Option<f64>,
}

impl From<&YearCount> for YearRecord {
    fn from(year: &YearCount) -> Self {
        // What nobody could have found is not 0.
        let in_hand = |count: usize| (year.papers > 0).then_some(count);
        let interval: Option<Interval> = wilson(year.findings, year.all_findings, Z95);
        Self {
            year: year.year,
            passages: in_hand(year.passages),
            matches: in_hand(year.matches),
            documents: in_hand(year.documents),
            papers: year.papers,
            words: year.words,
            rate: per_thousand(year.matches, year.words),
            findings: year.findings,
            of: year.all_findings,
            share: share(year.findings, year.all_findings),
            share_low: interval.as_ref().map(|interval| interval.low),
            share_high: interval.as_ref().map(|interval| interval.high),
        }
    }
}

impl Answer for OverTimeList<'_> {
    fn table(&self) -> Table {
        let row = |year: &YearCount| {
            let record = YearRecord::from(year);
            vec![
                Cell::Text(record.year.to_string()),
                record.passages.into(),
                record.matches.into(),
                record.documents.into(),
                record.papers.into(),
                record.words.into(),
                Cell::figure(record.rate, 3),
                record.findings.into(),
                record.of.into(),
                Cell::figure(record.share, 4),
                Cell::figure(record.share_low, 4),
                Cell::figure(record.share_high, 4),
            ]
        };
        Table::new(&table::OVER_TIME, self.counts.years.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.counts.years.iter().try_for_each(|year| records.put("year", &YearRecord::from(year)))
    }

    fn title(&self) -> String {
        format!("How often {} is spoken of", self.query)
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        let years = &self.counts.years;
        let undated = counted(
            self.counts.undated,
            "passage stands in a paper without a date, and is in no year",
            "passages stand in papers without a date, and are in no year",
        );
        if years.iter().all(|year| year.passages == 0) {
            page.sentence(match self.counts.undated {
                0 => "Nothing found.".to_owned(),
                _ => format!("{undated}; none stands in a paper with one."),
            });
            return page;
        }
        also_looked_for(&mut page, self.widened);
        let most = years.iter().map(|year| year.passages).max().unwrap_or(0);
        let row = |year: &YearCount| {
            let passages = match year.papers {
                0 => "no paper in hand".into(),
                _ => Cell::Text(format!("{} {}", bar(year.passages, most), year.passages).trim_start().to_owned()),
            };
            vec![
                Cell::Text(year.year.to_string()),
                passages,
                Cell::figure(per_thousand(year.matches, year.words), 2),
                match year.all_findings {
                    0 => Cell::Missing,
                    of => Cell::Share { count: year.findings, of },
                },
            ]
        };
        page.table(Grid {
            caption:
                "Passages by the year of the paper; matches by 1,000 words of that year's papers; findings of the \
                      year that speak of it."
                    .into(),
            head: ["Year", "Passages", "Per 1,000 words", "Findings"].map(str::to_owned).into(),
            rows: years.iter().map(row).collect(),
            levels: Vec::new(),
        });
        if !self.counts.conditions.is_empty() {
            page.note(format!("Papers, words and findings are those that {} leaves.", listed(&self.counts.conditions)));
        }
        if years.iter().any(|year| year.papers == 0 && year.all_findings > 0) {
            page.note(
                "Findings count by the date of their review, passages by that of their paper: a report that came out a year after the \
                 visit has its findings in the one year and its passages in the other.",
            );
        }
        if years.iter().any(|year| (1..FEWEST).contains(&year.all_findings)) {
            page.note(format!("Years with fewer than {FEWEST} findings are too few to say much by their share."));
        }
        if self.counts.undated > 0 {
            page.note(format!("{undated}."));
        }
        page
    }
}

/// A bar as long as the count, the most being ten.
fn bar(count: usize, most: usize) -> String {
    if count == 0 { String::new() } else { "█".repeat((count * 10).div_ceil(most.max(1))) }
}
