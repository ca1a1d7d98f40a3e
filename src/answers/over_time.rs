//! How often was it spoken of, year by year?
//!
//! Counts alone mislead where one year has forty papers and another two. So each year has what the count is out of:
//! matches by 1,000 words of that year's papers, and the share of that year's findings, with Wilson's interval. Where a query
//! has conditions, papers, words and findings are those that they leave. A passage
//! belongs to the year of its paper, a finding to the year of its review, else of its paper. Years between the first and
//! the last are all there, also those of which nothing is in hand.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::model::{Citation, Date, Finding, FindingId};
use crate::search::{Options, Query, joined, left, search};
use crate::store::{Snapshot, Wanted};

/// One year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct YearCount {
    /// The year.
    pub year: i32,
    /// Passages that answer.
    pub passages: usize,
    /// Matches in them: words found side by side are one, as in a [`concordance`](crate::search::concordance()).
    pub matches: usize,
    /// Papers in which they stand.
    pub documents: usize,
    /// All papers of the year.
    pub papers: usize,
    /// All words of those papers.
    pub words: usize,
    /// Findings of the year that stand in passages that answer.
    pub findings: usize,
    /// All findings of the year.
    pub all_findings: usize,
}

/// What was found, by year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OverTime {
    /// The years, the first paper's to the last's.
    pub years: Vec<YearCount>,
    /// Passages of papers without a date, which are in none of them.
    pub undated: usize,
    /// The conditions of the query, as typed, that papers, words and findings are counted under.
    pub conditions: Vec<String>,
}

/// Counts the answers to a query by year. Limits do not count: every passage does.
///
/// # Errors
/// As [`search`].
pub fn over_time(snapshot: &Snapshot, query: &Query, options: &Options) -> Result<OverTime> {
    let options = Options { limit: None, offset: 0, each: None, context: 0, fold: false, ..options.clone() };
    let hits = search(snapshot, query, &options)?.hits;
    let mut years: BTreeMap<i32, YearCount> = BTreeMap::new();
    let words = snapshot.words_by_paper()?;
    let left = left(snapshot, query, &options)?;
    let is_left = |path: &str| left.as_ref().is_none_or(|left| left.papers.contains(path));
    for paper in snapshot.documents()?.into_iter().filter(|paper| is_left(&paper.path)) {
        let Some(date) = paper.date else { continue };
        let year = years.entry(date.year()).or_default();
        year.papers += 1;
        year.words += words.get(&paper.path).copied().unwrap_or(0);
    }
    let mut undated = 0;
    let mut papers: BTreeSet<(i32, &str)> = BTreeSet::new();
    let mut found: BTreeSet<&FindingId> = BTreeSet::new();
    for hit in &hits {
        found.extend(&hit.findings);
        let Some(date) = hit.citation.date else {
            undated += 1;
            continue;
        };
        let year = years.entry(date.year()).or_default();
        year.passages += 1;
        year.matches += joined(&hit.text, &hit.highlights).len();
        if papers.insert((date.year(), &hit.citation.path)) {
            year.documents += 1;
        }
    }
    let reviews: BTreeMap<String, Option<Date>> =
        snapshot.reviews()?.into_iter().map(|review| (review.id.clone(), review.date())).collect();
    let stands_in = |finding: &Finding| {
        let is_there =
            |at: &Citation| left.as_ref().is_none_or(|left| left.places.contains(&(at.path.clone(), at.block)));
        let is_of_kind =
            left.as_ref().is_none_or(|left| left.kinds.is_empty() || left.kinds.contains(finding.kind.as_str()));
        is_of_kind && (is_there(&finding.citation) || finding.also_in.iter().any(is_there))
    };
    for finding in snapshot.findings(&Wanted::default())?.into_iter().filter(stands_in) {
        let reviewed = finding.review.as_ref().and_then(|id| reviews.get(id).copied().flatten());
        let Some(date) = reviewed.or(finding.citation.date) else { continue };
        let year = years.entry(date.year()).or_default();
        year.all_findings += 1;
        year.findings += usize::from(found.contains(&finding.id));
    }
    let (first, last) = match (years.keys().next(), years.keys().next_back()) {
        (Some(&first), Some(&last)) => (first, last),
        _ => return Ok(OverTime { undated, ..OverTime::default() }),
    };
    let conditions = left.map(|left| left.conditions).unwrap_or_default();
    let year = |year: i32| YearCount { year, ..years.get(&year).cloned().unwrap_or_default() };
    Ok(OverTime { years: (first..=last).map(year).collect(), undated, conditions })
}
