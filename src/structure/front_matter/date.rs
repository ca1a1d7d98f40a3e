//! When was it? The date of the meeting, of the letter or of publication.
//!
//! No single date is to be trusted: papers carry wrong ones. The heading's date wins over the body's, and a
//! file name that says otherwise is a warning.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::{HEAD, LABEL_AND_VALUE, PROSE, Paper, opens_minutes};
use crate::model::{Block, Boilerplate, Date, DocumentKind, Origin, Period, Warning};
use crate::text::{Pattern, dates, fold};

/// The date of a paper.
pub struct Dating {
    /// The date, and where it was read.
    pub found: Option<(Date, Origin)>,
    /// What is to be said where the name of the file says otherwise.
    pub conflict: Option<Warning>,
}

impl Dating {
    /// The date that the name of the file gives, where the paper prints none of its own.
    pub fn by_name(name: &str) -> Self {
        Self { found: name_date(name).map(|date| (date, Origin::FileName)), conflict: None }
    }
}

pub const DATES: &str = include_str!("../dates.toml");

/// The words of `dates.toml`, which says what each means.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines<T> {
    published: T,
    of_itself: T,
    returned: T,
    year_end: T,
    met: T,
    other_meeting: T,
    meeting_line: T,
    by: T,
    of_a_year: T,
    told: Vec<T>,
}

static WORDS: LazyLock<Lines<Pattern>> = LazyLock::new(|| {
    // Part of the program, and a test tries every line of it.
    toml::from_str(DATES).expect("dates.toml is sound")
});

/// A short line has at most so many words: a heading that wraps, with its day, hour and room.
const SHORT_LINE: usize = 16;
/// A month alone counts in lines of at most so many words.
const MONTH_LINE: usize = 14;

/// "November 2019" alone on a line, or after who published it: "HM Inspectorate of Probation, June 2022".
const LONE_DATE: usize = 7;

/// "Tuesday, 22nd August 2023" at the head of a letter.
const LETTER_DATE: usize = 4;

/// The paper's date: as published, in its heading, or in its first lines; its file name only as a last resort.
pub fn date(paper: &Paper<'_>, name: &str, kind: Option<DocumentKind>) -> Dating {
    // The minutes that a meeting agrees are of the meeting before, and the year whose accounts are told ended before they were.
    let may_date = |block: &&Block| {
        block.cells.len() <= LABEL_AND_VALUE
            && block.boilerplate != Some(Boilerplate::CorrectRecord)
            && !WORDS.year_end.is_match(&block.text)
    };
    // What a meeting resolved is due by some day, and no day of its own.
    let is_resolved = |block: &&Block| {
        let counted = (block.number.is_some() || block.is_item()) && !WORDS.meeting_line.is_match(&block.text);
        kind == Some(DocumentKind::Minutes) && (counted || WORDS.other_meeting.is_match(&block.text))
    };
    let may_date = |block: &&Block| may_date(block) && !is_resolved(block);
    let head: Vec<&Block> = paper.head.iter().copied().filter(may_date).collect();
    let named = name_date(name);
    let reviewed =
        matches!(kind, Some(DocumentKind::ReviewReport | DocumentKind::ReviewLetter | DocumentKind::ProgressReview));
    let known = PeriodsRead::default();
    let day = |block: &Block| known.day(block);
    let found = if kind == Some(DocumentKind::InspectionReport) {
        let in_letter = || above_the_salutation(&head).iter().find_map(|block| day(block));
        published(&head).or_else(in_letter).or_else(|| alone(&head, &known))
    } else {
        let heading = || head.iter().filter(|block| block.is_heading()).find_map(|block| day(block));
        let short = |block: &&&Block| block.is_heading() || words(block) <= SHORT_LINE;
        let shortly = || head.iter().filter(short).find_map(|block| day(block));
        let anywhere = || paper.blocks.iter().take(HEAD).filter(may_date).find_map(day);
        let met = || head.iter().filter(|block| WORDS.met.is_match(&block.text)).find_map(|block| day(block));
        let met = met().filter(|_| kind == Some(DocumentKind::Minutes));
        let printed = published(&head).filter(|_| reviewed).or(met).or_else(heading);
        // "November 2021" by itself on the cover is surer than a day of another month that the text tells of.
        let of_cover = lone_month(&head).filter(|_| kind != Some(DocumentKind::Minutes) && !reviewed);
        let shortly = || shortly().filter(|day| of_cover.is_none_or(|month| month.agrees_with(*day))).or(of_cover);
        let printed = printed.or_else(shortly).or_else(|| anywhere().filter(|_| !reviewed));
        let ends_a_year = || paper.head.iter().any(|block| WORDS.year_end.is_match(&block.text));
        let printed = printed.or_else(|| across_lines(&head).filter(|_| !reviewed && !ends_a_year()));
        let returned = || {
            let is_return = |block: &&Block| WORDS.returned.is_match(&block.text);
            let returns: Vec<&Block> = head.iter().copied().filter(is_return).collect();
            month(&returns, &known)
        };
        let returned = || if kind == Some(DocumentKind::ProgressReview) { returned() } else { None };
        let in_a_month = || returned().or_else(|| month(&head, &known));
        printed.or_else(|| if named.is_none() { in_a_month() } else { None })
    };
    let conflict = found.zip(named).filter(|(found, named)| !found.agrees_with(*named) && !reviewed);
    let conflict = conflict.map(|(found, named)| {
        let (found, named) = (found.long(), named.long());
        Warning(format!("dated {found} inside and {named} by its file name; the first is taken"))
    });
    let printed = found.map(|date| (date, Origin::Text));
    Dating { found: printed.or(named.map(|date| (date, Origin::FileName))), conflict }
}

/// The lines of a letter above "Dear ...", each short enough for a date; none of a paper that is no letter.
fn above_the_salutation<'h, 'b>(head: &'h [&'b Block]) -> Vec<&'h &'b Block> {
    let at = head.iter().position(|block| block.text.starts_with("Dear ")).unwrap_or_default();
    head[..at].iter().filter(|block| words(block) <= LETTER_DATE).collect()
}

fn words(block: &Block) -> usize {
    block.text.split_whitespace().count()
}

/// The periods that a text names, but for those by which something is due or that it tells of in passing.
fn periods(text: &str) -> impl Iterator<Item = Period> {
    let folded = fold(text);
    let another = move |before: &str| WORDS.by.is_match(before) || is_told(before);
    let found = dates(text).into_iter().filter(move |dated| !another(&folded[..dated.range.start]));
    found.map(|dated| dated.period).collect::<Vec<_>>().into_iter()
}

/// Whether a text before a day tells that the day is of something else than the paper.
fn is_told(before: &str) -> bool {
    WORDS.told.iter().any(|pattern| pattern.is_match(before)) && !WORDS.of_itself.is_match(before)
}

/// The periods of blocks that were looked at, by ordinal: the same lines are asked for one thing after another.
#[derive(Default)]
struct PeriodsRead(RefCell<BTreeMap<usize, Vec<Period>>>);

impl PeriodsRead {
    fn periods(&self, block: &Block) -> Vec<Period> {
        self.0.borrow_mut().entry(block.ordinal).or_insert_with(|| periods(&block.text).collect()).clone()
    }

    /// The first day a block names. A period is the visit that a report is about.
    fn day(&self, block: &Block) -> Option<Date> {
        self.periods(block).iter().find(|period| is_day(period)).map(|period| period.start)
    }
}

/// The day a paper says it was published.
fn published(head: &[&Block]) -> Option<Date> {
    head.iter().find_map(|block| {
        let at = WORDS.published.find(&block.text)?.end();
        periods(&block.text[at..]).find(|period| period.start.day().is_some()).map(|period| period.start)
    })
}

/// The first day in the head of the paper, which may be broken over lines: "HELD ON MONDAY, 15TH" "DECEMBER, 2014". Lines that
/// may not date a paper by themselves do not together.
fn across_lines(head: &[&Block]) -> Option<Date> {
    let is_line = |block: &&&Block| words(block) < PROSE || opens_minutes(&block.text);
    let lines: Vec<Cow<'_, str>> = head.iter().take_while(is_line).map(|block| fold(&block.text)).collect();
    periods(&lines.join(" ")).find(is_day).map(|period| period.start)
}

fn is_day(period: &Period) -> bool {
    period.start.day().is_some() && period.start == period.end
}

/// The month alone that the cover names.
fn month(head: &[&Block], known: &PeriodsRead) -> Option<Date> {
    let cover = head.iter().take_while(|block| block.is_heading() || words(block) < PROSE);
    // "Publish the standard by September 2024." in a row is what is asked for.
    let asks =
        |block: &Block| block.text.ends_with('.') || block.cells.iter().any(|cell| cell.text.trim_end().ends_with('.'));
    // An item of a list says when something ends, or is to be done.
    let is_listed = |block: &Block| block.is_item() || block.number.is_some() && !block.is_heading();
    let short = cover.filter(|block| words(block) <= MONTH_LINE && !is_listed(block) && !asks(block));
    short.flat_map(|block| known.periods(block)).find(|period| period.start == period.end).map(|period| period.start)
}

/// The month that is all of a line of the cover.
fn lone_month(head: &[&Block]) -> Option<Date> {
    let cover = head.iter().take_while(|block| block.is_heading() || words(block) < PROSE);
    cover.filter(|block| words(block) == 2 && !block.is_item()).find_map(|block| {
        let [dated] = &dates(&block.text)[..] else { return None };
        let is_all = dated.range == (0..block.text.trim_end().len());
        Some(dated.period.start).filter(|date| is_all && date.day().is_none() && date.month().is_some())
    })
}

/// The day or month that ends a short line of the cover: "November 2019".
fn alone(head: &[&Block], known: &PeriodsRead) -> Option<Date> {
    let cover = head.iter().take_while(|block| block.is_heading() || words(block) < PROSE);
    let lines = cover.filter(|block| words(block) <= LONE_DATE && block.text.ends_with(|c: char| c.is_ascii_digit()));
    let mut dates = lines.flat_map(|block| known.periods(block)).filter(|period| period.start == period.end);
    dates.find(|period| period.start.month().is_some()).map(|period| period.start)
}

/// A date in a file name: "minutes-2011-11-24", "inspection - 29 july 2019".
fn name_date(name: &str) -> Option<Date> {
    static ISO: Pattern = Pattern::of(r"(?:^|\D)((?:19|20)\d{2})[-_.](\d{2})(?:[-_.](\d{2}))?(?:\D|$)");
    let iso = ISO.captures(name).and_then(|captures| {
        let part = |index: usize| captures.get(index).and_then(|m| m.as_str().parse::<u8>().ok());
        let year: i32 = captures.get(1)?.as_str().parse().ok()?;
        // "Annual report 2011-12" is of two years, and not of a December.
        let goes_on = part(3).is_none() && part(2).is_some_and(|next| i32::from(next) == (year + 1) % 100);
        if goes_on && WORDS.of_a_year.is_match(name) {
            return None;
        }
        part(3).and_then(|day| Date::day_of(year, part(2)?, day)).or_else(|| Date::month_of(year, part(2)?))
    });
    iso.or_else(|| dates(&name.replace('_', " ")).first().map(|dated| dated.period.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Exemplified, hold_to_examples};

    #[test]
    fn dates_are_read_from_file_names_as_councils_write_them() {
        let read = |name: &str| name_date(name).map(|date| date.to_string());
        assert_eq!(read("cyp-panel-minutes-2011-11-24.html").as_deref(), Some("2011-11-24"));
        assert_eq!(read("inspection - 29 july 2019.pdf").as_deref(), Some("2019-07-29"));
        assert_eq!(read("2011-10-peer-review-letter.txt").as_deref(), Some("2011-10"));
        assert_eq!(read("panel.txt"), None);
        assert_eq!(read("Annual report 2011-12.txt"), None);
        assert_eq!(read("2011-12-review-letter.txt").as_deref(), Some("2011-12"));
    }

    #[test]
    fn every_line_finds_its_example_and_not_its_opposite() {
        let Lines { published, of_itself, returned, year_end, met, other_meeting, meeting_line, by, of_a_year, told } =
            toml::from_str::<Lines<Exemplified>>(DATES).unwrap();
        let alone = [published, of_itself, returned, year_end, met, other_meeting, meeting_line, by, of_a_year];
        hold_to_examples(alone.iter().chain(&told), Exemplified::finds);
    }

    #[test]
    fn what_is_told_in_passing_dates_no_paper() {
        assert!(is_told("The letter is to follow on ") && !is_told("This report was published on "));
        let published = |text: &str| published(&[&Block::of(0, crate::model::BlockKind::Paragraph, text)]);
        for text in
            ["Report published: 4 March 2020", "Published on 4 March 2020", "This report was published on 4 March 2020"]
        {
            assert_eq!(published(text).map(|date| date.to_string()).as_deref(), Some("2020-03-04"), "{text}");
        }
        for text in
            ["An earlier report was published on 4 March 2020.", "The strategy, published on 4 March 2020, is new."]
        {
            assert_eq!(published(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_due_dates_no_paper() {
        let day = |text: &str| periods(text).find(is_day).map(|period| period.start.to_string());
        assert_eq!(day("a plan by 31 December 2019"), None);
        assert_eq!(day("no later than Friday 3 May 2019, and met on 6 May 2019").as_deref(), Some("2019-05-06"));
        assert!(WORDS.met.is_match("Minutes of the meeting of the Panel held in the Guildhall on 6 November 2019"));
        assert!(WORDS.met.is_match("At a meeting of the Cabinet held on 6 November 2019"));
        assert!(!WORDS.met.is_match("The Director said that a meeting was held on 6 November 2019."));
        assert_eq!(day("Papers come two days before the meeting (in this case 3 May 2019)."), None);
        assert_eq!(
            day("Further to Minute No. 9 of the meeting held on 3 May 2019 the Cabinet heard the report."),
            None
        );
        assert_eq!(day("The Code was adopted by the Council on 3 May 2019."), None);
        assert_eq!(day("A copy was filed before 1 June: it met on 6 May 2019").as_deref(), Some("2019-05-06"));
    }

    #[test]
    fn the_record_of_another_meeting_dates_no_minutes() {
        let others = [
            "The next meeting will be held on 4 December 2019.",
            "The record of the meeting of the Panel held on 3 May 2019 was confirmed as correct.",
            "To confirm the record of the meeting of the Panel held on 3 May 2019 (circulated).",
            "The minute of meeting of this Panel of 3 May 2019 was held as read.",
            "That the minutes of the meeting held on 3 May 2019 be approved",
        ];
        others.iter().for_each(|text| assert!(WORDS.other_meeting.is_match(text), "{text}"));
        let own = [
            "Minutes of the meeting of the Panel held in the Guildhall on 6 November 2019",
            "MINUTE of the Meeting of the Panel held on 6 November 2019. The report was noted.",
        ];
        own.iter().for_each(|text| assert!(!WORDS.other_meeting.is_match(text), "{text}"));
        assert!(WORDS.meeting_line.is_match("Meeting of Housing Panel, Monday, 14th May, 2018 (Item 6.)"));
        assert!(!WORDS.meeting_line.is_match("Meeting of all leads by 8th May, 2018"));
    }
}
