//! Labels that only their series shows: "A. ..." and "B. ..." are two items, where "A. Smith said" is a person.
//!
//! Capital letters and numerals before a stop count where paragraphs side by side count on from the first. So do the parts of a
//! numbered line that leads them in: "2.1 That the Committee:" and "2.1.1 considers the report".

use super::paragraphs::{Draft, DraftKind};
use crate::text::{Label, LabelKind, Numeral};

/// Fewer words after a letter are a name: "A. Smith".
const FEWEST_WORDS: usize = 4;

/// Gives labels to paragraphs that count on from "A.", "I." or the first part of a lead-in.
pub fn number(drafts: &mut [Draft]) {
    let mut at = 0;
    while at < drafts.len() {
        let run = run_at(drafts, at);
        for (index, label) in &run {
            let draft = &mut drafts[*index];
            draft.text.drain(..label.text_at);
            draft.bold = draft.bold.saturating_sub(label.text_at);
            draft.turns.iter_mut().for_each(|(byte, _)| *byte = byte.saturating_sub(label.text_at));
            draft.label = Some(label.clone());
        }
        at = run.last().map_or(at, |(last, _)| *last) + 1;
    }
}

/// The paragraphs of the series that begins at a draft; none where it begins none.
fn run_at(drafts: &[Draft], at: usize) -> Vec<(usize, Label)> {
    let Some(series) = Series::begun(drafts, at) else { return Vec::new() };
    let mut run: Vec<(usize, Label)> = Vec::new();
    for (index, draft) in drafts.iter().enumerate().skip(at) {
        let wanted = series.print(run.len() as u32 + 1);
        match label(draft, &series).filter(|label| label.key == wanted) {
            Some(label) => run.push((index, label)),
            // Bullets hang from the item above them.
            None if matches!(draft.kind, DraftKind::Item(_)) => {}
            None => break,
        }
    }
    let fewest = if matches!(series, Series::PartsOf(_)) { 1 } else { 2 };
    if run.len() < fewest { Vec::new() } else { run }
}

/// What a series counts with.
enum Series {
    Capitals(Numeral),
    /// The parts of the number that leads them in.
    PartsOf(String),
}

impl Series {
    /// The series that a draft begins.
    fn begun(drafts: &[Draft], at: usize) -> Option<Self> {
        let is_first = |series: &Self| label(&drafts[at], series).is_some_and(|label| label.key == series.print(1));
        let lead = at.checked_sub(1).map(|above| &drafts[above]).filter(|lead| lead.text.trim_end().ends_with(':'));
        let parts = lead.and_then(|lead| lead.label.as_ref()).filter(|label| label.kind == LabelKind::Decimal);
        let parts = parts.map(|label| Self::PartsOf(label.key.clone()));
        let capitals = [Numeral::CapitalLetter, Numeral::CapitalRoman].map(Self::Capitals);
        parts.into_iter().chain(capitals).find(is_first)
    }

    fn print(&self, count: u32) -> String {
        match self {
            Self::Capitals(numeral) => numeral.print(count),
            Self::PartsOf(number) => format!("{number}.{count}"),
        }
    }

    fn kind(&self) -> LabelKind {
        match self {
            Self::Capitals(Numeral::CapitalRoman) => LabelKind::Roman,
            Self::Capitals(_) => LabelKind::Letter,
            Self::PartsOf(_) => LabelKind::Decimal,
        }
    }
}

/// The label that a paragraph would have in a series.
fn label(draft: &Draft, series: &Series) -> Option<Label> {
    let plain = draft.label.is_none() && !draft.contents && draft.kind == DraftKind::Paragraph;
    let (first, rest) = draft.text.split_once(' ').filter(|_| plain)?;
    let key = match series {
        Series::Capitals(_) => first.strip_suffix('.').filter(|_| rest.split_whitespace().count() >= FEWEST_WORDS)?,
        Series::PartsOf(_) => first,
    };
    let text_at = draft.text.len() - rest.trim_start().len();
    Some(Label { kind: series.kind(), key: key.to_owned(), text_at })
}

#[cfg(test)]
mod tests {
    use crate::model::{Line, Mark, Page};

    fn numbers(paragraphs: &[&str]) -> Vec<Option<String>> {
        let line = |text: &&str| Line::new((*text).into(), Mark::Paragraph);
        let page = Page { number: Some(1), lines: paragraphs.iter().map(line).collect() };
        super::super::structure(&[page]).blocks.into_iter().map(|block| block.number).collect()
    }

    #[test]
    fn capitals_count_where_they_go_on() {
        let of = |keys: [&str; 3]| {
            numbers(&keys.map(|key| format!("{key} that the plan be approved;")).each_ref().map(String::as_str))
        };
        let key = |key: &str| Some(key.to_owned());
        assert_eq!(of(["A.", "B.", "C."]), ["A", "B", "C"].map(key));
        assert_eq!(of(["I.", "II.", "III."]), ["I", "II", "III"].map(key));
        assert_eq!(of(["A.", "C.", "D."]), [None, None, None]);
        assert_eq!(numbers(&["A. Smith", "B. Jones"]), [None, None]);
    }

    #[test]
    fn parts_count_below_the_number_that_leads_them_in() {
        let parts = numbers(&["2.1 That the Committee:", "2.1.1 considers it; and", "2.1.2 accepts it."]);
        assert_eq!(parts, ["2.1", "2.1.1", "2.1.2"].map(|key| Some(key.to_owned())));
        assert_eq!(numbers(&["2.1 The Committee met.", "2.1.1 considers it."])[1], None);
    }
}
