//! `lookback eval --reading`: the text of PDFs held against that of `pdftotext`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use lookback::answers::{Fidelity, fidelity};
use lookback::ingest::walk;
use lookback::output::layout::{FidelityReport, Skipped};
use lookback::reading::Told;
use lookback::reading::{self, Pool};
use lookback::{Error, Result};
use rayon::prelude::*;

use crate::args::Common;
use crate::context::{Context, answer};
use crate::exit::Outcome;
use crate::read;

/// The yardstick.
const PROGRAM: &str = "pdftotext";

/// Measures the PDFs of the corpus, or those named: files, or folders of them.
pub fn run(common: &Common, paths: &[PathBuf]) -> Result<Outcome> {
    // Asked for first, so that nobody waits for nothing.
    let asked = Command::new(PROGRAM).arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status();
    asked.map_err(|source| Error::NoProgram { program: PROGRAM, source })?;
    let files = if paths.is_empty() { files(&Context::find(common)?.corpus)? } else { named(paths)? };
    let pool = read::pool();
    let outcomes: Vec<_> = files
        .par_iter()
        .filter(|(_, path)| is_pdf(path))
        .map(|(name, path)| measure(pool.as_deref(), path, name))
        .collect::<Result<_>>()?;
    let (mut papers, mut skipped) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        match outcome {
            Ok(paper) => papers.push(paper),
            Err(file) => skipped.push(file),
        }
    }
    answer(common, &FidelityReport { papers: &papers, skipped: &skipped })?;
    Ok(if papers.is_empty() { Outcome::NothingFound } else { Outcome::Answered })
}

/// What a file is called in the answer, and where it is.
type Named = (String, PathBuf);

fn files(folder: &Path) -> Result<Vec<Named>> {
    Ok(walk(folder)?.into_iter().map(|source| (source.relative, source.path)).collect())
}

fn named(paths: &[PathBuf]) -> Result<Vec<Named>> {
    let mut all = Vec::new();
    for path in paths {
        if path.is_dir() {
            all.extend(files(path)?);
        } else {
            all.push((path.display().to_string(), path.clone()));
        }
    }
    Ok(all)
}

/// By its content, as everywhere: a file that cannot be opened is none.
fn is_pdf(path: &Path) -> bool {
    use std::io::Read;
    let mut head = Vec::new();
    let read = fs::File::open(path).and_then(|file| file.take(1024).read_to_end(&mut head));
    read.is_ok() && head.windows(5).any(|five| five == b"%PDF-")
}

fn measure(pool: Option<&Pool>, path: &Path, name: &str) -> Result<std::result::Result<Fidelity, Skipped>> {
    let paper = match pool {
        Some(pool) => pool.inspect(path, name, &Told::default()),
        None => reading::inspect(path, name, &Told::default()),
    };
    let paper = match paper {
        Ok(paper) => paper,
        Err(reason) => return Ok(Err(Skipped { path: name.to_owned(), reason: reason.to_string() })),
    };
    let print = Command::new(PROGRAM).args(["-q", "-enc", "UTF-8"]).arg(path).arg("-").output();
    let print = print.map_err(|source| Error::NoProgram { program: PROGRAM, source })?;
    if !print.status.success() {
        return Ok(Err(Skipped { path: name.to_owned(), reason: format!("{PROGRAM} could not read it") }));
    }
    Ok(Ok(fidelity(&paper, &String::from_utf8_lossy(&print.stdout))))
}
