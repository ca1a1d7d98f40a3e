//! Which changes of a comparison does a reader want to see?

use crate::model::{Band, Change, Comparison, Finding};
use crate::themes::Codebook;

/// What to show of a comparison. An empty list does not restrict. What is left out was compared all the same, so every
/// change keeps its number and what it was paired with.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Pick {
    /// What became of the finding, by its name in JSON; `grade` stands for every move of a grade.
    pub statuses: Vec<String>,
    /// Themes, by identifier: one that fires on a finding of either side.
    pub themes: Vec<String>,
    /// Only pairs that a person should check.
    pub only_possible: bool,
    /// The least likeness of a pair, 0 to 1; what has no partner has none, and stays. `None` does not restrict.
    pub least: Option<f32>,
}

impl Pick {
    /// The comparison with these changes only.
    pub fn of(&self, comparison: Comparison, codebook: &Codebook) -> Comparison {
        let comparison = comparison.keep(|change| self.has_status(change) && self.is_sure_enough(change));
        if self.themes.is_empty() { comparison } else { comparison.with(|finding| self.is_themed(finding, codebook)) }
    }

    fn is_sure_enough(&self, change: &Change) -> bool {
        let is_wanted = !self.only_possible || change.band == Band::Possible;
        let is_pair = !(change.earlier.is_empty() || change.later.is_empty());
        let is_alike = |least: f32| !is_pair || change.score.is_none_or(|score| score >= least);
        is_wanted && self.least.is_none_or(is_alike)
    }

    fn has_status(&self, change: &Change) -> bool {
        let name = change.status.as_str();
        let is = |wanted: &String| name == wanted || (wanted == "grade" && name.starts_with("grade_"));
        self.statuses.is_empty() || self.statuses.iter().any(is)
    }

    fn is_themed(&self, finding: &Finding, codebook: &Codebook) -> bool {
        codebook.apply(&finding.text).iter().any(|mention| self.themes.contains(&mention.theme))
    }
}
