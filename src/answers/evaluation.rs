//! How well are findings read? Found items against labels made by reading.
//!
//! Items match one to one within a document when their letters and digits agree to nine parts in ten; a match is
//! exact when the texts agree but for white space. Precision is the share of found items that are labelled, recall
//! the share of labelled items that are found, F1 their harmonic mean.

use std::collections::BTreeMap;

use crate::text::similarity::ratio;
use crate::text::{letters_and_digits, squeeze};

/// An item of a document: what was found, or what a label says is there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// The document, by any name both sides share.
    pub document: String,
    /// The words.
    pub text: String,
}

/// How found items compare with labels.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Agreement {
    /// Items found.
    pub found: usize,
    /// Items labelled.
    pub labelled: usize,
    /// Pairs of a found and a labelled item.
    pub matched: usize,
    /// Those of them that agree word for word.
    pub exact: usize,
    /// Labelled items that were not found.
    pub missed: Vec<Item>,
    /// Found items that no label has.
    pub extra: Vec<Item>,
}

impl Agreement {
    /// Share of found items that are labelled, 0 to 1; 1 when nothing was found.
    pub fn precision(&self) -> f64 {
        share(self.matched, self.found)
    }

    /// Share of labelled items that were found, 0 to 1; 1 when nothing is labelled.
    pub fn recall(&self) -> f64 {
        share(self.matched, self.labelled)
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(&self) -> f64 {
        harmonic(self.precision(), self.recall())
    }

    /// The same, counting exact matches only.
    pub fn exact_f1(&self) -> f64 {
        harmonic(share(self.exact, self.found), share(self.exact, self.labelled))
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

fn harmonic(a: f64, b: f64) -> f64 {
    if a + b == 0.0 { 0.0 } else { 2.0 * a * b / (a + b) }
}

/// Two prints of one item agree in at least this share of their letters and digits.
const SAME_ITEM: f64 = 0.9;

/// Compares found items with labelled ones, document by document.
pub fn evaluate_items(found: &[Item], labelled: &[Item]) -> Agreement {
    let mut agreement = Agreement { found: found.len(), labelled: labelled.len(), ..Agreement::default() };
    let mut by_document: BTreeMap<&str, (Vec<&Item>, Vec<&Item>)> = BTreeMap::new();
    for item in found {
        by_document.entry(&item.document).or_default().0.push(item);
    }
    for item in labelled {
        by_document.entry(&item.document).or_default().1.push(item);
    }
    for (found, labelled) in by_document.into_values() {
        match_document(&found, &labelled, &mut agreement);
    }
    agreement
}

fn match_document(found: &[&Item], labelled: &[&Item], agreement: &mut Agreement) {
    let keys: Vec<String> = found.iter().map(|item| letters_and_digits(&item.text)).collect();
    let mut used = vec![false; found.len()];
    for label in labelled {
        let key = letters_and_digits(&label.text);
        let same = (0..found.len()).find(|i| !used[*i] && keys[*i] == key);
        let best = same.or_else(|| {
            let alike = |i: &usize| f64::from(ratio(&keys[*i], &key));
            let near = |i: &usize| keys[*i].len().abs_diff(key.len()) * 4 <= keys[*i].len().max(key.len());
            let open = (0..found.len()).filter(|i| !used[*i] && near(i));
            open.map(|i| (alike(&i), i))
                .filter(|(score, _)| *score >= SAME_ITEM)
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)))
                .map(|(_, i)| i)
        });
        match best {
            Some(index) => {
                used[index] = true;
                agreement.matched += 1;
                agreement.exact += usize::from(squeeze(&found[index].text) == squeeze(&label.text));
            }
            None => agreement.missed.push((*label).clone()),
        }
    }
    agreement.extra.extend(found.iter().zip(&used).filter(|(_, used)| !**used).map(|(item, _)| (*item).clone()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn items(texts: &[&str]) -> Vec<Item> {
        texts.iter().map(|text| Item { document: "paper".into(), text: (*text).into() }).collect()
    }

    #[test]
    fn items_match_once_and_exactly_only_word_for_word() {
        let found = items(&["Reduce the caseloads of social workers", "Something else entirely", "Publish the plan"]);
        let labelled =
            items(&["Reduce  the caseloads of social workers", "Publish the plan.", "Write to the Minister"]);
        let agreement = evaluate_items(&found, &labelled);
        assert_eq!((agreement.matched, agreement.exact), (2, 1));
        assert_eq!(agreement.missed, items(&["Write to the Minister"]));
        assert_eq!(agreement.extra, items(&["Something else entirely"]));
        assert!((agreement.f1() - 2.0 / 3.0).abs() < 1e-9);
    }
}
