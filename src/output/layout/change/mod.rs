//! One change between two reviews: its rows, its record, its place on the page.
//!
//! "Not found" speaks of the text. What the page adds is where else the matter turns up, and the resolution that
//! closed it, never a verdict that it is done.

mod rows;
mod words;

use std::collections::BTreeMap;

use crate::model::{Band, Change, Comparison, Finding, FindingKind, Seen, Status};
use crate::output::words::short_names;

pub(super) use rows::{record, rows};
pub use words::{AnswerInWords, ChangeInWords};
pub(super) use words::{grade, is_redline_helpful, moved, show};

/// Both sides of a comparison, for looking findings up.
pub(super) struct Sides<'a> {
    comparison: &'a Comparison,
    earlier: BTreeMap<&'a str, &'a Finding>,
    later: BTreeMap<&'a str, &'a Finding>,
    /// Short names of the two reviews: "2011" and "2015".
    pub names: [String; 2],
}

impl<'a> Sides<'a> {
    pub fn of(comparison: &'a Comparison) -> Self {
        let by_id = |findings: &'a [Finding]| findings.iter().map(|finding| (finding.id.as_str(), finding)).collect();
        Self {
            comparison,
            earlier: by_id(&comparison.earlier.findings),
            later: by_id(&comparison.later.findings),
            names: if is_of_two_councils(comparison) {
                [&comparison.earlier, &comparison.later].map(|side| side.review.series.council.clone())
            } else {
                short_names(&comparison.earlier.review, &comparison.later.review)
            },
        }
    }

    pub fn earlier_of(&self, change: &Change) -> Vec<&'a Finding> {
        change.earlier.iter().filter_map(|id| self.earlier.get(id.as_str()).copied()).collect()
    }

    pub fn later_of(&self, change: &Change) -> Vec<&'a Finding> {
        change.later.iter().filter_map(|id| self.later.get(id.as_str()).copied()).collect()
    }

    /// Whether the two are of different councils, of which neither came before.
    pub fn are_of_two_councils(&self) -> bool {
        is_of_two_councils(self.comparison)
    }

    /// What each side is called beside its dates: "Earlier, 2011"; of two councils by its council.
    pub fn labels(&self) -> [String; 2] {
        let [earlier, later] = &self.names;
        if self.are_of_two_councils() {
            [earlier.clone(), later.clone()]
        } else {
            [format!("Earlier, {earlier}"), format!("Later, {later}")]
        }
    }

    /// The heading a change stands under.
    pub fn heading_over(&self, change: &Change) -> String {
        let two = self.are_of_two_councils();
        match section(change) {
            Section::CameBack if two && is_possible_return(change) => "May be in both: check".into(),
            Section::CameBack if two => "In both".into(),
            Section::New if two => format!("Only in {}", self.names[1]),
            Section::NotFound if two => format!("Only in {}", self.names[0]),
            Section::CameBack if is_possible_return(change) => "May have come back: check".into(),
            Section::NotFound if is_reported_on(change) => "Reported on".into(),
            section => section.heading().into(),
        }
    }

    /// The later review in a sentence: "the 2015 review", "the minutes of 2015".
    pub fn later(&self) -> String {
        self.in_a_sentence(1)
    }

    fn in_a_sentence(&self, side: usize) -> String {
        let name = &self.names[side];
        if self.comparison.series.is_of_minutes() {
            format!("the minutes of {name}")
        } else {
            format!("the {name} review")
        }
    }

    /// What a finding without a partner in the other review is called: of two councils neither came before.
    fn alone(&self, status: Status) -> String {
        match (status, is_of_two_councils(self.comparison)) {
            (Status::New, false) => format!("New in {}", self.in_a_sentence(1)),
            (Status::New, true) => format!("Only in {}", self.in_a_sentence(1)),
            (_, false) => format!("Not found in {}", self.in_a_sentence(1)),
            (_, true) => format!("Only in {}", self.in_a_sentence(0)),
        }
    }
}

/// Whether the two reviews are of different councils.
pub(super) fn is_of_two_councils(comparison: &Comparison) -> bool {
    comparison.earlier.review.series.council != comparison.later.review.series.council
}

/// The sections of the page, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Judgements,
    CameBack,
    New,
    NotFound,
}

impl Section {
    pub const ALL: [Self; 4] = [Self::Judgements, Self::CameBack, Self::New, Self::NotFound];

    pub fn heading(self) -> &'static str {
        match self {
            Self::Judgements => "Judgements",
            Self::CameBack => "Came back",
            Self::New => "New",
            Self::NotFound => "Not found again",
        }
    }
}

/// The parts of the page, in reading order: of what came back first what is sure, of what is not found first what is reported on.
pub(super) fn parts<'a>(changes: &'a [Change]) -> impl Iterator<Item = Vec<&'a Change>> {
    let halves = |section| match section {
        Section::NotFound => [(section, true), (section, false)],
        _ => [(section, false), (section, true)],
    };
    let is_apart = |change: &Change| is_possible_return(change) || is_reported_on(change);
    let part = move |(wanted, apart): (Section, bool)| -> Vec<&'a Change> {
        changes.iter().filter(|change| section(change) == wanted && is_apart(change) == apart).collect()
    };
    Section::ALL.into_iter().flat_map(halves).map(part).filter(|part| !part.is_empty())
}
/// Whether a finding may have come back, and a person should check.
pub(super) fn is_possible_return(change: &Change) -> bool {
    section(change) == Section::CameBack && change.band == Band::Possible
}

/// Whether a place where a matter turns up is a report on it, by the later review, of what the earlier one found.
fn is_report(change: &Change, seen: &Seen) -> bool {
    !seen.near_miss && (seen.kind == FindingKind::Progress || change.earlier.contains(&seen.finding))
}

/// Whether the later review, which does not find it again, reports on it.
pub(super) fn is_reported_on(change: &Change) -> bool {
    change.status == Status::NotFound && change.also_seen.iter().any(|seen| is_report(change, seen))
}

/// Where on the page a change belongs.
pub(super) fn section(change: &Change) -> Section {
    match change.status {
        Status::Grade(_) => Section::Judgements,
        Status::Recurring | Status::Reworded | Status::Split | Status::Merged => Section::CameBack,
        Status::New => Section::New,
        Status::NotFound => Section::NotFound,
    }
}
