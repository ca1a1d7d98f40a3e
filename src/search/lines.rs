//! As many passages as were asked for, those in nearly the same words once.
//!
//! Copies of a passage score like it. So more are looked through than were asked for; where even these are mostly copies (a
//! heading that a thousand papers have), those in other words that come next are looked through as well, lot by lot.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::fold::{self, Folding, Given};
use super::found::{Found, Passages};
use super::plan::Planner;
use super::query::Node;
use crate::error::Result;
use crate::store::sketch::Sketch;
use crate::store::words::folded;

/// Passages looked through for each that is asked for, and beside that, in a lot.
const FOR_EACH: usize = 4;
const BESIDE: usize = 60;

/// Lots looked through at most, of twenty that are asked for among 420 passages: each is another look through the index.
const LOTS: usize = 3;

/// The passages to give, among those that were found.
pub(crate) struct Lines<'s> {
    pub found: Found,
    pub passages: Passages<'s>,
    /// The places of those to give, in order.
    pub given: Vec<usize>,
    /// The places of those folded into one of them, by its place.
    pub copies: BTreeMap<usize, Vec<usize>>,
}

/// What the options of the planner ask for of the passages that answer.
pub(crate) fn lines<'s>(planner: &Planner<'s>, root: &Node) -> Result<Lines<'s>> {
    let options = planner.options;
    let end = options.limit.map(|limit| limit.saturating_add(options.offset));
    let mut passages = Passages::of(planner.snapshot);
    if let (true, Some(end)) = (options.fold, end) {
        let (found, given) = first(planner, root, end, &mut passages)?;
        let Given { places: given, copies } = given;
        return Ok(Lines { found, passages, given, copies });
    }
    let found = Found::of(planner, root, end)?;
    passages.take(&found.passages);
    let Given { places: given, copies } = match options.fold {
        true => fold::all(passages.len(), options.offset, &mut |place| words(&mut passages, place))?,
        false => fold::unfolded(passages.len(), options.offset),
    };
    Ok(Lines { found, passages, given, copies })
}

/// The first passages of those that lead, up to `end`.
fn first(planner: &Planner<'_>, root: &Node, end: usize, passages: &mut Passages<'_>) -> Result<(Found, Given)> {
    let lot = end.saturating_mul(FOR_EACH).saturating_add(BESIDE);
    let mut found = Found::of(planner, root, Some(lot))?;
    let mut folding = Folding::of(end);
    let mut known: FxHashSet<Sketch> = FxHashSet::default();
    for looked_through in 1.. {
        let from = passages.len();
        passages.take(&found.passages[from..]);
        let sketches = passages.sketches(from)?;
        folding.take(&sketches, &mut |place| words(passages, place))?;
        if folding.is_full() || !found.has_more || looked_through >= LOTS {
            break;
        }
        known.extend(sketches);
        let next = Found::next(planner, root, lot, known.clone())?;
        found.has_more = next.has_more;
        found.passages.extend(next.passages);
    }
    Ok((found, folding.given(planner.options.offset)))
}

fn words(passages: &mut Passages<'_>, place: usize) -> Result<Vec<String>> {
    Ok(folded(&passages.get(place)?.text))
}

#[cfg(test)]
mod tests {
    use crate::search::{Answer, Options, Query, search};
    use crate::store::Snapshot;
    use crate::store::testing::{Paper, update};

    fn folded(snapshot: &Snapshot, typed: &str, limit: Option<usize>, offset: usize) -> Answer {
        let options = Options { limit, offset, fold: true, ..Options::default() };
        search(snapshot, &Query::parse(typed).unwrap(), &options).unwrap()
    }

    #[test]
    fn copies_leave_no_line_empty_that_other_passages_fill() {
        let folder = tempfile::tempdir().unwrap();
        let paper = |number: usize| {
            let mut paper = Paper::new(&format!("{number}.txt"));
            for passage in 0..40 {
                // One in eight says more; all others are the same heading, which comes before it.
                paper = match passage % 8 {
                    0 => paper.paragraph(&format!("Safeguarding is for board {} of area {number}", passage / 8)),
                    _ => paper.paragraph("Safeguarding"),
                };
            }
            paper
        };
        let papers: Vec<Paper> = (0..20).map(paper).collect();
        let (first, last) = papers.split_at(7);
        update(folder.path(), first, &[]);
        let snapshot = update(folder.path(), last, &[]);
        // Some are ranked word by word, some as a whole.
        for typed in ["safeguarding", "safeguarding OR board", "safeguarding -nothing"] {
            let every = folded(&snapshot, typed, None, 0);
            assert_eq!((every.total, every.hits.len()), (800, 101), "{typed}");
            for (limit, offset) in [(1, 0), (5, 0), (5, 5), (30, 0)] {
                let some = folded(&snapshot, typed, Some(limit), offset);
                assert_eq!(some.total, 800, "{typed}");
                let texts = |answer: &Answer| answer.hits.iter().map(|hit| hit.text.clone()).collect::<Vec<_>>();
                assert_eq!(texts(&some), &texts(&every)[offset..offset + limit], "{typed}, {limit} from {offset}");
            }
        }
    }
}
