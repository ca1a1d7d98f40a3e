//! Why two reviews may differ for reasons other than the council's work: said before anything else is.

use crate::compare::judged_together;
use crate::model::{FindingKind, Judgement, Review, ReviewSide, Scope};

/// The differences between two reviews of one series, in plain sentences; `between` is how many others of it lie between them.
pub fn differences(earlier: &ReviewSide, later: &ReviewSide, between: usize) -> Scope {
    let mut differences = Vec::new();
    let (ours, theirs) = (&earlier.review.series, &later.review.series);
    if ours.council != theirs.council {
        differences.push(format!(
            "These are two councils ({}, then {}): the reviews looked at different services, and what only one was asked \
             says nothing of the other.",
            ours.council, theirs.council
        ));
    }
    if ours.council == theirs.council && ours != theirs {
        differences.push(format!(
            "These are two sorts of review ({}, then {}): what only one of them asks for, the other may not have looked at.",
            ours.name(),
            theirs.name()
        ));
    }
    if ours.is_of_minutes() {
        let papers = |side: &ReviewSide| match side.review.documents.len() {
            1 => "1 paper".to_owned(),
            more => format!("{more} papers"),
        };
        differences.push(format!(
            "Minutes in {} are compared with those in {}: only what is in hand was looked at.",
            papers(earlier),
            papers(later)
        ));
        return Scope { differences, model: None, left_out: 0 };
    }
    differences.extend(frameworks(&earlier.review, &later.review));
    differences.extend(passed_over(earlier, later, between));
    differences.extend(parted(earlier, later));
    for kind in
        [FindingKind::Priority, FindingKind::Recommendation, FindingKind::AreaForConsideration, FindingKind::Strength]
    {
        let count = |side: &ReviewSide| side.findings.iter().filter(|finding| finding.kind == kind).count();
        let name = plural(kind);
        match (count(earlier), count(later)) {
            (0, 0) => {}
            (0, _) => differences.push(format!("Only the later review lists {name}.")),
            (_, 0) => differences.push(format!("Only the earlier review lists {name}.")),
            _ => {}
        }
    }
    let asks = |side: &ReviewSide| side.findings.iter().filter(|finding| finding.kind.is_ask()).count();
    let (before, after) = (asks(earlier), asks(later));
    if before.min(after) > 0 && before.max(after) >= 2 * before.min(after) && before + after >= 6 {
        let things = if before == 1 { "thing" } else { "things" };
        differences.push(format!(
            "The earlier review asks for {before} {things}, the later for {after}: one went into more detail."
        ));
    }
    Scope { differences, model: None, left_out: 0 }
}

/// How many reviews of a series, in hand or only mentioned, lie between two of it.
pub fn between(reviews: &[Review], earlier: &Review, later: &Review) -> usize {
    let before = |review: &Review| {
        let id = review.predecessor.as_ref()?;
        reviews.iter().find(|review| review.id == *id)
    };
    let line = std::iter::successors(before(later), |review| before(review));
    line.take_while(|review| review.id != earlier.id && review.date() > earlier.date()).count()
}

/// What is said where the two were made under different frameworks of inspection, or only one paper tells which.
fn frameworks(earlier: &Review, later: &Review) -> Option<String> {
    let unlike = "they did not look at all of the same things, and areas and grades do not all compare";
    match (&earlier.framework, &later.framework) {
        (Some(before), Some(after)) if before != after => {
            Some(format!("The two inspections used different frameworks ({before}, then {after}): {unlike}."))
        }
        (Some(known), None) | (None, Some(known)) => {
            let (told, other) = if earlier.framework.is_some() { ("earlier", "later") } else { ("later", "earlier") };
            Some(format!(
                "The {told} inspection used the framework {known}, and the paper of the {other} one does not say which it \
                 used: they may not have looked at the same things, and areas and grades may not compare."
            ))
        }
        _ => None,
    }
}

/// What is said where other reviews lie between the two.
fn passed_over(earlier: &ReviewSide, later: &ReviewSide, between: usize) -> Option<String> {
    let (before, after) = (earlier.review.date()?, later.review.date()?);
    let others = match between {
        0 => return None,
        1 => "was another".to_owned(),
        more => format!("were {more} others"),
    };
    Some(format!(
        "The two reviews do not follow one another: there {others} between {} and {}.",
        before.long(),
        after.long()
    ))
}

/// What the earlier review judged as one and the later by itself.
fn parted(earlier: &ReviewSide, later: &ReviewSide) -> Option<String> {
    fn judged(side: &ReviewSide) -> impl Iterator<Item = &Judgement> {
        side.findings.iter().filter_map(|finding| finding.judgement.as_ref())
    }
    let parts: Vec<(&Judgement, &Judgement)> =
        judged(later).filter_map(|part| Some((judged_together(judged(earlier), part)?, part))).collect();
    let (whole, _) = parts.first()?;
    let told: Vec<String> = parts.iter().map(|(_, part)| format!("“{}” is {}", part.area, part.grade)).collect();
    Some(format!(
        "“{}” was one judgement ({}), which covered what is judged apart now: {}.",
        whole.area,
        whole.grade,
        told.join("; ")
    ))
}

fn plural(kind: FindingKind) -> &'static str {
    match kind {
        FindingKind::Priority => "priorities",
        FindingKind::Recommendation => "recommendations",
        FindingKind::AreaForConsideration => "areas for consideration",
        FindingKind::Strength => "strengths",
        _ => "findings of this kind",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Date, Series};

    fn review(year: i32, framework: Option<&str>, predecessor: Option<i32>) -> Review {
        let id = |year: i32| format!("marlshire-{year}");
        Review {
            id: id(year),
            series: Series {
                body: "Ofsted".into(),
                council: "Marlshire".into(),
                subject: "children's services".into(),
            },
            on_site: None,
            published: Some(Date::year_only(year)),
            framework: framework.map(str::to_owned),
            predecessor: predecessor.map(id),
            documents: Vec::new(),
        }
    }

    fn said(earlier: &Review, later: &Review, between: usize) -> Vec<String> {
        let side = |review: &Review| ReviewSide { review: review.clone(), findings: Vec::new() };
        differences(&side(earlier), &side(later), between).differences
    }

    #[test]
    fn another_framework_is_said_first_and_so_is_one_that_only_one_paper_tells() {
        let (care, whole) =
            (review(2013, Some("looked after children services"), None), review(2015, Some("SIF"), None));
        let told = said(&care, &whole, 1);
        assert!(
            told[0].contains("(looked after children services, then SIF): they did not look at all of"),
            "{told:?}"
        );
        let untold = review(2013, None, None);
        assert!(
            said(&untold, &whole, 0)[0].starts_with("The later inspection used the framework SIF, and the paper of")
        );
        assert!(said(&whole, &untold, 0)[0].starts_with("The earlier inspection used the framework SIF"));
        assert!(said(&untold, &review(2015, None, None), 0).is_empty() && said(&whole, &whole, 0).is_empty());
    }

    #[test]
    fn all_reviews_between_two_are_counted() {
        let line = [review(2013, None, None), review(2015, None, Some(2013)), review(2017, None, Some(2015))];
        let last = review(2022, None, Some(2017));
        let counts = line.each_ref().map(|earlier| between(&line, earlier, &last));
        assert_eq!(counts, [2, 1, 0]);
        let passed = |more| said(&line[0], &last, more).into_iter().find(|line| line.contains("follow one another"));
        assert!(passed(2).unwrap().contains("there were 2 others between 2013 and 2022"));
        assert!(passed(1).unwrap().contains("there was another between 2013 and 2022"));
        assert_eq!(passed(0), None);
    }
}
