//! What lists, their labels and their titles say, in our own words.

use lookback::model::{Certainty, FindingKind};

use super::{read, sure};

const REVIEW: &str = "<h1>Averham Council Corporate Peer Challenge</h1><p>Feedback report, June 2024</p>";

#[test]
fn parts_of_a_numbered_line_are_the_findings_and_the_line_is_none() {
    let text = "<h2>2. Recommendations to the Committee</h2><p>2.1 That the Committee:</p><p>2.1.1 considers the report;</p><p>2.1.2 accepts the findings of fault.</p><h2>3. The complaint</h2><p>3.1 Ms X complained.</p>";
    let kind = FindingKind::Recommendation;
    let found = read("r.html", &format!("{REVIEW}{text}"));
    assert_eq!(sure(&found), [(kind, "considers the report;"), (kind, "accepts the findings of fault.")]);
}

#[test]
fn clauses_may_be_lettered_in_capitals() {
    let text = "<h1>WESTRY COUNCIL</h1><p>Minutes of the meeting of the Council held on 18 May 2022</p><h3>7. TREASURY</h3><p>RESOLVED – that</p><p>A. the strategy for 2022/23 be approved;</p><p>B. the indicators at Annex 2 be adopted; and</p><p>C. the Director of Resources be authorised to vary the limits.</p>";
    let found = read("m.html", text);
    let items: Vec<_> = found.findings.iter().map(|finding| finding.citation.item.as_deref()).collect();
    assert_eq!(items, [Some("A"), Some("B"), Some("C")]);
}

#[test]
fn lines_that_group_an_indented_list_are_no_part_of_its_items() {
    let text = "Joint Health Scrutiny Committee\nFinal report: stroke services\nJuly 2019\n\n2. Recommendations\nThe Committee has agreed the following recommendations:\nTo the Northmarsh Clinical Commissioning Group\n    1. That the travel analysis be re-run for journeys at night and at\n       weekends.\nTo the Eastry Hospitals Trust\n    2. That a recruitment plan be agreed by December 2019.\n\n3. Evidence\n3.1 Professor Hay told the Committee that patients should be scanned within an hour.\n";
    let kind = FindingKind::Recommendation;
    let want = [
        "That the travel analysis be re-run for journeys at night and at weekends.",
        "That a recruitment plan be agreed by December 2019.",
    ];
    assert_eq!(sure(&read("report.txt", text)), want.map(|text| (kind, text)));
}

#[test]
fn key_messages_may_be_headings_that_tell() {
    let text = "<h2>Key messages</h2><h3>Message 1: Your staff are your greatest asset</h3><p>Keep listening to them.</p><h3>Message 2: Waiting lists for assessments need more grip</h3><p>They were told in May.</p><h2>Background</h2><p>There were delays.</p>";
    let found = read("r.html", &format!("{REVIEW}{text}"));
    let told: Vec<_> = found.findings.iter().map(|finding| (finding.certainty, finding.text.as_str())).collect();
    assert_eq!(told, [(Certainty::Possible, "Waiting lists for assessments need more grip")]);
}

#[test]
fn what_a_force_should_do_is_the_title_of_an_area_for_improvement() {
    let text = "<p>HMICFRS</p><h1>PEEL 2023–25</h1><h2>An inspection of Mercaster Police</h2><p>Published on: 8 December 2023</p><h2>Overall summary</h2><p>Our inspection assessed how good Mercaster Police is in nine areas of policing.</p><h2>Protecting vulnerable people</h2><p>It is inadequate.</p><h3>Areas for improvement</h3><p><b>The force should make better use of protective orders</b></p><p>The force obtained 14 orders in the year.</p><h3>Main findings</h3><p>In this section we set out more.</p>";
    let kind = FindingKind::Recommendation;
    assert_eq!(sure(&read("r.html", text)), [(kind, "The force should make better use of protective orders")]);
}
