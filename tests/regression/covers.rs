//! What the first lines of a paper were misread for: its title, its council, its date. Each told again in our own words.

use lookback::model::{DocumentKind, FindingKind};

use super::{read, sure};

#[test]
fn a_heading_of_plain_text_that_turns_to_the_next_line_is_one() {
    let report = "Adult Social Care Preparation for Assurance Peer\nChallenge Report\nFenmoor Metropolitan Borough Council\n\nMay 2023\n\nBackground\n\nFenmoor asked the Local Government Association to undertake a peer challenge. The team were onsite from 16th to 18th May 2023.\n";
    let reading = read("report.txt", report);
    assert_eq!(reading.document.kind, DocumentKind::ReviewReport);
    assert_eq!(
        reading.document.title.as_deref(),
        Some("Adult Social Care Preparation for Assurance Peer Challenge Report")
    );
    let minute = "MINUTE of MEETING of the CHILDREN AND\nLIFELONG LEARNING COMMITTEE held in the\nCouncil Chambers, Glenlaw House on Tuesday, 11\nJune 2019 at 10.30am\nPresent: Councillors Blair (Convener) and Dunn.\n\n3. JOINT INSPECTION OF SERVICES FOR CHILDREN IN NEED OF CARE AND\nPROTECTION\n\nThere was submitted a report by the Executive Director.\n\nThe Committee:-\n\n(1) noted what the inspectors had found;\n\n(2) agreed that a plan be submitted to the meeting in September 2019; and\n\n(3) instructed the Executive Director to report on kinship care within two cycles.\n";
    let reading = read("minute.txt", minute);
    assert_eq!(reading.document.kind, DocumentKind::Minutes);
    assert_eq!(reading.document.committee.as_deref(), Some("Children and Lifelong Learning Committee"));
    assert_eq!(reading.document.date.map(|date| date.to_string()).as_deref(), Some("2019-06-11"));
    let resolved: Vec<&str> = sure(&reading).into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        resolved,
        [
            "noted what the inspectors had found",
            "agreed that a plan be submitted to the meeting in September 2019",
            "instructed the Executive Director to report on kinship care within two cycles."
        ]
    );
}

#[test]
fn minutes_are_not_called_by_an_item_of_theirs() {
    let text = "<h1>GLANFOR COUNTY COUNCIL</h1><p>MINUTES OF THE LEARNING SCRUTINY COMMITTEE HELD ON 8 NOVEMBER 2021</p><p>PRESENT: Councillor E. Rees (Chair)</p><h3>4. CIW INSPECTION OF CHILDREN'S SERVICES</h3><p>The Committee received the report.</p><p>RESOLVED to accept it.</p>";
    let reading = read("minutes.html", text);
    assert_eq!(reading.document.title.as_deref(), Some("Minutes of the Learning Scrutiny Committee"));
    assert_eq!(reading.document.council.as_deref(), Some("Glanfor"));
}

#[test]
fn the_office_a_letter_goes_to_is_no_part_of_the_councils_name() {
    let text = "<p>Director of Children’s Services<br>Thornmere County Council<br>Shire Hall</p><p>14 March 2022</p><p>Dear Janet,</p><h1>Regional Peer Challenge – Thornmere, 1 – 3 March 2022</h1><p>Thank you for asking us to undertake a peer challenge of your front door.</p><h2>What’s working well?</h2><ul><li>Partners value the advice line.</li></ul><h2>Even better if…</h2><ul><li>Plans were shared with schools.</li></ul>";
    let reading = read("letter.html", text);
    assert_eq!(reading.document.council.as_deref(), Some("Thornmere"));
    assert_eq!(
        sure(&reading),
        [
            (FindingKind::Strength, "Partners value the advice line."),
            (FindingKind::AreaForConsideration, "Plans were shared with schools.")
        ]
    );
}

#[test]
fn a_title_above_the_peers_words_is_no_council_without_a_name() {
    let text = "Final Report Corporate Peer Challenge\n\nFenmoor Council\n\n18 to 21 September 2023\n\nKey recommendations\n\nRecommendation 1: Agree the savings that will close the gap.\n";
    assert_eq!(read("report.txt", text).document.council.as_deref(), Some("Fenmoor"));
}

#[test]
fn a_date_in_what_is_asked_for_is_not_when_the_report_was_published() {
    let text = "<h1>Planning Peer Review: Fenmoor Borough Council</h1><p>On site: 7-9 February 2024</p><h2>Recommendations</h2><table><tr><th>Ref</th><th>Recommendation</th></tr><tr><td>R1</td><td>Create one checklist, published by September 2024.</td></tr></table>";
    let reading = read("report.html", text);
    assert_eq!(reading.document.published, None);
    assert_eq!(
        reading.document.date.map(|date| date.to_string()).as_deref(),
        Some("2024-02-09"),
        "the last day on site"
    );
    assert_eq!(sure(&reading).len(), 1);
}

#[test]
fn a_task_and_finish_group_is_whose_report_it_is_and_not_the_cabinet_it_goes_to() {
    let text = "<h1>Report of the Children’s Services Scrutiny Task and Finish Group: Missing Education</h1><p>Fenmoor Council, April 2018</p><h2>Recommendations</h2><p>The Task and Finish Group recommends to Cabinet that:</p><p>i. the Council writes to all schools; and</p><p>ii. a report is brought each October.</p>";
    let reading = read("report.html", text);
    assert_eq!(reading.document.committee.as_deref(), Some("Children's Services Scrutiny Task and Finish Group"));
}

#[test]
fn what_an_officer_or_the_cabinet_reports_of_a_review_is_no_review() {
    let response = "<h1>FENMOOR COUNCIL</h1><h2>CABINET</h2><p>11 September 2012</p><h2>Response to the Children’s Services Scrutiny Committee: Safeguarding Children Peer Review</h2><p>Report of the Cabinet Member for Children</p><p>2.1 That Cabinet agrees the response.</p>";
    assert_eq!(read("paper.html", response).document.kind, DocumentKind::CabinetResponse);
    let progress = "Report to:      Children's Services Scrutiny Committee\nDate:           19 September 2013\nReport of:      Director of Children's Services\nSubject:        Safeguarding Children Peer Review - Progress Report\n\n2.1  Members are asked to:\n\n     (a) note the progress made; and\n     (b) consider what follows.\n";
    let reading = read("paper.txt", progress);
    assert_eq!(reading.document.kind, DocumentKind::PanelReport);
    assert!(sure(&reading).is_empty());
}

#[test]
fn since_when_progress_is_told_is_not_when_the_paper_is_of() {
    let text = "<h1>Fenmoor Council: improvement plan</h1><p>October 2024</p><p>Progress since the February 2020 peer challenge, and the areas for improvement in Ofsted’s report of March 2022.</p><table><tr><th>Recommendation</th><th>Action</th><th>Progress</th></tr><tr><td>Publish the list of quays</td><td>Count the quays</td><td>Counted in May</td></tr></table>";
    let reading = read("plan.html", text);
    assert_eq!(reading.document.date.map(|date| date.to_string()).as_deref(), Some("2024-10"));
}

#[test]
fn what_a_council_did_about_something_is_no_cabinet_response() {
    let report = |said: &str| {
        format!(
            "Corporate Peer Challenge\n\nFenmoor Borough Council\n\nFeedback report\n\n8 to 11 November 2022\n\n1. Executive summary\n\n{said}\n\n2. Key recommendations\n\nRecommendation 1: Agree a single plan for the town centre.\n"
        )
    };
    let reading = read("1.txt", &report("The council's response to the flood brought partners closer together."));
    assert_eq!(reading.document.kind, DocumentKind::ReviewReport);
    assert!(reading.document.on_site.is_some());
    for title in ["Council response to the peer challenge", "Council Response", "Cabinet's response to our report"] {
        let text = format!("{title}\n\nFenmoor Borough Council\n\n8 December 2022\n\nRecommendation 1: Accepted.\n");
        assert_eq!(read("2.txt", &text).document.kind, DocumentKind::CabinetResponse, "{title}");
    }
}
