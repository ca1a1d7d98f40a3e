//! Which encoding are the letters of a font in?

use std::collections::BTreeMap;

use encoding_rs::Encoding;

/// How the bytes of a font read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// As text in an encoding.
    In(&'static Encoding),
    /// As signs: bullets, ticks. They read as the private-use characters by which bullets are known.
    Signs,
}

impl Letters {
    /// Reads bytes.
    pub fn read(self, bytes: &[u8]) -> String {
        match self {
            Self::In(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Signs => bytes
                .iter()
                .map(|&byte| if byte == b' ' { ' ' } else { char::from_u32(0xF000 + u32::from(byte)).unwrap_or(' ') })
                .collect(),
        }
    }
}

/// The fonts of a file, by number.
#[derive(Debug, Default)]
pub struct Fonts {
    by_number: BTreeMap<i32, Letters>,
}

impl Fonts {
    /// Notes the character set or code page of a font; those that are not known read as the rest of the file.
    pub fn note(&mut self, font: i32, letters: Option<Letters>) {
        if let Some(letters) = letters {
            self.by_number.insert(font, letters);
        }
    }

    /// How a font reads; `None` when it reads as the rest of the file.
    pub fn letters(&self, font: i32) -> Option<Letters> {
        self.by_number.get(&font).copied()
    }
}

/// The letters of a character set (`\fcharset`); `None` for the default one.
pub fn of_charset(charset: i32) -> Option<Letters> {
    let label = match charset {
        0 => "windows-1252",
        2 => return Some(Letters::Signs),
        77 => "macintosh",
        128 => "shift_jis",
        129 => "euc-kr",
        134 => "gbk",
        136 => "big5",
        161 => "windows-1253",
        162 => "windows-1254",
        163 => "windows-1258",
        177 => "windows-1255",
        178 => "windows-1256",
        186 => "windows-1257",
        204 => "windows-1251",
        222 => "windows-874",
        238 => "windows-1250",
        _ => return None,
    };
    Encoding::for_label(label.as_bytes()).map(Letters::In)
}

/// The letters of a code page (`\ansicpg`, `\cpg`); `None` for those that no one writes any more.
pub fn of_code_page(page: i32) -> Option<Letters> {
    let label = match page {
        1250..=1258 => format!("windows-{page}"),
        874 => "windows-874".into(),
        932 => "shift_jis".into(),
        936 => "gbk".into(),
        949 => "euc-kr".into(),
        950 => "big5".into(),
        10_000 => "macintosh".into(),
        65_001 => "utf-8".into(),
        866 => "ibm866".into(),
        42 => return Some(Letters::Signs),
        _ => return None,
    };
    Encoding::for_label(label.as_bytes()).map(Letters::In)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_set_and_page_that_is_named_has_an_encoding() {
        let sets = [0, 2, 77, 128, 129, 134, 136, 161, 162, 163, 177, 178, 186, 204, 222, 238];
        assert!(sets.iter().all(|set| of_charset(*set).is_some()));
        let pages = [874, 932, 936, 949, 950, 1250, 1252, 1258, 10_000, 65_001, 866, 42];
        assert!(pages.iter().all(|page| of_code_page(*page).is_some()));
        assert_eq!((of_charset(1), of_code_page(437)), (None, None));
    }

    #[test]
    fn a_bullet_of_a_symbol_font_is_known_as_a_bullet() {
        assert!(crate::text::is_label(&Letters::Signs.read(b"\xB7")));
    }
}
