//! The program: what was typed, what is shown. All knowledge is in the library; this prints and exits.

mod args;
mod brief;
mod completions;
mod context;
mod correct;
mod diff;
mod eval;
mod exit;
mod findings;
mod index;
mod man;
mod minus;
mod model;
mod pin;
mod prose;
mod read;
mod search;
mod serve;
mod show;
mod status;
mod themes;
mod trace;
mod vectors;
mod verify;
mod writing;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use exit::Outcome;
use lookback::lexicon::VECTORS_FILE;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    exit::guarded(whole)
}

fn whole() -> ExitCode {
    // A name that is not UTF-8 is no word of a query.
    if let Err(error) = minus::refuse(std::env::args_os().map(|arg| arg.to_string_lossy().into_owned())) {
        return exit::report(Err(error));
    }
    let mut cli = Cli::parse();
    // `-o -` is standard output, as elsewhere, and no file of that name.
    cli.common.output.take_if(|path| path.as_os_str() == "-");
    if cli.common.json {
        cli.common.format = Some(lookback::output::Format::Json);
    }
    let outcome = cli.refuse_paper().and_then(|()| run(&cli));
    model::tell_fault();
    exit::report(outcome)
}

impl Cli {
    /// Nothing that is read is written over, whatever the command.
    fn refuse_paper(&self) -> lookback::Result<()> {
        let (named, own) = match &self.command {
            Command::Eval(args) => (args.places(), None),
            Command::Themes(args) => (args.texts.iter().map(PathBuf::as_path).collect(), None),
            Command::Search(args) => (args.batch.iter().map(PathBuf::as_path).collect(), None),
            Command::Vectors(_) => (Vec::new(), Some(VECTORS_FILE)),
            _ => (Vec::new(), None),
        };
        writing::refuse_paper(&self.common, &named, own)
    }
}

fn run(cli: &Cli) -> lookback::Result<Outcome> {
    match &cli.command {
        Command::Brief(args) => brief::run(&cli.common, args),
        Command::Correct(args) => correct::run(&cli.common, args),
        Command::Eval(args) => eval::run(&cli.common, args),
        Command::Index(args) => index::run(&cli.common, args),
        Command::Findings(args) => findings::run(&cli.common, args),
        Command::Search(args) => search::run(&cli.common, args),
        Command::Diff(args) => diff::run(&cli.common, args),
        Command::Themes(args) => themes::run(&cli.common, args),
        Command::Trace(args) => trace::run(&cli.common, args),
        Command::Serve(args) => serve::run(&cli.common, args),
        Command::Pin(args) => pin::run(&cli.common, args),
        Command::Show(args) => show::run(&cli.common, args),
        Command::Vectors(args) => vectors::run(&cli.common, args),
        Command::Verify(args) => verify::run(&cli.common, args),
        Command::Status(args) => status::run(&cli.common, args),
        Command::Completions(args) => completions::run(&cli.common, args),
        Command::Man(args) => man::run(&cli.common, args),
        Command::Read => read::run(),
    }
}
