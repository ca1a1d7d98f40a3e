//! What stands around a passage in its paper.

use std::collections::HashMap;

use crate::error::Result;
use crate::model::{Beside, Block, Hit};
use crate::store::Snapshot;

/// Gives each hit the passages before and after it, so many of each.
pub(crate) fn add(snapshot: &Snapshot, hits: &mut [Hit], passages: usize) -> Result<()> {
    if passages == 0 {
        return Ok(());
    }
    // Looked up only. A paper with many hits is gone through once.
    let mut papers = HashMap::new();
    for hit in hits {
        let here = hit.citation.block;
        let (from, to) = (here.saturating_sub(passages), here.saturating_add(passages));
        let path = &hit.citation.path;
        if !papers.contains_key(path) {
            papers.insert(path.clone(), snapshot.blocks_in_order(path)?);
        }
        let in_order = papers.get(path).map_or(&[][..], Vec::as_slice);
        let first = in_order.partition_point(|(ordinal, _)| *ordinal < from);
        let wanted = in_order[first..].iter().take_while(|(ordinal, _)| *ordinal <= to);
        let blocks: Vec<Block> = wanted.map(|(_, at)| snapshot.record(*at)).collect::<Result<_>>()?;
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
