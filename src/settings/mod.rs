//! What does the officer know better? `lookback.toml` at the root of a folder of papers; optional.
//!
//! ```toml
//! council = "Marlshire"                  # of papers that name none
//! codebook = "our-themes.toml"           # for `themes`, unless another is named
//! ignore = ["drafts/**"]                 # not part of the corpus
//!
//! [[paper]]
//! path = "reports/2015-*.pdf"            # from this folder; `*` stays within a folder, `**` goes through them
//! kind = "review_report"
//! on_site = { from = "2015-04-20", to = "2015-04-24" }
//! published = "2015-06"                  # as precise as known
//! ```
//!
//! What is given wins over what a paper says of itself and ends the argument where it contradicts itself. Where several
//! entries speak of one paper, the last wins, key by key. Plain data: what comes of it is [`crate::reading`]'s.

mod entries;
mod globs;
mod keys;
mod parse;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde::Serialize;

use crate::error::{Error, Result};
use crate::model::{Date, DocumentKind, Field, Period};
use globs::Glob;

pub(crate) use entries::Entries;

/// What an officer knows of a folder of papers.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// What the folder is called; for people.
    pub name: Option<String>,
    /// The council of papers that name none.
    pub council: Option<String>,
    /// The codebook that `themes` counts by: the name of one that comes with the program, or a path from the folder.
    pub codebook: Option<String>,
    ignore: Vec<Glob>,
    papers: Vec<Entry>,
}

/// One `[[paper]]`.
#[derive(Debug, Clone)]
struct Entry {
    path: Glob,
    given: Given,
}

/// What is given of one paper. What is `None` is left to the paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Given {
    /// What sort of paper it is.
    pub kind: Option<DocumentKind>,
    /// Its title.
    pub title: Option<String>,
    /// The council.
    pub council: Option<String>,
    /// The committee whose paper it is.
    pub committee: Option<String>,
    /// Date of the meeting, of the letter or of publication.
    pub date: Option<Date>,
    /// Who reviewed, short: "LGA".
    pub body: Option<String>,
    /// What was reviewed: "safeguarding children".
    pub subject: Option<String>,
    /// When the reviewers were on site.
    pub on_site: Option<Period>,
    /// When the review was published.
    pub published: Option<Date>,
    /// The overall grade.
    pub grade: Option<String>,
    /// The encoding of its text, where its bytes do not tell it, by its name on the web: "windows-1252", "macintosh".
    pub encoding: Option<String>,
    /// The council it is of should it name none.
    pub otherwise_council: Option<String>,
}

impl Given {
    /// Whether anything is given of a field.
    pub fn has(&self, field: Field) -> bool {
        match field {
            Field::Kind => self.kind.is_some(),
            Field::Title => self.title.is_some(),
            Field::Council => self.council.is_some(),
            Field::Committee => self.committee.is_some(),
            Field::Date => self.date.is_some(),
            Field::Body => self.body.is_some(),
            Field::Subject => self.subject.is_some(),
            Field::OnSite => self.on_site.is_some(),
            Field::Published => self.published.is_some(),
            Field::Grade => self.grade.is_some(),
        }
    }

    /// Tells one from another; `None` when nothing is given.
    pub fn fingerprint(&self) -> Option<String> {
        if *self == Self::default() {
            return None;
        }
        // Cannot fail: the record has string keys, and a Vec takes every byte.
        let json = serde_json::to_vec(self).unwrap_or_default();
        Some(blake3::hash(&json).to_hex()[..16].to_owned())
    }

    /// Takes over what another gives.
    fn overlay(&mut self, other: &Self) {
        fn take<T: Clone>(here: &mut Option<T>, there: &Option<T>) {
            if there.is_some() {
                here.clone_from(there);
            }
        }
        take(&mut self.kind, &other.kind);
        take(&mut self.title, &other.title);
        take(&mut self.council, &other.council);
        take(&mut self.committee, &other.committee);
        take(&mut self.date, &other.date);
        take(&mut self.body, &other.body);
        take(&mut self.subject, &other.subject);
        take(&mut self.on_site, &other.on_site);
        take(&mut self.published, &other.published);
        take(&mut self.grade, &other.grade);
        take(&mut self.encoding, &other.encoding);
    }
}

impl Settings {
    /// Reads the file at `path`; where there is none, nothing is set.
    ///
    /// # Errors
    /// [`Error::Config`] when the file does not say what it should, with the line; [`Error::Io`] when it cannot be read.
    pub fn load(path: &Path) -> Result<Self> {
        let path = path.to_owned();
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(Error::Config { path, message: "it is not text in UTF-8".into() });
            }
            Err(source) => return Err(Error::Io { doing: "read", path, source }),
        };
        Self::parse(&text).map_err(|message| Error::Config { path, message })
    }

    /// Reads settings from the text of the file.
    ///
    /// # Errors
    /// What is wrong, on which line, and what to write instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        parse::settings(text)
    }

    /// What is given of a paper, by its path relative to the corpus.
    pub fn given(&self, path: &str) -> Given {
        let mut given = Given { otherwise_council: self.council.clone(), ..Given::default() };
        self.papers.iter().filter(|entry| entry.path.matches(path)).for_each(|entry| given.overlay(&entry.given));
        given
    }

    /// Whether a path is not part of the corpus: it is to be ignored, or it is the codebook.
    pub fn ignores(&self, path: &str) -> bool {
        self.codebook.as_deref() == Some(path) || self.ignore.iter().any(|glob| glob.matches(path))
    }

    /// For each of these papers of which anything is given, what tells that from another.
    pub fn fingerprints<'a>(&self, paths: impl Iterator<Item = &'a str>) -> BTreeMap<String, String> {
        paths.filter_map(|path| Some((path.to_owned(), self.given(path).fingerprint()?))).collect()
    }

    /// What to say of entries and globs that no path answers to, a sentence each. `paths` are all there are, those that
    /// are ignored with them.
    pub fn unmatched(&self, paths: &[&str]) -> Vec<String> {
        let globs = self.papers.iter().map(|entry| &entry.path).chain(&self.ignore);
        let mut found: Vec<&Glob> = globs.filter(|glob| !paths.iter().any(|path| glob.matches(path))).collect();
        found.sort_by_key(|glob| glob.line);
        found.iter().map(|glob| glob.matches_nothing(paths)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(text: &str) -> Settings {
        Settings::parse(text).unwrap()
    }

    #[test]
    fn the_last_entry_that_speaks_of_a_paper_wins_key_by_key() {
        let settings = settings(
            "council = 'Marlshire'\n[[paper]]\npath = '**/*.pdf'\nkind = 'minutes'\ndate = '2015'\n\
             [[paper]]\npath = 'a/2015-*.pdf'\ndate = '2015-04-20'\n",
        );
        let given = settings.given("a/2015-x.pdf");
        assert_eq!((given.kind, given.date), (Some(DocumentKind::Minutes), "2015-04-20".parse().ok()));
        assert_eq!(given.otherwise_council.as_deref(), Some("Marlshire"));
        assert_eq!(settings.given("b/2015-x.pdf").date, Some(Date::year_only(2015)));
        assert!(settings.given("b/2015-x.docx").date.is_none());
    }

    #[test]
    fn the_codebook_is_no_paper_however_its_path_is_written() {
        for written in ["sub/ours.toml", "./sub/ours.toml", "sub//ours.toml", "./a/../sub/./ours.toml"] {
            let settings = settings(&format!("codebook = '{written}'\n"));
            assert!(settings.ignores("sub/ours.toml") && !settings.ignores("ours.toml"), "{written}");
        }
        assert_eq!(settings("codebook = '../ours.toml'\n").codebook.as_deref(), Some("../ours.toml"));
    }

    #[test]
    fn what_is_given_changes_the_fingerprint_of_its_paper_alone() {
        let before = settings("[[paper]]\npath = 'a.txt'\ndate = '2015'\n");
        let after = settings("[[paper]]\npath = 'a.txt'\ndate = '2016'\n");
        let paths = || ["a.txt", "b.txt"].into_iter();
        assert_ne!(before.fingerprints(paths()), after.fingerprints(paths()));
        assert_eq!(after.fingerprints(paths()).keys().collect::<Vec<_>>(), ["a.txt"]);
    }

    #[test]
    fn a_glob_that_matches_nothing_is_told_with_its_line_and_what_may_be_meant() {
        let settings = settings("ignore = ['drafts/**']\n\n[[paper]]\npath = 'reports/*.pdf'\n");
        let paths = ["marlshire/reports/a.pdf", "drafts/b.txt"];
        let want =
            "line 4: no paper answers to `reports/*.pdf`; `**/reports/*.pdf` would match marlshire/reports/a.pdf";
        assert_eq!(settings.unmatched(&paths), [want]);
        assert!(settings.ignores("drafts/b.txt") && !settings.ignores("a/drafts/b.txt"));
    }
}
