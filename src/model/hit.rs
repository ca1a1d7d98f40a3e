//! A passage that answers a search.

use serde::Serialize;

use super::{Citation, DocumentKind, FindingId, ReviewId};

/// One passage found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Hit {
    /// Where it stands.
    pub citation: Citation,
    /// Title of the document.
    pub title: Option<String>,
    /// What sort of paper it is.
    pub kind: DocumentKind,
    /// The council, short.
    pub council: Option<String>,
    /// The whole passage.
    pub text: String,
    /// Byte ranges of `text` that answer the query, in order, not overlapping.
    pub highlights: Vec<(usize, usize)>,
    /// How well it answers; only comparable within one search.
    pub score: f32,
    /// Findings that stand in the passage.
    pub findings: Vec<FindingId>,
    /// The review that made them; `None` where nothing stands in it that a review found.
    pub review: Option<ReviewId>,
    /// What stands before it in the paper, as far as context was asked for.
    pub before: Vec<Beside>,
    /// What stands after it.
    pub after: Vec<Beside>,
    /// Where nearly the same words stand as well: the first few of the passages folded into this one.
    pub also_in: Vec<Elsewhere>,
    /// How many passages are folded into this one.
    pub copies: usize,
    /// How many passages of its item, section or document answer too and are left out here; only with the last that is
    /// given of it.
    pub left_out: usize,
}

/// Another place with nearly the words of a passage that was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Elsewhere {
    /// The council of the paper, short.
    pub council: Option<String>,
    /// Where in the paper.
    #[serde(flatten)]
    pub citation: Citation,
}

/// A passage beside one that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Beside {
    /// Ordinal of the block.
    pub block: usize,
    /// The printed label: "3", "b"; `None` for bullets and plain paragraphs.
    pub number: Option<String>,
    /// Whether it is a heading.
    pub heading: bool,
    /// Its words.
    pub text: String,
}
