//! How good would the pairing be on papers it was not set on?
//!
//! For each group of comparisons (a council, a scenario) everything that can be set is set again on all the others: the
//! vectors (by the lexicon that the caller gives for a group), what is usual for each scorer, their shares, the threshold
//! of a pair (about which F1 is greatest there) and that of a certain one (the highest at which the band still holds
//! [`HELD`] of the links there). What is then made of the group itself is counted, and the counts of all groups are added up.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::evaluation::{Case, Figures, Places, count};
use super::pairing::{Group, groups, twins};
use super::settings::Settings;
use super::standing::Standing;
use super::weighing::{Heard, Measured, Weighed};
use super::weights::{SHARES, Weights};
use crate::lexicon::Lexicon;
use crate::model::Finding;

/// So many steps on either side count for what a threshold of a pair is worth.
const SMOOTH: usize = 3;

/// The share of all links that the certain band is to hold. A bar chosen by precision, of which one wrong pair in thirty
/// decides, is another for each council that is left out.
pub const HELD: f32 = 0.3;

/// Thresholds of a pair that are tried, in tenths of a standard deviation, and of a certain one, in twentieths.
const PAIRS: std::ops::Range<u8> = 10..32;
const CERTAIN: std::ops::Range<u8> = 40..80;

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

/// Gives the lexicon made without some groups.
pub type Without<'a, 'l> = dyn Fn(&BTreeSet<&str>) -> Cow<'l, Lexicon> + Sync + 'a;

/// Scores each group with everything set on the others; `lexicon` gives the lexicon made without some groups.
///
/// Each of the others is measured with what was made without it as well: a bar set on papers that the vectors have seen
/// would be too high for those they have not.
///
/// What the cases themselves were given as changes and ranking is not looked at. All findings are compared by their
/// words, whatever their kind.
pub fn left_out<'l>(cases: &[(&str, Case<'_>)], lexicon: &Without<'_, 'l>) -> LeftOut {
    let names: BTreeSet<&str> = cases.iter().map(|(group, _)| *group).collect();
    let names: Vec<&str> = names.into_iter().collect();
    let scored: Vec<LeftOut> = names.par_iter().map(|name| of_group(name, cases, lexicon)).collect();
    let all = LeftOut { made: vec![BTreeSet::new(); cases.len()], ..LeftOut::default() };
    scored.into_iter().fold(all, |mut all, group| {
        all.pairs = all.pairs.and(&group.pairs);
        all.certain = all.certain.and(&group.certain);
        all.made.iter_mut().zip(group.made).for_each(|(all, made)| all.extend(made));
        all.chosen.extend(group.chosen);
        all
    })
}

fn of_group(name: &str, cases: &[(&str, Case<'_>)], lexicon: &Without<'_, '_>) -> LeftOut {
    let same_words = Settings::default().same_words;
    let groups: BTreeSet<&str> = cases.iter().map(|(group, _)| *group).collect();
    let lexica: BTreeMap<&str, Cow<'_, Lexicon>> =
        groups.into_iter().map(|group| (group, lexicon(&BTreeSet::from([name, group])))).collect();
    let measured: Vec<Measured> = cases
        .iter()
        .map(|(group, case)| {
            Measured::of(&texts(case.earlier), &texts(case.later), BTreeSet::new(), &lexica[group], same_words)
        })
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
    let twentieths = |range: std::ops::Range<u8>| range.map(|twentieths| f32::from(twentieths) / 20.0);

    let mut best: (f32, Settings, Vec<Heard>) = (-1.0, Settings::default(), Vec::new());
    for shares in SHARES {
        let weights = Weights::new(shares, usual);
        let heard = hear(&weights);
        let with = |possible| Settings { possible, weights, ..Settings::default() };
        let tried: Vec<(f32, Settings)> =
            tenths(PAIRS).map(|bar| (sum(&others, &heard, &with(bar), false).f1().unwrap_or(0.0), with(bar))).collect();
        let (most, at) = smooth_top(&tried.iter().map(|(f1, _)| *f1).collect::<Vec<f32>>());
        if most > best.0 {
            best = (most, tried[at].1, heard);
        }
    }
    let (_, chosen, heard) = best;
    let with = |certain: f32| Settings { certain, ..chosen };
    let holds = |bar: &f32| sum(&others, &heard, &with(*bar), true).recall().is_some_and(|recall| recall >= HELD);
    let settings = with(twentieths(CERTAIN).rev().find(holds).unwrap_or(f32::INFINITY));
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

/// The top of a curve made smooth, and where it is, the first of equals: of single pairs, the highest point may lie at its
/// edge.
fn smooth_top(curve: &[f32]) -> (f32, usize) {
    let smooth = |at: usize| {
        let near = &curve[at.saturating_sub(SMOOTH)..(at + SMOOTH + 1).min(curve.len())];
        near.iter().sum::<f32>() / near.len() as f32
    };
    (0..curve.len()).map(|at| (smooth(at), at)).fold((-1.0, 0), |best, own| if own.0 > best.0 { own } else { best })
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
        let (_, top) = smooth_top(&(0..bars.len()).map(f1).collect::<Vec<f32>>());
        all.and(&sum(&|group| group == *name, top))
    })
}
