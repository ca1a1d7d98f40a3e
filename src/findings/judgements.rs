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
use crate::text::{letters_and_digits, squeeze};

pub(super) const GRADES: &str = include_str!("grades.toml");

#[derive(Deserialize)]
struct File {
    scale: Vec<Scale>,
    area: Vec<Area>,
    earlier: Vec<Over>,
    rating: Vec<Over>,
}

/// What a heading or lead-in says over grades.
#[derive(Deserialize)]
struct Over {
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    not: String,
}

#[derive(Deserialize)]
struct Scale {
    #[allow(dead_code)]
    name: String,
    grades: Vec<String>,
}

#[derive(Deserialize)]
struct Area {
    name: String,
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

/// Grades, the longest first, and areas that are always called by one name.
struct Known {
    grades: Vec<String>,
    areas: Vec<(String, Regex)>,
    /// Over those of an inspection before the paper's own, and over that of the whole.
    earlier: Vec<Regex>,
    rating: Vec<Regex>,
    board: Option<Regex>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let file = toml::from_str::<File>(GRADES).ok();
    let mut grades: Vec<String> = file.iter().flat_map(|f| &f.scale).flat_map(|scale| scale.grades.clone()).collect();
    grades.sort_by_key(|grade| std::cmp::Reverse(grade.len()));
    let areas = file
        .iter()
        .flat_map(|f| &f.area)
        .filter_map(|a| Some((a.name.clone(), Regex::new(&a.pattern).ok()?)))
        .collect();
    let over = |list: fn(&File) -> &[Over]| -> Vec<Regex> {
        file.iter().flat_map(list).filter_map(|over| Regex::new(&over.pattern).ok()).collect()
    };
    let (earlier, rating) = (over(|file| &file.earlier), over(|file| &file.rating));
    let words = grades.iter().map(|grade| regex::escape(grade)).collect::<Vec<_>>().join("|");
    let board = Regex::new(&format!(r"(?i)^(?:the )?(?:effectiveness of the )?(?:arrangements.{{0,60}}|local safeguarding children(?:['’]s)? board|lscb)\b(?: \(LSCB\))?\s*(?:is|are|is judged to be|:|judgement is that it)?\s*(?P<grade>{words})\.?$")).ok();
    Known { grades, areas, earlier, rating, board }
});

/// Name of the area whose grade is that of the whole inspection.
pub(super) const OVERALL: &str = "Overall effectiveness";

const RULE: &str = "judgement";

/// Finds the judgements of an inspection report.
pub fn find(paper: &mut Paper<'_>) {
    if paper.kind != DocumentKind::InspectionReport {
        return;
    }
    let mut areas: Vec<String> = Vec::new();
    for index in 0..paper.blocks.len() {
        let block = &paper.blocks[index];
        let is_open = !paper.taken[index] && block.boilerplate.is_none();
        let told = || judgement(block).or_else(|| rating(paper.blocks, block));
        let Some(judgement) = Some(block).filter(|_| is_open).and_then(|_| told()) else { continue };
        let told_over = told_over(paper.blocks, block);
        let key = key(&judgement.area);
        // A heading later in the report repeats the grade, sometimes with half of a wrapped name.
        if told_over.is_none() {
            if areas.iter().any(|known| known.starts_with(&key) || key.starts_with(known.as_str())) {
                continue;
            }
            areas.push(key);
        }
        let text = squeeze(&block.text.replace(" | ", " "));
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

/// The grade of the whole, beneath a heading that says so: "Marlshire County Council: Good", or the grade alone.
fn rating(blocks: &[Block], block: &Block) -> Option<Judgement> {
    let text = block.text.rsplit(": ").next()?;
    let mut over = successors(block.under, |under| blocks[*under].under);
    let is_rating = over.any(|over| KNOWN.rating.iter().any(|pattern| pattern.is_match(&blocks[over].text)));
    let grade = grade(text).filter(|_| is_rating)?;
    Some(Judgement { area: OVERALL.into(), grade })
}

fn judgement(block: &Block) -> Option<Judgement> {
    if let Some(found) = KNOWN.board.as_ref().and_then(|pattern| pattern.captures(&block.text)) {
        return Some(Judgement {
            area: "The Local Safeguarding Children Board".into(),
            grade: grade(found.name("grade")?.as_str())?,
        });
    }
    let (area, grade) = if block.kind == BlockKind::TableRow {
        let cells: Vec<&str> =
            block.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
        let (last, first) = cells.split_last()?;
        (first.join(" "), grade(last)?)
    } else {
        let text = block.text.trim();
        let found = KNOWN.grades.iter().find(|grade| {
            let at = text.len().checked_sub(grade.len()).filter(|at| text.is_char_boundary(*at));
            at.is_some_and(|at| text[at..].eq_ignore_ascii_case(grade))
        })?;
        let area = text[..text.len() - found.len()].trim_end();
        let plain = area.strip_suffix(':').or_else(|| area.strip_suffix(['-', '–'])).map(str::trim_end);
        // Without a colon only a whole grade with its capital tells a line from a sentence.
        let capital = text[area.len()..].trim_start().starts_with(char::is_uppercase);
        (plain.or(Some(area).filter(|_| capital))?.to_owned(), found.clone())
    };
    let area = area_name(&area)?;
    Some(Judgement { area, grade })
}

/// The grades of every scale, the longest first.
pub(super) fn grades() -> impl Iterator<Item = &'static str> {
    KNOWN.grades.iter().map(String::as_str)
}

/// The grade as its scale spells it; `None` when the text is not exactly a grade.
pub(super) fn grade(text: &str) -> Option<String> {
    let text = text.trim().trim_end_matches('.');
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
    let known = [
        "experiences",
        "impact of leaders",
        "help and protection",
        "looked after",
        "adoption",
        "leadership",
        "care leavers",
        "effectiveness",
        "quality of",
        "outcomes",
        "capacity",
        "safeguarding",
        "achieving permanence",
        "management",
    ];
    let lower = text.to_lowercase();
    // "LA Adoption 4 Dec 2010": a row of a list of inspections.
    let dated = text.split_whitespace().any(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
    let is_area =
        !dated && (1..=24).contains(&words) && known.iter().any(|word| lower.contains(word)) && !text.contains(". ");
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
        judgement(&block).map(|j| (j.area, j.grade))
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
