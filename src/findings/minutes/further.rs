//! Several decisions in one paragraph without letters: "RESOLVED that the report be noted. That officers write to tenants."
//!
//! A further sentence is a decision of its own only where it opens as one; what else follows belongs to the decision above it.

use crate::findings::clauses::{split_clauses, trim_clause};
use crate::findings::rules::{Place, captures_at};
use crate::model::DocumentKind;
use crate::text::{as_printed, fold};

/// The decisions of what stands after an operative word: its lettered clauses, or the sentences that begin another.
pub fn decisions(clause: &str, paper: DocumentKind) -> Vec<(Option<String>, String)> {
    let clauses = split_clauses(clause);
    if clauses.len() > 1 {
        return clauses;
    }
    let folded = fold(clause);
    let cuts = captures_at(Place::Further, &folded, paper);
    // What opens with its letter, or ends in the middle of a quotation, is one decision.
    let parts_at = |cut: &(usize, usize)| folded[..cut.0].matches('"').count().is_multiple_of(2);
    let part = |range| as_printed(clause, &folded, range);
    let mut parts = Vec::new();
    let mut from = 0;
    for (end, next) in cuts.iter().filter(|cut| parts_at(cut)) {
        // The stop before the word ends the decision above it.
        let stop = folded[*end..].find(char::is_whitespace).unwrap_or_default();
        parts.push((None, trim_clause(part(from..end + stop))));
        from = *next;
    }
    parts.push((None, part(from..folded.len()).trim().to_owned()));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_open_as_decisions_part() {
        let parts = |clause: &str| -> Vec<String> {
            decisions(clause, DocumentKind::Minutes).into_iter().map(|(_, text)| text).collect()
        };
        assert_eq!(
            parts("that the report be noted. That officers bring back a plan. That a letter be sent."),
            ["that the report be noted.", "That officers bring back a plan.", "That a letter be sent."]
        );
        assert_eq!(
            parts("that the fees rise, and FURTHER RESOLVED that tenants be told."),
            ["that the fees rise", "that tenants be told."]
        );
        for one in [
            "that the report be noted. That was the second of the year.",
            "that the report be noted. That report was late.",
            "that the letter “We ask. That the plan be kept.” be sent",
            "that what the Board RESOLVED that day be noted",
        ] {
            assert_eq!(parts(one), [one]);
        }
    }
}
