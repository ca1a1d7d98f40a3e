//! Rows of a laid-out page whose cells line up become table rows.
//!
//! Where rules draw the cells, `ruled` reads them. Elsewhere a table is a run of lines with at least one gutter in common: a vertical strip that no text of the run
//! crosses, with text on both sides on two lines or more. Cells are what stands between gutters; a gap
//! between lines wider than those within a cell parts rows. A label and its text are one cell.

use std::collections::BTreeMap;

use super::Dropped;
use super::paragraphs::ends_sentence;
use super::ruled::{self, LINE_END};
use crate::model::{Layout, Line, Mark, Page, Segment};

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
    let mut tables = page.number.unwrap_or(0) * 100;
    let mut put = |lines: &mut Vec<Line>, rows: Vec<Row>| {
        for (index, row) in rows.into_iter().enumerate() {
            let head = index == 0 && names_columns(&row);
            let mark = Mark::Row { table: tables, head, cells: row.cells };
            lines.push(Line { text: String::new(), mark, layout: Some(row.layout) });
        }
        tables += 1;
    };
    let page = &join_titles(page);
    let drawn = drawn(page);
    let mut at = 0;
    while at < page.lines.len() {
        let table = ruled::table_of(&page.lines[at]).and_then(|table| drawn.get(&table));
        if let Some(Some((first, rows))) = table {
            // All its rows stand where its first line stood.
            if *first == at {
                put(&mut lines, rows.clone());
            }
            at += 1;
            continue;
        }
        let end = page.lines[at..]
            .iter()
            .position(|line| ruled::table_of(line).is_some_and(|table| matches!(drawn.get(&table), Some(Some(_)))))
            .map_or(page.lines.len(), |more| at + more);
        match table_at(&page.lines[at..end]) {
            Some((length, rows)) => {
                put(&mut lines, rows);
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

/// The page with each row that heads a box on one line.
fn join_titles(page: &Page) -> Page {
    let drawn = drawn(page);
    let is_box = |line: &Line| ruled::table_of(line).is_some_and(|table| matches!(drawn.get(&table), Some(None)));
    let mut lines = Vec::with_capacity(page.lines.len());
    for run in page.lines.chunk_by(|a, b| is_box(a) == is_box(b)) {
        if is_box(&run[0]) {
            lines.extend(ruled::laid_out(&run.iter().collect::<Vec<_>>()));
        } else {
            lines.extend(run.iter().cloned());
        }
    }
    Page { number: page.number, lines }
}

/// The ruled tables of a page: where each begins and its rows; `None` where its rules only lay out the page.
fn drawn(page: &Page) -> BTreeMap<u16, Option<(usize, Vec<Row>)>> {
    let mut lines: BTreeMap<u16, Vec<usize>> = BTreeMap::new();
    for (index, line) in page.lines.iter().enumerate() {
        if let Some(table) = ruled::table_of(line) {
            lines.entry(table).or_default().push(index);
        }
    }
    let rows = |own: Vec<usize>| {
        let first = own.first().copied()?;
        let own: Vec<&Line> = own.into_iter().map(|index| &page.lines[index]).collect();
        Some((first, ruled::rows(&own)?))
    };
    lines.into_iter().map(|(table, own)| (table, rows(own))).collect()
}

/// A row of a table that goes on over a page end, of which a part stands on the later page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    pub from: Option<u32>,
    pub to: Option<u32>,
    pub text: String,
}

/// Tables go on over page ends: the head that is printed again is dropped, and a broken row put together.
///
/// A table goes on where its columns stand at the same places, first and last things on their pages.
pub fn over_pages(pages: &mut [Page], dropped: &mut Vec<Dropped>) -> Vec<Moved> {
    let mut moved = Vec::new();
    for at in 1..pages.len() {
        let (before, after) = pages.split_at_mut(at);
        let (Some(above), Some(below)) = (before.last_mut(), after.first_mut()) else { continue };
        let Some(table) = going_on(above, below) else { continue };
        let number = |line: &Line| if let Mark::Row { table, .. } = line.mark { Some(table) } else { None };
        let old = below.lines.first().and_then(number);
        for line in below.lines.iter_mut().filter(|line| number(line) == old) {
            if let Mark::Row { table: own, .. } = &mut line.mark {
                *own = table;
            }
        }
        let head = before.iter().flat_map(|page| &page.lines).find(|line| number(line) == Some(table));
        let again = head.is_some_and(|head| words(head) == words(&below.lines[0]));
        if again {
            let text = words(&below.lines.remove(0));
            dropped.push(Dropped { page: below.number, text });
        } else if let Some(Line { mark: Mark::Row { head, .. }, .. }) = below.lines.first_mut() {
            // The first row of the rest names nothing, bold or not.
            *head = false;
        }
        // Above may be the head alone: what follows is then whole.
        let firsts = before.iter().flat_map(|page| &page.lines).filter(|line| number(line) == Some(table));
        let all_filled =
            firsts.skip(1).all(|line| matches!(&line.mark, Mark::Row { cells, .. } if !cells[0].is_empty()));
        let Some(Line { mark: Mark::Row { table: own, cells: rest, .. }, .. }) = below.lines.first() else { continue };
        let continues = *own == table && rest[0].is_empty() && all_filled;
        let (from, to) = (below.number, before.last().and_then(|page| page.number));
        if let (true, Some(Line { mark: Mark::Row { cells, head: false, .. }, .. })) =
            (continues, before.last_mut().and_then(|page| page.lines.last_mut()))
        {
            for (cell, rest) in cells.iter_mut().zip(rest).filter(|(_, rest)| !rest.is_empty()) {
                let new_paragraph = cell.is_empty() || (ends_sentence(cell) && !rest.starts_with(char::is_lowercase));
                cell.push(if new_paragraph { '\n' } else { LINE_END });
                cell.push_str(rest);
            }
            moved.push(Moved { from, to, text: rest.join(" ") });
            below.lines.remove(0);
        }
    }
    moved
}

/// The table that ends one page and begins the next, if one does.
fn going_on(above: &Page, below: &Page) -> Option<u32> {
    let (last, first) = (above.lines.last()?, below.lines.first()?);
    let (Mark::Row { table, cells: a, .. }, Mark::Row { cells: b, .. }) = (&last.mark, &first.mark) else {
        return None;
    };
    let edges = |line: &Line| -> Vec<f32> {
        line.layout.iter().flat_map(|layout| &layout.segments).map(|segment| segment.left).collect()
    };
    let (upper, lower) = (edges(last), edges(first));
    let aligned = upper.len() == lower.len() && upper.iter().zip(&lower).all(|(a, b)| (a - b).abs() < SAME_EDGE);
    (a.len() == b.len() && aligned).then_some(*table)
}

/// Columns of a table that goes on stand within this many points of where they stood.
const SAME_EDGE: f32 = 14.0;

fn words(line: &Line) -> String {
    match &line.mark {
        Mark::Row { cells, .. } => crate::text::squeeze(&cells.join(" ")),
        _ => crate::text::squeeze(&line.text),
    }
}

/// A row of a table in the making.
#[derive(Debug, Clone)]
pub struct Row {
    pub cells: Vec<String>,
    pub bold: bool,
    /// Of its first line; its segments are the columns of the table.
    pub layout: Layout,
}

/// A first row names the columns when it is bold, or says short words that columns are called by.
pub fn names_columns(row: &Row) -> bool {
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
    let columns = columns(&taken, &strips);
    let mut rows = rows(&lines[..length], taken, &strips);
    rows.iter_mut().for_each(|row| row.layout.segments.clone_from(&columns));
    Some((length, rows))
}

/// Where the columns between the strips begin and end.
fn columns(taken: &[Vec<Run>], strips: &Gutters) -> Vec<Segment> {
    let column = |run: &Run| strips.iter().filter(|strip| run.left >= strip.1 - 0.5).count();
    let mut columns =
        vec![Segment { left: f32::MAX, right: 0.0, start: 0, end: 0, bold: false, cell: None }; strips.len() + 1];
    for run in taken.iter().flatten() {
        let own = &mut columns[column(run)];
        (own.left, own.right) = (own.left.min(run.left), own.right.max(run.right));
    }
    columns
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
