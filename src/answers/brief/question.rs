//! What is asked of a briefing, and what the names in it mean: the council, the reviews, the committee.

use std::collections::{BTreeMap, BTreeSet};

use crate::answers::councils::{councils_named, has_words};
use crate::answers::in_hand::in_hand;
use crate::answers::naming::{known_reviews, name_reviews};
use crate::error::{Error, Result};
use crate::model::{Comparison, Date, Document, DocumentKind, Review, ReviewId, Series};

use super::LeftOut;

/// What a briefing is wanted on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Question {
    /// The council; not needed where the papers have one only, or the committee tells.
    pub council: Option<String>,
    /// The earlier review, as [`name_reviews`] takes it; `None` for the one before the later.
    pub earlier: Option<String>,
    /// The later review; `None` for the last in hand.
    pub later: Option<String>,
    /// Only reviews by these bodies; all where empty.
    pub bodies: Vec<String>,
    /// Only reviews of these subjects; all where empty.
    pub subjects: Vec<String>,
    /// A theme of a codebook that tells the themes of the reviews, by identifier or name, or a query.
    pub topic: Option<String>,
    /// The committee it is for, under each of its names: only its minutes count, and what it asked for comes first.
    pub committees: Vec<String>,
    /// Whether findings that only words suggest are compared too.
    pub possible: bool,
    /// Whether questions to put are wanted.
    pub prompts: bool,
}

/// The council a briefing is about, as the papers name it.
///
/// # Errors
/// [`Error::NoCouncil`](crate::Error::NoCouncil) where no council, or several, answer to what is asked.
pub fn council(question: &Question, documents: &[Document], reviews: &[Review]) -> Result<String> {
    let known: BTreeSet<&str> =
        reviews.iter().filter(|review| !review.only_mentioned()).map(|review| review.series.council.as_str()).collect();
    let fail = |asked: Option<&String>, known: &BTreeSet<&str>| {
        let known = known.iter().map(|name| (*name).to_owned()).collect();
        Error::NoCouncil { asked: asked.cloned(), known }
    };
    let fitting: BTreeSet<&str> = match &question.council {
        Some(asked) => councils_named(asked, &known).into_iter().collect(),
        // The committee tells whose it is, where it meets in one council only.
        None => {
            let meets_in = documents.iter().filter(|document| {
                let committee = document.committee.as_deref().unwrap_or_default();
                question.committees.iter().any(|asked| has_words(committee, asked))
            });
            let meets_in: BTreeSet<&str> = meets_in.filter_map(|document| document.council.as_deref()).collect();
            let meets_in: BTreeSet<&str> = meets_in.intersection(&known).copied().collect();
            if meets_in.is_empty() && known.len() > 1 {
                // Said before the council is asked for, which would not help.
                if let Some(asked) = question.committees.iter().find(|asked| !meets(asked, documents)) {
                    return Err(no_committee(asked, documents));
                }
            }
            if meets_in.is_empty() { known.clone() } else { meets_in }
        }
    };
    let mut names = fitting.iter();
    match (names.next(), names.next()) {
        (Some(only), None) => Ok((*only).to_owned()),
        (Some(_), Some(_)) => Err(fail(question.council.as_ref(), &fitting)),
        // A council with papers and without a review: another one would be no help.
        _ if question.council.as_ref().is_some_and(|asked| has_papers(asked, documents)) => {
            Err(fail(question.council.as_ref(), &BTreeSet::new()))
        }
        _ => Err(fail(question.council.as_ref(), &known)),
    }
}

/// Whether there are minutes of a committee of that name, whatever its council.
fn meets(asked: &str, documents: &[Document]) -> bool {
    documents.iter().filter_map(|document| document.committee.as_deref()).any(|committee| has_words(committee, asked))
}

fn no_committee(asked: &str, documents: &[Document]) -> Error {
    let minutes = documents.iter().filter(|document| document.kind == DocumentKind::Minutes);
    let known: BTreeSet<&str> = minutes.filter_map(|document| document.committee.as_deref()).collect();
    let known = known.into_iter().map(str::to_owned).collect();
    Error::NoCommittee { asked: asked.to_owned(), council: "any council".into(), several: false, known }
}

/// Whether any paper is of a council of that name.
fn has_papers(asked: &str, documents: &[Document]) -> bool {
    let known = documents.iter().filter_map(|document| document.council.as_deref()).collect();
    !councils_named(asked, &known).is_empty()
}

/// The committees a briefing is for, as the papers name them; none where it is for no one committee.
pub(super) fn committees(question: &Question, council: &str, documents: &[Document]) -> Result<Vec<String>> {
    let known: BTreeSet<&str> = documents
        .iter()
        .filter(|document| document.kind == DocumentKind::Minutes && document.council.as_deref() == Some(council))
        .filter_map(|document| document.committee.as_deref())
        .collect();
    let mut found = BTreeSet::new();
    for asked in &question.committees {
        let exactly = |name: &&str| name.eq_ignore_ascii_case(asked.trim());
        let fitting: Vec<&str> = match known.iter().copied().find(exactly) {
            Some(name) => vec![name],
            None => known.iter().copied().filter(|name| has_words(name, asked)).collect(),
        };
        let (asked, known) = (asked.clone(), &known);
        match fitting.as_slice() {
            [only] => found.insert(*only),
            [] => {
                let known = known.iter().map(|name| (*name).to_owned()).collect();
                return Err(Error::NoCommittee { asked, council: council.to_owned(), several: false, known });
            }
            several => {
                let known = several.iter().map(|name| (*name).to_owned()).collect();
                return Err(Error::NoCommittee { asked, council: council.to_owned(), several: true, known });
            }
        };
    }
    Ok(found.into_iter().map(str::to_owned).collect())
}

/// The reviews a briefing is on.
pub(super) struct Chosen {
    /// The pairs to compare, by identifier.
    pub pairs: Vec<(ReviewId, ReviewId)>,
    /// Where there is none: the only reviews of their series.
    pub lone: Vec<Review>,
    /// The series that have neither.
    pub left_out: Vec<(Series, LeftOut)>,
}

/// For every series its two reviews: as named, else the last two in hand that list what they found, which those `in_prose` do not.
/// Where that gives no pair, and no two were named, the reviews that stand alone.
pub(super) fn pairs(question: &Question, reviews: &[Review], in_prose: &BTreeSet<ReviewId>) -> Result<Chosen> {
    let named = |asked: &Option<String>| asked.as_deref().map(|asked| name_reviews(asked, reviews)).transpose();
    let (before, after) = (named(&question.earlier)?, named(&question.later)?);
    let (mut pairs, mut left_out) = (Vec::new(), Vec::new());
    for (series, line) in in_hand(reviews) {
        let named = before.iter().chain(&after).filter_map(|named| named.get(series));
        let named: Vec<&ReviewId> = named.map(|review| &review.id).collect();
        let lists = |review: &&Review| !in_prose.contains(&review.id) || named.contains(&&review.id);
        let (line, prose): (Vec<_>, Vec<_>) = line.into_iter().partition(lists);
        left_out.extend(prose.into_iter().map(|review| (series.clone(), LeftOut::InProse(review.clone()))));
        let Some(last) = line.len().checked_sub(1) else { continue };
        let place = |named: &BTreeMap<Series, &Review>| {
            let review = named.get(series)?;
            line.iter().position(|other| other.id == review.id)
        };
        let pair = match (&before, &after) {
            (Some(before), Some(after)) => place(before).zip(place(after)),
            (Some(before), None) => place(before).map(|earlier| (earlier, last)),
            (None, Some(after)) => place(after).and_then(|later| Some((later.checked_sub(1)?, later))),
            (None, None) => last.checked_sub(1).map(|earlier| (earlier, last)),
        };
        match pair.filter(|(earlier, later)| earlier != later) {
            Some((one, other)) => pairs.push((line[one.min(other)].id.clone(), line[one.max(other)].id.clone())),
            None if line.len() == 1 => left_out.push((series.clone(), LeftOut::OnlyOne(line[0].clone()))),
            None => {
                let reviews = line.into_iter().cloned().collect();
                left_out.push((series.clone(), LeftOut::NotNamed(reviews)));
            }
        }
    }
    let mut lone = Vec::new();
    if pairs.is_empty() && (before.is_none() || after.is_none()) {
        let mut named = before.iter().chain(&after).peekable();
        let all = named.peek().is_none();
        let named: Vec<&ReviewId> = named.flat_map(|named| named.values().map(|review| &review.id)).collect();
        left_out.retain(|(_, why)| match why {
            LeftOut::OnlyOne(review) if all || named.contains(&&review.id) => {
                lone.push(review.clone());
                false
            }
            _ => true,
        });
    }
    if pairs.is_empty() && lone.is_empty() {
        let [earlier, later] = [&question.earlier, &question.later].map(|asked| asked.clone().unwrap_or_default());
        return Err(Error::NothingToCompare { earlier, later, known: known_reviews(reviews), across: false });
    }
    Ok(Chosen { pairs, lone, left_out })
}

/// From when to when committees' asks count: from the earlier review, or one that stands alone, to the end of the year of the
/// later; open where no later review is in hand, for what was asked since then is what members have to act on.
pub(super) fn span(
    question: &Question,
    comparisons: &[Comparison],
    alone: &[Review],
    reviews: &[Review],
) -> (Option<Date>, Option<Date>) {
    let earlier = comparisons.iter().map(|comparison| &comparison.earlier.review);
    let from = earlier.chain(alone).filter_map(Review::date).min();
    let is_last = |comparison: &Comparison| {
        let later = &comparison.later.review;
        let after = |review: &&Review| review.series == later.series && review.date() > later.date();
        !reviews.iter().filter(|review| !review.only_mentioned()).any(|review| after(&review))
    };
    let open = question.later.is_none() || !alone.is_empty() || comparisons.iter().any(is_last);
    let years = comparisons.iter().filter_map(|comparison| {
        let review = &comparison.later.review;
        review.published.into_iter().chain(review.date()).max()
    });
    (from, if open { None } else { years.max().and_then(|date| Date::day_of(date.year(), 12, 31)) })
}
