//! Labels at the head of a line: "3.", "4.2", "(a)", "iv)", "•".
//!
//! To add a numbering style, add a row to [`STYLES`] with its example.

use super::{Numeral, Pattern};

/// A label and what follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// What sort of label it is.
    pub kind: LabelKind,
    /// The label without its punctuation: "3", "4.2", "a". Empty for a bullet.
    pub key: String,
    /// Byte offset of the text after the label.
    pub text_at: usize,
}

impl Label {
    /// What it counts: 3 for "3.", 2 for "R2"; `None` where it is no single number.
    pub fn count(&self) -> Option<u32> {
        self.key.trim_start_matches(['R', '.']).parse().ok()
    }

    /// Whether it begins to count, or counts on from the label above it: "R3" from "R2", "4." from "3."
    pub fn counts_on_from(&self, above: Option<&Self>) -> bool {
        let parts = |label: &Self| {
            let at = label.key.find(|c: char| c.is_ascii_digit())?;
            Some((label.key[..at].to_owned(), label.key[at..].parse::<u32>().ok()?))
        };
        let Some((letters, number)) = parts(self) else { return false };
        number == 1 || above.and_then(parts).is_some_and(|above| above == (letters, number.saturating_sub(1)))
    }
}

/// What sort of label it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LabelKind {
    /// A mark without a count.
    Bullet,
    /// A whole number: "3."
    Number,
    /// A number with parts: "4.2".
    Decimal,
    /// A single letter: "(a)".
    Letter,
    /// A Roman numeral: "(iv)".
    Roman,
}

struct Style {
    kind: LabelKind,
    /// Matches at the start of the line; the first group is the key. What follows must be white space or the end.
    pattern: Pattern,
    #[cfg_attr(not(test), allow(dead_code))]
    example: &'static str,
}

/// The styles seen in council papers, tried in order.
static STYLES: [Style; 16] = [
    // A star beside the number: decided under delegated powers (Devon's style).
    Style { kind: LabelKind::Number, pattern: Pattern::of(r"^\*\s?(\d{1,4})[.)](?:\s+|$)"), example: "* 21. one" },
    Style {
        kind: LabelKind::Bullet,
        pattern: Pattern::of(r"^[•·▪▫◼◾■□●○◦◆◇‣⁃∙➔➢➤►▸▶✓✔❖»\u{f000}-\u{f0ff}]+()(?:\s+|$)"),
        example: "• one",
    },
    // Every dash there is: hyphen, minus, ruled line, and the stroke that some fonts give for one.
    Style {
        kind: LabelKind::Bullet, pattern: Pattern::of(r"^[-‐‑–—―−─━\u{336}*]()(?:\s+|$)"), example: "− one"
    },
    Style { kind: LabelKind::Bullet, pattern: Pattern::of(r"^[o§]()\s+(?-u:\b)"), example: "o one" },
    // A clause with the number of its minute.
    Style {
        kind: LabelKind::Decimal,
        pattern: Pattern::of(r"^(\d{1,4}[.)]?\s?\([a-z]\))(?:\s+|$)"),
        example: "45. (q) One",
    },
    Style { kind: LabelKind::Number, pattern: Pattern::of(r"^\(?(\d{1,4})[.)](?:\s+|$)"), example: "198. one" },
    Style {
        kind: LabelKind::Decimal,
        pattern: Pattern::of(r"^(\d{1,3}(?:\.\d{1,3}){1,3})[.)]?(?:\s+|$)"),
        example: "4.2 One",
    },
    Style { kind: LabelKind::Number, pattern: Pattern::of(r"^(\d{1,4}/\d{2})(?:\s+|$)"), example: "52/06 One" },
    // Minutes of some councils count with the letters of the committee.
    Style {
        kind: LabelKind::Number,
        pattern: Pattern::of(r"^([A-Z]{2,4}[/.]?\d{1,3}(?:/\d{2,3})?)[.:]?\s+"),
        example: "OS45 APOLOGIES",
    },
    // Recommendations, as Estyn and many task groups count them, and proposals, as auditors in Wales do.
    Style {
        kind: LabelKind::Number,
        pattern: Pattern::of(r"^((?:R\.?|P)\d{1,2}[a-z]?)(?:[.:)]|\s?[-–—])?\s+"),
        example: "R1 Improve outcomes",
    },
    Style {
        kind: LabelKind::Roman,
        pattern: Pattern::of(r"^\(([ivxl]{1,7}|[IVX]{1,7})\)(?:\s+|$)"),
        example: "(xiv) one",
    },
    Style { kind: LabelKind::Letter, pattern: Pattern::of(r"^\(([a-zA-Z])\)(?:\s+|$)"), example: "(a) one" },
    Style { kind: LabelKind::Roman, pattern: Pattern::of(r"^(i|[ivxl]{2,7}|x)[.)](?:\s+|$)"), example: "ii. one" },
    Style { kind: LabelKind::Roman, pattern: Pattern::of(r"^([IVX]{2,7})\)(?:\s+|$)"), example: "II) one" },
    Style { kind: LabelKind::Letter, pattern: Pattern::of(r"^([a-z])[.)](?:\s+|$)"), example: "b) one" },
    Style { kind: LabelKind::Letter, pattern: Pattern::of(r"^([A-Z])\)(?:\s+|$)"), example: "B) one" },
];

/// Reads the label a line starts with; `None` when it starts with none.
///
/// A decimal such as "4.2" counts only before a capital, a quote or nothing: "1.5 million" is an amount.
pub fn label(line: &str) -> Option<Label> {
    let first = line.chars().next()?;
    if first.is_alphabetic() {
        let word = line.split(char::is_whitespace).next().unwrap_or_default();
        // Most lines begin with a word of letters alone, which labels nothing unless it is the bullet of some fonts.
        if word != "o" && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return None;
        }
        let ends_a_label = |c: char| matches!(c, '.' | ')' | ' ');
        if line.chars().nth(9).is_some() && !line.chars().take(10).any(ends_a_label) {
            return None;
        }
    }
    STYLES.iter().find_map(|style| {
        let found = style.pattern.captures(line)?;
        let text_at = found.get(0)?.end();
        let rest = &line[text_at..];
        let amount = style.kind == LabelKind::Decimal
            && (rest.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit() || c == '%')
                || ["AM", "PM"].iter().any(|hour| rest.starts_with(hour)));
        let is_numeral = || [Numeral::Roman, Numeral::CapitalRoman].iter().any(|way| way.read(&found[1]).is_some());
        if style.kind == LabelKind::Roman && !is_numeral() {
            return None;
        }
        let word = matches!(first, 'o') && !rest.starts_with(char::is_uppercase);
        // "RG12 1AB" and "SIF 2013" are no numbers of minutes.
        let lettered = found[1].starts_with(char::is_uppercase) && found[1].ends_with(|c: char| c.is_ascii_digit());
        let heads_nothing = lettered && (!rest.starts_with(char::is_uppercase) || rest.chars().count() < 4);
        let key = match found[1].split_once('(') {
            Some((number, letter)) => format!("{}({letter}", number.trim_end_matches(['.', ')', ' '])),
            None => found[1].to_owned(),
        };
        (!amount && !word && !heads_nothing).then_some(Label { kind: style.kind, key, text_at })
    })
}

/// The count of a recommendation that stands behind a bullet: "R2" of "• R2 Improve outcomes".
pub fn counted(text: &str) -> Option<Label> {
    label(text).filter(|label| label.kind == LabelKind::Number && label.key.starts_with('R') && label.count().is_some())
}

/// A label with the count that stands behind it, where it is a bullet: it labels the item, and is no word of its text.
pub fn with_count(label: Label, line: &str) -> Label {
    let behind = counted(&line[label.text_at..]).filter(|_| label.kind == LabelKind::Bullet);
    behind.map_or(label.clone(), |count| Label { key: count.key, text_at: label.text_at + count.text_at, ..label })
}

/// Whether a line starts with a label and has text after it.
pub fn starts_with_label(line: &str) -> bool {
    label(line).is_some_and(|label| label.text_at < line.len())
}

/// Whether the text is a label and nothing else. A bare number counts: it stands in a column of its own.
pub fn is_label(text: &str) -> bool {
    let text = text.trim();
    label(text).is_some_and(|label| label.text_at == text.len())
        || (!text.is_empty() && text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit()))
        || matches!(text, "o" | "§")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_style_reads_its_example() {
        for style in &STYLES {
            assert!(style.pattern.is_match(style.example), "{}", style.example);
        }
        let keys: Vec<_> = [
            "3. The",
            "4.2 The",
            "(a) That",
            "(iv) that",
            "iii) that",
            "• A",
            "\u{f0b7} A",
            "* 21. Item",
            "52/06 Item",
            "b. that",
            "OS45 APOLOGIES",
            "OS.24 Work programme",
            "CS/14/24  PEER REVIEW",
            "R2 Strengthen",
            "R3. That",
            "R10 – Improve",
            "ii) “The Panel”",
            "(xvi) that",
            "xiv. that",
            "(l) that",
            "(III) Council",
            "R.1 Improve",
            "45(q) That",
            "45. (b) That",
            "45 (c) Peer review",
        ]
        .iter()
        .map(|line| label(line).map(|l| l.key))
        .collect();
        let want = [
            "3", "4.2", "a", "iv", "iii", "", "", "21", "52/06", "b", "OS45", "OS.24", "CS/14/24", "R2", "R3", "R10",
            "ii", "xvi", "xiv", "l", "III", "R.1", "45(q)", "45(b)", "45(c)",
        ];
        assert_eq!(keys, want.map(|key| Some(key.to_owned())));
    }

    #[test]
    fn words_and_amounts_are_not_labels() {
        for line in [
            "1.5 million pounds",
            "6.30 PM ON THURSDAY",
            "2015 was a year",
            "A. Smith said",
            "o'clock",
            "of the",
            "In 2011",
            "(see Appendix 1) the",
            "£6.8m",
            "RG12 1AB",
            "LGA15 reviews",
            "12 (b) applies",
        ] {
            assert_eq!(label(line), None, "{line}");
        }
    }

    #[test]
    fn a_label_counts_on_from_one_of_its_own_sort() {
        let of = |line: &str| label(line).unwrap();
        assert!(of("R3 Improve").counts_on_from(Some(&of("R2 Improve"))));
        assert!(of("R1 Improve").counts_on_from(None) && of("4. Improve").counts_on_from(Some(&of("3. Improve"))));
        assert!(!of("R3 Improve").counts_on_from(Some(&of("2. Improve"))));
        assert!(!of("R3 Improve").counts_on_from(None));
    }

    #[test]
    fn a_bullet_may_be_counted() {
        let of = |line: &str| {
            let label = with_count(label(line).unwrap(), line);
            (label.kind, label.key, line[label.text_at..].to_owned())
        };
        assert_eq!(of("• R2 Improve outcomes"), (LabelKind::Bullet, "R2".into(), "Improve outcomes".into()));
        assert_eq!(of("• RG12 Improve outcomes").1, "");
        assert_eq!(of("• 2. Improve outcomes").1, "");
    }

    #[test]
    fn a_label_alone_is_one() {
        assert!(is_label("12.") && is_label("•") && is_label("(a)") && is_label("7") && is_label("\u{f0a7}"));
        assert!(!is_label("Item 1") && !is_label("12. Item"));
    }
}
