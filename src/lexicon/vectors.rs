//! Which words keep the same company? Vectors of the sector's words.
//!
//! "Turnover" and "vacancies" stand among the same words in report after report, so their vectors point nearly the
//! same way, though they share no letter and no list of synonyms has them. The table that comes with the program
//! (`vectors.bin`; `vectors.md` says from what and how it was made) holds a vector for each stem that published
//! reports use often enough, one byte a dimension, and how telling the stem is there.
//!
//! What a word means in a text is not known here: one stem has one vector.

use std::path::PathBuf;
use std::sync::LazyLock;

use crate::error::{Error, Result};
use crate::text::{Word, is_stopword, stem, words};

const BUILTIN: &[u8] = include_bytes!("vectors.bin");

/// Begins every table: its form, so that another form is refused.
const MARK: &[u8] = b"lookback vectors 2\n";

/// Words of a table, each with its direction and its weight.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vectors {
    dimensions: usize,
    /// Whose papers the words are from, in order: councils.
    councils: Vec<String>,
    /// In order, so that a stem is found by halving.
    stems: Vec<String>,
    /// How telling each is: 255 for a word hardly ever used, 0 for one that is everywhere.
    weights: Vec<u8>,
    /// One row a stem.
    cells: Vec<i8>,
}

impl Vectors {
    /// The table that comes with the program.
    pub fn builtin() -> &'static Self {
        static VECTORS: LazyLock<Vectors> = LazyLock::new(|| {
            // Part of the program: a test reads it.
            Vectors::from_bytes(BUILTIN).expect("vectors.bin is sound")
        });
        &VECTORS
    }

    /// Puts rows of any length together, a row a stem; each is brought to the greatest length that a byte a cell holds.
    pub(super) fn new(dimensions: usize, councils: Vec<String>, rows: Vec<(String, f64, Vec<f64>)>) -> Self {
        let mut rows = rows;
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let mut out = Self { dimensions, councils, ..Self::default() };
        for (stem, weight, row) in rows {
            let greatest = row.iter().fold(0.0f64, |most, cell| most.max(cell.abs()));
            let step = if greatest > 0.0 { greatest / 127.0 } else { 1.0 };
            out.stems.push(stem);
            out.weights.push((weight.clamp(0.0, 1.0) * 255.0).round() as u8);
            out.cells.extend(row.iter().map(|cell| (cell / step).round() as i8));
        }
        out
    }

    /// Reads a table.
    ///
    /// # Errors
    /// [`Error::Config`] when the bytes are not a table of this form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        read(bytes).ok_or_else(|| Error::Config {
            path: PathBuf::from("vectors.bin"),
            message: "it is not a table of word vectors that this version reads".into(),
        })
    }

    /// Writes the table: the mark, the number of dimensions, of councils and of stems; then for each council its length
    /// in bytes and its letters; then for each stem its length, its letters, its weight and its cells. Numbers are
    /// little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MARK.to_vec();
        for number in [self.dimensions, self.councils.len(), self.stems.len()] {
            out.extend((number as u32).to_le_bytes());
        }
        for council in &self.councils {
            out.push(council.len() as u8);
            out.extend(council.as_bytes());
        }
        for (at, stem) in self.stems.iter().enumerate() {
            out.push(stem.len() as u8);
            out.extend(stem.as_bytes());
            out.push(self.weights[at]);
            out.extend(self.row(at).iter().map(|cell| cell.to_le_bytes()[0]));
        }
        out
    }

    /// The stems it knows, in order.
    pub fn stems(&self) -> impl Iterator<Item = &str> {
        self.stems.iter().map(String::as_str)
    }

    /// How many stems it knows.
    pub fn len(&self) -> usize {
        self.stems.len()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.stems.is_empty()
    }

    /// How many dimensions a vector has.
    pub fn dimensions(&self) -> usize {
        self.dimensions
    }

    /// Whose papers the words are from, in order.
    pub fn councils(&self) -> &[String] {
        &self.councils
    }

    /// This table with the words of another that it does not know itself: those that [`super::Training::placed_in`] has
    /// placed among its own. A table of other dimensions adds nothing.
    pub fn with_words_of(&self, other: &Self) -> Self {
        let mut rows: Vec<(&Self, usize)> = (0..self.len()).map(|at| (self, at)).collect();
        if other.dimensions == self.dimensions {
            let is_new = |at: &usize| self.stems.binary_search(&other.stems[*at]).is_err();
            rows.extend((0..other.len()).filter(is_new).map(|at| (other, at)));
        }
        rows.sort_by(|a, b| a.0.stems[a.1].cmp(&b.0.stems[b.1]));
        let mut out = Self { dimensions: self.dimensions, councils: self.councils.clone(), ..Self::default() };
        out.councils.extend(other.councils.iter().filter(|council| !self.councils.contains(council)).cloned());
        out.councils.sort();
        for (table, at) in rows {
            out.stems.push(table.stems[at].clone());
            out.weights.push(table.weights[at]);
            out.cells.extend_from_slice(table.row(at));
        }
        out
    }

    /// The stem's weight alone, as [`Self::of`] gives it.
    pub fn weight(&self, stem: &str) -> Option<f32> {
        self.place(stem).map(|at| f32::from(self.weights[at]) / 255.0)
    }

    fn place(&self, stem: &str) -> Option<usize> {
        self.stems.binary_search_by(|known| known.as_str().cmp(stem)).ok()
    }

    /// The stem's weight, from 0.0 (everywhere) to 1.0 (hardly ever used), and its direction, of length 1; `None` for a
    /// stem that is not in the table.
    pub fn of(&self, stem: &str) -> Option<(f32, Vec<f32>)> {
        let at = self.place(stem)?;
        let row = self.row(at);
        let norm = row.iter().map(|cell| f32::from(*cell).powi(2)).sum::<f32>().sqrt().max(1.0);
        Some((f32::from(self.weights[at]) / 255.0, row.iter().map(|cell| f32::from(*cell) / norm).collect()))
    }

    /// The stems that keep the most similar company, best first, with their cosines; ties by name.
    pub fn nearest(&self, stem: &str, most: usize) -> Vec<(&str, f32)> {
        let Some((_, own)) = self.of(stem) else { return Vec::new() };
        let cosine = |other: &str| {
            self.of(other).map_or(0.0, |(_, theirs)| own.iter().zip(&theirs).map(|(a, b)| a * b).sum::<f32>())
        };
        let others = self.stems.iter().map(String::as_str).filter(|other| *other != stem);
        let mut found: Vec<(&str, f32)> = others.map(|other| (other, cosine(other))).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        found.truncate(most);
        found
    }

    fn row(&self, at: usize) -> &[i8] {
        &self.cells[at * self.dimensions..(at + 1) * self.dimensions]
    }
}

/// The stems of a text as the table counts them: no stop words, no numbers, no single letters.
pub(crate) fn stems_of(text: &str) -> impl Iterator<Item = String> + '_ {
    words(text).flat_map(Word::parts).filter_map(|word| {
        let lower = word.text.to_lowercase().replace('’', "'");
        let is_word = lower.chars().nth(1).is_some() && lower.chars().all(|c| c.is_alphabetic() || c == '\'');
        (is_word && !is_stopword(&lower)).then(|| stem(&lower))
    })
}

fn read(bytes: &[u8]) -> Option<Vectors> {
    fn number(rest: &mut &[u8]) -> Option<usize> {
        let (head, tail) = rest.split_first_chunk::<4>()?;
        *rest = tail;
        usize::try_from(u32::from_le_bytes(*head)).ok()
    }
    let mut rest = bytes.strip_prefix(MARK)?;
    fn name(rest: &mut &[u8]) -> Option<String> {
        let (length, tail) = rest.split_first()?;
        let (letters, tail) = tail.split_at_checked(usize::from(*length))?;
        *rest = tail;
        Some(std::str::from_utf8(letters).ok()?.to_owned())
    }
    let (dimensions, councils, count) = (number(&mut rest)?, number(&mut rest)?, number(&mut rest)?);
    let mut out = Vectors { dimensions, ..Vectors::default() };
    for _ in 0..councils {
        out.councils.push(name(&mut rest)?);
    }
    for _ in 0..count {
        let stem = name(&mut rest)?;
        let (weight, tail) = rest.split_first()?;
        let (cells, tail) = tail.split_at_checked(dimensions)?;
        out.stems.push(stem);
        out.weights.push(*weight);
        out.cells.extend(cells.iter().map(|cell| i8::from_le_bytes([*cell])));
        rest = tail;
    }
    (rest.is_empty() && out.stems.is_sorted()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cosine(a: &str, b: &str) -> f32 {
        let (a, b) = (Vectors::builtin().of(a).unwrap().1, Vectors::builtin().of(b).unwrap().1);
        a.iter().zip(&b).map(|(x, y)| x * y).sum()
    }

    #[test]
    fn the_table_in_the_package_is_sound_and_small() {
        assert!(BUILTIN.len() < 1_000_000);
        let table = Vectors::builtin();
        assert!(table.len() > 1000 && table.dimensions() == 64);
        assert_eq!(table.to_bytes(), BUILTIN);
        for stem in &table.stems {
            let (weight, direction) = table.of(stem).unwrap();
            let length: f32 = direction.iter().map(|cell| cell * cell).sum();
            assert!((0.0..=1.0).contains(&weight) && (length - 1.0).abs() < 1e-3, "{stem}");
        }
    }

    #[test]
    fn words_that_keep_the_same_company_are_near() {
        assert!(cosine("turnov", "vacanc") > 0.6);
        assert!(cosine("voic", "wish") > cosine("voic", "turnov"));
        assert_eq!(Vectors::builtin().nearest("turnov", 3).len(), 3);
        assert!(Vectors::builtin().nearest("gazebo", 3).is_empty());
    }

    #[test]
    fn what_is_no_table_is_refused() {
        let sound = Vectors::new(
            2,
            vec!["Marlshire".into()],
            vec![("b".into(), 0.5, vec![3.0, 4.0]), ("a".into(), 1.0, vec![0.0, 0.0])],
        );
        let bytes = sound.to_bytes();
        assert_eq!(Vectors::from_bytes(&bytes).unwrap(), sound);
        let (weight, direction) = sound.of("b").unwrap();
        assert!((weight - 0.5).abs() < 0.01 && (direction[0] - 0.6).abs() < 0.01);
        for cut in 0..bytes.len() {
            assert!(Vectors::from_bytes(&bytes[..cut]).is_err(), "{cut}");
        }
        assert!(Vectors::from_bytes(b"lookback vectors 1\n").is_err());
    }

    #[test]
    fn a_table_takes_in_the_words_it_does_not_know() {
        let table = |council: &str, rows: &[(&str, [f64; 2])]| {
            let row = |(stem, row): &(&str, [f64; 2])| ((*stem).to_owned(), 0.5, row.to_vec());
            Vectors::new(2, vec![council.into()], rows.iter().map(row).collect())
        };
        let known = table("Thornmere", &[("plan", [1.0, 0.0]), ("road", [0.0, 1.0])]);
        let own = table("Marlshire", &[("grit", [0.0, 1.0]), ("plan", [0.0, 1.0])]);
        let both = known.with_words_of(&own);
        assert_eq!((both.len(), both.councils()), (3, &["Marlshire".to_owned(), "Thornmere".to_owned()][..]));
        assert_eq!(both.of("plan"), known.of("plan"), "what is known stays");
        assert_eq!(both.of("grit"), own.of("grit"));
        let others = Vectors::new(3, Vec::new(), vec![("swan".into(), 1.0, vec![1.0; 3])]);
        assert_eq!(known.with_words_of(&others), known);
    }

    #[test]
    fn numbers_and_small_words_are_not_counted() {
        let stems: Vec<String> = stems_of("The 14 multi-agency plans of 2015 are a mess").collect();
        assert_eq!(stems, ["multi", "agenc", "plan", "mess"]);
    }
}
