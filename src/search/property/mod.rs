//! The hits are those of a reader who goes through every passage with a pencil, and what is marked is what he marks.
//!
//! Random papers, put in by random commits; random questions, written out as a person would type them, in every scope, with
//! and without stems and synonyms. The [naive reader](naive) shares no tokeniser, stemmer, matcher or plan with what it
//! checks.

mod ask;
mod naive;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Options, Query, Scope, Themes, facets, search};
use crate::lexicon::Lexicon;
use crate::model::{Boilerplate, FindingKind};
use crate::store::Snapshot;
use crate::store::testing::{Paper, update};
use ask::{Ask, BODIES, COMMITTEES, COUNCILS, KINDS, SYNONYMS};
use naive::{FAMILIES, Manner, THEMES, Told, themes_of};

const SEPARATORS: [&str; 6] = [" ", " ", " ", ", ", "-", " – "];

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.roll(from.len())]
    }

    fn form(&mut self) -> &'static str {
        let family = self.pick(&FAMILIES);
        self.pick(family)
    }
}

/// A codebook of the test.
#[derive(Debug)]
struct ByHand;

impl Themes for ByHand {
    fn ids(&self) -> Vec<String> {
        THEMES.iter().map(|(theme, _)| (*theme).to_owned()).collect()
    }

    fn of(&self, text: &str) -> Vec<String> {
        themes_of(text).into_iter().map(str::to_owned).collect()
    }
}

/// A random paper, as put in and as told to the naive reader.
fn paper(dice: &mut Dice, file: usize) -> (Paper, Vec<Told>) {
    // Each council has a paper, so that "Thornmere" in full is always there.
    let council = COUNCILS[file % COUNCILS.len()];
    let (kind, year, committee) = (dice.pick(&KINDS), 2011 + dice.roll(5) as i32, dice.pick(&COMMITTEES));
    let path = format!("{file}.txt");
    let mut paper =
        Paper::new(&path).council(Some(council)).kind(kind).committee(committee).dated(&format!("{year}-06"));
    let body = (dice.roll(2) == 0).then(|| dice.pick(&BODIES));
    if let Some(body) = body {
        paper = paper.report_of(body, "safeguarding children", "2011-04");
    }
    let mut told: Vec<Told> = Vec::new();
    // Where the section, the numbered paragraph and the last paragraph began.
    let (mut section, mut numbered, mut lead) = (0, None, None);
    let mut page = 1;
    for block in 0..1 + dice.roll(10) {
        let mut text = String::new();
        for _ in 0..1 + dice.roll(9) {
            if !text.is_empty() {
                text.push_str(dice.pick(&SEPARATORS));
            }
            text.push_str(dice.form());
        }
        let boilerplate = dice.roll(7) == 0;
        let item = match dice.roll(7) {
            _ if boilerplate => {
                paper = paper.boilerplate(Boilerplate::Notice, &text);
                lead = Some(block);
                numbered.unwrap_or(block)
            }
            0 => {
                paper = paper.heading(&text);
                (section, numbered, lead) = (block, None, None);
                block
            }
            1 | 2 => {
                paper = paper.numbered(&block.to_string(), &text);
                (numbered, lead) = (Some(block), Some(block));
                block
            }
            3 | 4 => {
                paper = paper.paragraph(&text);
                lead = Some(block);
                numbered.unwrap_or(block)
            }
            _ => {
                paper = paper.item(&text);
                lead = lead.or(Some(block));
                numbered.or(lead).unwrap_or(block)
            }
        };
        page += dice.roll(2) as u32;
        let page = (dice.roll(8) > 0).then_some(page);
        if let Some(page) = page {
            paper = paper.on_page(page);
        }
        let priority = dice.roll(4) == 0;
        let strength = (priority && dice.roll(2) == 0).then(|| 1 + dice.roll(5) as u8);
        if priority {
            paper = paper.found(FindingKind::Priority);
        }
        if let Some(strength) = strength {
            paper = paper.asking(strength);
        }
        let path = path.clone();
        told.push(Told {
            path,
            block,
            text,
            item,
            section,
            page,
            council,
            committee,
            body,
            kind,
            year,
            priority,
            strength,
            boilerplate,
        });
    }
    (paper, told)
}

/// Papers put in by three commits, some twice, of which only the second counts, and one taken out again.
fn corpus(dice: &mut Dice, folder: &std::path::Path) -> (Snapshot, Vec<Told>) {
    let mut corpus: Vec<Vec<Told>> = vec![Vec::new(); 8];
    for commit in 0..3 {
        let mut papers = Vec::new();
        for (file, told) in corpus.iter_mut().enumerate() {
            if commit == 0 || dice.roll(3) == 0 {
                let (paper, passages) = paper(dice, file);
                papers.push(paper);
                *told = passages;
            }
        }
        update(folder, &papers, &[]);
    }
    let snapshot = update(folder, &[], &["7.txt"]);
    corpus[7].clear();
    (snapshot, corpus.concat())
}

/// The passages by what a scope takes together.
fn units(passages: &[Told], scope: Scope) -> Vec<Vec<&Told>> {
    let mut units: BTreeMap<(&str, usize), Vec<&Told>> = BTreeMap::new();
    for told in passages {
        let start = match scope {
            Scope::Passage => told.block,
            Scope::Item => told.item,
            Scope::Section => told.section,
            Scope::Document => 0,
        };
        units.entry((&told.path, start)).or_default().push(told);
    }
    units.into_values().collect()
}

type Marked = BTreeMap<(String, usize), Vec<(usize, usize)>>;

#[test]
fn hits_and_marks_are_those_of_a_naive_reading_of_every_passage() {
    let lexicon = Arc::new(Lexicon::from_toml(SYNONYMS).unwrap());
    let (mut asked, mut found) = ([0; 4], [0; 4]);
    for seed in 0..8 {
        let mut dice = Dice(seed);
        let folder = tempfile::tempdir().unwrap();
        let (snapshot, passages) = corpus(&mut dice, folder.path());
        for _ in 0..180 {
            let ask = Ask::random(&mut dice, 2);
            let typed = ask.typed(&mut dice);
            let scope = dice.pick(&[Scope::Passage, Scope::Passage, Scope::Item, Scope::Section, Scope::Document]);
            let (exact, synonyms) = (dice.roll(4) == 0, dice.roll(2) == 0);
            let options = Options {
                all: dice.roll(2) == 0,
                exact,
                scope,
                synonyms: synonyms.then(|| Arc::clone(&lexicon)),
                themes: Some(Arc::new(ByHand)),
                ..Options::default()
            };
            let tree = ask.tree(synonyms && !exact);
            let manner = Manner { exact, all: options.all };
            let answering: Vec<_> =
                units(&passages, scope).iter().filter_map(|unit| tree.answers(unit, manner)).collect();
            let expected: Marked = answering
                .iter()
                .flatten()
                .map(|(told, marks)| ((told.path.clone(), told.block), marks.clone()))
                .collect();
            let answer = search(&snapshot, &Query::parse(&typed).unwrap(), &options).unwrap();
            let hits: Marked = answer
                .hits
                .iter()
                .map(|hit| ((hit.citation.path.clone(), hit.citation.block), hit.highlights.clone()))
                .collect();
            assert_eq!(hits, expected, "seed {seed}, {scope:?}, exact {exact}, synonyms {synonyms}: {typed}");
            assert_eq!((answer.total, answer.hits.len()), (expected.len(), expected.len()), "{typed}");
            assert_eq!(answer.units.unwrap_or(answering.len()), answering.len(), "{typed}");
            let first = Options { limit: Some(3), ..options.clone() };
            let first = search(&snapshot, &Query::parse(&typed).unwrap(), &first).unwrap();
            assert_eq!((first.total, first.units), (answer.total, answer.units), "{typed}");
            assert!(first.hits.iter().eq(answer.hits.iter().take(3)), "{scope:?}, exact {exact}: {typed}");
            // The figure of a value is what the query narrowed to it finds: asked of some, as each is a search.
            let is_held = asked.iter().sum::<usize>() % 8 == 0;
            let facets = facets(&snapshot, &Query::parse(&typed).unwrap(), &options).unwrap();
            for value in facets.iter().filter(|_| is_held).flat_map(|facet| facet.values.iter().take(2)) {
                let narrowed = Query::narrowed(&typed, std::slice::from_ref(&value.query)).unwrap();
                let total = search(&snapshot, &narrowed, &options).unwrap().total;
                assert_eq!(value.passages, total, "seed {seed}, {scope:?}: ({typed}) {}", value.query);
            }
            asked[scope as usize] += 1;
            found[scope as usize] += usize::from(!expected.is_empty());
        }
    }
    for (asked, found) in asked.into_iter().zip(found) {
        assert!(found * 3 > asked, "most questions should have an answer, or the test says little: {found} of {asked}");
    }
}
