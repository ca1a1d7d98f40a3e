//! What two findings share, the telling ones first: the evidence for a pair.
//!
//! A word that both print shows as the later text prints it. A concept that both name in other words shows
//! both ways: "access centre = front door". Words of asking are left out unless there is nothing else.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::terms::{Terms, emphasis, is_concept, is_number, is_people, is_plain, is_telling};
use crate::lexicon::Vectors;
use crate::model::MatchedBy;
use crate::text::similarity::TfIdf;

/// How many shared terms are listed: what fits on a line.
const MOST: usize = 8;

/// From this cosine on two words are shown as keeping the same company; below it, most pairs puzzle whoever reads them.
const KINDRED: f32 = 0.75;

/// From this weight on a word that is no concept may settle what two findings are about: what the sector's reports say on
/// every other page ("home", "plans", "risk") settles nothing.
const RARE: f32 = 0.65;

/// How much a concept says of a matter, which stands for a phrase, where a word that is hardly ever used says 1.
const CONCEPT_SAYS: f32 = 1.5;

/// The same of a concept that says of whom.
const PEOPLE_SAY: f32 = 0.5;

/// The same of a word that says little by itself, or of whom.
const PLAIN_SAYS: f32 = 0.2;

/// A word of so many letters may be part of another: "night" of "overnight".
const LEAST_LETTERS: usize = 4;

/// How many such pairs of words are listed.
const MOST_KINDRED: usize = 3;

/// What two findings share.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shared {
    /// Words and concepts, as shown.
    pub(super) shown: Vec<String>,
    /// Whether any of them says what the findings are about, and not only whom.
    pub(super) telling: bool,
    /// Whether any of them settles what the findings are about: a concept or a word of few reports, and not only whom or how.
    pub(super) settles: bool,
    /// Whether the most telling one is a thing that the two name in other words.
    pub(super) by_synonym: bool,
}

/// The terms of all findings of a comparison, weighed against each other.
pub(super) struct Evidence {
    earlier: Vec<Terms>,
    later: Vec<Terms>,
    weighed: TfIdf,
    /// What each feature counts for among telling words: 2 a concept, which stands for a phrase, 0 a word of asking.
    tells: Vec<usize>,
    /// How much each feature says of a matter, beside the others: [`CONCEPT_SAYS`] the most, 0.0 a word of asking.
    says: Vec<f32>,
    /// Words that the sector's reports use too often for them to settle anything.
    common: FxHashSet<String>,
}

/// What each of two findings says, and how much of it the other says too.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Covered {
    /// The greater of both shares, 0.0 to 1.0, by how rarely the sector uses a word: where one says more than the other, how
    /// much of the shorter one is in it.
    pub(super) share: f32,
    /// The lesser of both shares.
    pub(super) both: f32,
    /// What they both say: a word that is hardly ever used says 1, a concept [`CONCEPT_SAYS`].
    pub(super) said: f32,
    /// What each says and the other does not, the lesser of both: nothing where one only adds to the other.
    pub(super) apart: f32,
    /// The same as a number of words and concepts, but those of asking, those that say little and those that say of whom.
    pub(super) swapped: usize,
    /// The same as a number of all words but those of asking: "initial" for "core", "slow" for "dear".
    pub(super) exchanged: usize,
    /// The same with those of asking: "quality" for "timeliness".
    pub(super) unlike: usize,
    /// How many words and concepts they share, but those of asking; words within a concept are none beside it.
    pub(super) terms: usize,
    /// Whether they share a concept that is not of whom.
    pub(super) is_by_concept: bool,
    /// How many words the shorter one has.
    pub(super) length: usize,
    /// How many the longer one has.
    pub(super) longer: usize,
}

/// What one of two findings says with the other, and what alone, as [`Covered`] counts it.
struct Side {
    both: f32,
    alone: f32,
    swapped: usize,
    exchanged: usize,
    unlike: usize,
    terms: usize,
}

impl Evidence {
    pub(super) fn of(earlier: Vec<Terms>, later: Vec<Terms>, vectors: &Vectors) -> Self {
        let features: Vec<Vec<String>> = earlier.iter().chain(&later).map(|terms| terms.features.clone()).collect();
        let weighed = TfIdf::fit_with(&features, emphasis);
        let tell = |name: &String| if is_concept(name) { 2 } else { usize::from(is_telling(name)) };
        let tells = weighed.names().iter().map(tell).collect();
        let is_common = |name: &&String| vectors.weight(name).is_some_and(|weight| weight < RARE);
        let common = weighed.names().iter().filter(is_common).cloned().collect();
        let says = weighed.names().iter().map(|name| says(name, vectors)).collect();
        Self { weighed, earlier, later, tells, says, common }
    }

    /// How much of what an earlier and a later finding say they both say.
    pub(super) fn covered(&self, earlier: usize, later: usize) -> Covered {
        let (ours, theirs) = (&self.earlier[earlier], &self.later[later]);
        let (own, its) = (self.weighed.vector(earlier), self.weighed.vector(self.earlier.len() + later));
        let (own, its): (BTreeSet<u32>, BTreeSet<u32>) =
            (own.iter().map(|(at, _)| at).collect(), its.iter().map(|(at, _)| at).collect());
        let name = |at: &u32| self.weighed.names()[*at as usize].as_str();
        let shared: Vec<&str> = own.intersection(&its).map(name).filter(|name| is_concept(name)).collect();
        let sides = [(ours, &own, &its), (theirs, &its, &own)].map(|(terms, own, other)| {
            // A word within a concept that both name is said by the concept.
            let is_said = |at: &&u32| shared.iter().any(|concept| terms.is_within(name(at), concept));
            let (both, alone): (Vec<&u32>, Vec<&u32>) =
                own.iter().filter(|at| !is_said(at)).partition(|at| other.contains(at));
            let says = |all: &[&u32]| all.iter().map(|at| self.says[**at as usize]).sum::<f32>();
            // "Overnight" and "night" are no two things.
            let is_in_a_word = |feature: &str| {
                let mut others = other.iter().map(name).filter(|its| its.len() >= LEAST_LETTERS);
                feature.len() >= LEAST_LETTERS && others.any(|its| its.ends_with(feature) || feature.ends_with(its))
            };
            let is_of_weight = |feature: &&str| is_telling(feature) && !is_plain(feature) && !is_people(feature);
            let words = || alone.iter().map(|at| name(at)).filter(|feature| !is_in_a_word(feature));
            let unlike = words().filter(|feature| !is_concept(feature)).count();
            let exchanged = words().filter(|feature| !is_concept(feature) && is_telling(feature)).count();
            Side {
                both: says(&both),
                alone: says(&alone),
                swapped: words().filter(is_of_weight).count(),
                exchanged,
                unlike,
                terms: both.iter().filter(|at| is_telling(name(at))).count(),
            }
        });
        let share = |side: &Side| if side.both > 0.0 { side.both / (side.both + side.alone) } else { 0.0 };
        let least = |of: fn(&Side) -> usize| of(&sides[0]).min(of(&sides[1]));
        Covered {
            share: share(&sides[0]).max(share(&sides[1])),
            both: share(&sides[0]).min(share(&sides[1])),
            said: sides[0].both.min(sides[1].both),
            apart: sides[0].alone.min(sides[1].alone),
            swapped: least(|side| side.swapped),
            exchanged: least(|side| side.exchanged),
            unlike: least(|side| side.unlike),
            terms: least(|side| side.terms),
            is_by_concept: shared.iter().any(|concept| !is_people(concept)),
            length: ours.length.min(theirs.length),
            longer: ours.length.max(theirs.length),
        }
    }

    /// Whether sharing a term settles what two findings are about.
    fn settles(&self, feature: &str) -> bool {
        !is_people(feature) && !is_plain(feature) && !is_number(feature) && !self.common.contains(feature)
    }

    /// What an earlier and a later finding share.
    pub(super) fn shared(&self, earlier: usize, later: usize) -> Shared {
        let (ours, theirs) = (&self.earlier[earlier], &self.later[later]);
        let all: Vec<&str> =
            self.weighed.shared(earlier, self.earlier.len() + later).into_iter().map(|(feature, _)| feature).collect();
        let concepts: Vec<&str> = all.iter().copied().filter(|feature| is_concept(feature)).collect();
        // A word within a concept that is shown anyway is said already.
        let said = |feature: &str| concepts.iter().any(|concept| theirs.is_within(feature, concept));
        let telling: Vec<&str> = all.iter().copied().filter(|feature| is_telling(feature) && !said(feature)).collect();
        let by_synonym = telling.first().is_some_and(|first| ours.names_otherwise(theirs, first));
        let matter: Vec<&str> = telling.iter().copied().filter(|feature| !is_plain(feature)).collect();
        let listed = [&matter, &telling].into_iter().find(|listed| !listed.is_empty()).unwrap_or(&all);
        let mut shown: Vec<String> = Vec::new();
        for feature in listed {
            let (Some(before), Some(after)) = (ours.printed(feature), theirs.printed(feature)) else { continue };
            let is_other = ours.names_differently(theirs, feature) && before != after;
            let text = if is_other { format!("{before} = {after}") } else { after.to_owned() };
            if shown.len() < MOST && !shown.contains(&text) {
                shown.push(text);
            }
        }
        Shared {
            shown,
            telling: telling.iter().any(|feature| !is_people(feature)),
            settles: telling.iter().any(|feature| self.settles(feature)),
            by_synonym,
        }
    }
}

/// How much a feature says of a matter: words by how rarely the sector uses them, and a word it never uses as the rarest.
fn says(feature: &str, vectors: &Vectors) -> f32 {
    match () {
        () if is_concept(feature) && is_people(feature) => PEOPLE_SAY,
        () if is_concept(feature) => CONCEPT_SAYS,
        () if !is_telling(feature) => 0.0,
        () if is_people(feature) || is_plain(feature) || is_number(feature) => PLAIN_SAYS,
        () => vectors.weight(feature).unwrap_or(1.0),
    }
}

impl Evidence {
    /// How many telling words a pair shares; a concept counts for two.
    pub(super) fn telling(&self, earlier: usize, later: usize) -> usize {
        let (mut ours, mut theirs) = (
            self.weighed.vector(earlier).iter().peekable(),
            self.weighed.vector(self.earlier.len() + later).iter().peekable(),
        );
        let mut sum = 0;
        while let (Some((own, _)), Some((other, _))) = (ours.peek(), theirs.peek()) {
            match own.cmp(other) {
                Ordering::Less => {
                    ours.next();
                }
                Ordering::Greater => {
                    theirs.next();
                }
                Ordering::Equal => {
                    sum += self.tells[*own as usize];
                    ours.next();
                    theirs.next();
                }
            }
        }
        sum
    }

    /// How many telling words a pair shares that none of the pairs in `said` shares; a concept, which stands for a phrase,
    /// counts for two.
    pub(super) fn added(&self, pair: (usize, usize), said: &[(usize, usize)]) -> usize {
        let telling = |(earlier, later): (usize, usize)| -> BTreeSet<&str> {
            let all = self.weighed.shared(earlier, self.earlier.len() + later).into_iter();
            all.map(|(feature, _)| feature).filter(|feature| is_telling(feature)).collect()
        };
        let known: BTreeSet<&str> = said.iter().flat_map(|pair| telling(*pair)).collect();
        telling(pair).difference(&known).map(|feature| if is_concept(feature) { 2 } else { 1 }).sum()
    }

    /// Words of the two that keep the same company without being the same: "turnover ~ vacancies", the nearest first.
    pub(super) fn kindred(&self, earlier: usize, later: usize, vectors: &Vectors) -> Vec<String> {
        let (ours, theirs) = (&self.earlier[earlier], &self.later[later]);
        let known = |terms: &Terms, other: &Terms| -> Vec<(String, Vec<f32>)> {
            let says = |stem: &&String| is_telling(stem) && !is_plain(stem);
            let own = terms.features.iter().filter(says).filter(|stem| other.printed(stem).is_none());
            let unique: BTreeSet<&String> = own.collect();
            unique.into_iter().filter_map(|stem| Some((stem.clone(), vectors.of(stem)?.1))).collect()
        };
        let after = known(theirs, ours);
        let mut pairs: Vec<(f32, String)> = Vec::new();
        for (stem, direction) in known(ours, theirs) {
            for (other, its) in &after {
                let cosine: f32 = direction.iter().zip(its).map(|(a, b)| a * b).sum();
                if let (true, Some(before), Some(after)) =
                    (cosine >= KINDRED, ours.printed(&stem), theirs.printed(other))
                {
                    pairs.push((cosine, format!("{before} ~ {after}")));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        pairs.into_iter().take(MOST_KINDRED).map(|(_, text)| text).collect()
    }
}

impl Shared {
    /// What brought the two together, where they are not in the same words.
    pub(super) fn matched_by(&self) -> MatchedBy {
        if self.by_synonym { MatchedBy::Synonyms } else { MatchedBy::Reworded }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn shared(earlier: &str, later: &str) -> Shared {
        let others = "Agree a budget for roads";
        evidence(&[earlier, others], &[later, others]).shared(0, 0)
    }

    fn evidence(earlier: &[&str], later: &[&str]) -> Evidence {
        let lexicon = Lexicon::builtin();
        let terms = |texts: &[&str]| texts.iter().map(|text| Terms::of(text, lexicon)).collect();
        Evidence::of(terms(earlier), terms(later), lexicon.vectors())
    }

    #[test]
    fn a_thing_named_in_other_words_shows_both_ways() {
        let found = shared("Clarify the operation of the access centre", "Settle the future of the front door");
        assert_eq!(found.shown, ["access centre = front door"]);
        assert_eq!(found.matched_by(), MatchedBy::Synonyms);
    }

    #[test]
    fn what_only_one_prints_is_not_said_of_both() {
        let found = shared("Hold strategy meetings in time", "The timing of child protection strategy meetings");
        assert_eq!(found.shown[0], "strategy meetings = child protection strategy meetings");
        assert_eq!(found.matched_by(), MatchedBy::Reworded);
    }

    #[test]
    fn words_within_a_shown_concept_are_not_repeated() {
        let found = shared("Define the role of early help", "Early help has no clear role");
        assert_eq!(found.shown, ["early help", "role"]);
        assert_eq!(found.matched_by(), MatchedBy::Reworded);
    }

    #[test]
    fn words_of_asking_show_only_where_there_is_nothing_else() {
        let found = shared("Ensure consistent plans", "Ensure timely visits");
        assert_eq!(found.shown, ["ensure"]);
        assert!(!found.telling && !found.settles);
        assert!(shared("Ensure consistent plans", "Ensure plans").telling);
        assert!(!shared("House care leavers", "Health histories of care leavers").settles, "of whom is not what");
    }

    #[test]
    fn what_every_report_says_settles_nothing() {
        for (earlier, later) in [
            ("Leaders keep ferries safe", "Grants lead clubs to keep pools safe"),
            ("Return the keys of the home", "The home was told of no return"),
            ("Berths are recorded", "Records of berths are kept"),
            ("Reach all 17 islands", "Staff 17 libraries"),
        ] {
            let berths = earlier.contains("Berths");
            assert_eq!(shared(earlier, later).settles, berths, "{earlier}");
        }
        assert!(!shared("Tides are recorded", "Record every swan").settles, "how is not what");
        assert!(shared("Private fostering is rare", "Visit private fostering arrangements").settles);
    }

    #[test]
    fn words_that_say_little_show_only_where_there_is_nothing_else() {
        assert_eq!(shared("The jetty met no need", "No ferry met the jetty").shown, ["jetty"]);
        assert_eq!(shared("Ferries met the tide", "Clubs met a swan").shown, ["met"]);
    }

    #[test]
    fn a_thing_printed_alike_by_both_is_shown_once() {
        let found = shared("Case notes are brief, and record keeping is late", "Case notes wait for months");
        assert!(found.shown.iter().all(|shown| !shown.contains('=')), "{:?}", found.shown);
    }

    #[test]
    fn telling_words_are_counted_and_a_concept_for_two() {
        let count = |earlier, later| {
            let found = evidence(&[earlier], &[later]);
            assert_eq!(found.telling(0, 0), found.added((0, 0), &[]));
            found.telling(0, 0)
        };
        assert_eq!(count("Count the swans", "Feed the swans"), 1);
        assert_eq!(count("Ensure consistent plans", "Ensure timely visits"), 0);
        assert_eq!(count("The MASH is slow", "The front door is slow"), 3);
    }

    #[test]
    fn numbers_periods_and_words_half_near_are_no_words_of_one_company() {
        let kindred = |earlier, later| evidence(&[earlier], &[later]).kindred(0, 0, Lexicon::builtin().vectors());
        assert!(kindred("Visit within three months", "Call within six weeks").iter().all(|pair| !pair.contains("six")));
        assert_eq!(kindred("Turnover is high", "Vacancies are filled"), ["turnover ~ vacancies"]);
        assert!(kindred("The edge of the wood", "An intervention by the mayor").is_empty());
    }

    #[test]
    fn what_one_says_and_the_other_too_is_measured_by_how_rarely_it_is_said() {
        let covered = |earlier, later| evidence(&[earlier], &[later]).covered(0, 0);
        // All of the shorter one is in the longer one.
        let within = covered("Ensure that swans are fed", "Swans are fed by wardens, who also mend the jetty");
        assert_eq!((within.share, within.apart, within.swapped), (1.0, 0.0, 0));
        // In other words.
        assert_eq!(covered("The MASH is slow", "The front door is slow").apart, 0.0);
        // The same frame about two matters.
        let swapped = covered("Publish a strategy covering swans", "Publish a strategy covering jetties");
        assert!(swapped.share < 0.6 && swapped.apart >= 0.9 && swapped.swapped == 1, "{swapped:?}");
        assert_eq!(covered("Feed the swans", "Mend the jetty").share, 0.0);
    }

    #[test]
    fn nothing_shared_is_an_empty_list() {
        assert!(shared("Fill the potholes", "Train the members").shown.is_empty());
    }
}
