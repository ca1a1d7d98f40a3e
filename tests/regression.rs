//! Mistakes seen in real papers, each told again in our own words: the passage, and what must be read from it.

use lookback::model::{BlockKind, Certainty, Finding, FindingKind, Reading};
use lookback::reading::inspect_bytes;

fn read(name: &str, text: &str) -> Reading {
    inspect_bytes(text.as_bytes(), name).expect("it reads").reading
}

fn sure(reading: &Reading) -> Vec<(FindingKind, &str)> {
    let kept = |finding: &&Finding| finding.certainty == Certainty::Sure;
    reading.findings.iter().filter(kept).map(|finding| (finding.kind, finding.text.as_str())).collect()
}

const COVER: &str = "Marlshire County Council\n\nInspection of children's social care services\n\nInspection dates: 3 June 2019 to 14 June 2019\n\n";

#[test]
fn a_list_ends_where_another_section_begins_though_its_numbers_run_on() {
    let text = format!(
        "{COVER}Recommendations\n\n1. Publish the plan.\n\n2. Visit children on time.\n\nInspection findings\n\n3. Children wait too long for a visit.\n"
    );
    let reading = read("report.txt", &text);
    assert_eq!(
        sure(&reading),
        [(FindingKind::Recommendation, "Publish the plan."), (FindingKind::Recommendation, "Visit children on time.")]
    );
}

#[test]
fn a_numbered_item_keeps_its_sub_bullets_among_other_numbered_items() {
    let text = format!(
        "{COVER}Recommendations\n\n1. Improve plans, including the following:\n\n- who does what\n\n- by when\n\n2. Visit on time.\n"
    );
    let reading = read("report.txt", &text);
    let texts: Vec<&str> = sure(&reading).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["Improve plans, including the following: who does what by when", "Visit on time."]);
}

#[test]
fn a_number_at_the_start_of_a_line_goes_on_with_its_sentence() {
    let text = format!(
        "{COVER}What needs to improve\n\n- The offer to young people from the age of\n  17. It starts too late.\n\n- Health checks.\n"
    );
    let reading = read("report.txt", &text);
    let texts: Vec<&str> = sure(&reading).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["The offer to young people from the age of 17. It starts too late.", "Health checks."]);
}

#[test]
fn a_sentence_that_says_there_is_nothing_is_no_finding() {
    let text = format!(
        "{COVER}Priority and immediate action\n\nThere are no areas for priority and immediate action.\n\nAreas for improvement\n\n1. Publish the plan.\n"
    );
    let reading = read("report.txt", &text);
    assert_eq!(sure(&reading), [(FindingKind::Recommendation, "Publish the plan.")]);
}

#[test]
fn a_resolution_is_whole_over_a_page_end_and_stops_where_the_next_matter_begins() {
    let text = "# Minutes of the Marlshire Area Committee, 4 May 2017\n\nProposed by Councillor Ash;\n\nAnd Resolved:\n\n\
        “That the lane be taken over in accordance with the Act of 2000, and\n---\n2\n\nSection 11 of the other Act.”\n\n\
        (b) Progress on the bridge\n\nThe engineer spoke.\n";
    let reading = read("minutes.md", text);
    assert_eq!(
        sure(&reading),
        [(
            FindingKind::Resolution,
            "“That the lane be taken over in accordance with the Act of 2000, and Section 11 of the other Act.”"
        )]
    );
}

#[test]
fn a_lost_item_is_warned_of_by_the_number_announced() {
    let reading = read(
        "panel.txt",
        "Scrutiny Panel 4 May 2016\n\nReport\n\n3. The LGA team named the following four priorities:\n\n- one thing\n\n- another\n\n- a third\n",
    );
    let warnings: Vec<String> = reading.document.warnings.iter().map(ToString::to_string).collect();
    assert!(warnings.iter().any(|warning| warning.contains("announces 4, and 3 were found")), "{warnings:?}");
}

#[test]
fn answers_and_discussion_are_not_findings() {
    let text = "Minutes of the Marlshire Scrutiny Panel\n\n4 May 2016\n\n12. Early help\n\nThe following main points were made:\n\n\
        - The Panel asked that more be done, a Member recalled\n\n- In response to a question it was agreed that targets had gone\n\n\
        RESOLVED: That the minutes of 3 March 2016 be agreed as a correct record.\n";
    let reading = read("minutes.txt", text);
    assert!(reading.findings.is_empty(), "{:?}", reading.findings);
}

#[test]
fn numbers_of_paragraphs_in_word_processors_lists_number_paragraphs() {
    let html = "<html><body><h1>Peer review report</h1><ol><li>The team came in April 2015.</li><li>It found these strengths:<ul><li>Carers are supported</li></ul></li><li>It thanks the Council.</li></ol></body></html>";
    let reading = read("report.html", html);
    let kinds: Vec<(BlockKind, Option<&str>)> = reading.blocks.iter().map(|b| (b.kind, b.number.as_deref())).collect();
    assert_eq!(kinds[1], (BlockKind::Paragraph, Some("1")));
    assert_eq!(sure(&reading), [(FindingKind::Strength, "Carers are supported")]);
    assert_eq!(reading.findings[0].citation.paragraph.as_deref(), Some("2"));
}

#[test]
fn lettered_parts_of_a_numbered_paragraph_stand_side_by_side() {
    let html = "<html><body><h1>Panel report</h1><ol><li>The Panel is asked to note:<ol type=\"a\"><li>the letter</li><li>the plan</li><li>the date</li></ol></li><li>It meets in May.</li></ol></body></html>";
    let reading = read("report.html", html);
    let items: Vec<(Option<&str>, BlockKind, Option<usize>)> = reading
        .blocks
        .iter()
        .filter(|block| block.is_item())
        .map(|block| (block.number.as_deref(), block.kind, block.led_in_by))
        .collect();
    let part = |key| (Some(key), BlockKind::Item { depth: 0 }, Some(1));
    assert_eq!(items, [part("a"), part("b"), part("c")]);
}

#[test]
fn grades_of_the_inspection_before_are_not_this_ones() {
    let text = format!(
        "{COVER}Overall effectiveness: Good\n\nThe experiences and progress of care leavers: Good\n\nPrevious inspections\n\nThe last inspection report was published in May 2015. The judgements for the local authority were:\n\n- Overall effectiveness: inadequate\n"
    );
    let reading = read("report.txt", &text);
    let kept: Vec<&str> = sure(&reading).into_iter().map(|(_, text)| text).collect();
    assert_eq!(kept, ["Overall effectiveness: Good", "The experiences and progress of care leavers: Good"]);
    assert_eq!(reading.findings.len(), 3, "the earlier grade is kept apart, not lost");
}

const MINUTES: &str = "Minutes of the meeting of the Overview and Scrutiny Committee held on 14 March 2017\n\nFenwick Borough Council\n\n";

#[test]
fn a_motion_moved_and_seconded_is_resolved_clause_by_clause() {
    let text = format!(
        "{MINUTES}OS47 CORPORATE PEER CHALLENGE\n\nThe Chief Executive introduced the report.\n\nIt was moved by Councillor Green, seconded by Councillor White and\n\nRESOLVED\n\n(1) That the findings be noted;\n\n(2) That the Chief Executive be requested to submit a plan by July 2017; and\n\n(3) That it be RECOMMENDED to Cabinet that training be funded.\n\nOS48 WORK PROGRAMME\n\nNothing was added.\n"
    );
    let reading = read("minutes.txt", &text);
    let texts: Vec<(FindingKind, &str)> = sure(&reading);
    assert_eq!(
        texts,
        [
            (FindingKind::Resolution, "That the findings be noted"),
            (FindingKind::Request, "That the Chief Executive be requested to submit a plan by July 2017"),
            (FindingKind::Resolution, "That it be RECOMMENDED to Cabinet that training be funded."),
        ]
    );
    let at: Vec<(Option<&str>, Option<&str>)> = (reading.findings.iter())
        .map(|finding| (finding.citation.paragraph.as_deref(), finding.citation.item.as_deref()))
        .collect();
    assert_eq!(at, [(Some("OS47"), Some("1")), (Some("OS47"), Some("2")), (Some("OS47"), Some("3"))]);
}

#[test]
fn a_list_of_verbs_under_the_committees_name_is_what_it_decided() {
    let text = format!(
        "{MINUTES}12. Housing\n\nThe Committee:\n\n(a) noted the update on allocations;\n(b) requested that the Head of Housing provide figures on voids; and\n(c) agreed that a task group be set up.\n\n13. Membership\n\nThe Committee:\n\n(a) Councillor Hill\n(b) Councillor Dale\n"
    );
    let kinds: Vec<(FindingKind, String)> =
        sure(&read("minutes.txt", &text)).into_iter().map(|(kind, text)| (kind, text.to_owned())).collect();
    assert_eq!(
        kinds,
        [
            (FindingKind::Resolution, "noted the update on allocations".to_owned()),
            (FindingKind::Request, "requested that the Head of Housing provide figures on voids".to_owned()),
            (FindingKind::Resolution, "agreed that a task group be set up.".to_owned()),
        ]
    );
}

#[test]
fn decisions_and_actions_written_as_lines_are_findings() {
    let text = format!(
        "{MINUTES}3. Attainment\n\nDecision\n\nThe Committee agreed to look at attendance in November.\n\n4. Budget\n\nDECISION: The Committee noted the overspend.\n\nACTION: JS to circulate the plan by 30 June\n\nACTION: Head of Education\n"
    );
    let reading = read("minutes.txt", &text);
    assert_eq!(
        sure(&reading),
        [
            (FindingKind::Resolution, "The Committee agreed to look at attendance in November."),
            (FindingKind::Resolution, "The Committee noted the overspend."),
            (FindingKind::Action, "JS to circulate the plan by 30 June"),
        ]
    );
    let action = &reading.findings[2];
    assert_eq!(
        (action.owner.as_deref(), action.due.as_deref(), action.strength),
        (Some("JS"), Some("30 June"), Some(4))
    );
}
