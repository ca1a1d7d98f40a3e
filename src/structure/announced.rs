//! Beneath a heading that announces a list: which numbers count its items, and which the sections of the paper?
//!
//! Explanations may part the items of a list, lines may group them, and where plain text indents a list the next number at the
//! margin is the next section's.

use super::headings::{announces_list, is_chapter};
use super::paragraphs::{Draft, DraftKind};
use crate::text::LabelKind;

fn number(draft: &Draft) -> Option<u32> {
    draft.label.as_ref().filter(|label| label.kind == LabelKind::Number)?.count()
}

fn is_heading(draft: &Draft) -> bool {
    matches!(draft.kind, DraftKind::Heading(_))
}

/// Where the list begins that the heading above a draft announces.
fn announced_above(drafts: &[Draft], index: usize) -> Option<usize> {
    let heading = drafts[..index].iter().rposition(is_heading)?;
    announces_list(&drafts[heading].text).then_some(heading + 1)
}

/// Whether a numbered line is what the file marks as an item, and counts on in a list that its heading announces: an explanation
/// may stand below each item.
pub fn is_announced(drafts: &[Draft], index: usize) -> bool {
    let is_item = |draft: &Draft| matches!(draft.kind, DraftKind::Item(_)) && draft.marked;
    if !is_item(&drafts[index]) {
        return false;
    }
    let Some((own, start)) = number(&drafts[index]).zip(announced_above(drafts, index)) else { return false };
    let before = drafts[start..index].iter().rev().filter(|draft| is_item(draft)).find_map(number);
    own == before.unwrap_or(0) + 1
}

/// Whether a number at the margin, below an indented list, counts on from the section above rather than from the list.
pub fn is_next_section(drafts: &[Draft], index: usize) -> bool {
    let indents = index.checked_sub(1).map(|above| (drafts[index].indent, drafts[above].indent));
    let outdented = indents.is_some_and(|(own, above)| own.zip(above).is_some_and(|(own, above)| own < above));
    let section = || drafts[..index].iter().rev().filter(|draft| is_heading(draft)).find_map(number);
    outdented && section().is_some_and(|section| Some(section + 1) == number(&drafts[index]))
}

/// Whether a title of plain text groups the items of an announced list: below it the list begins, or counts on.
pub fn groups_list(drafts: &[Draft], index: usize) -> bool {
    let Some(next) = drafts.get(index + 1).and_then(number) else { return false };
    // The titles of groups above it have been settled.
    let announcing = drafts[..index].iter().rposition(|draft| match draft.kind {
        DraftKind::Heading(level) => level != Some(3),
        _ => false,
    });
    let Some(start) = announcing.filter(|at| announces_list(&drafts[*at].text)).map(|at| at + 1) else { return false };
    let between = &drafts[start..index];
    let before = between.iter().rev().find_map(number);
    let plain = drafts[index].style.is_none() && !drafts[index].marked && drafts[index].label.is_none();
    let follows = match before {
        Some(before) => next == before + 1,
        None => next == 1 && between.len() <= 1,
    };
    plain && follows && !is_chapter(&drafts[index].text)
}

#[cfg(test)]
mod tests {
    use crate::model::{Block, Line, Mark, Page};

    fn blocks(lines: &[(&str, Mark)]) -> Vec<Block> {
        let line = |(text, mark): &(&str, Mark)| Line::new((*text).into(), mark.clone());
        let page = Page { number: Some(1), lines: lines.iter().map(line).collect() };
        super::super::structure(&[page]).blocks
    }

    fn headings(blocks: &[Block]) -> Vec<(&str, u8)> {
        blocks.iter().filter_map(|block| Some((block.text.as_str(), block.level()?))).collect()
    }

    #[test]
    fn explanations_do_not_make_titles_of_items() {
        let item = |label: &str| Mark::Item { depth: 0, label: Some(label.into()) };
        let of = |heading: &str| {
            blocks(&[
                (heading, Mark::Heading(1)),
                ("Develop a vision", item("1.")),
                ("This should be co-produced.", Mark::Paragraph),
                ("Strengthen the budget", item("2.")),
                ("It needs savings.", Mark::Paragraph),
            ])
        };
        assert_eq!(headings(&of("Key recommendations")).len(), 1);
        assert!(headings(&of("Agenda")).len() > 1);
    }

    #[test]
    fn the_next_number_at_the_margin_is_the_next_sections() {
        let of = |indent: &str| {
            let lines = [
                "2. Recommendations",
                "",
                "To the Trust",
                "",
                "1. That it be re-run.",
                "2. That it be told.",
                "",
                "3. Evidence",
                "3.1 Professor Hay spoke.",
            ];
            let text = |line: &str| match line {
                "" | "2. Recommendations" | "To the Trust" | "3. Evidence" | "3.1 Professor Hay spoke." => {
                    line.to_owned()
                }
                item => format!("{indent}{item}"),
            };
            let texts: Vec<String> = lines.map(text).into();
            blocks(&texts.iter().map(|text| (text.as_str(), Mark::Raw)).collect::<Vec<_>>())
        };
        assert_eq!(headings(&of("    ")), [("Recommendations", 1), ("To the Trust", 2), ("Evidence", 1)]);
    }
}
