//! Scans are read by OCR where it is asked for and installed; elsewhere these tests say so and pass.

use lookback::ingest::{self, Hints, ocr};
use lookback::model::{Block, Untold};
use lookback::{Unreadable, structure};

use super::truth::Truth;
use super::{bytes, fixtures};

const OCR: Hints = Hints { encoding: None, own_encoding: None, ocr: true };

/// Whether scans can be read here, said where they cannot.
fn can_read() -> bool {
    ocr::available().inspect_err(|why| eprintln!("skipped: {why}")).is_ok()
}

#[test]
fn a_scanned_letter_is_read_with_its_headings_bullets_and_confidence() {
    let Some(folder) = fixtures() else { return };
    if !can_read() {
        return;
    }
    let scan = bytes(&folder, "peer-letter.scanned.pdf");
    let found = ingest::ingest_with(&scan, "peer-letter.scanned.pdf", OCR).expect("it is read");
    let Some(Untold::Scan { pages: 3, confidence: Some(confidence) }) = found.untold else {
        panic!("{:?}", found.untold)
    };
    assert!((80..=100).contains(&confidence), "{confidence}");
    let mark = format!("read by OCR, mean confidence {confidence} %: check quotes against the paper");
    assert!(found.warnings.iter().any(|warning| warning.0 == mark), "{:?}", found.warnings);
    assert!(found.scanned.is_empty());
    let blocks = structure::structure(&found.pages).blocks;
    let measure = Truth::read(&folder.join("peer-letter.truth.json")).measure(&blocks);
    println!(
        "peer-letter.scanned.pdf: recall {:.4}, precision {:.4}, headings {:.3} ({} false), whole {:.3}, bullets {:.3}, rows {:.3}",
        measure.recall,
        measure.precision,
        measure.headings,
        measure.false_headings,
        measure.whole,
        measure.bullets,
        measure.rows
    );
    assert!(measure.recall > 0.985 && measure.precision > 0.985, "{:?}", (measure.recall, measure.precision));
    assert!(measure.headings >= 0.98 && measure.bullets > 0.95, "{:?}", (measure.headings, measure.bullets));
    let pages: Vec<u32> = blocks.iter().filter_map(|block: &Block| block.page).collect();
    assert_eq!((pages.first(), pages.last()), (Some(&1), Some(&3)));
}

/// A PDF of two pages: the text given, and a picture that fills its page.
fn text_and_picture(text: &str, jpeg: &[u8], width: usize, height: usize) -> Vec<u8> {
    let drawing = format!("BT /F1 12 Tf 72 700 Td ({text}) Tj ET");
    let page = |contents: usize| {
        let resources = "<< /Font << /F1 3 0 R >> /XObject << /X 8 0 R >> >>";
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources {resources} /Contents {contents} 0 R >>"
        )
    };
    let stream = |more: &str, content: &[u8]| {
        let head = format!("<< {more} /Length {} >>\nstream\n", content.len());
        [head.as_bytes(), content, b"\nendstream"].concat()
    };
    let image = format!(
        "/Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode"
    );
    let objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>".to_vec(),
        b"<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2 >>".to_vec(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_vec(),
        page(5).into_bytes(),
        stream("", drawing.as_bytes()),
        page(7).into_bytes(),
        stream("", b"595 0 0 842 0 0 cm /X Do"),
        stream(&image, jpeg),
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut table = String::new();
    for (number, object) in (1..).zip(objects) {
        table += &format!("{:010} 00000 n \n", file.len());
        file.extend(format!("{number} 0 obj\n").bytes().chain(object).chain(*b"\nendobj\n"));
    }
    let at = file.len();
    let end =
        format!("xref\n0 9\n0000000000 65535 f \n{table}trailer\n<< /Size 9 /Root 1 0 R >>\nstartxref\n{at}\n%%EOF\n");
    file.extend(end.bytes());
    file
}

#[test]
fn of_a_paper_that_is_partly_scanned_only_the_pictures_are_read_by_ocr() {
    let Some(folder) = fixtures() else { return };
    let scan = bytes(&folder, "peer-letter.scanned.pdf");
    let start = scan.windows(3).position(|bytes| bytes == [0xFF, 0xD8, 0xFF]).expect("a picture");
    let length = scan[start..].windows(9).position(|bytes| bytes == b"endstream").expect("its end");
    let typed = "The covering page is typed and says what follows it in this bundle of papers.";
    let paper = text_and_picture(typed, &scan[start..start + length], 1241, 1754);
    let unasked = ingest::ingest(&paper, "bundle.pdf").expect("half of it is text");
    assert_eq!(
        (unasked.scanned.as_slice(), unasked.untold),
        (&[2][..], Some(Untold::Scan { pages: 1, confidence: None }))
    );
    assert!(
        unasked.warnings[0].0.contains("no text on page 2, which looks scanned: `--ocr`"),
        "{:?}",
        unasked.warnings
    );
    if !can_read() {
        return;
    }
    let found = ingest::ingest_with(&paper, "bundle.pdf", OCR).expect("it is read");
    let text = |page: usize| found.pages[page].lines.iter().map(|line| line.text.clone()).collect::<Vec<_>>().join(" ");
    assert_eq!(text(0), typed);
    assert!(text(1).split_whitespace().count() > 100, "{}", text(1));
    assert!(
        found.warnings.iter().any(|warning| warning.0.starts_with("read by OCR on page 2, mean")),
        "{:?}",
        found.warnings
    );
}

#[test]
fn without_being_asked_a_scan_is_named_with_what_to_try() {
    let Some(folder) = fixtures() else { return };
    let scan = bytes(&folder, "peer-letter.scanned.pdf");
    let found = ingest::ingest(&scan, "peer-letter.scanned.pdf").expect_err("it has no text");
    assert_eq!(found, Unreadable::Scanned { pages: 3 });
    assert!(found.to_string().contains("`--ocr`"), "{found}");
}
