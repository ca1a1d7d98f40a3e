//! What stands behind the `?` of an address, or in a form.
//!
//! Names may come several times, as ticked boxes do; empty values are as good as none, as forms send them.

use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::model::FindingKind;
use crate::{Error, Result};

/// Signs that identifiers of papers have and that mean nothing in an address.
pub(super) const SEGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

/// Names and values, in the order they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Params(Vec<(String, String)>);

impl Params {
    /// Nothing.
    pub const NONE: Self = Self(Vec::new());

    /// Reads an encoded string; what is no UTF-8 in it becomes a replacement sign.
    pub fn read(encoded: &[u8]) -> Self {
        let pairs = form_urlencoded::parse(encoded).map(|(name, value)| (name.into_owned(), value.trim().to_owned()));
        Self(pairs.filter(|(_, value)| !value.is_empty()).collect())
    }

    /// The first value of a name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The first value of a name, or nothing.
    pub fn text(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default()
    }

    /// Every value of a name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Every value of a name, each as one of those it can have.
    ///
    /// # Errors
    /// [`Error::NoName`] for a value that is none of them: an address typed by hand, or of another version.
    pub fn known<T: Copy>(
        &self,
        name: &str,
        what: &'static str,
        known: &[T],
        called: fn(T) -> &'static str,
    ) -> Result<Vec<T>> {
        let one = |value: &str| {
            known.iter().copied().find(|one| called(*one) == value).ok_or_else(|| Error::NoName {
                what,
                asked: value.to_owned(),
                known: known.iter().map(|one| called(*one).to_owned()).collect(),
            })
        };
        self.all(name).map(one).collect()
    }

    /// The kinds of finding asked for.
    ///
    /// # Errors
    /// [`Error::NoName`] for one that there is not.
    pub fn kinds(&self) -> Result<Vec<FindingKind>> {
        let one = |value: &str| {
            FindingKind::named(value).ok_or_else(|| Error::NoName {
                what: "kind of finding",
                asked: value.to_owned(),
                known: FindingKind::ALL.map(|kind| kind.as_str().to_owned()).to_vec(),
            })
        };
        self.all("kind").map(one).collect()
    }

    /// Whether a name has this value.
    pub fn has(&self, name: &str, value: &str) -> bool {
        self.all(name).any(|own| own == value)
    }

    /// Whether a box is ticked.
    pub fn is_on(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A number from 1 to 100,000; 1 where none is given.
    pub fn number(&self, name: &str) -> usize {
        self.get(name).and_then(|value| value.parse().ok()).unwrap_or(1).clamp(1, 100_000)
    }

    /// The same without these names.
    pub fn without(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| !names.contains(&name.as_str())).cloned().collect())
    }

    /// The same with these names only.
    pub fn only(&self, names: &[&str]) -> Self {
        Self(self.0.iter().filter(|(name, _)| names.contains(&name.as_str())).cloned().collect())
    }

    /// The same with one value for a name.
    pub fn with(&self, name: &str, value: &str) -> Self {
        let mut params = self.without(&[name]);
        if !value.is_empty() {
            params.0.push((name.to_owned(), value.to_owned()));
        }
        params
    }

    /// The address of a page with these.
    pub fn at(&self, path: &str) -> String {
        if self.0.is_empty() {
            return path.to_owned();
        }
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.0);
        format!("{path}?{}", query.finish())
    }
}

/// The address of a page with these names and values.
pub(super) fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    pairs.iter().fold(Params::default(), |params, (name, value)| params.with(name, value)).at(path)
}

/// The address of a paper, at one of its blocks, with the matches of a search marked.
pub(super) fn paper_address(document: &str, block: Option<usize>, search: &Params) -> String {
    let mut out = search.at(&format!("/paper/{}", utf8_percent_encode(document, SEGMENT)));
    if let Some(block) = block {
        let _ = write!(out, "#b{block}");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_again() {
        let params = Params::read(b"q=front+door&kind=priority&kind=concern&empty=&odd=%26%3C%ff");
        assert_eq!(params.all("kind").collect::<Vec<_>>(), ["priority", "concern"]);
        assert_eq!(params.get("empty"), None);
        assert_eq!(
            params.without(&["odd"]).with("q", "a&b").at("/search"),
            "/search?kind=priority&kind=concern&q=a%26b"
        );
        assert_eq!(Params::default().at("/"), "/");
    }

    #[test]
    fn an_address_of_a_paper_holds_whatever_its_name() {
        let search = Params::default().with("q", "x y").with("within", "section");
        assert_eq!(paper_address("a-2015", Some(3), &search), "/paper/a-2015?q=x+y&within=section#b3");
        assert_eq!(paper_address("../é?#", None, &Params::NONE), "/paper/..%2F%C3%A9%3F%23");
    }
}
