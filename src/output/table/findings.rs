//! What is listed of findings, and of what a person put right in them.

use super::{Contract, column, count, prose};

/// A row is a finding.
pub static FINDINGS: Contract = Contract {
    name: "findings",
    columns: &[
        column("id", "Identifier of the finding; stays the same when the paper is read again."),
        column("kind", "What sort of finding: priority, strength, recommendation, resolution and so on."),
        prose("text", "The words as printed."),
        column(
            "review",
            "Identifier of the review that found it; empty for a committee's own, and where the paper does not say.",
        ),
        column("body", "Who reviewed."),
        column("council", "The council: of the review, else of the document."),
        column("subject", "What was reviewed."),
        column("review_date", "When the review was on site, else when it was published."),
        column("document", "Identifier of the document it was read in."),
        column("path", "File of the document, relative to the corpus."),
        column("document_date", "Date of the document."),
        column("paragraph", "Printed number of the paragraph; empty where there is none."),
        column(
            "item",
            "Item in the paragraph: b2 the second bullet, a the item (a), r3 the third row below the head of a table.",
        ),
        count("page", "Physical page, from 1; empty where the format has none."),
        column("section", "The heading above it."),
        column("rule", "Name of the rule that found it."),
        column("confidence", "sure where the structure of the paper shows it, possible where only words suggest it."),
        count(
            "strength",
            "How hard it asks, 1 (note) to 5 (recommend, with an owner or a date); empty where it does not apply.",
        ),
        column("owner", "Who is to act, as printed."),
        column("due", "By when, as printed."),
        column("themes", "Themes of the codebook that it carries; empty where none, or where no codebook was applied."),
        column("recipient", "To whom the answer goes, as printed."),
        column(
            "firmness",
            "How firmly a review asks: must (needs to), should, may (may want to); empty where it says only the ask.",
        ),
        column("area", "What a judgement is of; empty for other kinds."),
        column("grade", "The grade of a judgement; empty for other kinds."),
        prose("cue", "The words of the heading, lead-in or sentence that fired the rule; empty where there are none."),
        column("corrected", "What a person corrected in it; empty where it is as it was read."),
        column("status", "How far it has come, as the table it stands in says."),
        prose("citation", "Where it is printed, for people."),
        column(
            "due_by",
            "The last day of due, where the text names one for certain: a month is its last day; empty for a season, a year, two dates.",
        ),
        prose("also_in", "Further places where it is read, for people; empty where there are none."),
    ],
};

/// A row is a correction.
pub static CORRECTIONS: Contract = Contract {
    name: "correct",
    columns: &[
        count("line", "Line in corrections.toml, from 1."),
        column("path", "The paper, relative to the corpus."),
        column("finding", "Identifier of the finding when it was corrected; empty for an added one."),
        column("do", "reject, retype, attribute or add."),
        column("kind", "The right kind; empty where that is not corrected."),
        column("review", "The right review; empty for none, and where that is not corrected."),
        prose("quote", "The words by which it finds its place."),
        column("note", "Why, in the words of the one who corrected it."),
        column("who", "Who corrected it."),
        column("problem", "Why it is not in force; empty where it is."),
    ],
};
