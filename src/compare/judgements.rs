//! Judgements: the same area, another grade?
//!
//! Frameworks rename their areas and keep what they judge; `judgements.toml` says which names are one area and
//! which grades make one scale, best first. An area the file does not know is compared by its name. Grades
//! that are on no scale together are not ordered: "Adequate" of 2012 is neither better nor worse than "Requires
//! improvement" of 2015, and we say that it is another scale.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{GradeMove, Judgement, slug};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    area: Vec<Area>,
    joint: Vec<Joint>,
    scale: Vec<Scale>,
}

/// One area of judgement under all its names.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Area {
    id: String,
    names: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test that holds it"))]
    example: String,
}

/// Areas that some frameworks judge as one.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Joint {
    name: String,
    areas: Vec<String>,
}

/// Grades from best to worst, each with the ways to print it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scale {
    #[cfg_attr(not(test), expect(dead_code, reason = "names the scale to whoever reads the file"))]
    id: String,
    grades: Vec<Vec<String>>,
    #[serde(default)]
    areas: Vec<String>,
    #[cfg_attr(not(test), expect(dead_code, reason = "read by the test that holds it"))]
    example: [String; 2],
}

static FILE: LazyLock<File> = LazyLock::new(|| {
    // Part of the program: a test reads it.
    toml::from_str(include_str!("judgements.toml")).expect("judgements.toml is sound")
});

static AREAS: LazyLock<BTreeMap<String, &'static str>> = LazyLock::new(|| {
    let names = |area: &'static Area| area.names.iter().map(|name| (key(name), area.id.as_str()));
    FILE.area.iter().flat_map(names).collect()
});

/// A name as it is compared: no case, no punctuation, no leading article.
fn key(name: &str) -> String {
    let slug = slug(name);
    slug.strip_prefix("the-").unwrap_or(&slug).to_owned()
}

/// What is judged, the same for all names of one area.
pub(super) fn area(judgement: &Judgement) -> String {
    let name = key(&judgement.area);
    AREAS.get(&name).map_or(name, |id| (*id).to_owned())
}

/// The earlier judgement in which an area was judged together with another that is judged by itself now; `None` where it was
/// not.
pub fn judged_together<'a>(
    earlier: impl IntoIterator<Item = &'a Judgement>,
    later: &Judgement,
) -> Option<&'a Judgement> {
    let part = area(later);
    let is_joint = |judgement: &&Judgement| {
        let name = key(&judgement.area);
        FILE.joint.iter().any(|joint| key(&joint.name) == name && joint.areas.contains(&part))
    };
    earlier.into_iter().find(is_joint).filter(|joint| key(&joint.area) != key(&later.area))
}

/// How a grade moved between two judgements of one area.
pub(super) fn grade_move(earlier: &Judgement, later: &Judgement) -> GradeMove {
    let (from, to) = (key(&earlier.grade), key(&later.grade));
    if from == to {
        return GradeMove::Same;
    }
    let area = area(later);
    let mut scales = FILE.scale.iter().filter(|scale| scale.areas.is_empty() || scale.areas.contains(&area));
    let ranks = scales.find_map(|scale| Some((scale.rank(&from)?, scale.rank(&to)?)));
    match ranks {
        None => GradeMove::OtherScale,
        Some((from, to)) => match to.cmp(&from) {
            std::cmp::Ordering::Less => GradeMove::Better,
            std::cmp::Ordering::Equal => GradeMove::Same,
            std::cmp::Ordering::Greater => GradeMove::Worse,
        },
    }
}

impl Scale {
    /// The place of a grade, 0 for the best; `None` when it is not on the scale.
    fn rank(&self, grade: &str) -> Option<usize> {
        self.grades.iter().position(|names| names.iter().any(|name| key(name) == grade))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(area: &str, grade: &str) -> Judgement {
        Judgement { area: area.into(), grade: grade.into() }
    }

    #[test]
    fn every_area_and_every_scale_keeps_its_example() {
        for known in &FILE.area {
            assert_eq!(area(&judged(&known.example, "Good")), known.id);
        }
        for joint in &FILE.joint {
            let whole = judged(&joint.name, "Good");
            assert_eq!(area(&whole), joint.areas[0]);
            for part in joint.areas.iter().filter_map(|id| FILE.area.iter().find(|area| area.id == *id)) {
                assert_eq!(judged_together([&whole], &judged(&part.example, "Good")), Some(&whole));
            }
            assert_eq!(judged_together([&whole], &whole), None);
        }
        for scale in &FILE.scale {
            let name = scale.areas.first().map_or("overall", String::as_str);
            let printed = FILE.area.iter().find(|area| area.id == name).map_or(name, |area| area.names[0].as_str());
            let [from, to] = &scale.example;
            assert_eq!(grade_move(&judged(printed, from), &judged(printed, to)), GradeMove::Better, "{}", scale.id);
            assert!(scale.areas.iter().all(|id| FILE.area.iter().any(|area| area.id == *id)));
        }
    }

    #[test]
    fn one_name_is_one_area() {
        let names: usize = FILE.area.iter().map(|area| area.names.len()).sum();
        assert_eq!(AREAS.len(), names);
    }

    #[test]
    fn renamed_areas_are_one_area_and_unknown_ones_go_by_their_name() {
        let (sif, ilacs) = (
            "Leadership, management and governance",
            "The impact of leaders on social work practice with children and families",
        );
        assert_eq!(area(&judged(sif, "Good")), area(&judged(ilacs, "Good")));
        assert_eq!(area(&judged("The state of the roads", "Good")), area(&judged("State of the Roads:", "Poor")));
    }

    #[test]
    fn two_ways_to_print_a_grade_are_one_grade() {
        let (short, long) = ("Requires improvement", "requires improvement to be good");
        assert_eq!(grade_move(&judged("Overall", short), &judged("Overall", long)), GradeMove::Same);
    }

    #[test]
    fn grades_move_on_one_scale_only() {
        let moved = |from, to| grade_move(&judged("Overall", from), &judged("Overall effectiveness", to));
        assert_eq!(moved("Inadequate", "Good"), GradeMove::Better);
        assert_eq!(moved("Good", "Requires improvement"), GradeMove::Worse);
        assert_eq!(moved("Adequate", "Requires improvement"), GradeMove::OtherScale);
        assert_eq!(moved("Green", "Good"), GradeMove::OtherScale);
        let fire = |from, to| grade_move(&judged("Efficiency", from), &judged("Efficiency", to));
        assert_eq!(fire("Adequate", "Requires improvement"), GradeMove::Worse);
    }
}
