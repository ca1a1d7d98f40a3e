//! Rows of typed cells: what tables are made of, before any format draws them.
//!
//! A [`Table`] follows a column contract and is what programs read; a [`Grid`] has headings for people and is what a
//! page shows. Cells keep their type, so that a number stays one in a spreadsheet and what is missing stays missing.
//!
//! ```
//! use lookback::output::grid::Cell;
//!
//! assert_eq!(Cell::figure(Some(0.25), 3).to_string(), "0.250");
//! assert_eq!(Cell::from(None::<usize>), Cell::Missing);
//! ```

use std::fmt;

use super::table::{Column, Contract, Kind};

/// One value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Not known, or does not apply. Drawn as nothing.
    Missing,
    /// Words.
    Text(String),
    /// A whole number.
    Count(usize),
    /// A measured figure, drawn with this many decimals.
    Figure {
        /// The figure.
        value: f64,
        /// How many decimals are shown.
        decimals: usize,
    },
    /// So many out of so many: "3 of 12", with a bar where a page can draw one.
    Share {
        /// How many.
        count: usize,
        /// Out of how many.
        of: usize,
    },
}

impl Cell {
    /// A figure with this many decimals; missing where there is none.
    pub fn figure(value: Option<impl Into<f64>>, decimals: usize) -> Self {
        value.map_or(Self::Missing, |value| Self::Figure { value: value.into(), decimals })
    }

    /// Several values in one cell, joined by "; ". Missing where there are none.
    pub fn several<T: fmt::Display>(values: impl IntoIterator<Item = T>) -> Self {
        let values: Vec<_> = values.into_iter().map(|value| value.to_string()).collect();
        if values.is_empty() { Self::Missing } else { Self::Text(values.join("; ")) }
    }

    /// The value as text; missing where there is none.
    pub fn shown<T: fmt::Display>(value: Option<T>) -> Self {
        value.map_or(Self::Missing, |value| Self::Text(value.to_string()))
    }

    /// What sort of value it is; `None` where it is missing.
    pub fn kind(&self) -> Option<Kind> {
        match self {
            Self::Missing => None,
            Self::Text(_) | Self::Share { .. } => Some(Kind::Text),
            Self::Count(_) => Some(Kind::Count),
            Self::Figure { .. } => Some(Kind::Figure),
        }
    }

    /// Whether it is a number, which stands to the right of its column.
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Count(_) | Self::Figure { .. })
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Count(count) => write!(f, "{count}"),
            Self::Figure { value, decimals } => {
                let shown = format!("{value:.decimals$}");
                // What is rounded to nothing is neither more nor less than nothing.
                let is_nothing = !shown.contains(|c: char| matches!(c, '1'..='9'));
                f.write_str(if is_nothing { shown.trim_start_matches('-') } else { &shown })
            }
            Self::Share { count, of } => write!(f, "{count} of {of}"),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Cell {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}

impl From<u32> for Cell {
    fn from(count: u32) -> Self {
        Self::Count(count as usize)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

/// Rows under a column contract.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// What the columns are called and mean.
    pub contract: &'static Contract,
    /// The rows, each with one cell a column.
    pub rows: Vec<Vec<Cell>>,
}

impl Table {
    /// A table of these rows.
    pub fn new(contract: &'static Contract, rows: Vec<Vec<Cell>>) -> Self {
        debug_assert!(rows.iter().all(|row| row.len() == contract.columns.len()), "a row misses its columns");
        let fits = |(column, cell): (&Column, &Cell)| cell.kind().is_none_or(|kind| kind == column.kind);
        let fit = |row: &Vec<Cell>| contract.columns.iter().zip(row).all(fits);
        debug_assert!(rows.iter().all(fit), "a cell of {} is not of the kind of its column", contract.name);
        Self { contract, rows }
    }

    /// Some of the columns, in the order named, under headings for people.
    ///
    /// A name the contract does not have is left out.
    pub fn grid(&self, caption: impl Into<String>, columns: &[&str]) -> Grid {
        let chosen: Vec<_> = columns.iter().filter_map(|name| self.contract.position(name)).collect();
        Grid {
            caption: caption.into(),
            head: chosen.iter().map(|&index| self.contract.columns[index].heading()).collect(),
            rows: self.rows.iter().map(|row| chosen.iter().map(|&index| row[index].clone()).collect()).collect(),
            levels: Vec::new(),
        }
    }
}

/// Rows for people to read.
#[derive(Debug, Clone, PartialEq)]
pub struct Grid {
    /// What the table shows.
    pub caption: String,
    /// The headings of the columns.
    pub head: Vec<String>,
    /// The rows; the first cell names its row.
    pub rows: Vec<Vec<Cell>>,
    /// How deep each row stands below another, 0 for the top; empty where all stand alike.
    pub levels: Vec<usize>,
}

impl Grid {
    /// Whether every cell of a column that is not missing is a number.
    pub fn is_numeric(&self, column: usize) -> bool {
        let mut cells = self.rows.iter().filter_map(|row| row.get(column)).filter(|cell| **cell != Cell::Missing);
        cells.clone().next().is_some() && cells.all(Cell::is_number)
    }

    /// How deep a row stands.
    pub fn level(&self, row: usize) -> usize {
        self.levels.get(row).copied().unwrap_or(0)
    }
}

/// Which columns stand beside each other in a room: all where they fit, else as many as do, the first in each.
pub(super) fn side_by_side(widths: &[usize], gap: usize, room: usize) -> Vec<Vec<usize>> {
    let first = widths.first().copied().unwrap_or(0);
    let mut blocks = vec![vec![0]];
    let mut taken = first;
    for (column, &wide) in widths.iter().enumerate().skip(1) {
        if taken + gap + wide > room && blocks.last().is_some_and(|block| block.len() > 1) {
            blocks.push(vec![0]);
            taken = first;
        }
        taken += gap + wide;
        blocks.last_mut().into_iter().for_each(|block| block.push(column));
    }
    blocks
}
