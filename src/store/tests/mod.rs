//! Promises of the store.

mod contents;
mod freshness;
mod survival;

use std::fs::{self, File};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use super::refresh::refresh_with;
use super::testing::PLAIN;
use super::{FileStatus, Refresh, RefreshReport, Snapshot};
use crate::error::Result;

/// A folder of papers and its index.
struct Corpus(TempDir);

impl Corpus {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn index(&self) -> PathBuf {
        self.path(".lookback")
    }

    /// Writes a paper that was last changed an hour ago.
    fn paper(&self, name: &str, text: &str) {
        self.fresh_paper(name, text);
        self.set_time(name, SystemTime::now() - Duration::from_secs(3600));
    }

    fn fresh_paper(&self, name: &str, text: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn set_time(&self, name: &str, time: SystemTime) {
        File::options().write(true).open(self.path(name)).unwrap().set_modified(time).unwrap();
    }

    fn try_refresh(&self, options: &Refresh) -> Result<RefreshReport> {
        refresh_with(self.0.path(), &self.index(), options, &|_| {}, PLAIN)
    }

    fn refresh(&self) -> RefreshReport {
        self.try_refresh(&Refresh::default()).unwrap()
    }

    fn snapshot(&self) -> Snapshot {
        Snapshot::open(&self.index()).unwrap()
    }
}

fn statuses(report: &RefreshReport) -> Vec<(&str, FileStatus)> {
    report.files.iter().map(|file| (file.path.as_str(), file.status)).collect()
}
