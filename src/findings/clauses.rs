//! Where does a clause begin and end? "(a) that one; and (b) that two" in one paragraph.

use crate::text::{Numeral, Pattern};

static CLAUSE: Pattern = Pattern::of(r"(?:^|[\s:;,.])\((?P<key>[a-z]|[1-9]\d?|[ivxl]{2,7}|[A-Z]|[IVX]{2,7})\)\s+");

/// The same of "a) that one and b) that two" and "1. That one. 2. That two.".
static OPEN_CLAUSE: Pattern =
    Pattern::of(r"(?:^|[\s:;,])(?P<key>[a-z]|[1-9]\d?|[ivx]{2,5})\)\s+|(?:^|[.;:]\s+)(?P<number>[1-9]\d?)\.\s+");

/// Parts "(a) that one; (b) that two" at its letters, when they start the clause and count up from the first.
pub(super) fn split_clauses(text: &str) -> Vec<(Option<String>, String)> {
    let parts = split_at(text, &CLAUSE, 1);
    if parts.len() > 1 { parts } else { split_at(text, &OPEN_CLAUSE, 0) }
}

/// Parts a text at the marks of a pattern, each of which has so many letters before its key.
fn split_at(text: &str, pattern: &Pattern, before: usize) -> Vec<(Option<String>, String)> {
    let whole = || vec![(None, text.trim().to_owned())];
    let marks: Vec<(usize, usize, String)> = pattern
        .captures_iter(text)
        .filter_map(|captures| {
            let all = captures.get(0)?;
            let key = captures.name("key").or_else(|| captures.name("number"))?;
            let refers = refers_to(&text[..key.start() - before], &text[all.end()..]);
            (!refers).then(|| (key.start() - before, all.end(), key.as_str().to_owned()))
        })
        .collect();
    let marks = counted_up(marks);
    let opens = marks.first().is_some_and(|(start, _, key)| {
        matches!(key.as_str(), "a" | "1" | "i" | "A" | "I")
            && text[..*start].trim().trim_end_matches(':').split_whitespace().count() <= 1
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
    fn clauses_part_at_letters_that_count_up() {
        let parts = split_clauses("that: (a) the report be noted; and (b) the plan (see (d) below) be approved.");
        assert_eq!(parts.len(), 2);
        assert_eq!(parts[0], (Some("a".into()), "the report be noted".into()));
        assert_eq!(split_clauses("That the plan (a) be noted").len(), 1);
        assert_eq!(split_clauses("that: (a) the plan be approved and what is in (b) above be noted.").len(), 1);
        for listed in ["1. That one. 2. That two.", "That a) one be noted and b) two be approved", "1) one; 2) two"] {
            assert_eq!(split_clauses(listed).len(), 2, "{listed}");
        }
        for plain in ["That 1.5 posts be cut. 2. That", "That item 1. be noted", "That option b) be taken"] {
            assert_eq!(split_clauses(plain).len(), 1, "{plain}");
        }
        let many =
            |keys: &[&str]| split_clauses(&keys.iter().map(|key| format!("({key}) one; ")).collect::<String>()).len();
        assert_eq!(many(&["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"]), 10);
        let romans: Vec<String> = (1..17).map(|count| Numeral::Roman.print(count)).collect();
        assert_eq!(many(&romans.iter().map(String::as_str).collect::<Vec<_>>()), 16);
        let letters: Vec<String> = (1..15).map(|count| Numeral::Letter.print(count)).collect();
        assert_eq!(many(&letters.iter().map(String::as_str).collect::<Vec<_>>()), 14);
    }
}
