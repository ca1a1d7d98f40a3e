//! Tables as councils draw them that were misread. Each told again in our own words.

use lookback::model::ReadFinding;

use super::{read, sure};

/// A plan of actions with this table, and its findings.
fn plan(table: &str) -> Vec<ReadFinding> {
    let page =
        format!("<h1>Fenmoor Council</h1><h2>Corporate Peer Challenge Action Plan</h2><p>12 July 2023</p>{table}");
    read("plan.html", &page).findings
}

fn table(rows: &[&[&str]]) -> String {
    let row = |(at, cells): (usize, &&[&str])| {
        let name = if at == 0 { "th" } else { "td" };
        format!("<tr>{}</tr>", cells.iter().map(|cell| format!("<{name}>{cell}</{name}>")).collect::<String>())
    };
    format!("<table>{}</table>", rows.iter().enumerate().map(row).collect::<String>())
}

fn duties(findings: &[ReadFinding]) -> Vec<(&str, &str, &str, &str)> {
    fn said(field: &Option<String>) -> &str {
        field.as_deref().unwrap_or_default()
    }
    findings.iter().map(|f| (f.text.as_str(), said(&f.owner), said(&f.due), said(&f.status))).collect()
}

#[test]
fn a_merged_cell_speaks_for_all_its_rows() {
    let found = plan(
        "<table><tr><th>Action</th><th>Lead</th><th>Target date</th></tr><tr><td>Hold member workshops</td><td rowspan=2>Chief Executive</td><td>30/09/2023</td></tr><tr><td>Publish the plan</td><td>30/10/2023</td></tr></table>",
    );
    assert_eq!(
        duties(&found),
        [
            ("Hold member workshops", "Chief Executive", "30/09/2023", ""),
            ("Publish the plan", "Chief Executive", "30/10/2023", "")
        ]
    );
}

#[test]
fn columns_are_known_by_what_councils_call_them() {
    for names in [
        ["Key activities", "Who will lead", "When we will do it by", "On track?"],
        ["Action(s)", "Lead Officer(s)", "Revised target date", "RAG Status (July 2023)"],
        ["What", "Who", "When", "Progress"],
        ["Next steps", "Officer lead", "To be completed by", "Latest update"],
    ] {
        let found = plan(&table(&[&names, &["Hold member workshops", "Clerk", "May 2024", "Green"]]));
        assert_eq!(duties(&found), [("Hold member workshops", "Clerk", "May 2024", "Green")], "{names:?}");
    }
    assert_eq!(duties(&plan(&table(&[&["What", "Why"], &["Hold member workshops", "So that all know"]]))), []);
}

#[test]
fn a_form_gives_its_action_and_none_of_its_names() {
    let rows =
        ["Recommendation|Refresh the council plan", "Action|Hold member workshops", "Lead officer|Chief Executive"];
    let row = |row: &&str| format!("<tr><td><b>{}</b></td></tr>", row.replace('|', "</b></td><td><b>"));
    let found = plan(&format!("<table>{}</table>", rows.iter().map(row).collect::<String>()));
    assert_eq!(
        duties(&found),
        [("Refresh the council plan", "", "", ""), ("Hold member workshops", "Chief Executive", "", "")]
    );
}

#[test]
fn a_table_that_counts_recommendations_is_a_list_of_them() {
    let rows = "<tr><td>R1</td><td>Agree a reserves policy</td></tr><tr><td>R2</td><td>Reprofile the capital programme</td></tr>";
    let page = format!(
        "<h1>Fenmoor Borough Council: Finance Peer Review</h1><p>7 to 9 March 2022</p><h2>Key recommendations</h2><table>{rows}</table><h2>Detailed feedback</h2><p>Officers were open.</p>"
    );
    let reading = read("review.html", &page);
    let texts: Vec<&str> = sure(&reading).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["Agree a reserves policy", "Reprofile the capital programme"]);
}

#[test]
fn a_recommendation_named_in_the_first_cell_of_a_row_stands_in_the_second() {
    let row = |name: &str, said: &str| format!("<tr><td>{name}</td><td>{said}</td></tr>");
    let table = [
        row("Recommendation 1", "The Council should agree a plan for its reserves."),
        row("Response", "Agreed. It will be done."),
        row("Recommendation 2", "The Council should train its members."),
        row("Recommendation 1", "£40,000"),
        row("Recommendation 2", "Good progress has been made."),
    ];
    let page = format!(
        "<h1>Averham Council: review of scrutiny</h1><p>Final report, June 2024</p><table>{}</table>",
        table.concat()
    );
    let found = read("report.html", &page);
    let texts: Vec<_> = sure(&found).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["The Council should agree a plan for its reserves.", "The Council should train its members."]);
}

#[test]
fn a_reply_in_the_cell_of_what_it_replies_to_is_no_part_of_it() {
    let found = plan(&table(&[
        &["Assessment", "Recommendations"],
        &["High", "Management should part the duties. Management response: Agreed. It will be done by March."],
    ]));
    assert_eq!(duties(&found)[0].0, "Management should part the duties.");
    let qip = "<h1>Inspection Report</h1><p>28 September 2023</p><h2>Quality Improvement Plan</h2><table><tr><td>Area for improvement 1. Ref: Regulation 13. Stated: First time.</td><td>The registered person shall ensure that care records are reviewed. Response by registered person: Audit in place.</td></tr></table>";
    let found = read("qip.html", qip);
    let texts: Vec<_> = sure(&found).into_iter().map(|(_, text)| text).collect();
    assert_eq!(texts, ["The registered person shall ensure that care records are reviewed."]);
}

#[test]
fn beneath_recommendations_a_row_is_counted_with_a_letter() {
    let rows = "<table><tr><td>R1</td><td>Agree a timetable for the local plan and stick to it</td></tr><tr><td></td><td>The inspector will want to see it.</td></tr><tr><td>R2</td><td>Reduce the size of the planning committee</td></tr></table>";
    let found = read(
        "r.html",
        &format!(
            "<h1>Planning Peer Challenge</h1><h1>Fenmoor City Council</h1><p>June 2019</p><h2>2.0 Recommendations</h2>{rows}"
        ),
    );
    let texts: Vec<_> = sure(&found).into_iter().map(|(_, text)| text).collect();
    assert_eq!(
        texts,
        ["Agree a timetable for the local plan and stick to it", "Reduce the size of the planning committee"]
    );
}

#[test]
fn a_recommendation_that_a_table_lists_again_cut_short_is_one() {
    let text = "<h1>Fenmoor Council</h1><h2>Review of governance</h2><p>May 2021</p><p>Recommendation 4: Publish a list each quarter of decisions taken in private, with reasons</p><h2>Summary of recommendations</h2><table><tr><th>No</th><th>Recommendation</th></tr><tr><td>4</td><td>Publish a list each quarter of decisions taken in</td></tr></table>";
    let found = lookback::resolve::resolve(vec![read("r.html", text)]).findings;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].text, "Publish a list each quarter of decisions taken in private, with reasons");
}

#[test]
fn one_of_several_in_a_cell_is_cited_with_its_place_in_it() {
    let text = "<h1>Averham Council Corporate Peer Challenge</h1><p>Feedback report, June 2024</p><h2>Key messages</h2><table><tr><th>Strengths</th><th>Areas for consideration</th></tr><tr><td><p>Stable leaders</p><p>Staff know the plan</p></td><td>Too few homes for teenagers</td></tr></table>";
    let found = read("r.html", text);
    let cited: Vec<_> = found.findings.iter().map(|found| found.citation.to_string()).collect();
    let ends = ["row 1 (“Strengths”, item 1)", "row 1 (“Strengths”, item 2)", "row 1"];
    assert!(cited.len() == 3 && cited.iter().zip(ends).all(|(cited, end)| cited.ends_with(end)), "{cited:?}");
}
