//! What keeps coming back that no codebook names? Passages grouped by what they speak of, with what they call it.
//!
//! Groups are made by [`super::groups`], their names by the key phrases of [`super::phrases`] that stand in many of their
//! passages and in few of the others. c-TF-IDF was tried for it: asked for as a query, its two strongest phrases find their
//! group a little better (F1 .65 against .64, six sets), but they are single words where these are names ("protection" for
//! "child protection conferences", "foster, regulations" for "private fostering"). A group says in how many reviews and years
//! it recurs, when it was first and last seen, and which years between are silent. So does a key phrase, of [`recurring`].
//!
//! ```
//! use lookback::themes::{discover::discover, gathered::Passages};
//!
//! assert!(discover(&Passages::default(), None, None).is_empty());
//! ```

use std::collections::BTreeSet;

use super::coded::Coded;
use super::gathered::{Passages, Recurrence};
use super::groups::{group_coded, group_vectors, members, usual_count};
use super::phrases::{Chosen, Phrase, Rank, of_coded};
use crate::text::is_stopword;

/// Phrases by which a group is known.
const NAMES: usize = 5;

/// Phrases that are weighed for names, per passage.
const PHRASES: usize = 4;

/// A group of passages that speak of the same matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Discovered {
    /// Its number, from 1: the largest first.
    pub number: usize,
    /// Its two strongest phrases: "early help, thresholds".
    pub label: String,
    /// The phrases it is known by, the strongest first.
    pub phrases: Vec<String>,
    /// Its passages by position, the most typical first.
    pub passages: Vec<usize>,
    /// Where and when it is found.
    pub recurrence: Recurrence,
}

/// The groups of the passages, the largest first; of equals that of the earlier passage.
///
/// `count` says how many groups to seek, as many as usual where it is `None`. `vectors`, one of length 1 for each passage,
/// say what a sentence model makes of them; `None` goes by their words.
pub fn discover(passages: &Passages, count: Option<usize>, vectors: Option<&[Vec<f32>]>) -> Vec<Discovered> {
    let coded = passages.coded();
    let count = count.unwrap_or_else(|| usual_count(passages.len()));
    let groups = vectors.map_or_else(|| group_coded(coded, count), |vectors| group_vectors(vectors, count));
    let phrases = Standing::of(coded, &groups, (PHRASES * passages.len()).clamp(200, 20_000));
    let years = passages.years();
    let members: Vec<Vec<usize>> = members(&groups);
    let names: Vec<Names> = members.iter().enumerate().map(|(at, texts)| phrases.names(at, texts.len())).collect();
    let typical = phrases.typical(&groups, &names);
    let mut found: Vec<(Vec<usize>, Names)> = members.into_iter().zip(names).collect();
    found.sort_by_key(|(texts, _)| std::cmp::Reverse(texts.len()));
    let mut taken = BTreeSet::new();
    let mut discovered = Vec::new();
    for (at, (mut texts, names)) in found.into_iter().enumerate() {
        texts.sort_by(|a, b| typical[*b].total_cmp(&typical[*a]).then(a.cmp(b)));
        let words: Vec<String> = names.iter().map(|&(phrase, _)| phrases.written[phrase].clone()).collect();
        discovered.push(Discovered {
            number: at + 1,
            label: label(&words, &mut taken),
            phrases: words,
            recurrence: passages.recurrence(&texts, &years),
            passages: texts,
        });
    }
    discovered
}

/// A key phrase, and where and when it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Recurring {
    /// The phrase; its texts are the passages that use it.
    pub phrase: Phrase,
    /// Where and when it is found.
    pub recurrence: Recurrence,
}

/// The `most` key phrases of the passages, the strongest first; of several documents only those used more than once.
pub fn recurring(passages: &Passages, rank: Rank, most: usize) -> Vec<Recurring> {
    let years = passages.years();
    let least = if passages.is_one_document() { 1 } else { 2 };
    let recurring = |phrase: Phrase| Recurring { recurrence: passages.recurrence(&phrase.texts, &years), phrase };
    of_coded(passages.coded(), rank, least, most).into_iter().map(recurring).collect()
}

/// The phrases that name a group, by position, each with its weight.
type Names = Vec<(usize, f64)>;

/// Key phrases, and in how many texts of each group they stand.
struct Standing<'a> {
    coded: &'a Coded,
    chosen: Chosen<'a>,
    /// Each as most often written.
    written: Vec<String>,
    /// How many groups there are.
    groups: usize,
    /// Texts that use a phrase, a row a phrase, a column a group.
    texts: Vec<u32>,
    /// Texts that use a phrase, of all groups.
    in_all: Vec<u32>,
    /// How many texts there are.
    all: usize,
}

impl<'a> Standing<'a> {
    /// The `most` strongest phrases of texts in these groups.
    fn of(coded: &'a Coded, groups: &[usize], most: usize) -> Self {
        let chosen = Chosen::of(coded, Rank::CValue, 1, most);
        let count = groups.iter().max().map_or(0, |last| last + 1);
        let mut texts = vec![0; chosen.len() * count];
        let mut last = vec![usize::MAX; chosen.len()];
        let written = chosen.written(|phrase, text| {
            if last[phrase] != text {
                last[phrase] = text;
                texts[phrase * count + groups[text]] += 1;
            }
        });
        let in_all = texts.chunks(count.max(1)).map(|groups| groups.iter().sum()).collect();
        Self { coded, chosen, written, groups: count, texts, in_all, all: groups.len() }
    }

    /// The phrases that tell a group of so many texts from the rest, with their weight: those many of its texts use and few
    /// others.
    fn names(&self, group: usize, size: usize) -> Names {
        let inside = (0..self.chosen.len()).map(|phrase| (phrase, self.texts[phrase * self.groups + group]));
        let weight = |(phrase, uses): (usize, u32)| {
            let within = f64::from(uses) / size as f64;
            let lift = (within * self.all as f64 / f64::from(self.in_all[phrase])).max(1.0).ln();
            // A name of two words says more than either; one of four is no name any more.
            let length = [1.0, 2.2, 2.4, 2.0][(self.chosen.length(phrase) - 1).min(3)];
            (phrase, within * lift * length)
        };
        let least = if size < 4 { 1 } else { 2 };
        let mut weighed: Vec<_> = inside.filter(|(_, uses)| *uses >= least).map(weight).collect();
        weighed.retain(|(_, weight)| *weight > 0.0 || self.all == size);
        weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut kept = Names::new();
        for (phrase, weight) in weighed {
            if !kept.iter().any(|&(other, _)| self.share_a_word(other, phrase)) {
                kept.push((phrase, weight));
            }
            if kept.len() == NAMES {
                break;
            }
        }
        kept
    }

    fn share_a_word(&self, one: usize, other: usize) -> bool {
        let telling = |stem: &usize| !is_stopword(&self.coded.stems()[*stem]);
        let of_other: Vec<usize> = self.chosen.words(other).filter(telling).collect();
        self.chosen.words(one).any(|stem| of_other.contains(&stem))
    }

    /// How typical each text is of its group: the weights of those of the group's names that it uses, in sum.
    fn typical(&self, groups: &[usize], names: &[Names]) -> Vec<f64> {
        let mut all: Vec<usize> = names.iter().flatten().map(|(phrase, _)| *phrase).collect();
        all.sort_unstable();
        all.dedup();
        // The names of its group that a text uses, a bit a name.
        let mut used = vec![0_u8; groups.len()];
        self.chosen.places(&all, |at, text| {
            if let Some(name) = names[groups[text]].iter().position(|(phrase, _)| *phrase == all[at]) {
                used[text] |= 1 << name;
            }
        });
        let sum = |(used, group): (u8, &usize)| {
            let names = names[*group].iter().enumerate().filter(|(name, _)| used & 1 << name > 0);
            names.map(|(_, (_, weight))| weight).sum()
        };
        used.into_iter().zip(groups).map(sum).collect()
    }
}

/// The two strongest phrases; a third where another group is called so already.
fn label(phrases: &[String], taken: &mut BTreeSet<String>) -> String {
    if phrases.is_empty() {
        return "No common phrase".to_owned();
    }
    let named = |count: usize| phrases.iter().take(count).cloned().collect::<Vec<_>>().join(", ");
    let name = (2..=NAMES).map(named).find(|name| !taken.contains(name)).unwrap_or_else(|| named(NAMES));
    taken.insert(name.clone());
    name
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Finding;
    use crate::themes::gathered::{Lot, Told};
    use crate::themes::testing;

    fn passages(findings: &[Finding]) -> Passages {
        let told: Vec<Told<'_>> = findings.iter().map(|finding| Told::finding(finding, year(finding))).collect();
        Passages::joined(&[Lot::of(&told)]).0
    }

    fn texts() -> Vec<Finding> {
        let caseloads = ["Lower the caseloads of social workers", "High caseloads of newly qualified social workers"];
        let carers = ["Recruit more foster carers", "Support for foster carers who take teenagers"];
        (0..12)
            .map(|at| {
                let text = if at % 2 == 0 { caseloads[at / 2 % 2] } else { carers[at / 2 % 2] };
                Finding { review: Some(format!("r{}", at / 4)), ..testing::finding(&format!("d{}", at / 4), text) }
            })
            .collect()
    }

    fn year(finding: &Finding) -> Option<i32> {
        let review: i32 = finding.review.as_ref()?[1..].parse().ok()?;
        Some(2011 + 2 * review)
    }

    #[test]
    fn groups_are_named_by_what_only_they_say_and_know_when_they_recur() {
        let findings = texts();
        let passages = passages(&findings);
        let found = discover(&passages, Some(2), None);
        let labels: Vec<_> = found.iter().map(|group| (group.label.as_str(), group.passages.len())).collect();
        assert_eq!(labels.len(), 2, "{labels:?}");
        assert!(labels.iter().any(|(label, count)| label.contains("foster carers") && *count == 6), "{labels:?}");
        assert!(labels.iter().any(|(label, count)| label.contains("caseloads") && *count == 6), "{labels:?}");
        for group in &found {
            let found = &group.recurrence;
            assert_eq!((found.reviews, found.years.keys().copied().collect::<Vec<_>>()), (3, vec![2011, 2013, 2015]));
            assert!(found.gaps.is_empty());
        }
    }

    #[test]
    fn a_year_of_others_between_first_and_last_is_a_gap() {
        let mut findings = texts();
        findings.retain(|finding| year(finding) != Some(2013) || finding.text.contains("foster"));
        let passages = passages(&findings);
        let found = discover(&passages, Some(2), None);
        let gaps: Vec<_> =
            found.iter().map(|group| (group.label.contains("foster"), group.recurrence.gaps.clone())).collect();
        assert!(gaps.contains(&(true, vec![])) && gaps.contains(&(false, vec![2013])), "{gaps:?}");
    }

    #[test]
    fn the_same_findings_give_the_same_groups() {
        let findings = texts();
        let passages = passages(&findings);
        assert_eq!(discover(&passages, None, None), discover(&passages, None, None));
    }

    #[test]
    fn a_phrase_knows_where_and_when_it_recurs() {
        let findings = texts();
        let passages = passages(&findings);
        let found = recurring(&passages, Rank::CValue, 9);
        let carers = found.iter().find(|found| found.phrase.text == "foster carers").unwrap();
        assert_eq!((carers.phrase.texts.len(), carers.recurrence.reviews), (6, 3));
    }
}
