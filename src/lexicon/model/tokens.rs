//! Which tokens is a text? The tokenizer of the model's own folder.

use tokenizers::{Tokenizer, TruncationParams};

use super::folder::Folder;
use crate::error::Result;

/// The tokenizer, and what is done to a text before.
#[derive(Debug)]
pub(super) struct Tokens {
    tokenizer: Tokenizer,
    prompt: String,
    lower_case: bool,
}

impl Tokens {
    /// Reads the tokenizer of a folder; a text gives `most` tokens at most.
    pub(super) fn of(folder: &Folder, most: usize) -> Result<Self> {
        let fails = |error: tokenizers::Error| folder.fails(&format!("its tokenizer.json could not be used: {error}"));
        let mut tokenizer: Tokenizer = folder.tokenizer.parse().map_err(fails)?;
        // The file says how its maker last used it: padding to 128 is common.
        tokenizer.with_padding(None);
        let truncation = TruncationParams { max_length: most, ..TruncationParams::default() };
        tokenizer.with_truncation(Some(truncation)).map_err(fails)?;
        Ok(Self { tokenizer, prompt: folder.prompt.clone(), lower_case: folder.lower_case })
    }

    /// The tokens of a text; `special` adds those that the model wants at both ends.
    pub(super) fn ids(&self, text: &str, special: bool) -> std::result::Result<Vec<u32>, String> {
        let mut text = format!("{}{text}", self.prompt);
        if self.lower_case {
            text = text.to_lowercase();
        }
        let encoding = self.tokenizer.encode_fast(text, special);
        encoding.map(|encoding| encoding.get_ids().to_vec()).map_err(|error| error.to_string())
    }

    /// One more than the greatest token there is.
    pub(super) fn bound(&self) -> usize {
        let greatest = self.tokenizer.get_vocab(true).into_values().max();
        greatest.map_or(0, |greatest| greatest as usize + 1)
    }

    /// The token for what is in no vocabulary, by its usual names.
    pub(super) fn unknown(&self) -> Option<u32> {
        ["[UNK]", "<unk>"].iter().find_map(|name| self.tokenizer.token_to_id(name))
    }
}
