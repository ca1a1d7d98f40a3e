//! Of which rank are the headings of plain text, where only capitals tell? What counts on is of one rank, whatever letters it is
//! set in: "2. DECLARATIONS" and "3. Foster care". So are the items that every meeting has and those that follow them.

use super::boilerplate::heads_boilerplate;
use super::paragraphs::{Draft, DraftKind};
use crate::text::LabelKind;

/// Ranks of headings in capitals and of others.
pub const CAPITALS: u8 = 1;
pub const MIXED: u8 = 2;

/// A number is taken to count on from the last though so many between were not read.
const MOST_MISSED: u32 = 2;

/// Gives headings of plain text that are of one kind the same rank.
pub fn settle(drafts: &mut [Draft]) {
    let headings: Vec<usize> = (0..drafts.len()).filter(|index| guessed(&drafts[*index]).is_some()).collect();
    let mut counted = vec![false; drafts.len()];
    for series in series(drafts, &headings) {
        let capitals = series.iter().filter(|index| guessed(&drafts[**index]) == Some(CAPITALS)).count();
        let rank = if 2 * capitals > series.len() { CAPITALS } else { MIXED };
        for index in series {
            drafts[index].kind = DraftKind::Heading(Some(rank));
            counted[index] = true;
        }
    }
    // From the end, so that each sees the rank of what follows it.
    let mut below = None;
    for &index in headings.iter().rev() {
        if !heads_boilerplate(&drafts[index].text, drafts[index].label.is_some()) {
            below = guessed(&drafts[index]);
        } else if below == Some(MIXED) && !counted[index] {
            drafts[index].kind = DraftKind::Heading(below);
        }
    }
}

/// The rank of a heading whose letters alone gave it.
fn guessed(draft: &Draft) -> Option<u8> {
    let plain = draft.style.is_none() && !draft.marked;
    match draft.kind {
        DraftKind::Heading(Some(rank)) if plain && rank <= MIXED => Some(rank),
        _ => None,
    }
}

/// The headings whose numbers count on, two or more in each series; another may stand within.
fn series(drafts: &[Draft], headings: &[usize]) -> Vec<Vec<usize>> {
    let mut open: Vec<(u32, Vec<usize>)> = Vec::new();
    let mut ended = Vec::new();
    for &index in headings {
        let label = drafts[index].label.as_ref().filter(|label| label.kind == LabelKind::Number);
        let Some(number) = label.and_then(|label| label.count()) else { continue };
        let goes_on = |last: u32| (1..=MOST_MISSED + 1).contains(&number.saturating_sub(last));
        let nearest = (0..open.len()).filter(|at| goes_on(open[*at].0)).max_by_key(|at| (open[*at].0, *at));
        match nearest {
            Some(at) => {
                open[at].0 = number;
                open[at].1.push(index);
                // What began within it has ended.
                ended.extend(open.drain(at + 1..));
            }
            None => open.push((number, vec![index])),
        }
    }
    ended.into_iter().chain(open).map(|(_, members)| members).filter(|members| members.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use crate::model::{Line, Mark, Page};

    fn levels(lines: &[&str]) -> Vec<Option<u8>> {
        let line = |text: &&str| Line::new((*text).into(), Mark::Raw);
        let page = Page { number: None, lines: lines.iter().flat_map(|text| [line(text), line(&"")]).collect() };
        let blocks = super::super::structure(&[page]).blocks;
        blocks.iter().filter(|block| block.is_heading()).map(|block| block.level()).collect()
    }

    #[test]
    fn what_counts_on_is_of_one_rank() {
        let text = "The Panel received the report.";
        let of = |three: &str| levels(&["2. DECLARATIONS OF INTEREST", "None.", three, text, "4. Schools", text]);
        assert_eq!(of("3. Foster care"), [Some(1); 3]);
        let two = ["MARLSHIRE", "1. Housing", text, "2. SEND", text, "3. Roads and bridges", text];
        assert_eq!(levels(&two), [Some(1), Some(2), Some(2), Some(2)]);
        let within = ["7. BUDGET", text, "1. Income", text, "2. Outgoings", text, "8. ROADS", text];
        assert_eq!(levels(&within), [Some(1), Some(2), Some(2), Some(1)]);
    }

    #[test]
    fn what_every_meeting_has_is_of_the_rank_of_its_other_items() {
        let text = "The Panel received the report.";
        let of = |item: &str| levels(&["MARLSHIRE COUNTY COUNCIL", "PUBLIC PARTICIPATION", "None.", item, text]);
        assert_eq!(of("Foster care"), [Some(1), Some(2), Some(2)]);
        assert_eq!(of("FOSTER CARE"), [Some(1); 3]);
    }
}
