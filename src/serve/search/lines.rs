//! Every match in the middle of its line, with the words that stand around it.

use maud::{Markup, html};

use super::{of, options, whole};
use crate::Result;
use crate::model::Hit;
use crate::output::Answer;
use crate::output::layout::ConcordanceList;
use crate::output::words::counted;
use crate::search::{self, Line, LineOrder, Options, Query, concordance};
use crate::serve::asking::Asked;
use crate::serve::params::Params;
use crate::serve::parts::{choice, cite, downloads, first_shown, pages};

/// Lines on one page.
const SHOWN: usize = 50;

/// Passages of which lines are made; of more, the best.
const MOST: usize = 2_000;

/// The ways to show what is found: as passages, or as lines in an order.
const WAYS: [(&str, &str, LineOrder); 3] = [
    ("found", "Lines, best first", LineOrder::Found),
    ("left", "Lines, by the word before", LineOrder::Left),
    ("right", "Lines, by the word after", LineOrder::Right),
];

/// The choice between passages and lines.
pub(super) fn ways(asked: &Asked<'_>) -> Markup {
    choice(&asked.params, "lines", "Show as", "Passages", WAYS.map(|(way, shown, _)| (way, shown.to_owned())))
}

/// The order of lines that is asked for; `None` where passages are.
pub(super) fn order(asked: &Asked<'_>) -> Option<LineOrder> {
    WAYS.into_iter().find(|(way, ..)| asked.params.has("lines", way)).map(|(.., order)| order)
}

/// The lines, fifty a page; `None` where nothing is found.
pub(super) fn found(asked: &Asked<'_>, query: &Query, order: LineOrder) -> Result<Option<Markup>> {
    let options = Options { limit: Some(MOST), fold: false, ..options(asked) };
    let answer = search::search(&asked.held.snapshot, query, &options)?;
    if answer.total == 0 {
        return Ok(None);
    }
    let lines = concordance(&answer.hits, order);
    let from = first_shown(asked, lines.len(), SHOWN);
    Ok(Some(html! {
        p.lead role="status" {
            (counted(lines.len(), "match", "matches")) " in " (counted(answer.hits.len(), "passage", "passages")) "."
            @if answer.total > answer.hits.len() { " These are the " (answer.order.as_str()) " of " (answer.total) " passages; the files below hold all." }
        }
        @if lines.is_empty() {
            p { "Nothing in these passages is a word that was typed: show them as passages." }
        } @else {
            (table(&lines, &answer.hits, from, &of(&asked.params)))
        }
        (pages(asked, lines.len(), SHOWN))
        (downloads(asked, "lines"))
    }))
}

fn table(lines: &[Line], hits: &[Hit], from: usize, search: &Params) -> Markup {
    html! {
        div.scroll role="region" aria-label="Matches in their lines" tabindex="0" {
            table.lines {
                thead {
                    tr {
                        th.before scope="col" { "Before" }
                        th scope="col" { "Match" }
                        th scope="col" { "After" }
                        th scope="col" { "Where" }
                    }
                }
                tbody {
                    @for (line, hit) in lines.iter().skip(from).take(SHOWN).filter_map(|line| Some((line, hits.get(line.hit)?))) {
                        tr {
                            td.before { (line.left) }
                            td.node { mark { (line.node) } }
                            td.after { (line.right) }
                            td.where { (cite(&hit.citation, search)) }
                        }
                    }
                }
            }
        }
    }
}

/// The lines, all of them, as a file.
pub(in crate::serve) fn answer(asked: &Asked<'_>, write: &mut dyn FnMut(&dyn Answer) -> Result<()>) -> Result<()> {
    let query = whole(&asked.params)?;
    let options = Options { fold: false, ..options(asked) };
    let answer = search::search(&asked.held.snapshot, &query, &options)?;
    let lines = concordance(&answer.hits, order(asked).unwrap_or_default());
    let list = ConcordanceList {
        query: query.text(),
        hits: &answer.hits,
        lines: &lines,
        total: answer.total,
        order: answer.order,
        widened: &answer.widened,
    };
    write(&list)
}
