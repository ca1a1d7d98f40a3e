//! What changed? Findings of two reviews, paired.
