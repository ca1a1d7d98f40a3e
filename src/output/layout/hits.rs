//! Passages that answer a search.

use std::io;

use serde::Serialize;

use crate::model::{Date, FindingId, Hit};
use crate::output::grid::Cell;
use crate::output::page::highlighted;
use crate::output::record::scalar_ranges;
use crate::output::words::counted;
use crate::output::{Answer, Page, Records, Table, table};

/// Passages, best first.
#[derive(Debug, Clone, Copy)]
pub struct HitList<'a> {
    /// The query as typed.
    pub query: &'a str,
    /// The passages shown.
    pub hits: &'a [Hit],
    /// How many passages answer in all; at least as many as are shown.
    pub total: usize,
}

#[derive(Serialize)]
struct HitRecord<'a> {
    document: &'a str,
    path: &'a str,
    title: Option<&'a str>,
    kind: &'static str,
    council: Option<&'a str>,
    date: Option<Date>,
    paragraph: Option<&'a str>,
    item: Option<&'a str>,
    page: Option<u32>,
    text: &'a str,
    highlights: Vec<[usize; 2]>,
    score: f32,
    findings: &'a [FindingId],
}

impl Answer for HitList<'_> {
    fn table(&self) -> Table {
        let row = |hit: &Hit| {
            let at = &hit.citation;
            vec![
                at.document.as_str().into(),
                at.path.as_str().into(),
                hit.title.as_deref().into(),
                hit.kind.as_str().into(),
                hit.council.as_deref().into(),
                Cell::shown(at.date),
                at.paragraph.as_deref().into(),
                at.item.as_deref().into(),
                at.page.into(),
                hit.text.as_str().into(),
                Cell::several(hit.highlights.iter().filter_map(|&(start, end)| hit.text.get(start..end))),
                Cell::figure(Some(hit.score), 3),
                Cell::several(&hit.findings),
            ]
        };
        Table::new(&table::HITS, self.hits.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.hits.iter().try_for_each(|hit| {
            let at = &hit.citation;
            let record = HitRecord {
                document: &at.document,
                path: &at.path,
                title: hit.title.as_deref(),
                kind: hit.kind.as_str(),
                council: hit.council.as_deref(),
                date: at.date,
                paragraph: at.paragraph.as_deref(),
                item: at.item.as_deref(),
                page: at.page,
                text: &hit.text,
                highlights: scalar_ranges(&hit.text, &hit.highlights),
                score: hit.score,
                findings: &hit.findings,
            };
            records.put("hit", &record)
        })
    }

    fn page(&self) -> Page {
        let mut page = Page::new(format!("{} for {}", counted(self.total, "passage", "passages"), self.query));
        if self.hits.is_empty() {
            page.sentence("Nothing found.");
        }
        for (index, hit) in self.hits.iter().enumerate() {
            let name = hit.title.as_deref().unwrap_or(&hit.citation.document);
            let council = hit.council.as_ref().map_or_else(String::new, |council| format!(" ({council})"));
            page.heading(3, format!("{}. {name}{council}", index + 1));
            page.quote(None, highlighted(&hit.text, &hit.highlights), &hit.citation);
        }
        if self.total > self.hits.len() && !self.hits.is_empty() {
            page.sentence(format!("The best {} of {} are shown.", self.hits.len(), self.total));
        }
        page
    }
}
