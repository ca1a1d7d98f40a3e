//! The groups and phrases of a lexicon; of those that come with the program each is unpacked when it is first asked for.
//!
//! `synonyms.toml` is what people read and write; `synonyms.bin` is made of it, so that a query, which asks for one phrase of two
//! thousand, need not read ninety kilobytes of TOML and stem them all. A test fails as long as the two differ, and says how
//! to make the one anew.
//!
//! The file is a table of what lies where ([`Table`], as MessagePack, after its length in four bytes), then each group and each
//! list of phrases as MessagePack by itself.

use std::borrow::Cow;
use std::sync::OnceLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::Group;
use super::synonyms::Phrase;

static BUILTIN: &[u8] = include_bytes!("synonyms.bin");

/// The groups of a lexicon, and every equivalent by its first stem, longest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    groups: Vec<Lazily<Group>>,
    /// By first stem, in order.
    by_first: Vec<(Cow<'static, str>, Lazily<Vec<Phrase>>)>,
}

impl Words {
    /// What comes with the program.
    pub fn builtin() -> Self {
        // Part of the program: a test reads all of it.
        read(BUILTIN).expect("synonyms.bin is sound")
    }

    /// These groups, and their phrases by first stem, in order.
    pub fn of(groups: Vec<Group>, by_first: impl IntoIterator<Item = (String, Vec<Phrase>)>) -> Self {
        let phrases = |(first, phrases)| (Cow::Owned(first), Lazily::of(phrases));
        Self {
            groups: groups.into_iter().map(Lazily::of).collect(),
            by_first: by_first.into_iter().map(phrases).collect(),
        }
    }

    /// The groups, in the order of the file.
    pub fn groups(&self) -> impl Iterator<Item = &Group> {
        self.groups.iter().map(Lazily::get)
    }

    /// The group of a number, which a phrase gives.
    pub fn group(&self, number: usize) -> &Group {
        self.groups[number].get()
    }

    /// The phrases that begin with a stem.
    pub fn beginning_with(&self, first: &str) -> &[Phrase] {
        let found = self.by_first.binary_search_by(|(known, _)| known.as_ref().cmp(first));
        found.map_or(&[], |at| self.by_first[at].1.get())
    }
}

/// Something that may be packed still.
#[derive(Debug, Clone)]
struct Lazily<T> {
    packed: &'static [u8],
    whole: OnceLock<T>,
}

impl<T: DeserializeOwned> Lazily<T> {
    fn of(whole: T) -> Self {
        Self { packed: &[], whole: OnceLock::from(whole) }
    }

    fn get(&self) -> &T {
        // Part of the program: a test reads all of it.
        self.whole.get_or_init(|| rmp_serde::from_slice(self.packed).expect("synonyms.bin is sound"))
    }
}

/// What lies where: how many bytes each takes.
#[derive(Serialize, Deserialize)]
struct Table<'f> {
    groups: Vec<u32>,
    #[serde(borrow)]
    by_first: Vec<(&'f str, u32)>,
}

/// What a file holds; `None` when it is damaged.
fn read(file: &'static [u8]) -> Option<Words> {
    let (length, rest) = file.split_first_chunk()?;
    let (table, mut rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
    let table: Table<'static> = rmp_serde::from_slice(table).ok()?;
    let mut next = |length: u32| {
        let packed;
        (packed, rest) = rest.split_at_checked(length as usize)?;
        Some(packed)
    };
    Some(Words {
        groups: table.groups.into_iter().map(|length| Some(Lazily::still(next(length)?))).collect::<Option<_>>()?,
        by_first: (table.by_first.into_iter())
            .map(|(first, length)| Some((Cow::Borrowed(first), Lazily::still(next(length)?))))
            .collect::<Option<_>>()?,
    })
}

impl<T> Lazily<T> {
    fn still(packed: &'static [u8]) -> Self {
        Self { packed, whole: OnceLock::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;

    /// The file of some words.
    fn packed(words: &Words) -> Vec<u8> {
        let groups: Vec<Vec<u8>> = words.groups().map(|group| rmp_serde::to_vec(group).unwrap()).collect();
        let lists: Vec<(&str, Vec<u8>)> =
            words.by_first.iter().map(|(first, list)| (&**first, rmp_serde::to_vec(list.get()).unwrap())).collect();
        let table = Table {
            groups: groups.iter().map(|group| group.len() as u32).collect(),
            by_first: lists.iter().map(|(first, list)| (*first, list.len() as u32)).collect(),
        };
        let table = rmp_serde::to_vec(&table).unwrap();
        let mut file = (table.len() as u32).to_le_bytes().to_vec();
        file.extend(table);
        groups.iter().chain(lists.iter().map(|(_, list)| list)).for_each(|packed| file.extend(packed));
        file
    }

    #[test]
    fn what_is_packed_is_what_the_file_says() {
        let said = Lexicon::from_toml(include_str!("synonyms.toml")).unwrap();
        let now = packed(said.words());
        if std::env::var_os("UPDATE_GOLDENS").is_some() {
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lexicon/synonyms.bin");
            std::fs::write(file, &now).unwrap();
        }
        assert!(now == BUILTIN, "synonyms.toml has changed: `UPDATE_GOLDENS=1 cargo test packed` packs it anew");
        let builtin = Words::builtin();
        assert!(builtin.groups().eq(said.groups()) && !said.words().by_first.is_empty());
        for (first, list) in &said.words().by_first {
            assert_eq!(builtin.beginning_with(first), list.get(), "{first}");
        }
        assert!(builtin.beginning_with("no such stem").is_empty());
    }
}
