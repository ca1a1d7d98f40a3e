//! Tables that answer recommendations and call their column "Details": `Ref | Details | Action(s)`, with R1 or PCR2 under "Ref".
//!
//! Registers of risks count with R as well and have details and actions: what stands above the table has to speak of
//! recommendations.

use super::column_names::{COLUMNS, rule_of};
use crate::findings::paper::Paper;
use crate::findings::rules::Rule;
use crate::model::BlockKind;

/// The column of recommendations, by the name that says so.
const PLAIN: &str = "Recommendation";

/// The rule for a column of details, where the rows of the table are recommendations.
pub fn rule_of_details(paper: &Paper<'_>, row: usize, column: &str) -> Option<&'static Rule> {
    let name = column.trim().trim_end_matches([':', '.']).to_lowercase();
    let is_counted = || {
        let first = paper.blocks[row].cells.first();
        first.is_some_and(|first| COLUMNS.ref_of_recommendation.first(&first.said().trim().to_lowercase()).is_some())
    };
    let is_of_recommendations = COLUMNS.details.first(&name).is_some() && is_counted() && speaks_of_them(paper, row);
    is_of_recommendations.then(|| rule_of(PLAIN, paper.kind)).flatten()
}

/// Whether the line above the table, or a heading over it, speaks of recommendations.
pub fn speaks_of_them(paper: &Paper<'_>, row: usize) -> bool {
    let speaks = |index: usize| paper.folded[index].to_lowercase().contains("recommendation");
    let above = paper.blocks[..row].iter().rposition(|block| block.kind != BlockKind::TableRow);
    let mut headings = std::iter::successors(paper.blocks[row].under, |under| paper.blocks[*under].under);
    above.is_some_and(speaks) || headings.any(speaks)
}

#[cfg(test)]
mod tests {
    use super::super::column_names::{File, file};
    use crate::text::hold_to_examples;

    #[test]
    fn every_line_keeps_its_example_and_not_its_opposite() {
        let File { details, ref_of_recommendation, .. } = file();
        hold_to_examples(details.iter().chain(&ref_of_recommendation), |line, text| line.finds(&text.to_lowercase()));
    }
}
