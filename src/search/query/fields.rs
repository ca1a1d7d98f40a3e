//! The fields of a query: which there are, what their values may be, and what they ask for.
//!
//! To add a field, add a line to [`FIELDS`] and a match arm to [`filter`].

use std::ops::Range;

use super::Trouble;
use super::ranges::{Bounds, dates, due, is_range, numbers};
use crate::model::{Date, DocumentKind, FindingKind, slug};
use crate::text::without_sort;

/// The fields there are, with an example that a test reads.
pub(super) const FIELDS: [(&str, &str); 13] = [
    ("kind", "kind:priority"),
    ("year", "year:2011..2015"),
    ("date", "date:2015-04"),
    ("council", "council:marlshire"),
    ("committee", "committee:scrutiny"),
    ("body", "body:ofsted"),
    ("doc", "doc:minutes"),
    ("page", "page:3"),
    ("theme", "theme:early_help"),
    ("strength", "strength:>=3"),
    ("owner", "owner:director"),
    ("due", "due:2019"),
    ("status", "status:overdue"),
];

/// A condition on the paper or on what stands in the passage.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Filter {
    /// The paper is of one of these kinds, or such a finding stands in the passage: names as in JSON.
    Kind(Vec<&'static str>),
    /// The paper may be dated within one of these spans.
    Date(Vec<Bounds<Date>>),
    /// The passage begins on one of these physical pages.
    Page(Vec<Bounds<u32>>),
    /// A sure finding stands in the passage that asks so hard, 1 (note) to 5 (recommend, with an owner or a date).
    Strength(Vec<Bounds<u32>>),
    /// What is to be done by a day that is certain, within one of these spans.
    Due(Vec<Bounds<Date>>),
    /// The passage carries one of these themes of the codebook.
    Theme(Vec<Name>),
    /// A name has these words.
    Name {
        /// Whose name.
        field: NameField,
        /// The names wanted, any of them.
        names: Vec<Name>,
    },
}

/// What a filter by name looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameField {
    /// The council of the paper.
    Council,
    /// The committee whose paper it is.
    Committee,
    /// Who reviewed: of the paper's own review, or of a finding in the passage.
    Body,
    /// Identifier or path of the document.
    Document,
    /// Who is to act, as printed.
    Owner,
    /// By when, as printed.
    Due,
    /// How far it has come, as the table says.
    Status,
}

impl NameField {
    /// What a condition on it asks for, before the name: "a paper of the council".
    pub fn asks(self) -> &'static str {
        match self {
            Self::Council => "a paper of the council",
            Self::Committee => "a paper of the committee",
            Self::Body => "a review by",
            Self::Document => "a paper named",
            Self::Owner => "to be done by",
            Self::Due => "due",
            Self::Status => "with the status",
        }
    }
}

/// A name as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As typed, without a star at its end.
    pub typed: String,
    /// Its words in lower case. Never empty.
    pub words: Vec<String>,
    /// Whether the last word is only the beginning of one.
    pub prefix: bool,
}

impl Name {
    /// A name as typed, with whether only its beginning is; `None` when there is no word in it.
    fn of(typed: &str, prefix: bool) -> Option<Self> {
        let words: Vec<String> = slug(typed).split('-').filter(|word| !word.is_empty()).map(str::to_owned).collect();
        (!words.is_empty()).then(|| Self { typed: typed.to_owned(), words, prefix })
    }

    /// The name of a council without what sort of council it is: papers call it by either.
    pub fn without_sort(&self) -> Option<Self> {
        Self::of(&without_sort(&self.typed), self.prefix).filter(|short| short.words != self.words)
    }

    /// Whether a name, given as a slug, is this one: word for word.
    pub fn is(&self, slug: &str) -> bool {
        !self.prefix && self.words.iter().map(String::as_str).eq(slug.split('-'))
    }

    /// Whether the words stand side by side in a name given as a slug.
    pub fn is_within(&self, slug: &str) -> bool {
        let words: Vec<&str> = slug.split('-').collect();
        words.windows(self.words.len()).any(|window| {
            let mut pairs = window.iter().zip(&self.words).rev();
            let last = pairs
                .next()
                .is_some_and(|(word, wanted)| *word == wanted || (self.prefix && word.starts_with(wanted.as_str())));
            last && pairs.all(|(word, wanted)| word == wanted)
        })
    }
}

/// Reads a field with its values.
pub(super) fn filter(text: &str, name: Range<usize>, values: &[Range<usize>]) -> Result<Filter, Trouble> {
    let names = |field| -> Result<Filter, Trouble> {
        let names = values.iter().map(|value| read_name(text, value)).collect::<Result<_, _>>()?;
        Ok(Filter::Name { field, names })
    };
    let numbered = |what, bounds| -> Result<Vec<Bounds<u32>>, Trouble> {
        values.iter().map(|value| numbers(text, value, what, bounds)).collect()
    };
    match text[name.clone()].to_lowercase().as_str() {
        "kind" => Ok(Filter::Kind(values.iter().map(|value| read_kind(text, value)).collect::<Result<_, _>>()?)),
        "year" => Ok(Filter::Date(values.iter().map(|value| dates(text, value, true)).collect::<Result<_, _>>()?)),
        "date" => Ok(Filter::Date(values.iter().map(|value| dates(text, value, false)).collect::<Result<_, _>>()?)),
        "page" => Ok(Filter::Page(numbered("page", (1, u32::MAX))?)),
        "strength" => Ok(Filter::Strength(numbered("strength", (1, 5))?)),
        "theme" => Ok(Filter::Theme(values.iter().map(|value| read_name(text, value)).collect::<Result<_, _>>()?)),
        "council" => names(NameField::Council),
        "committee" => names(NameField::Committee),
        "body" => names(NameField::Body),
        "doc" => names(NameField::Document),
        "owner" => names(NameField::Owner),
        "due" if values.iter().any(|value| is_range(&text[value.clone()])) => {
            Ok(Filter::Due(values.iter().map(|value| due(text, value)).collect::<Result<_, _>>()?))
        }
        "due" => names(NameField::Due),
        "status" => names(NameField::Status),
        _ => {
            let other = &text[name.clone()];
            let examples: Vec<String> = FIELDS.iter().map(|(_, example)| format!("`{example}`")).collect();
            let hint = format!("there are {}; put other words with a colon in quotes", examples.join(", "));
            Err(Trouble::new(name.start, format!("there is no field `{other}:`"), hint))
        }
    }
}

fn read_kind(text: &str, value: &Range<usize>) -> Result<&'static str, Trouble> {
    let typed = &text[value.clone()];
    let of_papers = DocumentKind::named(typed).map(DocumentKind::as_str);
    of_papers.or_else(|| FindingKind::named(typed).map(FindingKind::as_str)).ok_or_else(|| {
        let list = |names: Vec<&str>| names.join(", ");
        let findings = list(FindingKind::ALL.iter().map(|kind| kind.as_str()).collect());
        let papers = list(DocumentKind::ALL.iter().map(|kind| kind.as_str()).collect());
        let message = format!("there is no kind `{typed}`");
        Trouble::new(value.start, message, format!("of findings there are {findings}; of papers {papers}"))
    })
}

fn read_name(text: &str, value: &Range<usize>) -> Result<Name, Trouble> {
    let whole = &text[value.clone()];
    let typed = whole.strip_suffix('*').unwrap_or(whole);
    if let Some(mark) = typed.find(['<', '>', '=', '!']).or_else(|| typed.find("..")) {
        let hint = "write words of the name, as `owner:director`; ranges go with `due:`, `year:` and `date:`";
        return Err(Trouble::new(value.start + mark, "a name takes no range", hint));
    }
    let none = || Trouble::new(value.start, "there is no name here", "write some words of the name");
    let name = Name::of(typed, typed.len() < whole.len()).ok_or_else(none)?;
    if let Some(star) = typed.find('*') {
        let hint = "put `*` at the end of the name";
        return Err(Trouble::new(value.start + star, "`*` stands inside a name", hint));
    }
    Ok(name)
}
