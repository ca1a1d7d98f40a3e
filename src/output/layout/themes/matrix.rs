//! The theme by period matrix. A wide one is summed up, a line a theme; as a workbook it brings its quotes.

use std::io;

use serde::Serialize;

use super::counted_by;
use super::evidence::ThemeEvidence;
use super::spark::spark;
use super::summary;
use crate::answers::ThemesBy;
use crate::model::{Date, Evidence, Review, ThemeCell};
use crate::output::chart::{Chart, HeatRow, Panel, Point};
use crate::output::grid::{Cell, Grid};
use crate::output::page::Part;
use crate::output::words::{counted, listed};
use crate::output::{Answer, Page, Records, Register, Table, table};
use crate::themes::change::FEWEST;
use crate::themes::statistics::{Z95, per_thousand, per_thousand_interval, share, wilson};
use crate::themes::years::{ThemeBurst, bursts_of_years};
use crate::themes::{Codebook, UNCOVERED};

/// More periods than this are summed up: a page is not wide enough for them.
const WIDE: usize = 8;

/// From this many years on, how a theme went is drawn.
const SERIES: usize = 3;

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
    /// The quotes behind the cells, for formats that hold more than one table.
    pub evidence: &'a [Evidence<'a>],
    /// What the periods are.
    pub by: ThemesBy,
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
    burst: Option<bool>,
    period_date: Option<Date>,
    council: Option<&'a str>,
}

impl<'a> CellRecord<'a> {
    fn new(cell: &'a ThemeCell, bursts: Option<&[ThemeBurst]>, matrix: &ThemeMatrix<'a>) -> Self {
        let review = matrix.register.review_of_id(&cell.period);
        let (period_date, council) = match matrix.by {
            ThemesBy::Review => (review.and_then(Review::date), review.map(|review| review.series.council.as_str())),
            ThemesBy::Year => (cell.period.parse().ok().map(Date::year_only), None),
            ThemesBy::Council => (None, Some(cell.period.as_str())),
        };
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
            burst: bursts
                .zip(cell.period.parse().ok())
                .map(|(bursts, year)| bursts.iter().any(|burst| burst.holds(&cell.theme, year))),
            period_date,
            council,
        }
    }
}

/// To four decimals, as CSV shows it.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

impl Answer for ThemeMatrix<'_> {
    fn table(&self) -> Table {
        let bursts = self.bursts();
        let row = |cell: &ThemeCell| {
            let record = CellRecord::new(cell, bursts.as_deref(), self);
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
                record.burst.map(usize::from).map_or(Cell::Missing, Cell::Count),
                Cell::shown(record.period_date),
                record.council.into(),
            ]
        };
        Table::new(&table::THEMES, self.register.in_time(self.cells).iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        let bursts = self.bursts();
        let cells = self.register.in_time(self.cells);
        cells.iter().try_for_each(|cell| records.put("theme", &CellRecord::new(cell, bursts.as_deref(), self)))
    }

    fn sheets(&self) -> Vec<Table> {
        vec![self.table(), ThemeEvidence { rows: self.evidence, register: self.register }.table()]
    }

    fn chart(&self) -> Option<Chart> {
        let cells = self.register.in_time(self.cells);
        let rows: Vec<_> =
            cells.chunk_by(|a, b| a.theme == b.theme).filter(|row| row.iter().any(|c| c.findings > 0)).collect();
        let periods: Vec<_> = rows.first()?.iter().map(|cell| cell.period.as_str()).collect();
        let names = self.register.periods(&periods);
        let title = format!("Themes of the list “{}”", self.codebook.title);
        let years: Vec<i32> = periods.iter().filter_map(|period| period.parse().ok()).collect();
        if let (ThemesBy::Year, Some(&first), Some(&last)) = (self.by, years.first(), years.last())
            && names.len() >= SERIES
        {
            // A year without findings is a gap, not left out: the distance between two years is the same everywhere.
            let point = |cells: &[ThemeCell], year: i32| {
                let cell = cells.iter().find(|cell| cell.period.parse() == Ok(year));
                cell.map_or(Point::new(0, 0), |cell| Point::new(cell.findings, cell.of))
            };
            let panel = |cells: &&[ThemeCell]| Panel {
                label: cells[0].label.clone(),
                points: (first..=last).map(|year| point(cells, year)).collect(),
            };
            let names = (first..=last).map(|year| year.to_string()).collect();
            return Some(Chart::lines(title, names, rows.iter().map(panel).collect()));
        }
        let row = |cells: &&[ThemeCell]| HeatRow {
            label: cells[0].label.clone(),
            level: self.codebook.depth(&cells[0].theme),
            cells: cells.iter().map(|cell| (cell.findings, cell.of)).collect(),
        };
        Some(Chart::heat(title, names, rows.iter().map(row).collect()))
    }

    fn title(&self) -> String {
        "Themes".to_owned()
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        page.sentence(counted_by(&self.codebook.title));
        let cells = self.register.in_time(self.cells);
        let rows: Vec<_> = cells.chunk_by(|a, b| a.theme == b.theme).collect();
        let Some(periods) = rows.first() else {
            page.sentence("No finding to count.");
            if self.without_period > 0 {
                let findings = counted(self.without_period, "finding belongs", "findings belong");
                let by = if self.by == ThemesBy::Review { " `--by year` counts by the dates of papers." } else { "" };
                page.note(format!("{findings} to no period.{by}"));
            }
            return page;
        };
        let names = self.register.periods(&periods.iter().map(|cell| cell.period.as_str()).collect::<Vec<_>>());
        page.sentence(
            "Findings that carry each theme, out of all findings of the period, grades aside. One may carry several.",
        );
        let (carried, silent): (Vec<&&[ThemeCell]>, Vec<_>) =
            rows.iter().partition(|row| row.iter().any(|cell| cell.findings > 0));
        // A theme that says just what the one above it says is said once.
        let above = |cells: &[ThemeCell]| {
            let above = self.codebook.theme(&cells[0].theme)?.parent.as_deref()?;
            rows.iter().copied().find(|row| row[0].theme == above)
        };
        let says = |cells: &[ThemeCell]| cells.iter().map(|cell| cell.findings).collect::<Vec<_>>();
        let is_new = |cells: &&[ThemeCell]| above(cells).is_none_or(|above| says(above) != says(cells));
        let carried: Vec<&[ThemeCell]> = carried.into_iter().copied().filter(is_new).collect();
        if names.len() > WIDE {
            summary::show(&mut page, &carried, self.codebook, self.by, self.register);
            page.wide(self.grid(&carried, &names));
            page.note(format!(
                "Each of the {}: -o themes.xlsx, themes.csv or themes.svg.",
                counted_periods(self.by, names.len())
            ));
        } else {
            page.table(self.grid(&carried, &names));
        }
        self.say_bursts(&mut page);
        let silent = silent.iter().filter(|cells| cells[0].theme != UNCOVERED);
        let silent: Vec<_> = silent.map(|cells| cells[0].label.to_lowercase()).collect();
        if !silent.is_empty() {
            page.note(format!("No finding carries: {}.", silent.join("; ")));
        }
        let few = periods.iter().zip(&names).filter(|(cell, _)| cell.of < FEWEST);
        let few: Vec<_> = few.map(|(_, name)| name.as_str()).collect();
        if few.len() > WIDE {
            let periods = counted_periods(self.by, few.len());
            page.note(format!("{periods}: fewer than {FEWEST} findings, too few to say what rose or fell."));
        } else if !few.is_empty() {
            let periods = listed(&few);
            page.note(format!("{periods}: fewer than {FEWEST} findings, too few to say what rose or fell."));
        }
        if self.without_period > 0 {
            let findings = counted(self.without_period, "finding", "findings");
            page.note(format!("Not counted, because they belong to no period: {findings}."));
        }
        page
    }
}

/// "12 reviews".
fn counted_periods(by: ThemesBy, count: usize) -> String {
    counted(count, by.as_str(), &format!("{}s", by.as_str()))
}

impl ThemeMatrix<'_> {
    /// Years in which a theme stood out; `None` where they are not looked for.
    fn bursts(&self) -> Option<Vec<ThemeBurst>> {
        (self.by == ThemesBy::Year).then(|| bursts_of_years(self.cells))?
    }

    fn say_bursts(&self, page: &mut Page) {
        let Some(bursts) = self.bursts() else { return };
        if bursts.is_empty() {
            page.note("No theme was much more frequent than usual in a run of years, beyond what chance makes.");
            return;
        }
        page.heading(2, "Years that stand out");
        let said = |found: &ThemeBurst| {
            let ((with, of), (other, of_other)) = (found.burst.inside, found.burst.outside);
            let years =
                if found.from == found.to { found.from.to_string() } else { format!("{} to {}", found.from, found.to) };
            format!(
                "{}, {years}: {with} of {of} findings, against {other} of {of_other} in the other years.",
                found.label
            )
        };
        page.parts.push(Part::List(bursts.iter().map(said).collect()));
        page.note(
            "At least about twice the usual share (Kleinberg's bursts), and beyond chance when every theme and every run of \
             years is allowed for. Which papers there are in a year is the first explanation.",
        );
    }

    /// The matrix for people; with a column that shows how a theme went where the periods are years enough.
    fn grid(&self, rows: &[&[ThemeCell]], names: &[String]) -> Grid {
        let is_series = self.by == ThemesBy::Year && names.len() >= SERIES;
        let shares = |cells: &[ThemeCell]| cells.iter().map(|cell| (cell.findings, cell.of)).collect::<Vec<_>>();
        let row = |cells: &&[ThemeCell]| {
            let shown = cells.iter().map(|cell| Cell::Share { count: cell.findings, of: cell.of });
            let spark = is_series.then(|| Cell::from(spark(&shares(cells))));
            std::iter::once(cells[0].label.as_str().into()).chain(shown).chain(spark).collect()
        };
        let series = is_series.then(|| "Over time".to_owned());
        Grid {
            caption: format!("Themes by {}", self.by.as_str()),
            head: std::iter::once("Theme".to_owned()).chain(names.iter().cloned()).chain(series).collect(),
            rows: rows.iter().map(row).collect(),
            levels: rows.iter().map(|cells| self.codebook.depth(&cells[0].theme)).collect(),
        }
    }
}
