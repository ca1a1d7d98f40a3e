//! JSON records that several answers share: a finding, a review, a citation.
//!
//! Field names are a contract with the programs that read them, in this order. Absent values are null. Dates are ISO 8601, as
//! precise as known. Offsets count Unicode scalar values, because that is how Python and most of the world slice
//! a string; ranges inside the library are bytes.

use serde::Serialize;

use super::register::Register;
use super::words;
use crate::model::{Citation, Date, Finding, Firmness, Item, Period, Review};
use crate::text::due_by;

/// A finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct FindingRecord<'a> {
    id: &'a str,
    kind: &'static str,
    text: &'a str,
    review: Option<&'a str>,
    body: Option<&'a str>,
    council: Option<&'a str>,
    subject: Option<&'a str>,
    review_date: Option<Date>,
    document: &'a str,
    path: &'a str,
    document_date: Option<Date>,
    paragraph: Option<&'a str>,
    item: Option<String>,
    page: Option<u32>,
    section: Option<&'a str>,
    /// As a person would give it.
    citation: String,
    rule: &'a str,
    confidence: &'static str,
    strength: Option<u8>,
    owner: Option<&'a str>,
    due: Option<&'a str>,
    themes: Option<Vec<String>>,
    recipient: Option<&'a str>,
    firmness: Option<&'static str>,
    area: Option<&'a str>,
    grade: Option<&'a str>,
    cue: Option<&'a str>,
    corrected: Option<String>,
    status: Option<&'a str>,
    due_by: Option<Date>,
    also_in: Vec<CitationRecord<'a>>,
}

impl<'a> FindingRecord<'a> {
    pub fn new(finding: &'a Finding, register: &Register<'a>) -> Self {
        let series = register.review(finding).map(|review| &review.series);
        let at = &finding.citation;
        Self {
            id: &finding.id,
            kind: finding.kind.as_str(),
            text: &finding.text,
            review: finding.review.as_deref(),
            body: series.map(|series| series.body.as_str()),
            council: register.council(finding),
            subject: series.map(|series| series.subject.as_str()),
            review_date: register.review_date(finding),
            document: &at.document,
            path: &at.path,
            document_date: at.date,
            paragraph: at.paragraph.as_deref(),
            item: at.item.as_ref().map(Item::to_string),
            page: at.page,
            section: at.section.as_deref(),
            citation: at.to_string(),
            rule: &finding.rule,
            confidence: finding.certainty.as_str(),
            strength: finding.strength,
            owner: finding.owner.as_deref(),
            due: finding.due.as_deref(),
            themes: register.themes(finding),
            recipient: finding.recipient.as_deref(),
            firmness: finding.firmness.map(Firmness::as_str),
            area: finding.judgement.as_ref().map(|judgement| judgement.area.as_str()),
            grade: finding.judgement.as_ref().map(|judgement| judgement.grade.as_str()),
            cue: finding.cue.as_deref(),
            corrected: words::corrected(finding),
            status: finding.status.as_deref(),
            due_by: finding.due.as_deref().and_then(due_by),
            also_in: finding.also_in.iter().map(CitationRecord::from).collect(),
        }
    }
}

/// Where something is printed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct CitationRecord<'a> {
    document: &'a str,
    path: &'a str,
    date: Option<Date>,
    paragraph: Option<&'a str>,
    item: Option<String>,
    page: Option<u32>,
    /// As a person would give it.
    citation: String,
}

impl<'a> From<&'a Citation> for CitationRecord<'a> {
    fn from(at: &'a Citation) -> Self {
        Self {
            document: &at.document,
            path: &at.path,
            date: at.date,
            paragraph: at.paragraph.as_deref(),
            item: at.item.as_ref().map(Item::to_string),
            page: at.page,
            citation: at.to_string(),
        }
    }
}

/// A review.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct ReviewRecord<'a> {
    pub id: &'a str,
    pub body: &'a str,
    pub council: &'a str,
    pub subject: &'a str,
    pub on_site: Option<Period>,
    pub published: Option<Date>,
    pub framework: Option<&'a str>,
    pub predecessor: Option<&'a str>,
    pub documents: &'a [String],
}

impl<'a> From<&'a Review> for ReviewRecord<'a> {
    fn from(review: &'a Review) -> Self {
        Self {
            id: &review.id,
            body: &review.series.body,
            council: &review.series.council,
            subject: &review.series.subject,
            on_site: review.on_site,
            published: review.published,
            framework: review.framework.as_deref(),
            predecessor: review.predecessor.as_deref(),
            documents: &review.documents,
        }
    }
}

/// Byte ranges of a text as ranges of Unicode scalar values.
///
/// A range beyond the text, or one that splits a letter, counts from the start of the letter it falls in.
pub(super) fn scalar_ranges(text: &str, ranges: &[(usize, usize)]) -> Vec<[usize; 2]> {
    let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    let scalars = |byte: usize| ends.partition_point(|end| *end <= byte);
    ranges.iter().map(|&(start, end)| [scalars(start), scalars(end)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_count_scalars() {
        let text = "‘Über’ help";
        let start = text.find("help").unwrap();
        assert_eq!(scalar_ranges(text, &[(start, start + 4)]), [[7, 11]]);
        assert_eq!(scalar_ranges(text, &[(0, 3), (1, 99)]), [[0, 1], [0, 11]]);
    }
}
