use std::path::Path;

use super::*;
use crate::model::{Citation, DocumentKind, Judgement};

fn finding(path: &str, kind: FindingKind, certainty: Certainty, text: &str) -> Finding {
    let at = Citation::new(path, DocumentKind::Minutes, path, 0);
    Finding { certainty, ..Finding::new(format!("{path}/{text}"), kind, text, at, "resolved") }
}

fn paper(path: &str, findings: &[(FindingKind, Certainty, &str)]) -> Paper {
    let findings = findings.iter().map(|(kind, certainty, text)| finding(path, *kind, *certainty, text)).collect();
    Paper { path: path.into(), family: "Minutes".into(), findings }
}

fn labels(table: &str) -> Labels {
    Labels::read(table.as_bytes(), Path::new("labels.csv")).unwrap()
}

fn counts(evaluation: &Evaluation, by: By, name: &str, tier: Tier, measure: Measure) -> [usize; 4] {
    let score = evaluation.score(by, name, tier, measure).unwrap_or_else(|| panic!("{by:?} {name}"));
    [score.labelled, score.found, score.matched, score.kind_right]
}

use Certainty::{Possible, Sure};
use FindingKind::{AreaForConsideration, Recommendation, Request, Resolution, Strength};

#[test]
fn kinds_that_a_paper_does_not_label_count_neither_way() {
    let labels = labels("file,kind,text\na.pdf,recommendation,Publish the plan\nb.pdf,strength,Staff are proud\n");
    let papers = [
        paper("a.pdf", &[(Recommendation, Sure, "Publish the plan"), (Strength, Sure, "Staff are proud")]),
        paper("b.pdf", &[(Strength, Sure, "Staff are proud"), (Recommendation, Sure, "Something else")]),
        paper("c.pdf", &[(Recommendation, Sure, "Not labelled at all")]),
    ];
    let evaluation = evaluate(&labels, &papers, &[]);
    assert_eq!(counts(&evaluation, By::All, "", Tier::Sure, Measure::Exact), [2, 2, 2, 2]);
    assert_eq!((evaluation.papers, evaluation.unlabelled), (2, 1));
    assert!(evaluation.differences.is_empty());
}

#[test]
fn a_row_without_text_says_that_there_is_none() {
    let labels = labels("file,kind,text\na.pdf,recommendation,\n");
    let evaluation = evaluate(&labels, &[paper("a.pdf", &[(Recommendation, Sure, "Publish the plan")])], &[]);
    assert_eq!(counts(&evaluation, By::Kind, "recommendation", Tier::Sure, Measure::Exact), [0, 1, 0, 0]);
    assert_eq!(evaluation.differences[0].what, DifferenceKind::Extra);
}

#[test]
fn the_kind_is_counted_apart_and_an_extra_finding_counts_where_its_group_is_labelled() {
    let labels =
        labels("file,kind,text\na.pdf,recommendation,Publish the plan\na.pdf,recommendation,Write to the Minister\n");
    let papers = [paper(
        "a.pdf",
        &[(AreaForConsideration, Sure, "Publish the plan"), (AreaForConsideration, Sure, "Something else entirely")],
    )];
    let evaluation = evaluate(&labels, &papers, &[]);
    assert_eq!(counts(&evaluation, By::Kind, "recommendation", Tier::Sure, Measure::Exact), [2, 2, 1, 0]);
    let score = evaluation.score(By::All, "", Tier::Sure, Measure::Exact).unwrap();
    assert_eq!((score.f1(), score.typed_f1()), (Some(0.5), Some(0.0)));
    assert!(!evaluation.tells_kinds);
    let what: Vec<DifferenceKind> = evaluation.differences.iter().map(|d| d.what).collect();
    assert_eq!(what, [DifferenceKind::Missed, DifferenceKind::Extra], "one kind for all asks is no difference");
}

#[test]
fn sure_and_possible_are_counted_apart_where_the_labels_tell() {
    let labels = labels(
        "file,kind,text,certainty\na.md,resolution,That the report be noted,sure\n\
         a.md,request,Members asked for a note,possible\n",
    );
    let papers = [paper(
        "a.md",
        &[
            (Resolution, Sure, "That the report be noted"),
            (Request, Sure, "Members asked for a note"),
            (Resolution, Possible, "Members agreed that it was late"),
        ],
    )];
    let evaluation = evaluate(&labels, &papers, &[]);
    let of = |tier| counts(&evaluation, By::All, "", tier, Measure::Exact);
    assert_eq!(of(Tier::Sure), [1, 2, 1, 1]);
    assert_eq!(of(Tier::Possible), [1, 1, 0, 0]);
    assert_eq!(of(Tier::Both), [2, 3, 2, 2]);
}

#[test]
fn a_labelled_file_that_is_absent_is_named_and_one_that_cannot_be_read_is_missed() {
    let labels = labels("file,kind,text\ngone.pdf,action,Publish\nscan.pdf,action,Write\nhere.pdf,action,Ask\n");
    let papers = [paper("here.pdf", &[(FindingKind::Action, Sure, "Ask")])];
    let evaluation = evaluate(&labels, &papers, &[("letters/scan.pdf".into(), "no text on its page".into())]);
    assert_eq!(evaluation.not_found[0].path, "gone.pdf");
    assert_eq!(evaluation.unreadable[0].reason, "no text on its page");
    assert_eq!(counts(&evaluation, By::All, "", Tier::Sure, Measure::Exact), [2, 1, 1, 1]);
    assert_eq!(counts(&evaluation, By::Family, "Could not be read", Tier::Sure, Measure::Exact), [1, 0, 0, 0]);
}

#[test]
fn judgements_go_by_paper_area_and_grade() {
    let labels = labels(
        "file,kind,section,text\na.pdf,judgement,Overall effectiveness,Requires improvement\n\
         a.pdf,judgement,Leadership,Good\n",
    );
    let judged = |area: &str, grade: &str| Finding {
        judgement: Some(Judgement { area: area.into(), grade: grade.into() }),
        ..finding("a.pdf", FindingKind::Judgement, Sure, &format!("{area} {grade}"))
    };
    let paper = Paper {
        path: "a.pdf".into(),
        family: "Inspection report, ILACS".into(),
        findings: vec![
            judged("Overall effectiveness", "Requires improvement to be good"),
            judged("Leadership", "Inadequate"),
        ],
    };
    let evaluation = evaluate(&labels, &[paper], &[]);
    assert_eq!(counts(&evaluation, By::Kind, "judgement", Tier::Sure, Measure::Alike), [2, 2, 1, 1]);
}

#[test]
fn the_order_of_papers_does_not_matter_and_the_draws_are_always_the_same() {
    let labels = labels("file,kind,text\na.pdf,action,Ask\nb.pdf,action,Write\nc.pdf,action,Publish\n");
    let mut papers = vec![
        paper("a.pdf", &[(FindingKind::Action, Sure, "Ask")]),
        paper("b.pdf", &[]),
        paper("c.pdf", &[(FindingKind::Action, Sure, "Publish"), (FindingKind::Action, Sure, "Sing")]),
    ];
    let one = evaluate(&labels, &papers, &[]);
    papers.reverse();
    assert_eq!(one, evaluate(&labels, &papers, &[]));
    let interval = one.score(By::All, "", Tier::Sure, Measure::Exact).unwrap().interval.unwrap();
    assert!(interval.low < 0.2 && interval.high > 0.9, "{interval:?}");
}
