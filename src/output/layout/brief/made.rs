//! The end of a briefing: how far the reviews can be compared, the papers, and how it was made.

use crate::answers::brief::{Brief, LeftOut};
use crate::output::layout::change::Sides;
use crate::output::page::Part;
use crate::output::words::{counted, listed, when};

use super::sheet::Sheet;
use super::summary::SCOPE;

pub(super) fn put(brief: &Brief, sides: &[Sides<'_>], sheet: &mut Sheet<'_>) {
    put_scope(brief, sheet);
    sheet.page.heading(2, "Papers quoted");
    sheet.sources();
    sheet.page.heading(2, "How this was made");
    let points = how_made(brief, sides, sheet.cited());
    sheet.page.parts.push(Part::List(points));
}

/// How far the reviews can be compared, where there is more to say of it than the summary does.
fn put_scope(brief: &Brief, sheet: &mut Sheet<'_>) {
    let long = |at: &usize| brief.series[*at].comparison.scope.differences.len() > SCOPE;
    let several = brief.series.len() > 1;
    let scope: Vec<usize> = (0..brief.series.len())
        .filter(|at| long(at) || (several && !brief.series[*at].comparison.scope.differences.is_empty()))
        .collect();
    if scope.is_empty() && brief.left_out.is_empty() {
        return;
    }
    sheet.page.heading(2, "How far the reviews can be compared");
    let mut points = Vec::new();
    for at in scope {
        let series = &brief.series[at].comparison.series;
        let lead = if several { format!("{}, {}: ", series.body, series.subject) } else { String::new() };
        points.extend(brief.series[at].comparison.scope.differences.iter().map(|line| format!("{lead}{line}")));
    }
    points.extend(brief.left_out.iter().map(|(series, why)| format!("{}: {}", series.name(), why_left_out(why))));
    sheet.page.parts.push(Part::List(points));
}

/// Why a series is not compared.
fn why_left_out(why: &LeftOut) -> String {
    match why {
        LeftOut::OnlyOne(review) => {
            format!("only one is here ({}), so there is nothing to compare it with.", when(review))
        }
        LeftOut::InProse(review) => format!(
            "the progress review ({}) reports in prose and lists nothing to compare: it is to be read.",
            when(review)
        ),
        LeftOut::NotNamed(reviews) => {
            let dates = reviews.iter().filter_map(|review| Some(review.date()?.to_month().long()));
            let dates: Vec<String> = dates.collect();
            format!("there are those of {}, which are not of these dates and were not compared.", listed(&dates))
        }
    }
}

/// What made the briefing, by which settings, and what a person settled; `cited` papers are quoted in it.
fn how_made(brief: &Brief, sides: &[Sides<'_>], cited: usize) -> Vec<String> {
    let made = &brief.made;
    let settings = &made.settings;
    let mut points = vec![
        format!(
            "By lookback {} from {} of {} (fingerprint {}), {} of them quoted. The same papers and question give the same \
             briefing.",
            env!("CARGO_PKG_VERSION"),
            counted(made.papers, "paper", "papers"),
            brief.council,
            made.fingerprint,
            cited
        ),
        "Every quotation is as printed, white space aside; where the summary shortens one, “…” stands for the rest. Numbers \
         in square brackets lead to the papers quoted."
            .to_owned(),
    ];
    if !brief.series.is_empty() {
        points.push(format!(
            "Findings of the reviews were paired by their words, the sector’s other words for them, and the company words \
             keep. A pair is sure from {:.2} standard deviations above chance, to check from {:.2}, and the same words from a \
             likeness in letters of {:.2}; sure only where both share a term of the sector or a word that few reports use, and \
             do not name different people, places or sums.",
            settings.certain, settings.possible, settings.same_words
        ));
    }
    if sides.iter().any(|sides| !sides.names[0].is_empty()) && brief.series.iter().any(|series| series.themes.is_some())
    {
        let titles: Vec<String> = brief.codebooks().iter().map(|title| format!("“{title}”")).collect();
        points.push(match titles.as_slice() {
            [title] => format!("Themes are those of the codebook {title}."),
            titles => {
                format!("Themes are those of the codebooks {}, each for the reviews of its subject.", listed(titles))
            }
        });
    }
    points.push(if made.possible {
        "Findings that only their words suggest were compared too, and are marked.".to_owned()
    } else {
        "Findings of reviews that only their words suggest, and not the structure of the report, were left out; what minutes \
         narrate as asked for is in, and marked."
            .to_owned()
    });
    if made.pinned > 0 {
        points.push(format!("A person settled {}.", counted(made.pinned, "pair", "pairs")));
    }
    if made.corrected > 0 {
        points.push(format!("A person corrected {} of these findings.", made.corrected));
    }
    if made.unreadable > 0 {
        let files = counted(made.unreadable, "file", "files");
        points.push(format!("{files} could not be read and may say more: `lookback status` names them."));
    }
    points
}
