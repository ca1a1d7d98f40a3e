//! Lists that a sentence leads in: "the LGA team had identified the following four priorities:".
//!
//! The number the sentence announces is checked against the items found: four priorities and three bullets
//! means one was lost, most often at a page end, and the paper says so as a warning.

use super::clauses::{goes_on, last_sentence, opens_alike, starts_clause, trim_clause};
use super::groups;
use super::headed::LONGEST_ITEM;
use super::items::Item;
use super::minutes::points::{says_itself, with_points};
use super::minutes::resolved::kind_of;
use super::pages::is_said_above;
use super::paper::{Found, Paper};
use super::rules::{Place, Rule, is_guarded, is_guarded_item, rule_for};
use super::wordings::WORDINGS;
use crate::model::{BlockKind, Certainty, DocumentKind, FindingKind, Warning};
use crate::text::{fold, sentences};

/// Finds the led-in lists of a paper.
pub fn find(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        let block = &paper.blocks[index];
        let leads_in = block.text.trim_end().ends_with([':', '-', '–']) || block.text.ends_with(" has");
        if !paper.is_free(index) || block.is_heading() || !leads_in {
            if !leads_in && paper.is_free(index) {
                announced_in_prose(paper, index);
            }
            continue;
        }
        let mut items = paper.items_led_in_by(index);
        let is_list = !items.is_empty();
        if !is_list {
            items = clauses_below(paper, index);
        }
        let lead = last_sentence(&block.text);
        if items.is_empty() {
            paragraphs_below(paper, index);
            continue;
        }
        if is_guarded(lead) {
            continue;
        }
        // "We make these recommendations:" says what is listed beneath "The Chief Executive should:".
        let announced_by = groups::announced_by(paper, index).and_then(|above| paper.rule_for(Place::LeadIn, above));
        let known =
            || [Place::LeadIn, Place::WeakLeadIn].into_iter().find_map(|place| rule_for(place, lead, paper.kind));
        let Some(rule) = announced_by.or_else(known) else { continue };
        // What only goes on with the sentence was resolved; a report may go on with anything.
        if !is_list && !matches!(rule.kind, FindingKind::Resolution | FindingKind::Request) {
            continue;
        }
        let cue = lead.to_owned();
        // "The Panel agreed that the plan be approved subject to the following:" is one decision with its points.
        if is_list && rule.kind == FindingKind::Resolution && !rule.takes_some_items() && says_itself(lead) {
            let points: Vec<usize> = items.iter().flat_map(|item| item.parts.iter().copied()).collect();
            let found = Found::new(rule, &with_points(paper, lead, &points), index, index, &cue);
            paper.found.push(found);
            paper.take(&points);
            paper.take(&[index]);
            continue;
        }
        if let Some(announced) = announced_count(lead).filter(|announced| *announced != items.len()) {
            let place = block.number.as_ref().map_or_else(String::new, |number| format!(" in paragraph {number}"));
            let found = items.len();
            paper.warnings.push(Warning(format!("“{cue}”{place} announces {announced}, and {found} were found")));
        }
        // What officers offer a committee is not what it recommends.
        let is_offered = paper.kind == DocumentKind::Minutes
            && rule.kind == FindingKind::Recommendation
            && WORDINGS.officers_offer.is_match(&fold(lead));
        let mut taken = vec![index];
        for item in items {
            if is_guarded_item(&item.text) || !rule.takes(&item.text) {
                continue;
            }
            let mut found = Found::new(rule, &item.text, item.block, index, &cue);
            found.kind = kind_of(found.kind, &item.text);
            if is_offered {
                found.certainty = Certainty::Possible;
            }
            found.owner = groups::owner_over(paper, item.block).filter(|_| found.kind.is_ask());
            taken.extend(item.parts);
            if rule.kind.is_of_committee() {
                found.text = trim_clause(&found.text);
                if is_said_above(paper, found.block, &found.text) {
                    continue;
                }
            }
            paper.found.push(found);
        }
        paper.take(&taken);
    }
}

/// Finds the list below a paragraph of peers that announces it in a sentence and ends with a full stop: "We suggest the Council
/// consider the following actions. These are things that we think will help."
fn announced_in_prose(paper: &mut Paper<'_>, index: usize) {
    let block = &paper.blocks[index];
    let is_first = paper.blocks.get(index + 1).is_some_and(|next| next.is_item() && paper.is_free(next.ordinal));
    if !is_first || !paper.kind.is_own_report() || block.kind != BlockKind::Paragraph {
        return;
    }
    let announces = |range: std::ops::Range<usize>| {
        let said = block.text[range].trim();
        let rule = rule_for(Place::LeadIn, said, paper.kind).filter(|rule| rule.kind.is_ask())?;
        (WORDINGS.announces_below.is_match(&fold(said)) && !is_guarded(said)).then_some((rule, said))
    };
    let Some((rule, said)) = sentences(&block.text).into_iter().rev().take(SENTENCES_ABOVE).find_map(announces) else {
        return;
    };
    let below = paper.blocks[index + 1..].iter().take_while(|below| below.is_item() && paper.is_free(below.ordinal));
    let mut taken = vec![index];
    for at in below.map(|below| below.ordinal).collect::<Vec<_>>() {
        if taken.contains(&at) {
            continue;
        }
        let item = paper.item(at);
        if !is_guarded_item(&item.text) && rule.takes(&item.text) {
            paper.found.push(Found::new(rule, &item.text, at, index, said));
        }
        taken.extend(item.parts);
    }
    paper.take(&taken);
}

/// Of a paragraph above a list, so many of its last sentences may announce it.
const SENTENCES_ABOVE: usize = 2;

/// The paragraphs that go on where the verb of a committee left off: "The Committee resolved:-" and "to instruct the Director ...".
fn clauses_below(paper: &Paper<'_>, lead: usize) -> Vec<Item> {
    let mut clauses: Vec<Item> = Vec::new();
    for block in &paper.blocks[lead + 1..] {
        let goes_on =
            clauses.last().is_none_or(|clause| goes_on(&clause.text) || opens_alike(&clause.text, &block.text));
        let is_clause = block.kind == BlockKind::Paragraph && block.number.is_none() && starts_clause(&block.text);
        if !goes_on || !is_clause || !paper.is_free(block.ordinal) {
            break;
        }
        clauses.push(Item { text: block.text.clone(), block: block.ordinal, parts: vec![block.ordinal] });
    }
    clauses
}

/// Finds what peers ask in paragraphs below a line that leads them in, where no mark makes them a list: "We suggest you consider the
/// following:" and "Cut the priorities to three. Choose those ...". Each opens with what is asked; what explains it is left out. It
/// is sure where two or more such paragraphs are all that stands below the line.
fn paragraphs_below(paper: &mut Paper<'_>, lead: usize) {
    let blocks = paper.blocks;
    let said = last_sentence(&blocks[lead].text);
    if !paper.kind.is_own_report() || !said.trim_end().ends_with(':') || is_guarded(said) {
        return;
    }
    let known = [Place::LeadIn, Place::WeakLeadIn].into_iter().find_map(|place| rule_for(place, said, paper.kind));
    let of_reviewers = |rule: &&Rule| rule.kind.is_ask() && !rule.takes_some_items();
    let Some(rule) = known.filter(of_reviewers) else { return };
    let opening = |text: &str| {
        let asking = sentences(text).into_iter().take_while(|range| paper.asks(text[range.clone()].trim()));
        asking.last().map(|last| text[..last.end].trim().to_owned())
    };
    let is_one = |at: &usize| {
        let block = &blocks[*at];
        let is_short = paper.words(*at) <= LONGEST_ITEM;
        let is_plain = block.kind == BlockKind::Paragraph && block.number.is_none() && paper.is_free(*at);
        is_plain && is_short && !block.text.trim_end().ends_with(':')
    };
    let asked: Vec<(usize, String)> =
        (lead + 1..blocks.len()).take_while(is_one).map_while(|at| Some((at, opening(&blocks[at].text)?))).collect();
    let end = lead + 1 + asked.len();
    let is_all = asked.len() > 1 && blocks.get(end).is_none_or(|next| next.is_heading());
    let mut taken = vec![lead];
    for (at, text) in asked.into_iter().filter(|(_, text)| !is_guarded_item(text)) {
        let mut found = Found::new(rule, &text, at, lead, said);
        if !is_all {
            found.certainty = Certainty::Possible;
        }
        paper.found.push(found);
        taken.push(at);
    }
    if taken.len() > 1 {
        paper.take(&taken);
    }
}

/// The number a lead-in announces: "the following four priorities" gives 4.
fn announced_count(lead: &str) -> Option<usize> {
    const WORDS: [&str; 11] =
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let folded = fold(lead);
    let number = WORDINGS.announces_count.captures(&folded)?.name("n")?.as_str().to_lowercase();
    number.parse().ok().or_else(|| WORDS.iter().position(|word| *word == number).map(|position| position + 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announced_counts_are_read_from_the_lead_in() {
        assert_eq!(announced_count("identified the following four priorities:"), Some(4));
        assert_eq!(announced_count("The team made 12 recommendations:"), Some(12));
        assert_eq!(announced_count("In two weeks the team found these strengths:"), None);
    }
}
