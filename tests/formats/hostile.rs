//! Files that are broken, locked, or made to do harm: each has a right answer, and none may stop the rest.

use std::io::{Cursor, Read, Write};

use lookback::Unreadable;
use lookback::ingest::{self, Ingested};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::{bytes, fixtures, measure};

/// Reads a file of the folder; `None` where the folder is not at hand.
fn answer(name: &str) -> Option<Result<Ingested, Unreadable>> {
    let folder = fixtures()?;
    Some(ingest::ingest(&bytes(&folder, name), name))
}

/// The part that a Word file holds its text in, and that of an OpenDocument text.
const WORD: &str = "word/document.xml";
const WORKBOOK: &str = "xl/workbook.xml";
const OPEN_DOCUMENT: &str = "content.xml";

/// An archive whose main part is `before`, `times` times `filling`, and `after`.
fn archive(main: &str, before: &str, filling: &str, times: usize, after: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    if main == OPEN_DOCUMENT {
        zip.start_file("mimetype", stored).unwrap();
        zip.write_all(b"application/vnd.oasis.opendocument.text").unwrap();
    } else {
        zip.start_file("[Content_Types].xml", stored).unwrap();
        zip.write_all(b"<Types/>").unwrap();
    }
    zip.start_file(main, SimpleFileOptions::default().compression_level(Some(1))).unwrap();
    zip.write_all(before.as_bytes()).unwrap();
    for _ in 0..times {
        zip.write_all(filling.as_bytes()).unwrap();
    }
    zip.write_all(after.as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

#[test]
fn scans_and_locked_files_are_named() {
    let Some(found) = answer("peer-letter.scanned.pdf") else { return };
    assert_eq!(found, Err(Unreadable::Scanned { pages: 3 }));
    assert_eq!(answer("peer-letter.encrypted-user.pdf"), Some(Err(Unreadable::Encrypted)));
}

#[test]
fn files_that_break_off_are_damaged() {
    for name in ["panel-report.truncated.pdf", "truncated.docx"] {
        let Some(found) = answer(name) else { return };
        assert!(matches!(found, Err(Unreadable::Damaged(_))), "{name}: {found:?}");
    }
}

#[test]
fn a_spoilt_file_gives_its_text_with_a_warning_or_an_error() {
    let Some(folder) = fixtures() else { return };
    let Some(Ok(found)) = answer("panel-report.damaged.pdf") else { panic!("most of it can be read") };
    assert!(!found.warnings.is_empty());
    assert!(measure(&folder, "panel-report.damaged.pdf").recall > 0.75, "three of its four pages are whole");
    match answer("panel-report.corrupt.pdf") {
        Some(Ok(found)) => assert!(!found.warnings.is_empty()),
        found => assert!(matches!(found, Some(Err(Unreadable::Damaged(_) | Unreadable::Empty))), "{found:?}"),
    }
}

#[test]
fn what_is_no_paper_is_refused_whatever_it_is_called() {
    let Some(found) = answer("empty.pdf") else { return };
    assert_eq!(found, Err(Unreadable::Empty));
    let Some(Err(Unreadable::UnknownFormat(Some(what)))) = answer("notpdf.pdf") else {
        panic!("an error page is no PDF")
    };
    assert!(what.contains("web page"), "{what}");
}

#[test]
fn a_file_that_refers_to_itself_ends() {
    let began = std::time::Instant::now();
    match answer("loop.pdf") {
        Some(Ok(found)) => assert!(found.pages.len() <= 1),
        Some(Err(reason)) => assert!(matches!(reason, Unreadable::Damaged(_) | Unreadable::Empty), "{reason:?}"),
        None => {}
    }
    assert!(began.elapsed().as_secs() < 20, "it ran round in a ring");
}

#[test]
fn text_encoded_twice_is_read_with_a_warning() {
    let Some(Ok(found)) = answer("panel-report.mojibake.txt") else { return };
    assert!(found.warnings.iter().any(|warning| warning.0.contains("encoded twice")), "{:?}", found.warnings);
}

#[test]
fn what_unpacks_without_end_is_too_large() {
    let filling = "<w:p><w:r><w:t>harm</w:t></w:r></w:p>".repeat(30_000);
    for main in [WORD, OPEN_DOCUMENT, WORKBOOK] {
        let bomb = archive(main, "<w:document>", &filling, 256, "</w:document>");
        assert!(bomb.len() < 4_000_000, "it is small on disk: {}", bomb.len());
        let found = ingest::ingest(&bomb, "bomb");
        assert!(matches!(found, Err(Unreadable::TooLarge(_))), "{main}: {found:?}");
    }
}

#[test]
fn what_is_nested_without_end_is_too_large() {
    let deep = |tag: &str| format!("{}{}", format!("<{tag}>").repeat(100_000), format!("</{tag}>").repeat(100_000));
    let files = [
        archive(WORD, "<w:document><w:body>", &deep("w:sdt"), 1, "</w:body></w:document>"),
        archive(OPEN_DOCUMENT, "<office:document-content>", &deep("text:section"), 1, "</office:document-content>"),
        format!("<html><body>{}", deep("div")).into_bytes(),
        format!("<html><body>{}", "<div></x>".repeat(100_000)).into_bytes(),
        format!("{{\\rtf1 {}", "{".repeat(100_000)).into_bytes(),
    ];
    for (index, file) in files.iter().enumerate() {
        let found = ingest::ingest(file, "deep");
        assert!(matches!(found, Err(Unreadable::TooLarge(_))), "file {index}: {found:?}");
    }
}

#[test]
fn what_is_nested_as_deep_as_may_be_is_read() {
    let lists = format!("<html><body>{}deep{}", "<ul><li>".repeat(250), "</ul>".repeat(250));
    let boxes = format!("<html><body>{}deep", "<div>".repeat(500));
    for page in [lists, boxes] {
        let found = ingest::ingest(page.as_bytes(), "deep.html").expect("it is within the limit");
        assert_eq!(found.pages[0].lines[0].text, "deep");
    }
    let items: String = (0..5_000).map(|item| format!("<li>item {item}")).collect();
    let found = ingest::ingest(format!("<html><ul>{items}</ul>").as_bytes(), "long.html");
    assert_eq!(found.expect("items left open are not nested").pages[0].lines.len(), 5_000);
}

/// How often each file is spoilt.
const TIMES: u64 = 60;

#[test]
fn spoilt_bytes_never_panic() {
    let Some(folder) = fixtures() else { return };
    let files = ["panel-report.docx", "panel-report.odt", "panel-report.rtf", "panel-report.doc", "panel-report.html"];
    for name in files.into_iter().chain(["peer-letter.eml"]) {
        let whole = bytes(&folder, name);
        for seed in 1..=TIMES {
            // The answer does not matter, only that there is one.
            let _ = ingest::ingest(&spoilt(&whole, seed), name);
            let _ = repacked(&whole, seed).map(|file| ingest::ingest(&file, name));
        }
    }
}

/// An archive with each of its parts spoilt, so that the harm is not caught by its checksums; `None` for other files.
fn repacked(archive: &[u8], seed: u64) -> Option<Vec<u8>> {
    let mut parts = ZipArchive::new(Cursor::new(archive)).ok()?;
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).ok()?;
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).ok()?;
        zip.start_file(part.name().unwrap_or_default(), stored).ok()?;
        let kept = bytes.len() < 100 || !(seed + index as u64).is_multiple_of(3);
        zip.write_all(&if kept { bytes } else { spoilt(&bytes, seed) }).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}

/// The bytes with some changed, cut out or cut off, the same for the same seed.
fn spoilt(whole: &[u8], seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut below = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit.max(1) as u64) as usize
    };
    let mut bytes = whole.to_vec();
    for _ in 0..=below(12) {
        let at = below(bytes.len());
        match below(8) {
            0 => bytes.truncate(at.max(64)),
            1 => drop(bytes.drain(at..(at + below(200)).min(bytes.len()))),
            _ => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = below(256) as u8),
        }
    }
    bytes
}
