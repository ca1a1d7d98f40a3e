//! What the styles of a Word document say of the paragraphs set in them: heading, list, bold.

use std::collections::BTreeMap;

use super::{is_on, value};
use crate::ingest::xml::Element;

/// Styles build on each other at most this often; a ring of them ends here.
const LONGEST_CHAIN: usize = 24;

/// The styles of a document, by identifier.
#[derive(Debug, Default)]
pub struct Styles {
    by_id: BTreeMap<String, Style>,
}

#[derive(Debug, Default)]
struct Style {
    name: String,
    based_on: Option<String>,
    properties: Properties,
}

/// What a style, or a paragraph itself, says.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Properties {
    /// Level of the heading, from 1; 10 is Word's "body text".
    pub outline: Option<u8>,
    /// Identifier of the list; "0" takes a paragraph out of the list of its style.
    pub list: Option<String>,
    /// Depth in the list, from 0.
    pub depth: Option<u8>,
    /// Whether the text is bold.
    pub bold: Option<bool>,
    /// Whether the text is hidden.
    pub hidden: Option<bool>,
}

impl Properties {
    /// Reads what an element says that holds paragraph properties, run properties or both.
    pub fn read(paragraph: Option<&Element>, run: Option<&Element>) -> Self {
        let numbering = paragraph.and_then(|properties| properties.child("w:numPr"));
        let outline = paragraph.and_then(|properties| value(properties, "w:outlineLvl")?.parse::<u8>().ok());
        let toggle = |name: &str| run.and_then(|properties| properties.child(name)).map(is_on);
        Self {
            outline: outline.map(|level| level.saturating_add(1)),
            list: numbering.and_then(|list| value(list, "w:numId")).map(str::to_owned),
            depth: numbering.and_then(|list| value(list, "w:ilvl")?.parse().ok()),
            bold: toggle("w:b"),
            hidden: toggle("w:vanish"),
        }
    }

    /// These properties, and where they say nothing, those of what they build on.
    fn or(self, base: &Self) -> Self {
        Self {
            outline: self.outline.or(base.outline),
            list: self.list.or_else(|| base.list.clone()),
            depth: self.depth.or(base.depth),
            bold: self.bold.or(base.bold),
            hidden: self.hidden.or(base.hidden),
        }
    }
}

impl Styles {
    /// Reads the part of the document that holds the styles.
    pub fn read(root: &Element) -> Self {
        let style = |element: &Element| {
            let id = element.attribute("w:styleId")?.to_owned();
            let name = value(element, "w:name").unwrap_or_default().to_lowercase();
            let mut properties = Properties::read(element.child("w:pPr"), element.child("w:rPr"));
            properties.outline = properties.outline.or_else(|| outline_of_name(&name));
            Some((id, Style { name, based_on: value(element, "w:basedOn").map(str::to_owned), properties }))
        };
        Self { by_id: root.children().filter(|child| &*child.name == "w:style").filter_map(style).collect() }
    }

    /// What a style says together with those it builds on.
    pub fn properties(&self, id: &str) -> Properties {
        self.chain(id).fold(Properties::default(), |so_far, style| so_far.or(&style.properties))
    }

    /// Whether a style, or one it builds on, is that of titles.
    pub fn is_title(&self, id: &str) -> bool {
        self.chain(id).any(|style| style.name == "title")
    }

    /// The style's identifier and those it builds on.
    pub fn ancestry<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a str> {
        std::iter::successors(Some(id), |id| self.by_id.get(*id)?.based_on.as_deref()).take(LONGEST_CHAIN)
    }

    fn chain<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Style> {
        self.ancestry(id).filter_map(|id| self.by_id.get(id))
    }
}

/// Word's own styles are called "heading 1" whatever the language of the program.
fn outline_of_name(name: &str) -> Option<u8> {
    name.strip_prefix("heading ")?.parse().ok().filter(|level| (1..=9).contains(level))
}
