//! How is a council named in a text, and how far does what stands before it say whose the paper is?

use super::capitals::lower;
use super::names::{NAMES, Words};
use crate::text::{Pattern, fold};

/// A council that a text names as such.
pub struct Name {
    /// Without what sort of council it is.
    pub short: String,
    /// Whether a person's office stands before it: "Leader, Oakshire County Council".
    pub of_person: bool,
    /// Whether it stands where a paper says whose it is: "At a meeting of Oakshire County Council", "Oakshire County Council
    /// invited the LGA".
    pub of_owner: bool,
    /// Whether it was heard, visited or compared with: "evidence from Oakshire County Council".
    pub of_witness: bool,
}

/// The councils a text names as such, short, once for each time it does.
pub fn named(text: &str) -> Vec<String> {
    names(text).into_iter().map(|name| name.short).collect()
}

/// The same, with what stands before each.
pub fn names(text: &str) -> Vec<Name> {
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
        let is_after = |patterns: &[Pattern]| patterns.iter().any(|pattern| pattern.is_match(before));
        let is_reviewed = NAMES.reviewed.iter().any(|pattern| pattern.is_match(&folded[name.end()..]));
        let (of_person, of_owner, of_witness) =
            (is_after(&NAMES.person), is_reviewed || is_after(&NAMES.owner), is_after(&NAMES.witness));
        names.push((name.range(), Name { short, of_person, of_owner, of_witness }));
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

/// The council's name without what sort of council it is: "Leicester City Council" is "Leicester".
pub fn short_council(name: &str) -> String {
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
