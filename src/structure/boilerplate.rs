//! Tags what every paper has: apologies, declarations, the correct record, contact points.
//!
//! Tagged blocks are kept and can be shown; they are left out of findings and, by default, of search.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::model::{Block, Boilerplate};

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
}

#[derive(Deserialize, PartialEq, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum Place {
    Heading,
    Text,
}

static RULES: LazyLock<Vec<(Boilerplate, Place, Regex)>> = LazyLock::new(|| {
    // The file is part of the program and a test compiles every line of it.
    let passages = toml::from_str::<File>(PASSAGES).map(|file| file.passage).unwrap_or_default();
    passages.iter().filter_map(|p| Some((p.tag, p.place, Regex::new(&p.pattern).ok()?))).collect()
});

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
        let own = || {
            let found = RULES.iter().find(|(_, at, pattern)| *at == place && pattern.is_match(&block.text));
            found.map(|(tag, ..)| *tag)
        };
        blocks[index].boilerplate = inherited.or_else(own);
    }
}

/// A heading beneath boilerplate is boilerplate too, but not beneath a table of contents.
fn inherits(blocks: &[Block], index: usize) -> bool {
    blocks[index].under.is_some_and(|under| blocks[under].boilerplate != Some(Boilerplate::Contents))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_passage_matches_its_example_and_only_kin() {
        let file: File = toml::from_str(PASSAGES).unwrap();
        assert_eq!(RULES.len(), file.passage.len(), "every pattern compiles");
        for passage in &file.passage {
            let first =
                RULES.iter().find(|(_, place, pattern)| *place == passage.place && pattern.is_match(&passage.example));
            assert!(first.is_some_and(|(tag, ..)| *tag == passage.tag), "{}", passage.example);
        }
    }

    #[test]
    fn matters_of_the_meeting_are_not_boilerplate() {
        for text in [
            "Performance and Present Position",
            "Minutes Silence Campaign",
            "Contact and referral",
            "Presentation on early help",
        ] {
            assert!(
                !RULES.iter().any(|(_, place, pattern)| *place == Place::Heading && pattern.is_match(text)),
                "{text}"
            );
        }
    }
}
