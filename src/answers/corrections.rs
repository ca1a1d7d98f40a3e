//! What became of each correction: did it find its place in the papers as they were read last?

use std::collections::BTreeMap;

use crate::error::Result;
use crate::model::{Amendment, Correction, Reading, Review};
use crate::resolve::corrections::Corrections;
use crate::store::Snapshot;

/// A correction and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionState {
    /// Its line in the file of corrections, from 1.
    pub line: usize,
    /// The correction.
    pub correction: Correction,
    /// Why it is not in force; `None` where it is.
    pub problem: Option<String>,
}

/// Looks up every correction, in the order of the file.
///
/// # Errors
/// [`crate::Error::Index`] when the index is damaged.
pub fn correction_states(snapshot: &Snapshot, corrections: &Corrections) -> Result<Vec<CorrectionState>> {
    if corrections.all.is_empty() {
        return Ok(Vec::new());
    }
    let readings: BTreeMap<String, Reading> =
        snapshot.readings()?.into_iter().map(|reading| (reading.document.path.clone(), reading)).collect();
    let reviews = snapshot.reviews()?;
    let skipped: BTreeMap<String, String> =
        snapshot.skipped()?.into_iter().map(|file| (file.path, file.reason)).collect();
    let state = |(line, correction): &(usize, Correction)| {
        let problem = match readings.get(&correction.path) {
            None => Some(skipped.get(&correction.path).map_or_else(
                || format!("there is no paper {}", correction.path),
                |reason| format!("{} could not be read: {reason}", correction.path),
            )),
            Some(reading) if !reading.corrections.iter().any(|placed| placed.correction == *correction) => {
                let what = match &correction.change {
                    Amendment::Add(..) => "the passage",
                    _ => "a finding with this quote",
                };
                Some(format!("{what} was not found in {}", correction.path))
            }
            Some(_) => no_such_review(&correction.change, &reviews),
        };
        CorrectionState { line: *line, correction: correction.clone(), problem }
    };
    Ok(corrections.all.iter().map(state).collect())
}

fn no_such_review(change: &Amendment, reviews: &[Review]) -> Option<String> {
    let (Amendment::Attribute(Some(id)) | Amendment::Add(_, Some(id))) = change else { return None };
    (!reviews.iter().any(|review| review.id == *id)).then(|| format!("there is no review {id}"))
}
