//! A briefing: its passages, and the papers it quotes.

use super::{Contract, column, count, prose};

/// A row is a passage of a briefing; passages of one matter share their item.
pub static BRIEF: Contract = Contract {
    name: "brief",
    columns: &[
        count("item", "Number of the matter in the briefing, from 1."),
        column("section", "judgements, came_back, new, not_found or asked; found, of a review that stands alone."),
        column(
            "status",
            "What became of it, as in `diff`; of an ask: unanswered, spoken_of or nothing_later; of a review that stands alone also \
             answered, judged or praised.",
        ),
        column("band", "certain or possible; empty for an ask, and for what a review found that stands alone."),
        column("council", "The council."),
        column("body", "Who reviewed; empty for an ask."),
        column("subject", "What was reviewed; empty for an ask."),
        column("committee", "Who asked; empty for a finding of a review, and where the minutes do not say."),
        column(
            "role",
            "What the passage is in the matter: earlier, later, found, seen_as, closed_in, response, resolution, progress, ask, spoken_of, \
             listed_open or nearest.",
        ),
        column("kind", "Kind of finding; empty where the passage is none."),
        column("finding", "Identifier of the finding; empty where the passage is none."),
        prose("text", "The words as printed; empty where only the place is known."),
        column("path", "The file, relative to the corpus."),
        column("document_date", "Date of the paper."),
        column("paragraph", "Printed number of the paragraph."),
        count("page", "Physical page, from 1."),
        prose("citation", "Where it stands, as a person would give it."),
    ],
};

/// A row is a paper that a briefing quotes.
pub static SOURCES: Contract = Contract {
    name: "sources",
    columns: &[
        count("number", "The number in square brackets by which the briefing refers to it."),
        column("title", "What it is called."),
        column("place", "Its committee and its file, relative to the corpus."),
    ],
};
