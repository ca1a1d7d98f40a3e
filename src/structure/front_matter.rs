//! What the paper says it is: kind, title, council, committee, date. From its first page, not from its path.
//!
//! No single date is to be trusted: papers carry wrong ones. The heading's date wins over the body's, and a
//! file name that says otherwise is a warning.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::model::{Block, Boilerplate, Date, DocumentKind, Warning};
use crate::text::{dates, fold};

const KINDS: &str = include_str!("kinds.toml");

/// What a paper says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrontMatter {
    /// `None` when nothing tells; the paper is then of kind "other".
    pub kind: Option<DocumentKind>,
    /// The title as printed.
    pub title: Option<String>,
    /// The council, short: "Marlshire".
    pub council: Option<String>,
    /// The committee whose paper it is.
    pub committee: Option<String>,
    /// Date of the meeting, the letter or publication.
    pub date: Option<Date>,
    /// Conflicts between what the paper says and its name.
    pub warnings: Vec<Warning>,
}

/// Blocks that count as the first page.
const HEAD: usize = 14;

#[derive(Deserialize)]
struct File {
    kind: Vec<KindRule>,
}

#[derive(Deserialize)]
struct KindRule {
    kind: DocumentKind,
    r#in: Part,
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Part {
    Head,
    Text,
}

static KIND_RULES: LazyLock<Vec<(DocumentKind, Part, Regex)>> = LazyLock::new(|| {
    // The file is part of the program and a test compiles every line of it.
    let rules = toml::from_str::<File>(KINDS).map(|file| file.kind).unwrap_or_default();
    rules.iter().filter_map(|rule| Some((rule.kind, rule.r#in, Regex::new(&rule.pattern).ok()?))).collect()
});

/// A fingerprint of the data files of this room: part of every commit.
pub fn fingerprint() -> String {
    blake3::hash([KINDS, include_str!("boilerplate.toml")].concat().as_bytes()).to_hex()[..16].to_owned()
}

/// Reads what a paper says of itself. `name` is its file name, a last resort for the date; `title` the title in
/// its properties.
pub fn front_matter(blocks: &[Block], name: &str, title: Option<&str>) -> FrontMatter {
    let head: Vec<&Block> =
        blocks.iter().filter(|block| block.boilerplate != Some(Boilerplate::Contents)).take(HEAD).collect();
    let lines = head.iter().map(|block| fold(&block.text)).collect::<Vec<_>>().join("\n");
    let named = name.rsplit_once('.').map_or(name, |(stem, _)| stem).replace(['-', '_'], " ");
    let kind = kind(blocks, &lines, title.unwrap_or_default(), &named);
    let (date, warnings) = date(&head, blocks, name, kind);
    FrontMatter {
        kind,
        title: paper_title(&head, title),
        council: council(blocks),
        committee: committee(&head, blocks, kind),
        date,
        warnings,
    }
}

fn kind(blocks: &[Block], head: &str, title: &str, name: &str) -> Option<DocumentKind> {
    let found = KIND_RULES.iter().find(|(_, part, pattern)| match part {
        Part::Head => pattern.is_match(head),
        Part::Text => blocks.iter().take(40).any(|block| pattern.is_match(&block.text)),
    });
    let by = |text: &str| KIND_RULES.iter().find(|(_, part, pattern)| *part == Part::Head && pattern.is_match(text));
    found.or_else(|| by(title)).or_else(|| by(name)).map(|(kind, ..)| *kind)
}

/// The first heading that is more than a date, a committee or an agenda number; the longest of the first few.
fn paper_title(head: &[&Block], title: Option<&str>) -> Option<String> {
    let headings: Vec<&str> = head
        .iter()
        .filter(|block| block.is_heading() && block.boilerplate.is_none())
        .map(|b| b.text.as_str())
        .take(3)
        .collect();
    let letter = head.iter().find(|block| block.text.to_lowercase().contains("peer review") && block.text.len() < 120);
    let weight = |text: &&&str| {
        let subject = ["review", "challenge", "inspection", "plan", "report", "response", "minutes", "release"];
        (subject.iter().filter(|word| text.to_lowercase().contains(**word)).count(), text.len().min(100))
    };
    let best = headings.iter().max_by_key(weight).map(|text| (*text).to_owned());
    best.or_else(|| letter.map(|block| block.text.clone()))
        .or_else(|| title.map(str::to_owned))
        .map(|text| recase(&text))
}

static COUNCIL: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    const NAME: &str =
        r"(?P<name>(?:St\.? )?[A-Z][\w'-]+(?:(?: (?:and|upon|of|on|in|the|le|&)(?: the)?)? [A-Z][\w'-]+){0,4}?)";
    [
        format!(r"\bBorough of {}(?: Council)?\b", NAME.replace("{0,4}?)", "{0,4})")),
        format!(r"\b{NAME}(?: (?:City and County|County|City|District|Borough|Metropolitan Borough|Metropolitan|Unitary|Combined|Fire))+ (?:Council|Authority)\b"),
        format!(r"\b{NAME} Council\b"),
        format!(r"\b(?i:inspection of) {NAME} (?i:local authority|children)"),
    ]
    .iter()
    .filter_map(|pattern| Regex::new(pattern).ok())
    .collect()
});

/// Words that begin a sentence or name an office, and are not part of a council's name.
const NOT_NAMES: [&str; 27] = [
    "Children",
    "Care",
    "Young",
    "School",
    "Pupil",
    "The",
    "This",
    "That",
    "Each",
    "Every",
    "Full",
    "County",
    "City",
    "District",
    "Borough",
    "Town",
    "Parish",
    "Our",
    "Your",
    "Youth",
    "Health",
    "Metropolitan",
    "Privy",
    "In",
    "If",
    "And",
    "Overview",
];

/// The council named as such whose short name the paper prints most often; the first page counts for five.
fn council(blocks: &[Block]) -> Option<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (index, block) in blocks.iter().enumerate() {
        let folded = fold(&block.text);
        for pattern in COUNCIL.iter() {
            for captures in pattern.captures_iter(&folded) {
                let Some(name) = captures.name("name").map(|m| short_council(m.as_str())) else { continue };
                if !name.is_empty() {
                    *counts.entry(name).or_default() += if index < HEAD { 5 } else { 1 };
                }
            }
        }
    }
    for (name, count) in &mut counts {
        *count += blocks.iter().map(|block| block.text.matches(name.as_str()).count()).sum::<usize>();
    }
    let cover = cover_name(blocks);
    let most = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    match (cover, most) {
        (Some(cover), _) => Some(cover),
        (None, most) => most.map(|(name, _)| name),
    }
}

/// Inspection reports name the council alone at the head of the cover, above "Inspection of ...".
fn cover_name(blocks: &[Block]) -> Option<String> {
    let heads: Vec<&Block> = blocks.iter().take(8).collect();
    let inspection = |text: &str| {
        let lower = text.to_lowercase();
        lower.starts_with("inspection of")
            || lower.starts_with("re-inspection of")
            || lower.starts_with("inspection report")
    };
    let at = heads.iter().position(|block| inspection(&block.text))?;
    if let Some(found) = COUNCIL.last().and_then(|pattern| pattern.captures(&heads[at].text)) {
        return found.name("name").map(|m| short_council(m.as_str())).filter(|name| !name.is_empty());
    }
    let before = &heads[at.checked_sub(1)?].text;
    let words = before.split_whitespace().count();
    let name = short_council(before);
    (words <= 7 && !before.contains(['.', ':']) && !name.is_empty() && !name.chars().any(|c| c.is_ascii_digit()))
        .then_some(name)
}

/// The council's name without what sort of council it is: "Leicester City Council" is "Leicester".
fn short_council(name: &str) -> String {
    const SORTS: [&str; 16] = [
        "Council",
        "County",
        "City",
        "Borough",
        "District",
        "Metropolitan",
        "Unitary",
        "Authority",
        "London",
        "Royal",
        "Combined",
        "Local",
        "Town",
        "MBC",
        "MDC",
        "Of",
    ];
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let lower = name.to_lowercase();
    for prefix in [
        "royal borough of ",
        "london borough of ",
        "city of ",
        "county of ",
        "the royal borough of ",
        "the london borough of ",
        "borough of ",
    ] {
        if lower.starts_with(prefix) {
            words = words.split_off(prefix.split_whitespace().count());
            break;
        }
    }
    while words.first().is_some_and(|first| {
        NOT_NAMES.contains(first) || SORTS.contains(first) || matches!(*first, "of" | "the" | "and" | "in")
    }) {
        words.remove(0);
    }
    while words.len() > 1
        && words
            .last()
            .is_some_and(|last| SORTS.contains(last) || matches!(last.to_lowercase().as_str(), "and" | "of" | "the"))
    {
        words.pop();
    }
    if words.len() == 1 && SORTS.contains(&words[0]) {
        words.clear();
    }
    words.join(" ")
}

static COMMITTEE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:(?:[A-Z][\w',&-]*|and|of|the|for|to)\s+){0,10}(?:panel|committee|board|commission|cabinet|executive|forum|task group|sub-committee|municipal district|council)\b").ok()
});

/// The committee whose paper it is; only papers of a committee have one.
fn committee(head: &[&Block], blocks: &[Block], kind: Option<DocumentKind>) -> Option<String> {
    let kinds = [
        DocumentKind::Minutes,
        DocumentKind::PanelReport,
        DocumentKind::CabinetResponse,
        DocumentKind::ActionPlan,
        DocumentKind::Tracker,
    ];
    if !kind.is_some_and(|kind| kinds.contains(&kind)) {
        return None;
    }
    let scrutiny = |text: &str| {
        ["panel", "committee", "board", "commission", "cabinet", "executive", "forum", "task group"]
            .iter()
            .any(|w| text.to_lowercase().contains(w))
    };
    let short = |block: &&&Block| block.text.split_whitespace().count() <= 26 && scrutiny(&block.text);
    let found = head.iter().filter(short).find_map(|block| {
        let folded = fold(&block.text).into_owned();
        let cut = dates(&block.text).first().map_or(folded.len(), |dated| dated.range.start);
        let line = folded[..cut].to_owned();
        let matched = COMMITTEE.as_ref()?.find(&line)?.as_str().trim().to_owned();
        let name = strip_lead(&matched);
        (scrutiny(&name) && name.split_whitespace().count() >= 1).then_some(name)
    })?;
    Some(as_printed_in_text(&found, blocks))
}

fn strip_lead(name: &str) -> String {
    let mut name = name.trim();
    loop {
        let lower = name.to_lowercase();
        let prefix = [
            "agenda and minutes of the ",
            "minutes of the ",
            "minutes of ",
            "minutes ",
            "report to the ",
            "report to ",
            "report of the ",
            "action notes of the ",
            "notes of the ",
            "meeting of the ",
            "meeting of ",
            "a meeting of the ",
            "to the ",
            "the ",
            "of the ",
            "of ",
            "and ",
        ]
        .iter()
        .find(|prefix| lower.starts_with(**prefix));
        match prefix {
            Some(prefix) => name = &name[prefix.len()..],
            None => return name.to_owned(),
        }
    }
}

/// A name in capitals as the text prints it in small letters, else with capitals only at the start of words.
fn as_printed_in_text(name: &str, blocks: &[Block]) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let wanted = name.to_lowercase();
    let printed = blocks.iter().find_map(|block| {
        let folded = fold(&block.text);
        let at = folded.to_lowercase().find(&wanted)?;
        let found = folded.get(at..at + wanted.len())?;
        found.chars().any(char::is_lowercase).then(|| found.to_owned())
    });
    printed.unwrap_or_else(|| recase(name))
}

/// "CHILDREN AND FAMILIES PANEL" becomes "Children and Families Panel"; mixed case stays.
fn recase(name: &str) -> String {
    if name.chars().any(char::is_lowercase) || !name.chars().any(char::is_alphabetic) {
        return name.to_owned();
    }
    let word = |(index, word): (usize, &str)| {
        let lower = word.to_lowercase();
        if index > 0 && matches!(lower.as_str(), "and" | "of" | "the" | "for" | "to" | "in" | "on" | "with") {
            return lower;
        }
        let mut chars = lower.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
    };
    name.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

/// The paper's date: as published, in its heading, or in its first lines; its file name only as a last resort.
fn date(head: &[&Block], blocks: &[Block], name: &str, kind: Option<DocumentKind>) -> (Option<Date>, Vec<Warning>) {
    static PUBLISHED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)\b(report )?(published|publication date)\b").ok());
    let whole = |block: &Block| dates(&block.text).into_iter().map(|d| d.period).collect::<Vec<_>>();
    let is_published = |block: &&&Block| PUBLISHED.as_ref().is_some_and(|pattern| pattern.is_match(&block.text));
    let full = |period: &crate::model::Period| period.start.day().is_some();
    let published = head.iter().filter(is_published).flat_map(|block| {
        let at = PUBLISHED.as_ref().and_then(|p| p.find(&block.text)).map_or(0, |m| m.start());
        dates(&block.text[at..]).into_iter().map(|d| d.period)
    });
    let named = name_date(name);
    let inspection = kind == Some(DocumentKind::InspectionReport);
    let published = published.filter(|_| inspection).filter(full).map(|p| p.start).next();
    let reviewed =
        matches!(kind, Some(DocumentKind::ReviewReport | DocumentKind::ReviewLetter | DocumentKind::ProgressReview));
    let printed = if inspection {
        None
    } else {
        // A single day; a period is the visit a report is about. Short lines and headings first.
        let single = |block: &&Block| whole(block).into_iter().find(|p| full(p) && p.start == p.end).map(|p| p.start);
        let short = |block: &&&Block| block.is_heading() || block.text.split_whitespace().count() <= 16;
        let heading = head.iter().filter(|block| block.is_heading()).find_map(single);
        let shortly = head.iter().filter(short).find_map(single);
        let anywhere = || blocks.iter().take(HEAD).find_map(|block| single(&block));
        heading.or(shortly).or_else(|| anywhere().filter(|_| !reviewed))
    };
    let month = || {
        head.iter()
            .filter(|b| b.text.split_whitespace().count() <= 14)
            .find_map(|b| whole(b).into_iter().find(|p| p.start == p.end).map(|p| p.start))
    };
    let found = published.or(printed).or_else(|| month().filter(|_| !inspection && named.is_none()));
    let mut warnings = Vec::new();
    if let (Some(found), Some(named)) = (found, named)
        && !found.agrees_with(named)
        && !reviewed
    {
        warnings.push(Warning(format!(
            "dated {} inside and {} by its file name; the first is taken",
            found.long(),
            named.long()
        )));
    }
    (found.or(named), warnings)
}

/// A date in a file name: "minutes-2011-11-24", "inspection - 29 july 2019".
fn name_date(name: &str) -> Option<Date> {
    static ISO: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:^|\D)((?:19|20)\d{2})[-_.](\d{2})(?:[-_.](\d{2}))?(?:\D|$)").ok());
    let iso = ISO.as_ref().and_then(|pattern| pattern.captures(name)).and_then(|captures| {
        let part = |index: usize| captures.get(index).and_then(|m| m.as_str().parse::<u8>().ok());
        let year: i32 = captures.get(1)?.as_str().parse().ok()?;
        part(3).and_then(|day| Date::day_of(year, part(2)?, day)).or_else(|| Date::month_of(year, part(2)?))
    });
    iso.or_else(|| dates(&name.replace('_', " ")).first().map(|dated| dated.period.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_matches_its_example() {
        let file: File = toml::from_str(KINDS).unwrap();
        assert_eq!(KIND_RULES.len(), file.kind.len(), "every pattern compiles");
        for rule in &file.kind {
            let first =
                KIND_RULES.iter().find(|(_, part, pattern)| *part == rule.r#in && pattern.is_match(&rule.example));
            assert_eq!(first.map(|(kind, ..)| *kind), Some(rule.kind), "{}", rule.example);
        }
    }

    #[test]
    fn councils_lose_what_sort_they_are() {
        let cases = [
            ("Leicester City", "Leicester"),
            ("The Royal Borough of Kensington and Chelsea", "Kensington and Chelsea"),
            ("London Borough of Croydon", "Croydon"),
            ("Worcestershire County Council", "Worcestershire"),
            ("Isle of Wight", "Isle of Wight"),
            ("Stockton-on-Tees Borough Council", "Stockton-on-Tees"),
        ];
        for (printed, short) in cases {
            assert_eq!(short_council(printed), short);
        }
    }

    #[test]
    fn dates_are_read_from_file_names_as_councils_write_them() {
        let read = |name: &str| name_date(name).map(|date| date.to_string());
        assert_eq!(read("cyp-panel-minutes-2011-11-24.html").as_deref(), Some("2011-11-24"));
        assert_eq!(read("inspection - 29 july 2019.pdf").as_deref(), Some("2019-07-29"));
        assert_eq!(read("2011-10-peer-review-letter.txt").as_deref(), Some("2011-10"));
        assert_eq!(read("panel.txt"), None);
    }
}
