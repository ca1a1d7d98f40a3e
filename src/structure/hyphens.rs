//! Words broken at the end of a line: "informa-" + "tion" is one word, "multi-" + "agency" keeps its hyphen.
//!
//! The document decides: what it prints elsewhere in one piece, or with a hyphen, is how it is written. Where it
//! says nothing, a first part that is a word of the document by itself keeps its hyphen.

use std::collections::BTreeSet;

/// The words a document prints whole, in lower case.
#[derive(Debug, Default)]
pub struct Vocabulary {
    words: BTreeSet<String>,
}

impl Vocabulary {
    /// Collects the words of a document's lines; the broken ends of lines do not count.
    pub fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let mut words = BTreeSet::new();
        for line in lines {
            let line = line.trim_end();
            let whole = if line.ends_with('-') { line.rsplit_once(' ').map_or("", |(start, _)| start) } else { line };
            for word in whole.split_whitespace() {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric());
                words.insert(word.to_lowercase());
                if word.contains('-') {
                    words.extend(word.split('-').map(str::to_lowercase));
                }
            }
        }
        Self { words }
    }

    /// Appends a line to the text of the paragraph above it.
    pub fn join(&self, text: &mut String, next: &str) {
        let next = next.trim_start();
        text.truncate(text.trim_end().len());
        let broken = text.ends_with('-') && !text.ends_with(" -") && !text.ends_with("--");
        let starts_word = next.starts_with(char::is_alphanumeric);
        if !text.is_empty() && !(broken && starts_word) {
            text.push(' ');
        } else if broken && self.drops_hyphen(text, next) {
            text.pop();
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
        match (whole, hyphenated) {
            (_, true) => false,
            (true, false) => true,
            (false, false) => !self.words.contains(&first) && !PREFIXES.contains(&first.as_str()),
        }
    }
}

/// First parts that keep their hyphen though no paper prints them alone.
const PREFIXES: [&str; 16] = [
    "multi", "re", "co", "non", "pre", "post", "inter", "cross", "self", "long", "short", "well", "good", "high",
    "low", "anti",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_decides_how_a_broken_word_is_written() {
        let vocabulary = Vocabulary::of(["information for well-being", "the information", "part time"].into_iter());
        let joined = |first: &str, second: &str| {
            let mut text = first.to_owned();
            vocabulary.join(&mut text, second);
            text
        };
        assert_eq!(joined("more informa-", "tion"), "more information");
        assert_eq!(joined("a multi-", "agency panel"), "a multi-agency panel");
        assert_eq!(joined("well-", "being"), "well-being");
        assert_eq!(joined("part-", "funded"), "part-funded");
        assert_eq!(joined("the Panel", "met"), "the Panel met");
        assert_eq!(joined("16-", "17 year olds"), "16-17 year olds");
        assert_eq!(joined("April -", "May"), "April - May");
    }
}
