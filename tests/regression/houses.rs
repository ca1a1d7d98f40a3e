//! How other houses word, number and lay out what they decide and ask, each told again in our own words.

use lookback::model::{Certainty, DocumentKind, FindingKind, Item, ReadFinding, Reading};

use super::{label, read};

const PEERS: &str = "<h1>Averham Council Corporate Peer Challenge</h1><p>Feedback report, 4 to 6 June 2024</p>";

/// Minutes of one matter.
fn minutes(body: &str) -> Reading {
    let head = "<h1>Fenmoor Council</h1><h2>Cabinet</h2><p>Minutes of the meeting held on 4 March 2019</p>";
    read("m.html", &format!("{head}<h3>CAB/34 Bridges</h3><p>The Portfolio Holder spoke.</p>{body}"))
}

fn texts(reading: &Reading, certainty: Certainty) -> Vec<(FindingKind, &str)> {
    let kept = reading.findings.iter().filter(|finding| finding.certainty == certainty);
    kept.map(|finding| (finding.kind, finding.text.as_str())).collect()
}

fn sure(reading: &Reading) -> Vec<&str> {
    texts(reading, Certainty::Sure).into_iter().map(|(_, text)| text).collect()
}

fn cited(finding: &ReadFinding) -> (Option<&str>, Option<Item>) {
    (finding.citation.paragraph.as_deref(), finding.citation.item.clone())
}

#[test]
fn who_resolves_may_lead_the_list_in_without_a_colon() {
    let want = ["Notes the survey", "Agrees plan 7"];
    for lead in [
        "RESOLVED: That Cabinet",
        "RESOLVED that the Roads Committee",
        "Resolved that Members",
        "RESOLVED – That",
        "RESOLVED: That Cabinet agrees to",
        "RESOLVED that, subject to the above,",
        "RESOLVED to",
    ] {
        for list in [
            "<p>1. Notes the survey;</p><p>2. Agrees plan 7</p>",
            "<ol><li>Notes the survey;</li><li>Agrees plan 7</li></ol>",
            "<ul><li>Notes the survey;</li><li>Agrees plan 7</li></ul>",
            "<p>(a) Notes the survey;</p><p>(b) Agrees plan 7</p>",
        ] {
            let reading = minutes(&format!("<p>{lead}</p>{list}<p>The meeting closed at 11.00 am.</p>"));
            assert_eq!(sure(&reading), want, "{lead} {list}");
            assert_eq!(cited(&reading.findings[0]).0, Some("CAB/34"), "{lead} {list}");
        }
    }
    let whole = minutes("<p>RESOLVED: That Cabinet be told.</p><p>1. Notes were taken.</p>");
    assert_eq!(sure(&whole), ["That Cabinet be told."]);
}

#[test]
fn what_stands_alone_in_bold_below_a_label_is_what_is_recommended() {
    let said = ["Count the ferries each spring", "Open a single jetty office", "Look anew at the harbour company"];
    let of = |at: usize| format!("<h3>Recommendation {}</h3><p><b>{}</b></p>", at + 1, said[at]);
    let body = format!(
        "<h2>Key recommendations</h2>{}<p>There are nine.</p>{}{}<h2>How the peers worked</h2><p>They met all.</p>",
        of(0),
        of(1),
        of(2)
    );
    assert_eq!(sure(&read("report.html", &format!("{PEERS}{body}"))), said);
}

#[test]
fn a_semicolon_at_the_end_of_a_list_takes_nothing_below_it_in() {
    for below in [
        "The meeting closed at 11.00 am.",
        "Councillor Dane left the meeting.",
        "(Councillor Lyle voted against.)",
        "Note: this decision may be called in.",
    ] {
        let reading = minutes(&format!("<p>RESOLVED:</p><ol><li>the survey be noted;</li></ol><p>{below}</p>"));
        assert_eq!(sure(&reading), ["the survey be noted"], "{below}");
    }
    let goes_on = minutes("<p>RESOLVED:</p><ol><li>the survey be noted;</li></ol><p>that the bridge be shut.</p>");
    assert_eq!(sure(&goes_on), ["the survey be noted", "that the bridge be shut."]);
}

#[test]
fn what_peers_ask_may_stand_in_paragraphs_below_its_lead_in() {
    let report = |lead: &str, below: &str| {
        read(
            "r.html",
            &format!("{PEERS}<h2>Moving forward</h2><p>{lead}</p>{below}<h2>Next steps</h2><p>We thank you.</p>"),
        )
    };
    let lead = "Based on what we saw we suggest you consider the following things:";
    let two = "<p><b>Reduce the priorities to three.</b> There were nine in May.</p><p><b>Publish the plan.</b> It is a draft.</p>";
    let area = FindingKind::AreaForConsideration;
    let found = report(lead, two);
    assert_eq!(
        texts(&found, Certainty::Sure),
        [(area, "Reduce the priorities to three."), (area, "Publish the plan.")]
    );
    // Where other prose follows, the words alone tell how far the list goes.
    let more = report(lead, &format!("{two}<p>The weather was fine.</p>"));
    assert_eq!((texts(&more, Certainty::Sure).len(), texts(&more, Certainty::Possible).len()), (0, 2));
    let prose = report(lead, "<p>The weather was fine.</p><p>Nine priorities were set in May.</p>");
    assert!(prose.findings.is_empty(), "{:?}", prose.findings);
}

#[test]
fn peers_head_and_lead_in_their_lists_in_many_words() {
    let list = "<ul><li>The forward plan of the board</li><li>Training for ward members</li></ul>";
    let under = |heading: &str| read("r.html", &format!("{PEERS}<h2>Governance</h2><h3>{heading}</h3>{list}"));
    let led = |lead: &str| read("r.html", &format!("{PEERS}<h2>Governance</h2><p>{lead}</p>{list}"));
    let kinds =
        |reading: &Reading, certainty| texts(reading, certainty).into_iter().map(|(kind, _)| kind).collect::<Vec<_>>();
    let (area, strength) = (FindingKind::AreaForConsideration, FindingKind::Strength);
    let headings = ["For consideration", "Issues to address", "Areas needing attention", "Where to focus next"];
    for heading in headings.into_iter().chain(["Top tips for preparation – for consideration", "Peer team suggestions"])
    {
        assert_eq!(kinds(&under(heading), Certainty::Sure), [area; 2], "{heading}");
    }
    for (heading, kind) in [("We were impressed by", strength), ("Required improvements", FindingKind::Recommendation)]
    {
        assert_eq!(kinds(&under(heading), Certainty::Sure), [kind; 2], "{heading}");
    }
    assert_eq!(kinds(&under("Longer term actions"), Certainty::Possible), [area; 2]);
    for lead in
        ["The key issues for the Council to address are:", "It is important that the Council now:", "Our advice is to:"]
    {
        assert_eq!(kinds(&led(lead), Certainty::Sure), [area; 2], "{lead}");
    }
    assert_eq!(kinds(&led("We saw many positives, including:"), Certainty::Sure), [strength; 2]);
    assert_eq!(kinds(&led("Challenges include:"), Certainty::Possible), [area; 2]);
    // An agenda heads what members are to read so.
    let agenda = minutes(&format!("<h3>CAB/35 Items for consideration</h3>{list}"));
    assert!(agenda.findings.is_empty());
}

#[test]
fn a_word_in_capitals_decides_wherever_it_is_said() {
    let (sure_of, possible) = (Certainty::Sure, Certainty::Possible);
    let text = "that a working group be set up.";
    for word in ["It was AGREED", "It was further AGREED", "It was then unanimously RESOLVED"] {
        let reading = minutes(&format!("<p>{word} {text}</p>"));
        assert_eq!(texts(&reading, sure_of), [(FindingKind::Resolution, text)], "{word}");
    }
    let told = minutes(&format!("<p>It was agreed {text}</p>"));
    assert_eq!((texts(&told, sure_of).len(), texts(&told, possible).len()), (0, 1));
}

#[test]
fn actions_and_what_is_to_be_sent_round_have_headings_of_many_names() {
    let list = "<ul><li>The Director of Place to provide figures on bridges by ward.</li></ul>";
    for label in
        ["Actions/further information to be provided:", "Follow-up actions:", "Action points", "Actions to be taken"]
    {
        let reading = minutes(&format!("<p><strong>{label}</strong></p>{list}"));
        assert_eq!(texts(&reading, Certainty::Sure)[0].0, FindingKind::Action, "{label}");
        assert_eq!(reading.findings[0].owner.as_deref(), Some("The Director of Place"), "{label}");
    }
    let asked =
        minutes("<p><strong>Information requested:</strong></p><ul><li>The number of bridges by ward.</li></ul>");
    assert_eq!(texts(&asked, Certainty::Sure), [(FindingKind::Request, "The number of bridges by ward.")]);
    let council = minutes("<p>Recommended to Council – That the plan be adopted.</p>");
    assert_eq!(texts(&council, Certainty::Sure), [(FindingKind::Recommendation, "That the plan be adopted.")]);
    let bare = minutes("<p>The Head of Bridges to arrange a visit.</p>");
    assert_eq!(texts(&bare, Certainty::Possible).len(), 1);
}

#[test]
fn plans_call_their_columns_many_things() {
    let plan = |names: &[&str], cells: &[&str]| {
        let row = |cells: &[&str]| cells.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>();
        let head = names.iter().map(|name| format!("<th>{name}</th>")).collect::<String>();
        let page = "<h1>Fenmoor Council</h1><h2>Peer challenge action plan</h2><p>12 July 2023</p>";
        read("p.html", &format!("{page}<table><tr>{head}</tr><tr>{}</tr></table>", row(cells)))
    };
    let (asked, done) = ("Shorten the waiting list", "Write to all who wait");
    for (of_peers, kind) in [
        ("Consideration from peer team", FindingKind::AreaForConsideration),
        ("What the peer team said", FindingKind::AreaForConsideration),
        ("Recommendation from the peer team", FindingKind::Recommendation),
    ] {
        for own in ["Our response", "Management response", "Milestones", "How will we do it?", "Steps to be taken"] {
            let reading = plan(&[of_peers, own, "Owner", "Due"], &[asked, done, "Head of Care", "May 2024"]);
            let want = [(kind, asked), (FindingKind::Action, done)];
            assert_eq!(texts(&reading, Certainty::Sure), want, "{of_peers}, {own}");
        }
    }
    // Beside a column of actions a milestone is none, and what only accepts what was asked does nothing.
    let beside = plan(&["Recommendation", "Action", "Milestones", "Due"], &[asked, done, "Half have been told", "May"]);
    assert_eq!(sure(&beside), [asked, done]);
    let accepted = plan(&["Recommendation", "Our response", "Owner"], &[asked, "Partially accepted", "Head of Care"]);
    assert_eq!(sure(&accepted), [asked]);
}

#[test]
fn what_officers_offer_a_committee_is_not_what_it_recommends() {
    let text = "<ul><li>the bridge plan be adopted</li></ul><p>RESOLVED: That the bridge plan be deferred.</p>";
    let offered = minutes(&format!("<p>The report recommended that:</p>{text}"));
    assert_eq!(sure(&offered), ["That the bridge plan be deferred."]);
    let own = minutes(&format!("<p>The Committee recommended that:</p>{text}"));
    assert_eq!(sure(&own), ["the bridge plan be adopted", "That the bridge plan be deferred."]);
}

#[test]
fn the_review_before_the_one_reported_gives_it_no_date() {
    let told = "<h1>Corporate Peer Challenge</h1><p>Averham Council</p><h2>Introduction</h2><p>Following the peer challenge of 4 to 7 June 2014, the Council asked for another, held on 10 to 13 April 2018.</p>";
    let on_site = |page: &str| read("r.html", page).mentions[0].on_site.map(|period| period.start.to_string());
    assert_eq!(on_site(told).as_deref(), Some("2018-04-10"));
    let own = told.replace("the Council asked for another, held on 10 to 13 April 2018", "we write with our findings");
    assert_eq!(on_site(&own).as_deref(), Some("2014-06-04"));
}

#[test]
fn peers_are_not_always_those_of_the_association() {
    let made = |text: &str| {
        let reading = read(
            "r.html",
            &format!(
                "<h1>Regional Peer Review</h1><p>Averham Council</p><p>{text}</p><h2>Strengths</h2><ul><li>Staff are proud</li></ul>"
            ),
        );
        reading.mentions[0].body.clone()
    };
    for (text, body) in [
        ("North Marl ADASS carried out this peer review from 4 to 6 March 2019.", "ADASS"),
        ("The homelessness advisers carried out this review on 4 March 2021.", "MHCLG homelessness advisers"),
        ("The LGA, with help from ADASS, carried out this review on 4 March 2021.", "LGA"),
    ] {
        assert_eq!(made(text).as_deref(), Some(body), "{text}");
    }
}

#[test]
fn reviews_go_by_other_names_than_review_and_challenge() {
    for title in [
        "Communications Health Check",
        "Front Door Health Check",
        "Care Practice Diagnostic",
        "Decision Making Accountability (DMA) Review",
    ] {
        let page = |who: &str| {
            format!(
                "<h1>{title}</h1><p>Averham Council</p><p>{who} was on site from 4 to 6 March 2016.</p><h2>Strengths</h2><ul><li>Staff are proud</li></ul>"
            )
        };
        let reading = read("r.html", &page("The LGA team"));
        assert_eq!(reading.document.kind, DocumentKind::ReviewReport, "{title}");
        assert_eq!(reading.mentions[0].body.as_deref(), Some("LGA"), "{title}");
        assert_ne!(read("r.html", &page("The auditor")).document.kind, DocumentKind::ReviewReport, "{title}");
    }
    let auditor = "<h1>Statutory recommendations made under section 24 of the Act</h1><p>Averham Council</p><p>20 January 2023</p><h2>Statutory recommendation 1</h2><p>The Council should reconcile its accounts.</p>";
    let reading = read("a.html", auditor);
    assert_eq!(reading.mentions.first().and_then(|own| own.body.as_deref()), Some("External auditor"));
    let letter = "<p>19 September 2024</p><p>Dear Secretary of State</p><h2>Averham Council Commissioners: third report</h2><h3>Priorities for the next six months</h3><ul><li>appoint an officer</li></ul>";
    let reading = read("c.html", letter);
    assert_eq!(reading.mentions.first().and_then(|own| own.body.as_deref()), Some("Commissioners"));
}

#[test]
fn the_name_of_a_council_is_whole() {
    for (line, name) in [
        ("Dorring, Yarrow and Stane Council", "Dorring, Yarrow and Stane"),
        ("Borough Council of Kingsferry and West Marsh", "Kingsferry and West Marsh"),
    ] {
        let page = format!(
            "<h1>Corporate Peer Challenge</h1><p>{line}</p><p>4 to 7 March 2019</p><h2>Strengths</h2><ul><li>Staff are proud</li></ul>"
        );
        assert_eq!(read("r.html", &page).document.council.as_deref(), Some(name), "{line}");
    }
}

#[test]
fn what_a_section_holds_and_what_peers_offer_is_no_finding() {
    let text = "<h2>2.0 Key recommendations</h2><p>2.1 This section summarises the recommendations made by the team. More detail is given below.</p><table><tr><th>Ref</th><th>Recommendation</th></tr><tr><td>R1</td><td>Appoint a head of planning</td></tr></table><h2>Good practice</h2><ul><li>Peers will send examples from two other districts.</li></ul>";
    assert_eq!(sure(&read("r.html", &format!("{PEERS}{text}"))), ["Appoint a head of planning"]);
}

#[test]
fn the_public_is_shut_out_as_a_matter_of_course_under_any_heading() {
    let shut = "<p>RESOLVED: That under Section 100A(4) of the Local Government Act 1972 the press and public be excluded.</p>";
    let reading = minutes(&format!("{shut}<p>RESOLVED: That the bridge be shut.</p>"));
    assert_eq!(sure(&reading), ["That the bridge be shut."]);
}

#[test]
fn an_action_may_end_with_when_it_is_due() {
    for (text, due) in [
        ("JP to supply the figures – Feb 2020", Some("Feb 2020")),
        ("KL to send the figures (end of March 2020)", Some("end of March 2020")),
        ("KL to send the figures (Councillor May)", None),
    ] {
        let reading =
            minutes(&format!("<table><tr><th>Item</th><th>Action</th></tr><tr><td>3</td><td>{text}</td></tr></table>"));
        assert_eq!(reading.findings[0].due.as_deref(), due, "{text}");
    }
}

#[test]
fn what_a_council_should_do_besides_the_list_is_possible() {
    let text = "<h2>Recommendations</h2><p>To put this right the Council should:</p><ul><li>apologise to Ms X.</li></ul><p>The Council should, within three months, review its policy on storage.</p><p>Ms X was told in May.</p>";
    let reading = read("o.html", &format!("<h1>Report on Averham Council</h1><p>16 June 2021</p>{text}"));
    assert_eq!(sure(&reading), ["apologise to Ms X."]);
    let possible =
        [(FindingKind::Recommendation, "The Council should, within three months, review its policy on storage.")];
    assert_eq!(texts(&reading, Certainty::Possible), possible);
}

#[test]
fn numbers_of_minutes_are_known_in_many_shapes() {
    for [first, second] in [
        ["O&S 52 ", "O&S 53 "],
        ["Minute 52: ", "Minute 53: "],
        ["[52] ", "[53] "],
        ["52* ", "53* "],
        ["2023/052 ", "2023/053 "],
        ["52/2017 ", "53/2017 "],
    ] {
        let matter = |number: &str, title: &str| {
            format!("{number}{title}\n\nThe Head of Roads spoke.\n\nRESOLVED: That {title} be mended.\n\n")
        };
        let head = "FENMOOR COUNCIL\n\nRoads Committee\n\nMinutes of the meeting held on 4 March 2019\n\n";
        let reading = read("m.txt", &format!("{head}{}{}", matter(first, "BRIDGES"), matter(second, "LANES")));
        let numbers: Vec<_> = reading.findings.iter().map(|finding| cited(finding).0.unwrap_or_default()).collect();
        let want = [first, second].map(|number| match number.trim_end_matches([' ', ':', '*']) {
            number if number.starts_with("Minute") || number.starts_with('[') => {
                number.trim_matches(|c: char| !c.is_ascii_digit())
            }
            number => number,
        });
        assert_eq!(numbers, want, "{first}");
    }
}

#[test]
fn a_row_of_minutes_is_cited_with_its_minute() {
    let table = |beside: &str| {
        let reading = read(
            "m.html",
            &format!(
                "<h1>Fenmoor Council</h1><h2>Minutes of the Roads Committee, 4 March 2019</h2><table><tr><th>Minute</th><th>Subject</th><th>{beside}</th></tr><tr><td>61</td><td>Bridges</td><td>That the bridge be shut until May</td></tr></table>"
            ),
        );
        reading.findings.first().and_then(|finding| finding.citation.reference.clone())
    };
    assert_eq!(table("Decision").as_deref(), Some("Minute 61"));
    assert_eq!(table("Action"), None, "it may be the minute of another meeting");
}

#[test]
fn numbers_of_an_announced_list_are_its_items_though_explanations_part_them() {
    let text = |parts: [&str; 3]| {
        let [one, two, three] = parts;
        format!(
            "{PEERS}<h2>Key recommendations</h2><p>These are the team's key recommendations:</p><p>1. {one}</p><p>There are three.</p><p>2. {two}</p><p>It has none.</p><p>3. {three}</p>"
        )
    };
    let reading = read("r.html", &text(["Agree one plan.", "Give scrutiny an officer.", "Publish the strategy."]));
    let places: Vec<_> = reading.findings.iter().map(cited).collect();
    assert_eq!(places, ["1", "2", "3"].map(|number| (None, label(number))));
}

#[test]
fn bullets_below_a_number_that_leads_them_in_are_part_of_it() {
    let item = |text: &str, list: &str| format!("<li>{text}</li>{list}");
    let list = format!(
        "<ol>{}</ol>",
        item("Agree one plan, which should:", "<ul><li>say who pays</li><li>be looked at each year</li></ul>")
            + &item("Give scrutiny an officer.", "")
    );
    let reading = read("r.html", &format!("{PEERS}<h2>Key recommendations</h2><p>The Council should:</p>{list}"));
    assert_eq!(
        sure(&reading),
        ["Agree one plan, which should:\nsay who pays\nbe looked at each year", "Give scrutiny an officer."]
    );
}
