//! CSV as RFC 4180 has it: a row of names, CRLF, quotes where needed.
//!
//! Text that a spreadsheet would take for a formula gets a leading apostrophe: papers come from outside, and a cell
//! must never run. Control characters become replacement signs. Numbers are ours and stay as they are.

use std::io::{self, Write};

use super::grid::Cell;
use super::{Answer, Settings};
use crate::text::steers;

pub(super) fn draw(answer: &dyn Answer, settings: &Settings, out: &mut dyn Write) -> io::Result<()> {
    if settings.byte_order_mark {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let table = answer.table();
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    writer.write_record(table.contract.columns.iter().map(|column| column.name)).map_err(plain)?;
    for row in &table.rows {
        writer.write_record(row.iter().map(safe)).map_err(plain)?;
    }
    writer.flush()
}

/// What failed below, so that a reader that went away (`| head`) is known as one.
fn plain(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        _ => io::Error::other("a row could not be written"),
    }
}

/// The value as a cell that a spreadsheet shows and does not run.
fn safe(cell: &Cell) -> String {
    let text = cell.to_string();
    // A paper must not steer the terminal that a table is printed on.
    let steers = |c: char| steers(c) && !matches!(c, '\t' | '\r' | '\n');
    let text = if text.contains(steers) { text.replace(steers, "\u{fffd}") } else { text };
    let runs = matches!(cell, Cell::Text(_)) && text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if runs { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_looks_like_a_formula_is_made_safe_and_numbers_are_left() {
        for text in ["=1+1", "+44 1632", "-5", "@here", "\t=x", "\r=x"] {
            assert_eq!(safe(&text.into()), format!("'{text}"));
        }
        assert_eq!(safe(&"plain - text".into()), "plain - text");
        assert_eq!(safe(&"a\u{1b}[31m b\u{7}\nc\td".into()), "a\u{fffd}[31m b\u{fffd}\nc\td");
        assert_eq!(safe(&Cell::figure(Some(-0.5), 2)), "-0.50");
        assert_eq!(safe(&Cell::Missing), "");
    }

    #[test]
    fn a_reader_that_went_away_is_known_as_one() {
        let gone = csv::Error::from(io::Error::from(io::ErrorKind::BrokenPipe));
        assert_eq!(plain(gone).kind(), io::ErrorKind::BrokenPipe);
    }
}
