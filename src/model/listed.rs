//! Which numbers count a list of their section, and which the paragraphs of the paper?

use std::collections::{BTreeMap, BTreeSet};

use super::place::is_operative;
use super::{Block, BlockKind};

/// The paragraphs whose number tells nobody where to look, because paragraphs under other headings have it too: each counts a list of
/// its section. What counts on with one of them is of the same list. The numbers that run through most of a paper are its own.
pub(super) fn listed(blocks: &[Block]) -> BTreeSet<usize> {
    let whole = |block: &Block| block.number.as_ref().and_then(|number| number.parse::<u32>().ok());
    let numbered = blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    let numbered: Vec<(&Block, u32)> = numbered.filter_map(|block| Some((block, whole(block)?))).collect();
    let mut under: BTreeMap<u32, BTreeSet<Option<usize>>> = BTreeMap::new();
    for (block, number) in &numbered {
        under.entry(*number).or_default().insert(block.under);
    }
    let runs: Vec<&[(&Block, u32)]> = numbered.chunk_by(|(_, one), (_, next)| *next == one + 1).collect();
    let mut lengths: Vec<usize> = runs.iter().map(|run| run.len()).collect();
    lengths.sort_unstable_by(|a, b| b.cmp(a));
    let next = lengths.get(1).copied().unwrap_or_default();
    let is_own = |run: &[(&Block, u32)]| {
        let headings: BTreeSet<Option<usize>> = run.iter().map(|(block, _)| block.under).collect();
        headings.len() > 2 && run.len() >= OWN_RUN * next.max(1)
    };
    let is_ambiguous = |run: &[(&Block, u32)]| run.iter().any(|(_, number)| under[number].len() > 1);
    // No paragraph of a paper begins in small letters: "(1) the report be noted;" is an item.
    let is_of_clauses = |run: &[(&Block, u32)]| {
        run[0].1 == 1 && run.iter().all(|(block, _)| block.text.starts_with(char::is_lowercase))
    };
    // "Decisions" in a line of its own, and perhaps "The Committee" in the next, stand above such a list.
    let is_decided = |run: &[(&Block, u32)]| {
        let above = run[0].0.ordinal;
        run[0].1 == 1 && blocks[above.saturating_sub(MOST_ABOVE)..above].iter().any(|block| is_operative(&block.text))
    };
    let lists =
        runs.into_iter().filter(|run| is_of_clauses(run) || (is_decided(run) || is_ambiguous(run)) && !is_own(run));
    lists.flatten().map(|(block, _)| block.ordinal).collect()
}

/// So many lines above a list the word by which it was decided may stand.
const MOST_ABOVE: usize = 2;

/// The numbers of a paper's own paragraphs run on so many times as far as those of any list in it.
const OWN_RUN: usize = 2;
