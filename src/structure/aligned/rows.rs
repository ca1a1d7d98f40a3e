//! The rows of a table without rules.
//!
//! Where rows stand apart, they are parted where every column has a gap wider than those within its cells. Where all
//! lines are equally far apart, a line with something in its first column begins a row, unless it goes on with the line
//! above in one of its columns.

use super::{Run, column};
use crate::model::{Layout, Line};
use crate::structure::paragraphs::{ends_sentence, is_tied};
use crate::structure::ruled::{Part, text_of};
use crate::structure::tables::Row;

/// A gap this much wider than the distance of lines within the cells of a column parts two of its cells.
const ROW_GAP: f32 = 1.12;
/// Lines within a cell are never further apart, in ems.
const WIDEST_LEADING_EM: f32 = 1.75;
/// Closer lines stand beside each other, in ems.
const NARROWEST_LEADING_EM: f32 = 0.9;
/// A paragraph more of a cell follows the row above by at most so many distances within a cell.
const NEXT_PARAGRAPH: f32 = 1.8;

/// A run in its column, and where its line stands.
#[derive(Debug, Clone)]
struct Piece {
    column: usize,
    baseline: f32,
    run: Run,
}

/// The pieces of a table, line by line.
pub(super) struct Table<'a> {
    /// How each line is set.
    layouts: Vec<&'a Layout>,
    /// The pieces of each line, left to right.
    lines: Vec<Vec<Piece>>,
    columns: usize,
    /// Distance of lines within a cell, in points.
    leading: f32,
}

impl<'a> Table<'a> {
    pub fn new(lines: &'a [Line], taken: Vec<Vec<Run>>, strips: &[(f32, f32)]) -> Self {
        let layouts: Vec<&Layout> = lines.iter().filter_map(|line| line.layout.as_ref()).collect();
        let placed = |(runs, layout): (Vec<Run>, &&Layout)| -> Vec<Piece> {
            let piece = |run: Run| Piece { column: column(&run, strips), baseline: layout.baseline - run.rise, run };
            runs.into_iter().map(piece).collect()
        };
        let lines: Vec<Vec<Piece>> = taken.into_iter().zip(&layouts).map(placed).collect();
        let size = layouts.iter().map(|layout| layout.size).fold(0.0, f32::max);
        let columns = strips.len() + 1;
        let mut table = Self { layouts, lines, columns, leading: 0.0 };
        let mut gaps: Vec<f32> = (0..columns)
            .flat_map(|column| {
                let places = table.baselines(column);
                places.windows(2).map(|pair| pair[1] - pair[0]).collect::<Vec<_>>()
            })
            .filter(|gap| *gap > NARROWEST_LEADING_EM * size)
            .collect();
        gaps.sort_by(f32::total_cmp);
        // Not the very least, which may be a slip of one line.
        let usual = gaps.get(gaps.len() / 10).copied().unwrap_or(WIDEST_LEADING_EM * size);
        table.leading = usual.min(WIDEST_LEADING_EM * size);
        table
    }

    /// Where the lines of a column stand.
    fn baselines(&self, column: usize) -> Vec<f32> {
        let of_line = |line: &Vec<Piece>| line.iter().find(|piece| piece.column == column).map(|piece| piece.baseline);
        self.lines.iter().filter_map(of_line).collect()
    }

    /// The places between rows that stand apart: every column has a wide gap there.
    fn boundaries(&self) -> Vec<(f32, f32)> {
        let mut common = vec![(f32::MIN, f32::MAX)];
        for column in 0..self.columns {
            let places = self.baselines(column);
            let (Some(first), Some(last)) = (places.first(), places.last()) else { continue };
            let mut free = vec![(f32::MIN, *first)];
            let wide = places.windows(2).filter(|pair| pair[1] - pair[0] > ROW_GAP * self.leading);
            free.extend(wide.map(|pair| (pair[0], pair[1])));
            free.push((*last, f32::MAX));
            common = common
                .iter()
                .flat_map(|a| free.iter().map(|b| (a.0.max(b.0), a.1.min(b.1))))
                .filter(|(from, to)| from < to)
                .collect();
        }
        common.retain(|(from, to)| *from > f32::MIN && *to < f32::MAX);
        common
    }

    /// The first line of each row.
    fn starts(&self) -> Vec<usize> {
        let boundaries = self.boundaries();
        // Lines of rows that stand apart may be rows of their own only where nothing at all goes on.
        let apart = boundaries.len() > 1;
        let lowest = |line: usize| self.lines[line].iter().map(|piece| piece.baseline).fold(0.0, f32::max);
        let is_below = |boundary: &(f32, f32), line: usize| lowest(line) >= boundary.1 - 0.05;
        let mut starts = vec![0];
        for line in 1..self.lines.len() {
            let is_first_below = boundaries.iter().any(|b| is_below(b, line) && !is_below(b, line - 1));
            if is_first_below || self.opens(line, apart) {
                starts.push(line);
            }
        }
        starts
    }

    /// Whether a line with something in its first column begins a row where no space says so.
    fn opens(&self, line: usize, apart: bool) -> bool {
        let own = &self.lines[line];
        let above = &self.lines[line - 1];
        let in_line = self.layouts[line].baseline - self.layouts[line - 1].baseline
            > NARROWEST_LEADING_EM * 0.9 * self.layouts[line].size;
        let has_first = own.first().is_some_and(|piece| piece.column == 0);
        let shared: Vec<(&Piece, &Piece)> = own
            .iter()
            .filter_map(|piece| Some((above.iter().rev().find(|other| other.column == piece.column)?, piece)))
            .collect();
        in_line
            && has_first
            && own.len() > 1
            && !shared.iter().any(|(above, piece)| goes_on(&above.run.text, &piece.run.text))
            && (!apart || (shared.len() > 1 && shared.iter().all(|(above, piece)| self.stops_short(above, piece))))
    }

    /// Whether a piece ends well before its column does, so that what stands below would have fitted beside it.
    fn stops_short(&self, above: &Piece, piece: &Piece) -> bool {
        let own = self.lines.iter().flatten().filter(|other| other.column == above.column);
        let right = own.map(|other| other.run.right).fold(0.0, f32::max);
        let size = self.layouts[0].size;
        let word = piece.run.text.split(' ').next().map_or(0, |word| word.chars().count()) as f32;
        right - above.run.right > (word + 1.0) * 0.5 * size
    }

    pub fn rows(&self) -> Vec<Row> {
        let starts = self.starts();
        let ends = starts.iter().skip(1).copied().chain([self.lines.len()]);
        let mut rows: Vec<Row> = Vec::new();
        for (from, to) in starts.iter().copied().zip(ends) {
            let cells = self.cells(from, to);
            let filled: Vec<usize> = (0..self.columns).filter(|column| !cells[*column].is_empty()).collect();
            let gap =
                from.checked_sub(1).map_or(f32::MAX, |last| self.layouts[from].baseline - self.layouts[last].baseline);
            // One cell alone under a row that is not the head is one more paragraph of that row.
            if let ([only], Some(row)) =
                (filled.as_slice(), rows.last_mut().filter(|_| starts.get(1).is_some_and(|second| from > *second)))
                && *only > 0
                && gap < NEXT_PARAGRAPH * self.leading
                && !row.cells[*only].is_empty()
            {
                row.cells[*only].push('\n');
                row.cells[*only].push_str(&cells[*only]);
                continue;
            }
            let bold = self.lines[from..to].iter().flatten().all(|piece| piece.run.bold);
            rows.push(Row { cells, band: false, bold, layout: self.layouts[from].clone() });
        }
        rows
    }

    /// What stands in each column of some lines.
    fn cells(&self, from: usize, to: usize) -> Vec<String> {
        let size = self.layouts[from].size;
        let cell = |column: usize| {
            let of_line = |line: &Vec<Piece>| {
                let own: Vec<&Piece> = line.iter().filter(|piece| piece.column == column).collect();
                let text = own.iter().map(|piece| piece.run.text.as_str()).collect::<Vec<_>>().join(" ");
                own.first().map(|first| Part { text, baseline: first.baseline, size, bold: first.run.bold })
            };
            let parts: Vec<Part> = self.lines[from..to].iter().filter_map(of_line).collect();
            text_of(&parts, self.leading / size.max(1.0))
        };
        (0..self.columns).map(cell).collect()
    }
}

/// Whether the lower of two lines of a column goes on with the upper one.
fn goes_on(above: &str, below: &str) -> bool {
    below.starts_with(char::is_lowercase)
        || (!ends_sentence(above) && (is_tied(above) || above.ends_with(['-', '&', '/'])))
}
