//! Which council do papers belong to that do not say? Minutes speak of "the County Council" and name none.
//!
//! Such a paper is adopted by the council of the papers it lies among: those in its folder, else in the folder
//! above, and so on, when all of them that name a council name the same one. What a paper says itself always wins.

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
    let council = |(path, own): &(&str, Option<&str>)| Some(((*path).to_owned(), own.or_else(|| of(path))?.to_owned()));
    papers.iter().filter_map(council).collect()
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
    }
}
