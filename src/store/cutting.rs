//! Passages cut into words, once for both fields that hold them.
//!
//! What the index is given is words that are cut, folded and stemmed already, each followed by a blank, which no word has in
//! it: `front door ` and `front door ` of "Front Doors". The engine parts them at the blanks. Papers repeat their words, so
//! each is folded and stemmed once and remembered.

use std::cell::RefCell;
use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;
use tantivy::tokenizer::{Token as IndexToken, TokenStream, Tokenizer};

use super::sketch::{Runs, Sketch, of_word};
use super::words::{stem, tokens};

/// Words remembered, a thread each.
const REMEMBERED: usize = 1 << 16;
/// Letters of theirs that are kept, in bytes: a word can be as long as its paper.
const MOST_LETTERS: usize = 1 << 24;
/// Slots of the table to begin with.
const FEWEST_SLOTS: usize = 1 << 10;

/// Ends each word.
const END: char = ' ';

/// A passage as its fields are given it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cut {
    /// The stems, in order.
    pub stems: String,
    /// The folded words, each once.
    pub words: String,
    /// How many words the passage has.
    pub count: u64,
    /// By which passages in nearly the same words are found.
    pub sketch: Sketch,
}

thread_local! {
    static VOCABULARY: RefCell<Vocabulary> = RefCell::default();
}

/// Cuts a passage.
pub(crate) fn cut(text: &str) -> Cut {
    VOCABULARY.with_borrow_mut(|vocabulary| vocabulary.cut(text))
}

/// The words seen so far.
#[derive(Default)]
struct Vocabulary {
    /// A table by the hash of a word as printed: its place, counted from 1; 0 where there is none. At most half full.
    table: Vec<u32>,
    words: Vec<VocabularyWord>,
    /// Words as printed, folded and stemmed, one after the other: those of one word lie together.
    letters: String,
    /// Number of the passage in hand, from 1.
    passage: u32,
}

/// A word as printed. Small, so that many stay near.
#[derive(Clone, Copy)]
struct VocabularyWord {
    printed: Letters,
    folded: Letters,
    stem: Letters,
    /// The place of its folded form: its own, where it is printed so.
    as_folded: u32,
    /// The last passage that a folded form was seen in.
    seen_in: u32,
    /// The hash of the folded form, [`of_word`].
    hash: u64,
}

/// Where letters lie in those of the vocabulary.
#[derive(Clone, Copy)]
struct Letters {
    at: u32,
    length: u32,
}

impl Vocabulary {
    fn cut(&mut self, text: &str) -> Cut {
        if self.words.len() >= REMEMBERED || self.letters.len() >= MOST_LETTERS {
            *self = Self::default();
        }
        self.passage += 1;
        let (mut stems, mut words) = (String::with_capacity(text.len()), String::with_capacity(text.len()));
        let (mut count, mut runs) = (0, Runs::default());
        for token in tokens(text) {
            let place = self.place(token.text).unwrap_or_else(|| self.learn(token.text, &token.folded()));
            let VocabularyWord { folded, stem, as_folded, hash, .. } = self.words[place as usize];
            count += 1;
            runs.push(hash);
            stems.push_str(self.read(stem));
            stems.push(END);
            let seen_in = &mut self.words[as_folded as usize].seen_in;
            if std::mem::replace(seen_in, self.passage) != self.passage {
                words.push_str(self.read(folded));
                words.push(END);
            }
        }
        Cut { stems, words, count, sketch: runs.sketch() }
    }

    fn read(&self, letters: Letters) -> &str {
        &self.letters[letters.at as usize..(letters.at + letters.length) as usize]
    }

    fn place(&self, printed: &str) -> Option<u32> {
        let place = *self.table.get(self.slot(printed)?)?;
        place.checked_sub(1)
    }

    /// The slot of the table that a word has, or would have.
    fn slot(&self, printed: &str) -> Option<usize> {
        let last = self.table.len().checked_sub(1)?;
        let mut slot = FxBuildHasher.hash_one(printed) as usize & last;
        while let Some(place) = self.table[slot].checked_sub(1) {
            if self.read(self.words[place as usize].printed) == printed {
                break;
            }
            slot = (slot + 1) & last;
        }
        Some(slot)
    }

    fn learn(&mut self, printed: &str, folded: &str) -> u32 {
        let own = self.words.len() as u32;
        let letters = self.keep(printed);
        let known = if printed == folded {
            let stemmed = stem(folded);
            let stem = if stemmed == folded { letters } else { self.keep(&stemmed) };
            VocabularyWord {
                printed: letters,
                folded: letters,
                stem,
                as_folded: own,
                seen_in: 0,
                hash: of_word(folded),
            }
        } else {
            let as_folded = self.place(folded).unwrap_or_else(|| self.learn(folded, folded));
            VocabularyWord { printed: letters, as_folded, ..self.words[as_folded as usize] }
        };
        self.words.push(known);
        if self.words.len() * 2 > self.table.len() {
            self.table = vec![0; (self.table.len() * 2).max(FEWEST_SLOTS)];
            (0..self.words.len() - 1).for_each(|place| self.enter(place));
        }
        self.enter(self.words.len() - 1);
        self.words.len() as u32 - 1
    }

    fn enter(&mut self, place: usize) {
        if let Some(slot) = self.slot(self.read(self.words[place].printed)) {
            self.table[slot] = place as u32 + 1;
        }
    }

    fn keep(&mut self, letters: &str) -> Letters {
        let at = self.letters.len() as u32;
        self.letters.push_str(letters);
        Letters { at, length: letters.len() as u32 }
    }
}

/// The tokeniser of the fields: parts what was cut.
#[derive(Clone)]
pub(crate) struct AtBlanks;

impl Tokenizer for AtBlanks {
    type TokenStream<'a> = Parted<'a>;

    fn token_stream<'a>(&'a mut self, cut: &'a str) -> Parted<'a> {
        let token = IndexToken { position: usize::MAX, ..IndexToken::default() };
        Parted { cut, from: 0, token }
    }
}

/// The words of one passage on their way into the index.
pub(crate) struct Parted<'a> {
    cut: &'a str,
    from: usize,
    token: IndexToken,
}

impl TokenStream for Parted<'_> {
    fn advance(&mut self) -> bool {
        let rest = &self.cut[self.from..];
        let Some(length) = rest.bytes().position(|byte| byte == END as u8) else { return false };
        self.token.position = self.token.position.wrapping_add(1);
        (self.token.offset_from, self.token.offset_to) = (self.from, self.from + length);
        self.token.text.clear();
        self.token.text.push_str(&rest[..length]);
        self.from += length + END.len_utf8();
        true
    }

    fn token(&self) -> &IndexToken {
        &self.token
    }

    fn token_mut(&mut self) -> &mut IndexToken {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::words::{folded, stems};

    fn parted(cut: &str) -> Vec<String> {
        let mut tokenizer = AtBlanks;
        let mut stream = tokenizer.token_stream(cut);
        let mut seen = Vec::new();
        while let Some(token) = stream.next() {
            assert_eq!((token.position, &cut[token.offset_from..token.offset_to]), (seen.len(), &*token.text));
            seen.push(token.text.clone());
        }
        seen
    }

    #[test]
    fn the_index_sees_the_tokens_we_see() {
        for text in ["Review the Front Door, then review it again", "Children’s – the CHILDREN’S", "", "½ İ 😀"]
        {
            // Twice: words that are remembered are those that were learnt.
            for _ in 0..2 {
                let cut = cut(text);
                assert_eq!(parted(&cut.stems), stems(text));
                assert_eq!(cut.count as usize, stems(text).len());
                assert_eq!(cut.sketch, Sketch::of(folded(text).iter().map(String::as_str)));
                let mut once: Vec<String> = Vec::new();
                for word in folded(text) {
                    if !once.contains(&word) {
                        once.push(word);
                    }
                }
                assert_eq!(parted(&cut.words), once);
            }
        }
    }
}
