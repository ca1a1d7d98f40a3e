//! Words broken at the end of a line: "informa-" + "tion" is one word, "multi-" + "agency" keeps its hyphen.
//!
//! The document decides: what it prints elsewhere in one piece, or with a hyphen, is how it is written. A document
//! that never breaks a word keeps all its hyphens; one that does keeps them where both parts are words of its own.

use std::collections::BTreeSet;

/// The words a document prints whole, in lower case.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: BTreeSet<String>,
    /// Whether the document breaks words at line ends.
    breaks: bool,
}

impl Vocabulary {
    /// Collects the words of a document's lines; the broken ends of lines do not count.
    pub fn of<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Self {
        // Nothing is asked of the words of a paper of which no line ends with a hyphen.
        let ends_broken = |line: &str| line.trim_end_matches(|c: char| c != '-' && !c.is_alphanumeric()).ends_with('-');
        if !lines.clone().any(ends_broken) {
            return Self::default();
        }
        let mut words = BTreeSet::new();
        let mut ends: Vec<(String, String)> = Vec::new();
        let mut open: Option<String> = None;
        for line in lines {
            let line = line.trim();
            let mut pieces: Vec<&str> = line.split_whitespace().collect();
            if let (Some(first), Some(second)) = (open.take(), pieces.first()) {
                ends.push((first, bare(second)));
                pieces.remove(0);
            }
            if line.ends_with('-') {
                open = pieces.pop().map(bare).filter(|first| !first.is_empty());
            }
            for piece in pieces {
                let word = bare(piece);
                if word.contains('-') {
                    words.extend(word.split('-').map(str::to_owned));
                }
                words.insert(word);
            }
        }
        let whole = ends.iter().filter(|(first, second)| words.contains(&format!("{first}{second}"))).count();
        // What is printed nowhere else, and so is no word of the paper, is a part of one: "con-" + "structive".
        let parts = ends.iter().filter(|(_, second)| !words.contains(second)).count();
        let breaks = whole >= 2 || (parts >= FEWEST_PARTS && parts * 2 > ends.len());
        Self { words, breaks }
    }

    /// Appends a line to the text of the paragraph above it.
    pub fn join(&self, text: &mut String, next: &str) {
        let next = next.trim_start();
        text.truncate(text.trim_end().len());
        let broken = text.ends_with('-') && !text.ends_with(" -") && !text.ends_with("--");
        let starts_word = next.starts_with(char::is_alphanumeric);
        if broken && starts_word {
            if self.drops_hyphen(text, next) {
                text.pop();
            }
        } else if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(next);
    }

    fn drops_hyphen(&self, text: &str, next: &str) -> bool {
        let first =
            text.trim_end_matches('-').rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default().to_lowercase();
        let second: String = next.chars().take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        if first.is_empty() || !next.starts_with(char::is_lowercase) {
            return false;
        }
        let whole = self.words.contains(&format!("{first}{second}"));
        let hyphenated = self.words.contains(&format!("{first}-{second}"));
        let known = |word: &str| self.words.contains(word);
        let is_prefix = PREFIXES.contains(&first.as_str());
        let compound = known(&second) && (known(&first) || is_prefix);
        match (whole, hyphenated) {
            (_, true) => false,
            (true, false) => true,
            (false, false) => self.breaks && !compound && !COMPOUNDING.contains(&first.as_str()),
        }
    }
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// First parts that keep their hyphen before a word of the paper, though no paper prints them alone.
const PREFIXES: [&str; 16] = [
    "multi", "re", "co", "non", "pre", "post", "inter", "cross", "self", "long", "short", "well", "good", "high",
    "low", "anti",
];

/// First parts that keep it before any word: nothing but a compound begins so.
const COMPOUNDING: [&str; 8] = ["multi", "cross", "self", "well", "good", "high", "low", "long"];

/// Fewest line ends with a part of a word, and more than half of those that end with a hyphen, for a paper that breaks
/// words.
const FEWEST_PARTS: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_decides_how_a_broken_word_is_written() {
        let lines = [
            "information for well-being",
            "the inform-",
            "ation and the con-",
            "sent of an agency",
            "part time, by consent",
            "was funded",
        ];
        let vocabulary = Vocabulary::of(lines.into_iter());
        let joined = |first: &str, second: &str| {
            let mut text = first.to_owned();
            vocabulary.join(&mut text, second);
            text
        };
        assert_eq!(joined("more informa-", "tion"), "more information");
        assert_eq!(joined("a multi-", "agency panel"), "a multi-agency panel");
        assert_eq!(joined("mat-", "ters"), "matters");
        assert_eq!(joined("well-", "being"), "well-being");
        assert_eq!(joined("part-", "funded"), "part-funded");
        assert_eq!(joined("the Panel", "met"), "the Panel met");
        assert_eq!(joined("16-", "17 year olds"), "16-17 year olds");
        assert_eq!(joined("April -", "May"), "April - May");
    }
}
