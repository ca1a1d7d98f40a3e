//! One consistent state of the index, to be asked as often as one likes.
//!
//! A snapshot is the last commit at the moment it was opened; a later commit does not change it. Everything
//! comes out in a stated order, whatever the order of the updates that led here. Blocks are read only where
//! they are asked for.

mod boilerplate;
mod places;
mod records;
mod retold;
mod shown;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use tantivy::{ReloadPolicy, Searcher, Term};

use super::collect::{with_all, with_term};
use super::opening::{Commit, Opened, failed, open};
use super::records::{StoredSource, made_whole};
use super::schema::{Fields, record, schema};
use super::statistics::live_records;
use crate::error::{Error, Result};
use crate::model::{
    BackReference, Block, Citation, Document, Finding, FindingId, FindingKind, Reading, Review, ReviewId,
};
pub(crate) use places::{RankedBy, Standing};
use records::AT_ONCE;
pub(crate) use retold::Retold;
use shown::Columns;

/// How many unpacked pages of stored records are kept at hand in each segment; a page is 72 KiB.
const PAGES_AT_HAND: usize = 16;

/// Findings, with the reviews that made them, by the path and ordinal of the block they stand in.
pub(crate) type FindingsByPlace = BTreeMap<(String, usize), BTreeMap<FindingId, Option<ReviewId>>>;

/// The index as it stood at its last commit.
pub struct Snapshot {
    searcher: Searcher,
    columns: Columns,
    fields: Fields,
    commit: Commit,
    index_dir: PathBuf,
}

/// Which findings are wanted. An empty list does not restrict.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Wanted {
    /// Kinds of finding.
    pub kinds: Vec<FindingKind>,
    /// Councils, in any case: "Marlshire".
    pub councils: Vec<String>,
    /// Reviewing bodies: "LGA". A committee's own findings have none.
    pub bodies: Vec<String>,
    /// Subjects, as in [`Series`](crate::model::Series).
    pub subjects: Vec<String>,
    /// Reviews that made them.
    pub reviews: Vec<ReviewId>,
    /// Documents in which they are read, by identifier or path.
    pub documents: Vec<String>,
    /// Whether findings that are only possible are wanted too.
    pub possible: bool,
}

/// A file that could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Path of the file, relative to the corpus.
    pub path: String,
    /// Why, in words.
    pub reason: String,
}

/// How much is in the index.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Totals {
    /// Documents read.
    pub documents: usize,
    /// Their blocks.
    pub blocks: usize,
    /// Findings, each once, the possible ones with them.
    pub findings: usize,
    /// Those of them that are only possible.
    pub possible: usize,
    /// Reviews in hand or mentioned.
    pub reviews: usize,
    /// Files that could not be read; answers of ours are not counted.
    pub skipped: usize,
}

impl Snapshot {
    /// Opens the index at its last commit.
    ///
    /// # Errors
    /// [`Error::NoIndex`] when there is none, [`Error::Index`] when it is damaged, of another form, or not ours.
    pub fn open(index_dir: &Path) -> Result<Self> {
        match open(index_dir)? {
            Opened::Nothing => Err(Error::NoIndex { path: index_dir.to_owned() }),
            Opened::OtherForm(message) => Err(Error::Index { path: index_dir.to_owned(), message }),
            Opened::Ready(index, commit) => Self::of(&index, *commit, index_dir),
        }
    }

    pub(crate) fn of(index: &tantivy::Index, commit: Commit, index_dir: &Path) -> Result<Self> {
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(PAGES_AT_HAND)
            .try_into()
            .map_err(|error| failed(index_dir, error))?;
        let (_, fields) = schema();
        let searcher = reader.searcher();
        let columns = Columns::of(&searcher).map_err(|error| failed(index_dir, error))?;
        Ok(Self { searcher, columns, fields, commit, index_dir: index_dir.to_owned() })
    }

    /// How much is in the index.
    ///
    /// # Errors
    /// [`Error::Index`] when the index is damaged.
    pub fn totals(&self) -> Result<Totals> {
        let (documents, skipped) = self.files()?;
        Ok(Totals {
            documents,
            blocks: self.commit.blocks as usize,
            findings: self.count(record::FINDING)?,
            possible: self.addresses(&*self.possible_findings())?.len(),
            reviews: self.names(self.fields.review, &|_| true)?.len(),
            skipped,
        })
    }

    /// Whether there is a passage to answer from.
    pub fn has_passages(&self) -> bool {
        self.commit.blocks > 0
    }

    /// How many documents were read, and how many files could not be; answers of ours are neither.
    ///
    /// # Errors
    /// [`Error::Index`] when the index is damaged.
    pub fn files(&self) -> Result<(usize, usize)> {
        Ok((self.count(record::READING)?, self.count(record::SKIPPED)?.saturating_sub(self.count(record::ANSWER)?)))
    }

    fn count(&self, kind: &str) -> Result<usize> {
        let term = Term::from_field_text(self.fields.record, kind);
        let segments = self.searcher.segment_readers().iter();
        let live = segments.map(|segment| live_records(segment, &term)).sum::<tantivy::Result<u64>>();
        live.map(|count| count as usize).map_err(|error| self.failed(error))
    }

    /// What tells this state from any other, 16 hexadecimal digits: of what each paper holds, what is given of it and
    /// corrected in it, and of the rules, settings and readers it was read with.
    ///
    /// Wherever the papers lie, and in whatever order they were read, the same papers and rules give the same.
    ///
    /// # Errors
    /// [`Error::Index`] when the index is damaged.
    pub fn fingerprint(&self) -> Result<String> {
        let mut hasher = blake3::Hasher::new();
        let mut put = |part: &str| {
            hasher.update(part.as_bytes());
            hasher.update(&[0]);
        };
        put(&self.commit.reading);
        for document in self.documents()? {
            put(&document.path);
            put(&document.fingerprint);
        }
        for (path, told) in self.commit.given.iter().chain(&self.commit.corrections) {
            put(path);
            put(told);
        }
        Ok(hasher.finalize().to_hex()[..16].to_owned())
    }

    /// The documents, ordered by path.
    ///
    /// # Errors
    /// [`Error::Index`] when the index is damaged.
    pub fn documents(&self) -> Result<Vec<Document>> {
        let mut documents: Vec<Document> = self.of_kind(record::DOCUMENT)?;
        documents.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(documents)
    }

    /// Calls `each` with every document in turn, in no promised order, so that not all are in memory at once.
    ///
    /// # Errors
    /// [`Error::Index`] when the index is damaged.
    pub fn each_document(&self, each: &mut dyn FnMut(Document)) -> Result<()> {
        for at in self.addresses(&*with_term(self.fields.record, record::DOCUMENT))? {
            each(self.record(at)?);
        }
        Ok(())
    }

    /// Calls `each` with every passage in turn, headings among them, and the path of its paper, in no promised order, so that
    /// not all are in memory at once.
    ///
    /// # Errors
    /// [`Error::Index`] when the index is damaged.
    pub fn each_passage(&self, each: &mut dyn FnMut(&str, &str)) -> Result<()> {
        for some in self.addresses(&*with_term(self.fields.record, record::BLOCK))?.chunks(AT_ONCE) {
            for (&at, path) in some.iter().zip(self.paths(some)?) {
                each(&path, &self.record::<Block>(at)?.text);
            }
        }
        Ok(())
    }

    /// The files that could not be read, ordered by path.
    ///
    /// # Errors
    /// [`Error::Index`] when the index is damaged.
    pub fn skipped(&self) -> Result<Vec<Skipped>> {
        let sources: Vec<StoredSource> = self.of_kind(record::SKIPPED)?;
        let mut skipped: Vec<Skipped> = sources
            .into_iter()
            .filter_map(|source| Some(Skipped { path: source.path, reason: source.skipped? }))
            .collect();
        skipped.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(skipped)
    }

    /// The reviews in hand or mentioned, ordered by series, date and identifier.
    ///
    /// A review that papers of several councils speak of is given once, with all its documents.
    ///
    /// # Errors
    /// [`Error::Index`] when the index is damaged.
    pub fn reviews(&self) -> Result<Vec<Review>> {
        let mut told: Vec<Review> = self.of_kind(record::REVIEW)?;
        // The telling that knows most leads; the order among equals is that of what they say.
        let knows = |review: &Review| {
            let unknown = [review.on_site.is_none(), review.published.is_none(), review.predecessor.is_none()];
            (review.documents.is_empty(), unknown)
        };
        told.sort_by(|a, b| (knows(a), a).cmp(&(knows(b), b)));
        let mut once: BTreeMap<ReviewId, Review> = BTreeMap::new();
        for review in told {
            match once.get_mut(&review.id) {
                None => _ = once.insert(review.id.clone(), review),
                Some(known) => {
                    known.on_site = known.on_site.or(review.on_site);
                    known.published = known.published.or(review.published);
                    known.framework = known.framework.take().or(review.framework);
                    known.predecessor = known.predecessor.take().or(review.predecessor);
                    known.documents.extend(review.documents);
                    known.documents.sort();
                    known.documents.dedup();
                }
            }
        }
        let mut reviews: Vec<Review> = once.into_values().collect();
        reviews.sort_by(|a, b| (&a.series, a.date(), &a.id).cmp(&(&b.series, b.date(), &b.id)));
        Ok(reviews)
    }

    /// Every paper as it was read, without its blocks, before papers are set against each other; ordered by path.
    ///
    /// # Errors
    /// [`Error::Index`] when the index is damaged.
    pub fn readings(&self) -> Result<Vec<Reading>> {
        let mut readings = self.readings_of(&*with_term(self.fields.record, record::READING))?;
        readings.sort_by(|a, b| a.document.path.cmp(&b.document.path));
        Ok(readings)
    }

    /// One paper as it was read, with its blocks; `None` when no paper has that path.
    pub(crate) fn reading(&self, path: &str) -> Result<Option<Reading>> {
        let is_it = vec![with_term(self.fields.record, record::READING), with_term(self.fields.path, path)];
        let Some(mut reading) = self.records::<Reading>(&*with_all(is_it))?.pop() else { return Ok(None) };
        let blocks = self.blocks(path)?;
        reading = made_whole(reading, &blocks);
        reading.blocks = blocks;
        Ok(Some(reading))
    }

    /// The findings wanted, ordered by path of their document, block, and identifier.
    ///
    /// # Errors
    /// [`Error::NoDocument`] when a document is named that is not there; [`Error::Index`] when the index is
    /// damaged.
    pub fn findings(&self, wanted: &Wanted) -> Result<Vec<Finding>> {
        let mut findings: Vec<Finding> = self.records(&*self.finding_query(wanted)?)?;
        findings.sort_by(|a, b| {
            (&a.citation.path, a.citation.block, &a.id).cmp(&(&b.citation.path, b.citation.block, &b.id))
        });
        Ok(findings)
    }

    /// Where papers point back to other papers, ordered by path, block and words; of one paper, or of all.
    ///
    /// # Errors
    /// [`Error::Index`] when the index is damaged.
    pub fn back_references(&self, path: Option<&str>) -> Result<Vec<BackReference>> {
        let mut conditions = vec![with_term(self.fields.record, record::BACK_REFERENCE)];
        conditions.extend(path.map(|path| with_term(self.fields.path, path)));
        let mut references: Vec<BackReference> = self.records(&*with_all(conditions))?;
        references.sort_by(|a, b| (&a.path, a.block, &a.text).cmp(&(&b.path, b.block, &b.text)));
        Ok(references)
    }

    /// The finding of an identifier; `None` when there is none.
    ///
    /// # Errors
    /// [`Error::Index`] when the index is damaged.
    pub fn finding(&self, id: &str) -> Result<Option<Finding>> {
        let query = with_all(vec![with_term(self.fields.record, record::FINDING), with_term(self.fields.id, id)]);
        Ok(self.records(&*query)?.pop())
    }

    /// The blocks of a document, in reading order; none when no document has that path.
    ///
    /// # Errors
    /// [`Error::Index`] when the index is damaged.
    pub fn blocks(&self, path: &str) -> Result<Vec<Block>> {
        let query = with_all(vec![with_term(self.fields.record, record::BLOCK), with_term(self.fields.path, path)]);
        let mut blocks: Vec<Block> = self.records(&*query)?;
        blocks.sort_by_key(|block| block.ordinal);
        Ok(blocks)
    }

    /// Where every passage stands and what it says, ordered by path and place: of these documents, or of all where none is
    /// named. Headings and what every paper has (apologies, contents pages) are left out.
    ///
    /// # Errors
    /// [`Error::NoDocument`] when a document is named that is not there; [`Error::Index`] when the index is damaged.
    pub fn passages(&self, documents: &[String]) -> Result<Vec<(Citation, String)>> {
        let lots = self.passage_lots(documents, |lot| lot)?;
        let mut passages: Vec<_> = lots.into_iter().flatten().map(|(_, citation, text)| (citation, text)).collect();
        passages.sort_by(|(a, _), (b, _)| (&a.path, a.block).cmp(&(&b.path, b.block)));
        Ok(passages)
    }

    /// The document of an identifier, a path, or a file name that only one document has.
    ///
    /// # Errors
    /// [`Error::NoDocument`] with the documents that are like it; [`Error::Index`] when the index is damaged.
    pub fn document(&self, name: &str) -> Result<Document> {
        let is_document = || with_term(self.fields.record, record::DOCUMENT);
        for field in [self.fields.id, self.fields.path] {
            let mut found: Vec<Document> = self.records(&*with_all(vec![is_document(), with_term(field, name)]))?;
            if found.len() == 1
                && let Some(document) = found.pop()
            {
                return Ok(document);
            }
        }
        let mut documents = self.documents()?;
        let named = |document: &Document| document.path.rsplit('/').next() == Some(name);
        if documents.iter().filter(|document| named(document)).count() == 1
            && let Some(at) = documents.iter().position(named)
        {
            return Ok(documents.swap_remove(at));
        }
        let like = name.to_lowercase();
        let matches = documents
            .into_iter()
            .filter(|document| {
                !like.is_empty() && [&document.id, &document.path].iter().any(|n| n.to_lowercase().contains(&like))
            })
            .map(|document| document.id)
            .collect();
        Err(Error::NoDocument { asked: name.to_owned(), matches })
    }
}
