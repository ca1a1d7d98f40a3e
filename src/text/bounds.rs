//! How may a text begin and end that a pattern matches, and how long may it be?
//!
//! Most patterns of ours match only at the start of a text (`^RESOLVED`), and nearly all texts begin otherwise. To hold the
//! first few bytes of a text against what a match may begin with takes some nanoseconds; to ask the pattern takes a hundred
//! times as long, for it must first be fetched from memory. So it is with what ends with a text (`\.$`).

use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// How many bytes are told of each end of a match.
const TOLD: usize = 4;

/// What must be true of a text that a pattern matches.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// The bytes that may stand at its first places.
    first: [Bytes; TOLD],
    /// The bytes that may stand at its last places, the last first.
    last: [Bytes; TOLD],
    /// The fewest bytes it may have.
    shortest: usize,
    /// The most it may have; `None` where that is any number.
    longest: Option<usize>,
}

impl Bounds {
    /// Those of a pattern.
    pub fn of(pattern: &Hir) -> Self {
        let properties = pattern.properties();
        let at_start = properties.look_set_prefix().contains(Look::Start);
        let at_end = properties.look_set_suffix().contains(Look::End);
        let told = |is_bound, side| if is_bound { Edge::of(pattern, side).told() } else { [Bytes::ALL; TOLD] };
        Self {
            first: told(at_start, Side::Start),
            last: told(at_end, Side::End),
            // What matches nothing has no shortest match; it may be tried.
            shortest: properties.minimum_len().unwrap_or_default(),
            longest: properties.maximum_len().filter(|_| at_start && at_end),
        }
    }

    /// Whether the pattern may match a text; if not, it does not.
    pub fn allow(&self, text: &str) -> bool {
        let bytes = text.as_bytes();
        bytes.len() >= self.shortest
            && self.longest.is_none_or(|longest| bytes.len() <= longest)
            && self.first.iter().zip(bytes).all(|(may_be, byte)| may_be.hold(*byte))
            && self.last.iter().zip(bytes.iter().rev()).all(|(may_be, byte)| may_be.hold(*byte))
    }

    /// Whether few texts begin or end so.
    pub fn are_telling(&self) -> bool {
        const FEW: u32 = 24;
        self.first[0].count().min(self.last[0].count()) <= FEW
    }
}

/// A set of bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Bytes([u64; 4]);

impl Bytes {
    const NONE: Self = Self([0; 4]);
    const ALL: Self = Self([u64::MAX; 4]);

    fn hold(self, byte: u8) -> bool {
        self.0[usize::from(byte / 64)] & (1 << (byte % 64)) != 0
    }

    fn count(self) -> u32 {
        self.0.iter().map(|bits| bits.count_ones()).sum()
    }

    fn add(&mut self, bytes: std::ops::RangeInclusive<u8>) {
        bytes.for_each(|byte| self.0[usize::from(byte / 64)] |= 1 << (byte % 64));
    }

    fn add_all(&mut self, other: Self) {
        self.0.iter_mut().zip(other.0).for_each(|(mine, theirs)| *mine |= theirs);
    }
}

/// From which side a match is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Start,
    End,
}

/// One side of what a part of a pattern matches.
#[derive(Clone)]
struct Edge {
    /// The bytes that may stand at the outermost places, as far as it is as long.
    at: [Bytes; TOLD],
    /// For each number of bytes whether it may have so many; the last is for all that are longer.
    ends: [bool; TOLD + 1],
}

impl Edge {
    /// That of what matches nothing at all.
    const NEVER: Self = Self { at: [Bytes::NONE; TOLD], ends: [false; TOLD + 1] };

    fn of(part: &Hir, side: Side) -> Self {
        match part.kind() {
            HirKind::Empty | HirKind::Look(_) => Self::empty(),
            HirKind::Literal(literal) => {
                let bytes = literal.0.iter().map(|byte| Self::range(*byte, *byte));
                Self::in_turn(bytes, side)
            }
            HirKind::Class(Class::Unicode(class)) => {
                let ranges = class.iter().map(|range| Self::letters(range.start(), range.end(), side));
                ranges.fold(Self::NEVER, |all, range| all.or(&range))
            }
            HirKind::Class(Class::Bytes(class)) => {
                let ranges = class.iter().map(|range| Self::range(range.start(), range.end()));
                ranges.fold(Self::NEVER, |all, range| all.or(&range))
            }
            HirKind::Repetition(repetition) => {
                // What is repeated more often says nothing more of the outermost places.
                let least = repetition.min as usize;
                let most = repetition.max.map_or(TOLD, |most| (most as usize).min(TOLD));
                let one = Self::of(&repetition.sub, side);
                let mut so_often = Self::empty();
                let mut all = Self::NEVER;
                for times in 0..=most {
                    if times >= least.min(TOLD) {
                        all = all.or(&so_often);
                    }
                    so_often = so_often.then(&one);
                }
                all
            }
            HirKind::Capture(capture) => Self::of(&capture.sub, side),
            HirKind::Concat(parts) => Self::in_turn(parts.iter().map(|part| Self::of(part, side)), side),
            HirKind::Alternation(parts) => parts.iter().fold(Self::NEVER, |all, part| all.or(&Self::of(part, side))),
        }
    }

    fn empty() -> Self {
        let mut empty = Self::NEVER;
        empty.ends[0] = true;
        empty
    }

    fn range(first: u8, last: u8) -> Self {
        let mut range = Self::NEVER;
        range.at[0].add(first..=last);
        range.ends[1] = true;
        range
    }

    /// That of one letter of a range: exact where it is ASCII, and beyond by what UTF-8 has at each place.
    fn letters(first: char, last: char, side: Side) -> Self {
        let mut letters = Self::NEVER;
        if first.is_ascii() {
            letters = Self::range(first as u8, last.min('\u{7f}') as u8);
        }
        if !last.is_ascii() {
            let leading = |letter: char| letter.encode_utf8(&mut [0; 4]).as_bytes()[0];
            let first = first.max('\u{80}');
            let (shortest, longest) = (first.len_utf8(), last.len_utf8());
            let leads = if side == Side::Start { 0..=0 } else { shortest - 1..=longest - 1 };
            let follow = if side == Side::Start { 1..longest } else { 0..longest - 1 };
            leads.for_each(|place| letters.at[place].add(leading(first)..=leading(last)));
            follow.for_each(|place| letters.at[place].add(0x80..=0xbf));
            letters.ends[shortest..=longest].fill(true);
        }
        letters
    }

    /// Parts that follow one another, looked at from one side.
    fn in_turn(parts: impl DoubleEndedIterator<Item = Self>, side: Side) -> Self {
        let then = |all: Self, part: Self| all.then(&part);
        match side {
            Side::Start => parts.fold(Self::empty(), then),
            Side::End => parts.rfold(Self::empty(), then),
        }
    }

    /// The bytes that may stand at the outermost places of a text; beyond a match there may be anything.
    fn told(&self) -> [Bytes; TOLD] {
        let mut told = self.at;
        for (place, bytes) in told.iter_mut().enumerate() {
            if self.ends[..=place].contains(&true) {
                *bytes = Bytes::ALL;
            }
        }
        told
    }

    /// This and, further in, another.
    fn then(&self, next: &Self) -> Self {
        let mut both = Self { at: self.at, ends: [false; TOLD + 1] };
        for end in (0..=TOLD).filter(|end| self.ends[*end]) {
            for (place, bytes) in next.at.iter().enumerate().take(TOLD - end) {
                both.at[end + place].add_all(*bytes);
            }
            for more in (0..=TOLD).filter(|more| next.ends[*more]) {
                both.ends[(end + more).min(TOLD)] = true;
            }
        }
        both
    }

    /// This or another.
    fn or(mut self, other: &Self) -> Self {
        self.at.iter_mut().zip(other.at).for_each(|(mine, theirs)| mine.add_all(theirs));
        self.ends.iter_mut().zip(other.ends).for_each(|(mine, theirs)| *mine |= theirs);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(pattern: &str) -> Bounds {
        Bounds::of(&regex_syntax::parse(pattern).unwrap())
    }

    #[test]
    fn the_first_bytes_of_a_text_are_held_against_what_may_begin_a_match() {
        let resolved = bounds(r"^(?:It was )?(?:RESOLVED|Agreed)\b");
        assert!(["RESOLVED: that", "It was RESOLVED", "Agreed."].iter().all(|text| resolved.allow(text)));
        assert!(["", "It is", "Resolved", "A meeting", "The Panel"].iter().all(|text| !resolved.allow(text)));
        let any_case = bounds(r"(?i)^key");
        assert!(["key", "KEY", "\u{212a}ey lines"].iter().all(|text| any_case.allow(text)));
        assert!(bounds(r"RESOLVED").allow("It was RESOLVED"), "it matches anywhere");
    }

    #[test]
    fn so_are_the_last_where_a_match_ends_with_the_text() {
        let mark = bounds(r" [0-9]+ ?[KM]B$");
        assert!(mark.allow("Minutes PDF 239 KB") && mark.allow("12 MB"));
        assert!(!mark.allow("Minutes PDF 239 KB.") && !mark.allow("Minutes of the Panel"));
        let has = bounds(r"(?i)^(?:[\w-]+ ){0,5}panel (?:has|have)$");
        assert!(has.allow("The Panel HAS") && !has.allow("The Panel had"));
        assert!(bounds(r"(?i)caf[eé]$").allow("CAFÉ") && !bounds("caf[eé]$").allow("cafô x"));
    }

    #[test]
    fn a_text_may_be_too_long_or_too_short() {
        let none = bounds(r"(?i)^none(?: declared)?\.?$");
        assert!(none.allow("None.") && none.allow("NONE DECLARED."));
        assert!(!none.allow("Non") && !none.allow("None declared at all"));
        assert!(bounds(r"^none\b").allow("none declared at all"), "what follows is not looked at");
    }

    #[test]
    fn what_is_not_allowed_does_not_match() {
        let patterns = [
            r"^\(?(\d{1,4})[.)](?:\s+|$)",
            r"^[•·▪\u{f000}-\u{f0ff}]+()(?:\s+|$)",
            r"(?i)^(?:the |this )?(?:[\w-]+ ){0,5}panel(?: has)?$",
            r"^(?:a?b?c?|x{6,}|(?:yz?){2})$",
            r"^(?:|é[^a]|ſ)",
            r"(?i)^(?:s|k)\W?",
            r"(?s-u)^.a",
            r"[a&&b]",
            r"(?m)^b$",
            r"(?:a|é|•)[^b]?$",
            r"(?i)(?:s|[^c])\W?$",
            r"^(?:one|.*has|(?:x+y?)*)$",
            "",
        ];
        let letters = ["", "a", "b", "c", "x", "y", "z", "é", "1", "(", ")", ".", " ", "•", "s", "\u{17f}", "\n"];
        let longer = ["12. The", "the panel", "a b-c panel has", "xxxxxx", "xxxxx", "yyz", "abc", "\u{f0b7} one"];
        let pairs = letters.iter().flat_map(|one| letters.iter().map(move |two| format!("{one}{two}")));
        let texts: Vec<String> = longer.iter().map(|text| (*text).to_owned()).chain(pairs).collect();
        for pattern in patterns {
            let regex = regex::bytes::Regex::new(pattern).unwrap();
            let bounds = Bounds::of(&regex_syntax::ParserBuilder::new().utf8(false).build().parse(pattern).unwrap());
            for text in &texts {
                assert!(!regex.is_match(text.as_bytes()) || bounds.allow(text), "{pattern}: {text:?}");
            }
        }
    }
}
