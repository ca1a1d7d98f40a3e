//! How much of a file is too much. Hostile files are small on disk and huge unpacked, or endlessly nested.

use crate::error::Unreadable;

/// Largest file that is read, in bytes (100 MB).
pub const MAX_FILE_BYTES: u64 = 100_000_000;

/// Deepest nesting of HTML elements: the parser takes quadratic time beyond, and the walk a deep stack.
pub const MAX_HTML_DEPTH: usize = 512;

/// Refuses a file beyond [`MAX_FILE_BYTES`].
pub fn check_size(bytes: u64) -> Result<(), Unreadable> {
    if bytes > MAX_FILE_BYTES {
        return Err(Unreadable::TooLarge(format!("{} MB; the limit is 100 MB", bytes / 1_000_000)));
    }
    Ok(())
}
