//! How many passages a condition on the kind of finding passes over because only their words suggest one?

use std::sync::LazyLock;

use super::plan::Planner;
use super::query::{Filter, Node, Part};
use super::{Options, Query, Scope, widen};
use crate::error::Result;
use crate::model::{Certainty, FindingKind};
use crate::store::{Snapshot, kind_term};

/// What passages with a possible finding of each kind carry.
static POSSIBLE: LazyLock<Vec<(FindingKind, String)>> = LazyLock::new(|| {
    let all = FindingKind::ALL.into_iter();
    all.map(|kind| (kind, kind_term(kind, Certainty::Possible))).collect()
});

/// How many more passages would answer if findings that only words suggest counted as findings of their kind. `kind:request` finds what
/// is sure; `findings --kind request --possible` lists both. Nothing is asked of wider scopes than the passage: 0.
///
/// # Errors
/// As [`search`](super::search).
pub fn possible(snapshot: &Snapshot, query: &Query, options: &Options) -> Result<usize> {
    let mut is_of_kinds = false;
    let (query, _) = widen(snapshot, query, options)?;
    let with = with_possible(query.root(), &mut is_of_kinds);
    if !is_of_kinds || options.scope != Scope::Passage {
        return Ok(0);
    }
    let planner = Planner::new(snapshot, &query, options);
    let (with, without) = (planner.count(&with, options.all)?, planner.count(query.root(), options.all)?);
    Ok(with.saturating_sub(without))
}

/// The same part of a query with possible findings, where it asks for a kind; what is left out stays as it is.
fn with_possible(node: &Node, is_of_kinds: &mut bool) -> Node {
    let mut each = |parts: &[Node]| parts.iter().map(|part| with_possible(part, is_of_kinds)).collect();
    let part = match &node.part {
        Part::All(parts) => Part::All(each(parts)),
        Part::Any(parts) => Part::Any(each(parts)),
        Part::Filter(Filter::Kind(kinds)) => {
            let of_kind = |(kind, _): &&(FindingKind, String)| kinds.contains(&kind.as_str());
            let possible: Vec<&'static str> = POSSIBLE.iter().filter(of_kind).map(|(_, term)| term.as_str()).collect();
            *is_of_kinds |= !possible.is_empty();
            Part::Filter(Filter::Kind(kinds.iter().copied().chain(possible).collect()))
        }
        other => other.clone(),
    };
    Node { span: node.span.clone(), part }
}
