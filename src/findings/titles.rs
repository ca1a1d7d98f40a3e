//! Titles that are the items: "1. Develop a long-term vision" over a paragraph that explains it.
//!
//! Several titles stand directly below a heading that announces findings, each over prose without a list. Where most say by
//! themselves what was found (`titles` of the rule), they are the findings; else they are topics, and so is any over a list.

use super::Paper;
use super::headed::heading_rule;
use super::rules::{Place, Rule, is_guarded_item};
use crate::model::{Block, BlockKind};

/// More than this many blocks above the first title are a section of their own.
const LONGEST_OPENING: usize = 2;

/// The titles below a heading that are the items it announces; none where they only group or name topics.
pub fn that_are_items(paper: &Paper<'_>, heading: usize, rule: &Rule) -> Vec<usize> {
    let Some(level) = paper.blocks[heading].level() else { return Vec::new() };
    let ends = |block: &Block| {
        let outer = block.level().is_some_and(|own| own <= level);
        let other = block.is_heading()
            && (heading_rule(paper, block.ordinal).is_some() || paper.rule_for(Place::Stop, block.ordinal).is_some());
        outer || other || block.boilerplate.is_some()
    };
    let below = &paper.blocks[heading + 1..];
    let below = &below[..below.iter().position(ends).unwrap_or(below.len())];
    let titles: Vec<usize> = below.iter().filter(|block| block.is_heading()).map(|block| block.ordinal).collect();
    // Where a heading may announce one finding, one title is enough.
    let fewest = if rule.may_announce_one() { 1 } else { 2 };
    let Some(first) = titles.first().filter(|_| titles.len() >= fewest) else { return Vec::new() };
    let opening = &paper.blocks[heading + 1..*first];
    let is_prose = |block: &Block| block.kind == BlockKind::Paragraph && block.number.is_none();
    let opens = opening.len() <= LONGEST_OPENING && opening.iter().all(is_prose);
    let ends = titles.iter().skip(1).copied().chain([heading + 1 + below.len()]);
    let explained = titles.iter().zip(ends).all(|(title, end)| {
        let explanation = &paper.blocks[title + 1..end];
        !explanation.is_empty() && explanation.iter().all(is_prose)
    });
    let one_level = titles.iter().all(|title| paper.blocks[*title].level() == paper.blocks[*first].level());
    let free = titles.iter().all(|title| paper.is_free(*title) && paper.rule_for(Place::Label, *title).is_none());
    let telling = titles.iter().filter(|title| rule.takes_title(&paper.blocks[**title].text)).count();
    let are_items = opens && explained && one_level && free && telling * 2 > titles.len();
    titles.into_iter().filter(|title| are_items && !is_guarded_item(&paper.blocks[*title].text)).collect()
}
