//! How good the pairing is, against links that a person has read.

use std::io;

use serde::Serialize;

use crate::answers::LinkFigures;
use crate::output::grid::Cell;
use crate::output::words::counted;
use crate::output::{Answer, Page, Records, Table, table};

/// Figures of the pairing.
#[derive(Debug, Clone, Copy)]
pub struct LinkReport<'a> {
    /// One line each way to pair.
    pub lines: &'a [LinkFigures],
    /// How many comparisons are labelled.
    pub comparisons: usize,
}

#[derive(Serialize)]
struct LineRecord<'a> {
    way: &'a str,
    links: usize,
    made: usize,
    right: usize,
    precision: Option<f32>,
    recall: Option<f32>,
    f1: Option<f32>,
    f1_low: Option<f32>,
    f1_high: Option<f32>,
    item_f1: Option<f32>,
    mrr: Option<f32>,
    rank1: Option<f32>,
}

impl Answer for LinkReport<'_> {
    fn table(&self) -> Table {
        let row = |line: &LinkFigures| {
            let figures = &line.figures;
            vec![
                line.name.into(),
                figures.links.into(),
                figures.made.into(),
                figures.right.into(),
                Cell::figure(figures.precision(), 3),
                Cell::figure(figures.recall(), 3),
                Cell::figure(figures.f1(), 3),
                Cell::figure(line.interval.map(|interval| interval.0), 3),
                Cell::figure(line.interval.map(|interval| interval.1), 3),
                Cell::figure(figures.item_f1(), 3),
                Cell::figure(figures.mrr(), 3),
                Cell::figure(figures.rank1(), 3),
            ]
        };
        Table::new(&table::LINKS, self.lines.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.lines.iter().try_for_each(|line| {
            let figures = &line.figures;
            let record = LineRecord {
                way: line.name,
                links: figures.links,
                made: figures.made,
                right: figures.right,
                precision: figures.precision(),
                recall: figures.recall(),
                f1: figures.f1(),
                f1_low: line.interval.map(|interval| interval.0),
                f1_high: line.interval.map(|interval| interval.1),
                item_f1: figures.item_f1(),
                mrr: figures.mrr(),
                rank1: figures.rank1(),
            };
            records.put("links", &record)
        })
    }

    fn page(&self) -> Page {
        let mut page = Page::new("Pairs, held against links that a person has read");
        let links = self.lines.first().map_or(0, |line| line.figures.links);
        page.sentence(format!(
            "{} in {}; links that are only related are neither right nor wrong.",
            counted(links, "link", "links"),
            counted(self.comparisons, "comparison", "comparisons")
        ));
        let columns = ["way", "made", "right", "precision", "recall", "f1", "item_f1", "mrr", "rank1"];
        page.table(self.table().grid("How many pairs are right", &columns));
        for line in self.lines {
            let interval = line.interval.map_or_else(String::new, |(low, high)| {
                format!("; F1 lies between {low:.2} and {high:.2} (95 %, by drawing later findings)")
            });
            page.note(format!("{}: {}{interval}.", line.name, line.meaning));
        }
        page
    }
}
