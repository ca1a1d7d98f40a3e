//! The thread of one matter: every finding, resolution and passage that speaks of it, oldest first.
//!
//! A matter is a query, or a finding: that is followed through the other reviews of its series by what compares them, and
//! through the papers between by what comes back of it and by what points to it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::compare::{Passages, Settings, pair_pinned};
use crate::error::Result;
use crate::lexicon::Lexicon;
use crate::model::{
    Band, Change, Citation, Date, Document, Finding, FindingId, FindingKind, Followed, Hit, Review, Seen, ThreadEntry,
    ThreadWhat,
};
use crate::search::{Answer as Found, Options, Query, Widened, search};
use crate::store::{Snapshot, Wanted};

use super::answered::{self, Answers};
use super::comparison::Means;
use super::dating::Dates;
use super::in_hand::in_hand;
use super::in_prose::in_prose;
use super::meetings::{at_its_meeting, meetings};
use super::narrow::Narrow;
use super::passages::{POINTED, is_read_in, passages, speaks};

/// Passages of one paper that are no findings: more than these tire the reader.
const PASSAGES_A_PAPER: usize = 2;

/// A passage of fewer words is a title: it says that something was spoken of, not what.
const FEWEST_WORDS: usize = 6;

/// The steps of a thread, and how many passages were left out.
#[derive(Debug, Clone, PartialEq)]
pub struct Thread {
    /// The steps, oldest first; of one day, as in the papers.
    pub entries: Vec<ThreadEntry>,
    /// Passages that answer the query too, beyond the best two of each paper; 0 when all are given.
    pub left_out: usize,
    /// What else was looked for in place of words of the query.
    pub widened: Vec<Widened>,
}

/// Follows a query through all papers, or those of some councils. Every finding and resolution that answers is a step, of some
/// bodies, subjects and kinds where `narrow` names them; of other passages the best two of each paper are, or all of them when
/// `all`. Where a body, subject or kind is named, other passages are left out: they have none. What the sector also says for the
/// words of the query is looked for where `synonyms` are given, and what they name ("early help") side by side.
///
/// # Errors
/// [`Error::Query`](crate::Error::Query) and [`Error::Index`](crate::Error::Index), as in [`search`].
pub fn trace(
    snapshot: &Snapshot,
    query: &Query,
    narrow: &Narrow,
    synonyms: Option<Arc<Lexicon>>,
    all: bool,
) -> Result<Thread> {
    let options = Options { synonyms, side_by_side: true, ..Options::default() };
    let Found { hits, widened, .. } = search(snapshot, query, &options)?;
    let findings: BTreeMap<String, Finding> = snapshot
        .findings(&Wanted { possible: true, ..Wanted::default() })?
        .into_iter()
        .map(|finding| (finding.id.clone(), finding))
        .collect();
    let reviews: BTreeMap<String, Review> =
        snapshot.reviews()?.into_iter().map(|review| (review.id.clone(), review)).collect();
    let documents = snapshot.documents()?;
    let mut passages: BTreeMap<String, usize> = BTreeMap::new();
    let mut left_out = 0;
    let mut steps: Vec<(ThreadEntry, String)> = Vec::new();
    // Where the steps of each finding stand: a few, one for each meeting that decided it.
    let mut steps_of: BTreeMap<FindingId, Vec<usize>> = BTreeMap::new();
    for hit in hits.into_iter().filter(|hit| narrow.takes_council(hit.council.as_deref())) {
        let path = hit.citation.path.clone();
        let answering = answering(&hit, &findings);
        if answering.is_empty() {
            if narrow.is_of_findings() {
                continue;
            }
            let is_short = hit.text.split_whitespace().count() < FEWEST_WORDS;
            let count = passages.entry(path.clone()).or_default();
            *count += usize::from(!is_short || all);
            if (is_short || *count > PASSAGES_A_PAPER) && !all {
                left_out += 1;
            } else {
                steps.push((step(&hit, None, &reviews), path));
            }
            continue;
        }
        for finding in answering {
            let series = finding.review.as_ref().and_then(|id| reviews.get(id)).map(|review| &review.series);
            if !narrow.takes_finding(finding.kind, series) {
                continue;
            }
            let finding = at_its_meeting(finding, &hit.citation);
            let entry = step(&hit, Some(&finding), &reviews);
            // A finding read in five papers is one step, where its own report has it.
            let own = steps_of.entry(finding.id.clone()).or_default();
            match own.iter().find(|at| steps[**at].0.finding.as_ref() == Some(&finding)) {
                Some(at) if path == finding.citation.path => steps[*at] = (entry, path.clone()),
                Some(_) => {}
                None => {
                    own.push(steps.len());
                    steps.push((entry, path.clone()));
                }
            }
        }
    }
    let mut entries: Vec<ThreadEntry> = steps.into_iter().map(|(entry, _)| entry).collect();
    let pointing = answered::pointing(snapshot)?;
    add_answers(&mut entries, Answers::of(snapshot, findings.values(), &pointing), &reviews)?;
    sort(&mut entries, &Dates::of(&documents, reviews.values()));
    Ok(Thread { entries, left_out, widened })
}

/// Adds what was answered to the findings of a thread, each answer once.
fn add_answers(
    entries: &mut Vec<ThreadEntry>,
    mut answers: Answers<'_>,
    reviews: &BTreeMap<String, Review>,
) -> Result<()> {
    let mut answered = Vec::new();
    for asked in entries.iter() {
        let Some(finding) = &asked.finding else { continue };
        for Followed { what, text, citation, finding } in answers.to(finding)? {
            let answer = entry(text, citation, asked.council.clone(), finding.as_deref(), reviews);
            answered.push(ThreadEntry { what, band: asked.band, ..answer });
        }
    }
    let place = |entry: &ThreadEntry| (entry.citation.path.clone(), entry.citation.block, entry.text.clone());
    let known: BTreeSet<_> = answered.iter().map(place).collect();
    let mut marked: BTreeMap<_, _> = entries.iter().map(|entry| (place(entry), entry.highlights.clone())).collect();
    // A row that is answered for is no passage beside.
    let rows: BTreeSet<_> = answered.iter().map(|answer| (&answer.citation.path, answer.citation.block)).collect();
    entries.retain(|entry| {
        let in_row = entry.what == ThreadWhat::Passage && rows.contains(&(&entry.citation.path, entry.citation.block));
        !known.contains(&place(entry)) && !in_row
    });
    let mut seen = BTreeSet::new();
    answered.retain(|answer| seen.insert(place(answer)));
    // What the query found in an answer stays marked.
    for answer in &mut answered {
        answer.highlights = marked.remove(&place(answer)).unwrap_or_default();
    }
    entries.extend(answered);
    Ok(())
}

/// Follows one finding: what it is said again as in other reviews of its series, before and after; where papers point to
/// it; and the passages of the council's other papers in which most of it comes back.
///
/// # Errors
/// [`Error::Index`](crate::Error::Index) when the index is damaged.
pub fn trace_finding(snapshot: &Snapshot, finding: &Finding, means: &Means<'_>) -> Result<Thread> {
    let reviews: BTreeMap<String, Review> =
        snapshot.reviews()?.into_iter().map(|review| (review.id.clone(), review)).collect();
    let documents = snapshot.documents()?;
    let council = documents.iter().find(|document| document.path == finding.citation.path);
    let council = council.and_then(|document| document.council.clone());
    let of_council = |document: &&Document| council.is_none() || document.council == council;
    let papers: Vec<&Document> = documents.iter().filter(of_council).collect();
    let bands = same_matter(snapshot, finding, &reviews, means)?;
    let (own, bands): (Vec<Finding>, BTreeMap<FindingId, Band>) =
        bands.into_iter().map(|(finding, band)| (finding.clone(), (finding.id, band))).unzip();

    let mut entries: Vec<ThreadEntry> = Vec::new();
    for finding in &own.iter().flat_map(meetings).collect::<Vec<_>>() {
        let (hit_text, citation) = (finding.text.clone(), finding.citation.clone());
        let own = entry(hit_text, citation, council.clone(), Some(finding), &reviews);
        entries.push(ThreadEntry { band: bands[&finding.id], ..own });
    }
    // Everything else that papers say of it.
    // Where a passage points to it, and whether to it alone: "recommendation 2" is as good as its words.
    let mut pointing: BTreeMap<(String, usize), (bool, Band)> = BTreeMap::new();
    for reference in snapshot.back_references(None)? {
        let to = reference.to.as_ref().map_or(&[][..], |to| &to.findings);
        if let Some(band) = to.iter().filter_map(|id| bands.get(id)).min() {
            let known = pointing.entry((reference.path, reference.block)).or_insert((false, *band));
            *known = (known.0 | to.iter().all(|id| bands.contains_key(id)), known.1.min(*band));
        }
    }
    let said = passages(snapshot, &papers)?;
    let texts: Vec<&str> = said.iter().map(|passage| passage.text.as_str()).collect();
    let index = Passages::of(&texts, means.lexicon);
    let pointed_from = |place: usize| pointing.get(&(said[place].at.path.clone(), said[place].at.block));
    let alone = |place| pointed_from(place).filter(|(alone, _)| *alone).map(|(_, band)| (place, *band));
    let mut taken: BTreeMap<usize, Band> = (0..said.len()).filter_map(alone).collect();
    for finding in &own {
        for spoken in index.speaking_of(&finding.text) {
            let points = pointed_from(spoken.passage).is_some();
            if speaks(&spoken) || (points && spoken.share >= POINTED) {
                let band = taken.entry(spoken.passage).or_insert(bands[&finding.id]);
                *band = (*band).min(bands[&finding.id]);
            }
        }
    }
    // A row of a plan has several actions.
    let mut read_in: BTreeMap<(String, usize), Vec<Finding>> = BTreeMap::new();
    let of_council = Wanted { councils: council.iter().cloned().collect(), possible: true, ..Wanted::default() };
    for finding in snapshot.findings(&of_council)? {
        read_in.entry((finding.citation.path.clone(), finding.citation.block)).or_default().push(finding);
    }
    let mut seen: BTreeSet<(String, usize)> = BTreeSet::new();
    for (passage, band) in taken.into_iter().map(|(place, band)| (&said[place], band)) {
        let key = (passage.at.path.clone(), passage.at.block);
        if own.iter().any(|finding| is_read_in(finding, &passage.at)) || !seen.insert(key.clone()) {
            continue;
        }
        let other = read_in.get(&key).into_iter().flatten().find(|finding| finding.text == passage.text);
        let step = entry(passage.text.clone(), passage.at.clone(), council.clone(), other, &reviews);
        entries.push(ThreadEntry { band, ..step });
    }
    let alone = answered::pointing(snapshot)?;
    add_answers(&mut entries, Answers::of(snapshot, read_in.values().flatten(), &alone), &reviews)?;
    sort(&mut entries, &Dates::of(&documents, reviews.values()));
    Ok(Thread { entries, left_out: 0, widened: Vec::new() })
}

/// The finding and those of its series that are it in other reviews, as far as the reviews hang together; possible where a
/// pair that is to be checked stands between.
fn same_matter(
    snapshot: &Snapshot,
    finding: &Finding,
    reviews: &BTreeMap<String, Review>,
    means: &Means<'_>,
) -> Result<Vec<(Finding, Band)>> {
    let alone = || vec![(finding.clone(), Band::Certain)];
    let Some(review) = finding.review.as_ref().and_then(|id| reviews.get(id)) else { return Ok(alone()) };
    let series: Vec<Review> = reviews.values().filter(|other| other.series == review.series).cloned().collect();
    let prose = in_prose(snapshot, &series)?;
    let lists = series.iter().filter(|other| other.id == review.id || !prose.contains(&other.id));
    let line = in_hand(lists).remove(&review.series).unwrap_or_default();
    let mut lists: Vec<Vec<Finding>> = Vec::new();
    for review in &line {
        lists.push(snapshot.findings(&Wanted { reviews: vec![review.id.clone()], ..Wanted::default() })?);
    }
    let mut bands: BTreeMap<FindingId, Band> = BTreeMap::from([(finding.id.clone(), Band::Certain)]);
    let Some(at) = line.iter().position(|other| other.id == review.id) else { return Ok(alone()) };
    // How sure the one side of a change is; `None` where it is of another matter.
    let known =
        |bands: &BTreeMap<FindingId, Band>, ids: &[FindingId]| ids.iter().filter_map(|id| bands.get(id)).min().copied();
    let join = |bands: &mut BTreeMap<FindingId, Band>, ids: Vec<FindingId>, band: Band| {
        for id in ids {
            let own = bands.entry(id).or_insert(band);
            *own = (*own).min(band);
        }
    };
    let linked = |earlier: usize| {
        pair_pinned(&lists[earlier], &lists[earlier + 1], means.lexicon, &Settings::with(means.lexicon), means.pinned)
    };
    for earlier in at..line.len().saturating_sub(1) {
        for change in linked(earlier) {
            let Some(band) = known(&bands, &change.earlier) else { continue };
            // A strength that was an area for consideration may be the same matter.
            join(&mut bands, turned(&change).cloned().into_iter().collect(), Band::Possible);
            join(&mut bands, change.later, band.max(change.band));
        }
    }
    for earlier in (0..at).rev() {
        for change in linked(earlier) {
            let by_turn = turned(&change).filter(|id| bands.contains_key(*id)).map(|_| Band::Possible);
            let paired = known(&bands, &change.later).map(|band| band.max(change.band));
            if let Some(band) = paired.or(by_turn) {
                join(&mut bands, change.earlier, band);
            }
        }
    }
    let of_matter = lists.into_iter().flatten();
    Ok(of_matter
        .filter_map(|finding| bands.get(&finding.id).map(|band| (*band, finding)))
        .map(|(b, f)| (f, b))
        .collect())
}

/// What a finding that was not found again turned into, where that shows.
fn turned(change: &Change) -> Option<&FindingId> {
    let is_other = |seen: &&Seen| !seen.near_miss && seen.kind != FindingKind::Progress;
    let first = change.also_seen.iter().find(is_other);
    first.filter(|_| change.later.is_empty()).map(|seen| &seen.finding)
}

fn entry(
    text: String,
    citation: Citation,
    council: Option<String>,
    finding: Option<&Finding>,
    reviews: &BTreeMap<String, Review>,
) -> ThreadEntry {
    let review = finding.and_then(|finding| finding.review.clone());
    let reviewed: Option<Date> = review.as_ref().and_then(|id| reviews.get(id)).and_then(Review::date);
    ThreadEntry {
        date: reviewed.or(citation.date),
        council,
        review,
        what: what(finding),
        text,
        highlights: Vec::new(),
        citation,
        finding: finding.cloned(),
        band: Band::Certain,
    }
}

fn what(finding: Option<&Finding>) -> ThreadWhat {
    match finding {
        None => ThreadWhat::Passage,
        Some(finding) if finding.kind.is_of_committee() => ThreadWhat::Resolution,
        Some(_) => ThreadWhat::Finding,
    }
}

/// Oldest first; of one day, as in the papers; what has no date last. A passage of a report without a date is of its visit.
fn sort(entries: &mut [ThreadEntry], dates: &Dates<'_>) {
    for entry in entries.iter_mut() {
        entry.date = entry.date.or_else(|| dates.at(&entry.citation.path));
    }
    let when = |entry: &ThreadEntry| entry.date.map_or((1, None), |date| (0, Some(date)));
    entries.sort_by(|a, b| {
        (when(a), &a.citation.path, a.citation.block).cmp(&(when(b), &b.citation.path, b.citation.block))
    });
}

/// The findings of a passage in whose words the query was found: of several clauses those that answer, of one or none the first.
fn answering<'f>(hit: &Hit, findings: &'f BTreeMap<String, Finding>) -> Vec<&'f Finding> {
    let of_passage: Vec<&Finding> = hit.findings.iter().filter_map(|id| findings.get(id)).collect();
    let is_marked = |finding: &&&Finding| {
        let words = place_in(&hit.text, &finding.text);
        words.is_some_and(|words| hit.highlights.iter().any(|&(start, end)| start < words.end && words.start < end))
    };
    let marked: Vec<&Finding> = of_passage.iter().filter(is_marked).copied().collect();
    if marked.is_empty() { of_passage.into_iter().take(1).collect() } else { marked }
}

/// Where in a passage the words of one of its findings stand.
fn place_in(passage: &str, words: &str) -> Option<Range<usize>> {
    passage.find(words).map(|start| start..start + words.len())
}

fn step(hit: &Hit, finding: Option<&Finding>, reviews: &BTreeMap<String, Review>) -> ThreadEntry {
    let review = finding.and_then(|finding| finding.review.clone());
    let reviewed: Option<Date> = review.as_ref().and_then(|id| reviews.get(id)).and_then(Review::date);
    let what = what(finding);
    // A row of a table says more than the one cell that is the finding.
    let text = finding.map_or_else(|| hit.text.clone(), |finding| finding.text.clone());
    // Of a passage of several clauses, what is marked in this one.
    let words = place_in(&hit.text, &text).unwrap_or_default();
    let inside = hit.highlights.iter().filter(|&&(start, end)| words.start <= start && end <= words.end);
    let highlights = inside.map(|(start, end)| (start - words.start, end - words.start)).collect();
    // A finding knows its printed number where the passage knows its row.
    let here = |citation: &&Citation| citation.path == hit.citation.path && citation.block == hit.citation.block;
    let own = finding.and_then(|finding| std::iter::once(&finding.citation).chain(&finding.also_in).find(here));
    let citation = own.unwrap_or(&hit.citation).clone();
    ThreadEntry {
        date: reviewed.or(hit.citation.date),
        council: hit.council.clone(),
        review,
        what,
        text,
        highlights,
        citation,
        finding: finding.cloned(),
        band: Band::Certain,
    }
}
