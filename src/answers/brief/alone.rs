//! A review of which there is no other of its series to compare it with: what it found, and what came of it.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::model::{Finding, FindingId, FindingKind, Followed, Review, ReviewSide};
use crate::store::Snapshot;
use crate::themes::Codebook;

use super::super::answered::pointing;
use super::super::comparison::side;
use super::super::followed::answered;
use super::super::narrow::Narrow;
use super::super::silence::Silence;
use super::{Came, Topic, asked};

/// A review that stands alone.
#[derive(Debug, Clone, PartialEq)]
pub struct Alone {
    /// The review and its findings, limited to the topic.
    pub side: ReviewSide,
    /// How many findings it has in all, before the topic limits them.
    pub of: usize,
    /// What was answered to each finding: responses, resolutions by its number, actions and progress.
    pub followed: BTreeMap<FindingId, Vec<Followed>>,
    /// What later papers say of each that asks for something.
    pub since: BTreeMap<FindingId, Came>,
}

/// What became of a finding that no later review could take up, best told first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Upshot {
    /// A grade.
    Judged,
    /// It asks for something, and a response or a plan answers it.
    Answered,
    /// Later papers speak of it.
    SpokenOf,
    /// No later paper does.
    Silent,
    /// There is no later paper, or none was searched.
    NothingLater,
    /// It praises, and asks for nothing.
    Praised,
}

impl Alone {
    /// What became of one of its findings.
    pub fn upshot(&self, finding: &Finding) -> Upshot {
        match () {
            () if finding.kind == FindingKind::Judgement => Upshot::Judged,
            () if !finding.kind.is_ask() => Upshot::Praised,
            () if self.followed.contains_key(&finding.id) => Upshot::Answered,
            () => match self.since.get(&finding.id) {
                Some(Came::SpokenOf(_)) => Upshot::SpokenOf,
                Some(Came::Silent { .. }) => Upshot::Silent,
                Some(Came::NothingLater) | None => Upshot::NothingLater,
            },
        }
    }
}

/// What these reviews found and what came of it, each by itself.
pub(super) fn alone<'c>(
    snapshot: &Snapshot,
    reviews: &[Review],
    narrow: &Narrow,
    silence: &Silence,
    topic: Option<&Topic>,
    codebook_of: impl Fn(&str) -> &'c Codebook,
) -> Result<Vec<Alone>> {
    let pointing = pointing(snapshot)?;
    let came: BTreeMap<&FindingId, Came> = asked::came_of(silence).collect();
    let one = |review: &Review| {
        let mut side = side(snapshot, review, narrow)?;
        let of = side.findings.len();
        let codebook = codebook_of(&review.series.subject);
        side.findings.retain(|finding| topic.is_none_or(|topic| topic.takes(finding, codebook)));
        let followed = answered(snapshot, &side, None, &pointing)?;
        let since =
            side.findings.iter().filter_map(|finding| Some((finding.id.clone(), came.get(&finding.id)?.clone())));
        Ok(Alone { since: since.collect(), side, of, followed })
    };
    reviews.iter().map(one).collect()
}
