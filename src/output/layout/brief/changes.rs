//! What became of each finding, with both quotes: judgements, then what came back, what is new, what is not found again.

use crate::answers::brief::{Came, SeriesBrief};
use crate::model::{Band, Certainty, Finding, FindingKind, Followed, Seen, Status};
use crate::output::grid::{Cell, Grid};
use crate::output::layout::change::{AnswerInWords, Section, Sides, is_redline_helpful, moved};
use crate::output::words::{corrected, counted, listed, plural, with_article};

use super::entries::{Entries, Fate, Line};
use super::sheet::Sheet;

/// Answers to one finding that are given in full: a plan may have a dozen actions.
const MOST_ANSWERS: usize = 4;

/// Puts a series on the page, its sections under headings of this level.
pub(super) fn put(
    at: usize,
    series: &SeriesBrief,
    sides: &Sides<'_>,
    entries: &Entries<'_>,
    level: u8,
    sheet: &mut Sheet<'_>,
) {
    kinds(series, sides, level, sheet);
    let of = |part| entries.changes(at, part);
    judgements(&of(Section::Judgements), sides, level, sheet);
    came_back(&of(Section::CameBack), sides, level, sheet);
    new(&of(Section::New), sides, level, sheet);
    not_found(&of(Section::NotFound), series, sides, level, sheet);
}

/// What each review found, by kind.
fn kinds(series: &SeriesBrief, sides: &Sides<'_>, level: u8, sheet: &mut Sheet<'_>) {
    let comparison = &series.comparison;
    sheet.page.heading(level, "What was found, then and now");
    let mut papers = Vec::new();
    for side in [&comparison.earlier, &comparison.later] {
        let own = side.findings.iter().map(|finding| sheet.number(&finding.citation));
        let mut own: Vec<usize> = own.collect();
        own.sort_unstable();
        own.dedup();
        let own: Vec<String> = own.iter().map(|number| format!("[{number}]")).collect();
        papers.push(if own.is_empty() { String::new() } else { format!(", read in {}", own.join(" ")) });
    }
    let count = |kind: FindingKind| {
        [&comparison.earlier, &comparison.later].map(|side| side.findings.iter().filter(|f| f.kind == kind).count())
    };
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for kind in FindingKind::ALL {
        let counts = count(kind);
        if counts != [0, 0] {
            rows.push(vec![crate::output::words::capital(&plural(kind)).into(), counts[0].into(), counts[1].into()]);
        }
    }
    let [earlier, later] = &sides.names;
    let head = vec!["Kind".to_owned(), earlier.clone(), later.clone()];
    let caption = format!("Findings by kind: {earlier}{}, and {later}{}", papers[0], papers[1]);
    sheet.page.table(Grid { caption, head, rows, levels: Vec::new() });
}

fn judgements(lines: &[Line<'_, '_>], sides: &Sides<'_>, level: u8, sheet: &mut Sheet<'_>) {
    if lines.is_empty() {
        return;
    }
    sheet.page.heading(level, format!("Judgements ({})", lines.len()));
    let [earlier, later] = &sides.names;
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for line in lines {
        let Status::Grade(to) = line.change.status else { continue };
        let judgement = |findings: &[&Finding]| findings.first().and_then(|finding| finding.judgement.clone());
        let (was, now) = (judgement(line.earlier), judgement(line.later));
        let area = now.as_ref().or(was.as_ref()).map_or_else(String::new, |judgement| judgement.area.clone());
        let grade = |judgement: Option<crate::model::Judgement>| judgement.map(|judgement| judgement.grade);
        let places: Vec<String> =
            line.earlier.iter().chain(line.later).map(|finding| sheet.cited_at(&finding.citation)).collect();
        rows.push(vec![
            format!("{}. {area}", line.number).into(),
            grade(was).into(),
            grade(now).into(),
            moved(to).into(),
            places.join("; ").into(),
        ]);
    }
    let head = ["Area judged", earlier, later, "Change", "Where"].map(str::to_owned).to_vec();
    let caption = format!("Judgements of {earlier} and {later}");
    sheet.page.table(Grid { caption, head, rows, levels: Vec::new() });
}

fn came_back(lines: &[Line<'_, '_>], sides: &Sides<'_>, level: u8, sheet: &mut Sheet<'_>) {
    if lines.is_empty() {
        return;
    }
    sheet.page.heading(level, format!("Came back ({})", lines.len()));
    let check = lines.iter().filter(|line| line.change.band == Band::Possible).count();
    if check > 0 {
        let are = if check == 1 { "1 of these is" } else { &format!("{check} of these are") };
        sheet.page.sentence(format!(
            "{are} marked “to check”: their words are alike, but not enough to be sure that they are one matter."
        ));
    }
    for line in lines {
        let change = line.change;
        let how = match change.status {
            Status::Recurring => "in nearly the same words".to_owned(),
            Status::Split => format!("as {} findings", line.later.len()),
            Status::Merged => format!("{} findings merged into one", line.earlier.len()),
            _ => "in other words".to_owned(),
        };
        let kind = match (change.kind_from, change.kind_to) {
            (Some(from), Some(to)) if from != to => format!("{}, now {}", from.label(), with_article(to.label())),
            (from, to) => from.or(to).map_or_else(String::new, |kind| kind.label().to_owned()),
        };
        let check = if change.band == Band::Possible { " · to check" } else { "" };
        sheet
            .page
            .heading(level + 1, format!("{}. {} · {how}{check}", line.number, crate::output::words::capital(&kind)));
        let [earlier, later] = &sides.names;
        for (name, findings) in [(earlier, line.earlier), (later, line.later)] {
            for finding in findings {
                sheet.quote(name.as_str(), &finding.text, &finding.citation);
                doubts(finding, sheet);
            }
        }
        if is_redline_helpful(&change.wording) {
            sheet.page.redline(&change.wording);
        }
        // Words that only keep each other company in the sector’s reports tell a reader nothing.
        let shared: Vec<&String> = change.shared.iter().filter(|word| !word.contains('~')).take(4).collect();
        if change.band == Band::Possible && !shared.is_empty() {
            sheet.page.note(format!("Both speak of {}.", listed(&shared)));
        }
        if let Some(seen) = change.also_seen.first().filter(|seen| seen.kind == FindingKind::Progress) {
            reported(seen, sheet);
        }
        followed(&change.followed, sheet);
        if let Some(at) = &change.closed_in {
            sheet.note("A committee called it closed in between, and it was found again", at);
        }
    }
}

fn new(lines: &[Line<'_, '_>], sides: &Sides<'_>, level: u8, sheet: &mut Sheet<'_>) {
    if lines.is_empty() {
        return;
    }
    let [earlier, later] = &sides.names;
    sheet.page.heading(level, format!("New in {later} ({})", lines.len()));
    let near = lines.iter().filter(|line| line.change.band == Band::Possible).count();
    let near = match near {
        0 => String::new(),
        n => {
            let come = if n == 1 { "comes" } else { "come" };
            format!(
                " {n}, marked “to check”, {come} near to something that {earlier} said, but not near enough to pair."
            )
        }
    };
    sheet.page.sentence(format!("Nothing in the findings of {earlier} is like them.{near}"));
    let by_kind = |a: &Line<'_, '_>, b: &Line<'_, '_>| a.change.kind_to == b.change.kind_to;
    for kind in lines.chunk_by(by_kind) {
        let name = kind[0].change.kind_to.map_or_else(String::new, plural);
        sheet.page.heading(level + 1, format!("New {name} ({})", kind.len()));
        for line in kind {
            one_by_one(line, line.later, sheet);
        }
    }
}

fn not_found(lines: &[Line<'_, '_>], series: &SeriesBrief, sides: &Sides<'_>, level: u8, sheet: &mut Sheet<'_>) {
    if lines.is_empty() {
        return;
    }
    let later = sides.later();
    sheet.page.heading(level, format!("Not found again, and where it went ({})", lines.len()));
    sheet.page.sentence(format!(
        "Not found means that no finding of {later} has these words or their like. It does not mean that the matter was \
         resolved."
    ));
    for fate in Fate::ALL {
        let of_fate: Vec<_> = lines.iter().filter(|line| Fate::of(line.change, series) == fate).collect();
        if of_fate.is_empty() {
            continue;
        }
        sheet.page.heading(level + 1, format!("{} ({})", fate.heading(&later), of_fate.len()));
        for line in &of_fate {
            one_by_one(line, line.earlier, sheet);
            let change = line.change;
            followed(&change.followed, sheet);
            if let Some(at) = &change.closed_in {
                sheet.note("Called closed", at);
            }
            for seen in change.also_seen.iter().take(1) {
                match fate {
                    Fate::Strength => sheet.answer("now a strength", &seen.text, &seen.citation),
                    Fate::Reported => reported(seen, sheet),
                    Fate::Near => sheet.answer(format!("near: {}", seen.kind.label()), &seen.text, &seen.citation),
                    _ => {}
                }
            }
            for came in change.earlier.iter().filter_map(|id| series.since.get(id)) {
                match came {
                    Came::SpokenOf(said) if fate == Fate::SpokenOf => sheet.answer("since", &said.text, &said.at),
                    Came::SpokenOf(said) if fate == Fate::Near && change.also_seen.is_empty() => {
                        sheet.answer("near", &said.text, &said.at);
                    }
                    Came::Silent { listed_open: Some(at), .. } if fate == Fate::Repeated => sheet.note("Last in", at),
                    _ => {}
                }
            }
        }
        match fate {
            Fate::Near => {
                sheet.page.note("Near is not the same: the words are alike, and the matter may be another.");
            }
            Fate::Nowhere => {
                let missing = of_fate.iter().flat_map(|line| &line.change.earlier);
                searched(missing.filter_map(|id| series.since.get(id)), sheet);
            }
            _ => {}
        }
    }
}

/// What was answered to it between the reviews: what was promised, set out to do, and done.
pub(super) fn followed(answers: &[Followed], sheet: &mut Sheet<'_>) {
    for answer in answers.iter().take(MOST_ANSWERS) {
        sheet.answer(AnswerInWords::of(answer).label, &answer.text, &answer.citation);
    }
    if let [_, .., last] = answers.get(MOST_ANSWERS - 1..).unwrap_or_default() {
        let more = counted(answers.len() - MOST_ANSWERS, "more answer stands", "more answers stand");
        sheet.note(&format!("{more} in the papers, the last"), &last.citation);
    }
}

/// What the later review reports of it.
fn reported(seen: &Seen, sheet: &mut Sheet<'_>) {
    let status = seen.status.as_ref().map_or_else(String::new, |status| format!(" ({status})"));
    let how = if seen.kind == FindingKind::Progress { "reported" } else { "listed" };
    sheet.answer(format!("{how}{status}"), &seen.text, &seen.citation);
}

/// How far was looked for what turned up nowhere.
pub(super) fn searched<'c>(came: impl IntoIterator<Item = &'c Came>, sheet: &mut Sheet<'_>) {
    let looked = came.into_iter().filter_map(|came| match came {
        Came::Silent { searched, until, .. } => Some((*searched, *until)),
        _ => None,
    });
    if let Some((papers, until)) = looked.max() {
        sheet.page.note(format!(
            "These were looked for in up to {} of the council dated later, the last of {}.",
            counted(papers, "paper", "papers"),
            until.long()
        ));
    }
}

/// Findings under one number.
fn one_by_one(line: &Line<'_, '_>, findings: &[&Finding], sheet: &mut Sheet<'_>) {
    let check = if line.change.band == Band::Possible { " to check" } else { "" };
    for finding in findings {
        sheet.quote(format!("{}.{check}", line.number), &finding.text, &finding.citation);
        doubts(finding, sheet);
    }
}

/// What to know about how a finding was read.
pub(super) fn doubts(finding: &Finding, sheet: &mut Sheet<'_>) {
    if finding.certainty == Certainty::Possible {
        sheet.page.note("Possible finding: only its words suggest one.");
    }
    if let Some(corrected) = corrected(finding) {
        sheet.page.note(format!("Corrected: {corrected}."));
    }
}
