//! What is left out of an answer: other councils, bodies, subjects and kinds of finding.

use std::collections::BTreeSet;

use crate::error::Result;
use crate::model::{FindingKind, Series, slug};
use crate::store::Snapshot;

use super::councils::{name_council, no_name};

/// What to leave out of a comparison. An empty list does not restrict; names may be in any case, with or without apostrophes
/// and hyphens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Narrow {
    /// Councils, as papers have them: "Marlshire". [`Narrow::named`] finds that for what a person typed.
    pub councils: Vec<String>,
    /// Reviewing bodies: "LGA".
    pub bodies: Vec<String>,
    /// Subjects: "safeguarding children".
    pub subjects: Vec<String>,
    /// Kinds of finding. Of a comparison, changes with one of them on either side: what is asked for in 2015 as a recommendation may
    /// have been a priority before.
    pub kinds: Vec<FindingKind>,
    /// Whether findings that are only possible are compared too.
    pub possible: bool,
}

impl Narrow {
    /// The same with the councils as the papers have them, and looked over: a slip of the hand is not answered with "nothing found".
    ///
    /// # Errors
    /// [`Error::NoName`](crate::Error::NoName) for a council, body or subject of which there is none; as
    /// [`name_council`].
    pub fn named(self, snapshot: &Snapshot) -> Result<Self> {
        let reviews =
            if self.bodies.is_empty() && self.subjects.is_empty() { Vec::new() } else { snapshot.reviews()? };
        let of_reviews = |name: fn(&Series) -> &String| -> BTreeSet<&str> {
            reviews.iter().map(|review| name(&review.series).as_str()).collect()
        };
        for (what, named, known) in [
            ("body", &self.bodies, of_reviews(|series| &series.body)),
            ("subject", &self.subjects, of_reviews(|series| &series.subject)),
        ] {
            if let Some(asked) = named.iter().find(|name| known.iter().all(|own| slug(own) != slug(name))) {
                return Err(no_name(what, asked, &known));
            }
        }
        let councils = self.councils.iter().map(|asked| name_council(snapshot, asked)).collect::<Result<_>>()?;
        Ok(Self { councils, ..self })
    }

    /// Whether a series is wanted.
    pub fn takes(&self, series: &Series) -> bool {
        wanted(&self.councils, &series.council)
            && wanted(&self.bodies, &series.body)
            && wanted(&self.subjects, &series.subject)
    }

    /// Whether papers of a council are wanted; where some are named, those of none are not.
    pub fn takes_council(&self, council: Option<&str>) -> bool {
        wanted(&self.councils, council.unwrap_or_default())
    }

    /// Whether only findings can be wanted, and no other passages.
    pub fn is_of_findings(&self) -> bool {
        !(self.bodies.is_empty() && self.subjects.is_empty() && self.kinds.is_empty())
    }

    /// Whether a finding of a kind is wanted, by the series of the review that made it; `None` for a committee's own.
    pub fn takes_finding(&self, kind: FindingKind, series: Option<&Series>) -> bool {
        let of = |list: &[String], name: Option<&String>| wanted(list, name.map_or("", String::as_str));
        (self.kinds.is_empty() || self.kinds.contains(&kind))
            && of(&self.bodies, series.map(|series| &series.body))
            && of(&self.subjects, series.map(|series| &series.subject))
    }
}

/// Whether a list names what is called so; an empty one takes all.
fn wanted(list: &[String], name: &str) -> bool {
    list.is_empty() || list.iter().any(|wanted| slug(wanted) == slug(name))
}
