//! The real papers, read once for all tests of this program.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use lookback::Unreadable;
use lookback::ingest::{Hints, Ingested, ingest_with, walk};
use lookback::model::Reading;
use lookback::reading::{Inspection, Told, inspect_bytes_by};
use rayon::prelude::*;

use crate::common;

/// The real papers: their letters as their files give them, and what was read from those.
pub struct Shelf {
    /// Where they lie.
    pub root: PathBuf,
    /// By the hash of a file's content.
    letters: BTreeMap<[u8; 32], Result<Ingested, Unreadable>>,
    /// What was read, in the order of their paths below the root.
    pub inspections: Vec<Inspection>,
    /// The text of each PDF as another program reads it, by path.
    prints: OnceLock<BTreeMap<String, String>>,
}

/// The shelf; `None` where the shared papers are not at hand.
pub fn shelf() -> Option<&'static Shelf> {
    static SHELF: OnceLock<Option<Shelf>> = OnceLock::new();
    SHELF.get_or_init(|| common::shared("real").map(Shelf::fill)).as_ref()
}

impl Shelf {
    fn fill(root: PathBuf) -> Self {
        let sources = walk(&root).expect("papers");
        let files: Vec<(String, Vec<u8>)> = sources
            .into_iter()
            .map(|source| (source.relative, std::fs::read(&source.path).expect("a paper")))
            .collect();
        let take = |(relative, bytes): &(String, Vec<u8>)| {
            let name = relative.rsplit('/').next().unwrap_or(relative);
            (key(bytes), ingest_with(bytes, name, Hints::default()))
        };
        let letters: BTreeMap<_, _> = files.par_iter().map(take).collect::<Vec<_>>().into_iter().collect();
        let mut shelf = Self { root, letters, inspections: Vec::new(), prints: OnceLock::new() };
        let inspect = |(relative, bytes): &(String, Vec<u8>)| {
            inspect_bytes_by(bytes, relative, &Told::default(), &|bytes, name, hints| shelf.letters(bytes, name, hints))
                .ok()
        };
        let inspections: Vec<Inspection> = files.par_iter().filter_map(inspect).collect();
        shelf.inspections = inspections;
        shelf
    }

    /// The letters of a file that stands on the shelf, whatever it is called; those of another are taken now.
    pub fn letters(&self, bytes: &[u8], name: &str, hints: Hints) -> Result<Ingested, Unreadable> {
        match self.letters.get(&key(bytes)).filter(|_| hints == Hints::default()) {
            Some(letters) => letters.clone(),
            None => ingest_with(bytes, name, hints),
        }
    }

    /// The text of each PDF as `pdftotext` reads it, which is the dearer reading of the two; `None` where that is not here.
    pub fn prints(&self) -> Option<&BTreeMap<String, String>> {
        let print = |inspection: &Inspection| {
            let path = &inspection.reading.document.path;
            let text = path.ends_with(".pdf").then(|| print(&self.root.join(path), &[]))?;
            Some((path.clone(), text))
        };
        let all = || self.inspections.par_iter().filter_map(print).collect::<Vec<_>>().into_iter().collect();
        is_measurable().then(|| self.prints.get_or_init(all))
    }

    /// The readings of the papers in a folder of the shelf, by their path in that folder.
    pub fn readings(&self, folder: &str) -> Vec<Reading> {
        let below = |inspection: &Inspection| {
            let mut reading = inspection.reading.clone();
            reading.document.path = reading.document.path.strip_prefix(folder)?.trim_start_matches('/').to_owned();
            Some(reading)
        };
        self.inspections.iter().filter_map(below).collect()
    }
}

/// Whether the yardstick is at hand.
pub fn is_measurable() -> bool {
    let runs = Command::new("pdftotext").arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    if !runs {
        assert!(std::env::var("CI").as_deref() != Ok("true"), "`pdftotext` is missing");
        eprintln!("skipped: `pdftotext` is not here");
    }
    runs
}

/// What `pdftotext` reads of a file.
pub fn print(path: &Path, mode: &[&str]) -> String {
    let output = Command::new("pdftotext").args(["-q", "-enc", "UTF-8"]).args(mode).arg(path).arg("-").output();
    String::from_utf8_lossy(&output.expect("pdftotext runs").stdout).into_owned()
}

fn key(bytes: &[u8]) -> [u8; 32] {
    blake3::hash(bytes).into()
}
