//! Changes in the order an officer reads, with ids that can be typed.
//!
//! Judgements first, then what came back and what may have (each in the order of the later paper), then what is new, then what is
//! not found again (in the order of the earlier paper). Ids count along that order, so the same findings give
//! the same ids.

use crate::model::{Band, Change, Finding, Status};

/// Changes with their place in the order of reading.
#[derive(Default)]
pub(super) struct Ordered {
    changes: Vec<(Chapter, usize, Change)>,
}

/// The chapters of an answer, in the order an officer reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Chapter {
    Judged,
    NoLongerJudged,
    CameBack,
    MayHaveComeBack,
    New,
    NotFound,
}

impl Ordered {
    /// Adds a change; within a chapter they are ordered by `place`.
    pub(super) fn add(&mut self, chapter: Chapter, place: usize, change: Change) {
        self.changes.push((chapter, place, change));
    }

    /// The changes in order, with their ids.
    pub(super) fn numbered(mut self) -> Vec<Change> {
        self.changes.sort_by_key(|(chapter, place, _)| (*chapter, *place));
        let number = |(at, (_, _, change)): (usize, (_, _, Change))| Change { id: format!("c{}", at + 1), ..change };
        self.changes.into_iter().enumerate().map(number).collect()
    }
}

/// A change without evidence: a finding or two, and what happened.
pub(super) fn bare(status: Status, earlier: &[&Finding], later: &[&Finding]) -> Change {
    let ids = |findings: &[&Finding]| findings.iter().map(|finding| finding.id.clone()).collect();
    Change {
        id: String::new(),
        status,
        band: Band::Certain,
        earlier: ids(earlier),
        later: ids(later),
        kind_from: earlier.first().map(|finding| finding.kind),
        kind_to: later.first().map(|finding| finding.kind),
        score: None,
        matched_by: None,
        runner_up: None,
        shared: Vec::new(),
        wording: Vec::new(),
        also_seen: Vec::new(),
        closed_in: None,
        followed: Vec::new(),
    }
}
