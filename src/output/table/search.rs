//! Passages found, and how they are spread.

use super::{Column, Contract, column, count, figure, prose};

/// The columns of a passage, after others.
macro_rules! of_a_passage {
    ($($first:expr),* $(,)?) => {{
        const COLUMNS: &[Column] = &[
            $($first,)*
            column("document", "Identifier of the document."),
            column("path", "File of the document, relative to the corpus."),
            column("title", "Title of the document; empty where no line looks like one."),
            column("kind", "What sort of paper: minutes, panel_report and so on."),
            column("council", "The council."),
            column("date", "Date of the document."),
            column("paragraph", "Printed number of the paragraph; empty where there is none."),
            column("item", "Item in the paragraph: b2 the second bullet, a the item (a), r3 the third row below the head of a table."),
            count("page", "Physical page, from 1; empty where the format has none."),
            prose("text", "The whole passage."),
            column("matched", "The words that answer the query, in order."),
            figure(
                "score",
                "How well it answers; only comparable within one search. With --like how much comes back, 0 to 1.",
            ),
            column("findings", "Identifiers of the findings in the passage."),
            column("section", "The heading above it."),
            column("review", "Identifier of the review that made the findings in it; empty where none did."),
            prose("citation", "Where it is printed, for people."),
            column("link", "Address of the passage: document and block."),
            column("also_in", "Where nearly the same words stand; empty where every passage has its own row. The council stands first where it is another."),
            prose("before", "Passages before it, as far as context was asked for, a line each."),
            prose("after", "Passages after it."),
        ];
        COLUMNS
    }};
}

/// A row is a passage found.
pub static HITS: Contract = Contract { name: "search", columns: of_a_passage!() };

/// A row is a passage found for one of many queries.
pub static BATCH: Contract = Contract {
    name: "batch",
    columns: of_a_passage!(
        column("name", "Name of the query; empty where the file gives none."),
        column("query", "The query as typed."),
    ),
};

/// A row is a query of a batch.
pub static BATCH_COUNTS: Contract = Contract {
    name: "batch_counts",
    columns: &[
        column("name", "Name of the query; empty where the file gives none."),
        column("query", "The query as typed."),
        count("passages", "How many passages answer; empty where it could not be asked."),
        column("error", "Why it could not be asked; empty where it was."),
    ],
};

/// A row is a match in its line.
pub static CONCORDANCE: Contract = Contract {
    name: "concordance",
    columns: &[
        column("left", "Up to 12 words before the match, within its passage."),
        column("node", "The match as printed."),
        column("right", "Up to 12 words after it."),
        column("document", "Identifier of the document."),
        column("path", "File of the document, relative to the corpus."),
        column("council", "The council."),
        column("date", "Date of the document."),
        column("paragraph", "Printed number of the paragraph; empty where there is none."),
        column("item", "Item in the paragraph."),
        count("page", "Physical page, from 1; empty where the format has none."),
        prose("citation", "Where it is printed, for people."),
        column("link", "Address of the passage: document and block."),
    ],
};

/// A row is a value of a field among the answers.
pub static FACETS: Contract = Contract {
    name: "facets",
    columns: &[
        column("facet", "What is counted: year, council, kind of paper and so on."),
        column("value", "The value, for people."),
        count("passages", "Passages that answer and have it."),
        count("documents", "Documents in which those stand."),
        column("narrow", "What to add to the query to see those alone."),
    ],
};

/// A row is a year.
pub static OVER_TIME: Contract = Contract {
    name: "over_time",
    columns: &[
        column("year", "The year; every one between the first and the last is there."),
        count(
            "passages",
            "Passages of papers of the year that answer; empty where none is in hand, as the next two are.",
        ),
        count("matches", "Matches in them: a phrase is one."),
        count("documents", "Documents in which they stand."),
        count("papers", "All documents of the year; 0 where none is in hand."),
        count("words", "Words in all of them."),
        figure("rate", "Matches per 1,000 words; empty where there are no words."),
        count("findings", "Findings of the year (by date of the review, else of the paper) in passages that answer."),
        count("of", "All findings of the year: what findings is out of."),
        figure("share", "findings divided by of, 0 to 1; empty where there are none."),
        figure("share_low", "Lower end of the 95 % interval of share (Wilson)."),
        figure("share_high", "Upper end of that interval."),
    ],
};

/// A row is a part of a query.
pub static READING: Contract = Contract {
    name: "reading",
    columns: &[
        column("part", "The part as typed; for other words of the sector, those."),
        column("meaning", "What it was taken for."),
        column("words", "Stems or words it finds; for a pattern the words of the papers that fit."),
        count("passages", "Passages that it finds by itself."),
        count("depth", "How deep it stands in the query: 0 for the whole."),
    ],
};
