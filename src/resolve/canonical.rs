//! Which findings are one finding? A priority may be read in the report, a panel paper, minutes and a plan.
//!
//! Findings of one review are one when their letters and digits agree, or one is the other shortened: its beginning,
//! or its words in their order with a clause left out. The review's own report is cited first; the others become further citations. A committee's own
//! recommendations and requests are followed in the same way; its other resolutions are not, for "that the report be
//! noted" is said every month: of those only what copies of one paper print is one.

use std::collections::{BTreeMap, BTreeSet};

use super::placed::Placed;
use crate::model::{Certainty, Finding, FindingId, FindingKind, Item};
use crate::text::{Word, is_stopword, letters_and_digits, stem, words};

/// A shortened finding has at least so many letters and digits.
const SHORTEST_BEGINNING: usize = 24;
/// A finding with a clause left out keeps at least so many words...
const FEWEST_WORDS_KEPT: usize = 6;
/// ...and at least this share of them.
const LEAST_SHARE_KEPT: f64 = 0.6;
/// Words that turn a sentence round: a text without one of them is another finding.
const NEGATIONS: [&str; 6] = ["no", "not", "never", "nor", "without", "cannot"];
/// A committee's recommendation is followed through papers when it has at least so many letters and digits.
const SHORTEST_REPEAT: usize = 40;

/// Folds findings that are one, keeping the order of papers. Who is to act, by when and how far it has come may stand in another
/// of its papers: in a tracker.
///
/// The second list has those that one of their other papers is read to say as another kind: a priority in the row of a plan.
pub fn fold(findings: Vec<Placed>, copies: &BTreeMap<String, String>) -> (Vec<Finding>, Vec<FindingId>) {
    let mut retold = Vec::new();
    let head_of = heads(&findings, copies);
    let mut copies: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    let mut kept: Vec<(usize, Finding)> = Vec::new();
    for (index, Placed { finding, .. }) in findings.into_iter().enumerate() {
        match head_of[index] {
            head if head == index => kept.push((index, finding)),
            head => copies.entry(head).or_default().push(finding),
        }
    }
    let mut whole = |(index, mut finding): (usize, Finding)| {
        finding.also_in.clear();
        for copy in copies.remove(&index).into_iter().flatten() {
            if (copy.kind, copy.certainty) != (finding.kind, finding.certainty) && retold.last() != Some(&finding.id) {
                retold.push(finding.id.clone());
            }
            finding.also_in.push(copy.citation);
            finding.owner = finding.owner.take().or(copy.owner);
            finding.due = finding.due.take().or(copy.due);
            finding.status = finding.status.take().or(copy.status);
        }
        finding
    };
    let kept = kept.into_iter().map(&mut whole).collect();
    (kept, retold)
}

/// For each finding the one it is one with: itself, or the one that is cited first. `copies` are papers that are copies, with
/// the one that is cited first.
pub fn heads(findings: &[Placed], copies: &BTreeMap<String, String>) -> Vec<usize> {
    let mut groups: BTreeMap<(Option<String>, bool), Vec<usize>> = BTreeMap::new();
    for (index, Placed { finding, .. }) in findings.iter().enumerate() {
        if follows_through_papers(finding) {
            groups.entry((finding.review.clone(), finding.kind == FindingKind::Judgement)).or_default().push(index);
        }
    }
    let mut head_of: Vec<usize> = (0..findings.len()).collect();
    for members in groups.values() {
        fold_group(findings, members, &mut head_of);
    }
    fold_numbered(findings, &mut head_of);
    fold_titled(findings, &mut head_of);
    if !copies.is_empty() {
        fold_copies(findings, copies, &mut head_of);
    }
    head_of
}

/// Points what a copy prints, and is followed through no other papers, to what its first prints: the first to the first of the
/// same words, the second to the second.
fn fold_copies(findings: &[Placed], copies: &BTreeMap<String, String>, head_of: &mut [usize]) {
    let mut printed: BTreeMap<(&str, FindingKind, String), Vec<usize>> = BTreeMap::new();
    for (index, Placed { finding, .. }) in
        findings.iter().enumerate().filter(|(_, placed)| !follows_through_papers(&placed.finding))
    {
        let key = (finding.citation.document.as_str(), finding.kind, letters_and_digits(&finding.text));
        printed.entry(key).or_default().push(index);
    }
    for ((document, kind, letters), own) in &printed {
        let Some(first) = copies.get(*document) else { continue };
        let first = printed.get(&(first.as_str(), *kind, letters.clone())).into_iter().flatten();
        for (index, head) in own.iter().zip(first) {
            head_of[*index] = *head;
        }
    }
}

fn follows_through_papers(finding: &Finding) -> bool {
    let repeated = matches!(finding.kind, FindingKind::Recommendation | FindingKind::Request);
    finding.review.is_some()
        || (repeated && finding.text.chars().filter(|c| c.is_alphanumeric()).count() >= SHORTEST_REPEAT)
}

/// Points every member of a group to the finding it is one with: the review's own report first, then what is sure, then the
/// longest text, then the earliest paper.
fn fold_group(findings: &[Placed], members: &[usize], head_of: &mut [usize]) {
    let keys: BTreeMap<usize, String> = members
        .iter()
        .map(|index| (*index, letters_and_digits(without_that(&findings[*index].finding.text))))
        .collect();
    let mut order = members.to_vec();
    order.sort_by_cached_key(|index| {
        let Placed { finding, is_own, .. } = &findings[*index];
        (
            !is_own,
            finding.certainty == Certainty::Possible,
            std::cmp::Reverse(keys[index].len()),
            finding.citation.date.is_none(),
            finding.citation.date,
            finding.citation.path.clone(),
            finding.citation.block,
            *index,
        )
    });
    // Those that may be one begin alike: a council's own asks, which may be many thousand, with as much as a beginning has.
    let begins_with = |index: &usize| {
        let key = keys[index].as_str();
        let bytes = if findings[*index].finding.review.is_none() { SHORTEST_BEGINNING } else { 1 };
        key.char_indices().map(|(at, _)| at).find(|at| *at >= bytes).map_or(key, |end| &key[..end])
    };
    let mut heads: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for index in order {
        let key = &keys[&index];
        let heads = heads.entry(begins_with(&index)).or_default();
        let same = |head: &&usize| {
            let (a, b) = (&keys[*head], key);
            let (own, other) = (&findings[**head].finding, &findings[index].finding);
            let elsewhere = own.citation.document != other.citation.document;
            let begins = |long: &str, short: &str| short.len() >= SHORTEST_BEGINNING && long.starts_with(short);
            // What is shortened begins and ends with the same words.
            let at_ends = |key: &str| (key.chars().next(), key.chars().next_back());
            let shortened = || {
                own.review.is_some()
                    && own.kind == other.kind
                    && at_ends(a) == at_ends(b)
                    && leaves_out_a_clause(&own.text, &other.text)
            };
            a == b || (elsewhere && (begins(a, b) || begins(b, a) || shortened()))
        };
        match heads.iter().find(same) {
            Some(head) => head_of[index] = *head,
            None => heads.push(index),
        }
    }
}

/// A clause without the word that ties it to who resolved it: "That a team be set up" is answered as "A team be set up".
fn without_that(text: &str) -> &str {
    ["That ", "that "].iter().find_map(|that| text.strip_prefix(that)).unwrap_or(text)
}

/// Points a recommendation that a table lists again, by its number, to where the same paper makes it: of a row over a page end
/// only the beginning may be left.
fn fold_numbered(findings: &[Placed], head_of: &mut [usize]) {
    let mut numbered: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (index, Placed { finding, .. }) in findings.iter().enumerate().filter(|(index, _)| head_of[*index] == *index) {
        if let (Some(Item::Recommendation(number)), FindingKind::Recommendation) =
            (&finding.citation.item, finding.kind)
        {
            numbered.entry((finding.citation.document.as_str(), number)).or_default().push(index);
        }
    }
    for same in numbered.values().filter(|same| same.len() > 1) {
        let key = |index: usize| letters_and_digits(without_that(&findings[index].finding.text));
        let Some(head) = same.iter().copied().max_by_key(|index| (key(*index).len(), std::cmp::Reverse(*index))) else {
            continue;
        };
        let whole = key(head);
        for &other in same.iter().filter(|other| **other != head) {
            let part = key(other);
            if part == whole || part.len() >= SHORTEST_BEGINNING && whole.starts_with(&part) {
                head_of.iter_mut().filter(|of| **of == other).for_each(|of| *of = head);
            }
        }
    }
}

/// Points what another paper calls a recommendation of a review by its number and a title, "Recommendation 1 – Ferry plan", to
/// that recommendation: all the title says stands in it.
fn fold_titled(findings: &[Placed], head_of: &mut [usize]) {
    let number = |finding: &Finding| {
        let item = finding.citation.item.as_ref().filter(|_| finding.kind == FindingKind::Recommendation)?;
        item.printed_number()
    };
    let is_head = |index: usize, head_of: &[usize]| head_of[index] == index;
    let mut made: BTreeMap<(&str, u32), Vec<usize>> = BTreeMap::new();
    for (index, Placed { finding, .. }) in
        findings.iter().enumerate().filter(|(index, placed)| placed.is_own && is_head(*index, head_of))
    {
        if let (Some(review), Some(number)) = (finding.review.as_deref(), number(finding)) {
            made.entry((review, number)).or_default().push(index);
        }
    }
    let said = |text: &str| -> BTreeSet<String> {
        let lower = words(text).flat_map(Word::parts).map(|word| word.text.to_lowercase());
        lower.filter(|word| !is_stopword(word)).map(|word| stem(&word)).collect()
    };
    for (index, Placed { finding, is_own, .. }) in findings.iter().enumerate() {
        let is_named =
            !is_own && is_head(index, head_of) && matches!(finding.citation.item, Some(Item::Recommendation(_)));
        let Some((review, number)) = finding.review.as_deref().zip(number(finding)).filter(|_| is_named) else {
            continue;
        };
        // Two lists of one review that are numbered alike do not tell which.
        if let Some([only]) = made.get(&(review, number)).map(Vec::as_slice) {
            let title = said(&finding.text);
            if !title.is_empty() && title.is_subset(&said(&findings[*only].finding.text)) {
                head_of.iter_mut().filter(|of| **of == index).for_each(|of| *of = *only);
            }
        }
    }
}

/// Whether one text is the other with words left out in its middle: "Agreeing a plan, owned by all, to bring..." and
/// "Agreeing a plan to bring...". Both begin and end with the same word.
fn leaves_out_a_clause(a: &str, b: &str) -> bool {
    let folded = |text| words(text).map(|word| word.text.to_lowercase()).collect::<Vec<_>>();
    let (a, b) = (folded(a), folded(b));
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if short.len() < FEWEST_WORDS_KEPT || (short.len() as f64) < LEAST_SHARE_KEPT * long.len() as f64 {
        return false;
    }
    let head = long.iter().zip(&short).take_while(|(a, b)| a == b).count();
    let tail = long.iter().rev().zip(short.iter().rev()).take_while(|(a, b)| a == b).count();
    let left_out = long.get(head..long.len() - tail.min(long.len() - head)).unwrap_or_default();
    let turns = left_out.iter().any(|word| NEGATIONS.contains(&word.as_str()));
    head > 0 && tail > 0 && head + tail >= short.len() && !turns
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Placed, heads, leaves_out_a_clause};
    use crate::model::{Certainty, Citation, DocumentKind, Finding, FindingKind};

    #[test]
    fn of_the_same_ask_the_sure_one_leads() {
        let ask = |document: &str, certainty| {
            let at = Citation::new(document, DocumentKind::Minutes, format!("{document}.txt"), 0);
            let text =
                "That the Director be requested to publish figures of staff turnover by district in each quarter";
            let finding = Finding::new(format!("{document}/1"), FindingKind::Request, text, at, "test");
            Placed::first(Finding { certainty, ..finding }, false)
        };
        assert_eq!(heads(&[ask("a", Certainty::Possible), ask("b", Certainty::Sure)], &BTreeMap::new()), [1, 1]);
        assert_eq!(heads(&[ask("a", Certainty::Sure), ask("b", Certainty::Sure)], &BTreeMap::new()), [0, 0]);
    }

    #[test]
    fn a_clause_left_out_is_the_same_finding_and_another_word_is_not() {
        let whole = "Agreeing a costed plan, owned by the whole Council, to bring spending back within budget";
        assert!(leaves_out_a_clause(whole, "Agreeing a costed plan to bring spending back within budget"));
        assert!(!leaves_out_a_clause(whole, "Agreeing a costed plan to bring absence back within budget"));
        assert!(!leaves_out_a_clause(whole, "Agreeing a budget"));
        assert!(!leaves_out_a_clause(
            "Plans are not yet clear about what must change for the child",
            "Plans are clear about what must change for the child"
        ));
    }
}
