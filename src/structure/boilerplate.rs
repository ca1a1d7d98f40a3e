//! Tags what every paper has: apologies, declarations, the correct record, contact points.
//!
//! Tagged blocks are kept and can be shown; they are left out of findings and, by default, of search.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{Block, BlockKind, Boilerplate, is_operative};
use crate::text::{Exemplified, Patterns};

const PASSAGES: &str = include_str!("boilerplate.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    passage: Vec<Exemplified<Passage>>,
    decision: Vec<Exemplified>,
    of_course: Vec<Exemplified>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passage {
    tag: Boilerplate,
    place: Place,
}

#[derive(Deserialize, PartialEq, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum Place {
    Heading,
    Text,
}

struct Rules {
    headings: Patterns<Boilerplate>,
    texts: Patterns<Boilerplate>,
    decisions: Patterns,
    of_course: Patterns,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    // The file is part of the program and a test compiles every line of it.
    let File { passage: passages, decision, of_course } = toml::from_str(PASSAGES).expect("boilerplate.toml is sound");
    let of_place = |place| {
        let own = passages.iter().filter(move |passage| passage.of.place == place);
        Patterns::new(own.map(|passage| (passage.of.tag, passage.pattern.clone())))
    };
    Rules {
        headings: of_place(Place::Heading),
        texts: of_place(Place::Text),
        decisions: decision.into_iter().collect(),
        of_course: of_course.into_iter().collect(),
    }
});

impl Rules {
    fn of(&self, place: Place) -> &Patterns<Boilerplate> {
        match place {
            Place::Heading => &self.headings,
            Place::Text => &self.texts,
        }
    }
}

/// Whether a heading is over what every paper has; "Minutes of the meeting held on 3 May", without a number, is a paper's title.
pub(super) fn heads_boilerplate(heading: &str, numbered: bool) -> bool {
    RULES.headings.first(heading).is_some() && (numbered || !is_of_the_whole(heading))
}

fn is_of_the_whole(heading: &str) -> bool {
    heading.to_lowercase().starts_with("minutes of the meeting held")
}

/// Tags the boilerplate among the blocks.
pub fn tag(blocks: &mut [Block]) {
    // What is decided under such a heading is a matter like any other, and so is what is numbered as the next item.
    let mut decided = false;
    let mut ended = None;
    for index in 0..blocks.len() {
        let block = &blocks[index];
        if block.boilerplate.is_some() {
            continue;
        }
        let over = block.under.filter(|under| inherits(blocks, index, *under));
        if is_next_item(blocks, index) {
            ended = block.under;
        }
        decided = decides(blocks, index) || (decided && follows(blocks, index));
        let inherited = over.filter(|_| !decided && (block.under != ended || block.under.is_none()));
        let inherited = inherited.and_then(|under| blocks[under].boilerplate);
        let place = if block.is_heading() { Place::Heading } else { Place::Text };
        let own = || RULES.of(place).first(&block.text).copied().filter(|tag| !is_title(blocks, index, *tag));
        blocks[index].boilerplate = inherited.or_else(own);
    }
}

/// "Minutes of the meeting held on 3 October" heads the paper itself, unless it is numbered or comes after the apologies.
fn is_title(blocks: &[Block], index: usize, tag: Boilerplate) -> bool {
    tag == Boilerplate::CorrectRecord
        && blocks[index].is_heading()
        && blocks[index].number.is_none()
        && is_of_the_whole(&blocks[index].text)
        && blocks[..index].iter().all(|block| matches!(block.boilerplate, None | Some(Boilerplate::Contents)))
}

/// A heading beneath boilerplate is boilerplate too, but not beneath a table of contents, nor where something is decided below it.
fn inherits(blocks: &[Block], index: usize, under: usize) -> bool {
    let Some(level) = blocks[index].level() else { return true };
    let below = || blocks[index + 1..].iter().take_while(|block| block.level().is_none_or(|other| other > level));
    blocks[under].boilerplate != Some(Boilerplate::Contents)
        && (blocks[under].boilerplate.is_none() || !below().any(|block| decides(blocks, block.ordinal)))
}

/// Whether a block says what was decided, and that is no matter of course such as the correct record or that apologies be noted.
fn decides(blocks: &[Block], index: usize) -> bool {
    let block = &blocks[index];
    let leads = || is_operative(&block.text) || block.text.ends_with([':', '-', '–']);
    let of_course =
        |block: &Block| RULES.of_course.first(&block.text).is_some() || RULES.texts.first(&block.text).is_some();
    RULES.decisions.first(&block.text).is_some()
        && !of_course(block)
        && !blocks.get(index + 1).is_some_and(|next| leads() && of_course(next))
}

/// Whether a block goes on with what the one above it decides: its list, or the clause below the bare word.
fn follows(blocks: &[Block], index: usize) -> bool {
    let Some(above) = index.checked_sub(1).map(|above| &blocks[above]) else { return false };
    let clause = || blocks[index].text.starts_with(['T', 't', '“', '"']) && blocks[index].text.contains("hat ");
    !blocks[index].is_heading()
        && (blocks[index].is_item()
            || blocks[index].number.is_some()
            || is_operative(&above.text)
            || above.text.ends_with([':', ';', ','])
            || clause())
}

/// Whether a paragraph is numbered as the item after the heading it stands under.
fn is_next_item(blocks: &[Block], index: usize) -> bool {
    let number = |block: &Block| block.number.as_deref()?.parse::<u32>().ok();
    let Some(heading) = blocks[index].under.map(|under| &blocks[under]) else { return false };
    let this = number(&blocks[index]).filter(|_| blocks[index].kind == BlockKind::Paragraph);
    this.zip(number(heading)).is_some_and(|(this, heading)| this == heading + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hold_to_examples;

    #[test]
    fn every_passage_matches_its_example_and_only_kin() {
        let file: File = toml::from_str(PASSAGES).unwrap();
        let first = |line: &Exemplified<Passage>, text: &str| RULES.of(line.of.place).first(text).copied();
        hold_to_examples(&file.passage, |line, text| first(line, text) == Some(line.of.tag));
        for line in &file.passage {
            line.not.iter().for_each(|not| assert_eq!(first(line, not), None, "{not}"));
        }
    }

    #[test]
    fn the_title_of_minutes_is_no_minute_of_the_last_meeting() {
        let block = |ordinal: usize, kind, text: &str, number: Option<&str>| Block {
            number: number.map(str::to_owned),
            under: Some(0).filter(|_| kind == BlockKind::Paragraph),
            ..Block::of(ordinal, kind, text)
        };
        let title = "Minutes of the meeting held remotely on 3rd October 2022";
        let heading = BlockKind::Heading { level: 1 };
        let tagged = |title, number| {
            let said = block(1, BlockKind::Paragraph, "The Committee received the report.", None);
            let mut blocks = [block(0, heading, title, number), said];
            tag(&mut blocks);
            blocks.map(|block| block.boilerplate)
        };
        let record = Some(Boilerplate::CorrectRecord);
        assert_eq!(tagged(title, None), [None, None]);
        assert_eq!(tagged(title, Some("3")), [record; 2]);
        assert_eq!(tagged("Adoption of minutes", None), [record; 2]);
    }

    #[test]
    fn matters_of_the_meeting_are_not_boilerplate() {
        for text in [
            "Performance and Present Position",
            "Minutes Silence Campaign",
            "Contact and referral",
            "Presentation on early help",
            "Attendance and exclusions in schools",
            "Membership of the Safeguarding Board",
            "Present and future need for school places",
            "Recording of meetings with families",
            "Public participation in the design of services",
        ] {
            assert_eq!(RULES.headings.first(text), None, "{text}");
        }
        for text in [
            "Attendance and Apologies",
            "Apologies for Absence:",
            "Present at the meeting",
            "PRESENT: Councillor Hill (Chair)",
            "Membership of the Committee",
            "Public Questions and Statements",
            "RECORDING OF MEETINGS",
        ] {
            assert!(RULES.headings.first(text).is_some(), "{text}");
        }
    }
}
