//! What a person has settled about pairs, kept in `pins.toml` beside the papers.
//!
//! A pin names both findings and quotes them. When a paper is read anew and its findings are numbered otherwise, the
//! quote finds the finding again; a pin whose quote is nowhere any more has lost its place, and says so. Pins are looked
//! at when a question is answered: no paper is read again for them.
//!
//! ```toml
//! [[pin]]
//! earlier = "thornmere-2014-review-letter/para3/b2"
//! earlier_quote = "Agree a plan for the library roof"
//! later = "thornmere-2018-review-report/para9/b1"
//! later_quote = "The roof of the library still leaks"
//! ```

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use toml_edit::{Item, Table, value};

use crate::compare::Pinned;
use crate::error::{Error, Result};
use crate::model::{Finding, FindingId, slug};
use crate::settings::Entries;
use crate::store::{Snapshot, Wanted, take_turn, write_whole};
use crate::text::letters_and_digits;

/// The file that pins are kept in, in the folder of the papers.
pub const PINS_FILE: &str = "pins.toml";

const HEAD: &str = "# What a person has settled: `pin` says that two findings are one, `forbid` that they are not.\n";

/// Two findings, by identifier and by their words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pin {
    /// The earlier finding.
    pub earlier: FindingId,
    /// Its words when it was pinned.
    pub earlier_quote: String,
    /// The later finding.
    pub later: FindingId,
    /// Its words when it was pinned.
    pub later_quote: String,
}

/// All pins of a folder of papers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pins {
    /// Findings that are one.
    #[serde(default)]
    pub pin: Vec<Pin>,
    /// Findings that are not.
    #[serde(default)]
    pub forbid: Vec<Pin>,
}

impl Pin {
    fn of(entry: &Table) -> Option<Self> {
        let text = |key: &str| entry.get(key).and_then(Item::as_str).map(str::to_owned);
        Some(Self {
            earlier: text("earlier")?,
            earlier_quote: text("earlier_quote")?,
            later: text("later")?,
            later_quote: text("later_quote")?,
        })
    }

    fn entry(&self) -> Table {
        let fields = [
            ("earlier", &self.earlier),
            ("earlier_quote", &self.earlier_quote),
            ("later", &self.later),
            ("later_quote", &self.later_quote),
        ];
        fields.into_iter().map(|(key, text)| (key, value(text))).collect()
    }
}

impl Pins {
    /// Reads the pins of a folder of papers; there are none where there is no file.
    ///
    /// # Errors
    /// [`Error::Config`] when the file does not have the form of pins; [`Error::Io`] when it cannot be read.
    pub fn load(corpus: &Path) -> Result<Self> {
        let path = corpus.join(PINS_FILE);
        match fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).map_err(|error| Error::Config { path, message: error.to_string() }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(source) => Err(Error::Io { doing: "read", path, source }),
        }
    }

    /// Changes the pins of a folder of papers, as they are now: no other program changes them meanwhile. Gives what `change` gives.
    ///
    /// What is new is added, what is gone is taken out, and all else stays as people wrote it. Where nothing changed nothing is
    /// written; with its last pin goes a file in which nobody wrote.
    ///
    /// # Errors
    /// [`Error::Config`] when the file does not have the form of pins; [`Error::Io`] when that is not possible.
    pub fn change<T>(corpus: &Path, change: impl FnOnce(&mut Self) -> T) -> Result<T> {
        let _turn = take_turn(corpus);
        let mut pins = Self::load(corpus)?;
        let done = change(&mut pins);
        pins.save(corpus)?;
        Ok(done)
    }

    /// Brings the file to these pins.
    fn save(&self, corpus: &Path) -> Result<()> {
        let path = corpus.join(PINS_FILE);
        let failed = |doing: &'static str, source| Error::Io { doing, path: path.clone(), source };
        let before = match fs::read_to_string(&path) {
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            text => text.map_err(|source| failed("read", source))?,
        };
        let Some(text) = self.written_into(&before, &path)? else { return Ok(()) };
        if *self == Self::default() && text.trim() == HEAD.trim() {
            return fs::remove_file(&path).map_err(|source| failed("write", source));
        }
        write_whole(&path, &|out| out.write_all(text.as_bytes())).map_err(|source| failed("write", source))
    }

    /// The text of the file with these pins and no others; `None` where it has them already.
    fn written_into(&self, text: &str, path: &Path) -> Result<Option<String>> {
        let mut file = Entries::of(text, HEAD, path)?;
        let mut is_changed = false;
        for (name, wanted) in [("pin", &self.pin), ("forbid", &self.forbid)] {
            let there: Vec<Pin> = file.named(name)?.iter().filter_map(Pin::of).collect();
            is_changed |= file.retain(name, |_, entry| Pin::of(entry).is_some_and(|pin| wanted.contains(&pin)))? > 0;
            for pin in wanted.iter().filter(|pin| !there.contains(pin)) {
                file.add(name, pin.entry())?;
                is_changed = true;
            }
        }
        Ok(is_changed.then(|| file.text()))
    }

    /// Settles that two findings are one, or with `forbid` that they are not; whatever was settled of them before goes.
    pub fn settle(&mut self, earlier: &Finding, later: &Finding, forbid: bool) {
        self.undo(&earlier.id, &later.id);
        let pin = Pin {
            earlier: earlier.id.clone(),
            earlier_quote: earlier.text.clone(),
            later: later.id.clone(),
            later_quote: later.text.clone(),
        };
        let list = if forbid { &mut self.forbid } else { &mut self.pin };
        list.push(pin);
    }

    /// Takes back what was settled of two findings, in either order; whether there was anything.
    pub fn undo(&mut self, one: &str, other: &str) -> bool {
        let is_other = |pin: &Pin| {
            (pin.earlier.as_str(), pin.later.as_str()) != (one, other)
                && (pin.earlier.as_str(), pin.later.as_str()) != (other, one)
        };
        let before = self.pin.len() + self.forbid.len();
        self.pin.retain(is_other);
        self.forbid.retain(is_other);
        before > self.pin.len() + self.forbid.len()
    }

    /// What is settled of the findings there are now, and a sentence for each pin that lost its place.
    ///
    /// # Errors
    /// [`Error::Index`] when the index is damaged.
    pub fn resolve(&self, snapshot: &Snapshot) -> Result<(Pinned, Vec<String>)> {
        if *self == Self::default() {
            return Ok((Pinned::default(), Vec::new()));
        }
        Ok(self.find(&snapshot.findings(&Wanted { possible: true, ..Wanted::default() })?))
    }

    fn find(&self, findings: &[Finding]) -> (Pinned, Vec<String>) {
        let by_id: BTreeMap<&str, &Finding> = findings.iter().map(|finding| (finding.id.as_str(), finding)).collect();
        let mut by_quote: BTreeMap<String, Vec<&Finding>> = BTreeMap::new();
        for finding in findings {
            by_quote.entry(letters_and_digits(&finding.text)).or_default().push(finding);
        }
        let place = |id: &str, quote: &str| {
            let letters = letters_and_digits(quote);
            let own = by_id.get(id).filter(|finding| letters_and_digits(&finding.text) == letters);
            let again = || match by_quote.get(&letters).map(Vec::as_slice) {
                Some([only]) => Some(*only),
                // Of several in the same words, the one of the same paper.
                Some(several) => {
                    let paper = id.split('/').next().unwrap_or(id);
                    several.iter().copied().find(|finding| finding.citation.document == paper)
                }
                None => None,
            };
            own.copied().or_else(again).map(|finding| finding.id.clone())
        };
        let (mut pinned, mut lost) = (Pinned::default(), Vec::new());
        for (list, settled) in [(&self.pin, &mut pinned.together), (&self.forbid, &mut pinned.apart)] {
            for pin in list {
                let sides = [(&pin.earlier, &pin.earlier_quote), (&pin.later, &pin.later_quote)];
                match sides.map(|(id, quote)| place(id, quote)) {
                    [Some(earlier), Some(later)] => _ = settled.insert((earlier, later)),
                    found => {
                        for ((id, quote), _) in sides.iter().zip(&found).filter(|(_, found)| found.is_none()) {
                            lost.push(format!(
                                "a pin has lost its place: no finding reads “{quote}” any more (it was {id}); \
                                 pin it anew, or take it back with `lookback pin --undo {} {}`",
                                pin.earlier, pin.later
                            ));
                        }
                    }
                }
            }
        }
        (pinned, lost)
    }
}

/// The two findings of a pin, the earlier one first.
///
/// # Errors
/// [`Error::NoFinding`] when an identifier means none; [`Error::NotAPair`] where no comparison would hold the two against
/// each other; [`Error::Index`] when the index is damaged.
pub fn name_findings(snapshot: &Snapshot, one: &str, other: &str) -> Result<(Finding, Finding)> {
    let (one, other) = (name_finding(snapshot, one)?, name_finding(snapshot, other)?);
    if one.id == other.id {
        return Err(Error::NotAPair { why: "these are one finding" });
    }
    if one.review.is_some() && one.review == other.review {
        return Err(Error::NotAPair { why: "these two are of one review" });
    }
    let reviews = snapshot.reviews()?;
    let documents = snapshot.documents()?;
    let council = |finding: &Finding| {
        let of_review = finding.review.as_ref().and_then(|id| reviews.iter().find(|review| review.id == *id));
        let of_paper = || documents.iter().find(|document| document.id == finding.citation.document)?.council.as_ref();
        of_review.map(|review| &review.series.council).or_else(of_paper).map(|council| slug(council))
    };
    if let (Some(a), Some(b)) = (council(&one), council(&other))
        && a != b
    {
        return Err(Error::NotAPair { why: "these two are of different councils" });
    }
    let date = |finding: &Finding| {
        let visited = finding.review.as_ref().and_then(|id| reviews.iter().find(|review| review.id == *id));
        visited.and_then(|review| review.date()).or(finding.citation.date)
    };
    Ok(if date(&other) < date(&one) { (other, one) } else { (one, other) })
}

/// The finding of an identifier.
///
/// # Errors
/// [`Error::NoFinding`] when there is none; [`Error::Index`] when the index is damaged.
pub fn name_finding(snapshot: &Snapshot, id: &str) -> Result<Finding> {
    snapshot.finding(id)?.ok_or_else(|| Error::NoFinding { asked: id.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Citation, DocumentKind, FindingKind};

    fn finding(document: &str, item: &str, text: &str) -> Finding {
        let at = Citation::new(document, DocumentKind::ReviewReport, format!("{document}.txt"), 0);
        Finding::new(format!("{document}/{item}"), FindingKind::Recommendation, text, at, "test")
    }

    #[test]
    fn what_is_written_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (finding("a", "b1", "Mend the \"old\" roof\\"), finding("b", "b1", "The roof’s leaks"));
        let mut pins = Pins::load(folder.path()).unwrap();
        assert_eq!(pins, Pins::default());
        pins.settle(&a, &b, false);
        pins.save(folder.path()).unwrap();
        assert_eq!(Pins::load(folder.path()).unwrap(), pins);
        pins.settle(&a, &b, true);
        assert_eq!((pins.pin.len(), pins.forbid.len()), (0, 1));
        assert!(pins.undo(&b.id, &a.id) && !pins.undo(&a.id, &b.id));
        pins.save(folder.path()).unwrap();
        assert!(!folder.path().join(PINS_FILE).exists());
    }

    #[test]
    fn what_people_wrote_in_the_file_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(PINS_FILE);
        let by_hand = "# Agreed with the chair.\n\n[[pin]] # hers\nlater = \"b/1\"\nlater_quote = 'B'\nearlier = \"z/1\"\n\
                       earlier_quote = 'Z'\n";
        fs::write(&path, by_hand).unwrap();
        let changed = || fs::metadata(&path).unwrap().modified().unwrap();
        let before = changed();
        let mut pins = Pins::load(folder.path()).unwrap();
        assert!(!pins.undo("a/1", "b/1"));
        pins.save(folder.path()).unwrap();
        assert_eq!(changed(), before, "nothing was undone, nothing is written");
        pins.settle(&finding("a", "1", "A"), &finding("c", "1", "C"), false);
        pins.save(folder.path()).unwrap();
        assert_eq!(Pins::load(folder.path()).unwrap(), pins);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.starts_with(by_hand), "{text}");
        assert!(pins.undo("a/1", "c/1") && pins.undo("z/1", "b/1"));
        pins.save(folder.path()).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "# Agreed with the chair.\n");
    }

    #[test]
    fn what_several_settle_at_the_same_time_is_all_kept() {
        let folder = tempfile::tempdir().unwrap();
        let by_one = &|name: &str| {
            for number in 0..10 {
                let (a, b) = (finding(name, &number.to_string(), "A"), finding("z", name, "Z"));
                Pins::change(folder.path(), |pins| pins.settle(&a, &b, number % 2 == 0)).unwrap();
            }
        };
        std::thread::scope(|scope| {
            for name in ["a", "b", "c", "d"] {
                scope.spawn(move || by_one(name));
            }
        });
        let pins = Pins::load(folder.path()).unwrap();
        assert_eq!((pins.pin.len(), pins.forbid.len()), (20, 20));
        let papers = crate::ingest::walk(folder.path()).unwrap();
        assert!(papers.iter().all(|paper| paper.relative == PINS_FILE), "{papers:?}");
    }

    #[cfg(unix)]
    #[test]
    fn pins_that_are_kept_elsewhere_stay_there() {
        let folder = tempfile::tempdir().unwrap();
        let (corpus, elsewhere) = (folder.path().join("papers"), folder.path().join("ours.toml"));
        fs::create_dir(&corpus).unwrap();
        fs::write(&elsewhere, "").unwrap();
        std::os::unix::fs::symlink(&elsewhere, corpus.join(PINS_FILE)).unwrap();
        let mut pins = Pins::default();
        pins.settle(&finding("a", "1", "A"), &finding("b", "1", "B"), false);
        pins.save(&corpus).unwrap();
        assert!(corpus.join(PINS_FILE).is_symlink() && fs::read_to_string(&elsewhere).unwrap().contains("a/1"));
    }

    #[test]
    fn a_finding_is_found_again_by_its_words() {
        let mut pins = Pins::default();
        pins.settle(&finding("a", "b1", "Mend the roof"), &finding("b", "b1", "The roof leaks"), false);
        let now = [
            finding("a", "b2", "Mend the  roof."),
            finding("a", "b1", "Count swans"),
            finding("b", "b1", "The roof leaks"),
        ];
        let (pinned, lost) = pins.find(&now);
        assert_eq!(pinned.together.into_iter().collect::<Vec<_>>(), [("a/b2".to_owned(), "b/b1".to_owned())]);
        assert!(lost.is_empty());
        let (pinned, lost) = pins.find(&now[1..]);
        assert!(pinned.together.is_empty());
        assert!(lost.len() == 1 && lost[0].contains("Mend the roof"), "{lost:?}");
    }

    #[test]
    fn a_faulty_file_is_refused_with_its_name() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(PINS_FILE), "[[pin]]\nearlier = 3\n").unwrap();
        assert!(matches!(Pins::load(folder.path()), Err(Error::Config { .. })));
    }
}
