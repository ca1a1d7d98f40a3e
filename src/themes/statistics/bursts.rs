//! When was a theme up, and when down? Runs of years in which it was much more frequent than usual.
//!
//! ```
//! use lookback::themes::statistics::bursts;
//!
//! let years = [(1, 50), (2, 50), (1, 50), (9, 50), (10, 50), (8, 50), (2, 50), (1, 50)];
//! assert_eq!(bursts(&years).expect("eight years are enough")[0].years, 3..=5);
//! assert_eq!(bursts(&years[..5]), None); // too few to say what is usual
//! ```

use std::ops::RangeInclusive;

use super::exact::fisher;

/// Years, at least: with fewer there is no usual share to be above.
pub const YEARS: usize = 6;

/// How many times the usual share a burst has.
const TIMES: f64 = 2.0;

/// What it costs to go up, times the logarithm of the years: the more, the fewer and longer the bursts.
const COST: f64 = 1.0;

/// A share is never quite certain.
const MOST: f64 = 0.9999;

/// Years in a row in which a theme was much more frequent than usual.
#[derive(Debug, Clone, PartialEq)]
pub struct Burst {
    /// The years, by position.
    pub years: RangeInclusive<usize>,
    /// Findings of those years that carry the theme, and all of them.
    pub inside: (usize, usize),
    /// The same of all other years.
    pub outside: (usize, usize),
    /// How likely chance makes such a difference in some run of years, at most: Fisher's exact test of these against the
    /// others, times the number of runs there are.
    pub p: f64,
}

/// The bursts of a theme over years, each with the findings that carry it and all findings; in order.
///
/// `None` for fewer than [`YEARS`] years, or where none carries it or all do. Kleinberg, J. (2003), "Bursty and
/// hierarchical structure in streams", Data Mining and Knowledge Discovery 7, 373-397: the automaton of two states for
/// batches, s = 2, gamma = 1.
pub fn bursts(years: &[(usize, usize)]) -> Option<Vec<Burst>> {
    if years.len() < YEARS {
        return None;
    }
    let states = states(years)?.0;
    let runs = years.len() * (years.len() + 1) / 2;
    let mut bursts = Vec::new();
    let mut at = 0;
    for run in states.chunk_by(|a, b| a == b) {
        let span = at..at + run.len();
        at = span.end;
        if !run[0] {
            continue;
        }
        let sum = |is_inside: bool| {
            let years = years.iter().enumerate().filter(|(at, _)| span.contains(at) == is_inside);
            years.fold((0, 0), |sum, (_, year)| (sum.0 + year.0, sum.1 + year.1))
        };
        let (inside, outside) = (sum(true), sum(false));
        let p = fisher(inside, outside).map_or(1.0, |exact| (exact.p * runs as f64).min(1.0));
        bursts.push(Burst { years: span.start..=span.end - 1, inside, outside, p });
    }
    Some(bursts)
}

/// Which years are up, at the least cost, and that cost; `None` where none carries the theme or all do.
fn states(years: &[(usize, usize)]) -> Option<(Vec<bool>, f64)> {
    let (carried, all) = years.iter().fold((0, 0), |sum, year| (sum.0 + year.0, sum.1 + year.1));
    if carried == 0 || carried >= all {
        return None;
    }
    let usual = carried as f64 / all as f64;
    let up = (usual * TIMES).min(MOST);
    let going_up = COST * (years.len() as f64).ln();
    // The cheapest ways to end down and up, and for each of the two whether it came from up.
    let mut cost = [0.0, f64::INFINITY];
    let mut came_from: Vec<[bool; 2]> = Vec::new();
    for &(count, of) in years {
        let rise = cost[0] + going_up;
        came_from.push([cost[1] < cost[0], cost[1] < rise]);
        cost = [cost[0].min(cost[1]) + surprise(count, of, usual), cost[1].min(rise) + surprise(count, of, up)];
    }
    let mut is_up = cost[1] < cost[0];
    let least = cost[usize::from(is_up)];
    let mut states: Vec<bool> = Vec::new();
    for from_up in came_from.iter().rev() {
        states.push(is_up);
        is_up = from_up[usize::from(is_up)];
    }
    states.reverse();
    Some((states, least))
}

/// How unlikely it is that so many of so many carry a theme that has this share.
fn surprise(count: usize, of: usize, share: f64) -> f64 {
    let ln_factorial = |n: usize| libm::lgamma(n as f64 + 1.0);
    let ways = ln_factorial(of) - ln_factorial(count) - ln_factorial(of - count.min(of));
    -(ways + count as f64 * share.ln() + (of - count.min(of)) as f64 * (1.0 - share).ln())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_states_are_those_of_least_cost() {
        // Kleinberg (2003), batched, s = 2, gamma = 1: every row of states enumerated in Python.
        let years = |counts: &[usize], of: usize| counts.iter().map(|count| (*count, of)).collect::<Vec<_>>();
        for (counts, of, expected, cost) in [
            (&[1, 2, 1, 9, 10, 8, 2, 1][..], 50, "00011100", 20.929341213849586),
            (&[0, 1, 0, 1, 6, 1, 0], 20, "0000100", 12.635222707505273),
            (&[3, 3, 3, 3], 10, "0000", 5.284605111067563),
        ] {
            let (found, least) = states(&years(counts, of)).unwrap();
            let found: String = found.into_iter().map(|up| if up { '1' } else { '0' }).collect();
            assert_eq!(found, expected);
            assert!((least - cost).abs() < 1e-9, "{expected}: {least}");
        }
    }

    #[test]
    fn few_years_and_what_is_always_there_say_nothing() {
        assert_eq!((bursts(&[(1, 9); 5]), bursts(&[(0, 9); 8]), bursts(&[(9, 9); 8])), (None, None, None));
        assert_eq!(bursts(&[(3, 10); 8]), Some(Vec::new()));
    }

    #[test]
    fn a_burst_that_chance_may_make_has_a_p_that_says_so() {
        let found = bursts(&[(0, 20), (1, 20), (0, 20), (1, 20), (6, 20), (1, 20), (0, 20)]).unwrap();
        assert_eq!((found[0].years.clone(), found[0].inside, found[0].outside), (4..=4, (6, 20), (3, 120)));
        let p = fisher((6, 20), (3, 120)).unwrap().p;
        assert!((found[0].p - 28.0 * p).abs() < 1e-12 && found[0].p < 0.05);
        // Five of twenty where one is usual: a burst, and one in twenty at least among so many runs of years.
        let weak = bursts(&[(1, 20), (1, 20), (5, 20), (1, 20), (1, 20), (1, 20), (0, 20)]).unwrap();
        assert!(weak.len() == 1 && weak[0].p > 0.05, "{weak:?}");
    }
}
