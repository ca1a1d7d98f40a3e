//! What keeps coming back, as rows, records, pages and charts: the matrix, the quotes behind it, what rose and fell,
//! and what is found without a codebook.

mod agreement;
mod changes;
mod checked;
mod discovered;
mod evidence;
mod matrix;
mod spark;
mod summary;

pub use agreement::ThemeAgreement;
pub use changes::ThemeChanges;
pub use checked::{CodebookCheck, Suggestions};
pub use discovered::DiscoveredThemes;
pub use evidence::{ThemeEvidence, fired_at};
pub use matrix::ThemeMatrix;
pub use summary::PeriodKind;
