//! What does an officer put before members? Two reviews compared, what the panel asked in between, themes, and how it was
//! all made: the parts of a briefing, put together from the other answers.
//!
//! [`brief`] is a pure function over one state of the index: the same question and papers give the same briefing. It says
//! nothing of its own; every finding and passage in it carries its citation. How it is written down is for
//! `output::layout::Briefing`.
//!
//! | file | answers |
//! |---|---|
//! | `question` | which council, which reviews, which committee? |
//! | `topic` | which findings are on the theme, or answer the query? |
//! | `alone` | what did a review find that has no other beside it, and what came of it? |
//! | `asked` | what did committees ask for, and what came of it? |

mod alone;
mod asked;
mod question;
mod topic;

use std::collections::{BTreeMap, BTreeSet};

#[cfg(doc)]
use crate::Error;
use crate::compare::Settings;
use crate::error::Result;
use crate::model::{Certainty, Citation, Comparison, Document, Finding, FindingId, Review, Series, Status};
use crate::store::Snapshot;
use crate::themes::change::Judged;
use crate::themes::{Codebook, Codebooks, Tally};

use super::comparison::{Means, compare_reviews};
use super::in_prose::in_prose;
use super::narrow::Narrow;
use super::silence::{Silence, silence};

pub use alone::{Alone, Upshot};
pub use asked::{Ask, Asked, Came};
use question::Chosen;
pub use question::{Question, council};
pub use topic::Topic;

/// A briefing.
#[derive(Debug, Clone, PartialEq)]
pub struct Brief {
    /// The council, short: "Marlshire".
    pub council: String,
    /// The committee as typed; `None` where the briefing is for no one committee.
    pub committee: Option<String>,
    /// What it is limited to; `None` for all.
    pub topic: Option<Topic>,
    /// Two reviews of a series each, ordered by series.
    pub series: Vec<SeriesBrief>,
    /// Where no series has two: the reviews there are, each by itself, ordered by series.
    pub alone: Vec<Alone>,
    /// Series of the council that are not compared, and why; those that stand in `alone` aside.
    pub left_out: Vec<(Series, LeftOut)>,
    /// What committees asked for.
    pub asked: Asked,
    /// Whether questions to put are wanted.
    pub prompts: bool,
    /// How it was made.
    pub made: Made,
}

/// Two reviews of one series.
#[derive(Debug, Clone, PartialEq)]
pub struct SeriesBrief {
    /// What changed, limited to the topic.
    pub comparison: Comparison,
    /// How many findings each review has in all, before the topic limits them.
    pub of: [usize; 2],
    /// What papers since say of earlier findings that were not found again, by finding.
    pub since: BTreeMap<FindingId, Came>,
    /// Title of the codebook that tells its themes.
    pub codebook: String,
    /// The themes of the two reviews; `None` where the topic is no theme.
    pub themes: Option<Themes>,
}

/// Themes of two reviews.
#[derive(Debug, Clone, PartialEq)]
pub struct Themes {
    /// What may be said of each: themes of their own by frequency, each followed by those below it.
    pub judged: Judged,
    /// How deep each of them stands in the codebook.
    pub levels: Vec<usize>,
    /// The findings that carry each theme, by identifier of the theme.
    pub findings: BTreeMap<String, BTreeSet<FindingId>>,
}

/// Why a series is not compared.
#[derive(Debug, Clone, PartialEq)]
pub enum LeftOut {
    /// Only one of its reviews is in hand.
    OnlyOne(Review),
    /// A progress review that reports in prose.
    InProse(Review),
    /// Its reviews, all in hand, do not answer to both names.
    NotNamed(Vec<Review>),
}

/// How a briefing was made, so that it can be made again.
#[derive(Debug, Clone, PartialEq)]
pub struct Made {
    /// What tells this state of the papers and rules from any other: 16 hexadecimal digits.
    pub fingerprint: String,
    /// Where the lines between certain, possible and nothing are drawn.
    pub settings: Settings,
    /// Papers of the council that were read.
    pub papers: usize,
    /// Files of the whole folder that could not be read.
    pub unreadable: usize,
    /// Whether findings that only words suggest were compared too.
    pub possible: bool,
    /// Pairs that a person settled.
    pub pinned: usize,
    /// Findings that a person corrected.
    pub corrected: usize,
}

/// Puts a briefing together. The themes of each series are told by the codebook of its subject; on a theme, all by the codebook
/// the theme is of.
///
/// # Errors
/// [`Error::NoCouncil`] and [`Error::NoCommittee`] when a name means none or several, or is needed and not given;
/// [`Error::NoReview`], [`Error::AmbiguousReview`], [`Error::NothingToCompare`] as
/// [`compare_reviews`]; [`Error::Query`] when the topic is no theme and no query; [`Error::Index`] when the index is damaged.
pub fn brief(snapshot: &Snapshot, question: &Question, means: &Means<'_>, codebooks: &Codebooks) -> Result<Brief> {
    let (documents, reviews) = (snapshot.documents()?, snapshot.reviews()?);
    let council = question::council(question, &documents, &reviews)?;
    let committees = question::committees(question, &council, &documents)?;
    let narrow = Narrow {
        councils: vec![council.clone()],
        bodies: question.bodies.clone(),
        subjects: question.subjects.clone(),
        kinds: Vec::new(),
        possible: question.possible,
    };
    let reviews: Vec<Review> = reviews.into_iter().filter(|review| narrow.takes(&review.series)).collect();
    let Chosen { pairs, lone, left_out } = question::pairs(question, &reviews, &in_prose(snapshot, &reviews)?)?;
    let mut comparisons = Vec::new();
    for (earlier, later) in &pairs {
        comparisons.extend(compare_reviews(snapshot, earlier, later, &narrow, means)?);
    }
    comparisons.sort_by(|a, b| a.series.cmp(&b.series));
    let series = comparisons.iter().map(|comparison| &comparison.series);
    let series = series.chain(lone.iter().map(|review| &review.series));
    let subjects: Vec<&str> = series.map(|series| series.subject.as_str()).collect();
    let theme = question.topic.as_deref().and_then(|typed| Topic::theme(typed, &subjects, codebooks));
    let (topic, home) = match (theme, &question.topic) {
        (Some((theme, home)), _) => (Some(theme), Some(home)),
        (None, Some(typed)) => (Some(Topic::query(typed, snapshot)?), None),
        (None, None) => (None, None),
    };
    let codebook_of = |subject: &str| -> &Codebook { home.unwrap_or_else(|| codebooks.of(subject)) };
    let silence =
        silence(snapshot, &Narrow { kinds: asked::KINDS.to_vec(), possible: false, ..narrow.clone() }, means)?;
    let span = question::span(question, &comparisons, &lone, &reviews);
    let usual = home.unwrap_or(codebooks.usual());
    let asked = asked::asked(snapshot, &council, &committees, span, &silence, topic.as_ref(), usual)?;
    let alone = alone::alone(snapshot, &lone, &narrow, &silence, topic.as_ref(), codebook_of)?;
    let corrected = comparisons.iter().flat_map(findings).filter(|finding| finding.corrected.is_some()).count();
    let settled = comparisons.iter().map(|c| means.pinned.settles(&c.earlier.findings, &c.later.findings));
    let pinned_pairs = settled.sum();
    let series = comparisons
        .into_iter()
        .map(|comparison| {
            let codebook = codebook_of(&comparison.series.subject);
            series_brief(comparison, &silence, topic.as_ref(), codebook)
        })
        .collect();
    let of_council = |document: &&Document| document.council.as_deref() == Some(council.as_str());
    let made = Made {
        fingerprint: snapshot.fingerprint()?,
        settings: Settings::with(means.lexicon),
        papers: documents.iter().filter(of_council).count(),
        unreadable: snapshot.files()?.1,
        possible: question.possible,
        pinned: pinned_pairs,
        corrected,
    };
    let committee = question.committees.first().map(|_| committees.join(" and "));
    Ok(Brief { council, committee, topic, series, alone, left_out, asked, prompts: question.prompts, made })
}

fn findings(comparison: &Comparison) -> impl Iterator<Item = &Finding> {
    comparison.earlier.findings.iter().chain(&comparison.later.findings)
}

fn series_brief(
    mut comparison: Comparison,
    silence: &Silence,
    topic: Option<&Topic>,
    codebook: &Codebook,
) -> SeriesBrief {
    let of = [comparison.earlier.findings.len(), comparison.later.findings.len()];
    let themes = themes(&comparison, topic, codebook);
    if let Some(topic) = topic {
        let on_topic: BTreeSet<FindingId> =
            findings(&comparison).filter(|finding| topic.takes(finding, codebook)).map(|f| f.id.clone()).collect();
        comparison.changes.retain(|change| change.earlier.iter().chain(&change.later).any(|id| on_topic.contains(id)));
        // Its partner may speak of another.
        let told: BTreeSet<&FindingId> =
            comparison.changes.iter().flat_map(|change| change.earlier.iter().chain(&change.later)).collect();
        for side in [&mut comparison.earlier, &mut comparison.later] {
            side.findings.retain(|finding| told.contains(&finding.id) || on_topic.contains(&finding.id));
        }
    }
    let missing: BTreeSet<&FindingId> = comparison
        .changes
        .iter()
        .filter(|change| change.status == Status::NotFound)
        .flat_map(|change| &change.earlier)
        .collect();
    let since = asked::came_of(silence).filter(|(id, _)| missing.contains(id)).map(|(id, came)| (id.clone(), came));
    let since = since.collect();
    SeriesBrief { comparison, of, since, codebook: codebook.title.clone(), themes }
}

/// The themes of both sides. A grade names an area of work whatever was found there: it is no mention of a theme.
fn themes(comparison: &Comparison, topic: Option<&Topic>, codebook: &Codebook) -> Option<Themes> {
    let (earlier, later) = (&comparison.earlier.review.id, &comparison.later.review.id);
    let told: Vec<Finding> = findings(comparison).filter(|finding| finding.judgement.is_none()).cloned().collect();
    let of_earlier: BTreeSet<&FindingId> = comparison.earlier.findings.iter().map(|finding| &finding.id).collect();
    let side = |finding: &Finding| {
        let review = if of_earlier.contains(&finding.id) { earlier } else { later };
        Some(review.clone())
    };
    let tally = Tally::new(&told, Certainty::Possible, side, codebook);
    let mut judged = tally.compare(earlier, later);
    let is_wanted = |id: &str| match topic {
        None => true,
        Some(Topic::Theme { id: wanted, .. }) => codebook.is_under(id, wanted),
        Some(Topic::Query { .. }) => false,
    };
    judged.changes.retain(|change| {
        let theme = &change.theme;
        theme.earlier.findings + theme.later.findings > 0 && is_wanted(&theme.id)
    });
    let counts: BTreeMap<String, usize> = judged
        .changes
        .iter()
        .map(|change| (change.theme.id.clone(), change.theme.earlier.findings + change.theme.later.findings))
        .collect();
    let count = |id: &str| counts.get(id).copied().unwrap_or_default();
    // A theme that says just what the one above it says is said once.
    let above = |id: &str| codebook.theme(id).and_then(|theme| theme.parent.clone());
    judged
        .changes
        .retain(|change| above(&change.theme.id).is_none_or(|above| count(&above) != count(&change.theme.id)));
    // The most frequent first, below the theme they belong to; of equals, the order of the codebook.
    let place = |id: &str| codebook.themes().iter().position(|theme| theme.id == id);
    let path = |id: &str| -> Vec<(std::cmp::Reverse<usize>, Option<usize>)> {
        let mut line: Vec<String> = std::iter::successors(Some(id.to_owned()), |id| above(id)).collect();
        line.reverse();
        line.iter().map(|id| (std::cmp::Reverse(count(id)), place(id))).collect()
    };
    judged.changes.sort_by_cached_key(|change| path(&change.theme.id));
    let levels = judged.changes.iter().map(|change| codebook.depth(&change.theme.id)).collect();
    let mut by_theme: BTreeMap<String, BTreeSet<FindingId>> = BTreeMap::new();
    for row in tally.evidence() {
        by_theme.entry(row.theme.to_owned()).or_default().insert(row.finding.id.clone());
    }
    (!judged.changes.is_empty()).then_some(Themes { judged, levels, findings: by_theme })
}

impl Brief {
    /// Titles of the codebooks that tell the themes of its series, each once.
    pub fn codebooks(&self) -> Vec<&str> {
        let mut titles: Vec<&str> = Vec::new();
        for series in &self.series {
            if !titles.contains(&series.codebook.as_str()) {
                titles.push(&series.codebook);
            }
        }
        titles
    }

    /// Whether there is anything to put before members.
    pub fn is_empty(&self) -> bool {
        self.series.iter().all(|series| series.comparison.changes.is_empty())
            && self.alone.iter().all(|alone| alone.side.findings.is_empty())
            && self.asked.asks.is_empty()
    }
}

/// Where something was said, with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The words, as printed.
    pub text: String,
    /// Where they stand.
    pub at: Citation,
}
