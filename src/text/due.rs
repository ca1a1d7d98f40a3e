//! Which day is meant by "by the end of March 2026"? Only where that is certain.
//!
//! | printed | day |
//! |---|---|
//! | 31 March 2026; 31/03/2026 | 2026-03-31 |
//! | March 2026; by the end of March 2026 | 2026-03-31: a month is its last day |
//! | by the end of 2026 | 2026-12-31 |
//! | 2026; spring 2026; 2025/26; before March 2026; March; two dates; a span | none |
//!
//! Words that make a date uncertain stand in `due.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Pattern, dates, fold};
use crate::model::Date;

const DUE: &str = include_str!("due.toml");

/// The words of `due.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lines<T> {
    vague: Vec<T>,
    end: Vec<T>,
}

static WORDS: LazyLock<Lines<Pattern>> = LazyLock::new(|| {
    // Part of the program, and a test reads every line of it.
    toml::from_str(DUE).expect("due.toml is sound")
});

/// The last day by which something is due, where a text names one date and that is certain.
///
/// ```
/// let day = |due| lookback::text::due_by(due).map(|day| day.to_string());
/// assert_eq!(day("by the end of February 2024").as_deref(), Some("2024-02-29"));
/// assert_eq!(day("spring 2024"), None);
/// ```
pub fn due_by(due: &str) -> Option<Date> {
    static YEAR: Pattern = Pattern::of(r"\b(?P<year>(?:19|20)\d{2})\b");
    // A year of two figures after a stroke is a financial or school year: "2025/26".
    static SPAN: Pattern = Pattern::of(r"\b(?:19|20)\d{2}\s?[/-]\s?(?:\d{2}|(?:19|20)\d{2})\b");
    let folded = fold(due);
    let lower = folded.to_lowercase();
    let Lines { vague, end } = &*WORDS;
    if vague.iter().any(|pattern| pattern.is_match(&lower)) {
        return None;
    }
    match dates(due).as_slice() {
        [only] if only.period.start == only.period.end => {
            // Lower-cased letters may be longer or shorter: the places are those of the folded text.
            let (date, outside) =
                (only.period.end, format!("{} {}", &folded[..only.range.start], &folded[only.range.end..]));
            // "March 2026/27" and "30 June 2026 and July" are not one day.
            let is_alone = !outside.contains(|c: char| c.is_ascii_digit()) && !names_month(&outside);
            is_alone.then(|| last_day(date)).flatten()
        }
        [] if !SPAN.is_match(&lower) => {
            let mut years = YEAR.captures_iter(&lower).filter_map(|found| found.name("year"));
            let year = years.next().filter(|_| years.next().is_none())?;
            let before = &lower[..year.start()];
            let date = Date::day_of(year.as_str().parse().ok()?, 12, 31);
            date.filter(|_| end.iter().any(|pattern| pattern.is_match(before)))
        }
        _ => None,
    }
}

fn names_month(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_alphabetic());
    words.any(|word| crate::model::MONTHS.iter().any(|month| month.eq_ignore_ascii_case(word)))
}

/// The day itself, or the last of a month.
fn last_day(date: Date) -> Option<Date> {
    match (date.day(), date.month()) {
        (Some(_), _) => Some(date),
        (None, Some(month)) => (28..=31).rev().find_map(|day| Date::day_of(date.year(), month, day)),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Exemplified, hold_to_examples};

    fn day(due: &str) -> Option<String> {
        due_by(due).map(|day| day.to_string())
    }

    #[test]
    fn one_certain_date_is_a_day() {
        for (due, wanted) in [
            ("31 March 2026", "2026-03-31"),
            ("by 30/09/2016", "2016-09-30"),
            ("no later than 3rd June 2019", "2019-06-03"),
            ("October 2015", "2015-10-31"),
            ("by the end of March 2026", "2026-03-31"),
            ("End Feb 2023", "2023-02-28"),
            ("before the end of June 2026", "2026-06-30"),
            ("By the end of 2026", "2026-12-31"),
        ] {
            assert_eq!(day(due).as_deref(), Some(wanted), "{due}");
        }
    }

    #[test]
    fn letters_that_change_their_length_in_lower_case_move_no_date() {
        for due in
            ["\u{2126} 31 March 2026", "\u{212a} 31 March 2026", "ẞ 31 March 2026", "İlknur Özdemir, 31 March 2026"]
        {
            assert_eq!(day(due).as_deref(), Some("2026-03-31"), "{due}");
        }
        assert_eq!(day("İ: 31 May 2026, 30 June"), None);
    }

    #[test]
    fn what_is_not_certain_is_no_day() {
        for due in [
            "March",
            "2026",
            "2025/26",
            "by the end of 2025/26",
            "October each year",
            "Q3 2026",
            "Ongoing",
            "spring 2026",
            "31 March 2016 and 30 September 2016",
            "2 to 6 March 2015",
            "next meeting",
            "the end of May 2026 and 2027",
            "May and July 2026",
            "31 May 2026, 30 June",
        ] {
            assert_eq!(day(due), None, "{due}");
        }
    }

    #[test]
    fn every_line_of_the_data_has_its_example() {
        let Lines { vague, end } = toml::from_str::<Lines<Exemplified>>(DUE).unwrap();
        hold_to_examples(&vague, |line, text| {
            let is_vague = line.finds(&text.to_lowercase());
            assert_eq!(day(text).is_none(), is_vague, "{text}");
            is_vague
        });
        hold_to_examples(&end, |_, text| day(text).is_some());
    }
}
