//! `lookback eval`: what was read, held against labels made by reading, or against another program's print.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};
use lookback::Result;
use lookback::answers::evaluation::{Labels, Paper, evaluate};
use lookback::answers::{Pins, VectorPapers, evaluate_links, labelled_links, links_in_papers};
use lookback::compare::Pinned;
use lookback::lexicon::Lexicon;
use lookback::model::Reading;
use lookback::output::layout::{EvaluationReport, Held, LinkReport};
use lookback::resolve::corrected;
use lookback::resolve::corrections::without;

use crate::args::Common;
use crate::context::{Context, answer};
use crate::exit::{Outcome, note};
use crate::{eval_discovery, eval_metadata, eval_themes, fidelity, model};

/// What FILE holds, for `--help`.
const LABELS: &str = "\
Labels are a CSV table with a row for each item that a person found. Needed columns:
  file       the paper: its path in the folder, or its file name where only one paper has it
  kind       priority, recommendation, area_for_consideration, concern, strength, judgement, conclusion,
             resolution, request, action or progress
  text       the words as printed; empty says: looked for this kind in this paper, and there is none
Optional columns:
  area, grade   of a judgement (or the area in `section` and the grade in `text`)
  certainty     sure (shown by structure) or possible (only suggested by words)
  family        a name of your own for the sort of paper, to have figures by it

Only kinds that are labelled in a paper count there. What counts as the same item:
  exact      the same words, white space aside
  alike      the same letters and digits, to nine parts in ten
  overlap    at least half of the words of both together are shared, in order
Intervals are 95 %, by drawing the papers 2,000 times again (always the same draws).

Examples:
  lookback eval --metadata gold/documents.csv --corpus papers
  lookback eval --labels labels.csv
  lookback eval --labels labels.csv papers/ --list -o differences.csv
  lookback eval --links links.csv --items labels.csv            pairs, in the words of the labels
  lookback eval --links links.csv --items labels.csv --papers papers/
                                                                the same, word vectors made without each council
  lookback eval --links links.csv --items labels.csv papers/    pairs, as read from the papers
  lookback eval --reading";

// Precision, recall and F1 of what was found, against labels made by reading: all together, by kind of finding, by family
// of paper (kind and framework) and by file format.
#[derive(Debug, Args)]
#[command(after_help = LABELS, group = ArgGroup::new("against").required(true).multiple(true))]
pub struct Eval {
    /// Labels of findings: a CSV table with the columns file, kind and text
    #[arg(long, value_name = "FILE", group = "against")]
    pub labels: Option<PathBuf>,
    /// Labels of papers: a row each, `file` its path in the corpus; council, committee, kind, date, on_site_start,
    /// on_site_end, published, overall_grade, body, subject as far as there are. Each paper is read under a name that gives
    /// nothing away
    #[arg(long, group = "against", value_name = "LABELS.csv", conflicts_with_all = ["labels", "path", "list"])]
    pub metadata: Option<PathBuf>,
    /// Labelled links between the findings of two reviews: a CSV table (with `--items`) or scenarios in JSON
    ///
    /// With a folder of papers the findings are as read there; without, in the words of the labels.
    #[arg(long, group = "against", value_name = "FILE", conflicts_with_all = ["labels", "metadata", "list", "reading"])]
    pub links: Option<PathBuf>,
    /// The items that a table of links speaks of: a CSV table with the columns file, kind, section, ordinal and text
    #[arg(long, value_name = "FILE", requires = "links")]
    pub items: Option<PathBuf>,
    /// With --links, in the words of the labels: papers to make the word vectors from again, for each council or scenario
    /// without its own
    ///
    /// Without it the vectors are those that come with the program; where the findings are read from papers, those are used.
    #[arg(long, value_name = "DIR", requires = "links", conflicts_with_all = ["path", "corpus"])]
    pub papers: Option<PathBuf>,
    /// Labels of themes: a row a finding, with the columns themes (identifiers parted by `;`) and text, or file, section
    /// and ordinal (its number under that heading)
    #[arg(long, group = "against", value_name = "FILE", conflicts_with_all = ["labels", "metadata", "reading"])]
    pub themes: Option<PathBuf>,
    /// With --themes: a built-in codebook by name, or a file of your own
    #[arg(long, value_name = "NAME|FILE", requires = "themes")]
    pub codebook: Option<String>,
    /// Texts with topics: a CSV table with the columns text and topic. They are grouped as `themes --discover` does, into as many
    /// groups as there are topics
    #[arg(long, group = "against", value_name = "FILE", conflicts_with_all = ["labels", "metadata", "reading", "themes", "links", "path", "list"])]
    pub groups: Option<PathBuf>,
    /// Key phrases that a person listed: a CSV table with the columns file and phrase; precision of the first ten
    #[arg(long, group = "against", value_name = "FILE", conflicts_with_all = ["labels", "metadata", "reading", "themes", "links", "groups", "list"])]
    pub phrases: Option<PathBuf>,
    /// Hold the text of PDFs against that of the program `pdftotext`: words, share of heads and feet, digits page by page
    #[arg(long, group = "against", conflicts_with_all = ["labels", "metadata", "list"])]
    pub reading: bool,
    /// The folder of papers, as with `--corpus`; with `--reading` also a file
    #[arg(value_name = "PATH", conflicts_with = "corpus")]
    pub path: Option<PathBuf>,
    /// With `--reading`: more of them
    #[arg(value_name = "MORE", requires = "reading")]
    pub more: Vec<PathBuf>,
    /// Also list every item on which the two differ
    #[arg(long)]
    pub list: bool,
}

impl Eval {
    /// The papers that are named beside the common options.
    pub fn places(&self) -> Vec<&Path> {
        self.path.iter().chain(&self.more).chain(&self.papers).map(PathBuf::as_path).collect()
    }
}

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
    if let Some(labels) = &args.groups {
        return eval_discovery::groups(common, labels);
    }
    if let Some(labels) = &args.phrases {
        return eval_discovery::phrases(common, args, labels);
    }
    if args.reading {
        let paths: Vec<_> = args.path.iter().chain(&args.more).cloned().collect();
        return fidelity::run(common, &paths);
    }
    // The arguments see to it that one of them is given.
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
    let end_to_end = args.path.is_some() || common.corpus.is_some();
    let folder = args.path.as_deref().or(args.papers.as_deref());
    let opened = if end_to_end || args.papers.is_some() { Some(Context::open_at(common, folder)?) } else { None };
    let snapshot = opened.as_ref().map(|(_, snapshot)| snapshot);
    let sets = match snapshot {
        Some(snapshot) if end_to_end => links_in_papers(snapshot, links, items)?,
        _ => labelled_links(links, items)?,
    };
    let papers = snapshot.map(VectorPapers::of).transpose()?.filter(|papers| papers.words() > 0);
    if args.papers.is_some() && papers.is_none() {
        note("no words were read from the papers, so the vectors are those of the program");
    }
    let pinned = match &opened {
        Some((context, snapshot)) if end_to_end => Pins::load(&context.corpus)?.resolve(snapshot)?.0,
        _ => Pinned::default(),
    };
    let kept = opened.as_ref().map(|(context, _)| context.index.as_path());
    let lexicon = model::beside(common, Cow::Borrowed(Lexicon::builtin()), kept)?;
    let used = lexicon.model().map(|model| model.identity().to_string());
    let evaluation = evaluate_links(&sets, &lexicon, papers.as_ref(), &pinned);
    answer(common, &LinkReport { evaluation: &evaluation, comparisons: sets.len(), model: used.as_deref() })?;
    Ok(if evaluation.lines[0].figures.links == 0 { Outcome::NothingFound } else { Outcome::Answered })
}
