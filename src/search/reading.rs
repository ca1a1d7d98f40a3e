//! How was a query read? Each part with what it was taken for, the words it finds, and how many passages do so by themselves.

use regex::Regex;

use super::plan::Planner;
use super::query::{Bounds, Filter, Name, Node, Part, Query, Unit};
use super::{Options, widen};
use crate::error::Result;
use crate::store::Snapshot;
use crate::store::words::stem;

/// Words listed for a pattern.
const LISTED: usize = 12;

/// A part of a query as it was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadPart {
    /// How deep it stands in the query: 0 for the whole.
    pub depth: usize,
    /// As typed; for other words of the sector, those.
    pub typed: String,
    /// What it was taken for: "these words side by side, in any form".
    pub meaning: String,
    /// The stems or words it finds, or the words of the papers that a pattern fits.
    pub words: Vec<String>,
    /// Passages that it finds by itself.
    pub passages: usize,
}

/// Tells how a query was read, from the whole to its parts.
///
/// # Errors
/// As [`search`](super::search).
pub fn read(snapshot: &Snapshot, query: &Query, options: &Options) -> Result<Vec<ReadPart>> {
    let (query, _) = widen(snapshot, query, options)?;
    let planner = Planner::new(snapshot, &query, options);
    let mut parts = Vec::new();
    describe(&planner, query.root(), 0, None, &mut parts)?;
    Ok(parts)
}

fn describe(
    planner: &Planner<'_>,
    node: &Node,
    depth: usize,
    said: Option<String>,
    out: &mut Vec<ReadPart>,
) -> Result<()> {
    out.push(ReadPart {
        depth,
        typed: said.unwrap_or_else(|| planner.query.typed(node).to_owned()),
        meaning: meaning(node, planner.options.exact),
        words: match &node.part {
            Part::Run(units) => words(planner, units)?,
            _ => Vec::new(),
        },
        passages: planner.count(node, planner.options.all)?,
    });
    if let Part::Alike { said, also } = &node.part {
        describe(planner, said, depth + 1, None, out)?;
        for way in also {
            let Part::Run(units) = &way.part else { continue };
            let printed: Vec<String> = units.iter().map(printed).collect();
            describe(planner, way, depth + 1, Some(printed.join(" ").replace(" -", "-")), out)?;
        }
        return Ok(());
    }
    node.part.parts().into_iter().try_for_each(|part| describe(planner, part, depth + 1, None, out))
}

fn printed(unit: &Unit) -> String {
    match unit {
        Unit::Word(word) => word.clone(),
        Unit::Hyphened(word) => format!("-{word}"),
        Unit::Acronym(word) => word.to_uppercase(),
        Unit::Pattern(pattern) => format!("/{pattern}/"),
        Unit::Fuzzy { word, distance } => format!("{word}~{distance}"),
    }
}

fn meaning(node: &Node, exact: bool) -> String {
    let form = if exact { "as printed" } else { "in any form" };
    match &node.part {
        Part::Run(units) => match units.as_slice() {
            [Unit::Word(_)] => format!("this word, {form}"),
            [Unit::Acronym(_)] => "this acronym, in capitals".into(),
            [Unit::Pattern(_)] => "a word of this pattern".into(),
            [Unit::Fuzzy { distance: 1, .. }] => "this word, or one letter wrong".into(),
            [Unit::Fuzzy { distance, .. }] => format!("this word, or up to {distance} letters wrong"),
            units if units.iter().any(|unit| matches!(unit, Unit::Hyphened(_))) => {
                "this word, written with a hyphen".into()
            }
            _ => format!("these words side by side, {form}"),
        },
        Part::Near { within, ordered, .. } => {
            let order = if *ordered { "in this order" } else { "in any order" };
            let between = match within {
                0 => "no word".to_owned(),
                1 => "at most 1 word".to_owned(),
                several => format!("at most {several} words"),
            };
            format!("both, with {between} between, {order}")
        }
        Part::Filter(filter) => condition(filter),
        Part::Not(_) => "without this".into(),
        Part::All(_) => "all of these".into(),
        Part::Any(_) => "any of these".into(),
        Part::Alike { .. } => "this, or another way to say or write it".into(),
    }
}

fn condition(filter: &Filter) -> String {
    let names = |names: &[Name]| {
        let typed: Vec<String> =
            names.iter().map(|name| format!("{}{}", name.typed, if name.prefix { "…" } else { "" })).collect();
        typed.join(" or ")
    };
    match filter {
        Filter::Kind(kinds) => format!("a paper or finding that is {}", kinds.join(" or ").replace('_', " ")),
        Filter::Date(spans) => format!("a paper dated {}", ranges(spans, "later", "earlier")),
        Filter::Page(spans) => format!("a passage that begins on page {}", ranges(spans, "after", "before")),
        Filter::Due(spans) => format!("a finding due by a day {}", ranges(spans, "later", "earlier")),
        Filter::Strength(spans) => format!("a finding of strength {}", ranges(spans, "more", "less")),
        Filter::Theme(themes) => format!("a passage that carries the theme {}", names(themes)),
        Filter::Name { field, names: wanted } => format!("{} {}", field.asks(), names(wanted)),
    }
}

fn ranges<T: Copy + PartialEq + ToString>(spans: &[Bounds<T>], up: &str, down: &str) -> String {
    let range = |&(from, to): &Bounds<T>| match (from, to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{} to {}", from.to_string(), to.to_string()),
        (Some(from), None) => format!("{} or {up}", from.to_string()),
        (None, Some(to)) => format!("{} or {down}", to.to_string()),
        (None, None) => "any".to_owned(),
    };
    spans.iter().map(range).collect::<Vec<_>>().join(" or ")
}

/// What stands in the papers for these words.
fn words(planner: &Planner<'_>, units: &[Unit]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for unit in units {
        match unit {
            Unit::Word(word) if planner.options.exact => found.push(word.clone()),
            Unit::Word(word) | Unit::Acronym(word) | Unit::Hyphened(word) => found.push(stem(word)),
            Unit::Fuzzy { word, distance } => {
                let letters: Vec<char> = word.chars().collect();
                let near = |other: &str| super::matcher::is_near(&letters, other, usize::from(*distance));
                found.extend(listed(planner.snapshot.names(planner.snapshot.fields().words, &near)?));
            }
            Unit::Pattern(pattern) => {
                let Ok(pattern) = Regex::new(&format!("^(?:{pattern})$")) else { continue };
                let fits = |word: &str| pattern.is_match(word);
                found.extend(listed(planner.snapshot.names(planner.snapshot.fields().words, &fits)?));
            }
        }
    }
    Ok(found)
}

fn listed(mut words: Vec<String>) -> Vec<String> {
    let more = words.len().saturating_sub(LISTED);
    if more > 0 {
        words.truncate(LISTED);
        words.push(format!("and {more} more"));
    }
    words
}
