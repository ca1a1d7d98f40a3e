//! Which earlier finding became which later one?
//!
//! First one to one, by the assignment in which all together stand out most; pairs that do not stand out enough are
//! dropped. Then each finding left over may join the pair of the partner it stands out with most: a split (one
//! earlier, several later) or a merger. What still is alone is new or not found again.
//!
//! Two texts in the same words are one finding, whatever the numbers say: they are paired before all others,
//! and a leftover always joins its twin.
//!
//! ```text
//! earlier  "Define the role of early help"  ┐            ┌ "Early help has no defined role"   ← pair
//!                                           ├── split ───┤
//!                                           ┘            └ "The early help offer is not known" ← joins
//! ```

use super::assignment::assign;
use super::matrix::Matrix;
use super::settings::Settings;
use super::standing::Standing;
use crate::text::similarity::Spelling;

/// Worth of the same words in the assignment: more than any sum of standings.
const TWINS: f32 = 1000.0;

/// One earlier and one later finding that were brought together, by their places in the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Link {
    pub(super) earlier: usize,
    pub(super) later: usize,
}

/// Findings that belong together: a pair, a split or a merger.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    /// The pair that the assignment made.
    pub(super) pair: Link,
    /// What joined it, in the order of the lists.
    pub(super) joined: Vec<Link>,
}

impl Group {
    /// Every link, the pair first.
    pub(super) fn links(&self) -> impl Iterator<Item = Link> + '_ {
        std::iter::once(self.pair).chain(self.joined.iter().copied())
    }

    /// The earlier findings, in order, each once.
    pub(super) fn earlier(&self) -> Vec<usize> {
        in_order(self.links().map(|link| link.earlier))
    }

    /// The later findings, in order, each once.
    pub(super) fn later(&self) -> Vec<usize> {
        in_order(self.links().map(|link| link.later))
    }
}

fn in_order(places: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut out: Vec<usize> = places.collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Character ratios of pairs in (nearly) the same words, case aside; 0.0 for all other pairs.
pub(super) fn twins(earlier: &[&str], later: &[&str], floor: f32) -> Matrix {
    let spelt =
        |texts: &[&str]| -> Vec<Spelling> { texts.iter().map(|text| Spelling::new(&text.to_lowercase())).collect() };
    let (rows, columns) = (spelt(earlier), spelt(later));
    Matrix::new(rows.len(), columns.len(), |row, column| {
        rows[row].ratio_at_least(&columns[column], floor).unwrap_or(0.0)
    })
}

/// Groups the findings of two lists, given how far each pair stands out; ordered by the earlier finding.
///
/// `adds` says whether a leftover shares something with its partner that the pair it would join does not: two findings in
/// the same words as one part of a third are no merger.
pub(super) fn groups(
    standing: &Standing,
    twins: &Matrix,
    settings: &Settings,
    adds: &dyn Fn(&Group, Link) -> bool,
) -> Vec<Group> {
    let standing = &standing.standing;
    let worth = Matrix::new(standing.rows(), standing.columns(), |row, column| {
        let twin = twins.at(row, column);
        standing.at(row, column).max(0.0) + if twin > 0.0 { TWINS * twin } else { 0.0 }
    });
    let is_pair = |link: &Link, bar: f32| {
        standing.at(link.earlier, link.later) >= bar || twins.at(link.earlier, link.later) > 0.0
    };
    let mut groups: Vec<Group> = assign(&worth)
        .into_iter()
        .enumerate()
        .filter_map(|(earlier, later)| Some(Link { earlier, later: later? }))
        .filter(|link| is_pair(link, settings.possible))
        .map(|pair| Group { pair, joined: Vec::new() })
        .collect();
    let is_free = |groups: &[Group], earlier: Option<usize>, later: Option<usize>| {
        !groups.iter().any(|group| group.links().any(|link| Some(link.earlier) == earlier || Some(link.later) == later))
    };
    // Later findings first: a split is likelier than a merger, as later reports say more of what is still open.
    for later in 0..worth.columns() {
        let Some(earlier) = worth.best_in_column(later, None).filter(|_| is_free(&groups, None, Some(later))) else {
            continue;
        };
        join(&mut groups, Link { earlier, later }, &is_pair, twins, settings, adds);
    }
    for earlier in 0..worth.rows() {
        let Some(later) = worth.best_in_row(earlier, None).filter(|_| is_free(&groups, Some(earlier), None)) else {
            continue;
        };
        join(&mut groups, Link { earlier, later }, &is_pair, twins, settings, adds);
    }
    groups
}

/// Adds a leftover to the group of its best partner, if they stand out enough and the group stays a split or a
/// merger; twins join any group.
fn join(
    groups: &mut [Group],
    link: Link,
    is_pair: &impl Fn(&Link, f32) -> bool,
    twins: &Matrix,
    settings: &Settings,
    adds: &dyn Fn(&Group, Link) -> bool,
) {
    if !is_pair(&link, settings.possible + settings.left_over) {
        return;
    }
    let holds =
        |group: &&mut Group| group.links().any(|other| other.earlier == link.earlier || other.later == link.later);
    let Some(group) = groups.iter_mut().find(holds) else { return };
    let same_earlier = group.links().all(|other| other.earlier == link.earlier);
    let same_later = group.links().all(|other| other.later == link.later);
    let is_twin = twins.at(link.earlier, link.later) > 0.0;
    if is_twin || ((same_earlier || same_later) && adds(group, link)) {
        group.joined.push(link);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grouped(standings: &[&[f32]], twin: Option<(usize, usize)>) -> Vec<(Vec<usize>, Vec<usize>)> {
        let (rows, columns) = (standings.len(), standings[0].len());
        let matrix = Matrix::new(rows, columns, |row, column| standings[row][column]);
        let standing = Standing { likeness: matrix.clone(), standing: matrix };
        let twins = Matrix::new(rows, columns, |row, column| f32::from(u8::from(twin == Some((row, column)))));
        groups(&standing, &twins, &Settings::default(), &|_, _| true)
            .iter()
            .map(|group| (group.earlier(), group.later()))
            .collect()
    }

    #[test]
    fn pairs_are_made_so_that_all_together_stand_out_most() {
        assert_eq!(grouped(&[&[5.0, 4.0], &[4.5, 0.0]], None), [(vec![0], vec![1]), (vec![1], vec![0])]);
    }

    #[test]
    fn what_does_not_stand_out_is_left_alone() {
        assert_eq!(grouped(&[&[5.0, 0.0], &[0.0, 1.0]], None), [(vec![0], vec![0])]);
    }

    #[test]
    fn a_leftover_joins_its_best_partner_as_a_split_or_a_merger() {
        assert_eq!(grouped(&[&[5.0, 4.0, 0.0]], None), [(vec![0], vec![0, 1])]);
        assert_eq!(grouped(&[&[5.0], &[4.0], &[1.8]], None), [(vec![0, 1], vec![0])]);
    }

    #[test]
    fn a_group_does_not_grow_on_both_sides() {
        let groups = grouped(&[&[6.0, 2.6, 0.0], &[2.6, 0.0, 0.0]], None);
        assert_eq!(groups, [(vec![0], vec![0, 1])]);
    }

    #[test]
    fn the_same_words_are_paired_whatever_the_numbers_say() {
        assert_eq!(grouped(&[&[5.0, -3.0]], Some((0, 1))), [(vec![0], vec![0, 1])]);
        assert_eq!(grouped(&[&[5.0], &[-3.0]], Some((1, 0))), [(vec![0, 1], vec![0])]);
    }

    #[test]
    fn case_and_a_comma_do_not_make_other_words() {
        let found = twins(&["Define the ROLE, of early help"], &["define the role of early help."], 0.85);
        assert!(found.at(0, 0) > 0.9);
        assert_eq!(twins(&["Define the role"], &["Agree a budget"], 0.85).at(0, 0), 0.0);
    }
}
