//! What can be typed.

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::{Args, Parser, Subcommand, ValueEnum};
use lookback::ingest::{Encoding, USUAL_ENCODINGS, encoding_named};
use lookback::model::FindingKind;
use lookback::output::{Format, table};

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

/// What the columns of `themes` mean, from the contract that CSV, XLSX and Parquet follow.
static COLUMNS: LazyLock<String> = LazyLock::new(|| {
    let mut text = String::new();
    for (contract, what) in [
        (&table::THEMES, "Columns of the counts"),
        (&table::THEME_CHANGES, "Columns of --compare"),
        (&table::EVIDENCE, "Columns of --evidence"),
        (&table::DISCOVERED, "Columns of --discover"),
        (&table::SUGGESTIONS, "Columns of --suggest"),
    ] {
        text += &format!("{what}:\n");
        for column in contract.columns {
            text += &format!("  {:18}{}\n", column.name, column.meaning);
        }
        text += "\n";
    }
    text.truncate(text.trim_end().len());
    text
});

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

    /// Encoding of text that does not tell its own: macroman, windows-1252, iso-8859-15
    ///
    /// For plain text, CSV, Markdown and web pages whose letters come out wrong. What is known without it (UTF-8, UTF-16,
    /// declared, given in `lookback.toml`) stays as it is. It holds for the papers it was said of until `index --again`.
    #[arg(long, global = true, value_name = "NAME", value_parser = encoding)]
    pub encoding: Option<&'static Encoding>,

    /// Read scanned pages, with the program `tesseract`
    ///
    /// Takes some seconds a page. What was read so is kept, and marked: check quotes against the paper.
    #[arg(long, global = true)]
    pub ocr: bool,

    /// How to write the answer [possible values: plain, csv, json, markdown, html, xlsx, svg]
    ///
    /// Default: what the name after `-o` ends in, else plain. Builds with the feature `parquet` also know parquet.
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
    /// Hold what was read against labels of your own
    Eval(Eval),
    /// Look for every stored quote in its paper, read afresh
    Verify(Verify),
    /// Put a finding right: reject, retype, give to another review, add one that was missed
    Correct(Correct),
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

fn encoding(name: &str) -> Result<&'static Encoding, String> {
    let unknown = || format!("there is no encoding of this name; try {}", USUAL_ENCODINGS.join(", "));
    encoding_named(name).ok_or_else(unknown)
}

fn finding_kind(text: &str) -> Result<FindingKind, String> {
    let known = || FindingKind::ALL.map(FindingKind::as_str).join(", ");
    FindingKind::named(text).ok_or_else(|| format!("there is no kind `{text}`; there are {}", known()))
}

/// What is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Source {
    /// What reviews and inspections found
    Reviews,
    /// What committees resolved, requested and agreed, by the date of the meeting
    Minutes,
}

/// Prints one block per finding: what became of it, how alike the two texts are (0 to 1), both texts and both
/// citations. "Not found" speaks of the text: it does not say that the matter was resolved.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback diff 2011 2015 --council worcestershire
  lookback diff 2011 2015 2019
  lookback diff 2011 2015 --source minutes
  lookback diff 2018 --council marlshire --against thornmere
  lookback diff 2011 2015 --kind priority -o priorities.csv")]
pub struct Diff {
    /// Two or more reviews, each a year (2015), a month (2015-04), a range (2011..2015) or an identifier; with `--against`
    /// one is enough
    #[arg(required = true, num_args = 1.., value_name = "REVIEW")]
    pub reviews: Vec<String>,
    /// What to compare: what reviews found, or what committees decided in those years
    #[arg(long, value_enum, default_value = "reviews")]
    pub source: Source,
    /// Compare the council of `--council` with this one
    #[arg(long, value_name = "COUNCIL", requires = "council", conflicts_with = "source")]
    pub against: Option<String>,
    #[command(flatten)]
    pub filters: Filters,
}

/// Words, \"phrases\", AND, OR, NOT, parentheses, prefix*, and conditions such as kind:priority year:2011..2015
/// council:marlshire doc:minutes; of tables of actions owner:director due:2019 status:overdue.
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
    /// Say why each is a finding: rule, words that fired it, sure or possible
    #[arg(long)]
    pub explain: bool,
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
#[command(after_help = "Examples:
  lookback themes --by year -o themes.xlsx         counts and quotes, a sheet each
  lookback themes -o themes.svg                    a picture of the matrix
  lookback themes --compare 2011 2015              what rose and fell, and what is too little to say so
  lookback themes --compare 2011..2014 2015..2019 --by year --words
  lookback themes --discover                       groups found without a codebook
  lookback themes --write-codebook -o ours.csv     a codebook to edit; then --codebook ours.csv", after_long_help = COLUMNS.as_str())]
pub struct Themes {
    /// Something else than counting: see the options of the same names
    #[arg(value_enum, value_name = "WHAT", hide = true)]
    pub what: Option<What>,
    /// Group findings without a codebook, by the words they share
    #[arg(long, group = "else")]
    pub discover: bool,
    /// With --discover: how many groups to seek
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub groups: Option<u16>,
    /// Look the codebook over: terms that fire nowhere, themes that overlap, findings without a theme
    #[arg(long, group = "else")]
    pub check: bool,
    /// Propose terms from findings without a theme, with a quote each
    #[arg(long, group = "else")]
    pub suggest: bool,
    /// Write the codebook itself as CSV, to edit in a spreadsheet and use with --codebook
    #[arg(long, group = "else")]
    pub write_codebook: bool,
    /// What to count by
    #[arg(long, value_enum, default_value = "review")]
    pub by: By,
    /// One row a quote instead of counts
    #[arg(long, conflicts_with = "compare")]
    pub evidence: bool,
    /// What rose and fell between two reviews; with `--by`, two years, ranges (2011..2014) or councils
    #[arg(long, num_args = 2, value_names = ["EARLIER", "LATER"])]
    pub compare: Vec<String>,
    /// Compare words and pairs of words instead of themes
    #[arg(long, requires = "compare")]
    pub words: bool,
    /// A built-in codebook by name, or a file of your own
    ///
    /// Default: what `lookback.toml` names, else lga_safeguarding.
    #[arg(long, value_name = "NAME|FILE")]
    pub codebook: Option<String>,
    #[command(flatten)]
    pub filters: Filters,
}

/// What `themes` does instead of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    Discover,
    Check,
    Suggest,
    Codebook,
}

impl Themes {
    /// What is asked for, as an option or as a word.
    pub fn what(&self) -> Option<What> {
        let options = [
            (self.discover, What::Discover),
            (self.check, What::Check),
            (self.suggest, What::Suggest),
            (self.write_codebook, What::Codebook),
        ];
        options.into_iter().find(|(asked, _)| *asked).map(|(_, what)| what).or(self.what)
    }
}

/// Every finding, resolution and passage on a matter, in the order of time.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback trace 'early help'
  lookback trace marlshire-2015-06-review-report/para6/b1    one finding through reviews, minutes and answers
  lookback trace --unanswered --council marlshire            what was asked for and never spoken of again")]
pub struct Trace {
    /// What to follow; as in `search`. The identifier of a finding follows that finding
    #[arg(required_unless_present = "unanswered", value_name = "QUERY|FINDING")]
    pub query: Vec<String>,
    /// Requests, recommendations and priorities that no later paper speaks of
    #[arg(long, conflicts_with_all = ["query", "all"])]
    pub unanswered: bool,
    #[command(flatten)]
    pub filters: Filters,
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
  lookback eval --links links.csv --items labels.csv papers/    pairs, as read from the papers
  lookback eval --reading";

/// Precision, recall and F1 of what was found, against labels made by reading: all together, by kind of finding, by family
/// of paper (kind and framework) and by file format.
#[derive(Debug, Args)]
#[command(after_help = LABELS)]
pub struct Eval {
    /// Labels of findings: a CSV table with the columns file, kind and text
    #[arg(long, value_name = "FILE", required_unless_present_any = ["metadata", "reading", "themes", "links"])]
    pub labels: Option<PathBuf>,
    /// Labels of papers: a row each, `file` its path in the corpus; council, committee, kind, date, on_site_start,
    /// on_site_end, published, overall_grade, body, subject as far as there are. Each paper is read under a name that gives
    /// nothing away
    #[arg(long, value_name = "LABELS.csv", conflicts_with_all = ["labels", "path", "list"])]
    pub metadata: Option<PathBuf>,
    /// Labelled links between the findings of two reviews: a CSV table (with `--items`) or scenarios in JSON
    ///
    /// With a folder of papers the findings are as read there; without, in the words of the labels.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["labels", "metadata", "list", "reading"])]
    pub links: Option<PathBuf>,
    /// The items that a table of links speaks of: a CSV table with the columns file, kind, section, ordinal and text
    #[arg(long, value_name = "FILE", requires = "links")]
    pub items: Option<PathBuf>,
    /// Labels of themes: a row a finding, with the columns themes (identifiers parted by `;`) and text, or file, section
    /// and ordinal (its number under that heading)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["labels", "metadata", "reading"])]
    pub themes: Option<PathBuf>,
    /// With --themes: a built-in codebook by name, or a file of your own
    #[arg(long, value_name = "NAME|FILE", requires = "themes")]
    pub codebook: Option<String>,
    /// Hold the text of PDFs against that of the program `pdftotext`: words, share of heads and feet, digits page by page
    #[arg(long, conflicts_with_all = ["labels", "metadata", "list"])]
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

/// Writes `corrections.toml` beside the papers. Corrections find their place again by the quote, however often the papers
/// are read, and hold in every paper that repeats the finding. Without arguments, lists them.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback findings --explain                 shows what each finding is known as
  lookback correct marlshire-2015-11-19-minutes/para7/a --kind request --note \"the Panel asked\"
  lookback correct marlshire-2015-11-19-minutes/para7/a --undo
  lookback correct --add --path minutes/2015-11-19.pdf --text \"Members asked for the figures\" --kind request")]
pub struct Correct {
    /// Identifier of the finding
    #[arg(value_name = "FINDING-ID", conflicts_with = "add")]
    pub finding: Option<String>,
    /// It is no finding
    #[arg(long, requires = "finding", conflicts_with_all = ["kind", "review"])]
    pub reject: bool,
    /// It is a finding of this kind
    #[arg(long, value_name = "KIND", value_parser = finding_kind)]
    pub kind: Option<FindingKind>,
    /// It is this review's: a year, a month or an identifier; \"none\" for no review's
    #[arg(long, value_name = "REVIEW")]
    pub review: Option<String>,
    /// Add a finding that was missed
    #[arg(long, requires_all = ["path", "text", "kind"])]
    pub add: bool,
    /// The paper it stands in
    #[arg(long, value_name = "PAPER", requires = "add")]
    pub path: Option<String>,
    /// Its words, as printed in the paper
    #[arg(long, value_name = "TEXT", requires = "add")]
    pub text: Option<String>,
    /// Why, for the next reader
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// Who says so
    #[arg(long, value_name = "NAME")]
    pub who: Option<String>,
    /// Take back the corrections of the finding, or the last correction where none is named
    #[arg(long, conflicts_with_all = ["reject", "kind", "review", "add"])]
    pub undo: bool,
}

/// Reads every paper again and looks for each quote in its letters: word for word, letter for letter (hyphens at line
/// ends, quotation marks and dashes aside), or not found again. Exit status 1 when any is not found.
#[derive(Debug, Args)]
pub struct Verify {
    /// List every quote, not only those that are not found again
    #[arg(long)]
    pub all: bool,
}
