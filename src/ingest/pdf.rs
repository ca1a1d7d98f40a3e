//! PDF: the words with their places, set out as the lines a reader sees.
//!
//! [`unpdf`] decodes fonts and text; where the words go is worked out here and in [`crate::structure`], so
//! that nothing is dropped on the way: its own paragraphs lose digits near the margins, join true hyphens and
//! can exhaust memory on damaged files (measured; FORMATS.md of the project's papers).
//!
//! A line's [`Segment`]s are its runs of text parted by wide gaps: a label and its text, cells, columns.

use unpdf::parser::backend::{PdfBackend, RawBackend};
use unpdf::parser::{LayoutAnalyzer, TextSpan};

use super::{Content, Ingested, Reader, page_list};
use crate::error::Unreadable;
use crate::model::{Layout, Line, Mark, Page, Segment, Warning};

/// The reader of PDF.
pub struct Pdf;

impl Reader for Pdf {
    fn format(&self) -> &'static str {
        "PDF"
    }

    fn takes(&self, content: Content, _extension: &str) -> bool {
        content == Content::Pdf
    }

    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable> {
        // The parser is well tested but meets hostile bytes: a panic in it is a damaged file, not our end.
        std::panic::catch_unwind(|| read(bytes))
            .unwrap_or_else(|_| Err(Unreadable::Damaged("its structure makes no sense".into())))
    }
}

/// A page with fewer painted characters than this under a picture that covers it is a scan.
const FEWEST_CHARACTERS: u32 = 20;
/// Share of the page a picture covers when the page is a scan.
const SCAN_COVERAGE: f32 = 0.8;

fn read(bytes: &[u8]) -> Result<Ingested, Unreadable> {
    let backend = RawBackend::load_bytes(bytes).map_err(|error| match error {
        unpdf::Error::Encrypted | unpdf::Error::InvalidPassword => Unreadable::Encrypted,
        other => Unreadable::Damaged(other.to_string()),
    })?;
    let analyzer = LayoutAnalyzer::new(&backend);
    let page_ids = backend.pages();
    let mut pages = Vec::new();
    let (mut scanned, mut unreadable_pages, mut lost_runs) = (Vec::new(), Vec::new(), 0usize);
    for (&number, &id) in &page_ids {
        let spans = match analyzer.extract_page_spans(number) {
            Ok(spans) => spans,
            Err(_) => {
                unreadable_pages.push(number);
                Vec::new()
            }
        };
        let facts = analyzer.page_facts();
        let seen = facts.painted_text_chars.saturating_sub(facts.margin_text_chars);
        if facts.image_coverage > SCAN_COVERAGE && seen < FEWEST_CHARACTERS && spans.is_empty() {
            scanned.push(number);
        }
        if analyzer.undecodable_content_streams() > 0 && !unreadable_pages.contains(&number) {
            unreadable_pages.push(number);
        }
        lost_runs += analyzer
            .unreadable_fonts()
            .iter()
            .filter(|font| !draws_bullets(&font.name))
            .map(|font| font.runs)
            .sum::<usize>();
        let page_box = backend.crop_box(id);
        let sheet =
            Sheet { width: page_box.width(), height: page_box.height(), left: page_box.llx, bottom: page_box.lly };
        pages.push(Page { number: Some(number), lines: lines(spans, &sheet) });
    }
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    let mut warnings = Vec::new();
    if !unreadable_pages.is_empty() {
        warnings.push(Warning(format!("damaged: text may be missing on {}", page_list(&unreadable_pages))));
    }
    if lost_runs > 0 {
        warnings
            .push(Warning(format!("{lost_runs} pieces of text are in a font that cannot be read, and are missing")));
    }
    let words: usize = pages.iter().flat_map(|p| &p.lines).map(|l| l.text.split_whitespace().count()).sum();
    if words < 5 * (pages.len() - scanned.len()) {
        let of_pages = if pages.len() == 1 { "its one page".to_owned() } else { format!("its {count} pages") };
        warnings.push(Warning(format!("nearly empty: {words} words on {of_pages}")));
    }
    Ok(Ingested { pages, warnings, scanned, ..Ingested::default() })
}

/// Fonts of signs, whose unreadable pieces are bullets and ticks.
fn draws_bullets(font: &str) -> bool {
    let name = font.to_lowercase();
    ["symbol", "wingding", "dingbat", "webding"].iter().any(|signs| name.contains(signs))
}

struct Sheet {
    width: f32,
    height: f32,
    left: f32,
    bottom: f32,
}

/// A gap of this many ems parts two segments of a line; wider than the spaces of justified text.
const WIDE_GAP_EM: f32 = 0.62;
/// After a label ("1.", "•") a narrower gap parts it from its text.
const LABEL_GAP_EM: f32 = 0.35;
/// A gap of this many ems is a space.
const SPACE_EM: f32 = 0.15;
/// Spans whose baselines differ by less than this many ems share a line.
const SAME_LINE_EM: f32 = 0.3;

fn lines(spans: Vec<TextSpan>, sheet: &Sheet) -> Vec<Line> {
    let mut rows: Vec<Vec<TextSpan>> = Vec::new();
    let (raised, mut level): (Vec<_>, Vec<_>) = spans
        .into_iter()
        .filter(|span| !span.text.trim().is_empty())
        .partition(|span| span.text.trim().chars().all(|c| c.is_ascii_digit()) && span.font_size < 10.0);
    level.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    for span in level {
        match rows.last_mut() {
            Some(row) if (row[0].y - span.y).abs() < SAME_LINE_EM * row[0].font_size.max(span.font_size) => {
                row.push(span)
            }
            _ => rows.push(vec![span]),
        }
    }
    // Small numbers are note marks where they stand raised beside larger type; else they are text.
    let mut notes: Vec<Vec<String>> = vec![Vec::new(); rows.len()];
    let mut alone: Vec<TextSpan> = Vec::new();
    for span in raised {
        let beside = rows.iter().position(|row| {
            let size = row.iter().map(|s| s.font_size).fold(0.0, f32::max);
            let lift = span.y - row[0].y;
            span.font_size < 0.8 * size && lift > 0.05 * size && lift < 0.7 * size
        });
        let level = rows.iter().position(|row| (row[0].y - span.y).abs() < SAME_LINE_EM * row[0].font_size);
        match (level, beside) {
            (Some(row), _) if rows[row].iter().any(|s| s.font_size <= span.font_size + 1.0) => rows[row].push(span),
            (_, Some(row)) => notes[row].push(span.text.trim().to_owned()),
            (Some(row), None) => rows[row].push(span),
            (None, None) => alone.push(span),
        }
    }
    let mut lines: Vec<Line> = rows
        .into_iter()
        .zip(notes)
        .map(|(row, notes)| line(row, notes, sheet))
        .chain(alone.into_iter().map(|s| line(vec![s], Vec::new(), sheet)))
        .collect();
    lines.sort_by(|a, b| {
        let place = |line: &Line| line.layout.as_ref().map_or((0.0, 0.0), |l| (l.baseline, l.left));
        let ((a_down, a_left), (b_down, b_left)) = (place(a), place(b));
        a_down.total_cmp(&b_down).then(a_left.total_cmp(&b_left))
    });
    lines
}

/// Sets one row of spans as a line of text with its segments.
fn line(mut row: Vec<TextSpan>, note_marks: Vec<String>, sheet: &Sheet) -> Line {
    row.sort_by(|a, b| a.x.total_cmp(&b.x));
    let size = row.iter().max_by_key(|span| span.text.trim().len()).map_or(10.0, |span| span.font_size);
    let mut text = String::new();
    let mut segments: Vec<Segment> = Vec::new();
    let mut reach = f32::MIN;
    for span in &row {
        let piece = span.text.trim();
        let width = span.ink_width.unwrap_or_else(|| estimated_width(span));
        let gap = span.x - reach;
        let wide = match segments.last() {
            None => true,
            Some(segment) if crate::text::is_label(&text[segment.start..segment.end]) => gap > LABEL_GAP_EM * size,
            Some(_) => gap > WIDE_GAP_EM * size,
        };
        let bold = span.is_bold || !piece.chars().any(char::is_alphanumeric);
        if wide {
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(piece);
            segments.push(Segment {
                left: span.x - sheet.left,
                right: span.x - sheet.left + width,
                start,
                end: text.len(),
                bold,
            });
        } else if let Some(segment) = segments.last_mut() {
            let spaced =
                span.text.starts_with(char::is_whitespace) || gap > SPACE_EM * size || reach_had_space(&row, span);
            if spaced {
                text.push(' ');
            }
            text.push_str(piece);
            segment.end = text.len();
            segment.right = segment.right.max(span.x - sheet.left + width);
            segment.bold &= bold;
        }
        reach = reach.max(span.x + width);
    }
    let layout = Layout {
        left: segments.first().map_or(0.0, |s| s.left),
        right: segments.iter().map(|s| s.right).fold(0.0, f32::max),
        baseline: sheet.height - (row[0].y - sheet.bottom),
        size,
        bold: segments.iter().all(|s| s.bold) && text.chars().any(char::is_alphabetic),
        segments,
        note_marks,
        page_width: sheet.width,
        page_height: sheet.height,
    };
    Line { text, mark: Mark::Raw, layout: Some(layout) }
}

/// Whether the span before this one on the row ended with a space of its own.
fn reach_had_space(row: &[TextSpan], span: &TextSpan) -> bool {
    let before = row.iter().take_while(|other| !std::ptr::eq(*other, span)).last();
    before.is_some_and(|other| other.text.ends_with(char::is_whitespace))
}

fn estimated_width(span: &TextSpan) -> f32 {
    let trailing = span.text.len() - span.text.trim_end().len();
    (span.width - 0.27 * span.font_size * trailing as f32).max(0.0)
}
