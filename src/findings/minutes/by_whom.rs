//! Who is to do what was resolved, where a line beneath says so: "Action by:" and "Corporate Director, Resources".

use crate::findings::pages::NEAR;
use crate::findings::paper::Paper;

/// The longest line that is an office, in words.
const LONGEST_OFFICE: usize = 14;

/// "Action by:" beneath what was resolved.
pub fn says_by_whom(folded: &str) -> bool {
    folded.get(.."action by".len()).is_some_and(|start| start.eq_ignore_ascii_case("action by"))
}

/// "Action by:" and an office say who is to do what was resolved just above.
pub fn by_whom(paper: &mut Paper<'_>, index: usize) {
    let own = paper.blocks[index].text.split_once(':').map(|(_, own)| own.trim().to_owned());
    let mut taken = vec![index];
    let owner = own.filter(|own| !own.is_empty()).or_else(|| {
        let below = paper.blocks.get(index + 1).filter(|below| below.boilerplate.is_none())?;
        let is_office =
            below.text.split_whitespace().count() <= LONGEST_OFFICE && !below.text.trim_end().ends_with([':', '.']);
        is_office.then(|| {
            taken.push(index + 1);
            below.text.clone()
        })
    });
    // Who works to them stands beneath in brackets.
    let last = taken.last().copied().unwrap_or(index);
    taken.extend((last + 1..paper.blocks.len()).take_while(|at| paper.blocks[*at].text.starts_with('(')).take(NEAR));
    let lead = paper.found.last().filter(|last| index.abs_diff(last.block) <= NEAR).map(|last| last.lead);
    let above = paper.found.iter_mut().rev().take_while(|found| Some(found.lead) == lead);
    above.filter(|found| found.kind.is_of_committee()).for_each(|found| {
        found.owner = found.owner.take().or_else(|| owner.clone());
    });
    paper.take(&taken);
}
