//! Has this been said before? Passages in which most of a sentence comes back.
//!
//! A sentence is taken for its telling words and for the things it names: stopwords go, and "MASH" is the front door. Each
//! weighs the more the fewer passages have it. What a passage has of them, by weight, is how like it is, 0 to 1. Candidates
//! are the best by BM25 for any of the words; what is then given has at least [`SHARE`] of the sentence in
//! [`FEWEST`] words, or nearly all of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use tantivy::query::{Bm25StatisticsProvider, BooleanQuery, Occur, PhraseQuery, Query as EngineQuery, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocAddress, Term};

use super::found::{Papers, by_address};
use super::matcher::apart;
use super::ranking::{Best, Ranking};
use super::{Answer, Options, add_findings, context, fold, hit};
use crate::error::Result;
use crate::lexicon::{Lexicon, Use};
use crate::model::{Block, Certainty, FindingId, FindingKind, Hit};
use crate::store::collect::{with_all, with_any_term, with_term};
use crate::store::kind_term;
use crate::store::schema::record;
use crate::store::words::{stem, tokens};
use crate::store::{Snapshot, Standing};
use crate::text::is_stopword;

/// So much of a sentence has to come back, by weight.
const SHARE: f32 = 0.5;

/// In so many words or names.
const FEWEST: usize = 3;

/// Or so much of it, in however few.
const NEARLY_ALL: f32 = 0.9;

/// How many candidates are read.
const CANDIDATES: usize = 400;

/// Finds the passages in which most of a text comes back, the likest first; of equals, the better by BM25, then by path
/// and place. `score` is how much of it does, 0 to 1. Passages that hold the finding `except` are left out.
///
/// `limit`, `offset`, `all`, `context`, `fold` and `synonyms` count, as in [`search`](super::search).
///
/// # Errors
/// [`Error::Index`](crate::Error::Index) when the index is damaged.
pub fn like(snapshot: &Snapshot, text: &str, except: Option<&FindingId>, options: &Options) -> Result<Answer> {
    let asked = Asked::of(snapshot, text, options.synonyms.clone())?;
    let mut papers = Papers::of(snapshot);
    let mut like: Vec<Hit> = Vec::new();
    for (block, standing) in asked.candidates(snapshot, options, None)? {
        let (share, shared, marks) = asked.held_against(&block.text);
        if share >= NEARLY_ALL || (share >= SHARE && shared >= FEWEST) {
            let score = (share * 100.0).round() / 100.0;
            like.push(Hit { score, highlights: marks, ..hit(papers.get(&standing.path)?, &block, standing) });
        }
    }
    // Stable: of equals the better by BM25 stays before.
    like.sort_by(|a, b| b.score.total_cmp(&a.score));
    add_findings(snapshot, &mut like)?;
    like.retain(|hit| except.is_none_or(|id| !hit.findings.contains(id)));
    finished(snapshot, like, options)
}

/// The best passages by BM25 in which a finding stands, for any word or name that tells something in a text, with what comes
/// back of it marked.
pub(crate) fn candidates(snapshot: &Snapshot, text: &str, options: &Options) -> Result<Vec<Hit>> {
    let asked = Asked::of(snapshot, text, options.synonyms.clone())?;
    let kinds = FindingKind::ALL.map(|kind| kind_term(kind, Certainty::Sure));
    let with_finding = with_any_term(snapshot.fields().kind, &kinds);
    let mut papers = Papers::of(snapshot);
    let mut hits = Vec::new();
    for (block, standing) in asked.candidates(snapshot, options, Some(with_finding))? {
        let (share, _, marks) = asked.held_against(&block.text);
        hits.push(Hit { score: share, highlights: marks, ..hit(papers.get(&standing.path)?, &block, standing) });
    }
    add_findings(snapshot, &mut hits)?;
    Ok(hits)
}

/// Passages in order as an answer: folded and cut as the options say, with what stands around them.
pub(crate) fn finished(snapshot: &Snapshot, mut hits: Vec<Hit>, options: &Options) -> Result<Answer> {
    let total = hits.len();
    if options.fold {
        hits = fold::folded_hits(hits)?;
    }
    let end = options.limit.unwrap_or(usize::MAX);
    let mut hits: Vec<Hit> = hits.into_iter().skip(options.offset).take(end).collect();
    context::add(snapshot, &mut hits, options.context)?;
    Ok(Answer { hits, total, ..Answer::default() })
}

/// A text as what it is about.
struct Asked {
    terms: Vec<Telling>,
    whole: f32,
    lexicon: Option<Arc<Lexicon>>,
}

/// Something a text is about, and what it weighs.
struct Telling {
    what: What,
    weight: f32,
}

enum What {
    Stem(String),
    /// A thing that the lexicon knows, with the ways to say it as stems.
    Concept {
        id: String,
        ways: Vec<Vec<String>>,
    },
}

impl Asked {
    fn of(snapshot: &Snapshot, text: &str, lexicon: Option<Arc<Lexicon>>) -> Result<Self> {
        let mentions = lexicon.as_ref().map(|lexicon| lexicon.mentions(text, Use::Compare)).unwrap_or_default();
        let mut seen = BTreeSet::new();
        let mut terms = Vec::new();
        for mention in &mentions {
            if !seen.insert(format!("={}", mention.concept)) {
                continue;
            }
            let group = lexicon.iter().flat_map(|lexicon| lexicon.groups()).find(|group| group.id == mention.concept);
            let ways: Vec<Vec<String>> =
                group.into_iter().flat_map(|group| &group.equivalents).map(|way| stems(way)).collect();
            // The thing is as rare as the rarest word of the way it was said.
            let weight = stems(&text[mention.range.clone()])
                .iter()
                .map(|stem| rarity(snapshot, stem))
                .try_fold(0.0_f32, |most, weight| weight.map(|weight| most.max(weight)))?;
            terms.push(Telling { what: What::Concept { id: mention.concept.to_owned(), ways }, weight });
        }
        for token in tokens(text) {
            let folded = token.folded().into_owned();
            let named = mentions.iter().any(|mention| mention.range.contains(&token.start));
            if named || is_stopword(&folded) || folded.chars().all(|c| c.is_ascii_digit()) {
                continue;
            }
            let stem = stem(&folded);
            if seen.insert(stem.clone()) {
                let weight = rarity(snapshot, &stem)?;
                terms.push(Telling { what: What::Stem(stem), weight });
            }
        }
        let whole = terms.iter().map(|term| term.weight).sum();
        drop(mentions);
        Ok(Self { terms, whole, lexicon })
    }

    /// The best passages with any of it that meet a condition, if there is one, and where they stand.
    fn candidates(
        &self,
        snapshot: &Snapshot,
        options: &Options,
        condition: Option<Box<dyn EngineQuery>>,
    ) -> Result<Vec<(Block, Standing)>> {
        if self.terms.is_empty() {
            return Ok(Vec::new());
        }
        let best = Best { snapshot, wanted: Some(CANDIDATES) };
        let plan = with_all(std::iter::once(self.plan(snapshot, options)).chain(condition).collect());
        let Ranking { best, .. } = snapshot.ranked(&*plan, &best)?;
        let at: Vec<DocAddress> = best.iter().map(|ranked| ranked.at).collect();
        Ok(by_address(snapshot, &at)?.into_iter().zip(snapshot.standings(&at)?).collect())
    }

    /// Passages with any of it.
    fn plan(&self, snapshot: &Snapshot, options: &Options) -> Box<dyn EngineQuery> {
        let fields = snapshot.fields();
        let term = |stem: &String| Term::from_field_text(fields.stems, stem);
        let mut any: Vec<(Occur, Box<dyn EngineQuery>)> = Vec::new();
        for telling in &self.terms {
            let ways: Vec<Vec<String>> = match &telling.what {
                What::Stem(stem) => vec![vec![stem.clone()]],
                What::Concept { ways, .. } => ways.clone(),
            };
            for way in ways {
                let query: Box<dyn EngineQuery> = match way.as_slice() {
                    [] => continue,
                    [one] => Box::new(TermQuery::new(term(one), IndexRecordOption::WithFreqs)),
                    several => Box::new(PhraseQuery::new(several.iter().map(term).collect())),
                };
                any.push((Occur::Should, query));
            }
        }
        let mut clauses: Vec<(Occur, Box<dyn EngineQuery>)> = vec![(Occur::Must, Box::new(BooleanQuery::new(any)))];
        if !options.all {
            clauses.push((Occur::MustNot, with_term(fields.record, record::BOILERPLATE)));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    /// How much of it a passage has, in how many words or names, and where.
    fn held_against(&self, text: &str) -> (f32, usize, Vec<(usize, usize)>) {
        let mentions = self.lexicon.as_ref().map(|lexicon| lexicon.mentions(text, Use::Compare)).unwrap_or_default();
        let printed: Vec<(String, (usize, usize))> =
            tokens(text).map(|token| (stem(&token.folded()), (token.start, token.end()))).collect();
        let (mut share, mut shared, mut marks) = (0.0, 0, Vec::new());
        for telling in &self.terms {
            let found: Vec<(usize, usize)> = match &telling.what {
                What::Stem(stem) => {
                    printed.iter().filter(|(printed, _)| printed == stem).map(|(_, place)| *place).collect()
                }
                What::Concept { id, .. } => mentions
                    .iter()
                    .filter(|mention| mention.concept == id)
                    .map(|mention| (mention.range.start, mention.range.end))
                    .collect(),
            };
            if !found.is_empty() {
                share += telling.weight / self.whole;
                shared += 1;
                marks.extend(found);
            }
        }
        (share, shared, apart(marks))
    }
}

fn stems(text: &str) -> Vec<String> {
    tokens(text).map(|token| stem(&token.folded())).collect()
}

/// How much a word tells: the logarithm of how few passages have it.
fn rarity(snapshot: &Snapshot, stem: &str) -> Result<f32> {
    let failed = |error| snapshot.failed(error);
    let with = snapshot.doc_freq(&Term::from_field_text(snapshot.fields().stems, stem)).map_err(failed)?;
    let all = snapshot.total_num_docs().map_err(failed)?;
    Ok(((1.0 + all as f32) / (1.0 + with as f32)).ln() + 0.1)
}
