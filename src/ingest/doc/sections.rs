//! Mends the marks that end sections in an old Word file.
//!
//! Such a mark ends a paragraph as well (character 12, which elsewhere is a page break). Here each becomes a
//! paragraph mark (13): nothing else of the file changes, and a reader that does not know sections reads it right.
//!
//! Source: [MS-DOC] 2.4.2 (paragraph boundaries), 2.8.26 (PlcfSed), 2.9.38 (Clx), 2.9.73 (FcCompressed).

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Seek, SeekFrom, Write};

use cfb::CompoundFile;

use super::information::{Information, fits_word_6, positions, u16_at, u32_at};
use super::lists::{Lists, Shown};
use super::styles;
use crate::error::Unreadable;

/// Bytes of a section's and of a piece's entry, besides its position.
const SECTION_ENTRY: usize = 12;
const PIECE_ENTRY: usize = 8;

const SECTION_MARK: u8 = 0x0C;
const PARAGRAPH_MARK: u8 = 0x0D;

/// A file that can be parsed.
pub struct Mended {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Whether the counts of its lists come out right: its sections could be told, and its lists change nothing.
    pub exact: bool,
    /// Names of the styles that number or bullet their paragraphs: which of the two, and at which depth from 0.
    pub listed_styles: BTreeMap<String, (Shown, u8)>,
}

/// The file with its section marks mended, where its sections can be told; in Word 6 and 95 they cannot.
///
/// # Errors
/// [`Unreadable::Damaged`] when it is no container, or says that it holds more than it does.
pub fn mended(bytes: &[u8]) -> Result<Mended, Unreadable> {
    let damaged = |what: &str| Unreadable::Damaged(format!("old Word file: {what}"));
    let mut file = CompoundFile::open(Cursor::new(bytes.to_vec())).map_err(|error| damaged(&error.to_string()))?;
    let text = stream(&mut file, "/WordDocument").ok_or_else(|| damaged("its text is missing"))?;
    let as_it_is = || Mended { bytes: bytes.to_vec(), exact: false, listed_styles: BTreeMap::new() };
    let Some(information) = Information::read(&text) else {
        return if fits_word_6(&text) { Ok(as_it_is()) } else { Err(damaged("it holds less than it says")) };
    };
    let Some(table) = stream(&mut file, information.table) else { return Ok(as_it_is()) };
    if !information.fits(&text, &table) {
        return Err(damaged("it holds less than it says"));
    }
    let exact = !information.changes_lists(&table);
    let (start, length) = information.styles;
    let lists = Lists::read(&table, information.lists, information.uses_of_lists);
    let listed_styles = styles::listed(table.get(start..start.saturating_add(length)).unwrap_or_default())
        .into_iter()
        .filter_map(|(name, (list, level))| Some((name, (lists.shown(list, level)?, level))))
        .collect();
    let marks = marks(&text, &table, &information);
    Ok(match marks.and_then(|marks| mend(&mut file, &marks)) {
        Some(()) => Mended { bytes: file.into_inner().into_inner(), exact, listed_styles },
        None => Mended { listed_styles, ..as_it_is() },
    })
}

fn stream(file: &mut CompoundFile<Cursor<Vec<u8>>>, name: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    file.open_stream(name).ok()?.read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

fn mend(file: &mut CompoundFile<Cursor<Vec<u8>>>, marks: &[usize]) -> Option<()> {
    let mut stream = file.open_stream("/WordDocument").ok()?;
    for at in marks {
        stream.seek(SeekFrom::Start(*at as u64)).ok()?;
        stream.write_all(&[PARAGRAPH_MARK]).ok()?;
    }
    stream.flush().ok()
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
        let information = Information::of_parts((0, sections.len()), (sections.len(), pieces.len()));
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
        assert!(matches!(mended(b"no container"), Err(Unreadable::Damaged(_))));
    }
}
