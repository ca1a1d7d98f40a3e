//! What keeps coming back that no codebook names: groups of findings, when each was seen, and its quotes.

use std::collections::BTreeSet;
use std::io;

use serde::Serialize;

use super::spark::spark;
use crate::model::Finding;
use crate::output::grid::{Cell, Grid};
use crate::output::page::unmarked;
use crate::output::record::FindingRecord;
use crate::output::words::counted;
use crate::output::{Answer, Page, Records, Register, Table, table};
use crate::themes::discover::Discovered;

/// Quotes of a group on a page.
const QUOTES: usize = 2;

/// Groups found without a codebook.
#[derive(Debug, Clone, Copy)]
pub struct DiscoveredThemes<'a> {
    /// The groups, the largest first.
    pub groups: &'a [Discovered<'a>],
    /// The year of each finding and all findings, for shares: (year, findings), ascending.
    pub years: &'a [(i32, usize)],
    /// Whether each finding has a row of its own.
    pub evidence: bool,
    /// The reviews and documents of the findings.
    pub register: &'a Register<'a>,
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

impl<'a> From<&'a Discovered<'a>> for GroupRecord<'a> {
    fn from(group: &'a Discovered<'a>) -> Self {
        Self {
            group: group.number,
            label: &group.label,
            phrases: &group.phrases,
            findings: group.findings.len(),
            documents: group.documents.len(),
            reviews: group.reviews.len(),
            years: group.years.len(),
            first: group.years.keys().next().copied(),
            last: group.years.keys().next_back().copied(),
            gaps: &group.gaps,
        }
    }
}

#[derive(Serialize)]
struct MemberRecord<'a> {
    group: usize,
    label: &'a str,
    #[serde(flatten)]
    finding: FindingRecord<'a>,
}

impl<'a> DiscoveredThemes<'a> {
    fn counts(&self) -> Table {
        let year = |year: Option<i32>| Cell::shown(year);
        let row = |group: &Discovered<'_>| {
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
        let row = |(group, finding): (&Discovered<'_>, &Finding)| {
            let at = &finding.citation;
            vec![
                group.number.into(),
                group.label.as_str().into(),
                finding.id.as_str().into(),
                finding.kind.as_str().into(),
                finding.text.as_str().into(),
                at.to_string().into(),
                finding.review.as_deref().into(),
                self.register.council(finding).into(),
                Cell::shown(self.register.review_date(finding)),
                at.path.as_str().into(),
            ]
        };
        Table::new(&table::DISCOVERED_EVIDENCE, self.each().map(row).collect())
    }

    fn each(&self) -> impl Iterator<Item = (&'a Discovered<'a>, &'a Finding)> {
        self.groups.iter().flat_map(|group| group.findings.iter().map(move |finding| (group, *finding)))
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
        self.each().try_for_each(|(group, finding)| {
            let finding = FindingRecord::new(finding, self.register);
            records.put("discovered_evidence", &MemberRecord { group: group.number, label: &group.label, finding })
        })
    }

    fn sheets(&self) -> Vec<Table> {
        vec![self.counts(), self.members()]
    }

    fn page(&self) -> Page {
        let findings: usize = self.groups.iter().map(|group| group.findings.len()).sum();
        let mut page =
            Page::new(format!("Found without a codebook: {}", counted(self.groups.len(), "group", "groups")));
        if self.groups.is_empty() {
            page.sentence("No finding to group.");
            return page;
        }
        page.sentence(format!(
            "{} grouped by the words they share, each in one group, and named by phrases the others hardly use. Groups are a \
             start for a codebook, not a result: read the quotes.",
            counted(findings, "finding", "findings")
        ));
        let has_years = self.years.len() > 1;
        let row = |group: &Discovered<'_>| {
            let record = GroupRecord::from(group);
            let mut row: Vec<Cell> = vec![
                group.label.as_str().into(),
                Cell::Share { count: record.findings, of: findings },
                record.reviews.into(),
            ];
            if has_years {
                let shares: Vec<_> =
                    self.years.iter().map(|(year, of)| (group.years.get(year).copied().unwrap_or(0), *of)).collect();
                row.extend([Cell::shown(record.first), Cell::shown(record.last), spark(&shares).into()]);
            }
            row
        };
        let mut head = vec!["Group".to_owned(), "Findings".into(), "Reviews".into()];
        if let (true, Some((first, _)), Some((last, _))) = (has_years, self.years.first(), self.years.last()) {
            head.extend(["First".into(), "Last".into(), format!("{first} to {last}")]);
        }
        page.table(Grid {
            caption: "Groups, the largest first".into(),
            head,
            rows: self.groups.iter().map(row).collect(),
            levels: Vec::new(),
        });
        for group in self.groups {
            page.heading(2, format!("{}. {} ({})", group.number, group.label, group.findings.len()));
            let phrases: BTreeSet<&str> = group.label.split(", ").collect();
            let others: Vec<_> = group.phrases.iter().map(String::as_str).filter(|p| !phrases.contains(p)).collect();
            if !others.is_empty() {
                page.sentence(format!("Also: {}.", others.join(", ")));
            }
            if !group.gaps.is_empty() {
                let gaps: Vec<_> = group.gaps.iter().map(i32::to_string).collect();
                page.sentence(format!("Not in: {}.", gaps.join(", ")));
            }
            for finding in group.findings.iter().take(QUOTES) {
                page.quote(None, unmarked(&finding.text), &finding.citation);
            }
        }
        page
    }
}
