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
