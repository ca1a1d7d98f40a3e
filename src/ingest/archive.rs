//! The parts of a zip archive, unpacked within limits: what DOCX, ODT and workbooks are.
//!
//! A budget of [`MAX_UNPACKED_BYTES`] covers all parts that are read, whatever the archive says their size is.

use std::io::{Cursor, Read};

use encoding_rs::UTF_8;
use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::MAX_UNPACKED_BYTES;
use crate::error::Unreadable;

/// An open archive.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive.
    ///
    /// # Errors
    /// [`Unreadable::Damaged`] when it has no readable directory.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(&error))?;
        Ok(Self { zip, left: MAX_UNPACKED_BYTES })
    }

    /// Whether there is such a part.
    pub fn has(&self, name: &str) -> bool {
        self.zip.index_for_name(name).is_some()
    }

    /// Refuses an archive whose parts say that they unpack to more than is read: for what is unpacked elsewhere.
    ///
    /// # Errors
    /// [`Unreadable`] when they do, or the archive is damaged.
    pub fn check_unpacked(&mut self) -> Result<(), Unreadable> {
        let mut unpacked: u64 = 0;
        for index in 0..self.zip.len() {
            let part = self.zip.by_index_raw(index).map_err(|error| unreadable(&error))?;
            unpacked = unpacked.saturating_add(part.size());
        }
        if unpacked > self.left { Err(too_large()) } else { Ok(()) }
    }

    /// The text of a part; `None` when there is no such part.
    ///
    /// # Errors
    /// [`Unreadable`] when the part is damaged or encrypted, or the budget is spent.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, Unreadable> {
        let file = match self.zip.by_name(name) {
            Ok(file) => file,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(error) => return Err(unreadable(&error)),
        };
        let mut bytes = Vec::new();
        let read = file.take(self.left + 1).read_to_end(&mut bytes);
        let read = read.map_err(|error| Unreadable::Damaged(format!("{name}: {error}")))? as u64;
        self.left = self.left.checked_sub(read).ok_or_else(too_large)?;
        // UTF-16 with a mark is legal in XML; everything else there is UTF-8.
        Ok(Some(UTF_8.decode(&bytes).0.into_owned()))
    }
}

fn too_large() -> Unreadable {
    let limit = MAX_UNPACKED_BYTES / (1024 * 1024);
    Unreadable::TooLarge(format!("it unpacks to more than {limit} MiB"))
}

fn unreadable(error: &ZipError) -> Unreadable {
    match error {
        ZipError::UnsupportedArchive(message) if message.to_lowercase().contains("password") => Unreadable::Encrypted,
        error => Unreadable::Damaged(error.to_string()),
    }
}
