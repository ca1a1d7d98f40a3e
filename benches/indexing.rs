//! The cost of an index with structure and findings, against the least indexer that the same engine allows.
//!
//! `cargo bench --bench indexing -- [FOLDER [ROUNDS]]`; without a folder, copies of the text papers of our own corpus. The
//! two take turns; what counts is processor time, and of the rounds the median of the ratios.

#![allow(clippy::unwrap_used)]

mod bare;
mod common;

use std::io;
use std::path::Path;
use std::process::{Command, ExitCode};

use common::{Cost, cost_of, median, papers, shown, size_of, spread};

/// Asks this program to be the peer.
const BARE: &str = "--bare";

/// Rounds, where none are asked for; one more warms the machine up.
const ROUNDS: usize = 5;

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let done = match given.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [BARE, papers, index] => bare::index(papers.as_ref(), index.as_ref()),
        [] => compare(None, ROUNDS),
        [folder] => compare(Some(folder), ROUNDS),
        [folder, rounds, ..] => compare(Some(folder), rounds.parse().unwrap_or(ROUNDS)),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn compare(folder: Option<&str>, rounds: usize) -> io::Result<()> {
    let scratch = tempfile::tempdir()?;
    let papers = papers(folder, scratch.path())?;
    let (our_index, their_index) = (scratch.path().join("ours"), scratch.path().join("theirs"));
    let mut costs: Vec<(Cost, Cost)> = Vec::new();
    for round in 0..=rounds {
        let ours = index(&papers, &our_index)?;
        let theirs = cost_of(Command::new(std::env::current_exe()?).arg(BARE).arg(&papers).arg(&their_index))?;
        if round == 0 {
            continue;
        }
        println!(
            "round {round}: lookback {:.2} s of processor time ({:.2} s by the clock, {:.0} MiB), bare {:.2} s ({:.2} s, {:.0} MiB): {:.3}",
            ours.cpu,
            ours.wall,
            ours.peak,
            theirs.cpu,
            theirs.wall,
            theirs.peak,
            ours.cpu / theirs.cpu,
        );
        costs.push((ours, theirs));
    }
    let (ours, theirs) = (size_of(&our_index), size_of(&their_index));
    println!(
        "{} MB of papers, {rounds} rounds: processor time {:.2} s, {} times that of the bare indexer; by the clock {} times; \
         {:.0} MiB at most against {:.0}; index of {:.1} MB, {:.2} times its size",
        size_of(&papers) / 1_000_000,
        median(costs.iter().map(|(ours, _)| ours.cpu)),
        shown(spread(costs.iter().map(|(ours, theirs)| ours.cpu / theirs.cpu))),
        shown(spread(costs.iter().map(|(ours, theirs)| ours.wall / theirs.wall))),
        spread(costs.iter().map(|(ours, _)| ours.peak))[2],
        spread(costs.iter().map(|(_, theirs)| theirs.peak))[2],
        ours as f64 / 1e6,
        ours as f64 / theirs as f64,
    );
    Ok(())
}

/// Our side: a fresh index by the program itself.
fn index(papers: &Path, index: &Path) -> io::Result<Cost> {
    let _ = std::fs::remove_dir_all(index);
    let program = env!("CARGO_BIN_EXE_lookback");
    cost_of(Command::new(program).arg("index").arg("--corpus").arg(papers).arg("--index").arg(index))
}
