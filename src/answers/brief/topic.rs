//! What a briefing is limited to: a theme, or what answers a query.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::model::{Finding, FindingId};
use crate::search::{Options, Query, search};
use crate::store::Snapshot;
use crate::themes::{Codebook, Codebooks};

/// A theme or a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
    /// A theme of the codebook, with those below it.
    Theme {
        /// Its identifier.
        id: String,
        /// Its name for people.
        label: String,
    },
    /// A query, as in `search`.
    Query {
        /// As typed.
        typed: String,
        /// The findings in the passages that answer it.
        findings: BTreeSet<FindingId>,
    },
}

impl Topic {
    /// The theme that was typed, by identifier or name, with its codebook: the first of these subjects that has it. `None`
    /// where none has.
    pub(super) fn theme<'c>(typed: &str, subjects: &[&str], codebooks: &'c Codebooks) -> Option<(Self, &'c Codebook)> {
        let plain = |name: &str| name.trim().to_lowercase().replace(['_', '-'], " ");
        let is_it = |name: &str| plain(name) == plain(typed);
        let codebooks = subjects.iter().map(|subject| codebooks.of(subject));
        let mut themes = codebooks.flat_map(|codebook| codebook.themes().iter().map(move |theme| (theme, codebook)));
        let (theme, home) = themes.find(|(theme, _)| is_it(&theme.id) || is_it(&theme.label))?;
        Some((Self::Theme { id: theme.id.clone(), label: theme.label.clone() }, home))
    }

    /// What was typed, as a query.
    pub(super) fn query(typed: &str, snapshot: &Snapshot) -> Result<Self> {
        let found = search(snapshot, &Query::parse(typed)?, &Options::default())?;
        let findings = found.hits.into_iter().flat_map(|hit| hit.findings).collect();
        Ok(Self::Query { typed: typed.to_owned(), findings })
    }

    /// Whether a finding is on it.
    pub(super) fn takes(&self, finding: &Finding, codebook: &Codebook) -> bool {
        match self {
            Self::Theme { id, .. } => codebook.apply(&finding.text).iter().any(|mention| mention.theme == *id),
            Self::Query { findings, .. } => findings.contains(&finding.id),
        }
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        match self {
            Self::Theme { label, .. } => label,
            Self::Query { typed, .. } => typed,
        }
    }
}
