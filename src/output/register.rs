//! What findings refer to: the reviews that made them, the documents they stand in, the themes they carry.
//!
//! A finding knows identifiers; an answer prints names and dates. The register has them.

use std::collections::BTreeMap;

use crate::model::{Date, Document, Finding, Review, ThemeCell};
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
    /// Where several would share a name, the subject tells them apart; where even that does not, they keep their own.
    pub fn periods(&self, periods: &[&str]) -> Vec<String> {
        let names =
            |with_subject| -> Vec<String> { periods.iter().map(|period| self.period(period, with_subject)).collect() };
        let (short, long) = (names(false), names(true));
        let is_alone = |name: &String, names: &[String]| names.iter().filter(|other| *other == name).count() == 1;
        let name = |((short_name, long_name), period): ((&String, &String), &&str)| {
            let choices = [(short_name, &short), (long_name, &long)];
            let told = choices.into_iter().find(|(name, names)| is_alone(name, names));
            told.map_or_else(|| (*period).to_owned(), |(name, _)| name.clone())
        };
        short.iter().zip(&long).zip(periods).map(name).collect()
    }

    fn period(&self, period: &str, with_subject: bool) -> String {
        let Some(review) = self.review_of_id(period) else { return period.to_owned() };
        let date = review.date().map_or_else(|| "date not known".to_owned(), |date| date.to_month().long());
        let series = &review.series;
        let subject = if with_subject { format!(", {}", series.subject) } else { String::new() };
        format!("{}, {}{subject}, {date}", series.council, series.body)
    }

    /// Cells of a matrix, row by row, with the columns that are reviews in the order of time.
    pub fn in_time(&self, cells: &[ThemeCell]) -> Vec<ThemeCell> {
        let date = |cell: &ThemeCell| self.review_of_id(&cell.period).and_then(Review::date);
        let mut cells = cells.to_vec();
        let rows = cells.chunk_by_mut(|a, b| a.theme == b.theme);
        // A stable order: what has no date comes first, and otherwise as it was.
        rows.for_each(|row| row.sort_by_key(date));
        cells
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Series;

    #[test]
    fn reviews_of_one_month_are_told_apart_by_their_subject_and_stand_in_the_order_of_time() {
        let review = |id: &str, subject: &str, published: &str| Review {
            id: id.into(),
            series: Series { council: "Marlshire".into(), body: "Ofsted".into(), subject: subject.into() },
            on_site: None,
            published: published.parse().ok(),
            framework: None,
            predecessor: None,
            documents: Vec::new(),
        };
        let reviews = [
            review("a", "children's services", "2017-02"),
            review("b", "SEND", "2017-02"),
            review("c", "SEND", "2011"),
        ];
        let register = Register::new(&reviews, &[]);
        assert_eq!(
            register.periods(&["a", "b", "c", "2015"]),
            [
                "Marlshire, Ofsted, children's services, February 2017",
                "Marlshire, Ofsted, SEND, February 2017",
                "Marlshire, Ofsted, 2011",
                "2015"
            ]
        );
        let cell = |theme: &str, period: &str| ThemeCell {
            theme: theme.into(),
            label: theme.into(),
            period: period.into(),
            findings: 1,
            of: 1,
            documents: 1,
            mentions: 1,
            words: 1,
        };
        let cells = [cell("x", "a"), cell("x", "c"), cell("y", "a"), cell("y", "c")];
        let periods: Vec<String> = register.in_time(&cells).into_iter().map(|cell| cell.theme + &cell.period).collect();
        assert_eq!(periods, ["xc", "xa", "yc", "ya"]);
    }
}
