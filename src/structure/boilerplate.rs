//! Tags what every paper has: apologies, declarations, the correct record, contact points.
//!
//! Tagged blocks are kept and can be shown; they are left out of findings and, by default, of search.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{Block, Boilerplate};
use crate::text::Patterns;

const PASSAGES: &str = include_str!("boilerplate.toml");

#[derive(Deserialize)]
struct File {
    passage: Vec<Passage>,
}

#[derive(Deserialize)]
struct Passage {
    tag: Boilerplate,
    place: Place,
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
    #[cfg_attr(not(test), allow(dead_code))]
    not: String,
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
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    // The file is part of the program and a test compiles every line of it.
    let passages = toml::from_str::<File>(PASSAGES).map(|file| file.passage).unwrap_or_default();
    let of_place = |place| {
        let own = passages.iter().filter(move |passage| passage.place == place);
        Patterns::new(own.map(|passage| (passage.tag, passage.pattern.clone())))
    };
    Rules { headings: of_place(Place::Heading), texts: of_place(Place::Text) }
});

impl Rules {
    fn of(&self, place: Place) -> &Patterns<Boilerplate> {
        match place {
            Place::Heading => &self.headings,
            Place::Text => &self.texts,
        }
    }
}

/// Tags the boilerplate among the blocks.
pub fn tag(blocks: &mut [Block]) {
    for index in 0..blocks.len() {
        let block = &blocks[index];
        if block.boilerplate.is_some() {
            continue;
        }
        let inherited = block
            .under
            .and_then(|under| blocks[under].boilerplate)
            .filter(|_| !block.is_heading() || inherits(blocks, index));
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
        && blocks[index].text.to_lowercase().starts_with("minutes of the meeting held")
        && blocks[..index].iter().all(|block| matches!(block.boilerplate, None | Some(Boilerplate::Contents)))
}

/// A heading beneath boilerplate is boilerplate too, but not beneath a table of contents.
fn inherits(blocks: &[Block], index: usize) -> bool {
    blocks[index].under.is_some_and(|under| blocks[under].boilerplate != Some(Boilerplate::Contents))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

    #[test]
    fn every_passage_matches_its_example_and_only_kin() {
        let file: File = toml::from_str(PASSAGES).unwrap();
        for passage in &file.passage {
            assert!(RULES.of(passage.place).iter().all(|(_, pattern)| pattern.compiles()));
            assert_eq!(RULES.of(passage.place).first(&passage.example), Some(&passage.tag), "{}", passage.example);
            assert_eq!(RULES.of(passage.place).first(&passage.not), None, "{}", passage.not);
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
