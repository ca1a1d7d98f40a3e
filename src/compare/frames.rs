//! One sentence, another filling: "Publish a strategy for ferries" and "Publish a strategy for museums".
//!
//! Two asks of about one length that run alike for more than half of it are one sentence in which something stands in the
//! place of something else. Where each then says a word that the other does not, or where two have changed places
//! ("officers trust members", "members trust officers"), or where a word turns it round ("to", "from"), it is another matter,
//! however much they have in common: such a pair is for a person to check. What is asked anew in other words has no
//! sentence in common.

use std::sync::LazyLock;

use serde::Deserialize;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::contrary;
use super::terms::{is_telling, matter};
use crate::text::{Word, is_stopword, stem, words};

/// From this share of both on (Dice, by words in their order) two texts are one sentence.
///
/// Of pairs written to mislead those of another matter begin at 0.55; of the certain pairs of the labelled inspection reports in
/// which each says something alone none comes to it.
const ONE_SENTENCE: f32 = 0.55;

/// Two that change places stand apart by more words than this: "town and parish" is "parish and town".
const IN_A_LIST: usize = 1;

/// `frames.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Frame {
    turned: Vec<Turned>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Turned {
    one: Vec<String>,
    other: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the test of the words"))]
    example: [String; 2],
}

/// Words that turn a sentence round, as running words.
static TURNED: LazyLock<Vec<[Vec<String>; 2]>> = LazyLock::new(|| {
    // Part of the program: a test reads it.
    let all = toml::from_str::<Frame>(include_str!("frames.toml")).expect("frames.toml is sound").turned;
    let running = |list: &[String]| list.iter().flat_map(|text| Running::of(text).0).collect();
    let own = all.iter().map(|pair| [&pair.one[..], &pair.other]);
    let both = |[one, other]: [&[String]; 2]| [running(one), running(other)];
    own.map(both).chain(contrary::opposites().map(both)).collect()
});

/// The words of a text in their order: stems, and stop words as they are.
#[derive(Debug, Clone, PartialEq)]
struct Running(Vec<String>);

/// The running words of two lists of texts.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Frames {
    earlier: Vec<Running>,
    later: Vec<Running>,
}

/// A place where two texts differ.
#[derive(Debug)]
struct Place<'w> {
    gone: &'w [String],
    come: &'w [String],
    /// How many words run alike between the last such place and this.
    after: usize,
}

impl Running {
    fn of(text: &str) -> Self {
        let running = |word: Word<'_>| {
            let lower = word.text.to_lowercase();
            if is_stopword(&lower) { lower } else { stem(&lower) }
        };
        Self(words(&matter(text)).flat_map(Word::parts).map(running).collect())
    }

    /// Where the two differ, in order; and how much of both runs alike, 0.0 to 1.0.
    fn against<'w>(&'w self, other: &'w Self) -> (f32, Vec<Place<'w>>) {
        let (mut kept, mut after, mut places) = (0, 0, Vec::new());
        for run in capture_diff_slices(Algorithm::Myers, &self.0, &other.0) {
            if let DiffOp::Equal { len, .. } = run {
                kept += len;
                after = len;
            } else {
                places.push(Place { gone: &self.0[run.old_range()], come: &other.0[run.new_range()], after });
                after = 0;
            }
        }
        (2.0 * kept as f32 / (self.0.len() + other.0.len()).max(1) as f32, places)
    }
}

/// Whether two things stand in each other's place.
fn have_changed_places(places: &[Place<'_>]) -> bool {
    let in_both = |own: &[String], other: &[String]| own.iter().any(|word| is_telling(word) && other.contains(word));
    places.iter().enumerate().any(|(at, first)| {
        let mut between = 0;
        places[at + 1..].iter().any(|second| {
            between += second.after;
            between > IN_A_LIST && in_both(first.gone, second.come) && in_both(first.come, second.gone)
        })
    })
}

/// Whether a word that went and one that came turn the sentence round.
fn are_turned(places: &[Place<'_>]) -> bool {
    let has = |list: &[String], words: &[String]| list.iter().any(|word| words.contains(word));
    places.iter().any(|Place { gone, come, .. }| {
        let turns = |[one, other]: &[Vec<String>; 2]| {
            (has(one, gone) && has(other, come)) || (has(other, gone) && has(one, come))
        };
        TURNED.iter().any(turns)
    })
}

impl Frames {
    pub(super) fn of(earlier: &[&str], later: &[&str]) -> Self {
        let of = |texts: &[&str]| texts.iter().map(|text| Running::of(text)).collect();
        Self { earlier: of(earlier), later: of(later) }
    }

    /// Whether an earlier and a later text are one sentence about two matters; `swapped` is how many words each says and the
    /// other does not, the lesser of both.
    pub(super) fn are_filled_anew(&self, earlier: usize, later: usize, swapped: usize) -> bool {
        let (alike, places) = self.earlier[earlier].against(&self.later[later]);
        alike >= ONE_SENTENCE && (swapped > 0 || have_changed_places(&places) || are_turned(&places))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn are_filled_anew(earlier: &str, later: &str, swapped: usize) -> bool {
        Frames::of(&[earlier], &[later]).are_filled_anew(0, 0, swapped)
    }

    #[test]
    fn one_sentence_is_known_whatever_fills_it() {
        for (earlier, later, is_one) in [
            ("Publish a strategy for the ferries of the bay", "Publish a strategy for the museums of the city", true),
            ("Publish a ferry strategy by the spring", "By the spring the ferries should have a strategy", false),
            // The shorter one stands within a longer one that says more.
            (
                "Mend the jetty",
                "Mend the jetty and the two piers, tell islanders when ferries will be late, and count them",
                false,
            ),
            ("", "", false),
        ] {
            assert_eq!(are_filled_anew(earlier, later, 1), is_one, "{later}");
            assert!(!are_filled_anew(earlier, later, 0), "{later}");
        }
    }

    #[test]
    fn what_changes_places_is_told_from_the_order_of_a_list() {
        for (earlier, later, is_another) in [
            ("Pilots do not always greet wardens on the pier", "Wardens do not always greet pilots on the pier", true),
            ("Ask pilots and wardens to meet on the pier", "Ask wardens and pilots to meet on the pier", false),
            ("Plan to keep the winter timetable of the pier", "Plan to abolish the winter timetable of the pier", true),
        ] {
            assert_eq!(are_filled_anew(earlier, later, 0), is_another, "{later}");
        }
    }

    #[test]
    fn words_that_turn_a_sentence_round_carry_their_examples() {
        for Turned { example: [one, other], .. } in
            &toml::from_str::<Frame>(include_str!("frames.toml")).unwrap().turned
        {
            assert!(are_filled_anew(one, other, 0) && are_filled_anew(other, one, 0), "{one}");
            assert!(!are_filled_anew(one, one, 0), "{one}");
        }
    }
}
