//! A council by its name alone.

/// Words that say what sort of council it is, and not which.
const SORTS: [&str; 7] = ["council", "county", "city", "borough", "district", "metropolitan", "london"];

/// The name without what sort of council it is; the whole where nothing else is said.
///
/// ```
/// assert_eq!(lookback::text::without_sort("North Marlshire District Council"), "North Marlshire");
/// assert_eq!(lookback::text::without_sort("City Council"), "City Council");
/// ```
pub fn without_sort(name: &str) -> String {
    let is_name = |word: &&str| !SORTS.contains(&word.to_lowercase().as_str());
    let kept: Vec<&str> = name.split_whitespace().filter(is_name).collect();
    if kept.is_empty() { name.to_owned() } else { kept.join(" ") }
}
