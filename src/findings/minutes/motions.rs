//! Motions, and what became of them: what a council carried is resolved though no word of its rules says so, and what it voted
//! down is not, whatever the motion calls itself.
//!
//! The motion stands in one passage, the vote on it in a later one. Where a motion was changed before the vote, the words that
//! were put are only possible. All patterns are data in `motions.toml`.

use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::findings::paper::{Found, Paper};
use crate::findings::rules::Place;
use crate::model::{Certainty, DocumentKind, FindingKind};
use crate::text::{Pattern, as_printed, fold, sentences};

const MOTIONS: &str = include_str!("../motions.toml");

/// How many passages before a vote its motion may stand.
const FARTHEST: usize = 40;

/// The words of `motions.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines<T> {
    put: Vec<T>,
    carried: Vec<T>,
    lost: Vec<T>,
}

static KNOWN: LazyLock<Lines<Pattern>> = LazyLock::new(|| {
    // Part of the program, and a test compiles every line of it.
    toml::from_str(MOTIONS).expect("motions.toml is sound")
});

/// What became of a motion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Carried,
    CarriedOtherwise,
    Lost,
}

/// Finds the motions that were carried, and takes back what was found in those that were not.
pub fn find(paper: &mut Paper<'_>) {
    if paper.kind != DocumentKind::Minutes {
        return;
    }
    let mut decided = 0;
    let mut undone = vec![false; paper.blocks.len()];
    for index in 0..paper.blocks.len() {
        // "Motion" and "motion"; few passages have either.
        if !paper.folded[index].contains("otion") {
            continue;
        }
        let Some((outcome, said)) = outcome(&paper.blocks[index].text) else { continue };
        let motion = motion_of(paper, decided, index);
        decided = index + 1;
        match (outcome, motion) {
            (_, None) => {}
            (Outcome::Lost, Some(motion)) => undone[motion].fill(true),
            (carried, Some(motion)) => keep(paper, motion, carried, &said),
        }
    }
    // What a motion asks for that was not carried is not resolved.
    paper.found.retain(|found| !undone[found.block]);
    paper.taken.iter_mut().zip(undone).for_each(|(taken, undone)| *taken |= undone);
}

/// What a passage says became of a motion, and the sentence that says so.
fn outcome(text: &str) -> Option<(Outcome, String)> {
    sentences(text).into_iter().find_map(|range| {
        let sentence = text[range].trim();
        let folded = fold(sentence);
        let carried = KNOWN.carried.iter().find_map(|pattern| pattern.captures(&folded));
        let lost = KNOWN.lost.iter().any(|pattern| pattern.is_match(&folded));
        let outcome = match (carried, lost) {
            (Some(carried), false) if carried.iter().skip(1).all(|changed| changed.is_none()) => Outcome::Carried,
            (Some(_), false) => Outcome::CarriedOtherwise,
            (None, true) => Outcome::Lost,
            // "The motion was lost, and the substantive motion was carried."
            (Some(_), true) | (None, false) => return None,
        };
        Some((outcome, sentence.to_owned()))
    })
}

/// The passages of the motion that a vote is on: from where it is put to the vote, beneath the same heading, which may be the motion,
/// and after whatever was decided before.
fn motion_of(paper: &Paper<'_>, decided: usize, vote: usize) -> Option<Range<usize>> {
    let first = decided.max(paper.blocks[vote].under.unwrap_or(0)).max(vote.saturating_sub(FARTHEST));
    let resolves = |at: &usize| paper.rule_for(Place::Operative, *at).is_some();
    let first = (first..vote).rfind(resolves).map_or(first, |at| at + 1);
    (first..vote).find(|at| is_put(&paper.folded[*at])).map(|at| at..vote)
}

fn is_put(folded: &str) -> bool {
    KNOWN.put.iter().any(|pattern| pattern.is_match(folded))
}

/// Keeps what a motion asks for that was carried, where nothing else is found of it.
fn keep(paper: &mut Paper<'_>, mut motion: Range<usize>, outcome: Outcome, said: &str) {
    let Some((block, text)) = motion.find_map(|at| asked(paper, at)).filter(|(block, _)| paper.is_free(*block)) else {
        return;
    };
    let found = Found::by("motion-carried", FindingKind::Resolution, text, block);
    let certainty = if outcome == Outcome::Carried { Certainty::Sure } else { Certainty::Possible };
    paper.found.push(Found { certainty, cue: Some(said.to_owned()), ..found });
    paper.take(&[block]);
}

/// What a motion asks for, and where: in the words that put it, or in the passage that these lead in.
fn asked<'p>(paper: &Paper<'p>, at: usize) -> Option<(usize, &'p str)> {
    let folded = &paper.folded[at];
    if let Some(asked) = KNOWN.put.iter().find_map(|pattern| pattern.captures(folded)?.name("motion")) {
        let text = as_printed(&paper.blocks[at].text, folded, asked.start()..folded.len());
        return Some((at, if folded.starts_with('"') { text.trim_end_matches(['"', '”', ' ']) } else { text }));
    }
    let next = paper.blocks.get(at + 1).filter(|_| is_put(folded) && folded.trim_end().ends_with([':', '-']))?;
    let says = next.text.trim_start_matches(['"', '“', ' ']);
    (says.starts_with("That") || says.starts_with("that")).then_some((at + 1, &*next.text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Exemplified, hold_to_examples};

    #[test]
    fn every_line_finds_its_example_and_not_its_opposite() {
        let file: Lines<Exemplified> = toml::from_str(MOTIONS).unwrap();
        let lines = file.put.iter().chain(&file.carried).chain(&file.lost);
        hold_to_examples(lines, |line, text| line.finds(&fold(text)));
    }

    #[test]
    fn a_vote_says_what_became_of_a_motion() {
        let of = |text: &str| outcome(text).map(|(outcome, _)| outcome);
        let carried = [
            "The motion was put to the vote and carried by 20 votes to 8.",
            "On being put to the vote, the motion was CARRIED unanimously.",
            "Following debate, the motion was put and, with 30 votes for, was declared carried.",
            "The Motion was seconded by Councillor Hale and agreed.",
            "There voted for the motion 20 and against 8, and the motion was declared carried.",
            "Motion carried.",
        ];
        let otherwise = ["The motion, as amended, was carried.", "The substantive motion was put and carried."];
        let lost = [
            "The motion was put to the vote and was lost.",
            "The motion was not carried.",
            "Members spoke. The motion was therefore referred to the Cabinet.",
            "The motion was withdrawn.",
            "This Motion was adjourned to the November meeting.",
            "The Mayor declared the motion lost.",
            "The motion was put and, after an amendment was agreed, was lost.",
        ];
        let neither = [
            "The amendment was put to the vote and declared lost.",
            "Councillor Reed spoke to the motion.",
            "The amendment to the motion was agreed.",
            "It was agreed that the motion be taken first.",
            "The motion was seconded by Councillor Hale, who spoke of buses and agreed with the Mayor.",
            "On the motion, Councillor Reed spoke of fares and referred to a report.",
        ];
        carried.iter().for_each(|text| assert_eq!(of(text), Some(Outcome::Carried), "{text}"));
        otherwise.iter().for_each(|text| assert_eq!(of(text), Some(Outcome::CarriedOtherwise), "{text}"));
        lost.iter().for_each(|text| assert_eq!(of(text), Some(Outcome::Lost), "{text}"));
        neither.iter().for_each(|text| assert_eq!(of(text), None, "{text}"));
    }
}
