//! `lookback completions SHELL`: the script by which a shell completes commands and options.

use clap::{Args, CommandFactory};
use clap_complete::Shell;
use lookback::Result;

use crate::args::{Cli, Common};
use crate::exit::Outcome;
use crate::writing::put;

// Prints a script; where it goes is up to the shell.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback completions bash -o ~/.local/share/bash-completion/completions/lookback
  lookback completions zsh -o ~/.zfunc/_lookback                     (with ~/.zfunc in fpath)
  lookback completions fish -o ~/.config/fish/completions/lookback.fish
  lookback completions powershell >> $PROFILE")]
pub struct Completions {
    /// For which shell
    #[arg(value_enum)]
    pub shell: Shell,
}

pub fn run(common: &Common, args: &Completions) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "lookback", &mut script);
    put(common, &script)?;
    Ok(Outcome::Answered)
}
