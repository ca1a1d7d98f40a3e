//! Running heads, feet and page numbers: what recurs at the edge of pages.
//!
//! A line counts as furniture when it stands at the same height of at least half the pages (two at least, and six are
//! enough), digits masked where it says "page" ("Page 3 of 5" and "Page 4 of 5" are the same foot, also where a pack begins to
//! count anew); when a number in it counts the pages on at least a third of them; or when it is nothing but a page number.
//! "Recommendation 3" and "Recommendation 4" may head two pages and count none. What ends two pages by chance ("Score: 3")
//! seldom ends them at one height.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Line, Mark, Page};

/// A line that was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// The page it stood on.
    pub page: Option<u32>,
    /// Its text.
    pub text: String,
}

/// How many lines at each edge of a page may be furniture.
const EDGE_LINES: usize = 4;
/// Furniture of laid-out pages stands within this share of the page's height from its edge.
const EDGE_SHARE: f32 = 0.13;

/// How far apart, as a share of the page's height, the same head may stand on two pages: a line, as scans wobble.
const SAME_HEIGHT: f32 = 0.015;

/// Where a line stands: on which page, and at what height.
#[derive(Debug, Clone, Copy)]
struct Standing {
    page: usize,
    height: Option<f32>,
}

impl Standing {
    fn is_level_with(&self, other: &Self) -> bool {
        self.height.zip(other.height).is_none_or(|(a, b)| (a - b).abs() <= SAME_HEIGHT)
    }
}

/// What lines at one edge have in common; digits are masked in the text of each.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Alike {
    /// They say the same, numbers as well.
    Numbers(Vec<i64>),
    /// They say the same, whatever their numbers.
    Words,
    /// Their number in this place counts the pages, from this one on.
    Counts(usize, i64),
}

/// Where on a page furniture stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    Top,
    Foot,
}

/// The lines at the edges of the pages: where they stand, by edge, masked text and what they have in common.
#[derive(Default)]
struct Seen {
    standings: BTreeMap<(Edge, String), BTreeMap<Alike, Vec<Standing>>>,
    /// What was asked before: on a thousand pages the same foot stands at the same height.
    known: BTreeMap<(Edge, String, Alike, Option<u32>), bool>,
}

impl Seen {
    fn note(&mut self, edge: Edge, page: usize, line: &Line) {
        let own = Standing { page, height: height(line) };
        let alike = self.standings.entry((edge, mask(&line.text))).or_default();
        let numbers = numbers(&line.text);
        for (place, number) in numbers.iter().enumerate() {
            alike.entry(Alike::Counts(place, number - page as i64)).or_default().push(own);
        }
        alike.entry(Alike::Words).or_default().push(own);
        alike.entry(Alike::Numbers(numbers)).or_default().push(own);
    }

    /// Whether a line recurs on enough pages: with its numbers, or any where it says "page"; or with numbers that count them.
    fn recurs(&mut self, edge: Edge, page: usize, line: &Line, (enough, enough_counting): (usize, usize)) -> bool {
        let masked = mask(&line.text);
        let says_page = masked.split(|c: char| !c.is_alphabetic()).any(|word| word == "page");
        let numbers = numbers(&line.text);
        let counts = numbers.iter().enumerate().map(|(place, number)| Alike::Counts(place, number - page as i64));
        let counts: Vec<Alike> = counts.collect();
        let own = Standing { page, height: height(line) };
        let same = if says_page { Alike::Words } else { Alike::Numbers(numbers) };
        self.stands_on(edge, &masked, same, own, enough)
            || counts.into_iter().any(|alike| self.stands_on(edge, &masked, alike, own, enough_counting))
    }

    fn stands_on(&mut self, edge: Edge, masked: &str, alike: Alike, own: Standing, enough: usize) -> bool {
        let key = (edge, masked.to_owned(), alike, own.height.map(f32::to_bits));
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let of_text = self.standings.get(&(edge, key.1.clone()));
        let like = of_text.and_then(|of_text| of_text.get(&key.2)).into_iter().flatten();
        let mut pages = BTreeSet::new();
        let found = like.filter(|like| own.is_level_with(like)).any(|like| {
            pages.insert(like.page);
            pages.len() >= enough
        });
        self.known.insert(key, found);
        found
    }
}

fn numbers(text: &str) -> Vec<i64> {
    let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
    parts.filter_map(|part| part.parse().ok()).collect()
}

/// Takes running heads, feet and page numbers out of the pages. Documents without pages keep all, and so do pages in
/// `as_printed`.
pub fn strip(pages: &[Page], as_printed: &BTreeSet<u32>) -> (Vec<Page>, Vec<Dropped>) {
    let mut dropped = Vec::new();
    let paged = pages.iter().any(|page| page.number.is_some());
    let mut seen = Seen::default();
    for (at, page) in pages.iter().enumerate().filter(|_| paged) {
        for (edge, index) in edges(page) {
            seen.note(edge, at, &page.lines[index]);
        }
    }
    let enough = (pages.len().div_ceil(2).clamp(2, 6), pages.len().div_ceil(3).max(2));
    let kept = pages
        .iter()
        .enumerate()
        .map(|(at, page)| {
            if page.number.is_some_and(|number| as_printed.contains(&number)) {
                return page.clone();
            }
            let furniture: Vec<usize> = edges(page)
                .filter(|_| paged)
                .filter(|(edge, index)| {
                    let line = &page.lines[*index];
                    is_page_number(&line.text, page.number, pages.len()) || seen.recurs(*edge, at, line, enough)
                })
                .map(|(_, index)| index)
                .collect();
            let mut lines = Vec::with_capacity(page.lines.len());
            for (index, line) in page.lines.iter().enumerate() {
                if furniture.contains(&index) {
                    dropped.push(Dropped { page: page.number, text: line.text.clone() });
                } else {
                    lines.push(line.clone());
                }
                for mark in line.layout.iter().flat_map(|layout| &layout.note_marks) {
                    dropped.push(Dropped { page: page.number, text: mark.clone() });
                }
            }
            Page { number: page.number, lines }
        })
        .collect();
    (kept, dropped)
}

/// The lines at the edges of a page that could be furniture, by their index.
fn edges(page: &Page) -> impl Iterator<Item = (Edge, usize)> + '_ {
    let texts: Vec<usize> = (0..page.lines.len()).filter(|i| is_candidate(&page.lines[*i])).collect();
    let tops: Vec<usize> =
        texts.iter().copied().take(EDGE_LINES).filter(|i| near(&page.lines[*i], Edge::Top)).collect();
    let feet: Vec<usize> =
        texts.iter().rev().copied().take(EDGE_LINES).filter(|i| near(&page.lines[*i], Edge::Foot)).collect();
    let only_top = tops.clone();
    tops.into_iter()
        .map(|i| (Edge::Top, i))
        .chain(feet.into_iter().filter(move |i| !only_top.contains(i)).map(|i| (Edge::Foot, i)))
}

fn is_candidate(line: &Line) -> bool {
    !matches!(line.mark, Mark::Row { .. }) && !line.text.trim().is_empty()
}

fn near(line: &Line, edge: Edge) -> bool {
    height(line).is_none_or(|share| match edge {
        Edge::Top => share < EDGE_SHARE,
        Edge::Foot => share > 1.0 - EDGE_SHARE,
    })
}

/// How far down the page a line stands, from 0 to 1; `None` where that is not known.
fn height(line: &Line) -> Option<f32> {
    line.layout.as_ref().map(|layout| layout.baseline / layout.page_height.max(1.0))
}

/// The text with every number replaced by "0" and white space folded.
fn mask(text: &str) -> String {
    let mut out = String::new();
    for c in crate::text::squeeze(text).chars() {
        match c {
            c if c.is_ascii_digit() && out.ends_with('0') => {}
            c if c.is_ascii_digit() => out.push('0'),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

/// "7", "- 7 -", "Page 7", "Page 7 of 20", "7 | Page", alone on a line, and not far from the page it is on.
fn is_page_number(text: &str, page: Option<u32>, pages: usize) -> bool {
    let masked = mask(text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '|' | '[' | ']')));
    let alone = matches!(masked.as_str(), "0" | "page 0" | "page 0 of 0" | "0 of 0" | "0 | page" | "p. 0" | "page | 0");
    let number: Option<u32> =
        text.split(|c: char| !c.is_ascii_digit()).find(|part| !part.is_empty()).and_then(|n| n.parse().ok());
    alone && number.zip(page).is_some_and(|(n, page)| n.abs_diff(page) <= 30.max(pages as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Layout;

    fn page(number: u32, lines: &[&str]) -> Page {
        let line = |text: &&str| Line::new((*text).into(), Mark::Raw);
        Page { number: Some(number), lines: lines.iter().map(line).collect() }
    }

    #[test]
    fn heads_and_feet_that_recur_are_taken_out_and_kept_apart() {
        let pages: Vec<Page> = (1..=4)
            .map(|n| {
                let texts = ["The Panel met", "Members asked", "The Chairman", "It was agreed"];
                let begins = format!("{} on page {n}", texts[n as usize - 1]);
                page(
                    n,
                    &[
                        "Marlshire County Council",
                        &begins,
                        texts[n as usize % 4],
                        "and ends",
                        &format!("Page {n} of 4"),
                    ],
                )
            })
            .collect();
        let (kept, dropped) = strip(&pages, &BTreeSet::new());
        assert_eq!(kept[2].lines[0].text, "The Chairman on page 3");
        assert_eq!(kept[2].lines.len(), 2, "the last line recurs at the foot of each page: {kept:?}");
        assert_eq!(dropped.len(), 12);
    }

    #[test]
    fn headings_that_are_numbered_and_begin_pages_stay() {
        let pages: Vec<Page> = (1..=12)
            .map(|n| {
                page(
                    n,
                    &[
                        &format!("Recommendation {}", n / 2 + 1),
                        &format!("Matter {}", n * 7),
                        &format!("Review, page {n}"),
                    ],
                )
            })
            .collect();
        let (kept, dropped) = strip(&pages, &BTreeSet::new());
        assert_eq!(
            kept[4].lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(),
            ["Recommendation 3", "Matter 35"]
        );
        assert_eq!(dropped.len(), 12);
    }

    #[test]
    fn the_foot_of_a_pack_that_counts_anew_is_one() {
        let of_part = |part: u32| (1..=7).map(move |n| format!("Marlshire Board papers {part}, page {n}"));
        let feet = (1..=5).flat_map(of_part);
        let pages: Vec<Page> =
            (1..).zip(feet).map(|(at, foot)| page(at, &["Members asked", "and heard", &foot])).collect();
        let feet = strip(&pages, &BTreeSet::new()).1.iter().filter(|line| line.text.contains("papers")).count();
        assert_eq!(feet, 35);
    }

    #[test]
    fn numbers_that_belong_to_the_text_stay() {
        let pages = vec![page(1, &["The cost was", "£6.8m in all", "1"]), page(2, &["Only 12", "remained", "2"])];
        let (kept, dropped) = strip(&pages, &BTreeSet::new());
        assert_eq!(dropped.iter().map(|d| d.text.as_str()).collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(kept[1].lines.len(), 2);
    }

    #[test]
    fn what_ends_two_pages_at_different_heights_is_text() {
        let laid = |text: &str, baseline: f32| {
            let layout = Layout {
                left: 50.0,
                right: 500.0,
                baseline,
                size: 11.0,
                bold: false,
                segments: Vec::new(),
                column: 0,
                note_marks: Vec::new(),
                page_width: 600.0,
                page_height: 800.0,
            };
            Line { layout: Some(layout), ..Line::new(text.into(), Mark::Raw) }
        };
        let page = |number: u32, score: f32| {
            let lines = vec![
                laid(&format!("On page {number} carers were seen"), 400.0),
                laid("Score: 3", score),
                laid("Fenmoor", 780.0),
            ];
            Page { number: Some(number), lines }
        };
        let (_, dropped) = strip(&[page(1, 730.0), page(2, 745.0)], &BTreeSet::new());
        assert_eq!(dropped.iter().map(|line| line.text.as_str()).collect::<Vec<_>>(), ["Fenmoor", "Fenmoor"]);
    }
}
