//! Where a report gives grades: "The experiences and progress of care leavers | Good", the same on one line, or the grade
//! beneath its area.
//!
//! A table or a line gives a judgement when its last part is exactly a grade of a known scale. Headings that
//! repeat a grade later in the report count once. Grades told of an earlier inspection are only possible: the
//! report of that inspection is where they are sure.

use std::iter::successors;
use std::sync::LazyLock;

use super::grade_columns::in_columns_of_grades;
use super::grades::{
    OVERALL, area_name, grade, grades, is_column_of_grades, is_earlier, is_rating, printed, stands_beneath,
};
use super::paper::{Found, Paper};
use crate::model::{Block, BlockKind, Certainty, DocumentKind, FindingKind, Judgement};
use crate::text::{Pattern, letters_and_digits, squeeze};

const RULE: &str = "judgement";

/// The name of a standard has at most so many words.
const LONGEST_STANDARD: usize = 6;

/// Finds the judgements of an inspection report.
pub fn find(paper: &mut Paper<'_>) {
    if paper.kind != DocumentKind::InspectionReport {
        return;
    }
    let mut areas: Vec<String> = Vec::new();
    for index in 0..paper.blocks.len() {
        let block = &paper.blocks[index];
        let is_open = !paper.taken[index] && block.boilerplate.is_none();
        if is_open && told_over(paper.blocks, block).is_none() {
            let in_row = block.kind == BlockKind::TableRow;
            let several = match block.kind {
                BlockKind::TableRow => in_columns_of_grades(paper.blocks, block),
                BlockKind::Paragraph => run_on(&block.text),
                _ => Vec::new(),
            };
            for (text, judgement) in several.iter().cloned() {
                let key = key(&judgement.area);
                let begins = |known: &String| known.starts_with(&key) || key.starts_with(known.as_str());
                if areas.iter().any(|known| if in_row { *known == key } else { begins(known) }) {
                    continue;
                }
                areas.push(key);
                paper.found.push(Found {
                    cue: Some(judgement.grade.clone()),
                    judgement: Some(judgement),
                    ..Found::by(RULE, FindingKind::Judgement, &text, index)
                });
            }
            if !several.is_empty() {
                paper.take(&[index]);
                continue;
            }
        }
        let column = column_of_grades(paper.blocks, block);
        let in_column = || in_column(block, column?);
        let in_line = || printed(&paper.folded[index]).or_else(in_column).or_else(|| judgement(block));
        let in_line = || in_line().map(|judgement| (judgement, index));
        let beneath = || rating(paper.blocks, block).or_else(|| beneath_its_area(paper.blocks, block));
        let Some((judgement, from)) = Some(block).filter(|_| is_open).and_then(|_| in_line().or_else(beneath)) else {
            continue;
        };
        let told_over = told_over(paper.blocks, block);
        let key = key(&judgement.area);
        // A heading later in the report repeats the grade, sometimes with half of a wrapped name.
        if told_over.is_none() {
            let begins = |known: &String| known.starts_with(&key) || key.starts_with(known.as_str());
            // "Planning" and "Planning of services" in one column of grades are two.
            if areas.iter().any(|known| if column.is_some() { *known == key } else { begins(known) }) {
                continue;
            }
            areas.push(key);
        }
        let lines = paper.blocks[from..=index].iter().map(|block| block.text.replace(" | ", " "));
        // The grade of the inspection before, in the next column, is no part of it.
        let cells = column.map(|at| {
            let cells = block.cells[..=at].iter().map(|cell| cell.text.clone());
            cells.filter(|text| !text.trim().is_empty()).collect::<Vec<_>>()
        });
        let text = squeeze(&cells.unwrap_or_else(|| lines.collect()).join(" "));
        paper.found.push(Found {
            certainty: if told_over.is_none() { Certainty::Sure } else { Certainty::Possible },
            cue: Some(judgement.grade.clone()),
            lead: told_over.unwrap_or(index),
            judgement: Some(judgement),
            ..Found::by(RULE, FindingKind::Judgement, &text, index)
        });
        paper.take(&[index]);
    }
}

/// The areas and their grades of a table that was run on into one paragraph: "The experiences of children in care Good Overall
/// effectiveness Good". Nothing else may stand in it.
fn run_on(text: &str) -> Vec<(String, Judgement)> {
    static GRADE: LazyLock<Pattern> = LazyLock::new(|| {
        let words: Vec<String> = grades().map(regex::escape).collect();
        Pattern::new(format!(r"\s(?P<grade>{})(?:\s|$)", words.join("|")))
    });
    let text = squeeze(text);
    let (mut from, mut found) = (0, Vec::new());
    for captures in GRADE.captures_iter(&text) {
        let Some(given) = captures.name("grade") else { continue };
        let area = text[from..given.start()].trim().trim_end_matches([':', '-', '–', ' ']);
        // "Good practice is rare" goes on with the area.
        if text[given.end()..].trim_start().starts_with(char::is_lowercase) {
            continue;
        }
        let begins = area.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit());
        let (Some(area), Some(grade)) = (area_name(area).filter(|_| begins), grade(given.as_str())) else {
            return Vec::new();
        };
        found.push((text[from..given.end()].trim().to_owned(), Judgement { area, grade }));
        from = given.end();
    }
    if found.len() > 1 && text[from..].trim().is_empty() { found } else { Vec::new() }
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
    let says = |over: &usize| is_earlier(&blocks[*over]);
    block.led_in_by.filter(says).or_else(|| block.under.filter(says))
}

/// The grade of the whole, beneath a heading that says so: "Marlshire County Council: Good", or the grade alone, perhaps
/// with the name of the council over it; and the block with which it begins.
fn rating(blocks: &[Block], block: &Block) -> Option<(Judgement, usize)> {
    let text = block.text.rsplit(": ").next()?;
    let grade = grade(text)?;
    let says = |over: usize| is_rating(&blocks[over]);
    let mut over = successors(block.under, |under| blocks[*under].under);
    let mut before = (1..=2).filter_map(|back| block.ordinal.checked_sub(back));
    let from = if over.any(says) { Some(block.ordinal) } else { before.find(|before| says(*before)).map(|at| at + 1) };
    from.map(|from| (Judgement { area: OVERALL.into(), grade }, from))
}

/// A grade alone beneath the name of its area: "Preventing fires and other risks", and beneath it "Adequate", which may be broken
/// over two lines.
///
/// Some reports list areas beneath the grades instead, and there the grade that follows an area is that of the next ones; so
/// what stands before the area must be neither, and what follows the grade no area. A grade that says that it is one
/// ("Score: 2") is always of the line above, and so is one in a list of numbered areas that begins with an area.
fn beneath_its_area(blocks: &[Block], block: &Block) -> Option<(Judgement, usize)> {
    let (grade, first) = grade_alone(blocks, block.ordinal)?;
    let line = |index: Option<usize>| index.and_then(|index| blocks.get(index)).map(|block| block.text.as_str());
    let above = |lines: usize| line(first.checked_sub(lines));
    let area = area_name(above(1)?)?;
    let is_listed = || {
        // A question over it is that of a chapter: "How efficient is the service?"
        // "The force is adequate at investigating crime." goes on after the grade.
        let is_area = |text: &str| !text.ends_with(['?', '.']) && area_name(text).is_some();
        let of_a_list = |text: &str| super::grades::grade(text).is_some() || is_area(text);
        above(2).is_some_and(of_a_list) || line(Some(block.ordinal + 1)).is_some_and(of_a_list)
    };
    let is_in_a_list = || is_in_numbered_areas(blocks, first - 1) || alternates(blocks, first - 1);
    let is_its_own = stands_beneath(&grade) || !is_listed() || is_in_a_list();
    is_its_own.then(|| (Judgement { area, grade }, first - 1))
}

/// A grade that is all of a passage, or of two: "Requires" and "Improvement", perhaps with the number of a note; and where it begins.
fn grade_alone(blocks: &[Block], at: usize) -> Option<(String, usize)> {
    let text = without_the_last(&blocks[at].text);
    let noted = text.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let whole = grade(text).map(|grade| (grade, at));
    whole.or_else(|| {
        let above = at.checked_sub(1).map(|above| &blocks[above]).filter(|above| grade(&above.text).is_none())?;
        let one_word = |text: &str| !text.is_empty() && !text.contains(' ');
        let both = Some(format!("{} {noted}", above.text)).filter(|_| one_word(&above.text) && one_word(noted));
        Some((grade(&both?)?, above.ordinal))
    })
}

/// A grade without the one that the inspection before gave: "Requires improvement (2019: Good)".
fn without_the_last(text: &str) -> &str {
    static BESIDE: Pattern = Pattern::of(r"\s*\([^()]*\b(?:20\d\d|[Pp]revious\w*|[Ll]ast)\b[^()]*\)$");
    BESIDE.find(text.trim_end()).map_or(text, |found| &text[..found.start()])
}

/// Whether a numbered area is one of a list in which each grade follows its area: the list does not begin with a grade.
fn is_in_numbered_areas(blocks: &[Block], area: usize) -> bool {
    let mut first = area;
    for _ in 0..LONGEST_LIST {
        if blocks[first].number.is_none() || area_name(&blocks[first].text).is_none() {
            return false;
        }
        let Some((_, grade)) = first.checked_sub(1).and_then(|above| grade_alone(blocks, above)) else { return true };
        let Some(before) = grade.checked_sub(1).filter(|before| blocks[*before].number.is_some()) else { return false };
        first = before;
    }
    false
}

/// Whether an area stands in a list of areas and grades by turns that begins with an area and ends with a grade: so each grade is
/// of the area above it.
fn alternates(blocks: &[Block], area: usize) -> bool {
    let is_grade = |at: usize| blocks.get(at).is_some_and(|block| grade(&block.text).is_some());
    let is_area = |at: usize| {
        blocks.get(at).is_some_and(|block| !block.text.ends_with(['?', '.']) && area_name(&block.text).is_some())
    };
    let is_pair = |at: usize| is_area(at) && is_grade(at + 1);
    let is_in_list = |at: &usize| is_area(*at) || is_grade(*at);
    let (mut first, mut end) = (area, area);
    while let Some(above) = first.checked_sub(2).filter(|above| area - above <= LONGEST_LIST && is_pair(*above)) {
        first = above;
    }
    while end - area <= LONGEST_LIST && is_pair(end) {
        end += 2;
    }
    let before = first.checked_sub(1).filter(is_in_list);
    end - first > 2 && before.is_none() && !is_in_list(&end)
}

/// An inspection judges at most so many areas; a longer list is none of them.
const LONGEST_LIST: usize = 40;

/// A row of a table that says which of its columns holds the grade: whatever stands before it is the area. Beside it may stand the
/// grade of the inspection before.
fn in_column(block: &Block, at: usize) -> Option<Judgement> {
    let grade = grade(&block.cells[at].text)?;
    let before = block.cells[..at].iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty());
    let area = squeeze(&before.collect::<Vec<_>>().join(" "));
    let numbered = || block.number.as_ref().map_or_else(|| area.clone(), |number| format!("{number} {area}"));
    let named = area_name(&area).unwrap_or_else(numbered);
    area.contains(char::is_alphabetic).then_some(Judgement { area: named, grade })
}

/// The column of a row that holds the grade: "Judgement" may name that of the areas. A table that lost its rules has the names of
/// its columns in its first row.
fn column_of_grades(blocks: &[Block], block: &Block) -> Option<usize> {
    let is_grade = |at: &usize| *at > 0 && grade(&block.cells[*at].text).is_some();
    let mut grades = (0..block.cells.len()).filter(is_grade).peekable();
    grades.peek()?;
    let cells = |block: &Block| block.cells.len();
    let is_beside = |other: &&Block| other.kind == BlockKind::TableRow && cells(other) == cells(block);
    let is_bare = block.cells.iter().all(|cell| cell.column.is_none());
    let rows = || blocks[..block.ordinal].iter().rev().take(LONGEST_LIST).take_while(is_beside);
    let first = if is_bare { rows().last() } else { None };
    let name = |at: usize| block.cells[at].column.as_deref().or(first.map(|row| row.cells[at].text.as_str()));
    grades.find(|at| name(*at).is_some_and(is_column_of_grades))
}

/// A row whose last cell is a grade, or a line that ends in one.
fn judgement(block: &Block) -> Option<Judgement> {
    let (area, grade) = if block.kind == BlockKind::TableRow {
        let cells: Vec<&str> =
            block.cells.iter().map(|cell| cell.text.trim()).filter(|text| !text.is_empty()).collect();
        let (last, first) = cells.split_last()?;
        (first.join(" "), grade(last)?)
    } else {
        let text = block.text.trim();
        let found = grades().find(|grade| {
            let at = text.len().checked_sub(grade.len()).filter(|at| text.is_char_boundary(*at));
            // "Delivery good" is not very good.
            let whole = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
            at.is_some_and(|at| text[at..].eq_ignore_ascii_case(grade) && whole(at))
        })?;
        let area = text[..text.len() - found.len()].trim_end();
        let plain = area.strip_suffix(':').or_else(|| area.strip_suffix(['-', '–'])).map(str::trim_end);
        // Without a colon only a whole grade with its capital tells a line from a sentence.
        let capital = text[area.len()..].trim_start().starts_with(char::is_uppercase);
        (plain.or(Some(area).filter(|_| capital))?.to_owned(), found.to_owned())
    };
    // "1.2 Staff  Good": a line of a table of standards goes by its number, as "2.1 Planning" is one and "3.1 Planning" another.
    let standard = |text: &str| {
        let in_cell = || block.cells.first().map(|cell| cell.text.trim()).filter(|text| is_number_of_standard(text));
        let number = block.number.as_deref().filter(|number| number.contains('.')).or_else(in_cell)?;
        let text = text.strip_prefix(number).unwrap_or(text).trim();
        let is_name = text.starts_with(char::is_uppercase) && text.split_whitespace().count() <= LONGEST_STANDARD;
        is_name.then(|| format!("{number} {}", squeeze(text)))
    };
    let area = area_name(&area).or_else(|| standard(&area))?;
    Some(Judgement { area, grade })
}

/// "1.2" in a cell of its own counts a standard.
fn is_number_of_standard(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    parts.len() > 1
        && parts.iter().all(|part| (1..=2).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Option<(String, String)> {
        let block = Block::of(0, BlockKind::Paragraph, text);
        printed(&block.text).or_else(|| judgement(&block)).map(|j| (j.area, j.grade))
    }

    #[test]
    fn grades_run_on_in_one_paragraph_are_each_of_the_area_before_them() {
        let grades = |text: &str| -> Vec<String> { run_on(text).into_iter().map(|(_, j)| j.grade).collect() };
        assert_eq!(
            grades(
                "The impact of leaders on social work practice Requires improvement to be good The experiences of children in care Good Overall effectiveness Good"
            ),
            ["Requires improvement to be good", "Good", "Good"]
        );
        for none in [
            "Overall effectiveness Good",
            "Overall effectiveness Good The experiences of children in care Good and better",
            "Leaders saw Good work. The quality of plans is Good and Overall effectiveness Good",
            "Good Overall effectiveness Adequate The quality of plans",
        ] {
            assert_eq!(run_on(none), [], "{none}");
        }
    }

    #[test]
    fn a_line_that_ends_in_a_grade_is_a_judgement() {
        let found = line("The experiences and progress of care leavers: requires improvement to be good").unwrap();
        assert_eq!(
            found,
            ("The experiences and progress of care leavers".into(), "Requires improvement to be good".into())
        );
        assert_eq!(line("Overall effectiveness Good").unwrap().1, "Good");
        assert_eq!(line("Investigating crime: Adequate").unwrap().0, "Investigating crime");
        assert_eq!(line("The people of the town are good"), None);
        assert_eq!(line("The quality of supervision is not consistently good"), None);
        assert_eq!(
            line("The Local Safeguarding Children Board requires improvement").unwrap().1,
            "Requires improvement"
        );
    }
}
