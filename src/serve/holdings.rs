//! What one commit holds, with what people settled by hand: everything that pages ask of.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::Result;
use crate::answers::{Means, Narrow, PINS_FILE, Pins, in_prose, progress_reviews};
use crate::compare::Pinned;
use crate::ingest::CONFIG_FILE;
use crate::lexicon::{Lexicon, SYNONYMS_FILE, VECTORS_FILE};
use crate::model::{Document, DocumentKind, Finding, Review, ReviewId};
use crate::output::Register;
use crate::resolve::corrections;
use crate::settings::Settings;
use crate::store::{Skipped, Snapshot, Totals, Wanted};
use crate::themes::{Codebook, Codebooks};

/// Tells whether what is served is what is there: the commit, the settings, the pins, the
/// synonyms, the word vectors, the codebook. Corrections are part of the commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp([Option<(u64, SystemTime)>; 7]);

impl Stamp {
    pub fn of(corpus: &Path, index: &Path) -> Self {
        // Where the settings cannot be read, opening them says so.
        let codebook = Settings::load(&corpus.join(CONFIG_FILE)).ok().and_then(|settings| settings.codebook);
        let codebook = codebook.map_or_else(PathBuf::new, |name| corpus.join(name));
        let own = [CONFIG_FILE, PINS_FILE, corrections::FILE, SYNONYMS_FILE, VECTORS_FILE];
        let [settings, pins, corrections, synonyms, vectors] = own.map(|name| corpus.join(name));
        let files = [index.join("meta.json"), settings, pins, corrections, synonyms, vectors, codebook];
        Self(files.map(|file| fs::metadata(file).ok().and_then(|file| Some((file.len(), file.modified().ok()?)))))
    }
}

/// So many findings are kept at hand in lists: some tens of megabytes.
const LISTED: u64 = 100_000;

/// More reviews than this are not offered in one list.
const CHOICE: usize = 150;

/// One consistent state, shared by every reader.
pub(super) struct Holdings {
    pub stamp: Stamp,
    /// Which state this is, from 0.
    pub number: u64,
    /// What the folder is called.
    pub name: String,
    pub snapshot: Snapshot,
    pub documents: Vec<Document>,
    pub reviews: Vec<Review>,
    /// Those of them that are progress reviews, and those of these that report in prose.
    pub progress: BTreeSet<ReviewId>,
    pub prose: BTreeSet<ReviewId>,
    pub skipped: Vec<Skipped>,
    pub totals: Totals,
    pub pins: Pins,
    pub pinned: Pinned,
    pub lexicon: Cow<'static, Lexicon>,
    /// What a search is widened by.
    pub synonyms: Arc<Lexicon>,
    /// A sentence for each pin that lost its place.
    pub lost: Vec<String>,
    pub codebooks: Codebooks,
    /// The one by which all reviews are counted together.
    pub codebook: Arc<Codebook>,
    listed: Cache<Wanted, Arc<Vec<Finding>>, ByFindings>,
}

/// The subjects of the reviews of which papers are in hand.
fn subjects<'r>(reviews: impl IntoIterator<Item = &'r Review>) -> impl Iterator<Item = &'r str> {
    let in_hand = reviews.into_iter().filter(|review| !review.only_mentioned());
    in_hand.map(|review| review.series.subject.as_str())
}

/// Weighs a list by its findings.
#[derive(Clone)]
struct ByFindings;

impl Weighter<Wanted, Arc<Vec<Finding>>> for ByFindings {
    fn weight(&self, _: &Wanted, findings: &Arc<Vec<Finding>>) -> u64 {
        findings.len() as u64 + 1
    }
}

impl Holdings {
    /// What findings are paired with.
    pub fn means(&self) -> Means<'_> {
        Means { lexicon: &self.lexicon, pinned: &self.pinned }
    }

    pub fn open(corpus: &Path, index: &Path, stamp: Stamp, number: u64) -> Result<Self> {
        let snapshot = Snapshot::open(index)?;
        let settings = Settings::load(&corpus.join(CONFIG_FILE))?;
        let pins = Pins::load(corpus)?;
        let (pinned, lost) = pins.resolve(&snapshot)?;
        let codebooks = Codebooks::chosen(settings.codebook.as_deref(), corpus)?;
        let (reviews, documents) = (snapshot.reviews()?, snapshot.documents()?);
        let codebook = codebooks.of_all(subjects(&reviews)).clone();
        let folder = || fs::canonicalize(corpus).ok()?.file_name()?.to_str().map(str::to_owned);
        Ok(Self {
            stamp,
            number,
            name: settings.name.or_else(folder).unwrap_or_else(|| "papers".to_owned()),
            progress: progress_reviews(&reviews, &documents),
            prose: in_prose(&snapshot, &reviews)?,
            documents,
            reviews,
            skipped: snapshot.skipped()?,
            totals: snapshot.totals()?,
            snapshot,
            pins,
            pinned,
            lexicon: Lexicon::of_corpus(corpus)?,
            synonyms: Lexicon::of_search(corpus)?,
            lost,
            codebooks,
            codebook: Arc::new(codebook),
            listed: Cache::with_weighter(16, LISTED, ByFindings),
        })
    }

    /// The findings wanted. The next page of a long list does not read it all again.
    pub fn findings(&self, wanted: &Wanted) -> Result<Arc<Vec<Finding>>> {
        self.listed.get_or_insert_with(wanted, || self.snapshot.findings(wanted).map(Arc::new))
    }

    /// The register of reviews, papers and themes.
    pub fn register(&self) -> Register<'_> {
        Register::new(&self.reviews, &self.documents).with_themes(&self.codebooks)
    }

    /// The subjects of the reviews that are wanted.
    pub fn subjects(&self, wanted: &Narrow) -> BTreeSet<&str> {
        subjects(self.reviews.iter().filter(|review| wanted.takes(&review.series))).collect()
    }

    /// The codebook of the reviews that are wanted.
    pub fn codebook_of(&self, wanted: &Narrow) -> &Codebook {
        self.codebooks.of_all(self.subjects(wanted))
    }

    /// The councils there are, in order.
    pub fn councils(&self) -> BTreeSet<&str> {
        let of_papers = self.documents.iter().filter_map(|document| document.council.as_deref());
        let of_reviews = self.reviews.iter().filter(|review| !review.only_mentioned());
        of_papers.chain(of_reviews.map(|review| review.series.council.as_str())).collect()
    }

    /// The committees whose minutes are in hand, of a council or of all; none where that would be too many to look through.
    pub fn committees(&self, council: Option<&str>) -> BTreeSet<&str> {
        let minutes = self.documents.iter().filter(|document| document.kind == DocumentKind::Minutes);
        let of_council =
            minutes.filter(|document| council.is_none_or(|name| document.council.as_deref() == Some(name)));
        let committees: BTreeSet<&str> = of_council.filter_map(|document| document.committee.as_deref()).collect();
        if committees.len() > CHOICE { BTreeSet::new() } else { committees }
    }

    /// The reviews of which papers are in hand.
    pub fn in_hand(&self) -> impl Iterator<Item = &Review> {
        self.reviews.iter().filter(|review| !review.only_mentioned())
    }

    /// Whether a review lists what it found, so that it can be compared with another.
    pub fn lists(&self, review: &Review) -> bool {
        !self.prose.contains(&review.id)
    }

    /// The reviews to choose from: those of a council where one is chosen, all where they are few enough to look through;
    /// else none, and a council is to be chosen first.
    pub fn to_choose_from(&self, council: Option<&str>) -> Vec<&Review> {
        let of_council = |review: &&Review| council.is_none_or(|council| review.series.council == council);
        let reviews: Vec<&Review> = self.in_hand().filter(of_council).collect();
        if council.is_none() && reviews.len() > CHOICE { Vec::new() } else { reviews }
    }
}
