//! A review that stands alone: what it found, and what came of it.

use crate::answers::brief::{Alone, Brief, Came, Upshot};
use crate::model::{Finding, Followed};
use crate::output::words::{counted, when};

use super::changes::{doubts, followed, searched};
use super::entries::Entries;
use super::sheet::Sheet;

/// Puts a review on the page, its sections under headings of this level.
pub(super) fn put(at: usize, alone: &Alone, entries: &Entries<'_>, level: u8, sheet: &mut Sheet<'_>) {
    let all = entries.found(at);
    for group in all.chunk_by(|(_, a), (_, b)| alone.upshot(a) == alone.upshot(b)) {
        let upshot = alone.upshot(group[0].1);
        sheet.page.heading(level, format!("{} ({})", heading(upshot), group.len()));
        if upshot == Upshot::Silent {
            sheet.page.sentence(
                "It may have been answered in a paper that is not here, or in other words: the nearest passage is shown.",
            );
        }
        for (number, finding) in group {
            sheet.quote(format!("{number}."), &finding.text, &finding.citation);
            doubts(finding, sheet);
            let answers: &[Followed] = alone.followed.get(&finding.id).map_or(&[], Vec::as_slice);
            followed(answers, sheet);
            match alone.since.get(&finding.id) {
                Some(Came::SpokenOf(said)) if answers.is_empty() => sheet.answer("later", &said.text, &said.at),
                Some(Came::Silent { nearest: Some(said), .. }) if answers.is_empty() => {
                    sheet.answer("nearest", &said.text, &said.at);
                }
                _ => {}
            }
        }
        if upshot == Upshot::Silent {
            searched(group.iter().filter_map(|(_, finding)| alone.since.get(&finding.id)), sheet);
        }
    }
}

/// What became of findings, above those of which it did and in the table that counts them.
pub(super) fn heading(upshot: Upshot) -> &'static str {
    match upshot {
        Upshot::Judged => "Judgements",
        Upshot::Answered => "Asked for, and answered by a response or a plan",
        Upshot::SpokenOf => "Asked for, and spoken of in later papers",
        Upshot::Silent => "Asked for, and no later paper is sure to speak of it",
        Upshot::NothingLater => "Asked for; no later paper to look in",
        Upshot::Praised => "Strengths",
    }
}

/// "LGA review of the council: on site 20 to 23 June 2023; 14 findings".
pub(super) fn opening(brief: &Brief, alone: &Alone) -> String {
    let all = counted(alone.of, "finding", "findings");
    let told = alone.side.findings.len();
    let findings = if brief.topic.is_some() { format!("{told} of {all}") } else { all };
    let review = &alone.side.review;
    format!("{}: {}; {findings}", review.series.name(), when(review))
}

/// Findings in the order of a briefing: by what became of them, then as the review has them.
pub(super) fn in_order(alone: &Alone) -> Vec<&Finding> {
    let mut all: Vec<&Finding> = alone.side.findings.iter().collect();
    all.sort_by_key(|finding| alone.upshot(finding));
    all
}
