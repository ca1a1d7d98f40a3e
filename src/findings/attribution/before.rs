//! Does a line say that the review before found what is listed below it? "A similar review had been carried out in 2015, which
//! identified two priorities:".
//!
//! Such a line names that review by a date before the paper's own, or by a word: the previous, the last, an earlier one.

use super::known::{KNOWN, Use, first_body, first_name};
use super::masked::mask;
use super::mentions::Mentions;
use crate::findings::clauses::last_sentence;
use crate::findings::paper::Found;
use crate::model::{Block, BlockKind, Date, Document, FindingKind, Period, ReviewMention};
use crate::text::{fold, sentences};

impl Mentions {
    /// The review before that of the report, where the line over a list says that it found what is listed.
    pub fn told_of_before(&mut self, document: &Document, blocks: &[Block], found: &Found) -> Option<usize> {
        let lead = &blocks[found.lead];
        let leads = found.lead != found.block && lead.kind != BlockKind::TableRow && !lead.is_heading();
        if !leads || found.kind == FindingKind::Judgement {
            return None;
        }
        let dated = self.earlier_in(document, &lead.text);
        dated.or_else(|| is_of_before(leading(&lead.text)).then(|| self.before_own()))
    }

    /// The review of the sort that is spoken of which a line dates before it, and calls the last or an earlier one.
    pub fn such_review_before(&mut self, document: &Document, lead: &str) -> Option<usize> {
        self.latest_named().filter(|_| is_of_before(leading(lead)))?;
        self.earlier_in(document, lead)
    }

    /// The review that a line dates before the one the paper is of, or the last that it names.
    pub fn earlier_in(&mut self, document: &Document, lead: &str) -> Option<usize> {
        let date = |mention: &ReviewMention| mention.on_site.map(|period| period.start).or(mention.published);
        let of_paper = self.list.iter().find(|mention| mention.own).map(date);
        let own = of_paper.unwrap_or_else(|| self.latest_named().and_then(|latest| date(&self.list[latest])));
        let said = leading(lead);
        let period = dated_before(said, own.or(self.date)?, self.date)?;
        let is_it = |mention: &ReviewMention| {
            !mention.own && mention.on_site.is_some_and(|known| known.start.agrees_with(period.start))
        };
        if let Some(index) = self.list.iter().position(is_it) {
            return Some(index);
        }
        let like =
            self.list.iter().find(|mention| mention.own).or(self.latest_named().map(|at| &self.list[at])).cloned();
        let title = document.title.as_deref().unwrap_or_default();
        let of_like = |part: fn(&ReviewMention) -> Option<String>| like.as_ref().and_then(part);
        self.list.push(ReviewMention {
            body: first_body(said, None)
                .or_else(|| of_like(|like| like.body.clone()))
                .or_else(|| first_body(title, None)),
            subject: of_like(|like| like.subject.clone())
                .or_else(|| [said, title].into_iter().find_map(|text| first_name(&KNOWN.subjects, text))),
            council: document.council.clone(),
            on_site: Some(period),
            published: None,
            framework: None,
            own: false,
            block: 0,
        });
        Some(self.list.len() - 1)
    }
}

/// The sentence of a passage that leads a list in, with the one before it from which it goes on.
fn leading(text: &str) -> &str {
    let last = last_sentence(text);
    if !KNOWN.goes_on.is_match(last.trim()) {
        return last;
    }
    let before = sentences(&text[..text.len() - last.len()]).pop();
    before.map_or(last, |before| &text[before.start..])
}

/// When the review was that a leading sentence says found what follows; `None` where it names none that was before `own`.
fn dated_before(said: &str, own: Date, written: Option<Date>) -> Option<Period> {
    let masked = mask(said, written);
    let named = masked.dated(Use::Named);
    let first = *named.first()?;
    let is_before = |period: &Period| match period.end.month() {
        Some(_) => period.end.months() < own.months(),
        None => period.end.year() < own.year(),
    };
    let by_others = masked.after(first).is_some_and(|after| !KNOWN.by_own_team.is_match(after));
    (named.iter().all(is_before) && by_others && !KNOWN.since.is_match(said.trim())).then_some(first)
}

/// Whether a leading sentence says by its words alone that the review before found what follows.
fn is_of_before(said: &str) -> bool {
    let folded = fold(said.trim());
    let by_others = |captures: regex::Captures<'_>| {
        captures.name("between").is_none_or(|between| !KNOWN.by_own_team.is_match(between.as_str()))
    };
    !KNOWN.since.is_match(&folded)
        && KNOWN.before.iter().any(|pattern| pattern.captures(&folded).is_some_and(by_others))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_went_before_is_told_from_what_was_found_now() {
        let own: Date = "2019-11-12".parse().unwrap();
        let before = |text: &str| dated_before(leading(text), own, None).map(|period| period.start.to_string());
        assert_eq!(before("The 2015 review had named these areas:").as_deref(), Some("2015"));
        assert_eq!(before("The first peer review took place in March 2015. It asked for:").as_deref(), Some("2015-03"));
        assert_eq!(before("Since the 2015 review the board has these strengths:"), None);
        assert_eq!(before("After the review of March 2015, in the review of November 2019, it had:"), None);
        assert_eq!(before("The last review was in 2015, and the team found:"), None);
        assert!(is_of_before("An earlier inspection had found:") && !is_of_before("The inspection found:"));
        assert!(!is_of_before("The previous review was a while ago, and we found:"));
    }
}
