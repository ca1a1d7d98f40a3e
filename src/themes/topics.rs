//! Are groups found without a codebook those that a person made?
//!
//! ```
//! use lookback::themes::topics::hold;
//!
//! let texts = ["Caseloads are high", "Lower the caseloads", "Foster carers are few", "Recruit foster carers"];
//! let topics = hold(&texts, &["staff", "staff", "carers", "carers"], None);
//! assert_eq!((topics.nmi, topics.purity), (1.0, 1.0));
//! ```

use std::collections::BTreeMap;

use super::groups::group;

/// Groups of texts, held against topics.
#[derive(Debug, Clone, PartialEq)]
pub struct Topics {
    /// Texts compared.
    pub texts: usize,
    /// Groups they were put in.
    pub groups: usize,
    /// How much groups and topics say of each other, 0 to 1; see [`mutual_information`].
    pub nmi: f64,
    /// Share of texts that have the topic most of their group have.
    pub purity: f64,
    /// Each topic, in the order of its name.
    pub each: Vec<Topic>,
}

/// Where the texts of a topic went.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its name.
    pub topic: String,
    /// Its texts.
    pub texts: usize,
    /// Groups over which they are spread.
    pub groups: usize,
    /// Its texts in the group that has most of them.
    pub in_largest: usize,
    /// That group: its number, as the texts have it, from 1.
    pub largest: String,
}

/// Groups texts without looking at their topics, and holds the groups against those.
///
/// `count` says how many groups to seek, as many as there are topics where it is `None`. Topics beyond the texts, or
/// texts beyond the topics, are left out.
pub fn hold<T: AsRef<str> + Sync>(texts: &[T], topics: &[&str], count: Option<usize>) -> Topics {
    let compared = texts.len().min(topics.len());
    let (texts, topics) = (&texts[..compared], &topics[..compared]);
    let mut by_topic: BTreeMap<&str, BTreeMap<usize, usize>> = BTreeMap::new();
    topics.iter().for_each(|topic| _ = by_topic.entry(topic).or_default());
    let groups = group(texts, count.unwrap_or(by_topic.len()));
    let mut by_group: BTreeMap<usize, BTreeMap<&str, usize>> = BTreeMap::new();
    for (topic, &group) in topics.iter().zip(&groups) {
        *by_topic.entry(topic).or_default().entry(group).or_default() += 1;
        *by_group.entry(group).or_default().entry(topic).or_default() += 1;
    }
    let each = by_topic.iter().map(|(topic, groups)| {
        let largest = groups.iter().rev().max_by_key(|(_, texts)| **texts);
        Topic {
            topic: (*topic).to_owned(),
            texts: groups.values().sum(),
            groups: groups.len(),
            in_largest: largest.map_or(0, |(_, texts)| *texts),
            largest: largest.map_or_else(String::new, |(group, _)| (group + 1).to_string()),
        }
    });
    let pure: usize = by_group.values().filter_map(|topics| topics.values().max()).sum();
    Topics {
        texts: compared,
        groups: by_group.len(),
        nmi: mutual_information(&groups, topics).unwrap_or(0.0),
        purity: pure as f64 / compared.max(1) as f64,
        each: each.collect(),
    }
}

/// How much two groupings say of each other, 0 to 1: normalised mutual information, by the arithmetic mean.
///
/// `None` where they are not of the same things. Strehl, A. and Ghosh, J. (2002), JMLR 3, 583-617; the mean as in
/// scikit-learn.
pub fn mutual_information<A: Ord, B: Ord>(first: &[A], second: &[B]) -> Option<f64> {
    if first.len() != second.len() || first.is_empty() {
        return None;
    }
    let all = first.len() as f64;
    let (mut a, mut b, mut both) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (x, y) in first.iter().zip(second) {
        *a.entry(x).or_insert(0.0) += 1.0 / all;
        *b.entry(y).or_insert(0.0) += 1.0 / all;
        *both.entry((x, y)).or_insert(0.0) += 1.0 / all;
    }
    let entropy = |shares: Vec<f64>| -shares.iter().map(|share| share * share.ln()).sum::<f64>();
    let (ha, hb) = (entropy(a.values().copied().collect()), entropy(b.values().copied().collect()));
    let shared: f64 = both.iter().map(|((x, y), share): (_, &f64)| share * (share / (a[x] * b[y])).ln()).sum();
    Some(if ha + hb <= f64::EPSILON { 1.0 } else { (2.0 * shared / (ha + hb)).clamp(0.0, 1.0) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mutual_information_is_one_for_the_same_and_none_for_different_lengths() {
        assert!((mutual_information(&[0, 0, 1, 1], &["b", "b", "a", "a"]).unwrap() - 1.0).abs() < 1e-12);
        assert!(mutual_information(&[0, 0, 1, 1], &[0, 1, 0, 1]).unwrap() < 1e-12);
        // scikit-learn 1.9.1, normalized_mutual_info_score.
        assert!((mutual_information(&[0, 0, 1, 1, 2], &[0, 0, 1, 2, 2]).unwrap() - 0.737_175_493_807_016).abs() < 1e-9);
        assert_eq!(mutual_information(&[0], &[0, 1]), None);
    }

    #[test]
    fn a_topic_says_where_its_texts_went() {
        let texts =
            ["Lower caseloads", "Caseloads are high", "Caseloads of teams", "Foster carers", "More foster carers"];
        let topics = hold(&texts, &["staff", "staff", "carers", "carers", "carers"], Some(2));
        let told: Vec<_> = topics.each.iter().map(|t| (t.topic.as_str(), t.texts, t.groups, t.in_largest)).collect();
        assert_eq!(told, [("carers", 3, 2, 2), ("staff", 2, 1, 2)]);
        assert!((topics.purity - 0.8).abs() < 1e-12 && topics.groups == 2);
        assert_eq!(hold::<&str>(&[], &[], None).texts, 0);
    }
}
