//! What is it called? The heading among the first that says most of what the paper is.

use super::capitals::lower;
use super::committee::is_of_committee;
use super::names::NAMES;
use super::page::is_of_any_page;
use super::{Paper, opens_minutes};
use crate::model::{ATTACHED, Block, DocumentKind, Origin};

/// How many headings are looked at.
const HEADINGS: usize = 3;

/// A title is shorter than this, in bytes.
const LONGEST: usize = 120;

/// "Minutes of the meeting" has so many words and says nothing.
const NAMELESS: usize = 4;

/// The first heading that is more than a date, a committee or an agenda number; the longest of the first few. Minutes are
/// called by how they open, and by no item of theirs. `properties` is the title in the file's properties.
pub fn title(paper: &Paper<'_>, kind: Option<DocumentKind>, properties: Option<&str>) -> Option<(String, Origin)> {
    let minutes = kind == Some(DocumentKind::Minutes);
    // Above the salutation of a letter may stand only to whom and where it goes.
    let salutation = paper.head.iter().position(|block| block.text.starts_with("Dear ")).unwrap_or_default();
    let is_title = |block: &&&Block| {
        let item = minutes && block.number.is_some();
        let heads = block.is_heading() && block.boilerplate.is_none() && !block.text.starts_with(ATTACHED);
        heads && !item && !is_of_any_page(block)
    };
    let tells = |blocks: &[&Block]| blocks.iter().filter(is_title).any(|block| says_what(&block.text) > 0);
    let (above, below) = paper.head.split_at(salutation);
    let headings = if tells(below) && !tells(above) { below } else { &paper.head }.iter().filter(is_title);
    // Where nothing in minutes says it, whose they are is more than where and when.
    let weight = |text: &&str| (says_what(text), minutes && is_of_committee(text), text.len().min(100));
    let best = headings.map(|block| block.text.as_str()).take(HEADINGS).max_by_key(weight);
    let subject_line = || {
        let line = paper
            .head
            .iter()
            .find(|block| block.text.to_lowercase().contains("peer review") && block.text.len() < LONGEST);
        line.map(|block| block.text.as_str())
    };
    // Where no heading says it, and the file marks none, the first line may.
    let first_line = || {
        let line = &paper.head.first()?.text;
        let is_line = line.len() < LONGEST && !line.ends_with(['.', ':', ';', ',']) && !line.contains(" | ");
        Some(line.as_str()).filter(|line| is_line && says_what(line) > 0)
    };
    // Below the salutation of a letter stands what it is about, whether it looks like a heading or not.
    let below_salutation = || {
        let is_line = |block: &&&Block| {
            block.text.len() < LONGEST && !block.text.ends_with(['.', ':', ';', ',']) && says_what(&block.text) > 0
        };
        let letter = paper.head.get(salutation).filter(|block| block.text.starts_with("Dear "))?;
        let below = paper.head.get(salutation + 1..)?.iter().take(LINES_BELOW).find(is_line);
        below.filter(|_| letter.text.len() < LONGEST).map(|block| without_mark(&block.text))
    };
    // Minutes may open with a paragraph that says whose they are, and where and when: the first words of it are their name.
    let opening = || {
        let of_last_meeting = |block: &Block| block.number.is_some() || block.boilerplate.is_some();
        let block = paper.head.iter().find(|block| opens_minutes(&block.text) && !of_last_meeting(block))?;
        let held = block.text.to_ascii_lowercase().find(" held ").unwrap_or(block.text.len());
        // "Minutes of the meeting" is the name of all of them.
        Some(&block.text[..held]).filter(|name| name.len() < LONGEST && name.split_whitespace().count() > NAMELESS)
    };
    // "Title: | LGA Corporate Peer Challenge: progress" in the table at the head of an officer's report.
    let labelled = || paper.head.iter().find_map(|block| labelled(block)).filter(|_| !minutes);
    let telling = labelled().or(best.filter(|text| weight(text).0 > 0));
    let printed = if minutes { opening().or(telling) } else { telling.or_else(opening) };
    let printed = printed
        .or_else(below_salutation)
        .or_else(first_line)
        .or(best)
        .or_else(subject_line)
        .map(|text| (text, Origin::Text));
    let found = printed.or_else(|| properties.map(|text| (text, Origin::Properties)));
    found.map(|(text, origin)| (lower(text), origin))
}

/// The title that a row of two cells gives, the first of which says so.
fn labelled(block: &Block) -> Option<&str> {
    const LABELS: [&str; 5] = ["title", "report title", "title of report", "subject", "subject of report"];
    let [label, title] = block.cells.as_slice() else { return None };
    let label = label.text.trim().trim_end_matches(':').to_lowercase();
    let title = title.text.trim();
    (LABELS.contains(&label.as_str()) && (1..LONGEST).contains(&title.len())).then_some(title)
}

/// Lines below a salutation among which the subject of a letter is looked for.
const LINES_BELOW: usize = 2;

/// The subject of a letter without what marks it as such: "Re: ...".
fn without_mark(text: &str) -> &str {
    let marks = ["Re: ", "RE: ", "Re ", "Subject: ", "SUBJECT: "];
    marks.iter().find_map(|mark| text.strip_prefix(mark)).unwrap_or(text).trim_start()
}

/// How many words of a text say what sort of paper it heads.
fn says_what(text: &str) -> usize {
    let lower = text.to_lowercase();
    NAMES.words.papers.iter().filter(|word| lower.contains(word)).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_says_what_sort_of_paper_it_heads() {
        let papers = &NAMES.words.papers;
        assert!(says_what(&papers.example) == 1 && papers.has(&papers.name));
        assert_eq!(says_what("Children's Services"), 0);
    }
}
