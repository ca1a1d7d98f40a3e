//! Terms as written become what the matcher looks for, and what each does when it is found.

use std::collections::BTreeSet;

use super::{CodebookError, Role, Theme};
use crate::themes::source::{RawTheme, Term};
use crate::themes::term::Phrase;
use crate::themes::together::{MOST, Sides};

/// What is compiled so far.
#[derive(Default)]
pub(super) struct Compiler {
    pub phrases: Vec<Phrase>,
    pub roles: Vec<(usize, Role)>,
    pub of: Vec<Option<usize>>,
    pub lists: Vec<Vec<Sides>>,
}

impl Compiler {
    /// Takes in a theme.
    pub fn add(&mut self, raw: RawTheme) -> Result<Theme, CodebookError> {
        let theme = self.lists.len();
        let mut lists = Vec::new();
        let wrong = |message: String| CodebookError { theme: Some(raw.id.clone()), message };
        let mut term = |text: &str, role: Role, of: Option<usize>| -> Result<(), CodebookError> {
            self.phrases.push(Phrase::parse(text).map_err(wrong)?);
            self.roles.push((theme, role));
            self.of.push(of);
            Ok(())
        };
        let mut add = |(of, written): (usize, &Term)| -> Result<(), CodebookError> {
            let mut term = |text: &str, role: Role| term(text, role, Some(of));
            let (name, sides, within) = match written {
                Term::Words(words) => return term(words, Role::Fires),
                Term::Any { any } if any.is_empty() => return Err(wrong("an `any` list has no words".into())),
                Term::Any { any } => return any.iter().try_for_each(|words| term(words, Role::Fires)),
                Term::Near { near, within } => ("near", near, *within),
                // All anywhere: no number of words between them is too many.
                Term::All { all } => ("all", all, usize::MAX),
            };
            if !(2..=MOST).contains(&sides.len()) {
                let count = sides.len();
                return Err(wrong(format!("a list `{name}` has 2 to {MOST} sides, not {count}")));
            }
            let list = lists.len();
            lists.push(Sides { count: sides.len(), within });
            for (side, words) in sides.iter().enumerate() {
                if words.any().is_empty() {
                    return Err(wrong(format!("side {} of a list `{name}` has no words", side + 1)));
                }
                words.any().iter().try_for_each(|words| term(words, Role::Side { list, side }))?;
            }
            Ok(())
        };
        raw.include.iter().enumerate().try_for_each(&mut add)?;
        for words in &raw.exclude {
            term(words, Role::Silences, None)?;
        }
        self.lists.push(lists);
        Ok(Theme {
            id: raw.id,
            label: raw.label,
            description: raw.description,
            parent: raw.parent,
            example: raw.example,
            unlike: raw.unlike,
            include: raw.include,
            exclude: raw.exclude,
        })
    }
}

/// The position of each theme's parent; fails where one is missing or themes stand above each other in a ring.
pub(super) fn parents_of(themes: &[Theme]) -> Result<Vec<Option<usize>>, CodebookError> {
    let wrong = |theme: &Theme, message: String| CodebookError { theme: Some(theme.id.clone()), message };
    let mut seen = BTreeSet::new();
    let mut parents = Vec::new();
    for theme in themes {
        if !seen.insert(&theme.id) {
            return Err(wrong(theme, "there are two themes of this name".into()));
        }
        let place = |id: &String| {
            themes
                .iter()
                .position(|above| above.id == *id)
                .ok_or_else(|| wrong(theme, format!("its parent `{id}` is not a theme of this codebook")))
        };
        parents.push(theme.parent.as_ref().map(place).transpose()?);
    }
    for (index, theme) in themes.iter().enumerate() {
        let above = std::iter::successors(parents[index], |&parent| parents[parent]);
        if above.take(themes.len()).count() == themes.len() {
            return Err(wrong(theme, "it stands, through its parents, above itself".into()));
        }
    }
    Ok(parents)
}
