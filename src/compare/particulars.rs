//! Which one is meant? The names, dates, sums and numbers that two texts do not share.
//!
//! "The sale of 4 Mill Lane to Ann Archer for €250 be approved" and "The sale of 19 Quay Street to Bob Baker for €300 be
//! approved" are alike in nearly every letter, and are two decisions: what is alike is the formula. So where each text names
//! what the other does not, the pair is for a person to check; where each has numbers of its own as well, and the rest is much
//! the same or all that is shared is the formula of the list, it is not made. Other numbers alone (a date, a sum) make two
//! findings in the same words one to check.
//!
//! A name is a word with a capital inside a sentence that the other text does not have in any case. Acronyms and what the
//! lexicon knows ("Independent Reviewing Officers") are no names: they are said in several ways.

use std::collections::{BTreeMap, BTreeSet};

use super::matrix::Matrix;
use super::subjects::{SAME_SAID, Subjects};
use super::terms::matter;
use crate::lexicon::{Lexicon, Use};
use crate::text::{Word, dates, fold, is_stopword, words};

/// Where more of the words than this begin with a capital, capitals say nothing: a heading, or a text all in capitals.
const MOST_CAPITALS: f32 = 0.7;

/// A word is of the formula of two lists where at least so many of their texts have it, and at least this share of them.
const FORMULA: (usize, f32) = (4, 0.2);

/// Two that share fewer words than this beside the formula share nothing to speak of.
const LEAST_BESIDE: usize = 2;

/// What ends a sentence, or opens one within another.
const OPENERS: [char; 9] = ['.', '!', '?', ':', ';', '"', '(', '\u{2022}', '\n'];

/// What a text names, and what else it says; all in lower case.
#[derive(Debug, Default)]
pub(super) struct Particulars {
    names: BTreeSet<String>,
    /// Numbers, and the words of dates.
    numbers: BTreeSet<String>,
    /// Every other word that is no stop word.
    said: BTreeSet<String>,
}

impl Particulars {
    /// Takes them from a text.
    pub(super) fn of(text: &str, lexicon: &Lexicon) -> Self {
        let text = fold(&matter(text)).into_owned();
        let mut out = Self::default();
        let capitals = capitals(&text);
        let dates = dates(&text);
        let mentions = if capitals.is_empty() { Vec::new() } else { lexicon.mentions(&text, Use::Compare) };
        for word in words(&text).flat_map(Word::parts) {
            let lower = word.text.to_lowercase();
            let is_in_date = dates.iter().any(|date| date.range.contains(&word.start));
            let is_known = || mentions.iter().any(|mention| mention.range.contains(&word.start));
            if is_in_date || lower.contains(|c: char| c.is_ascii_digit()) {
                out.numbers.insert(lower);
            } else if capitals.contains(&word.start) && !is_known() {
                out.names.insert(lower);
            } else if !is_stopword(&lower) {
                out.said.insert(lower);
            }
        }
        out
    }

    /// What the particulars say of a pair; `is_twin` where the two are in nearly the same words, `formula` what many say.
    fn against(&self, other: &Self, is_twin: bool, formula: &BTreeSet<&String>) -> Subjects {
        let is_named_apart = self.has_names_without(other) && other.has_names_without(self);
        let is_numbered_apart = !self.numbers.is_subset(&other.numbers) && !other.numbers.is_subset(&self.numbers);
        match (is_named_apart, is_numbered_apart) {
            (true, true) if is_twin || self.says_the_same_as(other) || self.shares_only(formula, other) => {
                Subjects::AnotherMatter
            }
            (true, _) => Subjects::ToCheck,
            (false, true) if is_twin => Subjects::ToCheck,
            _ => Subjects::Open,
        }
    }

    fn all(&self) -> impl Iterator<Item = &String> {
        self.names.iter().chain(&self.numbers).chain(&self.said)
    }

    fn shares_only(&self, formula: &BTreeSet<&String>, other: &Self) -> bool {
        let theirs: BTreeSet<&String> = other.all().collect();
        self.all().filter(|word| theirs.contains(word) && !formula.contains(word)).count() < LEAST_BESIDE
    }

    fn has_names_without(&self, other: &Self) -> bool {
        self.names.iter().any(|name| !other.names.contains(name) && !other.said.contains(name))
    }

    fn says_the_same_as(&self, other: &Self) -> bool {
        let shared = self.said.intersection(&other.said).count();
        2.0 * shared as f32 >= SAME_SAID * (self.said.len() + other.said.len()) as f32
    }
}

/// What the particulars say of each pair of an earlier and a later text, row by row; `twins` are pairs in the same words.
pub(super) fn of_pairs(earlier: &[&str], later: &[&str], twins: &Matrix, lexicon: &Lexicon) -> Vec<Subjects> {
    let of = |texts: &[&str]| -> Vec<Particulars> { texts.iter().map(|text| Particulars::of(text, lexicon)).collect() };
    let (before, after) = (of(earlier), of(later));
    let all = before.iter().enumerate().flat_map(|row| after.iter().enumerate().map(move |column| (row, column)));
    let formula = formula(before.iter().chain(&after));
    all.map(|((row, own), (column, other))| own.against(other, twins.at(row, column) > 0.0, &formula)).collect()
}

/// What many of the texts say.
fn formula<'p>(texts: impl Iterator<Item = &'p Particulars> + Clone) -> BTreeSet<&'p String> {
    let least = FORMULA.0.max((FORMULA.1 * texts.clone().count() as f32).ceil() as usize);
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for word in texts.flat_map(Particulars::all) {
        *counts.entry(word).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count >= least).map(|(word, _)| word).collect()
}

/// Where words stand that begin with a capital though no sentence does; none where nearly all words do.
fn capitals(text: &str) -> BTreeSet<usize> {
    let (mut all, mut end, mut found) = (0, 0, BTreeSet::new());
    for word in words(text).flat_map(Word::parts) {
        let is_first = all == 0 || text[end..word.start].contains(OPENERS);
        let is_acronym = word.text.chars().all(|c| !c.is_lowercase());
        if word.text.starts_with(char::is_uppercase) && !is_first && !is_acronym {
            found.insert(word.start);
        }
        (all, end) = (all + 1, word.end());
    }
    if found.len() as f32 > MOST_CAPITALS * all as f32 { BTreeSet::new() } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::pairing::twins;

    fn against(earlier: &str, later: &str) -> Subjects {
        let twins = twins(&[earlier], &[later], 0.85);
        of_pairs(&[earlier], &[later], &twins, Lexicon::builtin())[0]
    }

    #[test]
    fn one_formula_for_two_sales_is_of_two_matters() {
        let formula = |what: &str, whom: &str, day: &str| {
            format!("That the Council approve the sale of {what} to {whom} by deed, as told in the notice of {day}.")
        };
        let first = formula("4 Mill Lane, Eastport", "Ann Archer", "3 May 2021");
        assert_eq!(
            against(&first, &formula("19 Quay Street, Eastport", "Bob Baker", "9 June 2022")),
            Subjects::AnotherMatter
        );
        let far = "That the Council approve the sale of 7 High Row, Westhaven, with its garden, to Carol Dyer-Smith and \
                   Edward Finch, by deed, as was told in the notice of 9 June 2022";
        assert_eq!(against(&first, far), Subjects::AnotherMatter);
    }

    #[test]
    fn two_that_share_only_the_formula_of_their_list_are_of_two_matters() {
        let sale = |rest: &str| format!("That the Council of Eastport approve the disposal of {rest}");
        let earlier = sale(
            "4 Mill Lane to Ann Archer, by deed, as was told in the public notice of 3 May 2021, when none objected",
        );
        let later = sale("19 Quay Street to Bob Baker");
        assert_eq!(against(&earlier, &later), Subjects::ToCheck, "two texts alone have no formula");
        let others = [sale("5 High Row to Carol Dyer"), sale("7 High Row to Edward Finch")];
        let list = [later.as_str(), others[0].as_str(), others[1].as_str()];
        let twins = twins(&[&earlier], &list, 0.85);
        assert_eq!(of_pairs(&[&earlier], &list, &twins, Lexicon::builtin())[0], Subjects::AnotherMatter);
    }

    #[test]
    fn another_name_or_another_number_alone_is_for_a_person_to_check() {
        for (earlier, later) in [
            ("Let the hall to the Lantern Club for a year", "Let the hall to the Anchor Club for a year"),
            ("Adopt the budget for 2021 as it was laid out", "Adopt the budget for 2022 as it was laid out"),
            ("Mow the verges by 3 May 2021, and no later", "Mow the verges by 9 June 2022, and no later"),
        ] {
            assert_eq!(against(earlier, later), Subjects::ToCheck, "{later}");
        }
    }

    #[test]
    fn what_only_one_names_and_how_a_thing_is_printed_tell_nothing_apart() {
        for (earlier, later) in [
            ("Let the hall to the Lantern Club", "Let the hall to the Lantern Club of Eastport"),
            ("Let the hall to the Club", "Let the hall to the club in Eastport"),
            ("Ask the Independent Reviewing Officers why", "Ask the IROs why, at the Town Hall"),
            ("Reach 80 homes by boat each day", "Reach the homes of 12 islands, and ask how they fare"),
            ("Train Members And Officers In Good Time", "Train Tenants And Landlords In Good Time"),
            ("Mow the verges. Ferries wait", "Mow the verges. Trams wait"),
        ] {
            assert_eq!(against(earlier, later), Subjects::Open, "{later}");
        }
    }
}
