//! How reports announce their lists: topics in headings, lead-ins with a full stop, and sentences that only say where a list stands.

use lookback::model::{Certainty, FindingKind, Reading};

use super::{read, sure};

const TWO: &str = "<ul><li>Books are closed on time</li><li>Reserves are kept for a purpose</li></ul>";

fn report(body: &str) -> Reading {
    let head = "<h1>LGA Corporate Peer Challenge</h1><p>Fenmoor Borough Council</p><p>9 to 12 May 2017</p><h2>Introduction</h2><p>The peer team was on site from 9 to 12 May 2017.</p>";
    read("report.html", &format!("{head}{body}<h2>Next steps</h2><p>We thank all.</p>"))
}

fn kinds(reading: &Reading) -> Vec<FindingKind> {
    sure(reading).into_iter().map(|(kind, _)| kind).collect()
}

#[test]
fn the_topic_may_stand_in_the_heading() {
    let (strength, area) = (FindingKind::Strength, FindingKind::AreaForConsideration);
    for (heading, kind) in [
        ("Digital – strengths", strength),
        ("Strengths: digital", strength),
        ("Digital – areas for consideration", area),
        ("Areas for consideration – digital", area),
        ("Strengths to build on", strength),
        ("Key strengths and achievements", strength),
        ("Points for consideration by the Council", area),
        ("Long-term recommendations", FindingKind::Recommendation),
        ("High priority recommendations", FindingKind::Recommendation),
        ("Recommendations – medium term", FindingKind::Recommendation),
    ] {
        assert_eq!(kinds(&report(&format!("<h2>{heading}</h2>{TWO}"))), [kind; 2], "{heading}");
    }
    for heading in ["Recommendations – progress", "Building strengths"] {
        assert_eq!(kinds(&report(&format!("<h2>{heading}</h2>{TWO}"))), [], "{heading}");
    }
}

#[test]
fn what_peers_offer_is_led_in_in_many_ways() {
    for lead in [
        "From what we saw and heard we suggest the Council consider the following actions. They are meant to help.",
        "The council may find it useful to reflect on the following points:",
        "The following suggestions are made to help members:",
        "In short, the key areas for the Council to focus on are:",
        "The peer team advises the council to:",
        "We have made some suggestions below.",
        "There are a few things the council may want to think about.",
    ] {
        let asked = "<ul><li>Cut the number of aims.</li><li>Look again at scrutiny.</li></ul>";
        let reading = report(&format!("<h2>Moving on</h2><p>{lead}</p>{asked}"));
        assert_eq!(kinds(&reading), [FindingKind::AreaForConsideration; 2], "{lead}");
    }
    let told = report(&format!("<h2>Moving on</h2><p>The council has considered its aims. They are these.</p>{TWO}"));
    assert_eq!(kinds(&told), []);
}

#[test]
fn a_sentence_that_says_where_the_list_stands_is_none_of_it() {
    for sentence in [
        "3.1 The peer team’s recommendations are set out below.",
        "3.1 To do better by its tenants, the council and its partners should take the following action.",
        "3.1 We set out our detailed findings below. These are the areas in which the service should improve.",
    ] {
        let text = format!(
            "<h2>3 Recommendations</h2><p>{sentence}</p><p><b>Within three months:</b></p><ul><li>Cut the number of aims.</li></ul>"
        );
        let reading = report(&text);
        assert!(
            reading.findings.iter().all(|finding| finding.text == "Cut the number of aims."),
            "{:?}",
            reading.findings
        );
    }
}

#[test]
fn a_word_may_turn_from_what_is_good() {
    let text = format!("<h2>Strengths</h2>{TWO}<p>But:</p><ul><li>The board lacks people who know finance.</li></ul>");
    let found: Vec<_> = report(&text).findings.iter().map(|f| (f.kind, f.certainty)).collect();
    let area = (FindingKind::AreaForConsideration, Certainty::Possible);
    assert_eq!(found, [(FindingKind::Strength, Certainty::Sure), (FindingKind::Strength, Certainty::Sure), area]);
}

#[test]
fn whom_a_heading_below_recommendations_names_owns_them() {
    let text = "<h1>An inspection of youth offending services in Fenmoor</h1><p>HM Inspectorate of Probation, June 2021</p><h2>Recommendations</h2><h3>The Management Board should:</h3><p>1. see that every child has a plan</p><p>2. hear from children twice a year.</p><h3>The Director should:</h3><p>3. fill the vacant posts.</p><h2>Background</h2><p>Text.</p>";
    let reading = read("h.html", text);
    assert_eq!(kinds(&reading), [FindingKind::Recommendation; 3]);
    let owners: Vec<_> = reading.findings.iter().map(|f| f.owner.as_deref()).collect();
    assert_eq!(owners, [Some("Management Board"), Some("Management Board"), Some("Director")]);
}

#[test]
fn what_keeps_something_bad_away_is_no_shortfall() {
    let text = "<h1>Fenmoor Council: local authority assessment - Care Quality Commission</h1><p>Assessment published: 15 November 2024</p><h2>Overall summary</h2><h3>Summary of strengths, areas for development and next steps</h3><p>The council had a strategy to prevent, reduce and delay the need for care. Staff helped people to avoid delays at home. There were long waits for assessments.</p>";
    let reading = read("cqc.html", text);
    assert_eq!(sure(&reading), [(FindingKind::AreaForConsideration, "There were long waits for assessments.")]);
}
