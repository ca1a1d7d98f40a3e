//! Everything in its place: blocks under their heading, items under the paragraph that leads them in.
//!
//! A whole number labels a paragraph ("3. The Panel considered..."), unless it counts a list that a colon has
//! led in. Letters, small Roman numerals and bullets label items. An item keeps its lead-in: "the following
//! four priorities:" is what makes its bullets priorities.

use super::headings::{announces_list, leaves_unsaid};
use super::headlines::headline;
use super::paragraphs::{Draft, DraftKind, Style};
use super::tables::names_columns_anew;
use crate::model::{Block, BlockKind, Boilerplate, COVERED, Cell, is_operative};
use crate::text::{Label, LabelKind};

/// Turns drafts into blocks.
pub fn blocks(drafts: Vec<Draft>) -> Vec<Block> {
    let mut nest = Nest::default();
    for draft in drafts {
        nest.add(draft);
    }
    nest.blocks
}

/// An item without a readable bullet stands this far right of the paragraph above it, in points.
const LOST_BULLET_INDENT: f32 = 9.0;

/// A number before words in capitals counts what the meeting came to, and no item of a list.
fn is_titled(label: &Label, text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    label.kind == LabelKind::Number && letters > 4 && is_capital(text)
}

/// Whether a line resolves the first of several clauses: "RESOLVED - (1) that the report be noted;".
fn resolves_first(text: &str) -> bool {
    let opening = text.split_once("(1)").map(|(opening, _)| opening);
    opening.is_some_and(|opening| opening.len() < 40 && is_operative(opening) && is_capital(opening.trim()))
}

/// Whether the last word of a paragraph leads a list in: "it was agreed", but not "that the report be noted."
fn leads_in(word: &str) -> bool {
    is_operative(word) && (is_capital(word) || !word.ends_with(['.', ';']))
}

fn is_capital(word: &str) -> bool {
    !word.contains(char::is_lowercase)
}

#[derive(Default)]
struct Nest {
    blocks: Vec<Block>,
    /// Open headings: (ordinal, level).
    headings: Vec<(usize, u8)>,
    /// Open list levels: kind of label and left edge, outermost first.
    levels: Vec<Level>,
    /// The paragraph before the list.
    lead: Option<usize>,
    /// Number of the last numbered paragraph, for telling a list from running paragraphs.
    last_number: Option<u32>,
    columns: Option<(u32, Vec<String>)>,
    /// What was last said in each column of a table.
    said: (u32, Vec<String>),
    /// How the last paragraph or item without a label was set.
    above: Option<Style>,
    /// A list of numbers that paragraphs have parted since, which may explain its last item: its lead-in, and how far it counted.
    parted: Option<(usize, u32)>,
}

struct Level {
    kind: LabelKind,
    left: Option<f32>,
    /// The last item at this level.
    item: usize,
    /// Count of the last item at this level, for lists of numbers.
    count: Option<u32>,
    /// How deep the file says it is, which may be deeper than the list it stands in here: a file may number its
    /// paragraphs at the first level of the list that letters their parts at the second.
    marked: Option<u8>,
}

impl Nest {
    fn add(&mut self, draft: Draft) {
        let ordinal = self.blocks.len();
        let boilerplate = draft.contents.then_some(Boilerplate::Contents);
        let number = draft.label.as_ref().map(|label| label.key.clone()).filter(|key| !key.is_empty());
        let mut block = Block {
            ordinal,
            kind: BlockKind::Paragraph,
            number,
            page: draft.page,
            under: self.headings.last().map(|(ordinal, _)| *ordinal),
            led_in_by: None,
            headline: headline(&draft.text, draft.bold),
            text: draft.text,
            cells: Vec::new(),
            boilerplate,
        };
        // "It was moved by Mr Green, seconded by Mr White and RESOLVED" stands by itself and heads nothing.
        let words = block.text.split_whitespace();
        let moved =
            words.clone().nth(2).is_some() && words.last().is_some_and(|word| is_operative(word) && is_capital(word));
        let kind = match draft.kind {
            DraftKind::Heading(_) if moved => DraftKind::Paragraph,
            kind => kind,
        };
        match kind {
            DraftKind::Heading(level) => {
                block.headline = 0;
                let mut level = level.unwrap_or(1);
                // "RESOLVED" stands in the minute it closes, however large it is printed.
                if let Some((open, above)) = self.headings.last().filter(|_| is_operative(&block.text)) {
                    let again = is_operative(&self.blocks[*open].text);
                    level = level.max(above.saturating_add(u8::from(!again)));
                }
                while self.headings.last().is_some_and(|(_, open)| *open >= level) {
                    self.headings.pop();
                }
                block.under = self.headings.last().map(|(ordinal, _)| *ordinal);
                block.kind = BlockKind::Heading { level };
                self.headings.push((ordinal, level));
                self.end_list();
            }
            DraftKind::Row { table, head, cells } => {
                self.end_list();
                self.row(&mut block, table, head, cells);
            }
            // Files count paragraphs with their list numbering: a number outside a led-in list numbers a paragraph.
            DraftKind::Item(Some(0)) if draft.label.as_ref().is_some_and(|label| !self.is_item(label, None)) => {
                self.paragraph(&mut block, draft.label.as_ref(), draft.style);
            }
            DraftKind::Item(depth) => self.item(&mut block, draft.label.as_ref(), depth, draft.style.map(|s| s.left)),
            DraftKind::Paragraph if draft.label.is_none() && self.lost_its_bullet(draft.style) => {
                self.item(&mut block, None, None, draft.style.map(|s| s.left));
            }
            DraftKind::Paragraph => match &draft.label {
                // "5. WORK PROGRAMME" after item (4) is the next matter.
                Some(label) if is_titled(label, &block.text) => self.paragraph(&mut block, Some(label), draft.style),
                Some(label) if self.is_item(label, draft.style.map(|s| s.left)) => {
                    self.item(&mut block, draft.label.as_ref(), None, draft.style.map(|s| s.left));
                }
                label => self.paragraph(&mut block, label.as_ref(), draft.style),
            },
        }
        self.blocks.push(block);
    }

    fn paragraph(&mut self, block: &mut Block, label: Option<&Label>, style: Option<Style>) {
        let parted = self.parted.or_else(|| self.announced_list()).filter(|_| label.is_none());
        if let Some(label) = label {
            self.last_number = label.count().or(self.last_number);
        }
        self.end_list();
        self.parted = parted;
        self.lead = Some(block.ordinal);
        self.above = style;
        // "RESOLVED - (1) that the report be noted;" is followed by "(2) that ...".
        if resolves_first(&block.text) {
            self.levels.push(Level {
                kind: LabelKind::Number,
                left: None,
                item: block.ordinal,
                count: Some(1),
                marked: None,
            });
        }
    }

    /// Whether an indented paragraph is an item whose bullet is in a font that cannot be read: it stands right of
    /// the text of the paragraph above the list, and so do all its lines.
    fn lost_its_bullet(&self, style: Option<Style>) -> bool {
        let (Some(style), Some(above)) = (style, self.above.filter(|_| self.lead.is_some())) else { return false };
        let edge = above.text_left.min(above.rest_left.max(above.left)) + LOST_BULLET_INDENT;
        (style.size - above.size).abs() < 0.6
            && style.left > edge
            && style.rest_left > edge
            && !style.note
            && !style.bold
    }

    fn end_list(&mut self) {
        self.levels.clear();
        self.lead = None;
        self.parted = None;
    }

    /// The open list of numbers that a line leads in beneath a heading which announces it, and how far it has counted.
    fn announced_list(&self) -> Option<(usize, u32)> {
        let (lead, level) = self.lead.zip(self.levels.first())?;
        let heading = self.headings.last().map(|(heading, _)| &self.blocks[*heading].text)?;
        let is_one = level.kind == LabelKind::Number && self.blocks[lead].text.trim_end().ends_with(':');
        Some((lead, level.count?)).filter(|_| is_one && announces_list(heading))
    }

    /// The lead-in of a list that explanations have parted, where a number counts on in it.
    fn resumed(&self, label: Option<&Label>) -> Option<usize> {
        let (lead, count) = self.parted.filter(|_| self.levels.is_empty())?;
        let label = label.filter(|label| label.kind == LabelKind::Number)?;
        (label.count() == Some(count + 1)).then_some(lead)
    }

    /// Whether a label on a paragraph counts an item rather than a paragraph of the document.
    fn is_item(&self, label: &Label, left: Option<f32>) -> bool {
        match label.kind {
            LabelKind::Bullet | LabelKind::Letter | LabelKind::Roman => true,
            LabelKind::Decimal => false,
            LabelKind::Number => {
                let Some(number) = label.count() else { return false };
                let goes_on = self.levels.iter().any(|level| {
                    level.kind == LabelKind::Number && level.count.is_some_and(|count| count + 1 == number)
                });
                let led_in = self.lead.is_some_and(|lead| {
                    let text = self.blocks[lead].text.trim_end();
                    text.ends_with([':', '-', '–'])
                        || text.split_whitespace().last().is_some_and(leads_in)
                        || leaves_unsaid(text)
                });
                let nested = self
                    .levels
                    .first()
                    .is_some_and(|outer| outer.left.zip(left).is_some_and(|(outer, left)| left > outer + 6.0));
                // Minutes number their items by headings: a count from one inside an item is of its clauses.
                let in_minute = number == 1
                    && self.headings.last().is_some_and(|(open, _)| {
                        self.blocks[*open]
                            .number
                            .as_ref()
                            .and_then(|number| number.parse::<u32>().ok())
                            .is_some_and(|heading| heading > 1)
                    });
                let restarts = number == 1 && self.last_number.is_none_or(|last| last != 0);
                goes_on
                    || in_minute
                    || self.resumed(Some(label)).is_some()
                    || ((led_in || nested) && restarts && self.last_number.is_none_or(|last| last + 1 != number))
            }
        }
    }

    fn item(&mut self, block: &mut Block, label: Option<&Label>, depth: Option<u8>, left: Option<f32>) {
        let kind = label.map_or(LabelKind::Bullet, |label| label.kind);
        let kind = self.settle_letter_or_roman(kind, label);
        let count = label.and_then(Label::count);
        if let Some(lead) = self.resumed(label) {
            self.lead = Some(lead);
            self.parted = None;
        }
        let marked = depth;
        let depth = match marked {
            Some(marked) => {
                self.levels.iter().take_while(|level| level.marked.is_none_or(|open| open < marked)).count()
            }
            None => self.depth_of(kind, left, label).min(self.levels.len()),
        };
        // A file may mark the bullets of "2. Agree a plan, which should:" at the level of its number.
        let hangs =
            |level: &&Level| level.kind != LabelKind::Bullet && self.blocks[level.item].text.trim_end().ends_with(':');
        let hangs = kind == LabelKind::Bullet && marked.is_some() && self.levels.get(depth).filter(hangs).is_some();
        let depth = depth + usize::from(hangs);
        self.levels.truncate(depth + 1);
        block.led_in_by = if depth == 0 { self.lead } else { self.levels.get(depth - 1).map(|level| level.item) };
        let level = Level { kind, left, item: block.ordinal, count, marked };
        match self.levels.get_mut(depth) {
            Some(open) => *open = level,
            None => self.levels.push(level),
        }
        block.kind = BlockKind::Item { depth: u8::try_from(depth).unwrap_or(u8::MAX) };
    }

    /// "(i)" after "(h)" is a letter; after anything else it is a numeral.
    fn settle_letter_or_roman(&self, kind: LabelKind, label: Option<&Label>) -> LabelKind {
        let key = label.map(|label| label.key.as_str());
        let after_h = self
            .levels
            .iter()
            .filter(|level| level.kind == LabelKind::Letter)
            .any(|level| matches!(self.blocks[level.item].number.as_deref(), Some("h" | "H")));
        if kind == LabelKind::Roman && matches!(key, Some("i" | "I")) && after_h { LabelKind::Letter } else { kind }
    }

    /// Depth of an item whose file does not say: that of the open level it is like, else one deeper.
    fn depth_of(&self, kind: LabelKind, left: Option<f32>, label: Option<&Label>) -> usize {
        let like = self.levels.iter().rposition(|level| {
            let same_place = level.left.zip(left).is_none_or(|(a, b)| (a - b).abs() < 9.0);
            level.kind == kind && same_place
        });
        if let Some(depth) = like {
            return depth;
        }
        let deeper = self.levels.last().is_some_and(|level| match level.left.zip(left) {
            Some((outer, left)) => left > outer + 4.0,
            None => {
                level.kind != kind && label.is_none_or(|l| matches!(l.key.as_str(), "" | "a" | "i" | "1" | "A" | "I"))
            }
        });
        if deeper { self.levels.len() } else { self.levels.len().saturating_sub(1) }
    }

    /// What the merged cells say that cover cells of a row from above; the row has nothing in their place.
    fn covering(&mut self, table: u32, cells: &mut [String]) -> Vec<Option<String>> {
        if self.said.0 != table {
            self.said = (table, Vec::new());
        }
        self.said.1.resize(self.said.1.len().max(cells.len()), String::new());
        let above = |(cell, said): (&mut String, &mut String)| {
            if cell == COVERED {
                cell.clear();
                return Some(said.clone()).filter(|said| !said.is_empty());
            }
            said.clone_from(cell);
            None
        };
        cells.iter_mut().zip(&mut self.said.1).map(above).collect()
    }

    fn row(&mut self, block: &mut Block, table: u32, head: bool, mut cells: Vec<String>) {
        let above = self.covering(table, &mut cells);
        let head = head || names_columns_anew(&cells);
        let names = self.columns.take().filter(|(open, names)| *open == table && names.len() >= cells.len().min(1));
        block.kind = BlockKind::TableRow;
        block.text = cells
            .iter()
            .filter(|cell| !cell.is_empty())
            .map(|cell| cell.replace('\n', " "))
            .collect::<Vec<_>>()
            .join(" | ");
        let column = |index: usize| {
            let name = names.as_ref().and_then(|(_, names)| names.get(index));
            name.filter(|name| !head && !name.is_empty()).cloned()
        };
        block.cells = cells
            .iter()
            .zip(above)
            .enumerate()
            .map(|(index, (text, above))| Cell { column: column(index), text: text.clone(), above })
            .collect();
        self.columns = match names {
            Some(names) if !head => Some(names),
            _ if head => Some((table, cells)),
            _ => None,
        };
    }
}
