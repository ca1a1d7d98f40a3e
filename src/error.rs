//! What can go wrong, in plain words: what happened, where, and what to try.
//!
//! A variant carries the facts; the sentence is made once, here. One bad file is never an [`Error`]: it is an
//! [`Unreadable`] on that file's line of the summary, and the rest goes on.

mod contained;
mod system;
mod unreadable;

use std::fmt;
use std::io;
use std::path::PathBuf;

pub(crate) use contained::contained;
pub use contained::is_contained;
pub(crate) use system::{OWN_FILES, in_words};
use system::{is_of_corpus, to_try};
pub use unreadable::Unreadable;

/// A result with the library's error.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What is said of a folder that holds another program's index: it is not to be deleted.
pub(crate) const NOT_OURS: &str = "this folder holds an index that lookback did not write";

/// A question that could not be answered.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file or folder could not be read or written.
    Io {
        /// What was being done: "read", "write the index in".
        doing: &'static str,
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A configuration, rules or codebook file does not say what it should.
    Config {
        /// Which file.
        path: PathBuf,
        /// What is wrong with it, with the line where known.
        message: String,
    },
    /// There is no corpus at the place named.
    NoCorpus {
        /// The folder looked at.
        path: PathBuf,
    },
    /// There is no index and none may be built (`--no-refresh`).
    NoIndex {
        /// Where the index was looked for.
        path: PathBuf,
    },
    /// The index cannot be used.
    Index {
        /// Where it is.
        path: PathBuf,
        /// What the engine said.
        message: String,
    },
    /// Another process is writing the index.
    Busy {
        /// Where the index is.
        path: PathBuf,
    },
    /// A query that cannot be understood.
    Query {
        /// The query as typed.
        query: String,
        /// Byte offset of the trouble within it.
        at: usize,
        /// What is wrong there.
        message: String,
        /// What to write instead.
        hint: String,
    },
    /// A review was named of which there is none.
    NoReview {
        /// As typed.
        asked: String,
        /// Whether papers here mention it, and none reports it.
        only_mentioned: bool,
        /// The reviews there are, as they can be typed.
        known: Vec<String>,
    },
    /// A review was named that could be several of one series.
    AmbiguousReview {
        /// As typed.
        asked: String,
        /// The reviews it could be.
        matches: Vec<String>,
    },
    /// No series has a review on both sides of a comparison.
    NothingToCompare {
        /// The earlier review, as typed; empty where none was.
        earlier: String,
        /// The later review, as typed; empty where none was.
        later: String,
        /// The reviews there are, a line a series.
        known: Vec<String>,
        /// Whether the two are compared all the same where both are named by their identifiers: findings of one council.
        across: bool,
    },
    /// Two names mean one review.
    OneReview {
        /// The earlier review, as typed.
        earlier: String,
        /// The later review, as typed.
        later: String,
        /// What both mean.
        review: String,
    },
    /// Some minutes fall under both sides of a comparison.
    SharedMinutes {
        /// The earlier years, as typed.
        earlier: String,
        /// The later years, as typed.
        later: String,
    },
    /// No council has minutes of both sides of a comparison.
    NoMinutes {
        /// The earlier years, as typed.
        earlier: String,
        /// The later years, as typed.
        later: String,
        /// The years of which there are minutes, a line a council.
        known: Vec<String>,
    },
    /// A file that was named gives no text.
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: Unreadable,
    },
    /// A document was named of which there is none, or several.
    NoDocument {
        /// As typed.
        asked: String,
        /// Documents it could be; empty when there is none like it.
        matches: Vec<String>,
    },
    /// A program that is needed is not there, or does not run.
    NoProgram {
        /// Its name: "pdftotext".
        program: &'static str,
        /// What the system said.
        source: io::Error,
    },
    /// A finding was named of which there is none.
    NoFinding {
        /// As typed.
        asked: String,
    },
    /// Two findings were named of which no comparison holds one against the other.
    NotAPair {
        /// Why not.
        why: &'static str,
    },
    /// Words that were to be a finding are too few, or say nothing.
    TooFewWords {
        /// The words.
        text: String,
    },
    /// Words that were to be a finding are not in the paper.
    NotInPaper {
        /// The paper.
        path: String,
    },
    /// Scans were to be read, and the program that reads them cannot.
    NoOcr {
        /// What is missing.
        message: String,
    },
    /// A council is to be named, or was named and means none or several.
    NoCouncil {
        /// As typed; `None` where none was named.
        asked: Option<String>,
        /// The councils it could be, or all there are.
        known: Vec<String>,
    },
    /// A committee was named of which there are no minutes, or of several.
    NoCommittee {
        /// As typed.
        asked: String,
        /// The council.
        council: String,
        /// Whether the name fits several.
        several: bool,
        /// Those it fits, or all there are.
        known: Vec<String>,
    },
    /// A codebook was named of which there is none.
    NoCodebook {
        /// As typed.
        asked: String,
        /// The codebooks that come with the program.
        known: Vec<String>,
    },
    /// The name of a file to write ends in something that is no format.
    NoFormat {
        /// The file.
        path: PathBuf,
        /// What its name ends in: "zip".
        ending: String,
        /// The endings there are: ".csv".
        known: Vec<String>,
    },
    /// A council, body or subject was named of which there is none.
    NoName {
        /// What was named: "council".
        what: &'static str,
        /// As typed.
        asked: String,
        /// Those there are.
        known: Vec<String>,
    },
    /// A sentence model was named that cannot be used.
    Model {
        /// Its folder, or the file in it.
        path: PathBuf,
        /// Why not.
        message: String,
        /// What to try.
        hint: String,
    },
}

/// What to try where papers tell of no review.
const NO_REVIEW: &str = "no review was recognised among the papers that this asks for; `lookback status` shows what was read, and without reviews \
     `diff --source minutes` and `themes --by year` go by the dates of papers";

impl Error {
    /// Where it happened, for the second line of a message.
    pub fn place(&self) -> Option<String> {
        match self {
            Self::Io { path, .. }
            | Self::Config { path, .. }
            | Self::NoCorpus { path }
            | Self::NoIndex { path }
            | Self::Index { path, .. }
            | Self::Unreadable { path, .. }
            | Self::Model { path, .. }
            | Self::NoFormat { path, .. }
            | Self::Busy { path } => Some(path.display().to_string()),
            Self::Query { query, .. } if query.is_empty() => None,
            Self::Query { query, at, .. } => {
                let before = query.get(..*at).unwrap_or(query).chars().count();
                Some(format!("{query}\n     {}^", " ".repeat(before)))
            }
            _ => None,
        }
    }

    /// What to try, for the last line of a message.
    pub fn hint(&self) -> Option<String> {
        fn list(known: &[String]) -> String {
            known.iter().map(|line| format!("\n  {line}")).collect()
        }
        match self {
            Self::NoProgram { program: "pdftotext", .. } => {
                Some("it comes with Poppler: install the package `poppler-utils` (on a Mac `poppler`)".into())
            }
            Self::Io { doing, source, .. } => to_try(doing, source.kind()).map(str::to_owned),
            Self::Unreadable { .. } | Self::NoProgram { .. } => None,
            Self::Config { path, .. } if is_of_corpus(path) => {
                Some("mend the file, or move it away to go on without it".into())
            }
            Self::Config { .. } => Some("mend the file, or name another".into()),
            Self::NoFormat { known, .. } => Some(format!("end the name in one of {}, or say which with `--format`", known.join(", "))),
            Self::NoName { known, .. } if known.is_empty() => Some("`lookback status` shows what was read".into()),
            Self::NoName { known, .. } => Some(format!("there are:{}", list(known))),
            Self::NoCorpus { .. } => Some("name the folder that holds the papers with `--corpus DIR`".into()),
            Self::NoIndex { .. } => Some("leave out `--no-refresh`, or run `lookback index` first".into()),
            Self::Index { message, .. } if message == NOT_OURS => Some("name another folder with `--index DIR`".into()),
            Self::Index { .. } => Some("`lookback index --again` reads all papers anew; or name another folder with `--index DIR`".into()),
            Self::Busy { .. } => Some("wait for the other run to end, or ask with `--no-refresh`".into()),
            Self::Query { hint, .. } | Self::Model { hint, .. } => Some(hint.clone()),
            Self::NoReview { known, .. } if known.is_empty() => {
                Some(NO_REVIEW.into())
            }
            Self::NoReview { only_mentioned: true, known, .. } => {
                Some(format!("put its report among the papers; those whose findings are here:{}", list(known)))
            }
            Self::NoReview { known, .. } => Some(format!("there are:{}", list(known))),
            Self::AmbiguousReview { matches, .. } => Some(format!("name one of:{}", list(matches))),
            Self::NothingToCompare { known, .. } if known.is_empty() => {
                Some(NO_REVIEW.into())
            }
            Self::NothingToCompare { known, across, .. } => {
                let told = "\nTwo of different series are compared where both identifiers are given; `lookback status` lists them";
                Some(format!("the reviews there are:{}{}", list(known), if *across { told } else { "" }))
            }
            Self::OneReview { .. } => Some("`lookback status` lists the reviews".into()),
            Self::SharedMinutes { .. } => Some("name two times that do not overlap: `2011 2015`, `2011..2013 2014..2015`".into()),
            Self::NoMinutes { known, .. } if known.is_empty() => {
                Some("no minutes with a date were recognised in this corpus; `lookback status` shows what was read".into())
            }
            Self::NoMinutes { known, .. } => Some(format!("there are:{}", list(known))),
            Self::NoDocument { matches, .. } if matches.is_empty() => {
                Some("`lookback status --documents` lists them all".into())
            }
            Self::NoDocument { matches, .. } if matches.len() == 1 => Some(format!("did you mean `{}`?", matches[0])),
            Self::NoDocument { matches, .. } => Some(format!("it could be:{}", list(matches))),
            Self::NoFinding { .. } => Some("`lookback findings --explain` shows what each finding is known as".into()),
            Self::NotAPair { .. } => Some("name two findings, of two reviews or of two meetings".into()),
            Self::TooFewWords { .. } => Some("give the sentence or the item as it stands in the paper".into()),
            Self::NotInPaper { .. } => Some("`lookback show PAPER` shows its words; copy them from there".into()),
            Self::NoOcr { .. } => Some(
                "install it and its English data (Debian and Ubuntu: `apt install tesseract-ocr`; macOS: `brew install \
                 tesseract`; Windows: the installer of UB Mannheim), or leave out `--ocr`"
                    .into(),
            ),
            Self::NoCouncil { known, .. } if known.is_empty() => {
                Some(NO_REVIEW.into())
            }
            Self::NoCouncil { known, .. } => Some(format!("name one with `--council`:{}", list(known))),
            Self::NoCommittee { known, .. } if known.is_empty() => {
                Some("leave out `--for`: no minutes of this council say whose they are".into())
            }
            Self::NoCommittee { known, .. } => Some(format!("the committees whose minutes are here:{}", list(known))),
            Self::NoCodebook { known, .. } => {
                Some(format!("name a TOML file, or one of those that come with the program:{}", list(known)))
            }
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io { doing, source, .. } => {
                let place = if doing.ends_with(" in") || doing.ends_with(" to") || doing.ends_with(" from") {
                    " this place"
                } else {
                    " this"
                };
                write!(f, "could not {doing}{place}: {}", in_words(source))
            }
            Self::NoFormat { ending, .. } => write!(f, "`.{ending}` is no format that an answer can be written in"),
            Self::NoName { what, asked, .. } => write!(f, "no {what} answers to `{asked}`"),
            Self::Config { message, .. } | Self::Model { message, .. } => f.write_str(message),
            Self::NoCorpus { .. } => f.write_str("there is no folder of papers here"),
            Self::NoIndex { .. } => f.write_str("nothing has been read yet"),
            Self::Index { message, .. } => write!(f, "the index cannot be used: {message}"),
            Self::Busy { .. } => f.write_str("another run of lookback is writing the index"),
            Self::Query { message, .. } => f.write_str(message),
            Self::NoReview { asked, only_mentioned: true, .. } => {
                write!(f, "`{asked}` is only mentioned in papers here: what that review found is not among them")
            }
            Self::NoReview { asked, .. } => write!(f, "no review answers to `{asked}`"),
            Self::AmbiguousReview { asked, .. } => write!(f, "`{asked}` names more than one review of a series"),
            Self::NothingToCompare { earlier, later, .. } if earlier.is_empty() && later.is_empty() => f.write_str(
                "no series has two reviews whose papers here list what they found, and a comparison needs two",
            ),
            Self::NothingToCompare { earlier, later, .. } if earlier.is_empty() => {
                write!(
                    f,
                    "no series has a review before `{later}` of which papers are here, and a comparison needs two"
                )
            }
            Self::NothingToCompare { earlier, later, .. } if later.is_empty() => {
                write!(
                    f,
                    "no series has a review after `{earlier}` of which papers are here, and a comparison needs two"
                )
            }
            Self::OneReview { earlier, later, .. } | Self::NothingToCompare { earlier, later, .. }
                if earlier == later =>
            {
                write!(f, "`{earlier}` twice is one review, and a comparison needs two")
            }
            Self::OneReview { earlier, later, review } => {
                write!(f, "`{earlier}` and `{later}` both mean {review}, and a comparison needs two reviews")
            }
            Self::NothingToCompare { earlier, later, .. } => {
                write!(f, "no series has a review of `{earlier}` and one of `{later}`")
            }
            Self::SharedMinutes { earlier, later } => {
                write!(f, "some minutes are of `{earlier}` and of `{later}`, and would be compared with themselves")
            }
            Self::NoMinutes { earlier, later, .. } => {
                write!(f, "no council has minutes of `{earlier}` and minutes of `{later}`")
            }
            Self::Unreadable { reason, .. } => write!(f, "{reason}"),
            Self::NoDocument { asked, matches } if matches.len() < 2 => write!(f, "no document answers to `{asked}`"),
            Self::NoDocument { asked, .. } => write!(f, "`{asked}` could be more than one document"),
            Self::NoProgram { program, source } => {
                write!(f, "this needs the program {program}, which did not run: {source}")
            }
            Self::NoFinding { asked } => write!(f, "no finding is known as `{asked}`"),
            Self::NotAPair { why } => write!(f, "{why}, and would never be compared"),
            Self::TooFewWords { text } => write!(f, "“{text}” is too little to be a finding"),
            Self::NotInPaper { path } => write!(f, "these words are not in {path}"),
            Self::NoOcr { message } => f.write_str(message),
            Self::NoCouncil { asked: None, known } if known.is_empty() => f.write_str("no council here has a review"),
            Self::NoCouncil { asked: None, .. } => f.write_str("there are papers of several councils"),
            Self::NoCouncil { asked: Some(asked), known } if known.is_empty() => {
                write!(f, "no review of a council called `{asked}` is here")
            }
            Self::NoCouncil { asked: Some(asked), .. } => write!(f, "`{asked}` names no one council"),
            Self::NoCommittee { asked, council, several: false, .. } => {
                write!(f, "no minutes of a committee called `{asked}` of {council} are here")
            }
            Self::NoCommittee { asked, council, .. } => {
                write!(f, "`{asked}` could be several committees of {council}")
            }
            Self::NoCodebook { asked, .. } => write!(f, "no codebook is called `{asked}`"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io { source, .. } | Self::NoProgram { source, .. } => Some(source),
            _ => None,
        }
    }
}
