//! The cost of saying who goes with whom: a folder with two lists of findings, and what is right of them.
//!
//! `cargo bench --bench matching -- FOLDER…`, where a folder holds `old.csv` and `new.csv` (columns id, text) and `truth.csv`
//! (columns `old_id`, `new_id`, level of rewording). Compared is as `diff` compares, evidence and redlines included; the
//! thresholds are those of the program, set on other papers. Printed: how good the pairs are, certain and possible together,
//! by level of rewording too, and what they cost in processor time and memory. With `TWO_REVIEWS` set two lists of 200
//! findings, taken from the front, are timed as well.
//!
//! For a figure against a peer let the two take turns on one folder; this says what one run of our side costs.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use lookback::compare::{Settings, pair};
use lookback::lexicon::Lexicon;
use lookback::model::{Citation, DocumentKind, Finding, FindingKind};

/// Findings a side of two ordinary reviews at their longest.
const TWO_REVIEWS: usize = 200;

/// Rounds of that comparison.
const ROUNDS: usize = 21;

fn main() -> ExitCode {
    let folders: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if folders.is_empty() {
        eprintln!("usage: matching FOLDER…, each with old.csv, new.csv and truth.csv");
        return ExitCode::SUCCESS;
    }
    for folder in &folders {
        if let Err(error) = run(Path::new(folder)) {
            eprintln!("{folder}: {error}");
            return ExitCode::from(2);
        }
    }
    ExitCode::SUCCESS
}

fn run(folder: &Path) -> csv::Result<()> {
    let earlier = column(folder, "old.csv")?;
    let later = column(folder, "new.csv")?;
    let truth: BTreeMap<usize, (usize, String)> = csv::Reader::from_path(folder.join("truth.csv"))?
        .into_deserialize()
        .map(|row| row.map(|(old, new, level): (usize, usize, String)| (old, (new, level))))
        .collect::<csv::Result<_>>()?;
    let (before, after) = (findings(&earlier), findings(&later));
    let changes = pair(&before, &after, Lexicon::builtin(), &Settings::default());
    let place = |id: &String| id.parse().unwrap_or(usize::MAX);
    let found: Vec<(usize, usize)> = changes
        .iter()
        .flat_map(|change| {
            change.earlier.iter().flat_map(|earlier| change.later.iter().map(move |later| (earlier, later)))
        })
        .map(|(earlier, later)| (place(earlier), place(later)))
        .collect();
    let cost = processor_seconds();
    let is_right = |earlier: usize, later: usize| truth.get(&earlier).is_some_and(|(new, _)| *new == later);
    let right: BTreeSet<usize> =
        found.iter().filter(|(earlier, later)| is_right(*earlier, *later)).map(|(earlier, _)| *earlier).collect();
    let share = |part: usize, whole: usize| part as f64 / whole.max(1) as f64;
    let levels: BTreeSet<&String> = truth.values().map(|(_, level)| level).collect();
    let by_level: Vec<String> = levels
        .into_iter()
        .map(|level| {
            let of: Vec<usize> = truth.iter().filter(|(_, (_, own))| own == level).map(|(old, _)| *old).collect();
            format!("{level}: {:.2}", share(of.iter().filter(|old| right.contains(old)).count(), of.len()))
        })
        .collect();
    println!(
        "{} x {}: P {:.3} R {:.3} F1 {:.3}; recall by level {}; {} peak MiB {}",
        before.len(),
        after.len(),
        share(right.len(), found.len()),
        share(right.len(), truth.len()),
        share(2 * right.len(), found.len() + truth.len()),
        by_level.join(" "),
        cost.map_or_else(String::new, |seconds| format!("cpu {seconds:.2} s,")),
        peak_mebibytes().map_or_else(|| "not known".into(), |peak| peak.to_string()),
    );
    if std::env::var_os("TWO_REVIEWS").is_some() {
        two_reviews(&before, &after);
    }
    Ok(())
}

/// Times the comparison of two reviews.
fn two_reviews(earlier: &[Finding], later: &[Finding]) {
    let front = |list: &[Finding]| list.iter().take(TWO_REVIEWS).cloned().collect::<Vec<_>>();
    let (earlier, later) = (front(earlier), front(later));
    let mut times: Vec<u128> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(pair(&earlier, &later, Lexicon::builtin(), &Settings::default()));
            start.elapsed().as_micros()
        })
        .collect();
    times.sort_unstable();
    println!(
        "{} x {}, whole comparison: median {:.1} ms, least {:.1}",
        earlier.len(),
        later.len(),
        times[ROUNDS / 2] as f64 / 1e3,
        times[0] as f64 / 1e3
    );
}

fn column(folder: &Path, name: &str) -> csv::Result<Vec<String>> {
    csv::Reader::from_path(folder.join(name))?
        .into_deserialize()
        .map(|row| row.map(|(_, text): (String, String)| text))
        .collect()
}

/// The texts as recommendations, each known by its place.
fn findings(list: &[String]) -> Vec<Finding> {
    let finding = |(place, text): (usize, &String)| {
        let at = Citation::new("list", DocumentKind::Other, "list.csv", place);
        Finding::new(place.to_string(), FindingKind::Recommendation, text.as_str(), at, "list")
    };
    list.iter().enumerate().map(finding).collect()
}

/// Processor time of this process so far; `None` where the system does not tell.
fn processor_seconds() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks: f64 = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}

fn peak_mebibytes() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    Some(line.split_whitespace().nth(1)?.parse::<u64>().ok()? / 1024)
}
