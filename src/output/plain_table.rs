//! Tables in plain text: columns side by side as far as the width allows.
//!
//! Every column gets the width it wants; where that is too much, the widest give way, and their cells wrap, as far as
//! their words stay whole; only very long ones are broken. Where even that does not fit, the columns stand in several tables, each with the first column again: no
//! line runs over, and nothing is cut.

use std::io::{self, Write};

use textwrap::core::display_width;
use textwrap::{Options, WordSplitter};

use super::grid::{Cell, Grid, side_by_side};
use super::plain::clean;

const GAP: usize = 2;
/// No column is made narrower than this, nor than its longest word, but for words longer than the other.
const LEAST: usize = 8;
const WORD: usize = 20;
const BAR: usize = 6;

pub(super) fn draw_table(grid: &Grid, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let row = |index: usize| -> Vec<String> {
        let indent = "  ".repeat(grid.level(index));
        grid.rows[index]
            .iter()
            .enumerate()
            .map(|(c, cell)| if c == 0 { indent.clone() + &text(cell) } else { text(cell) })
            .collect()
    };
    let head: Vec<_> = grid.head.iter().map(|name| clean(name)).collect();
    let rows: Vec<_> = (0..grid.rows.len()).map(row).collect();
    let widths = widths(&head, &rows, width);
    let right: Vec<_> = (0..head.len()).map(|column| grid.is_numeric(column)).collect();

    for line in textwrap::wrap(&clean(&grid.caption), Options::new(width).word_splitter(WordSplitter::NoHyphenation)) {
        writeln!(out, "{line}")?;
    }
    for columns in side_by_side(&widths, GAP, width) {
        let pick = |row: &[String]| columns.iter().map(|&column| row[column].clone()).collect::<Vec<_>>();
        let widths: Vec<_> = columns.iter().map(|&column| widths[column]).collect();
        let right: Vec<_> = columns.iter().map(|&column| right[column]).collect();
        writeln!(out)?;
        draw_row(&pick(&head), &widths, &right, out)?;
        let rules: Vec<_> = widths.iter().map(|&width| "-".repeat(width)).collect();
        draw_row(&rules, &widths, &right, out)?;
        rows.iter().try_for_each(|row| draw_row(&pick(row), &widths, &right, out))?;
    }
    Ok(())
}

/// What a cell shows. A share has a bar after its words.
fn text(cell: &Cell) -> String {
    match cell {
        Cell::Share { count, of } => format!("{count:>2} of {of} {}", bar(*count, *of)).trim_end().to_owned(),
        other => clean(&other.to_string()),
    }
}

/// A bar of so many out of so many, in eighths of a column; at least a sliver for anything above nothing.
fn bar(count: usize, of: usize) -> String {
    const PARTS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if count == 0 || of == 0 {
        return String::new();
    }
    let eighths = (count.min(of) * BAR * 8).div_ceil(of);
    format!("{}{}", "█".repeat(eighths / 8), PARTS[eighths % 8])
}

fn widths(head: &[String], rows: &[Vec<String>], width: usize) -> Vec<usize> {
    let widest = |column: usize, of: &dyn Fn(&str) -> usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).chain(head.get(column));
        cells.map(|cell| of(cell)).max().unwrap_or(0)
    };
    let word = |cell: &str| {
        let indent = cell.len() - cell.trim_start().len();
        indent + cell.split(' ').map(display_width).max().unwrap_or(0)
    };
    let mut widths: Vec<_> = (0..head.len()).map(|column| widest(column, &display_width)).collect();
    let least: Vec<_> = (0..head.len()).map(|column| widest(column, &word).clamp(LEAST, WORD)).collect();
    let room = width.saturating_sub(GAP * head.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        // Of columns equally wide the last gives way: the first names the row.
        let may_give = (0..widths.len()).filter(|&column| widths[column] > least[column]);
        let Some(widest) = may_give.max_by_key(|&column| widths[column]) else { break };
        widths[widest] -= 1;
    }
    widths
}

fn draw_row(cells: &[String], widths: &[usize], right: &[bool], out: &mut dyn Write) -> io::Result<()> {
    let wrap = |(cell, &width): (&String, &usize)| -> Vec<String> {
        let indent = " ".repeat(cell.len() - cell.trim_start().len());
        let options = Options::new(width.max(1)).subsequent_indent(&indent).word_splitter(WordSplitter::NoHyphenation);
        textwrap::wrap(cell, options).into_iter().map(|line| line.into_owned()).collect()
    };
    let columns: Vec<_> = cells.iter().zip(widths).map(wrap).collect();
    for line in 0..columns.iter().map(Vec::len).max().unwrap_or(0) {
        let mut drawn = String::new();
        for ((column, &width), &right) in columns.iter().zip(widths).zip(right) {
            let text = column.get(line).map_or("", String::as_str);
            let space = " ".repeat(width.saturating_sub(display_width(text)));
            let (before, after) = if right { (space.as_str(), "") } else { ("", space.as_str()) };
            drawn += &format!("{before}{text}{after}{}", " ".repeat(GAP));
        }
        writeln!(out, "{}", drawn.trim_end())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_and_never_nothing_for_something() {
        assert_eq!((bar(0, 5), bar(5, 5), bar(1, 2)), (String::new(), "██████".into(), "███".into()));
        assert_eq!(bar(1, 1000), "▏");
        assert_eq!(bar(3, 0), "");
    }

    #[test]
    fn columns_that_do_not_fit_stand_in_tables_below_with_the_first_again() {
        let names: Vec<String> = (0..9).map(|at| format!("Column {at}")).collect();
        let row: Vec<Cell> =
            std::iter::once("Early help".into()).chain((1..9_usize).map(|at| (at * 1_000).into())).collect();
        let grid = Grid { caption: "Themes".into(), head: names, rows: vec![row], levels: vec![] };
        let mut out = Vec::new();
        draw_table(&grid, 40, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.lines().all(|line| display_width(line) <= 40), "{text}");
        assert_eq!((text.matches("Early").count(), text.matches("8000").count()), (3, 1), "{text}");
        assert_eq!(side_by_side(&[10, 5, 5], GAP, 30), [vec![0, 1, 2]]);
    }

    #[test]
    fn words_stay_whole_and_columns_stand_below_instead() {
        let names = ["Theme", "Gloucestershire, Ofsted, February 2017", "Gloucestershire, LGA, November 2018"];
        let row = vec!["Safeguarding".into(), Cell::Share { count: 3, of: 12 }, Cell::Share { count: 1, of: 9 }];
        let grid =
            Grid { caption: String::new(), head: names.map(str::to_owned).into(), rows: vec![row], levels: vec![] };
        for width in [40, 60] {
            let mut out = Vec::new();
            draw_table(&grid, width, &mut out).unwrap();
            let text = String::from_utf8(out).unwrap();
            assert_eq!(text.matches("Gloucestershire,").count(), 2, "{text}");
            assert!(text.contains("Safeguarding") && text.lines().all(|line| display_width(line) <= width), "{text}");
        }
    }

    #[test]
    fn wide_cells_give_way_and_wrap() {
        let grid = Grid {
            caption: "Papers".into(),
            head: vec!["Path".into(), "Title".into()],
            rows: vec![vec!["a.txt".into(), "A title that is a good deal longer than the line".into()]],
            levels: vec![],
        };
        let mut out = Vec::new();
        draw_table(&grid, 30, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().nth(4), Some("a.txt  A title that is a good"));
        assert!(text.lines().all(|line| display_width(line) <= 30), "{text}");
    }
}
