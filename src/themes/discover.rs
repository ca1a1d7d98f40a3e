//! What keeps coming back that no codebook names? Passages grouped by what they speak of, with what they call it.
//!
//! Groups are made by [`super::groups`], their names by the key phrases of [`super::phrases`] that stand in many of their
//! passages and in few of the others. A group says in how many reviews and years it recurs, when it was first and last
//! seen, and which years between are silent. So does a key phrase, of [`recurring`].
//!
//! ```
//! use lookback::themes::discover::discover;
//!
//! assert!(discover(&[], None, None).is_empty());
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::coded::Coded;
use super::groups::{group_coded, group_vectors, members, usual_count};
use super::passage::{Passage, Recurrence};
use super::phrases::{Phrase, Rank, of_coded, ranked};
use crate::text::is_stopword;

/// Phrases by which a group is known.
const NAMES: usize = 5;

/// Phrases that are weighed for names, per passage.
const PHRASES: usize = 4;

/// A group of passages that speak of the same matter.
#[derive(Debug, Clone, PartialEq)]
pub struct Discovered<'a> {
    /// Its number, from 1: the largest first.
    pub number: usize,
    /// Its two strongest phrases: "early help, thresholds".
    pub label: String,
    /// The phrases it is known by, the strongest first.
    pub phrases: Vec<String>,
    /// Its passages, the most typical first.
    pub passages: Vec<&'a Passage<'a>>,
    /// Where and when it is found.
    pub recurrence: Recurrence<'a>,
}

/// The groups of the passages, the largest first; of equals that of the earlier passage.
///
/// `count` says how many groups to seek, as many as usual where it is `None`. `vectors`, one of length 1 for each passage,
/// say what a sentence model makes of them; `None` goes by their words.
pub fn discover<'a>(
    passages: &'a [Passage<'a>],
    count: Option<usize>,
    vectors: Option<&[Vec<f32>]>,
) -> Vec<Discovered<'a>> {
    let texts: Vec<&str> = passages.iter().map(|passage| passage.text).collect();
    let coded = Coded::of(&texts);
    let phrases = of_coded(&coded, Rank::CValue, 1, (PHRASES * texts.len()).clamp(200, 20_000));
    let by_text = by_text(&phrases, texts.len());
    let count = count.unwrap_or_else(|| usual_count(texts.len()));
    let groups = vectors.map_or_else(|| group_coded(&coded, count), |vectors| group_vectors(vectors, count));
    let all_years = years(passages);
    let mut members: Vec<Vec<usize>> = members(&groups);
    members.sort_by_key(|texts| std::cmp::Reverse(texts.len()));
    let mut taken = BTreeSet::new();
    let mut discovered = Vec::new();
    for (at, texts) in members.into_iter().enumerate() {
        let names = names(&texts, &phrases, &by_text, passages.len());
        let mut order: Vec<(usize, f64)> = texts.iter().map(|&text| (text, typical(text, &names, &phrases))).collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let found: Vec<&Passage<'_>> = order.iter().map(|(text, _)| &passages[*text]).collect();
        let words: Vec<String> = names.iter().map(|&(phrase, _)| phrases[phrase].text.clone()).collect();
        discovered.push(Discovered {
            number: at + 1,
            label: label(&words, &mut taken),
            phrases: words,
            recurrence: Recurrence::of(found.iter().copied(), &all_years),
            passages: found,
        });
    }
    discovered
}

/// A key phrase, and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Recurring<'a> {
    /// The phrase.
    pub phrase: Phrase,
    /// The passages that use it, in the order given.
    pub passages: Vec<&'a Passage<'a>>,
    /// Where and when it is found.
    pub recurrence: Recurrence<'a>,
}

/// The `most` key phrases of the passages, the strongest first; of several documents only those used more than once.
pub fn recurring<'a>(passages: &'a [Passage<'a>], rank: Rank, most: usize) -> Vec<Recurring<'a>> {
    let texts: Vec<&str> = passages.iter().map(|passage| passage.text).collect();
    let all_years = years(passages);
    let recurring = |phrase: Phrase| {
        let users: Vec<_> = phrase.texts.iter().map(|&text| &passages[text]).collect();
        Recurring { recurrence: Recurrence::of(users.iter().copied(), &all_years), passages: users, phrase }
    };
    let is_one = passages.windows(2).all(|pair| pair[0].at.document == pair[1].at.document);
    ranked(&texts, rank, if is_one { 1 } else { 2 }, most).into_iter().map(recurring).collect()
}

fn years(passages: &[Passage<'_>]) -> BTreeSet<i32> {
    passages.iter().filter_map(|passage| passage.year).collect()
}

/// The phrases of each text, by position.
fn by_text(phrases: &[Phrase], texts: usize) -> Vec<Vec<usize>> {
    let mut by_text = vec![Vec::new(); texts];
    for (at, phrase) in phrases.iter().enumerate() {
        phrase.texts.iter().for_each(|&text| by_text[text].push(at));
    }
    by_text
}

/// The phrases that tell a group from the rest, with their weight: those many of its findings use and few others.
fn names(texts: &[usize], phrases: &[Phrase], by_text: &[Vec<usize>], all: usize) -> Vec<(usize, f64)> {
    let mut inside: BTreeMap<usize, usize> = BTreeMap::new();
    for &text in texts {
        by_text[text].iter().for_each(|&phrase| *inside.entry(phrase).or_default() += 1);
    }
    let weight = |(phrase, uses): (usize, usize)| {
        let (within, of) = (uses as f64 / texts.len() as f64, phrases[phrase].texts.len() as f64);
        let lift = (within * all as f64 / of).max(1.0).ln();
        // A name of two words says more than either; one of four is no name any more.
        let length = [1.0, 2.2, 2.4, 2.0][phrases[phrase].stems.matches(' ').count().min(3)];
        (phrase, within * lift * length)
    };
    let least = if texts.len() < 4 { 1 } else { 2 };
    let mut weighed: Vec<_> = inside.into_iter().filter(|(_, uses)| *uses >= least).map(weight).collect();
    weighed.retain(|(_, weight)| *weight > 0.0 || all == texts.len());
    weighed.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut kept: Vec<(usize, f64)> = Vec::new();
    for (phrase, weight) in weighed {
        let stems = |at: usize| phrases[at].stems.split(' ').filter(|word| !is_stopword(word)).collect::<BTreeSet<_>>();
        let is_part = |&(other, _): &(usize, f64)| !stems(other).is_disjoint(&stems(phrase));
        if !kept.iter().any(is_part) {
            kept.push((phrase, weight));
        }
        if kept.len() == NAMES {
            break;
        }
    }
    kept
}

/// How typical a text is of a group with these names.
fn typical(text: usize, names: &[(usize, f64)], phrases: &[Phrase]) -> f64 {
    names
        .iter()
        .filter(|(phrase, _)| phrases[*phrase].texts.binary_search(&text).is_ok())
        .map(|(_, weight)| weight)
        .sum()
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
    use crate::themes::testing;

    fn passages(findings: &[Finding]) -> Vec<Passage<'_>> {
        findings.iter().map(|finding| Passage::of_finding(finding, year(finding))).collect()
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
            assert_eq!(
                (found.reviews.len(), found.years.keys().copied().collect::<Vec<_>>()),
                (3, vec![2011, 2013, 2015])
            );
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
        assert_eq!((carers.passages.len(), carers.recurrence.reviews.len()), (6, 3));
    }
}
