//! Where a paper points back: "Minute 27", "recommendations 1, 2 and 9", "the previous peer review".

use serde::{Deserialize, Serialize};

use super::{Block, Citation, Date, FindingId, Period, ReviewId};

/// A phrase that points to another paper, as one paper has it. `resolve` finds what it points to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pointer {
    /// Ordinal of the block it stands in.
    pub block: usize,
    /// The words as printed.
    pub text: String,
    /// The passage they stand in, where only its words tell what they point to; else empty.
    pub passage: String,
    /// What they point to.
    pub to: PointsTo,
}

impl Pointer {
    /// Words of a block that point to something.
    pub fn new(block: &Block, text: String, to: PointsTo) -> Self {
        let passage = if to == PointsTo::AskBefore { block.text.clone() } else { String::new() };
        Self { block: block.ordinal, text, passage, to }
    }

    /// A row of a tracker with the meeting of its ask, and the ask as the row gives it.
    pub fn of_row(row: &Block, text: String, ask: String, to: PointsTo) -> Self {
        Self { passage: ask, ..Self::new(row, text, to) }
    }
}

/// What a phrase points to, as far as the paper itself tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointsTo {
    /// A minute by its number; `here` when it says that it stands in the same paper ("Minute 17 above").
    Minute {
        /// The number as printed.
        number: String,
        /// Whether it is in this paper.
        here: bool,
    },
    /// Recommendations by their numbers.
    Recommendations(Vec<u32>),
    /// The recommendation of this number, of the review whose recommendations the paper goes through.
    Listed(u32),
    /// A review by its date, and its body where the sentence names one.
    Review {
        /// Who reviewed.
        body: Option<String>,
        /// When, as precise as it is said.
        period: Period,
    },
    /// The review before the one the paper is about: "the previous peer review".
    ReviewBefore {
        /// What sort of review it is, where the phrase tells.
        sort: Option<ReviewSort>,
    },
    /// What the writer asked for before: "as previously recommended".
    AskBefore,
    /// An ask of a meeting, of which a row of a tracker gives the day, the minute or both.
    Meeting {
        /// The day.
        date: Option<Date>,
        /// The number of the minute as printed.
        minute: Option<String>,
    },
}

/// What sort of review a body makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewSort {
    /// Of inspectorates, regulators and auditors.
    Inspections,
    /// Of peers.
    PeerReviews,
}

/// A pointer and what it points to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BackReference {
    /// Path of the paper that points, relative to the corpus.
    pub path: String,
    /// Ordinal of the block that points.
    pub block: usize,
    /// The words as printed.
    pub text: String,
    /// What it points to, in words; `None` when nothing in hand answers to it.
    pub to: Option<Target>,
}

/// What a back-reference points to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// The findings: those of the minute, or the recommendations.
    pub findings: Vec<FindingId>,
    /// The review.
    pub review: Option<ReviewId>,
    /// Where the first of them is read; `None` for a review of which no paper is in hand.
    pub citation: Option<Citation>,
    /// The date of the review, or of the paper pointed to.
    pub date: Option<Date>,
}
