//! Two columns of the heat map set against each other: what rose and fell, and what is too little to say so.

use maud::{Markup, html};

use super::{by, codebook, findings, name, tally};
use crate::Result;
use crate::answers::ThemesBy;
use crate::output::Answer;
use crate::output::layout::ThemeChanges;
use crate::output::page::Part;
use crate::serve::asking::{Asked, Reply};
use crate::serve::frame::{self, Room};
use crate::serve::parts::{choice, council, downloads, kinds};
use crate::themes::Tally;
use crate::themes::change::{Change, Method, Side};

/// The choice of two columns, and, where two are chosen, what may be said of them.
pub(in crate::serve) fn page(asked: &Asked<'_>) -> Result<Reply> {
    let by = by(asked);
    let findings = findings(asked)?;
    let tally = tally(asked, by, &findings);
    let columns = columns(asked, &tally);
    let names = asked.held.register().periods(&columns.iter().map(String::as_str).collect::<Vec<_>>());
    let named: Vec<(&str, String)> = columns.iter().map(String::as_str).zip(names).collect();
    let of = |side: &str| named.iter().find(|(period, _)| asked.params.has(side, period));
    let body = html! {
        p { a href=(asked.params.without(&["earlier", "later"]).at("/themes")) { "All themes" } }
        h1 { "Themes of two sides" }
        (form(asked, by, &named))
        @match (of("earlier"), of("later")) {
            (Some((earlier, _)), Some((later, _))) if earlier == later => {
                p.message role="status" { "Choose two sides that differ." }
            }
            (Some(earlier), Some(later)) => (compared(asked, &tally, earlier, later)?),
            _ => p { "Choose two sides." }
        }
    };
    Ok(frame::page(asked, Room::Themes, "Themes of two sides", &body))
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
            input type="hidden" name="by" value=(name(by));
            (council(asked))
            (kinds(params))
            (choice(params, "earlier", "Earlier side", "Choose a side", columns.to_vec()))
            (choice(params, "later", "Later side", "Choose a side", columns.to_vec()))
            button.strong { "Compare" }
        }
    }
}

fn compared(asked: &Asked<'_>, tally: &Tally<'_>, earlier: &(&str, String), later: &(&str, String)) -> Result<Markup> {
    let judged = tally.compare(earlier.0, later.0);
    let register = asked.held.register();
    let answer = ThemeChanges {
        title: &codebook(asked).title,
        earlier: &earlier.1,
        later: &later.1,
        judged: &judged,
        apart: tally.apart(earlier.0, later.0).filter(|_| judged.method != Method::Counts),
        evidence: &[],
        words: false,
        scope: &[],
        register: &register,
    };
    let page = answer.page();
    let count = |side: &Side, change: &Change, (period, column): &(&str, String)| {
        let theme = &change.theme.id;
        let share = format!("{} of {}", side.findings, side.of);
        let params = asked.params.without(&["earlier", "later"]).with("theme", theme).with("period", period);
        html! { @if side.findings == 0 { (share) } @else {
            a href=(params.at("/themes/evidence")) { (share) span.hidden { ": " (change.theme.label) ", " (column) } }
        } }
    };
    let carried: Vec<_> =
        judged.changes.iter().filter(|c| c.theme.earlier.findings + c.theme.later.findings > 0).collect();
    Ok(html! {
        h2 { (page.title) }
        @for part in &page.parts {
            @match part {
                Part::Sentence(sentence) => p { (sentence) },
                Part::List(points) => ul { @for point in points { li { (point) } } },
                _ => {}
            }
        }
        @if !carried.is_empty() {
            div.scroll role="region" aria-label="Themes of the two sides" tabindex="0" {
                table {
                    thead { tr {
                        th scope="col" { "Theme" } th scope="col" { (earlier.1) } th scope="col" { (later.1) } th scope="col" { "Evidence of a difference" }
                    } }
                    tbody {
                        @for change in carried {
                            tr {
                                th scope="row" { (change.theme.label) }
                                td { (count(&change.theme.earlier, change, earlier)) }
                                td { (count(&change.theme.later, change, later)) }
                                td { @if judged.method == Method::Counts { "too few to say" } @else { (change.verdict.as_str()) } }
                            }
                        }
                    }
                }
            }
        }
        @for part in &page.parts { @if let Part::Note(note) = part { p.soft { (note) } } }
        (downloads(asked, "themes-compared"))
    })
}

/// The comparison as a file, with the quotes of both sides.
pub(in crate::serve) fn answer(asked: &Asked<'_>, write: &mut dyn FnMut(&dyn Answer) -> Result<()>) -> Result<()> {
    let findings = findings(asked)?;
    let tally = tally(asked, by(asked), &findings);
    let (earlier, later) = (asked.params.text("earlier"), asked.params.text("later"));
    let judged = tally.compare(earlier, later);
    let mut evidence = tally.evidence();
    evidence.retain(|row| row.period == earlier || row.period == later);
    write(&ThemeChanges {
        title: &codebook(asked).title,
        earlier,
        later,
        judged: &judged,
        apart: tally.apart(earlier, later).filter(|_| judged.method != Method::Counts),
        evidence: &evidence,
        words: false,
        scope: &[],
        register: &asked.held.register(),
    })
}
