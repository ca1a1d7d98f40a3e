//! What reading one file gives: the document, its parts, what it found, and which reviews it speaks of.

use std::ops::{Deref, DerefMut};

use serde::{Deserialize, Serialize};

use super::{Block, Date, Document, Finding, Period, Placed, Pointer};

/// One file, read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The document.
    pub document: Document,
    /// Its parts, in reading order.
    pub blocks: Vec<Block>,
    /// Its findings, in reading order.
    pub findings: Vec<ReadFinding>,
    /// Reviews the paper speaks of; the first is its own where the paper is a review's report.
    pub mentions: Vec<ReviewMention>,
    /// What people corrected in it, with the findings they are about. Empty until the corrections are laid over it.
    pub corrections: Vec<Placed>,
    /// Phrases that point back to other papers.
    pub pointers: Vec<Pointer>,
}

impl Reading {
    /// Gives the paper another identifier, and its findings those that follow from it.
    pub fn rename(&mut self, id: String) {
        let old = std::mem::replace(&mut self.document.id, id);
        for finding in &mut self.findings {
            finding.citation.document.clone_from(&self.document.id);
            if let Some(rest) = finding.id.strip_prefix(&old) {
                finding.id = format!("{}{rest}", self.document.id);
            }
        }
    }

    /// The review that made a finding, as the paper speaks of it; `None` for a committee's own, and where the paper does not tell.
    pub fn maker(&self, finding: &ReadFinding) -> Option<&ReviewMention> {
        self.mentions.get(finding.maker?)
    }
}

/// A finding as one paper has it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReadFinding {
    /// The finding. Its `review` is `None` until `resolve` has seen the whole corpus.
    pub finding: Finding,
    /// The index into the `mentions` of its reading of the review that made it; `None` for a committee's own, and where the paper
    /// does not tell.
    pub maker: Option<usize>,
}

impl Deref for ReadFinding {
    type Target = Finding;

    fn deref(&self) -> &Finding {
        &self.finding
    }
}

impl DerefMut for ReadFinding {
    fn deref_mut(&mut self) -> &mut Finding {
        &mut self.finding
    }
}

/// A review as one paper speaks of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReviewMention {
    /// Who reviewed, short: "LGA".
    pub body: Option<String>,
    /// What was reviewed: "safeguarding children".
    pub subject: Option<String>,
    /// Whom: the paper's council where nothing else is said.
    pub council: Option<String>,
    /// When the team was on site.
    pub on_site: Option<Period>,
    /// When it was published.
    pub published: Option<Date>,
    /// The framework, where the paper names one.
    pub framework: Option<String>,
    /// Whether this paper is the review's own report or letter.
    pub own: bool,
    /// Ordinal of the block that mentions it.
    pub block: usize,
}
