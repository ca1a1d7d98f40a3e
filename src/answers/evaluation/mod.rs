//! How well are findings read? What was found, held against labels that a person made by reading.
//!
//! Three questions are asked of every item, from strict to lenient ([`Measure`]): are the words the same, are the letters
//! and digits the same to nine parts in ten, do the two share at least half of their words. Under each, items of a
//! paper match one to one. Precision is the share of found items that are labelled, recall the share of labelled items
//! that were found, F1 their harmonic mean; the F1 "with the kind right" counts only matches of the very kind.
//!
//! A paper is asked only for what its labels speak of: where strengths are not labelled, a strength that was found is
//! neither right nor wrong. Kinds that ask for something (priority, recommendation, area for consideration, concern) are
//! matched with each other, and so are those of committees (resolution, request, action), for papers call them as they
//! like; whether the kind is right is counted apart. A judgement matches only one of the same grade.
//!
//! Sure findings and possible ones are reported apart. Intervals are percentile bootstrap over papers (Efron 1979),
//! because items of one paper stand or fall together.
//!
//! | file | question |
//! |---|---|
//! | `labels` | what does the file of labels say? |
//! | `papers` | which papers are held against it, and of what family are they? |
//! | `matching` | which found item is which labelled one? |
//! | `figures` | counts, shares, and the scores made of them |
//! | `bootstrap` | how sure are they? |
//!
//! And beside findings:
//!
//! | file | question |
//! |---|---|
//! | `links` | how well are findings of two reviews paired? |
//! | `metadata` | how well are papers known? |
//! | `fidelity` | how much of a page is read, as another program prints it? |

mod bootstrap;
mod fidelity;
mod figures;
mod labels;
mod links;
mod matching;
mod metadata;
mod papers;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Certainty, Finding, FindingKind};

use bootstrap::interval_of;
pub use bootstrap::{RESAMPLES, SEED};
pub use fidelity::{Fidelity, fidelity};
pub use figures::{By, Score, Tier};
use figures::{Cell, Counts, Tally};
pub use labels::{Label, LabelledFile, Labels};
pub use links::{
    LabelledLinks, LabelledPair, LinkEvaluation, LinkFigures, PairEvaluation, PairFigures, VectorPapers,
    evaluate_links, evaluate_pairs, labelled_links, labelled_pairs, links_in_papers,
};
pub use matching::{IOU, Measure, SAME_ITEM};
use matching::{Item, match_items};
pub use metadata::{FieldAgreement, MetadataLabel, WrongField, evaluate_metadata, read_blind};
use papers::{Named, named};
pub use papers::{Paper, Unmatched};

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evaluation {
    /// The figures: all, then by kind, by family of paper and by format; within each sure, possible, both.
    pub scores: Vec<Score>,
    /// Where found and labelled items differ, ordered by paper.
    pub differences: Vec<Difference>,
    /// Labelled files that no paper answers to. Their labels are not counted.
    pub not_found: Vec<Unmatched>,
    /// Labelled files that are there and could not be read. Their labels count as missed.
    pub unreadable: Vec<Unmatched>,
    /// Whether the labels tell kinds of one group apart, so that the kind of a match says something. Labels that call
    /// every ask a recommendation do not.
    pub tells_kinds: bool,
    /// Papers that were held against labels.
    pub papers: usize,
    /// Papers that have no labels, and are left out.
    pub unlabelled: usize,
}

/// One item on which the two sides differ.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The paper's path.
    pub path: String,
    /// How they differ.
    pub what: DifferenceKind,
    /// Among the sure findings or the possible ones.
    pub tier: Tier,
    /// What the label says; `None` for an extra finding.
    pub label: Option<Label>,
    /// What was found; `None` for a missed label.
    pub found: Option<Finding>,
}

/// How found and labelled items differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DifferenceKind {
    /// Labelled and not found.
    Missed,
    /// Found and not labelled.
    Extra,
    /// Found, in other words than the label's.
    OtherWords,
    /// Found, and called another kind.
    OtherKind,
}

impl DifferenceKind {
    /// The name used in CSV and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missed => "missed",
            Self::Extra => "extra",
            Self::OtherWords => "other_words",
            Self::OtherKind => "other_kind",
        }
    }
}

impl Evaluation {
    /// The score of a row; `None` where nothing of the sort was labelled or found.
    pub fn score(&self, by: By, name: &str, tier: Tier, measure: Measure) -> Option<&Score> {
        let is_it = |s: &&Score| s.by == by && s.name == name && s.tier == tier && s.measure == measure;
        self.scores.iter().find(is_it)
    }
}

/// Kinds whose items are matched with each other.
fn group(kind: FindingKind) -> FindingKind {
    match kind {
        kind if kind.is_ask() => FindingKind::Recommendation,
        kind if kind.is_of_committee() => FindingKind::Resolution,
        kind => kind,
    }
}

/// Whether any group has labels of more than one kind.
fn tells_kinds(labels: &Labels) -> bool {
    let kinds: BTreeSet<FindingKind> = labels.files.iter().flat_map(|file| file.kinds.iter().copied()).collect();
    let groups: BTreeSet<FindingKind> = kinds.iter().map(|kind| group(*kind)).collect();
    groups.len() < kinds.len()
}

/// Holds papers against labels. `skipped` are the files of the corpus that could not be read, with the reason.
///
/// Any order of papers gives the same answer.
pub fn evaluate(labels: &Labels, papers: &[Paper], skipped: &[(String, String)]) -> Evaluation {
    let mut evaluation = Evaluation { tells_kinds: tells_kinds(labels), ..Evaluation::default() };
    let mut tally = Tally::default();
    let tiers: &[Tier] =
        if labels.tell_certainty() { &[Tier::Sure, Tier::Possible, Tier::Both] } else { &[Tier::Sure, Tier::Both] };
    let tells_kinds = evaluation.tells_kinds;
    // A paper may be named in two ways: its labels are held together.
    let mut held: BTreeMap<&str, (&Paper, LabelledFile)> = BTreeMap::new();
    for file in &labels.files {
        match papers::find(&file.path, papers, skipped) {
            Named::Paper(paper) => match held.entry(paper.path.as_str()) {
                Entry::Occupied(mut known) => known.get_mut().1.extend(file),
                Entry::Vacant(place) => _ = place.insert((paper, file.clone())),
            },
            Named::Skipped(reason) => {
                evaluation.unreadable.push(Unmatched { path: file.path.clone(), reason: reason.to_owned() });
                for &tier in tiers {
                    hold(file, None, tier, tiers, tells_kinds, &mut tally, &mut evaluation.differences);
                }
            }
            Named::Unmatched(file) => evaluation.not_found.push(file),
        }
    }
    for (paper, file) in held.values() {
        for &tier in tiers {
            hold(file, Some(paper), tier, tiers, tells_kinds, &mut tally, &mut evaluation.differences);
        }
    }
    evaluation.papers = held.len();
    evaluation.unlabelled = papers.len() - held.len();
    let place = |d: &Difference| {
        let block = d.found.as_ref().map_or(usize::MAX, |finding| finding.citation.block);
        (d.path.clone(), d.what, d.tier, d.label.as_ref().map(|label| label.line), block)
    };
    evaluation.differences.sort_by_cached_key(place);
    evaluation.scores = tally.scores();
    evaluation
}

/// Holds one paper against its labels, in one tier.
fn hold(
    file: &LabelledFile,
    paper: Option<&Paper>,
    tier: Tier,
    tiers: &[Tier],
    tells_kinds: bool,
    tally: &mut Tally,
    differences: &mut Vec<Difference>,
) {
    let groups: BTreeSet<FindingKind> = file.kinds.iter().map(|kind| group(*kind)).collect();
    let told = tiers.contains(&Tier::Possible);
    let labels: Vec<&Label> = file.items.iter().filter(|l| !told || tier.takes(l.certainty)).collect();
    let findings: Vec<&Finding> = paper.map_or_else(Vec::new, |paper| {
        let wanted = |f: &&Finding| tier.takes(f.certainty) && groups.contains(&group(f.kind));
        paper.findings.iter().filter(wanted).collect()
    });
    let wanted: Vec<Item> = labels.iter().map(|label| Item::labelled(label)).collect();
    let found: Vec<Item> = findings.iter().map(|finding| Item::found(finding)).collect();
    let names = papers::names(file, paper);
    // A finding that no label has counts against its own kind, or where that is not labelled here, the first of its group.
    let row_of = |kind: FindingKind| {
        let own = file.kinds.contains(&kind).then_some(kind);
        own.or_else(|| file.kinds.iter().find(|k| group(**k) == group(kind)).copied()).unwrap_or(kind)
    };
    for measure in Measure::ALL {
        let label_of = match_items(&found, &wanted, measure);
        let mut counts: BTreeMap<(By, String), Counts> = BTreeMap::new();
        let mut count = |kind: FindingKind, add: &dyn Fn(&mut Counts)| {
            let rows = [(By::All, String::new()), (By::Kind, kind.as_str().to_owned())];
            let rows = rows.into_iter().chain(names.iter().cloned());
            rows.for_each(|row| add(counts.entry(row).or_default()));
        };
        for label in &labels {
            count(label.kind, &|counts| counts.labelled += 1);
        }
        for (finding, label) in findings.iter().zip(&label_of) {
            let label = label.map(|index| labels[index]);
            let is_kind_right = label.is_some_and(|label| label.kind == finding.kind);
            count(label.map_or_else(|| row_of(finding.kind), |label| label.kind), &|counts| {
                counts.found += 1;
                counts.matched += usize::from(label.is_some());
                counts.kind_right += usize::from(is_kind_right);
            });
        }
        for ((by, name), counts) in counts {
            tally.add(Cell { by, name, tier, measure }, counts);
        }
        if measure == Measure::Alike && tier != Tier::Both {
            let path = paper.map_or(&file.path, |paper| &paper.path);
            differences.extend(differing(path, tier, &labels, &findings, &label_of, tells_kinds));
        }
    }
}

/// Every item of a paper on which the two sides differ.
fn differing(
    path: &str,
    tier: Tier,
    labels: &[&Label],
    findings: &[&Finding],
    label_of: &[Option<usize>],
    tells_kinds: bool,
) -> Vec<Difference> {
    let difference = |what, label: Option<&Label>, found: Option<&Finding>| Difference {
        path: path.to_owned(),
        what,
        tier,
        label: label.cloned(),
        found: found.cloned(),
    };
    let mut out = Vec::new();
    for (index, label) in labels.iter().enumerate() {
        if !label_of.contains(&Some(index)) {
            out.push(difference(DifferenceKind::Missed, Some(label), None));
        }
    }
    for (finding, label) in findings.iter().zip(label_of) {
        let Some(label) = label.map(|index| labels[index]) else {
            out.push(difference(DifferenceKind::Extra, None, Some(finding)));
            continue;
        };
        if !Item::found(finding).has_the_words_of(&Item::labelled(label)) {
            out.push(difference(DifferenceKind::OtherWords, Some(label), Some(finding)));
        }
        if label.kind != finding.kind && tells_kinds {
            out.push(difference(DifferenceKind::OtherKind, Some(label), Some(finding)));
        }
    }
    out
}

impl Tier {
    /// Whether an item of this certainty belongs to the tier.
    fn takes(self, certainty: Certainty) -> bool {
        match self {
            Self::Sure => certainty == Certainty::Sure,
            Self::Possible => certainty == Certainty::Possible,
            Self::Both => true,
        }
    }
}

#[cfg(test)]
mod tests;
