//! How the answers are spread: a table a field.

use std::io;

use serde::Serialize;

use super::hits::also_looked_for;
use crate::output::{Answer, Page, Records, Table, table};
use crate::search::{Facet, Widened};

/// Counts by field and value.
#[derive(Debug, Clone, Copy)]
pub struct FacetList<'a> {
    /// The query as typed.
    pub query: &'a str,
    /// The fields.
    pub facets: &'a [Facet],
    /// What else was looked for.
    pub widened: &'a [Widened],
}

#[derive(Serialize)]
struct FacetRecord<'a> {
    facet: &'a str,
    value: &'a str,
    passages: usize,
    documents: usize,
    narrow: &'a str,
}

impl FacetList<'_> {
    fn of(facet: &Facet) -> Table {
        let row = |value: &crate::search::FacetValue| {
            vec![
                facet.label.into(),
                value.label.as_str().into(),
                value.passages.into(),
                value.documents.into(),
                value.query.as_str().into(),
            ]
        };
        Table::new(&table::FACETS, facet.values.iter().map(row).collect())
    }
}

impl Answer for FacetList<'_> {
    fn table(&self) -> Table {
        Table::new(&table::FACETS, self.facets.iter().flat_map(|facet| Self::of(facet).rows).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        for facet in self.facets {
            for value in &facet.values {
                let record = FacetRecord {
                    facet: facet.label,
                    value: &value.label,
                    passages: value.passages,
                    documents: value.documents,
                    narrow: &value.query,
                };
                records.put("facet", &record)?;
            }
        }
        Ok(())
    }

    fn title(&self) -> String {
        format!("How the answers to {} are spread", self.query)
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        if self.facets.is_empty() {
            page.sentence("Nothing found.");
            return page;
        }
        also_looked_for(&mut page, self.widened);
        page.sentence("Add what stands under “Narrow” to the query to see those passages alone.");
        for facet in self.facets {
            let mut grid = Self::of(facet).grid(facet.label, &["value", "passages", "documents", "narrow"]);
            grid.head[2] = "Papers".into();
            page.table(grid);
        }
        page
    }
}
