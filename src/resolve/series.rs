//! Which mentions are the same review, and which review came before which?
//!
//! Two mentions are one review when body and council agree, subjects do not contradict, and the dates do as far as
//! both are known: "April 2015" and "20 to 24 April 2015" are one visit. A mention without a date is the last review
//! of its series before the paper. Reviews of one series follow each other in time; the one before is the
//! predecessor, whether or not its papers are in hand.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Date, DocumentKind, Period, Reading, Review, ReviewId, ReviewMention, Series, is_board, slug};
use crate::text::letters_and_digits;

/// A review in the making.
struct Known {
    body: String,
    council: String,
    subject: Option<String>,
    on_site: Option<Period>,
    published: Option<Date>,
    framework: Option<String>,
    own: bool,
    documents: Vec<String>,
}

/// Gathers the reviews of a council's readings, and for each reading's mentions the review each one is.
pub fn gather(readings: &[Reading]) -> (Vec<Review>, Vec<Vec<Option<ReviewId>>>) {
    let mut known: Vec<Known> = Vec::new();
    let mut which: Vec<Vec<Option<usize>>> = readings.iter().map(|r| vec![None; r.mentions.len()]).collect();
    // Reports of reviews come first: they know best when they were and what about.
    for pass in [true, false] {
        for (reading, which) in readings.iter().zip(&mut which) {
            for (mention, which) in reading.mentions.iter().zip(which) {
                if mention.own == pass && (mention.on_site.is_some() || mention.own) {
                    *which = settle(&mut known, mention, reading);
                }
            }
        }
    }
    // Only undated papers are held against what the reports say.
    let is_undated = |reading: &Reading| reading.document.date.is_none() && year_of(reading).is_none();
    let reports =
        if readings.iter().any(is_undated) { Reports::of(readings, &which) } else { Reports(BTreeMap::new()) };
    for (reading, which) in readings.iter().zip(&mut which) {
        let own = reading.mentions.iter().zip(which.iter()).filter(|(mention, _)| mention.own);
        let own: Vec<usize> = own.filter_map(|(_, index)| *index).collect();
        for (mention, which) in reading.mentions.iter().zip(which) {
            if mention.on_site.is_none() && !mention.own {
                *which = latest_before(&known, mention, reading, &reports, &own);
            }
        }
    }
    read_in(&mut known, readings, &which);
    name_subjects(&mut known);
    let (reviews, ids) = finish(known);
    let made = which.iter().map(|list| list.iter().map(|index| index.map(|i| ids[i].clone())).collect()).collect();
    (reviews, made)
}

/// Finds the review a mention speaks of, or makes it known. `None` when the body or council is not known.
fn settle(known: &mut Vec<Known>, mention: &ReviewMention, reading: &Reading) -> Option<usize> {
    let body = mention.body.clone()?;
    let council = mention.council.clone().or_else(|| reading.document.council.clone())?;
    let fits = |review: &Known| {
        review.body == body
            && review.council == council
            && compatible(&review.subject, &mention.subject)
            && same_visit(review, mention)
    };
    // A paper may call a safeguarding review one of children's services: of one body, one council and one month,
    // it is the review in hand.
    let in_hand = |review: &Known| {
        let month = mention.on_site.is_some_and(|there| there.start.month().is_some());
        let is_board = |subject: &Option<String>| subject.as_deref().is_some_and(is_board);
        !mention.own
            && month
            && review.own
            && review.body == body
            && review.council == council
            && is_board(&review.subject) == is_board(&mention.subject)
            && same_visit(review, mention)
    };
    if let Some(index) = known.iter().position(fits).or_else(|| known.iter().position(in_hand)) {
        let review = &mut known[index];
        review.subject = review.subject.take().or_else(|| mention.subject.clone());
        review.published = review.published.or(mention.published);
        review.framework = review.framework.take().or_else(|| mention.framework.clone());
        if let (Some(here), Some(there)) = (review.on_site, mention.on_site)
            && here.precision() < there.precision()
            && !review.own
        {
            review.on_site = Some(there);
        }
        return Some(index);
    }
    known.push(Known {
        body,
        council,
        subject: mention.subject.clone(),
        on_site: mention.on_site,
        published: mention.published,
        framework: mention.framework.clone(),
        own: mention.own,
        documents: Vec::new(),
    });
    Some(known.len() - 1)
}

/// A mention that names no subject fits any; two that name different ones are two reviews.
fn compatible(a: &Option<String>, b: &Option<String>) -> bool {
    a.is_none() || b.is_none() || a == b
}

fn same_visit(review: &Known, mention: &ReviewMention) -> bool {
    match (review.on_site, mention.on_site) {
        (Some(here), Some(there)) => {
            let overlap = here.start <= there.end && there.start <= here.end;
            let ends_agree = here.start.agrees_with(there.start)
                || here.end.agrees_with(there.end)
                || here.end.agrees_with(there.start);
            // A paper may name an inspection by the month it was published in.
            let by_report = !mention.own && review.published.is_some_and(|date| date.agrees_with(there.start));
            overlap || ends_agree || by_report
        }
        _ => review.published.is_some() && review.published == mention.published,
    }
}

/// The last review before the paper that a mention fits. Of a paper without a date, the only one it fits where it names the body or
/// the subject, or answers a review; else the one it repeats most of: none where it repeats nothing. The report of a review speaks
/// so of none of its `own`.
fn latest_before(
    known: &[Known],
    mention: &ReviewMention,
    reading: &Reading,
    reports: &Reports,
    own: &[usize],
) -> Option<usize> {
    let council = mention.council.as_ref().or(reading.document.council.as_ref())?;
    let date = |review: &Known| review.on_site.map(|period| period.start).or(review.published);
    let year = year_of(reading);
    let before = |review: &Known| {
        date(review).is_none_or(|date| match reading.document.date {
            Some(paper) => date.months() <= paper.months(),
            None => year.is_none_or(|year| date.year() <= year),
        })
    };
    let fits = |review: &Known| {
        review.council == *council
            && mention.body.as_ref().is_none_or(|body| *body == review.body)
            && compatible(&review.subject, &mention.subject)
    };
    let candidates: Vec<usize> = (0..known.len())
        .filter(|&index| !own.contains(&index) && fits(&known[index]) && before(&known[index]))
        .collect();
    let latest = |index: &usize| (date(&known[*index]), *index);
    // Who tells whose review it is names it, or is a paper that answers one.
    let kind = reading.document.kind;
    let is_an_answer = matches!(
        kind,
        DocumentKind::ActionPlan | DocumentKind::Tracker | DocumentKind::CabinetResponse | DocumentKind::ProgressReview
    );
    let is_named = mention.body.is_some() || mention.subject.is_some() || is_an_answer;
    if reading.document.date.is_some() || year.is_some() || (candidates.len() < 2 && is_named) {
        return candidates.into_iter().max_by_key(latest);
    }
    let repeated = candidates.into_iter().map(|index| (reports.repeated_in(reading, index), index));
    repeated
        .filter(|(count, _)| *count > 0)
        .max_by_key(|(count, index)| (*count, latest(index)))
        .map(|(_, index)| index)
}

/// The year that the title of an undated paper names, the latest of several.
fn year_of(reading: &Reading) -> Option<i32> {
    let title = reading.document.title.as_deref()?;
    let numbers = title.split(|c: char| !c.is_ascii_digit()).filter(|number| number.len() == 4);
    numbers.filter_map(|number| number.parse().ok()).filter(|year| (1990..2100).contains(year)).max()
}

/// What the reports of the reviews say, by the place of the review.
struct Reports(BTreeMap<usize, BTreeSet<String>>);

impl Reports {
    fn of(readings: &[Reading], which: &[Vec<Option<usize>>]) -> Self {
        let mut reports: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        for (reading, which) in readings.iter().zip(which) {
            let own = reading.mentions.iter().zip(which).find(|(mention, _)| mention.own);
            if let Some(index) = own.and_then(|(_, index)| *index) {
                let said = reading.findings.iter().map(|finding| letters_and_digits(&finding.text));
                reports.entry(index).or_default().extend(said);
            }
        }
        Self(reports)
    }

    /// How many findings of a paper the report of a review has in the same words.
    fn repeated_in(&self, reading: &Reading, review: usize) -> usize {
        let Some(report) = self.0.get(&review) else { return 0 };
        reading.findings.iter().filter(|finding| report.contains(&letters_and_digits(&finding.text))).count()
    }
}

/// Notes in which documents each review's findings are read.
fn read_in(known: &mut [Known], readings: &[Reading], which: &[Vec<Option<usize>>]) {
    for (reading, which) in readings.iter().zip(which) {
        let made = reading.findings.iter().filter_map(|read| which.get(read.maker?).copied().flatten());
        let own = reading.mentions.iter().zip(which).filter(|(mention, _)| mention.own).filter_map(|(_, index)| *index);
        let mut reviews: Vec<usize> = made.chain(own).collect();
        reviews.sort_unstable();
        reviews.dedup();
        for index in reviews {
            known[index].documents.push(reading.document.id.clone());
        }
    }
}

/// A review without a subject is of the only subject its body has looked at here, if there is one.
fn name_subjects(known: &mut [Known]) {
    let mut subjects: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for review in known.iter() {
        let list = subjects.entry((review.body.clone(), review.council.clone())).or_default();
        list.extend(review.subject.clone().filter(|subject| !list.contains(subject)));
    }
    for review in known.iter_mut().filter(|review| review.subject.is_none()) {
        let list = &subjects[&(review.body.clone(), review.council.clone())];
        review.subject = Some(match list.as_slice() {
            [only] => only.clone(),
            _ => "general".to_owned(),
        });
    }
}

/// Orders the reviews by series and date, names them and links each to the one before.
fn finish(known: Vec<Known>) -> (Vec<Review>, Vec<ReviewId>) {
    let mut order: Vec<usize> = (0..known.len()).collect();
    let series = |k: &Known| Series {
        body: k.body.clone(),
        council: k.council.clone(),
        subject: k.subject.clone().unwrap_or_default(),
    };
    let date = |k: &Known| k.on_site.map(|period| period.start).or(k.published);
    order.sort_by_key(|index| (series(&known[*index]), date(&known[*index]), *index));
    let mut ids = vec![String::new(); known.len()];
    let mut reviews: Vec<Review> = Vec::new();
    for index in order {
        let review = &known[index];
        let own_series = series(review);
        let mut id = slug(&format!("{} {} {}", own_series.council, own_series.body, own_series.subject));
        if let Some(date) = date(review) {
            id = format!("{id}-{}", date.to_month());
            if reviews.iter().any(|other| other.id == id) {
                id = format!("{id}-{:02}", date.day().unwrap_or(1));
            }
        }
        while reviews.iter().any(|other| other.id == id) {
            id.push_str("-b");
        }
        let predecessor = reviews.last().filter(|before| before.series == own_series).map(|before| before.id.clone());
        ids[index].clone_from(&id);
        reviews.push(Review {
            id,
            series: own_series,
            on_site: review.on_site,
            published: review.published,
            framework: review.framework.clone(),
            predecessor,
            documents: review.documents.clone(),
        });
    }
    (reviews, ids)
}
