//! The lexicon of a corpus: what comes with the program, what an officer adds in `synonyms.toml`, and the words of its own
//! papers where `lookback vectors` placed them.

use std::borrow::Cow;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use super::{Lexicon, Vectors};
use crate::error::{Error, Result};

/// Name of the file that holds the words of a corpus's own papers, at its root.
pub const VECTORS_FILE: &str = "vectors.bin";

/// Name of the file that holds synonyms beside those of the program, at the root of a corpus.
pub const SYNONYMS_FILE: &str = "synonyms.toml";

impl Lexicon {
    /// The lexicon of the corpus in this folder.
    ///
    /// # Errors
    /// [`Error::Io`] when a file of its own words or synonyms cannot be read; [`Error::Config`] when one is not as it should be.
    pub fn of_corpus(corpus: &Path) -> Result<Cow<'static, Self>> {
        let own = own_words(corpus)?.map(|words| words.with_vectors(Self::builtin().vectors().clone()));
        let lexicon = own.map_or(Cow::Borrowed(Self::builtin()), Cow::Owned);
        let path = corpus.join(VECTORS_FILE);
        if !path.is_file() {
            return Ok(lexicon);
        }
        let bytes = fs::read(&path).map_err(|source| Error::Io { doing: "read", path: path.clone(), source })?;
        let own = Vectors::from_bytes(&bytes).map_err(|_| Error::Config {
            path,
            message: "it is not a table of this version; make it again with `lookback vectors`".into(),
        })?;
        let words = Self::builtin().vectors().with_words_of(&own);
        Ok(Cow::Owned(lexicon.into_owned().with_vectors(words)))
    }

    /// The synonyms of the corpus in this folder, without vectors: what a search needs.
    ///
    /// # Errors
    /// As [`of_corpus`](Self::of_corpus).
    pub fn of_search(corpus: &Path) -> Result<Arc<Self>> {
        Ok(own_words(corpus)?.map_or_else(Self::builtin_words, Arc::new))
    }
}

/// The synonyms of the program with those of a corpus; `None` where it has none of its own.
fn own_words(corpus: &Path) -> Result<Option<Lexicon>> {
    let path = corpus.join(SYNONYMS_FILE);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) if error.kind() == ErrorKind::InvalidData => {
            return Err(Error::Config { path, message: "it is not text in UTF-8".into() });
        }
        Err(source) => return Err(Error::Io { doing: "read", path, source }),
    };
    Lexicon::builtin_with(&text).map(Some).map_err(|message| Error::Config { path, message })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Use;

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

    #[test]
    fn synonyms_of_a_corpus_add_to_those_of_the_program_or_come_before_them() {
        let folder = tempfile::tempdir().unwrap();
        let write = |text: &str| fs::write(folder.path().join(SYNONYMS_FILE), text).unwrap();
        let builtin = Lexicon::of_search(folder.path()).unwrap();
        assert!(builtin.groups().eq(Lexicon::builtin().groups()));
        write(
            "[[group]]\nid = 'front-door'\nequivalents = ['Gateway team']\n\n\
             [[group]]\nid = 'our-hub'\nequivalents = ['Marlshire Hub', 'access centre']\n",
        );
        let own = Lexicon::of_search(folder.path()).unwrap();
        assert!(own.equivalents("gateway team").contains(&"MASH") && own.equivalents("mash").contains(&"Gateway team"));
        // What is named anew is no longer a way to say the front door.
        assert_eq!(own.equivalents("access centre"), ["Marlshire Hub"]);
        assert!(
            builtin.equivalents("mash").contains(&"access centre")
                && !own.equivalents("mash").contains(&"access centre")
        );
        let compared = Lexicon::of_corpus(folder.path()).unwrap();
        let mention = &compared.mentions("Calls to the Gateway Team wait.", Use::Compare)[0];
        assert_eq!((mention.concept, compared.vectors().len()), ("front-door", Lexicon::builtin().vectors().len()));
        write("[[group]]\nid = 'one'\nequivalents = ['only way']\n");
        let error = Lexicon::of_search(folder.path()).unwrap_err();
        assert!(matches!(&error, Error::Config { path, .. } if path.ends_with(SYNONYMS_FILE)), "{error:?}");
        assert!(error.to_string().contains("at least two"), "{error}");
    }
}
