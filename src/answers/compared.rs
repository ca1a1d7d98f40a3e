//! The comparisons that make one answer: of the last two reviews, along a line of reviews or years of minutes, of two councils.
//!
//! They stand in the order of their series and of time, and their changes are numbered on from one to the next. Along a line, a
//! series that lacks one of the reviews is left out of that step only.

use std::collections::BTreeSet;
use std::fmt;

use super::comparison::{Means, compare_councils, compare_latest, compare_minutes, compare_reviews, unclear_reviews};
use super::naming::Name;
use super::narrow::Narrow;
use crate::error::{Error, Result};
use crate::model::{Comparison, Date, Review, ReviewId, Series};
use crate::store::Snapshot;

/// What is compared. Reviews are named as [`name_reviews`](super::name_reviews) takes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Compared<'a> {
    /// The last two reviews of every series.
    Latest,
    /// Each of these reviews, two or more, with the next of them in time.
    Reviews(&'a [String]),
    /// The minutes of each of these years or ranges of years, two or more, with those of the next.
    Minutes(&'a [String]),
    /// A review of one council with one of another.
    Councils {
        /// The council, as papers have it, and its review.
        one: (&'a str, &'a str),
        /// The same of the other.
        other: (&'a str, &'a str),
    },
}

/// Comparisons, and what is to be said beside them.
#[derive(Debug)]
pub struct Comparisons {
    /// Ordered by series and time, with numbers that go on from one to the next.
    pub comparisons: Vec<Comparison>,
    /// What was left out of them, and what was taken for what.
    pub notes: Vec<ComparisonNote>,
}

/// What is to be said beside comparisons; its text is for people.
#[derive(Debug)]
pub enum ComparisonNote {
    /// No series has both reviews of this step of a line: why.
    Step(Error),
    /// Series are left out because a name could mean several of their reviews.
    Unclear {
        /// The name, as typed.
        name: String,
        /// How many series.
        series: usize,
        /// The reviews that it could mean of the first of them.
        reviews: Vec<ReviewId>,
    },
    /// A range takes in several reviews of series, of which only the last is compared.
    Range {
        /// The range, as typed.
        name: String,
        /// How many series.
        series: usize,
    },
}

impl fmt::Display for ComparisonNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step(error) => error.fmt(f),
            Self::Unclear { name, series, reviews } => {
                let series = match series {
                    1 => "a series, which is".to_owned(),
                    several => format!("{several} series, which are"),
                };
                let reviews: Vec<String> = reviews.iter().map(|id| format!("`{id}`")).collect();
                let reviews = reviews.join(" or ");
                write!(f, "`{name}` names more than one review of {series} not compared; name one, as in {reviews}")
            }
            Self::Range { name, series } => {
                let series = match series {
                    1 => "a series".to_owned(),
                    several => format!("{several} series"),
                };
                write!(f, "`{name}` takes in more than one review of {series}: the last of them is compared")
            }
        }
    }
}

/// Makes the comparisons that are asked for.
///
/// # Errors
/// Those of [`compare_latest`], [`compare_reviews`], [`compare_minutes`] and [`compare_councils`]; along a line of three and more
/// that nothing is comparable in a step is one only where that is so of all.
pub fn compare(snapshot: &Snapshot, what: Compared<'_>, narrow: &Narrow, means: &Means<'_>) -> Result<Comparisons> {
    let reviews = snapshot.reviews()?;
    let mut notes = Vec::new();
    let mut comparisons = match what {
        Compared::Latest => compare_latest(snapshot, narrow, means)?,
        Compared::Councils { one, other } => compare_councils(snapshot, one, other, narrow, means)?,
        Compared::Reviews(names) => {
            let step = |earlier: &str, later: &str| compare_reviews(snapshot, earlier, later, narrow, means);
            along(&in_time(names, &reviews), step, &mut notes)?
        }
        Compared::Minutes(names) => {
            let step = |earlier: &str, later: &str| compare_minutes(snapshot, earlier, later, narrow, means);
            along(&in_time(names, &reviews), step, &mut notes)?
        }
    };
    comparisons.sort_by(|a, b| (&a.series, a.earlier.review.date()).cmp(&(&b.series, b.earlier.review.date())));
    Comparison::number_on(&mut comparisons);
    if let Compared::Reviews(names) = what {
        for name in names {
            let unclear = unclear_reviews(snapshot, name, narrow)?;
            let series = unclear.len();
            let first = unclear.into_iter().next();
            notes.extend(first.map(|reviews| ComparisonNote::Unclear { name: name.clone(), series, reviews }));
        }
        notes.extend(names.iter().filter_map(|name| range(name, &reviews, &comparisons)));
    }
    Ok(Comparisons { comparisons, notes })
}

/// Compares each of a line with the next; of a line of two, that nothing is comparable is an error.
fn along(
    line: &[&str],
    step: impl Fn(&str, &str) -> Result<Vec<Comparison>>,
    notes: &mut Vec<ComparisonNote>,
) -> Result<Vec<Comparison>> {
    let mut comparisons = Vec::new();
    for pair in line.windows(2) {
        match step(pair[0], pair[1]) {
            Ok(step) => comparisons.extend(step),
            Err(error @ (Error::NothingToCompare { .. } | Error::OneReview { .. } | Error::NoMinutes { .. })) => {
                notes.push(ComparisonNote::Step(error));
            }
            Err(error) => return Err(error),
        }
    }
    match notes.pop() {
        Some(ComparisonNote::Step(error)) if comparisons.is_empty() => return Err(error),
        last => notes.extend(last),
    }
    Ok(comparisons)
}

/// Reviews in the order of time, as typed where one has no date: `2015 2019 2011` is the line from 2011 to 2019.
fn in_time<'a>(typed: &'a [String], reviews: &[Review]) -> Vec<&'a str> {
    let begins = |name: &'a String| Some((name.parse::<Name>().ok()?.begins(reviews)?, name.as_str()));
    let mut line: Vec<(Date, &str)> = typed.iter().filter_map(begins).collect();
    if line.len() < typed.len() {
        return typed.iter().map(String::as_str).collect();
    }
    line.sort_by_key(|(date, _)| *date);
    line.into_iter().map(|(_, name)| name).collect()
}

/// What is said of a range that takes in several reviews of a series that is compared.
fn range(name: &str, reviews: &[Review], comparisons: &[Comparison]) -> Option<ComparisonNote> {
    let range = name.parse().ok().filter(|name| matches!(name, Name::Years(..)))?;
    let compared: BTreeSet<&Series> = comparisons.iter().map(|comparison| &comparison.series).collect();
    let has_several = |series: &&&Series| {
        let own = reviews.iter().filter(|review| review.series == ***series && !review.only_mentioned());
        own.filter(|review| Name::fits(&range, review)).count() > 1
    };
    let series = compared.iter().filter(has_several).count();
    (series > 0).then(|| ComparisonNote::Range { name: name.to_owned(), series })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_without_a_comparison_is_left_out_unless_all_are() {
        let lacking = |earlier: &str, later: &str| {
            let (earlier, later) = (earlier.to_owned(), later.to_owned());
            Err(Error::NoMinutes { earlier, later, known: Vec::new() })
        };
        let mut notes = Vec::new();
        let step =
            |earlier: &str, later: &str| if earlier == "2011" { lacking(earlier, later) } else { Ok(Vec::new()) };
        let all = along(&["2011", "2015", "2019"], lacking, &mut Vec::new());
        assert!(matches!(all, Err(Error::NoMinutes { later, .. }) if later == "2019"));
        let none = along(&["2011", "2015", "2019"], step, &mut notes);
        assert!(none.is_err(), "nothing was compared");
        let range = |series| ComparisonNote::Range { name: "2011..2015".into(), series }.to_string();
        assert_eq!(range(1), "`2011..2015` takes in more than one review of a series: the last of them is compared");
        assert!(range(2).contains("of 2 series:"));
    }
}
