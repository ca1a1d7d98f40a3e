//! A briefing on the invented papers.

use std::collections::BTreeMap;

use super::papers::Papers;
use crate::answers::brief::{Ask, Asked, Brief, Came, LeftOut, Made, Said, SeriesBrief, Themes};
use crate::compare::Settings;
use crate::model::*;
use crate::themes::{Codebook, Tally};

/// What came back, went and was asked for in the papers.
pub(in crate::output) fn brief(papers: &Papers) -> Brief {
    let comparison = papers.comparison();
    let codebook = Codebook::builtin("lga_safeguarding").unwrap();
    let reviewed: Vec<Finding> =
        papers.findings.iter().filter(|f| f.review.is_some() && f.judgement.is_none()).cloned().collect();
    let tally = Tally::new(&reviewed, Certainty::Possible, |finding| finding.review.clone(), codebook);
    let mut judged = tally.compare(&comparison.earlier.review.id, &comparison.later.review.id);
    judged.changes.retain(|change| change.theme.earlier.findings + change.theme.later.findings > 0);
    let mut findings: BTreeMap<String, _> = BTreeMap::new();
    for row in tally.evidence() {
        findings
            .entry(row.theme.to_owned())
            .or_insert_with(std::collections::BTreeSet::new)
            .insert(row.finding.id.clone());
    }
    let asked = papers.findings.last().unwrap().clone();
    let date = |text: &str| text.parse::<Date>().unwrap();
    let ask = |came| Ask {
        finding: asked.clone(),
        date: date("2013-03-14"),
        committee: Some("Children’s Panel".into()),
        came,
    };
    let nearest = Said { text: papers.findings[7].text.clone(), at: papers.findings[7].citation.clone() };
    let silent =
        Came::Silent { searched: 1, until: date("2015-06-02"), listed_open: None, nearest: Some(nearest.clone()) };
    let other = Series { subject: "corporate".into(), ..comparison.series.clone() };
    Brief {
        council: "Marlshire".into(),
        committee: None,
        topic: None,
        alone: Vec::new(),
        left_out: vec![(other, LeftOut::OnlyOne(papers.reviews[0].clone()))],
        asked: Asked {
            from: Some(date("2011-10-12")),
            until: None,
            meetings: 1,
            asks: vec![ask(silent), ask(Came::SpokenOf(nearest)), ask(Came::NothingLater)],
            committees: vec![("Children’s Panel".into(), 1)],
        },
        prompts: false,
        made: Made {
            fingerprint: "0123456789abcdef".into(),
            settings: Settings { certain: 2.9, possible: 1.65, same_words: 0.85, ..Settings::default() },
            papers: 3,
            unreadable: 1,
            possible: false,
            pinned: 1,
            corrected: 0,
        },
        series: vec![SeriesBrief {
            of: [comparison.earlier.findings.len(), comparison.later.findings.len()],
            comparison,
            since: BTreeMap::new(),
            codebook: codebook.title.clone(),
            themes: Some(Themes { levels: vec![0; judged.changes.len()], judged, findings }),
        }],
    }
}
