//! The papers themselves: their blocks, what they are, what became of each file, whether quotes stand in them.

use super::{Contract, column, count, prose};

/// A row is a part of a document.
pub static BLOCKS: Contract = Contract {
    name: "show",
    columns: &[
        count("ordinal", "Position in the document, from 0."),
        column("kind", "heading, paragraph, item or table_row."),
        count("level", "Level of a heading, from 1; depth of an item, from 0; else empty."),
        column("number", "The printed label, without punctuation."),
        count("page", "Physical page it starts on, from 1; empty where the format has none."),
        count("under", "Ordinal of the heading above."),
        column("boilerplate", "Why it is left out of findings; empty where it is not."),
        prose("text", "The words as printed."),
        column("cells", "For a row of a table: its cells, each after the name of its column."),
        column("finding", "Identifiers of the findings that stand in it."),
        column("rule", "Names of the rules that found them."),
    ],
};

/// A row is a file of the corpus.
pub static DOCUMENTS: Contract = Contract {
    name: "status",
    columns: &[
        column("path", "The file, relative to the corpus."),
        column("document", "Identifier of the document; empty where the file was skipped."),
        column("kind", "What sort of paper."),
        column("title", "The title as printed."),
        column("council", "The council."),
        column("committee", "The committee whose paper it is."),
        column("date", "Date of the meeting, of the letter or of publication."),
        count("pages", "Number of pages; empty where the format has none."),
        column("warnings", "What to know about the reading of it."),
        column("skipped", "Why it was not read; empty where it was."),
        column(
            "on_site_start",
            "First day the reviewers were on site; empty where the paper is no review's own report.",
        ),
        column("on_site_end", "Last day the reviewers were on site; empty as before."),
        column("published", "When the review was published; empty as before, or where the paper does not say."),
        column("grade", "The overall grade an inspection gave; empty where none is given."),
        column(
            "not_said",
            "What the paper does not say itself, each with where it comes from: settings, file_name, inferred.",
        ),
    ],
};

/// A row is a file that was looked at.
pub static INDEXED: Contract = Contract {
    name: "index",
    columns: &[
        column("path", "The file, relative to the corpus."),
        column("status", "added, updated, unchanged, removed or skipped."),
        column("reason", "Why it was skipped; empty where it was not."),
        column("document", "Identifier of the document; empty where there is none."),
        count("blocks", "Parts read; empty where nothing was read."),
        count("findings", "Findings read; empty where nothing was read."),
        column("warnings", "What to know about the reading of it."),
    ],
};

/// A row is a quote that was looked up in its paper.
pub static VERIFICATION: Contract = Contract {
    name: "verify",
    columns: &[
        column("finding", "Identifier of the finding."),
        column("found", "exact (word for word), normalised (letter for letter) or broken (not found again)."),
        prose("text", "Its words as they are stored."),
        column("path", "File of the document, relative to the corpus."),
        count("page", "Physical page, from 1; empty where the format has none."),
        prose("citation", "Where it is said to stand, for people."),
    ],
};
