//! Tables without rules: columns parted by strips that no word crosses, rows by space or by what cannot go on.
//!
//! ```text
//! Ref   Action                        Lead officer   Due
//!       Publish a single plan         Director of              the cells of a row may stand level with its top,
//! A1    with a measurable                            30 April  its middle or its foot
//!       outcome                       Services
//! ```
//!
//! Which lines make a table, and which columns it has, is worked out here; what its rows are, in `rows`.

mod rows;

use super::tables::Row;
use crate::model::{Line, Segment};
use crate::text::is_label;
use rows::Table;

/// Narrowest gutter, in ems.
const GUTTER_EM: f32 = 0.55;
/// Lines of one table stand closer than this many ems.
const TABLE_GAP_EM: f32 = 3.6;
/// Type that differs by more than this share is that of another part of the page.
const SAME_TYPE: f32 = 0.12;

/// A run of text that may be a cell, or part of one.
#[derive(Debug, Clone)]
struct Run {
    left: f32,
    right: f32,
    text: String,
    bold: bool,
    /// How far above the baseline of its line.
    rise: f32,
}

/// Vertical strips free of text: (left, right) of each.
type Strips = Vec<(f32, f32)>;

/// The table that begins with the first of these lines: how many of them it takes, and its rows. `above` are the columns of
/// a table that ends the page before, where these lines begin the next one.
pub fn table_at(lines: &[Line], above: Option<&[Segment]>) -> Option<(usize, Vec<Row>)> {
    let layout = lines.first()?.layout.as_ref()?;
    let mut strips = match above {
        Some(columns) => between(columns),
        None => gutters(&runs(&lines[0], &[])?, layout.size),
    };
    let first = runs(&lines[0], &strips)?;
    if above.is_some() {
        strips = narrowed(&strips, &first, layout.size);
    }
    if strips.is_empty() || (above.is_none() && is_contents_line(&first)) {
        return None;
    }
    let mut taken = vec![first];
    while let Some(line) = lines.get(taken.len()) {
        let Some(row) = runs(line, &strips).filter(|_| stands_with(&lines[..taken.len()], line)) else { break };
        let size = line.layout.as_ref().map_or(layout.size, |layout| layout.size);
        let left = narrowed(&strips, &row, size);
        let is_kept = |strip: &(f32, f32)| left.iter().any(|free| free.0 < strip.1 && free.1 > strip.0);
        if left.is_empty() || strips.iter().any(|strip| !is_kept(strip) && is_established(strip, &taken)) {
            break;
        }
        strips = left;
        taken.push(row);
    }
    // A trailing run of lines in the first column alone is text after the table, unless it continues a cell.
    let first_strip = strips.first().map_or(0.0, |strip| strip.0);
    let mut length = taken.len();
    while length > 1 && taken[length - 1].iter().all(|run| run.right <= first_strip + 0.5) && !continues(lines, length)
    {
        length -= 1;
    }
    taken.truncate(length);
    let wide = taken.iter().filter(|row| strips.iter().any(|strip| is_on_both_sides(strip, row))).count();
    let fewest = if above.is_some() { 1 } else { 2 };
    if wide < fewest {
        return None;
    }
    let columns = columns(&taken, &strips);
    let mut rows = Table::new(&lines[..length], taken, &strips).rows();
    rows.iter_mut().for_each(|row| row.layout.segments.clone_from(&columns));
    Some((length, rows))
}

/// Whether a line stands close enough below the lines of a table, and in type of their size, to be one of them.
fn stands_with(above: &[Line], line: &Line) -> bool {
    let Some((last, layout)) = above.last().and_then(|last| last.layout.as_ref()).zip(line.layout.as_ref()) else {
        return false;
    };
    // The head may be set larger than the rest.
    let body = above.get(1).and_then(|second| second.layout.as_ref()).map_or(layout.size, |second| second.size);
    let gap = layout.baseline - last.baseline;
    (0.0..=TABLE_GAP_EM * layout.size.max(last.size)).contains(&gap)
        && (layout.size - body).abs() <= SAME_TYPE * body.max(layout.size)
}

/// The runs of a line, a label and its text joined unless one of the strips parts them; `None` without a layout.
fn runs(line: &Line, strips: &[(f32, f32)]) -> Option<Vec<Run>> {
    let layout = line.layout.as_ref()?;
    let mut runs: Vec<Run> = Vec::new();
    let mut label: Option<Run> = None;
    let parted = |label: &Segment, text: &Segment| {
        strips.iter().any(|strip| strip.1.min(text.left) - strip.0.max(label.right) > GUTTER_EM * layout.size)
    };
    for (index, segment) in layout.segments.iter().enumerate() {
        let text = line.text[segment.start..segment.end].to_owned();
        let run = Run { left: segment.left, right: segment.right, text, bold: segment.bold, rise: segment.rise };
        let narrow = run.right - run.left < 3.5 * layout.size;
        if let Some(next) = layout.segments.get(index + 1)
            && index == 0
            && narrow
            && is_label(&run.text)
            && !parted(segment, next)
        {
            label = Some(run);
            continue;
        }
        runs.push(match label.take() {
            Some(key) => Run { left: key.left, text: format!("{} {}", key.text, run.text), ..run },
            None => run,
        });
    }
    Some(runs)
}

fn gutters(runs: &[Run], size: f32) -> Strips {
    let gaps = runs.windows(2).map(|pair| (pair[0].right, pair[1].left));
    gaps.filter(|(left, right)| right - left > GUTTER_EM * size).collect()
}

/// The strips between columns that are known.
fn between(columns: &[Segment]) -> Strips {
    columns.windows(2).map(|pair| (pair[0].right, pair[1].left)).collect()
}

/// What stays free of the strips when a line is added. A line of several cells may show strips that the lines above,
/// being short, did not.
fn narrowed(strips: &[(f32, f32)], runs: &[Run], size: f32) -> Strips {
    let mut free = Vec::new();
    for &(left, right) in strips {
        let mut start = left;
        for run in runs.iter().filter(|run| run.right > left && run.left < right) {
            if run.left - start > GUTTER_EM * size {
                free.push((start, run.left));
            }
            start = start.max(run.right);
        }
        if right - start > GUTTER_EM * size {
            free.push((start, right));
        }
    }
    free
}

fn is_on_both_sides(strip: &(f32, f32), row: &[Run]) -> bool {
    row.iter().any(|run| run.right <= strip.0 + 0.5) && row.iter().any(|run| run.left >= strip.1 - 0.5)
}

/// Whether two lines have text on both sides of a strip: what crosses it now is no row of their table.
fn is_established(strip: &(f32, f32), taken: &[Vec<Run>]) -> bool {
    taken.iter().filter(|row| is_on_both_sides(strip, row)).count() >= 2
}

/// Where the columns between the strips begin and end.
fn columns(taken: &[Vec<Run>], strips: &[(f32, f32)]) -> Vec<Segment> {
    let empty =
        Segment { left: f32::MAX, right: 0.0, start: 0, end: 0, bold: false, bold_bytes: 0, rise: 0.0, cell: None };
    let mut columns = vec![empty; strips.len() + 1];
    for run in taken.iter().flatten() {
        let own = &mut columns[column(run, strips)];
        (own.left, own.right) = (own.left.min(run.left), own.right.max(run.right));
    }
    columns
}

fn column(run: &Run, strips: &[(f32, f32)]) -> usize {
    strips.iter().filter(|strip| run.left >= strip.1 - 0.5).count()
}

/// Whether the last line taken stands as close to the one before as lines of one cell do.
fn continues(lines: &[Line], taken: usize) -> bool {
    let Some(last) = taken.checked_sub(1).filter(|last| *last > 0) else { return false };
    let (Some(before), Some(layout)) = (&lines[last - 1].layout, &lines[last].layout) else { return false };
    layout.baseline - before.baseline < 1.5 * layout.size
}

fn is_contents_line(runs: &[Run]) -> bool {
    let last = runs.last().map(|run| run.text.as_str()).unwrap_or_default();
    runs.len() == 2 && last.len() <= 3 && last.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Layout, Mark};

    /// Lines of runs: baseline, and left edge and words of each run.
    fn lines(page: &[(f32, &[(f32, &str)])]) -> Vec<Line> {
        let line = |(baseline, runs): &(f32, &[(f32, &str)])| {
            let (mut text, mut segments) = (String::new(), Vec::new());
            for (left, words) in *runs {
                if !text.is_empty() {
                    text.push(' ');
                }
                let (start, right) = (text.len(), left + 5.0 * words.len() as f32);
                text.push_str(words);
                let bold = *baseline < 110.0;
                segments.push(Segment {
                    left: *left,
                    right,
                    start,
                    end: text.len(),
                    bold,
                    bold_bytes: 0,
                    rise: 0.0,
                    cell: None,
                });
            }
            let layout = Layout {
                left: segments[0].left,
                right: segments[segments.len() - 1].right,
                baseline: *baseline,
                size: 10.0,
                bold: *baseline < 110.0,
                segments,
                column: 0,
                note_marks: Vec::new(),
                page_width: 595.0,
                page_height: 842.0,
            };
            Line { layout: Some(layout), ..Line::new(text, Mark::Raw) }
        };
        page.iter().map(line).collect()
    }

    fn read(page: &[(f32, &[(f32, &str)])]) -> Vec<Vec<String>> {
        let lines = lines(page);
        let (_, rows) = table_at(&lines, None).expect("a table");
        rows.into_iter().map(|row| row.cells.iter().map(|cell| cell.replace('\u{2028}', " ")).collect()).collect()
    }

    #[test]
    fn cells_set_level_with_the_middle_of_their_row_make_one_row() {
        let rows = read(&[
            (100.0, &[(50.0, "Ref"), (120.0, "Action"), (300.0, "Lead"), (400.0, "Due")]),
            (124.0, &[(90.0, "Publish a single plan with"), (300.0, "Director of")]),
            (131.0, &[(50.0, "A1"), (400.0, "30 April")]),
            (138.0, &[(90.0, "a measurable outcome"), (300.0, "Services")]),
            (145.0, &[(400.0, "2019")]),
            (162.0, &[(50.0, "A2"), (90.0, "Write to partners"), (300.0, "Lead Member"), (400.0, "May 2019")]),
        ]);
        assert_eq!(
            rows[1],
            ["A1", "Publish a single plan with a measurable outcome", "Director of Services", "30 April 2019"]
        );
        assert_eq!(rows[2], ["A2", "Write to partners", "Lead Member", "May 2019"]);
    }

    #[test]
    fn rows_that_stand_no_further_apart_than_lines_begin_where_nothing_goes_on() {
        let rows = read(&[
            (100.0, &[(50.0, "Measure"), (250.0, "2014"), (300.0, "2018"), (350.0, "Direction")]),
            (117.0, &[(50.0, "Average caseload"), (250.0, "29"), (300.0, "26"), (350.0, "Better")]),
            (129.0, &[(50.0, "Agency social workers in"), (250.0, "21%"), (300.0, "33%"), (350.0, "Worse")]),
            (141.0, &[(50.0, "assessment teams")]),
            (153.0, &[(50.0, "Re-referrals"), (250.0, "22%"), (300.0, "24%"), (350.0, "Worse")]),
        ]);
        assert_eq!(rows.len(), 4, "{rows:?}");
        assert_eq!(rows[2], ["Agency social workers in assessment teams", "21%", "33%", "Worse"]);
    }

    #[test]
    fn a_heading_under_a_table_ends_it_and_takes_no_column_with_it() {
        let page: &[(f32, &[(f32, &str)])] = &[
            (100.0, &[(50.0, "Ref"), (120.0, "Action"), (300.0, "Lead")]),
            (117.0, &[(50.0, "1"), (120.0, "Publish the plan"), (300.0, "Director")]),
            (134.0, &[(50.0, "2"), (120.0, "Write to schools"), (300.0, "Head of Law")]),
            (160.0, &[(50.0, "Conclusion and recommendations")]),
        ];
        let (taken, rows) = table_at(&lines(page), None).expect("a table");
        assert_eq!((taken, rows.len(), rows[0].cells.len()), (3, 3, 3));
    }

    #[test]
    fn a_table_over_the_page_keeps_its_columns_and_a_second_paragraph_stays_in_its_cell() {
        let column = |left: f32, right: f32| Segment {
            left,
            right,
            start: 0,
            end: 0,
            bold: false,
            bold_bytes: 0,
            rise: 0.0,
            cell: None,
        };
        let above = [column(50.0, 60.0), column(90.0, 260.0), column(300.0, 380.0)];
        let rest: &[(f32, &[(f32, &str)])] = &[
            (140.0, &[(50.0, "A2"), (90.0, "Write to partners"), (300.0, "Lead Member")]),
            (160.0, &[(50.0, "A3"), (90.0, "Cost the plan"), (300.0, "Head of Finance")]),
            (176.0, &[(90.0, "Bring a note on fees")]),
            (196.0, &[(50.0, "A4"), (90.0, "Train the staff"), (300.0, "Head of Law")]),
            (208.0, &[(90.0, "and the governors")]),
        ];
        let (_, rows) = table_at(&lines(rest), Some(&above)).expect("a table");
        let cells: Vec<&str> = rows.iter().map(|row| row.cells[1].as_str()).collect();
        assert_eq!(
            cells,
            ["Write to partners", "Cost the plan\nBring a note on fees", "Train the staff\u{2028}and the governors"]
        );
    }
}
