//! Decisions with a list below them that only gives reasons, names, days or conditions, and lists of decisions set in other ways.

use lookback::model::{Certainty, FindingKind, Reading};

use super::{read, sure};

fn minutes(body: &str) -> Reading {
    let head = "<h1>Housing Scrutiny Committee</h1><p>Fenmoor Borough Council</p><p>Minutes of the meeting of the Housing Scrutiny Committee held on 3 May 2016</p><p><b>12. REPAIRS</b></p><p>The Director introduced the report.</p>";
    read("minutes.html", &format!("{head}{body}<p><b>13. DATE OF NEXT MEETING</b></p><p>7 June 2016.</p>"))
}

fn texts(reading: &Reading) -> Vec<&str> {
    sure(reading).into_iter().map(|(_, text)| text).collect()
}

#[test]
fn what_is_resolved_above_its_points_is_one_decision() {
    let points = "<ul><li>one such thing</li><li>another such thing</li></ul>";
    for lead in [
        "That the decision be sent back to the Cabinet for the following reasons:",
        "That a working party be set up with the following membership:",
        "That the strategy be adopted, subject to the following:",
        "That further sessions be held on these dates:",
        "That the following comments be forwarded to the Cabinet:",
    ] {
        for text in [format!("<p>RESOLVED: {lead}</p>{points}"), format!("<p>RESOLVED:</p><p>{lead}</p>{points}")] {
            let want = format!("{lead}\none such thing\nanother such thing");
            assert_eq!(texts(&minutes(&text)), [want.as_str()], "{text}");
        }
    }
    let counted = minutes(
        "<p>RESOLVED: That the decision be sent back for the following reasons:</p><p>(1) it was rushed; and</p><p>(2) it cost too much.</p>",
    );
    assert_eq!(texts(&counted).len(), 1);
    assert!(
        texts(&counted)[0].starts_with("That the decision be sent back") && texts(&counted)[0].ends_with("too much.")
    );
}

#[test]
fn what_an_officer_is_asked_for_is_still_a_request_each() {
    for lead in [
        "That the Director be asked to report on the following matters:",
        "That Cabinet be recommended to:",
        "That the following be approved:",
    ] {
        let text =
            format!("<p>RESOLVED: {lead}</p><ul><li>the budget for repairs</li><li>the plan for new homes</li></ul>");
        assert_eq!(texts(&minutes(&text)), ["the budget for repairs", "the plan for new homes"], "{lead}");
    }
}

#[test]
fn letters_in_bold_are_no_headings() {
    let text = "<p><b>RESOLVED that:</b></p><p><b>(a) the plan be noted;</b></p><p><b>(b) the fees be approved; and</b></p><p><b>(c) the Director report in May.</b></p><p>Reasons: To respond.</p>";
    assert_eq!(texts(&minutes(text)), ["the plan be noted", "the fees be approved", "the Director report in May."]);
}

#[test]
fn clauses_of_one_sentence_are_decisions_each() {
    let text = "<p>RESOLVED – that the plan be approved; that officers be thanked for it; and that a report be made in May.</p>";
    assert_eq!(texts(&minutes(text)).len(), 3);
    let two = "<p>RESOLVED: That the plan be approved.</p><p>RESOLVED FURTHER: That officers be thanked for it.</p>";
    assert_eq!(texts(&minutes(two)), ["That the plan be approved.", "That officers be thanked for it."]);
}

#[test]
fn an_action_in_brackets_and_a_table_at_the_end_of_minutes() {
    let told = minutes(
        "<p>The Director said that she would send the figures to all members. [Action: Director of Housing]</p>",
    );
    let found: Vec<_> = told.findings.iter().map(|f| (f.kind, f.certainty, f.owner.as_deref())).collect();
    assert_eq!(found, [(FindingKind::Action, Certainty::Possible, Some("Director of Housing"))]);
    let table = minutes(
        "<table><tr><th>Minute</th><th>Recommendation / Action</th><th>Lead</th><th>By</th></tr><tr><td>12</td><td>Send round the figures for repairs</td><td>J Ash</td><td>July 2016</td></tr></table>",
    );
    assert_eq!(sure(&table), [(FindingKind::Action, "Send round the figures for repairs")]);
    let asked = minutes("<p><b>Recommendation to Cabinet Member:</b> That a survey of tenants be made by July.</p>");
    assert_eq!(sure(&asked), [(FindingKind::Recommendation, "That a survey of tenants be made by July.")]);
}
