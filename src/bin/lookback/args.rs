//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use lookback::model::FindingKind;
use lookback::output::Format;

/// What did the last review ask for, is it still there, and what did we do about it?
///
/// Reads the peer reviews, inspections and panel minutes in a folder, and answers questions across years. Every line
/// of an answer carries its quote and a citation that can be found on paper. Nothing leaves this computer.
#[derive(Debug, Parser)]
#[command(name = "lookback", version, max_term_width = 100, after_help = EXAMPLES)]
pub struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

const EXAMPLES: &str = "\
Examples:
  lookback diff 2011 2015                     what changed between two reviews
  lookback search '\"front door\" threshold*'   passages, with paragraph and page
  lookback trace \"early help\"                 one matter through all papers, oldest first
  lookback themes -o themes.csv               themes by review, for a spreadsheet

Exit status: 0 answered, 1 nothing found, 2 could not.";

/// Options that every command takes.
#[derive(Debug, Args)]
pub struct Common {
    /// Folder that holds the papers
    ///
    /// Default: the nearest folder upward that holds `lookback.toml`; else `corpus/` if there is one; else this folder.
    #[arg(long, global = true, value_name = "DIR")]
    pub corpus: Option<PathBuf>,

    /// Folder for the index
    ///
    /// Default: `.lookback/` in the corpus. Name another place when the papers are on a drive you cannot write to.
    #[arg(long, global = true, value_name = "DIR", env = "LOOKBACK_INDEX")]
    pub index: Option<PathBuf>,

    /// Answer from the index as it stands
    #[arg(long, global = true)]
    pub no_refresh: bool,

    /// How to write the answer [possible values: plain, csv, json, markdown, html]
    ///
    /// Default: what the name after `-o` ends in, else plain.
    #[arg(long, global = true, value_name = "FORMAT", hide_possible_values = true)]
    pub format: Option<Format>,

    /// Write to a file instead of the terminal
    #[arg(short, long, global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Begin CSV with a byte order mark, by which Excel knows the encoding
    #[arg(long, global = true)]
    pub excel: bool,
}

/// The questions.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Compare the findings of two reviews of one council
    Diff(Diff),
    /// Find passages, with highlights and citations
    Search(Search),
    /// List what reviews found and committees resolved
    Findings(Findings),
    /// Count themes by review, with the quotes behind every figure
    Themes(Themes),
    /// Follow one matter through all papers, oldest first
    Trace(Trace),
    /// Settle by hand that two findings are one, or are not
    Pin(Pin),
    /// Show a paper as it was understood
    Show(Show),
    /// Show what was read, what was skipped and why
    Status(Status),
    /// Read what is new or changed, and say what became of each file
    Index(Index),
    /// Hold what was read against labels
    Eval(Eval),
    /// Read for another process
    #[command(name = crate::read::NAME, hide = true)]
    Read,
}

/// Which papers and findings to look at.
#[derive(Debug, Clone, Default, Args)]
pub struct Filters {
    /// Only this council (can be repeated)
    #[arg(long, value_name = "NAME")]
    pub council: Vec<String>,
    /// Only reviews by this body: LGA, Ofsted (can be repeated)
    #[arg(long, value_name = "NAME")]
    pub body: Vec<String>,
    /// Only reviews of this subject: \"safeguarding children\" (can be repeated)
    #[arg(long, value_name = "NAME")]
    pub subject: Vec<String>,
    /// Only this kind of finding: priority, recommendation, strength, resolution (can be repeated)
    #[arg(long, value_name = "KIND", value_parser = finding_kind)]
    pub kind: Vec<FindingKind>,
    /// Also findings that only words suggest, not the structure of the paper
    #[arg(long)]
    pub possible: bool,
}

fn finding_kind(text: &str) -> Result<FindingKind, String> {
    let name = text.to_lowercase().replace(['-', ' '], "_");
    let known = || FindingKind::ALL.map(FindingKind::as_str).join(", ");
    let singular =
        name.strip_suffix("ies").map_or_else(|| name.trim_end_matches('s').to_owned(), |stem| format!("{stem}y"));
    let found = FindingKind::ALL.into_iter().find(|kind| kind.as_str() == name || kind.as_str() == singular);
    found.ok_or_else(|| format!("there is no kind `{text}`; there are {}", known()))
}

/// Prints one block per finding: what became of it, how alike the two texts are (0 to 1), both texts and both
/// citations. "Not found" speaks of the text: it does not say that the matter was resolved.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback diff 2011 2015 --council worcestershire
  lookback diff 2011 2015 2019
  lookback diff 2011 2015 --kind priority -o priorities.csv")]
pub struct Diff {
    /// Two or more reviews, each a year (2015), a month (2015-04), a range (2011..2015) or an identifier
    #[arg(required = true, num_args = 2.., value_name = "REVIEW")]
    pub reviews: Vec<String>,
    #[command(flatten)]
    pub filters: Filters,
}

/// Words, \"phrases\", AND, OR, NOT, parentheses, prefix*, and conditions such as kind:priority year:2011..2015
/// council:marlshire doc:minutes.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback search 'early help'
  lookback search '\"front door\" AND threshold*' --limit 50
  lookback search 'caseloads kind:recommendation year:2015..2019' --format csv")]
pub struct Search {
    /// What to look for
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// At most this many passages; 0 gives all
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Also search what every paper has: apologies, declarations, contents pages
    #[arg(long)]
    pub all: bool,
    /// Words exactly as typed: no stems
    #[arg(long)]
    pub exact: bool,
}

/// One line a finding: the words, the review that said them, and where they stand.
#[derive(Debug, Args)]
pub struct Findings {
    /// Only those read in this paper: a path or an identifier (can be repeated)
    #[arg(value_name = "PAPER")]
    pub papers: Vec<String>,
    /// Only of this review: a year, a month or an identifier (can be repeated)
    #[arg(long, value_name = "REVIEW")]
    pub review: Vec<String>,
    #[command(flatten)]
    pub filters: Filters,
}

/// What themes are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// Each review
    Review,
    /// Each year
    Year,
    /// Each council
    Council,
}

/// Counts how many findings carry each theme, out of how many, with intervals; `--evidence` gives one line a quote.
#[derive(Debug, Args)]
pub struct Themes {
    /// What to count by
    #[arg(long, value_enum, default_value = "review")]
    pub by: By,
    /// One row a quote instead of counts
    #[arg(long)]
    pub evidence: bool,
    /// A built-in codebook by name, or a file of your own
    ///
    /// Default: what `lookback.toml` names, else lga_safeguarding.
    #[arg(long, value_name = "NAME|FILE")]
    pub codebook: Option<String>,
    #[command(flatten)]
    pub filters: Filters,
}

/// Every finding, resolution and passage on a matter, in the order of time.
#[derive(Debug, Args)]
pub struct Trace {
    /// What to follow; as in `search`
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// Every passage, not only the best two of each paper
    #[arg(long)]
    pub all: bool,
}

/// What is settled is kept in `pins.toml` beside the papers, with both quotes, and wins over what `diff` would say.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback pin marlshire-2011-11-09-review-letter/areas/b5 marlshire-2015-06-review-report/para6/b1
  lookback pin --forbid ID ID        never pair these two
  lookback pin --undo ID ID          let the machine decide again")]
pub struct Pin {
    /// Identifier of a finding, as `findings --format csv` gives it
    #[arg(value_name = "FINDING")]
    pub one: String,
    /// Identifier of the other
    #[arg(value_name = "FINDING")]
    pub other: String,
    /// They are not one
    #[arg(long, conflicts_with = "undo")]
    pub forbid: bool,
    /// Take back what was settled of them
    #[arg(long)]
    pub undo: bool,
}

/// A paper as it was understood: pages, headings, numbers, items, and which parts are findings.
#[derive(Debug, Args)]
pub struct Show {
    /// A path or an identifier; also a file outside the corpus
    #[arg(value_name = "PAPER")]
    pub paper: String,
    /// Say by which rule each finding was found
    #[arg(long)]
    pub explain: bool,
}

/// Documents, reviews and files that could not be read.
#[derive(Debug, Args)]
pub struct Status {
    /// List every document
    #[arg(long)]
    pub documents: bool,
}

/// Queries bring the index up to date by themselves; this says what became of each file.
#[derive(Debug, Args)]
pub struct Index {
    /// Read every file again, changed or not
    #[arg(long)]
    pub again: bool,
    /// List unchanged files too
    #[arg(long)]
    pub all: bool,
}

/// How well is it known what papers are: council, committee, dates, grade? Each paper is read under a name that gives
/// nothing away.
#[derive(Debug, Args)]
#[command(after_help = "Example:
  lookback eval --metadata gold/documents.csv --corpus papers")]
pub struct Eval {
    /// Labels of papers: a row each, `file` its path in the corpus; council, committee, kind, date, on_site_start,
    /// on_site_end, published, overall_grade, body, subject as far as there are
    #[arg(long, value_name = "LABELS.csv")]
    pub metadata: PathBuf,
}
