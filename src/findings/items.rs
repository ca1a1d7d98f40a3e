//! An item of a list with all that hangs from it: a finding is quoted whole.

use crate::model::Block;

/// A list item with what hangs from it.
pub(super) struct Item {
    /// Its text and that of the items nested in it, a space between.
    pub text: String,
    pub block: usize,
    /// Its own block and those of the nested items, in order.
    pub parts: Vec<usize>,
}

/// A block as a whole item.
pub(super) fn whole(blocks: &[Block], index: usize) -> Item {
    let mut item = Item { text: blocks[index].text.clone(), block: index, parts: vec![index] };
    // What is nested follows at once, so that its ordinals stand in order and the first that is not ends them.
    let below = blocks.iter().skip(index + 1).take_while(|block| block.is_item());
    for nested in below {
        if nested.led_in_by.is_none_or(|lead| item.parts.binary_search(&lead).is_err()) {
            break;
        }
        item.text.push(' ');
        item.text.push_str(&nested.text);
        item.parts.push(nested.ordinal);
    }
    item
}

/// The text of a finding with each nested item on a line of its own, as it is printed: run together they may read as one
/// sentence, which says something else.
pub(super) fn on_lines(blocks: &[Block], index: usize, text: String) -> String {
    let mut starts = Vec::new();
    let mut rest = text.as_str();
    for nested in whole(blocks, index).parts[1..].iter().rev() {
        let Some(before) = rest.strip_suffix(blocks[*nested].text.as_str()).and_then(|rest| rest.strip_suffix(' '))
        else {
            return text;
        };
        rest = before;
        starts.push(rest.len());
    }
    let mut lines = text.clone();
    for start in starts {
        lines.replace_range(start..=start, "\n");
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

    fn item(ordinal: usize, text: &str, led_in_by: Option<usize>) -> Block {
        Block { led_in_by, ..Block::of(ordinal, BlockKind::Item { depth: u8::from(led_in_by.is_some()) }, text) }
    }

    #[test]
    fn what_hangs_from_an_item_stands_on_lines_of_its_own() {
        let blocks = [
            item(0, "Improve the services:", None),
            item(1, "early help", Some(0)),
            item(2, "housing", Some(0)),
            item(3, "Publish the plan.", None),
        ];
        let text = whole(&blocks, 0).text;
        assert_eq!(text, "Improve the services: early help housing");
        assert_eq!(on_lines(&blocks, 0, text), "Improve the services:\nearly help\nhousing");
        assert_eq!(on_lines(&blocks, 0, "early help housing".into()), "early help housing", "not all of it");
        assert_eq!(on_lines(&blocks, 3, "Publish the plan.".into()), "Publish the plan.");
    }
}
