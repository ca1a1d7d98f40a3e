//! Shares over time: a small drawing a theme, all on the same scale, with 95 % intervals.

use plotters::coord::ranged1d::{IntoSegmentedCoord, SegmentValue};
use plotters::element::DashedPathElement;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::labels::{cut, width};
use super::{Canvas, Drawn, FEWEST, FONT, INK, LINE, MARGIN, SMALL, SOFT, style, write};
use crate::output::chart::Panel;

const ACROSS: usize = 3;
const WIDE: i32 = 300;
const HIGH: i32 = 160;

/// What is said below.
fn note() -> String {
    format!(
        "Bars are 95 % intervals (Wilson). Hollow dots and dashes: a year of fewer than {FEWEST} findings, or a gap."
    )
}

pub(super) fn size(_: &[String], panels: &[Panel]) -> (i32, i32) {
    let wide = WIDE * panels.len().clamp(1, ACROSS) as i32;
    (wide.max(width(&note(), SMALL)), HIGH * panels.len().div_ceil(ACROSS) as i32 + 30)
}

pub(super) fn draw(canvas: &Canvas<'_>, columns: &[String], panels: &[Panel]) -> Drawn {
    let highest = highest(panels);
    for (at, panel) in panels.iter().enumerate() {
        let (left, top) = ((at % ACROSS) as i32 * WIDE, (at / ACROSS) as i32 * HIGH);
        let area = canvas.clone().shrink((MARGIN + left, top), (WIDE, HIGH));
        small(&area, columns, panel, highest)?;
    }
    let bottom = panels.len().div_ceil(ACROSS) as i32 * HIGH;
    write(canvas, &note(), (MARGIN, bottom + 14), SMALL, SOFT, HPos::Left)
}

/// The top of the scale: a round share above every interval that is not of a few findings.
fn highest(panels: &[Panel]) -> f64 {
    let ends = panels.iter().flat_map(|panel| &panel.points).filter(|point| point.of >= FEWEST);
    let highest = ends.filter_map(|point| point.share).map(|(_, _, high)| high).fold(0.1, f64::max);
    ((highest * 5.0).ceil() / 5.0).min(1.0)
}

fn small(area: &Canvas<'_>, columns: &[String], panel: &Panel, highest: f64) -> Drawn {
    write(area, &cut(&panel.label, 38), (0, 10), FONT, INK, HPos::Left)?;
    if columns.is_empty() {
        return Ok(());
    }
    let mut chart = ChartBuilder::on(area)
        .margin_top(24)
        .margin_bottom(6)
        .margin_right(18)
        .x_label_area_size(20)
        .y_label_area_size(38)
        .build_cartesian_2d((0..columns.len() - 1).into_segmented(), 0.0..highest)?;
    let every = (columns.len() as i32 * 34 / (WIDE - 56)).max(0) as usize + 1;
    let year = |at: &SegmentValue<usize>| match at {
        SegmentValue::CenterOf(at) if at % every == 0 => columns.get(*at).cloned().unwrap_or_default(),
        _ => String::new(),
    };
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .bold_line_style(LINE)
        .axis_style(LINE)
        .set_all_tick_mark_size(6)
        .x_labels(columns.len())
        .y_labels(3)
        .x_label_formatter(&year)
        .y_label_formatter(&|share| format!("{:.0} %", share * 100.0))
        .label_style(style(10.0, SOFT, HPos::Center))
        .draw()?;
    let shown: Vec<_> =
        panel.points.iter().enumerate().filter_map(|(at, point)| Some((at, point, point.share?))).collect();
    let place = |at: usize, share: f64| (SegmentValue::CenterOf(at), share.min(highest));
    for pair in shown.windows(2) {
        // A period that is not there, or says little, breaks the line into dashes.
        let solid = pair[1].0 == pair[0].0 + 1 && pair.iter().all(|(_, point, _)| point.of >= FEWEST);
        let ends = [0, 1].map(|side| place(pair[side].0, pair[side].2.0));
        let ink = INK.stroke_width(2);
        if solid {
            chart.draw_series(std::iter::once(PathElement::new(ends.to_vec(), ink)))?;
        } else {
            chart.draw_series(std::iter::once(DashedPathElement::new(ends, 3, 4, ink)))?;
        }
    }
    for (at, point, (share, low, high)) in shown {
        let interval = PathElement::new(vec![place(at, low), place(at, high)], SOFT);
        chart.draw_series(std::iter::once(interval))?;
        chart.draw_series(dot(place(at, share), point.of >= FEWEST))?;
    }
    Ok(())
}

/// A dot, full or hollow.
pub(super) fn dot<T: Clone>(at: T, full: bool) -> [Circle<T, i32>; 2] {
    let inside = if full { INK } else { WHITE };
    [Circle::new(at.clone(), 4, INK.filled()), Circle::new(at, 3, inside.filled())]
}
