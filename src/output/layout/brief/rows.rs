//! A briefing as rows and records: one a passage, joined by the number of their entry.

use std::io;

use serde::Serialize;

use crate::answers::brief::{Brief, Came, Topic, Upshot};
use crate::model::{Date, FindingKind};
use crate::output::grid::Cell;
use crate::output::layout::change::{Section, Sides, section};
use crate::output::record::CitationRecord;
use crate::output::{Answer, Records, Table, table};

use super::Briefing;
use super::entries::{Entries, Entry, What};

/// The first record: what the briefing is on.
#[derive(Serialize)]
struct HeadRecord<'a> {
    title: String,
    council: &'a str,
    committee: Option<&'a str>,
    topic: Option<&'a str>,
    reviews: Vec<[&'a str; 2]>,
    alone: Vec<&'a str>,
    scope: Vec<&'a str>,
    asked_from: Option<Date>,
    asked_until: Option<Date>,
    fingerprint: &'a str,
    version: &'static str,
    certain: f32,
    possible: f32,
    codebook: String,
}

/// A passage.
#[derive(Serialize)]
struct PassageRecord<'a> {
    item: usize,
    section: &'static str,
    status: &'static str,
    band: Option<&'static str>,
    council: &'a str,
    body: Option<&'a str>,
    subject: Option<&'a str>,
    committee: Option<&'a str>,
    role: &'static str,
    kind: Option<&'static str>,
    finding: Option<&'a str>,
    text: Option<&'a str>,
    #[serde(flatten)]
    at: CitationRecord<'a>,
}

fn sides(brief: &Brief) -> Vec<Sides<'_>> {
    brief.series.iter().map(|series| Sides::of(&series.comparison)).collect()
}

pub(super) fn records(briefing: &Briefing<'_>, records: &mut Records<'_>) -> io::Result<()> {
    let brief = briefing.brief;
    let sides = sides(brief);
    let comparisons = || brief.series.iter().map(|series| &series.comparison);
    records.put(
        "brief",
        &HeadRecord {
            title: briefing.title(),
            council: &brief.council,
            committee: brief.committee.as_deref(),
            topic: brief.topic.as_ref().map(Topic::name),
            reviews: comparisons().map(|c| [c.earlier.review.id.as_str(), c.later.review.id.as_str()]).collect(),
            alone: brief.alone.iter().map(|alone| alone.side.review.id.as_str()).collect(),
            scope: comparisons().flat_map(|c| c.scope.differences.iter().map(String::as_str)).collect(),
            asked_from: brief.asked.from,
            asked_until: brief.asked.until,
            fingerprint: &brief.made.fingerprint,
            version: env!("CARGO_PKG_VERSION"),
            certain: brief.made.settings.certain,
            possible: brief.made.settings.possible,
            codebook: brief.codebooks().join("; "),
        },
    )?;
    let entries = Entries::of(brief, &sides);
    for entry in &entries.all {
        passages(brief, entry).iter().try_for_each(|passage| records.put("passage", passage))?;
    }
    Ok(())
}

fn passages<'a>(brief: &'a Brief, entry: &Entry<'a>) -> Vec<PassageRecord<'a>> {
    let (part, status, band) = match &entry.what {
        What::Change { change, .. } => {
            let part = match section(change) {
                Section::Judgements => "judgements",
                Section::CameBack => "came_back",
                Section::New => "new",
                Section::NotFound => "not_found",
            };
            (part, change.status.as_str(), Some(change.band.as_str()))
        }
        What::Found { alone, finding } => {
            let status = match brief.alone[*alone].upshot(finding) {
                Upshot::Judged => "judged",
                Upshot::Answered => "answered",
                Upshot::SpokenOf => "spoken_of",
                Upshot::Silent => "unanswered",
                Upshot::NothingLater => "nothing_later",
                Upshot::Praised => "praised",
            };
            ("found", status, None)
        }
        What::Ask(ask) => {
            let status = match ask.came {
                Came::SpokenOf(_) => "spoken_of",
                Came::Silent { .. } => "unanswered",
                Came::NothingLater => "nothing_later",
            };
            ("asked", status, None)
        }
    };
    let series = match &entry.what {
        What::Change { series, .. } => Some(&brief.series[*series].comparison.series),
        What::Found { alone, .. } => Some(&brief.alone[*alone].side.review.series),
        What::Ask(_) => None,
    };
    let committee = match &entry.what {
        What::Ask(ask) => ask.committee.as_deref(),
        What::Change { .. } | What::Found { .. } => None,
    };
    let record = |passage: super::entries::Passage<'a>| PassageRecord {
        item: entry.number,
        section: part,
        status,
        band,
        council: &brief.council,
        body: series.map(|series| series.body.as_str()),
        subject: series.map(|series| series.subject.as_str()),
        committee,
        role: passage.role,
        kind: passage.kind.map(FindingKind::as_str),
        finding: passage.finding,
        text: passage.text,
        at: CitationRecord::from(passage.at),
    };
    entry.passages(brief).into_iter().map(record).collect()
}

pub(super) fn table(briefing: &Briefing<'_>) -> Table {
    let brief = briefing.brief;
    let sides = sides(brief);
    let entries = Entries::of(brief, &sides);
    let mut rows = Vec::new();
    for entry in &entries.all {
        for (record, passage) in passages(brief, entry).iter().zip(entry.passages(brief)) {
            rows.push(vec![
                record.item.into(),
                record.section.into(),
                record.status.into(),
                record.band.into(),
                record.council.into(),
                record.body.into(),
                record.subject.into(),
                record.committee.into(),
                record.role.into(),
                record.kind.into(),
                record.finding.into(),
                record.text.into(),
                passage.at.path.as_str().into(),
                Cell::shown(passage.at.date),
                passage.at.paragraph.as_deref().into(),
                passage.at.page.into(),
                passage.at.to_string().into(),
            ]);
        }
    }
    Table::new(&table::BRIEF, rows)
}

/// The papers quoted, as the page numbers them.
pub(super) fn sources(briefing: &Briefing<'_>) -> Table {
    let page = briefing.page();
    let sources = page.parts.into_iter().find_map(|part| match part {
        crate::output::page::Part::Sources(sources) => Some(sources),
        _ => None,
    });
    let row =
        |source: crate::output::page::Source| vec![source.number.into(), source.title.into(), source.place.into()];
    Table::new(&table::SOURCES, sources.unwrap_or_default().into_iter().map(row).collect())
}
