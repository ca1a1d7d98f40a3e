//! Which styles of an old Word file put their paragraphs into a list.
//!
//! A paragraph can be numbered by itself or by its style. The parser knows only the first, so the second is read here:
//! from the properties of each paragraph style, and of the styles it is based on.
//!
//! Source: [MS-DOC] 2.9.271 (STSH), 2.9.260 (STD), 2.9.258 (StdfBase), 2.6.2 (sprmPIlfo, sprmPIlvl).

use std::collections::BTreeMap;

use super::information::u16_at;

/// The properties that put a paragraph into a list and at a level of it, and the values of the first that mean none.
const LIST: u16 = 0x460B;
const LEVEL: u16 = 0x260A;
const NO_LIST: [u16; 2] = [0, 0xF801];
/// Kind of a paragraph style, and what is said in place of a style where one is based on none.
const PARAGRAPH: u16 = 1;
const NO_BASE: usize = 0x0FFF;

/// A style as far as it matters here.
#[derive(Default)]
struct Style {
    name: String,
    base: Option<usize>,
    /// Which use of a list it puts its paragraphs into, 0 for none; `None` where it leaves that to its base.
    list: Option<u16>,
    /// At which level, from 0.
    level: Option<u8>,
}

/// The styles that put their paragraphs into a list, by name: which use of a list, counted from 1, and which level of
/// it, from 0. Empty where the style sheet cannot be read.
pub fn listed(sheet: &[u8]) -> BTreeMap<String, (u16, u8)> {
    let styles = read(sheet).unwrap_or_default();
    let chain = |at: usize| {
        let base = |style: &&Style| styles.get(style.base?);
        // A style can be based on itself in a damaged file: no chain is longer than the sheet.
        std::iter::successors(styles.get(at), base).take(styles.len())
    };
    let mut listed = BTreeMap::new();
    for (at, style) in styles.iter().enumerate().filter(|(_, style)| !style.name.is_empty()) {
        let list = chain(at).find_map(|style| style.list).filter(|list| !NO_LIST.contains(list));
        let level = chain(at).find_map(|style| style.level).unwrap_or(0);
        listed.extend(list.map(|list| (style.name.clone(), (list, level))));
    }
    listed
}

fn read(sheet: &[u8]) -> Option<Vec<Style>> {
    let (header, count, fixed) = (u16_at(sheet, 0)?, u16_at(sheet, 2)?, usize::from(u16_at(sheet, 4)?));
    let mut at = 2 + usize::from(header);
    let mut styles = Vec::new();
    for _ in 0..count {
        let length = usize::from(u16_at(sheet, at)?);
        let entry = sheet.get(at + 2..at + 2 + length)?;
        styles.push(style(entry, fixed).unwrap_or_default());
        at += 2 + length;
    }
    Some(styles)
}

/// Reads one entry: fixed words, the name, and the properties of the paragraph.
fn style(entry: &[u8], fixed: usize) -> Option<Style> {
    let kind = u16_at(entry, 2)?;
    let base = usize::from(kind >> 4);
    let letters = usize::from(u16_at(entry, fixed)?);
    let name = entry.get(fixed + 2..fixed + 2 + 2 * letters)?;
    let units: Vec<u16> = name.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
    // The name ends in a zero, and what follows begins at an even place, as it does.
    let properties = fixed + 2 + 2 * letters + 2;
    let (list, level) = if kind & 0x0F == PARAGRAPH {
        let length = usize::from(u16_at(entry, properties)?);
        // The style's own number comes before its properties.
        place_in_list(entry.get(properties + 4..properties + 2 + length)?)?
    } else {
        (None, None)
    };
    let base = Some(base).filter(|base| *base != NO_BASE);
    Some(Style { name: String::from_utf16_lossy(&units), base, list, level })
}

/// Which list and which level properties speak of, if any; `None` where they break off.
fn place_in_list(mut properties: &[u8]) -> Option<(Option<u16>, Option<u8>)> {
    let (mut list, mut level) = (None, None);
    while let Some(name) = u16_at(properties, 0) {
        let operand = match name >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            // Its own first byte counts the rest.
            _ => 1 + usize::from(*properties.get(2)?),
        };
        match name {
            LIST => list = u16_at(properties, 2),
            LEVEL => level = properties.get(2).copied(),
            _ => {}
        }
        properties = properties.get(2 + operand..)?;
    }
    Some((list, level))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A style sheet of styles: name, base, properties.
    fn sheet(styles: &[(&str, u16, &[u8])]) -> Vec<u8> {
        let words = |words: &[u16]| words.iter().flat_map(|word| word.to_le_bytes()).collect::<Vec<u8>>();
        let mut sheet = words(&[4, styles.len() as u16, 10]);
        for (name, base, properties) in styles {
            let letters: Vec<u16> = name.encode_utf16().collect();
            let mut entry = words(&[0, base << 4 | PARAGRAPH, 0, 0, 0, letters.len() as u16]);
            entry.extend(words(&letters));
            entry.extend(words(&[0, 2 + properties.len() as u16, 0]));
            entry.extend_from_slice(properties);
            entry.resize(entry.len() + entry.len() % 2, 0);
            sheet.extend(words(&[entry.len() as u16]));
            sheet.extend(entry);
        }
        sheet
    }

    #[test]
    fn a_style_that_numbers_is_known_and_so_is_one_based_on_it() {
        let list = [0x03, 0x24, 0, 0x0A, 0x26, 1, 0x0B, 0x46, 3, 0];
        let none = [0x0B, 0x46, 0, 0];
        let none_base = NO_BASE as u16;
        let sheet = sheet(&[
            ("Normal", none_base, &[]),
            ("Numbered paragraph", 0, &list),
            ("Numbered tight", 1, &[0x03, 0x24, 0]),
            ("Plain again", 1, &none),
        ]);
        let listed: Vec<(String, (u16, u8))> = listed(&sheet).into_iter().collect();
        assert_eq!(listed, [("Numbered paragraph".into(), (3, 1)), ("Numbered tight".into(), (3, 1))]);
    }

    #[test]
    fn a_sheet_that_breaks_off_or_runs_in_a_ring_gives_nothing() {
        let ring = sheet(&[("A", 1, &[]), ("B", 0, &[])]);
        assert!(listed(&ring).is_empty());
        let whole = sheet(&[("Numbered", NO_BASE as u16, &[0x0B, 0x46, 3, 0])]);
        assert_eq!(listed(&whole).len(), 1);
        for length in 0..whole.len() {
            assert!(listed(&whole[..length]).is_empty(), "{length}");
        }
    }
}
