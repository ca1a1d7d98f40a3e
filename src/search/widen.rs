//! The words of a query as the sector says them too, and as print joins and parts them: `front door` also finds "MASH",
//! `wellbeing` "well-being".
//!
//! Words typed side by side are looked up together, the longest first, in the lexicon in use. Every group found
//! becomes a choice between what was typed and the other ways to say it, each of these as a phrase. Left as typed are
//! words in quotes, after a NOT (who leaves "front door" out does not leave out "MASH"), with a star, a tilde or in
//! slashes. A way that no paper has is not looked for. What was typed may stand anywhere in a passage, or is asked to stand side by
//! side: "early in the new year … could help" speaks of no early help.

use std::ops::Range;

use super::Options;
use super::joined::{Written, as_typed, otherwise};
use super::plan::Planner;
use super::query::{Node, Part, Query, Unit};
use crate::error::Result;
use crate::lexicon::{Lexicon, is_acronym};
use crate::store::Snapshot;
use crate::store::spelling::one_spelling;
use crate::store::words::{folded, stem, tokens};

/// More words than these name nothing in the lexicon.
const LONGEST: usize = 7;

/// Words that were looked for in place of some that were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Widened {
    /// What was typed: "front door".
    pub typed: String,
    /// The other ways to say it that some paper may have, in the order of the lexicon.
    pub also: Vec<String>,
}

/// The query with the other ways to say its words in it, and what they are.
///
/// # Errors
/// [`Error::Index`](crate::Error::Index) when the index is damaged.
pub(crate) fn widened(
    snapshot: &Snapshot,
    query: &Query,
    lexicon: &Lexicon,
    side_by_side: bool,
) -> Result<(Query, Vec<Widened>)> {
    let options = Options::default();
    let planner = Planner::new(snapshot, query, &options);
    let mut walk = Walk { planner, query, lexicon, side_by_side, found: Vec::new() };
    let root = walk.node(query.root())?;
    Ok((query.with_root(root), walk.found))
}

struct Walk<'a> {
    planner: Planner<'a>,
    query: &'a Query,
    lexicon: &'a Lexicon,
    /// Whether words that name something must stand side by side.
    side_by_side: bool,
    found: Vec<Widened>,
}

impl Walk<'_> {
    fn node(&mut self, node: &Node) -> Result<Node> {
        let part = match &node.part {
            Part::All(parts) => {
                let mut parts = self.side_by_side(parts)?;
                if parts.len() == 1 {
                    return Ok(parts.remove(0));
                }
                Part::All(parts)
            }
            Part::Run(_) => return Ok(self.side_by_side(std::slice::from_ref(node))?.remove(0)),
            Part::Any(choices) => Part::Any(choices.iter().map(|choice| self.node(choice)).collect::<Result<_>>()?),
            Part::Near { left, right, within, ordered } => Part::Near {
                left: Box::new(self.node(left)?),
                right: Box::new(self.node(right)?),
                within: *within,
                ordered: *ordered,
            },
            Part::Not(_) | Part::Filter(_) | Part::Alike { .. } => node.part.clone(),
        };
        Ok(Node { span: node.span.clone(), part })
    }

    /// Parts of an AND, those typed side by side taken together where they name something.
    fn side_by_side(&mut self, parts: &[Node]) -> Result<Vec<Node>> {
        let mut out = Vec::new();
        let mut at = 0;
        while at < parts.len() {
            let longest = (1..=LONGEST.min(parts.len() - at)).rev();
            let mut group = None;
            for count in longest {
                group = self.group(&parts[at..at + count])?;
                if group.is_some() {
                    at += count;
                    break;
                }
            }
            match group {
                Some(group) => out.push(group),
                None => {
                    let alone = &parts[at];
                    out.push(if matches!(alone.part, Part::Run(_)) { alone.clone() } else { self.node(alone)? });
                    at += 1;
                }
            }
        }
        Ok(out)
    }

    /// The choice that some parts become; `None` where together they name nothing.
    fn group(&mut self, parts: &[Node]) -> Result<Option<Node>> {
        let plain = parts.iter().all(|part| self.is_plain(part));
        let touching = parts.windows(2).all(|pair| {
            self.query.text().get(pair[0].span.end..pair[1].span.start).is_some_and(|gap| gap.trim().is_empty())
        });
        let (Some(first), Some(last), true) = (parts.first(), parts.last(), plain && touching) else {
            return Ok(None);
        };
        let span = first.span.start..last.span.end;
        let typed = self.typed(&span);
        let words = folded(typed);
        let said_otherwise =
            self.ways(typed).into_iter().map(|way| Written { name: way.to_owned(), units: units(way) });
        let mut ways: Vec<Written> = said_otherwise.collect();
        let is_name = !ways.is_empty();
        ways.extend(otherwise(&words, parts.len() == 1));
        let (also, names) = self.that_find(ways, &words, &span, parts.len() == 1 || self.side_by_side)?;
        let said = match parts {
            [one] => as_it_is_typed(one),
            // What is a name as a whole is not widened word by word: an "audit committee" assures no quality.
            _ if also.is_empty() && !is_name => return Ok(None),
            several if self.side_by_side => Node { span: span.clone(), part: Part::Run(in_one_run(several)) },
            several => {
                let parts: Result<Vec<Node>> = several.iter().map(|part| self.written(part)).collect();
                Node { span: span.clone(), part: Part::All(parts?) }
            }
        };
        if also.is_empty() {
            return Ok((parts.len() > 1 || said != parts[0]).then_some(said));
        }
        self.found.push(Widened { typed: self.typed(&span).to_owned(), also: names });
        Ok(Some(Node { span, part: Part::Alike { said: Box::new(said), also } }))
    }

    /// A word of a name, and the other ways to write it.
    fn written(&mut self, part: &Node) -> Result<Node> {
        let words = folded(self.typed(&part.span));
        let (also, names) = self.that_find(otherwise(&words, true), &words, &part.span, true)?;
        let said = as_it_is_typed(part);
        if also.is_empty() {
            return Ok(said);
        }
        self.found.push(Widened { typed: self.typed(&part.span).to_owned(), also: names });
        Ok(Node { span: part.span.clone(), part: Part::Alike { said: Box::new(said), also } })
    }

    /// The ways that some paper has and that what was typed does not find already, and their names.
    fn that_find(
        &self,
        ways: Vec<Written>,
        words: &[String],
        span: &Range<usize>,
        side_by_side: bool,
    ) -> Result<(Vec<Node>, Vec<String>)> {
        let own: Vec<String> = words.iter().map(|word| stem(word)).collect();
        let (mut also, mut names) = (Vec::new(), Vec::new());
        for Written { name, units } in ways {
            let stems: Vec<String> = tokens(&name).map(|token| stem(&token.folded())).collect();
            // What holds all that was typed is found already.
            let is_found = match side_by_side {
                true => stems.windows(own.len()).any(|window| window == own),
                false => own.iter().all(|word| stems.contains(word)),
            };
            let way = Node { span: span.clone(), part: Part::Run(units) };
            if !is_found && self.planner.finds_any(&way)? {
                also.push(way);
                names.push(name);
            }
        }
        Ok((also, names))
    }

    /// What was typed. Brackets about a word do not make it another word.
    fn typed(&self, span: &Range<usize>) -> &str {
        self.query.text().get(span.clone()).unwrap_or_default().trim_matches(['(', ')', ' '])
    }

    /// The other ways to say some words, as they are typed or in the one spelling of the index.
    fn ways(&self, typed: &str) -> Vec<&str> {
        let as_typed = self.lexicon.equivalents(typed);
        if !as_typed.is_empty() {
            return as_typed;
        }
        let spelt: Vec<String> = tokens(typed).map(|token| one_spelling(&token.folded()).into_owned()).collect();
        self.lexicon.equivalents(&spelt.join(" "))
    }

    /// Whether a part is words as they are spoken, not in quotes.
    fn is_plain(&self, part: &Node) -> bool {
        // Brackets around one part are of its place in the query: those that an option puts around it too.
        let quoted = self.query.typed(part).trim_start_matches(['(', ' ']).starts_with(['"', '“', '”']);
        let words = |units: &[Unit]| units.iter().all(|unit| matches!(unit, Unit::Word(_)));
        !quoted && matches!(&part.part, Part::Run(units) if words(units))
    }
}

/// A word as it was typed; two that are written as one elsewhere are not taken for others.
fn as_it_is_typed(part: &Node) -> Node {
    let run = match &part.part {
        Part::Run(units) => as_typed(units),
        _ => None,
    };
    Node { span: part.span.clone(), part: run.map_or_else(|| part.part.clone(), Part::Run) }
}

/// The words of parts that are words, as one run.
fn in_one_run(parts: &[Node]) -> Vec<Unit> {
    let words = |part: &Node| match &part.part {
        Part::Run(units) => units.clone(),
        _ => Vec::new(),
    };
    parts.iter().flat_map(words).collect()
}

/// The words of a way to say something; acronyms have to be printed as such.
fn units(way: &str) -> Vec<Unit> {
    let unit = |printed: &str, folded: String| match is_acronym(printed) {
        true => Unit::Acronym(folded),
        false => Unit::Word(folded),
    };
    tokens(way).map(|token| unit(token.text, token.folded().into_owned())).collect()
}
