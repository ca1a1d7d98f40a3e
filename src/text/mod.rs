//! Pure functions on `&str`: folding, labels, dates, words, sentences, stems, likeness, names of encodings, what steers a terminal.
//!
//! Nothing here knows what a finding is, and nothing here changes a text: words and sentences are byte ranges
//! of the text as printed, and normal forms (lower case, stems, n-grams) are made for the moment and thrown
//! away.
//!
//! ```
//! use lookback::text::{stem, words};
//!
//! let stems: Vec<String> = words("Reviewing multi-agency thresholds").map(|word| stem(word.text)).collect();
//! assert_eq!(stems, ["review", "multi-ag", "threshold"]);
//! ```

mod bounds;
mod council;
mod dates;
mod due;
mod encodings;
mod exemplified;
mod labels;
mod needles;
mod normalise;
mod numerals;
mod pattern;
mod sentences;
pub mod similarity;
mod steering;
mod stems;
mod stopwords;
mod words;

pub use council::without_sort;
pub use dates::{Dated, dates, may_hold_year};
pub use due::due_by;
pub use encodings::{USUAL_ENCODINGS, encoding_named};
#[cfg(test)]
pub(crate) use exemplified::hold_to_examples;
pub use exemplified::{Exemplified, Plain};
pub use labels::{Label, LabelKind, counted, is_label, label, starts_with_label, with_count};
pub use needles::{Extent, Needles, Seen};
pub use normalise::{after_unspaced, as_printed, fold, letters_and_digits, squeeze, unspaced, without_marks};
pub use numerals::Numeral;
pub use pattern::{Pattern, Patterns};
pub use sentences::sentences;
pub use steering::steers;
pub use stems::stem;
pub use stopwords::is_stopword;
pub use words::{Word, tokens, words};
