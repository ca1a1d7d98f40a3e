//! Which council does a person mean by "north"?
//!
//! A member may type "Marlshire County Council" where papers say "Marlshire". What sort of council it is counts only where two have
//! one name; a part of a name will do where it is of one only.

use std::collections::BTreeSet;

use crate::error::{Error, Result};
use crate::model::slug;
use crate::store::Snapshot;
use crate::text::without_sort;

/// The council that a name means, as the papers have it.
///
/// # Errors
/// [`Error::NoName`] when it means none or several, with those it comes near to, else all there are; [`Error::Index`] when the
/// index is damaged.
pub fn name_council(snapshot: &Snapshot, asked: &str) -> Result<String> {
    let of_reviews = snapshot.reviews()?.into_iter().map(|review| review.series.council);
    let of_papers = snapshot.documents()?.into_iter().filter_map(|document| document.council);
    let known: BTreeSet<String> = of_reviews.chain(of_papers).collect();
    let known: BTreeSet<&str> = known.iter().map(String::as_str).collect();
    match councils_named(asked, &known).as_slice() {
        [only] => Ok((*only).to_owned()),
        _ => Err(no_name("council", asked, &known)),
    }
}

/// The councils that a name may mean, of those there are: what is called so, else what is called so but for its sort, else what has
/// all the words of the name. Of several those whose sort the name says as well, where it says any.
pub(super) fn councils_named<'k>(asked: &str, known: &BTreeSet<&'k str>) -> Vec<&'k str> {
    let short = without_sort(asked);
    let sought = [slug(asked), slug(&short)];
    let called = |own: &str| slug(own) == sought[0];
    let called_in_short = |own: &str| sought.contains(&slug(own)) || sought.contains(&slug(&without_sort(own)));
    let of_its_words = |own: &str| has_words(own, &short) && has_words(&short, own);
    let has_its_words = |own: &str| has_words(own, &short);
    let ways: [&dyn Fn(&str) -> bool; 4] = [&called, &called_in_short, &of_its_words, &has_its_words];
    let fitting = |way: &&dyn Fn(&str) -> bool| known.iter().copied().filter(|own| way(own)).collect::<Vec<_>>();
    let fitting = ways.iter().map(fitting).find(|fitting| !fitting.is_empty()).unwrap_or_default();
    let of_its_sort: Vec<&str> = fitting.iter().copied().filter(|own| has_words(asked, own)).collect();
    if of_its_sort.is_empty() { fitting } else { of_its_sort }
}

/// Says that nothing has a name, and which have a word of it; all there are where none has.
pub(super) fn no_name(what: &'static str, asked: &str, known: &BTreeSet<&str>) -> Error {
    let words = |name: &str| slug(name).split('-').map(str::to_owned).collect::<BTreeSet<String>>();
    let wanted = words(&without_sort(asked));
    let own = |names: &mut dyn Iterator<Item = &&str>| names.map(|name| (*name).to_owned()).collect::<Vec<String>>();
    let near = own(&mut known.iter().filter(|own| !words(own).is_disjoint(&wanted)));
    let known = if near.is_empty() { own(&mut known.iter()) } else { near };
    Error::NoName { what, asked: asked.to_owned(), known }
}

/// Whether a name has every word of another, small words and case aside: "Children and Families Overview and Scrutiny
/// Panel" has those of "children & families panel".
pub(super) fn has_words(name: &str, asked: &str) -> bool {
    fn words(text: &str) -> BTreeSet<String> {
        let parts = text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
        let words = parts.map(|word| word.to_lowercase().replace(['\'', '’'], ""));
        words.filter(|word| !matches!(word.as_str(), "" | "and" | "of" | "the" | "for")).collect()
    }
    let asked = words(asked);
    !asked.is_empty() && asked.is_subset(&words(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_council_is_known_by_its_name_in_full_or_by_a_part_of_its_own() {
        let known = BTreeSet::from(["Gloucestershire", "South Gloucestershire", "North Somerset", "York"]);
        let named = |asked: &str| councils_named(asked, &known);
        assert_eq!(named("South Gloucestershire Council"), ["South Gloucestershire"]);
        assert_eq!(named("gloucestershire"), ["Gloucestershire"]);
        assert_eq!(named("City of York Council"), ["York"]);
        assert_eq!(named("Somerset"), ["North Somerset"]);
        assert_eq!(named("Bath & North East Somerset Council"), [""; 0], "no other is taken for it");
        assert_eq!(named("Council"), [""; 0]);
        let both = BTreeSet::from(["Marl Borough", "Marl District", "Lower Marl"]);
        assert_eq!(councils_named("Marl District Council", &both), ["Marl District"]);
        assert_eq!(councils_named("Marl", &both).len(), 2, "a question back, not a guess");
    }

    #[test]
    fn a_committee_is_known_by_the_words_of_its_name() {
        let name = "Children and Families Overview and Scrutiny Panel";
        assert!(has_words(name, "children & families panel"));
        assert!(has_words("Children’s Trust", "childrens trust"));
        assert!(!has_words(name, "Children and Young People Panel"));
        assert!(!has_words(name, "the"));
    }
}
