//! `lookback eval`: how well the papers are read.

use lookback::Result;

use crate::args::{Common, Eval};
use crate::exit::Outcome;
use crate::fidelity;

pub fn run(common: &Common, args: &Eval) -> Result<Outcome> {
    fidelity::run(common, &args.paths)
}
