//! Finds which of many short strings stand in a text, in any case.
//!
//! Each string is known by three of its letters, the rarest in English. One pass over a text looks each three letters up in
//! a table of bits that stays in the nearest cache, and compares whole strings only where a bit is set: one place in twenty.

use rustc_hash::FxHashMap;

/// Letters from the commonest to the rarest in English text (Norvig 2012), the blank first.
const COMMONEST: &[u8] = b" etaoinsrhldcumfpgwybvkxjqz";

/// Bits of the table: three letters give a number below it.
const MARKS: usize = 1 << 16;

/// Strings, ready to be found.
#[derive(Debug)]
pub(super) struct Finder {
    /// A bit for each number that some string is known by.
    marks: Box<[u64; MARKS / 64]>,
    /// The strings of each number, by their place in the list they were made from.
    known: FxHashMap<u16, Vec<Known>>,
}

#[derive(Debug)]
struct Known {
    /// In lower case.
    letters: Box<str>,
    /// Where in them the three letters stand.
    at: usize,
    place: usize,
}

impl Finder {
    /// Makes strings of three bytes or more ready.
    pub fn new<'a>(strings: impl IntoIterator<Item = &'a str>) -> Self {
        let mut marks = Box::new([0; MARKS / 64]);
        let mut known: FxHashMap<u16, Vec<Known>> = FxHashMap::default();
        for (place, string) in strings.into_iter().enumerate() {
            let letters = string.to_ascii_lowercase();
            let commonness = |three: &[u8]| three.iter().map(|letter| commonness(*letter)).sum::<usize>();
            let threes = letters.as_bytes().windows(3).enumerate();
            let Some((at, three)) = threes.min_by_key(|(_, three)| commonness(three)) else { continue };
            let mark = mark(u32::from_le_bytes([three[0], three[1], three[2], 0]));
            marks[usize::from(mark) / 64] |= 1 << (mark % 64);
            known.entry(mark).or_default().push(Known { letters: letters.into(), at, place });
        }
        Self { marks, known }
    }

    /// Calls `found` with the place of each string that stands in a text, as often as it does.
    pub fn find(&self, text: &str, mut found: impl FnMut(usize)) {
        let bytes = text.as_bytes();
        let mut look = |at: usize, letters: u32| {
            let mark = mark(letters);
            if self.marks[usize::from(mark) / 64] & (1 << (mark % 64)) != 0 {
                self.compare(bytes, at, mark, &mut found);
            }
        };
        // Four bytes are as quickly read as three; the last three have none after them.
        for (at, four) in bytes.windows(4).enumerate() {
            look(at, u32::from_le_bytes([four[0], four[1], four[2], four[3]]));
        }
        if let [.., a, b, c] = *bytes {
            look(bytes.len() - 3, u32::from_le_bytes([a, b, c, 0]));
        }
    }

    /// Compares the strings of a mark that was seen at a place.
    #[cold]
    fn compare(&self, bytes: &[u8], at: usize, mark: u16, found: &mut impl FnMut(usize)) {
        for known in self.known.get(&mark).into_iter().flatten() {
            let Some(start) = at.checked_sub(known.at) else { continue };
            let here = bytes.get(start..start + known.letters.len());
            if here.is_some_and(|here| here.eq_ignore_ascii_case(known.letters.as_bytes())) {
                found(known.place);
            }
        }
    }
}

fn commonness(letter: u8) -> usize {
    COMMONEST.iter().position(|known| *known == letter).map_or(0, |place| COMMONEST.len() - place)
}

/// The number of the first three of four bytes, the same for small letters and capitals.
fn mark(letters: u32) -> u16 {
    let letters = letters & 0x00ff_ffff | 0x0020_2020;
    (letters.wrapping_mul(0x9e37_79b1) >> 16) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_a_search_for_each_finds() {
        let strings = ["abc", "bca", "cab c", "a b", "ccc", "babab", "[ab", "\u{e9}a"];
        let finder = Finder::new(strings);
        let letters: Vec<char> = "abcABC [{\u{e9}".chars().collect();
        let mut state = 2015_u64;
        for _ in 0..50_000 {
            let mut text = String::new();
            for _ in 0..12 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                text.push(letters[(state >> 33) as usize % letters.len()]);
            }
            let mut seen = [false; 8];
            finder.find(&text, |place| seen[place] = true);
            let lower = text.to_ascii_lowercase();
            assert_eq!(seen, strings.map(|string| lower.contains(string)), "{text:?}");
        }
    }
}
