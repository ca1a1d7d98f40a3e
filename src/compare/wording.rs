//! The redline: what was taken out, what was put in, word by word.
//!
//! The tokens are words, single marks and runs of white space, so `Equal` and `Delete` joined are the earlier
//! text to the byte, and `Equal` and `Insert` joined the later one. Two things make it readable: islands of a
//! space or a small word between two edits join them (confetti is worse than a longer edit), and where little
//! is shared the whole old text stands before the whole new one.
//!
//! ```
//! use lookback::compare::redline;
//! use lookback::model::EditOp;
//!
//! let edits = redline("Review the role of early help", "Define the role of early help");
//! let ops: Vec<(EditOp, &str)> = edits.iter().map(|edit| (edit.op, edit.text.as_str())).collect();
//! assert_eq!(ops, [
//!     (EditOp::Delete, "Review"),
//!     (EditOp::Insert, "Define"),
//!     (EditOp::Equal, " the role of early help"),
//! ]);
//! ```

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::model::{Edit, EditOp};
use crate::text::{is_stopword, tokens, words};

/// With less than this share of the words in common, old and new stand whole: a redline of two texts that share
/// "the" and "of" shows nothing.
const LEAST_SHARED: f32 = 0.4;

/// A run of tokens that is kept (`old` and `new` are the same) or replaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    kept: bool,
    /// Number of tokens of the earlier text.
    old: usize,
    /// Number of tokens of the later text.
    new: usize,
}

/// The edits that turn `earlier` into `later`; where something is replaced, the deletion comes first.
///
/// Two equal texts are one `Equal`; two empty ones have no edits.
pub fn redline(earlier: &str, later: &str) -> Vec<Edit> {
    let (old, new) = (tokens(earlier), tokens(later));
    let runs = without_islands(runs(&old, &new), &old);
    let shared = shared_words(&runs, &old);
    let all = words(earlier).count() + words(later).count();
    let whole = [Run { kept: false, old: old.len(), new: new.len() }];
    let is_confetti = all > 0 && earlier != later && 2.0 * shared as f32 / (all as f32) < LEAST_SHARED;
    let runs = if is_confetti { &whole[..] } else { &runs[..] };

    let (mut from, mut to) = (0, 0);
    let mut out = Vec::new();
    let mut push = |op, text: String| {
        if !text.is_empty() {
            out.push(Edit { op, text });
        }
    };
    for run in runs {
        let (gone, come) = (&old[from..from + run.old], &new[to..to + run.new]);
        if run.kept {
            push(EditOp::Equal, come.concat());
        } else {
            push(EditOp::Delete, gone.concat());
            push(EditOp::Insert, come.concat());
        }
        from += run.old;
        to += run.new;
    }
    out
}

/// Kept and replaced runs by turns, as the difference algorithm finds them.
fn runs(old: &[&str], new: &[&str]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, old, new) {
        let kept = matches!(op, DiffOp::Equal { .. });
        push_run(&mut out, Run { kept, old: op.old_range().len(), new: op.new_range().len() });
    }
    out
}

fn push_run(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if last.kept == run.kept => {
            last.old += run.old;
            last.new += run.new;
        }
        _ => runs.push(run),
    }
}

/// Joins two edits that only white space, marks or one small word part.
fn without_islands(runs: Vec<Run>, old: &[&str]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    let mut from = 0;
    for (place, run) in runs.iter().enumerate() {
        let between = place > 0 && place + 1 < runs.len();
        let is_island = run.kept && between && is_small(&old[from..from + run.old]);
        push_run(&mut out, Run { kept: run.kept && !is_island, ..*run });
        from += run.old;
    }
    out
}

/// Whether the tokens hold at most one word, and that a stop word.
fn is_small(tokens: &[&str]) -> bool {
    let mut found = tokens.iter().filter(|token| token.chars().any(char::is_alphanumeric));
    match (found.next(), found.next()) {
        (None, _) => true,
        (Some(only), None) => is_stopword(&only.to_lowercase()),
        _ => false,
    }
}

/// Words in runs that are kept.
fn shared_words(runs: &[Run], old: &[&str]) -> usize {
    let mut from = 0;
    let mut shared = 0;
    for run in runs {
        if run.kept {
            shared += old[from..from + run.old].iter().filter(|token| words(token).next().is_some()).count();
        }
        from += run.old;
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(edits: &[Edit], but: EditOp) -> String {
        edits.iter().filter(|edit| edit.op != but).map(|edit| edit.text.as_str()).collect()
    }

    fn marked(earlier: &str, later: &str) -> String {
        redline(earlier, later)
            .iter()
            .map(|edit| match edit.op {
                EditOp::Equal => edit.text.clone(),
                EditOp::Delete => format!("[-{}-]", edit.text),
                EditOp::Insert => format!("{{+{}+}}", edit.text),
            })
            .collect()
    }

    #[test]
    fn both_texts_can_be_read_off_to_the_byte() {
        let texts = [
            "",
            "Define the role of early help",
            "Define the role  of early-help services, and of the front door.",
            "The role – of Early Help – was defined in 2015;  see para 3.",
            "naïve café\u{a0}e\u{301}",
            "Agree a budget",
        ];
        for earlier in texts {
            for later in texts {
                let edits = redline(earlier, later);
                assert_eq!(joined(&edits, EditOp::Insert), earlier);
                assert_eq!(joined(&edits, EditOp::Delete), later);
                assert!(edits.windows(2).all(|pair| pair[0].op != pair[1].op), "{edits:?}");
            }
        }
    }

    #[test]
    fn a_small_change_shows_as_small() {
        assert_eq!(
            marked("Agree a financial recovery plan", "Agree a detailed financial recovery plan"),
            "Agree a {+detailed +}financial recovery plan"
        );
    }

    #[test]
    fn small_words_between_edits_join_them() {
        assert_eq!(
            marked(
                "Managers record supervision of staff in each team of the county",
                "Managers record oversight of cases in each team of the county"
            ),
            "Managers record [-supervision of staff-]{+oversight of cases+} in each team of the county"
        );
    }

    #[test]
    fn where_little_is_shared_old_and_new_stand_whole() {
        let (earlier, later) = ("Clarify the operation of the access centre", "The front door is not settled");
        assert_eq!(marked(earlier, later), format!("[-{earlier}-]{{+{later}+}}"));
    }

    #[test]
    fn equal_texts_have_one_run_and_empty_ones_none() {
        assert_eq!(marked("A plan.", "A plan."), "A plan.");
        assert!(redline("", "").is_empty());
        assert_eq!(marked("", "A plan"), "{+A plan+}");
    }
}
