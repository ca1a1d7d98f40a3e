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
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    ratio_of(&a, &b)
}

/// [`ratio`], where it is at least `floor`; else `None`, mostly without the work of counting.
///
/// Length alone often settles it: a text cannot be alike to one three times as long.
pub fn ratio_at_least(a: &str, b: &str, floor: f32) -> Option<f32> {
    let (m, n) = (a.chars().count(), b.chars().count());
    if m + n > 0 && 2.0 * (m.min(n) as f32) / ((m + n) as f32) < floor {
        return None;
    }
    Some(ratio(a, b)).filter(|found| *found >= floor)
}

fn ratio_of(a: &[char], b: &[char]) -> f32 {
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    2.0 * longest_common_subsequence(a, b) as f32 / (a.len() + b.len()) as f32
}

/// Length of the longest common subsequence: 64 letters of `a` at a time (Hyyrö 2004, "Bit-parallel LCS-length
/// computation revisited"), after what both begin and end with is set aside.
fn longest_common_subsequence(a: &[char], b: &[char]) -> usize {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..], &b[head..]);
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - tail], &b[..b.len() - tail]);

    let blocks = a.len().div_ceil(64);
    let mut letters: Vec<char> = a.to_vec();
    letters.sort_unstable();
    letters.dedup();
    // places[letter * blocks + block]: a bit for each place where the letter stands in that block of `a`.
    let mut places = vec![0u64; letters.len() * blocks];
    for (at, c) in a.iter().enumerate() {
        if let Ok(letter) = letters.binary_search(c) {
            places[letter * blocks + at / 64] |= 1 << (at % 64);
        }
    }
    let mut rows = vec![u64::MAX; blocks];
    for c in b {
        let Ok(letter) = letters.binary_search(c) else { continue };
        let mut carry = false;
        for (row, place) in rows.iter_mut().zip(&places[letter * blocks..]) {
            let matched = *row & place;
            let (sum, over) = row.overflowing_add(matched);
            let (sum, over_again) = sum.overflowing_add(u64::from(carry));
            carry = over || over_again;
            *row = sum | (*row & !place);
        }
    }
    let unused = blocks * 64 - a.len();
    let zeros: usize = rows.iter().map(|row| row.count_zeros() as usize).sum();
    // Bits beyond the end of `a` never match, so they stay set.
    debug_assert!(zeros + unused <= blocks * 64);
    head + zeros + tail
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
            assert_eq!(longest_common_subsequence(&a, &b), by_table(&a, &b));
        }
    }

    #[test]
    fn nothing_is_the_same_as_nothing_and_unlike_anything() {
        assert_eq!(ratio("", ""), 1.0);
        assert_eq!(ratio("", "front door"), 0.0);
    }

    #[test]
    fn the_floor_only_hides_what_is_below_it() {
        assert_eq!(ratio_at_least("MARTHA", "MARHTA", 0.8), Some(ratio("MARTHA", "MARHTA")));
        assert_eq!(ratio_at_least("MARTHA", "MARHTA", 0.9), None);
        assert_eq!(ratio_at_least("plan", "a plan for the whole county", 0.85), None);
    }
}
