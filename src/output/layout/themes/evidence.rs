//! The quotes behind the matrix: a row a theme and finding.

use std::collections::BTreeSet;
use std::io;

use serde::Serialize;

use crate::model::Evidence;
use crate::output::grid::Cell;
use crate::output::page::highlighted;
use crate::output::record::FindingRecord;
use crate::output::words::counted;
use crate::output::{Answer, Page, Records, Register, Table, table};

/// The quotes behind the matrix.
#[derive(Debug, Clone, Copy)]
pub struct ThemeEvidence<'a> {
    /// One row a theme and finding, in the order of the matrix.
    pub rows: &'a [Evidence<'a>],
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
        let row = |evidence: &Evidence<'_>| {
            let finding = evidence.finding;
            let at = &finding.citation;
            vec![
                evidence.theme.into(),
                evidence.label.into(),
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
                Cell::shown(at.item.as_ref()),
                at.page.into(),
            ]
        };
        Table::new(&table::EVIDENCE, self.rows.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.rows.iter().try_for_each(|evidence| {
            let record = EvidenceRecord {
                theme: evidence.theme,
                label: evidence.label,
                period: &evidence.period,
                matched: &evidence.words,
                finding: FindingRecord::new(evidence.finding, self.register),
            };
            records.put("evidence", &record)
        })
    }

    fn title(&self) -> String {
        let findings: BTreeSet<_> = self.rows.iter().map(|row| &row.finding.id).collect();
        format!("Themes: {}", counted(findings.len(), "quote", "quotes"))
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
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
                    page.quote(None, highlighted(&row.finding.text, &fired_at(row)), &row.finding.citation);
                }
            }
        }
        page
    }
}

/// Where the words of a theme stand in the text of the finding, as byte ranges: each as whole words, after the one before it.
pub fn fired_at(evidence: &Evidence<'_>) -> Vec<(usize, usize)> {
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
        let evidence = Evidence { theme: "t", label: "T", period: "2015".into(), finding: &finding, words };
        assert_eq!(fired_at(&evidence), [(16, 21), (27, 32)]);
    }
}
