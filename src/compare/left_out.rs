//! How good would a measure be on papers it was not set on? The threshold of a pair is chosen, for each group of
//! comparisons (a council, a scenario), on all the others: where F1 is greatest there, the middle one of equals.

use std::collections::BTreeSet;

use super::evaluation::{Case, Figures, count};
use super::pairing::{groups, twins};
use super::settings::Settings;
use super::standing::Standing;

/// Thresholds tried, in tenths of a standard deviation.
const TENTHS: std::ops::Range<u8> = 5..40;

/// Figures of a measure over labelled comparisons, each with the name of its group. What the cases themselves were given
/// as changes and rankings is not looked at.
pub fn leaving_out(cases: &[(&str, Case<'_>)], score: &dyn Fn(&[&str], &[&str]) -> Standing) -> Figures {
    let bars: Vec<f32> = TENTHS.map(|tenths| f32::from(tenths) / 10.0).collect();
    let counts: Vec<Vec<Figures>> = cases.iter().map(|(_, case)| at_each(case, &bars, score)).collect();
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

fn at_each(case: &Case<'_>, bars: &[f32], score: &dyn Fn(&[&str], &[&str]) -> Standing) -> Vec<Figures> {
    let before: Vec<&str> = case.earlier.iter().map(|finding| finding.text.as_str()).collect();
    let after: Vec<&str> = case.later.iter().map(|finding| finding.text.as_str()).collect();
    let standing = score(&before, &after);
    let twins = twins(&before, &after, Settings::default().same_words);
    let ranked: Vec<Vec<usize>> = (0..after.len())
        .map(|column| {
            let mut order: Vec<usize> = (0..before.len()).collect();
            let at = |row: &usize| standing.standing.at(*row, column);
            order.sort_by(|a, b| at(b).total_cmp(&at(a)));
            order
        })
        .collect();
    let at_bar = |bar: &f32| {
        let groups = groups(&standing, &twins, &Settings { possible: *bar, ..Settings::default() }, &|_, _| true);
        let links = groups.iter().flat_map(|group| group.links().map(|link| (link.earlier, link.later))).collect();
        count(&links, &ranked, case.same, case.related)
    };
    bars.iter().map(at_bar).collect()
}
