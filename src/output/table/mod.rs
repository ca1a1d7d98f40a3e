//! The column contract: every column of every table, with its meaning.
//!
//! Spreadsheets and scripts rely on these names. To add a column: one row in the file of its answer, one cell in the
//! layout, one line in the changelog. To rename one is to break somebody's spreadsheet.
//!
//! Dates are ISO 8601, as precise as known ("2015-04"). What is missing is an empty cell. Several values in one cell
//! are joined by "; ". The fields of the JSON records carry the same names where they are one value.
//!
//! ```
//! use lookback::output::table::CONTRACTS;
//!
//! for contract in CONTRACTS {
//!     for column in contract.columns {
//!         assert!(!column.meaning.is_empty(), "{}.{}", contract.name, column.name);
//!     }
//! }
//! ```

mod brief;
mod diff;
mod eval;
mod findings;
mod papers;
mod search;
mod themes;
mod trace;

pub use brief::{BRIEF, SOURCES};
pub use diff::CHANGES;
pub use eval::{
    DIFFERENCES, EVALUATION, FIDELITY, GROUPING, LINKS, METADATA, PAIRS, PHRASES_HELD, THEME_AGREEMENT,
    THEME_DIFFERENCES,
};
pub use findings::{CORRECTIONS, FINDINGS};
pub use papers::{BLOCKS, DOCUMENTS, INDEXED, VERIFICATION};
pub use search::{BATCH, BATCH_COUNTS, CONCORDANCE, FACETS, HITS, OVER_TIME, READING};
pub use themes::{
    CODEBOOK_CHECK, DISCOVERED, DISCOVERED_EVIDENCE, EVIDENCE, PHRASES, SUGGESTIONS, THEME_CHANGES, THEMES,
};
pub use trace::{THREAD, UNANSWERED};

/// One column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name in the first row: lower case, underscores.
    pub name: &'static str,
    /// What stands in it, with its unit and range, and when it is empty.
    pub meaning: &'static str,
    /// What sort of value it is, whether or not any is there.
    pub kind: Kind,
    /// Whether it is running text: quotes, citations, sentences. A workbook gives it a wide column and breaks its lines.
    pub is_prose: bool,
}

/// What sort of value stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Words: names, dates, lists.
    Text,
    /// A whole number.
    Count,
    /// A measured figure.
    Figure,
}

impl Column {
    /// The name as a heading for people: "Review date".
    pub fn heading(&self) -> String {
        let mut heading = self.name.replace('_', " ");
        if let Some(first) = heading.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        heading
    }
}

/// The columns of one kind of table.
#[derive(Debug, PartialEq, Eq)]
pub struct Contract {
    /// What a row is.
    pub name: &'static str,
    /// The columns, left to right.
    pub columns: &'static [Column],
}

impl Contract {
    /// Where a column stands.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }
}

pub(super) const fn column(name: &'static str, meaning: &'static str) -> Column {
    Column { name, meaning, kind: Kind::Text, is_prose: false }
}

pub(super) const fn prose(name: &'static str, meaning: &'static str) -> Column {
    Column { name, meaning, kind: Kind::Text, is_prose: true }
}

const fn count(name: &'static str, meaning: &'static str) -> Column {
    Column { name, meaning, kind: Kind::Count, is_prose: false }
}

const fn figure(name: &'static str, meaning: &'static str) -> Column {
    Column { name, meaning, kind: Kind::Figure, is_prose: false }
}

/// Every contract, in the order of the commands.
pub static CONTRACTS: [&Contract; 36] = [
    &FIDELITY,
    &INDEXED,
    &FINDINGS,
    &HITS,
    &BATCH,
    &BATCH_COUNTS,
    &CONCORDANCE,
    &FACETS,
    &OVER_TIME,
    &READING,
    &CHANGES,
    &THEMES,
    &THEME_CHANGES,
    &EVIDENCE,
    &DISCOVERED,
    &DISCOVERED_EVIDENCE,
    &PHRASES,
    &CODEBOOK_CHECK,
    &SUGGESTIONS,
    &THEME_AGREEMENT,
    &THEME_DIFFERENCES,
    &GROUPING,
    &PHRASES_HELD,
    &THREAD,
    &UNANSWERED,
    &BRIEF,
    &SOURCES,
    &LINKS,
    &PAIRS,
    &BLOCKS,
    &DOCUMENTS,
    &METADATA,
    &EVALUATION,
    &DIFFERENCES,
    &CORRECTIONS,
    &VERIFICATION,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn columns_are_named_once_in_one_style_and_explained() {
        for contract in CONTRACTS {
            let mut seen = BTreeSet::new();
            for column in contract.columns {
                let place = format!("{}.{}", contract.name, column.name);
                assert!(seen.insert(column.name), "{place} is there twice");
                assert!(
                    column.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
                    "{place}"
                );
                assert!(column.meaning.ends_with('.') && column.meaning.len() > 10, "{place}");
            }
        }
    }

    #[test]
    fn running_text_is_known_whatever_its_column_is_called() {
        for name in ["text", "citation", "wording", "nearest", "cue", "before", "after", "followed"] {
            let all = || CONTRACTS.iter().flat_map(|contract| contract.columns).filter(|column| column.name == name);
            assert!(all().count() > 0 && all().all(|column| column.is_prose), "{name}");
        }
    }

    #[test]
    fn a_table_of_ours_is_known_as_such_where_it_lies_among_the_papers() {
        for contract in CONTRACTS {
            let head = contract.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(",");
            let read = crate::ingest::ingest(format!("{head}\n").as_bytes(), "hits.csv");
            assert_eq!(read, Err(crate::Unreadable::Answer), "not in own_tables.txt: {head}");
        }
    }

    #[test]
    fn a_heading_is_the_name_for_people() {
        assert_eq!(column("review_date", "").heading(), "Review date");
    }

    #[test]
    fn the_columns_others_rely_on_stand_where_the_design_says() {
        let names = |contract: &Contract| contract.columns.iter().map(|c| c.name).collect::<Vec<_>>().join(" ");
        assert_eq!(
            names(&FINDINGS),
            "id kind text review body council subject review_date document path document_date paragraph item page \
             section rule confidence strength owner due themes recipient firmness area grade cue corrected status \
             citation due_by also_in"
        );
        assert!(
            names(&THEMES).starts_with("theme label period findings documents mentions words rate rate_low rate_high")
                && names(&THEMES).ends_with("burst period_date council")
        );
        assert!(names(&THREAD).starts_with("date review document what text paragraph page link"));
    }
}
