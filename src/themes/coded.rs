//! Texts as rows of numbers: every telling word once by name, and then a number wherever it stands.
//!
//! Phrases and groups both ask which words stand in which texts, again and again. A hundred thousand texts have some ten
//! million words and a hundred thousand different ones: each is folded, stemmed and looked up on the lists once.

use std::borrow::Cow;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use unicode_segmentation::UnicodeSegmentation;

use crate::text::{is_stopword, stem};

/// Small words that join two others into one name: "levels of need", "children in care".
const JOINTS: [&str; 3] = ["of", "in", "for"];

/// Small words that may stand between a joint and what it joins: "voice of the child".
const ARTICLES: [&str; 5] = ["the", "a", "an", "their", "its"];

/// Texts whose words are numbered together.
const TOGETHER: usize = 8_192;

/// What joins a word to the one before: nothing, or one of [`JOINTS`] and perhaps one of [`ARTICLES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Joint(u8);

impl Joint {
    const ARTICLES: u8 = ARTICLES.len() as u8 + 1;

    fn new(joint: usize, article: usize) -> Self {
        Self((joint as u8 + 1) * Self::ARTICLES + article as u8)
    }

    fn with_article(self, article: usize) -> Option<Self> {
        (self.0 > 0 && self.0.is_multiple_of(Self::ARTICLES)).then(|| Self(self.0 + article as u8 + 1))
    }

    /// Which small word it is, from 1, whatever article follows; 0 for none.
    pub fn kind(self) -> u32 {
        u32::from(self.0 / Self::ARTICLES)
    }

    /// The small word alone, by its kind: "of".
    pub fn word(kind: u32) -> Option<&'static str> {
        JOINTS.get((kind as usize).checked_sub(1)?).copied()
    }

    /// As written, a space after it: "of the ".
    pub fn written(self) -> String {
        let article = usize::from(self.0 % Self::ARTICLES).checked_sub(1).map(|at| ARTICLES[at]);
        let words = Self::word(self.kind()).into_iter().chain(article);
        words.flat_map(|word| [word, " "]).collect()
    }
}

/// A telling word where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece(u32);

impl Piece {
    /// Different forms that can be told apart; words beyond are left out.
    const FORMS: usize = 1 << 25;

    fn new(form: usize, joint: Joint, capital: bool, opens: bool) -> Self {
        Self((form as u32) << 7 | u32::from(joint.0) << 2 | u32::from(capital) << 1 | u32::from(opens))
    }

    /// Its form, by number.
    pub fn form(self) -> usize {
        (self.0 >> 7) as usize
    }

    /// What joins it to the word before; nothing where it opens a segment.
    pub fn joint(self) -> Joint {
        Joint((self.0 >> 2) as u8 & 31)
    }

    /// Whether it begins with a capital, as names do, and is no acronym.
    pub fn capital(self) -> bool {
        self.0 & 2 > 0
    }

    /// Whether a small word, punctuation or a figure parts it from the word before.
    pub fn opens(self) -> bool {
        self.0 & 1 > 0
    }
}

/// What is known of a word as written.
#[derive(Debug, Clone, Copy)]
struct Known {
    /// Its form, by number; `None` where it is no telling word.
    form: Option<usize>,
    capital: bool,
    /// Which joint, and which article, it can be.
    joint: Option<usize>,
    article: Option<usize>,
}

/// The words of some texts.
#[derive(Default)]
struct Vocabulary<'a> {
    known: FxHashMap<&'a str, Known>,
    numbers: FxHashMap<String, usize>,
}

impl<'a> Vocabulary<'a> {
    fn known(&mut self, word: &'a str) -> Known {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let form = folded(word);
        let is_small =
            is_stopword(&form) || form.chars().count() < 2 || !form.chars().all(|c| c.is_alphabetic() || c == '\'');
        let place = |list: &[&str]| list.iter().position(|small| *small == form);
        let (joint, article) = (place(&JOINTS), place(&ARTICLES));
        let next = self.numbers.len();
        let is_kept = !is_small && next < Piece::FORMS;
        let capital = word.chars().next().is_some_and(char::is_uppercase) && word.chars().any(char::is_lowercase);
        let form = is_kept.then(|| *self.numbers.entry(form.into_owned()).or_insert(next));
        let known = Known { form, capital, joint, article };
        self.known.insert(word, known);
        known
    }

    /// The telling words of a text.
    fn pieces(&mut self, text: &'a str, pieces: &mut Vec<Piece>) {
        let (mut joint, mut end, mut opens) = (Joint::default(), 0, true);
        for (start, word) in text.unicode_word_indices() {
            let gap = &text[end..start];
            end = start + word.len();
            let parted = !gap.bytes().all(|b| b == b' ' || b == b'-')
                && !gap.chars().all(|c| c.is_whitespace() || c == '-' || c == '\u{2011}');
            if parted {
                (joint, opens) = (Joint::default(), true);
            }
            let known = self.known(word);
            let more = match (joint == Joint::default(), known.joint, known.article) {
                (true, Some(small), _) => Some(Joint::new(small, 0)),
                (false, _, Some(article)) => joint.with_article(article),
                _ => None,
            };
            if let Some(more) = more.filter(|_| !opens) {
                joint = more;
                continue;
            }
            match known.form {
                Some(form) => {
                    pieces.push(Piece::new(form, if opens { Joint::default() } else { joint }, known.capital, opens));
                    opens = false;
                }
                None => opens = true,
            }
            joint = Joint::default();
        }
    }
}

/// In lower case, with straight apostrophes.
fn folded(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace('’', "'"))
}

/// Texts, coded.
#[derive(Debug, Default)]
pub(super) struct Coded {
    pieces: Vec<Piece>,
    /// For each text, where its pieces end.
    ends: Vec<usize>,
    /// Each form as written in lower case, and its stem by number.
    forms: Vec<(String, usize)>,
    stems: Vec<String>,
}

impl Coded {
    /// Codes texts.
    pub fn of<T: AsRef<str> + Sync>(texts: &[T]) -> Self {
        let part = |texts: &[T]| {
            let (mut words, mut pieces, mut ends) = (Vocabulary::default(), Vec::new(), Vec::new());
            for text in texts {
                words.pieces(text.as_ref(), &mut pieces);
                ends.push(pieces.len());
            }
            let mut forms: Vec<(String, usize)> = words.numbers.into_iter().collect();
            forms.sort_by_key(|(_, number)| *number);
            (pieces, ends, forms)
        };
        let parts: Vec<_> = texts.par_chunks(TOGETHER).map(part).collect();
        let mut coded = Self::default();
        let mut numbers: FxHashMap<String, usize> = FxHashMap::default();
        let mut stems: FxHashMap<String, usize> = FxHashMap::default();
        for (pieces, ends, forms) in parts {
            let number = |(form, _): (String, usize)| {
                if let Some(number) = numbers.get(&form) {
                    return *number;
                }
                let stem = stem(&form);
                let next = coded.stems.len();
                let stem = *stems.entry(stem).or_insert_with_key(|stem| {
                    coded.stems.push(stem.clone());
                    next
                });
                coded.forms.push((form.clone(), stem));
                numbers.insert(form, coded.forms.len() - 1);
                coded.forms.len() - 1
            };
            let renamed: Vec<usize> = forms.into_iter().map(number).collect();
            let before = coded.pieces.len();
            let piece = |piece: Piece| Piece::new(renamed[piece.form()], piece.joint(), piece.capital(), piece.opens());
            coded.pieces.extend(pieces.into_iter().map(piece));
            coded.ends.extend(ends.into_iter().map(|end| before + end));
        }
        coded
    }

    /// How many texts there are.
    pub fn texts(&self) -> usize {
        self.ends.len()
    }

    /// The telling words of all texts, in order.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// Where the words of a text stand among them all.
    pub fn range(&self, text: usize) -> std::ops::Range<usize> {
        let start = text.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[text]
    }

    /// A form as written, in lower case.
    pub fn form(&self, form: usize) -> &str {
        &self.forms[form].0
    }

    /// The stem of a piece, by number.
    pub fn stem_of(&self, piece: Piece) -> usize {
        self.forms[piece.form()].1
    }

    /// All stems.
    pub fn stems(&self) -> &[String] {
        &self.stems
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_part_save_those_that_join() {
        let texts =
            ["The voice of the child, and levels of need in 2015 for Multi-agency teams", "of the and", "A, Child’s"];
        let coded = Coded::of(&texts);
        let told = |text: usize| -> String {
            let of = coded.pieces()[coded.range(text)].iter();
            of.map(|piece| {
                let mark = if piece.opens() { "|" } else { " " };
                format!("{mark}{}{}", piece.joint().written(), coded.form(piece.form()))
            })
            .collect()
        };
        assert_eq!(told(0), "|voice of the child|levels of need|multi agency teams");
        assert_eq!((told(1), told(2), coded.texts()), (String::new(), "|child's".into(), 3));
        let child: Vec<usize> = coded.pieces().iter().map(|piece| coded.stem_of(*piece)).collect();
        assert_eq!((coded.stems()[child[1]].as_str(), child[1] == child[child.len() - 1]), ("child", true));
        assert!(coded.pieces().last().unwrap().capital() && !coded.pieces()[0].capital());
    }
}
