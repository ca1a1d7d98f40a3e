//! Which vectors were made before? A file beside the index, one record a text.
//!
//! A record is the BLAKE3 hash of the text, the cells of its vector (four bytes each, little-endian) and the first eight
//! bytes of the hash of both. Records are only ever added, each run's in one piece, so that a run that was killed loses
//! its own at most: what does not answer to its hash, and all behind it, is dropped. The name of the file holds the
//! fingerprint of the model; another model has another file. It is a help and no more: where it cannot be read or written,
//! vectors are made anew.

use std::collections::HashMap;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

const KEY: usize = blake3::OUT_LEN;
const CHECK: usize = 8;

/// Vectors by the hash of their text.
#[derive(Debug)]
pub(super) struct Kept {
    /// `None` where nothing is written down.
    path: Option<PathBuf>,
    vectors: HashMap<[u8; KEY], Vec<f32>>,
}

impl Kept {
    /// What is kept in a folder for the model of this fingerprint, whose vectors have so many dimensions.
    pub(super) fn open(folder: Option<&Path>, fingerprint: &str, dimensions: usize) -> Self {
        let name = format!("sentences-{}.bin", fingerprint.get(..16).unwrap_or(fingerprint));
        let mut kept = Self { path: folder.map(|folder| folder.join(name)), vectors: HashMap::new() };
        let Some(path) = &kept.path else { return kept };
        let bytes = fs::read(path).unwrap_or_default();
        let sound = bytes.chunks(record_length(dimensions)).map_while(|record| read(record, dimensions));
        let mut length = 0;
        for (key, vector) in sound {
            kept.vectors.insert(key, vector);
            length += record_length(dimensions);
        }
        if length < bytes.len() {
            // A record that was cut would set all that follow out of step.
            let whole = OpenOptions::new().write(true).open(path);
            let _ = whole.and_then(|file| file.set_len(length as u64));
        }
        kept
    }

    /// The vector of a text; `None` where it was not made yet.
    pub(super) fn of(&self, text: &str) -> Option<&Vec<f32>> {
        self.vectors.get(blake3::hash(text.as_bytes()).as_bytes())
    }

    /// Keeps vectors of texts, here and in the file.
    pub(super) fn add(&mut self, made: Vec<(&str, Vec<f32>)>) {
        let mut records = Vec::new();
        for (text, vector) in made {
            let key = *blake3::hash(text.as_bytes()).as_bytes();
            let start = records.len();
            records.extend(key);
            vector.iter().for_each(|cell| records.extend(cell.to_le_bytes()));
            let check = blake3::hash(&records[start..]);
            records.extend(&check.as_bytes()[..CHECK]);
            self.vectors.insert(key, vector);
        }
        // A folder that cannot be written to costs time the next time, and nothing else.
        if let Some(path) = &self.path {
            let file = OpenOptions::new().create(true).append(true).open(path);
            let _ = file.and_then(|mut file| file.write_all(&records));
        }
    }
}

fn record_length(dimensions: usize) -> usize {
    KEY + 4 * dimensions + CHECK
}

fn read(record: &[u8], dimensions: usize) -> Option<([u8; KEY], Vec<f32>)> {
    let (said, check) = record.split_at_checked(KEY + 4 * dimensions)?;
    if check != &blake3::hash(said).as_bytes()[..CHECK] {
        return None;
    }
    let (key, cells) = said.split_first_chunk::<KEY>()?;
    Some((*key, cells.as_chunks::<4>().0.iter().map(|cell| f32::from_le_bytes(*cell)).collect()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(folder: &Path) -> Kept {
        Kept::open(Some(folder), "0123456789abcdef0123", 2)
    }

    #[test]
    fn what_was_kept_is_found_again_and_only_under_its_own_model() {
        let folder = tempfile::tempdir().unwrap();
        kept(folder.path()).add(vec![("Grit the roads", vec![0.6, 0.8]), ("", vec![1.0, 0.0])]);
        kept(folder.path()).add(vec![("Mend the roof", vec![0.0, 1.0])]);
        let again = kept(folder.path());
        assert_eq!(again.of("Grit the roads"), Some(&vec![0.6, 0.8]));
        assert_eq!(
            (again.of("").is_some(), again.of("Mend the roof").is_some(), again.of("Swans")),
            (true, true, None)
        );
        assert!(Kept::open(Some(folder.path()), "another", 2).of("").is_none());
    }

    #[test]
    fn a_file_cut_short_or_spoilt_gives_what_is_sound_and_can_be_added_to() {
        let folder = tempfile::tempdir().unwrap();
        kept(folder.path()).add(vec![("a", vec![0.6, 0.8]), ("b", vec![0.8, 0.6])]);
        let path = kept(folder.path()).path.unwrap();
        let whole = fs::read(&path).unwrap();
        for cut in 0..whole.len() {
            fs::write(&path, &whole[..cut]).unwrap();
            let mut cut_short = kept(folder.path());
            assert_eq!((cut_short.of("a").is_some(), cut_short.of("b")), (cut >= whole.len() / 2, None), "{cut}");
            cut_short.add(vec![("c", vec![1.0, 0.0])]);
            assert_eq!(kept(folder.path()).of("c"), Some(&vec![1.0, 0.0]), "{cut}");
        }
        let mut spoilt = whole.clone();
        spoilt[whole.len() / 2 + KEY] ^= 1;
        fs::write(&path, &spoilt).unwrap();
        assert_eq!((kept(folder.path()).of("a").is_some(), kept(folder.path()).of("b")), (true, None));
    }

    #[test]
    fn a_folder_that_is_not_there_is_no_trouble() {
        let folder = tempfile::tempdir().unwrap();
        let mut nowhere = kept(&folder.path().join("none"));
        nowhere.add(vec![("a", vec![0.6, 0.8])]);
        assert!(nowhere.of("a").is_some());
    }
}
