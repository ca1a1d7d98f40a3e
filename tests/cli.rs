//! The program as a person meets it: questions typed, answers and messages read. Logic is tested in the library; here
//! are a case or two through the whole of it.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Lookback, corpus};

const PANEL: &str = "\
CHILDREN'S OVERVIEW AND SCRUTINY PANEL 18 NOVEMBER 2015

MARLSHIRE CHILDREN'S SAFEGUARDING PEER REVIEW

Background

1. Marlshire County Council invited the Local Government Association (LGA) to carry out a peer review of \
safeguarding children. The Peer Review took place in April 2015. The first peer review was in October 2011.

2. The Panel was informed that the LGA team had identified the following two priorities:

- Settling how the front door is run

- Setting out the early help offer

3. The Panel is asked to consider the report.
";

const LETTER: &str = "\
Marlshire County Council

9 November 2011

Dear Margaret

Safeguarding Children Peer Review, 12 - 14 October 2011

Thank you for inviting the Local Government Association to Marlshire.

Areas for consideration

- Decide how the front door should be run

- Caseloads in the duty team are too high

Strengths

- Foster carers feel well supported
";

fn two_reviews() -> Lookback {
    Lookback::new().file("panel.txt", PANEL).file("2011-letter.txt", LETTER)
}

#[test]
fn priorities_are_found_under_their_lead_in_and_belong_to_the_review() {
    let csv = two_reviews().answer(&["findings", "panel.txt", "--kind", "priority", "--format", "csv"], 0);
    let mut table = csv::Reader::from_reader(csv.as_bytes());
    let headers = table.headers().expect("a head").clone();
    let column = |name: &str| headers.iter().position(|header| header == name).expect("a column");
    let rows: Vec<csv::StringRecord> = table.records().collect::<Result<_, _>>().expect("rows");
    let texts: Vec<&str> = rows.iter().map(|row| &row[column("text")]).collect();
    assert_eq!(texts, ["Settling how the front door is run", "Setting out the early help offer"]);
    assert!(rows.iter().all(|row| &row[column("review")] == "marlshire-lga-safeguarding-children-2015-04"));
    assert_eq!(&rows[1][column("id")], "marlshire-2015-11-18-panel-report/para2/b2");
}

#[test]
fn a_paper_is_named_by_its_place_in_the_corpus_or_by_that_of_its_file() {
    let papers = two_reviews();
    let file = papers.path("panel.txt");
    for named in ["panel.txt", &file.to_string_lossy()] {
        assert!(papers.answer(&["findings", named], 0).contains("early help offer"), "{named}");
        assert!(papers.answer(&["show", named], 0).contains("read as marlshire-2015-11-18-panel-report"), "{named}");
        for looks in [
            &["--phrases"][..],
            &["--discover"],
            &["--phrases", "--of", "findings"],
            &["--discover", "--council", "Marlshire"],
        ] {
            let asked = [&["themes", "--paper", named], looks].concat();
            let said = String::from_utf8(papers.run(&asked).stderr).expect("UTF-8");
            assert!(!said.contains("no such document") && !said.contains("error"), "{asked:?}: {said}");
        }
        let missed =
            "Marlshire County Council invited the Local Government Association (LGA) to carry out a peer review";
        let adds = ["correct", "--add", "--path", named, "--text", missed, "--kind", "conclusion"];
        assert!(papers.answer(&adds, 0).contains("Corrected, and kept in corrections.toml"), "{named}");
        papers.answer(&["correct", "--undo"], 0);
    }
}

#[test]
fn a_comparison_names_both_reviews_and_cites_both_quotes() {
    let answer = two_reviews().answer(&["diff", "2011", "2015"], 0);
    for part in [
        "Marlshire, LGA review of safeguarding children: 2011 and 2015",
        "on site 12 October 2011 to 14 October 2011",
        "Decide how the front door should be run",
        "Settling how the front door is run",
        "Panel report, 18 Nov 2015, para 2, bullet 1",
        "Not found in the 2015 review",
        "Caseloads in the duty team are too high",
    ] {
        assert!(answer.contains(part), "{part} in\n{answer}");
    }
    assert!(!answer.contains("is asked to consider"));
}

#[test]
fn the_same_papers_give_the_same_bytes_in_any_order_of_reading() {
    let question = ["diff", "2011", "2015", "--format", "json"];
    let at_once = two_reviews().answer(&question, 0);
    let one_by_one = Lookback::new().file("panel.txt", PANEL);
    one_by_one.answer(&["status"], 0);
    let one_by_one = one_by_one.file("later.txt", "Nothing of note was said.").file("2011-letter.txt", LETTER);
    one_by_one.answer(&["status"], 0);
    let one_by_one = one_by_one.without("later.txt");
    assert_eq!(one_by_one.answer(&question, 0), at_once);
    assert_eq!(two_reviews().answer(&question, 0), at_once);
}

#[test]
fn every_json_line_has_a_type_and_a_schema() {
    let papers = two_reviews();
    for question in [
        vec!["findings"],
        vec!["diff", "2011", "2015"],
        vec!["search", "front door"],
        vec!["trace", "front door"],
        vec!["themes"],
        vec!["themes", "--evidence"],
        vec!["show", "panel.txt"],
        vec!["status"],
        vec!["index"],
    ] {
        let answer = papers.answer(&[question.as_slice(), &["--format", "json"]].concat(), 0);
        assert!(!answer.is_empty(), "{question:?}");
        for line in answer.lines() {
            let record: serde_json::Value = serde_json::from_str(line).expect("JSON");
            assert!(record["type"].is_string() && record["schema"].is_number(), "{question:?}: {line}");
        }
    }
}

#[test]
fn search_cites_what_it_finds_and_says_why_it_finds_nothing() {
    let papers = two_reviews();
    let answer = papers.answer(&["search", "\"front door\" kind:priority"], 0);
    assert!(answer.contains("para 2, bullet 1") && answer.contains("front door"), "{answer}");
    let complaint = papers.complaint(&["search", "\"front door\" year:1999"], 1);
    assert!(complaint.contains("year:1999"), "{complaint}");
}

#[test]
fn a_word_left_out_is_not_read_as_options() {
    let papers = two_reviews();
    for word in ["-housing", "-over", "-kind:minutes"] {
        let complaint = papers.complaint(&["search", word], 2);
        assert!(complaint.contains(&format!("write `NOT {}`", &word[1..])), "{complaint}");
    }
    assert!(!papers.path("ver").exists());
    let answer = papers.answer(&["search", "front", "NOT", "nothing"], 0);
    assert!(answer.contains("*front* door"), "{answer}");
}

#[test]
fn synonyms_beside_the_papers_widen_a_search_which_says_so() {
    let synonyms = "[[group]]\nid = 'front-door'\nequivalents = ['gateway team']\n";
    let answer = two_reviews().file("synonyms.toml", synonyms).answer(&["search", "gateway team"], 0);
    assert!(answer.contains("gateway team was also looked for as front door"), "{answer}");
    assert!(answer.contains("Decide how the *front door* should be run"), "{answer}");
    let broken = two_reviews().file("synonyms.toml", "[[group]]\nid = 'hub'\nequivalents = ['hub']\n");
    let complaint = broken.complaint(&["search", "hub"], 2);
    assert!(complaint.contains("synonyms.toml") && complaint.contains("at least two"), "{complaint}");
}

#[test]
fn words_of_the_papers_are_placed_by_the_company_they_keep() {
    let weathers =
        ["hard", "early", "long", "late", "black", "white", "first", "last", "short", "sudden", "deep", "bitter"];
    let said = |weather: &&str| format!("After the {weather} frost the gritters treated every road and bridge.");
    let papers = Lookback::new().file("2014.txt", weathers.iter().map(said).collect::<Vec<String>>().join("\n\n"));
    let told = papers.complaint(&["vectors"], 0);
    assert!(told.contains("that the program did not know") && told.contains("gritter keeps the company of"), "{told}");
    assert!(papers.path("vectors.bin").is_file());
    let nothing = Lookback::new().file("2014.txt", "One gritter went out.").complaint(&["vectors"], 1);
    assert!(nothing.contains("no word stands often enough"), "{nothing}");
}

#[test]
fn synonyms_beside_the_papers_tell_that_an_ask_was_spoken_of() {
    const MINUTES: &str = "\
MARLSHIRE COUNTY COUNCIL

CHILDREN'S OVERVIEW AND SCRUTINY PANEL

MINUTES of the meeting held on 20 June 2013

12. Staffing

The Head of Safeguarding said that social workers had been added at the front door in May.
";
    let letter =
        LETTER.replace("Decide how the front door should be run", "The gateway team needs more social workers");
    let papers = || Lookback::new().file("2011-letter.txt", &letter).file("minutes.txt", MINUTES);
    let asked = ["trace", "--unanswered", "--kind", "area_for_consideration"];
    let quote = "“The gateway team needs more social workers”";
    assert!(papers().answer(&asked, 0).contains(quote));
    let synonyms = "[[group]]\nid = 'front-door'\nequivalents = ['gateway team']\n";
    let answer = papers().file("synonyms.toml", synonyms).answer(&asked, 0);
    assert!(!answer.contains(quote) && answer.contains("1 in at least"), "{answer}");
}

#[test]
fn a_year_without_a_review_is_answered_with_those_there_are() {
    let complaint = two_reviews().complaint(&["diff", "2012", "2015"], 2);
    let want = "\
error: no review answers to `2012`
hint: there are:
  Marlshire, LGA, safeguarding children: 2011-10, 2015-04
";
    assert_eq!(complaint, want);
}

#[test]
fn a_query_that_cannot_be_read_is_shown_with_a_caret() {
    let complaint = two_reviews().complaint(&["search", "(\"front door\""], 2);
    assert!(complaint.starts_with("error: ") && complaint.contains('^') && complaint.contains("hint: "), "{complaint}");
}

#[test]
fn one_bad_file_is_one_line_and_the_rest_is_answered() {
    let papers = two_reviews()
        .file("broken.pdf", "%PDF-1.7 and nothing more")
        .file("empty.docx", "")
        .file("photo.png", b"\x89PNG\r\n\x1a\n");
    let status = papers.answer(&["status"], 0);
    for line in ["broken.pdf: damaged", "empty.docx: the file is empty", "photo.png: not a format lookback reads"] {
        assert!(status.contains(line), "{line} in\n{status}");
    }
    assert!(papers.answer(&["diff", "2011", "2015"], 0).contains("front door"));
}

#[test]
fn what_went_is_gone_and_without_a_refresh_the_last_commit_answers() {
    let papers = two_reviews();
    papers.answer(&["status"], 0);
    let papers = papers.without("panel.txt");
    assert!(papers.answer(&["findings", "--no-refresh"], 0).contains("early help offer"));
    assert!(!papers.answer(&["findings"], 0).contains("early help offer"));
    let complaint = Lookback::new().file("panel.txt", PANEL).complaint(&["findings", "--no-refresh"], 2);
    assert!(complaint.contains("nothing has been read yet"), "{complaint}");
}

#[test]
fn a_folder_that_is_not_there_is_said_to_be() {
    let complaint = Lookback::on(&corpus().join("nowhere")).complaint(&["status"], 2);
    assert!(
        complaint.contains("there is no folder of papers here") && complaint.contains("--corpus DIR"),
        "{complaint}"
    );
}

/// Text as a Mac of the nineties wrote it: 0xD5 is an apostrophe.
const FROM_A_MAC: &[u8] = b"Marlshire County Council\n\nThe council\xD5s plan and the panel\xD5s view were noted.\n";

#[test]
fn a_folder_without_papers_is_said_to_be_one_whatever_is_asked() {
    let empty = Lookback::new();
    for question in [&["search", "roads"][..], &["findings"], &["themes"], &["trace", "roads"], &["index"], &["verify"]]
    {
        let complaint = empty.complaint(question, 1);
        assert!(complaint.contains("note: there is no paper in ") && complaint.contains("--corpus DIR"), "{complaint}");
    }
    let spoilt = Lookback::new().file("a.pdf", "%PDF-1.4 and no more").file("b.docx", "");
    let complaint = spoilt.complaint(&["themes"], 1);
    assert!(
        complaint.contains("none of the 2 files in ") && complaint.contains("`lookback status` says why"),
        "{complaint}"
    );
}

#[test]
fn a_council_that_is_not_there_is_answered_with_those_that_are() {
    for question in [&["diff", "2011", "2015"][..], &["findings"], &["themes"], &["trace", "--unanswered"]] {
        let complaint = two_reviews().complaint(&[question, &["--council", "Marshire"]].concat(), 2);
        assert!(
            complaint.contains("no council answers to `Marshire`") && complaint.contains("\n  Marlshire"),
            "{complaint}"
        );
    }
}

#[test]
fn an_answer_is_written_whole_or_not_at_all() {
    let papers = two_reviews();
    let printed = papers.answer(&["findings", "--format", "csv"], 0);
    assert_eq!(papers.answer(&["findings", "--format", "csv", "-o", "-"], 0), printed);
    let kept = papers.path("../kept.svg");
    std::fs::write(&kept, "what stood here").expect("a file");
    let complaint = papers.complaint(&["trace", "door", "-o", kept.to_str().expect("a path")], 2);
    assert!(complaint.contains("there is no picture of this answer"), "{complaint}");
    assert_eq!(std::fs::read_to_string(&kept).expect("a file"), "what stood here");
    let complaint = papers.complaint(&["status", "-o", "answer.zip"], 2);
    assert!(complaint.contains("`.zip` is no format") && complaint.contains(".csv"), "{complaint}");
    let nowhere = papers.path("nowhere/answer.csv");
    let complaint = papers.complaint(&["status", "-o", nowhere.to_str().expect("a path")], 2);
    assert!(complaint.contains("could not write this: there is no such file or folder"), "{complaint}");
    assert!(complaint.contains("make the folder first"), "{complaint}");
}

#[test]
fn every_command_has_a_page_of_the_manual_and_shells_can_complete_them() {
    let papers = Lookback::new();
    let pages = papers.path("man");
    papers.answer(&["man", "--dir", pages.to_str().expect("a path")], 0);
    let page = std::fs::read_to_string(pages.join("lookback-diff.1")).expect("a page");
    assert!(page.contains(".TH LOOKBACK-DIFF 1") && page.contains("REVIEW"), "{page}");
    assert!(!pages.join("lookback-__read.1").exists());
    assert!(papers.answer(&["man"], 0).contains(".TH LOOKBACK 1"));
    assert!(papers.complaint(&["man", "nothing"], 2).contains("there are diff, search,"));
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(papers.answer(&["completions", shell], 0).contains("unanswered"), "{shell}");
    }
}

#[test]
fn an_encoding_is_named_once_for_papers_that_do_not_tell_it() {
    let papers = Lookback::new().file("mac.txt", FROM_A_MAC).file("utf8.txt", "The council’s reply was noted.\n");
    let status = papers.answer(&["status"], 0);
    assert!(status.contains("mac.txt: apostrophes show as") && status.contains("--encoding macroman"), "{status}");
    let index = papers.answer(&["index", "--encoding", "MacRoman", "--format", "json"], 0);
    assert!(index.contains("\"mac.txt\",\"status\":\"updated\"") && !index.contains("utf8.txt"), "{index}");
    let shown = papers.answer(&["show", "mac.txt"], 0);
    assert!(shown.contains("The council’s plan and the panel’s view"), "{shown}");
    assert!(papers.answer(&["show", "utf8.txt"], 0).contains("council’s reply"));
    let outside = tempfile::tempdir().expect("a folder");
    let path = outside.path().join("mac.txt");
    std::fs::write(&path, FROM_A_MAC).expect("a paper");
    let shown = papers.answer(&["show", path.to_str().expect("UTF-8"), "--encoding", "mac"], 0);
    assert!(shown.contains("The council’s plan"), "{shown}");
}

#[test]
fn an_index_can_be_told_of_some_papers() {
    let papers = Lookback::new().file("2011/a.txt", "The Panel met.").file("2015/b.txt", "The Panel met.");
    let told = |args: &[&str]| {
        let index = papers.answer(&[&["index", "--format", "csv"], args].concat(), 0);
        index.lines().skip(1).map(|line| line.split(',').take(2).collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    assert_eq!(told(&["2015"]), ["2015/b.txt added"]);
    assert_eq!(told(&[]), [""; 0], "what did not change is told of where it is asked for");
    assert_eq!(told(&["2011/a.txt"]), ["2011/a.txt unchanged"]);
    assert_eq!(told(&["--again", "2011", "2015/b.txt"]), ["2011/a.txt updated", "2015/b.txt updated"]);
    let folder = papers.path("2011");
    assert_eq!(told(&["--again", folder.to_str().expect("UTF-8")]), ["2011/a.txt updated"]);
    assert!(papers.complaint(&["index", "2019"], 1).contains("no paper at `2019`"));
    let outside = papers.complaint(&["index", std::env::temp_dir().to_str().expect("UTF-8")], 2);
    assert!(outside.contains("--corpus"), "{outside}");
}

#[test]
fn one_folder_is_not_answered_by_reading_all_that_lies_beside_it() {
    let papers = Lookback::new().file("2011/a.txt", "The Panel met.").file("letters/b.txt", "Dear all");
    let index = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_lookback"));
        let output = command.arg("index").args(args).current_dir(papers.corpus()).output().expect("the program runs");
        (output.status.code(), String::from_utf8(output.stderr).expect("UTF-8"))
    };
    let (code, complaint) = index(&["2011"]);
    assert_eq!(code, Some(2));
    assert!(complaint.contains("`lookback index --corpus 2011`"), "{complaint}");
    assert!(!papers.path(".lookback").exists(), "nothing was read");
    assert_eq!(index(&["--corpus", "2011"]).0, Some(0));
    assert_eq!(index(&[]).0, Some(0));
    assert_eq!(index(&["2011"]).0, Some(0), "what was read before is told of");
}

#[test]
fn an_encoding_given_of_a_paper_reaches_it_alone_and_beats_one_named_for_all() {
    let page = [b"<meta charset=windows-1252>".as_slice(), FROM_A_MAC].concat();
    let papers = Lookback::new().file("a.txt", FROM_A_MAC).file("b.txt", FROM_A_MAC).file("c.html", page);
    let right = |name: &str| papers.answer(&["show", name], 0).contains("The council’s plan and the panel’s view");
    let updated = |args: &[&str]| {
        let index = papers.answer(&[&["index", "--format", "json"], args].concat(), 0);
        ["a.txt", "b.txt", "c.html"].map(|name| index.contains(&format!("\"{name}\",\"status\":\"updated\"")))
    };
    papers.answer(&["index"], 0);
    assert_eq!(["a.txt", "b.txt", "c.html"].map(right), [false; 3]);
    let given =
        "[[paper]]\npath = 'a.txt'\nencoding = 'macroman'\n\n[[paper]]\npath = '*.html'\nencoding = 'macroman'\n";
    let settings = papers.path("lookback.toml");
    std::fs::write(&settings, given).expect("settings");
    assert_eq!(updated(&[]), [true, false, true], "only the papers it speaks of are read again");
    assert_eq!(
        ["a.txt", "b.txt", "c.html"].map(right),
        [true, false, true],
        "what is given beats what a page declares"
    );
    let status = papers.answer(&["status", "--format", "json"], 0);
    let named = r#""untold":{"encoding":{"name":"macintosh","named":"settings"}}"#;
    assert_eq!(status.matches(named).count(), 2, "{status}");

    assert_eq!(updated(&["--encoding", "iso-8859-15"]), [false, true, false], "what is said of all is no news to it");
    assert_eq!(updated(&["--encoding", "iso-8859-15", "--again"]), [true; 3]);
    assert_eq!(["a.txt", "b.txt", "c.html"].map(right), [true, false, true]);

    std::fs::remove_file(&settings).expect("no settings");
    assert_eq!(updated(&[]), [true, false, true], "it holds as long as it stands there");
    assert_eq!(["a.txt", "b.txt", "c.html"].map(right), [false; 3]);
}

#[test]
fn an_encoding_that_does_not_exist_is_answered_with_some_that_do() {
    let complaint = two_reviews().complaint(&["status", "--encoding", "klingon"], 2);
    assert!(complaint.contains("klingon") && complaint.contains("try macroman, windows-1252"), "{complaint}");
}

#[test]
fn text_encoded_twice_is_worth_a_look() {
    let papers = Lookback::new().file("twice.txt", "Itâ€™s the councilâ€™s view and the panelâ€™s.\n");
    let status = papers.answer(&["status"], 0);
    assert!(status.contains("twice.txt: the text seems to have been encoded twice"), "{status}");
}

#[test]
fn without_the_program_that_reads_scans_what_to_install_is_said() {
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_lookback"))
        .args(["status", "--ocr", "--corpus"])
        .arg(corpus())
        .env("PATH", "/nowhere")
        .output()
        .expect("the program runs");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{complaint}");
    assert!(complaint.contains("`tesseract`") && complaint.contains("apt install tesseract-ocr"), "{complaint}");
}

const TRACKER: &str = "\
Ref,Action,Lead officer,Due,Status
A1,Publish the improvement plan,Director of Children's Services,30 April 2019,Complete
A2,Write to health partners,Head of Safeguarding,31 March 2019,Overdue
A3,Name a contact in each school,Head of Safeguarding,,In progress
";

#[test]
fn a_tracker_is_asked_by_owner_date_and_status() {
    let papers = Lookback::new().file("tracker.csv", TRACKER);
    for (query, found) in [
        ("status:overdue", vec!["A2"]),
        ("owner:safeguarding", vec!["A2", "A3"]),
        ("owner:\"head of safeguarding\" due:2019", vec!["A2"]),
        ("due:\"april 2019\"", vec!["A1"]),
    ] {
        let answer = papers.answer(&["search", query, "--format", "json"], 0);
        for row in ["A1", "A2", "A3"] {
            assert_eq!(answer.contains(row), found.contains(&row), "{query}: {answer}");
        }
    }
    let rows = papers.answer(&["show", "tracker.csv", "--format", "json"], 0);
    let row: serde_json::Value = serde_json::from_str(rows.lines().last().expect("a row")).expect("JSON");
    assert_eq!(row["cells"][3], serde_json::json!({"column": "Due", "text": ""}));
    let findings = papers.answer(&["findings", "--format", "json"], 0);
    let overdue = findings.lines().find(|line| line.contains("health partners")).expect("the action");
    let finding: serde_json::Value = serde_json::from_str(overdue).expect("JSON");
    assert_eq!(
        (finding["owner"].as_str(), finding["due"].as_str(), finding["status"].as_str()),
        (Some("Head of Safeguarding"), Some("31 March 2019"), Some("Overdue"))
    );
}

#[test]
fn our_own_corpus_answers_the_question_of_the_readme() {
    let answer = Lookback::on(&corpus()).answer(&["diff", "2011", "2015"], 0);
    assert!(answer.starts_with("Marlshire, LGA review of safeguarding children: 2011 and 2015"), "{answer}");
    for section in ["Came back", "New (", "Not found again"] {
        assert!(answer.contains(section), "{section}");
    }
}

const GIVEN: &str = "\
[[paper]]
path = \"2011-*.txt\"
on_site = { from = \"2011-10-11\", to = \"2011-10-14\" }
subject = \"corporate\"

[[paper]]
path = \"panel.txt\"
council = \"Thornmere\"
";

/// What a person could ask, as JSON.
fn all_answers(papers: &Lookback) -> Vec<String> {
    let questions: [&[&str]; 4] =
        [&["status"], &["findings", "--possible"], &["show", "panel.txt"], &["search", "front door"]];
    questions.map(|question| papers.answer(&[question, &["--format", "json"]].concat(), 0)).into()
}

#[test]
fn settings_win_are_marked_and_answer_as_if_they_had_always_been_there() {
    let plain = all_answers(&two_reviews());
    let papers = two_reviews();
    papers.answer(&["status"], 0);
    let papers = papers.file("lookback.toml", GIVEN);
    let changed = all_answers(&papers);
    assert_ne!(changed, plain);
    assert_eq!(changed, all_answers(&two_reviews().file("lookback.toml", GIVEN)), "as a fresh index answers");
    let status = papers.answer(&["status"], 0);
    for line in [
        "panel.txt: council Thornmere (lookback.toml)",
        "2011-letter.txt: subject corporate (lookback.toml), on site 11 October 2011 to 14 October 2011 (lookback.toml)",
    ] {
        let words = status.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(line), "{line} in\n{status}");
    }
    assert!(papers.answer(&["show", "panel.txt"], 0).contains("- council: Thornmere (lookback.toml)"));
    let papers = papers.without("lookback.toml");
    assert_eq!(all_answers(&papers), plain, "without them all is as it was");
}

#[test]
fn settings_that_cannot_be_read_are_refused_with_their_line_and_those_that_match_nothing_are_told() {
    let complaint = two_reviews()
        .file("lookback.toml", "\n[[paper]]\npath = 'panel.txt'\ndate = '18/11/2015'\n")
        .complaint(&["status"], 2);
    assert!(complaint.contains("line 4: `18/11/2015` is not a date; write \"2015\""), "{complaint}");
    let output = two_reviews().file("lookback.toml", "ignore = ['draft/*']\n").run(&["status"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && told.contains("lookback.toml, line 1: no paper answers to `draft/*`"), "{told}");
}

#[test]
fn a_council_taken_from_the_papers_around_is_marked_inferred() {
    let papers = two_reviews().file("note.txt", "Minutes of the Cabinet\n\n9 May 2012\n\nIt met in the Town Hall.\n");
    let status = papers.answer(&["status", "--format", "json"], 0);
    let record = |path: &str| -> serde_json::Value {
        let lines = status.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"));
        lines.filter(|line| line["type"] == "document").find(|line| line["path"] == path).expect("a document")
    };
    assert_eq!(
        (&record("note.txt")["council"], &record("note.txt")["origins"]["council"]),
        (&"Marlshire".into(), &"inferred".into())
    );
    assert_eq!(record("panel.txt")["origins"]["council"], "text");
    assert!(papers.answer(&["status"], 0).contains("note.txt: council Marlshire (inferred)"));
}

#[test]
fn a_paper_is_shown_with_what_is_known_of_it_and_what_was_left_out() {
    let program = Lookback::on(&corpus());
    let shown = program.answer(&["show", "thornmere/reviews/2018-07-corporate-peer-challenge-feedback-report.pdf"], 0);
    for part in [
        "- published: 27 July 2018 (lookback.toml)",
        "- on site: 12 June 2018 to 15 June 2018",
        "- council: Thornmere\n",
        "Left out as running heads, feet and page numbers",
    ] {
        assert!(shown.contains(part), "{part} in\n{shown}");
    }
    let review = program.answer(&["status"], 0);
    assert!(review.contains("published 27 July 2018"), "{review}");
}

#[test]
fn metadata_is_held_against_labels() {
    let folder = tempfile::tempdir().expect("a folder");
    let labels = folder.path().join("labels.csv");
    std::fs::write(&labels, "file,council,date\npanel.txt,Marlshire,2015-11-18\n2011-letter.txt,Thornmere,\n")
        .expect("labels");
    let table = two_reviews().answer(&["eval", "--metadata", labels.to_str().expect("UTF-8"), "--format", "csv"], 0);
    assert!(table.contains("council,1,2,0.500,2,0.500,\"2011-letter.txt: Thornmere, read as Marlshire\""), "{table}");
    assert!(table.contains("date,1,1,1.000,1,1.000,"), "{table}");
}

/// The program as somebody who may write in no folder but `own`; `None` where that cannot be arranged. Whoever may write
/// anywhere (root, in most containers) becomes nobody, with a copy of the program where nobody can reach it.
#[cfg(unix)]
fn without_rights(own: &std::path::Path) -> Option<std::process::Command> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;
    let program = own.join("lookback");
    std::fs::copy(env!("CARGO_BIN_EXE_lookback"), &program).ok()?;
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).ok()?;
    let mut command = std::process::Command::new(program);
    if std::fs::metadata(own).ok()?.uid() == 0 {
        std::os::unix::fs::chown(own, Some(65_534), Some(65_534)).ok()?;
        command.uid(65_534).gid(65_534).env("HOME", own);
    }
    Some(command)
}

#[cfg(unix)]
#[test]
fn papers_that_may_only_be_read_are_indexed_elsewhere() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let (papers, own) = (folder.path().join("papers"), folder.path().join("own"));
    std::fs::create_dir(&papers).unwrap();
    std::fs::create_dir(&own).unwrap();
    std::fs::write(papers.join("panel.txt"), PANEL).unwrap();
    let mode = |path: &std::path::Path, mode| std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
    mode(folder.path(), 0o755);
    mode(&papers, 0o555);
    let run = |args: &[&str]| {
        let mut command = without_rights(&own).expect("a user without rights");
        command.args(args).arg("--corpus").arg(&papers).env("NO_COLOR", "1").output().unwrap()
    };
    let refused = run(&["findings"]);
    let complaint = String::from_utf8_lossy(&refused.stderr);
    assert_eq!(refused.status.code(), Some(2), "{complaint}");
    assert!(complaint.contains("could not write the index") && complaint.contains("--index DIR"), "{complaint}");
    let index = own.join("index");
    let elsewhere = index.to_str().unwrap();
    let answered = run(&["findings", "--index", elsewhere]);
    assert!(String::from_utf8_lossy(&answered.stdout).contains("early help offer"), "{answered:?}");
    // An index on a share that may only be read still answers, while nothing has changed.
    for entry in std::fs::read_dir(&index).unwrap() {
        mode(&entry.unwrap().path(), 0o444);
    }
    mode(&index, 0o555);
    let answered = run(&["findings", "--index", elsewhere]);
    assert!(String::from_utf8_lossy(&answered.stdout).contains("early help offer"), "{answered:?}");
    mode(&index, 0o755);
    mode(&papers, 0o755);
}

#[cfg(unix)]
#[test]
fn when_there_is_no_room_the_run_says_so_and_what_was_read_before_answers() {
    let papers = two_reviews();
    papers.answer(&["index"], 0);
    let index = papers.corpus().with_file_name("index");
    let long: Vec<String> = (0..4_000).map(|n| format!("The Panel met about report {n}.\n\n")).collect();
    std::fs::write(papers.path("long.txt"), format!("{PANEL}{}", long.concat())).unwrap();
    // Files of at most 24 KiB; the limit is told as an error rather than by a signal.
    let script = "trap '' XFSZ; ulimit -f 24; exec \"$0\" index --corpus \"$1\" --index \"$2\"";
    let full = std::process::Command::new("bash")
        .args(["-c", script, env!("CARGO_BIN_EXE_lookback")])
        .args([papers.corpus(), index.as_path()])
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    let complaint = String::from_utf8_lossy(&full.stderr);
    assert_eq!(full.status.code(), Some(2), "{complaint}");
    assert!(complaint.contains("could not write the index") && complaint.contains("make room"), "{complaint}");
    assert!(papers.answer(&["findings", "--no-refresh"], 0).contains("early help offer"));
    papers.answer(&["index"], 0);
    assert!(papers.answer(&["status", "--format", "json"], 0).contains("long.txt"));
}

/// Minutes between the two reviews that ask for something.
const MINUTES: &str = "\
Marlshire County Council

Children's Overview and Scrutiny Panel

Minutes of the meeting held on 14 March 2013

27. Duty team

RESOLVED: (a) That the report be noted;

(b) That the Director be asked to bring figures on agency managers to the next meeting.
";

#[test]
fn a_briefing_has_a_summary_the_detail_and_how_it_was_made() {
    let papers = two_reviews().file("2013-minutes.txt", MINUTES);
    let answer = papers.answer(&["brief", "--from", "2011", "--to", "2015"], 0);
    for part in [
        "Marlshire, LGA review of safeguarding children: 2011 and 2015",
        "What became of the findings and asks",
        "Decide how the front door should be run",
        "Panel report, 18 Nov 2015, para 2, bullet 1 [",
        "bring figures on agency managers",
        "No later paper is sure to speak of it (1)",
        "fingerprint ",
    ] {
        assert!(answer.contains(part), "{part} in\n{answer}");
    }
    assert!(!answer.contains("may wish to put"));
    // The last two reviews are what is meant where none is named.
    assert_eq!(papers.answer(&["brief"], 0), answer);
    assert!(papers.answer(&["brief", "--prompts"], 0).contains("may wish to put"));
}

#[test]
fn a_briefing_for_a_committee_on_a_topic_is_limited_to_them() {
    let papers = two_reviews().file("2013-minutes.txt", MINUTES);
    let answer = papers.answer(&["brief", "--for", "children's scrutiny panel", "--topic", "agency OR caseload*"], 0);
    assert!(answer.contains("Briefing for the Children's Overview and Scrutiny Panel of Marlshire."), "{answer}");
    assert!(answer.contains("agency managers") && answer.contains("Caseloads in the duty team"), "{answer}");
    assert!(!answer.contains("early help offer"), "{answer}");
    let none = papers.complaint(&["brief", "--topic", "zeppelins"], 1);
    assert!(none.contains("no finding of these reviews is on `zeppelins`") && none.contains("early_help"), "{none}");
    let committee = papers.complaint(&["brief", "--for", "Planning"], 2);
    assert!(committee.contains("no minutes of a committee called `Planning`"), "{committee}");
}

#[test]
fn a_briefing_on_the_only_review_says_what_it_found_and_what_came_of_it() {
    let report = "\
Corporate Peer Challenge

Aldworth Borough Council

The peer team was on site from 20 to 23 June 2023.

Strengths

\u{2022} The Council knows its coast

Key recommendations

\u{2022} Recommendation 1: Publish a register of the beach huts and their leases

\u{2022} Recommendation 2: Train the harbour staff in first aid
";
    let minutes = "\
Aldworth Borough Council

Minutes of the Harbour Committee held on 16 November 2023

12. Beach huts

The register of the beach huts and of their leases had been published in October.
";
    let papers = Lookback::new().file("review.txt", report).file("minutes.txt", minutes);
    let answer = papers.answer(&["brief"], 0);
    for part in [
        "Aldworth, LGA corporate review: June 2023",
        "No other review of its series is here, so there is nothing to compare it with.",
        "Asked for, and spoken of in later papers (1)",
        "later     “The register of the beach huts",
        "Asked for, and no later paper is sure to speak of it (1)",
        "Train the harbour staff in first aid",
        "Strengths (1)",
    ] {
        assert!(answer.contains(part), "{part} in\n{answer}");
    }
    assert!(!answer.contains("were paired by"), "{answer}");
    let rows = papers.answer(&["brief", "--from", "2023", "--format", "csv"], 0);
    assert!(rows.contains(",found,spoken_of,") && rows.contains(",found,praised,"), "{rows}");
    papers.complaint(&["brief", "--from", "2019"], 2);
    papers.complaint(&["brief", "--from", "2023", "--to", "2023"], 2);
}

#[test]
fn a_briefing_of_several_councils_asks_which() {
    let complaint = Lookback::on(&corpus()).complaint(&["brief"], 2);
    assert!(complaint.contains("--council") && complaint.contains("Thornmere"), "{complaint}");
    let complaint = Lookback::on(&corpus()).complaint(&["brief", "--council", "Atlantis"], 2);
    assert!(complaint.contains("Atlantis") && complaint.contains("Marlshire"), "{complaint}");
}

#[test]
fn a_briefing_in_word_has_the_same_bytes_twice_and_is_known_as_no_paper() {
    let papers = two_reviews().file("2013-minutes.txt", MINUTES);
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str| {
        let file = folder.path().join(name);
        papers.answer(&["brief", "-o", file.to_str().expect("UTF-8")], 0);
        std::fs::read(&file).expect("a file")
    };
    let (one, two) = (write("one.docx"), write("two.docx"));
    assert!(one == two && one.starts_with(b"PK"));
    let refused = papers.complaint(&["show", folder.path().join("one.docx").to_str().expect("UTF-8")], 2);
    assert!(refused.contains("an answer that lookback wrote, and no paper"), "{refused}");
}

#[test]
fn papers_without_reviews_are_told_what_can_be_asked_of_them() {
    let minutes = |year: u16| {
        format!(
            "MARLSHIRE COUNTY COUNCIL\n\nMinutes of the Children's Panel held on 19 November {year}\n\nRESOLVED that the budget be reviewed in March.\n"
        )
    };
    let papers = Lookback::new().file("2014.txt", minutes(2014)).file("2018.txt", minutes(2018));
    for args in [&["diff", "2014", "2018"][..], &["brief"], &["themes", "--compare", "2014", "2018"]] {
        let told = papers.complaint(args, 2);
        assert!(told.contains("diff --source minutes") && told.contains("themes --by year"), "{args:?}: {told}");
    }
    assert!(papers.complaint(&["brief"], 2).contains("no council here has a review"));
    let of_it = papers.complaint(&["brief", "--council", "marlshire"], 2);
    assert!(of_it.contains("no review of a council called `marlshire` is here"), "{of_it}");
    let years = papers.complaint(&["diff", "2014", "2015", "--source", "minutes"], 2);
    assert!(years.contains("no council has minutes of `2014`") && years.contains("minutes: 2014, 2018"), "{years}");
    assert!(papers.answer(&["themes"], 1).contains("`--by year`"));
}

#[test]
fn a_year_that_is_unclear_for_one_council_is_answered_for_the_others() {
    let report = |council: &str, month: &str, found: &str| {
        format!(
            "Corporate Peer Challenge\n\n{council} Borough Council\n\nThe challenge took place in {month}.\n\nKey recommendations\n\n\u{2022} {found}\n\n\u{2022} Publish the plan\n"
        )
    };
    let lookback = Lookback::new()
        .file("a1.txt", report("Aldham", "May 2011", "Agree one vision"))
        .file("a2.txt", report("Aldham", "June 2015", "Agree one vision"))
        .file("b1.txt", report("Burford", "March 2011", "Build homes"))
        .file("b2.txt", report("Burford", "October 2011", "Sell land"))
        .file("b3.txt", report("Burford", "June 2015", "Build homes"));
    let output = lookback.run(&["diff", "2011", "2015"]);
    let (said, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && said.contains("Aldham") && !said.contains("Burford"), "{said}{told}");
    assert!(told.contains("`2011` names more than one review of a series") && told.contains("2011-10"), "{told}");
    let alone = lookback.complaint(&["diff", "2011", "2015", "--council", "Burford"], 2);
    assert!(alone.contains("name one of") && alone.matches("more than one").count() == 1, "{alone}");
}

#[cfg(unix)]
#[test]
fn a_link_is_one_line_and_a_pipe_is_not_waited_for() {
    let lookback = Lookback::new().file("a.txt", "The Panel met.\n");
    std::os::unix::fs::symlink(lookback.path("a.txt"), lookback.path("b.txt")).expect("a link");
    std::os::unix::fs::symlink("/", lookback.path("c")).expect("a link to a folder");
    let made = std::process::Command::new("mkfifo").arg(lookback.path("d.txt")).status().expect("mkfifo runs");
    assert!(made.success());
    let status = lookback.answer(&["status"], 0);
    assert!(status.contains("1 document") && status.contains("2 files skipped"), "{status}");
    assert_eq!(status.matches("a link, which is not followed").count(), 2, "{status}");
}

#[test]
fn an_answer_that_lies_among_the_papers_is_left_out_and_changes_no_other() {
    let papers = two_reviews();
    let hits = |papers: &Lookback| papers.answer(&["search", "\"front door\"", "--format", "json"], 0);
    let before = hits(&papers);
    for file in ["hits.csv", "hits.xlsx", "hits.html", "hits.md", "hits.jsonl", "brief.docx", "brief.xlsx", "brief.txt"]
    {
        let place = papers.corpus().join(file);
        let question: &[&str] = if file.starts_with("brief") { &["brief"] } else { &["search", "door"] };
        papers.answer(&[question, &["-o", place.to_str().unwrap()]].concat(), 0);
    }
    // What a pipe or `>` put there is known as well.
    let piped = papers.answer(&["diff", "2011", "2015"], 0);
    let papers = papers.file("diff.txt", piped);
    let sent = std::fs::File::create(papers.path("sent.txt")).expect("a file");
    let sent = papers.command(&["status"]).stdout(sent).status().expect("it runs");
    assert!(sent.success());
    assert!(std::fs::read_to_string(papers.path("sent.txt")).expect("text").ends_with("\nWritten by lookback.\n"));
    let run = papers.run(&["search", "\"front door\"", "--format", "json"]);
    assert_eq!(String::from_utf8_lossy(&run.stdout), before);
    assert!(!String::from_utf8_lossy(&run.stderr).contains("could not be read"), "{run:?}");
    let status = papers.answer(&["status"], 0);
    assert_eq!(status.matches("an answer that lookback wrote, and no paper").count(), 10, "{status}");
}

#[test]
fn each_command_says_of_itself_what_the_list_of_commands_says() {
    let help = |args: &[&str]| {
        let output = std::process::Command::new(env!("CARGO_BIN_EXE_lookback")).args(args).output().expect("it runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let list = help(&["--help"]);
    let commands = list.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let mut seen = 0;
    for (name, summary) in commands.filter_map(|line| line.trim().split_once("  ")) {
        if name != "help" {
            let own = help(&[name, "-h"]);
            assert!(own.starts_with(summary.trim()), "{name}: {own}");
            seen += 1;
        }
    }
    assert!(seen > 12, "{list}");
}

#[test]
fn a_paper_is_never_written_over_and_an_answer_may_be() {
    let papers = two_reviews().file("named.csv", "Action,Owner\nFund early help,The board\n");
    for name in ["2011-letter.txt", "named.csv"] {
        let path = papers.path(name);
        let before = std::fs::read(&path).unwrap();
        let said = papers.complaint(&["findings", "-o", path.to_str().unwrap()], 2);
        assert!(said.contains("one of the papers has this name") && said.contains("name another file"), "{said}");
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }
    // A table of vectors is no answer, and a folder that `eval` names is guarded as the one it is asked in.
    let letter = papers.path("2011-letter.txt");
    let (letter, folder) = (letter.to_str().unwrap(), papers.corpus().to_str().unwrap());
    let said = papers.complaint(&["vectors", "-o", letter], 2);
    assert!(said.contains("one of the papers has this name"), "{said}");
    let elsewhere = std::process::Command::new(env!("CARGO_BIN_EXE_lookback"))
        .args(["eval", "--labels", "none.csv", folder, "-o", letter])
        .current_dir(Lookback::new().corpus())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&elsewhere.stderr);
    assert!(said.contains("one of the papers has this name"), "before the labels are looked for: {said}");
    let table = papers.path("../queries.csv");
    std::fs::write(&table, "name,query\nA,front door\n").unwrap();
    let table = table.to_str().unwrap();
    let said = papers.complaint(&["search", "--batch", table, "-o", table], 2);
    assert!(said.contains("this is what is to be read"), "{said}");
    for name in ["pins.toml", "corrections.toml", "lookback.toml", "vectors.bin"] {
        let path = papers.path(name);
        let said = papers.complaint(&["diff", "2011", "2015", "--format", "csv", "-o", path.to_str().unwrap()], 2);
        assert!(said.contains("keeps a file of this name") && !path.exists(), "{name}: {said}");
    }
    for name in ["answer.csv", "answer.docx", "answer.svg"] {
        let path = papers.path(name);
        papers.answer(&["themes", "-o", path.to_str().unwrap()], 0);
        papers.answer(&["themes", "-o", path.to_str().unwrap()], 0);
    }
}

#[cfg(unix)]
#[test]
fn a_paper_whose_name_is_not_utf_8_is_skipped_with_the_reason() {
    use std::os::unix::ffi::OsStrExt;
    let papers = two_reviews();
    for name in [&b"caf\xe9.txt"[..], b"caf\xe8.txt"] {
        if std::fs::write(papers.corpus().join(std::ffi::OsStr::from_bytes(name)), PANEL).is_err() {
            return; // A system on which no name is anything else.
        }
    }
    let status = papers.answer(&["status", "--format", "csv"], 0);
    assert_eq!(status.matches("its name is not UTF-8: rename it").count(), 1, "{status}");
    assert!(status.contains("caf\u{fffd}.txt") && status.contains("2011-letter.txt"), "{status}");
    papers.answer(&["verify"], 0);
}

#[cfg(unix)]
#[test]
fn an_answer_is_written_through_a_link() {
    let papers = two_reviews();
    let folder = tempfile::tempdir().unwrap();
    let (real, link) = (folder.path().join("real.csv"), folder.path().join("link.csv"));
    std::os::unix::fs::symlink(&real, &link).unwrap();
    // The first leads nowhere yet.
    for _ in 0..2 {
        papers.answer(&["findings", "-o", link.to_str().unwrap()], 0);
        assert!(link.is_symlink() && std::fs::read_to_string(&real).unwrap().contains("front door"));
        std::fs::write(&real, "old").unwrap();
    }
}

#[test]
fn what_keeps_coming_back_is_looked_for_where_it_was_asked() {
    let papers = two_reviews().file("minutes.txt", "THORNMERE COUNCIL\n\nThe front door was spoken of at length.\n");
    let said = papers.complaint(&["themes", "--discover", "--council", "Marshire"], 2);
    assert!(said.contains("no council answers to `Marshire`"), "{said}");
    let said = papers.complaint(&["themes", "--phrases", "--kind", "grade"], 2);
    assert!(said.contains("there is no kind `grade`"), "{said}");
    // A filter that nothing answers is no reason to look elsewhere.
    let said = papers.complaint(&["themes", "--phrases", "--kind", "resolution"], 1);
    assert!(!said.contains("every passage"), "{said}");
    for (args, with) in [
        (&["--of", "passages", "--kind", "priority"][..], "--kind and --possible go with findings"),
        (&["--by", "year"], "--by goes with counting"),
        (&["--codebook", "x.csv"], "--codebook goes with what a codebook tells"),
        (&["--texts", "x.csv", "--council", "Marlshire"], "--council and the like go with papers"),
    ] {
        let said = papers.complaint(&[&["themes", "--discover"], args].concat(), 2);
        assert!(said.contains(with), "{said}");
    }
}

#[test]
fn minutes_are_compared_by_the_kinds_they_hold() {
    let minutes = |year: u16| {
        format!(
            "MARLSHIRE COUNTY COUNCIL\n\nMinutes of the Children's Panel held on 19 November {year}\n\nRESOLVED that:\n\n\
             (a) the front door be reported on by March; and\n\n(b) caseloads be watched.\n"
        )
    };
    let papers = Lookback::new().file("2011.txt", minutes(2011)).file("2015.txt", minutes(2015));
    let asked = ["diff", "2011", "2015", "--source", "minutes"];
    assert!(papers.answer(&asked, 0).contains("front door"));
    assert!(!papers.answer(&[&asked[..], &["--kind", "strength"]].concat(), 1).contains("front door"));
    let said = papers.complaint(&[&asked[..], &["--body", "LGA"]].concat(), 2);
    assert!(said.contains("--body and --subject go with reviews"), "{said}");
}

#[test]
fn passages_of_papers_without_a_date_are_not_said_to_be_none() {
    let papers = Lookback::new().file("a.txt", "The front door was spoken of.\n");
    let output = papers.run(&["search", "door", "--over-time"]);
    let (said, noted) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("1 passage stands in a paper without a date") && output.status.success(), "{said}");
    assert!(!said.contains("Nothing found") && noted.is_empty(), "{noted}");
}

#[test]
fn options_that_would_do_nothing_are_refused_with_the_usage_of_their_own_command() {
    let papers = two_reviews();
    let letter = "marlshire-2011-11-09-review-letter/areas/b1";
    for (args, said) in [
        (&["diff", "2011"][..], "Usage: lookback diff"),
        (&["index", "--no-refresh"], "--no-refresh goes with the other commands"),
        (&["correct", "--kind", "request"], "name the finding that is to be put right"),
        (&["correct", letter, "--note", "why"], "say what the finding is"),
        (&["correct", letter, "--undo", "--note", "why"], "cannot be used with"),
        (&["themes", "--write-codebook", "-o", "cb.xlsx"], "end the name of the file in .csv"),
        (&["brief", "--body", "Nowhere"], "no body answers to `Nowhere`"),
        (&["trace", letter, "--council", "Nowhere"], "no council answers to `Nowhere`"),
        (&["trace", "marlshire-2011-11-09-letter/areas/b9"], "no finding is known as"),
    ] {
        let complaint = papers.complaint(args, 2);
        assert!(complaint.contains(said), "{args:?}: {complaint}");
    }
    let help = papers.answer(&["correct", "--help"], 0);
    assert!(help.contains("\"none\"") && !help.contains('\\'), "{help}");
    // What has a stroke and is no identifier is a query.
    papers.complaint(&["trace", "and/or"], 1);
}

#[test]
fn a_finding_is_not_pinned_to_itself_nor_to_one_of_its_own_review() {
    let papers = two_reviews();
    let ids: Vec<String> = papers
        .answer(&["findings", "2011-letter.txt", "--format", "json"], 0)
        .lines()
        .map(|line| {
            serde_json::from_str::<serde_json::Value>(line).expect("JSON")["id"].as_str().expect("an id").into()
        })
        .collect();
    for (other, said) in [(&ids[0], "these are one finding"), (&ids[1], "these two are of one review")] {
        let complaint = papers.complaint(&["pin", &ids[0], other], 2);
        assert!(complaint.contains(said), "{complaint}");
    }
    assert!(!papers.path("pins.toml").exists());
}

#[test]
fn what_a_search_leaves_out_is_said() {
    let papers = two_reviews();
    let lines = papers.answer(&["search", "front door", "--kwic", "--limit", "1"], 0);
    assert!(lines.contains("The best of 2 passages is shown."), "{lines}");
    let said = papers.complaint(&["search", "year:2015", "--kwic"], 1);
    assert!(said.contains("leave out `--kwic`"), "{said}");
    let batch = papers.path("../queries.csv");
    std::fs::write(&batch, "name,query\nA,front door\nB,\"(\"\n,\nC,\n").expect("queries");
    let records = papers.answer(&["search", "--batch", batch.to_str().expect("a path"), "--format", "json"], 2);
    assert!(records.contains("\"passages\":2") && records.contains("\"passages\":null"), "{records}");
    assert!(records.contains("\"name\":\"C\"") && records.contains("nothing was asked"), "{records}");
    assert_eq!(records.matches("\"type\":\"query\"").count(), 3, "a line of nothing is none: {records}");
}

#[test]
fn other_words_are_told_of_in_every_shape() {
    let papers = two_reviews().file("hub.txt", "The multi-agency safeguarding hub is open.\n");
    for shape in ["--kwic", "--facets", "--over-time", "--limit=5"] {
        let said = papers.answer(&["search", "front door", shape], 0);
        assert!(said.contains("front door was also looked for as"), "{shape}: {said}");
    }
    let said = papers.answer(&["search", "front door", "--kwic", "--no-synonyms"], 0);
    assert!(!said.contains("also looked for"), "{said}");
    let said = papers.complaint(&["search", "--like", " "], 2);
    assert!(said.contains("there is no word in this sentence"), "{said}");
}

#[test]
fn a_search_is_narrowed_by_options_as_by_conditions() {
    let papers = two_reviews();
    let found = |args: &[&str]| papers.answer(&[&["search"], args, &["--format", "csv"]].concat(), 0).lines().count();
    let by_options =
        found(&["door OR caseloads", "--council", "Marlshire", "--year", "2011", "--kind", "area for consideration"]);
    assert_eq!(by_options, found(&["(door OR caseloads) council:marlshire year:2011 kind:area_for_consideration"]));
    assert_eq!(by_options, 3);
    assert!(found(&["--year", "2011..2012"]) > 1);
    let said = papers.complaint(&["search", "(", "--year", "2011"], 2);
    assert!(said.contains("in (\n"), "{said}");
}

#[test]
fn what_was_most_likely_meant_is_said() {
    let papers = two_reviews().file("a.txt", "Safeguarding is everybody's business, at £2.2m a year.\n");
    for (query, said) in [
        ("safegard", "near it is safeguarding"),
        ("£1.2m", "no paper has “£1.2m”\n"),
        ("foster and zebra", "`and` is looked for as a word: write AND"),
    ] {
        let complaint = papers.complaint(&["search", query], 1);
        assert!(complaint.contains(said), "{query}: {complaint}");
    }
    let said = papers.complaint(&["search", "door", "--limit", "x"], 2);
    assert!(said.contains("write a whole number"), "{said}");
}

#[test]
fn help_is_in_line() {
    let papers = Lookback::new();
    let help = papers.answer(&["themes", "--help"], 0);
    assert!(help.contains("\n  percent_difference  %DIFF") && help.contains("\n  theme               "), "{help}");
    let version = format!("\"lookback {}\"", env!("CARGO_PKG_VERSION"));
    let page = papers.answer(&["man", "diff"], 0);
    assert!(page.contains(&version), "{}", page.lines().take(5).collect::<String>());
}

#[test]
fn a_council_is_known_by_its_full_name_and_near_names_are_said() {
    let papers = two_reviews();
    for question in [&["diff", "2011", "2015"][..], &["findings"], &["themes"]] {
        let plain = papers.answer(&[question, &["--council", "marlshire"]].concat(), 0);
        assert_eq!(papers.answer(&[question, &["--council", "Marlshire County Council"]].concat(), 0), plain);
    }
    let broken = two_reviews().file("lookback.toml", "codebook = 'nowhere.toml'\n");
    assert_eq!(
        broken.answer(&["diff", "2011", "2015"], 0),
        papers.answer(&["diff", "2011", "2015"], 0),
        "none is needed"
    );
    let papers = papers.file("b.txt", PANEL.replace("Marlshire", "East Marlshire"));
    let papers = papers.file("c.txt", PANEL.replace("Marlshire", "Thornmere"));
    // A part of a name will do where it is of one only.
    let whole = papers.answer(&["findings", "--council", "East Marlshire"], 0);
    assert_eq!(papers.answer(&["findings", "--council", "east"], 0), whole);
    let phrases = |council| ["themes", "--phrases", "--of", "passages", "--council", council];
    let whole = papers.answer(&phrases("Thornmere"), 0);
    assert_eq!(papers.answer(&phrases("Thornmere Borough Council"), 0), whole);
    let complaint = papers.complaint(&["findings", "--council", "west marlshire"], 2);
    assert!(complaint.contains("\n  Marlshire") && !complaint.contains("Thornmere"), "{complaint}");
    let against = ["diff", "2015", "--council", "Thornmere County Council", "--against"];
    let compared = papers.answer(&[&against[..], &["Marlshire County Council"]].concat(), 0);
    assert!(compared.contains("two councils (Thornmere, then Marlshire)"), "{compared}");
    let complaint = papers.complaint(&[&against[..], &["nowhere"]].concat(), 2);
    assert!(complaint.contains("no council answers to `nowhere`"), "{complaint}");
}

#[test]
fn a_line_of_reviews_is_in_the_order_of_time_and_its_changes_are_numbered_through() {
    let third = LETTER.replace("2011", "2019");
    let papers = two_reviews().file("2019-letter.txt", third);
    let line = papers.answer(&["diff", "2011", "2015", "2019", "--format", "csv"], 0);
    assert_eq!(papers.answer(&["diff", "2015", "2019", "2011", "--format", "csv"], 0), line);
    let mut table = csv::Reader::from_reader(line.as_bytes());
    let mut reviews_of: std::collections::BTreeMap<String, String> = Default::default();
    for row in table.records().map(|row| row.expect("a row")) {
        let reviews = format!("{} {}", &row[4], &row[5]);
        let known = reviews_of.entry(row[0].to_owned()).or_insert_with(|| reviews.clone());
        assert_eq!(*known, reviews, "{} names two changes", &row[0]);
    }
    assert!(reviews_of.values().collect::<std::collections::BTreeSet<_>>().len() == 2, "{reviews_of:?}");
    let output = papers.run(&["diff", "2011..2015", "2019"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("`2011..2015` takes in more than one review of a series"), "{told}");
}

#[test]
fn a_year_of_which_no_paper_is_in_hand_has_no_count() {
    let minutes = |day: &str| {
        format!(
            "Marlshire County Council\n\nMinutes of the meeting held on {day}\n\n1. The front door was spoken of.\n"
        )
    };
    let papers = Lookback::new().file("a.txt", minutes("3 March 2012")).file("b.txt", minutes("5 March 2014"));
    let years = papers.answer(&["search", "door", "--over-time", "--format", "csv"], 0);
    let row = |year: &str| years.lines().find(|line| line.starts_with(year)).expect("a year").to_owned();
    assert!(row("2012").starts_with("2012,1,1,1,1,") && row("2013").starts_with("2013,,,,0,0,"), "{years}");
}

#[test]
fn a_comparison_can_be_narrowed_to_some_changes_which_keep_their_numbers() {
    let papers = two_reviews();
    let changes = |more: &[&str]| -> Vec<(String, String)> {
        let table = papers.answer(&[&["diff", "2011", "2015", "--format", "csv"], more].concat(), 0);
        let mut table = csv::Reader::from_reader(table.as_bytes());
        table.records().map(|row| row.expect("a row")).map(|row| (row[0].to_owned(), row[6].to_owned())).collect()
    };
    let all = changes(&[]);
    let of = |status: &str| all.iter().filter(|(_, other)| other == status).cloned().collect::<Vec<_>>();
    assert!(!of("not_found").is_empty() && of("not_found").len() < all.len(), "{all:?}");
    assert_eq!(changes(&["--only", "not_found"]), of("not_found"));
    let themed = changes(&["--theme", "early_help"]);
    assert!(!themed.is_empty() && themed.len() < all.len(), "{themed:?}");
    assert!(changes(&["--min-score", "1"]).len() < all.len());
    assert!(papers.complaint(&["diff", "2011", "2015", "--theme", "early"], 2).contains("no theme answers to `early`"));
    assert!(papers.complaint(&["diff", "2011", "2015", "--min-score", "2"], 2).contains("from 0 to 1"));
}

#[test]
fn two_sorts_of_review_are_compared_where_both_are_named_in_full() {
    let challenge = "Corporate Peer Challenge\n\nMarlshire County Council\n\n16 – 19 October 2018\n\nFeedback Report\n\nKey recommendations\n\n1. Decide how the front door should be run\n";
    let papers = two_reviews().file("2018.txt", challenge);
    let (earlier, later) = ("marlshire-lga-safeguarding-children-2011-10", "marlshire-lga-corporate-2018-10");
    assert!(papers.complaint(&["diff", "2011", "2018"], 2).contains("where both identifiers are given"));
    let told = papers.answer(&["diff", later, earlier], 0).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        told.contains("two sorts of review (LGA review of safeguarding children, then LGA corporate review)"),
        "{told}"
    );
    assert!(
        told.contains("Marlshire, LGA review of safeguarding children 2011 and LGA corporate review 2018"),
        "{told}"
    );
    assert!(told.contains("Decide how the front door should be run"), "{told}");
}
