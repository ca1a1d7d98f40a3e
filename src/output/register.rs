//! What findings refer to: the reviews that made them, the documents they stand in, the themes they carry.
//!
//! A finding knows identifiers; an answer prints names and dates. The register has them.

use std::collections::BTreeMap;

use crate::model::{Date, Document, Finding, Review};
use crate::themes::Codebooks;

/// Reviews and documents by identifier, and codebooks where themes are wanted.
#[derive(Debug, Clone, Default)]
pub struct Register<'a> {
    reviews: BTreeMap<&'a str, &'a Review>,
    documents: BTreeMap<&'a str, &'a Document>,
    codebooks: Option<&'a Codebooks>,
}

impl<'a> Register<'a> {
    /// A register of these reviews and documents. Either may be empty: then answers know less.
    pub fn new(reviews: &'a [Review], documents: &'a [Document]) -> Self {
        Self {
            reviews: reviews.iter().map(|review| (review.id.as_str(), review)).collect(),
            documents: documents.iter().map(|document| (document.id.as_str(), document)).collect(),
            codebooks: None,
        }
    }

    /// The same, with the themes of each finding, by the codebook of what its review is of.
    pub fn with_themes(self, codebooks: &'a Codebooks) -> Self {
        Self { codebooks: Some(codebooks), ..self }
    }

    /// The review that made a finding; `None` for a committee's own, and where it is not known.
    pub fn review(&self, finding: &Finding) -> Option<&'a Review> {
        self.review_of_id(finding.review.as_deref()?)
    }

    /// The review of this identifier.
    pub fn review_of_id(&self, id: &str) -> Option<&'a Review> {
        self.reviews.get(id).copied()
    }

    /// The document of this identifier.
    pub fn document(&self, id: &str) -> Option<&'a Document> {
        self.documents.get(id).copied()
    }

    /// What people call periods: "Marlshire, LGA, October 2011" for a review, the period itself for a year or council.
    ///
    /// Periods that would share a name keep their own.
    pub fn periods(&self, periods: &[&str]) -> Vec<String> {
        let names: Vec<_> = periods.iter().map(|period| self.period(period)).collect();
        let is_shared = |name: &String| names.iter().filter(|other| *other == name).count() > 1;
        let name = |(name, period): (&String, &&str)| if is_shared(name) { (*period).to_owned() } else { name.clone() };
        names.iter().zip(periods).map(name).collect()
    }

    fn period(&self, period: &str) -> String {
        let Some(review) = self.review_of_id(period) else { return period.to_owned() };
        let date = review.date().map_or_else(|| "date not known".to_owned(), |date| date.to_month().long());
        format!("{}, {}, {date}", review.series.council, review.series.body)
    }

    /// A review in a sentence: "the LGA review of safeguarding children"; its identifier where it is not known.
    pub fn named(&self, id: &str) -> String {
        let series = self.review_of_id(id).map(|review| &review.series);
        series.map_or_else(|| id.to_owned(), |series| format!("the {}", series.name()))
    }

    /// The council a finding is about: of its review, else of its document.
    pub fn council(&self, finding: &Finding) -> Option<&'a str> {
        let of_document = || self.documents.get(finding.citation.document.as_str())?.council.as_deref();
        self.review(finding).map(|review| review.series.council.as_str()).or_else(of_document)
    }

    /// The date of the review that made a finding.
    pub fn review_date(&self, finding: &Finding) -> Option<Date> {
        self.review(finding)?.date()
    }

    /// The themes of a finding, in the order of its codebook; `None` where no codebooks were given.
    pub fn themes(&self, finding: &Finding) -> Option<Vec<String>> {
        let codebooks = self.codebooks?;
        let own = self.review(finding).map(|review| codebooks.of(&review.series.subject));
        Some(own.unwrap_or(codebooks.usual()).apply(&finding.text).into_iter().map(|mention| mention.theme).collect())
    }
}
