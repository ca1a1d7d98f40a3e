//! How good would the pairing be on papers it was not set on?
//!
//! For each group of comparisons (a council, a scenario) everything that can be set is set again on all the others: the
//! vectors (by the lexicon that the caller gives for a group), what is usual for each scorer, their shares, the threshold
//! of a pair (where F1 is greatest there) and that of a certain one (the lowest that keeps a precision of
//! [`SIGNED`]). What is then made of the group itself is counted, and the counts of all groups are added up.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rayon::prelude::*;

use super::evaluation::{Case, Figures, Places, count};
use super::pairing::{Group, groups, twins};
use super::settings::Settings;
use super::standing::Standing;
use super::weighing::{Heard, Measured, Weighed};
use super::weights::{SHARES, Weights};
use crate::lexicon::Lexicon;
use crate::model::Finding;

/// The precision that is asked of certain pairs.
pub const SIGNED: f32 = 0.92;

/// Thresholds of a pair that are tried, and of a certain one, in tenths of a standard deviation.
const PAIRS: std::ops::Range<u8> = 10..32;
const CERTAIN: std::ops::Range<u8> = 22..38;

/// Figures of comparisons that nothing was set on.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LeftOut {
    /// Every pair.
    pub pairs: Figures,
    /// Certain pairs.
    pub certain: Figures,
    /// The pairs, by case.
    pub made: Vec<BTreeSet<Places>>,
    /// What was chosen for each group, in their order.
    pub chosen: Vec<Chosen>,
}

/// What was chosen for a group, on all the others.
#[derive(Debug, Clone, PartialEq)]
pub struct Chosen {
    /// The council or scenario that was left out.
    pub group: String,
    /// Shares of letters, concepts and company.
    pub shares: [f32; 3],
    /// The threshold of a pair.
    pub possible: f32,
    /// The threshold of a certain pair.
    pub certain: f32,
}

/// Scores each group with everything set on the others; `lexicon` gives the lexicon made without a group.
///
/// What the cases themselves were given as changes and ranking is not looked at. All findings are compared by their
/// words, whatever their kind.
pub fn left_out<'l>(cases: &[(&str, Case<'_>)], lexicon: &(dyn Fn(&str) -> Cow<'l, Lexicon> + Sync)) -> LeftOut {
    let names: BTreeSet<&str> = cases.iter().map(|(group, _)| *group).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let scored: Vec<LeftOut> = names.par_iter().map(|name| of_group(name, cases, &lexicon(name))).collect();
    let all = LeftOut { made: vec![BTreeSet::new(); cases.len()], ..LeftOut::default() };
    scored.into_iter().fold(all, |mut all, group| {
        all.pairs = all.pairs.and(&group.pairs);
        all.certain = all.certain.and(&group.certain);
        all.made.iter_mut().zip(group.made).for_each(|(all, made)| all.extend(made));
        all.chosen.extend(group.chosen);
        all
    })
}

fn of_group(name: &str, cases: &[(&str, Case<'_>)], lexicon: &Lexicon) -> LeftOut {
    let same_words = Settings::default().same_words;
    let measured: Vec<Measured> = cases
        .iter()
        .map(|(_, case)| Measured::of(&texts(case.earlier), &texts(case.later), BTreeSet::new(), lexicon, same_words))
        .collect();
    let is_other = |at: &usize| cases[*at].0 != name;
    let others: Vec<usize> = (0..cases.len()).filter(is_other).collect();
    let own: Vec<usize> = (0..cases.len()).filter(|at| !is_other(at)).collect();
    let usual = Weights::usual_over(others.iter().map(|at| &measured[*at].likenesses));
    let sum = |at: &[usize], heard: &[Heard], settings: &Settings, certain: bool| {
        at.iter().fold(Figures::default(), |sum, at| {
            sum.and(&figures(&measured[*at].judge(heard[*at].clone(), settings), &cases[*at].1, certain))
        })
    };
    let hear = |weights: &Weights| -> Vec<Heard> { measured.iter().map(|measured| measured.heard(weights)).collect() };
    let tenths = |range: std::ops::Range<u8>| range.map(|tenths| f32::from(tenths) / 10.0);

    let mut best: (f32, Settings, Vec<Heard>) = (-1.0, Settings::default(), Vec::new());
    for shares in SHARES {
        let weights = Weights::new(shares, usual);
        let heard = hear(&weights);
        let with = |possible| Settings { possible, weights, ..Settings::default() };
        let tried: Vec<(f32, Settings)> =
            tenths(PAIRS).map(|bar| (sum(&others, &heard, &with(bar), false).f1().unwrap_or(0.0), with(bar))).collect();
        let most = tried.iter().map(|(f1, _)| *f1).fold(0.0, f32::max);
        // The middle one of the best: a plateau is surer than its edge.
        let tops: Vec<&(f32, Settings)> = tried.iter().filter(|(f1, _)| *f1 >= most).collect();
        if most > best.0 {
            best = (most, tops[tops.len() / 2].1, heard);
        }
    }
    let (_, chosen, heard) = best;
    let with = |certain: f32| Settings { certain, ..chosen };
    let keeps =
        |bar: &f32| sum(&others, &heard, &with(*bar), true).precision().is_none_or(|precision| precision >= SIGNED);
    let settings = with(tenths(CERTAIN).find(keeps).unwrap_or(f32::INFINITY));
    let Weights { letters, concepts, company, .. } = settings.weights;
    let chosen = Chosen {
        group: name.to_owned(),
        shares: [letters.share, concepts.share, company.share],
        possible: settings.possible,
        certain: settings.certain,
    };
    let mut made = vec![BTreeSet::new(); cases.len()];
    own.iter().for_each(|at| made[*at] = links(&measured[*at].weigh(&settings).groups()));
    LeftOut {
        pairs: sum(&own, &heard, &settings, false),
        certain: sum(&own, &heard, &settings, true),
        made,
        chosen: vec![chosen],
    }
}

fn figures(weighed: &Weighed<'_>, case: &Case<'_>, certain: bool) -> Figures {
    let made: Vec<Group> = weighed.groups().into_iter().filter(|group| !certain || weighed.is_certain(group)).collect();
    count(&links(&made), &ranking(&weighed.standing), case.same, case.related)
}

/// For each column the rows by how far the pair stands out, the first of equals first.
fn ranking(standing: &Standing) -> Vec<Vec<usize>> {
    let standing = &standing.standing;
    let rank = |column: usize| {
        let mut order: Vec<usize> = (0..standing.rows()).collect();
        order.sort_by(|a, b| standing.at(*b, column).total_cmp(&standing.at(*a, column)));
        order
    };
    (0..standing.columns()).map(rank).collect()
}

fn links(groups: &[Group]) -> BTreeSet<Places> {
    groups.iter().flat_map(|group| group.links().map(|link| (link.earlier, link.later))).collect()
}

fn texts(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.text.as_str()).collect()
}

/// A measure by itself, pairs by assignment, leftovers joined and nothing else, its threshold chosen in the same way.
pub fn alone_left_out(cases: &[(&str, Case<'_>)], score: &(dyn Fn(&[&str], &[&str]) -> Standing + Sync)) -> Figures {
    let bars: Vec<f32> = PAIRS.map(|tenths| f32::from(tenths) / 10.0).collect();
    let at_bars = |case: &Case<'_>| -> Vec<Figures> {
        let (before, after) = (texts(case.earlier), texts(case.later));
        let standing = score(&before, &after);
        let twins = twins(&before, &after, Settings::default().same_words);
        let ranked = ranking(&standing);
        let at = |bar: &f32| {
            let settings = Settings { possible: *bar, ..Settings::default() };
            count(&links(&groups(&standing, &twins, &settings, &|_, _| true)), &ranked, case.same, case.related)
        };
        bars.iter().map(at).collect()
    };
    let counts: Vec<Vec<Figures>> = cases.par_iter().map(|(_, case)| at_bars(case)).collect();
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
