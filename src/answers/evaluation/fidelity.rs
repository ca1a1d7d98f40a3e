//! How whole is the text? A paper as it was read, held against another program's print of it.
//!
//! The other print is that of `pdftotext`, whose words nobody here chose: each of them should stand in a block or among
//! what was taken out as furniture (running heads, feet, page numbers, note marks). Words are runs of letters and digits
//! whatever their case; they are compared as bags, because the two programs order columns and tables differently.
//! Digits are compared page by page.
//!
//! ```
//! use lookback::answers::fidelity;
//! use lookback::reading::{Told, inspect_bytes};
//!
//! let paper = inspect_bytes(b"Early help\n\nThe Panel met in 2015.", "report.txt", &Told::default())?;
//! let fidelity = fidelity(&paper, "Early help\nThe Panel met in 2015.\n2\n");
//! assert_eq!((fidelity.words, fidelity.found), (8, 7));
//! # Ok::<(), lookback::Unreadable>(())
//! ```

use std::collections::BTreeMap;

use crate::model::{Block, BlockKind};
use crate::reading::Inspection;
use crate::text::squeeze;
use crate::themes::statistics::share;

/// How much of a paper's text was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Fidelity {
    /// The paper's path.
    pub path: String,
    /// Words the other program prints.
    pub words: usize,
    /// Those of them that were read, as text or as furniture.
    pub found: usize,
    /// Words read, as text or as furniture.
    pub read: usize,
    /// Words read as furniture.
    pub furniture: usize,
    /// Digits the other program prints.
    pub digits: usize,
    /// Those of them that were read, each on its page.
    pub digits_found: usize,
    /// Pages on which the other program prints digits that were not read.
    pub pages_short: Vec<u32>,
    /// Pages whose digits did not add up while the paper was put in order, by [`DigitTally`](crate::structure::DigitTally).
    pub pages_wrong: Vec<u32>,
    /// What was said of the reading.
    pub warnings: Vec<String>,
}

impl Fidelity {
    /// Share of the other program's words that were read, 0 to 1; 1 where it prints none.
    pub fn recall(&self) -> f64 {
        share(self.found, self.words).unwrap_or(1.0)
    }

    /// Share of the words read that are furniture, 0 to 1; 0 where nothing was read.
    pub fn furniture_share(&self) -> f64 {
        share(self.furniture, self.read).unwrap_or(0.0)
    }
}

/// Holds a paper against another print of it, whose pages end with form feeds.
pub fn fidelity(paper: &Inspection, print: &str) -> Fidelity {
    let mut bag: BTreeMap<String, usize> = BTreeMap::new();
    let (mut read, mut furniture) = (0, 0);
    for block in &paper.reading.blocks {
        for text in printed(block) {
            words(text, |word| {
                read += 1;
                *bag.entry(word).or_default() += 1;
            });
        }
    }
    for dropped in &paper.dropped {
        words(&dropped.text, |word| {
            read += 1;
            furniture += 1;
            *bag.entry(word).or_default() += 1;
        });
    }
    let (mut printed_words, mut found) = (0, 0);
    words(print, |word| {
        printed_words += 1;
        if let Some(left) = bag.get_mut(&word).filter(|left| **left > 0) {
            *left -= 1;
            found += 1;
        }
    });
    let mut fidelity = Fidelity {
        path: paper.reading.document.path.clone(),
        words: printed_words,
        found,
        read,
        furniture,
        digits: 0,
        digits_found: 0,
        pages_short: Vec::new(),
        pages_wrong: paper.digits.iter().filter(|tally| !tally.adds_up()).map(|tally| tally.page).collect(),
        warnings: paper.reading.document.warnings.iter().map(ToString::to_string).collect(),
    };
    for (page, text) in (1u32..).zip(print.split('\u{c}')) {
        let tally = paper.digits.iter().find(|tally| tally.page == page);
        let mut wanted = [0usize; 10];
        text.bytes().filter(u8::is_ascii_digit).for_each(|byte| wanted[usize::from(byte - b'0')] += 1);
        let read = |digit: usize| tally.map_or(0, |tally| tally.kept[digit] + tally.dropped[digit]);
        let found: usize = (0..10).map(|digit| wanted[digit].min(read(digit))).sum();
        let printed: usize = wanted.iter().sum();
        fidelity.digits += printed;
        fidelity.digits_found += found;
        if found < printed {
            fidelity.pages_short.push(page);
        }
    }
    fidelity
}

/// The texts of a block.
fn printed(block: &Block) -> Vec<&str> {
    let number = block.number.as_deref();
    match block.kind {
        BlockKind::TableRow => number.into_iter().chain(block.cells.iter().map(|cell| cell.text.as_str())).collect(),
        _ => number.into_iter().chain([block.text.as_str()]).collect(),
    }
}

/// Runs of letters and digits, in lower case. A word broken at the end of a line is two, unless it was mended.
fn words(text: &str, mut each: impl FnMut(String)) {
    let text = squeeze(text);
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .for_each(|word| each(word.to_lowercase()));
}
