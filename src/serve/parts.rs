//! What several pages show alike: quotes, citations, kinds of finding, choices, pages of a long list.

use maud::{Markup, html};

use super::asking::Asked;
use super::holdings::Holdings;
use super::params::{Params, address, paper_address};
use crate::model::{Certainty, Citation, Document, DocumentKind, Edit, EditOp, Finding, FindingKind, Review};
use crate::output::layout::ways;
use crate::output::page::{Span, highlighted, unmarked};
use crate::output::words::corrected;
use crate::search::Widened;

/// Words with their marks.
pub(super) fn words(spans: &[Span]) -> Markup {
    html! {
        @for span in spans {
            @match span {
                Span::Plain(text) => (text),
                Span::Match(text) => mark { (text) },
                Span::Added(text) => ins { (text) },
                Span::Removed(text) => del { (text) },
            }
        }
    }
}

/// Words with the places in which they answer marked.
pub(super) fn marked(text: &str, places: &[(usize, usize)]) -> Markup {
    words(&highlighted(text, places))
}

/// What else was looked for, and the way to what was typed alone.
pub(super) fn also(asked: &Asked<'_>, widened: &[Widened], path: &str) -> Markup {
    html! {
        @for widened in widened {
            p.about {
                "Beside " strong { (widened.typed) } " also: " (ways(&widened.also).join(", ")) ". "
                a href=(asked.params.with("plain", "1").at(path)) { "Only what was typed" span.hidden { ", not what is also said for " (widened.typed) } }
            }
        }
    }
}

/// Words as printed.
pub(super) fn plain(text: &str) -> Markup {
    words(&unmarked(text))
}

/// A quote with its citation, which leads to its place in the paper.
pub(super) fn quote(said: &Markup, citation: &Citation, search: &Params) -> Markup {
    html! {
        figure.quote {
            blockquote { p { (said) } }
            figcaption { (cite(citation, search)) }
        }
    }
}

/// A citation that leads to its place in the paper, with the matches of a search marked there.
pub(super) fn cite(citation: &Citation, search: &Params) -> Markup {
    html! { a href=(paper_address(&citation.document, Some(citation.block), search)) { (citation) } }
}

/// What sort of finding it is, and whether only its words suggest it.
pub(super) fn kind(finding: &Finding) -> Markup {
    html! {
        (kind_tag(finding.kind))
        @if finding.certainty == Certainty::Possible { " " span.tag.check { "possible: check" } }
        @if let Some(corrected) = corrected(finding) { " " span.tag.hand { "corrected: " (corrected) } }
    }
}

/// A kind of finding.
pub(super) fn kind_tag(kind: FindingKind) -> Markup {
    html! { span class={ "tag kind-" (kind.as_str()) } { (kind.label()) } }
}

/// A link that follows a finding through all papers.
pub(super) fn follow(finding: &Finding) -> Markup {
    html! {
        a.follow href=(address("/trace", &[("q", &finding.id)])) {
            "Follow it through the papers" span.hidden { ": " (finding.citation) }
        }
    }
}

/// One side of a redline: what the earlier text has and the later has not, or the other way round.
pub(super) fn side_of(edits: &[Edit], left_out: EditOp) -> Markup {
    let spans: Vec<Span> = edits
        .iter()
        .filter(|edit| edit.op != left_out)
        .map(|edit| match edit.op {
            EditOp::Equal => Span::Plain(edit.text.clone()),
            EditOp::Insert => Span::Added(edit.text.clone()),
            EditOp::Delete => Span::Removed(edit.text.clone()),
        })
        .collect();
    words(&spans)
}

/// A choice of one, or of none.
pub(super) fn choice<'a>(
    params: &Params,
    name: &str,
    label: &str,
    any: &str,
    options: impl IntoIterator<Item = (&'a str, String)>,
) -> Markup {
    html! {
        label.field {
            span { (label) }
            select name=(name) {
                @if !any.is_empty() { option value="" { (any) } }
                @for (value, shown) in options {
                    option value=(value) selected[params.has(name, value)] { (shown) }
                }
            }
        }
    }
}

/// A choice of any number.
pub(super) fn boxes<'a>(
    params: &Params,
    name: &str,
    legend: &str,
    options: impl IntoIterator<Item = (&'a str, String)>,
) -> Markup {
    html! {
        fieldset {
            legend { (legend) }
            @for (value, shown) in options {
                label.box {
                    input type="checkbox" name=(name) value=(value) checked[params.has(name, value)];
                    span { (shown) }
                }
            }
        }
    }
}

/// The councils to choose from.
pub(super) fn council(asked: &Asked<'_>) -> Markup {
    let councils = asked.held.councils();
    choice(
        &asked.params,
        "council",
        "Council",
        "All councils",
        councils.into_iter().map(|name| (name, name.to_owned())),
    )
}

/// Whose paper a citation is of, where papers of more than one council are in hand and none is chosen.
pub(super) fn of_council(asked: &Asked<'_>, citation: &Citation) -> Markup {
    let document = asked.held.documents.iter().find(|document| document.id == citation.document);
    let council = document.and_then(|document| document.council.as_deref());
    let is_open = !asked.params.is_on("council") && asked.held.councils().len() > 1;
    html! { @if let Some(council) = council.filter(|_| is_open) { ", " (council) } }
}

/// What a page was asked, for paper, where the form that says it is not printed: names of the address, each with its label.
pub(super) fn asked_for(asked: &Asked<'_>, names: &[(&str, &str)]) -> Markup {
    let told = names.iter().flat_map(|&(name, label)| {
        let values = asked.params.all(name).map(move |value| match value {
            "1" => label.to_owned(),
            value => format!("{label}: {}", shown(asked, name, value)),
        });
        values.collect::<Vec<_>>()
    });
    let told: Vec<String> = told.collect();
    html! { @if !told.is_empty() { p.printed { "Asked for: " (told.join("; ")) "." } } }
}

/// What a choice is called on its form.
fn shown(asked: &Asked<'_>, name: &str, value: &str) -> String {
    let paper =
        || DocumentKind::ALL.into_iter().find(|kind| kind.as_str() == value).map(|kind| kind.label().to_owned());
    let review =
        || asked.held.reviews.iter().find(|review| review.id == value).map(|review| review_name(asked.held, review));
    let told = match name {
        "kind" => FindingKind::named(value).map(|kind| kind.label().to_owned()),
        "paper" => paper(),
        "review" => review(),
        "status" | "theme" | "within" | "by" => Some(value.replace('_', " ")),
        _ => None,
    };
    told.unwrap_or_else(|| value.to_owned())
}

/// The kinds of finding to choose from.
pub(super) fn kinds(params: &Params) -> Markup {
    choice(
        params,
        "kind",
        "Kind of finding",
        "All kinds",
        FindingKind::ALL.map(|kind| (kind.as_str(), capital(kind.label()))),
    )
}

/// The first of a list that the page asked for shows; of a page beyond the last that of the last.
pub(super) fn first_shown(asked: &Asked<'_>, of: usize, size: usize) -> usize {
    (asked.params.number("page").min(of.div_ceil(size).max(1)) - 1) * size
}

/// Links to the pages of a long list.
pub(super) fn pages(asked: &Asked<'_>, of: usize, size: usize) -> Markup {
    let last = of.div_ceil(size).max(1);
    let now = asked.params.number("page").min(last);
    let to = |page: usize| asked.params.with("page", &page.to_string()).at(&super::frame::path(asked));
    html! {
        @if last > 1 {
            nav.pages aria-label="Pages of this list" {
                @if now > 1 { a rel="prev" href=(to(now - 1)) { "Previous page" } }
                span { "Page " (now) " of " (last) }
                @if now < last { a rel="next" href=(to(now + 1)) { "Next page" } }
            }
        }
    }
}

/// Links to the same answer as a file.
pub(super) fn downloads(asked: &Asked<'_>, what: &str) -> Markup {
    let to = |format: &str| asked.params.without(&["page"]).at(&format!("/download/{what}.{format}"));
    html! {
        p.downloads {
            "Keep this as "
            a href=(to("csv")) { "CSV" } ", "
            a href=(to("xlsx")) { "XLSX" } " or "
            a href=(to("html")) { "a page to print or send" } "."
        }
    }
}

/// What a paper is called.
pub(super) fn title(document: &Document) -> &str {
    document.title.as_deref().unwrap_or(&document.id)
}

/// What a review is called: "Marlshire, LGA: safeguarding children, April 2015".
pub(super) fn review_name(held: &Holdings, review: &Review) -> String {
    let series = &review.series;
    format!("{}, {}: {}, {}", series.council, series.body, series.subject, dated(held, review))
}

/// When a review was, and whether it only looked at how far things had come: "April 2015, progress review".
pub(super) fn dated(held: &Holdings, review: &Review) -> String {
    let sort = if held.progress.contains(&review.id) { ", progress review" } else { "" };
    format!("{}{sort}", review_date(review))
}

/// When a review was, as far as known.
pub(super) fn review_date(review: &Review) -> String {
    review.date().map_or_else(|| "date not known".to_owned(), |date| date.to_month().long())
}

/// With its first letter in upper case.
pub(super) fn capital(text: &str) -> String {
    crate::output::words::capital(text)
}

/// A kind with its article: "an area for consideration".
pub(super) fn with_article(kind: FindingKind) -> String {
    crate::output::words::with_article(kind.label())
}
