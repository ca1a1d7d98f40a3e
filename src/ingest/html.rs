//! Web pages: headings, paragraphs, lists and tables as a browser would show them.
//!
//! Tables that lay out a page rather than hold data, as ModernGov's "No. / Item" tables do, are read as the
//! headings and paragraphs inside them: a number in the first cell becomes the label of the item. Navigation,
//! scripts, forms and the running heads of printed pages are not text of the paper; notes are, without their numbers.

use std::collections::BTreeMap;

use scraper::{ElementRef, Html as Tree, Node, Selector};

use super::lines::{self, Listed, Row, Said};
use super::numerals::Numeral;
use super::{Content, Ingested, Reader, encoding, limits};
use crate::error::Unreadable;
use crate::model::{Line, Page};

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
        if deepest_nesting(&text) > limits::MAX_HTML_DEPTH {
            return Err(too_deep());
        }
        let tree = Tree::parse_document(&text);
        if depth_of(&tree) > limits::MAX_HTML_DEPTH {
            return Err(too_deep());
        }
        let title = Selector::parse("title").ok().and_then(|selector| {
            let element = tree.select(&selector).next()?;
            Some(fold(&element.text().collect::<String>())).filter(|title| !title.is_empty())
        });
        let mut walk = Walk::default();
        walk.children(tree.root_element());
        walk.flush();
        Ok(Ingested { pages: vec![Page { number: None, lines: walk.lines }], title, warnings: Vec::new() })
    }
}

/// Counts how deep the tags go without building the tree, which is what deep nesting makes slow.
///
/// Elements that need no closing tag are not counted: a page may leave hundreds of them open.
fn deepest_nesting(text: &str) -> usize {
    const UNCOUNTED: [&str; 28] = [
        "br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr", "p",
        "li", "td", "th", "tr", "thead", "tbody", "tfoot", "dd", "dt", "option", "optgroup", "colgroup", "param", "rp",
    ];
    let (mut depth, mut deepest) = (0usize, 0usize);
    // A closing tag of what is not open closes nothing.
    let mut open: BTreeMap<String, usize> = BTreeMap::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let closing = rest.starts_with('/');
        let name: String = rest[usize::from(closing)..]
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if name.is_empty() || UNCOUNTED.contains(&name.as_str()) {
            continue;
        }
        if closing {
            if let Some(count) = open.get_mut(&name).filter(|count| **count > 0) {
                *count -= 1;
                depth -= 1;
            }
        } else if matches!(name.as_str(), "script" | "style") {
            // What looks like a tag in a script is none.
            let end = format!("</{name}");
            let lower = |at: &usize| rest.get(*at..*at + end.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(&end));
            let at = rest.match_indices("</").map(|(at, _)| at).find(lower).unwrap_or(rest.len());
            rest = &rest[at..];
        } else {
            *open.entry(name).or_default() += 1;
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

/// How deep the tree is in truth.
fn depth_of(tree: &Tree) -> usize {
    let (mut deepest, mut open) = (0, vec![(*tree.root_element(), 1)]);
    while let Some((node, depth)) = open.pop() {
        deepest = deepest.max(depth);
        open.extend(node.children().map(|child| (child, depth + 1)));
    }
    deepest
}

#[derive(Default)]
struct Walk {
    lines: Vec<Line>,
    /// Text of the paragraph being collected; `\n` where the page breaks a line.
    text: String,
    /// What the next paragraph is, when an element around it says so.
    said: Option<Said>,
    lists: Vec<List>,
    tables: u32,
}

/// An open list: how its items are counted.
struct List {
    next: Option<i64>,
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
        match element.value().name() {
            "head" | "script" | "style" | "noscript" | "template" | "nav" | "select" | "button" | "svg" | "iframe"
            | "footer" => {}
            // An office program saves its running heads so.
            "div" if matches!(element.attr("title"), Some("header" | "footer")) => {}
            "br" => self.text.push('\n'),
            "sup" if is_note(element) => {}
            "a" if is_note_link(element) => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = element.value().name().as_bytes()[1] - b'0';
                self.paragraph(element, Said { heading: Some(level), ..Said::default() });
            }
            "ul" => self.list(element, List { next: None, style: '1' }),
            "ol" => {
                let start = element.attr("start").and_then(|s| s.parse().ok()).unwrap_or(1);
                let style = element.attr("type").and_then(|t| t.chars().next()).unwrap_or('1');
                self.list(element, List { next: Some(start), style });
            }
            "li" => {
                // The number of a note is no number of the paper.
                let note = element.attr("role") == Some("doc-endnote");
                let list = (!note).then(|| self.item(element));
                self.paragraph(element, Said { list, ..Said::default() });
            }
            "table" => {
                self.flush();
                self.table(element);
            }
            "p" if is_bold(element) && self.said.is_none() => {
                self.paragraph(element, Said { bold: true, ..Said::default() });
            }
            "p" | "div" | "section" | "article" | "main" | "body" | "html" | "header" | "aside" | "blockquote"
            | "dl" | "dt" | "dd" | "address" | "pre" | "figure" | "figcaption" | "fieldset" | "form" | "center"
            | "td" | "th" | "tr" | "tbody" | "thead" | "tfoot" | "caption" | "hr" | "details" | "summary" => {
                self.flush();
                self.children(element);
                self.flush();
            }
            _ => self.children(element),
        }
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
            list.next = Some(number.saturating_add(1));
            Some(label(list.style, number))
        });
        Listed { depth, label }
    }

    /// Ends the paragraph being collected. Line breaks that part labelled lines part paragraphs.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
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
            let parted = blank || crate::text::starts_with_label(&line);
            blank = false;
            match pieces.last_mut() {
                Some(last) if !parted => {
                    last.push(' ');
                    last.push_str(&line);
                }
                _ => pieces.push(line),
            }
        }
        let mut said = self.said.take();
        for piece in pieces {
            self.lines.push(lines::paragraph(piece, &said.take().unwrap_or_default()));
        }
    }

    fn table(&mut self, table: ElementRef<'_>) {
        let mut rows = Vec::new();
        for row in rows_of(table) {
            let head = !row.is_empty() && row.iter().all(|cell| cell.value().name() == "th");
            let mut cells = Vec::new();
            for cell in row {
                cells.push(self.cell(cell));
                let span = cell.attr("colspan").and_then(|span| span.parse::<usize>().ok()).unwrap_or(1);
                cells.extend(std::iter::repeat_with(Vec::new).take(span.clamp(1, MOST_COLUMNS) - 1));
            }
            rows.push(Row { head, cells });
        }
        let lines = lines::table(rows, &mut self.tables);
        self.lines.extend(lines);
    }

    fn cell(&mut self, cell: ElementRef<'_>) -> Vec<Line> {
        let lines = std::mem::take(&mut self.lines);
        let lists = std::mem::take(&mut self.lists);
        let said = self.said.take();
        self.children(cell);
        self.flush();
        (self.said, self.lists) = (said, lists);
        std::mem::replace(&mut self.lines, lines)
    }
}

/// Cells that one may span.
const MOST_COLUMNS: usize = 64;

/// Whether all words of an element are bold.
fn is_bold(element: ElementRef<'_>) -> bool {
    let Ok(bold) = Selector::parse("strong, b") else { return false };
    let inside: String = element.select(&bold).flat_map(|strong| strong.text()).collect();
    let (whole, inside) = (fold(&element.text().collect::<String>()), fold(&inside));
    whole == inside && !whole.is_empty()
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
mod tests {
    use super::*;
    use crate::model::Mark;

    fn lines(html: &str) -> Vec<(Mark, String)> {
        let page = Html.read(html.as_bytes()).unwrap().pages.remove(0);
        page.lines.into_iter().map(|line| (line.mark, line.text)).collect()
    }

    #[test]
    fn lists_keep_their_labels_and_depth() {
        let found = lines("<ol start=4><li>Four<ol type=a><li>inner</li></ol></li><li>Five</li></ol>");
        let item = |depth, label: &str| Mark::Item { depth, label: Some(label.into()) };
        assert_eq!(
            found,
            [(item(0, "4."), "Four".into()), (item(1, "(a)"), "inner".into()), (item(0, "5."), "Five".into())]
        );
    }

    #[test]
    fn a_numbered_layout_table_becomes_items_with_their_paragraphs() {
        let found = lines(
            "<table><tr><td>12.</td><td><h3>Peer review</h3><p>The Panel met.</p><p>RESOLVED:<br>(a) one<br>(b) two</p><p>End</p></td></tr></table>",
        );
        let texts: Vec<&str> = found.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["12. Peer review", "The Panel met.", "RESOLVED:", "(a) one", "(b) two", "End"]);
    }

    #[test]
    fn a_table_of_data_gives_rows() {
        let found = lines("<table><tr><th>Action</th><th>Owner</th></tr><tr><td>Do it</td><td>Clerk</td></tr></table>");
        assert!(matches!(&found[0].0, Mark::Row { head: true, .. }));
        assert!(matches!(&found[1].0, Mark::Row { head: false, cells, .. } if cells[1] == "Clerk"));
    }

    #[test]
    fn raised_note_numbers_and_scripts_are_not_text() {
        assert_eq!(lines("<p>improve?<sup>1</sup></p><script>x</script>"), [(Mark::Paragraph, "improve?".into())]);
    }

    #[test]
    fn endless_nesting_is_refused() {
        let deep = format!("<html>{}", "<div>".repeat(2000));
        assert!(matches!(Html.read(deep.as_bytes()), Err(Unreadable::TooLarge(_))));
    }
}
