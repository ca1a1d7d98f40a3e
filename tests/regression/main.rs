//! Mistakes seen in real papers, each told again in our own words: the passage, and what must be read from it.

#![allow(clippy::unwrap_used)]

mod announced;
mod asked;
mod bodies;
mod clerks;
#[path = "../common/mod.rs"]
mod common;
mod covers;
mod decided;
mod earlier;
mod front;
mod headlines;
mod houses;
mod inspectorates;
mod labels;
mod lists;
mod minutes;
mod motions;
mod nameless;
mod pages;
mod plans;
mod points;
mod several;
mod styles;
mod tables;
mod whose;

use common::Lookback;
use common::pdf::{bold, disc, pdf, rule, text};
use lookback::model::{BlockKind, Certainty, DocumentKind, FindingKind, Item, ReadFinding, Reading};
use lookback::reading::{Told, inspect_bytes};

/// The items that findings are cited by.
fn label(label: &str) -> Option<Item> {
    Some(Item::label(label))
}

fn bullet(count: usize) -> Option<Item> {
    Some(Item::bullet(count))
}

fn recommendation(label: &str) -> Option<Item> {
    Some(Item::Recommendation(label.to_owned()))
}

fn read(name: &str, text: &str) -> Reading {
    inspect_bytes(text.as_bytes(), name, &Told::default()).expect("it reads").reading
}

fn sure(reading: &Reading) -> Vec<(FindingKind, &str)> {
    let kept = |finding: &&ReadFinding| finding.certainty == Certainty::Sure;
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
    assert_eq!(texts, ["Improve plans, including the following:\nwho does what\nby when", "Visit on time."]);
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
    let at: Vec<(Option<&str>, Option<Item>)> = (reading.findings.iter())
        .map(|finding| (finding.citation.paragraph.as_deref(), finding.citation.item.clone()))
        .collect();
    assert_eq!(at, [(Some("OS47"), label("1")), (Some("OS47"), label("2")), (Some("OS47"), label("3"))]);
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

/// What a PDF of these pages is read as: kind, number, text.
fn blocks_of(pages: &[String]) -> Vec<(BlockKind, Option<String>, String)> {
    let reading = inspect_bytes(&pdf(pages), "report.pdf", &Told::default()).expect("it reads").reading;
    reading.blocks.into_iter().map(|block| (block.kind, block.number, block.text)).collect()
}

fn texts_of(pages: &[String]) -> Vec<String> {
    blocks_of(pages).into_iter().map(|(.., text)| text).collect()
}

#[test]
fn columns_of_a_ruled_table_stay_apart_where_their_words_nearly_touch() {
    let mut page = bold(14.0, 60.0, 760.0, "Action notes");
    for y in [740.0, 720.0, 680.0] {
        page += &rule(60.0, y, 500.0, y);
    }
    for x in [60.0, 90.0, 300.0, 500.0] {
        page += &rule(x, 680.0, x, 740.0);
    }
    page += &bold(10.0, 63.0, 726.0, "Ref");
    page += &bold(10.0, 93.0, 726.0, "Action");
    page += &bold(10.0, 303.0, 726.0, "Progress");
    page += &text(10.0, 63.0, 708.0, "5");
    page += &text(10.0, 93.0, 708.0, "Ask each of the schools for its own plan now");
    page += &text(10.0, 303.0, 708.0, "Five have sent theirs");
    page += &text(10.0, 93.0, 690.0, "Bring a note on fees");
    // A line of the next cell, set a little lower, is no part of this one's.
    page += &text(10.0, 303.0, 691.5, "and two have not");
    let reading = inspect_bytes(&pdf(&[page]), "report.pdf", &Told::default()).expect("it reads").reading;
    let cells: Vec<Vec<&str>> = reading
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::TableRow)
        .map(|block| block.cells.iter().map(|cell| cell.text.as_str()).collect())
        .collect();
    assert_eq!(
        cells[1],
        [
            "5",
            "Ask each of the schools for its own plan now Bring a note on fees",
            "Five have sent theirs and two have not"
        ]
    );
}

#[test]
fn a_bullet_that_is_drawn_and_not_written_is_a_bullet() {
    let page = text(11.0, 60.0, 700.0, "The team found these strengths:")
        + &disc(75.0, 684.0, 2.0)
        + &text(11.0, 85.0, 680.0, "Carers are supported")
        + &disc(75.0, 664.0, 2.0)
        + &text(11.0, 85.0, 660.0, "Staff are proud");
    let items: Vec<String> = blocks_of(&[page])
        .into_iter()
        .filter(|(kind, ..)| matches!(kind, BlockKind::Item { .. }))
        .map(|(.., text)| text)
        .collect();
    assert_eq!(items, ["Carers are supported", "Staff are proud"]);
}

#[test]
fn a_heading_below_two_columns_comes_after_both() {
    let left = [
        "Members spoke with carers, who",
        "thought that visits were kind and",
        "that some of them came too late",
        "in the week to be of any use",
        "to children who had moved home",
        "and to those who were about to",
        "move again within the month.",
    ];
    let right = [
        "Officers said that the new team",
        "had begun its work in the spring",
        "and that calls were now answered",
        "on the day they came in by people",
        "who knew the family already and",
        "could say at once what was being",
        "done for them and by whom.",
    ];
    let mut page = String::new();
    for (index, (left, right)) in left.iter().zip(right).enumerate() {
        let y = 760.0 - 15.0 * index as f32;
        page += &text(11.0, 60.0, y, left);
        page += &text(11.0, 310.0, y, right);
    }
    page += &bold(14.0, 60.0, 620.0, "Next steps");
    page += &text(
        11.0,
        60.0,
        600.0,
        "The team would be glad to visit again within two years, and to hear how matters stand.",
    );
    let texts = texts_of(&[page]);
    assert_eq!(texts.len(), 4, "{texts:#?}");
    assert!(texts[0].starts_with("Members spoke") && texts[0].ends_with("within the month."), "{texts:#?}");
    assert!(texts[1].ends_with("and by whom."), "{texts:#?}");
    assert_eq!(texts[2], "Next steps");
}

#[test]
fn a_contents_page_with_entries_that_have_no_number_is_no_list_of_headings() {
    let mut page = bold(14.0, 60.0, 780.0, "Contents");
    for (index, (entry, number)) in [
        ("Executive summary", "2"),
        ("The local authority", ""),
        ("About this area", ""),
        ("Visits", ""),
        ("Next steps", "9"),
    ]
    .into_iter()
    .enumerate()
    {
        let y = 750.0 - 20.0 * index as f32;
        page += &bold(11.0, 60.0, y, entry);
        page += &text(11.0, 480.0, y, number);
    }
    let body =
        bold(14.0, 60.0, 780.0, "Executive summary") + &text(11.0, 60.0, 750.0, "Children in Marlshire are safe.");
    let headings: Vec<String> = blocks_of(&[page, body])
        .into_iter()
        .filter(|(kind, ..)| matches!(kind, BlockKind::Heading { .. }))
        .map(|(.., text)| text)
        .collect();
    assert_eq!(headings, ["Executive summary"]);
}

#[test]
fn raised_letters_of_a_date_stay_in_their_line_and_note_numbers_leave_it() {
    let page = text(12.0, 60.0, 700.0, "Plans begin before the 18")
        + &text(8.0, 197.5, 705.0, "th")
        + &text(12.0, 208.0, 700.0, "birthday of each young person.")
        + &text(9.0, 60.0, 90.0, "1")
        + &text(9.0, 65.0, 90.0, "The review is not an inspection.");
    assert_eq!(
        texts_of(&[page]),
        ["Plans begin before the 18th birthday of each young person.", "The review is not an inspection."]
    );
}

#[test]
fn the_name_of_a_chapter_on_two_lines_beside_its_grade_is_one_heading() {
    let mut page = String::new();
    for y in [760.0, 720.0, 640.0] {
        page += &rule(60.0, y, 500.0, y);
    }
    page += &rule(60.0, 640.0, 60.0, 760.0);
    page += &rule(500.0, 640.0, 500.0, 760.0);
    page += &rule(300.0, 720.0, 300.0, 760.0);
    page += &bold(12.0, 65.0, 745.0, "Leadership, management and");
    page += &bold(12.0, 305.0, 738.0, "Good");
    page += &bold(12.0, 65.0, 731.0, "governance");
    page += &bold(10.0, 65.0, 705.0, "Summary");
    page += &text(10.0, 65.0, 680.0, "Leaders know their services well. They visit often and");
    page += &text(10.0, 65.0, 668.0, "ask for what they need to know.");
    page += &text(10.0, 65.0, 650.0, "They do not always write down what was decided.");
    let texts = texts_of(&[page]);
    assert_eq!(texts[0].replace(" | ", " "), "Leadership, management and governance Good", "{texts:#?}");
}

#[test]
fn lists_by_when_they_are_due_are_recommendations() {
    let text = format!(
        "{COVER}Areas for improvement\n\n15. The local authority should take these steps.\n\nImmediately:\n\n- give every child a plan\n\nWithin three months:\n\n- give every child a copy of it\n\nNext steps\n\n16. We will return.\n"
    );
    let reading = read("report.txt", &text);
    let found: Vec<(&str, Option<&str>)> = reading
        .findings
        .iter()
        .filter(|finding| finding.rule.starts_with("by-when"))
        .map(|finding| (finding.text.as_str(), finding.due.as_deref()))
        .collect();
    assert_eq!(
        found,
        [
            ("give every child a plan", Some("Immediately")),
            ("give every child a copy of it", Some("Within three months"))
        ]
    );
}

#[test]
fn a_table_of_items_and_what_was_decided_is_minutes_and_no_review() {
    let page = "<h2>Overview and Scrutiny Board, 3 May 2016</h2><table><tr><th>Item</th><th>Description</th><th>Decision</th></tr>\
        <tr><td>4</td><td>Peer challenge action plan</td><td>That the action plan be endorsed and come back in May.</td></tr></table>";
    let decided = read("board.html", page);
    assert_eq!(decided.document.kind, DocumentKind::Minutes);
    assert_eq!(sure(&decided), [(FindingKind::Resolution, "That the action plan be endorsed and come back in May.")]);
    let page = "<h1>Marlshire Improvement Board</h1><p>Action notes of the meeting held on 5 February 2020</p>\
        <table><tr><th>Item</th><th>Discussion</th><th>Action</th></tr><tr><td>3</td><td>Recruitment was discussed.</td>\
        <td>TR to send round the agency figures<br>LC to meet the university by May 2020</td></tr></table>";
    let texts: Vec<(FindingKind, String)> =
        read("notes.html", page).findings.into_iter().map(|read| (read.kind, read.finding.text)).collect();
    let action = |text: &str| (FindingKind::Action, text.to_owned());
    assert_eq!(texts, [action("TR to send round the agency figures"), action("LC to meet the university by May 2020")]);
}

#[test]
fn a_note_mark_hardly_smaller_than_its_word_leaves_the_text_and_half_a_word_is_no_ordinal() {
    let page = text(12.0, 60.0, 700.0, "A second review took place in May.")
        + &text(10.0, 246.0, 704.5, "1")
        + &text(9.0, 60.0, 660.0, "th")
        + &text(9.0, 67.5, 660.0, "e Panel met.");
    assert_eq!(texts_of(&[page]), ["A second review took place in May.", "the Panel met."]);
}

#[test]
fn a_short_line_at_the_foot_of_a_page_ends_its_paragraph() {
    let line = |y: f32, words: &str| text(10.0, 60.0, y, words);
    let long = "The Panel met in small groups to look at each of the matters that the team had named for it.";
    let first = line(300.0, long) + &line(288.0, long) + &line(240.0, "Email: scrutiny@marlshire.example");
    let second = line(780.0, "Contact for this report: A Person, Scrutiny Officer");
    let texts = texts_of(&[first, second]);
    assert_eq!(
        texts[1..],
        ["Email: scrutiny@marlshire.example", "Contact for this report: A Person, Scrutiny Officer"]
    );
}

#[test]
fn a_number_that_ends_a_sentence_is_no_item_and_an_action_is_no_part_of_what_stands_above() {
    let line = |y: f32, words: &str| text(10.0, 60.0, y, words);
    let page = line(700.0, "The Group recommends that:")
        + &line(676.0, "R1. That the exemption for care leavers who live in the district be extended to the age of")
        + &line(664.0, "25.")
        + &line(652.0, "R2. That twenty tenancies a year be set aside for them by the Housing Service; and")
        + &line(640.0, "R3. That the board be told of it.")
        + &line(628.0, "Action: the Clerk to write to the board.");
    let read = blocks_of(&[page]);
    let numbers: Vec<Option<&str>> = read.iter().map(|(_, number, _)| number.as_deref()).collect();
    assert_eq!(numbers, [None, Some("R1"), Some("R2"), Some("R3"), None], "{read:?}");
    assert!(read[1].2.ends_with("the age of 25.") && read[4].2.starts_with("Action: "), "{read:?}");
}

#[test]
fn full_lines_parted_by_empty_ones_are_one_paragraph_whatever_the_next_begins_with() {
    let lines = [
        "The Members agreed to give the approval of the Council to the appointment of Mr.",
        "Dev Anand to the position of Chief Officer, on the terms that were set out in the",
        "report of the Director. They asked that the new Chief Officer come to see the Area",
        "Committee on Roads and the other committees within the first of his three months in",
        "the post, and that a note of what was said be sent to all who had asked for it this",
        "year, whether they had been there or not. It was noted that the terms had not been",
        "before the Members in this form, and that two of them wished to see them in full at",
        "the next of their meetings, in public, before anything was signed by anybody.",
        "The Chairman thanked all.",
    ];
    let reading = read("minutes.md", &format!("# Minutes of the Area Committee\n\n{}\n", lines.join("\n\n")));
    let texts: Vec<&str> = reading.blocks.iter().map(|block| block.text.as_str()).collect();
    assert_eq!(texts[1], lines[..8].join(" "));
    assert_eq!(texts[2], lines[8]);
}

#[test]
fn what_a_committee_decides_twice_in_the_same_words_is_found_in_the_minutes_of_both_years() {
    let minutes = |year: u16| {
        format!(
            "MARLSHIRE COUNTY COUNCIL\n\nMinutes of the Children's Panel held on 19 November {year}\n\nRESOLVED that:\n\n\
             (a) the Director be asked to report on caseloads every quarter; and\n\n(b) the report be noted.\n"
        )
    };
    let papers = Lookback::new().file("2014.txt", minutes(2014)).file("2016.txt", minutes(2016));
    let diff = papers.answer(&["diff", "2014", "2016", "--source", "minutes", "--format", "csv"], 0);
    let row = diff.lines().nth(1).expect("a change");
    assert!(row.contains("recurring") && row.contains("19 Nov 2014") && row.contains("19 Nov 2016"), "{diff}");
    assert_eq!(diff.lines().count(), 2, "that a report be noted is said every month: {diff}");
    let told = papers.answer(&["diff", "2014", "2016", "--source", "minutes"], 0);
    assert!(told.contains("2 decisions that only note a report, or the like, left out."), "{told}");
    let thread = papers.answer(&["trace", "caseloads"], 0);
    assert!(thread.contains("2 steps") && thread.contains("19 November 2016: request"), "{thread}");
}

const DISTRICT: &str = "MINUTES OF PROCEEDINGS AT MEETING OF THE DISTRICT OF UPPER MARL\n\nHELD IN THE COUNCIL CHAMBER, SHIRE HALL, \
    STANMARSH, AND ONLINE BY VIDEO, ON MONDAY, 23RD MAY, 2022, AT 3PM.\n\n1. Adoption of Minutes\n\nCirculated, copies of draft \
    Minutes of the following Meetings:\n\n(a) Ordinary Meeting held on 28th March, 2022.\n\n(b) Special Meeting held on 10th May, \
    2022.\n\nAnd Resolved:\n\n\"That, the draft Minutes, as circulated, be taken as read and adopted and signed.\"\n\n";

#[test]
fn what_copies_of_one_paper_print_is_found_once_with_both_places() {
    let text = "Marlshire County Council\n\nMinutes of the Housing Panel held on 3 May 2016\n\n1. Repairs\n\nRESOLVED: That the report be noted.\n\n2. Roofs\n\nRESOLVED: That the report be noted.\n\nACTION: JS to write to tenants.\n";
    let other = text.replace("3 May", "7 June");
    let papers =
        Lookback::new().file("minutes.txt", text).file("minutes (copy).txt", text).file("june.txt", other.as_str());
    let found = papers.answer(&["findings", "--format", "json"], 0);
    let findings = found.lines().filter(|line| line.contains("\"type\":\"finding\"")).count();
    assert_eq!(findings, 6, "three of May and three of June: {found}");
    let hearing = |house: &str| {
        format!(
            "Marlshire County Council\n\nMinutes of the Licensing Panel held on 3 May 2016\n\n1. {house}\n\nRESOLVED: That the application be granted.\n"
        )
    };
    let papers = Lookback::new().file("a.txt", hearing("The Bull")).file("b.txt", hearing("The Swan"));
    let found = papers.answer(&["findings", "--format", "json"], 0);
    assert_eq!(found.lines().filter(|line| line.contains("\"type\":\"finding\"")).count(), 2, "{found}");
}

#[test]
fn minutes_that_are_adopted_neither_date_a_meeting_nor_come_back() {
    let minutes = format!("{DISTRICT}2. Roads\n\nThe Members agreed that the bridge be closed.\n");
    let reading = read("minutes.txt", &minutes);
    assert_eq!(reading.document.date.map(|date| date.to_string()).as_deref(), Some("2022-05-23"));
    let later = minutes.replace("2022", "2024");
    let settings = "[[paper]]\npath = '*.txt'\ncouncil = 'Marlshire'\n";
    let papers = Lookback::new().file("lookback.toml", settings).file("2022.txt", minutes).file("2024.txt", later);
    let diff = papers.answer(&["diff", "2022", "2024", "--source", "minutes", "--format", "csv"], 0);
    assert!(diff.contains("bridge be closed") && !diff.contains("draft Minutes"), "{diff}");
}

#[test]
fn an_officer_called_executive_is_no_executive_and_what_is_referred_to_is_only_spoken_of() {
    let said = "2. Roads\n\nThe Senior Executive Engineer agreed to look at the road again.\n\nMembers referred to the history of \
        the building.\n\nThe Executive agreed to close the bridge.\n\nThe Panel referred the matter to the Cabinet.\n";
    let reading = read("minutes.txt", &format!("{DISTRICT}{said}"));
    let possible = reading.findings.iter().filter(|finding| finding.certainty == Certainty::Possible);
    let found: Vec<&str> = possible.map(|finding| finding.text.as_str()).collect();
    assert_eq!(found, ["The Executive agreed to close the bridge.", "The Panel referred the matter to the Cabinet."]);
}

#[test]
fn a_recommendation_under_an_item_of_the_agenda_ends_where_the_next_item_begins() {
    let agenda = "2. Reports of committees\n\n(iii) Circulated, report of the Home Committee.\n\nThe report was noted.\n\n\
        RECOMMENDATION\n\nThat this Council write to the Minister about drug strategies.\n\nOn the proposal of Councillor Hill, \
        seconded by Councillor Ash, the Recommendation was agreed.\n\n(iv) Circulated, report of the Travel Committee.\n\nThe \
        report was noted.\n";
    let reading = read("minutes.txt", &format!("{DISTRICT}{agenda}"));
    let asked = reading.findings.iter().filter(|finding| finding.kind == FindingKind::Recommendation);
    let asked: Vec<&str> = asked.map(|finding| finding.text.as_str()).collect();
    assert_eq!(asked, ["That this Council write to the Minister about drug strategies."]);
}

#[test]
fn minutes_that_open_with_one_long_paragraph_say_in_it_whose_they_are() {
    let opening = "MINUTES OF PROCEEDINGS AT MONTHLY MEETING OF THE METROPOLITAN DISTRICT OF UPPER MARL HELD IN THE COUNCIL CHAMBER, \
        MERCHANTS QUAY, STANMARSH, AND ONLINE BY VIDEO FOR THOSE WHO COULD NOT BE THERE, ON MONDAY, 16TH DECEMBER, 2024 AT 9.45 A.M.";
    let reading = read("minutes.md", &format!("# Original file\n\n**{opening}**\n\n**PRESENT:** Councillor Hill.\n"));
    assert_eq!(reading.document.committee.as_deref(), Some("Metropolitan District of Upper Marl"));
    let title = reading.document.title.as_deref();
    assert_eq!(title, Some("Minutes of Proceedings at Monthly Meeting of the Metropolitan District of Upper Marl"));
}
