//! Tables whose cells are drawn: rows and columns are those of the rules, however close the words stand.
//!
//! ```text
//! | Ref | Action                | Owner       |      each cell's lines in their order,
//! | 5   | Test the strategy     | Dev Anand   |      paragraphs of a cell parted by "\n",
//! |     | Bring a note on fees  | Marian Tuft |      lines of a paragraph by U+2028
//! ```
//!
//! Rules that lay out a page (a box with a passage in it, numbers beside paragraphs) make no table.

use std::collections::{BTreeMap, BTreeSet};

use super::tables::{Row, names_columns};
use crate::model::{Layout, Line, Segment};
use crate::text::{LabelKind, is_label, label, squeeze};

/// Between two lines of one paragraph of a cell.
pub const LINE_END: char = '\u{2028}';

/// A gap this much wider than the usual one in the cells of the table parts paragraphs of a cell.
const PARTING_GAP: f32 = 1.14;
/// Type this much larger than most of the table heads a passage: the rules lay out the page.
const HEADING_TYPE: f32 = 1.25;
/// More paragraphs than this in a cell, where no row names three columns or more: the rules lay out the page.
const MOST_PARAGRAPHS: usize = 2;

/// Cells whose baselines differ by less than this many ems stand level.
const LEVEL_EM: f32 = 0.3;

/// Longest cell, in words, of a row that heads the box below it.
const MOST_WORDS_OF_TITLE: usize = 14;

/// The ruled table a line stands in; `None` for most lines.
pub fn table_of(line: &Line) -> Option<u16> {
    line.layout.as_ref()?.segments.iter().find_map(|segment| segment.cell).map(|cell| cell.table)
}

/// A line as it stands in one cell.
pub struct Part {
    pub text: String,
    pub baseline: f32,
    pub size: f32,
    pub bold: bool,
}

/// The lines of a table whose rules lay out the page: those of a row of short cells are one line, however its cells
/// are set beside each other ("Leadership, management and governance | Good" in two lines and one).
pub fn laid_out(lines: &[&Line]) -> Vec<Line> {
    let row_of = |line: &Line| {
        let layout = line.layout.as_ref()?;
        layout.segments.first()?.cell.map(|cell| cell.row)
    };
    let mut out = Vec::new();
    for row in lines.chunk_by(|a, b| row_of(a).is_some() && row_of(a) == row_of(b)) {
        match joined_row(row) {
            Some(line) => out.push(line),
            None => out.extend(numbered_first(row).unwrap_or_else(|| row.iter().map(|line| (*line).clone()).collect())),
        }
    }
    out
}

/// A row of at least two short cells, of several lines, as one line, and one whose cells stand level but for a hair; `None`
/// for any other.
fn joined_row(lines: &[&Line]) -> Option<Line> {
    let mut cells: BTreeMap<u16, (String, Segment)> = BTreeMap::new();
    for line in lines {
        for segment in &line.layout.as_ref()?.segments {
            let text = &line.text[segment.start..segment.end];
            let cell = cells.entry(segment.cell?.column).or_insert((String::new(), *segment));
            if !cell.0.is_empty() {
                cell.0.push(' ');
            }
            cell.0.push_str(text);
            cell.1.right = cell.1.right.max(segment.right);
            cell.1.bold &= segment.bold;
        }
    }
    let is_title = cells.values().all(|(text, _)| text.split_whitespace().count() <= MOST_WORDS_OF_TITLE);
    let first = lines.first()?.layout.as_ref()?;
    let last = lines.last()?.layout.as_ref()?;
    let is_level = last.baseline - first.baseline < LEVEL_EM * first.size;
    if lines.len() < 2 || cells.len() < 2 || !(is_title || is_level) {
        return None;
    }
    let (mut text, mut segments) = (String::new(), Vec::new());
    for (words, segment) in cells.values() {
        if !text.is_empty() {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(words);
        segments.push(Segment { start, end: text.len(), ..*segment });
    }
    let left = segments.first()?.left;
    let right = segments.iter().map(|segment| segment.right).fold(0.0, f32::max);
    let notes = lines.iter().filter_map(|line| line.layout.as_ref()).flat_map(|layout| layout.note_marks.clone());
    let bold = segments.iter().all(|segment| segment.bold);
    let layout = Layout { left, right, segments, bold, note_marks: notes.collect(), ..first.clone() };
    Some(Line { layout: Some(layout), ..Line::new(text, lines.first()?.mark.clone()) })
}

/// A row whose number stands beside a passage and not at its top, as cells that are centred have it: the number comes before the
/// first line of the passage. `None` for any other.
fn numbered_first(lines: &[&Line]) -> Option<Vec<Line>> {
    let cells = || lines.iter().filter_map(|line| line.layout.as_ref()).flat_map(|layout| &layout.segments);
    let columns: BTreeSet<u16> = cells().map(|segment| segment.cell.map(|cell| cell.column)).collect::<Option<_>>()?;
    let [first, _] = columns.into_iter().collect::<Vec<_>>()[..] else { return None };
    let is_number = |segment: &Segment| segment.cell.is_some_and(|cell| cell.column == first);
    let at = lines.iter().position(|line| line.layout.iter().any(|layout| layout.segments.iter().any(is_number)))?;
    let (number, rest) = lines[at].layout.as_ref()?.segments.split_first()?;
    let label = lines[at].text.get(number.start..number.end)?;
    if at == 0 || cells().filter(|segment| is_number(segment)).count() > 1 || !is_label(label) {
        return None;
    }
    let mut out: Vec<Line> = lines.iter().map(|line| (*line).clone()).collect();
    match rest.first().map(|own| own.start) {
        Some(start) => {
            let line = &mut out[at];
            line.text.drain(..start);
            let layout = line.layout.as_mut()?;
            layout.segments.remove(0);
            moved(&mut layout.segments, |place| place - start);
            layout.left = layout.segments[0].left;
        }
        None => _ = out.remove(at),
    }
    let top = out.first_mut()?;
    top.text.insert_str(0, &format!("{label} "));
    let layout = top.layout.as_mut()?;
    moved(&mut layout.segments, |place| place + label.len() + 1);
    layout.segments.insert(0, Segment { start: 0, end: label.len(), ..*number });
    layout.left = number.left;
    Some(out)
}

/// Moves where segments stand in the text of their line.
fn moved(segments: &mut [Segment], to: impl Fn(usize) -> usize) {
    for segment in segments {
        (segment.start, segment.end) = (to(segment.start), to(segment.end));
    }
}

/// The rows of a ruled table; `None` where its rules lay out the page.
pub fn rows(lines: &[&Line]) -> Option<Vec<Row>> {
    let mut cells: BTreeMap<(u16, u16), Vec<Part>> = BTreeMap::new();
    let mut edges: BTreeMap<u16, (f32, f32)> = BTreeMap::new();
    let mut tops: BTreeMap<u16, &Layout> = BTreeMap::new();
    let mut reaches: BTreeMap<u16, f32> = BTreeMap::new();
    for line in lines {
        let Some(layout) = &line.layout else { continue };
        for group in layout.segments.chunk_by(|a, b| a.cell == b.cell) {
            let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
            let Some(place) = first.cell else { continue };
            let edge = edges.entry(place.column).or_insert((f32::MAX, 0.0));
            *edge = (edge.0.min(first.left), edge.1.max(last.right));
            tops.entry(place.row).or_insert(layout);
            let reach = reaches.entry(place.row).or_default();
            *reach = reach.max(last.right);
            cells.entry((place.row, place.column)).or_default().push(Part {
                text: squeeze(&line.text[first.start..last.end]),
                baseline: layout.baseline,
                size: layout.size,
                bold: group.iter().all(|segment| segment.bold),
            });
        }
    }
    let columns: Vec<u16> = edges.keys().copied().collect();
    let pitch = pitch(&cells);
    let bounds: Vec<Segment> = edges
        .values()
        .map(|(left, right)| Segment {
            left: *left,
            right: *right,
            start: 0,
            end: 0,
            bold: false,
            bold_bytes: 0,
            rise: 0.0,
            cell: None,
        })
        .collect();
    let mut rows: Vec<Row> = Vec::new();
    for (number, top) in &tops {
        let own: Vec<Option<&Vec<Part>>> = columns.iter().map(|column| cells.get(&(*number, *column))).collect();
        let second = bounds.get(1).map_or(f32::MAX, |second| second.left);
        let band = is_band(&own) && reaches.get(number).is_some_and(|reach| *reach > second + PAST);
        rows.push(Row {
            band: band && tops.keys().next_back() != Some(number),
            cells: own.iter().map(|parts| parts.map_or_else(String::new, |parts| text_of(parts, pitch))).collect(),
            bold: own.iter().flatten().flat_map(|parts| parts.iter()).all(|part| part.bold),
            layout: Layout { segments: bounds.clone(), ..(*top).clone() },
        });
    }
    (!lays_out(&rows, &cells)).then_some(rows)
}

/// A line across the columns reaches so far into the second, in points.
const PAST: f32 = 6.0;

/// Longest row across all columns, in characters.
const LONGEST_BAND: usize = 100;

/// Whether only the first of three cells or more says something, and that is a title.
fn is_band(cells: &[Option<&Vec<Part>>]) -> bool {
    let Some(Some(title)) = cells.first() else { return false };
    let length: usize = title.iter().map(|part| part.text.chars().count() + 1).sum();
    let ends = title.last().is_none_or(|part| part.text.ends_with(['.', ';', ',', ':']));
    cells.len() > 2 && cells[1..].iter().all(Option::is_none) && length <= LONGEST_BAND && !ends
}

/// The usual distance of lines in a cell, in ems: the lower quartile, for most gaps are within paragraphs.
fn pitch(cells: &BTreeMap<(u16, u16), Vec<Part>>) -> f32 {
    let gap = |pair: &[Part]| (pair[1].baseline - pair[0].baseline) / pair[1].size.max(1.0);
    let mut gaps: Vec<f32> =
        cells.values().flat_map(|parts| parts.windows(2).map(gap)).filter(|gap| *gap > 0.8).collect();
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 4).copied().unwrap_or(1.2)
}

/// The text of a cell; `pitch` is the usual distance of its lines, in ems.
pub fn text_of(parts: &[Part], pitch: f32) -> String {
    let mut text = String::new();
    let mut last: Option<&Part> = None;
    for part in parts {
        let found = label(&part.text);
        if let Some(last) = last {
            let gap = (part.baseline - last.baseline) / part.size.max(1.0);
            let counts = found.as_ref().is_some_and(|label| label.kind != LabelKind::Decimal);
            // A line above the one before it stands beside it: two runs of one line.
            let parts_paragraph = gap > PARTING_GAP * pitch || (counts && gap > 0.5);
            text.push(if parts_paragraph { '\n' } else { LINE_END });
        }
        let bullet = found.filter(|label| label.kind == LabelKind::Bullet && label.text_at < part.text.len());
        text.push_str(bullet.map_or(part.text.as_str(), |label| &part.text[label.text_at..]));
        last = Some(part);
    }
    text
}

/// Whether the rules lay out the page rather than hold data: as for tables of files that mark them.
fn lays_out(rows: &[Row], cells: &BTreeMap<(u16, u16), Vec<Part>>) -> bool {
    let filled = |row: &Row| row.cells.iter().filter(|cell| !cell.is_empty()).count();
    let columns = rows.first().map_or(0, |row| row.cells.len());
    if columns < 2 || rows.iter().all(|row| filled(row) < 2) {
        return true;
    }
    let mut sizes: Vec<f32> = cells.values().flatten().map(|part| part.size).collect();
    sizes.sort_by(f32::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(10.0);
    let first_row = cells.keys().next().map_or(0, |(row, _)| *row);
    let headed = cells
        .iter()
        .filter(|((row, _), _)| *row != first_row)
        .any(|(_, parts)| parts.iter().any(|part| part.size > HEADING_TYPE * usual));
    let named = columns > 2
        && rows.first().is_some_and(|row| row.cells.iter().all(|cell| cell.split_whitespace().count() <= 8));
    let long = rows.iter().flat_map(|row| &row.cells).any(|cell| cell.matches('\n').count() >= MOST_PARAGRAPHS);
    let body = &rows[usize::from(rows.len() > 1 && names_columns(&rows[0]))..];
    let numbered = columns == 2 && body.iter().all(|row| row.cells[0].is_empty() || is_label(&row.cells[0]));
    let counted: BTreeSet<&str> = body.iter().map(|row| row.cells[0].as_str()).collect();
    headed || (!named && long) || (numbered && counted.len() > 1 && !names_columns(&rows[0]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CellPlace, Mark};

    /// A line of cells: (row, column, left, text).
    fn line(baseline: f32, cells: &[(u16, u16, f32, &str)]) -> Line {
        let mut text = String::new();
        let mut segments = Vec::new();
        for (row, column, left, words) in cells {
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(words);
            let right = left + 5.0 * words.len() as f32;
            let cell = Some(CellPlace { table: 0, row: *row, column: *column });
            segments.push(Segment {
                left: *left,
                right,
                start,
                end: text.len(),
                bold: false,
                bold_bytes: 0,
                rise: 0.0,
                cell,
            });
        }
        let layout = Layout {
            left: segments[0].left,
            right: segments[segments.len() - 1].right,
            baseline,
            size: 10.0,
            bold: false,
            segments,
            column: 0,
            note_marks: Vec::new(),
            page_width: 595.0,
            page_height: 842.0,
        };
        Line { layout: Some(layout), ..Line::new(text, Mark::Raw) }
    }

    fn read(lines: &[Line]) -> Option<Vec<Vec<String>>> {
        let lines: Vec<&Line> = lines.iter().collect();
        rows(&lines).map(|rows| rows.into_iter().map(|row| row.cells).collect())
    }

    #[test]
    fn cells_that_nearly_touch_stay_apart_and_two_actions_in_one_are_two_paragraphs() {
        let lines = [
            line(100.0, &[(0, 0, 50.0, "Ref"), (0, 1, 80.0, "Action"), (0, 2, 130.0, "Owner")]),
            line(115.0, &[(1, 0, 50.0, "5"), (1, 1, 80.0, "Publish the plan"), (1, 2, 131.0, "Dev Anand")]),
            line(127.0, &[(1, 1, 80.0, "of visits")]),
            line(142.0, &[(1, 1, 80.0, "Bring a note")]),
        ];
        let expected =
            [vec!["Ref", "Action", "Owner"], vec!["5", "Publish the plan\u{2028}of visits\nBring a note", "Dev Anand"]];
        assert_eq!(read(&lines).unwrap(), expected);
    }

    #[test]
    fn a_title_across_the_columns_heads_the_rows_below_it() {
        let lines = [
            line(100.0, &[(0, 0, 50.0, "Action"), (0, 1, 130.0, "Lead"), (0, 2, 180.0, "Due")]),
            line(115.0, &[(1, 0, 50.0, "Recommendation 1: Refresh the plan")]),
            line(130.0, &[(2, 0, 50.0, "Hold workshops"), (2, 1, 130.0, "Clerk"), (2, 2, 180.0, "May")]),
            line(145.0, &[(3, 0, 50.0, "Train")]),
            line(160.0, &[(4, 0, 50.0, "Publish it"), (4, 1, 130.0, "Clerk"), (4, 2, 180.0, "May")]),
        ];
        let lines: Vec<&Line> = lines.iter().collect();
        let bands: Vec<bool> = rows(&lines).unwrap().iter().map(|row| row.band).collect();
        assert_eq!(bands, [false, true, false, false, false]);
    }

    #[test]
    fn a_number_halfway_down_its_passage_comes_before_it() {
        let (top, end) =
            ("Count the ferries each spring and each autumn, and", "tell the Panel how many of them are sound.");
        let with = |label: &str, beside: &str| {
            let lines = [
                line(100.0, &[(0, 1, 80.0, top)]),
                match beside {
                    "" => line(106.0, &[(0, 0, 50.0, label)]),
                    beside => line(112.0, &[(0, 0, 50.0, label), (0, 1, 80.0, beside)]),
                },
                line(124.0, &[(0, 1, 80.0, end)]),
            ];
            let laid_out = laid_out(&lines.iter().collect::<Vec<_>>());
            laid_out.into_iter().map(|line| line.text).collect::<Vec<_>>()
        };
        let numbered = format!("1 {top}");
        assert_eq!(with("1", ""), [&numbered, end]);
        assert_eq!(with("1", "in summer too, and"), [&numbered, "in summer too, and", end]);
        assert_eq!(with("Ferries", ""), [top, "Ferries", end], "no number");
    }

    #[test]
    fn numbers_beside_passages_lay_out_the_page() {
        let lines = [
            line(100.0, &[(0, 0, 50.0, "12."), (0, 1, 80.0, "The Panel met in the Town Hall.")]),
            line(115.0, &[(1, 0, 50.0, "13."), (1, 1, 80.0, "It asked for a plan.")]),
        ];
        assert_eq!(read(&lines), None);
    }
}
