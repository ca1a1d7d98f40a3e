//! A concordance in plain text: matches beneath each other, as much on both sides as the width allows.

use std::io::{self, Write};

use textwrap::core::display_width;

use super::page::KeyLine;
use super::plain::clean;

/// No side is made narrower than this.
const LEAST: usize = 16;

/// Between match, sides and source.
const GAP: usize = 2;

/// Draws the lines; `mark` draws a match. Where sources leave too little room, they stand beneath their lines.
pub(super) fn draw_lines(
    lines: &[KeyLine],
    width: usize,
    mark: &dyn Fn(&str) -> String,
    out: &mut dyn Write,
) -> io::Result<()> {
    let widest = |of: &dyn Fn(&KeyLine) -> String| lines.iter().map(|line| display_width(&of(line))).max().unwrap_or(0);
    let node = widest(&|line| plain_of(&mark(&clean(&line.node)))).min(width / 3);
    let source_width = widest(&|line| clean(&line.source));
    let room = width.saturating_sub(node + 2 * GAP);
    let beside = room.saturating_sub(source_width + GAP) / 2;
    let (side, below) = if beside >= LEAST { (beside, false) } else { ((room / 2).max(LEAST), true) };
    for line in lines {
        let left = ending(&clean(&line.left), side);
        let right = beginning(&clean(&line.right), side);
        let marked = mark(&clean(&line.node));
        let space = |taken: usize, wanted: usize| " ".repeat(wanted.saturating_sub(taken));
        let before = space(display_width(&left), side);
        let joint = if right.starts_with(|c: char| c.is_alphanumeric() || c == '…') { " " } else { "" };
        let drawn = format!("{before}{left}{}{marked}{joint}{right}", " ".repeat(GAP));
        let source = clean(&line.source);
        if below {
            writeln!(out, "{}\n{}{source}", drawn.trim_end(), " ".repeat(side + GAP))?;
        } else {
            let taken = display_width(&plain_of(&drawn));
            writeln!(out, "{drawn}{}{source}", space(taken, width - source_width))?;
        }
    }
    Ok(())
}

/// What is seen of a text with colours.
fn plain_of(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

/// The end of a text, in so many columns, from the beginning of a word.
fn ending(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let starts = text.char_indices().filter(|(at, _)| text[..*at].ends_with(' ')).map(|(at, _)| at);
    starts
        .map(|at| format!("…{}", &text[at..]))
        .find(|tail| display_width(tail) <= width)
        .unwrap_or_else(|| "…".to_owned())
}

/// The beginning of a text, in so many columns, up to the end of a word.
fn beginning(text: &str, width: usize) -> String {
    if display_width(text) <= width {
        return text.to_owned();
    }
    let ends = text.match_indices(' ').map(|(at, _)| at).rev();
    ends.map(|at| format!("{}…", &text[..at]))
        .find(|head| display_width(head) <= width)
        .unwrap_or_else(|| "…".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(width: usize) -> String {
        let line = |left: &str, right: &str| KeyLine {
            left: left.into(),
            node: "front door".into(),
            right: right.into(),
            source: "Minutes, 18 Nov 2015".into(),
            link: super::super::page::Link::anywhere(),
        };
        let lines =
            [line("The", "is overseen by a board of partners who meet every month"), line("work at a single", "")];
        let mut out = Vec::new();
        draw_lines(&lines, width, &|node| format!("*{node}*"), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn matches_stand_beneath_each_other_and_lines_keep_to_the_width() {
        for width in [40, 72, 100] {
            let text = drawn(width);
            let places: Vec<usize> =
                text.lines().filter_map(|line| line.find('*').map(|at| display_width(&line[..at]))).collect();
            assert!(places.len() == 2 && places[0] == places[1], "{text}");
            assert!(width < 60 || text.lines().all(|line| display_width(line) <= width), "{text}");
            assert_eq!(text.matches("Minutes, 18 Nov 2015").count(), 2);
        }
        assert!(drawn(72).contains("*front door* is overseen by a…"), "{}", drawn(72));
    }
}
