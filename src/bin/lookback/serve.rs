//! `lookback serve`: the same answers in a browser on this computer.

use std::io::Write;
use std::net::{TcpListener, ToSocketAddrs};

use clap::Args;
use lookback::serve::{Site, is_private, serve};
use lookback::store::{Again, Progress};
use lookback::{Error, Result};

use crate::args::Common;
use crate::context::Context;
use crate::exit::{Outcome, note};

/// The port that is taken when none is named; another where it is in use.
const PORT: u16 = 8765;

// Shows the papers, reviews, comparisons and themes as pages in a browser. Nothing leaves this computer, and nobody else
// reaches it unless `--host` says so. Ends with Ctrl-C.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  lookback serve --open
  lookback serve --port 8080 --corpus papers")]
pub struct Serve {
    /// Open the browser
    #[arg(long)]
    pub open: bool,
    /// Port to answer on; 0 takes one that is free [default: 8765, or one that is free]
    #[arg(long, value_name = "N", value_parser = port)]
    pub port: Option<u16>,
    /// Name or address to answer on, for others in the network to read and to write: there are no passwords
    ///
    /// Default: 127.0.0.1, which only this computer reaches.
    #[arg(long, value_name = "HOST")]
    pub host: Option<String>,
}

/// A port, as an option takes it.
fn port(text: &str) -> Result<u16, String> {
    text.parse().map_err(|_| "write a whole number from 0 to 65535, such as 8080".to_owned())
}

pub fn run(common: &Common, args: &Serve) -> Result<Outcome> {
    let context = Context::find(common)?;
    // An address of the newer form may be written as browsers do, in brackets.
    let named = args.host.as_deref().map(|host| host.trim_matches(['[', ']']));
    let host = named.unwrap_or("127.0.0.1");
    let failed = |source: std::io::Error| match source.kind() {
        // Whatever the system calls a name that it does not find.
        _ if named.is_some() && (host, 0).to_socket_addrs().is_err() => Error::Io {
            doing: "answer at",
            path: host.into(),
            source: std::io::Error::new(
                source.kind(),
                "no computer has this name or address; leave out `--host`, or try 127.0.0.1",
            ),
        },
        _ => Error::Io { doing: "answer at", path: host.into(), source },
    };
    let bind = |port: u16| TcpListener::bind((host, port));
    let listener = match args.port {
        Some(port) => bind(port),
        None => bind(PORT).or_else(|_| bind(0)),
    };
    let listener = listener.map_err(failed)?;
    let address = format!("http://{}/", listener.local_addr().map_err(failed)?);
    if !is_private(host) {
        note(&format!(
            "anyone who reaches this computer at {host} can read these papers and settle findings: there are no passwords"
        ));
    }
    let again = common.clone();
    let refresher = Box::new(move |progress: &(dyn Fn(Progress<'_>) + Sync)| {
        // Found anew each time, so that a change of `lookback.toml` is seen.
        let context = Context::find(&again)?;
        if again.no_refresh { Ok(()) } else { context.refresh_telling(&again, Again::No, progress).map(|_| ()) }
    });
    let site = Site::new(context.corpus.clone(), context.index.clone(), refresher)?;
    // Whoever started it may have closed what it writes to, and still read the pages.
    let mut out = std::io::stdout();
    let _ = writeln!(out, "{} at {address}", context.corpus.display()).and_then(|()| out.flush());
    if args.open && open::that_detached(&address).is_err() {
        note("the browser did not open; copy the address into it");
    }
    serve(listener, &site, named).map_err(failed)?;
    Ok(Outcome::Answered)
}
