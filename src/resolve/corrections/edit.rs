//! How the file of corrections is written: one entry added or taken out, comments and order kept.

use std::path::Path;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use super::FILE;
use crate::error::{Error, Result};
use crate::model::{Amendment, Correction, ReviewId};
use crate::text::squeeze;

const HEAD: &str = "\
# What people corrected in the findings of these papers. `lookback correct` writes it; it may be edited by hand.
# Each entry finds its place again by its quote, however often the papers are read.
";

/// The text of the file with a correction in it: in place of one that says the same sort of thing of the same words,
/// else at the end.
///
/// # Errors
/// [`Error::Config`] when the text is not TOML.
pub fn put(text: &str, correction: &Correction, path: &Path) -> Result<String> {
    let text = if text.trim().is_empty() { HEAD } else { text };
    let mut document = parse(text, path)?;
    let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
    let entries = entries(&mut document, path)?;
    let same = entries.iter().position(|entry| {
        is(entry, "path", &correction.path)
            && is(entry, "quote", &correction.quote)
            && is(entry, "do", correction.change.as_str())
            && entry.get("finding").and_then(Item::as_str) == correction.finding.as_deref()
    });
    match same.and_then(|index| entries.get_mut(index)) {
        Some(entry) => fill(entry, correction),
        None => {
            let mut entry = Table::new();
            fill(&mut entry, correction);
            // Comments at the end of the file stand before what is added after them.
            entry.decor_mut().set_prefix(format!("{trailing}\n"));
            entries.push(entry);
            document.set_trailing("");
        }
    }
    Ok(document.to_string())
}

/// The text of the file without the corrections of a finding, by its identifier, and how many there were.
///
/// # Errors
/// [`Error::Config`] when the text is not TOML.
pub fn remove(text: &str, finding: &str, path: &Path) -> Result<(String, usize)> {
    let mut document = parse(text, path)?;
    let entries = entries(&mut document, path)?;
    let before = entries.len();
    entries.retain(|entry| !is(entry, "finding", finding));
    let removed = before - entries.len();
    Ok((document.to_string(), removed))
}

/// The text of the file without its last correction, and the quote of that; `None` when there is none.
///
/// # Errors
/// [`Error::Config`] when the text is not TOML.
pub fn remove_last(text: &str, path: &Path) -> Result<Option<(String, String)>> {
    let mut document = parse(text, path)?;
    let entries = entries(&mut document, path)?;
    let Some(last) = entries.len().checked_sub(1) else { return Ok(None) };
    let quote = entries.get(last).and_then(|entry| entry.get("quote")?.as_str()).unwrap_or_default().to_owned();
    entries.remove(last);
    Ok(Some((document.to_string(), quote)))
}

/// The text of the file without the correction at a place, from 0, which must have this quote; `None` when it has not.
///
/// # Errors
/// [`Error::Config`] when the text is not TOML.
pub fn take_out(text: &str, place: usize, quote: &str, path: &Path) -> Result<Option<String>> {
    let mut document = parse(text, path)?;
    let entries = entries(&mut document, path)?;
    // Written with its white space as it may be, and read with it folded.
    let written = entries.get(place).and_then(|entry| entry.get("quote")?.as_str()).map(squeeze);
    if written.as_deref() != Some(&squeeze(quote)) {
        return Ok(None);
    }
    entries.remove(place);
    Ok(Some(document.to_string()))
}

fn parse(text: &str, path: &Path) -> Result<DocumentMut> {
    text.parse().map_err(|error: toml_edit::TomlError| Error::Config {
        path: path.to_owned(),
        message: format!("{FILE} is not TOML: {}", error.message()),
    })
}

fn entries<'a>(document: &'a mut DocumentMut, path: &Path) -> Result<&'a mut ArrayOfTables> {
    let item = document.entry("correction").or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    item.as_array_of_tables_mut().ok_or_else(|| Error::Config {
        path: path.to_owned(),
        message: format!("`correction` in {FILE} is to be written as [[correction]]"),
    })
}

fn is(entry: &Table, key: &str, wanted: &str) -> bool {
    entry.get(key).and_then(Item::as_str) == Some(wanted)
}

fn fill(entry: &mut Table, correction: &Correction) {
    let review = |review: &Option<ReviewId>| Some(review.clone().unwrap_or_default());
    let (kind, review) = match &correction.change {
        Amendment::Reject => (None, None),
        Amendment::Retype(kind) => (Some(kind.as_str().to_owned()), None),
        Amendment::Attribute(to) => (None, review(to)),
        Amendment::Add(kind, to) => (Some(kind.as_str().to_owned()), to.clone()),
    };
    let fields = [
        ("path", Some(correction.path.clone())),
        ("quote", Some(correction.quote.clone())),
        ("do", Some(correction.change.as_str().to_owned())),
        ("kind", kind),
        ("review", review),
        ("finding", correction.finding.clone()),
        ("note", correction.note.clone()),
        ("who", correction.who.clone()),
    ];
    for (key, text) in fields {
        match text {
            Some(text) => _ = entry.insert(key, value(text)),
            None => _ = entry.remove(key),
        }
    }
}
