//! A chart as DrawingML: bars that Word and LibreOffice draw themselves, sharp on any printer and legible in grey.
//!
//! Its figures stand in the part itself, not in a workbook behind it.

use std::io;

use super::{Xml, part};
use crate::output::chart::{Body, Chart};
use crate::themes::statistics;

/// Bars of more columns than this cannot be told apart; such a chart is left to its table.
const MOST_COLUMNS: usize = 4;

/// Fills of the columns: from light to dark, so that they also differ in grey.
const FILLS: [&str; MOST_COLUMNS] = ["B5C7D9", "1D4F7C", "7FA3C4", "0B2A45"];

/// A chart, and how high it should stand, in twentieths of a point.
pub(super) struct Drawn {
    pub xml: Vec<u8>,
    pub height: usize,
}

/// A row of bars: its name, and a count a column with what it is out of.
type Row = (String, Vec<(usize, usize)>);

/// Draws a chart; `None` where it has too many columns, or nothing to show.
pub(super) fn chart(picture: &Chart) -> io::Result<Option<Drawn>> {
    let (columns, rows) = figures(picture);
    if rows.is_empty() || columns.is_empty() || columns.len() > MOST_COLUMNS {
        return Ok(None);
    }
    let height = rows.len() * (140 * columns.len() + 160) + 900;
    let spaces = [
        ("xmlns:c", "http://schemas.openxmlformats.org/drawingml/2006/chart"),
        ("xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main"),
        ("xmlns:r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    ];
    let xml = part("c:chartSpace", &spaces, |xml| {
        valued(xml, "c:roundedCorners", "0")?;
        within(xml, "c:chart", |xml| {
            valued(xml, "c:autoTitleDeleted", "1")?;
            within(xml, "c:plotArea", |xml| {
                xml.create_element("c:layout").write_empty()?;
                bars(xml, &columns, &rows)?;
                axes(xml)
            })?;
            within(xml, "c:legend", |xml| {
                valued(xml, "c:legendPos", "t")?;
                valued(xml, "c:overlay", "0")
            })?;
            valued(xml, "c:plotVisOnly", "1")?;
            valued(xml, "c:dispBlanksAs", "gap")
        })?;
        within(xml, "c:txPr", |xml| {
            xml.create_element("a:bodyPr").write_empty()?;
            within(xml, "a:p", |xml| {
                within(xml, "a:pPr", |xml| {
                    let letters = xml.create_element("a:defRPr").with_attribute(("sz", "900"));
                    letters.write_inner_content(|xml| {
                        xml.create_element("a:latin").with_attribute(("typeface", "Arial")).write_empty()?;
                        Ok(())
                    })?;
                    Ok(())
                })?;
                xml.create_element("a:endParaRPr").with_attribute(("lang", "en-GB")).write_empty()?;
                Ok(())
            })
        })
    })?;
    Ok(Some(Drawn { xml, height }))
}

/// The columns and rows of any chart.
fn figures(picture: &Chart) -> (Vec<String>, Vec<Row>) {
    match &picture.body {
        Body::Heat { columns, rows } | Body::Bars { columns, rows } => {
            (columns.clone(), rows.iter().map(|row| (row.label.clone(), row.cells.clone())).collect())
        }
        Body::Lines { columns, panels } => {
            let cells = |points: &[crate::output::chart::Point]| points.iter().map(|p| (p.count, p.of)).collect();
            (columns.clone(), panels.iter().map(|panel| (panel.label.clone(), cells(&panel.points))).collect())
        }
        Body::Slope { sides, lines } => {
            (sides.to_vec(), lines.iter().map(|line| (line.label.clone(), vec![line.from, line.to])).collect())
        }
    }
}

fn bars(xml: &mut Xml, columns: &[String], rows: &[Row]) -> io::Result<()> {
    within(xml, "c:barChart", |xml| {
        valued(xml, "c:barDir", "bar")?;
        valued(xml, "c:grouping", "clustered")?;
        valued(xml, "c:varyColors", "0")?;
        for (at, (column, fill)) in columns.iter().zip(FILLS).enumerate() {
            within(xml, "c:ser", |xml| {
                valued(xml, "c:idx", &at.to_string())?;
                valued(xml, "c:order", &at.to_string())?;
                within(xml, "c:tx", |xml| super::body::text_element(xml, "c:v", column))?;
                within(xml, "c:spPr", |xml| {
                    within(xml, "a:solidFill", |xml| {
                        xml.create_element("a:srgbClr").with_attribute(("val", fill)).write_empty()?;
                        Ok(())
                    })
                })?;
                valued(xml, "c:invertIfNegative", "0")?;
                labels(xml)?;
                within(xml, "c:cat", |xml| {
                    within(xml, "c:strLit", |xml| points(xml, rows.iter().map(|(label, _)| label.clone())))
                })?;
                within(xml, "c:val", |xml| {
                    within(xml, "c:numLit", |xml| {
                        super::body::text_element(xml, "c:formatCode", "0\\ %")?;
                        points(xml, rows.iter().map(|(_, cells)| share(cells.get(at).copied())))
                    })
                })
            })?;
        }
        valued(xml, "c:gapWidth", "45")?;
        valued(xml, "c:axId", "1001")?;
        valued(xml, "c:axId", "1002")
    })
}

/// A share as a number between 0 and 1.
fn share(cell: Option<(usize, usize)>) -> String {
    let (count, of) = cell.unwrap_or_default();
    format!("{:.4}", statistics::share(count, of).unwrap_or(0.0))
}

fn points(xml: &mut Xml, values: impl ExactSizeIterator<Item = String>) -> io::Result<()> {
    valued(xml, "c:ptCount", &values.len().to_string())?;
    for (at, value) in values.enumerate() {
        xml.create_element("c:pt")
            .with_attribute(("idx", at.to_string().as_str()))
            .write_inner_content(|xml| super::body::text_element(xml, "c:v", &value))?;
    }
    Ok(())
}

/// The figure at the end of each bar.
fn labels(xml: &mut Xml) -> io::Result<()> {
    within(xml, "c:dLbls", |xml| {
        xml.create_element("c:numFmt")
            .with_attributes([("formatCode", "0\\ %"), ("sourceLinked", "0")])
            .write_empty()?;
        valued(xml, "c:dLblPos", "outEnd")?;
        valued(xml, "c:showLegendKey", "0")?;
        valued(xml, "c:showVal", "1")?;
        valued(xml, "c:showCatName", "0")?;
        valued(xml, "c:showSerName", "0")?;
        valued(xml, "c:showPercent", "0")?;
        valued(xml, "c:showBubbleSize", "0")
    })
}

/// Names down the side, the first at the top; no scale, for every bar has its figure.
fn axes(xml: &mut Xml) -> io::Result<()> {
    within(xml, "c:catAx", |xml| {
        valued(xml, "c:axId", "1001")?;
        within(xml, "c:scaling", |xml| valued(xml, "c:orientation", "maxMin"))?;
        valued(xml, "c:delete", "0")?;
        valued(xml, "c:axPos", "l")?;
        valued(xml, "c:majorTickMark", "none")?;
        valued(xml, "c:minorTickMark", "none")?;
        valued(xml, "c:tickLblPos", "nextTo")?;
        valued(xml, "c:crossAx", "1002")?;
        valued(xml, "c:crosses", "autoZero")?;
        valued(xml, "c:auto", "1")?;
        valued(xml, "c:lblAlgn", "ctr")?;
        valued(xml, "c:lblOffset", "100")?;
        valued(xml, "c:noMultiLvlLbl", "0")
    })?;
    within(xml, "c:valAx", |xml| {
        valued(xml, "c:axId", "1002")?;
        within(xml, "c:scaling", |xml| {
            valued(xml, "c:orientation", "minMax")?;
            valued(xml, "c:min", "0")
        })?;
        valued(xml, "c:delete", "1")?;
        valued(xml, "c:axPos", "t")?;
        xml.create_element("c:numFmt")
            .with_attributes([("formatCode", "0\\ %"), ("sourceLinked", "0")])
            .write_empty()?;
        valued(xml, "c:majorTickMark", "none")?;
        valued(xml, "c:minorTickMark", "none")?;
        valued(xml, "c:tickLblPos", "nextTo")?;
        valued(xml, "c:crossAx", "1001")?;
        valued(xml, "c:crosses", "autoZero")?;
        valued(xml, "c:crossBetween", "between")
    })
}

fn within(xml: &mut Xml, name: &str, content: impl FnOnce(&mut Xml) -> io::Result<()>) -> io::Result<()> {
    xml.create_element(name).write_inner_content(content)?;
    Ok(())
}

fn valued(xml: &mut Xml, name: &str, value: &str) -> io::Result<()> {
    xml.create_element(name).with_attribute(("val", value)).write_empty()?;
    Ok(())
}
