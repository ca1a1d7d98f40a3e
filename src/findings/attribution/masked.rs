//! A sentence with its dates masked: "in October 2011" and "on 3 June" read alike to a pattern.

use std::sync::LazyLock;

use super::known::{DATE_MARK, KNOWN, Use};
use crate::model::{Date, MONTHS, Period};
use crate::text::{Pattern, dates, fold, may_hold_year};

/// A sentence with its dates masked, so that patterns can name them.
pub(super) struct Masked {
    /// The sentence, each date being a mark and its number.
    pub text: String,
    /// The dates, in order.
    pub dates: Vec<Period>,
}

/// Masks the dates of a sentence. `written` is when the paper was: "in April" is the last April before it.
pub(super) fn mask(sentence: &str, written: Option<Date>) -> Masked {
    static YEAR: Pattern = Pattern::of(r"\b20[0-4]\d\b");
    let folded = fold(sentence);
    let mut found: Vec<(std::ops::Range<usize>, Period)> =
        dates(sentence).into_iter().map(|d| (d.range, d.period)).collect();
    let years = may_hold_year(&folded).then(|| YEAR.find_iter(&folded));
    for year in years.into_iter().flatten() {
        let range = year.range();
        let inside = found.iter().any(|(other, _)| other.start < range.end && range.start < other.end);
        // "2015/16" and "2015-16" are financial years.
        let joined = folded[range.end..].starts_with(['/', '-']) || folded[..range.start].ends_with(['/', '-']);
        if let (false, false, Ok(number)) = (inside, joined, year.as_str().parse()) {
            found.push((range, Period::single(Date::year_only(number))));
        }
    }
    for (range, month) in bare_months(&folded) {
        let inside = found.iter().any(|(other, _)| other.start < range.end && range.start < other.end);
        let year = written.and_then(|date| Some(date.year() - i32::from(month > date.month()?)));
        if let (false, Some(date)) = (inside, year.and_then(|year| Date::month_of(year, month))) {
            found.push((range, Period::single(date)));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    let mut text = String::new();
    let mut at = 0;
    for (number, (range, _)) in found.iter().enumerate() {
        text.push_str(&folded[at..range.start]);
        text.push_str(&format!("{DATE_MARK}{number}{DATE_MARK}"));
        at = range.end;
    }
    text.push_str(&folded[at..]);
    for (_, pattern) in KNOWN.other_review.that_may_match(&text.clone()) {
        for other in pattern.find_iter(&text).map(|found| found.range()).collect::<Vec<_>>().into_iter().rev() {
            text.replace_range(other, "matter");
        }
    }
    Masked { text, dates: found.into_iter().map(|(_, period)| period).collect() }
}

/// Months named after "in" without a year, with their numbers; each month where it is named first.
fn bare_months(folded: &str) -> Vec<(std::ops::Range<usize>, u8)> {
    static IN_MONTH: LazyLock<Pattern> = LazyLock::new(|| Pattern::new(format!(" in ({})", MONTHS.join("|"))));
    let mut found: Vec<(std::ops::Range<usize>, u8)> = Vec::new();
    let mut seen = [false; MONTHS.len()];
    for range in IN_MONTH.find_iter(folded).map(|named| named.start() + " in ".len()..named.end()) {
        let Some(month) = MONTHS.iter().position(|name| *name == &folded[range.clone()]) else { continue };
        let whole = !folded[range.end..].starts_with(|c: char| c.is_alphanumeric());
        if whole && !std::mem::replace(&mut seen[month], true) {
            found.push((range, month as u8 + 1));
        }
    }
    found
}

/// Whether a folded text may hold a date that [`mask`] finds.
pub(super) fn may_be_dated(folded: &str) -> bool {
    may_hold_year(folded) || !bare_months(folded).is_empty()
}

impl Masked {
    /// The text before a date.
    pub fn before(&self, period: Period) -> Option<&str> {
        let number = self.dates.iter().position(|date| *date == period)?;
        Some(&self.text[..self.text.find(&format!("{DATE_MARK}{number}{DATE_MARK}"))?])
    }

    /// The text after a date.
    pub fn after(&self, period: Period) -> Option<&str> {
        let number = self.dates.iter().position(|date| *date == period)?;
        let mark = format!("{DATE_MARK}{number}{DATE_MARK}");
        Some(&self.text[self.text.find(&mark)? + mark.len()..])
    }

    /// The dates a kind of pattern finds.
    pub fn dated(&self, wanted: Use) -> Vec<Period> {
        let mut found = Vec::new();
        if self.dates.is_empty() {
            return found;
        }
        for (_, pattern) in KNOWN.dates.that_may_match(&self.text).filter(|(kind, _)| **kind == wanted) {
            for captures in pattern.captures_iter(&self.text) {
                let between = captures.name("between").map_or("", |m| m.as_str());
                let another = KNOWN.other_date.first(between).is_some() || between.contains(DATE_MARK);
                let number = captures.name("date").and_then(|m| m.as_str().parse::<usize>().ok());
                let mut period = number.and_then(|n| self.dates.get(n)).copied();
                if wanted == Use::Own {
                    let rest = captures.name("date").map_or("", |m| &self.text[m.end()..]);
                    period = period.map(|period| self.to_the_last(period, rest));
                }
                found.extend(period.filter(|period| !another && !found.contains(period)));
            }
        }
        found
    }

    /// A visit in two parts ("19 November to 11 December 2013 and 28 to 30 January 2014") from its first day to its
    /// last. `rest` is the text after the number of the first part.
    fn to_the_last(&self, mut period: Period, rest: &str) -> Period {
        let mut rest = rest.trim_start_matches(DATE_MARK);
        loop {
            let Some(captures) = NEXT_PART.captures(rest) else { return period };
            let next = captures.name("date").and_then(|m| self.dates.get(m.as_str().parse::<usize>().ok()?));
            let Some(next) = next.filter(|next| next.start >= period.end) else { return period };
            period.end = next.end;
            rest = &rest[captures.get(0).map_or(rest.len(), |m| m.end())..];
        }
    }
}

/// The next part of a visit, after the date of the one before.
static NEXT_PART: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(format!(r"^\s*(?:,|;|&|and|, and|then|and then)\s*{DATE_MARK}(?P<date>\d+){DATE_MARK}"))
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_in_two_parts_lasts_from_its_first_day_to_its_last() {
        let own = |text: &str| mask(text, None).dated(Use::Own)[0].to_string();
        let parts = "Inspection dates: 19 November-11 December 2013 and 28 – 30 January 2014";
        assert_eq!(own(parts), "19 November 2013 to 30 January 2014");
        assert_eq!(own("Inspection date: 4 May 2012, the last being of 3 March 2010"), "4 May 2012");
    }

    #[test]
    fn the_date_of_an_invitation_or_a_meeting_is_not_the_date_of_the_review() {
        let named = |text: &str| mask(text, None).dated(Use::Named);
        assert!(
            named("In November 2014 the Council invited the LGA to help with a Peer Review of safeguarding.")
                .is_empty()
        );
        assert!(named("considered the outcomes of the Peer Review at its meeting on 25 June 2015").is_empty());
        assert_eq!(named("the second such review, the first having been in October 2011").len(), 1);
    }
}
