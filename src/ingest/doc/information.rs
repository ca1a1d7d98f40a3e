//! What an old Word file says of its own parts: the file information block at the head of its text.
//!
//! Read for four ends: to find the section marks and the styles, to know whether lists count in a way the parser does not follow,
//! and to refuse a file whose counts do not fit its size before the parser makes room for them.
//!
//! Source: [MS-DOC] 2.5.1 (FIB), 2.5.4 (FibRgLw97), 2.5.6 (FibRgFcLcb97), 2.9.131 (LFO).

/// First word of the block since Word 97, and in Word 6 and 95.
const WORD_97: u16 = 0xA5EC;
const WORD_6: u16 = 0xA5DC;
/// Flag of the block: which of two streams holds the tables.
const IN_FIRST_TABLE: u16 = 0x0200;
/// Where Word 6 and 95 count the characters of the text.
const WORD_6_CHARACTERS: usize = 0x34;
/// Which of the 32-bit words count the characters of text, notes, heads and boxes.
const COUNTS: std::ops::Range<usize> = 3..11;
/// Places among the tables that are listed.
const STYLES: usize = 1;
const SECTIONS: usize = 6;
const PIECES: usize = 33;
const LISTS: usize = 73;
const USES_OF_LISTS: usize = 74;
/// Bytes of an entry that puts a list to use, and which of them counts what it changes.
const LIST_ENTRY: usize = 16;
const CHANGES: usize = 12;
/// Tables of character positions, with the bytes an entry has besides: notes, end notes, heads and feet.
const POSITIONS: [(usize, usize); 5] = [(2, 2), (3, 0), (11, 0), (46, 2), (47, 0)];

/// The parts of the file.
pub struct Information {
    /// Name of the stream that holds the tables.
    pub table: &'static str,
    /// Start and length of the style sheet there.
    pub styles: (usize, usize),
    /// Start and length of the table of sections there.
    pub sections: (usize, usize),
    /// Start and length of the table of pieces there.
    pub pieces: (usize, usize),
    /// Start and length of the table of lists there, and of that which puts them to use.
    pub lists: (usize, usize),
    pub uses_of_lists: (usize, usize),
    counts: Vec<usize>,
    positions: Vec<(usize, usize, usize)>,
}

impl Information {
    /// Reads the block; `None` when it is cut off or that of another version.
    pub fn read(text: &[u8]) -> Option<Self> {
        if u16_at(text, 0)? != WORD_97 {
            return None;
        }
        let table = if u16_at(text, 0x0A)? & IN_FIRST_TABLE == 0 { "/0Table" } else { "/1Table" };
        // Three arrays follow, each after its length: of 16-bit, 32-bit and 64-bit words.
        let longs = 34 + 2 * usize::from(u16_at(text, 32)?);
        let tables = longs + 2 + 4 * usize::from(u16_at(text, longs)?) + 2;
        let entry = |index: usize| Some((u32_at(text, tables + 8 * index)?, u32_at(text, tables + 8 * index + 4)?));
        let positions = |(index, size): (usize, usize)| entry(index).map(|(start, length)| (start, length, size));
        Some(Self {
            table,
            styles: entry(STYLES)?,
            sections: entry(SECTIONS)?,
            pieces: entry(PIECES)?,
            lists: entry(LISTS)?,
            uses_of_lists: entry(USES_OF_LISTS)?,
            counts: COUNTS.map(|index| u32_at(text, longs + 2 + 4 * index)).collect::<Option<_>>()?,
            positions: POSITIONS.into_iter().map(positions).collect::<Option<_>>()?,
        })
    }

    /// Whether a list is used with changes to its definition, such as a start of its own.
    pub fn changes_lists(&self, table: &[u8]) -> bool {
        let (start, length) = self.uses_of_lists;
        let lists = table.get(start..start.saturating_add(length)).unwrap_or_default();
        let count = u32_at(lists, 0).unwrap_or(0).min(lists.len() / LIST_ENTRY);
        (0..count).any(|index| lists.get(4 + index * LIST_ENTRY + CHANGES).is_some_and(|changes| *changes > 0))
    }

    /// Only where sections and pieces are listed.
    #[cfg(test)]
    pub fn of_parts(sections: (usize, usize), pieces: (usize, usize)) -> Self {
        let none = (0, 0);
        Self {
            table: "/0Table",
            styles: none,
            sections,
            pieces,
            lists: none,
            uses_of_lists: none,
            counts: Vec::new(),
            positions: Vec::new(),
        }
    }

    /// Whether no count and no position is beyond what the text has room for: a character takes a byte at least.
    pub fn fits(&self, text: &[u8], table: &[u8]) -> bool {
        let in_table = |(start, length, size): &(usize, usize, usize)| {
            let table = table.get(*start..start.saturating_add(*length)).unwrap_or_default();
            positions(table, *size).into_iter().flatten().all(|position| position <= text.len())
        };
        self.counts.iter().all(|count| *count <= text.len()) && self.positions.iter().all(in_table)
    }
}

/// Whether the text of a file of Word 6 or 95 has room for as many characters as it says; others fit.
pub fn fits_word_6(text: &[u8]) -> bool {
    u16_at(text, 0) != Some(WORD_6) || u32_at(text, WORD_6_CHARACTERS).is_none_or(|count| count <= text.len())
}

/// The character positions of a table, one more than it has entries; `None` when it is cut off.
pub fn positions(table: &[u8], entry: usize) -> Option<Vec<usize>> {
    let entries = table.len().checked_sub(4)? / (4 + entry);
    (0..=entries).map(|index| u32_at(table, 4 * index)).collect()
}

/// Two bytes as a number.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let pair = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(pair.try_into().ok()?))
}

/// Four bytes as a number.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    usize::try_from(u32::from_le_bytes(four.try_into().ok()?)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block whose text has this many characters.
    fn block(characters: u32) -> Vec<u8> {
        let mut block = vec![0; 1024];
        block[..2].copy_from_slice(&WORD_97.to_le_bytes());
        block[32] = 14;
        block[62] = 22;
        block[64 + 4 * COUNTS.start..][..4].copy_from_slice(&characters.to_le_bytes());
        block
    }

    #[test]
    fn a_file_that_claims_more_than_it_holds_does_not_fit() {
        let fits = |text: &[u8]| Information::read(text).unwrap().fits(text, &[]);
        assert!(fits(&block(1000)));
        assert!(!fits(&block(4_000_000_000)));
        assert!(Information::read(&block(1000)[..100]).is_none());
    }

    #[test]
    fn a_list_with_a_start_of_its_own_is_known() {
        let mut text = block(1000);
        let tables = 64 + 4 * 22 + 2;
        text[tables + 8 * USES_OF_LISTS + 4] = 36;
        let mut table = vec![0; 36];
        table[0] = 2;
        let information = Information::read(&text).unwrap();
        assert!(!information.changes_lists(&table));
        table[4 + LIST_ENTRY + CHANGES] = 1;
        assert!(information.changes_lists(&table));
    }

    #[test]
    fn notes_beyond_the_end_do_not_fit() {
        let mut text = block(1000);
        let tables = 64 + 4 * 22 + 2;
        text[tables + 8 * 3 + 4] = 8;
        let fits = |table: &[u8]| Information::read(&text).unwrap().fits(&text, table);
        assert!(fits(&[0, 0, 0, 0, 9, 0, 0, 0]));
        assert!(!fits(&[0, 0, 0, 0, 9, 0, 0, 9]));
    }
}
