//! RTF: paragraphs, headings, lists with the labels printed in the file, tables, footnotes.
//!
//! The one format in which the program that wrote the file also wrote each label as it printed it (`\listtext`), so
//! nothing is counted here. Running heads and feet, comments, hidden and deleted text are not read. Letters come in
//! the encoding of their font, or as Unicode with a stand-in for older programs, which is skipped.
//!
//! Source: Rich Text Format specification 1.9.1.

mod document;
mod fonts;
mod grid;
mod tokens;

use super::{Content, Ingested, Reader};
use crate::error::Unreadable;
use crate::model::{Page, Warning};

/// The reader of rich text (RTF).
pub struct Rtf;

impl Reader for Rtf {
    fn format(&self) -> &'static str {
        "RTF"
    }

    fn takes(&self, content: Content, _extension: &str) -> bool {
        content == Content::Rtf
    }

    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable> {
        let document = document::read(bytes)?;
        let mut warnings = Vec::new();
        if document.deleted {
            warnings.push(Warning("tracked changes: deleted passages are left out, inserted ones are read".into()));
        }
        if document.unclosed {
            warnings.push(Warning("damaged: the file breaks off".into()));
        }
        Ok(Ingested {
            pages: vec![Page { number: None, lines: document.lines }],
            title: document.title,
            warnings,
            ..Ingested::default()
        })
    }
}

#[cfg(test)]
mod tests;
