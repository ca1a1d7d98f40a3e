//! How papers name councils, hosts and committees: `names.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::text::{Exemplified, Pattern, Patterns, Plain};

pub const NAMES_FILE: &str = include_str!("../names.toml");

/// A name, as short as what follows it lets it be. Of Latin letters: with those of all scripts it takes the engine megabytes.
const NAME: &str = r"(?P<name>(?:St\.? )?[A-Z][A-Za-zÀ-ž0-9_'-]+(?:(?: (?:and|upon|of|on|in|the|le|&)(?: the)?)? [A-Z][A-Za-zÀ-ž0-9_'-]+){0,4}?)";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    sign: Exemplified,
    council: Vec<Exemplified<Name>>,
    person: Vec<Exemplified>,
    in_passing: Vec<Exemplified>,
    owner: Vec<Exemplified>,
    reviewed: Vec<Exemplified>,
    witness: Vec<Exemplified>,
    inspected: Vec<Exemplified<Name>>,
    visited: Vec<Exemplified<Name>>,
    own_line: Vec<Exemplified<Name>>,
    own_title: Vec<Exemplified<Name>>,
    host: Vec<Exemplified<Name>>,
    met: Vec<Exemplified<Name>>,
    meeting_line: Vec<Exemplified<Name>>,
    committee: Vec<Exemplified<Name>>,
    alone: Vec<Exemplified<Name>>,
    officer: Vec<Exemplified<Name>>,
    words: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Name {
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    name: String,
}

/// Words that are, or are not, part of a name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// What sort of council it is.
    pub sorts: List,
    /// The same before the name, in small letters.
    pub prefixes: List,
    /// Words that begin a sentence or name an office.
    pub no_names: List,
    /// Words with which the title of a paper ends.
    pub title_ends: List,
    /// Words with which the office of whom a letter goes to ends.
    pub office_ends: List,
    /// Waters that places are named by.
    pub waters: List,
    /// Names of letters, in capitals.
    pub letters: List,
    /// Words with which the subject of a review begins.
    pub subjects: List,
    /// Words that begin the title of a review.
    pub titles: List,
    /// By one of these a title says what sort of paper it heads.
    pub papers: List,
    /// To these one is invited as well.
    pub meetings: List,
    /// After "in" or "on" one of these says when.
    pub dates: List,
    /// One of these is in the name of every committee, in small letters.
    pub committees: List,
    /// The same of other bodies that meet.
    pub bodies: List,
    /// What stands before the name of a committee, in small letters.
    pub leads: List,
    /// With these some panel is spoken of.
    pub of_sentences: List,
    /// With these and a colon begins what is to be done.
    pub duties: List,
    /// With these a title or a resolution speaks of a committee.
    pub spoken_of: List,
    /// Names of any committee.
    pub general: List,
    /// In brackets these say how a committee sat.
    pub sittings: List,
}

/// Words, and a name as printed with one of them.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct List {
    list: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub example: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    pub name: String,
}

impl List {
    pub fn has(&self, word: &str) -> bool {
        self.iter().any(|listed| listed == word)
    }

    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(String::as_str)
    }
}

/// The ways of naming, each pattern with a group `name`.
pub struct Names {
    /// What stands in every text that names a council.
    pub sign: Pattern,
    /// A council, in any text.
    pub council: Patterns,
    /// What stands before a council of which somebody holds an office.
    pub person: Vec<Pattern>,
    /// What stands before a council that a paper of another only speaks of.
    pub in_passing: Vec<Pattern>,
    /// What stands before the council whose meeting it was.
    pub owner: Vec<Pattern>,
    /// What stands after the council that was reviewed.
    pub reviewed: Vec<Pattern>,
    /// What stands before a council that was heard, visited or compared with.
    pub witness: Vec<Pattern>,
    /// The same, on the cover of an inspection report.
    pub inspected: Vec<Pattern>,
    /// Whom inspectors visited, in a line at the head of a letter.
    pub visited: Vec<Pattern>,
    /// A body that is no principal council, in a line at the very head.
    pub own_line: Vec<Pattern>,
    /// The same in the title of a meeting or an inspection.
    pub own_title: Vec<Pattern>,
    /// Whom the peers visited.
    pub host: Vec<Pattern>,
    /// The body that met.
    pub met: Vec<Pattern>,
    /// The same, in a line that gives the day of its meeting as well.
    pub meeting_line: Vec<Pattern>,
    /// A committee.
    pub committee: Vec<Pattern>,
    /// A line that is the name of a committee and no more, its words in small letters.
    pub alone: Vec<Pattern>,
    /// Officers who are no committee.
    pub officer: Vec<Pattern>,
    pub words: Words,
}

pub static NAMES: LazyLock<Names> = LazyLock::new(|| {
    // Part of the program, and a test reads every line of it.
    let file: File = toml::from_str(NAMES_FILE).expect("names.toml is sound");
    let subjects = file.words.subjects.list.join("|");
    let written = |line: &Exemplified<Name>| {
        let longest = NAME.replace("{0,4}?)", "{0,4})");
        line.pattern.replace("LONG_NAME", &longest).replace("NAME", NAME).replace("SUBJECT", &subjects)
    };
    let patterns = |lines: Vec<Exemplified<Name>>| lines.iter().map(|line| Pattern::new(written(line))).collect();
    Names {
        sign: file.sign.into(),
        council: Patterns::new(file.council.iter().chain(&file.inspected).map(|line| (Plain {}, written(line)))),
        person: file.person.iter().map(Exemplified::to_pattern).collect(),
        in_passing: file.in_passing.iter().map(Exemplified::to_pattern).collect(),
        owner: file.owner.iter().map(Exemplified::to_pattern).collect(),
        reviewed: file.reviewed.iter().map(Exemplified::to_pattern).collect(),
        witness: file.witness.iter().map(Exemplified::to_pattern).collect(),
        inspected: patterns(file.inspected),
        visited: patterns(file.visited),
        own_line: patterns(file.own_line),
        own_title: patterns(file.own_title),
        host: patterns(file.host),
        met: patterns(file.met),
        meeting_line: patterns(file.meeting_line),
        committee: patterns(file.committee),
        alone: patterns(file.alone),
        officer: patterns(file.officer),
        words: file.words,
    }
});

/// The first of some names that a text gives.
pub fn first<'t>(patterns: &[Pattern], text: &'t str) -> Option<&'t str> {
    patterns.iter().find_map(|pattern| Some(pattern.captures(text)?.name("name")?.as_str()))
}

/// The first place that a text gives by such patterns, with what sort of body it is: "Upper Marl Parish".
pub fn with_sort(patterns: &[Pattern], text: &str) -> Option<String> {
    let captures = patterns.iter().find_map(|pattern| pattern.captures(text))?;
    let mut words: Vec<&str> = captures.name("name")?.as_str().split(' ').collect();
    if let Some(end) = words.iter().rposition(|word| NAMES.words.title_ends.has(word)) {
        words.drain(..=end);
    }
    while words.first().is_some_and(|first| matches!(*first, "of" | "the" | "The")) {
        words.remove(0);
    }
    (!words.is_empty()).then(|| format!("{} {}", words.join(" "), &captures["sort"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::structure::front_matter::named::{named, short_council};
    use crate::text::{Pattern, fold, hold_to_examples};

    #[test]
    fn every_way_of_naming_finds_the_name_of_its_example() {
        let file: File = toml::from_str(NAMES_FILE).unwrap();
        assert!(NAMES.council.iter().all(|(_, pattern)| Pattern::compiles(pattern)));
        let councils = file.council.iter().chain(&file.inspected);
        hold_to_examples(councils, |line, text| named(text).contains(&line.of.name));
        let before = [&file.person, &file.in_passing, &file.owner, &file.reviewed, &file.witness].into_iter().flatten();
        hold_to_examples(before.chain([&file.sign]), Exemplified::finds);
        let ways = [
            (&file.inspected, &NAMES.inspected),
            (&file.visited, &NAMES.visited),
            (&file.host, &NAMES.host),
            (&file.met, &NAMES.met),
            (&file.meeting_line, &NAMES.meeting_line),
            (&file.committee, &NAMES.committee),
            (&file.alone, &NAMES.alone),
            (&file.officer, &NAMES.officer),
        ];
        for (lines, patterns) in ways {
            assert_eq!(lines.len(), patterns.len());
            for (line, pattern) in lines.iter().zip(patterns) {
                let found = fold(&line.example).into_owned();
                let found = first(std::slice::from_ref(pattern), &found);
                assert_eq!(found, Some(line.of.name.as_str()), "{}", line.example);
            }
        }
    }

    #[test]
    fn a_body_that_is_no_principal_council_keeps_its_sort() {
        let file: File = toml::from_str(NAMES_FILE).unwrap();
        let ways = [(&file.own_line, &NAMES.own_line), (&file.own_title, &NAMES.own_title)];
        for (lines, patterns) in ways {
            for (line, pattern) in lines.iter().zip(patterns) {
                assert_eq!(with_sort(std::slice::from_ref(pattern), &line.example), Some(line.of.name.clone()));
            }
        }
        for other in ["Thornmere Council", "Upper Marl Parish Council was heard", "Marlshire Police and Crime Panel"] {
            assert_eq!(with_sort(&NAMES.own_line, other), None, "{other}");
        }
        let own = |line: &str| with_sort(&NAMES.own_line, line);
        assert_eq!(own("Minutes of Upper Marl Parish Council").as_deref(), Some("Upper Marl Parish"));
        assert_eq!(own("City of Thornmere Police").as_deref(), Some("City of Thornmere Police"));
    }

    #[test]
    fn a_council_is_left_with_its_name() {
        let Words { sorts, prefixes, no_names, title_ends, office_ends, .. } = &NAMES.words;
        for List { example, name, .. } in [sorts, prefixes, no_names, title_ends, office_ends] {
            assert_eq!(short_council(example), *name);
        }
    }
}
