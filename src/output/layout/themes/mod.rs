//! What keeps coming back, as rows, records, pages and charts: the matrix, the quotes behind it, what rose and fell,
//! and what is found without a codebook.

mod agreement;
mod changes;
mod checked;
mod discovered;
mod evidence;
mod grouping;
mod matrix;
mod phrases;
mod phrases_held;
mod spark;
mod summary;

pub use agreement::ThemeAgreement;
pub use changes::ThemeChanges;
pub use checked::{CodebookCheck, Suggestions};
pub use discovered::{DiscoveredThemes, Grouped};
pub use evidence::{ThemeEvidence, fired_at};
pub use grouping::GroupingReport;
pub use matrix::ThemeMatrix;
pub use phrases::KeyPhrases;
pub use phrases_held::PhraseAgreement;

/// By which list themes are counted: its name is none of the papers'.
pub fn counted_by(codebook: &str) -> String {
    format!("Counted by the list of themes “{codebook}”.")
}
