//! What the bytes of a paper do not tell, so that a person may have to say how it is read.

use serde::{Deserialize, Serialize};

/// What the bytes of a paper do not tell, and how they were taken.
///
/// It goes with the paper, so that what a person said of it once holds until the paper is read anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Untold {
    /// In which encoding a text is.
    Encoding {
        /// The encoding it was read in, by its name in the Encoding Standard: "macintosh".
        name: String,
        /// Who named it; `None` where it was guessed.
        named: Option<NamedBy>,
    },
    /// What stands on pages that are pictures.
    Scan {
        /// How many such pages there are.
        pages: u32,
        /// Mean confidence of the words read by OCR, in per cent from 0 to 100; `None` when nothing was.
        confidence: Option<u8>,
    },
}

/// Where an encoding was named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NamedBy {
    /// In `lookback.toml`, of this paper: it holds as long as it stands there.
    Settings,
    /// For one run, of all papers that do not tell: it holds until they are all read again.
    Run,
}

impl Untold {
    /// Whether any of the text was read by OCR, so that quotes want checking against the paper.
    pub fn is_ocr(&self) -> bool {
        matches!(self, Self::Scan { confidence: Some(_), .. })
    }
}
