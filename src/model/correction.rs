//! What an officer says of a finding that was read wrongly, and what became of it.

use serde::{Deserialize, Serialize};

use super::{FindingKind, ReviewId};

/// A correction, as the file of corrections has it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The paper, relative to the corpus.
    pub path: String,
    /// The words of the finding, or of the passage that is to be one: by them the correction finds its place again
    /// when the paper is read anew.
    pub quote: String,
    /// Identifier of the finding when it was corrected; tells two findings of the same words apart.
    pub finding: Option<String>,
    /// What is to be done.
    pub change: Amendment,
    /// Why, in the words of the one who corrected it.
    pub note: Option<String>,
    /// Who corrected it.
    pub who: Option<String>,
}

/// What a correction does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Amendment {
    /// It is no finding.
    Reject,
    /// It is a finding of this kind.
    Retype(FindingKind),
    /// It is this review's; `None`: no review's.
    Attribute(Option<ReviewId>),
    /// The passage is a finding that was not found, of this kind and this review.
    Add(FindingKind, Option<ReviewId>),
}

impl Amendment {
    /// The name used in the file of corrections.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Reject => "reject",
            Self::Retype(_) => "retype",
            Self::Attribute(_) => "attribute",
            Self::Add(..) => "add",
        }
    }
}

/// A correction that found its place in a paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    /// The correction.
    pub correction: Correction,
    /// Which finding of the paper it is about.
    pub finding: usize,
}

/// What was corrected in a finding. Never empty: a finding that was not corrected has none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    /// Whether a person added it.
    pub added: bool,
    /// The kind it was read as; `None` where that was not corrected.
    pub kind_was: Option<FindingKind>,
    /// Whether its review was corrected.
    pub attributed: bool,
    /// The review it was attributed to; `None` where that was none, and where it was not corrected.
    pub review_was: Option<ReviewId>,
    /// Why.
    pub note: Option<String>,
    /// Who said so.
    pub who: Option<String>,
}
