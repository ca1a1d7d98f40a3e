//! A change in words: its heading, its quotes, what else is known of it.

use super::{Sides, is_possible_return, is_report, is_reported_on, parts};
use crate::compare::{PAIRED, SAME_WORDS};
use crate::model::{
    Certainty, Change, Comparison, Edit, EditOp, Finding, FindingKind, Followed, GradeMove, Judgement, MatchedBy, Seen,
    Status, ThreadWhat,
};
use crate::output::Page;
use crate::output::page::unmarked;
use crate::output::words::{capital, corrected, counted, duty, listed, with_article};

/// Answers to one finding that are shown: a plan may have a dozen actions.
const FOLLOWED: usize = 6;

/// A redline helps as long as this share of its letters stands in both texts; below it, the two quotes say it better.
const REDLINE_FROM: f64 = 1.0 / 3.0;

/// A change in words, for those who set it on a page of their own.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangeInWords<'a> {
    /// The change.
    pub change: &'a Change,
    /// The heading it stands under: "Came back", "May have come back: check".
    pub section: String,
    /// What became of it: "c1 · Found again in other words · priority".
    pub heading: String,
    /// The earlier findings.
    pub earlier: Vec<&'a Finding>,
    /// The later findings.
    pub later: Vec<&'a Finding>,
    /// What stands in place of a side that has none.
    pub unpaired: &'static str,
    /// What else is known: where the matter turns up, what closed it, how the pair was made.
    pub notes: Vec<String>,
    /// What was answered to it, as far as that is shown.
    pub answers: Vec<AnswerInWords<'a>>,
    /// Whether enough of the words stayed for a redline to help.
    pub is_redline_helpful: bool,
}

/// What was answered to a finding, for those who set it on a page of their own.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerInWords<'a> {
    /// What sort of answer it is, and how far it has come: "action (Amber)".
    pub label: String,
    /// The answer.
    pub answer: &'a Followed,
    /// What follows its citation: who is to act, and by when.
    pub more: String,
}

impl<'a> ChangeInWords<'a> {
    /// The changes of a comparison, section by section.
    pub fn of(comparison: &'a Comparison) -> Vec<Self> {
        let sides = Sides::of(comparison);
        let told = |change: &'a Change| {
            let (earlier, later) = (sides.earlier_of(change), sides.later_of(change));
            Self {
                change,
                section: sides.heading_over(change),
                heading: heading(change, &sides, &earlier, &later),
                unpaired: unpaired(change),
                earlier,
                later,
                notes: notes(change, &sides),
                answers: answers(change),
                is_redline_helpful: is_redline_helpful(&change.wording),
            }
        };
        parts(&comparison.changes).flatten().map(told).collect()
    }
}
/// Puts a change on the page, under a heading of this level.
pub(in crate::output::layout) fn show(change: &Change, sides: &Sides<'_>, level: u8, page: &mut Page) {
    let (earlier, later) = (sides.earlier_of(change), sides.later_of(change));
    page.heading(level, heading(change, sides, &earlier, &later));
    let [earlier_name, later_name] = &sides.names;
    for (name, findings) in [(earlier_name, &earlier), (later_name, &later)] {
        for finding in findings {
            page.quote(Some(name.clone()), unmarked(&finding.text), &finding.citation);
            // A grade said in a sentence is as printed as one in a table.
            if finding.certainty == Certainty::Possible && !finding.is_overall_grade_in_words() {
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
    for AnswerInWords { label, answer, more } in answers(change) {
        page.answer(&label, &answer.text, &answer.citation, &more);
    }
    for note in notes(change, sides) {
        page.note(note);
    }
}

/// The answers to a finding that are shown.
fn answers(change: &Change) -> Vec<AnswerInWords<'_>> {
    change.followed.iter().take(FOLLOWED).map(AnswerInWords::of).collect()
}

fn heading(change: &Change, sides: &Sides<'_>, earlier: &[&Finding], later: &[&Finding]) -> String {
    // A finding without a partner is not in doubt itself: what it came near to is said below it.
    let check = if is_possible_return(change) { "possible: check · " } else { "" };
    let two = sides.are_of_two_councils();
    let what = match change.status {
        Status::Grade(to) if two => grade_of_two(to, earlier.first(), later.first(), &sides.names),
        Status::Recurring if two => "In both, in nearly the same words".into(),
        Status::Reworded if two => "In both, in other words".into(),
        Status::Split | Status::Merged if two => {
            format!("In both, {} beside {}", counted(earlier.len(), "finding", "findings"), later.len())
        }
        Status::Grade(to) => grade(to, earlier.first(), later.first()),
        Status::Recurring => "Found again in nearly the same words".into(),
        Status::Reworded => "Found again in other words".into(),
        Status::Split => format!("Found again as {} findings", later.len()),
        Status::Merged => format!("{} findings merged into one", earlier.len()),
        Status::NotFound if is_reported_on(change) => {
            format!("{} in {}", if says_more(change) { "Reported on" } else { "Listed" }, sides.later())
        }
        Status::New | Status::NotFound => sides.alone(change.status),
    };
    let kind = match (change.status, change.kind_from, change.kind_to) {
        (Status::Grade(_), ..) => String::new(),
        // Only the likeness of the words says so.
        (Status::NotFound, Some(from), Some(to)) if from != to && !is_reported_on(change) => {
            format!(" · {}, perhaps now {}", from.label(), with_article(to.label()))
        }
        (_, Some(from), Some(to)) if from != to && two => format!(" · {} and {}", from.label(), to.label()),
        (_, Some(from), Some(to)) if from != to => format!(" · {}, now {}", from.label(), with_article(to.label())),
        (_, from, to) => from.or(to).map_or_else(String::new, |kind| format!(" · {}", kind.label())),
    };
    format!("{} · {check}{what}{kind}", change.id)
}

/// Whether the later review says more of what it does not find again than to list it.
fn says_more(change: &Change) -> bool {
    change.also_seen.iter().any(|seen| seen.kind == FindingKind::Progress && !seen.near_miss)
}

/// What is said where a side has no finding: only findings were looked through, not all that is written.
fn unpaired(change: &Change) -> &'static str {
    match is_reported_on(change) {
        false => "No finding was paired with it.",
        true if says_more(change) => "Reported on, below.",
        true => "Listed, below.",
    }
}

/// "Overall effectiveness: was Good, now Outstanding (better)".
pub(in crate::output::layout) fn grade(to: GradeMove, earlier: Option<&&Finding>, later: Option<&&Finding>) -> String {
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

/// "Overall effectiveness: Marlshire Good, Thornmere Outstanding (Thornmere better)".
fn grade_of_two(to: GradeMove, one: Option<&&Finding>, other: Option<&&Finding>, names: &[String; 2]) -> String {
    let judgement = |finding: Option<&&Finding>| finding.and_then(|finding| finding.judgement.clone());
    let (a, b) = (judgement(one), judgement(other));
    let area = b.as_ref().or(a.as_ref()).map_or("Judgement", |judgement| judgement.area.as_str());
    let of = |name: &String, judgement: &Option<Judgement>| {
        judgement.as_ref().map(|judgement| format!("{name} {}", judgement.grade))
    };
    let grades: Vec<String> = [of(&names[0], &a), of(&names[1], &b)].into_iter().flatten().collect();
    let how = match to {
        GradeMove::Better => format!(" ({} better)", names[1]),
        GradeMove::Worse => format!(" ({} worse)", names[1]),
        GradeMove::Same => " (the same)".to_owned(),
        GradeMove::NoLongerJudged | GradeMove::FirstJudged => " (the other is not judged under this name)".to_owned(),
        GradeMove::OtherScale => format!(" ({})", moved(to)),
    };
    format!("{area}: {}{how}", grades.join(", "))
}

/// How a grade moved, in a word or a few.
pub(in crate::output::layout) fn moved(to: GradeMove) -> &'static str {
    match to {
        GradeMove::Better => "better",
        GradeMove::Same => "the same",
        GradeMove::Worse => "worse",
        GradeMove::NoLongerJudged => "no longer judged under this name",
        GradeMove::FirstJudged => "not judged under this name before",
        GradeMove::OtherScale => "the two grades are not on one scale",
    }
}

impl<'a> AnswerInWords<'a> {
    /// The words of an answer.
    pub fn of(answer: &'a Followed) -> Self {
        let finding = answer.finding.as_deref();
        let status = finding.and_then(|finding| finding.status.as_ref());
        let status = status.map_or_else(String::new, |status| format!(" ({status})"));
        let said =
            |name: &str, said: Option<&String>| said.map_or_else(String::new, |said| format!("; {name}: {said}"));
        let owner = said("owner", finding.and_then(|finding| finding.owner.as_ref()));
        let due = said("due", finding.and_then(|finding| finding.due.as_ref()));
        Self { label: format!("{}{status}", what_followed(answer)), answer, more: owner + &due }
    }
}

/// What was answered to a finding, with where: "action: “Publish the list” (Action plan, row 1; owner: Head of Finance)".
pub(in crate::output::layout) fn followed(answer: &Followed) -> String {
    let duty = answer.finding.iter().flat_map(|finding| duty(finding)).map(|said| format!("; {said}"));
    let duty: String = duty.collect();
    format!("{}: “{}” ({}{duty})", what_followed(answer), answer.text, answer.citation)
}

/// What sort of answer it is, in a word: "action", "response".
pub(in crate::output::layout) fn what_followed(answer: &Followed) -> &'static str {
    match (answer.what, &answer.finding) {
        (_, Some(finding)) => finding.kind.label(),
        (ThreadWhat::Response, _) => "response",
        (ThreadWhat::Progress, _) => "progress",
        (ThreadWhat::Finding | ThreadWhat::Resolution | ThreadWhat::Passage, _) => "answer",
    }
}

/// What else is known: where the matter turns up, what closed it, how the pair was made.
fn notes(change: &Change, sides: &Sides<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    for seen in &change.also_seen {
        let returned = match (seen.kind, why_no_pair(seen)) {
            (FindingKind::Progress, _) if seen.near_miss => {
                format!("{} may report on it (check)", capital(&sides.later()))
            }
            (_, Some(why)) => {
                let other = sides.in_a_sentence(usize::from(change.status != Status::New));
                format!("Nearest in {other}, {why} (likeness {:.2})", seen.score)
            }
            (FindingKind::Strength, _) if seen.score >= SAME_WORDS => "Returned as a strength".to_owned(),
            (FindingKind::Strength, _) => {
                format!("May have returned as a strength: check (likeness {:.2})", seen.score)
            }
            _ if is_report(change, seen) => {
                let status = seen.status.as_ref().map_or_else(String::new, |status| format!(" ({status})"));
                let says = if seen.kind == FindingKind::Progress { "reports on it" } else { "lists it" };
                format!("{} {says}{status}", capital(&sides.later()))
            }
            (kind, _) => {
                let what = with_article(kind.label());
                format!("Its matter may turn up as {what}: check (likeness {:.2})", seen.score)
            }
        };
        notes.push(format!("{returned}: “{}” ({})", seen.text, seen.citation));
    }
    if change.followed.len() > FOLLOWED {
        let more = counted(change.followed.len() - FOLLOWED, "more answer", "more answers");
        let of = change.earlier.first().map_or("ID", String::as_str);
        notes.push(format!("{more}: `lookback trace {of}` gives all."));
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
        let next = change.runner_up.map_or_else(String::new, |next| next_best(next, score));
        let shared = match change.shared.as_slice() {
            [] => String::new(),
            shared => format!("; both speak of {}", listed(&shared[..shared.len().min(5)])),
        };
        notes.push(format!("Likeness {score:.2} ({}){next}{shared}.", pass.as_str()));
    }
    notes
}

/// Why what comes nearest is not the partner: what is likely enough went to another. `None` for a place that is not the nearest.
pub(super) fn why_no_pair(seen: &Seen) -> Option<&'static str> {
    let why = if seen.score < PAIRED { "too unlike to pair" } else { "paired with another finding" };
    seen.near_miss.then_some(why)
}

/// How the later review, which does not find it again, takes a finding up: "reported_on", "listed"; `None` where it does not.
pub(super) fn reported(change: &Change) -> Option<&'static str> {
    is_reported_on(change).then(|| if says_more(change) { "reported_on" } else { "listed" })
}

/// The figure of the next best partner, and where it is above that of the pair, why it was not taken.
fn next_best(next: f32, score: f32) -> String {
    let why = if next > score { " (paired with another)" } else { "" };
    format!(", next best {next:.2}{why}")
}

/// Whether anything changed, and enough stayed for the eye to hold on to.
pub(in crate::output::layout) fn is_redline_helpful(edits: &[Edit]) -> bool {
    let letters = |wanted: &dyn Fn(EditOp) -> bool| -> usize {
        edits.iter().filter(|edit| wanted(edit.op)).map(|edit| edit.text.trim().chars().count()).sum()
    };
    let kept = letters(&|op| op == EditOp::Equal);
    let longer = letters(&|op| op != EditOp::Insert).max(letters(&|op| op != EditOp::Delete));
    kept < letters(&|_| true) && kept as f64 >= REDLINE_FROM * longer as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Citation, DocumentKind};

    #[test]
    fn a_next_best_that_is_likelier_than_the_pair_says_why_it_was_not_taken() {
        assert_eq!(next_best(0.4, 0.6), ", next best 0.40");
        assert_eq!(next_best(0.7, 0.6), ", next best 0.70 (paired with another)");
    }

    #[test]
    fn what_is_likely_enough_is_not_called_too_unlike() {
        let seen = |score, near_miss| Seen {
            finding: "a/b1".into(),
            kind: FindingKind::Priority,
            citation: Citation::new("a", DocumentKind::Minutes, "a.txt", 0),
            text: "Agree a plan".into(),
            status: None,
            score,
            near_miss,
        };
        assert_eq!(why_no_pair(&seen(PAIRED - 0.1, true)), Some("too unlike to pair"));
        assert_eq!(why_no_pair(&seen(PAIRED, true)), Some("paired with another finding"));
        assert_eq!(why_no_pair(&seen(PAIRED, false)), None);
    }
}
