//! Passages that answer a query, with filters; the matches stay marked when a paper is opened.

pub(super) mod lines;

use std::sync::Arc;

use maud::{Markup, html};

use crate::model::{DocumentKind, FindingKind, Hit};
use crate::output::Answer;
use crate::output::layout::HitList;
use crate::output::words::counted;
use crate::search::{
    Facet, FacetValue, Options, Order, Query, Scope, Themes, explain_empty, facets, instead_of, possible, search,
};
use crate::serve::asking::{Asked, Reply};
use crate::serve::frame::{self, Room};
use crate::serve::params::{self, Params, paper_address};
use crate::serve::parts::{also, asked_for, choice, cite, council, downloads, first_shown, kinds, marked, pages};
use crate::themes::Codebook;
use crate::{Error, Result};

/// Passages on one page.
const SHOWN: usize = 20;

/// Beyond so many passages found, or items, sections or papers that are read whole for it, themes are not counted, which would
/// take longer than a reader waits.
fn most_themed(scope: Scope) -> usize {
    match scope {
        Scope::Passage => 3000,
        Scope::Item | Scope::Section => 100,
        Scope::Document => 10,
    }
}

/// What AND, OR and NOT are asked of.
const WITHIN: [(&str, &str); 4] = [
    ("passage", "A passage"),
    ("item", "A paragraph with its items"),
    ("section", "A section"),
    ("document", "A paper"),
];

/// Which passages come first, but for the best.
const ORDERS: [(&str, &str); 2] = [("newest", "The newest"), ("oldest", "The oldest")];

/// Values of a facet that are listed.
const VALUES: usize = 20;

/// A facet with no more values than this stands open.
const FEW: usize = 8;

/// The longest query, in letters.
const LONGEST: usize = 500;

/// What makes a search: it is carried into the papers it leads to, and back.
const MADE_OF: [&str; 13] =
    ["q", "council", "paper", "kind", "from", "to", "lines", "order", "within", "plain", "exact", "all", "page"];

/// The search that led to a page, as its address has it.
pub(super) fn of(params: &Params) -> Params {
    params.only(&MADE_OF)
}

/// The choices of a search, as they are told on paper.
const CHOICES: [(&str, &str); 11] = [
    ("q", "words"),
    ("council", "council"),
    ("paper", "kind of paper"),
    ("kind", "kind of finding"),
    ("from", "from"),
    ("to", "to"),
    ("order", "first"),
    ("within", "words together in a"),
    ("plain", "only what is typed"),
    ("exact", "exactly as typed"),
    ("all", "also apologies, contents and notices"),
];

/// The page of a search; without a query, the form and what can be typed.
pub(super) fn page(asked: &Asked<'_>) -> Result<Reply> {
    let found = if is_empty(&asked.params) { Ok(html! { (examples()) }) } else { found(asked) };
    let result = match found {
        Ok(found) => found,
        Err(error @ Error::Query { .. }) => {
            html! { div.message role="alert" { p { (frame::sentence(&error.to_string())) } (frame::advice(&error)) } }
        }
        Err(error) => return Err(error),
    };
    let typed = asked.params.text("q");
    let title = if typed.is_empty() { "Search".to_owned() } else { format!("{typed} – search") };
    let body = html! { h1 { "Search" } (form(asked)) (asked_for(asked, &CHOICES)) (read_as_words(typed)) (result) };
    Ok(frame::page(asked, Room::Search, &title, &body))
}

/// Which words were most likely meant as operators.
fn read_as_words(typed: &str) -> Markup {
    let words = Query::parse(typed).map(|query| query.operators_read_as_words()).unwrap_or_default();
    html! { @for word in words { p.about { "“" (word) "” is looked for as a word: " (instead_of(word)) "." } } }
}

pub(super) fn is_empty(params: &Params) -> bool {
    ["q", "council", "kind", "paper", "from", "to"].iter().all(|name| !params.is_on(name))
}

fn form(asked: &Asked<'_>) -> Markup {
    let params = &asked.params;
    let papers = DocumentKind::ALL.map(|kind| (kind.as_str(), kind.label().to_owned()));
    let years: std::collections::BTreeSet<i32> =
        asked.held.documents.iter().filter_map(|document| Some(document.date?.year())).collect();
    let years: Vec<String> = years.into_iter().map(|year| year.to_string()).collect();
    let options = || years.iter().map(|year| (year.as_str(), year.clone()));
    html! {
        form.filters action="/search" aria-label="Search with filters" {
            div.field.wide {
                label for="words" { "Words, \"phrases\", AND, OR, NOT, prefix*" }
                input #words name="q" type="search" value=(params.text("q"));
            }
            (council(asked))
            (choice(params, "paper", "Kind of paper", "All papers", papers))
            (kinds(params))
            (choice(params, "from", "From", "Any year", options()))
            (choice(params, "to", "To", "Any year", options()))
            (lines::ways(asked))
            (choice(params, "order", "First", "The best", ORDERS.map(|(order, shown)| (order, shown.to_owned()))))
            (choice(params, "within", "Words together in", "", WITHIN.map(|(name, shown)| (name, shown.to_owned()))))
            label.box { input type="checkbox" name="plain" value="1" checked[params.is_on("plain")]; span { "Only what is typed" } }
            label.box { input type="checkbox" name="exact" value="1" checked[params.is_on("exact")]; span { "Exactly as typed" } }
            label.box { input type="checkbox" name="all" value="1" checked[params.is_on("all")]; span { "Also apologies, contents and notices" } }
            button.strong { "Search" }
        }
    }
}

fn examples() -> Markup {
    html! {
        h2 { "What can be typed" }
        dl.examples {
            @for (query, what) in [
                ("early help", "both words, in any form"),
                ("\"front door\" contact*", "a phrase, and a beginning of a word"),
                ("caseload* NOT agency", "the one without the other"),
                ("kind:recommendation year:2011..2015", "recommendations in papers of these years"),
            ] {
                dt { a href=(params::address("/search", &[("q", query)])) { code { (query) } } }
                dd { (what) }
            }
        }
    }
}

/// A query as typed, unless it is too long.
pub(super) fn parsed(typed: &str) -> Result<Query> {
    if typed.chars().count() > LONGEST {
        return Err(Error::Query {
            query: String::new(),
            at: 0,
            message: format!("this query is longer than {LONGEST} letters"),
            hint: "ask for less at a time".into(),
        });
    }
    Query::parse(typed)
}

/// The query that words and filters make together.
fn whole(params: &Params) -> Result<Query> {
    let typed = params.text("q");
    // First alone, so that a fault is shown where it was typed.
    if !typed.is_empty() {
        parsed(typed)?;
    }
    let mut parts: Vec<String> = Vec::new();
    if let Some(council) = params.get("council") {
        parts.push(format!("council:\"{}\"", council.replace('"', " ")));
    }
    params.known("within", "part of a paper", &Scope::ALL, Scope::as_str)?;
    let kinds = params.kinds()?.into_iter().map(FindingKind::as_str);
    let papers = params.known("paper", "kind of paper", &DocumentKind::ALL, DocumentKind::as_str)?;
    let papers = papers.into_iter().map(DocumentKind::as_str);
    parts.extend(kinds.take(1).chain(papers.take(1)).map(|kind| format!("kind:{kind}")));
    let year = |name: &str| {
        let read = |year: &str| {
            let digits = year.len() <= 4 && !year.is_empty() && year.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| format!("{year:0>4}")).ok_or_else(|| Error::Query {
                query: String::new(),
                at: 0,
                message: format!("`{year}` is no year"),
                hint: "write a year, such as 2015".into(),
            })
        };
        params.get(name).map(read).transpose()
    };
    match (year("from")?, year("to")?) {
        (Some(from), Some(to)) if from > to => {
            return Err(Error::Query {
                query: String::new(),
                at: 0,
                message: format!("the year after From, {from}, is later than the year after To, {to}"),
                hint: "choose them the other way round".into(),
            });
        }
        (None, None) => {}
        (from, to) => parts.push(format!("date:{}..{}", from.unwrap_or_default(), to.unwrap_or_default())),
    }
    Query::narrowed(typed, &parts)
}

fn options(asked: &Asked<'_>) -> Options {
    let params = &asked.params;
    let exact = params.is_on("exact");
    let themes: Arc<dyn Themes> = Arc::<Codebook>::clone(&asked.held.codebook);
    Options {
        all: params.is_on("all"),
        exact,
        order: Order::ALL.into_iter().find(|order| params.has("order", order.as_str())).unwrap_or_default(),
        scope: Scope::ALL.into_iter().find(|scope| params.has("within", scope.as_str())).unwrap_or_default(),
        synonyms: (!exact && !params.is_on("plain")).then(|| Arc::clone(&asked.held.synonyms)),
        themes: Some(themes),
        ..Options::default()
    }
}

fn found(asked: &Asked<'_>) -> Result<Markup> {
    let query = whole(&asked.params)?;
    if let Some(order) = lines::order(asked) {
        return match lines::found(asked, &query, order)? {
            Some(lines) => Ok(lines),
            None => nothing(asked, &query, &options(asked)),
        };
    }
    let mut offset = (asked.params.number("page") - 1).saturating_mul(SHOWN);
    let mut options = Options { limit: Some(SHOWN), offset, ..options(asked) };
    let mut answer = search(&asked.held.snapshot, &query, &options)?;
    if answer.total == 0 {
        return nothing(asked, &query, &options);
    }
    // Of a page beyond the last the last is shown.
    if answer.hits.is_empty() {
        offset = first_shown(asked, answer.total, SHOWN);
        options.offset = offset;
        answer = search(&asked.held.snapshot, &query, &options)?;
    }
    let is_soon_themed = answer.units.unwrap_or(answer.total) <= most_themed(answer.scope);
    options.themes = options.themes.filter(|_| is_soon_themed || query.asks_for_themes());
    let facets = facets(&asked.held.snapshot, &query, &options)?;
    let possible = possible(&asked.held.snapshot, &query, &options)?;
    let search = of(&asked.params);
    Ok(html! {
        p.lead role="status" {
            (counted(answer.total, "passage", "passages")) ", " (answer.order.as_str()) " first."
            @match possible { 0 => {}, 1 => " 1 more holds such a finding only possibly.", more => { " " (more) " more hold such findings only possibly." } }
            @if answer.total > SHOWN && !answer.hits.is_empty() { " Shown: " (offset + 1) " to " (offset + answer.hits.len()) "." }
        }
        (also(asked, &answer.widened, "/search"))
        div.with-facets {
            div {
                ol.hits start=(offset + 1) { @for hit in &answer.hits { (one(hit, &search)) } }
                (pages(asked, answer.total, SHOWN))
                (downloads(asked, "search"))
            }
            (narrower(asked, &facets))
        }
    })
}

/// How the answers are spread; each value narrows the search to it.
fn narrower(asked: &Asked<'_>, facets: &[Facet]) -> Markup {
    let typed = asked.params.text("q");
    let typed = if typed.contains(" OR ") { format!("({typed})") } else { typed.to_owned() };
    let to = |value: &FacetValue| {
        asked.params.without(&["page"]).with("q", format!("{typed} {}", value.query).trim()).at("/search")
    };
    html! {
        section.facets aria-label="Narrow the search" {
            h2 { "Narrow it" }
            @for facet in facets.iter().filter(|facet| facet.values.len() > 1) {
                details open[facet.values.len() <= FEW] {
                    summary { (facet.label) }
                    ul {
                        @for value in facet.values.iter().take(VALUES) {
                            li {
                                a href=(to(value)) { (value.label) } " "
                                span.soft { (value.passages) span.hidden { " passages" } }
                            }
                        }
                        @if facet.values.len() > VALUES { li.soft { (facet.values.len() - VALUES) " more" } }
                    }
                }
            }
        }
    }
}

fn one(hit: &Hit, search: &Params) -> Markup {
    let at = &hit.citation;
    let title = hit.title.as_deref().unwrap_or(&at.document);
    html! {
        li.hit {
            h2 { a href=(paper_address(&at.document, Some(at.block), search)) { (title) span.hidden { ", " (at) } } }
            p.about {
                span.tag { (hit.kind.label()) } " "
                @if let Some(council) = &hit.council { (council) ". " }
                (cite(at, search))
            }
            blockquote { p { (marked(&hit.text, &hit.highlights)) } }
            @for finding in &hit.findings {
                p.about { a href=(params::address("/trace", &[("q", finding)])) { "Follow this finding" span.hidden { ": " (finding) } } }
            }
        }
    }
}

/// Why nothing answers, part by part.
fn nothing(asked: &Asked<'_>, query: &Query, options: &Options) -> Result<Markup> {
    let why = explain_empty(&asked.held.snapshot, query, options)?;
    Ok(html! {
        div.message role="status" {
            p { strong { "Nothing found." } }
            @if let Some(instead) = &why.instead {
                p { "Did you mean " a href=(asked.params.with("q", instead).at("/search")) { (instead) } "?" }
            }
            @if let Some(narrowed) = &why.with_conditions {
                p {
                    "Few passages name whose paper they are of. Try "
                    a href=(asked.params.with("q", narrowed).at("/search")) { (narrowed) } "."
                }
            }
            @for unknown in &why.unknown {
                p {
                    "No paper has “" (unknown.word) "”"
                    @if !unknown.near.is_empty() {
                        "; near it " (if unknown.near.len() == 1 { "is" } else { "are" }) " " (unknown.near.join(", "))
                    }
                    "."
                }
            }
            ul {
                @for part in &why.parts {
                    li {
                        code { (part.part) } ": " (counted(part.alone, "passage", "passages")) " by itself"
                        @if let Some(without) = part.without { "; the rest without it: " (without) }
                        "."
                        @if let Some(apart) = part.apart { " These words, not side by side: " (counted(apart, "passage", "passages")) "." }
                        @if !part.known.is_empty() { " There are: " (part.known.join(", ")) "." }
                    }
                }
            }
            @if why.in_boilerplate > 0 {
                p {
                    (counted(why.in_boilerplate, "passage answers", "passages answer")) " in apologies, contents pages and the like. "
                    a href=(asked.params.with("all", "1").at("/search")) { "Search those too." }
                }
            }
        }
    })
}

/// The passages, all of them, as a file.
pub(super) fn answer(asked: &Asked<'_>, write: &mut dyn FnMut(&dyn Answer) -> Result<()>) -> Result<()> {
    let query = whole(&asked.params)?;
    let answer = search(&asked.held.snapshot, &query, &options(asked))?;
    write(&HitList { query: query.text(), like: false, answer: &answer, groups: &[] })
}

/// The passages of one paper that answer, marked; none where the search cannot be read.
pub(super) fn in_paper(asked: &Asked<'_>, document: &str) -> Result<Vec<Hit>> {
    if is_empty(&asked.params) {
        return Ok(Vec::new());
    }
    let Ok(query) = whole(&asked.params) else { return Ok(Vec::new()) };
    let Ok(query) = Query::narrowed(query.text(), &[format!("doc:\"{document}\"")]) else { return Ok(Vec::new()) };
    let mut hits = search(&asked.held.snapshot, &query, &Options { all: true, ..options(asked) })?.hits;
    hits.retain(|hit| hit.citation.document == document);
    hits.sort_by_key(|hit| hit.citation.block);
    Ok(hits)
}
