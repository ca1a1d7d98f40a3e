//! Which findings of a review does the next one in hand ask again?

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::{Settings, pair_pinned};
use crate::error::Result;
use crate::model::{Citation, Finding, FindingId, Review, ReviewId, Status};
use crate::store::{Snapshot, Wanted};

use super::super::comparison::Means;
use super::super::in_hand::in_hand;

/// The asks that come back in a review that is none of those in `prose`, each with the words and the place where they do.
pub(super) fn asked_again(
    snapshot: &Snapshot,
    reviews: &BTreeMap<String, Review>,
    prose: &BTreeSet<ReviewId>,
    asks: &[Finding],
    means: &Means<'_>,
) -> Result<BTreeMap<FindingId, (String, Citation)>> {
    let mut again = BTreeMap::new();
    let asking: BTreeSet<&String> = asks.iter().filter_map(|ask| ask.review.as_ref()).collect();
    let of = |review: &Review| snapshot.findings(&Wanted { reviews: vec![review.id.clone()], ..Wanted::default() });
    let lines = in_hand(reviews.values().filter(|review| !prose.contains(&review.id)));
    for pair in lines.values().flat_map(|line| line.windows(2)).filter(|pair| asking.contains(&pair[0].id)) {
        let (before, after) = (of(pair[0])?, of(pair[1])?);
        for change in pair_pinned(&before, &after, means.lexicon, &Settings::with(means.lexicon), means.pinned) {
            let came_back =
                matches!(change.status, Status::Recurring | Status::Reworded | Status::Split | Status::Merged);
            let Some(later) = change.later.first().and_then(|id| after.iter().find(|finding| finding.id == *id)) else {
                continue;
            };
            if came_back {
                for id in change.earlier {
                    again.insert(id, (later.text.clone(), later.citation.clone()));
                }
            }
        }
    }
    Ok(again)
}
