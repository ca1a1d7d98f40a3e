//! House styles that were misread: a letter, a challenge, an assessment, minutes of other nations, each in our own words.

use std::collections::BTreeMap;

use lookback::model::{Boilerplate, Certainty, DocumentKind, FindingKind, Item, ReadFinding, Reading};

use super::common::Lookback;
use super::{label, read, recommendation, sure};

pub fn texts(reading: &Reading, kind: FindingKind) -> Vec<&str> {
    sure(reading).into_iter().filter(|(found, _)| *found == kind).map(|(_, text)| text).collect()
}

const LETTER: &str = "Dear Gareth\n\nEastwell Adult Safeguarding Peer Review\n\nOn behalf of the peer team, thank you for inviting us to Eastwell from 5th to 8th June 2018. You asked for a view before the Care Quality Commission assesses the service.\n\nThe peer team were:\n\nHelen Pike – Director of Adult Services, Northfell Borough Council\n\nCllr Ray Dunn – Cabinet Member, Harrowdale Council\n\nSuggestions for consideration\n\nWe suggest some actions. The council should:\n\n1. Agree one set of priorities with partners\n\n2. Invest in member development\n\n3. Set out how the programme will be governed\n\nYours sincerely\n\nHelen Pike\n";

#[test]
fn a_letter_is_of_the_council_that_was_visited_and_not_of_one_the_peers_come_from() {
    let reading = read("letter.txt", LETTER);
    assert_eq!(reading.document.kind, DocumentKind::ReviewLetter);
    assert_eq!(reading.document.council.as_deref(), Some("Eastwell"));
    // That an inspectorate is named makes it no inspection.
    let own = reading.mentions.iter().find(|mention| mention.own).expect("it is a review's own letter");
    assert_eq!((own.body.as_deref(), own.subject.as_deref()), (Some("LGA"), Some("adult social care")));
}

#[test]
fn the_last_line_of_a_numbered_list_is_no_heading() {
    let reading = read("letter.txt", LETTER);
    assert_eq!(
        texts(&reading, FindingKind::AreaForConsideration),
        [
            "Agree one set of priorities with partners",
            "Invest in member development",
            "Set out how the programme will be governed"
        ]
    );
}

#[test]
fn a_line_of_an_area_and_its_grade_begins_a_chapter() {
    let text = "Inspection of Harrowdale local authority children's services\n\nInspection dates: 7 to 18 March 2022\n\nWhat needs to improve?\n\n◼ The timeliness of conferences.\n\n◼ Life-story work.\n\nThe experiences and progress of children in care: requires improvement to be good\n\n1. Many families benefit from early help. Plans are mostly specific.\n\n2. Thresholds are not applied consistently. Some children wait too long.\n";
    let reading = read("report.txt", text);
    assert_eq!(texts(&reading, FindingKind::Recommendation), ["The timeliness of conferences.", "Life-story work."]);
}

#[test]
fn what_a_partnership_does_well_and_needs_to_do_better_is_found() {
    let text = "Area SEND inspection of Marbury Local Area Partnership\n\nInspection dates: 10 to 14 July 2023\n\nWhat is the area partnership doing that is effective?\n\n• Leaders are ambitious.\n\nWhat does the area partnership need to do better?\n\n• Plans are not updated.\n\n• Waits for therapy remain too long.\n";
    let reading = read("report.txt", text);
    assert_eq!(reading.document.council.as_deref(), Some("Marbury"));
    assert_eq!(texts(&reading, FindingKind::Strength), ["Leaders are ambitious."]);
    assert_eq!(
        texts(&reading, FindingKind::AreaForConsideration),
        ["Plans are not updated.", "Waits for therapy remain too long."]
    );
    let own = reading.mentions.iter().find(|mention| mention.own).expect("it is an inspection's own report");
    assert_eq!((own.body.as_deref(), own.subject.as_deref()), (Some("Ofsted"), Some("SEND")));
}

#[test]
fn the_rating_of_an_assessment_is_its_overall_grade() {
    let text = "Northfell Council: local authority assessment\n\nHow we assess local authorities\n\nAssessment published: 14 May 2024\n\nDemographics\n\nNorthfell is a unitary authority that serves many people.\n\nLocal authority rating and score\n\nNorthfell Council: Requires improvement\n\nQuality statement scores\n\nAssessing needs\n\nScore: 2\n\nSome carers wait. Adult social care staff are proud of what they do.\n";
    let reading = read("assessment.txt", text);
    assert_eq!(reading.document.grade.as_deref(), Some("Requires improvement"));
    let own = reading.mentions.iter().find(|mention| mention.own).expect("it is an assessment's own report");
    assert_eq!((own.body.as_deref(), own.subject.as_deref()), (Some("CQC"), Some("adult social care")));
}

#[test]
fn minutes_are_not_set_aside_for_their_title_and_their_items_and_actions_stay_apart() {
    let text = "GLANFOR COUNTY COUNCIL\n\nLEARNING SCRUTINY COMMITTEE\n\nMinutes of the meeting held remotely on 3rd October 2022\n\nATTENDANCE: Councillor M. Price (Chair); Councillor T. Hughes\n\nITEM 3: ESTYN INSPECTION OF EDUCATION SERVICES\n\nThe Committee received the report. Estyn made three recommendations:\nR1 Improve outcomes for learners in secondary schools\nR2 Strengthen self-evaluation\nR3 Ensure that attendance goes on improving\n\nDecision:\n(a) The Committee noted the report.\n(b) The Committee requested that attendance data be shared every term.\nAction: Director of Education to circulate the data by December 2022.\n";
    let reading = read("minutes.txt", text);
    assert!(reading.blocks.iter().all(|block| block.boilerplate != Some(Boilerplate::CorrectRecord)));
    assert_eq!(
        texts(&reading, FindingKind::Recommendation),
        [
            "Improve outcomes for learners in secondary schools",
            "Strengthen self-evaluation",
            "Ensure that attendance goes on improving"
        ]
    );
    let asked = reading.findings.iter().find(|finding| finding.text.contains("every term")).expect("it is found");
    assert_eq!(asked.text, "The Committee requested that attendance data be shared every term.");
    assert_eq!(asked.citation.item, label("b"));
    assert_eq!(asked.citation.section.as_deref(), Some("ITEM 3: ESTYN INSPECTION OF EDUCATION SERVICES"));
    assert_eq!(texts(&reading, FindingKind::Action), ["Director of Education to circulate the data by December 2022."]);
}

#[test]
fn items_numbered_without_a_stop_are_items() {
    let text = "                   NORBURY COUNCIL\n\n           SCRUTINY COMMITTEE\n\nMINUTES of the meeting held in Committee Room 2 on Wednesday 7 July 2021\n\nPRESENT:   Councillor Khan (Chairman)\n           Councillors Lee, Moss and North\n\n13   HOMELESSNESS STRATEGY\n\n     The Manager presented the draft strategy.\n\n     RESOLVED to recommend to the Cabinet:\n\n     (1)   that the target be reduced to four weeks; and\n\n     (2)   that an officer be seconded from the county council.\n\n14   PEER CHALLENGE\n\n     RESOLVED that an update be brought in March.\n";
    let reading = read("minutes.txt", text);
    let places: Vec<_> = reading
        .findings
        .iter()
        .map(|finding| (finding.citation.paragraph.as_deref(), finding.citation.item.clone()))
        .collect();
    assert_eq!(places, [(Some("13"), label("1")), (Some("13"), label("2")), (Some("14"), None)]);
}

#[test]
fn strengths_and_areas_side_by_side_in_a_table_are_both_found() {
    let text = "<h1>Norbury Council Adult Social Care Peer Challenge</h1><p>Feedback, 4th – 6th February 2020</p><h2>Leadership</h2><table><tr><td><b>Strengths</b></td><td><b>Areas for further consideration</b></td></tr><tr><td>A stable senior team</td><td>Waits for occupational therapy</td></tr></table>";
    let reading = read("feedback.html", text);
    assert_eq!(
        sure(&reading),
        [
            (FindingKind::Strength, "A stable senior team"),
            (FindingKind::AreaForConsideration, "Waits for occupational therapy")
        ]
    );
}

#[test]
fn the_recommendations_of_a_progress_review_are_cited_by_their_numbers() {
    let text = "Corporate Peer Challenge – Progress Review\n\nWexbridge District Council\n\n18 June 2024\n\nSummary of the approach\n\nIt looked at each of the recommendations:\n\n• Recommendation 1 - Agree a clear vision for the district\n\n• Recommendation 2 - Publish a financial strategy\n";
    let reading = read("progress.txt", text);
    let cited: Vec<String> = reading.findings.iter().map(|finding| finding.citation.to_string()).collect();
    assert!(cited[0].ends_with("recommendation 1") && cited[1].ends_with("recommendation 2"), "{cited:?}");
}

/// An undated plan answers the review it repeats, or the only one before the year in its title; else it is of none.
#[test]
fn an_undated_plan_is_of_no_review_it_neither_repeats_nor_follows() {
    let challenge = |month: &str, found: &str| {
        format!(
            "Corporate Peer Challenge\n\nNorbury Council\n\nThe challenge took place in {month}.\n\nKey recommendations\n\n• {found}\n"
        )
    };
    let plan = |title: &str, found: &str| {
        format!(
            "<h1>{title}</h1><p>Norbury Council</p><table><tr><th>LGA recommendation</th><th>Lead</th></tr><tr><td>{found}</td><td>Clerk</td></tr></table>"
        )
    };
    let review_of = |title: &str, found: &str| {
        let lookback = Lookback::new()
            .file("a.txt", challenge("February 2018", "Agree one vision for the district"))
            .file("b.txt", challenge("May 2022", "Publish a strategy for the budget"))
            .file("plan.html", plan(title, found));
        let table = lookback.answer(&["findings", "--format", "csv"], 0);
        let mut table = csv::Reader::from_reader(table.as_bytes());
        let rows: Vec<BTreeMap<String, String>> = table.deserialize().map(|row| row.expect("a row")).collect();
        rows.into_iter().find(|row| row["text"] == found).expect("the plan has the finding")["review"].clone()
    };
    let first = "norbury-lga-corporate-2018-02";
    assert_eq!(review_of("Peer challenge action plan", "Agree one vision for the district"), first);
    assert_eq!(review_of("Peer challenge action plan 2019", "Write a plan for the town"), first);
    assert_eq!(review_of("Peer challenge action plan", "Write a plan for the town"), "");
}

#[test]
fn what_is_resolved_on_a_vote_and_done_under_a_heading_is_found_in_its_minute() {
    let text = "Fernley Borough Council\n\nHousing Scrutiny Panel\n\nMonday 4 March 2019\n\nMinutes\n\n2. Damp and mould\n\nOn being put to the vote, with 5 votes for and 1 against, it was RESOLVED to ask Cabinet to publish the survey.\n\n6. Fire safety\n\nRECOMMENDATION TO CABINET\n\nThat sprinklers be fitted in the three tower blocks.\n\n9. Peer review\n\nRESOLVED (unanimously) -\n\n(a) to note the letter of the peer team\n(b) to establish a working group of three members\n\n10. Leaseholders\n\nACTIONS\nHead of Housing: to write to all leaseholders by 30 April 2019\nFinance Manager: to confirm the cost of the survey\n\n11. Empty homes\n\nThe Panel heard that there were forty.\n";
    let reading = read("minutes.txt", text);
    let found: Vec<_> = reading
        .findings
        .iter()
        .map(|finding| {
            (finding.kind, finding.citation.paragraph.as_deref().unwrap_or_default(), finding.owner.as_deref())
        })
        .collect();
    use FindingKind::{Action, Recommendation, Request, Resolution};
    assert_eq!(
        found,
        [
            (Request, "2", None),
            (Recommendation, "6", None),
            (Resolution, "9", None),
            (Resolution, "9", None),
            (Action, "10", Some("Head of Housing")),
            (Action, "10", Some("Finance Manager")),
        ]
    );
}

#[test]
fn what_explains_a_labelled_recommendation_is_none() {
    let text = "<h1>Corporate Peer Challenge</h1><p>Wexbridge District Council</p><h2>Key recommendations</h2><p>The team recommends:</p><p><b>2.1 Recommendation 1: Agree a vision for the district.</b></p><p>It should be written with residents.</p><p>It should look ahead to 2040.</p><p><b>2.2 Recommendation 2: Publish a financial strategy.</b></p>";
    let reading = read("report.html", text);
    assert_eq!(
        texts(&reading, FindingKind::Recommendation),
        ["Agree a vision for the district.", "Publish a financial strategy."]
    );
}

#[test]
fn a_recommendation_is_one_in_the_report_and_in_the_table_that_answers_it() {
    let report = "Overview and Scrutiny Committee\n\nHarrowdale Council\n\nTask and Finish Group: Care Leavers\n\nFinal report – November 2021\n\nRecommendations\n\nThe Group makes the following recommendations to the Executive:\n\nR1. That the Council Tax exemption for care leavers be extended to the age of 25.\nR2. That the Housing Service sets aside 20 tenancies a year.\n";
    let response = "<p>Harrowdale Council</p><p>EXECUTIVE – 15 February 2022</p><h1>Response to the Task and Finish Group: Care Leavers</h1><table><tr><th>Recommendation</th><th>Response</th></tr><tr><td>R1. That the Council Tax exemption for care leavers be extended to the age of 25.</td><td>Accepted</td></tr><tr><td>R2. That the Housing Service sets aside 20 tenancies a year.</td><td>Partially accepted</td></tr></table>";
    let minutes = "<p>Harrowdale Council</p><h1>Overview and Scrutiny Committee</h1><p>Tuesday 7 March 2023</p><h2>Minutes</h2><h3>5. Care leavers</h3><p>Members considered that recommendation R1 was now complete.</p>";
    let lookback =
        Lookback::new().file("report.txt", report).file("response.html", response).file("minutes.html", minutes);
    let found = lookback.answer(&["findings", "--kind", "recommendation"], 0);
    assert!(found.starts_with("2 findings") && found.contains("Also in Cabinet response, 15 Feb 2022"), "{found}");
    let thread = lookback.answer(&["trace", "harrowdale-2021-11-panel-report/recommendations/R1"], 0);
    for told in ["“Accepted”", "recommendation R1 was now complete"] {
        assert!(thread.contains(told), "{told}: {thread}");
    }
}

#[test]
fn visits_between_inspections_are_read_and_stand_in_a_line_of_their_own() {
    let letter = "22 August 2023\n\nMs Karen Field\nDirector of Children's Services\nMarbury City Council\n\nDear Ms Field\n\nFocused visit to Marbury children's services\n\nThis letter summarises the findings of the visit on 12 and 13 July 2023. His Majesty's Inspectors for this visit were A. Hill and B. Moss.\n\nHeadline findings\n\nThe front door is a strength.\n\nWhat needs to improve in this area of social work practice?\n\n◼ The recording of management decisions.\n◼ The timeliness of strategy meetings.\n\nMain findings\n\nContacts are dealt with on the same day.\n";
    let reading = read("letter.txt", letter);
    let document = &reading.document;
    assert_eq!((document.kind, document.council.as_deref()), (DocumentKind::InspectionReport, Some("Marbury")));
    assert_eq!(document.title.as_deref(), Some("Focused visit to Marbury children's services"));
    assert_eq!(document.date.map(|date| date.to_string()).as_deref(), Some("2023-08-22"));
    let own = reading.mentions.iter().find(|mention| mention.own).expect("it is a visit's own letter");
    assert_eq!(
        (own.body.as_deref(), own.subject.as_deref()),
        (Some("Ofsted"), Some("children's services focused visits"))
    );
    assert_eq!(
        texts(&reading, FindingKind::Recommendation),
        ["The recording of management decisions.", "The timeliness of strategy meetings."]
    );
    let joint = "Joint targeted area inspection of Norbury\n\nInspection of the multi-agency response to children who are victims of domestic abuse\n\nInspection dates: 7 to 11 November 2022\n\nInspectors from Ofsted and the Care Quality Commission carried out this inspection.\n\nWhat needs to improve?\n\n• Police attendance at conferences.\n";
    let reading = read("joint.txt", joint);
    assert_eq!(reading.document.council.as_deref(), Some("Norbury"));
}

#[test]
fn numbers_that_count_up_before_titles_number_the_items_of_minutes() {
    let text = "Northshire County Council\n\nOVERVIEW AND SCRUTINY PANEL\n\nMINUTES OF THE MEETING HELD ON 25 JUNE 2019\n\n101 Apologies\nApologies were received from Mr E Gray.\n\n102 Adult Social Care Peer Challenge\nThe Director introduced the report.\n\nThe Panel:\na) noted the findings; and\nb) requested an update in December 2019.\n\n103 Forward Plan\nNothing was added.\n";
    let reading = read("minutes.txt", text);
    let places: Vec<_> =
        reading.findings.iter().map(|finding| finding.citation.paragraph.as_deref().unwrap_or_default()).collect();
    assert_eq!(places, ["102", "102"]);
    // A number by itself may be that of a house.
    let lone = read("letter.txt", "Northshire County Council\n\n17 Park Street\n\nThe Panel met on 25 June 2019.\n");
    assert!(lone.blocks.iter().all(|block| block.number.is_none()), "{:?}", lone.blocks);
}

#[test]
fn a_review_of_which_the_sentence_names_no_subject_is_of_what_the_title_says() {
    let text = "Northshire County Council\n\nOVERVIEW AND SCRUTINY PANEL\n\n25 JUNE 2019\n\nADULT SOCIAL CARE PEER CHALLENGE – FINDINGS\n\n1. The Panel is asked to consider the findings.\n\n2. The Council invited the Local Government Association to carry out a peer challenge, which took place from 4 to 7 March 2019.\n\n3. The peer team identified the following strengths:\n   • committed staff\n   • a clear grip on the budget\n";
    let reading = read("report.txt", text);
    let made: Vec<_> =
        reading.findings.iter().map(|read| reading.maker(read).and_then(|maker| maker.subject.as_deref())).collect();
    assert_eq!(made, [Some("adult social care"); 2]);
}

#[test]
fn headings_are_known_in_the_words_of_many_houses() {
    use FindingKind::{AreaForConsideration, Recommendation, Strength};
    for (kind, headings) in [
        (
            Strength,
            &[
                "What is going well",
                "What's working well",
                "Positives",
                "Notable practice",
                "What the council does well",
            ][..],
        ),
        (
            AreaForConsideration,
            &["What could be improved", "Things to consider", "Suggestions", "What the council could do better"],
        ),
        (Recommendation, &["Recommended actions", "The peer team's key recommendations", "Top recommendations"]),
    ] {
        for heading in headings {
            let text = format!(
                "Corporate Peer Challenge\n\nWexbridge District Council\n\n{heading}\n\n• Tenants\n\n• Repairs\n"
            );
            let reading = read("report.txt", &text);
            assert_eq!(sure(&reading), [(kind, "Tenants"), (kind, "Repairs")], "{heading}");
        }
    }
}

#[test]
fn an_action_plan_in_lines_tells_who_and_how_far() {
    let text = "Northshire County Council\n\nPEER CHALLENGE ACTION PLAN\n\nUpdated: 3 December 2019\n\nDevelop a strategy for prevention\n\nAction: A prevention strategy will go to Cabinet.\nLead: Head of Commissioning\nStatus: On track\n\nReduce the waiting list\n\nAction: Two more assessors have been trained.\nStatus: Complete\n";
    let reading = read("plan.txt", text);
    let told: Vec<_> =
        reading.findings.iter().map(|found| (found.kind, found.owner.as_deref(), found.status.as_deref())).collect();
    assert_eq!(
        told,
        [
            (FindingKind::Action, Some("Head of Commissioning"), Some("On track")),
            (FindingKind::Action, None, Some("Complete"))
        ]
    );
    assert_eq!(reading.document.committee, None);
}

#[test]
fn what_is_resolved_is_cited_by_its_minute() {
    let text = "FENMOOR BOROUGH COUNCIL\n\nHOUSING SCRUTINY PANEL\n\nMinutes of the meeting held on Tuesday, 14th January, 2025\n\n27. ROOFS\n\nResolved:-\n\n(1) That the report be received.\n\n28. FIRE DOORS\n\nThe Director spoke.\n\nResolved:-\n\n(1) That a report on late repairs be brought each quarter.\n\n(2) That the Cabinet be asked to survey all homes by March 2026.\n";
    let reading = read("minutes.txt", text);
    let cited: Vec<_> = reading
        .findings
        .iter()
        .map(|finding| (finding.citation.paragraph.as_deref(), finding.citation.item.clone()))
        .collect();
    // Each minute counts from one again.
    assert_eq!(cited, [(Some("27"), label("1")), (Some("28"), label("1")), (Some("28"), label("2"))]);
}

/// What was resolved, and where it is cited: its paragraph and its item.
fn resolved(reading: &Reading) -> Vec<(&str, Option<&str>, Option<Item>)> {
    reading
        .findings
        .iter()
        .map(|found| (found.text.as_str(), found.citation.paragraph.as_deref(), found.citation.item.clone()))
        .collect()
}

#[test]
fn who_moved_a_motion_heads_nothing() {
    let text = "Ballymarl Borough Council\n\nMinutes of the Corporate Policy Committee held on 25th May 2021\n\n4. Audit Report\n\nThe Director spoke.\n\nProposed by Councillor Hill\nSeconded by Alderman Ash\n\nThe Chair put the motion to the vote.\n\nAGREED – that a plan be made in response to the audit.\n";
    let reading = read("minutes.txt", text);
    assert_eq!(resolved(&reading), [("that a plan be made in response to the audit.", Some("4"), None)]);
}

#[test]
fn the_verb_of_an_item_below_the_committees_name_stays_with_it() {
    let text = "Northmarl Council\n\nHealth Scrutiny Committee\n\nMinutes of the meeting held on 9 November 2023\n\n30. Assurance\n\nThe Committee:\n\n(i) NOTED the report;\n(ii) RECOMMENDED to the Portfolio Holder that two therapists be recruited;\n(iii) AGREED to hear more in March.\n";
    let reading = read("minutes.txt", text);
    assert_eq!(
        resolved(&reading),
        [
            ("NOTED the report", Some("30"), label("i")),
            ("RECOMMENDED to the Portfolio Holder that two therapists be recruited", Some("30"), label("ii")),
            ("AGREED to hear more in March.", Some("30"), label("iii")),
        ]
    );
}

#[test]
fn what_a_clause_leads_in_is_resolved_item_by_item() {
    let text = "London Borough of Westmarl\n\nChildren's Scrutiny Sub-Committee\n\nMinutes of the meeting held on 4 October 2022\n\n5. INSPECTION\n\nRESOLVED\n\nThat officers:\n\n1. show caseloads by team;\n2. report on life story work within six months; and\n3. share the plan.\n";
    let reading = read("minutes.txt", text);
    assert_eq!(
        resolved(&reading),
        [
            ("show caseloads by team", Some("5"), label("1")),
            ("report on life story work within six months", Some("5"), label("2")),
            ("share the plan.", Some("5"), label("3")),
        ]
    );
}

#[test]
fn minutes_in_the_cells_of_a_table_are_read_as_minutes() {
    let text = "<h1>Fenmoor Borough Council</h1><h2>Corporate Scrutiny Board</h2><p>Minutes of the meeting held on 3 July 2023</p>\
        <table><tr><th>Minute No.</th><th>Minute</th><th>Action</th></tr>\
        <tr><td>12</td><td><b>Peer challenge</b><p>The Chief Executive spoke.</p><p>Resolved:</p>\
        <ol><li>That the plan be endorsed.</li><li>That a report be brought in six months.</li></ol></td><td>Chief Executive</td></tr>\
        <tr><td>13</td><td><b>Budget</b><p>The overspend was explained.</p></td><td></td></tr></table>";
    let reading = read("minutes.html", text);
    // Who is to act is no action, and each minute has its number.
    assert_eq!(
        resolved(&reading),
        [
            ("That the plan be endorsed.", Some("12"), label("1")),
            ("That a report be brought in six months.", Some("12"), label("2")),
        ]
    );
}

#[test]
fn a_heading_that_says_the_same_twice_is_known_by_either_part() {
    let text = "17 November 2022\n\nDear Helen\n\nFenmoor Children's Services Peer Review\n\nWhat is working well\n\n✓ Managers decide on contacts\n\nWhat are we worried about? / Areas to look at\n\n➢ Step-down is unclear\n\n➢ Health is missing from meetings\n\nWhat needs to happen?\n\nWithin the next three months:\n\n- settle the protocol\n\nYours sincerely\n";
    let reading = read("letter.txt", text);
    let (area, rec) = (FindingKind::AreaForConsideration, FindingKind::Recommendation);
    assert_eq!(
        sure(&reading),
        [
            (FindingKind::Strength, "Managers decide on contacts"),
            (area, "Step-down is unclear"),
            (area, "Health is missing from meetings"),
            (rec, "settle the protocol"),
        ]
    );
    assert_eq!(reading.findings[3].due.as_deref(), Some("within the next three months"));
}

#[test]
fn an_action_cell_that_names_an_office_says_who_acts() {
    let text = "<h1>Fenmoor Borough Council</h1><h2>Health Scrutiny Board</h2><p>Minutes of the meeting held on 3 July 2023</p>\
        <table><tr><th>Item</th><th>Discussion</th><th>Action</th></tr>\
        <tr><td>1</td><td>Beds were short.</td><td>Director of Public Health</td></tr>\
        <tr><td>2</td><td>Waits were long.</td><td>Director of Public Health to write to the trust</td></tr></table>";
    let reading = read("minutes.html", text);
    assert_eq!(sure(&reading), [(FindingKind::Action, "Director of Public Health to write to the trust")]);
}

#[test]
fn a_recommendation_in_a_table_is_cited_by_its_number() {
    let of = |cells: &str| {
        let text = format!(
            "<h1>Fenmoor Council</h1><h2>Executive response to the task group on placements, 16 January 2024</h2><table>{cells}</table>"
        );
        let reading = read("response.html", &text);
        reading.findings.iter().map(|found| (found.text.clone(), found.citation.item.clone())).collect::<Vec<_>>()
    };
    let in_cell = "<tr><th>Recommendation</th><th>Accepted?</th><th>Comments</th></tr>\
        <tr><td>1. That fees be raised.</td><td>Yes</td><td>From April.</td></tr>\
        <tr><td>2. That a home be opened.</td><td>No</td><td>Too dear.</td></tr>";
    let beside = "<tr><th>No.</th><th>Recommendation</th><th>Accepted?</th></tr>\
        <tr><td>R4</td><td>That fees be raised.</td><td>Yes</td></tr>\
        <tr><td>R5</td><td>That a home be opened.</td><td>No</td></tr>";
    let without = "<tr><th>Recommendation</th><th>Accepted?</th><th>Comments</th></tr>\
        <tr><td>That fees be raised.</td><td>Yes</td><td>From April.</td></tr>\
        <tr><td>That a home be opened.</td><td>No</td><td>Too dear.</td></tr>";
    let cited = |items: [Option<Item>; 2]| {
        ["That fees be raised.", "That a home be opened."]
            .into_iter()
            .map(str::to_owned)
            .zip(items)
            .collect::<Vec<(String, Option<Item>)>>()
    };
    assert_eq!(of(in_cell), cited(["1", "2"].map(recommendation)));
    assert_eq!(of(beside), cited(["4", "5"].map(recommendation)));
    assert_eq!(of(without), cited([1, 2].map(|row| Some(Item::Row(row)))));
}

#[test]
fn a_log_kept_in_lines_tells_who_and_how_far() {
    let text = "HEALTH SCRUTINY COMMITTEE – ACTION LOG 2024/25\n\nFenmoor Council\n\nUpdated: 3 March 2025\n\nMeeting date: 5 September 2024\n\n1. Send the plan to all members.\nLead: Director of Adult Services\nStatus: Complete – sent 1 October 2024\n\n2. Count carers by district.\nLead: Head of Performance\nStatus: Outstanding\n\n3. The log is kept by the clerk.\n";
    let reading = read("log.txt", text);
    assert_eq!(reading.document.kind, DocumentKind::Tracker);
    let told: Vec<_> = reading
        .findings
        .iter()
        .map(|found| (found.text.as_str(), found.owner.as_deref(), found.status.as_deref()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "Send the plan to all members.",
                Some("Director of Adult Services"),
                Some("Complete – sent 1 October 2024")
            ),
            ("Count carers by district.", Some("Head of Performance"), Some("Outstanding")),
        ]
    );
}

#[test]
fn what_was_moved_undertaken_and_asked_in_discussion_is_found() {
    let text = "Fenmoor Council\n\nAudit Committee\n\nMinutes of the meeting held on 12 July 2023\n\n13. Internal audit\n\nMembers were concerned about overdue actions and requested that the Head of Service attend the next meeting.\n\nThe Director undertook to circulate figures by district before September.\n\nIn discussion, the Committee:\n\n• queried why take-up had fallen;\n\n• asked for figures by ward.\n\nAP1 – Democratic Services to circulate the dates of meetings.\n\nRecommendation: The Committee recommends that Cabinet reviews the payment.\n\n14. Risk register\n\nIt was moved by Cllr. Ash, seconded by Cllr. Oak and resolved: That risk 7 be raised to red.\n\n15. Call-in\n\nIt was agreed by 5 votes to 3 to refer the decision back to the Cabinet with the following concerns:\n\n• users of the centre were not asked.\n";
    let reading = read("minutes.txt", text);
    assert_eq!(
        sure(&reading),
        [
            (FindingKind::Request, "asked for figures by ward."),
            (FindingKind::Action, "Democratic Services to circulate the dates of meetings."),
            (FindingKind::Recommendation, "The Committee recommends that Cabinet reviews the payment."),
            (FindingKind::Resolution, "That risk 7 be raised to red."),
            (FindingKind::Concern, "users of the centre were not asked."),
        ]
    );
    let possible = |kind| -> Vec<&str> {
        let of = |finding: &&ReadFinding| finding.kind == kind && finding.certainty == Certainty::Possible;
        reading.findings.iter().filter(of).map(|finding| finding.text.as_str()).collect()
    };
    assert_eq!(possible(FindingKind::Request).len(), 1);
    assert_eq!(
        possible(FindingKind::Action),
        ["The Director undertook to circulate figures by district before September."]
    );
}

#[test]
fn a_list_of_decisions_is_minutes_and_its_closing_line_is_no_part_of_the_last() {
    let text = "DECISION LIST\nCABINET - THURSDAY 14 SEPTEMBER 2023\n\nFenmoor Council\n\n5. Budget\n\nMembers considered the forecast for the year, which had been sent to them with the agenda.\nResolved - That the forecast of the year be noted, subject to the addition of the bus services.\nThe meeting ended at 12.15 pm.\n";
    let reading = read("decisions.txt", text);
    assert_eq!(reading.document.kind, DocumentKind::Minutes);
    let resolved = "That the forecast of the year be noted, subject to the addition of the bus services.";
    assert_eq!(sure(&reading), [(FindingKind::Resolution, resolved)]);
}

#[test]
fn a_reference_of_a_minute_begins_its_item_in_plain_text() {
    let text = "Audit Committee\nFenmoor Council\nMinutes of the meeting held on 12 July 2023\n\nAC.12/23 Minutes of the previous meeting\nThe minutes of the meeting held on 10 May 2023 were confirmed as a correct record.\nAC.13/23 Internal audit progress report\nThe Committee noted the report and AGREED:\n1. To invite the Head of Procurement to its next meeting.\n";
    let reading = read("minutes.txt", text);
    let invited = reading.findings.iter().find(|f| f.text.starts_with("To invite")).expect("it is found");
    assert_eq!(invited.citation.section.as_deref(), Some("Internal audit progress report"));
    assert_eq!(invited.citation.paragraph.as_deref(), Some("AC.13/23"));
}

#[test]
fn what_peers_suggest_to_build_on_strengths_is_no_strength() {
    let text = "Dear Jane\n\nFenmoor Borough Council Corporate Peer Challenge 14 to 17 October 2014\n\nMoving forward - suggestions for consideration\n\nBased on what we saw and heard, we suggest the following actions could be considered by the council to build on its strengths:\n\n1. Write a commercial strategy.\n\n2. Look again at the capacity of senior managers.\n\nYours sincerely\n\nA Peer\n";
    let reading = read("letter.txt", text);
    let area = FindingKind::AreaForConsideration;
    assert_eq!(
        sure(&reading),
        [(area, "Write a commercial strategy."), (area, "Look again at the capacity of senior managers.")]
    );
}

#[test]
fn reviews_after_a_death_give_findings_and_recommendations_by_label() {
    let text = "Fenmoor Safeguarding Adults Review\n\nPublished June 2022\n\nFindings and learning\n\nFinding 1: Professionals did not share what they knew of self-neglect.\n\nLearning point: curiosity\n\nRecommendation: The Board should commission training on how to ask.\n";
    let reading = read("report.txt", text);
    let found: Vec<_> = reading.findings.iter().map(|f| (f.kind, f.text.as_str(), f.citation.item.clone())).collect();
    assert_eq!(
        found,
        [
            (
                FindingKind::AreaForConsideration,
                "Professionals did not share what they knew of self-neglect.",
                label("1")
            ),
            (FindingKind::Recommendation, "The Board should commission training on how to ask.", None),
        ]
    );
}

#[test]
fn an_item_that_says_whose_the_numbers_below_it_are_asks_nothing_itself() {
    let text = "Children looked after and safeguarding review\n\nCare Quality Commission\n\nRecommendations\n\n1. The group should:\n\n1.1 Send reports to conferences.\n\n2. The trust should:\n\n2.1 Ask about children at home.\n";
    let reading = read("report.txt", text);
    assert_eq!(reading.document.kind, DocumentKind::InspectionReport);
    let recommended = ["Send reports to conferences.", "Ask about children at home."];
    assert_eq!(sure(&reading), recommended.map(|text| (FindingKind::Recommendation, text)));
}

#[test]
fn what_was_proposed_seconded_and_agreed_in_one_sentence_is_found() {
    let text = "GLENFORTH BOROUGH COUNCIL\n\nMinutes of a Meeting of the Community Committee held in the Civic Centre on Monday 4 February 2019\n\nC/12/19 PLAY PARKS\n\nProposed by Councillor Boyd\n\nSeconded by Councillor Gault and RESOLVED: that a costed programme be brought forward.\n\nC/13/19 PEER REVIEW\n\nIt was proposed by Alderman Kerr, seconded by Councillor McAdam and agreed that the recommendations of the peer review be accepted.\n\nMoved by Councillor Ash, seconded by Councillor Oak and agreed.\n\nThe Director introduced the budget report.\n";
    assert_eq!(
        texts(&read("minutes.txt", text), FindingKind::Resolution),
        ["that a costed programme be brought forward.", "that the recommendations of the peer review be accepted."]
    );
}

#[test]
fn who_and_by_when_in_one_cell_are_told_apart_and_what_was_agreed_beside_is_possible() {
    let text = "<p>SAFEGUARDING SCRUTINY PANEL</p><p>Minutes, Wednesday 22 March 2017</p><table><tr><th>Item</th><th>Discussion</th><th>Action</th><th>By</th></tr><tr><td>2</td><td>The Panel agreed that return interviews should be reported each quarter.</td><td>Circulate the revised timetable to the Panel</td><td>DE / 7 April</td></tr></table>";
    let reading = read("minutes.html", text);
    let action = reading.findings.iter().find(|found| found.kind == FindingKind::Action).expect("it is found");
    assert_eq!((action.owner.as_deref(), action.due.as_deref()), (Some("DE"), Some("7 April")));
    let beside: Vec<_> = reading.findings.iter().filter(|found| found.certainty == Certainty::Possible).collect();
    assert_eq!(beside.len(), 1);
    assert_eq!(beside[0].text, "The Panel agreed that return interviews should be reported each quarter.");
}

#[test]
fn labels_in_capitals_are_labels_and_a_resolution_of_disputes_is_none() {
    let text = "Inspection of Fenmoor local authority children's services\n\nInspection dates: 3 June 2019 to 14 June 2019\n\nRECOMMENDATION 1: Publish the plan for all to see.\n\nRECOMMENDATION 2\n\nVisit children on time, every time.\n\nInspection findings\n\n• Resolution of disputes between agencies is not timely.\n";
    let reading = read("report.txt", text);
    let found: Vec<(FindingKind, &str, Option<Item>)> =
        reading.findings.iter().map(|f| (f.kind, f.text.as_str(), f.citation.item.clone())).collect();
    assert_eq!(
        found,
        [
            (FindingKind::Recommendation, "Publish the plan for all to see.", recommendation("1")),
            (FindingKind::Recommendation, "Visit children on time, every time.", recommendation("2")),
        ]
    );
}

#[test]
fn what_peers_ask_for_in_prose_is_possible() {
    let text = "Fenmoor Council\n\nLGA Corporate Peer Challenge\n\nFeedback report\n\n18 to 21 September 2023\n\nGovernance and culture\n\nScrutiny is well respected. The peer team recommends that the council reviews its constitution before May. We suggest the Board agrees no more than five priorities. We suggest you:\n\nread the guide.\n";
    let reading = read("report.txt", text);
    let found: Vec<(FindingKind, Certainty)> = reading.findings.iter().map(|f| (f.kind, f.certainty)).collect();
    let possible = Certainty::Possible;
    assert_eq!(found, [(FindingKind::Recommendation, possible), (FindingKind::AreaForConsideration, possible)]);
}

#[test]
fn headline_lists_are_whole_and_a_chapter_after_a_list_heads_its_own() {
    let text = "Fenmoor Council\n\nCorporate Peer Challenge\n\nFeedback report\n\n12 - 15 March 2019\n\n2. Key recommendations\n\n2.1 The following are the peer team's key recommendations:\n\n1. Develop a financial plan\n2. Strengthen scrutiny\n\n3. Headline areas for consideration\n\n* Caseloads are too high\n\nHeadline strengths\n\n1. Strong leadership from the Leader\n2. Loyal staff\n\nChallenges\n\n- Staff turnover\n";
    let reading = read("report.txt", text);
    assert_eq!(texts(&reading, FindingKind::Recommendation), ["Develop a financial plan", "Strengthen scrutiny"]);
    assert_eq!(texts(&reading, FindingKind::Strength), ["Strong leadership from the Leader", "Loyal staff"]);
    assert_eq!(texts(&reading, FindingKind::AreaForConsideration), ["Caseloads are too high", "Staff turnover"]);
}

#[test]
fn lists_in_the_cells_of_two_named_columns_are_of_their_columns() {
    let text = "<h1>Safeguarding Peer Review</h1><p>Fenmoor Council, 26 to 29 April 2016</p><p>Feedback report</p><table><tr><th>Strengths</th><th>Areas for further consideration</th></tr><tr><td><ul><li>Direct work is creative</li><li>Voices are heard</li><li>Nights are covered</li></ul></td><td><ul><li>Interviews are late</li><li>Records are thin</li><li>Stepping down is unclear</li></ul></td></tr></table>";
    let reading = read("report.html", text);
    assert_eq!(
        texts(&reading, FindingKind::Strength),
        ["Direct work is creative", "Voices are heard", "Nights are covered"]
    );
    assert_eq!(texts(&reading, FindingKind::AreaForConsideration).len(), 3);
}

#[test]
fn clauses_in_paragraphs_of_their_own_are_all_resolved_and_cited_by_their_minute() {
    let text = "Fenmoor Council\n\nMinutes of the Housing Panel held on 14 June 2012\n\n8 MINUTES\n\nThe minutes of the last meeting were AGREED.\n\n9 PEER REVIEW\n\nMembers heard the report.\n\nRESOLVED - (1) that the findings be noted;\n\n(2) that Cabinet be recommended to fund two posts; and\n\n(3) that a report be submitted in December.\n";
    let reading = read("minutes.txt", text);
    assert_eq!(
        resolved(&reading),
        [
            ("that the findings be noted", Some("9"), label("1")),
            ("that Cabinet be recommended to fund two posts", Some("9"), label("2")),
            ("that a report be submitted in December.", Some("9"), label("3")),
        ]
    );
}

#[test]
fn what_a_progress_review_restates_is_of_the_review_before_it() {
    let progress = "LGA Corporate Peer Challenge – Progress Review\n\nFenmoor Council\n\n12 June 2024\n\nThe council undertook an LGA Corporate Peer Challenge during 18 – 21 September 2023. The progress review took place on site on 12 June 2024.\n\nIt looked at the recommendations under the following theme headings:\n\n• Vision\n\n• Finance\n\nRecommendation 1 – Sharpen the plan\n\nA plan was adopted in February 2024, and staff know it.\n";
    let reading = read("progress.txt", progress);
    let visit = |read: &ReadFinding| Some(reading.maker(read)?.on_site?.start.to_string());
    let found: Vec<_> = reading.findings.iter().map(|read| (read.kind, visit(read))).collect();
    let on = |date: &str| Some(date.to_owned());
    assert_eq!(found, [(FindingKind::Recommendation, on("2023-09-18")), (FindingKind::Progress, on("2024-06-12"))]);
}

#[test]
fn a_number_that_several_lists_have_is_an_item_of_its_section() {
    let text = "<h1>Corporate Peer Challenge</h1><p>Fenmoor Council, 4 to 7 June 2018</p><p>Feedback report</p><h2>Strengths</h2><ol><li>Sound finances</li><li>Loyal staff</li></ol><h2>Areas for improvement</h2><ol><li>Too many priorities</li><li>Weak plans</li></ol>";
    let cited: Vec<String> = read("report.html", text).findings.iter().map(|f| f.citation.to_string()).collect();
    assert!(
        cited[0].ends_with("“Strengths”, item (1)") && cited[3].ends_with("“Areas for improvement”, item (2)"),
        "{cited:?}"
    );
}
