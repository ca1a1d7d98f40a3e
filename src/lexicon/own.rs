//! The lexicon of a corpus: what comes with the program, and the words of its own papers where `lookback vectors` placed them.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use super::{Lexicon, Vectors};
use crate::error::{Error, Result};

/// Name of the file that holds the words of a corpus's own papers, at its root.
pub const VECTORS_FILE: &str = "vectors.bin";

impl Lexicon {
    /// The lexicon of the corpus in this folder.
    ///
    /// # Errors
    /// [`Error::Io`] when the table of its own words cannot be read; [`Error::Config`] when it is not one of this version.
    pub fn of_corpus(corpus: &Path) -> Result<Cow<'static, Self>> {
        let path = corpus.join(VECTORS_FILE);
        if !path.is_file() {
            return Ok(Cow::Borrowed(Self::builtin()));
        }
        let bytes = fs::read(&path).map_err(|source| Error::Io { doing: "read", path: path.clone(), source })?;
        let own = Vectors::from_bytes(&bytes).map_err(|_| Error::Config {
            path,
            message: "it is not a table of this version; make it again with `lookback vectors`".into(),
        })?;
        let words = Self::builtin().vectors().with_words_of(&own);
        Ok(Cow::Owned(Self::builtin().clone().with_vectors(words)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_corpus_stand_beside_those_of_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let known = Lexicon::builtin().vectors();
        assert_eq!(Lexicon::of_corpus(folder.path()).unwrap().vectors().len(), known.len());
        let row = vec![1.0; known.dimensions()];
        let own = Vectors::new(known.dimensions(), vec!["Marlshire".into()], vec![("icecast".into(), 1.0, row)]);
        fs::write(folder.path().join(VECTORS_FILE), own.to_bytes()).unwrap();
        let both = Lexicon::of_corpus(folder.path()).unwrap();
        assert!(both.vectors().of("icecast").is_some() && both.vectors().len() == known.len() + 1);
        fs::write(folder.path().join(VECTORS_FILE), "no table").unwrap();
        assert!(Lexicon::of_corpus(folder.path()).unwrap_err().to_string().contains("lookback vectors"));
    }
}
