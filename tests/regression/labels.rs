//! What is recommended under labels, in rows and beside footnotes, in shapes that reports of peers have: told in our own words.

use lookback::model::{DocumentKind, FindingKind, Reading};

use super::common::pdf::{bold, pdf, text};
use super::styles::texts;
use super::{Told, inspect_bytes, read, sure};

const COVER: &str = "<h1>Corporate Peer Challenge</h1><p>Fenmoor District Council</p><p>6 – 9 June 2023</p>";
const RECOMMENDATION: FindingKind = FindingKind::Recommendation;

fn report(body: &str) -> Reading {
    read("report.html", &format!("{COVER}<h2>Key recommendations</h2>{body}"))
}

fn rows(rows: &[[&str; 2]]) -> String {
    let row = |[label, said]: &[&str; 2]| format!("<tr><td>{label}</td><td>{said}</td></tr>");
    // The first row is marked as the names of the columns, which it is not.
    let all: String = rows.iter().map(row).collect();
    format!("<table>{}</table>", all.replacen("td>", "th>", 4))
}

#[test]
fn what_a_title_names_is_asked_in_the_paragraph_below() {
    let reading = report(
        "<p><b>Recommendation 1: Culture</b></p><p>Agree values with staff, and live by them.</p>\
         <p><b>Recommendation 2: Publish the register of assets</b></p><p>Develop it with tenants, who have not seen it.</p>",
    );
    let want = ["Agree values with staff, and live by them.", "Publish the register of assets"];
    assert_eq!(texts(&reading, RECOMMENDATION), want);
    let items: Vec<_> = reading.findings.iter().map(|finding| finding.citation.item.clone()).collect();
    assert_eq!(items, [super::recommendation("1"), super::recommendation("2")]);
}

#[test]
fn what_explains_a_recommendation_in_its_cell_does_not_hide_it() {
    let reading = report(&rows(&[
        ["Recommendation 1", "<p>Agree a plan for the port</p><p>It should be short.</p>"],
        ["Recommendation 2", "<p>Publish the list of quays</p><p>Traders told us of it.</p>"],
    ]));
    let want = ["Agree a plan for the port", "Publish the list of quays"];
    assert_eq!(texts(&reading, RECOMMENDATION), want);
}

#[test]
fn rows_of_one_shape_are_recommended_whatever_their_verbs() {
    let said = ["Agree a date for the depot", "Halve the queue for repairs", "Better use of the yard"];
    for label in ["R", "Recommendation ", ""] {
        let labels = [1, 2, 3].map(|count| format!("{label}{count}"));
        let list: Vec<[&str; 2]> = labels.iter().zip(said).map(|(label, said)| [label.as_str(), said]).collect();
        assert_eq!(texts(&report(&rows(&list)), RECOMMENDATION), said, "{label:?}");
    }
    let costs = rows(&[["1", "Halves the queue"], ["2", "£40,000"]]);
    assert!(texts(&report(&costs), RECOMMENDATION).is_empty(), "nothing is asked");
}

#[test]
fn a_table_of_one_column_holds_a_recommendation_a_row() {
    let reading = report(
        "<table><tr><td>Recommendations</td></tr><tr><td><p><b>Ferries</b></p><p>R1 The Council should keep the ferry.</p></td></tr>\
         <tr><td><p><b>Quays</b></p><p>R2 The Council should publish the list of quays.</p></td></tr></table>",
    );
    let want = ["The Council should keep the ferry.", "The Council should publish the list of quays."];
    assert_eq!(texts(&reading, RECOMMENDATION), want);
}

#[test]
fn titles_whose_verbs_are_less_usual_are_recommended() {
    let reading = report(
        "<p><b>Scrutinise the plan</b></p><p>It is slow.</p><p><b>Allocate a budget</b></p><p>It would help.</p>",
    );
    assert_eq!(texts(&reading, RECOMMENDATION), ["Scrutinise the plan", "Allocate a budget"]);
}

#[test]
fn the_sentence_above_a_numbered_list_is_none_of_it() {
    let reading = report(
        "<p>2.1 There are several observations within this report. The following are the peer team’s key recommendations \
         to the Council:</p><p>2.2 Agree a date for the depot.</p><p>2.3 Publish the list of quays.</p>",
    );
    assert_eq!(texts(&reading, RECOMMENDATION), ["Agree a date for the depot.", "Publish the list of quays."]);
}

fn of_pages(pages: &[String]) -> Reading {
    inspect_bytes(&pdf(pages), "report.pdf", &Told::default()).expect("it reads").reading
}

#[test]
fn a_line_with_a_label_begins_a_recommendation_in_print() {
    let list = ["Agree a date for the depot.", "Publish the list of quays.", "Keep the ferry running all year."];
    let mut page = [
        bold(16.0, 72.0, 760.0, "Scrutiny improvement review of Fenmoor District Council"),
        text(11.0, 72.0, 730.0, "July 2019"),
        bold(14.0, 72.0, 700.0, "Recommendations"),
    ]
    .concat();
    for (at, said) in list.iter().enumerate() {
        let words = format!("Recommendation {}: {said}", at + 1);
        page.push_str(&text(11.0, 72.0, 670.0 - 13.0 * at as f32, &words));
    }
    assert_eq!(texts(&of_pages(&[page]), RECOMMENDATION), list);
}

#[test]
fn a_note_at_the_foot_neither_cuts_an_item_nor_is_one() {
    let mut first = [
        bold(16.0, 72.0, 760.0, "Corporate Peer Challenge"),
        bold(16.0, 72.0, 735.0, "Fenmoor District Council"),
        text(11.0, 72.0, 715.0, "6 - 9 June 2023"),
        bold(14.0, 72.0, 680.0, "Recommendations"),
    ]
    .concat();
    // Without prose above them nothing tells how far apart lines are.
    for at in 0..30 {
        first += &text(
            11.0,
            72.0,
            660.0 - 14.0 * at as f32,
            "Members told us of the ferry, of the quays that it serves and of their",
        );
    }
    first += &text(11.0, 72.0, 220.0, "The following are our recommendations to the council:");
    first += &text(11.0, 72.0, 190.0, "1. Agree who is to keep the ferry and who is to pay for the quays that it");
    first += &text(11.0, 90.0, 176.0, "serves, and tell the islands.");
    first += &text(6.5, 232.0, 180.0, "1");
    first += &text(11.0, 72.0, 162.0, "2. Publish the list of quays, with what each of them costs and with what all");
    first += &text(11.0, 72.0, 90.0, "1 Ferries Act 1906, section 3.");
    let second = [
        text(11.0, 90.0, 760.0, "the ferries bring to the islands in a year."),
        text(11.0, 72.0, 746.0, "3. Keep the ferry running all year."),
    ]
    .concat();
    let want = [
        "Agree who is to keep the ferry and who is to pay for the quays that it serves, and tell the islands.",
        "Publish the list of quays, with what each of them costs and with what all the ferries bring to the islands in a year.",
        "Keep the ferry running all year.",
    ];
    assert_eq!(texts(&of_pages(&[first, second]), RECOMMENDATION), want);
}

#[test]
fn what_is_worrying_beside_strengths_is_read_as_well() {
    for name in ["Priorities for improvement", "Challenges", "What are we worried about?", "Areas for learning"] {
        let table = format!(
            "<table><tr><th>Strengths</th><th>{name}</th></tr><tr><td>Staff are kind to all</td><td>Files are late each \
             week</td></tr></table>"
        );
        let reading = read("report.html", &format!("{COVER}<h2>Summary</h2>{table}"));
        let want = [
            (FindingKind::Strength, "Staff are kind to all"),
            (FindingKind::AreaForConsideration, "Files are late each week"),
        ];
        assert_eq!(sure(&reading), want, "{name}");
        assert_eq!(reading.document.kind, DocumentKind::ReviewReport);
    }
    let table = "<table><tr><th>Topic</th><th>Challenges</th></tr><tr><td>Staff of the port</td><td>Files are late each week</td></tr></table>";
    assert!(sure(&read("report.html", &format!("{COVER}<h2>Summary</h2>{table}"))).is_empty());
}

#[test]
fn letters_lead_their_suggestions_in_in_many_ways() {
    for lead in [
        "<p>The ones we would draw to your attention as being the most important are that you:</p>",
        "<p>We think the following would help:</p>",
        "<p>The main areas for the council to consider are:</p>",
        "<p>In particular we would urge you to:</p>",
        "<p>The following need further attention:</p>",
        "<p>Areas where further work is needed:</p>",
        "<p>Key suggestions</p>",
    ] {
        let letter = format!(
            "<p>9 November 2012</p><p>Dear Ines</p><p><b>Fenmoor Corporate Peer Challenge, 16 – 18 October 2012</b></p>\
             <h2>Our feedback</h2>{lead}<ul><li>agree one plan for the port</li><li>settle who keeps the quay</li></ul>\
             <p>Yours sincerely</p>"
        );
        let reading = read("letter.html", &letter);
        let want = ["agree one plan for the port", "settle who keeps the quay"];
        assert_eq!(texts(&reading, FindingKind::AreaForConsideration), want, "{lead}");
    }
}

#[test]
fn what_peers_are_proud_of_is_a_strength_and_what_their_messages_ask_is_asked() {
    let list = |items: &str| format!("<ul>{items}</ul>");
    let proud = list("<li>a staff team who stay for years</li><li>quays that are clean all year</li>");
    let asked =
        list("<li>Continue to develop the plan for the port</li><li>The council should settle who keeps the quay</li>");
    let body = format!(
        "<p>There is much that you can be proud of, including:</p>{proud}\
         <p>The following are the peer team’s key messages to the Council:</p>{asked}"
    );
    let reading = read("report.html", &format!("{COVER}<h2>Summary</h2>{body}"));
    let want = ["a staff team who stay for years", "quays that are clean all year"];
    assert_eq!(texts(&reading, FindingKind::Strength), want);
    let of_messages = reading.findings.iter().filter(|found| found.kind != FindingKind::Strength);
    let of_messages: Vec<&str> = of_messages.map(|found| found.text.as_str()).collect();
    assert_eq!(
        of_messages,
        ["Continue to develop the plan for the port", "The council should settle who keeps the quay"]
    );
}

#[test]
fn a_progress_review_feeds_back_under_the_numbers_of_the_recommendations() {
    let cover = "<h1>Corporate Peer Challenge Progress Review</h1><p>Fenmoor District Council</p><p>6 June 2024</p>";
    let reading = read(
        "report.html",
        &format!(
            "{cover}<h2>Recommendations of 2023</h2><p>Recommendation 1: Publish the list of quays.</p>\
             <h2>Progress Review - Feedback</h2>\
             <p>Recommendation 1: The list was published in May, and traders have praised it.</p>"
        ),
    );
    let want = [
        (FindingKind::Recommendation, "Publish the list of quays."),
        (FindingKind::Progress, "The list was published in May, and traders have praised it."),
    ];
    assert_eq!(sure(&reading), want);
    let item = |at: usize| reading.findings[at].citation.item.clone();
    assert_eq!(item(1), super::recommendation("1"));
    assert_eq!(item(0), item(1));
}

#[test]
fn a_column_may_be_named_by_who_recommends() {
    for name in ["We recommend that", "The Panel recommends that", "The Committee recommends"] {
        let table = format!(
            "<table><tr><th>{name}</th><th>Response</th></tr><tr><td>the ferry be kept</td><td>Agreed.</td></tr>\
             <tr><td>the quay be swept</td><td>Agreed in part.</td></tr></table>"
        );
        let reading = read("report.html", &format!("{COVER}<h2>Summary</h2>{table}"));
        assert_eq!(texts(&reading, RECOMMENDATION), ["the ferry be kept", "the quay be swept"], "{name}");
    }
}
