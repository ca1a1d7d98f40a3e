//! What can be typed: the options that every command takes, and the commands. What one command takes beside them stands in its file.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, CommandFactory, Parser, Subcommand};
use lookback::Result;
use lookback::answers::Narrow;
use lookback::ingest::{Encoding, USUAL_ENCODINGS, encoding_named};
use lookback::model::FindingKind;
use lookback::output::Format;
use lookback::store::{Snapshot, Wanted};

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
  lookback diff 2011 2015                            what changed between two reviews
  lookback search '\"front door\" contact*'            passages, with paragraph and page
  lookback trace \"early help\"                        one matter through all papers, oldest first
  lookback themes -o themes.csv                      themes by review, for a spreadsheet
  lookback brief --council marlshire -o brief.docx   a briefing for members, every line cited

Exit status: 0 answered, 1 nothing found, 2 could not.";

// Options that every command takes.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Options of every command")]
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

    /// Folder of a sentence model, to compare and group by what texts mean as well
    ///
    /// For `diff`, `trace`, `themes --discover` and `eval --links`. The folder holds config.json, tokenizer.json and
    /// model.safetensors of a model of the BERT kind, such as all-MiniLM-L6-v2; nothing is fetched. Needs a build with the
    /// feature `model`.
    #[arg(long, global = true, value_name = "DIR", env = "LOOKBACK_MODEL")]
    pub model: Option<PathBuf>,

    /// How to write the answer [possible values: plain, csv, json, markdown, html, docx, xlsx, svg]
    ///
    /// Default: what the name after `-o` ends in, else plain. Builds with the feature `parquet` also know parquet.
    #[arg(long, global = true, value_name = "FORMAT", hide_possible_values = true)]
    pub format: Option<Format>,

    /// The same as --format json: one record a line
    #[arg(long, global = true, conflicts_with = "format")]
    pub json: bool,

    /// Write to a file instead of the terminal
    #[arg(short, long, global = true, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Begin CSV with a byte order mark, by which Excel knows the encoding
    #[arg(long, global = true)]
    pub excel: bool,
}

/// The questions. Only the one that was typed is built with its options; a doc comment of those would then take the place of what
/// is said of it here, so they have plain comments.
#[derive(Debug, Subcommand)]
#[command(defer = true)]
pub enum Command {
    /// Compare the findings of two reviews of one council
    Diff(crate::diff::Diff),
    /// Find passages, with highlights and citations
    Search(crate::search::Search),
    /// List what reviews found and committees resolved
    Findings(crate::findings::Findings),
    /// Count themes by review, with the quotes behind every figure
    Themes(crate::themes::Themes),
    /// Follow one matter through all papers, oldest first
    Trace(crate::trace::Trace),
    /// Put a cited briefing together for members: Word, HTML, Markdown
    Brief(crate::brief::Brief),
    /// Show all of it in a browser on this computer
    Serve(crate::serve::Serve),
    /// Settle by hand that two findings are one, or are not
    Pin(crate::pin::Pin),
    /// Learn which words keep the same company in your own papers
    Vectors(crate::vectors::VectorsOf),
    /// Show a paper as it was understood
    Show(crate::show::Show),
    /// Show what was read, what was skipped and why
    Status(crate::status::Status),
    /// Read what is new or changed, and say what became of each file
    Index(crate::index::Index),
    /// Hold what was read against labels of your own
    Eval(crate::eval::Eval),
    /// Look for every stored quote in its paper, read afresh
    Verify(crate::verify::Verify),
    /// Put a finding right: reject, retype, give to another review, add one that was missed
    Correct(crate::correct::Correct),
    /// Print the script by which a shell completes commands and options
    Completions(crate::completions::Completions),
    /// Print the manual, as pages for `man`
    Man(crate::man::ManPages),
    /// Read for another process
    #[command(name = crate::read::NAME, hide = true)]
    Read,
}

// Which papers and findings to look at.
#[derive(Debug, Clone, Default, Args)]
pub struct Filters {
    /// Only this council (can be repeated)
    #[arg(long, value_name = "NAME")]
    pub council: Vec<String>,
    /// Only reviews by this body: LGA, Ofsted (can be repeated)
    #[arg(long, value_name = "NAME")]
    pub body: Vec<String>,
    /// Only reviews of this subject: "safeguarding children" (can be repeated)
    #[arg(long, value_name = "NAME")]
    pub subject: Vec<String>,
    /// Only this kind of finding: priority, recommendation, strength, resolution (can be repeated)
    #[arg(long, value_name = "KIND", value_parser = finding_kind)]
    pub kind: Vec<FindingKind>,
    /// Also findings that only words suggest, not the structure of the paper
    #[arg(long)]
    pub possible: bool,
}

impl Filters {
    /// Whether nothing is asked for but all there is.
    pub fn is_empty(&self) -> bool {
        self.council.is_empty() && !self.is_of_findings()
    }

    /// Whether only findings can be asked for, and no other passages.
    pub fn is_of_findings(&self) -> bool {
        self.possible || !(self.body.is_empty() && self.subject.is_empty() && self.kind.is_empty())
    }

    /// As the library takes them, looked over: the only way to what they narrow by.
    pub fn narrow(&self, snapshot: &Snapshot) -> Result<Narrow> {
        let narrow = Narrow {
            councils: self.council.clone(),
            bodies: self.body.clone(),
            subjects: self.subject.clone(),
            kinds: self.kind.clone(),
            possible: self.possible,
        };
        narrow.named(snapshot)
    }

    /// The findings they ask for, looked over as well.
    pub fn wanted(&self, snapshot: &Snapshot) -> Result<Wanted> {
        let Narrow { councils, bodies, subjects, kinds, possible } = self.narrow(snapshot)?;
        Ok(Wanted { kinds, councils, bodies, subjects, possible, ..Wanted::default() })
    }
}

/// One of several names, as an option takes it; help says what each means.
pub fn one_of<T: Copy + Send + Sync + 'static, const N: usize>(
    all: [T; N],
    name: fn(T) -> &'static str,
    meaning: fn(T) -> &'static str,
) -> impl TypedValueParser<Value = T> {
    let named = all.map(|one| PossibleValue::new(name(one)).help(meaning(one)));
    let found = move |typed: String| all.into_iter().find(|one| name(*one) == typed).ok_or("there is no such name");
    PossibleValuesParser::new(named).try_map(found)
}

/// A whole number, as an option takes it.
pub fn count(text: &str) -> Result<usize, String> {
    text.parse().map_err(|_| "write a whole number, such as 20".to_owned())
}

/// Ends the run: the options of a command do not go together. Its own usage is shown, not that of the whole program.
pub fn mistyped(command: &str, message: impl std::fmt::Display) -> ! {
    let mut program = Cli::command();
    program.build();
    let conflict = clap::error::ErrorKind::ArgumentConflict;
    match program.find_subcommand_mut(command) {
        Some(command) => command.error(conflict, message).exit(),
        None => program.error(conflict, message).exit(),
    }
}

fn encoding(name: &str) -> Result<&'static Encoding, String> {
    let unknown = || format!("there is no encoding of this name; try {}", USUAL_ENCODINGS.join(", "));
    encoding_named(name).ok_or_else(unknown)
}

pub fn finding_kind(text: &str) -> Result<FindingKind, String> {
    let known = || FindingKind::ALL.map(FindingKind::as_str).join(", ");
    FindingKind::named(text).ok_or_else(|| format!("there is no kind `{text}`; there are {}", known()))
}
