//! What people corrected: read from `corrections.toml`, found again in the papers by the quote, applied to the findings.
//!
//! ```toml
//! [[correction]]
//! path = "marlshire/minutes/2015-11-19.pdf"
//! quote = "That the report be noted"
//! do = "retype"            # reject, retype, attribute or add
//! kind = "request"         # for retype and add
//! review = "marlshire-lga-safeguarding-children-2015-04"   # for attribute and add; "" means: no review's
//! finding = "marlshire-2015-11-19-minutes/para7/a"         # optional, tells two of the same words apart
//! note = "the Panel asked for it"                          # optional
//! who = "A. Officer"                                       # optional
//! ```
//!
//! | file | question |
//! |---|---|
//! | `place` | where in a paper as it was read does a correction belong? |
//! | `apply` | what do the findings look like with it? |
//! | `edit` | how is the file written, comments and order kept? |

mod apply;
mod edit;
mod place;

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::error::{Error, Result};
use crate::model::{Amendment, Correction, FindingKind};
use crate::text::squeeze;

pub(super) use apply::apply;
pub use apply::own;
pub use edit::{put, take_out};
pub use place::{passage, place, without};

/// Name of the file of corrections, at the root of a corpus.
pub const FILE: &str = "corrections.toml";

/// The corrections of a corpus, each with its line in the file, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Line of the file, from 1, and the correction.
    pub all: Vec<(usize, Correction)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    correction: Vec<Spanned<Entry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    quote: String,
    r#do: String,
    kind: Option<String>,
    review: Option<String>,
    finding: Option<String>,
    note: Option<String>,
    who: Option<String>,
}

impl Corrections {
    /// Reads the corrections of a corpus; none where there is no such file.
    ///
    /// # Errors
    /// [`Error::Config`], with the line, when the file does not say what it should; [`Error::Io`] when it cannot be read.
    pub fn open(corpus: &Path) -> Result<Self> {
        let path = corpus.join(FILE);
        match std::fs::read_to_string(&path) {
            Ok(text) => Self::parse(&text, &path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(Error::Io { doing: "read the corrections in", path, source }),
        }
    }

    /// Reads corrections from text; `path` is named in messages.
    ///
    /// # Errors
    /// [`Error::Config`], with the line.
    pub fn parse(text: &str, path: &Path) -> Result<Self> {
        let line_of = |at: usize| 1 + text.get(..at).unwrap_or(text).matches('\n').count();
        let wrong = |line: usize, message: String| Error::Config {
            path: path.to_owned(),
            message: format!("line {line} of {FILE}: {message}"),
        };
        let file: File = toml::from_str(text)
            .map_err(|error| wrong(error.span().map_or(1, |span| line_of(span.start)), error.message().to_owned()))?;
        let mut all = Vec::new();
        for entry in file.correction {
            let line = line_of(entry.span().start);
            let correction = entry.into_inner().check().map_err(|message| wrong(line, message))?;
            all.push((line, correction));
        }
        Ok(Self { all })
    }

    /// The corrections of a paper, in the order of the file.
    pub fn of(&self, path: &str) -> Vec<Correction> {
        self.all.iter().filter(|(_, correction)| correction.path == path).map(|(_, c)| c.clone()).collect()
    }

    /// For each paper that has corrections a fingerprint of them: papers whose fingerprint changed are put together anew.
    pub fn fingerprints(&self) -> BTreeMap<String, String> {
        let paths = self.all.iter().map(|(_, correction)| correction.path.clone());
        let print = |path: String| {
            // Cannot fail: a record of ours has string keys and no non-finite numbers.
            let written = serde_json::to_vec(&self.of(&path)).unwrap_or_default();
            let print = blake3::hash(&written).to_hex()[..16].to_owned();
            (path, print)
        };
        paths.map(print).collect()
    }
}

impl Entry {
    fn check(self) -> std::result::Result<Correction, String> {
        let kind = |kind: &Option<String>| {
            let name = kind.as_deref().ok_or("it needs a `kind`")?;
            FindingKind::named(name).ok_or_else(|| {
                format!("there is no kind `{name}`; there are {}", FindingKind::ALL.map(FindingKind::as_str).join(", "))
            })
        };
        let review = self.review.clone().filter(|review| !review.is_empty());
        let change = match self.r#do.as_str() {
            "reject" => Amendment::Reject,
            "retype" => Amendment::Retype(kind(&self.kind)?),
            "attribute" if self.review.is_some() => Amendment::Attribute(review),
            "attribute" => return Err("it needs a `review`; \"\" means: no review's".into()),
            "add" => Amendment::Add(kind(&self.kind)?, review),
            other => return Err(format!("`do` is reject, retype, attribute or add, not `{other}`")),
        };
        let quote = squeeze(&self.quote);
        if !quote.chars().any(char::is_alphanumeric) {
            return Err("it needs a `quote`: by it the correction finds its place again".into());
        }
        let Self { path, finding, note, who, .. } = self;
        Ok(Correction { path: path.replace('\\', "/"), quote, finding, change, note, who })
    }
}

#[cfg(test)]
mod tests;
