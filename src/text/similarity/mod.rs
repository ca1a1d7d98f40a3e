//! How alike do two texts read?
//!
//! Two measures that answer different questions. [`ratio`] asks whether two texts are the same letters but for
//! a slip: it sees order and every comma. [`TfIdf`] asks whether they speak of the same things: it sees which
//! features (words, concepts, runs of letters) they share, the rare ones counting most, and no order.
//!
//! ```
//! use lookback::text::similarity::{TfIdf, char_ngrams, ratio};
//!
//! let texts = ["define the role of early help", "early help has no clear role", "agree a recovery plan"];
//! let features: Vec<Vec<String>> = texts.iter().map(|text| char_ngrams(text, 3..=5)).collect();
//! let fitted = TfIdf::fit(&features);
//! assert!(fitted.cosine(0, 1) > fitted.cosine(0, 2));
//! assert!(ratio(texts[0], texts[1]) < 0.85);
//! ```

mod ngrams;
mod ratio;
mod sparse;
mod tfidf;

pub use ngrams::char_ngrams;
pub use ratio::{LetterCount, Spelling, ratio};
pub use sparse::Sparse;
pub use tfidf::TfIdf;
