//! Which papers only moved to another folder? They keep their content and their name, and need not be read again.
//!
//! A file that got another name is read afresh: the name can tell what sort of paper it is, and of when.

use std::collections::BTreeMap;

use super::Snapshot;
use super::freshness::{Fresh, KnownFile, Planned, fingerprint, stored_source};
use crate::error::Result;
use crate::model::Reading;
use crate::resolve::corrections::without;

/// For each new path the one it was known by. `gone` are the files of the last commit that are no longer where they were;
/// `given` tells apart what is given of papers now, by path.
pub(crate) fn moved(
    files: &[Planned],
    gone: &BTreeMap<String, KnownFile>,
    given: &BTreeMap<String, String>,
    before: &Snapshot,
) -> Result<BTreeMap<String, String>> {
    let mut moved = BTreeMap::new();
    if gone.is_empty() {
        return Ok(moved);
    }
    for Planned { source, .. } in files.iter().filter(|file| file.fresh == Fresh::New) {
        let to = &source.relative;
        let alike = gone.iter().filter(|(from, known)| name(from) == name(to) && known.may_be(source));
        for (from, _) in alike.filter(|(from, _)| before.commit().given.get(*from) == given.get(to)) {
            let Some(stored) = stored_source(before, from)? else { continue };
            if fingerprint(&source.path).is_ok_and(|now| stored.fingerprint == Some(now)) {
                moved.insert(to.clone(), from.clone());
                break;
            }
        }
    }
    Ok(moved)
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What was read of a paper, as it would be read at its new path; `None` when nothing was.
pub(crate) fn reading_at(before: &Snapshot, from: &str, to: &str) -> Result<Option<Reading>> {
    let Some(mut reading) = before.reading(from)? else { return Ok(None) };
    without(&mut reading);
    to.clone_into(&mut reading.document.path);
    for finding in &mut reading.findings {
        to.clone_into(&mut finding.citation.path);
    }
    Ok(Some(reading))
}
