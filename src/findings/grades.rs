//! What is known of grades: the scales, the areas that are graded, the lines and headings that give a grade (`grades.toml`).

use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{Block, Judgement};
use crate::text::{Exemplified, Pattern, fold, squeeze};

const GRADES: &str = include_str!("grades.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    area_words: Vec<String>,
    around: Around,
    scale: Vec<Scale>,
    area: Vec<Exemplified<Area>>,
    printed: Vec<Exemplified<Printed>>,
    earlier: Vec<Exemplified>,
    rating: Vec<Exemplified>,
    column: Vec<Exemplified>,
    /// Sentences that give the grade of the whole inspection.
    overall: Vec<Exemplified>,
}

/// What stands around the name of an area.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Around {
    before: Vec<String>,
    after: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    example: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "the tests read it"))]
    name: String,
}

impl Around {
    fn taken_off<'t>(&self, text: &'t str) -> &'t str {
        let text = self.after.iter().find_map(|after| text.strip_suffix(after.as_str())).unwrap_or(text);
        self.before.iter().find_map(|before| text.strip_prefix(before.as_str())).unwrap_or(text)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scale {
    #[expect(dead_code, reason = "names the scale to whoever reads the file")]
    name: String,
    grades: Vec<String>,
    /// Whether each grade stands beneath the name of its area and says itself that it is one.
    #[serde(default)]
    beneath: bool,
}

/// A line that is a judgement, whatever else stands in it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Printed {
    /// The area, where it is always called so.
    named: Option<String>,
    /// The grade, where the line says it in more words.
    given: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Area {
    name: String,
}

/// What is known of grades.
struct Known {
    /// Of every scale, the longest first.
    grades: Vec<String>,
    /// Those that stand beneath their areas and say that they are grades.
    beneath: Vec<String>,
    area_words: Vec<String>,
    around: Around,
    /// Areas that are always called by one name.
    areas: Vec<(String, Pattern)>,
    /// Lines that are a judgement, with the area and the grade where they are always the same.
    printed: Vec<(Option<String>, Option<String>, Pattern)>,
    /// Over those of an inspection before the paper's own, and over that of the whole.
    earlier: Vec<Pattern>,
    rating: Vec<Pattern>,
    /// What columns of grades are called.
    column: Vec<Pattern>,
    /// Sentences that give the grade of the whole, in their group `grade`.
    overall: Vec<Pattern>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    // Part of the program, and a test compiles every line of it.
    let file: File = toml::from_str(GRADES).expect("grades.toml is sound");
    let mut grades: Vec<String> = file.scale.iter().flat_map(|scale| scale.grades.clone()).collect();
    grades.sort_by_key(|grade| std::cmp::Reverse(grade.len()));
    let words = grades.iter().map(|grade| regex::escape(grade)).collect::<Vec<_>>().join("|");
    let written = |pattern: &str| Pattern::new(pattern.replace("GRADE", &words));
    // Of services in the plural: "require improvement".
    let of_services = format!("(?P<grade>{})", words.replace("Requires ", "Requires? "));
    let over = |list: &[Exemplified]| list.iter().map(|over| written(&over.pattern)).collect();
    Known {
        beneath: file.scale.iter().filter(|scale| scale.beneath).flat_map(|scale| scale.grades.clone()).collect(),
        areas: file.area.iter().map(|area| (area.of.name.clone(), written(&area.pattern))).collect(),
        printed: file
            .printed
            .iter()
            .map(|line| (line.of.named.clone(), line.of.given.clone(), written(&line.pattern)))
            .collect(),
        earlier: over(&file.earlier),
        rating: over(&file.rating),
        column: over(&file.column),
        overall: file.overall.iter().map(|line| Pattern::new(line.pattern.replace("GRADE", &of_services))).collect(),
        area_words: file.area_words,
        around: file.around,
        grades,
    }
});

/// Name of the area whose grade is that of the whole inspection.
pub const OVERALL: &str = "Overall effectiveness";

/// Longer than any grade, in bytes: most texts need no look.
const LONGEST_GRADE: usize = 48;

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
pub(super) fn area_name(text: &str) -> Option<String> {
    let text = squeeze(text);
    let text =
        crate::text::label(&text).map_or(text.as_str(), |label| &text[label.text_at..]).trim().trim_end_matches(':');
    let text = KNOWN.around.taken_off(text);
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

/// A line, folded, that is known for a judgement by its pattern.
pub(super) fn printed(folded: &str) -> Option<Judgement> {
    KNOWN.printed.iter().find_map(|(named, given, pattern)| {
        let captures = pattern.captures(folded)?;
        let area = named.clone().or_else(|| area_name(captures.name("area")?.as_str()))?;
        let grade = given.clone().or_else(|| grade(captures.name("grade")?.as_str()))?;
        Some(Judgement { area, grade })
    })
}

/// The grade of the whole inspection, where a sentence, folded, gives it.
pub(super) fn said_of_the_whole(folded: &str) -> Option<String> {
    let captures = KNOWN.overall.iter().find_map(|pattern| pattern.captures(folded))?;
    grade(captures.name("grade")?.as_str())
}

/// Whether a heading or lead-in says that what is below it are the grades of an earlier inspection.
pub(super) fn is_earlier(block: &Block) -> bool {
    KNOWN.earlier.iter().any(|pattern| pattern.is_match(&block.text))
}

/// Whether the grade of the whole stands beneath a heading.
pub(super) fn is_rating(block: &Block) -> bool {
    KNOWN.rating.iter().any(|pattern| pattern.is_match(&block.text))
}

/// Whether the grades of the paper's own inspection stand in the column of this name.
pub(super) fn is_column_of_grades(name: &str) -> bool {
    let name = fold(name.trim());
    KNOWN.column.iter().any(|pattern| pattern.is_match(&name))
}

/// Whether a grade says itself that it is one, and so is always of the line above it.
pub(super) fn stands_beneath(grade: &str) -> bool {
    KNOWN.beneath.iter().any(|known| known == grade)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hold_to_examples;

    #[test]
    fn known_areas_match_their_examples() {
        let file: File = toml::from_str(GRADES).unwrap();
        assert_eq!(area_name(&file.around.example), Some(file.around.name));
        hold_to_examples(&file.area, |area, text| area_name(text).as_ref() == Some(&area.of.name));
        hold_to_examples(&file.overall, |_, text| said_of_the_whole(&fold(text)).is_some());
        let over = [(&file.earlier, &KNOWN.earlier), (&file.rating, &KNOWN.rating), (&file.column, &KNOWN.column)];
        for (lines, patterns) in over {
            hold_to_examples(lines, |_, text| patterns.iter().any(|pattern| pattern.is_match(text)));
        }
        hold_to_examples(&file.printed, |_, text| printed(text).is_some());
        assert!(KNOWN.grades.iter().all(|grade| grade.len() < LONGEST_GRADE));
        assert_eq!(area_name("LA Adoption 4 Dec 2010"), None);
    }
}
