//! What keeps coming back: the theme by period matrix, and the quotes behind it.

use std::collections::BTreeSet;
use std::io;

use serde::Serialize;

use crate::model::{Evidence, ThemeCell};
use crate::output::grid::{Cell, Grid};
use crate::output::page::highlighted;
use crate::output::record::FindingRecord;
use crate::output::words::{counted, listed};
use crate::output::{Answer, Page, Records, Register, Table, table};
use crate::themes::statistics::{Z95, per_thousand, per_thousand_interval, share, wilson};
use crate::themes::{Codebook, UNCOVERED};

/// Below this many findings a period is too small to compare shares with (METHODS, 1.4).
const TOO_FEW: usize = 6;

/// The theme by period matrix.
#[derive(Debug, Clone, Copy)]
pub struct ThemeMatrix<'a> {
    /// The cells, in the order of the codebook and then of the periods.
    pub cells: &'a [ThemeCell],
    /// The codebook that was applied.
    pub codebook: &'a Codebook,
    /// The reviews, for periods that are reviews.
    pub register: &'a Register<'a>,
    /// Findings that belong to no period and were not counted.
    pub without_period: usize,
}

#[derive(Serialize)]
struct CellRecord<'a> {
    theme: &'a str,
    label: &'a str,
    period: &'a str,
    findings: usize,
    documents: usize,
    mentions: usize,
    words: usize,
    rate: Option<f64>,
    rate_low: Option<f64>,
    rate_high: Option<f64>,
    of: usize,
    share: Option<f64>,
    share_low: Option<f64>,
    share_high: Option<f64>,
}

impl<'a> From<&'a ThemeCell> for CellRecord<'a> {
    fn from(cell: &'a ThemeCell) -> Self {
        let rate = per_thousand_interval(cell.mentions, cell.words, Z95);
        let of_findings = wilson(cell.findings, cell.of, Z95);
        Self {
            theme: &cell.theme,
            label: &cell.label,
            period: &cell.period,
            findings: cell.findings,
            documents: cell.documents,
            mentions: cell.mentions,
            words: cell.words,
            rate: per_thousand(cell.mentions, cell.words).map(rounded),
            rate_low: rate.map(|interval| rounded(interval.low)),
            rate_high: rate.map(|interval| rounded(interval.high)),
            of: cell.of,
            share: share(cell.findings, cell.of).map(rounded),
            share_low: of_findings.map(|interval| rounded(interval.low)),
            share_high: of_findings.map(|interval| rounded(interval.high)),
        }
    }
}

/// To four decimals, as CSV shows it.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

impl Answer for ThemeMatrix<'_> {
    fn table(&self) -> Table {
        let row = |cell: &ThemeCell| {
            let record = CellRecord::from(cell);
            vec![
                record.theme.into(),
                record.label.into(),
                record.period.into(),
                record.findings.into(),
                record.documents.into(),
                record.mentions.into(),
                record.words.into(),
                Cell::figure(record.rate, 4),
                Cell::figure(record.rate_low, 4),
                Cell::figure(record.rate_high, 4),
                record.of.into(),
                Cell::figure(record.share, 4),
                Cell::figure(record.share_low, 4),
                Cell::figure(record.share_high, 4),
            ]
        };
        Table::new(&table::THEMES, self.cells.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.cells.iter().try_for_each(|cell| records.put("theme", &CellRecord::from(cell)))
    }

    fn page(&self) -> Page {
        let mut page = Page::new(format!("Themes: {}", self.codebook.title));
        let rows: Vec<_> = self.cells.chunk_by(|a, b| a.theme == b.theme).collect();
        let Some(periods) = rows.first() else {
            page.sentence("No finding to count.");
            return page;
        };
        let names = self.register.periods(&periods.iter().map(|cell| cell.period.as_str()).collect::<Vec<_>>());
        page.sentence(
            "Findings that carry each theme, out of all findings of the period. One finding may carry several.",
        );
        let (carried, silent): (Vec<&&[ThemeCell]>, Vec<_>) =
            rows.iter().partition(|row| row.iter().any(|cell| cell.findings > 0));
        let row = |cells: &&&[ThemeCell]| {
            let shares = cells.iter().map(|cell| Cell::Share { count: cell.findings, of: cell.of });
            std::iter::once(cells[0].label.as_str().into()).chain(shares).collect()
        };
        page.table(Grid {
            caption: "Themes by period".into(),
            head: std::iter::once("Theme".to_owned()).chain(names.iter().cloned()).collect(),
            rows: carried.iter().map(row).collect(),
            levels: carried.iter().map(|cells| self.codebook.depth(&cells[0].theme)).collect(),
        });
        let silent = silent.iter().filter(|cells| cells[0].theme != UNCOVERED);
        let silent: Vec<_> = silent.map(|cells| cells[0].label.to_lowercase()).collect();
        if !silent.is_empty() {
            page.note(format!("No finding carries: {}.", silent.join("; ")));
        }
        let few = periods.iter().zip(&names).filter(|(cell, _)| cell.of < TOO_FEW);
        let few: Vec<_> = few.map(|(_, name)| name.as_str()).collect();
        if !few.is_empty() {
            let periods = listed(&few);
            page.note(format!("{periods}: fewer than {TOO_FEW} findings, too few to say what rose or fell."));
        }
        if self.without_period > 0 {
            let findings = counted(self.without_period, "finding", "findings");
            page.note(format!("Not counted, because they belong to no period: {findings}."));
        }
        page
    }
}

/// The quotes behind the matrix.
#[derive(Debug, Clone, Copy)]
pub struct ThemeEvidence<'a> {
    /// One row a theme and finding, in the order of the matrix.
    pub rows: &'a [Evidence],
    /// The reviews and documents of the findings.
    pub register: &'a Register<'a>,
}

#[derive(Serialize)]
struct EvidenceRecord<'a> {
    theme: &'a str,
    label: &'a str,
    period: &'a str,
    matched: &'a [String],
    #[serde(flatten)]
    finding: FindingRecord<'a>,
}

impl Answer for ThemeEvidence<'_> {
    fn table(&self) -> Table {
        let row = |evidence: &Evidence| {
            let finding = &evidence.finding;
            let at = &finding.citation;
            vec![
                evidence.theme.as_str().into(),
                evidence.label.as_str().into(),
                evidence.period.as_str().into(),
                Cell::several(&evidence.words),
                finding.id.as_str().into(),
                finding.kind.as_str().into(),
                finding.text.as_str().into(),
                at.to_string().into(),
                finding.review.as_deref().into(),
                self.register.council(finding).into(),
                Cell::shown(self.register.review_date(finding)),
                at.document.as_str().into(),
                at.path.as_str().into(),
                Cell::shown(at.date),
                at.paragraph.as_deref().into(),
                at.item.as_deref().into(),
                at.page.into(),
            ]
        };
        Table::new(&table::EVIDENCE, self.rows.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.rows.iter().try_for_each(|evidence| {
            let record = EvidenceRecord {
                theme: &evidence.theme,
                label: &evidence.label,
                period: &evidence.period,
                matched: &evidence.words,
                finding: FindingRecord::new(&evidence.finding, self.register),
            };
            records.put("evidence", &record)
        })
    }

    fn page(&self) -> Page {
        let findings: BTreeSet<_> = self.rows.iter().map(|row| &row.finding.id).collect();
        let mut page = Page::new(format!("Themes: {}", counted(findings.len(), "quote", "quotes")));
        if self.rows.is_empty() {
            page.sentence("No finding to show.");
        }
        for theme in self.rows.chunk_by(|a, b| a.theme == b.theme) {
            page.heading(2, format!("{} ({})", theme[0].label, theme.len()));
            let periods: Vec<_> = theme.chunk_by(|a, b| a.period == b.period).collect();
            let names = self.register.periods(&periods.iter().map(|rows| rows[0].period.as_str()).collect::<Vec<_>>());
            for (period, name) in periods.into_iter().zip(names) {
                page.heading(3, name);
                for row in period {
                    page.quote(None, highlighted(&row.finding.text, &places(row)), &row.finding.citation);
                }
            }
        }
        page
    }
}

/// Where the words that fired stand: each as whole words, after the one before it.
fn places(evidence: &Evidence) -> Vec<(usize, usize)> {
    let text = &evidence.finding.text;
    let is_inside_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut from = 0;
    let place = |word: &String| {
        let (at, _) = text.get(from..)?.match_indices(word.as_str()).find(|(at, _)| {
            let (start, end) = (from + at, from + at + word.len());
            !is_inside_word(text[..start].chars().next_back()) && !is_inside_word(text[end..].chars().next())
        })?;
        let start = from + at;
        from = start + word.len();
        Some((start, from))
    };
    evidence.words.iter().filter_map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::goldens::papers::Papers;

    #[test]
    fn only_whole_words_are_marked() {
        let mut finding = Papers::new().findings[0].clone();
        finding.text = "Explanations of plans, and plans".into();
        let words = vec!["plans".into(), "plans".into()];
        let evidence = Evidence { theme: "t".into(), label: "T".into(), period: "2015".into(), finding, words };
        assert_eq!(places(&evidence), [(16, 21), (27, 32)]);
    }
}
