//! Is it an answer of our own? Kept among the papers, it would be found in place of what it quotes.
//!
//! A Word document or workbook that a person has saved since is a paper like any other: a covering report may begin as a brief.

use std::sync::LazyLock;

use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

use super::Content;
use super::xml::Element;
use crate::text::Pattern;

/// The names of the columns of our tables, a line each; those of earlier versions stay.
static TABLES: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("own_tables.txt").lines().collect());

/// What the head of our web pages says.
const IN_PAGES: &str = r#"<meta name="generator" content="lookback">"#;

/// How our Markdown ends.
const IN_MARKDOWN: &str = "<!-- lookback -->";

/// The last line of our plain text, where it goes into a file.
pub const WRITTEN: &str = "Written by lookback.";

const TEXTS: &str = include_str!("own_texts.toml");

/// The words of `own_texts.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Texts<T> {
    title: Vec<T>,
    opening: Vec<T>,
    citation: Vec<T>,
}

static FORMS: LazyLock<Texts<Pattern>> = LazyLock::new(|| {
    // Part of the program, and a test reads every line of it.
    toml::from_str(TEXTS).expect("own_texts.toml is sound")
});

/// A title has at most so many lines, and what opens a text stands in so many below it.
const TITLE_LINES: usize = 4;
const OPENING_LINES: usize = 6;
/// The narrowest rule of a title that was wrapped.
const NARROWEST: usize = 30;

/// Where such marks are looked for, in bytes.
const HEAD: usize = 1024;

/// Whether a text or web page is an answer.
pub fn is_own_text(text: &str, content: Content) -> bool {
    let end = (0..=HEAD.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let head = &text[..end];
    match content {
        Content::Html => head.contains(IN_PAGES),
        _ => {
            let is_table = || TABLES.contains(&text.lines().next().unwrap_or_default().trim_end());
            let is_record = || text.starts_with(r#"{"type":""#) && head.contains(r#"","schema":"#);
            let last = || text.trim_end().lines().next_back() == Some(WRITTEN);
            text.trim_end().ends_with(IN_MARKDOWN) || last() || is_record() || is_table() || has_our_form(text)
        }
    }
}

/// Whether a text that does not say so is set as our plain text is: papers may underline a title, but not cite as we do below it.
fn has_our_form(text: &str) -> bool {
    let is_rule = |line: &&str| line.len() > 2 && line.bytes().all(|byte| byte == b'=');
    let Some(at) = text.lines().take(TITLE_LINES + 1).position(|line| is_rule(&line)).filter(|at| *at > 0) else {
        return false;
    };
    let width = |text: &str| text.graphemes(true).count();
    let titled: Vec<&str> = text.lines().take(at).collect();
    let (title, rule) = (titled.join(" "), text.lines().nth(at).map_or(0, str::len));
    let fits = match titled.as_slice() {
        [one] => width(one) == rule,
        several => rule >= NARROWEST && width(&title) >= rule && several.iter().all(|line| width(line) <= rule),
    };
    if !fits {
        return false;
    }
    let is = |forms: &[Pattern], text: &str| forms.iter().any(|form| form.is_match(text));
    let below: Vec<&str> = text.lines().skip(at + 1).collect();
    // A sentence may have been wrapped anywhere.
    let opening: Vec<&str> = below.iter().take(OPENING_LINES).copied().filter(|line| !line.is_empty()).collect();
    let ends_quote = |line: &str| line.starts_with("  ") && (line.ends_with('”') || line.ends_with("”."));
    is(&FORMS.title, &title)
        || is(&FORMS.opening, &opening.join(" "))
        || below.windows(2).any(|pair| ends_quote(pair[0]) && is(&FORMS.citation, pair[1]))
}

/// Whether a Word document or workbook is an answer, by what it says of itself (`docProps/core.xml`).
pub fn is_own_file(properties: &Element) -> bool {
    let text = |name: &str| properties.child(name).map(|child| child.text().trim().to_owned());
    let maker = text("dc:creator").unwrap_or_default();
    let saved_by = text("cp:lastModifiedBy").unwrap_or_else(|| maker.clone());
    maker.starts_with("lookback ") && saved_by == maker
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Exemplified, hold_to_examples};

    fn is_own(text: &str) -> bool {
        is_own_text(text, Content::Text)
    }

    #[test]
    fn every_line_of_own_texts_finds_its_example_and_not_the_other() {
        let texts: Texts<Exemplified> = toml::from_str(TEXTS).unwrap();
        let lines = texts.title.iter().chain(&texts.opening).chain(&texts.citation);
        hold_to_examples(lines, |line, text| line.finds(text));
    }

    #[test]
    fn plain_text_of_ours_is_known_by_its_last_line_and_by_its_form() {
        for text in [
            "Anything at all\n\nWritten by lookback.\n",
            "36 passages for early help\n==========================\n",
            "36 passages for early help\r\n==========================\r\nNone.\r\n",
            "Contacts\n========\n\nb.txt, read as b. 1 heading, 2\nparagraphs, 1 item and no findings.\n",
            "Contacts: 2011 and 2015\n=======================\n\n  2011      “Agree it”\n            Minutes, 5 Dec 2011, p. 2\n",
        ] {
            assert!(is_own(text), "{text}");
        }
    }

    #[test]
    fn papers_with_a_title_underlined_are_papers() {
        for text in [
            "Themes\n======\n\nEarly help was praised.\n",
            "36 passages for early help\n===\n",
            "36 passages for early help\n",
            "Panel\n=====\n\n    “It should be agreed”\n    said the Chair.\n",
            "Panel\n=====\n\nSee also:\n    Minutes, 20 Jun 2013, minute 125\n",
            "Panel\n=====\n\nThe letter was written by lookback.\nNothing else.",
            "=====\n\nWhat has been read\n",
        ] {
            assert!(!is_own(text), "{text}");
        }
    }
}
