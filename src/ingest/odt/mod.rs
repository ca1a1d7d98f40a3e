//! OpenDocument text: paragraphs, headings, lists with their labels as printed, tables, notes, text boxes.
//!
//! Like Word files these have no pages of their own. Tracked deletions stand apart in the file and are not read; nor
//! are running heads and feet, comments, hidden sections and the descriptions of pictures.

mod body;
mod lists;
mod styles;

use super::archive::Archive;
use super::xml::{self, Element};
use super::{Content, Ingested, Reader};
use crate::error::Unreadable;
use crate::model::{Page, Warning};

/// The reader of OpenDocument texts (ODT).
pub struct Odt;

impl Reader for Odt {
    fn format(&self) -> &'static str {
        "OpenDocument"
    }

    fn takes(&self, content: Content, _extension: &str) -> bool {
        content == Content::Odt
    }

    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable> {
        let mut archive = Archive::open(bytes)?;
        let mut part = |name: &str| archive.text(name);
        if part("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
            return Err(Unreadable::Encrypted);
        }
        let parsed = |text: Option<String>| text.map(|text| xml::parse(&text)).transpose();
        let content = parsed(part("content.xml")?)?.ok_or_else(|| Unreadable::Damaged("it holds no content".into()))?;
        let common = parsed(part("styles.xml")?)?;
        let title = parsed(part("meta.xml")?)?
            .and_then(|meta| Some(meta.at(&["office:meta", "dc:title"])?.text().trim().to_owned()))
            .filter(|title| !title.is_empty());

        let roots: Vec<&Element> = common.iter().chain([&content]).collect();
        let styles = styles::Styles::read(&roots);
        let definitions = lists::Definitions::read(&roots);
        let mut walk = body::Walk::new(&styles, &definitions);
        let mut warnings = Vec::new();
        if let Some(text) = content.at(&["office:body", "office:text"]) {
            if !text.all("text:deletion").is_empty() {
                warnings.push(Warning("tracked changes: deleted passages are left out, inserted ones are read".into()));
            }
            walk.blocks(text);
        }
        Ok(Ingested {
            pages: vec![Page { number: None, lines: walk.finish() }],
            title,
            warnings,
            ..Ingested::default()
        })
    }
}

#[cfg(test)]
mod tests;
