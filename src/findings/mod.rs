//! What did the review find? Blocks to findings.
