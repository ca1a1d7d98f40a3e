//! How often does each theme turn up, when, and in which words?
//!
//! Each finding is read once. From that come the matrix (every theme by every period, zeros too) and the evidence
//! (a row a theme and finding). They agree: a cell's `findings` is its number of rows of evidence. A finding on which
//! no theme fires is counted under [`UNCOVERED`], so that a column's findings are all accounted for.
//!
//! What a period is, the caller says: the review, the year, the council. Statistics on the counts are in
//! [`super::statistics`].
//!
//! ```
//! use lookback::model::Finding;
//! use lookback::themes::{Codebook, matrix};
//!
//! let findings: Vec<Finding> = Vec::new();
//! let codebook = Codebook::builtin("lga_safeguarding")?;
//! let cells = matrix(&findings, |finding| finding.review.clone(), codebook);
//! assert!(cells.is_empty()); // no finding, no period, no cell
//! # Ok::<(), lookback::Error>(())
//! ```

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::codebook::Codebook;
use crate::model::{Certainty, Evidence, Finding, Mention, ThemeCell};

/// The identifier under which findings are counted that carry no theme.
pub const UNCOVERED: &str = "uncovered";

/// Its name for people.
const UNCOVERED_LABEL: &str = "No theme of the codebook";

/// Findings with their themes, by period.
#[derive(Debug, Clone)]
pub struct Tally<'a> {
    codebook: &'a Codebook,
    /// Counted findings by period, in the order given.
    periods: BTreeMap<String, Vec<Read<'a>>>,
    without_period: Vec<&'a Finding>,
}

#[derive(Debug, Clone)]
struct Read<'a> {
    finding: &'a Finding,
    mentions: Vec<Mention>,
    words: usize,
}

impl<'a> Tally<'a> {
    /// Reads the findings.
    ///
    /// Only sure findings count, unless `least` is [`Certainty::Possible`]. A finding for which `period` gives `None`
    /// is not counted, and is listed by [`Tally::without_period`].
    pub fn new(
        findings: &'a [Finding],
        least: Certainty,
        period: impl Fn(&Finding) -> Option<String>,
        codebook: &'a Codebook,
    ) -> Self {
        let counted: Vec<_> = findings.iter().filter(|finding| finding.certainty <= least).collect();
        let read: Vec<_> = counted
            .into_par_iter()
            .map(|finding| Read {
                finding,
                mentions: codebook.apply(&finding.text),
                words: finding.text.unicode_words().count(),
            })
            .collect();
        let mut tally = Self { codebook, periods: BTreeMap::new(), without_period: Vec::new() };
        for read in read {
            match period(read.finding) {
                Some(period) => tally.periods.entry(period).or_default().push(read),
                None => tally.without_period.push(read.finding),
            }
        }
        tally
    }

    /// The cells: themes in the order of the codebook, then [`UNCOVERED`]; for each, every period in ascending order.
    pub fn matrix(&self) -> Vec<ThemeCell> {
        self.rows()
            .flat_map(|(theme, label)| self.periods.keys().map(move |period| (theme, label, period)))
            .map(|(theme, label, period)| self.cell(theme, label, period))
            .collect()
    }

    /// The quotes: in the order of the matrix, and within a cell in the order of the findings.
    pub fn evidence(&self) -> Vec<Evidence> {
        let mut rows = Vec::new();
        for (theme, label) in self.rows() {
            for (period, read) in &self.periods {
                rows.extend(read.iter().filter_map(|read| {
                    Some(Evidence {
                        theme: theme.to_owned(),
                        label: label.to_owned(),
                        period: period.clone(),
                        finding: read.finding.clone(),
                        words: read.words_of(theme)?.to_vec(),
                    })
                }));
            }
        }
        rows
    }

    /// Counted findings on which no theme fires.
    pub fn uncovered(&self) -> impl Iterator<Item = &'a Finding> {
        self.periods.values().flatten().filter(|read| read.mentions.is_empty()).map(|read| read.finding)
    }

    /// Findings that have no period, and so stand in no cell.
    pub fn without_period(&self) -> &[&'a Finding] {
        &self.without_period
    }

    fn rows(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let themes = self.codebook.themes().iter().map(|theme| (theme.id.as_str(), theme.label.as_str()));
        themes.chain(std::iter::once((UNCOVERED, UNCOVERED_LABEL)))
    }

    fn cell(&self, theme: &str, label: &str, period: &str) -> ThemeCell {
        let read = &self.periods[period];
        let carriers: Vec<_> = read.iter().filter_map(|r| r.words_of(theme).map(|words| (r.finding, words))).collect();
        let documents: BTreeSet<_> = carriers.iter().map(|(finding, _)| &finding.citation.document).collect();
        ThemeCell {
            theme: theme.to_owned(),
            label: label.to_owned(),
            period: period.to_owned(),
            findings: carriers.len(),
            of: read.len(),
            documents: documents.len(),
            mentions: carriers.iter().map(|(_, words)| words.len()).sum(),
            words: read.iter().map(|r| r.words).sum(),
        }
    }
}

impl Read<'_> {
    /// The words by which a theme fires here; none, but some, for a finding that is uncovered.
    fn words_of(&self, theme: &str) -> Option<&[String]> {
        if theme == UNCOVERED {
            return self.mentions.is_empty().then_some(&[]);
        }
        self.mentions.iter().find(|mention| mention.theme == theme).map(|mention| mention.words.as_slice())
    }
}

/// The theme by period matrix of sure findings; see [`Tally::matrix`].
pub fn matrix(
    findings: &[Finding],
    periods: impl Fn(&Finding) -> Option<String>,
    codebook: &Codebook,
) -> Vec<ThemeCell> {
    Tally::new(findings, Certainty::Sure, periods, codebook).matrix()
}

/// The quotes behind the matrix of sure findings; see [`Tally::evidence`].
pub fn evidence(
    findings: &[Finding],
    periods: impl Fn(&Finding) -> Option<String>,
    codebook: &Codebook,
) -> Vec<Evidence> {
    Tally::new(findings, Certainty::Sure, periods, codebook).evidence()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Citation, DocumentKind, FindingKind};

    fn finding(review: &str, document: &str, text: &str) -> Finding {
        Finding {
            id: format!("{document}/{text}"),
            review: Some(review.to_owned()).filter(|review| !review.is_empty()),
            kind: FindingKind::Priority,
            text: text.to_owned(),
            citation: Citation {
                document: document.to_owned(),
                kind: DocumentKind::PanelReport,
                date: None,
                path: format!("{document}.txt"),
                section: None,
                paragraph: None,
                item: None,
                page: None,
                block: 0,
                ocr: false,
            },
            also_in: Vec::new(),
            rule: "test".into(),
            cue: None,
            certainty: Certainty::Sure,
            strength: None,
            owner: None,
            due: None,
            status: None,
            recipient: None,
            firmness: None,
            judgement: None,
            corrected: None,
        }
    }

    fn papers() -> Vec<Finding> {
        vec![
            finding("2015", "b", "Define early help, and who leads early help."),
            finding("2011", "a", "Lower the caseloads."),
            finding("2015", "c", "Early help and caseloads."),
            finding("2015", "c", "Repaint the hall."),
            finding("", "d", "Early help again."),
        ]
    }

    fn codebook() -> &'static Codebook {
        Codebook::builtin("children_services").unwrap()
    }

    fn review(finding: &Finding) -> Option<String> {
        finding.review.clone()
    }

    #[test]
    fn every_theme_and_period_has_its_cell_zeros_too() {
        let papers = papers();
        let cells = matrix(&papers, review, codebook());
        assert_eq!(cells.len(), (codebook().themes().len() + 1) * 2);
        let cell = |theme: &str, period: &str| {
            let cell = cells.iter().find(|c| c.theme == theme && c.period == period).unwrap();
            (cell.findings, cell.of, cell.documents, cell.mentions)
        };
        assert_eq!(cell("early_help", "2011"), (0, 1, 0, 0));
        assert_eq!(cell("early_help", "2015"), (2, 3, 2, 3));
        assert_eq!(cell("workforce_and_caseloads", "2015"), (1, 3, 1, 1));
        assert_eq!(cell(UNCOVERED, "2015"), (1, 3, 1, 0));
        assert_eq!(cells[0].words, 3);
    }

    #[test]
    fn every_figure_opens_to_its_quotes() {
        let papers = papers();
        let rows = evidence(&papers, review, codebook());
        for cell in matrix(&papers, review, codebook()) {
            let quotes: Vec<_> = rows.iter().filter(|r| r.theme == cell.theme && r.period == cell.period).collect();
            assert_eq!(quotes.len(), cell.findings, "{} {}", cell.theme, cell.period);
            assert_eq!(quotes.iter().map(|r| r.words.len()).sum::<usize>(), cell.mentions);
        }
    }

    #[test]
    fn findings_without_theme_or_period_are_listed() {
        let papers = papers();
        let tally = Tally::new(&papers, Certainty::Sure, review, codebook());
        assert_eq!(tally.uncovered().map(|f| f.text.as_str()).collect::<Vec<_>>(), ["Repaint the hall."]);
        assert_eq!(tally.without_period().iter().map(|f| f.text.as_str()).collect::<Vec<_>>(), ["Early help again."]);
    }

    #[test]
    fn possible_findings_count_only_when_asked() {
        let mut papers = papers();
        papers[1].certainty = Certainty::Possible;
        let count = |least| Tally::new(&papers, least, review, codebook()).matrix().len();
        assert_eq!(count(Certainty::Possible), 2 * count(Certainty::Sure));
    }
}
