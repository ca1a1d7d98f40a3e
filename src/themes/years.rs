//! In which years was a theme much more frequent than usual, and may one say so?
//!
//! ```
//! use lookback::themes::years::bursts_of_years;
//!
//! assert_eq!(bursts_of_years(&[]), None); // no years, nothing usual
//! ```

use std::collections::{BTreeMap, BTreeSet};

use super::statistics::{Burst, YEARS, benjamini_hochberg, bursts};
use super::tally::UNCOVERED;
use crate::model::ThemeCell;

/// A burst chance would hardly make: corrected for every theme in which one was looked for.
const CLEAR: f64 = 0.05;

/// Years in a row in which a theme was much more frequent than usual.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeBurst {
    /// Identifier of the theme.
    pub theme: String,
    /// Its name for people.
    pub label: String,
    /// The first of the years.
    pub from: i32,
    /// The last.
    pub to: i32,
    /// The counts, and how likely chance makes such a difference.
    pub burst: Burst,
    /// That, corrected for all themes looked at (Benjamini-Hochberg); below .05.
    pub q: f64,
}

impl ThemeBurst {
    /// Whether a theme is up in a year.
    pub fn holds(&self, theme: &str, year: i32) -> bool {
        self.theme == theme && (self.from..=self.to).contains(&year)
    }
}

/// The bursts of each theme, in the order of the cells, where the periods of these are years.
///
/// `None` where there are findings of fewer than [`YEARS`] of them: then none are looked for. A year without findings says nothing
/// for or against.
pub fn bursts_of_years(cells: &[ThemeCell]) -> Option<Vec<ThemeBurst>> {
    let year_of = |cell: &ThemeCell| cell.period.parse::<i32>().ok();
    cells.iter().map(year_of).collect::<Option<Vec<_>>>()?;
    let years: BTreeSet<i32> = cells.iter().filter(|cell| cell.of > 0).filter_map(year_of).collect();
    let years: Vec<i32> = years.into_iter().collect();
    if years.len() < YEARS {
        return None;
    }
    let mut found = Vec::new();
    let mut p = Vec::new();
    for row in cells.chunk_by(|a, b| a.theme == b.theme).filter(|row| row[0].theme != UNCOVERED) {
        let by_year: BTreeMap<i32, (usize, usize)> =
            row.iter().filter_map(|cell| Some((year_of(cell)?, (cell.findings, cell.of)))).collect();
        let counts: Vec<_> = years.iter().map(|year| by_year.get(year).copied().unwrap_or_default()).collect();
        let bursts = bursts(&counts).unwrap_or_default();
        if bursts.is_empty() {
            // Looked at, and counted among those looked at.
            p.push(1.0);
        }
        for burst in bursts {
            p.push(burst.p);
            let (from, to) = (years[*burst.years.start()], years[*burst.years.end()]);
            let (theme, label) = (row[0].theme.clone(), row[0].label.clone());
            found.push((p.len() - 1, ThemeBurst { theme, label, from, to, burst, q: 1.0 }));
        }
    }
    let q = benjamini_hochberg(&p);
    let clear = found.into_iter().map(|(at, burst)| ThemeBurst { q: q[at], ..burst });
    Some(clear.filter(|burst| burst.q < CLEAR).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::themes::testing;

    fn cells(theme: &str, counts: &[(i32, usize)], of: usize) -> Vec<ThemeCell> {
        let cell = |&(year, findings): &(i32, usize)| ThemeCell {
            theme: theme.into(),
            label: theme.to_uppercase(),
            period: year.to_string(),
            findings,
            of,
            documents: findings.min(1),
            mentions: findings,
            words: of * 10,
        };
        counts.iter().map(cell).collect()
    }

    #[test]
    fn years_in_a_row_that_stand_out_are_named() {
        let up = [(2010, 1), (2011, 2), (2013, 9), (2014, 10), (2015, 8), (2016, 2), (2017, 1)];
        let even = up.map(|(year, _)| (year, 3));
        let found = bursts_of_years(&[cells("a", &up, 50), cells("b", &even, 50)].concat()).unwrap();
        // 2012 has no findings at all, and lies before the burst.
        let told: Vec<_> = found.iter().map(|burst| (burst.theme.as_str(), burst.from, burst.to)).collect();
        assert_eq!(told, [("a", 2013, 2015)]);
        assert_eq!((found[0].burst.inside, found[0].burst.outside), ((27, 150), (6, 200)));
        assert!(found[0].holds("a", 2014) && !found[0].holds("a", 2016) && !found[0].holds("b", 2014));
        assert_eq!(bursts_of_years(&cells("a", &up[..3], 50)), None);
        assert_eq!(bursts_of_years(&cells("a", &[(2010, 3), (2015, 3)], 50)), None, "two years, however far apart");
    }

    #[test]
    fn years_without_findings_make_no_difference() {
        let counts = [1, 2, 9, 10, 8, 2, 1];
        let every = |step: i32| {
            let years: Vec<_> = (0..).zip(counts).map(|(at, count)| (2000 + at * step, count)).collect();
            bursts_of_years(&cells("a", &years, 50)).unwrap()
        };
        let (close, apart) = (every(1), every(4));
        assert_eq!((close[0].burst.inside, close[0].q), (apart[0].burst.inside, apart[0].q));
        assert_eq!((apart[0].from, apart[0].to), (2008, 2016));
    }

    #[test]
    fn years_dealt_out_at_random_hardly_ever_have_a_burst() {
        // Ten themes in eight years of twenty findings, each finding in a year by chance, 200 times.
        let mut named = 0;
        for seed in 0..200 {
            let mut all = Vec::new();
            for theme in 0..10 {
                let mut years: Vec<i32> = (0..160).map(|at| 2010 + at % 8).collect();
                testing::shuffle(&mut years, seed * 10 + theme);
                let carried = 8 + 4 * theme as usize;
                let counts: Vec<(i32, usize)> =
                    (2010..2018).map(|year| (year, years[..carried].iter().filter(|y| **y == year).count())).collect();
                all.extend(cells(&format!("t{theme}"), &counts, 20));
            }
            named += usize::from(bursts_of_years(&all).is_some_and(|bursts| !bursts.is_empty()));
        }
        assert!(named <= 10, "{named} of 200");
    }
}
