//! Titles that are the items: "1. Develop a long-term vision" over a paragraph that explains it.
//!
//! Several titles stand directly below a heading that announces findings, each over prose without a list. Where most say by
//! themselves what was found (`titles` of the rule), they are the findings; else they are topics, and so is any over a list.

use super::headings::heading_rule;
use super::paper::Paper;
use super::rules::{Place, Rule, is_guarded_item};
use crate::model::{Block, BlockKind};

/// More than this many blocks above the first title are a section of their own.
const LONGEST_OPENING: usize = 2;

/// The headlines of the level of the heading itself, where no type ranks them: "Area for improvement", "The service should test its
/// plans", and what explains it. A heading in the singular announces one.
fn headlines_beside(paper: &Paper<'_>, heading: usize, level: u8, rule: &Rule) -> Vec<usize> {
    let mut headlines = Vec::new();
    let mut at = heading + 1;
    let most = if rule.announces_one(&paper.blocks[heading].text) { 1 } else { usize::MAX };
    while headlines.len() < most {
        let Some(block) = paper.blocks.get(at).filter(|block| block.level() == Some(level)) else { break };
        let is_known = heading_rule(paper, at).is_some()
            || [Place::Stop, Place::Label].into_iter().any(|place| paper.rule_for(place, at).is_some());
        let prose = paper.blocks[at + 1..].iter().take_while(|block| is_prose(block)).count();
        if is_known
            || prose == 0
            || !paper.is_free(at)
            || !rule.takes_title(&block.text)
            || is_guarded_item(&block.text)
        {
            break;
        }
        headlines.push(at);
        at += 1 + prose;
    }
    // Where no heading of the rule announces one, a single headline begins the next section.
    let fewest = if rule.may_announce_one() { 1 } else { 2 };
    if headlines.len() < fewest { Vec::new() } else { headlines }
}

fn is_prose(block: &Block) -> bool {
    block.kind == BlockKind::Paragraph && block.number.is_none()
}

/// The titles below a heading that are the items it announces; none where they only group or name topics.
pub fn that_are_items(paper: &Paper<'_>, heading: usize, rule: &Rule) -> Vec<usize> {
    let Some(level) = paper.blocks[heading].level() else { return Vec::new() };
    let beside = headlines_beside(paper, heading, level, rule);
    if !beside.is_empty() {
        return beside;
    }
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
