//! Shares side by side: a row a name, a bar a column, with the count printed at the end of each.

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::labels::{cut, width};
use super::{Canvas, Drawn, FONT, INK, LINE, MARGIN, SMALL, SOFT, share, write};
use crate::output::chart::HeatRow;

/// Letters of the name of a row.
const LABEL: usize = 46;
/// Fills of the bars of a row, told apart in grey too.
const FILLS: [RGBColor; 4] =
    [RGBColor(181, 199, 217), RGBColor(29, 79, 124), RGBColor(127, 163, 196), RGBColor(11, 42, 69)];
/// Length of the longest bar, and room for the count after it.
const ROOM: i32 = 300;
const COUNT: i32 = 90;
const THICK: i32 = 13;
const GAP: i32 = 10;
/// Height of the key above the bars.
const KEY: i32 = 24;

fn left(rows: &[HeatRow]) -> i32 {
    MARGIN + rows.iter().map(|row| width(&cut(&row.label, LABEL), FONT)).max().unwrap_or(0).max(60) + 12
}

fn high(row: &HeatRow) -> i32 {
    THICK * i32::try_from(row.cells.len()).unwrap_or(1)
}

pub(super) fn size(columns: &[String], rows: &[HeatRow]) -> (i32, i32) {
    let key: i32 = columns.iter().map(|name| width(name, SMALL) + 42).sum();
    (left(rows) + (ROOM + COUNT).max(key), KEY + rows.iter().map(|row| high(row) + GAP).sum::<i32>())
}

pub(super) fn draw(canvas: &Canvas<'_>, columns: &[String], rows: &[HeatRow]) -> Drawn {
    let left = left(rows);
    let highest = rows.iter().flat_map(|row| &row.cells).map(|&cell| share(cell)).fold(0.05, f64::max);
    let mut x = left;
    for (name, fill) in columns.iter().zip(FILLS) {
        canvas.draw(&Rectangle::new([(x, 0), (x + 12, 12)], fill.filled()))?;
        write(canvas, name, (x + 18, 6), SMALL, INK, HPos::Left)?;
        x += width(name, SMALL) + 42;
    }
    let mut y = KEY;
    for row in rows {
        write(canvas, &cut(&row.label, LABEL), (MARGIN, y + high(row) / 2), FONT, INK, HPos::Left)?;
        for (&(count, of), fill) in row.cells.iter().zip(FILLS) {
            let long = (share((count, of)) / highest * f64::from(ROOM)).round() as i32;
            canvas.draw(&Rectangle::new([(left, y), (left + long, y + THICK)], fill.filled()))?;
            write(canvas, &format!("{count} of {of}"), (left + long + 6, y + THICK / 2), SMALL, SOFT, HPos::Left)?;
            y += THICK;
        }
        y += GAP;
    }
    canvas.draw(&PathElement::new([(left, KEY - 4), (left, y - GAP + 2)], LINE))
}
