//! What a passage stands in, from narrow to wide: the item, the section. What a search may look through as one.
//!
//! | unit | blocks |
//! |---|---|
//! | item | a numbered paragraph or a minute with a numbered heading, and all that follows it up to the next; where nothing is numbered, a paragraph with the list it leads in; a row of a table |
//! | section | a heading and all up to the next heading |
//!
//! An item never runs over the end of its section, so what is found within an item is found within the section.

use super::{Block, BlockKind};

/// The units a block stands in, each by the ordinal of its first block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// The item.
    pub item: usize,
    /// The section.
    pub section: usize,
}

/// Tells which item and section each block of a document stands in, in the order of the blocks.
///
/// ```
/// use lookback::model::units;
///
/// assert!(units(&[]).is_empty());
/// ```
pub fn units(blocks: &[Block]) -> Vec<Unit> {
    let mut walk = Walk::default();
    blocks.iter().map(|block| walk.step(block)).collect()
}

#[derive(Default)]
struct Walk {
    section: usize,
    /// The numbered paragraph or heading that what follows belongs to.
    numbered: Option<usize>,
    /// The last paragraph, or the first item of a list that none leads in.
    paragraph: Option<usize>,
}

impl Walk {
    fn step(&mut self, block: &Block) -> Unit {
        let own = block.ordinal;
        let item = match block.kind {
            BlockKind::Heading { .. } => {
                self.section = own;
                self.numbered = block.number.as_ref().map(|_| own);
                self.paragraph = None;
                own
            }
            BlockKind::Paragraph => {
                if block.number.is_some() {
                    self.numbered = Some(own);
                }
                self.paragraph = Some(own);
                self.numbered.unwrap_or(own)
            }
            BlockKind::Item { .. } => self.numbered.unwrap_or(*self.paragraph.get_or_insert(own)),
            BlockKind::TableRow => {
                self.paragraph = None;
                self.numbered.unwrap_or(own)
            }
        };
        Unit { item, section: self.section }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(kinds: &[(BlockKind, &str)]) -> Vec<(usize, usize)> {
        let blocks: Vec<Block> = kinds
            .iter()
            .enumerate()
            .map(|(ordinal, (kind, number))| Block {
                number: Some((*number).to_owned()).filter(|number| !number.is_empty()),
                ..Block::of(ordinal, *kind, String::new())
            })
            .collect();
        units(&blocks).into_iter().map(|unit| (unit.item, unit.section)).collect()
    }

    const HEADING: BlockKind = BlockKind::Heading { level: 1 };
    const ITEM: BlockKind = BlockKind::Item { depth: 0 };

    #[test]
    fn a_numbered_paragraph_keeps_its_list_and_what_goes_on_without_a_number() {
        let report = [
            (BlockKind::Paragraph, ""),
            (HEADING, ""),
            (BlockKind::Paragraph, "3"),
            (ITEM, ""),
            (BlockKind::Paragraph, ""),
            (BlockKind::Paragraph, "4"),
            (HEADING, ""),
            (BlockKind::Paragraph, ""),
        ];
        assert_eq!(items(&report), [(0, 0), (1, 1), (2, 1), (2, 1), (2, 1), (5, 1), (6, 6), (7, 6)]);
    }

    #[test]
    fn a_minute_is_its_numbered_heading_and_all_below_it() {
        let minutes =
            [(HEADING, "57"), (BlockKind::Paragraph, ""), (ITEM, "a"), (BlockKind::TableRow, ""), (HEADING, "58")];
        assert_eq!(items(&minutes), [(0, 0), (0, 0), (0, 0), (0, 0), (4, 4)]);
    }

    #[test]
    fn without_numbers_a_list_stays_with_the_paragraph_that_leads_it_in() {
        let letter = [
            (HEADING, ""),
            (ITEM, ""),
            (ITEM, ""),
            (BlockKind::Paragraph, ""),
            (ITEM, ""),
            (BlockKind::TableRow, ""),
            (BlockKind::TableRow, ""),
        ];
        assert_eq!(items(&letter), [(0, 0), (1, 0), (1, 0), (3, 0), (3, 0), (5, 0), (6, 0)]);
    }
}
