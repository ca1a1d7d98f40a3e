//! Labels made by reading, for the tests that measure.
//!
//! They are outside the package, in the folder `LOOKBACK_SHARED` or `../shared` beside it.

#![expect(clippy::print_stderr, reason = "a test that is skipped says so")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::evaluation::Places;
use super::testing::asks;
use crate::model::Finding;

/// Two lists of asks and the links a person read.
pub(super) struct Labelled {
    pub(super) council: String,
    pub(super) earlier: Vec<Finding>,
    pub(super) later: Vec<Finding>,
    pub(super) same: BTreeSet<Places>,
    pub(super) related: BTreeSet<Places>,
}

/// The folder of labelled sets; `None`, after saying so, where it is absent.
pub(super) fn gold() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("LOOKBACK_SHARED").map_or_else(beside, PathBuf::from).join("gold");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "no labelled sets: set LOOKBACK_SHARED to their folder");
    eprintln!("skipped: no labelled sets beside the package; set LOOKBACK_SHARED to their folder");
    None
}

fn rows<T: for<'de> Deserialize<'de>>(path: &Path) -> Vec<T> {
    csv::Reader::from_path(path).unwrap().into_deserialize().collect::<Result<_, _>>().unwrap()
}

#[derive(Deserialize)]
struct Item {
    file: String,
    kind: String,
    section: String,
    ordinal: String,
    text: String,
}

#[derive(Deserialize)]
struct Reports {
    council: String,
    earlier_file: String,
    later_file: String,
}

#[derive(Deserialize)]
struct Label {
    earlier_file: String,
    earlier_section: String,
    earlier_ordinal: String,
    later_file: String,
    later_section: String,
    later_ordinal: String,
    level: String,
}

/// Consecutive inspection reports; only the council's lists, not those of the safeguarding board.
pub(super) fn inspections(gold: &Path) -> Vec<Labelled> {
    let mut lists: BTreeMap<String, Vec<Item>> = BTreeMap::new();
    for item in rows::<Item>(&gold.join("ofsted-dev.csv")) {
        if item.kind == "recommendation" && !item.section.contains("LSCB") {
            lists.entry(item.file.clone()).or_default().push(item);
        }
    }
    let labels: Vec<Label> = rows(&gold.join("links-dev.csv"));
    let place = |list: &[Item], section: &str, ordinal: &str| {
        list.iter().position(|item| item.section == section && item.ordinal == ordinal).unwrap()
    };
    let labelled = |reports: Reports| {
        let (before, after) = (&lists[&reports.earlier_file], &lists[&reports.later_file]);
        let of_level = |level: &str| {
            labels
                .iter()
                .filter(|label| label.earlier_file == reports.earlier_file && label.later_file == reports.later_file)
                .filter(|label| label.level == level)
                .map(|label| {
                    (
                        place(before, &label.earlier_section, &label.earlier_ordinal),
                        place(after, &label.later_section, &label.later_ordinal),
                    )
                })
                .collect()
        };
        let findings =
            |side, list: &[Item]| asks(side, &list.iter().map(|item| item.text.as_str()).collect::<Vec<_>>());
        Labelled {
            council: reports.council.clone(),
            earlier: findings("a", before),
            later: findings("b", after),
            same: of_level("same"),
            related: of_level("related"),
        }
    };
    let sets: Vec<Labelled> = rows::<Reports>(&gold.join("links-dev-reports.csv")).into_iter().map(labelled).collect();
    let candidates: usize = sets.iter().map(|set| set.earlier.len() * set.later.len()).sum();
    let links: usize = sets.iter().map(|set| set.same.len()).sum();
    assert_eq!((candidates, links), (2723, 76), "the labels are read as their own notes count them");
    sets
}

#[derive(Deserialize)]
struct Scenario {
    name: String,
    a: Vec<String>,
    b: Vec<String>,
    links: Vec<(usize, usize, String)>,
}

/// Reviews of several services in words written for the purpose.
pub(super) fn scenarios(gold: &Path) -> Vec<Labelled> {
    let text = std::fs::read_to_string(gold.join("scenarios-written-dev.json")).unwrap();
    let labelled = |scenario: Scenario| Labelled {
        council: scenario.name,
        earlier: asks("a", &scenario.a.iter().map(String::as_str).collect::<Vec<_>>()),
        later: asks("b", &scenario.b.iter().map(String::as_str).collect::<Vec<_>>()),
        same: scenario.links.iter().map(|(earlier, later, _)| (*earlier, *later)).collect(),
        related: BTreeSet::new(),
    };
    serde_json::from_str::<Vec<Scenario>>(&text).unwrap().into_iter().map(labelled).collect()
}
