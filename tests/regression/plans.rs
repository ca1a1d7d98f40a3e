//! Plans, responses and covering reports whose columns and labels are called in many ways, and tables of grades.

use lookback::model::{Certainty, DocumentKind, FindingKind, Reading};

use super::{read, sure};

fn table(title: &str, names: &[&str], rows: &[&[&str]]) -> Reading {
    let row = |cells: &[&str], tag: &str| {
        let cells: Vec<String> = cells.iter().map(|cell| format!("<{tag}>{cell}</{tag}>")).collect();
        format!("<tr>{}</tr>", cells.concat())
    };
    let rows: Vec<String> = rows.iter().map(|cells| row(cells, "td")).collect();
    let body = format!("<table>{}{}</table>", row(names, "th"), rows.concat());
    read("t.html", &format!("<h1>{title}</h1><p>Fenmoor County Council</p><p>14 May 2021</p>{body}"))
}

const PLAN: &str = "Adult Safeguarding Peer Review – Action Plan";

#[test]
fn columns_are_known_by_what_they_are_called_in_full() {
    let row: [&str; 5] = ["Carers are not heard", "Hold a forum each term", "Head of Care", "June 2021", "G"];
    for names in [
        ["Area for development identified by peers", "Actions we will take", "Lead", "Timescale", "BRAG"],
        ["LGA finding", "Action", "Owner", "Due date", "Status"],
        ["What needs to improve (Ofsted)", "What we will do", "Who will lead this?", "When will it be done?", "RAG"],
    ] {
        let reading = table(PLAN, &names, &[&row]);
        let want = [(FindingKind::AreaForConsideration, row[0]), (FindingKind::Action, row[1])];
        assert_eq!(sure(&reading), want, "{names:?}");
        let action = &reading.findings[1];
        let duty = (action.owner.as_deref(), action.due.as_deref(), action.status.as_deref());
        assert_eq!(duty, (Some("Head of Care"), Some("June 2021"), Some("G")), "{names:?}");
    }
}

#[test]
fn a_plan_whose_columns_nobody_knows_says_so() {
    let names = ["Where we were told we fall short", "Our pledge", "Lead", "Timescale", "RAG"];
    let rows: [&[&str]; 2] = [
        &["Carers are not heard", "Hold a forum each term", "Head of Care", "June 2021", "G"],
        &["Visits are not on time", "Hire four more visitors", "Head of Care", "July 2021", "A"],
    ];
    let reading = table(PLAN, &names, &rows);
    let found: Vec<_> = reading.findings.iter().map(|f| (f.kind, f.certainty)).collect();
    let pair = [(FindingKind::AreaForConsideration, Certainty::Possible), (FindingKind::Action, Certainty::Possible)];
    assert_eq!(found, [pair, pair].concat());
    let warned = reading.document.warnings.iter().filter(|warning| warning.0.contains("“Our pledge” are not known"));
    assert_eq!(warned.count(), 1);
}

#[test]
fn a_response_says_what_is_accepted_and_what_is_done() {
    let names = [
        "Scrutiny recommendation",
        "Accepted / Partially accepted / Not accepted",
        "Cabinet response and proposed action",
        "Timescale and responsible officer",
    ];
    let rows: [&[&str]; 2] = [
        &[
            "1. Hire an officer for empty shops.",
            "Accepted",
            "A post will be made for two years.",
            "October 2022, Head of Trade",
        ],
        &["2. Buy empty shops by order.", "Not accepted", "Each case is looked at by itself.", "n/a"],
    ];
    let reading =
        table("Cabinet response to the recommendations of the Empty Shops Task and Finish Group", &names, &rows);
    assert_eq!(reading.document.kind, DocumentKind::CabinetResponse);
    let found: Vec<_> =
        reading.findings.iter().map(|f| (f.kind, f.status.as_deref(), f.owner.as_deref(), f.due.as_deref())).collect();
    let action = (FindingKind::Action, Some("Accepted"), Some("Head of Trade"), Some("October 2022"));
    let asked = |status| (FindingKind::Recommendation, status, None, None);
    assert_eq!(found, [asked(None), action, asked(Some("Not accepted"))]);
}

#[test]
fn what_officers_ask_of_a_committee_is_no_recommendation_of_a_review() {
    let text = "<table><tr><td>Report to:</td><td>Housing Scrutiny Committee</td></tr><tr><td>Date:</td><td>12 July 2022</td></tr><tr><td>Report of:</td><td>Chief Executive</td></tr><tr><td>Title:</td><td>LGA Peer Challenge: how the action plan goes</td></tr></table><h2>1. Purpose of report</h2><p>1.1 To tell members of the action plan.</p><h2>2. Recommendations</h2><p>2.1 That the Committee notes the work so far.</p><p>2.2 That the Committee identifies any matters on which it wishes to hear more.</p>";
    let reading = read("c.html", text);
    assert_eq!(reading.document.kind, DocumentKind::PanelReport);
    assert_eq!(reading.document.title.as_deref(), Some("LGA Peer Challenge: how the action plan goes"));
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
}

#[test]
fn a_first_column_may_say_by_when() {
    let text = "<h1>LGA Corporate Peer Challenge</h1><p>Fenmoor Borough Council</p><p>9 to 12 May 2017</p><h2>Recommendations</h2><table><tr><td>Short term (0-3 months)</td><td><p>Hire a head of service</p><p>Agree a plan with the Cabinet</p></td></tr><tr><td>Medium term</td><td>Bring the teams together</td></tr></table>";
    let reading = read("t.html", text);
    let found: Vec<_> = reading.findings.iter().map(|f| (f.kind, f.due.as_deref(), f.text.as_str())).collect();
    let kind = FindingKind::Recommendation;
    let short = Some("Short term (0-3 months)");
    assert_eq!(
        found,
        [
            (kind, short, "Hire a head of service"),
            (kind, short, "Agree a plan with the Cabinet"),
            (kind, Some("Medium term"), "Bring the teams together")
        ]
    );
    let title = "Inspection report for local authority fostering agency";
    let reading = table(
        title,
        &["Reg.", "Requirement", "Due date"],
        &[&["20", "check the records of every member of the panel", "30/11/2012"]],
    );
    assert_eq!(sure(&reading), [(kind, "check the records of every member of the panel")]);
    assert_eq!(reading.findings[0].due.as_deref(), Some("30/11/2012"));
    let opening =
        "This section sets out the actions which must be taken. The registered person must keep to the times given.";
    let text = format!(
        "<h1>{title}</h1><p>Fenmoor Council</p><p>14 May 2012</p><h2>Areas for improvement</h2><p>{opening}</p>"
    );
    assert!(read("t.html", &text).findings.is_empty());
}

#[test]
fn grades_may_be_columns_and_standards_rows() {
    let names = ["Outstanding", "Good", "Requires improvement", "Inadequate"];
    let rows: [&[&str]; 2] = [&["", "Understanding fires", "Preventing fires", ""], &["", "Best use of money", "", ""]];
    let reading = table("An inspection of Fenmoor Fire and Rescue Service", &names, &rows);
    let grades = |reading: &Reading| -> Vec<(String, String)> {
        let judged = reading.findings.iter().filter_map(|finding| finding.judgement.clone());
        judged.map(|judgement| (judgement.area, judgement.grade)).collect()
    };
    let want =
        [("Understanding fires", "Good"), ("Preventing fires", "Requires improvement"), ("Best use of money", "Good")];
    assert_eq!(grades(&reading), want.map(|(area, grade)| (area.to_owned(), grade.to_owned())));
    let text = "<h1>An inspection of youth offending services in Fenmoor</h1><p>HM Inspectorate of Probation, June 2021</p><h2>Ratings</h2><table><tr><td>Overall rating</td><td>Good</td><td></td></tr><tr><td>1.</td><td>Delivery</td><td></td></tr><tr><td>1.2</td><td>Staff</td><td>Outstanding</td></tr><tr><td>2.1</td><td>Assessment</td><td>Inadequate</td></tr></table>";
    let reading = read("h.html", text);
    let want = [("Overall rating", "Good"), ("1.2 Staff", "Outstanding"), ("2.1 Assessment", "Inadequate")];
    assert_eq!(grades(&reading), want.map(|(area, grade)| (area.to_owned(), grade.to_owned())));
    assert_eq!(reading.document.grade.as_deref(), Some("Good"));
}

#[test]
fn columns_are_known_by_shorter_names() {
    let row = ["Carers are not heard", "Hold a forum each term", "Head of Care", "June 2021", "G"];
    for action in ["Council action", "Our plan", "Our actions"] {
        let reading = table(PLAN, &["LGA finding", action, "Owner", "Due date", "Status"], &[&row]);
        assert_eq!(sure(&reading)[1], (FindingKind::Action, row[1]), "{action}");
    }
    let names = ["Actions from previous meeting", "Lead", "Progress"];
    let reading = table("Scrutiny Committee – Action sheet", &names, &[&["Send the register", "Head of Care", "Sent"]]);
    assert_eq!(sure(&reading), [(FindingKind::Action, "Send the register")]);
    assert_eq!(reading.findings[0].owner.as_deref(), Some("Head of Care"));
    let names = ["Minute", "Recommendation made", "Cabinet response"];
    let reading =
        table("Scrutiny recommendations monitoring", &names, &[&["34", "Delay the closure of the ferry", "Accepted"]]);
    assert_eq!(reading.findings[0].status.as_deref(), Some("Accepted"));
}
