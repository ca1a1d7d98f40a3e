//! What is asked and what is replied in one cell: "Management should part the duties. Management response: Agreed." The reply is no
//! part of what was asked. How a reply begins is data: `[[reply]]` of `columns.toml`. Nor does the running foot of a page ask anything.

use super::column_names::COLUMNS;
use crate::findings::paper::FIRST_LINES;
use crate::model::Block;
use crate::text::{as_printed, fold};

/// A text up to where a reply to it begins; nothing of a text that is a reply.
pub fn before_reply(text: &str) -> &str {
    let folded = fold(text);
    let begins =
        COLUMNS.reply.iter().filter_map(|pattern| pattern.captures(&folded)?.name("reply").map(|reply| reply.start()));
    let Some(at) = begins.min() else { return text };
    as_printed(text, &folded, 0..at).trim_end()
}

/// Whether a text is the running foot of a page: what the paper is called, and where it is on the web.
pub fn is_running_foot(blocks: &[Block], text: &str) -> bool {
    blocks.iter().take(FIRST_LINES).any(|line| repeats(text, &line.text))
}

/// "Inspection report | www.marlshire.gov.uk", and no more.
fn repeats(text: &str, title: &str) -> bool {
    let Some(rest) = text.strip_prefix(title) else { return false };
    let rest = rest.trim_matches([' ', '|', '-', '–']);
    (rest.starts_with("www.") || rest.starts_with("http")) && !rest.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::super::column_names::file;
    use super::*;
    use crate::text::{Exemplified, hold_to_examples};

    #[test]
    fn what_is_asked_ends_where_a_reply_to_it_begins() {
        hold_to_examples(&file().reply, Exemplified::finds);
        assert_eq!(before_reply("Part the duties. Management response: Agreed."), "Part the duties.");
        assert_eq!(before_reply("Management response: Agreed."), "");
        assert_eq!(before_reply("Part the duties.\nManagement response\nAgreed."), "Part the duties.");
        assert_eq!(before_reply("Part the duties. Management response The duties were parted."), "Part the duties.");
        assert_eq!(before_reply("Answer each response: write to all."), "Answer each response: write to all.");
    }

    #[test]
    fn a_running_foot_is_no_row() {
        assert!(repeats("Best Value Report | www.marl.gov.uk", "Best Value Report"));
        assert!(!repeats("Best Value Report to be published", "Best Value Report"));
    }
}
