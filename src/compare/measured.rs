//! The pairing held to labels made by reading: what it reaches, and floors a little below.
//!
//! The labelled sets are outside the package, in the folder `LOOKBACK_SHARED` or `../shared` beside it. Without
//! them these tests say so and pass; where `CI` is `true` they fail. The floors hold on these labels; others like
//! them are kept back, so the thresholds are also chosen leaving a council out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::changes::{pair, ranking};
use super::evaluation::{Case, Figures, Places, count, evaluate};
use super::pairing::{groups, twins};
use super::scorers::{Scorer, Words};
use super::settings::Settings;
use super::standing::Standing;
use super::testing::asks;
use crate::lexicon::Lexicon;
use crate::model::{Band, Change, Finding};

/// Two lists of asks and the links a person read.
struct Labelled {
    council: String,
    earlier: Vec<Finding>,
    later: Vec<Finding>,
    same: BTreeSet<Places>,
    related: BTreeSet<Places>,
}

/// The folder of labelled sets; `None`, after saying so, where it is absent.
fn gold() -> Option<PathBuf> {
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
fn inspections(gold: &Path) -> Vec<Labelled> {
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
        let texts = |list: &[Item]| list.iter().map(|item| item.text.clone()).collect::<Vec<_>>();
        let findings = |side, list| asks(side, &texts(list).iter().map(String::as_str).collect::<Vec<_>>());
        Labelled {
            council: reports.council.clone(),
            earlier: findings("a", before),
            later: findings("b", after),
            same: of_level("same"),
            related: of_level("related"),
        }
    };
    rows::<Reports>(&gold.join("links-dev-reports.csv")).into_iter().map(labelled).collect()
}

#[derive(Deserialize)]
struct Scenario {
    name: String,
    a: Vec<String>,
    b: Vec<String>,
    links: Vec<(usize, usize, String)>,
}

fn scenarios(gold: &Path) -> Vec<Labelled> {
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

/// Figures of the pairing as it is delivered.
fn figures(sets: &[Labelled], least: Band) -> Figures {
    let lexicon = Lexicon::builtin();
    let answers: Vec<(Vec<Change>, Vec<Vec<usize>>)> = sets
        .iter()
        .map(|set| {
            (pair(&set.earlier, &set.later, lexicon, &Settings::default()), ranking(&set.earlier, &set.later, lexicon))
        })
        .collect();
    let cases: Vec<Case> = sets
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
    evaluate(&cases, least)
}

/// Figures with the threshold of a pair chosen, for each council, on all others: where F1 is greatest there.
fn leaving_a_council_out(sets: &[Labelled], score: impl Fn(&[&str], &[&str]) -> Standing) -> Figures {
    let bars: Vec<f32> = (10..40).map(|step| step as f32 / 10.0).collect();
    let texts = |findings: &[Finding]| findings.iter().map(|finding| finding.text.clone()).collect::<Vec<_>>();
    // counts[set][bar]
    let counts: Vec<Vec<Figures>> = sets
        .iter()
        .map(|set| {
            let (before, after) = (texts(&set.earlier), texts(&set.later));
            let before: Vec<&str> = before.iter().map(String::as_str).collect();
            let after: Vec<&str> = after.iter().map(String::as_str).collect();
            let standing = score(&before, &after);
            let twins = twins(&before, &after, 0.85);
            let ranked: Vec<Vec<usize>> = (0..after.len())
                .map(|column| {
                    let mut order: Vec<usize> = (0..before.len()).collect();
                    let at = |row: &usize| standing.standing.at(*row, column);
                    order.sort_by(|a, b| at(b).total_cmp(&at(a)));
                    order
                })
                .collect();
            let at_bar = |bar: &f32| {
                let settings = Settings { possible: *bar, ..Settings::default() };
                let links = groups(&standing, &twins, &settings);
                let links =
                    links.iter().flat_map(|group| group.links().map(|link| (link.earlier, link.later))).collect();
                count(&links, &ranked, &set.same, &set.related)
            };
            bars.iter().map(at_bar).collect()
        })
        .collect();
    let sum = |chosen: &dyn Fn(&Labelled) -> bool, bar: usize| {
        let of = sets.iter().zip(&counts).filter(|(set, _)| chosen(set)).map(|(_, counts)| counts[bar]);
        of.fold(Figures::default(), |sum, figures| sum.and(&figures))
    };
    let councils: BTreeSet<&str> = sets.iter().map(|set| set.council.as_str()).collect();
    councils.iter().fold(Figures::default(), |all, council| {
        let f1 = |bar: usize| sum(&|set| set.council != *council, bar).f1().unwrap_or(0.0);
        // Of equals the middle one.
        let best = (0..bars.len()).map(f1).fold(0.0, f32::max);
        let tops: Vec<usize> = (0..bars.len()).filter(|bar| f1(*bar) >= best).collect();
        all.and(&sum(&|set| set.council == *council, tops[tops.len() / 2]))
    })
}

fn say(name: &str, figures: &Figures) {
    let show = |value: Option<f32>| value.map_or("-".to_owned(), |value| format!("{value:.3}"));
    eprintln!(
        "{name:34} P {} R {} F1 {} item F1 {} MRR {} rank 1 {} ({} of {} links)",
        show(figures.precision()),
        show(figures.recall()),
        show(figures.f1()),
        show(figures.item_f1()),
        show(figures.mrr()),
        show(figures.rank1()),
        figures.right,
        figures.links
    );
}

fn plain_words(earlier: &[&str], later: &[&str]) -> Standing {
    Standing::of(&[&Words as &dyn Scorer], earlier, later)
}

fn ours(earlier: &[&str], later: &[&str]) -> Standing {
    Standing::in_use(earlier, later, Lexicon::builtin())
}

#[test]
fn pairs_of_inspection_reports_keep_their_floors_and_beat_plain_words() {
    let Some(gold) = gold() else { return };
    let sets = inspections(&gold);
    assert_eq!(sets.iter().map(|set| set.same.len()).sum::<usize>(), 76, "labels read");

    let delivered = figures(&sets, Band::Possible);
    let left_out = leaving_a_council_out(&sets, ours);
    let words = leaving_a_council_out(&sets, plain_words);
    say("delivered", &delivered);
    say("leaving a council out", &left_out);
    say("plain words, leaving a council out", &words);
    assert!(delivered.f1() >= Some(0.62));
    assert!(delivered.item_f1() >= Some(0.72));
    assert!(left_out.mrr() >= Some(0.86));
    assert!(left_out.f1() > words.f1() && left_out.item_f1() > words.item_f1() && left_out.mrr() > words.mrr());
}

#[test]
fn certain_pairs_of_inspection_reports_are_right() {
    let Some(gold) = gold() else { return };
    let certain = figures(&inspections(&gold), Band::Certain);
    say("certain band", &certain);
    assert!(certain.precision() >= Some(0.9));
    assert!(certain.recall() >= Some(0.3));
}

#[test]
fn written_scenarios_of_other_services_keep_their_floors() {
    let Some(gold) = gold() else { return };
    let sets = scenarios(&gold);
    let all = figures(&sets, Band::Possible);
    let certain = figures(&sets, Band::Certain);
    say("scenarios", &all);
    say("scenarios, certain band", &certain);
    say("scenarios, plain words left out", &leaving_a_council_out(&sets, plain_words));
    assert!(all.f1() >= Some(0.9));
    assert!(certain.precision() >= Some(0.95));
}
