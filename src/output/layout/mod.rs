//! How each answer lays itself out: as rows, as records, as a page. One file an answer.
//!
//! The structs borrow what they show and add only what drawing needs: the question, the [`Register`] of reviews and
//! documents, the codebook.
//!
//! [`Register`]: super::Register

mod brief;
mod change;
mod comparisons;
mod corrections;
mod document;
mod documents;
mod evaluation;
mod fidelity;
mod findings;
mod indexed;
mod links;
mod metadata;
mod paper;
mod search;
mod silence;
mod themes;
mod thread;
mod verification;

pub use brief::Briefing;
pub use change::{AnswerInWords, ChangeInWords};
pub use comparisons::{ComparisonInWords, ComparisonList};
pub use corrections::CorrectionList;
pub use documents::{Skipped, Status};
pub use evaluation::{EvaluationReport, Held};
pub use fidelity::FidelityReport;
pub use findings::FindingList;
pub use indexed::{IndexReport, IndexSummary, IndexedFile};
pub use links::{LinkReport, PairReport};
pub use metadata::MetadataReport;
pub use paper::DocumentParts;
pub(crate) use search::ways;
pub use search::{BatchList, Batched, ConcordanceList, FacetList, HitList, OverTimeList, QueryReading};
pub use silence::{LISTED, MAY_BE_ANSWERED, SilenceReport, searched};
pub use themes::{
    CodebookCheck, DiscoveredThemes, Grouped, GroupingReport, KeyPhrases, PhraseAgreement, Suggestions, ThemeAgreement,
    ThemeChanges, ThemeEvidence, ThemeMatrix, counted_by, fired_at,
};
pub use thread::Thread;
pub use verification::VerificationReport;
