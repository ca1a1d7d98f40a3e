//! One matter through the papers, and what was never answered.

use super::{Contract, column, count, prose};

/// A row is a step in the thread of a matter, oldest first.
pub static THREAD: Contract = Contract {
    name: "trace",
    columns: &[
        column("date", "When it was said: on site for a review's finding, else the document's date."),
        column("review", "Identifier of the review that said it; empty where none did."),
        column("document", "Identifier of the document."),
        column("what", "finding, resolution, response of a Cabinet, progress since, or passage that speaks of it."),
        prose("text", "The words as printed."),
        column("paragraph", "Printed number of the paragraph; empty where there is none."),
        count("page", "Physical page, from 1; empty where the format has none."),
        column("link", "Address of the passage: document, #b and the block's ordinal."),
        column("path", "File of the document, relative to the corpus."),
        prose("citation", "Where it is printed, for people."),
        column("finding", "Identifier of the finding; empty where the passage is none."),
        column("kind", "Kind of the finding; empty where the passage is none."),
        column("band", "certain; possible where only a pair to be checked makes it a step of this matter."),
        column("council", "The council it is about; empty where the paper does not say."),
    ],
};

/// A row is an ask that no later paper speaks of, oldest first.
pub static UNANSWERED: Contract = Contract {
    name: "unanswered",
    columns: &[
        column("finding", "Identifier of the ask."),
        column("kind", "What sort of ask it is: request, recommendation, priority."),
        column("certainty", "sure, or possible where only the words of a sentence suggest it."),
        prose("text", "The ask as printed."),
        column("council", "The council that was asked."),
        column("review", "Identifier of the review that asked; empty where a committee did."),
        column("asked", "When it was asked: on site for a review, else the document's date."),
        column("owner", "Who was asked, as printed; empty where the paper does not say."),
        column("due", "By when, as printed; empty where the paper does not say."),
        column("path", "File of the document, relative to the corpus."),
        prose("citation", "Where it is printed, for people."),
        count("papers_searched", "How many papers of the council are dated later; all of them were searched."),
        column("searched_until", "The date of the last of them."),
        column("listed_open", "The last paper that still lists it as open; empty where none does."),
        prose("nearest", "The passage that comes closest without speaking of it; empty where none comes near."),
        column("nearest_citation", "Where that is printed."),
        column("due_by", "The last day of due, where the text names one for certain: a month is its last day."),
        column(
            "listed",
            "The last later plan, response or progress review that lists it and says no more; empty where none does.",
        ),
        column(
            "may_be_answered",
            "yes, where the nearest passage may be the answer and a person has to look; else empty.",
        ),
    ],
};
