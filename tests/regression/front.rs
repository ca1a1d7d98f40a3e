//! Whose paper it is, who made it and when: what stands beside it in the text is not taken for it. Each in our own words.

use lookback::model::{DocumentKind, Reading};

use super::read;

fn council(reading: &Reading) -> Option<&str> {
    reading.document.council.as_deref()
}

fn dated(reading: &Reading) -> Option<String> {
    reading.document.date.map(|date| date.to_string())
}

#[test]
fn where_a_peer_comes_from_is_not_whose_review_it_is() {
    let text = "Corporate Peer Challenge\n\nFeedback report\n\nMay 2022\n\nMarlshire Council asked for the review.\n\nThe peer team\n\n\
        - Cllr Ann Hill, Leader at Oakshire County Council\n\n- Tom Reed, Chief Executive, Oakshire County Council\n\n\
        - Jo Bell, Peer Challenge Manager, LGA\n\nKey recommendations\n\n1. Publish the plan.\n";
    assert_eq!(council(&read("report.txt", text)), Some("Marlshire"));
    // Better none than that of a peer.
    let without = text.replace("Marlshire Council asked for the review.", "The council asked for the review.");
    assert_eq!(council(&read("report.txt", &without)), None);
}

#[test]
fn a_title_is_no_part_of_a_councils_name() {
    for (line, name) in [
        ("Minutes of the Cabinet of Marlshire County Council", Some("Marlshire")),
        ("Meeting of Oakshire County Council", Some("Oakshire")),
        ("Report on Marlshire Council", Some("Marlshire")),
        ("AGM Council meeting", None),
    ] {
        let text = format!("{line}\n\n3 May 2022\n\nRESOLVED: That the plan be approved.\n");
        assert_eq!(council(&read("paper.txt", &text)), name, "{line}");
    }
    let text = "Outcome of the SEND LGA Peer Review\n\nThe Committee heard of the outcome of the peer review of Thornmere Council.\n";
    assert_eq!(council(&read("paper.txt", text)), Some("Thornmere"));
}

#[test]
fn news_of_several_councils_is_of_none() {
    let text = "Three councils are graded\n\nMarlshire County Council, Oakshire Council and Thornmere Council were told what to mend.\n\n\
        Oakshire Council was glad. Oakshire Council will write.\n";
    let reading = read("news.txt", text);
    assert_eq!(council(&reading), None);
    let warnings: Vec<String> = reading.document.warnings.iter().map(ToString::to_string).collect();
    assert!(warnings.iter().any(|warning| warning.contains("several councils")), "{warnings:?}");
}

#[test]
fn a_day_told_in_passing_is_no_day_of_the_paper() {
    let minutes = "Minutes of the Marlshire Scrutiny Panel\n\nPresent: Councillor Hill\n\n";
    for told in [
        "The Director said that inspectors had published their report on 3 March 2024.",
        "Letter to follow on 20 March 2024",
        "The inspection was carried out between January and 1 February 2021.",
    ] {
        assert_eq!(dated(&read("paper.txt", &format!("{minutes}{told}\n"))), None, "{told}");
    }
    assert_eq!(dated(&read("paper.txt", &format!("{minutes}4 May 2024\n"))).as_deref(), Some("2024-05-04"));
}

#[test]
fn what_the_head_says_wins_over_a_report_told_of() {
    let text = "Adult Social Care Peer Challenge\n\nMarlshire Council\n\nFinal report: August 2022\n\n\
        An earlier report of the service was published on 4th March 2020.\n\nRecommendations\n\n1. Publish the plan.\n";
    let reading = read("report.txt", text);
    assert_eq!(dated(&reading).as_deref(), Some("2022-08"));
    let published = reading.mentions.iter().find(|mention| mention.own).and_then(|mention| mention.published);
    assert_eq!(published.map(|date| date.to_string()).as_deref(), Some("2022-08"));
}

#[test]
fn the_visit_of_another_is_not_that_of_the_peers() {
    let on_site = |text: &str| {
        let reading = read("report.txt", text);
        reading.mentions.iter().find(|mention| mention.own).and_then(|mention| mention.on_site)
    };
    let text = "SEND peer review\n\nMarlshire Council\n\nFeedback report\n\nMarch 2020\n\n\
        The review was asked for following an OFSTED and CQC inspection in May 2018, when weaknesses were found.\n";
    assert_eq!(on_site(text), None);
    let text = "Corporate Peer Challenge progress review report\n\nMarlshire Council\n\n\
        The council undertook an LGA Corporate Peer Challenge during 11 to 14 November 2024 and wrote a plan.\n";
    assert_eq!(on_site(text), None);
    let text = format!("{text}\nThe progress review was carried out from 8 to 9 September 2025.\n");
    assert_eq!(on_site(&text).map(|visit| visit.start.to_string()).as_deref(), Some("2025-09-08"));
}

#[test]
fn the_reports_of_other_bodies_are_known_by_their_covers() {
    for (text, body, subject) in [
        ("Estyn: inspection of Marlshire County Council\n\nJune 2023\n", "Estyn", "education"),
        (
            "A report on education services in Marlshire County Council\n\nDate of inspection: June 2023\n\nby\n\nEstyn\n",
            "Estyn",
            "education",
        ),
        (
            "Full joint inspection of youth offending work in Marlshire\n\nAn inspection led by HMI Probation\n\nDecember 2014\n",
            "HMIP",
            "youth justice",
        ),
        (
            "Marlshire Borough Council (00ZZ)\n\nRegulatory Judgement\n\n28 August 2024\n\nOur Judgement\n\nConsumer C3\n",
            "Regulator of Social Housing",
            "housing",
        ),
        (
            "Assurance check 2021: Marlshire County Council\n\nCare Inspectorate Wales\n\n12 July 2021\n\nDear Director\n\nWe write of our check.\n",
            "CIW",
            "social services",
        ),
        (
            "Summarised inspection findings\n\nMarlshire Council\n\nEducation Scotland\n\n15 May 2023\n",
            "Education Scotland",
            "education",
        ),
        (
            "Auditor's Annual Report on Marlshire County Council\n\nNovember 2023\n\nKey recommendations\n\n1. Close the gap.\n",
            "External auditor",
            "value for money",
        ),
        (
            "PEEL 2021/22\n\nAn inspection of Marlshire Constabulary\n\nHM Inspectorate of Constabulary and Fire & Rescue Services\n\nMarch 2022\n",
            "HMICFRS",
            "police",
        ),
    ] {
        let reading = read("report.txt", text);
        assert_eq!(reading.document.kind, DocumentKind::InspectionReport, "{text}");
        let own = reading.mentions.iter().find(|mention| mention.own).expect("it is an inspection's own report");
        assert_eq!((own.body.as_deref(), own.subject.as_deref()), (Some(body), Some(subject)), "{text}");
    }
    let partnership = "Joint inspection of adult support and protection in the Strathmarl partnership\n\nJune 2022\n";
    assert_eq!(council(&read("report.txt", partnership)), Some("Strathmarl"));
}

#[test]
fn a_plan_is_not_dated_by_the_review_it_follows() {
    let plan = |title: &str| {
        let table = "<table><tr><th>Recommendation</th><th>Action</th></tr><tr><td>Mend the jetty</td><td>Hire a crew</td></tr></table>";
        dated(&read("plan.html", &format!("<h1>{title}</h1><p>Fenmoor Council</p>{table}")))
    };
    assert_eq!(plan("Action plan following LGA peer challenge September 2023"), None);
    assert_eq!(plan("Peer challenge action plan, September 2023").as_deref(), Some("2023-09"));
}

#[test]
fn a_column_of_a_tracker_is_no_title() {
    let text = "Ref,Date of meeting,Recommendation,Responsible,Cabinet response,Status\nHF01,14/11/2023,That waiting times be reported monthly,Director of Housing,Accepted,In progress\nHF02,14/11/2023,That tenants be invited to join the board,Head of Housing,Accepted,Complete\n";
    assert_eq!(read("2024-scrutiny-recommendations.csv", text).document.kind, DocumentKind::Tracker);
    let response = "Cabinet response to the scrutiny of housing repairs\n\nMarlshire County Council\n\n3 May 2022\n";
    assert_eq!(read("paper.txt", response).document.kind, DocumentKind::CabinetResponse);
}

#[test]
fn two_days_of_a_visit_may_stand_beside_a_stroke() {
    let text = "Westry Council\n\nCorporate Peer Challenge\n\nFeedback report\n\nThe LGA team was on site on 4/5 March 2019.\n\nKey recommendations\n\n1. Publish the plan.\n";
    let on_site = read("report.txt", text).document.on_site.map(|days| days.to_string());
    assert_eq!(on_site.as_deref(), Some("4 March 2019 to 5 March 2019"));
}

#[test]
fn a_council_that_was_only_heard_is_not_whose_paper_it_is() {
    let report = |told: &str| {
        format!(
            "Mending the Old Bridges\n\nReport of the Task and Finish Group\n\nMay 2021\n\nEvidence\n\n{told}\n\nRecommendations\n\n- Appoint an engineer\n"
        )
    };
    for told in [
        "The Group took evidence from Oakshire County Council and two contractors.",
        "Members visited Oakshire County Council in March to see its bridges.",
        "Oakshire County Council told the Group that it keeps a register.",
        "In comparison with Oakshire County Council little is spent.",
        "- Officers, Oakshire County Council",
    ] {
        assert_eq!(council(&read("report.txt", &report(told))), None, "{told}");
    }
    // Its own letterhead counts, however often another is spoken of.
    let own = format!(
        "Fenmoor Borough Council\n\n{}",
        report("Oakshire County Council has a register. Oakshire County Council keeps it.")
    );
    assert_eq!(council(&read("report.txt", &own)), Some("Fenmoor"));
    // So does what minutes open with, and a council of which the whole paper speaks.
    let minutes = "Minutes\n\nAt a meeting of the Cabinet of Fenmoor Borough Council held on 3 May 2021.\n\nRESOLVED: That the plan be approved.\n";
    assert_eq!(council(&read("minutes.txt", minutes)), Some("Fenmoor"));
    let spoken = "Fenmoor District Council owns three bridges.\n\nIn 2019 Fenmoor District Council closed one.\n\nNo bridge of Fenmoor District Council is listed.";
    assert_eq!(council(&read("report.txt", &report(spoken))), Some("Fenmoor"));
}

#[test]
fn a_page_of_the_web_is_of_the_council_its_title_ends_with() {
    let page = "<html><head><title>Decision - Repairs to the quay - Fenmoor Borough Council</title></head><body><h1>Decision details</h1><h2>Repairs to the quay</h2><p>Decision Maker: Cabinet</p><h3>Decision:</h3><p>Resolved – That the quay be mended.</p><p>Date of decision: 13/09/2021</p></body></html>";
    assert_eq!(council(&read("decision.html", page)), Some("Fenmoor"));
    let other = page.replace(" - Fenmoor Borough Council", "");
    assert_eq!(council(&read("decision.html", &other)), None);
}

#[test]
fn an_item_of_two_meetings_is_cited_by_the_day_of_each() {
    let page = "<html><head><title>Issue details - Quay</title></head><body><p>Fenmoor Borough Council</p><h1>Issue - meetings</h1><h2>Repairs to the quay</h2><h3>Meeting: 14/09/2021 - Harbour Scrutiny Panel (Item 12)</h3><p>RESOLVED: That a visit to the quay be arranged.</p><h3>Meeting: 06/10/2021 - Cabinet (Item 40)</h3><p>RESOLVED: That the sum for the quay be approved.</p></body></html>";
    let reading = read("issue.html", page);
    let dates: Vec<_> =
        reading.findings.iter().map(|finding| finding.citation.date.map(|date| date.to_string())).collect();
    assert_eq!(dates, [Some("2021-09-14".to_owned()), Some("2021-10-06".to_owned())]);
    assert!(reading.document.warnings.iter().any(|warning| warning.0.contains("several meetings")));
    let one = read(
        "issue.html",
        &page.replace("06/10/2021 - Cabinet (Item 40)", "14/09/2021 - Harbour Scrutiny Panel (Item 12)"),
    );
    assert_eq!(one.document.warnings, []);
}
