//! What runs through three reviews and more? The matters found in at least two of a line of reviews, each with what every
//! review called it.
//!
//! Two findings are of one matter where a comparison paired them, or where an ask that was not found again shows as a
//! strength in the next review. A matter that skips a review is not followed across the gap: no comparison speaks of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Band, Comparison, Finding, FindingKind, ReviewSide, Series};

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
    // The matter of each finding, by review and identifier; matters are known by number.
    let mut matter: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    let mut next = 0;
    let mut doubtful: BTreeSet<(usize, &str)> = BTreeSet::new();
    for (at, comparison) in comparisons.iter().enumerate() {
        for change in &comparison.changes {
            let seen =
                change.also_seen.iter().filter(|seen| seen.kind == FindingKind::Strength && !seen.near_miss).take(1);
            let later: Vec<&str> =
                change.later.iter().chain(seen.map(|seen| &seen.finding)).map(String::as_str).collect();
            if change.earlier.is_empty() || later.is_empty() || is_grade(comparison, &change.earlier) {
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
            let known: BTreeSet<usize> = places.iter().filter_map(|place| matter.get(place).copied()).collect();
            let own = known.first().copied().unwrap_or(next);
            next += usize::from(known.is_empty());
            matter.values_mut().filter(|number| known.contains(number)).for_each(|number| *number = own);
            matter.extend(places.into_iter().map(|place| (place, own)));
        }
    }
    let mut threads: Vec<LineThread> = Vec::new();
    let mut done: BTreeSet<usize> = BTreeSet::new();
    for (at, side) in sides.iter().enumerate() {
        for finding in &side.findings {
            let Some(number) = matter.get(&(at, finding.id.as_str())).filter(|number| done.insert(**number)) else {
                continue;
            };
            let is_doubtful = doubtful.iter().any(|place| matter.get(place) == Some(number));
            let band = if is_doubtful { Band::Possible } else { Band::Certain };
            threads.push(LineThread { band, ..thread(finding, *number, &sides, &matter) });
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

fn is_grade(comparison: &Comparison, earlier: &[String]) -> bool {
    let graded = |finding: &Finding| earlier.contains(&finding.id) && finding.judgement.is_some();
    comparison.earlier.findings.iter().any(graded)
}

fn thread(
    first: &Finding,
    number: usize,
    sides: &[&ReviewSide],
    matter: &BTreeMap<(usize, &str), usize>,
) -> LineThread {
    let of = |(at, side): (usize, &&ReviewSide)| -> Vec<(String, FindingKind)> {
        let own = side.findings.iter().filter(|finding| matter.get(&(at, finding.id.as_str())) == Some(&number));
        own.map(|finding| (finding.id.clone(), finding.kind)).collect()
    };
    let found: Vec<Vec<(String, FindingKind)>> = sides.iter().enumerate().map(of).collect();
    LineThread {
        text: first.text.clone(),
        steps: found.iter().map(|found| found.first().map_or("not found", |(_, kind)| kind.label())).collect(),
        findings: found.into_iter().map(|found| found.into_iter().map(|(id, _)| id).collect()).collect(),
        band: Band::Certain,
    }
}
