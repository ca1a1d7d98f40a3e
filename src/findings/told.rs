//! What reports without lists tell in prose: "There were waiting lists for Care Act assessments."
//!
//! Some inspectorates give no list of what to improve, but a summary whose heading says that strengths and areas for development
//! stand in it. A sentence there is a finding where its words say which of the two it is, and sentences that say neither are
//! left. In the long chapters behind the summary the same words only suggest. All patterns are data in `told.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::paper::{Found, Paper};
use super::rules::{Place, is_guarded, is_guarded_item};
use crate::model::{Certainty, DocumentKind, FindingKind};
use crate::text::{Exemplified, Pattern, Patterns, fold, sentences};

const TOLD: &str = include_str!("told.toml");

/// Shorter sentences, in words, say too little to be held against another review's.
const SHORTEST: usize = 5;

/// Longer than any heading that is known, in bytes.
const LONGEST_HEADING: usize = 90;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    heading: Vec<Exemplified<Heading>>,
    nothing: Vec<Exemplified>,
    tells: Vec<Exemplified<Tells>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Heading {
    r#use: Use,
}

/// What stands beneath a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Use {
    Summary,
    Prose,
    Messages,
    Message,
    Ends,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Tells {
    kind: FindingKind,
}

/// What is known of such prose.
struct Known {
    headings: Patterns<Use>,
    // The words that tell. Few papers need them, and of those few sentences: what finds out beforehand which of them may match
    // would take more memory than they do.
    nothing: Vec<Pattern>,
    tells: Vec<(FindingKind, Pattern)>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    // Part of the program, and a test reads every line of it.
    let File { heading, nothing, tells } = toml::from_str(TOLD).expect("told.toml is sound");
    Known {
        headings: Patterns::new(heading.into_iter().map(|line| (line.of.r#use, line.pattern))),
        nothing: nothing.into_iter().map(Pattern::from).collect(),
        tells: tells.into_iter().map(|line| (line.of.kind, Pattern::from(line))).collect(),
    }
});

/// Finds what is listed below a line that says only that something was found: each item is what its words tell, or a conclusion.
pub fn find_led_in(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        let block = &paper.blocks[index];
        if !paper.is_free(index) || block.is_heading() || !block.text.trim_end().ends_with([':', '-', '–']) {
            continue;
        }
        let Some(rule) = paper.rule_for(Place::ToldLeadIn, index).filter(|_| !is_guarded(&block.text)) else {
            continue;
        };
        let cue = block.text.clone();
        for item in paper.items_led_in_by(index) {
            if is_guarded_item(&item.text) {
                continue;
            }
            let found = Found::new(rule, &item.text, item.block, index, &cue);
            let kind = tells(&item.text).map_or(rule.kind, |(kind, _)| kind);
            paper.found.push(Found { kind, ..found });
            paper.take(&item.parts);
        }
    }
}

/// Finds what the summary of an inspection tells, and what its chapters and the key messages of any review may tell.
pub fn find(paper: &mut Paper<'_>) {
    if !paper.kind.is_own_report() {
        return;
    }
    let is_inspection = paper.kind == DocumentKind::InspectionReport;
    let mut open: Option<(Use, usize)> = None;
    for index in 0..paper.blocks.len() {
        let block = &paper.blocks[index];
        // Plain text does not mark its headings; what a file names here is one wherever it stands alone.
        let stands_alone = block.is_heading() || block.text.len() <= LONGEST_HEADING;
        let named = stands_alone.then(|| KNOWN.headings.first(&paper.folded[index])).flatten();
        match named {
            Some(Use::Ends) => open = None,
            Some(Use::Message) => {}
            Some(of) if is_inspection || *of == Use::Messages => open = Some((*of, index)),
            Some(_) => open = None,
            None if block.is_heading() => open = open.filter(|(of, _)| *of == Use::Prose),
            None => {}
        }
        let is_message = named == Some(&Use::Message);
        if !is_message && (named.is_some() || block.is_heading()) {
            continue;
        }
        let Some((of, heading)) = open.filter(|_| paper.is_free(index)) else { continue };
        let own = block.text.split_once(": ").filter(|_| is_message).map_or(block.text.as_str(), |(_, own)| own);
        let told: Vec<Found> =
            sentences(own).into_iter().filter_map(|range| told(own[range].trim(), of, index, heading)).collect();
        if !told.is_empty() {
            paper.found.extend(told);
            paper.take(&[index]);
        }
    }
}

/// The finding that a sentence is; `None` where its words say neither strength nor shortfall.
fn told(sentence: &str, of: Use, block: usize, heading: usize) -> Option<Found> {
    if sentence.split_whitespace().nth(SHORTEST - 1).is_none() || is_guarded(sentence) {
        return None;
    }
    let (kind, cue) = tells(sentence)?;
    let (rule, certainty) = match of {
        Use::Summary => ("told-in-summary", Certainty::Sure),
        _ => ("told-in-prose", Certainty::Possible),
    };
    Some(Found { certainty, cue: Some(cue), lead: heading, ..Found::by(rule, kind, sentence, block) })
}

/// What a sentence tells, and the words that say so.
fn tells(sentence: &str) -> Option<(FindingKind, String)> {
    let mut folded = fold(sentence);
    for nothing in &KNOWN.nothing {
        folded = nothing.replace_all(&folded, " ${keep} ").into_owned().into();
    }
    KNOWN.tells.iter().find_map(|(kind, pattern)| Some((*kind, pattern.find(&folded)?.as_str().to_owned())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hold_to_examples;

    #[test]
    fn every_line_keeps_its_example_and_not_its_opposite() {
        let file: File = toml::from_str(TOLD).unwrap();
        let told = |text: &str| tells(text).map(|(kind, _)| kind);
        hold_to_examples(&file.heading, |line, text| KNOWN.headings.first(&fold(text)) == Some(&line.of.r#use));
        hold_to_examples(&file.nothing, Exemplified::finds);
        hold_to_examples(&file.tells, |line, text| told(text) == Some(line.of.kind));
        let headings = file.heading.iter().flat_map(|line| &line.not);
        headings.for_each(|not| assert_eq!(KNOWN.headings.first(&fold(not)), None, "{not}"));
        file.tells.iter().flat_map(|line| &line.not).for_each(|not| assert_eq!(told(not), None, "{not}"));
    }

    #[test]
    fn a_shortfall_beside_praise_is_what_the_sentence_tells() {
        let kind = |sentence| tells(sentence).map(|(kind, _)| kind);
        let shortfall = Some(FindingKind::AreaForConsideration);
        assert_eq!(kind("There was a system to manage risk, but this was not consistently applied."), shortfall);
        assert_eq!(kind("Staff were kind; however, carers waited months for an assessment."), shortfall);
        assert_eq!(kind("There were no waiting lists and staff were well supported."), Some(FindingKind::Strength));
        assert_eq!(kind("Leaders had plans to improve the website."), None);
        assert_eq!(kind("The council has reduced delays for families."), Some(FindingKind::Strength));
        assert_eq!(kind("It is run by Marlshire Care Limited and was praised."), Some(FindingKind::Strength));
        assert_eq!(kind("This kind of help is given in every town."), None);
        assert_eq!(kind("The landlord doesn’t have an accurate list of its lifts."), shortfall);
    }
}
