//! The document the project began with: what it must teach, held on the document itself.

#![allow(clippy::unwrap_used)]

mod common;

use lookback::model::{Certainty, DocumentKind, FindingKind, Reading};
use lookback::resolve::resolve;

fn seed() -> Option<Reading> {
    let folder = common::shared("seed")?;
    let mut papers = std::fs::read_dir(folder).expect("the seed folder").filter_map(Result::ok);
    let paper = papers.find(|entry| entry.path().extension().is_some_and(|e| e == "txt")).expect("the seed");
    Some(lookback::reading::read(&paper.path(), "seed.txt", &lookback::reading::Told::default()).expect("it reads"))
}

#[test]
fn the_paper_knows_what_it_is() {
    let Some(reading) = seed() else { return };
    let document = reading.document;
    assert_eq!(document.kind, DocumentKind::PanelReport);
    assert_eq!(document.council.as_deref(), Some("Worcestershire"));
    assert_eq!(document.committee.as_deref(), Some("Children and Families Overview and Scrutiny Panel"));
    assert_eq!(document.date.map(|date| date.to_string()).as_deref(), Some("2015-11-18"));
    assert_eq!(document.id, "worcestershire-2015-11-18-panel-report");
    assert!(document.warnings.is_empty(), "{:?}", document.warnings);
}

#[test]
fn exactly_four_findings_are_sure_and_all_are_priorities() {
    let Some(reading) = seed() else { return };
    let sure: Vec<_> = reading.findings.iter().filter(|finding| finding.certainty == Certainty::Sure).collect();
    let cited: Vec<(FindingKind, String)> = sure.iter().map(|f| (f.kind, f.id.clone())).collect();
    let want: Vec<(FindingKind, String)> = (1..=4)
        .map(|n| (FindingKind::Priority, format!("worcestershire-2015-11-18-panel-report/para3/b{n}")))
        .collect();
    assert_eq!(cited, want);
    let source = std::fs::read_dir(common::shared("seed").expect("seed")).expect("folder");
    let text: String = source.filter_map(Result::ok).filter_map(|e| std::fs::read_to_string(e.path()).ok()).collect();
    assert!(sure.iter().all(|finding| text.contains(&finding.text)), "verbatim");
    assert_eq!(sure[1].citation.to_string(), "Panel report, 18 Nov 2015, para 3, bullet 2");
}

#[test]
fn what_the_panel_is_asked_and_what_it_agreed_are_not_sure_findings() {
    let Some(reading) = seed() else { return };
    assert!(!reading.findings.iter().any(|finding| finding.text.contains("is asked to consider")));
    let possible: Vec<&str> = reading
        .findings
        .iter()
        .filter(|f| f.certainty == Certainty::Possible)
        .filter_map(|f| f.citation.paragraph.as_deref())
        .collect();
    assert!(!possible.is_empty() && possible.iter().all(|paragraph| ["4", "5"].contains(paragraph)), "{possible:?}");
}

#[test]
fn the_findings_belong_to_the_review_of_april_2015_whose_predecessor_is_known() {
    let Some(reading) = seed() else { return };
    let resolved = resolve(vec![reading]);
    let made_by: Vec<Option<&str>> = resolved
        .findings
        .iter()
        .filter(|finding| finding.certainty == Certainty::Sure)
        .map(|finding| finding.review.as_deref())
        .collect();
    let april = "worcestershire-lga-safeguarding-children-2015-04";
    assert_eq!(made_by, [Some(april); 4]);
    let review = resolved.reviews.iter().find(|review| review.id == april).expect("the review");
    let before = review.predecessor.as_deref().expect("a predecessor");
    assert_eq!(before, "worcestershire-lga-safeguarding-children-2011-10");
    let predecessor = resolved.reviews.iter().find(|review| review.id == before).expect("known");
    assert!(predecessor.only_mentioned(), "nothing of it is in hand");
}
