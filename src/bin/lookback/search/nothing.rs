//! What to say where nothing was found: which part is to blame, and what to try.

use lookback::Result;
use lookback::search::{Options, PartCount, Query, explain_empty};
use lookback::store::Snapshot;

use crate::exit::note;

/// Names listed; more are counted.
const NAMES: usize = 12;

/// Says why a query found nothing, on standard error.
pub fn explain(snapshot: &Snapshot, query: &Query, options: &Options) -> Result<()> {
    let empty = explain_empty(snapshot, query, options)?;
    for unknown in empty.unknown.iter().filter(|unknown| !unknown.near.is_empty()) {
        let are = if unknown.near.len() == 1 { "is" } else { "are" };
        note(&format!("no paper has “{}”; near it {are} {}", unknown.word, unknown.near.join(", ")));
    }
    for unknown in empty.unknown.iter().filter(|unknown| unknown.near.is_empty()) {
        let like = if unknown.word.contains(|c: char| c.is_ascii_digit()) { "" } else { ", nor a word like it" };
        note(&format!("no paper has “{}”{like}", unknown.word));
    }
    if let Some(instead) = &empty.instead {
        note(&format!("did you mean: {instead}"));
    }
    if let Some(narrowed) = &empty.with_conditions {
        note(&format!("few passages name whose paper they are of: try {narrowed}"));
    }
    let is_told =
        |part: &PartCount| empty.unknown.iter().any(|unknown| part.part.to_lowercase().contains(&unknown.word));
    for part in empty.parts.iter().filter(|part| part.alone > 0 || !is_told(part)) {
        if let Some(apart) = part.apart {
            let all = match apart {
                0 => "nor has one all of them".to_owned(),
                1 => "1 has all of them: leave out what joins them".to_owned(),
                apart => format!("{apart} have all of them: leave out what joins them"),
            };
            note(&format!("{}: no passage has these words side by side; {all}", part.part));
            continue;
        }
        if let Some(said) = blame(part, empty.parts.len()) {
            note(&said);
        }
        if !part.known.is_empty() {
            let more = part.known.len().saturating_sub(NAMES);
            let names = part.known[..part.known.len() - more].join(", ");
            let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
            note(&format!("there are: {names}{rest}"));
        }
    }
    if empty.in_boilerplate > 0 {
        let passages = passages(empty.in_boilerplate);
        note(&format!("in apologies, contents pages and the like {passages}: `--all` shows what"));
    }
    Ok(())
}

/// What one part has to do with it.
fn blame(part: &PartCount, parts: usize) -> Option<String> {
    let by_itself = passages(part.alone);
    match part.without {
        _ if parts == 1 => None,
        None => Some(format!("{}: {by_itself}", part.part)),
        Some(0) => Some(format!("{}: by itself {by_itself}", part.part)),
        Some(without) => Some(format!("{}: by itself {by_itself}; without it {}", part.part, passages(without))),
    }
}

fn passages(count: usize) -> String {
    match count {
        0 => "nothing answers".to_owned(),
        1 => "1 passage answers".to_owned(),
        count => format!("{count} passages answer"),
    }
}
