//! Two columns on a page are read one after the other, not across.
//!
//! A gutter is a vertical strip that no text crosses over many lines, with prose filling both sides. A table
//! has gaps too, but its cells do not fill their columns.

use crate::model::{Layout, Line, Page, Segment};

/// Fewest lines that start at the left edge of the second column.
const FEWEST_LINES: usize = 7;
/// Prose fills this share of its column on the average line; cells of a table do not.
const FILL: f32 = 0.6;
/// A gap of this many ems within a column is that of a table.
const GAP_EM: f32 = 1.2;

/// Puts the lines of a two-column page in reading order. Other pages stay as they are.
pub fn order(page: &Page) -> Page {
    let Some(gutter) = gutter(page) else { return page.clone() };
    let mut lines = Vec::new();
    let mut right: Vec<Line> = Vec::new();
    for line in &page.lines {
        match split(line, gutter) {
            // A line across both columns ends the band: what waits on the right comes before it.
            (None, None) => {
                lines.append(&mut right);
                lines.push(line.clone());
            }
            (before, after) => {
                lines.extend(before);
                right.extend(after);
            }
        }
    }
    lines.append(&mut right);
    Page { number: page.number, lines }
}

/// Where the gutter of a two-column page is; `None` for other pages.
fn gutter(page: &Page) -> Option<f32> {
    let layouts: Vec<&Layout> = page
        .lines
        .iter()
        .filter(|line| super::ruled::table_of(line).is_none())
        .filter_map(|line| line.layout.as_ref())
        .collect();
    let width = layouts.first()?.page_width;
    let edges: Vec<f32> = layouts
        .iter()
        .flat_map(|l| &l.segments)
        .map(|s| s.left)
        .filter(|left| (0.4 * width..0.62 * width).contains(left))
        .collect();
    let near = |edge: f32| edges.iter().filter(move |other| (**other - edge).abs() < 2.5).count();
    // Items are indented within their column: its edge is the leftmost that many lines share.
    let edge = edges.iter().copied().filter(|edge| near(*edge) >= FEWEST_LINES).min_by(f32::total_cmp)?;
    let gutter = edge - 4.0;
    // Only the lines between the first and the last that start at the edge are set in columns.
    let starts = |layout: &&&Layout| layout.segments.iter().any(|s| (s.left - edge).abs() < 2.5);
    let first = layouts.iter().find(starts)?.baseline;
    let last = layouts.iter().rev().find(starts)?.baseline;
    let band: Vec<&Layout> =
        layouts.iter().copied().filter(|l| (first - 1.0..=last + 1.0).contains(&l.baseline)).collect();
    let crossing = band.iter().filter(|l| l.segments.iter().any(|s| s.left < gutter && s.right > gutter)).count();
    (crossing * 8 <= band.len() && reads_as_prose(&band, gutter, true) && reads_as_prose(&band, gutter, false))
        .then_some(gutter)
}

/// Whether the text on one side of a gutter fills its column, line by line, without gaps of its own.
fn reads_as_prose(band: &[&Layout], gutter: f32, left: bool) -> bool {
    let mut extents: Vec<(f32, f32)> = Vec::new();
    let mut gapped = 0;
    for layout in band {
        let own: Vec<&Segment> =
            layout.segments.iter().filter(|s| if left { s.right < gutter } else { s.left > gutter }).collect();
        let (Some(first), Some(last)) = (own.first(), own.last()) else { continue };
        gapped += usize::from(own.windows(2).any(|pair| {
            pair[1].left - pair[0].right > GAP_EM * layout.size && pair[0].right - pair[0].left > 2.0 * layout.size
        }));
        extents.push((first.left, last.right));
    }
    let start = extents.iter().map(|e| e.0).fold(f32::MAX, f32::min);
    let end = extents.iter().map(|e| e.1).fold(0.0, f32::max);
    let mean = extents.iter().map(|e| e.1 - e.0).sum::<f32>() / extents.len().max(1) as f32;
    extents.len() >= FEWEST_LINES && mean > FILL * (end - start) && gapped * 6 <= extents.len()
}

/// The parts of a line left and right of the gutter; neither when it runs across.
fn split(line: &Line, gutter: f32) -> (Option<Line>, Option<Line>) {
    let Some(layout) = &line.layout else { return (None, None) };
    if layout.segments.iter().any(|s| s.cell.is_some() || (s.left < gutter && s.right > gutter)) {
        return (None, None);
    }
    let part = |left: bool| {
        let segments: Vec<Segment> = layout.segments.iter().filter(|s| (s.right <= gutter) == left).copied().collect();
        let (first, last) = (segments.first()?, segments.last()?);
        let start = first.start;
        let segments: Vec<Segment> =
            segments.iter().map(|s| Segment { start: s.start - start, end: s.end - start, ..*s }).collect();
        let text = line.text[start..last.end].to_owned();
        let layout = Layout { left: first.left, right: last.right, segments, ..layout.clone() };
        Some(Line { text, mark: line.mark.clone(), layout: Some(layout) })
    };
    (part(true), part(false))
}
