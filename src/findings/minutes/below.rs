//! The clauses beneath an operative line: its list, or the paragraph that says what was resolved.
//!
//! Which blocks still belong to the line is told block by block ([`Step`]); what is kept of the clauses is for `resolved`.

use super::further;
use super::points::{points_below, says_itself, with_points};
use crate::findings::clauses::{
    counts_on, first_of_several, goes_on, lettered, opens_alike, split_from, starts_clause,
};
use crate::findings::items::Item;
use crate::findings::paper::Paper;
use crate::findings::wordings::WORDINGS;
use crate::model::{Block, BlockKind, Boilerplate};

/// What is resolved under "Minutes of the last meeting" counts, unless it is the correct record itself.
pub fn may_resolve(paper: &Paper<'_>, index: usize) -> bool {
    !paper.taken[index] && matches!(paper.blocks[index].boilerplate, None | Some(Boilerplate::CorrectRecord))
}

/// What is resolved: the block it stands in, its letter where several share a block, its words.
pub struct Clause {
    pub block: usize,
    pub letter: Option<String>,
    pub text: String,
    /// The line that leads it in, where that is not the operative word: "That officers:".
    pub lead: Option<usize>,
}

impl Clause {
    pub fn new(block: usize, (letter, text): (Option<String>, String)) -> Self {
        Self { block, letter, text, lead: None }
    }
}

/// Reads the clauses beneath an operative line: its list, or the paragraph that says what was resolved, whole even
/// where a page end parts its quotation.
pub fn clauses_below(paper: &Paper<'_>, operative: usize, clauses: &mut Vec<Clause>, taken: &mut Vec<usize>) {
    let in_list = clauses.iter().any(|clause| clause.letter.is_some());
    let counted = clauses.last().and_then(|clause| clause.letter.clone());
    let mut below = Below { paper, clauses, taken, in_list, counted };
    let mut next = operative + 1;
    while paper.blocks.get(next).is_some_and(|block| may_resolve(paper, block.ordinal)) {
        next = match below.step(next) {
            Step::Stop => break,
            Step::PassOver => next + 1,
            Step::LeadIn => below.lead_in(next),
            Step::Join => below.join(next),
            Step::Take => below.take(next),
        };
    }
}

/// What becomes of a block beneath an operative line.
enum Step {
    /// What was resolved ends above it.
    Stop,
    /// It is a running head between the word and its clause.
    PassOver,
    /// It belongs to the word and says nothing itself: "That" in a line of its own, and who moved it in another.
    LeadIn,
    /// It goes on with what the last clause began to quote.
    Join,
    /// It is a clause, or holds several.
    Take,
}

/// The clauses beneath an operative line, as far as they are read.
struct Below<'p, 'c> {
    paper: &'c Paper<'p>,
    clauses: &'c mut Vec<Clause>,
    /// The blocks they stand in.
    taken: &'c mut Vec<usize>,
    /// Whether the last stands in a list.
    in_list: bool,
    /// The number of the last clause of a list that began with the first.
    counted: Option<String>,
}

/// How a block is numbered, beneath the clauses above it.
struct Numbered<'b> {
    /// The letter that a paragraph begins with, and the rest: "A: That ..." is one only where something is resolved.
    lettered: Option<(&'b str, &'b str)>,
    number: Option<&'b str>,
    /// Whether its number is the next.
    counts: bool,
    /// Whether it is part of a list.
    listed: bool,
}

impl Below<'_, '_> {
    fn step(&self, at: usize) -> Step {
        let (block, is_first) = (&self.paper.blocks[at], self.clauses.is_empty());
        if is_first && block.number.is_none() && (is_lead_alone(&block.text) || is_mover(&block.text)) {
            return Step::LeadIn;
        }
        // "Decisions" / "The Committee" / "1. Notes the report."
        let leads_list = || self.paper.blocks.get(at + 1).is_some_and(|next| next.is_item() || next.number.is_some());
        if is_first && block.number.is_none() && names_body_alone(&block.text) && leads_list() {
            return Step::LeadIn;
        }
        if block.is_heading() && !self.is_bold_clause(block) {
            let after = self.paper.blocks.get(at + 1);
            let resumes = after.is_some_and(|after| !after.is_heading() && starts_clause(&after.text));
            return if is_first && resumes { Step::PassOver } else { Step::Stop };
        }
        match self.clauses.last() {
            Some(last) if quote_is_open(&last.text) => Step::Join,
            _ if self.is_clause(block) => Step::Take,
            _ => Step::Stop,
        }
    }

    /// Whether what looks like a heading is a clause set in bold: "(b) the plan be approved; and".
    fn is_bold_clause(&self, block: &Block) -> bool {
        self.counted.as_deref().zip(block.number.as_deref()).is_some_and(|(above, number)| {
            counts_on(Some(above), number) && (goes_on(&block.text) || block.text.ends_with('.'))
        })
    }

    fn is_clause(&self, block: &Block) -> bool {
        let Numbered { number, counts, listed, .. } = self.numbered(block);
        let goes_on = self.clauses.last().is_none_or(|clause| goes_on(&clause.text));
        if listed {
            return self.clauses.is_empty() || self.in_list || goes_on || counts;
        }
        // "That A." and "That B.", a paragraph each.
        let again = || {
            let is_alike = |above: &Clause| above.letter.is_none() && opens_alike(&above.text, &block.text);
            number.is_none() && self.clauses.last().is_some_and(is_alike)
        };
        // Below a list "The meeting closed" is no clause of it, though a semicolon ends the last.
        let is_clause = !self.in_list || starts_clause(&block.text) || block.text.starts_with(char::is_lowercase);
        block.kind == BlockKind::Paragraph && is_clause && (goes_on || again())
    }

    fn numbered<'b>(&self, block: &'b Block) -> Numbered<'b> {
        let lettered = lettered(&block.text).filter(|_| block.number.is_none() && !block.is_item());
        let number = block.number.as_deref().or(lettered.map(|(letter, _)| letter));
        let may_count = self.clauses.is_empty() || self.counted.is_some();
        let counts = number.is_some_and(|number| may_count && counts_on(self.counted.as_deref(), number));
        let listed = block.is_item() || counts || (number.is_some() && starts_clause(&block.text));
        Numbered { lettered, number, counts, listed }
    }

    // Each of these says where to go on.

    fn lead_in(&mut self, at: usize) -> usize {
        self.taken.push(at);
        at + 1
    }

    fn join(&mut self, at: usize) -> usize {
        let item = clause_at(self.paper, at);
        if let Some(open) = self.clauses.last_mut() {
            open.text.push(' ');
            open.text.push_str(&item.text);
        }
        self.after(&item)
    }

    fn take(&mut self, at: usize) -> usize {
        let (paper, block) = (self.paper, &self.paper.blocks[at]);
        let Numbered { lettered, number, counts, listed } = self.numbered(block);
        if counts {
            self.counted = number.map(str::to_owned);
        }
        self.in_list = listed;
        let led = paper.items_led_in_by(at);
        if let Some((letter, text)) = lettered.filter(|_| counts && led.is_empty()) {
            self.clauses.push(Clause::new(at, (Some(letter.to_owned()), text.to_owned())));
            self.taken.push(at);
            return at + 1;
        }
        let points = if says_itself(&block.text) { points_below(paper, at) } else { Vec::new() };
        if let Some(last) = points.last().copied() {
            self.clauses.push(Clause::new(at, (None, with_points(paper, &block.text, &points))));
            self.taken.push(at);
            self.taken.extend(points);
            return last + 1;
        }
        let item = clause_at(paper, at);
        let leads_in = block.text.trim_end().ends_with([':', '-', '–']) || block.text.ends_with(" has");
        if led.len() > 1 && block.kind == BlockKind::Paragraph && leads_in {
            let led = led.into_iter();
            self.clauses
                .extend(led.map(|item| Clause { lead: Some(at), ..Clause::new(item.block, (None, item.text)) }));
        } else {
            let is_one = || vec![Clause::new(at, (None, item.text.clone()))];
            self.clauses.extend(with_next(if block.is_item() { is_one() } else { clauses_of(paper, &item) }, block));
        }
        self.after(&item)
    }

    fn after(&mut self, item: &Item) -> usize {
        self.taken.extend(&item.parts);
        item.parts.last().map_or(item.block, |last| *last) + 1
    }
}

/// The clause of an item, or of a paragraph such as "45(b)", apart from the next of its list that stand in the same paragraph:
/// "(b) that one; and (c) that two".
fn with_next(one: Vec<Clause>, block: &Block) -> Vec<Clause> {
    let own = block.number.as_deref().filter(|_| matches!(one.as_slice(), [Clause { letter: None, .. }]));
    let lettered = own.and_then(|number| number.split_once('(')).map(|(_, letter)| letter.trim_end_matches(')'));
    let Some(number) = lettered.or(own.filter(|_| block.is_item())) else { return one };
    let apart = |clause: Clause| {
        let mut parts = split_from(number, &clause.text).into_iter();
        let first = parts.next().map(|(_, text)| Clause { text, ..Clause::new(clause.block, (None, String::new())) });
        first.into_iter().chain(parts.map(move |part| Clause::new(clause.block, part))).collect::<Vec<_>>()
    };
    one.into_iter().flat_map(apart).collect()
}

/// A clause with the items it leads in. A paragraph that is complete leads in nothing.
fn clause_at(paper: &Paper<'_>, index: usize) -> Item {
    let block = &paper.blocks[index];
    let complete = block.text.trim_end().ends_with(['.', '”', '"']);
    if complete && !block.is_item() {
        return Item { text: block.text.clone(), block: index, parts: vec![index] };
    }
    paper.item(index)
}

/// The clauses of a paragraph and what hangs from it: those that count on from "That (a) ..." above them stand by themselves.
pub fn clauses_of(paper: &Paper<'_>, whole: &Item) -> Vec<Clause> {
    let own = &paper.blocks[whole.block];
    let Some((key, first)) = first_of_several(&own.text).filter(|_| whole.parts.len() > 1) else {
        return further::decisions(&whole.text, paper.kind)
            .into_iter()
            .map(|part| Clause::new(whole.block, part))
            .collect();
    };
    let mut clauses = vec![Clause::new(whole.block, (Some(key.to_owned()), first.to_owned()))];
    let mut last = key;
    for part in whole.parts.iter().skip(1).map(|part| &paper.blocks[*part]) {
        match part.number.as_deref().filter(|number| counts_on(Some(last), number)) {
            Some(number) => {
                clauses.push(Clause::new(part.ordinal, (None, part.text.clone())));
                last = number;
            }
            None => {
                let open = clauses.last_mut().map(|clause| &mut clause.text);
                open.into_iter().for_each(|text| text.extend([" ", &*part.text]));
            }
        }
    }
    clauses
}

/// "That", "THAT:-" or "to": what is resolved stands beneath.
pub fn is_lead_alone(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '-', ' ', '–']).to_lowercase();
    matches!(text.as_str(), "" | "that" | "to")
}

/// "(Moved by Councillor Dane, seconded by Councillor Lyle)" says who moved what stands beneath.
fn is_mover(text: &str) -> bool {
    WORDINGS.mover.is_match(text.trim())
}

/// "that the Committee" and "that, subject to the above," say who resolves, and not what.
pub fn names_body_alone(clause: &str) -> bool {
    WORDINGS.only_body.is_match(clause.trim())
}

fn quote_is_open(text: &str) -> bool {
    text.starts_with('“') && !text.contains('”')
}
