//! Grades as the columns of a table, and below each the areas that were given it: "Outstanding | Good | Requires improvement".

use std::collections::BTreeSet;

use super::grades::{area_name, grade};
use crate::model::{Block, BlockKind, Judgement};
use crate::text::squeeze;

/// Fewest columns by which a table is known for one of grades.
const FEWEST: usize = 3;

/// The name of an area has at most so many words.
const LONGEST_AREA: usize = 14;

/// The areas of a row whose columns are all grades, each as printed and with its grade.
pub(super) fn in_columns_of_grades(blocks: &[Block], block: &Block) -> Vec<(String, Judgement)> {
    let Some(grades) = names(blocks, block) else { return Vec::new() };
    let cells = block.cells.iter().zip(grades);
    let areas = cells.flat_map(|(cell, grade)| cell.text.lines().map(move |line| (squeeze(line), grade.clone())));
    areas.filter_map(|(line, grade)| Some((line.clone(), Judgement { area: area(&line)?, grade }))).collect()
}

/// The grades that the columns of a row are called; a table without a head has them in its first row.
fn names(blocks: &[Block], block: &Block) -> Option<Vec<String>> {
    if block.kind != BlockKind::TableRow || block.cells.len() < FEWEST {
        return None;
    }
    let is_beside = |other: &&Block| other.kind == BlockKind::TableRow && other.cells.len() == block.cells.len();
    let first = || blocks[..block.ordinal].iter().rev().take_while(is_beside).last();
    let named: Option<Vec<&str>> = block.cells.iter().map(|cell| cell.column.as_deref()).collect();
    let named = match named {
        Some(named) => named,
        None => first()?.cells.iter().map(|cell| cell.text.as_str()).collect(),
    };
    let grades: Vec<String> = named.into_iter().map(grade).collect::<Option<_>>()?;
    let apart: BTreeSet<&String> = grades.iter().collect();
    (apart.len() == grades.len()).then_some(grades)
}

/// The name of an area; a line that goes on in small letters, or is a grade itself, is none.
fn area(line: &str) -> Option<String> {
    let is_name = line.starts_with(char::is_uppercase)
        && grade(line).is_none()
        && line.split_whitespace().nth(LONGEST_AREA).is_none()
        && !line.ends_with('.');
    is_name.then(|| area_name(line).unwrap_or_else(|| line.to_owned()))
}
