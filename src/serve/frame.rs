//! What every page has: its head, where one is and can go, what was just done, its foot.

use std::sync::LazyLock;

use axum::http::StatusCode;
use maud::{DOCTYPE, Markup, html};

use super::asking::{Asked, Reply};
use super::holdings::Holdings;
use super::parts::review_name;
use super::settle;
use super::site::{Headway, Site};
use crate::Error;
use crate::model::Review;
use crate::output::words::{counted, found};
use crate::output::{self, is_not_of_format};

/// The style of every page: that of saved answers, and what a browser needs beside it.
pub(super) static STYLE: LazyLock<String> =
    LazyLock::new(|| format!("{}\n{}", output::STYLE, include_str!("style.css")));

/// Keys and comfort; every page works without it.
pub(super) static SCRIPT: LazyLock<String> = LazyLock::new(|| include_str!("script.js").to_owned());

pub(super) static ICON: LazyLock<String> = LazyLock::new(|| include_str!("icon.svg").to_owned());

/// The rooms one can go to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Room {
    Overview,
    Search,
    Diff,
    Threads,
    Unanswered,
    Themes,
    Brief,
    Findings,
    Papers,
    Settled,
}

impl Room {
    const ALL: [(Self, &'static str, &'static str); 10] = [
        (Self::Overview, "/", "Overview"),
        (Self::Search, "/search", "Search"),
        (Self::Diff, "/diff", "Compare"),
        (Self::Threads, "/trace", "Threads"),
        (Self::Unanswered, "/unanswered", "Unanswered"),
        (Self::Themes, "/themes", "Themes"),
        (Self::Brief, "/brief", "Briefing"),
        (Self::Findings, "/findings", "Findings"),
        (Self::Papers, "/papers", "Papers"),
        (Self::Settled, "/settled", "Settled by hand"),
    ];
}

/// A whole page.
pub(super) fn page(asked: &Asked<'_>, room: Room, title: &str, body: &Markup) -> Reply {
    page_as(asked, StatusCode::OK, room, title, body)
}

/// A whole page that may not be the answer that was asked for.
pub(super) fn page_as(asked: &Asked<'_>, status: StatusCode, room: Room, title: &str, body: &Markup) -> Reply {
    let done = settle::just_done(asked);
    // What was searched for stays at hand in the papers it led to.
    let searched = if room == Room::Papers { asked.params.text("q") } else { "" };
    Reply::Page(
        status,
        framed(
            Some(asked.site),
            Some(asked.held),
            Some(room),
            title,
            searched,
            &html! { (done) (trouble(asked.site)) (body) },
        ),
    )
}

/// That what is shown may be of before, on every page: whoever reads on another than the first has to know it too.
fn trouble(site: &Site) -> Markup {
    html! {
        @if let Some(trouble) = site.headway().trouble {
            p.message role="status" { "The papers could not be looked at again: " (trouble) " What is shown is as it was read before." }
        }
    }
}

/// A page that only says something.
pub(super) fn notice(site: &Site, held: &Holdings, title: &str, what: &str, more: Option<&Markup>) -> String {
    let body = html! {
        h1 { (title) }
        p { (what) }
        @if let Some(more) = more { (more) }
    };
    framed(Some(site), Some(held), None, title, "", &body)
}

/// The page of an error: what happened, where, and what to try.
pub(super) fn error(site: &Site, held: &Holdings, error: &Error) -> String {
    notice(site, held, "That could not be answered", &said(held, error), Some(&advice(error)))
}

/// What happened, and what to try, as a message beside the choices that led to it.
pub(super) fn message(held: &Holdings, error: &Error) -> Markup {
    html! { div.message role="alert" { p { (said(held, error)) } (advice(error)) } }
}

/// Whether another choice on the page would do: then its choices stay in sight.
pub(super) fn is_of_a_choice(error: &Error) -> bool {
    matches!(
        error,
        Error::NoCouncil { .. }
            | Error::NoCommittee { .. }
            | Error::NoReview { .. }
            | Error::AmbiguousReview { .. }
            | Error::NothingToCompare { .. }
            | Error::OneReview { .. }
            | Error::NoMinutes { .. }
            | Error::SharedMinutes { .. }
    )
}

/// What happened, with reviews called as pages call them.
fn said(held: &Holdings, error: &Error) -> String {
    match error {
        Error::OneReview { earlier, later, .. } | Error::NothingToCompare { earlier, later, .. }
            if earlier == later && !earlier.is_empty() =>
        {
            return "The same was chosen twice, and a comparison needs two.".to_owned();
        }
        _ => {}
    }
    // Of two councils the error says which: so does the name.
    let named = |text: String, review: &Review| {
        let (id, name) = (&review.id, review_name(held, review));
        text.replace(&format!("`{id}`"), &name).replace(&format!("`{id} ({})`", review.series.council), &name)
    };
    let text = held.reviews.iter().fold(error.to_string(), named);
    sentence(&if is_of_a_choice(error) { text.replace('`', "") } else { text })
}

/// Where an error is, and what to try, in words for a browser: there is no option to name on a page.
pub(super) fn advice(error: &Error) -> Markup {
    html! {
        @if let Some(place) = error.place() { pre.place { (place) } }
        @if let Some(hint) = to_try(error).or_else(|| error.hint()) {
            @let mut lines = hint.lines();
            p { (sentence(lines.next().unwrap_or_default())) }
            @let rest: Vec<&str> = lines.collect();
            @if !rest.is_empty() { ul { @for line in rest { li { (line.trim()) } } } }
        }
    }
}

/// What to try on a page where the words of the error are for the command line.
fn to_try(error: &Error) -> Option<String> {
    let choose = |what: &str, known: &[String]| {
        let known: String = known.iter().map(|line| format!("\n{line}")).collect();
        format!("choose {what}:{known}")
    };
    match error {
        Error::NoCouncil { known, .. } | Error::NoReview { known, .. } | Error::NothingToCompare { known, .. }
            if known.is_empty() =>
        {
            Some("the page Papers shows what was read, and as what".into())
        }
        Error::NoCouncil { known, .. } => Some(choose("one council", known)),
        Error::OneReview { .. } => Some("choose two that differ".into()),
        Error::NothingToCompare { earlier, later, .. } if earlier == later => Some("choose two that differ".into()),
        Error::NothingToCompare { .. } => {
            Some("choose two reviews of one series: one council, one body, one subject".into())
        }
        Error::NoCommittee { known, .. } if known.is_empty() => {
            Some("choose all committees: no minutes of this council say whose they are".into())
        }
        Error::NoMinutes { known, .. } if known.is_empty() => {
            Some("the page Papers shows what was read, and as what".into())
        }
        Error::SharedMinutes { .. } => Some("choose two years that differ".into()),
        Error::NoDocument { matches, .. } if matches.is_empty() => Some("the page Papers lists them all".into()),
        Error::NoFinding { .. } => Some("the page Findings lists them all".into()),
        Error::NotInPaper { .. } => Some("copy the words from the page of the paper".into()),
        Error::Busy { .. } => Some("wait until the other run has ended, and load the page again".into()),
        Error::Io { source, .. } if is_not_of_format(source) => {
            Some("keep it as one of the files that the page offers".into())
        }
        _ => None,
    }
}

/// What is said of a paper when it is read, for somebody who did not start the program.
pub(super) fn on_a_page(said: &str) -> String {
    let said = said.replace("`--ocr` reads them", "lookback reads them when it is started with OCR");
    said.replace("`--ocr` reads it", "lookback reads it when it is started with OCR")
}

/// With a capital at its beginning and a stop at its end.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    let mut out: String = letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect();
    if !out.ends_with(['.', ':', '?', '!']) {
        out.push('.');
    }
    out
}

/// The page while nothing can be answered yet.
pub(super) fn reading(headway: &Headway) -> String {
    let Headway { done, of, .. } = *headway;
    let body = html! {
        h1 { "Reading the papers" }
        @if let Some(trouble) = &headway.trouble {
            p { "The papers could not be read: " (trouble) }
            p { "Lookback tries again when you load this page." }
        } @else {
            p { "The papers are being read for the first time. This page shows when they are ready." }
            p #progress role="status" { @if of > 0 { (done) " of " (of) " papers read." } @else { "Looking for papers." } }
            @if of > 0 { progress.reading max=(of) value=(done) aria-labelledby="progress" { (done) " of " (of) } }
        }
        p { a.button href="" { "Look again" } }
    };
    framed(None, None, None, "Reading the papers", "", &body)
}

fn framed(
    site: Option<&Site>,
    held: Option<&Holdings>,
    room: Option<Room>,
    title: &str,
    query: &str,
    body: &Markup,
) -> String {
    let name = held.map_or("lookback", |held| held.name.as_str());
    let page = html! {
        (DOCTYPE)
        html lang="en-GB" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="generator" content="lookback";
                title { (title) " · " (name) " · lookback" }
                link rel="stylesheet" href="/assets/style.css";
                link rel="icon" href="/assets/icon.svg" type="image/svg+xml";
                script src="/assets/script.js" defer {}
            }
            body data-waiting[held.is_none()] {
                a.skip href="#main" { "Skip to the content" }
                header.top {
                    div.bar {
                        a.brand href="/" { strong { "lookback" } span.corpus { (name) } }
                        @if held.is_some() {
                            form.find role="search" action="/search" aria-label="All papers" {
                                label.hidden for="find" { "Search all papers" }
                                input #find name="q" type="search" value=(query) placeholder="Search all papers";
                                button { "Search" }
                            }
                        }
                    }
                    @if held.is_some() {
                        nav.rooms aria-label="Pages" {
                            ul {
                                @for (own, address, name) in Room::ALL {
                                    li { a href=(address) aria-current=[(room == Some(own)).then_some("page")] { (name) } }
                                }
                            }
                        }
                    }
                }
                main #main tabindex="-1" {
                    (body)
                }
                footer.foot { @if let (Some(site), Some(held)) = (site, held) { (foot(site, held)) } }
            }
        }
    };
    page.into_string()
}

fn foot(site: &Site, held: &Holdings) -> Markup {
    let totals = &held.totals;
    html! {
        p {
            (counted(totals.documents, "paper", "papers")) ", " (found(totals.findings, totals.possible)) ", "
            (counted(held.in_hand().count(), "review", "reviews")) ". "
            "lookback " (env!("CARGO_PKG_VERSION"))
        }
        form method="post" action="/refresh" {
            (token(site))
            button.quiet { "Look for new papers" }
        }
        p #keys hidden {}
    }
}

/// The hidden field that shows that a form is ours.
pub(super) fn token(site: &Site) -> Markup {
    html! { input type="hidden" name="token" value=(site.token); }
}

/// Where a form leads back to: this page, without what was just done.
pub(super) fn back(asked: &Asked<'_>) -> Markup {
    html! { input type="hidden" name="back" value=(here(asked)); }
}

/// The address of this page, without what was just done.
pub(super) fn here(asked: &Asked<'_>) -> String {
    asked.params.without(&settle::DONE).at(&encoded(&asked.path))
}

fn encoded(path: &str) -> String {
    let encode = |part| percent_encoding::utf8_percent_encode(part, super::params::SEGMENT).to_string();
    path.split('/').map(encode).collect::<Vec<_>>().join("/")
}

/// The path of this page, as an address has it.
pub(super) fn path(asked: &Asked<'_>) -> String {
    encoded(&asked.path)
}
