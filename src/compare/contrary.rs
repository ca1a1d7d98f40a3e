//! Does one say the opposite of the other?
//!
//! "Safety drills are not completed" and "Safety drills are completed promptly" are the same words but two, and the later
//! one is news. Findings of praise and of asking are kept apart by their kind (`polarity`); this is for those of one
//! kind: what progress reports state, and asks that ask for opposite things. Such a pair is for a person to check.
//!
//! A text that asks states nothing: "Ensure that drills are completed" and "Drills are not completed" are one matter.

use std::sync::LazyLock;

use serde::Deserialize;

use super::subjects::Subjects;
use super::terms::matter;
use crate::text::{Exemplified, Pattern, Word, words};

/// `contrary.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contraries {
    says: Vec<Exemplified>,
    denied: Exemplified,
    states: States,
    lacks: Vec<Exemplified>,
    asks: Vec<Exemplified>,
    opposite: Vec<Opposite>,
}

/// How a text states something: one of the verbs stands before any of the words that begin something else.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct States {
    verbs: Vec<String>,
    until: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the test of the words"))]
    example: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "the test of the words"))]
    not: String,
}

impl States {
    fn is_said_by(&self, text: &str) -> bool {
        // An ask begins with its verb.
        let mut all = words(text).skip(1).map(|word: Word| word.text.to_lowercase());
        all.find(|word| self.verbs.contains(word) || self.until.contains(word))
            .is_some_and(|word| self.verbs.contains(&word))
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Opposite {
    one: Vec<String>,
    other: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the test of the words"))]
    example: [String; 2],
}

static CONTRARIES: LazyLock<Contraries> = LazyLock::new(|| {
    // Part of the program: a test reads it.
    toml::from_str(include_str!("contrary.toml")).expect("contrary.toml is sound")
});

/// All patterns of a list as one.
fn any_of(lines: &[Exemplified]) -> Pattern {
    let all: Vec<String> = lines.iter().map(|line| format!("(?:{})", line.pattern)).collect();
    Pattern::new(format!("(?i){}", all.join("|")))
}

static SAYS: LazyLock<Pattern> = LazyLock::new(|| any_of(&CONTRARIES.says));
static LACKS: LazyLock<Pattern> = LazyLock::new(|| any_of(&CONTRARIES.lacks));
static DENIED: LazyLock<Pattern> = LazyLock::new(|| any_of(std::slice::from_ref(&CONTRARIES.denied)));
static ASKS: LazyLock<Pattern> = LazyLock::new(|| any_of(&CONTRARIES.asks));

/// Verbs that ask for opposite things: those of one side and those of the other.
pub(super) fn opposites() -> impl Iterator<Item = [&'static [String]; 2]> {
    CONTRARIES.opposite.iter().map(|pair| [&pair.one[..], &pair.other])
}

/// What a text says of its matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Something is well.
    Well,
    /// Something is not well.
    Lacking,
    /// It asks, or it only names its matter.
    Nothing,
}

/// What of a text could be contrary to another.
#[derive(Debug)]
struct Stance {
    says: Says,
    /// The list of first words it belongs to, and on which side.
    asks_for: Option<(usize, bool)>,
}

impl Stance {
    fn of(text: &str) -> Self {
        let text = matter(text);
        let first = words(&text).map(|word: Word| word.text.to_lowercase()).find(|word| word != "to" && word != "that");
        let asks_for = first.and_then(|first| {
            CONTRARIES.opposite.iter().enumerate().find_map(|(at, pair)| {
                let is_in = |list: &[String]| list.contains(&first);
                is_in(&pair.one).then_some((at, true)).or_else(|| is_in(&pair.other).then_some((at, false)))
            })
        });
        // "Does not have enough" has nothing.
        let affirmed = DENIED.replace_all(&text, "");
        let says = match (SAYS.is_match(&affirmed), LACKS.is_match(&text)) {
            _ if ASKS.is_match(&text) => Says::Nothing,
            (true, false) => Says::Well,
            (false, true) => Says::Lacking,
            (false, false) if CONTRARIES.states.is_said_by(&text) => Says::Well,
            _ => Says::Nothing,
        };
        Self { says, asks_for }
    }

    fn is_contrary_to(&self, other: &Self) -> bool {
        let are_opposite = matches!((self.says, other.says), (Says::Well, Says::Lacking) | (Says::Lacking, Says::Well));
        let ask_for_opposites =
            self.asks_for.zip(other.asks_for).is_some_and(|(own, its)| own.0 == its.0 && own.1 != its.1);
        are_opposite || ask_for_opposites
    }
}

/// Which pairs of an earlier and a later text say or ask the opposite, row by row.
pub(super) fn of_pairs(earlier: &[&str], later: &[&str]) -> Vec<Subjects> {
    let of = |texts: &[&str]| -> Vec<Stance> { texts.iter().map(|text| Stance::of(text)).collect() };
    let (before, after) = (of(earlier), of(later));
    let all = before.iter().flat_map(|own| after.iter().map(move |other| (own, other)));
    all.map(|(own, other)| if own.is_contrary_to(other) { Subjects::ToCheck } else { Subjects::Open }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hold_to_examples;

    #[test]
    fn every_line_of_the_file_finds_its_example_alone() {
        for list in [&CONTRARIES.says, &CONTRARIES.lacks, &CONTRARIES.asks] {
            hold_to_examples(list, |line, text| any_of(std::slice::from_ref(line)).is_match(text));
        }
        hold_to_examples([&CONTRARIES.denied], Exemplified::finds);
        let States { example, not, .. } = &CONTRARIES.states;
        assert!(CONTRARIES.states.is_said_by(example) && !CONTRARIES.states.is_said_by(not));
        for Opposite { example: [one, other], .. } in &CONTRARIES.opposite {
            assert!(Stance::of(one).is_contrary_to(&Stance::of(other)), "{one}");
            assert!(!Stance::of(one).is_contrary_to(&Stance::of(one)), "{one}");
        }
    }

    #[test]
    fn what_is_well_now_is_not_what_was_lacking() {
        for (earlier, later, is_contrary) in [
            ("Safety drills are not completed", "Safety drills are completed promptly", true),
            ("The crew are regularly trained", "Training of the crew is irregular", true),
            ("Ferries leave late and nobody says why", "All ferries are met by a crew that says why", true),
            ("Repairs are slow", "Repairs that are slow", false),
            ("The yard does not have enough welders", "The yard has hired well and has enough welders", true),
            // An ask and what it is asked for are one matter, and so is a matter that is only named.
            ("Ensure that safety drills are completed promptly", "Safety drills are not completed", false),
            ("The timeliness of safety drills", "Safety drills are not completed", false),
            ("Give pilots a part in the plan before tides are set", "Pilots have little part in the plan", false),
            // Who says both is not taken at half a word.
            ("Drills are completed promptly but not by night", "Safety drills are not completed", false),
        ] {
            assert_eq!(Stance::of(earlier).is_contrary_to(&Stance::of(later)), is_contrary, "{later}");
        }
    }
}
