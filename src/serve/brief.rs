//! The briefing that goes before members, made for a council and kept as a file.

use maud::{Markup, html};

use super::asking::{Asked, Reply, status_of};
use super::frame::{self, Room};
use super::holdings::Holdings;
use super::parts::{choice, council, review_name};
use crate::answers::brief::{Question, brief};
use crate::answers::{Narrow, known_reviews};
use crate::output::Answer;
use crate::output::layout::Briefing;
use crate::{Error, Result};

/// The choices; the briefing itself is a file.
pub(super) fn page(asked: &Asked<'_>) -> Result<Reply> {
    Ok(frame::page(asked, Room::Brief, "Briefing", &choices(asked, &html! {})))
}

/// The choices again, with why no briefing could be made of them.
pub(super) fn refused(asked: &Asked<'_>, error: &Error) -> Reply {
    let body = choices(asked, &frame::message(asked.held, error));
    frame::page_as(asked, status_of(error), Room::Brief, "Briefing", &body)
}

fn choices(asked: &Asked<'_>, told: &Markup) -> Markup {
    let params = &asked.params;
    let reviews = asked.held.to_choose_from(params.get("council"));
    let options = || reviews.iter().map(|review| (review.id.as_str(), review_name(asked.held, review)));
    let of_council =
        Narrow { councils: params.get("council").map(str::to_owned).into_iter().collect(), ..Narrow::default() };
    // Those of each subject that was reviewed, as the briefing looks for them.
    let subjects = asked.held.subjects(&of_council);
    let mut themes: Vec<(&str, String)> = Vec::new();
    for theme in subjects.into_iter().flat_map(|subject| asked.held.codebooks.of(subject).themes()) {
        if themes.iter().all(|(id, _)| *id != theme.id) {
            themes.push((theme.id.as_str(), theme.label.clone()));
        }
    }
    let committees = asked.held.committees(params.get("council"));
    html! {
        h1 { "Briefing" }
        (told)
        p.lead {
            "What was found then and now, what came back, what is new, what was asked for with no answer found: one page that sums up, \
             then every line with its source."
        }
        form.filters action="/brief" {
            (council(asked))
            (choice(params, "from", "Earlier review", "The one before the last", options()))
            (choice(params, "to", "Later review", "The last", options()))
            (choice(params, "topic", "Only on a theme", "All themes", themes))
            (choice(params, "for", "For a committee", "All committees", committees.into_iter().map(|name| (name, name.to_owned()))))
            button { "Show the choices of this council" }
            button.strong formaction="/download/brief.docx" { "Word" }
            button.strong formaction="/download/brief.html" { "A page to print" }
            button.strong formaction="/download/brief.md" { "Markdown" }
        }
    }
}

/// The names of the themes that a briefing of a council can be limited to.
fn topics(held: &Holdings, council: &str) -> Vec<String> {
    let narrow = Narrow { councils: vec![council.to_owned()], ..Narrow::default() };
    let subjects = held.subjects(&narrow);
    let themes = subjects.into_iter().flat_map(|subject| held.codebooks.of(subject).themes());
    let mut names: Vec<String> = themes.map(|theme| theme.label.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// The briefing as a file.
pub(super) fn answer(asked: &Asked<'_>, write: &mut dyn FnMut(&dyn Answer) -> Result<()>) -> Result<()> {
    let (held, params) = (asked.held, &asked.params);
    let text = |name: &str| params.get(name).map(str::to_owned);
    let question = Question {
        council: text("council"),
        earlier: text("from"),
        later: text("to"),
        topic: text("topic"),
        committees: text("for").into_iter().collect(),
        ..Question::default()
    };
    let brief = brief(&held.snapshot, &question, &held.means(), &held.codebooks)?;
    if brief.is_empty() {
        return Err(match &brief.topic {
            Some(topic) => Error::NoName {
                what: "finding of these reviews",
                asked: topic.name().to_owned(),
                known: topics(held, &brief.council),
            },
            None => Error::NothingToCompare {
                earlier: text("from").unwrap_or_default(),
                later: text("to").unwrap_or_default(),
                known: known_reviews(&held.reviews),
                across: false,
            },
        });
    }
    write(&Briefing { brief: &brief, register: &held.register() })
}
