//! Thousands against thousands: which pairs are worth a look?
//!
//! Two long lists have millions of pairs, and nearly all of them share nothing. So only pairs that share a telling word or
//! concept are looked at, and of those the likeliest few of each later finding are scored. The measure is that of short
//! lists without letters, which cost the most and say the least where words are many. A pair's rivals are not visited:
//! the sum of the cosines with all of them is the cosine with their sum. By the surest of these pairs `pieces` parts the
//! lists; what is a pair is said within a piece, as of short lists.

use std::cell::LazyCell;

use rayon::prelude::*;

use super::scorers::{Company, Concepts, Direction};
use super::settings::Settings;
use super::standing::leaning_deviation;
use super::weights::{Weight, Weights};
use crate::lexicon::Lexicon;
use crate::text::similarity::{LetterCount, Sparse, Spelling};

/// How many earlier findings are scored for each later one.
const CANDIDATES: usize = 32;

/// A term that stands in more than this share of the earlier list, and in more than [`FEW`] of it, brings no candidates
/// where the finding has rarer ones.
const COMMON: f32 = 0.2;
const FEW: usize = 50;

/// Rows and columns of the sample that the deviation is taken from.
const SAMPLE: usize = 64;

/// Only pairs that share so much are spelt out to see whether they are in the same words.
const SPELT_FROM: f32 = 0.5;

/// An earlier and a later finding that may go together, by their places in the lists.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Match {
    pub earlier: usize,
    pub later: usize,
    /// How far the pair stands out, in standard deviations.
    pub standing: f32,
    /// Whether the two are in the same words.
    pub same_words: bool,
}

/// Every pair that is looked at, those in the same words first, then by how far they stand out.
pub(super) fn looked_at(earlier: &[&str], later: &[&str], lexicon: &Lexicon, settings: &Settings) -> Vec<Match> {
    let scored = Scored::of(earlier, later, lexicon, &settings.weights);
    let candidates = candidates(&scored.concepts.0);
    let ahead = Ahead::of(&scored);
    let count = |texts: &[&str]| -> Vec<LetterCount> {
        texts.iter().map(|text| LetterCount::new(&text.to_lowercase())).collect()
    };
    let counts = (count(earlier), count(later));
    let of_column = |column: usize| -> Vec<Match> {
        let spelt = LazyCell::new(|| Spelling::new(&later[column].to_lowercase()));
        let of_row = |row: &usize| {
            let (shared, own) = scored.of_pair(*row, column);
            let is_twin = || {
                let other = Spelling::new(&earlier[*row].to_lowercase());
                other.ratio_at_least(&spelt, settings.same_words).is_some()
            };
            let same_words = shared >= SPELT_FROM
                && counts.0[*row].ratio_at_most(&counts.1[column]) >= settings.same_words
                && is_twin();
            let standing = (own + ahead.of_pair(*row, column, own)) / 2.0;
            Match { earlier: *row, later: column, standing, same_words }
        };
        candidates[column].iter().map(of_row).collect()
    };
    let mut found: Vec<Match> = (0..later.len()).into_par_iter().flat_map_iter(of_column).collect();
    found.sort_by(|a, b| {
        let by_place = (a.earlier, a.later).cmp(&(b.earlier, b.later));
        b.same_words.cmp(&a.same_words).then(b.standing.total_cmp(&a.standing)).then(by_place)
    });
    found
}

/// Keeps the first pair of each finding.
pub(super) fn one_to_one(found: &mut Vec<Match>, rows: usize, columns: usize) {
    let (mut rows, mut columns) = (vec![false; rows], vec![false; columns]);
    found.retain(|pair| {
        let is_free = !rows[pair.earlier] && !columns[pair.later];
        if is_free {
            (rows[pair.earlier], columns[pair.later]) = (true, true);
        }
        is_free
    });
}

/// Two lists as vectors of length 1.
struct Sides<V> {
    earlier: Vec<V>,
    later: Vec<V>,
}

/// What concepts and company say, each with its weight.
struct Scored {
    concepts: (Sides<Sparse>, Weight),
    company: (Sides<Direction>, Weight),
}

impl Scored {
    fn of(earlier: &[&str], later: &[&str], lexicon: &Lexicon, weights: &Weights) -> Self {
        let (before, after) = Concepts::new(lexicon).vectors(earlier, later);
        let concepts = Sides { earlier: before, later: after };
        let (before, after) = Company::new(lexicon).vectors(earlier, later);
        let company = Sides { earlier: before, later: after };
        // What letters would have to say is left to concepts.
        let share = weights.letters.share + weights.concepts.share;
        Self { concepts: (concepts, Weight { share, ..weights.concepts }), company: (company, weights.company) }
    }

    /// What the two share, 0.0 to 1.0, and how far above what is usual the pair is, in usual deviations.
    fn of_pair(&self, row: usize, column: usize) -> (f32, f32) {
        let ((concepts, of_concepts), (company, of_company)) = (&self.concepts, &self.company);
        let shared = concepts.earlier[row].dot(&concepts.later[column]);
        let company = company.earlier[row].dot(&company.later[column]);
        let unusual = |likeness: f32, of: &Weight| of.share * (likeness.max(0.0) - of.usual.0) / of.usual.1;
        (shared, unusual(shared, of_concepts) + unusual(company, of_company))
    }
}

/// How far pairs are ahead of their rivals.
struct Ahead {
    /// Sums over each row, and over each column, of how unusual its pairs are.
    rows: Vec<f32>,
    columns: Vec<f32>,
    deviation: f32,
}

impl Ahead {
    fn of(scored: &Scored) -> Self {
        let ((concepts, of_concepts), (company, of_company)) = (&scored.concepts, &scored.company);
        let rows = [
            unusual_sums(sparse_sums(&concepts.earlier, &concepts.later), concepts.later.len(), of_concepts),
            unusual_sums(direction_sums(&company.earlier, &company.later), company.later.len(), of_company),
        ];
        let columns = [
            unusual_sums(sparse_sums(&concepts.later, &concepts.earlier), concepts.earlier.len(), of_concepts),
            unusual_sums(direction_sums(&company.later, &company.earlier), company.earlier.len(), of_company),
        ];
        let both = |[a, b]: [Vec<f32>; 2]| -> Vec<f32> { a.into_iter().zip(b).map(|(a, b)| a + b).collect() };
        let mut out = Self { rows: both(rows), columns: both(columns), deviation: 1.0 };
        let every = |n: usize| (0..n).step_by(n.div_ceil(SAMPLE).max(1));
        let sample: Vec<f32> = every(out.rows.len())
            .flat_map(|row| every(out.columns.len()).map(move |column| (row, column)))
            .map(|(row, column)| out.of_pair(row, column, scored.of_pair(row, column).1))
            .collect();
        out.deviation = leaning_deviation(&sample);
        out
    }

    fn of_pair(&self, row: usize, column: usize, own: f32) -> f32 {
        let rivals = |sum: f32, count: usize| (sum - own) / (count.max(2) - 1) as f32;
        let (in_row, in_column) =
            (rivals(self.rows[row], self.columns.len()), rivals(self.columns[column], self.rows.len()));
        (own - (in_row + in_column) / 2.0) / self.deviation
    }
}

/// Sums of likenesses to so many others, in usual deviations above what is usual.
fn unusual_sums(mut sums: Vec<f32>, others: usize, of: &Weight) -> Vec<f32> {
    sums.iter_mut().for_each(|sum| *sum = of.share * (*sum - others as f32 * of.usual.0) / of.usual.1);
    sums
}

/// For each vector the sum of its dot products with all others.
fn sparse_sums<'v>(of: &'v [Sparse], others: &'v [Sparse]) -> Vec<f32> {
    let whole = sum(others.iter());
    of.iter().map(|vector| dot(vector, &whole)).collect()
}

/// The same of directions.
fn direction_sums(of: &[Direction], others: &[Direction]) -> Vec<f32> {
    let unknown = sum(others.iter().map(|other| &other.unknown));
    let mut known = vec![0.0; others.first().map_or(0, |first| first.known.len())];
    for other in others {
        known.iter_mut().zip(&other.known).for_each(|(sum, cell)| *sum += cell);
    }
    let with_known = |own: &[f32]| own.iter().zip(&known).map(|(a, b)| a * b).sum::<f32>();
    of.iter().map(|direction| with_known(&direction.known) + dot(&direction.unknown, &unknown)).collect()
}

/// The sum of vectors, by feature.
fn sum<'v>(vectors: impl Iterator<Item = &'v Sparse>) -> Vec<f32> {
    let mut out: Vec<f32> = Vec::new();
    for (feature, weight) in vectors.flat_map(Sparse::iter) {
        let at = feature as usize;
        if at >= out.len() {
            out.resize(at + 1, 0.0);
        }
        out[at] += weight;
    }
    out
}

fn dot(vector: &Sparse, whole: &[f32]) -> f32 {
    vector.iter().map(|(feature, its)| its * whole.get(feature as usize).copied().unwrap_or(0.0)).sum()
}

/// For each later finding the earlier ones it shares most with, the likeliest first; ties in the order of the list.
fn candidates(sides: &Sides<Sparse>) -> Vec<Vec<usize>> {
    let mut found_in: Vec<Vec<(u32, f32)>> = Vec::new();
    for (row, vector) in (0u32..).zip(&sides.earlier) {
        for (feature, weight) in vector.iter() {
            let at = feature as usize;
            if at >= found_in.len() {
                found_in.resize_with(at + 1, Vec::new);
            }
            found_in[at].push((row, weight));
        }
    }
    let common = FEW.max((COMMON * sides.earlier.len() as f32) as usize);
    let nothing: Vec<(u32, f32)> = Vec::new();
    // Of each thread: what an earlier finding shares so far, by row, and which rows share anything.
    let blank = || (vec![0.0f32; sides.earlier.len()], Vec::<u32>::new());
    let of_column = |(scores, touched): &mut (Vec<f32>, Vec<u32>), vector: &Sparse| -> Vec<usize> {
        let postings = |feature: u32| found_in.get(feature as usize).unwrap_or(&nothing);
        let is_rare = |feature: u32| postings(feature).len() <= common;
        let has_rare = vector.iter().any(|(feature, _)| is_rare(feature) && !postings(feature).is_empty());
        for (feature, weight) in vector.iter().filter(|(feature, _)| !has_rare || is_rare(*feature)) {
            for (row, its) in postings(feature) {
                let score = &mut scores[*row as usize];
                if *score == 0.0 {
                    touched.push(*row);
                }
                *score += weight * its;
            }
        }
        // What is above 0 is in the order of its bits: one number says how much, and which row.
        let mut best: Vec<u64> = touched
            .drain(..)
            .map(|row| {
                let score = std::mem::take(&mut scores[row as usize]);
                (u64::from(!score.to_bits()) << 32) | u64::from(row)
            })
            .collect();
        let nearest = match best.len() {
            0..=CANDIDATES => &mut best[..],
            _ => {
                best.select_nth_unstable(CANDIDATES - 1);
                &mut best[..CANDIDATES]
            }
        };
        nearest.sort_unstable();
        nearest.iter().map(|one| (*one & u64::from(u32::MAX)) as usize).collect()
    };
    sides.later.par_iter().map_init(blank, of_column).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeMap;

    use super::super::matrix::Matrix;
    use super::super::scorers::Scorer;
    use super::super::standing::Standing;
    use super::*;
    use crate::store::testing::labels;

    type Row = BTreeMap<String, String>;

    pub(in super::super) fn lists() -> (Vec<String>, Vec<String>) {
        const WHO: [&str; 8] =
            ["foster carers", "care leavers", "team managers", "schools", "governors", "members", "nurses", "the MASH"];
        const WHAT: [&str; 9] = [
            "supervision",
            "caseloads",
            "placements",
            "budget plans",
            "visits",
            "health checks",
            "chronologies",
            "records",
            "training",
        ];
        let list = |verb: &str| {
            let pairs = WHO.iter().flat_map(|who| WHAT.iter().map(move |what| (who, what)));
            pairs.map(|(who, what)| format!("{verb} {what} for {who}")).collect()
        };
        (list("Improve"), list("There are too few"))
    }

    /// The surest pair of each finding.
    pub(in super::super) fn anchors(earlier: &[&str], later: &[&str]) -> Vec<Match> {
        let mut found = looked_at(earlier, later, Lexicon::builtin(), &Settings::default());
        one_to_one(&mut found, earlier.len(), later.len());
        found
    }

    /// The measure over all pairs, as short lists have it.
    fn brute_force(earlier: &[&str], later: &[&str], weights: &Weights) -> Matrix {
        let lexicon = Lexicon::builtin();
        let share = weights.letters.share + weights.concepts.share;
        let (concepts, company) =
            (Concepts::new(lexicon).likeness(earlier, later), Company::new(lexicon).likeness(earlier, later));
        Standing::weighed(&[(&concepts, Weight { share, ..weights.concepts }), (&company, weights.company)]).standing
    }

    /// Of the pairs that would be made if all were looked at, the share whose two are looked at.
    fn recall(earlier: &[&str], later: &[&str]) -> (usize, usize) {
        let settings = Settings::default();
        let all = brute_force(earlier, later, &settings.weights);
        let scored = Scored::of(earlier, later, Lexicon::builtin(), &settings.weights);
        let looked_at = candidates(&scored.concepts.0);
        let is_made = |row: usize, column: usize| {
            all.at(row, column) >= settings.possible && all.best_in_column(column, None) == Some(row)
        };
        let pairs = (0..earlier.len()).flat_map(|row| (0..later.len()).map(move |column| (row, column)));
        pairs.filter(|(row, column)| is_made(*row, *column)).fold((0, 0), |(kept, made), (row, column)| {
            (kept + usize::from(looked_at[column].contains(&row)), made + 1)
        })
    }

    #[test]
    fn what_is_not_looked_at_would_hardly_ever_be_a_pair() {
        let (earlier, later) = lists();
        let (a, b): (Vec<&str>, Vec<&str>) =
            (earlier.iter().map(String::as_str).collect(), later.iter().map(String::as_str).collect());
        let (kept, made) = recall(&a, &b);
        assert!(made > 30 && kept as f32 >= 0.995 * made as f32, "{kept} of {made}");
        // All the labelled reports thrown together.
        let Some(gold) = labels() else { return };
        let rows = |file: &str| -> Vec<Row> {
            csv::Reader::from_path(gold.join(file)).unwrap().into_deserialize().map(|row| row.unwrap()).collect()
        };
        let (items, reports) = (rows("ofsted-dev.csv"), rows("links-dev-reports.csv"));
        let is_of = |item: &&Row, file: &str| {
            item["file"] == file && item["kind"] == "recommendation" && !item["section"].contains("LSCB")
        };
        let [earlier, later] = ["earlier_file", "later_file"].map(|side| -> Vec<&str> {
            let asks = reports.iter().flat_map(|pair| items.iter().filter(move |item| is_of(item, &pair[side])));
            asks.map(|item| item["text"].as_str()).collect()
        });
        let (kept, made) = recall(&earlier, &later);
        assert!(kept as f32 >= 0.995 * made as f32, "{kept} of {made}");
    }

    #[test]
    fn the_rivals_of_a_pair_count_without_a_visit() {
        let (earlier, later) = lists();
        let (a, b): (Vec<&str>, Vec<&str>) =
            (earlier.iter().map(String::as_str).collect(), later.iter().map(String::as_str).collect());
        let settings = Settings::default();
        let all = brute_force(&a, &b, &settings.weights);
        for found in anchors(&a, &b) {
            let exact = all.at(found.earlier, found.later);
            assert!((found.standing - exact).abs() < 0.15, "{} and {exact}", found.standing);
        }
    }

    #[test]
    fn the_same_words_are_paired_first_and_nothing_twice() {
        let earlier = ["Mend the roof of the library in Kettle Lane", "Mend the library roof"];
        let later = ["Mend the library’s roof", "Mend the roof of the library in Kettle Lane now", "Count the swans"];
        let mut found = anchors(&earlier, &later);
        found.sort_by_key(|pair| pair.earlier);
        assert_eq!(found.iter().map(|pair| (pair.earlier, pair.later)).collect::<Vec<_>>(), [(0, 1), (1, 0)]);
        assert!(found.iter().all(|pair| pair.same_words));
        assert!(anchors(&[], &later).is_empty());
    }
}
