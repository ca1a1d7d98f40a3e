//! Tables of contents: their entries look like the headings they list, and are not.

use super::paragraphs::{Draft, DraftKind};
use crate::text::Pattern;

static TITLE: Pattern = Pattern::of(r"(?i)^(table of )?contents( page)?:?$|^in this (report|letter)$");
static ENTRY: Pattern = Pattern::of(r"^.{2,160}?[\s.…_]+\d{1,3}$");

/// Entries in a row that may lack a page number before the table is over.
const LOOSE_ENTRIES: usize = 4;
/// Such an entry is at most this long, in characters, and no sentence.
const LONGEST_LOOSE: usize = 110;

/// Marks the title and the entries of a table of contents.
pub fn mark(drafts: &mut [Draft]) {
    let mut at = 0;
    while at < drafts.len() {
        if !TITLE.is_match(drafts[at].text.trim()) {
            at += 1;
            continue;
        }
        drafts[at].contents = true;
        let (mut last, mut loose) = (at, 0);
        let mut page = drafts[at].page;
        for (index, draft) in drafts.iter().enumerate().skip(at + 1) {
            if ENTRY.is_match(&draft.text) || draft.text.contains("....") || is_numbered_row(draft) {
                last = index;
                page = draft.page;
                loose = 0;
            } else {
                loose += 1;
                let is_title = draft.text.len() <= LONGEST_LOOSE && !draft.text.ends_with(['.', ';', ',']);
                // Further on it would be the text itself, which may have a figure at the end of a line.
                let is_near = draft.page == page && page.is_some();
                if loose > LOOSE_ENTRIES || !(loose == 1 || is_title && is_near) {
                    break;
                }
            }
        }
        drafts[at..=last].iter_mut().for_each(|draft| draft.contents = true);
        at = last + 1;
    }
}

fn is_numbered_row(draft: &Draft) -> bool {
    match &draft.kind {
        DraftKind::Row { cells, .. } => cells.last().is_some_and(|cell| cell.len() <= 3 && cell.parse::<u32>().is_ok()),
        _ => false,
    }
}
