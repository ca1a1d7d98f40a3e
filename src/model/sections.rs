//! What the sections of a paper are called: each by its heading, and where that comes again by another that tells which.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::successors;

use super::Block;
use super::place::CHAPTER_MARK;

/// What each heading is called, by its ordinal: its text, after another heading's where its text alone would not
/// tell it from its namesakes.
pub(super) fn sections(blocks: &[Block]) -> BTreeMap<usize, String> {
    // A table that names its one column as the heading above it does says nothing new.
    let repeats = |heading: &Block| {
        let above = heading.ordinal.checked_sub(1).and_then(|above| blocks.get(above));
        above.is_some_and(|above| above.is_heading() && above.text.to_lowercase() == heading.text.to_lowercase())
    };
    let (again, headings): (Vec<&Block>, Vec<&Block>) =
        blocks.iter().filter(|block| block.is_heading()).partition(|heading| repeats(heading));
    let mut namesakes: BTreeMap<String, Vec<&Block>> = BTreeMap::new();
    for heading in &headings {
        namesakes.entry(heading.text.to_lowercase()).or_default().push(heading);
    }
    let unique: BTreeSet<usize> =
        namesakes.values().filter(|same| same.len() == 1).map(|same| same[0].ordinal).collect();
    let above = |heading: &Block| {
        successors(heading.under, |under| blocks[*under].under).find(|ordinal| unique.contains(ordinal))
    };
    // Where a file gives no levels, the chapter is the last heading of a text of its own.
    let before = |heading: &Block| unique.range(..heading.ordinal).next_back().copied();
    let mut sections = BTreeMap::new();
    for same in namesakes.values() {
        let over: Vec<Option<usize>> = same.iter().map(|heading| above(heading)).collect();
        let told_apart = over.iter().collect::<BTreeSet<_>>().len() == same.len();
        for (heading, over) in same.iter().zip(over) {
            let chapter = if told_apart { over } else { before(heading) };
            let chapter = chapter.filter(|_| same.len() > 1).map(|chapter| blocks[chapter].text.clone() + CHAPTER_MARK);
            sections.insert(heading.ordinal, chapter.unwrap_or_default() + &heading.text);
        }
    }
    for heading in again {
        let above = sections.get(&(heading.ordinal - 1)).cloned();
        sections.extend(above.map(|above| (heading.ordinal, above)));
    }
    sections
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{BlockKind, places};

    /// Headings of these levels and texts, each with one paragraph below it.
    fn called(headings: &[(u8, &str)]) -> Vec<String> {
        let mut blocks: Vec<Block> = Vec::new();
        for (level, text) in headings {
            let under = blocks
                .iter()
                .rposition(|above| matches!(above.kind, BlockKind::Heading { level: open } if open < *level));
            let heading = Block::of(blocks.len(), BlockKind::Heading { level: *level }, *text);
            blocks.push(Block { under, ..heading });
            let paragraph = Block::of(blocks.len(), BlockKind::Paragraph, "text");
            blocks.push(Block { under: Some(paragraph.ordinal - 1), ..paragraph });
        }
        places(&blocks).into_iter().skip(1).step_by(2).filter_map(|place| place.section).collect()
    }

    #[test]
    fn a_heading_that_comes_again_is_named_with_its_chapter() {
        let outlined = [(1, "Thresholds"), (2, "Strengths"), (1, "Staff"), (2, "Context"), (2, "Strengths")];
        assert_eq!(
            called(&outlined),
            ["Thresholds", "Thresholds › Strengths", "Staff", "Context", "Staff › Strengths"]
        );
    }

    #[test]
    fn without_levels_the_chapter_is_the_heading_before() {
        let flat = [(1, "Our review"), (2, "Thresholds"), (2, "Strengths"), (2, "Staff"), (2, "Strengths")];
        assert_eq!(called(&flat), ["Our review", "Thresholds", "Thresholds › Strengths", "Staff", "Staff › Strengths"]);
    }

    #[test]
    fn a_heading_said_twice_running_is_one() {
        let heading = |at, text: &str| Block::of(at, BlockKind::Heading { level: 2 }, text);
        let below = |at, under| Block { under: Some(under), ..Block::of(at, BlockKind::Paragraph, "text") };
        let blocks = [
            heading(0, "Priority action"),
            below(1, 0),
            heading(2, "Areas for improvement"),
            heading(3, "Areas for improvement"),
            below(4, 3),
        ];
        let sections: Vec<_> = places(&blocks).into_iter().filter_map(|place| place.section).collect();
        assert_eq!(sections, ["Priority action", "Areas for improvement"]);
    }
}
