//! A list of findings: what each review found, with its citation.

use std::collections::BTreeMap;
use std::io;

use crate::model::{Certainty, Finding, Firmness};
use crate::output::grid::Cell;
use crate::output::page::unmarked;
use crate::output::record::FindingRecord;
use crate::output::words::{capital, corrected, counted, duty, when};
use crate::output::{Answer, Page, Records, Register, Table, table};
use crate::text::due_by;

/// Findings, in the order given.
#[derive(Debug, Clone, Copy)]
pub struct FindingList<'a> {
    /// The findings.
    pub findings: &'a [Finding],
    /// Their reviews and documents.
    pub register: &'a Register<'a>,
    /// Whether the page says by which rule each was found, and how sure that is.
    pub explain: bool,
}

impl Answer for FindingList<'_> {
    fn table(&self) -> Table {
        let row = |finding: &Finding| {
            let series = self.register.review(finding).map(|review| &review.series);
            let at = &finding.citation;
            vec![
                finding.id.as_str().into(),
                finding.kind.as_str().into(),
                finding.text.as_str().into(),
                finding.review.as_deref().into(),
                series.map(|series| series.body.as_str()).into(),
                self.register.council(finding).into(),
                series.map(|series| series.subject.as_str()).into(),
                Cell::shown(self.register.review_date(finding)),
                at.document.as_str().into(),
                at.path.as_str().into(),
                Cell::shown(at.date),
                at.paragraph.as_deref().into(),
                Cell::shown(at.item.as_ref()),
                at.page.into(),
                at.section.as_deref().into(),
                finding.rule.as_str().into(),
                finding.certainty.as_str().into(),
                finding.strength.map(usize::from).into(),
                finding.owner.as_deref().into(),
                finding.due.as_deref().into(),
                Cell::several(self.register.themes(finding).unwrap_or_default()),
                finding.recipient.as_deref().into(),
                finding.firmness.map(Firmness::as_str).into(),
                finding.judgement.as_ref().map(|judgement| judgement.area.as_str()).into(),
                finding.judgement.as_ref().map(|judgement| judgement.grade.as_str()).into(),
                finding.cue.as_deref().into(),
                corrected(finding).into(),
                finding.status.as_deref().into(),
                Cell::shown(Some(at)),
                Cell::shown(finding.due.as_deref().and_then(due_by)),
                Cell::several(&finding.also_in),
            ]
        };
        Table::new(&table::FINDINGS, self.findings.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.findings.iter().try_for_each(|finding| records.put("finding", &FindingRecord::new(finding, self.register)))
    }

    fn title(&self) -> String {
        capital(&counted(self.findings.len(), "finding", "findings"))
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        if self.findings.is_empty() {
            page.sentence("No finding answers to this.");
        }
        for run in self.groups() {
            page.heading(2, self.over(run[0]));
            for kind in by_kind(&run) {
                page.heading(3, format!("{} ({})", capital(kind[0].kind.label()), kind.len()));
                for finding in kind {
                    page.quote(None, unmarked(&finding.text), &finding.citation);
                    if finding.certainty == Certainty::Possible && !self.explain {
                        page.note("Possible: check (only its words suggest a finding)");
                    }
                    if let Some(corrected) = corrected(finding) {
                        page.note(format!("Corrected: {corrected}"));
                    }
                    if self.explain {
                        page.note(why(finding));
                    }
                    if let Some(note) = particulars(finding) {
                        page.note(note);
                    }
                }
            }
        }
        page
    }
}

/// Findings stand together that one review made, or one document where no review did.
fn group(finding: &Finding) -> (Option<&str>, &str) {
    let document = if finding.review.is_some() { "" } else { finding.citation.document.as_str() };
    (finding.review.as_deref(), document)
}

/// The findings of a group, kind by kind as each is met first, in reading order.
fn by_kind<'f>(findings: &[&'f Finding]) -> Vec<Vec<&'f Finding>> {
    let mut kinds: Vec<Vec<&Finding>> = Vec::new();
    for finding in findings {
        match kinds.iter_mut().find(|kind| kind[0].kind == finding.kind) {
            Some(kind) => kind.push(finding),
            None => kinds.push(vec![finding]),
        }
    }
    kinds
}

impl<'a> FindingList<'a> {
    /// The findings by who found them, council by council, oldest first; what has no date last.
    fn groups(&self) -> Vec<Vec<&'a Finding>> {
        let mut groups: BTreeMap<(Option<&str>, &str), Vec<&Finding>> = BTreeMap::new();
        for finding in self.findings {
            groups.entry(group(finding)).or_default().push(finding);
        }
        let mut groups: Vec<Vec<&Finding>> = groups.into_values().collect();
        groups.sort_by_key(|group| {
            let date = self.register.review_date(group[0]).or(group[0].citation.date);
            (self.register.council(group[0]), date.is_none(), date)
        });
        groups
    }

    fn over(&self, finding: &Finding) -> String {
        match (self.register.review(finding), &finding.review) {
            (Some(review), _) => {
                let series = &review.series;
                format!("{}, {}: {} ({})", series.council, series.body, series.subject, when(review))
            }
            (None, Some(review)) => review.clone(),
            (None, None) => {
                let at = &finding.citation;
                let council = self.register.council(finding).map(|name| format!("{name}: ")).unwrap_or_default();
                let date = at.date.map(|date| format!(" of {}", date.long())).unwrap_or_default();
                format!("{council}{}{date} (no review)", at.kind.label())
            }
        }
    }
}

/// Why it is a finding: "Sure (the structure of the paper shows it): rule priorities-lead-in, by “...”. Identifier ...".
fn why(finding: &Finding) -> String {
    let sure = match finding.certainty {
        Certainty::Sure if finding.corrected.as_ref().is_some_and(|corrected| corrected.added) => "Added by a person",
        Certainty::Sure => "Sure, because the structure of the paper shows it",
        Certainty::Possible => "Possible, because only its words suggest it: check",
    };
    let cue = finding.cue.as_deref().map(|cue| format!(", by “{cue}”")).unwrap_or_default();
    format!("{sure}. Rule {}{cue}. Known as {}", finding.rule, finding.id)
}

/// Who is to act, by when and how far it has come, and where else it was read.
fn particulars(finding: &Finding) -> Option<String> {
    let also = finding.also_in.iter().map(|citation| format!("also in {citation}"));
    let known: Vec<_> = duty(finding)
        .chain(finding.recipient.iter().map(|recipient| format!("to: {recipient}")))
        .chain(
            finding
                .firmness
                .filter(|firm| *firm == Firmness::May)
                .map(|_| "put cautiously (“may”, “might”, “could”)".to_owned()),
        )
        .chain(also)
        .collect();
    (!known.is_empty()).then(|| capital(&known.join("; ")))
}
