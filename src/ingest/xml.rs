//! XML as a small tree, built without recursion and within limits.
//!
//! Elements go by their prefixed names ("w:p", "text:h"): office programs all write the usual prefixes. Because
//! the depth is limited here, those who walk the tree may recurse.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::limits::{MAX_XML_DEPTH, MAX_XML_NODES};
use crate::error::Unreadable;

/// An element with what is in it.
#[derive(Debug, Default)]
pub struct Element {
    /// The name with its prefix.
    pub name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    /// What is in it, in order.
    pub nodes: Vec<Node>,
}

/// What an element is made of.
#[derive(Debug)]
pub enum Node {
    /// An element within.
    Element(Element),
    /// Text, with its references resolved.
    Text(String),
}

impl Element {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| **own == *name).map(|(_, value)| &**value)
    }

    /// The elements directly within.
    pub fn children(&self) -> impl DoubleEndedIterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first element of this name directly within.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children().find(|child| *child.name == *name)
    }

    /// The element reached through these names, one within the other.
    pub fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// All elements of this name within, at any depth, in order; not those within one of that name.
    pub fn all<'a>(&'a self, name: &str) -> Vec<&'a Element> {
        let mut found = Vec::new();
        let mut open: Vec<&Element> = self.children().rev().collect();
        while let Some(element) = open.pop() {
            if *element.name == *name {
                found.push(element);
            } else {
                open.extend(element.children().rev());
            }
        }
        found
    }

    /// All text within, at any depth.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut open: Vec<&Node> = self.nodes.iter().rev().collect();
        while let Some(node) = open.pop() {
            match node {
                Node::Text(piece) => text.push_str(piece),
                Node::Element(element) => open.extend(element.nodes.iter().rev()),
            }
        }
        text
    }
}

/// Reads XML and gives its outermost element.
///
/// # Errors
/// [`Unreadable::Damaged`] when it is not well formed, [`Unreadable::TooLarge`] when it is nested deeper than
/// [`MAX_XML_DEPTH`] or has more than [`MAX_XML_NODES`] parts.
pub fn parse(text: &str) -> Result<Element, Unreadable> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    // The first is the document itself; the elements that are open follow.
    let mut open = vec![Element::default()];
    let mut nodes = 0;
    loop {
        let event = reader.read_event().map_err(|error| Unreadable::Damaged(error.to_string()))?;
        nodes += 1;
        if nodes > MAX_XML_NODES {
            return Err(Unreadable::TooLarge(format!("more than {MAX_XML_NODES} parts in its XML")));
        }
        match event {
            Event::Start(start) => {
                if open.len() > MAX_XML_DEPTH {
                    return Err(Unreadable::TooLarge(format!("elements nested more than {MAX_XML_DEPTH} deep")));
                }
                open.push(element(&start));
            }
            Event::Empty(start) => add(&mut open, Node::Element(element(&start))),
            Event::End(_) => {
                let closed = open.pop().unwrap_or_default();
                add(&mut open, Node::Element(closed));
            }
            Event::Text(piece) => add_text(&mut open, &piece.xml10_content()),
            Event::CData(piece) => add_text(&mut open, &piece.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().ok().flatten();
                let named = || quick_xml::escape::resolve_predefined_entity(&reference);
                match character {
                    Some(character) => add_text(&mut open, character.encode_utf8(&mut [0; 4])),
                    None => add_text(&mut open, named().unwrap_or_default()),
                }
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let mut document = open.swap_remove(0);
    if !open.is_empty() {
        return Err(Unreadable::Damaged("its XML breaks off".into()));
    }
    let root = document.nodes.drain(..).find_map(|node| match node {
        Node::Element(element) => Some(element),
        Node::Text(_) => None,
    });
    root.ok_or_else(|| Unreadable::Damaged("there is nothing in its XML".into()))
}

fn element(start: &BytesStart<'_>) -> Element {
    let attributes = start.attributes().flatten().map(|attribute| {
        let value = attribute.normalized_value(quick_xml::XmlVersion::Explicit1_0);
        let value = value.map_or_else(|_| attribute.value.as_ref().into(), |value| value.as_ref().into());
        (attribute.key.as_ref().into(), value)
    });
    Element { name: start.name().as_ref().into(), attributes: attributes.collect(), nodes: Vec::new() }
}

fn add(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.nodes.push(node);
    }
}

fn add_text(open: &mut [Element], piece: &str) {
    let Some(parent) = open.last_mut() else { return };
    match parent.nodes.last_mut() {
        Some(Node::Text(text)) => text.push_str(piece),
        _ => parent.nodes.push(Node::Text(piece.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_its_order_and_its_references() {
        let root = parse("<a>x &amp; <b c='&#163;6'>y</b><![CDATA[<z>]]></a>").unwrap();
        assert_eq!(root.text(), "x & y<z>");
        assert_eq!(root.child("b").and_then(|b| b.attribute("c")), Some("£6"));
    }

    #[test]
    fn what_is_broken_or_endless_is_refused() {
        assert!(matches!(parse("<a><b></a>"), Err(Unreadable::Damaged(_))));
        assert!(matches!(parse("<a><b>"), Err(Unreadable::Damaged(_))));
        assert!(matches!(parse(""), Err(Unreadable::Damaged(_))));
        assert!(matches!(parse(&"<a>".repeat(100_000)), Err(Unreadable::TooLarge(_))));
        assert!(matches!(parse(&format!("<a>{}</a>", "<b/>".repeat(MAX_XML_NODES))), Err(Unreadable::TooLarge(_))));
    }
}
