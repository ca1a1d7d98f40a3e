//! The values of a field that has an order: `2015`, `2011..2015`, `2011..`, `>=3`, `<5`.

use std::fmt::Display;
use std::ops::Range;

use super::Trouble;
use crate::model::Date;

/// A range with both ends in it; `None` is an open end.
pub type Bounds<T> = (Option<T>, Option<T>);

/// Reads a range of dates, or of years.
pub(super) fn dates(text: &str, value: &Range<usize>, only_years: bool) -> Result<Bounds<Date>, Trouble> {
    let (what, hint) = if only_years {
        ("year", "write `year:2015`, `year:2011..2015`, `year:2011..` or `year:<=2015`")
    } else {
        ("date", "write `date:2015-04`, `date:2015-04-18`, `date:2011..2015-04` or `date:>=2015-04`")
    };
    let read = |part: &str| date(part).filter(|date| !only_years || date.month().is_none());
    let span = span(text, value, what, hint, &read, &beside)?;
    match span {
        (Some(from), Some(to)) if from > to && !from.agrees_with(to) => Err(backwards(value, from, to)),
        span => Ok(span),
    }
}

/// Reads a range of days by which something is due: "..2026-03-31", "<=2026-03".
pub(super) fn due(text: &str, value: &Range<usize>) -> Result<Bounds<Date>, Trouble> {
    let hint = "write `due:..2026-03-31`, `due:2026-01..2026-03`, `due:>=2026` or words of it, as `due:\"march 2026\"`";
    let span = span(text, value, "date", hint, &date, &beside)?;
    match span {
        (Some(from), Some(to)) if from > to && !from.agrees_with(to) => Err(backwards(value, from, to)),
        span => Ok(span),
    }
}

/// A date as it may be typed: "2015-04", "24/11/2011", "4 March 2021".
fn date(typed: &str) -> Option<Date> {
    typed.parse().ok().or_else(|| {
        let [written] = <[_; 1]>::try_from(crate::text::dates(typed)).ok()?;
        let is_all = written.range == (0..typed.len()) && written.period.start == written.period.end;
        is_all.then_some(written.period.start)
    })
}

/// The year, month or day that ends before a date or begins after it, as precise as the date where it can be: after the last day of a
/// month comes the next month. `None` beyond the years that can be written.
fn beside(date: Date, step: i32) -> Option<Date> {
    let year = || Some(date.year() + step).filter(|year| (1..=9999).contains(year));
    let Some(month) = date.month() else { return year().map(Date::year_only) };
    let day = date.day().and_then(|day| Date::day_of(date.year(), month, day.checked_add_signed(step as i8)?));
    day.or_else(|| match i32::from(month) + step {
        0 => Date::month_of(year()?, 12),
        13 => Date::month_of(year()?, 1),
        month => Date::month_of(date.year(), u8::try_from(month).ok()?),
    })
}

/// Whether a value is a range, and no name.
pub(super) fn is_range(value: &str) -> bool {
    value.starts_with(['<', '>']) || value.contains("..")
}

/// Reads a range of whole numbers from `least` up to `most`.
pub(super) fn numbers(
    text: &str,
    value: &Range<usize>,
    what: &str,
    (least, most): (u32, u32),
) -> Result<Bounds<u32>, Trouble> {
    let field = &what;
    let hint = format!("write `{field}:{least}`, `{field}:{least}..3`, `{field}:>=3` or `{field}:<3`");
    let read = |part: &str| part.parse::<u32>().ok().filter(|number| (least..=most).contains(number));
    let message = if most < u32::MAX { format!("{what} from {least} to {most}") } else { what.to_string() };
    let next = |number: u32, step: i32| number.checked_add_signed(step);
    match span(text, value, &message, &hint, &read, &next)? {
        (Some(from), Some(to)) if from > to => Err(backwards(value, from, to)),
        span => Ok(span),
    }
}

/// Reads both ends. `next` gives the value a step away; `None` where values have no steps.
fn span<T: Copy>(
    text: &str,
    value: &Range<usize>,
    what: &str,
    hint: &str,
    read: &dyn Fn(&str) -> Option<T>,
    next: &dyn Fn(T, i32) -> Option<T>,
) -> Result<Bounds<T>, Trouble> {
    let typed = &text[value.clone()];
    let one = |part: &str, at: usize| -> Result<T, Trouble> {
        let wrong =
            if part.is_empty() { format!("a {what} is missing here") } else { format!("`{part}` is not a {what}") };
        read(part).ok_or_else(|| Trouble::new(value.start + at, wrong, hint))
    };
    for (sign, up, step) in [(">=", true, 0), ("<=", false, 0), (">", true, 1), ("<", false, -1)] {
        let Some(part) = typed.strip_prefix(sign) else { continue };
        let end = one(part, sign.len())?;
        let end = if step == 0 { Some(end) } else { next(end, step) };
        let Some(end) = end else {
            return Err(Trouble::new(value.start, format!("`{sign}` does not go with a {what}"), hint));
        };
        return Ok(if up { (Some(end), None) } else { (None, Some(end)) });
    }
    let Some((from, to)) = typed.split_once("..") else {
        let only = one(typed, 0)?;
        return Ok((Some(only), Some(only)));
    };
    let end = |part: &str, at: usize| if part.is_empty() { Ok(None) } else { one(part, at).map(Some) };
    let ends = (end(from, 0)?, end(to, from.len() + 2)?);
    if ends.0.is_none() && ends.1.is_none() {
        return Err(Trouble::new(value.start, "this range has no end", hint));
    }
    Ok(ends)
}

fn backwards(value: &Range<usize>, from: impl Display, to: impl Display) -> Trouble {
    Trouble::new(value.start, "this range runs backwards", format!("write `{to}..{from}`"))
}
