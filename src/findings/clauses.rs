//! Where does a clause begin and end? "(a) that one; and (b) that two" in one paragraph. What leads it in, and does it go on?

use std::ops::Range;

use super::wordings::WORDINGS;
use crate::text::{Numeral, Pattern, sentences};

static CLAUSE: Pattern = Pattern::of(r"(?:^|[\s:;,.])\((?P<key>[a-z]|[1-9]\d?|[ivxl]{2,7}|[A-Z]|[IVX]{2,7})\)\s+");

/// The same of "a) that one and b) that two", "1. That one. 2. That two." and "That 1. one and 2. two".
static OPEN_CLAUSE: Pattern = Pattern::of(
    r"(?:^|[\s:;,])(?P<key>[a-z]|[1-9]\d?|[ivx]{2,5})\)\s+|(?:^|^[Tt]hat:?\s+(?:[-–]\s+)?|[.;:,]\s+(?:and\s+)?|\s+and\s+)(?P<number>[1-9]\d?)\.\s+",
);

/// The same of "1 That one. 2 That two." and "A: That one. B: That two.".
static PLAIN_CLAUSE: Pattern =
    Pattern::of(r"(?:^|[.;:]\s+(?:and\s+)?)(?P<key>[1-9]\d?|[A-Z]):?\s+(?P<opening>[Tt]hat|THAT|To)\s");

/// Parts "(a) that one; (b) that two" at its letters, when they start the clause and count up from the first.
pub(super) fn split_clauses(text: &str) -> Vec<(Option<String>, String)> {
    let parted = || {
        let marks = [(&CLAUSE, 1), (&OPEN_CLAUSE, 0), (&PLAIN_CLAUSE, 0)];
        marks.into_iter().map(|(pattern, before)| split_at(text, pattern, before)).find(|parts| parts.len() > 1)
    };
    parted().unwrap_or_else(|| vec![(None, text.trim().to_owned())])
}

/// Parts the clause of this number from those that count on from it in the same text, each with its own number:
/// "that one; and (c) that two" of "(b)".
pub(super) fn split_from(number: &str, text: &str) -> Vec<(Option<String>, String)> {
    let (mut parts, mut start, mut last) = (Vec::new(), 0, (None, number.to_owned()));
    for captures in CLAUSE.captures_iter(text) {
        let (Some(all), Some(key)) = (captures.get(0), captures.name("key")) else { continue };
        let before = text[..key.start() - 1].trim_end();
        let ends = before.ends_with([';', ',', '.', ':']) || before.ends_with(" and");
        if ends && counts_on(Some(&last.1), key.as_str()) && !refers_to(before, &text[all.end()..]) {
            parts.push((last.0.take(), trim_clause(&text[start..key.start() - 1])));
            (start, last) = (all.end(), (Some(key.as_str().to_owned()), key.as_str().to_owned()));
        }
    }
    parts.push((last.0, if start == 0 { text.to_owned() } else { trim_clause(&text[start..]) }));
    parts
}

/// The letter and the words of a paragraph that opens as "A: That one" or "A That one".
pub(super) fn lettered(text: &str) -> Option<(&str, &str)> {
    let captures = PLAIN_CLAUSE.captures(text)?;
    let (key, opening) = (captures.name("key")?, captures.name("opening")?);
    (key.start() == 0).then(|| (key.as_str(), &text[opening.start()..]))
}

/// Parts a text at the marks of a pattern, each of which has so many letters before its key.
fn split_at(text: &str, pattern: &Pattern, before: usize) -> Vec<(Option<String>, String)> {
    let whole = || vec![(None, text.trim().to_owned())];
    let marks: Vec<(usize, usize, String)> = pattern
        .captures_iter(text)
        .filter_map(|captures| {
            let all = captures.get(0)?;
            let key = captures.name("key").or_else(|| captures.name("number"))?;
            let end = captures.name("opening").map_or(all.end(), |opening| opening.start());
            let refers = refers_to(&text[..key.start() - before], &text[end..]);
            (!refers).then(|| (key.start() - before, end, key.as_str().to_owned()))
        })
        .collect();
    let marks = counted_up(marks);
    let opens = marks.first().is_some_and(|(start, _, key)| {
        matches!(key.as_str(), "a" | "1" | "i" | "A" | "I")
            && text[..*start].trim().trim_end_matches([':', '-', '–', ' ']).split_whitespace().count() <= 1
    });
    if marks.len() < 2 || !opens {
        return whole();
    }
    let ends = marks.iter().skip(1).map(|mark| mark.0).chain([text.len()]);
    marks.iter().zip(ends).map(|((_, start, key), end)| (Some(key.clone()), trim_clause(&text[*start..end]))).collect()
}

/// Whether a mark between these words speaks of a clause and begins none: "as set out in (b) above".
fn refers_to(before: &str, after: &str) -> bool {
    const LEADS: [&str; 9] = ["in", "see", "at", "under", "from", "per", "paragraph", "paragraphs", "resolution"];
    let last = before.trim_end().rsplit(' ').next().unwrap_or_default();
    LEADS.contains(&last) || ["above", "below"].iter().any(|where_it_is| after.starts_with(where_it_is))
}

/// How clauses are counted; "i" is the first of a series before it is a letter.
const SERIES: [Numeral; 5] =
    [Numeral::Letter, Numeral::Decimal, Numeral::Roman, Numeral::CapitalLetter, Numeral::CapitalRoman];

/// Whether the number of a clause counts on from the one above it, or begins to count where there is none.
pub(super) fn counts_on(above: Option<&str>, number: &str) -> bool {
    SERIES.into_iter().any(|series| match above {
        None => series.print(1) == number,
        Some(above) => series.read(above).is_some_and(|count| series.print(count + 1) == number),
    })
}

/// The number and the words of a clause that opens with the first number of a list: "that (a) the report be noted".
pub(super) fn first_of_several(clause: &str) -> Option<(&'static str, &str)> {
    let opened = ["that ", "That ", "to "].into_iter().find_map(|word| clause.strip_prefix(word)).unwrap_or(clause);
    let marks = [("(1)", "1"), ("(a)", "a"), ("(i)", "i"), ("(A)", "A")];
    marks.into_iter().find_map(|(mark, key)| Some((key, opened.strip_prefix(mark)?.trim())))
}

/// The marks that count up from the first: "(see (c) below)" is no mark of a list that stands at (b).
fn counted_up(marks: Vec<(usize, usize, String)>) -> Vec<(usize, usize, String)> {
    let Some(series) = marks.first().and_then(|first| SERIES.into_iter().find(|series| series.print(1) == first.2))
    else {
        return marks;
    };
    let mut kept: Vec<(usize, usize, String)> = Vec::new();
    for mark in marks {
        if series.read(&mark.2).is_some_and(|count| count as usize == kept.len() + 1) {
            kept.push(mark);
        }
    }
    kept
}

/// A clause of a list loses the "; and" that ties it to the next.
pub(super) fn trim_clause(text: &str) -> String {
    let text = text.trim();
    let text = text.strip_suffix(" and").or_else(|| text.strip_suffix("; or")).map_or(text, str::trim_end);
    text.trim_end_matches([';', ',']).trim_end().to_owned()
}

/// Whether a clause is not the last of its list: "the report be noted; and".
pub(super) fn goes_on(clause: &str) -> bool {
    let clause = clause.trim_end();
    clause.ends_with([';', ':', ',']) || [" and", " or"].iter().any(|word| clause.ends_with(word))
}

/// Whether two clauses in paragraphs of their own open with one word: "That ... / That ...", "to ... / to ...". In prose "to" and
/// "that" begin no paragraph.
pub(super) fn opens_alike(above: &str, clause: &str) -> bool {
    ["That ", "that ", "to "].iter().any(|opening| above.starts_with(opening) && clause.starts_with(opening))
}

/// Whether a text goes on where an operative word left off; some houses space its letters out.
pub(super) fn starts_clause(text: &str) -> bool {
    let text = text.trim_start_matches(['"', '“', '‘', '\'']);
    ["That", "that ", "to ", "To ", "T H A T "].iter().any(|opening| text.starts_with(opening))
}

/// The sentence that leads the list in; what stands before it in the paragraph says other things. "These were:" leads in what the
/// sentence before it names.
pub(super) fn last_sentence(text: &str) -> &str {
    let sentences = sentences(text);
    let leads = |range: &&Range<usize>| !WORDINGS.these.is_match(text[range.start..range.end].trim());
    let from = sentences.iter().rfind(leads).or(sentences.first()).map_or(0, |range| range.start);
    &text[from..sentences.last().map_or(text.len(), |range| range.end)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_count_on_in_one_series() {
        assert!(counts_on(None, "1") && counts_on(None, "a") && counts_on(None, "i") && !counts_on(None, "4"));
        assert!(counts_on(Some("i"), "ii") && counts_on(Some("h"), "i") && counts_on(Some("9"), "10"));
        assert!(!counts_on(Some("1"), "3") && !counts_on(Some("a"), "2"));
    }

    #[test]
    fn the_clause_of_an_item_ends_before_the_next_letter() {
        let parts = split_from("b", "that one, (see (c) below); and (c) that two (d) below; (d) that three.");
        let keys: Vec<_> = parts.iter().map(|(key, _)| key.as_deref()).collect();
        assert_eq!((keys, parts[0].1.as_str()), (vec![None, Some("c"), Some("d")], "that one, (see (c) below)"));
        assert_eq!(
            split_from("p", "that (a) one; and (b) two be noted."),
            [(None, "that (a) one; and (b) two be noted.".into())]
        );
    }

    #[test]
    fn clauses_part_at_letters_that_count_up() {
        let parts = split_clauses("that: (a) the report be noted; and (b) the plan (see (d) below) be approved.");
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0], (Some("a".into()), "the report be noted".into()));
        assert_eq!(split_clauses("That the plan (a) be noted").len(), 1);
        assert_eq!(split_clauses("that: (a) the plan be approved and what is in (b) above be noted.").len(), 1);
        for listed in [
            "1. That one. 2. That two.",
            "That a) one be noted and b) two be approved",
            "1) one; 2) two",
            "That 1. one be noted and 2. two be approved",
            "That – 1) one be noted 2) two be approved",
            "1 That one be noted. 2 That two be approved.",
            "A: That one be noted. B: That two be approved.",
        ] {
            assert_eq!(split_clauses(listed).len(), 2, "{listed}");
        }
        for plain in [
            "That 1.5 posts be cut. 2. That",
            "That item 1. be noted",
            "That option b) be taken",
            "That the plan be kept for phases 1. and 2. of the works",
            "A plan for 2024. 2 That be kept",
        ] {
            assert_eq!(split_clauses(plain).len(), 1, "{plain}");
        }
        assert_eq!(lettered("B: That two be approved."), Some(("B", "That two be approved.")));
        assert_eq!(lettered("A plan be made. B: That two"), None);
        let many =
            |keys: &[&str]| split_clauses(&keys.iter().map(|key| format!("({key}) one; ")).collect::<String>()).len();
        assert_eq!(many(&["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]), 10);
        let romans: Vec<String> = (1..17).map(|count| Numeral::Roman.print(count)).collect();
        assert_eq!(many(&romans.iter().map(String::as_str).collect::<Vec<_>>()), 16);
        let letters: Vec<String> = (1..15).map(|count| Numeral::Letter.print(count)).collect();
        assert_eq!(many(&letters.iter().map(String::as_str).collect::<Vec<_>>()), 14);
    }
}
