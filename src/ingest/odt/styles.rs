//! What the styles of an OpenDocument text say of the paragraphs and words set in them.

use std::collections::BTreeMap;

use crate::ingest::xml::Element;

/// Styles build on each other at most this often; a ring of them ends here.
const LONGEST_CHAIN: usize = 24;

/// The styles of a document, by family ("paragraph", "text") and name.
#[derive(Debug, Default)]
pub struct Styles {
    by_family: BTreeMap<String, BTreeMap<String, Style>>,
}

#[derive(Debug, Default)]
struct Style {
    parent: Option<String>,
    bold: Option<bool>,
    hidden: Option<bool>,
    list: Option<String>,
}

impl Styles {
    /// Reads the styles of the parts that hold them, later ones over earlier ones.
    pub fn read(roots: &[&Element]) -> Self {
        let mut styles = Self::default();
        for element in roots.iter().flat_map(|root| root.all("style:style")) {
            let (Some(family), Some(name)) = (element.attribute("style:family"), element.attribute("style:name"))
            else {
                continue;
            };
            let text = |attribute: &str| element.child("style:text-properties")?.attribute(attribute);
            let style = Style {
                parent: element.attribute("style:parent-style-name").map(str::to_owned),
                bold: text("fo:font-weight").map(is_bold),
                hidden: text("text:display").map(|display| display == "none"),
                list: element.attribute("style:list-style-name").map(str::to_owned),
            };
            styles.by_family.entry(family.to_owned()).or_default().insert(name.to_owned(), style);
        }
        styles
    }

    /// Whether words in this style are bold; `None` when it does not say.
    pub fn bold(&self, family: &str, name: &str) -> Option<bool> {
        self.chain(family, name).find_map(|(_, style)| style.bold)
    }

    /// Whether words in this style are hidden.
    pub fn hidden(&self, family: &str, name: &str) -> bool {
        self.chain(family, name).find_map(|(_, style)| style.hidden) == Some(true)
    }

    /// The list style of paragraphs in this style.
    pub fn list<'a>(&'a self, name: &str) -> Option<&'a str> {
        self.chain("paragraph", name).find_map(|(_, style)| style.list.as_deref()).filter(|list| !list.is_empty())
    }

    /// Whether a paragraph style, or one it builds on, is that of titles.
    pub fn is_title(&self, name: &str) -> bool {
        name == "Title" || self.chain("paragraph", name).any(|(name, _)| name == "Title")
    }

    /// A style's name and what it says, then those it builds on.
    fn chain(&self, family: &str, name: &str) -> impl Iterator<Item = (&str, &Style)> + use<'_> {
        let styles = self.by_family.get(family);
        let look = move |name: &str| styles?.get_key_value(name).map(|(name, style)| (name.as_str(), style));
        std::iter::successors(look(name), move |(_, style)| look(style.parent.as_deref()?)).take(LONGEST_CHAIN)
    }
}

fn is_bold(weight: &str) -> bool {
    weight == "bold" || weight.parse::<u32>().is_ok_and(|weight| weight >= 600)
}
