//! Web text within Markdown: its words without their tags, and its tables. No parser, so that Markdown needs none.

use super::lines::{self, Row, Said};
use crate::model::Line;
use crate::text::squeeze;

/// Cells that one may span.
const MOST_COLUMNS: usize = 64;

/// The lines of the tables of a piece of web text, and its words outside them.
pub fn read(html: &str, tables: &mut u32) -> (Vec<Line>, String) {
    let mut walk = Walk::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        walk.text(&rest[..at]);
        rest = &rest[at..];
        let end = if rest.starts_with("<!--") {
            rest.find("-->").map(|end| end + 3)
        } else {
            rest.find('>').map(|end| end + 1)
        };
        let end = end.unwrap_or(rest.len());
        walk.tag(&rest[..end]);
        rest = &rest[end..];
    }
    walk.text(rest);
    walk.end_cell();
    let lines = if walk.rows.is_empty() { Vec::new() } else { lines::table(walk.rows, tables) };
    (lines, walk.outside)
}

#[derive(Default)]
struct Walk {
    rows: Vec<Row>,
    /// The cell that is open, and how many columns it spans.
    cell: Option<(String, usize)>,
    outside: String,
    /// Within a script or a style, whose words are not of the paper.
    skipped: bool,
}

impl Walk {
    fn text(&mut self, text: &str) {
        if self.skipped {
            return;
        }
        let text = entities(text);
        match &mut self.cell {
            Some((cell, _)) => cell.push_str(&text.replace('\n', " ")),
            None => self.outside.push_str(&text),
        }
    }

    fn tag(&mut self, tag: &str) {
        let inner = tag.trim_matches(['<', '>']);
        let name: String = inner.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '/').collect();
        match name.to_ascii_lowercase().trim_end_matches('/') {
            "script" | "style" => self.skipped = true,
            "/script" | "/style" => self.skipped = false,
            "tr" => {
                self.end_cell();
                self.rows.push(Row { head: true, ..Row::default() });
            }
            kind @ ("td" | "th") => {
                self.end_cell();
                if let Some(row) = self.rows.last_mut() {
                    row.head &= kind == "th";
                    self.cell = Some((String::new(), span(inner)));
                }
            }
            "/td" | "/th" | "/tr" | "/table" => self.end_cell(),
            "br" | "p" | "/p" | "li" | "div" | "/div" => match &mut self.cell {
                Some((cell, _)) => cell.push('\n'),
                None => self.outside.push('\n'),
            },
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let (Some((text, span)), Some(row)) = (self.cell.take(), self.rows.last_mut()) else { return };
        let paragraphs = text.lines().map(squeeze).filter(|text| !text.is_empty());
        row.cells.push(paragraphs.map(|text| lines::paragraph(text, &Said::default())).collect());
        row.cells.resize_with(row.cells.len() + span - 1, Vec::new);
    }
}

/// How many columns a cell spans.
fn span(tag: &str) -> usize {
    let said = tag.to_ascii_lowercase().split_once("colspan=").map(|(_, rest)| {
        let digits = rest.trim_start_matches(['"', '\'']).chars().take_while(char::is_ascii_digit);
        digits.collect::<String>()
    });
    said.and_then(|digits| digits.parse().ok()).unwrap_or(1).clamp(1, MOST_COLUMNS)
}

fn entities(text: &str) -> String {
    const KNOWN: [(&str, &str); 6] =
        [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    KNOWN.iter().fold(text.to_owned(), |text, (code, letter)| text.replace(code, letter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Mark;

    #[test]
    fn tables_are_read_and_words_outside_them_kept() {
        let html = "<!-- a > note --><p>Before</p><table><tr><th>Action</th><th colspan=\"2\">Who &amp; when</th></tr>\n<tr><td>Do it<br>now</td><td>Clerk</td><td>May</td></tr></table><style>p { }</style>";
        let (lines, outside) = read(html, &mut 0);
        let cells = |at: usize| match &lines[at].mark {
            Mark::Row { cells, head, .. } => (*head, cells.join("|")),
            other => panic!("{other:?}"),
        };
        assert_eq!(cells(0), (true, "Action|Who & when|".into()));
        assert_eq!(cells(1), (false, "Do it\nnow|Clerk|May".into()));
        assert_eq!(outside.trim(), "Before");
        assert_eq!(read("<img src=x>", &mut 0), (Vec::new(), String::new()));
    }
}
