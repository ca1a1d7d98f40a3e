//! PDF: the words with their places, set out as the lines a reader sees.
//!
//! [`unpdf`] decodes fonts and text; where the words go is worked out here and in [`crate::structure`], so
//! that nothing is dropped on the way: its own paragraphs lose digits near the margins, join true hyphens and
//! can exhaust memory on damaged files (version 0.52.1: one of some 1,600 files with changed bytes asked for 17.6 GB).
//!
//! | file | question |
//! |---|---|
//! | `watched` | what does the page draw beside its text? |
//! | `drawing` | which of that is a rule, or a bullet? |
//! | `grid` | which cell of a ruled table does a word stand in? |
//! | `lines` | which words stand on one line, and where is it parted? |

mod drawing;
mod grid;
mod lines;
mod watched;

use unpdf::parser::LayoutAnalyzer;
use unpdf::parser::backend::{PdfBackend, RawBackend};

use super::{Content, Ingested, Reader};
use crate::error::{Unreadable, contained};
use crate::model::{Date, Page, Warning, page_list};
use lines::Sheet;
use watched::Watched;

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
        contained(|| read(bytes)).unwrap_or_else(|| Err(Unreadable::Damaged("its structure makes no sense".into())))
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
    let backend = Watched::new(backend);
    let analyzer = LayoutAnalyzer::new(&backend);
    let page_ids = backend.pages();
    let mut pages = Vec::new();
    let (mut scanned, mut unreadable_pages, mut uncounted) = (Vec::new(), Vec::new(), Vec::new());
    let mut lost_runs = 0usize;
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
            .filter(|font| !watched::is_of_signs(&font.name))
            .map(|font| font.runs)
            .sum::<usize>();
        let page_box = backend.crop_box(id);
        let sheet =
            Sheet { width: page_box.width(), height: page_box.height(), left: page_box.llx, bottom: page_box.lly };
        let (mut lines, adds_up) = lines::lines(spans, &backend.drawing(), &sheet);
        if !adds_up {
            uncounted.push(number);
            lines = lines::as_stored(analyzer.extract_page_spans(number).unwrap_or_default(), &sheet);
        }
        pages.push(Page { number: Some(number), lines });
    }
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    let mut warnings = Vec::new();
    if !unreadable_pages.is_empty() {
        warnings.push(Warning(format!("damaged: text may be missing on {}", page_list(&unreadable_pages))));
    }
    if !uncounted.is_empty() {
        warnings.push(Warning(format!(
            "the figures on {} did not add up when its lines were set, so its text is given as it was stored: check it \
             against the paper",
            page_list(&uncounted)
        )));
    }
    if lost_runs > 0 {
        warnings
            .push(Warning(format!("{lost_runs} pieces of text are in a font that cannot be read, and are missing")));
    }
    // A page may be blank, but what could not be read is not nothing.
    let has_text = pages.iter().flat_map(|page| &page.lines).any(|line| !line.text.trim().is_empty());
    if !has_text && scanned.is_empty() && (pages.is_empty() || !unreadable_pages.is_empty() || lost_runs > 0) {
        return Err(Unreadable::Damaged("no page of it can be read".into()));
    }
    let words: usize = pages.iter().flat_map(|p| &p.lines).map(|l| l.text.split_whitespace().count()).sum();
    if words < 5 * (pages.len() - scanned.len()) {
        let of_pages = if pages.len() == 1 { "its one page".to_owned() } else { format!("its {count} pages") };
        warnings.push(Warning(format!("nearly empty: {words} words on {of_pages}")));
    }
    let made = backend.metadata().creation_date.as_deref().and_then(day_made);
    Ok(Ingested { pages, made, warnings, scanned, ..Ingested::default() })
}

/// The day of a date as PDF writes it: "D:20190726101500+01'00'" (ISO 32000, 7.9.4).
fn day_made(written: &str) -> Option<Date> {
    let digits = written.trim().trim_start_matches("D:");
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<u16>().ok();
    let small = |from: usize, to: usize| number(from, to).and_then(|n| u8::try_from(n).ok());
    Date::day_of(number(0, 4)?.into(), small(4, 6)?, small(6, 8)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_a_file_was_made_is_read_where_it_is_one() {
        let read = |written: &str| day_made(written).map(|date| date.to_string());
        assert_eq!(read("D:20190726101500+01'00'").as_deref(), Some("2019-07-26"));
        assert_eq!(read("20190726").as_deref(), Some("2019-07-26"));
        for wrong in ["", "D:2019", "D:20191340", "26/07/2019 10:15", "D:201é0726"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
