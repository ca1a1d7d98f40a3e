//! Who looked, at whom, at what, and when: apart from the papers that tell of it.

use serde::{Deserialize, Serialize};

use super::{Date, Period};

/// Identifier of a review, made to be typed: `worcestershire-lga-safeguarding-children-2015-04`.
pub type ReviewId = String;

/// Successive reviews of one subject at one council by one body. Each review is the predecessor of the next.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Series {
    /// Who reviews, short: "LGA", "Ofsted".
    pub body: String,
    /// Whom, short: "Worcestershire".
    pub council: String,
    /// What, in the words of `findings/reviews.toml`: "safeguarding children".
    pub subject: String,
}

/// One review: a visit by a body to a council.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Review {
    /// Identifier: council, body, subject and the date it is known by.
    pub id: ReviewId,
    /// The series it belongs to.
    pub series: Series,
    /// When the team was on site.
    pub on_site: Option<Period>,
    /// When its findings were published.
    pub published: Option<Date>,
    /// What kind of visit, in the framework's words ("ILACS", "SIF"); `None` when the papers do not say.
    pub framework: Option<String>,
    /// The review before it in the series, whether or not its papers are in hand.
    pub predecessor: Option<ReviewId>,
    /// Documents in which its findings are read. Empty when it is only mentioned.
    pub documents: Vec<String>,
}

/// Stands for the reviewing body where minutes are compared with minutes.
const MINUTES: &str = "minutes";

impl Series {
    /// What the committees of a council decided, which is compared as the reviews of a body are.
    pub fn of_minutes(council: &str) -> Self {
        Self { body: MINUTES.into(), council: council.to_owned(), subject: "what committees decided".into() }
    }

    /// What its reviews are called, without the council: "LGA review of safeguarding children", "LGA corporate review",
    /// "Ofsted children's services focused visits".
    pub fn name(&self) -> String {
        let (body, subject) = (&self.body, &self.subject);
        let names_itself = ["visits", "inspections"].iter().any(|word| subject.ends_with(word));
        match subject.as_str() {
            _ if names_itself => format!("{body} {subject}"),
            "corporate" => format!("{body} corporate review"),
            _ => format!("{body} review of {subject}"),
        }
    }

    /// Whether it is of a safeguarding board, which some inspections review beside the council.
    pub fn is_of_board(&self) -> bool {
        is_board(&self.subject)
    }

    /// Whether it is of minutes, and nobody reviews.
    pub fn is_of_minutes(&self) -> bool {
        self.body == MINUTES
    }
}

/// Whether a subject, in the words of `findings/reviews.toml`, is a safeguarding board.
pub(crate) fn is_board(subject: &str) -> bool {
    subject.ends_with(" board")
}

impl Review {
    /// The date the review is known by: on site where known, else published.
    pub fn date(&self) -> Option<Date> {
        self.on_site.map(|period| period.start).or(self.published)
    }

    /// Whether the review may be named by this year: on site or published in it.
    pub fn is_of_year(&self, year: i32) -> bool {
        let on_site = self.on_site.is_some_and(|p| (p.start.year()..=p.end.year()).contains(&year));
        on_site || self.published.is_some_and(|date| date.year() == year)
    }

    /// Whether nothing of it is in hand: it is known only because a paper mentions it.
    pub fn only_mentioned(&self) -> bool {
        self.documents.is_empty()
    }
}
