//! What reviews found and committees resolved, as a list that can be narrowed.

use std::sync::Arc;

use maud::{Markup, html};

use super::asking::{Asked, Reply};
use super::frame::{self, Room};
use super::params::Params;
use super::parts::{
    asked_for, capital, choice, council, downloads, first_shown, follow, kind, kinds, of_council, pages, plain, quote,
    review_name,
};
use crate::Result;
use crate::answers::name_reviews;
use crate::model::{Certainty, Finding};
use crate::output::Answer;
use crate::output::layout::FindingList;
use crate::output::words::found;
use crate::store::Wanted;

/// Findings on one page.
const SHOWN: usize = 50;

/// The list of findings.
pub(super) fn page(asked: &Asked<'_>) -> Result<Reply> {
    let all = wanted(asked, true)?;
    let sure = all.iter().filter(|finding| finding.certainty == Certainty::Sure).count();
    let findings = wanted(asked, asked.params.is_on("possible"))?;
    let from = first_shown(asked, findings.len(), SHOWN);
    let mut reviews = asked.held.to_choose_from(asked.params.get("council"));
    // A page that a link leads to shows what it is narrowed by, also where there are too many to choose from.
    let chosen = asked.params.get("review").and_then(|id| asked.held.reviews.iter().find(|review| review.id == id));
    reviews.extend(chosen.filter(|chosen| reviews.iter().all(|review| review.id != chosen.id)));
    let reviews = reviews.into_iter().map(|review| (review.id.as_str(), review_name(asked.held, review)));
    let shown: Vec<&Finding> = findings.iter().skip(from).take(SHOWN).collect();
    let body = html! {
        h1 { "Findings" }
        form.filters action="/findings" {
            (council(asked))
            (choice(&asked.params, "review", "Review", "All reviews and meetings", reviews))
            (kinds(&asked.params))
            label.box {
                input type="checkbox" name="possible" value="1" checked[asked.params.is_on("possible")];
                span { "Also those that only words suggest" }
            }
            button { "Show" }
        }
        (asked_for(asked, &[("council", "council"), ("review", "review"), ("kind", "kind of finding"), ("possible", "also those that only words suggest")]))
        p.lead {
            (found(all.len(), all.len() - sure))
            @if let Some(review) = chosen { ": " (review_name(asked.held, review)) }
            "."
            @if !asked.params.is_on("possible") && sure < all.len() { " The possible ones are not shown." }
        }
        @for of_paper in shown.chunk_by(|a, b| a.citation.path == b.citation.path) { (of(asked, of_paper)) }
        (pages(asked, findings.len(), SHOWN))
        (downloads(asked, "findings"))
    };
    Ok(frame::page(asked, Room::Findings, "Findings", &body))
}

fn of(asked: &Asked<'_>, findings: &[&Finding]) -> Markup {
    let document = &findings[0].citation.document;
    let title =
        asked.held.documents.iter().find(|own| own.id == *document).map_or(document.as_str(), super::parts::title);
    html! {
        section {
            h2 { (capital(title)) (of_council(asked, &findings[0].citation)) }
            @for finding in findings {
                article.finding {
                    p.about {
                        (kind(finding))
                        @if let Some(judgement) = &finding.judgement { " " (judgement.area) ": " strong { (judgement.grade) } }
                    }
                    (quote(&plain(&finding.text), &finding.citation, &Params::NONE))
                    p.about {
                        @if let Some(owner) = &finding.owner { "For " (owner) ". " }
                        @if let Some(due) = &finding.due { "Due " (due) ". " }
                        (follow(finding))
                    }
                }
            }
        }
    }
}

fn wanted(asked: &Asked<'_>, possible: bool) -> Result<Arc<Vec<Finding>>> {
    let params = &asked.params;
    let list = |name: &str| params.get(name).map(str::to_owned).into_iter().collect();
    let mut reviews = Vec::new();
    for name in params.all("review") {
        reviews.extend(name_reviews(name, &asked.held.reviews)?.into_values().map(|review| review.id.clone()));
    }
    asked.held.findings(&Wanted {
        kinds: params.kinds()?,
        councils: list("council"),
        reviews,
        possible,
        ..Wanted::default()
    })
}

/// The findings as a file.
pub(super) fn answer(asked: &Asked<'_>, write: &mut dyn FnMut(&dyn Answer) -> Result<()>) -> Result<()> {
    write(&FindingList {
        findings: &wanted(asked, asked.params.is_on("possible"))?,
        register: &asked.held.register(),
        explain: false,
    })
}
