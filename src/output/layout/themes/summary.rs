//! A matrix too wide to read, one line a theme: how often, in how many periods, first, last, and how it went.

use std::collections::{BTreeMap, BTreeSet};

use super::spark::spark_of_years;
use crate::answers::ThemesBy;
use crate::model::ThemeCell;
use crate::output::grid::{Cell, Grid};
use crate::output::words::capital;
use crate::output::{Page, Register};
use crate::themes::Codebook;
use crate::themes::change::FEWEST;

/// "Reviews", to head a column.
fn plural(by: ThemesBy) -> String {
    format!("{}s", capital(by.as_str()))
}

/// The year a period falls in; `None` where it has none.
fn year_of(by: ThemesBy, period: &str, register: &Register<'_>) -> Option<i32> {
    match by {
        ThemesBy::Review => register.review_of_id(period)?.date().map(|date| date.year()),
        ThemesBy::Year => period.parse().ok(),
        ThemesBy::Council => None,
    }
}

/// For each year that has a period: the findings of one theme, and all.
pub(super) fn by_year(cells: &[ThemeCell], by: ThemesBy, register: &Register<'_>) -> BTreeMap<i32, (usize, usize)> {
    let mut years: BTreeMap<i32, (usize, usize)> = BTreeMap::new();
    for cell in cells {
        if let Some(year) = year_of(by, &cell.period, register) {
            let (count, of) = years.entry(year).or_default();
            (*count, *of) = (*count + cell.findings, *of + cell.of);
        }
    }
    years
}

/// The table with a line a theme, of the rows given; a note on how to read it follows.
pub(super) fn show(page: &mut Page, rows: &[&[ThemeCell]], codebook: &Codebook, by: ThemesBy, register: &Register<'_>) {
    let years: Vec<_> = rows.iter().map(|cells| by_year(cells, by, register)).collect();
    let all: BTreeSet<i32> = years.iter().flat_map(|years| years.keys().copied()).collect();
    let has_years = all.len() > 1;
    let row = |(cells, years): (&&[ThemeCell], &BTreeMap<i32, (usize, usize)>)| -> Vec<Cell> {
        let (count, of) = cells.iter().fold((0, 0), |sum, cell| (sum.0 + cell.findings, sum.1 + cell.of));
        let carriers = cells.iter().filter(|cell| cell.findings > 0).count();
        let mut row = vec![
            cells[0].label.as_str().into(),
            Cell::Share { count, of },
            format!("{carriers} of {}", cells.len()).into(),
        ];
        if has_years {
            let mut found = years.iter().filter(|(_, (count, _))| *count > 0).map(|(year, _)| year.to_string());
            let first = found.next();
            let last = found.next_back().or_else(|| first.clone());
            row.extend([Cell::from(first), Cell::from(last), spark_of_years(years).into()]);
        }
        row
    };
    let mut head = vec!["Theme".to_owned(), "Findings".into(), plural(by)];
    if let (true, Some(first), Some(last)) = (has_years, all.first(), all.last()) {
        head.extend(["First".into(), "Last".into(), format!("{first} to {last}")]);
    }
    page.table(Grid {
        caption: format!("Themes over {} {}", rows[0].len(), plural(by).to_lowercase()),
        head,
        rows: rows.iter().zip(&years).map(row).collect(),
        levels: rows.iter().map(|cells| codebook.depth(&cells[0].theme)).collect(),
    });
    if has_years {
        page.note(format!(
            "The last column is the share of findings, a bar a year, against the theme's own highest; a dot is a year of \
             fewer than {FEWEST} findings, a gap one of which nothing is in hand."
        ));
    }
}
