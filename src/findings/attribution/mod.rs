//! Whose finding is it? A paper of November may report what a review of April found.
//!
//! A review's own report or letter speaks for that review. Any other paper speaks for itself, unless the lead-in,
//! heading or paragraph before a list speaks of reviewers; then the finding is theirs, and the date named nearest
//! decides which review. A committee's resolutions are never a review's.
//!
//! | file | question |
//! |---|---|
//! | `before` | does a line say that an earlier review found what follows? |
//! | `known` | what names a review, a body, a visit? (`reviews.toml`) |
//! | `masked` | which dates does a sentence hold, and what are they of? |
//! | `own` | whose report is this paper itself? |
//! | `mentions` | which reviews does it speak of, and which of them made a finding? |

mod before;
mod known;
mod masked;
mod mentions;
mod own;

use super::paper::Found;
use crate::model::{Block, Document, ReviewMention, ReviewSort};

use known::{KNOWN, body_called, first_name};
use mentions::Mentions;
pub(super) use mentions::{Naming, namings, row_follows_up};
use own::own_review;

/// Subject of the review that some inspections make of the safeguarding board beside the council.
const BOARD: &str = "local safeguarding children board";

/// What sort of review a body makes, by its short name; `None` where the body is not known.
pub fn sort_of(body: &str) -> Option<ReviewSort> {
    body_called(body).map(|body| body.makes)
}

/// The reviews a paper speaks of, its own first, and for each finding the one that made it.
///
/// `namings` are the sentences that name reviews.
pub fn attribute(
    document: &Document,
    blocks: &[Block],
    found: &[Found],
    namings: &[Naming],
) -> (Vec<ReviewMention>, Vec<Option<usize>>) {
    let mut mentions = Mentions::new(document.date);
    if document.kind.is_own_report() {
        mentions.list.push(own_review(document, blocks));
    }
    for naming in namings {
        mentions.read(naming, document, blocks);
    }
    let made_by = found.iter().map(|finding| mentions.maker(document, blocks, finding)).collect();
    (mentions.list, made_by)
}

/// Whether a finding stands under a heading about the safeguarding board, or grades it.
fn about_the_board(blocks: &[Block], found: &Found) -> bool {
    let board = |text: &str| first_name(&KNOWN.subjects, text).as_deref() == Some(BOARD);
    let mut heading = Some(found.lead).filter(|lead| blocks[*lead].is_heading()).or(blocks[found.lead].under);
    let graded = found.judgement.as_ref().is_some_and(|judgement| board(&judgement.area));
    while let Some(index) = heading {
        if board(&blocks[index].text) && found.judgement.is_none() {
            return true;
        }
        heading = blocks[index].under;
    }
    graded || found.judgement.is_none() && in_the_boards_part(blocks, found.lead, &board)
}

/// Whether a passage stands in the part at the end of an inspection report that is about the board, whose headings may be set
/// larger than its name: "Executive summary", "Recommendations".
fn in_the_boards_part(blocks: &[Block], at: usize, board: &dyn Fn(&str) -> bool) -> bool {
    const OF_ANY_PART: [&str; 3] = ["executive summary", "summary", "recommendations"];
    let mut above = blocks[blocks.len() / 2..].iter().filter(|block| block.ordinal <= at && block.is_heading()).rev();
    let of_any_part = |block: &&Block| OF_ANY_PART.contains(&block.text.trim().to_lowercase().as_str());
    above.find(|block| !of_any_part(block)).is_some_and(|block| board(&block.text))
}
