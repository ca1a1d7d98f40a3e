//! Which changes of a comparison does a reader want to see?

use crate::model::{Band, Change, Comparison, Finding};
use crate::themes::Codebook;

/// What to show of a comparison. An empty list does not restrict. What is left out was compared all the same, so every
/// change keeps its number and what it was paired with.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pick {
    /// What became of the finding, by its name in JSON; `grade` stands for every move of a grade.
    pub statuses: Vec<String>,
    /// Themes, by identifier: one that fires on a finding of either side.
    pub themes: Vec<String>,
    /// Only pairs that a person should check.
    pub only_possible: bool,
}

impl Pick {
    /// The comparison with these changes only.
    pub fn of(&self, comparison: Comparison, codebook: &Codebook) -> Comparison {
        let comparison =
            comparison.keep(|change| self.has_status(change) && (!self.only_possible || change.band == Band::Possible));
        if self.themes.is_empty() { comparison } else { comparison.with(|finding| self.is_themed(finding, codebook)) }
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
