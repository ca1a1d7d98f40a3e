//! Two columns on a page are read one after the other, not across.
//!
//! A gutter is a vertical strip that no text crosses over many lines, with prose filling both sides. A table
//! has gaps too, but its cells do not fill their columns.

use std::collections::BTreeSet;

use crate::model::{Layout, Line, Page, Segment};

/// Fewest lines that start at the left edge of the second column.
const FEWEST_LINES: usize = 7;
/// Prose fills this share of its column on the average line; cells of a table do not.
const FILL: f32 = 0.6;
/// Lines of a column stand closer than this many ems.
const LOOSE_GAP_EM: f32 = 2.6;
/// A gap of this many ems within a column is that of a table.
const GAP_EM: f32 = 1.2;

/// Puts the lines of pages set in two columns in reading order. Other pages stay as they are.
///
/// A few lines at the top of a page are in columns where the page before ends in the same two.
pub fn order(pages: Vec<Page>, as_printed: &BTreeSet<u32>) -> Vec<Page> {
    let mut above: Option<f32> = None;
    let ordered = pages.into_iter().map(|page| {
        if page.number.is_some_and(|number| as_printed.contains(&number)) {
            above = None;
            return page;
        }
        let band = band(&page).or_else(|| above.and_then(|gutter| rest(&page, gutter)));
        above = None;
        let Some(band) = band else { return page };
        let (page, to_the_end) = apart(&page, &band);
        above = Some(band.gutter).filter(|_| to_the_end);
        page
    });
    ordered.collect()
}

/// The part of a page that is set in two columns.
struct Band {
    gutter: f32,
    /// Baseline of the last line of the right column.
    last: f32,
}

/// Puts one page in order, and says whether its columns go to its end.
fn apart(page: &Page, band: &Band) -> (Page, bool) {
    let mut lines: Vec<Line> = Vec::new();
    let mut right: Vec<Line> = Vec::new();
    let mut open = false;
    for line in &page.lines {
        let (before, after) = split(line, band.gutter);
        // A line across both columns ends the band: what waits on the right comes before it.
        let ends = (before.is_none() && after.is_none()) || (open && after.is_none() && is_below(line, &lines, band));
        if ends {
            open = false;
            lines.append(&mut right);
            lines.push(line.clone());
            continue;
        }
        open |= after.is_some();
        lines.extend(before);
        right.extend(after);
    }
    lines.append(&mut right);
    (Page { number: page.number, lines }, open)
}

/// Whether a line stands below both columns though it is too short to cross the gutter: below the last line of the
/// right one, and further from the left one than its lines are from each other, or in other type.
fn is_below(line: &Line, left: &[Line], band: &Band) -> bool {
    let above = left.iter().rev().find_map(|line| line.layout.as_ref());
    let (Some(layout), Some(above)) = (&line.layout, above) else { return false };
    let other_type = (layout.size - above.size).abs() > 0.1 * above.size || (layout.bold && !above.bold);
    layout.baseline > band.last + 1.0
        && (other_type || layout.baseline - above.baseline > LOOSE_GAP_EM * layout.size.max(above.size))
}

/// The columns of a page; `None` for other pages.
fn band(page: &Page) -> Option<Band> {
    let layouts: Vec<&Layout> = open_lines(page).collect();
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
        .then_some(Band { gutter, last })
}

/// The lines at the top of a page that go on in the columns of the page before; `None` where there are none.
fn rest(page: &Page, gutter: f32) -> Option<Band> {
    let edge = gutter + 4.0;
    let crosses = |layout: &Layout| layout.segments.iter().any(|s| s.left < gutter && s.right > gutter);
    let top: Vec<&Layout> = open_lines(page).take_while(|layout| !crosses(layout)).collect();
    let starts = |layout: &&Layout| layout.segments.iter().any(|s| (s.left - edge).abs() < 2.5);
    let last = top.iter().rev().find(|layout| starts(layout))?.baseline;
    let stands_left = |layout: &&Layout| layout.segments.iter().any(|s| s.right < gutter);
    (top.iter().any(stands_left)).then_some(Band { gutter, last })
}

/// The lines of a page that stand in no ruled table.
fn open_lines(page: &Page) -> impl Iterator<Item = &Layout> {
    page.lines.iter().filter(|line| super::ruled::table_of(line).is_none()).filter_map(|line| line.layout.as_ref())
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
        let bold = segments.iter().all(|segment| segment.bold) && text.chars().any(char::is_alphabetic);
        let column = if left { 1 } else { 2 };
        let layout = Layout { left: first.left, right: last.right, bold, column, segments, ..layout.clone() };
        Some(Line { layout: Some(layout), ..Line::new(text, line.mark.clone()) })
    };
    (part(true), part(false))
}
