//! Passages found.

use super::{Contract, column};

/// A row is a passage found.
pub static HITS: Contract = Contract {
    name: "search",
    columns: &[
        column("document", "Identifier of the document."),
        column("path", "File of the document, relative to the corpus."),
        column("title", "Title of the document; empty where no line looks like one."),
        column("kind", "What sort of paper: minutes, panel_report and so on."),
        column("council", "The council."),
        column("date", "Date of the document."),
        column("paragraph", "Printed number of the paragraph; empty where there is none."),
        column("item", "Item in the paragraph: b2 the second bullet, a the item (a), r3 the third row of a table."),
        column("page", "Physical page, from 1; empty where the format has none."),
        column("text", "The whole passage."),
        column("matched", "The words that answer the query, in order."),
        column("score", "How well it answers; only comparable within one search."),
        column("findings", "Identifiers of the findings in the passage."),
    ],
};
