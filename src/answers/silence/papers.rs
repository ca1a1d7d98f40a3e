//! Where do the later papers of a council speak of an ask?

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::compare::Passages;
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::{BackReference, Citation, Date, Document, DocumentKind, Finding, FindingId};
use crate::store::Snapshot;

use super::super::answering::{row_says_open, says_open, tells_of_act};
use super::super::dating::Dates;
use super::super::passages::{POINTED, Passage, is_read_in, matter, passages, speaks};
use super::near::Near;

/// The papers of one council, ready to be searched.
pub(super) struct Papers<'a> {
    /// When each of them was written, in order.
    dates: Vec<Date>,
    said: Vec<Passage>,
    /// The first passage of each block, by path and block.
    of_block: BTreeMap<String, BTreeMap<usize, usize>>,
    index: Passages<'a>,
    /// The headings that passages stand under, each once, and their place by their words.
    headings: Passages<'a>,
    heading_of: BTreeMap<Arc<str>, usize>,
    /// Findings that a block points to, by path and block.
    pointing: BTreeMap<(String, usize), BTreeSet<FindingId>>,
}

/// What the papers written after a day say of an ask.
pub(super) struct Heard {
    /// How many they are.
    pub searched: usize,
    /// When the last of them was written.
    pub until: Date,
    /// What speaks of it first, and when its paper was written.
    pub first: Option<(Date, String, Citation)>,
    /// The last paper that still lists it as open.
    pub listed_open: Option<Citation>,
    /// The passage that comes closest, where none speaks of it.
    pub nearest: Option<Nearest>,
}

/// A passage that comes near an ask.
#[derive(Debug, Clone, PartialEq)]
pub struct Nearest {
    /// Its words.
    pub text: String,
    /// Where it stands.
    pub at: Citation,
    /// How much of the ask comes back in it, 0.0 to 1.0; where it may answer it, with the words of its heading.
    pub share: f32,
    /// Whether it may answer the ask, so that a person has to look.
    pub may_answer: bool,
}

impl<'a> Papers<'a> {
    /// The papers of a council that have a date.
    pub fn of(
        snapshot: &Snapshot,
        documents: &'a [Document],
        dates: &Dates<'_>,
        council: &str,
        references: &BTreeMap<&str, Vec<&BackReference>>,
        lexicon: &'a Lexicon,
    ) -> Result<Self> {
        let of_council = documents.iter().filter(|document| document.council.as_deref() == Some(council));
        let mut papers: Vec<(Date, &Document)> =
            of_council.filter_map(|document| Some((dates.at(&document.path)?, document))).collect();
        papers.sort_by_key(|(date, document)| (*date, document.path.as_str()));
        let (dates, papers): (Vec<Date>, Vec<&Document>) = papers.into_iter().unzip();
        let said = passages(snapshot, &papers)?;
        let texts: Vec<&str> = said.iter().map(|passage| passage.text.as_str()).collect();
        let index = Passages::of(&texts, lexicon);
        let mut of_block: BTreeMap<String, BTreeMap<usize, usize>> = BTreeMap::new();
        for (place, Passage { at, .. }) in said.iter().enumerate() {
            match of_block.get_mut(&at.path) {
                Some(of_paper) => _ = of_paper.entry(at.block).or_insert(place),
                None => _ = of_block.insert(at.path.clone(), BTreeMap::from([(at.block, place)])),
            }
        }
        let mut pointing: BTreeMap<(String, usize), BTreeSet<FindingId>> = BTreeMap::new();
        for reference in papers.iter().filter_map(|paper| references.get(paper.path.as_str())).flatten() {
            if let Some(to) = &reference.to {
                let findings = pointing.entry((reference.path.clone(), reference.block)).or_default();
                findings.extend(to.findings.iter().cloned());
            }
        }
        let names: BTreeSet<Arc<str>> = said.iter().filter_map(|passage| passage.under.clone()).collect();
        let headings = Passages::of(&names.iter().map(AsRef::as_ref).collect::<Vec<_>>(), lexicon);
        let heading_of = names.into_iter().enumerate().map(|(place, name)| (name, place)).collect();
        Ok(Self { dates, said, of_block, index, headings, heading_of, pointing })
    }

    /// The row of a table that stands at a place; `None` where none does.
    pub fn row(&self, at: &Citation) -> Option<&str> {
        let place = self.of_block.get(&at.path)?.get(&at.block)?;
        Some(&self.said[*place]).filter(|passage| passage.is_row).map(|row| row.text.as_str())
    }

    /// Looks for an ask in the papers written after a day; `None` where there are none. Where the same words are asked once
    /// more, they are no answer.
    pub fn after(&self, day: Date, ask: &Finding) -> Option<Heard> {
        let from = self.dates.partition_point(|date| *date <= day);
        let until = *self.dates.last().filter(|_| from < self.dates.len())?;
        let mut heard =
            Heard { searched: self.dates.len() - from, until, first: None, listed_open: None, nearest: None };
        let (mut first, mut listed): (Option<&Passage>, Option<&Passage>) = (None, None);
        let place = |passage: &Passage| (passage.paper, passage.at.block);
        let about = matter(&ask.text);
        let mut near = Near::to(self.index.weigh(&about), self.headings.speaking_of(&about));
        for spoken in self.index.speaking_of(&about) {
            let passage = &self.said[spoken.passage];
            if passage.paper < from {
                continue;
            }
            let is_open = is_listed_open(passage, ask);
            if !is_open && is_read_in(ask, &passage.at) {
                continue;
            }
            let key = (passage.at.path.clone(), passage.at.block);
            let points = self.pointing.get(&key).is_some_and(|findings| findings.contains(&ask.id));
            match speaks(&spoken) || (points && spoken.share >= POINTED) {
                true if is_open => listed = listed.filter(|other| place(other) > place(passage)).or(Some(passage)),
                true => first = first.filter(|other| place(other) <= place(passage)).or(Some(passage)),
                false if is_open => {}
                false => {
                    let heading = passage.under.as_ref().and_then(|name| self.heading_of.get(name)).copied();
                    near.weigh(passage, &spoken, heading, tells_of_act(&passage.text));
                }
            }
        }
        heard.nearest = near.nearest().filter(|_| first.is_none());
        heard.first = first.map(|passage| (self.dates[passage.paper], passage.text.clone(), passage.at.clone()));
        heard.listed_open = listed.map(|passage| passage.at.clone());
        Some(heard)
    }
}

impl Heard {
    /// An answer to the ask where no paper is dated later.
    pub fn alone(answer: (Date, String, Citation)) -> Self {
        Self { searched: 0, until: answer.0, first: Some(answer), listed_open: None, nearest: None }
    }

    /// Takes in what is printed as the answer to the ask, where it comes before all that speaks of it, and what still lists it as
    /// open.
    pub fn join(&mut self, answer: Option<(Date, String, Citation)>, open: Option<Citation>) {
        self.listed_open = self.listed_open.take().or(open);
        let place = |(date, _, at): &(Date, String, Citation)| (*date, at.path.clone(), at.block);
        self.first = self.first.take().into_iter().chain(answer).min_by_key(place);
    }
}

/// Whether a row only repeats an ask that is still open.
fn is_listed_open(passage: &Passage, ask: &Finding) -> bool {
    let lists = matches!(passage.at.kind, DocumentKind::Tracker | DocumentKind::ActionPlan);
    let open = if passage.is_row { row_says_open } else { says_open };
    (lists || is_read_in(ask, &passage.at)) && open(&passage.text)
}
