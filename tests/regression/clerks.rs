//! How clerks set minutes: who decides in a line of its own, actions and votes in bold, numbers in a margin, a head that does not
//! say "minutes", and asks that are only told.

use lookback::model::{Certainty, DocumentKind, FindingKind, Reading};

use super::{read, sure};

const HEAD: &str =
    "<p><b>Norwick Council</b></p><p><b>Roads Scrutiny Committee</b></p><p><b>Minutes – Thursday 16 March 2023</b></p>";

fn page(body: &str) -> Reading {
    read("page.html", &format!("<html><body><main>{HEAD}{body}</main></body></html>"))
}

/// Each finding with where it stands.
fn cited(reading: &Reading) -> Vec<(FindingKind, String, &str)> {
    let place = |citation: &lookback::model::Citation| {
        let item = citation.item.as_ref().map(|item| format!(" {item}"));
        format!("{}{}", citation.paragraph.as_deref().unwrap_or_default(), item.unwrap_or_default())
    };
    reading.findings.iter().map(|found| (found.kind, place(&found.citation), found.text.as_str())).collect()
}

#[test]
fn who_decides_in_a_line_of_its_own_is_no_decision() {
    let list = "<ol><li>Notes the report.</li><li>Requests a table of works for the May meeting.</li></ol>";
    for body in ["The Committee", "The Roads Scrutiny Committee"] {
        let reading =
            page(&format!("<p><b>RS/23/09 Works</b></p><p>It rained.</p><p><b>Decisions</b></p><p>{body}</p>{list}"));
        assert_eq!(
            cited(&reading),
            [
                (FindingKind::Resolution, "RS/23/09 1".into(), "Notes the report."),
                (FindingKind::Request, "RS/23/09 2".into(), "Requests a table of works for the May meeting."),
            ],
            "{body}"
        );
    }
    let agenda = format!(
        "<html><body><h1>Agenda and minutes</h1><p>Roads Scrutiny Committee - Tuesday, 23rd May, 2023 2.00 pm</p><table>\
         <tr><th>No.</th><th>Item</th></tr>\
         <tr><td><p>23/19</p></td><td><p>Works</p><h4>Minutes:</h4><div><p>It rained.</p><p>Decisions</p><p>The Committee</p>{list}</div></td></tr>\
         <tr><td><p>23/20</p></td><td><p>Lamps</p><div><p>The Committee notes the report and agrees its programme.</p></div></td></tr>\
         </table></body></html>"
    );
    let reading = read("page.html", &agenda);
    let places: Vec<String> = cited(&reading).into_iter().map(|(_, place, _)| place).collect();
    assert_eq!(places, ["23/19 1", "23/19 2", "23/20"]);
    let certainties: Vec<Certainty> = reading.findings.iter().map(|found| found.certainty).collect();
    assert_eq!(certainties, [Certainty::Sure, Certainty::Sure, Certainty::Possible]);
}

#[test]
fn actions_votes_and_outcomes_in_bold_head_no_section() {
    for line in
        ["ACTION – Head of Roads", "Action: Clerk", "Vote: 7 for, 2 against", "Outcome", "Conclusion:", "Decision"]
    {
        let reading = page(&format!(
            "<p><b>52. Works</b></p><p>It rained.</p><p><b>{line}</b></p><p>RESOLVED – That the lane be shut.</p>\
             <p><b>53. Lamps</b></p><p>RESOLVED – That the lamps be lit.</p>"
        ));
        let places: Vec<String> = cited(&reading).into_iter().map(|(_, place, _)| place).collect();
        assert_eq!(places, ["52", "53"], "{line}");
    }
}

#[test]
fn what_clerks_only_tell_was_asked_is_possible() {
    for (said, kind) in [
        ("The Chair asked officers to write to each of the tenants within ten days.", FindingKind::Request),
        ("Councillor Dane requested a copy of the map.", FindingKind::Request),
        ("Members sought a breakdown of costs by ward.", FindingKind::Request),
        ("The Director was asked to bring the plan back in June.", FindingKind::Request),
        ("The Director would circulate the figures after the meeting.", FindingKind::Action),
        ("A report would be brought back in June.", FindingKind::Action),
        ("A written response to be provided to Councillor Dane.", FindingKind::Action),
        ("It was suggested that Cabinet look at the fees again.", FindingKind::Request),
        ("The Committee would like to see the figures each quarter.", FindingKind::Request),
        ("The Committee requests that Cabinet look at the fees again.", FindingKind::Request),
    ] {
        let reading = page(&format!("<p><b>52. Works</b></p><p>It rained.</p><p>{said}</p>"));
        let found: Vec<_> = reading.findings.iter().map(|found| (found.kind, found.certainty)).collect();
        assert_eq!(found, [(kind, Certainty::Possible)], "{said}");
    }
    for said in [
        "The Chair asked the Director to introduce the report.",
        "Councillor Dane sought assurance that the costs were known.",
        "The Director would retire in May.",
        "The Committee would like to thank the team.",
        "It was suggested that rain had fallen.",
    ] {
        let reading = page(&format!("<p><b>52. Works</b></p><p>It rained.</p><p>{said}</p>"));
        assert!(reading.findings.is_empty(), "{said}: {:?}", cited(&reading));
    }
}

#[test]
fn a_page_of_decisions_decides_without_the_word() {
    let clauses = "<p>(1)&nbsp; the contents of the report be agreed;</p><p>(2)&nbsp; the plan be agreed and the Director report to Cabinet;</p>";
    let text = |title: &str| {
        format!(
            "<html><body><h1>{title}</h1><h2>Peer review of roads</h2><p>Norwick District Council</p>{clauses}</body></html>"
        )
    };
    let reading = read("page.html", &text("Issue - decisions"));
    let places: Vec<String> = cited(&reading).into_iter().map(|(_, place, _)| place).collect();
    assert_eq!((places, sure(&reading).len()), (vec![" 1".to_owned(), " 2".to_owned()], 2));
    assert!(sure(&read("page.html", &text("Issue - meetings"))).is_empty());
}

#[test]
fn minutes_need_not_say_so_and_an_item_makes_no_report() {
    for (body, item) in [
        ("Joint Roads Overview and Scrutiny Committee", "5. Lamps"),
        ("Children and Families Committee", "2. Joint Inspection of Services for Children – Improvement Plan"),
    ] {
        let text = format!(
            "<html><body><p><b>Norwick Council</b></p><p><b>{body}</b></p><p><b>Tuesday 12 June 2018</b></p>\
             <p>Present: Councillors Hill (Chair), Dane</p><p><b>{item}</b></p><p>The Director spoke.</p><p><b>Decision</b></p>\
             <p>1) To note the plan.</p><p>2) To request a report on costs in October 2018.</p></body></html>"
        );
        let reading = read("page.html", &text);
        let document = &reading.document;
        assert_eq!((document.kind, document.committee.as_deref()), (DocumentKind::Minutes, Some(body)));
        let number = &item[..1];
        assert_eq!(
            cited(&reading),
            [
                (FindingKind::Resolution, format!("{number} 1"), "To note the plan."),
                (FindingKind::Request, format!("{number} 2"), "To request a report on costs in October 2018."),
            ]
        );
        assert!(reading.mentions.iter().all(|mention| !mention.own));
    }
    let other =
        "<html><body><p><b>Roads Committee</b></p><p><b>12 June 2018</b></p><p>The lamps are old.</p></body></html>";
    assert_ne!(read("page.html", other).document.kind, DocumentKind::Minutes);
}

#[test]
fn the_council_that_met_is_not_the_committee_that_an_item_names() {
    let text = "<html><body><h1>County Council, Tuesday 12 July 2022</h1><p>Norwick County Council</p><h2>51 Joint Roads Scrutiny \
                Committee - Annual Report</h2><p><b>RESOLVED</b> to endorse the annual report</p></body></html>";
    assert_eq!(read("page.html", text).document.committee.as_deref(), Some("Council"));
}

#[test]
fn numbers_in_a_margin_are_those_of_minutes() {
    let reading = page(
        "<table><tr><th>14/22</th><th><b>ROOF REPAIRS</b></th></tr><tr><td></td><td>One roof in five leaked.</td></tr>\
         <tr><td></td><td>RESOLVED – That the Cabinet Member be asked to publish the figures each quarter.</td></tr>\
         <tr><td>15/22</td><td><b>PARKS</b></td></tr><tr><td></td><td>RESOLVED – That:</td></tr>\
         <tr><td></td><td>(a) the plan be noted; and</td></tr><tr><td></td><td>(b) tenants be told.</td></tr></table>",
    );
    let asked = "That the Cabinet Member be asked to publish the figures each quarter.";
    assert_eq!(
        cited(&reading),
        [
            (FindingKind::Request, "14/22".into(), asked),
            (FindingKind::Resolution, "15/22 a".into(), "the plan be noted"),
            (FindingKind::Resolution, "15/22 b".into(), "tenants be told."),
        ]
    );
    assert_eq!(sure(&reading).len(), 3);
}

#[test]
fn an_action_has_its_number_or_who_acts_in_its_label() {
    let reading = page(
        "<p><b>52. Works</b></p><p>It rained.</p><p>Action 3.1: circulate the figures to members</p>\
         <p><b>53. Lamps</b></p><p>Action (TR): write to the landlord about rents</p>",
    );
    let found: Vec<_> = reading.findings.iter().map(|f| (f.kind, f.text.as_str(), f.owner.as_deref())).collect();
    let want = [
        (FindingKind::Action, "circulate the figures to members", None),
        (FindingKind::Action, "write to the landlord about rents", Some("TR")),
    ];
    assert_eq!(found, want);
}
