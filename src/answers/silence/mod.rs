//! What was asked for and never spoken of again?
//!
//! Each request, recommendation and priority is looked for in every later paper of its council: a passage in which most
//! of what it is about comes back, a phrase that points to it ("Minute 202") in a passage of the same matter, a later
//! review that asks it again. A row of a tracker that still calls it outstanding repeats the ask and is no answer.
//! What is found shows that the matter was spoken of, not that it was done; what is not found was not found in these
//! papers.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::compare::{Passages, Settings, pair_pinned};
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::{BackReference, Certainty, Citation, Date, Document, DocumentKind, Finding, FindingId, FindingKind};
use crate::model::{Review, Status};
use crate::store::{Snapshot, Wanted};

use super::answering::says_open;
use super::comparison::{Means, Narrow};
use super::passages::{POINTED, Passage, is_read_in, matter, passages, speaks};

/// A passage with so much of an ask comes near enough to be shown.
const NEAR: f32 = 0.33;

/// A resolution recommends from this strength.
pub(super) const RECOMMENDS: u8 = 4;

/// What was asked for, and which of it was never spoken of again.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Silence {
    /// Asks that no later paper speaks of, oldest first.
    pub unanswered: Vec<Unanswered>,
    /// Asks that a later paper speaks of, by council and the place of each.
    pub spoken_of: Vec<SpokenOf>,
    /// Asks after which there is no paper to look in: nothing can be said of them.
    pub nothing_later: usize,
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
    /// The passage that comes closest, for a person to check, and how close: 0.0 to 1.0.
    pub nearest: Option<(String, Citation, f32)>,
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

/// The papers of one council, ready to be searched.
struct Papers<'a> {
    papers: Vec<&'a Document>,
    said: Vec<Passage>,
    index: Passages<'a>,
    /// Findings that a block points to, by path and block.
    pointing: BTreeMap<(String, usize), BTreeSet<FindingId>>,
}

/// Looks for every ask in the later papers of its council. `narrow` restricts the asks; where it names no kind these are
/// requests, recommendations and priorities.
///
/// # Errors
/// [`Error::Index`](crate::Error::Index) when the index is damaged.
pub fn silence(snapshot: &Snapshot, narrow: &Narrow, means: &Means<'_>) -> Result<Silence> {
    let kinds = if narrow.kinds.is_empty() {
        vec![FindingKind::Request, FindingKind::Recommendation, FindingKind::Priority]
    } else {
        narrow.kinds.clone()
    };
    // Minutes that only narrate ("the Panel requested …") are where most requests are: those are asks too.
    let asks = snapshot.findings(&Wanted {
        kinds,
        councils: narrow.councils.clone(),
        bodies: narrow.bodies.clone(),
        subjects: narrow.subjects.clone(),
        possible: true,
        ..Wanted::default()
    })?;
    let counts = |finding: &Finding| narrow.possible || is_asked(finding);
    let documents = snapshot.documents()?;
    let reviews: BTreeMap<String, Review> =
        snapshot.reviews()?.into_iter().map(|review| (review.id.clone(), review)).collect();
    let references = snapshot.back_references(None)?;
    let mut by_council: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    let council_of: BTreeMap<&str, &str> =
        documents.iter().filter_map(|document| Some((document.path.as_str(), document.council.as_deref()?))).collect();
    for ask in asks.into_iter().filter(counts) {
        let Some(council) = council_of.get(ask.citation.path.as_str()) else { continue };
        by_council.entry((*council).to_owned()).or_default().push(ask);
    }
    let of_council = |(council, asks): (String, Vec<Finding>)| -> Result<Silence> {
        let mut out = Silence::default();
        let papers = Papers::of(snapshot, &documents, &council, &references, means.lexicon)?;
        let again = asked_again(snapshot, &reviews, &asks, means)?;
        for ask in asks {
            papers.look_for(ask, &reviews, &again, &mut out);
        }
        Ok(out)
    };
    let mut out = Silence::default();
    for own in by_council.into_par_iter().map(of_council).collect::<Result<Vec<_>>>()? {
        out.unanswered.extend(own.unanswered);
        out.spoken_of.extend(own.spoken_of);
        out.nothing_later += own.nothing_later;
    }
    out.unanswered.sort_by(|a, b| (a.asked, &a.finding.id).cmp(&(b.asked, &b.finding.id)));
    Ok(out)
}

/// Whether a finding asks by its structure, or in the words of minutes; a list of a tracker repeats what was asked.
pub(super) fn is_asked(finding: &Finding) -> bool {
    let repeats = matches!(finding.citation.kind, DocumentKind::Tracker | DocumentKind::ActionPlan);
    let lower = finding.text.to_lowercase();
    // "… which Members had asked for in November" tells of an ask made before.
    let told = ["had asked", "had requested", "as requested", "had invited"].iter().any(|words| lower.contains(words));
    // "The Panel recommended that …" resolves and asks.
    let asks = finding.kind == FindingKind::Request
        || (finding.kind == FindingKind::Resolution && finding.strength.is_some_and(|strength| strength >= RECOMMENDS));
    let narrated = asks && finding.citation.kind == DocumentKind::Minutes && !told;
    !repeats && (finding.certainty == Certainty::Sure || narrated)
}

/// Findings of reviews that the next review in hand asks again, with the place where it does.
fn asked_again(
    snapshot: &Snapshot,
    reviews: &BTreeMap<String, Review>,
    asks: &[Finding],
    means: &Means<'_>,
) -> Result<BTreeMap<FindingId, (String, Citation)>> {
    let mut again = BTreeMap::new();
    let asking: BTreeSet<&String> = asks.iter().filter_map(|ask| ask.review.as_ref()).collect();
    let of = |id: &str| snapshot.findings(&Wanted { reviews: vec![id.to_owned()], ..Wanted::default() });
    for earlier in asking {
        let next = reviews.values().find(|review| review.predecessor.as_ref() == Some(earlier));
        let Some(next) = next.filter(|review| !review.only_mentioned()) else { continue };
        let (before, after) = (of(earlier)?, of(&next.id)?);
        for change in pair_pinned(&before, &after, means.lexicon, &Settings::with(means.lexicon), means.pinned) {
            let came_back =
                matches!(change.status, Status::Recurring | Status::Reworded | Status::Split | Status::Merged);
            let Some(later) = change.later.first().and_then(|id| after.iter().find(|finding| finding.id == *id)) else {
                continue;
            };
            if came_back {
                for id in change.earlier {
                    again.insert(id, (later.text.clone(), later.citation.clone()));
                }
            }
        }
    }
    Ok(again)
}

impl<'a> Papers<'a> {
    fn of(
        snapshot: &Snapshot,
        documents: &'a [Document],
        council: &str,
        references: &[BackReference],
        lexicon: &'a Lexicon,
    ) -> Result<Self> {
        let of_council = |document: &&Document| document.council.as_deref() == Some(council) && document.date.is_some();
        let mut papers: Vec<&Document> = documents.iter().filter(of_council).collect();
        papers.sort_by_key(|document| (document.date, document.path.as_str()));
        let said = passages(snapshot, &papers)?;
        let texts: Vec<&str> = said.iter().map(|passage| passage.text.as_str()).collect();
        let index = Passages::of(&texts, lexicon);
        let mut pointing: BTreeMap<(String, usize), BTreeSet<FindingId>> = BTreeMap::new();
        for reference in references {
            if let Some(to) = &reference.to {
                let findings = pointing.entry((reference.path.clone(), reference.block)).or_default();
                findings.extend(to.findings.iter().cloned());
            }
        }
        Ok(Self { papers, said, index, pointing })
    }

    fn look_for(
        &self,
        ask: Finding,
        reviews: &BTreeMap<String, Review>,
        again: &BTreeMap<FindingId, (String, Citation)>,
        out: &mut Silence,
    ) {
        let read_on = ask.citation.date;
        let visited = ask.review.as_ref().and_then(|id| reviews.get(id)).and_then(Review::date);
        let (Some(read_on), Some(asked)) = (read_on, visited.or(read_on)) else { return };
        let later: Vec<usize> =
            (0..self.papers.len()).filter(|at| self.papers[*at].date.is_some_and(|date| date > read_on)).collect();
        let Some(until) = later.last().and_then(|at| self.papers[*at].date) else {
            out.nothing_later += 1;
            return;
        };
        if let Some((text, at)) = again.get(&ask.id) {
            out.spoken_of.push(SpokenOf { finding: ask, text: text.clone(), at: at.clone() });
            return;
        }
        let later: BTreeSet<usize> = later.into_iter().collect();
        let matter = matter(&ask.text);
        let (mut listed_open, mut nearest) = (None, None);
        let mut first: Option<&Passage> = None;
        for spoken in self.index.speaking_of(&matter) {
            let passage = &self.said[spoken.passage];
            if !later.contains(&passage.paper) {
                continue;
            }
            let key = (passage.at.path.clone(), passage.at.block);
            let points = self.pointing.get(&key).is_some_and(|findings| findings.contains(&ask.id));
            let is_spoken = speaks(&spoken) || (points && spoken.share >= POINTED);
            if is_spoken && is_listed_open(passage, &ask) {
                let at = (passage.paper, passage.at.block);
                listed_open = listed_open.filter(|(latest, _)| *latest > at).or(Some((at, passage.at.clone())));
            } else if is_spoken {
                let is_earlier = |other: &Passage| (passage.paper, passage.at.block) < (other.paper, other.at.block);
                if first.is_none_or(is_earlier) {
                    first = Some(passage);
                }
            } else if nearest.is_none() && spoken.share >= NEAR && !is_listed_open(passage, &ask) {
                nearest = Some((passage.text.clone(), passage.at.clone(), spoken.share));
            }
        }
        match first {
            Some(passage) => {
                out.spoken_of.push(SpokenOf { finding: ask, text: passage.text.clone(), at: passage.at.clone() });
            }
            None => out.unanswered.push(Unanswered {
                finding: ask,
                asked,
                searched: later.len(),
                until,
                listed_open: listed_open.map(|(_, at)| at),
                nearest,
            }),
        }
    }
}

/// Whether a row only repeats an ask that is still open.
fn is_listed_open(passage: &Passage, ask: &Finding) -> bool {
    let lists = matches!(passage.at.kind, DocumentKind::Tracker | DocumentKind::ActionPlan);
    (lists || is_read_in(ask, &passage.at)) && says_open(&passage.text)
}
