//! As many passages as were asked for, those in nearly the same words once.
//!
//! What is in the very same words is one line from the start ([`wordings`](super::wordings)). What is in nearly the same is
//! folded here, so more are looked through than were asked for, and more again where most of these are nearly the same.

use std::collections::BTreeMap;

use tantivy::DocAddress;

use super::Order;
use super::fold::{self, CITED, Folding, Given};
use super::found::{Found, Passages};
use super::plan::Planner;
use super::query::Node;
use crate::error::Result;
use crate::store::words::folded;

/// Wordings looked through for each line that is asked for, and beside that.
const FOR_EACH: usize = 2;
const BESIDE: usize = 20;

/// So many times as many are looked through next, where too few are left of these.
const NEXT: usize = 4;

/// The passages to give, among those that were found.
pub(crate) struct Lines<'s> {
    pub found: Found,
    pub passages: Passages<'s>,
    /// The places of those to give, in order.
    pub given: Vec<usize>,
    /// What is folded into one of them, by its place.
    pub copies: BTreeMap<usize, Copies>,
}

/// The other passages in nearly the same words.
#[derive(Default)]
pub(crate) struct Copies {
    pub count: usize,
    /// Those that are cited.
    pub cited: Vec<DocAddress>,
}

impl Copies {
    fn take(&mut self, count: usize, passages: impl IntoIterator<Item = DocAddress>) {
        self.count += count;
        self.cited.extend(passages.into_iter().take(CITED - self.cited.len()));
    }
}

/// What the options of the planner ask for of the passages that answer.
pub(crate) fn lines<'s>(planner: &Planner<'s>, root: &Node) -> Result<Lines<'s>> {
    let options = planner.options;
    let end = options.limit.map(|limit| limit.saturating_add(options.offset));
    let is_ranked = options.order == Order::Best;
    if let (true, true, Some(end)) = (is_ranked, options.fold, end) {
        return first(planner, root, end);
    }
    let mut found = Found::of(planner, root, end.filter(|_| is_ranked))?;
    if !is_ranked {
        found.put_in_time(planner.snapshot, options.order)?;
    }
    let mut passages = Passages::of(planner.snapshot, &found.passages);
    let mut given = match options.fold {
        true => fold::all(passages.len(), options.offset, &mut |place| words(&mut passages, place))?,
        false => fold::unfolded(passages.len(), options.offset),
    };
    given.places.truncate(options.limit.unwrap_or(usize::MAX));
    Ok(Lines::of(found, passages, given))
}

/// The first passages of those that lead, up to `end`.
fn first<'s>(planner: &Planner<'s>, root: &Node, end: usize) -> Result<Lines<'s>> {
    let mut wanted = end.saturating_mul(FOR_EACH).saturating_add(BESIDE);
    loop {
        let found = Found::worded(planner, root, wanted)?;
        let mut passages = Passages::of(planner.snapshot, &found.passages);
        let sketches = passages.sketches()?;
        let folding = Folding::of(end, &sketches, &mut |place| words(&mut passages, place))?;
        if folding.is_full() || passages.len() < wanted {
            return Ok(Lines::of(found, passages, folding.given(planner.options.offset)));
        }
        wanted = wanted.saturating_mul(NEXT);
    }
}

impl<'s> Lines<'s> {
    fn of(found: Found, passages: Passages<'s>, given: Given) -> Self {
        let Given { places, copies: folded } = given;
        let mut copies: BTreeMap<usize, Copies> = BTreeMap::new();
        for &leader in &places {
            let copies = copies.entry(leader).or_default();
            let same = &found.passages[leader].same;
            copies.take(same.count, same.first.iter().copied());
            for &place in folded.get(&leader).into_iter().flatten() {
                let passage = &found.passages[place];
                copies.take(
                    1 + passage.same.count,
                    std::iter::once(passage.at).chain(passage.same.first.iter().copied()),
                );
            }
        }
        Self { found, passages, given: places, copies }
    }
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
