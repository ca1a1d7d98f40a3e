//! How alike do two texts mean? A sentence model from a folder of the user's own, if one is named.
//!
//! Whoever compares texts sees [`Sentences`] and nothing else: vectors whose cosine says how alike the texts are. What
//! stands behind it is a matter of this room. Without a model a [`super::Lexicon`] has none, and everything works. With
//! the feature `model`, [`open()`] reads the folder of any sentence model of the BERT kind, or a table of model2vec, and
//! keeps the vectors it made in the folder of the index. Nothing is ever fetched.
//!
//! | file | question |
//! |---|---|
//! | `folder` | what is in the folder, and can it be used? |
//! | `tokens` | which tokens is a text? |
//! | `bert`, `table` | what vector is a text? |
//! | `kept` | which vectors were made before? |
//! | `opened` | all of it together, for [`Sentences`] |
//!
//! ```
//! use lookback::lexicon::Lexicon;
//!
//! assert!(Lexicon::builtin().model().is_none());
//! ```

#[cfg(feature = "model")]
mod bert;
#[cfg(feature = "model")]
mod folder;
// It needs no model: its tests run without the feature.
#[cfg(any(feature = "model", test))]
mod kept;
#[cfg(feature = "model")]
mod opened;
#[cfg(feature = "model")]
mod table;
#[cfg(feature = "model")]
mod tokens;

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use crate::error::Result;

/// Which model it is, as an answer says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// The folder, as it was named.
    pub folder: String,
    /// SHA-256 of the weights, in hexadecimal: what `sha256sum model.safetensors` prints.
    pub sha256: String,
}

/// "models/minilm (SHA-256 53aa51172d142c89…)", the hash in full.
impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} (SHA-256 {})", self.folder, self.sha256)
    }
}

/// Turns texts into vectors that are near where the texts mean the same.
pub trait Sentences: fmt::Debug + Send + Sync {
    /// Which model it is.
    fn identity(&self) -> &Identity;

    /// Mean and standard deviation of the cosine of two texts that have nothing to do with each other.
    ///
    /// Every model has its own: under one 0.3 is next to nothing, under another it is much.
    fn usual(&self) -> (f32, f32);

    /// A vector of length 1 for each text, in their order; the same text gives the same vector, whatever stands beside it.
    ///
    /// A text the model cannot take gives zeros, which are like nothing; [`Sentences::fault`] then says why.
    fn vectors(&self, texts: &[&str]) -> Vec<Vec<f32>>;

    /// The first trouble met since the model was opened; `None` where there was none.
    fn fault(&self) -> Option<String> {
        None
    }
}

/// Opens the model in a folder. Vectors are kept in the folder `kept`, where they are found the next time; `None` keeps them
/// for this run only.
///
/// # Errors
/// [`crate::Error::Model`] when this build has no sentence models, when the folder does not hold one that can be used, and
/// when the model fails at a first try.
pub fn open(folder: &Path, kept: Option<&Path>) -> Result<Arc<dyn Sentences>> {
    #[cfg(feature = "model")]
    {
        Ok(Arc::new(opened::Opened::open(folder, kept)?))
    }
    #[cfg(not(feature = "model"))]
    {
        let _ = kept;
        Err(crate::Error::Model {
            path: folder.to_owned(),
            message: "this build of lookback does not read sentence models".into(),
            hint:
                "install one that does: `cargo install --path . --features model` in the source of lookback; or leave \
                   out `--model` (and LOOKBACK_MODEL): everything works without"
                    .into(),
        })
    }
}
