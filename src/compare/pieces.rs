//! Lists too long to be compared as they are, in pieces that can be.
//!
//! A comparison looks at all pairs at once: what stands out, who is whose rival, what joins what. Of two lists of thousands
//! that is more than memory holds, and nearly all of it is nothing. So they are parted first, by who goes with whom
//! ([`super::many`]), and each piece is compared by itself.

use super::many::{looked_at, one_to_one};
use super::settings::Settings;
use crate::lexicon::Lexicon;

/// Lists of up to so many pairs are compared as they are; longer ones in pieces of so many pairs of findings.
const WHOLE: usize = 1_000_000;
const PIECE: usize = 250;

/// Two long lists in pieces that can be compared as short lists are: in a piece lie findings that go with one another, and
/// beside them those left over that are nearest to one of them. Lists of fewer than [`WHOLE`] pairs are one piece.
pub(super) fn pieces(
    earlier: &[&str],
    later: &[&str],
    lexicon: &Lexicon,
    settings: &Settings,
) -> Vec<(Vec<usize>, Vec<usize>)> {
    if earlier.len() * later.len() <= WHOLE {
        return vec![((0..earlier.len()).collect(), (0..later.len()).collect())];
    }
    pieces_of(earlier, later, lexicon, settings, PIECE)
}

fn pieces_of(
    earlier: &[&str],
    later: &[&str],
    lexicon: &Lexicon,
    settings: &Settings,
    piece: usize,
) -> Vec<(Vec<usize>, Vec<usize>)> {
    let all = looked_at(earlier, later, lexicon, settings);
    let mut anchors = all.clone();
    one_to_one(&mut anchors, earlier.len(), later.len());
    anchors.sort_by_key(|pair| pair.earlier);
    let (mut of_row, mut of_column) = (vec![None; earlier.len()], vec![None; later.len()]);
    for (at, pair) in anchors.iter().enumerate() {
        (of_row[pair.earlier], of_column[pair.later]) = (Some(at / piece), Some(at / piece));
    }
    // The surest first, so that a leftover goes to the piece of the one it is nearest to.
    for pair in &all {
        match (of_row[pair.earlier], of_column[pair.later]) {
            (Some(own), None) => of_column[pair.later] = Some(own),
            (None, Some(own)) => of_row[pair.earlier] = Some(own),
            _ => {}
        }
    }
    let mut out = vec![(Vec::new(), Vec::new()); anchors.len().div_ceil(piece).max(1)];
    // What shares nothing with any other can lie anywhere: it is dealt out, so that no piece grows long by it.
    let count = out.len();
    of_row.into_iter().enumerate().for_each(|(row, own)| out[own.unwrap_or(row % count)].0.push(row));
    of_column.into_iter().enumerate().for_each(|(column, own)| out[own.unwrap_or(column % count)].1.push(column));
    out
}

#[cfg(test)]
mod tests {
    use super::super::many::tests::{anchors, lists};
    use super::*;

    #[test]
    fn every_finding_is_in_one_piece_with_the_one_it_goes_with() {
        let (earlier, later) = lists();
        let (a, b): (Vec<&str>, Vec<&str>) =
            (earlier.iter().map(String::as_str).collect(), later.iter().map(String::as_str).collect());
        let settings = Settings::default();
        let pieces = pieces_of(&a, &b, Lexicon::builtin(), &settings, 10);
        let mut rows: Vec<usize> = pieces.iter().flat_map(|piece| piece.0.clone()).collect();
        let mut columns: Vec<usize> = pieces.iter().flat_map(|piece| piece.1.clone()).collect();
        rows.sort_unstable();
        columns.sort_unstable();
        assert!(pieces.len() > 3 && rows.into_iter().eq(0..a.len()) && columns.into_iter().eq(0..b.len()));
        for pair in anchors(&a, &b) {
            assert!(pieces.iter().any(|(rows, columns)| rows.contains(&pair.earlier) && columns.contains(&pair.later)));
        }
        let strangers: Vec<String> = (0..200).map(|at| format!("q{at}x{at}z")).collect();
        let with_strangers: Vec<&str> = a.iter().copied().chain(strangers.iter().map(String::as_str)).collect();
        let pieces = pieces_of(&with_strangers, &b, Lexicon::builtin(), &settings, 10);
        let longest = pieces.iter().map(|(rows, _)| rows.len()).max().unwrap();
        assert!(longest < strangers.len(), "{longest} of what shares nothing lie together");
        assert_eq!(super::pieces(&a, &b, Lexicon::builtin(), &settings).len(), 1);
    }
}
