//! What did committees ask for, and what came of it?
//!
//! An ask is what minutes request, recommend or set somebody to do; a report that is noted, or a plan that is approved, asks
//! for nothing. Whether it was answered is [`silence`](super::super::silence())'s to say: here its asks are chosen by
//! committee, time and topic.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::model::{Citation, Date, Document, DocumentKind, Finding, FindingId, FindingKind};
use crate::store::{Snapshot, Wanted};
use crate::themes::Codebook;

use super::super::meetings::meetings;
use super::super::silence::{Silence, asks_something};
use super::{Said, Topic};

/// What is looked for in later papers: what committees ask for, and what reviews do.
pub(super) const KINDS: [FindingKind; 7] = [
    FindingKind::Request,
    FindingKind::Recommendation,
    FindingKind::Action,
    FindingKind::Resolution,
    FindingKind::Priority,
    FindingKind::AreaForConsideration,
    FindingKind::Concern,
];

/// What committees asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Asked {
    /// From when; `None` where the reviews have no date.
    pub from: Option<Date>,
    /// Until when; `None` for the last paper.
    pub until: Option<Date>,
    /// Meetings of that time whose minutes are in hand.
    pub meetings: usize,
    /// The asks, oldest first.
    pub asks: Vec<Ask>,
    /// Committees of the council that met in that time, with the number of meetings.
    pub committees: Vec<(String, usize)>,
}

/// Something a committee asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// The ask.
    pub finding: Finding,
    /// Date of the meeting.
    pub date: Date,
    /// The committee; `None` where the minutes do not say.
    pub committee: Option<String>,
    /// What came of it.
    pub came: Came,
}

/// What later papers say of an ask.
#[derive(Debug, Clone, PartialEq)]
pub enum Came {
    /// A later paper speaks of it, which is not to say that it was done: the first passage that does.
    SpokenOf(Said),
    /// None does.
    Silent {
        /// How many were searched.
        searched: usize,
        /// The date of the last of them.
        until: Date,
        /// The last that still lists it as open.
        listed_open: Option<Citation>,
        /// The passage that comes closest, for a person to check.
        nearest: Option<Said>,
    },
    /// There is no later paper.
    NothingLater,
}

/// What came of each finding that was looked for.
pub(super) fn came_of(silence: &Silence) -> impl Iterator<Item = (&FindingId, Came)> {
    let spoken = silence.spoken_of.iter().map(|spoken| {
        let said = Said { text: spoken.text.clone(), at: spoken.at.clone() };
        (&spoken.finding.id, Came::SpokenOf(said))
    });
    let silent = silence.unanswered.iter().map(|silent| {
        let nearest = silent.nearest.as_ref().map(|near| Said { text: near.text.clone(), at: near.at.clone() });
        let came = Came::Silent {
            searched: silent.searched,
            until: silent.until,
            listed_open: silent.listed_open.clone(),
            nearest,
        };
        (&silent.finding.id, came)
    });
    spoken.chain(silent)
}

/// The asks of these committees (all, where none is named) in a span of time.
pub(super) fn asked(
    snapshot: &Snapshot,
    council: &str,
    committees: &[String],
    (from, until): (Option<Date>, Option<Date>),
    silence: &Silence,
    topic: Option<&Topic>,
    codebook: &Codebook,
) -> Result<Asked> {
    let documents = snapshot.documents()?;
    let in_time = |date: Date| from.is_none_or(|from| from <= date) && until.is_none_or(|until| date <= until);
    let met: Vec<&Document> = documents
        .iter()
        .filter(|document| document.kind == DocumentKind::Minutes && document.council.as_deref() == Some(council))
        .filter(|document| document.date.is_some_and(in_time))
        .collect();
    let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
    met.iter().filter_map(|paper| paper.committee.as_deref()).for_each(|name| *counted.entry(name).or_default() += 1);
    let counted = counted.into_iter().map(|(name, meetings)| (name.to_owned(), meetings)).collect();
    let of_committee = |document: &Document| {
        committees.is_empty() || document.committee.as_ref().is_some_and(|name| committees.contains(name))
    };
    let met: Vec<&Document> = met.into_iter().filter(|document| of_committee(document)).collect();
    if met.is_empty() {
        return Ok(Asked { from, until, committees: counted, ..Asked::default() });
    }
    let found = snapshot.findings(&Wanted {
        kinds: KINDS[..4].to_vec(),
        documents: met.iter().map(|document| document.path.clone()).collect(),
        // Narrated minutes ("the Panel requested …") are found by their words.
        possible: true,
        ..Wanted::default()
    })?;
    let came: BTreeMap<&FindingId, Came> = came_of(silence).collect();
    let mut asks = Vec::new();
    for finding in found.iter().flat_map(meetings) {
        let Some(paper) = met.iter().find(|paper| paper.path == finding.citation.path) else { continue };
        let on_topic = topic.is_none_or(|topic| topic.takes(&finding, codebook));
        let is_ask = finding.review.is_none() && asks_something(&finding, false);
        if let (Some(date), true, true) = (paper.date, on_topic, is_ask) {
            let came = came.get(&finding.id).cloned().unwrap_or(Came::NothingLater);
            asks.push(Ask { finding, date, committee: paper.committee.clone(), came });
        }
    }
    // Findings come in the order of the paths: by date they keep it within a day.
    asks.sort_by_key(|ask| ask.date);
    Ok(Asked { from, until, meetings: met.len(), asks, committees: counted })
}
