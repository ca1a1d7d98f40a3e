//! What does an ask say: how hard, of whom, to whom, by when, and how firmly?
//!
//! Strength is a scale of our own: note 1, agree 2, request 3, recommend 4, and one more where
//! the text names an owner or a date. It is of committees; what a review asks has a firmness instead ("needs to",
//! "should", "may want to"). Owner, recipient and date are quoted as printed. All patterns are data in `asks.toml`.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Captures;
use serde::Deserialize;

use crate::model::{FindingKind, Firmness};
use crate::text::{Exemplified, Pattern, Patterns, Plain, as_printed, fold};

const ASKS: &str = include_str!("asks.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    who: String,
    body: String,
    not_owners: Vec<String>,
    things: Vec<String>,
    telling: Vec<String>,
    reviewed: Vec<String>,
    not_asked: Vec<Exemplified>,
    spoken_of: String,
    of_others: Vec<Exemplified>,
    verb: Vec<Exemplified<Verb>>,
    asked_back: Vec<Exemplified>,
    owner: Vec<Exemplified<Phrase>>,
    recipient: Vec<Exemplified<Phrase>>,
    due: Vec<Exemplified<Phrase>>,
    addressed: Vec<Exemplified<Phrase>>,
    /// When something was; where the group `to_be` matches, it is yet to be.
    not_due: Vec<Exemplified>,
    firmness: Vec<Exemplified<Graded>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Verb {
    strength: u8,
}

/// A pattern that quotes: its group `who` or `due`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrase {
    #[cfg_attr(not(test), expect(dead_code, reason = "what is quoted of the example"))]
    is: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Graded {
    grade: Firmness,
}

struct Known {
    verbs: Patterns<u8>,
    not_owners: Vec<String>,
    things: Vec<String>,
    telling: Vec<String>,
    reviewed: Vec<String>,
    addressed: Patterns,
    not_asked: Patterns,
    spoken_of: Patterns,
    /// What quotes, all in one so that a text is looked through once.
    quoting: Patterns<Quotes>,
    of_others: Patterns,
    asked_back: Patterns,
    not_due: Patterns,
    firmness: Patterns<Firmness>,
}

/// What a pattern quotes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    Owner,
    Recipient,
    Due,
}

const MONTH: &str = "(?:January|February|March|April|May|June|July|August|September|October|November|December)";

/// A day: "31 March 2016", "31st of March", "31/03/2016".
const DAY: &str = r"(?:(?:[A-Z][a-z]+day,? )?\d{1,2}(?:st|nd|rd|th)? (?:of )?MONTH(?:,? \d{4})?|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})\b)";

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    // Part of the program, and a test compiles every line of it.
    let file: File = toml::from_str(ASKS).expect("asks.toml is sound");
    let names = |pattern: &str| pattern.replace("WHO", &file.who).replace("BODY", &file.body);
    let whole = |pattern: &str| names(pattern).replace("DAY", DAY).replace("MONTH", MONTH);
    let quoting = [(Quotes::Owner, &file.owner), (Quotes::Recipient, &file.recipient), (Quotes::Due, &file.due)];
    let quoting = quoting.iter().flat_map(|(what, list)| list.iter().map(|phrase| (*what, whole(&phrase.pattern))));
    Known {
        verbs: Patterns::new(file.verb.iter().map(|verb| (verb.of.strength, whole(&verb.pattern)))),
        quoting: Patterns::new(quoting),
        not_due: Patterns::new(file.not_due.iter().map(|line| (line.of, whole(&line.pattern)))),
        firmness: Patterns::new(file.firmness.iter().map(|firm| (firm.of.grade, whole(&firm.pattern)))),
        spoken_of: Patterns::new([(Plain {}, whole(&file.spoken_of))]),
        not_owners: file.not_owners,
        things: file.things,
        telling: file.telling,
        reviewed: file.reviewed,
        addressed: Patterns::new(file.addressed.into_iter().map(|line| (Plain {}, line.pattern))),
        not_asked: file.not_asked.into_iter().collect(),
        of_others: file.of_others.into_iter().collect(),
        asked_back: file.asked_back.into_iter().collect(),
    }
});

/// What a resolution asks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ask {
    /// 1 (note) to 5 (recommend, with an owner or a date); `None` when no verb of the scale occurs.
    pub strength: Option<u8>,
    /// Who is to act, as printed.
    pub owner: Option<String>,
    /// To whom the answer goes, as printed.
    pub recipient: Option<String>,
    /// By when, as printed.
    pub due: Option<String>,
}

/// Reads strength, owner, recipient and date from a resolution.
pub fn ask(text: &str, kind: FindingKind) -> Ask {
    let folded = fold(text);
    let asked = KNOWN.spoken_of.that_may_match(&folded).next().map_or(Cow::Borrowed(&*folded), |(_, pattern)| {
        // "Members noted that work would begin" only notes, whatever the work is.
        pattern.replace_all(&folded, |found: &Captures<'_>| if found[0].contains("noted that") { "noted" } else { "" })
    });
    let only_notes = asked != folded && asked == "noted";
    let verb = KNOWN.verbs.first(&asked).copied();
    if only_notes {
        return Ask { strength: verb, ..Ask::default() };
    }
    let quoting: Vec<(&Quotes, &Pattern)> = KNOWN.quoting.that_may_match(&folded).collect();
    let quoted = |wanted: Quotes| {
        let mut own = quoting.iter().filter(|(what, _)| **what == wanted);
        own.find_map(|(_, pattern)| quoted(pattern, &folded, text))
    };
    let owner = quoted(Quotes::Owner).filter(|owner| !KNOWN.not_owners.contains(owner) && !is_a_thing(owner));
    let owner = owner.filter(|owner| !is_of_a_paper(&folded, &fold(owner)));
    let due = due(&folded, text, &quoting);
    // A resolution without a verb of the scale is still a decision, and a request always asks.
    let base = if kind == FindingKind::Request { verb.unwrap_or(3).max(3) } else { verb.unwrap_or(2) };
    let strength = if base >= 2 && (owner.is_some() || due.is_some()) { (base + 1).min(5) } else { base };
    Ask { strength: Some(strength), owner, recipient: quoted(Quotes::Recipient), due }
}

/// Whether a resolution has something brought, sent or done, though no verb of asking says so: "That a report be brought in May."
pub fn asks_back(text: &str) -> bool {
    KNOWN.asked_back.first(&fold(text.trim())).is_some()
}

/// Whether what looks like the name of somebody is that of a meeting or a paper: "December Meeting of the District".
fn is_a_thing(owner: &str) -> bool {
    let named = [" of ", " for ", " on "].iter().fold(owner, |named, joint| named.split(joint).next().unwrap_or(named));
    named.rsplit(' ').next().is_some_and(|last| KNOWN.things.iter().any(|thing| thing == last))
}

/// Words of the longest line that only says whom the items below it are for.
const LONGEST_ADDRESS: usize = 24;

/// Whom a line addresses that leads asks in.
#[derive(Debug, PartialEq, Eq)]
pub enum Addressed {
    /// Whom the review is of, by its name or a pronoun.
    Reviewed,
    /// Somebody else, as printed.
    Named(String),
}

impl Addressed {
    /// The name that is printed; `None` where it is whom the review is of.
    pub fn name(self) -> Option<String> {
        match self {
            Self::Reviewed => None,
            Self::Named(name) => Some(name),
        }
    }
}

/// Whom a line addresses that leads asks in: "YJS manager" of "The YJS manager should:". `None` where the line says more, or
/// something else.
pub fn addressed(line: &str) -> Option<Addressed> {
    if !line.trim_end().ends_with([':', '-', '–']) || line.split_whitespace().nth(LONGEST_ADDRESS).is_some() {
        return None;
    }
    let line = line.trim();
    let folded = fold(line);
    let (_, pattern) = KNOWN.addressed.that_may_match(&folded).find(|(_, pattern)| pattern.is_match(&folded))?;
    let who = quoted(pattern, &folded, line)?;
    if who.split(' ').any(|word| KNOWN.telling.iter().any(|telling| telling == word)) {
        return None;
    }
    let is_reviewed = |who: &String| {
        let lower = who.to_lowercase();
        KNOWN.reviewed.contains(&lower)
            || (lower.ends_with(" council") && !lower.contains(" of "))
            || lower.ends_with(" authority")
    };
    Some(if is_reviewed(&who) { Addressed::Reviewed } else { Addressed::Named(who) })
}

/// Whether what looks like the name of somebody names a paper: "that the Budget report be received".
fn is_of_a_paper(folded: &str, owner: &str) -> bool {
    let named = KNOWN.not_asked.that_may_match(folded).filter_map(|(_, pattern)| pattern.captures(folded));
    named.filter_map(|found| found.name("what")).any(|what| what.as_str() == owner)
}

/// By when, where the text says so: the first of the patterns that quotes what is not when something was.
fn due(folded: &str, text: &str, quoting: &[(&Quotes, &Pattern)]) -> Option<String> {
    let was: Vec<Range<usize>> = KNOWN
        .not_due
        .that_may_match(folded)
        .flat_map(|(_, pattern)| pattern.captures_iter(folded))
        .filter(|captures| captures.name("to_be").is_none())
        .filter_map(|captures| Some(captures.get(0)?.range()))
        .collect();
    let is_due = |found: &Captures<'_>| {
        let due = found.name("due").map_or(0..0, |due| due.range());
        !was.iter().any(|was| was.start < due.end && due.start < was.end)
    };
    let mut patterns = quoting.iter().filter(|(what, _)| **what == Quotes::Due);
    patterns.find_map(|(_, pattern)| {
        let found = pattern.captures_iter(folded).find(is_due)?;
        words(as_printed(text, folded, found.name("due")?.range()))
    })
}

/// How firmly a review puts what it asks; `None` where it says no more than the ask itself ("Publish the plan").
pub fn firmness(text: &str) -> Option<Firmness> {
    let folded = fold(text);
    let of_others = KNOWN.of_others.that_may_match(&folded);
    let own = of_others.fold(Cow::Borrowed(&*folded), |own, (_, pattern)| match pattern.replace_all(&own, " ") {
        Cow::Borrowed(_) => own,
        Cow::Owned(without) => Cow::Owned(without),
    });
    KNOWN.firmness.first(&own).copied()
}

/// Whom a pattern names, as printed.
fn quoted(pattern: &Pattern, folded: &str, text: &str) -> Option<String> {
    words(as_printed(text, folded, pattern.captures(folded)?.name("who")?.range()))
}

fn words(printed: &str) -> Option<String> {
    Some(printed.trim().to_owned()).filter(|words| !words.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hold_to_examples;

    #[test]
    fn every_example_is_read_as_it_says() {
        let file: File = toml::from_str(ASKS).unwrap();
        let whole = KNOWN.quoting.iter().map(|(_, pattern)| pattern).chain(KNOWN.spoken_of.iter().map(|(_, p)| p));
        let whole = whole.chain(KNOWN.verbs.iter().map(|(_, p)| p)).chain(KNOWN.firmness.iter().map(|(_, p)| p));
        assert!(whole.chain(KNOWN.not_due.iter().map(|(_, p)| p)).all(Pattern::compiles));
        let read = |text: &str| ask(text, FindingKind::Resolution);
        hold_to_examples(&file.verb, |verb, text| KNOWN.verbs.first(text) == Some(&verb.of.strength));
        hold_to_examples(&file.owner, |phrase, text| read(text).owner.as_ref() == Some(&phrase.of.is));
        hold_to_examples(&file.recipient, |phrase, text| read(text).recipient.as_ref() == Some(&phrase.of.is));
        hold_to_examples(&file.due, |phrase, text| read(text).due.as_ref() == Some(&phrase.of.is));
        hold_to_examples(&file.addressed, |phrase, text| {
            addressed(text) == Some(Addressed::Named(phrase.of.is.clone()))
        });
        hold_to_examples(&file.of_others, Exemplified::finds);
        hold_to_examples(&file.asked_back, |_, text| asks_back(text));
        hold_to_examples(&file.not_asked, |_, text| read(text).owner.is_none());
        hold_to_examples(&file.not_due, |_, text| read(text).due.is_none());
        hold_to_examples(&file.firmness, |firm, text| firmness(text) == Some(firm.of.grade));
    }

    #[test]
    fn how_firm_an_ask_is_its_own_clause_says() {
        assert_eq!(firmness("Ensure that young people who might be vulnerable are known."), None);
        assert_eq!(firmness("Leaders should know of risks that may be hidden."), Some(Firmness::Should));
        assert_eq!(firmness("We suggest that the council may wish to look at it."), Some(Firmness::May));
    }

    #[test]
    fn a_line_that_leads_asks_in_says_whom_they_are_for() {
        for line in [
            "The council should:",
            "Marlshire County Council must:",
            "It should:",
            "By 30 June 2024, the service should:",
        ] {
            assert_eq!(addressed(line), Some(Addressed::Reviewed), "{line}");
        }
        for line in [
            "Implement the following:",
            "The manager should publish:",
            "The manager should",
            "Staff said that they should: no",
            "Leaders who visit should:",
        ] {
            assert_eq!(addressed(line), None, "{line}");
        }
    }

    #[test]
    fn nobody_is_asked_who_is_thanked() {
        let asked = ask("That Mrs Marsh be thanked for her paper.", FindingKind::Resolution);
        assert_eq!((asked.owner, asked.strength), (None, Some(2)));
        assert_eq!(ask("To note it and publish it.", FindingKind::Resolution).strength, Some(2));
    }

    #[test]
    fn offices_bodies_and_days_are_quoted_whole() {
        let read = |text: &str| ask(text, FindingKind::Resolution);
        for (text, owner) in [
            ("That NHS England be asked to attend", "NHS England"),
            ("That Mr. Evans be asked to attend", "Mr. Evans"),
            ("That Councillor Dafydd ap Gwilym be asked to attend", "Councillor Dafydd ap Gwilym"),
            ("that the Head of Policy & Performance be asked to attend", "Head of Policy & Performance"),
        ] {
            assert_eq!(read(text).owner.as_deref(), Some(owner), "{text}");
        }
        for (text, body) in [
            (
                "that it be reported to the Children's Services Scrutiny Committee",
                "Children's Services Scrutiny Committee",
            ),
            ("that it be reported to the Children & Young People Committee", "Children & Young People Committee"),
            ("that it be referred to full Council", "full Council"),
        ] {
            assert_eq!(read(text).recipient.as_deref(), Some(body), "{text}");
        }
        for (text, due) in [
            ("that it be brought by 31st March 2017", Some("31st March 2017")),
            ("that it be brought by 30/06/2016", Some("30/06/2016")),
            ("that it be brought no later than 12 June 2016", Some("12 June 2016")),
            ("that it be brought by the end of next week", Some("by the end of next week")),
            ("that it come in July 2024 and every six months thereafter", Some("July 2024")),
            ("that the peer review of April 2015 be accepted", None),
            ("that the report of 3 March 2016 be noted", None),
        ] {
            assert_eq!(read(text).due.as_deref(), due, "{text}");
        }
    }

    #[test]
    fn a_meeting_or_a_paper_acts_on_nothing() {
        let owner = |text: &str| ask(text, FindingKind::Resolution).owner;
        assert_eq!(owner("It was agreed that the December Meeting of the District would be held at noon."), None);
        assert_eq!(owner("It was agreed that the Motion would be forwarded."), None);
        let head = Some("Head of the Review".to_owned());
        assert_eq!(owner("It was agreed that the Head of the Review would write."), head);
    }

    #[test]
    fn an_owner_or_a_date_makes_an_ask_stronger() {
        let read = |text: &str| {
            let ask = ask(text, FindingKind::Resolution);
            (ask.strength.unwrap(), ask.owner.unwrap_or_default(), ask.due.unwrap_or_default())
        };
        assert_eq!(read("that the report be noted"), (1, String::new(), String::new()));
        assert_eq!(
            read("That the Director of Children’s Services be asked to report"),
            (4, "Director of Children’s Services".into(), String::new())
        );
        assert_eq!(
            read("The Panel requested a report within six months."),
            (4, String::new(), "within six months".into())
        );
        assert_eq!(read("that the scope be approved by 31 March 2016"), (3, String::new(), "31 March 2016".into()));
    }
}
