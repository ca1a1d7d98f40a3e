//! Minutes set as a table, whose left column holds the number of each minute as a margin does, and a row each of its paragraphs.
//!
//! ```text
//! 14/22 | ROOF REPAIRS                      14/22 ROOF REPAIRS
//!       | The Panel heard of delays.   →    The Panel heard of delays.
//!       | RESOLVED – That it be noted.      RESOLVED – That it be noted.
//! ```
//!
//! Its rows are headings and paragraphs like any other.

use super::headings::{opens_paragraph, reads_as_title};
use super::paragraphs::{Draft, DraftKind};
use crate::text::{Label, LabelKind, label};

/// The level of the title of a minute: below all that the paper marks as headings.
const MINUTE: u8 = 6;

/// Gives the tables that only lay out minutes as their parts; all else stays as it is.
pub fn unrolled(drafts: Vec<Draft>) -> Vec<Draft> {
    if drafts.iter().all(|draft| row(draft).is_none()) {
        return drafts;
    }
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    for run in drafts.chunk_by(|one, next| row(one).is_some() && table(one) == table(next)) {
        if is_of_minutes(run) {
            out.extend(run.iter().flat_map(parts));
        } else {
            out.extend_from_slice(run);
        }
    }
    out
}

fn table(draft: &Draft) -> Option<u32> {
    if let DraftKind::Row { table, .. } = draft.kind { Some(table) } else { None }
}

/// The number in the margin, which may be none, and what stands beside it.
fn row(draft: &Draft) -> Option<(&str, &str)> {
    let DraftKind::Row { cells, .. } = &draft.kind else { return None };
    match cells.as_slice() {
        [number, said] if draft.turns.is_empty() => Some((number.trim(), said.trim())),
        _ => None,
    }
}

/// The number of a minute: "14/22", "OS45", "7.".
fn number(text: &str) -> Option<Label> {
    // Letters before a number count only where a title follows.
    let labelled = label(text).or_else(|| label(&format!("{text} Title")));
    let labelled = labelled.filter(|found| matches!(found.kind, LabelKind::Number) && found.text_at >= text.len());
    let plain = || (1..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = || plain().then(|| Label { kind: LabelKind::Number, key: text.to_owned(), text_at: 0 });
    labelled.map(|found| Label { text_at: 0, ..found }).or_else(bare)
}

/// Whether rows are the paragraphs of minutes: a number beside each title, none beside the rest, some of which is decided.
fn is_of_minutes(rows: &[Draft]) -> bool {
    let Some(rows) = rows.iter().map(row).collect::<Option<Vec<_>>>() else { return false };
    let (beside, rest): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(number, _)| !number.is_empty());
    let is_title = |said: &str| said.lines().next().is_some_and(reads_as_title);
    !beside.is_empty()
        && beside.iter().all(|(margin, said)| number(margin).is_some() && is_title(said))
        && rest.iter().any(|(_, said)| said.lines().any(opens_paragraph))
        && rest.len() >= beside.len()
}

/// The title and the paragraphs of a row.
fn parts(draft: &Draft) -> Vec<Draft> {
    let (margin, said) = row(draft).unwrap_or_default();
    let part = |kind, label, text: &str| Draft {
        kind,
        label,
        text: text.to_owned(),
        bold: 0,
        style: None,
        indent: None,
        marked: true,
        ..draft.clone()
    };
    let mut numbered = number(margin);
    let lines = said.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| match numbered.take() {
            Some(number) => part(DraftKind::Heading(Some(MINUTE)), Some(number), line),
            None => {
                let found = label(line).filter(|label| label.text_at < line.len());
                let is_bullet = found.as_ref().is_some_and(|label| label.kind == LabelKind::Bullet);
                let kind = if is_bullet { DraftKind::Item(None) } else { DraftKind::Paragraph };
                let text_at = found.as_ref().map_or(0, |label| label.text_at);
                part(kind, found, &line[text_at..])
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::model::{BlockKind, Line, Mark, Page};
    use crate::structure::structure;

    #[test]
    fn numbers_in_the_margin_head_the_paragraphs_beside_them() {
        let blocks = |rows: &[(&str, &str)]| {
            let line = |(number, said): &(&str, &str)| {
                let cells = vec![(*number).to_owned(), (*said).to_owned()];
                Line::new(String::new(), Mark::Row { table: 0, head: false, cells })
            };
            structure(&[Page { number: Some(1), lines: rows.iter().map(line).collect() }]).blocks
        };
        let found = blocks(&[
            ("14/22", "ROOF REPAIRS"),
            ("", "The Panel heard of delays."),
            ("", "RESOLVED – That the plan be noted."),
            ("15/22", "PARKS"),
            ("", "RESOLVED – That:"),
            ("", "(a) the plan be noted; and"),
        ]);
        let numbers: Vec<_> = found.iter().filter(|block| block.is_heading()).map(|block| &block.number).collect();
        assert_eq!(numbers, [&Some("14/22".to_owned()), &Some("15/22".to_owned())]);
        assert_eq!((found.len(), found[5].number.as_deref(), found[5].under), (6, Some("a"), Some(3)));
        let plan = [("1", "Repair the roofs"), ("", "Ask the tenants"), ("2", "Mow the parks")];
        assert!(blocks(&plan).iter().all(|block| block.kind == BlockKind::TableRow), "nothing is decided in it");
    }
}
