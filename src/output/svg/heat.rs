//! A field of shares: rows by columns, the darker the larger, with the figure printed on each.

use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::labels::{broken, cut, width};
use super::{Canvas, Drawn, FEWEST, FONT, INK, MARGIN, SMALL, SOFT, share, style, write};
use crate::output::chart::HeatRow;

/// Letters of the name of a row.
const LABEL: usize = 46;
/// Letters of a line of the name of a column, and of one that stands upright.
const COLUMN: usize = 14;
const UPRIGHT: usize = 36;
/// From so many columns on cells are narrow and names stand upright; the figures are then only in the words.
const MANY: usize = 13;

/// Where things stand.
struct Plan {
    left: i32,
    head: i32,
    cell: i32,
    row: i32,
    upright: bool,
}

fn plan(columns: &[String], rows: &[HeatRow]) -> Plan {
    let upright = columns.len() >= MANY;
    let label = |row: &HeatRow| width(&cut(&row.label, LABEL), FONT) + indent(row);
    let left = MARGIN + rows.iter().map(label).max().unwrap_or(60) + 12;
    let lines = columns.iter().map(|name| broken(name, COLUMN).len()).max().unwrap_or(1);
    let longest = (0..columns.len()).map(|at| width(&turned(columns, rows, at), SMALL)).max().unwrap_or(0);
    let head = if upright { longest } else { lines as i32 * 15 } + 10;
    let cell = match columns.len() {
        ..MANY => 104,
        MANY..28 => 28,
        _ => 17,
    };
    Plan { left, head, cell, row: 26, upright }
}

/// The name of a column that stands upright: marked where it is of few findings, for which there is no room below.
fn turned(columns: &[String], rows: &[HeatRow], at: usize) -> String {
    let few = rows.first().and_then(|row| row.cells.get(at)).is_some_and(|(_, of)| *of < FEWEST);
    let name = cut(&columns[at], UPRIGHT);
    if few { format!("{name} *") } else { name }
}

fn indent(row: &HeatRow) -> i32 {
    14 * i32::try_from(row.level).unwrap_or(0)
}

pub(super) fn size(columns: &[String], rows: &[HeatRow]) -> (i32, i32) {
    let plan = plan(columns, rows);
    let wide = plan.left + plan.cell * columns.len() as i32;
    (wide.max(width(&note(rows), SMALL)), plan.head + plan.row * rows.len() as i32 + 56)
}

pub(super) fn draw(canvas: &Canvas<'_>, columns: &[String], rows: &[HeatRow]) -> Drawn {
    let plan = plan(columns, rows);
    let Plan { left, head, cell, row: high, upright } = plan;
    let middle = |column: usize| left + column as i32 * cell + cell / 2;
    for (column, name) in columns.iter().enumerate() {
        if upright {
            let upward = style(SMALL, INK, HPos::Left).transform(FontTransform::Rotate270);
            canvas.draw(&Text::new(
                turned(columns, rows, column),
                (middle(column), head - 8),
                upward.pos(Pos::new(HPos::Left, VPos::Center)),
            ))?;
            continue;
        }
        let lines = broken(name, COLUMN);
        for (at, line) in lines.iter().rev().enumerate() {
            write(canvas, line, (middle(column), head - 12 - at as i32 * 15), SMALL, INK, HPos::Center)?;
        }
    }
    let darkest = darkest(rows);
    for (at, row) in rows.iter().enumerate() {
        let top = head + at as i32 * high;
        write(canvas, &cut(&row.label, LABEL), (MARGIN + indent(row), top + high / 2), FONT, INK, HPos::Left)?;
        for (column, &cells) in row.cells.iter().enumerate() {
            let (fill, ink) = grey(share(cells) / darkest);
            let x = left + column as i32 * cell;
            canvas.draw(&Rectangle::new([(x, top), (x + cell - 1, top + high - 1)], fill.filled()))?;
            if !upright && cells.0 > 0 {
                let figure = format!("{:.0} %", share(cells) * 100.0);
                write(canvas, &figure, (middle(column), top + high / 2), SMALL, ink, HPos::Center)?;
            }
        }
    }
    let bottom = head + rows.len() as i32 * high;
    if !upright {
        write(canvas, "out of", (MARGIN, bottom + 14), SMALL, SOFT, HPos::Left)?;
        for (column, (_, of)) in rows.first().iter().flat_map(|row| &row.cells).enumerate() {
            let of = if *of < FEWEST { format!("{of} *") } else { of.to_string() };
            write(canvas, &of, (middle(column), bottom + 14), SMALL, SOFT, HPos::Center)?;
        }
    }
    write(canvas, &note(rows), (MARGIN, bottom + 40), SMALL, SOFT, HPos::Left)
}

/// What is said below.
fn note(rows: &[HeatRow]) -> String {
    let few = rows.first().is_some_and(|row| row.cells.iter().any(|(_, of)| *of < FEWEST));
    let darkest = format!("The darkest is {:.0} % and more.", darkest(rows) * 100.0);
    match few {
        true => format!("{darkest} * fewer than {FEWEST} findings: too few to say what rose or fell."),
        false => darkest,
    }
}

/// The share that is darkest. One of a finding or two must not set it; where there are only such, it does.
fn darkest(rows: &[HeatRow]) -> f64 {
    let highest = |least: usize| {
        let cells = rows.iter().flat_map(|row| &row.cells).filter(|(_, of)| *of >= least);
        cells.map(|&cell| share(cell)).fold(0.0, f64::max)
    };
    [FEWEST, 1].map(highest).into_iter().find(|share| *share > 0.0).unwrap_or(1.0)
}

/// A grey for a share, 0 to 1, and the ink that is legible on it. The steps are even to the eye; nothing is nearly white.
fn grey(share: f64) -> (RGBColor, RGBColor) {
    let light = (247.0 - 187.0 * share.clamp(0.0, 1.0)).round() as u8;
    (RGBColor(light, light, light), if light < 140 { WHITE } else { INK })
}
