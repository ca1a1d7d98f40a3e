//! Rows of a laid-out page whose cells line up become table rows.
//!
//! A table is a run of lines in which at least two have several segments, with their left edges in common;
//! lines of one segment belong to it where they continue a cell. A wide gap between lines parts rows.

use crate::model::{Layout, Line, Mark, Page};

/// Left edges this close, in points, are one column.
const SAME_EDGE: f32 = 6.0;
/// Lines of one row stand closer than this many ems.
const ROW_GAP_EM: f32 = 1.52;
/// Lines of one table stand closer than this many ems.
const TABLE_GAP_EM: f32 = 3.6;

/// Marks the tables of a page. Pages without positions stay as they are.
pub fn mark(page: &Page) -> Page {
    let mut lines = Vec::with_capacity(page.lines.len());
    let mut at = 0;
    let mut tables = page.number.unwrap_or(0) * 100;
    while at < page.lines.len() {
        match table_at(&page.lines[at..]) {
            Some((length, rows)) => {
                for (index, row) in rows.into_iter().enumerate() {
                    let head = index == 0 && row.bold;
                    lines.push(Line {
                        text: String::new(),
                        mark: Mark::Row { table: tables, head, cells: row.cells },
                        layout: Some(row.layout),
                    });
                }
                tables += 1;
                at += length;
            }
            None => {
                lines.push(page.lines[at].clone());
                at += 1;
            }
        }
    }
    Page { number: page.number, lines }
}

struct Row {
    cells: Vec<String>,
    bold: bool,
    layout: Layout,
}

/// A run of text that may be a cell: a label and its text count as one.
#[derive(Clone)]
struct Run {
    left: f32,
    right: f32,
    text: String,
    bold: bool,
}

/// The runs of a line; `None` without a layout.
fn runs(line: &Line) -> Option<Vec<Run>> {
    let layout = line.layout.as_ref()?;
    let mut runs: Vec<Run> = Vec::new();
    let mut label: Option<Run> = None;
    for segment in &layout.segments {
        let text = line.text[segment.start..segment.end].to_owned();
        let run = Run { left: segment.left, right: segment.right, text, bold: segment.bold };
        if runs.is_empty() && label.is_none() && crate::text::is_label(&run.text) && layout.segments.len() > 1 {
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

/// The column a run stands in: the last that begins left of it.
fn column_of(columns: &[f32], run: &Run) -> usize {
    columns.iter().rposition(|column| *column <= run.left + SAME_EDGE).unwrap_or(0)
}

/// Whether a run stays within its column.
fn fits(columns: &[f32], run: &Run) -> bool {
    columns.get(column_of(columns, run) + 1).is_none_or(|next| run.right < next + SAME_EDGE)
}

fn table_at(lines: &[Line]) -> Option<(usize, Vec<Row>)> {
    let first = runs(lines.first()?)?;
    if first.len() < 2 || is_contents_line(&first) {
        return None;
    }
    let mut columns: Vec<f32> = first.iter().map(|run| run.left).collect();
    let mut taken = vec![first];
    let mut wide = 1;
    for pair in lines.windows(2) {
        let (Some(before), Some(layout)) = (&pair[0].layout, &pair[1].layout) else { break };
        let gap = layout.baseline - before.baseline;
        if gap > TABLE_GAP_EM * layout.size.max(before.size) || gap < 0.0 {
            break;
        }
        let Some(row) = runs(&pair[1]) else { break };
        if !row.iter().all(|run| fits(&columns, run)) {
            break;
        }
        for run in &row {
            let column = column_of(&columns, run);
            let shared = row.iter().any(|other| other.left < run.left && column_of(&columns, other) == column);
            if shared {
                columns.insert(column + 1, run.left);
            }
        }
        wide += usize::from(row.len() > 1);
        taken.push(row);
    }
    // A trailing run of single lines in the first column is text after the table.
    while taken.last().is_some_and(|row| row.len() == 1 && column_of(&columns, &row[0]) == 0)
        && !continues(lines, taken.len())
    {
        taken.pop();
    }
    let length = taken.len();
    (wide >= 2 && length >= 2).then(|| (length, rows(&lines[..length], taken, &columns)))
}

/// Whether the last line taken stands as close to the one before as lines of one cell do.
fn continues(lines: &[Line], taken: usize) -> bool {
    let Some(last) = taken.checked_sub(1).filter(|last| *last > 0) else { return false };
    let (Some(before), Some(layout)) = (&lines[last - 1].layout, &lines[last].layout) else { return false };
    layout.baseline - before.baseline < ROW_GAP_EM * layout.size
}

fn is_contents_line(runs: &[Run]) -> bool {
    let last = runs.last().map(|run| run.text.as_str()).unwrap_or_default();
    runs.len() == 2 && last.len() <= 3 && last.bytes().all(|b| b.is_ascii_digit())
}

fn rows(lines: &[Line], taken: Vec<Vec<Run>>, columns: &[f32]) -> Vec<Row> {
    let layouts: Vec<&Layout> = lines.iter().filter_map(|line| line.layout.as_ref()).collect();
    let gap = |index: usize| layouts[index].baseline - layouts[index - 1].baseline;
    let loose = (1..layouts.len()).any(|index| gap(index) > ROW_GAP_EM * layouts[index].size);
    let mut rows: Vec<Row> = Vec::new();
    for (index, runs) in taken.into_iter().enumerate() {
        let in_first = runs.first().is_some_and(|run| column_of(columns, run) == 0);
        let starts = index == 0
            || if loose { gap(index) > ROW_GAP_EM * layouts[index].size } else { in_first && runs.len() > 1 };
        if starts {
            rows.push(Row { cells: vec![String::new(); columns.len()], bold: true, layout: layouts[index].clone() });
        }
        let Some(row) = rows.last_mut() else { continue };
        for run in runs {
            let cell = &mut row.cells[column_of(columns, &run)];
            if !cell.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&run.text);
            row.bold &= run.bold;
        }
    }
    for row in &mut rows {
        row.cells.iter_mut().for_each(|cell| *cell = crate::text::squeeze(cell));
    }
    rows
}
