//! A paper as it was read: its parts in order, its findings in the margin, an address for every paragraph.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::asking::{Asked, Reply};
use super::frame::{self, Room, back, token};
use super::params::{Params, address, paper_address};
use super::parts::{follow, kind, marked, plain, review_date, review_name, title};
use super::search;
use crate::Result;
use crate::answers::findings_in;
use crate::model::{BackReference, Block, BlockKind, Document, Field, Finding, FindingKind, Hit};
use crate::output::Answer;
use crate::output::layout::DocumentParts;
use crate::output::words::counted;
use crate::text::words;

/// What is shown beside the blocks of a paper.
struct Paper<'a> {
    asked: &'a Asked<'a>,
    document: &'a Document,
    /// Findings by the block they stand in.
    findings: BTreeMap<usize, Vec<&'a Finding>>,
    /// Where it points to, by block.
    points_to: BTreeMap<usize, Vec<&'a BackReference>>,
    /// Blocks that answer the query, in order.
    hits: &'a [Hit],
}

/// The page of a paper.
pub(super) fn page(asked: &Asked<'_>) -> Result<Reply> {
    let held = asked.held;
    let document = held.snapshot.document(asked.part(1))?;
    if document.id != asked.part(1) {
        // Named by its path or a part of it: its own address is the one to keep.
        return Ok(Reply::Elsewhere(paper_address(&document.id, None, &search::of(&asked.params))));
    }
    let blocks = held.snapshot.blocks(&document.path)?;
    let findings = findings_in(&held.snapshot, &document)?;
    let references = held.snapshot.back_references(Some(&document.path))?;
    let hits = search::in_paper(asked, &document.id)?;
    let mut paper =
        Paper { asked, document: &document, findings: BTreeMap::new(), points_to: BTreeMap::new(), hits: &hits };
    for finding in &findings {
        paper.findings.entry(finding.citation.block).or_default().push(finding);
    }
    for reference in &references {
        paper.points_to.entry(reference.block).or_default().push(reference);
    }
    let body = html! {
        h1 { (title(&document)) }
        (facts(&document))
        @if !document.warnings.is_empty() {
            div.message { p { "Worth a look:" } ul { @for warning in &document.warnings { li { (frame::on_a_page(&warning.to_string())) } } } }
        }
        (paper.answering())
        p.about {
            (counted(findings.len(), "finding", "findings")) " in the margin. "
            a href=(format!("{}/original", paper_address(&document.id, None, &Params::NONE))) { "The file itself" } " · "
            a href=(address("/download/paper.csv", &[("paper", &document.id)])) { "As a table (CSV)" } " · "
            a href=(address("/download/paper.xlsx", &[("paper", &document.id)])) { "XLSX" }
        }
        article.paper { (paper.body(&blocks)) }
        (paper.missed())
    };
    Ok(frame::page(asked, Room::Papers, title(&document), &body))
}

fn facts(document: &Document) -> Markup {
    html! {
        dl.facts {
            @for field in Field::ALL {
                @if let (Some(shown), false) = (document.shown(field), field == Field::Title) {
                    div { dt { (super::parts::capital(field.label())) } dd { (shown) } }
                }
            }
            @if let Some(pages) = document.pages { div { dt { "Pages" } dd { (pages) } } }
            div { dt { "File" } dd { (document.path) } }
        }
    }
}

impl Paper<'_> {
    /// What answers the query: how many, and the way to the first.
    fn answering(&self) -> Markup {
        let typed = self.asked.params.text("q");
        let asked_for = html! { @if typed.is_empty() { "the search" } @else { strong { (typed) } } };
        html! {
            @if !search::is_empty(&self.asked.params) {
                div.answering role="status" {
                    @match self.hits.first() {
                        Some(first) => {
                            p {
                                (counted(self.hits.len(), "passage answers", "passages answer")) " " (asked_for) ". "
                                a href={ "#b" (first.citation.block) } { "Go to the first" }
                            }
                        }
                        None => p { "No passage of this paper answers " (asked_for) "." }
                    }
                    p {
                        a href=(search::of(&self.asked.params).at("/search")) { "Back to the search" } " · "
                        a href=(paper_address(&self.document.id, None, &Params::NONE)) { "Without marks" }
                    }
                }
            }
        }
    }

    fn body(&self, blocks: &[Block]) -> Markup {
        let sort = |block: &Block| match block.kind {
            BlockKind::Item { .. } => 1,
            BlockKind::TableRow => 2,
            _ => 0,
        };
        let together = |a: &Block, b: &Block| {
            // The row that names the columns is the head of its table, and is not drawn twice; where there is something to say
            // of it, it stands by itself.
            let alike = || columns(a) == columns(b) || (names_columns(a, b) && !self.has_margin(a));
            sort(a) == sort(b) && sort(a) > 0 && a.page == b.page && (sort(a) == 1 || alike())
        };
        let mut page = None;
        // The paper's own levels, without gaps, below the title of the page.
        let mut level = 1;
        html! {
            @for run in blocks.chunk_by(together) {
                @let first = &run[0];
                @if first.page.is_some() && first.page != page {
                    @let () = page = first.page;
                    p.page { span { "Page " (first.page.unwrap_or_default()) } }
                }
                @match first.kind {
                    BlockKind::Heading { level: own } => {
                        @let () = level = (own + 1).min(level + 1).min(6);
                        (self.heading(first, level))
                    }
                    BlockKind::Paragraph => (self.row(first, &html! { p { (self.label(first)) (self.text(first)) } })),
                    BlockKind::Item { .. } => div.items role="list" { @for block in run { (self.item(block)) } },
                    BlockKind::TableRow => (self.table(run)),
                }
            }
        }
    }

    fn heading(&self, block: &Block, level: u8) -> Markup {
        let text = html! { (self.label(block)) (self.text(block)) };
        let heading = match level {
            2 => html! { h2 { (text) } },
            3 => html! { h3 { (text) } },
            4 => html! { h4 { (text) } },
            5 => html! { h5 { (text) } },
            _ => html! { h6 { (text) } },
        };
        html! { div.head { (self.row(block, &heading)) } }
    }

    fn item(&self, block: &Block) -> Markup {
        let depth = if let BlockKind::Item { depth } = block.kind { depth.min(3) } else { 0 };
        let label = block.number.as_ref().map_or_else(|| "•".to_owned(), |number| format!("({number})"));
        let text =
            html! { p class={ "item depth-" (depth) } { span.label { (label) } " " span { (self.text(block)) } } };
        html! { div role="listitem" { (self.row(block, &text)) } }
    }

    /// A part with its address on the left and its margin on the right.
    fn row(&self, block: &Block, content: &Markup) -> Markup {
        let answers = self.answers(block);
        let boilerplate = block.boilerplate.is_some();
        html! {
            div.block #{ "b" (block.ordinal) } .answers[answers] .boilerplate[boilerplate] tabindex=[answers.then_some("-1")] {
                (self.permalink(block))
                div.said { (content) (self.between_hits(block)) }
                (self.margin(block))
            }
        }
    }

    fn permalink(&self, block: &Block) -> Markup {
        let what = block
            .number
            .as_ref()
            .map_or_else(|| format!("part {}", block.ordinal + 1), |number| format!("paragraph {number}"));
        html! { a.permalink href={ "#b" (block.ordinal) } { span aria-hidden="true" { "¶" } span.hidden { "Address of " (what) } } }
    }

    fn label(&self, block: &Block) -> Markup {
        html! { @if let Some(number) = &block.number { span.label { (number) "." } " " } }
    }

    fn text(&self, block: &Block) -> Markup {
        match self.hits.iter().find(|hit| hit.citation.block == block.ordinal) {
            Some(hit) if hit.text == block.text => marked(&block.text, &hit.highlights),
            _ => plain(&block.text),
        }
    }

    /// The way to the passages before and after this one that answer.
    fn between_hits(&self, block: &Block) -> Markup {
        let Some(place) = self.hits.iter().position(|hit| hit.citation.block == block.ordinal) else { return html! {} };
        let before = place.checked_sub(1).map(|place| self.hits[place].citation.block);
        let after = self.hits.get(place + 1).map(|hit| hit.citation.block);
        html! {
            p.between {
                "Match " (place + 1) " of " (self.hits.len())
                @if let Some(before) = before { " · " a rel="prev" href={ "#b" (before) } { "Previous" span.hidden { " match" } } }
                @if let Some(after) = after { " · " a rel="next" href={ "#b" (after) } { "Next" span.hidden { " match" } } }
            }
        }
    }

    fn table(&self, rows: &[Block]) -> Markup {
        let has_margin = rows.iter().any(|row| self.has_margin(row));
        let (head, rows) = match rows {
            [head, next, ..] if names_columns(head, next) => (Some(head), &rows[1..]),
            _ => (None, rows),
        };
        let names = columns(&rows[0]);
        let headed = names.iter().any(Option::is_some);
        html! {
            div.scroll role="region" aria-label={ "Table, from row " (head.unwrap_or(&rows[0]).ordinal + 1) } tabindex="0" {
                table.rows {
                    @if headed {
                        thead {
                            tr id=[head.map(|head| format!("b{}", head.ordinal))] {
                                @for name in &names { th scope="col" { (name.as_deref().filter(|name| !name.is_empty()).unwrap_or("–")) } }
                                @if has_margin { th scope="col" { "Read as" } }
                            }
                        }
                    }
                    tbody {
                        @for row in rows {
                            @let fired = self.fired(row);
                            tr #{ "b" (row.ordinal) } .answers[!fired.is_empty()] tabindex=[(!fired.is_empty()).then_some("-1")] {
                                @for cell in &row.cells { td { (marked(&cell.text, &places_of(&cell.text, &fired))) } }
                                @if has_margin { td { (self.notes(row)) (self.between_hits(row)) } }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The words of a row that answer.
    fn fired(&self, row: &Block) -> Vec<String> {
        let hit = self.hits.iter().find(|hit| hit.citation.block == row.ordinal);
        let words =
            hit.into_iter().flat_map(|hit| hit.highlights.iter().filter_map(|&(from, to)| hit.text.get(from..to)));
        words.map(str::to_lowercase).collect()
    }

    fn has_margin(&self, block: &Block) -> bool {
        self.findings.contains_key(&block.ordinal) || self.points_to.contains_key(&block.ordinal) || self.answers(block)
    }

    fn answers(&self, block: &Block) -> bool {
        self.hits.iter().any(|hit| hit.citation.block == block.ordinal)
    }

    fn margin(&self, block: &Block) -> Markup {
        html! {
            @if self.findings.contains_key(&block.ordinal) || self.points_to.contains_key(&block.ordinal) {
                div.margin role="note" aria-label={ "Margin of part " (block.ordinal + 1) } { (self.notes(block)) }
            }
        }
    }

    fn notes(&self, block: &Block) -> Markup {
        html! {
            @for finding in self.findings.get(&block.ordinal).into_iter().flatten() { (self.note(finding)) }
            @for reference in self.points_to.get(&block.ordinal).into_iter().flatten() { (points_to(reference)) }
        }
    }

    fn note(&self, finding: &Finding) -> Markup {
        let review = finding.review.as_deref().and_then(|id| self.asked.held.reviews.iter().find(|own| own.id == id));
        html! {
            div.note-of {
                p { (kind(finding)) }
                @if let Some(judgement) = &finding.judgement { p { (judgement.area) ": " strong { (judgement.grade) } } }
                @if let Some(review) = review {
                    p.soft { "of the review by " (review.series.body) ", " (review_date(review)) }
                }
                p { (follow(finding)) }
                (self.correct(finding))
            }
        }
    }

    /// The ways to put a finding right, each one button.
    fn correct(&self, finding: &Finding) -> Markup {
        let council = self.document.council.as_deref();
        let site = self.asked.site;
        let of = html! { span.hidden { ": " (finding.citation) } };
        html! {
            details.correct {
                summary { "Correct" span.hidden { " " (finding.id) } }
                form method="post" action="/correct" {
                    (token(site)) (back(self.asked))
                    input type="hidden" name="finding" value=(finding.id);
                    button name="what" value="reject" { "It is no finding" (of) }
                }
                form method="post" action="/correct" {
                    (token(site)) (back(self.asked))
                    input type="hidden" name="finding" value=(finding.id);
                    label { "It is " select name="kind" { (kind_options(Some(finding.kind))) } }
                    button name="what" value="retype" { "Change the kind" (of) }
                }
                form method="post" action="/correct" {
                    (token(site)) (back(self.asked))
                    input type="hidden" name="finding" value=(finding.id);
                    label {
                        "It is of "
                        select name="review" {
                            option value="none" { "no review" }
                            @for review in self.asked.held.reviews.iter().filter(|own| council.is_none_or(|c| own.series.council == c)) {
                                option value=(review.id) selected[finding.review.as_ref() == Some(&review.id)] { (review_name(self.asked.held, review)) }
                            }
                        }
                    }
                    button name="what" value="attribute" { "Change the review" (of) }
                }
            }
        }
    }

    /// A finding that was missed can be added by its words.
    fn missed(&self) -> Markup {
        html! {
            section.missed {
                h2 { "A finding was missed" }
                form.filters method="post" action="/correct" {
                    (token(self.asked.site)) (back(self.asked))
                    input type="hidden" name="paper" value=(self.document.id);
                    div.field.wide {
                        label for="missed" { "Its words, as they stand in the paper above" }
                        textarea #missed name="text" rows="3" maxlength="4000" required {}
                    }
                    div.field {
                        label for="missed-kind" { "What it is" }
                        select #missed-kind name="kind" { (kind_options(None)) }
                    }
                    button name="what" value="add" { "Add it" }
                }
            }
        }
    }
}

fn kind_options(chosen: Option<FindingKind>) -> Markup {
    html! {
        @for kind in FindingKind::ALL {
            option value=(kind.as_str()) selected[chosen == Some(kind)] { (super::parts::with_article(kind)) }
        }
    }
}

fn points_to(reference: &BackReference) -> Markup {
    html! {
        p.note-of {
            "“" (reference.text) "” points to "
            @match &reference.to {
                None => "nothing in hand.",
                Some(to) => {
                    @match (&to.citation, &to.review) {
                        (Some(citation), _) => (super::parts::cite(citation, &Params::NONE)),
                        (None, Some(review)) => (review),
                        (None, None) => "a paper that is not known",
                    }
                    "."
                }
            }
        }
    }
}

fn columns(row: &Block) -> Vec<Option<String>> {
    row.cells.iter().map(|cell| cell.column.clone()).collect()
}

/// Whether a row holds the names of the columns of the next.
fn names_columns(row: &Block, next: &Block) -> bool {
    let names = row.cells.iter().map(|cell| Some(&cell.text));
    columns(row).iter().all(Option::is_none) && names.eq(next.cells.iter().map(|cell| cell.column.as_ref()))
}

/// Where words stand in a text, whole and in any case.
fn places_of(text: &str, wanted: &[String]) -> Vec<(usize, usize)> {
    if wanted.is_empty() {
        return Vec::new();
    }
    let single: Vec<&str> = wanted.iter().flat_map(|words| words.split_whitespace()).collect();
    words(text)
        .filter(|word| single.contains(&word.text.to_lowercase().as_str()))
        .map(|word| (word.start, word.start + word.text.len()))
        .collect()
}

/// A paper as a table of its parts.
pub(super) fn answer(asked: &Asked<'_>, write: &mut dyn FnMut(&dyn Answer) -> Result<()>) -> Result<()> {
    let snapshot = &asked.held.snapshot;
    let document = snapshot.document(asked.params.text("paper"))?;
    let blocks = snapshot.blocks(&document.path)?;
    let findings = findings_in(snapshot, &document)?;
    let points_to = snapshot.back_references(Some(&document.path))?;
    write(&DocumentParts {
        document: &document,
        blocks: &blocks,
        findings: &findings,
        points_to: &points_to,
        dropped: None,
        explain: false,
    })
}
