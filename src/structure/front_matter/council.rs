//! Whose paper is it? The council that the first page names, and the text most often.
//!
//! Where a peer comes from says nothing of it, and a paper that reports on several councils is of none of them. What a council
//! writes itself names it in a line (a letterhead, a title, the foot of a page), and in sentences whomever it heard.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::capitals::lower;
use super::host::host;
use super::named::{Name, names, short_council};
use super::names::{NAMES, first, with_sort};
use super::{HEAD, LABEL_AND_VALUE, PROSE, Paper};
use crate::model::{Block, DocumentKind, Warning};
use crate::text::{Pattern, fold};

/// Whose paper it is.
#[derive(Default)]
pub struct Whose {
    /// The council, short.
    pub council: Option<String>,
    /// What is to be said where several have as good a claim.
    pub conflict: Option<Warning>,
}

/// A line below the first page has at most so many words.
const LONGEST_LINE: usize = 20;

/// A council that no line names is that of the paper where so many blocks speak of it, and of any other at most half as many.
const SPOKEN_OF: usize = 3;

/// The council that the cover or the thanks of a review say was visited; else that named as such whose short name the paper
/// prints most often, where the first page counts for five. `title` is that in the properties of the file: a page of the web
/// ends it with whose it is.
pub fn council(paper: &Paper<'_>, kind: Option<DocumentKind>, title: Option<&str>) -> Whose {
    let blocks = paper.blocks;
    let of_peers = kind.is_some_and(is_of_peers);
    // A letter goes to an officer of the council that it is about.
    let addressed = blocks.iter().take(HEAD).position(|block| block.text.starts_with("Dear ")).unwrap_or_default();
    let (mut counts, mut of_persons, mut spoken) = (Counts::new(), Counts::new(), Counts::new());
    for (index, block) in blocks.iter().enumerate() {
        let is_line = index >= addressed && !block.is_heading() && !block.text.trim_end().ends_with('.');
        for name in names(&block.text) {
            let counts = match () {
                () if name.of_person && is_line && may_list_peers(kind) => &mut of_persons,
                () if may_be_of_a_council(kind)
                    && !says_whose(&name, block, index)
                    && (name.of_witness || !is_in_a_title(paper, &name.short)) =>
                {
                    *spoken.entry(name.short).or_default() += usize::from(!name.of_witness);
                    continue;
                }
                () => &mut counts,
            };
            *counts.entry(name.short).or_default() += if index < HEAD { 5 } else { 1 };
        }
    }
    // "Yarrow and Stane Council" is the end of "Dorring, Yarrow and Stane Council".
    let whole: Vec<String> = counts.keys().filter(|name| name.contains(", ")).cloned().collect();
    counts.retain(|name, _| !whole.iter().any(|whole| whole.ends_with(&format!(", {name}"))));
    if counts.is_empty() && !of_peers {
        counts = of_persons;
    }
    let cover = cover_name(blocks).or_else(|| host(paper).filter(|_| of_peers));
    let all: Counts = counts.iter().chain(&spoken).map(|(name, count)| (name.clone(), *count)).collect();
    if cover.is_none()
        && is_news(kind)
        && all.len() > 1
        && let Some(list) = several(&paper.head, &all)
    {
        let list = list.join(", ");
        let conflict = Some(Warning(format!("it reports on several councils ({list}); none is taken")));
        return Whose { council: None, conflict };
    }
    if counts.is_empty() {
        let heads_and_feet = paper.dropped.iter().flat_map(|dropped| names(&dropped.text)).map(|name| (name.short, 1));
        counts.extend(heads_and_feet.filter(|_| may_be_of_a_council(kind)));
    }
    count_prints(&mut counts, blocks);
    let most = counts.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(name, _)| name);
    let found = cover.or(most).or_else(|| title.and_then(at_the_end)).or_else(|| mostly(spoken));
    Whose { council: found.map(|name| in_full(name, blocks)), conflict: None }
}

/// Councils, and how often each is named.
type Counts = BTreeMap<String, usize>;

/// Whether a council may have written such a paper itself.
fn may_be_of_a_council(kind: Option<DocumentKind>) -> bool {
    !kind.is_some_and(|kind| kind.is_own_report() || kind == DocumentKind::PressNotice)
}

/// Whether a heading of the first page has the name of a council without calling it one: "Marlshire safeguarding peer review".
fn is_in_a_title(paper: &Paper<'_>, name: &str) -> bool {
    let headings = paper.head.iter().filter(|block| block.is_heading());
    let name = name.to_lowercase();
    headings.map(|block| fold(&block.text).to_lowercase()).any(|text| text.contains(&name))
}

/// Whether a name in a council's own paper stands where it says whose the paper is, and not in a sentence or a list that speaks
/// of another.
fn says_whose(name: &Name, block: &Block, index: usize) -> bool {
    let is_head = index < HEAD;
    if name.of_witness || (name.of_owner && is_head) || block.is_heading() {
        return !name.of_witness;
    }
    let words = block.text.split_whitespace().count();
    let is_line = !block.text.trim_end().ends_with('.') && words < if is_head { PROSE } else { LONGEST_LINE };
    let is_row = !(block.cells.is_empty() || is_head && block.cells.len() < LABEL_AND_VALUE);
    is_line && !is_row && !block.is_item()
}

/// The council with whose name the title of a page of the web ends: "Decision: Roads - Upper Marl District Council".
fn at_the_end(title: &str) -> Option<String> {
    let title = fold(title);
    let (_, end) = title.rsplit_once(" - ").or_else(|| title.rsplit_once(" | "))?;
    let ends = ["Council", "Authority"].iter().any(|sort| end.trim_end().ends_with(sort));
    let mut named = names(end).into_iter().filter(|_| ends).map(|name| name.short);
    named.next().filter(|_| named.next().is_none())
}

/// The council of which a paper speaks much more than of any other.
fn mostly(spoken: Counts) -> Option<String> {
    let mut spoken: Vec<(String, usize)> = spoken.into_iter().collect();
    spoken.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    let next = spoken.get(1).map_or(0, |(_, count)| *count);
    spoken.into_iter().next().filter(|(_, count)| *count >= SPOKEN_OF.max(2 * next)).map(|(name, _)| name)
}

/// Whether such a paper may list the peers, with the councils they come from.
fn may_list_peers(kind: Option<DocumentKind>) -> bool {
    kind.is_none_or(|kind| is_of_peers(kind) || matches!(kind, DocumentKind::PanelReport | DocumentKind::PressNotice))
}

/// Whether a paper may be one that tells of several councils and is of none.
fn is_news(kind: Option<DocumentKind>) -> bool {
    kind.is_none_or(|kind| kind == DocumentKind::PressNotice)
}

/// Three councils or more that the first page counts up, two of which at least the paper calls so: "Marlshire, Oakshire and
/// Thornmere".
fn several(head: &[&Block], counts: &Counts) -> Option<Vec<String>> {
    static LIST: LazyLock<Pattern> = LazyLock::new(|| {
        let item = r"[A-Z][A-Za-zÀ-ž'-]+(?: (?:of |upon |on |in )?[A-Z][A-Za-zÀ-ž'-]+){0,5}";
        Pattern::new(format!(r"\b{item}(?:, {item})+,? (?:and|&) {item}"))
    });
    head.iter().find_map(|block| {
        let text = fold(&block.text);
        LIST.find_iter(&text).find_map(|list| {
            let parts =
                list.as_str().split(", ").flat_map(|part| part.split(" and ")).flat_map(|part| part.split(" & "));
            let names: Vec<String> = parts.map(|part| short_council(part.trim_matches([',', ' ']))).collect();
            (names.iter().filter(|name| counts.contains_key(*name)).count() > 1).then_some(names)
        })
    })
}

/// Adds how often the text prints each name, all looked for at once.
fn count_prints(counts: &mut Counts, blocks: &[Block]) {
    let Ok(names) = AhoCorasick::new(counts.keys()) else { return };
    let mut printed = vec![0; counts.len()];
    for found in blocks.iter().flat_map(|block| names.find_overlapping_iter(&block.text)) {
        printed[found.pattern().as_usize()] += 1;
    }
    counts.values_mut().zip(printed).for_each(|(count, more)| *count += more);
}

/// A name with the water that the paper names it by elsewhere: "Newcastle" is "Newcastle upon Tyne".
fn in_full(name: String, blocks: &[Block]) -> String {
    let whole = blocks.iter().find_map(|block| {
        block.text.match_indices(name.as_str()).find_map(|(at, _)| {
            let rest = &block.text[at + name.len()..];
            let mut words = rest.split_inclusive([' ', '-']).take(3);
            let (gap, joint, place) = (words.next()?, words.next()?, words.next()?);
            let joins = matches!(joint.trim_end_matches([' ', '-']), "upon" | "on" | "Upon" | "On");
            let place: String = place.chars().take_while(|c| c.is_alphabetic()).collect();
            (matches!(gap, " " | "-") && joins && NAMES.words.waters.has(&place))
                .then(|| format!("{name}{gap}{}{place}", joint.to_lowercase()))
        })
    });
    whole.unwrap_or(name)
}

/// Whether such a paper tells of a visit of peers from other councils.
fn is_of_peers(kind: DocumentKind) -> bool {
    matches!(kind, DocumentKind::ReviewLetter | DocumentKind::ReviewReport | DocumentKind::ProgressReview)
}

/// Inspection reports name the council alone at the head of the cover, above "Inspection of ...".
fn cover_name(blocks: &[Block]) -> Option<String> {
    let heads: Vec<&Block> = blocks.iter().take(8).collect();
    let inspection = |text: &str| {
        let lower = text.to_lowercase();
        lower.starts_with("inspection of")
            || lower.starts_with("re-inspection of")
            || lower.starts_with("inspection report")
    };
    let visited = |block: &Block| {
        let line = fold(&lower(&block.text)).into_owned();
        first(&NAMES.visited, &line).map(short_council).filter(|name| !name.is_empty())
    };
    if let Some(name) = blocks.iter().take(HEAD).find_map(visited).or_else(|| own_name(blocks)) {
        return Some(name);
    }
    let at = heads.iter().position(|block| inspection(&block.text))?;
    if let Some(name) = first(&NAMES.inspected, &heads[at].text) {
        return Some(short_council(name)).filter(|name| !name.is_empty());
    }
    let before = &heads[at.checked_sub(1)?].text;
    let words = before.split_whitespace().count();
    let name = short_council(before);
    let is_named = words <= 7 && !before.contains(['.', ':']) && is_all_capitalised(&name);
    (is_named && !name.chars().any(|c| c.is_ascii_digit())).then_some(name)
}

/// Lines at the very head of a paper, where whose it is stands alone.
const FIRST_LINES: usize = 3;

/// The parish or the police force whose paper says so itself.
fn own_name(blocks: &[Block]) -> Option<String> {
    let named = |patterns, lines| {
        let mut lines = blocks.iter().take(lines).map(|block| fold(&lower(&block.text)).into_owned());
        lines.find_map(|line| with_sort(patterns, line.trim()))
    };
    named(&NAMES.own_line, FIRST_LINES).or_else(|| named(&NAMES.own_title, HEAD))
}

/// Whether each word begins with a capital but for those between, as in "Stoke on Trent": "Skip to content" is no name.
fn is_all_capitalised(name: &str) -> bool {
    let mut words =
        name.split(' ').filter(|word| !matches!(*word, "and" | "of" | "on" | "upon" | "in" | "the" | "le" | "&"));
    !name.is_empty() && words.all(|word| word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

    #[test]
    fn the_head_of_a_letter_about_a_visit_names_the_council() {
        for (line, name) in [
            ("Focused visit to Thornmere children’s services", "Thornmere"),
            ("FOCUSED VISIT TO THORNMERE CHILDREN'S SERVICES", "Thornmere"),
            ("Monitoring visit to North Fenwick City Council children's services", "North Fenwick"),
            ("Joint targeted area inspection of Thornmere", "Thornmere"),
        ] {
            let line = fold(&lower(line)).into_owned();
            assert_eq!(first(&NAMES.visited, &line).map(short_council).as_deref(), Some(name), "{line}");
        }
    }

    #[test]
    fn a_place_has_its_water_where_the_paper_names_it() {
        let of = |text: &str| {
            let block = Block::of(0, BlockKind::Paragraph, text);
            let name: String = text.chars().take_while(|c| c.is_alphanumeric()).collect();
            in_full(name, &[block])
        };
        assert_eq!(of("Fenwick is old. Fenwick-on-Trent is its name."), "Fenwick-on-Trent");
        assert_eq!(of("Fenwick is on Monday. Fenwick on Monday."), "Fenwick");
        let waters = &NAMES.words.waters;
        assert_eq!(in_full("Newcastle".into(), &[]), "Newcastle");
        assert_eq!(of(waters.example.split_once("of ").map_or("", |(_, text)| text)), waters.name);
    }

    #[test]
    fn names_are_counted_wherever_they_are_printed() {
        let mut counts = BTreeMap::from([("Marl".to_owned(), 1), ("Upper Marl".to_owned(), 5)]);
        let pages = [crate::model::Page {
            number: None,
            lines: vec![crate::model::Line::new(
                "Upper Marl and Marl and Upper Marl".into(),
                crate::model::Mark::Paragraph,
            )],
        }];
        count_prints(&mut counts, &crate::structure::structure(&pages).blocks);
        assert_eq!(counts.into_values().collect::<Vec<_>>(), [4, 7]);
    }

    #[test]
    fn a_title_of_the_web_ends_with_whose_page_it_is() {
        let of = |title: &str| at_the_end(title);
        assert_eq!(of("Decision - Roads – Upper Marl District Council").as_deref(), Some("Upper Marl"));
        assert_eq!(of("Agenda for Cabinet on Monday, 4th May, 2020 | Thornmere Council").as_deref(), Some("Thornmere"));
        for title in [
            "Upper Marl District Council",
            "Corporate peer challenge | Local Government Association",
            "Roads - Council",
        ] {
            assert_eq!(of(title), None, "{title}");
        }
    }
}
