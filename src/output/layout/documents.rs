//! What the corpus holds, and what one document is made of.

use std::io;

use serde::Serialize;

use crate::model::{self, Block, BlockKind, Boilerplate, Certainty, Date, Document, Finding, Review, Untold};
use crate::output::grid::Cell;
use crate::output::page::{Extract, Part};
use crate::output::record::ReviewRecord;
use crate::output::words::{counted, when};
use crate::output::{Answer, Page, Records, Table, table};

/// A file that was not read, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skipped {
    /// The file, relative to the corpus.
    pub path: String,
    /// Why.
    pub reason: String,
}

/// What has been read.
#[derive(Debug, Clone, Copy)]
pub struct Status<'a> {
    /// The documents, ordered by path.
    pub documents: &'a [Document],
    /// The reviews, ordered by series and date.
    pub reviews: &'a [Review],
    /// How many findings there are, each counted once.
    pub findings: usize,
    /// The files that were skipped, ordered by path.
    pub skipped: &'a [Skipped],
    /// Whether the page lists every document.
    pub list_documents: bool,
}

#[derive(Serialize)]
struct DocumentRecord<'a> {
    document: &'a str,
    path: &'a str,
    kind: &'static str,
    title: Option<&'a str>,
    council: Option<&'a str>,
    committee: Option<&'a str>,
    date: Option<Date>,
    pages: Option<u32>,
    untold: Option<&'a Untold>,
    fingerprint: &'a str,
    warnings: Vec<&'a str>,
}

#[derive(Serialize)]
struct StatusRecord {
    documents: usize,
    reviews: usize,
    findings: usize,
    skipped: usize,
}

impl Answer for Status<'_> {
    fn table(&self) -> Table {
        let read = self.documents.iter().map(|document| {
            vec![
                document.path.as_str().into(),
                document.id.as_str().into(),
                document.kind.as_str().into(),
                document.title.as_deref().into(),
                document.council.as_deref().into(),
                document.committee.as_deref().into(),
                Cell::shown(document.date),
                document.pages.into(),
                Cell::several(&document.warnings),
                Cell::Missing,
            ]
        });
        let skipped = self.skipped.iter().map(|skipped| {
            let mut row = vec![Cell::Missing; table::DOCUMENTS.columns.len()];
            row[0] = skipped.path.as_str().into();
            if let Some(reason) = row.last_mut() {
                *reason = skipped.reason.as_str().into();
            }
            row
        });
        Table::new(&table::DOCUMENTS, read.chain(skipped).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        for document in self.documents {
            let record = DocumentRecord {
                document: &document.id,
                path: &document.path,
                kind: document.kind.as_str(),
                title: document.title.as_deref(),
                council: document.council.as_deref(),
                committee: document.committee.as_deref(),
                date: document.date,
                pages: document.pages,
                untold: document.untold.as_ref(),
                fingerprint: &document.fingerprint,
                warnings: document.warnings.iter().map(|warning| warning.0.as_str()).collect(),
            };
            records.put("document", &record)?;
        }
        self.reviews.iter().try_for_each(|review| records.put("review", &ReviewRecord::from(review)))?;
        self.skipped.iter().try_for_each(|skipped| records.put("skipped", skipped))?;
        let sum = StatusRecord {
            documents: self.documents.len(),
            reviews: self.reviews.len(),
            findings: self.findings,
            skipped: self.skipped.len(),
        };
        records.put("status", &sum)
    }

    fn page(&self) -> Page {
        let mut page = Page::new("What has been read");
        page.sentence(format!(
            "{}, {}, {}; {} skipped.",
            counted(self.documents.len(), "document", "documents"),
            counted(self.reviews.len(), "review", "reviews"),
            counted(self.findings, "finding", "findings"),
            counted(self.skipped.len(), "file", "files"),
        ));
        if !self.reviews.is_empty() {
            page.heading(2, "Reviews");
        }
        for series in self.reviews.chunk_by(|a, b| a.series == b.series) {
            let name = &series[0].series;
            page.heading(3, format!("{}, {}: {}", name.council, name.body, name.subject));
            let line = |review: &Review| {
                let papers = if review.only_mentioned() {
                    "only mentioned: none of its papers is here".to_owned()
                } else {
                    counted(review.documents.len(), "document", "documents")
                };
                format!("{}: {}; {papers}", review.id, when(review))
            };
            page.parts.push(Part::List(series.iter().map(line).collect()));
        }
        if self.list_documents && !self.documents.is_empty() {
            page.heading(2, "Documents");
            let read =
                Table::new(&table::DOCUMENTS, self.table().rows.into_iter().take(self.documents.len()).collect());
            page.table(read.grid("Every document, by path", &["path", "document", "date", "pages"]));
        }
        if !self.skipped.is_empty() {
            page.heading(2, format!("Skipped ({})", self.skipped.len()));
            page.parts.push(Part::List(self.skipped.iter().map(|s| format!("{}: {}", s.path, s.reason)).collect()));
        }
        let warned = self.documents.iter().flat_map(|d| d.warnings.iter().map(move |w| format!("{}: {w}", d.path)));
        let warned: Vec<_> = warned.collect();
        if !warned.is_empty() {
            page.heading(2, "Worth a look");
            page.parts.push(Part::List(warned));
        }
        page
    }
}

/// One document, part by part.
#[derive(Debug, Clone, Copy)]
pub struct DocumentParts<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its parts, in reading order.
    pub blocks: &'a [Block],
    /// Its findings.
    pub findings: &'a [Finding],
    /// Whether the page says by which rule each finding was found.
    pub explain: bool,
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

impl DocumentParts<'_> {
    fn findings_in(&self, block: &Block) -> Vec<&Finding> {
        let here = |finding: &&Finding| {
            finding.citation.document == self.document.id && finding.citation.block == block.ordinal
        };
        self.findings.iter().filter(here).collect()
    }
}

impl Answer for DocumentParts<'_> {
    fn table(&self) -> Table {
        let row = |block: &Block| {
            let (kind, level) = kind(block);
            let findings = self.findings_in(block);
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
        self.blocks.iter().try_for_each(|block| {
            let (kind, level) = kind(block);
            let findings = self.findings_in(block);
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
            };
            records.put("block", &record)
        })
    }

    fn page(&self) -> Page {
        let document = self.document;
        let mut page = Page::new(document.title.as_deref().unwrap_or(&document.id));
        let date = document.date.map(|date| format!(", {}", date.long())).unwrap_or_default();
        page.sentence(format!("{}{date}. {}, read as {}.", document.kind.label(), document.path, document.id));
        if !document.warnings.is_empty() {
            page.parts.push(Part::List(document.warnings.iter().map(|warning| warning.to_string()).collect()));
        }
        let mut at = None;
        for block in self.blocks {
            if block.page.is_some() && block.page != at {
                at = block.page;
                page.sentence(format!("— page {} —", at.unwrap_or_default()));
            }
            page.parts.push(self.part(block));
        }
        page
    }
}

impl DocumentParts<'_> {
    /// A block as a part of the page: headings head, items are set in, findings and boilerplate are remarked on.
    fn part(&self, block: &Block) -> Part {
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
        Part::Extract(Extract { depth, label, text, remark: self.remark(block) })
    }

    fn remark(&self, block: &Block) -> Option<String> {
        let here = self.findings.iter().filter(|finding| finding.citation.block == block.ordinal);
        let mut remarks: Vec<String> = here.map(|finding| self.remark_on(finding)).collect();
        remarks.extend(block.boilerplate.map(|_| "left out: every paper has it".to_owned()).filter(|_| self.explain));
        Some(remarks.join("; ")).filter(|remark| !remark.is_empty())
    }

    fn remark_on(&self, finding: &Finding) -> String {
        let possible = if finding.certainty == Certainty::Possible { "possible " } else { "" };
        let kind = format!("{possible}{}", finding.kind.label());
        if !self.explain {
            return kind;
        }
        let cue = finding.cue.as_deref().map(|cue| format!(", by “{cue}”")).unwrap_or_default();
        format!("{kind} {}, found by the rule {}{cue}", finding.id, finding.rule)
    }
}
