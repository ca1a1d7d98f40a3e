//! The best passages for words of which one is enough, without a look at most of those that have them.
//!
//! A word that stands in every tenth passage need not be scored in each: the engine knows, for every run of 128 of them, what
//! the best can score, and passes over the runs that hold none of the best (block-max WAND; Ding and Suel 2011). How many
//! there are is told by how many the index has for the word, less those that are boilerplate.
//!
//! What a run can score was settled when its segment was written, by the mean length of a passage in that segment; scores
//! are by that of all papers. By the ratio of the two ([`slack`]) the best of a run can be better than it says, so that
//! much more is looked at, and the answer is the one that looking at everything gives.

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::query::{BooleanQuery, EnableScoring, Occur, Query as EngineQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::plan::Planner;
use super::query::{Node, Part, Unit};
use super::ranking::{Ranking, Ranks, least_as_good};
use crate::error::Result;
use crate::store::Snapshot;
use crate::store::collect::with_term;
use crate::store::schema::record;
use crate::store::statistics::live_records;
use crate::store::words::stem;

/// What is ranked, where the query is one word, or a choice of words; `None` for every other query.
pub(crate) fn ranking<C>(planner: &Planner<'_>, root: &Node, collector: &C) -> Result<Option<Ranking>>
where
    C: Collector<Fruit = Ranking>,
    C::Child: Ranks,
{
    let Some(words) = words(root).filter(|_| !planner.options.exact) else { return Ok(None) };
    let field = planner.snapshot.fields().stems;
    let terms: Vec<Term> = words.iter().map(|word| Term::from_field_text(field, &stem(word))).collect();
    let ranking = ranked(planner, &terms, &*planner.plan(root)?, collector);
    ranking.map(Some).map_err(|error| planner.snapshot.failed(error))
}

/// The words of which one is enough.
fn words(node: &Node) -> Option<Vec<&str>> {
    match &node.part {
        Part::Run(units) => match units.as_slice() {
            [Unit::Word(word)] => Some(vec![word]),
            _ => None,
        },
        Part::Any(choices) => {
            let words: Option<Vec<Vec<&str>>> = choices.iter().map(words).collect();
            words.map(|words| words.concat())
        }
        _ => None,
    }
}

fn ranked<C>(planner: &Planner<'_>, terms: &[Term], plan: &dyn EngineQuery, collector: &C) -> tantivy::Result<Ranking>
where
    C: Collector<Fruit = Ranking>,
    C::Child: Ranks,
{
    let Planner { snapshot, options, .. } = planner;
    let searcher = snapshot.searcher();
    let weight = plan.weight(EnableScoring::enabled_from_statistics_provider(*snapshot, searcher))?;
    let mut rankings = Vec::new();
    let mut total = 0;
    // What the last of the best scores so far: in the next segment nothing less is of use.
    let mut floor = Score::MIN;
    for (ordinal, segment) in snapshot.passage_segments() {
        let mut of_segment = collector.for_segment(ordinal, segment)?;
        let left_out = (!options.all).then(|| snapshot.boilerplate(ordinal)).transpose()?;
        let is_alive = |doc| segment.alive_bitset().is_none_or(|alive| alive.is_alive(doc));
        let is_asked_of = |doc| left_out.is_none_or(|left_out| !left_out.has(doc)) && is_alive(doc);
        let slack = slack(segment, terms, snapshot)?;
        let enough = |score: Score| least_as_good(score) / slack;
        let mut each = |doc, score| {
            if is_asked_of(doc) {
                of_segment.collect(doc, score);
            }
            enough(floor.max(of_segment.last().unwrap_or(Score::MIN)))
        };
        weight.for_each_pruning(enough(floor), segment, &mut each)?;
        floor = floor.max(of_segment.last().unwrap_or(Score::MIN));
        rankings.push(of_segment.harvest());
        total += match (terms, options.all) {
            ([term], true) => live_records(segment, term)? as usize,
            ([term], false) => count_of(segment, term, is_asked_of)?,
            _ => count(planner, segment, terms)?,
        };
    }
    Ok(Ranking { total, ..collector.merge_fruits(rankings)? })
}

/// How many passages of a segment have a word, of those that are asked.
fn count_of(segment: &SegmentReader, term: &Term, is_asked: impl Fn(DocId) -> bool) -> tantivy::Result<usize> {
    let postings = segment.inverted_index(term.field())?.read_postings(term, IndexRecordOption::Basic)?;
    let Some(mut postings) = postings else { return Ok(0) };
    let mut count = 0;
    let mut doc = postings.doc();
    while doc != TERMINATED {
        count += usize::from(is_asked(doc));
        doc = postings.advance();
    }
    Ok(count)
}

/// How many passages of a segment have one of several words.
fn count(planner: &Planner<'_>, segment: &SegmentReader, terms: &[Term]) -> tantivy::Result<usize> {
    let Planner { snapshot, options, .. } = planner;
    let unscored = || EnableScoring::disabled_from_searcher(snapshot.searcher());
    let boilerplate = || with_term(snapshot.fields().record, record::BOILERPLATE);
    let count = |query: &dyn EngineQuery| query.weight(unscored())?.count(segment).map(|count| count as usize);
    let basic = |term: &Term| -> Box<dyn EngineQuery> {
        Box::new(tantivy::query::TermQuery::new(term.clone(), IndexRecordOption::Basic))
    };
    let any = BooleanQuery::new(terms.iter().map(|term| (Occur::Should, basic(term))).collect());
    let mut clauses: Vec<(Occur, Box<dyn EngineQuery>)> = vec![(Occur::Must, Box::new(any))];
    if !options.all {
        clauses.push((Occur::MustNot, boilerplate()));
    }
    count(&BooleanQuery::new(clauses))
}

/// By how much the best of a run of passages can be better than the index says, at least 1.
fn slack(segment: &SegmentReader, terms: &[Term], snapshot: &Snapshot) -> tantivy::Result<Score> {
    let Some(term) = terms.first() else { return Ok(1.0) };
    let tokens = segment.inverted_index(term.field())?.total_num_tokens();
    let here = tokens as Score / segment.max_doc().max(1) as Score;
    let everywhere = snapshot.commit().tokens.max(1) as Score / snapshot.commit().blocks.max(1) as Score;
    // Of two scores by means that differ, one is at most so many times the other as the means are.
    Ok(if here > 0.0 { (here / everywhere).max(everywhere / here) } else { Score::MAX })
}

#[cfg(test)]
mod tests {
    use crate::model::Boilerplate;
    use crate::search::{Options, Query, search};
    use crate::store::testing::{Paper, update};

    /// Forty papers of sixty passages: `care` and `need` now and then, more than once, in passages short and long.
    fn paper(number: usize) -> Paper {
        let mut paper = Paper::new(&format!("{number}.txt"));
        for passage in 0..60 {
            let dice = (number * 61 + passage * 37) % 101;
            let text =
                ["care ".repeat(dice % 4), "need ".repeat(dice % 3), "plain word ".repeat(1 + dice % 13)].concat();
            paper = match dice % 9 {
                0 => paper.boilerplate(Boilerplate::Notice, &text),
                _ => paper.paragraph(&text),
            };
        }
        paper
    }

    #[test]
    fn the_best_are_the_first_of_all() {
        let folder = tempfile::tempdir().unwrap();
        let papers: Vec<Paper> = (0..40).map(paper).collect();
        let (first, last) = papers.split_at(25);
        update(folder.path(), first, &[]);
        let snapshot = update(folder.path(), last, &["3.txt"]);
        for typed in ["care", "needs", "care OR needs", "(care OR nothing) OR plain", "nothing", "nothing OR nobody"] {
            let query = Query::parse(typed).unwrap();
            for all in [false, true] {
                let every = search(&snapshot, &query, &Options { all, ..Options::default() }).unwrap();
                assert_eq!(every.hits.is_empty(), typed.starts_with("nothing"), "{typed}");
                for limit in [1, 10, 400] {
                    let options = Options { all, limit: Some(limit), ..Options::default() };
                    let best = search(&snapshot, &query, &options).unwrap();
                    assert_eq!(best.total, every.total, "{typed}");
                    assert!(best.hits.iter().eq(every.hits.iter().take(limit)), "{typed}, {all}, {limit}");
                }
            }
        }
    }
}
