//! What does the first page say of the paper as such: that it is not for the public, that it is a draft?
//!
//! Only what stands by itself, in a line of its own or in a running head: "NOT FOR PUBLICATION by virtue of paragraph 3 ...". What is
//! said of an appendix, or of an item of the agenda, is not said of the paper.

use std::sync::LazyLock;

use serde::Deserialize;

use super::Dropped;
use crate::model::Block;
use crate::text::{Pattern, fold};

const MARKED: &str = include_str!("marked.toml");

/// Where a file has no pages, its first page has so many blocks.
const FIRST_BLOCKS: usize = 20;

/// A line that marks a paper has at most so many letters.
const LONGEST: usize = 300;

/// The words of `marked.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines<T> {
    exempt: Vec<T>,
    not_whole: Vec<T>,
    draft: Vec<T>,
}

static WORDS: LazyLock<Lines<Pattern>> = LazyLock::new(|| {
    // Part of the program, and a test reads every line of it.
    toml::from_str(MARKED).expect("marked.toml is sound")
});

/// What a paper is marked as.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marked {
    /// Not for publication.
    pub exempt: bool,
    /// A draft.
    pub draft: bool,
}

/// What the first page of a paper marks it as; `name` is that of its file, which may say that it is a draft.
pub fn marked(blocks: &[Block], dropped: &[Dropped], name: &str) -> Marked {
    let first = blocks.iter().find_map(|block| block.page).or_else(|| dropped.iter().find_map(|dropped| dropped.page));
    let on_first = |page: Option<u32>| first.is_some() && page == first;
    let of_blocks = blocks.iter().enumerate().filter(|(at, block)| match first {
        Some(_) => on_first(block.page),
        None => *at < FIRST_BLOCKS,
    });
    let heads = dropped.iter().filter(|dropped| on_first(dropped.page) || first.is_none());
    let lines = of_blocks.map(|(_, block)| block.text.as_str()).chain(heads.map(|dropped| dropped.text.as_str()));
    let lines: Vec<_> = lines.filter(|line| line.len() <= LONGEST).map(fold).collect();
    let says = |patterns: &[Pattern], line: &str| patterns.iter().any(|pattern| pattern.is_match(line));
    let by_name = name.split(|c: char| !c.is_alphanumeric()).any(|word| word.eq_ignore_ascii_case("draft"));
    Marked {
        exempt: lines.iter().any(|line| says(&WORDS.exempt, line) && !says(&WORDS.not_whole, line)),
        draft: by_name || lines.iter().any(|line| says(&WORDS.draft, line)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;
    use crate::text::{Exemplified, hold_to_examples};

    fn of(lines: &[(Option<u32>, &str)], heads: &[&str]) -> Marked {
        let block = |(ordinal, (page, text)): (usize, &(Option<u32>, &str))| Block {
            page: *page,
            ..Block::of(ordinal, BlockKind::Paragraph, *text)
        };
        let blocks: Vec<Block> = lines.iter().enumerate().map(block).collect();
        let dropped: Vec<Dropped> = heads.iter().map(|text| Dropped { page: Some(1), text: (*text).into() }).collect();
        marked(&blocks, &dropped, "paper.pdf")
    }

    #[test]
    fn every_pattern_finds_its_example_and_leaves_the_other_alone() {
        let Lines { exempt, not_whole, draft } = toml::from_str::<Lines<Exemplified>>(MARKED).unwrap();
        for lines in [exempt, not_whole, draft] {
            hold_to_examples(&lines, Exemplified::finds);
            let not = |line: &Exemplified| line.not.iter().any(|not| lines.iter().any(|other| other.finds(not)));
            assert!(!lines.iter().any(not));
        }
    }

    #[test]
    fn a_paper_is_exempt_where_its_first_page_says_so_of_the_paper() {
        let title = (Some(1), "Contract for placements");
        assert!(of(&[(Some(1), "NOT FOR PUBLICATION"), title], &[]).exempt);
        assert!(of(&[title], &["EXEMPT - paragraph 3 of Schedule 12A"]).exempt, "in a running head");
        assert!(of(&[(None, "Title"), (None, "Part 2 (exempt)")], &[]).exempt, "in a file without pages");
        for line in ["Not for publication: Appendix B", "PART 2 - EXEMPT ITEMS", "Part 2: Findings"] {
            assert!(!of(&[title, (Some(1), line)], &[]).exempt, "{line}");
        }
        assert!(!of(&[title, (Some(2), "NOT FOR PUBLICATION")], &[]).exempt, "what is bound in is not the paper");
    }

    #[test]
    fn a_paper_is_a_draft_where_its_first_page_or_its_name_says_so() {
        assert!(of(&[(Some(1), "DRAFT")], &[]).draft && of(&[(Some(1), "Title")], &["Draft v2"]).draft);
        assert!(!of(&[(Some(1), "The draft plan was late.")], &[]).draft);
        assert!(marked(&[], &[], "2015-06 letter DRAFT.docx").draft && !marked(&[], &[], "drafting.docx").draft);
    }
}
