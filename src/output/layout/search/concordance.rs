//! Matches in the middle of their lines.

use std::io;

use serde::Serialize;

use super::hits::{also_looked_for, best_of};
use crate::model::{Date, Hit, Item};
use crate::output::grid::Cell;
use crate::output::page::{KeyLine, Link, Part};
use crate::output::words::counted;
use crate::output::{Answer, Page, Records, Table, table};
use crate::search::{Line, Order, Widened};

/// Lines, a match each.
#[derive(Debug, Clone, Copy)]
pub struct ConcordanceList<'a> {
    /// The query as typed.
    pub query: &'a str,
    /// The hits the lines are of.
    pub hits: &'a [Hit],
    /// The lines.
    pub lines: &'a [Line],
    /// How many passages answer, of which these may be the first.
    pub total: usize,
    /// Which came first.
    pub order: Order,
    /// What else was looked for.
    pub widened: &'a [Widened],
}

#[derive(Serialize)]
struct LineRecord<'a> {
    left: &'a str,
    node: &'a str,
    right: &'a str,
    document: &'a str,
    path: &'a str,
    council: Option<&'a str>,
    date: Option<Date>,
    paragraph: Option<&'a str>,
    item: Option<String>,
    page: Option<u32>,
    citation: String,
    link: String,
}

impl<'a> ConcordanceList<'a> {
    fn lines(&self) -> impl Iterator<Item = (&'a Line, &'a Hit)> {
        let hits = self.hits;
        self.lines.iter().filter_map(move |line| Some((line, hits.get(line.hit)?)))
    }
}

impl Answer for ConcordanceList<'_> {
    fn table(&self) -> Table {
        let row = |(line, hit): (&Line, &Hit)| {
            let at = &hit.citation;
            vec![
                line.left.as_str().into(),
                line.node.as_str().into(),
                line.right.as_str().into(),
                at.document.as_str().into(),
                at.path.as_str().into(),
                hit.council.as_deref().into(),
                Cell::shown(at.date),
                at.paragraph.as_deref().into(),
                Cell::shown(at.item.as_ref()),
                at.page.into(),
                at.to_string().into(),
                at.address().into(),
            ]
        };
        Table::new(&table::CONCORDANCE, self.lines().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.lines().try_for_each(|(line, hit)| {
            let at = &hit.citation;
            let record = LineRecord {
                left: &line.left,
                node: &line.node,
                right: &line.right,
                document: &at.document,
                path: &at.path,
                council: hit.council.as_deref(),
                date: at.date,
                paragraph: at.paragraph.as_deref(),
                item: at.item.as_ref().map(Item::to_string),
                page: at.page,
                citation: at.to_string(),
                link: at.address(),
            };
            records.put("line", &record)
        })
    }

    fn title(&self) -> String {
        format!("{} of {}", counted(self.lines.len(), "match", "matches"), self.query)
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        if self.lines.is_empty() {
            page.sentence("Nothing found.");
            return page;
        }
        let several = self.hits.windows(2).any(|pair| pair[0].council != pair[1].council);
        let line = |(line, hit): (&Line, &Hit)| KeyLine {
            left: line.left.clone(),
            node: line.node.clone(),
            right: line.right.clone(),
            source: match &hit.council {
                Some(council) if several => format!("{council}, {}", hit.citation),
                _ => hit.citation.to_string(),
            },
            link: Link::new(&hit.citation, &hit.text),
        };
        also_looked_for(&mut page, self.widened);
        page.parts.push(Part::Concordance(self.lines().map(line).collect()));
        if self.total > self.hits.len() {
            page.sentence(best_of(self.order, self.hits.len(), self.total));
        }
        page
    }
}
