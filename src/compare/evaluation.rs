//! How good is the pairing? Figures against links that a person has read.
//!
//! Three questions: are the pairs right (precision, recall, F1), is each later finding rightly called recurring
//! or new (item F1, which forgives the wrong partner), and is the right partner at the top of the list (mean
//! reciprocal rank, rank 1, which needs no threshold). Links labelled `related` (the same topic, another ask) are
//! neither right nor wrong, as in the labels' own rules.

use std::collections::BTreeSet;

use crate::model::{Band, Change, Finding};

/// A link between findings, by their places in the earlier and the later list.
pub type Places = (usize, usize);

/// One comparison with its labels.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    /// The earlier findings.
    pub earlier: &'a [Finding],
    /// The later findings.
    pub later: &'a [Finding],
    /// What [`super::pair`] said of them.
    pub changes: &'a [Change],
    /// What [`super::ranking`] said of them.
    pub ranking: &'a [Vec<usize>],
    /// Links that are right.
    pub same: &'a BTreeSet<Places>,
    /// Links that are neither right nor wrong.
    pub related: &'a BTreeSet<Places>,
}

/// Counts over all cases; the figures are made from them.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Figures {
    /// Links that the labels have.
    pub links: usize,
    /// Links that were made, `related` ones aside.
    pub made: usize,
    /// Links that were made and are right.
    pub right: usize,
    /// Later findings that the labels call recurring.
    pub recurring: usize,
    /// Later findings that were called recurring, those linked only to `related` ones aside.
    pub called_recurring: usize,
    /// Later findings that were rightly called recurring.
    pub rightly_recurring: usize,
    /// Sum over recurring findings of one over the rank of the first right partner.
    pub reciprocal_ranks: f32,
    /// Recurring findings whose first ranked partner is right.
    pub first_ranked: usize,
}

impl Figures {
    /// Share of the links made that are right; `None` where none was made.
    pub fn precision(&self) -> Option<f32> {
        share(self.right, self.made)
    }

    /// Share of the labelled links that were made; `None` where there is none.
    pub fn recall(&self) -> Option<f32> {
        share(self.right, self.links)
    }

    /// Harmonic mean of precision and recall; `None` where there is no link on either side.
    pub fn f1(&self) -> Option<f32> {
        share(2 * self.right, self.made + self.links)
    }

    /// F1 of calling a later finding recurring; `None` where none is on either side.
    pub fn item_f1(&self) -> Option<f32> {
        share(2 * self.rightly_recurring, self.called_recurring + self.recurring)
    }

    /// Mean reciprocal rank of the first right partner; `None` where no later finding recurs.
    pub fn mrr(&self) -> Option<f32> {
        (self.recurring > 0).then(|| self.reciprocal_ranks / self.recurring as f32)
    }

    /// Share of recurring findings whose first ranked partner is right; `None` where none recurs.
    pub fn rank1(&self) -> Option<f32> {
        share(self.first_ranked, self.recurring)
    }
}

fn share(part: usize, whole: usize) -> Option<f32> {
    (whole > 0).then(|| part as f32 / whole as f32)
}

/// Counts what was made against what is right, over all cases together.
///
/// `least` is the band that counts: [`Band::Possible`] takes every pair, [`Band::Certain`] only certain ones.
/// Each link of a split or a merger counts for itself.
pub fn evaluate(cases: &[Case<'_>], least: Band) -> Figures {
    cases.iter().fold(Figures::default(), |sum, case| sum.and(&of_case(case, least)))
}

impl Figures {
    pub(super) fn and(self, other: &Self) -> Self {
        Self {
            links: self.links + other.links,
            made: self.made + other.made,
            right: self.right + other.right,
            recurring: self.recurring + other.recurring,
            called_recurring: self.called_recurring + other.called_recurring,
            rightly_recurring: self.rightly_recurring + other.rightly_recurring,
            reciprocal_ranks: self.reciprocal_ranks + other.reciprocal_ranks,
            first_ranked: self.first_ranked + other.first_ranked,
        }
    }
}

fn of_case(case: &Case<'_>, least: Band) -> Figures {
    count(&links_made(case, least), case.ranking, case.same, case.related)
}

/// The links of the changes of a case, those of this band and surer ones.
pub fn links_made(case: &Case<'_>, least: Band) -> BTreeSet<Places> {
    let place = |findings: &[Finding], id: &String| findings.iter().position(|finding| finding.id == *id);
    let mut made: BTreeSet<Places> = BTreeSet::new();
    for change in case.changes.iter().filter(|change| change.band <= least) {
        for before in &change.earlier {
            let row = place(case.earlier, before);
            made.extend(change.later.iter().filter_map(|after| Some((row?, place(case.later, after)?))));
        }
    }
    // Judgements are paired by area, which the labels say nothing about.
    made.retain(|(row, column)| case.earlier[*row].judgement.is_none() && case.later[*column].judgement.is_none());
    made
}

/// Counts for one comparison, from the links made and the ranking.
pub(super) fn count(
    made: &BTreeSet<Places>,
    ranking: &[Vec<usize>],
    same: &BTreeSet<Places>,
    related: &BTreeSet<Places>,
) -> Figures {
    let later_of = |links: &BTreeSet<Places>| links.iter().map(|(_, later)| *later).collect::<BTreeSet<usize>>();
    let judged: BTreeSet<Places> = made.difference(related).copied().collect();
    let (recurring, called) = (later_of(same), later_of(made));
    // Called recurring only by links that are neither right nor wrong: not counted, unless it does recur.
    let called: BTreeSet<usize> = &later_of(&judged) | &(&called & &recurring);
    let rank = |later: usize| {
        let candidates = ranking.get(later)?.iter().filter(|earlier| !related.contains(&(**earlier, later)));
        candidates.enumerate().find(|(_, earlier)| same.contains(&(**earlier, later))).map(|(rank, _)| rank + 1)
    };
    let ranks: Vec<usize> = recurring.iter().filter_map(|later| rank(*later)).collect();
    Figures {
        links: same.len(),
        made: judged.len(),
        right: judged.intersection(same).count(),
        recurring: recurring.len(),
        called_recurring: called.len(),
        rightly_recurring: (&called & &recurring).len(),
        reciprocal_ranks: ranks.iter().map(|rank| 1.0 / *rank as f32).sum(),
        first_ranked: ranks.iter().filter(|rank| **rank == 1).count(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(links: &[Places]) -> BTreeSet<Places> {
        links.iter().copied().collect()
    }

    #[test]
    fn pairs_are_counted_and_related_ones_left_aside() {
        let ranking = vec![vec![0, 1, 2], vec![0, 1, 2], vec![2, 1, 0]];
        let figures = count(&set(&[(0, 0), (2, 1), (1, 2)]), &ranking, &set(&[(0, 0), (1, 1)]), &set(&[(1, 2)]));
        assert_eq!((figures.links, figures.made, figures.right), (2, 2, 1));
        assert_eq!((figures.precision(), figures.recall(), figures.f1()), (Some(0.5), Some(0.5), Some(0.5)));
        // 0 and 1 recur and were called so (1 with the wrong partner); 2 was linked to a related one only.
        assert_eq!((figures.recurring, figures.called_recurring, figures.rightly_recurring), (2, 2, 2));
        assert_eq!(figures.item_f1(), Some(1.0));
        // The right partner of 0 is ranked first, that of 1 second.
        assert_eq!((figures.mrr(), figures.rank1()), (Some(0.75), Some(0.5)));
    }

    #[test]
    fn related_partners_do_not_push_the_right_one_down() {
        let figures = count(&set(&[]), &[vec![0, 1]], &set(&[(1, 0)]), &set(&[(0, 0)]));
        assert_eq!(figures.mrr(), Some(1.0));
    }

    #[test]
    fn nothing_to_count_is_no_figure() {
        let figures = count(&set(&[]), &[vec![0]], &set(&[]), &set(&[]));
        assert_eq!((figures.precision(), figures.recall(), figures.f1()), (None, None, None));
        assert_eq!((figures.item_f1(), figures.mrr(), figures.rank1()), (None, None, None));
    }
}
