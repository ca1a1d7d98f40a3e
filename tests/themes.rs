//! `lookback themes` from end to end, on the sample corpus and on small ones: what an analyst takes away.

#![allow(clippy::unwrap_used)]

mod common;

use common::{Lookback, corpus};

/// A review letter that asks for these things.
fn letter(year: u32, asks: &[String]) -> String {
    let bullets: String = asks.iter().map(|ask| format!("• {ask}\n")).collect();
    format!(
        "Marlshire County Council\n\nLGA peer review of safeguarding children\n\nLetter of 9 November {year}\n\n\
         The team was on site from 3 to 7 October {year}.\n\nPriorities\n\nThe team identified the following priorities:\n\n\
         {bullets}"
    )
}

fn two_letters(earlier: &[&str], later: &[&str]) -> Lookback {
    let owned = |asks: &[&str]| asks.iter().map(|ask| (*ask).to_owned()).collect::<Vec<_>>();
    Lookback::new().file("2011.txt", letter(2011, &owned(earlier))).file("2015.txt", letter(2015, &owned(later)))
}

fn lines(json: &str) -> Vec<serde_json::Value> {
    json.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
}

#[test]
fn four_against_four_is_counted_and_quoted_and_nothing_is_said_of_it() {
    let papers = two_letters(
        &["Define early help", "Lower the caseloads", "Fill the vacancies", "Keep to the budget"],
        &[
            "Staff the front door",
            "Agree the thresholds",
            "Review early help",
            "Draw up a recovery plan for the budget",
        ],
    );
    let text = papers.answer(&["themes", "--compare", "2011", "2015"], 0);
    assert!(text.contains("4 findings in 2011, 4 findings in 2015. Not enough evidence"), "{text}");
    assert!(text.contains("“Define *early help*”"), "{text}");
    for sign in ["p=", "p =", "→", "↑", "↓", "more in", "less in", "clear"] {
        assert!(!text.contains(sign), "{sign}: {text}");
    }
    for record in lines(&papers.answer(&["themes", "--compare", "2011", "2015", "--format", "json"], 0)) {
        assert_eq!(record["verdict"], "not enough evidence");
        for figure in ["p", "q", "z", "low", "high", "log_odds", "direction"] {
            assert!(record[figure].is_null(), "{record}");
        }
        assert!(record["earlier"].is_u64() && record["later_of"] == 4, "{record}");
    }
}

#[test]
fn ten_against_ten_is_tested_and_told_in_words_whichever_side_is_named_first() {
    let caseloads: Vec<String> = (1..=10).map(|team| format!("Lower the caseloads of team {team}")).collect();
    let budgets: Vec<String> = (1..=10).map(|team| format!("Keep area {team} within its budget")).collect();
    let papers = Lookback::new().file("2011.txt", letter(2011, &caseloads)).file("2015.txt", letter(2015, &budgets));
    let text = papers.answer(&["themes", "--compare", "2015", "2011", "--codebook", "children_services"], 0);
    assert!(
        text.contains("Workforce and caseloads: less in 2015 than in 2011 (10 of 10, then 0 of 10); clear."),
        "{text}"
    );
    assert!(
        text.contains("Finance and resources: more in 2015 than in 2011 (0 of 10, then 10 of 10); clear."),
        "{text}"
    );
    // Nothing is common to the sides, and that is more than chance makes of the same twenty findings.
    assert!(text.contains("are 1.00 bits apart") && !text.contains("no more"), "{text}");
    let words = papers.answer(&["themes", "--compare", "2011", "2015", "--words"], 0);
    assert!(words.contains("the words of the two sides are"), "{words}");
    assert!(words.contains("caseloads: less in 2015 than in 2011"), "{words}");
}

#[test]
fn every_count_of_the_summary_opens_to_as_many_quotes() {
    let lookback = Lookback::on(&corpus());
    let cells = lines(&lookback.answer(&["themes", "--format", "json"], 0));
    let quotes = lines(&lookback.answer(&["themes", "--evidence", "--format", "json"], 0));
    assert!(cells.len() > 100 && quotes.len() > 100);
    for cell in cells {
        let opened = quotes.iter().filter(|row| row["theme"] == cell["theme"] && row["period"] == cell["period"]);
        assert_eq!(opened.count() as u64, cell["findings"].as_u64().expect("a count"), "{cell}");
    }
}

#[test]
fn workbooks_and_pictures_are_written_alike_every_time() {
    let lookback = Lookback::on(&corpus());
    let folder = tempfile::tempdir().expect("a folder");
    for (name, args) in [
        ("a.xlsx", &["themes"][..]),
        ("b.xlsx", &["themes", "--compare", "2011", "2015"]),
        ("c.svg", &["themes"]),
        ("d.svg", &["themes", "--by", "year"]),
        ("e.svg", &["themes", "--compare", "2011", "2015"]),
        ("f.csv", &["themes", "--discover"]),
        ("g.xlsx", &["themes", "--discover"]),
    ] {
        let write = |prefix: &str| {
            let path = folder.path().join(format!("{prefix}{name}"));
            let output = [args, &["-o", path.to_str().expect("UTF-8")]].concat();
            lookback.answer(&output, 0);
            std::fs::read(path).expect("the file is there")
        };
        let bytes = write("1");
        assert!(bytes.len() > 1_000, "{name}");
        assert!(bytes == write("2"), "{name}");
    }
    let complaint = lookback.complaint(&["findings", "--format", "svg"], 2);
    assert!(complaint.contains("there is no picture of this answer"), "{complaint}");
}

/// A report of peers on the council as a whole.
fn corporate(year: u32, asks: [&str; 2]) -> String {
    format!(
        "Marlshire County Council\n\nLGA corporate peer challenge\n\nFeedback report, {year}\n\n\
         The team was on site from 3 to 7 October {year}.\n\nKey recommendations\n\n1. {}\n\n2. {}\n",
        asks[0], asks[1]
    )
}

#[test]
fn themes_are_told_by_the_codebook_of_the_subject() {
    let papers = two_letters(&["Staff the front door"], &["Staff the front door at weekends"])
        .file(
            "corporate-2012.txt",
            corporate(2012, ["Agree a medium term financial strategy", "Publish a corporate plan"]),
        )
        .file("corporate-2016.txt", corporate(2016, ["Close the budget gap", "Say what the corporate plan will stop"]));
    let all = papers.run(&["themes"]);
    let (told, noted) = (String::from_utf8_lossy(&all.stdout), String::from_utf8_lossy(&all.stderr));
    assert!(told.contains("LGA safeguarding children"), "{told}");
    assert!(noted.contains("corporate has a codebook of its own: `--subject 'corporate'` counts by it"), "{noted}");
    let one = papers.run(&["themes", "--subject", "corporate"]);
    let (told, noted) = (String::from_utf8_lossy(&one.stdout), String::from_utf8_lossy(&one.stderr));
    assert!(told.contains("Counted by the list of themes “LGA corporate peer challenges”."), "{told}");
    assert!(told.contains("Local priorities and outcomes       1 of 2"), "{told}");
    assert!(!noted.contains("codebook"), "{noted}");
    let findings = papers.answer(&["findings", "--format", "csv"], 0);
    assert!(findings.contains("financial_planning") || findings.contains("finance"), "{findings}");
    let briefing = papers.answer(&["brief", "--format", "markdown"], 0);
    assert!(briefing.contains("each for the reviews of its subject"), "{briefing}");
    assert!(
        briefing.contains("Effective practice") && briefing.contains("Local priorities and outcomes"),
        "{briefing}"
    );
    assert!(briefing.contains("Marlshire, LGA corporate review: 2012 and 2016"), "{briefing}");
    // A theme that only one of them has is told by that one.
    let topic = papers.answer(&["brief", "--topic", "front_door_and_thresholds", "--format", "markdown"], 0);
    assert!(topic.contains("LGA safeguarding children peer reviews") && !topic.contains("each for the"), "{topic}");
    let chosen = papers.answer(&["brief", "--codebook", "children_services", "--format", "markdown"], 0);
    assert!(chosen.contains("cross-cutting themes") && !chosen.contains("each for the"), "{chosen}");
}

#[test]
fn a_codebook_goes_to_a_spreadsheet_and_back() {
    let lookback = Lookback::on(&corpus());
    let folder = tempfile::tempdir().expect("a folder");
    let sheet = folder.path().join("children_services.csv");
    let sheet = sheet.to_str().expect("UTF-8");
    lookback.answer(&["themes", "--write-codebook", "--codebook", "children_services", "--excel", "-o", sheet], 0);
    let own = lookback.answer(&["themes", "--codebook", sheet, "--format", "csv"], 0);
    assert_eq!(own, lookback.answer(&["themes", "--codebook", "children_services", "--format", "csv"], 0));
}

#[test]
fn a_codebook_is_looked_over_and_terms_are_proposed_with_their_quotes() {
    let lookback = Lookback::on(&corpus());
    let text = lookback.answer(&["themes", "--check"], 0);
    assert!(text.contains("findings carry a theme") && text.contains("Terms that stand nowhere here"), "{text}");
    assert_eq!(text, lookback.answer(&["themes", "check"], 0));
    let records = lines(&lookback.answer(&["themes", "suggest", "--format", "json"], 0));
    for record in &records {
        let (quote, term) = (record["quote"].as_str().expect("a quote"), record["term"].as_str().expect("a term"));
        let stem: String = term.split(' ').next_back().unwrap_or(term).chars().take(4).collect();
        assert!(quote.to_lowercase().contains(&stem), "{record}");
    }
}

#[test]
fn every_finding_is_in_one_discovered_group() {
    let lookback = Lookback::on(&corpus());
    let groups = lines(&lookback.answer(&["themes", "--discover", "--groups", "7", "--format", "json"], 0));
    let members =
        lines(&lookback.answer(&["themes", "--discover", "--groups", "7", "--evidence", "--format", "json"], 0));
    let sum: u64 = groups.iter().filter_map(|group| group["findings"].as_u64()).sum();
    assert_eq!((groups.len(), sum), (7, members.len() as u64));
    let ids: std::collections::BTreeSet<_> = members.iter().map(|member| member["id"].to_string()).collect();
    assert_eq!(ids.len(), members.len());
}

#[test]
fn what_is_quoted_of_a_phrase_or_a_group_is_what_the_finding_says() {
    let lookback = Lookback::on(&corpus());
    let told = |record: &serde_json::Value, what: &str| record[what].as_str().expect("words").to_owned();
    let findings = lines(&lookback.answer(&["findings", "--format", "json"], 0));
    let texts: std::collections::BTreeMap<_, _> =
        findings.iter().map(|finding| (told(finding, "id"), told(finding, "text"))).collect();
    let phrases = lines(&lookback.answer(&["themes", "--phrases", "--format", "json"], 0));
    assert!(phrases.len() > 20, "{}", phrases.len());
    for phrase in phrases {
        let ids = phrase["ids"].as_array().expect("a list");
        assert_eq!(phrase["findings"].as_u64(), Some(ids.len() as u64));
        assert_eq!(texts[ids[0].as_str().expect("an identifier")], told(&phrase, "quote"));
    }
    for member in lines(&lookback.answer(&["themes", "--discover", "--evidence", "--format", "json"], 0)) {
        assert_eq!(texts[&told(&member, "id")], told(&member, "text"));
    }
    // A paper that is named is looked through whole, and its passages are quoted as they stand in it.
    let paper = "marlshire/minutes/cf-panel-minutes-2019-09-12.pdf";
    let passages = lines(&lookback.answer(&["show", paper, "--format", "json"], 0));
    let printed: String = passages.iter().filter_map(|passage| passage["text"].as_str()).collect::<Vec<_>>().join("\n");
    for phrase in lines(&lookback.answer(&["themes", "--phrases", "--paper", paper, "--format", "json"], 0)) {
        assert!(printed.contains(&told(&phrase, "quote")), "{phrase}");
    }
}

#[test]
fn an_option_that_would_be_left_unread_is_refused() {
    let lookback = Lookback::new();
    for (options, expected) in [
        (&["--groups", "7"][..], "--groups goes with --discover"),
        (&["--phrases", "--groups", "7"], "--groups goes with --discover"),
        (&["--paper", "a.txt"], "--paper goes with --discover or --phrases"),
        (&["--discover", "--rank", "rake"], "--rank goes with --phrases"),
        (&["--phrases", "--evidence"], "--evidence goes with --discover"),
        (&["--check", "--compare", "2011", "2015"], "--compare goes with none of the others"),
    ] {
        let complaint = lookback.complaint(&[&["themes"], options].concat(), 2);
        assert!(complaint.contains(expected), "{options:?}: {complaint}");
    }
}

#[test]
fn phrases_are_ranked_as_asked() {
    let texts = "The bowling green is closed\nOpen the bowling green\nA long water treatment works pipe\nThe water treatment works pipe\n";
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("texts.txt");
    std::fs::write(&path, texts).expect("a file");
    let path = path.to_str().expect("UTF-8");
    let lookback = Lookback::new();
    let found =
        lines(&lookback.answer(&["themes", "--phrases", "--rank", "rake", "--texts", path, "--format", "json"], 0));
    let told: Vec<_> = found.iter().map(|phrase| (phrase["phrase"].as_str(), phrase["score"].as_f64())).collect();
    // Degree over frequency: "bowling green" and each of its words stand in candidates of two words.
    assert!(told.contains(&(Some("bowling green"), Some(4.0))), "{told:?}");
}

#[test]
fn the_counts_of_a_workbook_are_those_of_a_table() {
    let lookback = Lookback::on(&corpus());
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("themes.xlsx");
    lookback.answer(&["themes", "--by", "year", "-o", path.to_str().expect("UTF-8")], 0);
    let mut archive = zip::ZipArchive::new(std::fs::File::open(&path).expect("a workbook")).expect("an archive");
    let sheet = std::io::read_to_string(archive.by_name("xl/worksheets/sheet1.xml").expect("a sheet")).expect("text");
    let records = lines(&lookback.answer(&["themes", "--by", "year", "--format", "json"], 0));
    assert_eq!(sheet.matches("<row ").count(), records.len() + 1);
}

#[test]
fn the_columns_are_explained_in_the_help() {
    let help = Lookback::new().answer(&["themes", "--help"], 0);
    for column in ["rate_low", "share_high", "earlier_documents", "dispersion", "direction", "matched", "bic", "burst"]
    {
        assert!(help.contains(column), "{column}");
    }
}

#[test]
fn a_codebook_is_held_against_a_readers_themes() {
    let labels = "text,themes\nLower the caseloads.,workforce_and_caseloads\nRepaint the hall.,finance_and_resources\n\
                  Fill the vacancies and define early help.,workforce_and_caseloads\n";
    let lookback = Lookback::new();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("labels.csv");
    std::fs::write(&path, labels).expect("a file");
    let path = path.to_str().expect("UTF-8");
    let records = lines(&lookback.answer(&["eval", "--themes", path, "--list", "--format", "json"], 0));
    let all = &records[0];
    assert_eq!(
        (all["theme"].as_str(), all["both"].as_u64(), all["f1"].as_f64()),
        (Some("all"), Some(2), Some(4.0 / 6.0))
    );
    assert!(all["kappa"].is_f64() && all["alpha"].is_f64(), "{all}");
    let differences: Vec<_> = records.iter().filter(|record| record["type"] == "theme_difference").collect();
    let of = |at: usize| (differences[at]["theme"].as_str(), differences[at]["given_by"].as_str());
    assert_eq!((differences.len(), of(0)), (2, (Some("finance_and_resources"), Some("reader"))));
    assert_eq!(of(1), (Some("early_help"), Some("codebook")));
    let complaint = lookback.complaint(&["eval", "--themes", path, "--codebook", "none"], 2);
    assert!(complaint.contains("no codebook is called"), "{complaint}");
}

#[test]
fn texts_of_ones_own_each_come_back_with_their_group() {
    let folder = tempfile::tempdir().expect("a folder");
    let (sheet, plain) = (folder.path().join("asks.csv"), folder.path().join("asks.txt"));
    let asks: Vec<String> = (0..30)
        .map(|at| match at % 3 {
            0 => format!("Lower the caseloads of social workers in office {at}"),
            1 => format!("Recruit foster carers for teenagers in district {at}"),
            _ => format!("Record the supervision of managers in month {at}"),
        })
        .collect();
    let rows: String =
        asks.iter().enumerate().map(|(at, ask)| format!("a{at},{ask},{}\n", ["x", "y", "z"][at % 3])).collect();
    std::fs::write(&sheet, format!("id,text,topic\n{rows}")).expect("a file");
    std::fs::write(&plain, asks.join("\n")).expect("a file");
    let (sheet, plain) = (sheet.to_str().expect("UTF-8"), plain.to_str().expect("UTF-8"));
    let lookback = Lookback::new();
    let grouped =
        |file: &str| {
            lines(&lookback.answer(
                &["themes", "--discover", "--groups", "3", "--texts", file, "--evidence", "--format", "json"],
                0,
            ))
        };
    let members = grouped(sheet);
    assert_eq!((members.len(), grouped(plain).len()), (30, 30));
    let group = |id: &str| members.iter().find(|member| member["id"] == id).map(|member| member["group"].clone());
    assert_eq!(group("a0"), group("a27"));
    assert!(group("a0") != group("a1") && group("a1") != group("a2") && group("a0").is_some());
    let held = lines(&lookback.answer(&["eval", "--groups", sheet, "--format", "json"], 0));
    assert_eq!((held[0]["nmi"].as_f64(), held[0]["purity"].as_f64()), (Some(1.0), Some(1.0)));
    let phrases = lines(&lookback.answer(&["themes", "--phrases", "--texts", plain, "--format", "json"], 0));
    let is_it = |phrase: &serde_json::Value| {
        phrase["phrase"].as_str().is_some_and(|words| words.contains("foster carers")) && phrase["findings"] == 10
    };
    assert!(phrases.iter().any(is_it), "{phrases:?}");
    let complaint = lookback.complaint(&["eval", "--groups", plain], 2);
    assert!(complaint.contains("topic"), "{complaint}");
}

#[test]
fn texts_of_ones_own_are_read_in_the_encoding_they_were_saved_in() {
    let folder = tempfile::tempdir().expect("a folder");
    let lookback = Lookback::new();
    for (name, apostrophe, said) in [("excel.csv", b'\x92', &[][..]), ("mac.csv", b'\xD5', &["--encoding", "macroman"])]
    {
        let path = folder.path().join(name);
        let mut table = b"id,text\n".to_vec();
        for at in 0..12 {
            let row =
                format!("a{at},Publish the council!s early help offer for the {at} wards of the council!s north\n");
            table.extend(row.bytes().map(|byte| if byte == b'!' { apostrophe } else { byte }));
        }
        std::fs::write(&path, table).expect("a file");
        let asked =
            ["themes", "--discover", "--texts", path.to_str().expect("UTF-8"), "--evidence", "--format", "json"];
        let members = lookback.answer(&[&asked, said].concat(), 0);
        assert!(members.contains("the council’s early help") && !members.contains('\u{fffd}'), "{name}: {members}");
    }
}

#[test]
fn papers_without_findings_are_grouped_by_their_passages() {
    let lookback = Lookback::new()
        .file("a.txt", "The bowling green is closed in winter.\n\nThe bus shelter leaks.\n")
        .file("b.txt", "Open the bowling green.\n\nMend the bus shelter.\n");
    let members =
        lines(&lookback.answer(&["themes", "--discover", "--groups", "2", "--evidence", "--format", "json"], 0));
    assert_eq!(members.len(), 4);
    let group = |words: &str| {
        let member = members.iter().find(|member| member["text"].as_str().is_some_and(|text| text.contains(words)));
        member.map(|member| member["group"].clone())
    };
    assert_eq!(group("is closed"), group("Open the"));
    assert_eq!(group("leaks"), group("Mend the"));
    assert!(group("leaks") != group("Open the"));
}

/// The mean of P@10 on the labelled papers of the sample corpus, which were labelled before any ranking was run.
#[test]
#[allow(clippy::print_stdout)] // `--nocapture` prints the figures
fn key_phrases_are_those_a_person_lists() {
    let labels = corpus().join("gold/phrases.csv");
    let held = lines(
        &Lookback::on(&corpus()).answer(&["eval", "--phrases", labels.to_str().expect("UTF-8"), "--format", "json"], 0),
    );
    let precision: Vec<f64> = held.iter().filter_map(|paper| paper["precision_at_10"].as_f64()).collect();
    println!("P@10 of key phrases: {precision:?}");
    assert_eq!(precision.len(), 3);
    assert!(precision.iter().sum::<f64>() / 3.0 >= 0.65, "{held:?}");
}
