//! Lines that say whose the items below them are: "The partnership manager should:", as a paragraph above a list or as an item
//! among those it groups. Such a line is no finding; whom it names owns what it groups.

use super::asks;
use super::items::Item;
use super::paper::Paper;
use crate::model::{Block, BlockKind};

/// How far above an item the line that groups it is looked for, and above that line the one that announces it, in blocks: a
/// longer list than that is none that a person wrote.
const FARTHEST: usize = 200;

/// Whether an item only groups those below it, which hang from it or stand beside it. A numbered one counts as an item itself.
pub(super) fn groups(paper: &Paper<'_>, index: usize) -> bool {
    let block = &paper.blocks[index];
    let below = paper.blocks.get(index + 1).filter(|below| below.is_item());
    let reaches = below.is_some_and(|below| depth(below) >= depth(block));
    block.is_item() && block.number.is_none() && reaches && asks::addressed(&block.text).is_some()
}

impl Paper<'_> {
    /// The items a block leads in, with the ordinals of each item's nested items, joined to its text.
    pub fn items_led_in_by(&self, lead: usize) -> Vec<Item> {
        let items = self.blocks.iter().skip(lead + 1).take_while(|block| block.is_item());
        items
            .filter(|block| {
                let led_in = |over: usize| over == lead || over > lead && groups(self, over);
                block.led_in_by.is_some_and(led_in) && self.is_free(block.ordinal) && !groups(self, block.ordinal)
            })
            .map(|block| self.item(block.ordinal))
            .collect()
    }
}

/// Whom the nearest line above an item names that groups it.
pub(super) fn owner_over(paper: &Paper<'_>, item: usize) -> Option<String> {
    let own = &paper.blocks[item];
    for block in paper.blocks[..item].iter().rev().take(FARTHEST) {
        match block.kind {
            BlockKind::Paragraph if block.number.is_some() => {}
            BlockKind::Item { .. } if !groups(paper, block.ordinal) => {}
            BlockKind::Item { .. } => {
                let below = &paper.blocks[block.ordinal + 1];
                let is_flat = depth(below) == depth(block);
                return asks::addressed(&block.text)?.name().filter(|_| is_flat || depth(own) > depth(block));
            }
            BlockKind::Paragraph | BlockKind::Heading { .. } => return asks::addressed(&block.text)?.name(),
            _ => return None,
        }
    }
    None
}

/// The line above a paragraph that names whom its list is for, which says what the items are: "We recommend the following:", and
/// below it "The Chief Executive should:".
pub(super) fn announced_by(paper: &Paper<'_>, lead: usize) -> Option<usize> {
    asks::addressed(&paper.blocks[lead].text)?;
    let is_listed =
        |block: &&Block| block.is_item() || block.number.is_some() || asks::addressed(&block.text).is_some();
    let above = paper.blocks[..lead].iter().rev().take(FARTHEST).find(|block| !is_listed(block))?;
    let announces = above.kind == BlockKind::Paragraph && above.text.trim_end().ends_with(':');
    let next = &paper.blocks[above.ordinal + 1];
    (announces && !next.is_item() && asks::addressed(&next.text).is_some()).then_some(above.ordinal)
}

fn depth(block: &Block) -> u8 {
    if let BlockKind::Item { depth } = block.kind { depth } else { 0 }
}
