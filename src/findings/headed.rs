//! Lists beneath a heading that says what they are: "Strengths", "What needs to improve", "Recommendations".
//!
//! The list runs to the next heading of the same or a higher level, or the next heading with a rule of its own;
//! lower headings group it. Where labels are printed only labelled paragraphs are items; a numbered item takes
//! its sub-bullets with it. Where none are, short paragraphs are the items, and long prose is only possible.

use std::collections::BTreeSet;

use super::asks;
use super::groups;
use super::headings::{heading_rule, is_over_prose, stands_for_heading};
use super::items::Item;
use super::paper::{Found, Paper, asks};
use super::rules::{Place, Rule, Scanned, is_guarded, is_guarded_item};
use super::tables::replies::is_running_foot;
use super::titles;
use super::wordings::WORDINGS;
use crate::model::{Block, BlockKind, Certainty, FindingKind};
use crate::text::{Numeral, fold};

/// Unlabelled paragraphs longer than this, in words, are prose rather than items.
pub(super) const LONGEST_ITEM: usize = 75;

/// Finds the headed lists of a paper.
pub fn find(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        if paper.is_free(index)
            && let Some(rule) = heading_rule(paper, index)
        {
            section(paper, index, rule);
        }
    }
}

/// Finds the lists beneath headings that may mean something else: "Opportunities", "Gaps". After all that is surer.
pub fn find_weak(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        if paper.is_free(index)
            && paper.blocks[index].is_heading()
            && let Some(rule) = paper.rule_for(Place::WeakHeading, index)
        {
            section(paper, index, rule);
        }
    }
}

fn section(paper: &mut Paper<'_>, heading: usize, rule: &'static Rule) {
    let titles = titles::that_are_items(paper, heading, rule);
    if !titles.is_empty() {
        let cue = paper.blocks[heading].text.clone();
        for &title in &titles {
            paper.found.push(Found::new(rule, &paper.blocks[title].text.clone(), title, heading, &cue));
        }
        paper.take(&titles);
        return;
    }
    let end = section_end(paper, heading, rule);
    // Beside "Recommendation 1: ..." what has no such label explains it.
    let is_one_of = |index: usize| paper.rule_for(Place::Label, index).is_some_and(|label| label.kind == rule.kind);
    if (heading + 1..end).any(is_one_of) {
        return;
    }
    let is_inside = |index: &usize| {
        let block = &paper.blocks[*index];
        paper.is_free(*index) && !block.is_heading() && !is_running_foot(paper.blocks, &block.text)
    };
    let inside: Vec<usize> = (heading + 1..end).filter(is_inside).collect();
    let inside = before_outer_list(paper, &inside);
    let items = labelled_items(paper, inside, rule.kind);
    // Paragraphs that are numbered through the paper are no list of a heading that may mean something else.
    if rule.place == Place::WeakHeading && items.first().is_some_and(|item| counts_on(paper, heading, item.block)) {
        return;
    }
    let items = if items.is_empty() && rule.place != Place::WeakHeading {
        match rule.announces_one(&paper.blocks[heading].text) {
            true => only_one(paper, inside),
            false => short_paragraphs(paper, inside),
        }
    } else {
        items.into_iter().map(|i| (i, rule.certainty())).collect()
    };
    let cue = paper.blocks[heading].text.clone();
    let mut taken = Vec::new();
    for (item, certainty) in items {
        let own = &paper.blocks[item.block];
        // A paragraph is only taken for an item; what is labelled as one is sure.
        let labelled = own.is_item() || own.number.is_some();
        let guarded = if labelled { is_guarded_item } else { is_guarded };
        // "The last inspection recommended that the service should:" lists what was asked, and no progress.
        if rule.kind == FindingKind::Progress && asks_again(paper, heading, item.block) {
            continue;
        }
        if guarded(&item.text) || guarded(&own.text) || leads_parts_in(paper, &item) || !rule.takes(&item.text) {
            continue;
        }
        if rule.kind == FindingKind::Recommendation && is_only_to_note(paper, &item.text) {
            continue;
        }
        let (rule, lead) = concern_over(paper, heading, item.block, rule.kind).unwrap_or((rule, heading));
        let cue = if lead == heading { &cue } else { &paper.blocks[lead].text };
        let mut found = Found::new(rule, &item.text, item.block, lead, cue);
        found.certainty = certainty.max(rule.certainty());
        found.due = due_over(paper, heading, item.block);
        found.owner = groups::owner_over(paper, item.block).filter(|_| found.kind.is_ask());
        paper.found.push(found);
        taken.extend(item.parts);
    }
    paper.take(&taken);
    if rule.kind == FindingKind::Recommendation && !taken.is_empty() {
        beside_the_list(paper, heading, inside, rule, &cue);
    }
}

/// Finds what a body should do besides the list beneath a heading of recommendations, a paragraph each: only possible.
fn beside_the_list(paper: &mut Paper<'_>, heading: usize, inside: &[usize], rule: &'static Rule, cue: &str) {
    for &index in inside {
        let block = &paper.blocks[index];
        let plain = block.kind == BlockKind::Paragraph && block.number.is_none() && paper.is_free(index);
        if plain && WORDINGS.body_should.is_match(paper.folded[index].trim()) && !is_guarded(&block.text) {
            let found = Found::new(rule, &block.text, index, heading, cue);
            paper.found.push(Found { certainty: Certainty::Possible, ..found });
            paper.take(&[index]);
        }
    }
}

/// Whether officers ask a committee no more than to receive their paper: "To note the report", and nothing besides.
fn is_only_to_note(paper: &Paper<'_>, item: &str) -> bool {
    let item = fold(item.trim());
    Scanned::new(&item).rule_for(Place::Receiving, paper.kind).is_some() && !WORDINGS.asks_besides.is_match(&item)
}

/// Whether the number of an item counts on from the last one above a heading.
fn counts_on(paper: &Paper<'_>, heading: usize, item: usize) -> bool {
    let number = |block: &Block| block.number.as_deref()?.parse::<u32>().ok();
    let above = paper.blocks[..heading].iter().rev().find_map(number);
    above.is_some_and(|above| number(&paper.blocks[item]) == Some(above + 1))
}

/// Whether an item only says whose the numbered ones below it are: "2. The trust should:", and below it "2.1".
fn leads_parts_in(paper: &Paper<'_>, item: &Item) -> bool {
    let own = paper.blocks[item.block].number.as_deref();
    let below = item.parts.last().and_then(|last| paper.blocks.get(last + 1)?.number.as_deref());
    let is_part = |(own, below): (&str, &str)| below.strip_prefix(own).is_some_and(|rest| rest.starts_with('.'));
    item.text.trim_end().ends_with(':') && own.zip(below).is_some_and(is_part)
}

/// The line that leads a list in within the section, where it says that concerns follow, or turns from what is good ("But:"): it is
/// nearer to them than the heading.
fn concern_over(paper: &Paper<'_>, heading: usize, item: usize, of: FindingKind) -> Option<(&'static Rule, usize)> {
    let lead = paper.blocks[item].led_in_by.filter(|lead| *lead > heading)?;
    let concern = || paper.rule_for(Place::LeadIn, lead).filter(|rule| rule.kind == FindingKind::Concern);
    let turns = || paper.rule_for(Place::WeakLeadIn, lead).filter(|_| of == FindingKind::Strength);
    Some((concern().or_else(turns)?, lead))
}

/// Whether a line within a section that tells of progress leads in what was recommended.
fn asks_again(paper: &Paper<'_>, heading: usize, item: usize) -> bool {
    let lead = paper.blocks[item].led_in_by.filter(|lead| *lead > heading);
    let rule = lead.and_then(|lead| paper.rule_for(Place::LeadIn, lead));
    rule.is_some_and(|rule| rule.kind == FindingKind::Recommendation && !rule.takes_some_items())
}

/// By when the items of a list are due, where the line that leads them in says so: "By 30 June 2024, the service should:".
fn due_over(paper: &Paper<'_>, heading: usize, item: usize) -> Option<String> {
    let lead = paper.blocks[item].led_in_by.filter(|lead| *lead > heading)?;
    // The patterns know "by" and "within" as words of a sentence.
    let mut led = paper.blocks[lead].text.clone();
    let first = led.chars().next().map_or(0, char::len_utf8);
    led[..first].make_ascii_lowercase();
    // "What was found in May 2019:" dates what was found.
    let says_until = |due: &str| ["within", "by ", "before "].into_iter().any(|word| due.starts_with(word));
    let until = |due: &String| says_until(due) || led.contains(&format!("by {due}"));
    asks::ask(&led, FindingKind::Request).due.filter(until)
}

/// The blocks of a section before a list goes on that began above it: a recommendation under item (iii) of the agenda is followed
/// by item (iv).
fn before_outer_list<'i>(paper: &Paper<'_>, inside: &'i [usize]) -> &'i [usize] {
    let roman = |index: &usize| {
        let block = &paper.blocks[*index];
        block.number.as_deref().filter(|_| block.is_item()).and_then(|number| Numeral::Roman.read(number))
    };
    let Some(at) = inside.iter().position(|index| paper.blocks[*index].number.is_some()).filter(|at| *at > 0) else {
        return inside;
    };
    let before = (0..inside[0]).rev().find_map(|index| roman(&index));
    let goes_on = roman(&inside[at]).zip(before).is_some_and(|(next, last)| next == last + 1);
    if goes_on { &inside[..at] } else { inside }
}

/// Where the list beneath a heading ends: at a heading of its level or above, at one with a rule of its own, at
/// boilerplate, or at a lower heading that does not group the list further.
fn section_end(paper: &Paper<'_>, heading: usize, rule: &Rule) -> usize {
    let level = paper.blocks[heading].level();
    let over_prose = level.is_none() && is_over_prose(paper, heading);
    let over_headings = stands_over_headings(paper, heading, rule);
    for block in &paper.blocks[heading + 1..] {
        let index = block.ordinal;
        let ends = match (block.level(), level) {
            _ if block.boilerplate.is_some() => true,
            (Some(this), Some(open)) => {
                this < open
                    || (this == open && !(over_headings && stands_over_asks(paper, index, rule)))
                    || heading_rule(paper, index).is_some()
                    || paper.rule_for(Place::Stop, index).is_some()
                    || !groups_list(paper, heading, index)
            }
            (Some(_), None) => true,
            (None, None) if over_prose => is_over_prose(paper, index),
            (None, None) => !block.is_item() && block.number.is_none(),
            (None, Some(_)) => stands_for_heading(paper, index) && paper.rule_for(Place::Heading, index).is_some(),
        };
        if ends {
            return index;
        }
    }
    paper.blocks.len()
}

/// Whether a heading has nothing beneath it but headings of its own rank that stand over what is asked, "Recommendations" /
/// "Governance" / "• Train members": these group its list, though no type ranks them lower.
fn stands_over_headings(paper: &Paper<'_>, heading: usize, rule: &Rule) -> bool {
    let Some(level) = paper.blocks[heading].level() else { return false };
    let leads_in = |block: &&Block| block.kind == BlockKind::Paragraph && block.text.trim_end().ends_with(':');
    let first = heading + 1 + usize::from(paper.blocks.get(heading + 1).as_ref().is_some_and(leads_in));
    let is_beside = paper.blocks.get(first).is_some_and(|block| block.level() == Some(level));
    is_beside && stands_over_asks(paper, first, rule)
}

/// Whether a heading without a rule of its own stands over items of which the first asks: "About the team" stands over names.
fn stands_over_asks(paper: &Paper<'_>, heading: usize, rule: &Rule) -> bool {
    let other = [Place::Stop, Place::Label].into_iter().any(|place| paper.rule_for(place, heading).is_some());
    let next = paper.blocks.get(heading + 1).filter(|next| next.is_item() && next.boilerplate.is_none());
    !other && heading_rule(paper, heading).is_none() && next.is_some_and(|next| asks(rule, &next.text))
}

/// Whether a lower heading groups the items of the list it stands in: what follows it goes on with the same sort of
/// label, and counts on where numbers are printed. Prose beneath it is another matter.
fn groups_list(paper: &Paper<'_>, heading: usize, index: usize) -> bool {
    let labelled = |block: &&Block| block.is_item() || block.number.is_some();
    let before = paper.blocks[heading + 1..index].iter().rev().find(labelled);
    let Some(next) = paper.blocks[index + 1..].iter().find(|block| !block.is_heading()) else { return false };
    let count = |block: &Block| block.number.as_deref().and_then(|number| number.parse::<u32>().ok());
    match before {
        // Nothing was labelled yet: a group of the list, unless unlabelled items end where labels begin.
        None => {
            let above = || {
                paper.blocks[heading + 1..index].iter().filter(|block| !block.is_heading()).map(|block| block.ordinal)
            };
            above().count() < 2 || (!labelled(&next) && mostly_short(paper, above()))
        }
        Some(before) if labelled(&next) => match (count(before), count(next)) {
            (Some(a), Some(b)) => b == a + 1 || b == 1,
            (None, None) => before.is_item() == next.is_item(),
            _ => false,
        },
        Some(_) => false,
    }
}

/// The labelled items of a section. A paragraph that leads its own list in gives its items instead.
fn labelled_items(paper: &Paper<'_>, inside: &[usize], kind: FindingKind) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut within = BTreeSet::new();
    for &index in inside {
        let block = &paper.blocks[index];
        let is_one = match block.kind {
            BlockKind::Paragraph => {
                block.number.is_some()
                    && !leads_a_list_in(paper, index, inside)
                    && !leads_its_parts_in(paper, index, kind)
            }
            BlockKind::Item { .. } => {
                let nested = block.led_in_by.is_some_and(|lead| within.contains(&lead));
                let discussed = block.led_in_by.is_some_and(|lead| is_guarded(&paper.blocks[lead].text));
                !nested && !discussed && !groups::groups(paper, index)
            }
            _ => false,
        };
        if is_one {
            let item = paper.item(index);
            within.extend(item.parts.iter().copied());
            items.push(item);
        }
    }
    items
}

/// "We make the following recommendations:" leads a list in, where no other paragraph beside it is numbered; among
/// numbered items "Implement the following:" is an item with its sub-bullets.
fn leads_a_list_in(paper: &Paper<'_>, index: usize, inside: &[usize]) -> bool {
    let text = paper.blocks[index].text.trim_end();
    let numbered = |i: &&usize| paper.blocks[**i].kind == BlockKind::Paragraph && paper.blocks[**i].number.is_some();
    let alone = inside.iter().filter(numbered).nth(1).is_none();
    let leads = paper.blocks.get(index + 1).is_some_and(|next| next.led_in_by == Some(index) || next.is_heading());
    alone
        && leads
        && WORDINGS.announces_list.is_match(text)
        && (text.ends_with(':') || (text.ends_with('.') && text.contains("following")))
}

/// Whether a numbered paragraph says only that its own list is recommended, and to whom: "3.1 We recommend that the Council should:".
/// Of actions so does one that says who is to act, and by when: "5. Within one month the Council will:".
fn leads_its_parts_in(paper: &Paper<'_>, index: usize, kind: FindingKind) -> bool {
    let leads = paper.blocks.get(index + 1).is_some_and(|next| next.is_item() && next.led_in_by == Some(index));
    let text = paper.folded[index].trim_end();
    leads
        && (WORDINGS.recommends_list.is_match(text) || kind == FindingKind::Action && WORDINGS.acts_list.is_match(text))
}

/// Whether four blocks in five are short enough for items: a long one or two among many do not make a list prose.
fn mostly_short(paper: &Paper<'_>, blocks: impl Iterator<Item = usize>) -> bool {
    let lengths: Vec<usize> = blocks.map(|index| paper.words(index)).collect();
    let short = lengths.iter().filter(|words| **words <= LONGEST_ITEM).count();
    short * 5 >= lengths.len() * 4
}

/// The one finding that a heading in the singular announces: the first paragraph, if it is short.
fn only_one(paper: &Paper<'_>, inside: &[usize]) -> Vec<(Item, Certainty)> {
    let first = inside.iter().find(|index| paper.blocks[**index].kind == BlockKind::Paragraph);
    let words = |index: &usize| paper.words(*index);
    let item = first.filter(|index| (4..=LONGEST_ITEM).contains(&words(index)));
    item.map(|index| (paper.item(*index), Certainty::Sure)).into_iter().collect()
}

/// Unlabelled items: paragraphs short enough, two or more of them. A single one, or long prose, is possible.
fn short_paragraphs(paper: &Paper<'_>, inside: &[usize]) -> Vec<(Item, Certainty)> {
    let paragraphs: Vec<usize> = inside
        .iter()
        .copied()
        .filter(|index| paper.blocks[*index].kind == BlockKind::Paragraph && !leads_a_list_in(paper, *index, inside))
        .collect();
    // Where what is asked is set in bold, what is not explains it.
    let headlines: Vec<usize> = paragraphs.iter().copied().filter(|index| paper.headline(*index).is_some()).collect();
    let paragraphs = if headlines.len() > 1 { headlines } else { paragraphs };
    let words = |index: &usize| paper.words(*index);
    let is_list = paragraphs.len() >= 2 && mostly_short(paper, paragraphs.iter().copied());
    let certainty = if is_list { Certainty::Sure } else { Certainty::Possible };
    let sentence = |index: &usize| words(index) >= 4 && !paper.blocks[*index].text.trim_end().ends_with(':');
    paragraphs.iter().filter(|index| sentence(index)).map(|index| (paper.item(*index), certainty)).collect()
}
