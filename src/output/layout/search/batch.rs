//! The passages of many queries, a section a query.

use std::io;

use serde::Serialize;

use super::hits::{HitRecord, draw, found, row};
use crate::output::words::counted;
use crate::output::{Answer, Page, Records, Table, table};
use crate::search;

/// One query of a batch, answered.
#[derive(Debug, Clone, PartialEq)]
pub struct Batched {
    /// What the asker calls it; `None` where the file gives no name.
    pub name: Option<String>,
    /// The query as typed.
    pub query: String,
    /// What was found; why it could not be asked otherwise.
    pub found: Result<search::Answer, String>,
}

/// Queries with what was found for each, in the order of the file.
#[derive(Debug, Clone, Copy)]
pub struct BatchList<'a> {
    /// The queries.
    pub queries: &'a [Batched],
}

#[derive(Serialize)]
struct QueryRecord<'a> {
    name: Option<&'a str>,
    query: &'a str,
    passages: Option<usize>,
    error: Option<&'a str>,
}

#[derive(Serialize)]
struct QueryHitRecord<'a> {
    name: Option<&'a str>,
    query: &'a str,
    #[serde(flatten)]
    hit: HitRecord<'a>,
}

impl BatchList<'_> {
    fn counts(&self) -> Table {
        let row = |asked: &Batched| {
            let total = asked.found.as_ref().ok().map(|answer| answer.total);
            vec![
                asked.name.as_deref().into(),
                asked.query.as_str().into(),
                total.into(),
                asked.found.as_ref().err().map(String::as_str).into(),
            ]
        };
        Table::new(&table::BATCH_COUNTS, self.queries.iter().map(row).collect())
    }
}

impl Answer for BatchList<'_> {
    fn table(&self) -> Table {
        let mut rows = Vec::new();
        for asked in self.queries {
            for hit in asked.found.iter().flat_map(|answer| &answer.hits) {
                let mut cells = vec![asked.name.as_deref().into(), asked.query.as_str().into()];
                cells.extend(row(hit));
                rows.push(cells);
            }
        }
        Table::new(&table::BATCH, rows)
    }

    fn sheets(&self) -> Vec<Table> {
        vec![self.table(), self.counts()]
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        for asked in self.queries {
            let (name, query) = (asked.name.as_deref(), asked.query.as_str());
            let passages = asked.found.as_ref().ok().map(|answer| answer.total);
            let error = asked.found.as_ref().err().map(String::as_str);
            records.put("query", &QueryRecord { name, query, passages, error })?;
            for hit in asked.found.iter().flat_map(|answer| &answer.hits) {
                records.put("hit", &QueryHitRecord { name, query, hit: HitRecord::from(hit) })?;
            }
        }
        Ok(())
    }

    fn title(&self) -> String {
        counted(self.queries.len(), "query", "queries")
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        page.table(self.counts().grid("How much was found for each.", &["name", "query", "passages", "error"]));
        for asked in self.queries {
            let name = asked.name.as_ref().map_or_else(String::new, |name| format!("{name}: "));
            let Ok(answer) = &asked.found else { continue };
            page.heading(2, format!("{name}{} for {}", found(answer), asked.query));
            draw(&mut page, answer, &[]);
        }
        page
    }
}
