//! Where in a text can a phrase stand? Words in a row, with what joins them.

use crate::text::{Word, is_stopword, stem, words};

/// Small words that join two others into one name: "levels of need", "children in care".
const JOINTS: [&str; 3] = ["of", "in", "for"];

/// Small words that may stand between a joint and what it joins: "voice of the child".
const ARTICLES: [&str; 5] = ["the", "a", "an", "their", "its"];

/// A word of a segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its stem.
    pub stem: String,
    /// As written, in lower case.
    pub form: String,
    /// Whether it begins with a capital, as names do, and is no acronym.
    pub capital: bool,
    /// What joins it to the word before, as written: "of the"; empty where nothing stands between, and for the first.
    pub joint: String,
}

/// The segments of a text: between other small words, punctuation and figures.
pub(super) fn segments(text: &str) -> Vec<Vec<Piece>> {
    let mut segments: Vec<Vec<Piece>> = vec![Vec::new()];
    let mut joint = String::new();
    let mut end = 0;
    for word in words(text).flat_map(Word::parts) {
        let form = word.text.to_lowercase().replace('’', "'");
        let gap = text.get(end..word.start).unwrap_or("");
        end = word.end();
        let breaks = !gap.chars().all(|c| c.is_whitespace() || c == '-' || c == '\u{2011}');
        let is_open = segments.last().is_some_and(|segment| !segment.is_empty());
        let joins = if joint.is_empty() { JOINTS.contains(&&*form) } else { ARTICLES.contains(&&*form) };
        if joins && is_open && !breaks {
            joint = if joint.is_empty() { form } else { format!("{joint} {form}") };
            continue;
        }
        let stops =
            is_stopword(&form) || form.chars().count() < 2 || !form.chars().all(|c| c.is_alphabetic() || c == '\'');
        if (breaks || stops) && is_open {
            segments.push(Vec::new());
        }
        if breaks || stops {
            joint.clear();
        }
        if !stops && let Some(segment) = segments.last_mut() {
            let capital =
                word.text.chars().next().is_some_and(char::is_uppercase) && word.text.chars().any(char::is_lowercase);
            segment.push(Piece { stem: stem(&form), form, capital, joint: std::mem::take(&mut joint) });
        }
    }
    segments.retain(|segment| !segment.is_empty());
    segments
}

/// The words of a text that are no small words, each as stem and as written.
pub(in crate::themes) fn telling_words(text: &str) -> impl Iterator<Item = (String, String)> {
    segments(text).into_iter().flatten().map(|piece| (piece.stem, piece.form))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_part_save_those_that_join() {
        let found: Vec<Vec<String>> =
            segments("The voice of the child, and levels of need in 2015 for Multi-agency teams")
                .into_iter()
                .map(|segment| segment.into_iter().map(|piece| format!("{}|{}", piece.joint, piece.form)).collect())
                .collect();
        assert_eq!(
            found,
            [vec!["|voice", "of the|child"], vec!["|levels", "of|need"], vec!["|multi", "|agency", "|teams"]]
        );
        assert!(segments("of the and").is_empty());
    }
}
