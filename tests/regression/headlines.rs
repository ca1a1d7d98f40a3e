//! What is set in bold before what explains it, in our own words.

use lookback::model::{Certainty, FindingKind, Reading};
use lookback::reading::{Told, inspect_bytes};

use super::common::Lookback;
use super::common::pdf::{bold, pdf, text};
use super::{read, sure};

const AIMS: &str = "Reduce the aims of the plan to ten.";
const CLERK: &str = "Give the scrutiny panel a clerk of its own.";

fn review(year: u16, items: &str) -> String {
    format!(
        "<h1>Averham Council Corporate Peer Challenge</h1><p>Feedback report, June {year}</p><p>The LGA team was on site from 4 to 7 June {year}.</p><h2>Key recommendations</h2>{items}<h2>Next steps</h2><p>The team will return.</p>"
    )
}

fn asked(reading: &Reading) -> Vec<&str> {
    let found = sure(reading);
    assert!(found.iter().all(|(kind, _)| *kind == FindingKind::Recommendation), "{found:?}");
    found.into_iter().map(|(_, text)| text).collect()
}

#[test]
fn what_explains_a_recommendation_in_the_same_item_is_no_part_of_it() {
    let shapes = [
        "<ol><li><strong>AIMS</strong> It has sixty.</li><li><b>CLERK</b> Members write their own notes.</li></ol>",
        "<ul><li><p><b>AIMS</b> It has sixty.</p></li><li><p><b>CLERK</b> Members write their own notes.</p></li></ul>",
        "<p>1. <b>AIMS</b> It has sixty.</p><p><b>2. CLERK</b> Members write their own notes.</p>",
        "<p><b>AIMS</b> It has sixty.</p><p>We heard of four more.</p><p><b>CLERK</b> Members write their own.</p>",
        "<table><tr><td>R1</td><td><b>AIMS</b> It has sixty.</td></tr><tr><td>R2</td><td><b>CLERK</b> Members write their own.</td></tr></table>",
    ];
    for shape in shapes {
        let items = shape.replace("AIMS", AIMS).replace("CLERK", CLERK);
        assert_eq!(asked(&read("r.html", &review(2018, &items))), [AIMS, CLERK], "{shape}");
    }
}

#[test]
fn markdown_and_pdf_keep_what_is_bold() {
    let items = format!("1. **{AIMS}** It has\n   sixty.\n2. **{CLERK}** Members write their own.\n");
    let paper = format!(
        "# Averham Council Corporate Peer Challenge\n\nFeedback report, June 2018\n\n## Key recommendations\n\n{items}"
    );
    assert_eq!(asked(&read("r.md", &paper)), [AIMS, CLERK]);

    let mut page = bold(16.0, 60.0, 760.0, "Averham Council Corporate Peer Challenge");
    page += &text(10.0, 60.0, 735.0, "Feedback report, June 2018");
    page += &bold(13.0, 60.0, 705.0, "Key recommendations");
    page += &text(10.0, 60.0, 680.0, "1.");
    page += &bold(10.0, 78.0, 680.0, AIMS);
    page += &text(10.0, 262.0, 680.0, "It has sixty, and few of those we met could name five.");
    // The sentence in bold ends within its second line.
    page += &text(10.0, 60.0, 660.0, "2.");
    page += &bold(
        10.0,
        78.0,
        660.0,
        "Invite the chair of every panel, and of each of the partnerships which now report to the",
    );
    page += &bold(10.0, 78.0, 648.0, "Cabinet, for one plan.");
    page += &text(10.0, 190.0, 648.0, "There are eleven, and no two are dated alike.");
    let reading = inspect_bytes(&pdf(&[page]), "r.pdf", &Told::default()).expect("it reads").reading;
    let plan = "Invite the chair of every panel, and of each of the partnerships which now report to the Cabinet, for one plan.";
    assert_eq!(asked(&reading), [AIMS, plan]);
}

#[test]
fn a_word_or_a_topic_in_bold_leaves_an_item_whole() {
    let whole = [
        "<b>Finance.</b> Publish the reserves policy each year.",
        "<b>Health, housing and social care.</b> Publish one plan for all three.",
        "<b>Publish</b> the reserves policy each year. Members have not seen it.",
        "Publish the reserves policy. <b>Members have not seen it.</b>",
        "<b>Publish the reserves policy.</b>",
    ];
    for item in whole {
        let text = item.replace("<b>", "").replace("</b>", "");
        let found = read("r.html", &review(2018, &format!("<ul><li>{item}</li></ul>")));
        assert_eq!(asked(&found), [text], "{item}");
    }
}

#[test]
fn strengths_and_what_a_committee_resolves_stay_whole() {
    let strength = "<h2>Strengths</h2><ul><li><b>Leaders are trusted.</b> Staff said so in every group.</li></ul>";
    let found = read("r.html", &review(2018, "").replace("<h2>Next", &format!("{strength}<h2>Next")));
    assert_eq!(sure(&found), [(FindingKind::Strength, "Leaders are trusted. Staff said so in every group.")]);
    let area = "<h2>Areas for consideration</h2><ul><li><b>Staff do not know the vision.</b> They named six.</li></ul>";
    let found = read("r.html", &review(2018, "").replace("<h2>Next", &format!("{area}<h2>Next")));
    assert_eq!(sure(&found), [(FindingKind::AreaForConsideration, "Staff do not know the vision.")]);
    let minutes = "<p>Minutes of the Housing Panel held on 3 May 2016</p><h3>4. Plan</h3><p><b>RESOLVED:</b></p><p>(a) <b>that the plan be published.</b> It is late.</p>";
    let found = read("m.html", minutes);
    assert!(found.findings.iter().any(|found| found.text.contains("It is late")), "{:?}", found.findings);
    assert!(found.findings.iter().all(|found| found.certainty == Certainty::Sure));
}

#[test]
fn the_same_recommendation_with_another_explanation_is_in_the_same_words() {
    let paper = |year, why: &str| review(year, &format!("<ol><li><b>{AIMS}</b> {why}</li></ol>"));
    let shelf = Lookback::new()
        .file("2014.html", paper(2014, "The plan has grown to two hundred pages, and few have read it."))
        .file("2018.html", paper(2018, "Councillors of all groups told us that staff are pulled in many directions."));
    assert!(shelf.answer(&["diff", "2014", "2018"], 0).contains("same words"));
}

#[test]
fn a_recommendation_without_a_stop_is_no_part_of_what_explains_it_on_a_page() {
    let page = |above: &str| {
        let mut page = bold(16.0, 60.0, 760.0, "Averham Council Corporate Peer Challenge");
        page += &text(11.0, 60.0, 735.0, "Feedback report, June 2018");
        page += &bold(13.0, 60.0, 705.0, "Recommendation 1");
        page += &text(11.0, 60.0, 690.0, above);
        page += &text(
            11.0,
            60.0,
            677.0,
            "Council reserves stand at three per cent of what is spent in a year, and its own",
        );
        page += &text(11.0, 60.0, 664.0, "policy asks for five.");
        let reading = inspect_bytes(&pdf(&[page]), "r.pdf", &Told::default()).expect("it reads").reading;
        asked(&reading).concat()
    };
    let short = "Rebuild the general reserves to the level that was set in its policy";
    assert_eq!(page(short), short);
    let long = "Rebuild the general reserves to the level that was set in the policy of Averham";
    assert!(page(long).ends_with("policy asks for five."), "a name goes on below");
}

#[test]
fn a_labelled_topic_has_what_it_asks_below_it_and_a_labelled_ask_is_explained_there() {
    let shapes = [
        (
            "<h3>Recommendation 1: Reserves</h3><p>AIMS</p><h3>Recommendation 2: Scrutiny</h3><p>CLERK</p>",
            [AIMS, CLERK],
        ),
        (
            "<p><b>Recommendation 1: Reserves</b></p><p>AIMS</p><p><b>Recommendation 2: Scrutiny</b></p><p>CLERK</p>",
            [AIMS, CLERK],
        ),
        (
            "<p>Recommendation 1: Shorten the plan</p><p>Give it time.</p><p>Recommendation 2: Open the books</p><p>None can see them.</p>",
            ["Shorten the plan", "Open the books"],
        ),
    ];
    for (shape, asks) in shapes {
        let items = shape.replace("AIMS", AIMS).replace("CLERK", CLERK);
        assert_eq!(asked(&read("r.html", &review(2022, &items))), asks, "{shape}");
    }
}

#[test]
fn rows_without_names_of_columns_are_recommendations_where_one_of_them_asks() {
    let rows = |label: &dyn Fn(usize) -> String, said: &[&str]| -> String {
        let row = |(at, said): (usize, &&str)| {
            let cell = if at == 0 { "th" } else { "td" };
            format!("<tr><{cell}>{}</{cell}><{cell}>{said}</{cell}></tr>", label(at + 1))
        };
        format!("<table>{}</table>", said.iter().enumerate().map(row).collect::<String>())
    };
    let said = [AIMS, "Better use of what the huts cost", "Challenge the cost of each hut"];
    let labels: [&dyn Fn(usize) -> String; 3] =
        [&|at| format!("R{at}"), &|at| format!("Recommendation {at}"), &|at| at.to_string()];
    for label in labels {
        assert_eq!(asked(&read("r.html", &review(2022, &rows(label, &said)))), said);
    }
    // The first line of a cell asks, and the others explain it.
    let lines = [
        "<b>Publish the register of huts</b><br>Members had not seen it.",
        "<b>Publish what each of the huts costs</b><br>None of them had been told.",
    ];
    let items = rows(&|at| format!("Recommendation {at}"), &lines);
    assert_eq!(
        asked(&read("r.html", &review(2022, &items))),
        ["Publish the register of huts", "Publish what each of the huts costs"]
    );
}

#[test]
fn labelled_recommendations_set_close_in_a_pdf_are_one_each() {
    let mut page = bold(16.0, 60.0, 760.0, "Averham Council Corporate Peer Challenge");
    page += &text(10.0, 60.0, 735.0, "Feedback report, June 2022");
    page += &bold(13.0, 60.0, 705.0, "Key recommendations");
    page += &text(10.0, 60.0, 680.0, "Recommendation 1: Let no hut for more than a year.");
    page += &text(
        10.0,
        60.0,
        668.0,
        "Recommendation 2: Move the huts that flood, and those beside them, to the car park above the",
    );
    page += &text(10.0, 60.0, 656.0, "old pier.");
    page += &text(10.0, 60.0, 644.0, "Recommendation 3: Paint the huts.");
    let reading = inspect_bytes(&pdf(&[page]), "r.pdf", &Told::default()).expect("it reads").reading;
    let huts = "Move the huts that flood, and those beside them, to the car park above the old pier.";
    assert_eq!(asked(&reading), ["Let no hut for more than a year.", huts, "Paint the huts."]);
}
