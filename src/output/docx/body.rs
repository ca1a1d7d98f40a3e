//! The parts of a page as paragraphs, lists and tables of a Word document.
//!
//! How each looks is a style of `styles.xml`, which an officer can change for the whole document at once.

use std::io;

use quick_xml::events::BytesText;

use super::{Xml, chart, part, table};
use crate::output::chart::Chart;
use crate::output::page::{Extract, KeyLine, Page, Part, Point, Quote, Source, Span};

/// What the text of a page may take up, in twentieths of a point: A4 less margins of 2 cm.
pub(super) const WIDTH: usize = 9638;

/// English Metric Units in a twentieth of a point.
const EMU: usize = 635;

const SPACES: [(&str, &str); 5] = [
    ("xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ("xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
    ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
    ("xmlns:c", "http://schemas.openxmlformats.org/drawingml/2006/chart"),
];

/// The main part of a document, and its charts.
pub(super) struct Body {
    pub document: Vec<u8>,
    pub charts: Vec<Vec<u8>>,
}

/// Writes a page.
pub(super) fn body(page: &Page) -> io::Result<Body> {
    let mut charts = Vec::new();
    let document = part("w:document", &SPACES, |xml| {
        xml.create_element("w:body").write_inner_content(|xml| {
            paragraph(xml, "Title", &[Run::plain(&page.title)])?;
            for (at, part) in page.parts.iter().enumerate() {
                // A heading, and what leads in a list or table, stays with what follows.
                let leads = matches!(page.parts.get(at + 1), Some(Part::List(_) | Part::Cited(_) | Part::Table(_)));
                match (part, at.checked_sub(1).and_then(|before| page.parts.get(before)), page.parts.get(at + 1)) {
                    // A break in a paragraph of its own would leave an empty sheet behind a full one: the heading has it.
                    (Part::Heading { level, text }, Some(Part::NewSheet), _) => {
                        on_a_new_sheet(xml, &heading_style(*level), text)?;
                    }
                    (Part::NewSheet, _, Some(Part::Heading { .. })) => {}
                    _ => draw_part(xml, part, leads, &mut charts)?,
                }
            }
            section(xml)
        })?;
        Ok(())
    })?;
    Ok(Body { document, charts })
}

/// The foot of each page: what it is, and which page of how many.
pub(super) fn footer(title: &str) -> io::Result<Vec<u8>> {
    part("w:ftr", &SPACES, |xml| {
        in_paragraph(xml, "Footer", |xml| {
            run(xml, &Run::plain(title))?;
            xml.create_element("w:r").write_inner_content(|xml| {
                xml.create_element("w:tab").write_empty()?;
                Ok(())
            })?;
            run(xml, &Run::plain("Page "))?;
            field(xml, "PAGE")?;
            run(xml, &Run::plain(" of "))?;
            field(xml, "NUMPAGES")
        })
    })
}

fn heading_style(level: u8) -> String {
    format!("Heading{}", level.saturating_sub(1).clamp(1, 3))
}

/// A paragraph with which a sheet begins.
fn on_a_new_sheet(xml: &mut Xml, style: &str, text: &str) -> io::Result<()> {
    xml.create_element("w:p").write_inner_content(|xml| {
        xml.create_element("w:pPr").write_inner_content(|xml| {
            valued(xml, "w:pStyle", style)?;
            xml.create_element("w:pageBreakBefore").write_empty()?;
            Ok(())
        })?;
        run(xml, &Run::plain(text))
    })?;
    Ok(())
}

fn draw_part(xml: &mut Xml, part: &Part, leads: bool, charts: &mut Vec<Vec<u8>>) -> io::Result<()> {
    match part {
        Part::Heading { level, text } => paragraph(xml, &heading_style(*level), &[Run::plain(text)]),
        Part::Sentence(text) => paragraph(xml, if leads { "LeadIn" } else { "BodyText" }, &[Run::plain(text)]),
        Part::List(points) => points.iter().try_for_each(|point| paragraph(xml, "ListBullet", &[Run::plain(point)])),
        Part::Cited(points) => points.iter().try_for_each(|point| draw_point(xml, point)),
        Part::Extract(extract) => draw_extract(xml, extract),
        Part::Quote(quote) => draw_quote(xml, quote),
        Part::Table(grid) => table::draw(xml, grid),
        // What is wider than a line of a screen is wider than a sheet; the part above sums it up.
        Part::Wide(_) => Ok(()),
        Part::Concordance(lines) => lines.iter().try_for_each(|line| draw_line(xml, line)),
        Part::Note(text) => paragraph(xml, "Note", &[Run::plain(text)]),
        Part::Chart(picture) => draw_chart(xml, picture, charts),
        Part::NewSheet => on_a_new_sheet(xml, "BodyText", ""),
        Part::Sources(sources) => (1..).zip(sources).try_for_each(|(id, source)| draw_source(xml, id, source)),
    }
}

/// Words in a style of their own, perhaps leading somewhere.
pub(super) struct Run<'a> {
    text: &'a str,
    style: Option<&'static str>,
    /// The bookmark it leads to.
    to: Option<String>,
}

impl<'a> Run<'a> {
    pub fn plain(text: &'a str) -> Self {
        Self { text, style: None, to: None }
    }

    pub fn styled(text: &'a str, style: &'static str) -> Self {
        Self { text, style: Some(style), to: None }
    }
}

impl<'a> From<&'a Span> for Run<'a> {
    fn from(span: &'a Span) -> Self {
        match span {
            Span::Plain(text) => Self::plain(text),
            Span::Match(text) => Self::styled(text, "Match"),
            Span::Added(text) => Self::styled(text, "PutIn"),
            Span::Removed(text) => Self::styled(text, "TakenOut"),
        }
    }
}

fn draw_point(xml: &mut Xml, point: &Point) -> io::Result<()> {
    in_paragraph(xml, "ListBullet", |xml| {
        if let Some(label) = &point.label {
            run(xml, &Run::styled(label, "Strong"))?;
            run(xml, &Run::plain(" "))?;
        }
        point.words.iter().try_for_each(|span| run(xml, &span.into()))?;
        if let Some(source) = &point.source {
            run(xml, &Run::plain(" "))?;
            run(xml, &Run::styled(source, "SourceWords"))?;
        }
        reference(xml, point.reference)
    })
}

fn draw_line(xml: &mut Xml, line: &KeyLine) -> io::Result<()> {
    in_paragraph(xml, "ListBullet", |xml| {
        run(xml, &Run::plain(&format!("{} ", line.left)))?;
        run(xml, &Run::styled(&line.node, "Match"))?;
        run(xml, &Run::plain(&format!(" {} ", line.right)))?;
        run(xml, &Run::styled(&line.source, "SourceWords"))
    })
}

fn draw_quote(xml: &mut Xml, quote: &Quote) -> io::Result<()> {
    let (open, close) = quote.marks();
    let style = match (quote.quoted, quote.depth) {
        (false, _) => "Redline",
        (true, 0) => "Quote",
        (true, _) => "QuoteUnder",
    };
    in_paragraph(xml, style, |xml| {
        if let Some(label) = &quote.label {
            run(xml, &Run::styled(label, "Strong"))?;
            run(xml, &Run::plain("  "))?;
        }
        run(xml, &Run::plain(open))?;
        quote.words.iter().try_for_each(|span| run(xml, &span.into()))?;
        run(xml, &Run::plain(close))
    })?;
    let Some(source) = &quote.source else { return Ok(()) };
    in_paragraph(xml, if quote.depth == 0 { "Citation" } else { "CitationUnder" }, |xml| {
        run(xml, &Run::plain(source))?;
        reference(xml, quote.reference)
    })
}

/// The number of a paper, leading to it in the list of papers.
fn reference(xml: &mut Xml, number: Option<usize>) -> io::Result<()> {
    let Some(number) = number else { return Ok(()) };
    run(xml, &Run::plain(" "))?;
    let (text, to) = (format!("[{number}]"), Some(bookmark(number)));
    run(xml, &Run { text: &text, style: Some("Hyperlink"), to })
}

fn bookmark(number: usize) -> String {
    format!("source_{number}")
}

fn draw_source(xml: &mut Xml, id: usize, source: &Source) -> io::Result<()> {
    let id = id.to_string();
    in_paragraph(xml, "SourceEntry", |xml| {
        let name = bookmark(source.number);
        let start = [("w:id", id.as_str()), ("w:name", name.as_str())];
        xml.create_element("w:bookmarkStart").with_attributes(start).write_empty()?;
        run(xml, &Run::styled(&format!("[{}]", source.number), "Strong"))?;
        xml.create_element("w:bookmarkEnd").with_attribute(("w:id", id.as_str())).write_empty()?;
        xml.create_element("w:r").write_inner_content(|xml| {
            xml.create_element("w:tab").write_empty()?;
            Ok(())
        })?;
        run(xml, &Run::plain(&source.title))?;
        xml.create_element("w:r").write_inner_content(|xml| {
            xml.create_element("w:br").write_empty()?;
            Ok(())
        })?;
        run(xml, &Run::styled(&source.place, "SourceWords"))
    })
}

fn draw_extract(xml: &mut Xml, extract: &Extract) -> io::Result<()> {
    let indent = (400 * usize::from(extract.depth.min(6))).to_string();
    xml.create_element("w:p").write_inner_content(|xml| {
        xml.create_element("w:pPr").write_inner_content(|xml| {
            valued(xml, "w:pStyle", "BodyText")?;
            xml.create_element("w:ind").with_attribute(("w:left", indent.as_str())).write_empty()?;
            Ok(())
        })?;
        if !extract.label.is_empty() {
            run(xml, &Run::styled(&extract.label, "Strong"))?;
            run(xml, &Run::plain(" "))?;
        }
        run(xml, &Run::plain(&extract.text))?;
        if let Some(remark) = &extract.remark {
            xml.create_element("w:r").write_inner_content(|xml| {
                xml.create_element("w:br").write_empty()?;
                Ok(())
            })?;
            run(xml, &Run::styled(&format!("→ {remark}"), "SourceWords"))?;
        }
        Ok(())
    })?;
    Ok(())
}

/// The chart in the text, with its figures in words for who cannot see it.
fn draw_chart(xml: &mut Xml, picture: &Chart, charts: &mut Vec<Vec<u8>>) -> io::Result<()> {
    let Some(drawn) = chart::chart(picture)? else { return Ok(()) };
    charts.push(drawn.xml);
    let (number, relation) = (charts.len().to_string(), format!("chart{}", charts.len()));
    let (width, height) = ((WIDTH * EMU).to_string(), (drawn.height * EMU).to_string());
    let space = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    paragraph(xml, "Caption", &[Run::plain(&format!("{}. {}", picture.title, picture.unit))])?;
    in_paragraph(xml, "Picture", |xml| {
        xml.create_element("w:r").write_inner_content(|xml| {
            xml.create_element("w:drawing").write_inner_content(|xml| {
                let none = [("distT", "0"), ("distB", "0"), ("distL", "0"), ("distR", "0")];
                xml.create_element("wp:inline").with_attributes(none).write_inner_content(|xml| {
                    let size = [("cx", width.as_str()), ("cy", height.as_str())];
                    xml.create_element("wp:extent").with_attributes(size).write_empty()?;
                    let (title, words) = (clean(&picture.title), clean(&picture.words()));
                    let about = [
                        ("id", number.as_str()),
                        ("name", relation.as_str()),
                        ("descr", words.as_str()),
                        ("title", title.as_str()),
                    ];
                    xml.create_element("wp:docPr").with_attributes(about).write_empty()?;
                    xml.create_element("wp:cNvGraphicFramePr").write_empty()?;
                    xml.create_element("a:graphic").write_inner_content(|xml| {
                        let data = xml.create_element("a:graphicData").with_attribute(("uri", space));
                        data.write_inner_content(|xml| {
                            xml.create_element("c:chart").with_attribute(("r:id", relation.as_str())).write_empty()?;
                            Ok(())
                        })?;
                        Ok(())
                    })?;
                    Ok(())
                })?;
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })
}

/// A4 upright, margins of 2 cm, the foot of [`footer`].
fn section(xml: &mut Xml) -> io::Result<()> {
    xml.create_element("w:sectPr").write_inner_content(|xml| {
        let foot = [("w:type", "default"), ("r:id", "footer")];
        xml.create_element("w:footerReference").with_attributes(foot).write_empty()?;
        xml.create_element("w:pgSz").with_attributes([("w:w", "11906"), ("w:h", "16838")]).write_empty()?;
        let margins = [
            ("w:top", "1134"),
            ("w:right", "1134"),
            ("w:bottom", "1134"),
            ("w:left", "1134"),
            ("w:header", "567"),
            ("w:footer", "567"),
            ("w:gutter", "0"),
        ];
        xml.create_element("w:pgMar").with_attributes(margins).write_empty()?;
        Ok(())
    })?;
    Ok(())
}

pub(super) fn paragraph(xml: &mut Xml, style: &str, runs: &[Run<'_>]) -> io::Result<()> {
    in_paragraph(xml, style, |xml| runs.iter().try_for_each(|words| run(xml, words)))
}

fn in_paragraph(xml: &mut Xml, style: &str, content: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    xml.create_element("w:p").write_inner_content(|xml| {
        xml.create_element("w:pPr").write_inner_content(|xml| valued(xml, "w:pStyle", style))?;
        content(xml)
    })?;
    Ok(())
}

pub(super) fn run(xml: &mut Xml, words: &Run<'_>) -> io::Result<()> {
    if words.text.is_empty() {
        return Ok(());
    }
    let draw = |xml: &mut Xml| -> io::Result<()> {
        xml.create_element("w:r").write_inner_content(|xml| {
            if let Some(style) = words.style {
                xml.create_element("w:rPr").write_inner_content(|xml| valued(xml, "w:rStyle", style))?;
            }
            for (at, line) in words.text.split('\n').enumerate() {
                if at > 0 {
                    xml.create_element("w:br").write_empty()?;
                }
                xml.create_element("w:t")
                    .with_attribute(("xml:space", "preserve"))
                    .write_text_content(BytesText::new(&clean(line)))?;
            }
            Ok(())
        })?;
        Ok(())
    };
    match &words.to {
        Some(anchor) => {
            let link = xml.create_element("w:hyperlink").with_attribute(("w:anchor", anchor.as_str()));
            link.write_inner_content(draw)?;
            Ok(())
        }
        None => draw(xml),
    }
}

/// A figure that Word works out: the page, the number of pages.
fn field(xml: &mut Xml, name: &str) -> io::Result<()> {
    xml.create_element("w:fldSimple")
        .with_attribute(("w:instr", name))
        .write_inner_content(|xml| run(xml, &Run::plain("1")))?;
    Ok(())
}

pub(super) fn valued(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    xml.create_element(name).with_attribute(("w:val", value)).write_empty()?;
    Ok(())
}

/// An element that holds only text.
pub(super) fn text_element(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&clean(text)))?;
    Ok(())
}

/// The text without what XML cannot hold; white space on one line.
pub(super) fn clean(text: &str) -> String {
    let letter = |c: char| match c {
        c if c.is_whitespace() && c != '\u{a0}' => ' ',
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    text.chars().map(letter).collect()
}
