//! Rows of a laid-out page whose cells line up become table rows.
//!
//! A table is a run of lines with at least one gutter in common: a vertical strip that no text of the run
//! crosses, with text on both sides on two lines or more. Cells are what stands between gutters; a gap
//! between lines wider than those within a cell parts rows. A label and its text are one cell.

use crate::model::{Layout, Line, Mark, Page};

/// Narrowest gutter, in ems.
const GUTTER_EM: f32 = 0.55;
/// Lines of one table stand closer than this many ems.
const TABLE_GAP_EM: f32 = 3.6;
/// A gap this much wider than the usual distance within a cell parts rows.
const ROW_GAP: f32 = 1.2;
/// Usual distance of lines within a cell, in ems, where the table itself does not show it.
const CELL_LEADING_EM: f32 = 1.25;

/// Marks the tables of a page. Pages without positions stay as they are.
pub fn mark(page: &Page) -> Page {
    let mut lines = Vec::with_capacity(page.lines.len());
    let mut at = 0;
    let mut tables = page.number.unwrap_or(0) * 100;
    while at < page.lines.len() {
        match table_at(&page.lines[at..]) {
            Some((length, rows)) => {
                for (index, row) in rows.into_iter().enumerate() {
                    let head = index == 0 && names_columns(&row);
                    let mark = Mark::Row { table: tables, head, cells: row.cells };
                    lines.push(Line { text: String::new(), mark, layout: Some(row.layout) });
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

/// A first row names the columns when it is bold, or says short words that columns are called by.
fn names_columns(row: &Row) -> bool {
    const NAMES: [&str; 14] = [
        "action",
        "ref",
        "who",
        "when",
        "owner",
        "lead",
        "due",
        "status",
        "recommendation",
        "judgement",
        "grade",
        "progress",
        "rag",
        "item",
    ];
    let short = row.cells.iter().all(|cell| cell.split_whitespace().count() <= 6);
    let named = row.cells.iter().filter(|cell| NAMES.iter().any(|name| cell.to_lowercase().starts_with(name))).count();
    row.bold || (short && named >= 2)
}

/// A run of text that may be a cell, or part of one.
#[derive(Clone)]
struct Run {
    left: f32,
    right: f32,
    text: String,
    bold: bool,
}

/// The runs of a line, a label and its text joined; `None` without a layout.
fn runs(line: &Line) -> Option<Vec<Run>> {
    let layout = line.layout.as_ref()?;
    let mut runs: Vec<Run> = Vec::new();
    let mut label: Option<Run> = None;
    for segment in &layout.segments {
        let text = line.text[segment.start..segment.end].to_owned();
        let run = Run { left: segment.left, right: segment.right, text, bold: segment.bold };
        let narrow = run.right - run.left < 3.5 * layout.size;
        if runs.is_empty() && label.is_none() && narrow && crate::text::is_label(&run.text) && layout.segments.len() > 1
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

/// Vertical strips free of text: (left, right) of each.
type Gutters = Vec<(f32, f32)>;

fn gutters(runs: &[Run], size: f32) -> Gutters {
    runs.windows(2)
        .map(|pair| (pair[0].right, pair[1].left))
        .filter(|(left, right)| right - left > GUTTER_EM * size)
        .collect()
}

/// What stays free of the strips when a line is added.
fn narrowed(strips: &Gutters, runs: &[Run], size: f32) -> Gutters {
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

fn table_at(lines: &[Line]) -> Option<(usize, Vec<Row>)> {
    let first = runs(lines.first()?)?;
    let size = lines[0].layout.as_ref()?.size;
    let mut strips = gutters(&first, size);
    if strips.is_empty() || is_contents_line(&first) {
        return None;
    }
    let mut taken = vec![first];
    for pair in lines.windows(2) {
        let (Some(before), Some(layout)) = (&pair[0].layout, &pair[1].layout) else { break };
        let gap = layout.baseline - before.baseline;
        if gap > TABLE_GAP_EM * layout.size.max(before.size) || gap < 0.0 {
            break;
        }
        let Some(row) = runs(&pair[1]) else { break };
        let left = narrowed(&strips, &row, layout.size);
        if left.is_empty() {
            break;
        }
        // A line of several cells may show gutters that the lines above, being short, did not.
        strips = left;
        taken.push(row);
    }
    let mut length = taken.len();
    // A trailing run of lines in the first column alone is text after the table, unless it continues a cell.
    let first_strip = strips.first().map_or(0.0, |strip| strip.0);
    while length > 1 && taken[length - 1].iter().all(|run| run.right <= first_strip + 0.5) && !continues(lines, length)
    {
        length -= 1;
    }
    taken.truncate(length);
    let both_sides = |row: &&Vec<Run>| {
        strips
            .iter()
            .any(|(left, right)| row.iter().any(|r| r.right <= left + 0.5) && row.iter().any(|r| r.left >= right - 0.5))
    };
    let wide = taken.iter().filter(both_sides).count();
    if wide < 2 {
        return None;
    }
    Some((length, rows(&lines[..length], taken, &strips)))
}

/// Whether the last line taken stands as close to the one before as lines of one cell do.
fn continues(lines: &[Line], taken: usize) -> bool {
    let Some(last) = taken.checked_sub(1).filter(|last| *last > 0) else { return false };
    let (Some(before), Some(layout)) = (&lines[last - 1].layout, &lines[last].layout) else { return false };
    layout.baseline - before.baseline < ROW_GAP * CELL_LEADING_EM * layout.size
}

fn is_contents_line(runs: &[Run]) -> bool {
    let last = runs.last().map(|run| run.text.as_str()).unwrap_or_default();
    runs.len() == 2 && last.len() <= 3 && last.bytes().all(|b| b.is_ascii_digit())
}

fn rows(lines: &[Line], taken: Vec<Vec<Run>>, strips: &Gutters) -> Vec<Row> {
    let layouts: Vec<&Layout> = lines.iter().filter_map(|line| line.layout.as_ref()).collect();
    let gap = |index: usize| (layouts[index].baseline - layouts[index - 1].baseline) / layouts[index].size;
    // The commonest distance of whole lines; cells set beside each other may interleave closer.
    let mut gaps: Vec<f32> = (1..layouts.len()).map(gap).filter(|g| *g > 0.9).collect();
    gaps.sort_by(f32::total_cmp);
    let within = gaps.first().copied().filter(|g| *g < 1.35).unwrap_or(CELL_LEADING_EM).min(CELL_LEADING_EM);
    let loose = gaps.iter().any(|g| *g > ROW_GAP * within);
    let mut rows: Vec<Row> = Vec::new();
    for (index, runs) in taken.into_iter().enumerate() {
        let in_first = runs.first().is_some_and(|run| strips.first().is_some_and(|strip| run.right <= strip.0 + 0.5));
        let starts = index == 0 || if loose { gap(index) > ROW_GAP * within } else { in_first && runs.len() > 1 };
        if starts {
            rows.push(Row { cells: vec![String::new(); strips.len() + 1], bold: true, layout: layouts[index].clone() });
        }
        let Some(row) = rows.last_mut() else { continue };
        for run in runs {
            let column = strips.iter().filter(|strip| run.left >= strip.1 - 0.5).count();
            let cell = &mut row.cells[column];
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
