//! Key phrases as RAKE ranks them: by the company their words keep.
//!
//! A candidate is all that stands between two small words or marks; a word counts by how long the candidates it stands in
//! are (degree over frequency), a candidate for its words together. Rose, S. et al. (2010), "Automatic keyword extraction
//! from individual documents", in: Text Mining: Applications and Theory, 1-20.

use rustc_hash::FxHashMap;

use super::LONGEST;
use super::runs::{Key, Reading};

/// The candidates that are used, each with its score and how often it is.
pub(super) fn rake(reading: &Reading<'_>) -> Vec<(Key, f64, u32)> {
    let pieces = reading.coded.pieces();
    let mut candidates: FxHashMap<Key, u32> = FxHashMap::default();
    let mut at = 0;
    while at < pieces.len() {
        // A small word that joins two phrases elsewhere parts them here.
        let is_end = |next: &usize| pieces[*next].opens() || pieces[*next].joint().kind() > 0;
        let end = (at + 1..pieces.len()).find(is_end).unwrap_or(pieces.len());
        if end - at <= LONGEST
            && let Some(key) = reading.run(at, end - at)
        {
            *candidates.entry(key).or_default() += 1;
        }
        at = end;
    }
    // A list keeps its order, which the scores follow.
    let candidates: Vec<(Key, u32)> = candidates.into_iter().collect();
    let words: Vec<(Vec<usize>, u32)> = candidates.iter().map(|(key, uses)| (key.words().collect(), *uses)).collect();
    let scores = scores(&words);
    candidates.into_iter().zip(scores).map(|((key, uses), score)| (key, score, uses)).collect()
}

/// The score of each candidate, given its words and how often it is used.
fn scores(candidates: &[(Vec<usize>, u32)]) -> Vec<f64> {
    // How often each word is used, and how many words stand in the candidates it is used in.
    let mut used: FxHashMap<usize, (f64, f64)> = FxHashMap::default();
    for (words, uses) in candidates {
        for word in words {
            let (frequency, degree) = used.entry(*word).or_default();
            *frequency += f64::from(*uses);
            *degree += f64::from(*uses) * words.len() as f64;
        }
    }
    let of_word = |word: &usize| used.get(word).map_or(0.0, |(frequency, degree)| degree / frequency);
    candidates.iter().map(|(words, _)| words.iter().map(of_word).sum()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn scores_are_those_of_the_paper() {
        // The candidates of the abstract in Rose et al. (2010), and the scores printed there, to a tenth.
        let abstract_of_1988 = "compatibility|systems|linear constraints|set|natural numbers|criteria|compatibility|system|\
            linear diophantine equations|strict inequations|nonstrict inequations|considered|upper bounds|components|minimal set|\
            solutions|algorithms|construction|minimal generating sets|solutions|types|systems|given|criteria|\
            corresponding algorithms|constructing|minimal supporting set|solving|considered types|systems|mixed types";
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let mut candidates = Vec::new();
        for candidate in abstract_of_1988.split('|') {
            let number = |word| {
                let next = numbers.len();
                *numbers.entry(word).or_insert(next)
            };
            candidates.push((candidate.split(' ').map(number).collect::<Vec<_>>(), 1));
        }
        let scores = scores(&candidates);
        let score = |phrase: &str| scores[abstract_of_1988.split('|').position(|other| other == phrase).unwrap()];
        for (phrase, exact, printed) in [
            ("minimal generating sets", 8.666_666_666_666_666, 8.7),
            ("linear diophantine equations", 8.5, 8.5),
            ("minimal supporting set", 7.666_666_666_666_666, 7.7),
            ("minimal set", 4.666_666_666_666_666, 4.7),
            ("linear constraints", 4.5, 4.5),
            ("natural numbers", 4.0, 4.0),
            ("corresponding algorithms", 3.5, 3.5),
            ("considered types", 3.166_666_666_666_667, 3.2),
            ("set", 2.0, 2.0),
            ("algorithms", 1.5, 1.5),
            ("systems", 1.0, 1.0),
        ] {
            assert!((score(phrase) - exact).abs() < 1e-12, "{phrase}: {}", score(phrase));
            assert!((score(phrase) - printed).abs() <= 0.05, "{phrase}");
        }
    }
}
