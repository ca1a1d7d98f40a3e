//! What did the review find? Blocks to findings, each naming the rule that found it.
//!
//! Structure comes before words: a heading, a lead-in, a resolution block or a table column types the list
//! beneath it, and only those findings are sure. Cue words in prose find 38 in 100 of real recommendations at
//! one true in eight (measured), so they only ever suggest: [`Possible`](crate::model::Certainty::Possible).
//!
//! Each part of the paper is read once, in this order:
//!
//! | folder or file | reads |
//! |---|---|
//! | `minutes/` | what is resolved or agreed, and what `pages` of committee software print around it; its `bare` and `motions` after the tables |
//! | `labelled`, `headed`, `titles`, `led_in` | findings with a label of their own; lists under headings; titles that say it; lists that a line leads in |
//! | `tables/` | findings that are rows |
//! | `judgements`, `grade_columns`, `overall` | grades, also where they are the columns of a table, and the overall one |
//! | `headed` again | lists under headings that may mean something else |
//! | `told`, `sentences` | what a summary tells, and what only words suggest |
//!
//! What several of them ask stands below them: `rules`, `wordings`, `headings`, `groups`, `items` of lists and `clauses`. None of
//! them leads back to itself, to which a test holds them.
//! Whose findings they are is worked out by `attribution`; all words by which they are known are data in the `.toml` files.

mod asks;
mod attribution;
mod clauses;
mod grade_columns;
mod grades;
mod groups;
mod headed;
mod headings;
mod items;
mod judgements;
mod labelled;
mod led_in;
mod minutes;
mod overall;
mod pages;
mod paper;
mod pointers;
mod rules;
mod sentences;
mod tables;
mod titles;
mod told;
mod wordings;

use std::borrow::Cow;

use crate::model::{
    Block, Certainty, Citation, Document, DocumentKind, Finding, FindingKind, Place, Pointer, ReadFinding,
    ReviewMention, Warning, places,
};

use crate::text::fold;

pub use asks::asks_back;
pub use attribution::sort_of;
pub use grades::OVERALL;
use items::on_lines;
use minutes::{actions, bare, motions, resolved, within};
pub use overall::overall_grade;
use paper::{FIRST_LINES, Found, Paper};
use rules::Scanned;
pub use rules::fingerprint;
use tables::columns;
pub use tables::duty::Duty;
use tables::duty::{due_in_fields, names_its_owner, owner_after};

/// The findings of a paper, and the reviews it speaks of.
#[derive(Debug, Clone, PartialEq)]
pub struct Extraction {
    /// The findings, in reading order, each with which of `mentions` made it.
    pub findings: Vec<ReadFinding>,
    /// The reviews the paper speaks of.
    pub mentions: Vec<ReviewMention>,
    /// Phrases that point back to other papers.
    pub pointers: Vec<Pointer>,
    /// Announced counts that do not agree, and the like.
    pub warnings: Vec<Warning>,
}

/// Finds what a paper found.
pub fn extract(document: &Document, blocks: &[Block]) -> Extraction {
    let folded: Vec<Cow<'_, str>> = blocks.iter().map(|block| fold(&block.text)).collect();
    let mut paper = Paper {
        kind: document.kind,
        blocks,
        folded: &folded,
        scanned: folded.iter().map(|text| Scanned::new(text)).collect(),
        taken: vec![false; blocks.len()],
        found: Vec::new(),
        warnings: Vec::new(),
    };
    if !is_rulebook(document, blocks) {
        find(&mut paper);
        leave_explanations_out(&mut paper);
    }
    let Paper { mut found, warnings, .. } = paper;
    found.sort_by_key(|found| found.block);
    let namings = attribution::namings(document, blocks, &folded);
    let (mentions, makers) = attribution::attribute(document, blocks, &found, &namings);
    // What the report of the next review lists again is sure where it was asked.
    let is_next = document.kind.is_own_report() && document.kind != DocumentKind::ProgressReview;
    let of_before = |maker: &Option<usize>| is_next && maker.is_some_and(|maker| !mentions[maker].own);
    let listed_again = found.iter_mut().zip(&makers).filter(|(_, maker)| of_before(maker));
    listed_again.for_each(|(found, _)| found.certainty = Certainty::Possible);
    let mut names: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    let places = places(blocks);
    let mut finish = |found| finish(document, blocks, &places, found, &mut names);
    let findings =
        found.into_iter().zip(makers).map(|(found, maker)| ReadFinding { finding: finish(found), maker }).collect();
    let pointers = pointers::find(document.kind, blocks, &folded, &namings);
    Extraction { findings, mentions, pointers, warnings }
}

/// Finds what each part of a paper says, in the order of the parts that know it best.
fn find(paper: &mut Paper<'_>) {
    resolutions(paper);
    labelled::find(paper);
    headed::find(paper);
    led_in::find(paper);
    columns::find(paper);
    columns::find_in_lines(paper);
    bare::find(paper);
    motions::find(paper);
    judgements::find(paper);
    overall::find(paper);
    headed::find_weak(paper);
    told::find_led_in(paper);
    told::find(paper);
    sentences::find(paper);
}

/// Leaves of what is asked in bold, before what explains it, only what is asked: so it is where the two are paragraphs of their own.
fn leave_explanations_out(paper: &mut Paper<'_>) {
    for mut found in std::mem::take(&mut paper.found) {
        let headline = paper.headline(found.block).filter(|headline| {
            let rest = found.text.strip_prefix(headline);
            found.kind.is_ask() && rest.is_some_and(|rest| !rest.is_empty())
        });
        if let Some(headline) = headline {
            found.text = headline.to_owned();
        }
        paper.found.push(found);
    }
}

/// Finds what a paper resolves: of each block what follows its operative word, what a later sentence of it resolves, what it leads to
/// below, and the action that ends it.
fn resolutions(paper: &mut Paper<'_>) {
    for index in 0..paper.blocks.len() {
        if resolved::may_open(paper, index) {
            resolved::operative(paper, index);
            within::find(paper, index);
            resolved::closing(paper, index);
            actions::at_the_end(paper, index);
        }
    }
}

/// Standing orders and the like say what members shall do, and neither find nor decide anything.
fn is_rulebook(document: &Document, blocks: &[Block]) -> bool {
    let is_title = |text: &str| rules::rule_for(rules::Place::Rulebook, text, document.kind).is_some();
    let lines = blocks.iter().take(FIRST_LINES).map(|block| block.text.as_str());
    document.kind == DocumentKind::Other && document.title.as_deref().into_iter().chain(lines).any(is_title)
}

/// Gives a finding its citation, its strength and its name.
fn finish(
    document: &Document,
    blocks: &[Block],
    places: &[Place],
    found: Found,
    names: &mut std::collections::BTreeMap<String, usize>,
) -> Finding {
    let place = places[found.block].clone();
    let reference: Vec<String> =
        place.reference.into_iter().chain(found.line_of_cell.clone()).filter(|_| found.clause.is_none()).collect();
    let reference = Some(reference.join(", ")).filter(|reference| !reference.is_empty());
    let item = found.clause.clone().or(place.item);
    // Clause (c) in paragraph "45(b)" is minute 45 (c).
    let whole = |number: String| {
        number.split('(').next().map(str::to_owned).filter(|_| found.clause.is_some()).unwrap_or(number)
    };
    let place = Place { item, reference, paragraph: place.paragraph.map(whole), ..place };
    let mut name = format!("{}/{}", document.id, place.within(found.block));
    let count = names.entry(name.clone()).or_default();
    *count += 1;
    if *count > 1 {
        name.push_str(&format!("-{count}"));
    }
    let ask = match found.kind {
        kind if kind.is_of_committee() => asks::ask(&found.text, kind),
        // A committee's own recommendation asks as well; a peer team's is graded by its own words later.
        FindingKind::Recommendation if found.own_ask => asks::ask(&found.text, found.kind),
        _ => asks::Ask::default(),
    };
    let firmness = if found.kind.is_ask() { asks::firmness(&found.text) } else { None };
    let action = || Some(&found.text).filter(|_| found.kind == FindingKind::Action);
    let actor = || names_its_owner(action()?).or_else(|| owner_after(found.cue.as_deref()?, &found.text));
    // "The Panel asked the Director to provide:" names the owner of every item below it.
    let of_lead = || {
        let lead = found.cue.as_deref().filter(|_| found.kind.is_of_committee() && found.lead != found.block)?;
        asks::ask(lead, found.kind).owner
    };
    let own = found.owner.clone().or_else(actor).or_else(|| ask.owner.clone());
    let lead = if own.is_none() { of_lead() } else { None };
    // An owner makes an ask stronger wherever it is named; a date has done so already.
    let stronger = u8::from(lead.is_some() && ask.due.is_none());
    let strength = ask.strength.map(|strength| if strength >= 2 { (strength + stronger).min(5) } else { strength });
    let owner = own.or(lead);
    // "Within three months:" over a list is when each of it is due.
    let by_when = || found.cue.as_deref().filter(|_| found.by_when).map(|cue| cue.trim_end_matches(':').to_owned());
    let in_fields = || due_in_fields(action()?);
    let due = found.due.clone().or_else(in_fields).or(ask.due).or_else(by_when);
    let base = if found.kind == FindingKind::Action { Some(action_strength(&owner, &due)) } else { strength };
    let citation = Citation::of(document, &blocks[found.block], place);
    Finding {
        cue: found.cue,
        certainty: found.certainty,
        strength: base,
        owner,
        due,
        status: found.status,
        recipient: ask.recipient,
        firmness,
        judgement: found.judgement,
        ..Finding::new(name, found.kind, on_lines(blocks, found.block, found.text), citation, found.rule)
    }
}

/// An action asks (3); with somebody or a date beside it, it asks more (4).
fn action_strength(owner: &Option<String>, due: &Option<String>) -> u8 {
    if owner.is_some() || due.is_some() { 4 } else { 3 }
}
