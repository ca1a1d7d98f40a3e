//! What several test programs need: where the papers are, and running the program.

#![allow(dead_code)] // Each test program uses its own part of this.

pub mod models;
pub mod pdf;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The sample corpus of this repository.
pub fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// The folder of papers and labels beside the project; `None` where it is absent, and then the test says so and passes.
///
/// `LOOKBACK_SHARED` names another place. With `CI=true` a missing folder fails the test.
pub fn shared(part: &str) -> Option<PathBuf> {
    let root = std::env::var_os("LOOKBACK_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = root.join(part);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var("CI").as_deref() != Ok("true"), "`{part}` of the shared papers is missing");
    eprintln!("skipped: `{part}` of the shared papers is not here");
    None
}

/// A run of the program in a folder of its own.
pub struct Lookback {
    folder: tempfile::TempDir,
    corpus: PathBuf,
}

impl Lookback {
    /// A corpus that is empty yet.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let corpus = folder.path().join("papers");
        std::fs::create_dir(&corpus).expect("a folder for the papers");
        Self { folder, corpus }
    }

    /// A corpus that lies elsewhere, with an index of its own.
    pub fn on(corpus: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { folder, corpus: corpus.to_owned() }
    }

    /// Puts a paper into the corpus.
    pub fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.corpus.join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        std::fs::write(path, content).expect("a paper");
        self
    }

    /// Where a file of the corpus lies.
    pub fn path(&self, name: &str) -> PathBuf {
        self.corpus.join(name)
    }

    /// Takes a paper out of the corpus.
    pub fn without(self, name: &str) -> Self {
        std::fs::remove_file(self.corpus.join(name)).expect("a paper to remove");
        self
    }

    /// The folder of the papers.
    pub fn corpus(&self) -> &Path {
        &self.corpus
    }

    /// Runs the program.
    pub fn run(&self, args: &[&str]) -> Output {
        self.command(args).output().expect("the program runs")
    }

    /// A run of the program that is still to be started.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_lookback"));
        command.args(args).arg("--corpus").arg(&self.corpus).arg("--index").arg(self.folder.path().join("index"));
        command.env("NO_COLOR", "1").env_remove("LOOKBACK_MODEL");
        command
    }

    /// What the program prints, when it ends with this code.
    pub fn answer(&self, args: &[&str], code: i32) -> String {
        let output = self.run(args);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {errors}");
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// What the program says on standard error, when it ends with this code.
    pub fn complaint(&self, args: &[&str], code: i32) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(code), "{args:?}: {}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8(output.stderr).expect("UTF-8")
    }
}
