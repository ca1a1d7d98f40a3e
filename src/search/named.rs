//! A council, a body or a year typed as a word, where nothing was found: it was meant to say whose papers, or of when.
//!
//! `worcestershire neglect` asks for passages with both words; reports seldom name their council in each. The query is told again
//! with the name as a condition: `council:worcestershire neglect`.

use std::ops::Range;

use super::found::addresses;
use super::plan::Planner;
use super::query::{Node, Part, Query, Unit};
use super::{Options, widen};
use crate::error::Result;
use crate::model::slug;
use crate::store::Snapshot;

/// The words of the longest name looked for.
const LONGEST: usize = 6;

/// A query with the names and years in it as conditions; `None` where it has none, or finds nothing so either.
pub(super) fn with_conditions(snapshot: &Snapshot, query: &Query, options: &Options) -> Result<Option<String>> {
    let root = query.root();
    let parts = match &root.part {
        Part::All(parts) => parts.as_slice(),
        _ => std::slice::from_ref(root),
    };
    let fields = snapshot.fields();
    let any = |_: &str| true;
    let councils = snapshot.names(fields.council, &any)?;
    let bodies = snapshot.names(fields.body, &any)?;
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let longest = LONGEST.min(parts.len() - at);
        let named = (1..=longest).rev().find_map(|count| {
            let span = plain(query, &parts[at..at + count])?;
            let typed = &query.text()[span.clone()];
            Some((count, span.clone(), condition(typed, &councils, &bodies)?))
        });
        match named {
            Some((count, span, condition)) => {
                edits.push((span, condition));
                at += count;
            }
            None => at += 1,
        }
    }
    if edits.is_empty() {
        return Ok(None);
    }
    let mut text = query.text().to_owned();
    // From the right, so that places to the left stay where they are.
    for (span, condition) in edits.into_iter().rev() {
        text.replace_range(span, &condition);
    }
    let Ok(other) = Query::parse(&text) else { return Ok(None) };
    let (other, _) = widen(snapshot, &other, options)?;
    let found = !addresses(&Planner::new(snapshot, &other, options), other.root())?.is_empty();
    Ok(found.then_some(text))
}

/// The condition that a name or a year says: `council:"north thornmere"`.
fn condition(typed: &str, councils: &[String], bodies: &[String]) -> Option<String> {
    let name = slug(typed);
    let is_year = typed.len() == 4 && matches!(typed.parse(), Ok(1990..=2099));
    let field = match () {
        () if councils.contains(&name) => "council",
        () if bodies.contains(&name) => "body",
        () if is_year => "year",
        () => return None,
    };
    let value = if typed.contains(' ') { format!("\"{typed}\"") } else { typed.to_owned() };
    Some(format!("{field}:{value}"))
}

/// Where some plain words stand side by side in the query; `None` where one is no plain word or is in quotes.
fn plain(query: &Query, parts: &[Node]) -> Option<Range<usize>> {
    let is_word = |part: &Node| match &part.part {
        Part::Run(units) => units.iter().all(|unit| matches!(unit, Unit::Word(_))),
        _ => false,
    };
    let span = parts.first()?.span.start..parts.last()?.span.end;
    let typed = query.text().get(span.clone())?;
    let holds = |c: char| c.is_alphanumeric() || c == ' ' || c == '-' || c == '\'' || c == '’' || c == '&';
    (parts.iter().all(is_word) && typed.chars().all(holds)).then_some(span)
}
