//! No digit is lost: what a page prints is in its blocks or among what was taken out, counted page by page.
//!
//! A findings tool that turns "£6.8m" into "£ . m" is worse than none, and a reader cannot see that a figure is
//! missing. So the digits are counted on both sides each time a paper is read, each of the ten by itself:
//!
//! ```text
//! printed on page 3  =  in blocks, from page 3  +  in page labels, heads, feet and note marks of page 3
//! ```
//!
//! A paragraph that runs over a page end counts on both pages, each with its part.

use std::collections::{BTreeMap, BTreeSet};

use super::Dropped;
use super::tables::Moved;
use crate::model::{Block, BlockKind, Line, Mark, Page, Warning, page_list};

/// Where the digits of one page went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DigitTally {
    /// The physical page, from 1.
    pub page: u32,
    /// How often the page prints each digit, 0 to 9.
    pub printed: [usize; 10],
    /// How often each stands in what was read as text.
    pub kept: [usize; 10],
    /// How often each stands in page labels, running heads, feet and note marks.
    pub dropped: [usize; 10],
}

impl DigitTally {
    /// Whether every digit went somewhere, and none came from nowhere.
    pub fn adds_up(&self) -> bool {
        (0..10).all(|digit| self.printed[digit] == self.kept[digit] + self.dropped[digit])
    }
}

/// Says which pages were given as printed, and why.
pub fn warning(pages: &BTreeSet<u32>) -> Warning {
    let pages: Vec<u32> = pages.iter().copied().collect();
    Warning(format!(
        "the figures on {} did not add up when the text was put in order, so it is given there line by line, with heads \
         and feet: check it against the paper",
        page_list(&pages)
    ))
}

/// Counts the digits of the numbered pages. `turns` says of each block where in its text another page begins.
pub fn tally(
    pages: &[Page],
    blocks: &[Block],
    turns: &[Vec<(usize, Option<u32>)>],
    dropped: &[Dropped],
    moved: &[Moved],
) -> Vec<DigitTally> {
    let mut tallies: BTreeMap<u32, DigitTally> = BTreeMap::new();
    for page in pages {
        let Some(number) = page.number else { continue };
        let empty = DigitTally { page: number, printed: [0; 10], kept: [0; 10], dropped: [0; 10] };
        let tally = tallies.entry(number).or_insert(empty);
        page.lines.iter().flat_map(printed).for_each(|text| count(text, &mut tally.printed));
    }
    let mut keep = |page: Option<u32>, text: &str| {
        if let Some(tally) = page.and_then(|page| tallies.get_mut(&page)) {
            count(text, &mut tally.kept);
        }
    };
    for (index, block) in blocks.iter().enumerate() {
        keep(block.page, block.number.as_deref().unwrap_or_default());
        if block.kind == BlockKind::TableRow {
            block.cells.iter().for_each(|cell| keep(block.page, &cell.text));
            continue;
        }
        let (mut from, mut page) = (0, block.page);
        for (at, next) in turns.get(index).into_iter().flatten() {
            keep(page, block.text.get(from..*at).unwrap_or_default());
            (from, page) = (*at, *next);
        }
        keep(page, block.text.get(from..).unwrap_or_default());
    }
    for piece in dropped {
        if let Some(tally) = piece.page.and_then(|page| tallies.get_mut(&page)) {
            count(&piece.text, &mut tally.dropped);
        }
    }
    // Rows are put together where they begin, and count where they are printed. Several ends of one row move back in turn.
    for part in moved {
        let mut digits = [0; 10];
        count(&part.text, &mut digits);
        let mut shift = |page: Option<u32>, is_home: bool| {
            let Some(tally) = page.and_then(|page| tallies.get_mut(&page)) else { return };
            for (kept, digit) in tally.kept.iter_mut().zip(digits) {
                *kept = if is_home { *kept + digit } else { kept.saturating_sub(digit) };
            }
        };
        shift(part.to, false);
        shift(part.from, true);
    }
    tallies.into_values().collect()
}

/// The texts a line prints.
fn printed(line: &Line) -> impl Iterator<Item = &str> {
    let of_mark: &[String] = match &line.mark {
        Mark::Row { cells, .. } => cells,
        Mark::Item { label, .. } => label.as_slice(),
        _ => &[],
    };
    let notes = line.layout.iter().flat_map(|layout| &layout.note_marks);
    std::iter::once(line.text.as_str()).chain(of_mark.iter().chain(notes).map(String::as_str))
}

fn count(text: &str, counts: &mut [usize; 10]) {
    for byte in text.bytes().filter(u8::is_ascii_digit) {
        counts[usize::from(byte - b'0')] += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line {
        Line::new(text.into(), Mark::Raw)
    }

    fn pages() -> Vec<Page> {
        let texts = [
            vec!["Marlshire 2015", "1. Spending was £6.8m in", "1"],
            vec!["Marlshire 2015", "2014 and rose by 12 per cent.", "2", "3"],
            vec!["Marlshire 2015", "- 44 homes", "3.", "3"],
        ];
        let page = |(at, lines): (usize, &Vec<&str>)| Page {
            number: Some(at as u32 + 1),
            lines: lines.iter().map(|text| line(text)).collect(),
        };
        texts.iter().enumerate().map(page).collect()
    }

    #[test]
    fn every_digit_is_in_a_block_or_was_taken_out_on_its_own_page() {
        let structure = super::super::structure(&pages());
        assert!(structure.digits.iter().all(DigitTally::adds_up), "{structure:#?}");
        assert!(structure.warnings.iter().all(|warning| !warning.0.contains("figures")), "{:?}", structure.warnings);
        // The sentence that runs over the page end counts on both.
        assert_eq!(structure.digits[1].kept[4], 1, "{structure:#?}");
    }

    #[test]
    fn a_page_that_loses_a_digit_does_not_add_up() {
        let mut structure = super::super::structure(&pages());
        let turns = vec![Vec::new(); structure.blocks.len()];
        let block = structure.blocks.iter_mut().find(|block| block.text.contains("44")).unwrap();
        block.text = block.text.replace("44", "4");
        let digits = tally(&pages(), &structure.blocks, &turns, &structure.dropped, &[]);
        assert!(!digits[2].adds_up());
        let wrong = BTreeSet::from([3]);
        assert!(warning(&wrong).to_string().contains("on page 3 did not"), "{}", warning(&wrong));
    }

    #[test]
    fn pages_given_as_printed_keep_every_line_of_theirs() {
        let structure = super::super::build(&pages(), &BTreeSet::from([2]));
        let texts: Vec<&str> =
            structure.blocks.iter().filter(|block| block.page == Some(2)).map(|block| block.text.as_str()).collect();
        assert_eq!(texts, ["Marlshire 2015", "2014 and rose by 12 per cent.", "2", "3"]);
        assert!(structure.digits.iter().all(DigitTally::adds_up), "{structure:#?}");
        assert!(structure.dropped.iter().all(|dropped| dropped.page != Some(2)));
    }
}
