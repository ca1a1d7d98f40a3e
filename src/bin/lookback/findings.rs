//! `lookback findings`: what reviews found and committees resolved.

use lookback::Result;
use lookback::answers::name_reviews;
use lookback::output::Register;
use lookback::output::layout::FindingList;
use lookback::store::Wanted;
use lookback::themes::Codebook;

use crate::args::{Common, Findings};
use crate::context::{Context, answer};
use crate::exit::{Outcome, note};

pub fn run(common: &Common, args: &Findings) -> Result<Outcome> {
    let (_, snapshot) = Context::open(common)?;
    let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
    let mut wanted_reviews = Vec::new();
    for name in &args.review {
        wanted_reviews.extend(name_reviews(name, &reviews)?.into_values().map(|review| review.id.clone()));
    }
    let filters = args.filters.clone();
    let wanted = Wanted {
        kinds: filters.kind,
        councils: filters.council,
        bodies: filters.body,
        subjects: filters.subject,
        reviews: wanted_reviews,
        documents: args.papers.clone(),
        possible: filters.possible,
    };
    let findings = snapshot.findings(&wanted)?;
    let codebook = Codebook::builtin(lookback::themes::DEFAULT)?;
    let register = Register::new(&reviews, &documents).with_themes(codebook);
    answer(common, &FindingList { findings: &findings, register: &register, explain: args.explain })?;
    if findings.is_empty() {
        if !wanted.possible && !snapshot.findings(&Wanted { possible: true, ..wanted })?.is_empty() {
            note("words suggest some: `--possible` shows them");
        }
        return Ok(Outcome::NothingFound);
    }
    Ok(Outcome::Answered)
}
