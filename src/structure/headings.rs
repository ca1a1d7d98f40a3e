//! What is a heading, and of which level?
//!
//! Marked headings are taken at their word. On laid-out pages larger or bold type that does not end a sentence
//! heads what follows, and levels are the ranks of the styles. In plain text a short line by itself does, when
//! it starts with a capital and has no full stop; capitals throughout rank higher (but see `ranks`). A numbered title
//! ("198. Apologies") is a heading unless the next line is number 199.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use serde::Deserialize;

use super::announced::{groups_list, is_announced, is_next_section};
use super::paragraphs::{Draft, DraftKind, ends_sentence};
use super::ranks;
use crate::text::{Label, LabelKind, Pattern, fold};

const LINES: &str = include_str!("headings.toml");

/// Longest heading, in characters.
const LONGEST: usize = 180;
/// Longest heading of plain text, in words.
const MOST_WORDS: usize = 12;
/// The level of a line that a file only sets in bold.
const BOLD: u8 = 6;
/// The level of the title of a minute that only its number shows.
const MINUTE: u8 = 6;
/// Lines at the head of a paper among which one says that it is of a meeting.
const FIRST_LINES: usize = 12;

/// The words of `headings.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines<T> {
    fact: Vec<T>,
    ending: Vec<T>,
    ending_of_minute: Vec<T>,
    name: Vec<T>,
    area: Vec<T>,
    opening: Vec<T>,
    unsaid: Vec<T>,
    turn: Vec<T>,
    section: Vec<T>,
    chapter: Vec<T>,
    list: Vec<T>,
    minute: T,
    part: T,
    contents: T,
    aside: T,
    attached: T,
}

static KNOWN: LazyLock<Lines<Pattern>> = LazyLock::new(|| {
    // Part of the program, and a test reads every line of it.
    toml::from_str(LINES).expect("headings.toml is sound")
});

fn is_one_of(patterns: &[Pattern], text: &str) -> bool {
    let folded = fold(text.trim());
    patterns.iter().any(|pattern| pattern.is_match(&folded))
}

/// Whether a line always begins a paragraph: "Resolved – That the report be noted."
pub(super) fn opens_paragraph(text: &str) -> bool {
    is_one_of(&KNOWN.opening, text)
}

/// Whether a line opens as a decision and leaves to what stands below it what was decided: "RESOLVED: That Cabinet".
pub(super) fn leaves_unsaid(text: &str) -> bool {
    is_one_of(&KNOWN.unsaid, text)
}

/// Whether a heading announces a list.
pub(super) fn announces_list(text: &str) -> bool {
    is_one_of(&KNOWN.list, text)
}

/// Whether a table of contents is called so.
pub(super) fn heads_contents(text: &str) -> bool {
    KNOWN.contents.is_match(text.trim())
}

/// Whether a text begins with what only tells where a matter is written down: "as set out in Appendix A".
pub(super) fn only_tells_where(text: &str) -> bool {
    KNOWN.aside.is_match(text)
}

/// Where the mark of a file ends a title, which is no part of it: "PDF 239 KB".
pub(super) fn mark_of_file(text: &str) -> Option<Range<usize>> {
    KNOWN.attached.find(text).map(|found| found.range())
}

/// Whether sections of reports are called so.
pub(super) fn is_chapter(text: &str) -> bool {
    is_one_of(&KNOWN.chapter, text)
}

/// Whether a heading of plain text goes on in its next line: "... Assurance Peer" and "Challenge Report".
pub(super) fn turns(above: &str, below: &str) -> bool {
    is_one_of(&KNOWN.turn, &format!("{above}\n{below}"))
}

/// Decides which drafts are headings and gives them levels from 1 without gaps.
pub fn decide(drafts: &mut Vec<Draft>) {
    number_titles(drafts);
    number_minutes(drafts);
    let styles = style_ranks(drafts);
    for index in 0..drafts.len() {
        if drafts[index].contents {
            if matches!(drafts[index].kind, DraftKind::Heading(_)) {
                drafts[index].kind = DraftKind::Paragraph;
            }
            continue;
        }
        // A bold line that says who acts, or how members voted, heads nothing; what the file calls a heading may.
        if drafts[index].kind == DraftKind::Heading(Some(BOLD)) && is_one_of(&KNOWN.fact, &drafts[index].text) {
            drafts[index].kind = DraftKind::Paragraph;
            continue;
        }
        if let Some(level) = level_of(drafts, index, &styles) {
            drafts[index].kind = DraftKind::Heading(Some(level));
        }
    }
    ranks::settle(drafts);
    lower_endings(drafts);
    join_titles(drafts);
    close_gaps(drafts);
}

/// Puts "Decision" and "Outcome" below the numbered heading of their minute, though they are set as large: what stands beneath is
/// still of that minute.
fn lower_endings(drafts: &mut [Draft]) {
    let is_meeting = says_meeting(drafts);
    let mut minute: Option<u8> = None;
    for draft in drafts {
        let DraftKind::Heading(Some(level)) = draft.kind else { continue };
        let is_numbered = |label: &Label| matches!(label.kind, LabelKind::Number | LabelKind::Decimal);
        if draft.label.as_ref().is_some_and(is_numbered) {
            minute = Some(level);
            continue;
        }
        let Some(above) = minute.filter(|above| level <= *above) else { continue };
        if is_one_of(&KNOWN.ending, &draft.text) || is_meeting && is_one_of(&KNOWN.ending_of_minute, &draft.text) {
            draft.kind = DraftKind::Heading(Some(above + 1));
        } else {
            minute = None;
        }
    }
}

/// Whether the head of a paper says that it is of a meeting.
fn says_meeting(drafts: &[Draft]) -> bool {
    let says = |text: &str| ["meeting", "minutes"].iter().any(|word| text.to_lowercase().contains(word));
    drafts.iter().take(FIRST_LINES).any(|draft| says(&draft.text))
}

/// Makes one title of two that stand around an "and" in a line of its own: "Inspection of services for children", "and",
/// "Review of the safeguarding board".
fn join_titles(drafts: &mut Vec<Draft>) {
    let level = |draft: &Draft| match draft.kind {
        DraftKind::Heading(level) if !draft.marked && draft.label.is_none() => level,
        _ => None,
    };
    let is_and = |draft: &Draft| draft.label.is_none() && matches!(&*fold(draft.text.trim()), "and" | "&");
    let mut at = 0;
    while at + 2 < drafts.len() {
        let (above, between, below) = (&drafts[at], &drafts[at + 1], &drafts[at + 2]);
        let alike = level(above).is_some() && level(above) == level(below);
        let one_page = above.page == below.page && below.turns.is_empty();
        if alike && one_page && is_and(between) {
            let text = [above, between, below].map(|draft| draft.text.trim()).join(" ");
            let lines = above.lines + between.lines + below.lines;
            drafts[at] = Draft { text, lines, ..above.clone() };
            drafts.drain(at + 1..at + 3);
        }
        at += 1;
    }
}

/// Parts the numbers from lines that are titles and count up: "102 Peer Review", "103 Forward Plan". A number by itself may be
/// anything: "17 Park Street".
fn number_titles(drafts: &mut [Draft]) {
    let title = |draft: &Draft| -> Option<(u32, usize)> {
        let plain = draft.style.is_none() && draft.label.is_none() && !draft.contents && draft.lines == 1;
        let may_be = plain && matches!(draft.kind, DraftKind::Paragraph | DraftKind::Heading(_));
        let (number, rest) = draft.text.split_once(' ').filter(|_| may_be)?;
        let is_number = (1..=4).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit());
        let starts = draft.text.len() - rest.trim_start().len();
        Some((number.parse().ok().filter(|_| is_number)?, starts)).filter(|_| reads_as_title(rest))
    };
    let titles: Vec<(usize, u32, usize)> = drafts
        .iter()
        .enumerate()
        .filter_map(|(at, draft)| title(draft).map(|(number, starts)| (at, number, starts)))
        .collect();
    let counts = |a: &(usize, u32, usize), b: &(usize, u32, usize)| a.1 + 1 == b.1;
    for run in titles.chunk_by(counts).filter(|run| run.len() > 1) {
        for &(at, number, starts) in run {
            let draft = &mut drafts[at];
            draft.text.drain(..starts);
            draft.label = Some(Label { kind: LabelKind::Number, key: number.to_string(), text_at: starts });
        }
    }
}

/// Parts the numbers of minutes from their titles in capitals, where the letters of a committee, or a year, stand beside them and they
/// count up: "O&S 52 PARKS", "[53] PARKS", "2023/054 PARKS". Such a line heads its minute however it is set.
fn number_minutes(drafts: &mut [Draft]) {
    struct Minute {
        at: usize,
        count: u32,
        /// What stands beside the number, which is the same in all.
        beside: String,
        key: String,
        text_at: usize,
    }
    let minute = |(at, draft): (usize, &Draft)| -> Option<Minute> {
        let may_be = matches!(draft.kind, DraftKind::Paragraph | DraftKind::Heading(_));
        let plain = may_be && draft.label.is_none() && !draft.contents && draft.lines <= 2;
        let found = KNOWN.minute.captures(&draft.text).filter(|_| plain && !KNOWN.part.is_match(&draft.text))?;
        let title = found.name("title")?;
        let part = |name: &str| found.name(name).map(|part| part.as_str());
        let is_title = !title.as_str().contains(char::is_lowercase) || part("plain").is_some();
        let number = ["plain", "n", "boxed", "starred", "of_year", "in_year"].into_iter().find_map(part)?;
        let key = part("lettered").or(part("dated")).map_or_else(
            || part("after").map_or_else(|| number.to_owned(), |year| format!("{number}/{year}")),
            str::to_owned,
        );
        let beside = draft.text[..title.start()].replacen(number, "", 1);
        let long = title.as_str().chars().filter(|c| c.is_alphabetic()).count() > 3;
        let count = number.parse().ok().filter(|_| is_title && long)?;
        Some(Minute { at, count, beside, key, text_at: title.start() })
    };
    if !says_meeting(drafts) {
        return;
    }
    let minutes: Vec<Minute> = drafts.iter().enumerate().filter_map(minute).collect();
    let counts = |a: &Minute, b: &Minute| a.count + 1 == b.count && a.beside == b.beside;
    for run in minutes.chunk_by(counts).filter(|run| run.len() > 1) {
        for Minute { at, key, text_at, .. } in run {
            let draft = &mut drafts[*at];
            draft.text.drain(..text_at);
            draft.turns.iter_mut().for_each(|(byte, _)| *byte = byte.saturating_sub(*text_at));
            draft.label = Some(Label { kind: LabelKind::Number, key: key.clone(), text_at: *text_at });
            draft.kind = DraftKind::Heading(Some(MINUTE));
        }
    }
}

/// Rank of a heading's style: larger first, then bold. Sizes are kept in half points.
type StyleRank = (std::cmp::Reverse<i32>, std::cmp::Reverse<bool>);

fn rank(draft: &Draft) -> Option<StyleRank> {
    let style = draft.style?;
    Some((std::cmp::Reverse((style.size * 2.0).round() as i32), std::cmp::Reverse(style.bold)))
}

fn style_ranks(drafts: &[Draft]) -> Vec<StyleRank> {
    let ranks: BTreeSet<StyleRank> = drafts.iter().filter(|draft| is_set_as_heading(draft)).filter_map(rank).collect();
    ranks.into_iter().collect()
}

/// Larger or bold, short, not a sentence, with letters in it.
fn is_set_as_heading(draft: &Draft) -> bool {
    let Some(style) = draft.style else { return false };
    let bullet = draft.label.as_ref().is_some_and(|label| label.kind == LabelKind::Bullet);
    let letters = draft.text.chars().filter(|c| c.is_alphabetic()).count();
    let short = draft.text.chars().count() <= LONGEST && draft.lines <= 4;
    let sentence = draft.text.trim_end().ends_with(['.', ';', ',']);
    let larger = style.size > 1.1 * style.body;
    // "Inspection dates: 17 to 28 June 2019" on a cover states a fact; it heads nothing.
    let fact = draft.text.contains(": ") && !larger && !crate::text::dates(&draft.text).is_empty();
    matches!(draft.kind, DraftKind::Paragraph)
        && !draft.contents
        && !style.note
        && !bullet
        && short
        && letters >= 3
        && (larger || style.bold)
        && !fact
        && !is_one_of(&KNOWN.fact, &draft.text)
        && (!sentence || style.size > 1.25 * style.body || is_graded_title(draft))
}

/// "The experiences of children in care: good." is a title with a stop, where all of it is bold.
fn is_graded_title(draft: &Draft) -> bool {
    let bold = draft.style.is_some_and(|style| style.bold);
    bold && draft.text.contains(": ")
        && draft.text.split_whitespace().count() <= 25
        && draft.text.matches(". ").count() == 0
}

/// "The experiences and progress of care leavers: good", where no type tells.
fn is_area_with_grade(text: &str) -> bool {
    text.split_once(": ").is_some_and(|(area, grade)| {
        is_one_of(&KNOWN.area, area)
            && area.split_whitespace().count() <= 20
            && grade.split_whitespace().count() <= 7
            && !grade.contains(|c: char| c.is_ascii_digit() || matches!(c, ',' | ';' | ':'))
            && !ends_sentence(grade)
    })
}

fn level_of(drafts: &[Draft], index: usize, styles: &[StyleRank]) -> Option<u8> {
    let draft = &drafts[index];
    if let DraftKind::Heading(level) = draft.kind {
        return level.or(Some(1));
    }
    if draft.style.is_some() {
        if !is_set_as_heading(draft) {
            return None;
        }
        let position = styles.iter().position(|style| Some(style) == rank(draft).as_ref())?;
        return Some(u8::try_from(position + 1).unwrap_or(6).min(6));
    }
    let numbered_title = is_numbered_title(drafts, index);
    if draft.marked {
        return numbered_title.then_some(6);
    }
    let alone = draft.lines <= 2 && (draft.label.is_none() || numbered_title);
    let title = numbered_title || reads_as_title(&draft.text) || is_area_with_grade(&draft.text);
    if !(matches!(draft.kind, DraftKind::Paragraph) && alone && title && index + 1 < drafts.len()) {
        return None;
    }
    if groups_list(drafts, index) {
        return Some(3);
    }
    let capitals = draft.text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    Some(if capitals { ranks::CAPITALS } else { ranks::MIXED })
}

/// "198. Apologies and Welcome", where the next part is not number 199 of a list.
fn is_numbered_title(drafts: &[Draft], index: usize) -> bool {
    let draft = &drafts[index];
    let Some(label) = &draft.label else { return false };
    // A title after a number may have a colon in it: "64. Peer review: response to scrutiny".
    if !matches!(label.kind, LabelKind::Number | LabelKind::Decimal) || !reads_as_title(&draft.text.replace(": ", " "))
    {
        return false;
    }
    let listed = |other: Option<&Draft>| {
        other.and_then(|o| o.label.as_ref()).is_some_and(|l| l.kind == label.kind && l.key != label.key)
    };
    let next = drafts.get(index + 1);
    let before = index.checked_sub(1).and_then(|i| drafts.get(i));
    // "Minutes:" may be marked as a heading right below the item it is of.
    let is_part = |next: &Draft| is_one_of(&KNOWN.ending, &next.text) || is_one_of(&KNOWN.ending_of_minute, &next.text);
    let text_follows =
        next.is_some_and(|next| !matches!(next.kind, DraftKind::Heading(_)) || !next.marked || is_part(next));
    let led_in = before.is_some_and(|before| before.text.trim_end().ends_with(':'));
    let ends_a_list = ends_a_list(drafts, index) && !is_next_section(drafts, index);
    !listed(next)
        && !led_in
        && text_follows
        && !is_announced(drafts, index)
        && (!ends_a_list || is_chapter(&draft.text))
}

/// Whether a numbered line is the last of a list: those before it count up to it from a lead-in or heading.
fn ends_a_list(drafts: &[Draft], index: usize) -> bool {
    let number = |draft: &Draft| draft.label.as_ref().filter(|label| label.kind == LabelKind::Number)?.count();
    let mut at = index;
    while let Some(above) = at.checked_sub(1).map(|above| &drafts[above]) {
        if number(above).is_none() {
            let text = above.text.trim_end();
            // "We suggest the following actions." leads in as well as a colon does.
            let leads_in = text.ends_with(':')
                || leaves_unsaid(text)
                || (text.ends_with('.') && text.contains(" following "))
                || matches!(above.kind, DraftKind::Heading(_));
            return at < index && number(&drafts[at]) == Some(1) && leads_in;
        }
        if number(above).map(|number| number + 1) != number(&drafts[at]) {
            return false;
        }
        at -= 1;
    }
    false
}

/// A short line that starts with a capital, ends without a stop, and is no address, number or name list.
pub(super) fn reads_as_title(text: &str) -> bool {
    // A longer one need not be counted through.
    let words = || text.split_whitespace().take(MOST_WORDS + 1).count();
    let first = text.chars().find(|c| c.is_alphanumeric());
    let digits = || text.split(|c: char| !c.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    text.len() <= 4 * 110
        && (1..=MOST_WORDS).contains(&words())
        // "(Item B2)" says where the paper is, and heads nothing.
        && !text.starts_with('(')
        && text.chars().count() <= 110
        && first.is_some_and(char::is_uppercase)
        && text.chars().any(char::is_alphabetic)
        && (!ends_sentence(text) || text.ends_with('?') || text.ends_with(')'))
        && !text.ends_with(',')
        && !text.contains('@')
        && text.split_once(": ").is_none_or(|(before, after)| is_subtitle(before, after))
        && !text.starts_with("That ")
        && digits() < 5
        && !is_one_of(&KNOWN.name, text)
        && !is_one_of(&KNOWN.fact, text)
}

/// "Summary of feedback: overall observations" and "ITEM 3: WORK PLAN", but neither "Venue: Town Hall" nor "Clerk: to write".
fn is_subtitle(before: &str, after: &str) -> bool {
    let words = |text: &str| text.split_whitespace().count();
    let item = before.to_lowercase().trim_start_matches("agenda ").strip_prefix("item ").map(str::to_owned);
    if item.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit())) {
        return true;
    }
    is_one_of(&KNOWN.section, before)
        && words(after) >= 2
        && after.starts_with(char::is_lowercase)
        && !after.contains([':', ';', ','])
}

/// Levels become 1, 2, 3… without gaps, so that documents compare.
fn close_gaps(drafts: &mut [Draft]) {
    let level = |draft: &Draft| match draft.kind {
        DraftKind::Heading(level) => level,
        _ => None,
    };
    let used: BTreeSet<u8> = drafts.iter().filter_map(level).collect();
    for draft in drafts.iter_mut() {
        if let Some(old) = level(draft) {
            let new = used.iter().position(|u| *u == old).map_or(1, |p| p + 1);
            draft.kind = DraftKind::Heading(Some(u8::try_from(new).unwrap_or(6).min(6)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Line, Mark, Page};
    use crate::text::{Exemplified, hold_to_examples};

    #[test]
    fn two_titles_around_an_and_are_one() {
        let of = |between: &str| {
            let line = |text: &str| Line::new(text.into(), Mark::Raw);
            let texts = ["Inspection of fostering", "", between, "", "Review of the adoption panel", "", "It is good."];
            let page = Page { number: Some(1), lines: texts.map(line).into() };
            let structure = super::super::structure(&[page]);
            structure.blocks.into_iter().map(|block| block.text).collect::<Vec<_>>()
        };
        assert_eq!(of("and"), ["Inspection of fostering and Review of the adoption panel", "It is good."]);
        assert_eq!(of("with"), ["Inspection of fostering", "with", "Review of the adoption panel", "It is good."]);
    }

    #[test]
    fn every_line_keeps_its_example_and_not_its_opposite() {
        let file: Lines<Exemplified> = toml::from_str(LINES).unwrap();
        hold_to_examples([&file.minute, &file.part, &file.contents, &file.aside, &file.attached], Exemplified::finds);
        let Lines { fact, ending, ending_of_minute, name, area, opening, unsaid, turn, section, chapter, list, .. } =
            &file;
        for lines in [fact, ending, ending_of_minute, name, area, opening, unsaid, turn, section, chapter, list] {
            let patterns: Vec<Pattern> = lines.iter().map(Exemplified::to_pattern).collect();
            hold_to_examples(lines, |_, text| is_one_of(&patterns, text));
        }
    }
}
