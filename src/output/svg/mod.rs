//! Pictures in SVG: legible in grey, without colour as the only sign, with title, unit, words for who cannot see it.
//!
//! Drawn with `plotters`; a file each kind of chart. Every figure that is drawn is also printed, or stands in the words.
//! Widths of text are estimated, because nothing here knows the reader's fonts; text stays text.

mod bars;
mod heat;
mod labels;
mod lines;
mod slope;

use std::io::{self, Write};

use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use super::chart::{Body, Chart};
use super::html::escaped;
use super::{Answer, NotOfFormat, Settings};
use crate::themes::change::FEWEST;
use crate::themes::statistics;

/// A picture, or a part of one, in pixels.
type Canvas<'a> = DrawingArea<SVGBackend<'a>, Shift>;

/// What comes of drawing.
type Drawn = Result<(), DrawingAreaErrorKind<io::Error>>;

const FONT: f64 = 13.0;
const SMALL: f64 = 12.0;
const MARGIN: i32 = 16;
/// Height of the title and the unit.
const HEAD: i32 = 64;
const INK: RGBColor = RGBColor(27, 27, 27);
const SOFT: RGBColor = RGBColor(89, 89, 89);
const LINE: RGBColor = RGBColor(200, 200, 200);
pub(super) fn draw(answer: &dyn Answer, _: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let message = "there is no picture of this answer; `lookback themes -o themes.svg` draws one";
    let chart = answer.chart().ok_or_else(|| io::Error::other(NotOfFormat(message)))?;
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
    inline(&chart, 1, out)
}

/// The picture as part of a page, the so manyth on it.
pub(super) fn inline(chart: &Chart, number: usize, out: &mut dyn Write) -> io::Result<()> {
    // The first keeps the plain names.
    let mark = if number == 1 { String::new() } else { format!("-{number}") };
    let (width, height) = match &chart.body {
        Body::Heat { columns, rows } => heat::size(columns, rows),
        Body::Lines { columns, panels } => lines::size(columns, panels),
        Body::Bars { columns, rows } => bars::size(columns, rows),
        Body::Slope { lines, .. } => slope::size(lines),
    };
    let width = width.max(labels::width(&chart.title, 16.0)).max(labels::width(chart.unit, FONT)) + 2 * MARGIN;
    let mut picture = String::new();
    let canvas = SVGBackend::with_string(&mut picture, (width as u32, (HEAD + height + MARGIN) as u32));
    picture_of(chart, &canvas.into_drawing_area()).map_err(|error| io::Error::other(error.to_string()))?;
    // What the backend does not know of: words for who cannot see the picture.
    let (_, rest) = picture.split_once('>').unwrap_or_default();
    write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"chart-title{mark} chart-words{mark}\" \
         width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">\n\
         <title id=\"chart-title{mark}\">{}</title>\n<desc id=\"chart-words{mark}\">{}</desc>",
        escaped(&chart.title),
        escaped(&chart.words()),
        height = HEAD + height + MARGIN,
    )?;
    out.write_all(rest.as_bytes())
}

fn picture_of(chart: &Chart, canvas: &Canvas<'_>) -> Drawn {
    canvas.fill(&WHITE)?;
    write(canvas, &chart.title, (MARGIN, 26), 16.0, INK, HPos::Left)?;
    write(canvas, chart.unit, (MARGIN, 46), FONT, SOFT, HPos::Left)?;
    let body = canvas.margin(HEAD, 0, 0, 0);
    match &chart.body {
        Body::Heat { columns, rows } => heat::draw(&body, columns, rows)?,
        Body::Lines { columns, panels } => lines::draw(&body, columns, panels)?,
        Body::Bars { columns, rows } => bars::draw(&body, columns, rows)?,
        Body::Slope { sides, lines } => slope::draw(&body, sides, lines)?,
    }
    canvas.present()
}

/// The style of a text of this height in pixels.
fn style(size: f64, colour: RGBColor, across: HPos) -> TextStyle<'static> {
    // The backend takes type to be 1.24 times as high as it is.
    let font = ("system-ui, sans-serif", size * 1.24).into_font();
    TextStyle { font, color: colour.to_backend_color(), pos: Pos::new(across, VPos::Center) }
}

/// Writes a text, its middle at this height.
fn write(canvas: &Canvas<'_>, text: &str, at: (i32, i32), size: f64, colour: RGBColor, across: HPos) -> Drawn {
    canvas.draw(&Text::new(text.to_owned(), at, style(size, colour, across)))
}

/// The share of a count, 0 to 1; nothing of nothing is nothing.
fn share((count, of): (usize, usize)) -> f64 {
    statistics::share(count, of).unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::chart::{HeatRow, Panel, Point, SlopeLine};
    use crate::themes::change::Verdict;

    fn drawn(chart: &Chart) -> String {
        let mut out = Vec::new();
        inline(chart, 1, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_chart_is_sound_xml_with_title_unit_and_words() {
        let row = HeatRow { label: "Help & <care>".into(), level: 1, cells: vec![(1, 4), (0, 0), (3, 12)] };
        let points = row.cells.iter().map(|&(count, of)| Point::new(count, of)).collect();
        let line = SlopeLine { label: "Help".into(), from: (1, 4), to: (9, 12), verdict: Verdict::Clear };
        let columns = vec!["2011".to_owned(), "2012".into(), "2013".into()];
        for chart in [
            Chart::heat("Themes".into(), columns.clone(), vec![row.clone()]),
            Chart::bars("Themes".into(), columns.clone(), vec![row]),
            Chart::lines("Themes".into(), columns, vec![Panel { label: "Help & <care>".into(), points }]),
            Chart::slope("Themes".into(), ["2011".into(), "2015".into()], vec![line]),
            Chart::heat("Nothing".into(), Vec::new(), Vec::new()),
            Chart::bars("Nothing".into(), Vec::new(), Vec::new()),
            Chart::lines("Nothing".into(), Vec::new(), Vec::new()),
            Chart::slope("Nothing".into(), ["2011".into(), "2015".into()], Vec::new()),
        ] {
            let text = drawn(&chart);
            let mut reader = quick_xml::Reader::from_str(&text);
            let mut depth = 0;
            loop {
                match reader.read_event().unwrap() {
                    quick_xml::events::Event::Start(_) => depth += 1,
                    quick_xml::events::Event::End(_) => depth -= 1,
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
            assert_eq!(depth, 0);
            assert!(text.contains("<title id=\"chart-title\">") && text.contains("per cent"), "{text}");
            assert!(chart.title == "Nothing" || text.contains("1 of 4 in 2011"), "{text}");
            assert!(!text.contains("NaN") && !text.contains("inf"), "{text}");
        }
    }
}
