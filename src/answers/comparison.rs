//! Two reviews named, their findings fetched, and what changed between them.

use std::collections::BTreeSet;

use crate::compare::{Pinned, Settings, decides_a_matter, pair_pinned};
use crate::error::{Error, Result};
use crate::lexicon::Lexicon;
use crate::model::{
    Citation, Comparison, Document, DocumentKind, Finding, FindingKind, Period, Review, ReviewId, ReviewSide, Series,
    slug,
};
use crate::store::{Snapshot, Wanted};

use super::closing::Closings;
use super::followed;
use super::in_hand::in_hand;
use super::in_prose::{self, in_prose};
use super::naming::{Name, Named, known_reviews, named};
use super::narrow::Narrow;
use super::reports;
use super::scope;

/// What findings are paired with.
#[derive(Debug, Clone, Copy)]
pub struct Means<'a> {
    /// How the sector says it: synonyms, word vectors and, where one was given, a sentence model.
    pub lexicon: &'a Lexicon,
    /// What a person has settled.
    pub pinned: &'a Pinned,
}

/// Kinds of finding that a later review may take up again.
const COMPARED: [FindingKind; 6] = [
    FindingKind::Priority,
    FindingKind::Recommendation,
    FindingKind::AreaForConsideration,
    FindingKind::Concern,
    FindingKind::Strength,
    FindingKind::Judgement,
];

/// What committees decide, and a later meeting may take up again.
const DECIDED: [FindingKind; 4] =
    [FindingKind::Resolution, FindingKind::Request, FindingKind::Action, FindingKind::Recommendation];

/// Compares the reviews that two names mean, for every series that has both, ordered by series. Series of which a name could mean
/// several are left out where others can be compared; [`unclear_reviews`] names them. Two of one council that are named by their
/// identifiers are compared even where they are of two series; the comparison is then of the later one's.
///
/// # Errors
/// [`Error::NoReview`] when a name means none; [`Error::AmbiguousReview`] when of no series it is clear which it means;
/// [`Error::NothingToCompare`] when no series has both; [`Error::Index`] when the index is damaged.
pub fn compare_reviews(
    snapshot: &Snapshot,
    earlier: &str,
    later: &str,
    narrow: &Narrow,
    means: &Means<'_>,
) -> Result<Vec<Comparison>> {
    let reviews: Vec<Review> = snapshot.reviews()?.into_iter().filter(|review| narrow.takes(&review.series)).collect();
    let (before, after) = (named(earlier, &reviews)?, named(later, &reviews)?);
    let mut comparisons = Vec::new();
    for (series, earlier) in &before.one_each {
        let Some(later) = after.one_each.get(series).filter(|later| later.id != earlier.id) else { continue };
        let (earlier, later) = if later.date() < earlier.date() { (*later, *earlier) } else { (*earlier, *later) };
        let (earlier, later) = (side(snapshot, earlier, narrow)?, side(snapshot, later, narrow)?);
        comparisons.push(compare(series, earlier, later, &reviews, &narrow.kinds, means));
    }
    if comparisons.is_empty() {
        // Who gives both identifiers means these two, whatever they looked at.
        let by_identifier = |asked: &str| reviews.iter().find(|review| review.id == asked);
        let both = by_identifier(earlier).zip(by_identifier(later));
        let may_be = |(one, two): &(&Review, &Review)| one.id != two.id && one.series.council == two.series.council;
        let Some((one, two)) = both.filter(may_be) else {
            return Err(nothing_to_compare((earlier, &before), (later, &after), &reviews));
        };
        let (one, two) = if two.date() < one.date() { (two, one) } else { (one, two) };
        let (before, after) = (side(snapshot, one, narrow)?, side(snapshot, two, narrow)?);
        comparisons.push(compare(&two.series, before, after, &[], &narrow.kinds, means));
    }
    note_what_followed(snapshot, comparisons, means)
}

/// Why two names give no two reviews.
fn nothing_to_compare(
    (earlier, before): (&str, &Named<'_>),
    (later, after): (&str, &Named<'_>),
    reviews: &[Review],
) -> Error {
    for (asked, named) in [(earlier, before), (later, after)] {
        if let Some(matches) = named.unclear.first() {
            return Error::AmbiguousReview { asked: asked.to_owned(), matches: matches.clone() };
        }
    }
    let (earlier, later) = (earlier.to_owned(), later.to_owned());
    let is_one = |review: &&&Review| after.one_each.values().any(|other| other.id == review.id);
    match before.one_each.values().find(is_one) {
        Some(review) => Error::OneReview { earlier, later, review: review.id.clone() },
        None => {
            let council =
                |named: &Named<'_>| named.one_each.keys().map(|series| series.council.clone()).collect::<BTreeSet<_>>();
            let across = !council(before).is_disjoint(&council(after));
            Error::NothingToCompare { earlier, later, known: known_reviews(reviews), across }
        }
    }
}

/// The reviews that a name could mean, of each series of which it could mean several, ordered by series.
///
/// # Errors
/// [`Error::NoReview`] when it means none; [`Error::Index`] when the index is damaged.
pub fn unclear_reviews(snapshot: &Snapshot, name: &str, narrow: &Narrow) -> Result<Vec<Vec<ReviewId>>> {
    let reviews: Vec<Review> = snapshot.reviews()?.into_iter().filter(|review| narrow.takes(&review.series)).collect();
    Ok(named(name, &reviews)?.unclear)
}

/// Compares the last two reviews of every series of which papers are in hand, ordered by series. A progress review that reports in
/// prose is none of them: it lists nothing.
///
/// # Errors
/// [`Error::NothingToCompare`], with nothing typed, when no series has two; [`Error::Index`] when the index is damaged.
pub fn compare_latest(snapshot: &Snapshot, narrow: &Narrow, means: &Means<'_>) -> Result<Vec<Comparison>> {
    let reviews: Vec<Review> = snapshot.reviews()?.into_iter().filter(|review| narrow.takes(&review.series)).collect();
    let mut comparisons = Vec::new();
    let prose = in_prose(snapshot, &reviews)?;
    for line in in_hand(reviews.iter().filter(|review| !prose.contains(&review.id))).into_values() {
        if let [.., earlier, later] = line.as_slice() {
            let (before, after) = (side(snapshot, earlier, narrow)?, side(snapshot, later, narrow)?);
            comparisons.push(compare(&later.series, before, after, &reviews, &narrow.kinds, means));
        }
    }
    if comparisons.is_empty() {
        let (earlier, later) = Default::default();
        return Err(Error::NothingToCompare { earlier, later, known: known_reviews(&reviews), across: false });
    }
    note_what_followed(snapshot, comparisons, means)
}

/// Notes what later reviews report of what earlier ones found, what was answered to it and what committees closed between.
fn note_what_followed(
    snapshot: &Snapshot,
    mut comparisons: Vec<Comparison>,
    means: &Means<'_>,
) -> Result<Vec<Comparison>> {
    for comparison in &mut comparisons {
        reports::note(snapshot, comparison, means.lexicon)?;
    }
    in_prose::note(snapshot, &mut comparisons)?;
    followed::note(snapshot, &mut comparisons)?;
    note_closings(snapshot, &mut comparisons, means.lexicon)?;
    Ok(comparisons)
}

/// Notes what committees closed between the reviews: only minutes of that time and those councils are read for it.
fn note_closings(snapshot: &Snapshot, comparisons: &mut [Comparison], lexicon: &Lexicon) -> Result<()> {
    let is_between = |document: &Document| {
        comparisons.iter().any(|comparison| {
            document.council.as_deref() == Some(comparison.series.council.as_str())
                && comparison.earlier.review.date() < document.date
                && document.date < comparison.later.review.date()
        })
    };
    let documents: Vec<Document> = snapshot.documents()?.into_iter().filter(is_between).collect();
    let closings = Closings::of(snapshot, &documents)?;
    comparisons.iter_mut().for_each(|comparison| closings.note(comparison, lexicon));
    Ok(())
}

/// Compares what committees resolved, requested and agreed in two years or ranges of years, for each council that has
/// minutes of both.
///
/// # Errors
/// [`Error::NoMinutes`] when no council has minutes of both; [`Error::SharedMinutes`] when some fall under both;
/// [`Error::Index`] when the index is damaged.
pub fn compare_minutes(
    snapshot: &Snapshot,
    earlier: &str,
    later: &str,
    narrow: &Narrow,
    means: &Means<'_>,
) -> Result<Vec<Comparison>> {
    let documents = snapshot.documents()?;
    let minutes: Vec<&Document> = documents
        .iter()
        .filter(|document| document.kind == DocumentKind::Minutes && document.date.is_some())
        .filter(|document| {
            let council = document.council.as_deref().unwrap_or_default();
            narrow.takes_council(Some(council))
        })
        .collect();
    let [falls_before, falls_after] = [earlier, later].map(|name| {
        let wanted: Name = name.parse().unwrap_or_else(|never| match never {});
        move |document: &&Document| document.date.is_some_and(|date| wanted.takes_in(date))
    });
    if minutes.iter().any(|document| falls_before(document) && falls_after(document)) {
        return Err(Error::SharedMinutes { earlier: earlier.to_owned(), later: later.to_owned() });
    }
    let councils: BTreeSet<&str> = minutes.iter().filter_map(|document| document.council.as_deref()).collect();
    let mut comparisons = Vec::new();
    for council in &councils {
        let of = |name: &str, falls: &dyn Fn(&&Document) -> bool| -> Result<Option<ReviewSide>> {
            let own = |document: &&&Document| document.council.as_deref() == Some(council);
            let papers: Vec<&&Document> = minutes.iter().filter(own).filter(|document| falls(document)).collect();
            minutes_side(snapshot, council, name, &papers)
        };
        if let (Some(before), Some(after)) = (of(earlier, &falls_before)?, of(later, &falls_after)?) {
            let (mut before, mut after) =
                if after.review.date() < before.review.date() { (after, before) } else { (before, after) };
            let series = before.review.series.clone();
            let left_out = of_a_matter(&mut before) + of_a_matter(&mut after);
            let mut comparison = compare(&series, before, after, &[], &narrow.kinds, means);
            if left_out > 0 {
                let decisions = if left_out == 1 { "decision that only notes" } else { "decisions that only note" };
                comparison.scope.differences.push(format!("{left_out} {decisions} a report, or the like, left out."));
            }
            comparisons.push(comparison);
        }
    }
    if comparisons.is_empty() {
        let years = |council: &&str| {
            let of: BTreeSet<String> = minutes
                .iter()
                .filter(|document| document.council.as_deref() == Some(council))
                .filter_map(|document| Some(document.date?.year().to_string()))
                .collect();
            format!("{council}, minutes: {}", of.into_iter().collect::<Vec<_>>().join(", "))
        };
        return Err(Error::NoMinutes {
            earlier: earlier.to_owned(),
            later: later.to_owned(),
            known: councils.iter().map(years).collect(),
        });
    }
    Ok(comparisons)
}

/// Leaves out what decides nothing of a matter, and says how much that is.
fn of_a_matter(side: &mut ReviewSide) -> usize {
    let all = side.findings.len();
    side.findings.retain(|finding| decides_a_matter(&finding.text));
    all - side.findings.len()
}

/// What committees decided in these minutes, as one side of a comparison; `None` where there are none.
fn minutes_side(snapshot: &Snapshot, council: &str, name: &str, papers: &[&&Document]) -> Result<Option<ReviewSide>> {
    let dates = || papers.iter().filter_map(|document| document.date);
    let (Some(start), Some(end)) = (dates().min(), dates().max()) else { return Ok(None) };
    let found = snapshot.findings(&Wanted {
        kinds: DECIDED.to_vec(),
        documents: papers.iter().map(|document| document.path.clone()).collect(),
        // Narrated minutes ("the Panel requested …") are found by their words.
        possible: true,
        ..Wanted::default()
    })?;
    // What is decided in the same words year after year is one finding, cited where it was first: here it is cited from these.
    let is_here = |citation: &&Citation| papers.iter().any(|paper| paper.path == citation.path);
    let cited_here = |finding: Finding| {
        let citation = std::iter::once(&finding.citation).chain(&finding.also_in).find(is_here).cloned()?;
        finding.review.is_none().then_some(Finding { citation, ..finding })
    };
    let review = Review {
        id: format!("{}-minutes-{name}", slug(council)),
        series: Series::of_minutes(council),
        on_site: Some(Period { start, end }),
        published: None,
        framework: None,
        predecessor: None,
        documents: papers.iter().map(|document| document.id.clone()).collect(),
    };
    Ok(Some(ReviewSide { review, findings: found.into_iter().filter_map(cited_here).collect() }))
}

/// Compares the reviews of one council with those of another, for every body and subject that both have.
///
/// # Errors
/// As [`compare_reviews`].
pub fn compare_councils(
    snapshot: &Snapshot,
    (council, review): (&str, &str),
    (against, other): (&str, &str),
    narrow: &Narrow,
    means: &Means<'_>,
) -> Result<Vec<Comparison>> {
    let reviews = snapshot.reviews()?;
    let of = |council: &str| -> Vec<Review> {
        let narrow = Narrow { councils: vec![council.to_owned()], ..narrow.clone() };
        reviews.iter().filter(|review| narrow.takes(&review.series)).cloned().collect()
    };
    let (ours, theirs) = (of(council), of(against));
    let (before, after) = (named(review, &ours)?, named(other, &theirs)?);
    let mut comparisons = Vec::new();
    for (series, one) in &before.one_each {
        let is_of_its_sort = |(other, two): &(&Series, &Review)| {
            (&other.body, &other.subject) == (&series.body, &series.subject) && two.id != one.id
        };
        let others = after.one_each.iter().map(|(series, review)| (series, *review));
        let Some((_, two)) = others.clone().find(is_of_its_sort) else { continue };
        let (one, two) = (side(snapshot, one, narrow)?, side(snapshot, two, narrow)?);
        comparisons.push(compare(series, one, two, &[], &narrow.kinds, means));
    }
    if comparisons.is_empty() {
        let (earlier, later) = (format!("{review} ({council})"), format!("{other} ({against})"));
        let reviews: Vec<Review> = ours.iter().chain(&theirs).cloned().collect();
        return Err(nothing_to_compare((&earlier, &before), (&later, &after), &reviews));
    }
    Ok(comparisons)
}

/// A review with those of its findings that a later review may take up again.
pub(super) fn side(snapshot: &Snapshot, review: &Review, narrow: &Narrow) -> Result<ReviewSide> {
    let of_review = |kinds, possible| {
        snapshot.findings(&Wanted { kinds, reviews: vec![review.id.clone()], possible, ..Wanted::default() })
    };
    let mut findings = of_review(COMPARED.to_vec(), narrow.possible)?;
    if !narrow.possible {
        // The overall grade is compared though only a sentence gives it.
        let possible = of_review(vec![FindingKind::Judgement], true)?;
        findings.extend(possible.into_iter().filter(Finding::is_overall_grade_in_words));
    }
    Ok(ReviewSide { review: review.clone(), findings })
}

/// Compares two sides; `line` holds the reviews of the series, among which others may lie between the two. All findings are
/// paired, whatever `kinds` are wanted: a priority may come back as a recommendation, and is not new then.
fn compare(
    series: &Series,
    earlier: ReviewSide,
    later: ReviewSide,
    line: &[Review],
    kinds: &[FindingKind],
    means: &Means<'_>,
) -> Comparison {
    let between = scope::between(line, &earlier.review, &later.review);
    let mut scope = scope::differences(&earlier, &later, between);
    scope.model = means.lexicon.model().map(|model| model.identity().to_string());
    let changes =
        pair_pinned(&earlier.findings, &later.findings, means.lexicon, &Settings::with(means.lexicon), means.pinned);
    let comparison = Comparison { series: series.clone(), earlier, later, scope, changes };
    if kinds.is_empty() { comparison } else { comparison.with(|finding| kinds.contains(&finding.kind)) }
}
