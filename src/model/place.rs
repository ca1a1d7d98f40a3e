//! Where a block stands, as a person would say it: the section, the paragraph, the item.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::successors;

use super::sections::sections;
use super::{Block, BlockKind, Item, ItemMark, row, slug};

/// A block's place in its document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Text of the nearest heading above; where the paper has that heading more than once, after the heading that
    /// tells which: "Thresholds › Areas for consideration".
    pub section: Option<String>,
    /// Printed number of the paragraph it is, stands in, or hangs from.
    pub paragraph: Option<String>,
    /// Whether that is the number of a heading above the section's, which has none: then both tell where it stands.
    pub by_section: bool,
    /// What of a list or a table it is.
    pub item: Option<Item>,
    /// The printed reference of a table row, with the name of its column, where it is not the count of the row: "Ref T7".
    pub reference: Option<String>,
}

impl Place {
    /// Where in its paper a block stands, as identifiers say it: "para7/a", "strengths/b2", "p12" where nothing else tells.
    pub fn within(&self, block: usize) -> String {
        let over = match (&self.paragraph, &self.section) {
            // "45(q)" would have to be quoted in a shell.
            (Some(paragraph), _) => Some(format!("para{}", paragraph.replace(['(', ')'], ""))),
            (None, section) => section.as_deref().map(section_slug),
        };
        let beneath = match &self.item {
            None if self.paragraph.is_none() => Some(format!("p{block}")),
            item => item.as_ref().map(Item::to_string),
        };
        over.into_iter().chain(beneath).collect::<Vec<_>>().join("/")
    }
}

/// A section short enough to type: at most six words of each heading.
fn section_slug(section: &str) -> String {
    let heading = |heading: &str| slug(heading).split('-').take(6).collect::<Vec<_>>().join("-");
    section.split(CHAPTER_MARK).map(heading).collect::<Vec<_>>().join("/")
}

/// Stands between a chapter and a heading in the name of a section.
pub const CHAPTER_MARK: &str = " › ";

/// Whether a text is only the word by which a committee decides: "RESOLVED:".
pub(crate) fn is_operative(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "resolved",
        "agreed",
        "decided",
        "recommended",
        "noted",
        "resolution",
        "decision",
        "decisions",
        "action",
        "actions",
    ];
    // "RESOLVED (unanimously) -", "RECOMMENDED TO CABINET".
    const BESIDE: [&str; 7] = ["unanimously", "to", "the", "cabinet", "council", "executive", "that"];
    let lower = text.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let first = words.next().unwrap_or_default();
    let mut rest = words.peekable();
    let is_said =
        WORDS.contains(&first) || (first == "recommendation" && rest.peek().is_some_and(|next| *next == "to"));
    is_said && rest.all(|word| BESIDE.contains(&word))
}

/// Tells where each block of a document stands, in the order of the blocks.
pub fn places(blocks: &[Block]) -> Vec<Place> {
    let mut walk = Walk { sections: sections(blocks), listed: super::listed::listed(blocks), ..Walk::default() };
    blocks.iter().map(|block| walk.step(blocks, block)).collect()
}

#[derive(Default)]
struct Walk {
    /// What each heading is called, by its ordinal.
    sections: BTreeMap<usize, String>,
    /// Bullets counted so far: (depth, lead-in where the count begins with it, heading).
    bullets: BTreeMap<(u8, Option<usize>, Option<usize>), usize>,
    /// The marks of each block that is an item, from its outermost list inwards.
    marks: BTreeMap<usize, Vec<ItemMark>>,
    /// For each paragraph: its number, or that of the numbered paragraph it follows without a heading between.
    numbers: BTreeMap<usize, String>,
    number: Option<String>,
    /// The paragraph that has this number, and for each paragraph that goes on with it the same.
    numbered: Option<usize>,
    owners: BTreeMap<usize, usize>,
    rows: usize,
    /// Paragraphs whose numbers count a list of their section, and not the paragraphs of the paper.
    listed: BTreeSet<usize>,
}

impl Walk {
    fn step(&mut self, blocks: &[Block], block: &Block) -> Place {
        let heading = block.under.and_then(|under| blocks.get(under));
        // "RESOLVED" over a list tells nobody where to look.
        let mut over = successors(block.under, |under| blocks.get(*under)?.under);
        let over = over.find(|over| blocks.get(*over).is_none_or(|heading| !is_operative(&heading.text)));
        let section = over.and_then(|over| self.sections.get(&over).cloned());
        let is_unnumbered = over.and_then(|over| blocks.get(over)).is_some_and(|heading| heading.number.is_none());
        // A numbered heading numbers what stands beneath it: minutes count their items so.
        let by_heading =
            || successors(heading, |heading| blocks.get(heading.under?)).find_map(|heading| heading.number.clone());
        let is_head = block.kind == BlockKind::TableRow && row::is_head(blocks, block);
        match block.kind {
            BlockKind::TableRow => self.rows += usize::from(!is_head),
            _ => self.rows = 0,
        }
        let mut reference = None;
        let mut by_section = false;
        let (paragraph, item) = match block.kind {
            BlockKind::Heading { .. } => {
                self.number = None;
                (block.number.clone(), None)
            }
            // What is resolved is counted anew in each minute: "(1)" below "28. Housing" and "Resolved" is of 28.
            BlockKind::Paragraph
                if heading.is_some_and(|heading| is_operative(&heading.text)) && block.number.is_some() =>
            {
                self.number = None;
                let number = by_heading();
                self.numbers.extend(number.clone().map(|number| (block.ordinal, number)));
                (number, block.number.clone().map(Item::label))
            }
            // "1." of three lists tells nobody where to look: it is an item of its section.
            BlockKind::Paragraph if section.is_some() && self.listed.contains(&block.ordinal) => {
                self.number = None;
                let marks = block.number.clone().map(|number| vec![ItemMark::Label(number)]);
                self.marks.extend(marks.clone().map(|marks| (block.ordinal, marks)));
                (by_heading(), marks.map(Item::Listed))
            }
            BlockKind::Paragraph => {
                if block.number.is_some() {
                    self.numbered = Some(block.ordinal);
                }
                self.number = block.number.clone().or_else(|| self.number.take());
                let owner = self.numbered.filter(|_| self.number.is_some());
                self.owners.extend(owner.map(|owner| (block.ordinal, owner)));
                self.numbers.extend(self.number.clone().map(|number| (block.ordinal, number)));
                let marks = || self.marks.get(&item_gone_on_with(blocks, block)?).cloned();
                (block.number.clone().or_else(by_heading), marks().map(Item::Listed))
            }
            BlockKind::TableRow => {
                by_section = is_unnumbered;
                reference = row::reference(block, self.rows).filter(|_| !is_head);
                (by_heading(), Some(if is_head { Item::Head } else { Item::Row(self.rows) }))
            }
            BlockKind::Item { depth } => {
                let item = Item::Listed(self.marks_of(block, depth));
                let lead = outermost_lead(blocks, block);
                let number = lead.and_then(|lead| self.numbers.get(&lead).cloned());
                by_section = is_unnumbered && number.is_none();
                (number.or_else(by_heading), Some(item))
            }
        };
        by_section &= paragraph.is_some();
        Place { section, paragraph, by_section, item, reference }
    }

    fn marks_of(&mut self, block: &Block, depth: u8) -> Vec<ItemMark> {
        let own = block.number.clone().map(ItemMark::Label).unwrap_or_else(|| {
            // The bullets of a second list below a heading go on from those of the first, unless it hangs from a number; and those
            // of a second list of one number go on as well: "3. Take this action.", "Immediately:", "Within three months:".
            let hangs = block
                .led_in_by
                .filter(|lead| depth > 0 || self.numbers.contains_key(lead) || self.marks.contains_key(lead))
                .map(|lead| self.owners.get(&lead).copied().filter(|_| depth == 0).unwrap_or(lead));
            let count = self.bullets.entry((depth, hangs, block.under)).or_default();
            *count += 1;
            ItemMark::Bullet(*count)
        });
        let outer = block.led_in_by.and_then(|lead| self.marks.get(&lead));
        let marks: Vec<ItemMark> = outer.cloned().unwrap_or_default().into_iter().chain([own]).collect();
        self.marks.insert(block.ordinal, marks.clone());
        marks
    }
}

/// The lettered item that a paragraph goes on with: it stands between "(b)" and "(c)" of one list.
fn item_gone_on_with(blocks: &[Block], block: &Block) -> Option<usize> {
    let is_between = |other: &&Block| other.under == block.under && other.number.is_none();
    let is_beside = |other: &&Block| other.under == block.under && other.is_item();
    let plain = block.number.is_none() && !block.text.trim_end().ends_with(':');
    let above = blocks[..block.ordinal].iter().rev().take(MOST_BETWEEN).find(|other| !is_between(other));
    let above = above.filter(|above| plain && is_beside(above))?;
    let below = blocks[block.ordinal + 1..].iter().take(MOST_BETWEEN).find(|other| !is_between(other));
    let letter = |item: &Block| match item.number.as_deref().map(str::as_bytes) {
        Some([letter]) if letter.is_ascii_lowercase() => Some(*letter),
        _ => None,
    };
    let counts_on = |below: &&Block| letter(below) == letter(above).map(|letter| letter + 1);
    below.filter(is_beside).filter(|_| letter(above).is_some()).filter(counts_on).map(|_| above.ordinal)
}

/// Between two items of a list no more than so many paragraphs and bullets stand.
const MOST_BETWEEN: usize = 8;

/// The paragraph that leads in the outermost list an item stands in.
fn outermost_lead(blocks: &[Block], item: &Block) -> Option<usize> {
    let mut lead = item.led_in_by?;
    // A lead-in stands before its item, so this ends.
    while let Some(outer) =
        blocks.get(lead).filter(|block| block.is_item()).and_then(|block| block.led_in_by).filter(|outer| *outer < lead)
    {
        lead = outer;
    }
    Some(lead)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(ordinal: usize, kind: BlockKind, number: &str, led_in_by: Option<usize>) -> Block {
        Block {
            number: Some(number.to_owned()).filter(|number| !number.is_empty()),
            under: Some(0).filter(|_| ordinal > 0),
            led_in_by,
            ..Block::of(ordinal, kind, format!("text {ordinal}"))
        }
    }

    #[test]
    fn bullets_below_two_headings_of_one_number_need_both() {
        let heading = BlockKind::Heading { level: 1 };
        let bullet = BlockKind::Item { depth: 0 };
        let mut blocks = vec![
            block(0, heading, "4.1", None),
            block(1, heading, "", None),
            block(2, bullet, "", None),
            block(3, heading, "", None),
            block(4, bullet, "", None),
            block(5, BlockKind::Paragraph, "4.2", None),
            block(6, bullet, "", Some(5)),
        ];
        for (under, below) in [(1, 2), (3, 4), (3, 5), (3, 6)] {
            blocks[below].under = Some(under);
        }
        let told: Vec<(Option<String>, bool)> =
            places(&blocks).into_iter().map(|place| (place.paragraph, place.by_section)).collect();
        let number = |number: &str, by_section| (Some(number.to_owned()), by_section);
        assert_eq!([told[2].clone(), told[4].clone()], [number("4.1", true), number("4.1", true)]);
        assert_eq!(told[6], number("4.2", false), "it hangs from a number of its own");
    }

    #[test]
    fn the_word_by_which_a_committee_decides_names_no_section() {
        for text in [
            "RESOLVED:",
            "Resolved –",
            "RESOLVED (unanimously) -",
            "RECOMMENDATION TO CABINET",
            "Decision",
            "Decisions",
            "ACTIONS",
        ] {
            assert!(is_operative(text), "{text}");
        }
        for text in ["Recommendations", "Recommendation", "Resolved matters", "Decisions of Cabinet", "–", ""] {
            assert!(!is_operative(text), "{text}");
        }
    }

    #[test]
    fn items_are_placed_under_the_paragraph_their_list_hangs_from() {
        let item = |depth| BlockKind::Item { depth };
        let blocks = [
            block(0, BlockKind::Heading { level: 1 }, "", None),
            block(1, BlockKind::Paragraph, "3", None),
            block(2, item(0), "", Some(1)),
            block(3, item(0), "", Some(1)),
            block(4, item(1), "i", Some(3)),
            block(5, BlockKind::TableRow, "", None),
            block(6, BlockKind::TableRow, "", None),
        ];
        let placed: Vec<(Option<String>, Option<String>)> =
            places(&blocks).into_iter().map(|p| (p.paragraph, p.item.map(|item| item.to_string()))).collect();
        let at = |paragraph: &str, item: &str| {
            (Some(paragraph.to_owned()).filter(|p| !p.is_empty()), Some(item.to_owned()).filter(|i| !i.is_empty()))
        };
        assert_eq!(
            placed,
            [at("", ""), at("3", ""), at("3", "b1"), at("3", "b2"), at("3", "b2.i"), at("", "r1"), at("", "r2")]
        );
    }

    #[test]
    fn a_list_is_counted_in_one_way_and_its_bullets_once() {
        let (heading, plain) = (BlockKind::Heading { level: 1 }, BlockKind::Paragraph);
        // Two lists of a section each: the longer goes on past what both have.
        let mut blocks = vec![
            block(0, heading, "", None),
            block(1, plain, "1", None),
            block(2, plain, "2", None),
            block(3, heading, "", None),
            block(4, plain, "1", None),
            block(5, plain, "2", None),
            block(6, plain, "3", None),
        ];
        blocks.iter_mut().skip(4).for_each(|block| block.under = Some(3));
        let placed: Vec<_> = places(&blocks).into_iter().map(|place| (place.paragraph, place.item)).collect();
        let item = |number: &str| (None, Some(Item::label(number)));
        assert_eq!(placed[4..], [item("1"), item("2"), item("3")]);
        let bullet = BlockKind::Item { depth: 0 };
        let blocks = [
            block(0, heading, "", None),
            block(1, plain, "3", None),
            block(2, plain, "", None),
            block(3, bullet, "", Some(2)),
            block(4, plain, "", None),
            block(5, bullet, "", Some(4)),
        ];
        let placed: Vec<_> = places(&blocks).into_iter().filter_map(|place| place.item).collect();
        assert_eq!(placed, [Item::bullet(1), Item::bullet(2)]);
    }

    #[test]
    fn a_paragraph_between_two_lettered_items_goes_on_with_the_first() {
        let item = BlockKind::Item { depth: 0 };
        let blocks = [
            block(0, BlockKind::Heading { level: 1 }, "45", None),
            block(1, item, "a", None),
            block(2, BlockKind::Paragraph, "", None),
            block(3, item, "b", None),
            block(4, BlockKind::Paragraph, "", None),
        ];
        let items: Vec<Option<Item>> = places(&blocks).into_iter().map(|place| place.item).collect();
        let item = |letter: &str| Some(Item::label(letter));
        assert_eq!(items, [None, item("a"), item("a"), item("b"), None], "after the last it may be of the minute");
    }
}
