//! Whose finding is it, across all papers? A pure function from the readings of one council.

use crate::model::{Document, Finding, Reading, Review};

/// What the papers of one council say together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resolved {
    /// The documents, with identifiers that no two share, ordered by path.
    pub documents: Vec<Document>,
    /// Every finding once, attributed to its review, ordered by document and place.
    pub findings: Vec<Finding>,
    /// Every review in hand or mentioned, ordered by series and date.
    pub reviews: Vec<Review>,
}

/// Resolves the readings of one council: reviews, predecessors, one finding read in several papers.
///
/// Any order of `readings` gives the same answer.
pub fn resolve(readings: &[Reading]) -> Resolved {
    let _ = readings;
    Resolved::default()
}
