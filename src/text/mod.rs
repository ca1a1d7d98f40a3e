//! Pure functions on `&str`: folding, labels, dates, words, sentences, stems, likeness.

mod dates;
mod labels;
mod normalise;

pub use dates::{Dated, dates};
pub use labels::{Label, LabelKind, is_label, label, starts_with_label};
pub use normalise::{fold, letters_and_digits, squeeze};
