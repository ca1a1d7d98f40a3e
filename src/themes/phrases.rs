//! Which phrases does a text keep using? Key phrases without a list of them, for few documents and many.
//!
//! A candidate is a run of one to four words without the words every text has. C-value weighs how often it stands by
//! itself and how long it is (Frantzi, Ananiadou and Mima 2000); a phrase that hardly ever stands outside one longer
//! phrase is dropped for it. Words count by their stems, so that "thresholds" and "threshold" are one phrase, and the
//! phrase is shown as most often written.
//!
//! ```
//! use lookback::themes::phrases::key_phrases;
//!
//! let texts = ["Define the role of early help.", "Staff the front door.", "The early help offer", "A safer front door"];
//! let found: Vec<String> = key_phrases(&texts, 10).into_iter().map(|phrase| phrase.text).collect();
//! assert_eq!(found, ["early help", "front door"]);
//! ```

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use crate::text::{Word, is_stopword, stem, words};

/// Words in a phrase, at most.
const LONGEST: usize = 4;

/// How often a phrase must be used.
const OFTEN: usize = 2;

/// Words that say what papers of this sort do, not what they are about: no phrase begins or ends with one.
const HOUSE: &str = include_str!("house_words.txt");

/// Their stems.
static HOUSE_STEMS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let words = HOUSE.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace);
    words.map(stem).collect()
});

/// A key phrase.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// Its stems, by which it is known.
    pub stems: String,
    /// As most often written, in lower case.
    pub text: String,
    /// How often it is used.
    pub uses: usize,
    /// The texts that use it, by position, ascending.
    pub texts: Vec<usize>,
    /// C-value with log2(n + 1), so that single words count.
    pub c_value: f64,
}

/// The `most` key phrases of the texts, the strongest first; of equals the one in more texts, then by letter.
pub fn key_phrases<T: AsRef<str>>(texts: &[T], most: usize) -> Vec<Phrase> {
    let mut found = counted(texts);
    found.retain(|_, candidate| candidate.uses >= OFTEN);
    let nested = nested(&found);
    let mut phrases: Vec<Phrase> = found
        .iter()
        .filter(|(stems, candidate)| {
            // Used outside no longer phrase more than once: that one says it better.
            nested.get(stems.as_str()).is_none_or(|longer| longer.most + OFTEN <= candidate.uses)
        })
        .filter(|(_, candidate)| candidate.is_telling())
        .map(|(stems, candidate)| {
            let inside = nested.get(stems.as_str());
            let less = inside.map_or(0.0, |longer| longer.uses as f64 / longer.phrases as f64);
            let length = stems.split(' ').count() as f64;
            Phrase {
                stems: stems.clone(),
                text: candidate.written(),
                uses: candidate.uses,
                texts: candidate.texts.iter().copied().collect(),
                c_value: c_value(length, candidate.uses as f64, less),
            }
        })
        .collect();
    phrases.sort_by(|a, b| {
        let by_texts = b.texts.len().cmp(&a.texts.len());
        b.c_value.total_cmp(&a.c_value).then(by_texts).then(a.stems.cmp(&b.stems))
    });
    phrases.truncate(most);
    phrases
}

/// Length in words, uses, and the mean number of uses in longer phrases.
fn c_value(length: f64, uses: f64, nested: f64) -> f64 {
    (length + 1.0).log2() * (uses - nested)
}

#[derive(Default)]
struct Candidate {
    uses: usize,
    texts: BTreeSet<usize>,
    forms: BTreeMap<String, usize>,
    is_house: bool,
}

impl Candidate {
    fn written(&self) -> String {
        let most = self.forms.iter().rev().max_by_key(|(_, count)| **count);
        most.map(|(form, _)| form.clone()).unwrap_or_default()
    }

    fn is_telling(&self) -> bool {
        !self.is_house
    }
}

fn counted<T: AsRef<str>>(texts: &[T]) -> BTreeMap<String, Candidate> {
    // Looked up while counting; the order of the answer is that of the map it becomes.
    let mut found: HashMap<String, Candidate> = HashMap::new();
    for (at, text) in texts.iter().enumerate() {
        for run in runs(text.as_ref()) {
            for first in 0..run.len() {
                for last in first..run.len().min(first + LONGEST) {
                    let words = &run[first..=last];
                    let stems = words.iter().map(|(stem, _)| stem.as_str()).collect::<Vec<_>>().join(" ");
                    let form = words.iter().map(|(_, form)| form.as_str()).collect::<Vec<_>>().join(" ");
                    let edge = |word: &(String, String)| HOUSE_STEMS.contains(&word.0);
                    let candidate = found.entry(stems).or_default();
                    candidate.uses += 1;
                    candidate.texts.insert(at);
                    candidate.is_house = edge(&words[0]) || edge(&words[words.len() - 1]);
                    *candidate.forms.entry(form).or_default() += 1;
                }
            }
        }
    }
    found.into_iter().collect()
}

/// Runs of words between stop words and punctuation, each word as stem and as written.
pub(super) fn runs(text: &str) -> Vec<Vec<(String, String)>> {
    let mut runs = vec![Vec::new()];
    let mut end = 0;
    for word in words(text).flat_map(Word::parts) {
        let written = word.text.to_lowercase().replace('’', "'");
        let gap = text.get(end..word.start).unwrap_or("");
        end = word.end();
        let stops = is_stopword(&written)
            || written.chars().count() < 2
            || !written.chars().all(|c| c.is_alphabetic() || c == '\'');
        let breaks = !gap.chars().all(|c| c.is_whitespace() || c == '-' || c == '\u{2011}');
        if (breaks || stops) && runs.last().is_some_and(|run| !run.is_empty()) {
            runs.push(Vec::new());
        }
        if !stops && let Some(run) = runs.last_mut() {
            run.push((stem(&written), written));
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// How often a phrase stands in longer ones.
#[derive(Default)]
struct Longer {
    uses: usize,
    phrases: usize,
    most: usize,
}

fn nested(found: &BTreeMap<String, Candidate>) -> HashMap<String, Longer> {
    let mut nested: HashMap<String, Longer> = HashMap::new();
    for (stems, candidate) in found {
        let words: Vec<_> = stems.split(' ').collect();
        let mut parts = BTreeSet::new();
        for first in 0..words.len() {
            for last in first..words.len() {
                if last - first + 1 < words.len() {
                    parts.insert(words[first..=last].join(" "));
                }
            }
        }
        for part in parts {
            let longer = nested.entry(part).or_default();
            longer.uses += candidate.uses;
            longer.phrases += 1;
            longer.most = longer.most.max(candidate.uses);
        }
    }
    nested
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn c_value_agrees_with_the_paper() {
        // Frantzi et al. (2000), basal cell carcinoma, with log2(n): length in words, uses, mean nested, C-value. Ours
        // takes log2(n + 1), so the paper's length is given one word less.
        for (length, uses, nested, expected) in [
            (5.0, 5.0, 0.0, 11.609_640),
            (4.0, 11.0, 5.0, 12.0),
            (4.0, 7.0, 0.0, 14.0),
            (3.0, 984.0, 26.0 / 5.0, 1_551.361_296),
        ] {
            assert!((c_value(length - 1.0, uses, nested) - expected).abs() < 1e-5, "{length} {uses}");
        }
    }

    #[test]
    fn a_part_that_stands_nearly_only_in_a_longer_phrase_gives_way_to_it() {
        let texts = [
            "Multi-agency safeguarding hub.",
            "The multi agency safeguarding hub",
            "Safeguarding hub, safeguarding and safeguarding",
        ];
        let found: Vec<_> = key_phrases(&texts, 9).into_iter().map(|p| (p.text, p.uses)).collect();
        assert_eq!(found[0], ("multi agency safeguarding hub".into(), 2));
        assert!(
            found.contains(&("safeguarding".into(), 5)) && !found.iter().any(|(text, _)| text == "agency"),
            "{found:?}"
        );
    }

    #[test]
    fn forms_are_one_phrase_and_punctuation_parts() {
        let found = key_phrases(&["Thresholds, early help", "The threshold. Early", "threshold"], 9);
        assert_eq!((found[0].text.as_str(), found[0].uses, &found[0].texts), ("threshold", 3, &vec![0, 1, 2]));
        assert!(key_phrases::<&str>(&[], 9).is_empty());
    }
}
