//! Lexemes to a tree. NEAR binds before NOT, NOT before AND, AND before OR; words side by side are ANDed.

use super::lexer::{Kind, Lexeme};
use super::{Node, Part, Trouble, fields, words};

/// How deep brackets and NOTs may nest, and how many NEARs may follow each other.
const DEEPEST: usize = 50;

/// Reads the lexemes of a query.
pub(super) fn parse(text: &str, lexemes: &[Lexeme]) -> Result<Node, Trouble> {
    if lexemes.is_empty() {
        return Err(Trouble::new(0, "nothing was asked", "write some words, for example `\"early help\" year:2015`"));
    }
    let mut parser = Parser { text, lexemes, at: 0, depth: 0 };
    let root = parser.any()?;
    match parser.peek() {
        Some(lexeme) => {
            Err(Trouble::new(lexeme.span.start, "this bracket closes nothing", "leave it out, or open one before it"))
        }
        None => Ok(root),
    }
}

struct Parser<'a> {
    text: &'a str,
    lexemes: &'a [Lexeme],
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Lexeme> {
        self.lexemes.get(self.at)
    }

    fn peek_kind(&self) -> Option<&'a Kind> {
        self.peek().map(|lexeme| &lexeme.kind)
    }

    fn any(&mut self) -> Result<Node, Trouble> {
        let mut choices = vec![self.all()?];
        while self.peek_kind() == Some(&Kind::Or) {
            self.at += 1;
            choices.push(self.all()?);
        }
        Ok(joined(choices, Part::Any))
    }

    fn all(&mut self) -> Result<Node, Trouble> {
        let mut parts = vec![self.unary()?];
        loop {
            match self.peek_kind() {
                None | Some(Kind::Or | Kind::Close) => return Ok(joined(parts, Part::All)),
                Some(Kind::And) => self.at += 1,
                Some(_) => {}
            }
            parts.push(self.unary()?);
        }
    }

    fn unary(&mut self) -> Result<Node, Trouble> {
        let Some(lexeme) = self.peek() else { return Err(self.missing()) };
        if lexeme.kind != Kind::Not {
            return self.near();
        }
        self.at += 1;
        self.deeper(lexeme)?;
        let inner = self.unary()?;
        self.depth -= 1;
        Ok(Node { span: lexeme.span.start..inner.span.end, part: Part::Not(Box::new(inner)) })
    }

    fn near(&mut self) -> Result<Node, Trouble> {
        let mut left = self.primary()?;
        let depth = self.depth;
        while let Some(lexeme @ Lexeme { kind: Kind::Near { within, ordered }, span }) = self.peek() {
            self.at += 1;
            self.deeper(lexeme)?;
            let right = self.primary()?;
            for side in [&left, &right] {
                if !can_be_near(side) {
                    let hint = "write words, a phrase, or `(one OR other)` on both sides of it";
                    let operator = &self.text[span.clone()];
                    return Err(Trouble::new(side.span.start, format!("this cannot stand beside `{operator}`"), hint));
                }
            }
            let whole = left.span.start..right.span.end;
            let (left_side, right_side) = (Box::new(left), Box::new(right));
            left = Node {
                span: whole,
                part: Part::Near { left: left_side, right: right_side, within: *within, ordered: *ordered },
            };
        }
        self.depth = depth;
        Ok(left)
    }

    fn primary(&mut self) -> Result<Node, Trouble> {
        let Some(lexeme) = self.peek() else { return Err(self.missing()) };
        let part = match &lexeme.kind {
            Kind::Open => return self.bracket(lexeme),
            Kind::Close | Kind::And | Kind::Or | Kind::Not | Kind::Near { .. } => return Err(self.missing()),
            Kind::Phrase(inner) => Part::Run(words::phrase(self.text, inner.clone())?),
            Kind::Regex(inner) => Part::Run(words::expression(self.text, inner.clone())?),
            Kind::Field { name, values } => Part::Filter(fields::filter(self.text, name.clone(), values)?),
            Kind::Word => Part::Run(words::word(self.text, lexeme.span.clone())?),
        };
        self.at += 1;
        Ok(Node { span: lexeme.span.clone(), part })
    }

    fn bracket(&mut self, open: &Lexeme) -> Result<Node, Trouble> {
        self.at += 1;
        self.deeper(open)?;
        if self.peek_kind() == Some(&Kind::Close) {
            return Err(Trouble::new(open.span.start, "there is nothing in these brackets", "write words in them"));
        }
        let inner = self.any()?;
        let Some(close) = self.peek() else {
            return Err(Trouble::new(open.span.start, "this bracket is not closed", "write `)` where the group ends"));
        };
        self.at += 1;
        self.depth -= 1;
        Ok(Node { span: open.span.start..close.span.end, part: inner.part })
    }

    fn deeper(&mut self, lexeme: &Lexeme) -> Result<(), Trouble> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let message = format!("brackets, NOTs and NEARs nest more than {DEEPEST} deep");
            return Err(Trouble::new(lexeme.span.start, message, "ask in two queries"));
        }
        Ok(())
    }

    /// What is wrong where something to look for should stand.
    fn missing(&self) -> Trouble {
        let before = self.at.checked_sub(1).and_then(|at| self.lexemes.get(at));
        let typed = |lexeme: &Lexeme| &self.text[lexeme.span.clone()];
        let in_quotes = |word: &str| format!("write words there, or `\"{word}\"` in quotes for the word itself");
        match (before, self.peek()) {
            (Some(before), _) if before.kind != Kind::Open && is_operator(&before.kind) => {
                let word = typed(before);
                Trouble::new(before.span.start, format!("nothing to look for stands after `{word}`"), in_quotes(word))
            }
            (_, Some(here)) if here.kind != Kind::Close => {
                let word = typed(here);
                Trouble::new(here.span.start, format!("nothing to look for stands before `{word}`"), in_quotes(word))
            }
            (_, here) => {
                let at = here.map_or(self.text.len(), |here| here.span.start);
                Trouble::new(at, "something to look for is missing here", "write some words")
            }
        }
    }
}

fn is_operator(kind: &Kind) -> bool {
    matches!(kind, Kind::And | Kind::Or | Kind::Not | Kind::Near { .. })
}

/// Whether a part has places in the text that can be near others.
fn can_be_near(node: &Node) -> bool {
    match &node.part {
        Part::Run(_) | Part::Near { .. } => true,
        Part::Any(_) | Part::Alike { .. } => node.part.parts().into_iter().all(can_be_near),
        Part::Filter(_) | Part::Not(_) | Part::All(_) => false,
    }
}

/// One part as it is, several as a group.
fn joined(mut parts: Vec<Node>, group: fn(Vec<Node>) -> Part) -> Node {
    if parts.len() == 1 {
        return parts.remove(0);
    }
    let span = parts[0].span.start..parts[parts.len() - 1].span.end;
    Node { span, part: group(parts) }
}
