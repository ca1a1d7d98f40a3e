//! What `resolve` made of a council, as records of the index.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::TantivyDocument;

use super::records::{Card, kind_term, packed, place_term, resolved_key};
use super::schema::{Fields, NO_COUNCIL, record};
use crate::model::{Certainty, Finding, Review, slug};
use crate::resolve::Resolved;

/// Makes the records of what `resolve` said of one council.
pub(crate) fn resolved_records(fields: &Fields, council: &str, resolved: &Resolved) -> Vec<TantivyDocument> {
    let key = resolved_key(council);
    let new = |kind: &str, id: &str, packed: Vec<u8>| {
        let mut out = TantivyDocument::new();
        out.add_text(fields.record, kind);
        out.add_text(fields.key, &key);
        out.add_text(fields.id, id);
        out.add_bytes(fields.stored, &packed);
        out
    };
    let mut records = Vec::new();
    for document in &resolved.documents {
        let mut out = new(record::DOCUMENT, &document.id, packed(document));
        out.add_text(fields.path, &document.path);
        out.add_bytes(fields.card, &packed(&Card::of(document)));
        if council != NO_COUNCIL {
            out.add_text(fields.council, council);
        }
        records.push(out);
    }
    let retold: BTreeSet<&str> = resolved.retold.iter().map(String::as_str).collect();
    let reviews: BTreeMap<&str, &Review> = resolved.reviews.iter().map(|review| (&*review.id, review)).collect();
    for finding in &resolved.findings {
        let review = finding.review.as_deref().and_then(|id| reviews.get(id).copied());
        let mut out = new(record::FINDING, &finding.id, packed(finding));
        if retold.contains(finding.id.as_str()) {
            out.add_text(fields.record, record::RETOLD);
        }
        describe_finding(fields, &mut out, council, finding, review);
        out.shrink_to_fit();
        records.push(out);
    }
    for review in &resolved.reviews {
        let mut out = new(record::REVIEW, &review.id, packed(review));
        out.add_text(fields.review, &review.id);
        records.push(out);
    }
    for reference in &resolved.back_references {
        let mut out = TantivyDocument::new();
        out.add_text(fields.record, record::BACK_REFERENCE);
        out.add_text(fields.key, &key);
        out.add_text(fields.path, &reference.path);
        out.add_bytes(fields.stored, &packed(reference));
        records.push(out);
    }
    records
}

fn describe_finding(
    fields: &Fields,
    out: &mut TantivyDocument,
    council: &str,
    finding: &Finding,
    review: Option<&Review>,
) {
    out.add_text(fields.kind, kind_term(finding.kind, finding.certainty));
    if finding.certainty == Certainty::Sure {
        // Apart, as the names of papers and the places in them are few, and all findings are many.
        let (paper, local) = finding.id.split_once('/').unwrap_or((&finding.id, ""));
        out.add_text(fields.sure_of, paper);
        out.add_text(fields.sure, local);
    }
    if let Some(review) = &finding.review {
        out.add_text(fields.made_by, review);
    }
    let read_in = || std::iter::once(&finding.citation).chain(&finding.also_in);
    let paths: BTreeSet<&str> = read_in().map(|citation| citation.path.as_str()).collect();
    let places: BTreeSet<String> = read_in().map(|citation| place_term(&citation.path, citation.block)).collect();
    for path in paths {
        out.add_text(fields.path, path);
    }
    for place in places {
        out.add_text(fields.place, place);
    }
    match review {
        Some(review) => {
            out.add_text(fields.review, &review.id);
            out.add_text(fields.council, slug(&review.series.council));
            out.add_text(fields.body, slug(&review.series.body));
            out.add_text(fields.subject, slug(&review.series.subject));
        }
        None if council != NO_COUNCIL => out.add_text(fields.council, council),
        None => {}
    }
}
