//! What OCR makes of marks that are no letters, mended where the picture shows what they are.
//!
//! | printed | tesseract | here |
//! |---|---|---|
//! | • before an item | nothing, "e", "°", "«" | • where a small solid spot stands alone before the line |
//! | I | "\|", "]" | I, between words |
//! | a rule beside a cell | "\|29", "[44%" | without it |

use super::picture::Picture;
use super::tesseract::Word;

/// What spots are taken for.
const MISREAD: &str = "eoacOQ0°º«»*+¢©®@·.-—–~=#§>";

/// How far before a line its bullet may stand, in ems; the indents of Word reach 2.5.
const REACH_EM: f32 = 3.2;
/// Least and greatest width and height of a bullet, in ems.
const SPOT_EM: (f32, f32) = (0.12, 0.55);
/// Share of its box that a bullet fills: a disc 0.79, a square 1; the letter e 0.5.
const SPOT_FILL: f32 = 0.66;

/// A box of ink, in pixels; the far edges are just beyond it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Ink {
    left: usize,
    top: usize,
    right: usize,
    bottom: usize,
    dots: usize,
}

/// Mends the words of one line, which stands on `baseline` in letters of `em` pixels.
pub fn line(words: &mut Vec<Word>, picture: &Picture, em: f32, baseline: f32) {
    bars(words);
    let Some(first) = words.first() else { return };
    let alone = words.get(1).is_some_and(|next| next.left - first.right > 0.2 * em);
    let mut letters = first.text.chars();
    let single = letters.next().filter(|_| letters.next().is_none());
    if alone && single.is_some_and(|letter| MISREAD.contains(letter)) {
        let (left, right) = (first.left - 0.1 * em, first.right + 0.1 * em);
        if spot(picture, left, right, em, baseline).is_some() {
            words[0].text = "•".into();
        }
        return;
    }
    let (left, right) = (first.left - REACH_EM * em, first.left - 0.15 * em);
    if let Some(ink) = spot(picture, left, right, em, baseline) {
        let line = first.line;
        let [left, top, right, bottom] = [ink.left, ink.top, ink.right, ink.bottom].map(|edge| edge as f32);
        words.insert(0, Word { text: "•".into(), left, top, right, bottom, confidence: 100.0, line });
    }
}

/// A bar or bracket alone is the letter I within a sentence, and a rule elsewhere; one that sticks to a word is a rule.
fn bars(words: &mut Vec<Word>) {
    let spoken = |word: Option<&Word>| word.is_some_and(|word| word.text.starts_with(char::is_lowercase));
    for at in 0..words.len() {
        if matches!(words[at].text.as_str(), "|" | "]") && spoken(words.get(at + 1)) {
            words[at].text = "I".into();
        }
        let open = words[at].text.starts_with('[') && !words[at..].iter().any(|word| word.text.contains(']'));
        let bare = words[at].text.trim_matches('|');
        let bare = if open { bare.trim_start_matches('[') } else { bare };
        if bare.len() < words[at].text.len() {
            words[at].text = bare.to_owned();
        }
    }
    words.retain(|word| !word.text.is_empty());
}

/// The one thing drawn between two edges at the height of small letters, where it is a spot.
fn spot(picture: &Picture, left: f32, right: f32, em: f32, baseline: f32) -> Option<Ink> {
    let (top, bottom) = ((baseline - 0.9 * em).max(0.0) as usize, (baseline + 0.2 * em).max(0.0) as usize);
    let (left, right) = (left.max(0.0) as usize, right.max(0.0) as usize);
    let mut found: Vec<Ink> = Vec::new();
    for x in left..right {
        let rows = || (top..bottom).filter(|&y| picture.is_ink(x, y));
        let Some(first) = rows().next() else { continue };
        let (last, dots) = (rows().next_back().unwrap_or(first) + 1, rows().count());
        match found.last_mut() {
            Some(ink) if ink.right == x => {
                *ink = Ink {
                    right: x + 1,
                    top: ink.top.min(first),
                    bottom: ink.bottom.max(last),
                    dots: ink.dots + dots,
                    ..*ink
                };
            }
            _ => found.push(Ink { left: x, top: first, right: x + 1, bottom: last, dots }),
        }
    }
    // Specks of dust, and rules as high as the line, are no letters.
    found.retain(|ink| ink.dots as f32 > (0.05 * em).powi(2) && ((ink.bottom - ink.top) as f32) < 0.95 * 1.1 * em);
    let [ink] = found[..] else { return None };
    let (wide, high) = ((ink.right - ink.left) as f32, (ink.bottom - ink.top) as f32);
    let fits = |size: f32| (SPOT_EM.0 * em..SPOT_EM.1 * em).contains(&size);
    let middle = baseline - (ink.top + ink.bottom) as f32 / 2.0;
    let solid = ink.dots as f32 > SPOT_FILL * wide * high;
    (fits(wide) && fits(high) && solid && (0.1 * em..0.6 * em).contains(&middle)).then_some(ink)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, left: f32, right: f32) -> Word {
        Word { text: text.into(), left, top: 2.0, right, bottom: 10.0, confidence: 90.0, line: 1 }
    }

    fn mended(drawing: &[&str], words: &[Word]) -> Vec<String> {
        let mut words = words.to_vec();
        line(&mut words, &Picture::drawn(drawing, 72.0), 12.0, 10.0);
        words.into_iter().map(|word| word.text).collect()
    }

    const SPOT: [&str; 12] = [
        "",
        "",
        "",
        "",
        "   ##               #   # ####",
        "  ####              #   #",
        "  ####              ##### ####",
        "   ##               #   #    #",
        "                    #   #    #",
        "                    #   # ####",
        "",
        "",
    ];

    #[test]
    fn a_spot_before_a_line_is_a_bullet_and_so_is_a_letter_that_is_a_spot() {
        let rest = word("Hs", 20.0, 30.0);
        assert_eq!(mended(&SPOT, std::slice::from_ref(&rest)), ["•", "Hs"]);
        assert_eq!(mended(&SPOT, &[word("e", 2.0, 6.0), rest.clone()]), ["•", "Hs"]);
        let blank = [""; 12];
        assert_eq!(mended(&blank, &[rest]), ["Hs"]);
    }

    #[test]
    fn a_letter_with_a_hole_stays_a_letter() {
        let hole = ["", "", "", "", "   ####", "  #    #", "  ######", "  #", "  #    #", "   ####", "", ""];
        assert_eq!(mended(&hole, &[word("e", 2.0, 8.0), word("mail", 20.0, 30.0)]), ["e", "mail"]);
    }

    #[test]
    fn bars_are_letters_in_sentences_and_rules_in_tables() {
        let mut words: Vec<Word> =
            ["team,", "|", "would", "|29", "[44%", "|", "[sic]"].map(|text| word(text, 0.0, 1.0)).into();
        bars(&mut words);
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["team,", "I", "would", "29", "[44%", "[sic]"]);
        let mut open = vec![word("[44%", 0.0, 1.0)];
        bars(&mut open);
        assert_eq!(open[0].text, "44%");
    }
}
