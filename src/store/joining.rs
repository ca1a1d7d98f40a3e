//! Which segments of the index are joined, so that many small updates leave it not much larger than a fresh one.
//!
//! Small ones early: a query asks each. Large ones stay as they were made, because to write them anew takes as long as to make
//! them; they are written anew where a quarter of what they hold is deleted.

use tantivy::SegmentMeta;
use tantivy::indexer::{LogMergePolicy, MergeCandidate, MergePolicy};

/// A segment of more records than this is large.
const LARGE: usize = 50_000;
/// So many segments of like size are joined.
const MANY: usize = 4;
/// A segment is written anew where more than this share of it is deleted.
const DELETED: f32 = 0.25;

/// How an index is kept in shape that is added to.
#[derive(Debug)]
pub(super) struct Joining {
    small: LogMergePolicy,
    large: usize,
}

impl Joining {
    fn of_more_than(large: usize) -> Self {
        let mut small = LogMergePolicy::default();
        small.set_min_num_segments(MANY);
        small.set_del_docs_ratio_before_merge(DELETED);
        small.set_max_docs_before_merge(large);
        Self { small, large }
    }
}

impl Default for Joining {
    fn default() -> Self {
        Self::of_more_than(LARGE)
    }
}

impl MergePolicy for Joining {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let is_worn = |segment: &&SegmentMeta| {
            let deleted = segment.num_deleted_docs() as f32 / segment.max_doc().max(1) as f32;
            segment.num_docs() as usize > self.large && deleted > DELETED
        };
        let worn = segments.iter().filter(is_worn).map(|segment| MergeCandidate(vec![segment.id()]));
        self.small.compute_merge_candidates(segments).into_iter().chain(worn).collect()
    }
}

#[cfg(test)]
mod tests {
    use tantivy::schema::{STRING, Schema};
    use tantivy::{Index, Term, doc};

    use super::*;

    /// The records of each segment, the largest first, after commits of so many records and the deletion of some of the first.
    fn segments(commits: &[usize], deleted: usize) -> Vec<u32> {
        let mut schema = Schema::builder();
        let key = schema.add_text_field("key", STRING);
        let index = Index::create_in_ram(schema.build());
        let mut writer = index.writer_with_num_threads(1, 15_000_000).unwrap();
        writer.set_merge_policy(Box::new(Joining::of_more_than(20)));
        for (commit, records) in commits.iter().enumerate() {
            for record in 0..*records {
                writer.add_document(doc!(key => format!("{commit}/{record}"))).unwrap();
            }
            writer.commit().unwrap();
        }
        for record in 0..deleted {
            writer.delete_term(Term::from_field_text(key, &format!("0/{record}")));
        }
        writer.commit().unwrap();
        writer.wait_merging_threads().unwrap();
        let mut records: Vec<u32> =
            index.searchable_segment_metas().unwrap().iter().map(SegmentMeta::max_doc).collect();
        records.sort_unstable_by(|a, b| b.cmp(a));
        records
    }

    #[test]
    fn small_segments_are_joined_and_large_ones_stay() {
        assert_eq!(segments(&[40, 30, 30, 30, 1, 1, 1], 0), [40, 30, 30, 30, 1, 1, 1]);
        assert_eq!(segments(&[40, 30, 30, 30, 1, 1, 1, 1], 0), [40, 30, 30, 30, 4]);
    }

    #[test]
    fn a_large_segment_is_written_anew_where_a_quarter_is_deleted() {
        assert_eq!(segments(&[40, 30], 10), [40, 30]);
        assert_eq!(segments(&[40, 30], 11), [30, 29]);
    }
}
