//! Where in a passage does a query answer?
//!
//! Reads the stored text itself, with the tokens the index has, so what is marked is what was found: a stem marks
//! the whole printed word, a phrase only where it is one, and what was asked *not* to be there nothing. The
//! same reading decides what postings alone cannot: exact phrases, words near each other.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use regex::Regex;

use super::query::{Node, Part, Unit};
use crate::store::words::{stem, tokens};

/// The marks that join two words; a dash stands for one where print had no better.
const HYPHENS: [&str; 4] = ["-", "\u{2010}", "\u{2011}", "–"];

/// A query made ready to be looked for in passages.
#[derive(Debug)]
pub(crate) struct Matcher {
    root: Want,
}

/// A part of the query, with its words in the form they are compared in.
#[derive(Debug)]
enum Want {
    Run(Vec<WantedWord>),
    Near {
        left: Box<Want>,
        right: Box<Want>,
        within: usize,
        ordered: bool,
    },
    /// Decided by the index, not by the text: the number of the condition, in the order typed.
    Filter(usize),
    Not(Box<Want>),
    /// What has to be there and is not shown.
    Unmarked(Box<Want>),
    All(Vec<Want>),
    Any(Vec<Want>),
}

#[derive(Debug)]
enum WantedWord {
    Stem(String),
    Folded(String),
    /// A stem printed in capitals.
    Acronym(String),
    /// A stem that a hyphen joins to the word before.
    Hyphened(String),
    Pattern(Regex),
    Fuzzy(Vec<char>, usize),
    /// A pattern that cannot be compiled; the plan has refused it already.
    Nothing,
}

/// A passage cut into words.
struct Passage {
    words: Vec<PrintedWord>,
}

struct PrintedWord {
    folded: String,
    stem: String,
    /// Whether two letters or more are capitals: "SEND", "IROs".
    capitals: bool,
    /// Whether nothing but a hyphen parts it from the word before.
    hyphened: bool,
    bytes: Range<usize>,
}

/// A place where a run or a nearness stands: the words from `first` to `last`, of which `marked` are shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    first: usize,
    last: usize,
    marked: Vec<(usize, usize)>,
}

impl Matcher {
    /// Makes a query, or a part of one, ready. `exact` compares printed words, not stems.
    pub fn new(node: &Node, exact: bool) -> Self {
        Self { root: Want::of(node, exact, &mut 0) }
    }

    /// Whether a passage answers, as far as its text decides; for parts without conditions.
    pub fn answers(&self, text: &str) -> bool {
        self.root.marks(&Passage::of(text), &[]).is_some()
    }

    /// Byte ranges of `text` that answer, in order, not overlapping. Empty when only conditions answer.
    ///
    /// `holding` says which conditions hold for the passage, in the order typed; those it does not speak of do.
    pub fn highlights(&self, text: &str, holding: &[bool]) -> Vec<(usize, usize)> {
        let passage = Passage::of(text);
        let ranges = self.root.marks(&passage, holding).unwrap_or_default();
        apart(
            ranges
                .into_iter()
                .map(|(first, last)| (passage.words[first].bytes.start, passage.words[last].bytes.end))
                .collect(),
        )
    }
}

/// Byte ranges in order, those that overlap made one.
pub(crate) fn apart(mut ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    ranges.sort_unstable();
    let mut apart: Vec<(usize, usize)> = Vec::with_capacity(ranges.len());
    for (start, end) in ranges {
        match apart.last_mut() {
            Some(last) if start < last.1 => last.1 = last.1.max(end),
            _ => apart.push((start, end)),
        }
    }
    apart
}

impl Want {
    fn of(node: &Node, exact: bool, conditions: &mut usize) -> Self {
        let mut of = |node: &Node| Self::of(node, exact, conditions);
        match &node.part {
            Part::Run(units) => Self::Run(units.iter().map(|unit| WantedWord::of(unit, exact)).collect()),
            Part::Near { left, right, within, ordered } => Self::Near {
                left: Box::new(of(left)),
                right: Box::new(of(right)),
                within: *within as usize,
                ordered: *ordered,
            },
            Part::Filter(_) => {
                *conditions += 1;
                Self::Filter(*conditions - 1)
            }
            Part::Not(inner) => Self::Not(Box::new(of(inner))),
            Part::All(parts) => {
                // Beside words that tell something, "of" and "the" would only be marked all over the passage.
                let tells = node.part.tells();
                let want = |part: &Node| match of(part) {
                    small if tells && part.part.is_small_word() => Self::Unmarked(Box::new(small)),
                    want => want,
                };
                Self::All(parts.iter().map(want).collect())
            }
            Part::Any(_) | Part::Alike { .. } => Self::Any(node.part.parts().into_iter().map(of).collect()),
        }
    }

    /// The stretches of words to mark, from first to last; `None` when the passage does not answer.
    fn marks(&self, passage: &Passage, holding: &[bool]) -> Option<Vec<(usize, usize)>> {
        match self {
            Self::Near { left, right, within, ordered } => {
                let marked = beside(&left.places(passage), &right.places(passage), *within, *ordered);
                (!marked.is_empty()).then_some(marked)
            }
            Self::Run(_) => {
                let places = self.places(passage);
                (!places.is_empty()).then(|| places.into_iter().flat_map(|place| place.marked).collect())
            }
            Self::Filter(number) => holding.get(*number).is_none_or(|holds| *holds).then(Vec::new),
            Self::Not(inner) => inner.marks(passage, holding).is_none().then(Vec::new),
            Self::Unmarked(inner) => inner.marks(passage, holding).map(|_| Vec::new()),
            Self::All(parts) => {
                let marks: Option<Vec<_>> = parts.iter().map(|part| part.marks(passage, holding)).collect();
                marks.map(|marks| marks.concat())
            }
            Self::Any(parts) => {
                let marks: Vec<_> = parts.iter().filter_map(|part| part.marks(passage, holding)).collect();
                (!marks.is_empty()).then(|| marks.concat())
            }
        }
    }

    /// Every place where a run, a nearness, or a choice of such stands, in order.
    fn places(&self, passage: &Passage) -> Vec<Place> {
        match self {
            Self::Run(run) => {
                let starts = (0..(passage.words.len() + 1).saturating_sub(run.len())).filter(|&first| {
                    run.iter().zip(&passage.words[first..]).all(|(wanted, printed)| wanted.is(printed))
                });
                let place = |first: usize| (first, first + run.len() - 1);
                starts.map(place).map(|(first, last)| Place { first, last, marked: vec![(first, last)] }).collect()
            }
            Self::Near { left, right, within, ordered } => {
                near(&left.places(passage), &right.places(passage), *within, *ordered)
            }
            Self::Any(choices) => {
                let places: BTreeSet<Place> = choices.iter().flat_map(|choice| choice.places(passage)).collect();
                places.into_iter().collect()
            }
            Self::Filter(_) | Self::Not(_) | Self::Unmarked(_) | Self::All(_) => Vec::new(),
        }
    }
}

/// The pairs of places with at most `within` words between them; those from and to the same words are one, with the marks of all.
fn near(left: &[Place], right: &[Place], within: usize, ordered: bool) -> Vec<Place> {
    let mut pairs: BTreeMap<(usize, usize), BTreeSet<(usize, usize)>> = BTreeMap::new();
    let mut pair = |earlier: &Place, later: &Place| {
        let marked = earlier.marked.iter().chain(&later.marked);
        pairs.entry((earlier.first, later.last)).or_default().extend(marked);
    };
    let (of_left, of_right) = (Starts::of(left), Starts::of(right));
    left.iter().for_each(|a| of_right.after(a, within).for_each(|b| pair(a, b)));
    if !ordered {
        right.iter().for_each(|b| of_left.after(b, within).for_each(|a| pair(b, a)));
    }
    let place = |((first, last), marked): (_, BTreeSet<_>)| Place { first, last, marked: marked.into_iter().collect() };
    pairs.into_iter().map(place).collect()
}

/// What is marked of the places that have one of the other side with at most `within` words between. Which with which need not
/// be told, so that many places on both sides take no longer than reading them.
fn beside(left: &[Place], right: &[Place], within: usize, ordered: bool) -> Vec<(usize, usize)> {
    let has_after = |place: &Place, others: &Starts<'_>| others.after(place, within).next().is_some();
    let ends = |places: &[Place]| -> Vec<usize> {
        let mut ends: Vec<usize> = places.iter().map(|place| place.last).collect();
        ends.sort_unstable();
        ends
    };
    let has_before = |place: &Place, ends: &[usize]| {
        let from = place.first.saturating_sub(within + 1);
        ends.get(ends.partition_point(|end| *end < from)).is_some_and(|end| *end < place.first)
    };
    let (left_starts, right_starts) = (Starts::of(left), Starts::of(right));
    let (left_ends, right_ends) = (ends(left), ends(right));
    let of_left = left.iter().filter(|a| has_after(a, &right_starts) || (!ordered && has_before(a, &right_ends)));
    let of_right = right.iter().filter(|b| has_before(b, &left_ends) || (!ordered && has_after(b, &left_starts)));
    of_left.chain(of_right).flat_map(|place| place.marked.iter().copied()).collect()
}

/// Places by their first word.
struct Starts<'p>(Vec<&'p Place>);

impl<'p> Starts<'p> {
    fn of(places: &'p [Place]) -> Self {
        let mut starts: Vec<&Place> = places.iter().collect();
        starts.sort_by_key(|place| place.first);
        Self(starts)
    }

    /// Those that begin after a place, with at most `within` words between.
    fn after(&self, place: &Place, within: usize) -> impl Iterator<Item = &'p Place> {
        let (from, to) = (place.last + 1, place.last + 1 + within);
        let first = self.0.partition_point(|other| other.first < from);
        self.0[first..].iter().take_while(move |other| other.first <= to).copied()
    }
}

impl WantedWord {
    fn of(unit: &Unit, exact: bool) -> Self {
        match unit {
            Unit::Word(word) if exact => Self::Folded(word.clone()),
            Unit::Word(word) => Self::Stem(stem(word)),
            Unit::Pattern(pattern) => Regex::new(&format!("^(?:{pattern})$")).map_or(Self::Nothing, Self::Pattern),
            Unit::Acronym(word) => Self::Acronym(stem(word)),
            Unit::Hyphened(word) => Self::Hyphened(stem(word)),
            Unit::Fuzzy { word, distance } => Self::Fuzzy(word.chars().collect(), usize::from(*distance)),
        }
    }

    fn is(&self, printed: &PrintedWord) -> bool {
        match self {
            Self::Stem(stem) => printed.stem == *stem,
            Self::Folded(word) => printed.folded == *word,
            Self::Acronym(stem) => printed.capitals && printed.stem == *stem,
            Self::Hyphened(stem) => printed.hyphened && printed.stem == *stem,
            Self::Pattern(pattern) => pattern.is_match(&printed.folded),
            Self::Fuzzy(word, distance) => is_near(word, &printed.folded, *distance),
            Self::Nothing => false,
        }
    }
}

impl Passage {
    fn of(text: &str) -> Self {
        let mut before = 0;
        let words = tokens(text)
            .map(|token| {
                let folded = token.folded().into_owned();
                let capitals = token.text.chars().filter(|c| c.is_uppercase()).nth(1).is_some();
                let hyphened = HYPHENS.contains(&&text[before..token.start]);
                before = token.end();
                PrintedWord { stem: stem(&folded), folded, capitals, hyphened, bytes: token.start..token.end() }
            })
            .collect();
        Self { words }
    }
}

/// Whether so many mistakes or fewer make one word of the other.
pub(crate) fn is_near(word: &[char], other: &str, distance: usize) -> bool {
    let other: Vec<char> = other.chars().collect();
    other.len().abs_diff(word.len()) <= distance && mistakes(word, &other) <= distance
}

/// Letters wrong, missing, too many, or swapped with their neighbour (optimal string alignment).
pub(crate) fn mistakes(a: &[char], b: &[char]) -> usize {
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut least = change.min(rows[i - 1][j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::Query;

    fn matcher(query: &str, exact: bool) -> Matcher {
        Matcher::new(Query::parse(query).unwrap().root(), exact)
    }

    /// The words of `text` that a query marks where all its conditions hold.
    fn marked<'a>(query: &str, text: &'a str) -> Vec<&'a str> {
        matcher(query, false).highlights(text, &[]).into_iter().map(|(start, end)| &text[start..end]).collect()
    }

    #[test]
    fn a_stem_marks_the_whole_printed_word() {
        assert_eq!(marked("threshold", "Thresholds: the threshold’s height"), ["Thresholds", "threshold’s"]);
        assert_eq!(marked("organize", "They organised it"), ["organised"]);
    }

    #[test]
    fn a_phrase_marks_only_where_it_is_one() {
        assert_eq!(
            marked(r#""front door""#, "The ‘Front Door’; a door in front; front-door"),
            ["Front Door", "front-door"]
        );
    }

    #[test]
    fn what_must_not_be_there_marks_nothing() {
        assert_eq!(marked("help -housing", "early help"), ["help"]);
        assert_eq!(marked("help -housing", "help with housing"), [""; 0]);
        assert_eq!(marked("(help -housing) OR offer", "the offer: help with housing"), ["offer"]);
        assert_eq!(marked("NOT NOT help", "help"), [""; 0]);
    }

    #[test]
    fn only_the_choice_that_answers_is_marked() {
        assert_eq!(marked("(early help) OR offer", "an early offer"), ["offer"]);
    }

    #[test]
    fn a_choice_whose_condition_does_not_hold_is_not_marked() {
        let choice = matcher("(early kind:priority) OR (help -kind:minutes)", false);
        assert_eq!(choice.highlights("early help", &[true, true]), [(0, 5)]);
        assert_eq!(choice.highlights("early help", &[false, false]), [(6, 10)]);
        assert_eq!(choice.highlights("early help", &[true, false]), [(0, 5), (6, 10)]);
    }

    #[test]
    fn small_words_are_marked_only_where_nothing_else_was_asked() {
        assert_eq!(marked("voice of the child", "the voice of a child"), ["voice", "child"]);
        assert_eq!(marked("\"voice of\"", "the voice of a child"), ["voice of"]);
        assert_eq!(marked("of the", "the voice of a child"), ["the", "of"]);
        assert_eq!(marked("of -plan year:2015", "the voice of a child"), ["of"], "a condition looks for no word");
        assert_eq!(marked("of OR child", "the voice of a child"), ["of", "child"], "either answers by itself");
    }

    #[test]
    fn an_acronym_is_marked_in_capitals_only() {
        let acronym = Matcher::new(
            &Node { span: 0..0, part: Part::Run(vec![Unit::Acronym("send".into()), Unit::Word("review".into())]) },
            false,
        );
        assert_eq!(acronym.highlights("send reviews; SEND reviews", &[]), [(14, 26)]);
    }

    #[test]
    fn overlapping_places_become_one() {
        assert_eq!(marked(r#""early help" OR "help offer""#, "the early help offer"), ["early help offer"]);
        assert_eq!(marked("early help", "early help"), ["early", "help"]);
    }

    #[test]
    fn nearness_counts_the_words_between() {
        let text = "delay in the making of decisions";
        assert_eq!(marked("delay NEAR/4 decision", text), ["delay", "decisions"]);
        assert_eq!(marked("delay NEAR/3 decision", text), [""; 0]);
        assert_eq!(marked("decision NEAR/4 delay", text), ["delay", "decisions"]);
        assert_eq!(marked("decision ONEAR/4 delay", text), [""; 0]);
        assert_eq!(marked("(delay OR drift) ONEAR/9 decision", text), ["delay", "decisions"]);
        assert_eq!(marked("making NEAR/0 making", text), [""; 0]);
        assert_eq!(marked("delay NEAR/2 making NEAR/1 decision", text), ["delay", "making", "decisions"]);
    }

    #[test]
    fn a_nearness_is_marked_as_its_pairs_are() {
        let place = |first: usize, last: usize| Place { first, last, marked: vec![(first, last)] };
        let left: Vec<Place> = (0..60).filter(|at| at % 3 != 1).map(|at| place(at, at + at % 4)).collect();
        let right: Vec<Place> = (0..60).filter(|at| at % 7 < 2).map(|at| place(at, at + at % 9)).collect();
        let nearby = |within: usize, ordered: bool| {
            let mut pairs = BTreeSet::new();
            for (a, b) in left.iter().flat_map(|a| right.iter().map(move |b| (a, b))) {
                let (earlier, later) = if a.first <= b.first { (a, b) } else { (b, a) };
                let apart = later.first > earlier.last && later.first - earlier.last - 1 <= within;
                pairs.extend((apart && (!ordered || a.last < b.first)).then_some((earlier, later)));
            }
            pairs
        };
        for (within, ordered) in [(0, false), (0, true), (2, false), (5, true), (100, false)] {
            let pairs = nearby(within, ordered);
            let ends: BTreeSet<_> = pairs.iter().map(|(a, b)| (a.first, b.last)).collect();
            let marks: BTreeSet<_> = pairs.iter().flat_map(|(a, b)| [a.marked[0], b.marked[0]]).collect();
            let found = near(&left, &right, within, ordered);
            assert_eq!(found.iter().map(|place| (place.first, place.last)).collect::<BTreeSet<_>>(), ends);
            assert_eq!(beside(&left, &right, within, ordered).into_iter().collect::<BTreeSet<_>>(), marks);
        }
    }

    #[test]
    fn wildcards_and_mistakes_mark_what_they_match() {
        let text = "Safeguarding, safeguards; multi-agency";
        assert_eq!(marked("safeguard*", text), ["Safeguarding", "safeguards"]);
        assert_eq!(marked("safegaurds~1", text), ["safeguards"]);
        assert_eq!(marked("multi-agen*", text), ["multi-agency"]);
        assert_eq!(marked("/safeguard(s|ed)/", text), ["safeguards"]);
        assert_eq!(marked("s?feguards", text), ["safeguards"]);
    }

    #[test]
    fn exact_words_are_those_printed() {
        assert_eq!(matcher("children", true).highlights("child Children children’s", &[]), [(6, 14)]);
    }

    #[test]
    fn a_swap_of_neighbours_is_one_mistake() {
        let count = |a: &str, b: &str| mistakes(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!(count("safegaurd", "safeguard"), 1);
        assert_eq!(count("kitten", "sitting"), 3);
        assert_eq!(count("ca", "abc"), 3);
        assert_eq!(count("", "ab"), 2);
    }
}
