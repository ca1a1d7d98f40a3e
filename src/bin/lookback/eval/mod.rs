//! `lookback eval`: what was read, held against labels made by reading, or against another program's print.
//!
//! | file | what is held against labels |
//! |---|---|
//! | `findings` | what was found (`--labels`) |
//! | `links` | who goes with whom (`--links`) |
//! | `metadata` | what is known of papers (`--metadata`) |
//! | `themes` | a codebook (`--themes`) |
//! | `discovery` | groups and key phrases (`--groups`, `--phrases`) |
//! | `reading` | the text of PDFs, against `pdftotext` (`--reading`) |

mod discovery;
mod findings;
mod links;
mod metadata;
mod reading;
mod themes;

use std::path::{Path, PathBuf};

use clap::{ArgGroup, Args};
use lookback::Result;

use crate::args::Common;
use crate::exit::Outcome;

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
    /// Labelled links between the findings of two reviews: a CSV table (with `--items`), scenarios in JSON, or a CSV
    /// table of single pairs (`a`, `b`, `label`: 1 where they are one matter, and `kind`)
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
    /// The papers and labels that are named beside the common options.
    pub fn places(&self) -> Vec<&Path> {
        let Self { labels, metadata, links, items, themes, groups, phrases, papers, path, .. } = self;
        let named = [labels, metadata, links, items, themes, groups, phrases, papers, path];
        named.into_iter().flatten().chain(&self.more).map(PathBuf::as_path).collect()
    }
}

pub fn run(common: &Common, args: &Eval) -> Result<Outcome> {
    match args {
        Eval { links: Some(labels), .. } => links::run(common, args, labels),
        Eval { metadata: Some(labels), .. } => metadata::run(common, labels),
        Eval { themes: Some(labels), .. } => themes::run(common, args, labels),
        Eval { groups: Some(labels), .. } => discovery::groups(common, labels),
        Eval { phrases: Some(labels), .. } => discovery::phrases(common, args, labels),
        Eval { labels: Some(labels), .. } => findings::run(common, args, labels),
        // The arguments see to it that one of them is given, so this is `--reading`.
        Eval { path, more, .. } => reading::run(common, &path.iter().chain(more).cloned().collect::<Vec<_>>()),
    }
}
