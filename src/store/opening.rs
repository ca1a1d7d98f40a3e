//! Is there an index here, and is it one this version can read?
//!
//! What a commit knows of itself is its payload: the form of the index, the version of the readers, the
//! fingerprint of the rules, when the run began, and the two figures that ranking needs.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tantivy::directory::error::{LockError, OpenDirectoryError, OpenReadError, OpenWriteError};
use tantivy::directory::{Directory, INDEX_WRITER_LOCK};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, TantivyError};

use super::directory::IndexDirectory;
use super::schema::{FORMAT, schema, with_tokenizers};
use crate::error::{Error, NOT_OURS, Result};

/// Stored records are packed in pages of this many bytes: about the reach of the packer, so that what records have in common
/// costs little. Half of it makes an index a tenth larger; a page takes a tenth of a millisecond to unpack.
const STORED_PAGE: usize = 72 << 10;

/// How hard the packer tries: a twentieth smaller than at level 1 for a quarter more of its time; level 5 costs three
/// times as much.
const PACKING: Compressor = Compressor::Zstd(ZstdCompressor { compression_level: Some(3) });

const META_FILE: &str = "meta.json";

/// In which the engine keeps the names of its files.
const MANAGED_FILE: &str = ".managed.json";

/// What a commit says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Commit {
    /// The form of the index, [`FORMAT`].
    pub lookback: u32,
    /// The fingerprint of the store (`store::fingerprint`) when it was written.
    pub reading: String,
    /// What tells one thing given of a paper from another, by path; papers of which nothing is given are not listed.
    pub given: BTreeMap<String, String>,
    /// When the run that wrote it looked at the files, in nanoseconds since 1970.
    pub began: i64,
    /// Number of blocks.
    pub blocks: u64,
    /// Number of tokens in them.
    pub tokens: u64,
    /// Fingerprint of the corrections of each paper that has some.
    pub corrections: BTreeMap<String, String>,
}

/// What is found where an index should be.
pub(crate) enum Opened {
    /// Nothing, or an index that was begun and never committed.
    Nothing,
    /// An index of another form, with what to say of it. It is to be made anew.
    OtherForm(String),
    /// An index that can be read.
    Ready(Index, Box<Commit>),
}

/// Looks at the index folder.
pub(crate) fn open(index_dir: &Path) -> Result<Opened> {
    if !index_dir.join(META_FILE).exists() {
        return Ok(Opened::Nothing);
    }
    let directory = IndexDirectory::open(index_dir).map_err(|error| failed(index_dir, error.into()))?;
    let index = match Index::open(directory) {
        Ok(index) => with_tokenizers(index),
        Err(TantivyError::IncompatibleIndex(_)) => {
            return Ok(Opened::OtherForm("the index was written by another version of its engine".into()));
        }
        Err(error) => return Err(failed(index_dir, error)),
    };
    let meta = index.load_metas().map_err(|error| failed(index_dir, error))?;
    let Some(payload) = meta.payload else {
        // Before its first commit an index of ours has no payload and nothing to lose.
        if meta.segments.is_empty() && index.schema() == schema().0 {
            return Ok(Opened::Nothing);
        }
        return Err(not_ours(index_dir));
    };
    let form = serde_json::from_str::<serde_json::Value>(&payload)
        .ok()
        .and_then(|payload| payload.get("lookback")?.as_u64())
        .ok_or_else(|| not_ours(index_dir))?;
    match serde_json::from_str::<Commit>(&payload) {
        Ok(commit) if commit.lookback == FORMAT && index.schema() == schema().0 => {
            Ok(Opened::Ready(index, Box::new(commit)))
        }
        _ => Ok(Opened::OtherForm(format!("the index has form {form}, and this version reads form {FORMAT}"))),
    }
}

/// How often a lock that is held is tried again, and how long between.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(25);

/// Tries again for a moment while another holds the lock of the writer. It may be no writer at all: a process that is just
/// being started holds for that moment whatever was open when it was.
pub(crate) fn patiently<T>(take: impl Fn() -> tantivy::Result<T>) -> tantivy::Result<T> {
    for _ in 1..TRIES {
        match take() {
            Err(TantivyError::LockFailure(LockError::LockBusy, _)) => std::thread::sleep(PAUSE),
            other => return other,
        }
    }
    take()
}

/// Makes an empty index in a folder, in place of one of another form.
///
/// The engine's lock is held meanwhile; an index that another run has finished first is opened instead.
pub(crate) fn create(index_dir: &Path) -> Result<Index> {
    let io = |source| Error::Io { doing: "write the index in", path: index_dir.to_owned(), source };
    std::fs::create_dir_all(index_dir).map_err(io)?;
    let directory = IndexDirectory::open(index_dir).map_err(|error| failed(index_dir, error.into()))?;
    let lock = patiently(|| Ok(directory.acquire_lock(&INDEX_WRITER_LOCK)?));
    let _lock = lock.map_err(|error| failed(index_dir, error))?;
    if let Opened::Ready(index, _) = open(index_dir)? {
        return Ok(index);
    }
    remove_engine_files(index_dir).map_err(io)?;
    let index = Index::create(
        directory,
        schema().0,
        IndexSettings { docstore_blocksize: STORED_PAGE, docstore_compression: PACKING, ..IndexSettings::default() },
    );
    index.map(with_tokenizers).map_err(|error| failed(index_dir, error))
}

/// Takes away an index that cannot be used, so that it can be made anew. `false` where another program wrote it, or where it may
/// be no index at all: nothing is taken away then.
pub(crate) fn clear_damaged(index_dir: &Path) -> Result<bool> {
    let is_another = || matches!(open(index_dir), Err(Error::Index { message, .. }) if message == NOT_OURS);
    if !index_dir.join(MANAGED_FILE).exists() || is_another() {
        return Ok(false);
    }
    let directory = IndexDirectory::open(index_dir).map_err(|error| failed(index_dir, error.into()))?;
    let lock = patiently(|| Ok(directory.acquire_lock(&INDEX_WRITER_LOCK)?));
    let _lock = lock.map_err(|error| failed(index_dir, error))?;
    let io = |source| Error::Io { doing: "write the index in", path: index_dir.to_owned(), source };
    remove_engine_files(index_dir).map_err(io)?;
    Ok(true)
}

/// How the names of the engine's files end, after the name of their segment.
const ENGINE_ENDINGS: [&str; 9] = ["idx", "pos", "term", "store", "fast", "fieldnorm", "del", "temp", "spec"];

/// Removes what tantivy wrote in a folder that holds an index, and nothing else that may be there: a scan may be called by
/// 32 figures as a segment is.
fn remove_engine_files(index_dir: &Path) -> std::io::Result<()> {
    if !index_dir.join(META_FILE).exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(index_dir)? {
        let entry = entry?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let mut parts = name.split('.');
        let stem = parts.next().unwrap_or_default();
        let is_segment = stem.len() == 32
            && stem.bytes().all(|b| b.is_ascii_hexdigit())
            && parts.next_back().is_some_and(|ending| ENGINE_ENDINGS.contains(&ending));
        if is_segment || name == META_FILE || name == MANAGED_FILE {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn not_ours(index_dir: &Path) -> Error {
    Error::Index { path: index_dir.to_owned(), message: NOT_OURS.into() }
}

/// Why the engine's threads stopped, which do not say: whether the folder can be written tells.
fn why_stopped(index_dir: &Path) -> std::io::Error {
    let write = || tempfile::tempfile_in(index_dir)?.write_all(&[1; 1 << 20]);
    write().err().unwrap_or_else(|| std::io::Error::other("the engine stopped; the disk may be full"))
}

/// The library's error for one of the engine's.
pub(crate) fn failed(index_dir: &Path, error: TantivyError) -> Error {
    let path = index_dir.to_owned();
    let io = |source: std::io::Error, doing| Error::Io { doing, path: path.clone(), source };
    let again = |error: &std::io::Error| std::io::Error::new(error.kind(), error.to_string());
    match &error {
        TantivyError::LockFailure(LockError::LockBusy, _) => Error::Busy { path },
        // What the engine says of it is no help to those who read it.
        TantivyError::DataCorruption(_) => Error::Index { path, message: "it is damaged".into() },
        TantivyError::LockFailure(LockError::IoError(error), _) => io(again(error), "write the index in"),
        TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. }) => {
            io(again(io_error), "write the index in")
        }
        TantivyError::OpenDirectoryError(OpenDirectoryError::IoError { io_error, .. }) => {
            io(again(io_error), "open the index in")
        }
        TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
            if io_error.kind() == std::io::ErrorKind::PermissionDenied =>
        {
            io(again(io_error), "read the index in")
        }
        // What is damaged ends too early or says nonsense; all else is the system's to mend.
        TantivyError::IoError(error)
            if !matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::InvalidData | ErrorKind::NotFound) =>
        {
            io(again(error), "write the index in")
        }
        TantivyError::ErrorInThread(_) => io(why_stopped(index_dir), "write the index in"),
        other => Error::Index { path, message: other.to_string() },
    }
}
