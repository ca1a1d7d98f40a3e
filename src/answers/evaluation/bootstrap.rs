//! How sure is a figure? Papers are drawn again with replacement, and the middle 95 % of what comes out is the interval.
//!
//! The percentile bootstrap of Efron (1979), "Bootstrap methods: another look at the jackknife", Annals of Statistics 7,
//! 1-26. The unit drawn is the paper: its items are read by the same rules and are right or wrong together. The
//! numbers drawn come from a fixed start, so the same labels give the same interval.

use super::figures::Counts;
use crate::themes::Chance;
use crate::themes::statistics::Interval;

/// How many times the papers are drawn.
pub const RESAMPLES: usize = 2000;

/// Where the numbers start.
pub const SEED: u64 = 20_150_420;

/// The 95 % interval of a figure over papers; `None` where there are fewer than two, or the figure has no value.
pub fn interval(papers: &[Counts], figure: fn(&Counts) -> Option<f64>) -> Option<Interval> {
    interval_of(papers, &|drawn| figure(&drawn.sum()))
}

/// The same of any unit. A draw of which the figure has no value is left out.
pub fn interval_of<T: Copy>(
    units: &[T],
    figure: &dyn Fn(&mut dyn Iterator<Item = T>) -> Option<f64>,
) -> Option<Interval> {
    if units.len() < 2 {
        return None;
    }
    let mut numbers = Chance::new(SEED);
    let draw = |_| figure(&mut (0..units.len()).map(|_| units[numbers.place(units.len())]));
    let mut figures: Vec<f64> = (0..RESAMPLES).filter_map(draw).collect();
    figures.sort_by(f64::total_cmp);
    Some(Interval { low: quantile(&figures, 0.025)?, high: quantile(&figures, 0.975)? })
}

/// The quantile of sorted values, with a straight line between neighbours; `None` where there are none.
fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let place = share * (sorted.len().checked_sub(1)? as f64);
    let (below, above) = (sorted[place.floor() as usize], sorted[place.ceil() as usize]);
    Some(below + (above - below) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_those_of_numpy() {
        // numpy.quantile([1, 2, 4, 8], [0.025, 0.5, 0.975])
        let values = [1.0, 2.0, 4.0, 8.0];
        for (share, expected) in [(0.025, 1.075), (0.5, 3.0), (0.975, 7.7)] {
            assert!((quantile(&values, share).unwrap() - expected).abs() < 1e-9);
        }
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn papers_that_agree_leave_no_doubt_and_those_that_differ_do() {
        let paper = |matched| Counts { found: 10, labelled: 10, matched, kind_right: matched };
        let of = |papers: &[Counts]| interval(papers, Counts::f1);
        assert_eq!(of(&[paper(9); 6]), Some(Interval { low: 0.9, high: 0.9 }));
        // Shares of equal weight: the interval is that of their mean, about 1.96 standard errors to either side.
        let mixed: Vec<Counts> = (0..100).map(|index| paper(if index % 2 == 0 { 10 } else { 8 })).collect();
        let found = of(&mixed).unwrap();
        let half = 1.96 * 0.1 / 10.0;
        assert!((found.low - (0.9 - half)).abs() < 0.003 && (found.high - (0.9 + half)).abs() < 0.003, "{found:?}");
        assert_eq!(of(&[paper(9)]), None);
    }
}
