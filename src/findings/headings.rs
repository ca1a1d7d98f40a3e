//! Which heading, or line that stands for one, announces findings?

use super::asks;
use super::paper::Paper;
use super::rules::{Place, Rule, Scanned, is_guarded};
use super::wordings::WORDINGS;
use crate::model::{BlockKind, DocumentKind, FindingKind};

/// Words of the longest heading a rule knows: "What needs to improve in this area of social work practice?" has eleven.
const LONGEST_HEADING: usize = 12;

/// The rule of a heading, or of a line that stands for one. A heading may also lead its list in: "The local
/// authority has the following strengths:".
pub(super) fn heading_rule(paper: &Paper<'_>, index: usize) -> Option<&'static Rule> {
    let block = &paper.blocks[index];
    if !block.is_heading() && !stands_for_heading(paper, index) {
        return None;
    }
    // "What are we worried about? / Areas for development" says the same twice.
    let in_part = || {
        let parts = paper.folded[index].split(" / ").filter(|part| part.len() < paper.folded[index].len());
        parts.into_iter().find_map(|part| Scanned::new(part).rule_for(Place::Heading, paper.kind))
    };
    let own = || paper.rule_for(Place::Heading, index).or_else(in_part).or_else(|| of_a_topic(paper, index));
    own().or_else(|| {
        let leads = block.is_heading() && (block.text.trim_end().ends_with(':') || block.text.contains("following"));
        let rule = paper.rule_for(Place::LeadIn, index).filter(|_| leads && !is_guarded(&block.text))?;
        Some(groups_above(paper, index).unwrap_or(rule))
    })
}

/// The rule of a heading that names its topic beside what stands below it: "Financial planning – strengths", "Strengths: finance".
/// What was recommended may be told of beside the word: "Recommendations – progress".
fn of_a_topic(paper: &Paper<'_>, index: usize) -> Option<&'static Rule> {
    if !paper.kind.is_own_report() || paper.kind == DocumentKind::ProgressReview {
        return None;
    }
    let heading = paper.folded[index].trim();
    let (first, last) = heading.split_once(" - ").or_else(|| heading.split_once(": "))?;
    let rule = |part: &str| Scanned::new(part).rule_for(Place::Heading, paper.kind);
    let is_listed = |rule: &&Rule| {
        let is_term = [first, last].iter().any(|part| WORDINGS.term.is_match(part));
        matches!(rule.kind, FindingKind::Strength | FindingKind::AreaForConsideration)
            || rule.kind == FindingKind::Recommendation && is_term
    };
    rule(last).or_else(|| rule(first)).filter(is_listed)
}

/// The rule of the heading of recommendations over one that only says whose the next are: "The Management Board should:".
fn groups_above(paper: &Paper<'_>, index: usize) -> Option<&'static Rule> {
    asks::addressed(&paper.blocks[index].text)?;
    let mut above = paper.blocks[..index].iter().rev().filter(|block| block.is_heading());
    let over = above.find(|block| asks::addressed(&block.text).is_none())?;
    paper.rule_for(Place::Heading, over.ordinal).filter(|rule| rule.kind == FindingKind::Recommendation)
}

/// A short unlabelled line above a list, such as "Strengths" where the file does not mark it as a heading; with a colon also
/// above paragraphs.
pub(super) fn stands_for_heading(paper: &Paper<'_>, index: usize) -> bool {
    let block = &paper.blocks[index];
    let next = paper.blocks.get(index + 1);
    block.kind == BlockKind::Paragraph
        && block.text.split_whitespace().nth(LONGEST_HEADING).is_none()
        && next.is_some_and(|next| next.is_item() || next.number.is_some() || is_over_prose(paper, index))
}

/// Whether a line that ends in a colon and names a section ("What needs to improve:") stands above paragraphs.
pub(super) fn is_over_prose(paper: &Paper<'_>, index: usize) -> bool {
    let (block, next) = (&paper.blocks[index], paper.blocks.get(index + 1));
    block.kind == BlockKind::Paragraph
        && block.text.ends_with(':')
        && next.is_some_and(|next| next.kind == BlockKind::Paragraph && next.number.is_none())
        && paper.rule_for(Place::Heading, index).is_some()
}
