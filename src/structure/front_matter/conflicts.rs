//! Where does a paper contradict itself? The year in its title and in its running head or foot; a second council.
//!
//! Only what a cover or a running line asserts counts: prose may speak of any year and any council. Lines that a
//! browser prints at the edge (an address, the time of day) say when it was printed, not what it is.

use std::collections::{BTreeMap, BTreeSet};

use super::named::named;
use super::{FrontMatter, Paper};
use crate::model::{Field, Warning, slug};
use crate::text::{Pattern, dates, fold};

/// A running line stands on so many pages at least.
const FEWEST_PAGES: usize = 2;

/// What a paper says of itself in two ways, and of which field.
pub fn find(paper: &Paper<'_>, front: &FrontMatter) -> Vec<(Field, Warning)> {
    years(paper, front).into_iter().chain(councils(paper, front)).collect()
}

/// The running heads and feet, each once, that say something.
fn running<'a>(paper: &Paper<'a>) -> Vec<&'a str> {
    // The number of the page changes from page to page and is no part of what the line says.
    static PAGE: Pattern = Pattern::of(r"(?i)\s*[-|–]?\s*\b(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?\s*$");
    let mut pages: BTreeMap<&str, BTreeSet<Option<u32>>> = BTreeMap::new();
    for line in paper.dropped {
        let end = PAGE.find(&line.text).map_or(line.text.len(), |m| m.start());
        pages.entry(&line.text[..end]).or_default().insert(line.page);
    }
    let printed_by_browser = |text: &str| text.contains("://") || text.contains("www.") || has_time_of_day(text);
    let found = pages.into_iter().filter(|(text, on)| on.len() >= FEWEST_PAGES && !printed_by_browser(text));
    found.map(|(text, _)| text).collect()
}

/// Whether a text tells the hour: "12/09/2019, 10:33".
fn has_time_of_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(4).any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit() && w[3].is_ascii_digit())
}

/// The years a line names; "2015-17" and "2015/16" are spans and name none.
fn years_in(text: &str) -> BTreeSet<i32> {
    let folded = fold(text);
    let mut years: BTreeSet<i32> =
        dates(text).iter().flat_map(|dated| [dated.period.start.year(), dated.period.end.year()]).collect();
    for (at, word) in folded.match_indices("20").filter_map(|(at, _)| Some((at, folded.get(at..at + 4)?))) {
        let alone = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '/' | '-'));
        let (before, after) = (folded[..at].chars().next_back(), folded[at + 4..].chars().next());
        if let (true, true, Ok(year)) = (alone(before), alone(after), word.parse()) {
            years.insert(year);
        }
    }
    years
}

/// The title says one year and a running line another.
fn years(paper: &Paper<'_>, front: &FrontMatter) -> Option<(Field, Warning)> {
    let title = front.title.as_deref()?;
    let mut said = years_in(title);
    let [year] = said.iter().copied().collect::<Vec<_>>()[..] else { return None };
    said.extend(front.date.map(|date| date.year()));
    let (line, other) = running(paper).into_iter().find_map(|line| {
        let years = years_in(line);
        let other = years.iter().next().copied().filter(|_| years.is_disjoint(&said))?;
        Some((line, other))
    })?;
    let warning = format!("its title says {year} and the line at the edge of its pages {other}: “{line}”");
    Some((Field::Date, Warning(warning)))
}

/// A heading of the first page, or a running line, names another council than the one taken.
fn councils(paper: &Paper<'_>, front: &FrontMatter) -> Option<(Field, Warning)> {
    let taken = front.council.as_deref()?;
    let headings = paper.head.iter().filter(|block| block.is_heading()).map(|block| block.text.as_str());
    let lines: Vec<&str> = headings.chain(running(paper)).collect();
    let names: Vec<String> = lines.iter().flat_map(|line| named(line)).collect();
    // A joint paper names both in one line, and a longer name may hold a shorter: "Marlshire", "North Marlshire".
    let other = names.iter().find(|name| {
        let (a, b) = (slug(name), slug(taken));
        !a.contains(&b)
            && !b.contains(&a)
            && lines.iter().all(|line| !(line.contains(name.as_str()) && line.contains(taken)))
    })?;
    let warning = format!("it names two councils, {taken} and {other}; {taken} is taken");
    Some((Field::Council, Warning(warning)))
}

#[cfg(test)]
mod tests {
    use crate::model::{Block, BlockKind};
    use crate::structure::{Dropped, Outside, front_matter};

    fn warnings(title: &str, foot: &str) -> Vec<String> {
        let block = |ordinal, kind, text: &str| Block { page: Some(1), ..Block::of(ordinal, kind, text) };
        let blocks = [
            block(0, BlockKind::Heading { level: 1 }, title),
            block(1, BlockKind::Paragraph, "Marlshire County Council asked for it, as it did in 2011."),
        ];
        let dropped: Vec<Dropped> =
            [1, 2].map(|page| Dropped { page: Some(page), text: format!("{foot} Page {page} of 2") }).into();
        let front = front_matter(&blocks, &dropped, Outside { name: "a.pdf", ..Outside::default() });
        front.conflicts.into_iter().map(|(_, warning)| warning.0).collect()
    }

    #[test]
    fn another_year_at_the_edge_of_the_pages_is_a_warning() {
        let found = warnings("Peer review report 2015", "Peer review, 2014");
        assert_eq!(found, ["its title says 2015 and the line at the edge of its pages 2014: “Peer review, 2014”"]);
        for foot in ["Peer review, 2015", "12/09/2019, 10:33 Peer review", "https://example.org/2014", "Plan 2014-17"] {
            assert!(warnings("Peer review report 2015", foot).is_empty(), "{foot}");
        }
    }

    #[test]
    fn a_second_council_at_the_edge_of_the_pages_is_a_warning() {
        let found = warnings("Peer review report", "Thornmere Borough Council");
        assert_eq!(found, ["it names two councils, Marlshire and Thornmere; Marlshire is taken"]);
        assert!(warnings("Peer review report", "Marlshire County Council").is_empty());
        assert!(warnings("Marlshire and Thornmere", "Marlshire and Thornmere Borough Council").is_empty());
    }
}
