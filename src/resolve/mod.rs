//! Whose finding is it, across all papers? A pure function from the readings of one council.
//!
//! A paper names the reviews it speaks of as it likes: "the peer review", "the LGA's visit of April 2015". Here they
//! become one list of reviews in series, each with its predecessor; every finding is given the review that made it;
//! and the same finding read in several papers becomes one, with all its citations.
//!
//! | file | question |
//! |---|---|
//! | `councils` | which council do papers belong to that do not say? |
//! | `names` | do two papers share an identifier? |
//! | `series` | which mentions are the same review, and which came before which? |
//! | `repeated` | which findings only repeat what a review found? |
//! | `canonical` | which findings are one finding? |
//! | `copies` | which papers are one paper? |
//! | `drafts` | which papers are drafts of others? |
//! | `corrections` | what did people put right, and where does it belong? |
//! | `back_references` | what do "Minute 27" and "the previous review" point to? |
//!
//! Any order of readings gives the same answer.

mod back_references;
mod canonical;
mod copies;
pub mod corrections;
mod councils;
mod drafts;
mod names;
mod placed;
mod repeated;
mod series;

use std::collections::BTreeMap;

use self::placed::Placed;
use crate::model::{BackReference, Document, Finding, FindingId, ReadFinding, Reading, Review, Warning};

pub use councils::adopt;

/// A fingerprint of the data files by which papers are put together: part of every commit.
pub fn fingerprint() -> String {
    let parts = [include_str!("plans.txt"), include_str!("../text/stopwords.txt")];
    blake3::hash(parts.concat().as_bytes()).to_hex()[..16].to_owned()
}

/// What the papers of one council say together.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Resolved {
    /// The documents, with identifiers that no two share, ordered by path.
    pub documents: Vec<Document>,
    /// Every finding once, attributed to its review, ordered by document path and place.
    pub findings: Vec<Finding>,
    /// Every review in hand or mentioned, ordered by series and date.
    pub reviews: Vec<Review>,
    /// Where papers point back to other papers, in the order of the papers and their blocks.
    pub back_references: Vec<BackReference>,
    /// Findings that some paper is read to tell as another kind, or less surely: their kind here holds in all their papers.
    pub retold: Vec<FindingId>,
}

/// Resolves the readings of one council: reviews, predecessors, one finding read in several papers.
///
/// `blocks` are not looked at and may be empty. Any order of `readings` gives the same answer.
pub fn resolve(readings: Vec<Reading>) -> Resolved {
    let Together { readings, reviews, findings, copies, drafts, .. } = together(readings);
    let (findings, retold) = canonical::fold(findings, &copies);
    let document = |reading: &Reading| {
        let mut document = reading.document.clone();
        if let Some(last) = drafts.get(&document.id) {
            let told = format!("a draft of {last}: set aside, its findings are taken from there");
            document.warnings.push(Warning(told));
        }
        document
    };
    let documents: Vec<Document> = readings.iter().map(document).collect();
    let back_references = back_references::follow(&readings, &documents, &findings, &reviews);
    Resolved { documents, findings, reviews, back_references, retold }
}

/// Readings with the findings that corrections leave them, in all papers in which a corrected finding is read.
pub fn corrected(readings: &[Reading]) -> Vec<Reading> {
    let Together { mut readings, findings, .. } = together(readings.to_vec());
    for reading in &mut readings {
        reading.findings.clear();
    }
    for Placed { finding, paper, .. } in findings {
        // Whose it is the finding itself says by now.
        readings[paper].findings.push(ReadFinding { finding, maker: None });
    }
    readings
}

/// The papers of a council with their findings in one list.
struct Together {
    /// Without findings, where nothing is corrected.
    readings: Vec<Reading>,
    reviews: Vec<Review>,
    findings: Vec<Placed>,
    /// Papers that are copies, with the one that is cited first.
    copies: BTreeMap<String, String>,
    /// Papers that are drafts, with the path of the final one: what they found is left out.
    drafts: BTreeMap<String, String>,
}

fn together(mut readings: Vec<Reading>) -> Together {
    readings.sort_by(|a, b| a.document.path.cmp(&b.document.path));
    names::make_unique(&mut readings);
    let (mut reviews, made) = series::gather(&readings);
    let copies = copies::copies(&readings);
    let drafts = drafts::drafts(&readings, &made);
    let mut findings: Vec<Placed> = Vec::new();
    let is_corrected = readings.iter().any(|reading| !reading.corrections.is_empty());
    for (paper, (reading, made)) in readings.iter_mut().zip(&made).enumerate() {
        let read = if is_corrected { reading.findings.clone() } else { std::mem::take(&mut reading.findings) };
        if drafts.contains_key(&reading.document.id) {
            continue;
        }
        for (ordinal, ReadFinding { finding, maker }) in read.into_iter().enumerate() {
            let review = maker.and_then(|mention| made.get(mention).cloned().flatten());
            let is_own = maker.and_then(|mention| reading.mentions.get(mention)).is_some_and(|mention| mention.own);
            findings.push(Placed { finding: Finding { review, ..finding }, is_own, paper, ordinal });
        }
    }
    repeated::attribute(&mut findings, &reviews);
    if is_corrected {
        let head_of = canonical::heads(&findings, &copies);
        corrections::apply(&readings, &mut reviews, &mut findings, &head_of);
    }
    Together { readings, reviews, findings, copies, drafts }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Block, BlockKind, Citation, DocumentKind, FindingKind, Item, Period, Pointer, PointsTo, ReviewMention,
        ReviewSort,
    };

    fn mention(date: &str, own: bool) -> ReviewMention {
        ReviewMention {
            body: Some("LGA".into()),
            subject: Some("safeguarding children".into()),
            council: Some("Marlshire".into()),
            on_site: date.parse().ok().map(Period::single),
            published: None,
            framework: None,
            own,
            block: 0,
        }
    }

    fn paper(path: &str, id: &str, mentions: Vec<ReviewMention>, texts: &[&str]) -> Reading {
        let kind = DocumentKind::PanelReport;
        let document = Document {
            id: id.into(),
            path: path.into(),
            kind,
            title: None,
            council: Some("Marlshire".into()),
            committee: None,
            date: "2015-11-18".parse().ok(),
            on_site: None,
            published: None,
            body: None,
            subject: None,
            grade: None,
            origins: std::collections::BTreeMap::new(),
            pages: None,
            fingerprint: blake3::hash(path.as_bytes()).to_hex().to_string(),
            untold: None,
            warnings: Vec::new(),
            exempt: false,
            draft: false,
        };
        let finding = |(index, text): (usize, &&str)| {
            let item = Item::bullet(index + 1);
            let id = format!("{}/para3/{item}", document.id);
            let place = Citation::new(&document.id, kind, path, index);
            let at = Citation { date: document.date, paragraph: Some("3".into()), item: Some(item), ..place };
            let finding = Finding::new(id, FindingKind::Priority, *text, at, "priorities-lead-in");
            ReadFinding { finding, maker: Some(0) }
        };
        let findings = texts.iter().enumerate().map(finding).collect();
        Reading { document, blocks: Vec::new(), findings, mentions, pointers: Vec::new(), corrections: Vec::new() }
    }

    #[test]
    fn a_finding_read_in_two_papers_counts_once_with_both_citations() {
        let text = "Resolving the future direction of the front door";
        let report =
            paper("a/report.pdf", "report", vec![mention("2015-04-20", true), mention("2011-10", false)], &[text]);
        let panel = paper("b/panel.txt", "panel", vec![mention("2015-04", false)], &[text]);
        let one = resolve(vec![panel.clone(), report.clone()]);
        assert_eq!(one, resolve(vec![report, panel]), "any order gives the same answer");
        assert_eq!(one.findings.len(), 1);
        assert_eq!((one.findings[0].citation.document.as_str(), one.findings[0].also_in.len()), ("report", 1));
        let ids: Vec<&str> = one.reviews.iter().map(|review| review.id.as_str()).collect();
        assert_eq!(ids, ["marlshire-lga-safeguarding-children-2011-10", "marlshire-lga-safeguarding-children-2015-04"]);
        assert_eq!(one.reviews[1].predecessor.as_deref(), Some(ids[0]));
        assert!(one.reviews[0].only_mentioned() && !one.reviews[1].only_mentioned());
    }

    #[test]
    fn the_inspection_before_is_of_whoever_inspects() {
        let of = |body: &str, date: &str, own: bool| ReviewMention {
            body: Some(body.into()),
            subject: Some("all".into()),
            ..mention(date, own)
        };
        let report = |body: &str, year: &str| {
            let path = format!("{body}-{year}.txt").to_lowercase();
            let mut reading = paper(&path, &path, vec![of(body, &format!("{year}-03-02"), true)], &[]);
            reading.document.kind = DocumentKind::InspectionReport;
            reading.document.date = format!("{year}-04-01").parse().ok();
            reading
        };
        let pointing = |mut reading: Reading, sort| {
            let block = Block::of(0, BlockKind::Paragraph, "Since the last one much has moved.");
            reading.pointers.push(Pointer::new(&block, "the last one".into(), PointsTo::ReviewBefore { sort }));
            reading
        };
        let target = |readings: Vec<Reading>| {
            let resolved = resolve(readings);
            resolved.back_references.first()?.to.as_ref()?.review.clone()
        };
        let inspection = Some(ReviewSort::Inspections);
        let minutes = |mentions| pointing(paper("minutes.txt", "minutes", mentions, &[]), inspection);
        let [cqc, ofsted] = ["CQC", "Ofsted"].map(|body| report(body, "2012"));
        let before = Some("marlshire-cqc-all-2012-03".to_owned());
        assert_eq!(target(vec![cqc.clone(), pointing(report("CQC", "2015"), inspection)]), before);
        assert_eq!(target(vec![cqc.clone(), pointing(report("CQC", "2015"), Some(ReviewSort::PeerReviews))]), None);
        assert_eq!(target(vec![cqc.clone(), minutes(Vec::new())]), before, "there is no other");
        assert_eq!(target(vec![cqc.clone(), ofsted.clone(), minutes(Vec::new())]), None, "nobody can tell whose");
        assert_eq!(target(vec![cqc, ofsted, minutes(vec![of("CQC", "2012-03-02", false)])]), before);
    }

    #[test]
    fn the_draft_of_a_report_is_set_aside() {
        let mention = || vec![mention("2015-04-20", true)];
        let said =
            ["Resolve the future of the front door", "Agree one plan for placements", "Publish the early help offer"];
        let again =
            ["Resolve the future of the front door", "Agree a plan for placements", "Publish the early help offer"];
        let report = paper("b/report.pdf", "report", mention(), &said);
        let mut draft = paper("a/report.pdf", "draft", mention(), &again);
        let texts = |draft: &Reading| resolve(vec![draft.clone(), report.clone()]).findings.len();
        assert_eq!(texts(&draft), 4, "nothing says that it is a draft");
        draft.document.draft = true;
        let one = resolve(vec![draft.clone(), report.clone()]);
        assert_eq!(one, resolve(vec![report.clone(), draft.clone()]), "any order gives the same answer");
        assert!(one.findings.len() == 3 && one.findings.iter().all(|finding| finding.citation.path == "b/report.pdf"));
        assert_eq!(
            one.documents[0].warnings[0].0,
            "a draft of b/report.pdf: set aside, its findings are taken from there"
        );
        draft.findings.pop();
        assert_eq!(texts(&draft), 4, "two findings are too few to be sure");
    }

    #[test]
    fn papers_that_would_share_a_name_both_carry_their_hash() {
        let papers = vec![
            paper("a.txt", "same", vec![], &[]),
            paper("b.txt", "same", vec![], &[]),
            paper("c.txt", "other", vec![], &[]),
        ];
        let ids: Vec<String> = resolve(papers).documents.into_iter().map(|document| document.id).collect();
        assert!(ids[0].starts_with("same-") && ids[1].starts_with("same-") && ids[0] != ids[1], "{ids:?}");
        assert_eq!(ids[2], "other");
    }
}
