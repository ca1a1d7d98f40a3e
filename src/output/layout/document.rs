//! One document as a record, and what is known of it in words.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::{Date, Document, DocumentKind, Field, Origin, Period, Untold};

#[derive(Serialize)]
pub(super) struct DocumentRecord<'a> {
    document: &'a str,
    path: &'a str,
    kind: &'static str,
    title: Option<&'a str>,
    council: Option<&'a str>,
    committee: Option<&'a str>,
    date: Option<Date>,
    body: Option<&'a str>,
    subject: Option<&'a str>,
    on_site: Option<Period>,
    published: Option<Date>,
    grade: Option<&'a str>,
    /// Where each of these comes from: settings, text, properties, file_name or inferred.
    origins: &'a BTreeMap<Field, Origin>,
    pages: Option<u32>,
    /// What the file does not tell of itself, and how it was taken.
    untold: Option<&'a Untold>,
    fingerprint: &'a str,
    warnings: Vec<&'a str>,
}

impl<'a> DocumentRecord<'a> {
    pub fn new(document: &'a Document) -> Self {
        Self {
            document: &document.id,
            path: &document.path,
            kind: document.kind.as_str(),
            title: document.title.as_deref(),
            council: document.council.as_deref(),
            committee: document.committee.as_deref(),
            date: document.date,
            body: document.body.as_deref(),
            subject: document.subject.as_deref(),
            on_site: document.on_site,
            published: document.published,
            grade: document.grade.as_deref(),
            origins: &document.origins,
            pages: document.pages,
            untold: document.untold.as_ref(),
            fingerprint: &document.fingerprint,
            warnings: document.warnings.iter().map(|warning| warning.0.as_str()).collect(),
        }
    }
}

/// What is known of a document that it does not say itself.
pub(super) fn elsewhere(document: &Document) -> impl Iterator<Item = (Field, Origin)> {
    document.origins.iter().map(|(field, origin)| (*field, *origin)).filter(|(_, origin)| *origin != Origin::Text)
}

/// A line on what is known of a document and it does not say itself; `None` where it says all that is known.
pub(super) fn not_said(document: &Document) -> Option<String> {
    let shown = elsewhere(document).filter_map(|(field, origin)| {
        Some(format!("{} {} ({})", field.label(), document.shown(field)?, origin.remark()?))
    });
    let shown: Vec<String> = shown.collect();
    (!shown.is_empty()).then(|| format!("{}: {}", document.path, shown.join(", ")))
}

/// What is known of a document, as it is shown: "council: Marlshire (lookback.toml)".
pub(super) fn known(document: &Document) -> impl Iterator<Item = String> {
    Field::ALL.into_iter().filter_map(|field| {
        let remark = document.origins.get(&field).and_then(|origin| origin.remark());
        let remark = remark.map(|remark| format!(" ({remark})")).unwrap_or_default();
        Some(format!("{}: {}{remark}", field.label(), document.shown(field)?))
    })
}

/// What such a paper should say and is not known: a line to act on; `None` where all is known.
pub(super) fn not_known(document: &Document) -> Option<String> {
    let mut wanted = vec![Field::Council, Field::Date];
    if document.kind.is_own_report() {
        wanted.extend([Field::Body, Field::OnSite, Field::Published]);
    }
    match document.kind {
        DocumentKind::InspectionReport => wanted.push(Field::Grade),
        DocumentKind::Minutes => wanted.push(Field::Committee),
        _ => {}
    }
    let missing: Vec<&str> =
        wanted.into_iter().filter(|field| document.shown(*field).is_none()).map(Field::label).collect();
    (!missing.is_empty()).then(|| format!("not said: {}; lookback.toml can give it", missing.join(", ")))
}
