//! The cost of an answer, against the least searcher that the same engine allows.
//!
//! `cargo bench --bench querying -- [FOLDER [ROUNDS]]`; without a folder, copies of the text papers of our own corpus. Three
//! questions: a query as a whole process (without the look at what changed, and without synonyms and copies, of which the
//! peer knows nothing), a query in a process that goes on, and the look itself. An empty answer would cost nothing, so it is
//! said and not counted.

#![allow(clippy::unwrap_used)]

mod bare;
mod common;

use std::hint::black_box;
use std::io;
use std::path::Path;
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use bare::Bare;
use common::{Cost, cost_of, measured, papers, shown, spread};
use lookback::search::{Options, Query, search};
use lookback::store::{Refresh, Snapshot, refresh};

/// Asks this program to be the peer.
const BARE: &str = "--bare";
const BARE_SEARCH: &str = "--bare-search";

/// Rounds, where none are asked for.
const ROUNDS: usize = 5;
/// Processes a round, and answers of one process: one alone is too quick for the clock.
const PROCESSES: usize = 20;
const ANSWERS: usize = 200;

/// The same questions as we write them and as the engine's own language does.
const QUERIES: [(&str, &str); 9] = [
    ("safeguarding", "safeguarding"),
    ("placements", "placements"),
    ("philoprogenitive", "philoprogenitive"),
    ("\"early help offer\"", "\"early help offer\""),
    ("\"front door\"", "\"front door\""),
    ("safeguarding AND thresholds AND delay", "safeguarding AND thresholds AND delay"),
    ("(\"foster carers\" OR adoption) AND recruitment", "(\"foster carers\" OR adoption) AND recruitment"),
    ("\"care leavers\" NOT housing", "\"care leavers\" -housing"),
    ("safegard~1", "~safegard"),
];

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let done = match given.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [BARE, papers, index] => bare::index(papers.as_ref(), index.as_ref()),
        [BARE_SEARCH, index, query] => Bare::open(index.as_ref()).and_then(|bare| {
            print!("{}", bare.search(query)?);
            Ok(())
        }),
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
    let (ours, theirs) = (scratch.path().join("ours"), scratch.path().join("theirs"));
    let program = env!("CARGO_BIN_EXE_lookback");
    let lookback = || {
        let mut command = Command::new(program);
        command.arg("--corpus").arg(&papers).arg("--index").arg(&ours);
        command
    };
    cost_of(lookback().arg("index"))?;
    cost_of(Command::new(std::env::current_exe()?).arg(BARE).arg(&papers).arg(&theirs))?;
    whole_processes(&lookback, &theirs, rounds)?;
    going_on(&ours, &theirs, rounds)?;
    look_at_what_changed(&papers, &ours, rounds)
}

/// Ratios of time by the clock: processor time is counted in hundredths, which is longer than an answer takes.
fn whole_processes(lookback: &dyn Fn() -> Command, theirs: &Path, rounds: usize) -> io::Result<()> {
    println!("a query as a whole process, {PROCESSES} a round, milliseconds each:");
    for (ours, query) in QUERIES {
        let many = |command: &dyn Fn() -> io::Result<Command>| -> io::Result<Cost> {
            measured(&|| {
                for _ in 0..PROCESSES {
                    let status = command()?.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
                    if !status.success() {
                        return Err(io::Error::other("no answer"));
                    }
                }
                Ok(())
            })
        };
        let mut costs = Vec::new();
        for _ in 0..rounds {
            let our_run = many(&|| {
                let mut command = lookback();
                command.args(["search", "--no-refresh", "--no-synonyms", "--unfold", "--limit", "10", ours]);
                Ok(command)
            });
            let Ok(our_cost) = our_run else { break };
            let their_cost = many(&|| {
                let mut command = Command::new(std::env::current_exe()?);
                command.arg(BARE_SEARCH).arg(theirs).arg(query);
                Ok(command)
            })?;
            costs.push((our_cost, their_cost));
        }
        if costs.is_empty() {
            println!("  {ours}: no answer in these papers");
            continue;
        }
        let each = |cost: &Cost| cost.wall * 1e3 / PROCESSES as f64;
        println!(
            "  {ours}: lookback {}, bare {}, ratio {}",
            shown(spread(costs.iter().map(|(ours, _)| each(ours)))),
            shown(spread(costs.iter().map(|(_, theirs)| each(theirs)))),
            shown(spread(costs.iter().map(|(ours, theirs)| ours.wall / theirs.wall))),
        );
    }
    Ok(())
}

fn going_on(ours: &Path, theirs: &Path, rounds: usize) -> io::Result<()> {
    println!("a query in a process that goes on, median of {ANSWERS}, microseconds:");
    let failed = |error: lookback::Error| io::Error::other(error.to_string());
    let (snapshot, bare) = (Snapshot::open(ours).map_err(failed)?, Bare::open(theirs)?);
    let options = Options { limit: Some(10), ..Options::default() };
    for (typed, query) in QUERIES {
        let answer = || -> io::Result<usize> {
            let parsed = Query::parse(typed).map_err(failed)?;
            Ok(black_box(search(&snapshot, &parsed, &options).map_err(failed)?).hits.len())
        };
        if answer()? == 0 || bare.search(query)?.is_empty() {
            println!("  {typed}: no answer in these papers");
            continue;
        }
        let median = |work: &dyn Fn() -> io::Result<usize>| -> io::Result<f64> {
            let mut times = Vec::with_capacity(ANSWERS);
            for _ in 0..ANSWERS {
                let clock = Instant::now();
                black_box(work()?);
                times.push(clock.elapsed().as_secs_f64() * 1e6);
            }
            Ok(spread(times)[1])
        };
        let mut rows = Vec::new();
        for _ in 0..rounds {
            rows.push((median(&answer)?, median(&|| Ok(black_box(bare.search(query)?).len()))?));
        }
        println!(
            "  {typed}: lookback {}, bare {}, ratio {}",
            shown(spread(rows.iter().map(|row| row.0))),
            shown(spread(rows.iter().map(|row| row.1))),
            shown(spread(rows.iter().map(|row| row.0 / row.1))),
        );
    }
    Ok(())
}

fn look_at_what_changed(papers: &Path, index: &Path, rounds: usize) -> io::Result<()> {
    let failed = |error: lookback::Error| io::Error::other(error.to_string());
    let options = Refresh::default();
    let mut times = Vec::new();
    let mut files = 0;
    for _ in 0..=rounds {
        let clock = Instant::now();
        let report = refresh(papers, index, &options, &|_| {}).map_err(failed)?;
        times.push(clock.elapsed().as_secs_f64() * 1e3);
        files = report.files.len();
        if report.committed {
            return Err(io::Error::other("the papers changed while they were measured"));
        }
    }
    times.remove(0);
    println!("the look at {files} unchanged files: {} milliseconds", shown(spread(times)));
    Ok(())
}
