//! Which questions together make this answer?
//!
//! The rooms below each answer one question; here they are put together: [`compare`] names reviews, fetches their findings
//! and says what changed; [`trace`] follows a matter through every paper, oldest first;
//! [`name_reviews`] knows what a person means by "2015"; [`evaluation`] holds what was found against labels, and
//! [`evaluate_metadata`] what is known of each paper; [`verification`] looks every quote up in its paper;
//! [`fidelity`] holds the text of a paper against another program's; [`correction_states`] says what became of
//! corrections; [`brief`](brief::brief) puts several of these together for members.

mod answered;
mod answering;
pub mod brief;
mod closing;
mod compared;
mod comparison;
mod corrections;
mod councils;
mod dating;
pub mod evaluation;
mod followed;
mod in_hand;
mod in_prose;
mod lines;
mod looking;
mod meetings;
mod naming;
mod narrow;
mod over_time;
mod paper;
mod passages;
mod periods;
mod pick;
mod pins;
mod raised;
mod reports;
mod scope;
mod sides;
mod silence;
mod theming;
mod thread;
pub mod verification;

pub use compared::{Compared, ComparisonNote, Comparisons, compare};
pub use comparison::{Means, compare_councils, compare_latest, compare_minutes, compare_reviews, unclear_reviews};
pub use corrections::{CorrectionState, Said, TakeBack, addition, amendments, correct, correction_states, take_back};
pub use councils::name_council;
pub use evaluation::{
    Fidelity, FieldAgreement, LabelledLinks, LabelledPair, LinkEvaluation, LinkFigures, MetadataLabel, PairEvaluation,
    PairFigures, VectorPapers, WrongField, evaluate_links, evaluate_metadata, evaluate_pairs, fidelity, labelled_links,
    labelled_pairs, links_in_papers, read_blind,
};
pub use in_prose::{in_prose, left_to_read, progress_reviews};
pub use lines::{Line, LineThread, lines};
pub use looking::Looked;
pub use naming::{Name, is_identifier, known_reviews, name_reviews};
pub use narrow::Narrow;
pub use over_time::{OverTime, YearCount, over_time};
pub use paper::findings_in;
pub use periods::{Periods, ThemesBy, count_themes, counted_findings};
pub use pick::Pick;
pub use pins::{PINS_FILE, Pin, Pins, name_finding, name_findings};
pub use raised::raised;
pub use sides::ThemeSides;
pub use silence::{Nearest, Silence, SpokenOf, Unanswered, silence};
pub use thread::{Thread, trace, trace_finding};
