//! What such software prints behind the title of an item that has a paper: "pdf icon PDF 239 KB". It is no part of the title.

use super::Dropped;
use super::headings::mark_of_file;
use super::paragraphs::{Draft, DraftKind};

/// Takes the marks of files off the ends of titles.
pub fn strip(drafts: &mut [Draft]) -> Vec<Dropped> {
    let mut dropped = Vec::new();
    for draft in drafts.iter_mut().filter(|draft| !matches!(draft.kind, DraftKind::Row { .. })) {
        let length = draft.text.trim_end().len();
        let Some(found) = mark_of_file(&draft.text[..length]).filter(|found| found.start > 0) else { continue };
        let (at, text) = (found.start, draft.text[found].trim().to_owned());
        let page = draft.turns.last().map_or(draft.page, |turn| turn.1);
        // One that a page end parts is left as it stands.
        if draft.turns.last().is_some_and(|turn| turn.0 > at) {
            continue;
        }
        draft.text.truncate(at);
        dropped.push(Dropped { page, text });
    }
    dropped
}

/// Whether what was taken out is such a mark.
pub fn is_mark(text: &str) -> bool {
    mark_of_file(&format!(" {text}")).is_some_and(|found| found.start == 0)
}
