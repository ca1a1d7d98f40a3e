//! Web pages: headings, paragraphs, lists and tables as a browser would show them.
//!
//! Tables that lay out a page rather than hold data, as ModernGov's "No. / Item" tables do, are read as the
//! headings and paragraphs inside them: a number in the first cell becomes the label of the item. Navigation,
//! scripts, forms and the running heads of printed pages are not text of the paper; notes are, without their numbers.

mod depth;

use scraper::{ElementRef, Html as Tree, Node, Selector};

use super::lines::{self, Listed, Row, Said, Weight};
use super::{Content, Ingested, Reader, encoding, limits};
use crate::error::Unreadable;
use crate::model::{Line, Mark, Page, Warning};
use crate::text::Numeral;

/// The reader of HTML.
pub struct Html;

impl Reader for Html {
    fn format(&self) -> &'static str {
        "HTML"
    }

    fn takes(&self, content: Content, _extension: &str) -> bool {
        content == Content::Html
    }

    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable> {
        let text = encoding::decoded(bytes);
        let too_deep = || Unreadable::TooLarge(format!("elements nested more than {} deep", limits::MAX_HTML_DEPTH));
        if depth::of_tags(&text) > limits::MAX_HTML_DEPTH {
            return Err(too_deep());
        }
        let tree = Tree::parse_document(&text);
        if depth::of_tree(&tree) > limits::MAX_HTML_DEPTH {
            return Err(too_deep());
        }
        let title = Selector::parse("title").ok().and_then(|selector| {
            let element = tree.select(&selector).next()?;
            Some(fold(&element.text().collect::<String>())).filter(|title| !title.is_empty())
        });
        let mut walk = Walk::default();
        walk.children(paper_in(&tree));
        walk.flush();
        let struck = "struck-out passages are left out";
        let warnings = walk.struck.then(|| Warning(struck.into())).into_iter().collect();
        Ok(Ingested { pages: vec![Page { number: None, lines: walk.lines }], title, warnings, ..Ingested::default() })
    }
}

/// What a page says is its matter, where that is most of its words: menus and notices around it are no paper.
fn paper_in(tree: &Tree) -> ElementRef<'_> {
    let root = tree.root_element();
    let words = |element: ElementRef<'_>| element.text().map(|text| text.split_whitespace().count()).sum::<usize>();
    let matter = ["main", "[role=main]", "#modgov"].iter().find_map(|name| {
        let selector = Selector::parse(name).ok()?;
        tree.select(&selector).next()
    });
    matter.filter(|matter| 2 * words(*matter) > words(root)).unwrap_or(root)
}

#[derive(Default)]
struct Walk {
    lines: Vec<Line>,
    /// Text of the paragraph being collected; `\n` where the page breaks a line.
    text: String,
    weight: Weight,
    /// How many elements around what is collected set it in bold.
    bold: usize,
    /// What the next paragraph is, when an element around it says so.
    said: Option<Said>,
    lists: Vec<List>,
    tables: u32,
    /// Whether what is collected stands in a cell of a table.
    in_cell: bool,
    /// Whether lines are kept as they are written.
    as_written: bool,
    /// Whether something was struck out.
    struck: bool,
}

/// An open list: how its items are counted.
struct List {
    next: Option<i64>,
    /// How much it counts on.
    step: i64,
    style: char,
}

impl Walk {
    fn children(&mut self, element: ElementRef<'_>) {
        for child in element.children() {
            match child.value() {
                Node::Text(text) => self.inline(text),
                Node::Element(_) => {
                    if let Some(element) = ElementRef::wrap(child) {
                        self.element(element);
                    }
                }
                _ => {}
            }
        }
    }

    fn inline(&mut self, text: &str) {
        let before = self.text.len();
        self.write(text);
        self.weight.add(&self.text, before, self.bold > 0);
    }

    fn write(&mut self, text: &str) {
        if self.as_written {
            self.text.push_str(text);
            return;
        }
        if text.starts_with(char::is_whitespace) && !self.text.is_empty() {
            self.text.push(' ');
        }
        let mut words = text.split_whitespace().peekable();
        while let Some(word) = words.next() {
            self.text.push_str(word);
            if words.peek().is_some() || text.ends_with(char::is_whitespace) {
                self.text.push(' ');
            }
        }
    }

    fn element(&mut self, element: ElementRef<'_>) {
        if element.attr("hidden").is_some() || element.attr("style").is_some_and(is_hidden) {
            return;
        }
        match element.value().name() {
            "head" | "script" | "style" | "noscript" | "template" | "nav" | "select" | "button" | "svg" | "iframe"
            | "footer" => {}
            // An office program saves its running heads so.
            "div" if matches!(element.attr("title"), Some("header" | "footer")) => {}
            "br" => self.text.push('\n'),
            "del" | "s" | "strike" => self.struck = true,
            "sup" if is_note(element) => {}
            "a" if is_note_link(element) => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = element.value().name().as_bytes()[1] - b'0';
                // The number of an item is that of the heading it begins with.
                let of_item = self.said.take_if(|_| self.text.trim().is_empty()).and_then(|said| said.list);
                let list = of_item.filter(|list| list.label.is_some());
                self.paragraph(element, Said { heading: Some(level), list, ..Said::default() });
            }
            "strong" | "b" => {
                self.bold += 1;
                self.children(element);
                self.bold -= 1;
            }
            "ul" => self.list(element, List { next: None, step: 1, style: '1' }),
            "ol" => {
                let is_reversed = element.attr("reversed").is_some();
                let items =
                    || element.children().filter_map(ElementRef::wrap).filter(|c| c.value().name() == "li").count();
                let first = if is_reversed { i64::try_from(items()).unwrap_or(1) } else { 1 };
                let start = element.attr("start").and_then(|s| s.parse().ok()).unwrap_or(first);
                let style = element.attr("type").and_then(|t| t.chars().next()).unwrap_or('1');
                self.list(element, List { next: Some(start), step: if is_reversed { -1 } else { 1 }, style });
            }
            "li" => {
                // The number of a note is no number of the paper.
                let note = element.attr("role") == Some("doc-endnote");
                let list = (!note).then(|| self.item(element));
                self.paragraph(element, Said { list, ..Said::default() });
            }
            "table" => {
                self.flush();
                let is_caption = |child: &ElementRef<'_>| child.value().name() == "caption";
                element.children().filter_map(ElementRef::wrap).filter(is_caption).for_each(|it| self.element(it));
                self.table(element);
            }
            "pre" if !self.in_cell && self.lists.is_empty() => self.written(element),
            "pre" => {
                let outside = std::mem::replace(&mut self.as_written, true);
                self.children(element);
                self.as_written = outside;
                self.flush();
            }
            "p" if element.value().classes().any(|class| class == ITEM_TITLE) => {
                self.paragraph(element, Said { heading: Some(2), ..Said::default() });
            }
            "p" if is_bold(element) && self.said.is_none() => {
                self.paragraph(element, Said { bold: true, ..Said::default() });
            }
            "p" | "div" | "section" | "article" | "main" | "body" | "html" | "header" | "aside" | "blockquote"
            | "dl" | "dt" | "dd" | "address" | "figure" | "figcaption" | "fieldset" | "form" | "center" | "td"
            | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" | "hr" | "details" | "summary" => {
                self.flush();
                self.children(element);
                self.flush();
            }
            _ => self.children(element),
        }
    }

    /// Text that is set as it is written is read as a file of text is: minutes that were pasted into a page.
    fn written(&mut self, element: ElementRef<'_>) {
        self.flush();
        let text: String = element.text().collect();
        let line = |text: &str| Line::new(text.to_owned(), Mark::Raw);
        self.lines.extend(text.trim_end().lines().map(line));
        self.lines.push(line(""));
    }

    fn paragraph(&mut self, element: ElementRef<'_>, said: Said) {
        self.flush();
        self.said = Some(said);
        self.children(element);
        self.flush();
        self.said = None;
    }

    fn list(&mut self, element: ElementRef<'_>, list: List) {
        self.flush();
        self.lists.push(list);
        self.children(element);
        self.flush();
        self.lists.pop();
    }

    fn item(&mut self, element: ElementRef<'_>) -> Listed {
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let label = self.lists.last_mut().and_then(|list| {
            let number = element.attr("value").and_then(|v| v.parse().ok()).or(list.next)?;
            list.next = Some(number.saturating_add(list.step));
            Some(label(list.style, number))
        });
        Listed { depth, label }
    }

    /// Ends the paragraph being collected. Line breaks that part labelled lines part paragraphs.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let bold_bytes = std::mem::take(&mut self.weight).bold_bytes();
        if text.trim().is_empty() {
            return;
        }
        let mut pieces: Vec<String> = Vec::new();
        let mut blank = false;
        for line in text.split('\n') {
            let line = fold(line);
            if line.is_empty() {
                blank = !pieces.is_empty();
                continue;
            }
            let anew = self.in_cell && pieces.last().is_some_and(|last| begins_anew(last, &line));
            let labelled = pieces.last().is_some_and(|last| lines::names_alone(last));
            let parted = blank || anew || labelled || crate::text::starts_with_label(&line);
            blank = false;
            match pieces.last_mut() {
                Some(last) if !parted => {
                    last.push(' ');
                    last.push_str(&line);
                }
                _ => pieces.push(line),
            }
        }
        let mut said = Said { bold_bytes, ..self.said.take().unwrap_or_default() };
        for piece in pieces {
            self.lines.push(lines::paragraph(piece, &std::mem::take(&mut said)));
        }
    }

    fn table(&mut self, table: ElementRef<'_>) {
        let mut rows = Vec::new();
        // How many rows more a cell above covers, by column.
        let mut covered: Vec<usize> = Vec::new();
        for row in rows_of(table) {
            let head = !row.is_empty() && row.iter().all(|cell| cell.value().name() == "th");
            let mut cells: Vec<Vec<Line>> = Vec::new();
            let mut is_covered = Vec::new();
            let mut row = row.into_iter();
            loop {
                if let Some(rest) = covered.get_mut(cells.len()).filter(|rest| **rest > 0) {
                    *rest -= 1;
                    is_covered.resize(cells.len(), false);
                    is_covered.push(true);
                    cells.push(Vec::new());
                    continue;
                }
                let Some(cell) = row.next() else { break };
                let span = |name| cell.attr(name).and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
                let (wide, high) = (span("colspan").clamp(1, MOST_COLUMNS), span("rowspan").clamp(1, MOST_ROWS));
                let first = cells.len();
                cells.push(self.cell(cell));
                cells.extend(std::iter::repeat_with(Vec::new).take(wide - 1));
                if high > 1 && cells.len() <= MOST_COLUMNS {
                    covered.resize(covered.len().max(cells.len()), 0);
                    covered[first..].iter_mut().take(wide).for_each(|rest| *rest = high - 1);
                }
            }
            rows.push(Row { head, cells, covered: is_covered });
        }
        let lines = lines::table(rows, &mut self.tables);
        self.lines.extend(lines);
    }

    fn cell(&mut self, cell: ElementRef<'_>) -> Vec<Line> {
        let lines = std::mem::take(&mut self.lines);
        let lists = std::mem::take(&mut self.lists);
        let said = self.said.take();
        let outside = std::mem::replace(&mut self.in_cell, true);
        self.children(cell);
        self.flush();
        (self.said, self.lists, self.in_cell) = (said, lists, outside);
        std::mem::replace(&mut self.lines, lines)
    }
}

/// Whether a line break in a cell parts two of its matters: "TR to send the figures" / "LC to meet the schools".
fn begins_anew(above: &str, below: &str) -> bool {
    let has_words = |text: &str| text.split_whitespace().nth(FEWEST_WORDS - 1).is_some();
    let ties = [",", " of", " the", " and", " to", " in", " for", " with", " by", " or", " at", " on", "-", "&"];
    has_words(above)
        && has_words(below)
        && below.starts_with(char::is_uppercase)
        && !ties.iter().any(|tie| above.ends_with(tie))
}

/// Fewest words of a line of a cell that is a matter of its own.
const FEWEST_WORDS: usize = 4;

/// How ModernGov marks the title of an item, and its number.
const ITEM_TITLE: &str = "mgAiTitleTxt";

/// Cells that one may span.
const MOST_COLUMNS: usize = 64;

/// A cell covers no more rows than this.
const MOST_ROWS: usize = 1000;

/// Whether all words of an element are bold.
fn is_bold(element: ElementRef<'_>) -> bool {
    let mut open = vec![(element, false)];
    let mut any = false;
    while let Some((element, bold)) = open.pop() {
        for child in element.children() {
            if child.value().as_text().is_some_and(|text| !text.trim().is_empty()) {
                if !bold {
                    return false;
                }
                any = true;
            }
            if let Some(child) = ElementRef::wrap(child) {
                open.push((child, bold || matches!(child.value().name(), "strong" | "b")));
            }
        }
    }
    any
}

/// Whether a style says that nobody sees it.
fn is_hidden(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
    ["display:none", "visibility:hidden", "mso-hide:all"].iter().any(|hidden| style.contains(hidden))
}

/// A raised number is a note mark, not a digit of the text.
fn is_note(element: ElementRef<'_>) -> bool {
    let text: String = element.text().collect();
    let text = text.trim().trim_matches(['[', ']']);
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

/// A link between a note and its mark: the number of the note, or an arrow back.
fn is_note_link(element: ElementRef<'_>) -> bool {
    let classes = ["sdfootnotesym", "sdendnotesym", "sdfootnoteanc", "footnote-back", "footnote-ref"];
    element.value().classes().any(|class| classes.contains(&class))
        || matches!(element.attr("role"), Some("doc-backlink" | "doc-noteref"))
}

fn rows_of<'a>(table: ElementRef<'a>) -> Vec<Vec<ElementRef<'a>>> {
    let mut rows = Vec::new();
    let mut open = vec![table];
    while let Some(element) = open.pop() {
        for child in element.children().filter_map(ElementRef::wrap).rev() {
            match child.value().name() {
                "tr" | "tbody" | "thead" | "tfoot" => open.push(child),
                _ => {}
            }
        }
        if element.value().name() == "tr" {
            rows.push(
                element
                    .children()
                    .filter_map(ElementRef::wrap)
                    .filter(|c| matches!(c.value().name(), "td" | "th"))
                    .collect(),
            );
        }
    }
    rows
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A browser prints "a." and papers "(a)": what counts is the letter.
fn label(style: char, number: i64) -> String {
    let numeral = match style {
        'a' => Numeral::Letter,
        'A' => Numeral::CapitalLetter,
        'i' => Numeral::Roman,
        'I' => Numeral::CapitalRoman,
        _ => return format!("{number}."),
    };
    u32::try_from(number).map_or_else(|_| format!("{number}."), |number| format!("({})", numeral.print(number)))
}

#[cfg(test)]
mod tests;
