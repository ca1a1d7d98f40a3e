//! Which codebook tells the themes of a finding: one that was chosen for everything, or that of the subject reviewed.
//!
//! What an assessment of adult social care found is not counted by the themes of safeguarding children. Which codebook is
//! for which subject says `codebooks/subjects.toml`.
//!
//! ```
//! use lookback::themes::Codebooks;
//!
//! let codebooks = Codebooks::by_subject()?;
//! assert_eq!(codebooks.of("adult social care").name, "adult_social_care");
//! assert_eq!(codebooks.of("safeguarding children").name, "lga_safeguarding");
//! # Ok::<(), lookback::Error>(())
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use super::codebook::{Codebook, DEFAULT};
use crate::error::Result;

/// Names of codebooks by the subject they are for.
static BY_SUBJECT: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    // Part of the program, and a test reads it.
    let told: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("codebooks/subjects.toml")).expect("subjects.toml is sound");
    let each =
        |(name, subjects): (String, Vec<String>)| subjects.into_iter().map(move |subject| (subject, name.clone()));
    told.into_iter().flat_map(each).collect()
});

/// The codebooks by which themes are told.
#[derive(Debug, Clone)]
pub struct Codebooks {
    /// For everything, or for what has none of its own.
    usual: Cow<'static, Codebook>,
    /// Whether subjects have codebooks of their own.
    by_subject: bool,
}

impl Codebooks {
    /// One codebook for everything.
    pub fn one(codebook: Cow<'static, Codebook>) -> Self {
        Self { usual: codebook, by_subject: false }
    }

    /// The codebook of this name, from `folder` where it is a file, for everything; without a name each subject's own.
    ///
    /// # Errors
    /// As [`Codebook::named`].
    pub fn chosen(name: Option<&str>, folder: &Path) -> Result<Self> {
        name.map_or_else(Self::by_subject, |name| Ok(Self::one(Codebook::named(name, folder)?)))
    }

    /// For each subject its own, of those that come with the program; for what has none, the [`DEFAULT`].
    ///
    /// # Errors
    /// None but for a fault of the program: [`Error::NoCodebook`](crate::Error::NoCodebook).
    pub fn by_subject() -> Result<Self> {
        Ok(Self { usual: Cow::Borrowed(Codebook::builtin(DEFAULT)?), by_subject: true })
    }

    /// The codebook for what has no subject.
    pub fn usual(&self) -> &Codebook {
        &self.usual
    }

    /// The codebook for findings of reviews of a subject, in the words of `findings/reviews.toml`.
    pub fn of(&self, subject: &str) -> &Codebook {
        let own = BY_SUBJECT.get(subject).filter(|_| self.by_subject);
        own.and_then(|name| Codebook::builtin(name).ok()).unwrap_or(&self.usual)
    }

    /// The codebook for findings of several subjects counted together: their own where it is one, else the usual.
    pub fn of_all<'s>(&self, subjects: impl IntoIterator<Item = &'s str>) -> &Codebook {
        let mut own = subjects.into_iter().map(|subject| self.of(subject));
        let Some(first) = own.next() else { return &self.usual };
        if own.all(|other| other.name == first.name) { first } else { &self.usual }
    }

    /// Those of several subjects that have a codebook of their own, other than the one they are counted by together.
    pub fn apart<'s>(&self, subjects: impl IntoIterator<Item = &'s str> + Clone) -> Vec<&'s str> {
        let together = self.of_all(subjects.clone());
        subjects.into_iter().filter(|subject| self.of(subject).name != together.name).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_codebook_for_a_subject_is_there_and_every_subject_is_one_of_reviews() {
        let known = include_str!("../findings/reviews.toml");
        assert!(BY_SUBJECT.len() > 5);
        for (subject, name) in &*BY_SUBJECT {
            assert!(Codebook::builtin(name).is_ok(), "{name}");
            let is_told = ["name", "subject"].iter().any(|key| known.contains(&format!("{key} = \"{subject}\"\n")));
            assert!(is_told, "no review is of {subject}");
        }
    }

    #[test]
    fn one_for_all_subjects_only_where_they_agree() {
        let codebooks = Codebooks::by_subject().unwrap();
        let of = |subjects: &[&str]| codebooks.of_all(subjects.iter().copied()).name.clone();
        assert_eq!(of(&["corporate", "finance"]), "corporate_peer_challenge");
        assert_eq!(of(&["corporate", "adult social care"]), DEFAULT);
        assert_eq!(of(&[]), DEFAULT);
    }

    #[test]
    fn what_is_chosen_is_for_everything() {
        let chosen = Codebooks::one(Cow::Borrowed(Codebook::builtin("children_services").unwrap()));
        assert_eq!(chosen.of("adult social care").name, "children_services");
        assert_eq!(chosen.of_all(["corporate"]).name, "children_services");
    }
}
