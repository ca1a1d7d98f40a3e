//! The briefing that goes before members, made for a council and kept as a file.

use maud::{Markup, html};

use super::asking::{Asked, Reply, status_of};
use super::frame::{self, Room};
use super::parts::{choice, council, review_name};
use crate::answers::Narrow;
use crate::answers::brief::{Question, brief};
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
    let themes =
        asked.held.codebook_of(&of_council).themes().iter().map(|theme| (theme.id.as_str(), theme.label.clone()));
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
    write(&Briefing { brief: &brief, register: &held.register() })
}
