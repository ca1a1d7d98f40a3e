//! The letters of a file in its own lines, and looking for a quote in them.

use super::Found;
use crate::model::{Mark, Page};
use crate::text::{fold, squeeze};

/// At most so many lines that are not part of the text stand in one place: a page's foot, the next page's head, a
/// footnote or a neighbouring column.
const MOST_BETWEEN: usize = 12;

/// A list mark at the start of a line has at most so many letters and digits: "iii", "12", "a".
const LONGEST_MARK: usize = 4;

/// A raised note mark within the text has at most so many digits.
const LONGEST_NOTE: usize = 2;

/// So many letters of a quote are looked for to find where it may begin.
const BEGINNING: usize = 10;

/// A line of the file, or a part of it that wide gaps set apart.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Run {
    letters: Vec<char>,
    /// How many letters at its start may be a list mark.
    marks: Vec<usize>,
}

/// The text of a file, made ready for quotes to be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    runs: Vec<Run>,
    /// All of it with white space folded, as printed.
    printed: String,
    /// Every letter with its run and place.
    flat: Vec<(char, usize, usize)>,
}

impl Source {
    /// The text of pages.
    pub fn of_pages(pages: &[Page]) -> Self {
        let mut parts: Vec<String> = Vec::new();
        for line in pages.iter().flat_map(|page| &page.lines) {
            match (&line.mark, &line.layout) {
                (Mark::Row { cells, .. }, _) => parts.extend(cells.iter().cloned()),
                (_, Some(layout)) if layout.segments.len() > 1 => {
                    let part = |at: (usize, usize)| line.text.get(at.0..at.1).map(str::to_owned);
                    parts.extend(layout.segments.iter().filter_map(|segment| part((segment.start, segment.end))));
                }
                _ => parts.push(line.text.clone()),
            }
        }
        Self::of_lines(parts.iter().map(String::as_str))
    }

    /// A text of many lines, such as another program made of the file.
    pub fn of_text(text: &str) -> Self {
        Self::of_lines(text.split(['\n', '\u{c}']))
    }

    fn of_lines<'a>(lines: impl Iterator<Item = &'a str>) -> Self {
        let lines: Vec<String> = lines.map(squeeze).filter(|line| !line.is_empty()).collect();
        let runs: Vec<Run> = lines.iter().map(|line| Run { letters: letters(line), marks: marks(line) }).collect();
        let flat = runs.iter().enumerate().flat_map(|(run, of)| {
            of.letters.iter().enumerate().map(move |(place, letter)| (*letter, run, place)).collect::<Vec<_>>()
        });
        Self { flat: flat.collect(), runs, printed: lines.join(" ") }
    }

    /// How a quote is found in the text.
    pub fn find(&self, quote: &str) -> Found {
        if self.printed.contains(&squeeze(quote)) {
            return Found::Exact;
        }
        let quote = letters(quote);
        let Some(first) = quote.first() else { return Found::Broken };
        let beginning = &quote[..quote.len().min(BEGINNING)];
        let begins =
            |at: &usize| self.flat[*at..].iter().map(|l| l.0).take(beginning.len()).eq(beginning.iter().copied());
        let any = || (0..self.flat.len()).filter(|at| self.flat[*at].0 == *first);
        let mut walk = Walk::default();
        // Where a note mark or a page end falls among the first letters, every place is tried.
        let is_found = any().filter(begins).any(|at| self.follows(at, &quote, &mut walk))
            || any().any(|at| self.follows(at, &quote, &mut walk));
        if is_found { Found::Normalised } else { Found::Broken }
    }

    /// Whether the letters of a quote follow from a place on.
    fn follows(&self, at: usize, quote: &[char], walk: &mut Walk) -> bool {
        let (_, run, place) = self.flat[at];
        walk.here.clear();
        walk.here.push((run, place));
        for letter in quote {
            walk.next.clear();
            for place in &walk.here {
                self.reach(*place, |(run, at)| {
                    let there = (run, at + 1);
                    if self.runs[run].letters.get(at) == Some(letter) && !walk.next.contains(&there) {
                        walk.next.push(there);
                    }
                });
            }
            if walk.next.is_empty() {
                return false;
            }
            std::mem::swap(&mut walk.here, &mut walk.next);
        }
        true
    }

    /// Visits where the text may go on: here, after a note mark, and from the end of a run in one of the next, after its
    /// mark.
    fn reach(&self, (run, at): (usize, usize), mut visit: impl FnMut((usize, usize))) {
        let here = &self.runs[run].letters;
        visit((run, at));
        let digits = here[at..].iter().take(LONGEST_NOTE + 1).take_while(|c| c.is_numeric()).count();
        let is_note = (1..=LONGEST_NOTE).contains(&digits);
        if at > 0 && is_note {
            visit((run, at + digits));
        }
        if at == here.len() || (is_note && at + digits == here.len()) {
            for (next, of) in self.runs.iter().enumerate().skip(run + 1).take(1 + MOST_BETWEEN) {
                visit((next, 0));
                of.marks.iter().for_each(|mark| visit((next, *mark)));
            }
        }
    }
}

/// The places that the letters of a quote have led to so far, and lead to next; few at any time.
#[derive(Default)]
struct Walk {
    here: Vec<(usize, usize)>,
    next: Vec<(usize, usize)>,
}

/// The letters and digits of a text, in lower case, with what typesetting varies folded.
fn letters(text: &str) -> Vec<char> {
    fold(&squeeze(text)).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// After how many letters at the start of a line a list mark may end: "(a) the plan" gives 1, "3.2 the plan" 1 and 2.
fn marks(line: &str) -> Vec<usize> {
    let mut marks = Vec::new();
    let mut count = 0;
    for c in line.chars() {
        if c.is_alphanumeric() {
            count += 1;
            if count > LONGEST_MARK {
                break;
            }
        } else if count > 0 {
            marks.push(count);
            if c.is_whitespace() {
                break;
            }
        }
    }
    marks.dedup();
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_is_exact_normalised_or_broken() {
        let source = Source::of_text(
            "The team found that the “front door” is not\nsettled, and that multi-\nagency work is good-\nquality.\n\
             Page 3 of 12\nMarlshire peer review\n(a) publish the plan2 by\n  March\n• and say who answers for it\n",
        );
        for (quote, found) in [
            ("the “front door” is not settled", Found::Exact),
            ("the \"front door\" is not settled", Found::Normalised),
            ("multiagency work is good-quality", Found::Normalised),
            ("multi-agency work is good-quality. publish the plan by March", Found::Normalised),
            ("publish the plan by March and say who answers for it", Found::Normalised),
            ("publish the plan by April", Found::Broken),
            ("the team found that the door is not settled", Found::Broken),
            ("agency publish", Found::Broken),
            ("—", Found::Broken),
        ] {
            assert_eq!(source.find(quote), found, "{quote}");
        }
    }

    #[test]
    fn what_stands_between_lines_may_be_left_out_and_words_within_them_may_not() {
        let between =
            |lines: usize| format!("Reduce the caseloads\n{}of social workers", "Some running head\n".repeat(lines));
        let found = |text: &str| Source::of_text(text).find("Reduce the caseloads of social workers");
        assert_eq!(found(&between(MOST_BETWEEN)), Found::Normalised);
        assert_eq!(found(&between(MOST_BETWEEN + 1)), Found::Broken);
        assert_eq!(found("Reduce the high caseloads of social workers"), Found::Broken);
    }

    #[test]
    fn columns_are_followed_down_the_page() {
        let source = Source::of_text("The effectiveness of\nGood\nleaders\n");
        assert_eq!(source.find("The effectiveness of leaders"), Found::Normalised);
    }
}
