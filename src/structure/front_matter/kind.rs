//! What sort of paper is it? By the rules of `kinds.toml`: its first page, else its properties, else its name.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::model::{Block, DocumentKind, Origin};
use crate::text::Needles;

pub const KINDS: &str = include_str!("../kinds.toml");

/// Where a rule that looks at any block stops looking.
const FIRST_BLOCKS: usize = 40;

#[derive(Deserialize)]
struct File {
    kind: Vec<KindRule>,
}

#[derive(Deserialize)]
struct KindRule {
    kind: DocumentKind,
    r#in: Part,
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Part {
    Head,
    Text,
}

/// A rule: what a paper is in whose part the pattern stands.
type Rule = (DocumentKind, Part, Regex);

/// The rules, and which of them may match a text.
static RULES: LazyLock<(Vec<Rule>, Needles)> = LazyLock::new(|| {
    // The file is part of the program and a test compiles every line of it.
    let rules = toml::from_str::<File>(KINDS).map(|file| file.kind).unwrap_or_default();
    let compiled =
        rules.iter().filter_map(|rule| Some((rule.kind, rule.r#in, Regex::new(&rule.pattern).ok()?))).collect();
    (compiled, Needles::new(rules.iter().map(|rule| rule.pattern.as_str())))
});

/// The kind of a paper. `head` are the lines of its first page, `title` is from its properties, `name` its file's,
/// with blanks for hyphens. `None` when nothing tells.
pub fn kind(blocks: &[Block], head: &str, title: &str, name: &str) -> Option<(DocumentKind, Origin)> {
    let (rules, needles) = &*RULES;
    let in_head = needles.scan(head);
    let found = rules.iter().enumerate().find(|(at, (_, part, pattern))| match part {
        Part::Head => needles.may_match(&in_head, *at) && pattern.is_match(head),
        Part::Text => blocks.iter().take(FIRST_BLOCKS).any(|block| pattern.is_match(&block.text)),
    });
    let by = |text: &str, origin| {
        let found = rules.iter().find(|(_, part, pattern)| *part == Part::Head && pattern.is_match(text));
        found.map(|(kind, ..)| (*kind, origin))
    };
    let printed = found.map(|(_, (kind, ..))| (*kind, Origin::Text));
    printed.or_else(|| by(title, Origin::Properties)).or_else(|| by(name, Origin::FileName))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_matches_its_example() {
        let file: File = toml::from_str(KINDS).unwrap();
        let rules = &RULES.0;
        assert_eq!(rules.len(), file.kind.len(), "every pattern compiles");
        for rule in &file.kind {
            let first = rules.iter().find(|(_, part, pattern)| *part == rule.r#in && pattern.is_match(&rule.example));
            assert_eq!(first.map(|(kind, ..)| *kind), Some(rule.kind), "{}", rule.example);
        }
    }
}
