//! Which of many patterns may match a text? Those all of whose needles are in it.
//!
//! A pattern such as `\bpeer (review|challenge)\b` can match only where "peer " and one of "peer review" and "peer
//! challenge" stand, in any case. Needles are drawn from the patterns themselves, so a changed rule needs no other change. One pass
//! over a text finds the needles of all patterns, and most texts then need no pattern at all. The method is that of
//! `FilteredRE2` of RE2 (Google), cut down to one level of "all of, any of". Of a pattern that matches only at an end of a text
//! (`^RESOLVED`), and tells by a few bytes there which texts it may match (`bounds.rs`), no needles are looked for.
//!
//! ```
//! use lookback::text::{Extent, Needles};
//!
//! let needles = Needles::new([r"(?i)\bpeer (review|challenge)\b", r"\d+"].map(|pattern| (pattern, Extent::Whole)));
//! let seen = needles.scan("A Peer Challenge of 2015");
//! assert!(needles.may_match(&seen, 0) && needles.may_match(&seen, 1));
//! let seen = needles.scan("The peer team");
//! assert!(!needles.may_match(&seen, 0) && needles.may_match(&seen, 1), "digits are no needle");
//! ```

use std::borrow::Cow;
use std::collections::BTreeSet;

use daachorse::DoubleArrayAhoCorasick;
use regex_syntax::hir::{Class, Hir, HirKind};

use super::bounds::Bounds;

/// Shorter needles, blanks at their ends apart, are in every text.
const SHORTEST: usize = 3;
/// So are these.
const COMMON: [&str; 8] = ["and", "are", "for", "has", "that", "the", "was", "with"];
/// Longer needles are cut to so many bytes: the automaton is a third as large, and of a hundred texts that may match two more do not.
const LONGEST: usize = 10;
/// A group of more alternatives than this is not spelt out.
const MOST_SPELLINGS: usize = 96;
/// A class of more letters than this is not spelt out.
const MOST_LETTERS: usize = 12;
/// How many groups of needles one pass tells apart; a pattern with a group beyond may match anywhere.
const MOST_GROUPS: usize = 256;

/// Strings in lower case, one of which must be in a text.
type Group = BTreeSet<String>;

/// Finds out which of many patterns may match.
#[derive(Debug, Default)]
pub struct Needles {
    /// `None` when no pattern has needles.
    finder: Option<Finder>,
    /// For each needle, the groups it satisfies.
    satisfies: Vec<Seen>,
    /// For each pattern, the groups that must be satisfied.
    needed: Vec<Seen>,
}

/// An automaton that knows all needles, by their numbers: of text in lower case. It is a double array: a table of all states by all
/// letters is quicker by itself, but is twenty times as large and takes the near memory from whatever else reads a paper.
struct Finder(DoubleArrayAhoCorasick<u32>);

impl std::fmt::Debug for Finder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Finder of {} states", self.0.num_states())
    }
}

impl Finder {
    /// `None` where there are no needles, or more than an automaton holds: every pattern may then match anywhere.
    fn new(needles: &BTreeSet<&str>) -> Option<Self> {
        DoubleArrayAhoCorasick::new(needles).ok().filter(|_| !needles.is_empty()).map(Self)
    }

    /// Tells each needle in a text, also where one lies in another.
    fn each(&self, text: &str, mut tell: impl FnMut(usize)) {
        let lower = match text.bytes().any(|byte| byte.is_ascii_uppercase()) {
            true => Cow::Owned(text.to_ascii_lowercase()),
            false => Cow::Borrowed(text),
        };
        self.0.find_overlapping_iter(lower.as_ref()).for_each(|found| tell(found.value() as usize));
    }
}

/// What was seen in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    /// A bit for each group of needles.
    groups: [u64; MOST_GROUPS / 64],
}

impl Seen {
    fn add(&mut self, group: usize) {
        self.groups[group / 64] |= 1 << (group % 64);
    }

    fn add_all(&mut self, other: &Self) {
        self.groups.iter_mut().zip(other.groups).for_each(|(mine, theirs)| *mine |= theirs);
    }

    fn holds(&self, needed: &Self) -> bool {
        self.groups.iter().zip(needed.groups).all(|(seen, needed)| seen & needed == needed)
    }
}

/// What a pattern is held against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// The text itself: one that tells by a few bytes at an end of it which texts it may match needs no needles.
    Whole,
    /// Some part of it, which may begin anywhere.
    Part,
}

impl Needles {
    /// Draws the needles of patterns, in their order, each with what it is held against. A pattern that does not compile may
    /// match anywhere.
    pub fn new<'a>(patterns: impl IntoIterator<Item = (&'a str, Extent)>) -> Self {
        let needed_by = |(pattern, extent): (&str, Extent)| match regex_syntax::parse(pattern) {
            Ok(hir) if extent == Extent::Part || !Bounds::of(&hir).are_telling() => needs(&hir).groups(),
            _ => Vec::new(),
        };
        let mut groups: Vec<Group> = Vec::new();
        let mut needed = Vec::new();
        for of_one in patterns.into_iter().map(needed_by) {
            let mut of_pattern = Seen::default();
            for group in of_one {
                let group: Group = group.iter().map(|needle| beginning(needle).to_owned()).collect();
                let at = groups.iter().position(|known| *known == group).unwrap_or(groups.len());
                if at == groups.len() && at < MOST_GROUPS {
                    groups.push(group);
                }
                if at < groups.len() {
                    of_pattern.add(at);
                }
            }
            needed.push(of_pattern);
        }
        let needles: BTreeSet<&str> = groups.iter().flatten().map(String::as_str).collect();
        let satisfied_by = |needle: &&str| {
            let mut seen = Seen::default();
            (0..groups.len()).filter(|at| groups[*at].contains(*needle)).for_each(|at| seen.add(at));
            seen
        };
        let satisfies = needles.iter().map(satisfied_by).collect();
        match Finder::new(&needles) {
            Some(finder) => Self { finder: Some(finder), satisfies, needed },
            None => Self { finder: None, satisfies: Vec::new(), needed: vec![Seen::default(); needed.len()] },
        }
    }

    /// Looks for the needles in a text.
    pub fn scan(&self, text: &str) -> Seen {
        let mut seen = Seen::default();
        let Some(finder) = &self.finder else { return seen };
        // Patterns that do not mind case take these for "s" and "k": nothing is ruled out.
        if !text.is_ascii() && text.contains(['\u{17f}', '\u{212a}']) {
            seen.groups = [u64::MAX; MOST_GROUPS / 64];
            return seen;
        }
        finder.each(text, |needle| seen.add_all(&self.satisfies[needle]));
        seen
    }

    /// Whether a pattern may match the text in which this was seen; if not, it does not.
    pub fn may_match(&self, seen: &Seen, pattern: usize) -> bool {
        self.needed.get(pattern).is_none_or(|needed| seen.holds(needed))
    }

    /// Whether any pattern may match some part of the text in which this was seen; a pattern whose needles are not looked for
    /// may.
    pub fn any_may_match(&self, seen: &Seen) -> bool {
        self.needed.iter().any(|needed| seen.holds(needed))
    }
}

/// What a text must hold for a part of a pattern to match.
struct Needs {
    /// All that the part can match, spelt out; `None` when that is too much.
    exact: Option<Group>,
    /// Where it is not spelt out: groups of which each must be in the text.
    groups: Vec<Group>,
}

impl Needs {
    fn exact(spellings: Group) -> Self {
        Self { exact: Some(spellings), groups: Vec::new() }
    }

    fn nothing() -> Self {
        Self { exact: None, groups: Vec::new() }
    }

    fn groups(self) -> Vec<Group> {
        let mut groups = self.groups;
        groups.extend(self.exact.and_then(useful));
        groups
    }

    /// The one group that says most, for use among alternatives.
    fn best(self) -> Option<Group> {
        self.groups().into_iter().max_by_key(|group| (group.iter().map(String::len).min(), usize::MAX - group.len()))
    }
}

/// A group as it is searched for: `None` when it can be satisfied by next to nothing.
fn useful(group: Group) -> Option<Group> {
    let says_little = |spelling: &String| {
        let word = spelling.trim_matches(' ');
        word.len() < SHORTEST || COMMON.contains(&word)
    };
    if group.is_empty() || group.iter().any(says_little) {
        return None;
    }
    // What holds another needle is found with it.
    let holds_another = |one: &String| group.iter().any(|other| other != one && one.contains(other.as_str()));
    Some(group.iter().filter(|one| !holds_another(one)).cloned().collect())
}

/// As much of a needle as is looked for.
fn beginning(needle: &str) -> &str {
    let ends = needle.char_indices().map(|(at, letter)| at + letter.len_utf8());
    &needle[..ends.take_while(|end| *end <= LONGEST).last().unwrap_or_default()]
}

fn needs(hir: &Hir) -> Needs {
    let single = |text: &str| Needs::exact([text.to_owned()].into());
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => single(""),
        HirKind::Literal(literal) => {
            std::str::from_utf8(&literal.0).map_or_else(|_| Needs::nothing(), |text| single(&text.to_ascii_lowercase()))
        }
        HirKind::Class(class) => letters(class).map_or_else(Needs::nothing, Needs::exact),
        HirKind::Capture(capture) => needs(&capture.sub),
        HirKind::Repetition(repetition) => {
            let of_one = needs(&repetition.sub);
            match (repetition.min, repetition.max, of_one) {
                (0, Some(1), Needs { exact: Some(mut spellings), .. }) => {
                    spellings.insert(String::new());
                    Needs::exact(spellings)
                }
                (0, ..) => Needs::nothing(),
                (1, Some(1), of_one) => of_one,
                (_, _, of_one) => Needs { exact: None, groups: of_one.groups() },
            }
        }
        HirKind::Concat(parts) => in_order(parts),
        HirKind::Alternation(parts) => one_of(parts),
    }
}

/// The letters of a small class, in lower case; `None` for a large one.
fn letters(class: &Class) -> Option<Group> {
    let Class::Unicode(class) = class else { return None };
    // Of "any letter" there are a million: they are counted by ranges, and spelt out only where they are few.
    if class.iter().map(|range| range.len()).sum::<usize>() > MOST_LETTERS {
        return None;
    }
    let chars = class.iter().flat_map(|range| range.start()..=range.end());
    let plain = chars.filter(|c| !matches!(c, '\u{17f}' | '\u{212a}'));
    let found: Group = plain.map(|c| c.to_ascii_lowercase().to_string()).collect();
    (!found.is_empty()).then_some(found)
}

fn in_order(parts: &[Hir]) -> Needs {
    let mut groups = Vec::new();
    let mut run = Group::from([String::new()]);
    let mut whole = true;
    for part in parts {
        let of_part = needs(part);
        match of_part.exact {
            Some(spellings) if run.len() * spellings.len() <= MOST_SPELLINGS => {
                run = run.iter().flat_map(|head| spellings.iter().map(move |tail| format!("{head}{tail}"))).collect();
            }
            Some(spellings) => {
                groups.extend(useful(std::mem::replace(&mut run, spellings)));
                whole = false;
            }
            None => {
                groups.extend(useful(std::mem::replace(&mut run, [String::new()].into())));
                groups.extend(of_part.groups);
                whole = false;
            }
        }
    }
    if whole {
        return Needs::exact(run);
    }
    groups.extend(useful(run));
    Needs { exact: None, groups }
}

fn one_of(parts: &[Hir]) -> Needs {
    let all: Vec<Needs> = parts.iter().map(needs).collect();
    let count: usize =
        all.iter().map(|one| one.exact.as_ref().map_or(usize::MAX / 2, BTreeSet::len)).fold(0, usize::saturating_add);
    if count <= MOST_SPELLINGS {
        return Needs::exact(all.into_iter().filter_map(|one| one.exact).flatten().collect());
    }
    let best: Option<Vec<Group>> = all.into_iter().map(Needs::best).collect();
    let group = best.and_then(|groups| useful(groups.into_iter().flatten().collect()));
    Needs { exact: None, groups: group.into_iter().collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole<const N: usize>(patterns: [&str; N]) -> Needles {
        Needles::new(patterns.map(|pattern| (pattern, Extent::Whole)))
    }

    fn groups_of(pattern: &str) -> Vec<Vec<String>> {
        let groups = needs(&regex_syntax::parse(pattern).unwrap()).groups();
        groups.into_iter().map(|group| group.into_iter().collect()).collect()
    }

    #[test]
    fn needles_are_what_every_match_holds() {
        assert_eq!(groups_of(r"(?i)\bPeer (?:review|challenge)s?\b"), [["peer challenge", "peer review"]]);
        assert_eq!(
            groups_of(r"(?i)\b(panel|members)\b.{0,40}\b(asked|agreed)\b"),
            [["members", "panel"], ["agreed", "asked"]]
        );
        assert_eq!(groups_of(r"colou?r"), [["color", "colour"]]);
        assert_eq!(groups_of(r"(?:ab|[0-9]+) (?:\w+ )+x"), Vec::<Vec<String>>::new());
        assert_eq!(groups_of(r"(?:due|\d+ days?)"), [[" day", "due"]]);
    }

    #[test]
    fn long_needles_are_looked_for_by_their_beginning() {
        assert_eq!(
            [beginning("safeguarding board"), beginning("neighbourŵ"), beginning("front")],
            ["safeguardi", "neighbour", "front"]
        );
        let needles = whole([r"(?i)\bsafeguarding board\b"]);
        assert!(needles.may_match(&needles.scan("the SAFEGUARDING board"), 0));
        assert!(!needles.may_match(&needles.scan("safe boards"), 0));
    }

    #[test]
    fn needles_are_looked_for_where_no_end_tells() {
        let patterns = [r"(?i)^(key )?recommendation \d", r"^(?:RESOLVED|[Aa]greed)"];
        assert!(whole(patterns).finder.is_none(), "no text need be searched");
        let parts = Needles::new(patterns.map(|pattern| (pattern, Extent::Part)));
        assert!(parts.finder.is_some(), "but for its parts");
        let needles = whole([r"(?i)^(?:the )?(?:[\w-]+ ){0,5}panel has\b"]);
        assert!(
            !needles.may_match(&needles.scan("the report"), 0) && needles.may_match(&needles.scan("the panel has"), 0)
        );
    }

    #[test]
    fn a_text_is_ruled_out_only_where_no_pattern_matches() {
        let patterns =
            [r"(?i)\bask(s|ed)?\b", r"(?i)^recommendation \d", r"\bLGA\b|(?i:peer (?:review|challenge))", r"\d"];
        let needles = whole(patterns);
        let texts =
            ["Asked", "RECOMMENDATION 1", "a Peer Challenge", "LGA", "lga", "a\u{17f}ked", "as\u{212a}", "nothing", ""];
        for text in texts {
            let seen = needles.scan(text);
            for (at, pattern) in patterns.iter().enumerate() {
                let matches = regex::Regex::new(pattern).unwrap().is_match(text);
                assert!(!matches || needles.may_match(&seen, at), "{pattern}: {text}");
            }
        }
        assert!(!needles.may_match(&needles.scan("nothing"), 0));
    }
}
