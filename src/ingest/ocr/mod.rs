//! Pages that are pictures, read by [`tesseract`](https://tesseract-ocr.github.io) where it is installed.
//!
//! ```text
//! page ─picture→ grey pixels ─tesseract→ words in boxes ─mend→ words ─lines→ the lines of a laid-out page
//! ```
//!
//! The lines have places, as those of a PDF do, so that numbers, bullets, headings and tables are worked out by the same
//! rules in [`crate::structure`]. Tesseract loses most bullets and does not say what is bold; both are seen in the picture.
//!
//! Only on request: it takes seconds a page, and its words want checking against the paper. A paper that was read so
//! carries a warning with the mean confidence of its words.

mod lines;
mod mend;
mod picture;
mod tesseract;

use std::time::Duration;

use unpdf::PdfParser;

use super::Ingested;
use crate::error::Unreadable;
use crate::model::{Line, Page, Warning, page_list};

pub use tesseract::available;

use picture::Picture;

/// Longest time tesseract may take for one page: twenty times what a full page takes.
pub const MAX_PAGE_TIME: Duration = Duration::from_secs(60);

/// Reads the pages of a PDF that are pictures, and takes them from [`Ingested::scanned`].
///
/// A page that cannot be read stays there, with a warning. Returns the mean confidence of the words, in per cent; 0
/// where there are none.
pub fn read(pdf: &[u8], ingested: &mut Ingested) -> Result<u8, Unreadable> {
    let parser = PdfParser::from_bytes(pdf).map_err(|error| Unreadable::Damaged(error.to_string()))?;
    let (mut read, mut unread, mut confidences) = (Vec::new(), Vec::new(), Vec::new());
    for number in std::mem::take(&mut ingested.scanned) {
        match Picture::of_page(&parser, number).and_then(|picture| Ok((tesseract::read(&picture)?, picture))) {
            Ok((words, picture)) => {
                confidences.extend(words.iter().map(|word| word.confidence));
                if let Some(page) = ingested.pages.iter_mut().find(|page| page.number == Some(number)) {
                    page.lines = lines::lines(words, &picture);
                }
                read.push(number);
            }
            Err(why) => {
                ingested.warnings.push(Warning(format!("{} could not be read by OCR: {why}", page_list(&[number]))));
                unread.push(number);
            }
        }
    }
    let of_scans = |page: &&mut Page| page.number.is_some_and(|number| read.contains(&number));
    let mut lines: Vec<&mut Line> =
        ingested.pages.iter_mut().filter(of_scans).flat_map(|page| &mut page.lines).collect();
    lines::settle_sizes(&mut lines);
    ingested.scanned = unread;
    let confidence = confidences.iter().sum::<f32>() / confidences.len().max(1) as f32;
    if !confidences.is_empty() {
        let which =
            if read.len() == ingested.pages.len() { String::new() } else { format!(" on {}", page_list(&read)) };
        let warning = format!("read by OCR{which}, mean confidence {confidence:.0} %: check quotes against the paper");
        ingested.warnings.push(Warning(warning));
    }
    Ok(confidence.round() as u8)
}
