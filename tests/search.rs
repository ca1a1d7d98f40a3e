//! `lookback search` from end to end: what is typed, what comes back, in which files. The language itself is tested in the
//! library.

#![allow(clippy::unwrap_used)]

mod common;

use common::Lookback;

const LETTER: &str = "\
Marlshire County Council

9 November 2011

Dear Margaret

Safeguarding Children Peer Review, 12 - 14 October 2011

Thank you for inviting the Local Government Association to Marlshire.

Areas for consideration

- Decide how the front door should be run

- Caseloads in the duty team are too high, and families wait too long for help
";

const MINUTES: &str = "\
MARLSHIRE COUNTY COUNCIL

MINUTES OF THE CHILDREN AND YOUNG PEOPLE OVERVIEW AND SCRUTINY PANEL

18 June 2015

57. Front door

The Panel heard that contacts at the MASH had risen.

RESOLVED that the Director of Children's Services report back on thresholds by September 2015.

58. Roads

The gritting of roads was noted.
";

fn papers() -> Lookback {
    Lookback::new().file("letter.txt", LETTER).file("minutes.txt", MINUTES)
}

fn records(answer: &str) -> Vec<serde_json::Value> {
    answer.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn the_sectors_other_words_are_found_told_and_left_out_on_demand() {
    let papers = papers();
    let answer = papers.answer(&["search", "front door"], 0);
    assert!(answer.contains("front door was also looked for as MASH"), "{answer}");
    assert!(answer.contains("contacts at the *MASH* had risen"), "{answer}");
    for plain in [
        &["search", "front door", "--no-synonyms"][..],
        &["search", "\"front door\""],
        &["search", "front door", "--exact"],
    ] {
        assert!(!papers.answer(plain, 0).contains("MASH had risen"), "{plain:?}");
    }
}

#[test]
fn words_may_stand_apart_within_a_minute_a_section_or_a_paper() {
    let papers = papers();
    papers.answer(&["search", "contacts thresholds"], 1);
    let item = papers.answer(&["search", "contacts thresholds", "--scope", "item"], 0);
    assert!(item.contains("*contacts* at the MASH") && item.contains("report back on *thresholds*"), "{item}");
    papers.answer(&["search", "gritting thresholds", "--scope", "section"], 1);
    let paper = papers.answer(&["search", "gritting thresholds", "--scope", "document", "--format", "json"], 0);
    assert_eq!(records(&paper).len(), 2, "{paper}");
}

#[test]
fn conditions_take_strength_page_and_theme() {
    let papers = papers();
    let found = |query: &str| {
        let output = papers.run(&["search", query, "--format", "json"]);
        records(&String::from_utf8(output.stdout).expect("UTF-8")).len()
    };
    assert_eq!((found("kind:resolution strength:>=3"), found("kind:resolution strength:<3")), (1, 0));
    assert!(found("theme:children_services") == 0);
    let complaint = papers.complaint(&["search", "help theme:gardens"], 2);
    assert!(complaint.contains("no theme `gardens`") && complaint.contains('^'), "{complaint}");
    assert!(found("kind:area_for_consideration page:>=1") == 0, "text has no pages");
}

#[test]
fn what_stands_around_a_passage_is_shown_on_demand() {
    let record = &records(&papers().answer(&["search", "risen", "-C", "1", "--format", "json"], 0))[0];
    assert_eq!(record["before"][0]["text"], "Front door");
    assert!(record["after"][0]["text"].as_str().expect("text").starts_with("RESOLVED"));
    assert!(papers().answer(&["search", "risen", "-C", "1"], 0).contains("RESOLVED that the Director"));
}

#[test]
fn a_typing_error_is_answered_with_the_word_that_was_meant() {
    let complaint = papers().complaint(&["search", "caseloasd"], 1);
    assert!(complaint.contains("did you mean: caseloads"), "{complaint}");
    let complaint = papers().complaint(&["search", "caseloads council:thornmere"], 1);
    assert!(complaint.contains("council:thornmere: by itself nothing answers; without it 1 passage"), "{complaint}");
    assert!(complaint.contains("there are: marlshire"), "{complaint}");
}

#[test]
fn a_query_is_explained_part_by_part() {
    let rows = papers().answer(&["search", "front door -roads year:2011..", "--explain", "--format", "csv"], 0);
    for part in ["this, or another way to say or write it", "without this", "a paper dated 2011 or later"] {
        assert!(rows.contains(part), "{part} in\n{rows}");
    }
    assert!(rows.contains("\"this acronym, in capitals\",mash,1,"), "{rows}");
}

#[test]
fn matches_stand_in_lines_sorted_by_their_neighbours() {
    let lines = papers().answer(&["search", "the", "--kwic", "--sort", "right", "--format", "csv"], 0);
    let mut table = csv::Reader::from_reader(lines.as_bytes());
    let right: Vec<String> = table.records().map(|row| row.expect("a row")[2].to_lowercase()).collect();
    assert!(right.len() > 3 && right.is_sorted(), "{right:?}");
    let shown = papers().answer(&["search", "\"front door\"", "--kwic"], 0);
    assert!(shown.contains("*front door* should be run"), "{shown}");
}

#[test]
fn answers_are_counted_by_field_and_by_year() {
    let papers = papers();
    let facets = papers.answer(&["search", "the", "--facets", "--format", "json"], 0);
    let facets = records(&facets);
    let years: Vec<&str> =
        facets.iter().filter(|f| f["facet"] == "Year").map(|f| f["narrow"].as_str().expect("text")).collect();
    assert_eq!(years, ["year:2011", "year:2015"]);
    for facet in &facets {
        let narrowed = format!("the {}", facet["narrow"].as_str().expect("text"));
        let found = records(&papers.answer(&["search", &narrowed, "--format", "json"], 0)).len();
        assert_eq!(facet["passages"], found, "{narrowed}");
    }
    let years = records(&papers.answer(&["search", "\"front door\"", "--over-time", "--format", "json"], 0));
    assert_eq!(
        years.iter().map(|year| year["year"].as_i64().expect("a year")).collect::<Vec<_>>(),
        [2011, 2012, 2013, 2014, 2015]
    );
    assert_eq!((&years[0]["findings"], &years[0]["of"], &years[1]["papers"]), (&1.into(), &2.into(), &0.into()));
    assert!(years[0]["rate"].as_f64().expect("a rate") > 0.0 && years[1]["rate"].is_null());
}

#[test]
fn years_are_counted_out_of_what_the_conditions_leave() {
    let paper = |council: &str, year: i32, told: &str| {
        format!(
            "{council} County Council\n\nMinutes of the Children's Panel held on 3 May {year}\n\n1. Help\n\n{told}\n\n\
             RESOLVED: That the report be noted.\n\nRESOLVED: That early help be reviewed.\n"
        )
    };
    let papers = Lookback::new()
        .file("marlshire.txt", paper("Marlshire", 2015, "Early help was late."))
        .file("thornmere.txt", paper("Thornmere", 2015, &"Members spoke of roads and of much else. ".repeat(40)))
        .file("thornmere-later.txt", paper("Thornmere", 2016, "Members spoke of roads."));
    let years = |query: &[&str]| {
        let asked = [&["search"], query, &["--over-time", "--format", "json"]].concat();
        records(&papers.answer(&asked, 0))
    };
    let all = years(&["early help"]);
    assert_eq!((&all[0]["papers"], all.len()), (&2.into(), 2));
    for asked in [&["early help council:marlshire"][..], &["early help", "--council", "marlshire"]] {
        let own = years(asked);
        assert_eq!((own.len(), &own[0]["papers"], &own[0]["of"]), (1, &1.into(), &2.into()), "{own:?}");
        assert!(own[0]["words"].as_u64() < all[0]["words"].as_u64().map(|words| words / 4), "{own:?}");
    }
    assert_eq!(years(&["early help year:2015"]).len(), 1);
    assert_eq!(years(&["\"early help\" kind:resolution council:thornmere"])[0]["of"], 2);
    let only = years(&["council:thornmere kind:resolution year:2015"]);
    assert_eq!((only.len(), &only[0]["papers"], &only[0]["of"]), (1, &1.into(), &2.into()), "{only:?}");
    let shown = papers.answer(&["search", "early help", "--council", "marlshire", "--over-time"], 0);
    assert!(shown.contains("are those that council:marlshire leaves"), "{shown}");
}

#[test]
fn a_report_that_prints_a_second_review_is_still_of_its_own() {
    let report = "Marlshire County Council\n\nInspection of services for children in need of help and protection, children looked after and care leavers\n\nand\n\nReview of the effectiveness of the Local Safeguarding Children Board\n\nInspection date: 7 January 2014 to 29 January 2014\nReport published: 14 March 2014\n\nRecommendations\n\n1. Decide on every contact within a day.\n\n2. Record the reason.\n\nWhat inspectors saw\n\nThe gateway was busy on each day of the visit.\n\nThe effectiveness of the Local Safeguarding Children Board (LSCB)\n\nWhat does the LSCB need to improve?\n\n1. Publish the annual report of the board.\n\n2. Check what was learned from it.\n";
    let papers = Lookback::new().file("report.txt", report);
    let reviews = papers.answer(&["status"], 0);
    assert!(reviews.contains("2 reviews"), "{reviews}");
    let grouped = papers.answer(&["search", "gateway", "--group", "review"], 0);
    assert!(
        !grouped.contains("Papers of no review") && grouped.contains("children's services, January 2014: 1 passage"),
        "{grouped}"
    );
}

#[test]
fn an_option_says_the_same_as_its_condition() {
    let papers = papers();
    for query in ["\"front door\"", "front door", "\"front door\" OR thresholds", "(front door)", "NOT \"front door\""]
    {
        let condition = papers.run(&["search", &format!("({query}) year:2000..2030"), "--format", "csv"]).stdout;
        let option = papers.run(&["search", query, "--year", "2000..2030", "--format", "csv"]).stdout;
        let plain = papers.run(&["search", query, "--format", "csv"]).stdout;
        let lines = |table: &[u8]| String::from_utf8_lossy(table).lines().count();
        assert_eq!((lines(&condition), lines(&option)), (lines(&plain), lines(&plain)), "{query}");
    }
}

#[test]
fn what_was_said_before_is_found_by_a_sentence_and_by_a_finding() {
    let papers = papers();
    let answer =
        papers.answer(&["search", "--like", "High caseloads make families wait for help", "--format", "json"], 0);
    let record = &records(&answer)[0];
    assert!(record["text"].as_str().expect("text").starts_with("Caseloads") && record["score"].as_f64() > Some(0.5));
    let findings = papers.answer(&["findings", "--format", "json"], 0);
    let id = records(&findings)[0]["id"].as_str().expect("an id").to_owned();
    let like = papers.run(&["search", "--like", &id, "--format", "json"]);
    assert!(!String::from_utf8_lossy(&like.stdout).contains(&format!("\"findings\":[\"{id}\"]")), "itself");
    papers.complaint(&["search", "--like", "marlshire-2011-11-09-review-letter/para3/b9"], 2);
    assert!(!papers.answer(&["search", "--like", "health/social care caseloads"], 0).is_empty());
}

#[test]
fn many_queries_come_from_a_file_and_a_bad_one_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("queries.csv");
    std::fs::write(&file, "name,query\ndoor,\"\"\"front door\"\"\"\nbad,front |\nnone,gazebo\n").expect("queries");
    let file = file.to_str().expect("UTF-8");
    let output = papers().run(&["search", "--batch", file, "--format", "csv"]);
    let (rows, told) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(rows.starts_with("name,query,document,path,") && rows.contains("door,\"\"\"front door\"\"\""), "{rows}");
    assert!(told.contains("write `OR` between the words") && told.contains("nothing answers gazebo"), "{told}");
    assert!(told.contains("1 of 3 queries could not be read"), "{told}");
    let counts = records(&papers().answer(&["search", "--batch", file, "--format", "json"], 2));
    let queries: Vec<_> = counts.iter().filter(|record| record["type"] == "query").collect();
    assert_eq!((queries.len(), &queries[2]["passages"]), (3, &0.into()));
    let workbook = folder.path().join("hits.xlsx");
    papers().answer(&["search", "--batch", file, "-o", workbook.to_str().expect("UTF-8")], 2);
    assert!(std::fs::read(workbook).expect("a workbook").starts_with(b"PK"));
}

#[test]
fn passages_come_by_date_when_they_are_asked_for_so() {
    let papers = papers().file("again.txt", LETTER.replace("9 November 2011", "10 November 2011"));
    let places = |args: &[&str]| -> Vec<String> {
        let answer = papers.answer(&[&["search", "caseloads OR door", "--format", "json"], args].concat(), 0);
        records(&answer).iter().map(|hit| format!("{} {}", hit["date"], hit["path"])).collect()
    };
    let oldest = places(&["--sort", "oldest"]);
    assert!(oldest.is_sorted() && oldest.len() > 2, "{oldest:?}");
    let newest = places(&["--sort", "newest", "--limit", "2"]);
    assert_eq!(newest.len(), 2);
    assert_eq!(newest[0], oldest[oldest.len() - 1]);
    let shown = papers.answer(&["search", "caseloads OR door", "--sort", "newest", "--limit", "1"], 0);
    assert!(shown.contains("The newest of "), "{shown}");
    let said = papers.complaint(&["search", "door", "--sort", "left"], 2);
    assert!(said.contains("--kwic"), "{said}");
    for unread in [
        &["--sort", "newest", "--facets"][..],
        &["--sort", "newest", "--over-time"],
        &["--group", "review", "--kwic"],
        &["-C", "1", "--explain"],
    ] {
        let said = papers.complaint(&[&["search", "door"], unread].concat(), 2);
        assert!(said.contains("cannot be used with"), "{said}");
    }
    let said = papers.complaint(&["search", "--like", "door", "--sort", "oldest"], 2);
    assert!(said.contains("cannot be used with"), "{said}");
}

#[test]
fn the_same_words_twice_are_folded_for_people_and_all_there_for_programs() {
    let papers = papers().file("again.txt", LETTER.replace("9 November 2011", "10 November 2011"));
    let shown = papers.answer(&["search", "caseloads"], 0);
    assert!(shown.contains("Nearly the same words once more:"), "{shown}");
    assert!(!papers.answer(&["search", "caseloads", "--unfold"], 0).contains("Nearly the same"));
    assert_eq!(records(&papers.answer(&["search", "caseloads", "--format", "json"], 0)).len(), 2);
}

#[test]
fn passages_are_put_together_by_review_and_by_paper() {
    let papers = papers();
    let by_review = papers.answer(&["search", "the OR front", "--group", "review"], 0);
    assert!(by_review.contains("Marlshire, LGA review of safeguarding children, October 2011:"), "{by_review}");
    assert!(by_review.contains("Papers of no review:"), "{by_review}");
    assert!(papers.answer(&["search", "front", "--group", "document"], 0).contains("(Marlshire): 1 passage"));
}

#[test]
fn a_page_links_to_the_words_in_their_paper() {
    let papers = papers();
    let page = papers.corpus().join("../out.html");
    papers.answer(&["search", "\"front door\"", "-o", page.to_str().expect("UTF-8")], 0);
    let html = std::fs::read_to_string(page).expect("a page");
    assert!(html.contains("href=\"papers/letter.txt#:~:text=Decide%20how%20the%20front%20door"), "{html}");
    assert!(!papers.answer(&["search", "risen"], 0).contains("]8;"), "no link where no terminal asks for one");
}

#[test]
fn the_help_has_the_language_on_one_page() {
    let help = papers().answer(&["search", "--help"], 0);
    for part in ["How to ask", "early NEAR/5 help", "strength:>=3", "What the sector also says"] {
        assert!(help.contains(part), "{part}");
    }
}

/// Those who try an example first should see an answer.
#[test]
fn the_searches_that_the_readme_and_the_help_show_find_something_in_the_sample_papers() {
    let program = Lookback::on(&common::corpus());
    let help = String::from_utf8(program.run(&["search", "-h"]).stdout).expect("text");
    let readme = include_str!("../README.md");
    let mut tried = 0;
    for line in readme.lines().chain(help.lines()) {
        for shown in line.split("lookback search ").skip(1) {
            // In quotes as a shell has them; what comes after is how it is shown.
            let Some((query, options)) = shown.strip_prefix('\'').and_then(|rest| rest.split_once('\'')) else {
                continue;
            };
            let scope = options.trim_start().strip_prefix("--scope ").and_then(|rest| rest.split([' ', '`']).next());
            let mut args = vec!["search", query];
            args.extend(scope.into_iter().flat_map(|scope| ["--scope", scope]));
            assert!(!program.answer(&args, 0).is_empty(), "{query}");
            tried += 1;
        }
    }
    assert!(tried >= 8, "{tried}");
}
