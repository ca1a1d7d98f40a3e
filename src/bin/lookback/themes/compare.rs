//! `lookback themes --compare A B`: what rose and fell, and what is too little to say so.

use std::collections::{BTreeMap, BTreeSet};

use lookback::answers::{Name, Periods, known_reviews, name_reviews};
use lookback::model::{Finding, Review};
use lookback::output::Register;
use lookback::output::layout::ThemeChanges;
use lookback::themes::change::Method;
use lookback::themes::words::{apart, keyness};
use lookback::themes::{Codebook, Tally};
use lookback::{Error, Result};

use super::args::{By, Themes};
use super::certainty;
use crate::args::Common;
use crate::context::answer;
use crate::exit::Outcome;

/// Two sides: what each is called, which periods it takes in, and what else sets them apart.
pub struct Sides {
    names: [String; 2],
    periods: [BTreeSet<String>; 2],
    scope: Vec<String>,
}

/// The sides that two names mean.
///
/// Reviews are those of every series that has both, as in `diff`; years and councils are all their findings.
pub fn sides(
    args: &Themes,
    earlier: &str,
    later: &str,
    reviews: &[Review],
    periods: &Periods<'_>,
    findings: &[Finding],
) -> Result<Sides> {
    if args.by == By::Review {
        return reviewed(earlier, later, reviews);
    }
    let all: BTreeSet<String> = findings.iter().filter_map(|finding| periods.of(finding)).collect();
    let fits = |asked: &str, period: &str| match (args.by, asked.parse::<Name>()) {
        (By::Year, Ok(Name::Year(year))) => period.parse() == Ok(year),
        (By::Year, Ok(Name::Years(from, to))) => period.parse().is_ok_and(|year: i32| (from..=to).contains(&year)),
        _ => period.eq_ignore_ascii_case(asked),
    };
    let side = |asked: &str| -> Result<BTreeSet<String>> {
        let taken: BTreeSet<_> = all.iter().filter(|period| fits(asked, period)).cloned().collect();
        if taken.is_empty() {
            return Err(Error::NoReview { asked: asked.to_owned(), known: all.iter().cloned().collect() });
        }
        Ok(taken)
    };
    let mut sides =
        Sides { names: [earlier.to_owned(), later.to_owned()], periods: [side(earlier)?, side(later)?], scope: vec![] };
    if !sides.periods[0].is_disjoint(&sides.periods[1]) {
        let (earlier, later) = (earlier.to_owned(), later.to_owned());
        return Err(Error::NothingToCompare { earlier, later, known: all.into_iter().collect() });
    }
    if args.by == By::Year && sides.periods[0] > sides.periods[1] {
        sides.names.reverse();
        sides.periods.reverse();
    }
    Ok(sides)
}

fn reviewed(earlier: &str, later: &str, reviews: &[Review]) -> Result<Sides> {
    let (before, after) = (name_reviews(earlier, reviews)?, name_reviews(later, reviews)?);
    let pairs: BTreeMap<_, _> = before
        .iter()
        .filter_map(|(series, review)| Some((series, (*review, *after.get(series)?))))
        .filter(|(_, (earlier, later))| earlier.id != later.id)
        .collect();
    if pairs.is_empty() {
        let (earlier, later) = (earlier.to_owned(), later.to_owned());
        return Err(Error::NothingToCompare { earlier, later, known: known_reviews(reviews) });
    }
    let mut names = [earlier.to_owned(), later.to_owned()];
    let is_reversed = pairs.values().all(|(earlier, later)| later.date() < earlier.date());
    let side = |pick: fn(&(&Review, &Review)) -> String| pairs.values().map(pick).collect::<BTreeSet<_>>();
    let mut periods = [side(|(earlier, _)| earlier.id.clone()), side(|(_, later)| later.id.clone())];
    if is_reversed {
        names.reverse();
        periods.reverse();
    }
    let mut scope = Vec::new();
    if pairs.len() > 1 {
        scope.push(format!("{} series of reviews have both sides and are taken together.", pairs.len()));
    }
    let framework = |(earlier, later): &&(&Review, &Review)| {
        earlier.framework.is_some() && later.framework.is_some() && earlier.framework != later.framework
    };
    match pairs.values().filter(framework).count() {
        0 => {}
        changed if changed == pairs.len() => {
            scope.push("The two sides used different frameworks of inspection.".into())
        }
        changed => scope.push(format!("In {changed} of {} the two sides used different frameworks.", pairs.len())),
    }
    Ok(Sides { names, periods, scope })
}

pub fn run(
    common: &Common,
    args: &Themes,
    codebook: &Codebook,
    register: &Register<'_>,
    periods: &Periods<'_>,
    findings: &[Finding],
    sides: &Sides,
) -> Result<Outcome> {
    let [earlier, later] = &sides.names;
    let side = |finding: &Finding| {
        let period = periods.of(finding)?;
        let at = sides.periods.iter().position(|periods| periods.contains(&period))?;
        Some(sides.names[at].clone())
    };
    let tally = Tally::new(findings, certainty(&args.filters), side, codebook);
    let (judged, evidence, apart) = if args.words {
        let of = |name: &str| tally.findings_of(name).collect::<Vec<_>>();
        let (before, after) = (of(earlier), of(later));
        (keyness(&before, &after), Vec::new(), apart(&before, &after))
    } else {
        (tally.compare(earlier, later), tally.evidence(), tally.apart(earlier, later))
    };
    let apart = apart.filter(|_| judged.method != Method::Counts);
    let title = if args.words { "Words" } else { &codebook.title };
    let found = judged.changes.iter().any(|change| change.theme.earlier.findings + change.theme.later.findings > 0);
    answer(
        common,
        &ThemeChanges {
            title,
            earlier,
            later,
            judged: &judged,
            apart,
            evidence: &evidence,
            words: args.words,
            scope: &sides.scope,
            register,
        },
    )?;
    Ok(if found { Outcome::Answered } else { Outcome::NothingFound })
}
