//! The review whose own report a paper is: who made it, of what, and when they were there.

use super::BOARD;
use super::known::{DATE_MARK, KNOWN, Use, body_called, first_body, first_name};
use super::masked::{Masked, mask, may_be_dated};
use super::mentions::row_follows_up;
use crate::model::{Block, Document, DocumentKind, Period, ReviewMention, ReviewSort};
use crate::text::{Pattern, fold, sentences};

/// A report is dated at most so many months after the visit.
const MOST_MONTHS_AFTER_VISIT: i32 = 24;
/// The same of a progress review, which may be within a year of the review before it.
const MOST_MONTHS_AFTER_RETURN: i32 = 5;

/// The review whose own report the paper is.
pub(super) fn own_review(document: &Document, blocks: &[Block]) -> ReviewMention {
    let head: Vec<&Block> = blocks.iter().filter(|block| block.boilerplate.is_none()).take(45).collect();
    let texts = || head.iter().map(|block| block.text.as_str());
    // Only dates are asked for, and none of what became of the review before.
    let own = head.iter().filter(|block| block.cells.is_empty() || !row_follows_up(blocks, block.ordinal));
    let dated_texts = own.map(|block| block.text.as_str()).filter(|text| may_be_dated(&fold(text)));
    let masked: Vec<Masked> = dated_texts
        .flat_map(|text| sentences(text).into_iter().map(|range| mask(&text[range], document.date)))
        .filter(|masked| !masked.dates.is_empty())
        .collect();
    let is_own = |masked: &Masked, period: &Period| {
        !is_of_another(masked, *period, document) && !is_before_another(masked, *period)
    };
    let dated = |wanted: Use| {
        let is_own = move |masked: &Masked, period: &Period| match wanted {
            Use::Published => true,
            Use::Own => !masked.before(*period).is_some_and(|before| KNOWN.of_before.is_match(before)),
            _ => is_own(masked, period),
        };
        masked.iter().flat_map(move |m| m.dated(wanted).into_iter().filter(move |period| is_own(m, period)))
    };
    // A progress review tells first of the review whose recommendations it looks at, months before.
    let returns = document.kind == DocumentKind::ProgressReview;
    let longest = if returns { MOST_MONTHS_AFTER_RETURN } else { MOST_MONTHS_AFTER_VISIT };
    let plausible = |period: &Period| {
        document.date.is_none_or(|date| {
            period.start.months() <= date.months() && date.months() - period.start.months() <= longest
        })
    };
    let is_visit = |period: &Period| period.start != period.end && period.start.day().is_some();
    let visits = || {
        let all = masked.iter().flat_map(|m| m.dates.iter().copied().filter(move |period| is_own(m, period)));
        all.filter(is_visit)
    };
    let own = || {
        let mut own = dated(Use::Own).filter(plausible).filter(|p| p.start.month().is_some());
        if returns { own.max() } else { own.next() }
    };
    let on_site = document.on_site.or_else(own).or_else(|| visits().find(plausible));
    let on_site = on_site.or_else(|| dated(Use::Visit).filter(plausible).find(|p| p.start.month().is_some()));
    let on_site = on_site.or_else(|| dated(Use::Named).filter(plausible).max());
    let printed = || dated(Use::Published).next().map(|period| period.start).or(document.date);
    let published = document.published.or_else(|| printed().filter(|_| !returns || on_site.is_none()));
    let made = match document.kind {
        DocumentKind::InspectionReport => ReviewSort::Inspections,
        _ => ReviewSort::PeerReviews,
    };
    let printed = || {
        let text = texts().collect::<Vec<_>>().join("\n");
        first_body(&text, Some(made)).or_else(|| first_body(&text, None))
    };
    let named = texts().filter(|text| is_named_review(text)).find_map(|text| first_name(&KNOWN.subjects, text));
    // Peers who look at one matter alone made no review of another: a sentence names theirs in passing.
    let passing = |body: &String| {
        let usual = usually_of(body);
        document.kind != DocumentKind::InspectionReport
            && usual.zip(named.as_deref()).is_some_and(|(own, of)| own != of)
    };
    let on_cover = || {
        let cover = texts().filter(|text| is_cover_line(text)).collect::<Vec<_>>().join("\n");
        first_body(&cover, Some(made))
    };
    let printed = || printed().map(|body| if passing(&body) { on_cover().unwrap_or(body) } else { body });
    let body = document.body.clone().or_else(printed);
    let told = || head.iter().find_map(|block| Some((first_name(&KNOWN.subjects, &block.text)?, block.is_item())));
    let usual = || body.as_deref().and_then(usually_of).map(str::to_owned);
    // An item of a list says what was found, in one matter of those that a body always looks at.
    let of_list = |(subject, in_list): (String, bool)| if in_list { usual().unwrap_or(subject) } else { subject };
    let subject = named.clone().or_else(|| told().map(of_list));
    ReviewMention {
        subject: document
            .subject
            .clone()
            .or(subject.filter(|subject| subject != BOARD))
            .or_else(|| (document.kind == DocumentKind::InspectionReport).then(|| usual_subject(body.as_deref()))),
        body,
        council: document.council.clone(),
        on_site,
        published,
        framework: framework(document, blocks),
        own: true,
        block: 0,
    }
}

/// Whether a sentence tells a date of another's review than the paper is of: what it names last before the date is an inspection
/// in a report of peers, or peers in one of inspectors. A progress review that does not say when it was itself names the
/// challenge it returns to.
fn is_of_another(masked: &Masked, period: Period, document: &Document) -> bool {
    let Some(before) = masked.before(period) else { return false };
    let last_of = |pattern: &Pattern| pattern.find_iter(before).last().map(|found| found.end());
    let last = |makes: ReviewSort| {
        let of_sort = KNOWN.bodies.iter().filter(|(body, _)| body.makes == makes);
        of_sort.filter_map(|(_, pattern)| last_of(pattern)).max()
    };
    let inspectors = last(ReviewSort::Inspections).max(last_of(&KNOWN.inspection));
    let peers = last(ReviewSort::PeerReviews);
    if document.kind == DocumentKind::InspectionReport {
        return peers > inspectors;
    }
    let returns = document.kind == DocumentKind::ProgressReview && document.date.is_none();
    inspectors > peers.max(last_of(&KNOWN.team)) || returns && last_of(&KNOWN.r#return) < last_of(&KNOWN.challenge)
}

/// Whether a sentence goes on from a visit to another after it: "Following the challenge of June 2014 the Council asked for another,
/// held in April 2018."
fn is_before_another(masked: &Masked, period: Period) -> bool {
    let (Some(before), Some(after)) = (masked.before(period), masked.after(period)) else { return false };
    let later = masked.dates.iter().any(|other| other.start > period.end);
    let to_next = after.split(DATE_MARK).next().unwrap_or_default();
    later && after != to_next && KNOWN.following.is_match(before) && KNOWN.another.is_match(to_next)
}

/// What a body looks at where its report does not say; `None` where it looks at many things.
fn usually_of(body: &str) -> Option<&'static str> {
    body_called(body)?.subject.as_deref()
}

/// What a body inspects where its report does not say: children's services, unless `reviews.toml` says otherwise.
fn usual_subject(body: Option<&str>) -> String {
    body.and_then(usually_of).unwrap_or("children's services").to_owned()
}

/// A short line that is no sentence.
fn is_cover_line(text: &str) -> bool {
    text.split_whitespace().count() <= 14 && !text.ends_with(['.', ';', ','])
}

/// A short line that names the review: its title or subject line.
fn is_named_review(text: &str) -> bool {
    KNOWN.title.is_match(text) && text.split_whitespace().count() <= 30
}

/// The inspection framework, by the shape of its report; `None` for other papers.
fn framework(document: &Document, blocks: &[Block]) -> Option<String> {
    if document.kind != DocumentKind::InspectionReport {
        return None;
    }
    let first_pages: Vec<_> = blocks.iter().take(60).map(|block| fold(&block.text)).collect();
    let is_said = |pattern: &Pattern| first_pages.iter().any(|text| pattern.is_match(text));
    KNOWN.frameworks.iter().find(|(_, pattern)| is_said(pattern)).map(|(name, _)| name.clone())
}
