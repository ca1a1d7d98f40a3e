//! The cost of themes: a codebook applied to findings, and findings grouped without one.
//!
//! `cargo bench --bench themes -- [ROUNDS]`. Peers stand in the bench: a codebook as one regular expression a theme, which
//! is how it is usually done, and phrases counted in a table of all word sequences. Both sides take turns over the same
//! texts, of our own words; what counts is the median of the ratios.

#![allow(clippy::unwrap_used)]

use std::collections::HashMap;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use lookback::themes::Codebook;
use lookback::themes::phrases::key_phrases;
use lookback::themes::topics::hold;
use regex::{Regex, RegexBuilder};

/// Rounds, where none are asked for.
const ROUNDS: usize = 5;

/// Texts.
const TEXTS: usize = 20_000;

fn main() -> ExitCode {
    let given = std::env::args().skip(1).find(|arg| arg != "--bench");
    let rounds = given.and_then(|rounds| rounds.parse().ok()).unwrap_or(ROUNDS);
    let texts = texts();
    let Ok(codebook) = Codebook::builtin("children_services") else { return ExitCode::FAILURE };
    let themes = expressions(codebook);
    let ours = || texts.iter().map(|text| codebook.apply(text).len()).sum::<usize>();
    let theirs = || texts.iter().map(|text| themes.iter().filter(|theme| theme.is_match(text)).count()).sum::<usize>();
    compare("codebook / an expression a theme", rounds, ours, theirs);
    compare("key phrases / table of sequences", rounds, || key_phrases(&texts, 100).len(), || sequences(&texts));
    let few: Vec<&String> = texts.iter().take(3_000).collect();
    let topics: Vec<&str> = few.iter().map(|text| text.split(' ').next().unwrap_or("")).collect();
    let begun = Instant::now();
    let groups = hold(&few, &topics, Some(20)).groups;
    println!("3,000 texts in {groups} groups: {:.2} s", begun.elapsed().as_secs_f64());
    ExitCode::SUCCESS
}

/// The examples of every codebook, over and over, each time with other words among them.
fn texts() -> Vec<String> {
    let examples: Vec<String> = Codebook::names()
        .filter_map(|name| Codebook::builtin(name).ok())
        .flat_map(|codebook| codebook.themes().iter().map(|theme| theme.example.clone()).collect::<Vec<_>>())
        .collect();
    (0..TEXTS)
        .map(|at| format!("{} {}", examples[at % examples.len()], examples[(at * 31 + 7) % examples.len()]))
        .collect()
}

/// A codebook as one expression a theme: its terms, in the words in which they are written down.
fn expressions(codebook: &Codebook) -> Vec<Regex> {
    let mut terms: HashMap<String, Vec<String>> = HashMap::new();
    let sheet = codebook.to_csv();
    for row in csv::Reader::from_reader(sheet.as_bytes()).into_records().flatten() {
        let (theme, include) = (row.get(0).unwrap_or(""), row.get(4).unwrap_or(""));
        for term in include.split("; ").filter(|term| !term.contains("NEAR/") && !term.contains(" AND ")) {
            let written = regex::escape(term).replace("\\*", "\\w*").replace(' ', "\\s+");
            terms.entry(theme.to_owned()).or_default().push(written);
        }
    }
    let expression = |terms: Vec<String>| {
        let pattern = format!("\\b(?:{})\\b", terms.join("|"));
        RegexBuilder::new(&pattern).case_insensitive(true).size_limit(1 << 28).build().ok()
    };
    terms.into_values().filter_map(expression).collect()
}

/// Every sequence of one to four words, counted; those that recur.
fn sequences(texts: &[String]) -> usize {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for text in texts {
        let lower = text.to_lowercase();
        let words: Vec<&str> = lower.split_whitespace().collect();
        for length in 1..=4 {
            for window in words.windows(length) {
                *counts.entry(window.join(" ")).or_default() += 1;
            }
        }
    }
    counts.values().filter(|count| **count > 1).count()
}

/// Lets the two take turns, and prints the median of the ratios.
fn compare(name: &str, rounds: usize, ours: impl Fn() -> usize, theirs: impl Fn() -> usize) {
    let timed = |side: &dyn Fn() -> usize| {
        let begun = Instant::now();
        std::hint::black_box(side());
        begun.elapsed()
    };
    let (mut ratios, mut last) = (Vec::new(), [Duration::ZERO; 2]);
    for _ in 0..rounds.max(1) {
        last = [timed(&ours), timed(&theirs)];
        ratios.push(last[0].as_secs_f64() / last[1].as_secs_f64().max(1e-9));
    }
    ratios.sort_by(f64::total_cmp);
    println!("{name}: {:.3} (last {:.2?} / {:.2?})", ratios[ratios.len() / 2], last[0], last[1]);
}
