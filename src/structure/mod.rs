//! How is the page built? Pages of lines to blocks: headings, numbered paragraphs, items, table rows.
//!
//! Files that say what their parts are (HTML, Word, Markdown) come with marks and pass straight through;
//! laid-out pages (PDF) and plain text are worked out from position, type size and the shape of the text:
//!
//! 1. `columns` puts two-column pages in reading order.
//! 2. `furniture` takes out running heads, feet and page numbers, and keeps a list of what it took.
//! 3. `tables` finds rows whose cells line up.
//! 4. `paragraphs` joins lines that belong together, over page ends too; `hyphens` mends broken words.
//! 5. `headings` decides what is a heading, and of which level.
//! 6. `nesting` hangs items on their lead-in and everything on its heading.
//! 7. `boilerplate` tags what every paper has.
//!
//! 8. [`front_matter`](front_matter()) reads what the paper says it is.
//!
//! Nothing is lost: every word of a page is in a block or in [`Structure::dropped`].

mod boilerplate;
mod columns;
mod contents;
mod front_matter;
mod furniture;
mod headings;
mod hyphens;
mod nesting;
mod paragraphs;
mod tables;

use crate::model::{Block, Page};

pub use front_matter::{FrontMatter, Outside, fingerprint, front_matter};
pub use furniture::Dropped;

/// A document's parts, and what was taken out on the way.
#[derive(Debug, Clone, PartialEq)]
pub struct Structure {
    /// The parts, in reading order.
    pub blocks: Vec<Block>,
    /// Running heads, feet, page numbers and note marks, with the page they stood on.
    pub dropped: Vec<Dropped>,
}

/// Works out the parts of a document from its pages.
pub fn structure(pages: &[Page]) -> Structure {
    let (pages, dropped) = furniture::strip(pages);
    let pages: Vec<Page> = pages.iter().map(|page| tables::mark(&columns::order(page))).collect();
    let mut drafts = paragraphs::assemble(&pages);
    contents::mark(&mut drafts);
    headings::decide(&mut drafts);
    let mut blocks = nesting::blocks(drafts);
    boilerplate::tag(&mut blocks);
    Structure { blocks, dropped }
}
