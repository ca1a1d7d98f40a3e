//! Plain text: for the terminal, for e-mail, for a print-out the evening before.
//!
//! Wrapped to the width asked for. Without colour a redline reads `[-taken out-] {+put in+}` and a match `*so*`; with
//! colour they are struck through, underlined and bold as well, so that nothing is told by colour alone.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use textwrap::{Options, WordSplitter};

use super::page::{Extract, Link, Part, Point, Quote, Source, Span, around_words, referred};
use super::plain_lines::draw_lines;
use super::plain_table::draw_table;
use super::{Answer, Settings};
use crate::ingest::WRITTEN;
use crate::text::steers;

const HEADING: Style = Style::new().bold();
const LABEL: Style = Style::new().bold();
const SOURCE: Style = Style::new().dimmed();
const MATCH: Style = AnsiColor::Yellow.on_default().bold();
const ADDED: Style = AnsiColor::Green.on_default().underline();
const REMOVED: Style = AnsiColor::Red.on_default().strikethrough();

/// Where quotes begin, and where the words of labelled ones do: room for a label such as "Apr 2015".
const MARGIN: &str = "  ";
const INDENT: &str = "            ";

pub(super) fn draw(answer: &dyn Answer, settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let page = answer.page();
    let pen = Pen { width: settings.width.max(40), colour: settings.colour, papers: settings.papers.as_deref() };
    pen.heading(&page.title, Some('='), out)?;
    let mut previous: Option<&Part> = None;
    // Notes on a quote stand under it, at its margin; quotes with labels stand together.
    let mut quote_above: Option<&Quote> = None;
    for part in page.parts.iter().filter(|part| part.is_of_words()) {
        let joins = match (part, quote_above) {
            (Part::Quote(quote), Some(above)) => quote.label.is_some() && above.label.is_some(),
            (Part::Note(_), above) => above.is_some(),
            _ => false,
        };
        let is_headed =
            matches!(previous, Some(Part::Heading { level: 3.., .. })) && !matches!(part, Part::Heading { .. });
        if !joins && !is_headed {
            writeln!(out)?;
        }
        quote_above = match part {
            Part::Quote(quote) => Some(quote),
            Part::Note(_) => quote_above,
            _ => None,
        };
        match part {
            Part::Heading { level: 2, text } => pen.heading(text, Some('-'), out)?,
            Part::Heading { text, .. } => pen.heading(text, None, out)?,
            Part::Sentence(text) => pen.lines(&clean(text), "", "", out)?,
            Part::List(points) => {
                for point in points {
                    pen.lines(&clean(point), "- ", "  ", out)?;
                }
            }
            Part::Cited(points) => points.iter().try_for_each(|point| pen.point(point, out))?,
            Part::Extract(extract) => pen.extract(extract, out)?,
            Part::Quote(quote) => pen.quote(quote, out)?,
            Part::Table(grid) => draw_table(grid, pen.width, out)?,
            Part::Concordance(lines) => {
                draw_lines(lines, pen.width, &|node| pen.span(&Span::Match(node.to_owned())), out)?
            }
            Part::Sources(sources) => sources.iter().try_for_each(|source| pen.source(source, out))?,
            Part::Wide(_) | Part::Chart(_) | Part::NewSheet => {}
            Part::Note(text) if quote_above.is_some() => {
                let margin = quote_above.map_or("", margin);
                pen.lines(&clean(text), margin, margin, out)?;
            }
            Part::Note(text) => pen.lines(&clean(text), "Note: ", "      ", out)?,
        }
        previous = Some(part);
    }
    // A file among the papers is then known again as no paper.
    if settings.kept { writeln!(out, "\n{WRITTEN}") } else { Ok(()) }
}

struct Pen<'s> {
    width: usize,
    colour: bool,
    papers: Option<&'s str>,
}

impl Pen<'_> {
    fn heading(&self, text: &str, rule: Option<char>, out: &mut dyn Write) -> io::Result<()> {
        let text = clean(text);
        self.lines(&self.styled(&text, HEADING), "", "", out)?;
        let Some(rule) = rule else { return Ok(()) };
        let width = textwrap::core::display_width(&text).min(self.width);
        writeln!(out, "{}", rule.to_string().repeat(width))
    }

    fn quote(&self, quote: &Quote, out: &mut dyn Write) -> io::Result<()> {
        let words: String = quote.words.iter().map(|span| self.span(span)).collect();
        let (open, close) = quote.marks();
        let words = format!("{open}{words}{close}");
        let label = clean(quote.label.as_deref().unwrap_or(""));
        let inner = "  ".repeat(usize::from(quote.depth));
        let (start, margin) = (format!("{MARGIN}{inner}"), format!("{inner}{}", margin(quote)));
        let margin = margin.as_str();
        let taken = start.len() + textwrap::core::display_width(&label);
        if taken < margin.len() {
            let first = format!("{start}{}{}", self.styled(&label, LABEL), " ".repeat(margin.len() - taken));
            self.lines(&words, &first, margin, out)?;
        } else {
            self.lines(&self.styled(&label, LABEL), &start, &start, out)?;
            self.lines(&words, margin, margin, out)?;
        }
        match &quote.source {
            Some(source) => {
                let source = self.styled(&clean(&referred(source, quote.reference)), SOURCE);
                self.lines(&self.linked(&source, quote.link.as_ref()), margin, margin, out)
            }
            None => Ok(()),
        }
    }

    /// Each word as a hyperlink of the terminal, so that a line may break between any two; the same id makes them one.
    fn linked(&self, text: &str, link: Option<&Link>) -> String {
        let (Some(papers), Some(link)) = (self.papers, link) else { return text.to_owned() };
        let address = link.file(papers);
        let id: String = address.chars().filter(char::is_ascii_alphanumeric).collect();
        let word = |word: &str| format!("\x1b]8;id={id};{address}\x1b\\{word}\x1b]8;;\x1b\\");
        text.split(' ').map(word).collect::<Vec<_>>().join(" ")
    }

    fn point(&self, point: &Point, out: &mut dyn Write) -> io::Result<()> {
        let label = point.label.as_ref().map(|label| format!("{} ", self.styled(&clean(label), LABEL)));
        let words: String = point.words.iter().map(|span| self.span(span)).collect();
        let mut words = format!("{}{words}", label.unwrap_or_default());
        if let Some(source) = &point.source {
            let source = clean(&referred(&format!("({source})"), point.reference));
            words += &format!(" {}", self.styled(&source, SOURCE));
        }
        self.lines(&words, "- ", "  ", out)
    }

    fn source(&self, source: &Source, out: &mut dyn Write) -> io::Result<()> {
        let number = format!("[{}] ", source.number);
        let rest = " ".repeat(number.len());
        self.lines(&clean(&source.title), &number, &rest, out)?;
        self.lines(&self.styled(&clean(&source.place), SOURCE), &rest, &rest, out)
    }

    fn extract(&self, extract: &Extract, out: &mut dyn Write) -> io::Result<()> {
        let margin = "    ".repeat(usize::from(extract.depth));
        let label = clean(&extract.label);
        let first = if label.is_empty() { margin.clone() } else { format!("{margin}{label} ") };
        let rest = " ".repeat(textwrap::core::display_width(&first));
        self.lines(&clean(&extract.text), &first, &rest, out)?;
        match &extract.remark {
            Some(remark) => {
                self.lines(&self.styled(&clean(remark), SOURCE), &format!("{rest}→ "), &format!("{rest}  "), out)
            }
            None => Ok(()),
        }
    }

    fn span(&self, span: &Span) -> String {
        let (style, open, close, text) = match span {
            Span::Plain(text) => return clean_lines(text),
            Span::Match(text) => (MATCH, "*", "*", text),
            Span::Added(text) => (ADDED, "{+", "+}", text),
            Span::Removed(text) => (REMOVED, "[-", "-]", text),
        };
        let text = clean_lines(text);
        match around_words(&text) {
            (before, "", after) => format!("{before}{after}"),
            (before, words, after) if self.colour => format!("{before}{}{after}", self.styled(words, style)),
            (before, words, after) => format!("{before}{open}{words}{close}{after}"),
        }
    }

    /// Each word in its style, so that a line may break between any two and margins stay bare.
    fn styled(&self, text: &str, style: Style) -> String {
        if !self.colour || text.is_empty() {
            return text.to_owned();
        }
        let styled = |part: &str| {
            let word = part.trim_end_matches([' ', '\n']);
            format!("{style}{word}{style:#}{}", &part[word.len()..])
        };
        text.split_inclusive([' ', '\n']).map(styled).collect()
    }

    fn lines(&self, text: &str, first: &str, rest: &str, out: &mut dyn Write) -> io::Result<()> {
        let options = Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(false)
            .word_splitter(WordSplitter::NoHyphenation);
        for line in textwrap::wrap(text, options) {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

/// Where the words of a quote stand.
fn margin(quote: &Quote) -> &'static str {
    if quote.label.is_some() { INDENT } else { &INDENT[..4] }
}

/// The same, line by line.
fn clean_lines(text: &str) -> String {
    text.split('\n').map(clean).collect::<Vec<_>>().join("\n")
}

/// The text on one line and without control characters: a paper must not steer the terminal.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_whitespace() {
                ' '
            } else if steers(c) {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Citation, DocumentKind};

    #[test]
    fn nested_items_stand_on_lines_of_their_own() {
        let drawn = drawn(&[Span::Plain("Improve:\nearly ".into()), Span::Match("help\nhousing".into())], false, 60);
        let lines: Vec<&str> = drawn.lines().map(str::trim).collect();
        assert_eq!(lines[..3], ["2015      Improve:", "early *help", "housing*"]);
    }

    fn drawn(spans: &[Span], colour: bool, width: usize) -> String {
        let quote = Quote {
            label: Some("2015".into()),
            words: spans.to_vec(),
            quoted: false,
            source: Some("Minutes".into()),
            link: None,
            reference: None,
            depth: 0,
        };
        let mut out = Vec::new();
        Pen { width, colour, papers: None }.quote(&quote, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn redline() -> [Span; 3] {
        [
            Span::Removed("Review and defining ".into()),
            Span::Added("Define ".into()),
            Span::Plain("the role of Early Help".into()),
        ]
    }

    #[test]
    fn a_redline_without_colour_has_marks_around_its_words() {
        let expected = "  2015      [-Review and defining-] {+Define+} the role of Early Help\n            Minutes\n";
        assert_eq!(drawn(&redline(), false, 100), expected);
    }

    #[test]
    fn a_redline_in_colour_is_struck_and_underlined_and_wraps_alike() {
        let coloured = drawn(&redline(), true, 40);
        assert!(coloured.contains("\u{1b}[9m") && coloured.contains("\u{1b}[4m"), "{coloured:?}");
        assert!(coloured.lines().all(|line| textwrap::core::display_width(line) <= 40));
        assert!(!coloured.contains("[-") && coloured.lines().count() > 2);
    }

    #[test]
    fn a_citation_is_a_link_where_links_are_wanted_and_wraps_alike() {
        let mut page = super::super::Page::new("x");
        let at = Citation {
            section: Some("A section with a long name, so that the line has to break".into()),
            page: Some(2),
            ..Citation::new("d", DocumentKind::Minutes, "a b.pdf", 0)
        };
        page.quote(None, vec![Span::Plain("words".into())], &at);
        let Some(Part::Quote(quote)) = page.parts.first() else { panic!("a quote") };
        let drawn = |papers| {
            let mut out = Vec::new();
            Pen { width: 40, colour: true, papers }.quote(quote, &mut out).unwrap();
            String::from_utf8(out).unwrap()
        };
        let (plain, linked) = (drawn(None), drawn(Some("file:///papers")));
        assert!(linked.contains("\x1b]8;id=filepapersa20bpdf;file:///papers/a%20b.pdf\x1b\\"), "{linked:?}");
        let widths = |text: &str| text.lines().map(textwrap::core::display_width).collect::<Vec<_>>();
        assert_eq!(widths(&linked), widths(&plain));
        assert!(!plain.contains("]8;"));
    }

    #[test]
    fn a_paper_cannot_steer_the_terminal() {
        assert_eq!(clean("a\u{1b}[31mb\u{9b}\u{202e}\nc"), "a\u{fffd}[31mb\u{fffd}\u{fffd} c");
    }
}
