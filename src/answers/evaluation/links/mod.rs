//! How good is the pairing? Links that a person has read, from any form of labels.
//!
//! - **A table of links** (`council, earlier_file, earlier_section, earlier_ordinal, later_file, later_section,
//!   later_ordinal, level`) speaks of items by file, section and number; a table of items (`file, kind, section, ordinal,
//!   text`) has their words. A table beside it whose name ends in `-reports` lists the pairs of reports that were labelled;
//!   without it these are the pairs that have a link. `level` is `same` or `related`; related ones are neither right nor
//!   wrong.
//! - **A table of pairs** (`a, b, label`, `kind`): single pairs, each by itself ([`evaluate_pairs`]).
//! - **Scenarios** (JSON): `[{name, a: [text], b: [text], links: [[i, j, how]]}]`.
//!
//! With a corpus the findings are those that were read from the papers, so that what was not read counts as missed.

mod labels;
#[cfg(test)]
mod measured;
mod pairs;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::compare::{Case, Chosen, Figures, Pinned, Places, Settings, Standing, Words};
use crate::compare::{alone_left_out, evaluate, left_out, links_made, pair_pinned, ranking};
use crate::error::Result;
use crate::lexicon::{Lexicon, Training, Vectors};
use crate::model::{Band, Change, Finding, MatchedBy, slug};
use crate::store::Snapshot;

use super::interval_of;
pub use labels::{labelled_links, links_in_papers};
pub use pairs::{LabelledPair, PairEvaluation, PairFigures, evaluate_pairs, labelled_pairs};

/// Dimensions of the vectors that are made without a council: as those that come with the program.
const DIMENSIONS: usize = 64;

/// With more groups than this, vectors are made without some at a time: of each two of them a table is made, which takes seconds.
const MOST_FOLDS: usize = 12;

/// The ways to pair that are measured, and what each is.
const WAYS: [(&str, &str); 5] = [
    ("pairs", "every pair, certain or possible, as diff gives them"),
    ("certain pairs", "the pairs that diff calls certain"),
    (
        "left out",
        "every pair, with weights and threshold set without the council or scenario that is scored; vectors likewise with --papers",
    ),
    (
        "certain, left out",
        "certain pairs in the same way; their threshold is the highest that holds 30 in 100 of the links of the others",
    ),
    ("word tf-idf", "plain word tf-idf, its threshold chosen in the same way"),
];

/// Two lists of findings and the links a person read.
#[derive(Debug, Clone, PartialEq)]
pub struct LabelledLinks {
    /// What is left out together: the council, or the scenario.
    pub group: String,
    /// The earlier findings.
    pub earlier: Vec<Finding>,
    /// The later findings.
    pub later: Vec<Finding>,
    /// Links that are right, as places in the two lists.
    pub same: BTreeSet<Places>,
    /// Links that are neither right nor wrong.
    pub related: BTreeSet<Places>,
    /// Right links of which a side was not read from the papers: missed.
    pub unread: usize,
}

/// Figures of one way to pair.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkFigures {
    /// Which way: `pairs`, `certain pairs`, `left out`, `certain, left out`, `word tf-idf`, in this order.
    pub name: &'static str,
    /// What it is, in words.
    pub meaning: &'static str,
    /// The counts and the figures made of them.
    pub figures: Figures,
    /// 95 % interval of F1, by drawing the later findings; `None` where it was not drawn.
    pub interval: Option<(f32, f32)>,
}

/// How good the pairing is, in several ways.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkEvaluation {
    /// One entry each way to pair.
    pub lines: Vec<LinkFigures>,
    /// What was chosen for each group that was left out.
    pub chosen: Vec<Chosen>,
    /// Links that a person has pinned, among those of the first line.
    pub pinned: usize,
    /// Groups whose papers are among those that the vectors were made from, although they are scored with them.
    pub seen: Vec<String>,
    /// How many words the papers have from which vectors were made again, before any was left out; `None` where none were made.
    pub vector_words: Option<usize>,
}

/// The papers that word vectors are made from, by whose they are, so that they can be made without those of one council.
#[derive(Debug, Clone, Default)]
pub struct VectorPapers {
    training: Training,
    /// Of each paper, in the order in which they were read: its council and the folders it stands in.
    names: Vec<Vec<String>>,
}

impl VectorPapers {
    /// Takes the papers of an index: each with its council and the folders it stands in.
    ///
    /// # Errors
    /// [`crate::Error::Index`] when the index is damaged.
    pub fn of(snapshot: &Snapshot) -> Result<Self> {
        let mut papers: BTreeMap<String, (Option<String>, Vec<String>)> = BTreeMap::new();
        snapshot.each_document(&mut |document| {
            papers.insert(document.path, (document.council, Vec::new()));
        })?;
        snapshot.each_passage(&mut |path, text| {
            papers.entry(path.to_owned()).or_default().1.push(text.to_owned());
        })?;
        let mut out = Self::default();
        papers.into_iter().for_each(|(path, (council, passages))| out.add(&path, council.as_deref(), &passages));
        Ok(out)
    }

    fn add(&mut self, path: &str, council: Option<&str>, passages: &[String]) {
        self.names.push(path.split('/').chain(council).map(slug).collect());
        self.training.paper(council);
        passages.iter().for_each(|passage| self.training.read(passage));
    }

    /// Words in all of them, stop words and repeated passages aside.
    pub fn words(&self) -> usize {
        self.training.words()
    }

    /// What was read without the papers of some groups: those of a council of that name, or in a folder whose name ends in it.
    fn without(&self, groups: &BTreeSet<&str>) -> Training {
        let groups: Vec<String> = groups.iter().map(|group| slug(group)).collect();
        let is_of = |name: &String| {
            groups
                .iter()
                .any(|group| name == group || name.strip_suffix(group.as_str()).is_some_and(|rest| rest.ends_with('-')))
        };
        self.training.without(|paper| self.names[paper].iter().any(is_of))
    }

    /// For each two of these folds, and for each by itself, the vectors made without their groups.
    fn without_each(&self, folds: &BTreeSet<Fold<'_>>) -> BTreeMap<BTreeSet<String>, Vectors> {
        let pairs: BTreeSet<BTreeSet<&Fold<'_>>> =
            folds.iter().flat_map(|one| folds.iter().map(move |other| BTreeSet::from([one, other]))).collect();
        let made = |pair: BTreeSet<&Fold<'_>>| {
            let groups = pair.iter().flat_map(|fold| fold.iter().copied()).collect();
            (pair.into_iter().map(named).collect(), self.without(&groups).vectors(DIMENSIONS))
        };
        pairs.into_iter().collect::<Vec<_>>().into_par_iter().map(made).collect()
    }
}

/// Groups that are left out together.
type Fold<'g> = BTreeSet<&'g str>;

/// Each group by itself, or [`MOST_FOLDS`] of some each where there are more, taken in turn by their names.
fn folds<'g>(groups: &BTreeSet<&'g str>) -> BTreeSet<Fold<'g>> {
    let of = |fold: usize| groups.iter().skip(fold).step_by(MOST_FOLDS).copied().collect();
    (0..groups.len().min(MOST_FOLDS)).map(of).collect()
}

/// How a fold is called.
fn named(fold: &Fold<'_>) -> String {
    fold.iter().copied().collect::<Vec<_>>().join(", ")
}

/// Figures of the pairing as delivered and of its certain band; of both with everything set again without the group that is
/// scored; and of plain word tf-idf with its threshold chosen in the same way.
///
/// With papers the vectors, too, are made again without the group, of more than twelve groups without some at a time; without
/// papers they are those of the lexicon, and the answer says whose papers they have seen. What a person has pinned counts in the first two lines, and is counted.
pub fn evaluate_links(
    sets: &[LabelledLinks],
    lexicon: &Lexicon,
    papers: Option<&VectorPapers>,
    pinned: &Pinned,
) -> LinkEvaluation {
    let answers: Vec<(Vec<Change>, Vec<Vec<usize>>)> = sets
        .iter()
        .map(|set| {
            let changes = pair_pinned(&set.earlier, &set.later, lexicon, &Settings::with(lexicon), pinned);
            (changes, ranking(&set.earlier, &set.later, lexicon))
        })
        .collect();
    let cases: Vec<Case<'_>> = sets
        .iter()
        .zip(&answers)
        .map(|(set, (changes, ranking))| Case {
            earlier: &set.earlier,
            later: &set.later,
            changes,
            ranking,
            same: &set.same,
            related: &set.related,
        })
        .collect();
    let unread: usize = sets.iter().map(|set| set.unread).sum();
    let groups: BTreeSet<&str> = sets.iter().map(|set| set.group.as_str()).collect();
    let folds = match papers {
        Some(_) => folds(&groups),
        None => groups.iter().map(|group| Fold::from([*group])).collect(),
    };
    let fold_of: BTreeMap<&str, String> =
        folds.iter().flat_map(|fold| fold.iter().map(|group| (*group, named(fold)))).collect();
    let grouped: Vec<(&str, Case<'_>)> =
        sets.iter().map(|set| fold_of[set.group.as_str()].as_str()).zip(cases.iter().copied()).collect();
    let vectors = papers.map(|papers| papers.without_each(&folds)).unwrap_or_default();
    let without = |groups: &BTreeSet<&str>| {
        let key: BTreeSet<String> = groups.iter().map(|name| (*name).to_owned()).collect();
        let made = vectors.get(&key).map(|vectors| Cow::Owned(lexicon.clone().with_vectors(vectors.clone())));
        made.unwrap_or(Cow::Borrowed(lexicon))
    };
    let left = left_out(&grouped, &without);
    let plain = alone_left_out(&grouped, &|before, after| Standing::of(&Words, before, after));
    let made =
        |least| -> Option<Vec<BTreeSet<Places>>> { Some(cases.iter().map(|case| links_made(case, least)).collect()) };
    let ways = [
        (evaluate(&cases, Band::Possible), made(Band::Possible)),
        (evaluate(&cases, Band::Certain), made(Band::Certain)),
        (left.pairs, Some(left.made)),
        (left.certain, None),
        (plain, None),
    ];
    let line = |((name, meaning), (figures, made)): ((_, _), (Figures, Option<Vec<_>>))| LinkFigures {
        name,
        meaning,
        figures: Figures { links: figures.links + unread, ..figures },
        interval: made.and_then(|made| interval(&cases, &made, unread)),
    };
    let lines = WAYS.into_iter().zip(ways).map(line).collect();
    let known: BTreeSet<String> = lexicon.vectors().councils().iter().map(|council| slug(council)).collect();
    let has_seen = |group: &&&str| papers.is_none() && known.contains(&slug(group));
    let by_hand = answers.iter().flat_map(|(changes, _)| changes);
    let by_hand = by_hand.filter(|change| change.matched_by == Some(MatchedBy::Pinned));
    LinkEvaluation {
        pinned: by_hand.map(|change| change.earlier.len() * change.later.len()).sum(),
        lines,
        chosen: left.chosen,
        seen: groups.iter().filter(has_seen).map(|group| (*group).to_owned()).collect(),
        vector_words: papers.map(VectorPapers::words),
    }
}

/// The 95 % interval of F1, by drawing the later findings anew: pairs of one finding stand or fall together.
fn interval(cases: &[Case<'_>], made: &[BTreeSet<Places>], unread: usize) -> Option<(f32, f32)> {
    // Right, made and labelled links of each later finding.
    let mut units: Vec<(usize, usize, usize)> = Vec::new();
    for (case, made) in cases.iter().zip(made) {
        let made: BTreeSet<Places> = made.difference(case.related).copied().collect();
        for column in 0..case.later.len() {
            let of = |links: &BTreeSet<Places>| links.iter().filter(|link| link.1 == column).count();
            let right = made.intersection(case.same).filter(|link| link.1 == column).count();
            units.push((right, of(&made), of(case.same)));
        }
    }
    units.extend(std::iter::repeat_n((0, 0, 1), unread));
    if units.iter().all(|(_, made, links)| made + links == 0) {
        return None;
    }
    let f1 = |drawn: &mut dyn Iterator<Item = (usize, usize, usize)>| {
        let (right, made, links) = drawn.fold((0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2));
        (made + links > 0).then(|| 2.0 * right as f64 / (made + links) as f64)
    };
    interval_of(&units, &f1).map(|interval| (interval.low as f32, interval.high as f32))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::store::testing::{Paper, index_of};

    const SCENARIO: &str = r#"[{"name": "roads", "a": ["Grit the roads before dawn", "Mend the bridge"],
        "b": ["The bridge is still to be mended", "Roads should be gritted before dawn", "Count the swans"],
        "links": [[0, 1, "reworded"], [1, 0, "reworded"]]}]"#;

    #[test]
    fn scenarios_are_scored_in_five_ways() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("scenarios.json");
        fs::write(&path, SCENARIO).unwrap();
        let sets = labelled_links(&path, None).unwrap();
        let mut pinned = Pinned::default();
        pinned.together.insert(("a0".into(), "b2".into()));
        let by_hand = evaluate_links(&sets, Lexicon::builtin(), None, &pinned);
        assert_eq!((by_hand.pinned, by_hand.lines[0].figures.right), (1, 1), "a wrong pin is counted, and is wrong");
        let LinkEvaluation { lines, chosen, seen, .. } =
            evaluate_links(&sets, Lexicon::builtin(), None, &Pinned::default());
        assert_eq!(
            lines.iter().map(|line| line.name).collect::<Vec<_>>(),
            ["pairs", "certain pairs", "left out", "certain, left out", "word tf-idf"]
        );
        assert_eq!((chosen.len(), chosen[0].group.as_str(), seen.len()), (1, "roads", 0));
        assert_eq!((lines[0].figures.links, lines[0].figures.rank1()), (2, Some(1.0)));
        let (low, high) = lines[0].interval.unwrap();
        assert!(low <= high);
    }

    #[test]
    fn vectors_are_made_from_the_papers_of_an_index() {
        let runs = ["north", "south", "east"].map(|run| format!("Gritters of the {run} run left before the frost."));
        let paper = runs.iter().fold(Paper::new("roads/a.docx"), |paper, run| paper.paragraph(run));
        let (_folder, snapshot) = index_of(&[paper.heading("Roads in winter"), Paper::new("empty.txt")]);
        let papers = VectorPapers::of(&snapshot).unwrap();
        assert!(papers.words() >= 12, "{}", papers.words());
        assert_eq!(papers.without(&BTreeSet::from(["Marlshire"])).words(), 0);
    }

    #[test]
    fn many_groups_are_left_out_some_at_a_time() {
        let names: Vec<String> = (0..30).map(|at| format!("c{at:02}")).collect();
        let groups: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        let some = folds(&groups);
        assert_eq!(some.len(), MOST_FOLDS);
        assert!(some.iter().all(|fold| (2..=3).contains(&fold.len())));
        assert_eq!(some.into_iter().flatten().collect::<BTreeSet<_>>(), groups);
        assert_eq!(folds(&BTreeSet::from(["north", "south"])).len(), 2, "few are left out one by one");
    }

    #[test]
    fn vectors_are_made_without_the_papers_of_the_group() {
        let mut papers = VectorPapers::default();
        for (path, council) in [("801_marlshire/a.pdf", "Marlshire"), ("802_west marlshire/a.pdf", "Thornmere")] {
            papers.add(path, Some(council), &vec![format!("grit {} salt frost", council.to_lowercase()); 2]);
        }
        assert_eq!(papers.without(&BTreeSet::from(["swanmere"])).words(), 8);
        assert_eq!(papers.without(&BTreeSet::from(["West Marlshire"])).words(), 4);
        let known = papers.without(&BTreeSet::from(["marlshire"])).vectors(2);
        assert!(known.councils().is_empty(), "a folder that may be the group's is left out as well");
    }
}
