//! The rules of `rules.toml`, compiled: what makes a passage a finding.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Captures;
use serde::Deserialize;

use crate::model::{Certainty, DocumentKind, FindingKind};
use crate::text::{Exemplified, Extent, Needles, Pattern, Seen, fold};

const RULES: &str = include_str!("rules.toml");

/// Verbs with which a recommendation begins.
const ASKING_VERBS: &str = include_str!("asking_verbs.txt");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Exemplified<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    kind: Option<FindingKind>,
    place: Place,
    papers: Option<Vec<DocumentKind>>,
    items: Option<String>,
    single: Option<String>,
    titles: Option<String>,
    #[serde(default)]
    needs_duty: bool,
    #[serde(default)]
    alone: bool,
    #[serde(default)]
    follows_up: bool,
    #[serde(default)]
    beside_strengths: bool,
    #[serde(default)]
    by_when: bool,
    #[serde(default)]
    own_ask: bool,
    #[serde(default)]
    heads_links: bool,
    #[expect(dead_code, reason = "says where it was seen to whoever reads the file")]
    source: String,
}

/// Where a rule's pattern is looked for; `rules.toml` says what each place means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Heading,
    WeakHeading,
    LeadIn,
    WeakLeadIn,
    ToldLeadIn,
    Label,
    Beneath,
    Operative,
    Closing,
    Bare,
    Within,
    Further,
    Elsewhere,
    Lost,
    Ending,
    Column,
    Sentence,
    OwnVerb,
    Guard,
    LeadGuard,
    Receiving,
    Considering,
    Rulebook,
    Stop,
}

/// A rule, ready to use.
#[derive(Debug)]
pub struct Rule {
    pub name: String,
    pub kind: FindingKind,
    pub place: Place,
    /// Whether a column counts only where another says who is to act or by when.
    pub needs_duty: bool,
    /// Whether a column counts only where no other says what was asked, or what is done.
    pub alone: bool,
    /// Whether a column counts only where the row takes up what the review before asked.
    pub follows_up: bool,
    /// Whether a column counts only where another of its row holds strengths.
    pub beside_strengths: bool,
    /// Whether what leads the items in says when each of them is due.
    pub by_when: bool,
    /// Whether a committee asks itself: strength, owner and date are read as of its other asks.
    pub own_ask: bool,
    /// Whether an item that is this label and no more is a link of a page, and heads nothing.
    pub heads_links: bool,
    pattern: Pattern,
    papers: Option<Vec<DocumentKind>>,
    items: Option<Pattern>,
    single: Option<Pattern>,
    titles: Option<Pattern>,
}

impl Rule {
    /// Whether the rule takes an item of the list it was found over.
    pub fn takes(&self, item: &str) -> bool {
        self.items.as_ref().is_none_or(|pattern| pattern.is_match(&fold(item.trim())))
    }

    /// Whether the rule takes some items of a list and not others.
    pub fn takes_some_items(&self) -> bool {
        self.items.is_some()
    }

    /// Whether a heading of the rule announces one finding: "Area for improvement", "Cause of concern".
    pub fn announces_one(&self, heading: &str) -> bool {
        self.single.as_ref().is_some_and(|pattern| pattern.is_match(&fold(heading.trim())))
    }

    /// Whether a title below a heading of the rule says by itself what was found.
    pub fn takes_title(&self, title: &str) -> bool {
        self.titles.as_ref().is_some_and(|pattern| pattern.is_match(&fold(title.trim())))
    }

    /// Whether there are headings of the rule that announce one finding.
    pub fn may_announce_one(&self) -> bool {
        self.single.is_some()
    }

    /// What structure shows is sure; what only words suggest is possible.
    pub fn certainty(&self) -> Certainty {
        match self.place {
            Place::Sentence | Place::Bare | Place::WeakHeading | Place::WeakLeadIn | Place::ToldLeadIn => {
                Certainty::Possible
            }
            _ => Certainty::Sure,
        }
    }

    /// The captures of the pattern in text that is already folded.
    pub fn captures<'t>(&self, folded: &'t str) -> Option<Captures<'t>> {
        self.pattern.captures(folded)
    }
}

static ALL: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    // The file is part of the program and a test compiles every line of it.
    let entries = toml::from_str::<File>(RULES).expect("rules.toml is sound").rule;
    entries
        .into_iter()
        .map(|Exemplified { of: entry, pattern, .. }| Rule {
            name: entry.name,
            kind: entry.kind.unwrap_or(FindingKind::Conclusion),
            place: entry.place,
            needs_duty: entry.needs_duty,
            alone: entry.alone,
            follows_up: entry.follows_up,
            beside_strengths: entry.beside_strengths,
            by_when: entry.by_when,
            own_ask: entry.own_ask,
            heads_links: entry.heads_links,
            pattern: Pattern::new(pattern),
            papers: entry.papers,
            items: entry.items.map(|items| Pattern::new(with_verbs(&items))),
            single: entry.single.map(Pattern::new),
            titles: entry.titles.map(|titles| Pattern::new(with_verbs(&titles))),
        })
        .collect()
});

/// A pattern with its `{verbs}` written out.
fn with_verbs(pattern: &str) -> String {
    pattern.replace("{verbs}", &asking_verbs())
}

/// What matches the verbs of `asking_verbs.txt` at the beginning of a title, in British and American spelling.
fn asking_verbs() -> String {
    const OF_WHAT: &str = "(?:the|an?|all|any|each|every|its|their|your|this|these|those|more|how|what|whether|where)";
    let lines = || ASKING_VERBS.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let spelled = |verb: &str| verb.replace("ise", "i[sz]e").replace('-', "-?");
    let join = |verbs: &mut dyn Iterator<Item = &str>| verbs.map(spelled).collect::<Vec<_>>().join("|");
    let alone = join(&mut lines().filter(|line| !line.contains(' ')));
    let of_something = join(&mut lines().filter_map(|line| line.strip_suffix(" the")));
    format!(r"(?:(?:{alone})\b|(?:{of_something}) {OF_WHAT}\b)")
}

/// The rules of each place, by their numbers in the file.
static OF_PLACE: LazyLock<BTreeMap<Place, Vec<usize>>> = LazyLock::new(|| {
    let mut by_place: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for (at, rule) in ALL.iter().enumerate() {
        by_place.entry(rule.place).or_default().push(at);
    }
    by_place
});

/// Which of all rules may match a text: it is looked through once, whatever the places it is then tried for.
static NEEDLES: LazyLock<Needles> = LazyLock::new(|| {
    let extent = |place| if place == Place::Sentence { Extent::Part } else { Extent::Whole };
    Needles::new(ALL.iter().map(|rule| (rule.pattern.written(), extent(rule.place))))
});

/// A text in which the words of rules were looked for.
#[derive(Debug)]
pub struct Scanned<'a> {
    folded: &'a str,
    seen: Seen,
}

impl<'a> Scanned<'a> {
    /// Looks for the words of rules in a text that is folded already.
    pub fn new(folded: &'a str) -> Self {
        let folded = folded.trim();
        Self { folded, seen: NEEDLES.scan(folded) }
    }

    /// A part of it, folded as well: it holds no words but those of the whole.
    pub fn part<'p>(&self, folded: &'p str) -> Scanned<'p> {
        Scanned { folded: folded.trim(), seen: self.seen }
    }

    /// The first rule of a place that matches the text in a paper of this kind.
    pub fn rule_for(&self, place: Place, paper: DocumentKind) -> Option<&'static Rule> {
        let rules = OF_PLACE.get(&place)?.iter().filter(|at| NEEDLES.may_match(&self.seen, **at)).map(|at| &ALL[*at]);
        let mut applying = rules.filter(|rule| rule.papers.as_ref().is_none_or(|papers| papers.contains(&paper)));
        applying.find(|rule| rule.pattern.is_match(self.folded))
    }

    /// Whether some sentence of the text may match a rule for sentences; if not, none does.
    pub fn may_have_sentence(&self) -> bool {
        OF_PLACE.get(&Place::Sentence).is_some_and(|rules| rules.iter().any(|at| NEEDLES.may_match(&self.seen, *at)))
    }

    /// Whether a guard says that it is no finding, nor leads one in.
    pub fn is_guarded(&self) -> bool {
        [Place::Guard, Place::LeadGuard].into_iter().any(|place| self.rule_for(place, DocumentKind::Other).is_some())
    }
}

/// The first rule of a place that matches a text in a paper of this kind.
pub fn rule_for(place: Place, text: &str, paper: DocumentKind) -> Option<&'static Rule> {
    Scanned::new(&fold(text)).rule_for(place, paper)
}

/// Where the group `word` of the rules of a place begins and ends, again and again in a text that is folded already.
pub fn captures_at(place: Place, folded: &str, paper: DocumentKind) -> Vec<(usize, usize)> {
    let rules = OF_PLACE.get(&place).into_iter().flatten().map(|at| &ALL[*at]);
    let applying = rules.filter(|rule| rule.papers.as_ref().is_none_or(|papers| papers.contains(&paper)));
    let mut found: Vec<(usize, usize)> = applying
        .flat_map(|rule| rule.pattern.captures_iter(folded))
        .filter_map(|captures| captures.name("word").map(|word| (word.start(), word.end())))
        .collect();
    found.sort_unstable();
    found.dedup_by(|next, last| next.0 < last.1);
    found
}

/// Whether a guard says that a sentence is no finding, nor leads one in.
pub fn is_guarded(text: &str) -> bool {
    Scanned::new(&fold(text)).is_guarded()
}

/// The same for an item whose list is sure: only what says that there is nothing, or leads in what was said, is none.
pub fn is_guarded_item(text: &str) -> bool {
    let folded = fold(text);
    let scanned = Scanned::new(&folded);
    let leads_in = text.trim_end().ends_with([':', '?', '-', '–']);
    scanned.rule_for(Place::Guard, DocumentKind::Other).is_some() || (leads_in && scanned.is_guarded())
}

/// A fingerprint of the rules: part of every commit, so that changed rules read the corpus again.
pub fn fingerprint() -> String {
    let parts = [
        include_str!("rules.toml"),
        include_str!("asking_verbs.txt"),
        include_str!("columns.toml"),
        include_str!("asks.toml"),
        include_str!("grades.toml"),
        include_str!("told.toml"),
        include_str!("motions.toml"),
        include_str!("reviews.toml"),
        include_str!("pointers.toml"),
        include_str!("wordings.toml"),
    ];
    blake3::hash(parts.concat().as_bytes()).to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hold_to_examples;

    #[test]
    fn every_rule_finds_its_example_and_not_its_opposite() {
        let file: File = toml::from_str(RULES).unwrap();
        for rule in ALL.iter() {
            let parts = [&rule.items, &rule.single, &rule.titles];
            assert!(rule.pattern.compiles(), "{}", rule.name);
            assert!(parts.iter().all(|part| part.as_ref().is_none_or(Pattern::compiles)), "{}", rule.name);
        }
        hold_to_examples(&file.rule, |line, text| {
            let paper = line.of.papers.as_ref().map_or(DocumentKind::Minutes, |papers| papers[0]);
            rule_for(line.of.place, text, paper).is_some_and(|rule| rule.name == line.of.name)
        });
    }

    #[test]
    fn a_title_asks_by_its_verb() {
        let recommends = rule_for(Place::Heading, "Recommendations", DocumentKind::ReviewReport).unwrap();
        let asks = ["Shorten the time to decide", "Scrutinise how huts are let", "Prioritize bins", "Coproduce a plan"];
        let asks = asks.into_iter().chain(["Challenge the savings", "Continue to open each hut"]);
        asks.for_each(|title| assert!(recommends.takes_title(title), "{title}"));
        for topic in ["Scrutiny", "Challenge and support", "Medium-term financial strategy", "Open spaces"] {
            assert!(!recommends.takes_title(topic), "{topic}");
        }
        let mut verbs: Vec<&str> = ASKING_VERBS.lines().filter(|line| !line.starts_with('#')).collect();
        let all = verbs.len();
        verbs.sort_unstable();
        verbs.dedup();
        assert_eq!(verbs.len(), all, "each once");
    }

    #[test]
    fn headings_of_reviews_are_known() {
        let kind = |heading: &str| {
            let found = rule_for(Place::Heading, heading, DocumentKind::ReviewReport);
            found.or_else(|| rule_for(Place::WeakHeading, heading, DocumentKind::ReviewReport)).map(|rule| rule.kind)
        };
        let recommendations = [
            "Other recommendations",
            "Short-term recommendations",
            "Recommendations to the Committee",
            "Recommendations of the Task and Finish Group",
            "Recommendations from the review",
            "Recommendations and next steps",
            "Recommendations for action",
            "What we recommend",
            "We recommend that the council:",
            "What you should do",
            "What the council needs to do",
            "What needs to change",
        ];
        let areas =
            ["Areas for further work", "Areas of weakness", "What would make it even better", "Learning points"];
        let strengths = ["What has gone well", "What went well", "Noteworthy practice", "Successes"];
        let of = |headings: &[&str], want| headings.iter().for_each(|h| assert_eq!(kind(h), Some(want), "{h}"));
        of(&recommendations, FindingKind::Recommendation);
        of(&areas, FindingKind::AreaForConsideration);
        of(&strengths, FindingKind::Strength);
        assert_eq!(kind("Recommendations from the 2019 peer review"), None);
        assert_eq!(kind("What the council should know"), None);
    }

    #[test]
    fn what_says_that_there_is_nothing_is_no_finding() {
        let nothing = [
            "There are no areas for priority action.",
            "No further recommendations were made.",
            "No areas for priority action have been identified.",
            "We identified no areas for priority action.",
            "None",
        ];
        let something = ["No child should wait for a plan.", "The team found no plan for recommendations it had made."];
        assert!(nothing.iter().all(|text| is_guarded_item(text)));
        assert!(!something.iter().any(|text| is_guarded_item(text)));
    }

    #[test]
    fn names_are_unique_and_findings_have_kinds() {
        let file: File = toml::from_str(RULES).unwrap();
        let mut names: Vec<&str> = file.rule.iter().map(|line| line.of.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), file.rule.len());
        assert!(file.rule.iter().all(|line| line.of.kind.is_some()
            == !matches!(
                line.of.place,
                Place::OwnVerb
                    | Place::Guard
                    | Place::LeadGuard
                    | Place::Receiving
                    | Place::Considering
                    | Place::Rulebook
                    | Place::Elsewhere
                    | Place::Lost
                    | Place::Stop
            )));
    }
}
