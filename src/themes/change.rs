//! Is a theme found more on one side than on the other, and may one say so?
//!
//! Counts are of findings, because words of one finding depend on each other. What may be said depends on how many
//! findings a side there are: of four against four only "all and none" is unlikely by chance (Fisher's exact test, p = 0.029).
//!
//! | fewest findings a side | what is said |
//! |---|---|
//! | under 6 | counts and quotes; no test, no direction |
//! | 6 and more | Fisher's exact test, Newcombe's interval of the difference, Benjamini-Hochberg over all themes tested |
//! | over 30, from 3 documents a side | G² with Benjamini-Hochberg, Log Ratio, log-odds with a Dirichlet prior, dispersion |
//!
//! "Not enough evidence" is never "no change". A difference is one of the texts: another team or another scope is the
//! first explanation of it.
//!
//! ```
//! use lookback::themes::change::{Candidate, Side, Verdict, judge};
//!
//! let side = |findings, of| Side { findings, of, documents: 1, per_document: vec![(findings, of)] };
//! let theme = Candidate { id: "early_help".into(), label: "Early help".into(), earlier: side(3, 4), later: side(1, 4) };
//! let changes = judge(vec![theme]).changes;
//! assert_eq!((changes[0].verdict, changes[0].p), (Verdict::NotEnough, None));
//! ```

use super::statistics::{
    Divergence, Keyness, Table, Z95, benjamini_hochberg, dispersion, divergence, fisher, newcombe, share,
};
use super::tally::Tally;

/// Fewer findings than this on a side, or in a period, and nothing is tested and no share compared.
pub const FEWEST: usize = 6;

/// More findings than this on both sides, and the methods for large texts are used.
pub const MANY: usize = 30;

/// Documents a side from which those methods are used: else one paper could be all there is.
pub const DOCUMENTS: usize = 3;

/// What the prior of the log-odds weighs, in findings.
const PRIOR: f64 = 10.0;

/// What is said on one side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Side {
    /// Findings that carry the theme.
    pub findings: usize,
    /// All findings of the side.
    pub of: usize,
    /// Documents in which the theme stands.
    pub documents: usize,
    /// For each document of the side: findings that carry the theme, and all its findings.
    pub per_document: Vec<(usize, usize)>,
}

/// A theme to be judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// Its identifier.
    pub id: String,
    /// Its name for people.
    pub label: String,
    /// The earlier side.
    pub earlier: Side,
    /// The later side.
    pub later: Side,
}

/// What may be said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// A difference chance would hardly make.
    Clear,
    /// One it might.
    Suggestive,
    /// Nothing may be said; in particular not that nothing changed.
    NotEnough,
}

impl Verdict {
    /// The words used everywhere.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Suggestive => "suggestive",
            Self::NotEnough => "not enough evidence",
        }
    }
}

/// How the sides were compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Only counted: too few findings.
    Counts,
    /// Fisher's exact test.
    Exact,
    /// G², Log Ratio, log-odds, dispersion.
    Large,
}

impl Method {
    /// The name used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Counts => "counts",
            Self::Exact => "exact",
            Self::Large => "large",
        }
    }
}

/// A theme judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// The theme and its counts.
    pub theme: Candidate,
    /// Share of the later side less that of the earlier, -1 to 1; `None` where nothing is tested.
    pub difference: Option<f64>,
    /// The 95 % interval of the difference (Newcombe).
    pub low: Option<f64>,
    /// Its upper end.
    pub high: Option<f64>,
    /// How likely a difference at least as large is by chance: Fisher's exact test; for large texts G², where at least
    /// five are to be expected on each side.
    pub p: Option<f64>,
    /// The mid-p of Fisher's test, which is less cautious; not for large texts.
    pub mid_p: Option<f64>,
    /// p, corrected for all themes tested (Benjamini-Hochberg).
    pub q: Option<f64>,
    /// The figures of large texts, later against earlier; only for those.
    pub keyness: Option<Keyness>,
    /// Gries' DP over the documents of both sides; only for large texts.
    pub dispersion: Option<f64>,
    /// What may be said.
    pub verdict: Verdict,
}

impl Change {
    /// The side with the larger share; the earlier where they are alike or nothing is tested.
    pub(super) fn side_with_more(&self) -> &Side {
        if self.difference > Some(0.0) { &self.theme.later } else { &self.theme.earlier }
    }

    /// Log-odds in standard deviations, later against earlier; `None` but for large texts.
    pub fn z(&self) -> Option<f64> {
        Some(self.keyness?.log_odds?.z)
    }

    /// Log2 of the later share over the earlier; `None` but for large texts.
    pub fn log_ratio(&self) -> Option<f64> {
        Some(self.keyness?.log_ratio?.0)
    }

    /// "more in 2015 than in 2011"; `None` where nothing may be said.
    pub fn direction(&self, earlier: &str, later: &str) -> Option<String> {
        let difference = self.difference.filter(|_| self.verdict != Verdict::NotEnough)?;
        let word = if difference > 0.0 { "more" } else { "less" };
        Some(format!("{word} in {later} than in {earlier}"))
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// Findings that carry a theme or use a term, of all findings.
    Findings,
    /// Uses of a term, of all words.
    Uses,
}

/// Themes judged together.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// How.
    pub method: Method,
    /// What the two sides are counted in.
    pub unit: Unit,
    /// How many were tested, which is what q is corrected for.
    pub tested: usize,
    /// The themes: the clearest first; in the order given where nothing was tested, and between equals.
    pub changes: Vec<Change>,
}

/// Judges themes of the same two sides.
///
/// Themes that neither side carries are kept and not tested: there is nothing to test.
pub fn judge(candidates: Vec<Candidate>) -> Judged {
    let method = method(&candidates);
    let mut changes: Vec<_> = candidates.into_iter().map(|theme| measured(theme, method)).collect();
    let tested: Vec<_> = changes.iter().filter_map(|change| change.p).collect();
    let mut corrected = benjamini_hochberg(&tested).into_iter();
    for change in changes.iter_mut().filter(|change| change.p.is_some()) {
        change.q = corrected.next();
        change.verdict = verdict(change, method);
    }
    if method != Method::Counts {
        let rank = |change: &Change| (change.verdict, change.q.is_none());
        let strength = |change: &Change| change.z().unwrap_or(0.0).abs();
        changes.sort_by(|a, b| {
            let by_q = a.q.unwrap_or(1.0).total_cmp(&b.q.unwrap_or(1.0));
            let by_p = a.p.unwrap_or(1.0).total_cmp(&b.p.unwrap_or(1.0));
            rank(a).cmp(&rank(b)).then(strength(b).total_cmp(&strength(a))).then(by_q).then(by_p)
        });
    }
    Judged { method, unit: Unit::Findings, tested: tested.len(), changes }
}

fn method(candidates: &[Candidate]) -> Method {
    let Some(any) = candidates.first() else { return Method::Counts };
    let fewest = any.earlier.of.min(any.later.of);
    let documents = any.earlier.per_document.len().min(any.later.per_document.len());
    match fewest {
        0..FEWEST => Method::Counts,
        _ if fewest > MANY && documents >= DOCUMENTS => Method::Large,
        _ => Method::Exact,
    }
}

fn measured(theme: Candidate, method: Method) -> Change {
    let (a, n) = (theme.earlier.findings, theme.earlier.of);
    let (b, m) = (theme.later.findings, theme.later.of);
    let mut change = Change {
        theme,
        difference: None,
        low: None,
        high: None,
        p: None,
        mid_p: None,
        q: None,
        keyness: None,
        dispersion: None,
        verdict: Verdict::NotEnough,
    };
    if method == Method::Counts || a + b == 0 {
        return change;
    }
    change.difference = share(b, m).zip(share(a, n)).map(|(later, earlier)| later - earlier);
    let interval = newcombe((a, n), (b, m), Z95);
    (change.low, change.high) = (interval.map(|i| i.low), interval.map(|i| i.high));
    if method == Method::Exact {
        let exact = fisher((a, n), (b, m));
        (change.p, change.mid_p) = (exact.map(|e| e.p), exact.map(|e| e.mid_p));
        return change;
    }
    let table = Table { first: b, of_first: m, second: a, of_second: n };
    change.p = Some(table.cautious_p());
    change.keyness = Some(table.keyness(PRIOR));
    let (counts, sizes): (Vec<_>, Vec<_>) = change.side_with_more().per_document.iter().copied().unzip();
    change.dispersion = dispersion(&counts, &sizes).map(|d| d.dp);
    change
}

fn verdict(change: &Change, method: Method) -> Verdict {
    let q = change.q.unwrap_or(1.0);
    let excludes_none = change.low.is_some_and(|low| low > 0.0) || change.high.is_some_and(|high| high < 0.0);
    // For large texts a small difference may be beyond chance and still be of no interest, or be one paper's.
    let matters = method != Method::Large || {
        let twice = change.log_ratio().is_some_and(|ratio| ratio.abs() >= 1.0);
        let a_tenth = change.difference.is_some_and(|difference| difference.abs() >= 0.1);
        // What one paper says is not a change, however many of the other side say something of it.
        (twice || a_tenth)
            && change.side_with_more().documents >= DOCUMENTS
            && change.dispersion.is_some_and(|dp| dp <= 0.8)
    };
    match q {
        _ if !matters => Verdict::NotEnough,
        _ if q < 0.05 => Verdict::Clear,
        _ if q < 0.2 && excludes_none => Verdict::Suggestive,
        _ => Verdict::NotEnough,
    }
}

impl Tally<'_> {
    /// Judges every theme of the codebook between two periods; see [`judge`].
    ///
    /// A period nothing was counted in is one of no findings.
    pub fn compare(&self, earlier: &str, later: &str) -> Judged {
        let themes = self.themes().enumerate().map(|(at, (id, label))| Candidate {
            id: id.to_owned(),
            label: label.to_owned(),
            earlier: self.side(at, earlier),
            later: self.side(at, later),
        });
        judge(themes.collect())
    }

    /// How far apart two periods are in the themes of their findings; `None` where one carries none.
    pub fn apart(&self, earlier: &str, later: &str) -> Option<Divergence> {
        let carried = [self.carried(earlier), self.carried(later)];
        divergence(&carried.concat(), carried[0].len())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::{Certainty, Finding};
    use crate::store::testing::labels;
    use crate::themes::{Codebook, testing, words::keyness};

    /// A side of `of` findings spread over `documents`.
    fn side(findings: usize, of: usize, documents: usize) -> Side {
        let part = |all: usize, at: usize| all / documents + usize::from(at < all % documents);
        let per_document: Vec<_> = (0..documents).map(|at| (part(findings, at), part(of, at))).collect();
        Side { findings, of, documents: per_document.iter().filter(|(with, _)| *with > 0).count(), per_document }
    }

    fn changes(counts: &[(usize, usize)], of: (usize, usize), documents: usize) -> Judged {
        let candidate = |(index, &(a, b)): (usize, &(usize, usize))| Candidate {
            id: format!("t{index}"),
            label: format!("T{index}"),
            earlier: side(a, of.0, documents),
            later: side(b, of.1, documents),
        };
        judge(counts.iter().enumerate().map(candidate).collect())
    }

    #[test]
    fn under_six_findings_a_side_nothing_is_tested() {
        for of in [(5, 400), (400, 5), (0, 12)] {
            let judged = changes(&[(0, of.1), (of.0, 0)], of, 1);
            assert_eq!((judged.method, judged.tested), (Method::Counts, 0));
            for change in &judged.changes {
                assert_eq!(change.verdict, Verdict::NotEnough);
                assert!(change.p.is_none() && change.q.is_none() && change.low.is_none() && change.keyness.is_none());
                assert_eq!(change.direction("2011", "2015"), None);
            }
        }
    }

    #[test]
    fn six_to_thirty_are_tested_exactly_and_corrected_for_all() {
        let judged = changes(&[(0, 0), (5, 6), (0, 9), (3, 4)], (10, 10), 1);
        assert_eq!((judged.method, judged.tested), (Method::Exact, 3));
        let clear = &judged.changes[0];
        assert_eq!((clear.theme.id.as_str(), clear.verdict), ("t2", Verdict::Clear));
        assert_eq!(clear.direction("2011", "2015").as_deref(), Some("more in 2015 than in 2011"));
        let p = fisher((0, 10), (9, 10)).unwrap().p;
        assert_eq!((clear.p, clear.q), (Some(p), Some(3.0 * p)));
        assert!(judged.changes[1..].iter().all(|change| change.verdict == Verdict::NotEnough));
        assert_eq!(judged.changes[3].p, None);
    }

    #[test]
    fn one_theme_of_ten_has_to_be_much_clearer_than_one_alone() {
        let alone = changes(&[(2, 8)], (10, 10), 1);
        assert_eq!(alone.changes[0].verdict, Verdict::Clear);
        let mut counts = vec![(5, 5); 9];
        counts.push((2, 8));
        let among = changes(&counts, (10, 10), 1);
        assert!(among.changes.iter().all(|change| change.verdict == Verdict::NotEnough));
    }

    #[test]
    fn large_sides_are_ranked_by_log_odds_and_small_differences_are_left() {
        let judged = changes(&[(300, 345), (20, 80), (200, 100)], (1000, 1000), 20);
        assert_eq!(judged.method, Method::Large);
        let verdicts: Vec<_> = judged.changes.iter().map(|c| (c.theme.id.as_str(), c.verdict)).collect();
        assert_eq!(verdicts[..2], [("t2", Verdict::Clear), ("t1", Verdict::Clear)]);
        assert_eq!(judged.changes[0].direction("2011", "2015").as_deref(), Some("less in 2015 than in 2011"));
        // Beyond chance, and only 4.5 points.
        assert!(judged.changes[2].q.unwrap() < 0.05 && judged.changes[2].verdict == Verdict::NotEnough);
    }

    #[test]
    fn what_one_paper_says_is_not_a_change() {
        let mut one =
            Candidate { id: "t".into(), label: "T".into(), earlier: side(0, 100, 10), later: side(0, 100, 10) };
        one.later.findings = 30;
        one.later.documents = 1;
        one.later.per_document[0] = (30, 30);
        assert_eq!(judge(vec![one.clone()]).changes[0].verdict, Verdict::NotEnough);
        // Nor where the other side says a little of it in two papers.
        (one.earlier.findings, one.earlier.documents) = (2, 2);
        one.earlier.per_document[0].0 = 1;
        one.earlier.per_document[1].0 = 1;
        assert_eq!(judge(vec![one]).changes[0].verdict, Verdict::NotEnough);
    }

    #[test]
    fn what_all_papers_of_the_smaller_side_say_is_a_change() {
        let all = Candidate { id: "t".into(), label: "T".into(), earlier: side(0, 400, 10), later: side(35, 35, 5) };
        let judged = judge(vec![all]);
        assert_eq!((judged.method, judged.changes[0].verdict), (Method::Large, Verdict::Clear));
    }

    #[test]
    fn many_findings_of_few_papers_are_tested_exactly() {
        assert_eq!(changes(&[(3, 5)], (100, 100), 2).method, Method::Exact);
    }

    /// Findings as the examples of the codebooks have them, over and over, in `papers` papers.
    fn one_text(count: usize, papers: usize) -> Vec<Finding> {
        let examples: Vec<_> = ["children_services", "lga_safeguarding"]
            .iter()
            .flat_map(|name| Codebook::builtin(name).unwrap().themes())
            .map(|theme| theme.example.clone())
            .collect();
        (0..count)
            .map(|at| testing::finding(&format!("paper{}", at % papers), &examples[(at * 7) % examples.len()]))
            .collect()
    }

    /// Halves a text at random, again and again, and counts in how many halvings anything is `clear`: themes, words.
    fn halvings(text: &[Finding], times: u64) -> (usize, usize) {
        let codebook = Codebook::builtin("children_services").unwrap();
        let (mut themes, mut terms) = (0, 0);
        for seed in 0..times {
            let mut order: Vec<usize> = (0..text.len()).collect();
            testing::shuffle(&mut order, seed);
            let mut is_later = vec![false; text.len()];
            order[..text.len() / 2].iter().for_each(|&at| is_later[at] = true);
            let (later, earlier): (Vec<_>, Vec<_>) = (0..text.len()).partition(|&at| is_later[at]);
            let side: BTreeMap<&str, &str> = earlier
                .iter()
                .map(|&at| (text[at].id.as_str(), "2011"))
                .chain(later.iter().map(|&at| (text[at].id.as_str(), "2015")))
                .collect();
            let period = |finding: &Finding| side.get(finding.id.as_str()).map(|side| (*side).to_owned());
            let tally = Tally::new(text, Certainty::Sure, period, codebook);
            let is_clear = |judged: Judged| judged.changes.iter().any(|change| change.verdict == Verdict::Clear);
            themes += usize::from(is_clear(tally.compare("2011", "2015")));
            let pick = |side: &[usize]| side.iter().map(|&at| &text[at]).collect::<Vec<_>>();
            terms += usize::from(is_clear(keyness(&pick(&earlier), &pick(&later))));
        }
        (themes, terms)
    }

    #[test]
    fn random_halves_of_one_text_show_no_change() {
        // Under six findings a side nothing, ever; else `clear` in at most 5 % of 300 halvings.
        assert_eq!(halvings(&one_text(11, 1), 300), (0, 0));
        for (findings, papers) in [(12, 1), (40, 2), (200, 12)] {
            let (themes, terms) = halvings(&one_text(findings, papers), 300);
            assert!(themes <= 15 && terms <= 15, "{findings} findings: {themes} by theme, {terms} by word");
        }
    }

    #[test]
    fn random_halves_of_real_recommendations_show_no_change() {
        let Some(gold) = labels() else { return };
        let rows = csv::Reader::from_path(gold.join("ofsted-dev.csv")).unwrap().into_deserialize();
        let rows =
            rows.map(|row| row.unwrap()).filter(|row: &BTreeMap<String, String>| row["kind"] == "recommendation");
        let text: Vec<_> = rows.take(120).map(|row| testing::finding(&row["file"], &row["text"])).collect();
        assert_eq!(halvings(&text[..11], 300), (0, 0));
        for part in [&text[..40], &text[..]] {
            let (themes, terms) = halvings(part, 300);
            assert!(themes <= 15 && terms <= 15, "{} findings: {themes} by theme, {terms} by word", part.len());
        }
    }
}
