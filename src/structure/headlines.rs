//! What is set in bold at the beginning of a paragraph, before what explains it: "**Cut the aims to ten.** The plan has sixty."

use crate::model::Line;
use crate::text::{sentences, unspaced};

/// How many bytes of a line are bold from one of them on, white space apart.
pub fn bold_bytes(line: &Line, from: usize) -> usize {
    let Some(layout) = &line.layout else { return line.bold.saturating_sub(unspaced(&line.text[..from])) };
    let mut bold = 0;
    for segment in layout.segments.iter().filter(|segment| segment.end > from) {
        let start = segment.start.max(from);
        let own = segment.bold_bytes.saturating_sub(unspaced(&line.text[segment.start..start]));
        bold += own;
        if own < unspaced(&line.text[start..segment.end]) {
            break;
        }
    }
    bold
}

/// How many bytes of a text its first sentences take that are set in bold, where others follow that are not. Their stop may be light.
pub fn headline(text: &str, bold: usize) -> usize {
    let Some((said, rest)) = text.split_at_checked(bold).filter(|_| bold > 0) else { return 0 };
    let stop = rest.chars().next().filter(|c| matches!(c, '.' | '!' | '?')).map_or(0, char::len_utf8);
    let end = said.trim_end().len().max(if stop > 0 { bold + stop } else { 0 });
    let ends = text[..end].ends_with(['.', '!', '?', '”', '"', '’', ')']);
    let is_one =
        ends && text[end..].contains(char::is_alphabetic) && sentences(text).iter().any(|sentence| sentence.end == end);
    if is_one { end } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_is_whole_sentences_before_others() {
        let found = |bold: &str, light: &str| {
            let text = format!("{bold}{light}");
            text[..headline(&text, bold.len())].to_owned()
        };
        assert_eq!(found("Cut the aims to ten.", " The plan has sixty."), "Cut the aims to ten.");
        assert_eq!(found("Cut the aims to ten", ". The plan has sixty."), "Cut the aims to ten.");
        assert_eq!(found("Cut the aims. Tell the staff. ", "The plan has sixty."), "Cut the aims. Tell the staff.");
        assert_eq!(found("Cut the aims", " to ten. The plan has sixty."), "", "a few words of a sentence");
        assert_eq!(found("Finance:", " cut the aims to ten."), "", "a topic");
        assert_eq!(found("Ask Cllr.", " Marsh to lead it."), "", "a stop that ends no sentence");
        assert_eq!(found("Cut the aims to ten.", ""), "", "nothing is set apart");
        assert_eq!(found("“Cut the aims.”", " **"), "", "nor by what is no word");
    }
}
