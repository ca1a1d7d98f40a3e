//! How a codebook is written down: TOML, as the files in `codebooks/` show it. [`super::sheet`] reads and writes the same
//! as CSV.
//!
//! Reading only: what the terms mean is the business of [`super::codebook`].

use serde::Deserialize;

use super::codebook::CodebookError;

/// The codebooks that come with the program, by name. One line more, one codebook more.
pub(super) const BUILTIN: [(&str, &str); 4] = [
    ("lga_safeguarding", include_str!("codebooks/lga_safeguarding.toml")),
    ("children_services", include_str!("codebooks/children_services.toml")),
    ("corporate_peer_challenge", include_str!("codebooks/corporate_peer_challenge.toml")),
    ("adult_social_care", include_str!("codebooks/adult_social_care.toml")),
];

/// A codebook with every theme in full.
pub(super) struct RawCodebook {
    pub name: String,
    pub title: String,
    pub description: String,
    pub themes: Vec<RawTheme>,
}

/// A theme in full.
pub(super) struct RawTheme {
    pub id: String,
    pub label: String,
    pub description: String,
    pub parent: Option<String>,
    pub include: Vec<Term>,
    pub exclude: Vec<String>,
    pub example: String,
    pub unlike: Option<String>,
}

/// A term that fires.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(
    untagged,
    expecting = "a term is words in quotes, { any = [..] }, { all = [..] } or { near = [..], within = 5 }, each a list of two or more"
)]
pub(super) enum Term {
    Words(String),
    /// Any one of them.
    Any {
        any: Vec<String>,
    },
    /// All sides, in any order, with at most so many words between one and the next.
    Near {
        near: Vec<Side>,
        within: usize,
    },
    /// All sides anywhere in the passage.
    All {
        all: Vec<Side>,
    },
}

/// One side of a list: words, or any of several.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(super) enum Side {
    One(String),
    Any(Vec<String>),
}

impl Side {
    /// The words, of which any will do.
    pub fn any(&self) -> &[String] {
        match self {
            Self::One(words) => std::slice::from_ref(words),
            Self::Any(words) => words,
        }
    }
}

/// A codebook as written, themes `from` another not yet fetched.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub name: String,
    pub title: String,
    #[serde(default)]
    pub description: String,
    #[serde(default)]
    pub theme: Vec<Entry>,
}

/// A theme as written.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    pub id: String,
    pub label: Option<String>,
    pub description: Option<String>,
    pub parent: Option<String>,
    /// A codebook of the program whose theme of this identifier is meant.
    pub from: Option<String>,
    #[serde(default)]
    pub include: Vec<Term>,
    #[serde(default)]
    pub exclude: Vec<String>,
    pub example: Option<String>,
    pub unlike: Option<String>,
}

/// Reads a codebook in TOML and fetches the themes it takes `from` another.
pub(super) fn read(text: &str) -> Result<RawCodebook, CodebookError> {
    let file = parse(text)?;
    if file.theme.is_empty() {
        return Err(CodebookError { theme: None, message: "it has no theme: begin one with [[theme]]".into() });
    }
    fetched(file)
}

/// The codebook with the themes it takes `from` another.
pub(super) fn fetched(file: File) -> Result<RawCodebook, CodebookError> {
    let themes = file.theme.into_iter().map(whole).collect::<Result<_, _>>()?;
    Ok(RawCodebook { name: file.name, title: file.title, description: file.description, themes })
}

fn parse(text: &str) -> Result<File, CodebookError> {
    toml::from_str(text).map_err(|error| CodebookError { theme: None, message: error.to_string().trim().to_owned() })
}

/// A theme in full: what it takes from another codebook, with its own terms and words beside.
fn whole(entry: Entry) -> Result<RawTheme, CodebookError> {
    let id = entry.id.clone();
    let wrong = |message: String| CodebookError { theme: Some(id.clone()), message };
    if id.is_empty() || !id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
        return Err(wrong("an id is lower case letters, digits and underscores".into()));
    }
    let base = entry.from.as_deref().map(|name| fetch(name, &id).map_err(wrong)).transpose()?;
    let base = base.as_ref();
    let include: Vec<_> = base.into_iter().flat_map(|b| b.include.clone()).chain(entry.include).collect();
    if include.is_empty() {
        return Err(wrong("it has no `include` terms, so it can never fire".into()));
    }
    let text = |own: Option<String>, theirs: fn(&Entry) -> &Option<String>, what: &str| {
        own.or_else(|| base.and_then(|b| theirs(b).clone())).ok_or_else(|| wrong(format!("it has no `{what}`")))
    };
    Ok(RawTheme {
        label: text(entry.label, |b| &b.label, "label")?,
        description: text(entry.description, |b| &b.description, "description")?,
        example: text(entry.example, |b| &b.example, "example")?,
        parent: entry.parent,
        include,
        exclude: base.into_iter().flat_map(|b| b.exclude.clone()).chain(entry.exclude).collect(),
        unlike: entry.unlike.or_else(|| base.and_then(|b| b.unlike.clone())),
        id: entry.id,
    })
}

/// The theme of this identifier in a codebook of the program, which must write it in full itself.
fn fetch(codebook: &str, id: &str) -> Result<Entry, String> {
    let (_, text) = BUILTIN
        .iter()
        .find(|(name, _)| *name == codebook)
        .ok_or_else(|| format!("`from` names no codebook of the program: `{codebook}`"))?;
    let file = parse(text).map_err(|error| error.to_string())?;
    file.theme
        .into_iter()
        .find(|entry| entry.id == id && entry.from.is_none())
        .ok_or_else(|| format!("`{codebook}` has no theme `{id}` of its own"))
}
