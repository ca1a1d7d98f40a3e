//! How does the sector say it? Synonyms, and finding them in text.
//!
//! "MASH", "front door" and "contact, referral and assessment" name one thing. A [`Lexicon`] knows such groups
//! (`synonyms.toml`, where each has its example) and finds their mentions in a text: search widens a query by
//! them, comparison puts one token in the place of all of them. It stops at meaning: whether two texts that
//! mention one thing ask the same of it is for [`crate::compare`] to say.
//!
//! ```
//! use lookback::lexicon::{Lexicon, Use};
//!
//! let lexicon = Lexicon::builtin();
//! let text = "Contacts at the MASH wait.";
//! let mention = &lexicon.mentions(text, Use::Compare)[0];
//! assert_eq!((mention.concept, &text[mention.range.clone()]), ("front-door", "MASH"));
//! assert!(lexicon.equivalents("front door").contains(&"MASH"));
//! ```

pub mod model;
mod own;
mod packed;
mod synonyms;
mod training;
mod vectors;

pub use model::{Identity, Sentences};
pub use own::{SYNONYMS_FILE, VECTORS_FILE};
pub(crate) use synonyms::is_acronym;
pub use synonyms::{Group, Lexicon, Mention, Use};
pub use training::Training;
pub use vectors::Vectors;
pub(crate) use vectors::stems_of;
