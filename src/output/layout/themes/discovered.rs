//! What keeps coming back that no codebook names: groups of findings, when each was seen, and its quotes.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use serde::Serialize;

use super::spark::spark;
use crate::model::{Citation, Date, Finding, Item};
use crate::output::grid::{Cell, Grid};
use crate::output::page::unmarked;
use crate::output::record::FindingRecord;
use crate::output::words::{capital, counted};
use crate::output::{Answer, Page, Records, Register, Table, table};
use crate::themes::discover::Discovered;
use crate::themes::gathered::{Passages, Recurrence};
use crate::themes::passage::Passage;

/// Groups found without a codebook.
#[derive(Debug, Clone, Copy)]
pub struct DiscoveredThemes<'a> {
    /// The groups, the largest first.
    pub groups: &'a [Discovered],
    /// What was grouped.
    pub of: Grouped,
    /// The passages that were grouped.
    pub passages: &'a Passages,
    /// Those of them that are shown: with `evidence`, and in a workbook, all, else the first [`Self::QUOTES`] of each group.
    pub shown: &'a BTreeMap<usize, Passage>,
    /// Whether each passage has a row of its own.
    pub evidence: bool,
    /// The sentence model by which they were grouped; `None` where it was by their words.
    pub model: Option<&'a str>,
    /// The reviews and documents of the findings.
    pub register: &'a Register<'a>,
}

/// What is grouped, or searched for phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grouped {
    /// Findings.
    Findings,
    /// Paragraphs, items and rows of papers.
    Passages,
    /// Texts that were given.
    Texts,
}

impl Grouped {
    /// One and several of them: "finding", "findings".
    pub(super) fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Findings => ("finding", "findings"),
            Self::Passages => ("passage", "passages"),
            Self::Texts => ("text", "texts"),
        }
    }
}

#[derive(Serialize)]
struct GroupRecord<'a> {
    group: usize,
    label: &'a str,
    phrases: &'a [String],
    findings: usize,
    documents: usize,
    reviews: usize,
    years: usize,
    first: Option<i32>,
    last: Option<i32>,
    gaps: &'a [i32],
}

impl<'a> From<&'a Discovered> for GroupRecord<'a> {
    fn from(group: &'a Discovered) -> Self {
        let Recurrence { reviews, documents, years, gaps } = &group.recurrence;
        Self {
            group: group.number,
            label: &group.label,
            phrases: &group.phrases,
            findings: group.passages.len(),
            documents: *documents,
            reviews: *reviews,
            years: years.len(),
            first: years.keys().next().copied(),
            last: years.keys().next_back().copied(),
            gaps,
        }
    }
}

#[derive(Serialize)]
struct MemberRecord<'a, T> {
    group: usize,
    label: &'a str,
    #[serde(flatten)]
    member: T,
}

/// A passage that is no finding, under the names a finding has.
#[derive(Serialize)]
struct PassageRecord<'a> {
    id: &'a str,
    text: &'a str,
    document: &'a str,
    path: &'a str,
    document_date: Option<Date>,
    paragraph: Option<&'a str>,
    item: Option<String>,
    page: Option<u32>,
    section: Option<&'a str>,
}

impl<'a> From<&'a Passage> for PassageRecord<'a> {
    fn from(passage: &'a Passage) -> Self {
        let at: &Citation = passage.at();
        Self {
            id: passage.id(),
            text: passage.text(),
            document: &at.document,
            path: &at.path,
            document_date: at.date,
            paragraph: at.paragraph.as_deref(),
            item: at.item.as_ref().map(Item::to_string),
            page: at.page,
            section: at.section.as_deref(),
        }
    }
}

impl<'a> DiscoveredThemes<'a> {
    /// Quotes of a group on a page.
    pub const QUOTES: usize = 2;

    fn counts(&self) -> Table {
        let year = |year: Option<i32>| Cell::from(year.and_then(|year| usize::try_from(year).ok()));
        let row = |group: &Discovered| {
            let record = GroupRecord::from(group);
            vec![
                record.group.into(),
                record.label.into(),
                Cell::several(record.phrases),
                record.findings.into(),
                record.documents.into(),
                record.reviews.into(),
                record.years.into(),
                year(record.first),
                year(record.last),
                Cell::several(record.gaps),
            ]
        };
        Table::new(&table::DISCOVERED, self.groups.iter().map(row).collect())
    }

    fn members(&self) -> Table {
        let row = |(group, passage): (&Discovered, &Passage)| {
            let of = |value: fn(&Finding) -> &str| passage.finding().map(value);
            let date = passage.finding().and_then(|finding| self.register.review_date(finding));
            vec![
                group.number.into(),
                group.label.as_str().into(),
                passage.id().into(),
                of(|finding| finding.kind.as_str()).into(),
                passage.text().into(),
                passage.at().to_string().into(),
                passage.finding().and_then(|finding| finding.review.as_deref()).into(),
                passage.finding().and_then(|finding| self.register.council(finding)).into(),
                Cell::shown(date),
                passage.at().path.as_str().into(),
            ]
        };
        Table::new(&table::DISCOVERED_EVIDENCE, self.each().map(row).collect())
    }

    fn each(&self) -> impl Iterator<Item = (&'a Discovered, &'a Passage)> {
        let shown = self.shown;
        let of = move |group: &'a Discovered| group.passages.iter().filter_map(move |at| Some((group, shown.get(at)?)));
        self.groups.iter().flat_map(of)
    }
}

impl Answer for DiscoveredThemes<'_> {
    fn table(&self) -> Table {
        if self.evidence { self.members() } else { self.counts() }
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        if !self.evidence {
            return self.groups.iter().try_for_each(|group| records.put("discovered_theme", &GroupRecord::from(group)));
        }
        self.each().try_for_each(|(group, passage)| {
            let (group, label) = (group.number, group.label.as_str());
            match passage.finding() {
                Some(finding) => {
                    let member = FindingRecord::new(finding, self.register);
                    records.put("discovered_evidence", &MemberRecord { group, label, member })
                }
                None => {
                    let member = PassageRecord::from(passage);
                    records.put("discovered_evidence", &MemberRecord { group, label, member })
                }
            }
        })
    }

    fn sheets(&self) -> Vec<Table> {
        vec![self.counts(), self.members()]
    }

    fn title(&self) -> String {
        format!("Found without a codebook: {}", counted(self.groups.len(), "group", "groups"))
    }

    fn page(&self) -> Page {
        let all: usize = self.groups.iter().map(|group| group.passages.len()).sum();
        let (one, several) = self.of.words();
        let mut page = Page::new(self.title());
        if self.groups.is_empty() {
            page.sentence(format!("No {one} to group."));
            return page;
        }
        let by = match self.model {
            Some(model) => format!("what they mean to the sentence model {model}"),
            None => "the words they share".to_owned(),
        };
        page.sentence(format!(
            "{} grouped by {by}, each in one group, and named by phrases the others hardly use. Groups are a \
             start for a codebook, not a result: read the quotes.",
            counted(all, one, several)
        ));
        let years: Vec<(i32, usize)> = self.passages.years().into_iter().collect();
        let has_years = years.len() > 1;
        let row = |group: &Discovered| {
            let record = GroupRecord::from(group);
            let mut row: Vec<Cell> = vec![
                group.label.as_str().into(),
                Cell::Share { count: record.findings, of: all },
                record.reviews.into(),
            ];
            if has_years {
                let found = |year: &i32| group.recurrence.years.get(year).copied().unwrap_or(0);
                let shares: Vec<_> = years.iter().map(|(year, of)| (found(year), *of)).collect();
                row.extend([Cell::shown(record.first), Cell::shown(record.last), spark(&shares).into()]);
            }
            row
        };
        let mut head = vec!["Group".to_owned(), capital(several), "Reviews".into()];
        if let (true, Some((first, _)), Some((last, _))) = (has_years, years.first(), years.last()) {
            head.extend(["First".into(), "Last".into(), format!("{first} to {last}")]);
        }
        page.table(Grid {
            caption: "Groups, the largest first".into(),
            head,
            rows: self.groups.iter().map(row).collect(),
            levels: Vec::new(),
        });
        for group in self.groups {
            page.heading(2, format!("{}. {} ({})", group.number, group.label, group.passages.len()));
            let phrases: BTreeSet<&str> = group.label.split(", ").collect();
            let others: Vec<_> = group.phrases.iter().map(String::as_str).filter(|p| !phrases.contains(p)).collect();
            if !others.is_empty() {
                page.sentence(format!("Also: {}.", others.join(", ")));
            }
            let gaps = &group.recurrence.gaps;
            if !gaps.is_empty() {
                let gaps: Vec<_> = gaps.iter().map(i32::to_string).collect();
                page.sentence(format!("Not in: {}.", gaps.join(", ")));
            }
            for passage in group.passages.iter().take(Self::QUOTES).filter_map(|at| self.shown.get(at)) {
                page.quote(None, unmarked(passage.text()), passage.at());
            }
        }
        page
    }
}
