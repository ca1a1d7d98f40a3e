//! What is said of a paper from outside, by an officer or for one run.

use crate::ingest::Hints;
use crate::settings::Given;

/// What is said of a paper beside its bytes and its name: what `lookback.toml` gives of it, and what is to be done where
/// its bytes do not tell how they are read.
///
/// ```
/// use lookback::ingest::Hints;
/// use lookback::reading::Told;
///
/// let read_scans = Told::from(Hints { ocr: true, ..Hints::default() });
/// assert!(read_scans.given.title.is_none());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    /// What an officer has given of the paper.
    pub given: Given,
    /// How it is read where its bytes do not tell.
    pub hints: Hints,
}

impl From<Hints> for Told {
    /// Only how it is to be read.
    fn from(hints: Hints) -> Self {
        Self { hints, ..Self::default() }
    }
}
