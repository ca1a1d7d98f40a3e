//! `lookback __read`: the process that reads for the others, and the pool that runs it.
//!
//! Nobody types it. A parser that fails on a hostile file ends this process, and the one that asked goes on.

use std::io;
use std::process::Command;
use std::sync::Arc;

use lookback::ingest::{Hints, Ingested, ingest_with, worker};
use lookback::reading::{Limits, Pool};
use lookback::{Error, Result, Unreadable};

use crate::exit::{Outcome, note};

/// Name of the hidden subcommand.
pub const NAME: &str = "__read";

/// Reads what it is asked to on standard input, until that ends.
pub fn run() -> Result<Outcome> {
    // A parser's panic is an answer here, not a message.
    std::panic::set_hook(Box::new(|_| {}));
    worker::limit_memory();
    let failed = |source| Error::Io { doing: "read from", path: "standard input".into(), source };
    worker::serve(io::stdin().lock(), io::stdout()).map_err(failed)?;
    Ok(Outcome::Answered)
}

/// Takes the letters of a file through the pool, where there is one.
pub fn letters(
    pool: Option<&Pool>,
) -> impl Fn(&[u8], &str, Hints) -> std::result::Result<Ingested, Unreadable> + Sync + '_ {
    move |bytes, name, hints| match pool {
        Some(pool) => pool.ingest(bytes, name, hints),
        None => ingest_with(bytes, name, hints),
    }
}

/// Children of this program that read; `None`, with a note, where the system does not tell what this program is.
pub fn pool() -> Option<Arc<Pool>> {
    match std::env::current_exe() {
        Ok(program) => {
            let mut command = Command::new(program);
            command.arg(NAME);
            Some(Arc::new(Pool::new(command, Limits::default())))
        }
        Err(error) => {
            note(&format!("papers are read without protection from damaged files: {error}"));
            None
        }
    }
}
