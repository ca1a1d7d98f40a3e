//! The pairing held to labels made by reading: what it reaches, and floors a little below.
//!
//! Without the labelled sets (`labels`) these tests say so and pass; where `CI` is `true` they fail. The floors hold on
//! these labels; others like them are kept back, so the thresholds are also chosen leaving a council out. What that
//! does not show: the synonyms and words of asking were written by someone who had read these reports.

#![expect(clippy::print_stderr, reason = "a measurement is there to be read")]

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::changes::{pair, ranking};
use super::evaluation::{Case, Figures, evaluate};
use super::labels::{Labelled, gold, inspections, scenarios};
use super::left_out::{LeftOut, alone_left_out, left_out};
use super::scorers::{Company, Concepts, Letters, Scorer, Words};
use super::settings::Settings;
use super::standing::Standing;
use crate::lexicon::Lexicon;
use crate::model::{Band, Change, Finding, Status};

fn texts(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|finding| finding.text.as_str()).collect()
}

/// Figures of the pairing as it is delivered.
fn figures(sets: &[Labelled], least: Band) -> Figures {
    let lexicon = Lexicon::builtin();
    let answers: Vec<(Vec<Change>, Vec<Vec<usize>>)> = sets
        .iter()
        .map(|set| {
            (pair(&set.earlier, &set.later, lexicon, &Settings::default()), ranking(&set.earlier, &set.later, lexicon))
        })
        .collect();
    let cases: Vec<Case> = sets
        .iter()
        .zip(&answers)
        .map(|(set, (changes, ranking))| Case {
            earlier: &set.earlier,
            later: &set.later,
            changes,
            ranking,
            same: &set.same,
            related: &set.related,
        })
        .collect();
    evaluate(&cases, least)
}

/// Cases without answers: what is measured gives its own.
fn unanswered(sets: &[Labelled]) -> Vec<(&str, Case<'_>)> {
    sets.iter()
        .map(|set| {
            let Labelled { council, earlier, later, same, related } = set;
            (council.as_str(), Case { earlier, later, changes: &[], ranking: &[], same, related })
        })
        .collect()
}

/// Figures with what is usual, the shares and the thresholds set again, for each council, on all others. The vectors are
/// those in the package: `lookback eval --links … --papers …` makes them again too, which takes too long for a test.
fn leaving_a_council_out(sets: &[Labelled]) -> LeftOut {
    left_out(&unanswered(sets), &|_: &BTreeSet<&str>| Cow::Borrowed(Lexicon::builtin()))
}

/// The same of plain words.
fn plain_words_left_out(sets: &[Labelled]) -> Figures {
    alone_left_out(&unanswered(sets), &|before, after| Standing::of(&Words, before, after))
}

fn say(name: &str, figures: &Figures) {
    let show = |value: Option<f32>| value.map_or("-".to_owned(), |value| format!("{value:.3}"));
    eprintln!(
        "{name:40} P {} R {} F1 {} item F1 {} MRR {} rank 1 {} ({} of {} links)",
        show(figures.precision()),
        show(figures.recall()),
        show(figures.f1()),
        show(figures.item_f1()),
        show(figures.mrr()),
        show(figures.rank1()),
        figures.right,
        figures.links
    );
}

#[test]
fn pairs_of_inspection_reports_keep_their_floors_and_beat_plain_words() {
    let Some(gold) = gold() else { return };
    let sets = inspections(&gold);

    let delivered = figures(&sets, Band::Possible);
    let left_out = leaving_a_council_out(&sets).pairs;
    let words = plain_words_left_out(&sets);
    say("delivered", &delivered);
    say("leaving a council out", &left_out);
    say("plain words, leaving a council out", &words);
    assert!(delivered.f1() >= Some(0.65));
    assert!(delivered.item_f1() >= Some(0.74));
    assert!(left_out.mrr() >= Some(0.88));
    let ahead = |of: fn(&Figures) -> Option<f32>| {
        of(&left_out).zip(of(&words)).is_some_and(|(ours, theirs)| ours >= theirs + 0.06)
    };
    assert!(ahead(Figures::f1) && ahead(Figures::item_f1) && ahead(Figures::mrr));
}

#[test]
fn certain_pairs_of_inspection_reports_are_right() {
    let Some(gold) = gold() else { return };
    let sets = inspections(&gold);
    let certain = figures(&sets, Band::Certain);
    let left_out = leaving_a_council_out(&sets).certain;
    say("certain band", &certain);
    eprintln!(
        "the same, leaving a council out: {} of {} right, of {} links",
        left_out.right, left_out.made, left_out.links
    );
    assert!(certain.precision() >= Some(0.95));
    assert!(certain.recall() >= Some(0.36));
    assert!(left_out.precision() >= Some(0.85));
}

#[test]
fn what_is_certainly_new_or_gone_mostly_is() {
    let Some(gold) = gold() else { return };
    let (mut all, mut right) = (0, 0);
    for set in inspections(&gold) {
        let place = |id: &String| id[1..].parse::<usize>().unwrap();
        for change in pair(&set.earlier, &set.later, Lexicon::builtin(), &Settings::default()) {
            let is_linked = match change.status {
                Status::New => set.same.iter().any(|(_, later)| *later == place(&change.later[0])),
                Status::NotFound => set.same.iter().any(|(earlier, _)| *earlier == place(&change.earlier[0])),
                _ => continue,
            };
            if change.band == Band::Certain {
                all += 1;
                right += usize::from(!is_linked);
            }
        }
    }
    eprintln!("certainly new or not found: {right} of {all} have no link");
    assert!(right as f32 >= 0.93 * all as f32);
}

#[test]
fn written_scenarios_of_other_services_keep_their_floors() {
    let Some(gold) = gold() else { return };
    let sets = scenarios(&gold);
    let all = figures(&sets, Band::Possible);
    let certain = figures(&sets, Band::Certain);
    say("scenarios", &all);
    say("scenarios, certain band", &certain);
    say("scenarios, leaving one out", &leaving_a_council_out(&sets).pairs);
    say("scenarios, plain words, leaving one out", &plain_words_left_out(&sets));
    assert!(all.f1() >= Some(0.9));
    assert!(certain.precision() >= Some(0.95));
}

#[test]
fn what_scorers_call_usual_is_what_they_give() {
    let Some(gold) = gold() else { return };
    let sets = inspections(&gold);
    let concepts = Concepts::new(Lexicon::builtin());
    let company = Company::new(Lexicon::builtin());
    for scorer in [&Letters as &dyn Scorer, &concepts, &company, &Words] {
        let mut cells: Vec<f32> = Vec::new();
        for set in &sets {
            cells.extend(scorer.likeness(&texts(&set.earlier), &texts(&set.later)).cells());
        }
        let n = cells.len() as f32;
        let mean = cells.iter().sum::<f32>() / n;
        let spread = (cells.iter().map(|cell| (cell - mean).powi(2)).sum::<f32>() / n).sqrt();
        eprintln!("{}: mean {mean:.3}, standard deviation {spread:.3} over {n} pairs", scorer.name());
        let (usual_mean, usual_spread) = scorer.usual();
        assert!((usual_mean - mean).abs() < 0.01 && (usual_spread - spread).abs() < 0.01, "{}", scorer.name());
    }
}
