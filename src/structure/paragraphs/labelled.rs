//! The number or bullet of a paragraph, where the line does not simply begin with it: beside it across a gap, or above it alone.

use super::{Draft, DraftKind};
use crate::model::{Layout, Line};
use crate::text::{Label, LabelKind, is_label, label, with_count};

/// The label of a laid-out line. A bare number counts where a gap parts it from the text.
pub(super) fn line_label(line: &Line, layout: &Layout) -> Option<Label> {
    label(&line.text).map(|label| with_count(label, &line.text)).or_else(|| {
        let (first, second) = (layout.segments.first()?, layout.segments.get(1)?);
        let key = &line.text[first.start..first.end];
        let bare = is_label(key) && key.bytes().all(|b| b.is_ascii_digit());
        bare.then(|| Label { kind: LabelKind::Number, key: key.to_owned(), text_at: second.start })
    })
}

/// A bare number with a wide gap after it, as old minutes count their items: "13   HOMELESSNESS STRATEGY".
pub(super) fn set_apart(text: &str) -> Option<Label> {
    let (key, rest) = text.split_once("  ")?;
    let title = rest.trim_start();
    let is_number = (1..=4).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_digit());
    let is_label = is_number && title.starts_with(char::is_uppercase) && !title.contains("  ");
    is_label.then(|| Label { kind: LabelKind::Number, key: key.to_owned(), text_at: text.len() - title.len() })
}

pub(super) fn item_label(text: Option<&str>) -> Label {
    text.and_then(label).unwrap_or(Label { kind: LabelKind::Bullet, key: String::new(), text_at: 0 })
}

/// A label that stands alone belongs to the paragraph after it.
pub(super) fn attach_lone_labels(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::with_capacity(drafts.len());
    for mut draft in drafts {
        if let Some(lone) = out
            .last()
            .filter(|last| last.text.is_empty() && last.label.is_some() && last.kind != DraftKind::Heading(None))
            && draft.label.is_none()
            && matches!(draft.kind, DraftKind::Paragraph | DraftKind::Heading(_))
        {
            draft.label = lone.label.clone();
            if lone.page != draft.page {
                draft.turns.insert(0, (0, draft.page));
            }
            draft.page = lone.page;
            if lone.label.as_ref().is_some_and(|l| l.kind == LabelKind::Bullet) {
                draft.kind = DraftKind::Item(None);
            }
            out.pop();
        }
        out.push(draft);
    }
    for draft in &mut out {
        if draft.text.is_empty() && !matches!(draft.kind, DraftKind::Row { .. }) {
            // A label with nothing to label is text: no word may be lost.
            draft.text = draft.label.take().map(|label| label.key).unwrap_or_default();
        }
    }
    out.retain(|draft| !draft.text.is_empty() || matches!(draft.kind, DraftKind::Row { .. }));
    out
}
