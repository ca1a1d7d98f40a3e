//! How the count of a list item is printed: 3, c, iii.

/// The longest series that is read: beyond it letters that stand for large numbers ("l", "c") are words.
const LONGEST_SERIES: u32 = 49;

/// A way to print a count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numeral {
    /// 1, 2, 3.
    Decimal,
    /// 01, 02, 03.
    PaddedDecimal,
    /// 1st, 2nd, 3rd.
    Ordinal,
    /// a, b, c; after z: aa, bb, as Word has it.
    Letter,
    /// A, B, C.
    CapitalLetter,
    /// i, ii, iii.
    Roman,
    /// I, II, III.
    CapitalRoman,
    /// Nothing is printed.
    Nothing,
}

impl Numeral {
    /// Prints a count. Letters and numerals print no nought, so that one comes out as "0".
    pub fn print(self, count: u32) -> String {
        match self {
            Self::Decimal => count.to_string(),
            Self::PaddedDecimal => format!("{count:02}"),
            Self::Ordinal => format!("{count}{}", ordinal_ending(count)),
            Self::Letter => letters(count),
            Self::CapitalLetter => letters(count).to_ascii_uppercase(),
            Self::Roman => roman(count),
            Self::CapitalRoman => roman(count).to_ascii_uppercase(),
            Self::Nothing => String::new(),
        }
    }

    /// Which count is printed so, among the first of a series; `None` where none is.
    pub fn read(self, printed: &str) -> Option<u32> {
        // Most of what is asked for is no numeral at all.
        let may_be = |byte: u8| match self {
            Self::Roman => b"ivxl".contains(&byte),
            Self::CapitalRoman => b"IVXL".contains(&byte),
            Self::Letter => byte.is_ascii_lowercase(),
            Self::CapitalLetter => byte.is_ascii_uppercase(),
            _ => true,
        };
        if !printed.bytes().all(may_be) {
            return None;
        }
        (1..=LONGEST_SERIES).find(|count| self.print(*count) == printed)
    }
}

fn letters(count: u32) -> String {
    let Some(index) = count.checked_sub(1).filter(|index| *index < 780) else { return count.to_string() };
    let letter = char::from(b'a' + (index % 26) as u8);
    std::iter::repeat_n(letter, index as usize / 26 + 1).collect()
}

fn roman(count: u32) -> String {
    const STEPS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    if count == 0 || count > 3999 {
        return count.to_string();
    }
    let (mut left, mut out) = (count, String::new());
    for (value, numeral) in STEPS {
        while left >= value {
            out.push_str(numeral);
            left -= value;
        }
    }
    out
}

fn ordinal_ending(count: u32) -> &'static str {
    match (count % 10, count % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_printed_is_read_again() {
        let read = |numeral: Numeral, keys: &[&str]| keys.iter().map(|key| numeral.read(key)).collect::<Vec<_>>();
        assert_eq!(read(Numeral::Roman, &["iv", "xvi", "iix", "l"]), [Some(4), Some(16), None, None]);
        assert_eq!(read(Numeral::CapitalRoman, &["II", "ii"]), [Some(2), None]);
        assert_eq!(read(Numeral::Letter, &["m", "aa"]), [Some(13), Some(27)]);
    }

    #[test]
    fn counts_print_as_on_paper() {
        let print = |numeral: Numeral, counts: &[u32]| counts.iter().map(|n| numeral.print(*n)).collect::<Vec<_>>();
        assert_eq!(print(Numeral::Letter, &[1, 26, 27, 28]), ["a", "z", "aa", "bb"]);
        assert_eq!(print(Numeral::Roman, &[4, 9, 14, 40, 1999]), ["iv", "ix", "xiv", "xl", "mcmxcix"]);
        assert_eq!(print(Numeral::Ordinal, &[1, 2, 3, 11, 22]), ["1st", "2nd", "3rd", "11th", "22nd"]);
        assert_eq!(print(Numeral::PaddedDecimal, &[7, 12]), ["07", "12"]);
        assert_eq!(print(Numeral::CapitalRoman, &[0, 4000]), ["0", "4000"]);
    }
}
