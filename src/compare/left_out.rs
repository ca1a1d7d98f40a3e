//! How good would a measure be on papers it was not set on? The threshold of a pair is chosen, for each group of
//! comparisons (a council, a scenario), on all the others: where F1 is greatest there, the middle one of equals.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::changes::pair;
use super::evaluation::{Case, Figures, count, evaluate};
use super::pairing::{groups, twins};
use super::settings::Settings;
use super::standing::Standing;
use crate::lexicon::Lexicon;
use crate::model::Band;

/// Thresholds tried, in tenths of a standard deviation.
const TENTHS: std::ops::Range<u8> = 10..32;

/// Figures over labelled comparisons, each with the name of its group; `at` gives those of one at a threshold.
pub fn leaving_out(cases: &[(&str, Case<'_>)], at: &(dyn Fn(&Case<'_>, f32) -> Figures + Sync)) -> Figures {
    let bars: Vec<f32> = TENTHS.map(|tenths| f32::from(tenths) / 10.0).collect();
    let counts: Vec<Vec<Figures>> =
        cases.par_iter().map(|(_, case)| bars.iter().map(|bar| at(case, *bar)).collect()).collect();
    let sum = |chosen: &dyn Fn(&str) -> bool, bar: usize| {
        let of = cases.iter().zip(&counts).filter(|((group, _), _)| chosen(group));
        of.fold(Figures::default(), |sum, (_, counts)| sum.and(&counts[bar]))
    };
    let names: BTreeSet<&str> = cases.iter().map(|(group, _)| *group).collect();
    names.iter().fold(Figures::default(), |all, name| {
        let f1 = |bar: usize| sum(&|group| group != *name, bar).f1().unwrap_or(0.0);
        let best = (0..bars.len()).map(f1).fold(0.0, f32::max);
        let tops: Vec<usize> = (0..bars.len()).filter(|bar| f1(*bar) >= best).collect();
        all.and(&sum(&|group| group == *name, tops[tops.len() / 2]))
    })
}

/// The pairing of the program at a threshold. What the case itself was given as changes is not looked at.
pub fn at_threshold(case: &Case<'_>, bar: f32, lexicon: &Lexicon) -> Figures {
    let settings = Settings { possible: bar, ..Settings::default() };
    let changes = pair(case.earlier, case.later, lexicon, &settings);
    evaluate(&[Case { changes: &changes, ..*case }], Band::Possible)
}

/// A measure by itself at a threshold: pairs by assignment, leftovers joined, and nothing else.
pub fn alone_at_threshold(case: &Case<'_>, bar: f32, score: &dyn Fn(&[&str], &[&str]) -> Standing) -> Figures {
    let before: Vec<&str> = case.earlier.iter().map(|finding| finding.text.as_str()).collect();
    let after: Vec<&str> = case.later.iter().map(|finding| finding.text.as_str()).collect();
    let standing = score(&before, &after);
    let twins = twins(&before, &after, Settings::default().same_words);
    let rank = |column: usize| {
        let mut order: Vec<usize> = (0..before.len()).collect();
        let at = |row: &usize| standing.standing.at(*row, column);
        order.sort_by(|a, b| at(b).total_cmp(&at(a)));
        order
    };
    let ranked: Vec<Vec<usize>> = (0..after.len()).map(rank).collect();
    let groups = groups(&standing, &twins, &Settings { possible: bar, ..Settings::default() }, &|_, _| true);
    let links = groups.iter().flat_map(|group| group.links().map(|link| (link.earlier, link.later))).collect();
    count(&links, &ranked, case.same, case.related)
}
