//! How sure is a share, or a difference of two? Intervals for small counts.
//!
//! ```
//! use lookback::themes::statistics::{Z95, newcombe, wilson};
//!
//! let share = wilson(1, 4, Z95).expect("there are findings");
//! assert!(share.low < 0.05 && share.high > 0.69); // one of four may well be most of them
//! assert_eq!(wilson(0, 0, Z95), None);
//!
//! let rose = newcombe((1, 4), (3, 4), Z95).expect("there are findings");
//! assert!(rose.low < 0.0 && rose.high > 0.7); // one of four, then three: it may have fallen
//! ```

/// Standard normal quantile of a two-sided 95 % interval.
pub const Z95: f64 = 1.959_963_984_540_054;

/// A range with the confidence it was asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end; never below `low`.
    pub high: f64,
}

/// The Wilson score interval of the share `count` out of `of`, 0 to 1.
///
/// `None` where `of` is 0; a `count` beyond `of` is taken as `of`. `z` is the normal quantile, [`Z95`] for 95 %.
/// Wilson, E. B. (1927), "Probable inference, the law of succession, and statistical inference", JASA 22, 209-212.
pub fn wilson(count: usize, of: usize, z: f64) -> Option<Interval> {
    if of == 0 {
        return None;
    }
    let n = of as f64;
    let p = count.min(of) as f64 / n;
    let z2 = z * z;
    let middle = (p + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = z / (1.0 + z2 / n) * (p * (1.0 - p) / n + z2 / (4.0 * n * n)).sqrt();
    // At the ends the formula is exact but rounding is not: no share is below 0 or above 1.
    let low = if count == 0 { 0.0 } else { (middle - half).max(0.0) };
    let high = if count >= of { 1.0 } else { (middle + half).min(1.0) };
    Some(Interval { low, high })
}

/// The interval of the difference of two shares, later minus earlier, each a count and what it is out of: -1 to 1.
///
/// `None` where either side is out of 0. The hybrid score interval, method 10 of Newcombe, R. G. (1998), "Interval
/// estimation for the difference between independent proportions", Statistics in Medicine 17, 873-890.
pub fn newcombe(earlier: (usize, usize), later: (usize, usize), z: f64) -> Option<Interval> {
    let (before, after) = (wilson(earlier.0, earlier.1, z)?, wilson(later.0, later.1, z)?);
    let (p, q) = (share(earlier.0.min(earlier.1), earlier.1)?, share(later.0.min(later.1), later.1)?);
    let difference = q - p;
    Some(Interval {
        low: (difference - (q - after.low).hypot(before.high - p)).max(-1.0),
        high: (difference + (after.high - q).hypot(p - before.low)).min(1.0),
    })
}

/// The share `count` out of `of`, 0 to 1; `None` where `of` is 0.
pub fn share(count: usize, of: usize) -> Option<f64> {
    (of > 0).then(|| count as f64 / of as f64)
}

/// How often in 1,000 words; `None` where there are no words.
pub fn per_thousand(count: usize, words: usize) -> Option<f64> {
    share(count, words).map(|share| share * 1000.0)
}

/// The interval of [`per_thousand`]: [`wilson`] with each word as a trial.
pub fn per_thousand_interval(count: usize, words: usize, z: f64) -> Option<Interval> {
    wilson(count, words, z).map(|share| Interval { low: share.low * 1000.0, high: share.high * 1000.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_agrees_with_statsmodels() {
        // statsmodels 0.15.0, proportion_confint(k, n, method="wilson"), to 1e-12.
        for (count, of, low, high) in GOLDEN {
            let interval = wilson(count, of, Z95).unwrap();
            assert!((interval.low - low).abs() < 1e-12, "{count}/{of}: {interval:?}");
            assert!((interval.high - high).abs() < 1e-12, "{count}/{of}: {interval:?}");
        }
    }

    #[test]
    fn newcombe_agrees_with_statsmodels() {
        // statsmodels 0.15.0, confint_proportions_2indep(a, n, b, m, method="newcomb", compare="diff"): first minus second.
        for (first, second, low, high) in [
            ((4, 4), (0, 4), 0.307_189_735_003_608_47, 1.0),
            ((1, 4), (3, 4), -0.789_083_268_084_755_7, 0.135_488_400_582_951_53),
            ((2, 4), (2, 4), -0.494_919_607_842_828_1, 0.494_919_607_842_828_1),
            ((9, 30), (18, 30), -0.503_783_630_496_663, -0.048_581_333_438_635_91),
        ] {
            let interval = newcombe(second, first, Z95).unwrap();
            assert!((interval.low - low).abs() < 1e-7, "{first:?} {second:?}: {interval:?}");
            assert!((interval.high - high).abs() < 1e-7, "{first:?} {second:?}: {interval:?}");
        }
    }

    #[test]
    fn newcombe_agrees_with_the_paper() {
        // Newcombe (1998), table II, method 10: 56/70 - 48/80 and 9/10 - 3/10 and 0/20 - 0/10, to four decimals.
        for (first, second, low, high) in [
            ((56, 70), (48, 80), 0.0524, 0.3339),
            ((9, 10), (3, 10), 0.1705, 0.8090),
            ((0, 20), (0, 10), -0.2775, 0.1611),
        ] {
            let interval = newcombe(second, first, Z95).unwrap();
            assert!((interval.low - low).abs() < 5e-5 && (interval.high - high).abs() < 5e-5, "{interval:?}");
        }
        assert_eq!(newcombe((0, 0), (1, 2), Z95), None);
    }

    #[test]
    fn no_findings_make_no_share() {
        assert_eq!(wilson(0, 0, Z95), None);
        assert_eq!(share(0, 0), None);
        assert_eq!(per_thousand(3, 0), None);
    }

    #[test]
    fn a_rate_is_per_thousand_words_and_lies_in_its_interval() {
        let rate = per_thousand(3, 1500).unwrap();
        let interval = per_thousand_interval(3, 1500, Z95).unwrap();
        assert!((rate - 2.0).abs() < 1e-12);
        assert!(interval.low < rate && rate < interval.high);
    }

    const GOLDEN: [(usize, usize, f64, f64); 6] = [
        (0, 4, 0.0, 0.489890836454597),
        (1, 4, 0.045587260809701, 0.699358157417598),
        (2, 4, 0.150038989152149, 0.849961010847851),
        (4, 4, 0.510109163545402, 1.0),
        (3, 12, 0.088941668394055, 0.532305334933566),
        (10, 100, 0.055229137060675, 0.174365661504913),
    ];
}
