//! Which settings are there? And the nearest of them to one that there is not.

/// What can be set for the whole folder.
pub(super) const TOP: [&str; 5] = ["name", "council", "codebook", "ignore", "paper"];

/// What can be given of a paper.
pub(super) const PAPER: [&str; 12] = [
    "path",
    "kind",
    "title",
    "council",
    "committee",
    "date",
    "body",
    "subject",
    "on_site",
    "published",
    "grade",
    "encoding",
];

/// The two ends of a period.
pub(super) const PERIOD: [&str; 2] = ["from", "to"];

/// What to say of a key that there is not: the nearest one, or all.
pub(super) fn unknown(key: &str, known: &[&str], place: &str) -> String {
    let alike = |known: &&&str| distance(key, known);
    let hint = match known.iter().min_by_key(alike).filter(|near| distance(key, near) <= 2) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", known.join(", ")),
    };
    format!("there is no setting `{key}` {place}; {hint}")
}

/// How many letters to put in, take out or change (Levenshtein 1966).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.to_lowercase().chars().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = change.min(corner + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_setting_is_named_or_else_all_are() {
        assert_eq!(
            unknown("councl", &PAPER, "of a paper"),
            "there is no setting `councl` of a paper; did you mean `council`?"
        );
        assert!(unknown("colour", &PERIOD, "of a period").ends_with("there are from, to"));
        assert_eq!(distance("kitten", "sitting"), 3);
    }
}
