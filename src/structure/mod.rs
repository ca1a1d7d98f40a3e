//! How is the page built? Pages of lines to blocks: headings, numbered paragraphs, items, table rows.
//!
//! Files that say what their parts are (HTML, Word, Markdown) come with marks and pass straight through;
//! laid-out pages (PDF) and plain text are worked out from position, type size and the shape of the text:
//!
//! 1. `columns` puts two-column pages in reading order.
//! 2. `furniture` takes out running heads, feet and page numbers, and keeps a list of what it took.
//! 3. `tables` finds rows whose cells line up (`aligned`), or whose cells are drawn (`ruled`), over page ends too.
//! 4. `paragraphs` joins lines that belong together, over page ends too; `hyphens` mends broken words.
//!    `margins` gives minutes set as a table as their parts. `attached` takes "pdf icon PDF 63 KB" off titles. `series` finds labels that only what they count on from shows.
//! 5. `headings` decides what is a heading, and of which level (`announced`: or an item of a list); `forms` turns forms on
//!    their side.
//! 6. `nesting` hangs items on their lead-in and everything on its heading.
//! 7. `boilerplate` tags what every paper has.
//!
//! 8. [`front_matter`](front_matter()) reads what the paper says it is, [`marked`](marked()) whether it is exempt or a draft.
//!
//! Nothing is lost: every word of a page is in a block or in [`Structure::dropped`]. For digits that is checked, page by
//! page, every time (`digits`): a page that fails is given again as printed, line by line, with a warning.

mod aligned;
mod announced;
mod attached;
mod boilerplate;
mod columns;
mod contents;
mod digits;
mod forms;
mod front_matter;
mod furniture;
mod headings;
mod headlines;
mod hyphens;
mod margins;
mod marked;
mod nesting;
mod paragraphs;
mod ranks;
mod ruled;
mod series;
mod tables;

use std::borrow::Cow;
use std::collections::BTreeSet;

use crate::model::{Block, Page, Warning};

pub use digits::DigitTally;
pub use front_matter::{FrontMatter, Meeting, Outside, front_matter, meetings};
pub use furniture::Dropped;
pub use marked::{Marked, marked};

/// A fingerprint of the data files by which structure is read: part of every commit.
pub fn fingerprint() -> String {
    let parts = [
        include_str!("kinds.toml"),
        include_str!("names.toml"),
        include_str!("pages.toml"),
        include_str!("dates.toml"),
        include_str!("boilerplate.toml"),
        include_str!("headings.toml"),
        include_str!("columns.txt"),
        include_str!("marked.toml"),
        include_str!("../model/references.txt"),
        include_str!("../text/abbreviations.txt"),
    ];
    blake3::hash(parts.concat().as_bytes()).to_hex()[..16].to_owned()
}

/// A document's parts, and what was taken out on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Structure {
    /// The parts, in reading order.
    pub blocks: Vec<Block>,
    /// Running heads, feet, page numbers, note marks and marks of files, with the page they stood on.
    pub dropped: Vec<Dropped>,
    /// Where the digits of each numbered page went.
    pub digits: Vec<DigitTally>,
    /// What to know about it.
    pub warnings: Vec<Warning>,
}

/// More of a paper's words at the head and foot of its pages than this is worth a look.
const MUCH_FURNITURE: f64 = 0.06;

/// Works out the parts of a document from its pages.
pub fn structure(pages: &[Page]) -> Structure {
    let mut structure = build(pages, &BTreeSet::new());
    let wrong: BTreeSet<u32> =
        structure.digits.iter().filter(|tally| !tally.adds_up()).map(|tally| tally.page).collect();
    if !wrong.is_empty() {
        structure = build(pages, &wrong);
        structure.warnings.push(digits::warning(&wrong));
    }
    let words = |text: &str| text.split_whitespace().count();
    let repeated = structure.dropped.iter().filter(|dropped| !attached::is_mark(&dropped.text));
    let set_aside: usize = repeated.map(|dropped| words(&dropped.text)).sum();
    let kept = || structure.blocks.iter().map(|block| words(&block.text)).sum::<usize>();
    let share = if set_aside == 0 { 0.0 } else { set_aside as f64 / (set_aside + kept()) as f64 };
    if share > MUCH_FURNITURE {
        structure.warnings.push(Warning(format!(
            "{:.0} % of its words stand at the head or foot of pages and were left out as repeated: check that none of \
             them matters",
            100.0 * share
        )));
    }
    structure
}

/// Pages in `as_printed` are given line by line, and nothing is taken out of them.
fn build(pages: &[Page], as_printed: &BTreeSet<u32>) -> Structure {
    let (mut dropped, mut moved) = (Vec::new(), Vec::new());
    let mut kept = Cow::Borrowed(pages);
    // A file without pages and positions has no edges, columns or gutters.
    if !matches!(pages, [page] if is_unplaced(page)) {
        let (stripped, furniture) = furniture::strip(pages, as_printed);
        let mut marked = tables::mark(columns::order(stripped, as_printed), as_printed);
        dropped = furniture;
        moved = tables::over_pages(&mut marked, &mut dropped);
        kept = Cow::Owned(marked);
    }
    let mut drafts = paragraphs::assemble(&kept, as_printed);
    dropped.extend(attached::strip(&mut drafts));
    let mut drafts = margins::unrolled(drafts);
    contents::mark(&mut drafts);
    series::number(&mut drafts);
    headings::decide(&mut drafts);
    let mut drafts = forms::turned(drafts);
    let turns: Vec<_> = drafts.iter_mut().map(|draft| std::mem::take(&mut draft.turns)).collect();
    let mut blocks = nesting::blocks(drafts);
    boilerplate::tag(&mut blocks);
    let digits = digits::tally(pages, &blocks, &turns, &dropped, &moved);
    Structure { blocks, dropped, digits, warnings: Vec::new() }
}

fn is_unplaced(page: &Page) -> bool {
    page.number.is_none() && page.lines.iter().all(|line| line.layout.is_none())
}
