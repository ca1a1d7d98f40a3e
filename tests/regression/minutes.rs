//! Minutes of many houses: what stands under a heading that every meeting has, asks and actions in prose, and what is no finding.

use lookback::model::{Certainty, Finding, FindingKind, ReadFinding, Reading};

use super::{read, sure};

const TITLE: &str = "Minutes of the meeting of the Marlshire Children's Scrutiny Panel held on 14 March 2017\n\n";

fn minutes(text: &str) -> Reading {
    read("minutes.txt", &format!("{TITLE}{text}"))
}

fn all(reading: &Reading) -> Vec<(FindingKind, &str)> {
    reading.findings.iter().map(|finding| (finding.kind, finding.text.as_str())).collect()
}

fn only(reading: &Reading) -> &Finding {
    assert_eq!(reading.findings.len(), 1, "{:?}", all(reading));
    &reading.findings[0]
}

#[test]
fn a_heading_in_capitals_does_not_swallow_the_items_after_it() {
    let ask = "RESOLVED that the Director be asked to report on vacancies in June 2015.";
    let text = "that the Director be asked to report on vacancies in June 2015.";
    for above in [
        "2. DECLARATIONS OF INTEREST\n\nThere were none.\n\n3. Foster care: yearly report",
        "2. DECLARATIONS OF INTEREST\n\nThere were none.\n\n3. Foster care and the yearly report of the service, with its annexes and its figures for each of the districts.",
        "DECLARATIONS OF INTEREST\n\nThere were none.\n\nFoster care",
        "PUBLIC PARTICIPATION\n\nNobody spoke.\n\nFoster care\n\nThe Panel received the report.",
        "PUBLIC PARTICIPATION\n\nMrs Green spoke of her street.",
    ] {
        let reading = minutes(&format!("{above}\n\n{ask}\n"));
        assert_eq!(sure(&reading), [(FindingKind::Request, text)], "{above}");
    }
}

#[test]
fn what_is_resolved_in_every_meeting_stays_set_aside() {
    for text in [
        "APOLOGIES FOR ABSENCE\n\nRESOLVED that the apologies be accepted.",
        "EXCLUSION OF THE PRESS AND PUBLIC\n\nRESOLVED:\n\nThat the press and public be excluded from the meeting for the next item.",
        "DATE OF NEXT MEETING\n\nAGREED that the next meeting be held on 4 May 2017.",
    ] {
        let reading = minutes(text);
        assert!(reading.findings.is_empty(), "{text}: {:?}", all(&reading));
    }
}

#[test]
fn the_committees_own_verb_counts_among_points_made() {
    let points = |point: &str| {
        minutes(&format!("4. Early help\n\nThe following main points were made:\n\n- Waits were long.\n\n- {point}\n"))
    };
    for (point, kind) in [
        ("The Panel requested that the audit be shared with Members.", FindingKind::Request),
        ("It was agreed that the Chair would write to head teachers.", FindingKind::Resolution),
        ("A Member asked about neglect and it was agreed that figures would be sent round.", FindingKind::Resolution),
    ] {
        let reading = points(point);
        assert_eq!((only(&reading).kind, only(&reading).certainty), (kind, Certainty::Possible), "{point}");
    }
    for point in ["Members asked why waits had grown.", "The Panel requested that more be done, a Member recalled."] {
        let reading = points(point);
        assert!(reading.findings.is_empty(), "{point}: {:?}", all(&reading));
    }
}

#[test]
fn what_was_agreed_after_other_words_and_who_undertook_it_is_possible() {
    for (text, kind) in [
        (
            "The hall had been shut since May - it was agreed that the Clerk would write to its owners.",
            FindingKind::Resolution,
        ),
        ("It was, however, agreed that the table could be shortened.", FindingKind::Resolution),
        ("Following discussion, it was agreed that the survey be run again.", FindingKind::Resolution),
        ("The Chair agreed to write to Cllr Vale about the lane.", FindingKind::Action),
        ("The Clerk agreed to write to the bus company.", FindingKind::Action),
        ("Councillor Tarn requested that the Director write to the housing trust.", FindingKind::Request),
    ] {
        let reading = minutes(&format!("4. Roads\n\n{text}\n"));
        assert_eq!((only(&reading).kind, only(&reading).certainty), (kind, Certainty::Possible), "{text}");
    }
}

#[test]
fn actions_end_paragraphs_stand_below_a_heading_and_name_who_did_what_stands_above() {
    let reading =
        minutes("4. Training\n\nThe training was thin. ACTION - Mr Webb to tell the Panel of further courses.\n");
    let action = only(&reading);
    assert_eq!((action.kind, action.certainty), (FindingKind::Action, Certainty::Sure));
    assert_eq!(action.text, "Mr Webb to tell the Panel of further courses.");
    assert_eq!(action.owner.as_deref(), Some("Mr Webb"));
    let reading = minutes(
        "4. Training\n\nMembers spoke of it.\n\nAction\n\nOfficers to continue with the programme and report in May.\n",
    );
    assert_eq!(only(&reading).kind, FindingKind::Action);
    let reading = minutes("4. Training\n\nAction\n\nThe Panel thanked the officers for the evening.\n");
    assert!(reading.findings.is_empty(), "{:?}", all(&reading));
    let reading =
        minutes("4. Lanes\n\nThe lane was shut. The Panel would ask the county why.\n\nACTION: Councillor Rook\n");
    let action = only(&reading);
    assert_eq!((action.text.as_str(), action.certainty), ("The Panel would ask the county why.", Certainty::Possible));
    assert_eq!(action.owner.as_deref(), Some("Councillor Rook"));
    let reading = minutes("4. Lanes\n\nAGREED that the figures be sent round.\n\nACTION: Councillor Rook\n");
    assert_eq!(
        (only(&reading).kind, only(&reading).owner.as_deref()),
        (FindingKind::Resolution, Some("Councillor Rook"))
    );
}

#[test]
fn the_record_titles_plans_and_questions_are_no_findings() {
    for text in [
        "RESOLVED that the minutes of the meeting held on 3 May be taken as read and signed as correct.",
        "RESOLVED that the minutes of 3 May, having been circulated, be taken as read and correctly recorded.",
        "RECOMMENDED that the minutes of the Highways Panel of 3 May be approved.",
        "RESOLVED: To note that there were no Reserve Members in attendance.",
        "The Cabinet considered the recommendations of three reports on:\n\n- Markets\n\n- Lanes and bridges",
        "In May the Cabinet considered these reports and made responses to the recommendations:\n\n- Markets review\n\n- Lanes review",
        "The Council Plan had three priority areas:\n\n- A good start\n\n- Safe lanes",
        "Members asked a number of questions on the budget, in relation to the school.",
        "The Committee requested the ability to understand the plan.",
    ] {
        let reading = minutes(&format!("4. Business\n\n{text}\n"));
        assert!(reading.findings.is_empty(), "{text}: {:?}", all(&reading));
    }
    let reading = minutes(
        "4. Business\n\nRESOLVED that the minutes of 3 May be approved and the Director be asked to report on item 5.\n",
    );
    assert_eq!(only(&reading).kind, FindingKind::Request);
}

#[test]
fn lines_that_decide_stay_apart_and_keep_a_verb_that_says_what_was_decided() {
    let reading = minutes(
        "4. Visits\n\nAGREED the scope of the visits\nAGREED the dates of the visits\nNOTED the findings of the first visit\n",
    );
    let texts: Vec<&str> = reading.findings.iter().map(|finding| finding.text.as_str()).collect();
    assert_eq!(
        texts,
        ["AGREED the scope of the visits", "AGREED the dates of the visits", "NOTED the findings of the first visit"]
    );
    let reading = minutes("4. Visits\n\nAGREED the updates were noted.\n");
    assert_eq!(only(&reading).text, "the updates were noted.");
}

#[test]
fn owners_and_dates_are_not_taken_from_names_of_papers_nor_from_where_a_report_moves() {
    let one = |text: &str| only(&minutes(&format!("4. Business\n\nRESOLVED that {text}\n"))).clone();
    assert_eq!(one("the Budget Monitoring report be received.").owner, None);
    assert_eq!(one("the Panel agree to moving its report from January to March 2016.").due, None);
    assert_eq!(one("the map be published (Owner: Ann Hill).").owner.as_deref(), Some("Ann Hill"));
    assert_eq!(one("any three members can request the call-in of a decision.").kind, FindingKind::Resolution);
}

#[test]
fn a_date_left_of_a_recommendation_is_of_the_meeting_and_its_outcome_is_a_status() {
    let row = |names: &str, cells: &str| {
        let table = format!("| {names} |\n|---|---|---|\n| {cells} |\n");
        let text = format!("# Marlshire Children's Scrutiny Panel: recommendation tracker\n\n{table}");
        let reading = read("tracker.md", &text);
        (only(&reading).due.clone(), only(&reading).status.clone())
    };
    let said = row("Date | Recommendation | Outcome", "3 May 2016 | That the guide be published. | Accepted");
    assert_eq!(said, (None, Some("Accepted".to_owned())));
    let said = row("Recommendation | Owner | Date", "That the guide be published. | Head of Schools | June 2016");
    assert_eq!(said.0.as_deref(), Some("June 2016"));
    assert_eq!(row("Outcome | Action | Owner", "Safe lanes | Publish the guide to lanes | Clerk").1, None);
}

#[test]
fn each_clause_is_cited_by_its_letter_also_where_paragraphs_share_the_number_of_a_minute() {
    let cited = |text: &str| {
        let reading = minutes(text);
        let cited = |finding: &ReadFinding| {
            let at = finding.citation.to_string();
            (at.rsplit(", ").next().unwrap_or_default().to_owned(), finding.text.clone())
        };
        reading.findings.iter().map(cited).collect::<Vec<_>>()
    };
    let at = |at: &str, text: &str| (at.to_owned(), text.to_owned());
    let lettered = [
        at("minute 45 (a)", "That the report be noted."),
        at("minute 45 (b)", "That the plan be published."),
        at("minute 45 (q)", "That the Leader write to the Minister."),
    ];
    for number in ["45. ", "45", "45 "] {
        let [a, b, q] = ["a", "b", "q"].map(|letter| format!("{number}({letter})"));
        let text = format!(
            "45. Peer review\n\nRESOLVED:\n\n{a} That the report be noted.\n\n{b} That the plan be published.\n\n{q} That \
             the Leader write to the Minister.\n"
        );
        assert_eq!(cited(&text), lettered, "{number}");
    }
    let numbered = "45. Peer review\n\nRESOLVED:\n\n45(a) That the report be noted.\n\n45(b) That the plan be adopted, and (c) \
        that the Leader write to the Minister.\n";
    assert_eq!(
        cited(numbered)[1..],
        [
            at("minute 45 (b)", "That the plan be adopted"),
            at("minute 45 (c)", "that the Leader write to the Minister.")
        ]
    );
    let within = "45. Peer review\n\nRESOLVED:\n\n(a) That the report be noted.\n\n(b) That the plan be adopted; and (c) that \
        the Leader write to the Minister.\n\n(d) That the plan be published.\n\nThat copies be sent to all schools.\n\n(e) That \
        the Panel be thanked.\n";
    assert_eq!(
        cited(within),
        [
            at("minute 45 (a)", "That the report be noted."),
            at("minute 45 (b)", "That the plan be adopted"),
            at("minute 45 (c)", "that the Leader write to the Minister."),
            at("minute 45 (d)", "That the plan be published."),
            at("minute 45 (d)", "That copies be sent to all schools."),
            at("minute 45 (e)", "That the Panel be thanked."),
        ]
    );
}

#[test]
fn a_list_below_the_committees_name_and_the_word_decisions_is_what_it_decided() {
    let page = "<p><b>AVERHAM CITY COUNCIL</b></p><p><b>Harbour Committee</b></p><p><b>Minutes – Thursday 16 March 2023</b></p><p><b>HC/22/42 Beach huts</b></p><p>The Committee considered a report.</p><p><b>Decisions</b></p><p>The Committee</p><ol><li>Notes the report.</li><li>Requests a list of the huts that flood for the May meeting.</li></ol>";
    let reading = read("m.html", page);
    let found: Vec<_> = sure(&reading);
    let said: Vec<&str> = found.iter().map(|(_, text)| *text).collect();
    assert_eq!(said, ["Notes the report.", "Requests a list of the huts that flood for the May meeting."]);
}

#[test]
fn what_one_person_asks_another_to_do_is_possible_and_what_was_only_asked_about_is_not() {
    let asks = [
        "The Chair asked officers to write to each of the tenants.",
        "Councillor Hill requested a copy of the map.",
        "The Director was asked to bring the plan back in June.",
        "The Clerk would circulate the figures after the meeting.",
        "A written response to be provided to Councillor Hill.",
        "It was suggested that Cabinet look at the fees again.",
    ];
    let told = [
        "The Chair asked officers how far the work had come.",
        "Members sought clarification of the figures in the report.",
        "The Director was asked about the plan.",
        "The Director would welcome the plan.",
    ];
    let lines: Vec<&str> = asks.into_iter().chain(told).collect();
    let minutes = format!(
        "AVERHAM CITY COUNCIL\n\nHarbour Committee\n\nMinutes of the meeting held on 16 March 2023\n\n12. Beach huts\n\n{}\n",
        lines.join("\n\n")
    );
    let reading = read("m.txt", &minutes);
    let found: Vec<&str> = reading.findings.iter().map(|found| found.text.as_str()).collect();
    assert_eq!(found, asks);
    assert!(sure(&reading).is_empty());
}

#[test]
fn why_something_is_asked_is_not_asked() {
    let ask = "Recommendation: That Cabinet be asked to keep the mobile library.";
    let reading = minutes(&format!(
        "13. Library strategy\n\n{ask}\n\nReason for recommendation:\n\na) The Panel heard that 300 people use the van.\n\nb) The Panel was concerned that nothing else reaches the villages.\n"
    ));
    assert_eq!(all(&reading), [(FindingKind::Recommendation, "That Cabinet be asked to keep the mobile library.")]);
    let reading = minutes(
        "12. Call-in\n\nThe Panel agreed to refer the decision back to Cabinet for the following reasons:\n\na) the consultation was flawed; and\n\nb) the costs had not been set out.\n",
    );
    let found = all(&reading);
    assert!(found.iter().all(|(_, text)| !text.contains("flawed") && !text.contains("costs")), "{found:?}");
}
