//! The fields of the index, and what each record puts in them.
//!
//! | record | one for each | found by |
//! |---|---|---|
//! | `source` | file seen, read or skipped | size, time, inode (columns), so that freshness needs no stored text |
//! | `reading` | file read | path: what `resolve` is given, without the blocks |
//! | `block` | block of a document | text, kinds, strength, committee, body, date, owner, due, status, page, item and section: what search asks of the paper alone |
//! | `document`, `finding`, `review` | result of `resolve` | council, kind, body, subject, review |
//! | `back_reference` | phrase that points back, followed by `resolve` | path of the paper that points |
//!
//! A block knows nothing of other papers, so it is written once for each change of its file. The council is not
//! with it: a paper that names none belongs to that of the papers it lies among, which can change without it.
//!
//! Names (council, committee, body, subject, owner) and what is read like them (due, status) are indexed as [`slug`](crate::model::slug)s, one term each; a filter looks through
//! the terms there are. The passage is indexed twice: stems with positions, and folded words without, for
//! exact search and wildcards; both are cut before they come here (`cutting`). What is stored is the passage as printed, and all else
//! that a record holds in `stored`, as MessagePack.

use std::sync::LazyLock;

use tantivy::Index;
use tantivy::schema::{FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions};
use tantivy::tokenizer::{TextAnalyzer, TokenizerManager};

use super::cutting::AtBlanks;

/// The form of the index. Raise it whenever a field or a stored record changes: an older index is rebuilt.
pub(crate) const FORMAT: u32 = 19;

const CUT: &str = "lookback_cut";

/// Names of the columns that are read by name.
pub(crate) mod column {
    pub const PATH: &str = "path";
    pub const ORDINAL: &str = "ordinal";
    pub const PAGE: &str = "page";
    pub const ITEM: &str = "item";
    pub const SECTION: &str = "section";
    pub const PLACE_SECTION: &str = "place_section";
    pub const PLACE_PARAGRAPH: &str = "place_paragraph";
    pub const PLACE_ITEM: &str = "place_item";
    pub const SKETCH: &str = "sketch";
    pub const CARD: &str = "card";
    pub const SURE_OF: &str = "sure_of";
    pub const SURE: &str = "sure";
    pub const MADE_BY: &str = "made_by";
    pub const OWN_COUNCIL: &str = "own_council";
    pub const UNTOLD: &str = "untold";
    pub const SIZE: &str = "size";
    pub const MTIME: &str = "mtime";
    pub const INODE: &str = "inode";
    pub const BLOCKS: &str = "blocks";
    pub const TOKENS: &str = "tokens";
    pub const FINDINGS: &str = "findings";
    pub const WARNINGS: &str = "warnings";
}

/// The kinds of record.
pub(crate) mod record {
    pub const SOURCE: &str = "source";
    /// A second name of a `source` that could not be read.
    pub const SKIPPED: &str = "skipped";
    /// A third name of a `source` that is an answer of ours.
    pub const ANSWER: &str = "answer";
    /// A fourth name of a `source` that could not be read this time and is to be tried again.
    pub const TRY_AGAIN: &str = "try_again";
    pub const READING: &str = "reading";
    pub const BLOCK: &str = "block";
    /// A second name of a `block` that is boilerplate.
    pub const BOILERPLATE: &str = "boilerplate";
    pub const DOCUMENT: &str = "document";
    pub const FINDING: &str = "finding";
    /// A second name of a `finding` whose kind is not what some paper of it was read to tell.
    pub const RETOLD: &str = "retold";
    pub const REVIEW: &str = "review";
    pub const BACK_REFERENCE: &str = "back_reference";
}

/// Stands for the council of papers that have none, not even by adoption. No slug contains a full stop.
pub(crate) const NO_COUNCIL: &str = ".";

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields {
    /// What kind of record it is, see [`record`].
    pub record: Field,
    /// What deletes it: `source:` or `reading:` and the path, `resolved:` and the council.
    pub key: Field,
    /// Path of the file, relative to the corpus.
    pub path: Field,
    /// Position of a block in its document.
    pub ordinal: Field,
    /// Physical page of a block.
    pub page: Field,
    /// Ordinal of the first block of the item that a block stands in, see [`Unit`](crate::model::Unit).
    pub item: Field,
    /// Ordinal of the first block of its section.
    pub section: Field,
    /// The section that a block stands in, as a citation names it, see [`Place`](crate::model::Place): a column, so that a
    /// passage is cited without its record.
    pub place_section: Field,
    /// The paragraph, as a citation names it: a column.
    pub place_paragraph: Field,
    /// The item, as a citation names it: a column.
    pub place_item: Field,
    /// The [`Sketch`](super::sketch::Sketch) of the passage in a block.
    pub sketch: Field,
    /// What is shown of a document beside its passages, a [`Card`](super::records::Card) as MessagePack: a column, so that
    /// nothing need be unpacked.
    pub card: Field,
    /// Identifier of a finding that is sure up to its first slash, which is that of a paper: a column.
    pub sure_of: Field,
    /// The rest of it, without the slash: a column.
    pub sure: Field,
    /// Identifier of the review that made a finding, a column.
    pub made_by: Field,
    /// The passage, as stems with positions.
    pub stems: Field,
    /// The passage, as folded words without positions.
    pub words: Field,
    /// The passage as printed; stored only.
    pub text: Field,
    /// Kind of document and kinds of the findings in a block; a possible finding's kind ends in `?`.
    pub kind: Field,
    /// How hard the sure findings of a block ask, "1" to "5".
    pub strength: Field,
    /// Council of a document or finding, its own or adopted.
    pub council: Field,
    /// The council that the paper of a source names, as printed.
    pub own_council: Field,
    /// What the file of a source does not tell and how it was taken, as JSON.
    pub untold: Field,
    /// Committee.
    pub committee: Field,
    /// Who reviewed.
    pub body: Field,
    /// Who is to act on what stands in a block.
    pub owner: Field,
    /// By when.
    pub due: Field,
    /// The last day of that, where it is certain.
    pub due_by: Field,
    /// How far it has come.
    pub status: Field,
    /// What was reviewed.
    pub subject: Field,
    /// Identifier of the review.
    pub review: Field,
    /// Identifier of the record itself: of the document, finding or review.
    pub id: Field,
    /// Date of the document, as precise as known.
    pub date: Field,
    /// Where a finding stands: path, a newline, ordinal of the block.
    pub place: Field,
    /// Size of a source in bytes.
    pub size: Field,
    /// Time of last change of a source, in nanoseconds since 1970.
    pub mtime: Field,
    /// Inode of a source.
    pub inode: Field,
    /// Number of blocks read from a source.
    pub blocks: Field,
    /// Number of tokens in those blocks.
    pub tokens: Field,
    /// Number of findings read from a source.
    pub findings: Field,
    /// Number of warnings given for a source.
    pub warnings: Field,
    /// The record, as MessagePack; without its passage.
    pub stored: Field,
}

/// The fields of every index of this [`FORMAT`].
pub(crate) fn fields() -> &'static Fields {
    static FIELDS: LazyLock<Fields> = LazyLock::new(|| schema().1);
    &FIELDS
}

/// The schema of the index, the same in every index of this [`FORMAT`].
pub(crate) fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let indexed = |tokenizer: &str, option| {
        TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option).set_fieldnorms(false)
    };
    let name = TextOptions::default().set_indexing_options(indexed("raw", IndexRecordOption::Basic));
    let named_column = name.clone().set_fast("raw");
    let folded = TextOptions::default().set_indexing_options(indexed(CUT, IndexRecordOption::Basic));
    let positions = indexed(CUT, IndexRecordOption::WithFreqsAndPositions).set_fieldnorms(true);
    let number = NumericOptions::default().set_fast();
    let column = TextOptions::default().set_fast("raw");
    let fields = Fields {
        record: builder.add_text_field("record", name.clone()),
        key: builder.add_text_field("key", name.clone()),
        path: builder.add_text_field(column::PATH, named_column),
        ordinal: builder.add_u64_field(column::ORDINAL, number.clone()),
        page: builder.add_u64_field(column::PAGE, number.clone()),
        item: builder.add_u64_field(column::ITEM, number.clone()),
        section: builder.add_u64_field(column::SECTION, number.clone()),
        place_section: builder.add_text_field(column::PLACE_SECTION, column.clone()),
        place_paragraph: builder.add_text_field(column::PLACE_PARAGRAPH, column.clone()),
        place_item: builder.add_text_field(column::PLACE_ITEM, column.clone()),
        sketch: builder.add_u64_field(column::SKETCH, number.clone()),
        card: builder.add_bytes_field(column::CARD, FAST),
        sure_of: builder.add_text_field(column::SURE_OF, column.clone()),
        sure: builder.add_text_field(column::SURE, column.clone()),
        made_by: builder.add_text_field(column::MADE_BY, column.clone()),
        stems: builder.add_text_field("stems", TextOptions::default().set_indexing_options(positions)),
        words: builder.add_text_field("words", folded),
        text: builder.add_text_field("text", STORED),
        kind: builder.add_text_field("kind", name.clone()),
        strength: builder.add_text_field("strength", name.clone()),
        council: builder.add_text_field("council", name.clone()),
        own_council: builder.add_text_field(column::OWN_COUNCIL, column.clone()),
        untold: builder.add_text_field(column::UNTOLD, column),
        committee: builder.add_text_field("committee", name.clone()),
        body: builder.add_text_field("body", name.clone()),
        owner: builder.add_text_field("owner", name.clone()),
        due: builder.add_text_field("due", name.clone()),
        due_by: builder.add_text_field("due_by", name.clone()),
        status: builder.add_text_field("status", name.clone()),
        subject: builder.add_text_field("subject", name.clone()),
        review: builder.add_text_field("review", name.clone()),
        id: builder.add_text_field("id", name.clone()),
        date: builder.add_text_field("date", name.clone()),
        place: builder.add_text_field("place", name),
        size: builder.add_u64_field(column::SIZE, number.clone()),
        mtime: builder.add_i64_field(column::MTIME, number.clone()),
        inode: builder.add_u64_field(column::INODE, number.clone()),
        blocks: builder.add_u64_field(column::BLOCKS, number.clone()),
        tokens: builder.add_u64_field(column::TOKENS, number.clone()),
        findings: builder.add_u64_field(column::FINDINGS, number.clone()),
        warnings: builder.add_u64_field(column::WARNINGS, number),
        stored: builder.add_bytes_field("stored", STORED),
    };
    (builder.build(), fields)
}

/// The tokeniser the schema names.
pub(crate) fn tokenizers() -> TokenizerManager {
    let manager = TokenizerManager::default();
    manager.register(CUT, TextAnalyzer::builder(AtBlanks).build());
    manager
}

/// Gives an index its tokeniser.
pub(crate) fn with_tokenizers(mut index: Index) -> Index {
    index.set_tokenizers(tokenizers());
    index
}
