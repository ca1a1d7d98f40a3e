//! Where in a paper as it was read does a correction belong? By the quote: its letters and digits, else nearly those.

use crate::model::{Amendment, Block, Citation, Corrected, Correction, Finding, Placed, ReadFinding, Reading, places};
use crate::text::letters_and_digits;
use crate::text::similarity::Spelling;

/// A quote is found again when its letters and digits agree in this share: a reader that got better may have put a word
/// right.
const SAME_QUOTE: f32 = 0.9;

/// Notes in a reading which of its findings corrections are about, and adds the findings that people added.
///
/// `reading` has its blocks, and nothing of earlier corrections ([`without`]). A correction that does not find its place is
/// left out.
pub fn place(reading: &mut Reading, corrections: Vec<Correction>) {
    for correction in corrections {
        let finding = match &correction.change {
            Amendment::Add(..) => find(reading, &correction).or_else(|| add(reading, &correction)),
            _ => find(reading, &correction),
        };
        if let Some(finding) = finding {
            reading.corrections.push(Placed { correction, finding });
        }
    }
}

/// Takes out of a reading what corrections put in.
pub fn without(reading: &mut Reading) {
    reading.corrections.clear();
    reading.findings.retain(|read| read.corrected.is_none());
}

/// The finding that carries the quote: of several that do, the one that had the name, else the first.
fn find(reading: &Reading, correction: &Correction) -> Option<usize> {
    let key = letters_and_digits(&correction.quote);
    let keys: Vec<String> = reading.findings.iter().map(|finding| letters_and_digits(&finding.text)).collect();
    let same: Vec<usize> = (0..keys.len()).filter(|index| keys[*index] == key).collect();
    // The name of the paper may change with its date or its neighbours; what stands behind it does not.
    let within = |id: &str| id.split_once('/').map(|(_, rest)| rest.to_owned());
    let name = correction.finding.as_deref().and_then(within);
    let named = same.iter().find(|index| name.is_some() && within(&reading.findings[**index].id) == name);
    if let Some(index) = named.or(same.first()) {
        return Some(*index);
    }
    let wanted = Spelling::new(&key);
    let like = |(index, key): (usize, &String)| Some((Spelling::new(key).ratio_at_least(&wanted, SAME_QUOTE)?, index));
    let nearest = keys.iter().enumerate().filter_map(like);
    nearest.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1))).map(|(_, index)| index)
}

/// Adds the passage of the quote as a finding, in the words of the paper; `None` when the paper does not have it.
fn add(reading: &mut Reading, correction: &Correction) -> Option<usize> {
    let Amendment::Add(kind, _) = &correction.change else { return None };
    let (block, text) = passage(&reading.blocks, &correction.quote)?;
    let place = places(&reading.blocks).into_iter().nth(block)?;
    let document = &reading.document;
    let base = format!("{}/{}-added", document.id, place.within(block));
    let taken = reading.findings.iter().filter(|finding| finding.id.starts_with(&base)).count();
    let id = if taken == 0 { base } else { format!("{base}-{}", taken + 1) };
    let citation = Citation::of(document, reading.blocks.get(block)?, place);
    let finding = Finding {
        cue: correction.note.clone(),
        corrected: Some(Corrected { added: true, ..Corrected::default() }),
        ..Finding::new(id, *kind, text, citation, "added-by-a-person")
    };
    // What a review's own report says is the review's.
    let own = reading.mentions.iter().position(|mention| mention.own);
    let maker = own.filter(|_| reading.document.kind.is_own_report() && !kind.is_of_committee());
    reading.findings.push(ReadFinding { finding, maker });
    Some(reading.findings.len() - 1)
}

/// The passage of a paper that has the letters and digits of a quote: its first block, and its words as printed.
pub fn passage(blocks: &[Block], quote: &str) -> Option<(usize, String)> {
    let key: Vec<char> = letters_and_digits(quote).chars().collect();
    // Every letter and digit of the paper with its block and byte, as `letters_and_digits` gives them.
    let mut letters: Vec<(char, usize, usize)> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        for (at, c) in block.text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            letters.extend(c.to_lowercase().map(|lower| (lower, index, at)));
        }
    }
    let start =
        letters.windows(key.len().max(1)).position(|window| window.iter().map(|l| l.0).eq(key.iter().copied()))?;
    let (_, first, from) = letters[start];
    let (_, last, to) = *letters.get(start + key.len() - 1)?;
    let part = |index: usize| {
        let text = &blocks[index].text;
        // A closing bracket, quote or full stop belongs to the words before it.
        let end = if index == last {
            let rest = &text[to..];
            let after = rest.chars().next().map_or(0, char::len_utf8);
            let closing = rest[after..].find(|c: char| c.is_whitespace() || c.is_alphanumeric());
            to + after + closing.unwrap_or(rest.len() - after)
        } else {
            text.len()
        };
        text.get(if index == first { from } else { 0 }..end).unwrap_or_default().trim().to_owned()
    };
    Some((first, (first..=last).map(part).collect::<Vec<_>>().join(" ")))
}
