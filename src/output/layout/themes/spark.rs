//! A row of shares as one word: "▁▃█".

use std::collections::BTreeMap;

use crate::themes::change::FEWEST;

/// Shares over time, each a count and what it is out of, against the largest of them. The lowest bar is nothing.
///
/// A period of too few findings is a dot: nothing is to be read into its height.
pub fn spark(shares: &[(usize, usize)]) -> String {
    const BARS: [char; 7] = ['▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let enough = shares.iter().filter(|(_, of)| *of >= FEWEST);
    let highest = enough.map(|&(count, of)| count as f64 / of as f64).fold(0.0, f64::max);
    let bar = |&(count, of): &(usize, usize)| {
        if of < FEWEST {
            return '·';
        }
        if count == 0 {
            return '▁';
        }
        let sevenths = (count as f64 / of as f64 / highest * 7.0).ceil();
        BARS[(sevenths as usize).clamp(1, 7) - 1]
    };
    shares.iter().map(bar).collect()
}

/// The same year by year, from the first to the last; a year of which nothing is in hand is a gap.
pub fn spark_of_years(years: &BTreeMap<i32, (usize, usize)>) -> String {
    const GAP: char = '\u{a0}';
    let bars: Vec<char> = spark(&years.values().copied().collect::<Vec<_>>()).chars().collect();
    let bars: BTreeMap<i32, char> = years.keys().copied().zip(bars).collect();
    let (Some(first), Some(last)) = (bars.keys().next(), bars.keys().next_back()) else { return String::new() };
    (*first..=*last).map(|year| bars.get(&year).copied().unwrap_or(GAP)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_of_the_highest_share_and_few_findings_are_a_dot() {
        let shares = [(0, 10), (1, 10), (5, 10), (3, 5)];
        assert_eq!(spark(&shares), "▁▃█·");
        assert_eq!((spark(&[]), spark(&[(0, 9), (0, 9)])), (String::new(), "▁▁".into()));
    }

    #[test]
    fn years_of_which_nothing_is_in_hand_are_a_gap() {
        let years = BTreeMap::from([(2011, (5, 10)), (2014, (10, 10)), (2015, (0, 10))]);
        assert_eq!(spark_of_years(&years), "▅\u{a0}\u{a0}█▁");
    }
}
