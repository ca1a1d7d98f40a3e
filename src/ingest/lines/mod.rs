//! Lines as files that say what their parts are give them: paragraphs, headings, items and tables.
//!
//! Every marked format (Word, OpenDocument, RTF, HTML) makes its lines here, so that the same paper gives the same
//! lines whatever it was saved as. Above all one rule tells tables that hold data from tables that lay out a page:
//!
//! | ref | action | owner |  is three cells a row;  | 12. | heading, paragraphs, list |  is item 12 and its text.

mod table;
#[cfg(test)]
mod tests;
mod weight;

use std::ops::Range;

use crate::model::{Line, Mark};
use crate::text::{Label, LabelKind, label, squeeze, unspaced};

pub use table::{Row, table};
pub use weight::Weight;

/// Longest heading, in characters: what is longer is a paragraph in a heading's style.
const LONGEST_HEADING: usize = 180;

/// Longest paragraph, in characters, that being bold makes a heading.
const LONGEST_BOLD_TITLE: usize = 100;

/// A reference to a row has at most so many words: "1.1", "Action 3". What else stands alone in a column of them heads rows.
pub const MOST_WORDS_OF_REFERENCE: usize = 2;

/// The level of a paragraph that is a heading only because all of it is bold.
pub const BOLD_TITLE: u8 = 6;

/// What a file says of a paragraph.
#[derive(Debug, Default, Clone)]
pub struct Said {
    /// Level of the heading it is, from 1.
    pub heading: Option<u8>,
    /// Place in a list, if it is in one.
    pub list: Option<Listed>,
    /// Whether all its words are bold.
    pub bold: bool,
    /// How many bytes of it are bold from its beginning on, white space apart.
    pub bold_bytes: usize,
}

impl From<Weight> for Said {
    fn from(weight: Weight) -> Self {
        Self { bold: weight.is_bold(), bold_bytes: weight.bold_bytes(), ..Self::default() }
    }
}

/// A paragraph's place in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Nesting depth from 0.
    pub depth: u8,
    /// The label as printed; `None` for a bullet.
    pub label: Option<String>,
}

/// The line of a whole paragraph.
pub fn paragraph(text: String, said: &Said) -> Line {
    let written = unspaced(&text);
    let line = marked(text, said);
    // What is bold begins behind a label that is put before it.
    let label = unspaced(&line.text).saturating_sub(written);
    let bold = if said.bold_bytes == 0 { 0 } else { label + said.bold_bytes.min(written) };
    Line { bold, ..line }
}

fn marked(text: String, said: &Said) -> Line {
    let printed = said.list.as_ref().and_then(|list| list.label.as_deref()).filter(|label| !label.trim().is_empty());
    let length = text.chars().count();
    if let Some(level) = said.heading.filter(|_| length <= LONGEST_HEADING) {
        let text = printed.map_or(text.clone(), |label| format!("{} {}", tidy(label), text.trim_start()));
        return line(text, Mark::Heading(level.clamp(1, 6)));
    }
    match &said.list {
        Some(list) => match printed {
            Some(label) => labelled(list.depth, label, text),
            None => line(text, Mark::Item { depth: list.depth, label: None }),
        },
        None if said.bold && is_bold_title(&text) => line(text, Mark::Heading(BOLD_TITLE)),
        None => line(text, Mark::Paragraph),
    }
}

/// The lines of a paragraph with line breaks: one, unless a break parts a label from its text ("Recommendation 1" above it) or
/// an item of a list from the next ("1. ..." above "2. ...").
pub fn paragraphs(text: String, said: &Said) -> Vec<Line> {
    let mut pieces: Vec<String> = Vec::new();
    let mut last: Option<Label> = None;
    for piece in text.split('\n') {
        let found = label(piece.trim()).filter(|label| label.text_at < piece.trim().len());
        let goes_on = found.as_ref().is_some_and(|label| match label.count() {
            Some(count) => count == 1 || last.as_ref().and_then(Label::count).is_some_and(|last| last + 1 == count),
            None => label.kind != LabelKind::Decimal,
        });
        let parted = goes_on || pieces.last().is_some_and(|above| names_alone(above));
        last = found.or(last);
        match pieces.last_mut() {
            Some(above) if !parted => {
                above.push('\n');
                above.push_str(piece);
            }
            _ => pieces.push(piece.to_owned()),
        }
    }
    let mut said = Some(said);
    let line = |piece| paragraph(piece, said.take().unwrap_or(&Said::default()));
    pieces.into_iter().filter(|piece| !piece.trim().is_empty()).map(line).collect()
}

/// Bytes of a line that may be a label alone, with what is blank around it.
const LONGEST_LABEL: usize = 1000;

/// Whether a line is "Recommendation 1" and no more.
pub fn names_alone(line: &str) -> bool {
    // Asked of a paragraph at each of its lines: a long one is not looked through.
    if line.len() > LONGEST_LABEL {
        return false;
    }
    let line = line.trim();
    line.starts_with(|c: char| c.is_alphabetic()) && line.contains(' ') && count_of(line).is_some()
}

/// What a label alone in its cell counts: "3", "R3", "Rec. 3", "Recommendation 3:".
fn count_of(text: &str) -> Option<usize> {
    let text = text.trim().trim_end_matches(['.', ':', ')']).to_lowercase();
    let names = ["recommendation", "rec.", "rec", "r"];
    let number = names.iter().find_map(|name| text.strip_prefix(name)).unwrap_or(&text);
    number.trim().parse().ok()
}

/// A short paragraph all in bold, without a final stop, heads what follows.
fn is_bold_title(text: &str) -> bool {
    let text = text.trim();
    text.chars().count() <= LONGEST_BOLD_TITLE && !text.ends_with(['.', ';', ',', ':'])
}

/// An item with a label. A label that [`crate::text::label`] cannot read stays in the text: "Recommendation 3".
fn labelled(depth: u8, printed: &str, text: String) -> Line {
    let tidy = tidy(printed);
    match label(&tidy).filter(|label| label.text_at == tidy.len()) {
        Some(label) if label.key.is_empty() => line(text, Mark::Item { depth, label: None }),
        // A label of several parts says itself how deep it is, and numbers a paragraph of the document.
        Some(label) if label.kind == LabelKind::Decimal => line(text, Mark::Item { depth: 0, label: Some(tidy) }),
        Some(_) => line(text, Mark::Item { depth, label: Some(tidy) }),
        None => line(format!("{tidy} {}", text.trim_start()), Mark::Paragraph),
    }
}

/// "3" and "3:" count as "3.", which is how labels are read.
fn tidy(printed: &str) -> String {
    let printed = squeeze(printed);
    let key = printed.trim_end_matches([':', '-', '–', ' ']);
    let bare = !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit());
    if bare { format!("{key}.") } else { printed }
}

fn line(text: String, mark: Mark) -> Line {
    Line::new(text, mark)
}

/// Where among the lines stand notes and boxes, each after the paragraph it hangs on.
#[derive(Debug, Default)]
pub struct Hanging {
    ranges: Vec<Range<usize>>,
}

impl Hanging {
    /// Remembers that the lines from `start` on hang on the one before; what hangs on them goes with them.
    pub fn note(&mut self, start: usize, lines: &[Line]) {
        while self.ranges.last().is_some_and(|range| range.end > start) {
            self.ranges.pop();
        }
        if lines.len() > start {
            self.ranges.push(start..lines.len());
        }
    }

    /// The lines, with what hangs on the lead-in of a list put after the list: a list keeps its lead-in.
    pub fn settle(self, mut lines: Vec<Line>) -> Vec<Line> {
        for range in self.ranges.into_iter().rev() {
            let Some(lead) = range.start.checked_sub(1).and_then(|at| lines.get(at)) else { continue };
            let led_in = if lead.text.trim_end().ends_with([':', '-', '–']) {
                lines[range.end..].iter().take_while(|line| hangs_from(&line.mark, &lead.mark)).count()
            } else {
                0
            };
            lines[range.start..range.end + led_in].rotate_left(range.len());
        }
        lines
    }
}

/// Whether a line is an item that the other may lead in, rather than the next paragraph of its numbering.
fn hangs_from(mark: &Mark, lead: &Mark) -> bool {
    match (mark, lead) {
        (Mark::Item { depth, label }, Mark::Item { depth: outer, .. }) => label.is_none() || depth > outer,
        (Mark::Item { .. }, _) => true,
        _ => false,
    }
}
