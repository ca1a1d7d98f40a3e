//! What became of findings from one review to the next.

use super::{Contract, column, figure, prose};

/// A row is a pair of findings, or one finding without a partner. Rows of one change share `change_id`.
pub static CHANGES: Contract = Contract {
    name: "diff",
    columns: &[
        column(
            "change_id",
            "The change, within the whole answer: c1, c2 and so on. A split or merger has a row a pair.",
        ),
        column("council", "The council reviewed."),
        column("body", "Who reviewed."),
        column("subject", "What was reviewed."),
        column("earlier_review", "Identifier of the earlier review."),
        column("later_review", "Identifier of the later review."),
        column(
            "status",
            "recurring, reworded, split, merged, new, not_found, or grade_ and how the grade moved. not_found speaks of the text, not of the matter.",
        ),
        column("band", "certain, or possible: a person should check the pair, or the finding that came near."),
        column("kind_from", "Kind of the earlier finding; empty where there is none."),
        column("kind_to", "Kind of the later finding; empty where there is none."),
        figure(
            "score",
            "Likeness of the pair against all others, 0 to 1: from 0.5 a pair, from 0.85 in nearly the same words; empty where there is no pair.",
        ),
        column("matched_by", "The pass that paired them; empty where there is no pair."),
        figure(
            "runner_up",
            "The same of the next best partner; above the score where that one is paired with another; empty where there is none.",
        ),
        column("shared", "Words and concepts both sides share, the telling ones first."),
        column("earlier_id", "Identifier of the earlier finding; empty where there is none."),
        prose("earlier_text", "Its words as printed."),
        column("earlier_citation", "Where they are printed, for people."),
        column("later_id", "Identifier of the later finding; empty where there is none."),
        prose("later_text", "Its words as printed."),
        column("later_citation", "Where they are printed, for people."),
        prose(
            "wording",
            "Redline of the change's two wordings: [-taken out-]{+put in+}; empty where there is no pair.",
        ),
        prose(
            "also_seen",
            "Kind, words and citation of where the later review reports on it; for a finding without a partner also of where its \
             matter turns up, or of the nearest one.",
        ),
        column("closed_in", "For a finding not found again: citation of the resolution that closed it."),
        prose(
            "followed",
            "What papers between the reviews print as the answer: response, action or progress, its words, who is to act, by when and \
             how far it has come, and its citation.",
        ),
        column(
            "reported",
            "For a finding not found again that the later review takes up all the same: reported_on, or listed where it says no more; \
             text answers count these apart from what is not found. Empty otherwise.",
        ),
    ],
};
