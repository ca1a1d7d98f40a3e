//! Two columns on a page are read one after the other, not across.
//!
//! A gutter is a vertical strip that no text crosses over many lines, with prose filling both sides. A table
//! has gaps too, but its cells do not fill their columns.

use crate::model::{Layout, Line, Page, Segment};

/// Fewest lines that have text on both sides of a gutter.
const FEWEST_LINES: usize = 5;
/// Prose fills this share of its column on the average line.
const FILL: f32 = 0.72;

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

fn gutter(page: &Page) -> Option<f32> {
    let layouts: Vec<&Layout> = page.lines.iter().filter_map(|line| line.layout.as_ref()).collect();
    let width = layouts.first()?.page_width;
    let middles: Vec<f32> = layouts
        .iter()
        .flat_map(|layout| layout.segments.windows(2))
        .map(|pair| (pair[0].right + pair[1].left) / 2.0)
        .filter(|middle| (0.35 * width..0.65 * width).contains(middle))
        .collect();
    let best = middles
        .iter()
        .copied()
        .max_by_key(|middle| middles.iter().filter(|other| (*other - middle).abs() < 12.0).count())?;
    let near: Vec<f32> = middles.iter().copied().filter(|other| (other - best).abs() < 12.0).collect();
    if near.len() < FEWEST_LINES {
        return None;
    }
    let gutter = near.iter().sum::<f32>() / near.len() as f32;
    let sides = |left: bool| -> Vec<Segment> {
        let on_side = |s: &&Segment| if left { s.right < gutter } else { s.left > gutter };
        layouts.iter().flat_map(|l| &l.segments).filter(on_side).copied().collect()
    };
    let fills = |segments: &[Segment]| {
        let left = segments.iter().map(|s| s.left).fold(f32::MAX, f32::min);
        let right = segments.iter().map(|s| s.right).fold(0.0, f32::max);
        let mean = segments.iter().map(|s| s.right - s.left).sum::<f32>() / segments.len().max(1) as f32;
        segments.len() >= FEWEST_LINES && mean > FILL * (right - left)
    };
    (fills(&sides(true)) && fills(&sides(false))).then_some(gutter)
}

/// The parts of a line left and right of the gutter; neither when it runs across.
fn split(line: &Line, gutter: f32) -> (Option<Line>, Option<Line>) {
    let Some(layout) = &line.layout else { return (None, None) };
    if layout.segments.iter().any(|s| s.left < gutter && s.right > gutter) {
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
