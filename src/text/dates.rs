//! Dates and periods as papers write them: "18th July 2013", "11 – 14 November 2024", "October 2011".

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Captures;

use super::{Patterns, fold};
use crate::model::{Date, Period};

/// A date or period found in text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dated {
    /// Byte range in the folded text ([`fold`]); the same as in the text where quotes and dashes are plain.
    pub range: Range<usize>,
    /// The period; start and end are the same for a single date.
    pub period: Period,
}

const MONTH: &str = r"(?P<mM>january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\.?";

/// The ending of a day; a raised "th" comes out of character recognition as one of the signs.
const ORDINAL: &str = r#"\s?(?:st|nd|rd|th|\u{2122}|"{1,2})?"#;

/// Forms of dates, the longest first. `D` stands for a day, `M` for a month, `Y` for a year; numbered apart.
/// `X` and `N` stand for days and months between; `W` for the day of the week. Before each stands how many numbers of one or two
/// figures it needs.
const FORMS: &[(usize, &str)] = &[
    // 5th, 6th and 7th March 2013
    (3, r"D1(?:,\s*X)+,?\s*(?:and|&)\s*D2\s+(?:of\s+)?M2,?\s+Y2"),
    // 1/06/2015 - 25/06/2015
    (4, r"(?P<d1>\d{1,2})/(?P<n1>\d{1,2})/Y1\s*(?:to|-|until|and)\s*(?P<d2>\d{1,2})/(?P<n2>\d{1,2})/Y2"),
    // 24 October 2016 to 17 November 2016
    (2, r"D1\s+(?:of\s+)?M1,?\s+Y1\s*(?:to|-|until|and)\s*W?D2\s+(?:of\s+)?M2,?\s+Y2"),
    // 12 - 16 May and 6 June 2014; 28 April - 2 May and 12 - 16 May 2014
    (3, r"D1\s*(?:to|-)\s*W?X(?:\s+M1)?,?\s*(?:,|and|&)\s*(?:W?X\s*(?:to|-)\s*)?W?D2\s+(?:of\s+)?M2,?\s+Y2"),
    (3, r"D1\s+M1\s*(?:to|-)\s*W?X\s+N\s*(?:,|and|&)\s*(?:W?X\s*(?:to|-)\s*)?W?D2\s+(?:of\s+)?M2,?\s+Y2"),
    // 26 September to 5 October 2018
    (2, r"D1\s+(?:of\s+)?M1,?\s*(?:to|-|until|and)\s*W?D2\s+(?:of\s+)?M2,?\s+Y2"),
    // 11 - 14 November 2024; 3 and 7 December 2012; 4/5 March 2019
    (2, r"D1\s*(?:to|-|until|and|&|/)\s*W?D2\s+(?:of\s+)?M2,?\s+Y2"),
    // 18 November 2015
    (1, r"D1\s+(?:of\s+)?M1,?\s+Y1"),
    // November 18, 2015; November 18th 2015
    (1, r"M1\s+D1,?\s+Y1"),
    // 2016-09-12
    (2, r"Y1-(?P<n1>\d{2})-(?P<d1>\d{2})"),
    // 12/09/2016; 12.09.2016
    (2, r"(?P<d1>\d{1,2})/(?P<n1>\d{1,2})/Y1"),
    (2, r"(?P<d1>\d{1,2})\.(?P<n1>\d{1,2})\.Y1"),
    // 18/11/15
    (3, r"(?P<d1>\d{1,2})/(?P<n1>\d{1,2})/(?P<s1>[0-4]\d)"),
    // October to December 2011; October 2011
    (0, r"M1\s*(?:to|-|and)\s*M2,?\s+Y2"),
    (0, r"M1,?\s+Y1"),
];

/// The forms, compiled, and which of them may be in a text.
static PATTERNS: LazyLock<Patterns<usize>> = LazyLock::new(|| {
    let written = FORMS.iter().map(|(numbers, form)| {
        let mut pattern = (*form).to_owned();
        for side in ["1", "2"] {
            pattern = pattern
                .replace(&format!("D{side}"), &format!(r"(?P<d{side}>\d{{1,2}}){ORDINAL}"))
                .replace(&format!("M{side}"), &MONTH.replace("mM", &format!("m{side}")))
                .replace(&format!("Y{side}"), &format!(r"(?P<y{side}>(?:19|20)\d{{2}})"));
        }
        let pattern =
            pattern.replace('X', &format!(r"\d{{1,2}}{ORDINAL}")).replace('N', &MONTH.replace("?P<mM>", "?:"));
        let pattern = pattern.replace('W', r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?");
        (*numbers, format!(r"(?i)\b{pattern}\b"))
    });
    Patterns::new(written)
});

/// Whether a text holds the figures of a year, which every date has.
pub fn may_hold_year(text: &str) -> bool {
    let is_year =
        |w: &[u8]| matches!(w[..2], [b'1', b'9'] | [b'2', b'0']) && w[2].is_ascii_digit() && w[3].is_ascii_digit();
    text.as_bytes().windows(4).any(is_year)
}

/// Finds the dates in a text, in order, not overlapping. Dates that no calendar has are passed over.
///
/// ```
/// let found = lookback::text::dates("on site from 11th – 14th June 2013");
/// assert_eq!(found[0].period.to_string(), "11 June 2013 to 14 June 2013");
/// ```
pub fn dates(text: &str) -> Vec<Dated> {
    if !may_hold_year(text) && text.matches('/').nth(1).is_none() {
        return Vec::new();
    }
    let folded = fold(text);
    let mut found: Vec<Dated> = Vec::new();
    // Where those that were taken end, by where they begin; they do not overlap.
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    let numbers = short_numbers(&folded);
    for (_, pattern) in PATTERNS.that_may_match(&folded).filter(|(needed, _)| **needed <= numbers) {
        for captures in pattern.captures_iter(&folded) {
            let Some(whole) = captures.get(0) else { continue };
            let range = whole.range();
            // "18/11/15/3" is the number of a matter.
            let goes_on = folded[..range.start].ends_with('/') || folded[range.end..].starts_with('/');
            if goes_on && captures.name("s1").is_some() {
                continue;
            }
            if is_after_a_number(&folded, &range) {
                continue;
            }
            if taken.range(..range.end).next_back().is_some_and(|(_, end)| *end > range.start) {
                continue;
            }
            taken.insert(range.start, range.end);
            if let Some(period) = period(&captures) {
                found.push(Dated { range, period });
            }
        }
    }
    found.sort_by_key(|dated| dated.range.start);
    found
}

/// Whether what looks like a range is a number and a day: "Scrutiny Committee 2 - Monday, 4th July 2022", "minute 16/4 March 2019".
/// A range that names the day of the week where it ends does so where it begins, and the days beside a stroke count up.
fn is_after_a_number(text: &str, range: &Range<usize>) -> bool {
    if let Some((first, rest)) = text[range.clone()].split_once('/').filter(|(first, _)| first.trim().len() <= 4) {
        let day = |text: &str| text.trim().split(|c: char| !c.is_ascii_digit()).next().and_then(|day| day.parse().ok());
        let counts_up = day(first).zip(day(rest)).is_some_and(|(first, second): (u8, u8)| first < second);
        let names_month = rest.contains(char::is_alphabetic);
        return names_month && (!counts_up || text[..range.start].ends_with('/'));
    }
    let is_weekday = |word: &str| word.len() >= 6 && word.to_ascii_lowercase().ends_with("day");
    let after = text[range.clone()].trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    let Some(after) = after.strip_prefix('-') else { return false };
    let last = after.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let first = text[..range.start].trim_end_matches([' ', ',']).rsplit(|c: char| !c.is_alphabetic()).next();
    is_weekday(last) && !first.is_some_and(is_weekday)
}

/// How many numbers of one or two figures a text has; more than any form needs where figures of other scripts may be in it.
fn short_numbers(text: &str) -> usize {
    if !text.is_ascii() {
        return usize::MAX;
    }
    text.as_bytes().split(|byte| !byte.is_ascii_digit()).filter(|run| matches!(run.len(), 1 | 2)).count()
}

fn period(captures: &Captures<'_>) -> Option<Period> {
    let number = |name: &str| captures.name(name).and_then(|m| m.as_str().parse::<i32>().ok());
    let small = |name: &str| number(name).and_then(|n| u8::try_from(n).ok());
    let month = |side: &str| {
        let name = captures.name(&format!("m{side}")).map(|m| month_number(m.as_str()));
        name.flatten().or_else(|| small(&format!("n{side}")))
    };
    let year2 = number("y2");
    let short = number("s1").map(|year| 2000 + year);
    let year1 = number("y1").or(year2).or(short)?;
    let month1 = month("1").or_else(|| month("2"))?;
    let date = |year, month, day: Option<u8>| match day {
        Some(day) => Date::day_of(year, month, day),
        None => Date::month_of(year, month),
    };
    let mut start = date(year1, month1, small("d1"))?;
    let end = match year2 {
        Some(year) => date(year, month("2")?, small("d2"))?,
        None => start,
    };
    // "30 November to 8 January 2016" began in the year before.
    if start > end && number("y1").is_none() && month("1").is_some() {
        start = date(year1 - 1, month1, small("d1"))?;
    }
    (start <= end).then_some(Period { start, end })
}

fn month_number(name: &str) -> Option<u8> {
    const STARTS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let lower = name.to_lowercase();
    (1u8..).zip(STARTS).find(|(_, start)| lower.starts_with(start)).map(|(number, _)| number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_papers_write_them() {
        assert!(PATTERNS.iter().all(|(_, pattern)| pattern.compiles()));
        let cases = [
            ("PANEL 18 NOVEMBER 2015", "2015-11-18/2015-11-18"),
            ("Thursday, 18th June 2015", "2015-06-18/2015-06-18"),
            ("Monday, 11th April, 2011 7.30 pm", "2011-04-11/2011-04-11"),
            ("ON THURSDAY, 18TH JANUARY, 2018", "2018-01-18/2018-01-18"),
            ("on site 11 – 14 November 2024", "2024-11-11/2024-11-14"),
            ("24th to 27th April 2018", "2018-04-24/2018-04-27"),
            ("between 15-18 November 2016", "2016-11-15/2016-11-18"),
            ("on site on 4/5 March 2019", "2019-03-04/2019-03-05"),
            ("minute 16/4 March 2019", "2019-03-04/2019-03-04"),
            ("2014/15/16 March 2019", "2019-03-16/2019-03-16"),
            ("3 and 7 December 2012", "2012-12-03/2012-12-07"),
            ("Inspection date: 24 October 2016 to 17 November 2016", "2016-10-24/2016-11-17"),
            ("26 September to 5 October 2018", "2018-09-26/2018-10-05"),
            ("on 12/09/2016", "2016-09-12/2016-09-12"),
            ("12–16 May and 6 June 2014", "2014-05-12/2014-06-06"),
            ("9 to 13 and 23 to 27 March 2020", "2020-03-09/2020-03-27"),
            ("28 April - 2 May and 12 - 16 May 2014", "2014-04-28/2014-05-16"),
            ("5th, 6th and 7th March 2013", "2013-03-05/2013-03-07"),
            ("ON TUESDAY, 7™ OCTOBER, 2014", "2014-10-07/2014-10-07"),
            ("printed 2016-09-12", "2016-09-12/2016-09-12"),
            ("between 1/06/2015 – 25/06/2015", "2015-06-01/2015-06-25"),
            ("of 03.11.2014", "2014-11-03/2014-11-03"),
            ("in October 2011.", "2011-10/2011-10"),
            ("30 November – 8 January 2016", "2015-11-30/2016-01-08"),
            ("15 December to 9 January 2015", "2014-12-15/2015-01-09"),
            ("on 18/11/15", "2015-11-18/2015-11-18"),
            ("November 18th 2015", "2015-11-18/2015-11-18"),
            ("Tuesday 15 to Friday 26 May 2023", "2023-05-15/2023-05-26"),
            ("Tuesday 15 - Friday 26 May 2023", "2023-05-15/2023-05-26"),
            ("Scrutiny Committee 2 - Monday, 4th July, 2022", "2022-07-04/2022-07-04"),
        ];
        for (text, want) in cases {
            let found: Vec<String> =
                dates(text).iter().map(|d| format!("{}/{}", d.period.start, d.period.end)).collect();
            assert_eq!(found, [want], "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_passed_over() {
        assert!(
            dates("13 November, 20914, paragraph 5 to 9, in 2015/16, 18/11/15/3, 31/02/15 or 31 February 2012")
                .is_empty()
        );
    }
}
