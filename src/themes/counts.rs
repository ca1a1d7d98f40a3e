//! How often does each theme turn up in each period? Counts alone, of findings that are seen once and let go.
//!
//! For the quotes behind them there is [`super::Tally`], which keeps the findings.

use std::collections::{BTreeMap, BTreeSet};

use super::codebook::Codebook;
use super::tally::{UNCOVERED, UNCOVERED_LABEL};
use crate::model::{Finding, ThemeCell};

/// Counts by period and theme.
#[derive(Debug, Clone)]
pub struct Counts<'a> {
    codebook: &'a Codebook,
    periods: BTreeMap<String, OfPeriod>,
    without_period: usize,
}

/// What is counted in a period.
#[derive(Debug, Clone, Default)]
struct OfPeriod {
    findings: usize,
    words: usize,
    /// By position in the codebook; findings that carry none stand after the last.
    themes: BTreeMap<usize, OfTheme>,
}

#[derive(Debug, Clone, Default)]
struct OfTheme {
    findings: usize,
    mentions: usize,
    documents: BTreeSet<String>,
}

/// What is counted of one finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OfFinding {
    /// How often words of each theme fire, by position in the codebook.
    pub themes: Vec<(usize, usize)>,
    /// Its words.
    pub words: usize,
}

impl OfFinding {
    /// Reads a finding.
    pub fn read(finding: &Finding, codebook: &Codebook) -> Self {
        let (themes, words) = codebook.count(&finding.text);
        Self { themes, words }
    }
}

impl<'a> Counts<'a> {
    /// Nothing counted yet.
    pub fn new(codebook: &'a Codebook) -> Self {
        Self { codebook, periods: BTreeMap::new(), without_period: 0 }
    }

    /// Counts a finding in a period; one of no period only as such.
    pub fn add(&mut self, finding: &Finding, period: Option<String>) {
        match period {
            Some(period) => self.add_read(finding, &period, &OfFinding::read(finding, self.codebook)),
            None => self.without_period += 1,
        }
    }

    pub(super) fn add_read(&mut self, finding: &Finding, period: &str, read: &OfFinding) {
        if !self.periods.contains_key(period) {
            self.periods.insert(period.to_owned(), OfPeriod::default());
        }
        let Some(of_period) = self.periods.get_mut(period) else { return };
        of_period.findings += 1;
        of_period.words += read.words;
        let none = [(self.codebook.themes().len(), 0)];
        for &(theme, mentions) in if read.themes.is_empty() { &none } else { read.themes.as_slice() } {
            let of_theme = of_period.themes.entry(theme).or_default();
            of_theme.findings += 1;
            of_theme.mentions += mentions;
            if !of_theme.documents.contains(&finding.citation.document) {
                of_theme.documents.insert(finding.citation.document.clone());
            }
        }
    }

    /// These counts and those together, whichever come first.
    pub fn with(mut self, other: Self) -> Self {
        self.without_period += other.without_period;
        for (period, theirs) in other.periods {
            let ours = self.periods.entry(period).or_default();
            ours.findings += theirs.findings;
            ours.words += theirs.words;
            for (theme, theirs) in theirs.themes {
                let ours = ours.themes.entry(theme).or_default();
                ours.findings += theirs.findings;
                ours.mentions += theirs.mentions;
                ours.documents.extend(theirs.documents);
            }
        }
        self
    }

    /// Findings that have no period, and so stand in no cell.
    pub fn without_period(&self) -> usize {
        self.without_period
    }

    /// The cells: themes in the order of the codebook, then [`UNCOVERED`]; for each, every period in ascending order.
    pub fn matrix(&self) -> Vec<ThemeCell> {
        let themes = self.codebook.themes().iter().map(|theme| (theme.id.as_str(), theme.label.as_str()));
        let rows = themes.chain([(UNCOVERED, UNCOVERED_LABEL)]).enumerate();
        rows.flat_map(|(at, (theme, label))| {
            self.periods.iter().map(move |(period, of_period)| {
                let of_theme = of_period.themes.get(&at);
                ThemeCell {
                    theme: theme.to_owned(),
                    label: label.to_owned(),
                    period: period.clone(),
                    findings: of_theme.map_or(0, |of| of.findings),
                    of: of_period.findings,
                    documents: of_theme.map_or(0, |of| of.documents.len()),
                    mentions: of_theme.map_or(0, |of| of.mentions),
                    words: of_period.words,
                }
            })
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::themes::testing;

    #[test]
    fn parts_counted_apart_give_what_all_give() {
        let codebook = Codebook::builtin("children_services").unwrap();
        let texts = ["Define early help.", "Early help and caseloads, early help", "Repaint the hall.", "Caseloads"];
        let findings: Vec<_> =
            texts.iter().zip(["a", "a", "b", "c"]).map(|(text, paper)| testing::finding(paper, text)).collect();
        let period = |at: usize| ["2011", "2015", "2015"].get(at).map(|year| (*year).to_owned());
        let of = |ats: &[usize]| {
            let mut counts = Counts::new(codebook);
            ats.iter().for_each(|&at| counts.add(&findings[at], period(at)));
            counts
        };
        let (all, parts) = (of(&[0, 1, 2, 3]), of(&[3, 1]).with(of(&[2, 0])));
        assert_eq!((all.matrix(), all.without_period()), (parts.matrix(), 1));
        let cells = all.matrix();
        let cell = |theme: &str| cells.iter().find(|cell| cell.theme == theme && cell.period == "2015").unwrap();
        assert_eq!((cell("early_help").mentions, cell("early_help").documents, cell(UNCOVERED).findings), (2, 1, 1));
    }
}
