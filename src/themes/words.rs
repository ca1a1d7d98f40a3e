//! Which words does one side use more than the other? Keyness, under the rules of [`super::change`].
//!
//! A term is a word or two words in a row, by their stems, without the words every text has. From 5,000 words and three
//! documents a side each use of a term counts, with G², log-odds and Log Ratio; below that a finding counts once however
//! often it uses the term, and the test is exact; under six findings a side only counts are given.
//!
//! ```
//! use lookback::themes::words::keyness;
//!
//! assert!(keyness(&[], &[]).changes.is_empty());
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::change::{Candidate, Change, DOCUMENTS, FEWEST, Judged, Method, Side, Unit, Verdict, judge};
use super::statistics::{Divergence, Table, benjamini_hochberg, dispersion, divergence};
use crate::model::Finding;
use crate::text::{Word, is_stopword, stem, words};

/// Words a side from which each use counts.
pub const WORDS: usize = 5_000;

/// Terms in fewer findings than this, both sides together, cannot show anything and are not tested.
const FEWEST_USES: usize = 4;

/// What the prior of the log-odds weighs, in words.
const PRIOR: f64 = 500.0;

/// The terms of two groups of findings, judged; the clearest first.
///
/// `findings` of a [`Side`] counts uses where each use counts, else findings; `of` is words or findings alike.
pub fn keyness(earlier: &[&Finding], later: &[&Finding]) -> Judged {
    let (before, after) = (Used::new(earlier), Used::new(later));
    let few = earlier.len().min(later.len()) < FEWEST;
    let is_large = |used: &Used| used.words >= WORDS && used.papers.len() >= DOCUMENTS;
    if !few && is_large(&before) && is_large(&after) { large(&before, &after) } else { small(&before, &after, few) }
}

/// How far apart the words of the two sides are, each finding taken whole; `None` where one has none.
pub fn apart(earlier: &[&Finding], later: &[&Finding]) -> Option<Divergence> {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut spoken = Vec::new();
    for finding in earlier.iter().chain(later) {
        let stems = terms(&finding.text).into_iter().map(|(stem, _)| stem).filter(|stem| !stem.contains(' '));
        let number = |stem: String| {
            let next = numbers.len();
            *numbers.entry(stem).or_insert(next)
        };
        spoken.push(stems.map(number).collect());
    }
    divergence(&spoken, earlier.len())
}

/// Every term of either side.
fn all_terms<'a>(before: &'a Used, after: &'a Used) -> BTreeSet<&'a String> {
    before.terms.keys().chain(after.terms.keys()).collect()
}

/// A finding counts once however often it uses a term; of few findings there are only counts.
fn small(before: &Used, after: &Used, few: bool) -> Judged {
    let candidate = |term: &&String| {
        let (earlier, later) = (before.by_finding(term), after.by_finding(term));
        (earlier.findings + later.findings >= FEWEST_USES || few).then(|| Candidate {
            id: (*term).clone(),
            label: label(term, before, after),
            earlier,
            later,
        })
    };
    let mut judged = judge(all_terms(before, after).iter().filter_map(candidate).collect());
    if judged.method == Method::Counts {
        // In no order of theirs: the terms most findings use first.
        judged
            .changes
            .sort_by_key(|change| std::cmp::Reverse(change.theme.earlier.findings + change.theme.later.findings));
    }
    judged
}

/// What one side uses.
struct Used {
    terms: BTreeMap<String, Uses>,
    words: usize,
    findings: usize,
    /// For each paper: its words and its findings.
    papers: BTreeMap<String, (usize, usize)>,
}

#[derive(Default)]
struct Uses {
    /// For each paper: uses and findings.
    papers: BTreeMap<String, (usize, usize)>,
    /// How it is written, and how often.
    written: BTreeMap<String, usize>,
}

impl Used {
    fn new(findings: &[&Finding]) -> Self {
        let mut used = Self { terms: BTreeMap::new(), words: 0, findings: findings.len(), papers: BTreeMap::new() };
        for finding in findings {
            let paper = &finding.citation.document;
            let terms = terms(&finding.text);
            let length = words(&finding.text).count();
            used.words += length;
            let size = used.papers.entry(paper.clone()).or_default();
            *size = (size.0 + length, size.1 + 1);
            let mut seen = BTreeSet::new();
            for (term, written) in terms {
                let first = seen.insert(term.clone());
                let uses = used.terms.entry(term).or_default();
                *uses.written.entry(written).or_default() += 1;
                let count = uses.papers.entry(paper.clone()).or_default();
                *count = (count.0 + 1, count.1 + usize::from(first));
            }
        }
        used
    }

    fn by_finding(&self, term: &str) -> Side {
        let of = |paper: &str| self.terms.get(term).and_then(|uses| uses.papers.get(paper)).map_or(0, |count| count.1);
        let per_document: Vec<_> = self.papers.iter().map(|(paper, size)| (of(paper), size.1)).collect();
        Side {
            findings: per_document.iter().map(|(with, _)| with).sum(),
            of: self.findings,
            documents: per_document.iter().filter(|(with, _)| *with > 0).count(),
            per_document,
        }
    }

    fn by_use(&self, term: &str) -> Side {
        let of = |paper: &str| self.terms.get(term).and_then(|uses| uses.papers.get(paper)).map_or(0, |count| count.0);
        let per_document: Vec<_> = self.papers.iter().map(|(paper, size)| (of(paper), size.0)).collect();
        Side {
            findings: per_document.iter().map(|(with, _)| with).sum(),
            of: self.words,
            documents: per_document.iter().filter(|(with, _)| *with > 0).count(),
            per_document,
        }
    }
}

/// The terms of a text in order, each as its stems and as written: words, and two in a row that nothing parts.
fn terms(text: &str) -> Vec<(String, String)> {
    let mut terms = Vec::new();
    let mut previous: Option<(String, String, usize)> = None;
    for word in words(text).flat_map(Word::parts) {
        let written = word.text.to_lowercase();
        if is_stopword(&written) || !written.chars().any(char::is_alphabetic) || written.chars().count() < 3 {
            previous = None;
            continue;
        }
        let stem = stem(&written);
        if let Some((before, as_written, end)) = previous.take()
            && text.get(end..word.start).is_some_and(|gap| gap.chars().all(|c| c == ' ' || c == '-'))
        {
            terms.push((format!("{before} {stem}"), format!("{as_written} {written}")));
        }
        terms.push((stem.clone(), written.clone()));
        previous = Some((stem, written, word.end()));
    }
    terms
}

/// How a term is written most often; of equals the first by letter.
fn label(term: &str, before: &Used, after: &Used) -> String {
    let mut written: BTreeMap<&String, usize> = BTreeMap::new();
    for used in [before, after] {
        for (form, count) in used.terms.get(term).into_iter().flat_map(|uses| &uses.written) {
            *written.entry(form).or_default() += count;
        }
    }
    let most = written.iter().rev().max_by_key(|(_, count)| **count);
    most.map_or_else(|| term.to_owned(), |(form, _)| (*form).clone())
}

/// Every use counts: among so many words those of one finding, which depend on each other, weigh little.
fn large(before: &Used, after: &Used) -> Judged {
    let mut changes = Vec::new();
    for term in all_terms(before, after) {
        let (earlier, later) = (before.by_use(term), after.by_use(term));
        if earlier.findings + later.findings < FEWEST_USES {
            continue;
        }
        let table =
            Table { first: later.findings, of_first: later.of, second: earlier.findings, of_second: earlier.of };
        let difference = table
            .log_ratio()
            .map(|_| later.findings as f64 / later.of as f64 - earlier.findings as f64 / earlier.of as f64);
        let more = if difference > Some(0.0) { &later } else { &earlier };
        let (counts, sizes): (Vec<_>, Vec<_>) = more.per_document.iter().copied().unzip();
        changes.push(Change {
            difference,
            low: None,
            high: None,
            p: Some(table.cautious_p()),
            mid_p: None,
            q: None,
            keyness: Some(table.keyness(PRIOR)),
            dispersion: dispersion(&counts, &sizes).map(|d| d.dp),
            verdict: Verdict::NotEnough,
            theme: Candidate { id: term.clone(), label: label(term, before, after), earlier, later },
        });
    }
    let p: Vec<_> = changes.iter().filter_map(|change| change.p).collect();
    for (change, q) in changes.iter_mut().zip(benjamini_hochberg(&p)) {
        change.q = Some(q);
        let is_spread = change.side_with_more().documents >= DOCUMENTS && change.dispersion.is_some_and(|dp| dp <= 0.8);
        let is_large = change.log_ratio().is_some_and(|ratio| ratio.abs() >= 1.0);
        let interval = change.keyness.and_then(|keyness| Some(keyness.log_ratio?.1));
        let excludes_none = interval.is_some_and(|interval| interval.low > 0.0 || interval.high < 0.0);
        change.verdict = match q {
            _ if !is_spread || !is_large => Verdict::NotEnough,
            q if q < 0.05 => Verdict::Clear,
            q if q < 0.2 && excludes_none => Verdict::Suggestive,
            _ => Verdict::NotEnough,
        };
    }
    let strength = |change: &Change| change.z().unwrap_or(0.0).abs();
    changes.sort_by(|a, b| a.verdict.cmp(&b.verdict).then(strength(b).total_cmp(&strength(a))));
    Judged { method: Method::Large, unit: Unit::Uses, tested: p.len(), changes }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_words_and_pairs_that_nothing_parts() {
        let found: Vec<_> = terms("Early help, and the front-door; early helping").into_iter().map(|t| t.1).collect();
        assert_eq!(
            found,
            ["early", "early help", "help", "front", "front door", "door", "early", "early helping", "helping"]
        );
    }
}
