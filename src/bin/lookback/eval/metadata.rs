//! `lookback eval --metadata`: what is known of papers as a whole, held against labels.

use std::path::Path;

use lookback::answers::{MetadataLabel, evaluate_metadata, read_blind};
use lookback::output::layout::MetadataReport;
use lookback::{Error, Result};

use crate::args::Common;
use crate::context::{Context, answer, hints};
use crate::exit::Outcome;
use crate::read;

pub fn run(common: &Common, labels: &Path) -> Result<Outcome> {
    let context = Context::find(common)?;
    let failed = |error: csv::Error| {
        let message = format!("these labels cannot be read: {error}; a table with a column `file` is wanted");
        Error::Config { path: labels.to_owned(), message }
    };
    let mut table = csv::Reader::from_path(labels).map_err(failed)?;
    let labels: Vec<MetadataLabel> = table.deserialize().collect::<csv::Result<_>>().map_err(failed)?;
    let pool = read::pool();
    let letters = read::letters(pool.as_deref());
    let fields = evaluate_metadata(&read_blind(&context.corpus, &labels, hints(common)?, &letters), &labels);
    answer(common, &MetadataReport { fields: &fields, papers: labels.len() })?;
    Ok(if fields.is_empty() { Outcome::NothingFound } else { Outcome::Answered })
}
