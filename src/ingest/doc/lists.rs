//! What the lists of an old Word file put before their paragraphs: a number, a bullet, or nothing.
//!
//! Source: [MS-DOC] 2.9.147 (LSTF), 2.9.150 (LVLF), 2.9.151 (LVL), 2.9.131 (LFO).

use std::collections::BTreeMap;

use super::information::{u16_at, u32_at};

/// Bytes of a list's entry, of a level's fixed part, and of an entry that puts a list to use.
const LIST: usize = 28;
const LEVEL: usize = 28;
const USE: usize = 16;
/// Kinds of number: a bullet, and none at all.
const BULLET: u8 = 0x17;
const NONE: u8 = 0xFF;

/// What stands before a paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// A number or a letter.
    Number,
    /// A bullet.
    Bullet,
}

/// The lists of a file.
#[derive(Debug, Default)]
pub struct Lists {
    /// What each level shows, by the list's own number.
    levels: BTreeMap<usize, Vec<Option<Shown>>>,
    /// The list that each use of one means, by the count of the use from 0.
    uses: Vec<usize>,
}

impl Lists {
    /// Reads the lists that begin at one place of the tables, and their uses at another. What cannot be read is left out.
    pub fn read(table: &[u8], lists: (usize, usize), uses: (usize, usize)) -> Self {
        let levels = if lists.1 == 0 { BTreeMap::new() } else { levels(table.get(lists.0..).unwrap_or_default()) };
        let uses = table.get(uses.0..uses.0.saturating_add(uses.1)).unwrap_or_default();
        let count = u32_at(uses, 0).unwrap_or(0).min(uses.len() / USE);
        Self { levels, uses: (0..count).filter_map(|index| u32_at(uses, 4 + index * USE)).collect() }
    }

    /// What the level of a list shows, the use of the list counted from 1; `None` where that is nothing.
    pub fn shown(&self, use_of_list: u16, level: u8) -> Option<Shown> {
        let levels = self.levels.get(self.uses.get(usize::from(use_of_list).checked_sub(1)?)?)?;
        // A list of one level is that at every depth.
        *levels.get(usize::from(level)).or(levels.first())?
    }
}

fn levels(table: &[u8]) -> BTreeMap<usize, Vec<Option<Shown>>> {
    let mut found = BTreeMap::new();
    let count = usize::from(u16_at(table, 0).unwrap_or(0)).min(table.len() / LIST);
    let mut at = 2 + count * LIST;
    for index in 0..count {
        let entry = 2 + index * LIST;
        let (Some(number), Some(flags)) = (u32_at(table, entry), table.get(entry + 26)) else { break };
        let depth = if flags & 1 == 1 { 1 } else { 9 };
        let mut levels = Vec::with_capacity(depth);
        for _ in 0..depth {
            let Some((shown, length)) = level(table.get(at..).unwrap_or_default()) else { return found };
            levels.push(shown);
            at += length;
        }
        found.insert(number, levels);
    }
    found
}

/// What a level shows, and how many bytes it takes.
fn level(bytes: &[u8]) -> Option<(Option<Shown>, usize)> {
    let properties = usize::from(*bytes.get(24)?) + usize::from(*bytes.get(25)?);
    let letters = usize::from(u16_at(bytes, LEVEL + properties)?);
    let shown = match *bytes.get(4)? {
        NONE => None,
        _ if letters == 0 => None,
        BULLET => Some(Shown::Bullet),
        _ => Some(Shown::Number),
    };
    Some((shown, LEVEL + properties + 2 + 2 * letters))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_shows_a_number_a_bullet_or_nothing() {
        let level = |kind: u8, text: &[u16]| {
            let mut bytes = vec![0; LEVEL];
            bytes[4] = kind;
            // Three bytes of properties of the paragraph.
            bytes[25] = 3;
            bytes.extend([1, 2, 3]);
            bytes.extend((text.len() as u16).to_le_bytes());
            bytes.extend(text.iter().flat_map(|unit| unit.to_le_bytes()));
            bytes
        };
        let mut table = 4_u16.to_le_bytes().to_vec();
        for number in [7_u8, 8, 9, 10] {
            let mut entry = [0; LIST];
            (entry[0], entry[26]) = (number, 1);
            table.extend(entry);
        }
        for bytes in [level(0, &[0, 46]), level(BULLET, &[0xF0B7]), level(NONE, &[46]), level(0, &[])] {
            table.extend(bytes);
        }
        let start = table.len();
        table.extend(4_u32.to_le_bytes());
        for number in [8_u8, 7, 9, 10] {
            let mut entry = [0; USE];
            entry[0] = number;
            table.extend(entry);
        }
        let lists = Lists::read(&table, (0, 2), (start, table.len() - start));
        let shown: Vec<Option<Shown>> = (0..6).map(|at| lists.shown(at, 0)).collect();
        assert_eq!(shown, [None, Some(Shown::Bullet), Some(Shown::Number), None, None, None]);
        assert_eq!(lists.shown(2, 5), Some(Shown::Number));
        for length in 0..table.len() {
            // Whatever is cut off, there is an answer.
            let _ = Lists::read(&table[..length], (0, 2), (start, 100)).shown(1, 0);
        }
    }
}
