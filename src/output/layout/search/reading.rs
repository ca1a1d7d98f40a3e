//! How a query was read: a line a part, set in by its depth.

use std::io;

use serde::Serialize;

use crate::output::grid::Cell;
use crate::output::{Answer, Page, Records, Table, table};
use crate::search::ReadPart;

/// A query as it was understood.
#[derive(Debug, Clone, Copy)]
pub struct QueryReading<'a> {
    /// The query as typed.
    pub query: &'a str,
    /// Its parts, the whole first.
    pub parts: &'a [ReadPart],
}

#[derive(Serialize)]
struct PartRecord<'a> {
    depth: usize,
    part: &'a str,
    meaning: &'a str,
    words: &'a [String],
    passages: usize,
}

impl Answer for QueryReading<'_> {
    fn table(&self) -> Table {
        let row = |part: &ReadPart| {
            vec![
                part.typed.as_str().into(),
                part.meaning.as_str().into(),
                Cell::several(&part.words),
                part.passages.into(),
                part.depth.into(),
            ]
        };
        Table::new(&table::READING, self.parts.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.parts.iter().try_for_each(|part| {
            let record = PartRecord {
                depth: part.depth,
                part: &part.typed,
                meaning: &part.meaning,
                words: &part.words,
                passages: part.passages,
            };
            records.put("part", &record)
        })
    }

    fn title(&self) -> String {
        format!("How {} was read", self.query)
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        let mut grid = self.table().grid(
            "Each part with the stems or words it finds, and the passages that it finds by itself.",
            &["part", "meaning", "words", "passages"],
        );
        grid.levels = self.parts.iter().map(|part| part.depth).collect();
        page.table(grid);
        page
    }
}
