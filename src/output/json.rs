//! JSON Lines: one object a line, each with its `type` and the `schema` it follows.
//!
//! The shapes are a contract with the programs that read them; [`super::record`] has what they share.

use std::io::{self, Write};

use serde::Serialize;

use super::{Answer, Settings};

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
        serde_json::to_writer(&mut *self.out, &Typed { r#type: kind, schema: SCHEMA, record })?;
        self.out.write_all(b"\n")
    }
}

pub(super) fn draw(answer: &dyn Answer, _: &Settings, out: &mut dyn Write) -> io::Result<()> {
    answer.records(&mut Records { out })
}
