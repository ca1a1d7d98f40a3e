//! Tables of Markdown as converters print them, made whole before they are read.
//!
//! A table directly below a line of text stands apart from it; a row broken over lines is one row; and a row that stands beneath
//! merged cells, printed from the left with the pipes of the missing ones at its end, is given their places back:
//! `| Publish it. | July 2025 | Done | ||` in a table of five columns has nothing in the first two.

use std::borrow::Cow;

/// A row goes on over at most so many lines.
const MOST_LINES: usize = 20;

/// A text whose tables are whole.
pub fn mended(text: &str) -> Cow<'_, str> {
    let lines: Vec<&str> = text.lines().collect();
    let is_rule = |at: &usize| *at > 0 && is_rule(lines[*at]) && columns(lines[at - 1]) == columns(lines[*at]);
    let rules: Vec<usize> = (0..lines.len()).filter(is_rule).collect();
    if rules.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 2 * rules.len());
    let mut at = 0;
    for rule in rules {
        if rule <= at {
            continue;
        }
        lines[at..rule - 1].iter().for_each(|line| push(&mut out, line));
        let above = rule.checked_sub(2).map_or("", |above| lines[above]);
        if !above.trim().is_empty() && !above.trim_start().starts_with('|') {
            out.push('\n');
        }
        push(&mut out, lines[rule - 1]);
        push(&mut out, lines[rule]);
        at = rule + 1;
        while at < lines.len() && lines[at].trim_start().starts_with('|') {
            let (row, used) = whole_row(&lines[at..], columns(lines[rule]));
            push(&mut out, &in_its_columns(&row, columns(lines[rule])));
            at += used;
        }
    }
    lines[at..].iter().for_each(|line| push(&mut out, line));
    Cow::Owned(out)
}

fn push(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// "|---|:--:|" below the names of the columns.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    line.starts_with('|') && line.contains("--") && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

/// The cells of a row as printed, their spaces kept; a stroke that is written out parts none.
fn cells(row: &str) -> Vec<&str> {
    let row = row.trim();
    let row = row.strip_prefix('|').unwrap_or(row);
    let mut cells = Vec::new();
    let (mut start, mut escaped) = (0, false);
    for (at, byte) in row.bytes().enumerate() {
        if byte == b'|' && !escaped {
            cells.push(&row[start..at]);
            start = at + 1;
        }
        escaped = byte == b'\\' && !escaped;
    }
    if start < row.len() {
        cells.push(&row[start..]);
    }
    cells
}

fn columns(row: &str) -> usize {
    cells(row).len()
}

/// A row with the lines it goes on over, and how many lines it is printed in; the line as it stands where no lines make it whole.
fn whole_row<'l>(lines: &[&'l str], columns_of_table: usize) -> (Cow<'l, str>, usize) {
    let mut row = lines[0].trim_end().to_owned();
    let mut used = 1;
    while used < MOST_LINES && !row.ends_with('|') && columns(&row) < columns_of_table {
        let Some(next) = lines.get(used).map(|line| line.trim()).filter(|line| !line.is_empty()) else { break };
        row.push(' ');
        row.push_str(next);
        used += 1;
    }
    let is_whole = used > 1 && row.ends_with('|') && columns(&row) == columns_of_table;
    if is_whole { (Cow::Owned(row), used) } else { (Cow::Borrowed(lines[0]), 1) }
}

/// The row with its missing cells at its beginning, where pipes without a space between them at its end stand for those.
fn in_its_columns<'r>(row: &'r str, columns_of_table: usize) -> Cow<'r, str> {
    let cells = cells(row);
    let said = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
    let (said, missing) = cells.split_at(said);
    // Where all cells are printed close, an empty one is only empty.
    let spaced = said.len() > 1 && said.iter().all(|cell| cell.starts_with(' ') && cell.ends_with(' '));
    let stands_for_none = missing.len() > 1 && missing.last().is_some_and(|last| last.is_empty());
    if !(spaced && stands_for_none && cells.len() == columns_of_table) {
        return Cow::Borrowed(row);
    }
    Cow::Owned(format!("|{}{}|", " |".repeat(missing.len()), said.join("|")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_stands_apart_from_the_line_above_it() {
        let table = "| A | B |\n|---|---|\n| 1 | 2 |\n";
        assert_eq!(mended(&format!("1. Plan\n{table}")), format!("1. Plan\n\n{table}"));
        assert_eq!(mended(&format!("Plan\n\n{table}\nEnd\n")), format!("Plan\n\n{table}\nEnd\n"));
        assert!(matches!(mended("No table | here\n"), Cow::Borrowed(_)));
    }

    #[test]
    fn a_row_broken_over_lines_is_one() {
        let of = |rows: &str| mended(&format!("| A | B | C |\n|---|---|---|\n{rows}")).into_owned();
        let row = |rows: &str| of(rows).lines().skip(2).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(row("| Publish\nthe plan | May | Done |\n"), ["| Publish the plan | May | Done |"]);
        assert_eq!(row("| Publish it\n| May | Done |\n"), ["| Publish it | May | Done |"]);
        assert_eq!(row("| Publish it\n\n| May | Done |\n")[0], "| Publish it");
        let endless = "| Publish it\n".repeat(MOST_LINES + 1);
        assert_eq!(row(&endless)[0], "| Publish it", "what goes on for ever is no row");
        assert_eq!(row("| Publish it | May\n| Train them | May | Done |\n")[0], "| Publish it | May");
    }

    #[test]
    fn what_stands_beneath_merged_cells_keeps_its_columns() {
        let of = |row: &str| {
            let text = mended(&format!("| R | A | W | S |\n|---|---|---|---|\n{row}\n")).into_owned();
            text.lines().last().unwrap_or_default().to_owned()
        };
        assert_eq!(of("| Publish it. | July | ||"), "| | | Publish it. | July |");
        assert_eq!(of("| Publish it. | July | | |"), "| Publish it. | July | | |");
        assert_eq!(of("|Publish it.|July|||"), "|Publish it.|July|||");
    }
}
