//! What changed? The findings of two reviews, paired.
//!
//! [`pair`] takes the findings of an earlier and of a later review and says of each what became of it: asked
//! again in the same words or in others, split, merged, new, or not found again. Judgements are paired by area
//! and say how the grade moved. Every pair carries its evidence (likeness, runner-up, what is shared, the
//! redline) and a band: *certain* is what the tool would sign, *possible* is for a person to check.
//!
//! It stops at the text. "Not found" does not say that a matter was resolved; minutes, pins and pages are joined
//! to these answers by the rooms above. The parts, in the order in which they are used:
//!
//! | file | question |
//! |---|---|
//! | `polarity` | may these two be paired at all? |
//! | `terms` | what is a finding about? |
//! | [`Scorer`] | how alike are two findings, in letters and in concepts? |
//! | [`Weights`] | what has each measure to say? |
//! | [`Standing`] | how far does a pair stand out? |
//! | `subjects`, `particulars`, `contrary` | is the same said of another, or the opposite? |
//! | [`assign`], `pairing` | who goes with whom? |
//! | `weighing` | what stands out, measured once and under any settings? |
//! | [`Settings`] | where is the line, and why there? |
//! | `shared`, [`redline`] | what is the evidence? |
//! | [`Coverage`] | do the two say enough together to be signed? |
//! | `many`, `pieces` | and where there are thousands? |
//! | `judgements` | which grade moved, and which way? |
//! | `by_words` | what became of each finding? |
//! | [`Pinned`] | what has a person settled? |
//! | [`Passages`] | does a passage speak of what was asked? |
//! | `changes`, `order` | the answer, in the order an officer reads |
//! | [`evaluate`] | how good is it? |
//!
//! ```
//! use lookback::compare::{Settings, pair};
//! use lookback::lexicon::Lexicon;
//! use lookback::model::Finding;
//!
//! let none: &[Finding] = &[];
//! assert!(pair(none, none, Lexicon::builtin(), &Settings::default()).is_empty());
//! ```

mod assignment;
mod by_words;
mod changes;
mod contrary;
mod coverage;
mod evaluation;
mod frames;
mod judgements;
mod left_out;
mod many;
mod matrix;
mod mentions;
mod order;
mod pairing;
mod particulars;
mod pieces;
mod pinned;
mod polarity;
mod scorers;
mod settings;
mod shared;
mod standing;
mod subjects;
mod terms;
#[cfg(test)]
mod testing;
mod weighing;
mod weights;
mod wording;

pub use assignment::assign;
pub use changes::{pair, pair_pinned, ranking};
pub use coverage::Coverage;
pub use evaluation::{Case, Figures, Places, evaluate, links_made};
pub use judgements::judged_together;
pub use left_out::{Chosen, HELD, LeftOut, alone_left_out, left_out};
pub use matrix::Matrix;
pub use mentions::{Passages, Spoken};
pub use pinned::Pinned;
pub use scorers::{Company, Concepts, Letters, Meaning, Scorer, Words};
pub use settings::{CERTAIN, CERTAIN_LIKENESS, LEFT_OVER, NEAR_MISS, PAIRED, POSSIBLE, SAME_WORDS, Settings};
pub use standing::{Likenesses, Standing};
pub use terms::decides_a_matter;
pub use weights::{Weight, Weights};
pub use wording::redline;
