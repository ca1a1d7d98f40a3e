//! Word, as it would be typed by hand: headings one can navigate by, real lists and tables with a heading row, quotes
//! with their citations, references that lead to the list of papers, redlines struck through and underlined.
//!
//! The page of an answer becomes a document: [`body`] writes its parts, [`table`] its tables, [`chart`] its picture as a chart that Word draws
//! itself and can be read aloud. What never changes (styles, lists, settings) is in the XML files beside this one.
//!
//! Written by hand over `zip` and `quick-xml`, which read DOCX already. The crates there are for writing it do not do:
//! docx-rs numbers notes, bookmarks and pictures from counters of the whole process, so that the second answer of a
//! server differs from the first; it draws no charts; and it brings decoders for a dozen kinds of picture.
//!
//! No clock and no random numbers: the same answer gives the same bytes.

mod body;
mod chart;
mod table;

use std::io::{self, Cursor, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::{Answer, Settings, illustrated};

const STYLES: &str = include_str!("styles.xml");
const NUMBERING: &str = include_str!("numbering.xml");
const SETTINGS: &str = include_str!("settings.xml");

const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

/// XML being written.
type Xml = Writer<Vec<u8>>;

pub(super) fn draw(answer: &dyn Answer, _: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let page = illustrated(answer);
    let body = body::body(&page)?;
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    // 1 January 1980, the first day an archive knows.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut part = |name: &str, content: &[u8]| -> io::Result<()> {
        archive.start_file(name, options).map_err(io::Error::other)?;
        archive.write_all(content)
    };
    part("[Content_Types].xml", &content_types(body.charts.len())?)?;
    part("_rels/.rels", &relations(&package_relations())?)?;
    part("docProps/core.xml", &core(&page.title)?)?;
    part("word/document.xml", &body.document)?;
    part("word/_rels/document.xml.rels", &relations(&document_relations(body.charts.len()))?)?;
    part("word/styles.xml", STYLES.as_bytes())?;
    part("word/numbering.xml", NUMBERING.as_bytes())?;
    part("word/settings.xml", SETTINGS.as_bytes())?;
    part("word/footer1.xml", &body::footer(&page.title)?)?;
    for (number, chart) in (1..).zip(&body.charts) {
        part(&format!("word/charts/chart{number}.xml"), chart)?;
    }
    let bytes = archive.finish().map_err(io::Error::other)?.into_inner();
    out.write_all(&bytes)
}

/// A part with its root element.
fn part(
    root: &str,
    attributes: &[(&str, &str)],
    content: impl FnOnce(&mut Xml) -> io::Result<()>,
) -> io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))))?;
    xml.create_element(root).with_attributes(attributes.iter().copied()).write_inner_content(content)?;
    Ok(xml.into_inner())
}

fn content_types(charts: usize) -> io::Result<Vec<u8>> {
    let space = [("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types")];
    part("Types", &space, |xml| {
        for (ending, kind) in
            [("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml")]
        {
            let attributes = [("Extension", ending), ("ContentType", kind)];
            xml.create_element("Default").with_attributes(attributes).write_empty()?;
        }
        let mut kinds = vec![
            ("/word/document.xml".to_owned(), format!("{WORD}document.main+xml")),
            ("/word/styles.xml".to_owned(), format!("{WORD}styles+xml")),
            ("/word/numbering.xml".to_owned(), format!("{WORD}numbering+xml")),
            ("/word/settings.xml".to_owned(), format!("{WORD}settings+xml")),
            ("/word/footer1.xml".to_owned(), format!("{WORD}footer+xml")),
            ("/docProps/core.xml".to_owned(), "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
        ];
        kinds.extend((1..=charts).map(|number| {
            let kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
            (format!("/word/charts/chart{number}.xml"), kind.to_owned())
        }));
        for (name, kind) in &kinds {
            let attributes = [("PartName", name.as_str()), ("ContentType", kind.as_str())];
            xml.create_element("Override").with_attributes(attributes).write_empty()?;
        }
        Ok(())
    })
}

/// Relations: identifier, kind, target.
type Relation = (String, String, String);

fn package_relations() -> Vec<Relation> {
    let core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    vec![
        ("rId1".into(), format!("{OFFICE}/officeDocument"), "word/document.xml".into()),
        ("rId2".into(), core.into(), "docProps/core.xml".into()),
    ]
}

fn document_relations(charts: usize) -> Vec<Relation> {
    let own = |name: &str, file: &str| (name.to_owned(), format!("{OFFICE}/{name}"), file.to_owned());
    let mut relations = vec![
        own("styles", "styles.xml"),
        own("numbering", "numbering.xml"),
        own("settings", "settings.xml"),
        own("footer", "footer1.xml"),
    ];
    relations
        .extend((1..=charts).map(|n| (format!("chart{n}"), format!("{OFFICE}/chart"), format!("charts/chart{n}.xml"))));
    relations
}

fn relations(relations: &[Relation]) -> io::Result<Vec<u8>> {
    part("Relationships", &[("xmlns", RELATIONS)], |xml| {
        for (id, kind, target) in relations {
            let attributes = [("Id", id.as_str()), ("Type", kind.as_str()), ("Target", target.as_str())];
            xml.create_element("Relationship").with_attributes(attributes).write_empty()?;
        }
        Ok(())
    })
}

/// What the file says of itself: its title and language, and no date.
fn core(title: &str) -> io::Result<Vec<u8>> {
    let spaces = [
        ("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    part("cp:coreProperties", &spaces, |xml| {
        body::text_element(xml, "dc:title", title)?;
        body::text_element(xml, "dc:creator", concat!("lookback ", env!("CARGO_PKG_VERSION")))?;
        body::text_element(xml, "dc:language", "en-GB")
    })
}

#[cfg(test)]
pub(super) mod tests;
