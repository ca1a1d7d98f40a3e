//! `lookback brief`: what an officer puts before members, on a page of summary and the detail behind it.

use clap::Args;
use lookback::answers::brief::{Question, brief, council};
use lookback::answers::{Means, Narrow};
use lookback::model::Comparison;
use lookback::output::Register;
use lookback::output::layout::Briefing;
use lookback::{Error, Result};

use crate::args::{Common, Filters, mistyped};
use crate::context::{Context, answer};
use crate::exit::{Outcome, note};
use crate::prose::note_prose;

// What was found then and now: judgements first, what came back, what is new, what is not found again and where it went,
// what committees asked for and what was never answered, themes. Every line carries its citation. `-o brief.docx` makes a
// Word document, `-o brief.html` a page to print.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback brief --council marlshire --from 2011 --to 2015 -o brief.docx
  lookback brief --council marlshire                          the last two reviews of each series
  lookback brief --for 'Children and Families Panel' -o brief.docx
  lookback brief --council marlshire --from 2011 --to 2015 --topic 'early help'
  lookback brief --council marlshire --topic 'caseload* OR vacanc*' -o brief.html

Exit status: 0 answered, 1 nothing on the topic, 2 could not.")]
pub struct Brief {
    /// What was typed without an option
    #[arg(value_name = "COUNCIL", hide = true)]
    pub bare: Vec<String>,
    /// The council; not needed where the papers have only one, or `--for` tells
    #[arg(long, value_name = "NAME")]
    pub council: Option<String>,
    /// The earlier review: a year (2011), a month, a range or an identifier [default: the one before the later]
    #[arg(long, value_name = "REVIEW")]
    pub from: Option<String>,
    /// The later review [default: the last of each series]
    #[arg(long, value_name = "REVIEW")]
    pub to: Option<String>,
    /// Only what carries a theme of the codebook, by identifier or name, or answers a query as in `search`
    #[arg(long, value_name = "THEME|QUERY")]
    pub topic: Option<String>,
    /// The committee it is for: only its minutes, and what it asked for comes first
    ///
    /// As many words of its name as tell it from the others. Can be repeated for a committee that was renamed.
    #[arg(long = "for", value_name = "COMMITTEE")]
    pub committee: Vec<String>,
    /// Only reviews by this body: LGA, Ofsted (can be repeated)
    #[arg(long, value_name = "NAME")]
    pub body: Vec<String>,
    /// Only reviews of this subject: "safeguarding children" (can be repeated)
    #[arg(long, value_name = "NAME")]
    pub subject: Vec<String>,
    /// Also findings that only words suggest, not the structure of the paper
    #[arg(long)]
    pub possible: bool,
    /// End with a few neutral questions that members may wish to put, each drawn from the findings
    #[arg(long)]
    pub prompts: bool,
    /// A built-in codebook by name, or a file of your own [default: what `lookback.toml` names, else that of each subject]
    #[arg(long, value_name = "NAME|FILE")]
    pub codebook: Option<String>,
}

pub fn run(common: &Common, args: &Brief) -> Result<Outcome> {
    if !args.bare.is_empty() {
        let named = args.bare.join(" ");
        mistyped("brief", format!("name a council with --council: `lookback brief --council '{named}'`"));
    }
    let (context, snapshot) = Context::open(common)?;
    let filters = Filters { body: args.body.clone(), subject: args.subject.clone(), ..Filters::default() };
    let narrow = filters.narrow(&snapshot)?;
    let pinned = context.pins(&snapshot)?;
    let codebooks = context.codebooks(args.codebook.as_deref())?;
    let question = Question {
        council: args.council.clone(),
        earlier: args.from.clone(),
        later: args.to.clone(),
        bodies: args.body.clone(),
        subjects: args.subject.clone(),
        topic: args.topic.clone(),
        committees: args.committee.clone(),
        possible: args.possible,
        prompts: args.prompts,
    };
    let lexicon = context.lexicon(common)?;
    let made = brief(&snapshot, &question, &Means { lexicon: &lexicon, pinned: &pinned }, &codebooks);
    if let Err(Error::NothingToCompare { .. }) = made {
        let council = council(&question, &snapshot.documents()?, &snapshot.reviews()?)?;
        note_prose(&snapshot, &Narrow { councils: vec![council], ..narrow })?;
    }
    let brief = made?;
    if brief.is_empty() {
        if let Some(topic) = &brief.topic {
            note(&format!("no finding of these reviews is on `{}`", topic.name()));
            let subjects = brief.series.iter().map(|series| series.comparison.series.subject.as_str());
            let codebook = codebooks.of_all(subjects);
            let themes: Vec<&str> = codebook.themes().iter().map(|theme| theme.id.as_str()).collect();
            note(&format!("themes of {}: {}", codebook.name, themes.join(", ")));
        } else {
            let reviews = brief.series.iter().flat_map(|series| {
                let Comparison { earlier, later, .. } = &series.comparison;
                [earlier.review.id.as_str(), later.review.id.as_str()]
            });
            let reviews = reviews.collect::<Vec<_>>().join(", ");
            note(&format!(
                "no finding to compare was read in {reviews}, and no committee asked for anything: there is nothing to brief on"
            ));
            note("they may report in prose: read their papers, which `lookback status --documents` lists");
        }
        return Ok(Outcome::NothingFound);
    }
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    let register = Register::new(&reviews, &documents);
    answer(common, &Briefing { brief: &brief, register: &register })?;
    Ok(Outcome::Answered)
}
