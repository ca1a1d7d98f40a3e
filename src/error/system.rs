//! What the operating system says of files, drives and addresses: in plain words, and what to try.

use std::io;
use std::path::Path;

/// What the system said, in plain words where they are known.
pub(crate) fn in_words(source: &io::Error) -> String {
    let words = match source.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder",
        io::ErrorKind::PermissionDenied => "that is not allowed for the user you are",
        io::ErrorKind::ReadOnlyFilesystem => "the drive or folder is read-only",
        io::ErrorKind::StorageFull => "the drive is full",
        io::ErrorKind::AlreadyExists => "a file of this name is there, and no folder",
        io::ErrorKind::AddrInUse => "another program answers there already",
        io::ErrorKind::AddrNotAvailable => "this computer has no such address",
        io::ErrorKind::IsADirectory => "it is a folder, not a file",
        io::ErrorKind::NotADirectory => "a part of the path is a file, not a folder",
        _ => return source.to_string(),
    };
    // A message of our own says more than its kind.
    if source.raw_os_error().is_some() { words.to_owned() } else { source.to_string() }
}

/// What to try when a file or folder could not be read or written.
pub(super) fn to_try(doing: &str, kind: io::ErrorKind) -> Option<&'static str> {
    use io::ErrorKind::{
        AddrInUse, AddrNotAvailable, AlreadyExists, FileTooLarge, NotADirectory, NotFound, Other, PermissionDenied,
        QuotaExceeded, ReadOnlyFilesystem, StorageFull,
    };
    match (kind, doing.starts_with("write") || doing == "make") {
        (PermissionDenied | ReadOnlyFilesystem | NotFound | NotADirectory | AlreadyExists, true)
            if doing.contains("index") =>
        {
            Some("keep the index where you can write, with `--index DIR`")
        }
        (PermissionDenied | ReadOnlyFilesystem, true) => Some("write to a folder of your own"),
        (NotFound | NotADirectory, true) => Some("make the folder first, or name another"),
        (AlreadyExists, true) if doing == "write" => {
            Some("name another file; papers, and what is kept beside them, are never written over")
        }
        (StorageFull | QuotaExceeded | FileTooLarge | Other, true) if doing.contains("index") => {
            Some("make room, or keep the index elsewhere with `--index DIR`; what was read before still answers")
        }
        (StorageFull, true) => Some("make room, or write to another drive"),
        (AddrInUse, _) => Some("leave out `--port`, and one that is free is taken"),
        (AddrNotAvailable, _) => Some("leave out `--host` for this computer only"),
        (NotFound, false) => Some("look at the spelling, and at the folder you are in"),
        (PermissionDenied, false) => Some("ask whoever keeps it to let you read it"),
        _ => None,
    }
}

/// Files that a corpus may have, and does without: they say something of its papers and are none.
pub(crate) const OWN_FILES: [&str; 5] =
    ["lookback.toml", "pins.toml", "corrections.toml", "synonyms.toml", "vectors.bin"];

/// Whether this is one of the [`OWN_FILES`].
pub(super) fn is_of_corpus(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default();
    OWN_FILES.iter().any(|own| name == *own)
}
