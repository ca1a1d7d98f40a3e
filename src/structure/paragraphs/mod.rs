//! Lines to paragraphs: which lines belong together, across line ends, column ends and page ends.
//!
//! A paragraph ends where the space below a line is wider than usual, the type changes, a label begins, or a
//! line stops short though the next word would have fitted. It goes on over a page end when it does not end a
//! sentence or the next page starts in lower case (`joins`; `measure` knows what is usual). A number or bullet alone on a
//! line labels what follows (`labelled`).

mod joins;
mod labelled;
mod measure;

use std::collections::BTreeSet;

use super::headlines::bold_bytes;
use super::hyphens::Vocabulary;
use super::ruled::LINE_END;
use crate::model::{Layout, Line, Mark, Page};
use crate::text::{Label, LabelKind, after_unspaced, counted, label, squeeze, unspaced, with_count};
use joins::{
    ends_in_number, in_mid_sentence, is_cue_below, is_numbered_title, is_spread, is_turned, is_wrapped_dash,
    is_wrapped_number, resumes_after_blank,
};
use labelled::{attach_lone_labels, item_label, line_label, set_apart};
use measure::{Edges, Measure, Rights, edges, has_room_above, would_have_fitted, wrap_width};

pub use joins::{ends_sentence, is_tied};
pub use measure::Style;

/// A part of the document in the making.
#[derive(Debug, Clone)]
pub struct Draft {
    pub kind: DraftKind,
    /// The text without its label.
    pub text: String,
    pub label: Option<Label>,
    /// How many bytes of its text are bold from its beginning on.
    pub bold: usize,
    pub page: Option<u32>,
    /// How its first line is set; only on laid-out pages.
    pub style: Option<Style>,
    /// How many characters its first line is set in; only in plain text.
    pub indent: Option<usize>,
    /// Number of source lines; a heading rarely has more than three.
    pub lines: usize,
    /// Whether the file marked the part itself, so that its shape need not be guessed.
    pub marked: bool,
    /// Whether it is an entry of a table of contents.
    pub contents: bool,
    /// Where in its text another page begins, and which: (byte, page).
    pub turns: Vec<(usize, Option<u32>)>,
}

impl Draft {
    /// Appends a line of a page, mending a word that is broken at the end of the line above.
    fn append(&mut self, vocabulary: &Vocabulary, line: &Line, page: Option<u32>) {
        let bold = bold_bytes(line, 0);
        let line = squeeze(&line.text);
        let all_bold = self.bold >= self.text.len();
        vocabulary.join(&mut self.text, &line);
        if all_bold {
            self.bold = self.text.len() - line.len() + after_unspaced(&line, bold);
        }
        self.lines += 1;
        if self.turns.last().map_or(self.page, |turn| turn.1) != page {
            self.turns.push((self.text.len() - line.len(), page));
        }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub enum DraftKind {
    /// A heading; the level is `None` until [`super::headings`] has ranked the styles.
    Heading(Option<u8>),
    Paragraph,
    /// An item of a list; the depth is `None` until [`super::nesting`] has seen the list.
    Item(Option<u8>),
    Row {
        table: u32,
        head: bool,
        cells: Vec<String>,
    },
}

/// Gaps wider than this many usual line distances part paragraphs.
const PARTING_GAP: f32 = 1.27;

/// Joins the lines of all pages into drafts.
/// Pages in `as_printed` are given line by line instead.
pub fn assemble(pages: &[Page], as_printed: &BTreeSet<u32>) -> Vec<Draft> {
    let texts = || pages.iter().flat_map(|page| &page.lines).map(|line| line.text.as_str());
    let in_cells = pages.iter().flat_map(|page| &page.lines).flat_map(|line| match &line.mark {
        Mark::Row { cells, .. } => cells.as_slice(),
        _ => &[],
    });
    let in_cells = in_cells.flat_map(|cell| cell.split(['\n', LINE_END]));
    let mut assembly = Assembly {
        vocabulary: Vocabulary::of(texts().chain(in_cells)),
        measure: Measure::of(pages),
        wrap: wrap_width(texts()),
        spread: is_spread(pages),
        hangs: true,
        drafts: Vec::new(),
        open: None,
        blank: false,
        last: None,
        last_length: 0,
        body_end: None,
        room: 0.0,
    };
    for page in pages {
        if page.number.is_some_and(|number| as_printed.contains(&number)) {
            assembly.as_printed(page);
        } else {
            assembly.page(page);
        }
    }
    let mut drafts = assembly.drafts;
    drafts.retain(|draft| {
        !draft.text.trim().is_empty() || draft.label.is_some() || matches!(draft.kind, DraftKind::Row { .. })
    });
    attach_lone_labels(drafts)
}

struct Assembly {
    vocabulary: Vocabulary,
    measure: Measure,
    /// Whether the lines of the open paragraph of plain text are set in as far as its first.
    hangs: bool,
    /// Usual length of full lines, in characters.
    wrap: usize,
    /// Whether empty lines part lines rather than paragraphs.
    spread: bool,
    drafts: Vec<Draft>,
    /// The draft that the next line may continue.
    open: Option<usize>,
    blank: bool,
    /// The last laid-out line, while still on its page.
    last: Option<Layout>,
    last_length: usize,
    /// The last laid-out line of the page that is no footnote.
    body_end: Option<Edges>,
    /// Room beside the last such line of the page before, in points.
    room: f32,
}

impl Assembly {
    fn page(&mut self, page: &Page) {
        self.last = None;
        let rights = Rights::of(page);
        for (at, line) in page.lines.iter().enumerate() {
            match (&line.mark, &line.layout) {
                (Mark::Raw, Some(layout)) => self.laid_out(page, at, layout, &rights),
                (Mark::Raw, None) => self.raw(page, at),
                _ => self.marked(page, line),
            }
        }
        self.room = self.body_end.take().map_or(0.0, |last| rights.room_beside(&last));
    }

    /// Every line by itself, with its note marks, whatever it may be.
    fn as_printed(&mut self, page: &Page) {
        for line in &page.lines {
            let notes = line.layout.iter().flat_map(|layout| &layout.note_marks);
            let cells: &[String] = if let Mark::Row { cells, .. } = &line.mark { cells } else { &[] };
            let text: Vec<&str> =
                std::iter::once(&line.text).chain(cells).chain(notes).map(|piece| piece.trim()).collect();
            self.begin(page, &text.join(" "), 0, None, None);
        }
        self.open = None;
        self.last = None;
    }

    fn marked(&mut self, page: &Page, line: &Line) {
        let text = squeeze(&line.text);
        let (kind, mut found) = match &line.mark {
            Mark::Heading(level) => (DraftKind::Heading(Some(*level)), None),
            Mark::Item { depth, label: text } => (DraftKind::Item(Some(*depth)), Some(item_label(text.as_deref()))),
            Mark::Row { table, head, cells } => (
                DraftKind::Row {
                    table: *table,
                    head: *head,
                    cells: cells.iter().map(|cell| self.cell(cell)).collect(),
                },
                None,
            ),
            Mark::Raw | Mark::Paragraph => (DraftKind::Paragraph, None),
        };
        let mut text = text;
        let whole = unspaced(&text);
        if let Some(bullet) = found.as_mut().filter(|label| label.kind == LabelKind::Bullet)
            && let Some(count) = counted(&text)
        {
            text.drain(..count.text_at);
            bullet.key = count.key;
        }
        if found.is_none() && !matches!(kind, DraftKind::Row { .. }) {
            found = label(&text).filter(|l| l.text_at < text.len() || matches!(kind, DraftKind::Paragraph));
            if let Some(label) = &found {
                text = text[label.text_at..].to_owned();
            }
        }
        // What was cut off is a label.
        let bold = after_unspaced(&text, line.bold.saturating_sub(whole - unspaced(&text)));
        let style = line.layout.as_ref().map(|layout| self.measure.style(layout, &found, line));
        let row = matches!(kind, DraftKind::Row { .. });
        self.drafts.push(Draft {
            kind,
            text,
            label: found,
            bold,
            page: page.number,
            style,
            indent: None,
            lines: 1,
            marked: true,
            contents: false,
            turns: Vec::new(),
        });
        self.open = None;
        self.last = line.layout.clone().filter(|_| row);
        self.blank = false;
    }

    /// Folds the white space of a cell and mends its broken words, but keeps its paragraphs apart.
    fn cell(&self, cell: &str) -> String {
        let paragraph = |paragraph: &str| {
            let mut text = String::new();
            paragraph.split(LINE_END).for_each(|line| self.vocabulary.join(&mut text, &squeeze(line)));
            text
        };
        cell.lines().map(paragraph).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    fn raw(&mut self, page: &Page, at: usize) {
        let line = &page.lines[at];
        let text = line.text.trim();
        if text.is_empty() {
            self.blank = true;
            return;
        }
        let found = label(text).map(|label| with_count(label, text)).or_else(|| set_apart(text));
        let first_word = text.split_whitespace().next().map_or(0, |word| word.chars().count());
        let indent = line.text.chars().take_while(|c| c.is_whitespace()).count();
        let goes_on = self.open.map(|open| &self.drafts[open]).is_some_and(|draft| {
            let lone = draft.text.is_empty() && draft.label.is_some();
            let begins_low = text.starts_with(char::is_lowercase)
                || text.starts_with(|c: char| c.is_ascii_digit() && found.is_none());
            if lone {
                found.is_none()
            } else if self.blank {
                let full = self.spread && self.last_length * 5 >= self.wrap * 4;
                found.is_none() && resumes_after_blank(draft, text, full)
            } else {
                let forced = self.last_length + first_word + 1 + self.wrap / 8 < self.wrap;
                let mid_sentence = !ends_sentence(&draft.text) && begins_low;
                // Left of an indented item that is complete stands what is no part of it.
                let outdented = draft.label.is_some() && self.hangs && draft.indent > Some(indent);
                let cue = outdented && ends_sentence(&draft.text) && !begins_low
                    || is_cue_below(&draft.text, text)
                    || draft.lines == 1 && is_numbered_title(&draft.text) && text.starts_with(char::is_uppercase);
                let dash = is_wrapped_dash(draft, &page.lines[at..]);
                let is_text = found.as_ref().is_none_or(|label| dash || is_wrapped_number(draft, label, text));
                is_text && (!forced || mid_sentence || dash || is_turned(&draft.text, text)) && !cue
            }
        });
        self.last_length = line.text.trim_end().chars().count();
        self.blank = false;
        match self.open.filter(|_| goes_on) {
            Some(open) => {
                self.hangs &= self.drafts[open].indent <= Some(indent);
                self.drafts[open].append(&self.vocabulary, line, page.number);
            }
            None => {
                let cut = found.as_ref().map_or(0, |label| unspaced(&text[..label.text_at]));
                self.begin(page, text, line.bold.saturating_sub(cut), found, None);
                self.hangs = true;
                self.drafts.iter_mut().last().into_iter().for_each(|draft| draft.indent = Some(indent));
            }
        }
    }

    fn laid_out(&mut self, page: &Page, at: usize, layout: &Layout, rights: &Rights) {
        let line = &page.lines[at];
        let is_note = is_marked_note(page, at);
        let found = line_label(line, layout).filter(|_| !is_note);
        let mut style = self.measure.style(layout, &found, line);
        style.note |= is_note;
        let bold = bold_bytes(line, found.as_ref().map_or(0, |label| label.text_at));
        let starts = match (self.open, &self.last) {
            (None, _) => true,
            (Some(open), Some(last)) => {
                self.starts(&self.drafts[open], last, &page.lines[at..], layout, &found, rights)
            }
            (Some(open), None) => !self.goes_on_over_page(&self.drafts[open], &line.text, &style, &found),
        };
        // A footnote does not end the paragraph above it, which may go on over the page.
        if style.note && starts && self.last.is_some() {
            let open = self.open;
            self.begin(page, &line.text, bold, found, Some(style));
            if self.drafts.len() >= 2 && open.is_some_and(|open| self.drafts[open].style.is_some_and(|s| !s.note)) {
                self.measure.waiting = open;
            }
        } else if starts {
            let waiting = self.measure.waiting.take().filter(|_| self.last.is_none());
            match waiting.filter(|&open| self.goes_on_over_page(&self.drafts[open], &line.text, &style, &found)) {
                Some(open) => {
                    self.drafts[open].append(&self.vocabulary, line, page.number);
                    self.open = Some(open);
                }
                None => self.begin(page, &line.text, bold, found, Some(style)),
            }
        } else if let Some(open) = self.open {
            let draft = &mut self.drafts[open];
            draft.append(&self.vocabulary, line, page.number);
            if let Some(style) = draft.style.as_mut().filter(|_| self.last.is_some()) {
                style.rest_left = style.rest_left.min(layout.left);
            }
        }
        if !style.note {
            self.body_end = Some(edges(layout));
        }
        self.last = Some(layout.clone());
    }

    /// Begins a draft with a line of which so many bytes behind its label are bold, white space apart.
    fn begin(&mut self, page: &Page, text: &str, bold: usize, found: Option<Label>, style: Option<Style>) {
        let text = squeeze(found.as_ref().map_or(text, |label| &text[label.text_at..]));
        let bold = after_unspaced(&text, bold);
        let kind = match &found {
            Some(label) if label.kind == LabelKind::Bullet => DraftKind::Item(None),
            _ => DraftKind::Paragraph,
        };
        self.open = Some(self.drafts.len());
        self.drafts.push(Draft {
            kind,
            text,
            label: found,
            bold,
            page: page.number,
            style,
            indent: None,
            lines: 1,
            marked: false,
            contents: false,
            turns: Vec::new(),
        });
    }

    /// Whether the first of these lines begins a paragraph of its own rather than continuing the one above on its page.
    fn starts(
        &self,
        draft: &Draft,
        last: &Layout,
        lines: &[Line],
        layout: &Layout,
        found: &Option<Label>,
        rights: &Rights,
    ) -> bool {
        let line = &lines[0];
        let dash = is_wrapped_dash(draft, lines);
        let gap = layout.baseline - last.baseline;
        let leading = self.measure.leading * layout.size.max(last.size);
        if draft.text.is_empty() && draft.label.is_some() {
            return found.is_some() || gap > 2.5 * leading;
        }
        let other_type = (layout.size - last.size).abs() > 0.12 * last.size.max(layout.size);
        // What is said in bold may end within a line.
        let ends_bold = || last.bold && !ends_sentence(&draft.text) && found.is_none() && bold_bytes(line, 0) > 0;
        let other_weight = layout.bold != last.bold && line.text.chars().any(char::is_alphabetic) && !ends_bold();
        if gap < 0.0
            || gap > PARTING_GAP * leading
            || other_type
            || (other_weight && !dash && !in_mid_sentence(draft, &line.text))
        {
            return gap >= 0.0 || !self.flows_on(draft, &line.text, found);
        }
        if contents_entry(last) && contents_entry(layout) {
            return true;
        }
        let Some(style) = draft.style else { return true };
        if found.as_ref().is_some_and(|label| ends_in_number(draft, label, &line.text)) {
            return false;
        }
        if let Some(label) = found {
            let hangs = layout.left < style.text_left - 2.0;
            let sister =
                draft.label.as_ref().is_some_and(|l| l.kind == label.kind) && (layout.left - style.left).abs() < 4.0;
            let opens = gap > 1.12 * leading || ends_sentence(&draft.text);
            let bullet = label.kind == LabelKind::Bullet && !line.text.starts_with(['-', '–', '—', '*', 'o']);
            if bullet || hangs || sister || opens {
                return true;
            }
        }
        let outdents = layout.left < style.text_left.min(style.left) - 8.0 && draft.lines > 1;
        let left_item =
            draft.label.is_some() && layout.left < style.text_left - 6.0 && style.text_left > style.left + 6.0;
        if outdents || (left_item && draft.lines > 1) || (left_item && ends_sentence(&draft.text)) {
            return true;
        }
        if is_cue_below(&draft.text, &line.text) {
            return true;
        }
        let text_left = if draft.lines == 1 { style.text_left } else { last.left };
        let is_body = !layout.bold && !style.bold && layout.size < 1.1 * style.body && layout.segments.len() == 1;
        let below = is_body && (layout.left - text_left).abs() < 2.0;
        // "Agree a policy for reserves" ends without a stop above what explains it.
        let anew = below && !ends_sentence(&draft.text) && !is_tied(&draft.text) && has_room_above(line, layout, last);
        let stops_short = anew || would_have_fitted(&line.text, rights.room_beside(&edges(last)), layout.size);
        stops_short && !dash && (ends_sentence(&draft.text) || !line.text.starts_with(char::is_lowercase))
    }

    fn goes_on_over_page(&self, draft: &Draft, text: &str, style: &Style, found: &Option<Label>) -> bool {
        let Some(above) = draft.style else { return false };
        let same_type = (above.size - style.size).abs() < 0.6 && above.bold == style.bold && !above.note;
        // The rest of an item stands where its text stands, not at the margin.
        let in_place = draft.label.is_none() || (style.left - above.text_left).abs() < 8.0;
        let mid_sentence = in_mid_sentence(draft, text);
        if !mid_sentence && would_have_fitted(text, self.room, style.size) {
            return false;
        }
        same_type && (in_place || mid_sentence) && self.flows_on(draft, text, found)
    }

    fn flows_on(&self, draft: &Draft, text: &str, found: &Option<Label>) -> bool {
        let lone = draft.text.is_empty() && draft.label.is_some();
        let numbered = found.as_ref().is_some_and(|label| {
            label.kind != LabelKind::Number || ends_sentence(&draft.text) || draft.label.is_some()
        });
        let heading = draft.style.is_some_and(|s| s.bold || s.size > 1.1 * s.body);
        !numbered && !heading && (lone || text.starts_with(char::is_lowercase) || !ends_sentence(&draft.text))
    }
}

/// Whether a line at the foot of a page begins with the mark of a note that stands above it on the page, however large it is set.
fn is_marked_note(page: &Page, at: usize) -> bool {
    let line = &page.lines[at];
    let Some(layout) = line.layout.as_ref().filter(|own| own.baseline > FOOT * own.page_height) else { return false };
    let Some((mark, rest)) = line.text.trim().split_once(' ') else { return false };
    let is_mark = mark.len() <= 3 && mark.bytes().all(|byte| byte.is_ascii_digit()) && !rest.trim().is_empty();
    let above = page.lines[..at].iter().filter_map(|line| line.layout.as_ref());
    let is_below = |above: &Layout| above.baseline < layout.baseline;
    is_mark
        && above.filter(|above| is_below(above)).flat_map(|above| &above.note_marks).any(|known| known.trim() == mark)
}

/// Notes stand below so much of the height of a page.
const FOOT: f32 = 0.6;

fn contents_entry(layout: &Layout) -> bool {
    layout.segments.len() > 1 && layout.segments.last().is_some_and(|s| s.end - s.start <= 3)
}
