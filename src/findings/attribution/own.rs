//! The review whose own report a paper is: who made it, of what, and when they were there.

use super::BOARD;
use super::known::{KNOWN, Use, first_name};
use super::masked::{Masked, mask, may_be_dated};
use crate::model::{Block, Document, DocumentKind, Period, ReviewMention};
use crate::text::{fold, sentences};

/// A report is dated at most so many months after the visit.
const MOST_MONTHS_AFTER_VISIT: i32 = 24;
/// The same of a progress review, which may be within a year of the review before it.
const MOST_MONTHS_AFTER_RETURN: i32 = 5;

/// The review whose own report the paper is.
pub(super) fn own_review(document: &Document, blocks: &[Block]) -> ReviewMention {
    let head: Vec<&Block> = blocks.iter().filter(|block| block.boilerplate.is_none()).take(45).collect();
    let texts = || head.iter().map(|block| block.text.as_str());
    // Only dates are asked for.
    let dated_texts = texts().filter(|text| may_be_dated(&fold(text)));
    let masked: Vec<Masked> = dated_texts
        .flat_map(|text| sentences(text).into_iter().map(|range| mask(&text[range], document.date)))
        .filter(|masked| !masked.dates.is_empty())
        .collect();
    let dated = |wanted: Use| masked.iter().flat_map(move |m| m.dated(wanted));
    // A progress review tells first of the review whose recommendations it looks at, months before.
    let returns = document.kind == DocumentKind::ProgressReview;
    let longest = if returns { MOST_MONTHS_AFTER_RETURN } else { MOST_MONTHS_AFTER_VISIT };
    let plausible = |period: &Period| {
        document.date.is_none_or(|date| {
            period.start.months() <= date.months() && date.months() - period.start.months() <= longest
        })
    };
    let visits =
        || masked.iter().flat_map(|m| &m.dates).copied().filter(|p| p.start != p.end && p.start.day().is_some());
    let own = || {
        let mut own = dated(Use::Own).filter(plausible).filter(|p| p.start.month().is_some());
        if returns { own.max() } else { own.next() }
    };
    let on_site = document.on_site.or_else(own).or_else(|| visits().find(plausible));
    let on_site = on_site.or_else(|| dated(Use::Visit).filter(plausible).find(|p| p.start.month().is_some()));
    let on_site = on_site.or_else(|| dated(Use::Named).filter(plausible).max());
    let printed = || dated(Use::Published).next().map(|period| period.start).or(document.date);
    let published = document.published.or_else(|| printed().filter(|_| !returns || on_site.is_none()));
    let makers = match document.kind {
        DocumentKind::InspectionReport => &KNOWN.inspectorates,
        _ => &KNOWN.peers,
    };
    let printed = || {
        let text = texts().collect::<Vec<_>>().join("\n");
        first_name(makers, &text).or_else(|| first_name(&KNOWN.bodies, &text))
    };
    let body = document.body.clone().or_else(printed);
    let named = texts().filter(|text| is_named_review(text)).find_map(|text| first_name(&KNOWN.subjects, text));
    let subject = named.or_else(|| texts().find_map(|text| first_name(&KNOWN.subjects, text)));
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

/// What a body inspects where its report does not say: children's services, unless `reviews.toml` says otherwise.
fn usual_subject(body: Option<&str>) -> String {
    body.and_then(|body| KNOWN.usual.get(body)).cloned().unwrap_or_else(|| "children's services".into())
}

/// A short line that names the review: its title or subject line.
fn is_named_review(text: &str) -> bool {
    let lower = text.to_lowercase();
    let review = [
        "peer review",
        "peer challenge",
        "inspection of",
        "send inspection",
        "inspection in",
        "local authority assessment",
        "regulatory judgement",
        "peer diagnostic",
        "focused visit to",
        "focused visit of",
        "monitoring visit to",
        "monitoring visit of",
    ]
    .iter()
    .any(|words| lower.contains(words));
    review && text.split_whitespace().count() <= 30
}

/// The inspection framework, by the shape of its report; `None` for other papers.
fn framework(document: &Document, blocks: &[Block]) -> Option<String> {
    if document.kind != DocumentKind::InspectionReport {
        return None;
    }
    let says = |words: &str| blocks.iter().take(60).any(|block| block.text.to_lowercase().contains(words));
    if says("impact of leaders on social work practice") {
        Some("ILACS".into())
    } else if says("looked after and achieving permanence") || says("children in need of help and protection") {
        Some("SIF".into())
    } else {
        None
    }
}
