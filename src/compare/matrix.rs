//! A table of numbers: a row an earlier finding, a column a later one.

/// Numbers by row and column.
#[derive(Debug, Clone, PartialEq)]
pub struct Matrix {
    rows: usize,
    columns: usize,
    cells: Vec<f32>,
}

impl Matrix {
    /// A matrix whose cells are what `cell(row, column)` gives.
    pub fn new(rows: usize, columns: usize, cell: impl Fn(usize, usize) -> f32) -> Self {
        let cells = (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column)));
        Self { rows, columns, cells: cells.map(|(row, column)| cell(row, column)).collect() }
    }

    /// Number of rows: earlier findings.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns: later findings.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// The cell at `row` and `column`.
    ///
    /// # Panics
    ///
    /// When there is no such cell.
    pub fn at(&self, row: usize, column: usize) -> f32 {
        assert!(column < self.columns, "no such column");
        self.cells[row * self.columns + column]
    }

    /// Every cell, row by row.
    pub fn cells(&self) -> &[f32] {
        &self.cells
    }

    /// The column of the greatest cell in a row other than `but`, the first of equals; `None` in an empty row.
    pub fn best_in_row(&self, row: usize, but: Option<usize>) -> Option<usize> {
        first_greatest(
            (0..self.columns).filter(|column| Some(*column) != but).map(|column| (column, self.at(row, column))),
        )
    }

    /// The row of the greatest cell in a column other than `but`, the first of equals; `None` in an empty column.
    pub fn best_in_column(&self, column: usize, but: Option<usize>) -> Option<usize> {
        first_greatest((0..self.rows).filter(|row| Some(*row) != but).map(|row| (row, self.at(row, column))))
    }
}

fn first_greatest(entries: impl Iterator<Item = (usize, f32)>) -> Option<usize> {
    entries.reduce(|best, next| if next.1 > best.1 { next } else { best }).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_equals_is_best() {
        let matrix = Matrix::new(2, 3, |row, column| [[0.1, 0.7, 0.7], [0.9, 0.7, 0.0]][row][column]);
        assert_eq!(matrix.best_in_row(0, None), Some(1));
        assert_eq!(matrix.best_in_row(0, Some(1)), Some(2));
        assert_eq!(matrix.best_in_column(1, None), Some(0));
        assert_eq!(matrix.best_in_column(1, Some(0)), Some(1));
        assert_eq!(Matrix::new(1, 1, |_, _| 1.0).best_in_row(0, Some(0)), None);
    }
}
