//! How well findings are read: figures against labels, and the items on which the two differ.

use std::io;

use serde::Serialize;

use crate::answers::evaluation::{
    By, Difference, DifferenceKind, Evaluation, Measure, RESAMPLES, Score, Tier, Unmatched,
};
use crate::model::FindingKind;
use crate::output::grid::{Cell, Grid};
use crate::output::page::{Part, unmarked};
use crate::output::words::{capital, counted};
use crate::output::{Answer, Page, Records, Table, table};

/// Findings held against labels, as they were read or as they were corrected.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Which findings: `as_read` or `corrected`.
    pub findings: &'static str,
    /// What came of it.
    pub evaluation: Evaluation,
}

/// An evaluation, written down.
#[derive(Debug, Clone, Copy)]
pub struct EvaluationReport<'a> {
    /// As read; and as corrected, where there are corrections.
    pub held: &'a [Held],
    /// Number of items in the file of labels.
    pub labels: usize,
    /// Whether the items on which the two differ are listed. In CSV they then stand in place of the figures.
    pub list: bool,
}

#[derive(Serialize)]
struct ScoreRecord<'a> {
    by: &'static str,
    name: Option<&'a str>,
    findings: &'static str,
    confidence: &'static str,
    measure: &'static str,
    papers: usize,
    labelled: usize,
    found: usize,
    matched: usize,
    precision: Option<f64>,
    recall: Option<f64>,
    f1: Option<f64>,
    f1_low: Option<f64>,
    f1_high: Option<f64>,
    typed_f1: Option<f64>,
}

impl<'a> ScoreRecord<'a> {
    fn new(findings: &'static str, score: &'a Score) -> Self {
        Self {
            by: score.by.as_str(),
            name: (score.by != By::All).then_some(score.name.as_str()),
            findings,
            confidence: score.tier.as_str(),
            measure: score.measure.as_str(),
            papers: score.papers,
            labelled: score.labelled,
            found: score.found,
            matched: score.matched,
            precision: score.precision(),
            recall: score.recall(),
            f1: score.f1(),
            f1_low: score.interval.map(|interval| interval.low),
            f1_high: score.interval.map(|interval| interval.high),
            typed_f1: score.typed_f1(),
        }
    }
}

#[derive(Serialize)]
struct DifferenceRecord<'a> {
    path: &'a str,
    findings: &'static str,
    what: &'static str,
    confidence: &'static str,
    label_line: Option<u64>,
    label_kind: Option<&'static str>,
    label_text: Option<&'a str>,
    label_grade: Option<&'a str>,
    found: Option<&'a str>,
    found_kind: Option<&'static str>,
    found_text: Option<&'a str>,
    found_grade: Option<&'a str>,
    rule: Option<&'a str>,
    citation: Option<String>,
}

impl<'a> DifferenceRecord<'a> {
    fn new(findings: &'static str, difference: &'a Difference) -> Self {
        let (label, found) = (difference.label.as_ref(), difference.found.as_ref());
        let judgement = found.and_then(|found| found.judgement.as_ref());
        let words = found.map(|found| judgement.map_or(found.text.as_str(), |judgement| judgement.area.as_str()));
        Self {
            path: &difference.path,
            findings,
            what: difference.what.as_str(),
            confidence: difference.tier.as_str(),
            label_line: label.map(|label| label.line),
            label_kind: label.map(|label| label.kind.as_str()),
            label_text: label.map(|label| label.text.as_str()),
            label_grade: label.and_then(|label| label.grade.as_deref()),
            found: found.map(|found| found.id.as_str()),
            found_kind: found.map(|found| found.kind.as_str()),
            found_text: words,
            found_grade: judgement.map(|judgement| judgement.grade.as_str()),
            rule: found.map(|found| found.rule.as_str()),
            citation: found.map(|found| found.citation.to_string()),
        }
    }

    fn row(self) -> Vec<Cell> {
        vec![
            self.path.into(),
            self.findings.into(),
            self.what.into(),
            self.confidence.into(),
            Cell::from(self.label_line.and_then(|line| usize::try_from(line).ok())),
            self.label_kind.into(),
            self.label_text.into(),
            self.label_grade.into(),
            self.found.into(),
            self.found_kind.into(),
            self.found_text.into(),
            self.found_grade.into(),
            self.rule.into(),
            self.citation.into(),
        ]
    }
}

#[derive(Serialize)]
struct UnmatchedRecord<'a> {
    path: &'a str,
    reason: &'a str,
    /// Whether its labels count as missed: the file is there and could not be read.
    counted: bool,
}

#[derive(Serialize)]
struct SumRecord {
    labels: usize,
    papers: usize,
    unlabelled: usize,
    not_found: usize,
    unreadable: usize,
    tells_kinds: bool,
    resamples: usize,
}

impl EvaluationReport<'_> {
    fn scores(&self) -> impl Iterator<Item = (&'static str, &Score)> {
        self.held.iter().flat_map(|held| held.evaluation.scores.iter().map(|score| (held.findings, score)))
    }

    fn differences(&self) -> impl Iterator<Item = (&'static str, &Difference)> {
        self.held.iter().flat_map(|held| held.evaluation.differences.iter().map(|d| (held.findings, d)))
    }
}

impl Answer for EvaluationReport<'_> {
    fn table(&self) -> Table {
        if self.list {
            let rows = self.differences().map(|(findings, d)| DifferenceRecord::new(findings, d).row()).collect();
            return Table::new(&table::DIFFERENCES, rows);
        }
        let row = |(findings, score): (&'static str, &Score)| {
            vec![
                score.by.as_str().into(),
                Cell::from((score.by != By::All).then_some(score.name.as_str())),
                findings.into(),
                score.tier.as_str().into(),
                score.measure.as_str().into(),
                score.papers.into(),
                score.labelled.into(),
                score.found.into(),
                score.matched.into(),
                Cell::figure(score.precision(), 4),
                Cell::figure(score.recall(), 4),
                Cell::figure(score.f1(), 4),
                Cell::figure(score.interval.map(|interval| interval.low), 4),
                Cell::figure(score.interval.map(|interval| interval.high), 4),
                Cell::figure(score.typed_f1(), 4),
            ]
        };
        Table::new(&table::EVALUATION, self.scores().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.scores().try_for_each(|(findings, score)| records.put("score", &ScoreRecord::new(findings, score)))?;
        if self.list {
            self.differences().try_for_each(|(findings, difference)| {
                records.put("difference", &DifferenceRecord::new(findings, difference))
            })?;
        }
        let Some(first) = self.held.first().map(|held| &held.evaluation) else { return Ok(()) };
        for (files, counted) in [(&first.not_found, false), (&first.unreadable, true)] {
            for file in files {
                let record = UnmatchedRecord { path: &file.path, reason: &file.reason, counted };
                records.put("unmatched", &record)?;
            }
        }
        let sum = SumRecord {
            labels: self.labels,
            papers: first.papers,
            unlabelled: first.unlabelled,
            not_found: first.not_found.len(),
            unreadable: first.unreadable.len(),
            tells_kinds: first.tells_kinds,
            resamples: RESAMPLES,
        };
        records.put("evaluation", &sum)
    }

    fn title(&self) -> String {
        "How well findings are read".to_owned()
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        let Some(first) = self.held.first().map(|held| &held.evaluation) else { return page };
        page.sentence(format!(
            "{} in {}, of which {} here and read.",
            counted(self.labels, "labelled item", "labelled items"),
            counted(first.papers + first.not_found.len() + first.unreadable.len(), "paper", "papers"),
            if first.papers == 1 { "1 is".into() } else { format!("{} are", first.papers) },
        ));
        page.sentence("Only kinds that are labelled in a paper count there.");
        files(&mut page, "Labelled, and not in the corpus: not counted", &first.not_found);
        files(&mut page, "Labelled, and could not be read: counted as missed", &first.unreadable);
        for held in self.held {
            if self.held.len() > 1 {
                page.heading(2, if held.findings == "corrected" { "With corrections" } else { "As read" });
            }
            figures(&mut page, &held.evaluation);
            if self.list {
                list(&mut page, &held.evaluation.differences);
            }
        }
        notes(&mut page, first, self.list);
        page
    }
}

fn files(page: &mut Page, heading: &str, files: &[Unmatched]) {
    if !files.is_empty() {
        page.heading(2, format!("{heading} ({})", files.len()));
        page.parts.push(Part::List(files.iter().map(|file| format!("{}: {}", file.path, file.reason)).collect()));
    }
}

fn figures(page: &mut Page, evaluation: &Evaluation) {
    for (tier, heading) in [
        (Tier::Sure, "Sure findings (shown by the structure of the paper)"),
        (Tier::Possible, "Possible findings (only suggested by words)"),
        (Tier::Both, "Sure and possible together"),
    ] {
        let of_tier: Vec<&Score> = evaluation.scores.iter().filter(|score| score.tier == tier).collect();
        if of_tier.is_empty() {
            continue;
        }
        page.heading(3, heading);
        for (by, caption) in [
            (By::All, "All together"),
            (By::Kind, "By kind of finding, as labelled"),
            (By::Family, "By family of paper"),
            (By::Format, "By format of the file"),
        ] {
            // What is possible is few: all together and by kind is enough.
            let is_shown = tier == Tier::Sure || matches!(by, By::All | By::Kind);
            let of_exact = |s: &&&Score| s.by == by && s.measure == Measure::Exact;
            let rows: Vec<&Score> = of_tier.iter().filter(of_exact).copied().collect();
            if is_shown && !rows.is_empty() {
                page.table(grid(caption, &rows, evaluation));
            }
        }
    }
}

fn grid(caption: &str, rows: &[&Score], evaluation: &Evaluation) -> Grid {
    let row = |score: &&Score| {
        let of = |measure| evaluation.score(score.by, &score.name, score.tier, measure);
        let f1 = |measure| Cell::figure(of(measure).and_then(Score::f1), 3);
        let interval = score.interval.map(|i| format!("{:.2}–{:.2}", i.low, i.high));
        vec![
            Cell::Text(name(score)),
            score.papers.into(),
            score.labelled.into(),
            score.found.into(),
            Cell::figure(score.precision(), 3),
            Cell::figure(score.recall(), 3),
            f1(Measure::Exact),
            interval.into(),
            f1(Measure::Alike),
            f1(Measure::Overlap),
            Cell::figure(of(Measure::Alike).and_then(Score::typed_f1), 3),
        ]
    };
    let head = ["", "Papers", "Labels", "Found", "Precision", "Recall", "F1", "95 %", "Alike", "Overlap", "Kind"];
    Grid {
        caption: caption.into(),
        head: head.map(str::to_owned).to_vec(),
        rows: rows.iter().map(row).collect(),
        levels: Vec::new(),
    }
}

/// "all", "recommendation", "Inspection report, ILACS".
fn name(score: &Score) -> String {
    match score.by {
        By::All => "all".into(),
        By::Kind => FindingKind::named(&score.name).map_or_else(|| score.name.clone(), |kind| kind.label().to_owned()),
        By::Family | By::Format => score.name.clone(),
    }
}

fn notes(page: &mut Page, first: &Evaluation, listed: bool) {
    page.note(format!(
        "Precision, recall and F1 are for items in the same words, white space aside; 95 % is the interval of that F1 \
         over papers, drawn again {RESAMPLES} times. Alike: F1 where the same letters and digits to nine parts in ten \
         are enough. Overlap: where half of the words are. Kind: as alike, and of the very kind."
    ));
    if !first.tells_kinds {
        page.note("The labels use one kind for all that asks for something, so “Kind” says little here.");
    }
    if first.unlabelled > 0 {
        page.note(format!("{} without labels are left out.", counted(first.unlabelled, "paper", "papers")));
    }
    if !listed && !first.differences.is_empty() {
        page.note(format!(
            "The two differ in {}: `--list` shows them.",
            counted(first.differences.len(), "place", "places")
        ));
    }
}

fn list(page: &mut Page, differences: &[Difference]) {
    page.heading(2, format!("Where the two differ ({})", differences.len()));
    for paper in differences.chunk_by(|a, b| a.path == b.path) {
        page.heading(3, paper[0].path.clone());
        for difference in paper {
            let possible = if difference.tier == Tier::Possible { "possible " } else { "" };
            let label = |page: &mut Page| {
                if let Some(label) = &difference.label {
                    let grade = label.grade.as_ref().map(|grade| format!(": {grade}")).unwrap_or_default();
                    let words = unmarked(&format!("{}{grade}", label.text));
                    let source = Some(format!("{}, line {} of the labels", label.kind.label(), label.line));
                    page.parts.push(Part::Quote(crate::output::page::Quote {
                        label: Some("label".into()),
                        words,
                        quoted: true,
                        source,
                        link: None,
                        reference: None,
                        depth: 0,
                    }));
                }
            };
            let what = match difference.what {
                DifferenceKind::Missed => "missed: labelled and not found",
                DifferenceKind::Extra => "extra: found and not labelled",
                DifferenceKind::OtherWords => "found in other words",
                DifferenceKind::OtherKind => "found as another kind",
            };
            page.sentence(capital(&format!("{possible}{what}.")));
            label(page);
            if let Some(found) = &difference.found {
                page.quote(Some("found".into()), unmarked(&found.text), &found.citation);
                page.note(format!("{} {}, by the rule {}", capital(found.kind.label()), found.id, found.rule));
            }
        }
    }
}
