//! How well it is known what papers are.

use std::io;

use serde::Serialize;

use crate::answers::{FieldAgreement, WrongField};
use crate::output::grid::Cell;
use crate::output::page::Part;
use crate::output::words::counted;
use crate::output::{Answer, Page, Records, Table, table};

/// What was read of papers as a whole, held against labels.
#[derive(Debug, Clone, Copy)]
pub struct MetadataReport<'a> {
    /// A line a column of the labels, in their order.
    pub fields: &'a [FieldAgreement],
    /// How many papers are labelled.
    pub papers: usize,
}

#[derive(Serialize)]
struct FieldRecord<'a> {
    field: &'a str,
    right: usize,
    labelled: usize,
    share: f64,
    read: usize,
    share_of_read: f64,
    wrong: Vec<WrongRecord<'a>>,
}

#[derive(Serialize)]
struct WrongRecord<'a> {
    file: &'a str,
    label: &'a str,
    read: Option<&'a str>,
}

/// "reports/a.pdf: 2015-04-20, read as 2015-04".
fn line(wrong: &WrongField) -> String {
    let read = wrong.read.as_ref().map_or("not read".to_owned(), |read| format!("read as {read}"));
    format!("{}: {}, {read}", wrong.file, wrong.label)
}

impl Answer for MetadataReport<'_> {
    fn table(&self) -> Table {
        let row = |field: &FieldAgreement| {
            vec![
                field.field.as_str().into(),
                field.right.into(),
                field.labelled.into(),
                Cell::figure(Some(field.share()), 3),
                field.read.into(),
                Cell::figure(Some(field.share_of_read()), 3),
                Cell::several(field.wrong.iter().map(line)),
            ]
        };
        Table::new(&table::METADATA, self.fields.iter().map(row).collect())
    }

    fn records(&self, records: &mut Records<'_>) -> io::Result<()> {
        self.fields.iter().try_for_each(|field| {
            let record = FieldRecord {
                field: &field.field,
                right: field.right,
                labelled: field.labelled,
                share: field.share(),
                read: field.read,
                share_of_read: field.share_of_read(),
                wrong: field
                    .wrong
                    .iter()
                    .map(|wrong| WrongRecord { file: &wrong.file, label: &wrong.label, read: wrong.read.as_deref() })
                    .collect(),
            };
            records.put("metadata", &record)
        })
    }

    fn title(&self) -> String {
        "What papers say they are, held against labels".to_owned()
    }

    fn page(&self) -> Page {
        let mut page = Page::new(self.title());
        page.sentence(format!(
            "{}, each read under a name that gives nothing away.",
            counted(self.papers, "labelled paper", "labelled papers")
        ));
        let columns = ["field", "right", "labelled", "share", "read", "share_of_read"];
        page.table(self.table().grid("Every field that is labelled", &columns));
        for field in self.fields.iter().filter(|field| !field.wrong.is_empty()) {
            page.heading(2, format!("{} ({})", field.field, field.wrong.len()));
            page.parts.push(Part::List(field.wrong.iter().map(line).collect()));
        }
        page
    }
}
