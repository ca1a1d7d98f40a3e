//! Which papers are copies? The minutes of one meeting may lie in a folder twice, once as a PDF: what they decided was decided
//! once.

use std::collections::BTreeMap;

use crate::model::{Date, Document, DocumentKind, FindingKind, ReadFinding, Reading};
use crate::text::letters_and_digits;

/// Papers with fewer findings are copies only where they are the same to the byte: two hearings of one day may each grant an
/// application in the same words.
const FEWEST: usize = 3;

/// What tells a paper from others of its council: kind, date, committee, title, and what is found in it, where.
type Told<'r> = (DocumentKind, Date, Option<&'r str>, Option<&'r str>, Vec<Printed<'r>>);

/// A finding and its place on paper.
type Printed<'r> = (FindingKind, String, Option<&'r str>, Option<&'r str>);

/// Papers that are copies, by identifier, with the one that is cited first. A paper without a finding is none.
pub fn copies(readings: &[Reading]) -> BTreeMap<String, String> {
    let (mut by_bytes, mut by_words): (BTreeMap<&str, &str>, BTreeMap<Told<'_>, &str>) = Default::default();
    let mut copies = BTreeMap::new();
    for Reading { document, findings, .. } in readings.iter().filter(|reading| !reading.findings.is_empty()) {
        let same = by_bytes.get(document.fingerprint.as_str()).copied();
        let first = same.or_else(|| by_words.get(&told(document, findings)?).copied());
        match first {
            Some(first) => _ = copies.insert(document.id.clone(), first.to_owned()),
            None => {
                by_bytes.insert(&document.fingerprint, &document.id);
                by_words.extend(told(document, findings).map(|told| (told, document.id.as_str())));
            }
        }
    }
    copies
}

/// `None` where too little is known to tell.
fn told<'r>(document: &'r Document, findings: &'r [ReadFinding]) -> Option<Told<'r>> {
    let date = document.date.filter(|_| findings.len() >= FEWEST)?;
    let printed = |finding: &'r ReadFinding| {
        let at = &finding.citation;
        (finding.kind, letters_and_digits(&finding.text), at.section.as_deref(), at.paragraph.as_deref())
    };
    let found = findings.iter().map(printed).collect();
    Some((document.kind, date, document.committee.as_deref(), document.title.as_deref(), found))
}
