//! Whose review a paper is of, whose its recommendations are and when it was, each told again in our own words.

use lookback::model::{Certainty, DocumentKind, Field, FindingKind, Origin, Reading};
use lookback::resolve::resolve;

use super::{read, sure};

const CHALLENGE: &str = "Corporate Peer Challenge\n\nFenmoor Borough Council\n\n16 – 19 October 2018\n\nFeedback Report\n\nKey recommendations\n\n1. Turn the vision for 2030 into a plan that can be delivered\n";
const RETURN: &str = "LGA Corporate Peer Challenge – Progress Review\n\nFenmoor Borough Council\n\n3 – 4 December 2019\n\n1. Background\n\nThe council received a Corporate Peer Challenge in October 2018.\n\n";

fn made(papers: &[(&str, &str)]) -> Vec<(String, Option<String>)> {
    let readings: Vec<Reading> = papers.iter().map(|(name, text)| read(name, text)).collect();
    resolve(readings).findings.into_iter().map(|finding| (finding.text, finding.review)).collect()
}

#[test]
fn an_item_of_an_agenda_names_no_review_of_its_own() {
    let decided =
        "6. Adult social care peer challenge\n\nDecision:\n\n1. To accept the findings of the peer challenge.\n";
    for head in ["Decisions of the Cabinet – Wednesday 14 December 2022", "Cabinet, 14 December 2022"] {
        let reading = read("d.txt", &format!("Fenmoor Council\n\n{head}\n\n{decided}"));
        assert_ne!(reading.document.kind, DocumentKind::ReviewReport, "{head}");
        assert!(reading.mentions.iter().all(|mention| !mention.own));
    }
}

#[test]
fn the_letter_of_a_scrutiny_panel_is_its_own() {
    let letter = "<p>Summary: This is a letter from the Adult Services Scrutiny Panel to the Cabinet Member after the meeting on 31 October 2023.</p><p>Dear Councillor Pugh</p><h2>Adult Services Scrutiny Panel – 31 October 2023</h2><h2>CIW inspection</h2><p>We recommend that the action plan includes dates and names.</p><p>Yours sincerely</p>";
    let reading = read("letter.html", letter);
    assert_eq!(reading.document.kind, DocumentKind::PanelReport);
    let found: Vec<_> = reading.findings.iter().map(|f| (f.kind, f.certainty, f.text.as_str())).collect();
    let text = "We recommend that the action plan includes dates and names.";
    assert_eq!(found, [(FindingKind::Recommendation, Certainty::Possible, text)]);
    assert_eq!(reading.findings.iter().map(|read| read.maker).collect::<Vec<_>>(), [None]);
}

#[test]
fn a_progress_review_may_recommend_more() {
    let more = format!(
        "{RETURN}2. Further recommendations\n\nThe peer team recommends that the council:\n\n• Publish a scorecard each quarter\n"
    );
    let (first, second) = ("fenmoor-lga-corporate-2018-10", "fenmoor-lga-corporate-2019-12");
    let found = made(&[("1.txt", CHALLENGE), ("2.txt", &more)]);
    let reviews: Vec<_> = found.iter().map(|(_, review)| review.as_deref()).collect();
    assert_eq!(reviews, [Some(first), Some(second)]);
    let again = format!("{RETURN}2. Recommendations of the peer challenge\n\n• Turn the vision for 2030 into a plan\n");
    let found = made(&[("1.txt", CHALLENGE), ("2.txt", &again)]);
    assert!(found.iter().all(|(_, review)| review.as_deref() == Some(first)), "{found:?}");
}

#[test]
fn a_body_named_in_passing_made_no_review_of_another_matter() {
    let text =
        format!("{RETURN}2. Progress\n\nA review by the Centre for Public Scrutiny reported in September 2019.\n");
    assert_eq!(read("2.txt", &text).document.body.as_deref(), Some("LGA"));
    let own = "Scrutiny Improvement Review\n\nFenmoor Borough Council\n\nMay 2021\n\nThe Centre for Governance and Scrutiny was asked to look at scrutiny.\n";
    assert_eq!(read("s.txt", own).document.body.as_deref(), Some("CfGS"));
}

#[test]
fn what_the_review_before_asked_is_not_asked_again_where_it_is_followed_up() {
    let report = |year: &str, month: &str, more: &str| {
        format!(
            "<h1>Auditor's Annual Report on Fenmoor District Council {year}</h1><p>External auditor, {month}</p>{more}"
        )
    };
    let ask = "The Council should set a clear timetable for closing its accounts.";
    let first = report(
        "2021-22",
        "October 2022",
        &format!("<h2>Recommendations</h2><p>Improvement Recommendation 1: {ask}</p>"),
    );
    let second = report(
        "2022-23",
        "October 2023",
        &format!(
            "<h2>Recommendations</h2><p>Improvement Recommendation 1: The Council should keep a register of contracts.</p><h2>Follow-up of previous recommendations</h2><table><tr><th>Recommendation</th><th>Date raised</th><th>Addressed?</th></tr><tr><td>{ask}</td><td>October 2022</td><td>Yes</td></tr></table>"
        ),
    );
    let found = made(&[("1.html", &first), ("2.html", &second)]);
    let (before, after) =
        ("fenmoor-external-auditor-value-for-money-2022-10", "fenmoor-external-auditor-value-for-money-2023-10");
    let reviews: Vec<_> = found.iter().map(|(_, review)| review.as_deref()).collect();
    assert_eq!(reviews, [Some(before), Some(after)], "{found:?}");
    let alone = read("2.html", &second);
    assert_eq!(sure(&alone).len(), 1, "what was asked before is sure where it was asked");
    assert!(made(&[("2.html", &second)]).iter().any(|(text, review)| text == ask && review.is_none()));
}

#[test]
fn a_response_goes_through_what_was_recommended() {
    let report = "Fenmoor Council\n\nReport of the Damp Task and Finish Group\n\nNovember 2021\n\nRecommendations\n\n1. That a team for damp and mould be set up within Housing Repairs, to visit within five days.\n\nBackground\n\n1.1 The group was set up by the Committee on 3 March 2021.\n";
    let response = "<h1>Fenmoor Council</h1><h2>Cabinet response to the Damp Task and Finish Group</h2><p>18 January 2022</p><table><tr><th>Recommendation</th><th>Cabinet response</th></tr><tr><td>1. A team for damp and mould be set up within Housing Repairs</td><td>Accepted in part.</td></tr></table>";
    assert_eq!(made(&[("1.txt", report), ("2.html", response)]).len(), 1);
    assert_eq!(read("1.txt", report).document.date.map(|date| date.to_string()).as_deref(), Some("2021-11"));
}

#[test]
fn a_report_without_a_date_is_dated_by_the_last_day_on_site() {
    let reading = read("1.txt", CHALLENGE);
    assert_eq!(reading.document.date.map(|date| date.to_string()).as_deref(), Some("2018-10-19"));
    assert_eq!(reading.document.origins[&Field::Date], Origin::OnSite);
    assert_eq!(reading.document.published, None);
    assert!(reading.findings.iter().all(|finding| finding.citation.date == reading.document.date));
    assert!(reading.findings.iter().all(|finding| finding.id.starts_with(&reading.document.id)));
    // What an item says ends then is no date of the paper.
    let items = "Fenmoor Council: early help peer diagnostic\n\nLGA, 20–22 June 2023\n\nWhat we are worried about\n\n• The grant for family hubs ends in March 2025\n";
    assert_eq!(read("2.txt", items).document.date.map(|date| date.to_string()).as_deref(), Some("2023-06-22"));
}

#[test]
fn an_undated_paper_that_names_no_review_is_of_none() {
    let found = made(&[
        ("1.txt", CHALLENGE),
        (
            "2.html",
            "<h1>Museum strategy</h1><p>Fenmoor Borough Council</p><p>The review team walked through all four museums.</p><h2>Strengths</h2><ul><li>Wardens of the museums are proud of them</li></ul>",
        ),
    ]);
    let review = |what: &str| found.iter().find(|(text, _)| text.contains(what)).expect(what).1.as_deref();
    assert_eq!(review("museums"), None, "{found:?}");
    assert_eq!(review("vision"), Some("fenmoor-lga-corporate-2018-10"));
}

#[test]
fn a_recommendation_that_a_progress_review_names_by_a_title_is_the_one_of_its_number() {
    let challenge = "<h1>LGA Corporate Peer Challenge</h1><p>Fenmoor Borough Council</p><p>6 – 9 February 2023</p><h2>Key recommendations</h2><h3>Recommendation 1</h3><p>Agree a ferry plan that all islands own.</p><h3>Recommendation 2</h3><p>Mend the jetties before the winter.</p>";
    let again = "<h1>LGA Corporate Peer Challenge – Progress Review</h1><p>Fenmoor Borough Council</p><p>23 January 2024</p><h2>Introduction</h2><p>The council undertook an LGA Corporate Peer Challenge in February 2023.</p><h2>Progress</h2><h3>Recommendation 1 – Ferry plan</h3><p>The plan was agreed in July 2023.</p><h3>Recommendation 2 – Lighthouses</h3><p>None has been sold.</p>";
    let found = made(&[("1.html", challenge), ("2.html", again)]);
    let recommended: Vec<&str> = found
        .iter()
        .map(|(text, _)| text.as_str())
        .filter(|text| !text.ends_with("2023.") && !text.starts_with("None"))
        .collect();
    assert_eq!(
        recommended,
        ["Agree a ferry plan that all islands own.", "Mend the jetties before the winter.", "Lighthouses"],
        "{found:?}"
    );
}
