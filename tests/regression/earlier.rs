//! What an earlier review found, told again in the report of the next and in papers of committees: never the later one's.

use lookback::model::{Certainty, DocumentKind, Finding, FindingKind, Reading};
use lookback::resolve::resolve;

use super::read;

const REPORT: &str = "<h1>LGA Safeguarding Children Peer Review</h1><p>Fenmoor County Council</p><p>18-21 June 2018</p><p>Feedback report</p><h2>1. Introduction</h2><p>The peer team was on site from 18 to 21 June 2018.</p>";
const OWN: &str =
    "<h2>2. Key recommendations</h2><ul><li>Write one plan for the hub</li><li>Train all chairs of meetings</li></ul>";
const ASKED: &str = "<ul><li>Open a second family centre</li><li>Visit every child within a week</li></ul>";

fn findings(name: &str, text: &str) -> Vec<Finding> {
    resolve(vec![read(name, text)]).findings
}

/// The reviews of what was found, as their names end: "2018-06".
fn years(found: &[Finding]) -> Vec<&str> {
    found.iter().map(|finding| finding.review.as_deref().unwrap_or("-").rsplit("children-").next().unwrap()).collect()
}

#[test]
fn a_list_of_the_review_before_is_not_of_the_report_that_tells_of_it() {
    for (lead, year) in [
        ("An earlier review, in May 2014, asked for two things. It identified these priorities:", "2014-05"),
        ("The previous LGA peer review, in May 2014, identified two priorities:", "2014-05"),
        ("A similar review had taken place in 2014, which identified two priorities:", "2014"),
        ("The priorities identified in the 2014 review were:", "2014"),
    ] {
        let found = findings("r.html", &format!("{REPORT}<p>{lead}</p>{ASKED}{OWN}"));
        assert_eq!(years(&found), [year, year, "2018-06", "2018-06"], "{lead}");
        assert!(found[..2].iter().all(|finding| finding.certainty == Certainty::Possible), "{lead}");
    }
    let undated =
        findings("r.html", &format!("{REPORT}<p>The last such review identified two priorities:</p>{ASKED}{OWN}"));
    assert_eq!(years(&undated), ["-", "-", "2018-06", "2018-06"]);
    let now = findings(
        "r.html",
        &format!("{REPORT}<p>Since the 2014 review the team has seen these strengths:</p>{ASKED}{OWN}"),
    );
    assert_eq!(years(&now), ["2018-06"; 4]);
}

#[test]
fn the_visit_before_dates_no_report() {
    let text = REPORT.replace(
        "<p>The peer team was",
        "<p>The last peer challenge was on site from 5 to 8 May 2014.</p><p>The peer team was",
    );
    for told in ["", "<p>The previous LGA peer review, in May 2014, named two things:</p>"] {
        let reading: Reading = read("r.html", &format!("{}{told}{OWN}", text.replace("<p>18-21 June 2018</p>", "")));
        assert_eq!(reading.mentions[0].on_site.unwrap().start.to_string(), "2018-06-18", "{told}");
    }
}

#[test]
fn a_panel_tells_of_two_reviews() {
    let head = "<h1>Children and Families Overview and Scrutiny Panel</h1><p>Fenmoor County Council</p><p>12 September 2018</p><p>Report of the Director</p><h2>Background</h2><p>The LGA peer review of safeguarding children took place from 18 to 21 June 2018.</p>";
    for lead in [
        "A similar review had taken place in 2014, which identified two priorities:",
        "The last such review (May 2014) had recommended that the Council should:",
        "Members will recall that the 2014 peer review recommended that the Council should:",
        "In 2014 an earlier peer review identified these areas for consideration:",
    ] {
        let found = findings(
            "p.html",
            &format!(
                "{head}<p>{lead}</p>{ASKED}<p>The team of 2018 identified two priorities:</p><ul><li>Write one plan for the hub</li><li>Train all chairs</li></ul>"
            ),
        );
        let years = years(&found);
        assert!(years[..2].iter().all(|year| year.starts_with("2014")), "{lead}: {years:?}");
        assert_eq!(years[2..], ["2018-06"; 2], "{lead}");
    }
}

#[test]
fn a_team_that_was_on_site_and_found_leads_its_list_in() {
    let text = "<p>AGENDA ITEM 7</p><h1>CHILDREN AND FAMILIES OVERVIEW AND SCRUTINY PANEL</h1><p>12 SEPTEMBER 2018</p><h2>LGA PEER REVIEW OF SAFEGUARDING</h2><h2>Background</h2><p>The peer team was on site from 18 to 21 June 2018 and identified two priorities for the Council:</p><ul><li>Write one plan for the hub</li><li>Train all chairs</li></ul>";
    let reading = read("p.html", text);
    assert_eq!((reading.document.kind, reading.findings.len()), (DocumentKind::PanelReport, 2));
}

#[test]
fn what_the_last_inspection_recommended_is_no_progress() {
    let text = "<h1>Fenmoor County Council</h1><p>Inspection of children’s social care services</p><p>Inspection dates: 4 June 2018 to 15 June 2018</p><p>Ofsted</p><h2>Progress since the last inspection</h2><p>The last inspection, in May 2014, found that services required improvement. It recommended that the local authority should:</p><ul><li>open a second family centre</li></ul><h2>What needs to improve</h2><ul><li>Visits to children.</li></ul>";
    let kinds: Vec<_> = read("o.html", text).findings.iter().map(|f| (f.kind, f.certainty)).collect();
    assert_eq!(
        kinds,
        [(FindingKind::Recommendation, Certainty::Possible), (FindingKind::Recommendation, Certainty::Sure)]
    );
}
