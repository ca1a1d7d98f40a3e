//! A passage that answers a search.

use serde::Serialize;

use super::{Citation, DocumentKind, FindingId};

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
}
