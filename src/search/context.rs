//! What stands around a passage in its paper.

use crate::error::Result;
use crate::model::{Beside, Block, Hit};
use crate::store::Snapshot;

/// Gives each hit the passages before and after it, so many of each.
pub(crate) fn add(snapshot: &Snapshot, hits: &mut [Hit], passages: usize) -> Result<()> {
    if passages == 0 {
        return Ok(());
    }
    for hit in hits {
        let here = hit.citation.block;
        let (from, to) = (here.saturating_sub(passages), here.saturating_add(passages));
        let blocks = snapshot.blocks_between(&hit.citation.path, from, to)?;
        let beside = |wanted: fn(usize, usize) -> bool| {
            blocks.iter().filter(|block| wanted(block.ordinal, here)).map(beside).collect()
        };
        (hit.before, hit.after) = (beside(|at, here| at < here), beside(|at, here| at > here));
    }
    Ok(())
}

fn beside(block: &Block) -> Beside {
    Beside { block: block.ordinal, number: block.number.clone(), heading: block.is_heading(), text: block.text.clone() }
}
