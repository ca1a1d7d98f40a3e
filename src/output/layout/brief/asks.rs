//! What committees asked for, and what came of it; and questions to put, where they are wanted.

use crate::answers::brief::{Ask, Asked, Brief, Came};
use crate::model::{Band, Date, GradeMove, Status};
use crate::output::layout::change::{Section, Sides};
use crate::output::page::Part;
use crate::output::words::{counted, listed, ranges};

use super::changes::doubts;
use super::entries::{Entries, Fate, rank};
use super::sheet::Sheet;

/// Puts the asks on the page.
pub(super) fn put(brief: &Brief, entries: &Entries<'_>, sheet: &mut Sheet<'_>) {
    let asked = &brief.asked;
    let who = brief.committee.as_deref().map_or("committees", |_| "the committee");
    sheet.page.heading(2, format!("What {who} asked for, and what came of it ({})", asked.asks.len()));
    sheet.page.sentence(looked(brief));
    if asked.asks.is_empty() {
        return;
    }
    let all: Vec<(usize, &Ask)> = entries.asks().collect();
    for group in all.chunk_by(|(_, a), (_, b)| rank(&a.came) == rank(&b.came)) {
        let heading = match group[0].1.came {
            Came::Silent { .. } => "No later paper is sure to speak of it",
            Came::SpokenOf(_) => "A later paper speaks of it",
            Came::NothingLater => "No later paper to look in",
        };
        sheet.page.heading(3, format!("{heading} ({})", group.len()));
        match group[0].1.came {
            Came::Silent { .. } => sheet.page.sentence(
                "It may have been answered in a paper that is not here, or in other words: the nearest passage is shown.",
            ),
            Came::SpokenOf(_) => {
                sheet.page.sentence("The first passage that does is shown. To be spoken of is not to be done.");
            }
            Came::NothingLater => {}
        }
        group.iter().for_each(|(number, ask)| one(brief, *number, ask, sheet));
    }
}

fn one(brief: &Brief, number: usize, ask: &Ask, sheet: &mut Sheet<'_>) {
    let who = ask.committee.as_deref().filter(|_| brief.committee.is_none());
    sheet.quote_of(format!("{number}."), &ask.finding.text, &ask.finding.citation, who);
    doubts(&ask.finding, sheet);
    match &ask.came {
        Came::SpokenOf(said) => sheet.answer("later", &said.text, &said.at),
        Came::Silent { searched, until, listed_open, nearest } => {
            sheet.page.note(format!(
                "Not found in {} dated later, the last of {}.",
                counted(*searched, "paper", "papers"),
                until.long()
            ));
            if let Some(at) = listed_open {
                sheet.note("Still listed as open", at);
            }
            if let Some(said) = nearest {
                sheet.answer("nearest", &said.text, &said.at);
            }
        }
        Came::NothingLater => {}
    }
}

/// Where and when asks were looked for.
fn looked(brief: &Brief) -> String {
    let asked = &brief.asked;
    let when = when(asked);
    let meetings = counted(asked.meetings, "meeting", "meetings");
    let list = |committees: &[(String, usize)]| {
        let names: Vec<String> = committees.iter().map(|(name, count)| format!("{name} ({count})")).collect();
        listed(&names)
    };
    match (&brief.committee, asked.meetings) {
        (Some(name), 0) if asked.committees.is_empty() => {
            format!("No minutes of the {name}, or of any committee, {when} are here.")
        }
        (Some(name), 0) => format!(
            "No minutes of the {name} {when} are here. There are minutes of the {}: a committee that was renamed can be \
             given under both names.",
            list(&asked.committees)
        ),
        (Some(name), _) => {
            format!("From the minutes of {meetings} of the {name} {when}: {}.", found(asked.asks.len()))
        }
        (None, 0) => format!("No minutes {when} are here: what was asked for is not known."),
        (None, _) => {
            format!("From the minutes of {meetings} {when} ({}): {}.", list(&asked.committees), found(asked.asks.len()))
        }
    }
}

fn found(asks: usize) -> String {
    match asks {
        0 => "nothing that was asked for was found".to_owned(),
        n => format!(
            "{} found. What was only noted, received or approved is left out",
            counted(n, "ask was", "asks were")
        ),
    }
}

/// "from October 2011 to December 2015".
pub(super) fn when(asked: &Asked) -> String {
    let month = |date: Date| date.to_month().long();
    match (asked.from, asked.until) {
        (Some(from), Some(until)) => format!("from {} to {}", month(from), month(until)),
        (Some(from), None) => format!("since {}", month(from)),
        _ => "of any date".to_owned(),
    }
}

/// The most questions, so that they stay a help.
const MOST: usize = 8;

/// Puts neutral questions on the page, each drawn from an entry.
pub(super) fn prompts(brief: &Brief, sides: &[Sides<'_>], entries: &Entries<'_>, sheet: &mut Sheet<'_>) {
    let mut questions = Vec::new();
    let silent: Vec<usize> =
        entries.asks().filter(|(_, ask)| matches!(ask.came, Came::Silent { .. })).map(|(number, _)| number).collect();
    if !silent.is_empty() {
        questions.push(format!("What came of the asks that no later paper speaks of? (items {})", ranges(&silent)));
    }
    for (at, sides) in sides.iter().enumerate() {
        let [earlier, later] = &sides.names;
        let numbers = |part: Section, wanted: &dyn Fn(&crate::model::Change) -> bool| -> Vec<usize> {
            entries.changes(at, part).iter().filter(|line| wanted(line.change)).map(|line| line.number).collect()
        };
        let mut put = |numbers: Vec<usize>, question: String| {
            if !numbers.is_empty() {
                questions.push(format!("{question} (items {})", ranges(&numbers)));
            }
        };
        put(
            numbers(Section::Judgements, &|change| change.status == Status::Grade(GradeMove::Worse)),
            format!("What explains the grades that were lower in {later} than in {earlier}?"),
        );
        put(
            numbers(Section::CameBack, &|change| {
                change.band == Band::Certain && change.kind_to.is_some_and(crate::model::FindingKind::is_ask)
            }),
            format!("What was done between {earlier} and {later} about what both found, and with what effect?"),
        );
        put(
            numbers(Section::New, &|change| change.kind_to.is_some_and(crate::model::FindingKind::is_ask)),
            format!("Was what {later} found for the first time known before, and from what evidence?"),
        );
        let series = &brief.series[at];
        put(
            numbers(Section::NotFound, &|change| {
                Fate::of(change, series) == Fate::Nowhere
                    && change.kind_from.is_some_and(crate::model::FindingKind::is_ask)
            }),
            format!("What is the evidence that the matters of {earlier} no later paper speaks of were dealt with?"),
        );
    }
    questions.truncate(MOST);
    if !questions.is_empty() {
        sheet.page.heading(2, "Questions members may wish to put");
        sheet.page.parts.push(Part::List(questions));
    }
}
