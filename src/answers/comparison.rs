//! Two reviews named, their findings fetched, and what changed between them.

use crate::compare::{Pinned, Settings, pair_pinned};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::model::{Comparison, Document, FindingKind, Review, ReviewSide, Series};
use crate::store::{Snapshot, Wanted};

use super::closing::Closings;
use super::naming::{known_reviews, name_reviews};
use super::scope;

/// What to leave out of a comparison. An empty list does not restrict; names may be in any case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrow {
    /// Councils, short: "Marlshire".
    pub councils: Vec<String>,
    /// Reviewing bodies: "LGA".
    pub bodies: Vec<String>,
    /// Subjects: "safeguarding children".
    pub subjects: Vec<String>,
    /// Kinds of finding.
    pub kinds: Vec<FindingKind>,
    /// Whether findings that are only possible are compared too.
    pub possible: bool,
}

impl Narrow {
    /// Whether a series is wanted.
    pub fn takes(&self, series: &Series) -> bool {
        let wanted = |list: &[String], name: &str| list.is_empty() || list.iter().any(|w| w.eq_ignore_ascii_case(name));
        wanted(&self.councils, &series.council)
            && wanted(&self.bodies, &series.body)
            && wanted(&self.subjects, &series.subject)
    }
}

/// Kinds of finding that a later review may take up again.
const COMPARED: [FindingKind; 6] = [
    FindingKind::Priority,
    FindingKind::Recommendation,
    FindingKind::AreaForConsideration,
    FindingKind::Concern,
    FindingKind::Strength,
    FindingKind::Judgement,
];

/// Compares the reviews that two names mean, for every series that has both, ordered by series.
///
/// # Errors
/// [`Error::NoReview`] when a name means none; [`Error::AmbiguousReview`] when it means two of one series;
/// [`Error::NothingToCompare`] when no series has both; [`Error::Index`] when the index is damaged.
pub fn compare_reviews(
    snapshot: &Snapshot,
    earlier: &str,
    later: &str,
    narrow: &Narrow,
    pinned: &Pinned,
) -> Result<Vec<Comparison>> {
    let reviews: Vec<Review> = snapshot.reviews()?.into_iter().filter(|review| narrow.takes(&review.series)).collect();
    let before = name_reviews(earlier, &reviews)?;
    let after = name_reviews(later, &reviews)?;
    let mut comparisons = Vec::new();
    for (series, earlier) in &before {
        let Some(later) = after.get(series).filter(|later| later.id != earlier.id) else { continue };
        let (earlier, later) = if later.date() < earlier.date() { (*later, *earlier) } else { (*earlier, *later) };
        comparisons.push(compare(
            series,
            side(snapshot, earlier, narrow)?,
            side(snapshot, later, narrow)?,
            pinned,
        ));
    }
    if comparisons.is_empty() {
        return Err(Error::NothingToCompare {
            earlier: earlier.to_owned(),
            later: later.to_owned(),
            known: known_reviews(&reviews),
        });
    }
    note_closings(snapshot, &mut comparisons)?;
    Ok(comparisons)
}

/// Notes what committees closed between the reviews: only minutes of that time and those councils are read for it.
fn note_closings(snapshot: &Snapshot, comparisons: &mut [Comparison]) -> Result<()> {
    let is_between = |document: &Document| {
        comparisons.iter().any(|comparison| {
            document.council.as_deref() == Some(comparison.series.council.as_str())
                && comparison.earlier.review.date() < document.date
                && document.date < comparison.later.review.date()
        })
    };
    let documents: Vec<Document> = snapshot.documents()?.into_iter().filter(is_between).collect();
    let closings = Closings::of(snapshot, &documents)?;
    comparisons.iter_mut().for_each(|comparison| closings.note(comparison));
    Ok(())
}

fn side(snapshot: &Snapshot, review: &Review, narrow: &Narrow) -> Result<ReviewSide> {
    let wanted = |kind: &FindingKind| narrow.kinds.is_empty() || narrow.kinds.contains(kind);
    let kinds: Vec<FindingKind> = COMPARED.into_iter().filter(wanted).collect();
    // No kind that can be compared is wanted: an empty list would mean all of them.
    let findings = if kinds.is_empty() {
        Vec::new()
    } else {
        let possible = narrow.possible;
        snapshot.findings(&Wanted { kinds, reviews: vec![review.id.clone()], possible, ..Wanted::default() })?
    };
    Ok(ReviewSide { review: review.clone(), findings })
}

fn compare(series: &Series, earlier: ReviewSide, later: ReviewSide, pinned: &Pinned) -> Comparison {
    let scope = scope::differences(&earlier, &later);
    let changes = pair_pinned(&earlier.findings, &later.findings, Lexicon::builtin(), &Settings::default(), pinned);
    Comparison { series: series.clone(), earlier, later, scope, changes }
}
