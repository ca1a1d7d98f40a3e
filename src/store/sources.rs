//! STAND-IN for `crate::ingest::{Source, walk}`, with its shape: which files make up the corpus?
//!
//! To be deleted when `ingest::walk` is there; nothing outside this room sees it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::WalkDir;

use crate::error::{Error, Result};

/// A file of the corpus, as the file system describes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Path relative to the corpus, with forward slashes: what is stored and shown.
    pub relative: String,
    /// Where it is.
    pub path: PathBuf,
    /// Size in bytes.
    pub size: u64,
    /// Time of last change, in nanoseconds since 1970.
    pub mtime_ns: i128,
    /// Inode number; 0 where the system has none.
    pub inode: u64,
}

/// Lists the files of a corpus, ordered by relative path.
pub(crate) fn walk(root: &Path) -> Result<Vec<Source>> {
    if !root.is_dir() {
        return Err(Error::NoCorpus { path: root.to_owned() });
    }
    let mut sources = Vec::new();
    let kept = |name: &str| !name.starts_with('.') && name != "gold" && !name.ends_with(".toml");
    for entry in
        WalkDir::new(root).into_iter().filter_entry(|e| e.depth() == 0 || kept(&e.file_name().to_string_lossy()))
    {
        let entry = entry.map_err(|error| {
            let path = error.path().unwrap_or(root).to_owned();
            Error::Io { doing: "list", path, source: error.into() }
        })?;
        if entry.file_type().is_file()
            && let Some(source) = source(root, entry.path())
        {
            sources.push(source);
        }
    }
    sources.sort();
    Ok(sources)
}

fn source(root: &Path, path: &Path) -> Option<Source> {
    let metadata = fs::metadata(path).ok()?;
    let relative = path.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/");
    let mtime = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    let mtime_ns = mtime.and_then(|since| i128::try_from(since.as_nanos()).ok()).unwrap_or(0);
    #[cfg(unix)]
    let inode = std::os::unix::fs::MetadataExt::ino(&metadata);
    #[cfg(not(unix))]
    let inode = 0;
    Some(Source { relative, path: path.to_owned(), size: metadata.len(), mtime_ns, inode })
}
