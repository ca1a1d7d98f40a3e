//! Features weighted by how rare they are among the texts compared.
//!
//! Weight of a feature in a text: `(1 + ln count) * (ln((1 + n) / (1 + df)) + 1)`, the vector then brought to
//! length 1. This is scikit-learn's `TfidfVectorizer(sublinear_tf=True)`, and a test holds it to that.
//! What the features are (words, concepts, runs of letters) is the caller's affair.

use std::collections::HashMap;

use super::Sparse;

/// Texts as vectors of weighted features, fitted together so that they can be compared.
#[derive(Debug, Clone, Default)]
pub struct TfIdf {
    vectors: Vec<Sparse>,
    names: Vec<String>,
}

impl TfIdf {
    /// Weighs the features of each text, listed in any order with repetition, against those of all texts.
    pub fn fit(texts: &[Vec<String>]) -> Self {
        Self::fit_with(texts, |_| 1.0)
    }

    /// As [`TfIdf::fit`], with a say of the caller: the weight of each feature is multiplied by what `emphasis`
    /// gives for it (0 or more), before the vectors are brought to length 1.
    pub fn fit_with(texts: &[Vec<String>], emphasis: impl Fn(&str) -> f32) -> Self {
        // Only looked up, never walked: the numbers follow the order in which features are first seen.
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut names: Vec<String> = Vec::new();
        let mut found_in: Vec<u32> = Vec::new();
        let mut counts: Vec<Sparse> = Vec::with_capacity(texts.len());
        for text in texts {
            let entries = text.iter().map(|feature| {
                let number = *numbers.entry(feature).or_insert_with(|| {
                    names.push(feature.clone());
                    (names.len() - 1) as u32
                });
                (number, 1.0)
            });
            let count = Sparse::new(entries.collect());
            found_in.resize(names.len(), 0);
            count.iter().for_each(|(feature, _)| found_in[feature as usize] += 1);
            counts.push(count);
        }
        let n = texts.len() as f32;
        let rarity: Vec<f32> = found_in.iter().map(|df| ((1.0 + n) / (1.0 + *df as f32)).ln() + 1.0).collect();
        let weights: Vec<f32> = names.iter().zip(&rarity).map(|(name, rarity)| rarity * emphasis(name)).collect();
        let vectors = counts
            .into_iter()
            .map(|count| {
                let weigh = |(feature, count): (u32, f32)| (feature, (1.0 + count.ln()) * weights[feature as usize]);
                Sparse::new(count.iter().map(weigh).collect()).normalised()
            })
            .collect();
        Self { vectors, names }
    }

    /// The vector of the text at `index`, of length 1 (or without entries).
    ///
    /// # Panics
    ///
    /// When there is no such text.
    pub fn vector(&self, index: usize) -> &Sparse {
        &self.vectors[index]
    }

    /// All vectors, in the order of the texts.
    pub fn into_vectors(self) -> Vec<Sparse> {
        self.vectors
    }

    /// Likeness of two of the texts, from 0.0 (nothing shared) to 1.0 (the same features in the same shares).
    ///
    /// # Panics
    ///
    /// When there is no such text.
    pub fn cosine(&self, a: usize, b: usize) -> f32 {
        self.vectors[a].dot(&self.vectors[b]).min(1.0)
    }

    /// Likeness of each of the first `split` texts (a row) to each of the others (a column), row by row.
    ///
    /// The same numbers as [`TfIdf::cosine`], without looking at features that only one of the two has.
    pub fn cosines(&self, split: usize) -> Vec<f32> {
        let (rows, columns) = self.vectors.split_at(split.min(self.vectors.len()));
        let mut found_in: Vec<Vec<(usize, f32)>> = vec![Vec::new(); self.names.len()];
        for (column, vector) in columns.iter().enumerate() {
            vector.iter().for_each(|(feature, weight)| found_in[feature as usize].push((column, weight)));
        }
        let mut out = Vec::with_capacity(rows.len() * columns.len());
        for vector in rows {
            let mut row = vec![0.0f32; columns.len()];
            for (feature, weight) in vector.iter() {
                found_in[feature as usize].iter().for_each(|(column, its)| row[*column] += weight * its);
            }
            out.extend(row.into_iter().map(|sum| sum.min(1.0)));
        }
        out
    }

    /// The features, by their numbers in the vectors.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// How many different features the texts have.
    pub fn features(&self) -> usize {
        self.names.len()
    }

    /// The features both texts have, the telling ones first: by what each adds to their cosine, then by name.
    ///
    /// # Panics
    ///
    /// When there is no such text.
    pub fn shared(&self, a: usize, b: usize) -> Vec<(&str, f32)> {
        let other: HashMap<u32, f32> = self.vectors[b].iter().collect();
        let mut out: Vec<(&str, f32)> = self.vectors[a]
            .iter()
            .filter_map(|(feature, weight)| {
                other.get(&feature).map(|its| (self.names[feature as usize].as_str(), weight * its))
            })
            .collect();
        out.sort_by(|x, y| y.1.total_cmp(&x.1).then_with(|| x.0.cmp(y.0)));
        out
    }
}

#[cfg(test)]
mod tests {
    use super::super::char_ngrams;
    use super::*;

    /// Texts of our own, the first row of their cosines by scikit-learn 1.9.1
    /// (`TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)`).
    const TEXTS: [&str; 8] = [
        "define the role of early help",
        "resolve the future of the front door",
        "agree a financial recovery plan",
        "write a basics improvement plan for safeguarding",
        "early help has no clear role",
        "the front door is still not settled",
        "the recovery plan is behind and the budget is overspent",
        "supervision of social workers is not regular",
    ];
    const FIRST_ROW: [f32; 8] = [1.0, 0.120_731, 0.015_216, 0.0, 0.530_062, 0.052_911, 0.068_145, 0.027_007];

    #[test]
    fn char_tf_idf_agrees_with_scikit_learn() {
        let features: Vec<Vec<String>> = TEXTS.iter().map(|text| char_ngrams(text, 3..=5)).collect();
        let fitted = TfIdf::fit(&features);
        assert_eq!(fitted.features(), 448);
        for (j, expected) in FIRST_ROW.iter().enumerate() {
            assert!((fitted.cosine(0, j) - expected).abs() < 1e-5, "column {j}: {}", fitted.cosine(0, j));
        }
    }

    #[test]
    fn all_at_once_is_the_same_as_one_by_one() {
        let features: Vec<Vec<String>> = TEXTS.iter().map(|text| char_ngrams(text, 3..=5)).collect();
        let fitted = TfIdf::fit(&features);
        let all = fitted.cosines(3);
        for (at, cosine) in all.iter().enumerate() {
            assert_eq!(*cosine, fitted.cosine(at / 5, 3 + at % 5));
        }
        assert_eq!(all.len(), 15);
        assert!(fitted.cosines(8).is_empty() && fitted.cosines(9).is_empty());
    }

    #[test]
    fn shared_features_come_with_the_telling_ones_first() {
        let texts: Vec<Vec<String>> = ["plan help role", "plan role early help help", "plan budget", "plan the work"]
            .iter()
            .map(|text| text.split(' ').map(str::to_owned).collect())
            .collect();
        let fitted = TfIdf::fit(&texts);
        let shared: Vec<&str> = fitted.shared(0, 1).into_iter().map(|(name, _)| name).collect();
        assert_eq!(shared, ["help", "role", "plan"]);
    }

    #[test]
    fn the_caller_may_lay_weight_on_features() {
        let texts: Vec<Vec<String>> = ["plan help", "plan role", "help role"]
            .iter()
            .map(|text| text.split(' ').map(str::to_owned).collect())
            .collect();
        let fitted = TfIdf::fit_with(&texts, |feature| if feature == "plan" { 2.0 } else { 1.0 });
        assert!(fitted.cosine(0, 1) > fitted.cosine(0, 2));
        assert_eq!(TfIdf::fit(&texts).cosine(0, 1), TfIdf::fit(&texts).cosine(0, 2));
    }

    #[test]
    fn texts_without_features_are_like_nothing() {
        let fitted = TfIdf::fit(&[vec![], vec![], vec!["plan".to_owned()]]);
        assert_eq!(fitted.cosine(0, 1), 0.0);
        assert_eq!(fitted.cosine(0, 2), 0.0);
    }
}
