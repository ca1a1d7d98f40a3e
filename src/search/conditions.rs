//! The conditions of a query as the engine runs them: on the paper, and on what stands in the passage. They do not score.
//!
//! Names and dates are looked up among the terms there are; a page is a column; a theme is read off the text, by the
//! codebook in use.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Bound;
use std::sync::Arc;

use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query as EngineQuery, RangeQuery};
use tantivy::schema::Field;
use tantivy::{DocAddress, DocSet, Term};

use super::excluded::Excluded;
use super::found::addresses;
use super::plan::Planner;
use super::query::{Bounds, Filter, Name, NameField, Node, Part, Query};
use super::{Options, Scope};
use crate::error::{Error, Result};
use crate::model::{Date, DocumentKind, FindingKind, slug};
use crate::store::collect::{with_all, with_any_term, with_term};
use crate::store::schema::record;
use crate::store::{Retold, Snapshot};

/// A codebook, as a search asks it.
pub trait Themes: fmt::Debug + Send + Sync {
    /// The identifiers of its themes, in its order.
    fn ids(&self) -> Vec<String>;

    /// The identifiers of the themes that a text carries, in its order.
    fn of(&self, text: &str) -> Vec<String>;
}

impl Planner<'_> {
    /// The passages, and records of other kinds, for which a condition holds.
    pub fn filter(&self, node: &Node, filter: &Filter) -> Result<Box<dyn EngineQuery>> {
        let fields = self.snapshot.fields();
        match filter {
            Filter::Kind(kinds) => self.of_kinds(kinds),
            Filter::Date(spans) => {
                let within = |date: &str| spans.iter().any(|(from, to)| may_be_within(date, *from, *to));
                Ok(with_any_term(fields.date, &self.snapshot.names(fields.date, &within)?))
            }
            Filter::Page(spans) => {
                let page = |number: u32| Term::from_field_u64(fields.page, u64::from(number));
                let within = spans.iter().map(|&(from, to)| {
                    let from = from.map_or(Bound::Included(page(0)), |from| Bound::Included(page(from)));
                    let to = to.map_or(Bound::Unbounded, |to| Bound::Included(page(to)));
                    (Occur::Should, Box::new(RangeQuery::new(from, to)) as Box<dyn EngineQuery>)
                });
                Ok(Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(within.collect())), 0.0)))
            }
            Filter::Strength(spans) => {
                let within = |strength: &str| strength.parse().is_ok_and(|strength| lies_within(strength, spans));
                Ok(with_any_term(fields.strength, &self.snapshot.names(fields.strength, &within)?))
            }
            Filter::Due(spans) => {
                let within = |day: &str| spans.iter().any(|(from, to)| may_be_within(day, *from, *to));
                Ok(with_any_term(fields.due_by, &self.snapshot.names(fields.due_by, &within)?))
            }
            Filter::Theme(names) => self.themes(node, names),
            Filter::Name { field: NameField::Document, names } => {
                let mut paths = Vec::new();
                for name in names {
                    paths.extend(self.paths(name)?);
                }
                paths.sort();
                paths.dedup();
                Ok(with_any_term(fields.path, &paths))
            }
            Filter::Name { field: name_field, names } => {
                let field = match name_field {
                    NameField::Council => fields.council,
                    NameField::Committee => fields.committee,
                    NameField::Owner => fields.owner,
                    NameField::Due => fields.due,
                    NameField::Status => fields.status,
                    NameField::Body | NameField::Document => fields.body,
                };
                let mut wanted = Vec::new();
                for name in names {
                    // A director is one, whatever else the table calls them.
                    let mut named = match name_field {
                        NameField::Owner => self.snapshot.names(field, &|slug| name.is_within(slug))?,
                        _ => self.named(field, name)?,
                    };
                    if named.is_empty()
                        && *name_field == NameField::Council
                        && let Some(short) = name.without_sort()
                    {
                        named = self.named(field, &short)?;
                    }
                    wanted.extend(named);
                }
                wanted.sort();
                wanted.dedup();
                if *name_field == NameField::Council {
                    return Ok(with_any_term(fields.path, &self.snapshot.paths_of(&wanted)?));
                }
                Ok(with_any_term(field, &wanted))
            }
        }
    }

    /// The passages of these kinds of paper or finding. What papers tell together of a finding wins over what one says by itself.
    fn of_kinds(&self, kinds: &[&'static str]) -> Result<Box<dyn EngineQuery>> {
        let fields = self.snapshot.fields();
        let of = |kinds: &[&str]| {
            let kinds: Vec<String> = kinds.iter().map(|&kind| kind.to_owned()).collect();
            with_any_term(fields.kind, &kinds)
        };
        let is_of_finding = |kind: &&str| FindingKind::ALL.iter().any(|known| known.as_str() == *kind);
        let (findings, papers): (Vec<&str>, Vec<&str>) = kinds.iter().copied().partition(is_of_finding);
        let retold = if findings.is_empty() { Vec::new() } else { self.snapshot.retold()? };
        if retold.is_empty() {
            return Ok(of(kinds));
        }
        let at = |retold: &Retold| {
            let ordinal = Term::from_field_u64(fields.ordinal, retold.block as u64);
            let block = RangeQuery::new(Bound::Included(ordinal.clone()), Bound::Included(ordinal));
            let block = Box::new(ConstScoreQuery::new(Box::new(block), 0.0));
            let passage = with_term(fields.record, record::BLOCK);
            (Occur::Should, with_all(vec![passage, with_term(fields.path, &retold.path), block]))
        };
        let all: Vec<(Occur, Box<dyn EngineQuery>)> = retold.iter().map(at).collect();
        let told = vec![
            (Occur::Must, of(&findings)),
            (Occur::MustNot, Box::new(Excluded(Box::new(BooleanQuery::new(all)))) as Box<dyn EngineQuery>),
        ];
        let mut ways: Vec<(Occur, Box<dyn EngineQuery>)> =
            vec![(Occur::Should, of(&papers)), (Occur::Should, Box::new(BooleanQuery::new(told)))];
        let is_wanted = |retold: &&Retold| findings.iter().any(|kind| retold.kinds.contains(kind));
        ways.extend(retold.iter().filter(is_wanted).map(at));
        Ok(Box::new(ConstScoreQuery::new(Box::new(BooleanQuery::new(ways)), 0.0)))
    }

    /// The names there are in a field that one means: given in full it is that one; otherwise its words may stand in a longer one.
    fn named(&self, field: Field, name: &Name) -> Result<Vec<String>> {
        let full = self.snapshot.names(field, &|slug| name.is(slug))?;
        if full.is_empty() { self.snapshot.names(field, &|slug| name.is_within(slug)) } else { Ok(full) }
    }

    /// Paths of the documents that a name means: by identifier, by path, or by words of either.
    fn paths(&self, name: &Name) -> Result<Vec<String>> {
        match self.snapshot.document(&name.typed) {
            Ok(document) if !name.prefix => return Ok(vec![document.path]),
            Ok(_) | Err(Error::NoDocument { .. }) => {}
            Err(error) => return Err(error),
        }
        let documents = self.snapshot.documents()?;
        let named = documents
            .into_iter()
            .filter(|document| name.is_within(&slug(&document.path)) || name.is_within(&document.id));
        Ok(named.map(|document| document.path).collect())
    }

    /// The passages that carry one of these themes.
    fn themes(&self, node: &Node, names: &[Name]) -> Result<Box<dyn EngineQuery>> {
        let trouble = |message: String, hint: String| Error::Query {
            query: self.query.text().to_owned(),
            at: node.span.start,
            message,
            hint,
        };
        let Some(codebook) = self.options.themes.clone() else {
            return Err(trouble("no codebook is at hand".into(), "name one with `--codebook`".into()));
        };
        let ids = codebook.ids();
        let mut wanted = BTreeSet::new();
        for name in names {
            let full: Vec<&String> = ids.iter().filter(|id| name.is(&slug(id))).collect();
            let within = || ids.iter().filter(|id| name.is_within(&slug(id))).collect();
            let found = if full.is_empty() { within() } else { full };
            if found.is_empty() {
                let message = format!("the codebook has no theme `{}`", name.typed);
                return Err(trouble(message, format!("there are {}", ids.join(", "))));
            }
            wanted.extend(found.into_iter().cloned());
        }
        let carries = move |text: &str| codebook.of(text).iter().any(|theme| wanted.contains(theme));
        Ok(self.checked(with_term(self.snapshot.fields().record, record::BLOCK), Arc::new(carries)))
    }

    /// Which conditions of a query hold for each of these passages, in the order typed.
    pub fn holding(&self, root: &Node, passages: &[DocAddress]) -> Result<Vec<Vec<bool>>> {
        let mut holding = vec![Vec::new(); passages.len()];
        let mut order: Vec<usize> = (0..passages.len()).collect();
        order.sort_by_key(|&at| passages[at]);
        for (node, filter) in conditions(root) {
            let plan = self.filter(node, filter)?;
            let searcher = self.snapshot.searcher();
            let failed = |error| self.snapshot.failed(error);
            let unscored = tantivy::query::EnableScoring::disabled_from_searcher(searcher);
            let weight = plan.weight(unscored).map_err(failed)?;
            for of_segment in order.chunk_by(|&a, &b| passages[a].segment_ord == passages[b].segment_ord) {
                let segment = searcher.segment_reader(passages[of_segment[0]].segment_ord);
                let mut scorer = weight.scorer(segment, 1.0).map_err(failed)?;
                for &at in of_segment {
                    let doc = passages[at].doc_id;
                    let reached = if scorer.doc() < doc { scorer.seek(doc) } else { scorer.doc() };
                    holding[at].push(reached == doc);
                }
            }
        }
        Ok(holding)
    }
}

/// What the conditions of a query leave, its words aside: what its counts are out of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Left {
    /// The conditions, as typed.
    pub conditions: Vec<String>,
    /// Paths of the papers that the conditions on a paper leave.
    pub papers: BTreeSet<String>,
    /// Path and block of each passage that all of them leave.
    pub places: BTreeSet<(String, usize)>,
    /// The kinds of finding that they name; empty where they name none.
    pub kinds: BTreeSet<&'static str>,
}

/// What is left by the conditions that every answer to a query satisfies; `None` where there are none.
///
/// # Errors
/// [`Error::Index`] when the index is damaged, [`Error::Query`] for a theme that is not known.
pub(crate) fn left(snapshot: &Snapshot, query: &Query, options: &Options) -> Result<Option<Left>> {
    let mut all = of_all_answers(query.root());
    // With a wider scope a condition on the passage holds of some passage, and not of each that answers.
    all.retain(|node| options.scope == Scope::Passage || is_of_paper(node));
    if all.is_empty() {
        return Ok(None);
    }
    let options = Options { scope: Scope::Passage, ..options.clone() };
    let planner = Planner::new(snapshot, query, &options);
    let standing = |nodes: &[&Node]| -> Result<Vec<(String, usize)>> {
        let nodes = nodes.iter().map(|node| (*node).clone()).collect();
        let root = Node { span: query.root().span.clone(), part: Part::All(nodes) };
        let passages = addresses(&planner, &root)?;
        Ok(snapshot.standings(&passages)?.into_iter().map(|standing| (standing.path, standing.block)).collect())
    };
    let of_paper: Vec<&Node> = all.iter().copied().filter(|node| is_of_paper(node)).collect();
    let places: BTreeSet<(String, usize)> = standing(&all)?.into_iter().collect();
    let papers = match of_paper.len() {
        0 => snapshot.documents()?.into_iter().map(|document| document.path).collect(),
        count if count == all.len() => places.iter().map(|(path, _)| path.clone()).collect(),
        _ => standing(&of_paper)?.into_iter().map(|(path, _)| path).collect(),
    };
    let conditions = all.iter().map(|node| query.typed(node).to_owned()).collect();
    let kinds = all.iter().flat_map(|node| match &node.part {
        Part::Filter(Filter::Kind(kinds)) => kinds.as_slice(),
        _ => &[],
    });
    let kinds = kinds.copied().filter(|name| FindingKind::ALL.iter().any(|kind| kind.as_str() == *name)).collect();
    Ok(Some(Left { conditions, papers, places, kinds }))
}

/// The conditions, and choices among conditions, that every answer satisfies.
fn of_all_answers(node: &Node) -> Vec<&Node> {
    match &node.part {
        Part::All(parts) => parts.iter().flat_map(of_all_answers).collect(),
        _ if is_of_conditions(node) => vec![node],
        _ => Vec::new(),
    }
}

/// Whether a part asks for nothing but conditions.
fn is_of_conditions(node: &Node) -> bool {
    match &node.part {
        Part::Filter(_) => true,
        Part::All(parts) | Part::Any(parts) => parts.iter().all(is_of_conditions),
        Part::Not(inner) => is_of_conditions(inner),
        _ => false,
    }
}

/// Whether conditions ask for the paper, and for nothing of the passage.
fn is_of_paper(node: &Node) -> bool {
    conditions(node).into_iter().all(|(_, filter)| match filter {
        Filter::Kind(kinds) => {
            DocumentKind::ALL.iter().filter(|kind| kinds.contains(&kind.as_str())).count() == kinds.len()
        }
        Filter::Date(_) => true,
        Filter::Name { field, .. } => {
            matches!(field, NameField::Council | NameField::Committee | NameField::Body | NameField::Document)
        }
        Filter::Page(_) | Filter::Strength(_) | Filter::Due(_) | Filter::Theme(_) => false,
    })
}

/// Whether the conditions of a part could hold or not in a passage that answers: those under OR and NOT.
pub(crate) fn is_choice_of_conditions(node: &Node) -> bool {
    match &node.part {
        Part::Any(_) | Part::Not(_) => !conditions(node).is_empty(),
        part => part.parts().into_iter().any(is_choice_of_conditions),
    }
}

/// The conditions of a query, in the order typed.
fn conditions(node: &Node) -> Vec<(&Node, &Filter)> {
    match &node.part {
        Part::Filter(filter) => vec![(node, filter)],
        part => part.parts().into_iter().flat_map(conditions).collect(),
    }
}

fn lies_within(number: u32, spans: &[Bounds<u32>]) -> bool {
    spans.iter().any(|(from, to)| from.is_none_or(|from| from <= number) && to.is_none_or(|to| number <= to))
}

/// Whether a date, as precise as known, may lie within a span: of "2015" nobody knows whether it was in April.
fn may_be_within(date: &str, from: Option<Date>, to: Option<Date>) -> bool {
    let earliest = |date: &str| format!("{date}{}", &"0000-00-00"[date.len().min(10)..]);
    let latest = |date: &str| format!("{date}{}", &"9999-99-99"[date.len().min(10)..]);
    from.is_none_or(|from| latest(date) >= earliest(&from.to_string()))
        && to.is_none_or(|to| earliest(date) <= latest(&to.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vague_date_may_lie_in_any_span_it_touches() {
        let within = |date: &str, from: &str, to: &str| may_be_within(date, from.parse().ok(), to.parse().ok());
        assert!(within("2015-11-18", "2015", "2015"));
        assert!(within("2015", "2015-04", "2015-06"));
        assert!(within("2015-04", "2015-04-18", ""));
        assert!(!within("2015-03", "2015-04", ""));
        assert!(!within("2016", "", "2015"));
        assert!(within("2011", "", "2015-01-01"));
    }
}
