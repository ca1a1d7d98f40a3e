//! When was it decided? What a committee asks for again, in the same words, is one finding that several meetings decided.

use crate::model::{Citation, Date, DocumentKind, Finding};

use super::passages::is_read_in;

/// The meetings that decided a finding in the same words, oldest first, each with the papers that go with it: what a committee
/// asks for again is another step. What a review found, and what is read in one meeting's papers only, is one.
pub(super) fn meetings(finding: &Finding) -> Vec<Finding> {
    let is_minutes = |citation: &&Citation| citation.kind == DocumentKind::Minutes && citation.date.is_some();
    let places = || std::iter::once(&finding.citation).chain(&finding.also_in);
    let mut dates: Vec<Option<Date>> = places().filter(is_minutes).map(|citation| citation.date).collect();
    dates.sort_unstable();
    dates.dedup();
    if finding.review.is_some() || dates.len() < 2 {
        return vec![finding.clone()];
    }
    let of = |(at, date): (usize, &Option<Date>)| {
        let goes_with = |citation: &&Citation| if is_minutes(citation) { citation.date == *date } else { at == 0 };
        let mut own = places().filter(goes_with).cloned();
        let citation = own.next().unwrap_or_else(|| finding.citation.clone());
        Finding { citation, also_in: own.collect(), ..finding.clone() }
    };
    dates.iter().enumerate().map(of).collect()
}

/// A finding as the meeting decided it that a passage is of.
pub(super) fn at_its_meeting(finding: &Finding, passage: &Citation) -> Finding {
    let meeting = meetings(finding).into_iter().find(|meeting| is_read_in(meeting, passage));
    meeting.unwrap_or_else(|| finding.clone())
}
