//! The overall grade of an inspection: that of the area called so, or what its first page says in a sentence.
//!
//! A sentence on the first page wins: later pages tell what earlier inspections gave.

use super::grades::{OVERALL, said_of_the_whole};
use super::paper::{Found, Paper};
use crate::model::{
    Block, Boilerplate, Certainty, DocumentKind, Finding, FindingKind, Judgement, OVERALL_GRADE_IN_WORDS,
};
use crate::text::fold;

/// What some inspectorates call the grade of the whole.
const OVERALL_RATING: &str = "Overall rating";

/// Blocks of the first page that may hold the sentence.
const FIRST_BLOCKS: usize = 14;

/// The overall grade an inspection gave, as its scale spells it; `None` where it gave none that is known.
///
/// `findings` are those of the inspection itself: a paper may tell the grades of an earlier one as well.
pub fn overall_grade<'a>(
    kind: DocumentKind,
    blocks: &[Block],
    findings: impl Iterator<Item = &'a Finding>,
) -> Option<String> {
    if kind != DocumentKind::InspectionReport {
        return None;
    }
    let said = said_first(blocks).map(|(grade, _)| grade);
    said.or_else(|| {
        // Other grades that are only possible are those told of an earlier inspection.
        let is_own = |finding: &&Finding| finding.certainty == Certainty::Sure || finding.is_overall_grade_in_words();
        let mut own = findings.filter(is_own);
        let of_whole = |judgement: &&Judgement| judgement.area == OVERALL || judgement.area == OVERALL_RATING;
        let judgement = own.find_map(|finding| finding.judgement.as_ref().filter(of_whole))?;
        Some(judgement.grade.clone())
    })
}

/// The overall grade that the first page says in a sentence, and the block that says it.
fn said_first(blocks: &[Block]) -> Option<(String, usize)> {
    let first = blocks.iter().filter(|block| block.boilerplate != Some(Boilerplate::Contents)).take(FIRST_BLOCKS);
    first.map(|block| Some((said(&block.text)?, block.ordinal))).find_map(|said| said)
}

/// Finds the overall grade where no line or table gives it: "Children's services in Marlshire are inadequate". Possible, as the
/// words of a sentence are.
pub(super) fn find(paper: &mut Paper<'_>) {
    let given = |found: &Found| found.judgement.as_ref().is_some_and(|judgement| judgement.area == OVERALL);
    let is_given = paper.found.iter().any(|found| found.certainty == Certainty::Sure && given(found));
    if paper.kind != DocumentKind::InspectionReport || is_given {
        return;
    }
    let Some((grade, block)) = said_first(paper.blocks).filter(|(_, block)| paper.is_free(*block)) else { return };
    paper.found.push(Found {
        certainty: Certainty::Possible,
        cue: Some(grade.clone()),
        judgement: Some(Judgement { area: OVERALL.into(), grade }),
        ..Found::by(
            OVERALL_GRADE_IN_WORDS,
            FindingKind::Judgement,
            &paper.blocks[block].text.replace(" | ", " "),
            block,
        )
    });
}

fn said(text: &str) -> Option<String> {
    said_of_the_whole(fold(text).trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_are_read_as_covers_say_them() {
        let cases = [
            ("The overall judgement is requires improvement There are no widespread failures", "Requires improvement"),
            ("Children’s services in the Borough of Thornmere are good", "Good"),
            (
                "Marlshire County Council’s children’s services require improvement to be good.",
                "Requires improvement to be good",
            ),
            ("The overall judgement is that children’s services are inadequate", "Inadequate"),
            ("Overall effectiveness is judged to be good", "Good"),
        ];
        for (text, want) in cases {
            assert_eq!(said(text).as_deref(), Some(want), "{text}");
        }
        for text in [
            "Services for children in Marlshire are of good quality",
            "Children’s services in Marlshire are good at keeping records",
            "The quality of supervision is good",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
    }
}
