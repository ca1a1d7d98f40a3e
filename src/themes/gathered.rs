//! Passages as grouping and key phrases need them: their words as numbers, where and when they stand. What they say in full
//! is let go, so that a hundred thousand of them take little room; the few that are quoted are fetched at the end.
//!
//! They are gathered lot by lot, in any order, and then stand in the order of their papers.
//!
//! ```
//! use lookback::themes::gathered::{Lot, Passages, Told};
//!
//! let told = |block, text| Told { id: "d/1", text, path: "d.txt", document: "d", block, review: None, year: Some(2015) };
//! let lots = [Lot::of(&[told(9, "Foster carers")]), Lot::of(&[told(4, "Caseloads")])];
//! let (passages, order) = Passages::joined(&lots);
//! assert_eq!((passages.len(), order), (2, vec![1, 0]));
//! ```

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::coded::{Coded, Part};
use crate::model::Finding;

/// What is gathered of a passage.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// What it is known by: of a finding its identifier.
    pub id: &'a str,
    /// Its words.
    pub text: &'a str,
    /// The file it stands in.
    pub path: &'a str,
    /// The document of that file.
    pub document: &'a str,
    /// Its place there.
    pub block: usize,
    /// The review that found it; `None` where it is no finding, or none of a review.
    pub review: Option<&'a str>,
    /// The year it counts for; `None` where none is known.
    pub year: Option<i32>,
}

impl<'a> Told<'a> {
    /// A finding, of this year.
    pub fn finding(finding: &'a Finding, year: Option<i32>) -> Self {
        let at = &finding.citation;
        Self {
            id: &finding.id,
            text: &finding.text,
            path: &at.path,
            document: &at.document,
            block: at.block,
            review: finding.review.as_deref(),
            year,
        }
    }
}

/// Names, each once, by number.
#[derive(Debug, Default)]
struct Names {
    numbers: FxHashMap<String, u32>,
    names: Vec<String>,
}

impl Names {
    fn number(&mut self, name: &str) -> u32 {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.names.len() as u32;
        self.numbers.insert(name.to_owned(), number);
        self.names.push(name.to_owned());
        number
    }
}

/// Strings one after the other.
#[derive(Debug, Default)]
struct Strings {
    all: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Strings {
    fn push(&mut self, string: &str) {
        self.all.push_str(string);
        self.ends.push(self.all.len() as u32);
    }

    fn at(&self, at: usize) -> &str {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start as usize..self.ends[at] as usize]
    }
}

/// Where and when a passage stands; papers and reviews by number.
#[derive(Debug, Clone, Copy)]
struct Place {
    paper: u32,
    block: u32,
    review: Option<u32>,
    year: Option<i32>,
}

/// A passage while lots are joined.
#[derive(Debug, Clone, Copy)]
struct Gathered {
    /// Its file, by the order of their paths.
    paper: u32,
    block: u32,
    /// Its position among all as they were gathered.
    gathered: u32,
    /// Its lot, and its position there.
    lot: u32,
    passage: u32,
}

/// Some passages that were read together.
#[derive(Debug)]
pub struct Lot {
    part: Part,
    places: Vec<Place>,
    ids: Strings,
    /// Files, each with its document.
    papers: Vec<(String, String)>,
    reviews: Names,
}

impl Lot {
    /// Gathers these.
    pub fn of(told: &[Told<'_>]) -> Self {
        let (mut paths, mut reviews, mut papers, mut ids) =
            (Names::default(), Names::default(), Vec::new(), Strings::default());
        let mut place = |told: &Told<'_>| {
            ids.push(told.id);
            let paper = paths.number(told.path);
            if paper as usize == papers.len() {
                papers.push((told.path.to_owned(), told.document.to_owned()));
            }
            let review = told.review.map(|review| reviews.number(review));
            Place { paper, block: told.block as u32, review, year: told.year }
        };
        let places = told.iter().map(&mut place).collect();
        let texts: Vec<&str> = told.iter().map(|told| told.text).collect();
        Self { part: Part::of(&texts), places, ids, papers, reviews }
    }
}

/// Passages, gathered.
#[derive(Debug, Default)]
pub struct Passages {
    coded: Coded,
    places: Vec<Place>,
    ids: Strings,
    /// How many documents they stand in.
    documents: usize,
}

impl Passages {
    /// The passages of these lots ordered by file, place and identifier; and, for each, its position as gathered.
    pub fn joined(lots: &[Lot]) -> (Self, Vec<usize>) {
        let papers: BTreeMap<&str, &str> = lots
            .iter()
            .flat_map(|lot| &lot.papers)
            .map(|(path, document)| (path.as_str(), document.as_str()))
            .collect();
        // Files by their order, documents and reviews by number: a document may lie in several files.
        let ranks: FxHashMap<&str, u32> = papers.keys().zip(0..).map(|(path, rank)| (*path, rank)).collect();
        let (mut documents, mut reviews) = (Names::default(), Names::default());
        let documents_of: Vec<u32> = papers.values().map(|document| documents.number(document)).collect();
        let mut order = Vec::with_capacity(lots.iter().map(|lot| lot.places.len()).sum());
        for (lot, at) in lots.iter().zip(0..) {
            let ranks: Vec<u32> = lot.papers.iter().map(|(path, _)| ranks[path.as_str()]).collect();
            for (place, passage) in lot.places.iter().zip(0..) {
                let (paper, gathered) = (ranks[place.paper as usize], order.len() as u32);
                order.push(Gathered { paper, block: place.block, gathered, lot: at, passage });
            }
        }
        let id = |at: &Gathered| lots[at.lot as usize].ids.at(at.passage as usize);
        order.sort_unstable_by(|a, b| {
            let by_place = (a.paper, a.block).cmp(&(b.paper, b.block));
            by_place.then_with(|| id(a).cmp(id(b))).then(a.gathered.cmp(&b.gathered))
        });
        let renamed: Vec<Vec<u32>> =
            lots.iter().map(|lot| lot.reviews.names.iter().map(|review| reviews.number(review)).collect()).collect();
        let (mut places, mut ids) = (Vec::with_capacity(order.len()), Strings::default());
        for at in &order {
            let Place { review, year, .. } = lots[at.lot as usize].places[at.passage as usize];
            let review = review.map(|review| renamed[at.lot as usize][review as usize]);
            places.push(Place { paper: documents_of[at.paper as usize], block: at.block, review, year });
            ids.push(id(at));
        }
        let parts: Vec<&Part> = lots.iter().map(|lot| &lot.part).collect();
        let coded = Coded::joined(&parts, order.iter().map(|at| (at.lot as usize, at.passage as usize)));
        let gathered = order.into_iter().map(|at| at.gathered as usize).collect();
        (Self { coded, places, ids, documents: documents.names.len() }, gathered)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// What one of them is known by.
    pub fn id(&self, passage: usize) -> &str {
        self.ids.at(passage)
    }

    /// How many there are of each year, ascending; those of no year are left out.
    pub fn years(&self) -> BTreeMap<i32, usize> {
        years(self.places.iter())
    }

    pub(super) fn coded(&self) -> &Coded {
        &self.coded
    }

    /// Whether all stand in one document.
    pub(super) fn is_one_document(&self) -> bool {
        self.documents < 2
    }

    /// Where and when some of them are found, among others of `all_years`.
    pub(super) fn recurrence(&self, passages: &[usize], all_years: &BTreeMap<i32, usize>) -> Recurrence {
        let places = || passages.iter().map(|passage| &self.places[*passage]);
        let years = years(places());
        let gaps = match (years.keys().next(), years.keys().next_back()) {
            (Some(&first), Some(&last)) => {
                all_years.range(first..=last).map(|(year, _)| *year).filter(|year| !years.contains_key(year)).collect()
            }
            _ => Vec::new(),
        };
        Recurrence {
            reviews: places().filter_map(|place| place.review).collect::<BTreeSet<_>>().len(),
            documents: places().map(|place| place.paper).collect::<BTreeSet<_>>().len(),
            years,
            gaps,
        }
    }
}

fn years<'a>(places: impl Iterator<Item = &'a Place>) -> BTreeMap<i32, usize> {
    let mut years = BTreeMap::new();
    places.filter_map(|place| place.year).for_each(|year| *years.entry(year).or_default() += 1);
    years
}

/// Where and when passages recur.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurrence {
    /// How many reviews found them.
    pub reviews: usize,
    /// How many documents they stand in.
    pub documents: usize,
    /// Passages in each year in which they are found.
    pub years: BTreeMap<i32, usize>,
    /// Years with passages, between the first and the last of theirs, in which they are not found.
    pub gaps: Vec<i32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(path: &'static str, block: usize, id: &'static str, year: i32) -> Told<'static> {
        let text = if block == 1 { "Lower the caseloads" } else { "Recruit foster carers" };
        Told {
            id,
            text,
            path,
            document: path,
            block,
            review: Some(if year < 2015 { "r1" } else { "r2" }),
            year: Some(year),
        }
    }

    #[test]
    fn lots_come_out_the_same_however_they_were_cut() {
        let all = [
            told("b", 1, "b/1", 2015),
            told("a", 2, "a/3", 2011),
            told("a", 2, "a/2", 2011),
            told("a", 1, "a/1", 2011),
        ];
        let (one, order) = Passages::joined(&[Lot::of(&all)]);
        let (two, again) = Passages::joined(&[Lot::of(&all[..2]), Lot::of(&all[2..])]);
        assert_eq!((&order, order.clone()), (&again, vec![3, 2, 1, 0]));
        assert_eq!(one.coded().pieces(), two.coded().pieces());
        let ids = |passages: &Passages| (0..4).map(|at| passages.id(at).to_owned()).collect::<Vec<_>>();
        assert_eq!((ids(&one), ids(&two)), (ids(&two), ["a/1", "a/2", "a/3", "b/1"].map(str::to_owned).to_vec()));
        let found = two.recurrence(&[0, 3], &BTreeMap::from([(2011, 3), (2013, 1), (2015, 1)]));
        assert_eq!((found.reviews, found.documents, found.gaps), (2, 2, vec![2013]));
        assert_eq!(two.years(), BTreeMap::from([(2011, 3), (2015, 1)]));
    }
}
