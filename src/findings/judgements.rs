//! Grades: "The experiences and progress of care leavers | Good", or the same on one line.
//!
//! A table or a line gives a judgement when its last part is exactly a grade of a known scale. Headings that
//! repeat a grade later in the report count once. Grades told of an earlier inspection are only possible: the
//! report of that inspection is where they are sure.

use std::iter::successors;
use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use super::{Found, Paper};
use crate::model::{Block, BlockKind, Certainty, DocumentKind, FindingKind, Judgement};
use crate::text::{Exemplified, letters_and_digits, squeeze};

pub(super) const GRADES: &str = include_str!("grades.toml");

#[derive(Deserialize)]
struct File {
    area_words: Vec<String>,
    scale: Vec<Scale>,
    area: Vec<Area>,
    printed: Vec<Printed>,
    earlier: Vec<Exemplified>,
    rating: Vec<Exemplified>,
}

#[derive(Deserialize)]
struct Scale {
    #[allow(dead_code)]
    name: String,
    grades: Vec<String>,
    /// Whether each grade stands beneath the name of its area and says itself that it is one.
    #[serde(default)]
    beneath: bool,
}

/// A line that is a judgement, whatever else stands in it.
#[derive(Deserialize)]
struct Printed {
    pattern: String,
    /// The area, where it is always called so.
    named: Option<String>,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    not: String,
}

#[derive(Deserialize)]
struct Area {
    name: String,
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

/// What is known of grades.
struct Known {
    /// Of every scale, the longest first.
    grades: Vec<String>,
    /// Those that stand beneath their areas and say that they are grades.
    beneath: Vec<String>,
    area_words: Vec<String>,
    /// Areas that are always called by one name.
    areas: Vec<(String, Regex)>,
    printed: Vec<(Option<String>, Regex)>,
    /// Over those of an inspection before the paper's own, and over that of the whole.
    earlier: Vec<Regex>,
    rating: Vec<Regex>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    // Part of the program, and a test compiles every line of it.
    let file: File = toml::from_str(GRADES).expect("grades.toml is sound");
    let mut grades: Vec<String> = file.scale.iter().flat_map(|scale| scale.grades.clone()).collect();
    grades.sort_by_key(|grade| std::cmp::Reverse(grade.len()));
    let words = grades.iter().map(|grade| regex::escape(grade)).collect::<Vec<_>>().join("|");
    let compiled = |pattern: &str| Regex::new(&pattern.replace("GRADE", &words)).ok();
    let over =
        |list: &[Exemplified]| -> Vec<Regex> { list.iter().filter_map(|over| compiled(&over.pattern)).collect() };
    Known {
        beneath: file.scale.iter().filter(|scale| scale.beneath).flat_map(|scale| scale.grades.clone()).collect(),
        areas: file.area.iter().filter_map(|area| Some((area.name.clone(), compiled(&area.pattern)?))).collect(),
        printed: file.printed.iter().filter_map(|line| Some((line.named.clone(), compiled(&line.pattern)?))).collect(),
        earlier: over(&file.earlier),
        rating: over(&file.rating),
        area_words: file.area_words,
        grades,
    }
});

/// Name of the area whose grade is that of the whole inspection.
pub(super) const OVERALL: &str = "Overall effectiveness";

const RULE: &str = "judgement";

/// The name of a standard has at most so many words.
const LONGEST_STANDARD: usize = 6;

/// Longer than any grade, in bytes: most texts need no look.
const LONGEST_GRADE: usize = 48;

/// Finds the judgements of an inspection report.
pub fn find(paper: &mut Paper<'_>) {
    if paper.kind != DocumentKind::InspectionReport {
        return;
    }
    let mut areas: Vec<String> = Vec::new();
    for index in 0..paper.blocks.len() {
        let block = &paper.blocks[index];
        let is_open = !paper.taken[index] && block.boilerplate.is_none();
        let in_line = || printed(&paper.folded[index]).or_else(|| judgement(block)).map(|judgement| (judgement, index));
        let beneath = || rating(paper.blocks, block).or_else(|| beneath_its_area(paper.blocks, block));
        let Some((judgement, from)) = Some(block).filter(|_| is_open).and_then(|_| in_line().or_else(beneath)) else {
            continue;
        };
        let told_over = told_over(paper.blocks, block);
        let key = key(&judgement.area);
        // A heading later in the report repeats the grade, sometimes with half of a wrapped name.
        if told_over.is_none() {
            if areas.iter().any(|known| known.starts_with(&key) || key.starts_with(known.as_str())) {
                continue;
            }
            areas.push(key);
        }
        let lines = paper.blocks[from..=index].iter().map(|block| block.text.replace(" | ", " "));
        let text = squeeze(&lines.collect::<Vec<_>>().join(" "));
        paper.found.push(Found {
            kind: FindingKind::Judgement,
            certainty: if told_over.is_none() { Certainty::Sure } else { Certainty::Possible },
            text,
            block: index,
            clause: None,
            rule: RULE,
            cue: Some(judgement.grade.clone()),
            lead: told_over.unwrap_or(index),
            owner: None,
            due: None,
            status: None,
            judgement: Some(judgement),
        });
        paper.take(&[index]);
    }
}

/// What an area goes by: the cover says "Children who need help and protection", and the chapter "The experiences and
/// progress of children who need help and protection".
fn key(area: &str) -> String {
    let area = letters_and_digits(&area.to_lowercase());
    let bare = area.strip_prefix("the").unwrap_or(&area);
    bare.strip_prefix("experiencesandprogressof").unwrap_or(bare).to_owned()
}

/// The lead-in or heading that says a grade is that of an earlier inspection.
fn told_over(blocks: &[Block], block: &Block) -> Option<usize> {
    let says = |over: &usize| KNOWN.earlier.iter().any(|pattern| pattern.is_match(&blocks[*over].text));
    block.led_in_by.filter(says).or_else(|| block.under.filter(says))
}

/// The grade of the whole, beneath a heading that says so: "Marlshire County Council: Good", or the grade alone, perhaps
/// with the name of the council over it; and the block with which it begins.
fn rating(blocks: &[Block], block: &Block) -> Option<(Judgement, usize)> {
    let text = block.text.rsplit(": ").next()?;
    let grade = grade(text)?;
    let says = |over: usize| KNOWN.rating.iter().any(|pattern| pattern.is_match(&blocks[over].text));
    let mut over = successors(block.under, |under| blocks[*under].under);
    let mut before = (1..=2).filter_map(|back| block.ordinal.checked_sub(back));
    let from = if over.any(says) { Some(block.ordinal) } else { before.find(|before| says(*before)).map(|at| at + 1) };
    from.map(|from| (Judgement { area: OVERALL.into(), grade }, from))
}

/// A grade alone beneath the name of its area: "Preventing fires and other risks", and beneath it "Adequate".
///
/// Some reports list areas beneath the grades instead, and there the grade that follows an area is that of the next ones; so
/// what stands before the area must be neither, and what follows the grade no area. A grade that says that it is one
/// ("Score: 2") is always of the line above.
fn beneath_its_area(blocks: &[Block], block: &Block) -> Option<(Judgement, usize)> {
    let grade = grade(&block.text)?;
    let line = |index: Option<usize>| index.and_then(|index| blocks.get(index)).map(|block| block.text.as_str());
    let above = |lines: usize| line(block.ordinal.checked_sub(lines));
    let area = area_name(above(1)?)?;
    let is_listed = || {
        // A question over it is that of a chapter: "How efficient is the service?"
        let is_area = |text: &str| !text.ends_with('?') && area_name(text).is_some();
        let of_a_list = |text: &str| self::grade(text).is_some() || is_area(text);
        above(2).is_some_and(of_a_list) || line(Some(block.ordinal + 1)).is_some_and(of_a_list)
    };
    let is_its_own = KNOWN.beneath.contains(&grade) || !is_listed();
    is_its_own.then(|| (Judgement { area, grade }, block.ordinal - 1))
}

fn judgement(block: &Block) -> Option<Judgement> {
    let (area, grade) = if block.kind == BlockKind::TableRow {
        let cells: Vec<&str> =
            block.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
        let (last, first) = cells.split_last()?;
        (first.join(" "), grade(last)?)
    } else {
        let text = block.text.trim();
        let found = KNOWN.grades.iter().find(|grade| {
            let at = text.len().checked_sub(grade.len()).filter(|at| text.is_char_boundary(*at));
            // "Delivery good" is not very good.
            let whole = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
            at.is_some_and(|at| text[at..].eq_ignore_ascii_case(grade) && whole(at))
        })?;
        let area = text[..text.len() - found.len()].trim_end();
        let plain = area.strip_suffix(':').or_else(|| area.strip_suffix(['-', '–'])).map(str::trim_end);
        // Without a colon only a whole grade with its capital tells a line from a sentence.
        let capital = text[area.len()..].trim_start().starts_with(char::is_uppercase);
        (plain.or(Some(area).filter(|_| capital))?.to_owned(), found.clone())
    };
    // "1.2 Staff  Good": a line of a table of standards by its number.
    let standard = |text: &String| {
        let of_a_part = block.number.as_deref().is_some_and(|number| number.contains('.'));
        of_a_part && text.starts_with(char::is_uppercase) && text.split_whitespace().count() <= LONGEST_STANDARD
    };
    let area = area_name(&area).or_else(|| Some(squeeze(&area)).filter(standard))?;
    Some(Judgement { area, grade })
}

/// A line, folded, that is known for a judgement by its pattern.
fn printed(folded: &str) -> Option<Judgement> {
    KNOWN.printed.iter().find_map(|(named, pattern)| {
        let captures = pattern.captures(folded)?;
        let area = named.clone().or_else(|| area_name(captures.name("area")?.as_str()))?;
        Some(Judgement { area, grade: grade(captures.name("grade")?.as_str())? })
    })
}

/// The grades of every scale, the longest first.
pub(super) fn grades() -> impl Iterator<Item = &'static str> {
    KNOWN.grades.iter().map(String::as_str)
}

/// The grade as its scale spells it; `None` when the text is not exactly a grade.
pub(super) fn grade(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('.');
    if text.len() > LONGEST_GRADE {
        return None;
    }
    // Some covers speak of services in the plural: "Require improvement".
    let singular =
        text.to_lowercase().starts_with("require improvement").then(|| text.replacen("equire ", "equires ", 1));
    let text = singular.as_deref().unwrap_or(text);
    KNOWN.grades.iter().find(|grade| grade.eq_ignore_ascii_case(text)).cloned()
}

/// The area without its number; `None` when it is no name of an area.
fn area_name(text: &str) -> Option<String> {
    let text = squeeze(text);
    let text =
        crate::text::label(&text).map_or(text.as_str(), |label| &text[label.text_at..]).trim().trim_end_matches(':');
    let verb = [" is judged to be", " are judged to be", " is that it is", " is", " are"];
    let text = verb.iter().find_map(|verb| text.strip_suffix(verb)).unwrap_or(text);
    let text = text
        .strip_prefix("The graded judgement for ")
        .or(text.strip_prefix("The graded judgement about "))
        .unwrap_or(text);
    let text = text.trim_start_matches(['-', '–', '−', ' ']);
    let words = text.split_whitespace().count();
    let named = KNOWN.areas.iter().find(|(_, pattern)| pattern.is_match(text)).map(|(name, _)| name.clone());
    let lower = text.to_lowercase();
    // "LA Adoption 4 Dec 2010": a row of a list of inspections.
    let dated = text.split_whitespace().any(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
    let is_area = !dated
        && (1..=24).contains(&words)
        && KNOWN.area_words.iter().any(|word| lower.contains(word))
        && !text.contains(". ");
    named.or_else(|| is_area.then(|| text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Option<(String, String)> {
        let block = Block {
            ordinal: 0,
            kind: BlockKind::Paragraph,
            number: None,
            page: None,
            under: None,
            led_in_by: None,
            text: text.into(),
            cells: Vec::new(),
            boilerplate: None,
        };
        printed(&block.text).or_else(|| judgement(&block)).map(|j| (j.area, j.grade))
    }

    #[test]
    fn known_areas_match_their_examples() {
        let file: File = toml::from_str(GRADES).unwrap();
        assert_eq!(KNOWN.areas.len(), file.area.len(), "every pattern compiles");
        for area in &file.area {
            assert_eq!(area_name(&area.example), Some(area.name.clone()));
        }
        assert_eq!(KNOWN.earlier.len(), file.earlier.len(), "every pattern compiles");
        assert_eq!(KNOWN.rating.len(), file.rating.len(), "every pattern compiles");
        let over = file.earlier.iter().zip(&KNOWN.earlier).chain(file.rating.iter().zip(&KNOWN.rating));
        for (over, pattern) in over {
            assert!(pattern.is_match(&over.example) && !pattern.is_match(&over.not), "{}", over.pattern);
        }
        assert_eq!(KNOWN.printed.len(), file.printed.len(), "every pattern compiles");
        for (line, (_, pattern)) in file.printed.iter().zip(&KNOWN.printed) {
            assert!(printed(&line.example).is_some() && !pattern.is_match(&line.not), "{}", line.pattern);
        }
        assert!(KNOWN.grades.iter().all(|grade| grade.len() < LONGEST_GRADE));
        assert_eq!(area_name("LA Adoption 4 Dec 2010"), None);
    }

    #[test]
    fn a_line_that_ends_in_a_grade_is_a_judgement() {
        let found = line("The experiences and progress of care leavers: requires improvement to be good").unwrap();
        assert_eq!(
            found,
            ("The experiences and progress of care leavers".into(), "Requires improvement to be good".into())
        );
        assert_eq!(line("Overall effectiveness Good").unwrap().1, "Good");
        assert_eq!(line("The quality of supervision is not consistently good"), None);
        assert_eq!(
            line("The Local Safeguarding Children Board requires improvement").unwrap().1,
            "Requires improvement"
        );
    }
}
