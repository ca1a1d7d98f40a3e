//! Who goes with whom, so that all together are best off?
//!
//! The assignment problem, by shortest augmenting paths (Jonker and Volgenant 1987, in the form that keeps
//! potentials for rows and columns): each earlier finding gets at most one later one and the sum is as great
//! as it can be. Rows times rows times columns steps; ties go to the first row and column.

use super::matrix::Matrix;

/// For each row its column, so that the sum of the cells is greatest; `None` for rows that get none, which
/// happens where there are more rows than columns.
///
/// Every column is used where there are enough rows, however small the cells: what is too little to be a pair
/// is for the caller to drop.
///
/// ```
/// use lookback::compare::{Matrix, assign};
///
/// // Greedily 0 would take column 0 and leave 1 with nothing.
/// let worth = Matrix::new(2, 2, |row, column| [[0.9, 0.8], [0.7, 0.0]][row][column]);
/// assert_eq!(assign(&worth), [Some(1), Some(0)]);
/// ```
pub fn assign(worth: &Matrix) -> Vec<Option<usize>> {
    let (rows, columns) = (worth.rows(), worth.columns());
    if rows <= columns {
        return solve(rows, columns, |row, column| -f64::from(worth.at(row, column))).into_iter().map(Some).collect();
    }
    let mut out = vec![None; rows];
    for (column, row) in solve(columns, rows, |column, row| -f64::from(worth.at(row, column))).into_iter().enumerate() {
        out[row] = Some(column);
    }
    out
}

/// For each of the `n` rows one of the `m >= n` columns, at the least cost.
fn solve(n: usize, m: usize, cost: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    /// Stands for "no row yet" and, as a column, for the place from which a path starts.
    const NONE: usize = usize::MAX;
    let (mut row_price, mut column_price) = (vec![0.0; n], vec![0.0; m]);
    let mut row_of = vec![NONE; m];
    for start in 0..n {
        // The cheapest path from `start` to each column, and the column before it on that path.
        let (mut distance, mut before) = (vec![f64::INFINITY; m], vec![NONE; m]);
        let mut reached = vec![false; m];
        let (mut row, mut at, mut so_far) = (start, NONE, 0.0);
        let last = loop {
            let mut nearest = NONE;
            for column in (0..m).filter(|column| !reached[*column]) {
                let through = so_far + cost(row, column) - row_price[row] - column_price[column];
                if through < distance[column] {
                    distance[column] = through;
                    before[column] = at;
                }
                if nearest == NONE || distance[column] < distance[nearest] {
                    nearest = column;
                }
            }
            reached[nearest] = true;
            so_far = distance[nearest];
            at = nearest;
            if row_of[nearest] == NONE {
                break nearest;
            }
            row = row_of[nearest];
        };
        row_price[start] += so_far;
        for column in (0..m).filter(|column| reached[*column] && *column != last) {
            row_price[row_of[column]] += so_far - distance[column];
            column_price[column] -= so_far - distance[column];
        }
        // Along the path every row moves on to the next column; `start` takes the first.
        let mut column = last;
        while before[column] != NONE {
            row_of[column] = row_of[before[column]];
            column = before[column];
        }
        row_of[column] = start;
    }
    let mut out = vec![0; n];
    for (column, row) in row_of.into_iter().enumerate().filter(|(_, row)| *row != NONE) {
        out[row] = column;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(worth: &Matrix, assigned: &[Option<usize>]) -> f64 {
        assigned.iter().enumerate().filter_map(|(row, column)| column.map(|c| f64::from(worth.at(row, c)))).sum()
    }

    #[test]
    fn the_assignment_agrees_with_scipy() {
        // Drawn once; `scipy.optimize.linear_sum_assignment` gives these columns and this total.
        const WORTH: [[f32; 7]; 5] = [
            [0.805, 0.808, 0.515, 0.286, 0.054, 0.383, 0.408],
            [0.045, 0.049, 0.999, 0.652, 0.235, 0.435, 0.974],
            [0.898, 0.844, 0.392, 0.493, 0.677, 0.061, 0.556],
            [0.271, 0.88, 0.064, 0.679, 0.87, 0.227, 0.895],
            [0.872, 0.019, 0.707, 0.001, 0.503, 0.437, 0.203],
        ];
        let worth = Matrix::new(5, 7, |row, column| WORTH[row][column]);
        let assigned = assign(&worth);
        assert_eq!(assigned, [Some(1), Some(6), Some(0), Some(4), Some(2)]);
        assert!((total(&worth, &assigned) - 4.257).abs() < 1e-6);
        let turned = Matrix::new(7, 5, |row, column| WORTH[column][row]);
        assert!((total(&turned, &assign(&turned)) - 4.257).abs() < 1e-6);
    }

    #[test]
    fn no_other_assignment_is_worth_more() {
        fn best(worth: &Matrix, row: usize, taken: &mut Vec<usize>) -> f64 {
            if row == worth.rows() {
                return 0.0;
            }
            // A row may go without where there are more rows than columns.
            let mut most = if worth.rows() > worth.columns() { best(worth, row + 1, taken) } else { f64::MIN };
            for column in 0..worth.columns() {
                if !taken.contains(&column) {
                    taken.push(column);
                    most = most.max(f64::from(worth.at(row, column)) + best(worth, row + 1, taken));
                    taken.pop();
                }
            }
            most
        }
        let mut seed = 11u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (seed >> 40) as usize
        };
        for _ in 0..300 {
            let (rows, columns) = (1 + next() % 5, 1 + next() % 5);
            // Few values, so that there are ties.
            let cells: Vec<f32> = (0..rows * columns).map(|_| (next() % 7) as f32 / 4.0).collect();
            let worth = Matrix::new(rows, columns, |row, column| cells[row * columns + column]);
            let assigned = assign(&worth);
            let mut used: Vec<usize> = assigned.iter().flatten().copied().collect();
            assert_eq!(used.len(), rows.min(columns));
            used.sort_unstable();
            used.dedup();
            assert_eq!(used.len(), rows.min(columns), "a column twice");
            assert!((total(&worth, &assigned) - best(&worth, 0, &mut Vec::new())).abs() < 1e-6);
        }
    }

    #[test]
    fn nothing_is_assigned_to_nothing() {
        assert!(assign(&Matrix::new(0, 3, |_, _| 0.0)).is_empty());
        assert_eq!(assign(&Matrix::new(2, 0, |_, _| 0.0)), [None, None]);
    }

    #[test]
    fn ties_go_to_the_first() {
        assert_eq!(assign(&Matrix::new(2, 3, |_, _| 0.5)), [Some(0), Some(1)]);
    }
}
