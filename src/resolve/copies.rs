//! Which papers are copies? The minutes of one meeting may lie in a folder twice, once as a PDF: what they decided was decided
//! once.

use std::collections::BTreeMap;

use crate::model::{Date, DocumentKind, FindingKind, Reading};
use crate::text::letters_and_digits;

/// What tells a paper from others of its council: kind, date, committee, title, and what is found in it.
type Told<'r> = (DocumentKind, Date, Option<&'r str>, Option<&'r str>, Vec<(FindingKind, String)>);

/// Papers that are copies, by identifier, with the one that is cited first. A paper without a date or a finding is none.
pub fn copies(readings: &[Reading]) -> BTreeMap<String, String> {
    let mut known: BTreeMap<Told<'_>, &str> = BTreeMap::new();
    let mut copies = BTreeMap::new();
    for Reading { document, findings, .. } in readings {
        let Some(date) = document.date.filter(|_| !findings.is_empty()) else { continue };
        let found = findings.iter().map(|finding| (finding.kind, letters_and_digits(&finding.text))).collect();
        let told = (document.kind, date, document.committee.as_deref(), document.title.as_deref(), found);
        match known.get(&told) {
            Some(first) => _ = copies.insert(document.id.clone(), (*first).to_owned()),
            None => _ = known.insert(told, &document.id),
        }
    }
    copies
}
