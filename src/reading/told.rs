//! What is said of a paper from outside, by an officer or for one run.

use crate::ingest::{Hints, encoding_named};
use crate::settings::Given;

/// What is said of a paper beside its bytes and its name: what `lookback.toml` gives of it, and what is to be done where
/// its bytes do not tell how they are read.
///
/// ```
/// use lookback::ingest::Hints;
/// use lookback::reading::Told;
///
/// let read_scans = Told::from(Hints { ocr: true, ..Hints::default() });
/// assert!(read_scans.given().title.is_none());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    given: Given,
    hints: Hints,
}

impl Told {
    /// What an officer has given of a paper, and what is said of all papers. An encoding that is given counts before one
    /// that is said of all; a name that no encoding has counts for nothing.
    pub fn new(given: Given, hints: Hints) -> Self {
        let own_encoding = given.encoding.as_deref().and_then(encoding_named).or(hints.own_encoding);
        Self { given, hints: Hints { own_encoding, ..hints } }
    }

    /// What an officer has given of the paper.
    pub fn given(&self) -> &Given {
        &self.given
    }

    /// How it is read where its bytes do not tell.
    pub fn hints(&self) -> Hints {
        self.hints
    }
}

impl From<Hints> for Told {
    /// Only how it is to be read.
    fn from(hints: Hints) -> Self {
        Self::new(Given::default(), hints)
    }
}
