//! Which found item is which labelled one? One to one, so that together they agree as much as they can.
//!
//! Exact matches come first whatever the measure; the rest is the assignment of greatest weight. Between two that are
//! equally like, the one of the same kind is taken.

use std::collections::BTreeMap;

use crate::compare::{Matrix, assign};
use crate::model::{Finding, FindingKind};
use crate::text::similarity::Spelling;
use crate::text::{letters_and_digits, squeeze, words};

use super::group;
use super::labels::Label;

/// Two prints of one item agree in at least this share of their letters and digits.
pub const SAME_ITEM: f64 = 0.9;

/// Two items overlap when the words they share, in the same order, are at least this share of the words of both
/// together, by length (intersection over union).
pub const IOU: f64 = 0.5;

/// What makes a found item and a labelled one the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// The same words, white space aside.
    Exact,
    /// The same letters and digits in at least [`SAME_ITEM`] of them (normalised Indel similarity).
    Alike,
    /// Words shared over words together, at least [`IOU`].
    Overlap,
}

impl Measure {
    /// Every measure, the strictest first.
    pub const ALL: [Self; 3] = [Self::Exact, Self::Alike, Self::Overlap];

    /// The name used in CSV and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Alike => "alike",
            Self::Overlap => "overlap",
        }
    }
}

/// An item of either side, made ready for matching.
pub struct Item {
    kind: FindingKind,
    printed: String,
    /// Of a judgement: letters of its grade, "to be good" left out.
    grade: Option<String>,
    letters: String,
    spelling: Spelling,
    words: Vec<String>,
}

impl Item {
    /// What a label says is there.
    pub fn labelled(label: &Label) -> Self {
        Self::new(label.kind, &label.text, label.grade.as_deref())
    }

    /// What was found.
    pub fn found(finding: &Finding) -> Self {
        match &finding.judgement {
            Some(judgement) => Self::new(finding.kind, &judgement.area, Some(&judgement.grade)),
            None => Self::new(finding.kind, &finding.text, None),
        }
    }

    fn new(kind: FindingKind, text: &str, grade: Option<&str>) -> Self {
        let letters = letters_and_digits(text);
        // "Requires improvement" and "Requires improvement to be good" are one grade.
        let grade = grade.map(letters_and_digits).map(|g| g.strip_suffix("tobegood").map_or(g.clone(), str::to_owned));
        Self {
            kind,
            printed: squeeze(text),
            grade,
            spelling: Spelling::new(&letters),
            letters,
            words: words(text).flat_map(|word| word.parts()).map(|word| letters_and_digits(word.text)).collect(),
        }
    }

    /// Whether the two are printed the same, white space aside.
    pub fn has_the_words_of(&self, other: &Self) -> bool {
        self.printed == other.printed
    }

    /// Whether the two may be matched at all.
    fn is_comparable_to(&self, other: &Self) -> bool {
        group(self.kind) == group(other.kind) && self.grade == other.grade
    }

    /// How alike the two are under a measure, 0 to 1; `None` where that is not enough.
    fn likeness(&self, other: &Self, measure: Measure) -> Option<f64> {
        if !self.is_comparable_to(other) {
            return None;
        }
        match measure {
            Measure::Exact => self.has_the_words_of(other).then_some(1.0),
            Measure::Alike => self.spelling.ratio_at_least(&other.spelling, SAME_ITEM as f32).map(f64::from),
            Measure::Overlap => Some(overlap(&self.words, &other.words)).filter(|found| *found >= IOU),
        }
    }
}

/// For each found item the label it is; `None` where it is none.
pub fn match_items(found: &[Item], labelled: &[Item], measure: Measure) -> Vec<Option<usize>> {
    let mut label_of: Vec<Option<usize>> = vec![None; found.len()];
    match_same(found, labelled, |item| &item.printed, &mut label_of);
    if measure == Measure::Exact {
        return label_of;
    }
    match_same(found, labelled, |item| &item.letters, &mut label_of);
    let rows: Vec<usize> = (0..found.len()).filter(|row| label_of[*row].is_none()).collect();
    let columns: Vec<usize> = (0..labelled.len()).filter(|column| !label_of.contains(&Some(*column))).collect();
    let likeness: Vec<Vec<Option<f64>>> = rows
        .iter()
        .map(|row| columns.iter().map(|column| found[*row].likeness(&labelled[*column], measure)).collect())
        .collect();
    let worth = Matrix::new(rows.len(), columns.len(), |row, column| {
        let is_same_kind = found[rows[row]].kind == labelled[columns[column]].kind;
        // Less than a letter in a long item: it only settles ties.
        likeness[row][column].map_or(0.0, |like| like as f32 + if is_same_kind { 1e-4 } else { 0.0 })
    });
    for (row, column) in assign(&worth).into_iter().enumerate() {
        if let Some(column) = column.filter(|column| likeness[row][*column].is_some()) {
            label_of[rows[row]] = Some(columns[column]);
        }
    }
    label_of
}

/// Matches items whose key is the same, those of the same kind first, in the order of both sides.
fn match_same(found: &[Item], labelled: &[Item], key: fn(&Item) -> &String, label_of: &mut [Option<usize>]) {
    let mut open: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, label) in labelled.iter().enumerate().filter(|(index, _)| !label_of.contains(&Some(*index))) {
        open.entry(key(label)).or_default().push(index);
    }
    for is_kind_needed in [true, false] {
        for (item, label) in found.iter().zip(label_of.iter_mut()).filter(|(_, label)| label.is_none()) {
            let Some(same) = open.get_mut(key(item).as_str()) else { continue };
            let fits = |index: &usize| {
                let label = &labelled[*index];
                item.is_comparable_to(label) && (!is_kind_needed || item.kind == label.kind)
            };
            if let Some(at) = same.iter().position(fits) {
                *label = Some(same.remove(at));
            }
        }
    }
}

/// Words shared in the same order over the words of both together, each counted by its letters; 0 where there are none.
fn overlap(a: &[String], b: &[String]) -> f64 {
    let letters = |words: &[String]| -> usize { words.iter().map(String::len).sum() };
    let mut row = vec![0usize; b.len() + 1];
    for x in a {
        let mut corner = 0;
        for (j, y) in b.iter().enumerate() {
            let up = row[j + 1];
            row[j + 1] = if x == y { corner + x.len() } else { up.max(row[j]) };
            corner = up;
        }
    }
    let shared = row.last().copied().unwrap_or(0);
    let together = letters(a) + letters(b) - shared;
    if together == 0 { 0.0 } else { shared as f64 / together as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(texts: &[&str]) -> Vec<Item> {
        texts.iter().map(|text| Item::new(FindingKind::Recommendation, text, None)).collect()
    }

    #[test]
    fn each_measure_forgives_more_than_the_one_before() {
        let labelled = items(&["Reduce  the caseloads of social workers", "Publish the plan", "Write to the Minister"]);
        let found = items(&[
            "Reduce the caseloads of social workers",
            "Publish the plan.",
            "Write to the Minister before the summer",
        ]);
        assert_eq!(match_items(&found, &labelled, Measure::Exact), [Some(0), None, None]);
        assert_eq!(match_items(&found, &labelled, Measure::Alike), [Some(0), Some(1), None]);
        assert_eq!(match_items(&found, &labelled, Measure::Overlap), [Some(0), Some(1), Some(2)]);
    }

    #[test]
    fn an_item_matches_once() {
        let found = items(&["Publish the plan", "Publish the plan"]);
        assert_eq!(match_items(&found, &items(&["Publish the plan"]), Measure::Overlap), [Some(0), None]);
    }

    #[test]
    fn all_together_are_matched_as_well_as_can_be() {
        // The first is like both labels and the second only like the first label.
        let labelled = items(&["one two three four five six", "one two three four five six seven eight"]);
        let found = items(&["one two three four five six seven", "two three four five six"]);
        assert_eq!(match_items(&found, &labelled, Measure::Overlap), [Some(1), Some(0)]);
    }

    #[test]
    fn a_judgement_matches_only_its_grade() {
        let judged = |grade| Item::new(FindingKind::Judgement, "Overall effectiveness", Some(grade));
        let label = || [judged("Requires improvement to be good")];
        for measure in Measure::ALL {
            assert_eq!(match_items(&[judged("Requires Improvement")], &label(), measure), [Some(0)]);
            assert_eq!(match_items(&[judged("Inadequate")], &label(), measure), [None]);
        }
    }

    #[test]
    fn kinds_of_one_group_match_and_the_same_kind_goes_first() {
        let of = |kind| Item::new(kind, "Publish the plan", None);
        let found = [of(FindingKind::Priority), of(FindingKind::Recommendation), of(FindingKind::Strength)];
        assert_eq!(
            match_items(&found, &[of(FindingKind::Recommendation)], Measure::Exact),
            [None, Some(0), None],
            "the one of the same kind"
        );
        assert_eq!(match_items(&found[..1], &[of(FindingKind::Recommendation)], Measure::Exact), [Some(0)]);
    }

    #[test]
    fn overlap_is_intersection_over_union_by_letters() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        // Shared "b c" = 2 letters; together 3 + 3 - 2.
        assert_eq!(overlap(&words("a b c"), &words("b c d")), 0.5);
        assert_eq!(overlap(&words("a b"), &words("c d")), 0.0);
        assert_eq!(overlap(&[], &[]), 0.0);
    }
}
