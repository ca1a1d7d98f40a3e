//! Whose paper is it? The council that the first page names, and the text most often.
//!
//! Where a peer comes from says nothing of it, and a paper that reports on several councils is of none of them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::capitals::lower;
use super::host::host;
use super::names::{NAMES, Words, first, with_sort};
use super::{HEAD, Paper};
use crate::model::{Block, DocumentKind, Warning};
use crate::text::{Pattern, fold};

/// Whose paper it is.
#[derive(Default)]
pub struct Whose {
    /// The council, short.
    pub council: Option<String>,
    /// What is to be said where several have as good a claim.
    pub conflict: Option<Warning>,
}

/// The council that the cover or the thanks of a review say was visited; else that named as such whose short name the paper
/// prints most often, where the first page counts for five.
pub fn council(paper: &Paper<'_>, kind: Option<DocumentKind>) -> Whose {
    let blocks = paper.blocks;
    let of_peers = kind.is_some_and(is_of_peers);
    // A letter goes to an officer of the council that it is about.
    let addressed = blocks.iter().take(HEAD).position(|block| block.text.starts_with("Dear ")).unwrap_or_default();
    let (mut counts, mut of_persons) = (BTreeMap::new(), BTreeMap::new());
    for (index, block) in blocks.iter().enumerate() {
        let is_line = index >= addressed && !block.is_heading() && !block.text.trim_end().ends_with('.');
        for Name { short, of_person } in names(&block.text) {
            let counts: &mut BTreeMap<String, usize> =
                if of_person && is_line && may_list_peers(kind) { &mut of_persons } else { &mut counts };
            *counts.entry(short).or_default() += if index < HEAD { 5 } else { 1 };
        }
    }
    // "Yarrow and Stane Council" is the end of "Dorring, Yarrow and Stane Council".
    let whole: Vec<String> = counts.keys().filter(|name| name.contains(", ")).cloned().collect();
    counts.retain(|name, _| !whole.iter().any(|whole| whole.ends_with(&format!(", {name}"))));
    if counts.is_empty() && !of_peers {
        counts = of_persons;
    }
    let cover = cover_name(blocks).or_else(|| host(paper).filter(|_| of_peers));
    if cover.is_none()
        && is_news(kind)
        && counts.len() > 1
        && let Some(list) = several(&paper.head, &counts)
    {
        let list = list.join(", ");
        let conflict = Some(Warning(format!("it reports on several councils ({list}); none is taken")));
        return Whose { council: None, conflict };
    }
    count_prints(&mut counts, blocks);
    let most = || counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(name, _)| name);
    Whose { council: cover.or_else(most).map(|name| in_full(name, blocks)), conflict: None }
}

/// Whether such a paper may list the peers, with the councils they come from.
fn may_list_peers(kind: Option<DocumentKind>) -> bool {
    kind.is_none_or(|kind| is_of_peers(kind) || matches!(kind, DocumentKind::PanelReport | DocumentKind::PressNotice))
}

/// Whether a paper may be one that tells of several councils and is of none.
fn is_news(kind: Option<DocumentKind>) -> bool {
    kind.is_none_or(|kind| kind == DocumentKind::PressNotice)
}

/// Three councils or more that the first page counts up, two of which at least the paper calls so: "Marlshire, Oakshire and
/// Thornmere".
fn several(head: &[&Block], counts: &BTreeMap<String, usize>) -> Option<Vec<String>> {
    static LIST: LazyLock<Pattern> = LazyLock::new(|| {
        let item = r"[A-Z][A-Za-zÀ-ž'-]+(?: (?:of |upon |on |in )?[A-Z][A-Za-zÀ-ž'-]+){0,5}";
        Pattern::new(format!(r"\b{item}(?:, {item})+,? (?:and|&) {item}"))
    });
    head.iter().find_map(|block| {
        let text = fold(&block.text);
        LIST.find_iter(&text).find_map(|list| {
            let parts =
                list.as_str().split(", ").flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & "));
            let names: Vec<String> = parts.map(|part| short_council(part.trim_matches([',', ' ']))).collect();
            (names.iter().filter(|name| counts.contains_key(*name)).count() > 1).then_some(names)
        })
    })
}

/// Adds how often the text prints each name, all looked for at once.
fn count_prints(counts: &mut BTreeMap<String, usize>, blocks: &[Block]) {
    let Ok(names) = AhoCorasick::new(counts.keys()) else { return };
    let mut printed = vec![0; counts.len()];
    for found in blocks.iter().flat_map(|block| names.find_overlapping_iter(&block.text)) {
        printed[found.pattern().as_usize()] += 1;
    }
    counts.values_mut().zip(printed).for_each(|(count, more)| *count += more);
}

/// A name with the water that the paper names it by elsewhere: "Newcastle" is "Newcastle upon Tyne".
fn in_full(name: String, blocks: &[Block]) -> String {
    let whole = blocks.iter().find_map(|block| {
        block.text.match_indices(name.as_str()).find_map(|(at, _)| {
            let rest = &block.text[at + name.len()..];
            let mut words = rest.split_inclusive([' ', '-']).take(3);
            let (gap, joint, place) = (words.next()?, words.next()?, words.next()?);
            let joins = matches!(joint.trim_end_matches([' ', '-']), "upon" | "on" | "Upon" | "On");
            let place: String = place.chars().take_while(|c| c.is_alphabetic()).collect();
            (matches!(gap, " " | "-") && joins && NAMES.words.waters.has(&place))
                .then(|| format!("{name}{gap}{}{place}", joint.to_lowercase()))
        })
    });
    whole.unwrap_or(name)
}

/// Whether such a paper tells of a visit of peers from other councils.
fn is_of_peers(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::ReviewLetter | DocumentKind::ReviewReport | DocumentKind::ProgressReview)
}

/// A council that a text names as such.
struct Name {
    short: String,
    /// Whether a person's office stands before it: "Leader, Oakshire County Council".
    of_person: bool,
}

/// The councils a text names as such, short, once for each time it does.
pub fn named(text: &str) -> Vec<String> {
    names(text).into_iter().map(|name| name.short).collect()
}

fn names(text: &str) -> Vec<Name> {
    // Most passages speak of the council, and few name one. In capitals a name is read as if it were in small letters.
    if !NAMES.sign.is_match(text) && text.chars().any(char::is_lowercase) {
        return Vec::new();
    }
    let mut candidates = NAMES.council.that_may_match(&fold(text)).peekable();
    if candidates.peek().is_none() {
        return Vec::new();
    }
    // "FENWICK BOROUGH COUNCIL" at the head of a page is a name as well as any.
    let folded = fold(&lower(text)).into_owned();
    let found = candidates.flat_map(|(_, pattern)| pattern.captures_iter(&folded));
    let found: Vec<_> = found.filter_map(|captures| captures.name("name")).collect();
    let in_a_list: Vec<_> = found.iter().filter(|name| name.as_str().contains(',')).map(|name| name.range()).collect();
    let mut names: Vec<(std::ops::Range<usize>, Name)> = Vec::new();
    for name in &found {
        let short = short_council(name.as_str());
        // "Christchurch and Poole" is a part of "Bournemouth, Christchurch and Poole", and "Oakshire County Council" is named
        // in two ways at once.
        let is_part = in_a_list.iter().any(|whole| whole.start < name.start() && name.start() < whole.end);
        let meets = |range: &std::ops::Range<usize>| range.start < name.end() && name.start() < range.end;
        let is_known = names.iter().any(|(range, known)| meets(range) && known.short == short);
        if short.is_empty() || is_part || is_known {
            continue;
        }
        let at = name.start() + name.as_str().find(&short).unwrap_or_default();
        let before = before(&folded, at);
        if NAMES.in_passing.iter().any(|pattern| pattern.is_match(before)) {
            continue;
        }
        let of_person = NAMES.person.iter().any(|pattern| pattern.is_match(before));
        names.push((name.range(), Name { short, of_person }));
    }
    names.into_iter().map(|(_, name)| name).collect()
}

/// An office stands at most so many bytes before the council in which it is held.
const FARTHEST_OFFICE: usize = 200;

/// What stands just before a place in a text.
fn before(text: &str, at: usize) -> &str {
    let from = (at.saturating_sub(FARTHEST_OFFICE)..at).find(|from| text.is_char_boundary(*from));
    &text[from.unwrap_or(at)..at]
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
    let visited = |block: &Block| {
        let line = fold(&lower(&block.text)).into_owned();
        first(&NAMES.visited, &line).map(short_council).filter(|name| !name.is_empty())
    };
    if let Some(name) = blocks.iter().take(HEAD).find_map(visited).or_else(|| own_name(blocks)) {
        return Some(name);
    }
    let at = heads.iter().position(|block| inspection(&block.text))?;
    if let Some(name) = first(&NAMES.inspected, &heads[at].text) {
        return Some(short_council(name)).filter(|name| !name.is_empty());
    }
    let before = &heads[at.checked_sub(1)?].text;
    let words = before.split_whitespace().count();
    let name = short_council(before);
    let is_named = words <= 7 && !before.contains(['.', ':']) && is_all_capitalised(&name);
    (is_named && !name.chars().any(|c| c.is_ascii_digit())).then_some(name)
}

/// Lines at the very head of a paper, where whose it is stands alone.
const FIRST_LINES: usize = 3;

/// The parish or the police force whose paper says so itself.
fn own_name(blocks: &[Block]) -> Option<String> {
    let named = |patterns, lines| {
        let mut lines = blocks.iter().take(lines).map(|block| fold(&lower(&block.text)).into_owned());
        lines.find_map(|line| with_sort(patterns, line.trim()))
    };
    named(&NAMES.own_line, FIRST_LINES).or_else(|| named(&NAMES.own_title, HEAD))
}

/// Whether each word begins with a capital but for those between, as in "Stoke on Trent": "Skip to content" is no name.
fn is_all_capitalised(name: &str) -> bool {
    let mut words =
        name.split(' ').filter(|word| !matches!(*word, "and" | "of" | "on" | "upon" | "in" | "the" | "le" | "&"));
    !name.is_empty() && words.all(|word| word.starts_with(char::is_uppercase))
}

/// The council's name without what sort of council it is: "Leicester City Council" is "Leicester".
pub(super) fn short_council(name: &str) -> String {
    let Words { sorts, prefixes, no_names, title_ends, office_ends, .. } = &NAMES.words;
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let lower = name.to_lowercase();
    let is_before = |prefix: &&str| lower.strip_prefix(prefix).is_some_and(|rest| rest.starts_with(' '));
    if let Some(prefix) = prefixes.iter().find(is_before) {
        words = words.split_off(prefix.split_whitespace().count());
    }
    if let Some(end) = words.iter().rposition(|word| title_ends.has(word) || office_ends.has(word)) {
        words = words.split_off(end + 1);
    }
    // "Tameside metropolitan borough", as some covers have it.
    let is_sort = |word: &str| sorts.iter().any(|sort| sort.eq_ignore_ascii_case(word));
    let is_no_name =
        |word: &str| no_names.has(word) || sorts.has(word) || matches!(word, "of" | "the" | "and" | "in" | "on");
    while words.first().is_some_and(|first| is_no_name(first)) {
        words.remove(0);
    }
    while words.len() > 1
        && words
            .last()
            .is_some_and(|last| is_sort(last) || matches!(last.to_lowercase().as_str(), "and" | "&" | "of" | "the"))
    {
        words.pop();
    }
    // "Work of Scrutiny in the Previous Council" names none.
    let names_none = |last: &&str| no_names.has(last) || (words.len() == 1 && sorts.has(last));
    if words.last().is_some_and(names_none) {
        words.clear();
    }
    let small = |(at, word): (usize, &&str)| match *word {
        "Upon" | "On" | "And" | "Of" if at > 0 => word.to_lowercase(),
        word => word.to_owned(),
    };
    words.iter().enumerate().map(small).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

    #[test]
    fn the_head_of_a_letter_about_a_visit_names_the_council() {
        for (line, name) in [
            ("Focused visit to Thornmere children’s services", "Thornmere"),
            ("FOCUSED VISIT TO THORNMERE CHILDREN'S SERVICES", "Thornmere"),
            ("Monitoring visit to North Fenwick City Council children's services", "North Fenwick"),
            ("Joint targeted area inspection of Thornmere", "Thornmere"),
        ] {
            let line = fold(&lower(line)).into_owned();
            assert_eq!(first(&NAMES.visited, &line).map(short_council).as_deref(), Some(name), "{line}");
        }
    }

    #[test]
    fn a_place_has_its_water_where_the_paper_names_it() {
        let of = |text: &str| {
            let block = Block::of(0, BlockKind::Paragraph, text);
            let name: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
            in_full(name, &[block])
        };
        assert_eq!(of("Fenwick is old. Fenwick-on-Trent is its name."), "Fenwick-on-Trent");
        assert_eq!(of("Fenwick is on Monday. Fenwick on Monday."), "Fenwick");
        let waters = &NAMES.words.waters;
        assert_eq!(in_full("Newcastle".into(), &[]), "Newcastle");
        assert_eq!(of(waters.example.split_once("of ").map_or("", |(_, text)| text)), waters.name);
    }

    #[test]
    fn a_part_of_a_name_is_no_name() {
        assert_eq!(named("Bournemouth, Christchurch and Poole Council"), ["Bournemouth, Christchurch and Poole"]);
        assert_eq!(
            named("Armagh City, Banbridge and Craigavon Borough Council"),
            ["Armagh City, Banbridge and Craigavon"]
        );
    }

    #[test]
    fn a_council_is_named_once_however_many_ways_find_it() {
        assert_eq!(named("Oakshire County Council and Marlshire Council"), ["Oakshire", "Marlshire"]);
        assert_eq!(named("Oakshire Council was there, and Oakshire Council left"), ["Oakshire", "Oakshire"]);
        let of_person = |text: &str| names(text).first().is_some_and(|name| name.of_person);
        assert!(of_person("Leader of Oakshire County Council"));
        assert!(of_person("Jo Bell, Chief Executive, London Borough of Fenwick Council"));
        assert!(!of_person("Corporate Peer Challenge, Oakshire County Council"));
    }

    #[test]
    fn names_are_counted_wherever_they_are_printed() {
        let mut counts = BTreeMap::from([("Marl".to_owned(), 1), ("Upper Marl".to_owned(), 5)]);
        let pages = [crate::model::Page {
            number: None,
            lines: vec![crate::model::Line::new(
                "Upper Marl and Marl and Upper Marl".into(),
                crate::model::Mark::Paragraph,
            )],
        }];
        count_prints(&mut counts, &crate::structure::structure(&pages).blocks);
        assert_eq!(counts.into_values().collect::<Vec<_>>(), [4, 7]);
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
            ("Fenwick metropolitan borough council", "Fenwick"),
            ("Fenwick Upon Marl City Council", "Fenwick upon Marl"),
            ("Fenwick City & County Council", "Fenwick"),
            ("Heritage Council", ""),
            ("Minutes of the Cabinet of Marlshire County", "Marlshire"),
            ("Meeting of Oakshire County", "Oakshire"),
            ("Report on Marlshire", "Marlshire"),
            ("AGM", ""),
            ("Work of Scrutiny in the Previous", ""),
            ("Statutory Annual", ""),
            ("Annual", ""),
        ];
        for (printed, short) in cases {
            assert_eq!(short_council(printed), short);
        }
    }
}
