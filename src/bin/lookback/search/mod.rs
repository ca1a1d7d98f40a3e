//! `lookback search`: passages that answer a query, or a sentence, or many queries.

mod batch;
mod nothing;

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use clap::{Args, ValueEnum};
use lookback::answers::{is_identifier, over_time, raised};
use lookback::lexicon::Lexicon;
use lookback::output::Format;
use lookback::output::layout::{ConcordanceList, FacetList, HitList, OverTimeList, QueryReading};
use lookback::search::query::language;
use lookback::search::{
    self, GroupBy, LineOrder, Options, Order, Query, Scope, Widened, concordance, facets, groups, read, widened,
};
use lookback::store::Snapshot;
use lookback::{Error, Result};

use crate::args::{Common, count};
use crate::context::{Context, answer};
use crate::exit::{Outcome, note};

/// Passages shown as plain text unless more are asked for; a file gets them all.
const SHOWN: usize = 20;

/// Passages shown of each review or document that they are put together by.
const SHOWN_OF_GROUP: usize = 5;

/// Passages shown of each item, section or document, where that is the scope.
const SHOWN_EACH: usize = 4;

const EXAMPLES: &str = "Examples:
  lookback search 'early help'
  lookback search '\"front door\" AND contact*' --limit 50
  lookback search 'placements kind:recommendation year:2015..2019' -o placements.csv
  lookback search 'neglect thresholds' --scope section -C 1
  lookback search 'front door' --kwic --sort right
  lookback search 'front door' --over-time           also --facets, --explain
  lookback search --like 'Contacts at the front door wait too long'
  lookback search --batch queries.csv -o hits.xlsx";

/// The examples and the language of queries, after the options of `--help`.
static LONG_HELP: LazyLock<String> = LazyLock::new(|| format!("{EXAMPLES}\n\n{}", language()));

// Words, "phrases", AND, OR, NOT, parentheses, NEAR/5, prefix*, and conditions such as kind:priority year:2011..2015
// council:marlshire theme:early_help strength:>=3. `lookback search --help` has the whole language on one page.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES, after_long_help = LONG_HELP.as_str())]
pub struct Search {
    /// What to look for
    #[arg(required_unless_present_any = ["like", "batch", "council", "body", "kind", "year"], value_name = "QUERY")]
    pub query: Vec<String>,
    /// At most this many passages; 0 gives all
    ///
    /// Default: 20 as plain text, all in a file and in any other format.
    #[arg(long, value_name = "N", value_parser = count)]
    pub limit: Option<usize>,
    /// What AND and NOT are asked of
    #[arg(long, value_enum, default_value = "passage", hide_default_value = true)]
    pub scope: ScopeArg,
    /// Also search what every paper has: apologies, declarations, contents pages
    #[arg(long)]
    pub all: bool,
    /// Words exactly as typed: no stems, no other words of the sector
    #[arg(long)]
    pub exact: bool,
    /// Only what was typed, not what the sector also says for it
    #[arg(long)]
    pub no_synonyms: bool,
    /// Passages before and after each, from the paper
    #[arg(
        short = 'C',
        long,
        value_name = "N",
        value_parser = count,
        default_value = "0",
        hide_default_value = true,
        conflicts_with = "shape"
    )]
    pub context: usize,
    /// Put passages together
    #[arg(long, value_enum, value_name = "BY", conflicts_with = "shape")]
    pub group: Option<GroupArg>,
    /// Every passage, also those in nearly the same words as another
    #[arg(long)]
    pub unfold: bool,
    /// Each match in the middle of its line
    #[arg(long, group = "shape", visible_alias = "concordance")]
    pub kwic: bool,
    /// Which come first: best, newest or oldest; with --kwic also left or right, by the words beside the match
    #[arg(
        long,
        value_enum,
        value_name = "BY",
        requires_ifs = [("left", "kwic"), ("right", "kwic")],
        conflicts_with_all = ["facets", "over_time", "explain", "like"]
    )]
    pub sort: Option<SortArg>,
    /// How the answers are spread over years, councils, kinds and more
    #[arg(long, group = "shape")]
    pub facets: bool,
    /// How often, year by year: passages, per 1,000 words, and as a share of findings
    #[arg(long, group = "shape")]
    pub over_time: bool,
    /// How the query was read: each part, its stems, other words, and what it finds by itself
    #[arg(long, group = "shape")]
    pub explain: bool,
    /// Has this been said before? Passages like a finding or a sentence
    #[arg(
        long,
        value_name = "FINDING|SENTENCE",
        conflicts_with_all = ["query", "batch", "shape", "scope", "council", "body", "kind", "year"]
    )]
    pub like: Option<String>,
    /// Many queries: a CSV file with a column `query`, and `name` if you like
    #[arg(long, value_name = "FILE", conflicts_with_all = ["query", "shape", "group"])]
    pub batch: Option<PathBuf>,
    /// Only papers of this council, as `council:` in the query (can be repeated)
    #[arg(long, value_name = "NAME")]
    pub council: Vec<String>,
    /// Only reviews by this body, as `body:` (can be repeated)
    #[arg(long, value_name = "NAME")]
    pub body: Vec<String>,
    /// Only this kind of paper or finding, as `kind:` (can be repeated)
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
    /// Only papers of these years, as `year:`: 2015, 2011..2015
    #[arg(long, value_name = "YEARS")]
    pub year: Vec<String>,
    /// The codebook for `theme:`, by name or a file of your own
    ///
    /// Default: what `lookback.toml` names, else that of the subject of all reviews; of several, lga_safeguarding.
    #[arg(long, value_name = "NAME|FILE")]
    pub codebook: Option<String>,
}

/// See [`Scope`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ScopeArg {
    /// One paragraph, item of a list, or row of a table (the default)
    Passage,
    /// A numbered paragraph or minute with all that hangs on it
    Item,
    /// All under one heading
    Section,
    /// The whole paper
    Document,
}

/// See [`GroupBy`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GroupArg {
    /// By the review that said it
    Review,
    /// By the paper it stands in
    Document,
}

/// See [`Order`] and [`LineOrder`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SortArg {
    /// Those that answer best (the default)
    Best,
    /// By date of the paper, the latest first
    Newest,
    /// By date of the paper, the earliest first
    Oldest,
    /// Lines of --kwic by the words before the match
    Left,
    /// Lines of --kwic by the words after the match
    Right,
}

impl Search {
    /// What was typed, with the conditions of the options.
    fn narrowed(&self, typed: &str) -> Result<Query> {
        let all = [("council", &self.council), ("body", &self.body), ("kind", &self.kind), ("year", &self.year)];
        let value = |value: &String| match value.contains(|c: char| !c.is_alphanumeric() && !"._-<>=".contains(c)) {
            true => format!("\"{}\"", value.replace('"', " ")),
            false => value.clone(),
        };
        let condition = |(field, values): (&str, &Vec<String>)| {
            let values: Vec<String> = values.iter().map(value).collect();
            (!values.is_empty()).then(|| format!("{field}:{}", values.join(",")))
        };
        let conditions: Vec<String> = all.into_iter().filter_map(condition).collect();
        Query::narrowed(typed, &conditions)
    }
}

pub fn run(common: &Common, args: &Search) -> Result<Outcome> {
    if let Some(asked) = &args.like {
        return alike(common, args, asked);
    }
    if let Some(file) = &args.batch {
        return batch::run(common, args, file);
    }
    let query = args.narrowed(&args.query.join(" "))?;
    read_as_words(&query);
    let (context, snapshot) = Context::open(common)?;
    let options = options(common, args, &context, &snapshot, args.facets || query.asks_for_themes())?;
    if args.facets {
        let widened = widened(&snapshot, &query, &options)?;
        also_looked_for(common, &widened);
        let facets = facets(&snapshot, &query, &options)?;
        answer(common, &FacetList { query: query.text(), facets: &facets, widened: &widened })?;
        return told(&snapshot, &query, &options, facets.is_empty());
    }
    if args.over_time {
        let widened = widened(&snapshot, &query, &options)?;
        also_looked_for(common, &widened);
        let counts = over_time(&snapshot, &query, &options)?;
        answer(common, &OverTimeList { query: query.text(), counts: &counts, widened: &widened })?;
        let nothing = counts.undated == 0 && counts.years.iter().all(|year| year.passages == 0);
        return told(&snapshot, &query, &options, nothing);
    }
    if args.explain {
        let parts = read(&snapshot, &query, &options)?;
        answer(common, &QueryReading { query: query.text(), parts: &parts })?;
        return Ok(Outcome::Answered);
    }
    let found = search::search(&snapshot, &query, &options)?;
    also_looked_for(common, &found.widened);
    if args.kwic {
        let order = match args.sort {
            Some(SortArg::Left) => LineOrder::Left,
            Some(SortArg::Right) => LineOrder::Right,
            None | Some(SortArg::Best | SortArg::Newest | SortArg::Oldest) => LineOrder::Found,
        };
        let lines = concordance(&found.hits, order);
        let total = found.total;
        let widened = &found.widened;
        let order = found.order;
        let list = ConcordanceList { query: query.text(), hits: &found.hits, lines: &lines, total, order, widened };
        answer(common, &list)?;
        if lines.is_empty() && total > 0 {
            note("no word was asked for that could stand in a line: leave out `--kwic` to see the passages");
            return Ok(Outcome::NothingFound);
        }
    } else {
        let groups = grouped(args, for_people(common), &snapshot, &found)?;
        answer(common, &HitList { query: query.text(), like: false, answer: &found, groups: &groups })?;
    }
    told(&snapshot, &query, &options, found.total == 0)
}

/// Says which words of a query were most likely meant as operators.
pub fn read_as_words(query: &Query) {
    for word in query.operators_read_as_words() {
        note(&format!("`{word}` is looked for as a word: {}", search::instead_of(word)));
    }
}

/// Says beside rows and records, which hold passages alone, what else was looked for.
fn also_looked_for(common: &Common, widened: &[Widened]) {
    for widened in widened.iter().filter(|_| for_programs(common)) {
        note(&format!("{} was also looked for as {}", widened.typed, widened.also.join(", ")));
    }
}

/// Ends a question; where nothing was found, with why.
fn told(snapshot: &Snapshot, query: &Query, options: &Options, nothing: bool) -> Result<Outcome> {
    match search::possible(snapshot, query, options)? {
        0 => {}
        1 => note("1 more passage holds such a finding only possibly: `lookback findings --possible` lists those"),
        more => note(&format!(
            "{more} more passages hold such findings only possibly: `lookback findings --possible` lists those"
        )),
    }
    if !nothing {
        return Ok(Outcome::Answered);
    }
    nothing::explain(snapshot, query, options)?;
    Ok(Outcome::NothingFound)
}

fn grouped(args: &Search, people: bool, snapshot: &Snapshot, found: &search::Answer) -> Result<Vec<search::Group>> {
    let by = match args.group {
        Some(GroupArg::Review) => GroupBy::Review,
        Some(GroupArg::Document) => GroupBy::Document,
        // What answers is the paper, so its passages stand together.
        None if args.scope == ScopeArg::Document => GroupBy::Document,
        None => return Ok(Vec::new()),
    };
    let mut groups = groups(snapshot, &found.hits, by)?;
    // What is put together is counted whole, and shown in part.
    if args.group.is_some() && people {
        let each = (args.limit.is_none()).then_some(SHOWN_OF_GROUP);
        groups.iter_mut().for_each(|group| group.show(args.limit.filter(|limit| *limit > 0), each));
    }
    Ok(groups)
}

/// Passages like a finding or a sentence.
fn alike(common: &Common, args: &Search, asked: &str) -> Result<Outcome> {
    let (context, snapshot) = Context::open(common)?;
    let finding = snapshot.finding(asked)?;
    if finding.is_none() && is_identifier(asked) {
        return Err(Error::NoFinding { asked: asked.to_owned() });
    }
    let text = finding.as_ref().map_or(asked, |finding| &finding.text);
    if !text.contains(char::is_alphanumeric) {
        return Err(Error::Query {
            query: text.to_owned(),
            at: 0,
            message: "there is no word in this sentence".into(),
            hint: "write a sentence, or the identifier of a finding".into(),
        });
    }
    let options = options(common, args, &context, &snapshot, false)?;
    let lexicon = context.lexicon(common)?;
    let found = raised(&snapshot, text, finding.as_ref().map(|finding| &finding.id), &lexicon, &options)?;
    let groups = grouped(args, for_people(common), &snapshot, &found)?;
    answer(common, &HitList { query: text, like: true, answer: &found, groups: &groups })?;
    Ok(if found.total == 0 { Outcome::NothingFound } else { Outcome::Answered })
}

/// How to search, for people or for a file.
fn options(common: &Common, args: &Search, context: &Context, snapshot: &Snapshot, themes: bool) -> Result<Options> {
    let people = for_people(common);
    // Counts and lines are of every passage; a list for people is of the best.
    let limit = match args.limit {
        Some(0) => None,
        _ if people && args.group.is_some() => None,
        None if people && !args.kwic => Some(SHOWN),
        limit => limit,
    };
    let wanted = !args.no_synonyms && !args.exact;
    let synonyms = wanted.then(|| Lexicon::of_search(&context.corpus)).transpose()?;
    let codebook = if themes {
        let codebooks = context.codebooks(args.codebook.as_deref())?;
        let reviews = snapshot.reviews()?;
        let in_hand = reviews.iter().filter(|review| !review.only_mentioned());
        Some(codebooks.of_all(in_hand.map(|review| review.series.subject.as_str())).clone())
    } else {
        None
    };
    Ok(Options {
        limit,
        offset: 0,
        all: args.all,
        exact: args.exact,
        scope: match args.scope {
            ScopeArg::Passage => Scope::Passage,
            ScopeArg::Item => Scope::Item,
            ScopeArg::Section => Scope::Section,
            ScopeArg::Document => Scope::Document,
        },
        order: match args.sort {
            Some(SortArg::Newest) => Order::Newest,
            Some(SortArg::Oldest) => Order::Oldest,
            None | Some(SortArg::Best | SortArg::Left | SortArg::Right) => Order::Best,
        },
        each: (people && args.limit != Some(0) && !args.kwic).then_some(SHOWN_EACH),
        context: args.context,
        // A program that counts rows wants every one.
        fold: !args.unfold && !args.kwic && !for_programs(common),
        synonyms,
        side_by_side: false,
        themes: codebook.map(|codebook| Arc::new(codebook) as Arc<dyn search::Themes>),
    })
}

/// A person reads the answer: the best are enough, and the rest are counted.
fn for_people(common: &Common) -> bool {
    common.output.is_none() && matches!(common.format, None | Some(Format::Plain))
}

/// The answer is rows or records.
fn for_programs(common: &Common) -> bool {
    let format = common.format.or_else(|| common.output.as_deref().and_then(Format::of_file));
    format.is_some_and(|format| format.drawing().is_rows)
}
