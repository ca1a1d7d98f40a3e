//! Many tests at once: of twenty themes in which nothing changed, one looks changed at 5 %.
//!
//! ```
//! use lookback::themes::statistics::benjamini_hochberg;
//!
//! assert_eq!(benjamini_hochberg(&[0.04, 0.01]), [0.04, 0.02]);
//! ```

/// Each p-value as the smallest false discovery rate at which it would be accepted, q; in the order given.
///
/// Tests that depend on each other positively, as themes that share findings do, are covered. Benjamini, Y. and
/// Hochberg, Y. (1995), "Controlling the false discovery rate", JRSS B 57, 289-300; accepted where p is *at most* its
/// limit, so that ties are accepted together.
pub fn benjamini_hochberg(p: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..p.len()).collect();
    order.sort_by(|&a, &b| p[a].total_cmp(&p[b]));
    let mut q = vec![1.0; p.len()];
    let mut least: f64 = 1.0;
    for (rank, &index) in order.iter().enumerate().rev() {
        least = least.min(p[index] * p.len() as f64 / (rank + 1) as f64);
        q[index] = least;
    }
    q
}

#[cfg(test)]
mod tests {
    use super::*;

    // The p-values of the example in McDonald, Handbook of Biological Statistics (Garcia-Arenzana et al. 2014).
    const P: [f64; 25] = [
        0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216, 0.222, 0.251, 0.269, 0.275, 0.34, 0.341,
        0.384, 0.569, 0.594, 0.696, 0.762, 0.94, 0.942, 0.975, 0.986,
    ];

    #[test]
    fn agrees_with_statsmodels() {
        // statsmodels 0.15.0, multipletests(p, method="fdr_bh").
        let same = 0.491_071_428_571_428_55;
        let expected = [
            0.025,
            0.1,
            0.21,
            0.21,
            0.21,
            0.25,
            0.264_285_714_285_714_23,
            same,
            same,
            same,
            same,
            same,
            same,
            same,
            0.532_812_5,
            0.532_812_5,
            0.564_705_882_352_941_2,
            0.781_578_947_368_421,
            0.781_578_947_368_421,
            0.87,
            0.907_142_857_142_857_1,
            0.986,
            0.986,
            0.986,
            0.986,
        ];
        for (q, expected) in benjamini_hochberg(&P).into_iter().zip(expected) {
            assert!((q - expected).abs() < 1e-12, "{q} {expected}");
        }
    }

    #[test]
    fn at_a_quarter_six_are_accepted_the_tie_too() {
        // The handbook's strict "<" gives five; p = .060 equals its limit, the sixth of 25 parts of .25, and counts.
        assert_eq!(benjamini_hochberg(&P).iter().filter(|q| **q <= 0.25 + 1e-12).count(), 6);
    }

    #[test]
    fn order_does_not_matter_and_nothing_gives_nothing() {
        let mut reversed = P;
        reversed.reverse();
        let mut q = benjamini_hochberg(&reversed);
        q.reverse();
        assert_eq!(q, benjamini_hochberg(&P));
        assert!(benjamini_hochberg(&[]).is_empty());
    }
}
