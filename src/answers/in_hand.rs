//! Which review follows which? Of each series those in hand, oldest first: each is compared with the next, whatever is only
//! mentioned between the two.

use std::collections::BTreeMap;

use crate::model::{Review, Series};

/// The reviews in hand by series, oldest first; of one day in the order of their identifiers.
pub(super) fn in_hand<'r>(reviews: impl IntoIterator<Item = &'r Review>) -> BTreeMap<&'r Series, Vec<&'r Review>> {
    let mut by_series: BTreeMap<&Series, Vec<&Review>> = BTreeMap::new();
    for review in reviews.into_iter().filter(|review| !review.only_mentioned()) {
        by_series.entry(&review.series).or_default().push(review);
    }
    by_series.values_mut().for_each(|line| line.sort_by_key(|review| (review.date(), review.id.as_str())));
    by_series
}
