//! Which changes of a comparison does a reader want to see?

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::model::{Band, Became, Change, Comparison, Finding, slug};
use crate::themes::{Codebook, Codebooks};

/// What to show of a comparison. An empty list does not restrict. What is left out was compared all the same, so every
/// change keeps its number and what it was paired with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pick {
    /// What became of the finding.
    pub became: Vec<Became>,
    /// Themes, by identifier or name: one that fires on a finding of either side.
    pub themes: Vec<String>,
    /// Only pairs that a person should check.
    pub only_possible: bool,
    /// The least likeness of a pair, 0 to 1; what has no partner has none, and stays. `None` does not restrict.
    pub least: Option<f32>,
}

impl Pick {
    /// The comparisons with these changes only; `codebooks` tell the themes of each by its subject.
    ///
    /// # Errors
    /// [`Error::NoName`] for a theme that is in the codebook of none.
    pub fn of(&self, comparisons: Vec<Comparison>, codebooks: &Codebooks) -> Result<Vec<Comparison>> {
        let codebook = |comparison: &Comparison| codebooks.of(&comparison.series.subject);
        let known: BTreeMap<&str, &str> = comparisons
            .iter()
            .flat_map(|one| codebook(one).themes())
            .map(|theme| (&*theme.id, &*theme.label))
            .collect();
        let mut themes = Vec::new();
        for asked in &self.themes {
            let is_it = |name: &str| slug(name) == slug(asked);
            let named = known.iter().filter(|(id, label)| is_it(id) || is_it(label)).map(|(id, _)| (*id).to_owned());
            let before = themes.len();
            themes.extend(named);
            if themes.len() == before {
                let known = known.into_keys().map(str::to_owned).collect();
                return Err(Error::NoName { what: "theme", asked: asked.clone(), known });
            }
        }
        let pick = Self { themes, ..self.clone() };
        let shown = |comparison: Comparison| {
            let codebook = codebook(&comparison);
            pick.of_one(comparison, codebook)
        };
        Ok(comparisons.into_iter().map(shown).collect())
    }

    fn of_one(&self, comparison: Comparison, codebook: &Codebook) -> Comparison {
        let comparison = comparison.keep(|change| self.became(change) && self.is_sure_enough(change));
        if self.themes.is_empty() { comparison } else { comparison.with(|finding| self.is_themed(finding, codebook)) }
    }

    fn is_sure_enough(&self, change: &Change) -> bool {
        let is_wanted = !self.only_possible || change.band == Band::Possible;
        let is_pair = !(change.earlier.is_empty() || change.later.is_empty());
        let is_alike = |least: f32| !is_pair || change.score.is_none_or(|score| score >= least);
        is_wanted && self.least.is_none_or(is_alike)
    }

    fn became(&self, change: &Change) -> bool {
        self.became.is_empty() || self.became.contains(&change.status.became())
    }

    fn is_themed(&self, finding: &Finding, codebook: &Codebook) -> bool {
        codebook.apply(&finding.text).iter().any(|mention| self.themes.contains(&mention.theme))
    }
}
