//! STAND-IN for `crate::structure::place`, with its shape: where on paper does a block stand?
//!
//! To be deleted when `structure::place` is there; nothing outside this room sees it.

use crate::model::{Block, BlockKind};

/// Section, paragraph and item of a block, as a citation gives them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The heading above.
    pub section: Option<String>,
    /// The printed number of the paragraph it stands in or hangs from.
    pub paragraph: Option<String>,
    /// `b2`, `a` or `r3`.
    pub item: Option<String>,
}

/// Where block `ordinal` of a document stands.
pub(crate) fn place(blocks: &[Block], ordinal: usize) -> Place {
    let Some(block) = blocks.get(ordinal) else { return Place::default() };
    let section = block.under.and_then(|at| blocks.get(at)).map(|heading| heading.text.clone());
    let siblings = || {
        blocks[..=ordinal]
            .iter()
            .rev()
            .take_while(|b| b.kind == block.kind && b.led_in_by == block.led_in_by && b.under == block.under)
    };
    let (paragraph, item) = match block.kind {
        BlockKind::Heading { .. } => (None, None),
        BlockKind::Paragraph => (block.number.clone(), None),
        BlockKind::Item { .. } => {
            let item = block.number.clone().unwrap_or_else(|| format!("b{}", siblings().count()));
            (block.led_in_by.and_then(|at| blocks.get(at)).and_then(|lead_in| lead_in.number.clone()), Some(item))
        }
        BlockKind::TableRow => (None, Some(format!("r{}", siblings().count()))),
    };
    Place { section, paragraph, item }
}
