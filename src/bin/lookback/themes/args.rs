//! What `themes` can be asked.

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::builder::TypedValueParser;
use clap::{Args, ValueEnum};
use lookback::answers::ThemesBy;
use lookback::output::table;
use lookback::themes::phrases::Rank;

use crate::args::{Filters, one_of};

/// How wide help is, and how far what is said of a column stands in.
const HELP: usize = 100;
const INDENT: &str = "                      ";

const EXAMPLES: &str = "Examples:
  lookback themes --by year -o themes.xlsx         counts and quotes, a sheet each
  lookback themes -o themes.svg                    a picture of the matrix
  lookback themes --compare 2011 2015              what rose and fell, and what is too little to say so
  lookback themes --compare 2011..2014 2015..2019 --by year --words
  lookback themes --discover                       groups found without a codebook
  lookback themes --discover --groups 20 --texts asks.csv --evidence -o groups.csv    of texts of your own
  lookback themes --phrases --paper 2015-06-safeguarding-peer-review-report.docx                               what one paper keeps saying
  lookback themes --write-codebook -o ours.csv     a codebook to edit; then --codebook ours.csv";

/// The examples, and what the columns of `themes` mean, from the contract that CSV, XLSX and Parquet follow.
static LONG_HELP: LazyLock<String> = LazyLock::new(|| {
    let mut text = format!("{EXAMPLES}\n\n");
    for (contract, what) in [
        (&table::THEMES, "Columns of the counts"),
        (&table::THEME_CHANGES, "Columns of --compare"),
        (&table::EVIDENCE, "Columns of --evidence"),
        (&table::DISCOVERED, "Columns of --discover"),
        (&table::DISCOVERED_EVIDENCE, "Columns of --discover --evidence"),
        (&table::PHRASES, "Columns of --phrases"),
        (&table::SUGGESTIONS, "Columns of --suggest"),
    ] {
        text += &format!("{what}:\n");
        for column in contract.columns {
            let options = textwrap::Options::new(HELP).subsequent_indent(INDENT);
            let line = format!("  {:width$}{}", column.name, column.meaning, width = INDENT.len() - 2);
            text += &format!("{}\n", textwrap::fill(&line, options));
        }
        text += "\n";
    }
    text.truncate(text.trim_end().len());
    text
});

/// What themes are counted by, as `--by` takes it.
fn by() -> impl TypedValueParser<Value = ThemesBy> {
    one_of(ThemesBy::ALL, ThemesBy::as_str, |by| match by {
        ThemesBy::Review => "Each review",
        ThemesBy::Year => "Each year",
        ThemesBy::Council => "Each council",
    })
}

// Counts how many findings carry each theme, out of how many, with intervals; `--evidence` gives one line a quote.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = LONG_HELP.as_str())]
pub struct Themes {
    /// Something else than counting: see the options of the same names
    #[arg(value_parser = what, value_name = "WHAT", hide = true)]
    pub what: Option<What>,
    /// Group findings without a codebook, by the words they share
    #[arg(long, group = "else")]
    pub discover: bool,
    /// Key phrases, the strongest first, with where and when they recur
    #[arg(long, group = "else")]
    pub phrases: bool,
    /// With --discover or --phrases: look through findings, or through all passages of the papers
    ///
    /// Default: findings; where there are none, or a paper is named, passages.
    #[arg(long, value_enum, value_name = "WHAT")]
    pub of: Option<Of>,
    /// With --discover or --phrases: only this paper, by path or identifier (can be repeated)
    #[arg(long, value_name = "PAPER")]
    pub paper: Vec<String>,
    /// With --discover or --phrases: texts of your own instead of papers, a line each, or a CSV table with a column `text`
    ///
    /// Beside it may stand `id`, and `year` or `date`. With --evidence each text comes back with its group.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["of", "paper"])]
    pub texts: Option<PathBuf>,
    /// With --discover: how many groups to seek
    #[arg(long, value_name = "N", value_parser = groups)]
    pub groups: Option<u16>,
    /// With --phrases: how they are ranked
    #[arg(long, value_enum, value_name = "RANK", default_value = "c-value")]
    pub rank: Ranking,
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
    #[arg(long, value_parser = by(), default_value = "review")]
    pub by: ThemesBy,
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
    /// Default: what `lookback.toml` names, else that of the subject counted; for several subjects, lga_safeguarding.
    #[arg(long, value_name = "NAME|FILE")]
    pub codebook: Option<String>,
    #[command(flatten)]
    pub filters: Filters,
}

/// A number of groups, as an option takes it.
fn groups(text: &str) -> Result<u16, String> {
    let groups = text.parse().ok().filter(|groups| *groups > 0);
    groups.ok_or_else(|| "write a whole number from 1 to 65535, such as 12".to_owned())
}

/// What `themes` does, as a word in place of an option.
fn what(text: &str) -> Result<What, String> {
    What::from_str(text, false).map_err(|_| {
        format!("name a council with an option, `--council {text}`; `themes --help` shows what else can be asked")
    })
}

/// How key phrases are ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Ranking {
    /// How often a phrase stands by itself, and how long it is: the best of nine on reports
    CValue,
    /// How long the phrases are in which its words stand (RAKE)
    Rake,
}

impl From<Ranking> for Rank {
    fn from(ranking: Ranking) -> Self {
        match ranking {
            Ranking::CValue => Self::CValue,
            Ranking::Rake => Self::Rake,
        }
    }
}

/// What is looked through without a codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Of {
    /// What reviews found and committees resolved
    Findings,
    /// Every paragraph, item and row
    Passages,
}

/// What `themes` does instead of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum What {
    Discover,
    Phrases,
    Check,
    Suggest,
    Codebook,
}

impl Themes {
    /// What is wrong with the options together: one that what is asked for would leave unread.
    pub fn misplaced(&self) -> Option<String> {
        let what = self.what();
        let discovers = what == Some(What::Discover);
        let looks = discovers || what == Some(What::Phrases);
        let plain = what.is_none();
        let counts = plain || what == Some(What::Check) || what == Some(What::Suggest) || what == Some(What::Codebook);
        let passages = self.of == Some(Of::Passages);
        let given = [
            (self.groups.is_some(), discovers, "--groups", "--discover"),
            (self.of.is_some(), looks, "--of", "--discover or --phrases"),
            (!self.paper.is_empty(), looks, "--paper", "--discover or --phrases"),
            (self.texts.is_some(), looks, "--texts", "--discover or --phrases"),
            (self.rank != Ranking::CValue, what == Some(What::Phrases), "--rank", "--phrases"),
            (self.evidence, plain || discovers, "--evidence", "--discover, or without any of the others"),
            (!self.compare.is_empty(), plain, "--compare", "none of the others"),
            (self.by != ThemesBy::Review, plain, "--by", "counting and --compare"),
            (
                self.codebook.is_some(),
                counts,
                "--codebook",
                "what a codebook tells, and not with --discover or --phrases",
            ),
            (!self.filters.is_empty(), self.texts.is_none(), "--council and the like", "papers, and not with --texts"),
            (
                self.filters.is_of_findings(),
                !passages,
                "--body, --subject, --kind and --possible",
                "findings, and not with --of passages",
            ),
        ];
        let wrong = given.into_iter().find(|(given, fits, ..)| *given && !fits);
        wrong.map(|(.., option, with)| {
            let go = if option.contains(" and ") { "go" } else { "goes" };
            format!("{option} {go} with {with}")
        })
    }

    /// What is asked for, as an option or as a word.
    pub fn what(&self) -> Option<What> {
        let options = [
            (self.discover, What::Discover),
            (self.phrases, What::Phrases),
            (self.check, What::Check),
            (self.suggest, What::Suggest),
            (self.write_codebook, What::Codebook),
        ];
        options.into_iter().find(|(asked, _)| *asked).map(|(_, what)| what).or(self.what)
    }
}
