//! The cost of reading PDFs to blocks, isolation included, against `pdftotext` on the same files.
//!
//! `cargo bench --bench reading -- FOLDER [ROUNDS]`; without a folder, the real reports beside the project
//! (`LOOKBACK_SHARED` names their folder). The two take turns; what counts is processor time, that of all child
//! processes included, and of the rounds the median of the ratios, so that a busy machine slows both sides alike. A third
//! side reads the same papers without the pool, in one process: what isolation costs.

#![allow(clippy::unwrap_used)]

mod common;

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use common::{measured, shown, spread};
use lookback::ingest::{Hints, Ingested, ingest_with, walk};
use lookback::reading::{Limits, Pool};
use lookback::structure::structure;
use rayon::prelude::*;

/// Ask this program to do the reading itself: as one of the two sides, and without the pool.
const READ: &str = "--read-to-blocks";
const READ_BARE: &str = "--read-in-one-process";

/// Rounds, where none are asked for; one more warms the machine up.
const ROUNDS: usize = 7;

fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match given.split_first() {
        Some((first, rest)) if first == READ => read_all(Path::new(&rest[0])),
        Some((first, rest)) if first == READ_BARE => read_bare(Path::new(&rest[0])),
        Some((folder, rest)) => {
            let rounds = rest.first().and_then(|n| n.parse().ok()).unwrap_or(ROUNDS);
            compare(Path::new(folder), rounds)
        }
        None => {
            let shared = std::env::var_os("LOOKBACK_SHARED")
                .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
            compare(&shared.join("real/ofsted"), ROUNDS)
        }
    }
}

fn papers(folder: &Path) -> Vec<PathBuf> {
    let sources = walk(folder).map(|sources| sources.into_iter().map(|source| source.path).collect());
    sources.unwrap_or_else(|error| {
        eprintln!("{error}: {}", folder.display());
        Vec::new()
    })
}

/// One side: every paper through the pool of children, and put in order.
fn read_all(folder: &Path) -> ExitCode {
    let mut child = Command::new(env!("CARGO_BIN_EXE_lookback"));
    child.arg("__read");
    let pool = Pool::new(child, Limits::default());
    count_blocks(folder, &|bytes, name| pool.ingest(bytes, name, Hints::default()).ok())
}

/// The third side: the same, nothing between the parser and us.
fn read_bare(folder: &Path) -> ExitCode {
    count_blocks(folder, &|bytes, name| ingest_with(bytes, name, Hints::default()).ok())
}

fn count_blocks(folder: &Path, letters: &(dyn Fn(&[u8], &str) -> Option<Ingested> + Sync)) -> ExitCode {
    let blocks: usize = papers(folder)
        .par_iter()
        .filter_map(|path| {
            let bytes = std::fs::read(path).ok()?;
            let name = path.file_name()?.to_string_lossy();
            Some(structure(&letters(&bytes, &name)?.pages).blocks.len())
        })
        .sum();
    println!("{blocks} blocks");
    ExitCode::SUCCESS
}

/// The other side: one `pdftotext` a paper.
fn print_all(files: &[PathBuf]) -> io::Result<()> {
    for file in files {
        Command::new("pdftotext").arg("-q").arg(file).arg("-").stdout(Stdio::null()).status()?;
    }
    Ok(())
}

fn compare(folder: &Path, rounds: usize) -> ExitCode {
    let files = papers(folder);
    if files.is_empty() {
        eprintln!("there are no papers in {}", folder.display());
        return ExitCode::from(2);
    }
    let myself = match std::env::current_exe() {
        Ok(myself) => myself,
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(2);
        }
    };
    let reads = |how: &str| {
        let status = Command::new(&myself).arg(how).arg(folder).stdout(Stdio::null()).status()?;
        if status.success() { Ok(()) } else { Err(io::Error::other("reading failed")) }
    };
    let (ours, bare) = (|| reads(READ), || reads(READ_BARE));
    let theirs = || print_all(&files);
    let (mut ratios, mut isolation) = (Vec::new(), Vec::new());
    let (mut our_cpu, mut their_cpu) = (Vec::new(), Vec::new());
    for round in 0..=rounds {
        let (a, b, c) = match (measured(&ours), measured(&theirs), measured(&bare)) {
            (Ok(a), Ok(b), Ok(c)) => (a, b, c),
            (Err(error), ..) | (_, Err(error), _) | (.., Err(error)) => {
                eprintln!("{error}");
                return ExitCode::from(2);
            }
        };
        if round == 0 {
            continue;
        }
        println!(
            "round {round}: lookback {:.2} s of processor time ({:.2} s by the clock), pdftotext {:.2} s ({:.2} s): {:.3}",
            a.cpu,
            a.wall,
            b.cpu,
            b.wall,
            a.cpu / b.cpu
        );
        ratios.push(a.cpu / b.cpu);
        isolation.push((a.cpu / c.cpu, a.wall / c.wall));
        our_cpu.push(a.cpu);
        their_cpu.push(b.cpu);
    }
    let [least, median, most] = spread(ratios);
    println!(
        "{} files, {rounds} rounds: lookback {:.2} s, pdftotext {:.2} s, ratio {median:.3} (medians; {least:.3} to {most:.3})",
        files.len(),
        spread(our_cpu)[1],
        spread(their_cpu)[1],
    );
    println!(
        "with the pool against one process: processor time {}, by the clock {}",
        shown(spread(isolation.iter().map(|of| of.0))),
        shown(spread(isolation.iter().map(|of| of.1))),
    );
    ExitCode::SUCCESS
}
