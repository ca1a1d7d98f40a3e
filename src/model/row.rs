//! Which row of a table is it? Rows are counted as a member would: below the row that names the columns.
//!
//! A paper and a sheet count alike, so the number a sheet shows at its edge counts nothing: it is not on a printout. Where the table
//! prints references, the row's own is cited beside its count, because a member looks for that first: "row 6 (Ref 5)".

use std::sync::LazyLock;

use super::{Block, BlockKind};

static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("references.txt").lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.collect()
});

/// A reference has at most so many characters.
const LONGEST: usize = 12;

/// Whether a row names the columns of those below it.
pub(super) fn is_head(blocks: &[Block], row: &Block) -> bool {
    if row.cells.iter().any(|cell| cell.column.is_some()) {
        return false;
    }
    let below = blocks.get(row.ordinal + 1..).unwrap_or_default();
    // A line across the table heads what follows, and stands between.
    let next = below.iter().find(|block| !block.is_heading()).filter(|block| block.kind == BlockKind::TableRow);
    let names = next.into_iter().flat_map(|next| next.cells.iter().zip(&row.cells));
    let named: Vec<bool> =
        names.filter_map(|(cell, name)| cell.column.as_ref().map(|column| *column == name.text)).collect();
    !named.is_empty() && named.iter().all(|same| *same)
}

/// The reference that is printed in a row, with the name of its column, where it says more than the count of the row.
pub(super) fn reference(row: &Block, count: usize) -> Option<String> {
    let named = |cell: &super::Cell| {
        let column = cell
            .column
            .as_deref()
            .map(str::trim)
            .filter(|column| is_reference(column) || numbers_minutes(row, column))?;
        let said = cell.said().trim().trim_end_matches(['.', ':', ')']);
        let is_short = said.chars().count() <= LONGEST && !said.contains(char::is_whitespace);
        let is_told = is_short && said.contains(|c: char| c.is_ascii_digit()) && said != count.to_string();
        Some(is_told.then(|| format!("{} {said}", column.trim_end_matches(':'))))
    };
    row.cells.iter().find_map(named).flatten()
}

fn is_reference(column: &str) -> bool {
    NAMES.contains(&tidy(column).as_str())
}

fn tidy(column: &str) -> String {
    let name: String = column.chars().filter(|c| !matches!(c, '.' | ':')).collect();
    name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// What minutes that are set as a table call the column of their numbers, and one beside it: elsewhere a minute is one of another
/// paper.
const MINUTES: ([&str; 4], [&str; 6]) = (
    ["minute", "minute no", "minute number", "min no"],
    ["decision", "decisions", "resolution", "resolved", "discussion", "decision / action"],
);

/// Whether a column numbers the minutes that its table holds.
fn numbers_minutes(row: &Block, column: &str) -> bool {
    let mut columns = row.cells.iter().filter_map(|cell| cell.column.as_deref()).map(tidy);
    MINUTES.0.contains(&tidy(column).as_str()) && columns.any(|other| MINUTES.1.contains(&other.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Cell, places};

    /// A table of these rows, the first of which names the columns where `named` is so.
    fn table(rows: &[&[&str]], named: bool) -> Vec<Block> {
        let row = |(ordinal, cells): (usize, &&[&str])| {
            let column = |at: usize| rows[0].get(at).filter(|_| named && ordinal > 0).map(|name| (*name).to_owned());
            let cell = |(at, text): (usize, &&str)| Cell { column: column(at), text: (*text).to_owned(), above: None };
            let cells = cells.iter().enumerate().map(cell).collect();
            Block { cells, ..Block::of(ordinal, BlockKind::TableRow, "") }
        };
        rows.iter().enumerate().map(row).collect()
    }

    fn told(blocks: &[Block]) -> Vec<(Option<String>, Option<String>)> {
        places(blocks).into_iter().map(|place| (place.item.map(|item| item.to_string()), place.reference)).collect()
    }

    fn at(item: &str, reference: Option<&str>) -> (Option<String>, Option<String>) {
        (Some(item.to_owned()), reference.map(str::to_owned))
    }

    #[test]
    fn rows_are_counted_below_the_names_of_the_columns() {
        let rows: [&[&str]; 4] = [&["Ref.", "Action"], &["1", "Publish it"], &["T7", "Train all"], &["", "Tell all"]];
        let named = [at("head", None), at("r1", None), at("r2", Some("Ref. T7")), at("r3", None)];
        assert_eq!(told(&table(&rows, true)), named);
        let plain = [at("r1", None), at("r2", None), at("r3", None), at("r4", None)];
        assert_eq!(told(&table(&rows, false)), plain, "no row names the columns");
    }

    #[test]
    fn a_reference_is_short_and_of_the_row() {
        let rows: [&[&str]; 3] =
            [&["Minute", "Rec"], &["220", "That 2 posts be filled by the end of March"], &["221", "4b"]];
        assert_eq!(told(&table(&rows, true))[1..], [at("r1", None), at("r2", Some("Rec 4b"))]);
    }

    #[test]
    fn the_names_of_references_have_examples() {
        let text = include_str!("references.txt");
        let said = |mark: &str| text.lines().find_map(|line| line.strip_prefix(mark)).unwrap();
        assert!(is_reference(said("# example: ")) && !is_reference(said("# not: ")));
    }
}
