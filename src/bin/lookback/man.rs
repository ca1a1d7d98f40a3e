//! `lookback man`: the manual, as pages for `man`.

use std::path::{Path, PathBuf};

use clap::{Args, Command, CommandFactory};
use clap_mangen::Man;
use lookback::{Error, Result};

use crate::args::{Cli, Common};
use crate::exit::Outcome;
use crate::writing::put;

// Prints the page of the program or of one command; with `--dir` writes all of them into a folder.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback man | man -l -
  lookback man diff | man -l -
  lookback man --dir ~/.local/share/man/man1")]
pub struct ManPages {
    /// The command whose page is wanted; without it that of the whole program
    #[arg(value_name = "COMMAND")]
    pub command: Option<String>,
    /// Write the pages of the program and of every command into this folder, which is made if it is not there
    #[arg(long, value_name = "DIR", conflicts_with_all = ["command", "output"])]
    pub dir: Option<PathBuf>,
}

pub fn run(common: &Common, args: &ManPages) -> Result<Outcome> {
    let mut program = Cli::command();
    // Each command's page then has the options that all take, and names such as `lookback-diff`.
    program.build();
    if let Some(folder) = &args.dir {
        return write_all(&program, folder);
    }
    let page = match args.command.as_deref() {
        None => page(&program)?,
        Some(name) => match commands(&program).find(|command| command.get_name() == name) {
            Some(command) => page(command)?,
            None => {
                let known: Vec<&str> = commands(&program).map(Command::get_name).collect();
                let message = format!("there is no command `{name}`; there are {}", known.join(", "));
                Cli::command().error(clap::error::ErrorKind::InvalidValue, message).exit();
            }
        },
    };
    put(common, &page)?;
    Ok(Outcome::Answered)
}

fn write_all(program: &Command, folder: &Path) -> Result<Outcome> {
    std::fs::create_dir_all(folder).map_err(|source| Error::Io { doing: "make", path: folder.to_owned(), source })?;
    for command in commands(program).chain([program]) {
        let path = folder.join(format!("{}.1", title(command)));
        std::fs::write(&path, page(command)?).map_err(|source| Error::Io { doing: "write", path, source })?;
    }
    Ok(Outcome::Answered)
}

/// The commands a person would type.
fn commands(program: &Command) -> impl Iterator<Item = &Command> {
    program.get_subcommands().filter(|command| !command.is_hide_set() && command.get_name() != "help")
}

/// What the page is called: "lookback", "lookback-diff".
fn title(command: &Command) -> String {
    command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned()
}

fn page(command: &Command) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    let failed = |source| Error::Io { doing: "write", path: "the page".into(), source };
    let version = concat!("lookback ", env!("CARGO_PKG_VERSION"));
    Man::new(command.clone()).title(title(command).to_uppercase()).source(version).render(&mut out).map_err(failed)?;
    Ok(out)
}
