//! What carries its own label: "Recommendation 1 - ...", as a heading, a paragraph or a row, or alone above its text.

use super::paper::{Found, Paper};
use super::rules::{Place, Rule, Scanned, is_guarded_item};
use super::tables::replies::before_reply;
use super::wordings::WORDINGS;
use crate::model::{Block, BlockKind, DocumentKind, FindingKind, Item};
use crate::text::{Pattern, as_printed, fold};

/// Words of the longest title that only names a topic.
const LONGEST_TOPIC: usize = 9;

/// Finds the labelled findings of a paper.
pub fn find(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        if paper.is_free(index) {
            labelled(paper, index);
        }
    }
}

/// "Recommendation 1 - ..." as a heading or paragraph of its own, or alone above its text.
fn labelled(paper: &mut Paper<'_>, index: usize) {
    let block = &paper.blocks[index];
    if block.kind == BlockKind::TableRow {
        return labelled_row(paper, index);
    }
    let Some(rule) = paper.rule_for(Place::Label, index) else { return };
    let folded = fold(&block.text);
    let Some(captures) = rule.captures(&folded) else { return };
    let label = captures.name("label").map(|m| m.as_str().to_owned());
    let (text, at, parts) = match captures.name("text") {
        Some(text) => {
            let own = as_printed(&block.text, &folded, text.start()..folded.len());
            match words_beneath(paper, index).or_else(|| asked_beneath(paper, index, own)) {
                Some(words) => (words, index + 1, vec![index, index + 1]),
                None => (own.to_owned(), index, vec![index]),
            }
        }
        // "Recommendation 4" alone: the text is its title, or the paragraph beneath.
        None => match paper.blocks.get(index + 1).filter(|next| next.boilerplate.is_none()) {
            Some(next) if next.is_heading() => match is_its_title(paper, next.ordinal) {
                true => (next.text.clone(), next.ordinal, vec![index, next.ordinal]),
                false => return,
            },
            Some(next) if next.kind != BlockKind::TableRow => {
                let item = paper.item(next.ordinal);
                (item.text, next.ordinal, [vec![index], item.parts].concat())
            }
            _ => return,
        },
    };
    let rule = told_under_label(paper, rule, at, &text).unwrap_or(rule);
    let mut found = Found::new(rule, &text, at, index, &block.text.clone());
    if let Some(label) = label {
        // "Finding 2" is cited by its number, "Recommendation 2" by its name as well.
        let (name, item) = match rule.kind {
            FindingKind::Recommendation | FindingKind::Progress => {
                ("Recommendation", Item::Recommendation(label.clone()))
            }
            _ => ("Finding", Item::label(label.clone())),
        };
        found.cue = Some(format!("{name} {label}"));
        found.clause = Some(item).filter(|_| paper.blocks[at].number.is_none());
    }
    if !is_guarded_item(&found.text) {
        paper.found.push(found);
    }
    paper.take(&parts);
    beneath(paper, &parts);
}

/// The rule for what a progress review tells under the number of a recommendation, where it feeds back and does not ask:
/// "Recommendation 1: A new plan was adopted in May.".
fn told_under_label(paper: &Paper<'_>, rule: &Rule, at: usize, text: &str) -> Option<&'static Rule> {
    let block = &paper.blocks[at];
    let is_prose = block.kind == BlockKind::Paragraph && rule.kind == FindingKind::Recommendation;
    if paper.kind != DocumentKind::ProgressReview || !is_prose || paper.asks(text) {
        return None;
    }
    block.under.filter(|heading| WORDINGS.feeds_back.is_match(&paper.folded[*heading]))?;
    Scanned::new(&fold(text)).rule_for(Place::Beneath, paper.kind)
}

/// "Recommendation 1" in the first cell of a row and its words in the second, where nothing names the columns. Beneath
/// "Recommendations" it may be "R1"; after "Area for improvement 1" may stand whose rule it is of and by when.
fn labelled_row(paper: &mut Paper<'_>, index: usize) {
    static LETTER: Pattern = Pattern::of(r"^(?:R ?)?(\d{1,2})[.)]?$");
    let block = &paper.blocks[index];
    let [label, said, ..] = &block.cells[..] else { return };
    let kind = paper.kind;
    let over = block.under.and_then(|under| paper.rule_for(Place::Heading, under));
    let is_listed = over.is_some_and(|rule| rule.kind == FindingKind::Recommendation);
    let with_words = |name: &str, words: &str| {
        let folded = fold(name.trim());
        let name = match WORDINGS.area_label.find(&folded) {
            Some(name) => name.as_str().to_owned(),
            None if is_listed => LETTER.replace_all(&folded, "Recommendation $1").into_owned(),
            None => folded.trim_end_matches(':').to_owned(),
        };
        fold(&format!("{name}: {}", words.trim())).into_owned()
    };
    let rule_of = |folded: &str| Scanned::new(folded).rule_for(Place::Label, kind);
    let folded = with_words(&label.text, &said.text.replace('\n', " "));
    let Some(rule) = rule_of(&folded) else { return };
    let Some(number) = rule.captures(&folded).and_then(|found| Some(found.name("label")?.as_str().to_owned())) else {
        return;
    };
    // The first row of a table without a head may have been taken for it.
    let is_one = |name: &str| rule_of(&with_words(name, "Words that tell what is asked")).is_some();
    let is_unnamed = label.column.as_deref().is_none_or(|name| is_one(name) || is_title_of_plan(name));
    // "Recommendation 1" and "£40,000" is of its cost, and "Good progress" of what came of it.
    if !is_unnamed || !(paper.asks(&said.text) || (is_listed && rows_ask(paper, index))) {
        return;
    }
    // The first line of a cell that asks is explained by the others.
    let first = said.text.lines().next().unwrap_or_default().trim();
    let is_explained = said.text.contains('\n') && !first.ends_with(',') && paper.asks(first);
    let said = if is_explained { first } else { said.text.trim() };
    let mut found = Found::new(rule, before_reply(said), index, index, label.text.trim());
    found.clause = Some(number).filter(|_| block.number.is_none()).map(|number| match rule.kind {
        FindingKind::Recommendation => Item::Recommendation(number),
        _ => Item::label(number),
    });
    paper.found.push(found);
    paper.take(&[index]);
}

/// Whether the rows of a table that stand together list what is asked: one of them asks by its verb. "Better use of data" beside
/// "Agree a plan" is asked for as well.
fn rows_ask(paper: &Paper<'_>, index: usize) -> bool {
    let is_beside = |block: &&Block| block.kind == BlockKind::TableRow && block.under == paper.blocks[index].under;
    let asks = |block: &Block| block.cells.get(1).is_some_and(|said| paper.asks(&said.text));
    let above = paper.blocks[..index].iter().rev().take_while(is_beside);
    paper.blocks[index..].iter().take_while(is_beside).chain(above).any(asks)
}

/// "Quality Improvement Plan" across the head of a table names the table and none of its columns.
fn is_title_of_plan(name: &str) -> bool {
    WORDINGS.title_of_plan.is_match(&fold(name.trim()))
}

/// "Recommendation: The Council should ..." beneath "Improvement Recommendation 1 - Pressures on the budget": what the line above
/// only names.
fn words_beneath(paper: &Paper<'_>, named: usize) -> Option<String> {
    let below = paper.blocks.get(named + 1).filter(|below| paper.is_free(below.ordinal) && !below.is_heading())?;
    let folded = &paper.folded[below.ordinal];
    let words = WORDINGS.words_beneath.captures(folded)?.name("words")?.start()..folded.len();
    Some(as_printed(&below.text, folded, words).to_owned())
}

/// "Produce a four-year plan ..." beneath "Recommendation 1: Medium-term financial strategy": a label that only names a topic has
/// what is asked in the paragraph below it. A title that asks by itself is explained there.
fn asked_beneath(paper: &Paper<'_>, named: usize, title: &str) -> Option<String> {
    let is_topic = title.split_whitespace().nth(LONGEST_TOPIC).is_none()
        && !title.trim_end().ends_with(['.', ';', ':'])
        && !paper.asks(title);
    let below = paper.blocks.get(named + 1).filter(|below| below.kind == BlockKind::Paragraph)?;
    let is_ask = is_topic
        && paper.is_free(below.ordinal)
        && paper.rule_for(Place::Label, below.ordinal).is_none()
        && paper.asks(&below.text);
    is_ask.then(|| below.text.clone())
}

/// Whether the heading beneath a lone label says what is recommended: one of several words over prose or the next label, with no
/// rule of its own, and unlike "What was found", which returns beneath every one.
fn is_its_title(paper: &Paper<'_>, index: usize) -> bool {
    let places = [Place::Heading, Place::Label, Place::Stop, Place::Operative];
    let label = paper.blocks[index - 1].kind;
    // Nothing explains it where the next label follows, or the next chapter.
    let explains_or_ends = |next: &Block| match (next.kind, label) {
        (BlockKind::Heading { level }, BlockKind::Heading { level: of_label }) => level <= of_label,
        (kind, _) => kind == BlockKind::Paragraph,
    };
    let again = paper.blocks.iter().filter(|block| block.text == paper.blocks[index].text).count() > 1;
    paper.folded[index].split_whitespace().nth(2).is_some()
        && !again
        && paper.blocks.get(index + 1).is_none_or(explains_or_ends)
        && places.into_iter().all(|place| paper.rule_for(place, index).is_none())
}

/// What a paper says beneath a recommendation, where that is a finding of its own.
fn beneath(paper: &mut Paper<'_>, recommendation: &[usize]) {
    let Some(next) = recommendation.last().map(|last| last + 1).filter(|next| *next < paper.blocks.len()) else {
        return;
    };
    // Beneath a list of them stands what is said of all, or of something else.
    let is_listed = paper.blocks[recommendation[0]].is_item();
    if is_listed || paper.blocks[next].kind != BlockKind::Paragraph || !paper.is_free(next) {
        return;
    }
    let Some(rule) = paper.rule_for(Place::Beneath, next).filter(|_| paper.rule_for(Place::Label, next).is_none())
    else {
        return;
    };
    let cue = paper.blocks[recommendation[0]].text.clone();
    let found = Found::new(rule, &paper.blocks[next].text, next, recommendation[0], &cue);
    paper.found.push(found);
    paper.take(&[next]);
}
