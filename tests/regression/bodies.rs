//! Minutes of other houses: bodies that resolve by verb, whose meeting it was and when, each in our own words.

use lookback::model::{Certainty, FindingKind, Reading};

use super::read;
use super::styles::texts;

const HEAD: &str =
    "Marlshire County Council\n\nRoads Committee\n\nMinutes of the meeting held on 3 May 2017\n\n8. Bridges\n\n";

fn minutes(body: &str) -> Reading {
    read("minutes.txt", &format!("{HEAD}{body}\n\n9. Paths\n\nThe Head of Paths spoke of gates.\n"))
}

fn resolved(body: &str) -> Vec<String> {
    texts(&minutes(body), FindingKind::Resolution).into_iter().map(str::to_owned).collect()
}

#[test]
fn a_body_resolves_by_its_verbs() {
    let two = ["noted the grades of the bridges;", "agreed that the Head of Roads report in March."];
    for dash in ["-", "–", ":"] {
        let body = format!("The Committee {dash}\n\n1. {}\n\n2. {}", two[0], two[1]);
        let found = resolved(&body);
        assert_eq!(found, ["noted the grades of the bridges", two[1]], "{dash}");
    }
    let remitted =
        "The Committee:\n\n(i) remitted the matter to the Head of Roads; and\n\n(ii) continued the report to June.";
    assert_eq!(resolved(remitted), ["remitted the matter to the Head of Roads", "continued the report to June."]);
    let then =
        "The Cabinet then:-\n\n(1) Noted that one survey was outstanding.\n\n(2) Referred it to the Working Party.";
    assert_eq!(resolved(then), ["Noted that one survey was outstanding.", "Referred it to the Working Party."]);
    let inline = "On 20 April 2017, Cabinet:- (i) agreed the draft plan for bridges; (ii) noted the cost of surveys.";
    assert_eq!(resolved(inline), ["agreed the draft plan for bridges", "noted the cost of surveys."]);
}

#[test]
fn one_clause_goes_on_where_the_verb_of_a_committee_left_off() {
    let one = "The Committee resolved:-\n\nto instruct the Director to count the bridges by June.\n\nThe Convener thanked all.";
    assert_eq!(resolved(one), ["to instruct the Director to count the bridges by June."]);
    let prose = "The Committee resolved:-\n\nMembers had gone on to other matters.";
    assert_eq!(resolved(prose), Vec::<String>::new());
    // What a report asks for is not yet resolved.
    let report = "The report recommended:-\n\nthat the Committee pay for two surveys.";
    assert!(minutes(report).findings.iter().all(|found| found.certainty == Certainty::Possible));
}

#[test]
fn motions_in_capitals_and_words_after_a_comma_resolve() {
    let moved = "PROPOSED by Councillor Ash Seconded by Councillor Oak, and\n\nRESOLVED: that a grant of £90 be paid to the fair.";
    assert_eq!(resolved(moved), ["that a grant of £90 be paid to the fair."]);
    let agreed = "Agreed, that to keep the bridges open, to:\n\n1. Close the ford in winter;\n\n2. Paint the rails.";
    assert_eq!(resolved(agreed), ["Close the ford in winter", "Paint the rails."]);
    let vote = "RESOLVED: (by 6 votes to 5, the Chair having voted twice) to elect Councillor Ash as Vice-Chair.";
    assert_eq!(resolved(vote), ["elect Councillor Ash as Vice-Chair."].map(|text| format!("to {text}")));
}

#[test]
fn clauses_in_spaced_letters_are_all_found() {
    let body = "RECOMMENDED –\n\n(1) T H A T the bridges be referred to Cabinet.\n\n(2) T H A T the Committee receive a report in June.";
    assert_eq!(
        texts(&minutes(body), FindingKind::Recommendation),
        ["T H A T the bridges be referred to Cabinet.", "T H A T the Committee receive a report in June."]
    );
}

#[test]
fn items_that_lost_their_operative_word_are_possible() {
    let possible = |body: &str| {
        let reading = minutes(body);
        let kept = reading.findings.iter().filter(|found| found.rule == "be-clause");
        kept.map(|found| (found.certainty, found.text.clone())).collect::<Vec<_>>()
    };
    let lost = "(i) The repairs so far be noted;\n\n(ii) Officers at the depot be thanked.";
    let want = ["The repairs so far be noted", "Officers at the depot be thanked."];
    assert_eq!(possible(lost), want.map(|text| (Certainty::Possible, text.to_owned())));
    assert_eq!(possible("(i) The progress should be noted;\n\n(ii) The work will be accepted in May."), []);
    assert_eq!(possible("The Head of Roads asked that the progress be noted."), []);
}

fn dated(name: &str, text: &str) -> (Option<String>, Option<String>) {
    let document = read(name, text).document;
    (document.date.map(|date| date.to_string()), document.committee)
}

#[test]
fn minutes_are_of_their_own_meeting_and_not_of_one_they_speak_of() {
    let head = "Agenda and minutes\n\nYouth Scrutiny Committee 2 - Thursday, 20th August, 2020 5.00 pm\n\nVenue: Shire Hall\n\n";
    let items = "1. APOLOGIES\n\nMinutes:\n\nNone.\n\n2. RECORD\n\nTo confirm the record of the meeting of the Youth Scrutiny Committee 2 held on 13 February 2020. (circulated)\n\nMinutes:\n\nThe record of the meeting of the Youth Scrutiny Committee 2 held on 13 February 2020 was confirmed as correct.\n\nRESOLVED: That the plan be noted.\n";
    let committee = Some("Youth Scrutiny Committee 2".to_owned());
    assert_eq!(dated("m.txt", &format!("{head}{items}")), (Some("2020-08-20".to_owned()), committee));
    // Without the head nothing says when it was, and another meeting's day is no answer.
    let further = "Further to Minute No. 31 of the meeting held on 7 March 2019 the Panel heard of the bridges.\n\nRESOLVED: That the plan be noted.\n";
    assert_eq!(dated("m.txt", &format!("121 Bridges\n\nMinutes:\n\n{further}")).0, None);
}

#[test]
fn the_line_that_says_which_body_met_wins_over_the_title_of_the_matter() {
    let text = "Issue - meetings\n\nAnnual Report of the Audit Board\n\nMeeting: 17/02/2011 - Youth and Care Commission (Item 12)\n\n12 Annual Report of the Audit Board\n\nMinutes:\n\nRESOLVED: That the report be noted.\n";
    let committee = Some("Youth and Care Commission".to_owned());
    assert_eq!(dated("m.txt", text), (Some("2011-02-17".to_owned()), committee));
}

#[test]
fn a_point_of_a_list_does_not_tell_what_was_reviewed() {
    let letter = "<p>3 October 2024</p><p>Dear Secretary of State</p><h1>Averham Borough Council Commissioners: second report</h1><p>We were appointed in March 2023.</p><h2>Priorities for the next six months</h2><p>The Council must:</p><ul><li>appoint a finance director</li><li>agree how adult social care is commissioned</li></ul>";
    assert_eq!(read("letter.html", letter).document.subject.as_deref(), Some("best value"));
    let report = "<h1>Averham Borough Council</h1><p>LGA peer review, May 2019</p><p>We looked at:</p><ul><li>adult social care</li></ul><h2>Recommendations</h2><ol><li>Publish the plan.</li></ol>";
    assert_eq!(read("report.html", report).document.subject.as_deref(), Some("adult social care"), "nothing else does");
}
