//! Is a codebook any good on these papers, and what could be added to it?

use std::io;

use serde::Serialize;

use crate::model::Finding;
use crate::output::grid::Cell;
use crate::output::page::{Part, unmarked};
use crate::output::words::counted;
use crate::output::{Answer, Page, Records, Table, table};
use crate::themes::Codebook;
use crate::themes::check::{Report, Suggestion};

/// Uncovered findings on a page, at most; the other formats have all.
const UNCOVERED: usize = 10;

/// A codebook looked over.
#[derive(Debug, Clone, Copy)]
pub struct CodebookCheck<'a> {
    /// The codebook.
    pub codebook: &'a Codebook,
    /// What is to be known of it.
    pub report: &'a Report<'a>,
}

/// One remark: what, where, in words.
#[derive(Serialize)]
struct Remark {
    remark: &'static str,
    theme: Option<String>,
    term: Option<String>,
    message: String,
    citation: Option<String>,
}

impl CodebookCheck<'_> {
    fn remarks(&self) -> Vec<Remark> {
        let remark = |remark, theme: Option<&str>, term: Option<&str>, message| Remark {
            remark,
            theme: theme.map(str::to_owned),
            term: term.map(str::to_owned),
            message,
            citation: None,
        };
        let report = self.report;
        let mut remarks = Vec::new();
        for message in &report.examples {
            remarks.push(remark("example", None, None, message.clone()));
        }
        for theme in &report.silent {
            remarks.push(remark("silent_theme", Some(theme), None, "fires on no finding of these papers".into()));
        }
        for overlap in &report.overlaps {
            let [one, other] = &overlap.themes;
            let message =
                format!("{} of {} findings that carry `{one}` or `{other}` carry both", overlap.both, overlap.either);
            remarks.push(remark("overlap", Some(one), None, message));
        }
        for (term, themes) in &report.shared {
            remarks.push(remark("shared_term", None, Some(term), format!("stands in {}", themes.join(" and "))));
        }
        for (theme, term) in &report.dead {
            remarks.push(remark("dead_term", Some(theme), Some(term), "stands in no finding of these papers".into()));
        }
        for finding in &report.uncovered {
            let mut uncovered = remark("uncovered", None, None, finding.text.clone());
            uncovered.citation = Some(finding.citation.to_string());
            remarks.push(uncovered);
        }
        remarks
    }
}

impl Answer for CodebookCheck<'_> {
    fn table(&self) -> Table {
        let row = |remark: Remark| {
            vec![
                remark.remark.into(),
                remark.theme.into(),
                remark.term.into(),
                remark.message.into(),
                remark.citation.into(),
            ]
        };
        Table::new(&table::CODEBOOK_CHECK, self.remarks().into_iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.remarks().iter().try_for_each(|remark| records.put("codebook_remark", remark))
    }

    fn title(&self) -> String {
        format!("Codebook: {}", self.codebook.title)
    }

    fn page(&self) -> Page {
        let report = self.report;
        let mut page = Page::new(self.title());
        let covered = report.findings - report.uncovered.len();
        page.sentence(format!("{covered} of {} carry a theme.", counted(report.findings, "finding", "findings")));
        let mut list = |title: String, points: Vec<String>| {
            if !points.is_empty() {
                page.heading(2, title);
                page.parts.push(Part::List(points));
            }
        };
        let of = |kind: &str| -> Vec<Remark> { self.remarks().into_iter().filter(|r| r.remark == kind).collect() };
        list("Examples that fail".into(), of("example").into_iter().map(|remark| remark.message).collect());
        list("Themes that fire nowhere here".into(), report.silent.clone());
        list("Themes that overlap".into(), of("overlap").into_iter().map(|remark| remark.message).collect());
        let shared = of("shared_term").into_iter().map(|r| format!("{}: {}", r.term.unwrap_or_default(), r.message));
        list("Terms in more than one theme".into(), shared.collect());
        let dead = report.dead.chunk_by(|a, b| a.0 == b.0).map(|terms| {
            let words: Vec<_> = terms.iter().map(|(_, term)| term.as_str()).collect();
            format!("{}: {}", terms[0].0, words.join(", "))
        });
        list(format!("Terms that stand nowhere here ({})", report.dead.len()), dead.collect());
        if !report.uncovered.is_empty() {
            page.heading(2, format!("Findings without a theme ({})", report.uncovered.len()));
            for finding in report.uncovered.iter().take(UNCOVERED) {
                page.quote(None, unmarked(&finding.text), &finding.citation);
            }
            if report.uncovered.len() > UNCOVERED {
                let more = counted(report.uncovered.len() - UNCOVERED, "finding", "findings");
                page.note(format!(
                    "And {more} more: -o check.csv. `lookback themes --suggest` proposes terms for them."
                ));
            }
        }
        page
    }
}

/// Terms that could be added.
#[derive(Debug, Clone, Copy)]
pub struct Suggestions<'a> {
    /// The codebook.
    pub codebook: &'a Codebook,
    /// The terms, the strongest first.
    pub suggestions: &'a [Suggestion<'a>],
    /// Findings that no theme covers.
    pub uncovered: usize,
}

#[derive(Serialize)]
struct SuggestionRecord<'a> {
    term: &'a str,
    theme: Option<&'a str>,
    findings: usize,
    documents: usize,
    quote: Option<&'a str>,
    citation: Option<String>,
    ids: Vec<&'a str>,
}

impl<'a> From<&'a Suggestion<'a>> for SuggestionRecord<'a> {
    fn from(suggestion: &'a Suggestion<'a>) -> Self {
        let first: Option<&Finding> = suggestion.findings.first().copied();
        let documents: std::collections::BTreeSet<_> =
            suggestion.findings.iter().map(|finding| &finding.citation.document).collect();
        Self {
            term: &suggestion.term,
            theme: suggestion.theme.as_deref(),
            findings: suggestion.findings.len(),
            documents: documents.len(),
            quote: first.map(|finding| finding.text.as_str()),
            citation: first.map(|finding| finding.citation.to_string()),
            ids: suggestion.findings.iter().map(|finding| finding.id.as_str()).collect(),
        }
    }
}

impl Answer for Suggestions<'_> {
    fn table(&self) -> Table {
        let row = |suggestion: &Suggestion<'_>| {
            let record = SuggestionRecord::from(suggestion);
            vec![
                record.term.into(),
                record.theme.into(),
                record.findings.into(),
                record.documents.into(),
                record.quote.into(),
                record.citation.into(),
                Cell::several(record.ids),
            ]
        };
        Table::new(&table::SUGGESTIONS, self.suggestions.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        let each = self.suggestions.iter();
        each.map(SuggestionRecord::from).try_for_each(|record| records.put("theme_suggestion", &record))
    }

    fn title(&self) -> String {
        format!("Terms for: {}", self.codebook.title)
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        page.sentence(format!(
            "{} without a theme; these terms stand in two of them or more.",
            counted(self.uncovered, "finding is", "findings are")
        ));
        if self.suggestions.is_empty() {
            page.sentence("No term stands in two of them.");
        }
        let (own, other): (Vec<_>, Vec<_>) = self.suggestions.iter().partition(|suggestion| suggestion.theme.is_none());
        for (title, list) in [("For a theme that is there", other), ("For a theme of its own", own)] {
            if list.is_empty() {
                continue;
            }
            page.heading(2, title);
            for suggestion in list {
                let times = counted(suggestion.findings.len(), "finding", "findings");
                let to = suggestion.theme.as_deref().map_or_else(String::new, |theme| format!(" → {theme}"));
                page.heading(3, format!("{}{to} ({times})", suggestion.term));
                if let Some(finding) = suggestion.findings.first() {
                    page.quote(None, unmarked(&finding.text), &finding.citation);
                }
            }
        }
        page
    }
}
