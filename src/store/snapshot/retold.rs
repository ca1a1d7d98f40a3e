//! Passages whose findings are of another kind than their own paper was read to tell: a priority in the row of an action plan.
//!
//! Passages are written when their paper is read, and carry the kinds that it tells by itself. What papers tell together is known
//! later, and stands in the findings: here is where the two differ.

use std::collections::{BTreeMap, BTreeSet};

use tantivy::DocAddress;

use super::Snapshot;
use crate::error::Result;
use crate::model::{Certainty, Finding};
use crate::store::collect::{with_all, with_term};
use crate::store::records::place_term;
use crate::store::schema::record;

/// A passage, and the kinds of the sure findings in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Retold {
    /// The passage.
    pub at: DocAddress,
    /// Path of its paper.
    pub path: String,
    /// Ordinal of its block.
    pub block: usize,
    /// The names of the kinds.
    pub kinds: BTreeSet<&'static str>,
}

impl Snapshot {
    /// The passages of which the findings say better than their own record what kinds of finding stand there.
    pub(crate) fn retold(&self) -> Result<Vec<Retold>> {
        let fields = self.fields();
        let findings: Vec<Finding> = self.records(&*with_term(fields.record, record::RETOLD))?;
        let mut places: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
        for at in findings.iter().flat_map(|finding| std::iter::once(&finding.citation).chain(&finding.also_in)) {
            places.entry(&at.path).or_default().insert(at.block);
        }
        let mut retold = Vec::new();
        for (path, blocks) in places {
            let of_paper = vec![with_term(fields.record, record::BLOCK), with_term(fields.path, path)];
            let passages = self.addresses(&*with_all(of_paper))?;
            for (&at, standing) in passages.iter().zip(self.standings(&passages)?) {
                let block = standing.block;
                if blocks.contains(&block) {
                    retold.push(Retold { at, path: path.to_owned(), block, kinds: self.kinds_at(path, block)? });
                }
            }
        }
        Ok(retold)
    }

    /// The kinds of the sure findings that are read at a place.
    fn kinds_at(&self, path: &str, block: usize) -> Result<BTreeSet<&'static str>> {
        let here = with_term(self.fields().place, &place_term(path, block));
        let findings: Vec<Finding> = self.records(&*here)?;
        let sure = findings.iter().filter(|finding| finding.certainty == Certainty::Sure);
        Ok(sure.map(|finding| finding.kind.as_str()).collect())
    }
}
