//! Which reviews only look at how far things have come, and which of these say so in prose alone?
//!
//! A progress review that goes through what was asked, in a table or one heading after another, answers each of it. One that
//! reports by theme lists nothing, so that nothing can be found in it again: it is to be read, and is no later side of a
//! comparison that nobody asked for.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::model::{Citation, Comparison, Document, DocumentKind, FindingKind, Review, ReviewId};
use crate::store::{Snapshot, Wanted};

use super::answered::places;

/// The papers of a review that speak for it.
fn own_papers<'d>(review: &Review, documents: &'d [Document]) -> Vec<&'d Document> {
    let is_own = |document: &&Document| {
        // The paper of a later visit lists what the one before asked for.
        let of_another = document.on_site.zip(review.on_site).is_some_and(|(one, other)| one != other);
        document.kind.is_own_report() && !of_another && review.documents.contains(&document.id)
    };
    documents.iter().filter(is_own).collect()
}

/// The reviews of which only the paper of a progress review is here.
pub fn progress_reviews(reviews: &[Review], documents: &[Document]) -> BTreeSet<ReviewId> {
    let is_one = |review: &&Review| {
        let own = own_papers(review, documents);
        !own.is_empty() && own.iter().all(|document| document.kind == DocumentKind::ProgressReview)
    };
    reviews.iter().filter(is_one).map(|review| review.id.clone()).collect()
}

/// The progress reviews that report in prose: no row, heading or list of their papers takes up what was asked before.
///
/// # Errors
/// [`Error::Index`](crate::Error::Index) when the index is damaged.
pub fn in_prose(snapshot: &Snapshot, reviews: &[Review]) -> Result<BTreeSet<ReviewId>> {
    let documents = snapshot.documents()?;
    let mut out = progress_reviews(reviews, &documents);
    for review in reviews {
        if !out.contains(&review.id) {
            continue;
        }
        let papers: Vec<&str> = own_papers(review, &documents).iter().map(|paper| paper.id.as_str()).collect();
        let is_here = |at: &Citation| papers.contains(&at.document.as_str());
        let of_series = Wanted {
            councils: vec![review.series.council.clone()],
            bodies: vec![review.series.body.clone()],
            ..Wanted::default()
        };
        let takes_up = snapshot.findings(&of_series)?.into_iter().any(|finding| {
            let of_another = finding.kind.is_ask() && finding.review.as_ref() != Some(&review.id);
            (finding.kind == FindingKind::Progress || of_another) && places(&finding).any(is_here)
        });
        if takes_up {
            out.remove(&review.id);
        }
    }
    Ok(out)
}

/// Where such a review is to be read: the paths of its papers.
fn to_be_read(review: &Review, documents: &[Document]) -> Vec<String> {
    own_papers(review, documents).iter().map(|paper| paper.path.clone()).collect()
}

/// What is said where a progress review that reports in prose is left out of a comparison.
pub fn left_to_read(review: &Review, documents: &[Document]) -> String {
    format!(
        "{} is a progress review that reports in prose and lists nothing to compare: read {}; where it is named, it is compared",
        review.id,
        to_be_read(review, documents).join(", ")
    )
}

/// Notes first of all where the later review reports in prose.
pub(super) fn note(snapshot: &Snapshot, comparisons: &mut [Comparison]) -> Result<()> {
    let later: Vec<Review> = comparisons.iter().map(|comparison| comparison.later.review.clone()).collect();
    let prose = in_prose(snapshot, &later)?;
    if prose.is_empty() {
        return Ok(());
    }
    let documents = snapshot.documents()?;
    for comparison in comparisons.iter_mut().filter(|comparison| prose.contains(&comparison.later.review.id)) {
        let papers = to_be_read(&comparison.later.review, &documents).join(", ");
        let told = format!(
            "The later one is a progress review that reports in prose: what it says of what was asked before is to be read in {papers}."
        );
        comparison.scope.differences.insert(0, told);
    }
    Ok(())
}
