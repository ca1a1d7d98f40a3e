//! What was asked for and never spoken of again?
//!
//! Each request, recommendation and priority is looked for in every later paper of its council: what a response, a plan or a
//! progress review prints as its answer, a passage in which most of what it is about comes back, a phrase that points to it
//! ("Minute 202") in a passage of the same matter, a later review that asks it again. A row of a tracker that still calls it
//! outstanding repeats the ask and is no answer. What is found shows that the matter was spoken of, not that it was done; what
//! is not found was not found in these papers.

mod again;
mod near;
mod papers;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::error::Result;
use crate::findings::asks_back;
use crate::model::{
    BackReference, Certainty, Citation, Date, Document, DocumentKind, Finding, FindingKind, Followed, Review,
};
use crate::store::{Snapshot, Wanted};
use crate::text::dates;

use super::answered::{self, Answers, may_answer, places};
use super::answering::{row_says_open, says_open, tells_of_ask};
use super::comparison::Means;
use super::dating::Dates;
use super::in_prose::in_prose;
use super::meetings::meetings;
use super::narrow::Narrow;
use again::asked_again;
use papers::{Heard, Papers};

pub use papers::Nearest;

/// A resolution recommends from this strength.
const RECOMMENDS: u8 = 4;

/// What asks, where no kind is named.
const KINDS: [FindingKind; 4] =
    [FindingKind::Request, FindingKind::Recommendation, FindingKind::Priority, FindingKind::Resolution];

/// What was asked for, and which of it was never spoken of again.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Silence {
    /// Asks that no later paper speaks of, oldest first.
    pub unanswered: Vec<Unanswered>,
    /// Asks that a later paper speaks of, by council and the place of each.
    pub spoken_of: Vec<SpokenOf>,
    /// Asks after which there is no paper to look in: nothing can be said of them.
    pub nothing_later: usize,
    /// Asks of papers whose council or date is not known: nothing can be said of them either.
    pub unplaced: usize,
    /// Asks of less long ago than was wanted, that no later paper speaks of yet.
    pub too_soon: usize,
    /// Papers of the councils that asked which have no date, by path: nobody knows whether they come after, and they are not
    /// searched.
    pub undated: Vec<String>,
    /// Papers of which it is not known whose they are, by path: they are searched for no council.
    pub homeless: Vec<String>,
}

/// An ask that no later paper speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Unanswered {
    /// The ask.
    pub finding: Finding,
    /// When it was made: on site for a review's finding, else the date of the paper.
    pub asked: Date,
    /// Papers searched: those of the council that are dated later.
    pub searched: usize,
    /// The date of the last of them.
    pub until: Date,
    /// The last paper that still lists it as open, such as a tracker.
    pub listed_open: Option<Citation>,
    /// The last later plan, response or progress review that lists it and does not say what came of it; `None` where it is still
    /// listed as open, for that says more.
    pub listed: Option<Citation>,
    /// The passage that comes closest, for a person to check.
    pub nearest: Option<Nearest>,
}

impl Unanswered {
    /// Whether its nearest passage may be the answer, so that a person has to look.
    pub fn may_be_answered(&self) -> bool {
        self.nearest.as_ref().is_some_and(|nearest| nearest.may_answer)
    }
}

/// An ask and the first later passage that speaks of it.
#[derive(Debug, Clone, PartialEq)]
pub struct SpokenOf {
    /// The ask.
    pub finding: Finding,
    /// The passage, as printed.
    pub text: String,
    /// Where it stands.
    pub at: Citation,
}

/// Looks for every ask in the later papers of its council. `narrow` restricts the asks; where it names no kind these are
/// requests, recommendations, priorities and the resolutions that recommend, or have something brought or done.
///
/// # Errors
/// [`Error::Index`](crate::Error::Index) when the index is damaged.
pub fn silence(snapshot: &Snapshot, narrow: &Narrow, means: &Means<'_>) -> Result<Silence> {
    let kinds = if narrow.kinds.is_empty() { KINDS.to_vec() } else { narrow.kinds.clone() };
    // Minutes that only narrate ("the Panel requested …") are where most requests are: those are asks too.
    let asks = snapshot.findings(&Wanted {
        kinds,
        councils: narrow.councils.clone(),
        bodies: narrow.bodies.clone(),
        subjects: narrow.subjects.clone(),
        possible: true,
        ..Wanted::default()
    })?;
    let documents = snapshot.documents()?;
    let reviews: BTreeMap<String, Review> =
        snapshot.reviews()?.into_iter().map(|review| (review.id.clone(), review)).collect();
    let references = snapshot.back_references(None)?;
    let mut references_of: BTreeMap<&str, Vec<&BackReference>> = BTreeMap::new();
    for reference in &references {
        references_of.entry(&reference.path).or_default().push(reference);
    }
    let dates = Dates::of(&documents, reviews.values());
    let council_of: BTreeMap<&str, &str> =
        documents.iter().filter_map(|document| Some((document.path.as_str(), document.council.as_deref()?))).collect();
    let prose = in_prose(snapshot, &reviews.values().cloned().collect::<Vec<_>>())?;
    let mut out = Silence::default();
    let mut by_council: BTreeMap<&str, Vec<Finding>> = BTreeMap::new();
    for ask in asks.into_iter().filter(|finding| asks_something(finding, narrow.possible)) {
        match council_of.get(ask.citation.path.as_str()) {
            Some(council) => by_council.entry(*council).or_default().push(ask),
            None => out.unplaced += 1,
        }
    }
    let asked =
        |document: &&Document| document.council.as_deref().is_some_and(|council| by_council.contains_key(council));
    let pointing = answered::pointing(snapshot)?;
    // A tracker whose rows give their meetings is searched by these.
    let points: BTreeSet<&str> = pointing.values().flatten().map(|(from, ..)| from.as_str()).collect();
    let undated = documents.iter().filter(asked).filter(|document| dates.at(&document.path).is_none());
    out.undated =
        undated.map(|document| document.path.clone()).filter(|path| !points.contains(path.as_str())).collect();
    let homeless = documents.iter().filter(|document| document.council.is_none() && !by_council.is_empty());
    out.homeless = homeless.map(|document| document.path.clone()).collect();
    let of_council = |(council, asks): (&str, Vec<Finding>)| -> Result<Silence> {
        let mut out = Silence::default();
        let councils = vec![council.to_owned()];
        let own = snapshot.findings(&Wanted { councils, possible: true, ..Wanted::default() })?;
        let mut answers = Answers::of(snapshot, &own, &pointing);
        let papers = Papers::of(snapshot, &documents, &dates, council, &references_of, means.lexicon)?;
        let again = asked_again(snapshot, &reviews, &prose, &asks, means)?;
        for ask in asks {
            // What is asked at several meetings waits since the last.
            let last = meetings(&ask).pop().map_or_else(|| ask.citation.clone(), |meeting| meeting.citation);
            let visited = ask.review.as_ref().and_then(|id| reviews.get(id)).and_then(Review::date);
            let Some(read_on) = dates.at(&last.path).or(visited) else {
                out.unplaced += 1;
                continue;
            };
            let mut heard = papers.after(read_on, &ask);
            let told = answers.to(&ask)?;
            let (answer, open) = answered_after(read_on, &ask, told, &papers, &answers, &dates);
            match &mut heard {
                Some(heard) => heard.join(answer, open),
                None => heard = answer.map(Heard::alone),
            }
            let again = again.get(&ask.id).map(|(text, at)| SpokenOf {
                finding: ask.clone(),
                text: text.clone(),
                at: at.clone(),
            });
            let listed = places(&ask).filter(|at| may_answer(at)).filter_map(|at| Some((dates.at(&at.path)?, at)));
            let listed =
                listed.filter(|(date, _)| *date > read_on).max_by_key(|(date, at)| (*date, &at.path, at.block));
            let listed = listed.map(|(_, at)| at.clone());
            out.put(Finding { citation: last, ..ask }, visited.unwrap_or(read_on), heard, listed, again);
        }
        Ok(out)
    };
    for own in by_council.into_par_iter().map(of_council).collect::<Result<Vec<_>>>()? {
        out.unanswered.extend(own.unanswered);
        out.spoken_of.extend(own.spoken_of);
        out.nothing_later += own.nothing_later;
        out.unplaced += own.unplaced;
    }
    let place =
        |silent: &Unanswered| (silent.asked, silent.finding.citation.path.clone(), silent.finding.citation.block);
    out.unanswered.sort_by_cached_key(place);
    Ok(out)
}

/// The first answer that a paper dated after a day prints beside an ask, and when that was; what its row still calls open is
/// none, and is told apart. A row without a date that gives the meeting of the ask was written after it: when, the last date in it
/// tells.
fn answered_after(
    day: Date,
    ask: &Finding,
    told: Vec<Followed>,
    papers: &Papers<'_>,
    answers: &Answers<'_>,
    dates: &Dates<'_>,
) -> (Option<(Date, String, Citation)>, Option<Citation>) {
    let row = |at: &Citation| papers.row(at).or_else(|| answers.row(at)).map(str::to_owned);
    let written = |at: &Citation| match dates.at(&at.path) {
        Some(date) => Some(date).filter(|date| *date > day),
        None if answers.points_to(ask, at) => {
            let printed = row(at).map(|row| days(&row)).unwrap_or_default();
            Some(printed.into_iter().max().filter(|date| *date > day).unwrap_or(day))
        }
        None => None,
    };
    let later = told.into_iter().filter_map(|answer| Some((written(&answer.citation)?, answer.text, answer.citation)));
    let is_open = |text: &str, at: &Citation| row(at).map_or_else(|| says_open(text), |row| row_says_open(&row));
    let (open, done): (Vec<_>, Vec<_>) = later.partition(|(_, text, at)| is_open(text, at));
    let first = done.into_iter().min_by(|a, b| (a.0, &a.2.path, a.2.block).cmp(&(b.0, &b.2.path, b.2.block)));
    let last = open.into_iter().filter(|(.., at)| dates.at(&at.path).is_none()).max_by_key(|(date, ..)| *date);
    (first, last.map(|(.., at)| at))
}

/// The dates that a text prints.
fn days(text: &str) -> Vec<Date> {
    dates(text).into_iter().map(|dated| dated.period.end).collect()
}

impl Silence {
    /// The same with those asks only after which the papers go on for so many months and more; the others are counted.
    pub fn of_months(mut self, months: i32) -> Self {
        let all = self.unanswered.len();
        self.unanswered.retain(|silent| silent.until.months() - silent.asked.months() >= months);
        self.too_soon += all - self.unanswered.len();
        self
    }

    /// Takes in what later papers say of an ask. `listed` is where the last of them repeats it, `again` where the next review asks
    /// it once more.
    fn put(
        &mut self,
        ask: Finding,
        asked: Date,
        heard: Option<Heard>,
        listed: Option<Citation>,
        again: Option<SpokenOf>,
    ) {
        let Some(heard) = heard else {
            self.nothing_later += 1;
            return;
        };
        // The first that speaks of it: a paper between, or the next review.
        let is_before = |date: Date| again.as_ref().is_none_or(|again| again.at.date.is_none_or(|next| date < next));
        match (heard.first.filter(|(date, ..)| is_before(*date)), again) {
            (Some((_, text, at)), _) => self.spoken_of.push(SpokenOf { finding: ask, text, at }),
            (None, Some(again)) => self.spoken_of.push(again),
            (None, None) => self.unanswered.push(Unanswered {
                finding: ask,
                asked,
                searched: heard.searched,
                until: heard.until,
                listed: listed.filter(|_| heard.listed_open.is_none()),
                listed_open: heard.listed_open,
                nearest: heard.nearest,
            }),
        }
    }
}

/// Whether a finding asks for something: by its structure, or in the words of minutes. A list of a tracker, or of a response,
/// repeats what was asked. With `possible` all that reviews only seem to ask counts too.
pub(super) fn asks_something(finding: &Finding, possible: bool) -> bool {
    let asks = match finding.kind {
        // "The Panel recommended that ..." resolves and asks, and so does "That a report be brought in May".
        FindingKind::Resolution => {
            finding.strength.is_some_and(|strength| strength >= RECOMMENDS) || asks_back(&finding.text)
        }
        FindingKind::Action => finding.certainty == Certainty::Sure,
        kind => kind == FindingKind::Request || kind.is_ask(),
    };
    let narrated = || {
        let by_meeting = matches!(finding.kind, FindingKind::Request | FindingKind::Resolution);
        by_meeting && finding.citation.kind == DocumentKind::Minutes && !tells_of_ask(&finding.text)
    };
    // A response goes through what a task group or a review recommended.
    let is_response = finding.citation.kind == DocumentKind::CabinetResponse;
    let repeats = matches!(finding.citation.kind, DocumentKind::Tracker | DocumentKind::ActionPlan)
        || is_response && finding.kind == FindingKind::Recommendation;
    asks && !repeats && (possible || finding.certainty == Certainty::Sure || narrated())
}
