//! Texts as rows of numbers: every telling word once by name, and then a number wherever it stands.
//!
//! Phrases and groups both ask which words stand in which texts, again and again. A hundred thousand texts have some ten
//! million words and a hundred thousand different ones: each is folded, stemmed and looked up on the lists once.

use std::borrow::Cow;

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use unicode_segmentation::UnicodeSegmentation;

use super::whole;
use crate::text::{is_stopword, stem};

/// Small words that join two others into one name: "levels of need", "children in care".
const JOINTS: [&str; 3] = ["of", "in", "for"];

/// Small words that may stand between a joint and what it joins: "voice of the child".
const ARTICLES: [&str; 5] = ["the", "a", "an", "their", "its"];

/// Whether a small word joins two others.
pub(super) fn is_joint(word: &str) -> bool {
    JOINTS.contains(&word)
}

/// Whether it may stand between one that joins and what it joins.
pub(super) fn is_article(word: &str) -> bool {
    ARTICLES.contains(&word)
}

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
struct KnownWord {
    /// Its form, by number; `None` where it is no telling word.
    form: Option<usize>,
    capital: bool,
    /// Which joint, and which article, it can be.
    joint: Option<usize>,
    article: Option<usize>,
    /// Which word of the terms that stand whole it is.
    of_terms: Option<whole::Word>,
}

/// A word where it stands.
#[derive(Debug, Clone, Copy)]
struct Token<'a> {
    word: &'a str,
    known: KnownWord,
    /// Whether a mark parts it from the word before.
    parted: bool,
}

/// The words of some texts.
#[derive(Default)]
struct Vocabulary<'a> {
    known: FxHashMap<&'a str, KnownWord>,
    numbers: FxHashMap<String, usize>,
    /// The words of the text in hand.
    tokens: Vec<Token<'a>>,
}

impl<'a> Vocabulary<'a> {
    fn known(&mut self, word: &'a str) -> KnownWord {
        if let Some(known) = self.known.get(word) {
            return *known;
        }
        let form = folded(word);
        let is_small =
            is_stopword(&form) || form.chars().count() < 2 || !form.chars().all(|c| c.is_alphabetic() || c == '\'');
        let place = |list: &[&str]| list.iter().position(|small| *small == form);
        let (joint, article) = (place(&JOINTS), place(&ARTICLES));
        let of_terms = whole::word(&form);
        let capital = word.chars().next().is_some_and(char::is_uppercase) && word.chars().any(char::is_lowercase);
        let form = if is_small { None } else { self.number(form) };
        let known = KnownWord { form, capital, joint, article, of_terms };
        self.known.insert(word, known);
        known
    }

    fn number(&mut self, form: Cow<'_, str>) -> Option<usize> {
        let next = self.numbers.len();
        if next >= Piece::FORMS {
            return self.numbers.get(&*form).copied();
        }
        Some(*self.numbers.entry(form.into_owned()).or_insert(next))
    }

    /// The telling words of a text, and the small ones of terms that stand whole.
    fn pieces(&mut self, text: &'a str, pieces: &mut Vec<Piece>) {
        self.tokens.clear();
        let mut end = 0;
        for (start, word) in text.unicode_word_indices() {
            let gap = &text[end..start];
            end = start + word.len();
            let parted = !gap.bytes().all(|b| b == b' ' || b == b'-')
                && !gap.chars().all(|c| c.is_whitespace() || c == '-' || c == '\u{2011}');
            let known = self.known(word);
            self.tokens.push(Token { word, known, parted });
        }
        let (mut joint, mut opens, mut whole) = (Joint::default(), true, 0);
        for at in 0..self.tokens.len() {
            let Token { word, mut known, parted } = self.tokens[at];
            if parted {
                (joint, opens) = (Joint::default(), true);
            }
            if whole == 0 {
                whole = self.whole(at);
            }
            if whole > 0 {
                whole -= 1;
                known.form = known.form.or_else(|| self.number(folded(word)));
            } else {
                let more = match (joint == Joint::default(), known.joint, known.article) {
                    (true, Some(small), _) => Some(Joint::new(small, 0)),
                    (false, _, Some(article)) => joint.with_article(article),
                    _ => None,
                };
                if let Some(more) = more.filter(|_| !opens) {
                    joint = more;
                    continue;
                }
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

    /// The words of the longest term that begins here and stands whole; 0 where none does.
    fn whole(&self, at: usize) -> usize {
        let Some(first) = self.tokens[at].known.of_terms else { return 0 };
        let stands = |term: &&Vec<whole::Word>| {
            let here = self.tokens.get(at + 1..at + term.len());
            let is_it =
                |(token, word): (&Token<'_>, &whole::Word)| !token.parted && token.known.of_terms == Some(*word);
            here.is_some_and(|here| here.iter().zip(&term[1..]).all(is_it))
        };
        whole::beginning_with(first).iter().find(stands).map_or(0, Vec::len)
    }
}

/// In lower case, with straight apostrophes.
fn folded(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(word.to_lowercase().replace('’', "'"))
}

/// Some texts coded by themselves: their words get other numbers where they join the rest.
#[derive(Debug)]
pub(super) struct Part {
    pieces: Vec<Piece>,
    /// For each text, where its pieces end.
    ends: Vec<usize>,
    /// Each form, in lower case.
    forms: Vec<String>,
}

impl Part {
    /// Codes texts.
    pub fn of<T: AsRef<str>>(texts: &[T]) -> Self {
        let (mut words, mut pieces, mut ends) = (Vocabulary::default(), Vec::new(), Vec::new());
        for text in texts {
            words.pieces(text.as_ref(), &mut pieces);
            ends.push(pieces.len());
        }
        let mut forms: Vec<(String, usize)> = words.numbers.into_iter().collect();
        forms.sort_by_key(|(_, number)| *number);
        Self { pieces, ends, forms: forms.into_iter().map(|(form, _)| form).collect() }
    }

    fn of_text(&self, text: usize) -> &[Piece] {
        let start = text.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.pieces[start..self.ends[text]]
    }
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
    /// Whether a stem is that of a small word, which only stands in terms of the sector.
    small: Vec<bool>,
}

impl Coded {
    /// Codes texts.
    pub fn of<T: AsRef<str> + Sync>(texts: &[T]) -> Self {
        let parts: Vec<Part> = texts.par_chunks(TOGETHER).map(Part::of).collect();
        let parts: Vec<&Part> = parts.iter().collect();
        let of_part = |(at, part): (usize, &&Part)| (0..part.ends.len()).map(move |text| (at, text));
        Self::joined(&parts, parts.iter().enumerate().flat_map(of_part))
    }

    /// The texts of these parts in this order, each by its part and its position there. Words are numbered as they come.
    pub fn joined(parts: &[&Part], order: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut coded = Self::default();
        coded.pieces.reserve_exact(parts.iter().map(|part| part.pieces.len()).sum());
        coded.ends.reserve_exact(parts.iter().map(|part| part.ends.len()).sum());
        let (mut forms, mut stems) = (FxHashMap::default(), FxHashMap::default());
        let mut named: Vec<Vec<Option<usize>>> = parts.iter().map(|part| vec![None; part.forms.len()]).collect();
        for (part, text) in order {
            for piece in parts[part].of_text(text) {
                let mut number = || {
                    let form = &parts[part].forms[piece.form()];
                    *forms.entry(form.as_str()).or_insert_with(|| {
                        let next = coded.stems.len();
                        let stem = *stems.entry(stem(form)).or_insert_with_key(|stem| {
                            coded.stems.push(stem.clone());
                            coded.small.push(is_stopword(form));
                            next
                        });
                        coded.forms.push((form.clone(), stem));
                        coded.forms.len() - 1
                    })
                };
                let form = *named[part][piece.form()].get_or_insert_with(&mut number);
                coded.pieces.push(Piece::new(form, piece.joint(), piece.capital(), piece.opens()));
            }
            coded.ends.push(coded.pieces.len());
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

    /// Whether a stem is that of a small word, which only stands in terms of the sector: "after", in "looked after".
    pub fn is_small(&self, stem: usize) -> bool {
        self.small[stem]
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

    #[test]
    fn terms_of_the_sector_stand_whole() {
        let coded =
            Coded::of(&["Reviews of looked-after children, after which children looked. Looked, after children"]);
        let forms: Vec<_> = coded.pieces().iter().map(|piece| coded.form(piece.form())).collect();
        assert_eq!(forms, ["reviews", "looked", "after", "children", "children", "looked", "looked", "children"]);
        let small: Vec<_> = coded.pieces().iter().map(|piece| coded.is_small(coded.stem_of(*piece))).collect();
        assert_eq!(small.iter().filter(|small| **small).count(), 1);
    }
}
