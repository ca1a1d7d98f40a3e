//! Which hits belong together: those of one paper, or of one review.
//!
//! A passage belongs to the review that made the findings in it; else, in a review's own report or letter, to that review.
//! What is left (minutes, covering papers) stands together at the end.

use std::collections::BTreeMap;

use crate::error::Result;
use crate::model::{Document, DocumentKind, Hit, Review, ReviewId};
use crate::store::Snapshot;

/// What hits are put together by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupBy {
    /// The review that said it.
    Review,
    /// The paper it stands in.
    Document,
}

/// Hits that belong together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Identifier of the review or document; `None` for passages of no review.
    pub id: Option<String>,
    /// What it is called.
    pub label: String,
    /// Places of its hits among those given, in their order.
    pub hits: Vec<usize>,
    /// How many of them, from the first, are shown; the rest are counted.
    pub shown: usize,
}

impl Group {
    /// How many passages stand in it: its hits, those in nearly the same words, and those that a unit leaves out.
    pub fn passages(&self, hits: &[Hit]) -> usize {
        let hits = self.hits.iter().filter_map(|&place| hits.get(place));
        hits.map(|hit| 1 + hit.copies + hit.left_out).sum()
    }

    /// Shows of the hits only those among the first `limit`, and at most `each`; `None` does not restrict.
    pub fn show(&mut self, limit: Option<usize>, each: Option<usize>) {
        let among = self.hits.iter().filter(|&&place| limit.is_none_or(|limit| place < limit)).count();
        self.shown = each.map_or(among, |each| among.min(each));
    }
}

/// Puts hits together, the group of the best hit first; those of no review last.
///
/// # Errors
/// [`Error::Index`](crate::Error::Index) when the index is damaged.
pub fn groups(snapshot: &Snapshot, hits: &[Hit], by: GroupBy) -> Result<Vec<Group>> {
    let reviews = if by == GroupBy::Review { snapshot.reviews()? } else { Vec::new() };
    let documents = if by == GroupBy::Review { snapshot.documents()? } else { Vec::new() };
    let own = own_reviews(&reviews, &documents);
    let named: BTreeMap<&str, &Review> = reviews.iter().map(|review| (review.id.as_str(), review)).collect();
    let mut groups: Vec<Group> = Vec::new();
    for (place, hit) in hits.iter().enumerate() {
        let (id, label) = match by {
            GroupBy::Document => (Some(hit.citation.document.clone()), paper(hit)),
            GroupBy::Review => {
                let reported = is_report(hit.kind).then(|| own.get(hit.citation.document.as_str())).flatten();
                let id = hit.review.as_ref().or(reported.copied()).cloned();
                let label = id.as_deref().map_or_else(
                    || "Papers of no review".to_owned(),
                    |id| named.get(id).map_or_else(|| id.to_owned(), |review| name(review)),
                );
                (id, label)
            }
        };
        match groups.iter_mut().find(|group| group.id == id) {
            Some(group) => group.hits.push(place),
            None => groups.push(Group { id, label, hits: vec![place], shown: 0 }),
        }
    }
    groups.iter_mut().for_each(|group| group.show(None, None));
    groups.sort_by_key(|group| group.id.is_none());
    Ok(groups)
}

/// The review of each document: the only one whose findings are read in it, else the one that made the paper. A report of an
/// inspection may print the review of the safeguarding board as well.
fn own_reviews<'r>(reviews: &'r [Review], documents: &[Document]) -> BTreeMap<&'r str, &'r ReviewId> {
    let documents: BTreeMap<&str, &Document> = documents.iter().map(|document| (&*document.id, document)).collect();
    let mut read_in: BTreeMap<&str, Vec<&Review>> = BTreeMap::new();
    for review in reviews {
        for document in &review.documents {
            read_in.entry(document).or_default().push(review);
        }
    }
    let own = |(id, mut of_paper): (&'r str, Vec<&'r Review>)| {
        if let Some(document) = documents.get(id).filter(|_| of_paper.len() > 1) {
            of_paper.retain(|review| made(review, document));
        }
        let [one] = of_paper[..] else { return None };
        Some((id, &one.id))
    };
    read_in.into_iter().filter_map(own).collect()
}

/// Whether a review made a paper: its body, its subject and its dates.
fn made(review: &Review, document: &Document) -> bool {
    let dated = (review.on_site, review.published);
    document.body.as_ref() == Some(&review.series.body)
        && document.subject.as_ref() == Some(&review.series.subject)
        && (document.on_site == dated.0 || (document.published.is_some() && document.published == dated.1))
}

fn is_report(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::ReviewReport | DocumentKind::ReviewLetter | DocumentKind::InspectionReport)
}

fn paper(hit: &Hit) -> String {
    let name = hit.title.as_deref().unwrap_or(&hit.citation.document);
    hit.council.as_ref().map_or_else(|| name.to_owned(), |council| format!("{name} ({council})"))
}

fn name(review: &Review) -> String {
    let date = review.date().map_or_else(|| "date not known".to_owned(), |date| date.to_month().long());
    format!("{}, {}, {date}", review.series.council, review.series.name())
}
