//! Where passages stand, from columns: a passage is cited without its record, which lies in a page of hundreds.

use std::io;

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocAddress, DocId, Searcher, SegmentOrdinal, SegmentReader, TantivyError};

use super::Snapshot;
use super::shown::{Columns, opened};
use crate::error::Result;
use crate::model::{Citation, Place};
use crate::store::columns::{item_of, names, number_of};
use crate::store::records::Card;
use crate::store::schema::column;

/// Where a passage stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Standing {
    /// Path of its paper.
    pub path: String,
    /// Where in the paper, as it is printed.
    pub place: Place,
    /// The physical page it starts on; `None` where the format has no pages.
    pub page: Option<u32>,
    /// Ordinal of the block.
    pub block: usize,
}

impl Standing {
    /// As it is cited, given what is known of its paper.
    pub fn cited(self, paper: &Card) -> Citation {
        let Self { path, place: Place { section, paragraph, by_section, item, reference }, page, block } = self;
        let (document, kind, date) = (paper.id.clone(), paper.kind, paper.date);
        let (ocr, exempt) = (paper.ocr, paper.exempt);
        Citation {
            document,
            kind,
            date,
            path,
            section,
            paragraph,
            by_section,
            item,
            page,
            block,
            ocr,
            reference,
            exempt,
        }
    }
}

/// By what passages of one segment are told apart that score the same.
pub(crate) struct RankedBy {
    pub paths: StrColumn,
    pub ordinals: Column<u64>,
    pub sketches: Column<u64>,
}

/// The columns of the passages of a segment.
pub(super) struct Places {
    paths: StrColumn,
    sections: Option<StrColumn>,
    paragraphs: Option<StrColumn>,
    items: Option<StrColumn>,
    pages: Option<Column<u64>>,
    ordinals: Column<u64>,
}

impl Places {
    fn of(segment: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let columns = segment.fast_fields();
        let (Some(paths), Some(ordinals)) = (columns.str(column::PATH)?, columns.column_opt(column::ORDINAL)?) else {
            return Ok(None);
        };
        Ok(Some(Self {
            paths,
            sections: columns.str(column::PLACE_SECTION)?,
            paragraphs: columns.str(column::PLACE_PARAGRAPH)?,
            items: columns.str(column::PLACE_ITEM)?,
            pages: columns.column_opt(column::PAGE)?,
            ordinals,
        }))
    }

    /// Where these passages stand; `None` for what is none.
    fn standings(&self, docs: &[DocId]) -> io::Result<Vec<Option<Standing>>> {
        let named = |column: &Option<StrColumn>| match column {
            Some(column) => names(column, docs),
            None => Ok(vec![None; docs.len()]),
        };
        let (sections, paragraphs, items) = (named(&self.sections)?, named(&self.paragraphs)?, named(&self.items)?);
        let places = sections.into_iter().zip(paragraphs).zip(items);
        let standings = docs.iter().zip(names(&self.paths, docs)?).zip(places);
        let standing = |((&doc, path), ((section, paragraph), item)): ((&DocId, Option<String>), _)| {
            let page = self.pages.as_ref().and_then(|pages| pages.first(doc)).and_then(|page| u32::try_from(page).ok());
            let block = self.ordinals.first(doc)? as usize;
            let ((paragraph, by_section), (item, reference)) = (number_of(paragraph), item_of(item));
            let place = Place { section, paragraph, by_section, item, reference };
            Some(Standing { path: path?, place, page, block })
        };
        Ok(standings.map(standing).collect())
    }
}

impl Columns {
    fn places(&self, searcher: &Searcher) -> tantivy::Result<&[Option<Places>]> {
        opened(&self.places, searcher, Places::of)
    }
}

impl Snapshot {
    /// What ranks passages of a segment beside their score.
    pub(crate) fn ranked_by(&self, segment: SegmentOrdinal) -> tantivy::Result<RankedBy> {
        let segment = segment as usize;
        let places = self.columns.places(&self.searcher)?.get(segment).and_then(Option::as_ref);
        let sketches = self.columns.sketches.get(segment).and_then(Option::as_ref);
        let (Some(Places { paths, ordinals, .. }), Some(sketches)) = (places, sketches) else {
            return Err(TantivyError::InternalError("a segment without passages is asked for them".into()));
        };
        Ok(RankedBy { paths: paths.clone(), ordinals: ordinals.clone(), sketches: sketches.clone() })
    }

    /// Where these passages stand, in their order.
    pub(crate) fn standings(&self, passages: &[DocAddress]) -> Result<Vec<Standing>> {
        self.of_passages(passages, Places::standings)
    }

    /// The paths of the papers of these passages, in their order.
    pub(crate) fn paths(&self, passages: &[DocAddress]) -> Result<Vec<String>> {
        self.of_passages(passages, |places, docs| names(&places.paths, docs))
    }

    /// What the columns of each segment say of some passages, in the order of these.
    fn of_passages<T: Clone>(
        &self,
        passages: &[DocAddress],
        read: impl Fn(&Places, &[DocId]) -> io::Result<Vec<Option<T>>>,
    ) -> Result<Vec<T>> {
        let columns = self.columns.places(&self.searcher).map_err(|error| self.failed(error))?;
        let mut order: Vec<usize> = (0..passages.len()).collect();
        order.sort_by_key(|&at| passages[at]);
        let mut said: Vec<Option<T>> = vec![None; passages.len()];
        for of_segment in order.chunk_by(|&a, &b| passages[a].segment_ord == passages[b].segment_ord) {
            let docs: Vec<DocId> = of_segment.iter().map(|&at| passages[at].doc_id).collect();
            let segment = passages[of_segment[0]].segment_ord as usize;
            let places = columns.get(segment).and_then(Option::as_ref).ok_or_else(|| self.damaged())?;
            let read = read(places, &docs).map_err(|error| self.failed(error.into()))?;
            of_segment.iter().zip(read).for_each(|(&at, read)| said[at] = read);
        }
        said.into_iter().map(|said| said.ok_or_else(|| self.damaged())).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::{Block, places};
    use crate::store::collect::with_term;
    use crate::store::schema::record;
    use crate::store::testing::{Paper, update};

    #[test]
    fn passages_stand_where_their_papers_say() {
        let folder = tempfile::tempdir().unwrap();
        let paper = |name: &str| {
            let paper = Paper::new(name).paragraph(&format!("Before any heading of {name}")).heading("Thresholds");
            paper.paragraph("Contacts wait").paragraph("No plan is shared")
        };
        update(folder.path(), &[paper("b.txt"), paper("c.txt")], &[]);
        let snapshot = update(folder.path(), &[paper("a/a.txt")], &["c.txt"]);
        let mut at = snapshot.addresses(&*with_term(snapshot.fields.record, record::BLOCK)).unwrap();
        at.reverse();
        let standings = snapshot.standings(&at).unwrap();
        assert_eq!(
            standings.iter().map(|standing| standing.path.clone()).collect::<Vec<_>>(),
            snapshot.paths(&at).unwrap()
        );
        let mut papers: BTreeMap<&str, Vec<(Block, &Standing)>> = BTreeMap::new();
        for (&at, standing) in at.iter().zip(&standings) {
            papers.entry(&standing.path).or_default().push((snapshot.record(at).unwrap(), standing));
        }
        assert_eq!(papers.keys().collect::<Vec<_>>(), [&"a/a.txt", &"b.txt"]);
        for passages in papers.values_mut() {
            passages.sort_by_key(|(block, _)| block.ordinal);
            let (blocks, standings): (Vec<Block>, Vec<&Standing>) = passages.drain(..).unzip();
            assert!(blocks.len() == 4 && standings[2].place.section.as_deref() == Some("Thresholds"));
            for ((block, place), standing) in blocks.iter().zip(places(&blocks)).zip(standings) {
                assert_eq!((standing.block, standing.page, &standing.place), (block.ordinal, block.page, &place));
            }
        }
    }
}
