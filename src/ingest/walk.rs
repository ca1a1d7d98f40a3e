//! Which files make up the corpus? Every file of the folder and its sub-folders, in a stable order.
//!
//! Left out: hidden files and folders, `.lookback` (the index), the project's own files (`lookback.toml`, `pins.toml`,
//! `corrections.toml`, `synonyms.toml`, `vectors.bin`), READMEs and office lock files.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

use crate::error::{Error, OWN_FILES, Result};

/// Name of the configuration file at the root of a corpus.
pub const CONFIG_FILE: &str = "lookback.toml";

/// Name of the folder that holds the index, at the root of a corpus.
pub const INDEX_FOLDER: &str = ".lookback";

/// A file of the corpus, as the file system describes it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Path relative to the corpus, with forward slashes: what is stored and shown. A name that is not UTF-8 is as near as it
    /// gets.
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

/// Lists the files of a corpus, ordered by relative path. Links, and folders that cannot be listed, stand among them: that
/// they cannot be read is for the reader to say.
///
/// # Errors
/// [`Error::NoCorpus`] when `root` is not a folder; [`Error::Io`] when it cannot be listed.
pub fn walk(root: &Path) -> Result<Vec<Source>> {
    if !root.is_dir() {
        return Err(Error::NoCorpus { path: root.to_owned() });
    }
    let mut sources = Vec::new();
    for entry in WalkDir::new(root).follow_links(false).into_iter().filter_entry(|e| e.depth() == 0 || is_wanted(e)) {
        match entry {
            Ok(entry) if entry.file_type().is_file() || (entry.depth() > 0 && entry.path_is_symlink()) => {
                sources.extend(source(root, entry.path()));
            }
            // Folders, which are gone through, and what is neither: reading a pipe would wait for ever.
            Ok(_) => {}
            Err(error) => match error.path().filter(|_| error.depth() > 0) {
                Some(path) => sources.extend(source(root, path)),
                None => return Err(Error::Io { doing: "list", path: root.to_owned(), source: error.into() }),
            },
        }
    }
    sources.sort();
    // Names that are not UTF-8 may look alike; none of them is read.
    sources.dedup_by(|one, other| one.relative == other.relative);
    Ok(sources)
}

/// Whether a file of this name is none of the papers, and says something of them: `lookback.toml`, `pins.toml`.
pub fn is_own_file(name: &str) -> bool {
    OWN_FILES.contains(&name)
}

fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let own = is_own_file(&name) || name.starts_with("~$") || name.eq_ignore_ascii_case("readme.md");
    !name.starts_with('.') && !own
}

/// `None` when the file went away between listing and looking.
fn source(root: &Path, path: &Path) -> Option<Source> {
    let metadata = fs::symlink_metadata(path).ok()?;
    let relative = path.strip_prefix(root).ok()?;
    let relative: Vec<_> = relative.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    let mtime_ns = metadata
        .modified()
        .ok()
        .and_then(|time| time.duration_since(UNIX_EPOCH).ok())
        .map_or(0, |since| i128::try_from(since.as_nanos()).unwrap_or(0));
    Some(Source {
        relative: relative.join("/"),
        path: path.to_owned(),
        size: metadata.len(),
        mtime_ns,
        inode: inode(&metadata),
    })
}

#[cfg(unix)]
fn inode(metadata: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_metadata: &fs::Metadata) -> u64 {
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_listed_in_order_and_our_own_files_are_not() {
        let folder = tempfile::tempdir().unwrap();
        for name in
            ["b.txt", "a/z.html", "a/b.pdf", ".hidden", "gold/c.txt", "lookback.toml", "README.md", ".lookback/x"]
        {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let names: Vec<String> = walk(folder.path()).unwrap().into_iter().map(|source| source.relative).collect();
        assert_eq!(names, ["a/b.pdf", "a/z.html", "b.txt", "gold/c.txt"]);
        assert!(matches!(walk(&folder.path().join("none")), Err(Error::NoCorpus { .. })));
    }
}
