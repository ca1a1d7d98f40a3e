//! What a person says of a finding, written into the file of corrections and taken back; and what became of each: did it
//! find its place in the papers as they were read last?

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{name_finding, name_reviews};
use crate::error::{Error, Result};
use crate::model::{Amendment, Correction, FindingKind, Reading, Review, ReviewId};
use crate::resolve::corrections::{Corrections, FILE, passage, put, take_out};
use crate::store::{Snapshot, take_turn, write_whole};
use crate::text::{is_stopword, letters_and_digits, squeeze, words};

/// A correction and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CorrectionState {
    /// Its line in the file of corrections, from 1.
    pub line: usize,
    /// The correction.
    pub correction: Correction,
    /// Why it is not in force; `None` where it is.
    pub problem: Option<String>,
}

/// Looks up every correction, in the order of the file.
///
/// # Errors
/// [`crate::Error::Index`] when the index is damaged.
pub fn correction_states(snapshot: &Snapshot, corrections: &Corrections) -> Result<Vec<CorrectionState>> {
    if corrections.all.is_empty() {
        return Ok(Vec::new());
    }
    let readings: BTreeMap<String, Reading> =
        snapshot.readings()?.into_iter().map(|reading| (reading.document.path.clone(), reading)).collect();
    let reviews = snapshot.reviews()?;
    let skipped: BTreeMap<String, String> =
        snapshot.skipped()?.into_iter().map(|file| (file.path, file.reason)).collect();
    let state = |(line, correction): &(usize, Correction)| {
        let problem = match readings.get(&correction.path) {
            None => Some(skipped.get(&correction.path).map_or_else(
                || format!("there is no paper {}", correction.path),
                |reason| format!("{} could not be read: {reason}", correction.path),
            )),
            Some(reading) if !reading.corrections.iter().any(|placed| placed.correction == *correction) => {
                let what = match &correction.change {
                    Amendment::Add(..) => "the passage",
                    _ => "a finding with this quote",
                };
                Some(format!("{what} was not found in {}", correction.path))
            }
            Some(_) => no_such_review(&correction.change, &reviews),
        };
        CorrectionState { line: *line, correction: correction.clone(), problem }
    };
    Ok(corrections.all.iter().map(state).collect())
}

fn no_such_review(change: &Amendment, reviews: &[Review]) -> Option<String> {
    let (Amendment::Attribute(Some(id)) | Amendment::Add(_, Some(id))) = change else { return None };
    (!reviews.iter().any(|review| review.id == *id)).then(|| format!("there is no review {id}"))
}

/// What a person says of a finding.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Said<'a> {
    /// It is no finding.
    pub reject: bool,
    /// It is of this kind.
    pub kind: Option<FindingKind>,
    /// It is this review's: a year, a month or an identifier; "none" for no review's.
    pub review: Option<&'a str>,
    /// Why, for the next reader.
    pub note: Option<&'a str>,
    /// Who says so.
    pub who: Option<&'a str>,
}

/// The corrections that come of what is said of a finding; none where nothing is said.
///
/// # Errors
/// [`Error::NoFinding`], and for a review that is not known [`Error::NoReview`] or [`Error::AmbiguousReview`].
pub fn amendments(snapshot: &Snapshot, finding: &str, said: &Said<'_>) -> Result<Vec<Correction>> {
    let finding = name_finding(snapshot, finding)?;
    let document = snapshot.document(&finding.citation.path)?;
    let review = said.review_named(snapshot, document.council.as_deref())?;
    let changes =
        [said.reject.then_some(Amendment::Reject), said.kind.map(Amendment::Retype), review.map(Amendment::Attribute)];
    let of = |change| said.correction(&finding.citation.path, &finding.text, Some(&finding.id), change);
    Ok(changes.into_iter().flatten().map(of).collect())
}

/// The correction that adds a finding which was missed, by words of its paper.
///
/// # Errors
/// [`Error::TooFewWords`], [`Error::NoDocument`], [`Error::NotInPaper`], and for a review as [`amendments`].
pub fn addition(
    snapshot: &Snapshot,
    paper: &str,
    text: &str,
    kind: FindingKind,
    said: &Said<'_>,
) -> Result<Correction> {
    if !says_something(text) {
        return Err(Error::TooFewWords { text: text.trim().to_owned() });
    }
    let document = snapshot.document(paper)?;
    let blocks = snapshot.blocks(&document.path)?;
    let Some((_, quote)) = passage(&blocks, text) else {
        return Err(Error::NotInPaper { path: document.path });
    };
    let review = said.review_named(snapshot, document.council.as_deref())?.flatten();
    Ok(said.correction(&document.path, &quote, None, Amendment::Add(kind, review)))
}

/// Whether words can be a finding: two at least, and not "of the".
fn says_something(text: &str) -> bool {
    words(text).count() > 1 && words(text).any(|word| !is_stopword(&word.text.to_lowercase()))
}

impl Said<'_> {
    fn correction(&self, path: &str, quote: &str, finding: Option<&str>, change: Amendment) -> Correction {
        Correction {
            path: path.to_owned(),
            quote: quote.to_owned(),
            finding: finding.map(str::to_owned),
            change,
            note: self.note.map(str::to_owned),
            who: self.who.map(str::to_owned),
        }
    }

    /// The review that was named, of the paper's council where that has one; the inner `None` for "none".
    fn review_named(&self, snapshot: &Snapshot, council: Option<&str>) -> Result<Option<Option<ReviewId>>> {
        let Some(name) = self.review else { return Ok(None) };
        if name == "none" {
            return Ok(Some(None));
        }
        let reviews: Vec<Review> = snapshot.reviews()?;
        let own: Vec<Review> =
            reviews.iter().filter(|review| council.is_none_or(|c| review.series.council == c)).cloned().collect();
        let found = name_reviews(name, if own.is_empty() { &reviews } else { &own })?;
        let ids: Vec<ReviewId> = found.into_values().map(|review| review.id.clone()).collect();
        match ids.as_slice() {
            [one] => Ok(Some(Some(one.clone()))),
            _ => Err(Error::AmbiguousReview { asked: name.to_owned(), matches: ids }),
        }
    }
}

/// Writes corrections into the file beside the papers. They are in force when the index is next brought up to date.
///
/// # Errors
/// [`Error::Config`] when the file is not what it should be; [`Error::Io`] when it cannot be read or written.
pub fn correct(corpus: &Path, corrections: &[Correction]) -> Result<()> {
    let path = corpus.join(FILE);
    let _turn = take_turn(corpus);
    let mut text = read(&path)?;
    for correction in corrections {
        text = put(&text, correction, &path)?;
    }
    write(&path, &text)
}

/// Which corrections to take back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeBack<'a> {
    /// Those of a finding, by its identifier.
    Of(&'a str),
    /// The last in the file.
    Last,
    /// The one at this place of the file, from 0, if it still has this quote.
    At {
        /// Its place.
        place: usize,
        /// Its quote.
        quote: &'a str,
    },
}

/// Takes corrections back, and gives those that are gone, with the lines they stood on; none where there was none.
///
/// # Errors
/// As [`correct`], and [`Error::Index`] when the index is damaged.
pub fn take_back(snapshot: &Snapshot, corpus: &Path, which: &TakeBack<'_>) -> Result<Corrections> {
    let path = corpus.join(FILE);
    let _turn = take_turn(corpus);
    let text = read(&path)?;
    let all = Corrections::parse(&text, &path)?.all;
    let places: Vec<usize> = match *which {
        TakeBack::Of(id) => of_finding(snapshot, id, &all)?,
        TakeBack::Last => all.len().checked_sub(1).into_iter().collect(),
        TakeBack::At { place, quote } => {
            let is_there = all.get(place).is_some_and(|(_, correction)| correction.quote == squeeze(quote));
            is_there.then_some(place).into_iter().collect()
        }
    };
    if !places.is_empty() {
        write(&path, &take_out(&text, &places, &path)?)?;
    }
    Ok(Corrections { all: places.into_iter().map(|place| all[place].clone()).collect() })
}

/// The places of the corrections of a finding. One that was added names none, and one that was made before the paper was read
/// anew may name it otherwise: these are its by their words, unless they name another that is there.
fn of_finding(snapshot: &Snapshot, id: &str, all: &[(usize, Correction)]) -> Result<Vec<usize>> {
    let finding = snapshot.finding(id)?;
    let letters = finding.as_ref().map(|finding| letters_and_digits(&finding.text));
    let is_read_in = |path: &str| {
        let at = finding.iter().flat_map(|finding| std::iter::once(&finding.citation).chain(&finding.also_in));
        at.into_iter().any(|at| at.path == path)
    };
    let mut places = Vec::new();
    for (place, (_, correction)) in all.iter().enumerate() {
        let is_its = match correction.finding.as_deref() {
            Some(named) if named == id => true,
            Some(named) if snapshot.finding(named)?.is_some() => false,
            _ => is_read_in(&correction.path) && letters == Some(letters_and_digits(&correction.quote)),
        };
        places.extend(is_its.then_some(place));
    }
    Ok(places)
}

fn read(path: &Path) -> Result<String> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(source) => Err(Error::Io { doing: "read the corrections in", path: path.to_owned(), source }),
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    let failed = |source| Error::Io { doing: "write the corrections in", path: path.to_owned(), source };
    write_whole(path, &|out| out.write_all(text.as_bytes())).map_err(failed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_several_correct_at_the_same_time_is_all_kept() {
        let folder = tempfile::tempdir().unwrap();
        let by_one = &|name: &str| {
            for number in 0..10 {
                let said = Said::default();
                let quote = format!("{name} {number}");
                correct(folder.path(), &[said.correction("a.txt", &quote, None, Amendment::Reject)]).unwrap();
            }
        };
        std::thread::scope(|scope| {
            for name in ["a", "b", "c", "d"] {
                scope.spawn(move || by_one(name));
            }
        });
        assert_eq!(Corrections::open(folder.path()).unwrap().all.len(), 40);
    }
}
