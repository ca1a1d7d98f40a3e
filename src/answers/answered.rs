//! What stands beside a finding where a paper prints it to answer it: a Cabinet's response, the actions of a plan and what came
//! of them, the progress that a later review found. In a table it is a cell of the same row, in prose what stands beneath.

use std::collections::{BTreeMap, BTreeSet};

use crate::error::Result;
use crate::findings::Duty;
use crate::model::{
    BackReference, Block, Citation, DocumentKind, Finding, FindingId, FindingKind, Followed, Item, ThreadWhat,
};
use crate::store::Snapshot;
use crate::text::dates;

use super::answering::{is_progress_column, is_response, is_response_column};

/// Blocks beneath a recommendation that may answer it.
const BENEATH: usize = 2;

/// A cell of fewer words is a colour, or says no more than one: "In progress".
const FEWEST_WORDS: usize = 3;

/// A date by itself has at most so many words.
const WORDS_OF_DATE: usize = 4;

/// Where papers point to one finding alone, "Recommendation 4 of the peer challenge": path, block and words, by finding.
pub(super) type Pointing = BTreeMap<FindingId, Vec<(String, usize, String)>>;

/// Where the papers of a snapshot point to one finding alone.
pub(super) fn pointing(snapshot: &Snapshot) -> Result<Pointing> {
    let mut pointing = Pointing::new();
    for BackReference { path, block, text, to } in snapshot.back_references(None)? {
        if let Some([only]) = to.as_ref().map(|to| to.findings.as_slice()) {
            pointing.entry(only.clone()).or_default().push((path, block, text));
        }
    }
    Ok(pointing)
}

/// The papers that answer, each read once.
pub(super) struct Answers<'s> {
    snapshot: &'s Snapshot,
    /// What reviews found of progress, by path and block.
    progress: BTreeMap<(String, usize), Vec<Finding>>,
    /// What plans and trackers set out to do, by path and block.
    actions: BTreeMap<(String, usize), Vec<Finding>>,
    /// Where plans and trackers print what they answer, or point to it, by path and block.
    asked: BTreeSet<(String, usize)>,
    /// Where papers point to one finding alone.
    pointing: &'s Pointing,
    /// The paths of plans and trackers in which something is found.
    plans: BTreeSet<String>,
    papers: BTreeMap<String, Paper>,
}

struct Paper {
    blocks: Vec<Block>,
    cited: BTreeMap<usize, Citation>,
}

impl<'s> Answers<'s> {
    /// `findings` are those among which actions and progress are looked for, `pointing` is of the same snapshot.
    pub fn of<'f>(
        snapshot: &'s Snapshot,
        findings: impl IntoIterator<Item = &'f Finding>,
        pointing: &'s Pointing,
    ) -> Self {
        let pointed = pointing.values().flatten().map(|(path, block, _)| (path.clone(), *block));
        let mut answers = Self {
            snapshot,
            progress: BTreeMap::new(),
            actions: BTreeMap::new(),
            asked: pointed.collect(),
            pointing,
            plans: BTreeSet::new(),
            papers: BTreeMap::new(),
        };
        for finding in findings {
            let place = |at: &Citation| (at.path.clone(), at.block);
            answers.plans.extend(places(finding).filter(|at| is_plan(at)).map(|at| at.path.clone()));
            match finding.kind {
                FindingKind::Progress => {
                    answers.progress.entry(place(&finding.citation)).or_default().push(finding.clone());
                }
                FindingKind::Action if is_plan(&finding.citation) => {
                    answers.actions.entry(place(&finding.citation)).or_default().push(finding.clone());
                }
                FindingKind::Action => {}
                _ => answers.asked.extend(places(finding).filter(|at| is_plan(at)).map(place)),
            }
        }
        answers
    }

    /// What is answered to a finding, in the order of the places where it is read.
    pub fn to(&mut self, finding: &Finding) -> Result<Vec<Followed>> {
        let mut all = Vec::new();
        for at in places(finding) {
            match at.kind {
                DocumentKind::CabinetResponse => all.extend(self.response(at)?),
                DocumentKind::ProgressReview => all.extend(self.progress(at)),
                _ if is_plan(at) => all.extend(self.planned(at)?),
                _ => {}
            }
        }
        // A plan may give no more of a recommendation than its number.
        for (path, block, _) in self.pointing.get(&finding.id).into_iter().flatten() {
            if !self.plans.contains(path) {
                continue;
            }
            self.read(path)?;
            // A heading is no passage: what stands beneath it is cited.
            if let Some((_, below)) = self.papers[path].cited.range(block..).next() {
                let at = Citation { block: *block, ..below.clone() };
                all.extend(self.planned(&at)?);
            }
        }
        Ok(all)
    }

    fn progress(&self, at: &Citation) -> Option<Followed> {
        // Of several in a block that of the same item, else the last.
        let of = |block: usize| {
            let all = self.progress.get(&(at.path.clone(), block))?;
            let mut told = all.iter().filter(|told| stands_with(&told.citation, at));
            told.clone().find(|told| told.citation.item == at.item).or_else(|| told.next_back())
        };
        Some(known(of(at.block).or_else(|| of(at.block + 1))?))
    }

    /// The actions of a plan up to the next that it answers, each with what has come of it; of a tracker without actions, what it
    /// says of the row.
    fn planned(&mut self, at: &Citation) -> Result<Vec<Followed>> {
        self.read(&at.path)?;
        let blocks = &self.papers[&at.path].blocks;
        // Beneath the last of a list of findings stands what answers all of them, or none.
        let is_row = blocks.get(at.block).is_some_and(|block| !block.cells.is_empty());
        if !is_row && at.block > 0 && self.asked.contains(&(at.path.clone(), at.block - 1)) {
            return Ok(Vec::new());
        }
        let is_other = |block: &Block| {
            let asks = || self.asked.contains(&(at.path.clone(), block.ordinal));
            block.is_heading() || asks()
        };
        // "Recommendation 2" may have its title beneath it.
        let titled = usize::from(blocks.get(at.block + 1).is_some_and(Block::is_heading));
        let mut beneath = blocks.iter().skip(at.block + 1 + titled);
        let end = beneath.find(|block| is_other(block)).map_or(blocks.len(), |block| block.ordinal);
        let of_plan = (at.path.clone(), at.block)..(at.path.clone(), end.max(at.block + 1));
        let mut all = Vec::new();
        let mut rows: BTreeMap<usize, Citation> = BTreeMap::from([(at.block, at.clone())]);
        for action in self.actions.range(of_plan).flat_map(|(_, actions)| actions) {
            rows.entry(action.citation.block).or_insert_with(|| action.citation.clone());
            all.push(known(action));
        }
        for (row, at) in rows {
            let told = [
                (ThreadWhat::Response, is_response_column as fn(&str) -> bool),
                (ThreadWhat::Progress, is_progress_column),
            ];
            for (what, is_column) in told {
                let cells = blocks.get(row).into_iter().flat_map(|block| cells(block, is_column));
                let told = cells.filter(|text| tells(text));
                all.extend(told.map(|text| beside(at.clone(), text.to_owned(), what)));
            }
        }
        // "Circulated May 2012" and "Complete" tell by themselves too little, and together enough.
        if let Some(row) = blocks.get(at.block).filter(|_| all.is_empty() && at.kind == DocumentKind::Tracker) {
            let is_column = |column: &str| is_response_column(column) || is_progress_column(column);
            let mut said: Vec<&str> = cells(row, is_column).filter(|cell| !is_date(cell)).collect();
            let status = Duty::of(row).status;
            said.extend(status.as_deref().filter(|status| !said.contains(status)));
            all.extend((!said.is_empty()).then(|| beside(at.clone(), said.join(" | "), ThreadWhat::Progress)));
        }
        // An action and what came of it stand together.
        all.sort_by_key(|answer| answer.citation.block);
        Ok(all)
    }

    fn response(&mut self, at: &Citation) -> Result<Option<Followed>> {
        self.read(&at.path)?;
        let Paper { blocks, cited } = &self.papers[&at.path];
        let given = |at: Citation, text: &str| beside(at, text.to_owned(), ThreadWhat::Response);
        let in_row = || {
            // "In part", and in the next column why.
            let is_answer = |column: &str| is_response_column(column) || is_progress_column(column);
            let said: Vec<&str> = cells(blocks.get(at.block)?, is_answer).collect();
            (!said.is_empty()).then(|| given(at.clone(), &said.join(" | ")))
        };
        let below = || {
            // What is numbered next is the next recommendation, and what stands beneath it answers that.
            let goes_on = |block: &&Block| !block.is_heading() && !block.is_item() && block.number.is_none();
            let mut next = blocks.iter().skip(at.block + 1).take(BENEATH).take_while(goes_on);
            let answer = next.find(|block| is_response(&block.text))?;
            Some(given(cited.get(&answer.ordinal)?.clone(), &answer.text))
        };
        Ok(in_row().or_else(below))
    }

    /// Whether a row at this place gives the meeting of a finding, or points to it by number: whenever it was written, it was
    /// after that.
    pub fn points_to(&self, finding: &Finding, at: &Citation) -> bool {
        let pointing = self.pointing.get(&finding.id).into_iter().flatten();
        pointing.into_iter().any(|(path, block, _)| *path == at.path && *block == at.block)
    }

    /// The row of a table that stands at a place of a paper that was answered from, its cells parted by " | ".
    pub fn row(&self, at: &Citation) -> Option<&str> {
        let row = self.papers.get(&at.path)?.blocks.get(at.block)?;
        (!row.cells.is_empty()).then_some(row.text.as_str())
    }

    fn read(&mut self, path: &str) -> Result<()> {
        if !self.papers.contains_key(path) {
            let blocks = self.snapshot.blocks(path)?;
            let passages = self.snapshot.passages(&[path.to_owned()])?;
            let cited = passages.into_iter().map(|(citation, _)| (citation.block, citation)).collect();
            self.papers.insert(path.to_owned(), Paper { blocks, cited });
        }
        Ok(())
    }
}

/// The cells of a row, with something in them, whose columns are called so.
fn cells(row: &Block, is_column: impl Fn(&str) -> bool) -> impl Iterator<Item = &str> {
    let named = row.cells.iter().filter(move |cell| cell.column.as_deref().is_some_and(&is_column));
    named.map(|cell| cell.text.trim()).filter(|text| !text.is_empty())
}

/// Whether a cell tells something: a colour or a date by itself does not.
fn tells(cell: &str) -> bool {
    let words = cell.split_whitespace().count();
    words >= FEWEST_WORDS && (words > WORDS_OF_DATE || dates(cell).is_empty())
}

/// Whether a cell is a date and no more.
fn is_date(cell: &str) -> bool {
    matches!(dates(cell).as_slice(), [only] if only.range.len() == cell.len())
}

/// What stands beside a finding, and is none itself.
fn beside(citation: Citation, text: String, what: ThreadWhat) -> Followed {
    Followed { citation, text, finding: None, what }
}

/// An answer that is a finding itself.
pub(super) fn known(finding: &Finding) -> Followed {
    let what = if finding.kind.is_of_committee() { ThreadWhat::Resolution } else { ThreadWhat::Finding };
    Followed {
        what,
        text: finding.text.clone(),
        citation: finding.citation.clone(),
        finding: Some(Box::new(finding.clone())),
    }
}

pub(super) fn places(finding: &Finding) -> impl Iterator<Item = &Citation> {
    std::iter::once(&finding.citation).chain(&finding.also_in)
}

/// Whether the paper of a citation may answer what it prints.
pub(super) fn may_answer(at: &Citation) -> bool {
    is_plan(at) || matches!(at.kind, DocumentKind::CabinetResponse | DocumentKind::ProgressReview)
}

fn is_plan(at: &Citation) -> bool {
    matches!(at.kind, DocumentKind::ActionPlan | DocumentKind::Tracker)
}

/// Whether progress is told of what a paper prints at a place: in the same row, in the paragraph beneath, or under the same
/// number further below. The next row of a table is of another recommendation.
pub(super) fn stands_with(told: &Citation, at: &Citation) -> bool {
    let is_beneath = told.block == at.block + 1 && (told.item.is_none() || told.item == at.item);
    let has_its_number = matches!(told.item, Some(Item::Recommendation(_))) && told.item == at.item;
    told.path == at.path && (told.block == at.block || is_beneath || has_its_number && told.block > at.block)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_of_two_items_of_a_passage_has_its_own_progress() {
        let found = |item: &str, kind, text: &str| {
            let at = Citation::new("review", DocumentKind::ProgressReview, "review.pdf", 4);
            let at = Citation { item: Some(Item::label(item)), ..at };
            Finding::new(format!("review/{item}/{kind:?}"), kind, text, at, "test")
        };
        let told = [("a", "Plans were published."), ("b", "Nothing was done.")];
        let told = told.map(|(item, text)| found(item, FindingKind::Progress, text));
        let (_folder, snapshot) = crate::store::testing::index_of(&[]);
        let pointing = Pointing::new();
        let mut answers = Answers::of(&snapshot, &told, &pointing);
        for (item, own) in ["a", "b"].into_iter().zip(&told) {
            let answered = answers.to(&found(item, FindingKind::Recommendation, "Publish plans")).unwrap();
            assert_eq!(answered.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), [own.text.as_str()]);
        }
    }

    #[test]
    fn the_progress_of_the_next_row_is_of_another_recommendation() {
        let one = || Item::Recommendation("1".into());
        let at = |block: usize, item: Option<Item>| Citation {
            item,
            ..Citation::new("review", DocumentKind::ProgressReview, "review.pdf", block)
        };
        assert!(stands_with(&at(4, Some(Item::Row(4))), &at(4, Some(Item::Row(4)))));
        assert!(stands_with(&at(5, None), &at(4, Some(one()))));
        assert!(!stands_with(&at(5, Some(Item::Row(5))), &at(4, Some(Item::Row(4)))));
        assert!(!stands_with(&at(6, None), &at(4, Some(one()))));
    }
}
