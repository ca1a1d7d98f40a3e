//! One matter through all papers, oldest first; and what was asked for and found no answer.

use std::sync::Arc;

use maud::{Markup, html};

use super::asking::{Asked, Reply};
use super::frame::{self, Room};
use super::params::{Params, address};
use super::parts::{
    also, asked_for, cite, council, downloads, first_shown, follow, kind, kinds, marked, of_council, pages, plain,
    quote,
};
use super::search::parsed;
use crate::answers::{Narrow, Silence, Thread, Unanswered, is_identifier, silence, trace, trace_finding};
use crate::model::{Band, Date, ThreadEntry, ThreadWhat};
use crate::output::Answer;
use crate::output::layout::{self, LISTED, MAY_BE_ANSWERED, SilenceReport};
use crate::output::words::{capital, counted, duty};
use crate::{Error, Result};

/// With more papers than this a council is to be chosen before asks are looked for in them.
const SEARCHED: usize = 1000;

/// Asks on one page.
const SHOWN: usize = 50;

/// The thread of a matter.
pub(super) fn page(asked: &Asked<'_>) -> Result<Reply> {
    let typed = asked.params.text("q");
    let result = if typed.is_empty() {
        html! {
            p { "Follow a matter through every review and meeting: " a href=(address("/trace", &[("q", "early help")])) { "early help" } ", for example. "
                "From a finding, “Follow it through the papers” leads here." }
        }
    } else {
        match followed(asked) {
            Ok(thread) => steps(asked, &thread),
            Err(error @ Error::Query { .. }) => {
                html! { div.message role="alert" { p { (frame::sentence(&error.to_string())) } (frame::advice(&error)) } }
            }
            Err(error) => return Err(error),
        }
    };
    let body = html! {
        h1 { "Threads" }
        form.filters action="/trace" aria-label="A matter to follow" {
            div.field.wide {
                label for="matter" { "A matter, as in a search, or the identifier of a finding" }
                input #matter name="q" type="search" value=(typed);
            }
            (council(asked))
            label.box { input type="checkbox" name="all" value="1" checked[asked.params.is_on("all")]; span { "Every passage of each paper" } }
            button.strong { "Follow" }
        }
        (asked_for(asked, &[("q", "matter"), ("council", "council"), ("all", "every passage of each paper")]))
        (result)
    };
    let title = if typed.is_empty() { "Threads".to_owned() } else { format!("{typed} – thread") };
    Ok(frame::page(asked, Room::Threads, &title, &body))
}

fn followed(asked: &Asked<'_>) -> Result<Thread> {
    let (held, typed) = (asked.held, asked.params.text("q"));
    if let Some(finding) = held.snapshot.finding(typed)? {
        return trace_finding(&held.snapshot, &finding, &held.means());
    }
    if is_identifier(typed) {
        return Err(Error::NoFinding { asked: typed.to_owned() });
    }
    let narrow = Narrow { councils: asked.params.all("council").map(str::to_owned).collect(), ..Narrow::default() };
    let synonyms = (!asked.params.is_on("plain")).then(|| Arc::clone(&held.synonyms));
    trace(&held.snapshot, &parsed(typed)?, &narrow, synonyms, asked.params.is_on("all"))
}

fn steps(asked: &Asked<'_>, thread: &Thread) -> Markup {
    let marks = thread.entries.iter().any(|entry| !entry.highlights.is_empty());
    let search = if marks { asked.params.only(&["q", "plain"]) } else { Params::NONE };
    html! {
        @if thread.entries.is_empty() {
            p.message role="status" { "No paper speaks of it." }
        } @else {
            p.lead role="status" { (counted(thread.entries.len(), "step", "steps")) ", oldest first." }
            (also(asked, &thread.widened, "/trace"))
            ol.thread { @for entry in &thread.entries { (step(asked, entry, &search)) } }
            @if thread.left_out > 0 {
                p {
                    (counted(thread.left_out, "more passage speaks", "more passages speak")) " of it. "
                    a href=(asked.params.with("all", "1").at("/trace")) { "Show them all." }
                }
            }
            (downloads(asked, "trace"))
        }
    }
}

fn step(asked: &Asked<'_>, entry: &ThreadEntry, search: &Params) -> Markup {
    let said = match (entry.what, &entry.review) {
        (ThreadWhat::Finding, Some(review)) => format!(" by {}", asked.held.register().named(review)),
        (ThreadWhat::Response, _) => "response".to_owned(),
        (ThreadWhat::Progress, _) => "progress".to_owned(),
        (ThreadWhat::Passage, _) => "spoken of".to_owned(),
        _ => String::new(),
    };
    html! {
        li class={ "step " (match entry.what { ThreadWhat::Finding => "of-review", ThreadWhat::Resolution | ThreadWhat::Response | ThreadWhat::Progress => "of-committee", ThreadWhat::Passage => "of-passage" }) } {
            h2 {
                (entry.date.map_or_else(|| "Date not known".to_owned(), Date::long))
                @if let Some(council) = &entry.council { ", " (council) }
            }
            @if entry.band == Band::Possible { p.remark { "Possible: check whether it is of this matter." } }
            p.about { @if let Some(finding) = &entry.finding { (kind(finding)) } (said) }
            (quote(&marked(&entry.text, &entry.highlights), &entry.citation, search))
            @if let Some(finding) = &entry.finding {
                @let duty = duty(finding).collect::<Vec<_>>().join("; ");
                @if !duty.is_empty() { p.about { (capital(&duty)) "." } }
                @if !finding.also_in.is_empty() {
                    p.about {
                        "Also read in: "
                        @for (at, citation) in finding.also_in.iter().enumerate() { @if at > 0 { "; " } (cite(citation, &Params::NONE)) }
                        "."
                    }
                }
                @if asked.params.text("q") != finding.id { p.about { (follow(finding)) } }
            }
        }
    }
}

/// The thread as a file.
pub(super) fn answer(asked: &Asked<'_>, write: &mut dyn FnMut(&dyn Answer) -> Result<()>) -> Result<()> {
    let thread = followed(asked)?;
    let register = asked.held.register();
    write(&layout::Thread {
        query: asked.params.text("q"),
        entries: &thread.entries,
        widened: &thread.widened,
        register: &register,
    })
}

/// What was asked for and found no answer.
pub(super) fn unanswered(asked: &Asked<'_>) -> Result<Reply> {
    if asked.held.documents.len() > SEARCHED && !asked.params.is_on("council") && asked.held.councils().len() > 1 {
        let body = html! {
            h1 { "Asked for, and no answer was found" }
            form.filters action="/unanswered" { (council(asked)) (kinds(&asked.params)) button { "Show" } }
            p { "Every ask is looked for in every later paper of its council: choose the council." }
        };
        return Ok(frame::page(asked, Room::Unanswered, "Unanswered", &body));
    }
    let silence = never_answered(asked)?;
    let from = first_shown(asked, silence.unanswered.len(), SHOWN);
    let body = html! {
        h1 { "Asked for, and no answer was found" }
        form.filters action="/unanswered" { (council(asked)) (kinds(&asked.params)) button { "Show" } }
        (asked_for(asked, &[("council", "council"), ("kind", "kind of finding")]))
        p.lead { (layout::searched(&silence)) }
        p.soft {
            "Not found means that no passage of these papers has most of the words of the ask, or points to it; it may have \
             been answered elsewhere."
        }
        ol.thread start=(from + 1) {
            @for silent in silence.unanswered.iter().skip(from).take(SHOWN) { (ask(asked, silent)) }
        }
        (pages(asked, silence.unanswered.len(), SHOWN))
        (downloads(asked, "unanswered"))
    };
    Ok(frame::page(asked, Room::Unanswered, "Unanswered", &body))
}

fn ask(asked: &Asked<'_>, silent: &Unanswered) -> Markup {
    let finding = &silent.finding;
    let by = finding.review.as_ref().map(|review| asked.held.register().named(review));
    html! {
        li.step {
            h2 { (silent.asked.long()) (of_council(asked, &finding.citation)) }
            p.about { (kind(finding)) @if let Some(by) = by { " by " (by) } }
            (quote(&plain(&finding.text), &finding.citation, &Params::NONE))
            p.remark {
                "Not found in " (counted(silent.searched, "paper", "papers")) " dated later, the last of " (silent.until.long()) "."
            }
            @if let Some(at) = &silent.listed_open { p.remark { "Still listed as open: " (cite(at, &Params::NONE)) "." } }
            @if let Some(at) = &silent.listed { p.remark { (LISTED) " " (cite(at, &Params::NONE)) "." } }
            @if let Some(near) = &silent.nearest {
                @let (text, at) = (&near.text, &near.at);
                @if near.may_answer {
                    p.remark { strong { (MAY_BE_ANSWERED) } }
                    (quote(&plain(text), at, &Params::NONE))
                } @else {
                    details { summary { "The passage that comes closest" } (quote(&plain(text), at, &Params::NONE)) }
                }
            }
            p.about { (follow(finding)) }
        }
    }
}

fn never_answered(asked: &Asked<'_>) -> Result<Silence> {
    let narrow = Narrow {
        councils: asked.params.all("council").map(str::to_owned).collect(),
        kinds: asked.params.kinds()?,
        ..Narrow::default()
    };
    silence(&asked.held.snapshot, &narrow, &asked.held.means())
}

/// What was never answered, as a file.
pub(super) fn answer_unanswered(asked: &Asked<'_>, write: &mut dyn FnMut(&dyn Answer) -> Result<()>) -> Result<()> {
    write(&SilenceReport { silence: &never_answered(asked)?, register: &asked.held.register() })
}
