//! The first page: the reviews on a line of time, and what was read and what was not. And the list of papers.

use maud::{Markup, html};

use super::asking::{Asked, Reply};
use super::frame::{self, Room};
use super::params::{Params, address, paper_address};
use super::parts::{choice, council, dated, downloads, first_shown, pages, review_date, title};
use crate::Result;
use crate::model::{Certainty, Document, DocumentKind, Review};
use crate::output::Answer;
use crate::output::layout::{Skipped, Status};
use crate::output::words::{counted, found, when};
use crate::store::Wanted;

/// Series on one page: with more, a council is to be chosen.
const SERIES: usize = 40;

/// Papers on one page of the list.
const PAPERS: usize = 100;

/// The overview.
pub(super) fn page(asked: &Asked<'_>) -> Result<Reply> {
    let held = asked.held;
    let wanted = asked.params.get("council");
    let series: Vec<&[Review]> = held
        .reviews
        .chunk_by(|a, b| a.series == b.series)
        .filter(|series| wanted.is_none_or(|council| series[0].series.council == council))
        .filter(|series| series.iter().any(|review| !review.only_mentioned()))
        .collect();
    let shown = &series[..series.len().min(SERIES)];
    let headway = asked.site.headway();
    let body = html! {
        h1 { "Reviews of " (held.name) }
        p.lead {
            (counted(held.totals.documents, "paper", "papers")) " read, "
            (found(held.totals.findings, held.totals.possible)) " in them. "
            @if held.skipped.is_empty() { "No file was left out." }
            @else { a href="#skipped" { (counted(held.skipped.len(), "file", "files")) " could not be read" } "." }
        }
        @if headway.of > 0 {
            p.message role="status" {
                (headway.done) " of " (counted(headway.of, "new or changed paper", "new or changed papers")) " read so far. "
                a href="/" { "Look again" } "."
            }
        }
        @if held.councils().len() > 1 {
            form.filters action="/" { (council(asked)) button { "Show" } }
        }
        @if series.is_empty() {
            p { "No review was recognised in these papers. " a href="/papers" { "See what was read." } }
        } @else {
            (line_of_time(shown))
            @if series.len() > shown.len() {
                p { (shown.len()) " of " (series.len()) " series of reviews are shown: choose a council to see the others." }
            }
            div.series { @for series in shown { (one_series(asked, series)) } }
        }
        (skipped(asked))
        (warned(asked))
    };
    Ok(frame::page(asked, Room::Overview, "Overview", &body))
}

/// One series: its reviews in order, each with what can be asked of it.
fn one_series(asked: &Asked<'_>, series: &[Review]) -> Markup {
    let name = &series[0].series;
    let in_hand = series.iter().filter(|review| !review.only_mentioned());
    let (lists, prose): (Vec<&Review>, Vec<&Review>) = in_hand.partition(|review| asked.held.lists(review));
    html! {
        section.card {
            h2 { (name.council) ", " (name.body) ": " (name.subject) }
            ol.line {
                @for review in series {
                    li {
                        strong { (dated(asked.held, review)) }
                        @if review.only_mentioned() {
                            span.soft { "only mentioned: none of its papers is here" }
                        } @else {
                            span.soft { (frame::sentence(&when(review))) }
                            span {
                                a href=(address("/findings", &[("review", &review.id)])) {
                                    "Findings" span.hidden { " of " (review.id) }
                                }
                                @for paper in &review.documents {
                                    " · " a href=(paper_address(paper, None, &Params::NONE)) { (called(asked, paper)) }
                                }
                            }
                        }
                    }
                }
            }
            @for review in &prose {
                p.soft { "The progress review of " (review_date(review)) " reports in prose and lists nothing to compare: it is to be read." }
            }
            @for pair in lists.windows(2) {
                p {
                    a.button href=(address("/diff", &[("earlier", &pair[0].id), ("later", &pair[1].id)])) {
                        "Compare " (dated(asked.held, pair[0])) " with " (dated(asked.held, pair[1]))
                        span.hidden { ", " (name.council) ", " (name.body) ", " (name.subject) }
                    }
                }
            }
        }
    }
}

/// What a citation calls a paper: "Review letter, 9 Nov 2011".
fn called(asked: &Asked<'_>, id: &str) -> String {
    let document = asked.held.documents.iter().find(|document| document.id == id);
    let name = |document: &Document| match document.date {
        Some(date) => format!("{}, {}", document.kind.label(), date.short()),
        None => document.kind.label().to_owned(),
    };
    document.map_or_else(|| id.to_owned(), name)
}

/// Width of a year, height of a series with its name above its line, and the room at the left, in the units of the picture.
const YEAR: f64 = 46.0;
const ROW: f64 = 50.0;
const LEFT: f64 = 8.0;
/// The least width, so that a name has room where there are few years.
const NARROWEST: f64 = 480.0;

/// The reviews as points on a line of time, a line a series; the lists below it say the same in words.
fn line_of_time(series: &[&[Review]]) -> Markup {
    let years = || series.iter().flat_map(|series| series.iter()).filter_map(|review| Some(review.date()?.year()));
    let (Some(first), Some(last)) = (years().min(), years().max()) else { return html! {} };
    let width = (LEFT + f64::from(last - first + 1) * YEAR + 20.0).max(NARROWEST);
    let height = ROW * series.len() as f64 + 40.0;
    let at = |review: &Review| {
        review.date().map(|date| LEFT + f64::from(date.months() - first * 12) / 12.0 * YEAR + YEAR / 24.0)
    };
    let y = |row: usize| ROW * (row as f64 + 1.0) + 20.0;
    let words = format!(
        "{} from {first} to {last}; the lists below give each date.",
        counted(series.iter().map(|series| series.len()).sum(), "review", "reviews")
    );
    html! {
        div.scroll role="region" aria-label="Line of time" tabindex="0" {
            svg.time role="img" aria-label=(words) width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } {
                @for year in first..=last {
                    @let x = LEFT + f64::from(year - first) * YEAR;
                    line.grid x1=(x) x2=(x) y1="24" y2=(height) {}
                    text.year x=(x + 4.0) y="18" { (year) }
                }
                @for (row, series) in series.iter().enumerate() {
                    @let name = &series[0].series;
                    text.name x=(LEFT) y=(y(row) - 16.0) { (name.council) ", " (name.body) ": " (name.subject) }
                    @let places: Vec<f64> = series.iter().filter_map(at).collect();
                    @if let (Some(from), Some(to)) = (places.first(), places.last()) {
                        line.run x1=(from) x2=(to) y1=(y(row)) y2=(y(row)) {}
                    }
                    @for review in *series {
                        @if let Some(x) = at(review) {
                            circle class=(if review.only_mentioned() { "only-mentioned" } else { "in-hand" }) cx=(x) cy=(y(row)) r="7" {
                                title { (review_date(review)) }
                            }
                        }
                    }
                }
            }
        }
        p.soft { "● papers in hand  ○ only mentioned in other papers" }
    }
}

fn skipped(asked: &Asked<'_>) -> Markup {
    html! {
        @if !asked.held.skipped.is_empty() {
            section #skipped {
                h2 { "Files that could not be read" }
                div.scroll role="region" aria-label="Files that could not be read" tabindex="0" {
                    table {
                        caption { (counted(asked.held.skipped.len(), "file", "files")) ", each with the reason" }
                        thead { tr { th scope="col" { "File" } th scope="col" { "Why" } } }
                        tbody {
                            @for file in &asked.held.skipped {
                                tr { th scope="row" { (file.path) } td { (frame::on_a_page(&file.reason)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What to know about the reading of papers, and pins that lost their place.
fn warned(asked: &Asked<'_>) -> Markup {
    const SHOWN: usize = 100;
    let warned: Vec<(&Document, String)> = asked
        .held
        .documents
        .iter()
        .flat_map(|document| document.warnings.iter().map(move |warning| (document, warning.to_string())))
        .collect();
    html! {
        @if !warned.is_empty() || !asked.held.lost.is_empty() {
            section {
                h2 { "Worth a look" }
                ul {
                    @for lost in &asked.held.lost { li { (frame::sentence(lost)) } }
                    @for (document, warning) in warned.iter().take(SHOWN) {
                        li { a href=(paper_address(&document.id, None, &Params::NONE)) { (document.path) } ": " (frame::on_a_page(warning)) }
                    }
                }
                @if warned.len() > SHOWN { p { (SHOWN) " of " (warned.len()) " are shown." } }
            }
        }
    }
}

/// The papers that were read, as a list that can be narrowed.
pub(super) fn papers(asked: &Asked<'_>) -> Result<Reply> {
    let wanted = wanted(asked);
    let from = first_shown(asked, wanted.len(), PAPERS);
    let kinds = DocumentKind::ALL.map(|kind| (kind.as_str(), kind.label().to_owned()));
    let body = html! {
        h1 { "Papers" }
        form.filters action="/papers" {
            (council(asked))
            (choice(&asked.params, "paper", "Kind of paper", "All kinds", kinds))
            button { "Show" }
        }
        p.lead { (counted(wanted.len(), "paper", "papers")) "." }
        div.scroll role="region" aria-label="Papers" tabindex="0" {
            table {
                caption { "Papers by their place in the folder" }
                thead {
                    tr {
                        th scope="col" { "Paper" } th scope="col" { "Kind" } th scope="col" { "Council" }
                        th scope="col" { "Date" } th.number scope="col" { "Pages" }
                    }
                }
                tbody {
                    @for document in wanted.iter().skip(from).take(PAPERS) {
                        tr {
                            th scope="row" {
                                a href=(paper_address(&document.id, None, &Params::NONE)) { (title(document)) }
                                br; span.soft { (document.path) }
                            }
                            td { (document.kind.label()) }
                            td { (document.council.as_deref().unwrap_or("not known")) }
                            td { (document.date.map_or_else(|| "not known".to_owned(), |date| date.long())) }
                            td.number { (document.pages.map_or_else(String::new, |pages| pages.to_string())) }
                        }
                    }
                }
            }
        }
        (pages(asked, wanted.len(), PAPERS))
        (downloads(asked, "papers"))
    };
    Ok(frame::page(asked, Room::Papers, "Papers", &body))
}

fn wanted<'a>(asked: &Asked<'a>) -> Vec<&'a Document> {
    let (council, kind) = (asked.params.get("council"), asked.params.get("paper"));
    let fits = |document: &&Document| {
        council.is_none_or(|council| document.council.as_deref() == Some(council))
            && kind.is_none_or(|kind| document.kind.as_str() == kind)
    };
    asked.held.documents.iter().filter(fits).collect()
}

/// What was read, as a file.
pub(super) fn answer(asked: &Asked<'_>, write: &mut dyn FnMut(&dyn Answer) -> Result<()>) -> Result<()> {
    let held = asked.held;
    let documents: Vec<Document> = wanted(asked).into_iter().cloned().collect();
    let only = narrowed_to(asked);
    let is_wanted = |review: &&Review| only.is_none() || is_in(review, &documents);
    let reviews: Vec<Review> = held.reviews.iter().filter(is_wanted).cloned().collect();
    let (findings, possible) = match only {
        None => (held.totals.findings, held.totals.possible),
        Some(_) => found_in(asked, &documents)?,
    };
    // Of a file that could not be read nobody knows of which council it is.
    let skipped = held.skipped.iter().filter(|_| only.is_none());
    let skipped: Vec<Skipped> =
        skipped.map(|file| Skipped { path: file.path.clone(), reason: file.reason.clone() }).collect();
    write(&Status {
        documents: &documents,
        reviews: &reviews,
        findings,
        possible,
        only: only.as_deref(),
        skipped: &skipped,
        corrections: &[],
        list_documents: true,
    })
}

/// What the list of papers is narrowed to, in words; `None` where it is all of them.
fn narrowed_to(asked: &Asked<'_>) -> Option<String> {
    let kind = DocumentKind::ALL.into_iter().find(|kind| asked.params.has("paper", kind.as_str()));
    let words: Vec<&str> = asked.params.get("council").into_iter().chain(kind.map(DocumentKind::label)).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// Whether a review has a paper among some.
fn is_in(review: &Review, documents: &[Document]) -> bool {
    documents.iter().any(|document| review.documents.contains(&document.id))
}

/// How many findings stand in some papers, and how many of them are only possible.
fn found_in(asked: &Asked<'_>, documents: &[Document]) -> Result<(usize, usize)> {
    let paths: Vec<String> = documents.iter().map(|document| document.path.clone()).collect();
    if paths.is_empty() {
        return Ok((0, 0)); // No paper would mean all of them.
    }
    let of = Wanted { documents: paths, possible: true, ..Wanted::default() };
    let findings = asked.held.snapshot.findings(&of)?;
    let possible = findings.iter().filter(|finding| finding.certainty == Certainty::Possible).count();
    Ok((findings.len(), possible))
}
