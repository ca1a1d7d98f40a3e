//! Did you mean? The words of the papers that are nearest to one that no paper has.

use tantivy::Term;
use tantivy::query::Bm25StatisticsProvider;

use super::matcher::{is_near, mistakes};
use crate::error::Result;
use crate::store::Snapshot;

/// How many are proposed.
const PROPOSED: usize = 3;

/// The words of the papers nearest to a word in lower case, by letters wrong, then by how many passages have them, then
/// in order. None where every word is too far: more than one letter in four.
///
/// ```text
/// safegarding   →   safeguarding
/// ```
pub(crate) fn nearest(snapshot: &Snapshot, word: &str) -> Result<Vec<String>> {
    let letters: Vec<char> = word.chars().collect();
    let farthest = match letters.len() {
        0..=2 => return Ok(Vec::new()),
        3..=5 => 1,
        6..=11 => 2,
        _ => 3,
    };
    let words = snapshot.fields().words;
    let mut found = Vec::new();
    for other in snapshot.names(words, &|other| is_near(&letters, other, farthest))? {
        let wrong = mistakes(&letters, &other.chars().collect::<Vec<_>>());
        let passages = snapshot.doc_freq(&Term::from_field_text(words, &other));
        let passages = passages.map_err(|error| snapshot.failed(error))?;
        found.push((wrong, std::cmp::Reverse(passages), other));
    }
    found.sort();
    Ok(found.into_iter().take(PROPOSED).map(|(_, _, word)| word).collect())
}
