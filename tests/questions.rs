//! What people type by habit, and the examples that the help gives: each is answered on the sample papers, or says what to type.

mod common;

use std::process::{Command, Output};

use common::{Lookback, corpus};

fn on_sample() -> Lookback {
    Lookback::on(&corpus())
}

fn rows(csv: &str) -> (csv::StringRecord, Vec<csv::StringRecord>) {
    let mut table = csv::Reader::from_reader(csv.as_bytes());
    let head = table.headers().expect("a head").clone();
    (head, table.records().collect::<Result<_, _>>().expect("rows"))
}

/// The values of a column.
fn column(csv: &str, name: &str) -> Vec<String> {
    let (head, rows) = rows(csv);
    let place = head.iter().position(|own| own == name).unwrap_or_else(|| panic!("no {name} in {head:?}"));
    rows.iter().map(|row| row[place].to_owned()).collect()
}

/// A line of a help as a shell cuts it up; what follows several blanks is a remark.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut quote, mut blanks) = (vec![String::new()], None, 0);
    for c in line.trim().chars() {
        match (c, quote) {
            ('\'' | '"', None) => (quote, blanks) = (Some(c), 0),
            (c, Some(open)) if c == open => quote = None,
            (' ', None) if blanks >= 1 => break,
            (' ', None) => {
                blanks += 1;
                words.push(String::new());
            }
            (c, _) => {
                blanks = 0;
                words.last_mut().expect("a word").push(c);
            }
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() { copy(&from, &to) } else { _ = std::fs::copy(&from, &to).expect("a copy") }
    }
}

#[test]
fn the_examples_of_every_help_work_on_the_sample_papers() {
    let folder = tempfile::tempdir().expect("a folder");
    let papers = folder.path().join("papers");
    copy(&corpus(), &papers);
    let run = |args: &[String]| -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lookback"));
        let command = command.args(args).current_dir(folder.path());
        command.args(["--corpus", papers.to_str().expect("UTF-8")]).output().expect("it runs")
    };
    let commands =
        ["diff", "search", "findings", "themes", "trace", "brief", "pin", "show", "status", "verify", "correct"];
    let mut tried = 0;
    for name in commands {
        for help in ["-h", "--help"] {
            let output = Command::new(env!("CARGO_BIN_EXE_lookback")).args([name, help]).output().expect("it runs");
            let help_text = String::from_utf8(output.stdout).expect("UTF-8");
            // A long one goes on in the next line.
            let joined = help_text.replace("\\\n", " ");
            let examples: Vec<&str> = joined.lines().filter(|line| line.starts_with("  lookback ")).collect();
            assert!(!examples.is_empty(), "`{name} {help}` has no example");
            for example in examples.iter().filter(|_| help == "-h") {
                let args = words(example);
                // Files of one's own.
                if args.iter().any(|arg| ["--batch", "--texts"].contains(&arg.as_str())) {
                    continue;
                }
                let output = run(&args[1..]);
                let said = String::from_utf8_lossy(&output.stderr).into_owned();
                assert!(output.status.success(), "{example}: {said}");
                tried += 1;
            }
        }
    }
    assert!(tried > 35, "{tried}");
}

#[test]
fn a_row_of_a_plan_is_found_by_the_kind_of_the_finding_it_repeats() {
    let sample = on_sample();
    let kinds = |query: &str| column(&sample.answer(&["search", query, "--format", "csv"], 0), "findings");
    let in_plan = kinds("kind:priority doc:action-plan");
    assert!(in_plan.len() == 4 && in_plan.iter().all(|ids| ids.contains("review-report")), "{in_plan:?}");
    let of_findings = column(&sample.answer(&["findings", "--kind", "priority", "--format", "csv"], 0), "id");
    let areas = kinds("kind:area_for_consideration").concat();
    assert!(of_findings.iter().all(|id| !areas.contains(id.as_str())), "{areas}");
    let facets = sample.answer(&["search", "early help", "--facets", "--format", "csv"], 0);
    let priority = facets.lines().find(|line| line.ends_with("kind:priority")).expect("a priority");
    assert!(priority.contains(",4,"), "{priority}");
}

#[test]
fn what_is_verified_has_the_identifiers_of_the_findings() {
    let sample = on_sample();
    let mut known = column(&sample.answer(&["findings", "--possible", "--format", "csv"], 0), "id");
    let mut verified = column(&sample.answer(&["verify", "--all", "--format", "csv"], 0), "finding");
    known.sort();
    verified.sort();
    verified.dedup();
    assert_eq!(known, verified);
}

#[test]
fn a_table_of_changes_tells_what_is_reported_on_and_why_the_nearest_is_no_partner() {
    let sample = on_sample();
    let changes = sample.answer(&["diff", "2019", "2020", "--format", "csv"], 0);
    let told: Vec<(String, String)> =
        column(&changes, "status").into_iter().zip(column(&changes, "reported")).collect();
    let count = |reported: &str| told.iter().filter(|(s, r)| s == "not_found" && r == reported).count();
    let text = sample.answer(&["diff", "2019", "2020"], 0).split_whitespace().collect::<Vec<_>>().join(" ");
    let said = format!(
        "{} reported on or listed in the 2020 review and {} not found",
        count("reported_on") + count("listed"),
        count("")
    );
    assert!(text.contains(&said), "{said}: {text}");
    let near = sample.answer(&["diff", "2011", "2015", "--format", "csv"], 0);
    assert!(near.contains("nearest, paired with another finding; ") && near.contains("nearest, too unlike to pair; "));
    let records = sample.answer(&["diff", "2011", "2015", "--json"], 0);
    assert!(records.contains("\"no_pair\":\"paired with another finding\""));
}

#[test]
fn groups_of_passages_add_up_to_what_was_found() {
    let sample = on_sample();
    for more in [&[][..], &["--limit", "20"], &["--limit", "0"]] {
        let answer = sample.answer(&[&["search", "early help", "--group", "review"], more].concat(), 0);
        let count = |line: &str| -> Option<usize> {
            let (before, _) = line.split_once(" passage")?;
            before.rsplit(' ').next()?.parse().ok()
        };
        let tells = |line: &&str| [": ", " for ", " more, with "].iter().any(|mark| line.contains(mark));
        let counts: Vec<usize> = answer.lines().filter(tells).filter_map(count).collect();
        assert_eq!(counts[0], counts[1..].iter().sum::<usize>(), "{answer}");
    }
}

#[test]
fn what_is_typed_by_habit_is_answered() {
    let sample = on_sample();
    let answers = |args: &[&str]| sample.answer(args, 0);
    assert!(answers(&["search", "What about the front door?"]).contains("passage"));
    assert_eq!(
        answers(&["search", "date:24/11/2011"]),
        answers(&["search", "date:2011-11-24"]).replace("2011-11-24", "24/11/2011")
    );
    let years = answers(&["diff", "2011", "2015"]);
    assert_eq!(answers(&["diff", "2011-2015"]), years);
    assert_eq!(answers(&["diff", "October 2011", "April 2015"]), years);
    let theme = |name: &str| answers(&["diff", "2011", "2015", "--theme", name]);
    assert_eq!(theme("early help"), theme("early_help"));
    let owners = column(&answers(&["search", "owner:director", "--format", "csv"]), "text");
    assert!(owners.iter().any(|text| text.contains("Assistant Director")), "{owners:?}");
    assert_eq!(answers(&["status", "--json"]), answers(&["status", "--format", "json"]));
    let also = column(&answers(&["findings", "--format", "csv"]), "also_in");
    assert!(also.iter().any(|places| !places.is_empty()));
}

#[test]
fn what_is_left_out_is_told() {
    let told = on_sample().run(&["search", "kind:request"]);
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(told.contains("more passages hold such findings only possibly: `lookback findings --possible`"), "{told}");
    assert!(!on_sample().run(&["search", "kind:minutes"]).stderr.windows(8).any(|part| part == b"possibly"));
}

#[test]
fn what_cannot_be_answered_says_what_to_type() {
    let sample = on_sample();
    for (args, said) in [
        (&["themes", "marlshire"][..], "`--council marlshire`"),
        (&["brief", "marlshire"], "`lookback brief --council 'marlshire'`"),
        (&["diff", "marlshire", "2011", "2015"], "`--council 'marlshire'`"),
        (&["brief", "--for", "Planning Committee"], "no minutes of a committee called `Planning Committee`"),
        (&["trace", "--unanswered", "--months", "banana"], "write a whole number from 1 to 1200"),
        (&["trace", "--months", "12"], "--months goes with --unanswered"),
        (&["serve", "--port", "80abc"], "write a whole number from 0 to 65535"),
        (&["serve", "--host", "999.1.1.1"], "no computer has this name or address"),
        (&["themes", "--discover", "--groups", "0"], "write a whole number from 1 to 65535"),
        (&["show", "tracker"], "did you mean `marlshire-tracker`?"),
        (
            &["pin", "marlshire-2015-06-review-report/para6/b1", "thornmere-2019-03-31-action-plan/money/r1-2"],
            "these two are of different councils",
        ),
    ] {
        let complaint = sample.complaint(args, 2);
        assert!(complaint.contains(said), "{args:?}: {complaint}");
    }
}

#[test]
fn many_queries_are_read_as_a_spreadsheet_saves_them() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("queries.csv");
    std::fs::write(&file, b"name,query\nmoney,\xA32 OR placement\n").expect("a file");
    let answer = on_sample().answer(&["search", "--batch", file.to_str().expect("UTF-8"), "--format", "csv"], 0);
    assert!(column(&answer, "query")[0].starts_with("£2"), "{answer}");
}

#[test]
fn an_exact_copy_is_named_and_counted_once() {
    let paper = "# Minutes\n\nRESOLVED that the plan be published by March 2016.\n";
    let papers = Lookback::new().file("a.md", paper).file("b.md", paper);
    let status = papers.answer(&["status"], 0);
    assert!(status.contains("1 document and an exact copy of one") && status.contains("1 finding"), "{status}");
    assert!(status.contains("- b.md: an exact copy of a.md; what it says is counted once"), "{status}");
}
