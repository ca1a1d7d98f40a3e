//! Random questions: as a person would type them, and as the naive reader takes them.

use super::Dice;
use super::naive::{Condition, FAMILIES, THEMES, Tree, WordTest, plain};
use crate::model::DocumentKind;

/// The synonyms of the test, in the form of the program's own file: a word, a phrase, an acronym.
pub(super) const SYNONYMS: &str = "\
[[group]]
id = 'late'
equivalents = ['delay', 'threshold help', 'priority']
example = 'x'
[[group]]
id = 'door'
equivalents = ['front review', 'HUB', 'organise']
also_words = ['HUB']
example = 'x'
";

/// The same by hand: what is typed in lower case, and the other ways to say it, capitals for acronyms.
fn other_ways(typed: &[&str], in_capitals: bool) -> Vec<Vec<WordTest>> {
    let families: Vec<Option<usize>> = typed.iter().map(|word| of(word)).collect();
    let is = |words: &[&str]| families == words.iter().map(|word| of(word)).collect::<Vec<_>>();
    let form = |word: &str| WordTest::Form(word.to_owned());
    let (delay, phrase, priority) =
        (vec![form("delay")], vec![form("threshold"), form("help")], vec![form("priority")]);
    let (door, hub, organise) =
        (vec![form("front"), form("review")], vec![WordTest::Acronym("hub".into())], vec![form("organise")]);
    match () {
        () if is(&["delay"]) => vec![phrase, priority],
        () if is(&["threshold", "help"]) => vec![delay, priority],
        () if is(&["priority"]) => vec![delay, phrase],
        () if is(&["front", "review"]) => vec![hub, organise],
        // Typed as the word it also is, it is no acronym; another form of the word is not that word.
        () if is(&["hub"]) && (in_capitals || !typed[0].eq_ignore_ascii_case("hub")) => vec![door, organise],
        () if is(&["organise"]) => vec![door, hub],
        () => Vec::new(),
    }
}

fn of(word: &str) -> Option<usize> {
    FAMILIES.iter().position(|forms| forms.iter().any(|form| plain(form) == plain(word)))
}

/// A question.
#[derive(Debug, Clone)]
pub(super) enum Ask {
    Word(&'static str),
    /// Words side by side: in quotes, or joined by hyphens.
    Phrase(Vec<&'static str>, bool),
    /// A phrase with a pattern in it.
    Mixed(&'static str, String),
    Prefix(String),
    Suffix(String),
    Gap(String),
    Listed(Vec<String>),
    Mistaken(String),
    Near(Side, Side, usize, bool),
    Condition(Condition),
    Not(Box<Ask>),
    /// Parts, typed with AND between them or with nothing.
    All(Vec<Ask>, bool),
    Any(Vec<Ask>),
}

/// One side of a nearness.
#[derive(Debug, Clone)]
pub(super) enum Side {
    Word(&'static str),
    Phrase(Vec<&'static str>),
    Choice(Vec<&'static str>),
}

pub(super) const COUNCILS: [&str; 3] = ["Marlshire", "Thornmere", "North Thornmere"];
pub(super) const COMMITTEES: [&str; 2] = ["Children and Families Panel", "Cabinet"];
pub(super) const BODIES: [&str; 2] = ["LGA", "Ofsted"];
pub(super) const KINDS: [DocumentKind; 3] =
    [DocumentKind::Minutes, DocumentKind::PanelReport, DocumentKind::ReviewLetter];

impl Ask {
    pub fn random(dice: &mut Dice, depth: usize) -> Self {
        match dice.roll(if depth == 0 { 17 } else { 24 }) {
            0..=4 => Self::Word(dice.form()),
            5 | 6 => Self::Phrase((0..2 + dice.roll(2)).map(|_| dice.form()).collect(), dice.roll(3) > 0),
            7 => Self::Prefix(plain(dice.form()).chars().take(3 + dice.roll(3)).collect()),
            8 => {
                let mut word: Vec<char> = plain(dice.form()).chars().collect();
                let at = dice.roll(word.len() - 1);
                word.swap(at, at + 1);
                Self::Mistaken(word.into_iter().collect::<String>().trim_matches('\'').to_owned())
            }
            9 => Self::Near(Side::random(dice), Side::random(dice), dice.roll(4), dice.roll(2) == 0),
            10 => Self::pattern(dice),
            11..=16 => Self::Condition(Self::condition(dice)),
            17 | 18 => Self::Not(Box::new(Self::random(dice, depth - 1))),
            19..=21 => {
                Self::All((0..2 + dice.roll(2)).map(|_| Self::random(dice, depth - 1)).collect(), dice.roll(2) == 0)
            }
            _ => Self::Any((0..2 + dice.roll(2)).map(|_| Self::random(dice, depth - 1)).collect()),
        }
    }

    fn pattern(dice: &mut Dice) -> Self {
        let word = plain(dice.form()).split('\'').next().unwrap_or_default().to_owned();
        let letters = word.chars().count();
        match dice.roll(4) {
            0 => Self::Suffix(word.chars().skip(letters.saturating_sub(2 + dice.roll(3))).collect()),
            1 => {
                let at = 1 + dice.roll(letters.saturating_sub(2).max(1));
                let gap = |(place, c): (usize, char)| if place == at { '?' } else { c };
                let last = letters - 1;
                // A question mark at the end of a word is a question.
                if at == last { Self::Prefix(word) } else { Self::Gap(word.chars().enumerate().map(gap).collect()) }
            }
            2 => Self::Mixed(dice.form(), plain(dice.form()).chars().take(3).collect()),
            _ => Self::Listed(vec![word, plain(dice.form())]),
        }
    }

    fn condition(dice: &mut Dice) -> Condition {
        match dice.roll(10) {
            0 => Condition::Council(dice.pick(&COUNCILS)),
            1 => Condition::Committee(dice.pick(&COMMITTEES)),
            2 => Condition::Body(dice.pick(&BODIES)),
            3 => Condition::Kind(dice.pick(&KINDS)),
            4 => Condition::Priority,
            5 => {
                let from = 2011 + dice.roll(4) as i32;
                Condition::Years(from, from + dice.roll(3) as i32)
            }
            6 => {
                let from = 1 + dice.roll(3) as u32;
                Condition::Pages(from, from + dice.roll(2) as u32)
            }
            7 => Condition::Strength(1 + dice.roll(5) as u8),
            8 => Condition::Theme(dice.roll(THEMES.len())),
            _ => Condition::Paper(format!("{}.txt", dice.roll(8))),
        }
    }

    /// The question as somebody types it.
    pub fn typed(&self, dice: &mut Dice) -> String {
        let bracketed = |ask: &Self, dice: &mut Dice| match ask {
            Self::All(..) | Self::Any(_) => format!("({})", ask.typed(dice)),
            _ => ask.typed(dice),
        };
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Phrase(words, false) => words.join("-"),
            Self::Phrase(words, true) => format!("\"{}\"", words.join(" ")),
            Self::Mixed(word, letters) => format!("\"{word} {letters}*\""),
            Self::Prefix(letters) => format!("{letters}*"),
            Self::Suffix(letters) => format!("*{letters}"),
            Self::Gap(pattern) => pattern.clone(),
            Self::Listed(words) => format!("/{}/", words.join("|")),
            Self::Mistaken(word) => format!("{word}~1"),
            Self::Near(a, b, within, ordered) => {
                format!("{} {}NEAR/{within} {}", a.typed(), if *ordered { "O" } else { "" }, b.typed())
            }
            Self::Condition(condition) => match condition {
                Condition::Council(name) => format!("council:\"{name}\""),
                Condition::Committee(name) => format!("committee:\"{name}\""),
                Condition::Body(name) => format!("body:{name}"),
                Condition::Kind(kind) => format!("kind:{}", kind.as_str()),
                Condition::Priority => "kind:priority".to_owned(),
                Condition::Years(from, to) if dice.roll(2) == 0 => format!("year:{from}..{to}"),
                Condition::Years(from, to) => format!("year:>={from} year:<{}", to + 1),
                Condition::Pages(from, to) if from == to => format!("page:{from}"),
                Condition::Pages(from, to) => format!("page:{from}..{to}"),
                Condition::Strength(least) => format!("strength:>={least}"),
                Condition::Theme(theme) => format!("theme:{}", THEMES[*theme].0),
                Condition::Paper(path) => format!("doc:{path}"),
            },
            Self::Not(inner) => {
                let minus = dice.roll(2) == 0
                    && matches!(
                        **inner,
                        Self::Word(_) | Self::Phrase(..) | Self::Prefix(_) | Self::All(..) | Self::Any(_)
                    );
                let inner = match &**inner {
                    // Two conditions typed for one.
                    Self::Condition(Condition::Years(..)) => format!("({})", inner.typed(dice)),
                    inner => bracketed(inner, dice),
                };
                format!("{}{inner}", if minus { "-" } else { "NOT " })
            }
            Self::All(parts, side_by_side) => {
                let and = if *side_by_side { " " } else { " AND " };
                parts.iter().map(|part| bracketed(part, dice)).collect::<Vec<_>>().join(and)
            }
            Self::Any(parts) => {
                let part = |part: &Self, dice: &mut Dice| match part {
                    Self::All(..) if dice.roll(2) == 0 => part.typed(dice),
                    _ => bracketed(part, dice),
                };
                parts.iter().map(|ask| part(ask, dice)).collect::<Vec<_>>().join(" OR ")
            }
        }
    }

    /// The question as the naive reader takes it, with the other ways to say its words if `synonyms`.
    pub fn tree(&self, synonyms: bool) -> Tree {
        let form = |word: &&str| WordTest::Form((*word).to_owned());
        let one = |test: WordTest| Tree::Run(vec![test]);
        match self {
            Self::Word(word) => said(&[*word], synonyms, one(form(word))),
            Self::Phrase(words, quoted) => {
                said(words, synonyms && !quoted, Tree::Run(words.iter().map(form).collect()))
            }
            Self::Mixed(word, letters) => Tree::Run(vec![form(word), WordTest::Starts(letters.clone())]),
            Self::Prefix(letters) => one(WordTest::Starts(letters.clone())),
            Self::Suffix(letters) => one(WordTest::Ends(letters.clone())),
            Self::Gap(pattern) => one(WordTest::Gap(pattern.clone())),
            Self::Listed(words) => one(WordTest::Listed(words.clone())),
            Self::Mistaken(word) => one(WordTest::Mistaken(word.clone())),
            Self::Near(a, b, within, ordered) => Tree::Near(a.runs(synonyms), b.runs(synonyms), *within, *ordered),
            Self::Condition(condition) => Tree::Condition(condition.clone()),
            // What is left out is left out as typed.
            Self::Not(inner) => Tree::Not(Box::new(inner.tree(false))),
            Self::Any(parts) => Tree::Any(parts.iter().map(|part| part.tree(synonyms)).collect()),
            Self::All(parts, side_by_side) => {
                let mut trees = Vec::new();
                let mut at = 0;
                while at < parts.len() {
                    let pair = match (&parts[at], parts.get(at + 1)) {
                        (Self::Word(a), Some(Self::Word(b))) if *side_by_side && synonyms => {
                            Some([*a, *b]).filter(|pair| !other_ways(pair, false).is_empty())
                        }
                        _ => None,
                    };
                    if let Some(pair) = pair {
                        let both = Tree::All(pair.iter().map(|word| one(form(word))).collect());
                        trees.push(said(&pair, true, both));
                        at += 2;
                    } else {
                        trees.push(parts[at].tree(synonyms));
                        at += 1;
                    }
                }
                Tree::All(trees)
            }
        }
    }
}

/// What was said, or one of the other ways to say it.
fn said(typed: &[&str], synonyms: bool, said: Tree) -> Tree {
    let ways = if synonyms { other_ways(typed, typed == ["HUB"]) } else { Vec::new() };
    if ways.is_empty() {
        return said;
    }
    Tree::Any(std::iter::once(said).chain(ways.into_iter().map(Tree::Run)).collect())
}

impl Side {
    fn random(dice: &mut Dice) -> Self {
        match dice.roll(4) {
            0 => Self::Phrase(vec![dice.form(), dice.form()]),
            1 => Self::Choice(vec![dice.form(), dice.form()]),
            _ => Self::Word(dice.form()),
        }
    }

    fn typed(&self) -> String {
        match self {
            Self::Word(word) => (*word).to_owned(),
            Self::Phrase(words) => format!("\"{}\"", words.join(" ")),
            Self::Choice(words) => format!("({})", words.join(" OR ")),
        }
    }

    fn runs(&self, synonyms: bool) -> Vec<Vec<WordTest>> {
        let form = |word: &&str| WordTest::Form((*word).to_owned());
        let ways = |word: &&str| -> Vec<Vec<WordTest>> {
            let others = if synonyms { other_ways(&[*word], **word == *"HUB") } else { Vec::new() };
            std::iter::once(vec![form(word)]).chain(others).collect()
        };
        match self {
            Self::Word(word) => ways(word),
            Self::Phrase(words) => vec![words.iter().map(form).collect()],
            Self::Choice(words) => words.iter().flat_map(ways).collect(),
        }
    }
}
