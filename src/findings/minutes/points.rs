//! Decisions above a list that only gives their reasons, names, days or conditions: "That a group be set up with the following
//! membership:". The list is no list of decisions.

use crate::findings::clauses::counts_on;
use crate::findings::paper::Paper;
use crate::findings::wordings::WORDINGS;
use crate::text::fold;

/// Whether a clause above a list says itself what is resolved: "That a group be set up with the following membership:". What an
/// officer is asked to do is in the list.
pub fn says_itself(clause: &str) -> bool {
    let folded = fold(clause.trim());
    WORDINGS.says_itself.captures(&folded).is_some_and(|captures| captures.name("asks").is_none())
}

/// The points below such a clause: the items it leads in, or the paragraphs that count from the first.
pub fn points_below(paper: &Paper<'_>, lead: usize) -> Vec<usize> {
    let items: Vec<usize> = paper.items_led_in_by(lead).into_iter().flat_map(|item| item.parts).collect();
    if !items.is_empty() {
        return items;
    }
    let mut counted: Vec<usize> = Vec::new();
    for block in paper.blocks[lead + 1..].iter().take_while(|block| !paper.taken[block.ordinal]) {
        let above = counted.last().and_then(|last| paper.blocks[*last].number.as_deref());
        let counts = block.number.as_deref().is_some_and(|number| counts_on(above, number));
        if !counts || block.is_heading() {
            break;
        }
        counted.push(block.ordinal);
    }
    counted
}

/// What is resolved with its points, a space between.
pub fn with_points(paper: &Paper<'_>, clause: &str, points: &[usize]) -> String {
    let texts = points.iter().map(|point| paper.blocks[*point].text.trim());
    std::iter::once(clause.trim()).chain(texts).collect::<Vec<_>>().join(" ")
}
