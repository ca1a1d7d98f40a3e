//! Does a codebook read as a person reads?
//!
//! Takes, for each passage, the themes the codebook gave and those a reader gave, and counts. Precision asks how many
//! of the codebook's were the reader's, recall how many of the reader's were found, F1 is their harmonic mean; over
//! all themes together these are "micro" figures, in which a common theme weighs more than a rare one.
//!
//! ```
//! use lookback::themes::agreement::Agreement;
//!
//! let mut agreement = Agreement::default();
//! agreement.add(["early_help", "finance"], ["early_help", "housing"]);
//! assert_eq!(agreement.total().f1(), Some(0.5));
//! ```

use std::collections::{BTreeMap, BTreeSet};

/// How often codebook and reader gave a theme.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Passages to which both gave it.
    pub both: usize,
    /// Passages to which only the codebook gave it.
    pub only_codebook: usize,
    /// Passages to which only the reader gave it.
    pub only_reader: usize,
}

impl Counts {
    /// The share of what the codebook gave that the reader gave too; `None` where it gave nothing.
    pub fn precision(self) -> Option<f64> {
        super::statistics::share(self.both, self.both + self.only_codebook)
    }

    /// The share of what the reader gave that the codebook gave too; `None` where the reader gave nothing.
    pub fn recall(self) -> Option<f64> {
        super::statistics::share(self.both, self.both + self.only_reader)
    }

    /// Both counts together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            both: self.both + other.both,
            only_codebook: self.only_codebook + other.only_codebook,
            only_reader: self.only_reader + other.only_reader,
        }
    }

    /// Harmonic mean of precision and recall; `None` where neither gave anything.
    pub fn f1(self) -> Option<f64> {
        super::statistics::share(2 * self.both, 2 * self.both + self.only_codebook + self.only_reader)
    }
}

impl Counts {
    /// Cohen's kappa over `passages` passages: agreement beyond chance, 1 at best, 0 as chance has it.
    ///
    /// `None` where there is no passage, or where both gave the theme to all or to none: nothing could have disagreed.
    /// Cohen, J. (1960), "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20,
    /// 37-46.
    pub fn kappa(self, passages: usize) -> Option<f64> {
        let [observed, codebook, reader] = self.shares(passages)?;
        let by_chance = codebook * reader + (1.0 - codebook) * (1.0 - reader);
        (by_chance < 1.0).then(|| (observed - by_chance) / (1.0 - by_chance))
    }

    /// Krippendorff's alpha over `passages` passages, nominal, two readers, nothing missing.
    ///
    /// `None` where there is no passage, or where both gave the theme to all or to none. Krippendorff, K. (2011),
    /// "Computing Krippendorff's alpha-reliability".
    pub fn alpha(self, passages: usize) -> Option<f64> {
        let [observed, codebook, reader] = self.shares(passages)?;
        // Of all values either gave: how many said yes, how many no, and how often two at random would differ.
        let values = 2.0 * passages as f64;
        let yes = (codebook + reader) / 2.0 * values;
        let expected = 2.0 * yes * (values - yes) / (values * (values - 1.0));
        (expected > 0.0).then(|| 1.0 - (1.0 - observed) / expected)
    }

    /// Of passages: the share on which the two agree, the codebook's share, the reader's.
    fn shares(self, passages: usize) -> Option<[f64; 3]> {
        let given = self.both + self.only_codebook + self.only_reader;
        if passages == 0 || given > passages {
            return None;
        }
        let of = |count: usize| count as f64 / passages as f64;
        let neither = passages - given;
        let (codebook, reader) = (self.both + self.only_codebook, self.both + self.only_reader);
        Some([of(self.both + neither), of(codebook), of(reader)])
    }
}

/// A passage that codebook and reader read differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The passage, as many were added before it.
    pub passage: usize,
    /// The theme.
    pub theme: String,
    /// Whether the codebook gave it, and the reader did not.
    pub by_codebook: bool,
}

/// Codebook against reader, theme by theme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agreement {
    /// The counts of each theme that either gave, by identifier.
    pub themes: BTreeMap<String, Counts>,
    /// How many passages were added.
    pub passages: usize,
    /// What they read differently, in the order of the passages.
    pub disagreements: Vec<Disagreement>,
}

impl Agreement {
    /// Cohen's kappa of all decisions: every theme of `themes` on every passage. `None` as for [`Counts::kappa`].
    pub fn kappa(&self, themes: usize) -> Option<f64> {
        self.total().kappa(self.passages * themes)
    }

    /// Krippendorff's alpha of all decisions. `None` as for [`Counts::alpha`].
    pub fn alpha(&self, themes: usize) -> Option<f64> {
        self.total().alpha(self.passages * themes)
    }

    /// Adds one passage: the themes the codebook gave it, and those the reader gave it.
    pub fn add<'a>(&mut self, codebook: impl IntoIterator<Item = &'a str>, reader: impl IntoIterator<Item = &'a str>) {
        let codebook: BTreeSet<_> = codebook.into_iter().collect();
        let reader: BTreeSet<_> = reader.into_iter().collect();
        for &theme in codebook.union(&reader) {
            if codebook.contains(theme) != reader.contains(theme) {
                self.disagreements.push(Disagreement {
                    passage: self.passages,
                    theme: theme.to_owned(),
                    by_codebook: codebook.contains(theme),
                });
            }
            let counts = self.themes.entry(theme.to_owned()).or_default();
            match (codebook.contains(theme), reader.contains(theme)) {
                (true, true) => counts.both += 1,
                (true, false) => counts.only_codebook += 1,
                _ => counts.only_reader += 1,
            }
        }
        self.passages += 1;
    }

    /// All themes together.
    pub fn total(&self) -> Counts {
        self.themes.values().fold(Counts::default(), |sum, counts| sum.and(*counts))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::labels;
    use crate::themes::Codebook;

    #[test]
    fn precision_and_recall_are_of_the_right_side() {
        let mut agreement = Agreement::default();
        agreement.add(["a", "b", "c"], ["a"]);
        let total = agreement.total();
        assert_eq!((total.both, total.only_codebook, total.only_reader), (1, 2, 0));
        assert_eq!((total.recall(), Counts::default().f1()), (Some(1.0), None));
        assert!((total.precision().unwrap() - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn kappa_and_alpha_agree_with_known_values() {
        // 20 yes-yes, 5 and 10 of one only, 15 no-no: observed .70, by chance .50, kappa .40 (Wikipedia, Cohen's kappa).
        let counts = Counts { both: 20, only_codebook: 5, only_reader: 10 };
        assert!((counts.kappa(50).unwrap() - 0.4).abs() < 1e-12);
        // Krippendorff (2011), A, two observers, binary data, ten units: alpha .095.
        let counts = Counts { both: 1, only_codebook: 1, only_reader: 3 };
        assert!((counts.alpha(10).unwrap() - 0.095).abs() < 5e-4, "{:?}", counts.alpha(10));
        assert_eq!((Counts::default().kappa(0), Counts::default().alpha(5)), (None, None));
    }

    #[test]
    fn what_was_read_differently_is_listed() {
        let mut agreement = Agreement::default();
        agreement.add(["a"], ["a"]);
        agreement.add(["a"], ["b"]);
        let of = |theme: &str, by_codebook| Disagreement { passage: 1, theme: theme.into(), by_codebook };
        assert_eq!((agreement.passages, agreement.disagreements), (2, vec![of("a", true), of("b", false)]));
    }

    #[test]
    fn the_cross_cutting_codebook_reads_much_as_a_person_does() {
        let Some(gold) = labels() else { return };
        let codebook = Codebook::builtin("children_services").unwrap();
        let rows = |file: &str| {
            let records = csv::Reader::from_path(gold.join(file)).unwrap().into_deserialize();
            records.map(|row| row.unwrap()).collect::<Vec<BTreeMap<String, String>>>()
        };
        let key =
            |row: &BTreeMap<String, String>| (row["file"].clone(), row["section"].clone(), row["ordinal"].clone());
        let recommendations = rows("ofsted-dev.csv").into_iter().filter(|row| row["kind"] == "recommendation");
        let texts: BTreeMap<_, _> = recommendations.map(|row| (key(&row), row["text"].clone())).collect();
        let mut agreement = Agreement::default();
        for row in rows("themes-dev.csv") {
            let text = &texts[&key(&row)];
            let given = codebook.apply(text);
            let reader: Vec<_> = row["themes"].split(';').filter(|theme| !theme.is_empty()).collect();
            agreement.add(given.iter().map(|mention| mention.theme.as_str()), reader);
        }
        for theme in agreement.themes.keys() {
            assert!(codebook.theme(theme).is_some(), "the labels name a theme the codebook has not: {theme}");
        }
        let f1 = agreement.total().f1().unwrap();
        // .794 before any disagreement was read, .864 after one reading of them; labels kept back will say what holds.
        assert!(f1 >= 0.84, "micro-F1 {f1:.3}\n{:#?}", agreement.themes);
    }
}
