//! Where a block stands, as a person would say it: the section, the paragraph, the item.

use crate::model::{Block, BlockKind};

/// A block's place in its document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Text of the nearest heading above.
    pub section: Option<String>,
    /// Printed number of the paragraph it is, stands in, or hangs from.
    pub paragraph: Option<String>,
    /// `b2` for the second bullet of its list, `a` for item "(a)", `a.ii` for an item within it, `r3` for a table row.
    pub item: Option<String>,
}

/// Tells where a block stands. An ordinal that does not exist has no place.
pub fn place(blocks: &[Block], ordinal: usize) -> Place {
    let Some(block) = blocks.get(ordinal) else { return Place::default() };
    let heading = block.under.and_then(|under| blocks.get(under));
    let section = heading.map(|heading| heading.text.clone());
    let place = |paragraph, item| Place { section: section.clone(), paragraph, item };
    match block.kind {
        BlockKind::Heading { .. } => place(block.number.clone(), None),
        BlockKind::Paragraph => place(block.number.clone().or_else(|| item_number(heading)), None),
        BlockKind::TableRow => place(item_number(heading), Some(format!("r{}", row_count(blocks, ordinal)))),
        BlockKind::Item { .. } => {
            let mut keys = vec![item_key(blocks, block)];
            let mut lead = block.led_in_by.and_then(|lead| blocks.get(lead));
            while let Some(outer) = lead.filter(|lead| lead.is_item()) {
                keys.push(item_key(blocks, outer));
                lead = outer.led_in_by.and_then(|lead| blocks.get(lead));
            }
            keys.reverse();
            let paragraph = lead.and_then(|lead| number_near(blocks, lead)).or_else(|| item_number(heading));
            place(paragraph, Some(keys.join(".")))
        }
    }
}

/// A numbered heading numbers what stands beneath it: minutes count their items so.
fn item_number(heading: Option<&Block>) -> Option<String> {
    heading.and_then(|heading| heading.number.clone())
}

/// The number of a paragraph, or of the numbered paragraph it follows without a heading between.
fn number_near(blocks: &[Block], lead: &Block) -> Option<String> {
    blocks[..=lead.ordinal]
        .iter()
        .rev()
        .take_while(|block| !block.is_heading())
        .filter(|block| block.kind == BlockKind::Paragraph)
        .find_map(|block| block.number.clone())
}

fn item_key(blocks: &[Block], block: &Block) -> String {
    match &block.number {
        Some(number) => number.clone(),
        None => {
            let sister = |other: &&Block| {
                other.kind == block.kind
                    && other.led_in_by == block.led_in_by
                    && other.under == block.under
                    && other.number.is_none()
            };
            let count = blocks[..=block.ordinal].iter().filter(sister).count();
            format!("b{count}")
        }
    }
}

/// Which row of its table a row is, from 1; rows that only name columns are counted too.
fn row_count(blocks: &[Block], ordinal: usize) -> usize {
    blocks[..=ordinal].iter().rev().take_while(|block| block.kind == BlockKind::TableRow).count()
}
