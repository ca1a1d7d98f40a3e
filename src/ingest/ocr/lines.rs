//! Words in boxes, set as the lines of a laid-out page.
//!
//! Tesseract tells boxes of ink, not type: the size of a line is worked out from the height of its words and the letters
//! in them, and bold from the width of its strokes beside those of the whole page. Both are rough, so what is near the
//! page's usual size is taken to be of that size.

use super::mend;
use super::picture::Picture;
use super::tesseract::Word;
use crate::model::{Layout, Line, Mark, Segment};
use crate::text::is_label;

/// Signs without a letter or figure below this confidence, in per cent, are specks and rules. Words are kept whatever their
/// confidence: a word that is wrong can be found and mended, one that is gone cannot.
const LEAST_CONFIDENCE: f32 = 20.0;
/// What is neither as wide nor as high as this many ems is a speck.
const SPECK_EM: f32 = 0.2;

/// Heights of letters in ems: capitals and figures, small letters, and what hangs below the line. Mean of the
/// typefaces papers are set in (Arial, Calibri, Times).
const TALL: f32 = 0.68;
const SMALL: f32 = 0.48;
const BELOW: f32 = 0.2;

/// A size within this share of the page's usual one is that.
const SAME_SIZE: f32 = 0.12;
/// Strokes this much wider than the page's usual ones are bold.
const BOLD: f32 = 1.15;
/// Longer runs of ink than this many ems are not the width of a stroke.
const LONGEST_STROKE_EM: f32 = 0.22;
/// Baselines closer than this many ems are one.
const SAME_LINE_EM: f32 = 0.35;
/// A gap of this many ems parts two segments of a line; after a label a narrower one does. As in PDF.
const WIDE_GAP_EM: f32 = 0.62;
const LABEL_GAP_EM: f32 = 0.35;

/// A line as tesseract has it.
struct Run {
    words: Vec<Word>,
    /// Size of the letters, in pixels to the em.
    em: f32,
    baseline: f32,
    /// Mean width of its strokes, in ems.
    stroke: f32,
}

/// The lines of a page, top to bottom.
pub fn lines(words: Vec<Word>, picture: &Picture) -> Vec<Line> {
    let mut runs: Vec<Run> = words.chunk_by(|a, b| a.line == b.line).filter_map(|line| run(line, picture)).collect();
    let letters = |run: &Run| run.words.iter().map(|word| word.text.chars().count()).sum::<usize>();
    let usual = |of: fn(&Run) -> f32, runs: &[Run]| median(runs.iter().map(|run| (of(run), letters(run))).collect());
    let (em, stroke) = (usual(|run| run.em, &runs), usual(|run| run.stroke, &runs));
    for run in &mut runs {
        if (run.em / em - 1.0).abs() < SAME_SIZE {
            run.em = em;
        }
        run.words.retain(|word| !is_speck(word, run.em));
        mend::line(&mut run.words, picture, run.em, run.baseline);
    }
    runs.retain(|run| !run.words.is_empty());
    runs.sort_by(|a, b| a.baseline.total_cmp(&b.baseline).then(a.words[0].left.total_cmp(&b.words[0].left)));
    let mut rows: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match rows.last_mut() {
            Some(row) if row.iter().all(|other| beside(other, &run)) => row.push(run),
            _ => rows.push(vec![run]),
        }
    }
    rows.into_iter().map(|row| line(row, picture, BOLD * stroke)).collect()
}

fn is_speck(word: &Word, em: f32) -> bool {
    let size = (word.right - word.left).max(word.bottom - word.top);
    let said = word.text.chars().any(char::is_alphanumeric);
    size < SPECK_EM * em || (!said && word.confidence < LEAST_CONFIDENCE)
}

/// Gives lines of nearly the same size the same, over the whole paper: headings of one rank are of one size.
pub fn settle_sizes(lines: &mut [&mut Line]) {
    let weight = |line: &Line| line.text.chars().count();
    let mut sizes: Vec<(f32, usize)> =
        lines.iter().filter_map(|line| Some((line.layout.as_ref()?.size, weight(line)))).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut from = 0;
    while let Some(&(least, _)) = sizes.get(from) {
        let most = least * (1.0 + SAME_SIZE);
        let to = from + sizes[from..].partition_point(|(size, _)| *size <= most);
        let settled = median(sizes[from..to].to_vec());
        for layout in lines.iter_mut().filter_map(|line| line.layout.as_mut()) {
            if (least..=most).contains(&layout.size) {
                layout.size = settled;
            }
        }
        // A size that was settled is not met again among the larger ones.
        from = to.max(from + 1);
    }
}

/// Works out the type of a line; `None` where it has no words.
fn run(words: &[Word], picture: &Picture) -> Option<Run> {
    let ems = words.iter().filter_map(|word| Some((em(word)?, word.text.chars().count())));
    let height = words.iter().map(|word| word.bottom - word.top).fold(0.0, f32::max);
    let ems: Vec<_> = ems.collect();
    let em = if ems.is_empty() { height } else { median(ems) };
    let foot = |word: &Word| (word.bottom - if hangs(&word.text) { BELOW * em } else { 0.0 }, 1);
    let baseline = median(words.iter().map(foot).collect());
    let stroke = stroke(words, picture, em);
    (em > 0.0).then(|| Run { words: words.to_vec(), em, baseline, stroke: stroke / em })
}

/// Size of a word's letters in pixels to the em; `None` where they do not tell.
fn em(word: &Word) -> Option<f32> {
    if !word.text.chars().any(char::is_alphanumeric) {
        return None;
    }
    let tall = word.text.chars().any(|c| c.is_uppercase() || c.is_ascii_digit() || "bdfhklit’‘“”\"'£()".contains(c));
    let height = if tall { TALL } else { SMALL } + if hangs(&word.text) { BELOW } else { 0.0 };
    Some((word.bottom - word.top) / height)
}

/// Whether a word reaches below its line.
fn hangs(text: &str) -> bool {
    text.contains(['g', 'j', 'p', 'q', 'y', 'Q', ',', ';', '(', ')'])
}

/// Mean width of the strokes of words, in pixels, counted along rows; 0 where there are none.
fn stroke(words: &[Word], picture: &Picture, em: f32) -> f32 {
    let (mut total, mut count) = (0, 0);
    let longest = (LONGEST_STROKE_EM * em) as usize;
    for word in words {
        let (left, right) = (word.left.max(0.0) as usize, word.right.max(0.0) as usize);
        for y in word.top.max(0.0) as usize..word.bottom.max(0.0) as usize {
            let mut width = 0;
            for x in left..=right {
                if x < right && picture.is_ink(x, y) {
                    width += 1;
                } else if width > 0 {
                    // What is longer runs along a stroke, not across it.
                    if width <= longest {
                        (total, count) = (total + width, count + 1);
                    }
                    width = 0;
                }
            }
        }
    }
    total as f32 / count.max(1) as f32
}

/// The middle of values by weight; 0 of none.
fn median(mut values: Vec<(f32, usize)>) -> f32 {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = values.iter().map(|(_, weight)| weight).sum::<usize>() / 2;
    let mut seen = 0;
    let middle = values.iter().find(|(_, weight)| {
        seen += weight;
        seen > half
    });
    middle.or(values.last()).map_or(0.0, |(value, _)| *value)
}

/// Whether two runs are parts of one line.
fn beside(a: &Run, b: &Run) -> bool {
    let edges = |run: &Run| {
        let left = run.words.iter().map(|word| word.left).fold(f32::MAX, f32::min);
        (left, run.words.iter().map(|word| word.right).fold(0.0, f32::max))
    };
    let ((a_left, a_right), (b_left, b_right)) = (edges(a), edges(b));
    let apart = a_right <= b_left || b_right <= a_left;
    apart && (a.baseline - b.baseline).abs() < SAME_LINE_EM * a.em.max(b.em)
}

/// Sets the runs of one line. Strokes wider than `bold` ems are bold.
fn line(mut row: Vec<Run>, picture: &Picture, bold: f32) -> Line {
    row.sort_by(|a, b| a.words[0].left.total_cmp(&b.words[0].left));
    let points = picture.points();
    let widest = row.iter().max_by(|a, b| a.words.len().cmp(&b.words.len()));
    let (em, baseline) = widest.map_or((0.0, 0.0), |run| (run.em, run.baseline));
    let mut text = String::new();
    let mut segments: Vec<Segment> = Vec::new();
    for run in &row {
        let run_is_bold = run.stroke > bold;
        for word in &run.words {
            let (left, right) = (word.left * points, word.right * points);
            let gap = segments.last().map(|last| left - last.right);
            let parts = match (gap, segments.last()) {
                (Some(gap), Some(last)) => {
                    let after_label = is_label(&text[last.start..last.end]);
                    gap > if after_label { LABEL_GAP_EM } else { WIDE_GAP_EM } * em * points
                }
                _ => true,
            };
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(&word.text);
            match segments.last_mut().filter(|_| !parts) {
                Some(segment) => (segment.right, segment.end) = (right, text.len()),
                None => segments.push(Segment {
                    left,
                    right,
                    start,
                    end: text.len(),
                    bold: run_is_bold,
                    bold_bytes: 0,
                    rise: 0.0,
                    cell: None,
                }),
            }
        }
    }
    let layout = Layout {
        left: segments.first().map_or(0.0, |segment| segment.left),
        right: segments.last().map_or(0.0, |segment| segment.right),
        baseline: baseline * points,
        size: em * points,
        bold: segments.iter().all(|segment| segment.bold) && text.chars().any(char::is_alphabetic),
        segments,
        note_marks: Vec::new(),
        column: 0,
        page_width: picture.width as f32 * points,
        page_height: picture.height as f32 * points,
    };
    Line { layout: Some(layout), ..Line::new(text, Mark::Raw) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, left: f32, right: f32, line: u32) -> Word {
        Word { text: text.into(), left, top: 10.0, right, bottom: 18.0, confidence: 90.0, line }
    }

    #[test]
    fn cells_beside_each_other_are_one_line_of_two_segments() {
        let picture = Picture::drawn(&[""; 200], 72.0);
        let words = vec![word("Action", 10.0, 40.0, 1), word("one", 43.0, 60.0, 1), word("Clerk", 120.0, 150.0, 2)];
        let lines = lines(words, &picture);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].text, "Action one Clerk");
        let segments = &lines[0].layout.as_ref().unwrap().segments;
        let texts: Vec<&str> = segments.iter().map(|segment| &lines[0].text[segment.start..segment.end]).collect();
        assert_eq!(texts, ["Action one", "Clerk"]);
    }

    #[test]
    fn specks_are_dropped_and_doubtful_words_are_kept() {
        let speck = Word { right: 121.0, bottom: 11.0, ..word("v", 120.0, 121.0, 1) };
        let rule = Word { confidence: 5.0, ..word("|", 100.0, 102.0, 1) };
        let doubtful = Word { confidence: 0.0, ..word("Agree", 10.0, 50.0, 1) };
        let lines = lines(vec![doubtful, rule, speck], &Picture::drawn(&[""; 200], 72.0));
        assert_eq!(lines[0].text, "Agree");
    }

    #[test]
    fn sizes_that_differ_by_little_are_one() {
        let sized = |size: f32| {
            let mut line = lines(vec![word("Strengths", 10.0, 50.0, 1)], &Picture::drawn(&[""; 200], 72.0)).remove(0);
            line.layout.as_mut().unwrap().size = size;
            line
        };
        let mut sized = [12.0, 12.0, 12.4, 13.9, 14.1, 14.8, 15.9].map(sized);
        settle_sizes(&mut sized.iter_mut().collect::<Vec<_>>());
        let sizes: Vec<f32> = sized.iter().map(|line| line.layout.as_ref().unwrap().size).collect();
        assert_eq!(sizes, [12.0, 12.0, 12.0, 14.1, 14.1, 14.1, 15.9]);
    }

    #[test]
    fn the_median_goes_by_weight() {
        assert_eq!(median(vec![(3.0, 1), (1.0, 1), (2.0, 5)]), 2.0);
        assert_eq!(median(Vec::new()), 0.0);
    }
}
