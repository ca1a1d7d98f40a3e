//! One paper as it was understood, so that a person can check a page against it in a minute.

use std::collections::BTreeMap;
use std::io;

use serde::Serialize;

use super::document::{DocumentRecord, known, not_known};
use crate::model::{self, BackReference, Block, BlockKind, Boilerplate, Certainty, Date, Document, Finding, FindingId};
use crate::output::grid::Cell;
use crate::output::page::{Extract, Part};
use crate::output::record::CitationRecord;
use crate::output::words::{corrected, counted, listed, ranges};
use crate::output::{Answer, Page, Records, Table, table};

/// One document, part by part.
#[derive(Debug, Clone, Copy)]
pub struct DocumentParts<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its parts, in reading order.
    pub blocks: &'a [Block],
    /// Its findings.
    pub findings: &'a [Finding],
    /// Where it points back to other papers.
    pub points_to: &'a [BackReference],
    /// Running heads, feet, page numbers and note marks that were taken out, with the page each stood on. `None` where
    /// that is not known.
    pub dropped: Option<&'a [(Option<u32>, String)]>,
    /// Whether the page says by which rule each finding was found.
    pub explain: bool,
}

/// ", pages 1 to 4, 6"; nothing where the format has no pages.
fn on_pages(pages: &[u32]) -> String {
    let mut pages: Vec<usize> = pages.iter().map(|page| *page as usize).collect();
    pages.dedup();
    match pages.as_slice() {
        [] => String::new(),
        [one] => format!(", page {one}"),
        several => format!(", pages {}", ranges(several)),
    }
}

/// "points to Minutes, 18 Jun 2015, minute 202: 5 findings".
fn points_to(reference: &BackReference) -> String {
    let Some(to) = &reference.to else {
        return format!("“{}” points to nothing in hand", reference.text);
    };
    let place = match (&to.citation, &to.review) {
        (Some(citation), None) => citation.to_string(),
        (_, Some(review)) => format!("the review {review}"),
        (None, None) => reference.text.clone(),
    };
    match to.findings.len() {
        0 => format!("points to {place}"),
        n => format!("points to {place}: {}", counted(n, "finding", "findings")),
    }
}

#[derive(Serialize)]
struct FurnitureRecord<'a> {
    page: Option<u32>,
    text: &'a str,
}

#[derive(Serialize)]
struct BlockRecord<'a> {
    ordinal: usize,
    kind: &'static str,
    level: Option<u8>,
    number: Option<&'a str>,
    page: Option<u32>,
    under: Option<usize>,
    boilerplate: Option<Boilerplate>,
    text: &'a str,
    /// The cells of a row of a table.
    cells: &'a [model::Cell],
    finding: Option<&'a str>,
    rule: Option<&'a str>,
    /// All of them, where several findings stand in the block.
    findings: Vec<&'a str>,
    /// Where it points back to other papers; empty for most.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    points_to: Vec<PointsToRecord<'a>>,
}

#[derive(Serialize)]
struct PointsToRecord<'a> {
    /// The words that point.
    text: &'a str,
    findings: &'a [FindingId],
    review: Option<&'a str>,
    date: Option<Date>,
    /// Where the first of them is read; `null` where nothing in hand answers to the words.
    at: Option<CitationRecord<'a>>,
}

impl<'a> From<&'a BackReference> for PointsToRecord<'a> {
    fn from(reference: &'a BackReference) -> Self {
        let to = reference.to.as_ref();
        Self {
            text: &reference.text,
            findings: to.map_or(&[], |to| &to.findings),
            review: to.and_then(|to| to.review.as_deref()),
            date: to.and_then(|to| to.date),
            at: to.and_then(|to| to.citation.as_ref()).map(CitationRecord::from),
        }
    }
}

/// A cell after the name of its column.
fn named(cell: &model::Cell) -> String {
    match &cell.column {
        Some(column) => format!("{column}: {}", cell.text),
        None => cell.text.clone(),
    }
}

fn kind(block: &Block) -> (&'static str, Option<u8>) {
    match block.kind {
        BlockKind::Heading { level } => ("heading", Some(level)),
        BlockKind::Paragraph => ("paragraph", None),
        BlockKind::Item { depth } => ("item", Some(depth)),
        BlockKind::TableRow => ("table_row", None),
    }
}

fn boilerplate(kind: Boilerplate) -> &'static str {
    match kind {
        Boilerplate::Apologies => "apologies",
        Boilerplate::Declarations => "declarations",
        Boilerplate::PublicParticipation => "public_participation",
        Boilerplate::CorrectRecord => "correct_record",
        Boilerplate::Contents => "contents",
        Boilerplate::Contacts => "contacts",
        Boilerplate::Notice => "notice",
    }
}

/// What stands in each block, by its ordinal: a sheet has thousands of both.
struct Standing<'a> {
    findings: BTreeMap<usize, Vec<&'a Finding>>,
    points_to: BTreeMap<usize, Vec<&'a BackReference>>,
}

impl<'a> Standing<'a> {
    fn of(parts: &DocumentParts<'a>) -> Self {
        let mut standing = Self { findings: BTreeMap::new(), points_to: BTreeMap::new() };
        for finding in parts.findings.iter().filter(|finding| finding.citation.document == parts.document.id) {
            standing.findings.entry(finding.citation.block).or_default().push(finding);
        }
        for reference in parts.points_to {
            standing.points_to.entry(reference.block).or_default().push(reference);
        }
        standing
    }

    fn findings_in(&self, block: &Block) -> &[&'a Finding] {
        self.findings.get(&block.ordinal).map_or(&[], Vec::as_slice)
    }

    fn pointing(&self, block: &Block) -> impl Iterator<Item = &'a BackReference> {
        self.points_to.get(&block.ordinal).into_iter().flatten().copied()
    }
}

impl Answer for DocumentParts<'_> {
    fn table(&self) -> Table {
        let standing = Standing::of(self);
        let row = |block: &Block| {
            let (kind, level) = kind(block);
            let findings = standing.findings_in(block);
            vec![
                block.ordinal.into(),
                kind.into(),
                level.map(usize::from).into(),
                block.number.as_deref().into(),
                block.page.into(),
                block.under.into(),
                block.boilerplate.map(boilerplate).into(),
                block.text.as_str().into(),
                Cell::several(block.cells.iter().map(named)),
                Cell::several(findings.iter().map(|finding| &finding.id)),
                Cell::several(findings.iter().map(|finding| &finding.rule)),
            ]
        };
        Table::new(&table::BLOCKS, self.blocks.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        records.put("document", &DocumentRecord::new(self.document))?;
        let standing = Standing::of(self);
        self.blocks.iter().try_for_each(|block| {
            let (kind, level) = kind(block);
            let findings = standing.findings_in(block);
            let record = BlockRecord {
                ordinal: block.ordinal,
                kind,
                level,
                number: block.number.as_deref(),
                page: block.page,
                under: block.under,
                boilerplate: block.boilerplate,
                text: &block.text,
                cells: &block.cells,
                finding: findings.first().map(|finding| finding.id.as_str()),
                rule: findings.first().map(|finding| finding.rule.as_str()),
                findings: findings.iter().map(|finding| finding.id.as_str()).collect(),
                points_to: standing.pointing(block).map(PointsToRecord::from).collect(),
            };
            records.put("block", &record)
        })?;
        let dropped = self.dropped.unwrap_or_default().iter();
        dropped
            .map(|(page, text)| FurnitureRecord { page: *page, text })
            .try_for_each(|line| records.put("furniture", &line))
    }

    fn title(&self) -> String {
        self.document.title.as_deref().unwrap_or(&self.document.id).to_owned()
    }

    fn page(&self) -> Page {
        let document = self.document;
        let mut page = Page::new(self.title());
        page.sentence(format!("{}, read as {}. {}", document.path, document.id, self.size()));
        page.parts.push(Part::List(known(document).chain(not_known(document)).collect()));
        if !document.warnings.is_empty() {
            page.heading(2, "Worth a look");
            page.parts.push(Part::List(document.warnings.iter().map(|warning| warning.to_string()).collect()));
        }
        page.heading(2, "The paper");
        let standing = Standing::of(self);
        let mut at = None;
        for block in self.blocks {
            if block.page.is_some() && block.page != at {
                at = block.page;
                page.sentence(format!("—— page {} ——", at.unwrap_or_default()));
            }
            page.parts.push(self.part(block, &standing));
        }
        self.furniture(&mut page);
        page
    }
}

impl DocumentParts<'_> {
    /// How much there is of it, so that a list cut short is seen at once.
    fn size(&self) -> String {
        let count = |wanted: fn(&Block) -> bool| self.blocks.iter().filter(|block| wanted(block)).count();
        let mut parts: Vec<String> =
            self.document.pages.iter().map(|n| counted(*n as usize, "page", "pages")).collect();
        let sorts = [
            (count(Block::is_heading), "heading", "headings"),
            (count(|block| block.kind == BlockKind::Paragraph), "paragraph", "paragraphs"),
            (count(Block::is_item), "item", "items"),
            (count(|block| block.kind == BlockKind::TableRow), "table row", "table rows"),
        ];
        parts.extend(
            sorts.iter().filter(|(number, ..)| *number > 0).map(|(number, one, many)| counted(*number, one, many)),
        );
        parts.push(counted(self.findings.len(), "finding", "findings"));
        format!("{}.", listed(&parts))
    }

    /// What was taken out at the edges of pages: each line once, with the pages it stood on.
    fn furniture(&self, page: &mut Page) {
        let Some(dropped) = self.dropped.filter(|dropped| !dropped.is_empty()) else { return };
        let mut lines: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        let (numbers, words): (Vec<_>, Vec<_>) =
            dropped.iter().partition(|(_, text)| !text.chars().any(char::is_alphabetic));
        for (on, text) in words {
            lines.entry(text.as_str()).or_default().extend(*on);
        }
        let mut order: Vec<(&str, Vec<u32>)> = lines.into_iter().collect();
        order.sort_by_key(|(_, pages)| pages.first().copied());
        let mut shown: Vec<String> = order.iter().map(|(text, pages)| format!("“{text}”{}", on_pages(pages))).collect();
        if !numbers.is_empty() {
            shown.push(counted(numbers.len(), "page number or note mark", "page numbers and note marks"));
        }
        page.heading(2, "Left out as running heads, feet and page numbers");
        page.parts.push(Part::List(shown));
    }

    /// A block as a part of the page: headings head, items are set in, findings and boilerplate are remarked on.
    fn part(&self, block: &Block, standing: &Standing<'_>) -> Part {
        let number = block.number.as_deref();
        if let BlockKind::Heading { level } = block.kind {
            let number = number.map(|number| format!("{number}. ")).unwrap_or_default();
            return Part::Heading { level: (level + 2).min(4), text: format!("{number}{}", block.text) };
        }
        let (depth, label) = match (block.kind, number) {
            (BlockKind::Item { depth }, Some(number)) => (depth + 1, format!("({number})")),
            (BlockKind::Item { depth }, None) => (depth + 1, "•".to_owned()),
            (_, Some(number)) => (0, format!("{number}.")),
            (_, None) => (0, String::new()),
        };
        // An empty cell is shown, so that the others can be told apart.
        let cell = |cell: &model::Cell| if cell.text.is_empty() { "–".into() } else { cell.text.replace('\n', " ") };
        let text = match block.kind {
            BlockKind::TableRow => block.cells.iter().map(cell).collect::<Vec<_>>().join(" | "),
            _ => block.text.clone(),
        };
        Part::Extract(Extract { depth, label, text, remark: self.remark(block, standing) })
    }

    fn remark(&self, block: &Block, standing: &Standing<'_>) -> Option<String> {
        let here = standing.findings_in(block).iter();
        let mut remarks: Vec<String> = here.map(|finding| self.remark_on(finding)).collect();
        remarks.extend(standing.pointing(block).map(points_to));
        remarks.extend(block.boilerplate.map(|_| "left out: every paper has it".to_owned()).filter(|_| self.explain));
        Some(remarks.join("; ")).filter(|remark| !remark.is_empty())
    }

    fn remark_on(&self, finding: &Finding) -> String {
        let possible = if finding.certainty == Certainty::Possible { "possible " } else { "" };
        let corrected_kind = if finding.corrected.is_some() && !self.explain { " (corrected)" } else { "" };
        let kind = format!("{possible}{}{corrected_kind}", finding.kind.label());
        if !self.explain {
            return kind;
        }
        let cue = finding.cue.as_deref().map(|cue| format!(", by “{cue}”")).unwrap_or_default();
        let sure = if finding.certainty == Certainty::Sure { "sure" } else { "only its words suggest it" };
        let corrected = corrected(finding).map(|what| format!("; corrected: {what}")).unwrap_or_default();
        format!("{kind} {}, found by the rule {}{cue} ({sure}){corrected}", finding.id, finding.rule)
    }
}
