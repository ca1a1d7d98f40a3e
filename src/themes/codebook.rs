//! Which themes does a passage carry, and by which words?
//!
//! A codebook is data: themes with terms that fire and terms that silence them (`codebooks/*.toml` says how they are
//! written). Every assignment shows its words, so that a reader can disagree with it. A theme with a parent lends it
//! its words: a finding about early help is one about effective practice.
//!
//! ```
//! use lookback::themes::Codebook;
//!
//! let codebook = Codebook::builtin("children_services")?;
//! let mentions = codebook.apply("Caseloads are too high at the Front Door.");
//! let fired: Vec<_> = mentions.iter().map(|m| (m.theme.as_str(), m.words.join(", "))).collect();
//! assert_eq!(fired, [
//!     ("front_door_and_thresholds", "Front Door".to_owned()),
//!     ("workforce_and_caseloads", "Caseloads".to_owned()),
//! ]);
//! # Ok::<(), lookback::Error>(())
//! ```

mod compiler;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;
use std::sync::LazyLock;

use super::matcher::{Matcher, TermSpan};
use super::sheet;
use super::source::{self, Term};
use super::term::{Token, tokens};
use super::together::Sides;
use crate::error::{Error, Result};
use crate::model::Mention;
use compiler::{Compiler, parents_of};

/// One theme of a codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Identifier, in lower case with underscores: `early_help`.
    pub id: String,
    /// Name for people.
    pub label: String,
    /// What belongs under it.
    pub description: String,
    /// Identifier of the theme it belongs under; `None` for a theme of its own.
    pub parent: Option<String>,
    /// A sentence that carries it.
    pub example: String,
    /// A sentence that looks like it and must not carry it; `None` where the codebook gives none.
    pub unlike: Option<String>,
    /// The terms that fire, as written.
    pub(super) include: Vec<Term>,
    /// The terms that silence.
    pub(super) exclude: Vec<String>,
}

/// What a term does when it is found.
#[derive(Debug, Clone, Copy)]
enum Role {
    Fires,
    Silences,
    /// One side of a list of which all must stand together: which list of the theme, which side of it.
    Side {
        list: usize,
        side: usize,
    },
}

/// A list of themes, compiled.
#[derive(Debug, Clone)]
pub struct Codebook {
    /// Name by which it is asked for: `lga_safeguarding`.
    pub name: String,
    /// Title for people.
    pub title: String,
    /// What it is for.
    pub description: String,
    themes: Vec<Theme>,
    /// For each theme, the position of its parent.
    parents: Vec<Option<usize>>,
    matcher: Matcher,
    /// For each term of the matcher: whose it is, and what it does.
    roles: Vec<(usize, Role)>,
    /// For each term of the matcher: which of its theme's `include` terms it stands in; of one that silences none.
    of: Vec<Option<usize>>,
    /// For each theme, its lists of sides that must stand together.
    lists: Vec<Vec<Sides>>,
}

/// The codebook used where none is named.
pub const DEFAULT: &str = "lga_safeguarding";

/// Compiled once. A built-in codebook that does not compile is a fault of the program, found by its tests.
static BUILTIN: LazyLock<Vec<Codebook>> =
    LazyLock::new(|| source::BUILTIN.iter().filter_map(|(_, text)| Codebook::from_toml(text).ok()).collect());

impl Codebook {
    /// The names of the codebooks that come with the program.
    pub fn names() -> impl Iterator<Item = &'static str> {
        source::BUILTIN.iter().map(|(name, _)| *name)
    }

    /// A codebook that comes with the program.
    ///
    /// Fails with [`Error::NoCodebook`], which lists the names there are.
    pub fn builtin(name: &str) -> Result<&'static Self> {
        BUILTIN.iter().find(|codebook| codebook.name == name).ok_or_else(|| Error::NoCodebook {
            asked: name.to_owned(),
            known: Self::names().map(str::to_owned).collect(),
        })
    }

    /// The codebook of a name: a file where it has an ending, from `folder`; else one that comes with the program.
    ///
    /// Fails as [`Codebook::open`] and [`Codebook::builtin`] do.
    pub fn named(name: &str, folder: &Path) -> Result<Cow<'static, Self>> {
        let path = folder.join(name);
        if path.extension().is_some() {
            Self::open(&path).map(Cow::Owned)
        } else {
            Self::builtin(name).map(Cow::Borrowed)
        }
    }

    /// Reads a codebook of the user's own: CSV where the name ends so, else TOML.
    ///
    /// Fails with [`Error::Io`] where the file cannot be read, and [`Error::Config`] where it does not say what it should.
    pub fn open(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|source| match source.kind() {
            // As spreadsheets save it where they are not told otherwise.
            std::io::ErrorKind::InvalidData => {
                let message = "it is not text in UTF-8: save it as “CSV UTF-8”".into();
                Error::Config { path: path.to_owned(), message }
            }
            _ => Error::Io { doing: "read the codebook in", path: path.to_owned(), source },
        })?;
        let is_csv = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let read = if is_csv { Self::from_csv(&name, &text) } else { Self::from_toml(&text) };
        read.map_err(|error| Error::Config { path: path.to_owned(), message: error.to_string() })
    }

    /// Reads and compiles a codebook written in CSV, a row a theme; [`Codebook::to_csv`] shows how.
    ///
    /// Fails with the theme and what is wrong with it.
    pub fn from_csv(name: &str, text: &str) -> Result<Self, CodebookError> {
        Self::compile(source::fetched(sheet::read(name, text)?)?)
    }

    /// The codebook as CSV, a row a theme, for editing in a spreadsheet: every term in full, none `from` another.
    pub fn to_csv(&self) -> String {
        sheet::write(self)
    }

    /// Reads and compiles a codebook written in TOML.
    ///
    /// Fails with the theme and what is wrong with it.
    pub fn from_toml(text: &str) -> Result<Self, CodebookError> {
        Self::compile(source::read(text)?)
    }

    fn compile(raw: source::RawCodebook) -> Result<Self, CodebookError> {
        let mut themes = Vec::new();
        let mut compiler = Compiler::default();
        for raw_theme in raw.themes {
            themes.push(compiler.add(raw_theme)?);
        }
        let parents = parents_of(&themes)?;
        Ok(Self {
            name: raw.name,
            title: raw.title,
            description: raw.description,
            themes,
            parents,
            matcher: Matcher::new(compiler.phrases),
            roles: compiler.roles,
            of: compiler.of,
            lists: compiler.lists,
        })
    }

    /// The themes, in the order of the codebook.
    pub fn themes(&self) -> &[Theme] {
        &self.themes
    }

    /// Whether a theme is this one or stands below it.
    pub fn is_under(&self, id: &str, above: &str) -> bool {
        let start = self.themes.iter().position(|theme| theme.id == id);
        std::iter::successors(start, |&index| self.parents[index]).any(|index| self.themes[index].id == above)
    }

    /// The theme of this identifier.
    pub fn theme(&self, id: &str) -> Option<&Theme> {
        self.themes.iter().find(|theme| theme.id == id)
    }

    /// How many themes stand above this one: 0 for a theme of its own, and for one that is not in the codebook.
    pub fn depth(&self, id: &str) -> usize {
        let start = self.themes.iter().position(|theme| theme.id == id);
        std::iter::successors(start, |&index| self.parents[index]).skip(1).count()
    }

    /// The themes a passage carries, in the order of the codebook, with the words that fired, in the order of the text.
    ///
    /// Terms that overlap count once, as the run of words they cover together. A parent carries the words of the
    /// themes below it beside its own.
    pub fn apply(&self, text: &str) -> Vec<Mention> {
        let tokens = tokens(text);
        let mention = |(index, found): (usize, Vec<TermSpan>)| {
            let ranges: Vec<_> = found.iter().map(|run| (tokens[run.first].start, tokens[run.last].end)).collect();
            Mention {
                theme: self.themes[index].id.clone(),
                words: ranges.iter().map(|&(start, end)| text[start..end].to_owned()).collect(),
                ranges,
            }
        };
        self.carried(&tokens).into_iter().map(mention).collect()
    }

    /// How often words of each theme fire in a passage, by position of the theme, and how many words it has; as
    /// [`Codebook::apply`] has them.
    pub(super) fn count(&self, text: &str) -> (Vec<(usize, usize)>, usize) {
        let tokens = tokens(text);
        (self.carried(&tokens).into_iter().map(|(theme, runs)| (theme, runs.len())).collect(), tokens.len())
    }

    /// The themes of a passage with the runs of words that fired, those of the themes below with them.
    fn carried(&self, tokens: &[Token<'_>]) -> BTreeMap<usize, Vec<TermSpan>> {
        let mut spans = self.fired(tokens);
        for index in spans.keys().copied().collect::<Vec<_>>() {
            let own = spans[&index].clone();
            for above in std::iter::successors(self.parents[index], |&parent| self.parents[parent]) {
                spans.entry(above).or_default().extend(own.iter().copied());
            }
        }
        spans.values_mut().for_each(|found| *found = joined(std::mem::take(found)));
        spans
    }

    /// Every term that fires, as (theme, term as a sheet writes it).
    pub(super) fn terms(&self) -> Vec<(String, String)> {
        let of = |theme: &Theme| {
            theme.include.iter().map(|term| (theme.id.clone(), sheet::write_term(term))).collect::<Vec<_>>()
        };
        self.themes.iter().flat_map(of).collect()
    }

    /// Which of [`Codebook::terms`] stand in a text, by position: of a list only where all its sides stand as they have to.
    pub(super) fn terms_in(&self, text: &str) -> BTreeSet<usize> {
        let mut sides: BTreeMap<(usize, usize), Vec<(usize, TermSpan)>> = BTreeMap::new();
        let mut found: BTreeSet<(usize, usize)> = BTreeSet::new();
        let mut lists: BTreeMap<(usize, usize), Sides> = BTreeMap::new();
        for (term, at) in self.matcher.find(&tokens(text)) {
            let ((theme, role), Some(of)) = (self.roles[term], self.of[term]) else { continue };
            match role {
                Role::Side { list, side } => {
                    lists.insert((theme, of), self.lists[theme][list]);
                    sides.entry((theme, of)).or_default().push((side, at));
                }
                _ => _ = found.insert((theme, of)),
            }
        }
        found.extend(sides.into_iter().filter(|(of, at)| !lists[of].together(at.clone()).is_empty()).map(|(of, _)| of));
        let before = |theme: usize| self.themes[..theme].iter().map(|theme| theme.include.len()).sum::<usize>();
        found.into_iter().map(|(theme, of)| before(theme) + of).collect()
    }

    /// For each theme that fires of itself, the places that fired.
    fn fired(&self, tokens: &[Token<'_>]) -> BTreeMap<usize, Vec<TermSpan>> {
        let mut found: BTreeMap<usize, Vec<(Role, TermSpan)>> = BTreeMap::new();
        for (term, at) in self.matcher.find(tokens) {
            let (theme, role) = self.roles[term];
            found.entry(theme).or_default().push((role, at));
        }
        let mut fired = BTreeMap::new();
        for (theme, found) in found {
            let silencing = found.iter().filter(|(role, _)| matches!(role, Role::Silences)).map(|(_, at)| *at);
            let silencing = joined(silencing.collect());
            // They stand apart and in order: of those that do not end before a place the first overlaps it, or none does.
            let silenced = |at: TermSpan| {
                let next = silencing.partition_point(|over| over.last < at.first);
                silencing.get(next).is_some_and(|over| over.overlaps(at))
            };
            let mut spans = Vec::new();
            let mut sides: Vec<Vec<(usize, TermSpan)>> = vec![Vec::new(); self.lists[theme].len()];
            for &(role, at) in found.iter().filter(|(_, at)| !silenced(*at)) {
                match role {
                    Role::Fires => spans.push(at),
                    Role::Side { list, side } => sides[list].push((side, at)),
                    Role::Silences => {}
                }
            }
            let together = self.lists[theme].iter().zip(sides);
            spans.extend(together.flat_map(|(list, places)| list.together(places)));
            if !spans.is_empty() {
                fired.insert(theme, spans);
            }
        }
        fired
    }
}

/// Sorts places and joins those that overlap.
fn joined(mut found: Vec<TermSpan>) -> Vec<TermSpan> {
    found.sort();
    let mut runs: Vec<TermSpan> = Vec::new();
    for next in found {
        match runs.last_mut().filter(|run| run.overlaps(next)) {
            Some(run) => run.last = run.last.max(next.last),
            None => runs.push(next),
        }
    }
    runs
}

/// What is wrong with a codebook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodebookError {
    /// The theme in which it is wrong; `None` where it is the file as a whole.
    pub theme: Option<String>,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for CodebookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.theme {
            Some(theme) => write!(f, "in the theme `{theme}`: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for CodebookError {}

#[cfg(test)]
mod tests;
