//! Which questions together make this answer?
//!
//! The rooms below each answer one question; here they are put together: [`compare_reviews`] names two reviews, fetches
//! their findings and says what changed; [`trace`] follows a matter through every paper, oldest first;
//! [`name_reviews`] knows what a person means by "2015"; [`evaluation`] holds what was found against labels; [`verification`]
//! looks every quote up in its paper; [`correction_states`] says what became of corrections.

mod comparison;
mod corrections;
pub mod evaluation;
mod naming;
mod scope;
mod thread;
pub mod verification;

pub use comparison::{Narrow, compare_reviews};
pub use corrections::{CorrectionState, correction_states};
pub use naming::{Name, known_reviews, name_reviews};
pub use thread::{Thread, trace};
