//! How is a name in capitals written in a sentence?

use super::names::NAMES;
use crate::model::Block;
use crate::text::fold;

/// A name in capitals as the text prints it in small letters, else with capitals only at the start of words.
pub fn as_printed_in_text(name: &str, blocks: &[Block]) -> String {
    if name.chars().any(char::is_lowercase) {
        return name.to_owned();
    }
    let wanted = name.to_lowercase();
    let printed = blocks.iter().find_map(|block| {
        let folded = fold(&block.text);
        let at = folded.to_lowercase().find(&wanted)?;
        let found = folded.get(at..at + wanted.len())?;
        found.chars().any(char::is_lowercase).then(|| found.to_owned())
    });
    printed.unwrap_or_else(|| lower(name))
}

/// "CHILDREN AND FAMILIES PANEL" becomes "Children and Families Panel"; mixed case stays.
pub fn lower(name: &str) -> String {
    if name.chars().any(char::is_lowercase) || !name.chars().any(char::is_alphabetic) {
        return name.to_owned();
    }
    let raised = |part: &str| {
        let mut chars = part.chars();
        let bracket = part.starts_with('(').then(|| chars.next()).flatten();
        let first = chars.next().map(char::to_uppercase);
        bracket.into_iter().chain(first.into_iter().flatten()).chain(chars).collect::<String>()
    };
    let small =
        |part: &str| matches!(part, "and" | "of" | "the" | "for" | "to" | "in" | "on" | "at" | "by" | "upon" | "with");
    let word = |(index, word): (usize, &str)| {
        if NAMES.words.letters.has(word.trim_matches(|c: char| !c.is_alphanumeric())) {
            return word.to_owned();
        }
        let lower = word.to_lowercase();
        let part = |(inner, part): (usize, &str)| {
            if index + inner > 0 && small(part) { part.to_owned() } else { raised(part) }
        };
        lower.split('-').enumerate().map(part).collect::<Vec<_>>().join("-")
    };
    name.split(' ').enumerate().map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_become_small_letters_and_mixed_case_stays() {
        assert_eq!(lower("CHILDREN AND FAMILIES PANEL"), "Children and Families Panel");
        assert_eq!(lower("THE BOROUGH OF MARL-ON-SEA"), "The Borough of Marl-on-Sea");
        assert_eq!(lower("ROADS COMMITTEE (WEST AND SOUTH)"), "Roads Committee (West and South)");
        assert_eq!(lower("LGA review of Marlshire"), "LGA review of Marlshire");
        let letters = &NAMES.words.letters;
        assert_eq!(lower(&letters.example), letters.name);
    }
}
