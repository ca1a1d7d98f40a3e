//! When did an inspection report go out that does not say so? Worked out from the day its file was made.
//!
//! Such reports print the days on site and, since 2018, not the day they went out. The inspectorate makes the file on the
//! working day before: of 95 reports of known date that print none, 74 went out on the working day after their file was
//! made, and 93 in its month. So the paper takes that day, marked as inferred, and the review, which is named and
//! ordered by it, the month alone. A file made long after the visit was made anew, and tells nothing.

use time::{Date as Day, Duration, Month, Weekday};

use crate::model::{Date, Document, DocumentKind, Field, Origin, ReviewMention};

/// An inspection report is made so many days after the last day on site, at the soonest and at the latest.
const DAYS_AFTER_VISIT: std::ops::RangeInclusive<i64> = 7..=130;

/// Gives an inspection report that prints no date of publication the one that follows from the day its file was made.
pub(super) fn work_out(document: &mut Document, mentions: &mut [ReviewMention], made: Option<Date>) {
    let silent = document.kind == DocumentKind::InspectionReport && document.published.is_none();
    let Some(own) = mentions.iter_mut().find(|mention| mention.own) else { return };
    let left = own.on_site.or(document.on_site).and_then(|period| day(period.end));
    let (true, Some(made), Some(left)) = (silent, made.and_then(day), left) else { return };
    if !DAYS_AFTER_VISIT.contains(&(made - left).whole_days()) {
        return;
    }
    let issued = next_working_day(made).and_then(date);
    document.published = issued;
    own.published = own.published.or(issued.map(Date::to_month));
    document.origins.extend(issued.map(|_| (Field::Published, Origin::Inferred)));
}

fn day(date: Date) -> Option<Day> {
    Day::from_calendar_date(date.year(), Month::try_from(date.month()?).ok()?, date.day()?).ok()
}

fn date(day: Day) -> Option<Date> {
    Date::day_of(day.year(), day.month().into(), day.day())
}

/// The first working day in England after a day. `None` at the end of all calendars.
fn next_working_day(day: Day) -> Option<Day> {
    let mut next = day.next_day()?;
    while is_weekend(next) || is_bank_holiday(next) {
        next = next.next_day()?;
    }
    Some(next)
}

fn is_weekend(day: Day) -> bool {
    matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday)
}

/// Whether a working day is one of the bank holidays of every year in England (Banking and Financial Dealings Act 1971).
/// Those of a single year, as for a jubilee, are not known.
fn is_bank_holiday(day: Day) -> bool {
    let monday = day.weekday() == Weekday::Monday;
    let (month, number) = (day.month(), day.day());
    let moved = monday || day.weekday() == Weekday::Tuesday;
    match month {
        Month::January => number == 1 || (monday && number <= 3),
        Month::May => monday && (number <= 7 || number > 24),
        Month::August => monday && number > 24,
        // A holiday on a weekend is kept on the next working days.
        Month::December if matches!(number, 25 | 26) => true,
        Month::December if matches!(number, 27 | 28) => moved,
        Month::March | Month::April => {
            easter(day.year()).is_some_and(|sunday| day == sunday - Duration::days(2) || day == sunday + Duration::DAY)
        }
        _ => false,
    }
}

/// Easter Sunday of a year (the anonymous Gregorian algorithm, in *Nature*, 20 April 1876).
fn easter(year: i32) -> Option<Day> {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    let month = Month::try_from(u8::try_from(sum / 31).ok()?).ok()?;
    Day::from_calendar_date(year, month, u8::try_from(sum % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::super::{Told, inspect_bytes};
    use super::*;

    fn after(made: &str) -> String {
        let made = day(made.parse().unwrap()).unwrap();
        next_working_day(made).and_then(date).unwrap().to_string()
    }

    #[test]
    fn weekends_and_bank_holidays_are_no_working_days() {
        for (made, issued) in [
            ("2019-07-25", "2019-07-26"),
            ("2019-07-26", "2019-07-29"),
            ("2024-03-28", "2024-04-02"),
            ("2019-05-03", "2019-05-07"),
            ("2018-08-24", "2018-08-28"),
            ("2021-12-24", "2021-12-29"),
            ("2022-12-30", "2023-01-03"),
            ("2020-12-24", "2020-12-29"),
        ] {
            assert_eq!(after(made), issued, "{made}");
        }
    }

    #[test]
    fn a_report_that_prints_no_date_is_dated_by_its_file_and_marked() {
        let text = "Inspection of Marlshire children's services\n\nInspection dates: 4 to 15 March 2019\n\n\
            Lead inspector: A Person\n\nOfsted\n\nWhat needs to improve\n\n- The quality of plans\n";
        let mut reading = inspect_bytes(text.as_bytes(), "4f1a.txt", &Told::default()).unwrap().reading;
        assert_eq!((reading.document.kind, reading.document.published), (DocumentKind::InspectionReport, None));
        let told = |reading: &crate::model::Reading| {
            let shown = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
            (shown(reading.document.published), shown(reading.mentions[0].published))
        };
        for made in ["2019-03-16", "2020-03-02"] {
            work_out(&mut reading.document, &mut reading.mentions, made.parse().ok());
            assert_eq!(told(&reading), (String::new(), String::new()), "{made}");
        }
        work_out(&mut reading.document, &mut reading.mentions, "2019-04-18".parse().ok());
        assert_eq!(told(&reading), ("2019-04-23".to_owned(), "2019-04".to_owned()));
        assert_eq!(reading.document.origins[&Field::Published], Origin::Inferred);
    }
}
