//! Across years, on the sample corpus: what committees closed, what was never answered, what a person settled; held to the
//! labels in `corpus/gold`, with floors a little below what is reached.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Lookback, corpus};
use serde_json::Value;

fn records(lines: &str, kind: &str) -> Vec<Value> {
    let all = lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    all.filter(|record| record["type"] == kind).collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A table of labels, a map a row.
fn gold(name: &str) -> Vec<BTreeMap<String, String>> {
    let mut table = csv::Reader::from_path(corpus().join("gold").join(name)).expect("labels");
    table.deserialize().collect::<Result<_, _>>().expect("rows")
}

/// The words of labelled findings, by file and number, and their canonical names, by words.
fn labelled() -> (BTreeMap<(String, String), String>, BTreeMap<String, String>) {
    let rows = gold("findings.csv");
    let words = rows.iter().map(|row| ((row["file"].clone(), row["ordinal"].clone()), letters(&row["text"]))).collect();
    let named = rows.iter().filter(|row| !row["canonical"].is_empty());
    (words, named.map(|row| (letters(&row["text"]), row["canonical"].clone())).collect())
}

#[test]
fn requests_that_were_never_answered_are_named_and_answered_ones_are_not() {
    let answer = Lookback::on(&corpus()).answer(&["trace", "--unanswered", "--kind", "request", "--format", "json"], 0);
    let silent: BTreeSet<String> = records(&answer, "unanswered")
        .iter()
        .map(|record| letters(record["finding"]["text"].as_str().expect("words")))
        .collect();
    let (words, _) = labelled();
    let (mut right, mut rows) = (0, 0);
    for row in gold("requests.csv") {
        let text = &words[&(row["file"].clone(), row["ordinal"].clone())];
        let is_silent = silent.iter().any(|found| found.contains(text.as_str()) || text.contains(found.as_str()));
        rows += 1;
        if is_silent == (row["answered"] == "no") {
            right += 1;
        } else {
            println!("{}: answered {}, silent {is_silent}", row["file"], row["answered"]);
        }
    }
    println!("{right} of {rows} requests rightly called answered or not");
    assert!(right >= 12, "{right} of {rows}");
    let searched = &records(&answer, "unanswered")[0];
    assert!(searched["papers_searched"].as_u64() > Some(0) && searched["searched_until"].is_string());
}

#[test]
fn what_a_committee_closed_between_two_reviews_is_said_and_nothing_else() {
    let program = Lookback::on(&corpus());
    let (_, canonical) = labelled();
    let mut closed: BTreeSet<String> = BTreeSet::new();
    for years in [["2011", "2015"], ["2015", "2019"]] {
        let answer = program.answer(&["diff", years[0], years[1], "--body", "LGA", "--format", "json"], 0);
        for change in records(&answer, "change").iter().filter(|change| !change["closed_in"].is_null()) {
            for finding in change["earlier"].as_array().expect("findings") {
                closed.insert(canonical[&letters(finding["text"].as_str().expect("words"))].clone());
            }
        }
    }
    let want: BTreeSet<String> = gold("closed.csv").into_iter().map(|row| row["canonical"].clone()).collect();
    println!("closed: {closed:?} of {want:?}");
    assert!(closed.is_subset(&want), "a wrong “closed” is worse than none: {closed:?}");
    assert!(closed.len() == 4, "{closed:?}");
}

#[test]
fn what_a_progress_review_says_of_a_recommendation_stands_with_it() {
    let program = Lookback::on(&corpus());
    let answer = program.answer(&["diff", "2019", "2020", "--council", "Marlshire", "--format", "json"], 0);
    let reports: Vec<(String, String)> = records(&answer, "change")
        .iter()
        .filter_map(|change| {
            let seen = &change["also_seen"][0];
            let told = (seen["kind"] == "progress").then(|| seen["status"].as_str().expect("a colour"))?;
            assert!(seen["text"].as_str().is_some_and(|text| text.len() > 20), "{seen}");
            Some((change["status"].as_str()?.to_owned(), told.to_owned()))
        })
        .collect();
    let of = |colour: &str| reports.iter().filter(|(_, told)| told == colour).count();
    assert_eq!((of("Green"), of("Amber"), of("Red")), (3, 3, 1), "{reports:?}");
    let page = program.answer(&["diff", "2019", "2020", "--council", "Marlshire"], 0);
    assert!(
        page.contains("reported on or listed in the 2020 review") && page.contains("reports on it (Green)"),
        "{page}"
    );
}

#[test]
fn progress_since_the_last_inspection_stands_with_what_it_may_be_of_to_be_checked() {
    let program = Lookback::on(&corpus());
    let reviews = ["diff", "2014", "2018", "--body", "Ofsted", "--council", "Marlshire"];
    let answer = program.answer(&[&reviews[..], &["--format", "json"]].concat(), 0);
    let told: Vec<(String, String)> = records(&answer, "change")
        .iter()
        .filter(|change| change["also_seen"][0]["kind"] == "progress")
        .map(|change| {
            assert!(change["status"] == "not_found" && change["band"] == "possible", "{change}");
            let seen = &change["also_seen"][0];
            assert_eq!(seen["near_miss"], true, "{seen}");
            (change["earlier"][0]["id"].as_str().unwrap().to_owned(), seen["text"].as_str().unwrap().to_owned())
        })
        .collect();
    let of = |id: &str, words: &str| told.iter().any(|(ask, text)| ask.ends_with(id) && text.contains(words));
    assert!(of("/para3", "conferences") && of("/para7", "pathway plan"), "{told:?}");
    assert!(of("/para8", "supervision") && of("/para9", "challenge drift"), "{told:?}");
    assert_eq!(told.len(), 4, "the health assessments were found again");
    let page = program.answer(&reviews, 0);
    assert!(page.contains("may report on it (check)") && !page.contains("reported on or listed"), "{page}");
    let unanswered = program.answer(&["trace", "--unanswered", "--council", "Marlshire"], 0);
    assert!(unanswered.contains("May answer it: “initial child protection conferences"), "{unanswered}");
}

#[test]
fn without_a_review_the_last_two_of_each_series_are_compared() {
    let program = Lookback::on(&corpus());
    let pairs: Vec<(String, String)> = records(&program.answer(&["diff", "--format", "json"], 0), "scope")
        .iter()
        .map(|scope| {
            let review = |side: &str| scope["scope"][side]["id"].as_str().unwrap_or_default().to_owned();
            (review("earlier"), review("later"))
        })
        .collect();
    let months = |council: &str| {
        let month = |id: &str| id.rsplit('-').take(2).collect::<Vec<_>>().join("/");
        let of: Vec<(String, String)> = pairs
            .iter()
            .filter(|(earlier, _)| earlier.starts_with(council))
            .map(|(earlier, later)| (month(earlier), month(later)))
            .collect();
        of
    };
    assert_eq!(months("thornmere"), [("06/2018".to_owned(), "11/2023".to_owned())], "{pairs:?}");
    assert!(months("marlshire").contains(&("05/2019".to_owned(), "09/2020".to_owned())), "{pairs:?}");
    program.complaint(&["diff", "--source", "minutes"], 2);
}

#[test]
fn a_thread_tells_what_was_answered_and_how_far_it_came() {
    let program = Lookback::on(&corpus());
    let steps = |query: &str| records(&program.answer(&["trace", query, "--format", "json"], 0), "step");
    let text = |step: &Value| step["text"].as_str().unwrap_or_default().to_owned();
    let asked = steps("guide to levels of need");
    let responses: Vec<(String, String)> = asked
        .iter()
        .filter(|step| step["what"] == "response")
        .map(|step| (step["date"].as_str().unwrap_or_default().to_owned(), text(step)))
        .collect();
    assert_eq!(responses.len(), 3, "{responses:?}");
    assert!(responses[0].0 == "2013-05-16" && responses[0].1.starts_with("Response: Accepted."), "{responses:?}");
    // Why stands in the next column.
    assert!(responses[1].1.starts_with("Accepted in part | "), "{responses:?}");
    assert_eq!(responses[2].1, "Part accepted. Two-page guide published 22/04/2016.", "the tracker is not dated");
    // What the Panel asked for in its report is told there, not where an undated tracker lists it.
    let again = asked.iter().find(|step| text(step).contains("by March 2016")).expect("asked a second time");
    assert_eq!(again["date"], "2015-11-19");
    // A response that the query finds itself stays marked.
    let page = program.answer(&["trace", "guide"], 0);
    assert!(page.contains("“Response: Accepted. A shorter *guide*"), "{page}");
    let audits = steps("collaborative audits");
    assert!(audits.iter().any(|step| step["kind"] == "progress" && text(step).contains("three weeks")), "{audits:?}");
}

#[test]
fn what_was_done_about_a_recommendation_stands_with_it() {
    let program = Lookback::on(&corpus());
    // The plan says of which year it is, not whose recommendations it lists: its words do.
    let changes = program.answer(&["diff", "2018", "2023", "--council", "Thornmere", "--format", "json"], 0);
    let of = |words: &str| -> Vec<(String, String, Value)> {
        let changes = records(&changes, "change");
        let has = |change: &&Value| change["earlier"][0]["text"].as_str().is_some_and(|text| text.contains(words));
        let change = changes.iter().find(has).expect("it is compared");
        let text = |answer: &Value, field: &str| answer[field].as_str().unwrap_or_default().to_owned();
        let followed = change["followed"].as_array().expect("a list");
        followed.iter().map(|answer| (text(answer, "what"), text(answer, "text"), answer.clone())).collect()
    };
    let savings = of("savings");
    let told: Vec<(&str, &str)> = savings.iter().map(|(what, text, _)| (what.as_str(), text.as_str())).collect();
    // The second action stands in a row of its own, under a recommendation that goes over both.
    assert_eq!(
        told,
        [
            ("action", "Publish the list of savings for consultation"),
            ("progress", "Published on 28 November; 212 replies came."),
            ("action", "Put the savings to the Council with the budget"),
            ("progress", "Agreed with two changes."),
        ]
    );
    assert_eq!(savings[0].2["status"], "Green");
    assert_eq!(
        (&savings[2].2["owner"], &savings[2].2["due"]),
        (&"Cabinet Member for Finance".into(), &"27 February 2019".into())
    );
    // A committee says which by its number.
    let scrutiny = of("Give overview and scrutiny a part");
    assert!(scrutiny[0].0 == "resolution" && scrutiny[0].1.starts_with("That Recommendation 4"), "{scrutiny:?}");
    // What was praised, or merely to be considered, no plan answers.
    assert!(of("Licensing").is_empty());
    let plan = "Safeguarding Children Peer Review: Action Plan";
    let thread = program.answer(&["trace", "marlshire-2015-06-review-report/para6/b1"], 0);
    assert!(thread.contains("Observe one supervision session") && !thread.contains(plan), "{thread}");
    assert!(thread.contains("Owner: Service managers; due: March 2016; status: Green."), "{thread}");
    assert!(!thread.contains("Bring agencies together to grade"), "that answers the next priority");
    let brief = program.answer(&["brief", "--council", "Thornmere", "--format", "markdown"], 0);
    assert!(brief.contains("Cut the draft Council Plan from 31 aims to ten") && brief.contains("Fourteen are left"));
}

#[test]
fn a_pin_wins_is_shown_and_can_be_taken_back() {
    let program = Lookback::new().file("2011.txt", LETTER_2011).file("2015.txt", LETTER_2015);
    let changes =
        |program: &Lookback| records(&program.answer(&["diff", "2011", "2015", "--format", "json"], 0), "change");
    let id = |changes: &[Value], side: &str, words: &str| -> String {
        let findings = changes.iter().flat_map(|change| change[side].as_array().expect("findings").clone());
        let mut found = findings.filter(|finding| finding["text"].as_str().is_some_and(|text| text.contains(words)));
        found.next().expect("the finding")["id"].as_str().expect("an id").to_owned()
    };
    let before = changes(&program);
    let (swans, buses) = (id(&before, "earlier", "swans"), id(&before, "later", "buses"));
    assert!(before.iter().all(|change| change["matched_by"] != "pinned"));

    assert!(program.run(&["pin", &swans, &buses]).status.success());
    let pins = std::fs::read_to_string(program.corpus().join("pins.toml")).expect("the pins");
    assert!(pins.contains("swans") && pins.contains("buses"), "{pins}");
    let pinned = changes(&program);
    let own = pinned.iter().find(|change| change["matched_by"] == "pinned").expect("a pinned pair");
    assert_eq!((&own["earlier"][0]["id"], &own["band"]), (&swans.clone().into(), &"certain".into()));
    assert!(program.answer(&["diff", "2011", "2015"], 0).contains("Pinned: a person paired them."));

    // The paper is numbered otherwise now: the quote finds the finding again.
    let program = program.file("2011.txt", LETTER_2011.replace("- Count", "- Paint the pier\n\n- Count"));
    assert!(changes(&program).iter().any(|change| change["matched_by"] == "pinned"));
    // The finding is gone: the pin says so, and the rest goes on.
    let program = program.file("2011.txt", LETTER_2011.replace("- Count the swans on the mere\n\n", ""));
    let status = program.run(&["status"]);
    let said = String::from_utf8_lossy(&status.stderr).into_owned();
    assert!(status.status.success() && said.contains("a pin has lost its place"), "{said}");

    assert!(program.run(&["pin", "--undo", &swans, &buses]).status.success());
    assert!(!program.corpus().join("pins.toml").exists());
    assert_eq!(program.run(&["pin", "nothing/here", &buses]).status.code(), Some(2));
}

const LETTER_2011: &str = "\
Marlshire County Council

9 November 2011

Dear Margaret

Corporate Peer Challenge, 12 - 14 October 2011

Thank you for inviting the Local Government Association to Marlshire.

Areas for consideration

- Count the swans on the mere

- Settle how the front door should be run
";

const LETTER_2015: &str = "\
Marlshire County Council

9 November 2015

Dear Margaret

Corporate Peer Challenge, 12 - 14 October 2015

Thank you for inviting the Local Government Association to Marlshire.

Areas for consideration

- Publish a timetable for the buses

- The way the front door is run is not settled
";

#[test]
fn a_finding_is_followed_through_reviews_and_minutes() {
    let program = Lookback::on(&corpus());
    let found = program.answer(&["findings", "--review", "2015-04", "--format", "json"], 0);
    let of_2015 = records(&found, "finding");
    let core =
        of_2015.iter().find(|finding| finding["text"].as_str().is_some_and(|text| text.starts_with("Core groups")));
    let id = core.expect("core groups")["id"].as_str().expect("an id").to_owned();
    let steps = records(&program.answer(&["trace", &id, "--format", "json"], 0), "step");
    let years: BTreeSet<&str> = steps.iter().filter_map(|step| step["date"].as_str()).map(|date| &date[..4]).collect();
    assert!(["2011", "2015", "2019"].iter().all(|year| years.contains(year)), "{years:?}");
    assert!(steps.iter().any(|step| step["kind"] == "strength"), "it became a strength");
    // In nearly the same words in 2011 and 2015; that it became a strength only its likeness says.
    let band = |year: &str| {
        let of = steps
            .iter()
            .find(|step| step["what"] == "finding" && step["date"].as_str().is_some_and(|d| d.starts_with(year)));
        of.map(|step| step["band"].as_str().expect("a band").to_owned())
    };
    assert_eq!([band("2011"), band("2015")].map(Option::unwrap_or_default), ["certain", "certain"]);
    assert!(steps.iter().filter(|step| step["kind"] == "strength").all(|step| step["band"] == "possible"));
    assert_eq!(program.run(&["trace", "no/such/finding"]).status.code(), Some(2));
}

#[test]
fn papers_that_point_back_say_to_what() {
    let program = Lookback::on(&corpus());
    let shown = program.answer(&["show", "marlshire/minutes/cyp-panel-minutes-2015-11-19.pdf"], 0);
    assert!(shown.contains("points to Minutes, 18 Jun 2015, minute 202"), "{shown}");
    let parts = program.answer(&["show", "marlshire/minutes/cyp-panel-minutes-2015-11-19.pdf", "--format", "json"], 0);
    assert!(records(&parts, "block").iter().any(|block| block["points_to"][0]["text"] == "Minute 202"));
}

#[test]
fn three_reviews_minutes_and_councils_are_compared() {
    let program = Lookback::on(&corpus());
    let three = program.answer(&["diff", "2011", "2015", "2019", "--council", "marlshire"], 0);
    assert!(three.contains("What runs through Marlshire") && three.contains("Came back"), "{three}");
    let lines = program.answer(&["diff", "2011", "2015", "2019", "--council", "marlshire", "--format", "json"], 0);
    assert!(records(&lines, "line").iter().any(|line| line["steps"].as_array().is_some_and(|steps| steps.len() == 3)));
    let minutes = program.answer(&["diff", "2011", "2015", "--source", "minutes"], 0);
    assert!(minutes.contains("what committees decided: 2011 and 2015"), "{minutes}");
    assert!(minutes.contains("only what is in hand was looked at"), "{minutes}");
    let none = program.run(&["diff", "2018", "--council", "marlshire", "--against", "thornmere"]);
    assert_eq!(none.status.code(), Some(2));
}

/// A report of peers with two numbered recommendations, and a plan of this title that names them by their numbers.
fn plan_of(title: &str) -> Vec<(String, String)> {
    plan_after("LGA Corporate Peer Challenge\n\nFeedback report", title)
}

/// The same of the report that opens so.
fn plan_after(opening: &str, title: &str) -> Vec<(String, String)> {
    let report = format!(
        "Thornmere Borough Council\n\n{opening}\n\n12 to 15 June 2018\n\nKey recommendations\n\n\
         Recommendation 1: Agree the savings that will close the gap in the budget\n\n\
         Recommendation 2: Give overview and scrutiny a part in shaping policy\n"
    );
    let later = format!(
        "Thornmere Borough Council\n\n{opening}\n\n7 to 10 November 2023\n\nKey recommendations\n\n\
         Recommendation 1: Close the gap in the budget with savings that are agreed\n\n\
         Recommendation 2: Involve overview and scrutiny earlier in shaping policy\n"
    );
    let plan = format!(
        "<html><body><h1>{title}</h1><p>Thornmere Borough Council, 4 March 2019</p><table>\
         <tr><th>Rec.</th><th>Theme</th><th>Action</th><th>Lead</th><th>Update</th></tr>\
         <tr><td>R1</td><td>Savings</td><td>Publish the list of savings</td><td>Head of Finance</td><td>Done in May.</td></tr>\
         <tr><td>R2</td><td>Scrutiny</td><td>Send draft policies to the Committee</td><td>Solicitor</td><td>Six policies have come.</td></tr>\
         </table></body></html>"
    );
    let program = Lookback::new().file("2018.txt", &report).file("2023.txt", &later).file("plan.html", &plan);
    let changes = records(&program.answer(&["diff", "2018", "2023", "--format", "json"], 0), "change");
    let text = |answer: &Value, field: &str| answer[field].as_str().unwrap_or_default().to_owned();
    let followed = changes.iter().flat_map(|change| change["followed"].as_array().into_iter().flatten());
    followed.map(|answer| (text(answer, "what"), text(answer, "text"))).collect()
}

#[test]
fn of_a_row_with_two_actions_a_thread_has_both() {
    let report = "Thornmere Borough Council\n\nLGA Corporate Peer Challenge\n\nFeedback report\n\n12 to 15 June 2018\n\n\
                  Key recommendations\n\nRecommendation 1: Agree the savings that will close the gap in the budget\n\n\
                  Recommendation 2: Give overview and scrutiny a part in shaping policy\n";
    let plan = "<html><body><h1>Corporate Peer Challenge 2018: Action Plan</h1><p>Thornmere Borough Council, 4 March 2019</p>\
                <table><tr><th>Rec.</th><th>Action</th><th>Lead</th></tr>\
                <tr><td>R1</td><td>Publish the list of savings<br>Sell the empty depot</td><td>Head of Finance</td></tr>\
                <tr><td>R2</td><td>Send draft policies to the Committee</td><td>Solicitor</td></tr></table></body></html>";
    let program = Lookback::new().file("2018.txt", report).file("plan.html", plan);
    let findings = records(&program.answer(&["findings", "2018.txt", "--format", "json"], 0), "finding");
    let asked = findings.iter().find(|finding| finding["text"].as_str().is_some_and(|text| text.contains("savings")));
    let id = asked.expect("the recommendation")["id"].as_str().expect("an identifier");
    let thread = program.answer(&["trace", id, "--format", "json"], 0);
    let steps: Vec<String> =
        records(&thread, "step").iter().map(|step| step["text"].as_str().unwrap_or_default().to_owned()).collect();
    for action in ["Publish the list of savings", "Sell the empty depot"] {
        assert!(steps.iter().any(|text| text == action), "{action}: {steps:?}");
    }
}

#[test]
fn a_plan_that_gives_no_more_than_numbers_is_of_the_review_that_its_title_names() {
    let answers = plan_of("Corporate Peer Challenge 2018: Action Plan");
    let told: Vec<(&str, &str)> = answers.iter().map(|(what, text)| (what.as_str(), text.as_str())).collect();
    assert_eq!(
        told,
        [
            ("action", "Publish the list of savings"),
            ("progress", "Done in May."),
            ("action", "Send draft policies to the Committee"),
            ("progress", "Six policies have come."),
        ]
    );
    assert_eq!(plan_of("Peer Challenge Improvement Plan").len(), 4);
    // Of what else these are the numbers nobody can say.
    assert!(plan_of("Adult Social Care Peer Review Action Plan").is_empty());
    assert!(plan_of("Ofsted Improvement Plan").is_empty());
    // Peers come from others than the LGA as well.
    let others = "Adult Social Care Peer Challenge\n\nFeedback report\n\n\
                  East Midlands ADASS carried out this peer review of Thornmere Borough Council.";
    assert_eq!(plan_after(others, "Adult Social Care Peer Challenge 2018: Action Plan").len(), 4);
    assert!(plan_after(others, "Ofsted Improvement Plan").is_empty());
}

#[test]
fn a_step_of_a_thread_is_cited_as_its_finding_is() {
    let report = "<h1>Loneliness in Later Life</h1><p>Report of the Scrutiny Task Group</p><p>Fenmoor Council</p>\
        <p>February 2023</p><h2>Recommendations</h2><table><tr><th>No.</th><th>Recommendation</th></tr>\
        <tr><td>1</td><td>That a map of befriending groups is published.</td></tr></table>";
    let thread = Lookback::new().file("report.html", report).answer(&["trace", "befriending"], 0);
    assert!(thread.contains("“Recommendations”, recommendation 1") && !thread.contains("row 2"), "{thread}");
}

#[test]
fn a_thread_gives_the_clause_that_answers_and_not_the_first_of_its_paragraph() {
    let minutes = "Minutes of the Housing Panel\n\nFenmoor Council\n\n3 May 2019\n\n12. Front door\n\nRESOLVED that (a) the report be noted; and (b) the front door be reviewed by the summer.\n";
    let thread = Lookback::new().file("minutes.txt", minutes).answer(&["trace", "front door"], 0);
    assert!(thread.contains("be reviewed by the summer") && !thread.contains("“the report be noted"), "{thread}");
}

#[test]
fn minutes_are_not_compared_with_themselves_and_names_may_be_written_without_marks() {
    let program = Lookback::on(&corpus());
    let twice = program.run(&["diff", "2015", "2015", "--source", "minutes"]);
    assert_eq!(twice.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&twice.stderr).contains("would be compared with themselves"));
    let against = program.run(&["diff", "2011", "2015", "2019", "--council", "marlshire", "--against", "thornmere"]);
    assert!(String::from_utf8_lossy(&against.stderr).contains("with --against"));
    let subject = program.answer(&["diff", "2011", "2015", "--subject", "safeguarding-children"], 0);
    assert!(subject.contains("Marlshire"), "{subject}");
}

#[test]
fn a_review_is_not_compared_with_itself_and_two_councils_are() {
    let samples = Lookback::on(&corpus());
    for names in [["2018", "2018-06"].as_slice(), &["2018", "--council", "marlshire", "--against", "marlshire"]] {
        let complaint = samples.complaint(&[&["diff"], names].concat(), 2);
        assert!(complaint.contains("a comparison needs two"), "{names:?}: {complaint}");
    }
    let brief = samples.complaint(&["brief", "--council", "marlshire", "--to", "2011"], 2);
    assert!(brief.contains("before `2011`"), "{brief}");
}

#[test]
fn a_thread_keeps_to_the_councils_and_kinds_that_are_named() {
    let program = Lookback::on(&corpus());
    let steps = |args: &[&str]| {
        let args: Vec<&str> =
            ["trace", "scrutiny", "--format", "json"].into_iter().chain(args.iter().copied()).collect();
        records(&program.answer(&args, 0), "step")
    };
    let all = steps(&[]);
    let own = steps(&["--council", "thornmere"]);
    assert!(!own.is_empty() && own.len() < all.len());
    assert!(own.iter().all(|step| step["council"] == "Thornmere"), "{own:?}");
    let asked = steps(&["--body", "lga", "--kind", "recommendation"]);
    // What was answered to them goes with them.
    let mut found = asked.iter().filter(|step| step["what"] == "finding");
    assert!(found.all(|step| step["kind"] == "recommendation"), "{asked:?}");
    assert!(asked.iter().all(|step| step["what"] != "passage"), "{asked:?}");
    assert!(!asked.is_empty() && asked.len() < all.len());
}

/// The words of what `trace --unanswered` lists.
fn never_answered(papers: &Lookback) -> Vec<String> {
    let answer = papers.answer(&["trace", "--unanswered", "--format", "json"], 0);
    let words = |record: &Value| record["finding"]["text"].as_str().expect("words").to_owned();
    records(&answer, "unanswered").iter().map(words).collect()
}

fn minutes(day: &str, told: &str) -> String {
    format!("Marlshire County Council\nMinutes of the Children's Panel\n{day}\n\n1. Early help\n\n{told}\n")
}

#[test]
fn what_was_requested_and_what_is_asked_again_word_for_word_waits_for_an_answer() {
    let papers = Lookback::new()
        .file(
            "2014-03-04 minutes.txt",
            minutes("4 March 2014", "RESOLVED: That the Director be asked to report on speech therapy."),
        )
        .file(
            "2015-03-03 minutes.txt",
            minutes("3 March 2015", "RESOLVED: That the Director be asked to report on speech therapy."),
        )
        .file(
            "2015-06-02 minutes.txt",
            minutes("2 June 2015", "It was requested that a note on foster carer recruitment be circulated."),
        )
        .file("2016-03-01 minutes.txt", minutes("1 March 2016", "Members thanked the clerk and noted the budget."));
    let silent = never_answered(&papers);
    assert!(silent.iter().any(|text| text.contains("foster carer recruitment")), "{silent:?}");
    assert!(silent.iter().any(|text| text.contains("speech therapy")), "its repetition is no answer: {silent:?}");
}

#[test]
fn what_a_response_or_a_progress_review_prints_beside_an_ask_is_its_answer() {
    let papers = Lookback::on(&corpus());
    let silent = never_answered(&papers);
    let answer = papers.answer(&["trace", "--unanswered", "--format", "json"], 0);
    let spoken: BTreeMap<String, String> = records(&answer, "spoken_of")
        .iter()
        .map(|record| (record["finding"].as_str().expect("an id").to_owned(), record["path"].to_string()))
        .collect();
    let findings = records(&papers.answer(&["findings", "--format", "json"], 0), "finding");
    for (ask, file) in [
        ("two days of training a year", "response"),
        ("no team be led by an interim manager", "response"),
        ("housing officers of the district councils", "response"),
        ("When a professional contacts the front door", "progress"),
    ] {
        assert!(!silent.iter().any(|text| text.contains(ask)), "{ask}: listed as never answered");
        let asked = findings.iter().filter(|finding| finding["text"].as_str().is_some_and(|text| text.contains(ask)));
        let answered: Vec<&String> = asked.filter_map(|finding| spoken.get(finding["id"].as_str()?)).collect();
        assert!(answered.iter().any(|path| path.contains(file)), "{ask}: {answered:?}");
    }
}

#[test]
fn a_report_without_a_date_is_of_its_visit_and_nothing_asked_is_said_in_so_many_words() {
    let report = "Marlshire County Council\n\nLGA peer review of safeguarding children\n\nOn site: 10 to 14 October 2011\n\n\
                  Recommendations\n\n1. Agree a plan for the library roof.\n2. Fill the vacant social work posts.\n";
    let papers = Lookback::new().file("report.txt", report).file(
        "2012-03-06 minutes.txt",
        minutes("6 March 2012", "Members heard that the vacant social work posts were filled."),
    );
    assert_eq!(never_answered(&papers), ["Agree a plan for the library roof."]);
    let papers = papers.file("notes.txt", "Marlshire County Council\n\nNotes of the library\n\nThe roof was mended.\n");
    let told = papers.answer(&["trace", "--unanswered"], 0);
    assert!(told.contains("1 paper has no date and was not searched"), "{}", told.replace('\n', " "));
    let none = Lookback::new().file("2012-03-06 minutes.txt", minutes("6 March 2012", "Members noted the budget."));
    assert!(none.answer(&["trace", "--unanswered"], 1).contains("Nothing was asked for in these papers."));
}

#[test]
fn a_review_that_is_only_mentioned_between_two_does_not_part_them() {
    let report = |visit: &str, published: &str, told: &str| {
        format!(
            "Marlshire County Council\n\nLGA peer review of safeguarding children\n\nOn site: {visit}\nPublished: {published}\n\n\
             Recommendations\n\n{told}\n"
        )
    };
    let papers = Lookback::new()
        .file(
            "2011 report.txt",
            report("10 to 14 October 2011", "5 December 2011", "1. Agree a plan for the library roof with the trustees."),
        )
        .file(
            "2015 report.txt",
            report(
                "13 to 17 April 2015",
                "2 June 2015",
                "1. Agree the plan for the library roof with its trustees.\n\nThe LGA peer review of safeguarding children in May 2013 had praised the trustees.",
            ),
        );
    assert!(papers.answer(&["status"], 0).contains("safeguarding-children-2013-05"));
    let answer = papers.answer(&["trace", "--unanswered", "--format", "json"], 1);
    assert_eq!(records(&answer, "spoken_of").len(), 1, "{answer}");
}

#[test]
fn a_kind_is_asked_for_after_pairing_so_that_what_changed_its_kind_is_not_new() {
    let program = Lookback::on(&corpus());
    let asked = ["diff", "2015", "2019", "--council", "Marlshire", "--body", "LGA"];
    let of = |more: &[&str]| program.answer(&[&asked[..], more].concat(), 0);
    let all = records(&of(&["--format", "json"]), "change");
    let wanted = |change: &&Value| {
        let sides = ["earlier", "later"].map(|side| change[side].as_array().expect("findings"));
        sides.into_iter().flatten().any(|finding| finding["kind"] == "recommendation")
    };
    let want: Vec<&Value> = all.iter().filter(wanted).collect();
    assert!(want.iter().any(|change| change["kind_from"] == "area_for_consideration" && change["band"] == "certain"));
    let kind = ["--kind", "recommendation", "--format", "json"];
    let found = records(&of(&kind), "change");
    assert_eq!(found.iter().collect::<Vec<_>>(), want, "each keeps its number and its partner");
    let scope = &records(&of(&kind), "scope")[0]["scope"];
    assert_eq!(scope["left_out"].as_u64(), Some((all.len() - found.len()) as u64));
    let page = of(&["--kind", "recommendation"]);
    assert!(page.contains(&format!("{} of {} changes are shown.", found.len(), all.len())), "{page}");
}

#[test]
fn a_thread_has_what_the_sector_also_says_and_words_that_name_something_stand_side_by_side() {
    let minutes = |day: &str, said: &str| {
        format!("Marlshire County Council\n\nMinutes of the meeting held on {day}\n\n1. {said}\n")
    };
    let papers = Lookback::new()
        .file("a.txt", minutes("3 March 2012", "The Panel heard how early help was paid for in each district."))
        .file("b.txt", minutes("5 March 2014", "An early reply from the Cabinet would help the Panel to plan."))
        .file("c.txt", minutes("5 March 2016", "Family support was offered to more parents in the north."));
    let thread = papers.answer(&["trace", "early", "help"], 0);
    assert!(thread.contains("2 steps") && thread.contains("also looked for as family support"), "{thread}");
    assert!(thread.contains("paid for") && thread.contains("more parents") && !thread.contains("reply"), "{thread}");
    assert!(papers.answer(&["trace", "early AND help"], 0).contains("reply"));
    let typed = papers.answer(&["trace", "early help", "--no-synonyms"], 0);
    assert!(typed.contains("reply") && !typed.contains("more parents"), "{typed}");
}

#[test]
fn asks_of_several_councils_name_theirs() {
    let letter = |council: &str| {
        format!(
            "{council} Borough Council\n\nMinutes of the Housing Panel held on 3 March 2012\n\nPresent: Councillor Reed\n\n\
             1. Repairs\n\nThe Panel RECOMMENDED to Cabinet that a budget for {council} repairs be set apart.\n"
        )
    };
    let later = |council: &str| {
        format!(
            "{council} Borough Council\n\nMinutes of the Housing Panel held on 3 May 2013\n\n1. Rents were reported.\n"
        )
    };
    let papers = Lookback::new()
        .file("a1.txt", letter("Aldham"))
        .file("a2.txt", later("Aldham"))
        .file("b1.txt", letter("Burford"))
        .file("b2.txt", later("Burford"));
    let asks = papers.answer(&["trace", "--unanswered"], 0);
    assert!(asks.contains("3 March 2012, Aldham: ") && asks.contains("3 March 2012, Burford: "), "{asks}");
    assert!(!papers.answer(&["trace", "--unanswered", "--council", "aldham"], 0).contains("2012, Aldham"));
    let table = papers.answer(&["trace", "--unanswered", "--format", "csv"], 0);
    assert!(table.lines().next().is_some_and(|head| head.contains(",council,review,")), "{table}");
}

#[test]
fn asks_of_a_short_time_ago_can_be_left_out_and_papers_without_a_date_are_named() {
    let minutes = |day: &str, said: &str| {
        format!(
            "Aldham Borough Council\n\nMinutes of the Housing Panel held on {day}\n\nPresent: Councillor Reed\n\n1. Rents\n\n{said}\n"
        )
    };
    let papers = Lookback::new()
        .file(
            "a.txt",
            minutes("3 March 2012", "The Panel RECOMMENDED to Cabinet that a budget for repairs be set apart."),
        )
        .file(
            "b.txt",
            minutes("3 March 2014", "The Panel RECOMMENDED to Cabinet that the boilers of the north be replaced."),
        )
        .file("c.txt", minutes("3 May 2014", "Councillors heard of rents."))
        .file("list.txt", "Aldham Borough Council\n\nA list of garages and of who rents them.\n");
    let all = papers.answer(&["trace", "--unanswered"], 0);
    assert!(
        all.contains("repairs") && all.contains("boilers") && all.contains("lookback.toml can give one: list.txt.")
    );
    let old = papers.answer(&["trace", "--unanswered", "--months", "12"], 0);
    assert!(old.contains("repairs") && !old.contains("boilers"), "{old}");
    assert!(old.contains("1 of the former is left out"), "{old}");
}

#[test]
fn a_row_of_a_tracker_without_a_date_answers_the_ask_of_the_meeting_it_names() {
    let minutes = "MARLSHIRE COUNTY COUNCIL\n\nMINUTES of the Children and Families Panel held on 15 March 2012\n\n76. Agency \
                   staff\n\nThe Panel requested a note of what had been spent on agency managers since April 2011.\n\nMembers \
                   asked for a visit to the out-of-hours team to be arranged before the summer.\n\n77. Fostering\n\nThe Panel \
                   requested a note of what had been spent on foster homes.\n";
    let tracker = "Ref,Date of meeting,Minute,Type,Recommendation or request,Response,Status,Last update\n\
                   T022,15/03/2012,76,Request,Note of spending on agency managers since April 2011,Circulated May 2012,Complete,20/06/2013\n\
                   T023,15/03/2012,76,Request,Visit to the out-of-hours team before the summer,,Outstanding,20/06/2013\n";
    let program = Lookback::new().file("minutes.txt", minutes).file("tracker.csv", tracker);
    let answer = program.answer(&["trace", "--unanswered", "--council", "marlshire", "--format", "json"], 1);
    let spoken: Vec<String> = records(&answer, "spoken_of").iter().map(|told| told["text"].to_string()).collect();
    assert_eq!(spoken, ["\"Circulated May 2012 | Complete\""], "{answer}");
    let thread = program.answer(&["trace", "agency managers"], 0);
    assert!(thread.contains("“Circulated May 2012 | Complete”\n    Tracker, row 1 (Ref T022)"), "{thread}");
    // With a later paper it can be said what is still open, and where that is listed.
    let later = minutes.replace("15 March 2012", "14 June 2012").replace("76.", "90.").replace("77.", "91.");
    let later =
        later.replace("The Panel requested a note of what had been spent on agency managers since April 2011.", "");
    let later =
        later.replace("Members asked for a visit to the out-of-hours team to be arranged before the summer.", "");
    let program = program.file("later.txt", later.replace("foster homes", "buses"));
    let answer = program.answer(&["trace", "--unanswered", "--council", "marlshire", "--format", "json"], 0);
    let visit = records(&answer, "unanswered");
    let visit = visit.iter().find(|silent| silent["finding"]["text"].to_string().contains("out-of-hours")).unwrap();
    assert!(visit["listed_open"].to_string().contains("row 2 (Ref T023)"), "{visit}");
}

#[test]
fn a_draft_of_a_report_is_set_aside_and_an_exempt_paper_says_so_where_it_is_cited() {
    let letter = std::fs::read_to_string(corpus().join("marlshire/reviews/2011-10-peer-review-letter.txt")).unwrap();
    let draft = letter.replace("Dear Margaret", "DRAFT - for factual accuracy checking\n\nDear Margaret");
    let draft = draft.replace("good", "strong");
    let exempt = "MARLSHIRE COUNTY COUNCIL\n\nCABINET\n\nMINUTES of the meeting held on 4 February 2016\n\nNOT FOR PUBLICATION by virtue of \
                  paragraph 3 of Part 1 of Schedule 12A to the Local Government Act 1972\n\n12. Placement contracts\n\nRESOLVED that the \
                  contract for placements be awarded to the second bidder.\n";
    let program = Lookback::new().file("final.txt", &letter).file("first.txt", &draft).file("exempt.txt", exempt);
    let findings = records(&program.answer(&["findings", "--format", "json"], 0), "finding");
    assert!(findings.iter().all(|finding| finding["path"] != "first.txt"));
    assert!(findings.iter().filter(|finding| finding["path"] == "final.txt").count() > 20);
    let status = program.answer(&["status"], 0).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        status.contains("first.txt: a draft of final.txt: set aside, its findings are taken from there"),
        "{status}"
    );
    assert!(status.contains("exempt.txt: marked as not for publication: do not quote it in public"), "{status}");
    let hit = program.answer(&["search", "contract for placements"], 0);
    assert!(hit.contains("minute 12 (not for publication)"), "{hit}");
    assert!(program.answer(&["show", "exempt.txt"], 0).contains("marked as not for publication"));
}

#[test]
fn an_ask_that_a_progress_review_only_lists_is_said_to_be_listed_there() {
    let challenge = "Corporate Peer Challenge\n\nNorbury Council\n\n6 – 9 February 2023\n\nFeedback report\n\nKey recommendations\n\nRecommendation 1: Agree a ferry plan that all islands own\n";
    let again = "Corporate Peer Challenge – Progress Review\n\nNorbury Council\n\n23 January 2024\n\nSummary of the approach\n\nThe progress review looked at each of the recommendations of February 2023:\n\n• Recommendation 1 – Agree a ferry plan that all islands own\n";
    let papers = Lookback::new().file("1.txt", challenge).file("2.txt", again);
    let told = papers.answer(&["trace", "--unanswered"], 0).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("Listed, without what came of it, in Progress review, 23 Jan 2024"), "{told}");
    let answer = papers.answer(&["trace", "--unanswered", "--format", "json"], 0);
    assert!(
        records(&answer, "unanswered")[0]["listed"]["citation"].to_string().contains("recommendation 1"),
        "{answer}"
    );
}

/// A challenge, and the review a year later that tells by theme how far the council has come.
fn told_by_theme() -> Lookback {
    let challenge = "Corporate Peer Challenge\n\nNorbury Council\n\n6 – 9 February 2023\n\nFeedback report\n\nKey recommendations\n\nRecommendation 1: Agree a ferry plan that all islands own\n\nRecommendation 2: Mend the harbour wall\n";
    let again = "Corporate Peer Challenge – Progress Review\n\nNorbury Council\n\n23 January 2024\n\nSummary of the approach\n\nThe progress review took place on 23 January 2024.\n\nProgress review - feedback\n\nFerries\n\nThe plan has been to each island and is now with the Cabinet.\n\nHarbours\n\nThe wall was surveyed in the autumn.\n";
    Lookback::new().file("1.txt", challenge).file("2.txt", again)
}

#[test]
fn a_progress_review_that_reports_in_prose_is_read_and_not_compared_unless_it_is_named() {
    let papers = told_by_theme();
    let told = papers.complaint(&["diff"], 2);
    assert!(told.contains("reports in prose and lists nothing to compare: read 2.txt"), "{told}");
    // A briefing is on the one review that lists what it found.
    let brief = papers.answer(&["brief", "--council", "norbury"], 0);
    assert!(brief.contains("The review that follows it reports in prose"), "{brief}");
    assert!(brief.contains("reports in prose and lists nothing to compare: it is to be read"), "{brief}");
    // With a challenge before it the last two that list something are compared.
    let before = "Corporate Peer Challenge\n\nNorbury Council\n\n4 – 7 March 2019\n\nFeedback report\n\nKey recommendations\n\nRecommendation 1: Mend the wall of the harbour\n";
    let papers = papers.file("0.txt", before);
    assert!(papers.answer(&["diff"], 0).contains("2019 and 2023"));
    assert!(papers.answer(&["brief", "--council", "norbury"], 0).contains("reports in prose"));
    let named = papers.answer(&["diff", "2023", "2024"], 0).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(named.contains("a progress review that reports in prose"), "{named}");
    assert!(named.contains("2 with nothing in the 2024 review to compare with"), "{named}");
    assert!(!named.contains("the 0 findings"), "{named}");
    assert!(papers.answer(&["status"], 0).contains("2024-01: progress review, on site"));
}

#[test]
fn a_briefing_on_nothing_says_so() {
    let said = |visit: &str| {
        format!(
            "Corporate Peer Challenge\n\nNorbury Council\n\n{visit}\n\nFeedback report\n\nThe team met staff and partners.\n"
        )
    };
    let papers = Lookback::new().file("1.txt", said("6 – 9 February 2018")).file("2.txt", said("7 – 10 March 2022"));
    let run = papers.run(&["brief", "--from", "2018", "--to", "2022"]);
    assert_eq!(run.status.code(), Some(1));
    let told = String::from_utf8_lossy(&run.stderr);
    assert!(told.contains("no finding to compare was read in norbury-lga-corporate-2018-02"), "{told}");
}

#[test]
fn an_ask_that_a_later_passage_may_answer_is_to_be_checked() {
    let minutes = |day: &str, items: &str| {
        format!(
            "Aldham Borough Council\n\nMinutes of the Roads Panel held on {day}\n\nPresent: Councillor Reed\n\n{items}"
        )
    };
    let asked = "1. BUS SHELTERS\n\nRESOLVED: That the Head of Roads provide a count of broken bus shelters by parish.\n\n\
        2. LORRIES\n\nRESOLVED: That the Chair write to the Commissioner about lorries, noise and speeding.\n\n\
        3. DRAINS\n\nRESOLVED: That officers report back on the drains of the quay in six months.\n";
    let told = "11. BUS SHELTERS\n\nThe count by parish that was asked for in March had been sent round.\n\n\
        12. MATTERS ARISING\n\nThe Chair said that a reply on noise had come from the Commissioner.\n\n\
        13. GRIT\n\nGrit was bought.\n";
    let papers = Lookback::new()
        .file("2021-03.txt", minutes("4 March 2021", asked))
        .file("2021-07.txt", minutes("8 July 2021", told));
    let answer = papers.answer(&["trace", "--unanswered", "--format", "json"], 0);
    let may = |record: &Value| record["may_be_answered"].as_bool();
    let asks: Vec<(String, Option<bool>)> = records(&answer, "unanswered")
        .iter()
        .map(|record| (record["finding"]["text"].as_str().expect("words").to_owned(), may(record)))
        .collect();
    let of =
        |word: &str| asks.iter().find(|(text, _)| text.contains(word)).unwrap_or_else(|| panic!("{word}: {asks:?}")).1;
    assert_eq!([of("shelters"), of("lorries"), of("drains")], [Some(true), Some(true), Some(false)]);
    let page = papers.answer(&["trace", "--unanswered"], 0);
    assert!(page.contains("May have been answered: check (2)") && page.contains("No answer was found (1)"), "{page}");
}

#[test]
fn a_letter_that_lists_what_was_found_before_takes_it_up() {
    let report = "Inspection of children's social care services\n\nFenmoor City Council\n\nInspection dates: 6 May 2019 to 17 May 2019\n\nOfsted\n\n\
        What needs to improve\n\n- The quality of chronologies, and how they are used.\n- The frequency of visits to children, and their record.\n- Transport to school.\n";
    let letter = "Monitoring visit to Fenmoor children's services\n\n9 March 2021\n\nThis letter tells of the Ofsted monitoring visit to Fenmoor children's services on 9 and 10 February 2021.\n\n\
        Areas covered by the visit\n\nInspectors looked at these areas of concern identified at the last inspection:\n\n- The quality of chronologies.\n- The frequency of visits.\n\nFindings\n\nMuch is better.\n";
    let papers = Lookback::new().file("2019.txt", report).file("2021.txt", letter);
    let answer = papers.answer(&["trace", "--unanswered", "--format", "json"], 0);
    let open: Vec<String> = records(&answer, "unanswered")
        .iter()
        .filter(|record| record["may_be_answered"] == false)
        .map(|record| record["finding"]["text"].as_str().expect("words").to_owned())
        .collect();
    assert_eq!(open, ["Transport to school."], "{answer}");
}

#[test]
fn papers_of_no_known_council_are_named_and_counted() {
    let papers = Lookback::new()
        .file("1.txt", minutes("4 March 2014", "RESOLVED: That the Director be asked to report on speech therapy."))
        .file("2.txt", minutes("4 June 2014", "Members noted the budget."))
        .file(
            "elsewhere/oakshire.txt",
            "Oakshire County Council\n\nMinutes of the Roads Panel\n\n4 May 2014\n\nIt met.\n",
        )
        .file("3.txt", "Report of the Task and Finish Group\n\nMay 2014\n\nThe Group heard from Thornmere Council.\n");
    let status = papers.answer(&["status"], 0);
    assert!(status.contains("Without a council (1)") && status.contains("- 3.txt"), "{status}");
    let told = papers.answer(&["trace", "--unanswered"], 0).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("1 paper of no known council was not searched; lookback.toml can give one: 3.txt."),
        "{told}"
    );
}
