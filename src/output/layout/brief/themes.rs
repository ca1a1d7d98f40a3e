//! Themes of the two reviews: a chart, and a table that says the same and leads to the entries behind each figure.

use crate::answers::brief::Themes;
use crate::output::chart::{Chart, HeatRow};
use crate::output::grid::{Cell, Grid};
use crate::output::layout::change::Sides;
use crate::output::page::Part;
use crate::output::words::ranges;
use crate::themes::change::{Method, Verdict};

use super::entries::Entries;
use super::sheet::Sheet;

/// Themes drawn: more would not be read.
const DRAWN: usize = 12;

pub(super) fn put(
    at: usize,
    themes: &Themes,
    sides: &Sides<'_>,
    entries: &Entries<'_>,
    level: u8,
    sheet: &mut Sheet<'_>,
) {
    let [earlier, later] = &sides.names;
    let judged = &themes.judged;
    sheet.page.heading(level, "Themes");
    let clear = judged.changes.iter().filter(|change| change.verdict != Verdict::NotEnough).count();
    sheet.page.sentence(match (judged.method, clear) {
        (Method::Counts, _) => {
            "How many findings of each review speak of a theme. There are too few to say what rose or fell.".to_owned()
        }
        (_, 0) => format!(
            "How many findings of each review speak of a theme. For none is there enough evidence that it is more or less \
             in {later} than in {earlier}."
        ),
        _ => format!(
            "How many findings of each review speak of a theme. The last column says where there is enough evidence of more \
             or less in {later} than in {earlier}."
        ),
    });
    // Themes of their own; those below them are in the table. Where one is all there is, what is below it is drawn.
    let top: Vec<_> = judged.changes.iter().zip(&themes.levels).filter(|(_, level)| **level == 0).collect();
    let all_below = top.len() < 2;
    let drawn = judged.changes.iter().zip(&themes.levels).filter(|(_, level)| all_below || **level == 0);
    let drawn: Vec<_> = drawn.map(|(change, _)| change).take(DRAWN).collect();
    let row = |change: &&crate::themes::change::Change| {
        let (before, after) = (&change.theme.earlier, &change.theme.later);
        let cells = vec![(before.findings, before.of), (after.findings, after.of)];
        HeatRow { label: change.theme.label.clone(), level: 0, cells }
    };
    let title = format!("Themes in {earlier} and {later}");
    let rows = drawn.iter().map(row).collect();
    sheet.page.parts.push(Part::Chart(Chart::bars(title.clone(), vec![earlier.clone(), later.clone()], rows)));
    let row = |change: &crate::themes::change::Change| -> Vec<Cell> {
        let (before, after) = (&change.theme.earlier, &change.theme.later);
        let numbers = themes.findings.get(&change.theme.id).map(|ids| entries.numbers(at, ids)).unwrap_or_default();
        let said = change
            .direction(earlier, later)
            .map_or_else(String::new, |way| format!("{}: {way}", change.verdict.as_str()));
        let mut row = vec![
            change.theme.label.as_str().into(),
            // The chart has the bars.
            format!("{} of {}", before.findings, before.of).into(),
            format!("{} of {}", after.findings, after.of).into(),
            ranges(&numbers).into(),
        ];
        if clear > 0 {
            row.push(said.into());
        }
        row
    };
    let mut head = vec!["Theme".to_owned(), earlier.clone(), later.clone(), "Items".to_owned()];
    if clear > 0 {
        head.push("Evidence".to_owned());
    }
    let rows = judged.changes.iter().map(row).collect();
    sheet.page.table(Grid {
        caption: format!("{title}: findings that speak of each"),
        head,
        rows,
        levels: themes.levels.clone(),
    });
}
