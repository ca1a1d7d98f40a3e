//! What was read: a file as pages of lines, and the document it turned out to be.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Date, Field, Origin, Period, Untold};

/// In the place of a cell that a merged one in a row above covers: a letter that no paper has.
pub const COVERED: &str = "\u{F8FE}";

/// Before the name of a paper attached to a message, at its head: our words, and no title of anything.
pub const ATTACHED: &str = "Attached: ";

/// A page as the file counts it. Files without pages (HTML, text, Word) are one page without a number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// The physical page, counted from 1; `None` where the format has no pages.
    pub number: Option<u32>,
    /// The lines in reading order.
    pub lines: Vec<Line>,
}

/// A line of a page: a visual line where the file is laid out (PDF, plain text), a whole paragraph where
/// the file says what a paragraph is (HTML, Word, Markdown).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// The text as written, without the list marker where `mark` carries it.
    pub text: String,
    /// What the file itself says the line is.
    pub mark: Mark,
    /// Where and how the line is set; only for laid-out pages.
    pub layout: Option<Layout>,
    /// How many bytes from the beginning of the paragraph are bold, white space apart, as the file says it; 0 where it does not.
    /// Of a laid-out page its segments say so.
    #[serde(default, skip_serializing_if = "is_none")]
    pub bold: usize,
}

impl Line {
    /// A line with its words and its mark, and nothing else said of it.
    pub fn new(text: String, mark: Mark) -> Self {
        Self { text, mark, layout: None, bold: 0 }
    }
}

/// What a file says about one of its lines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Mark {
    /// Nothing: a line of plain text or of a PDF. An empty one parts paragraphs.
    Raw,
    /// A whole paragraph.
    Paragraph,
    /// A heading, level 1 (highest) to 6.
    Heading(u8),
    /// A list item with its nesting depth from 0 and its label: "3.", "(a)"; `None` for a bullet.
    Item {
        /// Nesting depth, 0 for the outermost list.
        depth: u8,
        /// The printed or computed label; `None` for a bullet.
        label: Option<String>,
    },
    /// A row of a table; `head` marks the row that names the columns.
    Row {
        /// Which table of the file the row belongs to, counted from 0.
        table: u32,
        /// Whether this row names the columns.
        head: bool,
        /// The cells, left to right; [`COVERED`] where one in a row above covers it. The line's `text` is empty.
        cells: Vec<String>,
    },
}

/// How a line is set on a laid-out page, in points (1/72 inch) from the top left corner.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Layout {
    /// Left edge.
    pub left: f32,
    /// Right edge.
    pub right: f32,
    /// Baseline, measured downwards from the top of the page.
    pub baseline: f32,
    /// Type size of most of the line.
    pub size: f32,
    /// Whether every word is bold.
    pub bold: bool,
    /// The runs of text that wide gaps part: a label and its text, cells of a table, columns. Never empty.
    pub segments: Vec<Segment>,
    /// Which column of the page it stands in, from 1; 0 where it has the page to itself, and before that is known.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub column: u8,
    /// Raised note numbers taken out of the text.
    pub note_marks: Vec<String>,
    /// Width of the page.
    pub page_width: f32,
    /// Height of the page.
    pub page_height: f32,
}

fn is_zero(column: &u8) -> bool {
    *column == 0
}

fn is_none(bytes: &usize) -> bool {
    *bytes == 0
}

fn is_level(rise: &f32) -> bool {
    *rise == 0.0
}

/// A run of text within a line, parted from its neighbours by a wide gap.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// Left edge, in points.
    pub left: f32,
    /// Right edge, in points.
    pub right: f32,
    /// First byte of the run in the line's text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// Whether every word of it is bold.
    pub bold: bool,
    /// How many bytes of it are bold from its beginning on, white space apart.
    #[serde(default, skip_serializing_if = "is_none")]
    pub bold_bytes: usize,
    /// How far above the baseline of its line it stands, in points: a little, where columns are set each for itself.
    #[serde(default, skip_serializing_if = "is_level")]
    pub rise: f32,
    /// The cell of a ruled table it stands in; `None` where no rules are drawn round it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cell: Option<CellPlace>,
}

/// A cell that rules draw on a page. A merged cell goes by the place of its top left corner.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CellPlace {
    /// Which ruled table of the page, from 0.
    pub table: u16,
    /// Which row, from 0 at the top.
    pub row: u16,
    /// Which column, from 0 at the left.
    pub column: u16,
}

/// What sort of paper a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// A peer review's findings as a letter to the council.
    ReviewLetter,
    /// A peer review's findings as a report.
    ReviewReport,
    /// A return visit that reports on progress.
    ProgressReview,
    /// A report of an inspectorate, with judgements.
    InspectionReport,
    /// A report put before a panel or committee.
    PanelReport,
    /// Minutes of a meeting.
    Minutes,
    /// The executive's answer to recommendations.
    CabinetResponse,
    /// A plan of actions with owners and dates.
    ActionPlan,
    /// A running list of recommendations and where they stand.
    Tracker,
    /// A notice to the press.
    PressNotice,
    /// None of these, as far as we can tell.
    Other,
}

impl DocumentKind {
    /// Every kind, in the order facets list them.
    pub const ALL: [Self; 11] = [
        Self::ReviewLetter,
        Self::ReviewReport,
        Self::ProgressReview,
        Self::InspectionReport,
        Self::PanelReport,
        Self::Minutes,
        Self::CabinetResponse,
        Self::ActionPlan,
        Self::Tracker,
        Self::PressNotice,
        Self::Other,
    ];

    /// The kind of a name as people type it, in any case, one or many: "Action plans"; `None` when there is none.
    pub fn named(text: &str) -> Option<Self> {
        super::one_named(text, Self::ALL, Self::as_str)
    }

    /// Whether such a paper speaks for the review it is of: its report or letter.
    pub fn is_own_report(self) -> bool {
        matches!(self, Self::ReviewLetter | Self::ReviewReport | Self::InspectionReport | Self::ProgressReview)
    }

    /// The name used in queries, CSV and JSON: `panel_report`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ReviewLetter => "review_letter",
            Self::ReviewReport => "review_report",
            Self::ProgressReview => "progress_review",
            Self::InspectionReport => "inspection_report",
            Self::PanelReport => "panel_report",
            Self::Minutes => "minutes",
            Self::CabinetResponse => "cabinet_response",
            Self::ActionPlan => "action_plan",
            Self::Tracker => "tracker",
            Self::PressNotice => "press_notice",
            Self::Other => "other",
        }
    }

    /// The name as a citation prints it: "Panel report".
    pub fn label(self) -> &'static str {
        match self {
            Self::ReviewLetter => "Review letter",
            Self::ReviewReport => "Review report",
            Self::ProgressReview => "Progress review",
            Self::InspectionReport => "Inspection report",
            Self::PanelReport => "Panel report",
            Self::Minutes => "Minutes",
            Self::CabinetResponse => "Cabinet response",
            Self::ActionPlan => "Action plan",
            Self::Tracker => "Tracker",
            Self::PressNotice => "Press notice",
            Self::Other => "Paper",
        }
    }
}

/// Something an officer should know about how a document was read. Never fatal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Warning(pub String);

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// "page 3", "pages 3, 4, 9": physical pages, as warnings name them.
pub fn page_list(pages: &[u32]) -> String {
    let list: Vec<String> = pages.iter().map(u32::to_string).collect();
    let name = if pages.len() == 1 { "page" } else { "pages" };
    format!("{name} {}", list.join(", "))
}

/// A paper, as its first page and its file describe it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Council, date and kind, made to be typed: `worcestershire-2015-11-18-panel-report`.
    ///
    /// Parts that are not known are left out. Two documents that would share a name both carry four
    /// digits of their content hash.
    pub id: String,
    /// Where the file is, relative to the corpus, with forward slashes.
    pub path: String,
    /// What sort of paper it is.
    pub kind: DocumentKind,
    /// The title as printed; `None` when no line looks like one.
    pub title: Option<String>,
    /// The council, short: "Worcestershire".
    pub council: Option<String>,
    /// The committee whose paper this is.
    pub committee: Option<String>,
    /// Date of the meeting, of the letter or of publication.
    pub date: Option<Date>,
    /// Who reviewed, short: "LGA"; `None` where the paper is not a review's own report or letter.
    pub body: Option<String>,
    /// What was reviewed: "safeguarding children"; `None` as for `body`.
    pub subject: Option<String>,
    /// When the reviewers were on site; `None` as for `body`, or where the paper does not say.
    pub on_site: Option<Period>,
    /// When the review was published; `None` as for `body`, or where the paper does not say.
    pub published: Option<Date>,
    /// The overall grade an inspection gave, as its scale spells it; `None` where none is given.
    pub grade: Option<String>,
    /// Where each of these comes from. What is `None` is not listed.
    pub origins: BTreeMap<Field, Origin>,
    /// Number of pages; `None` where the format has none.
    pub pages: Option<u32>,
    /// BLAKE3 hash of the file's bytes, 64 hexadecimal digits.
    pub fingerprint: String,
    /// What the file does not tell of itself, and how it was taken; `None` where it tells all there is to tell.
    #[serde(default)]
    pub untold: Option<Untold>,
    /// What to know about the reading of it.
    pub warnings: Vec<Warning>,
    /// Whether its first page says that it is not for publication: quotes carry that.
    #[serde(default)]
    pub exempt: bool,
    /// Whether it says that it is a draft.
    #[serde(default)]
    pub draft: bool,
}

impl Document {
    /// Whether any of its text was read by OCR.
    pub fn is_ocr(&self) -> bool {
        self.untold.as_ref().is_some_and(Untold::is_ocr)
    }

    /// One of the things known of it, in words for a person to read; `None` where it is not known.
    pub fn shown(&self, field: Field) -> Option<String> {
        match field {
            Field::Kind => Some(self.kind.label().to_lowercase()),
            Field::Title => self.title.clone(),
            Field::Council => self.council.clone(),
            Field::Committee => self.committee.clone(),
            Field::Date => self.date.map(Date::long),
            Field::Body => self.body.clone(),
            Field::Subject => self.subject.clone(),
            Field::OnSite => self.on_site.map(|period| period.to_string()),
            Field::Published => self.published.map(Date::long),
            Field::Grade => self.grade.clone(),
        }
    }
}
