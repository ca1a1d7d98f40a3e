//! What reading the corpus did: a line a file, then the sum.

use std::io;

use serde::Serialize;

use crate::output::grid::Cell;
use crate::output::words::{counted, found};
use crate::output::{Answer, Page, Records, Table, table};
use crate::store::FileStatus;

/// One file that was looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IndexedFile {
    /// The file, relative to the corpus.
    pub path: String,
    /// What happened to it.
    pub status: FileStatus,
    /// Why it was skipped; `None` where it was not.
    pub reason: Option<String>,
    /// Identifier of the document; `None` where there is none.
    pub document: Option<String>,
    /// Parts read; `None` where nothing was read.
    pub blocks: Option<usize>,
    /// Findings read; `None` where nothing was read.
    pub findings: Option<usize>,
    /// What to know about the reading of it.
    pub warnings: Vec<String>,
}

/// The index as it stands afterwards.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct IndexSummary {
    /// Documents in the index.
    pub documents: usize,
    /// Parts of documents.
    pub blocks: usize,
    /// Findings, each counted once, the possible ones with them.
    pub findings: usize,
    /// Those of them that are only possible.
    pub possible: usize,
    /// Reviews in hand or mentioned.
    pub reviews: usize,
    /// Files that could not be read.
    pub skipped: usize,
    /// How long it took, in seconds.
    pub seconds: f64,
}

/// A run of reading.
#[derive(Debug, Clone, Copy)]
pub struct IndexReport<'a> {
    /// The files, ordered by path.
    pub files: &'a [IndexedFile],
    /// The sum.
    pub summary: IndexSummary,
}

impl Answer for IndexReport<'_> {
    fn table(&self) -> Table {
        let row = |file: &IndexedFile| {
            vec![
                file.path.as_str().into(),
                file.status.as_str().into(),
                file.reason.as_deref().into(),
                file.document.as_deref().into(),
                file.blocks.into(),
                file.findings.into(),
                Cell::several(&file.warnings),
            ]
        };
        Table::new(&table::INDEXED, self.files.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.files.iter().try_for_each(|file| records.put("file", file))?;
        records.put("summary", &self.summary)
    }

    fn title(&self) -> String {
        "What was read".to_owned()
    }

    fn page(&self) -> Page {
        let sum = &self.summary;
        let mut page = Page::new(self.title());
        page.sentence(format!(
            "{}, {}, {}, read in {:.1} s.",
            counted(sum.documents, "document", "documents"),
            found(sum.findings, sum.possible),
            counted(sum.reviews, "review", "reviews"),
            sum.seconds
        ));
        let counts: Vec<_> = [FileStatus::Added, FileStatus::Updated, FileStatus::Removed, FileStatus::Unchanged]
            .into_iter()
            .map(|status| (status, self.files.iter().filter(|file| file.status == status).count()))
            .filter(|(_, count)| *count > 0)
            .map(|(status, count)| format!("{count} {}", status.as_str()))
            .collect();
        if !counts.is_empty() {
            page.sentence(format!("Of the files, {}.", counts.join(", ")));
        }
        let skipped: Vec<_> = self.files.iter().filter(|file| file.status == FileStatus::Skipped).collect();
        if !skipped.is_empty() {
            page.heading(2, format!("Skipped ({})", skipped.len()));
            let line =
                |file: &&IndexedFile| format!("{}: {}", file.path, file.reason.as_deref().unwrap_or("no reason"));
            page.parts.push(crate::output::page::Part::List(skipped.iter().map(line).collect()));
        }
        let warned: Vec<_> = self.files.iter().filter(|file| !file.warnings.is_empty()).collect();
        if !warned.is_empty() {
            page.heading(2, "Worth a look");
            let lines = warned.iter().flat_map(|file| file.warnings.iter().map(|w| format!("{}: {w}", file.path)));
            page.parts.push(crate::output::page::Part::List(lines.collect()));
        }
        page
    }
}
