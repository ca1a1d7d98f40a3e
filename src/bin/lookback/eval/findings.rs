//! `lookback eval --labels`: what was found, held against what a person found.

use std::path::Path;

use lookback::Result;
use lookback::answers::evaluation::{Labels, Paper, evaluate};
use lookback::model::Reading;
use lookback::output::layout::{EvaluationReport, Held};
use lookback::resolve::corrected;
use lookback::resolve::corrections::without;

use super::Eval;
use crate::args::Common;
use crate::context::{Context, answer};
use crate::exit::Outcome;

pub fn run(common: &Common, args: &Eval, labels: &Path) -> Result<Outcome> {
    let labels = Labels::open(labels)?;
    let (_, snapshot) = Context::open_at(common, args.path.as_deref())?;
    let skipped: Vec<(String, String)> = snapshot.skipped()?.into_iter().map(|file| (file.path, file.reason)).collect();
    let papers = |readings: &[Reading]| readings.iter().map(Paper::new).collect::<Vec<_>>();
    let readings = snapshot.readings()?;
    let mut as_read = readings.clone();
    as_read.iter_mut().for_each(without);
    let mut held = vec![Held { findings: "as_read", evaluation: evaluate(&labels, &papers(&as_read), &skipped) }];
    if readings.iter().any(|reading| !reading.corrections.is_empty()) {
        let evaluation = evaluate(&labels, &papers(&corrected(&readings)), &skipped);
        held.push(Held { findings: "corrected", evaluation });
    }
    answer(common, &EvaluationReport { held: &held, labels: labels.len(), list: args.list })?;
    Ok(if held[0].evaluation.papers == 0 { Outcome::NothingFound } else { Outcome::Answered })
}
