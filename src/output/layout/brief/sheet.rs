//! The page of a briefing while it is written: every paper that is cited gets the next number, and its place in the list.

use std::collections::BTreeMap;

use crate::model::{Citation, Document};
use crate::output::page::{Link, Part, Point, Quote, Source, Span, unmarked};
use crate::output::{Page, Register};

/// A page whose papers are numbered as they come.
pub(super) struct Sheet<'a> {
    pub page: Page,
    register: &'a Register<'a>,
    /// The papers cited, by path, with their numbers.
    numbers: BTreeMap<String, usize>,
    order: Vec<Paper>,
}

struct Paper {
    id: String,
    path: String,
    label: String,
}

impl<'a> Sheet<'a> {
    pub fn new(title: String, register: &'a Register<'a>) -> Self {
        Self { page: Page::new(title), register, numbers: BTreeMap::new(), order: Vec::new() }
    }

    /// The number of the paper of a citation.
    pub fn number(&mut self, at: &Citation) -> usize {
        let date = at.date.map_or_else(String::new, |date| format!(", {}", date.long()));
        self.number_of(&at.document, &at.path, || format!("{}{date}", at.kind.label()))
    }

    /// The number of a paper.
    pub fn number_of_paper(&mut self, document: &Document) -> usize {
        let date = document.date.map_or_else(String::new, |date| format!(", {}", date.long()));
        self.number_of(&document.id, &document.path, || format!("{}{date}", document.kind.label()))
    }

    fn number_of(&mut self, id: &str, path: &str, label: impl FnOnce() -> String) -> usize {
        if let Some(number) = self.numbers.get(path) {
            return *number;
        }
        self.order.push(Paper { id: id.to_owned(), path: path.to_owned(), label: label() });
        self.numbers.insert(path.to_owned(), self.order.len());
        self.order.len()
    }

    /// How many papers are cited.
    pub fn cited(&self) -> usize {
        self.order.len()
    }

    /// Adds words as printed, with their citation and number.
    pub fn quote(&mut self, label: impl Into<String>, text: &str, at: &Citation) {
        self.put(label.into(), text, at, None, 0);
    }

    /// Adds words that answer those above them.
    pub fn answer(&mut self, label: impl Into<String>, text: &str, at: &Citation) {
        self.put(label.into(), text, at, None, 1);
    }

    /// Adds words as printed, naming who said them before the citation.
    pub fn quote_of(&mut self, label: impl Into<String>, text: &str, at: &Citation, who: Option<&str>) {
        self.put(label.into(), text, at, who, 0);
    }

    fn put(&mut self, label: String, text: &str, at: &Citation, who: Option<&str>, depth: u8) {
        let reference = Some(self.number(at));
        let who = who.map(|who| format!("{who}: ")).unwrap_or_default();
        let source = Some(format!("{who}{at}"));
        let (label, words) = (Some(label).filter(|label| !label.is_empty()), unmarked(text));
        let link = Some(Link::new(at, text));
        self.page.parts.push(Part::Quote(Quote { label, words, quoted: true, source, link, reference, depth }));
    }

    /// A short point about a passage that stands in full under this item.
    pub fn point(&mut self, label: &str, words: String, item: usize, at: &Citation) -> Point {
        let reference = Some(self.number(at));
        let date = at.date.map_or_else(String::new, |date| format!(", {}", date.short()));
        let source = Some(format!("{}{date}; item {item}", at.kind.label()));
        Point { label: Some(label.to_owned()), words: vec![Span::Plain(words)], source, reference }
    }

    /// Something to know, and where it is said.
    pub fn note(&mut self, what: &str, at: &Citation) {
        let at = self.cited_at(at);
        self.page.note(format!("{what}: {at}."));
    }

    /// A citation with its number, for a cell of a table.
    pub fn cited_at(&mut self, at: &Citation) -> String {
        let number = self.number(at);
        format!("{at} [{number}]")
    }

    /// The list of papers, as far as they were cited.
    pub fn sources(&mut self) {
        let source = |(number, paper): (usize, &Paper)| {
            let document = self.register.document(&paper.id);
            let title = document.and_then(|document| document.title.clone());
            let committee = document.and_then(|document| document.committee.clone());
            let title = title.map_or_else(String::new, |title| format!(": {title}"));
            let committee = committee.map_or_else(String::new, |name| format!("{name}, "));
            Source { number, title: format!("{}{title}", paper.label), place: format!("{committee}{}", paper.path) }
        };
        let sources = (1..).zip(&self.order).map(source).collect();
        self.page.parts.push(Part::Sources(sources));
    }
}
