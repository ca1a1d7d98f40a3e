//! What reviews ask and how they put it, in forms that real papers have: told again in our own words.

use lookback::model::{Certainty, Finding, FindingKind, Reading};

use super::styles::texts;
use super::{COVER, read, sure};

const PEERS: &str = "Marlshire Council\n\nCorporate Peer Challenge\n\nFeedback report, 12 to 14 May 2024\n\n";

const RECOMMENDATION: FindingKind = FindingKind::Recommendation;
const AREA: FindingKind = FindingKind::AreaForConsideration;

fn possible(reading: &Reading, kind: FindingKind) -> Vec<&str> {
    let kept = |finding: &&Finding| finding.certainty == Certainty::Possible && finding.kind == kind;
    reading.findings.iter().filter(kept).map(|finding| finding.text.as_str()).collect()
}

fn owners(reading: &Reading) -> Vec<(&str, Option<&str>)> {
    reading.findings.iter().map(|finding| (finding.text.as_str(), finding.owner.as_deref())).collect()
}

#[test]
fn lines_that_count_with_a_letter_are_parted_without_empty_ones() {
    let list = "R1 Raise attendance in secondary schools\nR2 Improve the use of what is known by managers at all levels of the service\nR3 Strengthen scrutiny\nR4 Reduce exclusions\n";
    let reading = read(
        "report.txt",
        &format!("{COVER}Recommendations\n\nThe authority should:\n\n{list}\nNext steps\n\nA plan is made.\n"),
    );
    let want = [
        "Raise attendance in secondary schools",
        "Improve the use of what is known by managers at all levels of the service",
        "Strengthen scrutiny",
        "Reduce exclusions",
    ];
    assert_eq!(texts(&reading, RECOMMENDATION), want);
}

#[test]
fn the_count_behind_a_bullet_is_no_word_of_the_recommendation() {
    let want = ["Raise attendance", "Improve the use of data"];
    let text = format!("{COVER}Recommendations\n\n• R1 Raise attendance\n• R2 Improve the use of data\n");
    assert_eq!(texts(&read("report.txt", &text), RECOMMENDATION), want);
    let page = "<h1>Inspection of children's social care services</h1><h2>Recommendations</h2><ul><li>R1 Raise attendance</li><li>R2 Improve the use of data</li></ul>";
    let reading = read("report.html", page);
    assert_eq!(texts(&reading, RECOMMENDATION), want);
    assert_eq!(reading.findings[1].citation.item.as_deref(), Some("R2"));
}

#[test]
fn tables_of_markdown_are_made_whole() {
    let text = "1. Recommendations and action plan\n| Ref | Recommendation | Response and action | Deadline | Status |\n|---|---|---|---|---|\n| 1 | Review the plan for homes. | A workshop was held\nfor members. | May 2025 | Completed |\n| A second one will follow. | June 2025 | Ongoing | ||\n";
    let found = read("plan.md", &format!("# Marlshire Council: corporate peer challenge\n\n{text}")).findings;
    let said: Vec<_> = found.iter().map(|found| (found.kind, found.text.as_str(), found.due.as_deref())).collect();
    let action = FindingKind::Action;
    assert_eq!(
        said,
        [
            (action, "A workshop was held for members.", Some("May 2025")),
            (RECOMMENDATION, "Review the plan for homes.", None),
            (action, "A second one will follow.", Some("June 2025")),
        ]
    );
}

#[test]
fn details_of_rows_counted_as_recommendations_are_those() {
    let table = "| Ref | Details | Action(s) | Due by |\n|---|---|---|---|\n| R1 | Review the plan for homes. | Hold a workshop. | May 2026 |\n| PCR2 | Ongoing | June 2026 | Completed |\n";
    let plan = |title: &str| read("plan.md", &format!("{title}\n\n{table}"));
    let title = "Planning service peer challenge action plan - Ongoing actions and what is business as usual: general recommendations";
    let reading = plan(title);
    assert_eq!(reading.document.kind, lookback::model::DocumentKind::ActionPlan);
    assert_eq!(texts(&reading, RECOMMENDATION), ["Review the plan for homes."]);
    assert_eq!(texts(&reading, FindingKind::Action), ["Hold a workshop."]);
    assert!(texts(&plan("Register of risks and action plan"), RECOMMENDATION).is_empty());
}
