//! A model ready for use: the folder looked through, the weights read, a first try made, old vectors at hand.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use super::bert::Bert;
use super::folder::{Folder, Kind};
use super::kept::Kept;
use super::table::Table;
use super::{Identity, Sentences};
use crate::error::Result;

/// A line each.
const ASKS: &str = include_str!("asks.txt");

/// Makes vectors, of any length.
pub(super) trait Encoder: Send + Sync {
    /// The vector of each text, or why there is none.
    fn encode(&self, texts: &[&str]) -> Vec<std::result::Result<Vec<f32>, String>>;
}

/// A model of which vectors can be had.
pub(super) struct Opened {
    identity: Identity,
    encoder: Box<dyn Encoder>,
    dimensions: usize,
    usual: (f32, f32),
    kept: Mutex<Kept>,
    fault: OnceLock<String>,
}

/// What is in the weights is of no use to anybody on a screen.
impl fmt::Debug for Opened {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Opened").field("identity", &self.identity).field("usual", &self.usual).finish_non_exhaustive()
    }
}

impl Opened {
    /// Opens the model in `folder` and what is kept of its vectors in the folder `kept`.
    pub(super) fn open(folder: &Path, kept: Option<&Path>) -> Result<Self> {
        let mut folder = Folder::read(folder)?;
        let encoder: Box<dyn Encoder> = match folder.kind {
            Kind::Bert(pooling) => Box::new(Bert::of(&mut folder, pooling)?),
            Kind::Table => Box::new(Table::of(&mut folder)?),
        };
        // Long, and with letters that hardly any vocabulary knows: what passes here passes later.
        let trial = format!("Grit the roads \u{16a0}\u{4e00} {}", "every winter morning, ".repeat(200));
        let mut first = encoder.encode(&[&trial]).into_iter();
        let vector = match first.next() {
            Some(Ok(vector)) => vector,
            Some(Err(error)) => return Err(folder.fails(&format!("it failed at a first try: {error}"))),
            None => Vec::new(),
        };
        if vector.is_empty() || vector.iter().any(|cell| !cell.is_finite()) {
            return Err(folder.fails("at a first try it gave no numbers"));
        }
        let mut opened = Self {
            identity: folder.identity,
            encoder,
            dimensions: vector.len(),
            usual: (0.0, 1.0),
            kept: Mutex::new(Kept::open(kept, &folder.fingerprint, vector.len())),
            fault: OnceLock::new(),
        };
        opened.usual = opened.usual_of_asks();
        Ok(opened)
    }

    /// Mean and standard deviation of the cosines among asks such as one inspection report holds, each of another matter.
    ///
    /// Under MiniLM they give 0.35 and 0.12; the 2,723 pairs of the labelled inspection reports give 0.33 and 0.13.
    fn usual_of_asks(&self) -> (f32, f32) {
        let asks: Vec<&str> = ASKS.lines().collect();
        let vectors = self.vectors(&asks);
        let mut cosines = Vec::new();
        for (at, one) in vectors.iter().enumerate() {
            let cosine = |other: &Vec<f32>| one.iter().zip(other).map(|(a, b)| f64::from(a * b)).sum::<f64>();
            cosines.extend(vectors[at + 1..].iter().map(cosine));
        }
        let n = (cosines.len() as f64).max(1.0);
        let mean = cosines.iter().sum::<f64>() / n;
        let variance = cosines.iter().map(|cosine| (cosine - mean).powi(2)).sum::<f64>() / n;
        (mean as f32, variance.sqrt().max(0.01) as f32)
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // A vector is put in whole or not at all, so one who fell while holding the lock left nothing half done.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the vectors of texts that have none yet.
    fn make<'t>(&self, texts: &BTreeSet<&'t str>) -> Vec<(&'t str, Vec<f32>)> {
        let texts: Vec<&str> = texts.iter().copied().collect();
        let made = texts.iter().zip(self.encoder.encode(&texts)).filter_map(|(text, vector)| match vector {
            Ok(vector) if vector.len() == self.dimensions => Some((*text, normalised(vector))),
            Ok(_) => None,
            Err(error) => {
                // Only the first is told; the others are likely the same.
                let _ = self.fault.set(error);
                None
            }
        });
        made.collect()
    }
}

impl Sentences for Opened {
    fn identity(&self) -> &Identity {
        &self.identity
    }

    fn usual(&self) -> (f32, f32) {
        self.usual
    }

    fn vectors(&self, texts: &[&str]) -> Vec<Vec<f32>> {
        // The lock is not held while vectors are made: that waits for other threads, which may be waiting for the lock.
        let missing: BTreeSet<&str> = {
            let kept = self.kept();
            texts.iter().copied().filter(|text| kept.of(text).is_none()).collect()
        };
        let made = self.make(&missing);
        let mut kept = self.kept();
        if !made.is_empty() {
            kept.add(made);
        }
        let of = |text: &&str| kept.of(text).cloned().unwrap_or_else(|| vec![0.0; self.dimensions]);
        texts.iter().map(of).collect()
    }

    fn fault(&self) -> Option<String> {
        self.fault.get().cloned()
    }
}

/// The same direction, of length 1; nothing stays nothing.
fn normalised(mut vector: Vec<f32>) -> Vec<f32> {
    let length = vector.iter().map(|cell| cell * cell).sum::<f32>().sqrt();
    if length > 1e-12 {
        vector.iter_mut().for_each(|cell| *cell /= length);
    }
    vector
}
