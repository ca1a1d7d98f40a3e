//! What is usual in a document: its type, the distance of its lines, how far they reach. All else is told apart by it.

use crate::model::{Layout, Line, Page};
use crate::text::Label;

/// How a draft's first line is set, in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    pub size: f32,
    pub bold: bool,
    pub left: f32,
    /// Where the text begins after the label.
    pub text_left: f32,
    /// Type size of most of the document.
    pub body: f32,
    /// Leftmost edge of its lines after the first.
    pub rest_left: f32,
    /// Whether it is set smaller, at the foot of the page: a footnote.
    pub note: bool,
}

/// Typical width of the lines of a text file, in characters: the 95th percentile.
pub(super) fn wrap_width<'a>(texts: impl Iterator<Item = &'a str>) -> usize {
    let mut lengths: Vec<usize> = texts.map(|text| text.trim_end().chars().count()).filter(|n| *n > 0).collect();
    lengths.sort_unstable();
    lengths.get(lengths.len() * 95 / 100).copied().unwrap_or(80).min(400)
}

/// Fewest lines that go on with the one above for their distance to be the usual one.
const FEWEST_GAPS: usize = 5;

/// Sizes and distances that are usual in the document.
#[derive(Debug)]
pub(super) struct Measure {
    pub body: f32,
    /// Usual distance of baselines, in ems.
    pub leading: f32,
    /// A paragraph interrupted by a footnote.
    pub waiting: Option<usize>,
}

impl Measure {
    pub fn of(pages: &[Page]) -> Self {
        let layouts = || {
            pages.iter().flat_map(|page| &page.lines).filter_map(|line| Some((line.layout.as_ref()?, line.text.len())))
        };
        let body = mode(layouts().map(|(layout, length)| (layout.size, length)), 2.0).unwrap_or(11.0);
        let gap = |pair: &[Line]| {
            let (above, below) = (pair[0].layout.as_ref()?, pair[1].layout.as_ref()?);
            let gap = (below.baseline - above.baseline) / body;
            let usual = (above.size - body).abs() < 0.6 && (below.size - body).abs() < 0.6 && (0.9..2.2).contains(&gap);
            usual.then_some((gap, 1))
        };
        let pairs = || pages.iter().flat_map(|page| page.lines.windows(2));
        // A line that begins in lower case goes on with the one above; between items the distance may be another.
        let go_on = |pair: &&[Line]| pair[1].text.starts_with(char::is_lowercase);
        let within: Vec<(f32, usize)> = pairs().filter(go_on).filter_map(gap).collect();
        let leading = if within.len() >= FEWEST_GAPS {
            mode(within.into_iter(), 20.0)
        } else {
            mode(pairs().filter_map(gap), 20.0)
        };
        let leading = leading.unwrap_or(1.2);
        Self { body, leading, waiting: None }
    }

    pub fn style(&self, layout: &Layout, found: &Option<Label>, line: &Line) -> Style {
        let text_left = match found {
            // Where label and text are one run, a later one only follows a wide space.
            Some(label) if layout.segments.first().is_some_and(|first| first.end < label.text_at) => {
                layout.segments.iter().find(|s| s.start >= label.text_at).map_or(layout.left, |s| s.left)
            }
            Some(_) => layout.left,
            None => layout.left,
        };
        let small = layout.size < 0.9 * self.body && layout.baseline > 0.6 * layout.page_height;
        let note = small && line.text.len() > 3;
        Style {
            size: layout.size,
            bold: layout.bold,
            left: layout.left,
            text_left,
            body: self.body,
            rest_left: f32::MAX,
            note,
        }
    }
}

/// The commonest value, weighted, in steps of `1 / steps`; of equals the smallest.
fn mode(values: impl Iterator<Item = (f32, usize)>, steps: f32) -> Option<f32> {
    let mut counts: std::collections::BTreeMap<i64, usize> = std::collections::BTreeMap::new();
    for (value, weight) in values {
        *counts.entry((value * steps).round() as i64).or_default() += weight;
    }
    let best = counts.values().copied().max()?;
    counts.iter().find(|(_, count)| **count == best).map(|(value, _)| *value as f32 / steps)
}

/// Lines that tell how wide the text of a page is: no sheet of paper has more.
const MOST_LINES: usize = 2000;

/// Right edges of the text on a page, for telling whether a line stops short.
pub(super) struct Rights(Vec<Edges>);

/// The column of a line, and where it begins and ends.
pub(super) type Edges = (u8, f32, f32);

pub(super) fn edges(layout: &Layout) -> Edges {
    (layout.column, layout.left, layout.right)
}

impl Rights {
    pub fn of(page: &Page) -> Self {
        Self(page.lines.iter().filter_map(|line| line.layout.as_ref()).map(edges).take(MOST_LINES).collect())
    }

    /// The room beside a line, in points, in the column it stands in: up to the 90th percentile of lines that start near it.
    pub fn room_beside(&self, line: &Edges) -> f32 {
        let near = |other: &&Edges| other.0 == line.0 && (other.1 - line.1).abs() < 45.0;
        let mut rights: Vec<f32> = self.0.iter().filter(near).map(|(_, _, right)| *right).collect();
        rights.sort_by(f32::total_cmp);
        rights.get(rights.len() * 9 / 10).or(rights.last()).map_or(0.0, |right| right - line.2)
    }
}

/// Whether the first word of a line would have fitted into the room beside the line above, in points.
pub(super) fn would_have_fitted(text: &str, room: f32, size: f32) -> bool {
    let first_word = text.split(' ').next().map_or(0, |word| word.chars().count()) as f32;
    let needs = (first_word + 1.0) * 0.55 * size;
    room > 1.3 * needs + size
}

/// Shorter lines do not tell how wide their letters are.
const FEWEST_LETTERS: usize = 20;

/// Room beside a line that a word is sure to have fitted into, as a share of what it takes.
const AMPLE: f32 = 1.03;

/// Whether the first word of a line would have fitted beside the line above and reached no further right than its own line does: it
/// was not moved down for want of room.
pub(super) fn has_room_above(line: &Line, layout: &Layout, above: &Layout) -> bool {
    let widths = |text: &str| text.chars().map(width).sum::<f32>();
    let whole = widths(&line.text);
    if line.text.chars().nth(FEWEST_LETTERS).is_none() || whole <= 0.0 {
        return false;
    }
    let word = line.text.split(' ').next().unwrap_or_default();
    let takes = (widths(word) + width(' ')) / whole * (layout.right - layout.left);
    layout.right - above.right > AMPLE * takes
}

/// How wide a letter is in common type, in ems.
fn width(letter: char) -> f32 {
    match letter {
        'i' | 'j' | 'l' | '|' | '\'' | '’' | '‘' => 0.22,
        'I' | '.' | ',' | ':' | ';' | '!' | '/' | 'f' | 't' | '[' | ']' | ' ' => 0.28,
        'r' | '-' | '(' | ')' | '“' | '”' => 0.34,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.5,
        'm' | 'M' | 'W' | '%' | '@' | '—' => 0.85,
        'w' => 0.72,
        letter if letter.is_uppercase() => 0.69,
        _ => 0.56,
    }
}
