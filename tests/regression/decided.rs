//! What was decided and what only looks so, in minutes and on pages of decisions; and what reviewers found, as others tell it.

use lookback::model::{Certainty, DocumentKind, FindingKind, Reading};

use super::{read, sure};

const HEAD: &str = "Minutes of the Housing Panel held on 3 May 2016\n\n1. Repairs\n\nMembers spoke.\n\n";

fn minutes(body: &str) -> Reading {
    read("minutes.txt", &format!("{HEAD}{body}"))
}

fn texts(reading: &Reading) -> Vec<&str> {
    sure(reading).into_iter().map(|(_, text)| text).collect()
}

fn possible(reading: &Reading) -> Vec<(FindingKind, &str)> {
    let kept = reading.findings.iter().filter(|finding| finding.certainty == Certainty::Possible);
    kept.map(|finding| (finding.kind, finding.text.as_str())).collect()
}

#[test]
fn a_list_is_resolved_to_its_last_number_whatever_its_items_begin_with() {
    let want = ["the plan be approved", "the Director write to schools.", "a report come back in May."];
    let list = |number: fn(usize) -> String| {
        format!(
            "{} the plan be approved;\n\n{} the Director write to schools.\n\n{} a report come back in May.\n",
            number(1),
            number(2),
            number(3)
        )
    };
    let ways: [fn(usize) -> String; 3] =
        [|at| format!("({at})"), |at| format!("{at}."), |at| format!("({})", ["a", "b", "c"][at - 1])];
    for lead in
        ["RESOLVED", "RESOLVED –", "RESOLVED/-", "RESOLVED that –", "RESOLVED: that", "Agreed –", "The Council agreed:"]
    {
        for way in ways {
            let text = format!("{lead}\n\n{}", list(way));
            assert_eq!(texts(&minutes(&text)), want, "{text}");
        }
    }
    let glued = minutes(&format!("RESOLVED that {}", list(ways[0])));
    assert_eq!(texts(&glued), want);
    // The next paragraph of minutes that are numbered through is none of it.
    let through = "11. RESOLVED: That the plan be noted.\n\n12. The Director spoke of schools.\n";
    assert_eq!(texts(&minutes(through)), ["That the plan be noted."]);
}

#[test]
fn what_each_paragraph_says_with_that_is_resolved() {
    assert_eq!(texts(&minutes("Agreed that the work so far be noted.\n")), ["the work so far be noted."]);
    let text =
        "RESOLVED\n\nThat the first hub be kept.\n\nThat the second hub be moved.\n\nThe meeting ended at 9 pm.\n";
    assert_eq!(texts(&minutes(text)), ["That the first hub be kept.", "That the second hub be moved."]);
}

#[test]
fn the_body_has_done_what_is_listed_and_any_verb_of_a_decision_counts() {
    let text = "Decision:\n\nThe Cabinet has\n\na) agreed to publish the advice;\n\nb) supported a group; and\n\nc) authorised the Director to write.\n";
    let want = ["agreed to publish the advice", "supported a group", "authorised the Director to write."];
    assert_eq!(texts(&minutes(text)), want);
    let text = "The Panel:\n\n(a) ask the Director to report in May;\n\n(b) accept the plan; and\n\n(c) thank the staff for it.\n";
    assert_eq!(minutes(text).findings.len(), 3);
}

#[test]
fn a_decision_is_listed_once_of_a_page_that_prints_it_twice() {
    let page = |decision: &str, minutes: &str| {
        read(
            "page.txt",
            &format!(
                "Issue - meetings\n\nRepairs\n\nMeeting: 09/02/2022 - Housing Panel (Item 6)\n\n6 Repairs\n\nDecision:\n\n{decision}\n\nMinutes:\n\nThe Director spoke at length.\n\n{minutes}\n"
            ),
        )
    };
    let once = "RESOLVED: That the report be noted.";
    assert_eq!(texts(&page(once, once)), ["That the report be noted."]);
    let bare = "That (A) the report be noted;\n\n(B) the plan be approved; and\n\n(C) the Director be asked to publish what is in (B) above.";
    let reading = page(bare, &format!("RESOLVED - {}", bare.replace("That", "that")));
    let want =
        ["the report be noted", "the plan be approved", "the Director be asked to publish what is in (B) above."];
    assert_eq!((texts(&reading), possible(&reading)), (want.to_vec(), vec![]));
    let led = "Cabinet agreed:\n\n- The Action Plan\n\n- A review every six months";
    assert_eq!(texts(&page(led, led)), ["The Action Plan", "A review every six months"]);
    let with_reason = "(a) That the report be noted.\n\nReason for the decision\n\nTo act on it.";
    assert_eq!(texts(&page(with_reason, "Resolved\n\n(a) That the report be noted.\n")).len(), 1);
    // Of two items the same may be resolved, though a page prints the labels of each and their titles head nothing.
    let long = "RESOLVED: That permission be granted subject to the conditions that are set out in the report.";
    let many = minutes(&format!(
        "The first of the applications.\n\nMinutes:\n\n{long}\n\nThe second of the applications.\n\nMinutes:\n\n{long}\n"
    ));
    assert_eq!(texts(&many).len(), 2);
    let two = minutes("RESOLVED: That the report be noted.\n\n2. Rents\n\nRESOLVED: That the report be noted.\n");
    assert_eq!(texts(&two).len(), 2);
}

#[test]
fn a_field_of_a_page_that_was_left_empty_holds_no_decision() {
    let text = "Decision:\n\nMinutes:\n\nThe Director gave a report on works to be finished by May 2017.\n";
    assert_eq!(minutes(text).findings.len(), 0);
    let told = "Decision:\n\nThe purpose of the report was to seek approval.\n\nRESOLVED that Cabinet\n\n- Welcomed the report\n\n- Approved the plan\n";
    assert_eq!(texts(&minutes(told)), ["Welcomed the report", "Approved the plan"]);
}

#[test]
fn a_list_that_lost_its_word_is_possible_clause_by_clause() {
    let list = "(1) That consideration be given to a second hub.\n\n(2) That Cabinet notes the letter of the peers.\n\n(3) That it be noted that the hub is late.\n";
    let reading = minutes(list);
    assert!(texts(&reading).is_empty());
    assert_eq!(possible(&reading).len(), 3);
    let siblings =
        "(a) the outline be endorsed;\n\n(b) the Board oversee the work; and\n\n(c) members tell their own bodies.\n";
    assert_eq!(possible(&minutes(siblings)).len(), 3);
    let offered = "The report recommended:-\n\nthat the Committee note the contents of the report.\n";
    assert_eq!(minutes(offered).findings.len(), 0);
}

#[test]
fn courtesies_questions_and_other_meetings_give_nothing() {
    for text in [
        "AGREED that the Minute of 3 May be approved and signed by the Convener.\n",
        "RESOLVED that a vote of sympathy be extended to the family of Alderman Ash.\n",
        "AGREED that congratulations be passed to all who took part.\n",
        "RESOLVED: That the minutes of the Audit Committee held on 20 April be noted.\n",
        "Members asked questions on the following issues:-\n\n- the number of repairs\n\n- what tenants are told\n",
        "Agreed - this will be provided.\n",
        "In the absence of the Chair the Cabinet agreed to consider the report first.\n",
        "The following reports are expected and will be published with other recommendations from that meeting:\n\n- Local plan\n\n- Covered market\n",
    ] {
        assert_eq!(minutes(text).findings.len(), 0, "{text}");
    }
    let earlier = "At the last meeting of the Committee, it was resolved that:-\n\n“the Cabinet publish its plan”\n";
    assert!(texts(&minutes(earlier)).is_empty());
    let thanks = "RESOLVED: That the plan be approved, and that a vote of thanks to its authors be recorded.\n";
    assert_eq!(texts(&minutes(thanks)).len(), 1);
    let before = "RESOLVED: That the findings of the peer challenge in June 2024 be accepted.\n";
    assert_eq!(minutes(before).findings[0].due, None);
}

#[test]
fn what_officers_ask_to_have_noted_is_no_recommendation() {
    let kept = "Recommendations\n\n1.1 That the Committee receive an update in six months.\n\n1.2 Consider information sharing with schools.\n\n1.3 Note the plan and monitor it each quarter.\n";
    assert_eq!(texts(&minutes(kept)).len(), 3);
    let asked = "Recommendations\n\n1.1 To note the work so far.\n\n1.2 To consider the contents of the report.\n\n1.3 That the Panel note the plan and ask for a report in May.\n";
    assert_eq!(texts(&minutes(asked)), ["That the Panel note the plan and ask for a report in May."]);
    let review = "Corporate Peer Challenge\n\nFeedback report\n\nRecommendations\n\n1. Note the risks of the programme in each report\n\n2. Agree one plan\n";
    assert_eq!(sure(&read("report.txt", review)).len(), 2);
}

#[test]
fn who_is_to_do_what_is_an_action_in_minutes_of_parishes() {
    let text = "The Clerk to write to the highways team.\n\nRoger Hale to do the next report.\n\nThe bridge to the park is shut.\n";
    let reading = minutes(text);
    let found: Vec<_> = reading.findings.iter().map(|finding| (finding.kind, finding.owner.as_deref())).collect();
    assert_eq!(found, [(FindingKind::Action, Some("The Clerk")), (FindingKind::Action, Some("Roger Hale"))]);
}

#[test]
fn what_a_reviewer_found_is_told_in_any_paper() {
    for lead in [
        "The peer team recognised:",
        "The Annual Improvement Report concluded that:",
        "The Wales Audit Office has identified the following issues:-",
        "The key findings of the inspection in May include the following:",
        "Ofsted visited in May, and its letter includes the following findings:",
    ] {
        let reading =
            minutes(&format!("{lead}\n\n- Leaders have a strong grip on the budget.\n\n- Repairs are too slow.\n"));
        let kinds: Vec<FindingKind> = possible(&reading).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [FindingKind::Strength, FindingKind::AreaForConsideration], "{lead}");
    }
    let page = "Best Value inspection\n\nWhat did the inspector find that was good?\n\n- Strategic leadership is evident\n\n- Good record keeping\n\nWhat did the inspector find that needs tackling?\n\n- Serious failings in governance\n";
    let kinds: Vec<FindingKind> = sure(&read("page.txt", page)).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [FindingKind::Strength, FindingKind::Strength, FindingKind::AreaForConsideration]);
}

#[test]
fn a_council_is_no_line_of_a_page_and_a_review_that_speaks_of_task_groups_is_one() {
    for opening in ["Agenda item", "Issue - meetings", "Skip to content"] {
        let text = format!(
            "{opening}\n\nInspection of children's services\n\nMarlshire County Council\n\nThe council was inspected in May.\n"
        );
        assert_eq!(read("page.txt", &text).document.council.as_deref(), Some("Marlshire"), "{opening}");
    }
    let report = "Marlshire Council\n\nCorporate Peer Challenge\n\nFeedback report, 12 to 14 May 2024\n\nThe council has three committees and several task and finish groups.\n\nRecommendations\n\n1. Agree one plan\n";
    assert_eq!(read("report.txt", report).document.kind, DocumentKind::ReviewReport);
}

#[test]
fn a_page_of_a_meeting_is_dated_though_its_committee_has_brackets() {
    let front = |line: &str| {
        let text = format!(
            "Issue - meetings\n\nReview of care\n\n{line}\n\n19 Review of care\n\nRESOLVED: That it be noted.\n"
        );
        let document = read("page.txt", &text).document;
        (document.committee, document.date.map(|date| date.to_string()))
    };
    let day = Some("2018-09-25".to_owned());
    let care = Some("Scrutiny Committee (Children's Services)".to_owned());
    assert_eq!(front("Meeting: 25/09/2018 - Scrutiny Committee (Children's Services) (Item 19)"), (care, day.clone()));
    let board = Some("Audit Board".to_owned());
    assert_eq!(front("Meeting: 25/09/2018 - Audit Board (this committee no longer meets) (Item 38)"), (board, day));
    let decisions =
        "Issue - decisions\n\nPeer Challenge\n\n16/01/2013 - Peer Challenge\n\nRESOLVED: That it be noted.\n";
    assert_eq!(read("page.txt", decisions).document.date.map(|date| date.to_string()).as_deref(), Some("2013-01-16"));
    let report = "Minutes\n\n3 May 2016\n\nA report by the Executive Director of Housing and the Care Quality Commission\n\nRESOLVED: That it be noted.\n";
    assert_eq!(read("minutes.txt", report).document.committee, None);
}

#[test]
fn what_any_page_of_the_web_has_above_its_text_is_no_title() {
    let page = "<h1>Skip to main content</h1><h1>Corporate Peer Challenge 2019</h1><p>The peers came in May.</p>";
    assert_eq!(read("page.html", page).document.title.as_deref(), Some("Corporate Peer Challenge 2019"));
    let decision = "Decision details\n\nDecision Maker: Housing Panel\n\nDecision:\n\n(1) Received the report.\n";
    let reading = read("page.txt", decision);
    assert_eq!((reading.document.title.as_deref(), reading.findings.len()), (None, 1));
}

#[test]
fn a_number_after_a_sentence_that_ends_in_noted_begins_no_list_of_it() {
    let text =
        "1. That the first report be noted.\n\n1. That the second report be noted.\n\n1. That the third be received.\n";
    let want = ["That the first report be noted.", "That the second report be noted.", "That the third be received."];
    let reading = minutes(text);
    assert_eq!(possible(&reading).into_iter().map(|(_, text)| text).collect::<Vec<_>>(), want);
}

#[test]
fn who_resolved_may_stand_before_the_word_and_on_whose_motion_after_it() {
    let want = ["agree the scheme", "agree the report."];
    for who in ["The Leader and Lead Member", "The Committee", "Housing Panel"] {
        let text = format!("22.2 {who} RESOLVED to (1) agree the scheme;\n\n(2) agree the report.\n\nReasons\n");
        assert_eq!(texts(&minutes(&text)), want, "{who}");
    }
    let moved = "RESOLVED (on a motion from Cllr Reed, seconded by Cllr Hale and carried) to endorse the report.\n";
    assert_eq!(texts(&minutes(moved)), ["endorse the report."]);
}

#[test]
fn what_was_before_the_body_is_no_decision_though_it_stands_for_one() {
    for said in ["Consideration was given to the report of May.", "The Committee considered a report on parking."] {
        assert_eq!(
            texts(&read("page.txt", &format!("Decision details\n\nDecision Maker: Council\n\nDecision:\n\n{said}\n"))),
            [""; 0]
        );
    }
    let list = "RESOLVED:\n\nThat Cabinet:\n\n(1) welcome the plan;\n\n(2) publish the report.\n";
    assert_eq!(texts(&minutes(list)), ["welcome the plan", "publish the report."]);
}

#[test]
fn a_council_that_only_sent_word_or_is_no_more_is_not_whose_the_paper_is() {
    let council = |said: &str| minutes(&format!("{said}\n")).document.council;
    assert_eq!(council("Useful feedback had been received from Oakshire County Council."), None);
    assert_eq!(council("A claim against the former Oakshire County Council was settled."), None);
    assert_eq!(council("Oakshire County Council welcomed the feedback."), None, "one sentence may speak of anybody");
    assert_eq!(council("Oakshire County Council\n\nThe council welcomed the feedback.").as_deref(), Some("Oakshire"));
}

#[test]
fn what_points_to_a_decision_or_says_what_is_to_be_looked_at_decides_nothing() {
    for said in ["As detailed in the recommendations.", "Recommendations approved.", "Recommendations agreed nem con"] {
        let page = format!("Decision details\n\nDecision Maker: Cabinet\n\nDecision:\n\n{said}\n");
        assert_eq!(read("page.txt", &page).findings.len(), 0, "{said}");
    }
    let scope = "The Scoping Board agreed to focus on the following areas:\n\n- Barriers to services\n\n- Groups that are seldom heard\n";
    assert_eq!(texts(&minutes(scope)), [""; 0]);
    assert_eq!(texts(&minutes("RESOLVED: That the recommendations be approved.\n")).len(), 1);
}

#[test]
fn these_were_leads_in_what_the_sentence_before_names() {
    let text = "Marlshire Council\n\nLocal area SEND inspection, May 2019\n\nInspectors found six areas of significant weakness, which we grouped. These were:\n\n- plans are late\n\n- leaders do not know enough\n";
    let reading = read("page.txt", text);
    let kinds: Vec<FindingKind> = reading.findings.iter().map(|finding| finding.kind).collect();
    assert_eq!(kinds, [FindingKind::Concern; 2]);
}

#[test]
fn a_minute_that_a_decision_refers_to_does_not_make_it_a_matter_of_course() {
    let text = "2. Declarations of Interest\n\nThere were none.\n\nRESOLVED – That the dates be kept, as agreed by Cabinet at Minute C104/Feb/2020.\n";
    assert_eq!(texts(&minutes(text)), ["That the dates be kept, as agreed by Cabinet at Minute C104/Feb/2020."]);
    let agreed =
        text.replace("the dates be kept, as agreed by Cabinet at Minute C104/Feb/2020", "the minutes be agreed");
    assert_eq!(texts(&minutes(&agreed)), [""; 0]);
}

#[test]
fn what_is_resolved_after_what_was_heard_is_found_in_the_same_paragraph() {
    for (paragraph, want) in [
        ("The Panel considered the report. RESOLVED: That the scope be extended.", "That the scope be extended."),
        ("Land at Mill Lane. It was RESOLVED to object.", "to object."),
        (
            "The Panel had before it a report that was tabled at the meeting. RESOLVED: That it be noted in full.",
            "That it be noted in full.",
        ),
        ("Unanimously RESOLVED that the scope be extended.", "that the scope be extended."),
        ("It was RESOLVED, on a vote of 5 to 2, that the scope be extended.", "that the scope be extended."),
        (
            "It was moved by Councillor Dane, seconded by Councillor Lyle and RESOLVED (5 votes for, 1 against) that the \
             scope be extended.",
            "that the scope be extended.",
        ),
        (
            "On the proposal of Cllr. Dane, seconded by Cllr. Lyle, it was resolved: “That the scope be extended.”",
            "“That the scope be extended.”",
        ),
        ("The Panel RECOMMENDED TO CABINET that the scope be extended.", "that the scope be extended."),
        ("RECOMMENDED (to Council): That the scope be extended.", "That the scope be extended."),
    ] {
        assert_eq!(texts(&minutes(&format!("{paragraph}\n"))), [want], "{paragraph}");
    }
    let two = "Extension. RESOLVED: No objection. Members spoke. Shed. RESOLVED: To object. Work will begin in July.\n";
    assert_eq!(texts(&minutes(two)), ["No objection.", "To object."]);
    let listed = "Members spoke. RESOLVED: That (1) the plan be noted; and\n\n(2) the scope be extended.\n";
    assert_eq!(texts(&minutes(listed)), ["the plan be noted", "the scope be extended."]);
    for told in [
        "Members were told what Cabinet had resolved. It was late.",
        "At its meeting in May the Cabinet had looked at fees; it was RESOLVED that the fees be frozen.",
        "The Panel debated this in 2019. It was RESOLVED that no library close.",
        "The Chair read: “The Panel heard of it. RESOLVED: That the rents be raised”.",
        "Members spoke. RESOLVED: That the lease be signed. The amendment was LOST.",
        "The printer was old. Resolved: new drum fitted.",
    ] {
        assert_eq!(texts(&minutes(&format!("{told}\n"))), [""; 0], "{told}");
    }
}

#[test]
fn clauses_of_one_paragraph_are_parted_however_they_are_counted() {
    let want = ["the report be noted", "the scope be extended."];
    for listed in [
        "RESOLVED: That (1) the report be noted; (2) the scope be extended.\n\n2. Roofs\n\nMembers spoke of roofs.\n",
        "RESOLVED: That a) the report be noted and b) the scope be extended.\n",
        "RESOLVED: 1) the report be noted; 2) the scope be extended.\n",
    ] {
        assert_eq!(texts(&minutes(listed)), want, "{listed}");
    }
    let sentences = "RESOLVED: 1. That the report be noted. 2. That the scope be extended.\n";
    assert_eq!(texts(&minutes(sentences)), ["That the report be noted.", "That the scope be extended."]);
}

#[test]
fn who_moved_a_resolution_and_the_name_of_the_body_above_its_clauses_are_no_part_of_it() {
    let moved = "Resolution\n\n(Moved by Councillor Dane, seconded by Councillor Lyle)\n\n(a) That the report be noted.\n\n(b) That the scope be extended.\n";
    assert_eq!(texts(&minutes(moved)), ["That the report be noted.", "That the scope be extended."]);
    let named = "Decision\n\nThe Committee –\n\n(a) noted the report; and\n\n(b) agreed to extend the scope.\n";
    assert_eq!(texts(&minutes(named)), ["noted the report", "agreed to extend the scope."]);
}

#[test]
fn it_was_resolved_in_capitals_on_a_vote_and_in_two_languages() {
    assert_eq!(texts(&minutes("IT WAS RESOLVED that the scope be extended.\n")), ["that the scope be extended."]);
    assert_eq!(texts(&minutes("IT WAS RESOLVED to keep the hall.\n")), ["keep the hall."]);
    let vote = "RESOLVED (27 votes to 14) –\n\n(1) That the report be noted; and\n\n(2) That the scope be extended.\n";
    assert_eq!(texts(&minutes(vote)), ["That the report be noted", "That the scope be extended."]);
    let both = "PENDERFYNWYD / RESOLVED\n\n1. That the report be noted.\n\n2. That the scope be extended.\n";
    assert_eq!(texts(&minutes(both)), ["That the report be noted.", "That the scope be extended."]);
}
