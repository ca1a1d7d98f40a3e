//! `lookback eval --themes`: a codebook held against themes that a person gave.

use std::fs::File;
use std::path::Path;

use lookback::model::Finding;
use lookback::output::layout::ThemeAgreement;
use lookback::store::Wanted;
use lookback::themes::{Codebook, labels};
use lookback::{Error, Result};

use super::Eval;
use crate::args::Common;
use crate::context::{Context, answer};
use crate::exit::Outcome;

pub fn run(common: &Common, args: &Eval, path: &Path) -> Result<Outcome> {
    let failed = |source| Error::Io { doing: "read the labels in", path: path.to_owned(), source };
    let table = File::open(path).map_err(failed)?;
    let labels = labels::read(table).map_err(|message| Error::Config { path: path.to_owned(), message })?;
    // Labels that give the words need no papers.
    let needs_papers = labels.iter().any(|label| label.text.is_empty());
    let (set, findings): (_, Vec<Finding>) = if needs_papers {
        let (context, snapshot) = Context::open_at(common, args.path.as_deref())?;
        let findings = snapshot.findings(&Wanted { possible: true, ..Wanted::default() })?;
        (context.settings.codebook.map(|name| (name, context.corpus)), findings)
    } else {
        (None, Vec::new())
    };
    let codebook = match (args.codebook.as_deref(), &set) {
        (Some(named), _) => Codebook::named(named, Path::new(""))?,
        (None, Some((set, folder))) => Codebook::named(set, folder)?,
        (None, None) => Codebook::named("children_services", Path::new(""))?,
    };
    let held = labels::hold(&codebook, &labels, &findings);
    answer(common, &ThemeAgreement { codebook: &codebook, held: &held, list: args.list })?;
    Ok(if held.agreement.passages == 0 { Outcome::NothingFound } else { Outcome::Answered })
}
