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

use tantivy::query::{
    BooleanQuery, BoostQuery, EnableScoring, FuzzyTermQuery, Occur, PhraseQuery, Query as EngineQuery, RegexQuery,
    TermQuery,
};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

use super::Options;
use super::checked::{Check, Checked};
use super::excluded::Excluded;
use super::matcher::Matcher;
use super::query::{Node, Part, Query, Unit};
use crate::error::{Error, Result};
use crate::store::Snapshot;
use crate::store::collect::{with_all, with_term};
use crate::store::schema::record;
use crate::store::words::stem;

/// What other words for what was typed weigh beside it: enough to rank, too little to come before it.
pub(crate) const OTHER_WORDS: f32 = 0.25;

/// Turns queries into those of the engine, for one snapshot.
pub(crate) struct Planner<'a> {
    pub snapshot: &'a Snapshot,
    pub query: &'a Query,
    pub options: &'a Options,
    /// Set when a stored record could not be read while the query ran.
    pub damaged: Arc<AtomicBool>,
}

impl<'a> Planner<'a> {
    pub fn new(snapshot: &'a Snapshot, query: &'a Query, options: &'a Options) -> Self {
        Self { snapshot, query, options, damaged: Arc::default() }
    }

    /// The passages that answer `node`; boilerplate only where the options ask for it.
    pub fn passages(&self, node: &Node) -> Result<Box<dyn EngineQuery>> {
        self.among(node, self.options.all)
    }

    /// The passages that answer `node`; boilerplate only with `all`.
    pub fn among(&self, node: &Node, all: bool) -> Result<Box<dyn EngineQuery>> {
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

    /// Whether any passage answers `node`.
    pub fn finds_any(&self, node: &Node) -> Result<bool> {
        let searcher = self.snapshot.searcher();
        let failed = |error| self.snapshot.failed(error);
        let unscored = EnableScoring::disabled_from_searcher(searcher);
        let weight = self.among(node, true)?.weight(unscored).map_err(failed)?;
        for (_, segment) in self.snapshot.passage_segments() {
            let mut scorer = weight.scorer(segment, 1.0).map_err(failed)?;
            while scorer.doc() != TERMINATED {
                if segment.alive_bitset().is_none_or(|alive| alive.is_alive(scorer.doc())) {
                    return Ok(true);
                }
                scorer.advance();
            }
        }
        Ok(false)
    }

    /// How many passages answer `node`; boilerplate only with `all`.
    pub fn count(&self, node: &Node, all: bool) -> Result<usize> {
        let plan = self.among(node, all)?;
        let count = self.snapshot.searcher().search(&*plan, &tantivy::collector::Count);
        count.map_err(|error| self.snapshot.failed(error))
    }

    /// Every passage there is; boilerplate only where the options ask for it.
    pub fn every_passage(&self) -> Box<dyn EngineQuery> {
        let fields = self.snapshot.fields();
        let mut clauses = vec![(Occur::Must, with_term(fields.record, record::BLOCK))];
        if !self.options.all {
            clauses.push((Occur::MustNot, with_term(fields.record, record::BOILERPLATE)));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    /// The records that answer `node`, boilerplate with them.
    pub fn plan(&self, node: &Node) -> Result<Box<dyn EngineQuery>> {
        match &node.part {
            Part::Run(units) => self.run(node, units),
            Part::Near { left, right, within, .. } => {
                let candidates = match self.not_far_apart(left, right, *within) {
                    Some(candidates) => candidates,
                    None => with_all(vec![self.plan(left)?, self.plan(right)?]),
                };
                Ok(self.matched(node, candidates))
            }
            Part::Filter(filter) => self.filter(node, filter),
            Part::Not(inner) => self.all_but(Vec::new(), vec![inner]),
            Part::All(parts) => {
                let (without, with): (Vec<&Node>, Vec<&Node>) = parts.iter().partition(|part| negated(part).is_some());
                self.all_but(with, without.into_iter().filter_map(negated).collect())
            }
            Part::Any(parts) => {
                let choices: Result<Vec<_>> = parts.iter().map(|part| Ok((Occur::Should, self.plan(part)?))).collect();
                Ok(Box::new(BooleanQuery::new(choices?)))
            }
            Part::Alike { said, also } => {
                let mut choices = vec![(Occur::Should, self.plan(said)?)];
                for way in also {
                    let way = BoostQuery::new(self.plan(way)?, OTHER_WORDS);
                    choices.push((Occur::Should, Box::new(way)));
                }
                Ok(Box::new(BooleanQuery::new(choices)))
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
                Unit::Pattern(_) | Unit::Fuzzy { .. } | Unit::Acronym(_) | Unit::Hyphened(_) => None,
            })
            .collect();
        match words {
            Some(words) if !self.options.exact => Ok(self.stems(&words)),
            Some(words) => {
                let mut parts: Vec<_> = words.iter().map(|word| self.printed(word)).collect();
                parts.push(self.stems(&words));
                let candidates = with_all(parts);
                Ok(if words.len() > 1 { self.matched(node, candidates) } else { candidates })
            }
            // Where only print decides between words that stand side by side, the text is asked of few.
            None => {
                let stemmed: Option<Vec<&str>> = units.iter().map(stemmed).collect();
                if let Some(words) = stemmed.filter(|words| words.len() > 1 && !self.options.exact) {
                    return Ok(self.matched(node, self.stems(&words)));
                }
                let mut parts: Vec<_> = units.iter().map(|unit| self.unit(node, unit)).collect::<Result<_>>()?;
                if parts.len() == 1 && !matches!(units, [Unit::Acronym(_)]) {
                    return Ok(parts.remove(0));
                }
                Ok(self.matched(node, with_all(parts)))
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
            Unit::Word(word) if self.options.exact => Ok(with_all(vec![self.printed(word), self.stems(&[word])])),
            Unit::Word(word) | Unit::Acronym(word) | Unit::Hyphened(word) => Ok(self.stems(&[word])),
            Unit::Fuzzy { word, distance } => {
                Ok(Box::new(FuzzyTermQuery::new(Term::from_field_text(field, word), *distance, true)))
            }
            Unit::Pattern(pattern) => match RegexQuery::from_pattern(pattern, field) {
                Ok(query) => Ok(Box::new(query)),
                Err(_) => Err(Error::Query {
                    query: self.query.text().to_owned(),
                    at: node.span.start,
                    message: "this regular expression asks for too much, or for more than one word of letters".into(),
                    hint:
                        "write smaller numbers in `{}`; leave out `\\b` and `*?`: it is matched against one whole word"
                            .into(),
                }),
            },
        }
    }

    /// Candidates that are held against the text.
    fn matched(&self, node: &Node, candidates: Box<dyn EngineQuery>) -> Box<dyn EngineQuery> {
        let matcher = Matcher::new(node, self.options.exact);
        self.checked(candidates, Arc::new(move |text: &str| matcher.answers(text)))
    }

    /// Candidates of which the text decides.
    pub fn checked(&self, candidates: Box<dyn EngineQuery>, passes: Arc<Check>) -> Box<dyn EngineQuery> {
        let text = self.snapshot.fields().text;
        Box::new(Checked { candidates, passes, text, damaged: Arc::clone(&self.damaged) })
    }
}

/// The word of a unit that is looked up by its stem.
fn stemmed(unit: &Unit) -> Option<&str> {
    match unit {
        Unit::Word(word) | Unit::Acronym(word) | Unit::Hyphened(word) => Some(word),
        Unit::Pattern(_) | Unit::Fuzzy { .. } => None,
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
        Part::Any(_) | Part::Alike { .. } => node.part.parts().into_iter().all(has_text),
    }
}

/// What a NOT is about.
fn negated(node: &Node) -> Option<&Node> {
    match &node.part {
        Part::Not(inner) => Some(inner),
        _ => None,
    }
}
