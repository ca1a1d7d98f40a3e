//! A change as rows of a table, and as a record.

use serde::Serialize;

use super::Sides;
use super::words::{followed, reported, what_followed, why_no_pair};
use crate::model::{Change, Edit, EditOp, Finding, FindingKind, Followed, Seen};
use crate::output::Register;
use crate::output::grid::Cell;
use crate::output::page::around_words;
use crate::output::record::{CitationRecord, FindingRecord};

/// One row a pair; one row where a side is empty.
pub(in crate::output::layout) fn rows(change: &Change, sides: &Sides<'_>) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for earlier in or_nothing(sides.earlier_of(change)) {
        for later in or_nothing(sides.later_of(change)) {
            rows.push(row(change, sides, earlier, later));
        }
    }
    rows
}

fn or_nothing(findings: Vec<&Finding>) -> Vec<Option<&Finding>> {
    if findings.is_empty() { vec![None] } else { findings.into_iter().map(Some).collect() }
}

fn row(change: &Change, sides: &Sides<'_>, earlier: Option<&Finding>, later: Option<&Finding>) -> Vec<Cell> {
    let series = &sides.comparison.series;
    let seen = |seen: &Seen| {
        let near = match why_no_pair(seen) {
            Some(_) if seen.kind == FindingKind::Progress => "may report on it; ".to_owned(),
            Some(why) => format!("nearest, {why}; "),
            None => String::new(),
        };
        let status = seen.status.as_ref().map_or_else(String::new, |status| format!(", {status}"));
        format!("{near}{}{status}: {} ({})", seen.kind.label(), seen.text, seen.citation)
    };
    vec![
        change.id.as_str().into(),
        series.council.as_str().into(),
        series.body.as_str().into(),
        series.subject.as_str().into(),
        sides.comparison.earlier.review.id.as_str().into(),
        sides.comparison.later.review.id.as_str().into(),
        change.status.as_str().into(),
        change.band.as_str().into(),
        change.kind_from.map(FindingKind::as_str).into(),
        change.kind_to.map(FindingKind::as_str).into(),
        Cell::figure(change.score, 3),
        change.matched_by.map(|pass| pass.as_str()).into(),
        Cell::figure(change.runner_up, 3),
        Cell::several(&change.shared),
        earlier.map(|finding| finding.id.as_str()).into(),
        earlier.map(|finding| finding.text.as_str()).into(),
        Cell::shown(earlier.map(|finding| &finding.citation)),
        later.map(|finding| finding.id.as_str()).into(),
        later.map(|finding| finding.text.as_str()).into(),
        Cell::shown(later.map(|finding| &finding.citation)),
        Some(marked(&change.wording)).filter(|wording| !wording.is_empty()).into(),
        Cell::several(change.also_seen.iter().map(seen)),
        Cell::shown(change.closed_in.as_ref()),
        Cell::several(change.followed.iter().map(followed)),
        reported(change).into(),
    ]
}

/// A redline as text: `[-taken out-] {+put in+}`.
fn marked(edits: &[Edit]) -> String {
    let mark = |edit: &Edit| {
        let (before, words, after) = around_words(&edit.text);
        match edit.op {
            EditOp::Insert if !words.is_empty() => format!("{before}{{+{words}+}}{after}"),
            EditOp::Delete if !words.is_empty() => format!("{before}[-{words}-]{after}"),
            _ => edit.text.clone(),
        }
    };
    edits.iter().map(mark).collect()
}

#[derive(Serialize)]
pub(in crate::output::layout) struct ChangeRecord<'a> {
    change_id: &'a str,
    status: &'static str,
    band: &'static str,
    kind_from: Option<&'static str>,
    kind_to: Option<&'static str>,
    score: Option<f32>,
    matched_by: Option<&'static str>,
    runner_up: Option<f32>,
    shared: &'a [String],
    earlier: Vec<FindingRecord<'a>>,
    later: Vec<FindingRecord<'a>>,
    wording: &'a [Edit],
    also_seen: Vec<SeenRecord<'a>>,
    closed_in: Option<CitationRecord<'a>>,
    followed: Vec<FollowedRecord<'a>>,
    earlier_review: &'a str,
    later_review: &'a str,
    reported: Option<&'static str>,
}

#[derive(Serialize)]
struct SeenRecord<'a> {
    finding: &'a str,
    kind: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a str>,
    score: f32,
    near_miss: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    no_pair: Option<&'static str>,
    #[serde(flatten)]
    at: CitationRecord<'a>,
}

#[derive(Serialize)]
struct FollowedRecord<'a> {
    what: &'static str,
    text: &'a str,
    finding: Option<&'a str>,
    owner: Option<&'a str>,
    due: Option<&'a str>,
    status: Option<&'a str>,
    #[serde(flatten)]
    at: CitationRecord<'a>,
}

impl<'a> From<&'a Followed> for FollowedRecord<'a> {
    fn from(followed: &'a Followed) -> Self {
        let finding = followed.finding.as_deref();
        Self {
            what: what_followed(followed),
            text: &followed.text,
            finding: finding.map(|finding| finding.id.as_str()),
            owner: finding.and_then(|finding| finding.owner.as_deref()),
            due: finding.and_then(|finding| finding.due.as_deref()),
            status: finding.and_then(|finding| finding.status.as_deref()),
            at: CitationRecord::from(&followed.citation),
        }
    }
}

/// The record of a change.
pub(in crate::output::layout) fn record<'a>(
    change: &'a Change,
    sides: &Sides<'a>,
    register: &Register<'a>,
) -> ChangeRecord<'a> {
    let findings = |findings: Vec<&'a Finding>| findings.into_iter().map(|f| FindingRecord::new(f, register)).collect();
    let seen = |seen: &'a Seen| SeenRecord {
        finding: &seen.finding,
        kind: seen.kind.as_str(),
        text: &seen.text,
        status: seen.status.as_deref(),
        score: seen.score,
        near_miss: seen.near_miss,
        no_pair: why_no_pair(seen),
        at: CitationRecord::from(&seen.citation),
    };
    ChangeRecord {
        change_id: &change.id,
        status: change.status.as_str(),
        band: change.band.as_str(),
        kind_from: change.kind_from.map(FindingKind::as_str),
        kind_to: change.kind_to.map(FindingKind::as_str),
        score: change.score,
        matched_by: change.matched_by.map(|pass| pass.as_str()),
        runner_up: change.runner_up,
        shared: &change.shared,
        earlier: findings(sides.earlier_of(change)),
        later: findings(sides.later_of(change)),
        wording: &change.wording,
        also_seen: change.also_seen.iter().map(seen).collect(),
        closed_in: change.closed_in.as_ref().map(CitationRecord::from),
        followed: change.followed.iter().map(FollowedRecord::from).collect(),
        earlier_review: &sides.comparison.earlier.review.id,
        later_review: &sides.comparison.later.review.id,
        reported: reported(change),
    }
}
