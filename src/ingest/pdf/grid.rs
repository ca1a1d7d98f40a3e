//! The grids that rules draw on a page, and which cell of them a word stands in.
//!
//! A grid is a set of rules that touch, with a vertical one between two columns. Cells merged over columns or rows are
//! one cell, that of their top left corner: a rule that is not there parts nothing.

use super::drawing::Rule;
use crate::model::CellPlace;

/// Rules this close stand at the same place, in points; it is also how far apart rules that touch may end.
const NEAR: f32 = 3.0;
/// Shorter rules part nothing, in points.
const SHORTEST: f32 = 6.0;
/// A cell is at least this wide and high, in points.
const NARROWEST: f32 = 7.0;

/// Where rules stand along one axis, and how far each reaches.
#[derive(Debug, Clone, PartialEq)]
struct Bar {
    at: f32,
    reaches: Vec<(f32, f32)>,
}

impl Bar {
    fn covers(&self, place: f32) -> bool {
        self.reaches.iter().any(|(from, to)| (from - NEAR..=to + NEAR).contains(&place))
    }
}

/// One table's rules.
#[derive(Debug, Clone, PartialEq)]
struct Grid {
    /// Left to right.
    verticals: Vec<Bar>,
    /// From the top of the page down.
    horizontals: Vec<Bar>,
}

/// The grids of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grids(Vec<Grid>);

impl Grids {
    /// Finds the grids that rules draw.
    pub fn of(rules: &[Rule]) -> Self {
        let verticals = joined(rules.iter().filter(|rule| rule.is_vertical));
        let horizontals = joined(rules.iter().filter(|rule| !rule.is_vertical));
        let mut grids: Vec<Grid> = components(&verticals, &horizontals)
            .into_iter()
            .filter_map(|(verticals, horizontals)| grid(&verticals, &horizontals))
            .collect();
        let top = |grid: &Grid| grid.horizontals.first().map_or(0.0, |bar| bar.at);
        grids.sort_by(|a, b| top(b).total_cmp(&top(a)));
        Self(grids)
    }

    /// The cell that a place on the page is in; `None` outside all grids.
    pub fn cell(&self, x: f32, y: f32) -> Option<CellPlace> {
        let (table, grid) = self.0.iter().enumerate().find(|(_, grid)| grid.contains(x, y))?;
        let (mut column, mut row) = (grid.column(x)?, grid.row(y)?);
        while column > 0 && !grid.verticals[column].covers(y) {
            column -= 1;
        }
        while row > 0 && !grid.horizontals[row].covers(x) {
            row -= 1;
        }
        let small = |number: usize| u16::try_from(number).ok();
        Some(CellPlace { table: small(table)?, row: small(row)?, column: small(column)? })
    }
}

impl Grid {
    fn contains(&self, x: f32, y: f32) -> bool {
        self.column(x).is_some() && self.row(y).is_some()
    }

    fn column(&self, x: f32) -> Option<usize> {
        let after = self.verticals.iter().position(|bar| bar.at > x)?;
        after.checked_sub(1)
    }

    fn row(&self, y: f32) -> Option<usize> {
        let below = self.horizontals.iter().position(|bar| bar.at < y)?;
        below.checked_sub(1)
    }
}

/// Rules in line that touch are one, and those too short to part anything are left out.
fn joined<'a>(rules: impl Iterator<Item = &'a Rule>) -> Vec<Rule> {
    let mut rules: Vec<Rule> =
        rules.filter(|rule| rule.at.is_finite() && rule.from.is_finite() && rule.to.is_finite()).copied().collect();
    rules.sort_by(|a, b| a.at.total_cmp(&b.at).then(a.from.total_cmp(&b.from)));
    let mut lines: Vec<Vec<Rule>> = Vec::new();
    for rule in rules {
        match lines.last_mut() {
            Some(line) if rule.at - line[0].at < NEAR / 2.0 => line.push(rule),
            _ => lines.push(vec![rule]),
        }
    }
    let mut joined: Vec<Rule> = Vec::new();
    for mut line in lines {
        line.sort_by(|a, b| a.from.total_cmp(&b.from));
        let mut open: Option<Rule> = None;
        for rule in line {
            match &mut open {
                Some(before) if rule.from - before.to <= NEAR => before.to = before.to.max(rule.to),
                _ => joined.extend(open.replace(rule)),
            }
        }
        joined.extend(open);
    }
    joined.retain(|rule| rule.to - rule.from >= SHORTEST);
    joined
}

/// The verticals and horizontals of each set of rules that touch.
fn components(verticals: &[Rule], horizontals: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let touches = |v: &Rule, h: &Rule| {
        (h.from - NEAR..=h.to + NEAR).contains(&v.at) && (v.from - NEAR..=v.to + NEAR).contains(&h.at)
    };
    let count = verticals.len() + horizontals.len();
    let mut parent: Vec<usize> = (0..count).collect();
    fn root(parent: &mut [usize], mut at: usize) -> usize {
        while parent[at] != at {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        at
    }
    for (v, vertical) in verticals.iter().enumerate() {
        for (h, horizontal) in horizontals.iter().enumerate().filter(|(_, h)| touches(vertical, h)) {
            let _ = horizontal;
            let (a, b) = (root(&mut parent, v), root(&mut parent, verticals.len() + h));
            parent[a.max(b)] = a.min(b);
        }
    }
    let mut sets: std::collections::BTreeMap<usize, (Vec<Rule>, Vec<Rule>)> = std::collections::BTreeMap::new();
    for at in 0..count {
        let set = sets.entry(root(&mut parent, at)).or_default();
        match at.checked_sub(verticals.len()) {
            None => set.0.push(verticals[at]),
            Some(h) => set.1.push(horizontals[h]),
        }
    }
    sets.into_values().collect()
}

/// A grid of at least two columns; tables that are open at their sides or ends are closed there.
fn grid(verticals: &[Rule], horizontals: &[Rule]) -> Option<Grid> {
    if verticals.is_empty() || horizontals.is_empty() {
        return None;
    }
    let ends = |rules: &[Rule]| {
        rules.iter().fold((f32::MAX, f32::MIN), |(low, high), rule| (low.min(rule.from), high.max(rule.to)))
    };
    let ((left, right), (bottom, top)) = (ends(horizontals), ends(verticals));
    let verticals = bars(verticals, (left, right), (bottom, top));
    let mut horizontals = bars(horizontals, (bottom, top), (left, right));
    horizontals.reverse();
    (verticals.len() >= 3 && horizontals.len() >= 2).then_some(Grid { verticals, horizontals })
}

/// Rules gathered by where they stand, with whole ones at both ends of the other axis where there are none.
fn bars(rules: &[Rule], ends: (f32, f32), reach: (f32, f32)) -> Vec<Bar> {
    let mut bars: Vec<Bar> = Vec::new();
    for rule in rules {
        match bars.last_mut() {
            Some(bar) if rule.at - bar.at < NEAR => bar.reaches.push((rule.from, rule.to)),
            _ => bars.push(Bar { at: rule.at, reaches: vec![(rule.from, rule.to)] }),
        }
    }
    if bars.first().is_some_and(|bar| bar.at - ends.0 > NARROWEST) {
        bars.insert(0, Bar { at: ends.0, reaches: vec![reach] });
    }
    if bars.last().is_some_and(|bar| ends.1 - bar.at > NARROWEST) {
        bars.push(Bar { at: ends.1, reaches: vec![reach] });
    }
    bars
}

#[cfg(test)]
mod tests {
    use super::*;

    fn across(at: f32, from: f32, to: f32) -> Rule {
        Rule { is_vertical: false, at, from, to }
    }

    fn down(at: f32, from: f32, to: f32) -> Rule {
        Rule { is_vertical: true, at, from, to }
    }

    fn place(grids: &Grids, x: f32, y: f32) -> Option<(u16, u16, u16)> {
        grids.cell(x, y).map(|cell| (cell.table, cell.row, cell.column))
    }

    #[test]
    fn a_word_stands_in_the_cell_its_rules_draw() {
        let rules = [
            across(700.0, 50.0, 300.0),
            across(650.0, 50.0, 300.0),
            // The first column runs over both rows.
            across(600.0, 150.0, 300.0),
            across(550.0, 50.0, 300.0),
            down(50.0, 550.0, 700.0),
            down(150.0, 550.0, 700.0),
            down(250.0, 550.0, 650.0),
            down(300.0, 550.0, 700.0),
        ];
        let grids = Grids::of(&rules);
        assert_eq!(place(&grids, 60.0, 680.0), Some((0, 0, 0)));
        assert_eq!(place(&grids, 260.0, 680.0), Some((0, 0, 1)), "the head runs over two columns");
        assert_eq!(place(&grids, 260.0, 580.0), Some((0, 2, 2)));
        assert_eq!(place(&grids, 60.0, 580.0), Some((0, 1, 0)));
        assert_eq!(place(&grids, 40.0, 580.0), None);
        assert_eq!(place(&grids, 60.0, 540.0), None);
    }

    #[test]
    fn an_open_table_is_closed_and_a_box_is_no_table() {
        let open = Grids::of(&[across(700.0, 50.0, 300.0), across(650.0, 50.0, 300.0), down(150.0, 620.0, 700.0)]);
        assert_eq!(place(&open, 60.0, 680.0), Some((0, 0, 0)));
        assert_eq!(place(&open, 200.0, 630.0), Some((0, 1, 1)));
        let frame = [
            across(700.0, 50.0, 300.0),
            across(650.0, 50.0, 300.0),
            down(50.0, 650.0, 700.0),
            down(300.0, 650.0, 700.0),
        ];
        assert_eq!(Grids::of(&frame), Grids::default());
    }
}
