//! What a person writes: pins, and corrections of findings; each can be taken back, at once or later.
//!
//! Written to the same files as the command line writes, and nowhere else.

use std::sync::Arc;
use std::time::Duration;

use maud::{Markup, html};

use super::asking::{Asked, Reply};
use super::frame::{self, Room, back, token};
use super::holdings::Holdings;
use super::params::{Params, address};
use super::parts::capital;
use super::site::Site;
use crate::answers::{CorrectionState, TakeBack};
use crate::answers::{
    Pin, Pins, Said, addition, amendments, correct as write_down, correction_states, name_findings, take_back,
};
use crate::model::{Amendment, Correction, FindingKind};
use crate::resolve::corrections::Corrections;
use crate::{Error, Result};

/// Names by which an address says what was just done.
pub(super) const DONE: [&str; 5] = ["done", "one", "other", "place", "when"];

/// The longest that a form waits for the papers to be looked at again. What it wrote is kept either way.
const PATIENCE: Duration = Duration::from_secs(20);

/// Where a form leads back to, with what was done; only ever to a page of ours.
fn back_to(params: &Params, done: &[(&str, &str)]) -> String {
    let back = params.text("back");
    let is_ours = back.starts_with('/')
        && !back.starts_with("//")
        && !back.contains(['\\', '#'])
        && !back.contains(char::is_control);
    let (path, query) = if is_ours { back.split_once('?').unwrap_or((back, "")) } else { ("/settled", "") };
    let params = Params::read(query.as_bytes()).without(&DONE);
    done.iter().fold(params, |params, (name, value)| params.with(name, value)).at(path)
}

/// A form that says nothing that is known changes nothing.
fn no_such(what: &str, known: &[&str]) -> Error {
    Error::NoName {
        what: "way to settle it",
        asked: what.to_owned(),
        known: known.iter().map(|it| (*it).to_owned()).collect(),
    }
}

/// Pins two findings together, keeps them apart, or takes either back.
pub(super) fn pin(site: &Arc<Site>, held: &Holdings, params: &Params) -> Result<String> {
    let (one, other) = (params.text("one"), params.text("other"));
    let settle = |forbid| {
        let (earlier, later) = name_findings(&held.snapshot, one, other)?;
        Pins::change(&site.corpus, |pins| pins.settle(&earlier, &later, forbid))
    };
    let done = match params.text("what") {
        "pin" => settle(false).map(|()| "pinned")?,
        "forbid" => settle(true).map(|()| "forbidden")?,
        "undo" if Pins::change(&site.corpus, |pins| pins.undo(one, other))? => "unpinned",
        "undo" => "gone",
        other => return Err(no_such(other, &["pin", "forbid", "undo"])),
    };
    site.take_up(true)?;
    let there = back_to(params, &[("done", done), ("one", one), ("other", other)]);
    // A comparison may be long: its reader comes back to the change.
    let place = if there.starts_with("/diff?") { "#settled" } else { "" };
    Ok(there + place)
}

/// Corrects a finding, adds one that was missed, or takes a correction back.
pub(super) fn correct(site: &Arc<Site>, held: &Holdings, params: &Params) -> Result<String> {
    let finding = params.text("finding");
    let kind = FindingKind::named(params.text("kind"));
    let what = params.text("what");
    const WAYS: [&str; 5] = ["reject", "retype", "attribute", "add", "undo"];
    if !WAYS.contains(&what) {
        return Err(no_such(what, &WAYS));
    }
    let said = Said {
        reject: what == "reject",
        kind: kind.filter(|_| what == "retype"),
        review: params.get("review").filter(|_| what == "attribute"),
        ..Said::default()
    };
    let place = params.get("place").and_then(|place| place.parse().ok());
    let (done, place) = match (what, kind) {
        ("undo", _) => {
            let which = match place {
                Some(place) => TakeBack::At { place, quote: params.text("quote") },
                None => TakeBack::Of(finding),
            };
            let taken_back = take_back(&held.snapshot, &site.corpus, &which)?;
            let is_added = |(_, correction): &(_, Correction)| matches!(correction.change, Amendment::Add(..));
            let done = match taken_back.all.as_slice() {
                [] => "gone",
                all if all.iter().all(is_added) => "removed",
                _ => "restored",
            };
            (done, None)
        }
        ("add", Some(kind)) => {
            let added = addition(&held.snapshot, params.text("paper"), params.text("text"), kind, &said)?;
            write_down(&site.corpus, &[added])?;
            ("added", Corrections::open(&site.corpus)?.all.len().checked_sub(1))
        }
        _ => {
            let amended = amendments(&held.snapshot, finding, &said)?;
            write_down(&site.corpus, &amended)?;
            let last = |amended: &Correction| {
                let of = |known: &Correction| known.finding == amended.finding && known.change == amended.change;
                let known = Corrections::open(&site.corpus)?.all;
                Ok::<_, Error>(known.iter().rposition(|(_, correction)| of(correction)))
            };
            match amended.last() {
                Some(amended) => ("corrected", last(amended)?),
                None => ("nothing", None),
            }
        }
    };
    // It is on disk; where papers are being read it is laid over them after that.
    let when = if site.refresh_within(PATIENCE)? { "" } else { "later" };
    let place = place.map(|place| place.to_string()).unwrap_or_default();
    Ok(back_to(params, &[("done", done), ("one", finding), ("place", &place), ("when", when)]))
}

/// Looks for new papers now.
pub(super) fn refresh(site: &Arc<Site>, _: &Holdings, _: &Params) -> Result<String> {
    let done = if site.refresh_within(PATIENCE)? { "refreshed" } else { "refreshing" };
    Ok(address("/", &[("done", done)]))
}

/// What was just done, with a button that takes it back; nothing where nothing was.
pub(super) fn just_done(asked: &Asked<'_>) -> Markup {
    let params = &asked.params;
    let (one, other) = (params.text("one"), params.text("other"));
    // An address stays in the history of a browser; what it says of a pin holds only as long as that stands.
    let settled = |pins: &[Pin]| {
        let are = |pin: &Pin, a: &str, b: &str| pin.earlier == a && pin.later == b;
        pins.iter().any(|pin| are(pin, one, other) || are(pin, other, one))
    };
    let pins = &asked.held.pins;
    let holds = match params.get("done") {
        Some("pinned") => settled(&pins.pin),
        Some("forbidden") => settled(&pins.forbid),
        Some("unpinned") => !settled(&pins.pin) && !settled(&pins.forbid),
        _ => true,
    };
    let said = match params.get("done").filter(|_| holds) {
        Some("pinned") => "Pinned: the two findings are one from now on.",
        Some("forbidden") => "Forbidden: the two findings are never paired from now on.",
        Some("unpinned") => "Taken back: the machine decides again.",
        Some("corrected") => "Corrected, and kept in corrections.toml.",
        Some("added") => "Added, and kept in corrections.toml.",
        Some("nothing") => "Nothing was changed: choose what the finding is, or whose.",
        Some("restored") => "Taken back: the finding is as it was read.",
        Some("removed") => "Taken back: the finding that was added is away again.",
        Some("gone") => "Nothing was taken back: it was not settled any more.",
        Some("refreshing") => "The papers are being looked at again: what is new shows when that is done.",
        Some("refreshed") => "The papers were looked at again: what is shown is up to date.",
        _ => return html! {},
    };
    html! {
        div.done role="status" {
            p { (said) @if params.get("when") == Some("later") { " It shows when the papers that are being read now are read." } }
            @match params.get("done") {
                Some("pinned" | "forbidden") => {
                    form method="post" action="/pin" {
                        (token(asked.site)) (back(asked))
                        input type="hidden" name="one" value=(one);
                        input type="hidden" name="other" value=(other);
                        button name="what" value="undo" { "Undo" }
                    }
                }
                Some("corrected" | "added") => (undo_correction(asked)),
                _ => {}
            }
        }
    }
}

/// A button that takes back the correction just made, and no other of the same finding.
fn undo_correction(asked: &Asked<'_>) -> Markup {
    let corrections = Corrections::open(&asked.site.corpus).unwrap_or_default();
    let place = asked.params.get("place").and_then(|place| place.parse::<usize>().ok());
    match place.and_then(|place| Some((place, corrections.all.get(place)?))) {
        Some((place, (_, correction))) => undo(asked, place, correction),
        None => html! {},
    }
}

fn undo(asked: &Asked<'_>, place: usize, correction: &Correction) -> Markup {
    html! {
        form method="post" action="/correct" {
            (token(asked.site)) (back(asked))
            input type="hidden" name="place" value=(place);
            input type="hidden" name="quote" value=(correction.quote);
            button name="what" value="undo" { "Undo" span.hidden { ": " (correction.quote) } }
        }
    }
}

/// Everything settled by hand.
pub(super) fn page(asked: &Asked<'_>) -> Result<Reply> {
    let held = asked.held;
    let corrections = correction_states(&held.snapshot, &Corrections::open(&asked.site.corpus)?)?;
    let nothing = held.pins.pin.is_empty() && held.pins.forbid.is_empty() && corrections.is_empty();
    let body = html! {
        h1 { "Settled by hand" }
        @if nothing {
            p.lead { "Nothing yet." }
            p {
                "In a " a href="/diff" { "comparison" } " a pair of findings can be pinned together or kept apart; in a "
                a href="/papers" { "paper" } " a finding can be corrected or added. What is settled is kept beside the papers, in pins.toml and \
                corrections.toml, and can be taken back here."
            }
        }
        @if !held.lost.is_empty() { div.message { ul { @for lost in &held.lost { li { (frame::sentence(lost)) } } } } }
        (list_of_pins(asked, "Pinned: each two are one", &held.pins.pin))
        (list_of_pins(asked, "Forbidden: each two are never paired", &held.pins.forbid))
        @if !corrections.is_empty() {
            section {
                h2 { "Corrected findings" }
                ul.candidates { @for (place, state) in corrections.iter().enumerate() { li { (corrected(asked, place, state)) } } }
            }
        }
    };
    Ok(frame::page(asked, Room::Settled, "Settled by hand", &body))
}

/// Where a finding stands, as a citation gives it; of one that lost its place what it was known as.
fn cited(held: &Holdings, id: &str) -> String {
    let finding = held.snapshot.finding(id).ok().flatten();
    finding.map_or_else(|| id.to_owned(), |finding| finding.citation.to_string())
}

fn list_of_pins(asked: &Asked<'_>, title: &str, pins: &[Pin]) -> Markup {
    let held = asked.held;
    html! {
        @if !pins.is_empty() {
            section {
                h2 { (title) }
                ul.candidates {
                    @for pin in pins {
                        li {
                            div.pair {
                                @for (id, quote) in [(&pin.earlier, &pin.earlier_quote), (&pin.later, &pin.later_quote)] {
                                    figure.quote {
                                        blockquote { p { (quote) } }
                                        figcaption { a href=(address("/trace", &[("q", id)])) { (cited(held, id)) } }
                                    }
                                }
                            }
                            form method="post" action="/pin" {
                                (token(asked.site)) (back(asked))
                                input type="hidden" name="one" value=(pin.earlier);
                                input type="hidden" name="other" value=(pin.later);
                                button name="what" value="undo" { "Undo" span.hidden { ": " (pin.earlier_quote) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn corrected(asked: &Asked<'_>, place: usize, state: &CorrectionState) -> Markup {
    let correction = &state.correction;
    let what = match &correction.change {
        Amendment::Reject => "is no finding".to_owned(),
        Amendment::Retype(kind) => format!("is {}", super::parts::with_article(*kind)),
        Amendment::Attribute(Some(review)) => format!("is of the review {review}"),
        Amendment::Attribute(None) => "is of no review".to_owned(),
        Amendment::Add(kind, _) => format!("was added as {}", super::parts::with_article(*kind)),
    };
    html! {
        figure.quote {
            blockquote { p { (correction.quote) } }
            figcaption { (capital(&what)) ", in " (correction.path) "." @if let Some(note) = &correction.note { " " (note) } }
        }
        @if let Some(problem) = &state.problem { p.message { "Not in force: " (frame::sentence(problem)) } }
        (undo(asked, place, correction))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_leads_back_only_to_a_page_of_ours() {
        let back = |to: &str| back_to(&Params::default().with("back", to), &[("done", "pinned")]);
        assert_eq!(back("/diff?earlier=a&done=x"), "/diff?earlier=a&done=pinned");
        for theirs in [
            "https://evil.example",
            "//evil.example",
            "/\\evil.example",
            "",
            "javascript:alert(1)",
            "/a\r\nSet-Cookie: a=b",
        ] {
            assert_eq!(back(theirs), "/settled?done=pinned", "{theirs:?}");
        }
    }
}
