//! The names people have for encodings.
//!
//! ```
//! use lookback::ingest::encoding_named;
//!
//! assert_eq!(encoding_named("MacRoman").map(|found| found.name()), Some("macintosh"));
//! ```

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1252};

/// Names that can be typed for the encodings papers come in, commonest first.
pub const USUAL_ENCODINGS: [&str; 6] = ["macroman", "windows-1252", "iso-8859-15", "windows-1250", "utf-16le", "utf-8"];

/// The encoding people mean by a name: a label of the Encoding Standard, or one of the usual other names.
///
/// `None` when the name is not known.
pub fn encoding_named(name: &str) -> Option<&'static Encoding> {
    let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    match plain.as_str() {
        "macroman" | "mac" | "applemacroman" => Some(MACINTOSH),
        "ansi" | "windows" | "cp1252" | "win1252" => Some(WINDOWS_1252),
        _ => Encoding::for_label(name.trim().as_bytes()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn usual_names_are_known_and_others_are_not() {
        assert_eq!(encoding_named("Mac Roman"), Some(MACINTOSH));
        assert_eq!(encoding_named(" Windows-1252 "), Some(WINDOWS_1252));
        assert_eq!(encoding_named("no such thing"), None);
        assert!(USUAL_ENCODINGS.iter().all(|name| encoding_named(name).is_some()));
    }
}
