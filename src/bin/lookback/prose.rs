//! Says which progress reviews are left out of a comparison because they report in prose, and where to read them.

use lookback::Result;
use lookback::answers::{Narrow, in_prose, left_to_read};
use lookback::store::Snapshot;

use crate::exit::note;

/// A note for each that is wanted.
pub fn note_prose(snapshot: &Snapshot, narrow: &Narrow) -> Result<()> {
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    let reviews: Vec<_> = reviews.into_iter().filter(|review| narrow.takes(&review.series)).collect();
    let prose = in_prose(snapshot, &reviews)?;
    for review in reviews.iter().filter(|review| prose.contains(&review.id)) {
        note(&left_to_read(review, &documents));
    }
    Ok(())
}
