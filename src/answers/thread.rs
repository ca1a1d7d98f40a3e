//! The thread of one matter: every finding, resolution and passage that speaks of it, oldest first.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::model::{Date, Finding, Hit, Review, ThreadEntry, ThreadWhat};
use crate::search::{Options, Query, search};
use crate::store::{Snapshot, Wanted};

/// Passages of one paper that are no findings: more than these tire the reader.
const PASSAGES_A_PAPER: usize = 2;

/// A passage of fewer words is a title: it says that something was spoken of, not what.
const FEWEST_WORDS: usize = 6;

/// The steps of a thread, and how many passages were left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    /// The steps, oldest first; of one day, as in the papers.
    pub entries: Vec<ThreadEntry>,
    /// Passages that answer the query too, beyond the best two of each paper; 0 when all are given.
    pub left_out: usize,
}

/// Follows a query through all papers. Every finding and resolution that answers is a step; of other passages the
/// best two of each paper are, or all of them when `all`.
///
/// # Errors
/// [`Error::Query`](crate::Error::Query) and [`Error::Index`](crate::Error::Index), as in [`search`].
pub fn trace(snapshot: &Snapshot, query: &Query, all: bool) -> Result<Thread> {
    let hits = search(snapshot, query, &Options::default())?.hits;
    let findings: BTreeMap<String, Finding> = snapshot
        .findings(&Wanted { possible: true, ..Wanted::default() })?
        .into_iter()
        .map(|finding| (finding.id.clone(), finding))
        .collect();
    let reviews: BTreeMap<String, Review> =
        snapshot.reviews()?.into_iter().map(|review| (review.id.clone(), review)).collect();
    let mut passages: BTreeMap<String, usize> = BTreeMap::new();
    let mut left_out = 0;
    let mut steps: Vec<(ThreadEntry, String)> = Vec::new();
    for hit in hits {
        let path = hit.citation.path.clone();
        let own = hit.findings.iter().filter_map(|id| findings.get(id)).next();
        // A finding read in five papers is one step, where its own report has it.
        if let Some(finding) = own
            && let Some(read) = steps.iter_mut().find(|(entry, _)| entry.finding.as_ref() == Some(finding))
        {
            if path == finding.citation.path {
                *read = (step(hit, own, &reviews), path);
            }
            continue;
        }
        if own.is_none() && hit.text.split_whitespace().count() < FEWEST_WORDS && !all {
            left_out += 1;
            continue;
        }
        if own.is_none() {
            let count = passages.entry(path.clone()).or_default();
            *count += 1;
            if *count > PASSAGES_A_PAPER && !all {
                left_out += 1;
                continue;
            }
        }
        steps.push((step(hit, own, &reviews), path));
    }
    let when = |entry: &ThreadEntry| entry.date.map_or((1, None), |date| (0, Some(date)));
    steps.sort_by(|(a, a_path), (b, b_path)| {
        (when(a), a_path, a.citation.block).cmp(&(when(b), b_path, b.citation.block))
    });
    Ok(Thread { entries: steps.into_iter().map(|(entry, _)| entry).collect(), left_out })
}

fn step(hit: Hit, finding: Option<&Finding>, reviews: &BTreeMap<String, Review>) -> ThreadEntry {
    let review = finding.and_then(|finding| finding.review.clone());
    let reviewed: Option<Date> = review.as_ref().and_then(|id| reviews.get(id)).and_then(Review::date);
    let what = match finding {
        None => ThreadWhat::Passage,
        Some(finding) if finding.kind.is_of_committee() => ThreadWhat::Resolution,
        Some(_) => ThreadWhat::Finding,
    };
    // A row of a table says more than the one cell that is the finding.
    let text = finding.map_or_else(|| hit.text.clone(), |finding| finding.text.clone());
    let highlights = if text == hit.text { hit.highlights } else { Vec::new() };
    ThreadEntry {
        date: reviewed.or(hit.citation.date),
        council: hit.council.clone(),
        review,
        what,
        text,
        highlights,
        citation: hit.citation,
        finding: finding.cloned(),
    }
}
