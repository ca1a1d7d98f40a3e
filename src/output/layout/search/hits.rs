//! Passages that answer a search: best first, or put together by review or paper.

use std::io;

use serde::Serialize;

use crate::model::{Beside, Date, Elsewhere, FindingId, Hit, Item};
use crate::output::grid::Cell;
use crate::output::page::{Extract, Part, highlighted};
use crate::output::record::{CitationRecord, scalar_ranges};
use crate::output::words::{counted, listed};
use crate::output::{Answer, Page, Records, Table, table};
use crate::search::{self, Group, Order, Scope, Widened, joined};

/// Passages, best first.
#[derive(Debug, Clone, Copy)]
pub struct HitList<'a> {
    /// The query as typed; where `like`, the words that passages are like.
    pub query: &'a str,
    /// Whether the passages are those like a sentence.
    pub like: bool,
    /// What was found.
    pub answer: &'a search::Answer,
    /// The hits put together; empty where they stand one by one.
    pub groups: &'a [Group],
}

/// One passage as a program reads it.
#[derive(Serialize)]
pub(super) struct HitRecord<'a> {
    document: &'a str,
    path: &'a str,
    title: Option<&'a str>,
    kind: &'static str,
    council: Option<&'a str>,
    date: Option<Date>,
    paragraph: Option<&'a str>,
    item: Option<String>,
    page: Option<u32>,
    text: &'a str,
    highlights: Vec<[usize; 2]>,
    score: f32,
    findings: &'a [FindingId],
    section: Option<&'a str>,
    review: Option<&'a str>,
    citation: String,
    link: String,
    also_in: Vec<ElsewhereRecord<'a>>,
    before: &'a [Beside],
    after: &'a [Beside],
}

#[derive(Serialize)]
struct ElsewhereRecord<'a> {
    council: Option<&'a str>,
    #[serde(flatten)]
    at: CitationRecord<'a>,
}

impl<'a> From<&'a Elsewhere> for ElsewhereRecord<'a> {
    fn from(elsewhere: &'a Elsewhere) -> Self {
        Self { council: elsewhere.council.as_deref(), at: CitationRecord::from(&elsewhere.citation) }
    }
}

impl<'a> From<&'a Hit> for HitRecord<'a> {
    fn from(hit: &'a Hit) -> Self {
        let at = &hit.citation;
        Self {
            document: &at.document,
            path: &at.path,
            title: hit.title.as_deref(),
            kind: hit.kind.as_str(),
            council: hit.council.as_deref(),
            date: at.date,
            paragraph: at.paragraph.as_deref(),
            item: at.item.as_ref().map(Item::to_string),
            page: at.page,
            text: &hit.text,
            highlights: scalar_ranges(&hit.text, &hit.highlights),
            score: hit.score,
            findings: &hit.findings,
            section: at.section.as_deref(),
            review: hit.review.as_deref(),
            citation: at.to_string(),
            link: at.address(),
            also_in: hit.also_in.iter().map(ElsewhereRecord::from).collect(),
            before: &hit.before,
            after: &hit.after,
        }
    }
}

/// One passage as a row.
pub(super) fn row(hit: &Hit) -> Vec<Cell> {
    let at = &hit.citation;
    let beside = |passages: &[Beside]| {
        let texts: Vec<&str> = passages.iter().map(|beside| beside.text.as_str()).collect();
        Cell::shown((!texts.is_empty()).then(|| texts.join("\n")))
    };
    vec![
        at.document.as_str().into(),
        at.path.as_str().into(),
        hit.title.as_deref().into(),
        hit.kind.as_str().into(),
        hit.council.as_deref().into(),
        Cell::shown(at.date),
        at.paragraph.as_deref().into(),
        Cell::shown(at.item.as_ref()),
        at.page.into(),
        hit.text.as_str().into(),
        Cell::several(hit.highlights.iter().filter_map(|&(start, end)| hit.text.get(start..end))),
        Cell::figure(Some(hit.score), 3),
        Cell::several(&hit.findings),
        at.section.as_deref().into(),
        hit.review.as_deref().into(),
        at.to_string().into(),
        at.address().into(),
        Cell::several(elsewhere(hit)),
        beside(&hit.before),
        beside(&hit.after),
    ]
}

impl Answer for HitList<'_> {
    fn table(&self) -> Table {
        Table::new(&table::HITS, self.answer.hits.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.answer.hits.iter().try_for_each(|hit| records.put("hit", &HitRecord::from(hit)))
    }

    fn title(&self) -> String {
        match self.like {
            true => format!("{} like “{}”", found(self.answer), self.query),
            false => format!("{} for {}", found(self.answer), self.query),
        }
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        draw(&mut page, self.answer, self.groups);
        page
    }
}

/// How much was found: "12 passages in 3 papers".
pub(super) fn found(answer: &search::Answer) -> String {
    let passages = counted(answer.total, "passage", "passages");
    match answer.units {
        Some(units) => {
            format!("{passages} in {}", counted(units, unit(answer.scope), &format!("{}s", unit(answer.scope))))
        }
        None => passages,
    }
}

fn unit(scope: Scope) -> &'static str {
    match scope {
        Scope::Passage => "passage",
        Scope::Item => "item",
        Scope::Section => "section",
        Scope::Document => "paper",
    }
}

/// Puts the hits on a page, with what to know about them.
pub(super) fn draw(page: &mut Page, answer: &search::Answer, groups: &[Group]) {
    if answer.hits.is_empty() {
        page.sentence("Nothing found.");
    }
    also_looked_for(page, &answer.widened);
    if groups.is_empty() {
        for (index, hit) in answer.hits.iter().enumerate() {
            let name = hit.title.as_deref().unwrap_or(&hit.citation.document);
            let council = hit.council.as_ref().map_or_else(String::new, |council| format!(" ({council})"));
            page.heading(3, format!("{}. {name}{council}", index + 1));
            passage(page, hit, answer.scope);
        }
    }
    for group in groups.iter().filter(|group| group.shown > 0) {
        let hits: Vec<&Hit> = group.hits.iter().take(group.shown).filter_map(|&place| answer.hits.get(place)).collect();
        let told: usize = hits.iter().map(|hit| 1 + hit.copies + hit.left_out).sum();
        let all = group.passages(&answer.hits);
        let shown = if told < all { format!(", {} shown", hits.len()) } else { String::new() };
        page.heading(2, format!("{}: {}{shown}", group.label, counted(all, "passage", "passages")));
        hits.into_iter().for_each(|hit| passage(page, hit, answer.scope));
    }
    let folded: usize = answer.hits.iter().map(|hit| hit.copies + hit.left_out).sum();
    let shown = answer.hits.len();
    let unseen: Vec<&Group> = groups.iter().filter(|group| group.shown == 0).collect();
    if !unseen.is_empty() {
        let passages = unseen.iter().map(|group| group.passages(&answer.hits)).sum();
        let (count, are) = (unseen.len(), if unseen.len() == 1 { "is" } else { "are" });
        let with = counted(passages, "passage", "passages");
        page.sentence(format!("{count} more, with {with}, {are} not shown; `--limit 0` shows all of them."));
    } else if groups.iter().any(|group| group.shown < group.hits.len()) {
        page.sentence("`--limit 0` shows all of them.");
    }
    if answer.total > shown + folded && shown > 0 {
        page.sentence(best_of(answer.order, shown, answer.total));
    }
}

/// Says what else was looked for.
pub(in crate::output::layout) fn also_looked_for(page: &mut Page, widened: &[Widened]) {
    for widened in widened {
        page.note(format!("{} was also looked for as {}.", widened.typed, listed(&ways(&widened.also))));
    }
}

/// That some are shown of more: "The best 20 of 38 passages are shown."
pub(super) fn best_of(order: Order, shown: usize, total: usize) -> String {
    let first = order.as_str();
    if shown == 1 {
        format!("The {first} of {total} passages is shown.")
    } else {
        format!("The {first} {shown} of {total} passages are shown.")
    }
}

fn passage(page: &mut Page, hit: &Hit, scope: Scope) {
    hit.before.iter().for_each(|beside| page.parts.push(extract(beside)));
    page.quote(None, highlighted(&hit.text, &joined(&hit.text, &hit.highlights)), &hit.citation);
    if !hit.also_in.is_empty() {
        let mut places: Vec<String> = elsewhere(hit).collect();
        let more = hit.copies.saturating_sub(places.len());
        if more > 0 {
            places.push(format!("{more} more"));
        }
        page.note(format!("Nearly the same words {}: {}.", times(hit.copies), places.join("; ")));
    }
    if hit.left_out > 0 {
        let more = counted(hit.left_out, "more passage", "more passages");
        let answer = if hit.left_out == 1 { "answers" } else { "answer" };
        page.note(format!("{more} of this {} {answer}; `--limit 0` shows them.", unit(scope)));
    }
    hit.after.iter().for_each(|beside| page.parts.push(extract(beside)));
}

/// Where nearly the same words stand, with the council where it is another.
fn elsewhere(hit: &Hit) -> impl Iterator<Item = String> {
    hit.also_in.iter().map(|also| match &also.council {
        Some(council) if hit.council.as_ref() != Some(council) => format!("{council}, {}", also.citation),
        _ => also.citation.to_string(),
    })
}

/// Ways to say something, so that each can be told from the next: in quotes where one has a comma in it.
pub(crate) fn ways(also: &[String]) -> Vec<String> {
    let quoted = also.iter().any(|way| way.contains(','));
    also.iter().map(|way| if quoted { format!("“{way}”") } else { way.clone() }).collect()
}

fn times(count: usize) -> String {
    if count == 1 { "once more".to_owned() } else { format!("{count} times more") }
}

fn extract(beside: &Beside) -> Part {
    Part::Extract(Extract {
        depth: 1,
        label: beside.number.clone().unwrap_or_default(),
        text: beside.text.clone(),
        remark: None,
    })
}
