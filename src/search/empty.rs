//! Nothing was found: which word, or which condition, is to blame?
//!
//! ```text
//! "early help" council:marlshire year:2014   0 passages
//!   "early help"        12, and without it   0
//!   council:marlshire  340, and without it   0
//!   year:2014            0, and without it   9   ← this one
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::found::addresses;
use super::matcher::mistakes;
use super::plan::Planner;
use super::query::{Bounds, Filter, Name, NameField, Node, Part, Unit};
use super::suggest::nearest;
use super::{Options, Query};
use crate::error::Result;
use crate::model::Date;
use crate::store::Snapshot;
use crate::store::words::{stem, tokens};

/// One letter in so many wrong is still the same name.
const FAR: usize = 3;

/// Why a query found nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Empty {
    /// The parts of the query that had to be there together, in the order typed; a query that is a choice or a
    /// single part gives its choices or itself.
    pub parts: Vec<PartCount>,
    /// Passages that the whole query would find in boilerplate; 0 when that was searched already.
    pub in_boilerplate: usize,
    /// Words that no paper has, each with the nearest that some have.
    pub unknown: Vec<Unknown>,
    /// The query with the nearest words in their place, where that finds something.
    pub instead: Option<String>,
    /// The query with the council, body or year that was typed as a word as a condition (`council:marlshire`), where that finds
    /// something.
    pub with_conditions: Option<String>,
}

/// A word that no paper has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown {
    /// The word, in lower case.
    pub word: String,
    /// The nearest words of the papers, the likeliest first; empty when none is near.
    pub near: Vec<String>,
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
    /// For a name that nothing has: the names there are, as they can be typed; for dates of no paper, the years there are. Those
    /// nearest to what was typed come first. Empty otherwise.
    pub known: Vec<String>,
    /// For words asked side by side that nowhere stand so: passages that have all of them. `None` for any other part.
    pub apart: Option<usize>,
}

/// Tells which part of a query emptied its answer.
///
/// # Errors
/// As [`search`](super::search).
pub fn explain_empty(snapshot: &Snapshot, query: &Query, options: &Options) -> Result<Empty> {
    let typed = query;
    let (query, _) = &super::widen(snapshot, query, options)?;
    let planner = Planner::new(snapshot, query, options);
    let root = query.root();
    let nodes: Vec<&Node> = match &root.part {
        Part::All(parts) | Part::Any(parts) => parts.iter().collect(),
        _ => vec![root],
    };
    let together = matches!(root.part, Part::All(_));
    let mut parts = Vec::new();
    let tells = root.part.tells();
    for (at, node) in nodes.iter().enumerate() {
        // Beside words that tell something nobody looks for "the".
        if tells && node.part.is_small_word() {
            continue;
        }
        let alone = planner.count(node, options.all)?;
        let others: Vec<Node> =
            nodes.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, node)| (*node).clone()).collect();
        let without = match others.len() {
            0 => None,
            _ if !together => None,
            1 => Some(planner.count(&others[0], options.all)?),
            _ => Some(planner.count(&Node { span: root.span.clone(), part: Part::All(others) }, options.all)?),
        };
        let known = match &node.part {
            Part::Filter(Filter::Name { field, names }) if alone == 0 => known_names(snapshot, *field, names)?,
            Part::Filter(Filter::Date(spans)) if alone == 0 => known_years(snapshot, spans)?,
            _ => Vec::new(),
        };
        let apart = if alone == 0 { apart(&planner, node)? } else { None };
        // A question ends in a mark that is none of its last word.
        let part = query.typed(node).trim_end_matches(['?', ',', '.', '!']).to_owned();
        parts.push(PartCount { part, at: node.span.start, alone, without, known, apart });
    }
    let in_boilerplate = if options.all { 0 } else { planner.count(root, true)? };
    let (unknown, instead) = mended(snapshot, query, options)?;
    let with_conditions = super::named::with_conditions(snapshot, typed, options)?;
    Ok(Empty { parts, in_boilerplate, unknown, instead, with_conditions })
}

/// How many passages have all the words of a run, wherever they stand; `None` for what is no run of several words.
fn apart(planner: &Planner<'_>, node: &Node) -> Result<Option<usize>> {
    let said = match &node.part {
        Part::Alike { said, .. } => said,
        _ => node,
    };
    let Part::Run(units) = &said.part else { return Ok(None) };
    if units.len() < 2 {
        return Ok(None);
    }
    let word = |unit: &Unit| Node { span: node.span.clone(), part: Part::Run(vec![unit.clone()]) };
    let all = Node { span: node.span.clone(), part: Part::All(units.iter().map(word).collect()) };
    planner.count(&all, planner.options.all).map(Some)
}

/// The words of a query that no paper has, and the query mended.
fn mended(snapshot: &Snapshot, query: &Query, options: &Options) -> Result<(Vec<Unknown>, Option<String>)> {
    let mut unknown: Vec<Unknown> = Vec::new();
    let mut edits: BTreeMap<usize, (usize, String)> = BTreeMap::new();
    let mut asked: Vec<(&Node, &str)> = Vec::new();
    asked_words(query.root(), &mut asked);
    for (node, word) in asked {
        let known = if options.exact { snapshot.has_word(word)? } else { snapshot.has_stem(&stem(word))? };
        if known {
            continue;
        }
        let is_figure = word.contains(|c: char| c.is_ascii_digit());
        let near = if is_figure { Vec::new() } else { nearest(snapshot, word)? };
        if let Some(best) = near.first() {
            let typed = tokens(query.text()).filter(|token| node.span.contains(&token.start));
            let same = typed.filter(|token| token.folded() == word);
            edits.extend(same.map(|token| (token.start, (token.end(), best.clone()))));
        }
        // A figure is parted at its point, and is told of as it was typed.
        let word = if is_figure { whole(query.typed(node), word) } else { word };
        if unknown.iter().all(|other| other.word != word) {
            unknown.push(Unknown { word: word.to_owned(), near });
        }
    }
    if edits.is_empty() {
        return Ok((unknown, None));
    }
    let mut mended = query.text().to_owned();
    // From the right, so that places to the left stay where they are.
    for (start, (end, word)) in edits.into_iter().rev() {
        mended.replace_range(start..end, &word);
    }
    let Ok(other) = Query::parse(&mended) else { return Ok((unknown, None)) };
    let planner = Planner::new(snapshot, &other, options);
    let found = !addresses(&planner, other.root())?.is_empty();
    Ok((unknown, found.then_some(mended)))
}

/// What stands between spaces and has a word in it: "£1.2m" of "2m".
fn whole<'q>(typed: &'q str, word: &'q str) -> &'q str {
    let mut pieces = typed.split([' ', '"', '“', '”']);
    pieces.find(|piece| tokens(piece).any(|token| token.folded() == word)).unwrap_or(word)
}

/// The plain words that have to be there, with the part each stands in.
fn asked_words<'q>(node: &'q Node, out: &mut Vec<(&'q Node, &'q str)>) {
    match &node.part {
        Part::Not(_) | Part::Filter(_) => {}
        Part::Run(units) => out.extend(units.iter().filter_map(|unit| match unit {
            Unit::Word(word) => Some((node, word.as_str())),
            _ => None,
        })),
        Part::Alike { said, .. } => asked_words(said, out),
        part => part.parts().into_iter().for_each(|part| asked_words(part, out)),
    }
}

/// The names that a condition could have asked for.
fn known_names(snapshot: &Snapshot, field: NameField, names: &[Name]) -> Result<Vec<String>> {
    let fields = snapshot.fields();
    let any = |_: &str| true;
    let mut known = match field {
        NameField::Council => snapshot.names(fields.council, &any),
        NameField::Committee => snapshot.names(fields.committee, &any),
        NameField::Owner => snapshot.names(fields.owner, &any),
        NameField::Due => snapshot.names(fields.due, &any),
        NameField::Status => snapshot.names(fields.status, &any),
        NameField::Body => snapshot.names(fields.body, &any),
        NameField::Document => Ok(snapshot.documents()?.into_iter().map(|document| document.id).collect()),
    }?;
    // Those that have what was typed in them come first, then those with the fewest letters other than typed.
    let typed: Vec<String> = names.iter().map(|name| name.words.join("-")).collect();
    known.sort_by_cached_key(|known| {
        let letters: Vec<char> = known.chars().collect();
        let wrong = typed.iter().map(|typed| mistakes(&typed.chars().collect::<Vec<_>>(), &letters)).min();
        let near = wrong.filter(|wrong| *wrong * FAR <= letters.len());
        (!typed.iter().any(|typed| known.contains(typed)), near.is_none(), near)
    });
    Ok(known)
}

/// The years of the papers there are.
fn known_years(snapshot: &Snapshot, spans: &[Bounds<Date>]) -> Result<Vec<String>> {
    let dates = snapshot.names(snapshot.fields().date, &|_| true)?;
    let years: BTreeSet<i32> = dates.iter().filter_map(|date| date.parse::<Date>().ok()).map(Date::year).collect();
    let asked: Vec<i32> = spans.iter().flat_map(|&(from, to)| [from, to]).flatten().map(Date::year).collect();
    let mut years: Vec<i32> = years.into_iter().collect();
    years.sort_by_key(|year| asked.iter().map(|asked| year.abs_diff(*asked)).min());
    Ok(years.into_iter().map(|year| year.to_string()).collect())
}
