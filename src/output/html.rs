//! HTML for a browser or a printer: one file, nothing fetched, readable by a screen reader and in the dark.

use std::io::{self, Write};

use super::grid::{Cell, Grid};
use super::page::{Extract, KeyLine, Link, Part, Point, Quote, Source, Span};
use super::{Answer, Settings, illustrated};

/// The style of every page, saved or served.
pub const STYLE: &str = include_str!("style.css");

pub(super) fn draw(answer: &dyn Answer, settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let page = illustrated(answer);
    let title = escaped(&page.title);
    let mut charts = 0;
    let papers = settings.papers.as_deref();
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"generator\" content=\"lookback\">\n<title>{title}</title>\n\
         <style>\n{STYLE}</style>\n</head>\n<body>\n<main class=\"saved\">\n<h1>{title}</h1>\n"
    )?;
    for part in &page.parts {
        match part {
            Part::Heading { level, text } => writeln!(out, "<h{level}>{}</h{level}>", escaped(text))?,
            Part::Sentence(text) => writeln!(out, "<p>{}</p>", escaped(text))?,
            Part::List(points) => {
                let points: String = points.iter().map(|point| format!("<li>{}</li>\n", escaped(point))).collect();
                writeln!(out, "<ul>\n{points}</ul>")?;
            }
            Part::Cited(points) => {
                let points: String = points.iter().map(point).collect();
                writeln!(out, "<ul class=\"cited\">\n{points}</ul>")?;
            }
            Part::Extract(extract) => draw_extract(extract, out)?,
            Part::Quote(quote) => draw_quote(quote, papers, out)?,
            Part::Table(grid) | Part::Wide(grid) => draw_table(grid, out)?,
            Part::Concordance(lines) => draw_lines(lines, papers, out)?,
            Part::Note(text) => writeln!(out, "<p class=\"note\">{}</p>", escaped(text))?,
            Part::Chart(chart) => {
                charts += 1;
                writeln!(out, "<div class=\"chart\">")?;
                super::svg::inline(chart, charts, out)?;
                writeln!(out, "</div>")?;
            }
            Part::NewSheet => writeln!(out, "<div class=\"new-sheet\"></div>")?,
            Part::Sources(sources) => {
                let sources: String = sources.iter().map(draw_source).collect();
                writeln!(out, "<ul class=\"sources\">\n{sources}</ul>")?;
            }
        }
    }
    out.write_all(b"</main>\n</body>\n</html>\n")
}

fn point(point: &Point) -> String {
    let words: String = point.words.iter().map(span).collect();
    let source = point.source.as_ref().map_or_else(String::new, |source| {
        format!(" <span class=\"source\">{}{}</span>", escaped(source), reference(point.reference))
    });
    let label = point.label.as_ref().map(|label| format!("<span class=\"label\">{}</span> ", escaped(label)));
    format!("<li>{}{words}{source}</li>\n", label.unwrap_or_default())
}

/// The number of a paper, leading to it.
fn reference(number: Option<usize>) -> String {
    number.map_or_else(String::new, |number| format!(" <a href=\"#source-{number}\">[{number}]</a>"))
}

fn draw_source(source: &Source) -> String {
    let Source { number, title, place } = source;
    let (title, place) = (escaped(title), escaped(place));
    format!(
        "<li id=\"source-{number}\"><span class=\"label\">[{number}]</span> {title}<br><span class=\"source\">{place}</span></li>\n"
    )
}

fn draw_extract(extract: &Extract, out: &mut dyn Write) -> io::Result<()> {
    let depth = extract.depth.min(3);
    let label = if extract.label.is_empty() {
        String::new()
    } else {
        format!("<span class=\"label\">{}</span> ", escaped(&extract.label))
    };
    let remark = extract
        .remark
        .as_ref()
        .map_or_else(String::new, |remark| format!("<br><span class=\"note\">→ {}</span>", escaped(remark)));
    writeln!(out, "<p class=\"depth-{depth}\">{label}{}{remark}</p>", escaped(&extract.text))
}

/// Where something is printed; a link to it where the folder of papers is known.
fn sourced(source: &str, link: Option<&Link>, papers: Option<&str>) -> String {
    match (link, papers) {
        (Some(link), Some(papers)) => {
            format!("<a href=\"{}\">{}</a>", escaped(&link.passage(papers)), escaped(source))
        }
        _ => escaped(source),
    }
}

fn draw_quote(quote: &Quote, papers: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    let label = quote.label.as_ref();
    let label = label.map_or_else(String::new, |label| format!("<span class=\"label\">{}</span> ", escaped(label)));
    let words: String = quote.words.iter().map(span).collect();
    let (open, close) = quote.marks();
    let figure = if quote.depth == 0 { "<figure>" } else { "<figure class=\"depth-1\">" };
    if quote.quoted {
        writeln!(out, "{figure}\n<blockquote><p>{label}{open}{words}{close}</p></blockquote>")?;
    } else {
        writeln!(out, "{figure}\n<p>{label}{words}</p>")?;
    }
    if let Some(source) = &quote.source {
        let source = sourced(source, quote.link.as_ref(), papers);
        writeln!(out, "<figcaption>{source}{}</figcaption>", reference(quote.reference))?;
    }
    writeln!(out, "</figure>")
}

fn span(span: &Span) -> String {
    match span {
        Span::Plain(text) => escaped(text),
        Span::Match(text) => format!("<mark>{}</mark>", escaped(text)),
        Span::Added(text) => format!("<ins>{}</ins>", escaped(text)),
        Span::Removed(text) => format!("<del>{}</del>", escaped(text)),
    }
}

fn draw_lines(lines: &[KeyLine], papers: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "<div class=\"wide\" role=\"region\" aria-label=\"Matches\" tabindex=\"0\">\n<table class=\"lines\">"
    )?;
    writeln!(out, "<thead>\n<tr><th scope=\"col\" class=\"number\">Before</th><th scope=\"col\">Match</th>")?;
    writeln!(out, "<th scope=\"col\">After</th><th scope=\"col\">Where</th></tr>\n</thead>\n<tbody>")?;
    for line in lines {
        let [left, node, right] = [&line.left, &line.node, &line.right].map(|text| escaped(text));
        let source = sourced(&line.source, Some(&line.link), papers);
        writeln!(
            out,
            "<tr><td class=\"number\">{left}</td><td><mark>{node}</mark></td><td>{right}</td><td>{source}</td></tr>"
        )?;
    }
    writeln!(out, "</tbody>\n</table>\n</div>")
}

fn draw_table(grid: &Grid, out: &mut dyn Write) -> io::Result<()> {
    let caption = escaped(&grid.caption);
    writeln!(out, "<div class=\"wide\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">\n<table>")?;
    writeln!(out, "<caption>{caption}</caption>\n<thead>\n<tr>")?;
    for (column, name) in grid.head.iter().enumerate() {
        let class = if grid.is_numeric(column) { " class=\"number\"" } else { "" };
        writeln!(out, "<th scope=\"col\"{class}>{}</th>", escaped(name))?;
    }
    writeln!(out, "</tr>\n</thead>\n<tbody>")?;
    for (index, row) in grid.rows.iter().enumerate() {
        writeln!(out, "<tr>")?;
        for (column, cell) in row.iter().enumerate() {
            if column == 0 {
                writeln!(out, "<th scope=\"row\" class=\"level-{}\">{}</th>", grid.level(index).min(2), shown(cell))?;
            } else {
                let class = if cell.is_number() { " class=\"number\"" } else { "" };
                writeln!(out, "<td{class}>{}</td>", shown(cell))?;
            }
        }
        writeln!(out, "</tr>")?;
    }
    writeln!(out, "</tbody>\n</table>\n</div>")
}

/// The value; a share has a bar beside its words, for the eye only.
fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Share { count, of } if *count > 0 => {
            format!("{cell} <meter aria-hidden=\"true\" min=\"0\" max=\"{of}\" value=\"{count}\"></meter>")
        }
        other => escaped(&other.to_string()),
    }
}

pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c if c.is_control() && !c.is_whitespace() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_papers_say_is_shown_and_never_run() {
        assert_eq!(escaped("<b a=\"x\">&'\u{7}"), "&lt;b a=&quot;x&quot;&gt;&amp;&#39;\u{fffd}");
        assert_eq!(span(&Span::Match("<i>".into())), "<mark>&lt;i&gt;</mark>");
    }

    #[test]
    fn the_style_fetches_nothing() {
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    }
}
