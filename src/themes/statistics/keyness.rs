//! What is said more on one side than on the other, in large texts? G², Log Ratio, log-odds with a prior.
//!
//! G² says whether a difference is more than chance, Log Ratio how large it is, and log-odds with an informative
//! Dirichlet prior puts the many candidates in order without being led astray by the rare ones. The figures that other
//! programs give of the same counts ([`Keyness`]) are there to be compared with theirs.
//!
//! ```
//! use lookback::themes::statistics::{Table, Z95};
//!
//! let table = Table { first: 120, of_first: 50_000, second: 60, of_second: 50_000 };
//! assert!(table.g2() > 20.0 && table.p() < 0.0001);
//! assert_eq!(table.log_ratio(), Some(1.0)); // twice as often
//! assert!(table.log_ratio_interval(Z95).expect("both are counted").low > 0.5);
//! ```

use super::exact::fisher;
use super::intervals::{Interval, Z95};

/// Two counts, each out of a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// The count on the first side.
    pub first: usize,
    /// What it is out of; at least the count.
    pub of_first: usize,
    /// The count on the second side.
    pub second: usize,
    /// What it is out of; at least the count.
    pub of_second: usize,
}

impl Table {
    /// The log-likelihood ratio G² over four cells: those counted and the others. 0 where the shares are equal.
    ///
    /// Dunning, T. (1993), "Accurate methods for the statistics of surprise and coincidence", Computational
    /// Linguistics 19, 61-74.
    pub fn g2(self) -> f64 {
        let [a, b, c, d] = self.cells();
        let all = c + d;
        let with = a + b;
        let term = |seen: f64, expected: f64| if seen == 0.0 { 0.0 } else { seen * (seen / expected).ln() };
        let without = all - with;
        let sum = term(a, c * with / all)
            + term(b, d * with / all)
            + term(c - a, c * without / all)
            + term(d - b, d * without / all);
        (2.0 * sum).max(0.0)
    }

    /// G² over the two cells that are counted, as the Lancaster log-likelihood calculator has it.
    ///
    /// Rayson, P. and Garside, R. (2000), "Comparing corpora using frequency profiling".
    pub fn g2_of_two_cells(self) -> f64 {
        let [a, b, c, d] = self.cells();
        let term = |seen: f64, of: f64| {
            let expected = of * (a + b) / (c + d);
            if seen == 0.0 { 0.0 } else { seen * (seen / expected).ln() }
        };
        2.0 * (term(a, c) + term(b, d))
    }

    /// How likely a [`Table::g2`] at least as large is by chance: chi-square with one degree of freedom.
    pub fn p(self) -> f64 {
        libm::erfc((self.g2() / 2.0).sqrt())
    }

    /// [`Table::p`], or Fisher's exact p where fewer than five are to be expected on a side: G² then finds too much.
    ///
    /// The limit is Cochran's: Cochran, W. G. (1954), "Some methods for strengthening the common chi-square tests",
    /// Biometrics 10, 417-451.
    pub fn cautious_p(self) -> f64 {
        let [a, b, c, d] = self.cells();
        let expected = (a + b) * c.min(d) / (c + d);
        let exact = || fisher((self.first, self.of_first), (self.second, self.of_second));
        if expected >= 5.0 { self.p() } else { exact().map_or(1.0, |exact| exact.p) }
    }

    /// Log2 of the ratio of the two shares, first to second; 1 is twice as often. A count of 0 is taken as one half.
    ///
    /// `None` where a side is out of 0, or nothing is counted on either. Hardie, A. (2014), "Log Ratio: an informal
    /// introduction".
    pub fn log_ratio(self) -> Option<f64> {
        if self.of_first == 0 || self.of_second == 0 || self.first + self.second == 0 {
            return None;
        }
        let [a, b, c, d] = self.cells();
        Some(((a.max(0.5) / c) / (b.max(0.5) / d)).log2())
    }

    /// The interval of [`Table::log_ratio`], by the logarithm of the ratio of two shares.
    ///
    /// `None` as there. Katz, D. et al. (1978), "Obtaining confidence intervals for the risk ratio in cohort studies",
    /// Biometrics 34, 469-474.
    pub fn log_ratio_interval(self, z: f64) -> Option<Interval> {
        let middle = self.log_ratio()?;
        let [a, b, c, d] = self.cells();
        let variance = 1.0 / a.max(0.5) - 1.0 / c + 1.0 / b.max(0.5) - 1.0 / d;
        let half = z * variance.max(0.0).sqrt() / std::f64::consts::LN_2;
        Some(Interval { low: middle - half, high: middle + half })
    }

    /// Chi-squared over four cells, corrected for continuity (Yates) where the difference is large enough to take it, as
    /// quanteda does. 0 where a margin is.
    ///
    /// quanteda.textstats, `textstat_keyness`: the half is taken off only where |ad - bc| is half the total at least.
    pub fn chi_squared(self) -> f64 {
        let [a, b, c, d] = self.cells();
        let all = c + d;
        let difference = (a * (d - b) - b * (c - a)).abs();
        let corrected = if difference >= all / 2.0 { difference - all / 2.0 } else { difference };
        let margins = (a + b) * (all - a - b) * c * d;
        if margins > 0.0 { all * corrected * corrected / margins } else { 0.0 }
    }

    /// The Bayesian information criterion, near enough: [`Table::g2_of_two_cells`] less the logarithm of all words. Over 2
    /// speaks for a difference, over 6 strongly, over 10 very strongly; below 0 against one.
    ///
    /// Wilson, A. (2013), "Embracing Bayes factors for key item analysis in corpus linguistics".
    pub fn bic(self) -> f64 {
        let [.., c, d] = self.cells();
        self.g2_of_two_cells() - (c + d).ln()
    }

    /// The effect size for log-likelihood, 0 to 1: [`Table::g2_of_two_cells`] as a share of the most it could be.
    ///
    /// `None` where one use or none is to be expected on a side: the logarithm it is divided by is then no measure.
    /// Johnston, J. E., Berry, K. J. and Mielke, P. W. (2006), "Measures of effect size for chi-squared and
    /// likelihood-ratio goodness-of-fit tests", Perceptual and Motor Skills 103, 412-414.
    pub fn ell(self) -> Option<f64> {
        let [a, b, c, d] = self.cells();
        let least = (a + b) * c.min(d) / (c + d);
        (least > 1.0).then(|| self.g2_of_two_cells() / ((c + d) * least.ln()))
    }

    /// %DIFF: by how many per cent the first share is more than the second.
    ///
    /// `None` where nothing is counted on the second side: it is then any number of times as much. Gabrielatos, C. and
    /// Marchi, A. (2011), "Keyness: matching metrics to definitions".
    pub fn percent_difference(self) -> Option<f64> {
        let [a, b, c, d] = self.cells();
        (b > 0.0 && c > 0.0).then(|| 100.0 * (a / c - b / d) / (b / d))
    }

    /// All figures of these counts. `prior` is what the prior of the log-odds weighs, in the unit of the counts, spread as
    /// both sides together are.
    pub fn keyness(self, prior: f64) -> Keyness {
        let [a, b, c, d] = self.cells();
        let odds = log_odds(self, prior * (a + b) / (c + d).max(1.0), prior);
        Keyness {
            g2: self.g2(),
            g2_two_cells: self.g2_of_two_cells(),
            chi_squared: self.chi_squared(),
            bic: self.bic(),
            ell: self.ell(),
            percent_difference: self.percent_difference(),
            log_odds: odds,
            log_ratio: self.log_ratio().zip(self.log_ratio_interval(Z95)),
        }
    }

    fn cells(self) -> [f64; 4] {
        [self.first, self.second, self.of_first, self.of_second].map(|count| count as f64)
    }
}

/// What may be computed of two counts in large texts; each figure is explained where [`Table`] computes it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Keyness {
    /// [`Table::g2`].
    pub g2: f64,
    /// [`Table::g2_of_two_cells`].
    pub g2_two_cells: f64,
    /// [`Table::chi_squared`].
    pub chi_squared: f64,
    /// [`Table::bic`].
    pub bic: f64,
    /// [`Table::ell`].
    pub ell: Option<f64>,
    /// [`Table::percent_difference`].
    pub percent_difference: Option<f64>,
    /// [`log_odds`], with the prior asked for.
    pub log_odds: Option<LogOdds>,
    /// [`Table::log_ratio`] with its 95 % interval.
    pub log_ratio: Option<(f64, Interval)>,
}

/// Log-odds of one word, first side against second.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LogOdds {
    /// Difference of the log-odds; above 0 where the first side has more.
    pub delta: f64,
    /// The difference in standard deviations.
    pub z: f64,
}

/// Log-odds with an informative Dirichlet prior: the prior counts `prior` of the word, out of `prior_total` of all.
///
/// The larger the prior, the more a rare word is held to what is usual. Nothing is counted twice: the prior may be
/// any background, here both sides together. `None` where a side has no other word than this one and the prior none.
/// Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008), "Fightin' words", Political Analysis 16, 372-403,
/// equations 15, 16 and 18 to 22.
pub fn log_odds(table: Table, prior: f64, prior_total: f64) -> Option<LogOdds> {
    let odds = |count: usize, of: usize| {
        let with = count as f64 + prior;
        let without = of as f64 + prior_total - with;
        (with > 0.0 && without > 0.0).then(|| (with / without).ln())
    };
    let delta = odds(table.first, table.of_first)? - odds(table.second, table.of_second)?;
    let variance = 1.0 / (table.first as f64 + prior) + 1.0 / (table.second as f64 + prior);
    Some(LogOdds { delta, z: delta / variance.sqrt() })
}

#[cfg(test)]
mod tests {
    use super::super::Z95;
    use super::*;

    const fn table(first: usize, second: usize, of_first: usize, of_second: usize) -> Table {
        Table { first, of_first, second, of_second }
    }

    #[test]
    fn g2_and_log_ratio_agree_with_scipy_and_the_closed_forms() {
        // scipy 1.13.1, chi2_contingency(lambda_="log-likelihood", correction=False) and chi2.sf; closed forms for the
        // two cells and Log Ratio: a, b, c, d, G² of two cells, of four, p, Log Ratio.
        for (a, b, c, d, two, four, p, ratio) in [
            (3, 14, 5, 24, 0.0019487585175912703, 0.004751408706340582, 0.9450449703464437, 0.04064198449734577),
            (3, 7, 10, 9, 2.0948389015595947, 4.534939332256226, 0.033209633968387844, -1.3743955147814981),
            (6, 2, 17, 12, 0.9411842380560573, 1.2742380095525059, 0.2589731352744428, 1.0824621601919733),
            (1, 4, 17, 12, 3.1232541780664262, 3.779440532859245, 0.051886006638091065, -2.502500340529183),
            (3, 0, 60, 70, 4.63913932940089, 4.721934224455881, 0.029780226807988922, 2.807354922057604),
            (10, 2, 1000, 1200, 7.380221408775355, 7.418317726219075, 0.006456315200042348, 2.584962500721156),
            (0, 7, 1000, 1200, 8.485901249984417, 8.504517826341527, 0.003542657757155858, -3.5443205162238103),
            (120, 60, 50_000, 50_000, 20.387884415447672, 20.423949334469704, 6.204841961621419e-06, 1.0),
            (5, 5, 100, 100, 0.0, 0.0, 1.0, 0.0),
            (4, 0, 4, 4, 5.545177444479562, 11.090354888959125, 0.0008677787586975913, 3.0),
            (1, 0, 4, 4, 1.3862943611198906, 1.529641423152521, 0.21616626870695732, 1.0),
        ] {
            let table = table(a, b, c, d);
            assert!((table.g2_of_two_cells() - two).abs() < 1e-9, "{table:?}");
            assert!((table.g2() - four).abs() < 1e-9, "{table:?}: {}", table.g2());
            assert!((table.p() - p).abs() < 1e-9 * p.max(1e-3), "{table:?}: {}", table.p());
            assert!((table.log_ratio().unwrap() - ratio).abs() < 1e-12, "{table:?}");
        }
    }

    #[test]
    fn figures_of_other_programs_agree_with_the_closed_forms() {
        // By numpy from the formulas of the papers: a, b, c, d, BIC, ELL, %DIFF; scipy 1.13.1, chi2_contingency without
        // correction, for the one where quanteda takes none.
        for (a, b, c, d, bic, ell, percent) in [
            (3, 14, 5, 24, -3.3653470714688827, Some(6.24896363712846e-05), Some(2.857142857142847)),
            (3, 7, 10, 9, -0.8496000776068455, Some(0.07088643218997073), Some(-61.42857142857143)),
            (6, 2, 17, 12, -2.426111591930417, Some(0.02711212135977232), Some(111.76470588235297)),
            (1, 4, 17, 12, -0.2440416519200479, Some(0.14813095073030322), Some(-82.3529411764706)),
            (3, 0, 60, 70, -0.2283951210546924, Some(0.10965959043254701), None),
            (10, 2, 1000, 1200, -0.3159912305710524, Some(0.001977451442735099), Some(500.0)),
            (0, 7, 1000, 1200, 0.7896886106380103, Some(0.003332514188560663), Some(-100.0)),
            (120, 60, 50_000, 50_000, 8.874958950477444, Some(4.530832614960645e-05), Some(100.0)),
            (4, 0, 4, 4, 3.4657359027997265, Some(1.0), None),
            (3, 1, 4, 4, -1.03294525415074, Some(0.18872187554086714), Some(200.0)),
            // Half a use is to be expected: no effect size, where the bare formula gives one below 0.
            (1, 0, 4, 4, -0.6931471805599452, None, None),
        ] {
            let table = table(a, b, c, d);
            let same = |found: Option<f64>, expected: Option<f64>| match (found, expected) {
                (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
                _ => found == expected,
            };
            assert!((table.bic() - bic).abs() < 1e-9, "{table:?}: {}", table.bic());
            assert!(same(table.ell(), ell), "{table:?}: {:?}", table.ell());
            assert!(same(table.percent_difference(), percent), "{table:?}: {:?}", table.percent_difference());
        }
    }

    #[test]
    fn chi_squared_is_that_of_quanteda() {
        // quanteda.textstats, test-textstat_keyness.R: signed, in the order g c b h a e f d; values by its rule, which
        // takes the half off only where |ad - bc| is half the total at least.
        let words = [
            ("g", 1, 0, 0.7310924369747899),
            ("c", 6, 2, 0.4672983776844071),
            ("b", 2, 1, 0.08930367018602313),
            ("h", 2, 1, 0.08930367018602313),
            ("a", 3, 2, 0.004738562091503268),
            ("e", 1, 1, 0.06581336238198983),
            ("f", 1, 1, 0.06581336238198983),
            ("d", 1, 4, 2.040247140522876),
        ];
        for (word, a, b, expected) in words {
            let found = table(a, b, 17, 12).chi_squared();
            assert!((found - expected).abs() < 1e-12, "{word}: {found}");
        }
        // Large counts take the half, as scipy 1.13.1 has it with correction=True.
        assert!((table(120, 60, 50_000, 50_000).chi_squared() - 19.373_761_659_876_664).abs() < 1e-9);
        assert_eq!(table(0, 0, 4, 4).chi_squared(), 0.0);
    }

    #[test]
    fn rare_counts_are_tested_exactly() {
        assert_eq!(table(0, 7, 1000, 1200).cautious_p(), fisher((0, 1000), (7, 1200)).unwrap().p);
        assert_eq!(table(120, 60, 50_000, 50_000).cautious_p(), table(120, 60, 50_000, 50_000).p());
    }

    #[test]
    fn words_come_in_the_order_of_quanteda() {
        // quanteda.textstats, test-textstat_keyness.R: "a a a b b c c c c c c d e f g h h" against "a a b c c d d d d e f h",
        // by likelihood ratio, signed: c g b h a e f d.
        let words =
            [("a", 3, 2), ("b", 2, 1), ("c", 6, 2), ("d", 1, 4), ("e", 1, 1), ("f", 1, 1), ("g", 1, 0), ("h", 2, 1)];
        let signed = |&(_, a, b): &(&str, usize, usize)| {
            let table = table(a, b, 17, 12);
            let more = a as f64 / 17.0 > b as f64 / 12.0;
            if more { table.g2() } else { -table.g2() }
        };
        let mut order = words;
        order.sort_by(|x, y| signed(y).total_cmp(&signed(x)));
        assert_eq!(order.map(|(word, ..)| word), ["c", "g", "b", "h", "a", "e", "f", "d"]);
    }

    #[test]
    fn log_odds_agree_with_the_closed_form_of_the_paper() {
        // Monroe et al. (2008); word, counts of 114 and 143, delta and z with the sum of both as prior, and with that
        // scaled to 10.
        let words = [
            ("safeguarding", 12, 10, 0.1584036000218636, 0.6431429708609329, 1.0736310418674626),
            ("early", 5, 11, -0.17845308001603444, -0.6133310603786168, -1.0171834692187272),
            ("front", 0, 6, -0.6232262347604403, -1.2464524695208805, -1.468612166902862),
            ("budget", 1, 8, -0.46257478781715466, -1.1607121670048661, -1.759347232731125),
            ("supervision", 7, 2, 0.47545889670381447, 1.213912630208407, 1.8975027103293811),
            ("the", 60, 66, 0.10387547498307273, 1.0096578104220353, 1.7051501730803247),
        ];
        for (word, first, second, delta, z, z_at_ten) in words {
            let table = table(first, second, 111, 143);
            let background = (first + second) as f64;
            let found = log_odds(table, background, 254.0).unwrap();
            assert!((found.delta - delta).abs() < 1e-12 && (found.z - z).abs() < 1e-12, "{word}: {found:?}");
            let scaled = log_odds(table, 10.0 * background / 254.0, 10.0).unwrap();
            assert!((scaled.z - z_at_ten).abs() < 1e-12, "{word}: {scaled:?}");
        }
        assert_eq!(log_odds(table(3, 3, 3, 3), 0.0, 0.0), None);
    }

    #[test]
    fn the_interval_of_a_log_ratio_lies_around_it() {
        // 15 of 20 against 5 of 20: the ratio is 3, its logarithm has the variance 1/15 - 1/20 + 1/5 - 1/20.
        let interval = table(15, 5, 20, 20).log_ratio_interval(Z95).unwrap();
        assert!((interval.low.exp2() - 1.347_782).abs() < 1e-5 && (interval.high.exp2() - 6.677_637).abs() < 1e-5);
        assert_eq!(table(0, 0, 5, 5).log_ratio_interval(Z95), None);
    }
}
