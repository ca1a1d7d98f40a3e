//! The reviews a paper speaks of, and which of them made a finding.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::iter::successors;

use super::known::{KNOWN, OF_OWN_LINE, REVIEW_WORDS, Use, first_body, first_name};
use super::masked::{Masked, mask, may_be_dated};
use super::{BOARD, about_the_board, sort_of};
use crate::findings::paper::Found;
use crate::model::{
    Block, BlockKind, Boilerplate, Date, Document, DocumentKind, FindingKind, Period, ReviewMention, ReviewSort,
};
use crate::text::{Pattern, fold, sentences};

/// A paper that does not say which review it means, means one of the last two years.
const MOST_MONTHS_BACK: i32 = 24;

/// The reviews a paper speaks of, in the order it names them.
pub(super) struct Mentions {
    pub list: Vec<ReviewMention>,
    /// Date of the paper: reviews after it are plans.
    pub date: Option<Date>,
    /// Whether a lead-in or a paragraph just before it speaks of reviewers, by its ordinal: many findings have one lead-in.
    below_reviewers: BTreeMap<usize, bool>,
}

impl Mentions {
    /// None yet, of a paper of this date.
    pub fn new(date: Option<Date>) -> Self {
        Self { list: Vec::new(), date, below_reviewers: BTreeMap::new() }
    }
}

fn speaks_of_reviewers(text: &str) -> bool {
    KNOWN.reviewers.first(&fold(text)).is_some()
}

/// Whether a lead-in speaks of reviewers, or one of the two paragraphs before it under its heading.
fn is_below_reviewers(blocks: &[Block], lead: &Block) -> bool {
    let before = blocks[..lead.ordinal].iter().rev().take_while(|block| !block.is_heading());
    let near = before.filter(|block| !block.is_item()).take(2);
    std::iter::once(lead).chain(near).any(|block| speaks_of_reviewers(&block.text))
}

/// The headings that a finding stands under, the nearest first; a lead-in is nearer than any.
fn over<'b>(blocks: &'b [Block], found: &Found) -> impl Iterator<Item = &'b str> {
    let lead = Some(found.lead).filter(|lead| blocks[*lead].kind != BlockKind::TableRow);
    let under = successors(blocks[found.lead].under, |under| blocks[*under].under);
    lead.into_iter().chain(under).map(|over| blocks[over].text.as_str())
}

/// Whether what a report lists was asked by the review before it: "Follow-up of previous recommendations", or a column that says
/// when each was raised.
fn is_followed_up(blocks: &[Block], found: &Found) -> bool {
    if !found.kind.is_ask() && found.kind != FindingKind::Concern {
        return false;
    }
    follows_up(&blocks[found.block]) || over(blocks, found).any(is_of_before)
}

/// Whether the columns of a row, or a heading over it, say that it takes up what the review before asked.
pub fn row_follows_up(blocks: &[Block], row: usize) -> bool {
    let mut over = successors(blocks[row].under, |under| blocks[*under].under);
    follows_up(&blocks[row]) || over.any(|heading| is_of_before(&blocks[heading].text))
}

fn follows_up(row: &Block) -> bool {
    row.cells.iter().filter_map(|cell| cell.column.as_deref()).any(is_of_before)
}

fn is_of_before(text: &str) -> bool {
    KNOWN.followed_up.first(fold(text.trim()).as_ref()).is_some()
}

/// Whether a progress review says that a recommendation is its own: "Further recommendations", "The peer team recommends that".
fn is_asked_anew(blocks: &[Block], found: &Found) -> bool {
    over(blocks, found).take(2).any(|text| KNOWN.asked_anew.first(fold(text.trim()).as_ref()).is_some())
}

/// A sentence that names reviews with their dates.
pub struct Naming {
    /// The block it stands in.
    pub block: usize,
    /// Where it stands in the text of the block, in bytes.
    pub sentence: std::ops::Range<usize>,
    /// Who reviewed, where it says so, and when.
    pub reviews: Vec<(Option<String>, Period)>,
}

/// The sentences of a paper that name reviews, in order; its contents page is passed over.
/// `folded` are the texts of the blocks, folded.
pub fn namings(document: &Document, blocks: &[Block], folded: &[Cow<'_, str>]) -> Vec<Naming> {
    let mut found = Vec::new();
    for block in blocks.iter().filter(|block| block.boilerplate != Some(Boilerplate::Contents)) {
        // Few passages hold both a date and a word for a review; the others need not be parted.
        let folded = &folded[block.ordinal];
        if !may_be_dated(folded) || !KNOWN.of_review.any_may_match(&KNOWN.of_review.scan(folded)) {
            continue;
        }
        for sentence in sentences(&block.text) {
            let reviews = reviews_named(&block.text[sentence.clone()], document);
            if !reviews.is_empty() {
                found.push(Naming { block: block.ordinal, sentence, reviews });
            }
        }
    }
    found
}

/// The reviews a sentence names with a date: who reviewed, where it says so, and when.
fn reviews_named(sentence: &str, document: &Document) -> Vec<(Option<String>, Period)> {
    if !may_be_dated(&fold(sentence)) {
        return Vec::new();
    }
    let body = first_body(sentence, None);
    let lower = fold(sentence).to_lowercase();
    let of_own_line =
        document.kind == DocumentKind::InspectionReport && OF_OWN_LINE.iter().any(|words| lower.contains(words));
    if body.is_none() && !of_own_line && !REVIEW_WORDS.iter().any(|word| lower.contains(word)) {
        return Vec::new();
    }
    // "A review of the hub in March" is none of those that a report may follow.
    if body.is_none() && document.kind == DocumentKind::InspectionReport && KNOWN.of_its_like.first(&lower).is_none() {
        return Vec::new();
    }
    let masked = mask(sentence, document.date);
    if masked.dates.is_empty() {
        return Vec::new();
    }
    let mut periods = masked.dated(Use::Named);
    if !document.kind.is_own_report() {
        let own = [Use::Own, Use::Visit].into_iter().flat_map(|kind| masked.dated(kind));
        periods.extend(own.filter(|_| lower.contains("review")));
    }
    let named = |period: &Period| nearest_body(&masked, *period).or_else(|| body.clone());
    periods.iter().map(|period| (named(period), *period)).collect()
}

/// What a heading says that a review of this body was of; `None` where it speaks of no such review.
fn subject_of(heading: &str, body: &Option<String>) -> Option<String> {
    let lower = heading.to_lowercase();
    let of_peers = body.as_deref().and_then(sort_of) == Some(ReviewSort::PeerReviews);
    let speaks = if of_peers { lower.contains("peer ") } else { lower.contains("inspection") };
    first_name(&KNOWN.subjects, heading).filter(|subject| speaks && subject != BOARD)
}

/// The body named last before a date: "the inspection of January 2014 and the peer review of April 2015" are of two.
fn nearest_body(masked: &Masked, period: Period) -> Option<String> {
    let before = masked.before(period)?;
    let last = |pattern: &Pattern| pattern.find_iter(before).last().map(|found| found.end());
    let named = KNOWN.bodies.iter().filter_map(|(body, pattern)| Some((last(pattern)?, &body.name)));
    named.max_by_key(|(end, _)| *end).map(|(_, name)| name.clone())
}

impl Mentions {
    /// Adds the reviews a sentence names with a date.
    pub fn read(&mut self, naming: &Naming, document: &Document, blocks: &[Block]) {
        let sentence = &blocks[naming.block].text[naming.sentence.clone()];
        let heading = blocks[naming.block].under.map(|under| blocks[under].text.as_str());
        for (body, period) in &naming.reviews {
            // "It took place in March", beneath "Adult social care peer challenge". A report's own title is of its own review.
            let may_tell = !document.kind.is_own_report();
            let over = || heading.into_iter().chain(document.title.as_deref()).find_map(|over| subject_of(over, body));
            let subject = first_name(&KNOWN.subjects, sentence).or_else(|| over().filter(|_| may_tell));
            // "At the last inspection" goes on from an inspection, and not from the peer review named in between.
            let lower = sentence.to_lowercase();
            let inspected = lower.contains("inspect") && !lower.contains("peer");
            let goes_on = |mention: &ReviewMention| match (body, &mention.body) {
                (Some(body), Some(other)) => body == other,
                (None, Some(other)) => !inspected || sort_of(other) == Some(ReviewSort::Inspections),
                (_, None) => true,
            };
            let before = self.list.iter().rev().find(|mention| goes_on(mention)).cloned();
            self.add(*period, body.clone(), subject, before.as_ref(), naming.block, document);
        }
    }

    /// Adds a review, or what more is known of one that is listed. What a sentence does not say of it is taken from the one
    /// that was named before.
    fn add(
        &mut self,
        period: Period,
        body: Option<String>,
        subject: Option<String>,
        before: Option<&ReviewMention>,
        block: usize,
        document: &Document,
    ) {
        if self.date.is_some_and(|date| {
            period.start.months() > date.months() || date.months() - period.start.months() > 15 * 12
        }) {
            return;
        }
        let fits = |mention: &ReviewMention| {
            let agrees = |a: &Option<String>, b: &Option<String>| a.is_none() || b.is_none() || a == b;
            let near = mention.on_site.is_some_and(|known| {
                known.start.agrees_with(period.start)
                    || known.end.agrees_with(period.start)
                    || (known.start <= period.start && period.end <= known.end)
            });
            near && agrees(&mention.body, &body)
        };
        if let Some(known) = self.list.iter_mut().find(|mention| fits(mention)) {
            // A more precise date of the same visit wins.
            if known.on_site.is_some_and(|on_site| on_site.precision() < period.precision()) {
                known.on_site = Some(period);
            }
            known.body = known.body.take().or(body);
            known.subject = known.subject.take().or(subject);
            return;
        }
        // A bare year names a review that is known better elsewhere; alone it is too little to found one on.
        let vague = period.start.month().is_none();
        let body = body.or_else(|| before.and_then(|mention| mention.body.clone()));
        let subject = subject.filter(|s| s != BOARD).or_else(|| before.and_then(|mention| mention.subject.clone()));
        if vague || body.is_none() {
            return;
        }
        self.list.push(ReviewMention {
            body,
            subject,
            council: document.council.clone(),
            on_site: Some(period),
            published: None,
            framework: None,
            own: false,
            block,
        });
    }

    /// Which mention made a finding; `None` for a committee's own.
    pub fn maker(&mut self, document: &Document, blocks: &[Block], found: &Found) -> Option<usize> {
        if found.kind.is_of_committee() {
            return None;
        }
        if document.kind.is_own_report() {
            if about_the_board(blocks, found) {
                return Some(self.board());
            }
            if document.kind != DocumentKind::ProgressReview {
                let before = self.told_of_before(document, blocks, found);
                if before.is_some() || is_followed_up(blocks, found) {
                    return before.or_else(|| Some(self.before_own()));
                }
            }
            // A progress review lists what the review before it recommended, and may recommend more.
            let earlier = document.kind == DocumentKind::ProgressReview
                && found.kind == FindingKind::Recommendation
                && !is_asked_anew(blocks, found);
            return if earlier { self.latest_named().or(Some(0)) } else { Some(0) };
        }
        let lead = &blocks[found.lead];
        let cell = found.cue.as_deref().filter(|_| lead.kind == BlockKind::TableRow);
        let own_words = [cell.unwrap_or(&lead.text), found.cue.as_deref().unwrap_or_default()].join(" ");
        if !speaks_of_reviewers(&own_words) {
            // "The last such review (March 2015) had recommended that:" names none, and is of the one that is spoken of.
            if let Some(before) = self.such_review_before(document, &lead.text) {
                return Some(before);
            }
            // The panel's own list may stand below a paragraph about the review: only its own words count then.
            let own_list = matches!(found.kind, FindingKind::Recommendation | FindingKind::Conclusion)
                || own_words.to_lowercase().contains("panel recommend");
            if own_list || !*self.below_reviewers.entry(found.lead).or_insert_with(|| is_below_reviewers(blocks, lead))
            {
                return None;
            }
        }
        // The lead-in names the review, or it is the one spoken of last, unless that was years ago: then it is
        // the latest of its series, which the corpus knows better than this paper.
        let named = self.named_in(&lead.text).or_else(|| self.earlier_in(document, &lead.text));
        let recent = |index: &usize| {
            let on_site = self.list[*index].on_site.map(|period| period.start.months());
            on_site.zip(self.date).is_none_or(|(visit, paper)| paper.months() - visit <= MOST_MONTHS_BACK)
        };
        let named = named.or_else(|| self.latest_named().filter(recent));
        Some(named.unwrap_or_else(|| self.undated(document, &own_words, found.lead)))
    }

    /// The review before the one whose report the paper is; `resolve` knows it by its series.
    pub fn before_own(&mut self) -> usize {
        if let Some(index) = self.list.iter().position(|mention| !mention.own && mention.on_site.is_none()) {
            return index;
        }
        let before =
            ReviewMention { on_site: None, published: None, framework: None, own: false, ..self.list[0].clone() };
        self.list.push(before);
        self.list.len() - 1
    }

    /// A review that a paper speaks of without saying when it was; `resolve` knows it by its series.
    fn undated(&mut self, document: &Document, words: &str, block: usize) -> usize {
        if let Some(index) = self.list.iter().position(|mention| mention.on_site.is_none()) {
            return index;
        }
        let title = document.title.as_deref().unwrap_or_default();
        let both = format!("{title}\n{words}");
        self.list.push(ReviewMention {
            body: KNOWN
                .bodies
                .iter()
                .rev()
                .find(|(_, pattern)| pattern.is_match(&fold(&both)))
                .map(|(body, _)| body.name.clone()),
            subject: first_name(&KNOWN.subjects, &both),
            council: document.council.clone(),
            on_site: None,
            published: None,
            framework: None,
            own: false,
            block,
        });
        self.list.len() - 1
    }

    /// The mention whose date a text names.
    fn named_in(&self, text: &str) -> Option<usize> {
        let masked = mask(text, self.date);
        let mut periods = masked.dated(Use::Named);
        periods.extend([Use::Own, Use::Visit].into_iter().flat_map(|kind| masked.dated(kind)));
        periods.iter().find_map(|period| {
            self.list.iter().position(|mention| {
                mention
                    .on_site
                    .is_some_and(|known| known.start.agrees_with(period.start) || known.end.agrees_with(period.start))
            })
        })
    }

    /// The last review named, by its date.
    pub fn latest_named(&self) -> Option<usize> {
        let dated = self.list.iter().enumerate().filter(|(_, mention)| !mention.own);
        dated
            .max_by_key(|(index, mention)| (mention.on_site.map(|p| p.start), std::cmp::Reverse(*index)))
            .map(|(index, _)| index)
    }

    /// The review of the safeguarding board that an inspection report binds in.
    fn board(&mut self) -> usize {
        if let Some(index) =
            self.list.iter().position(|mention| mention.own && mention.subject.as_deref() == Some(BOARD))
        {
            return index;
        }
        let board = ReviewMention { subject: Some(BOARD.into()), ..self.list[0].clone() };
        self.list.push(board);
        self.list.len() - 1
    }
}
