//! Many queries from a CSV file, answered one after another.

use std::path::Path;

use lookback::ingest::{Encoding, Hints, decode};
use lookback::output::layout::{BatchList, Batched};
use lookback::search::search;
use lookback::{Error, Result};

use super::{Search, options};
use crate::args::Common;
use crate::context::{Context, answer};
use crate::exit::{Outcome, note};

pub fn run(common: &Common, args: &Search, file: &Path) -> Result<Outcome> {
    let asked = queries(file, common.encoding)?;
    let (context, snapshot) = Context::open(common)?;
    let mut queries = Vec::new();
    for (name, typed) in asked {
        let found = args.narrowed(&typed).and_then(|query| {
            let options = options(common, args, &context, &snapshot, query.asks_for_themes())?;
            search(&snapshot, &query, &options)
        });
        let found = match found {
            Ok(found) => Ok(found),
            Err(error @ Error::Query { .. }) => Err(said(&error)),
            Err(error) => return Err(error),
        };
        match &found {
            Ok(found) if found.total == 0 => note(&format!("nothing answers {typed}")),
            Ok(_) => {}
            Err(error) => note(&format!("{typed}: {error}")),
        }
        queries.push(Batched { name, query: typed, found });
    }
    answer(common, &BatchList { queries: &queries })?;
    let unread = queries.iter().filter(|asked| asked.found.is_err()).count();
    if unread > 0 {
        let of = queries.len();
        note(&format!(
            "{unread} of {of} queries could not be read: what is wrong is said of each above, and in the answer"
        ));
        return Ok(Outcome::InPart);
    }
    let answered = queries.iter().any(|asked| asked.found.as_ref().is_ok_and(|found| found.total > 0));
    Ok(if answered { Outcome::Answered } else { Outcome::NothingFound })
}

/// An error of a query on one line.
fn said(error: &Error) -> String {
    let hint = error.hint().map(|hint| format!(": {hint}")).unwrap_or_default();
    format!("{error}{hint}")
}

/// The queries of a file, each with its name.
fn queries(file: &Path, encoding: Option<&'static Encoding>) -> Result<Vec<(Option<String>, String)>> {
    let wrong = |message: String| Error::Config { path: file.to_owned(), message };
    let bytes = std::fs::read(file).map_err(|source| Error::Io { doing: "read", path: file.to_owned(), source })?;
    // Excel saves CSV in the letters of its country unless it is told otherwise.
    let text = decode(&bytes, Hints { encoding, ..Hints::default() }, None).text;
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let head = reader.headers().map_err(|error| wrong(error.to_string()))?.clone();
    let column = |name: &str| head.iter().position(|column| column.eq_ignore_ascii_case(name));
    let Some(query) = column("query") else {
        return Err(wrong("it needs a first line that names its columns, one of them `query`".into()));
    };
    let name = column("name");
    let mut out = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| wrong(error.to_string()))?;
        let cell = |column: usize| row.get(column).map(str::to_owned).filter(|text| !text.is_empty());
        let (name, query) = (name.and_then(cell), cell(query));
        // One without words is answered as such; a line of nothing is none.
        if name.is_some() || query.is_some() {
            out.push((name, query.unwrap_or_default()));
        }
    }
    if out.is_empty() {
        return Err(wrong("there is no query in it".into()));
    }
    Ok(out)
}
