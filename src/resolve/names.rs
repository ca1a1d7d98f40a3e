//! Identifiers that no two papers share: where two would, both carry four digits of their content hash.
//!
//! Two files with the same bytes carry the same digits; then the later path counts on.

use std::collections::BTreeMap;

use crate::model::Reading;

/// Makes the documents' identifiers unique and renames their findings to match. Readings are ordered by path.
pub fn make_unique(readings: &mut [Reading]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for reading in readings.iter() {
        *counts.entry(reading.document.id.clone()).or_default() += 1;
    }
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    for reading in readings.iter_mut() {
        let old = reading.document.id.clone();
        if counts.get(&old).is_none_or(|count| *count < 2) {
            continue;
        }
        let digits: String = reading.document.fingerprint.chars().take(4).collect();
        let mut new = format!("{old}-{digits}");
        let copies = used.entry(new.clone()).or_default();
        *copies += 1;
        if *copies > 1 {
            new = format!("{new}-{copies}");
        }
        reading.rename(new);
    }
}
