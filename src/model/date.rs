//! Dates as precise as a paper gives them: "2015", "April 2015", "18 November 2015".

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A calendar date known to the year, the month or the day.
///
/// Orders by time; of two dates that agree as far as both are known, the less precise comes first.
/// Written and stored as ISO 8601, as precise as known: `2015`, `2015-04`, `2015-04-18`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

/// The months by their names.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// A date known only to the year.
    pub fn year_only(year: i32) -> Self {
        Self { year, month: None, day: None }
    }

    /// A date known to the month (1 to 12). `None` when the month does not exist.
    pub fn month_of(year: i32, month: u8) -> Option<Self> {
        (1..=12).contains(&month).then_some(Self { year, month: Some(month), day: None })
    }

    /// A full date. `None` when there is no such day in the calendar.
    pub fn day_of(year: i32, month: u8, day: u8) -> Option<Self> {
        let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
        let days = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        (1..=days).contains(&day).then_some(Self { year, month: Some(month), day: Some(day) })
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year
    }

    /// The month, 1 to 12; `None` when only the year is known.
    pub fn month(self) -> Option<u8> {
        self.month
    }

    /// The day of the month; `None` when only the month or year is known.
    pub fn day(self) -> Option<u8> {
        self.day
    }

    /// The same date known only to the month, where the month is known.
    pub fn to_month(self) -> Self {
        Self { day: None, ..self }
    }

    /// Whether every part that both dates know agrees: April 2015 agrees with 18 April 2015.
    pub fn agrees_with(self, other: Self) -> bool {
        fn same(a: Option<u8>, b: Option<u8>) -> bool {
            a.zip(b).is_none_or(|(a, b)| a == b)
        }
        self.year == other.year && same(self.month, other.month) && same(self.day, other.day)
    }

    /// Months since year 0, for distances; a date without a month counts as mid-year.
    pub fn months(self) -> i32 {
        self.year * 12 + i32::from(self.month.unwrap_or(7)) - 1
    }

    /// The date in words with a short month, as citations print it: "18 Nov 2015", "Apr 2015".
    pub fn short(self) -> String {
        self.words(|m| m.chars().take(3).collect())
    }

    /// The date in words: "18 November 2015", "April 2015", "2015".
    pub fn long(self) -> String {
        self.words(str::to_owned)
    }

    fn words(self, month_name: impl Fn(&str) -> String) -> String {
        let month = self.month.map(|m| month_name(MONTHS[usize::from(m) - 1]));
        match (self.day, month) {
            (Some(day), Some(month)) => format!("{day} {month} {}", self.year),
            (None, Some(month)) => format!("{month} {}", self.year),
            _ => self.year.to_string(),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl FromStr for Date {
    type Err = String;

    /// Reads `2015`, `2015-04` or `2015-04-18`.
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a date; write 2015, 2015-04 or 2015-04-18");
        let mut parts = text.split('-');
        let year: i32 = parts
            .next()
            .filter(|y| y.len() == 4 && y.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|y| y.parse().ok())
            .ok_or_else(wrong)?;
        let mut part =
            || -> Result<Option<u8>, String> { parts.next().map(|p| p.parse::<u8>().map_err(|_| wrong())).transpose() };
        let date = match (part()?, part()?) {
            (None, _) => Some(Self::year_only(year)),
            (Some(month), None) => Self::month_of(year, month),
            (Some(month), Some(day)) => Self::day_of(year, month, day),
        };
        date.filter(|_| parts.next().is_none()).ok_or_else(wrong)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// From one date to another, both included. A single day or month has the same start and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day (or month) of the period.
    pub start: Date,
    /// Last day (or month) of the period; never before `start`.
    pub end: Date,
}

impl Period {
    /// A period of one date.
    pub fn single(date: Date) -> Self {
        Self { start: date, end: date }
    }

    /// How precisely it is known: 0 for a year, 3 for days that differ.
    pub fn precision(self) -> u8 {
        u8::from(self.start.month().is_some()) + u8::from(self.start.day().is_some()) + u8::from(self.start != self.end)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.start == self.end {
            f.write_str(&self.start.long())
        } else {
            write!(f, "{} to {}", self.start.long(), self.end.long())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_as_precise_as_known() {
        for text in ["2015", "2015-04", "2015-04-18"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        for wrong in ["15", "2015-13", "2015-02-30", "2015-04-18-1", "20155", "2015-4x"] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_month_agrees_with_its_days() {
        let month: Date = "2015-04".parse().unwrap();
        assert!(month.agrees_with("2015-04-18".parse().unwrap()));
        assert!(!month.agrees_with("2015-05".parse().unwrap()));
        assert!(month < "2015-04-18".parse().unwrap());
    }

    #[test]
    fn words_follow_british_order() {
        let day: Date = "2015-11-18".parse().unwrap();
        assert_eq!((day.long().as_str(), day.short().as_str()), ("18 November 2015", "18 Nov 2015"));
    }
}
