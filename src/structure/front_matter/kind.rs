//! What sort of paper is it? By the rules of `kinds.toml`: its first page, else its properties, else its name.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::{Block, DocumentKind, Origin};
use crate::text::{Exemplified, Pattern, Patterns, fold};

pub const KINDS: &str = include_str!("../kinds.toml");

/// Where a rule that looks at any block stops looking.
const FIRST_BLOCKS: usize = 40;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: Vec<Exemplified<KindRule>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindRule {
    kind: DocumentKind,
    r#in: Part,
    /// The most letters that may match.
    longest: Option<usize>,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Part {
    Head,
    Title,
    Text,
    Last,
}

/// What a paper is whose first lines say so.
struct Said {
    /// The place in the order of the file.
    at: usize,
    kind: DocumentKind,
    longest: usize,
    /// Whether what is numbered says nothing.
    unnumbered: bool,
}

/// What a paper is in whose part a pattern stands; each with its place in the order of the file.
struct Rules {
    head: Patterns<Said>,
    text: Vec<(usize, DocumentKind, Pattern)>,
    last: Vec<(DocumentKind, Pattern)>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    // The file is part of the program and a test compiles every line of it.
    let rules = toml::from_str::<File>(KINDS).expect("kinds.toml is sound").kind;
    let (head, text): (Vec<_>, Vec<_>) =
        rules.into_iter().enumerate().partition(|(_, rule)| matches!(rule.of.r#in, Part::Head | Part::Title));
    let (last, text): (Vec<_>, Vec<_>) = text.into_iter().partition(|(_, rule)| rule.of.r#in == Part::Last);
    Rules {
        head: Patterns::new(head.into_iter().map(|(at, Exemplified { of, pattern, .. })| {
            let longest = of.longest.unwrap_or(usize::MAX);
            (Said { at, kind: of.kind, longest, unnumbered: of.r#in == Part::Title }, pattern)
        })),
        text: text.into_iter().map(|(at, rule)| (at, rule.of.kind, Pattern::from(rule))).collect(),
        last: last.into_iter().map(|(_, rule)| (rule.of.kind, Pattern::from(rule))).collect(),
    }
});

/// The first rule for first lines that says what these are. `title` are those of them that no number heads.
fn said(lines: &str, title: &str) -> Option<&'static Said> {
    let may_say = RULES.head.that_may_match(lines);
    let is_short = |of: &Said, found: &str| of.longest == usize::MAX || found.chars().count() <= of.longest;
    let says = |of: &Said, pattern: &Pattern| {
        let lines = if of.unnumbered { title } else { lines };
        pattern.find_iter(lines).any(|found| is_short(of, found.as_str()))
    };
    may_say.into_iter().find(|(of, pattern)| says(of, pattern)).map(|(of, _)| of)
}

/// The kind of a paper. `first` are the blocks of its first page, `title` is from its properties, `name` its file's,
/// with blanks for hyphens. `None` when nothing tells.
pub fn kind(blocks: &[Block], first: &[&Block], title: &str, name: &str) -> Option<(DocumentKind, Origin)> {
    let head = first.iter().map(|block| fold(&block.text)).collect::<Vec<_>>().join("\n");
    let unnumbered: Vec<_> =
        first.iter().filter(|block| block.number.is_none()).map(|block| fold(&block.text)).collect();
    let in_head = said(&head, &unnumbered.join("\n"));
    let is_before = |at: &usize| in_head.is_none_or(|head| *at < head.at);
    let in_text = RULES
        .text
        .iter()
        .filter(|(at, ..)| is_before(at))
        .find(|(.., pattern)| blocks.iter().take(FIRST_BLOCKS).any(|block| pattern.is_match(&block.text)));
    let by = |text: &str, origin| said(text, text).map(|said| (said.kind, origin));
    let last = || {
        let first = blocks.iter().take(FIRST_BLOCKS);
        let folded = first.map(|block| fold(&block.text)).collect::<Vec<_>>();
        let found = RULES.last.iter().find(|(_, pattern)| folded.iter().any(|text| pattern.is_match(text)));
        found.map(|(kind, _)| (*kind, Origin::Text))
    };
    let printed = in_text.map(|(_, kind, _)| *kind).or(in_head.map(|head| head.kind));
    printed
        .map(|kind| (kind, Origin::Text))
        .or_else(|| by(title, Origin::Properties))
        .or_else(|| by(name, Origin::FileName))
        .or_else(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::hold_to_examples;

    #[test]
    fn every_kind_matches_its_example() {
        let file: File = toml::from_str(KINDS).unwrap();
        hold_to_examples(&file.kind, |rule, text| {
            let first = match rule.of.r#in {
                Part::Head | Part::Title => said(text, text).map(|said| said.kind),
                Part::Text => RULES.text.iter().find(|(.., p)| p.is_match(text)).map(|(_, kind, _)| *kind),
                Part::Last => RULES.last.iter().find(|(_, p)| p.is_match(text)).map(|(kind, _)| *kind),
            };
            first == Some(rule.of.kind)
        });
    }
}
