//! `lookback diff`: what changed between two reviews, or along a line of them.

use lookback::Result;
use lookback::answers::{Narrow, Pins, compare_reviews};
use lookback::output::Register;
use lookback::output::layout::ComparisonList;

use crate::args::{Common, Diff};
use crate::context::{Context, answer};
use crate::exit::{Outcome, note};

pub fn run(common: &Common, args: &Diff) -> Result<Outcome> {
    let (context, snapshot) = Context::open(common)?;
    let (pinned, lost) = Pins::load(&context.corpus)?.resolve(&snapshot)?;
    lost.iter().for_each(|message| note(message));
    let filters = args.filters.clone();
    let narrow = Narrow {
        councils: filters.council,
        bodies: filters.body,
        subjects: filters.subject,
        kinds: filters.kind,
        possible: filters.possible,
    };
    let mut comparisons = Vec::new();
    for pair in args.reviews.windows(2) {
        comparisons.extend(compare_reviews(&snapshot, &pair[0], &pair[1], &narrow, &pinned)?);
    }
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    let register = Register::new(&reviews, &documents);
    answer(common, &ComparisonList { comparisons: &comparisons, register: &register })?;
    let empty = comparisons.iter().all(|comparison| comparison.changes.is_empty());
    Ok(if empty { Outcome::NothingFound } else { Outcome::Answered })
}
