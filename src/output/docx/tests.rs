//! A document written here is read again by the reader of Word documents, and says the same.

use std::collections::BTreeSet;
use std::io::Read;

use zip::ZipArchive;

use super::*;
use crate::ingest::ingest;
use crate::model::Mark;
use crate::output::chart::{Chart, HeatRow};
use crate::output::grid::{Cell, Grid, Table};
use crate::output::page::{Page, Part, Point, Quote, Source, Span};
use crate::output::{Records, table};

/// A page with a part of every sort, and words that XML must not take as its own.
struct Sample;

impl Answer for Sample {
    fn table(&self) -> Table {
        Table::new(&table::THREAD, Vec::new())
    }

    fn records(&self, _: &mut Records<'_>) -> io::Result<()> {
        Ok(())
    }

    fn title(&self) -> String {
        "Briefing: Help & <care>".to_owned()
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        page.heading(2, "Came back");
        page.sentence("One thing came back.");
        page.parts.push(Part::List(vec!["a point".into()]));
        page.parts.push(Part::Cited(vec![Point {
            label: Some("Then".into()),
            words: vec![Span::Plain("asked ".into()), Span::Match("twice".into())],
            source: Some("Minutes, 18 Jun 2015, para 3".into()),
            reference: Some(1),
        }]));
        page.parts.push(Part::Quote(Quote {
            label: Some("2015".into()),
            words: vec![Span::Plain("Staff the \u{7}front door".into())],
            quoted: true,
            source: Some("Review letter, para 2".into()),
            link: None,
            reference: Some(1),
            depth: 0,
        }));
        let redline = vec![Span::Removed("Man ".into()), Span::Added("Staff ".into()), Span::Plain("it".into())];
        let redline =
            Quote { label: None, words: redline, quoted: false, source: None, link: None, reference: None, depth: 0 };
        page.parts.push(Part::Quote(redline));
        page.table(Grid {
            caption: "Themes".into(),
            head: vec!["Theme".into(), "Findings".into()],
            rows: vec![vec!["Early help".into(), Cell::Count(3)]],
            levels: vec![1],
        });
        page.parts.push(Part::NewSheet);
        let source = Source { number: 1, title: "Minutes".into(), place: "minutes.html".into() };
        page.parts.push(Part::Sources(vec![source]));
        page
    }

    fn chart(&self) -> Option<Chart> {
        let row = HeatRow { label: "Early help".into(), level: 0, cells: vec![(1, 4), (3, 4)] };
        Some(Chart::bars("Themes".into(), vec!["2011".into(), "2015".into()], vec![row]))
    }
}

fn drawn() -> Vec<u8> {
    let mut bytes = Vec::new();
    draw(&Sample, &Settings::default(), &mut bytes).unwrap();
    bytes
}

fn text_of(name: &str) -> String {
    let bytes = drawn();
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The file as Word saves it: by whom stands in it.
pub fn saved_by_a_person(docx: &[u8]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut saved = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut content = String::new();
        part.read_to_string(&mut content).unwrap();
        let person = "<cp:lastModifiedBy>Ada Finch</cp:lastModifiedBy></cp:coreProperties>";
        saved.start_file(part.name().unwrap(), SimpleFileOptions::default()).unwrap();
        saved.write_all(content.replace("</cp:coreProperties>", person).as_bytes()).unwrap();
    }
    saved.finish().unwrap().into_inner()
}

#[test]
fn our_own_reader_reads_what_was_written_once_a_person_has_saved_it() {
    let read = ingest(&saved_by_a_person(&drawn()), "brief.docx").unwrap();
    assert_eq!(read.title.as_deref(), Some("Briefing: Help & <care>"));
    let lines: Vec<_> = read.pages.iter().flat_map(|page| &page.lines).collect();
    let is_heading = |text: &str| lines.iter().any(|l| l.text == text && matches!(l.mark, Mark::Heading(_)));
    assert!(is_heading("Came back"));
    assert!(lines.iter().any(|line| line.text == "a point" && matches!(line.mark, Mark::Item { .. })));
    let has = |words: &str| lines.iter().any(|line| line.text.contains(words));
    assert!(has("“Staff the \u{fffd}front door”") && has("Review letter, para 2 [1]"));
    assert!(has("Then asked twice Minutes, 18 Jun 2015, para 3 [1]"));
    let rows: Vec<_> = lines
        .iter()
        .filter_map(|line| match &line.mark {
            Mark::Row { head, cells, .. } => Some((*head, cells.join("|"))),
            _ => None,
        })
        .collect();
    assert_eq!(rows, [(true, "Theme|Findings".to_owned()), (false, "Early help|3".to_owned())]);
}

#[test]
fn every_part_is_sound_xml_and_every_name_leads_somewhere() {
    let bytes = drawn();
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let names: BTreeSet<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    for name in &names {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
    }
    let values = |text: &str, before: &str| -> BTreeSet<String> {
        text.split(before).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())).collect()
    };
    let types = text_of("[Content_Types].xml");
    for name in values(&types, "PartName=\"/") {
        assert!(names.contains(&name), "{name} is announced and not there");
    }
    let (document, relations) = (text_of("word/document.xml"), text_of("word/_rels/document.xml.rels"));
    let known = values(&relations, "Id=\"");
    assert!(values(&document, "r:id=\"").is_subset(&known) && known.contains("chart1"));
    for target in values(&relations, "Target=\"") {
        assert!(names.contains(&format!("word/{target}")), "{target}");
    }
    let styles = values(STYLES, "w:styleId=\"");
    for used in ["w:pStyle w:val=\"", "w:rStyle w:val=\"", "w:tblStyle w:val=\""] {
        let used = values(&document, used);
        assert!(!used.is_empty() && used.is_subset(&styles), "{used:?}");
    }
    assert_eq!(values(&document, "w:anchor=\""), values(&document, "w:name=\""));
}

#[test]
fn a_redline_is_struck_and_underlined_and_a_heading_row_comes_again() {
    let document = text_of("word/document.xml");
    assert!(document.contains("<w:rStyle w:val=\"TakenOut\"/></w:rPr><w:t xml:space=\"preserve\">Man </w:t>"));
    assert!(document.contains("<w:rStyle w:val=\"PutIn\"/>") && document.contains("<w:tblHeader/>"));
    assert!(STYLES.contains("<w:strike/>"));
}

#[test]
fn the_chart_has_its_figures_and_its_words() {
    let chart = text_of("word/charts/chart1.xml");
    assert!(chart.contains("<c:v>0.2500</c:v>") && chart.contains("<c:v>0.7500</c:v>"));
    assert!(text_of("word/document.xml").contains("Early help: 1 of 4 in 2011, 3 of 4 in 2015."));
}

#[test]
fn the_same_answer_gives_the_same_bytes() {
    assert_eq!(drawn(), drawn());
    let bytes = drawn();
    let mut archive = ZipArchive::new(Cursor::new(&bytes)).unwrap();
    for at in 0..archive.len() {
        assert_eq!(archive.by_index(at).unwrap().last_modified(), Some(DateTime::default()));
    }
}
