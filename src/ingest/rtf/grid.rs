//! The columns of a table whose rows have not equally many cells: a cell stands where its right edge says.

use crate::ingest::lines::Row;

/// Edges this close, in twentieths of a point, are one.
const NEAR: i32 = 60;

/// Most columns of a table.
const MOST_COLUMNS: usize = 64;

/// Puts empty cells where a wide cell covers more columns than its first. `edges` are the right edges of the cells of each row.
pub fn align(rows: &mut [Row], edges: &[Vec<i32>]) {
    let is_known =
        rows.len() == edges.len() && rows.iter().zip(edges).all(|(row, edges)| row.cells.len() == edges.len());
    let is_even = rows.windows(2).all(|pair| pair[0].cells.len() == pair[1].cells.len());
    let mut columns: Vec<i32> = edges.iter().flatten().copied().collect();
    columns.sort_unstable();
    columns.dedup_by(|next, last| next.saturating_sub(*last) <= NEAR);
    if !is_known || is_even || columns.len() > MOST_COLUMNS {
        return;
    }
    for (row, edges) in rows.iter_mut().zip(edges) {
        let mut cells = Vec::with_capacity(columns.len());
        for (cell, edge) in row.cells.drain(..).zip(edges) {
            let last = columns.iter().rposition(|column| column <= edge).unwrap_or_default();
            cells.push(cell);
            cells.resize_with(cells.len().max(last + 1), Vec::new);
        }
        row.cells = cells;
    }
}
