//! Why one file could not be read, in plain words.

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Why a file could not be read. One line in the summary; nothing else stops for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Unreadable {
    /// The system would not give us the bytes.
    Io(String),
    /// It only leads to a file elsewhere.
    Link,
    /// Its name is not UTF-8, so that what is stored of it would lead back to no file.
    Name,
    /// It is an answer that lookback wrote, and quotes papers.
    Answer,
    /// The file has no content.
    Empty,
    /// None of the readers knows the format; the sniffed kind where one was recognised.
    UnknownFormat(Option<String>),
    /// A password is needed.
    Encrypted,
    /// Every page is a picture.
    Scanned {
        /// Number of pages.
        pages: u32,
    },
    /// Every page is a picture, and OCR could make out no words on any.
    Illegible {
        /// Number of pages.
        pages: u32,
    },
    /// The file is broken.
    Damaged(String),
    /// The file, or what it unpacks to, is beyond the limits.
    TooLarge(String),
    /// The process that read it came to a sudden end.
    Stopped,
    /// Reading it was given up after this time.
    TooSlow {
        /// The time it had.
        limit: Duration,
    },
    /// Reading it took more memory than it was allowed.
    TooMuchMemory {
        /// The memory it could have, in bytes.
        limit: u64,
    },
    /// The process that was to read it could not be started; what the system said.
    NotStarted(String),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Io(message) => write!(f, "could not be opened: {message}"),
            Self::Link => f.write_str("a link, which is not followed: put the paper itself into the folder"),
            Self::Name => f.write_str("its name is not UTF-8: rename it"),
            Self::Answer => f.write_str("an answer that lookback wrote, and no paper"),
            Self::Empty => f.write_str("the file is empty"),
            Self::UnknownFormat(None) => f.write_str("not a format lookback reads"),
            Self::UnknownFormat(Some(kind)) => write!(f, "not a format lookback reads ({kind})"),
            Self::Encrypted => f.write_str("encrypted: save a copy without a password"),
            Self::Scanned { pages: 1 } => f.write_str("no text on its page, which looks scanned: `--ocr` reads it"),
            Self::Scanned { pages } => {
                write!(f, "no text on any of its {pages} pages, which look scanned: `--ocr` reads them")
            }
            Self::Illegible { pages: 1 } => f.write_str("its page is a picture on which OCR found no words"),
            Self::Illegible { pages } => write!(f, "its {pages} pages are pictures on which OCR found no words"),
            Self::Damaged(message) => write!(f, "damaged: {message}"),
            Self::TooLarge(message) => write!(f, "too large: {message}"),
            Self::Stopped => f.write_str("damaged: the reader stopped"),
            Self::TooSlow { limit } => write!(f, "took longer than {} s", limit.as_secs_f64()),
            Self::TooMuchMemory { limit } => write!(f, "needed more than {} GB", limit >> 30),
            Self::NotStarted(message) => write!(f, "could not be read: its reader did not start: {message}"),
        }
    }
}

impl std::error::Error for Unreadable {}
