//! How far apart is what two sides speak of, all in all? Jensen-Shannon divergence, beside what chance makes of it.
//!
//! Two small halves of one text are far apart too: the divergence means nothing without what the same findings give when
//! they are dealt out at random.
//!
//! ```
//! use lookback::themes::statistics::divergence;
//!
//! let findings = [vec![0, 1], vec![0], vec![0], vec![0, 1]]; // what each speaks of, by number
//! let found = divergence(&findings, 2).expect("both sides speak of something");
//! assert!(found.bits < 0.01 && found.p == 1.0); // the first two and the others speak of the same
//! ```

use std::collections::HashMap;

use rayon::prelude::*;

use crate::themes::Chance;

/// Times the findings are dealt out at random.
const DEALT: u64 = 199;

/// How far apart two sides are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Divergence {
    /// In bits: 0 where both speak of the same in the same shares, 1 where nothing is common to them.
    pub bits: f64,
    /// What chance makes of the same findings, the middle of it.
    pub by_chance: f64,
    /// And what it stays below 19 times in 20.
    pub by_chance_high: f64,
    /// How often chance makes at least as much; 1 in 200 at least.
    pub p: f64,
}

/// The Jensen-Shannon divergence of the first `earlier` findings and the others, each a list of what it speaks of.
///
/// `None` where a side speaks of nothing. Findings are dealt out at random, whole, because words of one depend on each
/// other; always in the same way. Lin, J. (1991), "Divergence measures based on the Shannon entropy", IEEE Transactions on
/// Information Theory 37, 145-151.
pub fn divergence(findings: &[Vec<usize>], earlier: usize) -> Option<Divergence> {
    let mut numbers: HashMap<usize, usize> = HashMap::new();
    let all: Vec<Vec<usize>> = findings
        .iter()
        .map(|of| {
            let number = |thing: &usize| {
                let next = numbers.len();
                *numbers.entry(*thing).or_insert(next)
            };
            of.iter().map(number).collect()
        })
        .collect();
    let mut total = vec![0_usize; numbers.len()];
    all.iter().flatten().for_each(|&thing| total[thing] += 1);
    let of_side = |side: &mut dyn Iterator<Item = &Vec<usize>>| {
        let mut counts = vec![0_usize; total.len()];
        side.flatten().for_each(|&thing| counts[thing] += 1);
        let others: Vec<usize> = total.iter().zip(&counts).map(|(all, count)| all - count).collect();
        bits(&counts, &others)
    };
    let bits = of_side(&mut all.iter().take(earlier))?;
    let dealt = |seed: u64| {
        let mut chance = Chance::new(seed);
        let mut order: Vec<usize> = (0..all.len()).collect();
        for at in 0..earlier.min(all.len()) {
            let other = at + chance.below(all.len() - at);
            order.swap(at, other);
        }
        of_side(&mut order[..earlier.min(all.len())].iter().map(|&at| &all[at]))
    };
    let mut by_chance: Vec<f64> = (0..DEALT).into_par_iter().filter_map(dealt).collect();
    by_chance.sort_by(f64::total_cmp);
    let as_much = by_chance.iter().filter(|other| **other >= bits - 1e-12).count();
    let at = |share: f64| by_chance.get(((by_chance.len() as f64 * share) as usize).min(by_chance.len().max(1) - 1));
    Some(Divergence {
        bits,
        by_chance: at(0.5).copied().unwrap_or(bits),
        by_chance_high: at(0.95).copied().unwrap_or(bits),
        p: (as_much + 1) as f64 / (by_chance.len() + 1) as f64,
    })
}

/// The divergence of two lists of counts of the same things; `None` where either counts nothing.
fn bits(first: &[usize], second: &[usize]) -> Option<f64> {
    let (all, others) = (first.iter().sum::<usize>() as f64, second.iter().sum::<usize>() as f64);
    if all == 0.0 || others == 0.0 {
        return None;
    }
    let part = |share: f64, middle: f64| if share > 0.0 { share * (share / middle).log2() } else { 0.0 };
    let of_thing = |(a, b): (&usize, &usize)| {
        let (p, q) = (*a as f64 / all, *b as f64 / others);
        let middle = (p + q) / 2.0;
        part(p, middle) + part(q, middle)
    };
    Some((first.iter().zip(second).map(of_thing).sum::<f64>() / 2.0).clamp(0.0, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_scipy() {
        // scipy 1.13.1, jensenshannon(base=2) squared, of .5 .3 .2 0 and .1 .3 .2 .4.
        let found = bits(&[5, 3, 2, 0], &[1, 3, 2, 4]).unwrap();
        assert!((found - 0.304_993_273_505_493_7).abs() < 1e-12, "{found}");
        assert_eq!((bits(&[2, 0], &[0, 3]), bits(&[2, 4], &[1, 2]), bits(&[0], &[1])), (Some(1.0), Some(0.0), None));
    }

    #[test]
    fn what_is_dealt_at_random_is_told_from_what_is_not() {
        let apart: Vec<Vec<usize>> = (0..40).map(|at| vec![at / 20, 9]).collect();
        let found = divergence(&apart, 20).unwrap();
        assert!(found.p < 0.01 && found.bits > found.by_chance_high, "{found:?}");
        let alike: Vec<Vec<usize>> = (0..40).map(|at| vec![at % 5, 9]).collect();
        let found = divergence(&alike, 20).unwrap();
        assert!(found.p > 0.2 && found.by_chance > 0.0, "{found:?}");
        assert_eq!(divergence(&alike, 20), divergence(&alike, 20));
        assert_eq!((divergence(&[], 0), divergence(&alike, 40)), (None, None));
    }
}
