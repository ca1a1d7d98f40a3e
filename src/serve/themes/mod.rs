//! What keeps coming back: themes by review, year or council; every figure opens the quotes behind it.

pub(super) mod compare;

use maud::{Markup, html};

use crate::Result;
use crate::answers::{Narrow, Periods, ThemesBy, counted_findings};
use crate::model::{Certainty, Evidence, Finding, ThemeCell};
use crate::output::Answer;
use crate::output::layout::{ThemeEvidence, ThemeMatrix, counted_by, fired_at};
use crate::output::words::{capital, counted, listed};
use crate::serve::asking::{Asked, Reply};
use crate::serve::frame::{self, Room};
use crate::serve::params::Params;
use crate::serve::parts::{
    asked_for, choice, council, downloads, first_shown, follow, kind, kinds, marked, of_council, pages, quote,
};
use crate::themes::{Codebook, Tally};

/// Quotes on one page.
const SHOWN: usize = 50;

/// With more reviews than this, or with none, years are shown unless reviews are asked for.
const REVIEWS: usize = 12;

/// More columns than this are not drawn: nobody reads them.
const COLUMNS: usize = 40;

/// Steps of shading, from none to most.
const SHADES: usize = 5;

/// The heat map.
pub(super) fn page(asked: &Asked<'_>) -> Result<Reply> {
    let by = by(asked)?;
    let findings = findings(asked)?;
    let tally = tally(asked, by, &findings);
    let cells = asked.held.register().in_time(&tally.matrix());
    let rows: Vec<&[ThemeCell]> = cells.chunk_by(|a, b| a.theme == b.theme).collect();
    let columns = rows.first().map_or(0, |row| row.len());
    let body = html! {
        h1 { "Themes" }
        (form(asked, by))
        (asked_for(asked, &[("by", "counted by"), ("council", "council"), ("subject", "subject"), ("kind", "kind of finding")]))
        (list_of_themes(asked))
        @if columns == 0 {
            p.message role="status" { "No finding to count." }
        } @else if columns > COLUMNS {
            p.message role="status" {
                (columns) " columns are too many to read: choose a council, or count by year. The files below hold them all."
            }
        } @else {
            p { "Findings that carry each theme, out of all findings of the column, grades aside. One may carry several. Each figure opens its quotes." }
            (heat(asked, by, &rows))
            @if columns > 1 {
                p { a href=(asked.params.with("by", by.as_str()).at("/themes/compare")) { "Set two columns against each other" } }
            }
            @if !tally.without_period().is_empty() {
                p.soft { "Not counted, because they belong to no column: " (counted(tally.without_period().len(), "finding", "findings")) "." }
            }
        }
        (downloads(asked, "themes"))
    };
    Ok(frame::page(asked, Room::Themes, "Themes", &body))
}

fn form(asked: &Asked<'_>, by: ThemesBy) -> Markup {
    let shown = asked.params.with("by", by.as_str());
    let ways = ThemesBy::ALL.map(|by| (by.as_str(), capital(by.as_str())));
    html! {
        form.filters action="/themes" {
            (choice(&shown, "by", "Count by", "", ways))
            (council(asked))
            (subject(asked))
            (kinds(&asked.params))
            button { "Show" }
        }
    }
}

/// The subjects of reviews to choose from, where there are several.
fn subject(asked: &Asked<'_>) -> Markup {
    let subjects = asked.held.subjects(&Narrow::default());
    let options = subjects.iter().map(|subject| (*subject, (*subject).to_owned()));
    html! { @if subjects.len() > 1 { (choice(&asked.params, "subject", "Subject", "All subjects", options)) } }
}

/// By which list themes are counted, and which subjects have one of their own.
fn list_of_themes(asked: &Asked<'_>) -> Markup {
    let apart = asked.held.codebooks.apart(asked.held.subjects(&narrow(asked)));
    html! {
        p.soft {
            (counted_by(&codebook(asked).title))
            @if !apart.is_empty() {
                " " (capital(&listed(&apart))) (if apart.len() == 1 { " has a list of its own" } else { " have lists of their own" })
                ": choose a subject to count by its own."
            }
        }
    }
}

fn heat(asked: &Asked<'_>, by: ThemesBy, rows: &[&[ThemeCell]]) -> Markup {
    let periods: Vec<&str> = rows[0].iter().map(|cell| cell.period.as_str()).collect();
    let names = asked.held.register().periods(&periods);
    let (carried, silent): (Vec<&&[ThemeCell]>, Vec<_>) =
        rows.iter().partition(|row| row.iter().any(|cell| cell.findings > 0));
    html! {
        div.scroll role="region" aria-label="Themes by column" tabindex="0" {
            table.heat {
                caption { "Findings with each theme; the stronger the shade, the larger the share" }
                thead { tr { th scope="col" { "Theme" } @for name in &names { th scope="col" { (name) } } } }
                tbody {
                    @for row in carried {
                        tr {
                            th scope="row" class={ "level-" (codebook(asked).depth(&row[0].theme).min(2)) } { (row[0].label) }
                            @for (cell, name) in row.iter().zip(&names) { (one(asked, by, cell, name)) }
                        }
                    }
                }
            }
        }
        @if !silent.is_empty() {
            p.soft {
                "No finding carries: "
                @for (at, row) in silent.iter().enumerate() { @if at > 0 { "; " } (row[0].label.to_lowercase()) }
                "."
            }
        }
    }
}

fn one(asked: &Asked<'_>, by: ThemesBy, cell: &ThemeCell, column: &str) -> Markup {
    let share = format!("{} of {}", cell.findings, cell.of);
    html! {
        td class={ "shade-" (shade(cell.findings, cell.of)) } {
            @if cell.findings == 0 {
                span { (share) }
            } @else {
                a href=(asked.params.with("theme", &cell.theme).with("period", &cell.period).with("by", by.as_str()).at("/themes/evidence")) {
                    (share) span.hidden { ": " (cell.label) ", " (column) }
                }
            }
        }
    }
}

/// How dark a cell is: a step for each eighth, none for nothing.
fn shade(count: usize, of: usize) -> usize {
    if count == 0 { 0 } else { (1 + count * 8 / of.max(1)).min(SHADES) }
}

/// The quotes behind a cell.
pub(super) fn evidence(asked: &Asked<'_>) -> Result<Reply> {
    let findings = findings(asked)?;
    let rows = quotes(asked, &findings)?;
    let from = first_shown(asked, rows.len(), SHOWN);
    let theme = rows.first().map_or_else(|| asked.params.text("theme").to_owned(), |row| row.label.to_owned());
    let period = asked.params.text("period");
    let column = asked.held.register().periods(&[period]).remove(0);
    let up = asked.params.without(&["theme", "period", "page"]).at("/themes");
    let body = html! {
        p { a href=(up) { "All themes" } }
        h1 { (theme) @if !column.is_empty() { ": " (column) } }
        p.lead { (counted(rows.len(), "quote", "quotes")) "." }
        @for row in rows.iter().skip(from).take(SHOWN) {
            article.finding {
                p.about { (kind(row.finding)) (of_council(asked, &row.finding.citation)) }
                (quote(&marked(&row.finding.text, &fired_at(row)), &row.finding.citation, &Params::NONE))
                p.about { (follow(row.finding)) }
            }
        }
        (pages(asked, rows.len(), SHOWN))
        (downloads(asked, "evidence"))
    };
    Ok(frame::page(asked, Room::Themes, &theme, &body))
}

fn by(asked: &Asked<'_>) -> Result<ThemesBy> {
    let asked_for = asked.params.known("by", "way to count", &ThemesBy::ALL, ThemesBy::as_str)?;
    Ok(asked_for.first().copied().unwrap_or(match asked.held.in_hand().count() {
        1..=REVIEWS => ThemesBy::Review,
        _ => ThemesBy::Year,
    }))
}

/// What is counted by: the codebook of the reviews that are chosen, or of all.
fn codebook<'a>(asked: &'a Asked<'_>) -> &'a Codebook {
    asked.held.codebook_of(&narrow(asked))
}

fn narrow(asked: &Asked<'_>) -> Narrow {
    Narrow {
        councils: asked.params.all("council").map(str::to_owned).collect(),
        subjects: asked.params.all("subject").map(str::to_owned).collect(),
        // One that there is not is refused before any is counted.
        kinds: asked.params.kinds().unwrap_or_default(),
        ..Narrow::default()
    }
}

fn findings(asked: &Asked<'_>) -> Result<Vec<Finding>> {
    asked.params.kinds()?;
    counted_findings(&asked.held.snapshot, &narrow(asked))
}

fn tally<'a>(asked: &'a Asked<'_>, by: ThemesBy, findings: &'a [Finding]) -> Tally<'a> {
    let periods = periods(asked, by);
    Tally::new(findings, Certainty::Sure, |finding| periods.of(finding), codebook(asked))
}

fn periods<'a>(asked: &'a Asked<'_>, by: ThemesBy) -> Periods<'a> {
    Periods::new(by, &asked.held.reviews, &asked.held.documents)
}

fn quotes<'a>(asked: &'a Asked<'_>, findings: &'a [Finding]) -> Result<Vec<Evidence<'a>>> {
    let mut rows = tally(asked, by(asked)?, findings).evidence();
    let wanted = |name: &str, own: &str| asked.params.get(name).is_none_or(|wanted| wanted == own);
    rows.retain(|row| wanted("theme", row.theme) && wanted("period", &row.period));
    Ok(rows)
}

/// The matrix as a file, with its quotes where a file holds several tables.
pub(super) fn answer(asked: &Asked<'_>, write: &mut dyn FnMut(&dyn Answer) -> Result<()>) -> Result<()> {
    let by = by(asked)?;
    let findings = findings(asked)?;
    let tally = tally(asked, by, &findings);
    write(&ThemeMatrix {
        cells: &tally.matrix(),
        codebook: codebook(asked),
        register: &asked.held.register(),
        without_period: tally.without_period().len(),
        evidence: &tally.evidence(),
        by,
    })
}

/// The quotes as a file.
pub(super) fn answer_evidence(asked: &Asked<'_>, write: &mut dyn FnMut(&dyn Answer) -> Result<()>) -> Result<()> {
    let findings = findings(asked)?;
    write(&ThemeEvidence { rows: &quotes(asked, &findings)?, register: &asked.held.register() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_rise_with_the_share_and_none_stands_for_nothing() {
        assert_eq!(
            [shade(0, 10), shade(1, 100), shade(1, 8), shade(2, 8), shade(4, 8), shade(8, 8)],
            [0, 1, 2, 3, 5, 5]
        );
        assert_eq!(shade(0, 0), 0);
    }
}
