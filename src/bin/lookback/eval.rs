//! `lookback eval`: what was read, held against labels made by reading, or against another program's print.

use lookback::Result;

use crate::args::{Common, Eval};
use crate::exit::Outcome;
use crate::{eval_metadata, fidelity};

pub fn run(common: &Common, args: &Eval) -> Result<Outcome> {
    match &args.metadata {
        Some(labels) => eval_metadata::run(common, labels),
        None => fidelity::run(common, &args.paths),
    }
}
