//! What rose and fell between two sides, and what is too little to say so.
//!
//! The page leads with the sizes of the two sides, because they decide what may be said. Quotes stand under every
//! theme of which something is said, and under all themes where the sides are small enough to read.

use std::io;

use serde::Serialize;

use crate::model::Evidence;
use crate::output::chart::{Chart, SlopeLine};
use crate::output::grid::{Cell, Grid};
use crate::output::page::highlighted;
use crate::output::words::counted;
use crate::output::{Answer, Page, Records, Register, Table, table};
use crate::themes::change::{Change, FEWEST, Judged, Method, Unit, Verdict};
use crate::themes::statistics::Divergence;

use super::counted_by;
use super::evidence::{ThemeEvidence, fired_at};

/// Quotes of one theme and side on a page, at most; the others are counted.
const QUOTES: usize = 5;

/// Terms on a page, at most: a table of words goes on for ever.
const TERMS: usize = 25;

/// Themes or words of two sides, judged.
#[derive(Debug, Clone, Copy)]
pub struct ThemeChanges<'a> {
    /// The title of the codebook; of words none is needed.
    pub title: &'a str,
    /// The earlier side, as asked for.
    pub earlier: &'a str,
    /// The later side.
    pub later: &'a str,
    /// What may be said.
    pub judged: &'a Judged,
    /// How far apart the sides are all in all; `None` where there are too few findings to say, or a side carries nothing.
    pub apart: Option<Divergence>,
    /// The quotes, of periods called as the sides are; none for words.
    pub evidence: &'a [Evidence<'a>],
    /// Whether the themes are words.
    pub words: bool,
    /// What else sets the two sides apart, in sentences.
    pub scope: &'a [String],
    /// The reviews and documents of the findings.
    pub register: &'a Register<'a>,
}

#[derive(Serialize)]
struct ChangeRecord<'a> {
    theme: &'a str,
    label: &'a str,
    earlier_side: &'a str,
    later_side: &'a str,
    earlier: usize,
    earlier_of: usize,
    earlier_documents: usize,
    later: usize,
    later_of: usize,
    later_documents: usize,
    difference: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    p: Option<f64>,
    mid_p: Option<f64>,
    q: Option<f64>,
    tested: usize,
    g2: Option<f64>,
    g2_two_cells: Option<f64>,
    log_odds: Option<f64>,
    z: Option<f64>,
    log_ratio: Option<f64>,
    log_ratio_low: Option<f64>,
    log_ratio_high: Option<f64>,
    dispersion: Option<f64>,
    method: &'static str,
    verdict: &'static str,
    direction: Option<String>,
    chi_squared: Option<f64>,
    bic: Option<f64>,
    ell: Option<f64>,
    percent_difference: Option<f64>,
}

/// How far apart the two sides are all in all.
#[derive(Serialize)]
struct ApartRecord<'a> {
    earlier_side: &'a str,
    later_side: &'a str,
    divergence: f64,
    by_chance: f64,
    by_chance_high: f64,
    p: f64,
}

impl<'a> ChangeRecord<'a> {
    fn new(change: &'a Change, answer: &ThemeChanges<'a>) -> Self {
        let (before, after) = (&change.theme.earlier, &change.theme.later);
        let keyness = change.keyness;
        let ratio = keyness.and_then(|k| k.log_ratio).map(|(_, interval)| interval);
        Self {
            theme: &change.theme.id,
            label: &change.theme.label,
            earlier_side: answer.earlier,
            later_side: answer.later,
            earlier: before.findings,
            earlier_of: before.of,
            earlier_documents: before.documents,
            later: after.findings,
            later_of: after.of,
            later_documents: after.documents,
            difference: change.difference.map(rounded),
            low: change.low.map(rounded),
            high: change.high.map(rounded),
            p: change.p.map(chance),
            mid_p: change.mid_p.map(chance),
            q: change.q.map(chance),
            tested: answer.judged.tested,
            g2: keyness.map(|k| rounded(k.g2)),
            g2_two_cells: keyness.map(|k| rounded(k.g2_two_cells)),
            log_odds: keyness.and_then(|k| k.log_odds).map(|odds| rounded(odds.delta)),
            z: change.z().map(rounded),
            log_ratio: change.log_ratio().map(rounded),
            log_ratio_low: ratio.map(|interval| rounded(interval.low)),
            log_ratio_high: ratio.map(|interval| rounded(interval.high)),
            dispersion: change.dispersion.map(rounded),
            method: answer.judged.method.as_str(),
            verdict: change.verdict.as_str(),
            direction: change.direction(answer.earlier, answer.later),
            chi_squared: keyness.map(|k| rounded(k.chi_squared)),
            bic: keyness.map(|k| rounded(k.bic)),
            ell: keyness.and_then(|k| k.ell).map(rounded),
            percent_difference: keyness.and_then(|k| k.percent_difference).map(rounded),
        }
    }
}

/// A difference of shares in points, with its sign: "+7", "0".
fn points(difference: f64) -> String {
    let points = (difference * 100.0).round();
    if points == 0.0 { "0".to_owned() } else { format!("{points:+.0}") }
}

/// To six decimals, as CSV shows it: p-values are small.
fn rounded(value: f64) -> f64 {
    (value * 1_000_000.0).round() / 1_000_000.0
}

/// A probability to six decimals; what is less is written as the least of them, and never as 0.
fn chance(p: f64) -> f64 {
    rounded(p).max(0.000_001)
}

impl Answer for ThemeChanges<'_> {
    fn table(&self) -> Table {
        let row = |change: &Change| {
            let record = ChangeRecord::new(change, self);
            let figure = |value: Option<f64>| Cell::figure(value, 6);
            vec![
                record.theme.into(),
                record.label.into(),
                record.earlier_side.into(),
                record.later_side.into(),
                record.earlier.into(),
                record.earlier_of.into(),
                record.earlier_documents.into(),
                record.later.into(),
                record.later_of.into(),
                record.later_documents.into(),
                figure(record.difference),
                figure(record.low),
                figure(record.high),
                figure(record.p),
                figure(record.mid_p),
                figure(record.q),
                record.tested.into(),
                figure(record.g2),
                figure(record.g2_two_cells),
                figure(record.log_odds),
                figure(record.z),
                figure(record.log_ratio),
                figure(record.log_ratio_low),
                figure(record.log_ratio_high),
                figure(record.dispersion),
                record.method.into(),
                record.verdict.into(),
                record.direction.into(),
                figure(record.chi_squared),
                figure(record.bic),
                figure(record.ell),
                figure(record.percent_difference),
            ]
        };
        Table::new(&table::THEME_CHANGES, self.judged.changes.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        let kind = if self.words { "word_change" } else { "theme_change" };
        self.judged.changes.iter().try_for_each(|change| records.put(kind, &ChangeRecord::new(change, self)))?;
        let Some(apart) = self.apart else { return Ok(()) };
        let record = ApartRecord {
            earlier_side: self.earlier,
            later_side: self.later,
            divergence: rounded(apart.bits),
            by_chance: rounded(apart.by_chance),
            by_chance_high: rounded(apart.by_chance_high),
            p: apart.p,
        };
        records.put("sides_apart", &record)
    }

    fn sheets(&self) -> Vec<Table> {
        let mut sheets = vec![self.table()];
        if !self.words {
            sheets.push(ThemeEvidence { rows: self.evidence, register: self.register }.table());
        }
        sheets
    }

    fn chart(&self) -> Option<Chart> {
        let carried = self.carried();
        let line = |change: &&Change| SlopeLine {
            label: change.theme.label.clone(),
            from: (change.theme.earlier.findings, change.theme.earlier.of),
            to: (change.theme.later.findings, change.theme.later.of),
            verdict: change.verdict,
        };
        (!carried.is_empty() && !self.words).then(|| {
            let title = format!("Themes: {} and {}", self.earlier, self.later);
            Chart::slope(title, [self.earlier.into(), self.later.into()], carried.iter().map(line).collect())
        })
    }

    fn title(&self) -> String {
        let what = if self.words { "Words" } else { "Themes" };
        format!("{what}: {} and {}", self.earlier, self.later)
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        if !self.words {
            page.sentence(counted_by(self.title));
        }
        let Some(first) = self.judged.changes.first() else {
            page.sentence("Nothing to compare.");
            return page;
        };
        page.sentence(self.what_was_done(first));
        self.apart.iter().for_each(|apart| page.sentence(self.how_far(apart)));
        self.scope.iter().for_each(|sentence| page.sentence(sentence.clone()));
        let carried = self.carried();
        if self.judged.method != Method::Counts {
            self.say(&mut page, &carried);
        }
        page.table(self.grid(&carried));
        if self.words && carried.len() > TERMS {
            let more = counted(carried.len() - TERMS, "term", "terms");
            page.note(format!("And {more} more: -o words.csv."));
        }
        page.note("Not enough evidence is not the same as no change. A difference is one of the papers: another team or scope is its first explanation.");
        let silent = self.judged.changes.iter().filter(|c| c.theme.earlier.findings + c.theme.later.findings == 0);
        let silent: Vec<_> = silent.map(|change| change.theme.label.to_lowercase()).collect();
        if !silent.is_empty() {
            page.note(format!("Neither side carries: {}.", silent.join("; ")));
        }
        if !self.words {
            self.quotes(&mut page, &carried);
        }
        page
    }
}

impl<'a> ThemeChanges<'a> {
    /// The themes that either side carries.
    fn carried(&self) -> Vec<&'a Change> {
        let changes = self.judged.changes.iter();
        changes.filter(|change| change.theme.earlier.findings + change.theme.later.findings > 0).collect()
    }

    fn what_was_done(&self, any: &Change) -> String {
        let (n, m) = (any.theme.earlier.of, any.theme.later.of);
        let unit = |count| {
            if self.judged.unit == Unit::Uses {
                counted(count, "word", "words")
            } else {
                counted(count, "finding", "findings")
            }
        };
        let sides = format!("{} in {}, {} in {}.", unit(n), self.earlier, unit(m), self.later);
        let tested = counted(
            self.judged.tested,
            if self.words { "term" } else { "theme" },
            if self.words { "terms" } else { "themes" },
        );
        match self.judged.method {
            _ if self.judged.tested == 0 && self.judged.method != Method::Counts => {
                format!("{sides} Nothing could be tested: no side says enough of any.")
            }
            Method::Counts => format!(
                "{sides} Not enough evidence: with fewer than {FEWEST} findings on a side no difference can be told from \
                 chance, so here are the counts and the quotes."
            ),
            Method::Exact => format!(
                "{sides} Of {tested} each was tested exactly (Fisher), and the results corrected for testing so many \
                 (Benjamini and Hochberg)."
            ),
            Method::Large => format!(
                "{sides} Of {tested} each was tested (G², corrected by Benjamini and Hochberg) and ranked by log-odds; what \
                 differs little, or only in a paper or two, is left out."
            ),
        }
    }

    /// How far apart the sides are all in all, beside what chance makes of it.
    fn how_far(&self, apart: &Divergence) -> String {
        let Divergence { bits, by_chance, by_chance_high, p } = apart;
        let what = if self.words { "words" } else { "themes" };
        let verdict = if *p < 0.05 { "more than chance makes" } else { "no more than chance makes" };
        format!(
            "All in all the {what} of the two sides are {bits:.2} bits apart (0 the same, 1 nothing in common), {verdict}: \
             the same findings dealt out at random give {by_chance:.2}, and up to {by_chance_high:.2} nineteen times in twenty."
        )
    }

    /// What may be said, in sentences.
    fn say(&self, page: &mut Page, carried: &[&Change]) {
        let sentence = |change: &&Change| {
            let (before, after) = (&change.theme.earlier, &change.theme.later);
            let direction = change.direction(self.earlier, self.later)?;
            Some(format!(
                "{}: {direction} ({} of {}, then {} of {}); {}.",
                change.theme.label,
                before.findings,
                before.of,
                after.findings,
                after.of,
                change.verdict.as_str()
            ))
        };
        let said: Vec<_> = carried.iter().filter_map(sentence).take(TERMS).collect();
        if said.is_empty() {
            page.sentence("Not enough evidence that any of them is more or less on one side.");
        } else {
            page.parts.push(crate::output::page::Part::List(said));
        }
    }

    fn grid(&self, carried: &[&Change]) -> Grid {
        let is_tested = self.judged.method != Method::Counts;
        let interval = |change: &Change| match (change.difference, change.low, change.high) {
            (Some(d), Some(low), Some(high)) => format!("{} ({} to {})", points(d), points(low), points(high)).into(),
            _ => Cell::Missing,
        };
        let ratio = |change: &Change| match change.keyness.and_then(|keyness| keyness.log_ratio) {
            Some((ratio, at)) => format!("{ratio:+.1} ({:+.1} to {:+.1})", at.low, at.high).into(),
            None => Cell::Missing,
        };
        let uses = self.judged.unit == Unit::Uses;
        let row = |change: &&Change| {
            let (before, after) = (&change.theme.earlier, &change.theme.later);
            let side = |side: &crate::themes::change::Side| match uses {
                true => side.findings.into(),
                false => Cell::Share { count: side.findings, of: side.of },
            };
            let mut row: Vec<Cell> = vec![change.theme.label.as_str().into(), side(before), side(after)];
            if is_tested {
                row.push(if uses { ratio(change) } else { interval(change) });
                row.push(change.verdict.as_str().into());
            }
            row
        };
        let first = if self.words { "Term" } else { "Theme" };
        let mut head = vec![first.to_owned(), self.earlier.to_owned(), self.later.to_owned()];
        if is_tested {
            head.push(if uses { "Log Ratio (95 %)".into() } else { "Points (95 %)".into() });
            head.push("Evidence".into());
        }
        let shown = if self.words { TERMS } else { usize::MAX };
        Grid {
            caption: format!("{} in {} and {}", if self.words { "Words" } else { "Themes" }, self.earlier, self.later),
            head,
            rows: carried.iter().take(shown).map(row).collect(),
            levels: Vec::new(),
        }
    }

    fn quotes(&self, page: &mut Page, carried: &[&Change]) {
        let small = self.judged.method == Method::Counts;
        for change in carried.iter().filter(|change| small || change.verdict != Verdict::NotEnough) {
            page.heading(2, change.theme.label.clone());
            for side in [self.earlier, self.later] {
                let rows: Vec<_> =
                    self.evidence.iter().filter(|row| row.theme == change.theme.id && row.period == side).collect();
                page.heading(3, format!("{side} ({})", rows.len()));
                if rows.is_empty() {
                    page.sentence("No finding.");
                }
                for row in rows.iter().take(QUOTES) {
                    page.quote(None, highlighted(&row.finding.text, &fired_at(row)), &row.finding.citation);
                }
                if rows.len() > QUOTES {
                    let more = counted(rows.len() - QUOTES, "quote", "quotes");
                    page.note(format!("And {more} more: a workbook (`-o changes.xlsx`) holds them all."));
                }
            }
        }
    }
}
