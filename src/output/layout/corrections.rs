//! What people corrected, and what became of it.

use std::io;

use serde::Serialize;

use crate::answers::CorrectionState;
use crate::model::{Amendment, FindingKind};
use crate::output::grid::Cell;
use crate::output::page::{Part, Quote, unmarked};
use crate::output::words::{capital, counted};
use crate::output::{Answer, Page, Records, Table, table};

/// Corrections, in the order of their file.
#[derive(Debug, Clone, Copy)]
pub struct CorrectionList<'a> {
    /// The corrections.
    pub corrections: &'a [CorrectionState],
    /// What was just done, in a sentence; `None` where they are only listed.
    pub done: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct CorrectionRecord<'a> {
    line: usize,
    path: &'a str,
    finding: Option<&'a str>,
    r#do: &'static str,
    kind: Option<&'static str>,
    review: Option<&'a str>,
    quote: &'a str,
    note: Option<&'a str>,
    who: Option<&'a str>,
    problem: Option<&'a str>,
}

impl<'a> From<&'a CorrectionState> for CorrectionRecord<'a> {
    fn from(state: &'a CorrectionState) -> Self {
        let correction = &state.correction;
        let (kind, review) = match &correction.change {
            Amendment::Reject => (None, None),
            Amendment::Retype(kind) => (Some(*kind), None),
            Amendment::Attribute(review) => (None, review.as_deref()),
            Amendment::Add(kind, review) => (Some(*kind), review.as_deref()),
        };
        Self {
            line: state.line,
            path: &correction.path,
            finding: correction.finding.as_deref(),
            r#do: correction.change.as_str(),
            kind: kind.map(FindingKind::as_str),
            review,
            quote: &correction.quote,
            note: correction.note.as_deref(),
            who: correction.who.as_deref(),
            problem: state.problem.as_deref(),
        }
    }
}

/// "is no finding", "is a request", "is a finding of the review ...".
fn said(change: &Amendment) -> String {
    use crate::output::words::with_article;
    match change {
        Amendment::Reject => "is no finding".into(),
        Amendment::Retype(kind) => format!("is {}", with_article(kind.label())),
        Amendment::Attribute(Some(review)) => format!("is a finding of {review}"),
        Amendment::Attribute(None) => "is no review's finding".into(),
        Amendment::Add(kind, None) => format!("is {} that was not found", with_article(kind.label())),
        Amendment::Add(kind, Some(review)) => {
            format!("is {} of {review} that was not found", with_article(kind.label()))
        }
    }
}

/// A correction that is not in force, in a line: "corrections.toml, line 4 (“...” is no finding): why".
pub(super) fn out_of_force(state: &CorrectionState) -> Option<String> {
    let problem = state.problem.as_ref()?;
    let CorrectionState { line, correction, .. } = state;
    Some(format!("corrections.toml, line {line} (“{}” {}): {problem}", correction.quote, said(&correction.change)))
}

impl Answer for CorrectionList<'_> {
    fn table(&self) -> Table {
        let row = |state: &CorrectionState| {
            let record = CorrectionRecord::from(state);
            vec![
                Cell::from(record.line),
                record.path.into(),
                record.finding.into(),
                record.r#do.into(),
                record.kind.into(),
                record.review.into(),
                record.quote.into(),
                record.note.into(),
                record.who.into(),
                record.problem.into(),
            ]
        };
        Table::new(&table::CORRECTIONS, self.corrections.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.corrections.iter().try_for_each(|state| records.put("correction", &CorrectionRecord::from(state)))
    }

    fn title(&self) -> String {
        let all = || capital(&counted(self.corrections.len(), "correction", "corrections"));
        self.done.map_or_else(all, str::to_owned)
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        for state in self.corrections {
            let correction = &state.correction;
            page.parts.push(Part::Quote(Quote {
                label: None,
                words: unmarked(&correction.quote),
                quoted: true,
                source: Some(format!("{}: {}", correction.path, said(&correction.change))),
                link: None,
                reference: None,
                depth: 0,
            }));
            let by = match (&correction.note, &correction.who) {
                (None, None) => None,
                (Some(note), None) => Some(note.clone()),
                (None, Some(who)) => Some(format!("by {who}")),
                (Some(note), Some(who)) => Some(format!("{note} ({who})")),
            };
            by.into_iter().for_each(|by| page.note(by));
            if let Some(problem) = &state.problem {
                page.note(format!("Not in force: {problem}"));
            }
        }
        page
    }
}
