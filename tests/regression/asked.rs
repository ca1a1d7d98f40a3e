//! What reviews ask and how they put it, in forms that real papers have: told again in our own words.

use lookback::model::{Certainty, FindingKind, ReadFinding, Reading};

use super::styles::texts;
use super::{COVER, label, read, sure};

const PEERS: &str = "Marlshire Council\n\nCorporate Peer Challenge\n\nFeedback report, 12 to 14 May 2024\n\n";

const RECOMMENDATION: FindingKind = FindingKind::Recommendation;
const AREA: FindingKind = FindingKind::AreaForConsideration;

fn possible(reading: &Reading, kind: FindingKind) -> Vec<&str> {
    let kept = |finding: &&ReadFinding| finding.certainty == Certainty::Possible && finding.kind == kind;
    reading.findings.iter().filter(kept).map(|finding| finding.text.as_str()).collect()
}

fn owners(reading: &Reading) -> Vec<(&str, Option<&str>)> {
    reading.findings.iter().map(|finding| (finding.text.as_str(), finding.owner.as_deref())).collect()
}

#[test]
fn lines_that_count_with_a_letter_are_parted_without_empty_ones() {
    let list = "R1 Raise attendance in secondary schools\nR2 Improve the use of what is known by managers at all levels of the service\nR3 Strengthen scrutiny\nR4 Reduce exclusions\n";
    let reading = read(
        "report.txt",
        &format!("{COVER}Recommendations\n\nThe authority should:\n\n{list}\nNext steps\n\nA plan is made.\n"),
    );
    let want = [
        "Raise attendance in secondary schools",
        "Improve the use of what is known by managers at all levels of the service",
        "Strengthen scrutiny",
        "Reduce exclusions",
    ];
    assert_eq!(texts(&reading, RECOMMENDATION), want);
}

#[test]
fn the_count_behind_a_bullet_is_no_word_of_the_recommendation() {
    let want = ["Raise attendance", "Improve the use of data"];
    let text = format!("{COVER}Recommendations\n\n• R1 Raise attendance\n• R2 Improve the use of data\n");
    assert_eq!(texts(&read("report.txt", &text), RECOMMENDATION), want);
    let page = "<h1>Inspection of children's social care services</h1><h2>Recommendations</h2><ul><li>R1 Raise attendance</li><li>R2 Improve the use of data</li></ul>";
    let reading = read("report.html", page);
    assert_eq!(texts(&reading, RECOMMENDATION), want);
    assert_eq!(reading.findings[1].citation.item, label("R2"));
}

#[test]
fn a_line_that_groups_items_is_none_and_names_their_owner() {
    let want = [
        ("improve how plans are written", Some("YJS manager")),
        ("agree one vision", Some("Management Board")),
        ("publish its minutes", Some("Management Board")),
    ];
    let flat = "We made three recommendations:\n\n• The YJS manager should:\n• improve how plans are written\n• The Management Board should:\n• agree one vision\n• publish its minutes\n";
    let reading = read("report.txt", &format!("{COVER}{flat}"));
    assert_eq!(owners(&reading), want);
    assert!(!reading.document.warnings.iter().any(|warning| warning.0.contains("announces")));
    let nested = "<h1>Inspection of youth justice services</h1><h2>Recommendations</h2><ul><li>The YJS manager should:<ul><li>improve how plans are written</li></ul></li><li>The Management Board should:<ul><li>agree one vision</li><li>publish its minutes</li></ul></li></ul>";
    assert_eq!(owners(&read("report.html", nested)), want);
}

#[test]
fn a_paragraph_above_a_list_names_who_is_to_act() {
    let text = "The team made these recommendations:\n\nThe Chief Executive should:\n\n• cut the plan to ten aims\n\nThe council should:\n\n• publish it\n";
    let reading = read("report.txt", &format!("{PEERS}{text}"));
    assert_eq!(owners(&reading), [("cut the plan to ten aims", Some("Chief Executive")), ("publish it", None)]);
    assert_eq!(texts(&reading, RECOMMENDATION).len(), 2);
}

#[test]
fn a_headline_of_the_level_of_its_heading_is_the_area_for_improvement() {
    let area = |headline: &str| {
        format!("Area for improvement\n\n{headline}\n\nIt was not so when we came, and crews told us why.\n\n")
    };
    let (plans, values) =
        ("The service should improve its plans for tall buildings", "The service should live its values");
    let text = format!("{COVER}{}{}Main findings\n\nThe service knows its streets.\n", area(plans), area(values));
    assert_eq!(texts(&read("report.txt", &text), RECOMMENDATION), [plans, values]);
    let bold = text.replace("Area for improvement", "**Area for improvement**").replace(plans, &format!("**{plans}**"));
    assert_eq!(texts(&read("report.md", &bold), RECOMMENDATION), [plans, values]);
}

#[test]
fn headings_and_lead_ins_say_it_in_other_words() {
    let listed =
        |lead: &str| read("report.txt", &format!("{PEERS}{lead}\n\n• one plan for homes\n• a shared view of risk\n"));
    for lead in ["The six recommendations", "Our eight key recommendations"] {
        assert_eq!(texts(&listed(lead), RECOMMENDATION).len(), 2, "{lead}");
    }
    for lead in [
        "Some areas which need further work include:",
        "Areas that need strengthening are:",
        "We highlight these issues for the council's attention:",
    ] {
        assert_eq!(texts(&listed(lead), AREA).len(), 2, "{lead}");
    }
    assert_eq!(possible(&listed("The council has further opportunities to:"), AREA).len(), 2);
}

#[test]
fn what_was_only_found_is_what_its_words_tell() {
    let text = "The team reported these key findings:\n\n• partners praised the council's officers\n• there were delays in savings\n• the council has four towns\n";
    let reading = read("report.txt", &format!("{PEERS}{text}"));
    assert!(sure(&reading).is_empty());
    assert_eq!(possible(&reading, FindingKind::Strength), ["partners praised the council's officers"]);
    assert_eq!(possible(&reading, AREA), ["there were delays in savings"]);
    assert_eq!(possible(&reading, FindingKind::Conclusion), ["the council has four towns"]);
    let minutes = "Minutes of the Audit Committee held on 3 May 2023\n\n1. Audit\n\nThe auditor's report concluded that:\n\n• accounts were late\n\nThe Director's report concluded that:\n\n• all was well\n";
    let found = read("minutes.txt", minutes).findings;
    assert_eq!(found.iter().map(|finding| finding.text.as_str()).collect::<Vec<_>>(), ["accounts were late"]);
}

#[test]
fn what_sorts_there_are_and_what_a_council_set_itself_are_no_findings() {
    let text = "Minutes of the Audit Committee held on 3 May 2023\n\n1. Audit\n\nThere are three types of recommendations that an auditor can make, which are:\n\n• statutory ones, answered in public\n• key ones\n\nThe LGA peer review of April 2022 was discussed. As a result of these recommendations Marlshire Council has identified some priority action areas:\n\n• a plan for homes\n• a new constitution\n";
    assert!(read("minutes.txt", text).findings.is_empty());
}

#[test]
fn peers_ask_and_praise_in_prose() {
    let asks = [
        "The council will need to decide which services come first.",
        "The council needs to be clear about what it wants from partners.",
        "Further work is required to bring the plans together.",
        "Consideration should be given to a shorter list of aims.",
        "There is an opportunity to bring the two teams together.",
        "A plan for the town centre should be an urgent priority.",
        "The team did not get a sense of how members shape the plan.",
    ];
    let praise =
        ["Financial leadership is a recognised strength.", "The council has a strong track record of building homes."];
    let others = [
        "Ofsted said that the council needs to find more homes.",
        "In 2019 the council needed to save money.",
        "The LGA has a strong track record of helping councils.",
    ];
    let prose = [asks.join(" "), praise.join(" "), others.join(" ")].join("\n\n");
    let reading = read("report.txt", &format!("{PEERS}Local priorities and outcomes\n\n{prose}\n"));
    assert_eq!(possible(&reading, AREA), asks);
    assert_eq!(possible(&reading, FindingKind::Strength), praise);
    assert!(sure(&reading).is_empty());
}

#[test]
fn tables_of_markdown_are_made_whole() {
    let text = "1. Recommendations and action plan\n| Ref | Recommendation | Response and action | Deadline | Status |\n|---|---|---|---|---|\n| 1 | Review the plan for homes. | A workshop was held\nfor members. | May 2025 | Completed |\n| A second one will follow. | June 2025 | Ongoing | ||\n";
    let found = read("plan.md", &format!("# Marlshire Council: corporate peer challenge\n\n{text}")).findings;
    let said: Vec<_> = found.iter().map(|found| (found.kind, found.text.as_str(), found.due.as_deref())).collect();
    let action = FindingKind::Action;
    assert_eq!(
        said,
        [
            (RECOMMENDATION, "Review the plan for homes.", None),
            (action, "A workshop was held for members.", Some("May 2025")),
            (action, "A second one will follow.", Some("June 2025")),
        ]
    );
}

#[test]
fn details_of_rows_counted_as_recommendations_are_those() {
    let table = "| Ref | Details | Action(s) | Due by |\n|---|---|---|---|\n| R1 | Review the plan for homes. | Hold a workshop. | May 2026 |\n| PCR2 | Ongoing | June 2026 | Completed |\n";
    let plan = |title: &str| read("plan.md", &format!("{title}\n\n{table}"));
    let title = "Planning service peer challenge action plan - Ongoing actions and what is business as usual: general recommendations";
    let reading = plan(title);
    assert_eq!(reading.document.kind, lookback::model::DocumentKind::ActionPlan);
    assert_eq!(texts(&reading, RECOMMENDATION), ["Review the plan for homes."]);
    assert_eq!(texts(&reading, FindingKind::Action), ["Hold a workshop."]);
    assert!(texts(&plan("Register of risks and action plan"), RECOMMENDATION).is_empty());
}
