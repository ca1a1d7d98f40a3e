//! Plain words that several pages need: numbers with their nouns, lists, names of reviews.

use crate::model::{Finding, FindingKind, Period, Review};

/// A number with its noun: "1 finding", "2 findings".
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Findings, with how many are only possible: "275 findings and 38 possible".
pub(crate) fn found(all: usize, possible: usize) -> String {
    let sure = counted(all.saturating_sub(possible), "finding", "findings");
    if possible == 0 { sure } else { format!("{sure} and {possible} possible") }
}

/// Things in a row: "a, b and c". Nothing for nothing.
pub(crate) fn listed<T: AsRef<str>>(things: &[T]) -> String {
    match things {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<_> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

/// Numbers in their order as a reader writes them: "3, 5 to 8, 11".
pub(crate) fn ranges(numbers: &[usize]) -> String {
    let runs = numbers.chunk_by(|a, b| a + 1 == *b);
    let shown = runs.map(|run| match run {
        [only] => only.to_string(),
        [one, two] => format!("{one}, {two}"),
        [first, .., last] => format!("{first} to {last}"),
        [] => String::new(),
    });
    shown.collect::<Vec<_>>().join(", ")
}

/// A sentence with its first letter in upper case.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// When a review was: "on site April 2015, published 2 June 2015". What is not known is said to be so. Of minutes: when the
/// meetings were.
pub(crate) fn when(review: &Review) -> String {
    if review.series.is_of_minutes() {
        return review.on_site.map_or_else(|| "dates not known".to_owned(), |period| format!("meetings of {period}"));
    }
    let on_site = review.on_site.map(|period| format!("on site {period}"));
    let published = review.published.map(|date| format!("published {}", date.long()));
    match (on_site, published) {
        (Some(on_site), Some(published)) => format!("{on_site}, {published}"),
        (Some(on_site), None) => format!("{on_site}, publication date not known"),
        (None, Some(published)) => format!("{published}, dates on site not known"),
        (None, None) => "dates not known".to_owned(),
    }
}

/// What stands before the differences between two reviews, or between the minutes of two years.
pub(crate) fn before_reading_on(earlier: &Review) -> String {
    let two = if earlier.series.is_of_minutes() { "two sets of minutes" } else { "two reviews" };
    format!("Before reading on: the {two} differ in more than the council's work.")
}

/// A noun with its article: "a priority", "an area for consideration".
pub(crate) fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

/// A kind of finding in the plural: "priorities", "areas for consideration".
pub(super) fn plural(kind: FindingKind) -> String {
    match kind {
        FindingKind::AreaForConsideration => "areas for consideration".to_owned(),
        FindingKind::Progress => "statements of progress".to_owned(),
        kind => match kind.label().strip_suffix('y') {
            Some(stem) => format!("{stem}ies"),
            None => format!("{}s", kind.label()),
        },
    }
}

/// Who is to act, by when and how far it has come, as far as a paper says so: "owner: Head of Finance", "due: June 2019".
pub(crate) fn duty(finding: &Finding) -> impl Iterator<Item = String> {
    let named = [("owner", &finding.owner), ("due", &finding.due), ("status", &finding.status)];
    named.into_iter().filter_map(|(name, said)| Some(format!("{name}: {}", said.as_ref()?)))
}

/// What a person corrected in a finding: "kind was recommendation"; `None` where it is as it was read.
pub(crate) fn corrected(finding: &Finding) -> Option<String> {
    let corrected = finding.corrected.as_ref()?;
    let added = corrected.added.then(|| "added".to_owned());
    let kind = corrected.kind_was.map(|kind| format!("kind was {}", kind.label()));
    let review = corrected.attributed.then(|| match &corrected.review_was {
        Some(review) => format!("review was {review}"),
        None => "no review was given".to_owned(),
    });
    let what: Vec<String> = [added, kind, review].into_iter().flatten().collect();
    let by = corrected.who.as_ref().map(|who| format!(" by {who}")).unwrap_or_default();
    let why = corrected.note.as_ref().map(|note| format!(": {note}")).unwrap_or_default();
    Some(format!("{}{by}{why}", what.join(", ")))
}

/// Short names that tell two reviews apart: "2011" and "2015"; with months where the year is the same; else identifiers. Minutes of
/// several years are "2011 to 2014".
pub(crate) fn short_names(earlier: &Review, later: &Review) -> [String; 2] {
    let names = |name: fn(&Review) -> Option<String>| Some([name(earlier)?, name(later)?]).filter(|[a, b]| a != b);
    names(years).or_else(|| names(month)).unwrap_or_else(|| [earlier.id.clone(), later.id.clone()])
}

fn years(review: &Review) -> Option<String> {
    match review.on_site.filter(|_| review.series.is_of_minutes()) {
        Some(Period { start, end }) if start.year() != end.year() => {
            Some(format!("{} to {}", start.year(), end.year()))
        }
        _ => Some(review.date()?.year().to_string()),
    }
}

fn month(review: &Review) -> Option<String> {
    Some(review.date()?.to_month().short())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Series;

    #[test]
    fn numbers_in_a_row_are_drawn_together() {
        assert_eq!(ranges(&[3, 5, 6, 7, 8, 11, 12]), "3, 5 to 8, 11, 12");
        assert_eq!(ranges(&[]), "");
    }

    fn review(id: &str, on_site: Option<&str>) -> Review {
        Review {
            id: id.into(),
            series: Series { body: "LGA".into(), council: "Marlshire".into(), subject: "s".into() },
            on_site: on_site.map(|date| Period::single(date.parse().unwrap())),
            published: None,
            framework: None,
            predecessor: None,
            documents: Vec::new(),
        }
    }

    #[test]
    fn numbers_and_lists_read_as_english() {
        assert_eq!(counted(1, "judgement", "judgements"), "1 judgement");
        assert_eq!(counted(0, "finding", "findings"), "0 findings");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(listed::<&str>(&[]), "");
        assert_eq!(capital("élan"), "Élan");
        assert_eq!(
            (plural(FindingKind::Priority).as_str(), plural(FindingKind::Strength).as_str()),
            ("priorities", "strengths")
        );
        assert_eq!(with_article("area for consideration"), "an area for consideration");
    }

    #[test]
    fn a_date_that_is_not_known_is_said_to_be_so() {
        assert_eq!(when(&review("r", Some("2015-04"))), "on site April 2015, publication date not known");
        assert_eq!(when(&review("r", None)), "dates not known");
    }

    #[test]
    fn two_reviews_never_share_a_short_name() {
        let names = |a, b| short_names(&review("r1", a), &review("r2", b));
        assert_eq!(names(Some("2011-10-12"), Some("2015-04")), ["2011", "2015"]);
        assert_eq!(names(Some("2015-04-02"), Some("2015-11")), ["Apr 2015", "Nov 2015"]);
        assert_eq!(names(Some("2015"), Some("2015")), ["r1", "r2"]);
        assert_eq!(names(None, Some("2015")), ["r1", "r2"]);
    }

    #[test]
    fn minutes_of_several_years_are_named_by_all_of_them() {
        let mut earlier = review("a", None);
        earlier.series = crate::model::Series::of_minutes("Marlshire");
        earlier.on_site = Some(Period { start: "2014-11-19".parse().unwrap(), end: "2016-03-01".parse().unwrap() });
        let later = Review { on_site: Some(Period::single("2018-05-03".parse().unwrap())), ..earlier.clone() };
        assert_eq!(short_names(&earlier, &later), ["2014 to 2016", "2018"]);
        // A visit over the new year is one visit.
        earlier.series.body = "LGA".into();
        assert_eq!(short_names(&earlier, &later), ["2014", "2018"]);
    }
}
