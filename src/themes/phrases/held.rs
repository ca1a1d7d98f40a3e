//! Are the key phrases of a paper those that a person would list?
//!
//! ```
//! use lookback::themes::phrases::held::hold;
//!
//! let texts = ["Define the role of early help.", "Staff the front door.", "The early help offer", "A safer front door"];
//! let held = hold("letter.txt", &["early help".into()], &texts);
//! assert_eq!((held.hits, held.others), (vec!["early help".to_owned()], vec!["front door".to_owned()]));
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::{Phrase, key_phrases, stems};

/// Phrases that are looked at, the strongest first.
pub const FIRST: usize = 10;

/// The key phrases of a paper, held against labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldPhrases {
    /// The paper, as the labels name it.
    pub file: String,
    /// Phrases a person listed.
    pub labelled: usize,
    /// Those of the first ten that the person listed too.
    pub hits: Vec<String>,
    /// The others of the first ten.
    pub others: Vec<String>,
}

impl HeldPhrases {
    /// Share of the first ten that the person listed, 0 to 1; places left empty count as wrong.
    pub fn precision(&self) -> f64 {
        self.hits.len() as f64 / FIRST as f64
    }

    /// Share of what the person listed that is among the first ten; 0 where nothing is listed.
    pub fn recall(&self) -> f64 {
        self.hits.len() as f64 / self.labelled.max(1) as f64
    }
}

/// Labels of phrases: for each paper, in the order of the table, the phrases a person listed.
///
/// Fails, in plain words, where the table has no columns `file` and `phrase` or cannot be read.
pub fn read(table: impl std::io::Read) -> Result<Vec<(String, Vec<String>)>, String> {
    let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(table);
    let unreadable = |error: csv::Error| format!("the labels are no CSV table: {error}");
    let head = table.headers().map_err(unreadable)?.clone();
    let column = |name: &str| {
        let is_it = |head: &str| head.trim_start_matches('\u{feff}').eq_ignore_ascii_case(name);
        head.iter()
            .position(is_it)
            .ok_or_else(|| format!("the labels need the columns `file` and `phrase`; no `{name}`"))
    };
    let (file, phrase) = (column("file")?, column("phrase")?);
    let mut labels: Vec<(String, Vec<String>)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for row in table.records() {
        let row = row.map_err(unreadable)?;
        let (file, phrase) = (row.get(file).unwrap_or(""), row.get(phrase).unwrap_or(""));
        let at = *known.entry(file.to_owned()).or_insert_with(|| {
            labels.push((file.to_owned(), Vec::new()));
            labels.len() - 1
        });
        labels[at].1.push(phrase.to_owned());
    }
    Ok(labels)
}

/// Holds the first ten key phrases of a paper against those a person listed.
pub fn hold<T: AsRef<str> + Sync>(file: &str, labels: &[String], texts: &[T]) -> HeldPhrases {
    let listed: BTreeSet<String> = labels.iter().map(|label| stems(label)).collect();
    let found = key_phrases(texts, FIRST).into_iter();
    let (hits, others): (Vec<_>, Vec<_>) = found.partition(|phrase| listed.contains(&phrase.stems));
    let written = |phrases: Vec<Phrase>| phrases.into_iter().map(|phrase| phrase.text).collect();
    HeldPhrases { file: file.to_owned(), labelled: listed.len(), hits: written(hits), others: written(others) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_read_by_paper_and_held_by_stems() {
        let labels = read("file,phrase\na.txt,Threshold\nb.txt,x\na.txt,missing episodes\n".as_bytes()).unwrap();
        assert_eq!(labels[0], ("a.txt".to_owned(), vec!["Threshold".to_owned(), "missing episodes".into()]));
        let held = hold("a.txt", &labels[0].1, &["Thresholds, rosters", "The thresholds: rosters"]);
        assert_eq!((held.hits, held.others), (vec!["thresholds".to_owned()], vec!["rosters".to_owned()]));
        assert!(read("file,x\n".as_bytes()).unwrap_err().contains("no `phrase`"));
    }
}
