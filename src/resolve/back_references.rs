//! What does a phrase point back to? "Minute 27", "recommendations 1, 2 and 9", "the previous peer review".
//!
//! Only papers dated before the one that points are looked at. A minute is looked for in the minutes of the same
//! committee first, the latest first, for numbering starts again; recommendations in the latest paper that has all
//! the numbers; a review by its date. "As previously recommended" points to the committee's own ask of most words in
//! common. What nothing in hand answers to stays without a target: a wrong one would be believed.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::LazyLock;

use crate::findings::sort_of;
use crate::model::{
    BackReference, Citation, Date, Document, DocumentKind, Finding, FindingKind, Pointer, PointsTo, Reading, Review,
    ReviewMention, ReviewSort, Target,
};
use crate::text::{is_stopword, stem, words};

/// "As previously recommended" needs so many words in common with the ask it points to...
const FEWEST_SHARED: usize = 3;
/// ...and this many more than the next likely one.
const LEAST_LEAD: usize = 1;
/// The ask of a row shares half of its words with that of the meeting, or half of so many.
const LONGEST_ASK: usize = 10;

/// Words that the title of a plan may have, as stems, whatever review it answers.
static PLANS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let words = include_str!("plans.txt").lines().filter(|line| !line.starts_with('#'));
    words.map(stem).collect()
});

/// Follows every pointer of the readings. `documents`, `findings` and `reviews` are what `resolve` made of them.
pub fn follow(
    readings: &[Reading],
    documents: &[Document],
    findings: &[Finding],
    reviews: &[Review],
) -> Vec<BackReference> {
    let corpus = Corpus::new(documents, findings, reviews);
    let mut followed = Vec::new();
    for (reading, paper) in readings.iter().zip(documents) {
        let known = Known { paper, mentions: &reading.mentions, corpus: &corpus };
        for pointer in &reading.pointers {
            let to = match &pointer.to {
                PointsTo::Minute { number, here } => known.minute(number, *here),
                PointsTo::Recommendations(numbers) => known.recommendations(numbers),
                PointsTo::Listed(number) => known.listed(*number, pointer.block),
                PointsTo::Review { body, period } => known.review(body.as_deref(), period.start),
                PointsTo::ReviewBefore { sort } => known.review_before(*sort),
                PointsTo::AskBefore => known.ask_before(pointer),
                PointsTo::Meeting { date, minute } => known.of_meeting(*date, minute.as_deref(), pointer),
            };
            // A report that names its own visit points to nothing else.
            let own = to.as_ref().and_then(|to| to.review.as_ref()).is_some_and(|id| known.is_own(id));
            // Any table has numbers.
            let may_point =
                !matches!(pointer.to, PointsTo::Minute { .. } | PointsTo::Recommendations(_) | PointsTo::AskBefore);
            if own || (may_point && to.is_none()) {
                continue;
            }
            followed.push(BackReference {
                path: paper.path.clone(),
                block: pointer.block,
                text: pointer.text.clone(),
                to,
            });
        }
    }
    followed
}

/// A finding where it is read.
#[derive(Clone, Copy)]
struct Place<'a> {
    at: &'a Citation,
    finding: &'a Finding,
}

/// All that pointers may point to, made once for all of them.
struct Corpus<'a> {
    /// Every place where a finding is read, by path and then by place.
    read: BTreeMap<&'a str, Vec<Place<'a>>>,
    /// Minutes by the numbers of those of their items that hold a finding.
    minutes: BTreeMap<&'a str, Vec<&'a Document>>,
    /// All of these minutes, each once.
    all_minutes: Vec<&'a Document>,
    /// The words of findings that were asked for already, by their identifiers: a tracker asks for those of a meeting row by row.
    words: RefCell<BTreeMap<&'a str, Rc<BTreeSet<String>>>>,
    /// Papers that hold recommendations, the latest first; of one date a review's own report comes first.
    recommending: Vec<&'a Document>,
    /// What committees asked, with its words and those of its paper's title.
    asks: Vec<(BTreeSet<String>, Place<'a>, &'a Document)>,
    /// The first finding of each review, by its identifier.
    first_of: BTreeMap<&'a str, &'a Citation>,
    reviews: &'a [Review],
}

impl<'a> Corpus<'a> {
    fn new(documents: &'a [Document], findings: &'a [Finding], reviews: &'a [Review]) -> Self {
        let mut read: BTreeMap<&str, Vec<Place<'_>>> = BTreeMap::new();
        for finding in findings {
            for at in std::iter::once(&finding.citation).chain(&finding.also_in) {
                read.entry(&at.path).or_default().push(Place { at, finding });
            }
        }
        for places in read.values_mut() {
            places.sort_by(|a, b| (a.at.block, &a.at.item).cmp(&(b.at.block, &b.at.item)));
        }
        let mut first_of = BTreeMap::new();
        for finding in findings {
            if let Some(review) = &finding.review {
                first_of.entry(review.as_str()).or_insert(&finding.citation);
            }
        }
        let mut corpus = Self {
            first_of,
            read,
            minutes: BTreeMap::new(),
            all_minutes: Vec::new(),
            words: RefCell::default(),
            recommending: Vec::new(),
            asks: Vec::new(),
            reviews,
        };
        for document in documents {
            for place in corpus.read.get(document.path.as_str()).into_iter().flatten() {
                if let (DocumentKind::Minutes, Some(number)) = (document.kind, &place.at.paragraph) {
                    let list = corpus.minutes.entry(without_letter(number)).or_default();
                    if list.last().is_none_or(|last| last.path != document.path) {
                        list.push(document);
                    }
                }
                let asks = matches!(place.finding.kind, FindingKind::Recommendation | FindingKind::Request);
                if asks && place.finding.review.is_none() && *place.at == place.finding.citation {
                    // The paper's title is part of how an ask is spoken of: "in its report on the front door".
                    let title = document.title.as_deref().unwrap_or_default();
                    corpus.asks.push((content(&format!("{} {title}", place.finding.text)), *place, document));
                }
            }
            let recommends = |place: &Place<'_>| place.finding.kind == FindingKind::Recommendation;
            if corpus.read.get(document.path.as_str()).is_some_and(|places| places.iter().any(recommends)) {
                corpus.recommending.push(document);
            }
        }
        let mut seen = BTreeSet::new();
        let papers = corpus.minutes.values().flatten().copied();
        corpus.all_minutes = papers.filter(|paper| seen.insert(paper.path.as_str())).collect();
        corpus.recommending.sort_by_key(|paper| (Reverse(paper.date), paper.kind, paper.path.as_str()));
        corpus
    }

    /// Minutes in which something was found: in the minute of a number, where one is given.
    fn minutes_of(&self, minute: Option<&str>) -> &[&'a Document] {
        match minute {
            Some(minute) => self.minutes.get(minute).map_or(&[], Vec::as_slice),
            None => &self.all_minutes,
        }
    }

    /// The words of a finding that say something.
    fn words_of(&self, finding: &'a Finding) -> Rc<BTreeSet<String>> {
        let mut words = self.words.borrow_mut();
        Rc::clone(words.entry(&finding.id).or_insert_with(|| Rc::new(content(&finding.text))))
    }

    fn read_in(&self, paper: &Document) -> &[Place<'a>] {
        self.read.get(paper.path.as_str()).map_or(&[], Vec::as_slice)
    }
}

/// What the pointers of one paper may point to.
struct Known<'a> {
    paper: &'a Document,
    /// The reviews it speaks of.
    mentions: &'a [ReviewMention],
    corpus: &'a Corpus<'a>,
}

impl Known<'_> {
    fn is_before(&self, other: &Document) -> bool {
        other.path != self.paper.path && other.date.zip(self.paper.date).is_some_and(|(other, own)| other < own)
    }

    fn minute(&self, number: &str, here: bool) -> Option<Target> {
        let stranger = |other: &Document| self.paper.committee.is_none() || other.committee != self.paper.committee;
        let before = || {
            let minutes = self.corpus.minutes.get(number).into_iter().flatten();
            minutes
                .filter(|other| self.is_before(other))
                .min_by_key(|other| (stranger(other), Reverse(other.date), other.path.as_str()))
                .copied()
        };
        let paper = if here { self.paper } else { before()? };
        let of_minute: Vec<Place<'_>> = self
            .corpus
            .read_in(paper)
            .iter()
            .filter(|place| place.at.paragraph.as_deref().map(without_letter) == Some(number))
            .copied()
            .collect();
        target(&of_minute, paper.date)
    }

    fn recommendations(&self, numbers: &[u32]) -> Option<Target> {
        let here = |paper: &Document| paper.path == self.paper.path;
        self.corpus.recommending.iter().filter(|paper| here(paper) || self.is_before(paper)).find_map(|paper| {
            let mut numbered: BTreeMap<u32, Place<'_>> = BTreeMap::new();
            for place in self.corpus.read_in(paper) {
                if let (FindingKind::Recommendation, Some(number)) = (place.finding.kind, number_of(place.at)) {
                    numbered.entry(number).or_insert(*place);
                }
            }
            let wanted: Option<Vec<_>> = numbers.iter().map(|number| numbered.get(number).copied()).collect();
            target(&wanted?, paper.date)
        })
    }

    /// The recommendation of this number in the last review's report before the paper, where the paper's title names nothing
    /// but this review, and the row does not print the recommendation itself.
    fn listed(&self, number: u32, block: usize) -> Option<Target> {
        let is_ask = |place: &Place<'_>| place.at.block == block && !place.finding.kind.is_of_committee();
        if self.corpus.read_in(self.paper).iter().any(is_ask) {
            return None;
        }
        let named = content(self.paper.title.as_deref()?);
        let reports = self.corpus.recommending.iter().filter(|paper| paper.kind.is_own_report());
        let of_subject = reports.filter_map(|report| {
            let places = self.corpus.read_in(report);
            let review = places.iter().find_map(|place| place.finding.review.as_ref())?;
            let review = self.corpus.reviews.iter().find(|known| known.id == *review)?;
            // A report that is not dated is as old as its review.
            let made = report.date.or(review.date());
            let is_before = made.zip(self.paper.date).is_some_and(|(made, own)| made < own);
            (is_before && self.is_named_by(&named, review)).then_some((made, *report, review))
        });
        let mut of_subject: Vec<_> = of_subject.collect();
        of_subject.sort_by_key(|(made, ..)| Reverse(*made));
        let (_, report, review) = *of_subject.first()?;
        // Of reviews of two sorts the title would have to say more.
        if of_subject.iter().any(|(.., other)| other.series != review.series) {
            return None;
        }
        let is_it = |place: &&Place<'_>| {
            place.finding.kind == FindingKind::Recommendation && number_of(place.at) == Some(number)
        };
        target(&[*self.corpus.read_in(report).iter().find(is_it)?], report.date)
    }

    /// Whether the words of a title name nothing that the review is not of.
    fn is_named_by(&self, title: &BTreeSet<String>, review: &Review) -> bool {
        let series = &review.series;
        let own = content(&format!("{} {} {}", series.council, series.body, series.subject));
        let peers = ["peer", "challeng"].iter().any(|word| title.contains(*word));
        let inspected = ["inspect", "ofst", "ilac"].iter().any(|word| title.contains(*word));
        let is_of_peers = sort_of(&series.body) == Some(ReviewSort::PeerReviews);
        let is_other = |word: &&String| {
            !own.contains(*word) && !PLANS.contains(*word) && !word.bytes().all(|byte| byte.is_ascii_digit())
        };
        (!peers || is_of_peers) && (!inspected || !is_of_peers) && title.iter().find(is_other).is_none()
    }

    fn review(&self, body: Option<&str>, date: Date) -> Option<Target> {
        let fits = |review: &&Review| {
            let visited = review.on_site.is_some_and(|period| {
                period.start.agrees_with(date)
                    || period.end.agrees_with(date)
                    || (period.start <= date && date <= period.end)
            });
            visited || review.published.is_some_and(|published| published.agrees_with(date))
        };
        let mut found: Vec<&Review> =
            self.corpus.reviews.iter().filter(fits).filter(|r| self.is_of_council(r)).collect();
        if found.iter().any(|review| Some(review.series.body.as_str()) == body) {
            found.retain(|review| Some(review.series.body.as_str()) == body);
        }
        // An inspection report binds in the review of the safeguarding board: the council's own comes first.
        found.sort_by_key(|review| (review.series.is_of_board(), review.only_mentioned()));
        match found.as_slice() {
            [] => None,
            [only] => Some(self.of_review(only)),
            [first, second, ..] => {
                let told_apart = first.series.is_of_board() != second.series.is_of_board();
                told_apart.then(|| self.of_review(first))
            }
        }
    }

    /// The review before: of a review's own paper its predecessor; of any other the last of this sort, where it is plain whose.
    fn review_before(&self, sort: Option<ReviewSort>) -> Option<Target> {
        let own = self.corpus.reviews.iter().find(|review| self.is_own(&review.id));
        if let Some(own) = own {
            let before = own.predecessor.as_ref()?;
            let is_of_sort = sort.is_none_or(|sort| sort_of(&own.series.body).is_none_or(|own| own == sort));
            let found = self.corpus.reviews.iter().find(|review| review.id == *before && is_of_sort);
            return found.map(|review| self.of_review(review));
        }
        let (date, sort) = (self.paper.date?, sort?);
        let is_of_sort = |body: &str| sort_of(body) == Some(sort);
        // Minutes that speak of one inspectorate mean its inspections, whoever else inspects the council.
        let named = self.mentions.iter().filter_map(|mention| mention.body.as_deref()).filter(|body| is_of_sort(body));
        let named: BTreeSet<&str> = named.collect();
        let is_meant = |body: &str| if named.is_empty() { is_of_sort(body) } else { named.contains(body) };
        let before = |review: &&Review| {
            is_meant(&review.series.body)
                && self.is_of_council(review)
                && !review.series.is_of_board()
                && review.date().is_some_and(|visit| visit < date)
        };
        let mut found: Vec<&Review> = self.corpus.reviews.iter().filter(before).collect();
        found.sort_by_key(|review| Reverse(review.date()));
        let last = found.first()?;
        found.iter().all(|review| review.series.body == last.series.body).then(|| self.of_review(last))
    }

    /// The ask of a meeting that shares most words with the ask of a row: what a tracker lists it lists in words of its own, but
    /// says when it was asked.
    fn of_meeting(&self, date: Option<Date>, minute: Option<&str>, pointer: &Pointer) -> Option<Target> {
        let is_of_minute =
            |at: &Citation| minute.is_none_or(|minute| at.paragraph.as_deref().map(without_letter) == Some(minute));
        let is_of_day = |other: &&Document| {
            let is_before = other.date.zip(self.paper.date).is_none_or(|(other, own)| other <= own);
            other.kind == DocumentKind::Minutes
                && other.path != self.paper.path
                && is_before
                && date.is_none_or(|date| other.date.is_some_and(|day| day.agrees_with(date)))
        };
        let of_minute = |paper: &Document| self.corpus.read_in(paper).iter().any(|place| is_of_minute(place.at));
        let minutes = self.corpus.minutes_of(minute).iter().copied();
        let papers: Vec<&Document> = minutes.filter(is_of_day).filter(|paper| of_minute(paper)).collect();
        // A number alone, or a month, may be of several meetings.
        if papers.is_empty() || (papers.len() > 1 && date.and_then(Date::day).is_none()) {
            return None;
        }
        let said = content(&pointer.passage);
        let mut likely: Vec<(usize, Place<'_>, Option<Date>)> = Vec::new();
        for paper in papers {
            for place in self.corpus.read_in(paper).iter().filter(|place| is_of_minute(place.at)) {
                let shared = self.corpus.words_of(place.finding).intersection(&said).count();
                match likely.iter_mut().find(|(_, known, _)| known.finding.id == place.finding.id) {
                    Some(known) => known.0 = known.0.max(shared),
                    None => likely.push((shared, *place, paper.date)),
                }
            }
        }
        likely.sort_by_key(|(shared, place, date)| (Reverse(*shared), Reverse(*date), &place.at.path, place.at.block));
        let (best, place, date) = *likely.first()?;
        let next = likely.get(1).map_or(0, |(shared, ..)| *shared);
        let stands_out = best >= FEWEST_SHARED && best >= next + LEAST_LEAD && 2 * best >= said.len().min(LONGEST_ASK);
        if stands_out { target(&[place], date) } else { None }
    }

    /// The committee's own earlier ask that shares most words with the passage.
    fn ask_before(&self, pointer: &Pointer) -> Option<Target> {
        let said = content(&pointer.passage);
        let asks = self.corpus.asks.iter().filter(|(_, _, paper)| self.is_before(paper));
        let mut likely: Vec<_> =
            asks.map(|(words, place, paper)| (words.intersection(&said).count(), place, paper.date)).collect();
        likely.sort_by_key(|(shared, place, date)| (Reverse((*shared, *date)), place.at.path.as_str(), place.at.block));
        let (best, place, date) = likely.first()?;
        let next = likely.get(1).map_or(0, |(shared, ..)| *shared);
        let stands_out = *best >= FEWEST_SHARED && *best >= next + LEAST_LEAD;
        if stands_out { target(&[**place], *date) } else { None }
    }

    fn is_own(&self, review: &str) -> bool {
        let is_report = matches!(
            self.paper.kind,
            DocumentKind::ReviewLetter | DocumentKind::ReviewReport | DocumentKind::InspectionReport
        );
        is_report
            && self.corpus.reviews.iter().any(|known| known.id == review && known.documents.contains(&self.paper.id))
    }

    fn is_of_council(&self, review: &Review) -> bool {
        self.paper.council.as_ref().is_none_or(|council| *council == review.series.council)
    }

    fn of_review(&self, review: &Review) -> Target {
        Target {
            findings: Vec::new(),
            review: Some(review.id.clone()),
            citation: self.corpus.first_of.get(review.id.as_str()).map(|at| (*at).clone()),
            date: review.date(),
        }
    }
}

/// The places of one paper as a target; `None` when there are none.
fn target(places: &[Place<'_>], date: Option<Date>) -> Option<Target> {
    let citation = places.first()?.at.clone();
    let mut findings: Vec<String> = Vec::new();
    for place in places {
        if !findings.contains(&place.finding.id) {
            findings.push(place.finding.id.clone());
        }
    }
    Some(Target { findings, review: None, citation: Some(citation), date })
}

/// The number of a recommendation: that of its item or its bullet, else of its paragraph. The count of a
/// row numbers nothing.
fn number_of(at: &Citation) -> Option<u32> {
    match &at.item {
        Some(item) => item.number(),
        None => at.paragraph.as_ref()?.parse().ok(),
    }
}

/// The minute that "45(q)" is a clause of.
fn without_letter(number: &str) -> &str {
    number.split('(').next().unwrap_or(number)
}

fn content(text: &str) -> BTreeSet<String> {
    words(text).map(|word| word.text.to_lowercase()).filter(|word| !is_stopword(word)).map(|word| stem(&word)).collect()
}
