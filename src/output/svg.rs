//! Pictures in SVG: legible in grey, without colour as the only sign, with title, unit, words for screen readers.
//!
//! Written by hand: three plain drawings of rectangles, lines and text need no plotting library, and every mark stays
//! in our hand. Widths of text are estimated, because nothing here knows the reader's fonts.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::chart::{Body, Chart, HeatRow, Panel, SlopeLine};
use super::html::escaped;
use super::{Answer, Settings};
use crate::themes::change::Verdict;

const FONT: f64 = 13.0;
const MARGIN: f64 = 16.0;
const INK: &str = "#1b1b1b";
const SOFT: &str = "#595959";
const LINE: &str = "#c8c8c8";
/// Room for the line from a point to its label.
const LEADER: f64 = 34.0;
/// Below this many findings a share says little, and is marked so.
const FEW: usize = 6;

pub(super) fn draw(answer: &dyn Answer, _: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let none = || {
        let message = "there is no picture of this answer; `lookback themes -o themes.svg` draws one";
        io::Error::new(io::ErrorKind::Unsupported, message)
    };
    let chart = answer.chart().ok_or_else(none)?;
    out.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n")?;
    inline(&chart, out)
}

/// The picture as part of a page.
pub(super) fn inline(chart: &Chart, out: &mut dyn Write) -> io::Result<()> {
    let mut drawing = Drawing::default();
    let top = MARGIN + 18.0;
    drawing.text(MARGIN, top, 16.0, INK, "start", &chart.title);
    drawing.text(MARGIN, top + 20.0, FONT, SOFT, "start", chart.unit);
    let top = top + 40.0;
    match &chart.body {
        Body::Heat { columns, rows } => heat(&mut drawing, top, columns, rows),
        Body::Lines { columns, panels } => lines(&mut drawing, top, columns, panels),
        Body::Slope { sides, lines } => slope(&mut drawing, top, sides, lines),
    }
    let (width, height) = (drawing.width + MARGIN, drawing.height + MARGIN);
    writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"chart-title chart-words\" \
         width=\"{width:.0}\" height=\"{height:.0}\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"system-ui, sans-serif\">\n<title id=\"chart-title\">{}</title>\n<desc id=\"chart-words\">{}</desc>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
        escaped(&chart.title),
        escaped(&chart.words()),
    )?;
    out.write_all(drawing.marks.as_bytes())?;
    writeln!(out, "</svg>")
}

/// Marks, and how far they reach.
#[derive(Default)]
struct Drawing {
    marks: String,
    width: f64,
    height: f64,
}

impl Drawing {
    fn reach(&mut self, x: f64, y: f64) {
        self.width = self.width.max(x);
        self.height = self.height.max(y);
    }

    fn put(&mut self, mark: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.marks.write_fmt(mark);
        self.marks.push('\n');
    }

    fn text(&mut self, x: f64, y: f64, size: f64, colour: &str, anchor: &str, text: &str) {
        let wide = width_of(text, size);
        self.reach(if anchor == "start" { x + wide } else { x }, y + size * 0.3);
        let text = escaped(text);
        self.put(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" fill=\"{colour}\" text-anchor=\"{anchor}\">{text}</text>"
        ));
    }

    fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, fill: &str, title: &str) {
        self.reach(x + width, y + height);
        let title = escaped(title);
        self.put(format_args!(
            "<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{height:.1}\" fill=\"{fill}\" \
             stroke=\"#ffffff\"><title>{title}</title></rect>"
        ));
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &str, width: f64, dashes: &str) {
        self.reach(from.0.max(to.0), from.1.max(to.1));
        let dashes = if dashes.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dashes}\"") };
        self.put(format_args!(
            "<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" stroke=\"{colour}\" stroke-width=\"{width}\"{dashes}/>",
            from.0, from.1, to.0, to.1
        ));
    }

    fn dot(&mut self, x: f64, y: f64, radius: f64, filled: bool, title: &str) {
        self.reach(x + radius, y + radius);
        let (fill, title) = (if filled { INK } else { "#ffffff" }, escaped(title));
        self.put(format_args!(
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{radius}\" fill=\"{fill}\" stroke=\"{INK}\"><title>{title}</title></circle>"
        ));
    }
}

/// About how wide a text is.
fn width_of(text: &str, size: f64) -> f64 {
    text.chars().count() as f64 * size * 0.56
}

/// A grey for a share, 0 to 1: white is nothing. The step is even to the eye, and the figure is printed on it.
fn grey(share: f64) -> (String, &'static str) {
    let light = (255.0 - 195.0 * share.clamp(0.0, 1.0)).round() as u8;
    (format!("#{light:02x}{light:02x}{light:02x}"), if light < 140 { "#ffffff" } else { INK })
}

/// The text cut to so many letters, with a sign that it was.
fn cut(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    format!("{}…", text.chars().take(letters.saturating_sub(1)).collect::<String>().trim_end())
}

fn heat(drawing: &mut Drawing, top: f64, columns: &[String], rows: &[HeatRow]) {
    // Narrow cells where there are many columns; then the figure is only in the words, and the shade remains.
    let many = columns.len() > 24;
    let (cell, row_height) = if many { (14.0, 22.0) } else { (58.0, 26.0) };
    let indent = |level: usize| 14.0 * level as f64;
    let labels = rows.iter().map(|row| width_of(&cut(&row.label, 46), FONT) + indent(row.level)).fold(60.0, f64::max);
    let left = MARGIN + labels + 12.0;
    let size = if many { 10.0 } else { 12.0 };
    let longest = columns.iter().map(|name| width_of(&cut(name, 40), size)).fold(0.0, f64::max);
    let head = longest * 0.82 + 14.0;
    // A share of one finding or two must not set the scale; where there are only such, it does.
    let highest_of = |least: usize| {
        let cells = rows.iter().flat_map(|row| &row.cells).filter(|(_, of)| *of >= least);
        cells.map(|&(count, of)| count as f64 / of as f64).fold(0.0, f64::max)
    };
    let highest = [FEW, 1].map(highest_of).into_iter().find(|share| *share > 0.0).unwrap_or(1.0);
    for (at, name) in columns.iter().enumerate() {
        let (x, y) = (left + (at as f64 + 0.5) * cell, top + head - 8.0);
        let name = escaped(&cut(name, 40));
        drawing.put(format_args!(
            "<text x=\"{x:.1}\" y=\"{y:.1}\" font-size=\"{size}\" fill=\"{INK}\" transform=\"rotate(-55 {x:.1} {y:.1})\">{name}</text>"
        ));
        drawing.reach(x + longest * 0.6, y);
    }
    for (at, row) in rows.iter().enumerate() {
        let y = top + head + at as f64 * row_height;
        let x = MARGIN + indent(row.level);
        drawing.text(x, y + row_height * 0.68, FONT, INK, "start", &cut(&row.label, 46));
        for (column, &(count, of)) in row.cells.iter().enumerate() {
            let share = if of == 0 { 0.0 } else { count as f64 / of as f64 };
            let (fill, ink) = grey(share / highest);
            let x = left + column as f64 * cell;
            let title = format!("{}, {}: {count} of {of}", row.label, columns.get(column).map_or("", String::as_str));
            drawing.rect(x, y, cell, row_height, &fill, &title);
            if !many && count > 0 {
                drawing.text(
                    x + cell / 2.0,
                    y + row_height * 0.66,
                    12.0,
                    ink,
                    "middle",
                    &format!("{:.0} %", share * 100.0),
                );
            }
        }
    }
    let bottom = top + head + rows.len() as f64 * row_height;
    if !many {
        drawing.text(MARGIN, bottom + 18.0, 12.0, SOFT, "start", "out of");
        let first = rows.first().map_or(&[][..], |row| &row.cells);
        for (column, (_, of)) in first.iter().enumerate() {
            let note = if *of < FEW { format!("{of} *") } else { of.to_string() };
            drawing.text(left + (column as f64 + 0.5) * cell, bottom + 18.0, 12.0, SOFT, "middle", &note);
        }
    }
    let few = rows.first().is_some_and(|row| row.cells.iter().any(|(_, of)| *of < FEW));
    let mut note = format!("The darkest is {:.0} % and more.", highest * 100.0);
    if few && !many {
        note += " * fewer than 6 findings: too few to say what rose or fell.";
    }
    drawing.text(MARGIN, bottom + 40.0, 12.0, SOFT, "start", &note);
}

fn lines(drawing: &mut Drawing, top: f64, columns: &[String], panels: &[Panel]) {
    const ACROSS: usize = 3;
    let (width, height, gap) = (250.0, 96.0, 56.0);
    let ends = panels.iter().flat_map(|panel| &panel.points).filter(|point| point.of >= FEW);
    let highest = ends.filter_map(|point| point.share).map(|(_, _, high)| high).fold(0.1, f64::max);
    let highest = ((highest * 10.0).ceil() / 10.0).min(1.0);
    for (at, panel) in panels.iter().enumerate() {
        let left = MARGIN + 34.0 + (at % ACROSS) as f64 * (width + gap);
        let head = top + (at / ACROSS) as f64 * (height + gap);
        let floor = head + 18.0 + height;
        drawing.text(left, head + 10.0, FONT, INK, "start", &cut(&panel.label, 36));
        let level = |share: f64| floor - share.min(highest) / highest * height;
        for tick in [0.0, highest / 2.0, highest] {
            drawing.line((left, level(tick)), (left + width, level(tick)), LINE, 1.0, "");
            drawing.text(left - 5.0, level(tick) + 4.0, 10.0, SOFT, "end", &format!("{:.0} %", tick * 100.0));
        }
        let step = width / columns.len().max(1) as f64;
        let place = |index: usize| left + (index as f64 + 0.5) * step;
        let shown: Vec<_> = panel.points.iter().enumerate().filter_map(|(i, p)| Some((i, p, p.share?))).collect();
        for pair in shown.windows(2) {
            // A period that is not there, or says little, breaks the line into dashes.
            let solid = pair[1].0 == pair[0].0 + 1 && pair.iter().all(|(_, point, _)| point.of >= FEW);
            let ends = [0, 1].map(|side| (place(pair[side].0), level(pair[side].2.0)));
            drawing.line(ends[0], ends[1], INK, 1.5, if solid { "" } else { "2 3" });
        }
        for (index, point, (share, low, high)) in shown {
            let x = place(index);
            drawing.line((x, level(low)), (x, level(high)), SOFT, 1.0, "");
            let name = columns.get(index).map_or("", String::as_str);
            let title = format!(
                "{}, {name}: {} of {}, {:.0} % ({:.0} to {:.0})",
                panel.label,
                point.count,
                point.of,
                share * 100.0,
                low * 100.0,
                high * 100.0
            );
            drawing.dot(x, level(share), 3.0, point.of >= FEW, &title);
        }
        let every = (columns.len() as f64 * 30.0 / width).ceil().max(1.0) as usize;
        for (index, name) in columns.iter().enumerate().filter(|(index, _)| index % every == 0) {
            drawing.text(place(index), floor + 14.0, 10.0, SOFT, "middle", name);
        }
        drawing.reach(left + width, floor + 20.0);
    }
    let bottom = top + panels.len().div_ceil(ACROSS) as f64 * (height + gap);
    let note = "Bars are 95 % intervals (Wilson). Hollow dots and dashes: a year of fewer than 6 findings, or a gap.";
    drawing.text(MARGIN, bottom + 8.0, 12.0, SOFT, "start", note);
}

fn slope(drawing: &mut Drawing, top: f64, sides: &[String; 2], lines: &[SlopeLine]) {
    let share = |(count, of): (usize, usize)| if of == 0 { 0.0 } else { count as f64 / of as f64 };
    let name = |line: &SlopeLine, (count, of)| format!("{}  {count} of {of}", cut(&line.label, 44));
    let labels = lines.iter().map(|line| width_of(&name(line, line.from), FONT)).fold(80.0, f64::max);
    let (left, right) = (MARGIN + labels + LEADER + 8.0, MARGIN + labels + LEADER + 268.0);
    let height = (lines.len() as f64 * 24.0).max(160.0);
    let highest = lines.iter().flat_map(|line| [share(line.from), share(line.to)]).fold(0.05, f64::max);
    let (ceiling, floor) = (top + 34.0, top + 34.0 + height);
    let level = |share: f64| floor - share / highest * height;
    for (x, side) in [left, right].into_iter().zip(sides) {
        drawing.text(x, top + 10.0, 14.0, INK, "middle", side);
        drawing.line((x, ceiling), (x, floor), LINE, 1.0, "");
    }
    let from: Vec<_> = lines.iter().map(|line| level(share(line.from))).collect();
    let to: Vec<_> = lines.iter().map(|line| level(share(line.to))).collect();
    let (from_labels, to_labels) = (apart(&from), apart(&to));
    for (at, line) in lines.iter().enumerate() {
        let (colour, width, dashes) = match line.verdict {
            Verdict::Clear => (INK, 2.5, ""),
            Verdict::Suggestive => (INK, 1.5, "6 3"),
            Verdict::NotEnough => ("#9a9a9a", 1.0, ""),
        };
        let ink = if line.verdict == Verdict::NotEnough { SOFT } else { INK };
        drawing.line((left, from[at]), (right, to[at]), colour, width, dashes);
        drawing.line((left - LEADER + 4.0, from_labels[at]), (left - 4.0, from[at]), LINE, 1.0, "");
        drawing.line((right + 4.0, to[at]), (right + LEADER - 4.0, to_labels[at]), LINE, 1.0, "");
        drawing.text(left - LEADER, from_labels[at] + 4.0, FONT, ink, "end", &name(line, line.from));
        let (count, of) = line.to;
        let words = format!("{count} of {of}  {}", cut(&line.label, 44));
        drawing.text(right + LEADER, to_labels[at] + 4.0, FONT, ink, "start", &words);
        for (x, y, side, (count, of)) in [(left, from[at], &sides[0], line.from), (right, to[at], &sides[1], line.to)] {
            drawing.dot(
                x,
                y,
                3.0,
                line.verdict != Verdict::NotEnough,
                &format!("{}, {side}: {count} of {of}", line.label),
            );
        }
    }
    let lowest = from_labels.iter().chain(&to_labels).copied().fold(floor, f64::max);
    let note = "Thick: a clear difference. Dashed: suggestive. Thin and grey: not enough evidence of one.";
    drawing.text(MARGIN, lowest + 34.0, 12.0, SOFT, "start", note);
}

/// The heights at which labels can stand without covering each other, each as near to its own as the others let it.
///
/// Labels that would touch form a block around the mean of what they want (pool adjacent violators).
fn apart(wanted: &[f64]) -> Vec<f64> {
    const LEAST: f64 = 16.0;
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]).then(a.cmp(&b)));
    // A block: where its first label would stand, summed over its labels, and how many there are.
    let mut blocks: Vec<(f64, f64)> = Vec::new();
    for (rank, &at) in order.iter().enumerate() {
        let mut block = (wanted[at] - rank as f64 * LEAST, 1.0);
        while let Some(above) = blocks.pop_if(|above| above.0 / above.1 > block.0 / block.1) {
            block = (above.0 + block.0, above.1 + block.1);
        }
        blocks.push(block);
    }
    let starts = blocks.iter().flat_map(|(sum, count)| std::iter::repeat_n(sum / count, *count as usize));
    let mut placed = wanted.to_vec();
    for ((rank, &at), start) in order.iter().enumerate().zip(starts) {
        placed[at] = start + rank as f64 * LEAST;
    }
    placed
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(chart: &Chart) -> String {
        let mut out = Vec::new();
        inline(chart, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_chart_is_sound_xml_with_title_unit_and_words() {
        let row = HeatRow { label: "Help & <care>".into(), level: 1, cells: vec![(1, 4), (0, 0), (3, 12)] };
        let points = row.cells.iter().map(|&(count, of)| super::super::chart::Point::new(count, of)).collect();
        let line = SlopeLine { label: "Help".into(), from: (1, 4), to: (9, 12), verdict: Verdict::Clear };
        let columns = vec!["2011".to_owned(), "2012".into(), "2013".into()];
        for chart in [
            Chart::heat("Themes".into(), columns.clone(), vec![row]),
            Chart::lines("Themes".into(), columns, vec![Panel { label: "Help & <care>".into(), points }]),
            Chart::slope("Themes".into(), ["2011".into(), "2015".into()], vec![line]),
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
            assert!(text.contains("<title id=\"chart-title\">Themes</title>") && text.contains("1 of 4 in 2011"));
            assert!(text.contains("per cent") && !text.contains("NaN") && !text.contains("inf"), "{text}");
        }
    }

    #[test]
    fn labels_keep_apart_and_long_ones_are_cut() {
        assert_eq!(apart(&[50.0, 50.0, 200.0]), [42.0, 58.0, 200.0]);
        assert_eq!(apart(&[10.0, 60.0]), [10.0, 60.0]);
        assert_eq!(cut("Early help", 6), "Early…");
    }
}
