//! How the file of corrections is written: one entry added or taken out, comments and order kept.

use std::path::Path;

use toml_edit::{Item, Table, value};

use crate::error::Result;
use crate::model::{Amendment, Correction, ReviewId};
use crate::settings::Entries;

const NAME: &str = "correction";

const HEAD: &str = "\
# What people corrected in the findings of these papers. `lookback correct` writes it; it may be edited by hand.
# Each entry finds its place again by its quote, however often the papers are read.
";

/// The text of the file with a correction in it: in place of one that says the same sort of thing of the same words,
/// else at the end.
///
/// # Errors
/// [`crate::Error::Config`] when the text is not TOML.
pub fn put(text: &str, correction: &Correction, path: &Path) -> Result<String> {
    let mut file = Entries::of(text, HEAD, path)?;
    let is_same = |entry: &Table| {
        is(entry, "path", &correction.path)
            && is(entry, "quote", &correction.quote)
            && is(entry, "do", correction.change.as_str())
            && entry.get("finding").and_then(Item::as_str) == correction.finding.as_deref()
    };
    let entries = file.named(NAME)?;
    let same = entries.iter().position(is_same);
    if let Some(entry) = same.and_then(|index| entries.get_mut(index)) {
        fill(entry, correction);
    } else {
        let mut entry = Table::new();
        fill(&mut entry, correction);
        file.add(NAME, entry)?;
    }
    Ok(file.text())
}

/// The text of the file without the corrections at these places, from 0.
///
/// # Errors
/// [`crate::Error::Config`] when the text is not TOML.
pub fn take_out(text: &str, places: &[usize], path: &Path) -> Result<String> {
    let mut file = Entries::of(text, HEAD, path)?;
    file.retain(NAME, |place, _| !places.contains(&place))?;
    Ok(file.text())
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
