//! Could a difference between two small groups be chance? Fisher's exact test.
//!
//! ```
//! use lookback::themes::statistics::fisher;
//!
//! // Three of four, then one of four: chance does that half of the time.
//! let exact = fisher((3, 4), (1, 4)).expect("there are findings");
//! assert!((exact.p - 0.486).abs() < 0.001);
//! ```

/// How likely a difference at least as large is by chance.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Exact {
    /// Two-sided p: tables no likelier than the one seen.
    pub p: f64,
    /// Mid-p: the table seen counts half, which is less cautious. Twice the smaller side, at most 1.
    pub mid_p: f64,
}

/// Tables this much likelier than the one seen still count as no likelier: the sums are not exact to the last digit.
const TIE: f64 = 1e-9;

/// Fisher's exact test of two shares, each a count and what it is out of.
///
/// `None` where either side is out of 0, or a count is more than it is out of. Fisher, R. A. (1935), "The logic of
/// inductive inference", JRSS 98, 39-82; mid-p after Lancaster, H. O. (1961), "Significance tests in discrete
/// distributions", JASA 56, 223-234.
pub fn fisher(first: (usize, usize), second: (usize, usize)) -> Option<Exact> {
    let ((a, n), (b, m)) = (first, second);
    if n == 0 || m == 0 || a > n || b > m {
        return None;
    }
    let with = a + b;
    let all = ln_choose(n + m, with);
    let likelihood = |k: usize| (ln_choose(n, k) + ln_choose(m, with - k) - all).exp();
    let seen = likelihood(a);
    let (mut p, mut below, mut above) = (0.0, 0.0, 0.0);
    for k in with.saturating_sub(m)..=with.min(n) {
        let this = likelihood(k);
        if this <= seen * (1.0 + TIE) {
            p += this;
        }
        match k.cmp(&a) {
            std::cmp::Ordering::Less => below += this,
            std::cmp::Ordering::Equal => {
                below += this / 2.0;
                above += this / 2.0;
            }
            std::cmp::Ordering::Greater => above += this,
        }
    }
    Some(Exact { p: p.min(1.0), mid_p: (2.0 * below.min(above)).min(1.0) })
}

fn ln_choose(n: usize, k: usize) -> f64 {
    let ln_factorial = |n: usize| libm::lgamma(n as f64 + 1.0);
    ln_factorial(n) - ln_factorial(k) - ln_factorial(n - k)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agrees_with_scipy() {
        // scipy 1.13.1: fisher_exact and hypergeom; a of c against b of d, p, mid-p.
        for (a, b, c, d, p, mid_p) in [
            (3, 14, 5, 24, 1.0, 0.9631257631257633),
            (3, 7, 10, 9, 0.06977851869492735, 0.05574920435601549),
            (6, 2, 17, 12, 0.4083471084970335, 0.3103781442612027),
            (1, 4, 17, 12, 0.1296366468780262, 0.08419856006062904),
            (3, 0, 60, 70, 0.09565071556350624, 0.09565071556350624),
            (10, 2, 1000, 1200, 0.015946597880960117, 0.009611229469790398),
            (0, 7, 1000, 1200, 0.018214255225457845, 0.014251010844068253),
            (120, 60, 50_000, 50_000, 8.979069002623138e-06, 6.664002853647724e-06),
            (5, 5, 100, 100, 1.0, 1.0),
            (4, 0, 4, 4, 0.028571428571428567, 0.014285714285714284),
            (3, 1, 4, 4, 0.48571428571428565, 0.2571428571428571),
            (1, 0, 4, 4, 1.0, 0.5),
        ] {
            let exact = fisher((a, c), (b, d)).unwrap();
            assert!((exact.p / p - 1.0).abs() < 1e-6, "{a}/{c} {b}/{d}: {exact:?}");
            assert!((exact.mid_p / mid_p - 1.0).abs() < 1e-6, "{a}/{c} {b}/{d}: {exact:?}");
        }
    }

    #[test]
    fn four_against_four_proves_next_to_nothing() {
        // scipy 1.13.1, fisher_exact; the tables of four against four.
        for (a, b, p) in
            [(0, 4, 0.0285714286), (0, 3, 0.1428571429), (0, 2, 0.4285714286), (1, 3, 0.4857142857), (2, 2, 1.0)]
        {
            assert!((fisher((a, 4), (b, 4)).unwrap().p - p).abs() < 1e-9, "{a} {b}");
        }
    }

    #[test]
    fn the_strongest_result_of_small_groups_is_as_known() {
        // scipy 1.13.1, all against none.
        for (n, p) in [
            (2, 1.0 / 3.0),
            (3, 0.1),
            (5, 0.007936507936507938),
            (6, 0.0021645021645021645),
            (10, 1.082508822446903e-05),
        ] {
            assert!((fisher((n, n), (0, n)).unwrap().p / p - 1.0).abs() < 1e-9, "{n}");
        }
    }

    #[test]
    fn nothing_to_compare_is_no_test() {
        assert_eq!(fisher((0, 0), (1, 2)), None);
        assert_eq!(fisher((3, 2), (1, 2)), None);
    }
}
