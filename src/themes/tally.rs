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

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::change::Side;
use super::codebook::Codebook;
use super::counts::{Counts, OfFinding};
use crate::model::{Certainty, Evidence, Finding, ThemeCell};

/// The identifier under which findings are counted that carry no theme.
pub const UNCOVERED: &str = "uncovered";

/// Its name for people.
pub(super) const UNCOVERED_LABEL: &str = "No theme of the codebook";

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
    of: OfFinding,
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
        let read: Vec<_> =
            counted.into_par_iter().map(|finding| Read { finding, of: OfFinding::read(finding, codebook) }).collect();
        let mut tally = Self { codebook, periods: BTreeMap::new(), without_period: Vec::new() };
        for read in read {
            match period(read.finding) {
                Some(period) => tally.periods.entry(period).or_default().push(read),
                None => tally.without_period.push(read.finding),
            }
        }
        tally
    }

    /// The cells; see [`Counts::matrix`].
    pub fn matrix(&self) -> Vec<ThemeCell> {
        let mut counts = Counts::new(self.codebook);
        for (period, read) in &self.periods {
            read.iter().for_each(|read| counts.add_read(read.finding, period, &read.of));
        }
        counts.matrix()
    }

    /// The quotes: in the order of the matrix, and within a cell in the order of the findings.
    pub fn evidence(&self) -> Vec<Evidence<'a>> {
        let mut rows: Vec<Vec<Evidence<'a>>> = vec![Vec::new(); self.codebook.themes().len() + 1];
        for (period, read) in &self.periods {
            let quoted: Vec<Vec<(usize, Evidence<'a>)>> =
                read.par_iter().map(|read| self.quotes(period, read)).collect();
            quoted.into_iter().flatten().for_each(|(theme, row)| rows[theme].push(row));
        }
        rows.into_iter().flatten().collect()
    }

    /// What stands of one finding under each of its themes, by position in the codebook.
    fn quotes(&self, period: &str, read: &Read<'a>) -> Vec<(usize, Evidence<'a>)> {
        let row = |theme: &'a str, label: &'a str, words| Evidence {
            theme,
            label,
            period: period.to_owned(),
            finding: read.finding,
            words,
        };
        if read.of.themes.is_empty() {
            return vec![(self.codebook.themes().len(), row(UNCOVERED, UNCOVERED_LABEL, Vec::new()))];
        }
        let themes = read.of.themes.iter().map(|(theme, _)| (*theme, &self.codebook.themes()[*theme]));
        let mentions = self.codebook.apply(&read.finding.text);
        themes.zip(mentions).map(|((at, theme), mention)| (at, row(&theme.id, &theme.label, mention.words))).collect()
    }

    /// Counted findings on which no theme fires.
    pub fn uncovered(&self) -> impl Iterator<Item = &'a Finding> {
        self.periods.values().flatten().filter(|read| read.of.themes.is_empty()).map(|read| read.finding)
    }

    /// Findings that have no period, and so stand in no cell.
    pub fn without_period(&self) -> &[&'a Finding] {
        &self.without_period
    }

    /// The periods counted, in ascending order.
    pub fn periods(&self) -> impl Iterator<Item = &str> {
        self.periods.keys().map(String::as_str)
    }

    /// The findings counted in a period, in the order given.
    pub fn findings_of(&self, period: &str) -> impl Iterator<Item = &'a Finding> {
        self.periods.get(period).into_iter().flatten().map(|read| read.finding)
    }

    /// What is said of a theme, by position in the codebook, in a period, paper by paper.
    pub(super) fn side(&self, theme: usize, period: &str) -> Side {
        let mut papers: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for read in self.periods.get(period).into_iter().flatten() {
            let (with, all) = papers.entry(&read.finding.citation.document).or_default();
            *with += usize::from(read.of.themes.iter().any(|(other, _)| *other == theme));
            *all += 1;
        }
        Side {
            findings: papers.values().map(|(with, _)| with).sum(),
            of: papers.values().map(|(_, all)| all).sum(),
            documents: papers.values().filter(|(with, _)| *with > 0).count(),
            per_document: papers.into_values().collect(),
        }
    }

    /// The themes that each finding of a period carries, by position in the codebook.
    pub(super) fn carried(&self, period: &str) -> Vec<Vec<usize>> {
        let of = |read: &Read<'_>| read.of.themes.iter().map(|(theme, _)| *theme).collect();
        self.periods.get(period).into_iter().flatten().map(of).collect()
    }

    /// The themes of the codebook, each with its name for people.
    pub(super) fn themes(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        self.codebook.themes().iter().map(|theme| (theme.id.as_str(), theme.label.as_str()))
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
pub fn evidence<'a>(
    findings: &'a [Finding],
    periods: impl Fn(&Finding) -> Option<String>,
    codebook: &'a Codebook,
) -> Vec<Evidence<'a>> {
    Tally::new(findings, Certainty::Sure, periods, codebook).evidence()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::themes::testing;

    fn finding(review: &str, document: &str, text: &str) -> Finding {
        Finding {
            review: Some(review.to_owned()).filter(|review| !review.is_empty()),
            ..testing::finding(document, text)
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
