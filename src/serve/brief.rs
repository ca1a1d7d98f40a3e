//! The briefing that goes before members, made for a council and kept as a file.

use maud::html;

use super::asking::{Asked, Reply};
use super::frame::{self, Room};
use super::parts::{choice, council, review_name};
use crate::Result;
use crate::answers::brief::{Question, brief};
use crate::output::Answer;
use crate::output::layout::Briefing;

/// The choices; the briefing itself is a file.
pub(super) fn page(asked: &Asked<'_>) -> Result<Reply> {
    let params = &asked.params;
    let reviews = asked.held.to_choose_from(params.get("council"));
    let options = || reviews.iter().map(|review| (review.id.as_str(), review_name(review)));
    let themes = asked
        .held
        .codebook_of(params.get("council"))
        .themes()
        .iter()
        .map(|theme| (theme.id.as_str(), theme.label.clone()));
    let committees = asked.held.committees(params.get("council"));
    let body = html! {
        h1 { "Briefing" }
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
    };
    Ok(frame::page(asked, Room::Brief, "Briefing", &body))
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
