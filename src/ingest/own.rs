//! Is it an answer of our own? Kept among the papers, it would be found in place of what it quotes.
//!
//! A Word document or workbook that a person has saved since is a paper like any other: a covering report may begin as a brief.

use std::sync::LazyLock;

use super::Content;
use super::xml::Element;

/// The names of the columns of our tables, a line each; those of earlier versions stay.
static TABLES: LazyLock<Vec<&str>> = LazyLock::new(|| include_str!("own_tables.txt").lines().collect());

/// What the head of our web pages says.
const IN_PAGES: &str = r#"<meta name="generator" content="lookback">"#;

/// How our Markdown ends.
const IN_MARKDOWN: &str = "<!-- lookback -->";

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
            text.trim_end().ends_with(IN_MARKDOWN) || is_record() || is_table()
        }
    }
}

/// Whether a Word document or workbook is an answer, by what it says of itself (`docProps/core.xml`).
pub fn is_own_file(properties: &Element) -> bool {
    let text = |name: &str| properties.child(name).map(|child| child.text().trim().to_owned());
    let maker = text("dc:creator").unwrap_or_default();
    let saved_by = text("cp:lastModifiedBy").unwrap_or_else(|| maker.clone());
    maker.starts_with("lookback ") && saved_by == maker
}
