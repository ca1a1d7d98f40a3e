//! What does a page of a council's committee software say it is? A decision, an issue, an item of an agenda, saved from the web.
//!
//! Such a page names its item, which may be called anything ("Peer review action plan"), and says in lines of name and value who
//! decided it and when. The dates of its prose are of other matters: of the peers' visit, of the minutes that were agreed.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{HEAD, Paper};
use crate::model::{Block, Date};
use crate::text::{Pattern, dates, fold};

pub const PAGES: &str = include_str!("../pages.toml");

/// The words of `pages.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines<T> {
    opening: Vec<T>,
    agenda: Vec<T>,
    label: Vec<T>,
    line: Vec<T>,
    beneath: Vec<T>,
    web: Vec<T>,
    person: Vec<T>,
}

static KNOWN: LazyLock<Lines<Pattern>> = LazyLock::new(|| {
    // Part of the program, and a test reads every line of it.
    toml::from_str(PAGES).expect("pages.toml is sound")
});

/// A title is shorter than this, in bytes.
const LONGEST: usize = 240;

/// What such a page says.
#[derive(Default)]
pub struct Page {
    /// The title of its item, or which meeting it is of.
    pub title: Option<String>,
    /// The body that met or decided.
    pub committee: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// Whether it is of one item, so that nothing else of it may say when and by whom.
    pub of_one_item: bool,
}

/// Reads such a page; `None` of any other paper.
pub fn page(paper: &Paper<'_>) -> Option<Page> {
    let opening = paper.head.iter().position(|block| is_one_of(&KNOWN.opening, block));
    let agenda = paper.head.iter().position(|block| is_one_of(&KNOWN.agenda, block));
    let everywhere = paper.blocks.iter().collect::<Vec<_>>();
    let mut said = lines(&KNOWN.line, &everywhere);
    if let Some(at) = opening.or(agenda) {
        said.extend(lines(&KNOWN.beneath, &paper.head[at..]));
    }
    if opening.is_none() && agenda.is_none() && said.is_empty() {
        return None;
    }
    let date = said.iter().find_map(|line| line.date);
    let committee = said.iter().find_map(|line| line.body.clone());
    let of_item = opening.and_then(|at| {
        let below = paper.head.iter().skip(at).find(|block| !is_one_of(&KNOWN.opening, block))?;
        let is_title = below.text.len() < LONGEST && !is_one_of(&KNOWN.label, below);
        is_title.then(|| below.text.clone())
    });
    let of_meeting =
        || said.iter().find(|line| line.date.is_some() && line.body.is_some()).map(|line| line.text.clone());
    let title = of_item.or_else(|| of_meeting().filter(|_| opening.is_none() && agenda.is_some()));
    Some(Page { title, committee, date, of_one_item: opening.is_some() })
}

/// A meeting that such a page tells of: from which block on, who met, and when.
pub struct Meeting {
    /// The block that says so.
    pub from: usize,
    /// The body that met.
    pub body: String,
    /// The day.
    pub date: Date,
}

/// The meetings of an item that went from one to the next, in the order of the page; none of a page of one meeting.
pub fn meetings(blocks: &[Block]) -> Vec<Meeting> {
    if !blocks.iter().take(HEAD).any(|block| is_one_of(&KNOWN.opening, block)) {
        return Vec::new();
    }
    let meeting = |block: &Block| {
        let said = KNOWN.line.iter().filter_map(|pattern| lines(std::slice::from_ref(pattern), &[block]).pop());
        said.filter_map(|said| Some(Meeting { from: block.ordinal, body: said.body?, date: said.date? })).next()
    };
    let found: Vec<Meeting> = blocks.iter().filter_map(meeting).collect();
    let is_one = found.windows(2).all(|pair| (&pair[0].body, pair[0].date) == (&pair[1].body, pair[1].date));
    if is_one { Vec::new() } else { found }
}

fn is_one_of(patterns: &[Pattern], block: &Block) -> bool {
    let folded = fold(block.text.trim());
    patterns.iter().any(|pattern| pattern.is_match(&folded))
}

/// Whether any page of the web or of such software has such a line: "Skip to main content", "Decision details".
pub fn is_of_any_page(block: &Block) -> bool {
    is_one_of(&KNOWN.web, block) || is_one_of(&KNOWN.opening, block)
}

/// A line that says who met, or when.
struct Said {
    text: String,
    body: Option<String>,
    date: Option<Date>,
}

/// What the first line that each pattern finds says, in the order of the patterns.
fn lines(patterns: &[Pattern], blocks: &[&Block]) -> Vec<Said> {
    let first = |pattern: &Pattern| {
        blocks.iter().find_map(|block| {
            let folded = fold(block.text.trim());
            let found = pattern.captures(&folded)?;
            let body = found.name("body").map(|body| body.as_str().trim().to_owned());
            let body = body.filter(|body| !KNOWN.person.iter().any(|person| person.is_match(body)));
            let day = dates(&folded).into_iter().map(|dated| dated.period.start).find(|date| date.day().is_some());
            Some(Said { text: block.text.trim().to_owned(), body, date: day })
        })
    };
    patterns.iter().filter_map(first).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Exemplified, hold_to_examples};

    #[test]
    fn words_of_pages_find_their_examples_and_no_more() {
        let file: Lines<Exemplified> = toml::from_str(PAGES).unwrap();
        let Lines { opening, agenda, label, line, beneath, web, person } = &file;
        hold_to_examples(
            [opening, agenda, label, line, beneath, web, person].into_iter().flatten(),
            Exemplified::finds,
        );
    }
}
