//! Which passages are in the same words, or nearly, told without reading either: 64 bits of each, kept in a column.
//!
//! Passages in nearly the same words share at least one of their [`KEPT`] least runs of [`RUN`] words, by hash (Broder 1997). A
//! sketch holds twelve bits of each of these, so two that share one are never missed, and of two that share none one pair in
//! some two hundred and fifty is taken for one that does: what is let through is read and compared ([`crate::search`]).
//! The other 16 bits are of all words in order: two sketches are the same where the words are, and of passages
//! that share all four runs and differ elsewhere one pair in sixty-five thousand is taken for the same.

/// Words in a run.
pub(crate) const RUN: usize = 3;

/// Runs kept of a passage.
pub(crate) const KEPT: usize = 4;

/// Bits kept of a run.
const BITS: u32 = 12;

/// Bits kept of all words in order.
const WHOLE: u32 = u64::BITS - KEPT as u32 * BITS;

/// Odd, with its bits spread: the golden ratio of 64 bits.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;

/// The hash of a folded word, FNV-1a: the same on every machine.
pub(crate) fn of_word(folded: &str) -> u64 {
    folded.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// The hash of words in a row, from those of the words.
pub(crate) fn of_run(words: &[u64]) -> u64 {
    mixed(words.iter().fold(0, |hash, &word| with(hash, word)))
}

fn with(hash: u64, word: u64) -> u64 {
    (hash.rotate_left(23) ^ word).wrapping_mul(SPREAD)
}

/// Mixed once more, so that the least are a fair sample, and so are the bits of each.
fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 32)).wrapping_mul(SPREAD);
    hash ^ (hash >> 29)
}

/// The runs of a passage on their way into its sketch.
#[derive(Debug, Clone, Default)]
pub(crate) struct Runs {
    /// The words of the run in hand, the latest last.
    words: [u64; RUN],
    count: usize,
    /// Of all words so far.
    whole: u64,
    /// The least runs so far, each once, in order.
    least: [u64; KEPT],
    kept: usize,
}

impl Runs {
    /// Takes the next word of the passage, by its hash.
    pub fn push(&mut self, word: u64) {
        if self.count < RUN {
            self.words[self.count] = word;
        } else {
            self.words.copy_within(1.., 0);
            self.words[RUN - 1] = word;
        }
        self.count += 1;
        self.whole = with(self.whole, word);
        if self.count >= RUN {
            self.keep(of_run(&self.words));
        }
    }

    fn keep(&mut self, run: u64) {
        let place = self.least[..self.kept].partition_point(|&known| known < run);
        if place == KEPT || self.least[..self.kept].get(place) == Some(&run) {
            return;
        }
        self.kept = (self.kept + 1).min(KEPT);
        self.least[place..self.kept].rotate_right(1);
        self.least[place] = run;
    }

    /// The sketch of all that was taken. A passage shorter than a run is one by itself.
    pub fn sketch(mut self) -> Sketch {
        if self.kept == 0 {
            self.keep(of_run(&self.words[..self.count]));
        }
        let bits = |at: usize| self.least[at.min(self.kept - 1)] & ((1 << BITS) - 1);
        let whole = mixed(self.whole) >> (u64::BITS - WHOLE);
        Sketch((0..KEPT).fold(whole, |sketch, at| (sketch << BITS) | bits(at)))
    }
}

/// What is kept of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Sketch(pub u64);

impl Sketch {
    /// The sketch of a passage in these folded words.
    #[cfg(test)]
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut runs = Runs::default();
        words.into_iter().for_each(|word| runs.push(of_word(word)));
        runs.sketch()
    }

    /// How many of the runs kept of each of two passages are kept of the other too, 0 to [`KEPT`]. Where it is none, the two are
    /// not in nearly the same words, which is sure; where two sketches are the same, so are the words.
    pub fn runs_shared(self, other: Self) -> usize {
        // A short passage has its last run several times: the one that shares less tells.
        let kept_of_both =
            |one: Self, other: Self| one.runs().filter(|own| other.runs().any(|run| run == *own)).count();
        kept_of_both(self, other).min(kept_of_both(other, self))
    }

    fn runs(self) -> impl Iterator<Item = u64> {
        (0..KEPT as u32).map(move |at| (self.0 >> (at * BITS)) & ((1 << BITS) - 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn sketch(text: &str) -> Sketch {
        Sketch::of(text.split(' ').filter(|word| !word.is_empty()))
    }

    #[test]
    fn passages_that_share_a_least_run_are_never_told_apart() {
        let said = "the board should agree one plan for early help with clear thresholds by june";
        for changed in ["and the board should agree one plan for early help with clear thresholds by june", said] {
            assert!(sketch(said).runs_shared(sketch(changed)) > 0);
        }
        for short in ["", "a", "a b", "a b c"] {
            assert_eq!(sketch(short).runs_shared(sketch(short)), KEPT, "{short}");
        }
        assert_eq!(sketch("clarify thresholds").runs_shared(sketch("fund early help")), 0);
        assert_eq!(sketch("clarify all thresholds now").runs_shared(sketch("all thresholds now and fund help")), 1);
        let figures = ["85", "95"].map(|share| sketch(&format!("{said} for {share} per cent of all families")));
        assert!(figures[0].runs_shared(figures[1]) > 0 && figures[0] != figures[1]);
    }

    #[test]
    fn the_least_runs_are_those_of_a_sorted_set() {
        let words: Vec<u64> = (0..200_u64).map(|word| of_word(&(word % 17).to_string())).collect();
        let mut runs = Runs::default();
        words.iter().for_each(|&word| runs.push(word));
        let all: BTreeSet<u64> = words.windows(RUN).map(of_run).collect();
        assert!(runs.least.iter().eq(all.iter().take(KEPT)));
    }
}
