//! Is a codebook any good on these papers? Terms that never fire, themes that overlap, findings that none covers.
//!
//! ```
//! use lookback::themes::{Codebook, check::check};
//!
//! let report = check(Codebook::builtin("lga_safeguarding")?, &[]);
//! assert!(report.examples.is_empty()); // every theme fires on its own example
//! # Ok::<(), lookback::Error>(())
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::codebook::Codebook;
use super::phrases::{Phrase, key_phrases};
use crate::model::Finding;

/// From this share of common findings on, two themes overlap.
const OVERLAP: f64 = 0.5;

/// Themes with fewer findings than this cannot be said to overlap.
const FEWEST: usize = 4;

/// How many times oftener than by chance the findings of a term carry the theme it goes to.
const MUCH: f64 = 3.0;

/// Phrases that are suggested, at most.
const SUGGESTED: usize = 40;

/// What is to be known of a codebook.
#[derive(Debug, Clone, PartialEq)]
pub struct Report<'a> {
    /// Findings looked at.
    pub findings: usize,
    /// Those that no theme covers.
    pub uncovered: Vec<&'a Finding>,
    /// Themes that fire on no finding.
    pub silent: Vec<String>,
    /// Terms that stand in no finding, as (theme, term).
    pub dead: Vec<(String, String)>,
    /// Themes, neither above the other, that fire on much the same findings.
    pub overlaps: Vec<Overlap>,
    /// Terms written in two themes of which neither is above the other, as (term, themes).
    pub shared: Vec<(String, Vec<String>)>,
    /// Themes that do not fire on their own example, or fire on what they must not, in words.
    pub examples: Vec<String>,
}

/// Two themes that fire on much the same findings.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlap {
    /// The themes.
    pub themes: [String; 2],
    /// Findings that carry both.
    pub both: usize,
    /// Findings that carry either.
    pub either: usize,
}

/// Looks a codebook over on these findings.
pub fn check<'a>(codebook: &Codebook, findings: &'a [Finding]) -> Report<'a> {
    let mut carriers: BTreeMap<&str, BTreeSet<usize>> =
        codebook.themes().iter().map(|theme| (theme.id.as_str(), BTreeSet::new())).collect();
    let mut uncovered = Vec::new();
    let mut stands = BTreeSet::new();
    for (at, finding) in findings.iter().enumerate() {
        stands.extend(codebook.terms_in(&finding.text));
        let mentions = codebook.apply(&finding.text);
        if mentions.is_empty() {
            uncovered.push(finding);
        }
        for mention in mentions {
            if let Some(carriers) = carriers.get_mut(mention.theme.as_str()) {
                carriers.insert(at);
            }
        }
    }
    let terms = codebook.terms();
    let dead = terms.iter().enumerate().filter(|(at, _)| !stands.contains(at)).map(|(_, term)| term.clone()).collect();
    let silent = carriers.iter().filter(|(_, findings)| findings.is_empty()).map(|(theme, _)| (*theme).to_owned());
    Report {
        findings: findings.len(),
        uncovered,
        silent: silent.collect(),
        dead,
        overlaps: overlaps(codebook, &carriers),
        shared: shared(codebook, &terms),
        examples: examples(codebook),
    }
}

fn related(codebook: &Codebook, one: &str, other: &str) -> bool {
    let is_above = |above: &str, below: &str| {
        let parent = |id: &str| codebook.theme(id).and_then(|theme| theme.parent.as_deref());
        std::iter::successors(parent(below), |id| parent(id)).any(|id| id == above)
    };
    one == other || is_above(one, other) || is_above(other, one)
}

fn overlaps(codebook: &Codebook, carriers: &BTreeMap<&str, BTreeSet<usize>>) -> Vec<Overlap> {
    let mut overlaps = Vec::new();
    for (one, first) in carriers {
        for (other, second) in carriers.range(*one..).skip(1) {
            let (both, either) = (first.intersection(second).count(), first.union(second).count());
            let is_large = first.len().min(second.len()) >= FEWEST && both as f64 >= OVERLAP * either as f64;
            if is_large && !related(codebook, one, other) {
                overlaps.push(Overlap { themes: [(*one).to_owned(), (*other).to_owned()], both, either });
            }
        }
    }
    overlaps
}

fn shared(codebook: &Codebook, terms: &[(String, String)]) -> Vec<(String, Vec<String>)> {
    let mut themes: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    terms.iter().for_each(|(theme, term)| {
        themes.entry(term).or_default().insert(theme);
    });
    let strangers =
        |themes: &BTreeSet<&str>| themes.iter().any(|one| themes.iter().any(|other| !related(codebook, one, other)));
    let mut shared = Vec::new();
    for (term, themes) in themes.into_iter().filter(|(_, themes)| strangers(themes)) {
        shared.push((term.to_owned(), themes.into_iter().map(str::to_owned).collect()));
    }
    shared
}

fn examples(codebook: &Codebook) -> Vec<String> {
    let carries = |text: &str, id: &str| codebook.apply(text).iter().any(|mention| mention.theme == id);
    let mut faults = Vec::new();
    for theme in codebook.themes() {
        if !theme.example.is_empty() && !carries(&theme.example, &theme.id) {
            faults.push(format!("`{}` does not fire on its own example: {}", theme.id, theme.example));
        }
        if let Some(unlike) = theme.unlike.as_deref().filter(|unlike| carries(unlike, &theme.id)) {
            faults.push(format!("`{}` fires on what it must not: {unlike}", theme.id));
        }
    }
    faults
}

/// A term that could be added to a codebook.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion<'a> {
    /// The term, as most often written.
    pub term: String,
    /// The theme whose findings use it most, where covered findings use it; `None` suggests a theme of its own.
    pub theme: Option<String>,
    /// Uncovered findings that use it, in the order given.
    pub findings: Vec<&'a Finding>,
}

/// Terms that stand in findings no theme covers: those in the most papers first, then the strongest.
///
/// A term goes to a theme that three of the covered findings that use it carry, half of them at least, three times as many as
/// chance would have, and in as many papers where there are several; of several to the smallest theme, which says most.
/// What only one paper of several repeats is its own affair, and so are names, save those the lexicon knows. A single word
/// means many things: without a theme it is not proposed.
pub fn suggest<'a>(codebook: &Codebook, findings: &'a [Finding]) -> Vec<Suggestion<'a>> {
    let mentions: Vec<Vec<String>> = findings
        .iter()
        .map(|finding| codebook.apply(&finding.text).into_iter().map(|mention| mention.theme).collect())
        .collect();
    let uncovered: Vec<usize> = (0..findings.len()).filter(|&at| mentions[at].is_empty()).collect();
    let texts: Vec<&str> = findings.iter().map(|finding| finding.text.as_str()).collect();
    let everywhere: BTreeMap<String, Phrase> =
        key_phrases(&texts, usize::MAX).into_iter().map(|phrase| (phrase.stems.clone(), phrase)).collect();
    let mut size: BTreeMap<&str, usize> = BTreeMap::new();
    mentions.iter().flatten().for_each(|theme| *size.entry(theme).or_default() += 1);
    let papers = |some: &[usize]| some.iter().map(|&at| &findings[at].citation.document).collect::<BTreeSet<_>>().len();
    let all: Vec<usize> = (0..findings.len()).collect();
    // Of one paper alone, findings count for papers.
    let spread = |some: &[usize]| if papers(&all) < 2 { some.len() } else { papers(some) };
    let theme = |phrase: &Phrase| {
        let uses = everywhere.get(&phrase.stems).map_or(&[][..], |phrase| &phrase.texts);
        let covered: Vec<usize> = uses.iter().copied().filter(|&at| !mentions[at].is_empty()).collect();
        let mut carried: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for &at in &covered {
            mentions[at].iter().for_each(|theme| carried.entry(theme).or_default().push(at));
        }
        let by_chance = |theme: &str| covered.len() as f64 * size[theme] as f64 / findings.len() as f64;
        let fits = carried.into_iter().filter(|(theme, carriers)| {
            let count = carriers.len();
            spread(carriers) >= 3 && 2 * count >= covered.len() && count as f64 >= MUCH * by_chance(theme)
        });
        fits.min_by_key(|(theme, _)| size[theme]).map(|(theme, _)| theme.to_owned())
    };
    let suggestion = |phrase: Phrase| {
        let uses: Vec<usize> = phrase.texts.iter().map(|&at| uncovered[at]).collect();
        let is_single = !phrase.text.contains(' ');
        let (least, theme) = (if is_single { 3 } else { 2 }, theme(&phrase));
        let is_worth = (phrase.is_known || !phrase.is_name) && (!is_single || theme.is_some());
        (is_worth && spread(&uses) >= least).then(|| {
            let found = uses.iter().map(|&at| &findings[at]).collect();
            (papers(&uses), Suggestion { term: phrase.text, theme, findings: found })
        })
    };
    let loose: Vec<&str> = uncovered.iter().map(|&at| texts[at]).collect();
    let mut suggestions: Vec<_> = key_phrases(&loose, usize::MAX).into_iter().filter_map(suggestion).collect();
    suggestions.sort_by_key(|(papers, _)| std::cmp::Reverse(*papers));
    suggestions.truncate(SUGGESTED);
    suggestions.into_iter().map(|(_, suggestion)| suggestion).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::themes::testing;

    fn codebook() -> Codebook {
        let sheet = "id,label,include,example,unlike\n\
                     staff,Staff,caseload*; vacanc*; turnover,Many vacancies.,Turnover tax\n\
                     money,Money,budget; caseload*,A letter.,\n";
        Codebook::from_csv("ours", sheet).unwrap()
    }

    #[test]
    fn dead_terms_overlaps_and_wrong_examples_are_named() {
        let findings: Vec<_> = (0..5).map(|_| testing::finding("d", "Caseloads are high.")).collect();
        let report = check(&codebook(), &findings);
        assert_eq!(
            report.dead,
            [("staff", "vacanc*"), ("staff", "turnover"), ("money", "budget")].map(|(a, b)| (a.into(), b.into()))
        );
        assert_eq!(report.overlaps, [Overlap { themes: ["money".into(), "staff".into()], both: 5, either: 5 }]);
        assert_eq!(report.shared, [("caseload*".to_owned(), vec!["money".to_owned(), "staff".into()])]);
        assert_eq!(report.examples.len(), 2);
        // A list is one term: its sides are neither dead nor shared by themselves.
        let sheet = "id,label,include\na,A,homes NEAR/2 children; homes AND rent\nb,B,homes NEAR/2 tenant*\n";
        let lists = Codebook::from_csv("lists", sheet).unwrap();
        let findings = [testing::finding("d", "Homes for children"), testing::finding("d", "Homes of a tenant")];
        let report = check(&lists, &findings);
        assert_eq!((report.dead, report.shared), (vec![("a".into(), "homes AND rent".into())], vec![]));
        assert!(report.silent.is_empty() && report.uncovered.is_empty());
    }

    #[test]
    fn no_builtin_codebook_fails_on_its_own_sentences() {
        for name in Codebook::names() {
            assert_eq!(check(Codebook::builtin(name).unwrap(), &[]).examples, Vec::<String>::new(), "{name}");
        }
    }

    #[test]
    fn terms_of_uncovered_findings_go_to_the_theme_that_uses_them_or_to_a_new_one() {
        let texts = [
            "Caseloads of newly qualified workers",
            "Vacancies among newly qualified workers",
            "Turnover of newly qualified workers",
            "Keep to the budget",
            "The budget is late",
            "A budget for heating",
            "Help newly qualified workers",
            "Keep newly qualified workers",
            "The sensory garden is closed",
            "Open the sensory garden",
        ];
        let findings: Vec<_> = texts.iter().map(|text| testing::finding("d", text)).collect();
        let mut two = findings.clone();
        let found = suggest(&codebook(), &findings);
        let found: Vec<_> = found.iter().map(|s| (s.term.as_str(), s.theme.as_deref(), s.findings.len())).collect();
        assert_eq!(found, [("newly qualified workers", Some("staff"), 2), ("sensory garden", None, 2)]);
        // Names are none, nor what has one in it.
        let names =
            ["Land at Hyde Road", "Keep the land at Hyde Road", "Ask for the sensory garden", "A sensory garden"];
        let names: Vec<_> = names.iter().map(|text| testing::finding("d", text)).collect();
        let found: Vec<_> = suggest(&codebook(), &names).into_iter().map(|suggestion| suggestion.term).collect();
        assert_eq!(found, ["sensory garden"]);
        // Of several papers, what only one of them repeats is not proposed.
        two[6].citation.document = "e".into();
        let found: Vec<_> = suggest(&codebook(), &two).into_iter().map(|suggestion| suggestion.term).collect();
        assert_eq!(found, ["newly qualified workers"]);
    }
}
