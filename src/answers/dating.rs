//! When does a paper count as written? Its own date, else, of the report or letter of a review, that of the visit.

use std::collections::BTreeMap;

use crate::model::{Date, Document, Review};

/// The dates of papers, by path.
pub(super) struct Dates<'a>(BTreeMap<&'a str, Date>);

impl<'a> Dates<'a> {
    pub fn of(documents: &'a [Document], reviews: impl IntoIterator<Item = &'a Review>) -> Self {
        let mut visits: BTreeMap<&str, Date> = BTreeMap::new();
        for review in reviews {
            for document in &review.documents {
                visits.extend(review.date().map(|date| (document.as_str(), date)));
            }
        }
        let date = |document: &Document| {
            let visited = || visits.get(document.id.as_str()).copied().filter(|_| document.kind.is_own_report());
            document.date.or_else(visited)
        };
        Self(documents.iter().filter_map(|document| Some((document.path.as_str(), date(document)?))).collect())
    }

    /// When the paper at a path was written; `None` where neither it nor its review says so.
    pub fn at(&self, path: &str) -> Option<Date> {
        self.0.get(path).copied()
    }
}
