//! Which review does a person mean by "2015"?
//!
//! A review is named by year (on site or published in it), by month, by a range of years, or by its identifier.
//! A year that fits two reviews of one series is a question back, not a guess.

use std::collections::BTreeMap;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::model::{Date, Review, ReviewId, Series};
use crate::text::dates;

/// Whether what was typed looks like the identifier of a finding: `marlshire-2015-11-19-minutes/para7/a`, and not "and/or".
pub fn is_identifier(typed: &str) -> bool {
    !typed.contains([' ', '"'])
        && typed.split_once('/').is_some_and(|(document, place)| {
            let has_day = document.contains('-') && typed.contains(|c: char| c.is_ascii_digit());
            has_day || place.contains('/')
        })
}

/// A name for reviews, as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Name {
    /// "2015": on site or published in that year.
    Year(i32),
    /// "2011..2015": in any of those years; the latest of a series counts.
    Years(i32, i32),
    /// "2015-04", "April 2015", or a full date.
    Date(Date),
    /// An identifier.
    Id(String),
}

impl FromStr for Name {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let year = |text: &str| text.parse::<i32>().ok().filter(|year| (1900..2200).contains(year) && text.len() == 4);
        if let Some(year) = year(text) {
            return Ok(Self::Year(year));
        }
        if let Some((from, to)) = text.split_once("..")
            && let (Some(from), Some(to)) = (year(from), year(to))
        {
            return Ok(Self::Years(from.min(to), from.max(to)));
        }
        // As answers print it: "October 2011", "9 November 2011".
        let printed = || match dates(text).as_slice() {
            [only] if only.range.len() == text.trim().len() => {
                Some(only.period.start).filter(|start| *start == only.period.end)
            }
            _ => None,
        };
        let date = text.parse().ok().or_else(printed);
        Ok(date.map_or_else(|| Self::Id(text.to_owned()), Self::Date))
    }
}

impl Name {
    /// Whether a day falls under the name, taken as a time; an identifier names none.
    pub fn takes_in(&self, date: Date) -> bool {
        match self {
            Self::Year(year) => date.year() == *year,
            Self::Years(from, to) => (*from..=*to).contains(&date.year()),
            Self::Date(named) => named.agrees_with(date),
            Self::Id(_) => false,
        }
    }

    /// When what it means began, of the reviews there are; `None` where it means none, or none with a date.
    pub fn begins(&self, reviews: &[Review]) -> Option<Date> {
        match self {
            Self::Year(year) | Self::Years(year, _) => Some(Date::year_only(*year)),
            Self::Date(date) => Some(*date),
            Self::Id(id) => reviews.iter().find(|review| review.id == *id)?.date(),
        }
    }

    /// Whether a review may be called so.
    pub fn fits(&self, review: &Review) -> bool {
        match self {
            Self::Year(year) => review.is_of_year(*year),
            Self::Years(from, to) => (*from..=*to).any(|year| review.is_of_year(year)),
            Self::Date(date) => {
                let on_site = review.on_site.is_some_and(|p| p.start.agrees_with(*date) || p.end.agrees_with(*date));
                on_site || review.published.is_some_and(|published| published.agrees_with(*date))
            }
            Self::Id(id) => review.id == *id,
        }
    }
}

/// The reviews a name means, one a series, among those whose findings are in hand.
///
/// # Errors
/// [`Error::NoReview`] when there is none; [`Error::AmbiguousReview`] when a series has two.
pub fn name_reviews<'a>(asked: &str, reviews: &'a [Review]) -> Result<BTreeMap<Series, &'a Review>> {
    let Named { one_each, unclear } = named(asked, reviews)?;
    match unclear.into_iter().next() {
        Some(matches) => Err(Error::AmbiguousReview { asked: asked.to_owned(), matches }),
        None => Ok(one_each),
    }
}

/// What a name means among many councils.
pub(super) struct Named<'a> {
    /// The review it means, of each series of which it means one.
    pub one_each: BTreeMap<Series, &'a Review>,
    /// The reviews it could mean, of each series of which it could mean several, ordered by series.
    pub unclear: Vec<Vec<ReviewId>>,
}

/// The reviews a name means, and where that is not clear.
///
/// # Errors
/// [`Error::NoReview`] when there is none.
pub(super) fn named<'a>(asked: &str, reviews: &'a [Review]) -> Result<Named<'a>> {
    let name: Name = asked.parse().unwrap_or_else(|never| match never {});
    let mut found: BTreeMap<Series, Vec<&Review>> = BTreeMap::new();
    for review in reviews.iter().filter(|review| !review.only_mentioned() && name.fits(review)) {
        found.entry(review.series.clone()).or_default().push(review);
    }
    if found.is_empty() {
        let only_mentioned = reviews.iter().any(|review| name.fits(review));
        return Err(Error::NoReview { asked: asked.to_owned(), only_mentioned, known: known_reviews(reviews) });
    }
    let (mut one_each, mut unclear) = (BTreeMap::new(), Vec::new());
    for (series, mut list) in found {
        // On site in the year beats published in it; a range means its latest review.
        if let Name::Year(year) = name
            && list.len() > 1
        {
            let on_site = |review: &&Review| review.on_site.is_some_and(|period| period.start.year() == year);
            if list.iter().any(on_site) {
                list.retain(on_site);
            }
        }
        if matches!(name, Name::Years(..)) {
            list.sort_by_key(|review| review.date());
            list.drain(..list.len().saturating_sub(1));
        }
        if let [one] = list.as_slice() {
            one_each.insert(series, *one);
        } else {
            unclear.push(list.iter().map(|review| review.id.clone()).collect());
        }
    }
    Ok(Named { one_each, unclear })
}

/// The reviews there are, a line a series, as they can be typed: for messages.
pub fn known_reviews(reviews: &[Review]) -> Vec<String> {
    let mut lines: BTreeMap<&Series, Vec<String>> = BTreeMap::new();
    for review in reviews.iter().filter(|review| !review.only_mentioned()) {
        let date = review.date().map_or_else(|| review.id.clone(), |date| date.to_month().to_string());
        lines.entry(&review.series).or_default().push(date);
    }
    lines
        .into_iter()
        .map(|(series, dates)| format!("{}, {}, {}: {}", series.council, series.body, series.subject, dates.join(", ")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Period;

    fn review(id: &str, on_site: &str, published: &str) -> Review {
        Review {
            id: id.into(),
            series: Series { body: "LGA".into(), council: "Marlshire".into(), subject: "safeguarding children".into() },
            on_site: on_site.parse().ok().map(Period::single),
            published: published.parse().ok(),
            framework: None,
            predecessor: None,
            documents: vec!["paper".into()],
        }
    }

    #[test]
    fn a_year_names_the_review_on_site_or_published_in_it() {
        let reviews = [review("a", "2010-11", "2011-02"), review("b", "2015-04", "2015-06")];
        let named = |asked: &str| {
            name_reviews(asked, &reviews).map(|found| found.values().map(|r| r.id.clone()).collect::<Vec<_>>())
        };
        assert_eq!(named("2011").unwrap(), ["a"]);
        assert_eq!(named("2010..2015").unwrap(), ["b"]);
        assert_eq!(named("2015-04").unwrap(), ["b"]);
        assert_eq!(named("April 2015").unwrap(), ["b"]);
        assert_eq!(named("a").unwrap(), ["a"]);
        assert!(matches!(named("2013"), Err(Error::NoReview { known, .. }) if known[0].ends_with("2010-11, 2015-04")));
    }

    #[test]
    fn a_review_that_is_only_mentioned_is_none_to_compare_and_is_known() {
        let mentioned = Review { documents: Vec::new(), ..review("a", "2011", "") };
        let reviews = [mentioned, review("b", "2015", "")];
        let is_mentioned = |asked| match name_reviews(asked, &reviews) {
            Err(Error::NoReview { only_mentioned, .. }) => only_mentioned,
            named => panic!("{named:?}"),
        };
        assert!(is_mentioned("2011") && is_mentioned("a") && !is_mentioned("2013"));
    }

    #[test]
    fn a_year_with_two_reviews_of_a_series_is_a_question_back() {
        let reviews = [review("a", "2015-02", ""), review("b", "2015-11", "")];
        assert!(
            matches!(name_reviews("2015", &reviews), Err(Error::AmbiguousReview { matches, .. }) if matches == ["a", "b"])
        );
    }
}
