//! What the paper says it is: kind, title, council, committee, date. From its first page, not from its path.
//!
//! | file | question |
//! |---|---|
//! | `kind` | what sort of paper is it? |
//! | `title` | what is it called? |
//! | `council` | whose paper is it? |
//! | `host` | whom did the peers visit? |
//! | `committee` | before which committee did it come? |
//! | `date` | when was it? |
//! | `named` | how is a council named in a text? |
//! | `names` | the words of that: how do papers name councils and committees? |
//! | `page` | what does a page of a council's committee software say it is? |
//! | `conflicts` | where does it contradict itself? |
//! | `capitals` | how is a name in capitals written in a sentence? |
//!
//! When a review was on site, and by whom, is said in prose and found with the findings.

mod capitals;
mod committee;
mod conflicts;
mod council;
mod date;
mod host;
mod kind;
mod named;
mod names;
mod page;
mod title;

pub use page::{Meeting, meetings};

use std::collections::BTreeMap;

use super::Dropped;
use crate::model::{Block, Boilerplate, Date, DocumentKind, Field, Origin, Warning};
use crate::text::fold;

/// What a paper says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FrontMatter {
    /// `None` when nothing tells; the paper is then of kind "other".
    pub kind: Option<DocumentKind>,
    /// The title as printed.
    pub title: Option<String>,
    /// The council, short: "Marlshire".
    pub council: Option<String>,
    /// The committee whose paper it is.
    pub committee: Option<String>,
    /// Date of the meeting, the letter or publication.
    pub date: Option<Date>,
    /// Where each of these was read.
    pub origins: BTreeMap<Field, Origin>,
    /// What the paper says in two ways, and of which field.
    pub conflicts: Vec<(Field, Warning)>,
}

/// What is known of a paper before its text is looked at.
#[derive(Debug, Clone, Copy, Default)]
pub struct Outside<'a> {
    /// Its file name, a last resort.
    pub name: &'a str,
    /// The title in its properties.
    pub title: Option<&'a str>,
    /// What sort of paper an officer says it is; what is looked for depends on it.
    pub kind: Option<DocumentKind>,
}

/// Blocks that count as the first page.
const HEAD: usize = 14;

/// The cover ends with the first paragraph of so many words.
const PROSE: usize = 30;

/// A row of more cells is data and says nothing of the paper.
const LABEL_AND_VALUE: usize = 3;

/// Reads what a paper says of itself. `dropped` are its running heads and feet.
pub fn front_matter(blocks: &[Block], dropped: &[Dropped], outside: Outside<'_>) -> FrontMatter {
    let paper = Paper::new(blocks, dropped);
    let stem = outside.name.rsplit_once('.').map_or(outside.name, |(stem, _)| stem);
    let named = stem.replace(['-', '_'], " ");
    let kind = outside
        .kind
        .map(|kind| (kind, Origin::Settings))
        .or_else(|| kind::kind(blocks, &paper.head, outside.title.unwrap_or_default(), &named));
    let sort = kind.map(|(kind, _)| kind);
    let page = page::page(&paper).filter(|_| sort == Some(DocumentKind::Minutes));
    let of_one_item = page.as_ref().is_some_and(|page| page.of_one_item);
    let page = page.unwrap_or_default();
    let titled = page.title.map(|title| (capitals::lower(&title), Origin::Text));
    let title = titled.or_else(|| title::title(&paper, sort, outside.title));
    let council::Whose { council, conflict: of_several } = council::council(&paper, sort, outside.title);
    let named = || committee::committee(&paper, sort).filter(|_| !of_one_item);
    let committee = page.committee.or_else(named);
    let date = match page.date {
        Some(date) => date::Dating { found: Some((date, Origin::Text)), conflict: None },
        None if of_one_item => date::Dating::by_name(outside.name),
        None => date::date(&paper, outside.name, sort),
    };
    let mut front = FrontMatter::default();
    let mut from = |field, origin: Option<Origin>| {
        front.origins.extend(origin.map(|origin| (field, origin)));
    };
    from(Field::Kind, kind.map(|(_, origin)| origin));
    from(Field::Title, title.as_ref().map(|(_, origin)| *origin));
    from(Field::Council, council.as_ref().map(|_| Origin::Text));
    from(Field::Committee, committee.as_ref().map(|_| Origin::Text));
    from(Field::Date, date.found.map(|(_, origin)| origin));
    front.kind = sort;
    front.title = title.map(|(title, _)| title);
    front.council = council;
    front.committee = committee;
    front.date = date.found.map(|(date, _)| date);
    front.conflicts.extend(date.conflict.map(|warning| (Field::Date, warning)));
    front.conflicts.extend(of_meetings(blocks).map(|warning| (Field::Committee, warning)));
    front.conflicts.extend(of_several.map(|warning| (Field::Council, warning)));
    front.conflicts.extend(conflicts::find(&paper, &front));
    front
}

/// What is to be said of a page that tells of several meetings: it is kept as one paper, of the first.
fn of_meetings(blocks: &[Block]) -> Option<Warning> {
    let meetings = page::meetings(blocks);
    let (first, _) = meetings.split_first()?;
    let told: Vec<String> = meetings.iter().map(|met| format!("{}, {}", met.body, met.date.long())).collect();
    Some(Warning(format!(
        "it tells of several meetings ({}) and counts as one of the {}: what was decided at another is cited by its day",
        told.join("; "),
        first.body
    )))
}

/// A paper as these questions look at it.
struct Paper<'a> {
    /// Every block.
    blocks: &'a [Block],
    /// Those that count as the first page; a contents page does not.
    head: Vec<&'a Block>,
    /// Running heads and feet, and page numbers.
    dropped: &'a [Dropped],
}

impl<'a> Paper<'a> {
    fn new(blocks: &'a [Block], dropped: &'a [Dropped]) -> Self {
        let head = blocks.iter().filter(|block| block.boilerplate != Some(Boilerplate::Contents)).take(HEAD).collect();
        Self { blocks, head, dropped }
    }

    /// The lines before the first paragraph of prose, as one. "MINUTES OF THE MEETING OF ... HELD IN ... ON ..." is none, however
    /// long.
    fn cover(&self) -> String {
        let is_line = |block: &Block| block.text.split_whitespace().count() < PROSE || opens_minutes(&block.text);
        let lines = self.head.iter().take_while(|block| is_line(block));
        lines.map(|block| fold(&block.text)).collect::<Vec<_>>().join(" ")
    }
}

/// Whether a text begins as minutes do; in Scotland there is one of a meeting.
fn opens_minutes(text: &str) -> bool {
    let begins = |opening: &str| text.get(..opening.len()).is_some_and(|start| start.eq_ignore_ascii_case(opening));
    begins("minutes of") || begins("minute of")
}
