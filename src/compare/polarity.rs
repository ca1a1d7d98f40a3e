//! Asks, praise and reports: only like is paired with like.
//!
//! No measure of likeness hears the difference between "supervision is regular" as a strength and as an ask. So
//! a strength is never paired with an ask, however alike: that it now is one is news of its own, and shows as
//! where a finding that was not found again has also been seen.

use crate::model::FindingKind;

/// What a kind of finding does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Polarity {
    /// Asks for something, resolves it or concludes it.
    Asks,
    /// Says that something is good.
    Praises,
    /// Says how far something has come.
    Reports,
    /// Gives a grade; judgements are paired by area, not by words.
    Grades,
}

impl Polarity {
    /// Those whose findings are paired by their words.
    pub(super) const BY_WORDS: [Self; 3] = [Self::Asks, Self::Praises, Self::Reports];

    /// The polarity of a kind.
    pub(super) fn of(kind: FindingKind) -> Self {
        match kind {
            FindingKind::Priority
            | FindingKind::Recommendation
            | FindingKind::AreaForConsideration
            | FindingKind::Concern
            | FindingKind::Conclusion
            | FindingKind::Resolution
            | FindingKind::Request
            | FindingKind::Action => Self::Asks,
            FindingKind::Strength => Self::Praises,
            FindingKind::Progress => Self::Reports,
            FindingKind::Judgement => Self::Grades,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_asks_is_on_one_side_and_strengths_are_on_the_other() {
        for kind in FindingKind::ALL.into_iter().filter(|kind| kind.is_ask() || kind.is_of_committee()) {
            assert_eq!(Polarity::of(kind), Polarity::Asks);
        }
        assert_eq!(Polarity::of(FindingKind::Strength), Polarity::Praises);
    }
}
