//! What names a review, a body, a date of a visit: `reviews.toml`, compiled.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::ReviewSort;
use crate::text::{Exemplified, Extent, Needles, Pattern, Patterns, fold};

const REVIEWS: &str = include_str!("../reviews.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    body: Vec<Exemplified<Body>>,
    subject: Vec<Exemplified<Named>>,
    framework: Vec<Exemplified<Named>>,
    date: Vec<Exemplified<DatePattern>>,
    other_review: Vec<Exemplified>,
    of_its_like: Vec<Exemplified>,
    other_date: Vec<Exemplified>,
    reviewers: Vec<Exemplified>,
    inspection: Exemplified,
    team: Exemplified,
    r#return: Exemplified,
    challenge: Exemplified,
    following: Exemplified,
    another: Exemplified,
    title: Exemplified,
    before: Vec<Exemplified>,
    by_own_team: Exemplified,
    since: Exemplified,
    goes_on: Exemplified,
    of_before: Exemplified,
    followed_up: Vec<Exemplified>,
    asked_anew: Vec<Exemplified>,
}

/// Who makes reviews.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Body {
    pub name: String,
    /// What sort of review it makes.
    pub makes: ReviewSort,
    /// What it inspects where its report does not say.
    pub subject: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DatePattern {
    r#use: Use,
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
    pub bodies: Patterns<Body>,
    pub subjects: Patterns<String>,
    /// What the reports of a framework of inspection have on their first pages, the likelier sign first.
    pub frameworks: Patterns<String>,
    pub dates: Patterns<Use>,
    pub other_review: Patterns,
    pub of_its_like: Patterns,
    pub other_date: Patterns,
    pub reviewers: Patterns,
    /// What names an inspection, the team of peers, their return, and the challenge they return to, even without a body.
    pub inspection: Pattern,
    pub team: Pattern,
    pub r#return: Pattern,
    pub challenge: Pattern,
    /// What stands before a visit that another followed, and what between the two.
    pub following: Pattern,
    pub another: Pattern,
    /// What the title of a review has.
    pub title: Pattern,
    /// What says that the review before found what is listed, and what that it did not.
    pub before: Vec<Pattern>,
    pub by_own_team: Pattern,
    pub since: Pattern,
    /// What goes on from the sentence before it.
    pub goes_on: Pattern,
    /// What stands before the visit of the review before.
    pub of_before: Pattern,
    /// What stands over what the review before asked, and over what a progress review asks itself.
    pub followed_up: Patterns,
    pub asked_anew: Patterns,
}

/// Words by which a sentence is about a review even where it names no body.
pub(super) const REVIEW_WORDS: [&str; 2] = ["review", "challenge"];

/// In the report of an inspection the one before needs no other name.
pub(super) const OF_OWN_LINE: [&str; 2] = ["previous inspection", "last inspection"];

/// Stands for a date in a masked sentence; the number of the date follows.
pub(super) const DATE_MARK: char = '\u{1}';

pub(super) static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    // The file is part of the program and a test compiles every line of it.
    let file: File = toml::from_str(REVIEWS).expect("reviews.toml is sound");
    let named =
        |list: Vec<Exemplified<Named>>| Patterns::new(list.into_iter().map(|line| (line.of.name, line.pattern)));
    let words = |list: Vec<Exemplified>| list.into_iter().collect();
    let date_group = format!(r"{DATE_MARK}(?P<date>\d+){DATE_MARK}");
    let date = |line: Exemplified<DatePattern>| (line.of.r#use, line.pattern.replace("DATE", &date_group));
    let of_review = file.body.iter().map(|body| body.pattern.as_str()).chain(REVIEW_WORDS).chain(OF_OWN_LINE);
    let of_review = Needles::new(of_review.map(|pattern| (pattern, Extent::Part)));
    Known {
        of_review,
        bodies: file.body.into_iter().collect(),
        subjects: named(file.subject),
        frameworks: named(file.framework),
        dates: Patterns::new(file.date.into_iter().map(date)),
        other_review: words(file.other_review),
        of_its_like: words(file.of_its_like),
        other_date: words(file.other_date),
        reviewers: words(file.reviewers),
        inspection: file.inspection.into(),
        team: file.team.into(),
        r#return: file.r#return.into(),
        challenge: file.challenge.into(),
        following: file.following.into(),
        another: file.another.into(),
        title: file.title.into(),
        before: file.before.iter().map(Exemplified::to_pattern).collect(),
        by_own_team: file.by_own_team.into(),
        since: file.since.into(),
        goes_on: file.goes_on.into(),
        of_before: file.of_before.into(),
        followed_up: words(file.followed_up),
        asked_anew: words(file.asked_anew),
    }
});

/// The body of that short name.
pub(super) fn body_called(name: &str) -> Option<&'static Body> {
    KNOWN.bodies.iter().map(|(body, _)| body).find(|body| body.name == name)
}

/// The first body that a text names, among those that make one sort of review or among all of them.
pub(super) fn first_body(text: &str, makes: Option<ReviewSort>) -> Option<String> {
    let folded = fold(text);
    let mut may =
        KNOWN.bodies.that_may_match(&folded).filter(|(body, _)| makes.is_none_or(|makes| body.makes == makes));
    may.find(|(_, pattern)| pattern.is_match(&folded)).map(|(body, _)| body.name.clone())
}

/// The first name of a list whose pattern a text carries.
pub(super) fn first_name(list: &Patterns<String>, text: &str) -> Option<String> {
    list.first(&fold(text)).cloned()
}

#[cfg(test)]
mod tests {
    use super::super::masked::mask;
    use super::*;
    use crate::text::hold_to_examples;

    #[test]
    fn names_and_dates_match_their_examples() {
        let file: File = toml::from_str(REVIEWS).unwrap();
        assert!(KNOWN.dates.iter().all(|(_, pattern)| pattern.compiles()));
        let named = |list, text: &str, name: &String| first_name(list, text).as_ref() == Some(name);
        hold_to_examples(&file.body, |line, text| first_body(text, None).as_ref() == Some(&line.of.name));
        hold_to_examples(&file.subject, |line, text| named(&KNOWN.subjects, text, &line.of.name));
        hold_to_examples(&file.framework, |line, text| named(&KNOWN.frameworks, text, &line.of.name));
        hold_to_examples(&file.date, |line, text| mask(text, None).dated(line.of.r#use).len() == 1);
        hold_to_examples(&file.other_review, |_, text| mask(text, None).dated(Use::Named).is_empty());
        let words = [&file.of_its_like, &file.other_date, &file.reviewers, &file.followed_up, &file.asked_anew];
        hold_to_examples(words.into_iter().flatten(), Exemplified::finds);
        let File { inspection, team, r#return, challenge, following, another, title, .. } = &file;
        let alone = [inspection, team, r#return, challenge, following, another, title];
        let of_before = [&file.by_own_team, &file.since, &file.goes_on, &file.of_before];
        hold_to_examples(alone.into_iter().chain(of_before).chain(&file.before), Exemplified::finds);
    }
}
