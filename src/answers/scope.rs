//! Why two reviews may differ for reasons other than the council's work: said before anything else is.

use crate::compare::judged_together;
use crate::model::{FindingKind, Judgement, ReviewSide, Scope};

/// The differences between two reviews of one series, in plain sentences.
pub fn differences(earlier: &ReviewSide, later: &ReviewSide) -> Scope {
    let mut differences = Vec::new();
    let (ours, theirs) = (&earlier.review.series, &later.review.series);
    if ours.council != theirs.council {
        differences.push(format!(
            "These are two councils ({}, then {}): the reviews looked at different services, and what only one was asked \
             says nothing of the other.",
            ours.council, theirs.council
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
        return Scope { differences, model: None };
    }
    let framework = |side: &ReviewSide| side.review.framework.clone();
    if let (Some(before), Some(after)) = (framework(earlier), framework(later))
        && before != after
    {
        differences.push(format!(
            "The two inspections used different frameworks ({before}, then {after}): areas and grades do not all compare."
        ));
    }
    if let Some(before) = earlier.review.date()
        && let Some(after) = later.review.date()
        && before < after
        && ours.council == theirs.council
        && later.review.predecessor.as_ref() != Some(&earlier.review.id)
    {
        differences.push(format!(
            "The two reviews do not follow one another: there was another between {} and {}.",
            before.long(),
            after.long()
        ));
    }
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
    Scope { differences, model: None }
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
