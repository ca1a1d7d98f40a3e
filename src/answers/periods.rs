//! Which findings are counted for themes, and under what: their review, their year, their council.

use std::collections::BTreeMap;

use super::Narrow;
use crate::error::Result;
use crate::model::{Date, Document, Finding, Review};
use crate::store::{Snapshot, Wanted};
use crate::themes::{Codebook, Counts};

/// What themes are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ThemesBy {
    /// Each review.
    Review,
    /// Each year.
    Year,
    /// Each council.
    Council,
}

impl ThemesBy {
    /// All of them, in the order of the enum.
    pub const ALL: [Self; 3] = [Self::Review, Self::Year, Self::Council];

    /// The name it is asked for by, and what one period is called: "review".
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Year => "year",
            Self::Council => "council",
        }
    }

    /// What is asked for by this name; `None` where nothing is.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|by| by.as_str() == name)
    }
}

/// Tells what a finding is counted under.
#[derive(Debug, Clone)]
pub struct Periods<'a> {
    by: ThemesBy,
    reviews: BTreeMap<&'a str, &'a Review>,
    councils: BTreeMap<&'a str, &'a str>,
}

impl<'a> Periods<'a> {
    /// Periods of findings of these reviews and papers.
    pub fn new(by: ThemesBy, reviews: &'a [Review], documents: &'a [Document]) -> Self {
        let council = |document: &'a Document| Some((document.id.as_str(), document.council.as_deref()?));
        Self {
            by,
            reviews: reviews.iter().map(|review| (review.id.as_str(), review)).collect(),
            councils: documents.iter().filter_map(council).collect(),
        }
    }

    /// What a finding is counted under; `None` where the papers do not say. Its year is that of its review, else of the
    /// paper it is read in.
    pub fn of(&self, finding: &Finding) -> Option<String> {
        let review = || self.reviews.get(finding.review.as_deref()?).copied();
        match self.by {
            ThemesBy::Review => finding.review.clone(),
            ThemesBy::Year => {
                let date: Option<Date> = review().and_then(Review::date).or(finding.citation.date);
                date.map(|date| date.year().to_string())
            }
            ThemesBy::Council => {
                let of_review = review().map(|review| review.series.council.as_str());
                of_review.or_else(|| self.councils.get(finding.citation.document.as_str()).copied()).map(str::to_owned)
            }
        }
    }
}

/// The findings that themes are counted in. A grade names an area of work whatever was found there: it is no mention of a
/// theme, and is left out.
///
/// # Errors
/// [`Error::Index`](crate::Error::Index) when the index is damaged.
pub fn counted_findings(snapshot: &Snapshot, narrow: &Narrow) -> Result<Vec<Finding>> {
    Ok(snapshot.findings(&wanted(narrow))?.into_iter().filter(|finding| finding.judgement.is_none()).collect())
}

/// How often each theme turns up in each period: as a [`Tally`](crate::themes::Tally) of [`counted_findings`] counts, and
/// none of them is kept.
///
/// # Errors
/// [`Error::Index`](crate::Error::Index) when the index is damaged.
pub fn count_themes<'a>(
    snapshot: &Snapshot,
    narrow: &Narrow,
    periods: &Periods<'_>,
    codebook: &'a Codebook,
) -> Result<Counts<'a>> {
    let add = |counts: &mut Counts<'a>, finding: Finding| {
        if finding.judgement.is_none() {
            counts.add(&finding, periods.of(&finding));
        }
    };
    snapshot.fold_findings(&wanted(narrow), || Counts::new(codebook), add, Counts::with)
}

fn wanted(narrow: &Narrow) -> Wanted {
    Wanted {
        kinds: narrow.kinds.clone(),
        councils: narrow.councils.clone(),
        bodies: narrow.bodies.clone(),
        subjects: narrow.subjects.clone(),
        possible: narrow.possible,
        ..Wanted::default()
    }
}
