//! An officer corrects findings: the file, the answers, and what they look like after the papers are read again.

#![allow(clippy::unwrap_used)]

mod common;

use std::fs;

use common::Lookback;

const MINUTES: &str = "MARLSHIRE COUNTY COUNCIL\n\nChildren and Young People Overview and Scrutiny Panel\n\nMinutes of the \
    meeting held on 19 November 2015\n\n7. Peer review\n\nThe Panel had before it the report of the peer review. Officers \
    spoke of the winter.\n\nRESOLVED that:\n\n(a) the report be noted;\n\n(b) the Director be asked to publish the plan by \
    March 2016; and\n\n(c) the Cabinet be recommended to fund two more posts at the front door.\n\n8. Work programme\n\n\
    RESOLVED that the work programme be noted.\n";

fn corpus() -> Lookback {
    Lookback::new().file("minutes.txt", MINUTES)
}

/// Identifier of the finding that says this.
fn id(papers: &Lookback, words: &str) -> String {
    let answer = papers.answer(&["findings", "--possible", "--format", "csv"], 0);
    let line = answer.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("{words} in {answer}"));
    line.split(',').next().expect("an identifier").to_owned()
}

fn on_one_line(answer: &str) -> String {
    answer.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the questions answer: none of them may know how the index came to be.
fn answers(papers: &Lookback) -> Vec<String> {
    let questions: [&[&str]; 6] = [
        &["findings", "--possible", "--format", "json"],
        &["findings", "--explain"],
        &["search", "the kind:request", "--format", "json"],
        &["themes", "--by", "year", "--evidence", "--format", "csv"],
        &["show", "minutes.txt", "--explain"],
        &["status", "--format", "json"],
    ];
    questions.map(|question| String::from_utf8(papers.run(question).stdout).expect("UTF-8")).to_vec()
}

#[test]
fn a_finding_is_rejected_retyped_and_taken_back() {
    let papers = corpus();
    let before = answers(&papers);
    let (noted, publish) = (id(&papers, "the report be noted"), id(&papers, "publish the plan"));
    let said = papers.answer(&["correct", &noted, "--reject", "--note", "it asks nothing", "--who", "A. Officer"], 0);
    assert!(said.contains("is no finding") && said.contains("it asks nothing (A. Officer)"), "{said}");
    papers.answer(&["correct", &publish, "--kind", "actions"], 0);
    let findings = papers.answer(&["findings", "--format", "csv"], 0);
    assert!(!findings.contains("the report be noted"), "{findings}");
    let line = findings.lines().find(|line| line.contains("publish the plan")).expect("the finding");
    assert!(line.contains(",action,") && line.contains("kind was"), "{line}");
    assert!(papers.answer(&["search", "plan kind:action"], 0).contains("publish"), "search knows the new kind");
    assert!(papers.answer(&["show", "minutes.txt", "--explain"], 0).contains("corrected: kind was"));

    papers.answer(&["correct", &publish, "--undo"], 0);
    papers.answer(&["correct", &noted, "--undo"], 0);
    papers.answer(&["correct", &noted, "--undo"], 1);
    assert_eq!(answers(&papers), before, "as if nothing had been said");
}

#[test]
fn a_finding_takes_back_what_was_added_and_what_was_said_before_it_was_read_anew() {
    let papers = corpus();
    let before = answers(&papers);
    papers.answer(
        &["correct", "--add", "--path", "minutes.txt", "--text", "Officers spoke of the winter", "--kind", "concern"],
        0,
    );
    let added = id(&papers, "spoke of the winter");
    let said = papers.answer(&["correct", &added, "--undo"], 0);
    assert!(said.contains("Taken back"), "{said}");
    assert_eq!(answers(&papers), before);

    let (noted, publish) = (id(&papers, "the report be noted"), id(&papers, "publish the plan"));
    papers.answer(&["correct", &publish, "--kind", "action"], 0);
    papers.answer(&["correct", &noted, "--kind", "action"], 0);
    // Another date gives other names.
    fs::write(papers.corpus().join("minutes.txt"), MINUTES.replace("19 November", "20 November")).expect("written");
    let now = id(&papers, "publish the plan");
    assert_ne!(now, publish);
    papers.answer(&["correct", &now, "--undo"], 0);
    let findings = papers.answer(&["findings", "--possible", "--kind", "action"], 0);
    assert!(findings.contains("report be noted") && !findings.contains("publish the plan"), "{findings}");
}

#[test]
fn a_missed_finding_is_added_in_the_words_of_the_paper_and_given_to_a_review() {
    let papers = corpus().file(
        "review.txt",
        "Marlshire County Council\n\nSafeguarding children peer review\n\nThe LGA peer team was on site from 20 to 24 April \
         2015.\n\nPriorities\n\n- Settle the front door\n- Publish thresholds\n",
    );
    let add =
        ["correct", "--add", "--path", "minutes.txt", "--text", "officers spoke of  the WINTER", "--kind", "concern"];
    papers.answer(&add, 0);
    let findings = papers.answer(&["findings", "--kind", "concern", "--explain"], 0);
    assert!(
        findings.contains("“Officers spoke of the winter.”") && findings.contains("Added by a person"),
        "{findings}"
    );
    let missing = ["correct", "--add", "--path", "minutes.txt", "--text", "never said", "--kind", "concern"];
    assert!(papers.complaint(&missing, 2).contains("these words are not in minutes.txt"));

    let posts = id(&papers, "two more posts");
    assert!(papers.complaint(&["correct", &posts, "--review", "1999"], 2).contains("no review answers"));
    papers.answer(&["correct", &posts, "--review", "2015"], 0);
    let of_review = on_one_line(&papers.answer(&["findings", "--review", "2015"], 0));
    assert!(
        of_review.contains("two more posts") && of_review.contains("Corrected: no review was given"),
        "{of_review}"
    );
}

#[test]
fn corrections_need_no_reading_and_answer_like_a_fresh_build() {
    let papers = corpus();
    let publish = id(&papers, "publish the plan");
    papers.answer(&["correct", &publish, "--kind", "action"], 0);
    papers.answer(
        &["correct", "--add", "--path", "minutes.txt", "--text", "Officers spoke of the winter", "--kind", "concern"],
        0,
    );
    let by_hand =
        "\n[[correction]]\npath = \"minutes.txt\"\nquote = \"the work programme be noted\"\ndo = \"reject\"\n";
    let file = papers.corpus().join("corrections.toml");
    fs::write(&file, fs::read_to_string(&file).expect("corrections") + by_hand).expect("by hand");
    let report = papers.answer(&["index", "--all", "--format", "csv"], 0);
    assert!(report.contains("minutes.txt,unchanged"), "no paper is read for it: {report}");
    let updated = answers(&papers);
    assert!(!updated[0].contains("work programme be noted"), "{}", updated[0]);
    let fresh = Lookback::on(papers.corpus());
    assert_eq!(updated, answers(&fresh));

    // Read again, after words were put before it: the corrections find their places.
    fs::write(papers.corpus().join("minutes.txt"), MINUTES.replace("7. Peer", "6. Budget\n\nNoted.\n\n7. Peer"))
        .expect("written");
    let again = papers.answer(&["findings", "--possible", "--format", "json"], 0);
    assert!(
        !again.contains("work programme be noted") && again.contains("kind was") && again.contains("added"),
        "{again}"
    );
    assert_eq!(answers(&papers), answers(&Lookback::on(papers.corpus())));
}

#[test]
fn a_correction_that_lost_its_place_is_named_with_its_line() {
    let lost = "# by hand\n[[correction]]\npath = \"minutes.txt\"\nquote = \"that pigs may fly\"\ndo = \"reject\"\n\n\
         [[correction]]\npath = \"gone.txt\"\nquote = \"x\"\ndo = \"reject\"\n\n\
         [[correction]]\npath = \"minutes.txt\"\nquote = \"the report be noted\"\ndo = \"attribute\"\nreview = \"no-such\"\n";
    let papers = corpus().file("corrections.toml", lost);
    let status = on_one_line(&papers.answer(&["status"], 0));
    for wanted in [
        "3 corrections in corrections.toml, 0 in force",
        "corrections.toml, line 2 (“that pigs may fly” is no finding): a finding with this quote was not found",
        "line 7 (“x” is no finding): there is no paper gone.txt",
        "there is no review no-such",
    ] {
        assert!(status.contains(wanted), "{wanted}: {status}");
    }
    let papers = corpus().file("corrections.toml", "[[correction]]\npath = \"minutes.txt\"\ndo = \"reject\"\n");
    assert!(papers.complaint(&["findings"], 2).contains("line 1 of corrections.toml: missing field `quote`"));
}

#[test]
fn one_correction_holds_in_every_paper_that_repeats_the_finding() {
    let review = "Marlshire County Council\n\nSafeguarding children peer review\n\nThe LGA peer team was on site from 20 to 24 \
         April 2015. The team identified the following two priorities:\n\n- Resolving the future direction of the front \
         door\n- Publishing the thresholds to every partner\n";
    let papers = Lookback::new()
        .file("marlshire/a.txt", review)
        .file("marlshire/b.txt", format!("{review}\nCopied for members.\n"));
    let door = id(&papers, "front door");
    assert_eq!(papers.answer(&["findings", "--format", "csv"], 0).matches("front door").count(), 1, "counted once");
    papers.answer(&["correct", &door, "--reject"], 0);
    assert_eq!(papers.answer(&["findings", "--format", "csv"], 0).matches("front door").count(), 0);
}

#[test]
fn figures_are_given_with_and_without_corrections() {
    let papers = corpus();
    let labels = tempfile::tempdir().expect("a folder");
    let file = labels.path().join("labels.csv");
    fs::write(&file, "file,kind,text\nminutes.txt,request,the Director be asked to publish the plan by March 2016\n")
        .expect("labels");
    let noted = id(&papers, "the report be noted");
    papers.answer(&["correct", &noted, "--reject"], 0);
    let figures = papers.answer(&["eval", "--labels", &file.to_string_lossy(), "--format", "csv"], 0);
    let found = |stage: &str| -> usize {
        let row = figures.lines().find(|line| line.starts_with(&format!("all,,{stage},sure,exact,"))).expect("a row");
        row.split(',').nth(7).expect("found").parse().expect("a number")
    };
    assert_eq!(found("as_read"), found("corrected") + 1, "{figures}");
}

#[test]
fn a_count_that_was_announced_and_not_found_is_said() {
    let papers = Lookback::new().file(
        "marlshire/a.txt",
        "Marlshire County Council\n\nSafeguarding children peer review\n\nThe LGA peer team was on site from 20 to 24 April \
         2015. The team identified the following four priorities:\n\n- Settle the front door\n- Publish the thresholds\n\
         - Listen to children\n",
    );
    for question in [&["status"][..], &["show", "marlshire/a.txt"]] {
        let answer = on_one_line(&papers.answer(question, 0));
        assert!(answer.contains("announces 4, and 3 were found"), "{question:?}: {answer}");
    }
}
