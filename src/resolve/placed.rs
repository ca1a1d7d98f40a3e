//! A finding with the place it was read at.

use crate::model::Finding;

/// A finding of one paper of a council.
pub struct Placed {
    pub finding: Finding,
    /// Whether its paper is the review's own.
    pub is_own: bool,
    /// Its paper, by its place among the council's.
    pub paper: usize,
    /// Its place among the findings of that paper.
    pub ordinal: usize,
}

#[cfg(test)]
impl Placed {
    /// The first finding of the first paper, for tests.
    pub fn first(finding: Finding, is_own: bool) -> Self {
        Self { finding, is_own, paper: 0, ordinal: 0 }
    }
}
