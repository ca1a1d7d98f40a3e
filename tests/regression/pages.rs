//! Pages of councils' committee software, saved as text, and how minutes print what was resolved.

use lookback::model::{DocumentKind, FindingKind, Reading};

use super::{read, recommendation, sure};

fn texts(text: &str) -> Vec<String> {
    let reading = read("minutes.txt", text);
    sure(&reading).into_iter().map(|(_, text)| text.to_owned()).collect()
}

fn front(reading: &Reading) -> (DocumentKind, Option<&str>, Option<&str>, Option<String>) {
    let document = &reading.document;
    let date = document.date.map(|date| date.to_string());
    (document.kind, document.title.as_deref(), document.committee.as_deref(), date)
}

const DECISION: &str = "Decision details\n\nCorporate Peer Challenge Action Plan\n\nDecision Maker: Cabinet\n\nDecision status: Approved\n\nIs Key decision?: No\n\nIs subject to call in?: Yes\n\nPurpose:\n\nTo agree an answer to the peers, who came on 3 June 2024.\n\nDecision:\n\n(1) To approve the plan.\n\n(2) To publish it in spring.\n\nReasons for the decision:\n\nThe peers made eight recommendations.\n\nReport author: A Hill\n\nPublication date: 17/10/2024\n\nDate of decision: 16/10/2024\n\nDecided at meeting: 16/10/2024 - Cabinet\n\nAccompanying Documents:\n";

#[test]
fn a_page_of_a_decision_is_called_by_its_item_and_dated_by_its_meeting() {
    let reading = read("page.txt", DECISION);
    let title = Some("Corporate Peer Challenge Action Plan");
    assert_eq!(front(&reading), (DocumentKind::Minutes, title, Some("Cabinet"), Some("2024-10-16".into())));
    let kind = FindingKind::Resolution;
    assert_eq!(sure(&reading), [(kind, "To approve the plan."), (kind, "To publish it in spring.")]);
    let by_one =
        DECISION.replace("- Cabinet", "- Leader of the Council").replace(": Cabinet", ": Leader of the Council");
    assert_eq!(read("page.txt", &by_one).document.committee, None);
}

#[test]
fn pages_of_issues_and_of_whole_meetings_are_minutes() {
    let issue = "Issue - meetings\n\nScrutiny of the action plan\n\nMeeting: 09/02/2022 - Housing Panel (Item 6)\n\n6 Scrutiny of the action plan pdf icon PDF 279 KB\n\nAdditional documents:\n\nMinutes:\n\nThe Director spoke of the review of 3 May 2021.\n\nRESOLVED: That the plan be noted.\n";
    let reading = read("page.txt", issue);
    let title = Some("Scrutiny of the action plan");
    assert_eq!(front(&reading), (DocumentKind::Minutes, title, Some("Housing Panel"), Some("2022-02-09".into())));
    assert!(reading.blocks.iter().all(|block| !block.text.contains("PDF")));
    let meeting = "Agenda and minutes\n\nHousing Panel - Thursday, 27th August, 2020 6.00 pm\n\nVenue: Shire Hall\n\nItems\n\nNo. Item\n\n1. MINUTES PDF 63 KB\n\nTo confirm the record of the meeting of the Housing Panel held on 27 February 2020.\n\n2. REPAIRS\n\nRESOLVED: That the backlog be cleared.\n";
    let reading = read("page.txt", meeting);
    assert_eq!(front(&reading).3.as_deref(), Some("2020-08-27"));
    assert_eq!(front(&reading).2, Some("Housing Panel"));
    // The item of an agenda may be of any day: a day in its prose is another one.
    let item = "Agenda item\n\nPeer review of housing\n\nThe peers came on 3 May 2021.\n\nRESOLVED: That the report be noted.\n";
    assert_eq!(front(&read("page.txt", item)), (DocumentKind::Minutes, Some("Peer review of housing"), None, None));
}

#[test]
fn minutes_that_are_agreed_date_no_other_paper() {
    let text = "Apologies\n\nNone.\n\nMinutes\n\nMinutes from 3 September 2024\n\nPeer review\n\nCabinet, at its meeting on 16 October 2024, will consider the plan.\n\nRESOLVED: That the plan be noted.\n";
    assert_eq!(read("page.txt", text).document.date, None);
}

const HEAD: &str = "Minutes of the Housing Panel held on 3 May 2016\n\n1. Repairs\n\nMembers spoke.\n\n";

#[test]
fn what_is_resolved_goes_on_after_and_and_stands_below_that() {
    for lead in
        ["RESOLVED: That", "RESOLVED THAT", "RESOLVED: To", "RESOLVED:\n\nThat", "the Panel RESOLVED to approve that:-"]
    {
        let want = ["the report be noted", "the plan be approved."];
        let listed = format!("{HEAD}{lead}\n\n(1) the report be noted; and\n\n(2) the plan be approved.\n");
        assert_eq!(texts(&listed), want, "{lead}");
        let listed = format!("{HEAD}{lead}\n\n1) the report be noted; or\n\n2) the plan be approved.\n");
        assert_eq!(texts(&listed), want, "{lead}");
    }
    assert_eq!(texts(&format!("{HEAD}The Panel then:-\n\n(1) Noted that it rose.\n\n(2) Noted the plan.\n")).len(), 2);
}

#[test]
fn a_decision_above_the_word_that_resolves_is_only_its_label() {
    let text =
        "Decision:\n\nFurther to Minute 25 the Panel considered the letter.\n\nRESOLVED: That the letter be noted.\n";
    assert_eq!(texts(&format!("{HEAD}{text}")), ["That the letter be noted."]);
    assert!(texts(&format!("{HEAD}Decision: Upheld\n")).is_empty());
    assert!(texts(&format!("{HEAD}Decision : Not upheld\n\nThe complaint\n")).is_empty());
    assert!(texts(&format!("{HEAD}Decision: |\n")).is_empty());
}

#[test]
fn action_by_names_the_owner_of_what_stands_above() {
    let text = "DECISION\n\n1. To note the report.\n\n2. To publish the plan.\n\nAction by:\n\nCORPORATE DIRECTOR, RESOURCES (A. HILL)\n\n(Head of Policy (B. Oak))\n\nMinutes:\n\nThe Mayor spoke.\n";
    let reading = read("minutes.txt", &format!("{HEAD}{text}"));
    let found: Vec<_> = reading.findings.iter().map(|found| (found.text.as_str(), found.owner.as_deref())).collect();
    let owner = Some("CORPORATE DIRECTOR, RESOURCES (A. HILL)");
    assert_eq!(found, [("To note the report.", owner), ("To publish the plan.", owner)]);
}

#[test]
fn a_recommendation_named_above_its_words_is_one() {
    let named = "Improvement Recommendation 1 - Pressures on the schools budget\n\nRecommendation:- The Council should close the gap in the schools budget by March 2025.\n";
    let want = [(FindingKind::Recommendation, "The Council should close the gap in the schools budget by March 2025.")];
    let minutes = read("minutes.txt", &format!("{HEAD}{named}"));
    assert_eq!(sure(&minutes), want);
    assert_eq!(minutes.findings[0].citation.item, recommendation("1"));
    let report = read("report.txt", &format!("Corporate Peer Challenge Feedback Report\n\nJune 2024\n\n{named}"));
    assert_eq!(sure(&report), want);
}
