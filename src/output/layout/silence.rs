//! What was asked for and found no answer.
//!
//! The page says for each ask how far was looked. That nothing was found is a statement about the papers in hand.

use std::collections::BTreeSet;
use std::io;

use serde::Serialize;

use crate::answers::{Nearest, Silence, Unanswered};
use crate::model::{Certainty, Date};
use crate::output::grid::Cell;
use crate::output::page::unmarked;
use crate::output::record::{CitationRecord, FindingRecord};
use crate::output::words::{capital, counted, listed};
use crate::output::{Answer, Page, Records, Register, Table, table};
use crate::text::due_by;

/// So many papers without a date are named.
const FEW: usize = 3;

/// Comes before the last paper that lists an ask and says no more of it.
pub const LISTED: &str = "Listed, without what came of it, in";

/// What is said of asks whose nearest passage may be the answer.
pub const MAY_BE_ANSWERED: &str = "May have been answered: check";

/// The silence report.
#[derive(Debug, Clone, Copy)]
pub struct SilenceReport<'a> {
    /// What was looked for and found.
    pub silence: &'a Silence,
    /// Reviews, documents and themes, for the findings.
    pub register: &'a Register<'a>,
}

#[derive(Serialize)]
struct UnansweredRecord<'a> {
    finding: FindingRecord<'a>,
    asked: Date,
    papers_searched: usize,
    searched_until: Date,
    listed_open: Option<CitationRecord<'a>>,
    nearest: Option<NearestRecord<'a>>,
    may_be_answered: bool,
    listed: Option<CitationRecord<'a>>,
}

#[derive(Serialize)]
struct NearestRecord<'a> {
    text: &'a str,
    share: f32,
    #[serde(flatten)]
    at: CitationRecord<'a>,
}

#[derive(Serialize)]
struct SpokenOfRecord<'a> {
    finding: &'a str,
    text: &'a str,
    #[serde(flatten)]
    at: CitationRecord<'a>,
}

#[derive(Serialize)]
struct SearchedRecord {
    unanswered: usize,
    /// Those of them that may have been answered.
    may_be_answered: usize,
    spoken_of: usize,
    nothing_later: usize,
    unplaced: usize,
    too_soon: usize,
    undated: usize,
    without_council: usize,
}

/// How many asks were looked for, and with what result.
pub fn searched(silence: &Silence) -> String {
    let Silence { unanswered, spoken_of, nothing_later, unplaced, too_soon, undated, homeless } = silence;
    let asked = unanswered.len() + spoken_of.len() + too_soon;
    let may_be = unanswered.iter().filter(|silent| silent.may_be_answered()).count();
    let mut said = match asked {
        0 => "Of nothing that was asked for could it be said whether a later paper speaks of it.".to_owned(),
        _ => format!(
            "{} looked for in the later papers of the same council: {} in none of them, {}{} in at least one.",
            capital(&counted(asked, "ask was", "asks were")),
            unanswered.len() + too_soon - may_be,
            if may_be == 0 { String::new() } else { format!("{may_be} may have been answered, ") },
            spoken_of.len()
        ),
    };
    if asked + nothing_later + unplaced == 0 {
        return "Nothing was asked for in these papers.".to_owned();
    }
    if *too_soon > 0 {
        let left = if *too_soon == 1 { "is left out: its" } else { "are left out: their" };
        said += &format!(" {too_soon} of the former {left} papers do not go on for as long as was wanted.");
    }
    let more = if asked == 0 { "" } else { " more" };
    if *nothing_later > 0 {
        said += &format!(" After {nothing_later}{more} there is no later paper to look in.");
    }
    if *unplaced > 0 {
        let stands = if *unplaced == 1 { "stands" } else { "stand" };
        said += &format!(" {unplaced}{more} {stands} in papers whose council or date is not known.");
    }
    let left = [
        (undated, ["paper has no date and was", "papers have no date and were"]),
        (homeless, ["paper of no known council was", "papers of no known council were"]),
    ];
    for (paths, [one, many]) in left.into_iter().filter(|(paths, _)| !paths.is_empty()) {
        let papers = capital(&counted(paths.len(), one, many));
        let first: Vec<String> = paths.iter().take(FEW).cloned().collect();
        let more = if paths.len() > FEW { " among them " } else { " " };
        said += &format!(" {papers} not searched; lookback.toml can give one:{more}{}.", listed(&first));
    }
    said
}

impl Answer for SilenceReport<'_> {
    fn table(&self) -> Table {
        let row = |silent: &Unanswered| {
            let finding = &silent.finding;
            let nearest = silent.nearest.as_ref();
            vec![
                finding.id.as_str().into(),
                finding.kind.as_str().into(),
                finding.certainty.as_str().into(),
                finding.text.as_str().into(),
                self.register.council(finding).into(),
                finding.review.as_deref().into(),
                Cell::shown(Some(silent.asked)),
                finding.owner.as_deref().into(),
                finding.due.as_deref().into(),
                finding.citation.path.as_str().into(),
                Cell::shown(Some(&finding.citation)),
                silent.searched.into(),
                Cell::shown(Some(silent.until)),
                Cell::shown(silent.listed_open.as_ref()),
                nearest.map(|nearest| nearest.text.as_str()).into(),
                Cell::shown(nearest.map(|nearest| &nearest.at)),
                Cell::shown(finding.due.as_deref().and_then(due_by)),
                Cell::shown(silent.listed.as_ref()),
                silent.may_be_answered().then_some("yes").into(),
            ]
        };
        Table::new(&table::UNANSWERED, self.silence.unanswered.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        let Silence { unanswered, spoken_of, nothing_later, unplaced, too_soon, undated, homeless } = self.silence;
        let counts = SearchedRecord {
            unanswered: unanswered.len(),
            may_be_answered: unanswered.iter().filter(|silent| silent.may_be_answered()).count(),
            spoken_of: spoken_of.len(),
            nothing_later: *nothing_later,
            unplaced: *unplaced,
            too_soon: *too_soon,
            undated: undated.len(),
            without_council: homeless.len(),
        };
        records.put("searched", &counts)?;
        unanswered.iter().try_for_each(|silent| {
            let record = UnansweredRecord {
                finding: FindingRecord::new(&silent.finding, self.register),
                asked: silent.asked,
                papers_searched: silent.searched,
                searched_until: silent.until,
                listed_open: silent.listed_open.as_ref().map(CitationRecord::from),
                nearest: silent.nearest.as_ref().map(|nearest| NearestRecord {
                    text: &nearest.text,
                    share: nearest.share,
                    at: CitationRecord::from(&nearest.at),
                }),
                may_be_answered: silent.may_be_answered(),
                listed: silent.listed.as_ref().map(CitationRecord::from),
            };
            records.put("unanswered", &record)
        })?;
        spoken_of.iter().try_for_each(|spoken| {
            let at = CitationRecord::from(&spoken.at);
            records.put("spoken_of", &SpokenOfRecord { finding: &spoken.finding.id, text: &spoken.text, at })
        })
    }

    fn title(&self) -> String {
        "Asked for, and no answer was found".to_owned()
    }

    fn page(&self) -> Page {
        let silence = self.silence;
        let mut page = Page::new(self.title());
        page.sentence(searched(silence));
        page.sentence(
            "Not found means that no passage of these papers has most of the words of the ask, or points to it; it may \
             have been answered elsewhere.",
        );
        // "Inspection report, 21 Mar 2014, para 19" may be a paper of four councils.
        let council = |silent: &Unanswered| self.register.council(&silent.finding);
        let of_several = silence.unanswered.iter().map(council).collect::<BTreeSet<_>>().len() > 1;
        let (may_be, silent): (Vec<_>, Vec<_>) = silence.unanswered.iter().partition(|silent| silent.may_be_answered());
        let groups = [("No answer was found", silent), (MAY_BE_ANSWERED, may_be)];
        let is_parted = groups.iter().all(|(_, group)| !group.is_empty());
        for (heading, group) in &groups {
            if is_parted || (*heading == MAY_BE_ANSWERED && !group.is_empty()) {
                page.heading(2, format!("{heading} ({})", group.len()));
            }
            for silent in group {
                self.ask(silent, of_several, &mut page);
            }
        }
        page
    }
}

impl SilenceReport<'_> {
    /// Puts one ask on the page.
    fn ask(&self, silent: &Unanswered, of_several: bool, page: &mut Page) {
        let finding = &silent.finding;
        let council =
            self.register.council(finding).filter(|_| of_several).map_or_else(String::new, |name| format!(", {name}"));
        let check = if finding.certainty == Certainty::Possible { "possible: check · " } else { "" };
        let by = match &finding.review {
            Some(review) => format!("{} of {}", finding.kind.label(), self.register.named(review)),
            None => finding.kind.label().to_owned(),
        };
        page.heading(3, format!("{check}{}{council}: {by}", silent.asked.long()));
        page.quote(None, unmarked(&finding.text), &finding.citation);
        page.note(format!(
            "Not found in {} dated later, the last of {}.",
            counted(silent.searched, "paper", "papers"),
            silent.until.long()
        ));
        if let Some(at) = &silent.listed_open {
            page.note(format!("Still listed as open: {at}."));
        }
        if let Some(at) = &silent.listed {
            page.note(format!("{LISTED} {at}."));
        }
        if let Some(Nearest { text, at, may_answer, .. }) = &silent.nearest {
            let what = if *may_answer { "May answer it" } else { "Nearest" };
            page.note(format!("{what}: “{text}” ({at})."));
        }
    }
}
