//! What is shown of passages beside their text, from columns: no record is unpacked for it.

use std::sync::OnceLock;

use tantivy::columnar::{BytesColumn, Column, StrColumn};
use tantivy::{DocAddress, DocId, Searcher, SegmentOrdinal, SegmentReader, Term};

use super::boilerplate::Boilerplate;
use super::places::Places;
use super::{FindingsByPlace, Snapshot};
use crate::error::Result;
use crate::store::columns;
use crate::store::records::{Card, place_term, unpacked};
use crate::store::schema::column;
use crate::store::sketch::Sketch;
use crate::store::statistics::live_docs;

/// The columns of each segment, opened once; `None` where a segment has nothing in them.
pub(super) struct Columns {
    pub(super) sketches: Vec<Option<Column<u64>>>,
    pub(super) places: OnceLock<Vec<Option<Places>>>,
    pub(super) boilerplate: OnceLock<Vec<Boilerplate>>,
    cards: OnceLock<Vec<Option<BytesColumn>>>,
    findings: OnceLock<Vec<Option<Findings>>>,
}

/// The sure findings of a segment.
struct Findings {
    papers: StrColumn,
    local: StrColumn,
    reviews: Option<StrColumn>,
}

impl Columns {
    /// Opens what every query needs; the rest is opened when it is asked for.
    pub fn of(searcher: &Searcher) -> tantivy::Result<Self> {
        let sketches = searcher.segment_readers().iter().map(|segment| {
            let column = segment.fast_fields().column_opt::<u64>(column::SKETCH)?;
            Ok(column.filter(|column| column.values.num_vals() > 0))
        });
        let sketches = sketches.collect::<tantivy::Result<_>>()?;
        let (places, boilerplate, cards, findings) = Default::default();
        Ok(Self { sketches, places, boilerplate, cards, findings })
    }

    fn cards(&self, searcher: &Searcher) -> tantivy::Result<&[Option<BytesColumn>]> {
        opened(&self.cards, searcher, |segment| {
            let cards = segment.fast_fields().bytes(column::CARD)?;
            Ok(cards.filter(|cards| cards.num_terms() > 0))
        })
    }

    fn findings(&self, searcher: &Searcher) -> tantivy::Result<&[Option<Findings>]> {
        opened(&self.findings, searcher, |segment| {
            let columns = segment.fast_fields();
            let papers = columns.str(column::SURE_OF)?.filter(|papers| papers.num_terms() > 0);
            let (Some(papers), Some(local)) = (papers, columns.str(column::SURE)?) else { return Ok(None) };
            Ok(Some(Findings { papers, local, reviews: columns.str(column::MADE_BY)? }))
        })
    }
}

/// What is in `once`, made of each segment if it is not there yet.
pub(super) fn opened<'c, T>(
    once: &'c OnceLock<Vec<T>>,
    searcher: &Searcher,
    open: impl Fn(&SegmentReader) -> tantivy::Result<T>,
) -> tantivy::Result<&'c [T]> {
    if let Some(columns) = once.get() {
        return Ok(columns);
    }
    let columns = searcher.segment_readers().iter().map(open).collect::<tantivy::Result<_>>()?;
    Ok(once.get_or_init(|| columns))
}

impl Snapshot {
    /// The segments in which passages lie, with their numbers. In the others the engine would have to make an empty dictionary
    /// to find that out, which takes longer than to answer.
    pub(crate) fn passage_segments(&self) -> impl Iterator<Item = (SegmentOrdinal, &SegmentReader)> {
        let segments = (0..).zip(self.searcher.segment_readers()).zip(&self.columns.sketches);
        segments.filter(|(_, sketches)| sketches.is_some()).map(|(segment, _)| segment)
    }

    /// What tells which of these passages can be in nearly the same words, in their order.
    pub(crate) fn sketches(&self, passages: &[DocAddress]) -> Result<Vec<Sketch>> {
        let sketch = |at: &DocAddress| self.columns.sketches.get(at.segment_ord as usize)?.as_ref()?.first(at.doc_id);
        passages.iter().map(|at| sketch(at).map(Sketch).ok_or_else(|| self.damaged())).collect()
    }

    /// What is shown of the paper of a path.
    pub(crate) fn card(&self, path: &str) -> Result<Card> {
        let failed = |error| self.failed(error);
        let term = Term::from_field_text(self.fields.path, path);
        let cards = self.columns.cards(&self.searcher).map_err(failed)?;
        for (segment, cards) in self.searcher.segment_readers().iter().zip(cards) {
            let Some(cards) = cards else { continue };
            for doc in live_docs(segment, &term).map_err(failed)? {
                let Some(ord) = cards.ords().first(doc) else { continue };
                let mut packed = Vec::new();
                cards.ord_to_bytes(ord, &mut packed).map_err(|error| failed(error.into()))?;
                return unpacked(&packed).ok_or_else(|| self.damaged());
            }
        }
        Err(self.damaged())
    }

    /// The sure findings that stand in these blocks (path, ordinal), with the reviews that made them, by identifier. A
    /// block without findings is left out.
    pub(crate) fn findings_in(&self, blocks: &[(&str, usize)]) -> Result<FindingsByPlace> {
        let failed = |error: tantivy::TantivyError| self.failed(error);
        let mut found = FindingsByPlace::new();
        let columns = self.columns.findings(&self.searcher).map_err(failed)?;
        for (segment, columns) in self.searcher.segment_readers().iter().zip(columns) {
            let Some(Findings { papers, local, reviews }) = columns else { continue };
            let mut here: Vec<((&str, usize), DocId)> = Vec::new();
            for &(path, block) in blocks {
                let term = Term::from_field_text(self.fields.place, &place_term(path, block));
                here.extend(live_docs(segment, &term).map_err(failed)?.into_iter().map(|doc| ((path, block), doc)));
            }
            let docs: Vec<DocId> = here.iter().map(|(_, doc)| *doc).collect();
            let named = |column| columns::names(column, &docs).map_err(|error| failed(error.into()));
            let ids = named(papers)?.into_iter().zip(named(local)?).map(|(paper, local)| match (paper, local) {
                (Some(paper), Some(local)) if local.is_empty() => Some(paper),
                (Some(paper), Some(local)) => Some(format!("{paper}/{local}")),
                _ => None,
            });
            let reviews = match reviews {
                Some(reviews) => named(reviews)?,
                None => vec![None; docs.len()],
            };
            for ((((path, block), _), id), review) in here.into_iter().zip(ids).zip(reviews) {
                if let Some(id) = id {
                    found.entry((path.to_owned(), block)).or_default().insert(id, review);
                }
            }
        }
        Ok(found)
    }
}
