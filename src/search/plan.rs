//! A query as the engine runs it, over blocks.
//!
//! | part | how |
//! |---|---|
//! | words, phrases | stems with positions; exact ones as printed words, scored by their stems |
//! | wildcards, expressions, mistakes | the dictionary of printed words |
//! | runs with those, exact phrases, NEAR | candidates from the above, checked against the text |
//! | conditions on names and dates | the terms there are, looked through; they do not score |
//! | NOT | everything but |

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use tantivy::Term;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Occur, PhraseQuery, Query as EngineQuery, RegexQuery, TermQuery};
use tantivy::schema::IndexRecordOption;

use super::checked::Checked;
use super::excluded::Excluded;
use super::matcher::Matcher;
use super::query::{Filter, Name, NameField, Node, Part, Query, Unit};
use crate::error::{Error, Result};
use crate::model::{Date, slug};
use crate::store::Snapshot;
use crate::store::collect::{with_all, with_any_term, with_term};
use crate::store::schema::record;
use crate::store::words::stem;

/// Turns queries into those of the engine, for one snapshot.
pub(crate) struct Planner<'a> {
    pub snapshot: &'a Snapshot,
    pub query: &'a Query,
    /// Whether words are compared as printed.
    pub exact: bool,
    /// Set when a stored record could not be read while the query ran.
    pub damaged: Arc<AtomicBool>,
}

impl<'a> Planner<'a> {
    pub fn new(snapshot: &'a Snapshot, query: &'a Query, exact: bool) -> Self {
        Self { snapshot, query, exact, damaged: Arc::default() }
    }

    /// The passages that answer `node`; boilerplate only with `all`.
    pub fn passages(&self, node: &Node, all: bool) -> Result<Box<dyn EngineQuery>> {
        let fields = self.snapshot.fields();
        let mut clauses = vec![(Occur::Must, self.plan(node)?)];
        if !has_text(node) {
            clauses.push((Occur::Must, with_term(fields.record, record::BLOCK)));
        }
        if !all {
            clauses.push((Occur::MustNot, with_term(fields.record, record::BOILERPLATE)));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn plan(&self, node: &Node) -> Result<Box<dyn EngineQuery>> {
        match &node.part {
            Part::Run(units) => self.run(node, units),
            Part::Near { left, right, within, .. } => {
                let candidates = match self.not_far_apart(left, right, *within) {
                    Some(candidates) => candidates,
                    None => with_all(vec![self.plan(left)?, self.plan(right)?]),
                };
                Ok(self.checked(node, candidates))
            }
            Part::Filter(filter) => self.filter(filter),
            Part::Not(inner) => self.all_but(Vec::new(), vec![inner]),
            Part::All(parts) => {
                let (without, with): (Vec<&Node>, Vec<&Node>) = parts.iter().partition(|part| negated(part).is_some());
                self.all_but(with, without.into_iter().filter_map(negated).collect())
            }
            Part::Any(parts) => {
                let choices: Result<Vec<_>> = parts.iter().map(|part| Ok((Occur::Should, self.plan(part)?))).collect();
                Ok(Box::new(BooleanQuery::new(choices?)))
            }
        }
    }

    /// Every part of `with` and none of `without`.
    fn all_but(&self, with: Vec<&Node>, without: Vec<&Node>) -> Result<Box<dyn EngineQuery>> {
        let mut clauses = Vec::new();
        for part in &with {
            clauses.push((Occur::Must, self.plan(part)?));
        }
        if with.is_empty() {
            clauses.push((Occur::Must, with_term(self.snapshot.fields().record, record::BLOCK)));
        }
        for part in without {
            clauses.push((Occur::MustNot, Box::new(Excluded(self.plan(part)?))));
        }
        Ok(Box::new(BooleanQuery::new(clauses)))
    }

    fn run(&self, node: &Node, units: &[Unit]) -> Result<Box<dyn EngineQuery>> {
        let words: Option<Vec<&str>> = units
            .iter()
            .map(|unit| match unit {
                Unit::Word(word) => Some(word.as_str()),
                Unit::Pattern(_) | Unit::Fuzzy { .. } => None,
            })
            .collect();
        match words {
            Some(words) if !self.exact => Ok(self.stems(&words)),
            Some(words) => {
                let mut parts: Vec<_> = words.iter().map(|word| self.printed(word)).collect();
                parts.push(self.stems(&words));
                let candidates = with_all(parts);
                Ok(if words.len() > 1 { self.checked(node, candidates) } else { candidates })
            }
            None => {
                let mut parts: Vec<_> = units.iter().map(|unit| self.unit(node, unit)).collect::<Result<_>>()?;
                if parts.len() == 1 {
                    return Ok(parts.remove(0));
                }
                Ok(self.checked(node, with_all(parts)))
            }
        }
    }

    /// Passages with these words side by side, in any form.
    fn stems(&self, words: &[&str]) -> Box<dyn EngineQuery> {
        let field = self.snapshot.fields().stems;
        let mut terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, &stem(word))).collect();
        if terms.len() == 1 {
            return Box::new(TermQuery::new(terms.remove(0), IndexRecordOption::WithFreqs));
        }
        Box::new(PhraseQuery::new(terms))
    }

    /// For two different words, the passages where positions already say that they may be near: far fewer to
    /// check. The engine counts a word that comes before its time as two steps.
    fn not_far_apart(&self, left: &Node, right: &Node, within: u32) -> Option<Box<dyn EngineQuery>> {
        let word = |node: &Node| match &node.part {
            Part::Run(units) => match units.as_slice() {
                [Unit::Word(word)] => Some(Term::from_field_text(self.snapshot.fields().stems, &stem(word))),
                _ => None,
            },
            _ => None,
        };
        let (left, right) = (word(left)?, word(right)?);
        if left == right {
            return None;
        }
        let mut near = PhraseQuery::new(vec![left, right]);
        near.set_slop(within + 2);
        Some(Box::new(near))
    }

    /// Passages with this word as printed; does not score.
    fn printed(&self, word: &str) -> Box<dyn EngineQuery> {
        with_term(self.snapshot.fields().words, word)
    }

    fn unit(&self, node: &Node, unit: &Unit) -> Result<Box<dyn EngineQuery>> {
        let field = self.snapshot.fields().words;
        match unit {
            Unit::Word(word) if self.exact => Ok(with_all(vec![self.printed(word), self.stems(&[word])])),
            Unit::Word(word) => Ok(self.stems(&[word])),
            Unit::Fuzzy { word, distance } => {
                Ok(Box::new(FuzzyTermQuery::new(Term::from_field_text(field, word), *distance, true)))
            }
            Unit::Pattern(pattern) => match RegexQuery::from_pattern(pattern, field) {
                Ok(query) => Ok(Box::new(query)),
                Err(_) => Err(Error::Query {
                    query: self.query.text().to_owned(),
                    at: node.span.start,
                    message: "this regular expression asks for more than one word of letters".into(),
                    hint: "leave out `^`, `$`, `\\b` and `*?`: it is matched against one whole word".into(),
                }),
            },
        }
    }

    /// Candidates that are checked against the text.
    fn checked(&self, node: &Node, candidates: Box<dyn EngineQuery>) -> Box<dyn EngineQuery> {
        Box::new(Checked {
            candidates,
            matcher: Arc::new(Matcher::of(node, self.exact)),
            text: self.snapshot.fields().stems,
            damaged: Arc::clone(&self.damaged),
        })
    }

    fn filter(&self, filter: &Filter) -> Result<Box<dyn EngineQuery>> {
        let fields = self.snapshot.fields();
        match filter {
            Filter::Kind(kinds) => {
                let kinds: Vec<String> = kinds.iter().map(|&kind| kind.to_owned()).collect();
                Ok(with_any_term(fields.kind, &kinds))
            }
            Filter::Date(spans) => {
                let within = |date: &str| spans.iter().any(|(from, to)| may_be_within(date, *from, *to));
                Ok(with_any_term(fields.date, &self.snapshot.names(fields.date, &within)?))
            }
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
                    // A name given in full is that one; otherwise its words may stand in a longer one.
                    let full = self.snapshot.names(field, &|slug| name.is(slug))?;
                    wanted.extend(if full.is_empty() {
                        self.snapshot.names(field, &|slug| name.is_within(slug))?
                    } else {
                        full
                    });
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
}

/// Whether only blocks can answer a part: the other records have no text.
fn has_text(node: &Node) -> bool {
    match &node.part {
        // What a NOT takes from is the blocks.
        Part::Run(_) | Part::Near { .. } | Part::Not(_) => true,
        Part::Filter(_) => false,
        Part::All(parts) => {
            let mut with = parts.iter().filter(|part| negated(part).is_none()).peekable();
            with.peek().is_none() || with.any(has_text)
        }
        Part::Any(parts) => parts.iter().all(has_text),
    }
}

/// What a NOT is about.
fn negated(node: &Node) -> Option<&Node> {
    match &node.part {
        Part::Not(inner) => Some(inner),
        _ => None,
    }
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
