//! How heavily a paragraph is set: whether all of it is bold, or how far it is from its beginning on.

use crate::text::{is_label, unspaced};

/// A label before the first bold word is no longer than this, in bytes.
const LONGEST_LABEL: usize = 16;

/// The weight of a paragraph in the making. Bytes are counted without white space, which is folded later.
#[derive(Debug, Default, Clone, Copy)]
pub struct Weight {
    written: usize,
    bold: usize,
    light: bool,
}

impl Weight {
    /// Tells what was written of the paragraph from a byte of it on.
    pub fn add(&mut self, paragraph: &str, from: usize, bold: bool) {
        let piece = unspaced(&paragraph[from..]);
        if piece == 0 {
            return;
        }
        // "1." may be set as all else is, before a sentence in bold.
        let labelled = || (1..=LONGEST_LABEL).contains(&from) && is_label(&paragraph[..from]);
        let opens = bold && (self.bold == self.written || labelled());
        self.written += piece;
        if opens {
            self.bold = self.written;
        }
        self.light |= !bold;
    }

    /// Whether no word is set otherwise than in bold.
    pub fn is_bold(self) -> bool {
        !self.light
    }

    /// How many bytes are bold from the beginning on, white space and a label apart.
    pub fn bold_bytes(self) -> usize {
        self.bold
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weight(pieces: &[(&str, bool)]) -> Weight {
        let (mut weight, mut text) = (Weight::default(), String::new());
        for (piece, bold) in pieces {
            let from = text.len();
            text.push_str(piece);
            weight.add(&text, from, *bold);
        }
        weight
    }

    #[test]
    fn a_paragraph_is_bold_up_to_its_first_light_word() {
        let bold = |pieces: &[(&str, bool)]| weight(pieces).bold_bytes();
        assert_eq!(
            bold(&[("Cut the", true), (" ", false), ("aims.", true), (" There are", false), (" many", true)]),
            11
        );
        assert_eq!(bold(&[("1. ", false), ("Cut it.", true), (" Now", false)]), 8, "a label is no word");
        assert_eq!(bold(&[("There are ", false), ("many", true)]), 0);
        assert!(weight(&[("Cut", true), (" it", true)]).is_bold());
        assert!(!weight(&[("Cut", true), (" it", false)]).is_bold());
    }
}
