//! One change between two reviews: its rows, its record, its place on the page.
//!
//! "Not found" speaks of the text. What the page adds is where else the matter turns up, and the resolution that
//! closed it, never a verdict that it is done.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::answers::MINUTES;
use crate::model::{
    Band, Certainty, Change, Comparison, Edit, EditOp, Finding, FindingKind, GradeMove, MatchedBy, Seen, Status,
};
use crate::output::grid::Cell;
use crate::output::page::{around_words, unmarked};
use crate::output::record::{CitationRecord, FindingRecord};
use crate::output::words::{capital, corrected, listed, short_names, with_article};
use crate::output::{Page, Register};

/// A redline helps as long as this share of its letters stands in both texts; below it, the two quotes say it better.
const REDLINE_FROM: f64 = 1.0 / 3.0;

/// Both sides of a comparison, for looking findings up.
pub(super) struct Sides<'a> {
    comparison: &'a Comparison,
    earlier: BTreeMap<&'a str, &'a Finding>,
    later: BTreeMap<&'a str, &'a Finding>,
    /// Short names of the two reviews: "2011" and "2015".
    pub names: [String; 2],
}

impl<'a> Sides<'a> {
    pub fn of(comparison: &'a Comparison) -> Self {
        let by_id = |findings: &'a [Finding]| findings.iter().map(|finding| (finding.id.as_str(), finding)).collect();
        Self {
            comparison,
            earlier: by_id(&comparison.earlier.findings),
            later: by_id(&comparison.later.findings),
            names: if is_of_two_councils(comparison) {
                [&comparison.earlier, &comparison.later].map(|side| side.review.series.council.clone())
            } else {
                short_names(&comparison.earlier.review, &comparison.later.review)
            },
        }
    }

    pub fn earlier_of(&self, change: &Change) -> Vec<&'a Finding> {
        change.earlier.iter().filter_map(|id| self.earlier.get(id.as_str()).copied()).collect()
    }

    pub fn later_of(&self, change: &Change) -> Vec<&'a Finding> {
        change.later.iter().filter_map(|id| self.later.get(id.as_str()).copied()).collect()
    }

    /// The later review in a sentence: "the 2015 review", "the minutes of 2015".
    pub fn later(&self) -> String {
        self.in_a_sentence(1)
    }

    fn in_a_sentence(&self, side: usize) -> String {
        let name = &self.names[side];
        if self.comparison.series.body == MINUTES {
            format!("the minutes of {name}")
        } else {
            format!("the {name} review")
        }
    }

    /// What a finding without a partner in the other review is called: of two councils neither came before.
    fn alone(&self, status: Status) -> String {
        match (status, is_of_two_councils(self.comparison)) {
            (Status::New, false) => format!("New in {}", self.in_a_sentence(1)),
            (Status::New, true) => format!("Only in {}", self.in_a_sentence(1)),
            (_, false) => format!("Not found in {}", self.in_a_sentence(1)),
            (_, true) => format!("Only in {}", self.in_a_sentence(0)),
        }
    }
}

/// Whether the two reviews are of different councils.
pub(super) fn is_of_two_councils(comparison: &Comparison) -> bool {
    comparison.earlier.review.series.council != comparison.later.review.series.council
}

/// The sections of the page, in reading order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    Judgements,
    CameBack,
    New,
    NotFound,
}

impl Section {
    pub const ALL: [Self; 4] = [Self::Judgements, Self::CameBack, Self::New, Self::NotFound];

    pub fn heading(self) -> &'static str {
        match self {
            Self::Judgements => "Judgements",
            Self::CameBack => "Came back",
            Self::New => "New",
            Self::NotFound => "Not found again",
        }
    }
}

/// The parts of the page, in reading order: of what came back first what is sure, of what is not found first what is reported on.
pub(super) fn parts<'a>(changes: &'a [Change]) -> impl Iterator<Item = Vec<&'a Change>> {
    let halves = |section| match section {
        Section::NotFound => [(section, true), (section, false)],
        _ => [(section, false), (section, true)],
    };
    let is_apart = |change: &Change| is_possible_return(change) || is_reported_on(change);
    let part = move |(wanted, apart): (Section, bool)| -> Vec<&'a Change> {
        changes.iter().filter(|change| section(change) == wanted && is_apart(change) == apart).collect()
    };
    Section::ALL.into_iter().flat_map(halves).map(part).filter(|part| !part.is_empty())
}

/// A change in words, for those who set it on a page of their own.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeInWords<'a> {
    /// The change.
    pub change: &'a Change,
    /// The heading it stands under: "Came back", "May have come back: check".
    pub section: &'static str,
    /// What became of it: "c1 · Found again in other words · priority".
    pub heading: String,
    /// The earlier findings.
    pub earlier: Vec<&'a Finding>,
    /// The later findings.
    pub later: Vec<&'a Finding>,
    /// What else is known: where the matter turns up, what closed it, how the pair was made.
    pub notes: Vec<String>,
    /// Whether enough of the words stayed for a redline to help.
    pub is_redline_helpful: bool,
}

impl<'a> ChangeInWords<'a> {
    /// The changes of a comparison, section by section.
    pub fn of(comparison: &'a Comparison) -> Vec<Self> {
        let sides = Sides::of(comparison);
        let told = |change: &'a Change| {
            let (earlier, later) = (sides.earlier_of(change), sides.later_of(change));
            Self {
                change,
                section: heading_over(change),
                heading: heading(change, &sides, &earlier, &later),
                earlier,
                later,
                notes: notes(change, &sides),
                is_redline_helpful: is_redline_helpful(&change.wording),
            }
        };
        parts(&comparison.changes).flatten().map(told).collect()
    }
}

/// Whether a finding may have come back, and a person should check.
pub(super) fn is_possible_return(change: &Change) -> bool {
    section(change) == Section::CameBack && change.band == Band::Possible
}

/// Whether a place where a matter turns up is a report on it, by the later review, of what the earlier one found.
fn is_report(change: &Change, seen: &Seen) -> bool {
    seen.kind == FindingKind::Progress || change.earlier.contains(&seen.finding)
}

/// Whether the later review, which does not find it again, reports on it.
pub(super) fn is_reported_on(change: &Change) -> bool {
    change.status == Status::NotFound && change.also_seen.iter().any(|seen| is_report(change, seen))
}

/// The heading a change stands under.
pub(super) fn heading_over(change: &Change) -> &'static str {
    match section(change) {
        Section::CameBack if is_possible_return(change) => "May have come back: check",
        Section::NotFound if is_reported_on(change) => "Reported on",
        section => section.heading(),
    }
}

/// Where on the page a change belongs.
pub(super) fn section(change: &Change) -> Section {
    match change.status {
        Status::Grade(_) => Section::Judgements,
        Status::Recurring | Status::Reworded | Status::Split | Status::Merged => Section::CameBack,
        Status::New => Section::New,
        Status::NotFound => Section::NotFound,
    }
}

/// One row a pair; one row where a side is empty.
pub(super) fn rows(change: &Change, sides: &Sides<'_>) -> Vec<Vec<Cell>> {
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
        let near = if seen.near_miss { "nearest, too unlike to pair; " } else { "" };
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
pub(super) struct ChangeRecord<'a> {
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
    earlier_review: &'a str,
    later_review: &'a str,
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
    #[serde(flatten)]
    at: CitationRecord<'a>,
}

/// The record of a change.
pub(super) fn record<'a>(change: &'a Change, sides: &Sides<'a>, register: &Register<'a>) -> ChangeRecord<'a> {
    let findings = |findings: Vec<&'a Finding>| findings.into_iter().map(|f| FindingRecord::new(f, register)).collect();
    let seen = |seen: &'a Seen| SeenRecord {
        finding: &seen.finding,
        kind: seen.kind.as_str(),
        text: &seen.text,
        status: seen.status.as_deref(),
        score: seen.score,
        near_miss: seen.near_miss,
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
        earlier_review: &sides.comparison.earlier.review.id,
        later_review: &sides.comparison.later.review.id,
    }
}

/// Puts a change on the page, under a heading of this level.
pub(super) fn show(change: &Change, sides: &Sides<'_>, level: u8, page: &mut Page) {
    let (earlier, later) = (sides.earlier_of(change), sides.later_of(change));
    page.heading(level, heading(change, sides, &earlier, &later));
    let [earlier_name, later_name] = &sides.names;
    for (name, findings) in [(earlier_name, &earlier), (later_name, &later)] {
        for finding in findings {
            page.quote(Some(name.clone()), unmarked(&finding.text), &finding.citation);
            if finding.certainty == Certainty::Possible {
                page.note("Possible finding: check (only its words suggest one).");
            }
            if let Some(corrected) = corrected(finding) {
                page.note(format!("Corrected: {corrected}."));
            }
        }
    }
    if is_redline_helpful(&change.wording) {
        page.redline(&change.wording);
    }
    for note in notes(change, sides) {
        page.note(note);
    }
}

fn heading(change: &Change, sides: &Sides<'_>, earlier: &[&Finding], later: &[&Finding]) -> String {
    // A finding without a partner is not in doubt itself: what it came near to is said below it.
    let check = if is_possible_return(change) { "possible: check · " } else { "" };
    let what = match change.status {
        Status::Grade(to) => grade(to, earlier.first(), later.first()),
        Status::Recurring => "Found again in nearly the same words".into(),
        Status::Reworded => "Found again in other words".into(),
        Status::Split => format!("Found again as {} findings", later.len()),
        Status::Merged => format!("{} findings merged into one", earlier.len()),
        Status::NotFound if is_reported_on(change) => {
            let says_more = change.also_seen.iter().any(|seen| seen.kind == FindingKind::Progress);
            format!("{} in {}", if says_more { "Reported on" } else { "Listed" }, sides.later())
        }
        Status::New | Status::NotFound => sides.alone(change.status),
    };
    let kind = match (change.status, change.kind_from, change.kind_to) {
        (Status::Grade(_), ..) => String::new(),
        (_, Some(from), Some(to)) if from != to => format!(" · {}, now {}", from.label(), with_article(to.label())),
        (_, from, to) => from.or(to).map_or_else(String::new, |kind| format!(" · {}", kind.label())),
    };
    format!("{} · {check}{what}{kind}", change.id)
}

/// "Overall effectiveness: was Good, now Outstanding (better)".
pub(super) fn grade(to: GradeMove, earlier: Option<&&Finding>, later: Option<&&Finding>) -> String {
    let judgement = |finding: Option<&&Finding>| finding.and_then(|finding| finding.judgement.clone());
    let (was, now) = (judgement(earlier), judgement(later));
    let area = now.as_ref().or(was.as_ref()).map_or("Judgement", |judgement| judgement.area.as_str());
    let grades = match (&was, &now) {
        (Some(was), Some(now)) if to == GradeMove::Same => format!("was {} and still is {}", was.grade, now.grade),
        (Some(was), Some(now)) => format!("was {}, now {}", was.grade, now.grade),
        (Some(was), None) => format!("was {}", was.grade),
        (None, Some(now)) => format!("now {}", now.grade),
        (None, None) => "grade not known".into(),
    };
    let moved = moved(to);
    format!("{area}: {grades} ({moved})")
}

/// How a grade moved, in a word or a few.
pub(super) fn moved(to: GradeMove) -> &'static str {
    match to {
        GradeMove::Better => "better",
        GradeMove::Same => "the same",
        GradeMove::Worse => "worse",
        GradeMove::NoLongerJudged => "no longer judged under this name",
        GradeMove::FirstJudged => "not judged under this name before",
        GradeMove::OtherScale => "the two grades are not on one scale",
    }
}

/// What else is known: where the matter turns up, what closed it, how the pair was made.
fn notes(change: &Change, sides: &Sides<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for seen in &change.also_seen {
        let returned = match seen.kind {
            _ if seen.near_miss => {
                let other = sides.in_a_sentence(usize::from(change.status != Status::New));
                format!("Nearest in {other}, too unlike to pair (likeness {:.2})", seen.score)
            }
            FindingKind::Strength => "Returned as a strength".to_owned(),
            _ if is_report(change, seen) => {
                let status = seen.status.as_ref().map_or_else(String::new, |status| format!(" ({status})"));
                let says = if seen.kind == FindingKind::Progress { "reports on it" } else { "lists it" };
                format!("{} {says}{status}", capital(&sides.later()))
            }
            kind => format!("Its matter turns up as {}", with_article(kind.label())),
        };
        notes.push(format!("{returned}: “{}” ({})", seen.text, seen.citation));
    }
    if let Some(closed) = &change.closed_in {
        let back = if change.status == Status::NotFound { "" } else { ", and found again" };
        notes.push(format!("A committee called it closed in between{back}: {closed}"));
    }
    if matches!(change.status, Status::Grade(_)) {
        return notes;
    }
    if change.matched_by == Some(MatchedBy::Pinned) {
        notes.push("Pinned: a person paired them.".into());
    }
    if let (Some(score), Some(pass)) = (change.score, change.matched_by) {
        let next = change.runner_up.map_or_else(String::new, |next| format!(", next best {next:.2}"));
        let shared = match change.shared.as_slice() {
            [] => String::new(),
            shared => format!("; both speak of {}", listed(&shared[..shared.len().min(5)])),
        };
        notes.push(format!("Likeness {score:.2} ({}){next}{shared}.", pass.as_str()));
    }
    notes
}

/// Whether anything changed, and enough stayed for the eye to hold on to.
pub(super) fn is_redline_helpful(edits: &[Edit]) -> bool {
    let letters = |wanted: &dyn Fn(EditOp) -> bool| -> usize {
        edits.iter().filter(|edit| wanted(edit.op)).map(|edit| edit.text.trim().chars().count()).sum()
    };
    let kept = letters(&|op| op == EditOp::Equal);
    let longer = letters(&|op| op != EditOp::Insert).max(letters(&|op| op != EditOp::Delete));
    kept < letters(&|_| true) && kept as f64 >= REDLINE_FROM * longer as f64
}
