//! Mends the marks that end sections in an old Word file.
//!
//! Such a mark ends a paragraph as well (character 12, which elsewhere is a page break). Here each becomes a
//! paragraph mark (13): nothing else of the file changes, and a reader that does not know sections reads it right.
//!
//! Source: [MS-DOC] 2.4.2 (paragraph boundaries), 2.5.1 (FIB), 2.8.26 (PlcfSed), 2.9.38 (Clx), 2.9.73 (FcCompressed).

use std::io::{Cursor, Read, Seek, SeekFrom, Write};

use cfb::CompoundFile;

const WORD_97: u16 = 0xA5EC;
/// Flag of the file information block: which of two streams holds the tables.
const IN_FIRST_TABLE: u16 = 0x0200;
/// Places of two tables among those the block lists.
const SECTIONS: usize = 6;
const PIECES: usize = 33;
/// Bytes of a section's and of a piece's entry, besides its position.
const SECTION_ENTRY: usize = 12;
const PIECE_ENTRY: usize = 8;

const SECTION_MARK: u8 = 0x0C;
const PARAGRAPH_MARK: u8 = 0x0D;

/// The file with its section marks mended; `None` when its tables cannot be read.
pub fn mended(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut file = CompoundFile::open(Cursor::new(bytes.to_vec())).ok()?;
    let text = stream(&mut file, "/WordDocument")?;
    let information = Information::read(&text)?;
    let table = stream(&mut file, information.table)?;
    let marks = marks(&text, &table, &information)?;
    {
        let mut stream = file.open_stream("/WordDocument").ok()?;
        for at in marks {
            stream.seek(SeekFrom::Start(at as u64)).ok()?;
            stream.write_all(&[PARAGRAPH_MARK]).ok()?;
        }
        stream.flush().ok()?;
    }
    Some(file.into_inner().into_inner())
}

fn stream(file: &mut CompoundFile<Cursor<Vec<u8>>>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.open_stream(name).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

/// What the file information block says.
struct Information {
    table: &'static str,
    sections: (usize, usize),
    pieces: (usize, usize),
}

impl Information {
    fn read(text: &[u8]) -> Option<Self> {
        if u16_at(text, 0)? != WORD_97 {
            return None;
        }
        let table = if u16_at(text, 0x0A)? & IN_FIRST_TABLE == 0 { "/0Table" } else { "/1Table" };
        // Three arrays follow, each after its length: of 16-bit, 32-bit and 64-bit words.
        let longs = 34 + 2 * usize::from(u16_at(text, 32)?);
        let tables = longs + 2 + 4 * usize::from(u16_at(text, longs)?) + 2;
        let entry = |index: usize| Some((u32_at(text, tables + 8 * index)?, u32_at(text, tables + 8 * index + 4)?));
        Some(Self { table, sections: entry(SECTIONS)?, pieces: entry(PIECES)? })
    }
}

/// Where in the stream of the text the marks of sections are.
fn marks(text: &[u8], table: &[u8], information: &Information) -> Option<Vec<usize>> {
    let (start, length) = information.sections;
    let sections = positions(table.get(start..start.checked_add(length)?)?, SECTION_ENTRY)?;
    let (start, length) = information.pieces;
    let pieces = Pieces::read(table.get(start..start.checked_add(length)?)?)?;
    // The last section ends with the text, without a mark.
    let ends = sections.iter().skip(1).take(sections.len().saturating_sub(2));
    let mut marks = Vec::new();
    for end in ends {
        let at = pieces.place(end.checked_sub(1)?)?;
        if *text.get(at)? == SECTION_MARK {
            marks.push(at);
        }
    }
    Some(marks)
}

/// Which characters lie where in the stream of the text.
struct Pieces {
    positions: Vec<usize>,
    /// Offset and bytes a character of each piece.
    places: Vec<(usize, usize)>,
}

impl Pieces {
    fn read(mut clx: &[u8]) -> Option<Self> {
        // Properties of passages come first, each with its length.
        while clx.first() == Some(&1) {
            clx = clx.get(3 + usize::from(u16_at(clx, 1)?)..)?;
        }
        let pieces = clx.strip_prefix(&[2])?;
        let pieces = pieces.get(4..u32_at(pieces, 0)?.checked_add(4)?)?;
        let positions = positions(pieces, PIECE_ENTRY)?;
        let entries = &pieces[4 * positions.len()..];
        let place = |entry: &[u8]| {
            let word = u32_at(entry, 2)?;
            let place = word & 0x3FFF_FFFF;
            Some(if word & 0x4000_0000 == 0 { (place, 2) } else { (place / 2, 1) })
        };
        let places = entries.chunks_exact(PIECE_ENTRY).map(place).collect::<Option<_>>()?;
        Some(Self { positions, places })
    }

    fn place(&self, character: usize) -> Option<usize> {
        let piece = self.positions.windows(2).position(|pair| (pair[0]..pair[1]).contains(&character))?;
        let (offset, width) = self.places.get(piece)?;
        offset.checked_add((character - self.positions[piece]).checked_mul(*width)?)
    }
}

/// The character positions of a table: one more than it has entries, which follow.
fn positions(table: &[u8], entry: usize) -> Option<Vec<usize>> {
    let entries = table.len().checked_sub(4)? / (4 + entry);
    (0..=entries).map(|index| u32_at(table, 4 * index)).collect()
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?).and_then(|pair| Some(u16::from_le_bytes(pair.try_into().ok()?)))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let word = bytes.get(at..at.checked_add(4)?).and_then(|four| Some(u32::from_le_bytes(four.try_into().ok()?)))?;
    usize::try_from(word).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[u32]) -> Vec<u8> {
        words.iter().flat_map(|word| word.to_le_bytes()).collect()
    }

    /// Five characters in one piece of single bytes at 4, the third a section mark; the fifth a page break.
    fn tables() -> (Vec<u8>, Vec<u8>, Information) {
        let text = b"....ab\x0Cd\x0Ce".to_vec();
        let sections = [words(&[0, 3, 6]), vec![0; 2 * SECTION_ENTRY]].concat();
        let piece = [words(&[0, 6]), vec![0, 0], words(&[0x4000_0000 | 8]), vec![0, 0]].concat();
        let pieces = [vec![1, 2, 0, 9, 9, 2], words(&[piece.len() as u32]), piece].concat();
        let information =
            Information { table: "/0Table", sections: (0, sections.len()), pieces: (sections.len(), pieces.len()) };
        (text, [sections, pieces].concat(), information)
    }

    #[test]
    fn only_marks_that_end_sections_are_found() {
        let (text, table, information) = tables();
        assert_eq!(marks(&text, &table, &information), Some(vec![6]));
    }

    #[test]
    fn tables_that_break_off_give_nothing() {
        let (text, table, information) = tables();
        for length in 0..table.len() {
            assert_eq!(marks(&text, &table[..length], &information), None);
        }
        assert_eq!(mended(b"no container"), None);
    }
}
