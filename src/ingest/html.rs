//! Web pages: headings, paragraphs, lists and tables as a browser would show them.
//!
//! Tables that lay out a page rather than hold data, as ModernGov's "No. / Item" tables do, are read as the
//! headings and paragraphs inside them: a number in the first cell becomes the label of the item. Navigation,
//! scripts and forms are not text of the paper.

use scraper::{ElementRef, Html as Tree, Node, Selector};

use super::{Content, Ingested, Reader, encoding, limits};
use crate::error::Unreadable;
use crate::model::{Line, Mark, Page, Warning};

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
        let (text, warnings) = decode(bytes);
        if deepest_nesting(&text) > limits::MAX_HTML_DEPTH {
            return Err(Unreadable::TooLarge(format!("elements nested more than {} deep", limits::MAX_HTML_DEPTH)));
        }
        let tree = Tree::parse_document(&text);
        let title = Selector::parse("title").ok().and_then(|selector| {
            let element = tree.select(&selector).next()?;
            Some(fold(&element.text().collect::<String>())).filter(|title| !title.is_empty())
        });
        let mut walk = Walk::default();
        walk.children(tree.root_element());
        walk.flush();
        Ok(Ingested { pages: vec![Page { number: None, lines: walk.lines }], title, warnings })
    }
}

/// A declared charset counts only when nothing stronger speaks: a byte order mark or valid UTF-8.
fn decode(bytes: &[u8]) -> (String, Vec<Warning>) {
    if std::str::from_utf8(bytes).is_err() && encoding_rs::Encoding::for_bom(bytes).is_none() {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
        let label = head.split("charset=").nth(1).map(|rest| {
            rest.trim_start_matches(['"', '\'']).split(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).next()
        });
        if let Some(found) = label.flatten().and_then(|l| encoding_rs::Encoding::for_label(l.as_bytes())) {
            return (found.decode(bytes).0.into_owned(), Vec::new());
        }
    }
    encoding::decode(bytes)
}

/// Counts how deep the tags go without building the tree, which is what deep nesting makes slow.
fn deepest_nesting(text: &str) -> usize {
    const VOID: [&str; 14] =
        ["br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr", "p"];
    let (mut depth, mut deepest) = (0usize, 0usize);
    for piece in text.split('<').skip(1) {
        let closing = piece.starts_with('/');
        let name: String = piece
            .trim_start_matches('/')
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if name.is_empty() || VOID.contains(&name.as_str()) {
            continue;
        }
        if closing {
            depth = depth.saturating_sub(1);
        } else if !piece.split('>').next().is_some_and(|tag| tag.ends_with('/')) {
            depth += 1;
            deepest = deepest.max(depth);
        }
    }
    deepest
}

#[derive(Default)]
struct Walk {
    lines: Vec<Line>,
    /// Text of the paragraph being collected; `\n` where the page breaks a line.
    text: String,
    /// What the next paragraph is, when an element around it says so.
    mark: Option<Mark>,
    /// Number of a layout row ("12."), waiting for the text it labels.
    number: Option<String>,
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
            "br" => self.text.push('\n'),
            "sup" if is_note(element) => {}
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.flush();
                let level = element.value().name().as_bytes()[1] - b'0';
                self.mark = Some(Mark::Heading(level));
                self.children(element);
                self.flush();
                self.mark = None;
            }
            "ul" => self.list(element, List { next: None, style: '1' }),
            "ol" => {
                let start = element.attr("start").and_then(|s| s.parse().ok()).unwrap_or(1);
                let style = element.attr("type").and_then(|t| t.chars().next()).unwrap_or('1');
                self.list(element, List { next: Some(start), style });
            }
            "li" => {
                self.flush();
                self.mark = Some(self.item(element));
                self.children(element);
                self.flush();
                self.mark = None;
            }
            "table" => {
                self.flush();
                self.table(element);
            }
            "p" if is_bold_title(element) => {
                self.flush();
                self.mark = Some(Mark::Heading(6));
                self.children(element);
                self.flush();
                self.mark = None;
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

    fn list(&mut self, element: ElementRef<'_>, list: List) {
        self.flush();
        self.lists.push(list);
        self.children(element);
        self.flush();
        self.lists.pop();
    }

    fn item(&mut self, element: ElementRef<'_>) -> Mark {
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let label = self.lists.last_mut().and_then(|list| {
            let number = element.attr("value").and_then(|v| v.parse().ok()).or(list.next)?;
            list.next = Some(number + 1);
            Some(label(list.style, number))
        });
        Mark::Item { depth, label }
    }

    /// Ends the paragraph being collected. Line breaks that part labelled lines part paragraphs.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        if text.trim().is_empty() {
            return;
        }
        let mark = self.mark.take().unwrap_or(Mark::Paragraph);
        let text = self.number.take().map_or(text.clone(), |number| format!("{number} {}", text.trim_start()));
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
        let mut mark = Some(mark);
        for piece in pieces {
            self.lines.push(Line { text: piece, mark: mark.take().unwrap_or(Mark::Paragraph), layout: None });
        }
    }

    fn table(&mut self, table: ElementRef<'_>) {
        let rows = rows_of(table);
        let is_layout = rows.iter().flatten().any(|cell| holds_blocks(*cell)) || rows.iter().all(|row| row.len() < 2);
        if is_layout {
            rows.iter().for_each(|row| self.layout_row(row));
            return;
        }
        let number = self.tables;
        self.tables += 1;
        for (index, row) in rows.iter().enumerate() {
            let head = row.iter().all(|cell| cell.value().name() == "th") || (index == 0 && rows.len() > 1);
            let cells = row.iter().map(|cell| cell_text(*cell)).collect();
            self.lines.push(Line { text: String::new(), mark: Mark::Row { table: number, head, cells }, layout: None });
        }
    }

    /// A row of a table that lays out the page: "12." beside the paragraphs of item 12.
    fn layout_row(&mut self, row: &[ElementRef<'_>]) {
        let mut cells = row.iter().copied().peekable();
        if let Some(first) = cells.peek().copied() {
            let text = cell_text(first);
            if row.len() > 1 && crate::text::is_label(&text) {
                cells.next();
                self.number = Some(text);
            }
        }
        for cell in cells {
            self.children(cell);
            self.flush();
        }
        self.number = None;
    }
}

/// A short paragraph all in bold, without a final stop, heads what follows.
fn is_bold_title(element: ElementRef<'_>) -> bool {
    let whole: String = element.text().collect();
    let Ok(bold) = Selector::parse("strong, b") else { return false };
    let inside: String = element.select(&bold).flat_map(|strong| strong.text()).collect();
    let (whole, inside) = (fold(&whole), fold(&inside));
    whole == inside && !whole.is_empty() && whole.chars().count() <= 100 && !whole.ends_with(['.', ';', ',', ':'])
}

/// A raised number is a note mark, not a digit of the text.
fn is_note(element: ElementRef<'_>) -> bool {
    let text: String = element.text().collect();
    let text = text.trim().trim_matches(['[', ']']);
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
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

fn holds_blocks(cell: ElementRef<'_>) -> bool {
    let name = |child: ElementRef<'_>| child.value().name().to_owned();
    let blocks: Vec<String> = cell.descendants().filter_map(ElementRef::wrap).map(name).collect();
    let paragraphs = blocks.iter().filter(|n| matches!(n.as_str(), "p" | "div")).count();
    paragraphs > 2 || blocks.iter().any(|n| matches!(n.as_str(), "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "table"))
}

fn cell_text(cell: ElementRef<'_>) -> String {
    fold(&cell.text().collect::<Vec<_>>().join(" "))
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn label(style: char, number: i64) -> String {
    let letter = u8::try_from(number).ok().filter(|n| (1..=26).contains(n)).map(|n| char::from(b'a' + n - 1));
    match (style, letter) {
        ('a', Some(letter)) => format!("({letter})"),
        ('A', Some(letter)) => format!("({})", letter.to_ascii_uppercase()),
        ('i', _) => {
            const NUMERALS: [&str; 12] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"];
            let numeral = usize::try_from(number - 1).ok().and_then(|n| NUMERALS.get(n));
            numeral.map_or_else(|| format!("{number}."), |numeral| format!("({numeral})"))
        }
        _ => format!("{number}."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
