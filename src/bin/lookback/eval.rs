//! `lookback eval`: what was read, held against labels made by reading.

use lookback::Result;

use crate::args::{Common, Eval};
use crate::eval_metadata;
use crate::exit::Outcome;

pub fn run(common: &Common, args: &Eval) -> Result<Outcome> {
    eval_metadata::run(common, &args.metadata)
}
