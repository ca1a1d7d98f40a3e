//! The first page of a briefing: what was compared, what to know before reading on, how much of it came back, and the
//! points of most weight. It must stay on one sheet of paper: what does not fit is behind it.

use std::cmp::Reverse;

use crate::answers::brief::{Ask, Brief, Came, LeftOut, Topic, Upshot};
use crate::findings::OVERALL;
use crate::model::{Band, Certainty, Finding, FindingKind, GradeMove, Review, ReviewSide, Status};
use crate::output::Register;
use crate::output::layout::change::{Section, Sides, grade};
use crate::output::page::{Part, Point, Span};
use crate::output::words::{counted, when, with_article};

use super::alone::opening as opening_of_one;
use super::cut;
use super::entries::{Entries, Fate, Line, is_near};
use super::glance::glance;
use super::sheet::Sheet;

/// So many differences of scope stand on the first page; more are listed at the end.
pub(super) const SCOPE: usize = 3;

/// Letters of a quotation on the first page.
const SHORT: usize = 110;

/// Points on the first page, over all series, beside a table of so many rows; each row more takes the room of one.
const POINTS: usize = 9;
const ROWS: usize = 9;

/// So many points stand there in any case.
const FEWEST_POINTS: usize = 5;

/// Points of asks that are not answered.
const ASKS: usize = 2;

pub(super) fn put(
    brief: &Brief,
    sides: &[Sides<'_>],
    entries: &Entries<'_>,
    register: &Register<'_>,
    sheet: &mut Sheet<'_>,
) {
    opening(brief, sides, register, sheet);
    scope(brief, sheet);
    sheet.page.heading(2, "Summary");
    let rows = glance(brief, sides, entries, sheet);
    let room = POINTS.saturating_sub(rows.saturating_sub(ROWS)).max(FEWEST_POINTS);
    let points = points(brief, sides, entries, room, sheet);
    if !points.is_empty() {
        sheet.page.sentence("Of most weight:");
        sheet.page.parts.push(Part::Cited(points));
    }
}

/// What was compared, for whom, limited to what.
fn opening(brief: &Brief, sides: &[Sides<'_>], register: &Register<'_>, sheet: &mut Sheet<'_>) {
    let whom = brief.committee.as_ref().map(|name| format!("Briefing for the {name} of {}.", brief.council));
    let what = brief.topic.as_ref().map(|topic| match topic {
        Topic::Theme { label, .. } => format!("Only what carries the theme “{label}”."),
        Topic::Query { typed, .. } => format!("Only what answers the search “{typed}”."),
    });
    let lead: Vec<String> = whom.into_iter().chain(what).collect();
    if !lead.is_empty() {
        sheet.page.sentence(lead.join(" "));
    }
    let mut points = Vec::new();
    for (series, sides) in brief.series.iter().zip(sides) {
        for (side, of, name) in [
            (&series.comparison.earlier, series.of[0], &sides.names[0]),
            (&series.comparison.later, series.of[1], &sides.names[1]),
        ] {
            let all = counted(of, "finding", "findings");
            let told = side.findings.len();
            let findings = if brief.topic.is_some() { format!("{told} of {all}") } else { all };
            points.push(review(side, &findings, name, register, sheet));
        }
    }
    for alone in &brief.alone {
        let words = opening_of_one(brief, alone);
        let source =
            alone.side.findings.first().map(|finding| (finding.citation.kind.label(), sheet.number(&finding.citation)));
        points.push(Point {
            label: None,
            words: vec![Span::Plain(words)],
            source: source.map(|(label, _)| label.to_owned()),
            reference: source.map(|(_, number)| number),
        });
    }
    sheet.page.parts.push(Part::Cited(points));
    match brief.alone.len() {
        0 => {}
        1 if brief.left_out.iter().any(|(_, why)| matches!(why, LeftOut::InProse(_))) => {
            sheet.page.sentence(
                "The review that follows it reports in prose, so there is nothing to compare it with: see below.",
            );
        }
        1 => sheet.page.sentence("No other review of its series is here, so there is nothing to compare it with."),
        _ => sheet.page.sentence("Of no series two reviews are here, so there is nothing to compare them with."),
    }
}

/// "2011 LGA review of safeguarding children: on site …; 28 findings".
fn review(side: &ReviewSide, findings: &str, name: &str, register: &Register<'_>, sheet: &mut Sheet<'_>) -> Point {
    let Review { series, .. } = &side.review;
    let own = side.review.documents.iter().filter_map(|id| register.document(id));
    let paper = own.clone().find(|paper| paper.kind.is_own_report()).or_else(|| own.clone().next());
    let place = match (paper, side.findings.first()) {
        (Some(paper), _) => Some((paper.kind.label(), sheet.number_of_paper(paper))),
        (None, Some(finding)) => Some((finding.citation.kind.label(), sheet.number(&finding.citation))),
        (None, None) => None,
    };
    let words = format!("{}: {}; {findings}", series.name(), when(&side.review));
    Point {
        label: Some(format!("{name}:")),
        words: vec![Span::Plain(words)],
        source: place.map(|(label, _)| label.to_owned()),
        reference: place.map(|(_, number)| number),
    }
}

/// The points of most weight: a few of each sort, the sure ones first.
fn points(brief: &Brief, sides: &[Sides<'_>], entries: &Entries<'_>, room: usize, sheet: &mut Sheet<'_>) -> Vec<Point> {
    let mut points = Vec::new();
    let share = |most: usize| (most / brief.series.len().max(1)).max(1);
    for (at, (series, sides)) in brief.series.iter().zip(sides).enumerate() {
        let of = |part| entries.changes(at, part);
        let mut judged = of(Section::Judgements);
        // What is graded as a whole says most.
        judged.sort_by_key(|line| !line.later.first().is_some_and(|finding| is_overall(finding)));
        for (to, most) in [(GradeMove::Same, 1), (GradeMove::Worse, 3), (GradeMove::Better, 2)] {
            let moved = judged.iter().filter(|line| line.change.status == Status::Grade(to));
            // That an area stays as it was is no news; that the whole does is.
            let told =
                moved.filter(|line| to != GradeMove::Same || line.later.iter().any(|finding| is_overall(finding)));
            for line in told.take(share(most)) {
                let words = grade(to, line.earlier.first(), line.later.first());
                if let Some(finding) = line.later.first() {
                    points.push(sheet.point("Judgement.", words, line.number, &finding.citation));
                }
            }
        }
        let asks =
            |line: &&Line<'_, '_>| line.change.kind_to.or(line.change.kind_from).is_some_and(FindingKind::is_ask);
        let mut back = of(Section::CameBack);
        back.retain(|line| asks(&line));
        back.sort_by_key(|line| line.change.band);
        for line in back.iter().take(share(3)) {
            push(&mut points, sheet, line, "Came back", line.later);
        }
        let gone = of(Section::NotFound);
        let fate = |wanted: Fate| gone.iter().filter(move |line| Fate::of(line.change, series) == wanted);
        for line in fate(Fate::Strength).take(share(2)) {
            if let Some(seen) = line.change.also_seen.first() {
                let was = line.change.kind_from.map_or("finding", FindingKind::label);
                let label = format!("Was {}, now a strength{}.", with_article(was), check(line));
                points.push(sheet.point(&label, quoted(&seen.text), line.number, &seen.citation));
            }
        }
        let mut reported: Vec<_> = fate(Fate::Reported).collect();
        reported.sort_by_key(|line| {
            let status = line.change.also_seen.first().and_then(|seen| seen.status.as_deref()).unwrap_or_default();
            ["red", "amber"].iter().position(|colour| status.eq_ignore_ascii_case(colour)).unwrap_or(usize::MAX)
        });
        for line in reported.into_iter().take(share(2)) {
            let told = line.change.also_seen.first().filter(|seen| seen.kind == FindingKind::Progress);
            if let (Some(seen), Some(finding)) = (told, line.earlier.first()) {
                let status = seen.status.as_ref().map_or_else(String::new, |status| format!(" ({status})"));
                let label = format!("{} reports on it{status}.", crate::output::words::capital(&sides.later()));
                points.push(sheet.point(&label, quoted(&finding.text), line.number, &seen.citation));
            }
        }
        for line in fate(Fate::Closed).take(share(1)) {
            if let (Some(at), Some(finding)) = (&line.change.closed_in, line.earlier.first()) {
                points.push(sheet.point("Called closed by a committee.", quoted(&finding.text), line.number, at));
            }
        }
        let mut new = of(Section::New);
        new.retain(|line| asks(&line));
        new.sort_by_key(|line| (line.change.kind_to != Some(FindingKind::Priority), line.change.band));
        for line in new.iter().take(share(2)) {
            push(&mut points, sheet, line, &format!("New in {}", sides.names[1]), line.later);
        }
        for line in fate(Fate::Nowhere).filter(asks).take(share(2)) {
            push(&mut points, sheet, line, "Not found again", line.earlier);
        }
    }
    points.extend(of_alone(brief, entries, room - ASKS, sheet));
    points.truncate(room - ASKS);
    let mut silent: Vec<(usize, &Ask)> =
        entries.asks().filter(|(_, ask)| matches!(ask.came, Came::Silent { .. })).collect();
    silent.sort_by_key(|(_, ask)| is_near(&ask.came));
    let asked: Vec<Point> = silent
        .into_iter()
        .take(ASKS)
        .map(|(number, ask)| {
            let month = ask.date.to_month().long();
            let asked = match ask.finding.certainty {
                Certainty::Sure => format!("Asked in {month}"),
                Certainty::Possible => format!("Asked in {month}, by its words (to check)"),
            };
            let label = if is_near(&ask.came) {
                format!("{asked}; a later paper may speak of it (to check).")
            } else {
                format!("{asked} and not spoken of since.")
            };
            sheet.point(&label, quoted(&ask.finding.text), number, &ask.finding.citation)
        })
        .collect();
    // What a committee asked for comes first in a briefing for it.
    if brief.committee.is_some() {
        points.splice(0..0, asked);
    } else {
        points.extend(asked);
    }
    points
}

/// What reviews that stand alone asked for and no later paper speaks of, of the last review first.
fn of_alone(brief: &Brief, entries: &Entries<'_>, room: usize, sheet: &mut Sheet<'_>) -> Vec<Point> {
    let mut latest: Vec<usize> = (0..brief.alone.len()).collect();
    latest.sort_by_key(|at| Reverse(brief.alone[*at].side.review.date()));
    let each = (room / brief.alone.len().max(1)).max(1);
    let mut points = Vec::new();
    for at in latest {
        let alone = &brief.alone[at];
        let silent = entries.found(at).into_iter().filter(|(_, finding)| alone.upshot(finding) == Upshot::Silent);
        for (number, finding) in silent.take(each) {
            let year = alone.side.review.date().map_or_else(String::new, |date| format!(" in {}", date.year()));
            let label = match alone.since.get(&finding.id).is_some_and(is_near) {
                true => format!("Asked for{year}; a later paper may speak of it (to check)."),
                false => format!("Asked for{year}, and not spoken of since."),
            };
            points.push(sheet.point(&label, quoted(&finding.text), number, &finding.citation));
        }
    }
    points
}

/// Whether a judgement is of the whole that was inspected.
fn is_overall(finding: &Finding) -> bool {
    finding.judgement.as_ref().is_some_and(|judgement| judgement.area == OVERALL)
}

fn push(points: &mut Vec<Point>, sheet: &mut Sheet<'_>, line: &Line<'_, '_>, label: &str, findings: &[&Finding]) {
    if let Some(finding) = findings.first() {
        points.push(sheet.point(
            &format!("{label}{}.", check(line)),
            quoted(&finding.text),
            line.number,
            &finding.citation,
        ));
    }
}

fn check(line: &Line<'_, '_>) -> &'static str {
    if line.change.band == Band::Possible { " (to check)" } else { "" }
}

fn quoted(text: &str) -> String {
    format!("“{}”", cut(text, SHORT))
}

/// What differs between the reviews apart from the council's work.
fn scope(brief: &Brief, sheet: &mut Sheet<'_>) {
    if brief.series.is_empty() {
        return;
    }
    let [series] = brief.series.as_slice() else {
        sheet
            .page
            .sentence("The reviews differ in more than the council’s work: see “How far the reviews can be compared”.");
        return;
    };
    let differences = &series.comparison.scope.differences;
    if differences.is_empty() {
        return;
    }
    sheet.page.sentence("Before reading on: the two reviews differ in more than the council’s work.");
    let mut shown = differences.clone();
    if shown.len() > SCOPE {
        shown.truncate(SCOPE - 1);
        shown.push(format!(
            "And {} more differences: see “How far the reviews can be compared”.",
            differences.len() + 1 - SCOPE
        ));
    }
    sheet.page.parts.push(Part::List(shown));
}
