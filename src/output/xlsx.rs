//! A workbook: a sheet for each table, and one that explains the columns.
//!
//! Numbers stay numbers, text is never a formula, the header is frozen and filters. The date of making is fixed: the
//! same answer gives the same bytes.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::grid::{Cell, Table};
use super::table::{Column, column, prose};
use super::{Answer, Settings};

/// What a cell of a workbook can hold, in UTF-16 units.
const CELL: usize = 32_767;

/// The columns of the sheet that explains the others.
const MEANINGS: [Column; 3] = [
    column("sheet", "Name of the sheet."),
    column("column", "Name of the column."),
    prose("meaning", "What stands in it."),
];

pub(super) fn draw(answer: &dyn Answer, _: &Settings, out: &mut dyn Write) -> io::Result<()> {
    let bytes = workbook(&answer.title(), &answer.sheets()).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(title: &str, tables: &[Table]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let writer = concat!("lookback ", env!("CARGO_PKG_VERSION"));
    workbook.set_properties(&DocProperties::new().set_title(title).set_author(writer).set_creation_datetime(&made));
    for table in tables {
        let sheet = workbook.add_worksheet();
        sheet.set_name(table.contract.name)?;
        fill(sheet, table.contract.columns, &table.rows)?;
    }
    let meaning = |table: &Table| -> Vec<Vec<Cell>> {
        let row = |column: &Column| vec![table.contract.name.into(), column.name.into(), column.meaning.into()];
        table.contract.columns.iter().map(row).collect()
    };
    let sheet = workbook.add_worksheet();
    sheet.set_name("columns")?;
    fill(sheet, &MEANINGS, &tables.iter().flat_map(meaning).collect::<Vec<_>>())?;
    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, head: &[Column], rows: &[Vec<Cell>]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let top = Format::new().set_align(FormatAlign::Top);
    for (column, Column { name, is_prose, .. }) in (0u16..).zip(head) {
        sheet.write_with_format(0, column, *name, &bold)?;
        let longest = rows.iter().map(|row| row[usize::from(column)].to_string().chars().count()).max().unwrap_or(0);
        let width = if *is_prose { 70 } else { longest.max(name.chars().count()).clamp(6, 36) + 2 };
        sheet.set_column_width(column, width as f64)?;
    }
    for (at, row) in (1u32..).zip(rows) {
        for ((column, cell), Column { is_prose, .. }) in (0u16..).zip(row).zip(head) {
            let format = if *is_prose { &wrapped } else { &top };
            match cell {
                Cell::Missing => {}
                Cell::Text(text) => {
                    sheet.write_string_with_format(at, column, whole(text), format)?;
                }
                Cell::Count(count) => {
                    sheet.write_number_with_format(at, column, *count as f64, format)?;
                }
                Cell::Figure { value, decimals } => {
                    let scale = 10f64.powi(i32::try_from(*decimals).unwrap_or(6));
                    sheet.write_number_with_format(at, column, (value * scale).round() / scale, format)?;
                }
                Cell::Share { .. } => {
                    sheet.write_string_with_format(at, column, cell.to_string(), format)?;
                }
            }
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    // On paper: all columns beside each other, the header on every page.
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    let last = u16::try_from(head.len().saturating_sub(1)).unwrap_or(u16::MAX);
    sheet.autofilter(0, 0, u32::try_from(rows.len()).unwrap_or(u32::MAX), last)?;
    Ok(())
}

/// The text as far as a cell can hold it, with a sign where it ends early.
fn whole(text: &str) -> String {
    if text.encode_utf16().count() <= CELL {
        return text.to_owned();
    }
    let mut units = 0;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units < CELL
    });
    kept.chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::super::table;
    use super::*;

    #[test]
    fn the_same_table_gives_the_same_bytes_with_header_filter_and_types() {
        let row: Vec<Cell> = table::THEMES
            .columns
            .iter()
            .map(|column| match column.name {
                "theme" => "=1+1".into(),
                "share" => Cell::figure(Some(0.25), 4),
                "findings" => 3usize.into(),
                _ => Cell::Missing,
            })
            .collect();
        let table = Table::new(&table::THEMES, vec![row]);
        let bytes = workbook("Themes", std::slice::from_ref(&table)).unwrap();
        assert_eq!(bytes, workbook("Themes", std::slice::from_ref(&table)).unwrap());
        let mut archive = zip::ZipArchive::new(io::Cursor::new(&bytes)).unwrap();
        let mut part = |name: &str| {
            let mut text = String::new();
            io::Read::read_to_string(&mut archive.by_name(name).unwrap(), &mut text).unwrap();
            text
        };
        let sheet = part("xl/worksheets/sheet1.xml");
        assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<autoFilter ref=\"A1:Q2\""), "{sheet}");
        assert!(sheet.contains("orientation=\"landscape\"") && sheet.contains("fitToHeight=\"0\""), "{sheet}");
        assert!(part("xl/workbook.xml").contains("_xlnm.Print_Titles"));
        assert!(sheet.contains("<v>3</v>") && sheet.contains("<v>0.25</v>") && !sheet.contains("<f>"), "{sheet}");
        assert!(part("xl/sharedStrings.xml").contains("=1+1"));
        assert!(part("xl/workbook.xml").contains("name=\"columns\""));
        assert!(part("docProps/core.xml").contains("2000-01-01"));
    }

    #[test]
    fn a_text_too_long_for_a_cell_is_cut_and_says_so() {
        let long = "é".repeat(40_000);
        let kept = whole(&long);
        assert!(kept.ends_with('…') && kept.encode_utf16().count() == CELL);
        assert_eq!(whole("short"), "short");
    }
}
