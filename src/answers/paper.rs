//! The findings of one paper, wherever else they are read.

use crate::error::Result;
use crate::model::{Document, Finding};
use crate::store::{Snapshot, Wanted};

/// Every finding that is read in a paper, the possible ones with them, cited as it stands there: a finding of another
/// paper that this one repeats has its place in this one. In the order of the papers it was first read in.
///
/// # Errors
/// [`Error::Index`](crate::Error::Index) when the index is damaged.
pub fn findings_in(snapshot: &Snapshot, document: &Document) -> Result<Vec<Finding>> {
    let councils = document.council.clone().into_iter().collect();
    let all = snapshot.findings(&Wanted { councils, possible: true, ..Wanted::default() })?;
    let here = |finding: Finding| {
        if finding.citation.document == document.id {
            return Some(finding);
        }
        let also = finding.also_in.iter().find(|citation| citation.document == document.id)?.clone();
        Some(Finding { citation: also, ..finding })
    };
    Ok(all.into_iter().filter_map(here).collect())
}
