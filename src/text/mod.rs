//! Pure functions on `&str`: words, sentences, stems, likeness.
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

mod sentences;
pub mod similarity;
mod stems;
mod stopwords;
mod words;

pub use sentences::sentences;
pub use stems::stem;
pub use stopwords::is_stopword;
pub use words::{Word, tokens, words};
