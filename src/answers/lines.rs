//! What runs through three reviews and more? The matters found in at least two of a line of reviews, each with what every
//! review called it.
//!
//! Two findings are of one matter where a comparison paired them, or where an ask that was not found again shows as a
//! strength in the next review. A matter that skips a review is not followed across the gap: no comparison speaks of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Band, Comparison, FindingKind, ReviewSide, Series};

/// A line of reviews of one series, each compared with the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The series.
    pub series: Series,
    /// The identifiers of the reviews, in order; three or more.
    pub reviews: Vec<String>,
    /// How each is called: its year, else its identifier.
    pub names: Vec<String>,
    /// What runs through them, in the order of the first review that has it.
    pub threads: Vec<LineThread>,
}

/// One matter along a line of reviews.
#[derive(Debug, Clone, PartialEq)]
pub struct LineThread {
    /// The words of the first finding.
    pub text: String,
    /// What each review called it; "not found" where it has nothing of it.
    pub steps: Vec<&'static str>,
    /// The findings, by review; empty where it has nothing of it.
    pub findings: Vec<Vec<String>>,
    /// Whether all that holds it together is certain.
    pub band: Band,
}

/// The lines among comparisons that stand in the order of their reviews.
pub fn lines(comparisons: &[Comparison]) -> Vec<Line> {
    let hang_together =
        |a: &Comparison, b: &Comparison| a.series == b.series && a.later.review.id == b.earlier.review.id;
    comparisons.chunk_by(hang_together).filter(|line| line.len() > 1).map(line).collect()
}

fn line(comparisons: &[Comparison]) -> Line {
    let sides: Vec<&ReviewSide> = comparisons
        .first()
        .map(|first| &first.earlier)
        .into_iter()
        .chain(comparisons.iter().map(|c| &c.later))
        .collect();
    let mut matters = Matters::default();
    let mut doubtful: Vec<(usize, &str)> = Vec::new();
    for (at, comparison) in comparisons.iter().enumerate() {
        let graded = comparison.earlier.findings.iter().filter(|finding| finding.judgement.is_some());
        let graded: BTreeSet<&str> = graded.map(|finding| finding.id.as_str()).collect();
        for change in &comparison.changes {
            let seen =
                change.also_seen.iter().filter(|seen| seen.kind == FindingKind::Strength && !seen.near_miss).take(1);
            let later: Vec<&str> =
                change.later.iter().chain(seen.map(|seen| &seen.finding)).map(String::as_str).collect();
            let is_grade = change.earlier.iter().any(|id| graded.contains(id.as_str()));
            if change.earlier.is_empty() || later.is_empty() || is_grade {
                continue;
            }
            let places: Vec<(usize, &str)> = change
                .earlier
                .iter()
                .map(|id| (at, id.as_str()))
                .chain(later.into_iter().map(|id| (at + 1, id)))
                .collect();
            // That a matter returned as a strength is never more than likely.
            if change.band == Band::Possible || change.later.is_empty() {
                doubtful.extend(places.iter().copied());
            }
            matters.join(&places);
        }
    }
    let doubtful: BTreeSet<usize> = doubtful.into_iter().filter_map(|place| matters.of(place)).collect();
    let mut threads: Vec<LineThread> = Vec::new();
    let mut thread_of: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, side) in sides.iter().enumerate() {
        for finding in &side.findings {
            let Some(matter) = matters.of((at, finding.id.as_str())) else { continue };
            let thread = *thread_of.entry(matter).or_insert_with(|| {
                threads.push(LineThread {
                    text: finding.text.clone(),
                    steps: vec!["not found"; sides.len()],
                    findings: vec![Vec::new(); sides.len()],
                    band: if doubtful.contains(&matter) { Band::Possible } else { Band::Certain },
                });
                threads.len() - 1
            });
            let LineThread { steps, findings, .. } = &mut threads[thread];
            if findings[at].is_empty() {
                steps[at] = finding.kind.label();
            }
            findings[at].push(finding.id.clone());
        }
    }
    let name = |side: &&ReviewSide| side.review.date().map_or(side.review.id.clone(), |date| date.year().to_string());
    Line {
        series: comparisons[0].series.clone(),
        reviews: sides.iter().map(|side| side.review.id.clone()).collect(),
        names: sides.iter().map(name).collect(),
        threads,
    }
}

/// Which findings are of one matter; each is known by its review's place in the line and its identifier.
#[derive(Default)]
struct Matters<'a> {
    number: BTreeMap<(usize, &'a str), usize>,
    /// For each number the one it was joined to, itself where it was not.
    joined: Vec<usize>,
}

impl<'a> Matters<'a> {
    /// Notes that these are of one matter, with all that is of the matters of any of them.
    fn join(&mut self, places: &[(usize, &'a str)]) {
        let known: BTreeSet<usize> = places.iter().filter_map(|place| self.of(*place)).collect();
        let own = known.first().copied().unwrap_or_else(|| {
            self.joined.push(self.joined.len());
            self.joined.len() - 1
        });
        known.into_iter().for_each(|other| self.joined[other] = own);
        for place in places {
            let number = *self.number.entry(*place).or_insert(own);
            self.joined[number] = own;
        }
    }

    /// The matter of a finding, by a number that all of it have in common; `None` where nothing was noted of it.
    fn of(&self, place: (usize, &str)) -> Option<usize> {
        let mut number = *self.number.get(&place)?;
        while self.joined[number] != number {
            number = self.joined[number];
        }
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matters_that_are_joined_late_are_one_all_through() {
        let mut matters = Matters::default();
        for pair in [[(0, "a"), (1, "a")], [(0, "b"), (1, "b")], [(0, "c"), (1, "c")], [(1, "c"), (2, "c")]] {
            matters.join(&pair);
        }
        assert_ne!(matters.of((0, "a")), matters.of((0, "b")));
        matters.join(&[(1, "c"), (1, "b"), (2, "b")]);
        matters.join(&[(2, "c"), (2, "a"), (0, "a")]);
        let all: BTreeSet<_> = ["a", "b", "c"].iter().flat_map(|id| (0..3).map(|at| matters.of((at, id)))).collect();
        assert_eq!(all.len(), 1, "{all:?}");
        assert_eq!(matters.of((0, "d")), None);
    }
}
