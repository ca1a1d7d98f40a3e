//! Do all sides of a list stand together? For the terms of a codebook that ask for two things or more in one passage.

use std::collections::BTreeSet;

use super::matcher::TermSpan;

/// Sides of a list, at most.
pub(super) const MOST: usize = 8;

/// A list of which every side must stand in the passage, none over another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sides {
    /// How many sides there are, 2 to [`MOST`].
    pub count: usize,
    /// Words between one and the next in the text, at most.
    pub within: usize,
}

impl Sides {
    /// The places that take part where every side stands, in any order; none where a side is missing.
    ///
    /// `places` says of which side each is, from 0.
    pub fn together(self, mut places: Vec<(usize, TermSpan)>) -> Vec<TermSpan> {
        places.sort_by_key(|&(side, at)| (at, side));
        let before = self.reached(&places);
        places.reverse();
        let mut after = self.reached(&places);
        after.reverse();
        places.reverse();
        let all = (1 << self.count) - 1;
        let takes_part = |(at, (side, _)): &(usize, &(usize, TermSpan))| {
            let own = 1 << side;
            before[*at].iter().any(|seen| after[*at].contains(&(all & !seen | own)))
        };
        places.iter().enumerate().filter(takes_part).map(|(_, (_, place))| *place).collect()
    }

    /// For each place, which sides can stand in a row of places that ends with it, a bit a side.
    fn reached(self, places: &[(usize, TermSpan)]) -> Vec<BTreeSet<u16>> {
        let mut reached: Vec<BTreeSet<u16>> = Vec::new();
        for (at, &(side, place)) in places.iter().enumerate() {
            let own = 1 << side;
            let mut rows = BTreeSet::from([own]);
            for (seen, &(_, other)) in reached.iter().zip(&places[..at]) {
                if !place.overlaps(other) && place.words_between(other) <= self.within {
                    rows.extend(seen.iter().filter(|sides| *sides & own == 0).map(|sides| sides | own));
                }
            }
            reached.push(rows);
        }
        reached
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(at: usize) -> TermSpan {
        TermSpan { first: at, last: at }
    }

    #[test]
    fn every_side_has_to_stand_in_a_row_no_gap_of_which_is_too_wide() {
        let sides = Sides { count: 3, within: 2 };
        // Side 2 first, then 0, then 1, two words between each; another 1 too far off.
        let places = vec![(0, word(3)), (1, word(6)), (1, word(20)), (2, word(0))];
        assert_eq!(sides.together(places.clone()), [word(0), word(3), word(6)]);
        assert!(Sides { within: 1, ..sides }.together(places.clone()).is_empty());
        assert_eq!(Sides { within: usize::MAX, ..sides }.together(places).len(), 4);
        assert!(sides.together(vec![(0, word(0)), (1, word(1)), (0, word(2))]).is_empty());
    }

    #[test]
    fn sides_that_share_a_word_are_not_two_things() {
        let run = |first, last| TermSpan { first, last };
        let sides = Sides { count: 2, within: 5 };
        assert!(sides.together(vec![(0, run(0, 1)), (1, run(1, 2))]).is_empty());
        assert_eq!(sides.together(vec![(0, run(0, 1)), (1, run(1, 2)), (1, run(4, 4))]), [run(0, 1), run(4, 4)]);
    }
}
