//! Which passage comes closest to an ask, and may it be the answer?
//!
//! A heading counts as words of what stands under it: below "Empty homes" no sentence says "empty homes" again. That much of an ask
//! comes back so is no answer for certain, and a person has to look. Less is enough where the passage points back to what was asked
//! ("asked for in February") or tells that something was done ("a reply had come").

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::Spoken;

use super::super::passages::Passage;
use super::papers::Nearest;

/// A passage with so much of an ask comes near enough to be shown; and may answer it, where it tells that something was done.
const NEAR: f32 = 0.33;

/// A passage that has so much with its heading may answer it.
const WITH_HEADING: f32 = 0.5;

/// A passage that points back needs no more.
const BACK: f32 = 0.25;

/// So much, and so much more than any other passage, stands out.
const HALF: f32 = 0.45;
const TIMES: f32 = 1.5;

/// The passages near an ask.
pub(super) struct Near<'p> {
    /// Each term of the ask with its share of it.
    weights: BTreeMap<String, f32>,
    /// The terms that a heading has of it.
    headings: BTreeMap<usize, BTreeSet<String>>,
    /// The closest by its own words, and how close the next is, of another place.
    closest: Option<(&'p Passage, f32, usize)>,
    next: f32,
    /// The closest of those that may answer it, with their headings.
    answer: Option<(&'p Passage, f32)>,
}

impl<'p> Near<'p> {
    /// Starts with what an ask is about, and the headings that speak of it.
    pub fn to(weights: Vec<(String, f32)>, headings: Vec<Spoken>) -> Self {
        let headings = headings.into_iter().map(|head| (head.passage, head.terms.into_iter().collect())).collect();
        Self { weights: weights.into_iter().collect(), headings, closest: None, next: 0.0, answer: None }
    }

    /// Takes in a passage that has something of the ask and does not speak of it.
    pub fn weigh(&mut self, passage: &'p Passage, spoken: &Spoken, heading: Option<usize>, tells_of_act: bool) {
        let is_there = |other: &Passage| (&other.at.path, other.at.block) == (&passage.at.path, passage.at.block);
        match self.closest {
            Some((closest, share, _)) if share >= spoken.share => {
                if !is_there(closest) {
                    self.next = self.next.max(spoken.share);
                }
            }
            other => {
                let next = other.filter(|(before, ..)| !is_there(before)).map_or(0.0, |(_, share, _)| share);
                self.next = self.next.max(next);
                self.closest = Some((passage, spoken.share, spoken.terms.len()));
            }
        }
        let of_heading = heading.and_then(|heading| self.headings.get(&heading));
        let more = of_heading.into_iter().flatten().filter(|term| !spoken.terms.contains(term));
        let share = spoken.share + more.filter_map(|term| self.weights.get(term)).sum::<f32>();
        let enough = match () {
            () if passage.points_back => BACK,
            () if tells_of_act => NEAR,
            () => WITH_HEADING,
        };
        // One word of it beneath a heading of the same matter says little: most passages there have one.
        let by_heading = of_heading.is_some() && spoken.terms.len() > 1;
        let may_answer = spoken.matters > 0 && share >= enough && (by_heading || passage.points_back || tells_of_act);
        if may_answer && self.answer.is_none_or(|(_, best)| share > best) {
            self.answer = Some((passage, share));
        }
    }

    /// The passage to be shown: one that may answer the ask before all others.
    pub fn nearest(&self) -> Option<Nearest> {
        let shown = |passage: &Passage, share, may_answer| Nearest {
            text: passage.text.clone(),
            at: passage.at.clone(),
            share,
            may_answer,
        };
        if let Some((passage, share)) = self.answer {
            return Some(shown(passage, share, true));
        }
        let (passage, share, terms) = self.closest.filter(|(_, share, _)| *share >= NEAR)?;
        let stands_out = share >= HALF && share >= TIMES * self.next && terms > 1;
        Some(shown(passage, share, stands_out))
    }
}
