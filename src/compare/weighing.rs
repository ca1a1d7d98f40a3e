//! Two lists of findings, measured once and weighed under any settings.
//!
//! Measuring is the costly part: likenesses, subjects, spelling, terms. Weighing says which pairs stand out under given
//! [`Settings`], groups them and says of which the tool is certain; learning does that thousands of times over.

use std::collections::BTreeSet;

use super::contrary;
use super::frames::Frames;
use super::matrix::Matrix;
use super::pairing::{self, Group, Link};
use super::particulars;
use super::settings::{PAIRED, SAME_WORDS, Settings};
use super::shared::{Covered, Evidence, Shared};
use super::standing::{Likenesses, Standing};
use super::subjects::{Subjects, SubjectsOfPairs};
use super::terms::Terms;
use super::weights::Weights;
use crate::lexicon::Lexicon;

/// The standing of a pair that a person has forbidden.
const FORBIDDEN: f32 = -1000.0;

/// So many standard deviations above the bar of a pair take a figure two thirds of the way to the top.
const FALL: f32 = 1.2;

/// What is known of all pairs of two lists, whatever the settings.
pub(super) struct Measured {
    pub(super) likenesses: Likenesses,
    pub(super) evidence: Evidence,
    subjects: SubjectsOfPairs,
    frames: Frames,
    /// Character ratios of pairs in the same words; 0.0 for all other pairs.
    twins: Matrix,
    /// Pairs that a person has said are not one.
    apart: BTreeSet<(usize, usize)>,
}

/// What the scorers say together.
#[derive(Clone)]
pub(super) struct Heard {
    standing: Standing,
    /// What letters and concepts alone say.
    by_letters: Matrix,
}

/// Which pairs stand out under some settings.
pub(super) struct Weighed<'m> {
    measured: &'m Measured,
    settings: &'m Settings,
    pub(super) standing: Standing,
    /// What letters and concepts alone say.
    by_letters: Matrix,
}

impl Measured {
    /// Measures all pairs of an earlier and a later text; those in `apart`, as places in the lists, are never made.
    pub(super) fn of(
        earlier: &[&str],
        later: &[&str],
        apart: BTreeSet<(usize, usize)>,
        lexicon: &Lexicon,
        same_words: f32,
    ) -> Self {
        let terms = |texts: &[&str]| texts.iter().map(|text| Terms::of(text, lexicon)).collect();
        // Two halves of about the same length, side by side where there are two cores.
        let (likenesses, (evidence, subjects, twins)) = rayon::join(
            || Likenesses::of(earlier, later, lexicon),
            || {
                let evidence = Evidence::of(terms(earlier), terms(later), lexicon.vectors());
                let twins = pairing::twins(earlier, later, same_words);
                let told_apart = particulars::of_pairs(earlier, later, &twins, lexicon);
                let subjects = SubjectsOfPairs::of(earlier, later, lexicon).and(told_apart);
                (evidence, subjects.and(contrary::of_pairs(earlier, later)), twins)
            },
        );
        let twins = Matrix::new(earlier.len(), later.len(), |row, column| {
            let is_no_pair = subjects.at(row, column) == Subjects::AnotherMatter || apart.contains(&(row, column));
            if is_no_pair { 0.0 } else { twins.at(row, column) }
        });
        Self { likenesses, evidence, subjects, frames: Frames::of(earlier, later), twins, apart }
    }

    /// What the scorers say together, before it is judged: it depends on the weights alone.
    pub(super) fn heard(&self, weights: &Weights) -> Heard {
        let by_letters = self.likenesses.without_company(weights).standing;
        Heard { standing: self.likenesses.weighed(weights), by_letters }
    }

    /// Says which pairs stand out.
    pub(super) fn weigh<'m>(&'m self, settings: &'m Settings) -> Weighed<'m> {
        self.judge(self.heard(&settings.weights), settings)
    }

    /// The same, where what the scorers say is known.
    pub(super) fn judge<'m>(&'m self, heard: Heard, settings: &'m Settings) -> Weighed<'m> {
        let Heard { mut standing, by_letters } = heard;
        // The same words of another matter are no pair, but near enough that neither is surely new or gone.
        let near_miss = settings.possible - settings.near_miss;
        let own = &standing.standing;
        standing.standing = Matrix::new(own.rows(), own.columns(), |row, column| {
            let own = own.at(row, column);
            match () {
                () if self.apart.contains(&(row, column)) => FORBIDDEN,
                () if self.subjects.at(row, column) == Subjects::AnotherMatter => own.min(near_miss),
                () if self.subjects.is_unspoken(row, column) => own - settings.unspoken,
                () if self.evidence.telling(row, column) < settings.least_shared => own - settings.thin,
                () => own,
            }
        });
        Weighed { measured: self, settings, standing, by_letters }
    }
}

impl Weighed<'_> {
    /// Whether the two are in the same words.
    pub(super) fn is_twin(&self, link: Link) -> bool {
        self.measured.twins.at(link.earlier, link.later) > 0.0
    }

    /// Whether nothing tells the two apart: neither whose matter it is, nor which one is named, nor what each says alone.
    fn is_of_one(&self, link: Link) -> bool {
        let (settings, covered) = (&self.settings.covered, self.covered(link));
        let is_filled_anew = |swapped| self.measured.frames.are_filled_anew(link.earlier, link.later, swapped);
        // In the same words all but one in many may be the same.
        let is_covered = match self.is_twin(link) {
            true => settings.signs_twin(&covered) && !is_filled_anew(0),
            false => settings.signs(&covered) && !is_filled_anew(covered.swapped),
        };
        is_covered && self.measured.subjects.at(link.earlier, link.later) == Subjects::Open
    }

    /// The figure that is shown for a pair: how likely it is among all others, by what decides whether it is made.
    pub(super) fn figure(&self, link: Link) -> f32 {
        let twin = self.measured.twins.at(link.earlier, link.later);
        figure(self.standing.standing.at(link.earlier, link.later), twin, self.settings)
    }

    /// Whether letters and concepts would not have paired the two.
    pub(super) fn is_by_company(&self, link: Link) -> bool {
        !self.is_twin(link) && self.by_letters.at(link.earlier, link.later) < self.settings.possible
    }

    /// Whether the pair owes itself to the sentence model more than to the company that words keep.
    pub(super) fn is_by_meaning(&self, link: Link) -> bool {
        self.measured.likenesses.is_by_meaning(link.earlier, link.later, &self.settings.weights)
    }

    /// Whether the two come near to being a pair.
    pub(super) fn is_near(&self, link: Link) -> bool {
        let own = self.standing.standing.at(link.earlier, link.later);
        own >= self.settings.possible - self.settings.near_miss
    }

    /// Who goes with whom.
    pub(super) fn groups(&self) -> Vec<Group> {
        let adds = |group: &Group, link: Link| {
            let said: Vec<(usize, usize)> = group.links().map(|link| (link.earlier, link.later)).collect();
            !self.measured.subjects.is_unspoken(link.earlier, link.later)
                && self.measured.evidence.added((link.earlier, link.later), &said) >= self.settings.least_added
        };
        pairing::groups(&self.standing, &self.measured.twins, self.settings, &adds)
    }

    /// Whether the tool would sign a group: its pair, and all that joined it.
    pub(super) fn is_certain(&self, group: &Group) -> bool {
        self.is_certain_pair(group.pair) && group.joined.iter().all(|link| self.is_certain_to_join(*link))
    }

    fn covered(&self, link: Link) -> Covered {
        self.measured.evidence.covered(link.earlier, link.later)
    }

    fn shared(&self, link: Link) -> Shared {
        self.measured.evidence.shared(link.earlier, link.later)
    }

    /// Whether the tool would sign the pair: it stands out, the two are alike, each is the other's best, and what they
    /// share says what they are about; or they are in the same words. And nothing tells them apart.
    fn is_certain_pair(&self, link: Link) -> bool {
        let Link { earlier, later } = link;
        if !self.is_of_one(link) {
            return false;
        }
        let is_best_by = |standing: &Matrix| {
            let own = standing.at(earlier, later);
            let is_ahead = |rival: Option<f32>| rival.is_none_or(|rival| own >= rival);
            let in_row = standing.best_in_row(earlier, Some(later)).map(|column| standing.at(earlier, column));
            let in_column = standing.best_in_column(later, Some(earlier)).map(|row| standing.at(row, later));
            is_ahead(in_row) && is_ahead(in_column)
        };
        self.is_twin(link)
            || (self.by_letters.at(earlier, later) >= self.settings.certain
                && self.standing.likeness.at(earlier, later) >= self.settings.certain_likeness
                && is_best_by(&self.standing.likeness)
                && is_best_by(&self.standing.standing)
                && is_best_by(&self.by_letters)
                && (self.shared(link).settles || self.settings.covered.is_all(&self.covered(link))))
    }

    /// Whether the tool would sign that a leftover belongs to a pair: a split or a merger is for a person to check, unless
    /// it is in the same words or stands out as far as a pair that is certain, and then some.
    fn is_certain_to_join(&self, link: Link) -> bool {
        let stands_out =
            self.by_letters.at(link.earlier, link.later) >= self.settings.certain + self.settings.certain_to_join;
        self.is_of_one(link) && (self.is_twin(link) || (stands_out && self.shared(link).telling))
    }
}

/// How far a pair stands out as a figure from 0 to 1: [`PAIRED`] is the bar of a pair, from [`SAME_WORDS`] on the two are in
/// the same words, and it is the ratio of their letters, `twin`.
///
/// A likeness would not do: what stands out among short asks may be less alike than what does not among long ones.
pub(super) fn figure(standing: f32, twin: f32, settings: &Settings) -> f32 {
    let (below, above) = (PAIRED, SAME_WORDS - PAIRED);
    let over = standing - settings.possible;
    let figure = if over < 0.0 {
        below * (over / (FALL * below / above)).exp()
    } else {
        SAME_WORDS - above * (-over / FALL).exp()
    };
    figure.max(twin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figure_shown_goes_the_way_of_what_decides() {
        let settings = Settings::default();
        let shown = |over: f32| figure(settings.possible + over, 0.0, &settings);
        let all = [FORBIDDEN, -2.0, -0.6, 0.0, 0.1, 1.0, 3.0, 8.0].map(shown);
        assert!(all.is_sorted_by(|a, b| a < b), "{all:?}");
        assert!(all[0] == 0.0 && all[3] == PAIRED && all[7] < SAME_WORDS, "{all:?}");
        assert_eq!(figure(0.0, 0.9, &settings), 0.9);
    }
}
