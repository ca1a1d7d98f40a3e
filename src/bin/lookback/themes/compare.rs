//! `lookback themes --compare A B`: what rose and fell, and what is too little to say so.

use lookback::Result;
use lookback::answers::{Periods, ThemeSides};
use lookback::model::Finding;
use lookback::output::Register;
use lookback::output::layout::ThemeChanges;
use lookback::themes::change::Method;
use lookback::themes::words::{apart, keyness};
use lookback::themes::{Codebook, Tally};

use super::args::Themes;
use super::certainty;
use crate::args::Common;
use crate::context::answer;
use crate::exit::Outcome;

pub fn run(
    common: &Common,
    args: &Themes,
    codebook: &Codebook,
    register: &Register<'_>,
    periods: &Periods<'_>,
    findings: &[Finding],
    sides: &ThemeSides,
) -> Result<Outcome> {
    let [earlier, later] = &sides.names;
    let side = |finding: &Finding| {
        let period = periods.of(finding)?;
        sides.name_of(&period)
    };
    let tally = Tally::new(findings, certainty(&args.filters), side, codebook);
    let (judged, evidence, apart) = if args.words {
        let of = |name: &str| tally.findings_of(name).collect::<Vec<_>>();
        let (before, after) = (of(earlier), of(later));
        (keyness(&before, &after), Vec::new(), apart(&before, &after))
    } else {
        (tally.compare(earlier, later), tally.evidence(), tally.apart(earlier, later))
    };
    let apart = apart.filter(|_| judged.method != Method::Counts);
    let found = judged.changes.iter().any(|change| change.theme.earlier.findings + change.theme.later.findings > 0);
    answer(
        common,
        &ThemeChanges {
            title: &codebook.title,
            earlier,
            later,
            judged: &judged,
            apart,
            evidence: &evidence,
            words: args.words,
            scope: &sides.scope,
            register,
        },
    )?;
    Ok(if found { Outcome::Answered } else { Outcome::NothingFound })
}
