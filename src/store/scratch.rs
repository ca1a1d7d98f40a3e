//! What was put and is not resolved yet, on disk rather than in memory: a corpus can be larger than that.
//!
//! The file has no name where the system allows it, and goes with the run in any case: nothing is left beside the
//! index, however the run ends.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Packed readings, kept until they are resolved.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    /// Made when the first is kept.
    file: Option<File>,
    end: u64,
}

/// Where a reading is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept {
    at: u64,
    length: usize,
}

impl Scratch {
    /// Keeps bytes, in a file of the folder that holds the index.
    pub fn keep(&mut self, folder: &Path, bytes: &[u8]) -> io::Result<Kept> {
        if self.file.is_none() {
            self.file = Some(tempfile::tempfile_in(folder)?);
        }
        let kept = Kept { at: self.end, length: bytes.len() };
        if let Some(file) = &mut self.file {
            file.seek(SeekFrom::Start(kept.at))?;
            file.write_all(bytes)?;
        }
        self.end += bytes.len() as u64;
        Ok(kept)
    }

    /// Gives kept bytes back.
    pub fn read(&mut self, kept: Kept) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; kept.length];
        if let Some(file) = &mut self.file {
            file.seek(SeekFrom::Start(kept.at))?;
            file.read_exact(&mut bytes)?;
        }
        Ok(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back_and_nothing_is_left_in_the_folder() {
        let folder = tempfile::tempdir().unwrap();
        let mut scratch = Scratch::default();
        let kept: Vec<Kept> =
            ["one", "", "three"].map(|text| scratch.keep(folder.path(), text.as_bytes()).unwrap()).into();
        assert_eq!(scratch.read(kept[2]).unwrap(), b"three");
        assert_eq!(scratch.read(kept[1]).unwrap(), b"");
        assert_eq!(scratch.read(kept[0]).unwrap(), b"one");
        drop(scratch);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
