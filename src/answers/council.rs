//! A council by its name alone.

/// Words that say what sort of council it is, and not which.
const SORTS: [&str; 7] = ["council", "county", "city", "borough", "district", "metropolitan", "london"];

/// The name without what sort of council it is: "North Somerset" of "North Somerset Council"; the whole where nothing else is
/// said.
pub(super) fn without_sort(name: &str) -> String {
    let is_name = |word: &&str| !SORTS.contains(&word.to_lowercase().as_str());
    let kept: Vec<&str> = name.split_whitespace().filter(is_name).collect();
    if kept.is_empty() { name.to_owned() } else { kept.join(" ") }
}
