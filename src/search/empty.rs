//! Nothing was found: which word, or which condition, is to blame?
//!
//! ```text
//! "early help" council:marlshire year:2014   0 passages
//!   "early help"        12, and without it   0
//!   council:marlshire  340, and without it   0
//!   year:2014            0, and without it   9   ← this one
//! ```

use super::query::{Filter, NameField, Node, Part};
use super::{Options, Planner, Query, count};
use crate::error::Result;
use crate::store::Snapshot;

/// Why a query found nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Empty {
    /// The parts of the query that had to be there together, in the order typed; a query that is a choice or a
    /// single part gives its choices or itself.
    pub parts: Vec<PartCount>,
    /// Passages that the whole query would find in boilerplate; 0 when that was searched already.
    pub in_boilerplate: usize,
}

/// How much one part of a query leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartCount {
    /// The part as typed.
    pub part: String,
    /// Byte offset of the part in the query.
    pub at: usize,
    /// Passages that this part alone finds.
    pub alone: usize,
    /// Passages that the other parts find together; `None` when there are no others.
    pub without: Option<usize>,
    /// For a name that nothing has: the names there are, as they can be typed. Empty otherwise.
    pub known: Vec<String>,
}

/// Tells which part of a query emptied its answer.
///
/// # Errors
/// As [`search`](super::search).
pub fn explain_empty(snapshot: &Snapshot, query: &Query, options: &Options) -> Result<Empty> {
    let planner = Planner::new(snapshot, query, options.exact);
    let root = query.root();
    let nodes: Vec<&Node> = match &root.part {
        Part::All(parts) | Part::Any(parts) => parts.iter().collect(),
        _ => vec![root],
    };
    let together = matches!(root.part, Part::All(_));
    let mut parts = Vec::new();
    for (at, node) in nodes.iter().enumerate() {
        let alone = count(&planner, node, options.all)?;
        let others: Vec<Node> =
            nodes.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, node)| (*node).clone()).collect();
        let without = match others.len() {
            0 => None,
            _ if !together => None,
            1 => Some(count(&planner, &others[0], options.all)?),
            _ => Some(count(&planner, &Node { span: root.span.clone(), part: Part::All(others) }, options.all)?),
        };
        let known = if alone == 0 { known_names(snapshot, node)? } else { Vec::new() };
        parts.push(PartCount { part: query.typed(node).to_owned(), at: node.span.start, alone, without, known });
    }
    let in_boilerplate = if options.all { 0 } else { count(&planner, root, true)? };
    Ok(Empty { parts, in_boilerplate })
}

/// The names that a condition could have asked for.
fn known_names(snapshot: &Snapshot, node: &Node) -> Result<Vec<String>> {
    let Part::Filter(Filter::Name { field, .. }) = &node.part else { return Ok(Vec::new()) };
    let fields = snapshot.fields();
    let any = |_: &str| true;
    match field {
        NameField::Council => snapshot.names(fields.council, &any),
        NameField::Committee => snapshot.names(fields.committee, &any),
        NameField::Owner => snapshot.names(fields.owner, &any),
        NameField::Due => snapshot.names(fields.due, &any),
        NameField::Status => snapshot.names(fields.status, &any),
        NameField::Body => snapshot.names(fields.body, &any),
        NameField::Document => Ok(snapshot.documents()?.into_iter().map(|document| document.id).collect()),
    }
}
