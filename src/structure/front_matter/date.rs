//! When was it? The date of the meeting, of the letter or of publication.
//!
//! No single date is to be trusted: papers carry wrong ones. The heading's date wins over the body's, and a
//! file name that says otherwise is a warning.

use std::sync::LazyLock;

use regex::Regex;

use super::{HEAD, Paper};
use crate::model::{Block, Date, DocumentKind, Origin, Period, Warning};
use crate::text::dates;

/// The date of a paper.
pub struct Dating {
    /// The date, and where it was read.
    pub found: Option<(Date, Origin)>,
    /// What is to be said where the name of the file says otherwise.
    pub conflict: Option<Warning>,
}

/// The paper's date: as published, in its heading, or in its first lines; its file name only as a last resort.
pub fn date(paper: &Paper<'_>, name: &str, kind: Option<DocumentKind>) -> Dating {
    let Paper { head, blocks, .. } = paper;
    static PUBLISHED: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?i)\b(report )?(published|publication date)\b").ok());
    let whole = |block: &Block| dates(&block.text).into_iter().map(|d| d.period).collect::<Vec<_>>();
    let is_published = |block: &&&Block| PUBLISHED.as_ref().is_some_and(|pattern| pattern.is_match(&block.text));
    let full = |period: &Period| period.start.day().is_some();
    let published = head.iter().filter(is_published).flat_map(|block| {
        let at = PUBLISHED.as_ref().and_then(|p| p.find(&block.text)).map_or(0, |m| m.start());
        dates(&block.text[at..]).into_iter().map(|d| d.period)
    });
    let named = name_date(name);
    let inspection = kind == Some(DocumentKind::InspectionReport);
    let published = published.filter(|_| inspection).filter(full).map(|p| p.start).next();
    let reviewed =
        matches!(kind, Some(DocumentKind::ReviewReport | DocumentKind::ReviewLetter | DocumentKind::ProgressReview));
    let printed = if inspection {
        None
    } else {
        // A single day; a period is the visit a report is about. Short lines and headings first.
        let single = |block: &&Block| whole(block).into_iter().find(|p| full(p) && p.start == p.end).map(|p| p.start);
        let short = |block: &&&Block| block.is_heading() || block.text.split_whitespace().count() <= 16;
        let heading = head.iter().filter(|block| block.is_heading()).find_map(single);
        let shortly = head.iter().filter(short).find_map(single);
        let anywhere = || blocks.iter().take(HEAD).find_map(|block| single(&block));
        heading.or(shortly).or_else(|| anywhere().filter(|_| !reviewed))
    };
    let month = || {
        head.iter()
            .filter(|b| b.text.split_whitespace().count() <= 14)
            .find_map(|b| whole(b).into_iter().find(|p| p.start == p.end).map(|p| p.start))
    };
    let found = published.or(printed).or_else(|| month().filter(|_| !inspection && named.is_none()));
    let mut conflict = None;
    if let (Some(found), Some(named)) = (found, named)
        && !found.agrees_with(named)
        && !reviewed
    {
        conflict = Some(Warning(format!(
            "dated {} inside and {} by its file name; the first is taken",
            found.long(),
            named.long()
        )));
    }
    let printed = found.map(|date| (date, Origin::Text));
    Dating { found: printed.or(named.map(|date| (date, Origin::FileName))), conflict }
}

/// A date in a file name: "minutes-2011-11-24", "inspection - 29 july 2019".
fn name_date(name: &str) -> Option<Date> {
    static ISO: LazyLock<Option<Regex>> =
        LazyLock::new(|| Regex::new(r"(?:^|\D)((?:19|20)\d{2})[-_.](\d{2})(?:[-_.](\d{2}))?(?:\D|$)").ok());
    let iso = ISO.as_ref().and_then(|pattern| pattern.captures(name)).and_then(|captures| {
        let part = |index: usize| captures.get(index).and_then(|m| m.as_str().parse::<u8>().ok());
        let year: i32 = captures.get(1)?.as_str().parse().ok()?;
        part(3).and_then(|day| Date::day_of(year, part(2)?, day)).or_else(|| Date::month_of(year, part(2)?))
    });
    iso.or_else(|| dates(&name.replace('_', " ")).first().map(|dated| dated.period.start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_from_file_names_as_councils_write_them() {
        let read = |name: &str| name_date(name).map(|date| date.to_string());
        assert_eq!(read("cyp-panel-minutes-2011-11-24.html").as_deref(), Some("2011-11-24"));
        assert_eq!(read("inspection - 29 july 2019.pdf").as_deref(), Some("2019-07-29"));
        assert_eq!(read("2011-10-peer-review-letter.txt").as_deref(), Some("2011-10"));
        assert_eq!(read("panel.txt"), None);
    }
}
