//! Answers made of many parts: a comparison of two reviews, the thread of one matter.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Band, Change, Citation, Date, Finding, FindingId, Review, Series};

/// One review's side of a comparison.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReviewSide {
    /// The review.
    pub review: Review,
    /// Its findings that were compared, in the order of the paper.
    pub findings: Vec<Finding>,
}

/// Why two reviews may differ for reasons other than the council's work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scope {
    /// Plain sentences, each a difference of framework, of kinds of finding, or of number.
    pub differences: Vec<String>,
    /// The sentence model that helped to pair the findings, with the hash of its weights; `None` without one.
    pub model: Option<String>,
    /// Changes that were compared and are left out because they were not asked for.
    pub left_out: usize,
}

/// Two reviews of one series, compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The series.
    pub series: Series,
    /// The earlier review.
    pub earlier: ReviewSide,
    /// The later review.
    pub later: ReviewSide,
    /// What to know before reading.
    pub scope: Scope,
    /// What happened to each finding, in the order an officer reads: judgements, then what came back,
    /// what is new, what is not found again.
    pub changes: Vec<Change>,
}

impl Comparison {
    /// The same with those changes only that have such a finding on either side; each keeps its number.
    pub fn with(self, is_wanted: impl Fn(&Finding) -> bool) -> Self {
        let findings = self.earlier.findings.iter().chain(&self.later.findings);
        let wanted: BTreeSet<FindingId> =
            findings.filter(|finding| is_wanted(finding)).map(|finding| finding.id.clone()).collect();
        self.keep(|change| change.earlier.iter().chain(&change.later).any(|id| wanted.contains(id)))
    }

    /// The same with some changes only, and how many are left out.
    pub fn keep(mut self, is_wanted: impl Fn(&Change) -> bool) -> Self {
        let all = self.changes.len();
        self.changes.retain(is_wanted);
        self.scope.left_out += all - self.changes.len();
        self
    }

    /// Numbers the changes of several comparisons on from one to the next, so that a number names one change of an answer. What
    /// is left out keeps its number as well.
    pub fn number_on(comparisons: &mut [Self]) {
        let mut before = 0;
        for comparison in comparisons {
            let all = comparison.changes.len() + comparison.scope.left_out;
            for change in &mut comparison.changes {
                if let Some(number) = change.id.strip_prefix('c').and_then(|number| number.parse::<usize>().ok()) {
                    change.id = format!("c{}", before + number);
                }
            }
            before += all;
        }
    }
}

/// One step in the thread of a matter, oldest first.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ThreadEntry {
    /// When it was said: on site for a review's finding, else the document's date.
    pub date: Option<Date>,
    /// The council it is about.
    pub council: Option<String>,
    /// The review that said it.
    pub review: Option<String>,
    /// What sort of step it is.
    pub what: ThreadWhat,
    /// The words.
    pub text: String,
    /// Byte ranges of `text` that answer the query.
    pub highlights: Vec<(usize, usize)>,
    /// Where they stand.
    pub citation: Citation,
    /// The finding, where the passage is one.
    pub finding: Option<Finding>,
    /// Possible where only a pair to be checked makes it a step of this matter, or it answers one.
    pub band: Band,
}

/// What a step in a thread is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ThreadWhat {
    /// A finding of a review.
    Finding,
    /// A committee's resolution, request or action.
    Resolution,
    /// What a Cabinet answered to it.
    Response,
    /// What has been done since, as a plan or a tracker tells.
    Progress,
    /// A passage that speaks of it.
    Passage,
}

impl ThreadWhat {
    /// The name used in CSV and JSON: `response`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Finding => "finding",
            Self::Resolution => "resolution",
            Self::Response => "response",
            Self::Progress => "progress",
            Self::Passage => "passage",
        }
    }
}
