//! The paper being read, and a finding in the making: what every part of the room works on.

use std::borrow::Cow;

use super::items::{Item, whole};
use super::rules::{Place, Rule, Scanned};
use super::wordings::WORDINGS;
use crate::model::{self, Block, Certainty, DocumentKind, FindingKind, Judgement, Warning};
use crate::text::fold;

/// Lines at the head of a paper among which its title stands.
pub(super) const FIRST_LINES: usize = 4;

/// A finding in the making.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub kind: FindingKind,
    pub certainty: Certainty,
    pub text: String,
    /// Block it is cited by.
    pub block: usize,
    /// Which clause of its block it is ("(a) ... (b) ..." in one paragraph), or which recommendation it is printed as.
    pub clause: Option<model::Item>,
    /// Which of several lines of its cell it is, with the name of the column.
    pub line_of_cell: Option<String>,
    pub rule: &'static str,
    /// As of its [`Rule`].
    pub by_when: bool,
    pub own_ask: bool,
    pub cue: Option<String>,
    /// Block whose words tell whose finding it is: the heading or lead-in.
    pub lead: usize,
    pub owner: Option<String>,
    pub due: Option<String>,
    pub status: Option<String>,
    pub judgement: Option<Judgement>,
}

impl Found {
    /// What a rule of `rules.toml` found.
    pub fn new(rule: &'static Rule, text: &str, block: usize, lead: usize, cue: &str) -> Self {
        let cue = Some(cue.trim().to_owned());
        let Rule { by_when, own_ask, .. } = *rule;
        Self {
            certainty: rule.certainty(),
            by_when,
            own_ask,
            cue,
            lead,
            ..Self::by(&rule.name, rule.kind, text, block)
        }
    }

    /// What another rule found, sure and by itself.
    pub fn by(rule: &'static str, kind: FindingKind, text: &str, block: usize) -> Self {
        Self {
            kind,
            certainty: Certainty::Sure,
            text: text.trim().to_owned(),
            block,
            clause: None,
            line_of_cell: None,
            rule,
            by_when: false,
            own_ask: false,
            cue: None,
            lead: block,
            owner: None,
            due: None,
            status: None,
            judgement: None,
        }
    }
}

/// Whether a text asks for something: by its verb, as titles beneath a heading of the rule do, or by what should be.
pub(super) fn asks(rule: &Rule, text: &str) -> bool {
    rule.kind == FindingKind::Recommendation && (rule.takes_title(text) || WORDINGS.should.is_match(&fold(text.trim())))
}

/// The paper being read: its blocks, and which of them already belong to a finding.
pub(super) struct Paper<'a> {
    pub kind: DocumentKind,
    pub blocks: &'a [Block],
    /// The text of each block, folded.
    pub folded: &'a [Cow<'a, str>],
    /// The same, with the words of rules looked for.
    pub scanned: Vec<Scanned<'a>>,
    pub taken: Vec<bool>,
    pub found: Vec<Found>,
    pub warnings: Vec<Warning>,
}

impl Paper<'_> {
    /// The first rule of a place that matches the text of a block.
    pub fn rule_for(&self, place: Place, index: usize) -> Option<&'static Rule> {
        self.scanned[index].rule_for(place, self.kind)
    }

    /// Whether a block may still give a finding.
    pub fn is_free(&self, index: usize) -> bool {
        !self.taken[index] && self.blocks[index].boilerplate.is_none()
    }

    pub fn take(&mut self, blocks: &[usize]) {
        blocks.iter().for_each(|index| self.taken[*index] = true);
    }

    /// Whether a text asks for something, as what is listed beneath "Recommendations" does.
    pub fn asks(&self, text: &str) -> bool {
        let recommends = Scanned::new("Recommendations").rule_for(Place::Heading, self.kind);
        recommends.is_some_and(|rule| asks(rule, text))
    }

    /// What a block says in bold before what explains it, where that asks for something or tells what is wanting.
    pub fn headline(&self, index: usize) -> Option<&str> {
        let concern = || Scanned::new("Concerns").rule_for(Place::Heading, self.kind);
        let is_wanting = |text: &str| concern().is_some_and(|rule| rule.takes_title(text));
        self.blocks[index].headline().filter(|headline| self.asks(headline) || is_wanting(headline))
    }

    /// How many words a block has, without what explains what it asks.
    pub fn words(&self, index: usize) -> usize {
        self.headline(index).unwrap_or(&self.blocks[index].text).split_whitespace().count()
    }

    /// A block as a whole item: its text and that of the items nested in it.
    pub fn item(&self, index: usize) -> Item {
        whole(self.blocks, index)
    }
}
