//! What lists, their labels and their titles say, in our own words.

use lookback::model::{Certainty, FindingKind};

use super::styles::texts;
use super::{label, read, sure};

const REVIEW: &str = "<h1>Averham Council Corporate Peer Challenge</h1><p>Feedback report, June 2024</p>";

#[test]
fn parts_of_a_numbered_line_are_the_findings_and_the_line_is_none() {
    let text = "<h2>2. Recommendations to the Committee</h2><p>2.1 That the Committee:</p><p>2.1.1 considers the report;</p><p>2.1.2 accepts the findings of fault.</p><h2>3. The complaint</h2><p>3.1 Ms X complained.</p>";
    let kind = FindingKind::Recommendation;
    let found = read("r.html", &format!("{REVIEW}{text}"));
    assert_eq!(sure(&found), [(kind, "considers the report;"), (kind, "accepts the findings of fault.")]);
}

#[test]
fn clauses_may_be_lettered_in_capitals() {
    let text = "<h1>WESTRY COUNCIL</h1><p>Minutes of the meeting of the Council held on 18 May 2022</p><h3>7. TREASURY</h3><p>RESOLVED – that</p><p>A. the strategy for 2022/23 be approved;</p><p>B. the indicators at Annex 2 be adopted; and</p><p>C. the Director of Resources be authorised to vary the limits.</p>";
    let found = read("m.html", text);
    let items: Vec<_> = found.findings.iter().map(|finding| finding.citation.item.clone()).collect();
    assert_eq!(items, ["A", "B", "C"].map(label));
}

#[test]
fn lines_that_group_an_indented_list_are_no_part_of_its_items() {
    let text = "Joint Health Scrutiny Committee\nFinal report: stroke services\nJuly 2019\n\n2. Recommendations\nThe Committee has agreed the following recommendations:\nTo the Northmarsh Clinical Commissioning Group\n    1. That the travel analysis be re-run for journeys at night and at\n       weekends.\nTo the Eastry Hospitals Trust\n    2. That a recruitment plan be agreed by December 2019.\n\n3. Evidence\n3.1 Professor Hay told the Committee that patients should be scanned within an hour.\n";
    let kind = FindingKind::Recommendation;
    let want = [
        "That the travel analysis be re-run for journeys at night and at weekends.",
        "That a recruitment plan be agreed by December 2019.",
    ];
    assert_eq!(sure(&read("report.txt", text)), want.map(|text| (kind, text)));
}

#[test]
fn key_messages_may_be_headings_that_tell() {
    let text = "<h2>Key messages</h2><h3>Message 1: Your staff are your greatest asset</h3><p>Keep listening to them.</p><h3>Message 2: Waiting lists for assessments need more grip</h3><p>They were told in May.</p><h2>Background</h2><p>There were delays.</p>";
    let found = read("r.html", &format!("{REVIEW}{text}"));
    let told: Vec<_> = found.findings.iter().map(|finding| (finding.certainty, finding.text.as_str())).collect();
    assert_eq!(told, [(Certainty::Possible, "Waiting lists for assessments need more grip")]);
}

#[test]
fn what_a_force_should_do_is_the_title_of_an_area_for_improvement() {
    let text = "<p>HMICFRS</p><h1>PEEL 2023–25</h1><h2>An inspection of Mercaster Police</h2><p>Published on: 8 December 2023</p><h2>Overall summary</h2><p>Our inspection assessed how good Mercaster Police is in nine areas of policing.</p><h2>Protecting vulnerable people</h2><p>It is inadequate.</p><h3>Areas for improvement</h3><p><b>The force should make better use of protective orders</b></p><p>The force obtained 14 orders in the year.</p><h3>Main findings</h3><p>In this section we set out more.</p>";
    let kind = FindingKind::Recommendation;
    assert_eq!(sure(&read("r.html", text)), [(kind, "The force should make better use of protective orders")]);
}

#[test]
fn an_item_of_a_sure_list_may_answer_concerns_or_ask_a_body_to_consider() {
    let items = "• Publish one plan for all schools.\n\n• In response to the findings of this review, the council should set up a single front door.\n\n• The Board is asked to consider how it hears the voice of children in care.\n\n• Partners are requested to agree one set of thresholds by March.\n\n• The Board is asked to note the contents of this report.\n";
    let reading =
        read("r.txt", &format!("Corporate Peer Challenge Feedback Report\n\nMarlshire\n\nRecommendations\n\n{items}"));
    assert_eq!(texts(&reading, FindingKind::Recommendation).len(), 4);
    let text = "Minutes of the Children and Families Panel held on 3 May 2016\n\n1. Early help\n\nRESOLVED:\n\n(a) that a plan be made;\n(b) In response to the concerns of members, the Director be asked to report in June;\n(c) that the Cabinet is recommended to approve the plan for schools.\n";
    let minutes = read("minutes.txt", text);
    let cited = minutes.findings.iter().map(|finding| finding.citation.item.clone());
    assert_eq!(cited.collect::<Vec<_>>(), ["a", "b", "c"].map(label));
}

#[test]
fn minutes_resolve_on_a_vote_through_a_motion_and_by_asking() {
    let head = "Minutes of the Children and Families Panel held on 3 May 2016\n\n1. Early help\n\n";
    let found = |text: &str| {
        let reading = read("minutes.txt", &format!("{head}{text}"));
        reading.findings.iter().map(|found| (found.kind, found.text.clone(), found.owner.clone())).collect::<Vec<_>>()
    };
    let text = |text: &str| found(text).into_iter().map(|(_, text, _)| text).collect::<Vec<_>>();
    assert_eq!(text("Resolved, by 6 votes to 2, to publish the survey.\n"), ["publish the survey."]);
    for vote in ["Resolved, unanimously, that", "RESOLVED, nem. con., that", "Resolved (unanimously): That"] {
        let kept = text(&format!("{vote} the plan be approved.\n"));
        assert!(kept[0].trim_start_matches(['T', 't']).starts_with("hat the plan"), "{kept:?}");
    }
    let motion = "This Council resolves to:\n\n1. declare an emergency;\n2. ask the Director to report by June.\n";
    let kinds: Vec<_> = found(motion).into_iter().map(|(kind, _, owner)| (kind, owner)).collect();
    assert_eq!(kinds.len(), 2);
    assert_eq!(kinds[1].0, FindingKind::Request);
    let asked = "RESOLVED: That the Director be asked to report on the following:\n\n• waiting times for therapy\n• use of agency staff\n";
    let asked: Vec<_> = found(asked).into_iter().map(|(kind, _, owner)| (kind, owner)).collect();
    assert_eq!(asked, vec![(FindingKind::Request, Some("Director".to_owned())); 2]);
    let parts = found("RESOLVED: That (1) the plan be approved; and (2) the Director of Resources bring a report.\n");
    assert_eq!(parts[1].2.as_deref(), Some("Director of Resources"));
}

#[test]
fn recommendations_are_labelled_in_many_ways() {
    let head =
        "<h1>Averham Council Corporate Peer Challenge</h1><p>Feedback report, June 2024</p><h2>Recommendations</h2>";
    let of = |body: &str| read("r.html", &format!("{head}{body}"));
    let labels = ["Recommendation A –", "Recommendation Two:", "Recommendation (3)", "Rec. D:", "Recommendation 1.2:"];
    for label in labels {
        let reading = of(&format!(
            "<p>We suggest some.</p><p>{label} Publish one plan for schools.</p><p>We thank the Chairs for their time.</p>"
        ));
        assert_eq!(sure(&reading), [(FindingKind::Recommendation, "Publish one plan for schools.")], "{label}");
    }
    let titled = of(
        "<h3>Recommendation 1</h3><h3>Develop a vision for place</h3><p>This should be co-produced.</p><h3>Recommendation 2</h3><h3>Strengthen the financial strategy</h3><p>It needs savings.</p>",
    );
    let kind = FindingKind::Recommendation;
    assert_eq!(sure(&titled), [(kind, "Develop a vision for place"), (kind, "Strengthen the financial strategy")]);
    let told = of(
        "<h3>Recommendation 1</h3><h3>What was found there</h3><p>Much.</p><h3>Recommendation 2</h3><h3>What was found there</h3><p>Little.</p>",
    );
    assert!(told.findings.iter().all(|finding| !finding.text.contains("found there")));
}

#[test]
fn what_stands_below_a_weak_heading_is_possible_and_only_as_a_list() {
    let head = "<h1>Averham Council Corporate Peer Challenge</h1><p>Feedback report, June 2024</p>";
    let of = |body: &str| {
        let reading = read("r.html", &format!("{head}{body}"));
        reading.findings.iter().map(|found| (found.certainty, found.text.clone())).collect::<Vec<_>>()
    };
    let list = of("<h2>Opportunities</h2><ul><li>One plan for the estate.</li></ul>");
    assert_eq!(list, [(Certainty::Possible, "One plan for the estate.".to_owned())]);
    assert_eq!(of("<h2>Opportunities</h2><p>There is one plan.</p><p>There is one estate.</p>"), []);
    let led = of(
        "<h2>Conclusions and recommendations</h2><p>We recommend that the council:</p><ul><li>Adopts one plan.</li></ul>",
    );
    assert_eq!(led, [(Certainty::Sure, "Adopts one plan.".to_owned())]);
}

#[test]
fn a_title_over_prose_is_the_recommendation_and_a_topic_is_not() {
    let head = "<h1>Averham District Council – Corporate Peer Challenge</h1><p>11–14 June 2024</p><p>Feedback report</p><h2>1. Executive summary</h2><p>The council is well run.</p><h2>2. Key recommendations</h2><p>The following are the peer team's key recommendations to the council:</p>";
    let tail = "<h2>3. Summary of the approach</h2><p>The peer team was on site for four days.</p>";
    let kind = FindingKind::Recommendation;
    let want = [(kind, "Develop a long-term vision for place"), (kind, "Strengthen the financial strategy")];
    let explained = ["This should be co-produced with partners.", "It needs a savings programme which members own."];
    let titles = [["<p><b>1. ", "<p><b>2. "], ["<h3>2.1 ", "<h3>2.2 "], ["<p><b>", "<p><b>"]];
    for title in titles {
        let end = if title[0].starts_with("<p>") { "</b></p>" } else { "</h3>" };
        let body: String =
            (0..2).map(|at| format!("{}{}{end}<p>{}</p>", title[at], want[at].1, explained[at])).collect();
        assert_eq!(sure(&read("r.html", &format!("{head}{body}{tail}"))), want, "{title:?}");
    }
    let topics = "<h3>Vision</h3><ul><li>Develop a long-term vision for place.</li></ul><h3>Money</h3><ul><li>Strengthen the strategy.</li></ul>";
    let found = read("r.html", &format!("{head}{topics}{tail}"));
    assert_eq!(texts(&found, kind), ["Develop a long-term vision for place.", "Strengthen the strategy."]);
    let items = "<ol><li>Develop a vision</li></ol><p>This should be co-produced.</p><ol start=2><li>Strengthen the budget</li></ol><p>It needs savings.</p>";
    let found = read("r.html", &format!("{head}{items}{tail}"));
    assert_eq!(texts(&found, kind), ["Develop a vision", "Strengthen the budget"]);
}

const PEERS: &str = "Corporate Peer Challenge\n\nAverham District Council\n\n16 to 18 September 2014\n\nFeedback report\n\nThe Local Government Association (LGA) peer team was on site from 16 to 18 September 2014.\n\n";

fn recommended(body: &str) -> Vec<String> {
    let reading = read("report.txt", &format!("{PEERS}{body}"));
    sure(&reading).into_iter().map(|(_, text)| text.to_owned()).collect()
}

#[test]
fn headings_of_the_same_rank_may_group_a_list_or_be_its_items() {
    let grouped = "Recommendations\n\nGovernance\n\n• Train members.\n\nFinance\n\n• Build reserves.\n\nMethod\n\nWe read much and wrote it down in prose.\n";
    assert_eq!(recommended(grouped), ["Train members.", "Build reserves."]);
    let titled = "Recommendations\n\n1. Adopt a single programme\n\nThe council has several, which do not meet.\n\n2. Build reserves\n\nReserves are low, as the council knows.\n\nNext steps\n\nThe LGA will keep in touch.\n";
    assert_eq!(recommended(titled), ["Adopt a single programme", "Build reserves"]);
    let people =
        "Recommendations\n\nGovernance\n\n• Train members.\n\nAbout the team\n\n• Jane Hale, Chief Executive\n";
    assert_eq!(recommended(people), ["Train members."]);
    let other = "Recommendations\n\nBackground\n\nThe council asked for this.\n\nMethod\n\n• We read papers.\n";
    assert_eq!(recommended(other), [""; 0]);
}

#[test]
fn a_line_that_begins_with_a_dash_may_go_on_with_an_item() {
    let text = "Key recommendations\n\nDevelop a vision for the county with its partners.\n\nTake urgent action on the budget of this year\n– the council cannot rely on reserves.\n\nReview the structure of senior managers.\n";
    let want = [
        "Develop a vision for the county with its partners.",
        "Take urgent action on the budget of this year – the council cannot rely on reserves.",
        "Review the structure of senior managers.",
    ];
    assert_eq!(recommended(text), want);
}

#[test]
fn key_messages_to_the_council_and_suggestions_to_consider_are_what_it_is_to_do() {
    let messages = "Key messages\n\nThese are our key messages to the Council:\n\n• Adopt a single programme.\n• Build reserves.\n";
    assert_eq!(recommended(messages), ["Adopt a single programme.", "Build reserves."]);
    let suggested = "Moving forward - suggestions to consider\n\nThese are things we think will help.\n\n1. Review the thresholds.\n\n2. Train staff in them.\n";
    assert_eq!(recommended(suggested), ["Review the thresholds.", "Train staff in them."]);
    let proposed = "Proposals for improvement\n\nP1 The Council should clarify roles.\n\nP1a It should say when.\n";
    assert_eq!(recommended(proposed), ["The Council should clarify roles.", "It should say when."]);
}

#[test]
fn what_the_council_set_itself_and_what_the_last_visit_found_is_not_found_now() {
    let own = "The council has identified the following four priorities:\n\n• Clean streets\n• Safe streets\n";
    assert_eq!(recommended(own), [""; 0]);
    let letter = "Monitoring visit to Averham children's services\n\nThis letter summarises the findings of the monitoring visit on 3 and 4 May 2021.\n\nInspectors reviewed progress in the following areas of concern identified at the last inspection:\n\n• the front door\n• supervision\n\nThe local authority is making progress.\n\nHer Majesty's Inspector\n";
    assert!(sure(&read("letter.txt", letter)).is_empty());
}

#[test]
fn a_numbered_line_that_says_who_recommends_leads_its_list_in() {
    let text = "Oxmere Council Best Value Inspection Report\n\n17 June 2022\n\n3. Recommendations\n\n3.1 We recommend that the Council should:\n\n(a) appoint a Chief Executive;\n\n(b) close its company; and\n\n(c) review the constitution.\n\n3.2 The Council should also publish its accounts.\n";
    let kind = FindingKind::Recommendation;
    let want = [
        "appoint a Chief Executive;",
        "close its company; and",
        "review the constitution.",
        "The Council should also publish its accounts.",
    ];
    assert_eq!(sure(&read("r.txt", text)), want.map(|text| (kind, text)));
}

#[test]
fn the_last_item_of_a_list_heads_no_signature() {
    let text = "Moving forward – suggestions for consideration\n\nBased on what we saw we suggest the council considers the following actions.\n\n1. Set out one story for the borough\n\n2. Share services with neighbours\n\nEwan Foy\n\nProgramme Manager – Peer Support\n\nLocal Government Association\n";
    let kind = FindingKind::AreaForConsideration;
    let want = ["Set out one story for the borough", "Share services with neighbours"];
    assert_eq!(sure(&read("letter.txt", text)), want.map(|text| (kind, text)));
}

#[test]
fn what_a_council_must_do_is_asked_of_it() {
    let list = "\n\n• close the accounts on time\n\n• strengthen scrutiny\n";
    for lead in ["In the next period the Council must:", "We expect the Council to:"] {
        let found =
            read("r.html", &format!("{REVIEW}<p>{lead}</p><ul><li>close the accounts</li><li>train members</li></ul>"));
        assert_eq!(sure(&found).len(), 2, "{lead}");
        let other = read(
            "p.txt",
            &format!("Oxmere Council: Commissioners' second report\n\n14 September 2023\n\n{lead}{list}"),
        );
        assert!(other.findings.iter().all(|finding| finding.certainty == Certainty::Possible), "{lead}");
        assert_eq!(other.findings.len(), 2, "{lead}");
    }
}

#[test]
fn what_an_ombudsman_orders_is_an_action_an_item() {
    let text = "<h1>Oxmere Council (21 004 512)</h1><p>Decision date : 09 May 2022</p><h2>Agreed action</h2><ol start=5><li>Within one month of my final decision, the Council will:</li></ol><ul><li>apologise to Mrs B for the faults found</li><li>pay Mrs B £1,500</li></ul><ol start=6><li>The Council should provide us with evidence it has complied with the above actions.</li></ol><h2>Final decision</h2><ol start=7><li>I have completed my investigation.</li></ol>";
    let kind = FindingKind::Action;
    let want = ["apologise to Mrs B for the faults found", "pay Mrs B £1,500"];
    let found = read("d.html", text);
    assert_eq!(sure(&found), want.map(|text| (kind, text)));
    let orders = "<h1>REPORT</h1><p>COMPLAINT 202214455</p><p>Oxmere Council</p><p>30 August 2023</p><h2>Orders</h2><ol start=3><li>Within four weeks the landlord is ordered to:</li></ol><ul><li>Pay the resident £850</li><li>Apologise to the resident</li></ul><ol start=4><li>Within eight weeks the landlord is ordered to survey the roof.</li></ol>";
    let survey = "Within eight weeks the landlord is ordered to survey the roof.";
    let found = read("o.html", orders);
    assert_eq!(sure(&found), ["Pay the resident £850", "Apologise to the resident", survey].map(|text| (kind, text)));
    assert!(found.findings.iter().all(|finding| finding.owner.is_none()), "who is spoken of is not who acts");
}

#[test]
fn lists_of_reviews_go_by_many_names() {
    use FindingKind::{AreaForConsideration, Priority, Recommendation, Strength};
    for (heading, kind, certainty) in [
        ("Areas for the council to consider", AreaForConsideration, Certainty::Sure),
        ("Key issues to address", AreaForConsideration, Certainty::Sure),
        ("What still needs attention:", AreaForConsideration, Certainty::Sure),
        ("What has gone well since 2010:", Strength, Certainty::Sure),
        ("Priorities for the next six months", Priority, Certainty::Sure),
        ("Actions for the council", Recommendation, Certainty::Sure),
        ("Top three things to do next", Recommendation, Certainty::Sure),
        ("Quick wins", AreaForConsideration, Certainty::Possible),
    ] {
        let found = read(
            "r.html",
            &format!("{REVIEW}<h2>{heading}</h2><ul><li>Close the accounts</li><li>Train members</li></ul>"),
        );
        let found: Vec<_> = found.findings.iter().map(|finding| (finding.kind, finding.certainty)).collect();
        assert_eq!(found, [(kind, certainty); 2], "{heading}");
    }
}
