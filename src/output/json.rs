//! JSON Lines: one object a line, each with its `type` and the `schema` it follows.
//!
//! The shapes are a contract with the programs that read them; [`super::record`] has what they share.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use super::{Answer, Settings};
use crate::text::steers;

/// The version of the records' shapes. Goes up when a field is renamed, removed or changes its meaning; not when one
/// is added.
pub const SCHEMA: u32 = 1;

/// Where an answer puts its records.
pub struct Records<'w> {
    out: &'w mut dyn Write,
}

#[derive(Serialize)]
struct Typed<'a, T> {
    r#type: &'static str,
    schema: u32,
    #[serde(flatten)]
    record: &'a T,
}

impl Records<'_> {
    /// Writes one record, which must be a struct or a map, as one line.
    ///
    /// Fails only when the writer does.
    pub fn put(&mut self, kind: &'static str, record: &impl Serialize) -> io::Result<()> {
        let mut line = serde_json::Serializer::with_formatter(&mut *self.out, Harmless);
        Typed { r#type: kind, schema: SCHEMA, record }.serialize(&mut line)?;
        self.out.write_all(b"\n")
    }
}

/// JSON on one line in which what steers a terminal is escaped: the same text to a program, and harmless to who looks at it.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let mut written = 0;
        for (at, c) in fragment.char_indices().filter(|(_, c)| steers(*c)) {
            // All of them are below U+10000, and one unit of UTF-16.
            write!(out, "{}\\u{:04x}", &fragment[written..at], u32::from(c))?;
            written = at + c.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[written..])
    }
}

pub(super) fn draw(answer: &dyn Answer, _: &Settings, out: &mut dyn Write) -> io::Result<()> {
    answer.records(&mut Records { out })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped_and_read_back_as_it_was() {
        let record = serde_json::json!({"text": "a\u{1b}b\u{9b}2J\u{7f}\u{202e}fdp.é “q” \u{85}"});
        let mut out = Vec::new();
        Records { out: &mut out }.put("x", &record).unwrap();
        let line = String::from_utf8(out).unwrap();
        assert!(!line.trim_end().contains(steers), "{line:?}");
        assert!(line.contains("\\u009b2J\\u007f\\u202efdp.é “q”"), "{line}");
        assert_eq!(serde_json::from_str::<serde_json::Value>(&line).unwrap()["text"], record["text"]);
    }
}
