//! Before which committee did it come? The name on its first page; only papers of a committee have one.

use std::sync::LazyLock;

use regex::Regex;

use super::Paper;
use super::capitals::as_printed_in_text;
use crate::model::{Block, DocumentKind};
use crate::text::{dates, fold};

static COMMITTEE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:(?:[A-Z][\w',&-]*|and|of|the|for|to)\s+){0,10}(?:panel|committee|board|commission|cabinet|executive|forum|task group|sub-committee|municipal district|council)\b").ok()
});

/// The committee whose paper it is; only papers of a committee have one.
pub fn committee(paper: &Paper<'_>, kind: Option<DocumentKind>) -> Option<String> {
    let kinds = [
        DocumentKind::Minutes,
        DocumentKind::PanelReport,
        DocumentKind::CabinetResponse,
        DocumentKind::ActionPlan,
        DocumentKind::Tracker,
    ];
    if !kind.is_some_and(|kind| kinds.contains(&kind)) {
        return None;
    }
    let scrutiny = |text: &str| {
        ["panel", "committee", "board", "commission", "cabinet", "executive", "forum", "task group"]
            .iter()
            .any(|w| text.to_lowercase().contains(w))
    };
    let short = |block: &&&Block| block.text.split_whitespace().count() <= 26 && scrutiny(&block.text);
    let found = paper.head.iter().filter(short).find_map(|block| {
        let folded = fold(&block.text).into_owned();
        let cut = dates(&block.text).first().map_or(folded.len(), |dated| dated.range.start);
        let line = folded[..cut].to_owned();
        let matched = COMMITTEE.as_ref()?.find(&line)?.as_str().trim().to_owned();
        let name = strip_lead(&matched);
        (scrutiny(&name) && name.split_whitespace().count() >= 1).then_some(name)
    })?;
    Some(as_printed_in_text(&found, paper.blocks))
}

fn strip_lead(name: &str) -> String {
    let mut name = name.trim();
    loop {
        let lower = name.to_lowercase();
        let prefix = [
            "agenda and minutes of the ",
            "minutes of the ",
            "minutes of ",
            "minutes ",
            "response of the ",
            "response from the ",
            "report to the ",
            "report to ",
            "report of the ",
            "action notes of the ",
            "notes of the ",
            "meeting of the ",
            "meeting of ",
            "a meeting of the ",
            "to the ",
            "the ",
            "of the ",
            "of ",
            "and ",
        ]
        .iter()
        .find(|prefix| lower.starts_with(**prefix));
        match prefix {
            Some(prefix) => name = &name[prefix.len()..],
            None => return name.to_owned(),
        }
    }
}
