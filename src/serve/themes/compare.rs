//! Two columns of the heat map set against each other: what rose and fell, and what is too little to say so.

use std::collections::{BTreeMap, BTreeSet};

use axum::http::StatusCode;
use maud::{Markup, html};

use super::{by, codebook, findings, narrow, periods, subject, tally};
use crate::Result;
use crate::answers::{ThemeSides, ThemesBy};
use crate::model::{Certainty, Finding, Review};
use crate::output::Answer;
use crate::output::layout::ThemeChanges;
use crate::output::page::Part;
use crate::serve::asking::{Asked, Reply, status_of};
use crate::serve::frame::{self, Room};
use crate::serve::parts::{choice, council, downloads, kinds};
use crate::themes::Tally;
use crate::themes::change::{Change, Method, Side};

/// The choice of two columns, and, where two are chosen, what may be said of them.
pub(in crate::serve) fn page(asked: &Asked<'_>) -> Result<Reply> {
    let by = by(asked)?;
    let findings = findings(asked)?;
    let columns = columns(asked, &tally(asked, by, &findings));
    let names = asked.held.register().periods(&columns.iter().map(String::as_str).collect::<Vec<_>>());
    let named: Vec<(&str, String)> = columns.iter().map(String::as_str).zip(names).collect();
    let is_chosen = |side: &str| named.iter().any(|(period, _)| asked.params.has(side, period));
    let (result, status) = match (is_chosen("earlier") && is_chosen("later")).then(|| sides(asked, by, &findings)) {
        Some(Ok(sides)) => (compared(asked, by, &findings, &sides), StatusCode::OK),
        Some(Err(error)) if frame::is_of_a_choice(&error) => (frame::message(asked.held, &error), status_of(&error)),
        Some(Err(error)) => return Err(error),
        None => (html! { p { "Choose two sides." } }, StatusCode::OK),
    };
    let body = html! {
        p { a href=(asked.params.without(&["earlier", "later"]).at("/themes")) { "All themes" } }
        h1 { "Themes of two sides" }
        (form(asked, by, &named))
        (result)
    };
    Ok(frame::page_as(asked, status, Room::Themes, "Themes of two sides", &body))
}

/// The columns of the heat map, in its order.
fn columns(asked: &Asked<'_>, tally: &Tally<'_>) -> Vec<String> {
    let cells = asked.held.register().in_time(&tally.matrix());
    let first = cells.chunk_by(|a, b| a.theme == b.theme).next().unwrap_or_default();
    first.iter().map(|cell| cell.period.clone()).collect()
}

fn form(asked: &Asked<'_>, by: ThemesBy, columns: &[(&str, String)]) -> Markup {
    let params = &asked.params;
    html! {
        form.filters action="/themes/compare" aria-label="The two sides" {
            input type="hidden" name="by" value=(by.as_str());
            (council(asked))
            (subject(asked))
            (kinds(params))
            (choice(params, "earlier", "Earlier side", "Choose a side", columns.to_vec()))
            (choice(params, "later", "Later side", "Choose a side", columns.to_vec()))
            button.strong { "Compare" }
        }
    }
}

/// The two sides that are chosen, the earlier first, each called as its column is.
fn sides(asked: &Asked<'_>, by: ThemesBy, findings: &[Finding]) -> Result<ThemeSides> {
    let held = asked.held;
    let (earlier, later) = (asked.params.text("earlier"), asked.params.text("later"));
    let wanted = narrow(asked);
    let reviews: Vec<Review> = held.reviews.iter().filter(|review| wanted.takes(&review.series)).cloned().collect();
    let periods = periods(asked, by);
    let mut sides = ThemeSides::of(by, earlier, later, &reviews, &periods, findings)?;
    // As among all columns: another of the same month may be there.
    let all: BTreeSet<String> = findings.iter().filter_map(|finding| periods.of(finding)).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let names: BTreeMap<&str, String> = all.iter().copied().zip(held.register().periods(&all)).collect();
    sides.names = sides.names.map(|period| names.get(&*period).cloned().unwrap_or(period));
    Ok(sides)
}

/// The findings of both sides, counted under what the sides are called.
fn sided<'a>(asked: &'a Asked<'_>, by: ThemesBy, findings: &'a [Finding], sides: &ThemeSides) -> Tally<'a> {
    let periods = periods(asked, by);
    let side = |finding: &Finding| sides.name_of(&periods.of(finding)?);
    Tally::new(findings, Certainty::Sure, side, codebook(asked))
}

/// Makes the comparison and hands it on.
fn with_changes<T>(
    asked: &Asked<'_>,
    by: ThemesBy,
    findings: &[Finding],
    sides: &ThemeSides,
    with: impl FnOnce(&ThemeChanges<'_>) -> T,
) -> T {
    let tally = sided(asked, by, findings, sides);
    let [earlier, later] = &sides.names;
    let judged = tally.compare(earlier, later);
    with(&ThemeChanges {
        title: &codebook(asked).title,
        earlier,
        later,
        judged: &judged,
        apart: tally.apart(earlier, later).filter(|_| judged.method != Method::Counts),
        evidence: &tally.evidence(),
        words: false,
        scope: &sides.scope,
        register: &asked.held.register(),
    })
}

fn compared(asked: &Asked<'_>, by: ThemesBy, findings: &[Finding], sides: &ThemeSides) -> Markup {
    with_changes(asked, by, findings, sides, |changes| {
        let page = changes.page();
        // The quotes are behind the figures.
        let parts: Vec<&Part> = page.parts.iter().take_while(|part| !matches!(part, Part::Heading { .. })).collect();
        html! {
            h2 { (page.title) }
            @for part in &parts {
                @match part {
                    Part::Sentence(sentence) => p { (sentence) },
                    Part::List(points) => ul { @for point in points { li { (point) } } },
                    _ => {}
                }
            }
            (table(asked, changes, sides))
            @for part in &parts { @if let Part::Note(note) = part { p.soft { (note) } } }
            (downloads(asked, "themes-compared"))
        }
    })
}

fn table(asked: &Asked<'_>, changes: &ThemeChanges<'_>, sides: &ThemeSides) -> Markup {
    let too_few = changes.judged.method == Method::Counts;
    let carried = changes.judged.changes.iter().filter(|c| c.theme.earlier.findings + c.theme.later.findings > 0);
    let carried: Vec<&Change> = carried.collect();
    html! {
        @if !carried.is_empty() {
            div.scroll role="region" aria-label="Themes of the two sides" tabindex="0" {
                table {
                    caption { "Findings with each theme, out of all findings of the side; each figure opens its quotes" }
                    thead { tr {
                        th scope="col" { "Theme" } @for name in &sides.names { th scope="col" { (name) } } th scope="col" { "Evidence of a difference" }
                    } }
                    tbody {
                        @for change in carried {
                            tr {
                                th scope="row" { (change.theme.label) }
                                td { (count(asked, change, &change.theme.earlier, sides, 0)) }
                                td { (count(asked, change, &change.theme.later, sides, 1)) }
                                td { @if too_few { "too few to say" } @else { (change.verdict.as_str()) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// How many findings of a side carry a theme, with the way to their quotes.
fn count(asked: &Asked<'_>, change: &Change, counted: &Side, sides: &ThemeSides, at: usize) -> Markup {
    let share = format!("{} of {}", counted.findings, counted.of);
    let period = sides.periods[at].first().map(String::as_str).unwrap_or_default();
    let params = asked.params.without(&["earlier", "later"]).with("theme", &change.theme.id).with("period", period);
    html! {
        @if counted.findings == 0 { (share) } @else {
            a href=(params.at("/themes/evidence")) { (share) span.hidden { ": " (change.theme.label) ", " (sides.names[at]) } }
        }
    }
}

/// The comparison as a file, with the quotes of both sides.
pub(in crate::serve) fn answer(asked: &Asked<'_>, write: &mut dyn FnMut(&dyn Answer) -> Result<()>) -> Result<()> {
    let findings = findings(asked)?;
    let by = by(asked)?;
    let sides = sides(asked, by, &findings)?;
    with_changes(asked, by, &findings, &sides, |changes| write(changes))
}
