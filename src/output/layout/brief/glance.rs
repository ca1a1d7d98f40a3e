//! How much there is of each, and where to read it: the table on the first page of a briefing.

use std::collections::BTreeSet;

use crate::answers::brief::{Brief, Came, Upshot};
use crate::model::{Band, GradeMove, Status};
use crate::output::grid::{Cell, Grid};
use crate::output::layout::change::{Section, Sides};
use crate::output::words::{listed, ranges};

use super::asks;
use super::entries::{Entries, Fate, Line, is_near};
use super::sheet::Sheet;

/// Rows that count entries; those of a level above 0 are among the row before them.
#[derive(Default)]
struct Counts {
    rows: Vec<Vec<Cell>>,
    levels: Vec<usize>,
}

impl Counts {
    /// Counts entries, and how many of them are to be checked; nothing where there are none.
    fn put(&mut self, level: usize, what: String, numbers: &[usize], check: usize) {
        if !numbers.is_empty() {
            self.rows.push(vec![what.into(), numbers.len().into(), check.into(), ranges(numbers).into()]);
            self.levels.push(level);
        }
    }

    fn lines(&mut self, level: usize, what: String, lines: &[Line<'_, '_>]) {
        let numbers: Vec<usize> = lines.iter().map(|line| line.number).collect();
        let check = lines.iter().filter(|line| line.change.band == Band::Possible).count();
        self.put(level, what, &numbers, check);
    }

    /// Puts the table on the page and says how many rows it has.
    fn table(self, caption: &str, sheet: &mut Sheet<'_>) -> usize {
        let rows = self.rows.len();
        if rows == 0 {
            return 0;
        }
        let head = ["", "How many", "To check", "Items"].map(str::to_owned).to_vec();
        sheet.page.table(Grid { caption: caption.into(), head, rows: self.rows, levels: self.levels });
        rows
    }
}

/// Puts the table on the page, and says how many rows it has; of several series one with a row each, and the asks by
/// themselves.
pub(super) fn glance(brief: &Brief, sides: &[Sides<'_>], entries: &Entries<'_>, sheet: &mut Sheet<'_>) -> usize {
    let mut counts = Counts::default();
    let caption = match sides {
        [sides] => {
            one_series(brief, sides, entries, &mut counts);
            "What became of the findings and asks"
        }
        [] => {
            alone(brief, entries, &mut counts);
            "What became of the findings and asks"
        }
        _ => {
            several(brief, sides, entries, sheet);
            "What committees asked for"
        }
    };
    asked(brief, entries, &mut counts);
    let rows = counts.table(caption, sheet);
    if sides.len() == 1 {
        sheet.page.sentence("To check: the words are alike, or nearly so, but do not settle it.");
    }
    rows
}

fn one_series(brief: &Brief, sides: &Sides<'_>, entries: &Entries<'_>, counts: &mut Counts) {
    let series = &brief.series[0];
    let of = |part| entries.changes(0, part);
    let judged = of(Section::Judgements);
    for (to, what) in [
        (GradeMove::Worse, "Judgements that are worse"),
        (GradeMove::Better, "Judgements that are better"),
        (GradeMove::Same, "Judgements that are the same"),
    ] {
        let moved: Vec<_> = judged.iter().copied().filter(|line| line.change.status == Status::Grade(to)).collect();
        counts.lines(0, what.to_owned(), &moved);
    }
    let [earlier, later] = &sides.names;
    counts.lines(0, format!("Found in {earlier} and again in {later}"), &of(Section::CameBack));
    counts.lines(0, format!("New in {later}"), &of(Section::New));
    let gone = of(Section::NotFound);
    counts.lines(0, format!("Not found again in {later}"), &gone);
    for fate in Fate::ALL {
        let these: Vec<_> = gone.iter().copied().filter(|line| Fate::of(line.change, series) == fate).collect();
        counts.lines(1, format!("of these, {}", in_a_row(fate)), &these);
    }
    let back = of(Section::CameBack);
    let answered = back.iter().chain(&gone).filter(|line| !line.change.followed.is_empty());
    let answered: Vec<usize> = answered.map(|line| line.number).collect();
    counts.put(0, format!("Of the findings of {earlier}, answered by a response or a plan"), &answered, 0);
}

/// What became of the findings of reviews that stand alone.
fn alone(brief: &Brief, entries: &Entries<'_>, counts: &mut Counts) {
    let all: Vec<(usize, Upshot)> = (0..brief.alone.len())
        .flat_map(|at| {
            entries.found(at).into_iter().map(move |(number, finding)| (number, brief.alone[at].upshot(finding)))
        })
        .collect();
    let upshots: BTreeSet<Upshot> = all.iter().map(|(_, upshot)| *upshot).collect();
    for wanted in upshots {
        let numbers: Vec<usize> =
            all.iter().filter(|(_, upshot)| *upshot == wanted).map(|(number, _)| *number).collect();
        counts.put(0, super::alone::heading(wanted).to_owned(), &numbers, 0);
    }
}

/// Where a finding went that was not found again, in the row that counts such findings.
fn in_a_row(fate: Fate) -> &'static str {
    match fate {
        Fate::Strength => "now told as a strength",
        Fate::Reported => "reported on or listed there",
        Fate::Closed => "called closed by a committee",
        Fate::SpokenOf => "spoken of in other papers since",
        Fate::Near => "something there comes near",
        Fate::Repeated => "only repeated in other papers since",
        Fate::Nowhere => "not found in any paper since",
        Fate::Unpraised => "strengths that are not named again",
    }
}

fn several(brief: &Brief, sides: &[Sides<'_>], entries: &Entries<'_>, sheet: &mut Sheet<'_>) {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for (at, (series, sides)) in brief.series.iter().zip(sides).enumerate() {
        let graded = |to| {
            let judged = entries.changes(at, Section::Judgements);
            judged.iter().filter(|line| line.change.status == Status::Grade(to)).count()
        };
        let gone = entries.changes(at, Section::NotFound);
        let reported = gone.iter().filter(|line| Fate::of(line.change, series) == Fate::Reported).count();
        let name = &series.comparison.series;
        let all: Vec<usize> =
            Section::ALL.iter().flat_map(|part| entries.changes(at, *part)).map(|line| line.number).collect();
        rows.push(vec![
            format!("{}, {}: {}", name.body, name.subject, listed(&sides.names)).into(),
            graded(GradeMove::Better).into(),
            graded(GradeMove::Worse).into(),
            entries.changes(at, Section::CameBack).len().into(),
            entries.changes(at, Section::New).len().into(),
            reported.into(),
            (gone.len() - reported).into(),
            ranges(&all).into(),
        ]);
    }
    let head = ["", "Better", "Worse", "Came back", "New", "Reported on", "Not found", "Items"];
    let caption = "How grades moved and what became of the findings".into();
    sheet.page.table(Grid { caption, head: head.map(str::to_owned).to_vec(), rows, levels: vec![] });
}

/// The rows of the asks.
fn asked(brief: &Brief, entries: &Entries<'_>, counts: &mut Counts) {
    let numbers = |wanted: &dyn Fn(&Came) -> bool| -> Vec<usize> {
        entries.asks().filter(|(_, ask)| wanted(&ask.came)).map(|(number, _)| number).collect()
    };
    // Where a passage comes near, it may be the answer.
    let near = numbers(&is_near).len();
    counts.put(0, format!("Asked for by committees {}", asks::when(&brief.asked)), &numbers(&|_| true), near);
    let silent = numbers(&|came| matches!(came, Came::Silent { .. }));
    counts.put(1, "of these, no later paper is sure to speak of it".to_owned(), &silent, near);
}
