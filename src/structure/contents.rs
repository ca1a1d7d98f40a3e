//! Tables of contents: their entries look like the headings they list, and are not.

use std::collections::BTreeSet;

use super::headings::heads_contents;
use super::paragraphs::{Draft, DraftKind};
use crate::text::{Pattern, letters_and_digits};

static ENTRY: Pattern = Pattern::of(r"^.{2,160}?[\s.…_]+\d{1,3}$");

/// Entries in a row that may lack a page number before the table is over.
const LOOSE_ENTRIES: usize = 4;
/// Such an entry is at most this long, in characters, and no sentence.
const LONGEST_LOOSE: usize = 110;

/// Marks the title and the entries of a table of contents.
pub fn mark(drafts: &mut [Draft]) {
    let mut at = 0;
    while at < drafts.len() {
        if !heads_contents(&drafts[at].text) {
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
        last = last.max(repeated_below(drafts, at).unwrap_or(last));
        drafts[at..=last].iter_mut().for_each(|draft| draft.contents = true);
        at = last + 1;
    }
}

/// The last entry of a table of contents without page numbers: the headings themselves begin where its first entry stands again.
fn repeated_below(drafts: &[Draft], title: usize) -> Option<usize> {
    let name = |draft: &Draft| letters_and_digits(&draft.text.to_lowercase());
    let is_title = |draft: &&Draft| {
        let is_row = matches!(draft.kind, DraftKind::Row { .. });
        !is_row && draft.text.len() <= LONGEST_LOOSE && !draft.text.trim_end().ends_with(['.', ';', ',', ':'])
    };
    let entries = drafts.iter().skip(title + 1).take(MOST_ENTRIES).take_while(is_title).count();
    let first = name(drafts.get(title + 1)?);
    let again = (title + 1 + FEWEST_ENTRIES..=title + entries).find(|at| name(&drafts[*at]) == first)?;
    // One entry may stand again by chance; not two.
    let below: BTreeSet<String> = drafts[again..].iter().map(name).collect();
    let listed = &drafts[title + 1..again];
    let repeated = listed.iter().filter(|draft| below.contains(&name(draft))).count();
    (repeated > 1).then_some(again - 1)
}

/// A table of contents has at least so many entries, and at most so many.
const FEWEST_ENTRIES: usize = 3;
const MOST_ENTRIES: usize = 80;

fn is_numbered_row(draft: &Draft) -> bool {
    match &draft.kind {
        DraftKind::Row { cells, .. } => cells.last().is_some_and(|cell| cell.len() <= 3 && cell.parse::<u32>().is_ok()),
        _ => false,
    }
}
