//! A picture of an answer: what it shows, apart from how it is drawn. `svg` draws it.
//!
//! Every chart has a title, the unit, and words for who cannot see it; every figure in it is also printed in it.
//!
//! ```
//! use lookback::output::chart::{Chart, HeatRow};
//!
//! let row = HeatRow { label: "Early help".into(), level: 0, cells: vec![(1, 4), (3, 4)] };
//! let chart = Chart::heat("Themes".into(), vec!["2011".into(), "2015".into()], vec![row]);
//! assert!(chart.words().contains("Early help: 1 of 4 in 2011, 3 of 4 in 2015."));
//! ```

use crate::themes::change::Verdict;
use crate::themes::statistics::{Z95, wilson};

/// A picture.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// What it is about.
    pub title: String,
    /// What is measured, in which unit.
    pub unit: &'static str,
    /// What is drawn.
    pub body: Body,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq)]
pub enum Body {
    /// A field of shares: rows by columns.
    Heat {
        /// The names of the columns.
        columns: Vec<String>,
        /// The rows.
        rows: Vec<HeatRow>,
    },
    /// A small drawing a theme, of shares over time with their intervals.
    Lines {
        /// The names of the points in time.
        columns: Vec<String>,
        /// The drawings.
        panels: Vec<Panel>,
    },
    /// Bars side by side: a row a name, a bar a column.
    Bars {
        /// The names of the bars of a row.
        columns: Vec<String>,
        /// The rows.
        rows: Vec<HeatRow>,
    },
    /// Lines from one side to the other.
    Slope {
        /// The names of the sides.
        sides: [String; 2],
        /// The lines.
        lines: Vec<SlopeLine>,
    },
}

/// A row of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeatRow {
    /// Its name.
    pub label: String,
    /// How deep it stands below another.
    pub level: usize,
    /// A count a column, and what it is out of.
    pub cells: Vec<(usize, usize)>,
}

/// A small drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    /// Its name.
    pub label: String,
    /// A point a column.
    pub points: Vec<Point>,
}

/// A share with its 95 % interval; all `None` where it is out of nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The count.
    pub count: usize,
    /// What it is out of.
    pub of: usize,
    /// The share, 0 to 1, and the ends of its interval (Wilson).
    pub share: Option<(f64, f64, f64)>,
}

impl Point {
    /// The share of a count.
    pub fn new(count: usize, of: usize) -> Self {
        let share = wilson(count, of, Z95).map(|interval| (count as f64 / of as f64, interval.low, interval.high));
        Self { count, of, share }
    }
}

/// A line from one side to the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlopeLine {
    /// Its name.
    pub label: String,
    /// The count on the earlier side, and what it is out of.
    pub from: (usize, usize),
    /// The same on the later side.
    pub to: (usize, usize),
    /// What may be said of it.
    pub verdict: Verdict,
}

const SHARE: &str = "Share of the findings of each period that carry the theme, in per cent";

impl Chart {
    /// A field of shares.
    pub fn heat(title: String, columns: Vec<String>, rows: Vec<HeatRow>) -> Self {
        Self { title, unit: SHARE, body: Body::Heat { columns, rows } }
    }

    /// Shares over time, a small drawing each.
    pub fn lines(title: String, columns: Vec<String>, panels: Vec<Panel>) -> Self {
        Self { title, unit: SHARE, body: Body::Lines { columns, panels } }
    }

    /// Shares side by side, a bar each.
    pub fn bars(title: String, columns: Vec<String>, rows: Vec<HeatRow>) -> Self {
        Self { title, unit: SHARE, body: Body::Bars { columns, rows } }
    }

    /// Shares on two sides.
    pub fn slope(title: String, sides: [String; 2], lines: Vec<SlopeLine>) -> Self {
        Self { title, unit: SHARE, body: Body::Slope { sides, lines } }
    }

    /// The chart in words: every figure of it, for who cannot see it.
    pub fn words(&self) -> String {
        let row = |label: &str, columns: &[String], cells: &[(usize, usize)]| {
            let cells = cells.iter().zip(columns).map(|((count, of), column)| format!("{count} of {of} in {column}"));
            format!("{label}: {}.", cells.collect::<Vec<_>>().join(", "))
        };
        let rows: Vec<_> = match &self.body {
            Body::Heat { columns, rows } | Body::Bars { columns, rows } => {
                rows.iter().map(|r| row(&r.label, columns, &r.cells)).collect()
            }
            Body::Lines { columns, panels } => panels
                .iter()
                .map(|p| row(&p.label, columns, &p.points.iter().map(|p| (p.count, p.of)).collect::<Vec<_>>()))
                .collect(),
            Body::Slope { sides, lines } => {
                lines.iter().map(|line| row(&line.label, sides, &[line.from, line.to])).collect()
            }
        };
        format!("{}. {}", self.unit, rows.join(" "))
    }
}
