//! Two reviews compared: what came back, what is new, what is not found again.
//!
//! The page is what a member reads the evening before: what differs between the two visits first, then the counts,
//! then every change with both quotes and both citations. [`super::change`] lays out one change.

use std::io;

use serde::Serialize;

use super::change::{
    Section, Sides, is_of_two_councils, is_possible_return, is_reported_on, parts, rows, section, show,
};
use crate::answers::lines;
use crate::model::{Band, Change, Comparison, GradeMove, ReviewSide, Status};
use crate::output::grid::{Cell, Grid};
use crate::output::page::Part;
use crate::output::record::ReviewRecord;
use crate::output::words::{before_reading_on, capital, counted, listed, when};
use crate::output::{Answer, Page, Records, Register, Table, table};

/// Up to so many papers are named where it is said what was searched.
const PAPERS_NAMED: usize = 3;

/// Comparisons, one a series.
#[derive(Debug, Clone, Copy)]
pub struct ComparisonList<'a> {
    /// The comparisons.
    pub comparisons: &'a [Comparison],
    /// Reviews, documents and themes, for the findings in JSON.
    pub register: &'a Register<'a>,
}

#[derive(Serialize)]
struct ScopeRecord<'a> {
    scope: ScopeFields<'a>,
}

#[derive(Serialize)]
struct ScopeFields<'a> {
    earlier: SideRecord<'a>,
    later: SideRecord<'a>,
    differences: &'a [String],
    /// The sentence model that was used.
    model: Option<&'a str>,
    /// Changes that were compared and not asked for.
    left_out: usize,
}

/// A matter that runs through three reviews or more.
#[derive(Serialize)]
struct LineRecord<'a> {
    text: &'a str,
    reviews: &'a [String],
    /// What each review called it.
    steps: &'a [&'static str],
    findings: &'a [Vec<String>],
    /// `possible` where a link of it is to be checked.
    band: &'static str,
}

#[derive(Serialize)]
struct SideRecord<'a> {
    #[serde(flatten)]
    review: ReviewRecord<'a>,
    findings: usize,
}

impl<'a> From<&'a ReviewSide> for SideRecord<'a> {
    fn from(side: &'a ReviewSide) -> Self {
        Self { review: ReviewRecord::from(&side.review), findings: side.findings.len() }
    }
}

impl Answer for ComparisonList<'_> {
    fn table(&self) -> Table {
        let rows = self.comparisons.iter().flat_map(|comparison| {
            let sides = Sides::of(comparison);
            comparison.changes.iter().flat_map(move |change| rows(change, &sides))
        });
        Table::new(&table::CHANGES, rows.collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        for comparison in self.comparisons {
            let scope = ScopeFields {
                earlier: SideRecord::from(&comparison.earlier),
                later: SideRecord::from(&comparison.later),
                differences: &comparison.scope.differences,
                model: comparison.scope.model.as_deref(),
                left_out: comparison.scope.left_out,
            };
            records.put("scope", &ScopeRecord { scope })?;
            let sides = Sides::of(comparison);
            comparison
                .changes
                .iter()
                .try_for_each(|change| records.put("change", &super::change::record(change, &sides, self.register)))?;
        }
        for line in lines(self.comparisons) {
            line.threads.iter().try_for_each(|thread| {
                let record = LineRecord {
                    text: &thread.text,
                    reviews: &line.reviews,
                    steps: &thread.steps,
                    findings: &thread.findings,
                    band: thread.band.as_str(),
                };
                records.put("line", &record)
            })?;
        }
        Ok(())
    }

    fn title(&self) -> String {
        match self.comparisons {
            [] => "What changed".to_owned(),
            [only] => title(only),
            several => format!("What changed: {} comparisons", several.len()),
        }
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        match self.comparisons {
            [] => page.sentence("No two reviews of one series to compare."),
            [only] => lay_out(only, 2, &mut page),
            several => {
                across(several, &mut page);
                threads(several, &mut page);
                for comparison in several {
                    page.heading(2, title(comparison));
                    lay_out(comparison, 3, &mut page);
                }
            }
        }
        page
    }
}

/// A comparison in words, for those who set it on a page of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparisonInWords {
    /// Whose reviews, and which.
    pub title: String,
    /// Short names of the earlier and the later review: "2011" and "2015".
    pub names: [String; 2],
    /// What each is called beside its dates: "Earlier, 2011"; of two councils by its council.
    pub labels: [String; 2],
    /// What became of the findings that are shown, counted.
    pub summary: String,
    /// How many changes are shown, where some are left out.
    pub shown: Option<String>,
}

impl ComparisonInWords {
    /// The words of a comparison.
    pub fn of(comparison: &Comparison) -> Self {
        let sides = Sides::of(comparison);
        let (summary, shown) = (summary(comparison, &sides), shown(comparison));
        Self { title: title(comparison), labels: sides.labels(), names: sides.names, summary, shown }
    }
}

/// What all comparisons come to: a row each, so that a hundred councils fit on a page or two.
fn across(comparisons: &[Comparison], page: &mut Page) {
    let all: Vec<&Change> = comparisons.iter().flat_map(|comparison| &comparison.changes).collect();
    let count = |changes: &[&Change], wanted: &dyn Fn(&Change) -> bool| -> Cell {
        changes.iter().filter(|change| wanted(change)).count().into()
    };
    let row = |name: String, changes: &[&Change]| -> Vec<Cell> {
        vec![
            name.into(),
            count(changes, &|change| section(change) == Section::CameBack && !is_possible_return(change)),
            count(changes, &is_possible_return),
            count(changes, &|change| change.status == Status::New),
            count(changes, &|change| change.status == Status::NotFound && !is_reported_on(change)),
            count(changes, &is_reported_on),
            count(changes, &|change| change.closed_in.is_some()),
            count(changes, &|change| change.status == Status::Grade(GradeMove::Better)),
            count(changes, &|change| change.status == Status::Grade(GradeMove::Worse)),
        ]
    };
    let of_one = |comparison: &Comparison| row(title(comparison), &comparison.changes.iter().collect::<Vec<&Change>>());
    let rows = comparisons.iter().map(of_one).chain([row("All".to_owned(), &all)]).collect();
    let head = ["", "Came back", "Possibly", "New", "Not found", "Reported on", "Closed", "Better", "Worse"];
    page.table(plain("What became of the findings, and how grades moved", &head, rows));
}

/// Where three reviews or more of one series stand in a row: what runs through them.
fn threads(comparisons: &[Comparison], page: &mut Page) {
    for line in lines(comparisons) {
        if line.threads.is_empty() {
            continue;
        }
        let series = &line.series;
        page.heading(2, format!("What runs through {}: {}, {}", series.council, series.body, series.subject));
        let rows = line.threads.iter().map(|thread| {
            let check = if thread.band == Band::Possible { "to check: " } else { "" };
            let mut row: Vec<Cell> = vec![format!("{check}{}", thread.text).into()];
            row.extend(thread.steps.iter().map(|step| Cell::from(*step)));
            row
        });
        let mut head = vec!["In the words of the first"];
        head.extend(line.names.iter().map(String::as_str));
        page.table(plain("Matters found in two reviews or more", &head, rows.collect()));
        if line.threads.iter().any(|thread| thread.band == Band::Possible) {
            page.sentence("To check: the words are alike, or nearly so, but do not settle that it is one matter.");
        }
    }
}

fn plain(caption: &str, head: &[&str], rows: Vec<Vec<Cell>>) -> Grid {
    Grid {
        caption: caption.to_owned(),
        head: head.iter().map(|name| (*name).to_owned()).collect(),
        rows,
        levels: Vec::new(),
    }
}

fn title(comparison: &Comparison) -> String {
    let series = &comparison.series;
    let [earlier, later] = Sides::of(comparison).names;
    if series.is_of_minutes() {
        return format!("{}, {}: {earlier} and {later}", series.council, series.subject);
    }
    if is_of_two_councils(comparison) {
        return format!("{earlier} and {later}, {} reviews of {}", series.body, series.subject);
    }
    let before = &comparison.earlier.review.series;
    if before != series {
        return format!("{}, {} {earlier} and {} {later}", series.council, before.name(), series.name());
    }
    format!("{}, {}: {earlier} and {later}", series.council, series.name())
}

/// Puts a comparison on the page, its sections under headings of this level.
fn lay_out(comparison: &Comparison, level: u8, page: &mut Page) {
    let sides = Sides::of(comparison);
    let side = |name: &str, side: &ReviewSide| {
        let papers = if side.review.only_mentioned() { "; none of its papers is here" } else { "" };
        format!("{name}: {}; {}{papers}", when(&side.review), counted(side.findings.len(), "finding", "findings"))
    };
    let [earlier, later] = sides.labels();
    page.parts.push(Part::List(vec![side(&earlier, &comparison.earlier), side(&later, &comparison.later)]));
    if !comparison.scope.differences.is_empty() {
        page.sentence(before_reading_on(&comparison.earlier.review));
        page.parts.push(Part::List(comparison.scope.differences.clone()));
    }
    if let Some(model) = &comparison.scope.model {
        page.sentence(format!("Paired by letters, synonyms, sector vectors and the sentence model {model}."));
    }
    page.sentence(summary(comparison, &sides));
    if let Some(shown) = shown(comparison) {
        page.sentence(shown);
    }
    for changes in parts(&comparison.changes) {
        page.heading(level, format!("{} ({})", sides.heading_over(changes[0]), changes.len()));
        let alone = changes[0].status == Status::NotFound && !is_reported_on(changes[0]);
        if alone && !sides.are_of_two_councils() {
            page.sentence(searched(&comparison.later, &sides));
        }
        for change in changes {
            show(change, &sides, level + 1, page);
        }
    }
}

/// What "not found" was looked for in.
fn searched(later: &ReviewSide, sides: &Sides<'_>) -> String {
    let findings = match later.findings.len() {
        1 => "the one finding".to_owned(),
        n => format!("the {n} findings"),
    };
    let papers = &later.review.documents;
    let papers = match papers.as_slice() {
        [] => "none of its papers is here".to_owned(),
        few if few.len() <= PAPERS_NAMED => format!("read in {}", listed(few)),
        many => format!("read in {} papers", many.len()),
    };
    if later.findings.is_empty() && !later.review.only_mentioned() {
        return format!(
            "No finding to look among was read in {} ({papers}): it may report in prose, and is to be read.",
            sides.later()
        );
    }
    format!("Looked for among {findings} of {}, {papers}.", sides.later())
}

/// How many changes are shown, where only some were asked for.
fn shown(comparison: &Comparison) -> Option<String> {
    let (shown, left_out) = (comparison.changes.len(), comparison.scope.left_out);
    let are = if shown == 1 { "is" } else { "are" };
    (left_out > 0).then(|| format!("{shown} of {} {are} shown.", counted(shown + left_out, "change", "changes")))
}

/// The counts, in a sentence or three.
fn summary(comparison: &Comparison, sides: &Sides<'_>) -> String {
    let changes = &comparison.changes;
    let count = |wanted: &dyn Fn(&Change) -> bool| changes.iter().filter(|change| wanted(change)).count();
    let of = |status: Status| count(&|change| change.status == status);
    let counted = |parts: &[(usize, &str)]| -> Vec<String> {
        parts.iter().filter(|(n, _)| *n > 0).map(|(n, words)| format!("{n} {words}")).collect()
    };
    let mut sentences = Vec::new();
    let ways = |possible: bool| {
        let of = |status: Status| count(&|change| is_possible_return(change) == possible && change.status == status);
        listed(&counted(&[
            (of(Status::Recurring), "in nearly the same words"),
            (of(Status::Reworded), "in other words"),
            (of(Status::Split), "as several"),
            (of(Status::Merged), "where several were merged into one"),
        ]))
    };
    let two = sides.are_of_two_councils();
    let only = |side: usize| format!("only in the {} review", sides.names[side]);
    // Where nothing was read, nothing could be found.
    let is_unread = comparison.later.findings.is_empty();
    let (new, missing) = match two {
        true => (only(1), only(0)),
        false if is_unread => ("new".to_owned(), format!("with nothing in {} to compare with", sides.later())),
        false => ("new".to_owned(), format!("not found in {}", sides.later())),
    };
    let mut what = Vec::new();
    let back_in_words = if two { ["in both", "may be in both"] } else { ["came back", "may have come back"] };
    for (possible, words) in [false, true].into_iter().zip(back_in_words) {
        let back = count(&|change| section(change) == Section::CameBack && is_possible_return(change) == possible);
        if back > 0 {
            what.push(format!("{back} {words} ({})", ways(possible)));
        }
    }
    let reported = count(&is_reported_on);
    let reports = format!("reported on or listed in {}", sides.later());
    let lost = of(Status::NotFound) - reported;
    what.extend(counted(&[(of(Status::New), &new), (reported, &reports), (lost, &missing)]));
    if !what.is_empty() {
        sentences.push(format!("{}.", listed(&what)));
    }
    let graded = |to| of(Status::Grade(to));
    let moves = counted(&[
        (graded(GradeMove::Better), "better"),
        (graded(GradeMove::Same), "the same"),
        (graded(GradeMove::Worse), "worse"),
        (
            graded(GradeMove::FirstJudged),
            if two { "under a name that only the second has" } else { "under a name not used before" },
        ),
        (
            graded(GradeMove::NoLongerJudged),
            if two { "under a name that only the first has" } else { "under a name not used again" },
        ),
        (graded(GradeMove::OtherScale), "on another scale"),
    ]);
    if !moves.is_empty() {
        sentences.push(format!("Judgements: {}.", listed(&moves)));
    }
    match count(&is_possible_return) {
        0 => {}
        1 => sentences.push("Check the possible one against the papers.".into()),
        _ => sentences.push("Check the possible ones against the papers.".into()),
    }
    match (sentences.is_empty(), comparison.scope.left_out) {
        (false, _) => capital(&sentences.join(" ")),
        (true, 0) => "Neither review has a finding to compare.".into(),
        (true, _) => "Nothing in this comparison fits what was asked for.".into(),
    }
}
