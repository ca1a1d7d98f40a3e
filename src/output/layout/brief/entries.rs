//! What a briefing says, one numbered entry a matter, in the order in which it is read.
//!
//! The numbers are how one part of the briefing refers to another: the summary and the table of themes lead to entries.

use std::collections::BTreeMap;

use crate::answers::brief::{Ask, Brief, Came, Said, SeriesBrief};
use crate::model::{Band, Change, Citation, Finding, FindingKind, Followed, Status};
use crate::output::layout::change::{Section, Sides, is_reported_on, section};

use super::alone::in_order;

/// One matter, with its number.
pub(super) struct Entry<'a> {
    pub number: usize,
    pub what: What<'a>,
}

/// What a matter is.
pub(super) enum What<'a> {
    /// What became of a finding between two reviews.
    Change { series: usize, change: &'a Change, earlier: Vec<&'a Finding>, later: Vec<&'a Finding> },
    /// What a review found that stands alone.
    Found { alone: usize, finding: &'a Finding },
    /// What a committee asked for.
    Ask(&'a Ask),
}

/// Where an earlier finding that was not found again went, best told first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fate {
    /// What was asked for is praised.
    Strength,
    /// The later review says how far it has come.
    Reported,
    /// A committee said that it was done with.
    Closed,
    /// Other papers speak of it.
    SpokenOf,
    /// Something in the later review comes near it.
    Near,
    /// Later papers repeat it, and say nothing of what became of it.
    Repeated,
    /// No later paper speaks of it.
    Nowhere,
    /// What was praised is not praised again: no other paper was searched for it.
    Unpraised,
}

impl Fate {
    pub const ALL: [Self; 8] = [
        Self::Strength,
        Self::Reported,
        Self::Closed,
        Self::SpokenOf,
        Self::Near,
        Self::Repeated,
        Self::Nowhere,
        Self::Unpraised,
    ];

    /// Of a change that was not found again.
    pub fn of(change: &Change, series: &SeriesBrief) -> Self {
        let was_strength = change.kind_from == Some(FindingKind::Strength);
        if is_reported_on(change) {
            return Self::Reported;
        }
        // What speaks of it in the later review itself is no finding of it, but comes near.
        let own = &series.comparison.later.review.documents;
        let said = |id: &String| match series.since.get(id) {
            Some(Came::SpokenOf(said)) => Some(own.contains(&said.at.document)),
            _ => None,
        };
        let spoken = |id: &String| said(id) == Some(false);
        let spoken_there = |id: &String| said(id) == Some(true);
        let repeated = |id: &String| matches!(series.since.get(id), Some(Came::Silent { listed_open: Some(_), .. }));
        match change.also_seen.first().map(|seen| seen.kind) {
            Some(FindingKind::Strength) if !was_strength => Self::Strength,
            _ if change.closed_in.is_some() => Self::Closed,
            _ if change.earlier.iter().any(spoken) || !change.followed.is_empty() => Self::SpokenOf,
            Some(_) => Self::Near,
            None if change.earlier.iter().any(spoken_there) => Self::Near,
            None if was_strength => Self::Unpraised,
            None if change.earlier.iter().any(repeated) => Self::Repeated,
            None => Self::Nowhere,
        }
    }

    pub fn heading(self, later: &str) -> String {
        match self {
            Self::Strength => format!("Now told as a strength in {later}"),
            Self::Reported => format!("Reported on in {later}"),
            Self::Closed => "Called closed by a committee in between".into(),
            Self::SpokenOf => "Spoken of in other papers since".into(),
            Self::Near => format!("Something in {later} comes near it"),
            Self::Repeated => "Only repeated in other papers since".into(),
            Self::Nowhere => "Not found in any paper since".into(),
            Self::Unpraised => format!("Strengths that {later} does not name again"),
        }
    }
}

/// Everything a briefing says, in order.
pub(super) struct Entries<'a> {
    pub all: Vec<Entry<'a>>,
    /// The entry of a finding, by series and identifier.
    of_finding: BTreeMap<(usize, &'a str), usize>,
}

impl<'a> Entries<'a> {
    pub fn of(brief: &'a Brief, sides: &[Sides<'a>]) -> Self {
        let asks = brief.asked.asks.iter();
        let mut silent: Vec<&Ask> = asks.clone().collect();
        // What was not answered first; of each sort the oldest.
        silent.sort_by_key(|ask| rank(&ask.came));
        let asks: Vec<What<'a>> = silent.into_iter().map(What::Ask).collect();
        let mut changes = Vec::new();
        for (series, sides) in sides.iter().enumerate() {
            let own: Vec<&Change> = brief.series[series].comparison.changes.iter().collect();
            for part in Section::ALL {
                let mut of_part: Vec<&Change> = own.iter().copied().filter(|change| section(change) == part).collect();
                of_part.sort_by_key(|change| order(change, &brief.series[series]));
                changes.extend(of_part.into_iter().map(|change| What::Change {
                    series,
                    change,
                    earlier: sides.earlier_of(change),
                    later: sides.later_of(change),
                }));
            }
        }
        for (alone, review) in brief.alone.iter().enumerate() {
            changes.extend(in_order(review).into_iter().map(|finding| What::Found { alone, finding }));
        }
        // A committee reads first what became of its own asks.
        let all = if brief.committee.is_some() {
            asks.into_iter().chain(changes).collect::<Vec<_>>()
        } else {
            changes.into_iter().chain(asks).collect()
        };
        let all: Vec<Entry<'a>> = (1..).zip(all).map(|(number, what)| Entry { number, what }).collect();
        let mut of_finding = BTreeMap::new();
        for entry in &all {
            let What::Change { series, change, earlier, later } = &entry.what else { continue };
            for finding in earlier.iter().chain(later) {
                of_finding.insert((*series, finding.id.as_str()), entry.number);
            }
            for seen in &change.also_seen {
                of_finding.entry((*series, seen.finding.as_str())).or_insert(entry.number);
            }
        }
        Self { all, of_finding }
    }

    /// The changes of a section of a series.
    pub fn changes(&self, wanted: usize, part: Section) -> Vec<Line<'_, 'a>> {
        self.all
            .iter()
            .filter_map(|entry| match &entry.what {
                What::Change { series, change, earlier, later } if *series == wanted && section(change) == part => {
                    Some(Line { number: entry.number, change, earlier, later })
                }
                _ => None,
            })
            .collect()
    }

    /// The asks.
    pub fn asks(&self) -> impl Iterator<Item = (usize, &'a Ask)> {
        self.all.iter().filter_map(|entry| match entry.what {
            What::Ask(ask) => Some((entry.number, ask)),
            What::Change { .. } | What::Found { .. } => None,
        })
    }

    /// The findings of a review that stands alone.
    pub fn found(&self, wanted: usize) -> Vec<(usize, &'a Finding)> {
        let found = |entry: &Entry<'a>| match entry.what {
            What::Found { alone, finding } if alone == wanted => Some((entry.number, finding)),
            _ => None,
        };
        self.all.iter().filter_map(found).collect()
    }

    /// The numbers of the entries in which these findings stand, in order.
    pub fn numbers<'i>(&self, series: usize, findings: impl IntoIterator<Item = &'i String>) -> Vec<usize> {
        let find = |id: &String| self.of_finding.get(&(series, id.as_str())).copied();
        let mut numbers: Vec<usize> = findings.into_iter().filter_map(find).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers
    }
}

/// A change with its number and findings.
#[derive(Clone, Copy)]
pub(super) struct Line<'e, 'a> {
    pub number: usize,
    pub change: &'a Change,
    pub earlier: &'e [&'a Finding],
    pub later: &'e [&'a Finding],
}

/// What was never answered, what was spoken of, what is too recent to say.
pub(super) fn rank(came: &Came) -> u8 {
    match came {
        Came::Silent { .. } => 0,
        Came::SpokenOf(_) => 1,
        Came::NothingLater => 2,
    }
}

/// Whether no later paper speaks of it, but a passage comes near: it may be the answer.
pub(super) fn is_near(came: &Came) -> bool {
    matches!(came, Came::Silent { nearest: Some(_), .. })
}

/// Within a section: judgements as they stand; what came back by what is asked, then praised; what is new by kind; what is
/// not found again by where it went, then by kind.
fn order(change: &Change, series: &SeriesBrief) -> (Option<Fate>, u8, u8) {
    let fate = (change.status == Status::NotFound).then(|| Fate::of(change, series));
    let kind = change.kind_to.or(change.kind_from).map_or(u8::MAX, kind_rank);
    let check = u8::from(change.band == Band::Possible && section(change) == Section::CameBack);
    match section(change) {
        Section::Judgements => (None, 0, 0),
        _ => (fate, kind, check),
    }
}

/// What is asked for before what is praised.
pub(super) fn kind_rank(kind: FindingKind) -> u8 {
    FindingKind::ALL.iter().position(|other| *other == kind).map_or(u8::MAX, |at| at as u8)
}

/// A passage of an entry, for rows and records.
pub(super) struct Passage<'a> {
    /// What the passage is in its entry: `earlier`, `later`, `found`, `seen_as`, `closed_in`, `response`, `resolution`, `progress`,
    /// `ask`, `spoken_of`, `listed_open`, `nearest`.
    pub role: &'static str,
    pub text: Option<&'a str>,
    pub kind: Option<FindingKind>,
    pub finding: Option<&'a str>,
    pub at: &'a Citation,
}

impl<'a> Entry<'a> {
    /// Everything the entry quotes, in order.
    pub fn passages(&self, brief: &'a Brief) -> Vec<Passage<'a>> {
        let of = |role, finding: &'a Finding| Passage {
            role,
            text: Some(&finding.text),
            kind: Some(finding.kind),
            finding: Some(&finding.id),
            at: &finding.citation,
        };
        match &self.what {
            What::Change { series, change, earlier, later } => {
                let mut all: Vec<Passage<'a>> = earlier.iter().map(|finding| of("earlier", finding)).collect();
                all.extend(later.iter().map(|finding| of("later", finding)));
                all.extend(change.also_seen.iter().map(|seen| Passage {
                    role: "seen_as",
                    text: Some(&seen.text),
                    kind: Some(seen.kind),
                    finding: Some(&seen.finding),
                    at: &seen.citation,
                }));
                all.extend(change.closed_in.iter().map(|at| only_place("closed_in", at)));
                all.extend(change.followed.iter().map(answer));
                let since = &brief.series[*series].since;
                all.extend(change.earlier.iter().filter_map(|id| since.get(id)).flat_map(came));
                all
            }
            What::Found { alone, finding } => {
                let review = &brief.alone[*alone];
                let mut all = vec![of("found", finding)];
                all.extend(review.followed.get(&finding.id).into_iter().flatten().map(answer));
                all.extend(review.since.get(&finding.id).into_iter().flat_map(came));
                all
            }
            What::Ask(ask) => {
                let mut all = vec![of("ask", &ask.finding)];
                all.extend(came(&ask.came));
                all
            }
        }
    }
}

fn answer(followed: &Followed) -> Passage<'_> {
    Passage {
        role: followed.what.as_str(),
        text: Some(&followed.text),
        kind: followed.finding.as_ref().map(|finding| finding.kind),
        finding: followed.finding.as_ref().map(|finding| finding.id.as_str()),
        at: &followed.citation,
    }
}

fn only_place<'a>(role: &'static str, at: &'a Citation) -> Passage<'a> {
    Passage { role, text: None, kind: None, finding: None, at }
}

fn came(came: &Came) -> Vec<Passage<'_>> {
    fn says<'a>(role: &'static str, said: &'a Said) -> Passage<'a> {
        Passage { role, text: Some(&said.text), kind: None, finding: None, at: &said.at }
    }
    match came {
        Came::SpokenOf(said) => vec![says("spoken_of", said)],
        Came::Silent { nearest, listed_open, .. } => {
            let open = listed_open.iter().map(|at| only_place("listed_open", at));
            open.chain(nearest.iter().map(|said| says("nearest", said))).collect()
        }
        Came::NothingLater => Vec::new(),
    }
}
