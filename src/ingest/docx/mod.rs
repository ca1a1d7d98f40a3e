//! Word: paragraphs, headings, lists with their labels as printed, tables, footnotes, text boxes.
//!
//! Word files have no pages; a citation of one names heading and paragraph. Text that tracked changes
//! deleted is left out, text they inserted is read. A footnote follows the paragraph that carries its mark, or the
//! list which that leads in.
//! Running heads and feet stand apart in the file and are not part of the text; nor are comments and hidden text.
//!
//! Read by hand rather than by a crate, because labels are what a finding is cited by: [`numbering`] counts every
//! list as Word does and prints "(a)" where Word prints "(a)".

mod body;
mod numbering;
mod styles;

use std::collections::BTreeMap;

use super::archive::Archive;
use super::own::is_own_file;
use super::xml::{self, Element};
use super::{Content, Ingested, Reader};
use crate::error::Unreadable;
use crate::model::{Page, Warning};

/// The reader of Word documents (DOCX).
pub struct Docx;

impl Reader for Docx {
    fn format(&self) -> &'static str {
        "Word"
    }

    fn takes(&self, content: Content, _extension: &str) -> bool {
        content == Content::Docx
    }

    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable> {
        let mut parts = Parts { archive: Archive::open(bytes)? };
        let main = parts.related("")?.remove("officeDocument").unwrap_or_else(|| "word/document.xml".into());
        let document = parts.element(&main)?.ok_or_else(|| Unreadable::Damaged("it holds no document".into()))?;
        let properties = parts.element("docProps/core.xml")?;
        if properties.as_ref().is_some_and(is_own_file) {
            return Err(Unreadable::Answer);
        }
        let related = parts.related(&main)?;
        let mut part = |kind: &str| related.get(kind).map_or(Ok(None), |name| parts.element(name));
        let styles = part("styles")?.map(|root| styles::Styles::read(&root)).unwrap_or_default();
        let numbering = part("numbering")?.map(|root| numbering::Numbering::read(&root)).unwrap_or_default();
        let (footnotes, endnotes) = (part("footnotes")?, part("endnotes")?);

        let notes = body::Notes::read(footnotes.as_ref(), endnotes.as_ref());
        let mut walk = body::Walk::new(&styles, &numbering, notes);
        if let Some(body) = document.child("w:body") {
            walk.blocks(body);
        }
        let mut warnings = Vec::new();
        if walk.deleted > 0 {
            warnings.push(Warning("tracked changes: deleted passages are left out, inserted ones are read".into()));
        }
        let title = properties.and_then(|root| Some(root.child("dc:title")?.text()));
        let title = title.map(|title| title.trim().to_owned()).filter(|title| !title.is_empty());
        Ok(Ingested {
            pages: vec![Page { number: None, lines: walk.finish() }],
            title,
            warnings,
            ..Ingested::default()
        })
    }
}

/// The parts of the archive, and how they hang together.
struct Parts<'a> {
    archive: Archive<'a>,
}

impl Parts<'_> {
    fn element(&mut self, name: &str) -> Result<Option<Element>, Unreadable> {
        self.archive.text(name)?.map(|text| xml::parse(&text)).transpose()
    }

    /// The parts that a part relates to, by the last word of the relation ("styles"); "" is the archive itself.
    fn related(&mut self, part: &str) -> Result<BTreeMap<String, String>, Unreadable> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let separator = if folder.is_empty() { "" } else { "/" };
        let Some(root) = self.element(&format!("{folder}{separator}_rels/{file}.rels"))? else {
            return Ok(BTreeMap::new());
        };
        let relation = |child: &Element| {
            let kind = child.attribute("Type")?.rsplit('/').next()?.to_owned();
            let target = child.attribute("Target")?;
            let name = match target.strip_prefix('/') {
                Some(absolute) => absolute.to_owned(),
                None => format!("{folder}{separator}{target}"),
            };
            Some((kind, name))
        };
        Ok(root.children().filter_map(relation).collect())
    }
}

/// Whether an on/off property is on: it is there and does not say otherwise.
fn is_on(property: &Element) -> bool {
    !matches!(property.attribute("w:val"), Some("0" | "false" | "off" | "none"))
}

/// The value of a property directly within.
fn value<'a>(element: &'a Element, name: &str) -> Option<&'a str> {
    element.child(name)?.attribute("w:val")
}

#[cfg(test)]
mod tests;
