//! Which findings stand on either side where themes are compared?

use std::collections::{BTreeMap, BTreeSet};

use super::naming::{Name, known_reviews, name_reviews};
use super::{Periods, ThemesBy};
use crate::error::{Error, Result};
use crate::model::{Finding, Review};

/// Two sides: what each is called, which periods it takes in, and what else sets them apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeSides {
    /// What the earlier and the later side are called, as they were named.
    pub names: [String; 2],
    /// The periods that each takes in, as [`Periods::of`] calls them.
    pub periods: [BTreeSet<String>; 2],
    /// What else sets the two apart, in sentences.
    pub scope: Vec<String>,
}

impl ThemeSides {
    /// The sides that two names mean, the earlier first.
    ///
    /// Reviews are those of every series that has both, as in `diff`; years and councils are all their findings.
    ///
    /// # Errors
    /// [`Error::NoReview`] and [`Error::AmbiguousReview`] where a name means none, or several; [`Error::NothingToCompare`] where
    /// no series has both, or the two overlap.
    pub fn of(
        by: ThemesBy,
        earlier: &str,
        later: &str,
        reviews: &[Review],
        periods: &Periods<'_>,
        findings: &[Finding],
    ) -> Result<Self> {
        if by == ThemesBy::Review {
            return Self::reviewed(earlier, later, reviews);
        }
        let all: BTreeSet<String> = findings.iter().filter_map(|finding| periods.of(finding)).collect();
        let fits = |asked: &str, period: &str| match (by, asked.parse::<Name>()) {
            (ThemesBy::Year, Ok(Name::Year(year))) => period.parse() == Ok(year),
            (ThemesBy::Year, Ok(Name::Years(from, to))) => {
                period.parse().is_ok_and(|year: i32| (from..=to).contains(&year))
            }
            _ => period.eq_ignore_ascii_case(asked),
        };
        let side = |asked: &str| -> Result<BTreeSet<String>> {
            let taken: BTreeSet<_> = all.iter().filter(|period| fits(asked, period)).cloned().collect();
            if taken.is_empty() {
                return Err(Error::NoReview {
                    asked: asked.to_owned(),
                    only_mentioned: false,
                    known: all.iter().cloned().collect(),
                });
            }
            Ok(taken)
        };
        let periods = [side(earlier)?, side(later)?];
        // A council is called as its papers call it, a span of years as it was asked for.
        let name = |asked: &str, taken: &BTreeSet<String>| match (by, taken.first()) {
            (ThemesBy::Council, Some(own)) if taken.len() == 1 => own.clone(),
            _ => asked.to_owned(),
        };
        let names = [name(earlier, &periods[0]), name(later, &periods[1])];
        let sides = Self { names, periods, scope: vec![] };
        if !sides.periods[0].is_disjoint(&sides.periods[1]) {
            let (earlier, later) = (earlier.to_owned(), later.to_owned());
            return Err(Error::NothingToCompare { earlier, later, known: all.into_iter().collect(), across: false });
        }
        let is_reversed = by == ThemesBy::Year && sides.periods[0] > sides.periods[1];
        Ok(if is_reversed { sides.reversed() } else { sides })
    }

    fn reviewed(earlier: &str, later: &str, reviews: &[Review]) -> Result<Self> {
        let (before, after) = (name_reviews(earlier, reviews)?, name_reviews(later, reviews)?);
        let pairs: BTreeMap<_, _> = before
            .iter()
            .filter_map(|(series, review)| Some((series, (*review, *after.get(series)?))))
            .filter(|(_, (earlier, later))| earlier.id != later.id)
            .collect();
        if pairs.is_empty() {
            let (earlier, later) = (earlier.to_owned(), later.to_owned());
            return Err(Error::NothingToCompare { earlier, later, known: known_reviews(reviews), across: false });
        }
        let is_reversed = pairs.values().all(|(earlier, later)| later.date() < earlier.date());
        let side = |pick: fn(&(&Review, &Review)) -> String| pairs.values().map(pick).collect::<BTreeSet<_>>();
        let sides = Self {
            names: [earlier.to_owned(), later.to_owned()],
            periods: [side(|(earlier, _)| earlier.id.clone()), side(|(_, later)| later.id.clone())],
            scope: apart(&pairs.into_values().collect::<Vec<_>>()),
        };
        Ok(if is_reversed { sides.reversed() } else { sides })
    }

    fn reversed(mut self) -> Self {
        self.names.reverse();
        self.periods.reverse();
        self
    }

    /// What the side of a period is called; `None` where it is on neither.
    pub fn name_of(&self, period: &str) -> Option<String> {
        let at = self.periods.iter().position(|periods| periods.contains(period))?;
        Some(self.names[at].clone())
    }
}

/// What sets pairs of reviews apart beside what they found.
fn apart(pairs: &[(&Review, &Review)]) -> Vec<String> {
    let mut scope = Vec::new();
    if pairs.len() > 1 {
        scope.push(format!("{} series of reviews have both sides and are taken together.", pairs.len()));
    }
    let framework = |(earlier, later): &&(&Review, &Review)| {
        earlier.framework.is_some() && later.framework.is_some() && earlier.framework != later.framework
    };
    match pairs.iter().filter(framework).count() {
        0 => {}
        changed if changed == pairs.len() => {
            scope.push("The two sides used different frameworks of inspection.".into());
        }
        changed => scope.push(format!("In {changed} of {} the two sides used different frameworks.", pairs.len())),
    }
    scope
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Series};

    fn review(body: &str, year: i32, framework: &str) -> Review {
        Review {
            id: format!("{body}-{year}"),
            series: Series { body: body.into(), council: "Marlshire".into(), subject: "children's services".into() },
            on_site: None,
            published: Some(Date::year_only(year)),
            framework: Some(framework.to_owned()),
            predecessor: None,
            documents: vec!["paper".into()],
        }
    }

    #[test]
    fn sides_come_in_order_of_one_series_and_with_what_sets_them_apart() {
        let reviews = [review("Ofsted", 2014, "SIF"), review("Ofsted", 2018, "ILACS"), review("LGA", 2016, "peer")];
        let periods = Periods::new(ThemesBy::Review, &reviews, &[]);
        let of = |earlier, later| ThemeSides::of(ThemesBy::Review, earlier, later, &reviews, &periods, &[]);
        let sides = of("Ofsted-2018", "Ofsted-2014").unwrap();
        assert_eq!(sides.names, ["Ofsted-2014", "Ofsted-2018"]);
        assert_eq!(sides.name_of("Ofsted-2014").as_deref(), Some("Ofsted-2014"));
        assert_eq!(sides.scope, ["The two sides used different frameworks of inspection."]);
        for (earlier, later) in [("Ofsted-2014", "LGA-2016"), ("LGA-2016", "LGA-2016")] {
            assert!(matches!(of(earlier, later), Err(Error::NothingToCompare { .. })), "{earlier}, {later}");
        }
    }
}
