//! How much of a file is too much. Hostile files are small on disk and huge unpacked, or endlessly nested.
//!
//! Whatever a reader walks has its depth checked here or in the reader first, so that no walk runs out of stack.

use crate::error::Unreadable;

/// Largest file that is read, in bytes (100 MB).
pub const MAX_FILE_BYTES: u64 = 100_000_000;

/// Most that is unpacked from one archive, in bytes (64 MiB). A report of 500 pages takes about 5 MiB.
pub const MAX_UNPACKED_BYTES: u64 = 64 * 1024 * 1024;

/// Most elements and texts of one XML part. A report of 500 pages has about 300,000.
pub const MAX_XML_NODES: usize = 2_000_000;

/// Deepest nesting of XML elements. Tables within tables within text boxes reach about 60.
pub const MAX_XML_DEPTH: usize = 256;

/// Deepest nesting of HTML elements: the parser takes quadratic time beyond, and the walk a deep stack.
pub const MAX_HTML_DEPTH: usize = 512;

/// Deepest nesting of RTF groups.
pub const MAX_RTF_DEPTH: usize = 1_000;

/// Most messages within messages.
pub const MAX_MAIL_DEPTH: u8 = 4;

/// Refuses a file beyond [`MAX_FILE_BYTES`].
pub fn check_size(bytes: u64) -> Result<(), Unreadable> {
    if bytes > MAX_FILE_BYTES {
        let (size, limit) = (bytes / 1_000_000, MAX_FILE_BYTES / 1_000_000);
        return Err(Unreadable::TooLarge(format!("{size} MB; the limit is {limit} MB")));
    }
    Ok(())
}
