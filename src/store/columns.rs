//! Names in a column of the index, read without touching stored records.

use std::collections::BTreeSet;
use std::io;

use tantivy::DocId;
use tantivy::columnar::StrColumn;

use crate::model::{Item, ItemMark};

/// What a column of names holds for these records; `None` where it holds nothing. Each page of the column's
/// dictionary is opened once.
pub(crate) fn names(column: &StrColumn, docs: &[DocId]) -> io::Result<Vec<Option<String>>> {
    let ords: Vec<Option<u64>> = docs.iter().map(|&doc| column.ords().first(doc)).collect();
    let distinct: BTreeSet<u64> = ords.iter().flatten().copied().collect();
    let distinct: Vec<u64> = distinct.into_iter().collect();
    let names = names_of(column, &distinct)?;
    let name = |ord: u64| distinct.binary_search(&ord).ok().and_then(|at| names.get(at).cloned());
    Ok(ords.into_iter().map(|ord| ord.and_then(name)).collect())
}

/// The names of these numbers of a column, which come in order; empty for what is none.
pub(crate) fn names_of(column: &StrColumn, ords: &[u64]) -> io::Result<Vec<String>> {
    let mut names = Vec::with_capacity(ords.len());
    let read = |name: &[u8]| names.push(String::from_utf8_lossy(name).into_owned());
    column.dictionary().sorted_ords_to_term_cb(ords, read)?;
    names.resize(ords.len(), String::new());
    Ok(names)
}

/// Before the number of a place that needs its section as well.
const BY_SECTION: char = '\u{1f}';

/// The number of a place as it stands in its column, with whether it needs the section.
pub(crate) fn number_column(number: Option<String>, by_section: bool) -> Option<String> {
    number.map(|number| if by_section { format!("{BY_SECTION}{number}") } else { number })
}

/// What [`number_column`] made of a number.
pub(crate) fn number_of(column: Option<String>) -> (Option<String>, bool) {
    match column.as_deref().and_then(|number| number.strip_prefix(BY_SECTION)) {
        Some(number) => (Some(number.to_owned()), true),
        None => (column, false),
    }
}

/// The item of a place as it stands in its column, with the reference that is printed beside it: a letter says of each part what it
/// is, for a printed letter may look like the count of a bullet.
pub(crate) fn item_column(item: Option<Item>, reference: Option<String>) -> Option<String> {
    let mark = |mark: &ItemMark| match mark {
        ItemMark::Bullet(count) => format!("b{count}"),
        ItemMark::Label(label) => format!("l{label}"),
    };
    let item = match item? {
        Item::Listed(marks) => marks.iter().map(mark).collect::<Vec<_>>().join(WITHIN),
        Item::Recommendation(label) => format!("n{label}"),
        Item::Row(count) => format!("r{count}"),
        Item::Head => "h".to_owned(),
    };
    Some(reference.map_or_else(|| item.clone(), |reference| format!("{item}{BESIDE}{reference}")))
}

/// What [`item_column`] made of an item.
pub(crate) fn item_of(column: Option<String>) -> (Option<Item>, Option<String>) {
    let Some(column) = column else { return (None, None) };
    let (item, reference) = column.split_once(BESIDE).map_or((&*column, None), |(item, beside)| (item, Some(beside)));
    (read_item(item), reference.map(str::to_owned))
}

fn read_item(item: &str) -> Option<Item> {
    let mark = |part: &str| match part.split_at_checked(1)? {
        ("b", count) => Some(ItemMark::Bullet(count.parse().ok()?)),
        ("l", label) => Some(ItemMark::Label(label.to_owned())),
        _ => None,
    };
    match item.split_at_checked(1)? {
        ("n", label) => Some(Item::Recommendation(label.to_owned())),
        ("r", count) => Some(Item::Row(count.parse().ok()?)),
        ("h", _) => Some(Item::Head),
        _ => item.split(WITHIN).map(mark).collect::<Option<_>>().map(Item::Listed),
    }
}

/// Between an item and the reference beside it.
const BESIDE: char = '\u{1f}';

/// Between the marks of an item and of those it stands in.
const WITHIN: &str = "\u{1e}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_place_keeps_whether_it_needs_its_section() {
        for told in [(Some("4.1".to_owned()), true), (Some("4.1".to_owned()), false), (None, false)] {
            assert_eq!(number_of(number_column(told.0.clone(), told.1)), told);
        }
    }

    #[test]
    fn the_item_of_a_place_keeps_its_reference() {
        let within =
            Item::Listed(vec![ItemMark::Label("b1".into()), ItemMark::Bullet(1), ItemMark::Label("1.2".into())]);
        for told in [
            (Some(Item::Row(4)), Some("Ref T5".to_owned())),
            (Some(within), None),
            (Some(Item::Recommendation("4a".into())), None),
            (Some(Item::Head), None),
            (None, None),
        ] {
            assert_eq!(item_of(item_column(told.0.clone(), told.1.clone())), told);
        }
    }
}
