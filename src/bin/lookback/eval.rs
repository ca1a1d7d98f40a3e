//! `lookback eval`: what was read, held against labels made by reading, or against another program's print.

use std::path::Path;

use lookback::Result;
use lookback::answers::evaluation::{Labels, Paper, evaluate};
use lookback::answers::{evaluate_links, labelled_links, links_in_papers};
use lookback::lexicon::Lexicon;
use lookback::model::Reading;
use lookback::output::layout::{EvaluationReport, Held, LinkReport};
use lookback::resolve::corrected;
use lookback::resolve::corrections::without;

use crate::args::{Common, Eval};
use crate::context::{Context, answer};
use crate::exit::Outcome;
use crate::{eval_metadata, eval_themes, fidelity};

pub fn run(common: &Common, args: &Eval) -> Result<Outcome> {
    if let Some(links) = &args.links {
        return self::links(common, args, links);
    }
    if let Some(labels) = &args.metadata {
        return eval_metadata::run(common, labels);
    }
    if let Some(labels) = &args.themes {
        return eval_themes::run(common, args, labels);
    }
    if args.reading {
        let paths: Vec<_> = args.path.iter().chain(&args.more).cloned().collect();
        return fidelity::run(common, &paths);
    }
    // The arguments see to it that one of the four is given.
    let Some(labels) = &args.labels else { return Ok(Outcome::NothingFound) };
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

/// How good the pairing is: in the words of the labels, or end to end where papers are named.
fn links(common: &Common, args: &Eval, links: &Path) -> Result<Outcome> {
    let items = args.items.as_deref();
    let sets = if args.path.is_some() || common.corpus.is_some() {
        let (_, snapshot) = Context::open_at(common, args.path.as_deref())?;
        links_in_papers(&snapshot, links, items)?
    } else {
        labelled_links(links, items)?
    };
    let lines = evaluate_links(&sets, Lexicon::builtin());
    answer(common, &LinkReport { lines: &lines, comparisons: sets.len() })?;
    Ok(if lines[0].figures.links == 0 { Outcome::NothingFound } else { Outcome::Answered })
}
