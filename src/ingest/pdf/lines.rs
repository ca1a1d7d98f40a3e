//! The words of a page set out as lines: what stands on one baseline, parted where cells and wide gaps part it.
//!
//! A line's [`Segment`]s are its runs of text parted by wide gaps or by the rules of a table: a label and its text,
//! cells, columns. Raised numbers are note marks, and kept beside the line. Every digit of the page is in a line or
//! among its note marks; that is counted each time.

use std::collections::BTreeMap;

use unpdf::parser::TextSpan;

use super::drawing::{Dot, Drawing};
use super::grid::Grids;
use crate::ingest::lines::Weight;
use crate::model::{CellPlace, Layout, Line, Mark, Segment};

/// The part of the page that is shown, in points.
pub struct Sheet {
    pub width: f32,
    pub height: f32,
    pub left: f32,
    pub bottom: f32,
}

/// A gap of this many ems parts two segments of a line; wider than the spaces of justified text.
const WIDE_GAP_EM: f32 = 0.62;
/// After a label ("1.", "•") a narrower gap parts it from its text.
const LABEL_GAP_EM: f32 = 0.35;
/// A hyphen at the end of a line that stands closer than this many ems breaks the word before it.
const HYPHEN_GAP_EM: f32 = 0.24;
/// The same in a cell, whose few words a line are drawn far apart.
const HYPHEN_GAP_OF_CELLS_EM: f32 = 0.6;
/// A gap of this many ems is a space.
const SPACE_EM: f32 = 0.15;
/// Spans whose baselines differ by less than this many ems share a line.
const SAME_LINE_EM: f32 = 0.3;

/// A run of text and the cell it stands in.
struct Run {
    span: TextSpan,
    cell: Option<CellPlace>,
}

impl Run {
    fn table(&self) -> Option<u16> {
        self.cell.map(|cell| cell.table)
    }

    fn is_digits(&self) -> bool {
        self.span.text.trim().chars().all(|c| c.is_ascii_digit())
    }

    /// "st", "nd", "rd", "th": raised beside a number.
    fn is_ordinal(&self) -> bool {
        matches!(self.span.text.trim(), "st" | "nd" | "rd" | "th")
    }

    /// Where its letters end.
    fn right(&self) -> f32 {
        self.span.x + self.span.ink_width.unwrap_or_else(|| estimated_width(&self.span))
    }
}

/// Sets the spans of a page as lines, and says whether every digit of them is there.
pub fn lines(spans: Vec<TextSpan>, drawing: &Drawing, sheet: &Sheet) -> (Vec<Line>, bool) {
    let mut painted = [0usize; 10];
    spans.iter().for_each(|span| count_digits(&span.text, &mut painted));
    let lines = set(spans, drawing, sheet);
    let mut read = [0usize; 10];
    for line in &lines {
        count_digits(&line.text, &mut read);
        let notes = line.layout.iter().flat_map(|layout| &layout.note_marks);
        notes.for_each(|note| count_digits(note, &mut read));
    }
    (lines, painted == read)
}

/// Each span of a page as a line of its own, in the order they are stored.
pub fn as_stored(spans: Vec<TextSpan>, sheet: &Sheet) -> Vec<Line> {
    let bare = |span: TextSpan| line(vec![Run { span, cell: None }], Vec::new(), sheet);
    spans.into_iter().filter(|span| !span.text.trim().is_empty()).map(bare).collect()
}

/// Digits in type smaller than this, in points, may be raised marks of notes.
const SMALL_TYPE: f32 = 10.0;
/// The same, as a share of the type of most of the page.
const SMALL_SHARE: f32 = 0.9;
/// The largest marks of notes, as a share of the type beside them.
const HARDLY_SMALLER: f32 = 0.87;
/// Longest mark of a note, in digits.
const LONGEST_NOTE: usize = 2;

/// The type size of most of the letters of a page.
fn usual_size(spans: &[TextSpan]) -> f32 {
    let mut letters: BTreeMap<i32, usize> = BTreeMap::new();
    for span in spans {
        // In quarters of a point, which is as exact as type is set.
        *letters.entry((span.font_size * 4.0).round() as i32).or_default() += span.text.trim().len();
    }
    letters.into_iter().max_by_key(|(_, count)| *count).map_or(0.0, |(size, _)| size as f32 / 4.0)
}

/// Runs closer than this many ems touch.
const TOUCHING_EM: f32 = 0.3;

/// Whether a number stands before the first word of a line without a gap, low on the page: "1The review is not …".
fn marks_note(number: &Run, row: &[Run], sheet: &Sheet) -> bool {
    let Some(first) = row.iter().min_by(|a, b| a.span.x.total_cmp(&b.span.x)) else { return false };
    let gap = first.span.x - number.right();
    number.span.x < first.span.x
        && (-TOUCHING_EM..SPACE_EM).contains(&(gap / first.span.font_size))
        && first.span.text.starts_with(char::is_uppercase)
        && number.span.text.trim().len() <= LONGEST_NOTE
        && number.span.y - sheet.bottom < 0.4 * sheet.height
}

/// Spans of two cells whose baselines differ by less than this many ems share a line.
const SAME_LINE_OF_CELLS_EM: f32 = 0.08;
/// Lines that may stand beside one another, a little apart.
const MOST_CELLS_ABREAST: usize = 12;

fn count_digits(text: &str, counts: &mut [usize; 10]) {
    text.bytes().filter(u8::is_ascii_digit).for_each(|byte| counts[usize::from(byte - b'0')] += 1);
}

fn set(spans: Vec<TextSpan>, drawing: &Drawing, sheet: &Sheet) -> Vec<Line> {
    let grids = Grids::of(&drawing.rules);
    let placed = |span: TextSpan| {
        let x = span.x + 0.1 * span.font_size;
        let cell = grids.cell(x, span.y + 0.3 * span.font_size);
        Run { span, cell }
    };
    let small = SMALL_TYPE.max(SMALL_SHARE * usual_size(&spans));
    let runs = spans.into_iter().filter(|span| !span.text.trim().is_empty()).map(placed);
    let (raised, mut level): (Vec<Run>, Vec<Run>) =
        runs.partition(|run| (run.is_digits() || run.is_ordinal()) && run.span.font_size < small);
    level.sort_by(|a, b| b.span.y.total_cmp(&a.span.y).then(a.span.x.total_cmp(&b.span.x)));
    let mut rows: Vec<Vec<Run>> = Vec::new();
    for run in level {
        place(run, &mut rows);
    }
    // Small numbers are note marks where they stand raised beside larger type; else they are text.
    let mut notes: Vec<Vec<String>> = vec![Vec::new(); rows.len()];
    let mut alone: Vec<Vec<Run>> = Vec::new();
    for run in raised {
        let near = |row: &[Run]| row[0].table() == run.table();
        let beside = rows.iter().position(|row| {
            let size = row.iter().map(|r| r.span.font_size).fold(0.0, f32::max);
            let lift = run.span.y - row[0].span.y;
            // A mark that is hardly smaller stands right at the end of a word.
            let touches = || row.iter().any(|r| (run.span.x - r.right()).abs() < TOUCHING_EM * size);
            let is_smaller = run.span.font_size < 0.8 * size
                || (run.span.font_size < HARDLY_SMALLER * size
                    && run.span.text.trim().len() <= LONGEST_NOTE
                    && lift > 0.2 * size
                    && touches());
            near(row) && is_smaller && lift > 0.05 * size && lift < 0.7 * size
        });
        // Of the lines of several cells a little apart, the nearest.
        let away = |row: usize| (rows[row][0].span.y - run.span.y).abs();
        let level = (0..rows.len())
            .filter(|row| near(&rows[*row]) && away(*row) < SAME_LINE_EM * rows[*row][0].span.font_size)
            .min_by(|a, b| away(*a).total_cmp(&away(*b)));
        if run.is_ordinal() {
            let touches = |other: &Run| (run.span.x - other.right()).abs() < TOUCHING_EM * other.span.font_size;
            // On the line itself it is the beginning of a word: "th" and "e".
            match beside.or(level).filter(|row| rows[*row].iter().any(touches)).or(level) {
                Some(row) => rows[row].push(run),
                None => place(run, &mut alone),
            }
            continue;
        }
        if let Some(row) = level.filter(|row| marks_note(&run, &rows[*row], sheet)) {
            notes[row].push(run.span.text.trim().to_owned());
            continue;
        }
        match (level, beside) {
            (Some(row), _) if rows[row].iter().any(|r| r.span.font_size <= run.span.font_size + 1.0) => {
                rows[row].push(run)
            }
            (_, Some(row)) => notes[row].push(run.span.text.trim().to_owned()),
            (Some(row), None) => rows[row].push(run),
            (None, None) => place(run, &mut alone),
        }
    }
    for dot in &drawing.dots {
        bullet(dot, &mut rows);
    }
    let mut lines: Vec<Line> = rows
        .into_iter()
        .zip(notes)
        .map(|(row, notes)| line(row, notes, sheet))
        .chain(alone.into_iter().map(|row| line(row, Vec::new(), sheet)))
        .collect();
    lines.sort_by(|a, b| {
        let place = |line: &Line| line.layout.as_ref().map_or((0.0, 0.0), |l| (l.baseline, l.left));
        let ((a_down, a_left), (b_down, b_left)) = (place(a), place(b));
        a_down.total_cmp(&b_down).then(a_left.total_cmp(&b_left))
    });
    lines
}

/// Puts a run into the row it shares a line with, or begins one.
fn place(run: Run, rows: &mut Vec<Vec<Run>>) {
    let shares = |row: &&mut Vec<Run>| {
        let size = row[0].span.font_size.max(run.span.font_size);
        // Cells are set each for itself: lines of two that stand a little apart are two lines.
        let near = if row[0].cell == run.cell { SAME_LINE_EM } else { SAME_LINE_OF_CELLS_EM };
        (row[0].span.y - run.span.y).abs() < near * size && row[0].table() == run.table()
    };
    // The row may not be the last one, where a table stands beside a text.
    match rows.iter_mut().rev().take(MOST_CELLS_ABREAST).find(shares) {
        Some(row) => row.push(run),
        None => rows.push(vec![run]),
    }
}

/// A drawn dot that stands before the first word of a line, at half the height of its small letters, is its bullet.
fn bullet(dot: &Dot, rows: &mut [Vec<Run>]) {
    let before = |row: &&mut Vec<Run>| {
        let Some(first) = row.iter().map(|run| &run.span).min_by(|a, b| a.x.total_cmp(&b.x)) else { return false };
        let (gap, lift) = (first.x - dot.x - dot.size / 2.0, dot.y - first.y);
        (0.1..2.4).contains(&(gap / first.font_size))
            && (0.1..0.6).contains(&(lift / first.font_size))
            && dot.size < 0.8 * first.font_size
            && first.text.trim() != "•"
    };
    if let Some(row) = rows.iter_mut().find(before) {
        let size = row[0].span.font_size;
        let mut mark = TextSpan::new("•".to_owned(), dot.x - dot.size / 2.0, row[0].span.y, size, String::new());
        mark.ink_width = Some(dot.size);
        let cell = row[0].cell;
        row.push(Run { span: mark, cell });
    }
}

/// Sets one row of spans as a line of text with its segments.
fn line(mut row: Vec<Run>, note_marks: Vec<String>, sheet: &Sheet) -> Line {
    row.sort_by(|a, b| a.span.x.total_cmp(&b.span.x));
    let size = row.iter().max_by_key(|run| run.span.text.trim().len()).map_or(10.0, |run| run.span.font_size);
    let mut text = String::new();
    let mut segments: Vec<Segment> = Vec::new();
    let mut weight = Weight::default();
    let mut reach = f32::MIN;
    let mut spaced_before = false;
    for (index, Run { span, cell }) in row.iter().enumerate() {
        let piece = span.text.trim();
        let width = span.ink_width.unwrap_or_else(|| estimated_width(span));
        let gap = span.x - reach;
        let wide = match segments.last() {
            None => true,
            Some(segment) if segment.cell != *cell => true,
            Some(segment) if crate::text::is_label(&text[segment.start..segment.end]) => gap > LABEL_GAP_EM * size,
            Some(_) => gap > WIDE_GAP_EM * size,
        };
        let bold = span.is_bold || !piece.chars().any(char::is_alphanumeric);
        if wide {
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(piece);
            weight = Weight::default();
            segments.push(Segment {
                left: span.x - sheet.left,
                right: span.x - sheet.left + width,
                start,
                end: text.len(),
                bold,
                bold_bytes: 0,
                rise: rise(span.y - row[0].span.y),
                cell: *cell,
            });
        } else if let Some(segment) = segments.last_mut() {
            // The hyphen of a broken word may be set by itself, a little after it.
            let ends = row.get(index + 1).is_none_or(|next| next.cell != *cell);
            let breaks_word = ends
                && matches!(piece, "-" | "\u{2010}")
                && gap < size * if cell.is_some() { HYPHEN_GAP_OF_CELLS_EM } else { HYPHEN_GAP_EM };
            let spaced =
                !breaks_word && (span.text.starts_with(char::is_whitespace) || gap > SPACE_EM * size || spaced_before);
            if spaced {
                text.push(' ');
            }
            text.push_str(piece);
            segment.end = text.len();
            segment.right = segment.right.max(span.x - sheet.left + width);
            segment.bold &= bold;
        }
        if let Some(segment) = segments.last_mut() {
            let own = &text[segment.start..];
            weight.add(own, own.len() - piece.len(), bold);
            segment.bold_bytes = weight.bold_bytes();
        }
        reach = reach.max(span.x + width);
        spaced_before = span.text.ends_with(char::is_whitespace);
    }
    let layout = Layout {
        left: segments.first().map_or(0.0, |s| s.left),
        right: segments.iter().map(|s| s.right).fold(0.0, f32::max),
        baseline: sheet.height - (row[0].span.y - sheet.bottom),
        size,
        bold: segments.iter().all(|s| s.bold) && text.chars().any(char::is_alphabetic),
        segments,
        column: 0,
        note_marks,
        page_width: sheet.width,
        page_height: sheet.height,
    };
    Line { layout: Some(layout), ..Line::new(text, Mark::Raw) }
}

/// What differs by less than a hair is level.
fn rise(points: f32) -> f32 {
    if points.abs() < 0.05 { 0.0 } else { points }
}

fn estimated_width(span: &TextSpan) -> f32 {
    let trailing = span.text.len() - span.text.trim_end().len();
    (span.width - 0.27 * span.font_size * trailing as f32).max(0.0)
}
