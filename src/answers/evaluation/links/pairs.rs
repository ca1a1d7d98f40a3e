//! Pairs of findings that a person wrote or read, one by one: does the comparison sign what it should, and nothing else?
//!
//! A table `a, b, label` and, where there is one, `kind` (what makes a pair hard). `label` is 1 where the two are one matter,
//! 0 where they are two; anything else (`F`, the later says the opposite) is no pair to be signed either.
//!
//! Each pair is compared among others, as findings stand among others in a report: with all right pairs of the table that
//! share no text with it.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;
use serde::Deserialize;

use super::labels::{asks, read_table};
use crate::compare::{Settings, pair};
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::Band;

/// The columns without which a table is no table of pairs.
pub(super) const OF_PAIRS: [&str; 3] = ["a", "b", "label"];

/// Two findings, and whether they are one matter.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LabelledPair {
    /// The earlier text.
    pub a: String,
    /// The later text.
    pub b: String,
    /// `1` where they are one matter.
    pub label: String,
    /// What makes the pair hard; empty where the table does not say.
    #[serde(default)]
    pub kind: String,
}

/// What became of the pairs of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairFigures {
    /// The kind; empty where the table does not say.
    pub kind: String,
    /// The label, as the table has it.
    pub label: String,
    /// How many of them were paired, and surely.
    pub certain: usize,
    /// How many were paired for a person to check.
    pub possible: usize,
    /// How many were not paired with each other.
    pub apart: usize,
}

/// How good single pairs are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PairEvaluation {
    /// An entry each kind and label, in order.
    pub lines: Vec<PairFigures>,
    /// Pairs that are not one matter and were surely paired, in the order of the table.
    pub wrongly_certain: Vec<LabelledPair>,
}

impl LabelledPair {
    /// Whether the two are one matter.
    pub fn is_one_matter(&self) -> bool {
        self.label == "1"
    }
}

/// Reads a table of pairs; `None` where the table has other columns.
///
/// # Errors
/// [`crate::Error::Config`] when the table cannot be read.
pub fn labelled_pairs(path: &Path) -> Result<Option<Vec<LabelledPair>>> {
    let head = csv::Reader::from_path(path).and_then(|mut reader| reader.headers().cloned());
    let has_columns = head.is_ok_and(|head| OF_PAIRS.iter().all(|needed| head.iter().any(|own| own == *needed)));
    has_columns.then(|| read_table(path, &OF_PAIRS)).transpose()
}

/// Compares each pair among the right ones, and counts what became of it.
pub fn evaluate_pairs(pairs: &[LabelledPair], lexicon: &Lexicon) -> PairEvaluation {
    let bands: Vec<Option<Band>> = pairs.par_iter().map(|one| band_of(one, pairs, lexicon)).collect();
    let mut lines: BTreeMap<(&str, &str), PairFigures> = BTreeMap::new();
    for (one, band) in pairs.iter().zip(&bands) {
        let line = lines.entry((&one.kind, &one.label)).or_insert_with(|| PairFigures {
            kind: one.kind.clone(),
            label: one.label.clone(),
            certain: 0,
            possible: 0,
            apart: 0,
        });
        *match band {
            Some(Band::Certain) => &mut line.certain,
            Some(Band::Possible) => &mut line.possible,
            None => &mut line.apart,
        } += 1;
    }
    let wrong = pairs.iter().zip(&bands).filter(|(one, band)| !one.is_one_matter() && **band == Some(Band::Certain));
    PairEvaluation {
        wrongly_certain: wrong.map(|(one, _)| one.clone()).collect(),
        lines: lines.into_values().collect(),
    }
}

/// How sure the comparison is that the two are one matter; `None` where it does not pair them.
fn band_of(one: &LabelledPair, all: &[LabelledPair], lexicon: &Lexicon) -> Option<Band> {
    let shares_none =
        |other: &&LabelledPair| [&other.a, &other.b].iter().all(|text| **text != one.a && **text != one.b);
    let among = || std::iter::once(one).chain(all.iter().filter(|other| other.is_one_matter()).filter(shares_none));
    let earlier = asks("a", among().map(|pair| pair.a.as_str()));
    let later = asks("b", among().map(|pair| pair.b.as_str()));
    let changes = pair(&earlier, &later, lexicon, &Settings::with(lexicon));
    let is_of_both = |ids: &[String], side: &str| ids.iter().any(|id| id == side);
    changes
        .iter()
        .find(|change| is_of_both(&change.earlier, "a0") && is_of_both(&change.later, "b0"))
        .map(|change| change.band)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn pairs_are_counted_by_kind_and_what_is_wrongly_signed_is_listed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pairs.csv");
        let rows = "same,1,Grit the roads before dawn,Grit the roads before dawn\n\
                    same,1,Mend the bridge at Eastport,Count the swans of Westhaven\n\
                    said,0,Lock the library at night,Lock the library at night\n";
        fs::write(&path, format!("kind,label,a,b\n{rows}")).unwrap();
        let pairs = labelled_pairs(&path).unwrap().unwrap();
        let PairEvaluation { lines, wrongly_certain } = evaluate_pairs(&pairs, Lexicon::builtin());
        let said = &lines[0];
        assert_eq!((said.kind.as_str(), said.certain, wrongly_certain.len()), ("said", 1, 1));
        assert_eq!((lines[1].certain, lines[1].possible, lines[1].apart), (1, 0, 1));
        fs::write(&path, "kind,label,text\n").unwrap();
        assert_eq!(labelled_pairs(&path).unwrap(), None);
    }
}
