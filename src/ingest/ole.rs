//! What lies at the root of an OLE container? Names alone, and by as little reading as they take: this is asked of every such
//! file in the main process, so nothing that a file says of itself makes it longer than the file.
//!
//! Source: [MS-CFB] 2.2 (header), 2.5 (where the sectors of the FAT lie), 2.6 (directory).

/// The header has places for so many sectors of the FAT; those of more lie in a chain.
const FAT_SECTORS_IN_HEADER: usize = 109;

/// Bytes of an entry of the directory.
const ENTRY: usize = 128;

/// Numbers from here on are no sectors, but marks: the end of a chain, a free place.
const FIRST_MARK: u32 = 0xFFFF_FFFA;

/// The names of the streams and storages at the root; `None` where the directory cannot be followed.
pub fn root_names(bytes: &[u8]) -> Option<Vec<String>> {
    let container = Container::of(bytes)?;
    let directory = container.directory()?;
    let entry = |number: u32| directory.get(number as usize).copied();
    let mut open = vec![u32_at(entry(0)?, 76)?];
    let (mut names, mut seen) = (Vec::new(), vec![false; directory.len()]);
    while let Some(number) = open.pop() {
        let Some(bytes) = entry(number) else { continue };
        if std::mem::replace(&mut seen[number as usize], true) {
            continue;
        }
        names.push(name_of(bytes)?);
        open.extend([u32_at(bytes, 68)?, u32_at(bytes, 72)?]);
    }
    Some(names)
}

struct Container<'a> {
    bytes: &'a [u8],
    sector: usize,
    /// The sectors that hold the FAT, in order.
    fat: Vec<u32>,
}

impl<'a> Container<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let sector = match bytes.get(30..32)? {
            [9, 0] => 512,
            [12, 0] => 4096,
            _ => return None,
        };
        let header = (0..FAT_SECTORS_IN_HEADER).map_while(|at| u32_at(bytes, 76 + 4 * at));
        let mut container = Self { bytes, sector, fat: header.filter(|number| *number < FIRST_MARK).collect() };
        let mut next = u32_at(bytes, 68)?;
        // A file has no more sectors of the FAT than sectors, whatever it says.
        while next < FIRST_MARK && container.fat.len() <= bytes.len() / sector {
            let listed = container.at(next)?;
            let (numbers, last) = listed.split_at(sector - 4);
            container.fat.extend(numbers.chunks(4).filter_map(|it| u32_at(it, 0)).filter(|it| *it < FIRST_MARK));
            next = u32_at(last, 0)?;
        }
        Some(container)
    }

    fn at(&self, number: u32) -> Option<&'a [u8]> {
        let start = (number as usize).checked_add(1)?.checked_mul(self.sector)?;
        self.bytes.get(start..start.checked_add(self.sector)?)
    }

    fn after(&self, number: u32) -> Option<u32> {
        let (number, numbers) = (number as usize, self.sector / 4);
        u32_at(self.at(*self.fat.get(number / numbers)?)?, number % numbers * 4)
    }

    /// The entries of the directory.
    fn directory(&self) -> Option<Vec<&'a [u8]>> {
        let mut entries = Vec::new();
        let mut next = u32_at(self.bytes, 48)?;
        while next < FIRST_MARK {
            entries.extend(self.at(next)?.chunks(ENTRY));
            if entries.len() > self.bytes.len() / ENTRY {
                return None;
            }
            next = self.after(next)?;
        }
        Some(entries)
    }
}

/// The name of an entry: UTF-16, and how many bytes it has with the zero behind it.
fn name_of(entry: &[u8]) -> Option<String> {
    let length = usize::from(u16::from_le_bytes(entry.get(64..66)?.try_into().ok()?)).saturating_sub(2);
    let units = entry.get(..length.min(64))?.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
    Some(char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    fn container(streams: usize) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_storage("/inner").unwrap();
        file.create_stream("/inner/WordDocument").unwrap();
        for number in 0..streams {
            file.create_stream(format!("/s{number}")).unwrap().write_all(&[7; 9000]).unwrap();
        }
        file.into_inner().into_inner()
    }

    #[test]
    fn what_lies_in_a_storage_is_not_at_the_root() {
        for streams in [0, 3, 700] {
            let mut names = root_names(&container(streams)).unwrap();
            names.sort_unstable();
            let mut wanted: Vec<String> = (0..streams).map(|number| format!("s{number}")).collect();
            wanted.push("inner".into());
            wanted.sort_unstable();
            assert_eq!(names, wanted);
        }
    }

    #[test]
    fn a_spoilt_directory_ends_the_search() {
        let whole = container(40);
        for at in (24..whole.len().min(9000)).step_by(4) {
            for with in [[0; 4], [1, 0, 0, 0], [255; 4], [0, 0, 255, 0]] {
                let mut spoilt = whole.clone();
                spoilt[at..at + 4].copy_from_slice(&with);
                let _ = root_names(&spoilt);
            }
        }
        for end in (0..whole.len()).step_by(511) {
            let _ = root_names(&whole[..end]);
        }
    }
}
