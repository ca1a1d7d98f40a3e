//! Is every quote really in its paper? The files are read afresh, and each stored quote is looked for in their letters.
//!
//! Looked for in the lines of the file as it gives them, not in the parts that we made of them: a fault in putting
//! lines together cannot vouch for itself. A quote is
//!
//! - **exact** when it stands there word for word, line ends and other white space aside;
//! - **normalised** when its letters and digits do, in their order: what differs is hyphens at line ends, quotation
//!   marks, dashes and list marks; between two of its lines may stand what is not part of the text (a page number, a
//!   running head, a footnote, the neighbouring column), and within it a raised note mark;
//! - **broken** otherwise. Nobody should quote it before looking at the paper.

mod source;

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use crate::error::Unreadable;
use crate::ingest::Hints;
use crate::model::{Citation, Finding, FindingId, Item, Reading};
use crate::reading::Letters;
use crate::text::letters_and_digits;

pub use source::Source;

/// How a quote was found again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Found {
    /// Word for word.
    Exact,
    /// Letter for letter.
    Normalised,
    /// Not at all.
    Broken,
}

impl Found {
    /// The name used in CSV and JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Normalised => "normalised",
            Self::Broken => "broken",
        }
    }
}

/// One quote, looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// The finding.
    pub finding: FindingId,
    /// Its words as they are stored.
    pub text: String,
    /// Where they are said to stand.
    pub citation: Citation,
    /// Whether they do.
    pub found: Found,
}

/// What came of looking up every quote.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verification {
    /// Every quote, ordered by paper and place.
    pub quotes: Vec<Checked>,
    /// Papers that could be read before and cannot be read now, with the reason. Their quotes are broken.
    pub unreadable: Vec<(String, String)>,
    /// Number of papers looked at.
    pub papers: usize,
}

impl Verification {
    /// How many quotes were found so.
    pub fn count(&self, found: Found) -> usize {
        self.quotes.iter().filter(|quote| quote.found == found).count()
    }
}

/// Looks up a finding's words. A judgement is a row of a table: its area and its grade are cells that may stand apart.
pub fn find(source: &Source, finding: &Finding) -> Found {
    let whole = source.find(&finding.text);
    let Some(judgement) = finding.judgement.as_ref().filter(|_| whole == Found::Broken) else { return whole };
    let (text, grade) = (finding.text.trim_end_matches('.'), &judgement.grade);
    let at = text.len().saturating_sub(grade.len());
    match (text.get(..at), text.get(at..)) {
        (Some(area), Some(printed)) if printed.eq_ignore_ascii_case(grade) => {
            source.find(area).max(source.find(printed)).max(Found::Normalised)
        }
        _ => whole,
    }
}

/// Where in a paper something stands.
type Place<'a> = (&'a str, usize, Option<&'a Item>);

/// Findings by where they are read, in any of their papers.
struct Known<'a>(BTreeMap<Place<'a>, Vec<&'a Finding>>);

impl<'a> Known<'a> {
    fn of(findings: &'a [Finding]) -> Self {
        let mut known: BTreeMap<Place<'a>, Vec<&'a Finding>> = BTreeMap::new();
        for finding in findings {
            for at in std::iter::once(&finding.citation).chain(&finding.also_in) {
                known.entry((&at.path, at.block, at.item.as_ref())).or_default().push(finding);
            }
        }
        Self(known)
    }

    /// The identifier that what is read in a paper has among all papers. Of several at one place its own words tell which.
    fn id(&self, read: &Finding) -> FindingId {
        let at = &read.citation;
        let here = self.0.get(&(at.path.as_str(), at.block, at.item.as_ref())).map_or(&[][..], Vec::as_slice);
        let same = || here.iter().find(|known| letters_and_digits(&known.text) == letters_and_digits(&read.text));
        let is = match here {
            [one] => Some(one),
            _ => same(),
        };
        is.map_or_else(|| read.id.clone(), |known| known.id.clone())
    }
}

/// Looks up every quote of the papers in `corpus`. `letters` reads a file's bytes, given its name. `findings` are those of all
/// papers together, the possible ones with them: each quote carries the identifier of the one it is read as. What is none of them (a
/// draft's, or one that was rejected) carries its own.
pub fn verify(corpus: &Path, readings: &[Reading], findings: &[Finding], letters: &Letters<'_>) -> Verification {
    let known = Known::of(findings);
    let look_up = |reading: &Reading| {
        let path = &reading.document.path;
        let name = path.rsplit('/').next().unwrap_or(path);
        let read = std::fs::read(corpus.join(path)).map_err(|error| Unreadable::Io(error.to_string()));
        let source = read
            .and_then(|bytes| letters(&bytes, name, Hints::as_read(reading.document.untold.as_ref())))
            .map(|ingested| Source::of_pages(&ingested.pages));
        let checked = |finding: &Finding| Checked {
            finding: known.id(finding),
            text: finding.text.clone(),
            citation: finding.citation.clone(),
            found: source.as_ref().map_or(Found::Broken, |source| find(source, finding)),
        };
        let quotes: Vec<Checked> = reading.findings.iter().map(|read| checked(&read.finding)).collect();
        (quotes, source.err().map(|reason| (path.clone(), reason.to_string())))
    };
    let mut verification = Verification { papers: readings.len(), ..Verification::default() };
    for (quotes, unreadable) in readings.par_iter().map(look_up).collect::<Vec<_>>() {
        verification.quotes.extend(quotes);
        verification.unreadable.extend(unreadable);
    }
    verification
}
