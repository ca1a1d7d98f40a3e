//! The thread of one matter through reviews and meetings, oldest first.

use std::collections::BTreeSet;
use std::io;

use serde::Serialize;

use super::search::also_looked_for;
use crate::model::{Band, Certainty, Date, ThreadEntry, ThreadWhat};
use crate::output::grid::Cell;
use crate::output::page::highlighted;
use crate::output::words::{capital, corrected, counted, duty};
use crate::output::{Answer, Page, Records, Register, Table, table};
use crate::search::Widened;

/// The steps of a matter.
#[derive(Debug, Clone, Copy)]
pub struct Thread<'a> {
    /// The query as typed.
    pub query: &'a str,
    /// The steps, oldest first.
    pub entries: &'a [ThreadEntry],
    /// What else was looked for.
    pub widened: &'a [Widened],
    /// The reviews that said them.
    pub register: &'a Register<'a>,
}

#[derive(Serialize)]
struct StepRecord<'a> {
    date: Option<Date>,
    council: Option<&'a str>,
    review: Option<&'a str>,
    document: &'a str,
    what: &'static str,
    text: &'a str,
    paragraph: Option<&'a str>,
    page: Option<u32>,
    link: String,
    path: &'a str,
    citation: String,
    finding: Option<&'a str>,
    kind: Option<&'static str>,
    band: &'static str,
}

impl Answer for Thread<'_> {
    fn table(&self) -> Table {
        let row = |entry: &ThreadEntry| {
            let at = &entry.citation;
            vec![
                Cell::shown(entry.date),
                entry.review.as_deref().into(),
                at.document.as_str().into(),
                entry.what.as_str().into(),
                entry.text.as_str().into(),
                at.paragraph.as_deref().into(),
                at.page.into(),
                entry.citation.address().into(),
                at.path.as_str().into(),
                at.to_string().into(),
                entry.finding.as_ref().map(|finding| finding.id.as_str()).into(),
                entry.finding.as_ref().map(|finding| finding.kind.as_str()).into(),
                entry.band.as_str().into(),
                entry.council.as_deref().into(),
            ]
        };
        Table::new(&table::THREAD, self.entries.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.entries.iter().try_for_each(|entry| {
            let at = &entry.citation;
            let record = StepRecord {
                date: entry.date,
                council: entry.council.as_deref(),
                review: entry.review.as_deref(),
                document: &at.document,
                what: entry.what.as_str(),
                text: &entry.text,
                paragraph: at.paragraph.as_deref(),
                page: at.page,
                link: entry.citation.address(),
                path: &at.path,
                citation: at.to_string(),
                finding: entry.finding.as_ref().map(|finding| finding.id.as_str()),
                kind: entry.finding.as_ref().map(|finding| finding.kind.as_str()),
                band: entry.band.as_str(),
            };
            records.put("step", &record)
        })
    }

    fn title(&self) -> String {
        format!("The thread of {}", self.query)
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        if self.entries.is_empty() {
            page.sentence("No paper speaks of it.");
            return page;
        }
        page.sentence(format!("{}, oldest first.", counted(self.entries.len(), "step", "steps")));
        also_looked_for(&mut page, self.widened);
        let councils = self.entries.iter().filter_map(|entry| entry.council.as_ref()).collect::<BTreeSet<_>>().len();
        for entry in self.entries {
            let date = entry.date.map_or_else(|| "date not known".to_owned(), Date::long);
            let kind = entry.finding.as_ref().map(|finding| finding.kind.label());
            let said = match (entry.what, &entry.review) {
                (ThreadWhat::Finding, Some(review)) => {
                    format!("{} of {}", kind.unwrap_or("finding"), self.register.named(review))
                }
                (ThreadWhat::Finding | ThreadWhat::Resolution, _) => kind.unwrap_or(entry.what.as_str()).to_owned(),
                (ThreadWhat::Response | ThreadWhat::Progress, _) => entry.what.as_str().to_owned(),
                (ThreadWhat::Passage, _) => "spoken of".to_owned(),
            };
            let council =
                entry.council.as_ref().filter(|_| councils > 1).map_or_else(String::new, |name| format!(", {name}"));
            let check = if entry.band == Band::Possible { "possible: check · " } else { "" };
            page.heading(3, format!("{check}{}", capital(&format!("{date}{council}: {said}"))));
            page.quote(None, highlighted(&entry.text, &entry.highlights), &entry.citation);
            if let Some(finding) = &entry.finding {
                if finding.certainty == Certainty::Possible {
                    page.note("Possible finding: check (only its words suggest one).");
                }
                let duty: Vec<String> = duty(finding).collect();
                if !duty.is_empty() {
                    page.note(format!("{}.", capital(&duty.join("; "))));
                }
                if let Some(corrected) = corrected(finding) {
                    page.note(format!("Corrected: {corrected}."));
                }
            }
            let also: Vec<String> = entry.finding.iter().flat_map(|f| &f.also_in).map(ToString::to_string).collect();
            if !also.is_empty() {
                page.note(format!("Also read in: {}.", also.join("; ")));
            }
        }
        page
    }
}
