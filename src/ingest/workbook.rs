//! Workbooks: trackers and action plans as officers keep them. Each sheet that shows is read, its table row by row.
//!
//! Sheets are headed by their names where there are several. Values are read as they were saved: no formula is worked out anew.
//! Dates are written out; other numbers stand as they are held, without their format.

use std::io::Cursor;

use calamine::{Data, Dimensions, Reader as _, Sheet, SheetType, SheetVisible, Sheets, open_workbook_from_rs};

use super::archive::Archive;
use super::own::is_own_file;
use super::sheet::{Merged, Rows, Value, head, line, lines_of};
use super::{Content, Ingested, Reader, xml};
use crate::error::Unreadable;
use crate::model::{Date, Mark, Page, Warning};

/// The reader of workbooks: XLSX, XLSM, XLSB, XLS and ODS.
pub struct Workbook;

impl Reader for Workbook {
    fn format(&self) -> &'static str {
        "workbook"
    }

    fn takes(&self, content: Content, _extension: &str) -> bool {
        content == Content::Spreadsheet
    }

    fn read(&self, bytes: &[u8]) -> Result<Ingested, Unreadable> {
        let mut book = open(bytes)?;
        let of_cells = |sheet: &&Sheet| sheet.typ == SheetType::WorkSheet;
        let sheets: Vec<Sheet> = book.sheets_metadata().iter().filter(of_cells).cloned().collect();
        let (shown, hidden): (Vec<Sheet>, Vec<Sheet>) =
            sheets.into_iter().partition(|sheet| sheet.visible == SheetVisible::Visible);
        let mut filled = Vec::new();
        for sheet in shown {
            let rows = rows(&mut book, &sheet.name).map_err(unreadable)?;
            if !rows.is_empty() {
                let merged = merged(&mut book, &sheet.name);
                filled.push((sheet.name, rows, merged));
            }
        }
        let several = filled.len() > 1;
        let mut lines = Vec::new();
        for (table, (name, rows, merged)) in (0..).zip(&filled) {
            if several {
                lines.push(line(Mark::Heading(1), name.trim().to_owned()));
            }
            lines.extend(lines_of(table, rows, head(rows), merged));
        }
        let warnings = match hidden.len() {
            0 => Vec::new(),
            1 => vec![Warning("a hidden sheet is left out".into())],
            more => vec![Warning(format!("{more} hidden sheets are left out"))],
        };
        Ok(Ingested { pages: vec![Page { number: None, lines }], warnings, ..Ingested::default() })
    }
}

type Book<'b> = Sheets<Cursor<&'b [u8]>>;

fn open(bytes: &[u8]) -> Result<Book<'_>, Unreadable> {
    let cursor = || Cursor::new(bytes);
    if !bytes.starts_with(b"PK") {
        return open_workbook_from_rs(cursor())
            .map(Sheets::Xls)
            .map_err(|error| unreadable(calamine::Error::Xls(error)));
    }
    let mut archive = Archive::open(bytes)?;
    archive.check_unpacked()?;
    let properties = archive.text("docProps/core.xml")?.map(|text| xml::parse(&text)).transpose()?;
    if properties.as_ref().is_some_and(is_own_file) {
        return Err(Unreadable::Answer);
    }
    let opened = if archive.has("content.xml") {
        open_workbook_from_rs(cursor()).map(Sheets::Ods).map_err(calamine::Error::Ods)
    } else if archive.has("xl/workbook.bin") {
        open_workbook_from_rs(cursor()).map(Sheets::Xlsb).map_err(calamine::Error::Xlsb)
    } else {
        open_workbook_from_rs(cursor()).map(Sheets::Xlsx).map_err(calamine::Error::Xlsx)
    };
    opened.map_err(unreadable)
}

fn unreadable(error: calamine::Error) -> Unreadable {
    use calamine::{Error, OdsError, XlsError, XlsbError, XlsxError};
    match error {
        Error::Xls(XlsError::Password)
        | Error::Xlsx(XlsxError::Password)
        | Error::Xlsb(XlsbError::Password)
        | Error::Ods(OdsError::Password) => Unreadable::Encrypted,
        error => Unreadable::Damaged(error.to_string()),
    }
}

/// The cells of a sheet. A workbook of today is read cell by cell: a stray cell in its last row would else take the room of all
/// rows above it.
fn rows(book: &mut Book<'_>, sheet: &str) -> Result<Rows, calamine::Error> {
    let mut rows = Rows::new();
    let mut put = |row: u32, column: u32, value: &Data| {
        if let Some(value) = value_of(value) {
            rows.entry(row).or_default().insert(column, value);
        }
    };
    match book {
        Sheets::Xlsx(book) => {
            let mut cells = book.worksheet_cells_reader(sheet)?;
            while let Some(cell) = cells.next_cell()? {
                let (row, column) = cell.get_position();
                put(row, column, &Data::from(cell.get_value().clone()));
            }
        }
        book => {
            let range = book.worksheet_range(sheet)?;
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, value) in range.used_cells() {
                put(top.saturating_add(row as u32), left.saturating_add(column as u32), value);
            }
        }
    }
    Ok(rows)
}

/// What a cell prints; `None` where it prints nothing.
fn value_of(value: &Data) -> Option<Value> {
    let text = match value {
        Data::Empty => return None,
        Data::String(text) => text.trim().to_owned(),
        Data::Int(number) => number.to_string(),
        // Sums of decimals differ from what is shown in their last digits.
        Data::Float(number) => ((number * 1e6).round() / 1e6).to_string(),
        Data::Bool(is_so) => if *is_so { "TRUE" } else { "FALSE" }.to_owned(),
        Data::DateTime(at) if at.is_datetime() && at.as_f64() >= 1.0 => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            Date::day_of(year.into(), month, day).map_or_else(|| at.as_f64().to_string(), Date::long)
        }
        Data::DateTime(at) => {
            let (.., hours, minutes, _, _) = at.to_ymd_hms_milli();
            format!("{hours:02}:{minutes:02}")
        }
        Data::DateTimeIso(at) => {
            let day = at.get(.."2015-04-18".len()).and_then(|day| day.parse::<Date>().ok());
            day.map_or_else(|| at.clone(), Date::long)
        }
        Data::DurationIso(length) => length.clone(),
        Data::Error(error) => error.to_string(),
    };
    (!text.is_empty()).then_some(Value { text, is_text: matches!(value, Data::String(_)) })
}

/// The merged cells of a sheet. Where that cannot be told there are none.
fn merged(book: &mut Book<'_>, sheet: &str) -> Merged {
    let cells: Vec<Dimensions> = match book {
        Sheets::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
        Sheets::Xls(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
        _ => Vec::new(),
    };
    let mut merged = Merged::default();
    for Dimensions { start, end } in cells {
        if start.0 == end.0 && end.1 > start.1 {
            merged.bands.insert(start.0);
        }
        let below = start.0.saturating_add(1)..=end.0.min(start.0.saturating_add(MOST_COVERED));
        merged.covered.extend(below.map(|row| (row, start.1)));
    }
    merged
}

/// A merged cell speaks for no more rows below it.
const MOST_COVERED: u32 = 1000;

#[cfg(test)]
mod tests {
    use rust_xlsxwriter::{ExcelDateTime, Format, Worksheet};

    use super::*;
    use crate::ingest::ingest;
    use crate::model::Line;

    /// The lines of a workbook with these sheets.
    fn read(sheets: impl IntoIterator<Item = Worksheet>) -> Ingested {
        let mut book = rust_xlsxwriter::Workbook::new();
        for sheet in sheets {
            book.push_worksheet(sheet);
        }
        ingest(&book.save_to_buffer().unwrap(), "plan.xlsx").unwrap()
    }

    fn sheet(name: &str, rows: &[&[&str]]) -> Worksheet {
        let mut sheet = Worksheet::new();
        sheet.set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*cells).filter(|(_, text)| !text.is_empty()) {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
        sheet
    }

    /// A line as `# heading`, `Name | Name` in capitals for the head of a table, `cell | cell`, or text.
    fn written(lines: &[Line]) -> Vec<String> {
        let one = |line: &Line| match &line.mark {
            Mark::Heading(level) => format!("{} {}", "#".repeat(usize::from(*level)), line.text),
            Mark::Row { head: true, cells, .. } => cells.join(" | ").to_uppercase(),
            Mark::Row { cells, .. } => cells.join(" | "),
            _ => line.text.clone(),
        };
        lines.iter().map(one).collect()
    }

    const PLAN: [&[&str]; 7] = [
        &["Peer review action plan"],
        &["Updated:", "", "3 June 2019"],
        &[],
        &["Ref", "", "Action", "Lead officer", "Due"],
        &["Priority 1: the front door"],
        &["1.1", "", "Publish the thresholds", "Ada Finch"],
        &["1.2", "", "Train all staff", "Head of Service", "June"],
    ];

    #[test]
    fn above_the_names_of_the_columns_is_text_and_below_are_rows() {
        let lines = read([sheet("Sheet1", &PLAN)]).pages.remove(0).lines;
        assert_eq!(
            written(&lines),
            [
                "## Peer review action plan",
                "Updated: 3 June 2019",
                "REF | ACTION | LEAD OFFICER | DUE",
                "### Priority 1: the front door",
                "1.1 | Publish the thresholds | Ada Finch | ",
                "1.2 | Train all staff | Head of Service | June",
            ]
        );
    }

    #[test]
    fn several_sheets_are_headed_by_their_names_and_hidden_ones_are_left_out() {
        let mut lists = sheet("Lists", &[&["Red", "Amber", "Green"]]);
        lists.set_hidden(true);
        let log = sheet("Log", &[&["Recommendation", "Status"], &["That a report be brought", "Open"]]);
        let read = read([sheet("Plan", &PLAN), log, sheet("Empty", &[]), lists]);
        let lines = written(&read.pages[0].lines);
        assert_eq!((lines[0].as_str(), lines[7].as_str()), ("# Plan", "# Log"));
        assert_eq!(lines[8..], ["RECOMMENDATION | STATUS", "That a report be brought | Open"]);
        assert_eq!(read.warnings, [Warning("a hidden sheet is left out".into())]);
    }

    #[test]
    fn a_cell_across_the_table_heads_what_follows_and_a_cell_alone_is_a_row() {
        let mut merged = sheet("Plan", &[&["Action", "Lead", "Due"], &[], &["Publish the thresholds"]]);
        merged.merge_range(1, 0, 1, 2, "Priority 1: the front door", &Format::new()).unwrap();
        let lines = read([merged]).pages.remove(0).lines;
        let wanted = ["ACTION | LEAD | DUE", "### Priority 1: the front door", "Publish the thresholds |  | "];
        assert_eq!(written(&lines), wanted);
    }

    #[test]
    fn a_cell_merged_over_rows_covers_those_below_it() {
        let mut plan = sheet("Plan", &[&["Action", "Lead"], &["Publish it"], &["Train all"]]);
        plan.merge_range(1, 1, 2, 1, "Clerk", &Format::new()).unwrap();
        let lines = written(&read([plan]).pages.remove(0).lines);
        assert_eq!(lines[1..], ["Publish it | Clerk", "Train all | \u{F8FE}"]);
    }

    #[test]
    fn dates_are_written_out_and_numbers_stand_as_they_are() {
        let mut plan = sheet("Plan", &[&["Ref", "Cost", "Due", "At", "Done"]]);
        let day = |format: &str| Format::new().set_num_format(format);
        let due = ExcelDateTime::from_ymd(2019, 6, 30).unwrap();
        plan.write_number(1, 0, 3.0).unwrap().write_number(1, 1, 0.1 + 0.2).unwrap();
        plan.write_datetime_with_format(1, 2, &due, &day("dd/mm/yyyy")).unwrap();
        plan.write_datetime_with_format(1, 3, ExcelDateTime::from_hms(14, 30, 0).unwrap(), &day("hh:mm")).unwrap();
        plan.write_boolean(1, 4, true).unwrap();
        let lines = read([plan]).pages.remove(0).lines;
        assert_eq!(written(&lines)[1], "3 | 0.3 | 30 June 2019 | 14:30 | TRUE");
    }

    #[test]
    fn a_stray_cell_in_the_last_row_and_column_costs_nothing() {
        let mut plan = sheet("Plan", &PLAN);
        plan.write_string(1_048_575, 16_383, "x").unwrap();
        let lines = read([plan]).pages.remove(0).lines;
        assert_eq!(lines.len(), 7);
        assert!(matches!(&lines[6].mark, Mark::Row { cells, .. } if cells.len() == 5 && cells[4] == "x"));
    }

    #[test]
    fn a_damaged_or_empty_workbook_says_so() {
        let bytes = |sheet| {
            let mut book = rust_xlsxwriter::Workbook::new();
            book.push_worksheet(sheet);
            book.save_to_buffer().unwrap()
        };
        let plan = bytes(sheet("Plan", &PLAN));
        assert!(matches!(ingest(&plan[..plan.len() / 2], "plan.xlsx"), Err(Unreadable::Damaged(_))));
        assert_eq!(ingest(&bytes(sheet("Plan", &[])), "plan.xlsx"), Err(Unreadable::Empty));
    }
}
