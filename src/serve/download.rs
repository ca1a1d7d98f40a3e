//! The same answer as a file to keep; and a paper as its file is.

use std::fs;
use std::io;

use super::asking::{Asked, Reply};
use super::frame::is_of_a_choice;
use super::{brief, diff, findings, overview, paper, search, themes, threads};
use crate::output::{self, Answer, Format, Settings};
use crate::{Error, Result};

/// Makes an answer and hands it on to be written.
type Asks = fn(&Asked<'_>, &mut dyn FnMut(&dyn Answer) -> Result<()>) -> Result<()>;

/// Every answer that can be kept, by the name of its file.
const ANSWERS: [(&str, Asks); 12] = [
    ("brief", brief::answer),
    ("diff", diff::answer),
    ("evidence", themes::answer_evidence),
    ("findings", findings::answer),
    ("lines", search::lines::answer),
    ("paper", paper::answer),
    ("papers", overview::answer),
    ("search", search::answer),
    ("themes", themes::answer),
    ("themes-compared", themes::compare::answer),
    ("trace", threads::answer),
    ("unanswered", threads::answer_unanswered),
];

/// An answer in the format its name ends in: `/download/themes.csv`.
pub(super) fn table(asked: &Asked<'_>) -> Result<Reply> {
    let file = asked.part(1);
    let none = || Error::NoDocument { asked: file.to_owned(), matches: vec![] };
    let (name, _) = file.rsplit_once('.').unwrap_or((file, ""));
    let format = Format::of_file(file.as_ref()).ok_or_else(none)?;
    let (_, asks) = ANSWERS.iter().find(|(own, _)| *own == name).ok_or_else(none)?;
    let mut bytes = Vec::new();
    // Excel is what opens a CSV for most: it knows UTF-8 by the mark.
    let settings = Settings { byte_order_mark: true, kept: true, ..Settings::default() };
    let made = asks(asked, &mut |answer| {
        output::write(answer, format, &settings, &mut bytes).map_err(|source| failed(file.as_ref(), source))
    });
    match made {
        // The choices of a briefing lead here at once: they are not to be made again.
        Err(error) if name == "brief" && (is_of_a_choice(&error) || matches!(error, Error::NoName { .. })) => {
            return Ok(brief::refused(asked, &error));
        }
        made => made?,
    }
    Ok(Reply::File(format!("lookback-{file}"), format.drawing().media, bytes))
}

fn failed(path: &std::path::Path, source: io::Error) -> Error {
    Error::Io { doing: "write", path: path.to_owned(), source }
}

/// The file of a paper that was read, to keep: never to be run here, whatever it holds.
pub(super) fn original(asked: &Asked<'_>) -> Result<Reply> {
    let document = asked.held.snapshot.document(asked.part(1))?;
    let none = || Error::NoDocument { asked: document.path.clone(), matches: vec![] };
    let unread = |source| Error::Io { doing: "read", path: document.path.clone().into(), source };
    let root = fs::canonicalize(&asked.site.corpus).map_err(unread)?;
    // A link put in the place of a paper since it was read may lead anywhere.
    let file = fs::canonicalize(root.join(&document.path)).map_err(unread)?;
    if !file.starts_with(&root) || !file.is_file() {
        return Err(none());
    }
    let bytes = fs::read(&file).map_err(unread)?;
    let name = document.path.rsplit('/').next().unwrap_or(&document.path).to_owned();
    Ok(Reply::File(name, "application/octet-stream", bytes))
}
