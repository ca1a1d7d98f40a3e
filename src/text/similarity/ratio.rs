//! Likeness of two texts letter by letter.
//!
//! The normalised Indel similarity, which rapidfuzz calls `ratio`: twice the length of the longest common
//! subsequence over the length of both texts. A word moved or added costs its letters; a comma costs one.
//! Counted over Unicode scalars, as printed: whoever wants case or white space not to count folds them first.

/// How alike two texts are in their letters and their order, from 0.0 (none in common) to 1.0 (identical).
///
/// Symmetric. Two empty texts give 1.0, as in rapidfuzz.
///
/// ```
/// use lookback::text::similarity::ratio;
///
/// assert_eq!(ratio("front door", "front door"), 1.0);
/// assert!(ratio("front door", "front-door service") > 0.6);
/// ```
pub fn ratio(a: &str, b: &str) -> f32 {
    Spelling::new(a).ratio(&Spelling::new(b))
}

/// Letters are counted in so many drawers.
const DRAWERS: usize = 32;

/// How many letters of each kind a text has: what order cannot make up for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterCount {
    /// Kinds share drawers: no subsequence is longer than what the drawers of two texts have in common.
    drawers: [u16; DRAWERS],
    length: usize,
}

impl LetterCount {
    /// Counts the letters of a text.
    pub fn new(text: &str) -> Self {
        let mut out = Self { drawers: [0; DRAWERS], length: 0 };
        for c in text.chars() {
            let drawer = &mut out.drawers[c as usize % DRAWERS];
            *drawer = drawer.saturating_add(1);
            out.length += 1;
        }
        out
    }

    /// The [`ratio`] of the two texts is not above this, from 0.0 to 1.0.
    pub fn ratio_at_most(&self, other: &Self) -> f32 {
        let both = self.length + other.length;
        let shortest = self.length.min(other.length);
        // A drawer that ran over says nothing.
        let common = if self.length.max(other.length) >= usize::from(u16::MAX) {
            shortest
        } else {
            self.drawers.iter().zip(&other.drawers).map(|(a, b)| usize::from(*a.min(b))).sum::<usize>()
        };
        if both == 0 { 1.0 } else { 2.0 * common.min(shortest) as f32 / both as f32 }
    }
}

/// A text made ready for being compared letter by letter with many others.
#[derive(Debug, Clone, PartialEq)]
pub struct Spelling {
    text: Vec<char>,
    /// The different letters, in order.
    letters: Vec<char>,
    count: LetterCount,
    /// `places[letter * blocks + block]`: a bit for each place where the letter stands in that block of 64.
    places: Vec<u64>,
}

impl Spelling {
    /// Makes a text ready.
    pub fn new(text: &str) -> Self {
        let count = LetterCount::new(text);
        let text: Vec<char> = text.chars().collect();
        let mut letters = text.clone();
        letters.sort_unstable();
        letters.dedup();
        let blocks = text.len().div_ceil(64);
        let mut places = vec![0u64; letters.len() * blocks];
        for (at, c) in text.iter().enumerate() {
            if let Ok(letter) = letters.binary_search(c) {
                places[letter * blocks + at / 64] |= 1 << (at % 64);
            }
        }
        Self { text, letters, count, places }
    }

    /// As [`ratio`].
    pub fn ratio(&self, other: &Self) -> f32 {
        let length = self.text.len() + other.text.len();
        if length == 0 {
            return 1.0;
        }
        2.0 * self.longest_common_subsequence(&other.text) as f32 / length as f32
    }

    /// As [`ratio`], where it is at least `floor`; else `None`, mostly without the work of counting: a text cannot be
    /// alike to one twice as long, nor to one of other letters.
    pub fn ratio_at_least(&self, other: &Self, floor: f32) -> Option<f32> {
        if self.count.ratio_at_most(&other.count) < floor {
            return None;
        }
        Some(self.ratio(other)).filter(|found| *found >= floor)
    }

    /// Length of the longest common subsequence, 64 letters at a time (Hyyrö 2004, "Bit-parallel LCS-length
    /// computation revisited").
    fn longest_common_subsequence(&self, other: &[char]) -> usize {
        let blocks = self.text.len().div_ceil(64);
        // A bit that is not set: the subsequence grows there. Bits beyond the end of the text stay set.
        let mut rows = vec![u64::MAX; blocks];
        for c in other {
            let Ok(letter) = self.letters.binary_search(c) else { continue };
            let mut carry = false;
            for (row, place) in rows.iter_mut().zip(&self.places[letter * blocks..]) {
                let matched = *row & place;
                let (sum, over) = row.overflowing_add(matched);
                let (sum, over_again) = sum.overflowing_add(u64::from(carry));
                carry = over || over_again;
                *row = sum | (*row & !place);
            }
        }
        rows.iter().map(|row| row.count_zeros() as usize).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratio_agrees_with_rapidfuzz() {
        // rapidfuzz 3.14.6, `fuzz.ratio` / 100.
        for (a, b, expected) in [
            ("front door", "front-door service", 0.642_857_14),
            ("MARTHA", "MARHTA", 0.833_333_3),
            ("DIXON", "DICKSONX", 0.615_384_6),
            ("kitten", "sitting", 0.615_384_6),
        ] {
            assert!((ratio(a, b) - expected).abs() < 1e-6, "{a} {b} {}", ratio(a, b));
            assert_eq!(ratio(a, b), ratio(b, a));
        }
    }

    #[test]
    fn ratio_agrees_with_the_plain_table_on_long_texts() {
        fn by_table(a: &[char], b: &[char]) -> usize {
            let mut row = vec![0; b.len() + 1];
            for x in a {
                let mut corner = 0;
                for (j, y) in b.iter().enumerate() {
                    let up = row[j + 1];
                    row[j + 1] = if x == y { corner + 1 } else { up.max(row[j]) };
                    corner = up;
                }
            }
            row[b.len()]
        }
        // A small generator of our own, so that the texts are the same everywhere.
        let mut seed = 7u64;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            seed >> 33
        };
        for _ in 0..200 {
            let mut text = |most: u64| -> Vec<char> {
                let length = next() % most;
                (0..length).map(|_| char::from(b'a' + (next() % 5) as u8)).collect()
            };
            let (a, b) = (text(200), text(150));
            let spelling = Spelling::new(&a.iter().collect::<String>());
            assert_eq!(spelling.longest_common_subsequence(&b), by_table(&a, &b));
        }
    }

    #[test]
    fn nothing_is_the_same_as_nothing_and_unlike_anything() {
        assert_eq!(ratio("", ""), 1.0);
        assert_eq!(ratio("", "front door"), 0.0);
    }

    #[test]
    fn the_floor_only_hides_what_is_below_it() {
        let at_least = |a: &str, b: &str, floor| Spelling::new(a).ratio_at_least(&Spelling::new(b), floor);
        assert_eq!(at_least("MARTHA", "MARHTA", 0.8), Some(ratio("MARTHA", "MARHTA")));
        assert_eq!(at_least("MARTHA", "MARHTA", 0.9), None);
        assert_eq!(at_least("plan", "a plan for the whole county", 0.85), None);
        assert_eq!(at_least("", "", 0.85), Some(1.0));
        // The same letters in another order; and more of them than a drawer counts.
        assert_eq!(at_least("listen", "silent", 0.9), None);
        let long = "a".repeat(70_000);
        assert_eq!(at_least(&long, &long, 0.99), Some(1.0));
    }
}
