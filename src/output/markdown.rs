//! Markdown as GitHub and most wikis read it. What papers say is escaped: it is shown, never obeyed.

use std::io::{self, Write};

use super::grid::{Cell, Grid};
use super::page::{Extract, KeyLine, Part, Quote, Span, around_words, referred};
use super::{Answer, Settings};
use crate::text::steers;

pub(super) fn draw(answer: &dyn Answer, _: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let page = answer.page();
    writeln!(out, "# {}", escaped(&page.title))?;
    for part in page.parts.iter().filter(|part| part.is_of_words()) {
        writeln!(out)?;
        match part {
            Part::Heading { level, text } => writeln!(out, "{} {}", "#".repeat((*level).into()), escaped(text))?,
            Part::Sentence(text) => writeln!(out, "{}", escaped(text))?,
            Part::List(points) => {
                for point in points {
                    writeln!(out, "- {}", escaped(point))?;
                }
            }
            Part::Extract(extract) => draw_extract(extract, out)?,
            Part::Quote(quote) => draw_quote(quote, out)?,
            Part::Table(grid) => draw_table(grid, out)?,
            Part::Concordance(lines) => draw_lines(lines, out)?,
            Part::Cited(points) => {
                for point in points {
                    let words: String = point.words.iter().map(span).collect();
                    let source = point.source.as_ref().map_or_else(String::new, |source| {
                        format!(" ({})", escaped(&referred(source, point.reference)))
                    });
                    let label = point.label.as_ref().map(|label| format!("**{}** ", escaped(label)));
                    writeln!(out, "- {}{words}{source}", label.unwrap_or_default())?;
                }
            }
            // The numbers are written out: Markdown would count a list anew.
            Part::Sources(sources) => {
                for source in sources {
                    let (title, place) = (escaped(&source.title), escaped(&source.place));
                    writeln!(out, "- \\[{}\\] {title}  \n  {place}", source.number)?;
                }
            }
            Part::Wide(_) | Part::Chart(_) | Part::NewSheet => {}
            Part::Note(text) => writeln!(out, "_{}_", escaped(text.trim()))?,
        }
    }
    // No reader shows it; by it the answer is known where it lies among the papers.
    writeln!(out, "\n<!-- lookback -->")
}

fn draw_extract(extract: &Extract, out: &mut dyn Write) -> io::Result<()> {
    let margin = "&emsp;".repeat(usize::from(extract.depth));
    let label = if extract.label.is_empty() { String::new() } else { format!("**{}** ", escaped(&extract.label)) };
    write!(out, "{margin}{label}{}", escaped(&extract.text))?;
    match &extract.remark {
        Some(remark) => writeln!(out, "  \n{margin}→ _{}_", escaped(remark)),
        None => writeln!(out),
    }
}

fn draw_quote(quote: &Quote, out: &mut dyn Write) -> io::Result<()> {
    let bar = "> ".repeat(usize::from(quote.depth) + 1);
    write!(out, "{bar}")?;
    if let Some(label) = &quote.label {
        write!(out, "**{}** ", escaped(label))?;
    }
    let (open, close) = quote.marks();
    write!(out, "{open}")?;
    for said in &quote.words {
        // Items that hang from another stand on lines of their own.
        let lines: Vec<String> = said.lines().iter().map(span).collect();
        write!(out, "{}", lines.join(&format!("  \n{bar}")))?;
    }
    write!(out, "{close}")?;
    match &quote.source {
        Some(source) => writeln!(out, "  \n{bar}— {}", escaped(&referred(source, quote.reference))),
        None => writeln!(out),
    }
}

fn span(span: &Span) -> String {
    let (mark, text) = match span {
        Span::Plain(text) => return escaped(text),
        Span::Match(text) | Span::Added(text) => ("**", text),
        Span::Removed(text) => ("~~", text),
    };
    match around_words(text) {
        (before, "", after) => format!("{before}{after}"),
        (before, words, after) => format!("{before}{mark}{}{mark}{after}", escaped(words)),
    }
}

fn draw_lines(lines: &[KeyLine], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "| Before | Match | After | Where |\n| ---: | --- | --- | --- |")?;
    lines.iter().try_for_each(|line| {
        let KeyLine { left, node, right, source, .. } = line;
        let [left, node, right, source] = [left, node, right, source].map(|text| escaped(text));
        writeln!(out, "| {left} | **{node}** | {right} | {source} |")
    })
}

fn draw_table(grid: &Grid, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}\n", escaped(&grid.caption))?;
    let head: Vec<_> = grid.head.iter().map(|name| escaped(name)).collect();
    writeln!(out, "| {} |", head.join(" | "))?;
    let rules: Vec<_> = (0..head.len()).map(|c| if grid.is_numeric(c) { "--:" } else { "---" }).collect();
    writeln!(out, "| {} |", rules.join(" | "))?;
    for (index, row) in grid.rows.iter().enumerate() {
        let indent = "&emsp;".repeat(grid.level(index));
        let cells: Vec<_> = row.iter().map(|cell: &Cell| escaped(&cell.to_string())).collect();
        writeln!(out, "| {indent}{} |", cells.join(" | "))?;
    }
    Ok(())
}

/// The text as Markdown that shows exactly it, on one line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' => out.extend(['\\', c]),
            c if steers(c) => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    // What begins a line may begin a heading, a list or a rule.
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    match out.as_bytes().get(digits) {
        Some(b'#' | b'+' | b'-' | b'=') if digits == 0 => out.insert(0, '\\'),
        Some(b'.' | b')') if digits > 0 => out.insert(digits, '\\'),
        _ => {}
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_papers_say_is_shown_and_never_obeyed() {
        assert_eq!(escaped("a|b <script> *x* [l](u)"), "a\\|b \\<script\\> \\*x\\* \\[l\\](u)");
        assert_eq!(escaped("2015. A year"), "2015\\. A year");
        assert_eq!(escaped("- dash\n# more"), "\\- dash # more");
    }

    #[test]
    fn marks_stand_around_words() {
        assert_eq!(span(&Span::Removed("old words ".into())), "~~old words~~ ");
        assert_eq!(span(&Span::Added(" ".into())), " ");
    }
}
