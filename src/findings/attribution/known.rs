//! What names a review, a body, a date of a visit: `reviews.toml`, compiled.

use std::sync::LazyLock;

use regex::Regex;
use serde::Deserialize;

use crate::text::{Needles, fold};

const REVIEWS: &str = include_str!("../reviews.toml");

#[derive(Deserialize)]
struct File {
    body: Vec<Named>,
    subject: Vec<Named>,
    date: Vec<DatePattern>,
    other_date: Vec<Words>,
    reviewers: Vec<Words>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

#[derive(Deserialize)]
struct DatePattern {
    r#use: Use,
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

#[derive(Deserialize)]
struct Words {
    pattern: String,
    #[cfg_attr(not(test), allow(dead_code))]
    example: String,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq, Debug)]
#[serde(rename_all = "snake_case")]
pub(super) enum Use {
    Own,
    Visit,
    Published,
    Named,
}

pub(super) struct Known {
    /// What a text holds that may name a body, or speaks of a review at all.
    pub of_review: Needles,
    pub bodies: Vec<(String, Regex)>,
    pub subjects: Vec<(String, Regex)>,
    pub dates: Vec<(Use, Regex)>,
    pub other_date: Vec<Regex>,
    pub reviewers: Vec<Regex>,
}

/// Words by which a sentence is about a review even where it names no body.
pub(super) const REVIEW_WORDS: [&str; 2] = ["review", "challenge"];

/// Stands for a date in a masked sentence; the number of the date follows.
pub(super) const DATE_MARK: char = '\u{1}';

pub(super) static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    // The file is part of the program and a test compiles every line of it.
    let Ok(file) = toml::from_str::<File>(REVIEWS) else {
        return Known {
            of_review: Needles::new([]),
            bodies: vec![],
            subjects: vec![],
            dates: vec![],
            other_date: vec![],
            reviewers: vec![],
        };
    };
    let named =
        |list: Vec<Named>| list.into_iter().filter_map(|n| Some((n.name, Regex::new(&n.pattern).ok()?))).collect();
    let words = |list: Vec<Words>| list.iter().filter_map(|w| Regex::new(&w.pattern).ok()).collect();
    let date = |d: DatePattern| {
        let pattern = d.pattern.replace("DATE", &format!(r"{DATE_MARK}(?P<date>\d+){DATE_MARK}"));
        Some((d.r#use, Regex::new(&pattern).ok()?))
    };
    let of_review = Needles::new(file.body.iter().map(|body| body.pattern.as_str()).chain(REVIEW_WORDS));
    Known {
        of_review,
        bodies: named(file.body),
        subjects: named(file.subject),
        dates: file.date.into_iter().filter_map(date).collect(),
        other_date: words(file.other_date),
        reviewers: words(file.reviewers),
    }
});

/// The first name of a list whose pattern a text carries.
pub(super) fn first_name(list: &[(String, Regex)], text: &str) -> Option<String> {
    let folded = fold(text);
    list.iter().find(|(_, pattern)| pattern.is_match(&folded)).map(|(name, _)| name.clone())
}

#[cfg(test)]
mod tests {
    use super::super::masked::mask;
    use super::*;

    #[test]
    fn names_and_dates_match_their_examples() {
        let file: File = toml::from_str(REVIEWS).unwrap();
        let counts = (
            KNOWN.bodies.len(),
            KNOWN.subjects.len(),
            KNOWN.dates.len(),
            KNOWN.other_date.len(),
            KNOWN.reviewers.len(),
        );
        assert_eq!(
            counts,
            (file.body.len(), file.subject.len(), file.date.len(), file.other_date.len(), file.reviewers.len())
        );
        for body in &file.body {
            assert_eq!(first_name(&KNOWN.bodies, &body.example).as_ref(), Some(&body.name), "{}", body.example);
        }
        for subject in &file.subject {
            assert_eq!(
                first_name(&KNOWN.subjects, &subject.example).as_ref(),
                Some(&subject.name),
                "{}",
                subject.example
            );
        }
        for date in &file.date {
            assert_eq!(mask(&date.example, None).dated(date.r#use).len(), 1, "{}", date.example);
        }
        for words in file.other_date.iter().chain(&file.reviewers) {
            assert!(Regex::new(&words.pattern).unwrap().is_match(&words.example));
        }
    }
}
