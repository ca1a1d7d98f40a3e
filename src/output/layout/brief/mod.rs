//! A briefing for members: a page of summary, then everything behind it, each line with its citation.
//!
//! | file | puts on the page |
//! |---|---|
//! | `summary` | the first page: what was compared, how much of it came back, the points to know |
//! | `changes` | judgements, what came back, what is new, what is not found again and where it went |
//! | `alone` | what a review found that has no other beside it, and what came of it |
//! | `asks` | what committees asked for and what came of it; questions to put, where they are wanted |
//! | `themes` | themes with their chart |
//! | `made` | how far the reviews can be compared, and how the briefing was made |
//! | `entries`, `sheet` | the numbers of matters, and of papers |

mod alone;
mod asks;
mod changes;
mod entries;
mod glance;
mod made;
mod rows;
mod sheet;
mod summary;
#[cfg(test)]
mod tests;
mod themes;

use std::io;

use crate::answers::brief::{Brief, SeriesBrief, Topic};
use crate::model::Review;
use crate::output::page::Part;
use crate::output::words::listed;
use crate::output::{Answer, Page, Records, Register, Table};

use super::change::Sides;
use entries::Entries;
use sheet::Sheet;

/// A briefing.
#[derive(Debug, Clone, Copy)]
pub struct Briefing<'a> {
    /// What it says.
    pub brief: &'a Brief,
    /// Reviews and documents, for their names.
    pub register: &'a Register<'a>,
}

impl Answer for Briefing<'_> {
    fn table(&self) -> Table {
        rows::table(self)
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        rows::records(self, records)
    }

    fn sheets(&self) -> Vec<Table> {
        vec![rows::table(self), rows::sources(self)]
    }

    fn title(&self) -> String {
        let brief = self.brief;
        let what = match (brief.series.as_slice(), brief.alone.as_slice()) {
            ([series], _) => series_name(series, &Sides::of(&series.comparison)),
            ([], [alone]) => alone_name(&alone.side.review),
            _ => format!("{}: what reviews found", brief.council),
        };
        match &brief.topic {
            Some(Topic::Theme { label, .. }) => format!("{what}: {label}"),
            Some(Topic::Query { typed, .. }) => format!("{what}: what speaks of {typed}"),
            None => what,
        }
    }

    fn page(&self) -> Page {
        let brief = self.brief;
        let sides: Vec<Sides<'_>> = brief.series.iter().map(|series| Sides::of(&series.comparison)).collect();
        let entries = Entries::of(brief, &sides);
        let mut sheet = Sheet::new(self.title(), self.register);
        summary::put(brief, &sides, &entries, self.register, &mut sheet);
        sheet.page.parts.push(Part::NewSheet);
        if brief.committee.is_some() {
            asks::put(brief, &entries, &mut sheet);
        }
        let level = if brief.series.len() == 1 { 2 } else { 3 };
        for (at, (series, sides)) in brief.series.iter().zip(&sides).enumerate() {
            if level == 3 {
                sheet.page.heading(2, series_name(series, sides));
            }
            changes::put(at, series, sides, &entries, level, &mut sheet);
            if let Some(found) = &series.themes {
                themes::put(at, found, sides, &entries, level, &mut sheet);
            }
        }
        let level = if brief.alone.len() == 1 { 2 } else { 3 };
        for (at, alone) in brief.alone.iter().enumerate().filter(|(_, alone)| !alone.side.findings.is_empty()) {
            if level == 3 {
                sheet.page.heading(2, alone_name(&alone.side.review));
            }
            alone::put(at, alone, &entries, level, &mut sheet);
        }
        if brief.committee.is_none() {
            asks::put(brief, &entries, &mut sheet);
        }
        if brief.prompts {
            asks::prompts(brief, &sides, &entries, &mut sheet);
        }
        made::put(brief, &sides, &mut sheet);
        sheet.page
    }
}

/// "Marlshire, LGA review of safeguarding children: 2011 and 2015".
fn series_name(brief: &SeriesBrief, sides: &Sides<'_>) -> String {
    let series = &brief.comparison.series;
    format!("{}, {}: {}", series.council, series.name(), listed(&sides.names))
}

/// "Marlshire, LGA review of safeguarding children: June 2015".
fn alone_name(review: &Review) -> String {
    let date = review.date().map_or_else(String::new, |date| format!(": {}", date.to_month().long()));
    format!("{}, {}{date}", review.series.council, review.series.name())
}

/// A text cut to so many letters at the end of a word, with a sign that it was.
fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let end = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
    let head = text[..end].rsplit_once(' ').map_or(&text[..end], |(head, _)| head);
    format!("{} …", head.trim_end_matches([',', ';', ':', ' ']))
}
