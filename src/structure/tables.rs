//! Rows of a laid-out page whose cells line up become table rows.
//!
//! Where rules draw the cells, `ruled` reads them. Elsewhere a table is a run of lines with at least one gutter in common: a vertical strip that no text of the run
//! crosses, with text on both sides on two lines or more. Cells are what stands between gutters; a gap
//! between lines wider than those within a cell parts rows. A label and its text are one cell.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::paragraphs::ends_sentence;
use super::ruled::{self, LINE_END};
use super::{Dropped, aligned};
use crate::model::{Layout, Line, Mark, Page, Segment};

/// Marks the tables of the pages, but for pages in `as_printed`. Pages without positions stay as they are.
pub fn mark(pages: Vec<Page>, as_printed: &BTreeSet<u32>) -> Vec<Page> {
    let mut marked: Vec<Page> = Vec::with_capacity(pages.len());
    for page in pages {
        let columns = marked.last().and_then(|above| above.lines.last()).and_then(columns);
        let is_plain = page.number.is_some_and(|number| as_printed.contains(&number))
            || page.lines.iter().all(|line| line.layout.is_none());
        let page = if is_plain { page } else { mark_page(&page, columns) };
        marked.push(page);
    }
    marked
}

/// The columns of the table that a line is a row of.
fn columns(line: &Line) -> Option<&[Segment]> {
    let is_row = matches!(line.mark, Mark::Row { .. });
    line.layout.as_ref().filter(|_| is_row).map(|layout| layout.segments.as_slice())
}

/// Marks the tables of a page; `above` are the columns of the table that ends the page before.
fn mark_page(page: &Page, above: Option<&[Segment]>) -> Page {
    let mut lines = Vec::with_capacity(page.lines.len());
    let mut tables = page.number.unwrap_or(0) * 100;
    let mut put = |lines: &mut Vec<Line>, rows: Vec<Row>| {
        let first = rows.iter().position(|row| !row.band);
        for (index, row) in rows.into_iter().enumerate() {
            let (text, mark) = if row.band {
                (row.cells.concat(), Mark::Heading(BAND_LEVEL))
            } else {
                let head = Some(index) == first && names_columns(&row);
                let cells =
                    if head { row.cells.iter().map(|cell| with_whole_names(cell)).collect() } else { row.cells };
                (String::new(), Mark::Row { table: tables, head, cells })
            };
            lines.push(Line { layout: Some(row.layout), ..Line::new(text, mark) });
        }
        tables += 1;
    };
    let page = &join_titles(page);
    let drawn = drawn(page);
    let is_drawn = |line: &Line| ruled::table_of(line).is_some_and(|table| matches!(drawn.get(&table), Some(Some(_))));
    let (mut at, mut end) = (0, 0);
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
        if end <= at {
            end = page.lines[at..].iter().position(is_drawn).map_or(page.lines.len(), |more| at + more);
        }
        let own = &page.lines[at..end];
        let going_on = above.filter(|_| at == 0).and_then(|columns| aligned::table_at(own, Some(columns)));
        match going_on.or_else(|| aligned::table_at(own, None)) {
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

/// The level of a row across all columns, which heads those below it: the lowest.
const BAND_LEVEL: u8 = 6;

/// A row of a table in the making.
#[derive(Debug, Clone)]
pub struct Row {
    pub cells: Vec<String>,
    /// Whether it goes across all columns, and heads the rows below it.
    pub band: bool,
    pub bold: bool,
    /// Of its first line; its segments are the columns of the table.
    pub layout: Layout,
}

/// What columns are called.
static COLUMNS: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("columns.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// Words in a name of a column.
const LONGEST_NAME: usize = 6;

/// A first row names the columns when it is bold, or says short words that columns are called by.
pub fn names_columns(row: &Row) -> bool {
    let short = row.cells.iter().all(|cell| cell.split_whitespace().nth(LONGEST_NAME).is_none());
    let is_name = |cell: &&String| {
        let cell = with_whole_names(cell).to_lowercase();
        COLUMNS.iter().any(|name| cell.starts_with(name))
    };
    row.bold || (short && row.cells.iter().filter(is_name).count() >= 2)
}

/// The name of a column without the line end that a narrow cell put into one of its words: "Recommend" / "ation".
fn with_whole_names(cell: &str) -> String {
    let mut lines = cell.split(LINE_END);
    let mut whole = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        let before = whole.rsplit(char::is_whitespace).next().unwrap_or_default().to_lowercase();
        let after = line.split(char::is_whitespace).next().unwrap_or_default();
        let joined = format!("{before}{after}");
        let is_broken = !before.is_empty()
            && after.starts_with(char::is_lowercase)
            && COLUMNS.iter().any(|name| joined.starts_with(name) && !before.starts_with(name));
        if !is_broken {
            whole.push(LINE_END);
        }
        whole.push_str(line);
    }
    whole
}

/// Whether a text is short and begins as names of columns do: "Lead officer:".
pub fn is_column_name(text: &str) -> bool {
    let name = text.trim_end_matches([':', '?', ' ']).to_lowercase();
    let is_short = name.split_whitespace().count() <= LONGEST_FORM_NAME && !name.contains(|c: char| c.is_ascii_digit());
    let begins = |known: &&str| {
        name.strip_prefix(*known).is_some_and(|rest| !rest.starts_with(char::is_alphabetic) || rest == "s")
    };
    is_short && COLUMNS.iter().any(begins)
}

/// Words in the name of a line of a form.
const LONGEST_FORM_NAME: usize = 4;

/// Whether a row within a table names its columns: what it says is for the most part exactly what columns are called.
pub fn names_columns_anew(cells: &[String]) -> bool {
    let is_name = |cell: &str| {
        let name = cell.trim_end_matches([':', '?', ' ']).to_lowercase();
        COLUMNS.iter().any(|known| name == *known || name.strip_suffix('s') == Some(known))
    };
    let said: Vec<&str> = cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
    let names = said.iter().filter(|cell| is_name(cell)).count();
    said.len() >= 3 && names >= 2 && 2 * names >= said.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_a_narrow_cell_breaks_is_whole() {
        let broken = |parts: &[&str]| with_whole_names(&parts.join(&LINE_END.to_string()));
        assert_eq!(broken(&["Recommend", "ation"]), "Recommendation");
        assert_eq!(broken(&["Respons", "ible officer"]), "Responsible officer");
        assert_eq!(broken(&["Lead", "officer"]), format!("Lead{LINE_END}officer"));
    }

    #[test]
    fn a_row_within_a_table_may_name_its_columns() {
        let cells = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
        assert!(names_columns_anew(&cells(&["Item", "Discussion", "", "Action", "By"])));
        assert!(names_columns_anew(&cells(&["Ref", "Actions", "Lead:", "Progress so far"])));
        assert!(!names_columns_anew(&cells(&["Action taken", "Lead member", "Green"])));
        assert!(!names_columns_anew(&cells(&["Action", "Who"])));
    }
}
