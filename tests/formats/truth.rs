//! What a paper of `fixtures/` says, block by block, and how much of it a reading gives back.

use std::collections::BTreeMap;
use std::path::Path;

use lookback::model::{Block, BlockKind};
use lookback::text::{label, squeeze};
use serde::Deserialize;

/// A paper as it was written, before it was saved in any format.
#[derive(Deserialize)]
pub struct Truth {
    blocks: Vec<Part>,
}

#[derive(Deserialize)]
struct Part {
    kind: Kind,
    text: String,
    label: Option<String>,
    #[serde(default)]
    cells: Option<Vec<String>>,
    footnote: Option<String>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
enum Kind {
    #[serde(rename = "P!", alias = "SUB", alias = "TITLE")]
    FrontMatter,
    #[serde(alias = "H1", alias = "H2")]
    Heading,
    #[serde(rename = "N")]
    Numbered,
    #[serde(rename = "L")]
    Lettered,
    #[serde(rename = "B")]
    Bullet,
    #[serde(rename = "P")]
    Paragraph,
    #[serde(alias = "T", alias = "R")]
    Row,
}

/// Shares from 0 to 1 of what the truth has and the reading gives; `None` where the truth has none.
#[derive(Clone, Copy)]
pub struct Measure {
    /// Words of the truth that were read.
    pub recall: f64,
    /// Words read that are of the truth.
    pub precision: f64,
    /// Headings read as headings, with their words.
    pub headings: f64,
    /// Blocks read as headings that are something else in the truth.
    pub false_headings: usize,
    /// Numbered and lettered paragraphs that carry their label.
    pub labels: Option<f64>,
    /// Paragraphs, numbered or not, that are one block with exactly their words.
    pub whole: f64,
    /// Bullets that are items with exactly their words.
    pub bullets: f64,
    /// Table rows with exactly their cells.
    pub rows: f64,
}

impl Truth {
    /// Reads a truth file.
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The truth with these lines before it: the head of a message that carries the paper.
    pub fn after(mut self, lines: &[&str]) -> Self {
        let part = |line: &&str| Part {
            kind: Kind::FrontMatter,
            text: (*line).to_owned(),
            label: None,
            cells: None,
            footnote: None,
        };
        self.blocks.splice(0..0, lines.iter().map(part));
        self
    }

    /// Compares a reading with the truth.
    pub fn measure(&self, blocks: &[Block]) -> Measure {
        let wanted = count(self.blocks.iter().flat_map(Part::words));
        let found = count(blocks.iter().flat_map(words_of));
        let shared: usize = wanted.iter().map(|(word, n)| found.get(word).map_or(0, |m| *n.min(m))).sum();
        let total = |words: &BTreeMap<String, usize>| words.values().sum::<usize>() as f64;
        let labelled = |part: &Part| matches!(part.kind, Kind::Numbered | Kind::Lettered);
        Measure {
            recall: shared as f64 / total(&wanted),
            precision: shared as f64 / total(&found),
            headings: self.share(|p| p.kind == Kind::Heading, blocks, Part::is_heading).unwrap_or(1.0),
            false_headings: blocks.iter().filter(|block| self.is_false_heading(block)).count(),
            labels: self.share(labelled, blocks, Part::has_label),
            whole: self
                .share(
                    |p| labelled(p) || p.kind == Kind::Paragraph,
                    blocks,
                    |part, block| printed(block) == part.printed(),
                )
                .unwrap_or(1.0),
            bullets: self.share(|p| p.kind == Kind::Bullet, blocks, Part::is_bullet).unwrap_or(1.0),
            rows: self.share(|p| p.kind == Kind::Row, blocks, Part::is_row).unwrap_or(1.0),
        }
    }

    fn is_false_heading(&self, block: &Block) -> bool {
        let title = |part: &&Part| matches!(part.kind, Kind::Heading | Kind::FrontMatter);
        let mut titles = self.blocks.iter().filter(title).map(Part::printed);
        block.is_heading() && !titles.any(|title| title == printed(block))
    }

    /// Share of the wanted parts of which a block is found; `None` when none is wanted.
    fn share(
        &self,
        wanted: impl Fn(&Part) -> bool,
        blocks: &[Block],
        found: impl Fn(&Part, &Block) -> bool,
    ) -> Option<f64> {
        let parts: Vec<&Part> = self.blocks.iter().filter(|part| wanted(part)).collect();
        let hits = parts.iter().filter(|part| blocks.iter().any(|block| found(part, block))).count();
        (!parts.is_empty()).then(|| hits as f64 / parts.len() as f64)
    }
}

impl Part {
    /// The part as printed: the key of its label, if any, and its text.
    fn printed(&self) -> String {
        let line = match &self.label {
            Some(label) => format!("{label} {}", self.text),
            None => self.text.clone(),
        };
        without_label_marks(&line)
    }

    fn words(&self) -> Vec<String> {
        let text = match &self.cells {
            Some(cells) => cells.join(" "),
            None => self.printed(),
        };
        let note = self.footnote.as_deref().unwrap_or_default();
        text.split_whitespace().chain(note.split_whitespace()).map(str::to_owned).collect()
    }

    fn is_heading(&self, block: &Block) -> bool {
        block.is_heading() && printed(block) == self.printed()
    }

    fn has_label(&self, block: &Block) -> bool {
        let key = self.label.as_deref().and_then(label).map(|label| label.key);
        let begins = |text: &str| text.split_whitespace().take(5).map(str::to_owned).collect::<Vec<_>>();
        block.number == key && begins(&block.text) == begins(&self.text)
    }

    fn is_bullet(&self, block: &Block) -> bool {
        block.is_item() && block.number.is_none() && squeeze(&block.text) == self.text
    }

    fn is_row(&self, block: &Block) -> bool {
        let cells = block.cells.iter().map(|cell| squeeze(&cell.text));
        block.kind == BlockKind::TableRow && self.cells.iter().flatten().cloned().eq(cells)
    }
}

fn without_label_marks(line: &str) -> String {
    match label(line) {
        Some(label) if !label.key.is_empty() => format!("{} {}", label.key, &line[label.text_at..]),
        _ => line.to_owned(),
    }
}

fn printed(block: &Block) -> String {
    match &block.number {
        Some(number) => format!("{number} {}", squeeze(&block.text)),
        None => squeeze(&block.text),
    }
}

fn words_of(block: &Block) -> Vec<String> {
    let text = match block.kind {
        BlockKind::TableRow => block.cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>().join(" "),
        _ => printed(block),
    };
    text.split_whitespace().map(str::to_owned).collect()
}

fn count(words: impl Iterator<Item = String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word).or_default() += 1;
    }
    counts
}
