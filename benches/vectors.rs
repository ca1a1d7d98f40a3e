//! Makes the table of word vectors that comes with the program: word statistics of a folder of papers, and nothing else.
//!
//! ```text
//! cargo run --release --example vectors -- FOLDER src/lexicon/vectors.bin
//! ```
//!
//! A third argument leaves out the papers whose path holds it: for measuring a council with vectors made without it.
//! The same papers give the same bytes. `src/lexicon/vectors.md` says which papers the table in the package was made of.

use std::path::Path;
use std::process::ExitCode;

use lookback::lexicon::Training;
use lookback::reading;

/// Dimensions of the table: with 64 the labelled pairs are told apart as well as with twice as many.
const DIMENSIONS: usize = 64;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (folder, out, without) = match arguments.as_slice() {
        [folder, out] => (folder, out, None),
        [folder, out, without] => (folder, out, Some(without)),
        _ => {
            eprintln!("usage: vectors FOLDER FILE [LEFT-OUT]");
            return ExitCode::from(2);
        }
    };
    let mut training = Training::default();
    let (mut read, mut skipped) = (0, 0);
    let sources = match lookback::ingest::walk(Path::new(folder)) {
        Ok(sources) => sources,
        Err(error) => {
            eprintln!("{folder}: {error}");
            return ExitCode::from(2);
        }
    };
    for source in sources.iter().filter(|source| without.is_none_or(|name| !source.relative.contains(name))) {
        match reading::read(&source.path, &source.relative, &reading::Told::default()) {
            Ok(paper) => {
                read += 1;
                paper.blocks.iter().for_each(|block| training.read(&block.text));
            }
            Err(reason) => {
                skipped += 1;
                eprintln!("{}: {reason}", source.relative);
            }
        }
    }
    let vectors = training.vectors(DIMENSIONS);
    eprintln!("{read} papers, {skipped} skipped, {} words; {} stems", training.words(), vectors.len());
    match std::fs::write(out, vectors.to_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{out}: {error}");
            ExitCode::from(2)
        }
    }
}
