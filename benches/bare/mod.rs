//! The peer: the least program that indexes and searches text with the engine we use.
//!
//! One document a paragraph (path and text stored, text stemmed with positions), two threads with 128 MiB each; best ten with
//! a snippet each. No structure, findings, themes, freshness, citations, nor an order that updates cannot change.

// Each bench takes its half of the peer.
#![allow(dead_code)]

use std::io;
use std::path::Path;

use rayon::prelude::*;
use tantivy::collector::TopDocs;
use tantivy::query::{FuzzyTermQuery, Query, QueryParser};
use tantivy::schema::{IndexRecordOption, STORED, STRING, Schema, TextFieldIndexing, TextOptions, Value};
use tantivy::snippet::SnippetGenerator;
use tantivy::{Index, ReloadPolicy, Searcher, TantivyDocument, Term};

/// Memory for building the index, in bytes.
const HEAP: usize = 256 << 20;

fn failed(error: impl ToString) -> io::Error {
    io::Error::other(error.to_string())
}

/// Indexes every file of a folder.
pub fn index(papers: &Path, folder: &Path) -> io::Result<()> {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder)?;
    let mut schema = Schema::builder();
    let path = schema.add_text_field("path", STRING | STORED);
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("en_stem")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = schema.add_text_field("text", TextOptions::default().set_indexing_options(indexing).set_stored());
    let index = Index::create_in_dir(folder, schema.build()).map_err(failed)?;
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(2, HEAP).map_err(failed)?;
    let sources = lookback::ingest::walk(papers).map_err(failed)?;
    sources.par_iter().try_for_each(|source| {
        let content = std::fs::read_to_string(&source.path)?;
        for paragraph in content.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
            let mut document = TantivyDocument::default();
            document.add_text(path, &source.relative);
            document.add_text(text, paragraph);
            writer.add_document(document).map_err(failed)?;
        }
        Ok::<(), io::Error>(())
    })?;
    writer.commit().map_err(failed)?;
    writer.wait_merging_threads().map_err(failed)
}

/// An index to search.
pub struct Bare {
    searcher: Searcher,
    parser: QueryParser,
    schema: Schema,
}

impl Bare {
    pub fn open(folder: &Path) -> io::Result<Self> {
        let index = Index::open_in_dir(folder).map_err(failed)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().map_err(failed)?;
        let schema = index.schema();
        let mut parser = QueryParser::for_index(&index, vec![schema.get_field("text").map_err(failed)?]);
        parser.set_conjunction_by_default();
        Ok(Self { searcher: tantivy::IndexReader::searcher(&reader), parser, schema })
    }

    /// The best ten passages, one a line, with a snippet each; `~word` is a word with one mistake.
    pub fn search(&self, query: &str) -> io::Result<String> {
        let field = |name| self.schema.get_field(name).map_err(failed);
        let (path, text) = (field("path")?, field("text")?);
        let query: Box<dyn Query> = match query.strip_prefix('~') {
            Some(word) => Box::new(FuzzyTermQuery::new(Term::from_field_text(text, word), 1, true)),
            None => self.parser.parse_query(query).map_err(failed)?,
        };
        let best = self.searcher.search(&query, &TopDocs::with_limit(10).order_by_score()).map_err(failed)?;
        let snippets = SnippetGenerator::create(&self.searcher, &query, text).map_err(failed)?;
        let mut out = String::new();
        for (score, at) in best {
            let document: TantivyDocument = self.searcher.doc(at).map_err(failed)?;
            let path = document.get_first(path).and_then(|value| value.as_str()).unwrap_or_default();
            out.push_str(&format!("{score:.3}\t{path}\t{}\n", snippets.snippet_from_doc(&document).to_html()));
        }
        Ok(out)
    }
}
