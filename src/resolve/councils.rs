//! Which council do papers belong to that do not say? Minutes speak of "the County Council" and name none.
//!
//! Such a paper is adopted by the council of the papers it lies among: those in its folder, else in the folder
//! above, and so on, when all of them that name a council name the same one. What a paper says itself always wins, but that
//! "Newcastle" among papers of "Newcastle upon Tyne" is that.

use std::collections::{BTreeMap, BTreeSet};

/// The council of each path that has one: its own, or that of the papers it lies among.
pub fn adopt(papers: &[(&str, Option<&str>)]) -> BTreeMap<String, String> {
    let mut by_folder: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (path, council) in papers {
        let Some(council) = council else { continue };
        for folder in folders(path) {
            by_folder.entry(folder).or_default().insert(council);
        }
    }
    let of = |path: &str| {
        folders(path)
            .find_map(|folder| by_folder.get(folder))
            .filter(|councils| councils.len() == 1)
            .and_then(|councils| councils.first().copied())
    };
    let in_full = |path: &str, own: &str| {
        let beside = folders(path).next().and_then(|folder| by_folder.get(folder)).filter(|names| names.len() == 2);
        beside.and_then(|names| names.iter().copied().find(|name| is_in_full(own, name)))
    };
    let council = |&(path, own): &(&str, Option<&str>)| {
        let own = own.map(|own| in_full(path, own).unwrap_or(own));
        Some((path.to_owned(), own.or_else(|| of(path))?.to_owned()))
    };
    papers.iter().filter_map(council).collect()
}

/// Whether a name is another with the water that the place lies on: "Stockton-on-Tees" is "Stockton".
fn is_in_full(short: &str, name: &str) -> bool {
    let rest = name.strip_prefix(short).unwrap_or_default();
    [" upon ", " on ", "-upon-", "-on-"].iter().any(|joint| rest.starts_with(joint))
}

/// The folders a path lies in, the innermost first: "a/b/c.txt" gives "a/b", "a", "".
fn folders(path: &str) -> impl Iterator<Item = &str> {
    let ends: Vec<usize> = path.match_indices('/').map(|(at, _)| at).rev().chain([0]).collect();
    ends.into_iter().map(move |end| &path[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_belongs_to_the_council_it_lies_among() {
        let papers = [
            ("marlshire/minutes/a.html", None),
            ("marlshire/reviews/b.txt", Some("Marlshire")),
            ("thornmere/c.txt", Some("Thornmere")),
            ("loose.txt", None),
        ];
        let found = adopt(&papers);
        assert_eq!(found.get("marlshire/minutes/a.html").map(String::as_str), Some("Marlshire"));
        assert_eq!(found.get("loose.txt"), None, "two councils share the folder above");
        let papers =
            [("a/1.pdf", Some("Fenwick")), ("a/2.pdf", Some("Fenwick upon Marl")), ("b/3.pdf", Some("Fenwick"))];
        let found: Vec<String> = adopt(&papers).into_values().collect();
        assert_eq!(found, ["Fenwick upon Marl", "Fenwick upon Marl", "Fenwick"]);
    }
}
