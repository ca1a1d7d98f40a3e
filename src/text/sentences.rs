//! Sentences, with the usual abbreviations and numbers kept inside.
//!
//! Unicode's rules (UAX 29) find the ends; a list of abbreviations (`abbreviations.txt`), initials, and
//! numbers that label what follows then put back together what those rules cut too early: "Cllr. Marsh",
//! "see para. 3", "J. R. Marsh", "2. Define the role". Text between two line breaks is taken as it comes:
//! whoever has lines joins them first.
//!
//! ```
//! use lookback::text::sentences;
//!
//! let text = "Cllr. Marsh asked about item No. 4. The Director answered.";
//! let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
//! assert_eq!(found, ["Cllr. Marsh asked about item No. 4.", "The Director answered."]);
//! ```

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use unicode_segmentation::UnicodeSegmentation;

static ABBREVIATIONS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| include_str!("abbreviations.txt").lines().filter(|line| !line.starts_with('#')).collect());

/// Byte ranges of the sentences of `text`, in order, without the white space around them.
///
/// A text without an end mark is one sentence; an empty one has none.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut open: Option<usize> = None;
    let mut from = 0;
    // Most passages are ASCII but for a few marks of typesetting: the same ends are found without Unicode's tables.
    let ends: Vec<usize> = if text.is_ascii() {
        ascii_ends(text.as_bytes())
    } else {
        plain_ends(text)
            .unwrap_or_else(|| text.split_sentence_bound_indices().map(|(at, piece)| at + piece.len()).collect())
    };
    for end in ends {
        let start = *open.get_or_insert(from);
        from = end;
        if continues(&text[start..end], &text[end..]) {
            continue;
        }
        open = None;
        push_trimmed(text, start..end, &mut out);
    }
    if let Some(start) = open {
        push_trimmed(text, start..text.len(), &mut out);
    }
    out
}

/// Where sentences of ASCII text end by the rules SB3 to SB11 of UAX 29; the last is the end of the text.
fn ascii_ends(text: &[u8]) -> Vec<usize> {
    let at = |index: usize| text.get(index).copied();
    let is_line_end = |byte: Option<u8>| matches!(byte, Some(b'\r' | b'\n'));
    let after_line_end = |index: usize| index + if text[index..].starts_with(b"\r\n") { 2 } else { 1 };
    let mut ends = Vec::new();
    let mut next = 0;
    while let Some(found) = text[next..].iter().position(|byte| matches!(byte, b'.' | b'!' | b'?' | b'\r' | b'\n')) {
        let mark = next + found;
        next = mark + 1;
        if is_line_end(at(mark)) {
            next = after_line_end(mark);
            ends.push(next);
            continue;
        }
        let stop = text[mark] == b'.';
        let follows_letter = mark > 0 && text[mark - 1].is_ascii_alphabetic();
        let in_number = at(next).is_some_and(|byte| byte.is_ascii_digit());
        let in_initials = follows_letter && at(next).is_some_and(|byte| byte.is_ascii_uppercase());
        if stop && (in_number || in_initials) {
            continue;
        }
        let mut end = next;
        while matches!(at(end), Some(b'"' | b'\'' | b'(' | b')' | b'[' | b']' | b'{' | b'}')) {
            end += 1;
        }
        while matches!(at(end), Some(b' ' | b'\t' | 0x0b | 0x0c)) {
            end += 1;
        }
        if is_line_end(at(end)) {
            next = after_line_end(end);
            ends.push(next);
            continue;
        }
        let decides = |byte: &&u8| byte.is_ascii_alphabetic() || matches!(byte, b'.' | b'!' | b'?' | b'\r' | b'\n');
        let goes_on = stop && text[end..].iter().find(decides).is_some_and(|byte| byte.is_ascii_lowercase());
        if !goes_on && !matches!(at(end), Some(b',' | b'-' | b':' | b';' | b'.' | b'!' | b'?') | None) {
            ends.push(end);
        }
        next = end;
    }
    if ends.last() != Some(&text.len()) && !text.is_empty() {
        ends.push(text.len());
    }
    ends
}

/// The same for text whose other characters all have one in ASCII of the same class; `None` where one has not.
fn plain_ends(text: &str) -> Option<Vec<usize>> {
    let mut plain = Vec::with_capacity(text.len());
    // After so many characters of the plain text, the text is so many bytes ahead of it.
    let mut ahead: Vec<(usize, usize)> = Vec::new();
    for (at, c) in text.char_indices() {
        plain.push(if c.is_ascii() { c as u8 } else { of_the_class_of(c)? });
        if !c.is_ascii() {
            ahead.push((plain.len(), at + c.len_utf8() - plain.len()));
        }
    }
    let mut passed = 0;
    let in_text = |end: usize| {
        passed += ahead[passed..].iter().take_while(|(after, _)| *after <= end).count();
        end + passed.checked_sub(1).map_or(0, |last| ahead[last].1)
    };
    Some(ascii_ends(&plain).into_iter().map(in_text).collect())
}

/// A character of ASCII that parts sentences as `c` does: quotes close, dashes go on, signs do neither.
fn of_the_class_of(c: char) -> Option<u8> {
    match c {
        '‘' | '’' | '“' | '”' => Some(b'"'),
        '–' | '—' => Some(b'-'),
        '£' | '•' | '€' => Some(b'$'),
        'é' => Some(b'e'),
        '\u{a0}' => Some(b' '),
        _ => None,
    }
}

fn push_trimmed(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let sentence = &text[range.clone()];
    let start = range.start + (sentence.len() - sentence.trim_start().len());
    let end = start + sentence.trim().len();
    if start < end {
        out.push(start..end);
    }
}

/// Whether the sentence goes on in `rest` although Unicode's rules end it after `so_far`.
fn continues(so_far: &str, rest: &str) -> bool {
    if so_far.ends_with(['\n', '\r', '\u{2029}']) {
        return false;
    }
    let Some(body) = so_far.trim().strip_suffix('.') else { return false };
    let last = body.rsplit([' ', '\u{a0}', '(', '[', '“', '‘', '"', '\'']).next().unwrap_or(body);
    let lower = last.to_lowercase();
    // "No. 4" goes on, "The answer was no. The" does not; the same for "art", "rec", "p", "s", "v", "m".
    let before_figure = rest.trim_start().starts_with(|c: char| c.is_ascii_digit());
    let always = ABBREVIATIONS.contains(lower.as_str()) && !ONLY_BEFORE_FIGURES.contains(&lower.as_str());
    let lettered =
        body[..body.len() - last.len()].split_whitespace().next_back().is_some_and(|word| LETTERED.contains(&word));
    let initial = last.chars().count() == 1 && last.chars().all(char::is_uppercase) && last != "I" && !lettered;
    // A label: nothing but a number so far.
    let label = body.len() == last.len() && !last.is_empty() && last.chars().all(|c| c.is_ascii_digit() || c == '.');
    always || initial || label || (before_figure && ABBREVIATIONS.contains(lower.as_str()))
}

/// Abbreviations that are also words or letters: only before a figure do they run on.
const ONLY_BEFORE_FIGURES: [&str; 13] = ["art", "ch", "ed", "fig", "m", "no", "p", "r", "rec", "ref", "s", "sec", "v"];

/// What is told apart by capital letters: "Appendix A." ends a sentence, "A. Marsh" does not.
const LETTERED: [&str; 8] = ["Appendix", "Annex", "Document", "Group", "Option", "Part", "Schedule", "Table"];

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn the_usual_abbreviations_do_not_end_a_sentence() {
        for one in [
            "Cllr. Marsh and Mrs. Dale met the team.",
            "See para. 3 and pp. 4 to 7 of Appendix A.",
            "Partners (e.g. Health and the Police) agreed.",
            "Minute No. 57 Was amended.",
            "The Rt. Hon. J. R. Marsh chaired.",
            "The land at Upper Marl, Co. Marlshire is sold.",
        ] {
            assert_eq!(split(one), [one]);
        }
    }

    #[test]
    fn a_label_belongs_to_what_follows() {
        assert_eq!(split("2. Define the role. 3.1. Agree a plan."), ["2. Define the role.", "3.1. Agree a plan."]);
    }

    #[test]
    fn words_that_look_like_abbreviations_still_end_a_sentence() {
        assert_eq!(split("The answer was no. The Chair moved on."), ["The answer was no.", "The Chair moved on."]);
        assert_eq!(split("It is Appendix A. Members read it."), ["It is Appendix A.", "Members read it."]);
        assert_eq!(split("It cost £3.5m. Members noted it."), ["It cost £3.5m.", "Members noted it."]);
    }

    #[test]
    fn marks_other_than_the_full_stop_end_sentences() {
        assert_eq!(split("Why? Nobody knew! It went on…"), ["Why?", "Nobody knew!", "It went on…"]);
    }

    #[test]
    fn nothing_has_no_sentences_and_ranges_are_within_the_text() {
        assert!(sentences("").is_empty() && sentences(" \n ").is_empty());
        let text = "  First one.  Second “one.” Third ";
        assert_eq!(split(text), ["First one.", "Second “one.”", "Third"]);
    }

    /// Holds ends against those of Unicode's tables, over texts of these letters.
    fn ends_are_those_of_unicode(letters: &str, ends: impl Fn(&str) -> Vec<usize>) {
        let letters: Vec<char> = letters.chars().collect();
        let mut state = 2015_u64;
        for _ in 0..200_000 {
            let mut text = String::new();
            for _ in 0..9 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push(letters[(state >> 33) as usize % letters.len()]);
            }
            let expected: Vec<usize> =
                text.split_sentence_bound_indices().map(|(at, piece)| at + piece.len()).collect();
            assert_eq!(ends(&text), expected, "{text:?}");
        }
    }

    #[test]
    fn ascii_ends_where_unicode_says() {
        ends_are_those_of_unicode("aB1.!?, -:;\"')(\n\r\t_", |text| ascii_ends(text.as_bytes()));
    }

    #[test]
    fn what_is_set_by_a_typesetter_ends_where_unicode_says() {
        ends_are_those_of_unicode("aB1.?, ‘’“”–—£•€é\u{a0}\n", |text| {
            plain_ends(text).expect("all have their like")
        });
        assert_eq!(plain_ends("½"), None);
    }

    #[test]
    fn the_list_of_abbreviations_is_in_order() {
        let lines: Vec<&str> =
            include_str!("abbreviations.txt").lines().filter(|line| !line.starts_with('#')).collect();
        assert!(lines.is_sorted_by(|a, b| a < b));
        assert!(ONLY_BEFORE_FIGURES.iter().all(|word| ABBREVIATIONS.contains(word)));
    }
}
