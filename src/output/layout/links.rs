//! How good the pairing is, against links that a person has read.

use std::io;

use serde::Serialize;

use crate::answers::{LabelledPair, LinkEvaluation, LinkFigures, PairEvaluation, PairFigures};
use crate::output::grid::Cell;
use crate::output::words::{counted, listed};
use crate::output::{Answer, Page, Records, Table, table};

/// Figures of the pairing.
#[derive(Debug, Clone, Copy)]
pub struct LinkReport<'a> {
    /// The figures, a line each way to pair.
    pub evaluation: &'a LinkEvaluation,
    /// How many comparisons are labelled.
    pub comparisons: usize,
    /// The sentence model that helped; `None` without one.
    pub model: Option<&'a str>,
}

#[derive(Serialize)]
struct LineRecord<'a> {
    way: &'a str,
    model: Option<&'a str>,
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
    /// Links that a person pinned, among those that diff makes; `None` for ways that take no pins.
    pinned: Option<usize>,
}

/// What was chosen for a group, on all the others.
#[derive(Serialize)]
struct ChosenRecord<'a> {
    left_out: &'a str,
    letters: f32,
    concepts: f32,
    company: f32,
    possible: f32,
    certain: Option<f32>,
    vectors_have_seen_it: bool,
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
        Table::new(&table::LINKS, self.evaluation.lines.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.evaluation.lines.iter().try_for_each(|line| {
            let figures = &line.figures;
            let record = LineRecord {
                way: line.name,
                model: self.model,
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
                pinned: (line.name == "pairs").then_some(self.evaluation.pinned),
            };
            records.put("links", &record)
        })?;
        self.evaluation.chosen.iter().try_for_each(|chosen| {
            let [letters, concepts, company] = chosen.shares;
            let record = ChosenRecord {
                left_out: &chosen.group,
                letters,
                concepts,
                company,
                possible: chosen.possible,
                certain: chosen.certain.is_finite().then_some(chosen.certain),
                vectors_have_seen_it: self.evaluation.seen.contains(&chosen.group),
            };
            records.put("chosen", &record)
        })
    }

    fn title(&self) -> String {
        "Pairs, held against links that a person has read".to_owned()
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        let lines = &self.evaluation.lines;
        let links = lines.first().map_or(0, |line| line.figures.links);
        page.sentence(format!(
            "{} in {}; links that are only related are neither right nor wrong.",
            counted(links, "link", "links"),
            counted(self.comparisons, "comparison", "comparisons")
        ));
        let columns = ["way", "made", "right", "precision", "recall", "f1", "item_f1", "mrr", "rank1"];
        page.table(self.table().grid("How many pairs are right", &columns));
        for line in lines {
            let interval = line.interval.map_or_else(String::new, |(low, high)| {
                format!("; F1 lies between {low:.2} and {high:.2} (95 %, by drawing later findings)")
            });
            page.note(format!("{}: {}{interval}.", line.name, line.meaning));
        }
        if let Some(model) = self.model {
            page.note(format!("With the sentence model {model}; word tf-idf is without it."));
        }
        let chosen = &self.evaluation.chosen;
        let bars = || chosen.iter().map(|chosen| chosen.possible);
        if let (Some(least), Some(most)) = (bars().reduce(f32::min), bars().reduce(f32::max)) {
            page.note(format!(
                "Chosen on the others, for {}: thresholds of a pair from {least:.1} to {most:.1}.",
                counted(chosen.len(), "group", "groups")
            ));
        }
        if self.evaluation.pinned > 0 {
            page.note(format!("Of the pairs, {} pinned by a person.", self.evaluation.pinned));
        }
        if let Some(words) = self.evaluation.vector_words {
            page.note(format!(
                "For each group the word vectors were made again from the papers of the others; all have {}.",
                counted(words, "word that tells", "words that tell")
            ));
        }
        if !self.evaluation.seen.is_empty() {
            page.note(format!(
                "The word vectors have seen papers of {}; `--papers FOLDER` makes them again without.",
                listed(&self.evaluation.seen)
            ));
        }
        page
    }
}

/// What became of labelled pairs.
#[derive(Debug, Clone, Copy)]
pub struct PairReport<'a> {
    /// The counts, a line each kind.
    pub evaluation: &'a PairEvaluation,
}

#[derive(Serialize)]
struct PairRecord<'a> {
    kind: &'a str,
    label: &'a str,
    pairs: usize,
    certain: usize,
    possible: usize,
    apart: usize,
}

#[derive(Serialize)]
struct WronglyCertain<'a> {
    kind: &'a str,
    label: &'a str,
    earlier: &'a str,
    later: &'a str,
}

impl Answer for PairReport<'_> {
    fn table(&self) -> Table {
        let row = |line: &PairFigures| {
            let PairFigures { kind, label, certain, possible, apart } = line;
            let pairs = certain + possible + apart;
            vec![
                kind.as_str().into(),
                label.as_str().into(),
                pairs.into(),
                (*certain).into(),
                (*possible).into(),
                (*apart).into(),
            ]
        };
        Table::new(&table::PAIRS, self.evaluation.lines.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.evaluation.lines.iter().try_for_each(|line| {
            let PairFigures { kind, label, certain, possible, apart } = line;
            let pairs = certain + possible + apart;
            let (certain, possible, apart) = (*certain, *possible, *apart);
            records.put("pairs", &PairRecord { kind, label, pairs, certain, possible, apart })
        })?;
        self.evaluation.wrongly_certain.iter().try_for_each(|LabelledPair { kind, label, a, b }| {
            records.put("wrongly_certain", &WronglyCertain { kind, label, earlier: a, later: b })
        })
    }

    fn title(&self) -> String {
        "Single pairs, held against labels".to_owned()
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        page.sentence("Each pair stands among the right ones of the table, as findings stand in a report.");
        let columns = ["kind", "label", "pairs", "certain", "possible", "apart"];
        page.table(self.table().grid("What became of the pairs", &columns));
        let wrong = &self.evaluation.wrongly_certain;
        if wrong.is_empty() {
            page.note("No pair of two matters was signed.");
        } else {
            page.note(format!("{} of two matters signed:", counted(wrong.len(), "pair", "pairs")));
            wrong.iter().for_each(|LabelledPair { a, b, .. }| page.note(format!("{a} / {b}")));
        }
        page
    }
}
