//! Papers for tests, told in the words of the domain, and an index of them, for which no file is read; and where labels lie.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Snapshot, Stages, Writer};
use crate::error::Unreadable;
use crate::ingest::Source;
use crate::model::{
    Block, BlockKind, Boilerplate, Certainty, Citation, Document, DocumentKind, Finding, FindingKind, Period, Place,
    ReadFinding, Reading, Review, ReviewMention, Series, Untold, slug,
};
use crate::reading::Told;
use crate::resolve::Resolved;
use crate::resolve::corrections::Corrections;

/// A paper in the making.
#[derive(Clone)]
pub(crate) struct Paper(Reading);

impl Paper {
    /// A paper of Marlshire without a date.
    pub fn new(path: &str) -> Self {
        let stem = path.rsplit('/').next().and_then(|name| name.split('.').next()).unwrap_or(path);
        Self(Reading {
            document: Document {
                id: format!("marlshire-{stem}"),
                path: path.into(),
                kind: DocumentKind::PanelReport,
                title: None,
                council: Some("Marlshire".into()),
                committee: None,
                date: None,
                on_site: None,
                published: None,
                body: None,
                subject: None,
                grade: None,
                origins: std::collections::BTreeMap::new(),
                pages: None,
                fingerprint: String::new(),
                untold: None,
                warnings: Vec::new(),
                exempt: false,
                draft: false,
            },
            blocks: Vec::new(),
            findings: Vec::new(),
            mentions: Vec::new(),
            corrections: Vec::new(),
            pointers: Vec::new(),
        })
    }

    pub fn council(mut self, council: Option<&str>) -> Self {
        self.0.document.council = council.map(str::to_owned);
        for mention in &mut self.0.mentions {
            mention.council.clone_from(&self.0.document.council);
        }
        self
    }

    pub fn committee(mut self, committee: &str) -> Self {
        self.0.document.committee = Some(committee.into());
        self
    }

    pub fn kind(mut self, kind: DocumentKind) -> Self {
        self.0.document.kind = kind;
        self
    }

    pub fn dated(mut self, date: &str) -> Self {
        self.0.document.date = Some(date.parse().unwrap());
        self
    }

    /// The paper is the report of a review.
    pub fn report_of(mut self, body: &str, subject: &str, on_site: &str) -> Self {
        self.0.mentions.push(ReviewMention {
            body: Some(body.into()),
            subject: Some(subject.into()),
            council: self.0.document.council.clone(),
            on_site: Some(Period::single(on_site.parse().unwrap())),
            published: None,
            framework: None,
            own: true,
            block: 0,
        });
        self
    }

    pub fn heading(self, text: &str) -> Self {
        self.block(BlockKind::Heading { level: 1 }, None, text)
    }

    pub fn paragraph(self, text: &str) -> Self {
        self.block(BlockKind::Paragraph, None, text)
    }

    pub fn numbered(self, number: &str, text: &str) -> Self {
        self.block(BlockKind::Paragraph, Some(number), text)
    }

    /// An item led in by the last paragraph.
    pub fn item(self, text: &str) -> Self {
        self.block(BlockKind::Item { depth: 0 }, None, text)
    }

    /// The last block begins on this page.
    pub fn on_page(mut self, page: u32) -> Self {
        self.0.blocks.last_mut().unwrap().page = Some(page);
        self
    }

    /// The last finding asks so hard.
    pub fn asking(mut self, strength: u8) -> Self {
        self.0.findings.last_mut().unwrap().strength = Some(strength);
        self
    }

    pub fn boilerplate(self, what: Boilerplate, text: &str) -> Self {
        let mut paper = self.paragraph(text);
        paper.0.blocks.last_mut().unwrap().boilerplate = Some(what);
        paper
    }

    fn block(mut self, kind: BlockKind, number: Option<&str>, text: &str) -> Self {
        let blocks = &mut self.0.blocks;
        let last = |wanted: fn(&Block) -> bool| blocks.iter().rposition(wanted);
        let under = last(Block::is_heading).filter(|_| !matches!(kind, BlockKind::Heading { .. }));
        let led_in_by =
            last(|block| block.kind == BlockKind::Paragraph).filter(|_| matches!(kind, BlockKind::Item { .. }));
        blocks.push(Block {
            number: number.map(str::to_owned),
            under,
            led_in_by,
            ..Block::of(blocks.len(), kind, text)
        });
        self
    }

    /// The last block is a sure finding.
    pub fn found(self, kind: FindingKind) -> Self {
        self.finding(kind, Certainty::Sure)
    }

    /// The last block may be a finding.
    pub fn maybe(self, kind: FindingKind) -> Self {
        self.finding(kind, Certainty::Possible)
    }

    fn finding(mut self, kind: FindingKind, certainty: Certainty) -> Self {
        let Reading { document, blocks, findings, mentions, .. } = &mut self.0;
        let block = blocks.last().unwrap();
        let id = format!("{}/block{}", document.id, block.ordinal);
        let at = Citation::of(document, &Block { page: None, ..block.clone() }, Place::default());
        let finding = Finding { certainty, ..Finding::new(id, kind, &block.text, at, "told-by-the-test") };
        findings.push(ReadFinding { finding, maker: (!mentions.is_empty()).then_some(0) });
        self
    }

    pub fn reading(self) -> Reading {
        self.0
    }
}

/// Stages for tests: files are told in lines, and each council's papers are taken as they are.
pub(crate) const PLAIN: Stages = Stages { read: read_lines, resolve: resolve_as_told };

/// Reads a file of which each line is a paragraph. `# x` names the council, `! x` is a priority, `scan x` is a page that
/// only OCR reads; a title is given or there is none.
pub(crate) fn read_lines(path: &Path, relative: &str, told: &Told) -> Result<Reading, Unreadable> {
    let text = std::fs::read_to_string(path).map_err(|error| Unreadable::Io(error.to_string()))?;
    if text.is_empty() {
        return Err(Unreadable::Empty);
    }
    if text.starts_with("scan") && !told.hints().ocr {
        return Err(Unreadable::Scanned { pages: 1 });
    }
    let mut paper = Paper::new(relative).report_of("LGA", "safeguarding children", "2015-04");
    if text.starts_with("scan") {
        paper.0.document.untold = Some(Untold::Scan { pages: 1, confidence: Some(90) });
    }
    for line in text.lines() {
        paper = match (line.strip_prefix("# "), line.strip_prefix("! ")) {
            (Some(council), _) => paper.council(Some(council)),
            (_, Some(priority)) => paper.paragraph(priority).found(FindingKind::Priority),
            _ => paper.paragraph(line),
        };
    }
    let mut reading = paper.reading();
    reading.document.title.clone_from(&told.given().title);
    reading.document.fingerprint = blake3::hash(text.as_bytes()).to_hex().to_string();
    Ok(reading)
}

/// Takes the papers of a council as they are: each finding is its paper's own review's.
pub(crate) fn resolve_as_told(readings: Vec<Reading>) -> Resolved {
    let mut resolved = Resolved::default();
    let mut reviews: BTreeMap<String, Review> = BTreeMap::new();
    for reading in &readings {
        resolved.documents.push(reading.document.clone());
        let ids: Vec<String> = reading
            .mentions
            .iter()
            .map(|mention| {
                let name = |part: &Option<String>| part.clone().unwrap_or_default();
                let series = Series {
                    body: name(&mention.body),
                    council: name(&mention.council),
                    subject: name(&mention.subject),
                };
                let date = mention.on_site.map_or(String::new(), |period| period.start.to_string());
                let id = slug(&format!("{} {} {} {date}", series.council, series.body, series.subject));
                let review = reviews.entry(id.clone()).or_insert_with(|| Review {
                    id: id.clone(),
                    series,
                    on_site: mention.on_site,
                    published: None,
                    framework: None,
                    predecessor: None,
                    documents: Vec::new(),
                });
                review.documents.push(reading.document.id.clone());
                id
            })
            .collect();
        for ReadFinding { finding, maker } in &reading.findings {
            resolved.findings.push(Finding { review: maker.map(|at| ids[at].clone()), ..finding.clone() });
        }
    }
    resolved.reviews = reviews.into_values().collect();
    resolved
}

/// The file a paper would have come from.
pub(crate) fn source_of(paper: &Paper) -> Source {
    let relative = paper.0.document.path.clone();
    Source { path: PathBuf::from(&relative), relative, size: 1, mtime_ns: 1, inode: 1 }
}

/// A writer with plain stages.
pub(crate) fn writer(index_dir: &Path) -> Writer {
    Writer::open_for(index_dir, "", 0, 0, PLAIN, Corrections::default()).unwrap()
}

/// Puts papers into the index in one commit, and takes out those of the paths in `gone`.
pub(crate) fn update(index_dir: &Path, papers: &[Paper], gone: &[&str]) -> Snapshot {
    let mut writer = writer(index_dir);
    for paper in papers {
        writer.put(&source_of(paper), Ok(paper.clone().reading())).unwrap();
    }
    for path in gone {
        writer.remove(path);
    }
    writer.commit().unwrap();
    Snapshot::open(index_dir).unwrap()
}

/// An index of papers, in a folder that goes when it is dropped.
pub(crate) fn index_of(papers: &[Paper]) -> (tempfile::TempDir, Snapshot) {
    let folder = tempfile::tempdir().unwrap();
    let snapshot = update(folder.path(), papers, &[]);
    (folder, snapshot)
}

/// The folder of labels made by reading, which is outside the package, in the folder `LOOKBACK_SHARED` or `../shared` beside it.
/// `None`, after saying so, where it is absent.
#[expect(clippy::print_stderr, reason = "a test that is skipped says so")]
pub(crate) fn labels() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let gold = std::env::var_os("LOOKBACK_SHARED").map_or_else(beside, PathBuf::from).join("gold");
    if gold.is_dir() {
        return Some(gold);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "no labelled sets: set LOOKBACK_SHARED to their folder");
    eprintln!("skipped: no labelled sets beside the package; set LOOKBACK_SHARED to their folder");
    None
}
